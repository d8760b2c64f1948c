//! What was told to whom, and which shared positions have not been told yet to those who may know them.

use std::collections::BTreeSet;

use serde::Serialize;

use super::attention::{Claim, claim};
use super::naming::{Named, list};
use super::standing::Standings;
use crate::{
    audience::Seen,
    model::{Actor, Date, Disclosure, Entry, Id, Position},
};

/// That a position was conveyed to somebody.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Conveyed {
    /// The position.
    pub claim: Claim,
    /// To whom.
    pub to: Named<Actor>,
    /// When.
    pub date: Option<Date>,
    /// By whom.
    pub by: String,
    /// How, and what came back.
    pub note: String,
    /// Whether the position's disclosure lets this actor know it. Where it does not, a confidence was passed on.
    pub may_know: bool,
}

/// A position that may be told and was not yet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Untold {
    /// The position.
    pub claim: Claim,
    /// Who may know it and was not told.
    pub to: Vec<Named<Actor>>,
}

impl Conveyed {
    /// `GOES was told by rosa on 3 Dec 1991: FMLN on Police …`.
    #[must_use]
    pub fn words(&self) -> String {
        let by = if self.by.is_empty() { String::new() } else { format!(" by {}", self.by) };
        let on = self.date.as_ref().map_or_else(String::new, |date| format!(" on {}", date.spoken()));
        let beyond = if self.may_know { "" } else { ", beyond its disclosure" };
        format!("{} was told{by}{on}{beyond}: {}", self.to.name, self.claim.words())
    }
}

impl Untold {
    /// `GOES and FAES may know and were not told: FMLN on Police …`.
    #[must_use]
    pub fn words(&self) -> String {
        let names: Vec<String> = self.to.iter().map(|to| to.name.clone()).collect();
        let were = if names.len() == 1 { "was" } else { "were" };
        format!("{} may know and {were} not told: {}", list(&names), self.claim.words())
    }
}

/// Everything that was told, the latest first; what has no date last.
#[must_use]
pub fn told(seen: &Seen, standings: &Standings) -> Vec<Conveyed> {
    let case = seen.case();
    let mut told: Vec<Conveyed> = Vec::new();
    for row in 0..standings.rows().len() {
        let Some(entry) = case.positions.get(&standings.row(row).said.id) else { continue };
        let Some(claim) = claim(standings, row) else { continue };
        for conveyed in entry.heads().flat_map(|position| &position.told) {
            let conveyed = Conveyed {
                claim: claim.clone(),
                to: Named::of(case, &conveyed.to),
                date: conveyed.date.clone(),
                by: conveyed.by.clone(),
                note: conveyed.note.clone(),
                may_know: may_know(entry, &conveyed.to),
            };
            if !told
                .iter()
                .rev()
                .take_while(|other| other.claim == conveyed.claim)
                .any(|other| *other == conveyed)
            {
                told.push(conveyed);
            }
        }
    }
    told.sort_by_cached_key(|conveyed| (std::cmp::Reverse(conveyed.date.clone()), conveyed.words()));
    told
}

/// The standing positions that are shared and that somebody who may know them was not told. Counted are the parties
/// at the table; a position shared with some only is for these, parties or not.
#[must_use]
pub fn untold(seen: &Seen, standings: &Standings, at_table: Option<&Date>) -> Vec<Untold> {
    let case = seen.case();
    let parties: Vec<Id<Actor>> = standings
        .counted(at_table)
        .0
        .iter()
        .map(|column| standings.columns()[*column].party.id.clone())
        .collect();
    let mut standing: Vec<usize> = standings.all_standing().into_iter().collect();
    standing.sort_unstable();
    let mut untold = Vec::new();
    for row in standing {
        let Some(entry) = case.positions.get(&standings.row(row).said.id) else { continue };
        let told: BTreeSet<&Id<Actor>> =
            entry.heads().flat_map(|position| &position.told).map(|told| &told.to).collect();
        let to = listed(entry, &parties).into_iter();
        let mut to: Vec<Named<Actor>> = to
            .filter(|actor| may_know(entry, actor) && !told.contains(actor) && !standings.spoke(row, actor))
            .map(|actor| Named::of(case, &actor))
            .collect();
        to.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        if !to.is_empty() {
            untold.extend(claim(standings, row).map(|claim| Untold { claim, to }));
        }
    }
    untold
}

/// Whom a position is shared with by any of its versions. What is public needs no telling.
fn listed(entry: &Entry<Position>, parties: &[Id<Actor>]) -> BTreeSet<Id<Actor>> {
    let of_version = |position: &Position| match &position.disclosure {
        Disclosure::Shared(with) => with.clone(),
        Disclosure::SharedWithAll => parties.to_vec(),
        Disclosure::Public | Disclosure::Confided { .. } | Disclosure::Team => Vec::new(),
    };
    entry.heads().flat_map(of_version).collect()
}

/// Whether an actor may know a position: the stricter disclosure of two versions holds.
fn may_know(entry: &Entry<Position>, actor: &Id<Actor>) -> bool {
    entry.versions().iter().all(|version| {
        version.here().is_some_and(|position| match &position.disclosure {
            Disclosure::Public | Disclosure::SharedWithAll => true,
            Disclosure::Shared(with) => with.contains(actor),
            Disclosure::Confided { .. } | Disclosure::Team => false,
        })
    })
}

#[cfg(test)]
mod tests;
