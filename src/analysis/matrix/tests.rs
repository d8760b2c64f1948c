use super::super::tests_case::{TestCase, id, speaker};
use super::*;
use crate::model::{Disclosure, LinkageStatus, Position};

fn talks() -> TestCase {
    let mut case = TestCase::default();
    case.parties("FMLN GOES");
    case.issue("police", "B");
    case.issue("land", "");
    case
}

fn at(case: &TestCase, party: &str, issue: &str, phase: Phase) -> Option<Cell> {
    cell(&case.standings(), &speaker(party), &id(issue), phase)
}

fn text(case: &TestCase, party: &str, issue: &str) -> Vec<String> {
    let text =
        |phase: &Phase| at(case, party, issue, *phase).map_or_else(|| ".".to_owned(), |cell| cell.text());
    Phase::ALL.iter().map(text).collect()
}

#[test]
fn a_cell_shows_the_last_position_said_in_the_phase_else_what_stands_from_earlier_and_a_dot_only_if_there_never_was_one()
 {
    let mut case = talks();
    case.says("p1", "fmln", "police", "neg 1990", "A ++, B -");
    case.says("p2", "fmln", "police", "neg 1991", "B ~");
    case.says("p3", "fmln", "police", "impl 1993", "B +, A o");
    assert_eq!(text(&case, "fmln", "police"), [".", "A ~", "A ~ '", "B + >"]);
    let shown = |phase| at(&case, "fmln", "police", phase).unwrap().shown[0].code.clone();
    assert_eq!([shown(Phase::Negotiation), shown(Phase::Agreement)], ["P2", "P2"]);
    assert_eq!(at(&case, "fmln", "police", Phase::Agreement).unwrap().from_earlier, Some(Phase::Negotiation));
}

#[test]
fn the_stance_is_towards_the_option_on_the_table_else_towards_what_is_wanted() {
    let mut case = talks();
    case.says("p1", "fmln", "police", "neg 1990", "A ++, B X");
    case.says("p2", "fmln", "land", "neg 1990", "A ~, C ~");
    assert_eq!(text(&case, "fmln", "police")[1], "A X");
    assert_eq!(text(&case, "fmln", "land")[1], "A/C ~");
    case.also::<crate::model::Issue>("police", |issue| issue.on_table = None);
    assert_eq!(text(&case, "fmln", "police")[1], "A ?");
}

#[test]
fn confidences_and_what_stands_twice_are_marked() {
    let mut case = talks();
    case.says_with("p1", "fmln", "police", "neg 1990", "B ~", |p| {
        p.disclosure = Disclosure::Confided { by: "a delegate".into() };
    });
    case.says("p2", "goes", "police", "neg 1990", "B +");
    case.says("p3", "goes", "police", "neg 1990-06", "B -");
    assert_eq!(text(&case, "fmln", "police")[1], "B ~ c");
    assert_eq!(text(&case, "goes", "police")[1], "? ? 2");
    let contested = |case: &TestCase| at(case, "goes", "police", Phase::Negotiation).unwrap().contested;
    assert_eq!(contested(&case).words(), "two positions of which none is later");
    case.change::<Position>("p3", |p| p.beside = Some(id("p2")));
    assert_eq!(contested(&case).words(), "two readings of one moment");
    case.also::<Position>("p3", |p| p.note = "otherwise".into());
    assert!(contested(&case).has_versions);
    // What was confided earlier and still stands in the cell is marked too.
    case.says("p4", "fmln", "police", "neg 1991", "A -");
    assert_eq!(text(&case, "fmln", "police")[1], "B ~ c");
}

#[test]
fn a_cell_is_stale_when_all_it_shows_is_older_than_the_change_to_its_phase() {
    let mut case = talks();
    case.sheet(Phase::Agreement);
    case.says("p1", "fmln", "police", "neg 1990", "B ~");
    case.says("p2", "goes", "police", "neg 1991", "B ~");
    case.says("p3", "goes", "land", "neg", "B ~");
    case.phase_change("e1", Phase::Negotiation, "1990-05-01");
    let stale = |case: &TestCase, party, issue, phase| at(case, party, issue, phase).unwrap().is_stale;
    assert!(!stale(&case, "fmln", "police", Phase::Negotiation), "1990 may be after the first of May");
    assert!(!stale(&case, "fmln", "police", Phase::Agreement));
    case.phase_change("e2", Phase::Agreement, "1991-09-01");
    assert!(stale(&case, "fmln", "police", Phase::Agreement));
    assert!(!stale(&case, "goes", "police", Phase::Agreement), "1991 may be after the first of September");
    assert!(!stale(&case, "goes", "land", Phase::Agreement), "without a date nobody knows");
}

#[test]
fn an_option_that_breaches_a_principle_is_flagged_where_it_is_wanted() {
    let mut case = talks();
    case.says("p1", "fmln", "police", "neg 1990", "C ++, B -");
    case.finding("f1", "police-c", true);
    assert_eq!(text(&case, "fmln", "police")[1], "C - !");
    assert!(
        at(&case, "fmln", "police", Phase::Negotiation)
            .unwrap()
            .words()
            .contains("would breach the principle")
    );
    case.finding("f2", "police-c", false);
    assert!(at(&case, "fmln", "police", Phase::Negotiation).unwrap().breaches[0].is_disputed);
    case.finding("f1", "police-c", false);
    assert_eq!(text(&case, "fmln", "police")[1], "C -");
}

#[test]
fn matrix_trajectory_and_issue_show_the_same_cells() {
    let mut case = talks();
    case.says("p1", "fmln", "police", "neg 1990", "B ~");
    case.says("p2", "goes", "land", "pre 1989", "A +");
    case.trade("l1", "fmln", "police/B", "land/A", "goes", LinkageStatus::Offered);
    let standings = case.standings();
    let matrix = matrix(&standings, Phase::Negotiation);
    assert_eq!(matrix.columns.iter().map(Column::words).collect::<Vec<_>>(), ["FMLN", "GOES"]);
    let by_name = |line: &Line<IssueSheet>| line.head.issue.name.clone();
    assert_eq!(matrix.lines.iter().map(by_name).collect::<Vec<_>>(), ["land", "police"]);
    let negotiation = 1;
    assert_eq!(trajectory(&standings, &speaker("fmln"))[1].cells[negotiation], matrix.lines[1].cells[0]);
    assert_eq!(of_issue(&standings, &id("land"))[1].cells[negotiation], matrix.lines[0].cells[1]);
    assert!(matrix.lines[0].cells[0].is_none());
}

#[test]
fn the_history_of_a_cell_has_every_position_in_order_with_what_became_of_it() {
    let mut case = talks();
    case.says("p3", "fmln", "police", "draft 1992", "A -");
    case.says("p1", "fmln", "police", "pre 1989", "A ++, C X");
    case.says("p2", "fmln", "police", "neg", "");
    let history = history(&case.standings(), &speaker("fmln"), &id("police"));
    let told = |past: &Past| {
        let stands: String = past.stands_on.iter().map(OptionName::short).collect();
        (past.said.code.clone(), stands, past.superseded.len(), past.stands_as_statement)
    };
    let expected = [("P1", "C", 1, false), ("P2", "", 0, true), ("P3", "A", 0, false)];
    let expected = expected.map(|(code, stands, lost, is)| (code.to_owned(), stands.to_owned(), lost, is));
    assert_eq!(history.iter().map(told).collect::<Vec<_>>(), expected);
}
