use super::*;
use crate::notation;

fn problems(text: &str) -> Vec<String> {
    let comparison: Comparison = notation::read(text).unwrap_or_else(|problem| panic!("{problem}"));
    check(&comparison, text).iter().map(ToString::to_string).collect()
}

/// A comparison in which nothing is wrong, with one thing replaced.
fn broken(find: &str, put: &str) -> Vec<String> {
    assert!(GOOD.contains(find), "{find}");
    problems(&GOOD.replacen(find, put, 1))
}

const GOOD: &str = r#"Comparison(
  question: "How?", horizon: 24,
  parties: [(id: "gov", name: "Government"), (id: "front", name: "Front")],
  assumptions: [(id: "funds", text: "", if_broken: [(input: "class", times: 0.5)])],
  drivers: [(id: "rain", title: "", outcomes: [(id: "wet", title: ""), (id: "dry", title: "")])],
  futures: [
    (id: "good", title: "", outcomes: [(driver: "rain", outcome: "wet")]),
    (id: "bad", title: "", changes: [(input: "posts", times: 1.5, from: 1, until: 12)]),
  ],
  options: [(id: "A", title: "", assumptions: ["funds"]), (id: "B", title: "")],
  reactions: [(option: "A", party: "gov", stance: Accepts)],
  capacity: (
    need: [(is: "posts")],
    inputs: [(id: "posts", title: "", value: (90, 100, 120)), (id: "class", title: "", value: 10)],
    plans: [
      (option: "A", outgoing: [(id: "old", title: "", strength: 80, starts: 1, ends: 1)]),
      (option: "B", incoming: [(id: "new", title: "", class: "class", every: 1)]),
    ],
  ),
  values: (better: Higher, cells: [
    (option: "A", future: "good", value: 1), (option: "A", future: "bad", value: 2),
    (option: "B", future: "good", value: 3), (option: "B", future: "bad", value: 4),
  ]),
  packages: (
    issues: [(id: "i", title: "", options: [(id: "i1", title: ""), (id: "i2", title: "")])],
    parties: [(party: "gov", threshold: 1, points: [(option: "i1", points: 2)]), (party: "front", stances: [(option: "i2", stance: Opposes)])],
  ),
  indicators: [(id: "seen", title: "", threshold: 1, points_when: AtLeast, points_to: ["bad"], readings: [(date: "1992", value: 2)])],
)"#;

#[test]
fn a_sound_comparison_has_no_problems() {
    assert_eq!(problems(GOOD), Vec::<String>::new());
}

#[test]
fn numbers_out_of_range_are_named_at_their_line() {
    for (find, put, wanted) in [
        ("strength: 80", "strength: -80", "16:55: `strength` of \"old\" of \"A\" is negative: -80"),
        (
            "strength: 80",
            "strength: (90, 80, 100)",
            "16:55: `strength` of \"old\" of \"A\" has its range out of order",
        ),
        (
            "(90, 100, 120)",
            "(90, 130, 120)",
            "14:39: the input \"posts\" has its range out of order: 90, 130, 120",
        ),
        (
            "strength: 80",
            "strength: 1e999",
            "16:55: `strength` of \"old\" of \"A\" is not a number that can be counted with",
        ),
        ("points: 2)]", "points: 2e9)]", "points or threshold of \"gov\" cannot be counted with"),
        ("starts: 1, ends: 1", "starts: 5, ends: 1", "ends in month 1, before it starts in month 5"),
        ("every: 1", "every: 0.5", "less than a month apart"),
        ("horizon: 24", "horizon: 9999", "2:21: the horizon is 9999 months"),
        ("times: 1.5, ", "", "8:46: the change of \"posts\" changes nothing"),
        (
            "(input: \"class\", times: 0.5)",
            "(input: \"class\", times: 0.5, from: 2)",
            "cannot be changed for some months only",
        ),
    ] {
        let found = broken(find, put);
        assert!(found.iter().any(|problem| problem.contains(wanted)), "{put}: {found:?}");
    }
}

#[test]
fn names_that_lead_nowhere_are_named_with_the_one_that_was_meant() {
    for (find, put, wanted) in [
        (
            "party: \"gov\", stance",
            "party: \"govt\", stance",
            "11:36: there is no party \"govt\". Did you mean \"gov\"?",
        ),
        ("option: \"A\", party", "option: \"E\", party", "11:24: there is no option \"E\". Known are: A, B."),
        ("class: \"class\"", "class: \"clas\"", "17:62: there is no input \"clas\". Did you mean \"class\"?"),
        ("outcome: \"wet\"", "outcome: \"hot\"", "there is no outcome of that driver \"hot\""),
        ("[\"funds\"]", "[\"fund\"]", "10:48: there is no assumption \"fund\""),
        ("option: \"i2\", stance", "option: \"i3\", stance", "there is no option of packages \"i3\""),
        ("points_to: [\"bad\"]", "points_to: [\"worse\"]", "there is no future \"worse\""),
    ] {
        let found = broken(find, put);
        assert!(found.iter().any(|problem| problem.contains(wanted)), "{put}: {found:?}");
    }
}

#[test]
fn a_value_that_is_given_twice_is_named_and_one_that_is_still_wanting_is_no_error() {
    assert_eq!(broken("(option: \"A\", future: \"bad\", value: 2),", ""), [""; 0]);
    let found = broken("future: \"bad\", value: 4", "future: \"good\", value: 4");
    assert!(found.iter().any(|problem| problem.contains("is given twice")), "{found:?}");
}

#[test]
fn five_options_of_which_two_share_an_id_are_two_problems() {
    let found = broken(
        "(id: \"B\", title: \"\")]",
        "(id: \"B\", title: \"\"), (id: \"C\", title: \"\"), (id: \"D\", title: \"\"),\n (id: \"B\", title: \"\")]",
    );
    assert!(found.iter().any(|problem| problem.contains("10:3: there are 5 options")), "{found:?}");
    assert!(
        found.iter().any(|problem| problem.contains("11:7: two options share the id \"B\"")),
        "{found:?}"
    );
}

#[test]
fn too_many_packages_are_refused_with_their_number() {
    let issue = |n: usize| {
        let options: Vec<String> = (0..10).map(|o| format!("(id: \"i{n}o{o}\", title: \"\")")).collect();
        format!("(id: \"i{n}\", title: \"\", options: [{}])", options.join(", "))
    };
    let issues: Vec<String> = (0..12).map(issue).collect();
    let text = format!(
        "(question: \"?\",\n packages: (issues: [{}], parties: [(party: \"x\", threshold: 1)]))",
        issues.join(", ")
    );
    assert_eq!(
        problems(&text),
        [
            "2:2: too many: 1,000,000,000,000 packages, and no more than 100,000,000 can be looked at one by one. Settle or \
         leave out an issue, or drop options that nobody would take."
        ]
    );
}

#[test]
fn what_is_always_the_teams_own_cannot_stand_in_a_file_for_others() {
    let text = GOOD.replacen("horizon: 24,", "horizon: 24, audience: \"shareable\",", 1);
    let text = text.replacen("stance: Accepts)", "stance: Accepts, trade: \"land\", spoiler: High)", 1);
    assert_eq!(
        problems(&text),
        [
            "11:60: `trade` is the team's own, and this file is for shareable. Take it out of what others may read.",
            "11:75: `spoiler` is the team's own, and this file is for shareable. Take it out of what others may read."
        ]
    );
    assert!(
        broken("horizon: 24,", "horizon: 24, audience: \"everybody\",")[0]
            .contains("\"everybody\" is no audience")
    );
}

#[test]
fn more_issues_than_a_package_can_have_are_refused_with_their_number() {
    let issues: Vec<String> = (0..1_001)
        .map(|n| format!("(id: \"n{n}\", title: \"\", options: [(id: \"o{n}\", title: \"\")])"))
        .collect();
    let issue = r#"(id: "i", title: "", options: [(id: "i1", title: ""), (id: "i2", title: "")])"#;
    let found = broken(issue, &format!("{issue}, {}", issues.join(", ")));
    assert!(found.iter().any(|problem| problem.contains("too many: 1,002 issues")), "{found:?}");
}

#[test]
fn what_a_newer_program_wrote_is_refused_whatever_it_holds() {
    for newer in ["version: 2,\n", "version: 2, mood: \"calm\","] {
        let text = GOOD.replacen("horizon: 24,", &format!("horizon: 24, {newer}"), 1);
        let problem = read(&text).unwrap_err();
        assert!(problem.what.contains("version 2 of the format, written by a newer program"), "{problem}");
        assert!(problem.line > 1, "{problem}");
    }
    let text = GOOD.replacen("horizon: 24,", "horizon: 24, version: 1,", 1);
    assert_eq!((read(&text).unwrap().version, read(GOOD).unwrap().version), (1, 0));
}
