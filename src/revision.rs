//! Revisions of records, and what they add up to: for each record its heads, the revisions that no other names as
//! parent. Nothing here looks at a clock to decide anything, and no two versions are ever merged.

pub mod difference;
pub mod line;
mod older;

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    panic::resume_unwind,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use jiff::Timestamp;

use crate::{
    model::{Case, GoneRecord, Record, RecordRef, RevisionId, State, StepId, UnreadableRecord, Version},
    notation,
};

/// The version of the format that this program writes. When there is a second, a line carries the lowest version that
/// can read its body, so that a newer program does not lock what an older one could go on with.
pub const FORMAT: u32 = 1;

/// What the name of the log begins with that was written when its case was made. No writer's name begins so, for those
/// have an `@` before their first hyphen.
pub(crate) const FIRST_LOG: &str = "start-";

/// From how many records on a second thread helps to read them.
const WORTH_A_THREAD: usize = 64;
/// How many of them a thread takes at a time.
const AT_ONCE: usize = 16;

/// Which line of which step a revision is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepPart {
    /// The step: all revisions of one user action.
    pub id: StepId,
    /// Which line of it, from 1.
    pub n: u32,
    /// How many lines it has.
    pub of: u32,
}

/// One change of one record, as it was read or written. The body stays text until it is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its name: the hash of its header.
    pub id: RevisionId,
    /// The version of the format it was written in.
    pub format: u32,
    /// Which record it changes.
    pub record: RecordRef,
    /// Which step it is part of.
    pub step: StepPart,
    /// Who wrote it.
    pub by: Arc<str>,
    /// When, by the writer's clock.
    pub at: Timestamp,
    /// What its writer had before them; none for a new record.
    pub parents: Vec<RevisionId>,
    /// The step that this one takes back.
    pub undoes: Option<StepId>,
    /// The record after the change, or `Gone`, or `Erased(…)`, as text.
    pub body: Box<str>,
    /// The log that it was read from; nothing if it became known in another way, after all that was known then.
    pub log: Option<Arc<str>>,
}

/// What a revision says, read out of its text.
pub type Body = State<Record>;

impl Revision {
    /// Whether its words were damaged on disk.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        line::is_lost(&self.body)
    }

    /// Whether its words were erased.
    #[must_use]
    pub fn is_erased(&self) -> bool {
        line::is_erased(&self.body)
    }

    /// Reads the body.
    #[must_use]
    pub fn state(&self) -> Body {
        line::read_body(self.record.kind, self.format, &self.body)
    }

    /// The body as a new revision of today's format may take it over; nothing if it cannot be read, or is no more.
    #[must_use]
    pub fn restated(&self) -> Option<String> {
        match self.state() {
            State::Here(_) if self.format == FORMAT => Some(self.body.to_string()),
            State::Here(record) => body_of(&record).ok(),
            State::Gone => Some("Gone".to_owned()),
            State::Erased { .. } | State::Locked { .. } | State::Lost { .. } => None,
        }
    }
}

/// All revisions of a case, in the order in which they became known.
#[derive(Clone, Debug, Default)]
pub struct History {
    revisions: HashMap<RevisionId, Revision>,
    records: BTreeMap<RecordRef, Vec<RevisionId>>,
    steps: HashMap<StepId, Vec<RevisionId>>,
    order: Vec<StepId>,
}

impl History {
    /// An empty one with room for so many revisions.
    #[must_use]
    pub fn with_room_for(revisions: usize) -> Self {
        Self { revisions: HashMap::with_capacity(revisions), ..Self::default() }
    }

    /// Takes a revision in; says whether it was new. The same line in two logs is one revision.
    pub fn insert(&mut self, revision: Revision) -> bool {
        if let Some(here) = self.revisions.get_mut(&revision.id) {
            // An erasure is for good; a whole copy takes the place of one whose words were lost.
            let weight = |body: &str| (line::is_erased(body), !line::is_lost(body));
            let says_more = weight(&revision.body) > weight(&here.body);
            if says_more {
                here.body = revision.body;
            }
            return says_more;
        }
        self.records.entry(revision.record.clone()).or_default().push(revision.id);
        let step = self.steps.entry(revision.step.id.clone()).or_insert_with(|| {
            self.order.push(revision.step.id.clone());
            Vec::new()
        });
        step.push(revision.id);
        self.revisions.insert(revision.id, revision);
        true
    }

    /// One revision.
    #[must_use]
    pub fn get(&self, id: &RevisionId) -> Option<&Revision> {
        self.revisions.get(id)
    }

    /// Every revision, step by step in the order in which they became known.
    pub fn all(&self) -> impl Iterator<Item = &Revision> {
        self.order.iter().flat_map(|step| self.step(step))
    }

    /// How many revisions there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.revisions.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.revisions.is_empty()
    }

    /// Every record that was ever written.
    pub fn records(&self) -> impl Iterator<Item = &RecordRef> {
        self.records.keys()
    }

    /// All revisions of a record, in the order in which they became known.
    pub fn of<'a>(&'a self, record: &RecordRef) -> impl Iterator<Item = &'a Revision> {
        self.records.get(record).into_iter().flatten().filter_map(|id| self.revisions.get(id))
    }

    /// The revisions of a record that no other of its revisions names as parent.
    #[must_use]
    pub fn heads(&self, record: &RecordRef) -> Vec<&Revision> {
        let parents: HashSet<RevisionId> = self.of(record).flat_map(|r| r.parents.iter().copied()).collect();
        self.of(record).filter(|r| !parents.contains(&r.id)).collect()
    }

    /// Whether a version between is missing: a revision of this record names a parent that is not here.
    #[must_use]
    pub fn has_gap(&self, record: &RecordRef) -> bool {
        self.of(record).any(|r| r.parents.iter().any(|parent| !self.revisions.contains_key(parent)))
    }

    /// The revision whose words this one holds: itself, or the one that an undo or redo has put back; nothing where
    /// that was "not there yet".
    #[must_use]
    pub fn stands_for<'a>(&'a self, revision: &'a Revision) -> Option<&'a Revision> {
        let mut revision = revision;
        // Honest steps take back earlier ones. Others may go round in a circle: then nothing is known.
        let mut passed = HashSet::new();
        while let Some(back) = &revision.undoes {
            if !passed.insert(revision.id) {
                return None;
            }
            let taken_back = self.step(back).filter(|r| r.record == revision.record);
            let mut before = taken_back.flat_map(|r| &r.parents).filter_map(|parent| self.get(parent));
            revision = before.find(|parent| parent.restated().as_deref() == Some(&revision.body))?;
        }
        Some(revision)
    }

    /// A head for people: with the author and time of the words that it holds.
    fn version(&self, head: &Revision) -> Version<Record> {
        let words = self.stands_for(head).unwrap_or(head);
        Version { revision: head.id, by: words.by.to_string(), at: words.at, state: head.state() }
    }

    /// Every step, in the order in which it became known.
    #[must_use]
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = &StepId> {
        self.order.iter()
    }

    /// The revisions of a step that are here.
    pub fn step<'a>(&'a self, step: &StepId) -> impl Iterator<Item = &'a Revision> {
        self.steps.get(step).into_iter().flatten().filter_map(|id| self.revisions.get(id))
    }

    /// Steps of which some lines are missing, with how many of how many are here.
    pub fn unfinished(&self) -> impl Iterator<Item = (&StepId, usize, u32)> {
        self.order.iter().filter_map(|step| {
            let here = self.steps.get(step)?;
            let of = self.revisions.get(here.first()?)?.step.of;
            ((here.len() as u64) < u64::from(of)).then_some((step, here.len(), of))
        })
    }

    /// What the heads of a record say.
    fn versions(&self, record: &RecordRef) -> Vec<Version<Record>> {
        self.heads(record).into_iter().map(|head| self.version(head)).collect()
    }

    /// Puts the heads of one record into a case.
    pub fn settle(&self, case: &mut Case, record: &RecordRef) {
        self.place(case, record, self.versions(record));
    }

    /// Puts the heads of every record into a case. Reading what they say takes half the time of opening one, so a
    /// second thread helps where there are many. Each takes the next few that nobody has begun, for some records say
    /// far more than others; where no thread is to be had, one reads them all.
    pub fn settle_all(&self, case: &mut Case) {
        let records: Vec<&RecordRef> = self.records().collect();
        let next = AtomicUsize::new(0);
        let read = || {
            let mut read = Vec::new();
            loop {
                let from = next.fetch_add(AT_ONCE, Ordering::Relaxed);
                if from >= records.len() {
                    return read;
                }
                let few = records.iter().enumerate().skip(from).take(AT_ONCE);
                read.extend(few.map(|(at, of)| (at, self.versions(of))));
            }
        };
        let mut heads = thread::scope(|threads| {
            let beside = || thread::Builder::new().spawn_scoped(threads, read).ok();
            let beside = (records.len() >= WORTH_A_THREAD).then(beside).flatten();
            let mut heads = read();
            if let Some(beside) = beside {
                heads.extend(beside.join().unwrap_or_else(|panic| resume_unwind(panic)));
            }
            heads
        });
        heads.sort_unstable_by_key(|(at, _)| *at);
        for (at, heads) in heads {
            self.place(case, records[at], heads);
        }
    }

    fn place(&self, case: &mut Case, record: &RecordRef, heads: Vec<Version<Record>>) {
        case.gone.remove(record);
        case.unreadable.remove(record);
        let Some(first) = heads.first().filter(|_| heads.iter().all(|head| head.here().is_none())) else {
            return case.put(record, heads);
        };
        let last = self.last_readable(record);
        let (label, code) = last.as_ref().map_or_else(
            || (record.id.to_string(), String::new()),
            |last| (last.label().to_owned(), last.code().to_owned()),
        );
        if heads.iter().any(Version::is_unreadable) {
            let (last, heads) = (last.map(Box::new), heads.clone());
            case.unreadable.insert(record.clone(), UnreadableRecord { label, code, last, heads });
        } else {
            let erased = heads.iter().any(|head| matches!(head.state, State::Erased { .. }));
            let label = if erased { String::new() } else { label };
            let revisions = heads.iter().map(|head| head.revision).collect();
            let mark =
                GoneRecord { label, code, by: first.by.clone(), at: first.at, erased, heads: revisions };
            case.gone.insert(record.clone(), mark);
        }
        case.put(record, Vec::new());
    }

    /// What a record said when it could last be read.
    fn last_readable(&self, record: &RecordRef) -> Option<Record> {
        let revisions: Vec<_> = self.of(record).collect();
        revisions.iter().rev().find_map(|revision| match revision.state() {
            State::Here(record) => Some(record),
            _ => None,
        })
    }
}

/// A record in the words of a line: `Position("p-1")`.
pub(crate) fn written_ref(record: &RecordRef) -> String {
    format!("{}(\"{}\")", record.kind.name(), record.id)
}

/// Writes a record as the body of a line: its kind's name and its fields.
pub fn body_of(record: &Record) -> Result<String, ron::Error> {
    notation::line(record).map(|fields| format!("{}{fields}", record.kind().name()))
}
