//! Comparing the options of a scenario file.

use crate::room::{Room, repository};

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
}
