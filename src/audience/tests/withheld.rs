//! What is withheld from whom, rule by rule.

use super::*;

#[test]
fn a_confidence_reaches_nobody_not_even_the_confiders_own_party() {
    let mut case = case_of(
        &Open { positions: vec![] },
        &Secrets { text: "x".into(), number: 0, extra: vec![(0, 0, 0)], contested: false },
    );
    assert!(case.withheld_from(&Audience::Party(id("a0"))).contains(&(Kind::Position, 3)));
    assert_eq!(case.seen_by(&Audience::Party(id("a0"))).case().positions.len(), 0);
    put(
        &mut case,
        "shared",
        vec![Position {
            party: id("a1"),
            issue: id("i1"),
            disclosure: Disclosure::Shared(vec![id("a0")]),
            ..Position::default()
        }],
    );
    assert_eq!(case.seen_by(&Audience::Party(id("a0"))).case().positions.len(), 1);
    assert_eq!(case.seen_by(&Audience::Party(id("a1"))).case().positions.len(), 0);
    assert_eq!(case.seen_by(&Audience::Shareable).case().positions.len(), 0);
}

#[test]
fn outside_the_team_ids_do_not_tell_when_records_were_made() {
    let with_ids = |a: &str, b: &str| {
        let mut case = Case::default();
        for (name, id) in [("North", a), ("South", b)] {
            put(
                &mut case,
                id,
                vec![Actor { name: name.into(), disclosure: Disclosure::Public, ..Actor::default() }],
            );
        }
        case
    };
    let (one, other) = (with_ids("a", "b"), with_ids("z", "b"));
    assert_eq!(one.seen_by(&Audience::Shareable).case(), other.seen_by(&Audience::Shareable).case());
    let located = other.seen_by(&Audience::Shareable).locate::<Actor>(&id("z")).unwrap();
    assert_eq!(other.seen_by(&Audience::Shareable).case().actors.first(&located).unwrap().name, "North");
}

#[test]
fn the_marking_stands_even_where_the_sheet_is_withheld() {
    let mut case = Case::default();
    put(
        &mut case,
        "sheet",
        vec![CaseSheet {
            title: "Quiet talks".into(),
            marking: "CONFIDENTIAL".into(),
            ..CaseSheet::default()
        }],
    );
    let seen = case.seen_by(&Audience::Shareable);
    let sheet = seen.case().sheet().unwrap();
    assert_eq!((sheet.title.as_str(), sheet.marking.as_str()), ("", "CONFIDENTIAL"));
}

#[test]
fn a_factions_word_never_passes_for_its_partys() {
    let mut case = Case::default();
    put(
        &mut case,
        "a",
        vec![Actor { name: "North".into(), disclosure: Disclosure::Public, ..Actor::default() }],
    );
    put(
        &mut case,
        "i",
        vec![Issue { title: "Police".into(), disclosure: Disclosure::Public, ..Issue::default() }],
    );
    put(
        &mut case,
        "f",
        vec![crate::model::Faction { actor: id("a"), name: "Hill camp".into(), ..Default::default() }],
    );
    let position = Position {
        party: id("a"),
        issue: id("i"),
        faction: Some(id("f")),
        disclosure: Disclosure::Public,
        ..Position::default()
    };
    put(&mut case, "p", vec![position]);
    assert_eq!(case.seen_by(&Audience::Shareable).case().positions.len(), 0);
}

#[test]
fn audiences_are_read_as_they_are_written() {
    for text in ["team", "shareable", "party:fmln"] {
        assert_eq!(text.parse::<Audience>().unwrap().to_string(), text);
    }
    assert!("everybody".parse::<Audience>().is_err());
    assert!("party:".parse::<Audience>().is_err());
}

#[test]
fn twins_are_told_apart_by_what_they_name_and_not_by_when_they_were_made() {
    let build = |first: &str, second: &str| {
        let mut case = Case::default();
        let actor = |name: &str, members: Vec<Id<Actor>>| Actor {
            name: name.into(),
            members,
            disclosure: Disclosure::Public,
            ..Actor::default()
        };
        put(&mut case, "m", vec![actor("M", vec![])]);
        put(&mut case, "n", vec![actor("N", vec![])]);
        put(&mut case, first, vec![actor("Group", vec![id("m")])]);
        put(&mut case, second, vec![actor("Group", vec![id("n")])]);
        put(
            &mut case,
            "i",
            vec![Issue { title: "Police".into(), disclosure: Disclosure::Public, ..Issue::default() }],
        );
        for (name, party) in [("p1", first), ("p2", second)] {
            let position = Position {
                party: id(party),
                issue: id("i"),
                disclosure: Disclosure::Public,
                ..Position::default()
            };
            put(&mut case, &format!("{party}{name}"), vec![position]);
        }
        case
    };
    let (one, other) = (build("k1", "k2"), build("k9", "k2"));
    assert_eq!(one.seen_by(&Audience::Shareable).case(), other.seen_by(&Audience::Shareable).case());
    // Even where nothing but who names whom tells them apart.
    let pairs = |a: &str, b: &str| {
        let mut case = Case::default();
        for (actor, faction) in [(a, "x"), (b, "y")] {
            put(
                &mut case,
                actor,
                vec![Actor { name: "Twin".into(), disclosure: Disclosure::Public, ..Actor::default() }],
            );
            let faction_of = crate::model::Faction {
                actor: id(actor),
                name: "Wing".into(),
                disclosure: Disclosure::Public,
                ..Default::default()
            };
            put(&mut case, faction, vec![faction_of]);
        }
        case
    };
    let (one, other) = (pairs("k1", "k2"), pairs("k9", "k2"));
    assert_eq!(one.seen_by(&Audience::Shareable).case(), other.seen_by(&Audience::Shareable).case());
}

#[test]
fn places_on_the_agenda_close_up_and_an_option_tabled_by_two_is_not_laid_to_one() {
    let mut case = Case::default();
    let issue =
        |title: &str, order, disclosure| Issue { title: title.into(), order, disclosure, ..Issue::default() };
    put(&mut case, "i1", vec![issue("A", 1, Disclosure::Public)]);
    put(&mut case, "i2", vec![issue("B", 2, Disclosure::Team)]);
    put(&mut case, "i3", vec![issue("C", 3, Disclosure::Public)]);
    put(
        &mut case,
        "a",
        vec![Actor { name: "North".into(), disclosure: Disclosure::Public, ..Actor::default() }],
    );
    put(&mut case, "b", vec![Actor { name: "Back channel".into(), ..Actor::default() }]);
    let joint = Event {
        kind: EventKind::OptionTabled,
        who: vec![id("a"), id("b")],
        disclosure: Disclosure::Public,
        ..Event::default()
    };
    put(&mut case, "e", vec![joint.clone()]);
    put(&mut case, "f", vec![Event { who: vec![id("a")], ..joint }]);
    let seen = case.seen_by(&Audience::Shareable);
    assert_eq!(seen.case().issues.shown().map(|(_, issue)| issue.order).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(seen.case().events.len(), 1);
}

#[test]
fn every_marking_stands_on_every_page() {
    let sheet =
        |marking: &str, disclosure| CaseSheet { marking: marking.into(), disclosure, ..CaseSheet::default() };
    let mut case = Case::default();
    put(&mut case, "a", vec![sheet("", Disclosure::Public), sheet("CONFIDENTIAL", Disclosure::Public)]);
    put(&mut case, "b", vec![sheet("SECRET", Disclosure::Team)]);
    assert_eq!(case.marking(), "CONFIDENTIAL / SECRET");
    assert_eq!(case.seen_by(&Audience::Shareable).case().sheet().unwrap().marking, "CONFIDENTIAL / SECRET");
    let mut quiet = Case::default();
    put(&mut quiet, "a", vec![sheet("", Disclosure::Team)]);
    assert_eq!(
        quiet.seen_by(&Audience::Shareable).case(),
        Case::default().seen_by(&Audience::Shareable).case()
    );
}

#[test]
fn a_sheet_that_cannot_be_read_says_so_inside_and_outside() {
    let mut case = Case::default();
    let locked = Version {
        revision: RevisionId::of(b"x"),
        by: String::new(),
        at: Timestamp::UNIX_EPOCH,
        state: State::Locked { raw: "Sheet(…)".into(), why: "written by a newer program".into() },
    };
    let sheet = crate::model::UnreadableRecord {
        label: String::new(),
        code: String::new(),
        last: None,
        heads: vec![locked],
    };
    case.unreadable.insert(RecordRef::of::<CaseSheet>(&id("sheet")), sheet);
    assert_eq!(case.marking(), "MARKING NOT READABLE");
    assert_eq!(case.seen_by(&Audience::Shareable).case().sheet().unwrap().marking, "MARKING NOT READABLE");
}

#[test]
fn what_a_source_did_not_agree_to_does_not_go_out() {
    use crate::model::{Answer, Consent, Evidence};
    let build = |consent: Consent| {
        let mut case = Case::default();
        let public = Disclosure::Public;
        put(
            &mut case,
            "s",
            vec![Source { name: "Col. X".into(), consent, disclosure: public.clone(), ..Source::default() }],
        );
        put(
            &mut case,
            "a",
            vec![Actor { name: "North".into(), disclosure: public.clone(), ..Actor::default() }],
        );
        put(
            &mut case,
            "i",
            vec![Issue { title: "Police".into(), disclosure: public.clone(), ..Issue::default() }],
        );
        let position = Position {
            party: id("a"),
            issue: id("i"),
            statement: Words { original: Some("نعم".into()), ..Words::new("Yes") },
            sources: vec![id("s")],
            disclosure: public.clone(),
            ..Position::default()
        };
        put(&mut case, "p", vec![position]);
        let evidence =
            vec![Evidence { source: id("s"), quote: Words::new("I was there"), note: String::new() }];
        put(
            &mut case,
            "q",
            vec![Answer { question: "a1".into(), evidence, disclosure: public, ..Answer::default() }],
        );
        case.seen_by(&Audience::Shareable).into_owned()
    };
    let no = Some(false);
    let all = build(Consent::default());
    assert_eq!((all.case().sources.len(), all.case().positions.len(), all.case().answers.len()), (1, 1, 1));
    let unnamed = build(Consent { may_be_attributed: no, ..Consent::default() });
    assert_eq!((unnamed.case().sources.len(), unnamed.case().positions.len()), (0, 1));
    assert!(unnamed.case().answers.shown().all(|(_, answer)| answer.evidence.is_empty()));
    let unquoted = build(Consent { may_be_quoted: no, ..Consent::default() });
    assert!(unquoted.case().answers.shown().all(|(_, answer)| answer.evidence[0].quote == Words::default()));
    assert!(unquoted.case().positions.shown().all(|(_, p)| p.statement == Words::default()));
    let unused = build(Consent { may_be_used: no, ..Consent::default() });
    assert_eq!(
        (unused.case().sources.len(), unused.case().positions.len(), unused.case().answers.len()),
        (0, 0, 0)
    );
}

#[test]
fn a_source_that_cannot_be_read_may_have_said_no() {
    fn version<T>(n: u8, state: State<T>) -> Version<T> {
        let (revision, at) = (RevisionId::of(&[n]), Timestamp::UNIX_EPOCH);
        Version { revision, by: String::new(), at, state }
    }
    let source = RecordRef::of::<Source>(&id("s"));
    let build = |change: &dyn Fn(&mut Case)| {
        let mut case = Case::default();
        let public = || Disclosure::Public;
        put(&mut case, "s", vec![Source { disclosure: public(), ..Source::default() }]);
        put(&mut case, "a", vec![Actor { disclosure: public(), ..Actor::default() }]);
        put(&mut case, "i", vec![Issue { disclosure: public(), ..Issue::default() }]);
        let position = Position {
            party: id("a"),
            issue: id("i"),
            sources: vec![id("s")],
            disclosure: public(),
            ..Position::default()
        };
        put(&mut case, "p", vec![position]);
        change(&mut case);
        case.seen_by(&Audience::Shareable).case().positions.len()
    };
    assert_eq!(build(&|_| {}), 1);
    let one_of_two = |case: &mut Case| {
        let here = Source { disclosure: Disclosure::Public, ..Source::default() };
        let heads = vec![version(1, State::Here(here)), version(2, State::Lost { why: String::new() })];
        case.sources.insert(id("s"), Entry::new(heads).unwrap());
    };
    assert_eq!(build(&one_of_two), 0, "one version of two");
    let no_version = |case: &mut Case| {
        case.sources.remove(&id("s"));
        let heads = vec![version(1, State::Lost { why: String::new() })];
        let (label, code) = (String::new(), String::new());
        let unreadable = crate::model::UnreadableRecord { label, code, last: None, heads };
        case.unreadable.insert(source.clone(), unreadable);
    };
    assert_eq!(build(&no_version), 0, "no version");
    assert_eq!(build(&|case| _ = case.doubtful.insert(source.clone())), 0, "a newer one may be cut off");
}
