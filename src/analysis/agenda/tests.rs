use super::super::tests_case::{TestCase, date};
use super::*;
use crate::{
    audience::Audience,
    model::{ConfidenceReading, Issue},
};

fn agenda_of(case: &TestCase) -> Agenda {
    let seen = case.0.seen_by(&Audience::Team);
    agenda(&seen, &Standings::new(&seen), &AsOf::Now, None, &date("1991-06-15"))
}

fn talks() -> TestCase {
    let mut case = TestCase::default();
    case.parties("A1 A2 A3");
    for issue in ["one", "two", "three", "four", "five"] {
        case.issue(issue, "");
    }
    for party in ["a1", "a2", "a3"] {
        case.says(&format!("{party}one"), party, "one", "neg 1990", "A +");
        case.says(
            &format!("{party}two"),
            party,
            "two",
            "neg 1990",
            if party == "a3" { "A -" } else { "A +" },
        );
        case.says(&format!("{party}four"), party, "four", "neg 1990", "A +");
        case.says(
            &format!("{party}five"),
            party,
            "five",
            "neg 1990",
            if party == "a3" { "A ~" } else { "A +" },
        );
    }
    case.change::<Issue>("one", |issue| issue.sensitivity = Level::High);
    case.change::<Issue>("four", |issue| issue.sensitivity = Level::Low);
    case
}

#[test]
fn nearest_and_least_sensitive_come_first_each_with_its_reason() {
    let agenda = agenda_of(&talks());
    let names: Vec<_> = agenda.suggested.iter().map(|s| s.issue.issue.name.as_str()).collect();
    assert_eq!(names, ["four", "one", "five", "two", "three"]);
    assert_eq!(agenda.suggested[0].words(), "four: all would take four option A (A); not very sensitive");
    assert!(agenda.suggested[4].words().ends_with("sensitivity not judged; last, until more is known"));
}

#[test]
fn parked_issues_wait_for_their_day_and_settled_ones_are_apart() {
    let mut case = talks();
    let park = |case: &mut TestCase, name: &str, day: Option<&str>| {
        case.change::<Issue>(name, |issue| {
            issue.agenda = Place::Parked;
            issue.revisit = day.map(date);
        });
    };
    park(&mut case, "one", None);
    park(&mut case, "two", Some("1991-12-03"));
    park(&mut case, "three", Some("1991-06"));
    case.change::<Issue>("four", |issue| issue.agenda = Place::Agreed);
    case.change::<Issue>("five", |issue| issue.agenda = Place::KeptOff);
    case.says("p", "a1", "nowhere", "neg 1990", "");
    let agenda = agenda_of(&case);
    let parked: Vec<_> = agenda.parked.iter().map(Parked::words).collect();
    assert_eq!(
        parked,
        [
            "three: to be revisited Jun 1991, which has come",
            "two: to be revisited 3 Dec 1991",
            "one: no date to revisit it"
        ]
    );
    assert_eq!((agenda.agreed.len(), agenda.kept_off.len(), agenda.suggested.len()), (1, 1, 0));
    assert_eq!(agenda.unclear[0].issue.name, "not here yet");
}

#[test]
fn the_teams_own_latest_reading_of_confidence_stands_beside_it() {
    let mut case = talks();
    assert!(agenda_of(&case).words().ends_with("has not recorded its reading of confidence."));
    for (name, level, day) in
        [("c1", Level::Low, Some("1990")), ("c2", Level::Medium, Some("1991-03")), ("c3", Level::High, None)]
    {
        case.put(name, ConfidenceReading { level, date: day.map(date), ..ConfidenceReading::default() });
    }
    assert!(agenda_of(&case).words().ends_with("latest reading of confidence: some, Mar 1991."));
    case.put(
        "c4",
        ConfidenceReading { level: Level::Low, date: Some(date("1991")), ..ConfidenceReading::default() },
    );
    assert_eq!(agenda_of(&case).confidence.len(), 2, "a year may be later than its March");
}
