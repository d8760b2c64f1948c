use super::*;
use crate::analysis::capacity::Model;
use crate::model::LinkedIssue;
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
        found.capacity[0]
            .words
            .starts_with("nearly all posts: 12,000 people short of the posts to be filled, in month 1, "),
        "{}",
        found.capacity[0].words
    );
    assert!(
        found.capacity[0].words.ends_with("of 100 runs; 2,900 short at D-day, before anything changes"),
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
    assert_eq!(academy.if_broken, "", "the delay stands in a range and in a future");
    let money = &found.assumptions[1];
    assert_eq!(money.if_broken, "worst gap of B from 9,238 to 9,449 and C from 4,306 to 4,721");
    let told = money.told();
    assert!(told.starts_with(money.text.trim_end_matches('.')) && told.contains(&money.words), "{told}");
    assert!(told.contains("If it breaks: worst gap of B from 9,238 to 9,449"), "{told}");
}

#[test]
fn rules_over_the_gaps_and_what_would_change_the_lead() {
    let found = found(POLICE, None);
    let rules = found.rules.as_ref().unwrap();
    assert_eq!((&rules.maximin.picks[..], rules.disagree), (&["D".to_owned()][..], false));
    assert_eq!(found.gaps_by_future.len(), 16);
    assert!(found.flips.iter().any(|flip| flip.contains("No single input")), "{:?}", found.flips);
    for option in &found.options {
        let own = found.what_matters_most().filter(|swing| swing.option == option.id).count();
        let all = found.what_matters.iter().filter(|swing| swing.option == option.id).count();
        assert_eq!(own, all.min(5), "{}", option.id);
    }
    assert!(found.what_matters.iter().any(|swing| swing.option == "B" && swing.input == "old-effectiveness"));
}

#[test]
fn a_breach_of_a_principle_stands_in_words() {
    let found = found(SHIPPED[1].1, None);
    assert_eq!(found.principles.len(), 1);
    let breach = &found.principles[0];
    assert!(breach.words.starts_with("Option A would breach a principle: nobody is vetted"));
    assert!(breach.words.contains(&breach.title) && breach.title != breach.principle, "{breach:?}");
    let unknown = SHIPPED[1].1.replacen("principle-vetting", "principle-veting", 1);
    let problems = check(&read(&unknown), &unknown);
    let said = problems.iter().map(ToString::to_string).collect::<String>();
    assert!(said.contains("no principle of the guidance \"principle-veting\""), "{said}");
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
    let always =
        ["question", "title", "marking", "audience", "horizon", "options", "futures", "coverage", "gaps"];
    assert_eq!(keys, always);
}

#[test]
fn a_stopped_comparison_says_so_among_its_gaps() {
    let stop = std::sync::atomic::AtomicBool::new(true);
    let asked = Asked { phase: None, draws: Some(Draws::default()) };
    let found = findings(&read(POLICE), &asked, &Watch::new(&stop, &|_, _| ()));
    assert!(found.stopped && found.capacity[0].bands.is_none());
    assert!(found.gaps.iter().any(|gap| gap.contains("stopped")));
}

#[test]
fn the_template_explains_every_field_of_the_format() {
    let model = concat!(
        include_str!("../../model/comparison.rs"),
        include_str!("../../model/comparison/amount.rs"),
        include_str!("../../model/comparison/capacity.rs"),
        include_str!("../../model/comparison/packages.rs"),
        include_str!("../../model/comparison/reaction.rs"),
        include_str!("../../model/comparison/watch.rs"),
    );
    let (_, template) = SHIPPED[3];
    let mut fields = 0;
    let mut in_record = false;
    for line in model.lines() {
        in_record = line == "record! {" || (in_record && line != "}");
        let field = line.trim_start().split_once(": ").map_or("", |(field, _)| field);
        if !in_record || field.is_empty() || !field.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
            continue;
        }
        fields += 1;
        assert!(template.contains(&format!("{field}:")), "the template does not show `{field}`");
    }
    assert!(fields > 150, "{fields} fields were found");
}

/// A file in which any number is any other, or any line is missing, is refused or computed, and never hangs.
#[test]
fn broken_files_are_refused_or_computed() {
    let (_, text) = SHIPPED[3];
    let mut broken: Vec<String> = Vec::new();
    let lines: Vec<&str> = text.lines().collect();
    for left_out in 0..lines.len() {
        let rest = lines.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, line)| *line);
        broken.push(rest.collect::<Vec<_>>().join("\n"));
    }
    let is_number = |at: usize| {
        let before = text[..at].chars().next_back().unwrap_or(' ');
        text[at..].starts_with(|c: char| c.is_ascii_digit())
            && !(before.is_alphanumeric() || "._-\"".contains(before))
    };
    for at in (0..text.len()).filter(|at| text.is_char_boundary(*at) && is_number(*at)) {
        let length = text[at..].find(|c: char| !(c.is_ascii_digit() || "._".contains(c))).unwrap_or(0);
        for number in ["0", "-1", "1e300", "99"] {
            broken.push(format!("{}{number}{}", &text[..at], &text[at + length..]));
        }
    }
    let (mut refused, mut computed) = (0, 0);
    for text in broken {
        let Ok(comparison) = notation::read::<Comparison>(&text) else {
            refused += 1;
            continue;
        };
        let problems = check(&comparison, &text);
        assert!(problems.iter().all(|problem| problem.line >= 1
            && problem.what.len() > 5
            && problem.remedy.ends_with(['.', '?'])));
        if !problems.is_empty() {
            refused += 1;
            continue;
        }
        computed += 1;
        for outcome in
            Model::new(&comparison, comparison.futures.last()).map(|model| model.likely()).unwrap_or_default()
        {
            assert!(outcome.worst_gap.is_finite() && outcome.shortfall_person_months.is_finite(), "{text}");
        }
    }
    assert!(refused > 100 && computed > 100, "{refused} refused, {computed} computed");
}

#[test]
fn given_values_go_through_the_rules_in_their_own_unit_and_sign() {
    let rows =
        [("a1", [5, 10, 18, 25]), ("a2", [8, 7, 8, 23]), ("a3", [21, 18, 12, 21]), ("a4", [30, 22, 19, 15])];
    let cells = rows.iter().flat_map(|(option, row)| {
        let cell = move |(at, value): (usize, &i32)| {
            format!("(option: \"{option}\", future: \"s{}\", value: {value})", at + 1)
        };
        row.iter().enumerate().map(cell)
    });
    let cells: Vec<String> = cells.collect();
    let futures: Vec<String> = (1..=4).map(|n| format!("(id: \"s{n}\", title: \"s{n}\")")).collect();
    let options: Vec<String> = rows.iter().map(|(id, _)| format!("(id: \"{id}\", title: \"\")")).collect();
    let text = format!(
        "Comparison(question: \"?\", futures: [{}], options: [{}], values: (better: Lower, unit: \"costs\", cells: [{}]))",
        futures.join(", "),
        options.join(", "),
        cells.join(", ")
    );
    assert_eq!(check(&read(&text), &text), []);
    let found = found(&text, None);
    let (values, rules) = (found.values.unwrap(), found.rules.unwrap());
    assert_eq!((values.better.as_str(), values.unit.as_str()), ("lower", "costs"));
    assert_eq!((rules.maximin.picks, rules.laplace.picks), (vec!["a3".to_owned()], vec!["a2".to_owned()]));
    assert_eq!(rules.hurwicz.picks, ["a1", "a2"]);
    assert!(rules.disagree && rules.alpha.to_bits() == 0.5f64.to_bits());
    assert_eq!(found.flips[0], "The Hurwicz rule changes its pick at alpha 0.29 and 0.5");
}

#[test]
fn coverage_names_what_an_option_leaves_and_the_linked_issues_that_it_does_not_deal_with() {
    let found = found(POLICE, None);
    let a = &found.coverage[0];
    assert!(a.worsens.contains(&"threat: Crime wave after the war".to_owned()), "{a:?}");
    assert!(a.leaves.contains(&"threat: Weapons caches".to_owned()), "{a:?}");
    assert!(a.linked_issues_left.contains(&"organised crime".to_owned()), "{a:?}");
    assert!(!a.linked_issues_left.contains(&"governance".to_owned()), "{a:?}");
    let none = super::tests::found(
        r#"(question: "?", options: [(id: "A", title: ""), (id: "B", title: "")])"#,
        None,
    );
    assert_eq!(none.coverage[1].linked_issues_left.len(), LinkedIssue::ALL.len());
    assert!(
        none.gaps.contains(&"nobody has looked at what the options leave open".to_owned()),
        "{:?}",
        none.gaps
    );
    let caches = found.coverage_rows.iter().find(|row| row.id == "caches").unwrap();
    assert!(!caches.differs && found.coverage_rows[0].differs);
}

#[test]
fn two_futures_of_one_name_keep_their_own_figures() {
    let mut comparison = read(POLICE);
    let before = findings(&comparison, &Asked::default(), &Watch::none()).values.unwrap().rows;
    let title = comparison.futures[0].title.clone();
    comparison.futures.iter_mut().for_each(|future| future.title.clone_from(&title));
    let after = findings(&comparison, &Asked::default(), &Watch::none()).values.unwrap().rows;
    assert_eq!(before, after);
}

#[test]
fn what_keeps_the_smallest_gap_is_said_in_the_number_and_of_what_there_is() {
    let text = r#"(question: "?", horizon: 3, options: [(id: "A", title: ""), (id: "B", title: "")],
        futures: [(id: "s", title: "dry", baseline: true), (id: "t", title: "wet")],
        capacity: (need: [(is: 9)], plans: [(option: "A"), (option: "B")]))"#;
    let flips = found(text, None).flips;
    assert!(flips.contains(&"In every future, A and B keep the smallest worst gap".to_owned()), "{flips:?}");
}
