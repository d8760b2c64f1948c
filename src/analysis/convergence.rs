//! How near the parties are: issue by issue, and two by two.
//!
//! Counted are the actors marked as parties and at the table. Who is not known is always named, and never taken for
//! a yes.

use serde::Serialize;

use super::naming::{Named, OptionName, list};
use super::standing::{AsOf, Light, Speaker, Standings};
use crate::model::{Actor, Date, Id, Issue, Stance};

/// How near.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Nearness {
    /// One option that every counted party demands, accepts or accepts if.
    All,
    /// One option that every counted party but one would take; of three or more.
    AllButOne,
    /// Every known party wants one of two options.
    TwoCamps,
    /// None of the others.
    Scattered,
    /// Fewer than two, or under half, of the counted parties have a known stance.
    NotKnown,
}

/// The parties that want one option.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Camp {
    /// The option.
    pub option: OptionName,
    /// Who wants it.
    pub parties: Vec<Named<Actor>>,
}

/// The one party that would not take an option, as far as is known.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Holdout {
    /// The option.
    pub option: OptionName,
    /// Who.
    pub party: Named<Actor>,
    /// How it stands to the option; unknown if nothing stands.
    pub stance: Stance,
}

/// How near the parties are on an issue.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Convergence {
    /// The issue.
    pub issue: Named<Issue>,
    /// How near.
    pub nearness: Nearness,
    /// Whether somebody who is counted for it accepts only under a condition.
    pub is_conditional: bool,
    /// The options that all, or all but one, would take; more than one is a tie.
    pub options: Vec<OptionName>,
    /// Who makes a condition for one of these options, and which.
    pub conditions: Vec<String>,
    /// All but one: who, for each option.
    pub holdouts: Vec<Holdout>,
    /// Two camps: who wants which.
    pub camps: Vec<Camp>,
    /// Options that every known party would take, where others are not known.
    pub known_would_take: Vec<OptionName>,
    /// How many parties are counted.
    pub counted: usize,
    /// The counted parties of which no stance on the issue is known.
    pub not_known: Vec<Named<Actor>>,
    /// Parties not counted because two versions differ on whether they are at the table.
    pub seats_differ: Vec<String>,
}

/// How often two parties agree.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    /// One.
    pub one: Named<Actor>,
    /// The other.
    pub other: Named<Actor>,
    /// Issues on which both would take one option, or stand alike to one.
    pub agree: Vec<Named<Issue>>,
    /// Issues on which they want different options, or one would take what the other opposes.
    pub conflict: Vec<Named<Issue>>,
    /// Issues on which it is not known of one of them, or they spoke of different options.
    pub not_known: Vec<Named<Issue>>,
}

impl Nearness {
    /// In a few words.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::AllButOne => "all but one",
            Self::TwoCamps => "two camps",
            Self::Scattered => "scattered",
            Self::NotKnown => "not known",
        }
    }
}

impl Convergence {
    /// `all would take A, if …`; who is not known comes last.
    #[must_use]
    pub fn words(&self) -> String {
        let conditions = match self.conditions.as_slice() {
            [] => String::new(),
            some => format!(", conditional: {}", some.join("; ")),
        };
        let words = match self.nearness {
            Nearness::All => format!("all would take {}{conditions}", options(&self.options)),
            Nearness::AllButOne => {
                let but = |holdout: &Holdout| {
                    let stance = holdout.stance.label();
                    format!("all but {} ({stance}) would take {}", holdout.party.name, holdout.option.words())
                };
                format!("{}{conditions}", self.holdouts.iter().map(but).collect::<Vec<_>>().join("; "))
            }
            Nearness::TwoCamps => {
                let camp = |camp: &Camp| format!("{} for {}", parties(&camp.parties), camp.option.words());
                format!("two camps: {}", self.camps.iter().map(camp).collect::<Vec<_>>().join(", "))
            }
            Nearness::Scattered if !self.known_would_take.is_empty() => {
                format!("all that are known would take {}", options(&self.known_would_take))
            }
            Nearness::Scattered => "scattered".to_owned(),
            Nearness::NotKnown if self.not_known.len() == self.counted => {
                return "no party's stance is known".to_owned();
            }
            Nearness::NotKnown => {
                format!(
                    "not known: a stance of {} of {} parties",
                    self.counted - self.not_known.len(),
                    self.counted
                )
            }
        };
        let unknown = match self.not_known.as_slice() {
            [] => String::new(),
            some => format!("; not known: {}", parties(some)),
        };
        let seats = match self.seats_differ.as_slice() {
            [] => String::new(),
            some => format!("; not counted, for versions differ on their time at the table: {}", list(some)),
        };
        format!("{words}{unknown}{seats}")
    }
}

impl Pair {
    /// `FMLN and GOES: agree on 3 issues, conflict on 4, not known on 7`.
    #[must_use]
    pub fn words(&self) -> String {
        let (one, other) = (&self.one.name, &self.other.name);
        let (agree, conflict, not_known) = (self.agree.len(), self.conflict.len(), self.not_known.len());
        let issues = if agree == 1 { "issue" } else { "issues" };
        format!(
            "{one} and {other}: agree on {agree} {issues}, conflict on {conflict}, not known on {not_known}"
        )
    }
}

/// How near the parties are on an issue. Without a date, all that were ever marked as parties are counted.
#[must_use]
pub fn of_issue(
    standings: &Standings,
    issue: &Id<Issue>,
    as_of: &AsOf,
    at_table: Option<&Date>,
) -> Option<Convergence> {
    let issue = standings.issue_number(issue)?;
    Some(Table::of(standings, issue, as_of, at_table).convergence())
}

/// The same for every issue, in the order of the agenda.
#[must_use]
pub fn all(standings: &Standings, as_of: &AsOf, at_table: Option<&Date>) -> Vec<Convergence> {
    let of_issue = |issue| Table::of(standings, issue, as_of, at_table).convergence();
    (0..standings.issues().len()).map(of_issue).collect()
}

/// How often each two of the counted parties agree, conflict, or are not known to each other's like.
#[must_use]
pub fn pairs(standings: &Standings, as_of: &AsOf, at_table: Option<&Date>) -> Vec<Pair> {
    let counted = standings.counted(at_table).0;
    let name = |column: usize| standings.columns()[column].party.clone();
    let mut pairs = Vec::new();
    for (n, one) in counted.iter().enumerate() {
        for other in &counted[n + 1..] {
            let (agree, conflict, not_known) = (Vec::new(), Vec::new(), Vec::new());
            pairs.push(Pair { one: name(*one), other: name(*other), agree, conflict, not_known });
        }
    }
    for (issue, sheet) in standings.issues().iter().enumerate() {
        let table = Table::of(standings, issue, as_of, at_table);
        let mut pair = pairs.iter_mut();
        for n in 0..table.seats.len() {
            for other in n + 1..table.seats.len() {
                let Some(pair) = pair.next() else { continue };
                let list = match table.seats[n].agrees_with(&table.seats[other]) {
                    Some(true) => &mut pair.agree,
                    Some(false) => &mut pair.conflict,
                    None => &mut pair.not_known,
                };
                list.push(sheet.issue.clone());
            }
        }
    }
    pairs
}

/// Two parties by name.
#[must_use]
pub fn pair<'a>(pairs: &'a [Pair], one: &Speaker, other: &Speaker) -> Option<&'a Pair> {
    let is = |named: &Named<Actor>, speaker: &Speaker| named.id == speaker.party;
    pairs
        .iter()
        .find(|p| (is(&p.one, one) && is(&p.other, other)) || (is(&p.one, other) && is(&p.other, one)))
}

/// The counted parties before one issue.
struct Table<'a> {
    standings: &'a Standings,
    issue: usize,
    seats: Vec<Seat>,
    seats_differ: Vec<String>,
}

/// What one party says on the issue: its known stances, by option.
struct Seat {
    column: usize,
    light: Light,
    stances: Vec<(usize, Stance)>,
    wanted: Vec<usize>,
}

impl Seat {
    fn on(&self, option: usize) -> Stance {
        self.stances.iter().find(|(named, _)| *named == option).map_or(Stance::Unknown, |(_, stance)| *stance)
    }

    fn is_known(&self) -> bool {
        !self.stances.is_empty()
    }

    /// Whether two parties agree; nothing if that cannot be told.
    fn agrees_with(&self, other: &Self) -> Option<bool> {
        let both = |test: &dyn Fn(Stance, Stance) -> bool| {
            self.stances
                .iter()
                .any(|(option, stance)| other.on(*option).is_known() && test(*stance, other.on(*option)))
        };
        let against = |stance| matches!(stance, Stance::Opposes | Stance::RedLine);
        if !self.is_known() || !other.is_known() {
            return None;
        }
        if both(&|one, two| one.is_willing() && two.is_willing()) {
            return Some(true);
        }
        let clash = |one: Stance, two: Stance| {
            (one.is_willing() && against(two)) || (against(one) && two.is_willing())
        };
        if both(&clash) || (!self.wanted.is_empty() && !other.wanted.is_empty()) {
            return Some(false);
        }
        both(&|one, two| one == two || (against(one) && against(two))).then_some(true)
    }
}

impl<'a> Table<'a> {
    fn of(standings: &'a Standings, issue: usize, as_of: &AsOf, at_table: Option<&Date>) -> Self {
        let (counted, seats_differ) = standings.counted(at_table);
        let seat = |column| {
            let light = standings.light(column, issue, as_of);
            let known = |(option, rows): &(usize, Vec<usize>)| {
                standings
                    .value(*option, rows)
                    .filter(|stance| stance.is_known())
                    .map(|stance| (*option, stance))
            };
            let stances = light.options.iter().filter_map(known).collect();
            Seat { column, stances, wanted: standings.wanted(&light).1, light }
        };
        Self { standings, issue, seats: counted.into_iter().map(seat).collect(), seats_differ }
    }

    fn convergence(&self) -> Convergence {
        let known: Vec<&Seat> = self.seats.iter().filter(|seat| seat.is_known()).collect();
        let not_known =
            self.seats.iter().filter(|seat| !seat.is_known()).map(|seat| self.party(seat)).collect();
        let mut result = Convergence {
            issue: self.standings.issues()[self.issue].issue.clone(),
            nearness: Nearness::Scattered,
            is_conditional: false,
            options: Vec::new(),
            conditions: Vec::new(),
            holdouts: Vec::new(),
            camps: Vec::new(),
            known_would_take: Vec::new(),
            counted: self.seats.len(),
            not_known,
            seats_differ: self.seats_differ.clone(),
        };
        if known.len() < 2 || known.len() * 2 < self.seats.len() {
            result.nearness = Nearness::NotKnown;
            return result;
        }
        let takers = self.takers();
        let taken_by = |number: usize| -> Vec<usize> {
            takers.iter().filter(|(_, count)| *count == number).map(|(option, _)| *option).collect()
        };
        let (by_all, by_all_but_one) = (taken_by(self.seats.len()), taken_by(self.seats.len() - 1));
        if !by_all.is_empty() {
            result.nearness = Nearness::All;
            self.take(&mut result, &by_all);
        } else if self.seats.len() > 2 && !by_all_but_one.is_empty() {
            result.nearness = Nearness::AllButOne;
            self.take(&mut result, &by_all_but_one);
            result.holdouts = by_all_but_one.iter().filter_map(|option| self.holdout(*option)).collect();
        } else if let Some(camps) = self.camps(&known) {
            result.nearness = Nearness::TwoCamps;
            result.camps = camps;
        } else {
            result.known_would_take = self.names(&taken_by(known.len()));
        }
        result
    }

    /// How many would take each option, by option.
    fn takers(&self) -> Vec<(usize, usize)> {
        let mut takers = std::collections::BTreeMap::new();
        for (option, stance) in self.seats.iter().flat_map(|seat| &seat.stances) {
            *takers.entry(*option).or_insert(0) += usize::from(stance.is_willing());
        }
        takers.into_iter().filter(|(_, count)| *count > 0).collect()
    }

    /// Notes the options, and the conditions that are made; those without a condition go before the others.
    fn take(&self, result: &mut Convergence, options: &[usize]) {
        let is_conditional =
            |option: usize| self.seats.iter().any(|seat| seat.on(option) == Stance::AcceptsIf);
        let free: Vec<usize> = options.iter().copied().filter(|option| !is_conditional(*option)).collect();
        let is_free = !free.is_empty() && result.nearness == Nearness::All;
        let options = if is_free { free } else { options.to_vec() };
        result.is_conditional = options.iter().all(|option| is_conditional(*option));
        result.conditions = options.iter().flat_map(|option| self.conditions(*option)).collect();
        result.options = self.names(&options);
    }

    fn conditions(&self, option: usize) -> Vec<String> {
        let mut conditions = Vec::new();
        for seat in self.seats.iter().filter(|seat| seat.on(option) == Stance::AcceptsIf) {
            let heard = self.standings.conditions(&seat.light, option);
            let condition = if heard.is_empty() { "a condition that is not recorded" } else { &heard };
            let (party, option) = (self.party(seat).name, self.standings.option(option).words());
            conditions.push(format!("{party} accepts {option} if {condition}"));
        }
        conditions
    }

    fn holdout(&self, option: usize) -> Option<Holdout> {
        let seat = self.seats.iter().find(|seat| !seat.on(option).is_willing())?;
        Some(Holdout {
            option: self.standings.option(option).clone(),
            party: self.party(seat),
            stance: seat.on(option),
        })
    }

    /// The first two options, by letter, of which every known party wants one and neither is wanted by all.
    fn camps(&self, known: &[&Seat]) -> Option<Vec<Camp>> {
        let (first, _) = known.split_first()?;
        for one in &first.wanted {
            let mut rest = known.iter().filter(|seat| !seat.wanted.contains(one));
            let Some(start) = rest.next() else { continue };
            let shared: Vec<&&Seat> = rest.collect();
            let is_shared = |other: &&usize| shared.iter().all(|seat| seat.wanted.contains(other));
            let Some(other) = start.wanted.iter().find(is_shared) else { continue };
            let camp = |option: usize| Camp {
                option: self.standings.option(option).clone(),
                parties: known
                    .iter()
                    .filter(|seat| seat.wanted.contains(&option))
                    .map(|seat| self.party(seat))
                    .collect(),
            };
            return Some([*one.min(other), *one.max(other)].map(camp).into());
        }
        None
    }

    fn party(&self, seat: &Seat) -> Named<Actor> {
        self.standings.columns()[seat.column].party.clone()
    }

    fn names(&self, options: &[usize]) -> Vec<OptionName> {
        options.iter().map(|option| self.standings.option(*option).clone()).collect()
    }
}

fn options(options: &[OptionName]) -> String {
    options.iter().map(OptionName::words).collect::<Vec<_>>().join(" or ")
}

fn parties(parties: &[Named<Actor>]) -> String {
    list(&parties.iter().map(|party| party.name.clone()).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests;
