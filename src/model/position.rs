//! What a party was heard to want, to whom that was told, and the trades between positions.

use super::macros::{record, words};
use super::{
    Actor, Date, Disclosure, Event, Faction, Firmness, Id, Issue, IssueOption, Phase, Source, Stance, Words,
};

record! {
    /// What a party, or a faction of it, was heard to want on an issue.
    ///
    /// A new position takes the place of the standing one only for the options it names. Which one is superseded is
    /// derived, never stored.
    pub struct Position {
        /// Who was heard.
        party: Id<Actor>,
        /// On what.
        issue: Id<Issue>,
        /// In which phase, as recorded.
        phase: Phase,
        /// What was said.
        statement: Words,
        ..
        /// When it was said.
        date: Option<Date>,
        /// The short code that people say aloud.
        code: String,
        /// Who may be told.
        disclosure: Disclosure,
        /// The part of the party that said it. It never takes the party's place.
        faction: Option<Id<Faction>>,
        /// The person who spoke.
        spokesperson: String,
        /// How it stands to each option it names.
        stances: Vec<StanceOn>,
        /// Why they want it, in our reading.
        interest: String,
        /// How movable it is, in our reading.
        firmness: Firmness,
        /// The meeting in which it was said.
        event: Option<Id<Event>>,
        /// Who or what says so.
        sources: Vec<Id<Source>>,
        /// The positions that stood on screen when this one was saved.
        after: Vec<Id<Position>>,
        /// The position beside which this is another reading of the same moment.
        beside: Option<Id<Position>>,
        /// To whom it was conveyed.
        told: Vec<Told>,
        /// For the team.
        note: String,
    }

    /// How a position stands to one option.
    pub struct StanceOn {
        /// The option.
        option: Id<IssueOption>,
        /// Demands, accepts, opposes …
        stance: Stance,
        ..
        /// What "accepts if" depends on.
        condition: String,
        /// Whether the stance is ours to infer rather than theirs to state.
        inferred: bool,
    }

    /// That a position was conveyed to somebody.
    pub struct Told {
        /// To whom.
        to: Id<Actor>,
        ..
        /// When.
        date: Option<Date>,
        /// By whom.
        by: String,
        /// How, and what came back.
        note: String,
    }
}

record! {
    /// What each option is worth to a party, in our reading, for counting packages.
    pub struct PartyPoints {
        /// Whose.
        party: Id<Actor>,
        ..
        /// Who may be told; never leaves the team.
        disclosure: Disclosure,
        /// Points for each option.
        points: Vec<PointsOn>,
        /// What a package must reach to be acceptable.
        threshold: Option<i32>,
        /// For the team.
        note: String,
    }

    /// Points for one option.
    pub struct PointsOn {
        /// The option.
        option: Id<IssueOption>,
        /// What it is worth.
        points: i32,
        ..
        /// Why.
        note: String,
    }
}

words! {
    /// How far a trade has come.
    pub enum LinkageStatus {
        /// Somebody let it be understood.
        #[default]
        Hinted = "hinted",
        /// Somebody said so.
        Offered = "offered",
        /// Both sides took it.
        Agreed = "agreed",
        /// Both sides did it.
        Done = "done",
        /// It is off.
        Withdrawn = "withdrawn",
    }
}

record! {
    /// A trade: a party gives something and gets something for it.
    pub struct Linkage {
        /// Who gives.
        party: Id<Actor>,
        /// What it gives.
        gives: Vec<Item>,
        /// What it gets.
        gets: Vec<Item>,
        ..
        /// From whom; nothing means from the table as a whole.
        from: Option<Id<Actor>>,
        /// How far it has come.
        status: LinkageStatus,
        /// In a sentence.
        text: Words,
        /// When.
        date: Option<Date>,
        /// In which phase.
        phase: Option<Phase>,
        /// The short code that people say aloud.
        code: String,
        /// Who may be told.
        disclosure: Disclosure,
        /// Who or what says so.
        sources: Vec<Id<Source>>,
        /// For the team.
        note: String,
    }

    /// One thing that changes hands in a trade: an issue, and an option of it if that is known.
    pub struct Item {
        /// On which issue.
        issue: Id<Issue>,
        ..
        /// Which outcome.
        option: Option<Id<IssueOption>>,
    }
}

impl Position {
    /// How it stands to an option it names.
    #[must_use]
    pub fn stance_on(&self, option: &Id<IssueOption>) -> Option<&StanceOn> {
        self.stances.iter().find(|stance| stance.option == *option)
    }

    /// What others than the team may see: party, faction, issue, phase, date, statement, stated stances, source.
    ///
    /// The faction is kept because its word would else pass for the party's. `after` and `beside` say when and beside
    /// what we wrote, so others order by date alone.
    #[must_use]
    pub fn outside(&self) -> Self {
        let stated = self.stances.iter().filter(|stance| !stance.inferred).cloned().collect();
        Self {
            party: self.party.clone(),
            issue: self.issue.clone(),
            phase: self.phase,
            statement: self.statement.outside(),
            date: self.date.clone(),
            faction: self.faction.clone(),
            stances: stated,
            sources: self.sources.clone(),
            ..Self::default()
        }
    }
}

impl Linkage {
    /// What others than the team may see.
    #[must_use]
    pub fn outside(&self) -> Self {
        Self {
            party: self.party.clone(),
            gives: self.gives.clone(),
            gets: self.gets.clone(),
            from: self.from.clone(),
            status: self.status,
            text: self.text.outside(),
            date: self.date.clone(),
            phase: self.phase,
            sources: self.sources.clone(),
            ..Self::default()
        }
    }
}
