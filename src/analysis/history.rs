//! What a record said before: every revision with its author and time. For the team alone; others see no history.

use jiff::Timestamp;

use crate::{
    audience::Seen,
    model::{Answer, Kind, Record, RecordRef, State},
};

/// What a record once said.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// Which record.
    pub which: RecordRef,
    /// Who wrote it.
    pub by: String,
    /// When, by the clock of the machine it was written on.
    pub at: Timestamp,
    /// In a word: added, changed, settled, deleted …
    pub deed: &'static str,
    /// What it said; nothing where it was deleted, erased or cannot be read.
    pub said: Option<Record>,
}

/// Every revision of a record, as they became known; the latest first.
#[must_use]
pub fn of_record(seen: &Seen, which: &RecordRef) -> Vec<Past> {
    let Some(document) = seen.document() else { return Vec::new() };
    let mut all: Vec<Past> = document
        .history()
        .of(which)
        .map(|revision| {
            let state = revision.state();
            let deed = match (&state, revision.parents.len(), &revision.undoes) {
                (State::Erased { .. }, ..) => "erased",
                (_, _, Some(_)) => "taken back",
                (State::Gone, ..) => "deleted",
                (_, 0, _) => "added",
                (_, 1, _) => "changed",
                _ => "settled",
            };
            let said = if let State::Here(record) = state { Some(record) } else { None };
            Past { which: which.clone(), by: revision.by.to_string(), at: revision.at, deed, said }
        })
        .collect();
    all.reverse();
    all
}

/// Every revision of every answer to a key question, deleted ones included; the latest first by the clocks of their
/// writers.
#[must_use]
pub fn of_question(seen: &Seen, question: &str) -> Vec<Past> {
    let Some(document) = seen.document() else { return Vec::new() };
    let answers = document.history().records().filter(|which| which.kind == Kind::Answer);
    let mut all = Vec::new();
    for which in answers {
        let past = of_record(seen, which);
        let is_about = |past: &Past| matches!(&past.said, Some(Record::Answer(Answer { question: q, .. })) if q == question);
        if past.iter().any(is_about) {
            all.extend(past);
        }
    }
    all.sort_by_key(|past| std::cmp::Reverse(past.at));
    all
}
