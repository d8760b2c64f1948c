//! Two moments of one line, compared.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::naming::list;
use super::super::standing::{AsOf, Light, OnTable, Speaker, Standings};
use super::super::trades::{Trade, TradeItem, TradeState};
use super::{Direction, Measure, Moment, Movement};
use crate::model::{Phase, Stance};

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

/// Who would take which option: parties willing, by option.
pub(in super::super) struct Takers(HashMap<usize, Vec<usize>>);

impl Takers {
    pub(in super::super) fn of(standings: &Standings, issue: usize, as_of: &AsOf) -> Self {
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
pub(in super::super) struct Comparison<'a> {
    pub standings: &'a Standings,
    pub column: usize,
    pub issue: usize,
    pub before: &'a Light,
    pub now: &'a Light,
}

impl Comparison<'_> {
    /// Which way, and by what that was measured.
    pub(in super::super) fn direction(&self, takers: &Takers) -> (Direction, Measure) {
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

    /// The movement. Both moments come with their phase, if any, and the positions to be named.
    pub(super) fn movement(
        &self,
        takers: &Takers,
        from: (Option<Phase>, &[usize]),
        to: (Option<Phase>, &[usize]),
    ) -> Movement {
        let standings = self.standings;
        let (direction, measure) = self.direction(takers);
        let (wanted, wants) = (standings.wanted(self.before).1, standings.wanted(self.now).1);
        let names =
            |options: Vec<usize>| options.iter().map(|option| standings.option(*option).clone()).collect();
        // What is not known any more was not dropped.
        let is_dropped = |option: &usize| {
            let stance = standings.stance_in(self.now, *option);
            stance.is_known() && !stance.is_willing()
        };
        let taken_up: Vec<usize> = wants.iter().copied().filter(|option| !wanted.contains(option)).collect();
        let dropped: Vec<usize> = wanted.into_iter().filter(is_dropped).collect();
        let (from, to) = (self.moment(self.before, from), self.moment(self.now, to));
        let changes = self.changes(&[dropped.as_slice(), &taken_up].concat());
        Movement {
            column: standings.columns()[self.column].clone(),
            issue: standings.issues()[self.issue].issue.clone(),
            direction,
            changes,
            measure,
            dropped: names(dropped),
            taken_up: names(taken_up),
            in_return: if self.is_same() { Vec::new() } else { self.in_return(&from, &to) },
            from,
            to,
        }
    }

    fn moment(&self, light: &Light, (phase, said): (Option<Phase>, &[usize])) -> Moment {
        let standings = self.standings;
        let stance = match &standings.issues()[self.issue].on_table {
            OnTable::Option(option) => {
                standings.option_number(&option.id).map(|n| standings.stance_in(light, n))
            }
            _ => None,
        };
        Moment {
            phase,
            said: said.iter().map(|row| standings.said(*row, self.column)).collect(),
            wants: standings.wants(light),
            stance: stance.unwrap_or_default(),
        }
    }

    /// Whether every stance with its condition, and every statement that names no option, is the same.
    fn is_same(&self) -> bool {
        self.before.statements == self.now.statements && self.stances(self.before) == self.stances(self.now)
    }

    /// What stands on each option, with its conditions.
    fn stances(&self, light: &Light) -> BTreeMap<usize, (Option<Stance>, String)> {
        let of_option = |(option, rows): &(usize, Vec<usize>)| {
            let stance = self.standings.value(*option, rows);
            (*option, (stance, self.standings.conditions(light, *option)))
        };
        light.options.iter().map(of_option).collect()
    }

    /// What changed besides the options given, and besides the stance towards the one on the table.
    fn changes(&self, told: &[usize]) -> Vec<String> {
        let (before, now) = (self.stances(self.before), self.stances(self.now));
        let on_table = match &self.standings.issues()[self.issue].on_table {
            OnTable::Option(option) => self.standings.option_number(&option.id),
            _ => None,
        };
        let mut changes = Vec::new();
        for option in before.keys().chain(now.keys()).collect::<BTreeSet<_>>() {
            let (was, is) = (before.get(option), now.get(option));
            if was == is || told.contains(option) {
                continue;
            }
            let stance = |of: Option<&(Option<Stance>, String)>| match of {
                None => "nothing",
                Some((stance, _)) => stance.map_or("not known", Stance::label),
            };
            let (name, was_stance, is_stance) =
                (self.standings.option(*option).words(), stance(was), stance(is));
            if was_stance == is_stance {
                changes.push(format!("the condition for {name}"));
            } else if Some(*option) != on_table {
                changes.push(format!("{name} from {was_stance} to {is_stance}"));
            }
        }
        if self.before.statements != self.now.statements {
            changes.push("what it says without naming an option".to_owned());
        }
        changes
    }

    /// The line of the whole party, whose own acceptance does not count for a faction's movement either.
    fn party_column(&self) -> usize {
        let party = Speaker::party(&self.standings.columns()[self.column].party.id);
        self.standings.column_number(&party).unwrap_or(self.column)
    }

    /// What trades give the party for something on this issue, as far as they may have been made in between.
    fn in_return(&self, from: &Moment, to: &Moment) -> Vec<String> {
        let standings = self.standings;
        let (party, issue) =
            (&standings.columns()[self.column].party.id, &standings.issues()[self.issue].issue.id);
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
        standings
            .trades()
            .iter()
            .filter(stands)
            .filter(|trade| may_be_between(trade, from, to))
            .filter_map(got)
            .collect()
    }
}

/// Whether a trade may have been made after one moment and no later than another: by dates, else by phases.
fn may_be_between(trade: &Trade, from: &Moment, to: &Moment) -> bool {
    let day = |moment: &Moment| moment.said.iter().filter_map(|said| said.date.clone()).max();
    let is_in_time = match (&trade.date, day(to)) {
        (Some(made), Some(said)) => !made.is_after(&said),
        _ => trade.phase.is_none_or(|made| to.phase.is_none_or(|phase| made <= phase)),
    };
    let is_new = match (&trade.date, day(from)) {
        (Some(made), Some(said)) => made.to() > said.from(),
        _ => trade
            .phase
            .is_none_or(|made| to.phase == Some(made) || from.phase.is_none_or(|phase| made > phase)),
    };
    is_in_time && is_new
}
