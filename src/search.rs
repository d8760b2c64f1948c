//! Finding names and words without regard to case, accents and ways of writing.
//!
//! Both sides are folded and then compared as they are. Folding keeps the letters that carry meaning: vowel signs of
//! Indic scripts and the Russian short i stay; what it drops or joins is listed at [`fold`].

use unicode_normalization::UnicodeNormalization;

use crate::{notation, plain::is_silent};

/// Folds a text: lower case; without accents of Latin, Greek and Cyrillic (yo becomes ye), without Arabic and Hebrew
/// vowel marks; one alef, one yeh and one kaf, teh marbuta as heh; Arabic and Persian digits as 0 to 9; one kind of
/// hyphen, apostrophe and space.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd() {
        match c {
            '\u{306}' if out.ends_with('и') => {
                out.pop();
                out.push('й');
            }
            _ if is_accent(c) || is_silent(c) || matches!(c, 'ـ' | '\u{200C}' | '\u{200D}') => {}
            _ if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            _ => c.to_lowercase().filter(|c| !is_accent(*c)).for_each(|c| push_letter(&mut out, c)),
        }
    }
    out.truncate(out.trim_end().len());
    out.nfc().collect()
}

/// Whether `text` holds every word of `words`, both folded here.
#[must_use]
pub fn holds_all(text: &str, words: &str) -> bool {
    let text = fold(text);
    fold(words).split(' ').all(|word| text.contains(word))
}

/// The name most like the given one, by folded spelling, if one is near enough to be meant.
#[must_use]
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let known: Vec<(String, &str)> = known.into_iter().map(|name| (fold(name), name)).collect();
    let found = notation::nearest(&fold(given), known.iter().map(|(folded, _)| folded.as_str()))?.to_owned();
    known.into_iter().find(|(folded, _)| *folded == found).map(|(_, name)| name)
}

/// Marks that sit on a letter and are often left out when typing.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5C7}'
        | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6ED}')
}

fn push_letter(out: &mut String, c: char) {
    let letter = match c {
        'ٱ' => 'ا',
        'ى' | 'ی' | 'ې' => 'ي',
        'ک' => 'ك',
        'ة' | 'ہ' | 'ە' => 'ه',
        '٠'..='٩' => digit(c, '٠'),
        '۰'..='۹' => digit(c, '۰'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{2BC}' => '\'',
        '\u{201C}' | '\u{201D}' | '«' | '»' => '"',
        'ø' => 'o',
        'ł' => 'l',
        'đ' => 'd',
        'ı' => 'i',
        'ß' => return out.push_str("ss"),
        'æ' => return out.push_str("ae"),
        'œ' => return out.push_str("oe"),
        other => other,
    };
    out.push(letter);
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_of_writing_one_word_fold_to_the_same() {
        for (one, other) in [
            ("Óscar Santamaría", "oscar  santamaria"),
            ("Ёлка", "елка"),
            ("أحمد", "احمد"),
            ("آمال", "امال"),
            ("إدارة", "اداره"),
            ("مُحَمَّد", "محمد"),
            ("على", "علي"),
            ("ایران", "ايران"),
            ("کابل", "كابل"),
            ("١٩٩١", "1991"),
            ("۱۹۹۱", "1991"),
            ("محـــمد", "محمد"),
            ("Straße", "strasse"),
            ("İzmir", "izmir"),
            ("co\u{2011}operation\u{a0}now", "co-operation now"),
            ("e\u{301}", "é"),
            ("ＦＭＬＮ", "fmln"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} and {other}");
        }
    }

    #[test]
    fn letters_that_differ_stay_apart() {
        for (one, other) in [("май", "маи"), ("की", "का"), ("в", "б"), ("ب", "ت"), ("他", "她")]
        {
            assert_ne!(fold(one), fold(other), "{one} and {other}");
        }
        assert_eq!(fold("Май"), "май");
    }

    #[test]
    fn words_are_found_in_any_order_and_the_nearest_name_as_it_is_written() {
        assert!(holds_all("Police transition in El Salvador", "salvador POLICÉ"));
        assert!(!holds_all("Police transition", "army"));
        assert_eq!(nearest("ceasfire", ["Army", "Ceasefire"]), Some("Ceasefire"));
        assert_eq!(nearest("zzz", ["Army", "Ceasefire"]), None);
    }
}
