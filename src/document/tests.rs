use proptest::prelude::*;

use super::*;
use crate::model::{Actor, Record, RecordType};

fn pen(by: &str, seq: u64) -> Pen {
    let mut seed = [0; 16];
    seed[..8].copy_from_slice(&seq.to_le_bytes());
    seed[8] = by.as_bytes()[0];
    Pen { by: by.to_owned(), at: "2026-11-21T10:00:00Z".parse().unwrap(), seed }
}

fn actor(name: &str) -> Box<Record> {
    Box::new(Actor { name: name.to_owned(), ..Actor::default() }.into_record())
}

fn named(id: &str) -> RecordRef {
    RecordRef::of::<Actor>(&Id::new(id).unwrap())
}

fn name_of(document: &Document, id: &str) -> Option<String> {
    document.case().actors.first(&Id::new(id).unwrap()).map(|actor| actor.name.clone())
}

fn seen(document: &Document, id: &str) -> Vec<crate::model::RevisionId> {
    document.case().heads_of(&named(id)).iter().map(|head| head.revision).collect()
}

fn change(document: &Document, id: &str, to: &str) -> Edit {
    Edit::Change { which: named(id), seen: seen(document, id), to: actor(to) }
}

fn run(document: &mut Document, edit: &Edit, by: &str, seq: u64) -> Deed {
    let step = document.prepare(edit, &pen(by, seq)).unwrap();
    document.commit(step)
}

#[test]
fn nothing_changes_before_commit() {
    let document = Document::default();
    let step = document.prepare(&Edit::Add(named("a"), actor("Fishers")), &pen("rosa", 0)).unwrap();
    assert_eq!(document.case().count(), 0);
    let mut document = document;
    assert_eq!(document.commit(step).words, "added actor A-01");
    assert_eq!(name_of(&document, "a").as_deref(), Some("Fishers"));
}

#[test]
fn undo_and_redo_are_steps_that_survive_a_restart() {
    let mut document = Document::default();
    run(&mut document, &Edit::Add(named("a"), actor("Fishers")), "rosa", 0);
    let edit = change(&document, "a", "Fisher folk");
    run(&mut document, &edit, "rosa", 1);
    let undo = document.undo(&pen("rosa", 2)).unwrap();
    document.commit(undo);
    assert_eq!(name_of(&document, "a").as_deref(), Some("Fishers"));

    let all: Vec<_> = document.history().of(&named("a")).cloned().collect();
    let mut document = Document::new(About::default(), all);
    let redo = document.redo(&pen("rosa", 3)).unwrap();
    document.commit(redo);
    assert_eq!(name_of(&document, "a").as_deref(), Some("Fisher folk"));
    for seq in 4..6 {
        let undo = document.undo(&pen("rosa", seq)).unwrap();
        document.commit(undo);
    }
    assert_eq!(name_of(&document, "a"), None);
    assert_eq!(document.undo(&pen("rosa", 6)).unwrap_err(), Refusal::NothingTo("undo"));
}

#[test]
fn nobody_undoes_what_another_has_changed_since() {
    let mut document = Document::default();
    run(&mut document, &Edit::Add(named("a"), actor("Fishers")), "rosa", 0);
    let edit = change(&document, "a", "Fisher folk");
    run(&mut document, &edit, "luis", 1);
    assert_eq!(document.undo(&pen("anna", 2)).unwrap_err(), Refusal::NothingTo("undo"));
    let refusal = document.undo(&pen("rosa", 2)).unwrap_err();
    assert_eq!(refusal.to_string(), "actor \"Fisher folk\" was changed by luis since; nothing was undone");
}

#[test]
fn two_who_changed_the_same_version_stand_side_by_side_until_a_person_settles_it() {
    let mut document = Document::default();
    run(&mut document, &Edit::Add(named("a"), actor("Fishers")), "rosa", 0);
    let (hers, his) = (change(&document, "a", "Fisher folk"), change(&document, "a", "The fishers"));
    run(&mut document, &hers, "rosa", 1);
    run(&mut document, &his, "luis", 0);
    let entry = document.case().actors.get(&Id::new("a").unwrap()).unwrap().clone();
    assert_eq!(entry.versions().len(), 2);
    assert_eq!(entry.agreed(|actor| actor.name.as_str()), None);
    assert_eq!(entry.agreed(|actor| &actor.kind), Some(&crate::model::ActorKind::Organisation));

    let settled = change(&document, "a", "Fishers");
    assert_eq!(run(&mut document, &settled, "anna", 0).words, "settled actor \"Fishers\"");
    assert_eq!(seen(&document, "a").len(), 1);
    let undo = document.undo(&pen("anna", 1)).unwrap();
    document.commit(undo);
    assert_eq!(seen(&document, "a").len(), 2, "undoing a settlement puts both versions back");
}

#[test]
fn what_refers_to_nothing_is_refused_and_what_is_referred_to_is_named() {
    let mut document = Document::default();
    let group = Actor { name: "Both".into(), members: vec![Id::new("a").unwrap()], ..Actor::default() };
    let add = Edit::Add(named("g"), Box::new(group.into_record()));
    assert_eq!(document.prepare(&add, &pen("rosa", 0)).unwrap_err(), Refusal::Dangling(named("a")));
    run(&mut document, &Edit::Together(vec![add, Edit::Add(named("a"), actor("Fishers"))]), "rosa", 0);
    assert_eq!(crate::edit::referrers(document.case(), &named("a")), [(named("g"), "Both".to_owned())]);

    let delete = Edit::Delete { which: named("a"), seen: seen(&document, "a") };
    assert_eq!(run(&mut document, &delete, "rosa", 2).words, "deleted actor \"Fishers\"");
    assert_eq!(document.case().gone[&named("a")].label, "Fishers");
}

#[test]
fn an_edit_that_changes_nothing_writes_nothing() {
    let mut document = Document::default();
    run(&mut document, &Edit::Add(named("a"), actor("Fishers")), "rosa", 0);
    let same = document.case().actors.first(&Id::new("a").unwrap()).unwrap().clone().into_record();
    let edit = Edit::Change { which: named("a"), seen: seen(&document, "a"), to: Box::new(same) };
    assert_eq!(document.prepare(&edit, &pen("rosa", 1)).unwrap_err(), Refusal::NothingChanges);
}

proptest! {
    #[test]
    fn undoing_everything_gives_the_empty_case_and_redoing_everything_gives_it_back(
        deeds in proptest::collection::vec((0_u8..4, 0_u8..3, "[a-z]{1,6}"), 1..24),
    ) {
        let mut document = Document::default();
        let mut seq = 0;
        let mut done = 0;
        for (id, what, text) in deeds {
            let id = format!("r{id}");
            let edit = match (what, name_of(&document, &id)) {
                (_, None) => Edit::Add(named(&id), actor(&text)),
                (0, Some(_)) => Edit::Delete { which: named(&id), seen: seen(&document, &id) },
                (_, Some(_)) => change(&document, &id, &text),
            };
            seq += 1;
            if let Ok(step) = document.prepare(&edit, &pen("rosa", seq)) {
                document.commit(step);
                done += 1;
            }
        }
        let full = standing(&document);
        for _ in 0..done {
            seq += 1;
            let step = document.undo(&pen("rosa", seq)).unwrap();
            document.commit(step);
        }
        prop_assert_eq!(document.case().count(), 0);
        for _ in 0..done {
            seq += 1;
            let step = document.redo(&pen("rosa", seq)).unwrap();
            document.commit(step);
        }
        prop_assert_eq!(standing(&document), full);
    }
}

fn standing(document: &Document) -> Vec<(String, String)> {
    document.case().actors.shown().map(|(id, actor)| (id.to_string(), actor.name.clone())).collect()
}
