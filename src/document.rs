//! A case being worked on. It changes only by steps: `prepare` works one out, the store writes it, `commit` takes it
//! in. Undo and redo are steps too, found in the history, so that they work after a restart.
//!
//! Limits: undo takes back this author's steps only, and only while nobody has changed what they touched.

mod done;
mod past;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::{
    edit::{Change, Edit, Refusal, referrers},
    model::{About, Case, Id, RecordRef, State, StepId, Version},
    revision::{History, Revision, StepPart, line},
};

pub use done::Unfinished;
pub use past::{Against, Past, end_of};

/// Who writes, when, and with which luck: all that a step needs from outside.
#[derive(Clone, Debug)]
pub struct Pen {
    /// The working name of the author.
    pub by: String,
    /// The time by the clock of this machine.
    pub at: Timestamp,
    /// Random bytes, new for each step.
    pub seed: [u8; 16],
}

/// All revisions of one user action, with the lines to be written.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// The revisions, in order.
    pub revisions: Vec<Revision>,
    /// Their lines.
    pub lines: Vec<line::Line>,
}

/// A case with its history.
#[derive(Clone, Debug, Default)]
pub struct Document {
    case: Case,
    history: History,
}

/// What a step did, for people: one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// The records that it touched.
    pub records: Vec<RecordRef>,
    /// In words: `added position P-03`.
    pub words: String,
    /// Who did it.
    pub by: String,
}

impl Pen {
    /// A new id, the same for the same pen and number.
    #[must_use]
    pub fn id<T>(&self, number: u32) -> Id<T> {
        let mut luck = blake3::Hasher::new();
        luck.update(&self.seed).update(&number.to_le_bytes());
        let mut bytes = [0; 16];
        luck.finalize_xof().fill(&mut bytes);
        let millis = u64::try_from(self.at.as_millisecond()).unwrap_or(0);
        Id::trusted(ulid::Ulid::from_parts(millis, u128::from_le_bytes(bytes)).to_string())
    }
}

impl Document {
    /// A case made of these revisions.
    #[must_use]
    pub fn new(about: About, revisions: impl IntoIterator<Item = Revision>) -> Self {
        let revisions = revisions.into_iter();
        let mut case = Case { about, ..Case::default() };
        let mut history = History::with_room_for(revisions.size_hint().0);
        for revision in revisions {
            history.insert(revision);
        }
        history.settle_all(&mut case);
        Self { case, history }
    }

    /// The case as it stands.
    #[must_use]
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// Every revision.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Says whether lines are missing of which nobody knows what record they changed, and of which records one may be.
    pub fn note_losses(&mut self, lines_lost: bool, doubtful: BTreeSet<RecordRef>) {
        (self.case.lines_lost, self.case.doubtful) = (lines_lost, doubtful);
    }

    /// Works out the step that carries out an edit. Nothing changes yet.
    pub fn prepare(&self, edit: &Edit, pen: &Pen) -> Result<Step, Refusal> {
        step(edit.apply(&self.case)?, None, pen)
    }

    /// Takes a step in that has been written.
    pub fn commit(&mut self, step: Step) -> Deed {
        self.take_in(step.revisions);
        self.deed(&step.id)
    }

    /// Takes in revisions that stand in a log; gives the steps of which something was new.
    pub fn take_in(&mut self, revisions: Vec<Revision>) -> Vec<StepId> {
        let mut news = Vec::new();
        for revision in revisions {
            let (step, record) = (revision.step.id.clone(), revision.record.clone());
            if self.history.insert(revision) {
                self.history.settle(&mut self.case, &record);
                if !news.contains(&step) {
                    news.push(step);
                }
            }
        }
        news
    }

    /// Works out the step that takes back this author's last one.
    pub fn undo(&self, pen: &Pen) -> Result<Step, Refusal> {
        let step = self.undo_stack(&pen.by).0.pop().ok_or(Refusal::NothingTo("undo"))?;
        self.take_back(&step, pen)
    }

    /// Works out the step that does again what this author last took back.
    pub fn redo(&self, pen: &Pen) -> Result<Step, Refusal> {
        let step = self.undo_stack(&pen.by).1.pop().ok_or(Refusal::NothingTo("redo"))?;
        self.take_back(&step, pen)
    }

    /// What a step did, in words.
    #[must_use]
    pub fn deed(&self, step: &StepId) -> Deed {
        let revisions: Vec<_> = self.history.step(step).collect();
        let by = revisions.first().map_or_else(String::new, |r| r.by.to_string());
        let records: Vec<RecordRef> = revisions.iter().map(|r| r.record.clone()).collect();
        let words = match revisions.as_slice() {
            [] => "nothing".to_owned(),
            [only] => format!("{} {}", verb(only), self.call(&only.record)),
            [first, rest @ ..] => {
                let more = if rest.len() == 1 { "1 more".to_owned() } else { format!("{} more", rest.len()) };
                format!("{} {} and {more}", verb(first), self.call(&first.record))
            }
        };
        Deed { records, words, by }
    }

    /// Whether what stood before what was just saved can be put back: damaged words cannot, and where another version
    /// stands beside, a person settles the two.
    #[must_use]
    pub fn can_take_back(&self, deed: &Deed) -> bool {
        let is_there = |parent| self.history.get(parent).and_then(Revision::restated).is_some();
        deed.records.iter().all(|record| match self.history.heads(record)[..] {
            [only] => only.parents.iter().all(is_there),
            _ => false,
        })
    }

    /// What to call a record, whether it stands or was deleted: `position P-03`.
    #[must_use]
    pub fn call(&self, which: &RecordRef) -> String {
        let name = match self.case.heads_of(which).iter().find_map(|head| head.here()) {
            Some(record) if !record.code().is_empty() => record.code().to_owned(),
            Some(record) => format!("\"{}\"", short(record.label())),
            None => match self.case.gone.get(which) {
                Some(gone) => format!("\"{}\"", short(&gone.label)),
                None => format!("\"{}\"", short(&self.case.label_of(which))),
            },
        };
        format!("{} {name}", which.kind)
    }

    /// The step that puts back what stood before another, if nobody has changed since what that one touched.
    fn take_back(&self, back: &StepId, pen: &Pen) -> Result<Step, Refusal> {
        let mut touched: BTreeMap<&RecordRef, Vec<&Revision>> = BTreeMap::new();
        for revision in self.history.step(back) {
            touched.entry(&revision.record).or_default().push(revision);
        }
        let mut changes = Vec::new();
        for (record, revisions) in &touched {
            self.must_be_untouched(record, revisions)?;
            // Two parents were two versions: taking back their settlement puts both back.
            let before: BTreeSet<_> = revisions.iter().flat_map(|r| r.parents.iter().copied()).collect();
            if before.is_empty() {
                self.must_be_unnamed(record, &touched)?;
                changes.push(self.put_back(record, "Gone".to_owned()));
            }
            for parent in before {
                let body = self.history.get(&parent).and_then(Revision::restated);
                let body = body.ok_or_else(|| Refusal::BeforeIsMissing(self.call(record)))?;
                changes.push(self.put_back(record, body));
            }
        }
        step(changes, Some(back), pen)
    }

    fn put_back(&self, record: &RecordRef, body: String) -> Change {
        let parents = self.history.heads(record).iter().map(|head| head.id).collect();
        Change { record: record.clone(), parents, body, author: None }
    }

    /// Every head of the record must hold words of the step that is taken back, and must be one that can be read.
    fn must_be_untouched(&self, record: &RecordRef, revisions: &[&Revision]) -> Result<(), Refusal> {
        let words = |revision| self.history.stands_for(revision).map(|words| words.id);
        let stood: BTreeSet<_> = revisions.iter().map(|revision| words(revision)).collect();
        let heads = self.history.heads(record);
        if let Some(other) = heads.iter().find(|head| !stood.contains(&words(head))) {
            return Err(Refusal::ChangedSince { label: self.call(record), by: other.by.to_string() });
        }
        if self.case.heads_of(record).iter().any(Version::is_unreadable) {
            return Err(Refusal::BeforeIsMissing(self.call(record)));
        }
        Ok(())
    }

    /// A record that is taken away must not be named by one that stays.
    fn must_be_unnamed(
        &self,
        record: &RecordRef,
        leaving: &BTreeMap<&RecordRef, Vec<&Revision>>,
    ) -> Result<(), Refusal> {
        match referrers(&self.case, record).into_iter().find(|(referrer, _)| !leaving.contains_key(referrer))
        {
            Some((referrer, _)) => Err(Refusal::Named { label: self.call(record), by: self.call(&referrer) }),
            None => Ok(()),
        }
    }
}

/// Writes the lines of a step.
fn step(changes: Vec<Change>, undoes: Option<&StepId>, pen: &Pen) -> Result<Step, Refusal> {
    let id: StepId = pen.id(0);
    let unwritable = |why: &dyn std::fmt::Display| Refusal::Unwritable(why.to_string());
    let of = u32::try_from(changes.len()).map_err(|why| unwritable(&why))?;
    let mut step = Step { id: id.clone(), revisions: Vec::new(), lines: Vec::new() };
    for (n, change) in (1..).zip(changes) {
        let (by, at) =
            change.author.as_ref().map_or((pen.by.as_str(), pen.at), |(by, at)| (by.as_str(), *at));
        let header = line::Header {
            record: &change.record,
            step: StepPart { id: id.clone(), n, of },
            by,
            at,
            parents: change.parents,
            undoes: undoes.cloned(),
        };
        let (revision, line) = line::write(header, &change.body).map_err(|why| unwritable(&why))?;
        if line.text(u64::MAX).len() > line::LONGEST_LINE {
            return Err(unwritable(&"it is longer than 1 MB"));
        }
        step.revisions.push(revision);
        step.lines.push(line);
    }
    Ok(step)
}

fn verb(revision: &Revision) -> &'static str {
    match (revision.state(), revision.parents.as_slice()) {
        (State::Gone, _) => "deleted",
        (State::Erased { .. }, _) => "erased",
        (_, []) => "added",
        (_, [_]) => "changed",
        (_, _) => "settled",
    }
}

fn short(label: &str) -> String {
    let mut words: String = label.chars().take(40).collect();
    if words.len() < label.len() {
        words.push('…');
    }
    words
}

#[cfg(test)]
mod tests;
