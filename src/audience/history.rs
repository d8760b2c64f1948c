//! What records said before: every version with its author, time and difference. For the team alone; others see no
//! history.

use super::Seen;
use crate::{
    document::Past,
    model::{Answer, Id, Kind, Record, RecordRef, State},
};

impl Seen<'_> {
    /// Every version of a record, the latest first.
    #[must_use]
    pub fn past(&self, which: &RecordRef) -> Vec<Past> {
        let Some(document) = self.document else { return Vec::new() };
        let mut past = document.past(which);
        past.reverse();
        past
    }

    /// What people call the record of this id, of whatever kind, one that is gone included.
    #[must_use]
    pub fn called(&self, id: &str) -> Option<String> {
        let document = self.document?;
        let (case, id) = (document.case(), Id::new(id).ok()?);
        let known = |which: &RecordRef| case.gone.contains_key(which) || !case.heads_of(which).is_empty();
        let mut all = Kind::ALL.iter().map(|kind| RecordRef { kind: *kind, id: id.clone() });
        all.find(known).map(|which| document.call(&which))
    }

    /// Every version of every answer to a key question, deleted ones included; the latest first by the clocks of their
    /// writers.
    #[must_use]
    pub fn past_answers(&self, question: &str) -> Vec<Past> {
        let Some(document) = self.document else { return Vec::new() };
        let answers = document.history().records().filter(|which| which.kind == Kind::Answer);
        let mut all = Vec::new();
        for which in answers {
            let past = self.past(which);
            let is_about = |past: &Past| matches!(&past.state, State::Here(Record::Answer(Answer { question: q, .. })) if q == question);
            if past.iter().any(is_about) {
                all.extend(past);
            }
        }
        all.sort_by_key(|past| std::cmp::Reverse(past.at));
        all
    }
}
