//! Recording in one line.

use crate::room::{Room, SAMPLE};

const USUAL: &[&str] =
    &["record", SAMPLE, "--as", "rosa", "--party", "FMLN", "--issue", "I-05", "--phase", "negotiation"];

fn usual<'a>(more: &[&'a str]) -> Vec<&'a str> {
    USUAL.iter().copied().chain(more.iter().copied()).collect()
}

#[test]
fn a_position_is_saved_with_its_code_and_shown_again() {
    let room = Room::with_sample();
    let said = room.done(&usual(&[
        "--stance",
        "A=accepts-if:places in the academy",
        "--inferred",
        "B=red-line",
        "--statement",
        "Would take a civilian police.",
        "--source",
        "S-06",
        "--date",
        "1991-05-02",
        "--firmness",
        "leaning",
        "--disclosure",
        "public",
    ]));
    assert!(said.starts_with("Saved P-48\n"), "{said}");
    assert!(said.contains("It follows P-13"), "{said}");
    let list =
        room.json(&["show", SAMPLE, "positions", "--party", "fmln", "--issue", "i-05", "--format", "json"]);
    let position = list.as_array().unwrap().iter().find(|p| p["code"] == "P-48").unwrap();
    assert_eq!(position["stances"][0]["stance"], "accepts-if");
    assert_eq!(position["stances"][0]["condition"], "places in the academy");
    assert_eq!(position["stances"][1]["inferred"], true);
    assert_eq!(position["recorded_by"], "rosa");
    assert_eq!(position["source"], "Wade, Captured Peace: Geneva to Mexico");
    assert_eq!(position["after"].as_array().unwrap().len(), 1);
    assert_eq!(room.done(&["check", &room.path(&format!("cases/{SAMPLE}"))]).matches(": ok").count(), 1);
}

#[test]
fn the_same_line_twice_adds_nothing_and_other_words_about_it_are_refused() {
    let room = Room::with_sample();
    let line = usual(&[
        "--stance",
        "A=accepts",
        "--statement",
        "Agreed.",
        "--date",
        "1991-06",
        "--source",
        "A talk",
    ]);
    room.done(&line);
    let before = room.json(&["show", SAMPLE, "history", "--format", "json"]);
    assert!(room.done(&line).starts_with("Recorded already as P-48; nothing was written."));
    let other = room.run(&usual(&["--stance", "A=opposes", "--statement", "Agreed.", "--date", "1991-06"]));
    assert_eq!(other.code, 1);
    assert!(other.err.contains("another stance") && other.err.contains("--beside P-48"), "{}", other.err);
    assert_eq!(room.json(&["show", SAMPLE, "history", "--format", "json"]), before);
    let beside =
        usual(&["--stance", "A=opposes", "--statement", "Agreed.", "--date", "1991-06", "--beside", "P-48"]);
    assert!(room.done(&beside).contains("P-49"));
}

#[test]
fn what_is_unknown_is_refused_with_the_nearest_name_unless_it_is_to_be_made() {
    let room = Room::with_sample();
    let base = ["record", SAMPLE, "--as", "rosa", "--phase", "negotiation", "--statement", "x"];
    for (more, words) in [
        (vec!["--party", "FMNL", "--issue", "I-05"], "Did you mean \"FMLN\"?"),
        (vec!["--party", "FMLN", "--issue", "Armed forcs"], "Did you mean \"Armed forces\"?"),
        (vec!["--party", "FMLN", "--issue", "I-05", "--stance", "Z=accepts"], "there is no option \"Z\""),
        (vec!["--party", "FMLN", "--issue", "I-05", "--faction", "FPLL"], "Did you mean \"FPL\"?"),
        (vec!["--party", "FMLN", "--issue", "I-05", "--event", "nothing of the kind"], "there is no event"),
        (
            vec!["--party", "FMLN", "--issue", "I-05", "--stance", "Z=accepts", "--create"],
            "write the title in place",
        ),
    ] {
        let said = room.run(&[&base[..], &more].concat());
        assert_eq!(said.code, 1, "{more:?}");
        assert!(said.err.contains(words), "{more:?}: {}", said.err);
    }
    let created = room.done(
        &[
            &base[..],
            &[
                "--party",
                "Miners' union",
                "--issue",
                "Mines",
                "--stance",
                "Close them=red-line",
                "--stance",
                "Share the yield=demands",
                "--create",
            ],
        ]
        .concat(),
    );
    assert!(created.contains("demands B, Share the yield"), "{created}");
    assert!(created.contains("not marked as a party"), "{created}");
    let issues = room.json(&["show", SAMPLE, "issues", "--issue", "mines", "--format", "json"]);
    assert_eq!(issues[0]["options"].as_array().unwrap().len(), 2);
    let actors = room.json(&["show", SAMPLE, "actors", "--party", "miners' union", "--format", "json"]);
    assert_eq!(actors[0]["party"], false);
    let again = [
        &base[..],
        &["--party", "Miners’ Union", "--issue", "MINES", "--stance", "B=demands", "--date", "1990"],
    ];
    assert!(!room.done(&again.concat()).contains("Made"), "a name that is there is not made twice");
    assert_eq!(room.json(&["show", SAMPLE, "history", "--format", "json"])[1]["lines"], 5);
}

#[test]
fn wrong_usage_is_refused_before_anything_is_written() {
    let room = Room::with_sample();
    let before = room.files();
    for (more, code, words) in [
        (vec!["--statement", "x", "--disclosure", "confided"], 2, "--confided-by"),
        (vec!["--statement", "x", "--confided-by", "M."], 2, "--disclosure confided"),
        (vec!["--statement", "x", "--shared-with", "GOES"], 2, "--disclosure shared"),
        (vec!["--statement", "x", "--stance", "A=likes"], 2, "demands, accepts, accepts-if"),
        (vec!["--statement", "x", "--stance", "A=accepts:now"], 2, "only accepts-if"),
        (vec!["--statement", "x", "--stance", "A=accepts", "--inferred", "a=opposes"], 2, "two stances"),
        (vec!["--statement", "x", "--date", "tomorrow"], 2, "is not a date"),
        (vec!["--statement", "  "], 1, "the statement is empty"),
        (vec![], 2, "--statement"),
    ] {
        let said = room.run(&usual(&more));
        assert_eq!(said.code, code, "{more:?}: {}", said.err);
        assert!(said.err.contains(words), "{more:?}: {}", said.err);
    }
    let nameless =
        ["record", SAMPLE, "--party", "FMLN", "--issue", "I-05", "--phase", "neg", "--statement", "x"];
    let said = room.run(&nameless);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("--as NAME") && said.err.contains("settings.ron"), "{}", said.err);
    let logs = |files: &std::collections::BTreeMap<std::path::PathBuf, Vec<u8>>| {
        files
            .iter()
            .filter(|(path, _)| path.extension().is_some_and(|e| e == "ronl"))
            .map(|(p, b)| (p.clone(), b.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(logs(&room.files()), logs(&before));
}

#[test]
fn a_confidence_stays_with_the_team_and_a_shared_one_says_who_cannot_see_it_yet() {
    let room = Room::with_sample();
    let said = room.run_with(
        &usual(&["--statement", "-", "--disclosure", "confided", "--confided-by", "the colonel"]),
        "قال: \"نعم\" \\ in two\nlines\n",
    );
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("confided by the colonel"), "{}", said.out);
    let list = |audience: &str| {
        room.json(&[
            "show",
            SAMPLE,
            "positions",
            "--all",
            "--issue",
            "Police: to whom it answers",
            "--audience",
            audience,
            "--format",
            "json",
        ])
    };
    let team = list("team");
    let position = team.as_array().unwrap().iter().find(|p| p["code"] == "P-48").unwrap();
    assert_eq!(position["statement"], "قال: \"نعم\" \\ in two\nlines");
    assert_eq!(position["confided_by"], "the colonel");
    for audience in ["shareable", "party:FMLN"] {
        assert!(!list(audience).to_string().contains("نعم"), "{audience}");
    }
    let said = room.done(&[
        "record",
        SAMPLE,
        "--as",
        "rosa",
        "--party",
        "New group",
        "--issue",
        "I-05",
        "--phase",
        "negotiation",
        "--statement",
        "x",
        "--disclosure",
        "public",
        "--create",
    ]);
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        said.contains("others will not see this position: New group is known to the team only"),
        "{said}"
    );
}
