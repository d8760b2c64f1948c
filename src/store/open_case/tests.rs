mod again;
mod damage;
mod faults;
mod harm;
mod newer;

use super::*;
use crate::{
    audience::Audience,
    model::{Actor, CaseKind, Disclosure, Id, RecordRef, RecordType},
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

fn change(case: &OpenCase, id: &str, disclosure: Disclosure) -> Edit {
    let which = RecordRef::of::<Actor>(&Id::new(id).unwrap());
    let seen = case.case().heads_of(&which).iter().map(|head| head.revision).collect();
    let actor = Actor { name: format!("Actor {id}"), disclosure, ..Actor::default() };
    Edit::Change { which, seen, to: Box::new(actor.into_record()) }
}

fn read(disk: &Arc<dyn Disk>) -> OpenCase {
    OpenCase::open(disk.clone(), Path::new("/cases/one"), &Access::Read).unwrap()
}

/// What a case says is wrong.
fn whys(case: &OpenCase) -> Vec<Why> {
    case.set_aside().iter().map(|aside| aside.why).collect()
}

/// A case with these actors, one line each, and its log.
fn written(ids: &[&str]) -> (MemoryDisk, Arc<dyn Disk>, PathBuf, Vec<u8>) {
    let disk = MemoryDisk::new();
    let shared = case_on(&disk);
    let mut case = open(&shared, "rosa");
    for id in ids {
        case.save(&add(id), now()).unwrap();
    }
    drop(case);
    let path = log_of(&disk);
    let bytes = disk.bytes(&path).unwrap();
    (disk, shared, path, bytes)
}

fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n').collect()
}

fn count(disk: &MemoryDisk) -> usize {
    let shared: Arc<dyn Disk> = Arc::new(disk.clone());
    OpenCase::open(shared, Path::new("/cases/one"), &Access::Read).unwrap().case().actors.len()
}

fn log_of(disk: &MemoryDisk) -> PathBuf {
    disk.files().into_iter().find(|path| path.extension().is_some_and(|e| e == "ronl")).unwrap()
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
    let logs = disk.files().into_iter().filter(|path| path.to_string_lossy().contains("/log/rosa@"));
    assert_eq!(logs.filter(|path| path.extension().is_some_and(|e| e == "ronl")).count(), 2);
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

#[test]
fn people_whose_names_are_not_latin_do_not_share_their_logs_names() {
    assert_eq!(presence::stem("Rosa", "srv1"), "rosa@srv1");
    assert!(presence::stem("ليلى", "srv1").starts_with("writer."));
    assert_ne!(presence::stem("ليلى", "srv1"), presence::stem("أمل", "srv1"));
    assert_ne!(presence::stem("josé", "srv1"), presence::stem("jos", "srv1"));
}

#[test]
fn a_removed_log_is_told_put_back_and_never_made_anew_under_its_name() {
    let disk = MemoryDisk::new();
    let shared = case_on(&disk);
    let (mut rosa, mut luis) = (open(&shared, "rosa"), open(&shared, "luis"));
    luis.save(&add("a"), now()).unwrap();
    rosa.look().unwrap();
    let path = log_of(&disk);
    shared.remove(&path).unwrap();
    let news = rosa.look().unwrap();
    assert_eq!((news.replaced.len(), news.put_back), (1, 1));
    luis.save(&add("b"), now()).unwrap();
    assert!(disk.bytes(&path).is_none(), "the name is not taken again");
    drop((rosa, luis));
    open(&shared, "luis").save(&add("c"), now()).unwrap();
    assert!(disk.bytes(&path).is_none(), "nor by the next session");
    assert_eq!(count(&disk), 3);
}

#[test]
fn an_older_copy_put_over_a_newer_one_loses_nothing_that_is_still_open_somewhere() {
    let (disk, shared, path, older) = written(&["a", "b"]);
    let mut case = open(&shared, "rosa");
    for id in ["c", "d"] {
        case.save(&add(id), now()).unwrap();
    }
    let mut luis = open(&shared, "luis");
    disk.overwrite(&path, &older);
    // As long as the disk says no, nothing is given up.
    disk.fail(0, 1000, 28, 0);
    assert_eq!(luis.look().unwrap().put_back, 0);
    disk.heal();
    assert_eq!(luis.look().unwrap().put_back, 2);
    assert_eq!(luis.look().unwrap(), News::default());
    let news = case.look().unwrap();
    assert_eq!((news.replaced.len(), news.put_back), (1, 0), "luis was first");
    drop((case, luis));
    assert_eq!(read(&shared).case().actors.len(), 4);
}

#[test]
fn a_removed_log_folder_comes_back_with_all_that_is_known() {
    let (disk, shared, _, _) = written(&["a", "b"]);
    let mut case = open(&shared, "rosa");
    shared.remove_folder(Path::new("/cases/one/log")).unwrap();
    assert_eq!(case.look().unwrap().put_back, 2);
    case.save(&add("c"), now()).unwrap();
    assert_eq!(count(&disk), 3);
    shared.remove_folder(Path::new("/cases/one")).unwrap();
    let error = case.save(&add("d"), now()).unwrap_err().to_string();
    assert!(error.contains("it is not there"), "{error}");
    assert_eq!(case.case().actors.len(), 3);
}
