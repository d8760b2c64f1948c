//! Comparing the options of a scenario file.

use crate::room::{Room, SAMPLE, repository};

const POLICE: &str = "scenarios/el-salvador-police-transition.ron";

fn room() -> Room {
    let room = Room::new();
    room.write("police.ron", &repository(POLICE));
    room
}

#[test]
fn the_json_has_the_promised_keys_and_the_same_seed_gives_the_same_figures() {
    let room = room();
    let found = room.json(&["compare", "police.ron", "--format", "json"]);
    for key in ["question", "options", "futures", "reactions", "capacity", "assumptions", "caveats"] {
        assert!(!found[key].is_null(), "{key} is missing");
    }
    assert_eq!(found["options"].as_array().unwrap().len(), 4);
    for option in found["capacity"].as_array().unwrap() {
        for key in ["option", "worst_gap", "worst_gap_month", "shortfall_person_months", "gap_closes_month"] {
            assert!(option.as_object().unwrap().contains_key(key), "{key}");
        }
    }
    let run = |seed: &str| {
        room.done(&["compare", "police.ron", "--runs", "200", "--seed", seed, "--format", "json"])
    };
    assert_eq!(run("7"), run("7"));
    assert_ne!(run("7"), run("8"));
}

#[test]
fn text_and_markdown_say_the_same_things() {
    let room = room();
    let text = room.done(&["compare", "police.ron"]);
    assert_eq!(
        text.lines().find(|line| line.chars().count() > 80 && line.split_whitespace().count() > 2),
        None
    );
    let markdown = room.done(&["compare", "police.ron", "--format", "md"]);
    assert!(markdown.contains("\n    - Legal form: agreement and law\n"), "{markdown}");
    assert!(text.contains("\n      Legal form: agreement and law\n"), "{text}");
    let headings: Vec<&str> = markdown.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    assert!(headings.len() > 5, "{headings:?}");
    for heading in headings {
        assert!(text.lines().any(|line| line == heading), "{heading}");
    }
}

#[test]
fn a_scenario_that_does_not_hold_together_is_refused_with_its_place() {
    let room = room();
    room.write("bad.ron", &repository(POLICE).replacen("horizon: ", "horizn: ", 1));
    let said = room.run(&["compare", "bad.ron"]);
    assert_eq!(said.code, 1);
    assert!(said.err.starts_with("bad.ron:") && said.err.contains("Did you mean `horizon`?"), "{}", said.err);
    assert_eq!(room.run(&["compare", "nowhere.ron"]).code, 74);
    assert_eq!(room.run(&["compare", "police.ron", "--runs", "0"]).code, 2);
    let alone = room.run(&["compare", "--case", "c", "--runs", "10"]);
    assert_eq!(alone.code, 2, "luck is the file's: {}", alone.err);
}

#[test]
fn reactions_follow_the_case_in_the_chosen_phase_and_say_which_position_gave_them() {
    let room = Room::with_sample();
    room.write("police.ron", &repository(POLICE));
    let on = |extra: &[&str]| {
        let mut arguments = vec!["compare", "police.ron", "--case", SAMPLE, "--format", "json"];
        arguments.extend(extra);
        let found = room.json(&arguments);
        let mut all = found["reactions"].as_array().unwrap().clone();
        all.retain(|r| r["party_id"] == "fmln" && r["option"] == "A");
        all.remove(0)
    };
    let asked = on(&["--phase", "negotiation"]);
    assert_eq!((&asked["stance"], &asked["from"]), (&"demands".into(), &"case".into()));
    let source = asked["source"].as_str().unwrap();
    assert!(source.starts_with("P-15, negotiation, 1990-05..1991-08 ("), "{source}");
    let now = on(&[]);
    assert_eq!((&now["stance"], &now["moved"]), (&"neutral".into(), &"away".into()));
    let origin = now["origin"].as_str().unwrap();
    assert!(origin.starts_with("the case: P-30, agreement, 16 Jan 1992, inferred ("), "{origin}");
    let says = ["record", SAMPLE, "--as", "rosa", "--party", "FMLN", "--issue", "Police: transition"];
    let what = ["--phase", "impl", "--date", "1993", "--stance", "A=red-line", "--statement", "Never again."];
    room.done(&[&says[..], &what].concat());
    assert_eq!(on(&[])["stance"], "red-line");
    assert_eq!(on(&["--phase", "agreement"])["stance"], "neutral");
    let text = room.done(&["compare", "police.ron", "--case", SAMPLE]);
    assert!(text.contains("Where each reaction comes from"), "{text}");
}

#[test]
fn a_file_for_others_takes_only_what_they_may_see_and_one_without_links_is_refused() {
    let room = Room::with_sample();
    let mut file = repository(POLICE).replacen("audience: \"team\"", "audience: \"shareable\"", 1);
    room.write("police.ron", &file);
    let said = room.run(&["compare", "police.ron", "--case", SAMPLE]);
    assert!(said.code == 1 && said.err.contains("`trade` is the team's own"), "{}", said.err);
    while let Some((before, after)) = file.split_once(", trade: \"") {
        file = [before, after.split_once('"').unwrap().1].concat();
    }
    room.write("police.ron", &file);
    let text = room.done(&["compare", "police.ron", "--case", SAMPLE]);
    assert!(!text.contains("P-30") && !text.contains("inferred"), "{text}");
    room.write("bare.ron", &repository("scenarios/template.ron"));
    let said = room.run(&["compare", "bare.ron", "--case", SAMPLE]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("`stands_for`"), "{}", said.err);
}

#[test]
fn a_value_that_is_still_wanting_leaves_out_the_rules_alone() {
    let room = Room::new();
    let template = repository("scenarios/template.ron");
    let from = template.lines().find(|line| line.trim_start().starts_with("values: (")).unwrap().trim();
    let given = r#"values: (better: Lower, from: Given, unit: "people", cells: [(option: "A", future: "base", value: 1)]),"#;
    room.write("half.ron", &template.replace(from, given));
    let text = room.done(&["compare", "half.ron"]);
    let said = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let why = "They are left out until every option has a value in every future; wanting in \"Muddling through\" of \"Over \
               a year\"; in \"Money comes late\" of \"At once\" and \"Over a year\".";
    assert!(said.contains(why) && !said.contains("maximin"), "{text}");
    for kept in ["Where parties stand", "Capacity over time", "Packages: one option for each issue"] {
        assert!(said.contains(kept), "{kept}: {text}");
    }
    let json = room.json(&["compare", "half.ron", "--format", "json"]);
    assert!(json["rules"].is_null() && json["rules_left_out"].is_string() && json["packages"].is_object());
    room.write("wrong.ron", &template.replace(from, &given.replace("\"base\"", "\"bse\"")));
    let said = room.run(&["compare", "wrong.ron"]);
    assert!(said.code == 1 && said.err.contains("there is no future \"bse\""), "{}", said.err);
}

#[test]
fn packages_of_a_case_are_counted_over_its_agenda_or_chosen_issues_for_one_audience() {
    let room = Room::with_sample();
    let agenda = room.json(&["compare", "--case", SAMPLE, "--format", "json"]);
    assert_eq!(agenda["packages"]["total"], 2304);
    let from = agenda["packages_from"].as_str().unwrap();
    assert!(from.starts_with("the positions and linkages of the case up to "), "{from}");
    let ask = &agenda["packages"]["missing"]["ask_first"];
    assert!(ask["party"].is_string() && ask["option"].is_string(), "{ask}");
    let two = ["--issue", "Police: transition", "--issue", "Land"];
    let base = ["compare", "--case", SAMPLE];
    let text = room.done(&[&base[..], &two].concat());
    let said = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("Packages from: the positions and linkages of the case up to "), "{text}");
    assert!(
        text.contains("6 packages exist") && text.contains("in this order: Police: transition; Land"),
        "{text}"
    );
    let shared = room.done(&[&base[..], &two, &["--audience", "shareable"]].concat());
    assert!(shared.contains("for: shareable") && !shared.contains("o-police"), "{shared}");
    room.write("police.ron", &repository(POLICE));
    let beside =
        room.json(&["compare", "police.ron", "--case", SAMPLE, "--issue", "Land", "--format", "json"]);
    assert_eq!((&beside["packages"]["total"], &beside["options"][0]["id"]), (&2.into(), &"A".into()));
    assert_eq!(room.run(&["compare"]).code, 2);
    assert_eq!(room.run(&["compare", "police.ron", "--case", SAMPLE, "--audience", "team"]).code, 2);
}

#[test]
fn what_packages_leave_out_is_said_and_beside_a_file_they_are_of_the_phase_of_its_reactions() {
    let issue = "Issue(\"i-dues\", (title: \"Harbour dues\", disclosure: Public, order: 50)),\nIssue(\"i-patrols\", (";
    let island =
        repository("tests/fixtures/exercise-island.ron").replacen("Issue(\"i-patrols\", (", issue, 1);
    let room = Room::with_case(&island);
    let said = room.run(&["compare", "--case", "case", "--issue", "Coast guard", "--issue", "Harbour dues"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("3 packages exist"), "{}", said.out);
    assert!(said.err.contains("for want of two options to choose from: Harbour dues."), "{}", said.err);

    let room = Room::with_sample();
    room.write("police.ron", &repository(POLICE));
    let says = ["record", SAMPLE, "--as", "rosa", "--party", "FMLN", "--issue", "Police: transition"];
    let what = ["--phase", "impl", "--date", "1993", "--stance", "A=red-line", "--statement", "Never again."];
    room.done(&[&says[..], &what].concat());
    let base =
        ["compare", "police.ron", "--case", SAMPLE, "--format", "json", "--issue", "Police: transition"];
    let found = room.json(&base);
    let packages = found["packages"]["standings"].as_array().unwrap();
    let reactions = found["reactions"].as_array().unwrap();
    let reaction = reactions.iter().find(|r| r["party_id"] == "fmln" && r["option"] == "A").unwrap();
    let fmln = packages.iter().find(|standing| standing["party"] == "fmln").unwrap();
    assert_eq!((&reaction["stance"], &fmln["blocked"]), (&"red-line".into(), &1.into()));
}

#[test]
fn the_published_cases_are_derived_again_beside_their_sources() {
    let said = Room::new().done(&["selftest"]);
    assert!(said.contains("Source: ") && said.contains("expected ") && said.contains("computed "), "{said}");
    assert!(said.trim_end().ends_with("all as printed"), "{said}");
}
