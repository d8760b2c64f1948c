//! What all records have in common, and the one list of the kinds there are.
//!
//! To add a kind: write its type with `record!`, give it an `outside` if others than the team may ever see it, and
//! add one line to `each_kind!`.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    Actor, Answer, Case, CaseSheet, ConfidenceReading, Disclosure, Dynamic, Event, ExportMade, Faction,
    Finding, GuidanceNote, Id, Institution, Issue, IssueOption, Linkage, PartyPoints, PartyProfile, Position,
    Provision, Source, SourceName, Stakeholder, Table, Threat, Violation,
};

/// Hands the list of kinds to another macro.
///
/// A line reads: kind, type, table in the case, word, prefix of its codes, whether others than the team may ever see
/// one (`shown`, else `kept`), and what to call one.
macro_rules! each_kind {
    ($then:ident) => {
        $then! {
            Sheet CaseSheet sheets "case sheet" "" shown (|r| &r.title);
            Actor Actor actors "actor" "A" shown (|r| &r.name);
            Faction Faction factions "faction" "F" shown (|r| &r.name);
            Issue Issue issues "issue" "I" shown (|r| &r.title);
            Option IssueOption options "option" "" shown (|r| &r.title);
            Source Source sources "source" "S" shown (|r| &r.name);
            SourceName SourceName source_names "source name" "" kept (|r| r.source.as_str());
            Event Event events "event" "E" shown (|r| &r.title);
            Position Position positions "position" "P" shown (|r| &r.statement.text);
            Linkage Linkage linkages "linkage" "L" shown (|r| &r.text.text);
            Provision Provision provisions "provision" "C" shown (|r| &r.title);
            Answer Answer answers "answer" "" shown (|r| &r.question);
            Threat Threat threats "threat" "T" shown (|r| &r.title);
            Violation Violation violations "violation" "V" shown (|r| &r.title);
            Dynamic Dynamic dynamics "regional dynamic" "D" shown (|r| &r.title);
            Institution Institution institutions "institution" "N" shown (|r| &r.title);
            Stakeholder Stakeholder stakeholders "stakeholder" "K" shown (|r| &r.title);
            Profile PartyProfile profiles "party profile" "G" shown (|r| r.actor.as_str());
            Finding Finding findings "principle finding" "" shown (|r| &r.principle);
            Note GuidanceNote notes "guidance note" "" kept (|r| &r.entry);
            Points PartyPoints points "points" "" kept (|r| r.party.as_str());
            Confidence ConfidenceReading confidence_readings "confidence reading" "" kept (|r| r.level.word());
            Export ExportMade exports "export" "" kept (|r| &r.what);
        }
    };
}
pub(crate) use each_kind;

/// Walks the ids that a value holds, each with the kind of record that it names.
pub trait Refs {
    /// Calls `see` with every id; it may read the id, put another in its place, or empty it.
    fn refs(&mut self, see: &mut dyn FnMut(Kind, &mut String)) {
        let _ = see;
    }

    /// Calls `see` with every id, to read it.
    fn each_ref(&self, see: &mut dyn FnMut(Kind, &str)) {
        let _ = see;
    }

    /// Takes out what names nothing any more; says whether the value can still stand.
    fn prune(&mut self) -> bool {
        true
    }
}

impl Refs for String {}
impl Refs for bool {}
impl Refs for u8 {}
impl Refs for u32 {}
impl Refs for i32 {}
impl<T: Refs> Refs for Option<T> {
    fn refs(&mut self, see: &mut dyn FnMut(Kind, &mut String)) {
        if let Some(value) = self {
            value.refs(see);
        }
    }

    fn each_ref(&self, see: &mut dyn FnMut(Kind, &str)) {
        if let Some(value) = self {
            value.each_ref(see);
        }
    }

    fn prune(&mut self) -> bool {
        if self.as_mut().is_some_and(|value| !value.prune()) {
            *self = None;
        }
        true
    }
}
impl<T: Refs> Refs for Vec<T> {
    fn refs(&mut self, see: &mut dyn FnMut(Kind, &mut String)) {
        for value in self {
            value.refs(see);
        }
    }

    fn each_ref(&self, see: &mut dyn FnMut(Kind, &str)) {
        for value in self {
            value.each_ref(see);
        }
    }

    fn prune(&mut self) -> bool {
        self.retain_mut(Refs::prune);
        true
    }
}
impl<T: RecordType> Refs for Id<T> {
    fn refs(&mut self, see: &mut dyn FnMut(Kind, &mut String)) {
        if !self.is_empty() {
            see(T::KIND, self.raw());
        }
    }

    fn each_ref(&self, see: &mut dyn FnMut(Kind, &str)) {
        if !self.is_empty() {
            see(T::KIND, self.as_str());
        }
    }

    fn prune(&mut self) -> bool {
        !self.is_empty()
    }
}

/// A type of record.
pub trait RecordType:
    Clone + PartialEq + Default + Serialize + DeserializeOwned + Refs + Sized + 'static
{
    /// Which kind it is.
    const KIND: Kind;
    /// Who may be told.
    fn disclosure(&self) -> &Disclosure;
    /// What to call it in a message.
    fn label(&self) -> &str;
    /// The code that people say aloud; empty for a kind without codes.
    fn code(&self) -> &str;
    /// Gives it a code, if its kind has any.
    fn set_code(&mut self, code: String);
    /// What others than the team may see of it, if anything ever.
    fn seen_outside(&self) -> Option<Self>;
    /// Where a case keeps these.
    fn table(case: &Case) -> &Table<Self>;
    /// Where a case keeps these, to change it.
    fn table_mut(case: &mut Case) -> &mut Table<Self>;
    /// As a record of any kind.
    fn into_record(self) -> Record;
    /// Out of a record of any kind, if it is one of these.
    fn from_record(record: Record) -> Option<Self>;
}

/// Names a record whose type is not known.
pub type AnyId = Id<()>;

/// Names a record of any kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordRef {
    /// Which kind it is.
    pub kind: Kind,
    /// Its id.
    pub id: AnyId,
}

impl RecordRef {
    /// Names the record with this id.
    #[must_use]
    pub fn of<T: RecordType>(id: &Id<T>) -> Self {
        Self { kind: T::KIND, id: id.cast() }
    }
}

macro_rules! is_shown {
    (shown) => {
        true
    };
    (kept) => {
        false
    };
}

macro_rules! shown_or_kept {
    (shown $self:ident) => {
        Some($self.outside())
    };
    (kept $self:ident) => {
        None
    };
}

macro_rules! read_code {
    ("" $self:ident) => {
        ""
    };
    ($prefix:tt $self:ident) => {
        &$self.code
    };
}

macro_rules! write_code {
    ("" $self:ident $code:ident) => {
        drop($code)
    };
    ($prefix:tt $self:ident $code:ident) => {
        $self.code = $code
    };
}

macro_rules! define_records {
    ($( $kind:ident $type:ident $table:ident $word:literal $code:tt $shown:ident ($label:expr); )+) => {
        /// The kinds of record that a case is made of. Its name is how files call it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Kind { $( #[doc = $word] $kind, )+ }

        impl Kind {
            /// Every kind, those that others refer to first.
            pub const ALL: &[Self] = &[$( Self::$kind ),+];

            /// Whether others than the team may ever see one.
            #[must_use]
            pub const fn may_leave(self) -> bool {
                match self { $( Self::$kind => is_shown!($shown) ),+ }
            }

            /// The word that people read.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $( Self::$kind => $word ),+ }
            }

            /// The name that files use.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Self::$kind => stringify!($kind) ),+ }
            }

            /// The kind with this name in files.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $( stringify!($kind) => Some(Self::$kind), )+ _ => None }
            }

            /// What its codes begin with; nothing for a kind without codes.
            #[must_use]
            pub const fn code_prefix(self) -> &'static str {
                match self { $( Self::$kind => $code ),+ }
            }
        }

        /// A record of any kind.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Record { $( #[doc = $word] $kind($type), )+ }

        impl Record {
            /// One of a kind that says nothing yet.
            #[must_use]
            pub fn empty(kind: Kind) -> Self {
                match kind { $( Kind::$kind => Self::$kind(<$type>::default()) ),+ }
            }

            /// Which kind it is.
            #[must_use]
            pub const fn kind(&self) -> Kind {
                match self { $( Self::$kind(_) => Kind::$kind ),+ }
            }

            /// Who may be told.
            #[must_use]
            pub fn disclosure(&self) -> &Disclosure {
                match self { $( Self::$kind(record) => record.disclosure() ),+ }
            }

            /// What to call it in a message.
            #[must_use]
            pub fn label(&self) -> &str {
                match self { $( Self::$kind(record) => record.label() ),+ }
            }

            /// The code that people say aloud; empty for a kind without codes.
            #[must_use]
            pub fn code(&self) -> &str {
                match self { $( Self::$kind(record) => record.code() ),+ }
            }

            /// Gives it a code, if its kind has any.
            pub fn set_code(&mut self, code: String) {
                match self { $( Self::$kind(record) => record.set_code(code) ),+ }
            }

            /// Reads the body of a record: RON of its kind's fields, with or without the kind's name before them.
            pub fn from_ron(kind: Kind, body: &str, options: &ron::Options) -> Result<Self, ron::error::SpannedError> {
                Ok(match kind { $( Kind::$kind => Self::$kind(options.from_str(body)?) ),+ })
            }
        }

        impl Serialize for Record {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self { $( Self::$kind(record) => record.serialize(serializer) ),+ }
            }
        }

        impl Refs for Record {
            fn refs(&mut self, see: &mut dyn FnMut(Kind, &mut String)) {
                match self { $( Self::$kind(record) => record.refs(see) ),+ }
            }

            fn each_ref(&self, see: &mut dyn FnMut(Kind, &str)) {
                match self { $( Self::$kind(record) => record.each_ref(see) ),+ }
            }
        }

        $(
            impl RecordType for $type {
                const KIND: Kind = Kind::$kind;
                fn disclosure(&self) -> &Disclosure {
                    &self.disclosure
                }
                fn label(&self) -> &str {
                    let label: fn(&Self) -> &str = $label;
                    label(self)
                }
                fn code(&self) -> &str {
                    read_code!($code self)
                }
                fn set_code(&mut self, code: String) {
                    write_code!($code self code);
                }
                fn seen_outside(&self) -> Option<Self> {
                    shown_or_kept!($shown self)
                }
                fn table(case: &Case) -> &Table<Self> {
                    &case.$table
                }
                fn table_mut(case: &mut Case) -> &mut Table<Self> {
                    &mut case.$table
                }
                fn into_record(self) -> Record {
                    Record::$kind(self)
                }
                fn from_record(record: Record) -> Option<Self> {
                    match record { Record::$kind(record) => Some(record), _ => None }
                }
            }
        )+
    };
}
each_kind!(define_records);

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.word())
    }
}
