//! What the options stand on and what is seen of it: coverage, indicators, assumptions, and what is missing.

use serde::Serialize;

use super::words::{list, people};
use super::{Findings, FutureFound};
use crate::analysis::capacity::{Model, changes_in};
use crate::analysis::plain;
use crate::model::{
    Assumption, AssumptionStatus, Comparison, Coverage, CoverageKind, Does, Future, Id, Indicator,
    LinkedIssue, Reading, Side, Stance, Status,
};

/// What an option does about what an agreement ought to deal with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CoverageFound {
    /// The option.
    pub option: String,
    /// What it deals with.
    pub addresses: Vec<String>,
    /// What it leaves as it is.
    pub leaves: Vec<String>,
    /// What it makes worse.
    pub worsens: Vec<String>,
    /// What nobody has looked at for this option.
    pub not_looked_at: Vec<String>,
    /// Linked issues that it does not deal with, or that nobody has looked at.
    pub linked_issues_left: Vec<String>,
}

/// One row of the coverage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CoverageRow {
    /// What it is: a threat, a violation …
    pub kind: &'static str,
    /// The record's id, if any.
    pub id: String,
    /// In a few words.
    pub title: String,
    /// What each option does, in the order of the options.
    pub cells: Vec<&'static str>,
    /// How, in the order of the options.
    pub reasons: Vec<String>,
    /// Whether the options differ.
    pub differs: bool,
    /// Whether nobody has held any option against it yet.
    #[serde(skip)]
    pub is_untouched: bool,
}

/// What was last read of an indicator.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct IndicatorFound {
    /// Its id.
    pub id: String,
    /// What is observed.
    pub title: String,
    /// The last reading: its date as written, and the value.
    pub latest: Option<(String, f64)>,
    /// The futures that it points to.
    pub points_to: Vec<String>,
    /// The assumptions that it speaks against.
    pub against: Vec<String>,
    /// The same as a sentence.
    pub words: String,
}

/// Which future the readings point to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Pointing {
    /// How many indicators have a reading.
    pub read: u32,
    /// How many have none yet.
    pub unread: u32,
    /// Every future with the number of readings that point to it.
    pub futures: Vec<FuturePointedTo>,
    /// The same as a sentence.
    pub words: String,
}

/// How many readings point to a future.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FuturePointedTo {
    /// The future.
    pub future: String,
    /// How many readings.
    pub readings: u32,
}

/// An assumption, and what falls with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AssumptionFound {
    /// Its id.
    pub id: String,
    /// In a sentence.
    pub text: String,
    /// Holds, in doubt, broken.
    pub status: &'static str,
    /// Who or what says so.
    pub source: String,
    /// The options that stand on it.
    pub options: Vec<String>,
    /// The futures that stand on it.
    pub futures: Vec<String>,
    /// The effects that stand on it.
    pub effects: Vec<String>,
    /// The readings that speak against it.
    pub against: Vec<String>,
    /// What its breaking does to the worst gap, in a sentence.
    pub if_broken: String,
    /// All of it in a sentence.
    pub words: String,
}

impl AssumptionFound {
    /// What its breaking does, or has done, to the worst gap; empty if that is not known.
    #[must_use]
    pub fn when_broken(&self) -> String {
        let verb = if self.status == AssumptionStatus::Broken.word() { "Broken" } else { "If it breaks" };
        if self.if_broken.is_empty() { String::new() } else { format!("{verb}: {}.", self.if_broken) }
    }

    /// The assumption itself, how it stands, and what its breaking does.
    #[must_use]
    pub fn told(&self) -> String {
        let told = format!("{}: {}. {}", self.text.trim_end_matches('.'), self.words, self.when_broken());
        told.trim_end().to_owned()
    }
}

/// A future, with the outcome of each driver.
pub(super) fn future(comparison: &Comparison, future: &Future) -> FutureFound {
    let outcome = |taken: &crate::model::OutcomeIn| {
        let driver = comparison.drivers.iter().find(|driver| driver.id == taken.driver)?;
        let outcome = driver.outcomes.iter().find(|outcome| outcome.id == taken.outcome)?;
        Some(format!("{}: {}", driver.title, outcome.title))
    };
    FutureFound {
        id: future.id.to_string(),
        title: future.title.clone(),
        baseline: future.baseline,
        fallen: fallen(comparison, future),
        outcomes: future.outcomes.iter().filter_map(outcome).collect(),
    }
}

/// The broken assumptions that a future stands on.
fn fallen(comparison: &Comparison, future: &Future) -> Vec<String> {
    let broken = comparison.assumptions.iter().filter(|a| a.status == AssumptionStatus::Broken);
    broken.filter(|a| future.assumptions.contains(&a.id)).map(|a| a.text.clone()).collect()
}

fn does(row: &Coverage, option: &str) -> Does {
    row.options.iter().find(|cell| cell.option.as_str() == option).map_or(Does::NotLooked, |cell| cell.does)
}

/// What each option deals with, leaves, makes worse.
pub(super) fn coverage(comparison: &Comparison) -> Vec<CoverageFound> {
    let of_option = |option: &crate::model::ComparedOption| {
        let option = option.id.as_str();
        let which = |wanted: Does| -> Vec<String> {
            let rows = comparison.coverage.iter().filter(|row| does(row, option) == wanted);
            rows.map(|row| format!("{}: {}", row.kind, row.title)).collect()
        };
        let left = |issue: &&LinkedIssue| {
            let row =
                comparison.coverage.iter().find(|r| r.kind == CoverageKind::Linked && r.id == issue.word());
            row.is_none_or(|row| does(row, option) != Does::Addresses)
        };
        CoverageFound {
            option: option.to_owned(),
            addresses: which(Does::Addresses),
            leaves: which(Does::Leaves),
            worsens: which(Does::Worsens),
            not_looked_at: which(Does::NotLooked),
            linked_issues_left: LinkedIssue::ALL
                .iter()
                .filter(left)
                .map(|issue| issue.word().to_owned())
                .collect(),
        }
    };
    comparison.options.iter().map(of_option).collect()
}

/// The rows of the coverage.
pub(super) fn coverage_rows(comparison: &Comparison) -> Vec<CoverageRow> {
    let row = |row: &Coverage| {
        let ids = || comparison.options.iter().map(|option| option.id.as_str());
        let reason = |option: &str| {
            let cell = row.options.iter().find(|cell| cell.option.as_str() == option);
            cell.map_or_else(String::new, |cell| cell.reason.clone())
        };
        let cells: Vec<&str> = ids().map(|option| does(row, option).word()).collect();
        CoverageRow {
            kind: row.kind.word(),
            id: row.id.clone(),
            title: row.title.clone(),
            reasons: ids().map(reason).collect(),
            differs: cells.windows(2).any(|pair| pair[0] != pair[1]),
            is_untouched: ids().all(|option| does(row, option) == Does::NotLooked),
            cells,
        }
    };
    comparison.coverage.iter().map(row).collect()
}

fn latest(indicator: &Indicator) -> Option<&Reading> {
    indicator.readings.iter().filter(|reading| reading.date.is_some()).max_by(|a, b| a.date.cmp(&b.date))
}

fn is_reached(indicator: &Indicator, value: f64) -> bool {
    match indicator.points_when {
        Side::AtLeast => value >= indicator.threshold,
        Side::AtMost => value <= indicator.threshold,
    }
}

fn pointed_to(indicator: &Indicator) -> &[Id<Future>] {
    match latest(indicator) {
        Some(reading) if is_reached(indicator, reading.value) => &indicator.points_to,
        Some(_) => &indicator.otherwise,
        None => &[],
    }
}

fn title(comparison: &Comparison, id: &Id<Future>) -> String {
    let future = comparison.futures.iter().find(|future| future.id == *id);
    future.map_or_else(|| id.to_string(), |future| future.title.clone())
}

/// What was last read of each indicator, and where it points.
pub(super) fn indicators(comparison: &Comparison) -> Vec<IndicatorFound> {
    let found = |indicator: &Indicator| {
        let points_to: Vec<String> = pointed_to(indicator).iter().map(|id| title(comparison, id)).collect();
        let unit = if indicator.unit.is_empty() { String::new() } else { format!(" {}", indicator.unit) };
        let threshold = format!("{} {}{unit}", indicator.points_when, plain(indicator.threshold));
        let last = latest(indicator).and_then(|reading| Some((reading.date.as_ref()?, reading.value)));
        let words = match last {
            None => {
                format!("{}: no reading yet; it would tell something when it is {threshold}", indicator.title)
            }
            Some((date, value)) => {
                let side = if is_reached(indicator, value) { "reached" } else { "not reached" };
                let to = if points_to.is_empty() { "no future".to_owned() } else { list(&points_to) };
                let read = plain(value);
                format!(
                    "{}: {read}{unit} on {} ({threshold} is {side}); points to {to}",
                    indicator.title,
                    date.spoken()
                )
            }
        };
        let speaks_against = last.is_some_and(|(_, value)| is_reached(indicator, value));
        let against = indicator.against.iter().filter(|_| speaks_against).map(ToString::to_string).collect();
        IndicatorFound {
            id: indicator.id.to_string(),
            title: indicator.title.clone(),
            latest: last.map(|(date, value)| (date.written().to_owned(), value)),
            points_to,
            against,
            words,
        }
    };
    comparison.indicators.iter().map(found).collect()
}

/// Which future most readings point to. Readings are counted, not weighed.
pub(super) fn pointing(comparison: &Comparison) -> Option<Pointing> {
    if comparison.indicators.is_empty() {
        return None;
    }
    let count = |holds: &dyn Fn(&Indicator) -> bool| {
        comparison.indicators.iter().fold(0, |sum, indicator| sum + u32::from(holds(indicator)))
    };
    let read = count(&|indicator| latest(indicator).is_some());
    let unread = count(&|indicator| latest(indicator).is_none());
    let futures: Vec<FuturePointedTo> = comparison
        .futures
        .iter()
        .map(|future| FuturePointedTo {
            future: future.title.clone(),
            readings: count(&|indicator| pointed_to(indicator).contains(&future.id)),
        })
        .collect();
    let most = futures.iter().map(|future| future.readings).max().unwrap_or(0);
    let leading: Vec<&str> =
        futures.iter().filter(|f| f.readings == most).map(|f| f.future.as_str()).collect();
    let mut words = match (read, most) {
        (0, _) => "No indicator has a reading yet".to_owned(),
        (_, 0) => "The readings point to no future".to_owned(),
        _ if leading.len() == 1 => format!("{most} of {read} readings point to \"{}\"", leading[0]),
        _ => format!("The readings do not decide between {}: {most} of {read} point to each", list(&leading)),
    };
    if unread > 0 && read > 0 {
        let have = if unread == 1 { "indicator has" } else { "indicators have" };
        words = format!("{words}; {unread} {have} no reading yet");
    }
    Some(Pointing { read, unread, futures, words })
}

/// Every assumption with its status and what falls with it.
#[must_use]
pub fn assumptions(comparison: &Comparison) -> Vec<AssumptionFound> {
    comparison.assumptions.iter().map(|assumption| falls(comparison, assumption)).collect()
}

fn falls(comparison: &Comparison, assumption: &Assumption) -> AssumptionFound {
    let names = |ids: &[Id<Assumption>]| ids.contains(&assumption.id);
    let options = comparison.options.iter().filter(|option| names(&option.assumptions));
    let futures = comparison.futures.iter().filter(|future| names(&future.assumptions));
    let effects = comparison.effects.iter().filter(|effect| names(&effect.assumptions));
    let against = comparison.indicators.iter().filter(|indicator| {
        let reached = latest(indicator).is_some_and(|reading| is_reached(indicator, reading.value));
        reached && names(&indicator.against)
    });
    let mut found = AssumptionFound {
        id: assumption.id.to_string(),
        text: assumption.text.clone(),
        status: assumption.status.word(),
        source: assumption.source.clone(),
        options: options.map(|option| option.id.to_string()).collect(),
        futures: futures.map(|future| future.title.clone()).collect(),
        effects: effects.map(|effect| format!("{} on {}", effect.option, effect.criterion)).collect(),
        against: against.map(|indicator| indicator.title.clone()).collect(),
        if_broken: if_broken(comparison, assumption),
        words: String::new(),
    };
    let mut parts = Vec::new();
    if !found.options.is_empty() {
        let options = if found.options.len() == 1 { "option" } else { "options" };
        parts.push(format!("{options} {}", list(&found.options)));
    }
    if !found.futures.is_empty() {
        parts.push(format!("the future \"{}\"", list(&found.futures)));
    }
    if !found.effects.is_empty() {
        let effects = if found.effects.len() == 1 { "effect" } else { "effects" };
        parts.push(format!("{} {effects} ({})", found.effects.len(), list(&found.effects)));
    }
    let verb =
        if assumption.status == AssumptionStatus::Broken { "falls with it" } else { "would fall with it" };
    found.words = if parts.is_empty() {
        format!("{}: nothing in this file names it", found.status)
    } else {
        format!("{}; {verb}: {}", found.status, list(&parts))
    };
    if !found.against.is_empty() {
        found.words = format!("{}; readings against it: {}", found.words, list(&found.against));
    }
    found
}

/// What the breaking of an assumption does to the worst gap of each option.
fn if_broken(comparison: &Comparison, assumption: &Assumption) -> String {
    if assumption.if_broken.is_empty() {
        return String::new();
    }
    let baseline = comparison.futures.iter().find(|future| future.baseline);
    let mut changes = changes_in(comparison, baseline, Some(&assumption.id));
    let before = Model::with_changes(comparison, &changes);
    changes.extend(assumption.if_broken.iter().cloned());
    let (Some(before), Some(after)) = (before, Model::with_changes(comparison, &changes)) else {
        return String::new();
    };
    let gaps = before.likely().into_iter().zip(after.likely());
    let moved = gaps.filter(|(before, after)| (before.worst_gap - after.worst_gap).abs() >= 0.5);
    let moved: Vec<String> = moved
        .map(|(before, after)| {
            format!("{} from {} to {}", before.option, people(before.worst_gap), people(after.worst_gap))
        })
        .collect();
    if moved.is_empty() {
        "the worst gap of no option changes".to_owned()
    } else {
        format!("worst gap of {}", list(&moved))
    }
}

/// What could not be said.
pub(super) fn gaps(comparison: &Comparison, found: &Findings) -> Vec<String> {
    let mut gaps = Vec::new();
    let unknown = found.reactions.iter().filter(|r| r.stance == Stance::Unknown.word()).count();
    if unknown > 0 {
        gaps.push(format!(
            "{unknown} of {} reactions of parties to options are not known",
            found.reactions.len()
        ));
    }
    let cells = found.effects.iter().flat_map(|row| &row.cells);
    let not_looked = cells.filter(|cell| *cell == "not looked at").count();
    if not_looked > 0 {
        gaps.push(format!("{not_looked} effects of options on criteria have not been looked at"));
    }
    if let Some(capacity) = &comparison.capacity {
        let assumed = capacity.inputs.iter().filter(|input| input.status == Status::Assumption).count();
        if assumed > 0 {
            gaps.push(format!(
                "{assumed} of {} inputs of the capacity model are assumptions",
                capacity.inputs.len()
            ));
        }
        let unplanned =
            comparison.options.iter().filter(|o| capacity.plans.iter().all(|plan| plan.option != o.id));
        let unplanned: Vec<&str> = unplanned.map(|option| option.id.as_str()).collect();
        if !unplanned.is_empty() {
            gaps.push(format!("no capacity plan for {}", list(&unplanned)));
        }
        if found.capacity.iter().any(|option| option.cost.is_none()) {
            gaps.push("what the options cost is not known".to_owned());
        }
    }
    if let Some(pointing) = found.pointing.as_ref().filter(|pointing| pointing.unread > 0) {
        gaps.push(format!(
            "{} of {} indicators have no reading",
            pointing.unread,
            pointing.unread + pointing.read
        ));
    }
    if comparison.coverage.is_empty() && !comparison.options.is_empty() {
        gaps.push("nobody has looked at what the options leave open".to_owned());
    }
    let unlooked: usize = found.coverage.iter().map(|option| option.not_looked_at.len()).sum();
    if unlooked > 0 {
        gaps.push(format!("{unlooked} cells of the coverage have not been looked at"));
    }
    if let Some(packages) = &found.packages {
        gaps.extend(packages.refused.clone());
        if packages.missing.count > 0 {
            gaps.push(format!("{} stances that packages turn on are not known", packages.missing.count));
        }
    }
    if found.stopped {
        gaps.push("the work was stopped before its end".to_owned());
    }
    gaps
}
