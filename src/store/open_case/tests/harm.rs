//! Logs that are not there, cannot be looked at, or hold what nobody wrote.

use super::*;

#[test]
fn a_new_case_has_a_log_and_one_without_any_has_lost_lines() {
    let disk = MemoryDisk::new();
    let shared = case_on(&disk);
    assert_eq!(whys(&read(&shared)), []);
    shared.remove(&log_of(&disk)).unwrap();
    let case = read(&shared);
    assert_eq!((whys(&case), case.case().lines_lost), (vec![Why::LinesMissing], true));
    shared.remove_folder(Path::new("/cases/one/log")).unwrap();
    let case = read(&shared);
    assert_eq!((whys(&case), case.case().lines_lost), (vec![Why::LinesMissing], true));
    let repaired = crate::store::repair(&shared, Path::new("/cases/one"), "anna", now()).unwrap();
    assert!(repaired.any_record);
    assert_eq!(whys(&read(&shared)), [], "a person has looked at it");
}

#[test]
fn a_log_that_may_not_be_looked_at_is_named_and_is_not_taken_for_removed() {
    let (disk, shared, path, _) = written(&["a"]);
    let mut luis = open(&shared, "luis");
    disk.forbid(&path);
    let case = read(&shared);
    assert_eq!((whys(&case), case.case().lines_lost), (vec![Why::Unread], true));
    let news = luis.look().unwrap();
    assert_eq!((news.set_aside.len(), news.replaced.len(), news.put_back), (1, 0, 0));
    assert_eq!(luis.look().unwrap(), News::default(), "it is named once");
    disk.heal();
    luis.look().unwrap();
    assert_eq!((whys(&luis), luis.case().actors.len()), (vec![], 1));
}

#[test]
fn a_good_line_without_its_line_feed_before_a_torn_save_is_read() {
    let (disk, shared, path, whole) = written(&["a", "b", "c"]);
    let lines = lines(&whole);
    let last = &lines[1][..lines[1].len() - 1];
    let glued = [lines[0], last, b"x", &lines[2][..60]].concat();
    disk.overwrite(&path, &glued);
    shared.remove(&path.with_extension("lock")).unwrap();
    let case = read(&shared);
    assert_eq!((whys(&case), case.case().actors.len()), (vec![Why::CutShort], 2));
    let repaired = crate::store::repair(&shared, Path::new("/cases/one"), "anna", now()).unwrap();
    assert_eq!((repaired.logs[0].moved, read(&shared).case().actors.len()), (1, 2));
    assert_eq!(whys(&read(&shared)), []);
}

#[test]
fn who_holds_a_lock_that_cannot_be_read_is_somebody() {
    let disk = MemoryDisk::new();
    let shared = case_on(&disk);
    let lock = shared.lock(Path::new("/cases/one/log/rosa@srv1-aaaa.lock"), "rubb", 0o600).unwrap();
    assert_eq!(
        read(&shared).others().iter().map(|other| other.by.as_str()).collect::<Vec<_>>(),
        ["somebody"]
    );
    let error =
        crate::store::repair(&shared, Path::new("/cases/one"), "anna", now()).unwrap_err().to_string();
    assert!(error.contains("open for work by somebody;"), "{error}");
    drop(lock);
}

#[test]
fn a_long_lock_file_is_read_on_the_real_disk() {
    let root = tempfile::tempdir().unwrap();
    let disk = crate::store::RealDisk;
    let seen = (0..900).map(|n| (format!("rosa@srv1-{n:04}.ronl"), 7)).collect();
    let text = LockText { by: "rosa".into(), since: now().to_string(), seen }.text().unwrap();
    assert!(text.len() > 20_000);
    let path = root.path().join("rosa@srv1-aaaa.lock");
    let _held = disk.lock(&path, &text, 0o600).unwrap().unwrap();
    let all = presence::all(&disk, root.path(), None);
    assert_eq!(all, [Presence { by: "rosa".into(), since: Some(now()) }]);
}
