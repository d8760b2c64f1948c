//! Many runs with luck: bands around the likely figures.
//!
//! Run r draws from stream r of the seed (`ChaCha` with 8 rounds), one number for each range in the order of the names,
//! the same for all options. So figures depend on the seed and the number of runs alone, not on threads or machine.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde::Serialize;

use super::compile::{Model, Slot};
use super::{Closes, Month, closes, run, worst};
use crate::analysis::watch::Watch;

/// How many runs, with which seed, on how many threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draws {
    /// How many runs: 1 to 100,000; more are cut to that.
    pub runs: u32,
    /// The seed.
    pub seed: u64,
    /// How many threads share the work; the figures do not depend on it.
    pub threads: usize,
}

impl Default for Draws {
    fn default() -> Self {
        Self { runs: 10_000, seed: 1, threads: 1 }
    }
}

/// The values that 10, 50 and 90 per cent of the runs do not exceed, by nearest rank.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Band {
    /// 10 per cent.
    pub low: f64,
    /// 50 per cent.
    pub middle: f64,
    /// 90 per cent.
    pub high: f64,
}

/// The bands of one option.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OptionBands {
    /// The option.
    pub option: String,
    /// The gap in each month.
    pub gap: Vec<Band>,
    /// The effective strength in each month.
    pub effective: Vec<Band>,
    /// The worst gap of each run.
    pub worst_gap: Band,
    /// The shortfall of each run, in person-months.
    pub shortfall: Band,
    /// The mean worst gap, summed in the order of the runs.
    pub mean_worst_gap: f64,
    /// In how many runs the gap closes within the horizon, or is never open.
    pub closes_in: u32,
}

/// Two options under the same luck.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// The option whose worst gap is larger,
    pub larger: String,
    /// than that of this one,
    pub than: String,
    /// in so many runs.
    pub runs: u32,
}

/// What the runs come to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Simulated {
    /// How many runs there were.
    pub runs: u32,
    /// The seed.
    pub seed: u64,
    /// Every option.
    pub options: Vec<OptionBands>,
    /// Every ordered pair of options.
    pub pairs: Vec<Pair>,
}

/// The most runs that are made; more would cost memory and tell nothing new.
const MOST_RUNS: u32 = 100_000;
/// Runs are shared out among threads in chunks of this size. In a chunk a figure of all its runs stands together, for
/// bands go through one figure at a time.
const CHUNK: usize = 128;
/// Figures of an option and run beside two a month: worst gap, shortfall, whether the gap closes.
const EXTRA: usize = 3;

/// Runs every plan many times; nothing if it was stopped.
#[must_use]
pub fn simulate(model: &Model, draws: &Draws, watch: &Watch<'_>) -> Option<Simulated> {
    let runs = draws.runs.clamp(1, MOST_RUNS);
    let luck = Luck::new(model, draws.seed);
    let work = Work { model, luck: &luck, watch, runs: runs as usize, threads: draws.threads.max(1) };
    let (mut options, mut worsts) = (Vec::new(), Vec::new());
    for plan in 0..model.plans.len() {
        let (bands, worst) = work.option(plan)?;
        options.push(bands);
        worsts.push(worst);
    }
    let mut pairs = Vec::new();
    for (a, first) in worsts.iter().enumerate() {
        for (b, second) in worsts.iter().enumerate().filter(|(b, _)| *b != a) {
            let runs = count(first.iter().zip(second).map(|(x, y)| x > y));
            pairs.push(Pair { larger: options[a].option.clone(), than: options[b].option.clone(), runs });
        }
    }
    Some(Simulated { runs, seed: draws.seed, options, pairs })
}

/// All runs of a model; one option at a time, so that memory holds the figures of one only.
struct Work<'a> {
    model: &'a Model,
    luck: &'a Luck<'a>,
    watch: &'a Watch<'a>,
    runs: usize,
    threads: usize,
}

impl Work<'_> {
    /// The bands of one option, and its worst gap in each run; nothing if it was stopped.
    fn option(&self, plan: usize) -> Option<(OptionBands, Vec<f64>)> {
        let width = 2 * self.model.plans[plan].need.len() + EXTRA;
        let mut figures = vec![0.0; width * self.runs];
        let before = (plan * self.runs) as u64;
        let done = AtomicU64::new(before);
        let (next, chunks) = (AtomicUsize::new(0), chunks(&mut figures, width * CHUNK));
        let worker = || {
            let mut values = vec![0.0; self.model.slots.len()];
            let mut months = Vec::new();
            while let Some(chunk) = chunks.get(next.fetch_add(1, Ordering::Relaxed)) {
                let Ok(mut chunk) = chunk.lock() else { return };
                let (first, made) = (chunk.0 * CHUNK, chunk.1.len() / width);
                for run in 0..made {
                    self.luck.draw(first + run, &mut values);
                    let mut place = chunk.1[run..].iter_mut().step_by(made);
                    one_run(&self.model.plans[plan], &values, &mut months, &mut place);
                }
                let made = made as u64;
                let so_far = done.fetch_add(made, Ordering::Relaxed) + made;
                self.watch.report(so_far, (self.runs * self.model.plans.len()) as u64);
                if self.watch.is_stopped() {
                    return;
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..self.threads {
                scope.spawn(worker);
            }
            worker();
        });
        drop(chunks);
        (!self.watch.is_stopped()).then(|| bands(&self.model.plans[plan], &figures))
    }
}

type Chunk<'a> = Mutex<(usize, &'a mut [f64])>;

fn chunks(figures: &mut [f64], size: usize) -> Vec<Chunk<'_>> {
    figures.chunks_mut(size).enumerate().map(Mutex::new).collect()
}

/// Which number of a run decides which slot.
struct Luck<'a> {
    seed: [u8; 32],
    slots: Vec<(&'a Slot, Option<usize>)>,
    numbers: usize,
}

impl<'a> Luck<'a> {
    fn new(model: &'a Model, seed: u64) -> Self {
        let drawn = model.drawn();
        let number = |slot: &Slot| drawn.iter().position(|name| Some(*name) == slot.name);
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let slots =
            model.slots.iter().map(|slot| (slot, number(slot).filter(|_| slot.low < slot.high))).collect();
        Self { seed: bytes, slots, numbers: drawn.len() }
    }

    fn draw(&self, run: usize, values: &mut [f64]) {
        let mut stream = ChaCha8Rng::from_seed(self.seed);
        stream.set_stream(run as u64);
        let luck: Vec<f64> = (0..self.numbers).map(|_| unit(stream.next_u64())).collect();
        for (value, (slot, number)) in values.iter_mut().zip(&self.slots) {
            let raw = number.map_or(slot.likely, |n| triangular(slot.low, slot.likely, slot.high, luck[n]));
            *value = slot.settle(raw);
        }
    }
}

/// A number from 0 up to but not including 1, out of the upper 53 bits.
#[expect(clippy::cast_precision_loss, reason = "53 bits fit exactly")]
fn unit(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1u64 << 53) as f64
}

/// The inverse of the triangular distribution's cumulative function.
pub(super) fn triangular(low: f64, likely: f64, high: f64, luck: f64) -> f64 {
    let width = high - low;
    let turn = (likely - low) / width;
    if luck < turn {
        low + (luck * width * (likely - low)).sqrt()
    } else {
        high - ((1.0 - luck) * width * (high - likely)).sqrt()
    }
}

/// Makes one run, and puts each of its figures in its place: gaps, then strengths, by month; then what is extra.
fn one_run<'a>(
    plan: &run::Plan,
    values: &[f64],
    months: &mut Vec<Month>,
    places: &mut impl Iterator<Item = &'a mut f64>,
) {
    run::run(plan, values, months);
    let closed = if closes(months) == Closes::NotWithinHorizon { 0.0 } else { 1.0 };
    let extra = [worst(months).1, months.last().map_or(0.0, |m| m.shortfall), closed];
    let each = months.iter().map(|month| month.gap).chain(months.iter().map(|month| month.effective));
    for (place, figure) in places.zip(each.chain(extra)) {
        *place = figure;
    }
}

/// Puts the bands of an option together, and its worst gaps in the order of the runs.
fn bands(plan: &run::Plan, figures: &[f64]) -> (OptionBands, Vec<f64>) {
    let months = plan.need.len();
    let width = 2 * months + EXTRA;
    let take = |at: usize| -> Vec<f64> {
        let of_chunk = |chunk: &[f64]| {
            let runs = chunk.len() / width;
            at * runs..(at + 1) * runs
        };
        figures.chunks(width * CHUNK).flat_map(|chunk| &chunk[of_chunk(chunk)]).copied().collect()
    };
    let worst = take(2 * months);
    let bands = OptionBands {
        option: plan.option.clone(),
        gap: (0..months).map(|month| band(take(month))).collect(),
        effective: (months..2 * months).map(|month| band(take(month))).collect(),
        mean_worst_gap: mean(&worst),
        worst_gap: band(worst.clone()),
        shortfall: band(take(2 * months + 1)),
        closes_in: count(take(2 * months + 2).iter().map(|closed| *closed > 0.5)),
    };
    (bands, worst)
}

#[expect(clippy::cast_precision_loss, reason = "at most 100,000 runs")]
fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn count(holds: impl Iterator<Item = bool>) -> u32 {
    holds.fold(0, |sum, holds| sum + u32::from(holds))
}

/// Nearest ranks: the smallest value that at least so many per cent of the runs do not exceed.
pub(super) fn band(mut values: Vec<f64>) -> Band {
    let rank = |percent: usize| (values.len() * percent).div_ceil(100).max(1) - 1;
    let (low, middle, high) = (rank(10), rank(50), rank(90));
    let nth = |part: &mut [f64], at: usize| *part.select_nth_unstable_by(at, f64::total_cmp).1;
    let (below, at_middle, above) = values.select_nth_unstable_by(middle, f64::total_cmp);
    Band {
        low: if low < middle { nth(below, low) } else { *at_middle },
        middle: *at_middle,
        high: if high > middle { nth(above, high - middle - 1) } else { *at_middle },
    }
}
