use super::{GapKind, gaps};
use crate::{
    analysis::{
        standing::Standings,
        tests_case::{TestCase, date},
    },
    audience::Audience,
    guidance::catalogue,
    model::{
        Agenda, Answer, AnswerState, Consulted, Disclosure, Event, EventKind, Evidence, Id, Issue, Source,
        Threat,
    },
};

fn found(case: &TestCase, kind: GapKind, audience: &Audience) -> Vec<String> {
    let seen = case.0.seen_by(audience);
    let all = gaps(&seen, &Standings::new(&seen), catalogue(), "2026-11-21".parse().unwrap());
    all.iter().filter(|gap| gap.kind == kind).map(super::Gap::words).collect()
}

fn team(case: &TestCase, kind: GapKind) -> Vec<String> {
    found(case, kind, &Audience::Team)
}

fn answer(question: &str, state: AnswerState) -> Answer {
    Answer { question: question.into(), state, author: "rosa".into(), ..Answer::default() }
}

fn on_source(source: &str) -> Evidence {
    Evidence { source: Id::new(source).unwrap(), ..Evidence::default() }
}

#[test]
fn every_question_is_a_gap_until_it_is_settled() {
    let mut case = TestCase::default();
    assert_eq!(team(&case, GapKind::Question).len(), 26);
    case.put("x", answer("a1", AnswerState::Answered));
    case.put("y", answer("a2", AnswerState::DoNotRecord));
    case.put(
        "z",
        Answer {
            finds_out: "Luis".into(),
            due: Some(date("2026-12-03")),
            ..answer("a3", AnswerState::NotKnownYet)
        },
    );
    let open = team(&case, GapKind::Question);
    assert_eq!(open.len(), 24);
    assert!(
        open[0].starts_with("a3 ") && open[0].ends_with("not known yet, Luis finds out by 3 Dec 2026"),
        "{}",
        open[0]
    );
}

#[test]
fn what_rests_on_no_source_and_on_one_is_told_apart_and_a_deleted_source_supports_nothing() {
    let mut case = TestCase::default();
    case.put("s", Source { name: "S".into(), ..Source::default() });
    case.put("none", answer("a1", AnswerState::Answered));
    case.put("gone", Answer { evidence: vec![on_source("not-here")], ..answer("a2", AnswerState::Answered) });
    case.put(
        "one",
        Answer { evidence: vec![on_source("s"), on_source("s")], ..answer("a3", AnswerState::Answered) },
    );
    case.put("t", Threat { title: "Caches".into(), code: "T-01".into(), ..Threat::default() });
    let none = ["answer to a1: no source", "answer to a2: no source", "threat T-01 Caches: no source"];
    assert_eq!(team(&case, GapKind::Unsourced), none);
    assert_eq!(team(&case, GapKind::SingleSourced), ["answer to a3: one source"]);
}

#[test]
fn an_answer_is_stale_past_its_review_and_after_a_change_of_phase() {
    let mut case = TestCase::default();
    case.put("a", Answer { review: Some(date("2026-11-20")), ..answer("a1", AnswerState::Answered) });
    case.put("b", Answer { date: Some(date("2026-01-05")), ..answer("a2", AnswerState::Answered) });
    assert_eq!(team(&case, GapKind::Stale).len(), 1);
    case.put("e", Event { kind: EventKind::PhaseChange, date: Some(date("2026-02-01")), ..Event::default() });
    let stale = team(&case, GapKind::Stale);
    assert!(stale[0].ends_with("was to be looked at again by 20 Nov 2026"), "{}", stale[0]);
    assert!(stale[1].ends_with("given 5 Jan 2026, before the phase changed on 1 Feb 2026"), "{}", stale[1]);
}

#[test]
fn an_assessment_names_the_groups_that_nobody_is_recorded_to_have_asked() {
    let mut case = TestCase::default();
    assert!(team(&case, GapKind::Narrow).is_empty(), "nothing was begun");
    case.put("x", answer("a1", AnswerState::Answered));
    assert_eq!(team(&case, GapKind::Narrow), ["a Conflict analysis: nobody is recorded as consulted"]);
    let group = |group: &str, sex: &str, ethnic: &str| Consulted {
        group: group.into(),
        sex: sex.into(),
        ethnic: ethnic.into(),
        ..Consulted::default()
    };
    let consulted = vec![group("Women's groups", "", ""), group("elders", "men", "hill people")];
    case.put("x", Answer { consulted, ..answer("a1", AnswerState::Answered) });
    assert_eq!(
        team(&case, GapKind::Narrow),
        ["a Conflict analysis: never asked: youth, children and religious groups"]
    );
}

#[test]
fn readings_and_versions_that_differ_are_named() {
    let mut case = TestCase::default();
    case.put("x", answer("a1", AnswerState::Answered));
    case.put("y", Answer { author: "luis".into(), ..answer("a1", AnswerState::Partly) });
    case.put("z", answer("a2", AnswerState::Answered));
    case.also("z", |answer: &mut Answer| answer.state = AnswerState::Partly);
    let contested = team(&case, GapKind::Contested);
    assert_eq!(contested[0], "answer a2: 2 versions");
    assert!(contested[1].ends_with("2 readings stand side by side, by luis and rosa"), "{}", contested[1]);
}

#[test]
fn an_issue_marked_as_agreed_while_a_party_opposes_it_is_at_odds() {
    let mut case = TestCase::default();
    case.parties("FMLN GOES");
    case.issue("police", "a");
    case.change("police", |issue: &mut Issue| {
        issue.agenda = Agenda::Agreed;
    });
    assert!(team(&case, GapKind::Contradiction).is_empty());
    case.says("p1", "FMLN", "police", "neg", "A -");
    let odds = team(&case, GapKind::Contradiction);
    assert_eq!(odds.len(), 1);
    assert!(odds[0].contains("against FMLN (opposes)"), "{}", odds[0]);
}

#[test]
fn a_party_of_which_nothing_was_heard_is_named_and_a_group_speaks_for_its_members() {
    let mut case = TestCase::default();
    case.parties("FMLN GOES");
    case.issue("police", "a");
    assert_eq!(team(&case, GapKind::Silent).len(), 1);
    case.says("p1", "FMLN", "police", "neg", "A ++");
    assert!(team(&case, GapKind::Silent)[0].ends_with("nothing heard of GOES"));
}

#[test]
fn others_than_the_team_hear_nothing_of_review_dates_and_of_who_was_asked() {
    let mut case = TestCase::default();
    let shown = Answer {
        review: Some(date("2026-11-20")),
        disclosure: Disclosure::Public,
        ..answer("a1", AnswerState::Answered)
    };
    case.put("a", shown);
    for kind in [GapKind::Stale, GapKind::Narrow, GapKind::Due, GapKind::SingleSourced] {
        assert!(found(&case, kind, &Audience::Shareable).is_empty(), "{kind:?}");
    }
    assert_eq!(found(&case, GapKind::Question, &Audience::Shareable).len(), 25);
}
