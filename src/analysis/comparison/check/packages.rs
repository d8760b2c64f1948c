//! The package model: every name leads somewhere, every number is finite, and the packages can be counted.

use std::collections::BTreeSet;

use super::Found;
use crate::analysis::packages::{MOST_POINTS, too_many};
use crate::model::{Comparison, PackageModel, PackageParty, RuleOfAgreement};

pub(super) fn check(comparison: &Comparison, found: &mut Found<'_>) {
    let Some(model) = &comparison.packages else { return };
    found.once("packages", "issues", model.issues.iter().map(|issue| issue.id.as_str()));
    let all = model.issues.iter().flat_map(|issue| issue.options.iter().map(|option| option.id.as_str()));
    let options = found.once("packages", "options of packages", all);
    if model.issues.is_empty() || model.parties.is_empty() {
        let place = found.places.key("", "packages");
        found.add(place, "a package model needs issues and parties", "Add them, or take the model out.");
    }
    for issue in model.issues.iter().filter(|issue| issue.options.is_empty()) {
        let place = found.places.nth_id("packages", issue.id.as_str(), 0);
        found.add(
            place,
            format!("the issue \"{}\" has no options", issue.id),
            "Add one, or take the issue out.",
        );
    }
    if let Some(sentence) = too_many(model) {
        let place = found.places.key("", "packages");
        let (what, remedy) = sentence.split_once("; ").unwrap_or((&sentence, ""));
        let mut remedy = format!("{remedy}.");
        remedy[..1].make_ascii_uppercase();
        found.add(place, what, remedy);
    }
    let parties = parties(comparison, model, found);
    for party in &model.parties {
        judge(party, &options, found);
    }
    links(model, &options, &parties, found);
}

fn parties<'a>(
    comparison: &'a Comparison,
    model: &'a PackageModel,
    found: &mut Found<'_>,
) -> BTreeSet<&'a str> {
    let own = found.once("packages", "parties to packages", model.parties.iter().map(|p| p.party.as_str()));
    let named = super::parties(comparison);
    if !named.is_empty() {
        for party in &model.parties {
            found.known("packages", "party", party.party.as_str(), "party", &named);
        }
    }
    if let RuleOfAgreement::AtLeast { parties, vetoes } = &model.rule {
        if *parties == 0 || *parties as usize > model.parties.len() {
            let place = found.places.key("packages", "rule");
            let what = format!("{parties} of {} parties must agree", model.parties.len());
            found.add(place, what, "Write a number from 1 to the number of parties.");
        }
        for veto in vetoes {
            found.known("packages", "", veto.as_str(), "party to the packages", &own);
        }
    }
    own
}

fn judge(party: &PackageParty, options: &BTreeSet<&str>, found: &mut Found<'_>) {
    let mut told = BTreeSet::new();
    let points = party.points.iter().map(|points| points.option.as_str());
    let stances = party.stances.iter().map(|stance| stance.option.as_str());
    for option in points.clone() {
        found.known("packages", "option", option, "option of packages", options);
    }
    for option in stances.clone() {
        found.known("packages", "option", option, "option of packages", options);
    }
    for option in points.map(|o| ("points", o)).chain(stances.map(|o| ("a stance", o))) {
        if !told.insert(option) {
            let place = found.places.value("packages", "party", party.party.as_str());
            let what = format!("\"{}\" gives {} for \"{}\" twice", party.party, option.0, option.1);
            found.add(place, what, "Keep one of them.");
        }
    }
    let numbers = party.points.iter().map(|points| points.points).chain(party.threshold);
    if numbers.into_iter().any(|number| !number.is_finite() || number.abs() > MOST_POINTS) {
        let place = found.places.value("packages", "party", party.party.as_str());
        let what = format!("points or threshold of \"{}\" cannot be counted with", party.party);
        found.add(place, what, "Write numbers of up to a thousand million.");
    }
    if party.threshold.is_none() && !party.points.is_empty() {
        let place = found.places.value("packages", "party", party.party.as_str());
        let what = format!("\"{}\" has points and no threshold", party.party);
        found.add(place, what, "Add `threshold: …`: the score that a package must reach for it.");
    }
}

fn links(model: &PackageModel, options: &BTreeSet<&str>, parties: &BTreeSet<&str>, found: &mut Found<'_>) {
    for infeasible in &model.infeasible {
        for option in &infeasible.options {
            found.known("infeasible", "", option.as_str(), "option of packages", options);
        }
        let different: BTreeSet<&str> = infeasible.options.iter().map(crate::model::Id::as_str).collect();
        if different.len() < 2 {
            let place = found.places.key("packages", "infeasible");
            found.add(
                place,
                "fewer than two different options cannot exclude each other",
                "Name at least two, or drop the option.",
            );
        }
    }
    for mark in &model.principles {
        found.known("principles", "option", mark.option.as_str(), "option of packages", options);
    }
    for linkage in &model.linkages {
        found.known("linkages", "party", linkage.party.as_str(), "party to the packages", parties);
        found.known("linkages", "gives", linkage.gives.as_str(), "option of packages", options);
        found.known("linkages", "gets", linkage.gets.as_str(), "option of packages", options);
    }
}
