//! Which inputs matter: what each does to the worst gap, how far it may go, and where another option gets ahead.
//!
//! One input moves at a time while all others are likely, so what two of them do together is not seen here.

use serde::Serialize;

use super::compile::{Held, Model};
use super::{run, worst};
use crate::analysis::{plain, rules::is_tied};
use crate::model::{Amount, Capacity};

/// What one input does to the worst gap of an option.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Swing {
    /// The option.
    pub option: String,
    /// The input's id or path.
    pub input: String,
    /// The input in a few words.
    pub title: String,
    /// The lowest value of the input in that option, as the future leaves it, and the worst gap with it.
    pub low: (f64, f64),
    /// The highest value of the input, and the worst gap with it.
    pub high: (f64, f64),
    /// How far apart the two gaps are.
    pub width: f64,
}

/// How far an input may go before the worst gap passes a share of the need.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BreakEvenFound {
    /// The option.
    pub option: String,
    /// The input's id or path.
    pub input: String,
    /// The share of the need.
    pub gap_share: f64,
    /// The values that were looked at: from, to.
    pub searched: (f64, f64),
    /// The largest value with which the gap stays under that share, if it does with low and not with high values.
    pub up_to: Option<f64>,
    /// The smallest value with which it does, if it does with high and not with low values.
    pub down_to: Option<f64>,
    /// The same as a sentence.
    pub words: String,
}

/// The value of an input at which another option takes the lead.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Turn {
    /// The input's id or path.
    pub input: String,
    /// The input in a few words.
    pub title: String,
    /// The value at which the lead changes.
    pub at: f64,
    /// Who leads just below it.
    pub below: String,
    /// Who leads just above it.
    pub above: String,
}

/// Which end of the worst gaps is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// The option with the smallest worst gap.
    Smallest,
    /// The option with the largest.
    Largest,
}

/// The steps in which a range is looked through.
const STEPS: u32 = 32;

impl Model {
    fn worst_gap(&self, plan: usize, values: &[f64]) -> f64 {
        let mut months = Vec::new();
        run::run(&self.plans[plan], values, &mut months);
        worst(&months).1
    }

    /// The worst gap as a share of the posts to be filled in its month.
    fn worst_share(&self, plan: usize, values: &[f64]) -> f64 {
        let mut months = Vec::new();
        run::run(&self.plans[plan], values, &mut months);
        months.iter().filter(|m| m.need > 0.0).map(|m| m.gap / m.need).fold(0.0, f64::max)
    }

    fn named(&self, id: &str) -> Option<usize> {
        self.names.iter().position(|name| name.id == id)
    }

    /// The options with the smallest, or the largest, worst gap.
    fn leaders(&self, values: &[f64], lead: Lead) -> Vec<usize> {
        let turned = |gap: f64| if lead == Lead::Largest { -gap } else { gap };
        let gaps: Vec<f64> = (0..self.plans.len()).map(|plan| turned(self.worst_gap(plan, values))).collect();
        let first = gaps.iter().copied().fold(f64::INFINITY, f64::min);
        (0..gaps.len()).filter(|plan| is_tied(gaps[*plan], first)).collect()
    }
}

/// What each input does to the worst gap of each option, the strongest first; inputs that do nothing are left out.
#[must_use]
pub fn swings(model: &Model) -> Vec<Swing> {
    let mut found = Vec::new();
    for (plan, option) in model.options().enumerate() {
        let mut own = Vec::new();
        for name in model.drawn() {
            let Some(reach) = model.reach(name, model.of_plan[plan].clone()) else { continue };
            let (low, high) =
                (model.likely_values(Some(Held::Low(name))), model.likely_values(Some(Held::High(name))));
            let gaps = (model.worst_gap(plan, &low), model.worst_gap(plan, &high));
            let named = &model.names[name];
            own.push(Swing {
                option: option.to_owned(),
                input: named.id.clone(),
                title: named.title.clone(),
                low: (reach.0, gaps.0),
                high: (reach.1, gaps.1),
                width: (gaps.1 - gaps.0).abs(),
            });
        }
        own.retain(|swing| swing.width > 1e-9);
        own.sort_by(|a, b| b.width.total_cmp(&a.width).then_with(|| a.input.cmp(&b.input)));
        found.extend(own);
    }
    found
}

/// Answers the break-even questions of a file; one whose input is not known is left out.
#[must_use]
pub fn break_evens(model: &Model, capacity: &Capacity) -> Vec<BreakEvenFound> {
    let mut found = Vec::new();
    for asked in &capacity.break_evens {
        let Some(name) = model.named(asked.input.as_str()) else { continue };
        for (plan, option) in model.options().enumerate() {
            let searched = match asked.search {
                Amount::Range { low, high, .. } => Some((low, high)),
                _ => model.reach(name, model.of_plan[plan].clone()),
            };
            let anywhere = || model.reach(name, 0..model.slots.len()).unwrap_or_default();
            let searched = searched.unwrap_or_else(anywhere);
            if asked.option.as_ref().is_none_or(|wanted| wanted.as_str() == option) {
                found.push(break_even(model, plan, name, asked.gap_share, searched));
            }
        }
    }
    found
}

fn break_even(model: &Model, plan: usize, name: usize, share: f64, searched: (f64, f64)) -> BreakEvenFound {
    let holds =
        |value: f64| model.worst_share(plan, &model.likely_values(Some(Held::At(name, value)))) <= share;
    let points: Vec<f64> = steps(searched).collect();
    let held: Vec<bool> = points.iter().map(|value| holds(*value)).collect();
    let first_break = held.iter().position(|held| !held);
    let first_hold = held.iter().position(|held| *held);
    let (mut up_to, mut down_to) = (None, None);
    match (first_break, first_hold) {
        (Some(broken), Some(0)) => up_to = Some(bisect(points[broken - 1], points[broken], &holds)),
        (Some(0), Some(_)) if held.last() == Some(&true) => {
            let last_broken = held.iter().rposition(|held| !held).unwrap_or(0);
            down_to = Some(bisect(points[last_broken + 1], points[last_broken], &holds));
        }
        _ => {}
    }
    let (option, named) = (model.plans[plan].option.clone(), &model.names[name]);
    let asked = format!("Option {option}: the worst gap stays within {} % of the need", plain(share * 100.0));
    let unit = if named.unit.is_empty() { String::new() } else { format!(" ({})", named.unit) };
    let name = format!("\"{}\"{unit}", named.title);
    let range = format!("from {} to {}", plain(searched.0), plain(searched.1));
    let words = match (up_to, down_to, first_break, first_hold) {
        (Some(most), ..) => format!("{asked} while {name} is at most {}", plain(most)),
        (_, Some(least), ..) => format!("{asked} while {name} is at least {}", plain(least)),
        (.., None, _) => format!("{asked} for every value of {name} {range}"),
        (.., None) => format!("{asked} for no value of {name} {range}"),
        _ => format!("{asked} only for some values of {name} in between, {range}"),
    };
    BreakEvenFound { option, input: named.id.clone(), gap_share: share, searched, up_to, down_to, words }
}

/// Where a single input, moved over its range, gives another option the smallest, or the largest, worst gap.
#[must_use]
pub fn turns(model: &Model, lead: Lead) -> Vec<Turn> {
    let mut found = Vec::new();
    if model.plans.len() < 2 {
        return found;
    }
    for name in model.drawn() {
        let leaders = |value: f64| model.leaders(&model.likely_values(Some(Held::Within(name, value))), lead);
        let Some((low, high)) = model.reach(name, 0..model.slots.len()) else { continue };
        let (mut before, mut now) = (low, leaders(low));
        for value in steps((low, high)).skip(1) {
            let next = leaders(value);
            let both: Vec<usize> = now.iter().copied().filter(|plan| next.contains(plan)).collect();
            if both.is_empty() {
                let still = |value: f64| leaders(value).iter().any(|plan| now.contains(plan));
                found.push(Turn {
                    input: model.names[name].id.clone(),
                    title: model.names[name].title.clone(),
                    at: bisect(before, value, &still),
                    below: model.plans[now[0]].option.clone(),
                    above: model.plans[next[0]].option.clone(),
                });
                now = next;
            } else {
                now = both;
            }
            before = value;
        }
    }
    found
}

fn steps((from, to): (f64, f64)) -> impl Iterator<Item = f64> {
    (0..=STEPS).map(move |step| from + (to - from) * (f64::from(step) / f64::from(STEPS)))
}

/// The last value, going from `good` to `bad`, at which something holds, to a millionth of the way.
fn bisect(mut good: f64, mut bad: f64, holds: &dyn Fn(f64) -> bool) -> f64 {
    for _ in 0..20 {
        let middle = f64::midpoint(good, bad);
        if holds(middle) { good = middle } else { bad = middle }
    }
    good
}
