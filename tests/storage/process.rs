//! This test program started again as another process that works on a case, says each thing that it was told is saved,
//! and may be killed at any moment.

use std::{
    fs::File,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    sync::Arc,
    time::Duration,
};

use goodoffices::{
    edit::Edit,
    model::{Actor, CaseKind, Id, RecordRef, RecordType, RevisionId},
    store::{Access, Disk, Draft, DraftKeeper, NewCase, OpenCase, RealDisk, create, stamp, write_scenario},
};
use jiff::Timestamp;

use crate::mutant::Luck;

const TASK: &str = "STORAGE_TASK";

/// A process that does a task; what it says comes line by line.
pub struct Worker {
    child: Child,
    said: BufReader<ChildStdout>,
}

impl Worker {
    /// Starts this program again.
    pub fn start(task: &str, folder: &Path) -> Self {
        Self::of(Self::command(task, folder))
    }

    /// Starts a command that ends in this program.
    pub fn of(mut command: Command) -> Self {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let said = BufReader::new(child.stdout.take().unwrap());
        Self { child, said }
    }

    /// The command that starts this program again.
    pub fn command(task: &str, folder: &Path) -> Command {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["process::does_what_it_is_told", "--exact", "--ignored", "--nocapture"]);
        command.env(TASK, format!("{task} {}", folder.display())).stderr(Stdio::null());
        command
    }

    /// The next thing it says; nothing once it is gone.
    pub fn says(&mut self) -> Option<String> {
        loop {
            let mut line = String::new();
            if self.said.read_line(&mut line).unwrap_or(0) == 0 {
                return None;
            }
            // A line that the kill cut in two was not said; the test harness says things of its own.
            if let Some((_, words)) = line.split_once("> ")
                && let Some(words) = words.strip_suffix('\n')
            {
                return Some(words.to_owned());
            }
        }
    }

    /// Lets it go on.
    pub fn go(&mut self) {
        self.child.stdin.as_mut().unwrap().write_all(b"go\n").unwrap();
    }

    /// Kills it as `kill -9` does; gives what it had said by then.
    pub fn kill(mut self) -> Vec<String> {
        self.child.kill().unwrap();
        let mut rest = Vec::new();
        while let Some(words) = self.says() {
            rest.push(words);
        }
        self.child.wait().unwrap();
        rest
    }

    /// Waits for its end; gives what it still said.
    pub fn ends(mut self) -> Vec<String> {
        drop(self.child.stdin.take());
        let mut rest = Vec::new();
        while let Some(words) = self.says() {
            rest.push(words);
        }
        assert!(self.child.wait().unwrap().success(), "the other process failed after {rest:?}");
        rest
    }
}

/// A moment; clocks decide nothing.
pub fn now() -> Timestamp {
    "2026-11-21T10:00:00Z".parse().unwrap()
}

/// Makes an empty case.
pub fn new_case(folder: &Path) {
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let new = NewCase { id: "c".into(), kind: CaseKind::Exercise, edit: None, by: "rosa".into(), at: now() };
    create(&disk, folder, &new).unwrap();
}

/// Opens a case for work.
pub fn open(folder: &Path, by: &str) -> OpenCase {
    let access = Access::Write { by: by.into(), host: "here".into(), since: now() };
    OpenCase::open(Arc::new(RealDisk), folder, &access).unwrap()
}

/// Opens a case to look at.
pub fn read(folder: &Path) -> OpenCase {
    OpenCase::open(Arc::new(RealDisk), folder, &Access::Read).unwrap()
}

/// Names an actor.
pub fn named(id: &str) -> RecordRef {
    RecordRef::of::<Actor>(&Id::new(id).unwrap())
}

/// Adds an actor.
pub fn add(id: &str, name: &str) -> Edit {
    Edit::Add(named(id), Box::new(Actor { name: name.into(), ..Actor::default() }.into_record()))
}

/// What an actor is called in each of its versions, with those versions.
pub fn versions(case: &OpenCase, id: &str) -> Vec<(RevisionId, String)> {
    let heads = case.case().heads_of(&named(id)).into_iter();
    heads
        .map(|head| (head.revision, head.here().map_or(String::new(), |actor| actor.label().to_owned())))
        .collect()
}

#[test]
#[ignore = "it is what the other tests start as a process of its own"]
fn does_what_it_is_told() {
    let task = std::env::var(TASK).unwrap();
    let words: Vec<&str> = task.split(' ').collect();
    let (folder, words) = words.split_last().unwrap();
    let folder = PathBuf::from(folder);
    match words {
        ["save", count] => save(&folder, count.parse().unwrap()),
        ["overwrite", count] => overwrite(&folder, count.parse().unwrap()),
        ["type", count] => types(&folder, count.parse().unwrap()),
        ["document"] => document(&folder),
        ["draft"] => draft(&folder),
        ["edit", by, count] => edit(&folder, by, count.parse().unwrap()),
        ["fill"] => crate::full::fill(&folder),
        ["hinder"] => crate::full::hinder(&folder),
        other => panic!("{other:?} is no task"),
    }
}

/// Says something at once: a kill loses nothing that was said.
pub fn say(words: &str) {
    // One write of the whole line, past the test harness.
    let mut out = std::io::stdout().lock();
    out.write_all(format!("> {words}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

/// Saves one actor after another, and says each once it is saved.
fn save(folder: &Path, count: usize) {
    let mut case = open(folder, "rosa");
    let before = case.case().actors.len();
    for n in before..before + count {
        case.save(&add(&format!("a{n}"), "Actor"), now()).unwrap();
        say(&format!("a{n}"));
    }
}

/// The control: the same with a file that is plainly written over, as a careless program does.
fn overwrite(folder: &Path, count: usize) {
    let path = folder.join("plain.txt");
    let mut text = std::fs::read_to_string(&path).unwrap_or_default();
    let before = text.lines().count();
    for n in before..before + count {
        std::fmt::Write::write_fmt(&mut text, format_args!("a{n}\n")).unwrap();
        let mut file = File::create(&path).unwrap();
        // As large as a case of some size.
        for chunk in text.as_bytes().chunks(1 + text.len() / 50) {
            file.write_all(chunk).unwrap();
            file.write_all(&[b' '; 1000]).unwrap();
        }
        file.write_all(b"\nend\n").unwrap();
        text = text.replace(' ', "");
        say(&format!("a{n}"));
    }
}

/// Types into a draft, and says how much of it must be on the disk.
fn types(folder: &Path, count: usize) {
    let (keeper, _) = DraftKeeper::start(Arc::new(RealDisk), folder, "rosa", "here");
    for n in 1..=count {
        let fields = vec![("statement".to_owned(), "x".repeat(n))];
        keeper.typed(Draft { form: "f".into(), title: "Position".into(), at: now().to_string(), fields });
        if n.is_multiple_of(7) && keeper.flush(Duration::from_secs(60)) {
            say(&n.to_string());
        }
    }
}

/// Writes a document, then another in its place.
fn document(folder: &Path) {
    let (first, second) = ("Comparison(question: \"1\")", "Comparison(question: \"2\")");
    write_scenario(&RealDisk, folder, "police.ron", first, None).unwrap();
    say("d0");
    write_scenario(&RealDisk, folder, "police.ron", second, Some(stamp(first))).unwrap();
    say("d1");
}

/// Writes a draft.
fn draft(folder: &Path) {
    let (keeper, _) = DraftKeeper::start(Arc::new(RealDisk), folder, "rosa", "here");
    let fields = vec![("statement".to_owned(), "x".to_owned())];
    keeper.typed(Draft { form: "f".into(), title: "Position".into(), at: now().to_string(), fields });
    assert!(keeper.flush(Duration::from_secs(60)));
    say("t0");
}

/// Works with others on one case: changes what they all change, adds what is its own, and says what it had before it.
fn edit(folder: &Path, by: &str, count: usize) {
    let mut case = open(folder, by);
    let mut luck = Luck::new(by.bytes().map(u64::from).sum());
    say("ready");
    std::io::stdin().read_line(&mut String::new()).unwrap();
    for n in 0..count {
        if luck.below(3) == 0 {
            case.look().unwrap();
        }
        let text = format!("{by}-{n}");
        if luck.below(10) < 4 {
            case.save(&add(&text, &text), now()).unwrap();
            say(&format!("add {text}"));
            continue;
        }
        change(&mut case, &format!("shared{}", luck.below(SHARED)), &text);
    }
    // Once more all at once, and nobody looks before: so many versions there must be.
    say("done");
    std::io::stdin().read_line(&mut String::new()).unwrap();
    change(&mut case, "shared0", &format!("{by}-last"));
}

fn change(case: &mut OpenCase, which: &str, text: &str) {
    let (seen, names): (Vec<RevisionId>, Vec<String>) = versions(case, which).into_iter().unzip();
    let to = Box::new(Actor { name: text.to_owned(), ..Actor::default() }.into_record());
    case.save(&Edit::Change { which: named(which), seen, to }, now()).unwrap();
    say(&format!("change {which} {text} {}", names.join(",")));
}

/// How many records all work on.
pub const SHARED: usize = 12;
