//! What a case and its records were: each version with author, time and difference, the case as of a moment, and who
//! changed what since.
//!
//! Limit: moments are by the clocks of those who wrote. They are shown and asked for; they decide nothing.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp, civil, tz::TimeZone};

use super::{Deed, Document, done::in_order};
use crate::{
    edit::names,
    model::{Record, RecordRef, RevisionId, State, StepId},
    revision::{
        Body, Revision,
        difference::{FieldChange, difference},
    },
};

/// One version of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// Which revision.
    pub revision: RevisionId,
    /// The step that it was part of.
    pub step: StepId,
    /// Who wrote it.
    pub by: String,
    /// When, by the writer's clock.
    pub at: Timestamp,
    /// What was done, in a word: added, changed, settled, deleted, erased.
    pub verb: &'static str,
    /// Whether it takes back another step, or does it again.
    pub takes_back: bool,
    /// Whether it still stands: no later version took its place.
    pub stands: bool,
    /// What it says.
    pub state: Body,
    /// Every field that says something, where it can be read.
    pub says: Vec<FieldChange>,
    /// What is different from each version that its author had before them, where that can be read.
    pub against: Vec<Against>,
}

/// The difference from one earlier version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Against {
    /// Which revision.
    pub revision: RevisionId,
    /// Who wrote that.
    pub by: String,
    /// Field by field.
    pub changes: Vec<FieldChange>,
}

/// The last moment of a day in a time zone, so that the same day means the same moment wherever it is asked for.
/// Nothing only for days at the end of the calendar.
#[must_use]
pub fn end_of(day: civil::Date, zone: &TimeZone) -> Option<Timestamp> {
    let next = day.tomorrow().ok()?.to_zoned(zone.clone()).ok()?.timestamp();
    next.checked_sub(SignedDuration::from_nanos(1)).ok()
}

impl Document {
    /// Every version of a record, each after those it came from; those that came from the same, by time.
    #[must_use]
    pub fn past(&self, record: &RecordRef) -> Vec<Past> {
        let mut revisions: Vec<&Revision> = self.history().of(record).collect();
        let depths = depths(&revisions);
        revisions.sort_by_key(|revision| (depths.get(&revision.id).copied(), revision.at, revision.id));
        let heads: Vec<RevisionId> = self.history().heads(record).iter().map(|head| head.id).collect();
        revisions.into_iter().map(|revision| self.past_of(revision, heads.contains(&revision.id))).collect()
    }

    fn past_of(&self, revision: &Revision, stands: bool) -> Past {
        let state = revision.state();
        let (against, says) = match &state {
            State::Here(record) => (
                revision.parents.iter().filter_map(|parent| self.against(*parent, record)).collect(),
                self.differences(&Record::empty(record.kind()), record),
            ),
            _ => (Vec::new(), Vec::new()),
        };
        Past {
            revision: revision.id,
            step: revision.step.id.clone(),
            by: revision.by.to_string(),
            at: revision.at,
            verb: super::verb(revision),
            takes_back: revision.undoes.is_some(),
            stands,
            state,
            says,
            against,
        }
    }

    fn against(&self, parent: RevisionId, record: &Record) -> Option<Against> {
        let parent = self.history().get(&parent)?;
        let State::Here(before) = parent.state() else { return None };
        let changes = self.differences(&before, record);
        Some(Against { revision: parent.id, by: parent.by.to_string(), changes })
    }

    fn differences(&self, before: &Record, after: &Record) -> Vec<FieldChange> {
        let mut called = HashMap::new();
        for record in [before, after] {
            names(record, &mut |named| {
                called.insert(named.id.to_string(), self.name(&named));
            });
        }
        difference(before, after, &|id| called.get(id).cloned())
    }

    /// A record by what people call it: `actor Fishers`.
    fn name(&self, which: &RecordRef) -> String {
        let heads = self.case().heads_of(which);
        let label = heads.iter().find_map(|head| head.here()).map_or("", Record::label);
        if label.is_empty() { self.call(which) } else { format!("{} {label}", which.kind) }
    }

    /// The case as it was known at a moment: what had been written until then.
    #[must_use]
    pub fn as_of(&self, at: Timestamp) -> Self {
        let until = self.history().all().filter(|revision| revision.at <= at).cloned();
        let mut document = Self::new(self.case().about.clone(), until);
        document.note_losses(self.case().lines_lost, self.case().doubtful.clone());
        document
    }

    /// Every step, in the order of time; what was done at one moment in the order in which it builds on each other and
    /// stands in the logs.
    #[must_use]
    pub fn steps_by_time(&self) -> Vec<(Timestamp, &StepId)> {
        let begun = in_order(self.history()).into_iter();
        let mut steps: Vec<(Timestamp, &StepId)> =
            begun.filter_map(|step| Some((self.history().step(step).next()?.at, step))).collect();
        steps.sort_by_key(|(at, _)| *at);
        steps
    }

    /// What was done since a moment, by whom and when, in the order of [`Document::steps_by_time`].
    #[must_use]
    pub fn since(&self, since: Timestamp) -> Vec<(Timestamp, Deed)> {
        let steps = self.steps_by_time().into_iter().filter(|(at, _)| *at > since);
        steps.map(|(at, step)| (at, self.deed(step))).collect()
    }
}

/// How many versions lie before each, on the longest way.
fn depths(revisions: &[&Revision]) -> HashMap<RevisionId, usize> {
    let mut depths: HashMap<RevisionId, usize> = revisions.iter().map(|revision| (revision.id, 0)).collect();
    let mut waits_for: HashMap<RevisionId, usize> = HashMap::new();
    let mut after: HashMap<RevisionId, Vec<RevisionId>> = HashMap::new();
    for revision in revisions {
        let here = revision.parents.iter().filter(|parent| depths.contains_key(*parent));
        let count = here.map(|parent| after.entry(*parent).or_default().push(revision.id)).count();
        waits_for.insert(revision.id, count);
    }
    let mut ready: Vec<RevisionId> =
        revisions.iter().map(|revision| revision.id).filter(|id| waits_for[id] == 0).collect();
    while let Some(done) = ready.pop() {
        let depth = depths[&done] + 1;
        for id in after.remove(&done).unwrap_or_default() {
            depths.entry(id).and_modify(|known| *known = depth.max(*known));
            let left = waits_for.entry(id).and_modify(|left| *left -= 1).or_default();
            if *left == 0 {
                ready.push(id);
            }
        }
    }
    depths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::Pen,
        edit::Edit,
        model::{Actor, Id, RecordType},
    };

    fn named(id: &str) -> RecordRef {
        RecordRef::of::<Actor>(&Id::new(id).unwrap())
    }

    fn actor(name: &str, members: &[&str]) -> Box<Record> {
        let members = members.iter().map(|member| Id::new(*member).unwrap()).collect();
        Box::new(Actor { name: name.into(), members, ..Actor::default() }.into_record())
    }

    fn run(document: &mut Document, edit: &Edit, by: &str, hour: u8) {
        let at = format!("2026-11-21T{hour:02}:00:00Z").parse().unwrap();
        let step = document.prepare(edit, &Pen { by: by.into(), at, seed: [hour; 16] }).unwrap();
        document.commit(step);
    }

    fn change(document: &Document, to: Box<Record>) -> Edit {
        let seen = document.case().heads_of(&named("a")).iter().map(|head| head.revision).collect();
        Edit::Change { which: named("a"), seen, to }
    }

    /// rosa adds at 8; rosa and luis change the same version at 9 and 10; anna settles at 11.
    fn document() -> Document {
        let mut document = Document::default();
        run(&mut document, &Edit::Add(named("a"), actor("Fishers", &[])), "rosa", 8);
        run(&mut document, &Edit::Add(named("b"), actor("Boats", &[])), "rosa", 7);
        let (hers, his) =
            (change(&document, actor("Fisher folk", &[])), change(&document, actor("Fishers", &["b"])));
        run(&mut document, &hers, "rosa", 10);
        run(&mut document, &his, "luis", 9);
        let settled = change(&document, actor("Fisher folk", &["b"]));
        run(&mut document, &settled, "anna", 11);
        document
    }

    #[test]
    fn every_version_has_its_author_time_and_difference() {
        let document = document();
        let past = document.past(&named("a"));
        let told: Vec<(&str, &str, bool)> = past.iter().map(|p| (p.by.as_str(), p.verb, p.stands)).collect();
        let expected = [
            ("rosa", "added", false),
            ("luis", "changed", false),
            ("rosa", "changed", false),
            ("anna", "settled", true),
        ];
        assert_eq!(told, expected);
        let changes = |at: usize, against: usize| past[at].against[against].changes[0].to_string();
        assert_eq!(changes(1, 0), "members: nothing -> actor Boats");
        assert_eq!(changes(2, 0), "name: \"Fishers\" -> \"Fisher folk\"");
        let mut settled = [changes(3, 0), changes(3, 1)];
        settled.sort();
        assert_eq!(settled, ["members: nothing -> actor Boats", "name: \"Fishers\" -> \"Fisher folk\""]);
    }

    #[test]
    fn the_case_as_of_a_moment_is_what_was_known_then() {
        let document = document();
        let names = |time: &str| {
            let then = document.as_of(time.parse().unwrap());
            let heads = then.case().heads_of(&named("a"));
            let mut names: Vec<String> =
                heads.iter().filter_map(|h| h.here()).map(|r| r.label().to_owned()).collect();
            names.sort();
            names
        };
        assert_eq!(names("2026-11-21T07:30:00Z"), Vec::<String>::new());
        assert_eq!(names("2026-11-21T08:00:00Z"), ["Fishers"]);
        assert_eq!(names("2026-11-21T10:00:00Z"), ["Fisher folk", "Fishers"]);
        assert_eq!(names("2026-11-22T00:00:00Z"), ["Fisher folk"]);
    }

    #[test]
    fn a_day_ends_where_the_one_who_asks_is() {
        let day = civil::date(2026, 11, 21);
        let of = |hours| end_of(day, &TimeZone::fixed(jiff::tz::offset(hours))).unwrap().to_string();
        assert_eq!(of(0), "2026-11-21T23:59:59.999999999Z");
        assert_eq!(of(14), "2026-11-21T09:59:59.999999999Z");
        assert_eq!(of(-12), "2026-11-22T11:59:59.999999999Z");
    }

    #[test]
    fn who_changed_what_since_is_told_in_the_order_of_time() {
        let since = document().since("2026-11-21T08:30:00Z".parse().unwrap());
        let told: Vec<(String, &str)> =
            since.iter().map(|(at, deed)| (at.to_string()[11..16].into(), deed.by.as_str())).collect();
        assert_eq!(
            told,
            [("09:00".to_owned(), "luis"), ("10:00".to_owned(), "rosa"), ("11:00".to_owned(), "anna")]
        );
        assert!(since[0].1.words.starts_with("changed actor"));
    }

    #[test]
    fn two_hundred_and_ten_steps_are_undone_and_done_again_also_after_a_restart() {
        let mut document = Document::default();
        run(&mut document, &Edit::Add(named("a"), actor("0", &[])), "rosa", 0);
        let pen = |n: u64| {
            let mut seed = [7; 16];
            seed[..8].copy_from_slice(&n.to_le_bytes());
            Pen {
                by: "rosa".into(),
                at: Timestamp::from_second(2_000_000_000 + i64::try_from(n).unwrap()).unwrap(),
                seed,
            }
        };
        for n in 1..=210 {
            let step = document.prepare(&change(&document, actor(&n.to_string(), &[])), &pen(n)).unwrap();
            document.commit(step);
        }
        let name =
            |document: &Document| document.case().actors.first(&Id::new("a").unwrap()).unwrap().name.clone();
        let restart = |document: &Document| {
            Document::new(document.case().about.clone(), document.history().all().cloned())
        };
        for n in 0..210 {
            let step = document.undo(&pen(1000 + n)).unwrap();
            document.commit(step);
            if n % 100 == 50 {
                document = restart(&document);
            }
        }
        assert_eq!(name(&document), "0");
        for n in 0..210 {
            let step = document.redo(&pen(2000 + n)).unwrap();
            document.commit(step);
            if n % 100 == 50 {
                document = restart(&document);
            }
        }
        assert_eq!(name(&document), "210");
    }
}
