use super::*;
use crate::model::{Id, Position, Words};

fn written(text: &str) -> (Revision, String) {
    let record = RecordRef { kind: Kind::Position, id: Id::new("p-1").unwrap() };
    let position = Position {
        party: Id::new("fmln").unwrap(),
        issue: Id::new("i-1").unwrap(),
        statement: Words::new(text),
        ..Position::default()
    };
    let body = crate::revision::body_of(&Record::Position(position)).unwrap();
    let header = Header {
        record: &record,
        step: StepPart { id: Id::new("s-1").unwrap(), n: 1, of: 1 },
        by: "rosa, id: ",
        at: "2026-11-21T10:00:00Z".parse().unwrap(),
        parents: vec![RevisionId::of(b"before")],
        undoes: None,
    };
    let (revision, line) = write(header, &body).unwrap();
    (revision, line.text(7).trim_end_matches('\n').to_owned())
}

#[test]
fn a_line_comes_back_byte_for_byte_and_stays_readable() {
    let text = "قال \"نعم\" \\ then\nleft";
    let (revision, line) = written(text);
    assert!(!line.contains('\n') && line.contains("قال"), "{line}");
    let (back, seq) = read(&line).unwrap();
    assert_eq!((&back, seq), (&revision, 7));
    let State::Here(Record::Position(position)) = back.state() else { panic!("not a position") };
    assert_eq!(position.statement.text, text);
}

#[test]
fn any_flipped_or_cut_byte_is_noticed() {
    let (_, line) = written("plain");
    for at in 0..line.len() {
        assert!(read(&line[..at]).is_err(), "cut at {at}");
        let mut bytes = line.clone().into_bytes();
        bytes[at] ^= 1;
        let Ok(flipped) = String::from_utf8(bytes) else { continue };
        assert!(read(&flipped).is_err(), "flipped at {at}");
    }
}

#[test]
fn an_erased_body_leaves_every_id_as_it_was() {
    let (revision, line) = written("secret");
    let head = line[SUM_DIGITS + 1..].split(", body: ").next().unwrap();
    let rest = format!("{head}, body: Erased(by: \"rosa\", at: \"2026-11-22\", why: \"consent withdrawn\"))");
    let (erased, _) = read(&format!("{} {rest}", sum(&rest))).unwrap();
    assert_eq!(erased.id, revision.id);
    assert!(matches!(erased.state(), State::Erased { .. }));
}

#[test]
fn a_body_of_another_format_is_kept_as_it_stands() {
    let State::Locked { raw, why } = read_body(Kind::Actor, 2, "Actor(shape: Round)") else {
        panic!("read it")
    };
    assert_eq!((raw.as_str(), why.as_str()), ("Actor(shape: Round)", "written by a newer program"));
    assert!(matches!(read_body(Kind::Actor, 1, "Actor(shape: Round)"), State::Locked { .. }));
}

#[test]
fn a_header_that_holds_tells_whose_words_were_lost_and_saves_words_that_hold() {
    let (revision, line) = written("plain words");
    let body = line.find(", body: ").unwrap() + 8;
    let mut whole = 0;
    for at in 0..line.len() {
        let mut bytes = line.clone().into_bytes();
        bytes[at] ^= 0x81;
        let Some(saved) = salvage(&bytes) else { continue };
        assert_eq!(
            (saved.id, &saved.record, &saved.parents),
            (revision.id, &revision.record, &revision.parents)
        );
        match saved.state() {
            State::Here(_) => whole += 1,
            State::Lost { .. } => assert!(at >= body - 8, "flipped at {at}"),
            other => panic!("{other:?}"),
        }
        let again = salvage_line(&bytes).unwrap().text(7);
        assert_eq!(read(again.trim_end()).unwrap().0.id, revision.id, "it can be written anew");
    }
    assert_eq!(
        whole,
        SUM_DIGITS + 1 + "\", seq: 7".len(),
        "where only sum or number are damaged all is well"
    );
}

#[test]
fn a_revision_known_in_memory_is_written_again_as_it_was() {
    let (revision, line) = written("قال \"نعم\" \\ then\nleft");
    assert_eq!(Line::again(&revision).unwrap().text(7).trim_end(), line);
    assert_eq!(Line::of(&line).unwrap().text(7).trim_end(), line);
    assert_eq!(Line::again(&Revision { format: 2, by: "x".into(), ..revision.clone() }), None);
    assert_eq!(Line::again(&Revision { body: LOST.into(), ..revision }), None);
}

#[test]
fn deep_nesting_neither_panics_nor_is_believed() {
    for body in ["(".repeat(400_000), format!("Position(a: {}{})", "[".repeat(90_000), "]".repeat(90_000))] {
        assert!(matches!(read_body(Kind::Position, 1, &body), State::Locked { .. }));
    }
}

#[test]
fn a_damaged_line_full_of_marks_is_given_up_in_one_pass() {
    let mark = format!(", id: \"{}", "0a".repeat(32));
    let marks = mark.repeat(LONGEST_LINE / mark.len());
    assert_eq!(salvage(format!("0123456789abcdef (v: 1{marks}").as_bytes()), None);
    // The right one is found after others that are wrong.
    let (_, line) = written("plain");
    let header = line[SUM_DIGITS + 1..].split(", id: \"").next().unwrap();
    let header = format!("{header}{}", mark.repeat(100));
    let id = RevisionId::of(header.as_bytes());
    let rest = format!("{header}, id: \"{id}\", seq: 1, body: x)");
    assert_eq!(parts(rest.as_bytes()).unwrap().id, id);
}

#[test]
fn no_line_switches_on_extensions_of_its_notation() {
    let body = "Actor/* /* */ */#![enable(unwrap_variant_newtypes)](name: \"North\")";
    let State::Locked { why, .. } = read_body(Kind::Actor, FORMAT, body) else { panic!("it was read") };
    assert!(why.contains("switches on extensions"), "{why}");
    assert!(matches!(read_body(Kind::Actor, FORMAT, "Actor(name: \"North\")"), State::Here(_)));
}
