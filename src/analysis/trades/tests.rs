use super::super::tests_case::{TestCase, id};
use super::*;

fn talks() -> TestCase {
    let mut case = TestCase::default();
    case.parties("FMLN GOES FAES");
    for issue in ["army", "police", "land", "purge"] {
        case.issue(issue, "");
    }
    case
}

#[test]
fn a_trade_reads_from_both_ends_open_or_done() {
    let mut case = talks();
    case.trade("l1", "fmln", "army/A", "police/B land", "goes", LinkageStatus::Agreed);
    case.trade("l2", "faes", "purge", "", "", LinkageStatus::Done);
    let standings = case.standings();
    let trades = standings.trades();
    assert_eq!(
        trades[0].words_for(&id("fmln")).unwrap(),
        "FMLN gives army option A (A) on army and gets police option B (B) on police and land from GOES (agreed, open)"
    );
    assert_eq!(
        trades[0].words_for(&id("goes")).unwrap(),
        "GOES gives police option B (B) on police and land to FMLN and gets army option A (A) on army (agreed, open)"
    );
    assert_eq!(trades[0].words_for(&id("faes")), None);
    assert_eq!(trades[1].words(), "FAES gives purge and gets nothing named from the table (done)");
    assert_eq!(trades[1].state(), TradeState::Done);
    assert_eq!(of_actor(&standings, &id("goes")).len(), 1);
    assert_eq!(on_issue(&standings, &id("land")).len(), 1);
}

#[test]
fn a_chain_of_trades_reads_as_sentences() {
    let mut case = talks();
    case.trade("z", "fmln", "army/A", "police/B", "goes", LinkageStatus::Offered);
    case.trade("y", "goes", "police/B", "purge/C", "faes", LinkageStatus::Hinted);
    case.trade("x", "faes", "purge", "land", "fmln", LinkageStatus::Hinted);
    case.trade("w", "faes", "army/D", "land/D", "goes", LinkageStatus::Withdrawn);
    let chains = chains(&case.standings());
    assert_eq!(chains.len(), 1);
    assert_eq!(
        chains[0].words(),
        "FMLN gives army option A (A) on army and gets police option B (B) on police from GOES (offered, open); in turn \
         GOES gives police option B (B) on police and gets purge option C (C) on purge from FAES (hinted, open); in turn \
         FAES gives purge and gets land from FMLN (hinted, open)"
    );
    assert!(!chains[0].is_closed);
    case.trade("v", "fmln", "land/B", "army/A", "fmln", LinkageStatus::Hinted);
    assert!(super::chains(&case.standings())[0].is_closed);
}

#[test]
fn different_outcomes_of_an_issue_do_not_hang_together() {
    let mut case = talks();
    case.trade("l1", "fmln", "army", "police/A", "goes", LinkageStatus::Offered);
    case.trade("l2", "goes", "police/B", "land", "faes", LinkageStatus::Offered);
    assert!(chains(&case.standings()).is_empty());
}

#[test]
fn two_versions_of_a_trade_stand_side_by_side() {
    let mut case = talks();
    case.trade("l1", "fmln", "army", "police/A", "goes", LinkageStatus::Offered);
    case.also::<Linkage>("l1", |linkage| linkage.status = LinkageStatus::Agreed);
    let standings = case.standings();
    assert_eq!(standings.trades().len(), 2);
    assert!(standings.trades().iter().all(|trade| trade.words().ends_with(", open, one of 2 versions)")));
}
