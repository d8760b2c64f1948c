//! A case: every record in its present state, two versions where two people changed it at once.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::macros::{record, words};
use super::record::each_kind;
use super::{
    Actor, Answer, ConfidenceReading, Disclosure, Dynamic, Event, ExportMade, Faction, Finding, GuidanceNote,
    Id, Institution, Issue, IssueOption, Kind, Linkage, PartyPoints, PartyProfile, Phase, Position,
    Provision, Record, RecordRef, RecordType, Refs, RevisionId, Source, SourceName, Stakeholder, Threat,
    Violation, Words,
};

words! {
    /// What a case is for.
    pub enum CaseKind {
        /// Support to a real process.
        #[default]
        Real = "real",
        /// The historical sample.
        Sample = "sample",
        /// A training exercise: everything shown or written is marked EXERCISE.
        Exercise = "exercise",
    }
}

record! {
    /// What is written once, when a case is created.
    pub struct About {
        /// The case's own id; copies keep it.
        id: String,
        ..
        /// Real, sample or exercise.
        kind: CaseKind,
        /// When it was created, as a time stamp in UTC.
        created: String,
    }

    /// The case sheet.
    pub struct CaseSheet {
        /// What the case is called.
        title: String,
        ..
        /// The classification that every screen and page shows, to every audience.
        marking: String,
        /// Where the process is now.
        phase: Phase,
        /// Who may be told the title and what follows.
        disclosure: Disclosure,
        /// Who mediates.
        mediator: String,
        /// What it is about.
        summary: Words,
        /// For the team.
        note: String,
    }
}

impl CaseSheet {
    /// What others than the team may see.
    #[must_use]
    pub fn outside(&self) -> Self {
        Self {
            title: self.title.clone(),
            marking: self.marking.clone(),
            phase: self.phase,
            mediator: self.mediator.clone(),
            summary: self.summary.outside(),
            ..Self::default()
        }
    }
}

/// One head of a record: a revision that no other names as its parent.
#[derive(Clone, Debug, PartialEq)]
pub struct Version<T> {
    /// Which revision.
    pub revision: RevisionId,
    /// Who wrote it.
    pub by: String,
    /// When, by the clock of the machine it was written on. Clocks are shown and never decide.
    pub at: Timestamp,
    /// What it says.
    pub state: State<T>,
}

/// What a revision says about its record.
#[derive(Clone, Debug, PartialEq)]
pub enum State<T> {
    /// This is it.
    Here(T),
    /// It was deleted.
    Gone,
    /// It was erased for good.
    Erased {
        /// By whom.
        by: String,
        /// When.
        at: String,
        /// Why.
        why: String,
    },
    /// A newer program wrote it, or it cannot be read: it is kept, shown as text and not changed by this program.
    Locked {
        /// The body as it stands in the file.
        raw: String,
        /// Why it is locked.
        why: String,
    },
    /// The words of this version were damaged on disk. That it was written, by whom and after what, is certain; a
    /// person who writes a new version puts it right.
    Lost {
        /// What happened.
        why: String,
    },
}

/// A record with its heads: one as a rule, more where people changed it without knowing of each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<T> {
    versions: Vec<Version<T>>,
}

/// The records of one kind, by id.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<T>(BTreeMap<Id<T>, Entry<T>>);

/// What is left of a deleted or erased record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoneRecord {
    /// What it was called, unless it was erased.
    pub label: String,
    /// The code that people said aloud. It is not given again.
    pub code: String,
    /// Who deleted it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Whether it was erased for good.
    pub erased: bool,
    /// The versions that say so: what an edit that brings it back has before it.
    pub heads: Vec<RevisionId>,
}

/// A record that stands but of which no version can be read: locked, or its words were damaged.
#[derive(Clone, Debug, PartialEq)]
pub struct UnreadableRecord {
    /// What it was called when it could last be read.
    pub label: String,
    /// The code that people said aloud.
    pub code: String,
    /// What it said when it could last be read.
    pub last: Option<Box<Record>>,
    /// Its versions.
    pub heads: Vec<Version<Record>>,
}

macro_rules! define_case {
    ($( $kind:ident $type:ident $table:ident $word:literal $code:tt $shown:ident $label:tt; )+) => {
        /// One peace process being supported, as a plain value.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Case {
            /// What was written at its creation.
            pub about: About,
            /// What was deleted.
            pub gone: BTreeMap<RecordRef, GoneRecord>,
            /// What stands and cannot be read.
            pub unreadable: BTreeMap<RecordRef, UnreadableRecord>,
            /// Whether lines are missing of which nobody knows what record they changed: any record may have had a
            /// newer version with a stricter disclosure, so nobody but the team is shown anything until it is repaired.
            pub lines_lost: bool,
            /// Records of which a newer version may have been cut off: it may have had a stricter disclosure, so nobody
            /// but the team is shown them until the case is repaired.
            pub doubtful: BTreeSet<RecordRef>,
            $(
                #[doc = concat!("The records of kind ", $word, ".")]
                pub $table: Table<$type>,
            )+
        }

        impl Case {
            /// Calls `see` with every record that stands, every version of it.
            pub fn each_record(&self, see: &mut dyn FnMut(RecordRef, &Record)) {
                $(
                    for (id, entry) in self.$table.iter() {
                        for head in entry.heads() {
                            see(RecordRef::of(id), &head.clone().into_record());
                        }
                    }
                )+
            }

            /// Calls `see` with every record that stands and each record that it names.
            pub fn each_ref(&self, see: &mut dyn FnMut(&RecordRef, Kind, &str)) {
                $(
                    for (id, entry) in self.$table.iter() {
                        let which = RecordRef::of(id);
                        entry.heads().for_each(|head| head.each_ref(&mut |kind, id| see(&which, kind, id)));
                    }
                )+
            }

            /// Calls `see` with the code of every record of one kind, those that are gone or cannot be read included.
            pub fn each_code(&self, kind: Kind, see: &mut dyn FnMut(&str)) {
                self.gone.iter().filter(|(which, _)| which.kind == kind).for_each(|(_, gone)| see(&gone.code));
                self.unreadable.iter().filter(|(which, _)| which.kind == kind).for_each(|(_, r)| see(&r.code));
                match kind {
                    $( Kind::$kind => self.$table.iter().flat_map(|(_, e)| e.heads()).for_each(|r| see(r.code())), )+
                }
            }

            /// Whether a record stands, be it that it cannot be read.
            #[must_use]
            pub fn has(&self, which: &RecordRef) -> bool {
                self.unreadable.contains_key(which) || match which.kind {
                    $( Kind::$kind => self.$table.0.contains_key(which.id.as_str()), )+
                }
            }

            /// Every version of one record.
            #[must_use]
            pub fn heads_of(&self, which: &RecordRef) -> Vec<Version<Record>> {
                if let Some(unreadable) = self.unreadable.get(which) {
                    return unreadable.heads.clone();
                }
                match which.kind {
                    $( Kind::$kind => self.$table.get(&which.id.cast()).map_or_else(Vec::new, Entry::as_records), )+
                }
            }

            /// The versions of a record as a form begins with them: where none can be read, what could last be read
            /// stands in the place of the first.
            #[must_use]
            pub fn heads_to_begin_with(&self, which: &RecordRef) -> Vec<Version<Record>> {
                let mut heads = self.heads_of(which);
                let last = self.unreadable.get(which).and_then(|unreadable| unreadable.last.as_deref());
                if let (Some(last), Some(first)) = (last, heads.first_mut()) {
                    first.state = State::Here(last.clone());
                }
                heads
            }

            /// Puts a record in with these heads; without a head that can be shown it is taken out.
            pub fn put(&mut self, which: &RecordRef, heads: Vec<Version<Record>>) {
                match which.kind {
                    $( Kind::$kind => self.$table.put(which.id.cast(), heads), )+
                }
            }

            /// What to call a record that stands; its id where it cannot be read.
            #[must_use]
            pub fn label_of(&self, which: &RecordRef) -> String {
                if let Some(unreadable) = self.unreadable.get(which) {
                    return unreadable.label.clone();
                }
                let label = match which.kind {
                    $( Kind::$kind => self.$table.first(&which.id.cast()).map(|r| r.label().to_owned()), )+
                };
                label.unwrap_or_else(|| which.id.to_string())
            }

            /// How many records of one kind stand.
            #[must_use]
            pub fn count_of(&self, kind: Kind) -> usize {
                match kind { $( Kind::$kind => self.$table.len(), )+ }
            }

            /// How many records stand.
            #[must_use]
            pub fn count(&self) -> usize {
                0 $( + self.$table.len() )+
            }
        }
    };
}
each_kind!(define_case);

/// What stands in the place of a marking that cannot be read.
pub const MARKING_NOT_READABLE: &str = "MARKING NOT READABLE";

impl Case {
    /// The marking that every screen and page shows: that of every version of the case sheet, so that none is lost
    /// where two differ, and a warning where one cannot be read.
    #[must_use]
    pub fn marking(&self) -> String {
        let sheets: Vec<&Entry<CaseSheet>> = self.sheets.iter().map(|(_, entry)| entry).collect();
        let mut markings: Vec<&str> =
            sheets.iter().flat_map(|entry| entry.heads()).map(|sheet| sheet.marking.as_str()).collect();
        let is_hidden = sheets.iter().flat_map(|entry| entry.versions()).any(Version::is_unreadable)
            || self.unreadable.keys().chain(&self.doubtful).any(|which| which.kind == Kind::Sheet);
        markings.sort_unstable();
        markings.dedup();
        markings.retain(|marking| !marking.is_empty());
        if is_hidden {
            markings.push(MARKING_NOT_READABLE);
        }
        markings.join(" / ")
    }

    /// The case sheet, if one was written: the first version where there are two.
    #[must_use]
    pub fn sheet(&self) -> Option<&CaseSheet> {
        self.sheets.iter().next().map(|(_, entry)| entry.first())
    }
}

impl<T> Entry<T> {
    /// An entry with these heads, if at least one of them can be shown.
    #[must_use]
    pub fn new(mut versions: Vec<Version<T>>) -> Option<Self> {
        versions.sort_by_key(|version| (version.here().is_none(), version.revision));
        versions.first().is_some_and(|v| v.here().is_some()).then_some(Self { versions })
    }

    /// All heads, those that can be shown first; their order does not depend on clocks.
    #[must_use]
    pub fn versions(&self) -> &[Version<T>] {
        &self.versions
    }

    /// The head to show where only one can be shown. Never use it to decide anything: see [`Entry::agreed`].
    #[must_use]
    pub fn first(&self) -> &T {
        match &self.versions[0].state {
            State::Here(value) => value,
            _ => unreachable!("an entry begins with a head that is here"),
        }
    }

    /// Every head that can be shown.
    pub fn heads(&self) -> impl Iterator<Item = &T> {
        self.versions.iter().filter_map(Version::here)
    }

    /// Every head that can be shown, to change it.
    pub(crate) fn heads_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.versions.iter_mut().filter_map(|version| match &mut version.state {
            State::Here(value) => Some(value),
            _ => None,
        })
    }

    /// Whether two or more versions stand side by side that do not say the same.
    #[must_use]
    pub fn is_contested(&self) -> bool
    where
        T: PartialEq,
    {
        self.versions.iter().any(|version| version.state != self.versions[0].state)
    }

    /// What all heads agree on, of what `part` looks at; nothing where they differ or one is gone or locked.
    pub fn agreed<'a, V: PartialEq + ?Sized>(&'a self, part: impl Fn(&'a T) -> &'a V) -> Option<&'a V> {
        let first = part(self.first());
        let all_agree = self.versions.iter().all(|v| v.here().is_some_and(|value| part(value) == first));
        all_agree.then_some(first)
    }
}

impl<T: RecordType> Entry<T> {
    fn as_records(&self) -> Vec<Version<Record>> {
        self.versions.iter().map(|version| version.clone().map(T::into_record)).collect()
    }
}

impl<T: RecordType> Table<T> {
    fn put(&mut self, id: Id<T>, heads: Vec<Version<Record>>) {
        let heads = heads.into_iter().filter_map(Version::typed).collect();
        match Entry::new(heads) {
            Some(entry) => self.insert(id, entry),
            None => self.remove(&id),
        }
    }
}

impl Version<Record> {
    fn typed<T: RecordType>(self) -> Option<Version<T>> {
        let state = match self.state {
            State::Here(record) => State::Here(T::from_record(record)?),
            State::Gone => State::Gone,
            State::Erased { by, at, why } => State::Erased { by, at, why },
            State::Locked { raw, why } => State::Locked { raw, why },
            State::Lost { why } => State::Lost { why },
        };
        Some(Version { revision: self.revision, by: self.by, at: self.at, state })
    }
}

impl<T> Version<T> {
    fn map<U>(self, change: impl FnOnce(T) -> U) -> Version<U> {
        let state = match self.state {
            State::Here(value) => State::Here(change(value)),
            State::Gone => State::Gone,
            State::Erased { by, at, why } => State::Erased { by, at, why },
            State::Locked { raw, why } => State::Locked { raw, why },
            State::Lost { why } => State::Lost { why },
        };
        Version { revision: self.revision, by: self.by, at: self.at, state }
    }

    /// Whether it says something that cannot be read.
    #[must_use]
    pub fn is_unreadable(&self) -> bool {
        matches!(self.state, State::Locked { .. } | State::Lost { .. })
    }

    /// Whether a newer program wrote it, or it cannot be understood: this program does not change such a record.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        matches!(self.state, State::Locked { .. })
    }

    /// What it says, if it can be shown.
    #[must_use]
    pub fn here(&self) -> Option<&T> {
        match &self.state {
            State::Here(value) => Some(value),
            _ => None,
        }
    }
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> Table<T> {
    /// The record with this id.
    #[must_use]
    pub fn get(&self, id: &Id<T>) -> Option<&Entry<T>> {
        self.0.get(id)
    }

    /// What to show of the record with this id.
    #[must_use]
    pub fn first(&self, id: &Id<T>) -> Option<&T> {
        self.0.get(id).map(Entry::first)
    }

    /// Every record, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&Id<T>, &Entry<T>)> {
        self.0.iter()
    }

    /// Every record as it is to be shown, by id.
    pub fn shown(&self) -> impl Iterator<Item = (&Id<T>, &T)> {
        self.0.iter().map(|(id, entry)| (id, entry.first()))
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts a record in, in place of one with the same id.
    pub fn insert(&mut self, id: Id<T>, entry: Entry<T>) {
        self.0.insert(id, entry);
    }

    /// Every record, to change it.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (&Id<T>, &mut Entry<T>)> {
        self.0.iter_mut()
    }

    /// Takes a record out.
    pub fn remove(&mut self, id: &Id<T>) {
        self.0.remove(id);
    }
}
