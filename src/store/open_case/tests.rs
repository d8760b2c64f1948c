use super::*;
use crate::{
    model::{Actor, CaseKind, Id, RecordRef, RecordType},
    store::{MemoryDisk, NewCase, Op, Why, create},
};

fn now() -> Timestamp {
    "2026-11-21T10:00:00Z".parse().unwrap()
}

fn case_on(disk: &MemoryDisk) -> Arc<dyn Disk> {
    let shared: Arc<dyn Disk> = Arc::new(disk.clone());
    let new = NewCase { id: "c".into(), kind: CaseKind::Exercise, edit: None, by: "rosa".into(), at: now() };
    create(&shared, Path::new("/cases/one"), &new).unwrap();
    shared
}

fn open(disk: &Arc<dyn Disk>, by: &str) -> OpenCase {
    let access = Access::Write { by: by.into(), host: "srv1".into(), since: now() };
    OpenCase::open(disk.clone(), Path::new("/cases/one"), &access).unwrap()
}

fn add(id: &str) -> Edit {
    let actor = Actor { name: format!("Actor {id}"), ..Actor::default() };
    Edit::Add(RecordRef::of::<Actor>(&Id::new(id).unwrap()), Box::new(actor.into_record()))
}

fn count(disk: &MemoryDisk) -> usize {
    let shared: Arc<dyn Disk> = Arc::new(disk.clone());
    OpenCase::open(shared, Path::new("/cases/one"), &Access::Read).unwrap().case().actors.len()
}

fn log_of(disk: &MemoryDisk) -> PathBuf {
    disk.files().into_iter().find(|path| path.extension().is_some_and(|e| e == "ronl")).unwrap()
}

#[test]
fn saved_means_written_then_synced_then_the_folder_synced() {
    let disk = MemoryDisk::new();
    let shared = case_on(&disk);
    let mut case = open(&shared, "rosa");
    let before = disk.ops().len();
    case.save(&add("a"), now()).unwrap();
    case.save(&add("b"), now()).unwrap();
    let ops: Vec<&str> = disk.ops()[before..].iter().map(name_of).collect();
    assert_eq!(ops, ["create", "append", "sync", "sync folder", "append", "sync"]);
    assert_eq!(count(&disk.after_power_cut()), 2);
}

#[test]
fn a_power_cut_leaves_a_new_case_whole() {
    let disk = MemoryDisk::new();
    let _ = case_on(&disk);
    assert_eq!(count(&disk.after_power_cut()), 0, "the case opens");
}

fn name_of(op: &Op) -> &'static str {
    match op {
        Op::CreateFolder(_) => "create folder",
        Op::Create(_) => "create",
        Op::Append(..) => "append",
        Op::Sync(_) => "sync",
        Op::Rename(..) => "rename",
        Op::Remove(_) => "remove",
        Op::SyncFolder(_) => "sync folder",
        Op::Lock(_) => "lock",
    }
}

#[test]
fn whichever_call_fails_nothing_is_called_saved_that_is_not_and_saving_works_again() {
    const NO_SPACE: i32 = 28;
    for failing in 0..12 {
        for times in [1, 40] {
            let disk = MemoryDisk::new();
            let shared = case_on(&disk);
            let mut case = open(&shared, "rosa");
            case.save(&add("first"), now()).unwrap();
            disk.fail(failing, times, NO_SPACE, 11);
            let mut confirmed = 1;
            for id in ["a", "b"] {
                match case.save(&add(id), now()) {
                    Ok(_) => confirmed += 1,
                    Err(error) => assert!(error.to_string().contains("the disk is full"), "{error}"),
                }
            }
            assert_eq!(case.case().actors.len(), confirmed, "memory shows what was confirmed");
            assert!(count(&disk.after_power_cut()) >= confirmed, "failing {failing} x {times}");
            disk.heal();
            case.save(&add("after"), now()).unwrap();
            assert!(count(&disk.after_power_cut()) > confirmed);
        }
    }
}

#[test]
fn every_prefix_of_a_log_opens_with_all_whole_lines() {
    let disk = MemoryDisk::new();
    let shared = case_on(&disk);
    let mut case = open(&shared, "rosa");
    for id in ["a", "b", "c"] {
        case.save(&add(id), now()).unwrap();
    }
    drop(case);
    let path = log_of(&disk);
    let whole = disk.bytes(&path).unwrap();
    for cut in 0..=whole.len() {
        disk.overwrite(&path, &whole[..cut]);
        let lines = whole[..cut].iter().filter(|byte| **byte == b'\n').count();
        let case = OpenCase::open(shared.clone(), Path::new("/cases/one"), &Access::Read).unwrap();
        let read = case.case().actors.len();
        assert!(read == lines || read == lines + 1, "cut at {cut}: {read} of {lines}");
        assert_eq!(case.set_aside(), [], "an unterminated line is not damage");
    }
}

#[test]
fn an_unconfirmed_tail_is_told_from_damage() {
    let disk = MemoryDisk::new();
    let shared = case_on(&disk);
    let mut case = open(&shared, "rosa");
    for id in ["a", "b"] {
        case.save(&add(id), now()).unwrap();
    }
    drop(case);
    let path = log_of(&disk);
    let whole = disk.bytes(&path).unwrap();
    disk.overwrite(&path, &whole[..whole.len() - 9]);
    let mut case = open(&shared, "rosa");
    case.save(&add("c"), now()).unwrap();
    drop(case);
    let case = open(&shared, "anna");
    assert_eq!(case.set_aside().iter().map(|a| (a.line, a.why)).collect::<Vec<_>>(), [(2, Why::Unconfirmed)]);

    let mut flipped = whole.clone();
    flipped[40] ^= 1;
    disk.overwrite(&path, &flipped);
    let case = open(&shared, "luis");
    assert_eq!(case.set_aside().iter().map(|a| (a.line, a.why)).collect::<Vec<_>>(), [(1, Why::Damaged)]);
    assert_eq!(case.case().actors.len(), 1);
}

#[test]
fn others_work_appears_and_everybody_is_named() {
    let disk = MemoryDisk::new();
    let shared = case_on(&disk);
    let (mut rosa, mut luis) = (open(&shared, "rosa"), open(&shared, "luis"));
    luis.save(&add("a"), now()).unwrap();
    let news = rosa.look().unwrap();
    assert_eq!(
        news.deeds.iter().map(|d| (d.by.as_str(), d.words.as_str())).collect::<Vec<_>>(),
        [("luis", "added actor A-01")]
    );
    assert_eq!(rosa.look().unwrap(), News::default());
    assert_eq!(rosa.others().iter().map(|p| p.by.as_str()).collect::<Vec<_>>(), ["luis"]);
    drop(luis);
    assert_eq!(rosa.others(), []);
}

#[test]
fn two_sessions_of_one_person_write_two_logs_and_a_later_one_goes_on_in_the_first() {
    let disk = MemoryDisk::new();
    let shared = case_on(&disk);
    let (mut one, mut two) = (open(&shared, "rosa"), open(&shared, "rosa"));
    one.save(&add("a"), now()).unwrap();
    two.save(&add("b"), now()).unwrap();
    drop((one, two));
    let mut three = open(&shared, "rosa");
    three.save(&add("c"), now()).unwrap();
    let logs = disk.files().into_iter().filter(|path| path.extension().is_some_and(|e| e == "ronl")).count();
    assert_eq!(logs, 2);
    assert_eq!(count(&disk), 3);
    assert_eq!(three.set_aside(), []);
}

#[test]
fn a_log_that_somebody_replaced_is_not_written_to() {
    let disk = MemoryDisk::new();
    let shared = case_on(&disk);
    let mut case = open(&shared, "rosa");
    case.save(&add("a"), now()).unwrap();
    let path = log_of(&disk);
    disk.overwrite(&path, b"");
    case.save(&add("b"), now()).unwrap();
    assert_eq!(disk.bytes(&path).unwrap(), b"");
    assert_eq!(count(&disk), 1);
    assert_eq!(case.look().unwrap().replaced.len(), 1);
}

#[test]
fn what_is_open_for_reading_writes_nothing() {
    let disk = MemoryDisk::new();
    let shared = case_on(&disk);
    let before = disk.ops().len();
    let mut case = OpenCase::open(shared, Path::new("/cases/one"), &Access::Read).unwrap();
    assert!(matches!(case.save(&add("a"), now()), Err(StoreError::ReadOnly)));
    assert_eq!(disk.ops().len(), before);
}
