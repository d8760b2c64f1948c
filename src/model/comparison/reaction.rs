//! Where parties stand on the options, which principle an option would breach, and what it leaves open.

use super::ComparedOption;
use crate::model::macros::{record, words};
use crate::model::{Actor, Date, Id, Level, Phase, Position, Stance};

record! {
    /// A party as the comparison names it.
    pub struct ComparedParty {
        /// Its id in this file.
        id: Id<ComparedParty>,
        /// As people call it.
        name: String,
        ..
        /// The actor of the case that it is.
        actor: Option<Id<Actor>>,
    }

    /// How a party stands to an option, as last taken from the case or set by hand.
    pub struct Reaction {
        /// Which option.
        option: Id<ComparedOption>,
        /// Which party.
        party: Id<ComparedParty>,
        ..
        /// How it stands; nothing means unknown.
        stance: Stance,
        /// What "accepts if" depends on.
        condition: String,
        /// When it was heard.
        date: Option<Date>,
        /// In which phase, as recorded.
        phase: Option<Phase>,
        /// What was heard, in our words.
        text: String,
        /// The position of the case that it was taken from.
        position: Option<Id<Position>>,
        /// Who or what says so.
        source: String,
        /// The red line that the option touches.
        red_line: String,
        /// What trade would move the party.
        trade: String,
        /// How likely it is to work against the option from outside, in our reading.
        spoiler: Level,
        /// Why it might.
        spoiler_reason: String,
        /// How it stood when it was last heard before that phase.
        before: Option<StoodBefore>,
        /// Who set another stance than the case gives, and why.
        set_by: Option<Override>,
        /// Whether it was taken from a case, which is then asked anew; a file for others names no position.
        from_case: bool,
    }

    /// How a party stood before.
    pub struct StoodBefore {
        /// How.
        stance: Stance,
        ..
        /// In which phase.
        phase: Option<Phase>,
        /// When.
        date: Option<Date>,
    }

    /// That a person put another stance in the place of the case's.
    pub struct Override {
        /// Who.
        by: String,
        ..
        /// When.
        date: Option<Date>,
        /// Why.
        why: String,
        /// What the case gave.
        instead_of: Stance,
    }

    /// That an option would breach a principle. A person says so; it is never scored.
    pub struct PrincipleMark {
        /// Which option.
        option: Id<ComparedOption>,
        /// The principle's id in the guidance.
        principle: String,
        ..
        /// In what way.
        reason: String,
        /// Who marked it.
        by: String,
        /// When.
        date: Option<Date>,
        /// Whether it was recorded in a case; such a mark is taken anew with the case.
        from_case: bool,
    }

    /// One thing that an agreement ought to deal with, and what each option does about it.
    pub struct Coverage {
        /// What it is.
        kind: CoverageKind,
        /// In a few words.
        title: String,
        ..
        /// The record of the case, or the word of the linked issue.
        id: String,
        /// What each option does about it; one that is not named has not been looked at.
        options: Vec<CoverageOf>,
    }

    /// What an option does about one thing.
    pub struct CoverageOf {
        /// Which option.
        option: Id<ComparedOption>,
        /// What it does.
        does: Does,
        ..
        /// How.
        reason: String,
    }
}

words! {
    /// What a row of the coverage is about.
    pub enum CoverageKind {
        /// A threat to people (assessment b).
        #[default]
        Threat = "threat",
        /// A violation (assessment c).
        Violation = "violation",
        /// An institution (assessment e).
        Institution = "institution",
        /// A group that reform touches (assessment f).
        Group = "group",
        /// One of the eight linked issues.
        Linked = "linked issue",
    }

    /// What an option does about a thing.
    pub enum Does {
        /// Nobody has looked yet.
        #[default]
        NotLooked = "not looked at",
        /// It deals with it.
        Addresses = "addresses",
        /// It leaves it as it is.
        Leaves = "leaves",
        /// It makes it worse.
        Worsens = "makes worse",
    }

    /// The issues that security sector reform is to be linked with.
    pub enum LinkedIssue {
        /// Disarmament, demobilisation and reintegration.
        #[default]
        Ddr = "ddr",
        /// Dealing with past abuse.
        TransitionalJustice = "transitional justice",
        /// Courts, prisons, law.
        RuleOfLaw = "rule of law",
        /// Democratic governance of security.
        Governance = "governance",
        /// Gender, and sexual and gender-based violence.
        Gender = "gender and sexual violence",
        /// Children and youth.
        Children = "children and youth",
        /// Weapons.
        Weapons = "weapons",
        /// Transnational organised crime.
        OrganisedCrime = "organised crime",
    }
}

impl LinkedIssue {
    /// The id of the guidance entry about it.
    #[must_use]
    pub const fn guidance(self) -> &'static str {
        match self {
            Self::Ddr => "issue-ddr",
            Self::TransitionalJustice => "issue-transitional-justice",
            Self::RuleOfLaw => "issue-rule-of-law",
            Self::Governance => "issue-governance",
            Self::Gender => "issue-gender",
            Self::Children => "issue-children",
            Self::Weapons => "issue-weapons",
            Self::OrganisedCrime => "issue-organised-crime",
        }
    }
}
