use super::super::tests_case::{TestCase, date, id};
use super::*;

fn talks(parties: &str, says: &[(&str, &str)]) -> TestCase {
    let mut case = TestCase::default();
    case.parties(parties);
    case.issue("police", "");
    for (party, stances) in says {
        case.says(&format!("p-{party}"), party, "police", "neg 1990", stances);
    }
    case
}

fn words(parties: &str, says: &[(&str, &str)]) -> (Nearness, String) {
    let near = on(&talks(parties, says), None);
    (near.nearness, near.words())
}

fn on(case: &TestCase, at_table: Option<&Date>) -> Convergence {
    of_issue(&case.standings(), &id("police"), &AsOf::Now, at_table).unwrap()
}

#[test]
fn all_is_one_option_that_every_counted_party_would_take() {
    let (nearness, words) = words("A1 A2 A3", &[("a1", "A ++, B +"), ("a2", "A +"), ("a3", "A +, B -")]);
    assert_eq!((nearness, words.as_str()), (Nearness::All, "all would take police option A (A)"));
}

#[test]
fn all_is_conditional_where_somebody_accepts_only_if() {
    let mut case = talks("A1 A2", &[("a1", "A ++"), ("a2", "A ~")]);
    case.change::<crate::model::Position>("p-a2", |p| p.stances[0].condition = "the army is paid".into());
    let near = on(&case, None);
    assert!(near.is_conditional);
    assert_eq!(
        near.words(),
        "all would take police option A (A), conditional: A2 accepts police option A (A) if the army is paid"
    );
    // An option that all take freely goes before it.
    case.says("p-b", "a1", "police", "neg 1991", "B +");
    case.says("p-c", "a2", "police", "neg 1991", "B +");
    assert_eq!(on(&case, None).words(), "all would take police option B (B)");
}

#[test]
fn all_but_one_names_the_one_and_how_it_stands() {
    let (nearness, words) = words("A1 A2 A3", &[("a1", "A ++"), ("a2", "A +"), ("a3", "A X")]);
    assert_eq!(
        (nearness, words.as_str()),
        (Nearness::AllButOne, "all but A3 (red line) would take police option A (A)")
    );
}

#[test]
fn one_party_of_two_is_not_all_but_one() {
    assert_eq!(words("A1 A2", &[("a1", "A ++"), ("a2", "A X")]).0, Nearness::Scattered);
}

#[test]
fn two_camps_where_every_known_party_wants_one_of_two_options() {
    let says = [("a1", "A ++"), ("a2", "B +"), ("a3", "A +, C -"), ("a4", "B ++")];
    let (nearness, words) = words("A1 A2 A3 A4 A5", &says);
    assert_eq!(nearness, Nearness::TwoCamps);
    assert_eq!(
        words,
        "two camps: A1 and A3 for police option A (A), A2 and A4 for police option B (B); not known: A5"
    );
}

#[test]
fn not_known_where_fewer_than_two_or_under_half_are_known() {
    assert_eq!(words("A1 A2", &[("a1", "A ++")]).0, Nearness::NotKnown);
    let (nearness, words) = words("A1 A2 A3 A4 A5", &[("a1", "A ++"), ("a2", "A +")]);
    assert_eq!(
        (nearness, words.as_str()),
        (Nearness::NotKnown, "not known: a stance of 2 of 5 parties; not known: A3, A4 and A5")
    );
    assert_eq!(super::tests::words("A1 A2 A3 A4", &[("a1", "A ++"), ("a2", "A +")]).0, Nearness::Scattered);
}

#[test]
fn else_it_is_scattered_and_who_is_not_known_is_named_and_never_a_yes() {
    let says = [("a1", "A ++"), ("a2", "B +"), ("a3", "C +"), ("a4", "?")];
    let says = &says[..3];
    assert_eq!(words("A1 A2 A3", says), (Nearness::Scattered, "scattered".to_owned()));
    let (nearness, words) = words("A1 A2 A3 A4", &[("a1", "A ++"), ("a2", "A +"), ("a3", "A ?")]);
    assert_eq!(nearness, Nearness::Scattered);
    assert_eq!(words, "all that are known would take police option A (A); not known: A3 and A4");
}

#[test]
fn counted_are_the_parties_at_the_table_on_the_date() {
    let mut case = talks("A1 A2 A3", &[("a1", "A ++"), ("a2", "A +"), ("a3", "A X")]);
    case.actor("Church", "");
    case.says("p-church", "church", "police", "neg 1990", "A X");
    case.change::<Actor>("a3", |actor| actor.at_table[0].from = Some(date("1991")));
    assert_eq!(on(&case, Some(&date("1990"))).nearness, Nearness::All);
    assert_eq!(on(&case, Some(&date("1992"))).nearness, Nearness::AllButOne);
    assert_eq!(on(&case, None).nearness, Nearness::AllButOne);
    case.also::<Actor>("a3", |actor| actor.at_table[0].from = None);
    let near = on(&case, Some(&date("1990")));
    assert!(near.words().ends_with("not counted, for versions differ on their time at the table: A3"));
}

#[test]
fn two_parties_agree_conflict_or_are_not_known() {
    let mut case = TestCase::default();
    case.parties("A1 A2");
    for (issue, one, other) in [
        ("both-take-it", "A ++", "A ~"),
        ("other-wishes", "A +", "B +"),
        ("wanted-and-opposed", "A +", "A X"),
        ("both-oppose", "A -", "A X"),
        ("silent", "A +", ""),
        ("other-options", "A -", "B o"),
    ] {
        case.issue(issue, "");
        case.says(&format!("{issue}1"), "a1", issue, "neg 1990", one);
        case.says(&format!("{issue}2"), "a2", issue, "neg 1990", other);
    }
    let standings = case.standings();
    let pairs = pairs(&standings, &AsOf::Now, None);
    let names =
        |issues: &[Named<Issue>]| issues.iter().map(|issue| issue.name.clone()).collect::<Vec<_>>().join(" ");
    assert_eq!(names(&pairs[0].agree), "both-oppose both-take-it");
    assert_eq!(names(&pairs[0].conflict), "other-wishes wanted-and-opposed");
    assert_eq!(names(&pairs[0].not_known), "other-options silent");
    assert_eq!(pairs[0].words(), "A1 and A2: agree on 2 issues, conflict on 2, not known on 2");
    let (one, other) = (Speaker::party(&id("a2")), Speaker::party(&id("a1")));
    assert_eq!(pair(&pairs, &one, &other), pairs.first());
}
