//! Which way a text runs: by its language where that is known, else by its first letter that tells.

/// Which way a text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

/// Languages written from right to left, by the first part of their tag.
const RTL: [&str; 13] = ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"];

/// Which way a text runs.
pub(super) fn of(text: &str, language: Option<&str>) -> Direction {
    match language.and_then(of_language) {
        Some(known) => known,
        None => text.chars().find_map(of_letter).unwrap_or(Direction::Ltr),
    }
}

/// Which way a language runs, by its tag. A script in the tag decides: `az-Arab`, `ur-Latn`.
pub(super) fn of_language(tag: &str) -> Option<Direction> {
    let mut parts = tag.split(['-', '_']);
    let language = parts.next().filter(|language| !language.is_empty())?.to_lowercase();
    let script = parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()));
    let is_rtl = match script {
        Some(script) => {
            ["arab", "hebr", "syrc", "thaa", "nkoo", "adlm"].contains(&script.to_lowercase().as_str())
        }
        None => RTL.contains(&language.as_str()),
    };
    Some(if is_rtl { Direction::Rtl } else { Direction::Ltr })
}

/// Which way a letter makes a text run: Hebrew, Arabic, Syriac, Thaana, N'Ko, Adlam and their like to the left.
fn of_letter(c: char) -> Option<Direction> {
    let is_rtl = matches!(c,
        '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}');
    if c == '\u{200F}' || c == '\u{061C}' {
        return Some(Direction::Rtl);
    }
    if !c.is_alphabetic() && !is_rtl {
        return None;
    }
    // Digits and marks among the letters of these scripts tell nothing.
    if is_rtl && !c.is_alphabetic() {
        return None;
    }
    Some(if is_rtl { Direction::Rtl } else { Direction::Ltr })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_decides_before_the_letters_and_a_script_before_the_language() {
        for (text, language, direction) in [
            ("Frente", None, Direction::Ltr),
            ("مجلس", None, Direction::Rtl),
            ("(1) שלום", None, Direction::Rtl),
            ("٣ sessions", None, Direction::Ltr),
            ("1, 2", None, Direction::Ltr),
            ("FMLN قال", Some("ar"), Direction::Rtl),
            ("salam", Some("ur-Latn"), Direction::Ltr),
            ("x", Some("az-Arab"), Direction::Rtl),
            ("和平", Some("zh-Hant"), Direction::Ltr),
            ("", Some(""), Direction::Ltr),
        ] {
            assert_eq!(of(text, language), direction, "{text} {language:?}");
        }
    }
}
