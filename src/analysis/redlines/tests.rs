use super::super::tests_case::{TestCase, id};
use super::*;
use crate::model::{Agenda, Issue, Position, Stance};

fn talks() -> TestCase {
    let mut case = TestCase::default();
    case.parties("FMLN FAES");
    case.issue("army", "B");
    case.issue("police", "");
    case.says("p1", "faes", "army", "neg 1990", "A X, B X, C +");
    case.says("p2", "fmln", "police", "neg 1990", "C X");
    case.finding("f1", "police-d", true);
    case
}

fn letters(crossings: &[Crossing]) -> Vec<String> {
    crossings
        .iter()
        .map(|c| format!("{} {}", c.issue.as_ref().map_or("", |i| &i.name), c.option.letter))
        .collect()
}

#[test]
fn what_breaches_a_principle_is_flagged_first_then_what_is_on_the_table() {
    let crossings = crossings(&talks().standings(), &AsOf::Now);
    assert_eq!(letters(&crossings), ["police D", "army B", "army A", "police C"]);
    assert_eq!(
        crossings[0].words(),
        "police option D (D) would breach the principle \"No amnesty for the gravest crimes\""
    );
    assert_eq!(
        crossings[1].words(),
        "army option B (B) crosses the red line of FAES [P1, negotiation, 1990]"
    );
}

#[test]
fn a_red_line_is_gone_when_it_fell_and_disputed_where_what_stands_differs() {
    let mut case = talks();
    case.says("p3", "faes", "army", "neg 1991", "A -");
    assert_eq!(letters(&crossings(&case.standings(), &AsOf::Now)), ["police D", "army B", "police C"]);
    case.also::<Position>("p1", |p| p.stances[1].stance = Stance::Neutral);
    let disputed = &crossings(&case.standings(), &AsOf::Now)[1];
    assert!(disputed.red_lines[0].is_disputed && disputed.words().contains("2 versions, disputed"));
}

#[test]
fn a_factions_red_line_is_its_own() {
    let mut case = talks();
    case.faction("Tandona", "faes");
    case.says_with("p4", "faes", "army", "neg 1991", "C X", |p| p.faction = Some(id("tandona")));
    let crossings = crossings(&case.standings(), &AsOf::Now);
    let on_c = crossings.iter().find(|c| c.option.id == id("army-c")).unwrap();
    assert_eq!(on_c.red_lines[0].column.words(), "FAES: Tandona");
}

#[test]
fn blocked_is_what_is_on_the_table_then_an_issue_without_a_way_out_then_what_somebody_wants() {
    let blocked = |case: &TestCase| {
        let standings = case.standings();
        let found = blocked(&crossings(&standings, &AsOf::Now), &standings, &AsOf::Now).cloned();
        found.map(|crossing| letters(&[crossing]).remove(0))
    };
    let mut case = talks();
    assert_eq!(blocked(&case).as_deref(), Some("army B"), "on the table");
    case.also::<Issue>("army", |issue| issue.agenda = Agenda::Agreed);
    assert_eq!(blocked(&case), None, "settled, and nobody asks for C of the police");
    case.says("p3", "faes", "police", "neg 1990", "C ++");
    assert_eq!(blocked(&case).as_deref(), Some("police C"), "the one demands what the other will not have");
    case.issue("prisoners", "");
    case.says("p4", "fmln", "prisoners", "neg 1990", "A X, B X");
    case.says("p5", "faes", "prisoners", "neg 1990", "C X, D X");
    assert_eq!(blocked(&case).as_deref(), Some("prisoners A"), "every option is crossed");
}
