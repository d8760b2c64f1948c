//! How the options fare in the futures: capacity, the decision rules over it or over given values, and what would
//! have to be true for another option to come first.

use super::words::{list, people, size_word};
use super::{CapacityFound, Findings, FutureFound, GapInFuture, ValueRow, ValuesFound};
use crate::analysis::capacity::{
    self, Closes, Draws, Lead, Model, OptionBands, Outcome, break_evens, changes_in, simulate, swings,
};
use crate::analysis::plain;
use crate::analysis::rules::{self, Table, is_tied};
use crate::analysis::watch::Watch;
use crate::model::{
    Assumption, AssumptionStatus, Change, ComparedOption, Comparison, Future, Values, ValuesFrom,
};

/// The future that the main figures are read in: the baseline, else none.
fn baseline(comparison: &Comparison) -> Option<&Future> {
    comparison.futures.iter().find(|future| future.baseline)
}

/// Capacity in the baseline with bands, and the worst gap in every future.
pub(super) fn capacity(
    comparison: &Comparison,
    draws: Option<&Draws>,
    watch: &Watch<'_>,
    found: &mut Findings,
) {
    let Some(model) = Model::new(comparison, baseline(comparison)) else { return };
    let Some(capacity) = &comparison.capacity else { return };
    let simulated = draws.and_then(|draws| simulate(&model, draws, watch));
    found.stopped |= draws.is_some() && simulated.is_none();
    let runs = simulated.as_ref().map_or(0, |simulated| simulated.runs);
    let (mut bands, pairs) = simulated.map(|s| (s.options, s.pairs)).unwrap_or_default();
    bands.reverse();
    for outcome in model.likely() {
        found.capacity.push(option(outcome, bands.pop(), runs, &capacity.money));
    }
    (found.runs, found.same_luck) = (runs, pairs);
    for future in &comparison.futures {
        let Some(model) = Model::new(comparison, Some(future)) else { continue };
        for outcome in model.likely() {
            found.gaps_by_future.push(GapInFuture {
                option: outcome.option,
                future: future.title.clone(),
                future_id: future.id.to_string(),
                worst_gap: outcome.worst_gap,
                worst_gap_month: outcome.worst_gap_month,
                shortfall_person_months: outcome.shortfall_person_months,
            });
        }
    }
    found.what_matters = swings(&model);
    found.break_evens = break_evens(&model, capacity);
}

fn option(outcome: Outcome, bands: Option<OptionBands>, runs: u32, money: &str) -> CapacityFound {
    let need = outcome.months.get(outcome.worst_gap_month as usize).map_or(0.0, |month| month.need);
    let range = match &bands {
        Some(bands) => format!(
            ", {} to {} in 10 to 90 per cent of {} runs",
            people(bands.worst_gap.low),
            people(bands.worst_gap.high),
            people(f64::from(runs))
        ),
        None => String::new(),
    };
    let start = people(outcome.gap_at_start);
    let words = match size_word(outcome.worst_gap, need) {
        "none" => format!("none at likely values{range}"),
        word => format!(
            "{word}: {} people short of the posts to be filled, in {}{range}; {start} short at D-day, before anything \
             changes",
            people(outcome.worst_gap),
            month_word(outcome.worst_gap_month)
        ),
    };
    let (gap_closes_month, gap_closes) = match outcome.closes {
        Closes::NeverOpen => (None, "there is no gap".to_owned()),
        Closes::Month(month) => (Some(month), format!("month {month}")),
        Closes::NotWithinHorizon => (None, "not within the horizon".to_owned()),
    };
    CapacityFound {
        cost_words: cost_words(&outcome, money),
        option: outcome.option,
        worst_gap: outcome.worst_gap,
        worst_gap_month: outcome.worst_gap_month,
        gap_at_month_0: outcome.gap_at_start,
        shortfall_person_months: outcome.shortfall_person_months,
        gap_closes_month,
        gap_closes,
        cost: outcome.cost,
        budget: outcome.budget,
        over_budget_month: outcome.over_budget_month,
        waiting_at_horizon: outcome.months.last().map_or(0.0, |month| month.waiting),
        money: money.to_owned(),
        words,
        bands,
        months: outcome.months,
    }
}

/// `month 7`; month 0 is D-day.
fn month_word(month: u32) -> String {
    if month == 0 { "month 0 (D-day)".to_owned() } else { format!("month {month}") }
}

fn cost_words(outcome: &Outcome, money: &str) -> String {
    match (outcome.cost, outcome.budget, outcome.over_budget_month) {
        (None, ..) => "not known".to_owned(),
        (Some(cost), None, _) => format!("{} {money}; the budget is not known", people(cost)),
        (Some(cost), Some(budget), Some(month)) if cost > budget => {
            format!("over by {} {money}, first in month {month}", people(cost - budget))
        }
        (Some(_), Some(_), Some(month)) => format!("within in the end, over for a time from month {month}"),
        (Some(_), Some(_), None) => "within".to_owned(),
    }
}

/// The decision rules, over the values given or over the gaps.
pub(super) fn rules(comparison: &Comparison, found: &mut Findings) {
    let Some(values) = &comparison.values else { return };
    let table = match table(comparison, values, found) {
        Ok(table) => table,
        Err(wanting) => {
            found.rules_left_out = wanting;
            return;
        }
    };
    let row =
        |(option, values): (&String, &Vec<f64>)| ValueRow { option: option.clone(), values: values.clone() };
    found.values = Some(ValuesFound {
        better: values.better.word().to_owned(),
        unit: values.unit.clone(),
        from: values.from.word().to_owned(),
        futures: table.futures.clone(),
        rows: table.options.iter().zip(&table.rows).map(row).collect(),
    });
    found.rules = rules::rules(&table);
}

/// The table of values; or, where a cell is missing, a sentence that names each.
fn table(comparison: &Comparison, values: &Values, found: &Findings) -> Result<Table, String> {
    let cell = |option: &ComparedOption, future: &Future| match values.from {
        ValuesFrom::Given => {
            let cell = values.cells.iter().find(|cell| cell.option == option.id && cell.future == future.id);
            cell.map(|cell| cell.value)
        }
        ValuesFrom::WorstGap | ValuesFrom::Shortfall => {
            let own =
                |gap: &&GapInFuture| gap.option == option.id.as_str() && gap.future_id == future.id.as_str();
            let gap = found.gaps_by_future.iter().find(own)?;
            let is_worst = values.from == ValuesFrom::WorstGap;
            Some(if is_worst { gap.worst_gap } else { gap.shortfall_person_months })
        }
    };
    let wanting = |future: &Future| {
        let options = comparison.options.iter().filter(|option| cell(option, future).is_none());
        let title = |option: &ComparedOption| {
            let name = if option.title.is_empty() { option.id.as_str() } else { &option.title };
            format!("\"{name}\"")
        };
        let titles: Vec<String> = options.map(title).collect();
        (!titles.is_empty()).then(|| format!("in \"{}\" of {}", future.title, list(&titles)))
    };
    let wanting: Vec<String> = comparison.futures.iter().filter_map(wanting).collect();
    if !wanting.is_empty() {
        let which = wanting.join("; ");
        return Err(format!("left out until every option has a value in every future; wanting {which}"));
    }
    let row = |option| comparison.futures.iter().filter_map(|future| cell(option, future)).collect();
    let rows = comparison.options.iter().map(row).collect();
    Ok(Table {
        options: comparison.options.iter().map(|option| option.id.to_string()).collect(),
        futures: found.futures.iter().map(FutureFound::words).collect(),
        rows,
        better: values.better,
        alpha: values.alpha.unwrap_or(0.5),
        floor: values.floor,
    })
}

/// What would have to be true for another option to come first, in sentences.
pub(super) fn flips(comparison: &Comparison, found: &Findings) -> Vec<String> {
    let mut flips = Vec::new();
    if let Some(model) =
        Model::new(comparison, baseline(comparison)).filter(|model| model.options().count() > 1)
    {
        gap_flips(comparison, &model, &mut flips);
    }
    if let Some(rules) = &found.rules {
        let alpha = rules.hurwicz_turns.iter().map(|alpha| plain(*alpha)).collect::<Vec<_>>();
        if !alpha.is_empty() {
            flips.push(format!("The Hurwicz rule changes its pick at alpha {}", list(&alpha)));
        }
        for without in rules.regret_without.iter().filter(|without| without.changes) {
            flips.push(format!(
                "Without {} in the table, minimax regret picks {} instead of {}",
                without.left_out,
                list(&without.picks),
                list(&rules.minimax_regret.picks)
            ));
        }
    }
    flips
}

fn gap_flips(comparison: &Comparison, model: &Model, flips: &mut Vec<String>) {
    for (lead, word) in [(Lead::Smallest, "smallest"), (Lead::Largest, "largest")] {
        let now = leader(model, lead);
        let turns = capacity::turns(model, lead);
        for turn in &turns {
            flips.push(format!(
                "With \"{}\" above {}, {} has the {word} worst gap; below, {}",
                turn.title,
                plain(turn.at),
                turn.above,
                turn.below
            ));
        }
        if turns.is_empty() {
            flips.push(format!(
                "No single input, moved over its range, takes the {word} worst gap from {}",
                list(&now)
            ));
        }
    }
    let now = leader(model, Lead::Smallest);
    let whens = changed(comparison);
    let mut held = 0;
    for (when, changes) in &whens {
        let Some(model) = Model::with_changes(comparison, changes) else { continue };
        let then = leader(&model, Lead::Smallest);
        if then == now {
            held += 1;
        } else if now.iter().all(|option| then.contains(option)) {
            flips.push(format!("{when}, {} tie for the smallest worst gap", list(&then)));
        } else {
            flips.push(format!(
                "{when}, the smallest worst gap is that of {}, not of {}",
                list(&then),
                list(&now)
            ));
        }
    }
    if held > 0 && held == whens.len() {
        let futures = comparison.futures.iter().any(|future| !future.baseline);
        let breaks = comparison.assumptions.iter().any(|assumption| !assumption.if_broken.is_empty());
        let when = match (futures, breaks) {
            (true, true) => "In every future, and whichever assumption breaks",
            (true, false) => "In every future",
            _ => "Whichever assumption breaks",
        };
        let keep = if now.len() == 1 { "keeps" } else { "keep" };
        flips.push(format!("{when}, {} {keep} the smallest worst gap", list(&now)));
    }
}

/// Every other future, and the baseline with each assumption broken that is not.
fn changed(comparison: &Comparison) -> Vec<(String, Vec<Change>)> {
    let before = changes_in(comparison, baseline(comparison), None);
    let futures = comparison.futures.iter().filter(|future| !future.baseline);
    let futures = futures
        .map(|future| (format!("In \"{}\"", future.title), changes_in(comparison, Some(future), None)));
    let would_break = |assumption: &&Assumption| {
        assumption.status != AssumptionStatus::Broken && !assumption.if_broken.is_empty()
    };
    let broken = comparison.assumptions.iter().filter(would_break).map(|assumption| {
        let changes = before.iter().chain(&assumption.if_broken).cloned().collect();
        (format!("If it fails that \"{}\"", assumption.text.trim_end_matches('.')), changes)
    });
    futures.chain(broken).collect()
}

/// The options with the smallest, or the largest, worst gap at likely values.
fn leader(model: &Model, lead: Lead) -> Vec<String> {
    let outcomes = model.likely();
    let turned =
        |outcome: &Outcome| if lead == Lead::Largest { -outcome.worst_gap } else { outcome.worst_gap };
    let first = outcomes.iter().map(turned).fold(f64::INFINITY, f64::min);
    outcomes
        .iter()
        .filter(|outcome| is_tied(turned(outcome), first))
        .map(|outcome| outcome.option.clone())
        .collect()
}
