//! The structured findings of the assessments, one record a row.

use super::macros::{record, words};
use super::{Actor, Confidence, Date, Disclosure, Id, Issue, IssueOption, Level, Source, Words};

words! {
    /// What kind of dynamic a region shows.
    pub enum DynamicKind {
        /// It feeds the conflict.
        #[default]
        Conflict = "conflict",
        /// It brings actors together.
        Cooperation = "cooperation",
    }

    /// What a violation is.
    pub enum ViolationCategory {
        /// Anything else.
        #[default]
        Other = "other",
        /// Killing.
        Killing = "killing",
        /// Enforced disappearance.
        Disappearance = "disappearance",
        /// Torture and ill-treatment.
        Torture = "torture",
        /// Arbitrary detention.
        Detention = "detention",
        /// Sexual and gender-based violence.
        SexualViolence = "sexual violence",
        /// Grave violations against children.
        Children = "children",
        /// Attacks on civilians and civilian things.
        Attack = "attack on civilians",
        /// Displacement.
        Displacement = "displacement",
    }
}

record! {
    /// A threat to people (assessment b).
    pub struct Threat {
        /// In a few words.
        title: String,
        ..
        /// The short code that people say aloud.
        code: String,
        /// Who may be told.
        disclosure: Disclosure,
        /// Who does it.
        who: String,
        /// How.
        how: String,
        /// When.
        when: String,
        /// Where.
        place: String,
        /// To whom.
        whom: String,
        /// What the security sector can do about it.
        mitigation: String,
        /// The issues that it bears on.
        issues: Vec<Id<Issue>>,
        /// The options that address it.
        options: Vec<Id<IssueOption>>,
        /// When it was looked at.
        date: Option<Date>,
        /// How sure we are.
        confidence: Confidence,
        /// Who or what says so.
        sources: Vec<Id<Source>>,
        /// For the team.
        note: String,
    }

    /// A violation, or a pattern of them (assessment c). Institutions, not persons.
    pub struct Violation {
        /// In a few words.
        title: String,
        ..
        /// What it is.
        category: ViolationCategory,
        /// The short code that people say aloud.
        code: String,
        /// Who may be told.
        disclosure: Disclosure,
        /// The institution or group alleged to have done it.
        perpetrator: String,
        /// The institution of the register that it belongs to.
        institution: Option<Id<Institution>>,
        /// How many, where, how long.
        scope: String,
        /// What was done to hold somebody accountable.
        accountability: String,
        /// The issues that it bears on.
        issues: Vec<Id<Issue>>,
        /// The options that address it.
        options: Vec<Id<IssueOption>>,
        /// When it was looked at.
        date: Option<Date>,
        /// How sure we are.
        confidence: Confidence,
        /// Who or what says so.
        sources: Vec<Id<Source>>,
        /// For the team.
        note: String,
    }

    /// What goes on across borders (assessment d).
    pub struct Dynamic {
        /// In a few words.
        title: String,
        ..
        /// Conflict or cooperation.
        kind: DynamicKind,
        /// The short code that people say aloud.
        code: String,
        /// Who may be told.
        disclosure: Disclosure,
        /// Who drives it.
        actors: Vec<Id<Actor>>,
        /// What they want and can do.
        motives: String,
        /// What it does to the process and to reform.
        effect: String,
        /// The issues that it bears on.
        issues: Vec<Id<Issue>>,
        /// When it was looked at.
        date: Option<Date>,
        /// How sure we are.
        confidence: Confidence,
        /// Who or what says so.
        sources: Vec<Id<Source>>,
        /// For the team.
        note: String,
    }

    /// A body of the security sector, formal or not (assessment e).
    pub struct Institution {
        /// As people call it.
        title: String,
        ..
        /// The actor that it is, if it is one.
        actor: Option<Id<Actor>>,
        /// The short code that people say aloud.
        code: String,
        /// Who may be told.
        disclosure: Disclosure,
        /// What it is there for.
        role: String,
        /// Numbers, background, training: figures that differ stand side by side.
        personnel: Vec<Figure>,
        /// What it has.
        equipment: String,
        /// Who controls it.
        oversight: String,
        /// What it does well.
        strengths: String,
        /// What it lacks.
        gaps: String,
        /// Whether talk about reform can start here.
        entry_point: String,
        /// The issues that it bears on.
        issues: Vec<Id<Issue>>,
        /// The options that address it.
        options: Vec<Id<IssueOption>>,
        /// When it was looked at.
        date: Option<Date>,
        /// How sure we are.
        confidence: Confidence,
        /// Who or what says so.
        sources: Vec<Id<Source>>,
        /// For the team.
        note: String,
    }

    /// A figure as one source gives it.
    pub struct Figure {
        /// What is counted.
        what: String,
        /// As the source writes it.
        value: String,
        ..
        /// Who or what says so.
        source: Option<Id<Source>>,
        /// What sets it apart from the others.
        note: String,
    }

    /// Somebody whom reform would touch (assessment f).
    pub struct Stakeholder {
        /// As people call it.
        title: String,
        ..
        /// The actor that it is, if it is one.
        actor: Option<Id<Actor>>,
        /// The short code that people say aloud.
        code: String,
        /// Who may be told.
        disclosure: Disclosure,
        /// How it is affected.
        affected: String,
        /// What it wants, economically too.
        interests: String,
        /// How much weight it has, in our reading.
        influence: Level,
        /// How it will likely react.
        reaction: String,
        /// Why it could be a champion of change.
        champion: String,
        /// Why it could be a spoiler.
        spoiler: String,
        /// The issues that it bears on.
        issues: Vec<Id<Issue>>,
        /// When it was looked at.
        date: Option<Date>,
        /// How sure we are.
        confidence: Confidence,
        /// Who or what says so.
        sources: Vec<Id<Source>>,
        /// For the team.
        note: String,
    }

    /// A negotiating party, seen with its reasons (assessment g).
    pub struct PartyProfile {
        /// Which one.
        actor: Id<Actor>,
        ..
        /// The short code that people say aloud.
        code: String,
        /// Who may be told.
        disclosure: Disclosure,
        /// Where it comes from.
        background: String,
        /// What drives it.
        motivations: String,
        /// What would make it support or undermine reform.
        incentives: String,
        /// How far it stands behind what it signs.
        commitment: Words,
        /// When it was looked at.
        date: Option<Date>,
        /// How sure we are.
        confidence: Confidence,
        /// Who or what says so.
        sources: Vec<Id<Source>>,
        /// For the team.
        note: String,
    }
}

impl Threat {
    /// What others than the team may see.
    #[must_use]
    pub fn outside(&self) -> Self {
        Self {
            title: self.title.clone(),
            who: self.who.clone(),
            how: self.how.clone(),
            when: self.when.clone(),
            place: self.place.clone(),
            whom: self.whom.clone(),
            mitigation: self.mitigation.clone(),
            issues: self.issues.clone(),
            options: self.options.clone(),
            sources: self.sources.clone(),
            ..Self::default()
        }
    }
}

impl Violation {
    /// What others than the team may see.
    #[must_use]
    pub fn outside(&self) -> Self {
        Self {
            category: self.category,
            title: self.title.clone(),
            perpetrator: self.perpetrator.clone(),
            institution: self.institution.clone(),
            scope: self.scope.clone(),
            accountability: self.accountability.clone(),
            issues: self.issues.clone(),
            options: self.options.clone(),
            sources: self.sources.clone(),
            ..Self::default()
        }
    }
}

impl Dynamic {
    /// What others than the team may see: what happens and who drives it, not why.
    #[must_use]
    pub fn outside(&self) -> Self {
        Self {
            kind: self.kind,
            title: self.title.clone(),
            actors: self.actors.clone(),
            issues: self.issues.clone(),
            sources: self.sources.clone(),
            ..Self::default()
        }
    }
}

impl Institution {
    /// What others than the team may see: figures and tasks, not our judgement.
    #[must_use]
    pub fn outside(&self) -> Self {
        Self {
            title: self.title.clone(),
            actor: self.actor.clone(),
            role: self.role.clone(),
            personnel: self.personnel.iter().map(|f| Figure { note: String::new(), ..f.clone() }).collect(),
            equipment: self.equipment.clone(),
            oversight: self.oversight.clone(),
            issues: self.issues.clone(),
            options: self.options.clone(),
            sources: self.sources.clone(),
            ..Self::default()
        }
    }
}

impl Stakeholder {
    /// What others than the team may see: how it is affected, not how we judge it.
    #[must_use]
    pub fn outside(&self) -> Self {
        Self {
            title: self.title.clone(),
            actor: self.actor.clone(),
            affected: self.affected.clone(),
            issues: self.issues.clone(),
            sources: self.sources.clone(),
            ..Self::default()
        }
    }
}

impl PartyProfile {
    /// What others than the team may see: where it comes from, not how we judge it.
    #[must_use]
    pub fn outside(&self) -> Self {
        Self {
            actor: self.actor.clone(),
            background: self.background.clone(),
            sources: self.sources.clone(),
            ..Self::default()
        }
    }
}
