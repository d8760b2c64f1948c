use super::*;
use crate::{
    document::{Pen, Step},
    edit::{Edit, Refusal},
    model::{About, Actor, ExportMade, Id, RecordRef, RecordType, RevisionId},
    revision::{StepPart, body_of, line},
};

type Way = fn(&Document, &Pen) -> Result<Step, Refusal>;

/// The pen of a machine whose clock runs backwards.
fn pen(seq: u8) -> Pen {
    let at = Timestamp::from_second(2_000_000_000 - i64::from(seq)).unwrap();
    Pen { by: "rosa".into(), at, seed: [seq; 16] }
}

fn named(id: &str) -> RecordRef {
    RecordRef::of::<Actor>(&Id::new(id).unwrap())
}

fn actor(name: &str) -> Box<crate::model::Record> {
    Box::new(Actor { name: name.to_owned(), ..Actor::default() }.into_record())
}

fn name(document: &Document) -> Option<String> {
    document.case().actors.first(&Id::new("a").unwrap()).map(|actor| actor.name.clone())
}

fn change(document: &Document, to: &str) -> Edit {
    let seen = document.case().heads_of(&named("a")).iter().map(|head| head.revision).collect();
    Edit::Change { which: named("a"), seen, to: actor(to) }
}

fn run(document: &mut Document, edit: &Edit, seq: u8) {
    let step = document.prepare(edit, &pen(seq)).unwrap();
    document.commit(step);
}

/// As it is after a restart, read from one log.
fn restart(document: &Document, log: &str) -> Document {
    let of_log = |revision: &Revision| Revision { log: Some(log.into()), ..revision.clone() };
    Document::new(About::default(), document.history().all().map(of_log))
}

#[test]
fn undo_and_redo_go_by_the_order_of_lines_where_the_clock_falls() {
    let mut document = Document::default();
    run(&mut document, &Edit::Add(named("a"), actor("0")), 0);
    for seq in 1..4 {
        let edit = change(&document, &seq.to_string());
        run(&mut document, &edit, seq);
    }
    let steps: [(Way, &str); 6] = [
        (Document::undo, "2"),
        (Document::undo, "1"),
        (Document::redo, "2"),
        (Document::redo, "3"),
        (Document::undo, "2"),
        (Document::undo, "1"),
    ];
    for (seq, (what, expected)) in (10..).zip(steps) {
        let step = what(&document, &pen(seq)).unwrap();
        document.commit(step);
        assert_eq!(name(&document).as_deref(), Some(expected));
        document = restart(&document, "rosa@srv1-aaaa.ronl");
    }
}

#[test]
fn between_logs_what_builds_on_another_comes_after_it_and_else_clocks_decide() {
    let mut document = Document::default();
    run(&mut document, &Edit::Add(named("a"), actor("0")), 0);
    let edit = change(&document, "1");
    run(&mut document, &edit, 9);
    run(&mut document, &Edit::Add(named("b"), actor("b")), 5);
    // Each in a log of its own, read in the wrong order: the change says by its parent what it came after.
    let mut alone: Vec<Revision> = document.history().all().cloned().collect();
    alone.iter_mut().zip(["c", "b", "a"]).for_each(|(revision, log)| revision.log = Some(log.into()));
    alone.reverse();
    let document = Document::new(About::default(), alone);
    let order: Vec<&str> = document
        .undo_stack("rosa")
        .0
        .iter()
        .map(|step| {
            if *step == pen(0).id(0) {
                "made"
            } else if *step == pen(9).id(0) {
                "changed"
            } else {
                "other"
            }
        })
        .collect();
    assert_eq!(order, ["other", "made", "changed"]);
}

#[test]
fn a_report_on_record_is_neither_undone_nor_does_it_end_redo() {
    let mut document = Document::default();
    run(&mut document, &Edit::Add(named("a"), actor("0")), 0);
    let edit = change(&document, "1");
    run(&mut document, &edit, 1);
    let undo = document.undo(&pen(2)).unwrap();
    document.commit(undo);
    let made = RecordRef::of::<ExportMade>(&Id::new("e").unwrap());
    run(&mut document, &Edit::Add(made.clone(), Box::new(ExportMade::default().into_record())), 3);
    let redo = document.redo(&pen(4)).unwrap();
    document.commit(redo);
    assert_eq!(name(&document).as_deref(), Some("1"));
    for seq in 5..7 {
        let undo = document.undo(&pen(seq)).unwrap();
        document.commit(undo);
    }
    assert_eq!((name(&document), document.case().has(&made)), (None, true));
    assert_eq!(document.undo(&pen(7)).unwrap_err(), Refusal::NothingTo("undo"));
}

#[test]
fn what_a_case_was_made_with_is_not_undone() {
    let mut document = Document::default();
    run(&mut document, &Edit::Add(named("a"), actor("0")), 0);
    let mut document = restart(&document, "start-k7m2.ronl");
    assert_eq!(document.undo(&pen(1)).unwrap_err(), Refusal::NothingTo("undo"));
    let edit = change(&document, "1");
    run(&mut document, &edit, 2);
    let undo = document.undo(&pen(3)).unwrap();
    document.commit(undo);
    assert_eq!(name(&document).as_deref(), Some("0"));
    assert_eq!(document.undo(&pen(4)).unwrap_err(), Refusal::NothingTo("undo"));
    document.redo(&pen(5)).unwrap();
}

/// A line that somebody put together by hand.
fn crafted(step: &str, parents: &[RevisionId], undoes: Option<&str>, name: &str) -> Revision {
    let header = line::Header {
        record: &named("a"),
        step: StepPart { id: Id::new(step).unwrap(), n: 1, of: 1 },
        by: "rosa",
        at: pen(0).at,
        parents: parents.to_vec(),
        undoes: undoes.map(|step| Id::new(step).unwrap()),
    };
    line::write(header, &body_of(&actor(name)).unwrap()).unwrap().0
}

#[test]
fn steps_that_take_each_other_back_in_a_circle_come_to_an_end() {
    let first = crafted("first", &[], None, "x");
    let back = crafted("back", &[first.id], Some("b"), "x");
    let taken = crafted("b", &[back.id], None, "y");
    let head = crafted("head", &[taken.id], Some("b"), "x");
    let document = Document::new(About::default(), [first, back, taken, head]);
    assert_eq!(name(&document).as_deref(), Some("x"));
    let _ = (document.undo(&pen(1)), document.redo(&pen(2)), document.past(&named("a")));
    // Two steps that say of each other that they took them back.
    let one = crafted("one", &[], Some("two"), "x");
    let two = crafted("two", &[one.id], Some("one"), "y");
    let document = Document::new(About::default(), [one, two]);
    assert_eq!(name(&document).as_deref(), Some("y"));
    let _ = (document.undo(&pen(1)), document.redo(&pen(2)));
}
