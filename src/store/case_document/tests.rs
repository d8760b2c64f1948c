use super::*;
use crate::{
    document::{Document, Pen},
    model::{Actor, RevisionId},
};

fn pen(by: &str, n: u8) -> Pen {
    Pen { by: by.to_owned(), at: "2026-11-21T10:00:00Z".parse().unwrap(), seed: [n; 16] }
}

fn named(id: &str) -> RecordRef {
    RecordRef::of::<Actor>(&Id::new(id).unwrap())
}

fn actor(name: &str) -> Box<Record> {
    Box::new(Actor { name: name.into(), ..Actor::default() }.into_record())
}

fn run(document: &mut Document, edit: &Edit, by: &str, n: u8) {
    let step = document.prepare(edit, &pen(by, n)).unwrap();
    document.commit(step);
}

fn contested() -> Document {
    let mut document = Document::default();
    run(&mut document, &Edit::Add(named("a"), actor("Fishers")), "rosa", 1);
    let seen: Vec<RevisionId> =
        document.case().heads_of(&named("a")).iter().map(|head| head.revision).collect();
    let change = |to: &str| Edit::Change { which: named("a"), seen: seen.clone(), to: actor(to) };
    run(&mut document, &change("Fisher folk"), "rosa", 2);
    run(&mut document, &change("The fishers"), "luis", 3);
    document
}

#[test]
fn out_and_back_both_versions_keep_their_authors_and_times() {
    let document = contested();
    let text = CaseDocument::of(document.case()).text().unwrap();
    let mut copy = Document::default();
    let later = Pen { at: "2027-01-01T00:00:00Z".parse().unwrap(), ..pen("importer", 9) };
    let step = copy.prepare(&CaseDocument::read(&text).unwrap().edit(), &later).unwrap();
    copy.commit(step);
    let origins = |document: &Document| {
        let heads = document.case().heads_of(&named("a"));
        let mut origins: Vec<_> = heads.into_iter().map(|head| (head.by, head.at)).collect();
        origins.sort();
        origins
    };
    assert_eq!(origins(&copy), origins(&document));
    assert_eq!(origins(&copy).len(), 2);
}

#[test]
fn what_cannot_be_written_down_is_named() {
    let mut document = contested();
    let heads = document.case().heads_of(&named("a"));
    let delete = Edit::Delete { which: named("a"), seen: vec![heads[0].revision] };
    run(&mut document, &delete, "anna", 4);
    let written = CaseDocument::of(document.case());
    assert_eq!(written.left_out().len(), 1);
    let text = written.text().unwrap();
    assert!(
        text.contains("// Left out: of actor ") && text.contains("the version that deletes it, by \"anna\""),
        "{text}"
    );
    assert!(CaseDocument::read(&text).is_ok());
}

#[test]
fn a_document_of_a_newer_program_is_called_that_and_not_broken() {
    let text = "Case(format: 2, mood: Calm, about: (id: \"c\", kind: Simulation), records: [Mission(\"m\", (x: 1))])";
    let problems = CaseDocument::read(text).unwrap_err();
    assert!(problems[0].what.contains("format 2, written by a newer program"), "{problems:?}");
}

#[test]
fn a_document_full_of_dangling_references_is_given_up_early() {
    use std::fmt::Write;
    let mut text = String::from("Case(format: 1, about: (id: \"c\"), records: [\n");
    for n in 0..20_000 {
        writeln!(text, "Faction(\"f{n}\", (actor: \"nobody{n}\", name: \"x\")),").unwrap();
    }
    text.push_str("])");
    assert_eq!(CaseDocument::read(&text).unwrap_err().len(), MOST_PROBLEMS);
}
