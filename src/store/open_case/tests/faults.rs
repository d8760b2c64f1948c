//! Calls that fail and power that is cut: what was called saved is there, and saving works again.

use super::*;

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
        assert_eq!(why, if is_whole { vec![] } else { vec![Why::CutShort] }, "cut at {cut}");
        let is_kept = case.case().lines_lost || !case.case().doubtful.is_empty();
        assert_eq!(is_kept, !is_whole, "others are not told what stood before");
    }
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
