//! What results call the records they speak of. A record that was deleted, or has not arrived, keeps its place.

use serde::Serialize;

use crate::model::{Case, Id, IssueOption, RecordRef, RecordType};

/// A record that a result speaks of: its id, and its name as people read it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Named<T> {
    /// Which record, in the case as it is seen.
    pub id: Id<T>,
    /// Its name; `deleted: …` or `not here yet` where it does not stand.
    pub name: String,
}

/// An option with its letter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OptionName {
    /// Which option, in the case as it is seen.
    pub id: Id<IssueOption>,
    /// Its letter; empty where it does not stand.
    pub letter: String,
    /// Its title; `deleted: …` or `not here yet` where it does not stand.
    pub title: String,
}

impl OptionName {
    /// `all old forces end at D+30 (A)`.
    #[must_use]
    pub fn words(&self) -> String {
        if self.letter.is_empty() { self.title.clone() } else { format!("{} ({})", self.title, self.letter) }
    }

    /// What fits a narrow column: the letter, else a question mark.
    #[must_use]
    pub fn short(&self) -> &str {
        if self.letter.is_empty() { "?" } else { &self.letter }
    }
}

impl<T: RecordType> Named<T> {
    /// The record with this id.
    #[must_use]
    pub fn of(case: &Case, id: &Id<T>) -> Self {
        Self { id: id.clone(), name: name_of(case, id) }
    }
}

/// What to call a record. Two versions with different names give both; one that does not stand says so.
#[must_use]
pub fn name_of<T: RecordType>(case: &Case, id: &Id<T>) -> String {
    if let Some(entry) = T::table(case).get(id) {
        return either(entry.heads().map(|head| head.label().to_owned()));
    }
    match case.gone.get(&RecordRef::of(id)) {
        Some(gone) if gone.erased || gone.label.is_empty() => "deleted".to_owned(),
        Some(gone) => format!("deleted: {}", gone.label),
        None => "not here yet".to_owned(),
    }
}

/// An option by its id.
#[must_use]
pub fn option_name(case: &Case, id: &Id<IssueOption>) -> OptionName {
    let letter = case
        .options
        .get(id)
        .map_or_else(String::new, |entry| either(entry.heads().map(|o| o.letter.clone())));
    OptionName { id: id.clone(), letter, title: name_of(case, id) }
}

/// The different texts among those given, in order, joined by a stroke.
#[must_use]
pub fn either(texts: impl Iterator<Item = String>) -> String {
    let mut texts: Vec<String> = texts.collect();
    texts.sort();
    texts.dedup();
    texts.join(" / ")
}

/// `FMLN`, `FMLN and GOES`, `FMLN, GOES and FAES`.
#[must_use]
pub fn list(names: &[String]) -> String {
    match names {
        [] => "nobody".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
