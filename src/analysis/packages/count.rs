//! Goes through every package once, issue by issue, carrying what each option adds for each party. Two threads take half
//! of the packages each; what they find is joined in the order of the packages, so it does not depend on them.

use std::{
    cmp::Reverse,
    panic::resume_unwind,
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

use super::board::{Board, Judge, Part, by_points};
use super::found::{Count, MOST_KEPT, Near, Rank, Scored, nearer};
use super::{MOST_COMPARED, Standing};
use crate::analysis::watch::Watch;

/// How often a pass looks whether it is to stop.
const LOOK_EVERY: u64 = 1 << 16;
/// Fewer packages than these are not worth a second thread.
pub(super) const ALONE: u64 = 1 << 16;
/// So many beginnings are enough to share the packages out.
const BEGINNINGS: usize = 32;

/// Looks at every package. Fewer than `alone` are one thread's work.
pub(super) fn count(board: &Board<'_>, watch: &Watch<'_>, alone: u64) -> Count {
    let mut count = Count::of(board);
    if board.issues.is_empty() || board.parties.is_empty() {
        return count;
    }
    let of = board.issues.iter().fold(1_u64, |of, issue| of.saturating_mul(issue.len() as u64));
    let beginnings = beginnings(board, if of < alone { 1 } else { BEGINNINGS });
    let (first, second) = beginnings.split_at(beginnings.len().div_ceil(2));
    let done = AtomicU64::new(0);
    let pass = |begins: &[Vec<usize>]| {
        let mut pass = Pass::new(board, watch, (&done, of));
        for beginning in begins {
            pass.begin(beginning);
        }
        pass.count
    };
    thread::scope(|scope| {
        let beside = || thread::Builder::new().spawn_scoped(scope, || pass(second));
        let later = (!second.is_empty()).then(beside);
        count = pass(first);
        match later.map(|begun| begun.map(thread::ScopedJoinHandle::join)) {
            Some(Ok(Ok(later))) => count.join(later),
            Some(Ok(Err(panic))) => resume_unwind(panic),
            // The system gave no thread: one does it all.
            Some(Err(_)) => count.join(pass(second)),
            None => {}
        }
    });
    watch.report(count.total + count.infeasible, of);
    count
}

/// The options on the first few issues with which packages begin, in the order of the packages.
fn beginnings(board: &Board<'_>, enough: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for issue in &board.issues {
        if all.len() >= enough {
            break;
        }
        let longer = |begun: Vec<usize>| {
            issue.iter().map(move |option| begun.iter().copied().chain([*option]).collect())
        };
        all = all.into_iter().flat_map(longer).collect();
    }
    all
}

/// How many packages hang on one choice at each issue.
fn below(board: &Board<'_>) -> Vec<u64> {
    let mut below = vec![1_u64; board.issues.len()];
    for issue in (1..board.issues.len()).rev() {
        below[issue - 1] = below[issue].saturating_mul(board.issues[issue].len() as u64);
    }
    below
}

/// One thread's way through its packages.
struct Pass<'a> {
    board: &'a Board<'a>,
    watch: &'a Watch<'a>,
    /// How many packages all threads have looked at, and of how many.
    done: (&'a AtomicU64, u64),
    below: Vec<u64>,
    /// The options with which the packages begin that are looked at now.
    begins: Vec<usize>,
    chosen: Vec<usize>,
    /// For each depth and party: what the options chosen so far come to.
    so_far: Vec<Vec<Part>>,
    /// For each party: how it stands to the package.
    stands: Vec<Stands>,
    /// No party's nearest package so far lacks more than this.
    furthest: (usize, u32),
    count: Count,
    since_look: u64,
}

/// How a party stands to a package.
#[derive(Clone, Copy, Default)]
struct Stands {
    standing: Standing,
    /// How many of its stances would have to move.
    moves: u32,
    /// Units above its threshold; 0 if it judges by stances.
    surplus: i64,
}

impl<'a> Pass<'a> {
    fn new(board: &'a Board<'a>, watch: &'a Watch<'a>, done: (&'a AtomicU64, u64)) -> Self {
        let parties = board.parties.len();
        Self {
            board,
            watch,
            done,
            below: below(board),
            begins: Vec::new(),
            chosen: vec![0; board.issues.len()],
            so_far: vec![vec![Part::default(); parties]; board.issues.len() + 1],
            stands: vec![Stands::default(); parties],
            furthest: (usize::MAX, u32::MAX),
            count: Count::of(board),
            since_look: 0,
        }
    }

    /// Looks at all packages that begin with some options.
    fn begin(&mut self, with: &[usize]) {
        self.begins = with.to_vec();
        self.issue(0);
    }

    fn issue(&mut self, depth: usize) {
        let board = self.board;
        let Some(issue) = board.issues.get(depth) else { return self.package() };
        let only = self.begins.get(depth).copied();
        for option in issue.iter().copied().filter(|option| only.is_none_or(|only| only == *option)) {
            if self.count.stopped {
                return;
            }
            let earlier = &self.chosen[..depth];
            if board.clashes[option].iter().any(|set| set.iter().all(|other| earlier.contains(other))) {
                // Of what begins otherwise somebody else counts what cannot be.
                let left_out = self.below[depth.max(self.begins.len().saturating_sub(1))];
                self.count.infeasible += left_out;
                self.done.0.fetch_add(left_out, Ordering::Relaxed);
                continue;
            }
            self.chosen[depth] = option;
            let (before, after) = self.so_far.split_at_mut(depth + 1);
            for ((after, before), part) in after[0].iter_mut().zip(&before[depth]).zip(&board.adds[option]) {
                *after = before.with(*part);
            }
            self.issue(depth + 1);
        }
    }

    fn package(&mut self) {
        self.count.total += 1;
        self.since_look += 1;
        if self.since_look == LOOK_EVERY {
            self.look();
        }
        let smallest = self.judge();
        let (mut failing, mut last, mut vetoed, mut stances) = (0, 0, false, 0);
        let mut worst = Standing::Acceptable;
        let each = self.stands.iter().zip(&mut self.count.standings).zip(&self.board.vetoes);
        for (party, ((stands, counted), has_veto)) in each.enumerate() {
            counted[stands.standing as usize] += 1;
            worst = worst.max(stands.standing);
            stances += stands.moves;
            if stands.standing != Standing::Acceptable {
                (failing, last) = (failing + 1, party);
                vetoed |= has_veto;
            }
        }
        let accepted = !vetoed && self.stands.len() - failing >= self.board.needed;
        self.count.to_all += u64::from(failing == 0);
        self.count.conditional += u64::from(worst == Standing::Conditional);
        self.count.to_rule += u64::from(accepted);
        if failing == 1 {
            self.alone(last);
        }
        if failing > 0 && (failing - 1, stances) <= self.furthest {
            self.nearest(failing - 1, stances);
        }
        let chosen = || self.chosen.clone();
        if let Some(smallest) = smallest {
            self.count.surplus(smallest, 1, chosen);
        }
        let rank = (!accepted, worst, stances, Reverse(smallest.unwrap_or_default()));
        self.count.rank(rank, chosen);
        if self.count.to_rule == 0 {
            self.open();
        }
        self.keep(accepted, rank);
    }

    /// Says how far it is, and whether somebody wants it to stop.
    fn look(&mut self) {
        let done = self.done.0.fetch_add(self.since_look, Ordering::Relaxed) + self.since_look;
        self.since_look = 0;
        self.watch.report(done, self.done.1);
        self.count.stopped = self.watch.is_stopped();
    }

    /// How each party stands to the package; returns the smallest surplus of those who judge by points.
    fn judge(&mut self) -> Option<i64> {
        let mut smallest: Option<i64> = None;
        let so_far = self.so_far.last().into_iter().flatten();
        for ((stands, part), judge) in self.stands.iter_mut().zip(so_far).zip(&self.board.parties) {
            *stands = match judge.threshold {
                Some(threshold) => {
                    let surplus = part.points - threshold;
                    smallest = Some(smallest.map_or(surplus, |smallest| smallest.min(surplus)));
                    Stands { standing: by_points(surplus), moves: 0, surplus }
                }
                None => Stands { standing: part.standing, moves: part.unwilling, surplus: 0 },
            };
        }
        // A stance that has to move counts once, however much is wanted for it.
        let mut moved = None;
        for (party, gives, gets) in &self.board.linkages {
            let judges_by_stance = self.board.parties[*party].threshold.is_none();
            if judges_by_stance && self.chosen.contains(gives) && !self.chosen.contains(gets) {
                let stands = &mut self.stands[*party];
                stands.standing = stands.standing.max(Standing::Conditional);
                let is_willing = self.board.parties[*party].standing[*gives] == Standing::Acceptable;
                if is_willing && moved.replace((party, gives)) != Some((party, gives)) {
                    stands.moves += 1;
                }
            }
        }
        smallest
    }

    /// One party alone stands in the way.
    fn alone(&mut self, party: usize) {
        self.count.alone[party] += 1;
        let (judge, stands) = (&self.board.parties[party], self.stands[party]);
        if stands.moves == 1 && stands.standing == Standing::NotKnown {
            let missing = self.chosen.iter().find(|option| judge.standing[**option] == Standing::NotKnown);
            if let Some(option) = missing {
                self.count.only_missing[party * self.board.size() + option] += 1;
            }
        }
    }

    /// For each party that stands in the way: whether fewer others do than in any package so far, and then whether less
    /// has to move in all.
    fn nearest(&mut self, others: usize, stances: u32) {
        let short = self.stands.iter().map(|stands| i128::from(stands.short())).sum();
        for (stands, near) in self.stands.iter().zip(&mut self.count.closest) {
            if stands.standing != Standing::Acceptable {
                nearer(near, (others, stances, short), || self.chosen.clone());
            }
        }
        let lacks = |near: &Option<Near>| {
            near.as_ref().map_or((usize::MAX, u32::MAX), |near| (near.lacks.0, near.lacks.1))
        };
        self.furthest = self.count.closest.iter().map(lacks).max().unwrap_or_default();
    }

    /// What it would take to make this package acceptable under the rule of agreement.
    fn open(&mut self) {
        let vetoes = self.board.vetoes.iter().filter(|veto| **veto).count();
        let (mut stances, mut short) = (0, 0_i128);
        let mut others: Vec<(u32, i64)> = Vec::new();
        for (stands, has_veto) in self.stands.iter().zip(&self.board.vetoes) {
            if *has_veto {
                stances += stands.moves;
                short += i128::from(stands.short());
            } else {
                others.push((stands.moves, stands.short()));
            }
        }
        if others.len() + vetoes > self.board.needed {
            others.sort_unstable();
            others.truncate(self.board.needed.saturating_sub(vetoes));
        }
        stances += others.iter().map(|other| other.0).sum::<u32>();
        short += others.iter().map(|other| i128::from(other.1)).sum::<i128>();
        nearer(&mut self.count.opening, (0, stances, short), || self.chosen.clone());
    }

    /// Keeps what is compared for efficiency later.
    fn keep(&mut self, accepted: bool, rank: Rank) {
        let score = |(stands, judge): (&Stands, &Judge<'_>)| match judge.threshold {
            Some(_) => stands.surplus,
            None => -(stands.standing as i64),
        };
        let scored = || Scored {
            chosen: self.chosen.iter().map(|option| u16::try_from(*option).unwrap_or(u16::MAX)).collect(),
            scores: self.stands.iter().zip(&self.board.parties).map(score).collect(),
            rank,
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

impl Stands {
    /// The units that a party is short of its threshold.
    fn short(self) -> i64 {
        (-self.surplus).max(0)
    }
}
