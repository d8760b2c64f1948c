//! RON as this program reads and writes it: strict, one way of escaping, errors that say where and what to do.
//!
//! Every letter of every script is written as itself; line breaks, tabs, quotes, backslashes, control and
//! bidirectional characters are escaped, so that a record stays one line and no text can hide.

use std::sync::LazyLock;

use ron::{
    Options,
    error::{Error as RonError, Position, Span, SpannedError},
    extensions::Extensions,
    ser::PrettyConfig,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// The largest document that is read, in bytes.
pub const LARGEST_DOCUMENT: usize = 16 << 20;

static OPTIONS: LazyLock<Options> =
    LazyLock::new(|| Options::default().with_default_extension(Extensions::IMPLICIT_SOME));

/// What is wrong in a text that a person wrote, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{line}:{column}: {what}. {remedy}")]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong, without a full stop.
    pub what: String,
    /// What to do, as a sentence.
    pub remedy: String,
}

impl Problem {
    /// A problem at a place.
    #[must_use]
    pub fn new(place: (usize, usize), what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { line: place.0, column: place.1, what: what.into(), remedy: remedy.into() }
    }
}

/// The options with which every reader of RON works that is given text in which [`attribute`] finds nothing.
#[must_use]
pub fn options() -> &'static Options {
    &OPTIONS
}

/// Reads a value out of a whole text.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    if text.len() > LARGEST_DOCUMENT {
        return Err(Problem::new(
            (1, 1),
            "the text is larger than 16 MB",
            "Split it into smaller documents.",
        ));
    }
    if text.starts_with('\u{feff}') {
        let remedy = "Save the file as UTF-8 without a byte-order mark.";
        return Err(Problem::new((1, 1), "the text begins with a byte-order mark", remedy));
    }
    parse(text).map_err(|error| explain(&error))
}

/// Reads a value out of a text of whatever length: what a line holds, or a part of a document.
pub fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, SpannedError> {
    if let Some(at) = attribute(text) {
        let (line, col) = place(text, at);
        let at = Position { line, col };
        return Err(SpannedError { code: RonError::ExpectedAttribute, span: Span { start: at, end: at } });
    }
    OPTIONS.from_str(text)
}

/// Writes a value as one line.
pub fn line<T: Serialize>(value: &T) -> Result<String, ron::Error> {
    let config = PrettyConfig::new()
        .new_line("")
        .indentor("")
        .separator(" ")
        .compact_arrays(true)
        .compact_structs(true);
    OPTIONS.to_string_pretty(value, config).map(|text| letters(&text))
}

/// Writes a value as a document that people read and compare, beginning with its type's name.
pub fn pretty<T: Serialize>(name: &str, value: &T) -> Result<String, ron::Error> {
    let config = PrettyConfig::new().indentor("    ").depth_limit(4);
    OPTIONS.to_string_pretty(value, config).map(|text| format!("{name}{}\n", letters(&text)))
}

/// Line and column of the `nth` place (from 0) at which an id stands in quotes, or of the beginning.
#[must_use]
pub fn find_quoted(text: &str, id: &str, nth: usize) -> (usize, usize) {
    let quoted = format!("\"{id}\"");
    text.match_indices(&quoted).nth(nth).map_or((1, 1), |(at, _)| place(text, at))
}

/// Line and column, both from 1, of a byte of a text.
#[must_use]
pub fn place(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..byte];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// Whether a text holds a comment outside of quotes. A raw string is taken for quotes, so a comment behind one that
/// holds a quotation mark may be missed or seen where none is.
#[must_use]
pub fn has_comments(text: &str) -> bool {
    let mut rest = text.chars().peekable();
    let mut is_quoted = false;
    while let Some(c) = rest.next() {
        match (c, is_quoted) {
            ('\\', true) => drop(rest.next()),
            ('"', _) => is_quoted = !is_quoted,
            ('/', false) if matches!(rest.peek(), Some('/' | '*')) => return true,
            _ => {}
        }
    }
    false
}

/// The name most like `given` among those `known`, if one is near enough to be meant.
#[must_use]
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = given.to_lowercase();
    known
        .into_iter()
        .map(|name| (strsim::jaro_winkler(&folded, &name.to_lowercase()), name))
        .filter(|(likeness, _)| *likeness >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

/// Whether a character must not stand as itself in a file.
#[must_use]
pub fn must_escape(c: char) -> bool {
    c.is_control()
        || matches!(c, '"' | '\\' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Puts back the letters that the library wrote as `\u{…}` although they can stand as themselves.
fn letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let escape = &rest[at..];
        let (written, length) = match escaped(escape) {
            Some((c, length)) if !must_escape(c) => {
                out.push(c);
                (true, length)
            }
            Some((_, length)) => (false, length),
            None => (false, 1 + escape[1..].chars().next().map_or(0, char::len_utf8)),
        };
        if !written {
            out.push_str(&escape[..length]);
        }
        rest = &escape[length..];
    }
    out.push_str(rest);
    out
}

/// The character that `\u{…}` at the beginning of `text` stands for, and how many bytes it takes.
fn escaped(text: &str) -> Option<(char, usize)> {
    let hex = text.strip_prefix("\\u{")?;
    let end = hex.find('}')?;
    let c = u32::from_str_radix(&hex[..end], 16).ok().and_then(char::from_u32)?;
    Some((c, 3 + end + 1))
}

/// Where a text begins to speak of its own notation, in bytes: with that it could switch on extensions. It can only be
/// before the value, after blanks and comments, and no value begins with such a sign.
#[must_use]
pub fn attribute(text: &str) -> Option<usize> {
    let at = value_at(text);
    text[at..].starts_with('#').then_some(at)
}

/// Where the value begins, in bytes: after what the library takes for blanks, and comments, which may hold comments.
#[must_use]
pub fn value_at(text: &str) -> usize {
    let is_blank = |c: char| c.is_whitespace() || matches!(c, '\u{200e}' | '\u{200f}');
    let mut rest = text.trim_start_matches(is_blank);
    loop {
        let after = match (rest.strip_prefix("//"), rest.strip_prefix("/*")) {
            (Some(comment), _) => comment.split_once('\n').map(|(_, after)| after),
            (None, Some(comment)) => after_comment(comment),
            (None, None) => return text.len() - rest.len(),
        };
        rest = after.unwrap_or_default().trim_start_matches(is_blank);
    }
}

/// What comes after a comment that was begun, and after all that was begun in it.
fn after_comment(comment: &str) -> Option<&str> {
    let (mut rest, mut depth) = (comment, 1);
    while depth > 0 {
        rest = &rest[rest.find(['/', '*'])?..];
        let (step, skip) = match rest.get(..2) {
            Some("/*") => (1, 2),
            Some("*/") => (-1, 2),
            _ => (0, 1),
        };
        depth += step;
        rest = &rest[skip..];
    }
    Some(rest)
}

/// An error of the library in our words.
#[must_use]
pub fn explain(error: &SpannedError) -> Problem {
    let at = (error.span.start.line, error.span.start.col);
    let known = |names: &[&'static str], found: &str| match nearest(found, names.iter().copied()) {
        Some(near) => format!("Did you mean `{near}`? Known here: {}.", names.join(", ")),
        None => format!("Known here: {}.", names.join(", ")),
    };
    let (what, remedy) = match &error.code {
        RonError::NoSuchStructField { expected, found, .. } => {
            (format!("there is no field `{found}`"), known(expected, found))
        }
        RonError::NoSuchEnumVariant { expected, found, .. } => {
            (format!("`{found}` is unknown"), known(expected, found))
        }
        RonError::MissingStructField { field, .. } => {
            (format!("the field `{field}` is missing"), format!("Add `{field}: …`."))
        }
        RonError::DuplicateStructField { field, .. } => {
            (format!("the field `{field}` is given twice"), "Keep one of the two.".to_owned())
        }
        RonError::ExpectedDifferentStructName { expected, found } => (
            format!("this begins with `{found}`, not with `{expected}`"),
            "Check that it is the right kind of file.".into(),
        ),
        RonError::ExceededRecursionLimit => {
            ("this is nested too deeply".to_owned(), "No file of this program needs that depth.".to_owned())
        }
        RonError::ExpectedAttribute => (
            "the text switches on extensions of its notation".to_owned(),
            "Take out what begins with #.".to_owned(),
        ),
        RonError::Eof => {
            ("the text ends too early".to_owned(), "Look for a bracket that is not closed.".to_owned())
        }
        other => (other.to_string(), "Mend this place; everything before it could be read.".to_owned()),
    };
    Problem::new(at, what.trim_end_matches('.'), remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_is_written_as_itself_and_everything_comes_back() {
        let text = "قَالَ: \"نعم\" — हिन्दी, မြန်မာ, ไทย, 漢字, e\u{301}, \u{200c}\\n\n\t\u{202e}\u{7f}\u{85}👩\u{200d}👧";
        let written = line(&text).unwrap();
        for kept in ["قَالَ", "हिन्दी", "မြန်မာ", "ไทย", "漢字", "e\u{301}", "👩\u{200d}👧"]
        {
            assert!(written.contains(kept), "{kept} in {written}");
        }
        for hidden in ['\n', '\t', '\u{202e}', '\u{7f}', '\u{85}'] {
            assert!(!written.contains(hidden), "{hidden:?} in {written:?}");
        }
        assert_eq!(read::<String>(&written).unwrap(), text);
    }

    #[test]
    fn every_character_there_is_comes_back() {
        let all: String =
            ('\0'..=char::MAX).filter(|c| u32::from(*c) < 0x3_0000 || u32::from(*c) > 0xe_0000).collect();
        let written = line(&all).unwrap();
        assert!(written.chars().skip(1).all(|c| !must_escape(c) || c == '\\' || c == '"'));
        assert_eq!(read::<String>(&written).unwrap(), all);
    }

    #[test]
    fn a_file_cannot_change_its_own_notation() {
        let problem =
            read::<String>("// a comment\n/* and\n more */ #![enable(unwrap_newtypes)]\n\"x\"").unwrap_err();
        assert_eq!((problem.line, problem.column), (3, 10));
        for hidden in
            ["/* /* */ */#![enable(implicit_some)]", "/*/ */# ! [enable(implicit_some)]", "\u{200e}#![x]"]
        {
            let problem = read::<String>(&format!("{hidden}\"x\"")).unwrap_err();
            assert!(problem.what.contains("switches on extensions"), "{hidden}: {problem}");
            assert_eq!(
                (problem.line, problem.column),
                (1, hidden.chars().position(|c| c == '#').unwrap() + 1)
            );
        }
        for honest in ["\"a\n#!b\"", "/* /* #! */ #! */ \"a\n#!b\" // #!", "// #!\n\"a\n#!b\""] {
            assert_eq!(read::<String>(honest).unwrap(), "a\n#!b");
        }
        assert!(read::<String>("/* /* */ \"x\"").is_err(), "a comment that does not end");
        assert!(read::<String>("\u{feff}\"x\"").unwrap_err().what.contains("byte-order"));
    }

    #[test]
    fn a_misspelt_field_is_named_with_the_one_that_was_meant() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        #[expect(dead_code, reason = "only its reading is looked at")]
        struct Sheet {
            title: String,
            marking: String,
        }
        let problem = read::<Sheet>("(\n  title: \"x\",\n  markng: \"y\",\n)").unwrap_err();
        assert_eq!((problem.line, problem.column), (3, 3));
        assert!(problem.remedy.contains("Did you mean `marking`?"), "{problem}");
    }

    #[test]
    fn a_comment_is_told_from_a_text_that_looks_like_one() {
        assert!(has_comments("(a: 1) // why") && has_comments("/* why */ ()"));
        assert!(!has_comments(r#"(a: "http://x", b: "\"//", c: 1)"#));
    }

    #[test]
    fn an_id_is_found_where_it_stands() {
        assert_eq!(find_quoted("(\n a: \"x\",\n é: \"x\")", "x", 1), (3, 5));
        assert_eq!(find_quoted("()", "x", 0), (1, 1));
    }
}
