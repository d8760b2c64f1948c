//! What was reported as saved survives a kill at any moment, and so does a draft. The control must lose.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use goodoffices::store::{Drafts, RealDisk, Why};

use crate::{
    figure,
    mutant::Luck,
    process::{Worker, new_case, read},
    size,
};

/// Starts a process, lets it say a few things, kills it at some moment after, and gives all that it said.
fn killed(task: &str, folder: &Path, luck: &mut Luck) -> Vec<String> {
    let mut worker = Worker::start(task, folder);
    let mut said = Vec::new();
    for _ in 0..=luck.below(4) {
        said.extend(worker.says());
    }
    // Some time passes, as much as a few saves take, without any clock.
    for _ in 0..luck.below(3000) {
        std::thread::yield_now();
        std::hint::black_box(blake3::hash(b"a moment"));
    }
    said.extend(worker.kill());
    said
}

#[test]
fn what_was_saved_survives_a_kill_at_any_moment() {
    let kills = size(25, 10_000);
    let mut luck = Luck::new(1);
    let (mut saved, mut cut) = (0, 0);
    for round in 0..kills.div_ceil(100) {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("case");
        new_case(&folder);
        let mut confirmed: BTreeSet<String> = BTreeSet::new();
        for _ in 0..100.min(kills - round * 100) {
            confirmed.extend(killed("save 1000", &folder, &mut luck));
            let case = read(&folder);
            let there: BTreeSet<String> = case.case().actors.iter().map(|(id, _)| id.to_string()).collect();
            let lost: Vec<&String> = confirmed.difference(&there).collect();
            assert!(lost.is_empty(), "lost: {lost:?}");
            assert!(
                case.set_aside().iter().all(|aside| matches!(aside.why, Why::CutShort | Why::Unconfirmed)),
                "{:?}",
                case.set_aside()
            );
            cut += case.set_aside().len();
        }
        saved += confirmed.len();
    }
    assert!(saved > kills);
    figure(&format!("{kills} kills, {saved} confirmed saves, 0 lost; cut lines seen: {cut}"));
}

#[test]
fn the_control_that_writes_over_its_file_loses() {
    let kills = size(25, 1_000);
    let mut luck = Luck::new(2);
    let mut lost = 0;
    let there = |folder: &Path| -> BTreeSet<String> {
        let text = std::fs::read_to_string(folder.join("plain.txt")).unwrap().replace(' ', "");
        text.lines().map(str::to_owned).collect()
    };
    let root = tempfile::tempdir().unwrap();
    let left_alone = Worker::start("overwrite 20", root.path()).ends();
    assert!(left_alone.iter().all(|id| there(root.path()).contains(id)), "it is the kill that loses");
    for _ in 0..kills {
        let root = tempfile::tempdir().unwrap();
        let confirmed = killed("overwrite 1000", root.path(), &mut luck);
        let there = there(root.path());
        lost += usize::from(confirmed.iter().any(|id| !there.contains(id)));
    }
    assert!(lost > 0, "the control lost nothing, so the test shows nothing");
    figure(&format!("control: {kills} kills, confirmed saves lost in {lost} of them"));
}

#[test]
fn what_was_typed_survives_a_kill_at_any_moment() {
    let kills = size(10, 1_000);
    let mut luck = Luck::new(3);
    for _ in 0..kills {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("case");
        new_case(&folder);
        let confirmed = killed("type 100000", &folder, &mut luck);
        let longest: usize = confirmed.last().map_or(0, |said| said.parse().unwrap());
        let mut drafts = Drafts::new(Arc::new(RealDisk), &folder, "rosa", "here");
        drafts.take_over().unwrap();
        let typed = drafts.offered().first().map_or(0, |draft| draft.fields[0].1.len());
        assert!(typed >= longest, "{longest} letters were on the disk, {typed} are left");
    }
    figure(&format!("{kills} kills while typing, no flushed draft lost"));
}
