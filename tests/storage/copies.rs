//! Two copies of a case on the real disk, made with the names of all logs, as a cloned server has them: each edited,
//! each log cut, an older copy put over a newer one. Nothing confirmed is lost, and what happened is said.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use goodoffices::{
    edit::Edit,
    model::{Actor, RecordType, RevisionId},
    store::{Erasures, OpenCase, Why},
};

use crate::process::{add, named, new_case, now, open, read, versions};

/// As `cp -r` does it: what is there is written over, and nothing is taken away.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()) {
        let target = to.join(entry.file_name().unwrap());
        if entry.is_dir() { copy(&entry, &target) } else { _ = fs::copy(&entry, &target).unwrap() }
    }
}

fn rename(case: &mut OpenCase, id: &str, name: &str) {
    let seen = versions(case, id).into_iter().map(|(revision, _)| revision).collect();
    let to = Box::new(Actor { name: name.into(), ..Actor::default() }.into_record());
    case.save(&Edit::Change { which: named(id), seen, to }, now()).unwrap();
}

fn ids(case: &OpenCase) -> BTreeSet<RevisionId> {
    case.document().history().all().map(|revision| revision.id).collect()
}

/// The log that rosa writes in a copy.
fn log_of_rosa(folder: &Path) -> PathBuf {
    let mut logs = fs::read_dir(folder.join("log")).unwrap().map(|entry| entry.unwrap().path());
    let is_hers = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.starts_with("rosa@") && name.strip_suffix(".ronl").is_some()
    };
    logs.find(is_hers).unwrap()
}

/// Takes one line out of a log.
fn cut(log: &Path, line: usize) {
    let text = fs::read_to_string(log).unwrap();
    let kept: Vec<&str> =
        text.lines().enumerate().filter(|(n, _)| *n != line).map(|(_, line)| line).collect();
    fs::write(log, kept.join("\n") + "\n").unwrap();
}

/// Two copies of a case of two actors, each with another actor and another name for the first; all that was confirmed.
fn two_copies(root: &Path) -> (PathBuf, PathBuf, PathBuf, BTreeSet<RevisionId>) {
    let [one, two, older] = ["one", "two", "older"].map(|name| root.join(name));
    new_case(&one);
    let mut case = open(&one, "rosa");
    for id in ["a", "b"] {
        case.save(&add(id, "Actor"), now()).unwrap();
    }
    drop(case);
    copy(&one, &two);
    copy(&one, &older);
    let mut confirmed = BTreeSet::new();
    for (folder, name) in [(&one, "here"), (&two, "there")] {
        let mut case = open(folder, "rosa");
        case.save(&add(&format!("only-{name}"), name), now()).unwrap();
        rename(&mut case, "a", name);
        confirmed.extend(ids(&case));
    }
    assert_eq!(log_of_rosa(&one).file_name(), log_of_rosa(&two).file_name(), "the names are the same");
    (one, two, older, confirmed)
}

#[test]
fn nothing_confirmed_is_lost_between_copies_and_what_happened_is_said() {
    let root = tempfile::tempdir().unwrap();
    let (one, two, older, confirmed) = two_copies(root.path());
    // The older copy goes over the newer one while luis has that open.
    let mut luis = open(&one, "luis");
    copy(&older, &one);
    let news = luis.look().unwrap();
    assert_eq!((news.replaced.len(), news.put_back), (1, 2), "{news:?}");
    drop(luis);
    // Each log loses a line that the other copy has.
    cut(&log_of_rosa(&one), 0);
    cut(&log_of_rosa(&two), 1);
    for folder in [&one, &two] {
        let whys: Vec<Why> = read(folder).set_aside().iter().map(|aside| aside.why).collect();
        assert!(whys.contains(&Why::LinesMissing), "{}: {whys:?}", folder.display());
    }
    let mut anna = open(&one, "anna");
    let joined = anna.join(&two, Erasures::Refused).unwrap();
    assert_eq!((joined.diverged.len(), joined.contested.as_slice()), (1, &[named("a")][..]), "{joined:?}");
    drop(anna);
    assert_eq!(ids(&read(&one)), confirmed);
    let names: BTreeSet<String> = versions(&read(&one), "a").into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["here", "there"].map(str::to_owned).into());
}

/// The control: one folder put over the other, with nobody there to notice, loses what was confirmed.
#[test]
fn copying_one_folder_over_the_other_loses() {
    let root = tempfile::tempdir().unwrap();
    let (one, two, _, confirmed) = two_copies(root.path());
    copy(&two, &one);
    assert!(!ids(&read(&one)).is_superset(&confirmed));
}
