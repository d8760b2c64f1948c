//! The forms there are, and what each amounts to once it is filled in.

pub mod actor;
pub mod answer;
pub mod disclosure;
pub mod issue;
pub mod position;
pub mod register;
pub mod sheet;
pub mod source;

use super::{
    context::Context,
    form::{Form, Wanting},
};
use crate::{
    edit::Edit,
    model::{Actor, Answer, Date, Id, Issue, IssueOption, Kind, RecordRef, RecordType, RevisionId, Source},
};

/// Which form it is, and about what. Two forms of the same kind are the same form.
#[derive(Clone, Debug, PartialEq)]
pub enum FormKind {
    /// A position, new or corrected.
    Position(position::About),
    /// An answer to a key question.
    Answer {
        /// The key question.
        question: String,
        /// The answer that is changed, if it is not a new one.
        which: Which<Answer>,
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
}

/// A new record, or one that is changed, with the versions that the user had before them.
#[derive(Clone, Debug, PartialEq)]
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
            Self::Actor(which) => actor::edit(which, form, cx),
            Self::Issue(which) => issue::edit(which, form, cx),
            Self::Option(issue, which) => issue::edit_option(issue, which, form, cx),
            Self::Source(which) => source::edit(which, form, cx),
            Self::Register(kind, which) => register::edit(*kind, which.as_ref(), form, cx),
            Self::Sheet(seen) => sheet::edit(seen, form, cx),
        }
    }
}

impl<T: RecordType> Which<T> {
    /// A record as the user has it before them.
    #[must_use]
    pub fn this(id: &Id<T>, cx: &Context<'_>) -> Self {
        let versions = T::table(cx.seen.case())
            .get(id)
            .map(|entry| entry.versions().iter().map(|v| v.revision).collect());
        Self::This(id.clone(), versions.unwrap_or_default())
    }

    /// The record as it stands; an empty one if it is new.
    #[must_use]
    pub fn start(&self, cx: &Context<'_>) -> T {
        match self {
            Self::New => T::default(),
            Self::This(id, _) => T::table(cx.seen.case()).first(id).cloned().unwrap_or_default(),
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

/// A record that is not needed, as a choice: nothing comes first.
fn maybe(mut records: Vec<(String, String)>, none: &str) -> Vec<(String, String)> {
    records.insert(0, (String::new(), none.to_owned()));
    records
}

/// The record that a choice made of [`maybe`] stands on.
fn chosen<T: RecordType>(form: &Form, name: &str, records: &[(String, String)]) -> Option<Id<T>> {
    records.get(form.chosen(name)).and_then(|(id, _)| Id::new(id.clone()).ok())
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
    super::form::Field { name, label, value }
}
