//! How long scenario comparisons take: 10,000 runs of four options over 60 months on one core and on two, and a
//! million packages over ten parties.
#![allow(missing_docs, reason = "a benchmark is no library")]

use std::fmt::Write;

use divan::{Bencher, black_box};
use goodoffices::analysis::capacity::{Draws, Model, simulate};
use goodoffices::analysis::packages::packages;
use goodoffices::analysis::watch::Watch;
use goodoffices::model::{Comparison, PackageModel};
use goodoffices::notation;

fn main() {
    divan::main();
}

fn police() -> Model {
    let text = include_str!("../scenarios/el-salvador-police-transition.ron");
    let mut comparison: Comparison = notation::read(text).unwrap_or_else(|problem| panic!("{problem}"));
    comparison.horizon = 59;
    Model::new(&comparison, None).unwrap_or_else(|| panic!("the scenario has a capacity model"))
}

#[divan::bench(args = [1, 2], sample_count = 10, sample_size = 1)]
fn ten_thousand_runs_of_sixty_months(bencher: Bencher<'_, '_>, threads: usize) {
    let model = police();
    bencher.bench(|| simulate(black_box(&model), &Draws { runs: 10_000, seed: 1, threads }, &Watch::none()));
}

/// Ten issues of four options, ten parties; a threshold of 0 makes everything acceptable.
fn market(threshold: i32) -> PackageModel {
    let mut issues = String::new();
    for issue in 0..10 {
        let _ = write!(issues, "(id: \"i{issue}\", title: \"\", options: [");
        for option in 0..4 {
            let _ = write!(issues, "(id: \"i{issue}o{option}\", title: \"\"),");
        }
        issues.push_str("]),");
    }
    let mut parties = String::new();
    for party in 0..10 {
        let _ = write!(parties, "(party: \"p{party}\", threshold: {threshold}, points: [");
        for option in 0..40 {
            let points = (party * 7 + option * 13 + party * option * 5) % 23;
            let _ = write!(parties, "(option: \"i{}o{}\", points: {points}),", option / 4, option % 4);
        }
        parties.push_str("]),");
    }
    notation::read(&format!("(issues: [{issues}], parties: [{parties}])"))
        .unwrap_or_else(|problem| panic!("{problem}"))
}

#[divan::bench(args = [105, 120, 0], sample_count = 10, sample_size = 1)]
fn a_million_packages_over_ten_parties(bencher: Bencher<'_, '_>, threshold: i32) {
    let model = market(threshold);
    bencher.bench(|| packages(black_box(&model), &Watch::none()));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn a_million_packages_by_stances(bencher: Bencher<'_, '_>) {
    let mut model = market(0);
    let stances = ["Demands", "Accepts", "AcceptsIf", "Neutral", "Opposes", "RedLine", "Unknown"];
    for (number, party) in model.parties.iter_mut().enumerate() {
        party.threshold = None;
        let mut text = String::from("[");
        for (at, points) in party.points.iter().enumerate() {
            let stance = stances[(at * 3 + number * 5) % 7];
            let _ = write!(text, "(option: \"{}\", stance: {stance}),", points.option);
        }
        party.stances = notation::read(&format!("{text}]")).unwrap_or_else(|problem| panic!("{problem}"));
    }
    bencher.bench(|| packages(black_box(&model), &Watch::none()));
}
