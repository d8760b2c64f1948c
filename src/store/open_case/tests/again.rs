//! Saving again what could not be saved.

use super::*;
use crate::store::{Weight, check_folder};

const BROKEN: i32 = 5;

/// Three actors at once, with the ids of a pen.
fn three(pen: &Pen) -> Edit {
    let one = |n: u32| {
        let id: Id<Actor> = pen.id(n);
        let actor = Actor { name: format!("Actor {n}"), ..Actor::default() };
        Edit::Add(RecordRef::of::<Actor>(&id), Box::new(actor.into_record()))
    };
    Edit::Together((1..4).map(one).collect())
}

fn nothing_is_wrong(disk: &Arc<dyn Disk>) {
    let findings = check_folder(disk, Path::new("/cases/one")).unwrap();
    let wrong: Vec<String> =
        findings.iter().filter(|f| f.weight == Weight::Wrong).map(ToString::to_string).collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn after_a_full_disk_the_new_log_begins_at_its_beginning() {
    let (disk, shared, _, _) = written(&["a", "b"]);
    let mut case = open(&shared, "rosa");
    for attempt in 0..3 {
        disk.fill(30);
        assert!(case.save(&add("c"), now()).unwrap_err().to_string().contains("the disk is full"));
        disk.heal();
        case.save(&add(&format!("d{attempt}")), now()).unwrap();
        nothing_is_wrong(&shared);
    }
    case.save(&add("c"), now()).unwrap();
    drop(case);
    nothing_is_wrong(&shared);
    // Whoever comes later, after somebody who had seen all of it, misses nothing either.
    drop(open(&shared, "luis"));
    nothing_is_wrong(&shared);
    assert!(!read(&shared).case().is_closed_to(&Audience::Shareable));
    assert_eq!(count(&disk), 6);
}

#[test]
fn after_too_many_open_files_saving_works_again_and_nothing_is_missing() {
    let (disk, shared, _, _) = written(&["a", "b"]);
    let (mut rosa, mut luis) = (open(&shared, "rosa"), open(&shared, "luis"));
    // Luis has no log yet; rosa's is closed because its sync fails, and no other can be begun.
    disk.exhaust();
    disk.fail(1, 1, BROKEN, 0);
    let errors = [rosa.save(&add("c"), now()), luis.save(&add("d"), now())]
        .map(|saved| saved.unwrap_err().to_string());
    assert!(errors[1].contains("Close other programs"), "{errors:?}");
    disk.heal();
    rosa.save(&add("c"), now()).unwrap();
    luis.save(&add("d"), now()).unwrap();
    drop((rosa, luis));
    drop(open(&shared, "anna"));
    nothing_is_wrong(&shared);
    assert_eq!(count(&disk), 4);
}

#[test]
fn an_undo_that_failed_is_looked_at_anew() {
    let (disk, shared, _, _) = written(&["a"]);
    let mut rosa = open(&shared, "rosa");
    let mut luis = open(&shared, "luis");
    rosa.save(&change(&rosa, "a", Disclosure::Public), now()).unwrap();
    disk.fail(0, 40, BROKEN, 0);
    rosa.undo(now()).unwrap_err();
    disk.heal();
    luis.look().unwrap();
    luis.save(&change(&luis, "a", Disclosure::SharedWithAll), now()).unwrap();
    rosa.look().unwrap();
    let refusal = rosa.undo(now()).unwrap_err().to_string();
    assert!(refusal.contains("was changed by luis since"), "{refusal}");
    let which = RecordRef::of::<Actor>(&Id::new("a").unwrap());
    assert_eq!(read(&shared).case().heads_of(&which).len(), 1);
}

#[test]
fn undo_and_redo_look_first_whether_somebody_went_on() {
    let (_, shared, _, _) = written(&["a", "b"]);
    let (mut rosa, mut luis) = (open(&shared, "rosa"), open(&shared, "luis"));
    rosa.save(&change(&rosa, "a", Disclosure::Public), now()).unwrap();
    rosa.undo(now()).unwrap();
    luis.look().unwrap();
    luis.save(&change(&luis, "a", Disclosure::SharedWithAll), now()).unwrap();
    let refusals = [rosa.redo(now()), {
        rosa.save(&change(&rosa, "b", Disclosure::Public), now()).unwrap();
        luis.look().unwrap();
        luis.save(&change(&luis, "b", Disclosure::SharedWithAll), now()).unwrap();
        rosa.undo(now())
    }];
    for refusal in refusals {
        let words = refusal.unwrap_err().to_string();
        assert!(words.contains("was changed by luis since"), "{words}");
    }
    for id in ["a", "b"] {
        let which = RecordRef::of::<Actor>(&Id::new(id).unwrap());
        assert_eq!(read(&shared).case().heads_of(&which).len(), 1);
    }
}

#[test]
fn a_save_that_failed_is_nobodys_damage() {
    let (disk, shared, _, _) = written(&["a", "b"]);
    let mut case = open(&shared, "rosa");
    disk.fill(60);
    case.save(&add("c"), now()).unwrap_err();
    assert_eq!(case.look().unwrap().set_aside, [], "its failure was told, and nothing else is amiss");
    drop(case);
    disk.heal();
    let case = read(&shared);
    assert_eq!((whys(&case), case.needing_care()), (vec![Why::Unconfirmed], 0));
}

#[test]
fn a_save_of_several_lines_that_arrived_in_part_is_nobodys_news_and_is_completed_by_saving_again() {
    let (disk, shared, _, _) = written(&["a"]);
    let mut case = open(&shared, "rosa");
    let edit = three(&case.pen(now()).unwrap());
    let step = case.document().prepare(&edit, &case.pen(now()).unwrap()).unwrap();
    let first = step.lines[0].text(2).len();
    disk.fail(0, 40, BROKEN, first + 30);
    case.save(&edit, now()).unwrap_err();
    disk.heal();
    let news = case.look().unwrap();
    assert_eq!((news.deeds.len(), news.own, case.case().actors.len()), (0, 1, 2));
    // The form has another pen by now, and so other ids.
    let deed = case.save(&three(&case.pen(now()).unwrap()), now()).unwrap();
    assert_eq!((deed.records.len(), case.case().actors.len(), count(&disk)), (3, 4, 4));
    assert!(deed.records.iter().all(|record| case.case().has(record)));
    drop(case);
    nothing_is_wrong(&shared);
}

#[test]
fn another_text_is_another_save() {
    let (disk, shared, _, _) = written(&["a"]);
    let mut case = open(&shared, "rosa");
    disk.fail(0, 40, BROKEN, 0);
    case.save(&three(&case.pen(now()).unwrap()), now()).unwrap_err();
    disk.heal();
    let id: Id<Actor> = case.pen(now()).unwrap().id(1);
    let actor = Actor { name: "Another".into(), ..Actor::default() };
    case.save(&Edit::Add(RecordRef::of(&id), Box::new(actor.into_record())), now()).unwrap();
    assert_eq!((case.case().actors.first(&id).unwrap().name.as_str(), count(&disk)), ("Another", 2));
}

#[test]
fn a_step_that_lacks_lines_is_to_be_settled_until_it_is_taken_back_or_its_author_goes_on() {
    for goes_on in [false, true] {
        let (disk, shared, path, _) = written(&["a"]);
        let mut case = open(&shared, "rosa");
        let edit = three(&case.pen(now()).unwrap());
        case.save(&edit, now()).unwrap();
        drop(case);
        let whole = disk.bytes(&path).unwrap();
        disk.overwrite(&path, &lines(&whole)[..3].concat());
        shared.remove(&path.with_extension("lock")).unwrap();
        let wrong = || {
            let findings = check_folder(&shared, Path::new("/cases/one")).unwrap();
            let of_steps = findings.into_iter().filter(|finding| finding.what.contains("of its 3 lines"));
            of_steps.map(|finding| finding.weight).collect::<Vec<_>>()
        };
        let mut case = open(&shared, "rosa");
        assert_eq!((wrong(), case.document().unfinished()[0].is_past), (vec![Weight::Wrong], false));
        if goes_on {
            case.save(&add("b"), now()).unwrap();
            assert_eq!(wrong(), [Weight::Note]);
        } else {
            case.undo(now()).unwrap();
            assert_eq!((wrong(), case.document().unfinished()), (vec![], vec![]));
            case.redo(now()).unwrap();
            assert_eq!(wrong(), [Weight::Note], "it stands again, and there is a later step");
        }
    }
}
