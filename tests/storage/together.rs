//! Eight processes work on one case at once: every revision is there, and there are exactly the conflicts that were
//! made, reckoned from what each process had before it when it wrote.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    figure,
    process::{SHARED, Worker, add, named, new_case, now, open, read, versions},
    size,
};

const PEOPLE: [&str; 8] = ["anna", "boris", "chen", "dalia", "elif", "farid", "goran", "hana"];

#[test]
fn eight_at_once_lose_nothing_and_every_conflict_is_shown() {
    let edits = size(20, 1_000);
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("case");
    new_case(&folder);
    let mut case = open(&folder, "start");
    for n in 0..SHARED {
        case.save(&add(&format!("shared{n}"), "start"), now()).unwrap();
    }
    drop(case);
    let mut workers: Vec<Worker> =
        PEOPLE.iter().map(|by| Worker::start(&format!("edit {by} {}", edits - 1), &folder)).collect();
    for worker in &mut workers {
        assert_eq!(worker.says().as_deref(), Some("ready"));
    }
    workers.iter_mut().for_each(Worker::go);
    let mut said: Vec<String> = Vec::new();
    for worker in &mut workers {
        said.extend(std::iter::from_fn(|| worker.says().filter(|words| words != "done")));
    }
    workers.iter_mut().for_each(Worker::go);
    said.extend(workers.into_iter().flat_map(Worker::ends));
    assert_eq!(said.len(), PEOPLE.len() * edits);

    let case = read(&folder);
    assert_eq!(case.set_aside(), []);
    assert_eq!(case.document().history().len(), SHARED + PEOPLE.len() * edits);
    let made = heads(&said);
    let mut contested = 0;
    for n in 0..SHARED {
        let which = format!("shared{n}");
        let shown: BTreeSet<String> = versions(&case, &which).into_iter().map(|(_, name)| name).collect();
        assert_eq!(shown, made[&which], "{which}");
        contested += usize::from(shown.len() > 1);
    }
    assert!(said.iter().filter_map(|line| line.strip_prefix("add ")).all(|id| case.case().has(&named(id))));
    assert!(versions(&case, "shared0").len() >= PEOPLE.len(), "all wrote at once at the end");
    let all = PEOPLE.len() * edits;
    figure(&format!(
        "8 processes x {edits} edits: {all} revisions of {all} present, {contested} of {SHARED} shared records contested, as reckoned"
    ));
}

/// The versions of each shared record that nobody had before them when they wrote another.
fn heads(said: &[String]) -> BTreeMap<String, BTreeSet<String>> {
    let mut written: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut replaced: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in said {
        let words: Vec<&str> = line.split(' ').collect();
        if let ["change", which, text, before] = words[..] {
            written
                .entry(which.to_owned())
                .or_insert_with(|| ["start".to_owned()].into())
                .insert(text.to_owned());
            replaced.entry(which.to_owned()).or_default().extend(before.split(',').map(str::to_owned));
        }
    }
    let left = |which: &String, all: &BTreeSet<String>| all.difference(&replaced[which]).cloned().collect();
    (0..SHARED)
        .map(|n| format!("shared{n}"))
        .map(|which| {
            let heads =
                written.get(&which).map_or_else(|| ["start".to_owned()].into(), |all| left(&which, all));
            (which, heads)
        })
        .collect()
}
