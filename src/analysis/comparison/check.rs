//! What is wrong in a comparison beyond its notation: names that lead nowhere, numbers out of range.
//!
//! Every problem is a sentence with line and column. A comparison without problems can be computed; a value that is still
//! wanting leaves out the decision rules alone.

mod capacity;
mod packages;
mod place;

use std::collections::BTreeSet;

use super::pairs::is_own;
use crate::guidance::catalogue;
use crate::model::{Comparison, CoverageKind, Level, LinkedIssue, Reaction, ValuesFrom};
use crate::notation::{self, Problem, nearest};
use place::Places;
use serde::Deserialize;

/// The most options, and the most futures beside the baseline, that can be set side by side.
const SIDE_BY_SIDE: usize = 4;
/// The longest horizon, in months.
pub const LONGEST_HORIZON: u32 = 600;

/// Reads a comparison. One that a newer program wrote is refused as a whole: what this program does not know of it would
/// be lost when it is written.
pub fn read(text: &str) -> Result<Comparison, Problem> {
    if let Ok(Versioned { version }) = notation::read(text)
        && version > Comparison::FORMAT
    {
        let what = format!("this is version {version} of the format, written by a newer program");
        let remedy = "Open it with that program, or get the newer one.";
        return Err(Problem::new(Places::new(text).key("", "version"), what, remedy));
    }
    notation::read(text)
}

/// What can be told of the comparison of a newer program, which may have fields that are unknown here.
#[derive(Deserialize)]
#[serde(rename = "Comparison")]
struct Versioned {
    #[serde(default)]
    version: u32,
}

/// Everything that is wrong in a comparison, in the order of the text that it was read from.
#[must_use]
pub fn check(comparison: &Comparison, text: &str) -> Vec<Problem> {
    let mut found = Found { places: Places::new(text), problems: Vec::new() };
    head(comparison, &mut found);
    names(comparison, &mut found);
    options_and_futures(comparison, &mut found);
    effects_and_marks(comparison, &mut found);
    reactions(comparison, &mut found);
    watch(comparison, &mut found);
    values(comparison, &mut found);
    capacity::check(comparison, &mut found);
    packages::check(comparison, &mut found);
    found.problems.sort();
    found.problems
}

/// The problems found so far, and where things stand in the text.
struct Found<'a> {
    places: Places<'a>,
    problems: Vec<Problem>,
}

impl Found<'_> {
    fn add(&mut self, place: (usize, usize), what: impl Into<String>, remedy: impl Into<String>) {
        self.problems.push(Problem::new(place, what, remedy));
    }

    /// Every id of a section once.
    fn once<'a>(
        &mut self,
        section: &str,
        what: &str,
        ids: impl IntoIterator<Item = &'a str>,
    ) -> BTreeSet<&'a str> {
        let mut known = BTreeSet::new();
        for id in ids {
            if !known.insert(id) {
                let place = self.places.nth_id(section, id, 1);
                self.add(
                    place,
                    format!("two {what} share the id \"{id}\""),
                    "Give each one an id of its own.",
                );
            }
        }
        known
    }

    /// That an id names something known; else says so at the `key` that holds it, with the nearest name.
    fn known(&mut self, section: &str, key: &str, id: &str, what: &str, known: &BTreeSet<&str>) -> bool {
        if known.contains(id) {
            return true;
        }
        let place = self.places.value(section, key, id);
        let remedy = match (nearest(id, known.iter().copied()), known.is_empty()) {
            (Some(near), _) => format!("Did you mean \"{near}\"?"),
            (None, true) => format!("This file lists no {what}; add it or take this out."),
            (None, false) => format!("Known are: {}.", known.iter().copied().collect::<Vec<_>>().join(", ")),
        };
        self.add(place, format!("there is no {what} \"{id}\""), remedy);
        false
    }

    /// That a number is one.
    fn finite(&mut self, section: &str, key: &str, value: f64) {
        if !value.is_finite() {
            let place = self.places.key(section, key);
            self.add(
                place,
                format!("`{key}` is not a finite number"),
                "Write a number that can be counted with.",
            );
        }
    }
}

fn options(comparison: &Comparison) -> BTreeSet<&str> {
    comparison.options.iter().map(|option| option.id.as_str()).collect()
}

fn futures(comparison: &Comparison) -> BTreeSet<&str> {
    comparison.futures.iter().map(|future| future.id.as_str()).collect()
}

fn assumptions(comparison: &Comparison) -> BTreeSet<&str> {
    comparison.assumptions.iter().map(|assumption| assumption.id.as_str()).collect()
}

fn parties(comparison: &Comparison) -> BTreeSet<&str> {
    comparison.parties.iter().map(|party| party.id.as_str()).collect()
}

fn head(comparison: &Comparison, found: &mut Found<'_>) {
    if comparison.question.trim().is_empty() {
        found.add(
            found.places.key("", "question"),
            "the question is empty",
            "Write the one question that it answers.",
        );
    }
    let audience = comparison.audience.as_str();
    let is_party = audience.strip_prefix("party:").is_some_and(|id| !id.is_empty());
    if !matches!(audience, "" | "team" | "shareable") && !is_party {
        let place = found.places.key("", "audience");
        found.add(place, format!("\"{audience}\" is no audience"), "Write team, shareable or party:ID.");
    }
    if comparison.horizon > LONGEST_HORIZON || (comparison.horizon == 0 && comparison.capacity.is_some()) {
        let place = found.places.key("", "horizon");
        let what = format!("the horizon is {} months", comparison.horizon);
        found.add(place, what, format!("Write a number of months from 1 to {LONGEST_HORIZON}."));
    }
}

fn names(comparison: &Comparison, found: &mut Found<'_>) {
    found.once("parties", "parties", parties_in_order(comparison));
    found.once("assumptions", "assumptions", comparison.assumptions.iter().map(|a| a.id.as_str()));
    found.once("drivers", "drivers", comparison.drivers.iter().map(|d| d.id.as_str()));
    let outcomes = comparison.drivers.iter().flat_map(|d| d.outcomes.iter().map(|o| o.id.as_str()));
    found.once("drivers", "outcomes", outcomes);
    found.once("futures", "futures", comparison.futures.iter().map(|f| f.id.as_str()));
    found.once("options", "options", comparison.options.iter().map(|o| o.id.as_str()));
    found.once("criteria", "criteria", comparison.criteria.iter().map(|c| c.id.as_str()));
    found.once("indicators", "indicators", comparison.indicators.iter().map(|i| i.id.as_str()));
}

fn parties_in_order(comparison: &Comparison) -> impl Iterator<Item = &str> {
    comparison.parties.iter().map(|party| party.id.as_str())
}

fn options_and_futures(comparison: &Comparison, found: &mut Found<'_>) {
    let number = comparison.options.len();
    let stands_for_packages = number == 0 && comparison.packages.is_some();
    if !(2..=SIDE_BY_SIDE).contains(&number) && !stands_for_packages {
        let what =
            if number == 1 { "there is 1 option".to_owned() } else { format!("there are {number} options") };
        found.add(
            found.places.key("", "options"),
            what,
            "Set 2 to 4 side by side; compare others in a file of their own.",
        );
    }
    let baselines = comparison.futures.iter().filter(|future| future.baseline).count();
    if baselines > 1 || comparison.futures.len() - baselines > SIDE_BY_SIDE {
        let what = format!("there are {} futures, {baselines} of them a baseline", comparison.futures.len());
        found.add(found.places.key("", "futures"), what, "Tell 2 to 4 futures, and one baseline at most.");
    }
    let (parties, assumptions) = (parties(comparison), assumptions(comparison));
    for option in &comparison.options {
        for party in &option.must_agree {
            found.known("must_agree", "", party.as_str(), "party", &parties);
        }
        for assumption in &option.assumptions {
            found.known("options", "", assumption.as_str(), "assumption", &assumptions);
        }
    }
    let indicators: BTreeSet<&str> = comparison.indicators.iter().map(|i| i.id.as_str()).collect();
    for future in &comparison.futures {
        for assumption in &future.assumptions {
            found.known("futures", "", assumption.as_str(), "assumption", &assumptions);
        }
        for sign in &future.signs {
            found.known("futures", "", sign.as_str(), "indicator", &indicators);
        }
        outcomes(comparison, future, found);
    }
}

fn outcomes(comparison: &Comparison, future: &crate::model::Future, found: &mut Found<'_>) {
    let drivers: BTreeSet<&str> = comparison.drivers.iter().map(|driver| driver.id.as_str()).collect();
    let mut taken = BTreeSet::new();
    for outcome in &future.outcomes {
        if !found.known("futures", "driver", outcome.driver.as_str(), "driver", &drivers) {
            continue;
        }
        if !taken.insert(outcome.driver.as_str()) {
            let place = found.places.value("futures", "driver", outcome.driver.as_str());
            let what = format!("the future \"{}\" takes two outcomes of \"{}\"", future.id, outcome.driver);
            found.add(place, what, "Keep one of them.");
        }
        let driver = comparison.drivers.iter().find(|driver| driver.id == outcome.driver);
        let of_driver = driver.into_iter().flat_map(|d| d.outcomes.iter().map(|o| o.id.as_str())).collect();
        found.known("futures", "outcome", outcome.outcome.as_str(), "outcome of that driver", &of_driver);
    }
}

fn effects_and_marks(comparison: &Comparison, found: &mut Found<'_>) {
    let (options, futures, assumptions) = (options(comparison), futures(comparison), assumptions(comparison));
    let own: BTreeSet<&str> = comparison.criteria.iter().map(|criterion| criterion.id.as_str()).collect();
    let usual = || crate::model::USUAL_CRITERIA.iter().map(|(id, _)| *id).collect();
    let criteria = if own.is_empty() { usual() } else { own };
    for criterion in &comparison.criteria {
        if criterion.weight.is_some_and(|weight| !weight.is_finite() || weight < 0.0) {
            let place = found.places.key("criteria", "weight");
            found.add(
                place,
                format!("the weight of \"{}\" is no weight", criterion.id),
                "Write 0 or more, or leave it out.",
            );
        }
    }
    let mut told = BTreeSet::new();
    for effect in &comparison.effects {
        found.known("effects", "option", effect.option.as_str(), "option", &options);
        found.known("effects", "criterion", effect.criterion.as_str(), "criterion", &criteria);
        if let Some(future) = &effect.future {
            found.known("effects", "future", future.as_str(), "future", &futures);
        }
        for assumption in &effect.assumptions {
            found.known("effects", "", assumption.as_str(), "assumption", &assumptions);
        }
        let future = effect.future.as_ref().map_or("", |future| future.as_str());
        if !told.insert((effect.option.as_str(), effect.criterion.as_str(), future)) {
            let place = found.places.value("effects", "criterion", effect.criterion.as_str());
            let what =
                format!("the effect of \"{}\" on \"{}\" is told twice", effect.option, effect.criterion);
            found.add(place, what, "Keep one, or name the future in which each holds.");
        }
    }
    let principles: BTreeSet<&str> = catalogue().principles.iter().map(|p| p.id.as_str()).collect();
    for mark in &comparison.principles {
        found.known("principles", "principle", &mark.principle, "principle of the guidance", &principles);
        found.known("principles", "option", mark.option.as_str(), "option", &options);
    }
    let linked: BTreeSet<&str> = LinkedIssue::ALL.iter().map(|issue| issue.word()).collect();
    for row in &comparison.coverage {
        if row.kind == CoverageKind::Linked {
            found.known("coverage", "id", &row.id, "linked issue", &linked);
        }
        for cell in &row.options {
            found.known("coverage", "option", cell.option.as_str(), "option", &options);
        }
    }
}

fn reactions(comparison: &Comparison, found: &mut Found<'_>) {
    let (options, parties) = (options(comparison), parties(comparison));
    let mut told = BTreeSet::new();
    for reaction in &comparison.reactions {
        found.known("reactions", "option", reaction.option.as_str(), "option", &options);
        found.known("reactions", "party", reaction.party.as_str(), "party", &parties);
        let Reaction { option, party, phase, date, .. } = reaction;
        // What the case gives stands beside what the file has of its own on the same day.
        if !told.insert((option.as_str(), party.as_str(), *phase, date.as_ref(), is_own(reaction))) {
            let place = found.places.value("reactions", "party", party.as_str());
            let what =
                format!("the reaction of \"{party}\" to \"{option}\" is given twice for one phase and date");
            found.add(place, what, "Keep one of them.");
        }
        let ours = [
            ("trade", !reaction.trade.is_empty()),
            ("spoiler", reaction.spoiler != Level::Unjudged),
            ("spoiler_reason", !reaction.spoiler_reason.is_empty()),
            ("set_by", reaction.set_by.is_some()),
        ];
        for (key, _) in ours.into_iter().filter(|(_, given)| *given && !is_for_team(comparison)) {
            let what = format!("`{key}` is the team's own, and this file is for {}", comparison.audience);
            found.add(found.places.key("reactions", key), what, "Take it out of what others may read.");
        }
    }
}

fn is_for_team(comparison: &Comparison) -> bool {
    matches!(comparison.audience.as_str(), "" | "team")
}

fn watch(comparison: &Comparison, found: &mut Found<'_>) {
    let (futures, assumptions) = (futures(comparison), assumptions(comparison));
    for indicator in &comparison.indicators {
        found.finite("indicators", "threshold", indicator.threshold);
        for future in indicator.points_to.iter().chain(&indicator.otherwise) {
            found.known("indicators", "", future.as_str(), "future", &futures);
        }
        for assumption in &indicator.against {
            found.known("indicators", "", assumption.as_str(), "assumption", &assumptions);
        }
        for reading in &indicator.readings {
            found.finite("indicators", "value", reading.value);
            if reading.date.is_none() {
                let place = found.places.nth_id("indicators", indicator.id.as_str(), 0);
                let what = format!("a reading of \"{}\" has no date", indicator.id);
                found.add(place, what, "Add `date: \"…\"`; readings are read in the order of their dates.");
            }
        }
    }
}

fn values(comparison: &Comparison, found: &mut Found<'_>) {
    let Some(values) = &comparison.values else { return };
    if values.alpha.is_some_and(|alpha| !(0.0..=1.0).contains(&alpha)) {
        found.add(
            found.places.key("values", "alpha"),
            "alpha lies outside 0 to 1",
            "Write a number from 0 to 1.",
        );
    }
    if let Some(floor) = values.floor {
        found.finite("values", "floor", floor);
    }
    if values.from != ValuesFrom::Given {
        if comparison.capacity.is_none() {
            let place = found.places.key("values", "from");
            found.add(
                place,
                "the values come from a capacity model that is not there",
                "Add `capacity`, or give cells.",
            );
        }
        if values.better != crate::model::Better::Lower {
            let place = found.places.key("values", "better");
            found.add(place, "a gap is called better when it is higher", "Write `better: Lower`.");
        }
        if !values.cells.is_empty() {
            let place = found.places.key("values", "cells");
            found.add(place, "values are given and also to be computed", "Take out the cells, or `from`.");
        }
        return;
    }
    let (options, futures) = (options(comparison), futures(comparison));
    let mut given = BTreeSet::new();
    for cell in &values.cells {
        let known = found.known("cells", "option", cell.option.as_str(), "option", &options);
        let known = found.known("cells", "future", cell.future.as_str(), "future", &futures) && known;
        found.finite("values", "value", cell.value);
        if known && !given.insert((cell.option.as_str(), cell.future.as_str())) {
            let place = found.places.value("cells", "future", cell.future.as_str());
            let what = format!("the value of \"{}\" in \"{}\" is given twice", cell.option, cell.future);
            found.add(place, what, "Keep one of them.");
        }
    }
}

#[cfg(test)]
mod tests;
