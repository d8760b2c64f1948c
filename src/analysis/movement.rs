//! What moved: a party's standing on an issue, compared between two phases, two dates, or any two moments.
//!
//! With an option on the table, movement is measured by the stance towards it: red line 0, opposes 1, neutral 2,
//! accepts if 3, accepts or demands 4. With nothing on the table, by how many other parties, as they stand at the
//! later moment, would take what it wants: so the arrow tells of this party's movement and not of the others'.

use std::collections::HashMap;

use serde::Serialize;

use super::naming::{Named, OptionName, list};
use super::standing::{AsOf, Column, Light, OnTable, Said, Speaker, Standings, Wants};
use super::trades::{Trade, TradeItem, TradeState};
use crate::model::{Date, Id, Issue, Phase, Stance};

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
            Self::Sideways | Self::Unchanged => "=",
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
    /// `FMLN dropped dissolving the army (A), in return for police places (B) on Police (agreed): towards agreement,
    /// for …`.
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
            deeds.push(match self.direction {
                Direction::Unchanged => "stands as before".to_owned(),
                Direction::Unknown => "cannot be compared".to_owned(),
                _ => "changed its position".to_owned(),
            });
        }
        let in_return = match self.in_return.as_slice() {
            [] => String::new(),
            some => format!(", in return for {}", list(some)),
        };
        let deeds = deeds.join(" and ");
        format!(
            "{} {deeds}{in_return}: {}, for {}",
            self.column.words(),
            self.direction.word(),
            self.reason()
        )
    }

    /// Why it is called so, naming both positions and the option.
    #[must_use]
    pub fn reason(&self) -> String {
        let (from, to) = (saids(&self.from.said), saids(&self.to.said));
        match &self.measure {
            Measure::Table(option) => {
                let stance = |moment: &Moment| moment.stance.label();
                let (option, before, now) = (option.words(), stance(&self.from), stance(&self.to));
                format!(
                    "towards {option}, which is on the table, it went from {before} [{from}] to {now} [{to}]"
                )
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
    let (before, now) = (standings.light(column, issue, from), standings.light(column, issue, to));
    if before.last.is_empty() || now.last.is_empty() {
        return None;
    }
    let takers = Takers::of(standings, issue, to);
    Some(Comparison { standings, column, issue, before: &before, now: &now }.movement(
        &takers,
        phase_of(from),
        phase_of(to),
    ))
}

/// Everything that changed between two moments: towards agreement first, then away, sideways and not known; within
/// each in the order of the agenda.
#[must_use]
pub fn diff(standings: &Standings, from: &AsOf, to: &AsOf) -> Vec<Movement> {
    let mut moved = Vec::new();
    for issue in standings.issues() {
        for column in standings.columns().iter().filter(|column| column.is_shown) {
            let movement = between(standings, &column.speaker(), &issue.issue.id, from, to);
            moved.extend(movement.filter(Movement::has_changed));
        }
    }
    moved.sort_by_key(|movement: &Movement| movement.direction);
    moved
}

impl Movement {
    /// Whether anything differs between the two moments.
    #[must_use]
    pub fn has_changed(&self) -> bool {
        self.direction != Direction::Unchanged
            && (self.from.said != self.to.said || self.from.wants != self.to.wants)
    }
}

/// Who would take which option: parties willing, by option.
pub(super) struct Takers(HashMap<usize, Vec<usize>>);

impl Takers {
    pub(super) fn of(standings: &Standings, issue: usize, as_of: &AsOf) -> Self {
        let mut takers: HashMap<usize, Vec<usize>> = HashMap::new();
        if standings.issues()[issue].on_table == OnTable::Nothing {
            for column in standings.counted(None).0 {
                let light = standings.light(column, issue, as_of);
                for (option, rows) in &light.options {
                    if standings.value(*option, rows).is_some_and(Stance::is_willing) {
                        takers.entry(*option).or_default().push(column);
                    }
                }
            }
        }
        Self(takers)
    }

    fn count(&self, options: &[usize], except: usize) -> usize {
        let mut parties: Vec<usize> =
            options.iter().filter_map(|option| self.0.get(option)).flatten().copied().collect();
        parties.sort_unstable();
        parties.dedup();
        parties.iter().filter(|party| **party != except).count()
    }
}

/// Two moments of one line.
pub(super) struct Comparison<'a> {
    pub standings: &'a Standings,
    pub column: usize,
    pub issue: usize,
    pub before: &'a Light,
    pub now: &'a Light,
}

impl Comparison<'_> {
    /// Which way, and by what that was measured.
    pub(super) fn direction(&self, takers: &Takers) -> (Direction, Measure) {
        let Self { standings, before, now, .. } = self;
        let same = || if self.is_same() { Direction::Unchanged } else { Direction::Sideways };
        let compare = |ordering| match ordering {
            std::cmp::Ordering::Less => Direction::Towards,
            std::cmp::Ordering::Equal => same(),
            std::cmp::Ordering::Greater => Direction::Away,
        };
        match &standings.issues()[self.issue].on_table {
            OnTable::Differs => (Direction::Unknown, Measure::TableDiffers),
            OnTable::Option(option) => {
                let number = standings.option_number(&option.id);
                let rank_in =
                    |light| rank(number.map_or(Stance::Unknown, |number| standings.stance_in(light, number)));
                let direction = match (rank_in(before), rank_in(now)) {
                    (Some(before), Some(now)) => compare(before.cmp(&now)),
                    _ => Direction::Unknown,
                };
                (direction, Measure::Table(option.clone()))
            }
            OnTable::Nothing => {
                let (wanted, wants) = (standings.wanted(before).1, standings.wanted(now).1);
                let own = self.party_column();
                let counts = (takers.count(&wanted, own), takers.count(&wants, own));
                let is_known = !wanted.is_empty() && !wants.is_empty();
                let direction = if is_known { compare(counts.0.cmp(&counts.1)) } else { Direction::Unknown };
                (direction, Measure::Takers { before: counts.0, now: counts.1 })
            }
        }
    }

    fn movement(&self, takers: &Takers, from: Option<Phase>, to: Option<Phase>) -> Movement {
        let standings = self.standings;
        let (direction, measure) = self.direction(takers);
        let (wanted, wants) = (standings.wanted(self.before).1, standings.wanted(self.now).1);
        let names =
            |options: Vec<usize>| options.iter().map(|option| standings.option(*option).clone()).collect();
        let still_taken = |option: &usize| standings.stance_in(self.now, *option).is_willing();
        let taken_up = wants.iter().copied().filter(|option| !wanted.contains(option)).collect();
        let dropped = wanted.into_iter().filter(|option| !still_taken(option)).collect();
        let to = self.moment(self.now, to);
        Movement {
            column: standings.columns()[self.column].clone(),
            issue: standings.issues()[self.issue].issue.clone(),
            direction,
            from: self.moment(self.before, from),
            measure,
            dropped: names(dropped),
            taken_up: names(taken_up),
            in_return: if self.is_same() { Vec::new() } else { self.in_return(&to) },
            to,
        }
    }

    fn moment(&self, light: &Light, phase: Option<Phase>) -> Moment {
        let standings = self.standings;
        let stance = match &standings.issues()[self.issue].on_table {
            OnTable::Option(option) => {
                standings.option_number(&option.id).map(|n| standings.stance_in(light, n))
            }
            _ => None,
        };
        Moment {
            phase,
            said: light.last.iter().map(|row| standings.said(*row, self.column)).collect(),
            wants: standings.wants(light),
            stance: stance.unwrap_or_default(),
        }
    }

    /// Whether every stance with its condition, and every statement that names no option, is the same.
    fn is_same(&self) -> bool {
        let conditions = |light: &Light| -> Vec<(usize, Option<Stance>, Vec<String>)> {
            let of_option = |(option, rows): &(usize, Vec<usize>)| {
                let said = rows.iter().flat_map(|row| &self.standings.row(*row).stances);
                let mut conditions: Vec<String> =
                    said.filter(|on| on.option == *option).map(|on| on.condition.clone()).collect();
                conditions.sort();
                conditions.dedup();
                (*option, self.standings.value(*option, rows), conditions)
            };
            light.options.iter().map(of_option).collect()
        };
        self.before.statements == self.now.statements && conditions(self.before) == conditions(self.now)
    }

    /// The line of the whole party, whose own acceptance does not count for a faction's movement either.
    fn party_column(&self) -> usize {
        let party = Speaker::party(&self.standings.columns()[self.column].party.id);
        self.standings.column_number(&party).unwrap_or(self.column)
    }

    /// What trades give the party for something on this issue, as far as they may have been made by then.
    fn in_return(&self, to: &Moment) -> Vec<String> {
        let standings = self.standings;
        let (party, issue) =
            (&standings.columns()[self.column].party.id, &standings.issues()[self.issue].issue.id);
        let may_be_by_then = |trade: &&Trade| match (
            &trade.date,
            to.said.iter().filter_map(|said| said.date.as_ref()).max(),
        ) {
            (Some(made), Some(said)) => !made.is_after(said),
            _ => trade.phase.is_none_or(|made| to.phase.is_none_or(|phase| made <= phase)),
        };
        let touches = |items: &[TradeItem]| items.iter().any(|item| item.issue.id == *issue);
        let got = |trade: &Trade| -> Option<String> {
            let gets = if trade.party.id == *party && touches(&trade.gives) {
                &trade.gets
            } else if trade.from.as_ref().is_some_and(|from| from.id == *party) && touches(&trade.gets) {
                &trade.gives
            } else {
                return None;
            };
            let items: Vec<String> = gets.iter().map(TradeItem::words).collect();
            (!items.is_empty()).then(|| format!("{} ({})", list(&items), trade.status))
        };
        let stands = |trade: &&Trade| trade.versions == 1 && trade.state() != TradeState::Off;
        standings.trades().iter().filter(stands).filter(may_be_by_then).filter_map(got).collect()
    }
}

/// The rank of a stance towards the option on the table; nothing if it is not known.
#[must_use]
pub const fn rank(stance: Stance) -> Option<u8> {
    match stance {
        Stance::RedLine => Some(0),
        Stance::Opposes => Some(1),
        Stance::Neutral => Some(2),
        Stance::AcceptsIf => Some(3),
        Stance::Accepts | Stance::Demands => Some(4),
        Stance::Unknown => None,
    }
}

fn of_stretch(standings: &Standings, column: usize, issue: usize, at: usize) -> Movement {
    let stretches = standings.stretches(column, issue);
    let line = standings.line(column, issue);
    let ((from, before), (to, now)) = (&stretches[at - 1], &stretches[at]);
    let before = standings.stand(line[..before.end].iter().copied());
    let now = standings.stand(line[..now.end].iter().copied());
    let takers = Takers::of(standings, issue, &AsOf::Phase(*to));
    Comparison { standings, column, issue, before: &before, now: &now }.movement(
        &takers,
        Some(*from),
        Some(*to),
    )
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

/// The last day that is certain to lie before a movement's later position, for "since" in a sentence.
#[must_use]
pub fn since(movement: &Movement) -> Option<&Date> {
    movement.from.said.iter().filter_map(|said| said.date.as_ref()).max()
}

#[cfg(test)]
mod tests;
