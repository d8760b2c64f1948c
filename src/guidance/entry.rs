//! The flat view of the catalogue: every kind of guidance as one `Entry`, for lists, links and search.
//! What an entry shows and what a translation may replace are the same list, so neither can forget a field.

use serde::{Deserialize, Serialize};

use super::words::{EntryId, Text};

/// The kinds of guidance.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Kind {
    /// One of the seven assessments.
    Assessment,
    /// A key question of an assessment.
    Question,
    /// One of the four phases.
    Phase,
    /// What the note asks for in a phase.
    Recommendation,
    /// A step to take before security is raised.
    FirstStep,
    /// Why security and the peace process need each other.
    Reason,
    /// Who has to keep in step with whom.
    Synchronisation,
    /// A way of going about it.
    Strategy,
    /// A way of writing it into an agreement.
    Approach,
    /// An issue tied to security reform.
    LinkedIssue,
    /// A practical hint of the annex.
    Hint,
    /// A line that an option may cross.
    Principle,
    /// A box of the note, as an analogue.
    Example,
    /// A term explained.
    GlossaryTerm,
    /// Somebody to ask.
    Expert,
    /// A checklist to lay over an assessment or an option.
    Lens,
}

/// A screen where an entry helps.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all(serialize = "snake_case"))]
pub enum Place {
    /// Where do we stand.
    Overview,
    /// The seven assessments and their registers.
    Assessments,
    /// Parties and actors.
    Actors,
    /// The matrix and its cells.
    Positions,
    /// Issues and linkages.
    Agenda,
    /// Comparisons.
    Scenarios,
    /// The guidance itself.
    Guidance,
    /// What leaves the program.
    Reports,
}

/// One entry of the catalogue, whatever its kind.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// Unique in the catalogue.
    pub id: &'a EntryId,
    /// What it is.
    pub kind: Kind,
    /// Its heading; for a key question, the question.
    pub title: &'a str,
    /// Where it comes from, for instance `8(c)`, `annex`, `box 4` or `gender 5.3`.
    pub section: &'a str,
    /// The entries it refers to.
    pub links: &'a [EntryId],
    /// The screens where it helps.
    pub places: &'a [Place],
    /// Its texts, in the order in which they are shown.
    pub parts: Vec<Part<'a>>,
    /// The office's file that added or translated it, if any.
    pub added: Option<&'a Origin>,
}

/// A labelled text of an entry.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Part<'a> {
    /// What the text is; empty for the main text.
    pub label: &'static str,
    /// The text.
    pub text: &'a str,
    /// Our own advice, which the section does not say.
    pub ours: bool,
}

/// Where an office's own entry or translation came from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Origin {
    /// The file's name as the caller gave it.
    pub file: String,
    /// The line at which the entry begins, from 1.
    pub line: usize,
    /// The column at which the entry begins, from 1.
    pub column: usize,
    /// The language the file says it is in.
    pub language: Text,
}

impl Kind {
    /// The kind in words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Assessment => "assessment",
            Self::Question => "key question",
            Self::Phase => "phase",
            Self::Recommendation => "recommendation",
            Self::FirstStep => "first step",
            Self::Reason => "reason",
            Self::Synchronisation => "keeping in step",
            Self::Strategy => "strategy",
            Self::Approach => "approach",
            Self::LinkedIssue => "linked issue",
            Self::Hint => "hint",
            Self::Principle => "principle",
            Self::Example => "example",
            Self::GlossaryTerm => "term",
            Self::Expert => "whom to ask",
            Self::Lens => "lens",
        }
    }
}

/// What every kind of guidance can do.
pub(super) trait Describe {
    fn id(&self) -> &EntryId;
    fn kind(&self) -> Kind;
    fn entry(&self) -> Entry<'_>;
    fn links_mut(&mut self) -> &mut Vec<EntryId>;
    /// Take over the shown texts of `words`; section, links, places and the like stay as they are.
    fn translate(&mut self, words: Self)
    where
        Self: Sized;
}

/// A field that holds one text, several or perhaps none.
pub(super) trait Say {
    fn say<'a>(&'a self, label: &'static str, ours: bool, parts: &mut Vec<Part<'a>>);
}

impl Say for Text {
    fn say<'a>(&'a self, label: &'static str, ours: bool, parts: &mut Vec<Part<'a>>) {
        parts.push(Part { label, text: self, ours });
    }
}

impl<T: Say> Say for Vec<T> {
    fn say<'a>(&'a self, label: &'static str, ours: bool, parts: &mut Vec<Part<'a>>) {
        for item in self {
            item.say(label, ours, parts);
        }
    }
}

impl<T: Say> Say for Option<T> {
    fn say<'a>(&'a self, label: &'static str, ours: bool, parts: &mut Vec<Part<'a>>) {
        if let Some(item) = self {
            item.say(label, ours, parts);
        }
    }
}

/// Implement `Describe`: the title's field, then the shown fields with their labels, those marked `ours` being
/// our own advice.
macro_rules! describe {
    (@ours ours) => { true };
    (@ours note) => { false };
    ($type:ident, $title:ident, [$($whose:ident $label:literal $field:ident),+ $(,)?]) => {
        impl $crate::guidance::entry::Describe for $type {
            fn id(&self) -> &EntryId {
                &self.id
            }

            fn kind(&self) -> $crate::guidance::entry::Kind {
                $crate::guidance::entry::Kind::$type
            }

            fn entry(&self) -> $crate::guidance::entry::Entry<'_> {
                use $crate::guidance::entry::Say as _;
                let mut parts = Vec::new();
                $(self.$field.say($label, describe!(@ours $whose), &mut parts);)+
                $crate::guidance::entry::Entry {
                    id: &self.id,
                    kind: self.kind(),
                    title: &self.$title,
                    section: &self.section,
                    links: &self.links,
                    places: &self.places,
                    parts,
                    added: None,
                }
            }

            fn links_mut(&mut self) -> &mut Vec<EntryId> {
                &mut self.links
            }

            fn translate(&mut self, words: Self) {
                self.$title = words.$title;
                $(self.$field = words.$field;)+
            }
        }
    };
}
pub(super) use describe;
