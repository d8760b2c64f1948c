//! Every way in which a case changes.
//!
//! An edit that changes or deletes carries the revisions that its author had before them. If somebody else was
//! quicker, the result is two versions side by side, never one that silently took the other's place.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::{
    model::{AnyId, Case, Kind, Record, RecordRef, Refs, RevisionId, Version, code, highest_code},
    revision::body_of,
};

/// One thing that a user does to a case. It becomes one step: saved, undone and redone as a whole.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// A new record. It gets a code if its kind has codes and it has none yet.
    Add(RecordRef, Box<Record>),
    /// A version of a new record that was written elsewhere, out of a case document: it keeps its author and time.
    /// Several of one record stand side by side.
    Bring {
        /// Which record.
        which: RecordRef,
        /// What it says.
        record: Box<Record>,
        /// Who wrote it.
        by: String,
        /// When.
        at: Timestamp,
    },
    /// A record says something else, or one that was deleted is back. With two versions in `seen`, this settles them.
    Change {
        /// Which record.
        which: RecordRef,
        /// The versions that the author had before them.
        seen: Vec<RevisionId>,
        /// What it says now.
        to: Box<Record>,
    },
    /// A record is deleted.
    Delete {
        /// Which record.
        which: RecordRef,
        /// The versions that the author had before them.
        seen: Vec<RevisionId>,
    },
    /// Several at once: an import, a phase change with its event.
    Together(Vec<Edit>),
}

impl Edit {
    /// The record that it adds; of several the last, which names the others.
    #[must_use]
    pub fn added(&self) -> Option<&RecordRef> {
        match self {
            Self::Add(which, _) => Some(which),
            Self::Together(edits) => edits.iter().rev().find_map(Self::added),
            Self::Bring { .. } | Self::Change { .. } | Self::Delete { .. } => None,
        }
    }
}

/// Why an edit was not carried out. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The record would say what it says already.
    #[error("nothing would change")]
    NothingChanges,
    /// The id is taken.
    #[error("there is a {} with the id \"{}\" already", .0.kind, .0.id)]
    Exists(RecordRef),
    /// The record is not there.
    #[error("the {} \"{}\" is not here any more", .0.kind, .0.id)]
    NotHere(RecordRef),
    /// The record and the id are of different kinds.
    #[error("a {} cannot stand in the place of a {}", .1, .0)]
    OtherKind(Kind, Kind),
    /// A version of the record cannot be read by this program, so that nobody can know what a change would undo.
    #[error("the {} \"{}\" holds what a newer program wrote; nothing was changed. Open the case with that program", .0.kind, .0.id)]
    Locked(RecordRef),
    /// What an undo or redo would put back is not here: lost, erased or not to be read.
    #[error("what {0} said before is not here any more; nothing was undone")]
    BeforeIsMissing(String),
    /// An undo would take away a record that others name.
    #[error("{label} is named by {by} by now; nothing was undone. Change that first, or delete {label}")]
    Named {
        /// What the record is called.
        label: String,
        /// What the record that names it is called.
        by: String,
    },
    /// A new or changed record names one that is not there.
    #[error("it names the {} \"{}\", which is not here", .0.kind, .0.id)]
    Dangling(RecordRef),
    /// The record was changed by somebody since.
    #[error("{label} was changed by {by} since; nothing was undone")]
    ChangedSince {
        /// What the record is called.
        label: String,
        /// Who changed it.
        by: String,
    },
    /// There is nothing to take back.
    #[error("there is nothing to {0}")]
    NothingTo(&'static str),
    /// The record cannot be written down.
    #[error("it cannot be written down: {0}")]
    Unwritable(String),
}

/// What an edit does to one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which record.
    pub record: RecordRef,
    /// What its author had before them.
    pub parents: Vec<RevisionId>,
    /// The record after the change, as the body of a line.
    pub body: String,
    /// Who wrote it and when, if that was not the author of the step.
    pub author: Option<(String, Timestamp)>,
}

impl Edit {
    /// What this edit does to a case: at least one change, or a refusal.
    pub fn apply(&self, case: &Case) -> Result<Vec<Change>, Refusal> {
        let (codes, given) = (BTreeMap::new(), BTreeMap::new());
        let mut desk = Desk { case, codes, given, added: BTreeSet::new(), changes: Vec::new() };
        self.each_added(&mut |which| _ = desk.added.insert(which.clone()));
        desk.take(self)?;
        if desk.changes.is_empty() { Err(Refusal::NothingChanges) } else { Ok(desk.changes) }
    }

    /// Whether this is the same wish as another, which was worked out with other new ids.
    #[must_use]
    pub fn is_again(&self, other: &Self) -> bool {
        self == other || self.without_new_ids() == other.without_new_ids()
    }

    /// All that it says, with numbers in the place of the ids that the program made for new records.
    fn without_new_ids(&self) -> String {
        let mut added = Vec::new();
        self.each_added(&mut |which| added.push(which.id.to_string()));
        let made = added.into_iter().filter(|id| ulid::Ulid::from_string(id).is_ok());
        let words = format!("{self:?}");
        (0..).zip(made).fold(words, |words, (n, id): (u32, String)| words.replace(&id, &format!("new {n}")))
    }

    fn each_added(&self, see: &mut dyn FnMut(&RecordRef)) {
        match self {
            Self::Add(which, _) | Self::Bring { which, .. } => see(which),
            Self::Together(edits) => edits.iter().for_each(|edit| edit.each_added(see)),
            Self::Change { .. } | Self::Delete { .. } => {}
        }
    }
}

/// Who wrote a version that comes from elsewhere, and when.
type Author = Option<(String, Timestamp)>;

/// What is known while an edit is worked out: records of the same edit may name each other.
struct Desk<'a> {
    case: &'a Case,
    codes: BTreeMap<Kind, u32>,
    given: BTreeMap<RecordRef, String>,
    added: BTreeSet<RecordRef>,
    changes: Vec<Change>,
}

impl Desk<'_> {
    fn take(&mut self, edit: &Edit) -> Result<(), Refusal> {
        match edit {
            Edit::Add(which, record) => self.add(which, (**record).clone(), None),
            Edit::Bring { which, record, by, at } => {
                self.add(which, (**record).clone(), Some((by.clone(), *at)))
            }
            Edit::Change { which, seen, to } => self.change(which, seen, to),
            Edit::Delete { which, seen } => self.delete(which, seen),
            Edit::Together(edits) => edits.iter().try_for_each(|edit| match self.take(edit) {
                Err(Refusal::NothingChanges) => Ok(()),
                other => other,
            }),
        }
    }

    fn add(&mut self, which: &RecordRef, mut record: Record, author: Author) -> Result<(), Refusal> {
        if self.case.has(which) || self.case.gone.contains_key(which) {
            return Err(Refusal::Exists(which.clone()));
        }
        self.check(which, &record)?;
        if record.code().is_empty() {
            let (case, codes) = (self.case, &mut self.codes);
            // Versions of one record that come together share its code.
            let code = self.given.entry(which.clone()).or_insert_with(|| {
                let number = codes.entry(which.kind).or_insert_with(|| highest_code(case, which.kind));
                *number += 1;
                code(which.kind, *number)
            });
            record.set_code(code.clone());
        }
        self.push(which, Vec::new(), &record, author)
    }

    fn change(&mut self, which: &RecordRef, seen: &[RevisionId], to: &Record) -> Result<(), Refusal> {
        let can_come_back = self.case.gone.get(which).is_some_and(|gone| !gone.erased);
        if !can_come_back {
            self.must_be_open(which)?;
        }
        self.check(which, to)?;
        let heads = self.case.heads_of(which);
        if let ([only], [head]) = (seen, heads.as_slice())
            && head.revision == *only
            && head.here() == Some(to)
        {
            return Err(Refusal::NothingChanges);
        }
        self.push(which, seen.to_vec(), to, None)
    }

    fn delete(&mut self, which: &RecordRef, seen: &[RevisionId]) -> Result<(), Refusal> {
        self.must_be_open(which)?;
        let body = "Gone".to_owned();
        self.changes.push(Change { record: which.clone(), parents: seen.to_vec(), body, author: None });
        Ok(())
    }

    /// A record is changed or deleted only where it stands, and only if every version of it can be read.
    fn must_be_open(&self, which: &RecordRef) -> Result<(), Refusal> {
        if !self.case.has(which) {
            return Err(Refusal::NotHere(which.clone()));
        }
        let is_locked = self.case.heads_of(which).iter().any(Version::is_locked);
        if is_locked { Err(Refusal::Locked(which.clone())) } else { Ok(()) }
    }

    /// Every id that the record names must be there, unless the record named it before.
    fn check(&self, which: &RecordRef, record: &Record) -> Result<(), Refusal> {
        if record.kind() != which.kind {
            return Err(Refusal::OtherKind(which.kind, record.kind()));
        }
        let mut before = BTreeSet::new();
        for head in self.case.heads_of(which) {
            if let Some(record) = head.here() {
                names(record, &mut |named| {
                    before.insert(named);
                });
            }
        }
        let mut missing = None;
        names(record, &mut |named| {
            if !self.case.has(&named) && !self.added.contains(&named) && !before.contains(&named) {
                missing.get_or_insert(named);
            }
        });
        missing.map_or(Ok(()), |named| Err(Refusal::Dangling(named)))
    }

    fn push(
        &mut self,
        which: &RecordRef,
        parents: Vec<RevisionId>,
        record: &Record,
        author: Author,
    ) -> Result<(), Refusal> {
        let body = body_of(record).map_err(|error| Refusal::Unwritable(error.to_string()))?;
        self.changes.push(Change { record: which.clone(), parents, body, author });
        Ok(())
    }
}

/// Calls `see` with every record that this one names.
pub fn names(record: &Record, see: &mut dyn FnMut(RecordRef)) {
    record.each_ref(&mut |kind, id| {
        if let Ok(id) = AnyId::new(id) {
            see(RecordRef { kind, id });
        }
    });
}

/// The records that name this one, each once: what a person should know before deleting it.
#[must_use]
pub fn referrers(case: &Case, which: &RecordRef) -> Vec<(RecordRef, String)> {
    let mut found = BTreeSet::new();
    case.each_ref(&mut |referrer, kind, id| {
        if kind == which.kind && id == which.id.as_str() {
            found.insert(referrer.clone());
        }
    });
    found.into_iter().map(|referrer| (referrer.clone(), case.label_of(&referrer))).collect()
}
