//! Sections 9 and 10 of the note and its annex: strategies, ways of drafting, linked issues, hints, and the
//! principles that an option may cross. The program never decides that an option crosses one: it asks.

use serde::{Deserialize, Serialize};

use super::entry::{Place, describe};
use super::words::{EntryId, Text};

/// A way of going about it (9).
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Strategy {
    /// Begins with `strategy-`.
    pub id: EntryId,
    /// In a few words.
    pub title: Text,
    /// Strategic (9.1) or operational (9.2).
    pub level: Level,
    /// In full.
    pub text: Text,
    /// How to act on it.
    pub steps: Vec<Text>,
    /// What goes wrong in practice.
    pub watch_for: Text,
    /// `9.1` or `9.2`.
    pub section: Text,
    /// Related entries.
    #[serde(default)]
    pub links: Vec<EntryId>,
    /// Screens where it helps.
    #[serde(default)]
    pub places: Vec<Place>,
}

/// The two levels of section 9.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all(serialize = "snake_case"))]
pub enum Level {
    /// Section 9.1.
    Strategic,
    /// Section 9.2.
    Operational,
}

/// A way of writing security into an agreement (10); `in_the_text` is our advice on how to act on it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Approach {
    /// Begins with `approach-`.
    pub id: EntryId,
    /// In a few words.
    pub title: Text,
    /// In full.
    pub text: Text,
    /// What the text of an agreement should carry.
    pub in_the_text: Vec<Text>,
    /// What goes wrong in practice.
    pub watch_for: Text,
    /// `10`.
    pub section: Text,
    /// Related entries.
    #[serde(default)]
    pub links: Vec<EntryId>,
    /// Screens where it helps.
    #[serde(default)]
    pub places: Vec<Place>,
}

/// An issue that is tied to security reform (10).
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LinkedIssue {
    /// Begins with `issue-`.
    pub id: EntryId,
    /// Its name.
    pub title: Text,
    /// How it is tied.
    pub text: Text,
    /// What the text of an agreement should carry.
    pub in_the_text: Vec<Text>,
    /// What goes wrong in practice.
    pub watch_for: Text,
    /// `10`.
    pub section: Text,
    /// Related entries.
    #[serde(default)]
    pub links: Vec<EntryId>,
    /// Screens where it helps.
    #[serde(default)]
    pub places: Vec<Place>,
}

/// A practical hint of the annex, as a question that the team answers for its case.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Hint {
    /// `hint-1` to `hint-14`.
    pub id: EntryId,
    /// In a few words.
    pub title: Text,
    /// The question.
    pub ask: Text,
    /// Why it is worth an answer; ours.
    pub why: Text,
    /// What goes wrong in practice.
    pub watch_for: Text,
    /// The phases in which it is shown; our choice.
    pub phases: Vec<EntryId>,
    /// `annex`.
    pub section: Text,
    /// Related entries.
    #[serde(default)]
    pub links: Vec<EntryId>,
    /// Screens where it helps.
    #[serde(default)]
    pub places: Vec<Place>,
}

/// A line that an option may cross.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Principle {
    /// Begins with `principle-`.
    pub id: EntryId,
    /// In a few words.
    pub title: Text,
    /// What the note says.
    pub text: Text,
    /// How firmly the note draws the line.
    pub standing: Standing,
    /// What makes an option cross it.
    pub crossed_by: Vec<Text>,
    /// What the program asks about an option.
    pub asked: Text,
    /// Where the note draws it.
    pub section: Text,
    /// Related entries.
    #[serde(default)]
    pub links: Vec<EntryId>,
    /// Screens where it helps.
    #[serde(default)]
    pub places: Vec<Place>,
}

/// How firmly the note draws a line.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all(serialize = "snake_case"))]
pub enum Standing {
    /// The United Nations shall not endorse an agreement's clause that crosses it.
    NeverEndorsed,
    /// Mediators are asked to uphold it.
    Upheld,
}

describe!(Strategy, title, [note "" text, ours "Steps" steps, ours "Watch for" watch_for]);
describe!(Approach, title, [note "" text, ours "In the text" in_the_text, ours "Watch for" watch_for]);
describe!(LinkedIssue, title, [note "" text, note "In the text" in_the_text, ours "Watch for" watch_for]);
describe!(Hint, title, [note "Ask" ask, ours "Why it matters" why, ours "Watch for" watch_for]);
describe!(Principle, title, [note "" text, ours "Crossed by" crossed_by, ours "Ask of an option" asked]);
