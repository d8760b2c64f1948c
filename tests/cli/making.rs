//! Making cases: new, and the copy of the sample.

use crate::room::{Room, SAMPLE, repository};

#[test]
fn the_sample_is_copied_once_and_again_only_if_asked() {
    let room = Room::new();
    let first = room.done(&["sample", "--no-open"]);
    assert!(first.starts_with(&room.path(&format!("cases/{SAMPLE}\n"))), "{first}");
    assert_eq!(room.done(&["sample", "--no-open"]), first);
    let fresh = room.done(&["sample", "--no-open", "--fresh"]);
    assert!(fresh.contains(&format!("{SAMPLE}-2\n")), "{fresh}");
    assert_eq!(room.json(&["show", SAMPLE, "comparisons", "--format", "json"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_folder_with_one_case_in_it_stands_for_the_case() {
    let room = Room::new();
    room.done(&["sample", "demo", "--no-open"]);
    assert!(
        room.done(&["show", "demo", "overview"]).starts_with("El Salvador 1989-92  UNCLASSIFIED  sample")
    );
    room.done(&["sample", "demo", "--no-open", "--fresh"]);
    let said = room.run(&["show", "demo", "overview"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("holds 2 cases"), "{}", said.err);
}

#[test]
fn a_new_case_has_its_title_and_marking_and_is_nobody_elses_to_read() {
    use std::os::unix::fs::PermissionsExt;
    let room = Room::new();
    room.done(&["new", "harbour", "--title", "Harbour talks", "--exercise"]);
    let overview = room.json(&["show", "harbour", "overview", "--format", "json"]);
    assert_eq!(overview["title"], "Harbour talks");
    assert_eq!(overview["marking"], "EXERCISE");
    assert_eq!(overview["kind"], "exercise");
    let mode = std::fs::metadata(room.cases().join("harbour")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    room.done(&["new", "./elsewhere"]);
    assert!(room.done(&["show", "./elsewhere", "overview"]).starts_with("elsewhere"));
}

#[test]
fn a_case_is_made_from_a_document_or_not_at_all() {
    let room = Room::with_case(&repository("tests/fixtures/exercise-island.ron"));
    assert!(room.done(&["show", "case", "overview"]).starts_with("Kestrel Island  EXERCISE"));
    room.write("bad.ron", "Case(format: 1, about: (id: \"x\"), records: [Actor(\"a\", (nam: \"A\"))])");
    let said = room.run(&["new", "other", "--from", "bad.ron"]);
    assert_eq!(said.code, 1);
    assert!(said.err.starts_with("bad.ron:1:") && said.err.contains("Did you mean `name`?"), "{}", said.err);
    assert!(!room.cases().join("other").exists());
}

#[test]
fn the_working_name_comes_from_the_argument_else_from_the_settings() {
    let room = Room::with_sample();
    std::fs::create_dir_all(room.path("config/goodoffices")).unwrap();
    room.write("config/goodoffices/settings.ron", "Settings(name: Some(\"luis\"))");
    let record = |more: &[&str]| {
        let mut arguments =
            vec!["record", SAMPLE, "--party", "FMLN", "--issue", "I-05", "--phase", "negotiation"];
        arguments.extend_from_slice(more);
        room.done(&arguments)
    };
    assert!(record(&["--statement", "One."]).contains("by luis on"));
    assert!(record(&["--statement", "Two.", "--as", "rosa"]).contains("by rosa on"));
    assert_eq!(room.run(&["new", "x", "--as", "a\nb"]).code, 2);
}
