//! Sources by number, in the order in which a report first leans on them; grades are for the team.

use std::collections::HashMap;

use super::page::{Numbered, Text};
use crate::{
    audience::Seen,
    model::{Id, Source, Words},
};

/// The numbers given so far.
#[derive(Default)]
pub(super) struct Sources {
    numbers: HashMap<Id<Source>, usize>,
    order: Vec<Id<Source>>,
}

impl Sources {
    /// The numbers of those of these sources that stand, lowest first. One that was deleted supports nothing.
    pub fn cite<'s>(&mut self, seen: &Seen, sources: impl IntoIterator<Item = &'s Id<Source>>) -> Vec<usize> {
        let mut cites = Vec::new();
        for source in sources {
            if seen.case().sources.get(source).is_none() {
                continue;
            }
            let number = *self.numbers.entry(source.clone()).or_insert_with(|| {
                self.order.push(source.clone());
                self.order.len()
            });
            cites.push(number);
        }
        cites.sort_unstable();
        cites.dedup();
        cites
    }

    /// Every source that was cited.
    pub fn list(&self, seen: &Seen) -> Vec<Numbered> {
        (1..).zip(&self.order).map(|(number, id)| numbered(seen, number, id)).collect()
    }
}

fn numbered(seen: &Seen, number: usize, id: &Id<Source>) -> Numbered {
    let Some(entry) = seen.case().sources.get(id) else { return Numbered { number, ..Numbered::default() } };
    let mut words: Vec<String> = entry.heads().map(one).collect();
    words.dedup();
    let mut grades: Vec<String> = entry.heads().map(|source| judged(seen, source)).collect();
    grades.dedup();
    Numbered { number, words: words.join(" / "), grades: grades.join(" / ") }
}

fn one(source: &Source) -> String {
    let date = source.date.as_ref().map(crate::model::Date::spoken).unwrap_or_default();
    let reference = if source.reference == source.name { "" } else { source.reference.as_str() };
    let parts = [source.name.as_str(), source.kind.word(), &date, reference];
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(", ")
}

/// Grades, and what the source did not agree to.
fn judged(seen: &Seen, source: &Source) -> String {
    if !seen.is_team() {
        return String::new();
    }
    let refused = [
        (source.consent.may_be_used, "may not be used"),
        (source.consent.may_be_quoted, "may not be quoted"),
        (source.consent.may_be_attributed, "may not be named"),
    ];
    let refused = refused.iter().filter(|(agreed, _)| *agreed == Some(false)).map(|(_, what)| *what);
    let mut parts = vec![source.grades()];
    parts.extend(refused.map(str::to_owned));
    if !source.code.is_empty() {
        parts.insert(0, source.code.clone());
    }
    parts.join("; ")
}

/// A text with its language.
pub(super) fn of_words(words: &Words) -> Text {
    Text { words: words.text.clone(), language: words.language.clone(), ..Text::default() }
}

/// The wording that a text was translated from.
pub(super) fn original(words: &Words) -> Option<Text> {
    let original = words.original.as_ref().filter(|original| !original.is_empty())?;
    Some(Text { words: original.clone(), language: words.original_language.clone(), ..Text::default() })
}
