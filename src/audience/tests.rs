mod withheld;

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
