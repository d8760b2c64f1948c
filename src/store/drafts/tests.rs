use std::time::Duration;

use super::*;
use crate::store::{MemoryDisk, RealDisk};

const CASE: &str = "/case";
const LONG: Duration = Duration::from_secs(60);

fn case() -> (MemoryDisk, Arc<dyn Disk>) {
    let disk = MemoryDisk::new();
    let shared: Arc<dyn Disk> = Arc::new(disk.clone());
    shared.create_folder(Path::new(CASE), 0o700).unwrap();
    shared.sync_folder(Path::new("/")).unwrap();
    (disk, shared)
}

fn draft(form: &str, text: &str) -> Draft {
    Draft {
        form: form.into(),
        title: "Position of the North".into(),
        at: "2026-11-21T14:02:00Z".into(),
        fields: vec![("statement".into(), text.into()), ("note".into(), String::new())],
    }
}

fn session(disk: &Arc<dyn Disk>, by: &str) -> Drafts {
    let mut drafts = Drafts::new(disk.clone(), Path::new(CASE), by, "srv1");
    drafts.take_over().unwrap();
    drafts
}

fn files(disk: &MemoryDisk) -> usize {
    disk.files().iter().filter(|path| path.extension().is_some_and(|ending| ending == "ron")).count()
}

#[test]
fn what_was_typed_survives_a_power_cut_and_is_offered_to_its_author_only() {
    let (disk, shared) = case();
    let mut rosa = session(&shared, "rosa");
    rosa.put(draft("p", "They would accept قال \"نعم\"\nif"));
    rosa.write().unwrap();
    let after: Arc<dyn Disk> = Arc::new(disk.after_power_cut());
    assert_eq!(session(&after, "luis").offered(), []);
    assert_eq!(session(&after, "rosa").offered(), [draft("p", "They would accept قال \"نعم\"\nif")]);
}

#[test]
fn a_living_session_keeps_its_drafts_and_one_that_is_no_more_hands_them_on_once() {
    let (disk, shared) = case();
    let mut first = session(&shared, "rosa");
    first.put(draft("p", "one"));
    first.write().unwrap();
    let mut second = session(&shared, "rosa");
    assert_eq!(second.offered(), []);
    second.put(draft("q", "two"));
    second.write().unwrap();
    drop((first, second));
    let third = session(&shared, "rosa");
    assert_eq!(third.offered().len(), 2);
    assert_eq!(files(&disk), 1, "both stand in its own file now");
    assert_eq!(session(&shared, "rosa").offered(), []);
    drop(third);
    assert_eq!(session(&shared, "rosa").offered().len(), 2, "nobody has looked at them yet");
}

#[test]
fn a_draft_goes_only_when_it_is_saved_or_let_go() {
    let (disk, shared) = case();
    let mut drafts = session(&shared, "rosa");
    drafts.put(draft("p", "one"));
    drafts.put(draft("p", "one and more"));
    drafts.write().unwrap();
    drop(drafts);
    let mut drafts = session(&shared, "rosa");
    assert_eq!(drafts.offered(), [draft("p", "one and more")]);
    drafts.put(draft("p", "something else"));
    drafts.saved("p");
    drafts.write().unwrap();
    assert_eq!((drafts.offered().len(), files(&disk)), (1, 1), "the offer is another text");
    drafts.let_go(&draft("p", "one and more"));
    drafts.write().unwrap();
    assert_eq!(disk.files(), Vec::<PathBuf>::new(), "neither file nor lock is left");
}

#[test]
fn whichever_call_fails_a_draft_is_there_before_or_after() {
    const NO_SPACE: i32 = 28;
    for failing in 0..16 {
        let (disk, shared) = case();
        let mut drafts = session(&shared, "rosa");
        drafts.put(draft("p", "one"));
        drafts.write().unwrap();
        drop(drafts);
        disk.fail(failing, 1, NO_SPACE, 5);
        let mut drafts = Drafts::new(shared.clone(), Path::new(CASE), "rosa", "srv1");
        let _ = drafts.take_over();
        drafts.put(draft("q", "two"));
        let second = drafts.write();
        drop(drafts);
        disk.heal();
        let after: Arc<dyn Disk> = Arc::new(disk.after_power_cut());
        let offered = session(&after, "rosa").offered().to_vec();
        assert!(offered.contains(&draft("p", "one")), "failing {failing}: {offered:?}");
        assert!(second.is_err() || offered.contains(&draft("q", "two")), "failing {failing}: {offered:?}");
    }
}

#[test]
fn what_cannot_be_read_stays_where_it_is() {
    let (disk, shared) = case();
    shared.create_folder(Path::new("/case/drafts"), 0o700).unwrap();
    let strange = [
        ("rosa@srv1-aaaa.ron", "Drafts(format: 2, by: \"rosa\", drafts: [], more: 1)"),
        ("rosa@srv1-bbbb.ron", "rubbish"),
        ("rosa@srv1-cccc.ron", "Drafts(format: 1, by: \"Rosa\", drafts: [])"),
    ];
    for (name, text) in strange {
        disk.overwrite(&Path::new("/case/drafts").join(name), text.as_bytes());
    }
    disk.put_strange(Path::new("/case/drafts/rosa@srv1-dddd.ron"));
    assert_eq!(session(&shared, "rosa").offered(), []);
    for (name, text) in strange {
        assert_eq!(disk.bytes(&Path::new("/case/drafts").join(name)).unwrap(), text.as_bytes());
    }
}

#[test]
fn the_worker_writes_when_asked_tells_of_trouble_and_goes_on_once_it_is_gone() {
    const NO_SPACE: i32 = 28;
    let (disk, shared) = case();
    let (keeper, offered) = DraftKeeper::start(shared.clone(), Path::new(CASE), "rosa", "srv1");
    assert_eq!(offered, []);
    assert!(keeper.flush(LONG), "nothing is to be done");
    keeper.typed(draft("p", "one"));
    disk.fail(0, 100_000, NO_SPACE, 0);
    assert!(!keeper.flush(LONG));
    assert!(keeper.trouble().unwrap().contains("the disk is full"));
    disk.heal();
    assert!(keeper.flush(LONG));
    assert_eq!(keeper.trouble(), None);
    let after: Arc<dyn Disk> = Arc::new(disk.after_power_cut());
    assert_eq!(session(&after, "rosa").offered(), [draft("p", "one")]);
    keeper.saved("p");
    assert!(keeper.flush(LONG));
    assert_eq!(files(&disk), 0);
}

#[test]
fn a_draft_on_a_real_disk_is_its_owners_alone_even_in_a_teams_folder() {
    let root = tempfile::tempdir().unwrap();
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let case = root.path().join("case");
    disk.create_folder(&case, 0o2770).unwrap();
    let (keeper, _) = DraftKeeper::start(disk.clone(), &case, "rosa", "srv1");
    keeper.typed(draft("p", "one"));
    assert!(keeper.flush(LONG));
    let mode = |path: &Path| disk.stat(path).unwrap().mode;
    assert_eq!(mode(&case.join("drafts")), 0o2770, "others need it for theirs");
    for name in disk.list(&case.join("drafts")).unwrap() {
        assert_eq!(mode(&case.join("drafts").join(&name)), 0o600, "{name}");
    }
}

#[test]
fn a_session_on_another_machine_hands_its_drafts_on() {
    let (disk, shared) = case();
    let mut there = Drafts::new(shared.clone(), Path::new(CASE), "rosa", "srv2");
    there.put(draft("p", "one"));
    there.write().unwrap();
    assert_eq!(session(&shared, "rosa").offered(), [], "it lives");
    drop(there);
    assert_eq!(session(&shared, "luis").offered(), []);
    assert_eq!(session(&shared, "rosa").offered(), [draft("p", "one")]);
    assert_eq!(files(&disk), 1);
}

#[test]
fn what_a_kill_in_the_middle_of_a_write_leaves_is_taken_over_or_away() {
    let (disk, shared) = case();
    let mut dead = session(&shared, "rosa");
    dead.put(draft("p", "one"));
    dead.write().unwrap();
    let text = |words: &str| {
        let own = disk.files().into_iter().find(|path| path.extension().is_some_and(|e| e == "ron")).unwrap();
        String::from_utf8(disk.bytes(&own).unwrap()).unwrap().replace("\"one\"", words)
    };
    let (whole, living) = (text("\"one and two\""), session(&shared, "rosa"));
    let name = disk.files().into_iter().find(|path| path.extension().is_some_and(|e| e == "ron")).unwrap();
    let name = name.file_name().unwrap().to_string_lossy().into_owned();
    drop((dead, living));
    let put =
        |name: String, text: &str| disk.overwrite(&Path::new("/case/drafts").join(name), text.as_bytes());
    put(format!(".{name}.aaaa"), &whole[..40]);
    put(format!(".{name}.bbbb"), &whole);
    put(".rosa@srv9-zzzz.ron.cccc".into(), &whole[..40]);
    put(".luis@srv1-zzzz.ron.dddd".into(), &whole[..40]);
    let busy = shared.lock(Path::new("/case/drafts/rosa@srv1-busy.lock"), "", 0o600).unwrap();
    put(".rosa@srv1-busy.ron.eeee".into(), &whole[..40]);
    assert_eq!(session(&shared, "rosa").offered(), [draft("p", "one"), draft("p", "one and two")]);
    drop(busy);
    let hidden: Vec<String> = shared
        .list(Path::new("/case/drafts"))
        .unwrap()
        .into_iter()
        .filter(|name| name.starts_with('.'))
        .collect();
    assert_eq!(hidden, [".luis@srv1-zzzz.ron.dddd", ".rosa@srv1-busy.ron.eeee"]);
}

#[test]
fn unsaved_text_that_cannot_be_read_is_named() {
    let (disk, shared) = case();
    let mut rosa = session(&shared, "rosa");
    rosa.put(draft("p", "one"));
    rosa.write().unwrap();
    assert_eq!(unreadable_drafts(&disk, Path::new(CASE)), Vec::<PathBuf>::new());
    let (bad, newer) = (Path::new("/case/drafts/a@b-bad.ron"), Path::new("/case/drafts/a@b-new.ron"));
    disk.overwrite(bad, b"\xff");
    disk.overwrite(newer, b"Drafts(format: 2, by: \"x\", drafts: [])");
    assert_eq!(unreadable_drafts(&disk, Path::new(CASE)), [bad, newer]);
    disk.forbid(bad);
    assert_eq!(unreadable_drafts(&disk, Path::new(CASE)), [newer], "others may read it alone");
}
