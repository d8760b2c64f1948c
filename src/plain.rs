//! The one filter for text that a person will see, on a screen or in print.
//! Whatever could steer a terminal, reorder a line or hide in it is shown by a visible stand-in made of ASCII;
//! no other letter is changed or lost. What is stored is never touched: the filter stands at the way out.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

/// Makes text harmless for one line: a line feed (with the carriage return before it, if any) and a tab each
/// become a space, every other harmful character its stand-in.
///
/// Control characters are shown as less and vi show them, escape as `^[`; all others by their number, the
/// right-to-left override as `<U+202E>`. The marks LRM, RLM and ALM pass: honest Arabic and Hebrew need them, and
/// they cannot turn a letter round. Piles of combining marks pass as well; only a screen has cells to protect.
#[must_use]
pub fn harmless(text: &str) -> Cow<'_, str> {
    filtered(text, " ", " ")
}

/// Makes text harmless and keeps its lines: line feeds stay (carriage return and line feed become one), a tab
/// becomes four spaces, and the rest is as in [`harmless`].
#[must_use]
pub fn harmless_lines(text: &str) -> Cow<'_, str> {
    filtered(text, "\n", "    ")
}

/// Text for a terminal that knows only ASCII: three dots that are one sign become three, every other grapheme cluster
/// that is not ASCII one `?`, and marks that nobody would see anyway go. It does not filter control characters, so it comes after [`harmless`]; its stand-ins are
/// ASCII and survive. The caller says once that letters are being replaced.
#[must_use]
pub fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for cluster in text.graphemes(true) {
        if cluster.is_ascii() {
            out.push_str(cluster);
        } else if cluster == "…" {
            out.push_str("...");
        } else if !cluster.chars().all(is_silent) {
            out.push('?');
        }
    }
    out
}

/// Whether a character may never reach a screen or a page as it is: controls, line and paragraph separators,
/// embeddings, overrides and isolates, the deprecated format characters, the byte-order mark, the annotation
/// anchors that hide text, and the invisible tag letters (also those of a flag such as Scotland's).
#[must_use]
pub fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{2028}'..='\u{202E}'
            | '\u{2066}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}')
}

/// Whether a character is a mark that honest text uses and nobody sees: the directional marks, the soft hyphen,
/// the word joiner, and the space without width that Burmese and Thai put between words.
#[must_use]
pub fn is_silent(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}')
}

/// What stands for a character that cannot be shown: `^A` for an ASCII control, `<U+202E>` for any other.
#[must_use]
pub fn stand_in(c: char) -> String {
    match c {
        '\0'..='\x1F' => format!("^{}", char::from(c as u8 + b'@')),
        '\x7F' => "^?".to_owned(),
        _ => format!("<U+{:04X}>", u32::from(c)),
    }
}

fn filtered<'a>(text: &'a str, line_feed: &str, tab: &str) -> Cow<'a, str> {
    let kept = |c: char| !is_harmful(c) || (c == '\n' && line_feed == "\n");
    let Some(first) = text.find(|c| !kept(c)) else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str(&text[..first]);
    let mut rest = text[first..].chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' if rest.peek() == Some(&'\n') => {}
            '\n' => out.push_str(line_feed),
            '\t' => out.push_str(tab),
            _ if kept(c) => out.push(c),
            _ => out.push_str(&stand_in(c)),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;

    use super::{ascii, harmless, harmless_lines, is_harmful};

    #[test]
    fn harmful_characters_have_stand_ins() {
        for (text, line, lines) in [
            ("a\x1b[31mb", "a^[[31mb", "a^[[31mb"),
            ("\0\x07\x08\x7f", "^@^G^H^?", "^@^G^H^?"),
            ("a\u{9b}2Jb", "a<U+009B>2Jb", "a<U+009B>2Jb"),
            ("a\r\nb\nc", "a b c", "a\nb\nc"),
            ("over\rwritten", "over^Mwritten", "over^Mwritten"),
            ("a\tb", "a b", "a    b"),
            ("\u{202e}cod.exe\u{202c}", "<U+202E>cod.exe<U+202C>", "<U+202E>cod.exe<U+202C>"),
            ("\u{2067}x\u{2069}", "<U+2067>x<U+2069>", "<U+2067>x<U+2069>"),
            ("\u{feff}x\u{2028}y", "<U+FEFF>x<U+2028>y", "<U+FEFF>x<U+2028>y"),
            ("\u{e0041}", "<U+E0041>", "<U+E0041>"),
        ] {
            assert_eq!(harmless(text), line, "{text:?}");
            assert_eq!(harmless_lines(text), lines, "{text:?}");
        }
    }

    #[test]
    fn honest_text_is_not_even_copied() {
        for text in [
            "لا سلام",
            "می\u{200c}خواهم",
            "क्षत्रिय",
            "ငြိမ်းချမ်း",
            "สันติภาพ",
            "和平进程",
            "e\u{301}té",
            "👨‍👩‍👧",
            "א\u{200f}!",
        ] {
            assert!(matches!(harmless(text), Cow::Borrowed(same) if same == text), "{text:?}");
            assert!(matches!(harmless_lines(text), Cow::Borrowed(same) if same == text), "{text:?}");
        }
    }

    #[test]
    fn ascii_marks_each_cluster_once() {
        assert_eq!(ascii("Cafe\u{301} 和平 👨‍👩‍👧 لا\u{200f}."), "Caf? ?? ? ??.");
        assert_eq!(ascii(&harmless("\u{202e}é")), "<U+202E>?");
        assert_eq!(ascii("\"… la paz …\""), "\"... la paz ...\"");
    }

    proptest! {
        #[test]
        fn nothing_harmful_passes_and_nothing_else_changes(text in any::<String>()) {
            let shown = harmless(&text);
            prop_assert!(!shown.contains(is_harmful));
            prop_assert_eq!(harmless(&shown), shown.as_ref());
            let lines = harmless_lines(&text);
            prop_assert!(!lines.contains(|c| is_harmful(c) && c != '\n'));
            let honest: String = text.chars().filter(|c| !is_harmful(*c)).collect();
            prop_assert_eq!(harmless(&honest), honest.as_str());
            prop_assert!(ascii(&shown).is_ascii());
            // Letters keep their order: what is honest is found again, in order, in what is shown.
            let mut rest = shown.chars();
            prop_assert!(honest.chars().all(|c| rest.any(|d| c == d)));
        }
    }
}
