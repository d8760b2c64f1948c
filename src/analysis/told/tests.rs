use super::super::tests_case::{TestCase, date, id};
use super::*;
use crate::{audience::Audience, model::Told};

fn talks(disclosure: Disclosure, told_to: &[&str]) -> TestCase {
    let mut case = TestCase::default();
    case.parties("FMLN GOES FAES");
    case.actor("Church", "");
    case.issue("army", "");
    case.says_with("p1", "fmln", "army", "neg 1990", "A +", |p| {
        p.disclosure = disclosure;
        let told = |to: &&str| Told {
            to: id(to),
            date: Some(date("1991-12-03")),
            by: "rosa".into(),
            ..Told::default()
        };
        p.told = told_to.iter().map(told).collect();
    });
    case
}

fn both(case: &TestCase) -> (Vec<String>, Vec<String>) {
    let seen = case.0.seen_by(&Audience::Team);
    let standings = Standings::new(&seen);
    let told = told(&seen, &standings).iter().map(Conveyed::words).collect();
    (told, untold(&seen, &standings, None).iter().map(Untold::words).collect())
}

#[test]
fn what_is_shared_with_all_is_for_every_other_party() {
    let (told, untold) = both(&talks(Disclosure::SharedWithAll, &["goes"]));
    assert_eq!(told, ["GOES was told by rosa on 3 Dec 1991: FMLN on army [P1, negotiation, 1990]"]);
    assert_eq!(untold, ["FAES may know and was not told: FMLN on army [P1, negotiation, 1990]"]);
}

#[test]
fn what_is_shared_with_some_is_for_them_parties_or_not() {
    let shared = Disclosure::Shared(vec![id("church"), id("goes"), id("fmln")]);
    let (_, untold) = both(&talks(shared, &[]));
    assert_eq!(untold, ["Church and GOES may know and were not told: FMLN on army [P1, negotiation, 1990]"]);
}

#[test]
fn a_confidence_that_was_passed_on_is_named_and_asks_for_no_more() {
    let (told, untold) = both(&talks(Disclosure::Confided { by: "a delegate".into() }, &["goes"]));
    assert_eq!(
        told,
        ["GOES was told by rosa on 3 Dec 1991, beyond its disclosure: FMLN on army [P1, negotiation, 1990]"]
    );
    assert!(untold.is_empty());
    assert!(both(&talks(Disclosure::Public, &[])).1.is_empty(), "what is public needs no telling");
}

#[test]
fn the_stricter_disclosure_of_two_versions_holds_and_what_is_superseded_needs_no_telling() {
    let mut case = talks(Disclosure::SharedWithAll, &[]);
    case.also::<Position>("p1", |p| p.disclosure = Disclosure::Shared(vec![id("goes")]));
    assert_eq!(
        both(&case).1,
        ["GOES may know and was not told: FMLN on army [P1, negotiation, 1990, 2 versions]"]
    );
    case.says("p2", "fmln", "army", "neg 1991", "A -");
    assert!(both(&case).1.is_empty());
}

#[test]
fn members_of_a_group_need_not_be_told_what_it_said_for_them() {
    let mut case = talks(Disclosure::SharedWithAll, &[]);
    case.actor("Bloc", "fmln goes");
    case.change::<Position>("p1", |p| p.party = id("bloc"));
    assert_eq!(both(&case).1, ["FAES may know and was not told: Bloc on army [P1, negotiation, 1990]"]);
}
