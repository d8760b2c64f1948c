//! How positions stand: which stance of which speaker on which issue holds, and what took the place of what.
//!
//! A new position takes the place of the standing one only for the options it names. A position that names no option
//! stands until a later one by the same speaker on the same issue. What a group says counts for each of its members;
//! a faction has a line of its own. What is superseded is derived here and stored nowhere.

mod build;
mod facts;
mod stand;

use std::collections::HashMap;

use serde::Serialize;

pub(super) use self::build::members_of_groups;
pub(super) use self::facts::Facts;
pub use self::facts::{Breach, IssueSheet, OnTable, PhaseFacts};
pub(super) use self::stand::Light;
use super::{
    naming::{Named, OptionName, list},
    order::Order,
    trades::Trade,
};
use crate::{
    audience::Seen,
    model::{Actor, Date, Faction, Id, Issue, IssueOption, Phase, Position, Stance},
};

/// Whose position it is: a party, or a faction of it, which never takes its party's place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Speaker {
    /// The party, or any actor that was heard.
    pub party: Id<Actor>,
    /// The part of it that spoke for itself.
    pub faction: Option<Id<Faction>>,
}

/// A speaker with its names: a line of the matrix.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Column {
    /// The party.
    pub party: Named<Actor>,
    /// The faction, if it is a faction's line.
    pub faction: Option<Named<Faction>>,
    /// Whether a person has marked the actor as a party.
    pub is_party: bool,
    /// Whether it belongs in a matrix. A group that is no party itself is shown through its members.
    pub is_shown: bool,
}

/// Up to when positions count.
#[derive(Clone, Debug, PartialEq)]
pub enum AsOf {
    /// All.
    Now,
    /// Those of this phase and of phases before it: by dates, and where these do not tell, in the usual order.
    Phase(Phase),
    /// Those of this phase alone.
    Within(Phase),
    /// Those that may have been said on or before the last day of this date. An undated one counts if its phase had
    /// begun by then.
    Date(Date),
}

/// A position as a result speaks of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Said {
    /// Which position, in the case as it is seen.
    pub id: Id<Position>,
    /// The code that people say aloud; empty outside the team.
    pub code: String,
    /// In which phase; nothing where two versions differ.
    pub phase: Option<Phase>,
    /// When, if that is known and all versions agree.
    pub date: Option<Date>,
    /// What was said, once for each version that differs.
    pub statements: Vec<String>,
    /// How many versions stand side by side; 1 as a rule.
    pub versions: usize,
    /// Whether any version was said in confidence.
    pub is_confided: bool,
    /// The actor that it is recorded for, where a group spoke for this party.
    pub through: Option<String>,
}

/// What one position says on an option.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Heard {
    /// The stance; nothing where the versions of the position differ.
    pub stance: Option<Stance>,
    /// What "accepts if" depends on.
    pub condition: String,
    /// Whether the stance is ours to infer.
    pub is_inferred: bool,
    /// The position.
    pub said: Said,
}

/// How a speaker stands to one option.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OptionStanding {
    /// The option.
    pub option: OptionName,
    /// The stance that holds; nothing where what stands differs.
    pub stance: Option<Stance>,
    /// Every position that stands on it; more than one where none is later than the other.
    pub heard: Vec<Heard>,
}

/// A position that lost its place, for one option or as a statement that names none.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Superseded {
    /// The position that stands no longer.
    pub said: Said,
    /// For which option; nothing for a position that names none.
    pub option: Option<OptionName>,
    /// What took its place: one position, or readings beside each other.
    pub by: Vec<Said>,
}

/// What a speaker wants.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Wants {
    /// The options that it demands, else accepts, else accepts if; all of them.
    pub options: Vec<OptionName>,
    /// Which of the three.
    pub how: Option<Stance>,
    /// Options on which what stands differs, so that it may want them too.
    pub uncertain: Vec<OptionName>,
}

/// How a speaker stands on an issue.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Standing {
    /// Who.
    pub column: Column,
    /// On what.
    pub issue: Named<Issue>,
    /// The last positions: more than one where none is later than the other.
    pub last: Vec<Said>,
    /// Every option on which something stands, by letter.
    pub options: Vec<OptionStanding>,
    /// Positions that stand and name no option.
    pub statements: Vec<Said>,
    /// What lost its place.
    pub superseded: Vec<Superseded>,
    /// What it wants.
    pub wants: Wants,
}

/// Every position of a case, put in order once; a value of its own, to be kept as long as the case is unchanged.
#[derive(Clone, Debug, Default)]
pub struct Standings {
    rows: Vec<Row>,
    order: Order,
    columns: Vec<Column>,
    column_of: HashMap<Speaker, usize>,
    issues: Vec<IssueSheet>,
    issue_of: HashMap<Id<Issue>, usize>,
    options: Vec<OptionName>,
    option_of: HashMap<Id<IssueOption>, usize>,
    /// The positions of a speaker on an issue, never a later one before an earlier one.
    lines: HashMap<(usize, usize), Vec<usize>>,
    facts: Facts,
    trades: Vec<Trade>,
}

/// A position with all that its versions agree on.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub said: Said,
    /// Speaker and issue, once for each version that differs.
    pub places: Vec<(usize, usize)>,
    /// In which phases it may have been said.
    pub phases: Vec<Phase>,
    pub span: Option<(jiff::civil::Date, jiff::civil::Date)>,
    /// By option.
    pub stances: Vec<RowStance>,
    /// How many sources it rests on, by the version that names the fewest.
    pub sources: usize,
}

#[derive(Clone, Debug)]
pub(super) struct RowStance {
    pub option: usize,
    pub stance: Option<Stance>,
    /// What any version says.
    pub heard: Vec<Stance>,
    pub condition: String,
    pub is_inferred: bool,
}

impl Speaker {
    /// A party speaking for the whole of itself.
    #[must_use]
    pub fn party(party: &Id<Actor>) -> Self {
        Self { party: party.clone(), faction: None }
    }
}

impl Column {
    /// Whose line it is.
    #[must_use]
    pub fn speaker(&self) -> Speaker {
        Speaker {
            party: self.party.id.clone(),
            faction: self.faction.as_ref().map(|faction| faction.id.clone()),
        }
    }

    /// `FMLN`, or `FMLN: Hill camp` for a faction.
    #[must_use]
    pub fn words(&self) -> String {
        match &self.faction {
            None => self.party.name.clone(),
            Some(faction) => format!("{}: {}", self.party.name, faction.name),
        }
    }
}

impl Said {
    /// `P-03, negotiation, 25 Sep 1991`.
    #[must_use]
    pub fn words(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        if !self.code.is_empty() {
            parts.push(self.code.clone());
        }
        parts.push(self.phase.map_or_else(|| "phase not agreed".to_owned(), |phase| phase.to_string()));
        parts.extend(self.date.as_ref().map(Date::spoken));
        if let Some(group) = &self.through {
            parts.push(format!("through {group}"));
        }
        if self.versions > 1 {
            parts.push(format!("{} versions", self.versions));
        }
        parts.join(", ")
    }
}

impl OptionStanding {
    /// Whether more than one position stands, or the versions of one differ.
    #[must_use]
    pub fn is_contested(&self) -> bool {
        self.heard.len() > 1 || self.stance.is_none()
    }

    /// `all old forces end at D+30 (A): demands`, with the condition, or with what differs.
    #[must_use]
    pub fn words(&self) -> String {
        let option = self.option.words();
        if let Some(stance) = self.stance {
            let conditions = super::naming::either(self.heard.iter().map(|heard| heard.condition.clone()));
            let inferred = if self.heard.iter().all(|heard| heard.is_inferred) { ", inferred" } else { "" };
            return match conditions.as_str() {
                "" => format!("{option}: {}{inferred}", stance.label()),
                condition => format!("{option}: {} {condition}{inferred}", stance.label()),
            };
        }
        let each = self.heard.iter().map(|heard| {
            let stance = heard.stance.map_or("its versions differ", Stance::label);
            format!("{stance} ({})", heard.said.words())
        });
        format!("{option}: not known, for what stands differs: {}", each.collect::<Vec<_>>().join("; "))
    }
}

impl Superseded {
    /// `P-01, pre-negotiation, 1989: superseded on A by P-03, negotiation, 25 Sep 1991`.
    #[must_use]
    pub fn words(&self) -> String {
        let by: Vec<String> = self.by.iter().map(Said::words).collect();
        let on = self.option.as_ref().map_or_else(String::new, |option| format!(" on {}", option.words()));
        format!("{}: superseded{on} by {}", self.said.words(), by.join(" and by "))
    }
}

impl Wants {
    /// `demands dissolving the army (A)`, or that it is not known what is wanted.
    #[must_use]
    pub fn words(&self) -> String {
        let names = |options: &[OptionName]| list(&options.iter().map(OptionName::words).collect::<Vec<_>>());
        let words = match self.how {
            Some(how) => format!("{} {}", how.label(), names(&self.options)),
            None => "not known what it wants".to_owned(),
        };
        if self.uncertain.is_empty() {
            return words;
        }
        format!("{words}; what stands differs on {}", names(&self.uncertain))
    }
}

impl Standing {
    /// Whether two versions or readings stand somewhere in it.
    #[must_use]
    pub fn is_contested(&self) -> bool {
        self.last.len() > 1
            || self.last.iter().any(|said| said.versions > 1)
            || self.options.iter().any(OptionStanding::is_contested)
    }

    /// How it stands to an option, if anything stands.
    #[must_use]
    pub fn on(&self, option: &Id<IssueOption>) -> Option<&OptionStanding> {
        self.options.iter().find(|standing| standing.option.id == *option)
    }
}

impl Standings {
    /// Puts the positions of a case in order.
    #[must_use]
    pub fn new(seen: &Seen) -> Self {
        build::build(seen.case())
    }

    /// Every speaker: parties first, then other actors that were heard, each by name with its factions after it.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Every issue: in the order of the agenda, then those that are only referred to.
    #[must_use]
    pub fn issues(&self) -> &[IssueSheet] {
        &self.issues
    }

    /// One issue.
    #[must_use]
    pub fn issue(&self, id: &Id<Issue>) -> Option<&IssueSheet> {
        self.issue_of.get(id).map(|n| &self.issues[*n])
    }

    /// How a speaker stands on an issue; nothing if neither was ever heard of.
    #[must_use]
    pub fn of(&self, speaker: &Speaker, issue: &Id<Issue>, as_of: &AsOf) -> Option<Standing> {
        let (column, issue) = self.place(speaker, issue)?;
        Some(self.standing(column, issue, &self.light(column, issue, as_of)))
    }

    /// What there is to know about a phase.
    #[must_use]
    pub fn phase_facts(&self, phase: Phase) -> &PhaseFacts {
        self.facts.phase(phase)
    }

    /// The trades of the case.
    #[must_use]
    pub fn trades(&self) -> &[Trade] {
        &self.trades
    }
}

#[cfg(test)]
mod tests;
