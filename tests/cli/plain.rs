//! The workbook line by line, with its input from a file: what a script or a screen reader gets.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Child, ChildStdin, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::{Duration, Instant},
};

use assert_cmd::Command;

/// How long something may take to come. Generous: it only decides how a failure ends.
const PATIENCE: Duration = Duration::from_secs(60);

fn talk(
    home: &std::path::Path,
    args: &[&str],
    environment: &[(&str, &str)],
    input: &str,
) -> (Vec<u8>, Option<i32>) {
    let mut command = Command::cargo_bin("goodoffices").unwrap();
    command.args(args).env_clear().env("HOME", home).env("GOODOFFICES_CASES", home.join("cases"));
    command.envs(environment.iter().copied()).write_stdin(input);
    let output = command.output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    (output.stdout, output.status.code())
}

#[test]
fn in_the_c_locale_every_byte_is_printable_ascii_or_a_line_feed() {
    let home = tempfile::tempdir().unwrap();
    let input = "1\n1\na\n\n6\n8\na\n\n\n4\n1\na\n1\na\n\n\n\n5\n1\na\n";
    let (out, code) =
        talk(home.path(), &["--plain", "--as", "rosa"], &[("LC_ALL", "C"), ("TERM", "xterm")], input);
    assert_eq!(code, Some(0));
    assert!(out.iter().all(|byte| *byte == b'\n' || (0x20..=0x7e).contains(byte)));
    let text = String::from_utf8(out).unwrap();
    assert!(text.contains("Full report") && text.contains("Worst gap, people: A"), "{text}");
}

#[test]
fn a_dumb_terminal_gets_lines_and_what_was_confirmed_outlives_the_end_of_input() {
    let home = tempfile::tempdir().unwrap();
    let surroundings = [("LC_ALL", "C.UTF-8"), ("TERM", "dumb")];
    // The second input ends in the middle of a form.
    let (out, code) = talk(
        home.path(),
        &["--as", "rosa"],
        &surroundings,
        "2\nRiver valley\n2\n1\n1\n1\n\nMines\ns\n1\n\nhalf",
    );
    assert_eq!(code, Some(0));
    let text = String::from_utf8(out).unwrap();
    assert!(
        text.contains("Saved: added answer") && text.contains("is kept, and offered at the next start"),
        "{text}"
    );
    assert!(!text.contains('\u{1b}') && !text.contains('\r'));
    let (again, _) =
        talk(home.path(), &["open", "river-valley", "--as", "rosa"], &surroundings, "b\n2\n1\n1\nq\n");
    let again = String::from_utf8(again).unwrap();
    assert!(again.contains("\nMines\n") && !again.contains("half"), "{again}");
}

/// The program in a process of its own, in the middle of a form: half a sentence is typed and not saved.
fn in_mid_form(home: &Path) -> (Child, ChildStdin, Receiver<String>) {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_goodoffices"))
        .args(["open", "river-valley", "--plain", "--as", "rosa"])
        .env_clear()
        .env("HOME", home)
        .env("GOODOFFICES_CASES", home.join("cases"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let (sender, said) = channel();
    thread::spawn(move || out.lines().map_while(Result::ok).all(|line| sender.send(line).is_ok()));
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"2\n1\n1\n1\n\nHalf a thought\n").unwrap();
    let is_taken = |line: &String| line.starts_with("Field 3 of");
    let is_heard = std::iter::from_fn(|| said.recv_timeout(PATIENCE).ok()).any(|line| is_taken(&line));
    assert!(is_heard, "the text was not taken");
    (child, input, said)
}

/// The drafts of a case, as they are on the disk now.
fn drafts(home: &Path) -> String {
    let folder = home.join("cases/river-valley/drafts");
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files.filter_map(|file| std::fs::read_to_string(file.path()).ok()).collect()
}

#[test]
fn what_was_typed_outlives_every_way_of_ending_the_program() {
    use rustix::process::{Pid, Signal, kill_process};
    for signal in [Signal::HUP, Signal::TERM, Signal::INT, Signal::KILL] {
        let home = tempfile::tempdir().unwrap();
        let utf8 = [("LC_ALL", "C.UTF-8")];
        talk(home.path(), &["--plain", "--as", "rosa"], &utf8, "2\nRiver valley\nq\n");
        let (mut child, _input, _said) = in_mid_form(home.path());
        let deadline = Instant::now() + PATIENCE;
        // Nothing prepares for this one: it finds what was written a second after it was typed.
        while signal == Signal::KILL && !drafts(home.path()).contains("Half a thought") {
            assert!(Instant::now() < deadline, "it is not on the disk");
            thread::yield_now();
        }
        kill_process(Pid::from_child(&child), signal).unwrap();
        let code = child.wait().unwrap().code();
        assert_eq!(code, (signal != Signal::KILL).then_some(128 + signal.as_raw()));
        assert!(drafts(home.path()).contains("Half a thought"), "{signal:?}");
        let (again, _) = talk(home.path(), &["open", "river-valley", "--plain", "--as", "rosa"], &utf8, "");
        let again = String::from_utf8(again).unwrap();
        assert!(again.contains("There is unsaved text"), "{signal:?}: {again}");
    }
}

#[test]
fn the_shield_holds_here_too() {
    let home = tempfile::tempdir().unwrap();
    let utf8 = [("LC_ALL", "C.UTF-8")];
    talk(
        home.path(),
        &["--plain", "--as", "rosa"],
        &utf8,
        "2\nRiver valley\n2\n1\n1\n1\n\nConfided word\ns\nq\n",
    );
    let (out, _) = talk(
        home.path(),
        &["open", "river-valley", "--plain", "--shield", "--as", "rosa"],
        &utf8,
        "2\n1\n1\nq\n",
    );
    let text = String::from_utf8(out).unwrap();
    assert!(
        text.contains("SHAREABLE") && text.contains("No answer yet") && !text.contains("Confided word"),
        "{text}"
    );
}

#[test]
fn doctor_names_every_key_that_cannot_be_used_and_how_to_try_the_clipboard() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("config/goodoffices");
    std::fs::create_dir_all(&folder).unwrap();
    let rows =
        "Keys(rows: [\n  (command: \"undo\", keys: [\"j\"]),\n  (command: \"hlep\", keys: [\"!\"]),\n])";
    std::fs::write(folder.join("keys.ron"), rows).unwrap();
    let config = home.path().join("config");
    let environment =
        [("XDG_CONFIG_HOME", config.to_str().unwrap()), ("TERM", "screen-256color"), ("LC_ALL", "C")];
    let (out, code) = talk(home.path(), &["doctor"], &environment, "");
    let text = String::from_utf8(out).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(code, Some(0));
    for words in [
        "keys.ron:2:3: j is taken already by \"down\"",
        "keys.ron:3:3: there is no command \"hlep\"",
        "Did you mean \"help\"?",
        "printf '\\033]52;c;Z29vZG9mZmljZXM=\\a'",
        "set -g set-clipboard on",
        "is not UTF-8",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}
