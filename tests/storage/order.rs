//! The order of writes and syncs on the real disk, as the system saw it. Skipped by name where strace is missing or
//! may not look.

use std::process::{Command, Stdio};

use crate::{
    process::{Worker, new_case},
    skipped,
};

/// The calls that matter, in order: what was done to which kind of file, and when something was said.
fn calls(trace: &str) -> Vec<String> {
    let mut files: Vec<(String, String)> = Vec::new();
    let mut calls: Vec<String> = Vec::new();
    for line in trace.lines() {
        let Some((call, result)) = line.rsplit_once(" = ") else { continue };
        let call = call.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let Some((name, args)) = call.split_once('(') else { continue };
        let descriptor: String = args.chars().take_while(char::is_ascii_digit).collect();
        match name {
            "openat" => {
                let path = args.split('"').nth(1).unwrap_or_default().to_owned();
                let descriptor = result.split(' ').next().unwrap().to_owned();
                files.retain(|(known, _)| *known != descriptor);
                if let Some(kind) = kind(&path).filter(|_| args.contains("O_EXCL")) {
                    calls.push(format!("create {kind}"));
                }
                files.push((descriptor, path));
            }
            "rename" | "renameat" | "renameat2" => {
                let to = kind(args.split('"').nth(3).unwrap_or_default());
                calls.extend(to.filter(|_| result == "0").map(|kind| format!("rename {kind}")));
            }
            "write" if descriptor == "1" && args.contains("\"> ") => calls.push("say".to_owned()),
            _ => {
                let file = files.iter().rev().find(|(known, _)| *known == descriptor);
                calls.extend(file.and_then(|(_, path)| kind(path)).map(|kind| format!("{name} {kind}")));
            }
        }
    }
    // A file is read until there is no more of it.
    calls.dedup_by(|next, last| next == last && next.starts_with("read "));
    calls
}

/// Which kind of file stands at a path, with the hidden name under which it is written: nothing for those that do not
/// matter, and locks.
fn kind(path: &str) -> Option<&'static str> {
    let (folder, name) = path.rsplit_once('/')?;
    match (folder.rsplit('/').next()?, name) {
        (_, "log" | "scenarios" | "drafts") => Some("folder"),
        (_, name) if name.strip_suffix(".lock").is_some() => None,
        ("log", name) if name.strip_suffix(".ronl").is_some() => Some("log"),
        ("scenarios", _) => Some("document"),
        ("drafts", _) => Some("draft"),
        _ => None,
    }
}

/// What a process does with its files while it carries out a task; nothing where nobody may look.
fn seen(name: &str, task: &str, says: &[&str]) -> Option<Vec<String>> {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("case");
    new_case(&folder);
    let trace = root.path().join("trace");
    let works = Command::new("strace").args(["-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
    if !works.is_ok_and(|status| status.success()) {
        skipped(name, "strace is missing or may not look at a process");
        return None;
    }
    let inner = Worker::command(task, &folder);
    let mut strace = Command::new("strace");
    let looked_at = "trace=openat,read,write,fdatasync,fsync,rename,renameat,renameat2";
    strace.args(["-f", "-e", looked_at, "-o"]).arg(&trace);
    strace.arg(inner.get_program()).args(inner.get_args());
    strace.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?)))).stderr(Stdio::null());
    assert_eq!(Worker::of(strace).ends(), says);
    Some(calls(&std::fs::read_to_string(&trace).unwrap()))
}

#[test]
fn saved_is_said_after_write_and_sync_and_at_first_after_the_folders_sync() {
    let Some(seen) = seen("order on the real disk: a log", "save 2", &["a0", "a1"]) else { return };
    let seen: Vec<&str> = seen.iter().map(String::as_str).filter(|call| *call != "read log").collect();
    let first = ["create log", "write log", "fdatasync log", "fsync folder", "say"];
    let second = ["write log", "fdatasync log", "say"];
    assert_eq!(seen, [&first[..], &second[..]].concat());
}

/// A file that is written whole: beside, synced, read back, put in place, and its folder synced.
fn whole(kind: &str) -> Vec<String> {
    let steps = ["create", "write", "fdatasync", "read", "rename"].map(|step| format!("{step} {kind}"));
    steps.into_iter().chain(["fsync folder", "say"].map(str::to_owned)).collect()
}

#[test]
fn a_document_is_saved_whole_as_a_new_one_and_in_the_place_of_another() {
    let Some(seen) = seen("order on the real disk: a document", "document", &["d0", "d1"]) else { return };
    let looks = vec!["read document".to_owned()];
    assert_eq!(seen, [whole("document"), looks, whole("document")].concat());
}

#[test]
fn a_draft_is_saved_whole_before_it_counts_as_kept() {
    let Some(seen) = seen("order on the real disk: a draft", "draft", &["t0"]) else { return };
    assert_eq!(seen, whole("draft"));
}
