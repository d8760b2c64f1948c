//! A small real file system that fills up. Skipped by name where none can be mounted.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use crate::{
    process::{Worker, add, new_case, now, open, read, say},
    skipped,
};

#[test]
fn a_full_disk_loses_nothing_says_so_and_is_saved_to_once_there_is_room() {
    const NAME: &str = "a full disk";
    let root = tempfile::tempdir().unwrap();
    let mount = |then: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c"]);
        command.arg(format!("mount -t tmpfs -o size=256k tmpfs '{}' && {then}", root.path().display()));
        command.stderr(Stdio::null());
        command
    };
    if !mount("true").status().is_ok_and(|status| status.success()) {
        return skipped(NAME, "no small file system can be mounted here");
    }
    let inner = Worker::command("fill", root.path());
    let program = inner.get_program().to_string_lossy().into_owned();
    let args: Vec<String> = inner.get_args().map(|arg| arg.to_string_lossy().into_owned()).collect();
    let mut outer = mount(&format!("exec '{program}' {}", args.join(" ")));
    outer.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
    assert_eq!(Worker::of(outer).ends(), ["full", "whole", "saved again"]);
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
