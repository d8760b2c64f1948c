//! Puts everything that can be said about a comparison into one plain value, in words and in numbers.
//!
//! Nothing here fails: what cannot be said is listed among the gaps. Nothing is added up to a total score, and a
//! principle that an option would breach stands first, in words. The keys of the JSON are a promise to scripts.

mod begin;
pub mod check;
mod context;
mod follow;
mod ids;
mod outlook;
mod packages;
mod pairs;
mod standing;
mod subjects;
mod tried;
mod withheld;
mod words;

use serde::Serialize;

use crate::analysis::capacity::{BreakEvenFound, Draws, Month, Pair, Swing};
use crate::analysis::packages::{Packages, packages as count_packages};
use crate::analysis::rules::Rules;
use crate::analysis::watch::Watch;
use crate::model::{Account, Analogue, Comparison, Phase, Reversibility};

pub use begin::{as_taken, from_issue};
pub use check::{check, read};
pub use context::{AssumptionFound, CoverageFound, CoverageRow, FuturePointedTo, IndicatorFound, Pointing};
pub use follow::{Followed, follow, red_line_beside};
pub use ids::{free_id, slug};
pub use packages::{Chosen, OfCase, OnTheTable, issues_to_choose, of_case};
pub use pairs::{is_linked, is_own, on_pair, standing_on};
pub use standing::{OptionStanding, ReactionFound};
pub use subjects::subjects;
pub use tried::{Tried, leave_out};
pub use withheld::{OUR_CASE, in_the_way, kept_back, made_for, may_be_shown, withheld, without_names};
pub use words::{people, same_luck, size_word, unit_word};

/// What is asked of a comparison.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    /// Reactions up to this phase only; nothing means all that there are.
    pub phase: Option<Phase>,
    /// How many runs with luck, from which seed; nothing means likely values only.
    pub draws: Option<Draws>,
}

/// Everything that can be said about a comparison.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Findings {
    /// The one focal question.
    pub question: String,
    /// Its title.
    pub title: String,
    /// The classification to be shown.
    pub marking: String,
    /// For whom it was made.
    pub audience: String,
    /// How far it looks ahead, in months.
    pub horizon: u32,
    /// The options, in order.
    pub options: Vec<OptionFound>,
    /// The futures, in order.
    pub futures: Vec<FutureFound>,
    /// Options that would breach a principle. They come first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub principles: Vec<PrincipleFound>,
    /// How each party stands to each option.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reactions: Vec<ReactionFound>,
    /// Where parties stand, by option.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub standing: Vec<OptionStanding>,
    /// What each option leaves open or makes worse.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub coverage: Vec<CoverageFound>,
    /// The rows of the coverage, with whether options differ in them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub coverage_rows: Vec<CoverageRow>,
    /// What each option does to each criterion.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<EffectRow>,
    /// The table that the rules are applied to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<ValuesFound>,
    /// The decision rules, side by side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules: Option<Rules>,
    /// Why the values and the decision rules over them are left out, if they are: which values are wanting.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rules_left_out: String,
    /// Capacity over time, by option, in the baseline.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub capacity: Vec<CapacityFound>,
    /// The worst gap of each option in each future.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gaps_by_future: Vec<GapInFuture>,
    /// How many runs with luck there were.
    #[serde(skip_serializing_if = "is_zero")]
    pub runs: u32,
    /// In how many runs one option's worst gap is larger than another's, under the same luck.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub same_luck: Vec<Pair>,
    /// What each input does to the worst gap, the strongest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub what_matters: Vec<Swing>,
    /// How far inputs may go.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub break_evens: Vec<BreakEvenFound>,
    /// What would have to be true for another option to come first, in sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flips: Vec<String>,
    /// From what the packages are counted: a phase of a case and a day, or what the file names.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub packages_from: String,
    /// The packages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub packages: Option<Packages>,
    /// What was read of each indicator.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<IndicatorFound>,
    /// Which future the readings point to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointing: Option<Pointing>,
    /// The assumptions, and what falls with each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub assumptions: Vec<AssumptionFound>,
    /// Real cases to learn from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub analogues: Vec<Analogue>,
    /// Where sources differ.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<Account>,
    /// What was not modelled.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub caveats: Vec<String>,
    /// What could not be said, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<String>,
    /// Whether somebody stopped the work before its end.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub stopped: bool,
}

impl Findings {
    /// What the options are, part by part: its name, and what each option has there. Parts that none has are left out.
    #[must_use]
    pub fn by_part(&self) -> Vec<(&'static str, Vec<Vec<String>>)> {
        let mut parts: Vec<(&str, Vec<Vec<String>>)> = Vec::new();
        for option in &self.options {
            for (n, (label, words)) in option.parts().into_iter().enumerate() {
                match parts.get_mut(n) {
                    Some((_, told)) => told.push(words),
                    None => parts.push((label, vec![words])),
                }
            }
        }
        parts.retain(|(_, told)| told.iter().any(|words| !words.is_empty()));
        parts
    }

    /// The few inputs of each option that move its worst gap most, option by option.
    pub fn what_matters_most(&self) -> impl Iterator<Item = &Swing> {
        const MOST: usize = 5;
        let of = |option| self.what_matters.iter().filter(move |swing| swing.option == option).take(MOST);
        self.options.iter().flat_map(move |option| of(option.id.as_str()))
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_zero(runs: &u32) -> bool {
    *runs == 0
}

/// An option, as it heads a column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OptionFound {
    /// Its id.
    pub id: String,
    /// In a few words.
    pub title: String,
    /// Whether it can be taken back.
    pub reversibility: String,
    /// Its steps, with when each is due and who does it.
    pub steps: Vec<String>,
    /// Who must agree.
    pub must_agree: Vec<String>,
    /// In full.
    pub text: String,
    /// How it would be put into law.
    pub legal_form: String,
    /// What must be there first.
    pub preconditions: Vec<String>,
    /// What the parties would want guaranteed.
    pub guarantees: Vec<String>,
    /// What taking it back would mean.
    pub undoing: String,
    /// What it costs, in words.
    pub cost: String,
    /// Whom it needs, in words.
    pub people: String,
    /// Where this is taken from.
    pub sources: Vec<String>,
}

impl OptionFound {
    /// What it is, part by part, each with its name; a part that nobody filled in is empty. Every option has the same
    /// parts in the same order.
    #[must_use]
    pub fn parts(&self) -> Vec<(&'static str, Vec<String>)> {
        let one = |text: &String| vec![text.clone()];
        let is_judged = self.reversibility != Reversibility::Unjudged.word();
        let back = if is_judged { self.reversibility.clone() } else { String::new() };
        let mut parts = vec![
            ("In full", one(&self.text)),
            ("Legal form", one(&self.legal_form)),
            ("Steps", self.steps.clone()),
            ("Who must agree", self.must_agree.clone()),
            ("What must be there first", self.preconditions.clone()),
            ("Guarantees wanted", self.guarantees.clone()),
            ("Taking it back", vec![back, self.undoing.clone()]),
            ("Cost", one(&self.cost)),
            ("People", one(&self.people)),
            ("Taken from", self.sources.clone()),
        ];
        for (_, words) in &mut parts {
            words.retain(|words| !words.is_empty());
        }
        parts
    }
}

/// A future.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FutureFound {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Whether the others are read against it.
    pub baseline: bool,
    /// The broken assumptions that it stands on: it fell with them, and keeps its figures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fallen: Vec<String>,
    /// The outcome of each driver, in words.
    pub outcomes: Vec<String>,
}

impl FutureFound {
    /// Its name, with a word for one that fell with an assumption.
    #[must_use]
    pub fn words(&self) -> String {
        if self.fallen.is_empty() { self.title.clone() } else { format!("{} (fallen)", self.title) }
    }
}

/// An option that would breach a principle.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PrincipleFound {
    /// The option.
    pub option: String,
    /// The principle's id in the guidance.
    pub principle: String,
    /// What the guidance calls it.
    pub title: String,
    /// In what way, and who says so.
    pub words: String,
}

/// What the options do to a criterion.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct EffectRow {
    /// The criterion.
    pub criterion: String,
    /// The future, if it differs there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub future: Option<String>,
    /// What each option does, in the order of the options: "hurts much", "unclear", "not looked at".
    pub cells: Vec<String>,
    /// Why, in the order of the options.
    pub reasons: Vec<String>,
    /// What that rests on, and how sure its authors are, in the order of the options.
    pub evidence: Vec<String>,
    /// Whether the options differ.
    pub differs: bool,
}

/// The table that the rules are applied to.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ValuesFound {
    /// Which values are preferred: higher or lower.
    pub better: String,
    /// What is counted.
    pub unit: String,
    /// Where the values come from.
    pub from: String,
    /// The names of the futures, which are the columns.
    pub futures: Vec<String>,
    /// One row for each option.
    pub rows: Vec<ValueRow>,
}

/// The values of an option.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ValueRow {
    /// The option.
    pub option: String,
    /// One value for each future.
    pub values: Vec<f64>,
}

/// What a timetable does to security on the ground.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CapacityFound {
    /// The option.
    pub option: String,
    /// The worst gap at likely values, in people.
    pub worst_gap: f64,
    /// The first month in which it is as large.
    pub worst_gap_month: u32,
    /// The gap in month 0.
    pub gap_at_month_0: f64,
    /// The gaps of all months, in person-months.
    pub shortfall_person_months: f64,
    /// The month from which there is no gap; nothing if there never was one, or it does not close.
    pub gap_closes_month: Option<u32>,
    /// The same in words.
    pub gap_closes: String,
    /// What it costs in all, if that is known.
    pub cost: Option<f64>,
    /// The money there is in all, if that is known.
    pub budget: Option<f64>,
    /// The first month in which the cost so far is above the money so far.
    pub over_budget_month: Option<u32>,
    /// Former fighters who still wait for registration or a class at the horizon.
    pub waiting_at_horizon: f64,
    /// The unit of money.
    pub money: String,
    /// Cost against budget in words.
    pub cost_words: String,
    /// The worst gap in words, a word before the number and its range behind it.
    pub words: String,
    /// What the runs with luck come to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bands: Option<crate::analysis::capacity::OptionBands>,
    /// Every month at likely values.
    pub months: Vec<Month>,
}

/// The worst gap of an option in a future, at likely values.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct GapInFuture {
    /// The option.
    pub option: String,
    /// The future's name.
    pub future: String,
    /// The future's id, for two may have one name.
    pub future_id: String,
    /// The worst gap.
    pub worst_gap: f64,
    /// The first month in which it is as large.
    pub worst_gap_month: u32,
    /// The gaps of all months, in person-months.
    pub shortfall_person_months: f64,
}

/// Everything that can be said about a comparison that was checked.
#[must_use]
pub fn findings(comparison: &Comparison, asked: &Asked, watch: &Watch<'_>) -> Findings {
    let mut found = Findings {
        question: comparison.question.clone(),
        title: comparison.title.clone(),
        marking: comparison.marking.clone(),
        audience: if comparison.audience.is_empty() { "team".into() } else { comparison.audience.clone() },
        horizon: comparison.horizon,
        options: comparison.options.iter().map(|option| standing::option(comparison, option)).collect(),
        futures: comparison.futures.iter().map(|future| context::future(comparison, future)).collect(),
        principles: standing::principles(comparison),
        reactions: standing::reactions(comparison, asked.phase),
        coverage: context::coverage(comparison),
        coverage_rows: context::coverage_rows(comparison),
        effects: standing::effects(comparison),
        indicators: context::indicators(comparison),
        pointing: context::pointing(comparison),
        analogues: comparison.analogues.clone(),
        accounts: comparison.accounts.clone(),
        caveats: comparison.caveats.clone(),
        packages_from: comparison.packages.as_ref().map_or_else(String::new, |model| model.source.clone()),
        ..Findings::default()
    };
    found.standing = standing::by_option(comparison, &found.reactions);
    outlook::capacity(comparison, asked.draws.as_ref(), watch, &mut found);
    outlook::rules(comparison, &mut found);
    found.flips = outlook::flips(comparison, &found);
    found.assumptions = context::assumptions(comparison);
    found.packages = comparison.packages.as_ref().map(|model| count_packages(model, watch));
    found.stopped |= found.packages.as_ref().is_some_and(|packages| packages.stopped);
    found.gaps = context::gaps(comparison, &found);
    found
}

#[cfg(test)]
mod tests;
