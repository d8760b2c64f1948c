use super::super::pairs::standing_on;
use super::*;
use crate::analysis::tests_case::{TestCase, id};
use crate::audience::Audience;
use crate::model::{Disclosure, Issue, PackageMark};
use crate::notation;

const FILE: &str = r#"(question: "?", audience: "AUDIENCE",
    parties: [(id: "hill", name: "Hill", actor: "hill"), (id: "coast", name: "Coast", actor: "coast"), (id: "chiefs", name: "Chiefs")],
    options: [(id: "A", title: "", stands_for: ["police-a"]), (id: "B", title: "", stands_for: ["police-b", "land-a"]),
        (id: "C", title: "")],
    reactions: [
        (option: "A", party: "hill", stance: Accepts, phase: PreNegotiation, source: "old", trade: "places"),
        (option: "A", party: "coast", stance: Accepts, set_by: (by: "rosa", why: "heard outside")),
        (option: "A", party: "chiefs", stance: Neutral, source: "radio"),
        (option: "C", party: "hill", stance: RedLine, source: "radio", phase: Agreement)])"#;

fn file(audience: &str) -> Comparison {
    notation::read(&FILE.replace("AUDIENCE", audience)).unwrap()
}

fn case() -> TestCase {
    let mut case = TestCase::default();
    case.parties("Hill Coast");
    case.issue("police", "A");
    case.issue("land", "A");
    case.says("p1", "Hill", "police", "pre-negotiation 1990", "A X, B +");
    case.says("p2", "Hill", "police", "negotiation 1991", "A -");
    case.says("p3", "Coast", "police", "negotiation 1991", "A X, B ++");
    case.says("p4", "Coast", "land", "agreement 1992", "A ++");
    for name in ["police", "land"] {
        case.change::<Issue>(name, |issue| issue.disclosure = Disclosure::Public);
    }
    case
}

fn found(case: &TestCase, audience: &str, phase: Option<Phase>) -> Followed {
    let audience: Audience = audience.parse().unwrap();
    follow(&file(&audience.to_string()), &case.0.seen_by(&audience), None, phase)
}

fn on<'a>(followed: &'a Followed, option: &str, party: &str) -> &'a Reaction {
    let mut own = followed
        .comparison
        .reactions
        .iter()
        .filter(|r| r.option.as_str() == option && r.party.as_str() == party);
    own.next().unwrap()
}

#[test]
fn a_linked_pair_follows_the_case_and_says_which_position_gave_it() {
    let now = found(&case(), "team", None);
    let hill = on(&now, "A", "hill");
    assert_eq!((hill.stance, hill.phase), (Stance::Opposes, Some(Phase::Negotiation)));
    assert_eq!((hill.source.as_str(), hill.text.as_str()), ("P2, negotiation, 1991", "statement p2"));
    assert_eq!(hill.position, Some(id("p2")));
    assert_eq!(hill.trade, "places", "our own reading of the file stays");
    let before = hill.before.as_ref().unwrap();
    assert_eq!((before.stance, before.phase), (Stance::RedLine, Some(Phase::PreNegotiation)));
    let then = found(&case(), "team", Some(Phase::PreNegotiation));
    assert_eq!(on(&then, "A", "hill").stance, Stance::RedLine);
    assert_eq!((now.linked, now.silent, now.set_by_hand), (4, 0, 1));
    assert!(now.missing.is_empty());
}

#[test]
fn an_option_that_stands_for_two_takes_the_less_willing_stance_and_unknown_where_one_is_not_known() {
    let now = found(&case(), "team", None);
    assert_eq!(on(&now, "B", "coast").stance, Stance::Demands);
    assert_eq!(on(&now, "B", "hill").stance, Stance::Unknown, "nobody knows how it stands to the land");
    let mut case = case();
    case.says("p5", "Hill", "land", "agreement 1992", "A X");
    assert_eq!(on(&found(&case, "team", None), "B", "hill").stance, Stance::RedLine);
}

#[test]
fn an_override_stands_and_says_what_the_case_gives_and_pairs_that_are_not_linked_stay_as_filed() {
    let now = found(&case(), "team", None);
    let coast = on(&now, "A", "coast");
    assert_eq!((coast.stance, coast.set_by.as_ref().unwrap().instead_of), (Stance::Accepts, Stance::RedLine));
    assert_eq!(on(&now, "A", "chiefs").stance, Stance::Neutral);
    assert_eq!(on(&now, "C", "hill").stance, Stance::RedLine);
    let then = found(&case(), "team", Some(Phase::Negotiation));
    assert!(then.comparison.reactions.iter().all(|r| r.option.as_str() != "C"), "heard in a later phase");
}

#[test]
fn only_what_the_audience_of_the_comparison_may_see_is_used_whoever_looks() {
    let hidden = case();
    let team = hidden.0.seen_by(&Audience::Team);
    let shown = follow(&file("shareable"), &team, None, None);
    assert_eq!(on(&shown, "A", "hill").stance, Stance::Unknown);
    assert_eq!(shown, found(&hidden, "shareable", None), "the team and the audience get the same");
    let mut without = case();
    for position in ["p1", "p2", "p3", "p4"] {
        without.0.positions.remove(&id(position));
    }
    assert_eq!(found(&without, "shareable", None), shown, "as if nothing had been recorded");
    let mut open = case();
    for option in ["police-a", "police-b", "land-a"] {
        open.change::<IssueOption>(option, |option| option.disclosure = Disclosure::Public);
    }
    for party in ["hill", "coast"] {
        open.change::<Actor>(party, |actor| actor.disclosure = Disclosure::Public);
    }
    open.change::<crate::model::Position>("p2", |position| position.disclosure = Disclosure::Public);
    let shown = found(&open, "shareable", None);
    assert_eq!(on(&shown, "A", "hill").stance, Stance::Opposes);
    assert_eq!(on(&shown, "A", "hill").source, "negotiation, 1991", "no code leaves the team");
}

#[test]
fn what_the_case_does_not_hold_is_named() {
    let mut case = case();
    case.0.options.remove(&id("police-a"));
    case.0.actors.remove(&id("coast"));
    assert_eq!(found(&case, "team", None).missing, ["what option A stands for", "Coast"]);
}

/// Hill told us something about D, of which the case knows nothing; it takes part in the case's own stances on A.
fn with_own() -> Comparison {
    let mut file = file("team");
    file.options[2].stands_for = vec![id("police-c")];
    file.reactions[3] = Reaction {
        text: "The colonels told us.".into(),
        red_line: "no month without police".into(),
        trade: "places".into(),
        ..file.reactions[3].clone()
    };
    file
}

fn taken(comparison: &Comparison, case: &TestCase) -> Comparison {
    super::super::as_taken(comparison, &case.0.seen_by(&Audience::Team), &case.standings())
}

#[test]
fn what_was_written_by_hand_stays_where_the_case_is_silent() {
    let (case, file) = (case(), with_own());
    let after = taken(&taken(&file, &case), &case);
    assert_eq!(standing_on(&after, &Id::new("C").unwrap(), &id("hill")), Some(&file.reactions[3]));
    let text = crate::notation::pretty("Comparison", &after).unwrap();
    assert_eq!(super::super::check(&after, &text), []);
}

#[test]
fn a_position_stands_above_what_was_written_by_hand_and_leaves_it_in_the_file() {
    let (mut case, file) = (case(), with_own());
    case.says("p5", "Hill", "police", "agreement 1992", "C -");
    let mut after = taken(&file, &case);
    let stands = standing_on(&after, &Id::new("C").unwrap(), &id("hill")).unwrap();
    assert_eq!((stands.stance, stands.red_line.as_str()), (Stance::Opposes, ""));
    assert_eq!(stands.trade, "places");
    assert!(after.reactions.contains(&file.reactions[3]));
    let at =
        after.reactions.iter().position(|r| r.stance == Stance::Opposes && r.option.as_str() == "C").unwrap();
    after.reactions[at].trade = "land".into();
    case.0.positions.remove(&id("p5"));
    let again = taken(&after, &case);
    let own = Reaction { trade: "land".into(), ..file.reactions[3].clone() };
    assert_eq!(
        standing_on(&again, &Id::new("C").unwrap(), &id("hill")),
        Some(&own),
        "judged since, and kept"
    );
}

#[test]
fn a_red_line_written_beside_what_the_case_gives_stays() {
    let case = case();
    let mut after = taken(&file("team"), &case);
    let hill = after.reactions.iter().position(|r| r.option.as_str() == "A" && r.position.is_some()).unwrap();
    assert_eq!(after.reactions[hill].stance, Stance::Opposes);
    after.reactions[hill].red_line = "no month without police".into();
    let again = taken(&after, &case);
    assert_eq!(
        standing_on(&again, &Id::new("A").unwrap(), &id("hill")).unwrap().red_line,
        "no month without police"
    );
}

#[test]
fn a_breach_that_a_person_recorded_in_the_case_is_marked_for_whom_may_know_it() {
    let mut case = case();
    case.finding("f1", "police-b", true);
    let marks = |found: &Followed| found.comparison.principles.clone();
    let team = marks(&found(&case, "team", None));
    assert_eq!(team.len(), 1);
    assert_eq!((team[0].option.as_str(), team[0].principle.as_str()), ("B", "principle-no-amnesty"));
    let told = super::super::findings(
        &found(&case, "team", None).comparison,
        &super::super::Asked::default(),
        &crate::analysis::watch::Watch::none(),
    );
    assert!(told.principles[0].words.starts_with("Option B would breach a principle: \""), "{told:?}");
    assert_eq!(marks(&found(&case, "shareable", None)), [], "a finding is the team's own until it is shared");
    for name in ["police-b", "land-a"] {
        case.change::<IssueOption>(name, |option| option.disclosure = Disclosure::Public);
    }
    case.change::<crate::model::Finding>("f1", |finding| finding.disclosure = Disclosure::Public);
    assert_eq!(marks(&found(&case, "shareable", None)).len(), 1);

    let mut file = taken(&file("team"), &case);
    assert_eq!(taken(&file, &case).principles, file.principles, "not twice");
    file.principles[0] = PrincipleMark { from_case: false, by: "rosa".into(), ..file.principles[0].clone() };
    assert_eq!(taken(&file, &case).principles, file.principles, "what a person marked here stays as it is");
    file.principles[0].from_case = true;
    case.0.findings.remove(&id("f1"));
    assert_eq!(taken(&file, &case).principles, [], "taken back in the case");
}

#[test]
fn a_process_that_went_back_is_told_by_its_dates() {
    let mut case = TestCase::default();
    case.parties("Hill");
    case.issue("police", "A");
    case.says("p0", "Hill", "police", "pre-negotiation 1985", "A -");
    case.says("p1", "Hill", "police", "implementation 1993", "A +");
    case.says("p2", "Hill", "police", "negotiation 1997", "A -");
    case.says("p3", "Hill", "police", "negotiation 1998", "A X");
    let now = found(&case, "team", None);
    let hill = standing_on(&now.comparison, &Id::new("A").unwrap(), &id("hill")).unwrap();
    assert_eq!((hill.stance, hill.phase), (Stance::RedLine, Some(Phase::Negotiation)));
    let before = hill.before.as_ref().unwrap();
    assert_eq!((before.stance, before.phase), (Stance::Accepts, Some(Phase::Implementation)));
}

/// What all parties may see: Hill, Coast, the police and its options, and a position of Hill on B.
fn open_case() -> TestCase {
    let mut case = case();
    for option in ["police-a", "police-b", "police-c", "land-a"] {
        case.change::<IssueOption>(option, |option| option.disclosure = Disclosure::Public);
    }
    for party in ["hill", "coast"] {
        case.change::<Actor>(party, |actor| actor.disclosure = Disclosure::Public);
    }
    case.says_with("p6", "Hill", "police", "agreement 1992-01", "B X", |said| {
        said.disclosure = Disclosure::Public;
    });
    case
}

/// A comparison of the police alone.
fn on_police(audience: &str) -> Comparison {
    let mut file = file(audience);
    file.options[1].stands_for = vec![id("police-b")];
    file.reactions = vec![];
    file
}

/// Everything that stands in it, as it would be written.
fn written(comparison: &Comparison) -> String {
    notation::pretty("Comparison", comparison).unwrap()
}

#[test]
fn a_red_line_told_in_confidence_stays_behind_when_the_file_is_made_for_others() {
    let mut case = open_case();
    case.says_with("p7", "Hill", "police", "agreement 1992-02", "B X", |said| {
        said.disclosure = Disclosure::Confided { by: "Ines".into() };
    });
    let ours = taken(&on_police("team"), &case);
    let hill = |comparison: &Comparison| {
        let stands = standing_on(comparison, &Id::new("B").unwrap(), &id("hill")).unwrap();
        (stands.text.clone(), stands.red_line.clone())
    };
    assert_eq!(hill(&ours), ("statement p7".to_owned(), "statement p7".to_owned()));
    let shared = Comparison { audience: "shareable".into(), ..ours };
    assert_eq!(super::super::in_the_way(&shared, &case.0.seen_by(&Audience::Team)), None);
    let public = ("statement p6".to_owned(), "statement p6".to_owned());
    assert_eq!(hill(&taken(&shared, &case)), public);
    assert!(!written(&taken(&shared, &case)).contains("p7"));
    for audience in [Audience::Team, Audience::Shareable, Audience::Party(id("coast"))] {
        let shown = follow(&shared, &case.0.seen_by(&audience), None, None).comparison;
        assert_eq!(hill(&shown), public, "{audience}");
    }
    case.change::<crate::model::Position>("p6", |position| {
        position.statement = crate::model::Words::new("never later".to_owned());
    });
    assert_eq!(hill(&taken(&taken(&shared, &case), &case)).1, "never later", "corrected since");
}

#[test]
fn a_position_that_was_withdrawn_is_told_to_nobody_who_looks() {
    let mut case = open_case();
    let mut shared = taken(&on_police("shareable"), &case);
    shared.options[2].stands_for = vec![id("police-c")];
    let mut unlinked = shared.clone();
    unlinked.options[1].stands_for = vec![];
    assert!(written(&shared).contains("statement p6"));
    let before = follow(&shared, &case.0.seen_by(&Audience::Party(id("coast"))), None, None);
    assert!(written(&before.comparison).contains("statement p6"), "a party sees what all may see");
    case.change::<crate::model::Position>("p6", |position| position.disclosure = Disclosure::Team);
    for audience in [Audience::Team, Audience::Shareable, Audience::Party(id("coast"))] {
        let seen = case.0.seen_by(&audience);
        for phase in [None, Some(Phase::Agreement)] {
            for file in [&shared, &unlinked] {
                let shown = follow(file, &seen, None, phase).comparison;
                assert!(!written(&shown).contains("p6"), "{audience} {phase:?}");
            }
        }
    }
}

#[test]
fn a_party_is_told_in_a_file_for_all_no_more_than_all_are() {
    let mut case = open_case();
    case.says_with("p8", "Hill", "police", "agreement 1993", "B +", |said| {
        said.disclosure = Disclosure::Shared(vec![id("coast")]);
    });
    let coast = Audience::Party(id("coast"));
    let stance = |made_for: &str, seen_by: &Audience| {
        let shown = follow(&on_police(made_for), &case.0.seen_by(seen_by), None, None).comparison;
        standing_on(&shown, &Id::new("B").unwrap(), &id("hill")).unwrap().stance
    };
    assert_eq!(stance("shareable", &coast), Stance::RedLine);
    assert_eq!(stance("shareable", &Audience::Team), Stance::RedLine);
    assert_eq!(stance("party:coast", &coast), Stance::Accepts);
    assert_eq!(stance("party:coast", &Audience::Shareable), Stance::RedLine, "what it sees itself at most");
}

#[test]
fn working_names_of_the_team_stand_in_no_file_for_others() {
    let named = |audience: &str| Comparison {
        authors: vec!["rosa".into()],
        principles: vec![PrincipleMark {
            option: Id::new("A").unwrap(),
            principle: "principle-no-amnesty".into(),
            by: "rosa".into(),
            ..PrincipleMark::default()
        }],
        assumptions: vec![crate::model::Assumption {
            id: Id::new("peace").unwrap(),
            by: "rosa".into(),
            ..crate::model::Assumption::default()
        }],
        packages: Some(crate::model::PackageModel {
            principles: vec![PackageMark { by: "rosa".into(), ..PackageMark::default() }],
            ..crate::model::PackageModel::default()
        }),
        ..on_police(audience)
    };
    let case = open_case();
    assert_eq!(written(&taken(&named("team"), &case)).matches("rosa").count(), 4);
    assert!(!written(&taken(&named("shareable"), &case)).contains("rosa"));
    let coast = case.0.seen_by(&Audience::Party(id("coast")));
    assert!(!written(&follow(&named("shareable"), &coast, None, None).comparison).contains("rosa"));
}
