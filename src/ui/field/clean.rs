//! What is pasted, made into what a person could have typed. No letter is lost, and no bidirectional mark either:
//! those are text, and drawing shows them harmlessly.

use super::Extent;

/// Pasted text, cleaned as [`super::TextField::paste`] promises.
pub fn pasted(text: &str, extent: Extent) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' if rest.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\x0B' | '\x0C' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' => out.push(' '),
            _ if c.is_control() => {}
            _ => out.push(c),
        }
    }
    match extent {
        Extent::Line => out.trim_end_matches('\n').replace('\n', " "),
        Extent::Lines => out,
    }
}
