//! Where things stand in the text of a comparison, found by key and value.
//!
//! It looks for words and does not parse, so in an unusual order of fields a place may be that of a namesake.

use crate::notation::{find_quoted, place};

/// Finds lines and columns in a text.
pub(super) struct Places<'a> {
    text: &'a str,
}

impl<'a> Places<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text }
    }

    /// Where a key stands in a section.
    pub fn key(&self, section: &str, key: &str) -> (usize, usize) {
        let from = self.section(section);
        self.find(from, key, None).map_or_else(|| place(self.text, from), |at| place(self.text, at))
    }

    /// Where a value stands in a section, after its key if one is given.
    pub fn value(&self, section: &str, key: &str, value: &str) -> (usize, usize) {
        let from = self.section(section);
        let quoted = || self.text[from..].find(&format!("\"{value}\"")).map(|at| from + at);
        let at = if key.is_empty() { quoted() } else { self.find(from, key, Some(value)).or_else(quoted) };
        at.map_or_else(|| find_quoted(self.text, value, 0), |at| place(self.text, at))
    }

    /// Where the `nth` thing (from 0) of a section with this id stands.
    pub fn nth_id(&self, section: &str, id: &str, nth: usize) -> (usize, usize) {
        let mut at = self.find(self.section(section), "id", Some(id));
        for _ in 0..nth {
            at = at.and_then(|at| self.find(at, "id", Some(id)));
        }
        at.map_or_else(|| find_quoted(self.text, id, nth), |at| place(self.text, at))
    }

    /// Where a key stands after a chain of keys with values, each looked for behind the one before.
    pub fn under(&self, section: &str, chain: &[(&str, &str)], key: &str) -> (usize, usize) {
        let mut from = self.section(section);
        for (step, value) in chain {
            from = self.find(from, step, Some(value)).unwrap_or(from);
        }
        let at = if key.is_empty() { None } else { self.find(from, key, None) };
        place(self.text, at.unwrap_or(from))
    }

    fn section(&self, section: &str) -> usize {
        if section.is_empty() { 0 } else { self.find(0, section, None).unwrap_or(0) }
    }

    /// The byte at which a key stands behind a byte, or its value if that is looked for too.
    fn find(&self, from: usize, key: &str, value: Option<&str>) -> Option<usize> {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let from = match self.text.get(from..)?.chars().next() {
            Some(first) if from > 0 => from + first.len_utf8(),
            _ => from,
        };
        for (at, _) in self.text[from..].match_indices(key) {
            let at = from + at;
            if self.text[..at].ends_with(is_word) {
                continue;
            }
            let Some(after) = self.text[at + key.len()..].trim_start().strip_prefix(':') else { continue };
            let Some(value) = value else { return Some(at) };
            let after = after.trim_start();
            if after
                .strip_prefix('"')
                .and_then(|rest| rest.strip_prefix(value))
                .is_some_and(|rest| rest.starts_with('"'))
            {
                return Some(self.text.len() - after.len());
            }
        }
        None
    }
}
