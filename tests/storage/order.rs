//! The order of writes and syncs on the real disk, as the system saw it. Skipped by name where strace is missing or
//! may not look.

use std::process::{Command, Stdio};

use crate::{
    process::{Worker, new_case},
    skipped,
};

/// The calls that matter, in order: what was done to which kind of file.
fn calls(trace: &str) -> Vec<String> {
    let mut files: Vec<(String, String)> = Vec::new();
    let mut calls = Vec::new();
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
                if args.contains("O_EXCL") && is_log(&path) {
                    calls.push("create log".to_owned());
                }
                files.push((descriptor, path));
            }
            "write" if descriptor == "1" && args.contains("\"> a") => calls.push("say saved".to_owned()),
            "write" | "fdatasync" | "fsync" => {
                let path =
                    files.iter().rev().find(|(known, _)| *known == descriptor).map(|(_, path)| path.as_str());
                match path {
                    Some(path) if is_log(path) => calls.push(format!("{name} log")),
                    Some(path) if path.ends_with("/log") => calls.push(format!("{name} folder")),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    calls
}

fn is_log(path: &str) -> bool {
    path.strip_suffix(".ronl").is_some()
}

#[test]
fn saved_is_said_after_write_and_sync_and_at_first_after_the_folders_sync() {
    const NAME: &str = "order on the real disk";
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("case");
    new_case(&folder);
    let trace = root.path().join("trace");
    let works = Command::new("strace").args(["-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
    if !works.is_ok_and(|status| status.success()) {
        return skipped(NAME, "strace is missing or may not look at a process");
    }
    let inner = Worker::command("save 2", &folder);
    let mut strace = Command::new("strace");
    strace.args(["-f", "-e", "trace=openat,write,fdatasync,fsync", "-o"]).arg(&trace);
    strace.arg(inner.get_program()).args(inner.get_args());
    strace.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?)))).stderr(Stdio::null());
    assert_eq!(Worker::of(strace).ends(), ["a0", "a1"]);
    let expected = [
        "create log",
        "write log",
        "fdatasync log",
        "fsync folder",
        "say saved",
        "write log",
        "fdatasync log",
        "say saved",
    ];
    assert_eq!(calls(&std::fs::read_to_string(&trace).unwrap()), expected);
}
