//! What is looked up: the note's boxes as analogues, the volume's terms, whom to ask, and lenses from the
//! sister notes.

use serde::{Deserialize, Serialize};

use super::entry::{Part, Place, Say, describe};
use super::words::{EntryId, Text};

/// A box of the note, told as an analogue.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// `box-1` to `box-6`.
    pub id: EntryId,
    /// In a few words.
    pub title: Text,
    /// Where and when.
    pub setting: Text,
    /// What happened, as the box tells it.
    pub happened: Text,
    /// What it teaches.
    pub teaches: Text,
    /// Why it may not fit another case.
    pub may_not_fit: Text,
    /// Where other records tell it otherwise.
    pub differs: Option<Text>,
    /// `box 1` to `box 6`.
    pub section: Text,
    /// Related entries.
    #[serde(default)]
    pub links: Vec<EntryId>,
    /// Screens where it helps.
    #[serde(default)]
    pub places: Vec<Place>,
}

/// A term explained in our own words.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GlossaryTerm {
    /// Begins with `term-`.
    pub id: EntryId,
    /// The term.
    pub term: Text,
    /// What it means.
    pub meaning: Text,
    /// Whose definition ours is made from.
    pub source: Text,
    /// `glossary`, or the section that explains it.
    pub section: Text,
    /// Related entries.
    #[serde(default)]
    pub links: Vec<EntryId>,
    /// Screens where it helps.
    #[serde(default)]
    pub places: Vec<Place>,
}

/// Somebody to ask, and for what.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Expert {
    /// Begins with `expert-`.
    pub id: EntryId,
    /// The body's name.
    pub title: Text,
    /// What it is.
    pub text: Text,
    /// What to ask it for.
    pub ask_for: Vec<Text>,
    /// The documents that name it.
    pub source: Text,
    /// The first of their sections.
    pub section: Text,
    /// Related entries.
    #[serde(default)]
    pub links: Vec<EntryId>,
    /// Screens where it helps.
    #[serde(default)]
    pub places: Vec<Place>,
}

/// A checklist from a sister note, to lay over an assessment or an option.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Lens {
    /// Begins with `lens-`.
    pub id: EntryId,
    /// Its name.
    pub title: Text,
    /// What it is for.
    pub text: Text,
    /// What to ask.
    pub checks: Vec<Check>,
    /// The note it comes from.
    pub source: Text,
    /// The section of that note.
    pub section: Text,
    /// Related entries.
    #[serde(default)]
    pub links: Vec<EntryId>,
    /// Screens where it helps.
    #[serde(default)]
    pub places: Vec<Place>,
}

/// One line of a checklist.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// The question.
    pub ask: Text,
    /// The section of the lens's own note.
    pub section: Text,
}

impl Say for Check {
    fn say<'a>(&'a self, label: &'static str, ours: bool, parts: &mut Vec<Part<'a>>) {
        self.ask.say(label, ours, parts);
    }
}

describe!(Example, title, [
    note "Where" setting,
    note "What happened" happened,
    note "What it teaches" teaches,
    ours "Why it may not fit" may_not_fit,
    ours "Other records" differs,
]);
describe!(GlossaryTerm, term, [note "" meaning, note "Source" source]);
describe!(Expert, title, [note "" text, ours "Ask for" ask_for, note "Source" source]);
describe!(Lens, title, [note "" text, note "Check" checks, note "Source" source]);
