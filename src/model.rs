//! The case as plain data: what the terms of the field look like in memory and in files.
//!
//! Nothing here knows the disk, the clock or a screen. A field that is not named in a type's `outside`
//! never reaches anybody but the team: new fields start out hidden.

mod actor;
mod assessment;
mod case;
mod code;
mod comparison;
mod date;
mod event;
mod id;
mod issue;
mod macros;
mod position;
mod record;
mod register;
mod source;
mod terms;

pub use actor::{Actor, ActorKind, ActorStatus, AtTable, Faction, Relation, StatusChange};
pub use assessment::{Answer, AnswerState, Confidence, ConfidenceReading, Consulted, Evidence};
pub use case::{
    About, Case, CaseKind, CaseSheet, Entry, GoneRecord, MARKING_NOT_READABLE, State, Table,
    UnreadableRecord, Version,
};
pub use code::{code, highest_code, shared_codes};
pub use comparison::*;
pub use date::{Date, DateError};
pub use event::{Event, EventKind, ExportMade, Finding, GuidanceNote, NoteState, Provision, Recalendared};
pub use id::{Id, IdError, RevisionId, StepId};
pub use issue::{Agenda, Component, Issue, IssueOption, Sensitivity};
pub use position::{Item, Linkage, LinkageStatus, PartyPoints, PointsOn, Position, StanceOn, Told};
pub(crate) use record::each_kind;
pub use record::{AnyId, Kind, Record, RecordRef, RecordType, Refs};
pub use register::{
    Dynamic, DynamicKind, Figure, Institution, PartyProfile, Stakeholder, Threat, Violation,
    ViolationCategory,
};
pub use source::{Consent, Credibility, Reliability, Source, SourceKind, SourceName};
pub use terms::{Disclosure, Firmness, Level, Phase, Stance, Words};
