//! Goes through every package once, issue by issue, carrying each party's sum so far.

use super::board::{Board, reaches, rounded};
use super::{MOST_COMPARED, SHOWN, Standing};
use crate::analysis::rules::is_tied;
use crate::analysis::watch::Watch;

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
    pub surplus: f64,
    pub ties: u64,
    pub chosen: Vec<usize>,
}

/// A package that lacks little: so many stances, so many points.
pub(super) struct Near {
    others: usize,
    stances: u32,
    short: f64,
    pub chosen: Vec<usize>,
}

/// One of the best few packages.
pub(super) struct Ranked {
    worst: Standing,
    stances: u32,
    surplus: f64,
    pub chosen: Vec<usize>,
}

/// A package with what it is worth to each party.
pub(super) struct Scored {
    pub chosen: Vec<u16>,
    pub scores: Vec<f64>,
    pub accepted: bool,
}

/// The most acceptable packages that are kept for comparing.
pub(super) const MOST_KEPT: usize = 200_000;
/// How often a pass looks whether it is to stop.
const LOOK_EVERY: u64 = 1 << 16;

pub(super) fn count(board: &Board<'_>, watch: &Watch<'_>) -> Count {
    let parties = board.parties.len();
    let mut pass = Pass {
        board,
        watch,
        of: board.issues.iter().fold(1_u64, |of, issue| of.saturating_mul(issue.len() as u64)),
        below: below(board),
        chosen: vec![0; board.issues.len()],
        sums: vec![vec![0.0; parties]; board.issues.len() + 1],
        worst: vec![vec![Standing::Acceptable; parties]; board.issues.len() + 1],
        unwilling: vec![vec![0; parties]; board.issues.len() + 1],
        scores: vec![0.0; parties],
        standing: vec![Standing::Acceptable; parties],
        moves: vec![0; parties],
        count: Count {
            alone: vec![0; parties],
            standings: vec![[0; 5]; parties],
            closest: (0..parties).map(|_| None).collect(),
            only_missing: vec![0; parties * board.size()],
            all: Some(Vec::new()),
            accepted: Some(Vec::new()),
            ..Count::default()
        },
        look_at: LOOK_EVERY,
    };
    if !board.issues.is_empty() && parties > 0 {
        pass.issue(0);
        pass.watch.report(pass.count.total + pass.count.infeasible, pass.of);
    }
    pass.count
}

/// How many packages hang on one choice at each issue.
fn below(board: &Board<'_>) -> Vec<u64> {
    let mut below = vec![1_u64; board.issues.len()];
    for issue in (1..board.issues.len()).rev() {
        below[issue - 1] = below[issue].saturating_mul(board.issues[issue].len() as u64);
    }
    below
}

struct Pass<'a> {
    board: &'a Board<'a>,
    watch: &'a Watch<'a>,
    of: u64,
    below: Vec<u64>,
    chosen: Vec<usize>,
    /// For each depth and party: points so far.
    sums: Vec<Vec<f64>>,
    /// For each depth and party: the worst standing so far.
    worst: Vec<Vec<Standing>>,
    /// For each depth and party: stances so far that are not acceptable.
    unwilling: Vec<Vec<u32>>,
    scores: Vec<f64>,
    standing: Vec<Standing>,
    moves: Vec<u32>,
    count: Count,
    look_at: u64,
}

impl Pass<'_> {
    fn issue(&mut self, depth: usize) {
        if depth == self.board.issues.len() {
            self.package();
            return;
        }
        for option in self.board.issues[depth].iter().copied() {
            if self.count.stopped {
                return;
            }
            let earlier = &self.chosen[..depth];
            if self.board.clashes[option].iter().any(|set| set.iter().all(|other| earlier.contains(other))) {
                self.count.infeasible += self.below[depth];
                continue;
            }
            self.chosen[depth] = option;
            self.carry(depth, option);
            self.issue(depth + 1);
        }
    }

    /// Each party's sum and worst standing with one option more.
    fn carry(&mut self, depth: usize, option: usize) {
        let (before, after) = self.sums.split_at_mut(depth + 1);
        let (worst_before, worst_after) = self.worst.split_at_mut(depth + 1);
        let (moves_before, moves_after) = self.unwilling.split_at_mut(depth + 1);
        for (party, judge) in self.board.parties.iter().enumerate() {
            after[0][party] = before[depth][party] + judge.points[option];
            if judge.threshold.is_none() {
                let standing = judge.standing[option];
                worst_after[0][party] = worst_before[depth][party].max(standing);
                moves_after[0][party] =
                    moves_before[depth][party] + u32::from(standing != Standing::Acceptable);
            }
        }
    }

    fn package(&mut self) {
        self.count.total += 1;
        if self.count.total >= self.look_at {
            self.look_at += LOOK_EVERY;
            self.watch.report(self.count.total + self.count.infeasible, self.of);
            self.count.stopped = self.watch.is_stopped();
        }
        let smallest = self.judge();
        let (mut failing, mut last, mut vetoed) = (0, 0, false);
        let mut worst = Standing::Acceptable;
        for (party, standing) in self.standing.iter().enumerate() {
            self.count.standings[party][*standing as usize] += 1;
            worst = worst.max(*standing);
            if *standing != Standing::Acceptable {
                (failing, last) = (failing + 1, party);
                vetoed |= self.board.vetoes[party];
            }
        }
        let accepted = !vetoed && self.standing.len() - failing >= self.board.needed;
        self.count.to_all += u64::from(failing == 0);
        self.count.conditional += u64::from(worst == Standing::Conditional);
        self.count.to_rule += u64::from(accepted);
        let stances = self.moves.iter().sum();
        if failing == 1 {
            self.alone(last);
        }
        if failing > 0 {
            self.nearest(failing - 1, stances);
        }
        self.surplus(smallest);
        self.rank(worst, stances, smallest);
        if self.count.to_rule == 0 {
            self.open();
        }
        self.keep(accepted);
    }

    /// What the package is worth to each party; returns the smallest surplus of those who judge by points.
    fn judge(&mut self) -> f64 {
        let depth = self.board.issues.len();
        let mut smallest = f64::INFINITY;
        for (party, judge) in self.board.parties.iter().enumerate() {
            if let Some(threshold) = judge.threshold {
                let surplus = rounded(self.sums[depth][party] - threshold);
                smallest = smallest.min(surplus);
                self.scores[party] = surplus;
                self.standing[party] =
                    if reaches(surplus) { Standing::Acceptable } else { Standing::Resisted };
            } else {
                self.standing[party] = self.worst[depth][party];
                self.moves[party] = self.unwilling[depth][party];
            }
        }
        // A stance that has to move counts once, however much is wanted for it.
        let mut moved = None;
        for (party, gives, gets) in &self.board.linkages {
            let judges_by_stance = self.board.parties[*party].threshold.is_none();
            if judges_by_stance && self.chosen.contains(gives) && !self.chosen.contains(gets) {
                self.standing[*party] = self.standing[*party].max(Standing::Conditional);
                let is_willing = self.board.parties[*party].standing[*gives] == Standing::Acceptable;
                if is_willing && moved.replace((party, gives)) != Some((party, gives)) {
                    self.moves[*party] += 1;
                }
            }
        }
        for (party, judge) in self.board.parties.iter().enumerate() {
            if judge.threshold.is_none() {
                self.scores[party] = -f64::from(self.standing[party] as u8);
            }
        }
        smallest
    }

    /// One party alone stands in the way.
    fn alone(&mut self, party: usize) {
        self.count.alone[party] += 1;
        let judge = &self.board.parties[party];
        if self.moves[party] == 1 && self.standing[party] == Standing::NotKnown {
            let missing = self.chosen.iter().find(|option| judge.standing[**option] == Standing::NotKnown);
            if let Some(option) = missing {
                self.count.only_missing[party * self.board.size() + option] += 1;
            }
        }
    }

    /// For each party that stands in the way: whether fewer others do than in any package so far, and then whether less
    /// has to move in all.
    fn nearest(&mut self, others: usize, stances: u32) {
        let is_far = |near: &Near| (near.others, near.stances) < (others, stances);
        if self.count.closest.iter().all(|near| near.as_ref().is_some_and(is_far)) {
            return;
        }
        let short = (0..self.standing.len()).map(|party| self.short(party)).sum();
        for (party, near) in self.count.closest.iter_mut().enumerate() {
            if self.standing[party] != Standing::Acceptable {
                nearer(near, (others, stances, short), &self.chosen);
            }
        }
    }

    /// The points that a party is short of its threshold.
    fn short(&self, party: usize) -> f64 {
        match self.board.parties[party].threshold {
            Some(_) if self.standing[party] != Standing::Acceptable => -self.scores[party],
            _ => 0.0,
        }
    }

    fn surplus(&mut self, smallest: f64) {
        if smallest.is_infinite() {
            return;
        }
        match &mut self.count.best_surplus {
            Some(best) if is_tied(best.surplus, smallest) => best.ties += 1,
            Some(best) if best.surplus > smallest => {}
            best => *best = Some(Best { surplus: smallest, ties: 1, chosen: self.chosen.clone() }),
        }
    }

    /// Keeps the best few: most willing first, fewest stances to move, largest smallest surplus.
    fn rank(&mut self, worst: Standing, stances: u32, surplus: f64) {
        let better = |other: &Ranked| {
            let key = worst.cmp(&other.worst).then(stances.cmp(&other.stances));
            key.then(other.surplus.total_cmp(&surplus)).is_lt()
        };
        let best = &mut self.count.best;
        if best.len() == SHOWN && best.last().is_some_and(|last| !better(last)) {
            return;
        }
        let at = best.iter().position(better).unwrap_or(best.len());
        best.insert(at, Ranked { worst, stances, surplus, chosen: self.chosen.clone() });
        best.truncate(SHOWN);
    }

    /// What it would take to make this package acceptable under the rule of agreement.
    fn open(&mut self) {
        let short = |party: usize| self.short(party);
        let vetoes = self.board.vetoes.iter().filter(|veto| **veto).count();
        let (mut stances, mut points) = (0, 0.0);
        let mut others: Vec<(u32, f64)> = Vec::new();
        for party in 0..self.board.parties.len() {
            if self.board.vetoes[party] {
                stances += self.moves[party];
                points += short(party);
            } else {
                others.push((self.moves[party], short(party)));
            }
        }
        if others.len() + vetoes > self.board.needed {
            others.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
            others.truncate(self.board.needed.saturating_sub(vetoes));
        }
        stances += others.iter().map(|other| other.0).sum::<u32>();
        points += others.iter().map(|other| other.1).sum::<f64>();
        nearer(&mut self.count.opening, (0, stances, points), &self.chosen);
    }

    /// Keeps what is compared for efficiency later.
    fn keep(&mut self, accepted: bool) {
        let scored = || Scored {
            chosen: self.chosen.iter().map(|option| u16::try_from(*option).unwrap_or(u16::MAX)).collect(),
            scores: self.scores.clone(),
            accepted,
        };
        if let Some(all) = &mut self.count.all {
            if all.len() == MOST_COMPARED {
                self.count.all = None;
            } else {
                all.push(scored());
            }
        }
        if let Some(kept) = self.count.accepted.as_mut().filter(|_| accepted) {
            if kept.len() == MOST_KEPT {
                self.count.accepted = None;
            } else {
                kept.push(scored());
            }
        }
    }
}

fn nearer(near: &mut Option<Near>, (others, stances, short): (usize, u32, f64), chosen: &[usize]) {
    let is_nearer = near.as_ref().is_none_or(|near| {
        (others, stances) < (near.others, near.stances)
            || ((others, stances) == (near.others, near.stances) && short < near.short)
    });
    if is_nearer {
        *near = Some(Near { others, stances, short, chosen: chosen.to_vec() });
    }
}
