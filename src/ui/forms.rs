//! The forms there are, and what each amounts to once it is filled in.

pub mod actor;
pub mod answer;
pub mod basis;
pub mod confidence;
pub mod disclosure;
pub mod event;
pub mod export;
pub mod faction;
pub mod finding;
pub mod issue;
pub mod linkage;
pub mod note;
pub mod position;
pub mod provision;
pub mod register;
pub mod scenario;
pub mod share;
pub mod sheet;
pub mod source;
pub mod view;

use serde::{Deserialize, Serialize};

use super::{
    context::Context,
    dialog::Answer,
    effect::Effect,
    form::{Form, Wanting},
    screens::basis::Piece,
};
use crate::{
    edit::Edit,
    model::{
        self, Actor, ConfidenceReading, Date, Event, Faction, Finding, GuidanceNote, Id, Issue, IssueOption,
        Kind, Linkage, NoteState, Phase, Position, Provision, Record, RecordRef, RecordType, RevisionId,
        Source, Version,
    },
};

/// Which form it is, and about what. Two forms of the same kind are the same form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FormKind {
    /// A position, new or corrected.
    Position(position::About),
    /// An answer to a key question.
    Answer {
        /// The key question.
        question: String,
        /// The answer that is changed, if it is not a new one.
        which: Which<model::Answer>,
    },
    /// A piece of what an answer rests on.
    Basis(Which<model::Answer>, Piece),
    /// That an option crosses a principle, or does not.
    Finding {
        /// The option.
        option: Id<IssueOption>,
        /// The guidance entry of the principle.
        principle: String,
        /// The finding that is changed, if it is not a new one.
        which: Which<Finding>,
        /// What the user asked for.
        crosses: bool,
    },
    /// What the team did about something that the note asks.
    Note {
        /// The guidance entry.
        entry: String,
        /// The note that is changed, if it is not a new one.
        which: Which<GuidanceNote>,
        /// The state that the user asked for.
        state: NoteState,
    },
    /// An actor.
    Actor(Which<Actor>),
    /// An issue.
    Issue(Which<Issue>),
    /// An option of an issue.
    Option(Id<Issue>, Which<IssueOption>),
    /// A source.
    Source(Which<Source>),
    /// A row of a register.
    Register(Kind, Option<(RecordRef, Vec<RevisionId>)>),
    /// The case sheet.
    Sheet(Vec<RevisionId>),
    /// Something on the timeline.
    Event(Which<Event>),
    /// A clause of an agreement.
    Provision(Which<Provision>),
    /// A trade.
    Linkage(Which<Linkage>),
    /// A faction of an actor.
    Faction(Id<Actor>, Which<Faction>),
    /// How far the parties trust each other.
    Confidence(Which<ConfidenceReading>),
    /// That a position was told to somebody.
    Share(Id<Position>, Vec<RevisionId>),
    /// A part of a comparison.
    Scenario(scenario::About),
    /// Where a report is written; nothing of it is saved in a form.
    #[serde(skip)]
    Export(export::About),
    /// How a screen looks at things; nothing of it is saved.
    #[serde(skip)]
    View(view::ViewKind),
}

/// A new record, or one that is changed, with the versions that the user had before them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound = "")]
pub enum Which<T> {
    /// A new one.
    New,
    /// This one.
    This(Id<T>, Vec<RevisionId>),
}

impl FormKind {
    /// What the form amounts to, or what is wanting.
    pub fn edit(&self, form: &Form, cx: &Context<'_>) -> Result<Edit, Wanting> {
        match self {
            Self::Position(about) => position::edit(about, form, cx),
            Self::Answer { question, which } => answer::edit(question, which, form, cx),
            Self::Basis(which, piece) => basis::edit(which, *piece, form, cx),
            Self::Finding { option, principle, which, .. } => {
                finding::edit(option, principle, which, form, cx)
            }
            Self::Note { entry, which, .. } => note::edit(entry, which, form, cx),
            Self::Actor(which) => actor::edit(which, form, cx),
            Self::Issue(which) => issue::edit(which, form, cx),
            Self::Option(issue, which) => issue::edit_option(issue, which, form, cx),
            Self::Source(which) => source::edit(which, form, cx),
            Self::Register(kind, which) => register::edit(*kind, which.as_ref(), form, cx),
            Self::Sheet(seen) => sheet::edit(seen, form, cx),
            Self::Event(which) => event::edit(which, form, cx),
            Self::Provision(which) => provision::edit(which, form, cx),
            Self::Linkage(which) => linkage::edit(which, form, cx),
            Self::Faction(actor, which) => faction::edit(actor, which, form, cx),
            Self::Confidence(which) => confidence::edit(which, form, cx),
            Self::Share(id, seen) => share::edit(id, seen, form, cx),
            Self::Scenario(_) | Self::View(_) | Self::Export(_) => Ok(Edit::Together(Vec::new())),
        }
    }

    /// What happens when the form is done: most are saved and stay until that has worked.
    pub fn answer(&self, form: &Form, cx: &Context<'_>) -> Result<Answer, Wanting> {
        match self {
            Self::View(kind) => Ok(Answer::Closes(kind.effects(form, cx)?)),
            Self::Scenario(about) => about.answer(form, cx),
            Self::Export(about) => Ok(Answer::Asks(vec![export::effect(about, form, cx)?])),
            Self::Share(id, _) => share::answer(id, self.edit(form, cx)?, form, cx),
            Self::Sheet(_) => Ok(Answer::Asks(vec![sheet::save(self.edit(form, cx)?, form, cx)])),
            _ => Ok(Answer::Asks(vec![Effect::Save(self.edit(form, cx)?)])),
        }
    }

    /// The form as it opens, for going on with a draft of it; what its author had before them then stays so.
    #[must_use]
    pub fn opened(&self, cx: &Context<'_>) -> Option<Form> {
        let mut form = match self {
            Self::Position(about) => position::form(about.clone(), None, cx),
            Self::Answer { question, which } => answer::form(question, which.clone(), None, cx),
            Self::Basis(which, piece) => basis::form(which.clone(), *piece, cx),
            Self::Finding { option, principle, which, crosses } => {
                finding::form(option, principle, which.clone(), *crosses, cx)
            }
            Self::Note { entry, which, state } => note::form(entry, which.clone(), *state, cx),
            Self::Actor(which) => actor::form(which.clone(), cx),
            Self::Issue(which) => issue::form(which.clone(), cx),
            Self::Option(issue, which) => issue::option_form(issue, which.clone(), cx),
            Self::Source(which) => source::form(which.clone(), cx),
            Self::Register(kind, which) => register::opened(*kind, which.clone(), cx),
            Self::Sheet(_) => sheet::form(cx),
            Self::Event(which) => event::form(which.clone(), cx),
            Self::Provision(which) => provision::form(which.clone(), cx),
            Self::Linkage(which) => linkage::form(which.clone(), cx),
            Self::Faction(actor, which) => faction::form(actor, which.clone(), cx),
            Self::Confidence(which) => confidence::form(which.clone(), cx),
            Self::Share(id, _) => share::form(id, None, cx).ok()?,
            Self::Scenario(about) => about.clone().form(cx),
            Self::View(_) | Self::Export(_) => return None,
        };
        form.kind = self.clone();
        Some(form)
    }

    /// Whether nothing of it is saved: it only says how to look at things, or where to write a file.
    #[must_use]
    pub const fn is_of_view(&self) -> bool {
        matches!(self, Self::View(_) | Self::Export(_))
    }
}

impl FormKind {
    /// What a person should be asked before saving, one after the other: it can be saved all the same.
    #[must_use]
    pub fn doubts(&self, form: &Form, cx: &Context<'_>) -> Vec<Wanting> {
        let own = match self {
            Self::Register(Kind::Violation, _) => register::names_a_person(form, cx),
            Self::Position(about) => position::wants_condition(about, form, cx),
            Self::Issue(which) => issue::settles_against(which, form, cx),
            _ => None,
        };
        own.into_iter().chain(disclosure::doubt(form)).collect()
    }
}

impl<T: RecordType> Which<T> {
    /// A record as the user has it before them.
    #[must_use]
    pub fn this(id: &Id<T>, cx: &Context<'_>) -> Self {
        let versions = cx.seen.case().heads_of(&RecordRef::of(id));
        Self::This(id.clone(), versions.iter().map(|version| version.revision).collect())
    }

    /// A record of which two versions stand, to be settled beginning with one of them.
    #[must_use]
    pub fn settling(id: &Id<T>, from: RevisionId, cx: &Context<'_>) -> Self {
        let Self::This(id, mut seen) = Self::this(id, cx) else { return Self::New };
        seen.sort_by_key(|revision| *revision != from);
        Self::This(id, seen)
    }

    /// The record as it stands, in the first version that its author has before them; an empty one if it is new.
    #[must_use]
    pub fn start(&self, cx: &Context<'_>) -> T {
        match self {
            Self::New => T::default(),
            Self::This(id, seen) => begun(id, seen, cx).unwrap_or_default(),
        }
    }

    /// The edit that makes or changes it.
    #[must_use]
    pub fn edit(&self, record: T, cx: &Context<'_>) -> Edit {
        match self {
            Self::New => Edit::Add(RecordRef::of::<T>(&cx.pen.id(1)), Box::new(record.into_record())),
            Self::This(id, seen) => Edit::Change {
                which: RecordRef::of(id),
                seen: seen.clone(),
                to: Box::new(record.into_record()),
            },
        }
    }
}

/// The version of a record that a form begins with.
fn begun<T: RecordType>(id: &Id<T>, seen: &[RevisionId], cx: &Context<'_>) -> Option<T> {
    begun_of(&RecordRef::of(id), seen, cx).and_then(T::from_record)
}

/// The version of a record that comes first among those its author has before them, else the first that can be shown,
/// else what could last be read.
fn begun_of(which: &RecordRef, seen: &[RevisionId], cx: &Context<'_>) -> Option<Record> {
    let versions = cx.seen.case().heads_to_begin_with(which);
    let first = versions.iter().find(|version| seen.first() == Some(&version.revision));
    first.and_then(Version::here).or_else(|| versions.iter().find_map(Version::here)).cloned()
}

/// The edit that deletes a record, for the question that is asked before.
#[must_use]
pub fn delete(which: &RecordRef, cx: &Context<'_>) -> Edit {
    let seen = cx.seen.case().heads_of(which).iter().map(|head| head.revision).collect();
    Edit::Delete { which: which.clone(), seen }
}

/// A date as it was typed; nothing if nothing was.
fn date(form: &Form, name: &'static str) -> Result<Option<Date>, Wanting> {
    match form.text(name) {
        text if text.is_empty() => Ok(None),
        text => {
            text.parse().map(Some).map_err(|why: crate::model::DateError| Wanting::new(name, why.to_string()))
        }
    }
}

/// A text that must be there.
fn needed(form: &Form, name: &'static str, why: &str) -> Result<String, Wanting> {
    let text = form.text(name);
    if text.is_empty() { Err(Wanting::new(name, why)) } else { Ok(text) }
}

/// Refuses what was typed or marked in a field that is not read as the form stands: nothing of it goes unsaid.
fn unread(form: &Form, name: &'static str, why: &str) -> Result<(), Wanting> {
    if form.has_new(name) { Err(Wanting::new(name, why)) } else { Ok(()) }
}

/// The words of a list of values, for a choice.
fn words<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str) -> Vec<String> {
    all.iter().map(|value| word(*value).to_owned()).collect()
}

/// Where a value stands among others.
fn place<T: PartialEq>(all: &[T], value: &T) -> usize {
    all.iter().position(|other| other == value).unwrap_or(0)
}

/// Id and name of every record of a type, by name.
fn records<T: RecordType>(cx: &Context<'_>, name: impl Fn(&T) -> String) -> Vec<(String, String)> {
    let mut all: Vec<_> = T::table(cx.seen.case()).shown().map(|(id, r)| (id.to_string(), name(r))).collect();
    all.sort_by(|a, b| a.1.cmp(&b.1));
    all
}

/// Every source, with its code.
fn sources(cx: &Context<'_>) -> Vec<(String, String)> {
    records::<Source>(cx, |source| format!("{} {}", source.code, source.name))
}

/// The phase of what need not belong to one.
fn maybe_phase(on: Option<Phase>) -> super::form::Field {
    let mut phases = words(Phase::ALL, Phase::word);
    phases.insert(0, "not said".to_owned());
    let at = on.map_or(0, |phase| place(Phase::ALL, &phase) + 1);
    super::form::choice("phase", "In which phase", phases, at)
}

/// What [`maybe_phase`] stands on.
fn phase_chosen(form: &Form) -> Option<Phase> {
    form.chosen("phase").checked_sub(1).and_then(|at| Phase::ALL.get(at)).copied()
}

/// Every option with its letter and its issue, by issue.
fn options_of_issues(cx: &Context<'_>) -> Vec<(String, String)> {
    let case = cx.seen.case();
    let issue = |id: &Id<Issue>| case.issues.first(id).map_or("", |issue| issue.title.as_str());
    records::<IssueOption>(cx, |option| {
        format!("{}: {} {}", issue(&option.issue), option.letter, option.title)
    })
}

/// A record that is not needed, as a choice: nothing comes first.
fn maybe(mut records: Vec<(String, String)>, none: &str) -> Vec<(String, String)> {
    records.insert(0, (String::new(), none.to_owned()));
    records
}

/// A choice between records.
fn one<T>(
    name: &'static str,
    label: &'static str,
    records: Vec<(String, String)>,
    on: Option<&Id<T>>,
) -> super::form::Field {
    let value =
        super::form::Value::Choice(super::form::choice::Choice::of_records(records, on.map(Id::as_str)));
    super::form::Field { name, label: label.into(), value }
}

/// The record that a choice stands on, as it was shown.
fn chosen<T: RecordType>(form: &Form, name: &str) -> Option<Id<T>> {
    form.choice(name).and_then(super::form::choice::Choice::id).and_then(|id| Id::new(id).ok())
}

/// What is listed in a line, parted by commas; unchanged while its text is, for a name may hold a comma.
fn listed(form: &Form, name: &str, before: &[String]) -> Vec<String> {
    let text = form.text(name);
    if text == before.join(", ").trim() {
        return before.to_vec();
    }
    text.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// The records that are marked in a field.
fn marked<T>(form: &Form, name: &str) -> Vec<Id<T>> {
    match form.value(name) {
        Some(super::form::Value::Many(many)) => many.chosen().filter_map(|id| Id::new(id).ok()).collect(),
        _ => Vec::new(),
    }
}

/// A field in which any of some records can be marked.
fn many<T>(
    name: &'static str,
    label: &'static str,
    records: Vec<(String, String)>,
    on: &[Id<T>],
) -> super::form::Field {
    let on: Vec<String> = on.iter().map(ToString::to_string).collect();
    let value = super::form::Value::Many(super::form::choice::Many::new(records, &on));
    super::form::Field { name, label: label.into(), value }
}

#[cfg(test)]
mod tests;
