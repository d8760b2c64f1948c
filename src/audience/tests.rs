use proptest::prelude::*;

use super::*;
use crate::model::{
    AtTable, Event, Firmness, Issue, IssueOption, Level, Linkage, Phase, Source, Stance, StanceOn, Words,
};

/// What the team alone knows: any value of these must leave no trace.
#[derive(Clone, Debug)]
struct Secrets {
    text: String,
    number: u8,
    extra: Vec<(u8, u8, u8)>,
    contested: bool,
}

fn secrets() -> impl Strategy<Value = Secrets> {
    (
        "[a-z]{0,8}",
        any::<u8>(),
        proptest::collection::vec((0_u8..3, 0_u8..3, any::<u8>()), 0..6),
        any::<bool>(),
    )
        .prop_map(|(text, number, extra, contested)| Secrets { text, number, extra, contested })
}

/// What is public or shared: the skeleton that both cases have in common.
#[derive(Clone, Debug)]
struct Open {
    positions: Vec<(u8, u8, u8, u8, String)>,
}

fn open() -> impl Strategy<Value = Open> {
    proptest::collection::vec((0_u8..3, 0_u8..3, 0_u8..4, 0_u8..3, "[a-z]{1,6}"), 0..8)
        .prop_map(|positions| Open { positions })
}

fn id<T>(text: &str) -> Id<T> {
    Id::new(text).unwrap()
}

fn put<T: RecordType>(case: &mut Case, name: &str, heads: Vec<T>) {
    let version = |(n, value): (u8, T)| Version {
        revision: RevisionId::of(&[n]),
        by: format!("author {n}"),
        at: Timestamp::from_second(i64::from(n)).unwrap(),
        state: State::Here(value),
    };
    let entry = Entry::new((0..).zip(heads).map(version).collect()).unwrap();
    T::table_mut(case).insert(id(name), entry);
}

fn disclosed(how: u8) -> Disclosure {
    match how {
        0 => Disclosure::Public,
        1 => Disclosure::SharedWithAll,
        _ => Disclosure::Shared(vec![id("a0")]),
    }
}

fn case_of(open: &Open, secrets: &Secrets) -> Case {
    let mut case = Case::default();
    let public = Disclosure::Public;
    let sheet = CaseSheet {
        title: "Island".into(),
        marking: "SECRET".into(),
        note: secrets.text.clone(),
        disclosure: public.clone(),
        ..CaseSheet::default()
    };
    put(&mut case, "sheet", vec![sheet]);
    for n in 0..3_u32 {
        let actor = Actor {
            name: format!("Actor {n}"),
            disclosure: public.clone(),
            code: format!("A-{}", secrets.number),
            interests: secrets.text.clone(),
            influence: if secrets.number > 9 { Level::High } else { Level::Unjudged },
            at_table: vec![AtTable::default()],
            members: (0..secrets.extra.len()).map(|n| id(&format!("hidden-actor{n}"))).collect(),
            note: secrets.text.clone(),
            ..Actor::default()
        };
        put(&mut case, &format!("a{n}"), vec![actor]);
        let issue = Issue {
            title: format!("Issue {n}"),
            plain: secrets.text.clone(),
            sensitivity: if secrets.number > 99 { Level::High } else { Level::Low },
            disclosure: public.clone(),
            order: n * (1 + u32::from(secrets.number)),
            ..Issue::default()
        };
        put(&mut case, &format!("i{n}"), vec![issue]);
        let event = Event {
            title: format!("Event {n}"),
            who: vec![id(&format!("a{n}")), id("hidden-actor0")],
            disclosure: public.clone(),
            note: secrets.text.clone(),
            ..Event::default()
        };
        put(&mut case, &format!("{}event{n}", secrets.text), vec![event]);
        let option = IssueOption {
            issue: id(&format!("i{n}")),
            letter: "A".into(),
            title: "Yes".into(),
            disclosure: public.clone(),
            note: secrets.text.clone(),
            ..IssueOption::default()
        };
        put(&mut case, &format!("o{n}"), vec![option]);
    }
    for (n, (party, issue, stance, how, text)) in open.positions.iter().enumerate() {
        let hidden =
            |kind: &str| -> Vec<String> { (0..secrets.extra.len()).map(|n| format!("{kind}{n}")).collect() };
        let position = Position {
            party: id(&format!("a{party}")),
            issue: id(&format!("i{issue}")),
            phase: Phase::Negotiation,
            sources: hidden("s").iter().map(|source| id(source)).collect(),
            statement: Words { translator: Some(secrets.text.clone()), ..Words::new(text.clone()) },
            disclosure: disclosed(*how),
            stances: with_inferred(*issue, *stance, secrets),
            interest: secrets.text.clone(),
            firmness: if secrets.number > 7 { Firmness::Fixed } else { Firmness::Open },
            after: if secrets.extra.is_empty() { vec![] } else { vec![id("x0")] },
            note: secrets.text.clone(),
            ..Position::default()
        };
        // The other version differs in whatever is withheld, and in nothing else.
        let other = Position {
            note: format!("{} otherwise", secrets.text),
            sources: Vec::new(),
            firmness: Firmness::Leaning,
            stances: with_inferred(*issue, *stance, &Secrets { number: 1, ..secrets.clone() }),
            statement: Words { translator: None, ..position.statement.clone() },
            ..position.clone()
        };
        let heads = if secrets.contested { vec![position, other] } else { vec![position] };
        put(&mut case, &format!("p{n}"), heads);
    }
    add_secret_records(&mut case, secrets);
    case
}

fn with_inferred(issue: u8, stance: u8, secrets: &Secrets) -> Vec<StanceOn> {
    let on = |inferred, stance| StanceOn {
        option: id(&format!("o{issue}")),
        stance,
        inferred,
        ..StanceOn::default()
    };
    let mut stances = vec![on(false, Stance::ALL[usize::from(stance)])];
    if secrets.number.is_multiple_of(2) {
        stances.push(on(true, Stance::RedLine));
    }
    stances
}

/// Records that nobody else may see, referred to by each other and by visible ones.
fn add_secret_records(case: &mut Case, secrets: &Secrets) {
    let confided = Disclosure::Confided { by: "a delegate of actor 0".into() };
    for (n, (party, issue, stance)) in secrets.extra.iter().enumerate() {
        let stances = with_inferred(*issue, stance % 7, secrets);
        let position = Position {
            party: id(&format!("a{party}")),
            issue: id(&format!("i{issue}")),
            statement: Words::new(secrets.text.clone()),
            disclosure: if n % 2 == 0 { confided.clone() } else { Disclosure::Team },
            stances,
            ..Position::default()
        };
        put(case, &format!("x{n}"), vec![position.clone()]);
        put(
            case,
            &format!("hidden-issue{n}"),
            vec![Issue { title: secrets.text.clone(), ..Issue::default() }],
        );
        // Public, but on an issue that is not: it cannot be shown without telling of the issue.
        let on_hidden = Position {
            issue: id(&format!("hidden-issue{n}")),
            disclosure: Disclosure::Public,
            ..position.clone()
        };
        put(case, &format!("y{n}"), vec![on_hidden]);
        // Public, and naming what is hidden: its members, its sources, who was there.
        let member = Actor { name: secrets.text.clone(), ..Actor::default() };
        put(case, &format!("hidden-actor{n}"), vec![member]);
        // Two versions, one of them confided: the stricter holds.
        let open_version = Position { disclosure: Disclosure::Public, ..position.clone() };
        put(case, &format!("z{n}"), vec![open_version, position]);
        let source = Source { name: secrets.text.clone(), ..Source::default() };
        put(case, &format!("s{n}"), vec![source]);
        let trade = Linkage {
            party: id("a0"),
            gives: vec![crate::model::Item { issue: id(&format!("hidden-issue{n}")), option: None }],
            disclosure: Disclosure::Public,
            ..Linkage::default()
        };
        put(case, &format!("l{n}"), vec![trade]);
        put(
            case,
            &format!("e{n}"),
            vec![Event { title: secrets.text.clone(), disclosure: confided.clone(), ..Event::default() }],
        );
        // An option that one who is hidden tabled, too: without that one it would be another's alone.
        let tabled = Event {
            kind: EventKind::OptionTabled,
            who: vec![id("a0"), id(&format!("hidden-actor{n}"))],
            disclosure: Disclosure::Public,
            ..Event::default()
        };
        put(case, &format!("t{n}"), vec![tabled]);
    }
}

fn audiences() -> [Audience; 4] {
    [Audience::Shareable, Audience::Party(id("a0")), Audience::Party(id("a1")), Audience::Party(id("nobody"))]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_the_team_alone_knows_leaves_no_trace(open in open(), one in secrets(), other in secrets()) {
        let (one, other) = (case_of(&open, &one), case_of(&open, &other));
        for audience in audiences() {
            let (one, other) = (one.seen_by(&audience), other.seen_by(&audience));
            prop_assert_eq!(one.case(), other.case());
        }
    }

    #[test]
    fn the_team_sees_the_case_itself(open in open(), secrets in secrets()) {
        let case = case_of(&open, &secrets);
        let seen = case.seen_by(&Audience::Team);
        prop_assert_eq!(seen.case(), &case);
    }
}

/// The control: a view that only blanks the text of withheld positions keeps their number and must be caught.
#[test]
fn a_view_that_only_blanks_texts_would_be_caught() {
    let open = Open { positions: vec![(0, 0, 1, 0, "yes".into())] };
    let quiet = Secrets { text: String::new(), number: 1, extra: vec![], contested: false };
    let loud = Secrets { extra: vec![(0, 0, 5)], ..quiet.clone() };
    let blanked = |secrets: &Secrets| {
        let mut case = case_of(&open, secrets);
        for (_, entry) in case.positions.iter_mut() {
            entry
                .heads_mut()
                .filter(|p| *p.disclosure() != Disclosure::Public)
                .for_each(|p| p.statement.text.clear());
        }
        case.positions.len()
    };
    assert_ne!(blanked(&quiet), blanked(&loud));
}

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
    let sheet =
        crate::model::UnreadableRecord { label: String::new(), code: String::new(), heads: vec![locked] };
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
