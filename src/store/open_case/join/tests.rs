use std::{path::PathBuf, sync::Arc};

use jiff::Timestamp;

use super::*;
use crate::{
    edit::Edit,
    model::{Actor, CaseKind, Disclosure, Id, RecordType},
    store::{Access, Disk, MemoryDisk, NewCase, create},
};

fn now() -> Timestamp {
    "2026-11-21T10:00:00Z".parse().unwrap()
}

fn open(disk: &Arc<dyn Disk>, folder: &str, by: &str) -> OpenCase {
    let access = Access::Write { by: by.into(), host: "srv1".into(), since: now() };
    OpenCase::open(disk.clone(), Path::new(folder), &access).unwrap()
}

fn named(id: &str) -> RecordRef {
    RecordRef::of::<Actor>(&Id::new(id).unwrap())
}

fn add(case: &mut OpenCase, id: &str) {
    let actor = Actor { name: format!("Actor {id}"), disclosure: Disclosure::Public, ..Actor::default() };
    case.save(&Edit::Add(named(id), Box::new(actor.into_record())), now()).unwrap();
}

fn rename(case: &mut OpenCase, id: &str, name: &str) {
    let seen = case.case().heads_of(&named(id)).iter().map(|head| head.revision).collect();
    let actor = Actor { name: name.into(), ..Actor::default() };
    case.save(&Edit::Change { which: named(id), seen, to: Box::new(actor.into_record()) }, now()).unwrap();
}

/// A case with two actors, and a copy of its folder as `cp -r` would make it: with the names of all logs.
fn two_copies() -> (MemoryDisk, Arc<dyn Disk>) {
    let disk = MemoryDisk::new();
    let shared: Arc<dyn Disk> = Arc::new(disk.clone());
    let new = NewCase { id: "c".into(), kind: CaseKind::Exercise, edit: None, by: "rosa".into(), at: now() };
    create(&shared, Path::new("/one"), &new).unwrap();
    let mut case = open(&shared, "/one", "rosa");
    add(&mut case, "a");
    add(&mut case, "b");
    drop(case);
    copy(&disk, &shared, "/one", "/two");
    (disk, shared)
}

fn copy(disk: &MemoryDisk, shared: &Arc<dyn Disk>, from: &str, to: &str) {
    for folder in ["", "/log", "/scenarios", "/drafts"] {
        let _ = shared.create_folder(Path::new(&format!("{to}{folder}")), 0o700);
    }
    for path in disk.files().into_iter().filter(|path| path.starts_with(from)) {
        let target = Path::new(to).join(path.strip_prefix(from).unwrap());
        disk.overwrite(&target, &disk.bytes(&path).unwrap());
    }
}

fn ids(case: &OpenCase) -> BTreeSet<RevisionId> {
    case.document().history().all().map(|revision| revision.id).collect()
}

fn log_of(disk: &MemoryDisk, folder: &str) -> PathBuf {
    let is_log =
        |path: &PathBuf| path.starts_with(folder) && path.extension().is_some_and(|ending| ending == "ronl");
    disk.files().into_iter().find(is_log).unwrap()
}

#[test]
fn two_copies_that_went_on_under_the_same_names_are_joined_and_both_ways_are_kept() {
    let (_, disk) = two_copies();
    let (mut one, mut two) = (open(&disk, "/one", "rosa"), open(&disk, "/two", "rosa"));
    add(&mut one, "only-one");
    rename(&mut one, "a", "here");
    add(&mut two, "only-two");
    rename(&mut two, "a", "there");
    let all: BTreeSet<RevisionId> = ids(&one).union(&ids(&two)).copied().collect();
    let joined = one.join(Path::new("/two"), Erasures::Refused).unwrap();
    assert_eq!((joined.came["rosa"], joined.only_here, joined.diverged.len()), (2, 2, 1), "{joined:?}");
    assert_eq!(joined.contested, [named("a")]);
    let again = one.join(Path::new("/two"), Erasures::Refused).unwrap();
    assert_eq!((again.came.len(), again.contested.len()), (0, 0));
    drop(one);
    let one = open(&disk, "/one", "anna");
    assert_eq!((ids(&one), one.set_aside().len()), (all.clone(), 0));
    assert_eq!(one.case().heads_of(&named("a")).len(), 2);
    two.join(Path::new("/one"), Erasures::Refused).unwrap();
    assert_eq!(ids(&two), all, "the other way round it is the same case");
}

#[test]
fn cut_logs_on_both_sides_make_one_whole() {
    let (memory, disk) = two_copies();
    let whole = memory.bytes(&log_of(&memory, "/one")).unwrap();
    let lines: Vec<&[u8]> = whole.split_inclusive(|byte| *byte == b'\n').collect();
    // One copy has lost its first line, the words of the other's second are damaged.
    memory.overwrite(&log_of(&memory, "/one"), lines[1]);
    let mut damaged = whole.clone();
    let at = whole.len() - 9;
    damaged[at] ^= 1;
    memory.overwrite(&log_of(&memory, "/two"), &damaged);
    let mut two = open(&disk, "/two", "luis");
    assert!(two.case().unreadable.contains_key(&named("b")));
    let joined = two.join(Path::new("/one"), Erasures::Refused).unwrap();
    assert_eq!(
        (joined.came["rosa"], joined.damaged),
        (1, 1),
        "the whole line; and the first is missing there"
    );
    assert_eq!((two.case().actors.len(), two.case().unreadable.len()), (2, 0));
    let mut one = open(&disk, "/one", "luis");
    assert_eq!(one.join(Path::new("/two"), Erasures::Refused).unwrap().came["rosa"], 1);
    assert_eq!(one.case().actors.len(), 2);
}

#[test]
fn a_line_whose_words_are_lost_brings_what_is_certain() {
    let (memory, disk) = two_copies();
    let mut two = open(&disk, "/two", "rosa");
    rename(&mut two, "a", "withdrawn");
    drop(two);
    let path = log_of(&memory, "/two");
    let mut bytes = memory.bytes(&path).unwrap();
    let at = bytes.len() - 9;
    bytes[at] ^= 1;
    memory.overwrite(&path, &bytes);
    let mut one = open(&disk, "/one", "luis");
    let joined = one.join(Path::new("/two"), Erasures::Refused).unwrap();
    assert_eq!((joined.came["rosa"], joined.damaged), (1, 1));
    assert!(one.case().unreadable.contains_key(&named("a")), "a newer version is known to be lost");
}

#[test]
fn another_case_is_not_joined_and_nothing_is_joined_into_what_is_open_for_reading() {
    let (_, disk) = two_copies();
    let new = NewCase { id: "other".into(), kind: CaseKind::Real, edit: None, by: "rosa".into(), at: now() };
    create(&disk, Path::new("/other"), &new).unwrap();
    let mut one = open(&disk, "/one", "rosa");
    assert!(matches!(one.join(Path::new("/other"), Erasures::Refused), Err(StoreError::OtherCase(_))));
    assert!(matches!(one.join(Path::new("/nowhere"), Erasures::Refused), Err(StoreError::NotACase(_))));
    let mut read = OpenCase::open(disk, Path::new("/one"), &Access::Read).unwrap();
    assert!(matches!(read.join(Path::new("/two"), Erasures::Refused), Err(StoreError::ReadOnly)));
}

#[test]
fn a_full_disk_leaves_both_copies_as_they_were_and_joining_works_once_there_is_room() {
    let (memory, disk) = two_copies();
    add(&mut open(&disk, "/two", "rosa"), "only-two");
    let mut one = open(&disk, "/one", "luis");
    memory.fill(10);
    assert!(one.join(Path::new("/two"), Erasures::Refused).is_err());
    assert_eq!(one.case().actors.len(), 2);
    memory.heal();
    one.join(Path::new("/two"), Erasures::Refused).unwrap();
    assert_eq!(one.case().actors.len(), 3);
}

#[test]
fn scenario_files_come_if_they_are_not_here_and_are_named_if_they_differ() {
    let (memory, disk) = two_copies();
    for (path, text) in
        [("/two/scenarios/new.ron", "x"), ("/two/scenarios/same.ron", "y"), ("/two/scenarios/other.ron", "z")]
    {
        memory.overwrite(Path::new(path), text.as_bytes());
    }
    memory.overwrite(Path::new("/one/scenarios/same.ron"), b"y");
    memory.overwrite(Path::new("/one/scenarios/other.ron"), b"mine");
    let joined = open(&disk, "/one", "rosa").join(Path::new("/two"), Erasures::Refused).unwrap();
    assert_eq!(
        (joined.scenarios, joined.differing),
        (vec!["new.ron".to_owned()], vec!["other.ron".to_owned()])
    );
    assert_eq!(memory.bytes(Path::new("/one/scenarios/new.ron")).unwrap(), b"x");
    assert_eq!(memory.bytes(Path::new("/one/scenarios/other.ron")).unwrap(), b"mine");
}

#[test]
fn a_good_line_that_a_torn_save_ran_into_comes() {
    let (memory, disk) = two_copies();
    add(&mut open(&disk, "/two", "rosa"), "c");
    let whole = memory.bytes(&log_of(&memory, "/two")).unwrap();
    let lines: Vec<&[u8]> = whole.split_inclusive(|byte| *byte == b'\n').collect();
    let second = &lines[1][..lines[1].len() - 1];
    memory.overwrite(
        &log_of(&memory, "/two"),
        &[lines[0], second, b"x", &lines[2][..60], b"\n", lines[2]].concat(),
    );
    memory.overwrite(&log_of(&memory, "/one"), lines[0]);
    let mut one = open(&disk, "/one", "luis");
    assert_eq!(one.join(Path::new("/two"), Erasures::Refused).unwrap().came["rosa"], 2);
    assert_eq!(one.case().actors.len(), 3);
}

/// A line as it stands after its words were erased.
fn erased(line: &[u8]) -> String {
    let line = std::str::from_utf8(line).unwrap();
    let head = line[17..].split(", body: ").next().unwrap();
    let rest = format!("{head}, body: Erased(by: \"x\", at: \"2026-11-22\", why: \"y\"))");
    format!("{} {rest}\n", &blake3::hash(rest.as_bytes()).to_hex()[..16])
}

fn name(case: &OpenCase) -> Option<String> {
    case.case().actors.first(&Id::new("a").unwrap()).map(|actor| actor.name.clone())
}

#[test]
fn words_that_can_be_read_here_are_erased_only_if_a_person_says_so() {
    let (memory, disk) = two_copies();
    rename(&mut open(&disk, "/two", "rosa"), "a", "newer");
    let path = log_of(&memory, "/two");
    let whole = memory.bytes(&path).unwrap();
    let lines: Vec<&[u8]> = whole.split_inclusive(|byte| *byte == b'\n').collect();
    // The version that both have, and a newer one that only the other copy has.
    let forged = [erased(lines[0]).as_bytes(), lines[1], erased(lines[2]).as_bytes()].concat();
    memory.overwrite(&path, &forged);
    let mut one = open(&disk, "/one", "luis");
    let joined = one.join(Path::new("/two"), Erasures::Refused).unwrap();
    assert_eq!((joined.erased, joined.came.len()), (2, 0));
    assert_eq!(name(&one).as_deref(), Some("Actor a"));
    drop(one);
    assert_eq!(name(&open(&disk, "/one", "luis")).as_deref(), Some("Actor a"), "after a restart too");
    let mut one = open(&disk, "/one", "luis");
    assert_eq!(one.join(Path::new("/two"), Erasures::Accepted).unwrap().erased, 2);
    assert_eq!(name(&one), None);
    drop(one);
    assert!(open(&disk, "/one", "luis").case().gone[&named("a")].erased);
}

#[test]
fn an_erased_version_with_readable_ones_after_it_comes_as_it_is() {
    let (memory, disk) = two_copies();
    let mut two = open(&disk, "/two", "rosa");
    rename(&mut two, "a", "second");
    rename(&mut two, "a", "third");
    drop(two);
    let path = log_of(&memory, "/two");
    let whole = memory.bytes(&path).unwrap();
    let lines: Vec<&[u8]> = whole.split_inclusive(|byte| *byte == b'\n').collect();
    memory.overwrite(&path, &[lines[0], lines[1], erased(lines[2]).as_bytes(), lines[3]].concat());
    let mut one = open(&disk, "/one", "luis");
    let joined = one.join(Path::new("/two"), Erasures::Refused).unwrap();
    assert_eq!((joined.erased, joined.came["rosa"], name(&one).as_deref()), (0, 2, Some("third")));
}

#[test]
fn what_cannot_come_is_told_and_keeps_nothing_else_from_coming() {
    let (memory, disk) = two_copies();
    add(&mut open(&disk, "/two", "rosa"), "c");
    memory.put_strange(Path::new("/two/scenarios/bad.ron"));
    memory.overwrite(Path::new("/two/scenarios/good.ron"), b"x");
    let newer = {
        let hash = blake3::hash(b"Mission()").to_hex();
        let head = format!("(v: 2, rec: Mission(\"m\"), parents: [], hash: \"{hash}\"");
        let rest = format!("{head}, id: \"{}\", seq: 4, body: Mission())", RevisionId::of(head.as_bytes()));
        format!("{} {rest}\n", &blake3::hash(rest.as_bytes()).to_hex()[..16])
    };
    let path = log_of(&memory, "/two");
    memory.overwrite(&path, &[memory.bytes(&path).unwrap().as_slice(), newer.as_bytes()].concat());
    let mut one = open(&disk, "/one", "rosa");
    let joined = one.join(Path::new("/two"), Erasures::Refused).unwrap();
    assert_eq!((joined.came["rosa"], joined.newer, joined.scenarios), (1, 1, vec!["good.ron".to_owned()]));
    assert!(joined.troubles.len() == 1 && joined.troubles[0].contains("bad.ron"), "{:?}", joined.troubles);
}
