//! What moved: a party's standing on an issue, compared between two phases, two dates, or any two moments.
//!
//! With an option on the table, movement is measured by the stance towards it: red line 0, opposes 1, neutral 2,
//! accepts if 3, accepts or demands 4. With nothing on the table, by how many other parties, as they stand at the
//! later moment, would take what it wants: so the arrow tells of this party's movement and not of the others'.

mod comparison;

use serde::Serialize;

pub use self::comparison::rank;
pub(super) use self::comparison::{Comparison, Takers};

use super::naming::{Named, OptionName, list};
use super::standing::{AsOf, Column, Said, Speaker, Standings, Wants};
use crate::model::{Id, Issue, Phase, Stance};

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Direction {
    /// Nearer to agreement.
    Towards,
    /// Further from it.
    Away,
    /// The same rank, and something else changed.
    Sideways,
    /// The two moments cannot be compared, for one side is not known.
    Unknown,
    /// Nothing changed.
    Unchanged,
}

/// One of the two moments that are compared.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Moment {
    /// The phase, if it is the end of one.
    pub phase: Option<Phase>,
    /// The last positions then.
    pub said: Vec<Said>,
    /// What it wanted then.
    pub wants: Wants,
    /// The stance towards the option on the table then; unknown if there is none.
    pub stance: Stance,
}

/// By what the movement was measured.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Measure {
    /// The stance towards the option that is now on the table.
    Table(OptionName),
    /// How many other parties would take what it wanted before, and what it wants now.
    Takers {
        /// Before.
        before: usize,
        /// Now.
        now: usize,
    },
    /// Two versions of the issue differ on what is on the table.
    TableDiffers,
}

/// How a party moved on an issue.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Movement {
    /// Who.
    pub column: Column,
    /// On what.
    pub issue: Named<Issue>,
    /// Which way.
    pub direction: Direction,
    /// The earlier moment.
    pub from: Moment,
    /// The later moment.
    pub to: Moment,
    /// By what it was measured.
    pub measure: Measure,
    /// What it wanted and would not take any more.
    pub dropped: Vec<OptionName>,
    /// What it wants and did not want before.
    pub taken_up: Vec<OptionName>,
    /// What else changed: stances on other options, conditions, statements that name no option.
    pub changes: Vec<String>,
    /// What a trade gives it for this, in words, with how far the trade has come.
    pub in_return: Vec<String>,
}

impl Direction {
    /// The mark in a cell, in ASCII.
    #[must_use]
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Towards => ">",
            Self::Away => "<",
            Self::Sideways => "*",
            Self::Unchanged => "=",
            Self::Unknown => "?",
        }
    }

    /// The word beside the mark.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Towards => "towards agreement",
            Self::Away => "away from agreement",
            Self::Sideways => "sideways",
            Self::Unknown => "movement not known",
            Self::Unchanged => "unchanged",
        }
    }
}

impl Movement {
    /// `FMLN dropped dissolving the army (A), in return for police places (B) on Police (agreed): towards agreement;
    /// on …`.
    #[must_use]
    pub fn words(&self) -> String {
        let mut deeds = Vec::new();
        if !self.dropped.is_empty() {
            deeds.push(format!("dropped {}", names(&self.dropped)));
        }
        if let (false, Some(how)) = (self.taken_up.is_empty(), self.to.wants.how) {
            deeds.push(format!("now {} {}", how.label(), names(&self.taken_up)));
        }
        if deeds.is_empty() {
            deeds.push(match (self.direction, self.changes.as_slice()) {
                (Direction::Unchanged, _) => "stands as before".to_owned(),
                (_, []) => "spoke of it again".to_owned(),
                (_, changes) => format!("changed {}", list(changes)),
            });
        }
        let in_return = match self.in_return.as_slice() {
            [] => String::new(),
            some => format!(", in return for {}", list(some)),
        };
        let deeds = deeds.join(" and ");
        format!("{} {deeds}{in_return}: {}; {}", self.column.words(), self.direction.word(), self.reason())
    }

    /// Why it is called so, naming both positions and the option.
    #[must_use]
    pub fn reason(&self) -> String {
        let (from, to) = (saids(&self.from.said), saids(&self.to.said));
        match &self.measure {
            Measure::Table(option) => {
                let stance = |moment: &Moment| moment.stance.label();
                let (option, before, now) = (option.words(), stance(&self.from), stance(&self.to));
                format!("on {option}, which is on the table, from {before} [{from}] to {now} [{to}]")
            }
            Measure::Takers { before, now } => {
                let (wanted, wants) = (wanted(&self.from.wants), wanted(&self.to.wants));
                format!(
                    "nothing is on the table, and what it wanted, {wanted} [{from}], would be taken by {} and what it \
                     wants, {wants} [{to}], by {}",
                    others(*before),
                    others(*now),
                )
            }
            Measure::TableDiffers => {
                format!("two versions differ on what is on the table; compared were [{from}] and [{to}]")
            }
        }
    }
}

/// The movement into a phase: from the last phase before it in which the speaker spoke to the issue. Nothing if it
/// did not speak in this phase, or not before.
#[must_use]
pub fn into_phase(
    standings: &Standings,
    speaker: &Speaker,
    issue: &Id<Issue>,
    phase: Phase,
) -> Option<Movement> {
    let (column, issue) = standings.place(speaker, issue)?;
    let stretches = standings.stretches(column, issue);
    let at = stretches.iter().rposition(|(said_in, _)| *said_in == phase)?;
    (at > 0).then(|| of_stretch(standings, column, issue, at))
}

/// Every movement of a speaker on an issue, phase by phase in the order of time. A process may go back to a phase.
#[must_use]
pub fn through_phases(standings: &Standings, speaker: &Speaker, issue: &Id<Issue>) -> Vec<Movement> {
    let Some((column, issue)) = standings.place(speaker, issue) else { return Vec::new() };
    let stretches = standings.stretches(column, issue).len();
    (1..stretches).map(|at| of_stretch(standings, column, issue, at)).collect()
}

/// How a speaker moved on an issue between any two moments; nothing if it had not spoken by the earlier one.
#[must_use]
pub fn between(
    standings: &Standings,
    speaker: &Speaker,
    issue: &Id<Issue>,
    from: &AsOf,
    to: &AsOf,
) -> Option<Movement> {
    let (column, issue) = standings.place(speaker, issue)?;
    moved(standings, column, issue, (from, to), &Takers::of(standings, issue, to))
}

/// Everything that changed between two moments: towards agreement first, then away, sideways and not known; within
/// each in the order of the agenda.
#[must_use]
pub fn diff(standings: &Standings, from: &AsOf, to: &AsOf) -> Vec<Movement> {
    let shown: Vec<usize> =
        (0..standings.columns().len()).filter(|n| standings.columns()[*n].is_shown).collect();
    let mut all = Vec::new();
    for issue in 0..standings.issues().len() {
        let takers = Takers::of(standings, issue, to);
        let movements =
            shown.iter().filter_map(|column| moved(standings, *column, issue, (from, to), &takers));
        all.extend(movements.filter(Movement::has_changed));
    }
    all.sort_by_key(|movement: &Movement| movement.direction);
    all
}

impl Movement {
    /// Whether anything differs between the two moments.
    #[must_use]
    pub fn has_changed(&self) -> bool {
        self.direction != Direction::Unchanged
            && (self.from.said != self.to.said || self.from.wants != self.to.wants)
    }
}

fn moved(
    standings: &Standings,
    column: usize,
    issue: usize,
    (from, to): (&AsOf, &AsOf),
    takers: &Takers,
) -> Option<Movement> {
    let (before, now) = (standings.light(column, issue, from), standings.light(column, issue, to));
    if before.last.is_empty() || now.last.is_empty() {
        return None;
    }
    let comparison = Comparison { standings, column, issue, before: &before, now: &now };
    Some(comparison.movement(takers, (phase_of(from), &before.last), (phase_of(to), &now.last)))
}

fn of_stretch(standings: &Standings, column: usize, issue: usize, at: usize) -> Movement {
    let stretches = standings.stretches(column, issue);
    let line = standings.line(column, issue);
    let at_end = |at: usize| standings.stand(line[..stretches[at].1.end].iter().copied());
    // Named are the last positions said in each phase, also where none of them is later than one said before.
    let last = |at: usize| standings.stand(line[stretches[at].1.clone()].iter().copied()).last;
    let (before, now) = (at_end(at - 1), at_end(at));
    let comparison = Comparison { standings, column, issue, before: &before, now: &now };
    let (from, to) = (stretches[at - 1].0, stretches[at].0);
    let takers = Takers::of(standings, issue, &AsOf::Phase(to));
    comparison.movement(&takers, (Some(from), &last(at - 1)), (Some(to), &last(at)))
}

fn phase_of(as_of: &AsOf) -> Option<Phase> {
    match as_of {
        AsOf::Phase(phase) | AsOf::Within(phase) => Some(*phase),
        AsOf::Now | AsOf::Date(_) => None,
    }
}

fn names(options: &[OptionName]) -> String {
    list(&options.iter().map(OptionName::words).collect::<Vec<_>>())
}

fn wanted(wants: &Wants) -> String {
    if wants.options.is_empty() { "not known".to_owned() } else { names(&wants.options) }
}

fn saids(said: &[Said]) -> String {
    said.iter().map(Said::words).collect::<Vec<_>>().join(" | ")
}

fn others(count: usize) -> String {
    match count {
        0 => "no other party".to_owned(),
        1 => "1 other party".to_owned(),
        more => format!("{more} other parties"),
    }
}

#[cfg(test)]
mod tests;
