mod again;
mod harm;

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

/// What a disk can say, with what the user is to read and to do.
const FAULTS: [(i32, &str, &str); 7] = [
    (28, "the disk is full", "Free some space"),
    (122, "your share of the disk is used up", "Remove files of yours"),
    (30, "the disk can only be read", "Ask whoever runs the server"),
    (13, "you are not allowed to", "Ask its owner"),
    (24, "Too many open files", "Close other programs"),
    (5, "Input/output error", "What was saved before is safe"),
    (2, "it is not there", "Check the name, or whether the folder was moved"),
];

#[test]
fn whichever_call_fails_nothing_is_called_saved_that_is_not_and_saving_works_again() {
    for (error, cause, remedy) in FAULTS {
        let mut failed = 0;
        for failing in 0..12 {
            for times in [1, 40] {
                let disk = MemoryDisk::new();
                let shared = case_on(&disk);
                let mut case = open(&shared, "rosa");
                case.save(&add("first"), now()).unwrap();
                disk.fail(failing, times, error, 11);
                let mut confirmed = 1;
                for id in ["a", "b"] {
                    match case.save(&add(id), now()).map_err(|error| error.to_string()) {
                        Ok(_) => confirmed += 1,
                        Err(words) => {
                            failed += 1;
                            assert!(words.contains(cause) && words.contains(remedy), "{words}");
                        }
                    }
                }
                assert_eq!(case.case().actors.len(), confirmed, "memory shows what was confirmed");
                assert!(count(&disk.after_power_cut()) >= confirmed, "failing {failing} x {times}");
                disk.heal();
                case.save(&add("after"), now()).unwrap();
                assert!(count(&disk.after_power_cut()) > confirmed);
            }
        }
        assert!(failed >= 4, "{cause}: {failed}");
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
    // Without a witness, that is: the lock file knows how much had been there.
    shared.remove(&path.with_extension("lock")).unwrap();
    for cut in 0..=whole.len() {
        disk.overwrite(&path, &whole[..cut]);
        let lines = whole[..cut].split(|byte| *byte == b'\n').count() - 1;
        let case = OpenCase::open(shared.clone(), Path::new("/cases/one"), &Access::Read).unwrap();
        let read = case.case().actors.len();
        assert!(read == lines || read == lines + 1, "cut at {cut}: {read} of {lines}");
        let why: Vec<Why> = case.set_aside().iter().map(|aside| aside.why).collect();
        let is_whole = cut == 0 || whole[cut - 1] == b'\n' || whole[cut] == b'\n';
        assert_eq!(why, if is_whole { vec![] } else { vec![Why::Unconfirmed] }, "cut at {cut}");
        assert!(!case.case().lines_lost, "an unterminated line is not damage");
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
fn every_flipped_byte_is_named_and_every_other_record_opens() {
    let (disk, shared, path, whole) = written(&["a", "b"]);
    for at in 0..whole.len() {
        for bit in [1, 0x80] {
            let mut bytes = whole.clone();
            bytes[at] ^= bit;
            disk.overwrite(&path, &bytes);
            let case = read(&shared);
            assert_eq!(case.set_aside().len(), 1, "flipped at {at}: {:?}", case.set_aside());
            let here = case.case().actors.len() + case.case().unreadable.len();
            assert!(here == 2 || (here == 1 && case.case().lines_lost), "flipped at {at}: {here}");
            assert_eq!(disk.bytes(&path).unwrap(), bytes, "nothing is overwritten");
        }
    }
}

#[test]
fn a_flipped_line_feed_loses_neither_of_its_lines() {
    let (disk, shared, path, whole) = written(&["a", "b", "c"]);
    for at in whole.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at) {
        let mut bytes = whole.clone();
        bytes[at] = b'x';
        disk.overwrite(&path, &bytes);
        let case = read(&shared);
        assert_eq!(
            (whys(&case), case.case().actors.len(), case.case().lines_lost),
            (vec![Why::Mended], 3, false)
        );
    }
}

#[test]
fn a_zeroed_log_and_one_that_is_no_log_are_told() {
    let (disk, shared, path, whole) = written(&["a"]);
    shared.remove(&path.with_extension("lock")).unwrap();
    for bytes in [vec![0; whole.len()], b"shopping list".to_vec()] {
        disk.overwrite(&path, &bytes);
        let case = read(&shared);
        assert_eq!((whys(&case), case.case().lines_lost), (vec![Why::Damaged], true));
    }
    // Zeros after the last good line are what a power cut leaves of a save that was never confirmed.
    disk.overwrite(&path, &[&whole[..], &[0; 300]].concat());
    let case = read(&shared);
    assert_eq!(
        (whys(&case), case.case().actors.len(), case.case().lines_lost),
        (vec![Why::Unconfirmed], 1, false)
    );
}

#[test]
fn a_save_in_progress_is_not_named() {
    let (disk, shared, path, whole) = written(&["a", "b"]);
    let rosa = open(&shared, "rosa");
    disk.overwrite(&path, &whole[..whole.len() - 9]);
    assert_eq!(whys(&read(&shared)).len(), 1, "its lines were seen before");
    shared.remove(&path.with_extension("lock")).unwrap();
    assert_eq!(whys(&read(&shared)), []);
    drop(rosa);
    assert_eq!(whys(&read(&shared)), [Why::Unconfirmed]);
}

#[test]
fn damage_at_the_end_stays_damage_when_others_go_on() {
    let (disk, shared, path, whole) = written(&["a", "b"]);
    let mut bytes = whole.clone();
    bytes[whole.len() - 20] ^= 1;
    disk.overwrite(&path, &bytes);
    let mut case = open(&shared, "rosa");
    case.save(&add("c"), now()).unwrap();
    drop(case);
    assert_eq!(whys(&open(&shared, "anna")), [Why::Damaged]);
}

#[test]
fn a_log_cut_at_its_beginning_or_at_its_end_is_noticed() {
    let (disk, shared, path, whole) = written(&["a", "b", "c", "d"]);
    let lines = lines(&whole);
    disk.overwrite(&path, &lines[2..].concat());
    assert_eq!(whys(&read(&shared)), [Why::LinesMissing]);
    disk.overwrite(&path, &whole);
    // Luis sees all four; his lock file says so after he is gone, and after he came again.
    drop(open(&shared, "luis"));
    disk.overwrite(&path, &lines[..2].concat());
    drop(open(&shared, "luis"));
    let case = read(&shared);
    assert_eq!(whys(&case), [Why::LinesMissing]);
    assert!(
        case.case().lines_lost && case.set_aside()[0].what.contains("4 were there"),
        "{:?}",
        case.set_aside()
    );
    shared.remove(&path).unwrap();
    assert_eq!(whys(&read(&shared)), [Why::LinesMissing], "a log that is gone");
}

#[test]
fn more_missing_than_damaged_is_told() {
    let (disk, shared, path, whole) = written(&["a", "b", "c", "d", "e"]);
    let lines = lines(&whole);
    disk.overwrite(&path, &[lines[0], b"rubbish\n", lines[4]].concat());
    assert_eq!(whys(&read(&shared)), [Why::LinesMissing, Why::Damaged]);
    disk.overwrite(&path, &[lines[0], b"rubbish\n", lines[2], lines[3], lines[4]].concat());
    assert_eq!(whys(&read(&shared)), [Why::Damaged]);
}

#[test]
fn damage_does_not_bring_a_looser_disclosure_back() {
    let disk = MemoryDisk::new();
    let shared = case_on(&disk);
    let mut case = open(&shared, "rosa");
    case.save(&add("a"), now()).unwrap();
    for disclosure in [Disclosure::Public, Disclosure::Team] {
        case.save(&change(&case, "a", disclosure), now()).unwrap();
    }
    drop(case);
    let path = log_of(&disk);
    let whole = disk.bytes(&path).unwrap();
    let last = whole.len() - lines(&whole)[2].len();
    let mut words_lost = 0;
    for at in last..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        disk.overwrite(&path, &bytes);
        let case = read(&shared);
        assert_eq!(case.case().seen_by(&Audience::Shareable).case().actors.len(), 0, "flipped at {at}");
        words_lost += usize::from(!case.case().unreadable.is_empty());
    }
    assert!(words_lost > 30, "the header names whose words were lost: {words_lost}");
    for cut in [&whole[..last], &[&whole[..last], &whole[last + 30..]].concat()] {
        disk.overwrite(&path, cut);
        drop(open(&shared, "luis"));
    }
}

#[test]
fn a_lost_version_is_settled_by_a_person_and_opens_again() {
    let disk = MemoryDisk::new();
    let shared = case_on(&disk);
    let mut case = open(&shared, "rosa");
    case.save(&add("a"), now()).unwrap();
    case.save(&change(&case, "a", Disclosure::Team), now()).unwrap();
    drop(case);
    let path = log_of(&disk);
    let mut bytes = disk.bytes(&path).unwrap();
    let at = bytes.len() - 12;
    bytes[at] ^= 1;
    disk.overwrite(&path, &bytes);
    let mut case = open(&shared, "anna");
    let which = RecordRef::of::<Actor>(&Id::new("a").unwrap());
    assert_eq!(case.set_aside()[0].record.as_ref(), Some(&which));
    assert_eq!((case.case().has(&which), case.case().label_of(&which).as_str()), (true, "Actor a"));
    assert!(matches!(case.undo(now()), Err(StoreError::Refused(_))));
    case.save(&change(&case, "a", Disclosure::Public), now()).unwrap();
    assert_eq!(case.case().seen_by(&Audience::Shareable).case().actors.len(), 1);
}

#[test]
fn while_any_record_may_be_meant_nobody_outside_is_shown_anything_but_the_marking() {
    let disk = MemoryDisk::new();
    let shared = case_on(&disk);
    let mut case = open(&shared, "rosa");
    case.save(&add("a"), now()).unwrap();
    case.save(&change(&case, "a", Disclosure::Public), now()).unwrap();
    case.save(&add("b"), now()).unwrap();
    drop(case);
    let (path, luis) = (log_of(&disk), open(&shared, "luis"));
    assert!(!luis.case().is_closed_to(&Audience::Shareable));
    let whole = disk.bytes(&path).unwrap();
    let lines = lines(&whole);
    for damaged in
        [lines[..2].concat(), lines[1..].concat(), [lines[0], lines[1], b"0000 (v: 1, rec\n"].concat()]
    {
        disk.overwrite(&path, &damaged);
        let case = read(&shared);
        assert!(case.case().is_closed_to(&Audience::Shareable) && !case.case().is_closed_to(&Audience::Team));
        assert_eq!(case.case().seen_by(&Audience::Shareable).case().count(), 0);
        assert!(case.case().count() > 0);
    }
}

#[test]
fn a_strange_file_among_the_logs_is_named_once_and_shuts_nothing() {
    let (disk, shared, _, _) = written(&["a"]);
    disk.put_strange(Path::new("/cases/one/log/pipe.ronl"));
    shared.create_folder(Path::new("/cases/one/log/folder.ronl"), 0o700).unwrap();
    disk.put_strange(Path::new("/cases/one/log/rosa@srv1-aaaa.ronl"));
    let mut case = open(&shared, "rosa");
    assert_eq!(whys(&case), [Why::Unread; 3]);
    assert_eq!(case.look().unwrap(), News::default());
    case.save(&add("b"), now()).unwrap();
    assert_eq!(count(&disk), 2);
}

#[test]
fn a_lock_that_cannot_be_taken_is_passed_over() {
    let (disk, shared, path, _) = written(&["a"]);
    disk.put_strange(&path.with_extension("lock"));
    let mut case = open(&shared, "rosa");
    case.save(&add("b"), now()).unwrap();
    assert_eq!(count(&disk), 2);
}

#[test]
fn a_case_that_cannot_be_written_now_opens_and_is_saved_to_once_it_can() {
    const READ_ONLY: i32 = 30;
    let (disk, shared, _, _) = written(&["a"]);
    disk.fail(0, 1000, READ_ONLY, 0);
    let mut case = open(&shared, "rosa");
    assert!(case.barred().unwrap().contains("can only be read"), "{:?}", case.barred());
    let error = case.save(&add("b"), now()).unwrap_err().to_string();
    assert!(error.contains("can only be read") && error.contains("make it writable"), "{error}");
    disk.heal();
    case.save(&add("b"), now()).unwrap();
    assert_eq!((case.barred(), count(&disk)), (None, 2));
}

#[test]
fn people_whose_names_are_not_latin_do_not_share_their_logs_names() {
    assert_eq!(presence::stem("Rosa", "srv1"), "rosa@srv1");
    assert!(presence::stem("ليلى", "srv1").starts_with("writer."));
    assert_ne!(presence::stem("ليلى", "srv1"), presence::stem("أمل", "srv1"));
    assert_ne!(presence::stem("josé", "srv1"), presence::stem("jos", "srv1"));
}

#[test]
fn a_save_that_failed_but_arrived_is_no_conflict_with_oneself() {
    const BROKEN: i32 = 5;
    let disk = MemoryDisk::new();
    let shared = case_on(&disk);
    let mut case = open(&shared, "rosa");
    case.save(&add("a"), now()).unwrap();
    let edit = change(&case, "a", Disclosure::Public);
    disk.fail(1, 40, BROKEN, 1 << 20);
    case.save(&edit, now()).unwrap_err();
    disk.heal();
    case.look().unwrap();
    case.save(&edit, "2026-11-21T10:01:00Z".parse().unwrap()).unwrap();
    assert_eq!(read(&shared).case().heads_of(&RecordRef::of::<Actor>(&Id::new("a").unwrap())).len(), 1);

    disk.fail(1, 40, BROKEN, 1 << 20);
    case.undo(now()).unwrap_err();
    disk.heal();
    case.look().unwrap();
    case.undo(now()).unwrap();
    let actor = read(&shared).case().actors.first(&Id::new("a").unwrap()).unwrap().clone();
    assert_eq!(actor.disclosure, Disclosure::Team, "undone once, not twice");
}

#[test]
fn a_log_whose_sync_failed_is_read_and_never_written_to_again() {
    const BROKEN: i32 = 5;
    let disk = MemoryDisk::new();
    let shared = case_on(&disk);
    let mut case = open(&shared, "rosa");
    case.save(&add("a"), now()).unwrap();
    disk.fail(1, 1, BROKEN, 0);
    case.save(&add("b"), now()).unwrap();
    drop(case);
    let closed = |disk: &MemoryDisk| {
        disk.files().into_iter().find(|p| p.to_string_lossy().ends_with(".closed.ronl")).unwrap()
    };
    let before = disk.bytes(&closed(&disk)).unwrap();
    for id in ["c", "d"] {
        open(&shared, "rosa").save(&add(id), now()).unwrap();
    }
    assert_eq!(disk.bytes(&closed(&disk)).unwrap(), before);
    // What the failed sync let go is gone after a power cut, and nothing was lost by it.
    let after = disk.after_power_cut();
    assert_eq!(count(&after), 4);
    let shared: Arc<dyn Disk> = Arc::new(after);
    assert!(!read(&shared).case().lines_lost);
}

#[test]
fn failed_saves_leave_no_litter() {
    let (disk, shared, _, _) = written(&["a"]);
    let mut case = open(&shared, "rosa");
    let litter = || shared.list(Path::new("/cases/one/log")).unwrap().len();
    for attempt in 0..20 {
        disk.fill(100);
        let error = case.save(&add("b"), now()).unwrap_err().to_string();
        assert!(error.contains("the disk is full. Free some space"), "{error}");
        disk.heal();
        assert!(litter() < 8, "attempt {attempt}: {:?}", shared.list(Path::new("/cases/one/log")));
    }
    for _ in 0..5 {
        drop(open(&shared, "omar"));
    }
    assert!(litter() < 10, "{:?}", shared.list(Path::new("/cases/one/log")));
    case.save(&add("b"), now()).unwrap();
    assert_eq!(count(&disk), 2);
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

#[test]
fn what_a_newer_program_wrote_locks_its_own_record_and_nothing_else() {
    let (disk, shared, path, whole) = written(&["a", "b"]);
    let case = read(&shared);
    let parent = case.case().actors.get(&Id::new("a").unwrap()).unwrap().versions()[0].revision;
    let line = newer_line("Actor(\"a\")", &format!("[\"{parent}\"]"), 3);
    disk.overwrite(
        &path,
        &[&whole[..], line.as_bytes(), newer_line("Mission(\"m\")", "[]", 4).as_bytes()].concat(),
    );
    let mut case = open(&shared, "rosa");
    assert_eq!(whys(&case), [Why::Newer], "a kind that only a newer program knows");
    let which = RecordRef::of::<Actor>(&Id::new("a").unwrap());
    assert!(case.case().has(&which) && case.case().actors.len() == 1 && !case.case().lines_lost);
    let to = Box::new(Actor { name: "x".into(), ..Actor::default() }.into_record());
    let seen = vec![case.case().heads_of(&which)[0].revision];
    for edit in [
        Edit::Change { which: which.clone(), seen: seen.clone(), to: to.clone() },
        Edit::Change { which: which.clone(), seen: vec![parent], to },
        Edit::Delete { which: which.clone(), seen },
    ] {
        let refusal = case.save(&edit, now()).unwrap_err().to_string();
        assert!(refusal.contains("newer program"), "{refusal}");
    }
    assert!(matches!(case.save(&add("a"), now()), Err(StoreError::Refused(crate::edit::Refusal::Exists(_)))));
    let group = Actor { name: "Both".into(), members: vec![Id::new("a").unwrap()], ..Actor::default() };
    let group = Edit::Add(RecordRef::of::<Actor>(&Id::new("g").unwrap()), Box::new(group.into_record()));
    assert_eq!(case.save(&group, now()).unwrap().words, "added actor A-03", "its code is not given again");
}

/// A line of a format to come: its header and its step have a shape that this program does not know.
fn newer_line(rec: &str, parents: &str, seq: u64) -> String {
    let body = "Actor(shape: Round)";
    let hash = blake3::hash(body.as_bytes()).to_hex();
    let head = format!(
        "(v: 2, rec: {rec}, step: (\"n\", 1, 1, Import), by: (\"luis\", Adviser), at: Tomorrow, parents: {parents}, mood: Calm, hash: \"{hash}\""
    );
    let rest = format!("{head}, id: \"{}\", seq: {seq}, body: {body})", RevisionId::of(head.as_bytes()));
    format!("{} {rest}\n", &blake3::hash(rest.as_bytes()).to_hex()[..16])
}

#[test]
fn a_case_of_a_newer_program_opens_for_reading() {
    let (disk, shared, _, _) = written(&["a"]);
    let newer = b"CaseFile(format: 2, mood: Calm, about: (id: \"c\", kind: Simulation, created: \"x\", mission: \"y\"))";
    disk.overwrite(Path::new("/cases/one/case.ron"), newer);
    let mut case = open(&shared, "rosa");
    assert!(case.is_newer() && case.is_read_only());
    assert_eq!((case.case().about.kind, case.case().actors.len()), (CaseKind::Real, 1));
    assert!(matches!(case.save(&add("b"), now()), Err(StoreError::ReadOnly)));
}

#[test]
fn a_log_without_line_feeds_is_passed_over_in_little_memory() {
    let (disk, shared, path, whole) = written(&["a", "b"]);
    let long = vec![b'x'; 40 << 20];
    disk.overwrite(&path, &[&whole[..], &long].concat());
    let case = read(&shared);
    assert_eq!((whys(&case), case.case().actors.len()), (vec![Why::Damaged], 2));
    disk.overwrite(&path, &[lines(&whole)[0], &long, b"\n", lines(&whole)[1]].concat());
    let case = read(&shared);
    assert_eq!((whys(&case), case.case().actors.len()), (vec![Why::Unconfirmed], 2));
}

#[test]
fn a_hostile_number_does_no_harm() {
    let (disk, shared, path, whole) = written(&["a", "b"]);
    let numbered = |line: &[u8], seq| line_of(line).text(seq).into_bytes();
    let lines = lines(&whole);
    disk.overwrite(&path, &[numbered(lines[0], u64::MAX), numbered(lines[1], 5)].concat());
    let mut case = open(&shared, "rosa");
    assert_eq!(case.case().actors.len(), 2);
    case.save(&add("c"), now()).unwrap();
    assert_eq!(count(&disk), 3);
}

fn line_of(line: &[u8]) -> Line {
    Line::of(std::str::from_utf8(line).unwrap().trim_end()).unwrap()
}
