//! What changed between two versions of a record, field by field, in words.
//!
//! It works on what the record looks like in a file, so that a field that is added to the model needs nothing here.

use std::fmt;

use crate::{model::Record, notation};

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The field's name in words: `on table`.
    pub field: String,
    /// What it held; empty if nothing.
    pub before: String,
    /// What it holds; empty if nothing.
    pub after: String,
}

impl fmt::Display for FieldChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or_nothing = |text: &str| if text.is_empty() { "nothing".to_owned() } else { text.to_owned() };
        write!(f, "{}: {} -> {}", self.field, or_nothing(&self.before), or_nothing(&self.after))
    }
}

/// What differs between two versions. `name_of` gives the name of a record that an id stands for.
#[must_use]
pub fn difference(
    before: &Record,
    after: &Record,
    name_of: &dyn Fn(&str) -> Option<String>,
) -> Vec<FieldChange> {
    let (before, after) = (fields(before), fields(after));
    let value = |fields: &[(String, String)], name: &str| {
        fields.iter().find(|(field, _)| field == name).map_or(String::new(), |(_, value)| value.clone())
    };
    let mut names: Vec<&String> = after.iter().map(|(name, _)| name).collect();
    names.extend(
        before.iter().map(|(name, _)| name).filter(|name| !after.iter().any(|(other, _)| other == *name)),
    );
    let changes = names.into_iter().filter_map(|name| {
        let (old, new) = (value(&before, name), value(&after, name));
        let spoken = |raw: &str| Reader { rest: raw, name_of }.value();
        (old != new).then(|| FieldChange {
            field: name.replace('_', " "),
            before: spoken(&old),
            after: spoken(&new),
        })
    });
    changes.collect()
}

/// The fields of a record as a file holds them: name and value.
fn fields(record: &Record) -> Vec<(String, String)> {
    let text = notation::line(record).unwrap_or_default();
    let inside = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or_default();
    let split =
        |field: &str| field.split_once(": ").map(|(name, value)| (name.trim().to_owned(), value.to_owned()));
    parts(inside).into_iter().filter_map(split).collect()
}

/// What stands between commas that are in no bracket and no string.
fn parts(text: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut from) = (Vec::new(), 0_i32, 0);
    let mut in_string = false;
    let mut characters = text.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '\\' if in_string => {
                characters.next();
            }
            '"' => in_string = !in_string,
            '(' | '[' if !in_string => depth += 1,
            ')' | ']' if !in_string => depth -= 1,
            ',' if !in_string && depth == 0 => {
                parts.push(text[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[from..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// Turns a value of a file into words.
struct Reader<'a> {
    rest: &'a str,
    name_of: &'a dyn Fn(&str) -> Option<String>,
}

impl Reader<'_> {
    fn value(&self) -> String {
        let text = self.rest.trim();
        let inside =
            |open: char, close: char| text.strip_prefix(open).and_then(|text| text.strip_suffix(close));
        if text.starts_with('"') {
            let words: String = notation::read(text).unwrap_or_else(|_| text.to_owned());
            return (self.name_of)(&words).unwrap_or_else(|| format!("\"{words}\""));
        }
        if let Some(items) = inside('[', ']') {
            return self.each(items, "; ");
        }
        if let Some(fields) = inside('(', ')') {
            return self.each(fields, ", ");
        }
        match text.split_once('(') {
            Some((name, inner)) => {
                let inner = inner.strip_suffix(')').unwrap_or(inner);
                format!("{} {}", spaced(name), self.each(inner, ", "))
            }
            None => spaced(text),
        }
    }

    /// Every item of a list, or every field of a struct; the text of words needs no name before it.
    fn each(&self, items: &str, between: &str) -> String {
        let item = |part: &str| {
            let is_named = part
                .split_once(": ")
                .filter(|(name, _)| name.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
            let Some((name, value)) = is_named else { return self.of(part) };
            match name {
                "text" => self.of(value),
                name => {
                    let (name, value) = (name.replace('_', " "), self.of(value));
                    // A record is called by its kind already: `source S-03`.
                    if value.starts_with(&format!("{name} ")) { value } else { format!("{name} {value}") }
                }
            }
        };
        parts(items).into_iter().map(item).collect::<Vec<_>>().join(between)
    }

    fn of(&self, rest: &str) -> String {
        Reader { rest, name_of: self.name_of }.value()
    }
}

/// `RedLine` as `red line`; what does not begin with a capital stays as it is.
fn spaced(name: &str) -> String {
    let mut words = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.push(c.to_ascii_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Disclosure, Firmness, Id, Level, Position, RecordType, Source, Stance, StanceOn, Words,
    };

    fn spoken(before: impl RecordType, after: impl RecordType) -> Vec<String> {
        let names = |id: &str| (id == "opt-b").then(|| "option B".to_owned());
        difference(&before.into_record(), &after.into_record(), &names)
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn every_changed_field_is_named_with_what_it_held_and_holds() {
        let before = Position {
            statement: Words::new("We accept, in principle (all of it)"),
            firmness: Firmness::Open,
            disclosure: Disclosure::Public,
            note: "same".into(),
            ..Position::default()
        };
        let stance =
            StanceOn { option: Id::new("opt-b").unwrap(), stance: Stance::RedLine, ..StanceOn::default() };
        let after = Position {
            statement: Words {
                original: Some("قال \"لا\", [كلا]".into()), ..Words::new("Never, \"ever\"")
            },
            firmness: Firmness::Unjudged,
            disclosure: Disclosure::Confided { by: "a delegate".into() },
            stances: vec![stance],
            ..before.clone()
        };
        assert_eq!(
            spoken(before, after),
            [
                "statement: \"We accept, in principle (all of it)\" -> \"Never, \"ever\"\", original \"قال \"لا\", [كلا]\"",
                "disclosure: public -> confided by \"a delegate\"",
                "stances: nothing -> option B, stance red line",
                "firmness: open -> nothing",
            ]
        );
    }

    #[test]
    fn what_is_equal_has_no_difference_and_numbers_stay_numbers() {
        let source = Source { name: "Heron".into(), ..Source::default() };
        assert_eq!(spoken(source.clone(), source), Vec::<String>::new());
        let issue =
            crate::model::Issue { sensitivity: Level::High, order: 3, ..crate::model::Issue::default() };
        let spoken =
            spoken(issue.clone(), crate::model::Issue { sensitivity: Level::Low, order: 12, ..issue });
        assert_eq!(spoken, ["sensitivity: high -> low", "order: 3 -> 12"]);
    }
}
