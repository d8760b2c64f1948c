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
    let deed = run(&mut document, &hers, "rosa", 1);
    assert!(document.can_take_back(&deed));
    let deed = run(&mut document, &his, "luis", 0);
    assert!(!document.can_take_back(&deed) && document.undo(&pen("luis", 1)).is_err(), "no undo is promised");
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
    #![proptest_config(ProptestConfig::with_cases(64))]
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

/// What a newer program would write of a record, as it is read here.
fn newer(id: &str, parents: Vec<crate::model::RevisionId>) -> Revision {
    let record = named(id);
    let header = line::Header {
        record: &record,
        step: StepPart { id: Id::new("n").unwrap(), n: 1, of: 1 },
        by: "luis",
        at: pen("luis", 9).at,
        parents,
        undoes: None,
    };
    let (revision, _) = line::write(header, "Actor(shape: Round)").unwrap();
    Revision { format: 2, ..revision }
}

#[test]
fn a_locked_record_stands_and_is_not_settled_changed_or_undone() {
    let mut document = Document::default();
    run(&mut document, &Edit::Add(named("a"), actor("Fishers")), "rosa", 0);
    let mine = change(&document, "a", "Fisher folk");
    document.take_in(vec![newer("a", seen(&document, "a"))]);
    assert!(document.case().has(&named("a")) && document.case().gone.is_empty());
    assert_eq!(seen(&document, "a").len(), 1);
    let refused = |document: &Document, edit: &Edit| document.prepare(edit, &pen("rosa", 1)).unwrap_err();
    assert_eq!(refused(&document, &mine), Refusal::Locked(named("a")));
    let delete = Edit::Delete { which: named("a"), seen: seen(&document, "a") };
    assert_eq!(refused(&document, &delete), Refusal::Locked(named("a")));
    assert_eq!(refused(&document, &Edit::Add(named("a"), actor("x"))), Refusal::Exists(named("a")));
    assert!(document.undo(&pen("rosa", 1)).is_err());
    let group = Actor { name: "Both".into(), members: vec![Id::new("a").unwrap()], ..Actor::default() };
    run(&mut document, &Edit::Add(named("g"), Box::new(group.into_record())), "rosa", 2);
}

#[test]
fn undo_does_not_put_back_what_a_newer_program_wrote_under_our_version() {
    let mut document = Document::default();
    run(&mut document, &Edit::Add(named("a"), actor("Fishers")), "rosa", 0);
    let theirs = newer("a", seen(&document, "a"));
    let header = line::Header {
        record: &named("a"),
        step: StepPart { id: Id::new("s").unwrap(), n: 1, of: 1 },
        by: "rosa",
        at: "2026-11-21T11:00:00Z".parse().unwrap(),
        parents: vec![theirs.id],
        undoes: None,
    };
    let (mine, _) = line::write(header, "Gone").unwrap();
    document.take_in(vec![theirs, mine]);
    assert!(matches!(document.undo(&pen("rosa", 2)), Err(Refusal::BeforeIsMissing(_))));
}

#[test]
fn undo_is_refused_where_a_version_between_is_missing() {
    let mut document = Document::default();
    let header = line::Header {
        record: &named("a"),
        step: StepPart { id: Id::new("s").unwrap(), n: 1, of: 1 },
        by: "rosa",
        at: pen("rosa", 0).at,
        parents: vec![crate::model::RevisionId::of(b"lost")],
        undoes: None,
    };
    let (revision, _) = line::write(header, &crate::revision::body_of(&actor("Fishers")).unwrap()).unwrap();
    document.take_in(vec![revision]);
    let refusal = document.undo(&pen("rosa", 1)).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "what actor \"Fishers\" said before is not here any more; nothing was undone"
    );
}

#[test]
fn undoing_a_settlement_gives_both_versions_back_to_their_authors() {
    let mut document = Document::default();
    run(&mut document, &Edit::Add(named("a"), actor("Fishers")), "rosa", 0);
    let (hers, his) = (change(&document, "a", "Fisher folk"), change(&document, "a", "The fishers"));
    run(&mut document, &hers, "rosa", 1);
    run(&mut document, &his, "luis", 0);
    let settled = change(&document, "a", "Fishers");
    run(&mut document, &settled, "anna", 0);
    let undo = document.undo(&pen("anna", 1)).unwrap();
    document.commit(undo);
    let mut by: Vec<String> = document.case().heads_of(&named("a")).into_iter().map(|head| head.by).collect();
    by.sort();
    assert_eq!(by, ["luis", "rosa"]);
}

#[test]
fn what_two_people_changed_alike_is_no_conflict() {
    let mut document = Document::default();
    run(&mut document, &Edit::Add(named("a"), actor("Fishers")), "rosa", 0);
    let edit = change(&document, "a", "Fisher folk");
    run(&mut document, &edit, "rosa", 1);
    run(&mut document, &edit, "luis", 0);
    let entry = document.case().actors.get(&Id::new("a").unwrap()).unwrap();
    assert_eq!((entry.versions().len(), entry.is_contested()), (2, false));
}

#[test]
fn a_deleted_record_comes_back_by_anybodys_hand_and_an_erased_one_never() {
    let mut document = Document::default();
    run(&mut document, &Edit::Add(named("a"), actor("Fishers")), "rosa", 0);
    let delete = Edit::Delete { which: named("a"), seen: seen(&document, "a") };
    run(&mut document, &delete, "rosa", 1);
    let heads = document.case().gone[&named("a")].heads.clone();
    let back = Edit::Change { which: named("a"), seen: heads.clone(), to: actor("Fishers") };
    run(&mut document, &back, "luis", 2);
    assert_eq!(name_of(&document, "a").as_deref(), Some("Fishers"));

    let head = document.history().heads(&named("a"))[0].clone();
    document.take_in(vec![Revision { body: "Erased(by: \"rosa\", at: \"x\", why: \"y\")".into(), ..head }]);
    let again = Edit::Change { which: named("a"), seen: heads, to: actor("Fishers") };
    assert_eq!(document.prepare(&again, &pen("rosa", 3)).unwrap_err(), Refusal::NotHere(named("a")));
}

#[test]
fn the_code_of_a_deleted_record_is_not_given_again_and_a_hostile_one_does_no_harm() {
    let mut document = Document::default();
    run(&mut document, &Edit::Add(named("a"), actor("Fishers")), "rosa", 0);
    let delete = Edit::Delete { which: named("a"), seen: seen(&document, "a") };
    run(&mut document, &delete, "rosa", 1);
    assert_eq!(
        run(&mut document, &Edit::Add(named("b"), actor("Boats")), "rosa", 2).words,
        "added actor A-02"
    );
    let hostile = Actor { name: "x".into(), code: "A-4294967295".into(), ..Actor::default() };
    run(&mut document, &Edit::Add(named("c"), Box::new(hostile.into_record())), "rosa", 3);
    assert_eq!(
        run(&mut document, &Edit::Add(named("d"), actor("Nets")), "rosa", 4).words,
        "added actor A-03"
    );
}

#[test]
fn an_add_that_others_rely_on_is_not_undone_without_a_word() {
    let mut document = Document::default();
    run(&mut document, &Edit::Add(named("a"), actor("Fishers")), "rosa", 0);
    let group = Actor { name: "Both".into(), members: vec![Id::new("a").unwrap()], ..Actor::default() };
    run(&mut document, &Edit::Add(named("g"), Box::new(group.into_record())), "luis", 1);
    let refusal = document.undo(&pen("rosa", 2)).unwrap_err().to_string();
    assert!(refusal.starts_with("actor A-01 is named by actor A-02 by now"), "{refusal}");
}
