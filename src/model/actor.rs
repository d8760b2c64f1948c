//! People, groups and institutions that matter, and which of them are parties at the table.

use super::macros::{record, words};
use super::{Date, Disclosure, Id, Level};

words! {
    /// What an actor is.
    pub enum ActorKind {
        /// An organisation of any kind.
        #[default]
        Organisation = "organisation",
        /// One human being.
        Person = "person",
        /// Several actors who speak together; what it says counts for each member.
        Group = "group",
        /// A government or a state.
        State = "state",
        /// A part of the security sector.
        SecurityInstitution = "security institution",
        /// An armed group outside the state.
        ArmedGroup = "armed group",
        /// A regional or world organisation.
        International = "international",
        /// Civil society, religious bodies included.
        CivilSociety = "civil society",
    }

    /// What happened to an actor's standing.
    pub enum StatusChange {
        /// Came to the process.
        #[default]
        Joined = "joined",
        /// Left it.
        Left = "left",
        /// Broke into the actors named.
        Split = "split",
        /// Was followed by the actors named.
        Succeeded = "succeeded",
    }
}

record! {
    /// Any person, group or institution that matters. A party is an actor whom a person has marked as negotiating.
    pub struct Actor {
        /// As people call it.
        name: String,
        ..
        /// What it is.
        kind: ActorKind,
        /// The short code that people say aloud.
        code: String,
        /// Who may be told.
        disclosure: Disclosure,
        /// Other names and abbreviations.
        aliases: Vec<String>,
        /// The members of a group actor.
        members: Vec<Id<Actor>>,
        /// The times at which it negotiated. An actor with none is not a party.
        at_table: Vec<AtTable>,
        /// Joined, left, split, succeeded.
        statuses: Vec<ActorStatus>,
        /// Where it comes from.
        background: String,
        /// What it needs, in our reading.
        interests: String,
        /// What would move it, in our reading.
        incentives: String,
        /// How far it can settle without asking anybody.
        authority: String,
        /// For whom it speaks.
        constituency: String,
        /// Who supports it.
        backers: String,
        /// How much weight it has overall, in our reading.
        influence: Level,
        /// How it stands to others.
        relations: Vec<Relation>,
        /// Who sits in its delegation.
        delegation: Vec<String>,
        /// Where this is taken from.
        sources: Vec<Id<super::Source>>,
        /// For the team.
        note: String,
    }

    /// A time at which a party sat at the table; an open end means still.
    pub struct AtTable {
        ..
        /// Since when; nothing means from the start.
        from: Option<Date>,
        /// Until when; nothing means still.
        to: Option<Date>,
    }

    /// One change of an actor's standing.
    pub struct ActorStatus {
        /// What happened.
        change: StatusChange,
        ..
        /// When.
        date: Option<Date>,
        /// Into whom, or by whom followed.
        others: Vec<Id<Actor>>,
        /// More about it.
        note: String,
    }

    /// How an actor stands to another, in our reading.
    pub struct Relation {
        /// To whom.
        to: Id<Actor>,
        /// Backs, funds, commands, rivals …
        kind: String,
        ..
        /// More about it.
        note: String,
    }

    /// A part of an actor that may differ from it.
    pub struct Faction {
        /// Whose part it is.
        actor: Id<Actor>,
        /// As people call it.
        name: String,
        ..
        /// The short code that people say aloud.
        code: String,
        /// Who may be told.
        disclosure: Disclosure,
        /// Other names and abbreviations.
        aliases: Vec<String>,
        /// Who leads it.
        leaders: String,
        /// For the team.
        note: String,
    }
}

impl Actor {
    /// Whether a person has ever marked it as negotiating.
    #[must_use]
    pub fn is_party(&self) -> bool {
        !self.at_table.is_empty()
    }

    /// Whether it was at the table at some time within `date`, or at any time if no date is given.
    #[must_use]
    pub fn is_at_table(&self, date: Option<&Date>) -> bool {
        self.at_table.iter().any(|seat| {
            date.is_none_or(|date| {
                seat.from.as_ref().is_none_or(|from| from.from() <= date.to())
                    && seat.to.as_ref().is_none_or(|to| to.to() >= date.from())
            })
        })
    }

    /// What others than the team may see: its names, what it is, its members and its time at the table.
    #[must_use]
    pub fn outside(&self) -> Self {
        Self {
            name: self.name.clone(),
            kind: self.kind,
            aliases: self.aliases.clone(),
            members: self.members.clone(),
            at_table: self.at_table.clone(),
            ..Self::default()
        }
    }
}

impl Faction {
    /// What others than the team may see: whose part it is and its names.
    #[must_use]
    pub fn outside(&self) -> Self {
        Self {
            actor: self.actor.clone(),
            name: self.name.clone(),
            aliases: self.aliases.clone(),
            ..Self::default()
        }
    }
}
