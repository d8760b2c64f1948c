//! A small real file system that fills up, or can only be read for a while, and a process that may open few files.
//! Skipped by name where none can be mounted.

use std::{
    fs::File,
    path::Path,
    process::{Command, Stdio},
};

use crate::{
    process::{Worker, add, new_case, now, open, read, say},
    skipped,
};

/// Does a task on a small file system of its own, and gives what it said; nothing where none can be mounted.
fn on_a_small_disk(task: &str) -> Option<Vec<String>> {
    let root = tempfile::tempdir().unwrap();
    let mount = |then: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c"]);
        command.arg(format!("mount -t tmpfs -o size=256k tmpfs '{}' && {then}", root.path().display()));
        command.stderr(Stdio::null());
        command
    };
    if !mount("true").status().is_ok_and(|status| status.success()) {
        skipped(task, "no small file system can be mounted here");
        return None;
    }
    let inner = Worker::command(task, root.path());
    let program = inner.get_program().to_string_lossy().into_owned();
    let args: Vec<String> = inner.get_args().map(|arg| arg.to_string_lossy().into_owned()).collect();
    let mut outer = mount(&format!("ulimit -n 64 && exec '{program}' {}", args.join(" ")));
    outer.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
    Some(Worker::of(outer).ends())
}

#[test]
fn a_full_disk_loses_nothing_says_so_and_is_saved_to_once_there_is_room() {
    if let Some(said) = on_a_small_disk("fill") {
        assert_eq!(said, ["full", "whole", "saved again"]);
    }
}

#[test]
fn a_disk_that_can_only_be_read_and_too_many_open_files_are_named_and_saving_works_once_they_are_gone() {
    if let Some(said) = on_a_small_disk("hinder") {
        assert_eq!(said, ["read-only", "saved again", "too many files", "saved again"]);
    }
}

/// What happens where the disk can only be read for a while, and where no more files can be opened for a while.
pub fn hinder(root: &Path) {
    let folder = root.join("case");
    new_case(&folder);
    let mut case = open(&folder, "rosa");
    case.save(&add("a", "Actor"), now()).unwrap();
    let remount = |how: &str| {
        let status = Command::new("mount").args(["-o", &format!("remount,{how}")]).arg(root).status();
        status.is_ok_and(|status| status.success())
    };
    // A file that is open for writing keeps a file system from being made read-only: so it is with a case just opened.
    drop(case);
    assert!(remount("ro"));
    let mut case = open(&folder, "rosa");
    let error = case.save(&add("b", "Actor"), now()).unwrap_err().to_string();
    assert!(error.contains("the disk can only be read. Ask whoever runs the server"), "{error}");
    assert_eq!(case.case().actors.len(), 1);
    say("read-only");
    assert!(remount("rw"));
    case.save(&add("b", "Actor"), now()).unwrap();
    assert_eq!(read(&folder).case().actors.len(), 2);
    say("saved again");
    let mut luis = open(&folder, "luis");
    let files: Vec<File> = std::iter::from_fn(|| File::open(folder.join("case.ron")).ok()).collect();
    let error = luis.save(&add("c", "Actor"), now()).unwrap_err().to_string();
    assert!(error.contains("oo many open files") && error.contains("Close other programs"), "{error}");
    say("too many files");
    drop(files);
    luis.save(&add("c", "Actor"), now()).unwrap();
    drop((case, luis));
    let case = read(&folder);
    assert_eq!((case.case().actors.len(), case.set_aside()), (3, &[][..]));
    say("saved again");
}

/// What happens on the small file system.
pub fn fill(root: &Path) {
    let folder = root.join("case");
    new_case(&folder);
    let ballast = root.join("ballast");
    std::fs::write(&ballast, vec![0; 128 << 10]).unwrap();
    let mut case = open(&folder, "rosa");
    let texts = ["long ".repeat(300), "longer ".repeat(800)];
    let mut saved = 0;
    let error = loop {
        match case.save(&add(&format!("a{saved}"), &texts[saved % 2]), now()) {
            Ok(_) => saved += 1,
            Err(error) => break error.to_string(),
        }
        assert!(saved < 1000, "it never fills");
    };
    assert!(
        error.contains("the disk is full. Free some space, then save again: your text is kept"),
        "{error}"
    );
    say("full");
    assert_eq!((case.case().actors.len(), read(&folder).case().actors.len()), (saved, saved));
    assert!(!read(&folder).case().lines_lost);
    say("whole");
    std::fs::remove_file(&ballast).unwrap();
    case.save(&add(&format!("a{saved}"), &texts[0]), now()).unwrap();
    // Longer than a block, too: what fits is written, and the rest is not.
    let long = "long ".repeat(1000);
    for n in 1..4 {
        case.save(&add(&format!("long{n}"), &long), now()).unwrap();
    }
    let now_there = read(&folder);
    assert_eq!(now_there.case().actors.len(), saved + 4);
    assert!(!now_there.case().lines_lost, "{:?}", now_there.set_aside());
    drop(case);
    drop(open(&folder, "luis"));
    assert!(!read(&folder).case().lines_lost, "{:?}", read(&folder).set_aside());
    say("saved again");
}
