//! Exit codes, help, and what goes to standard error.

use crate::room::{Room, SAMPLE};

const VERBS: &[&str] = &[
    "open",
    "sample",
    "new",
    "check",
    "show",
    "record",
    "export",
    "compare",
    "guidance",
    "doctor",
    "completions",
    "man",
];

#[test]
fn every_kind_of_failure_has_its_exit_code_and_says_what_to_do() {
    let room = Room::with_sample();
    for (arguments, code, words) in [
        (vec!["show", "no-such-case", "overview"], 1, "there is no case \"no-such-case\""),
        (vec!["show", "el-salvador-1989-1991", "overview"], 1, "Did you mean \"el-salvador-1989-1992\"?"),
        (vec!["show", "./nowhere", "overview"], 1, "is not a case"),
        (vec!["show", SAMPLE, "positions", "--party", "FMNL"], 1, "Did you mean \"FMLN\"?"),
        (vec!["show", SAMPLE, "positions", "--audience", "party:FMNL"], 1, "Did you mean \"FMLN\"?"),
        (vec!["show", SAMPLE, "positions", "--audience", "everybody"], 2, "team, shareable, or party:ID"),
        (vec!["show", SAMPLE, "positions", "--phase", "later"], 2, "pre-negotiation"),
        (vec!["show", SAMPLE, "positions", "--since", "soon"], 2, "is not a date"),
        (vec!["show", SAMPLE, "sources", "--party", "FMLN"], 2, "--party works with"),
        (vec!["show", SAMPLE, "everything"], 2, "possible values"),
        (vec!["export", SAMPLE, "x.ron"], 2, "--audience"),
        (vec!["export", SAMPLE, "x.odt", "--audience", "team"], 2, ".ron, .json"),
        (vec!["export", SAMPLE, "no/such/folder/x.ron", "--audience", "team"], 74, "could not"),
        (vec!["check", "nowhere"], 74, "it is not there"),
        (vec!["new", SAMPLE], 1, "is there already"),
        (vec!["new", ".hidden"], 1, "cannot be the name of a case"),
        (vec!["guidance", "xylophone"], 1, "nothing in the guidance"),
        (vec!["frobnicate"], 2, "unrecognized subcommand"),
        (vec!["--shield", "show", SAMPLE, "overview"], 2, "about the screens"),
    ] {
        let said = room.run(&arguments);
        assert_eq!(said.code, code, "{arguments:?}: {}", said.err);
        assert!(said.err.contains(words), "{arguments:?}: {}", said.err);
        assert!(said.out.is_empty(), "{arguments:?}: {}", said.out);
    }
}

#[test]
fn the_help_of_every_verb_fits_80_columns() {
    let room = Room::new();
    let mut pages = vec![room.done(&["--help"])];
    pages.extend(VERBS.iter().map(|verb| room.done(&[verb, "--help"])));
    for page in &pages {
        let wide = page.lines().find(|line| line.chars().count() > 80 && !line.starts_with("Usage:"));
        assert_eq!(wide, None);
        assert!(page.contains("Usage: goodoffices"));
    }
    for verb in VERBS {
        assert!(pages[0].contains(&format!("  {verb} ")), "{verb} is not in the help");
    }
}

#[test]
fn the_man_page_and_the_completions_name_every_verb() {
    let room = Room::new();
    let man = room.done(&["man"]);
    for verb in VERBS {
        assert!(man.contains(&format!(".SH \"{}\"", verb.to_uppercase())), "{verb}");
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = room.done(&["completions", shell]);
        assert!(VERBS.iter().all(|verb| script.contains(verb)), "{shell}");
    }
}

#[test]
fn doctor_gives_every_finding_a_remedy_and_never_fails() {
    let room = Room::new();
    let doctor = |room: &Room| room.done(&["doctor"]).split_whitespace().collect::<Vec<_>>().join(" ");
    let said = doctor(&room);
    assert!(said.contains("It is made with the first case"), "{said}");
    assert!(said.contains("Cases are not encrypted"), "{said}");
    room.done(&["sample", "--no-open"]);
    let said = doctor(&room);
    assert!(said.contains("1 case.") && said.contains("locks work in it"), "{said}");
    let ascii = doctor(&Room::ascii());
    assert!(ascii.is_ascii() && ascii.contains("Set LC_ALL=C.UTF-8"), "{ascii}");
}

#[test]
fn without_a_terminal_the_screens_say_what_to_use_instead() {
    let room = Room::with_sample();
    for arguments in [vec![], vec!["open", SAMPLE], vec!["sample"]] {
        let said = room.run(&arguments);
        assert_eq!(said.code, 74, "{arguments:?}");
        assert!(said.err.contains("not a terminal") && said.err.contains("goodoffices show"), "{}", said.err);
    }
}
