//! Cases that others have published, derived again and set beside what they print.
//!
//! To add one: a function that returns it, and a line in `published`.

use crate::analysis::capacity::{Draws, Model, simulate};
use crate::analysis::packages::packages;
use crate::analysis::rules::{Rules, Table, rules};
use crate::analysis::watch::Watch;
use crate::model::{Better, Comparison, PackageModel};
use crate::notation;

/// A published case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// What it is about.
    pub title: &'static str,
    /// Where it is printed.
    pub source: &'static str,
    /// What is printed, and what the program finds.
    pub lines: Vec<Line>,
}

/// One figure of a published case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub what: &'static str,
    /// As printed.
    pub printed: String,
    /// As derived here.
    pub derived: String,
}

impl Line {
    /// Whether the program finds what is printed.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.printed == self.derived
    }
}

/// Every published case, derived now.
#[must_use]
pub fn published() -> Vec<Published> {
    vec![taha(), donation_game(), two_camps(), class_of_forty(), box_four()]
}

fn line(what: &'static str, printed: &str, derived: String) -> Line {
    Line { what, printed: printed.to_owned(), derived }
}

/// Four options in four futures, costs.
fn taha() -> Published {
    let table = Table {
        options: ["a1", "a2", "a3", "a4"].map(str::to_owned).to_vec(),
        futures: ["s1", "s2", "s3", "s4"].map(str::to_owned).to_vec(),
        rows: vec![
            vec![5.0, 10.0, 18.0, 25.0],
            vec![8.0, 7.0, 8.0, 23.0],
            vec![21.0, 18.0, 12.0, 21.0],
            vec![30.0, 22.0, 19.0, 15.0],
        ],
        better: Better::Lower,
        alpha: 0.5,
        floor: None,
    };
    let found = rules(&table);
    let of = |part: &dyn Fn(&Rules) -> String| found.as_ref().map(part).unwrap_or_default();
    Published {
        title: "Decision rules over a table of costs",
        source: "H. A. Taha, Operations Research: An Introduction, decisions under uncertainty",
        lines: vec![
            line("Laplace, means", "14.5 11.5 18 21.5", of(&|r| figures(&r.laplace.values))),
            line("Laplace picks", "a2", of(&|r| r.laplace.picks.join(" "))),
            line("worst costs", "25 23 21 30", of(&|r| figures(&r.maximin.values))),
            line("Wald picks", "a3", of(&|r| r.maximin.picks.join(" "))),
            line("largest regrets", "10 8 16 25", of(&|r| figures(&r.minimax_regret.values))),
            line("Savage picks", "a2", of(&|r| r.minimax_regret.picks.join(" "))),
            line("Hurwicz at 0.5", "15 15 16.5 22.5", of(&|r| figures(&r.hurwicz.values))),
            line("Hurwicz picks, a tie", "a1 a2", of(&|r| r.hurwicz.picks.join(" "))),
        ],
    }
}

/// The prisoner's dilemma as a gift: giving costs the giver 1 and brings the other 3.
fn donation_game() -> Published {
    let text = r#"(issues: [
            (id: "one", title: "", options: [(id: "one-gives", title: ""), (id: "one-keeps", title: "")]),
            (id: "two", title: "", options: [(id: "two-gives", title: ""), (id: "two-keeps", title: "")])],
        parties: [(party: "one", threshold: 0, points: [(option: "one-gives", points: -1), (option: "two-gives", points: 3)]),
            (party: "two", threshold: 0, points: [(option: "two-gives", points: -1), (option: "one-gives", points: 3)])])"#;
    let found = notation::read::<PackageModel>(text)
        .map(|model| packages(&model, &Watch::none()))
        .unwrap_or_default();
    let best = found.best_smallest_surplus.map(|best| best.first.options.join(" ")).unwrap_or_default();
    Published {
        title: "Efficient outcomes of the prisoner's dilemma",
        source: "the donation form of the dilemma, in any textbook of game theory",
        lines: vec![
            line("outcomes", "4", found.total.to_string()),
            line(
                "efficient: all but mutual refusal",
                "3",
                found.pareto_efficient.count.unwrap_or_default().to_string(),
            ),
            line("acceptable to both against mutual refusal", "2", found.acceptable_to_all.to_string()),
            line("best for the worse off", "one-gives two-gives", best),
        ],
    }
}

/// Three parties judge by stances; derived by hand.
fn two_camps() -> Published {
    let text = r#"(issues: [
            (id: "army", title: "", options: [(id: "army-half", title: ""), (id: "army-none", title: "")]),
            (id: "land", title: "", options: [(id: "land-some", title: ""), (id: "land-none", title: "")])],
        parties: [
            (party: "front", stances: [(option: "army-half", stance: Accepts), (option: "army-none", stance: Demands),
                (option: "land-some", stance: Demands), (option: "land-none", stance: Opposes)]),
            (party: "army", stances: [(option: "army-half", stance: Neutral), (option: "army-none", stance: RedLine),
                (option: "land-some", stance: Accepts), (option: "land-none", stance: Accepts)]),
            (party: "church", stances: [(option: "army-half", stance: Accepts), (option: "army-none", stance: Accepts),
                (option: "land-some", stance: Accepts)])])"#;
    let found = notation::read::<PackageModel>(text)
        .map(|model| packages(&model, &Watch::none()))
        .unwrap_or_default();
    let first = found.best.first().map(|package| package.options.join(" ")).unwrap_or_default();
    let alone: Vec<String> =
        found.all_but_one.iter().map(|but| format!("{} {}", but.party, but.packages)).collect();
    Published {
        title: "Packages by stances, counted by hand",
        source: "by hand: of 2 x 2 packages the army blocks the two without an army, the front resists the two without \
                 land, and the church has not spoken on no land",
        lines: vec![
            line("packages", "4", found.total.to_string()),
            line("acceptable to all", "1", found.acceptable_to_all.to_string()),
            line("that one", "army-half land-some", first),
            line("acceptable to all but one party", "army 1", alone.join(", ")),
            line("stances not known", "1", found.missing.count.to_string()),
        ],
    }
}

/// A force that ends at once and an academy; derived by hand.
fn class_of_forty() -> Published {
    let text = r#"(question: "?", horizon: 4, options: [], capacity: (need: [(is: 100)], plans: [(option: "A",
        outgoing: [(id: "old", title: "", strength: 100, starts: 1, ends: 1, effectiveness: 0.8)],
        incoming: [(id: "new", title: "", class: 40, opens: 1, training: 2, graduates: 0.9, effectiveness: 0.5,
            months_to_full: 2)])]))"#;
    let model = notation::read::<Comparison>(text).ok().and_then(|comparison| Model::new(&comparison, None));
    let outcome = model.and_then(|model| model.likely().pop());
    let gaps = outcome.as_ref().map(|o| o.months.iter().map(|month| month.gap).collect::<Vec<_>>());
    Published {
        title: "The gap month by month, derived by hand",
        source: "by hand: 100 members at 0.8 end in month 1; classes of 40 from month 1, two months of training, nine in \
                 ten graduate, a recruit does half and all after two months",
        lines: vec![
            line("gaps in months 0 to 4", "20 100 100 82 55", figures(&gaps.unwrap_or_default())),
            line(
                "worst gap in month",
                "1",
                outcome.as_ref().map_or(String::new(), |o| o.worst_gap_month.to_string()),
            ),
            line(
                "person-months short",
                "357",
                outcome.map_or(String::new(), |o| format!("{:.0}", o.shortfall_person_months)),
            ),
        ],
    }
}

/// The guidance note's own example: ending the police at once leaves the larger gap.
fn box_four() -> Published {
    let text = include_str!("../../scenarios/el-salvador-police-transition.ron");
    let model = notation::read::<Comparison>(text).ok().and_then(|comparison| {
        let baseline = comparison.futures.iter().find(|future| future.baseline);
        Model::new(&comparison, baseline)
    });
    let worst = |option: &str| -> f64 {
        let outcomes = model.as_ref().map(Model::likely).unwrap_or_default();
        outcomes.iter().find(|o| o.option == option).map_or(0.0, |o| o.worst_gap)
    };
    let draws = Draws { runs: 100, seed: 1, threads: 1 };
    let simulated = model.as_ref().and_then(|model| simulate(model, &draws, &Watch::none()));
    let runs = simulated
        .and_then(|s| s.pairs.into_iter().find(|p| p.larger == "A" && p.than == "B"))
        .map_or(0, |p| p.runs);
    let larger = |is: bool| if is { "at once" } else { "over 24 months" }.to_owned();
    Published {
        title: "A longer transition leaves a smaller gap",
        source: "guidance note, Box 4; figures of the scenario el-salvador-police-transition, most of them assumptions",
        lines: vec![
            line("larger worst gap, likely values", "at once", larger(worst("A") > worst("B"))),
            line("larger worst gap, in at least 95 of 100 draws", "at once", larger(runs >= 95)),
        ],
    }
}

fn figures(values: &[f64]) -> String {
    values.iter().map(f64::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_published_case_is_derived_as_printed() {
        for case in published() {
            assert!(!case.lines.is_empty() && !case.source.is_empty());
            for line in &case.lines {
                assert!(line.agrees(), "{}: {line:?}", case.title);
            }
        }
    }
}
