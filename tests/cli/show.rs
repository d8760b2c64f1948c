//! What `show` prints.

use serde_json::Value;

use crate::room::{Room, SAMPLE, repository};

pub const WHATS: &[&str] = &[
    "overview",
    "assessments",
    "registers",
    "gaps",
    "actors",
    "issues",
    "positions",
    "movement",
    "agenda",
    "linkages",
    "sources",
    "events",
    "comparisons",
    "history",
];

#[test]
fn every_part_is_printed_in_both_formats_and_nothing_is_written() {
    let room = Room::with_sample();
    let before = room.files();
    for what in WHATS {
        let text = room.done(&["show", SAMPLE, what]);
        assert!(text.starts_with("El Salvador 1989-92  UNCLASSIFIED  sample  for: team\n\n"), "{what}");
        assert!(text.lines().count() > 2, "{what}");
        let too_wide = |line: &&str| line.chars().count() > 80 && line.split_whitespace().count() > 2;
        assert_eq!(text.lines().find(too_wide), None, "{what}");
        let json = room.json(&["show", SAMPLE, what, "--format", "json"]);
        assert!(json.is_array() || json.is_object(), "{what}");
    }
    assert_eq!(room.files(), before);
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn positions_have_the_promised_keys() {
    let room = Room::with_sample();
    let list = room.json(&["show", SAMPLE, "positions", "--format", "json"]);
    for position in list.as_array().unwrap() {
        for key in [
            "id",
            "revision",
            "versions",
            "party",
            "party_id",
            "faction",
            "spokesperson",
            "issue",
            "phase",
            "date",
            "statement",
            "stances",
            "interest",
            "firmness",
            "disclosure",
            "confided_by",
            "source",
            "reliability",
            "credibility",
            "recorded_by",
            "recorded_at",
        ] {
            assert!(keys(position).contains(&key), "{key} is missing");
        }
        for stance in position["stances"].as_array().unwrap() {
            assert_eq!(keys(stance)[..4], ["option", "option_title", "stance", "condition"]);
        }
    }
}

#[test]
fn others_get_only_the_keys_they_may_see() {
    let room = Room::with_sample();
    let allowed = ["party", "faction", "issue", "phase", "date", "statement", "stances", "source"];
    for audience in ["shareable", "party:fmln"] {
        let list = room.json(&["show", SAMPLE, "positions", "--audience", audience, "--format", "json"]);
        assert!(!list.as_array().unwrap().is_empty());
        for position in list.as_array().unwrap() {
            assert!(keys(position).iter().all(|key| allowed.contains(key)), "{position}");
        }
    }
}

#[test]
fn every_position_of_a_phase_is_listed_and_superseded_ones_are_marked() {
    let room = Room::with_sample();
    let seed = repository("seeds/cases/el-salvador-1989-1992.ron");
    let in_phase = seed
        .split("\nPosition(")
        .skip(1)
        .filter(|record| record.split("\n)),").next().unwrap().contains("phase: Negotiation"))
        .count();
    let list =
        room.json(&["show", SAMPLE, "positions", "--phase", "negotiation", "--all", "--format", "json"]);
    assert_eq!(list.as_array().unwrap().len(), in_phase);
    let now = room.json(&["show", SAMPLE, "positions", "--format", "json"]);
    let all = room.json(&["show", SAMPLE, "positions", "--all", "--format", "json"]);
    let superseded =
        |list: &Value| list.as_array().unwrap().iter().filter(|p| p["superseded"] == true).count();
    assert_eq!(superseded(&now), 0);
    assert!(superseded(&all) > 0);
    assert_eq!(all.as_array().unwrap().len(), now.as_array().unwrap().len() + superseded(&all));
}

#[test]
fn movement_has_the_promised_keys_and_a_known_movement() {
    let room = Room::with_sample();
    let list = room.json(&[
        "show",
        SAMPLE,
        "movement",
        "--party",
        "FMLN",
        "--issue",
        "Armed forces",
        "--format",
        "json",
    ]);
    let moved = list.as_array().unwrap();
    for movement in moved {
        for key in ["party", "issue", "from_phase", "to_phase", "from", "to", "direction"] {
            assert!(movement[key].is_string(), "{key} in {movement}");
        }
    }
    let step = moved.iter().find(|m| m["to_phase"] == "agreement").unwrap();
    assert_eq!((&step["from_phase"], &step["direction"]), (&"negotiation".into(), &"towards".into()));
}

#[test]
fn filters_narrow_what_is_listed() {
    let room = Room::with_sample();
    let count = |arguments: &[&str]| {
        let mut all = vec!["show", SAMPLE];
        all.extend_from_slice(arguments);
        all.extend_from_slice(&["--format", "json"]);
        room.json(&all).as_array().unwrap().len()
    };
    let all = count(&["positions"]);
    let by_name = count(&["positions", "--party", "farabundo martí national liberation front"]);
    assert!(by_name > 0 && by_name < all);
    for way in ["fmln", "FMLN", "a-02", "Farabundo Marti National Liberation Front"] {
        assert_eq!(count(&["positions", "--party", way]), by_name, "{way}");
    }
    assert!(count(&["positions", "--since", "1992"]) < all);
    assert!(count(&["events", "--phase", "agreement"]) < count(&["events"]));
    assert_eq!(count(&["issues", "--issue", "Armed forces"]), 1);
}

#[test]
fn text_cannot_steer_the_terminal_and_json_keeps_it() {
    let hostile = "bell \\u{7} escape \\u{1b}[31m override \\u{202e}x";
    let document = format!(
        "Case(format: 1, about: (id: \"x\"), records: [Actor(\"a\", (name: \"A {hostile}\")), Issue(\"i\", (title: \"I\")), \
         Position(\"p\", (party: \"a\", issue: \"i\", phase: Negotiation, statement: (text: \"{hostile}\")))])"
    );
    let room = Room::with_case(&document);
    for what in WHATS {
        for format in ["text", "json"] {
            let out = room.done(&["show", "case", what, "--format", format]);
            assert!(!out.contains(['\u{7}', '\u{1b}', '\u{202e}']), "{what} {format}");
        }
    }
    let said = room.run(&["show", "case", "positions", "--party", "\u{1b}[31m"]);
    assert!(!said.err.contains('\u{1b}'), "{:?}", said.err);
    let json = room.json(&["show", "case", "positions", "--format", "json"]);
    assert_eq!(json[0]["statement"], "bell \u{7} escape \u{1b}[31m override \u{202e}x");
}

#[test]
fn without_utf8_text_is_ascii_and_json_still_the_same() {
    let document = "Case(format: 1, about: (id: \"x\"), records: [Actor(\"a\", (name: \"قوات 漢 é\"))])";
    let room = Room::ascii();
    room.write("document.ron", document);
    room.done(&["new", "case", "--from", "document.ron"]);
    let said = room.run(&["show", "case", "actors"]);
    assert!(said.out.is_ascii() && said.out.contains("???? ? ?"), "{}", said.out);
    assert!(said.err.contains("not UTF-8"), "{}", said.err);
    let out = room.done(&["show", "case", "actors", "--format", "json"]);
    assert!(out.is_ascii());
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json[0]["name"], "قوات 漢 é");
}

#[test]
fn two_versions_stand_side_by_side_with_their_own_revisions() {
    let version = |by: &str, statement: &str| {
        format!(
            "Version(\"{by}\", \"2026-11-21T10:00:00Z\", Position(\"p\", (party: \"a\", issue: \"i\", phase: Negotiation, \
             disclosure: Public, statement: (text: \"{statement}\")))),"
        )
    };
    let room = Room::with_case(&format!(
        "Case(format: 1, about: (id: \"x\"), records: [Actor(\"a\", (name: \"A\", disclosure: Public)), \
         Issue(\"i\", (title: \"I\", disclosure: Public)), {} {}])",
        version("rosa", "Accepts in principle."),
        version("luis", "Walked out.")
    ));
    let list = room.json(&["show", "case", "positions", "--format", "json"]);
    let versions = list.as_array().unwrap();
    assert_eq!(versions.len(), 2);
    assert!(versions.iter().all(|version| version["id"] == "p" && version["versions"] == 2));
    assert_ne!(versions[0]["revision"], versions[1]["revision"]);
    let check = room.done(&["check", &room.path("cases/case")]);
    assert!(check.contains(": ok\n") && check.contains("has 2 versions"), "{check}");
    let shareable = room.json(&["show", "case", "positions", "--audience", "shareable", "--format", "json"]);
    assert_eq!(shareable.as_array().unwrap().len(), 2);
    assert!(!shareable.to_string().contains("versions"));
}

#[test]
fn a_case_is_shown_as_it_was_known_on_a_day_to_the_team_alone() {
    let room = Room::with_sample();
    let before = room.json(&["show", SAMPLE, "positions", "--as-of", "1999-12-31", "--format", "json"]);
    assert_eq!(before.as_array().unwrap().len(), 0, "nothing was written down here in that century");
    let now = room.json(&["show", SAMPLE, "positions", "--as-of", "2099-12-31", "--format", "json"]);
    assert_eq!(now, room.json(&["show", SAMPLE, "positions", "--format", "json"]));
    let refused =
        room.run(&["show", SAMPLE, "positions", "--as-of", "2099-12-31", "--audience", "shareable"]);
    assert_eq!(refused.code, 2);
}
