use super::super::tests_case::{TestCase, date, id, speaker};
use super::*;
use crate::model::LinkageStatus;

fn talks(table: &str) -> TestCase {
    let mut case = TestCase::default();
    case.parties("FMLN GOES FAES");
    case.issue("army", table);
    case.issue("police", "");
    case
}

fn direction(before: &str, now: &str) -> Direction {
    let mut case = talks("B");
    case.says("p1", "fmln", "army", "pre 1989", before);
    case.says("p2", "fmln", "army", "neg 1991", now);
    into_phase(&case.standings(), &speaker("fmln"), &id("army"), Phase::Negotiation).unwrap().direction
}

#[test]
fn rank_towards_the_option_on_the_table_decides() {
    for (before, now) in [("B X", "B -"), ("B -", "B o"), ("B o", "B ~"), ("B ~", "B +"), ("B ~", "B ++")] {
        assert_eq!(direction(before, now), Direction::Towards, "{before} to {now}");
        assert_eq!(direction(now, before), Direction::Away, "{now} to {before}");
    }
}

#[test]
fn the_same_rank_with_something_else_changed_is_sideways() {
    assert_eq!(direction("B +", "B ++"), Direction::Sideways);
    assert_eq!(direction("B ~", "B ~, A -"), Direction::Sideways);
    assert_eq!(direction("B ~", "B ~"), Direction::Unchanged);
    assert_eq!(direction("B ~", ""), Direction::Sideways);
}

#[test]
fn unknown_on_either_side_is_not_known() {
    assert_eq!(direction("A ++", "B +"), Direction::Unknown);
    assert_eq!(direction("B +", "B ?"), Direction::Unknown);
    let mut case = talks("B");
    case.says("p1", "fmln", "army", "pre 1989", "B X");
    case.says("p2", "fmln", "army", "neg 1991", "B +");
    case.also::<crate::model::Position>("p2", |p| p.stances[0].stance = Stance::Neutral);
    let movement = into_phase(&case.standings(), &speaker("fmln"), &id("army"), Phase::Negotiation).unwrap();
    assert_eq!((movement.direction, movement.to.said[0].versions), (Direction::Unknown, 2));
}

#[test]
fn consecutive_phases_are_those_in_which_the_party_spoke() {
    let mut case = talks("B");
    case.says("p1", "fmln", "army", "pre 1989", "B X");
    case.says("p2", "fmln", "army", "impl 1993", "B +");
    let standings = case.standings();
    let into = |phase| {
        into_phase(&standings, &speaker("fmln"), &id("army"), phase).map(|m| (m.from.phase, m.direction))
    };
    assert_eq!(into(Phase::Negotiation), None);
    assert_eq!(into(Phase::PreNegotiation), None);
    assert_eq!(into(Phase::Implementation), Some((Some(Phase::PreNegotiation), Direction::Towards)));
}

#[test]
fn processes_that_go_back_are_compared_by_dates() {
    let mut case = talks("B");
    case.says("p1", "fmln", "army", "neg 1990", "B X");
    case.says("p2", "fmln", "army", "draft 1991", "B +");
    case.says("p3", "fmln", "army", "neg 1993", "B -");
    let moves = through_phases(&case.standings(), &speaker("fmln"), &id("army"));
    let told: Vec<_> = moves.iter().map(|m| (m.from.phase, m.to.phase, m.direction)).collect();
    let (neg, draft) = (Some(Phase::Negotiation), Some(Phase::Agreement));
    assert_eq!(told, [(neg, draft, Direction::Towards), (draft, neg, Direction::Away)]);
    let last = into_phase(&case.standings(), &speaker("fmln"), &id("army"), Phase::Negotiation).unwrap();
    assert_eq!(last, moves[1]);
}

#[test]
fn with_nothing_on_the_table_it_is_how_many_other_parties_accept_what_it_wants() {
    let mut case = talks("");
    case.says("g", "goes", "army", "pre 1988", "B +, C ~");
    case.says("f", "faes", "army", "pre 1988", "B ++");
    case.says("p1", "fmln", "army", "pre 1989", "A ++");
    case.says("p2", "fmln", "army", "neg 1991", "A o, C +");
    case.says("p3", "fmln", "army", "draft 1992", "C o, B ~");
    case.says("p4", "fmln", "army", "impl 1993", "B o, A +");
    case.says("p5", "fmln", "army", "impl 1994", "A o");
    let moves = through_phases(&case.standings(), &speaker("fmln"), &id("army"));
    let told: Vec<_> = moves.iter().map(|m| (m.direction, m.measure.clone())).collect();
    let takers = |before, now| Measure::Takers { before, now };
    assert_eq!(told[0], (Direction::Towards, takers(0, 1)));
    assert_eq!(told[1], (Direction::Towards, takers(1, 2)));
    assert_eq!(told[2].0, Direction::Unknown, "what it wants in the end is not known");
    assert!(
        moves[1].reason().starts_with("nothing is on the table, and what it wanted, army option C (C) [")
    );
    assert!(moves[1].reason().ends_with("by 2 other parties"));
}

#[test]
fn the_reason_names_both_positions_and_the_option_and_the_trade_that_ties_them() {
    let mut case = talks("B");
    case.says("p1", "fmln", "army", "pre 1989", "A ++, B -");
    case.says("p2", "fmln", "army", "neg 1991-09-25", "A o, B ~");
    case.trade("l1", "fmln", "army/A", "police/C", "goes", LinkageStatus::Agreed);
    case.trade("l2", "fmln", "army/A", "police/D", "goes", LinkageStatus::Withdrawn);
    let movement = into_phase(&case.standings(), &speaker("fmln"), &id("army"), Phase::Negotiation).unwrap();
    assert_eq!(
        movement.words(),
        "FMLN dropped army option A (A) and now accepts if army option B (B), in return for police option C (C) on \
         police (agreed): towards agreement; on army option B (B), which is on the table, from \
         opposes [P1, pre-negotiation, 1989] to accepts if [P2, negotiation, 25 Sep 1991]"
    );
    // The other end gives what FMLN gets, and what it gets for it is the army.
    case.says("g1", "goes", "police", "pre 1989", "C X");
    case.says("g2", "goes", "police", "neg 1991-09-25", "C +");
    let other = into_phase(&case.standings(), &speaker("goes"), &id("police"), Phase::Negotiation).unwrap();
    assert_eq!(other.in_return, ["army option A (A) on army (agreed)"]);
    // A trade that was made only later is no reason.
    case.change::<crate::model::Linkage>("l1", |l| l.date = Some(date("1992")));
    let later = into_phase(&case.standings(), &speaker("fmln"), &id("army"), Phase::Negotiation).unwrap();
    assert!(later.in_return.is_empty());
    // Nor is one that was made before it last spoke.
    case.change::<crate::model::Linkage>("l1", |l| l.date = Some(date("1988")));
    let earlier = into_phase(&case.standings(), &speaker("fmln"), &id("army"), Phase::Negotiation).unwrap();
    assert!(earlier.in_return.is_empty());
}

#[test]
fn what_nobody_knows_any_more_was_not_dropped() {
    let mut case = talks("B");
    case.says("p1", "fmln", "army", "pre 1989", "A ++, B -");
    case.says("p2", "fmln", "army", "neg 1991", "A ?, C X");
    let movement = into_phase(&case.standings(), &speaker("fmln"), &id("army"), Phase::Negotiation).unwrap();
    assert!(movement.dropped.is_empty());
    assert_eq!(
        movement.words(),
        "FMLN changed army option A (A) from demands to unknown and army option C (C) from nothing to red line: \
         sideways; on army option B (B), which is on the table, from opposes [P1, pre-negotiation, 1989] to opposes \
         [P2, negotiation, 1991]"
    );
}

#[test]
fn any_two_phases_or_dates_can_be_compared() {
    let mut case = talks("B");
    case.says("p1", "fmln", "army", "pre 1989", "B X");
    case.says("p2", "fmln", "army", "neg 1990", "B o");
    case.says("p3", "fmln", "army", "draft 1991", "B -");
    case.says("q1", "goes", "army", "pre 1989", "B +");
    case.says("q2", "faes", "army", "draft 1991", "B +");
    let standings = case.standings();
    let moved = |from, to| {
        let movement = between(&standings, &speaker("fmln"), &id("army"), &from, &to);
        movement.map(|movement| movement.direction)
    };
    assert_eq!(
        moved(AsOf::Phase(Phase::PreNegotiation), AsOf::Phase(Phase::Agreement)),
        Some(Direction::Towards)
    );
    assert_eq!(moved(AsOf::Date(date("1990")), AsOf::Date(date("1992"))), Some(Direction::Away));
    assert_eq!(moved(AsOf::Date(date("1980")), AsOf::Now), None);
    let diff = diff(&standings, &AsOf::Phase(Phase::PreNegotiation), &AsOf::Now);
    assert_eq!(
        diff.iter().map(|m| m.column.words()).collect::<Vec<_>>(),
        ["FMLN"],
        "who did not move is left out"
    );
}
