//! Sections 5 to 7 of the note: why security belongs in a peace process, who keeps in step with whom, the first
//! steps, and the four phases with what each asks for.

use serde::{Deserialize, Serialize};

use super::entry::{Place, describe};
use super::words::{EntryId, Text};

/// One of the four phases, by its written name.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// `pre-negotiation`, `negotiation`, `agreement` or `implementation`.
    pub id: EntryId,
    /// Its name.
    pub title: Text,
    /// What goes on in it, in our words.
    pub text: Text,
    /// In the order of the note.
    #[serde(default)]
    pub recommendations: Vec<Recommendation>,
    /// `7.2.1` to `7.2.4`.
    pub section: Text,
    /// Related entries.
    #[serde(default)]
    pub links: Vec<EntryId>,
    /// Screens where it helps.
    #[serde(default)]
    pub places: Vec<Place>,
}

/// What the note asks for in a phase.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Recommendation {
    /// Begins with `recommendation-`.
    pub id: EntryId,
    /// The phase it belongs to.
    pub phase: EntryId,
    /// In a few words.
    pub title: Text,
    /// In full.
    pub text: Text,
    /// The section of its phase.
    pub section: Text,
    /// What goes wrong in practice.
    pub watch_for: Text,
    /// Related entries.
    #[serde(default)]
    pub links: Vec<EntryId>,
    /// Screens where it helps.
    #[serde(default)]
    pub places: Vec<Place>,
}

/// A step to take before security is raised (7.1).
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct FirstStep {
    /// Begins with `step-`.
    pub id: EntryId,
    /// In a few words.
    pub title: Text,
    /// In full.
    pub text: Text,
    /// `7.1`.
    pub section: Text,
    /// What goes wrong in practice.
    pub watch_for: Text,
    /// Related entries.
    #[serde(default)]
    pub links: Vec<EntryId>,
    /// Screens where it helps.
    #[serde(default)]
    pub places: Vec<Place>,
}

/// Why security and the peace process need each other (5).
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Begins with `reason-`.
    pub id: EntryId,
    /// In a few words.
    pub title: Text,
    /// Who is helped.
    pub side: Side,
    /// In full.
    pub text: Text,
    /// `5.1` or `5.2`.
    pub section: Text,
    /// Related entries.
    #[serde(default)]
    pub links: Vec<EntryId>,
    /// Screens where it helps.
    #[serde(default)]
    pub places: Vec<Place>,
}

/// Which of the two a reason speaks for.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all(serialize = "snake_case"))]
pub enum Side {
    /// Addressing security helps the peace process (5.1).
    Peace,
    /// The peace process helps reform (5.2).
    Reform,
}

/// Who has to keep in step with whom (6).
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Synchronisation {
    /// Begins with `synchronisation-`.
    pub id: EntryId,
    /// In a few words.
    pub title: Text,
    /// In full.
    pub text: Text,
    /// `6`.
    pub section: Text,
    /// Related entries.
    #[serde(default)]
    pub links: Vec<EntryId>,
    /// Screens where it helps.
    #[serde(default)]
    pub places: Vec<Place>,
}

describe!(Phase, title, [ours "" text]);
describe!(Recommendation, title, [note "" text, ours "Watch for" watch_for]);
describe!(FirstStep, title, [note "" text, ours "Watch for" watch_for]);
describe!(Reason, title, [note "" text]);
describe!(Synchronisation, title, [note "" text]);
