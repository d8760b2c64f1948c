//! Trades between positions as sentences, seen from both ends, and how they hang together.

use serde::Serialize;

use super::naming::{Named, OptionName, list, option_name};
use super::standing::Standings;
use crate::model::{Actor, Case, Date, Entry, Id, Issue, Item, Linkage, LinkageStatus, Phase};

/// One thing that changes hands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TradeItem {
    /// On which issue.
    pub issue: Named<Issue>,
    /// Which outcome, if that is known.
    pub option: Option<OptionName>,
}

/// Whether a trade still waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum TradeState {
    /// Hinted, offered or agreed, and not done yet.
    Open,
    /// Done.
    Done,
    /// Withdrawn.
    Off,
}

/// A trade. One that stands in two versions gives two of these, each marked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trade {
    /// The linkage, in the case as it is seen.
    pub id: Id<Linkage>,
    /// The code that people say aloud; empty outside the team.
    pub code: String,
    /// Who gives.
    pub party: Named<Actor>,
    /// What it gives.
    pub gives: Vec<TradeItem>,
    /// What it gets.
    pub gets: Vec<TradeItem>,
    /// From whom; nothing means from the table as a whole.
    pub from: Option<Named<Actor>>,
    /// How far it has come.
    pub status: LinkageStatus,
    /// In a sentence of whoever recorded it.
    pub text: String,
    /// When.
    pub date: Option<Date>,
    /// In which phase.
    pub phase: Option<Phase>,
    /// How many versions stand side by side; 1 as a rule.
    pub versions: usize,
}

/// Trades that hang together: what one party gets in one is what is given in the next.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chain {
    /// In an order in which each, where possible, follows one that it hangs on.
    pub trades: Vec<Trade>,
    /// Whether it leads back to where it began.
    pub is_closed: bool,
}

impl TradeItem {
    /// `places for fighters (B) on Police: composition`, or the issue alone.
    #[must_use]
    pub fn words(&self) -> String {
        match &self.option {
            Some(option) => format!("{} on {}", option.words(), self.issue.name),
            None => self.issue.name.clone(),
        }
    }

    /// Whether both may be the same thing: the same issue, and no two different outcomes of it.
    #[must_use]
    pub fn may_be(&self, other: &Self) -> bool {
        let same_option = match (&self.option, &other.option) {
            (Some(one), Some(two)) => one.id == two.id,
            _ => true,
        };
        self.issue.id == other.issue.id && same_option
    }
}

impl Trade {
    /// Open, done or off.
    #[must_use]
    pub fn state(&self) -> TradeState {
        match self.status {
            LinkageStatus::Hinted | LinkageStatus::Offered | LinkageStatus::Agreed => TradeState::Open,
            LinkageStatus::Done => TradeState::Done,
            LinkageStatus::Withdrawn => TradeState::Off,
        }
    }

    /// From the giver's end: `FMLN gives own units (A) on Army and gets places (B) on Police from GOES (agreed, open)`.
    #[must_use]
    pub fn words(&self) -> String {
        let from = self
            .from
            .as_ref()
            .map_or_else(|| "from the table".to_owned(), |from| format!("from {}", from.name));
        let (gives, gets) = (items(&self.gives), items(&self.gets));
        format!("{} gives {gives} and gets {gets} {from} ({})", self.party.name, self.status_words())
    }

    /// From the other end: `GOES gives places (B) on Police to FMLN and gets own units (A) on Army (agreed, open)`.
    #[must_use]
    pub fn words_from_other_end(&self) -> String {
        let from = self.from.as_ref().map_or("the table", |from| from.name.as_str());
        let (gives, gets) = (items(&self.gets), items(&self.gives));
        format!("{from} gives {gives} to {} and gets {gets} ({})", self.party.name, self.status_words())
    }

    /// The sentence from the end of this actor, if it takes part.
    #[must_use]
    pub fn words_for(&self, actor: &Id<Actor>) -> Option<String> {
        if self.party.id == *actor {
            return Some(self.words());
        }
        let is_other_end = self.from.as_ref().is_some_and(|from| from.id == *actor);
        is_other_end.then(|| self.words_from_other_end())
    }

    fn status_words(&self) -> String {
        let state = match self.state() {
            TradeState::Open => ", open",
            TradeState::Done => "",
            TradeState::Off => ", off",
        };
        let versions =
            if self.versions > 1 { format!(", one of {} versions", self.versions) } else { String::new() };
        format!("{}{state}{versions}", self.status)
    }

    /// Whether `next` says what the giver of this one gets for it in turn.
    fn leads_to(&self, next: &Self) -> bool {
        let is_giver = self.from.as_ref().is_none_or(|from| from.id == next.party.id);
        is_giver && self.gets.iter().any(|item| next.gives.iter().any(|given| item.may_be(given)))
    }
}

impl Chain {
    /// Its sentences, one after the other.
    #[must_use]
    pub fn words(&self) -> String {
        let sentences: Vec<String> = self.trades.iter().map(Trade::words).collect();
        let end = if self.is_closed { "; and so back to the first" } else { "" };
        format!("{}{end}", sentences.join("; in turn "))
    }
}

/// The trades in which an actor takes part, open ones first.
#[must_use]
pub fn of_actor<'a>(standings: &'a Standings, actor: &Id<Actor>) -> Vec<&'a Trade> {
    standings.trades().iter().filter(|trade| trade.words_for(actor).is_some()).collect()
}

/// The trades that touch an issue, open ones first.
#[must_use]
pub fn on_issue<'a>(standings: &'a Standings, issue: &Id<Issue>) -> Vec<&'a Trade> {
    let touches = |trade: &&Trade| trade.gives.iter().chain(&trade.gets).any(|item| item.issue.id == *issue);
    standings.trades().iter().filter(touches).collect()
}

/// The trades that hang together, two or more in each chain. What was withdrawn is left out.
#[must_use]
pub fn chains(standings: &Standings) -> Vec<Chain> {
    let trades: Vec<&Trade> =
        standings.trades().iter().filter(|trade| trade.state() != TradeState::Off).collect();
    let next: Vec<Vec<usize>> = (0..trades.len())
        .map(|a| (0..trades.len()).filter(|b| *b != a && trades[a].leads_to(trades[*b])).collect())
        .collect();
    let mut has_before = vec![false; trades.len()];
    next.iter().flatten().for_each(|to| has_before[*to] = true);
    let starts = (0..trades.len()).filter(|n| !has_before[*n]).chain(0..trades.len());
    let mut taken = vec![false; trades.len()];
    let mut chains = Vec::new();
    for start in starts {
        if taken[start] {
            continue;
        }
        let (mut open, mut members) = (vec![start], Vec::new());
        while let Some(n) = open.pop() {
            if !std::mem::replace(&mut taken[n], true) {
                members.push(n);
                open.extend(next[n].iter().rev().filter(|to| !taken[**to]));
            }
        }
        if members.len() > 1 {
            let is_closed = members.last().is_some_and(|last| next[*last].contains(&start));
            chains.push(Chain { trades: members.iter().map(|n| trades[*n].clone()).collect(), is_closed });
        }
    }
    chains
}

/// The trades of a case: open ones first, then by date and by what they say.
pub(super) fn collect(case: &Case) -> Vec<Trade> {
    let mut trades: Vec<Trade> =
        case.linkages.iter().flat_map(|(id, entry)| of_entry(case, id, entry)).collect();
    trades.sort_by_cached_key(|trade| {
        (trade.state(), trade.date.clone(), trade.words(), trade.text.clone(), trade.id.clone())
    });
    trades
}

fn of_entry(case: &Case, id: &Id<Linkage>, entry: &Entry<Linkage>) -> Vec<Trade> {
    let items = |items: &[Item]| items.iter().map(|item| trade_item(case, item)).collect();
    let trade = |linkage: &Linkage| Trade {
        id: id.clone(),
        code: linkage.code.clone(),
        party: Named::of(case, &linkage.party),
        gives: items(&linkage.gives),
        gets: items(&linkage.gets),
        from: linkage.from.as_ref().map(|from| Named::of(case, from)),
        status: linkage.status,
        text: linkage.text.text.clone(),
        date: linkage.date.clone(),
        phase: linkage.phase,
        versions: entry.versions().len(),
    };
    let mut trades: Vec<Trade> = Vec::new();
    for trade in entry.heads().map(trade) {
        if !trades.contains(&trade) {
            trades.push(trade);
        }
    }
    trades
}

fn trade_item(case: &Case, item: &Item) -> TradeItem {
    let option = item.option.as_ref().map(|option| option_name(case, option));
    TradeItem { issue: Named::of(case, &item.issue), option }
}

fn items(items: &[TradeItem]) -> String {
    if items.is_empty() {
        return "nothing named".to_owned();
    }
    list(&items.iter().map(TradeItem::words).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests;
