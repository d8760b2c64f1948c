//! Writing a case into one file.

use serde_json::Value;

use crate::room::{Room, SAMPLE, repository};

#[test]
fn a_case_that_is_written_and_made_again_is_the_same() {
    let room = Room::with_case(&repository("tests/fixtures/exercise-island.ron"));
    room.done(&["export", "case", "one.ron", "--audience", "team"]);
    room.done(&["new", "again", "--from", "one.ron"]);
    room.done(&["export", "again", "two.ron", "--audience", "team"]);
    let records = |text: &str| text.split_once("records:").unwrap().1.to_owned();
    assert_eq!(records(&room.read("one.ron")), records(&room.read("two.ron")));
    assert!(room.done(&["check", "one.ron"]).ends_with(": ok\n"));
}

#[test]
fn the_teams_json_holds_every_text_of_the_case() {
    let room = Room::with_case(&repository("tests/fixtures/exercise-island.ron"));
    room.done(&["export", "case", "all.json", "--audience", "team"]);
    let json: Value = serde_json::from_str(&room.read("all.json")).unwrap();
    let mut written = Vec::new();
    texts(&json, &mut written);
    let source = repository("tests/fixtures/exercise-island.ron");
    let code: String = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let mut looked_at = 0;
    for text in strings(&code) {
        // Words that are not an id; ids come out as the names of what they stand for.
        if text.contains(' ') || text.starts_with("SECRET-") || text.starts_with("ONLY-") {
            looked_at += 1;
            assert!(written.contains(&text), "{text} is missing");
        }
    }
    assert!(looked_at > 150, "{looked_at}");
}

/// Every string that stands in a document.
fn strings(code: &str) -> Vec<String> {
    let (mut found, mut rest) = (Vec::new(), code);
    while let Some(start) = rest.find('"') {
        let mut end = start + 1;
        while !rest[end..].starts_with('"') {
            end += rest[end..]
                .chars()
                .take(if rest[end..].starts_with('\\') { 2 } else { 1 })
                .map(char::len_utf8)
                .sum::<usize>();
        }
        found.push(ron::from_str(&rest[start..=end]).unwrap());
        rest = &rest[end + 1..];
    }
    found
}

fn texts(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|value| texts(value, into)),
        Value::Object(object) => object.values().for_each(|value| texts(value, into)),
        _ => {}
    }
}

#[test]
fn the_team_is_told_what_is_withheld_and_the_file_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let room = Room::with_sample();
    let said = room.run(&["export", SAMPLE, "x.json", "--audience", "shareable"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.err.contains("Withheld:") && said.err.contains("position"), "{}", said.err);
    assert!(!room.read("x.json").to_lowercase().contains("withheld"));
    assert_eq!(std::fs::metadata(room.path("x.json")).unwrap().permissions().mode() & 0o777, 0o600);
    for key in ["\"id\"", "\"revision\"", "recorded_by", "\"note\"", "P-01"] {
        assert!(!room.read("x.json").contains(key), "{key}");
    }
}

#[test]
fn nothing_is_written_into_a_case_folder() {
    let room = Room::with_sample();
    let before = room.files();
    for inside in ["case.ron", "log/x.ron", "new.json"] {
        let said = room.run(&[
            "export",
            SAMPLE,
            &room.path(&format!("cases/{SAMPLE}/{inside}")),
            "--audience",
            "team",
        ]);
        assert_eq!(said.code, 1, "{inside}");
    }
    assert_eq!(room.files(), before);
}
