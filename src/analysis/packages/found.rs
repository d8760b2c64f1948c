//! What is found among packages: counts, and the few that are shown. What was found among earlier and later packages is
//! joined as if one had gone through all.

use std::cmp::Reverse;

use super::board::Board;
use super::{MOST_COMPARED, SHOWN, Standing};

/// The most acceptable packages that are kept for comparing.
pub(super) const MOST_KEPT: usize = 200_000;

/// What one pass over the packages finds.
#[derive(Default)]
pub(super) struct Count {
    pub stopped: bool,
    pub total: u64,
    pub infeasible: u64,
    pub to_all: u64,
    pub conditional: u64,
    pub to_rule: u64,
    pub alone: Vec<u64>,
    pub standings: Vec<[u64; 5]>,
    pub best_surplus: Option<Best>,
    pub closest: Vec<Option<Near>>,
    pub opening: Option<Near>,
    /// For each party and option: how many packages only this unknown stance keeps from being acceptable to all.
    pub only_missing: Vec<u64>,
    pub best: Vec<Ranked>,
    /// Every package, unless there are too many to compare all.
    pub all: Option<Vec<Scored>>,
    /// Packages acceptable under the rule of agreement, unless there are too many to keep.
    pub accepted: Option<Vec<Scored>>,
}

/// A package with the largest smallest surplus so far.
pub(super) struct Best {
    /// In units of points.
    pub surplus: i64,
    pub ties: u64,
    pub chosen: Vec<usize>,
}

/// A package that lacks little.
pub(super) struct Near {
    pub lacks: Lacks,
    pub chosen: Vec<usize>,
}

/// What a package lacks: others in its way, then stances to move, then units of points.
type Lacks = (usize, u32, i128);

/// One of the best few packages.
pub(super) struct Ranked {
    rank: Rank,
    pub chosen: Vec<usize>,
}

/// What the rule of agreement refuses comes last; then most willing first, fewest stances to move, and the largest
/// smallest surplus.
pub(super) type Rank = (bool, Standing, u32, Reverse<i64>);

/// A package with what it is worth to each party.
pub(super) struct Scored {
    pub chosen: Vec<u16>,
    pub rank: Rank,
    /// Units above the threshold, or how bad it stands.
    pub scores: Vec<i64>,
    pub accepted: bool,
}

impl Count {
    pub fn of(board: &Board<'_>) -> Self {
        let parties = board.parties.len();
        Self {
            alone: vec![0; parties],
            standings: vec![[0; 5]; parties],
            closest: (0..parties).map(|_| None).collect(),
            only_missing: vec![0; parties * board.size()],
            all: Some(Vec::new()),
            accepted: Some(Vec::new()),
            ..Self::default()
        }
    }

    /// Adds what was found among later packages.
    pub fn join(&mut self, later: Self) {
        self.stopped |= later.stopped;
        self.total += later.total;
        self.infeasible += later.infeasible;
        self.to_all += later.to_all;
        self.conditional += later.conditional;
        self.to_rule += later.to_rule;
        add(&mut self.alone, &later.alone);
        add(&mut self.only_missing, &later.only_missing);
        for (own, other) in self.standings.iter_mut().zip(&later.standings) {
            add(own, other);
        }
        if let Some(best) = later.best_surplus {
            self.surplus(best.surplus, best.ties, || best.chosen);
        }
        for (near, other) in self.closest.iter_mut().zip(later.closest) {
            if let Some(other) = other {
                nearer(near, other.lacks, || other.chosen);
            }
        }
        if let Some(other) = later.opening {
            nearer(&mut self.opening, other.lacks, || other.chosen);
        }
        for ranked in later.best {
            self.rank(ranked.rank, || ranked.chosen);
        }
        self.all = together(self.all.take(), later.all, MOST_COMPARED);
        self.accepted = together(self.accepted.take(), later.accepted, MOST_KEPT);
    }

    pub fn surplus(&mut self, surplus: i64, ties: u64, chosen: impl FnOnce() -> Vec<usize>) {
        match &mut self.best_surplus {
            Some(best) if best.surplus == surplus => best.ties += ties,
            Some(best) if best.surplus > surplus => {}
            best => *best = Some(Best { surplus, ties, chosen: chosen() }),
        }
    }

    /// Keeps the best few.
    pub fn rank(&mut self, rank: Rank, chosen: impl FnOnce() -> Vec<usize>) {
        if self.best.len() == SHOWN && self.best.last().is_some_and(|last| last.rank <= rank) {
            return;
        }
        let at = self.best.iter().position(|other| rank < other.rank).unwrap_or(self.best.len());
        self.best.insert(at, Ranked { rank, chosen: chosen() });
        self.best.truncate(SHOWN);
    }
}

fn add(own: &mut [u64], other: &[u64]) {
    own.iter_mut().zip(other).for_each(|(own, other)| *own += other);
}

/// Both lists, unless one was given up or both are too many.
fn together(first: Option<Vec<Scored>>, second: Option<Vec<Scored>>, most: usize) -> Option<Vec<Scored>> {
    let (mut all, more) = (first?, second?);
    all.extend(more);
    (all.len() <= most).then_some(all)
}

/// Keeps a package in the place of one that lacks more.
pub(super) fn nearer(near: &mut Option<Near>, lacks: Lacks, chosen: impl FnOnce() -> Vec<usize>) {
    if near.as_ref().is_none_or(|near| lacks < near.lacks) {
        *near = Some(Near { lacks, chosen: chosen() });
    }
}
