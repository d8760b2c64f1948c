//! The file format: what goes out comes back byte for byte, stays one line and stays readable.
#![expect(clippy::unwrap_used, reason = "a test fails where it is")]

use goodoffices::{
    model::{
        Actor, Answer, AnswerState, Consulted, Date, Disclosure, Event, Evidence, Firmness, Id, Level, Phase,
        Position, Record, RecordRef, RecordType, RevisionId, Source, Stance, StanceOn, State, Told, Words,
    },
    revision::{
        StepPart, body_of,
        line::{self, Header},
    },
};
use proptest::prelude::*;

/// Text of any script, with everything that could break a line or a notation.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,12}",
        Just("قَالَ: «نعم»".to_owned()),
        Just("हिन्दी မြန်မာ ไทย 漢字 é e\u{301}".to_owned()),
        Just("a \"quote\", a \\ and\na line break\r\n\ttab".to_owned()),
        Just("\u{202e}\u{2066}\u{200f}\u{feff}\u{0}\u{7f}\u{85}\u{2028}".to_owned()),
        Just(", id: \"00\", seq: 7, body: Gone)".to_owned()),
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

fn words() -> impl Strategy<Value = Words> {
    (text(), proptest::option::of(text()), proptest::option::of("[a-z]{2}"))
        .prop_map(|(text, original, language)| Words { text, original, language, ..Words::default() })
}

fn id<T>() -> impl Strategy<Value = Id<T>> {
    "[a-z0-9][a-z0-9._-]{0,20}".prop_map(|id| Id::new(id).unwrap())
}

fn one_of<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    (0..all.len()).prop_map(move |n| all[n])
}

fn disclosure() -> impl Strategy<Value = Disclosure> {
    prop_oneof![
        Just(Disclosure::Public),
        Just(Disclosure::SharedWithAll),
        proptest::collection::vec(id(), 0..3).prop_map(Disclosure::Shared),
        text().prop_map(|by| Disclosure::Confided { by }),
        Just(Disclosure::Team),
    ]
}

fn date() -> impl Strategy<Value = Option<Date>> {
    let written = prop_oneof![
        "19[0-9]{2}",
        "199[0-9]-0[1-9]",
        Just("1991-mid".to_owned()),
        Just("circa 1984".to_owned())
    ];
    proptest::option::of(written.prop_map(|written| written.parse().unwrap()))
}

fn position() -> impl Strategy<Value = Record> {
    let stance = (id(), one_of(Stance::ALL), text(), any::<bool>())
        .prop_map(|(option, stance, condition, inferred)| StanceOn { option, stance, condition, inferred });
    let about = (id(), id(), one_of(Phase::ALL), words(), date(), disclosure());
    let more = (proptest::collection::vec(stance, 0..4), text(), one_of(Firmness::ALL), id(), text());
    (about, more).prop_map(
        |((party, issue, phase, statement, date, disclosure), (stances, interest, firmness, to, note))| {
            let told = vec![Told { to, note: note.clone(), ..Told::default() }];
            Position {
                party,
                issue,
                phase,
                statement,
                date,
                disclosure,
                stances,
                interest,
                firmness,
                told,
                note,
                ..Position::default()
            }
            .into_record()
        },
    )
}

fn record() -> impl Strategy<Value = Record> {
    let actor = (text(), proptest::collection::vec(text(), 0..3), disclosure(), one_of(Level::ALL)).prop_map(
        |(name, aliases, disclosure, influence)| {
            Actor { name, aliases, disclosure, influence, ..Actor::default() }.into_record()
        },
    );
    let answer = (text(), words(), one_of(AnswerState::ALL), id(), any::<Option<u32>>(), date()).prop_map(
        |(author, text, state, source, number, review)| {
            let consulted = vec![Consulted { group: author.clone(), number, ..Consulted::default() }];
            let evidence = vec![Evidence { source, ..Evidence::default() }];
            Answer {
                question: "c3".into(),
                author,
                text,
                state,
                evidence,
                consulted,
                review,
                ..Answer::default()
            }
            .into_record()
        },
    );
    let source = (text(), text(), disclosure()).prop_map(|(name, reference, disclosure)| {
        Source { name, reference, disclosure, ..Source::default() }.into_record()
    });
    let event = (text(), words(), date(), proptest::collection::vec(id(), 0..3)).prop_map(
        |(title, text, date, who)| Event { title, text, date, who, ..Event::default() }.into_record(),
    );
    prop_oneof![position(), position(), actor, answer, source, event]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn a_random_record_goes_out_and_comes_back(record in record(), by in text(), seq in any::<u64>()) {
        let which = RecordRef { kind: record.kind(), id: Id::new("r-1").unwrap() };
        let body = body_of(&record).unwrap();
        let header = Header {
            record: &which,
            step: StepPart { id: Id::new("s-1").unwrap(), n: 1, of: 1 },
            by: &by,
            at: "2026-11-21T10:00:00Z".parse().unwrap(),
            parents: vec![RevisionId::of(b"before")],
            undoes: None,
        };
        let (revision, line) = line::write(header, &body).unwrap();
        let written = line.text(seq);
        prop_assert_eq!(written.matches('\n').count(), 1, "it stays one line");
        let can_hide = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
        prop_assert!(!written.trim_end_matches('\n').contains(can_hide));
        let (back, number) = line::read(written.trim_end_matches('\n')).unwrap();
        prop_assert_eq!(&back, &revision);
        prop_assert_eq!(number, seq);
        prop_assert_eq!(back.body.as_ref(), body.as_str(), "byte for byte");
        prop_assert_eq!(back.state(), State::Here(record));
    }
}

#[test]
fn a_line_can_be_read_by_a_person() {
    let position = Position {
        party: Id::new("fmln").unwrap(),
        issue: Id::new("i-army").unwrap(),
        statement: Words::new("قالوا: \"نعم\" \\ then\nleft"),
        ..Position::default()
    };
    let body = body_of(&position.into_record()).unwrap();
    assert!(body.contains("قالوا: \\\"نعم\\\" \\\\ then\\nleft"), "{body}");
    assert!(body.starts_with("Position(party: \"fmln\", issue: \"i-army\","), "{body}");
}
