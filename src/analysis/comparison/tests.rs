use super::*;
use crate::notation;

const POLICE: &str = include_str!("../../../scenarios/el-salvador-police-transition.ron");
const SHIPPED: [(&str, &str); 4] = [
    ("el-salvador-police-transition", POLICE),
    ("ex-combatant-integration", include_str!("../../../scenarios/ex-combatant-integration.ron")),
    (
        "guinea-bissau-ceasefire-monitoring",
        include_str!("../../../scenarios/guinea-bissau-ceasefire-monitoring.ron"),
    ),
    ("template", include_str!("../../../scenarios/template.ron")),
];

fn read(text: &str) -> Comparison {
    notation::read(text).unwrap_or_else(|problem| panic!("{problem}"))
}

fn found(text: &str, draws: Option<Draws>) -> Findings {
    findings(&read(text), &Asked { phase: None, draws }, &Watch::none())
}

#[test]
fn every_shipped_scenario_passes_the_check_computes_and_reads_back_what_it_writes() {
    for (name, text) in SHIPPED {
        let comparison = read(text);
        assert_eq!(check(&comparison, text), [], "{name}");
        let written = notation::pretty("Comparison", &comparison).unwrap();
        assert!(written.starts_with("Comparison("), "{name}");
        assert_eq!(read(&written), comparison, "{name}");
        let found = found(text, Some(Draws { runs: 50, seed: 1, threads: 1 }));
        assert_eq!(found.capacity.len(), comparison.options.len(), "{name}");
        assert!(found.rules.is_some() && !found.flips.is_empty() && !found.break_evens.is_empty(), "{name}");
        for option in &found.capacity {
            assert!(option.bands.is_some() && option.worst_gap.is_finite(), "{name}");
        }
    }
}

#[test]
fn ending_all_forces_at_once_leaves_the_larger_gap_also_under_the_same_luck() {
    let found = found(POLICE, Some(Draws { runs: 100, seed: 1, threads: 1 }));
    let gap = |option: &str| found.capacity.iter().find(|c| c.option == option).unwrap().worst_gap;
    assert!(gap("A") > gap("B"), "{} and {}", gap("A"), gap("B"));
    let pair = found.same_luck.iter().find(|pair| pair.larger == "A" && pair.than == "B").unwrap();
    assert!(pair.runs >= 95, "{pair:?}");
    assert_eq!(found.capacity[0].gap_closes, "not within the horizon");
    assert!(
        found.capacity[0].words.starts_with("nearly all posts: 12,000 people short in month 1, "),
        "{}",
        found.capacity[0].words
    );
    assert!(
        found.capacity[0].words.ends_with("of 100 runs; 2,900 in month 0"),
        "{}",
        found.capacity[0].words
    );
}

#[test]
fn the_sample_claims_no_stance_that_its_sources_do_not_give() {
    let found = found(POLICE, None);
    let known: Vec<(&str, &str, &str)> = found
        .reactions
        .iter()
        .filter(|r| r.stance != "unknown")
        .map(|r| (r.option.as_str(), r.party_id.as_str(), r.stance))
        .collect();
    assert_eq!(known, [("A", "fmln", "demands"), ("B", "goes", "opposes"), ("B", "fmln", "accepts")]);
    for reaction in found.reactions.iter().filter(|r| r.stance != "unknown") {
        assert!(!reaction.source.is_empty() && reaction.phase.is_some(), "{reaction:?}");
    }
    let goes = found.reactions.iter().find(|r| r.option == "B" && r.party_id == "goes").unwrap();
    assert_eq!((goes.before, goes.moved), (Some("accepts"), Some("away")));
}

#[test]
fn an_earlier_phase_shows_how_parties_stood_then() {
    let asked = Asked { phase: Some(Phase::Agreement), draws: None };
    let found = findings(&read(POLICE), &asked, &Watch::none());
    let goes = found.reactions.iter().find(|r| r.option == "B" && r.party_id == "goes").unwrap();
    assert_eq!((goes.stance, goes.phase, goes.moved), ("accepts", Some("agreement"), None));
}

#[test]
fn readings_point_to_a_future_and_assumptions_say_what_falls() {
    let found = found(POLICE, None);
    let pointing = found.pointing.unwrap();
    assert_eq!(
        pointing.words,
        "3 of 3 readings point to \"Four months late, half equipped\"; 1 indicator has no reading yet"
    );
    let academy = &found.assumptions[0];
    assert!(
        academy
            .words
            .starts_with("broken; falls with it: options A and B, the future \"On time and funded\""),
        "{}",
        academy.words
    );
    assert!(
        academy.words.ends_with("readings against it: Months by which the academy is late"),
        "{}",
        academy.words
    );
    assert!(academy.if_broken.starts_with("worst gap of B from 9,238 to "), "{}", academy.if_broken);
}

#[test]
fn rules_over_the_gaps_and_what_would_change_the_lead() {
    let found = found(POLICE, None);
    let rules = found.rules.unwrap();
    assert_eq!((rules.maximin.picks, rules.disagree), (vec!["D".to_owned()], false));
    assert_eq!(found.gaps_by_future.len(), 16);
    assert!(found.flips.iter().any(|flip| flip.contains("No single input")), "{:?}", found.flips);
    assert!(found.what_matters.iter().any(|swing| swing.option == "B" && swing.input == "old-effectiveness"));
}

#[test]
fn a_breach_of_a_principle_stands_in_words() {
    let found = found(SHIPPED[1].1, None);
    assert_eq!(found.principles.len(), 1);
    assert!(found.principles[0].words.starts_with("Option A would breach a principle: nobody is vetted"));
    let a = &found.standing[0];
    assert_eq!(
        (a.red_lines.as_slice(), a.opened.as_str()),
        (&["Army command".to_owned()][..], "opened by nobody alone")
    );
    assert_eq!(found.standing[1].opened, "opened by Front, if a joint board sets ranks");
}

#[test]
fn the_json_has_the_promised_keys() {
    let json =
        serde_json::to_value(found(SHIPPED[1].1, Some(Draws { runs: 20, seed: 1, threads: 1 }))).unwrap();
    for key in [
        "question",
        "options",
        "futures",
        "rules",
        "reactions",
        "packages",
        "capacity",
        "principles",
        "coverage",
        "assumptions",
        "caveats",
    ] {
        assert!(json.get(key).is_some(), "{key}");
    }
    for rule in ["maximin", "maximax", "laplace", "hurwicz", "minimax_regret", "dominance"] {
        for key in ["values", "picks", "note"] {
            assert!(json["rules"][rule].get(key).is_some(), "{rule}.{key}");
        }
    }
    for key in [
        "total",
        "acceptable_to_all",
        "acceptable_to_rule",
        "best_smallest_surplus",
        "pareto_efficient",
        "closest",
    ] {
        assert!(json["packages"].get(key).is_some(), "{key}");
    }
    for key in [
        "option",
        "worst_gap",
        "worst_gap_month",
        "shortfall_person_months",
        "gap_closes_month",
        "cost",
        "bands",
    ] {
        assert!(json["capacity"][0].get(key).is_some(), "{key}");
    }
    for key in ["option", "party", "stance", "red_line", "source"] {
        assert!(json["reactions"][0].get(key).is_some(), "{key}");
    }
}

#[test]
fn a_part_that_the_file_does_not_carry_is_left_out() {
    let text = r#"(question: "?", options: [(id: "A", title: ""), (id: "B", title: "")])"#;
    let json = serde_json::to_value(found(text, Some(Draws::default()))).unwrap();
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["question", "title", "marking", "audience", "horizon", "options", "futures"]);
}

#[test]
fn a_stopped_comparison_says_so_among_its_gaps() {
    let stop = std::sync::atomic::AtomicBool::new(true);
    let asked = Asked { phase: None, draws: Some(Draws::default()) };
    let found = findings(&read(POLICE), &asked, &Watch::new(&stop, &|_, _| ()));
    assert!(found.stopped && found.capacity[0].bands.is_none());
    assert!(found.gaps.iter().any(|gap| gap.contains("stopped")));
}
