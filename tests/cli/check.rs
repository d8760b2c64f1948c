//! `check`: every file that ships is ok, and every kind of mistake is named with its place.

use crate::room::{Room, SAMPLE, repository};

fn seeds() -> Vec<(String, String)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["seeds/cases", "scenarios"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let name = format!("{folder}/{}", entry.unwrap().file_name().to_string_lossy());
            found.push((name.clone(), repository(&name)));
        }
    }
    assert!(found.len() >= 2);
    found
}

#[test]
fn what_ships_is_ok() {
    let room = Room::with_sample();
    let repository = env!("CARGO_MANIFEST_DIR");
    let mut paths: Vec<String> = seeds().iter().map(|(name, _)| format!("{repository}/{name}")).collect();
    paths.push(room.path(&format!("cases/{SAMPLE}")));
    for path in paths {
        assert_eq!(room.done(&["check", &path]), format!("{path}: ok\n"));
    }
}

/// The line and column, from 1, of a byte.
fn place(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..byte];
    (before.matches('\n').count() + 1, before.rsplit('\n').next().unwrap().chars().count() + 1)
}

/// Checks a file with one thing changed; the complaint must name the line and say what to do.
fn complains(text: &str, from: &str, to: &str, words: &[&str]) {
    let at = text.find(from).unwrap_or_else(|| panic!("{from} is not in the file"));
    let changed = format!("{}{to}{}", &text[..at], &text[at + from.len()..]);
    let room = Room::new();
    room.write("bad.ron", &changed);
    let said = room.run(&["check", "bad.ron"]);
    assert_eq!(said.code, 1, "{to}: {}{}", said.out, said.err);
    assert!(said.out.is_empty());
    let (line, _) = place(text, at);
    let lines: Vec<&str> = said.err.lines().collect();
    let near = |given: &str| {
        given.parse::<usize>().is_ok_and(|given| given.abs_diff(line) <= to.matches('\n').count() + 1)
    };
    let names_it = lines.iter().any(|complaint| {
        let mut parts = complaint.splitn(4, ':');
        parts.next() == Some("bad.ron")
            && parts.next().is_some_and(near)
            && parts.next().is_some_and(|column| column.parse::<usize>().is_ok())
    });
    assert!(names_it, "line {line} of {to}: {}", said.err);
    assert!(words.iter().all(|word| said.err.contains(word)), "{words:?}: {}", said.err);
}

#[test]
fn every_mistake_in_a_case_document_is_named_with_its_place_and_a_remedy() {
    for (_, text) in seeds().iter().filter(|(name, _)| name.starts_with("seeds/cases")) {
        complains(text, "marking: ", "markng: ", &["Did you mean `marking`?"]);
        complains(
            text,
            "party: \"fmln\"",
            "party: \"fmnl\"",
            &["names the actor \"fmnl\"", "Did you mean \"fmln\"?"],
        );
        complains(
            text,
            "Actor(\"fmln\"",
            "Actor(\"goes\"",
            &["the id \"goes\" is given to two records", "another id"],
        );
        complains(text, "date: \"1989-09\"", "date: \"1989-19\"", &["is not a date", "write 1991"]);
        complains(text, "phase: PreNegotiation", "phase: PreNegotation", &["Did you mean `PreNegotiation`?"]);
        complains(text, "Case(", "Cse(", &["Did you mean `Case(`?"]);
    }
}

#[test]
fn a_misspelt_field_in_a_scenario_is_named_with_its_place_and_a_remedy() {
    for (_, text) in seeds().iter().filter(|(name, _)| name.starts_with("scenarios")) {
        complains(text, "question:", "qestion:", &["Did you mean `question`?"]);
    }
}

#[test]
fn a_damaged_line_is_named_and_the_rest_opens() {
    let room = Room::with_sample();
    let line = [
        "record",
        SAMPLE,
        "--as",
        "rosa",
        "--party",
        "FMLN",
        "--issue",
        "I-05",
        "--phase",
        "neg",
        "--statement",
    ];
    for words in ["One.", "Two.", "Three."] {
        room.done(&[&line[..], &[words]].concat());
    }
    let log = room
        .files()
        .into_keys()
        .find(|path| path.extension().is_some_and(|e| e == "ronl") && path.to_string_lossy().contains("rosa"))
        .unwrap();
    let text = std::fs::read_to_string(&log).unwrap();
    std::fs::write(&log, text.replacen("Two.", "Twa.", 1)).unwrap();
    let folder = room.path(&format!("cases/{SAMPLE}"));
    let said = room.run(&["check", &folder]);
    assert_eq!(said.code, 1);
    assert!(said.err.starts_with(&format!("{}:2:", log.display())), "{}", said.err);
    assert!(said.err.contains("nothing is overwritten"), "{}", said.err);
    let shown = room.run(&["show", SAMPLE, "positions", "--all"]);
    assert!(shown.out.contains("Three.") && shown.err.contains("set aside"), "{}", shown.err);
    let shareable = room.run(&["show", SAMPLE, "positions", "--audience", "shareable"]);
    assert!(shareable.err.is_empty(), "{}", shareable.err);
}

#[test]
fn every_path_is_checked_even_after_one_that_is_wrong() {
    let room = Room::with_sample();
    room.write("bad.ron", "Cas(");
    room.write("empty.ron", "// nothing\n");
    let folder = room.path(&format!("cases/{SAMPLE}"));
    let said = room.run(&["check", "bad.ron", "empty.ron", &folder]);
    assert_eq!(said.code, 1);
    assert_eq!(said.out, format!("{folder}: ok\n"));
    assert!(
        said.err.contains("bad.ron:1:1: this begins with `Cas`") && said.err.contains("empty.ron:"),
        "{}",
        said.err
    );
    std::fs::create_dir(room.path("plain")).unwrap();
    let said = room.run(&["check", "plain"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("is not a case"), "{}", said.err);
}

#[test]
fn a_scenario_that_cannot_be_computed_is_refused_in_a_sentence_at_its_place() {
    let police = repository("scenarios/el-salvador-police-transition.ron");
    let template = repository("scenarios/template.ron");
    complains(&police, "value: 7_000", "value: -7_000", &["is negative"]);
    complains(&police, "(4_500, 6_000, 7_000)", "(7_500, 6_000, 7_000)", &["low"]);
    complains(
        &police,
        "party: \"fmln\", stance: Demands",
        "party: \"fmnl\", stance: Demands",
        &["there is no party \"fmnl\"", "Did you mean \"fmln\"?"],
    );
    let fifth = "(id: \"B\", title: \"\"), (id: \"C\", title: \"\"), (id: \"D\", title: \"\"), (id: \"B\", title: \"Over a year\"";
    complains(&template, "(id: \"B\", title: \"Over a year\"", fifth, &["two options share the id \"B\""]);
}

#[test]
fn packages_by_the_million_million_are_refused_with_their_number() {
    let issue = |n: usize| {
        let options: Vec<String> = (0..10).map(|o| format!("(id: \"i{n}o{o}\", title: \"\")")).collect();
        format!("(id: \"i{n}\", title: \"\", options: [{}])", options.join(", "))
    };
    let issues: Vec<String> = (0..12).map(issue).collect();
    let room = Room::new();
    let parties = "parties: [(party: \"x\", threshold: 1)]";
    room.write(
        "many.ron",
        &format!("Comparison(question: \"?\",\n packages: (issues: [{}], {parties}))", issues.join(", ")),
    );
    for verb in ["check", "compare"] {
        let said = room.run(&[verb, "many.ron"]);
        assert_eq!(said.code, 1);
        assert!(said.err.starts_with("many.ron:2:2: too many: 1,000,000,000,000 packages"), "{}", said.err);
    }
}

#[test]
fn one_scenario_file_that_cannot_be_read_hides_neither_the_logs_nor_the_other_comparisons() {
    let room = Room::with_sample();
    let scenarios = room.path(&format!("cases/{SAMPLE}/scenarios"));
    let log = room.files().into_keys().find(|path| path.extension().is_some_and(|e| e == "ronl")).unwrap();
    std::os::unix::fs::symlink("/nothing", format!("{scenarios}/a.ron")).unwrap();
    let text = std::fs::read_to_string(&log).unwrap();
    std::fs::write(&log, text.replacen("FMLN", "FMLM", 1)).unwrap();
    let said = room.run(&["check", &room.path(&format!("cases/{SAMPLE}"))]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("a.ron") && said.err.contains(".ronl:"), "{}", said.err);
    let shown = room.run(&["show", SAMPLE, "comparisons"]);
    assert!(
        shown.code == 0 && shown.out.contains("a.ron") && shown.out.contains("question"),
        "{}",
        shown.out
    );
}

#[test]
fn a_case_is_reached_through_a_link_and_its_lost_or_damaged_first_file_is_named_with_what_helps() {
    let room = Room::with_sample();
    let (case, link) = (room.path(&format!("cases/{SAMPLE}")), room.path("link"));
    std::os::unix::fs::symlink(&case, &link).unwrap();
    assert!(room.done(&["check", &link]).starts_with(&format!("{case}: ok")));
    let file = format!("{case}/case.ron");
    let whole = std::fs::read_to_string(&file).unwrap();
    for bad in [whole.replacen("format", "farmat", 1), String::new()] {
        std::fs::write(&file, bad).unwrap();
        let said = room.run(&["check", "--repair", &case]);
        assert!(said.code == 1 && said.err.contains("Take case.ron from another copy"), "{}", said.err);
        assert!(said.err.contains("nothing was repaired") && said.out.is_empty(), "{}{}", said.err, said.out);
    }
    std::fs::remove_file(&file).unwrap();
    for line in [vec!["check", &case], vec!["show", SAMPLE, "actors"], vec!["show", &case, "actors"]] {
        let said = room.run(&line);
        assert!(said.code == 1 && said.err.contains("take it from another one"), "{line:?}: {}", said.err);
    }
    assert!(room.done(&["doctor"]).contains("case.ron is gone"));
}

#[test]
fn two_records_with_one_code_are_named_with_their_ids() {
    let position = |id: &str| {
        format!(
            "Position(\"{id}\", (code: \"P-07\", party: \"a\", issue: \"i\", phase: Negotiation, statement: (text: \"{id} said\")))"
        )
    };
    let room = Room::with_case(&format!(
        "Case(format: 1, about: (id: \"x\"), records: [Actor(\"a\", (name: \"A\")), Issue(\"i\", (title: \"I\")), {}, {}])",
        position("one"),
        position("two")
    ));
    let check = room.done(&["check", &room.path("cases/case")]);
    assert!(check.contains("2 records are called position P-07: one, two"), "{check}");
    let line = ["--as", "rosa", "record", "case", "--party", "a", "--issue", "i", "--phase", "neg"];
    let said = room.run(&[&line[..], &["--statement", "No.", "--beside", "P-07"]].concat());
    assert!(said.code == 1 && said.err.contains("(one)") && said.err.contains("(two)"), "{}", said.err);
}
