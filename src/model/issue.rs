//! Issues, and the lettered options that the table could agree on.

use super::macros::{record, words};
use super::{Date, Disclosure, Id, Level};

/// How delicate an issue is, in our reading.
pub type Sensitivity = Level;

words! {
    /// Which part of the security sector an issue is about.
    pub enum Component {
        /// Anything else on the agenda.
        #[default]
        Other = "other",
        /// Armed forces and defence.
        ArmedForces = "armed forces",
        /// Police and other public security forces.
        Police = "police",
        /// Intelligence services.
        Intelligence = "intelligence",
        /// Justice, prisons, accountability for the past.
        Justice = "justice",
        /// Human rights protection and verification.
        HumanRights = "human rights",
        /// Oversight by parliament, government and society.
        Oversight = "oversight",
        /// Ceasefire, disarmament, demobilisation, reintegration.
        CeasefireAndDdr = "ceasefire and ddr",
        /// Militias, civil defence, private armed actors.
        Militias = "militias",
        /// Foreign or interposition forces.
        ForeignForces = "foreign forces",
    }

    /// Where an issue stands on the agenda.
    pub enum Agenda {
        /// Being talked about, or to be.
        #[default]
        Open = "open",
        /// Kept off the agenda.
        KeptOff = "kept off",
        /// Set aside until later.
        Parked = "parked",
        /// Settled.
        Agreed = "agreed",
    }
}

record! {
    /// A point on, or kept off, the agenda.
    pub struct Issue {
        /// The neutral wording, fit for the table.
        title: String,
        ..
        /// The short code that people say aloud.
        code: String,
        /// Who may be told.
        disclosure: Disclosure,
        /// Our own plain wording.
        plain: String,
        /// The part of the security sector that it is about.
        component: Component,
        /// How delicate it is, in our reading.
        sensitivity: Sensitivity,
        /// The option that is now on the table.
        on_table: Option<Id<IssueOption>>,
        /// Open, parked or agreed.
        agenda: Agenda,
        /// When to come back to a parked issue.
        revisit: Option<Date>,
        /// Its place in lists, lowest first; equal places are ordered by title.
        order: u32,
        /// Where this is taken from.
        sources: Vec<Id<super::Source>>,
        /// For the team.
        note: String,
    }

    /// An outcome of an issue that the table could agree on.
    pub struct IssueOption {
        /// The issue that it would settle.
        issue: Id<Issue>,
        /// Its letter: A, B, C …
        letter: String,
        /// In a few words.
        title: String,
        ..
        /// Who may be told.
        disclosure: Disclosure,
        /// In full.
        text: String,
        /// Where this is taken from.
        sources: Vec<Id<super::Source>>,
        /// For the team.
        note: String,
    }
}

impl Issue {
    /// What others than the team may see: the neutral wording and its place on the agenda.
    #[must_use]
    pub fn outside(&self) -> Self {
        Self {
            title: self.title.clone(),
            component: self.component,
            on_table: self.on_table.clone(),
            agenda: self.agenda,
            order: self.order,
            ..Self::default()
        }
    }
}

impl IssueOption {
    /// What others than the team may see.
    #[must_use]
    pub fn outside(&self) -> Self {
        Self {
            issue: self.issue.clone(),
            letter: self.letter.clone(),
            title: self.title.clone(),
            text: self.text.clone(),
            ..Self::default()
        }
    }
}
