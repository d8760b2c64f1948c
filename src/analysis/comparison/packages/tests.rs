use super::*;
use crate::analysis::comparison::{as_taken, check, follow};
use crate::analysis::packages::{Packages, packages};
use crate::analysis::tests_case::{TestCase, id};
use crate::analysis::watch::Watch;
use crate::audience::Audience;
use crate::model::{Actor, AtTable, Disclosure, LinkageStatus, PartyPoints, PointsOn, Position};

/// Army and police with four options each; Hill and Coast are parties, Press is none.
fn island() -> TestCase {
    let mut case = TestCase::default();
    case.parties("Hill Coast");
    case.actor("Press", "");
    case.issue("army", "A");
    case.issue("police", "A");
    case.says("h1", "Hill", "army", "pre-negotiation 1990", "A X, B +");
    case.says("h2", "Hill", "army", "negotiation 1991", "A -, B +");
    case.says("h3", "Hill", "police", "negotiation 1991", "A +, B ++");
    case.says("c1", "Coast", "army", "negotiation 1991", "A ++, B +");
    case.says("c2", "Coast", "police", "negotiation 1991", "A +");
    case.says("x", "Press", "police", "negotiation 1991", "A X");
    case
}

const TODAY: jiff::civil::Date = jiff::civil::date(1999, 1, 1);

fn of(case: &TestCase, chosen: &Chosen) -> OfCase {
    of_case(&case.0.seen_by(&Audience::Team), &case.standings(), chosen, TODAY)
}

fn count(found: &OfCase) -> Packages {
    packages(found.comparison.packages.as_ref().unwrap(), &Watch::none())
}

fn stances(found: &OfCase, party: &str) -> Vec<String> {
    let model = found.comparison.packages.as_ref().unwrap();
    let judge = model.parties.iter().find(|judge| judge.party.as_str() == party).unwrap();
    judge.stances.iter().map(|on| format!("{} {}", on.option, on.stance.word())).collect()
}

#[test]
fn open_issues_counted_parties_and_the_stances_standing_in_a_phase_make_the_packages() {
    let case = island();
    let found = of(&case, &Chosen::default());
    assert_eq!(
        stances(&found, "hill"),
        ["army-a opposes", "army-b accepts", "police-a accepts", "police-b demands"]
    );
    assert_eq!(found.comparison.parties.len(), 2, "the press judges nothing");
    let counted = count(&found);
    assert_eq!((counted.total, counted.acceptable_to_all), (16, 1), "army B with police A");
    assert_eq!(counted.missing.count, 4 + 5, "two options of each issue for both, and police B for Coast");
    let ask = counted.missing.ask_first.unwrap();
    assert_eq!(
        (ask.party.as_str(), ask.option.as_str(), counted.missing.could_open),
        ("coast", "police-b", 1)
    );

    let before = of(&case, &Chosen { phase: Some(Phase::PreNegotiation), issues: None });
    assert_eq!(stances(&before, "hill"), ["army-a red-line", "army-b accepts"]);
    assert_eq!(count(&before).standings[1].blocked, 4, "every package with army A");
}

#[test]
fn issues_can_be_chosen_and_what_is_parked_or_leaves_no_choice_is_left_out() {
    let mut case = island();
    case.change::<Issue>("police", |issue| issue.agenda = Agenda::Parked);
    let found = of(&case, &Chosen::default());
    let taken: Vec<(&str, bool)> = found.issues.iter().map(|i| (i.title.as_str(), i.is_taken)).collect();
    assert_eq!(taken, [("army", true), ("police", false)]);
    let both = of(&case, &Chosen { phase: None, issues: Some(vec![id("army"), id("police")]) });
    assert_eq!(count(&both).total, 16);
    case.put("land", Issue { title: "land".into(), ..Issue::default() });
    let found = of(&case, &Chosen { phase: None, issues: Some(vec![id("army"), id("land")]) });
    assert_eq!((count(&found).total, found.without_choice), (4, vec!["land".to_owned()]));
}

#[test]
fn who_has_left_the_table_by_a_phase_is_not_counted_in_it() {
    let mut case = island();
    let left = AtTable { to: Some("1990".parse().unwrap()), ..AtTable::default() };
    case.change::<Actor>("Hill", |hill| hill.at_table = vec![left.clone()]);
    let parties = |phase| of(&case, &Chosen { phase, issues: None }).comparison.parties.len();
    assert_eq!((parties(Some(Phase::PreNegotiation)), parties(Some(Phase::Negotiation))), (2, 1));
    case.also::<Actor>("Coast", |coast| coast.at_table = Vec::new());
    assert_eq!(of(&case, &Chosen::default()).not_counted, ["Coast"]);
}

#[test]
fn without_a_record_of_its_own_a_phase_counts_who_sat_there_last_and_no_deadline_moves_that() {
    let mut case = island();
    let until = |day: &str| vec![AtTable { to: Some(day.parse().unwrap()), ..AtTable::default() }];
    case.change::<Actor>("Hill", |hill| hill.at_table = until("1990"));
    assert_eq!(
        of(&case, &Chosen { phase: Some(Phase::Agreement), issues: None }).comparison.parties.len(),
        1
    );

    case.change::<Actor>("Coast", |coast| coast.at_table = until("2026"));
    case.phase_change("deadline", Phase::Negotiation, "2027-05");
    let chosen = Chosen { phase: Some(Phase::Negotiation), issues: None };
    let seen = case.0.seen_by(&Audience::Team);
    let on = |day| {
        let found = of_case(&seen, &case.standings(), &chosen, day);
        (found.comparison.parties.len(), found.comparison.packages.unwrap().source)
    };
    let said = |day| format!("the positions and linkages of the case up to negotiation, as of {day}");
    assert_eq!(on(civil::date(2026, 11, 1)), (1, said("1 Nov 2026")));
    assert_eq!(on(civil::date(2027, 11, 1)).0, 0);
}

#[test]
fn a_trade_of_a_later_phase_is_not_applied_and_one_of_a_group_binds_its_members() {
    let mut case = island();
    case.actor("Front", "Hill Press");
    case.trade("t1", "Front", "army/B", "police/B", "", LinkageStatus::Offered);
    let linked = |case: &TestCase, phase| {
        let model = of(case, &Chosen { phase: Some(phase), issues: None }).comparison.packages.unwrap();
        model.linkages.iter().map(|linkage| linkage.party.to_string()).collect::<Vec<_>>()
    };
    let (before, then) = (Phase::PreNegotiation, Phase::Negotiation);
    assert_eq!(linked(&case, before), ["hill"], "nobody knows when");
    case.change::<crate::model::Linkage>("t1", |trade| trade.date = Some("1991-03".parse().unwrap()));
    assert_eq!((linked(&case, before).len(), linked(&case, then).len()), (0, 1));
    case.change::<crate::model::Linkage>("t1", |trade| (trade.date, trade.phase) = (None, Some(then)));
    assert_eq!((linked(&case, before).len(), linked(&case, then).len()), (0, 1));
}

#[test]
fn a_trade_makes_a_package_conditional_where_it_is_not_met_or_gets_something_from_outside() {
    let mut case = island();
    case.trade("t1", "Hill", "army/B", "police/B", "Coast", LinkageStatus::Offered);
    let found = of(&case, &Chosen::default());
    let model = found.comparison.packages.as_ref().unwrap();
    assert_eq!(model.linkages.len(), 1);
    let counted = count(&found);
    assert_eq!(
        (counted.acceptable_to_all, counted.conditional_to_all),
        (0, 1),
        "army B with police A misses B"
    );

    case.change::<crate::model::Linkage>("t1", |trade| trade.status = LinkageStatus::Withdrawn);
    assert_eq!(count(&of(&case, &Chosen::default())).acceptable_to_all, 1);

    case.change::<crate::model::Linkage>("t1", |trade| trade.status = LinkageStatus::Offered);
    let army = of(&case, &Chosen { phase: None, issues: Some(vec![id("army")]) });
    assert_eq!(stances(&army, "hill"), ["army-a opposes", "army-b accepts-if"]);
    case.trade("t2", "Coast", "army/B", "police", "", LinkageStatus::Hinted);
    let both = of(&case, &Chosen::default());
    assert!(stances(&both, "coast").contains(&"army-b accepts".to_owned()), "the issue is settled somehow");
}

#[test]
fn points_of_the_case_go_before_stances() {
    let mut case = island();
    let points = |option: &str, points| PointsOn { option: id(option), points, ..PointsOn::default() };
    let own = PartyPoints {
        party: id("Hill"),
        threshold: Some(5),
        points: vec![points("army-a", 5), points("police-c", 9)],
        ..PartyPoints::default()
    };
    case.put("points", own);
    let found = of(&case, &Chosen::default());
    assert_eq!(count(&found).standings[1].acceptable, 7, "army A, or police C");
}

/// The same case, with everything public.
fn public() -> TestCase {
    let mut case = island();
    for issue in ["army", "police"] {
        case.change::<Issue>(issue, |issue| issue.disclosure = Disclosure::Public);
        for letter in ["A", "B", "C", "D"] {
            let name = format!("{issue}-{letter}");
            case.change::<IssueOption>(&name, |option| option.disclosure = Disclosure::Public);
        }
    }
    for party in ["Hill", "Coast"] {
        case.change::<Actor>(party, |actor| actor.disclosure = Disclosure::Public);
    }
    for position in ["h1", "h2", "h3", "c1", "c2"] {
        case.change::<Position>(position, |position| position.disclosure = Disclosure::Public);
    }
    case
}

#[test]
fn nothing_that_an_audience_may_not_see_judges_its_packages() {
    let mut case = public();
    case.says("h4", "Hill", "police", "negotiation 1991-05", "A X");
    case.trade("t1", "Hill", "army/B", "police/B", "Coast", LinkageStatus::Offered);
    let look = |case: &TestCase| {
        let seen = case.0.seen_by(&Audience::Shareable);
        of_case(&seen, &Standings::new(&seen), &Chosen::default(), TODAY)
    };
    let found = look(&case);
    assert_eq!(found, look(&public()), "as if the rest had never been recorded");
    assert_eq!(count(&found).acceptable_to_all, 1);
    assert_eq!(count(&of(&case, &Chosen::default())).acceptable_to_all, 0, "the team knows better");
}

#[test]
fn packages_kept_in_a_file_follow_the_case_and_stand_alone() {
    let mut case = island();
    case.trade("t1", "Hill", "army/B", "police/B", "Coast", LinkageStatus::Offered);
    let kept = of(&case, &Chosen::default()).comparison;
    let text = crate::notation::pretty("Comparison", &kept).unwrap();
    assert_eq!(check(&kept, &text), [], "{text}");
    case.says("h9", "Hill", "army", "agreement 1992", "B X");
    case.change::<crate::model::Linkage>("t1", |trade| trade.gets = Vec::new());
    let followed = follow(&kept, &case.0.seen_by(&Audience::Team), None, None);
    assert_eq!(followed.in_packages, 16);
    let now = followed.comparison.packages.as_ref().unwrap();
    let hill = now.parties.iter().find(|judge| judge.party.as_str() == "hill").unwrap();
    let army_b = hill.stances.iter().find(|on| on.option.as_str() == "army-b").unwrap();
    assert_eq!((army_b.stance, now.linkages.len()), (Stance::RedLine, 0));
    let in_time = follow(&kept, &case.0.seen_by(&Audience::Team), None, Some(Phase::Negotiation));
    assert_ne!(in_time.comparison.packages, followed.comparison.packages);
}

#[test]
fn stances_and_trades_of_a_party_that_is_withheld_do_not_stay_in_a_file_for_others() {
    let mut case = public();
    case.trade("t1", "Hill", "army/B", "police/B", "Coast", LinkageStatus::Offered);
    let kept = of(&case, &Chosen::default()).comparison;
    assert_eq!(kept.packages.as_ref().unwrap().linkages.len(), 1);
    let shared = Comparison { audience: "shareable".into(), ..kept };
    for name in ["Hill", "Coast"] {
        case.change::<Actor>(name, |actor| actor.disclosure = Disclosure::Team);
        let taken = as_taken(&shared, &case.0.seen_by(&Audience::Team), &case.standings()).packages.unwrap();
        let withheld = taken.parties.iter().filter(|judge| judge.party == id(name));
        assert_eq!(withheld.map(|judge| judge.stances.len()).collect::<Vec<_>>(), [0], "{name}");
        assert_eq!(taken.linkages, []);
    }
}

#[test]
fn an_option_that_would_breach_a_principle_is_named_first_and_in_every_package_that_holds_it() {
    let mut case = island();
    case.finding("f1", "army-b", true);
    let found = of(&case, &Chosen::default());
    let counted = count(&found);
    assert_eq!(counted.acceptable_to_all, 1, "named, and never scored away");
    assert_eq!(counted.best[0].breaches, ["army-b"]);
    let lines = crate::analysis::packages::Names::of(&found.comparison).unwrap().lines(&counted);
    assert!(lines[0].starts_with("army: army option B (B) would breach a principle: \""), "{lines:#?}");
    let holds: Vec<&String> = lines.iter().filter(|line| line.contains("army option B")).collect();
    assert!(holds.iter().all(|line| line.contains("breach")), "{lines:#?}");
    let seen = case.0.seen_by(&Audience::Shareable);
    let shared = of_case(&seen, &Standings::new(&seen), &Chosen::default(), TODAY);
    assert!(shared.comparison.packages.unwrap().principles.is_empty());
}
