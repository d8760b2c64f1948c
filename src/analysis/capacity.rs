//! Capacity over time: how many posts a timetable leaves unfilled, month by month.
//!
//! In each month: run-down and attrition, then graduation and posting, then transfers, then strength. People are real
//! numbers and none is lost or made: every one is in exactly one ledger. Only +, -, x, / and square roots are used.

mod compile;
mod inputs;
mod run;
mod simulate;

use serde::Serialize;

pub use compile::{Model, Name, changes_in};
pub use inputs::{BreakEvenFound, Lead, Swing, Turn, break_evens, swings, turns};
pub use simulate::{Band, Draws, OptionBands, Pair, Simulated, simulate};

/// Where everybody is, and what it comes to, at the end of a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Month {
    /// Posts that must be filled.
    pub need: f64,
    /// Effective strength: people weighed by what they can do.
    pub effective: f64,
    /// Posts that are not filled; never below zero.
    pub gap: f64,
    /// The gaps of all months from month 0 to this one, in person-months.
    pub shortfall: f64,
    /// Members of the outgoing forces who still serve in them.
    pub outgoing: f64,
    /// Members of the outgoing forces who were kept on after vetting.
    pub retained: f64,
    /// Former fighters who wait for registration or for a class.
    pub waiting: f64,
    /// People in training.
    pub in_training: f64,
    /// People posted in the incoming forces who are not fully able yet.
    pub recruits: f64,
    /// People posted in the incoming forces who are fully able.
    pub able: f64,
    /// Members released from the outgoing forces who serve on in a force outside the plan.
    pub transferred: f64,
    /// People who left service, or never came into it: released, lost, failed, refused in vetting.
    pub left: f64,
    /// People who came from nowhere else into a class, since month 0.
    pub joined: f64,
    /// Interim help; it is counted here only.
    pub interim: f64,
    /// What the month costs.
    pub cost: f64,
    /// What all months cost up to this one.
    pub cost_total: f64,
    /// The money there was up to this month.
    pub budget_total: f64,
}

/// When a gap closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Closes {
    /// There is none in any month.
    NeverOpen,
    /// From this month to the horizon there is none.
    Month(u32),
    /// It is still open at the horizon.
    NotWithinHorizon,
}

/// What one run of one plan comes to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// The option.
    pub option: String,
    /// The largest gap.
    pub worst_gap: f64,
    /// The first month in which it is as large.
    pub worst_gap_month: u32,
    /// The gap in month 0, which may be there before anything changes.
    pub gap_at_start: f64,
    /// The gaps of all months, in person-months.
    pub shortfall_person_months: f64,
    /// When the gap closes.
    pub closes: Closes,
    /// What it costs in all, if the plan says what things cost.
    pub cost: Option<f64>,
    /// The money there is in all, if the plan says so.
    pub budget: Option<f64>,
    /// The first month in which the cost so far is above the money so far.
    pub over_budget_month: Option<u32>,
    /// Every month from 0 to the horizon.
    pub months: Vec<Month>,
}

/// A gap of less than half a person is none: a force that fills up to its size with people as real numbers only
/// comes ever nearer to it.
const NO_GAP: f64 = 0.5;

impl Model {
    /// Every plan at likely values.
    #[must_use]
    pub fn likely(&self) -> Vec<Outcome> {
        let values = self.likely_values(None);
        (0..self.plans.len()).map(|plan| self.outcome(plan, &values)).collect()
    }

    /// One plan at these values.
    fn outcome(&self, plan: usize, values: &[f64]) -> Outcome {
        let mut months = Vec::new();
        let plan = &self.plans[plan];
        run::run(plan, values, &mut months);
        let (worst_gap_month, worst_gap) = worst(&months);
        let over = |m: &Month| m.cost_total > m.budget_total * (1.0 + 1e-12);
        let knows_both = plan.has_cost && plan.has_budget;
        Outcome {
            option: plan.option.clone(),
            worst_gap,
            worst_gap_month,
            gap_at_start: months.first().map_or(0.0, |m| m.gap),
            shortfall_person_months: months.last().map_or(0.0, |m| m.shortfall),
            closes: closes(&months),
            cost: months.last().filter(|_| plan.has_cost).map(|m| m.cost_total),
            budget: months.last().filter(|_| plan.has_budget).map(|m| m.budget_total),
            over_budget_month: months
                .iter()
                .position(over)
                .filter(|_| knows_both)
                .and_then(|m| u32::try_from(m).ok()),
            months,
        }
    }
}

/// The first month with the largest gap, and that gap.
fn worst(months: &[Month]) -> (u32, f64) {
    let mut worst = (0, 0.0);
    for (number, month) in (0..).zip(months) {
        if month.gap > worst.1 {
            worst = (number, month.gap);
        }
    }
    worst
}

fn closes(months: &[Month]) -> Closes {
    match (0u32..).zip(months).filter(|(_, month)| month.gap >= NO_GAP).last() {
        None => Closes::NeverOpen,
        Some((last, _)) if last as usize + 1 == months.len() => Closes::NotWithinHorizon,
        Some((last, _)) => Closes::Month(last + 1),
    }
}

#[cfg(test)]
mod tests;
