//! Section 8 of the note: the seven assessments and their key questions.

use serde::{Deserialize, Serialize};

use super::entry::{Place, describe};
use super::words::{EntryId, Text};

/// One of the seven assessments, `a` to `g`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// `a` to `g`.
    pub id: EntryId,
    /// Its name.
    pub title: Text,
    /// What it is for.
    pub purpose: Text,
    /// The section of the note, `8(a)` to `8(g)`.
    pub section: Text,
    /// In the order in which the note asks them.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// The register kept beside it; the conflict analysis has none.
    pub register: Option<Register>,
    /// Whom section 8 wants consulted.
    pub consult: Vec<Text>,
    /// Whom we would ask as well.
    pub also_ask: Vec<Text>,
    /// What the answers are used for.
    pub feeds: Vec<Text>,
    /// What goes wrong in practice.
    pub watch_for: Text,
    /// Related entries.
    #[serde(default)]
    pub links: Vec<EntryId>,
    /// Screens where it helps.
    #[serde(default)]
    pub places: Vec<Place>,
}

/// A key question, such as `c3`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The assessment's letter and a number.
    pub id: EntryId,
    /// The assessment it belongs to.
    pub assessment: EntryId,
    /// The question.
    pub ask: Text,
    /// Why it matters: our reading of what the section says the assessment is for.
    pub why: Text,
    /// The section of its assessment.
    pub section: Text,
    /// What a good answer contains.
    pub good_answer: Text,
    /// What goes wrong in practice.
    pub watch_for: Text,
    /// Related entries.
    #[serde(default)]
    pub links: Vec<EntryId>,
    /// Screens where it helps.
    #[serde(default)]
    pub places: Vec<Place>,
}

/// The structured findings kept beside an assessment.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all(serialize = "snake_case"))]
pub enum Register {
    /// Of the security and threat analysis (b).
    Threats,
    /// Of the human rights assessment (c).
    Violations,
    /// Of the regional dimensions (d).
    Dynamics,
    /// Of the mapping of the security sector (e).
    Institutions,
    /// Of the stakeholders of reform (f).
    Stakeholders,
    /// Of the negotiating parties (g).
    Profiles,
}

describe!(Assessment, title, [
    note "Purpose" purpose,
    note "Whom to consult" consult,
    ours "Ask also" also_ask,
    ours "What the answers feed" feeds,
    ours "Watch for" watch_for,
]);

describe!(Question, ask, [
    ours "Why it matters" why,
    ours "A good answer" good_answer,
    ours "Watch for" watch_for,
]);
