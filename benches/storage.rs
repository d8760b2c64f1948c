//! How long opening and saving take, and how much memory a large case needs: a case of 10,000 and of 100,000 revisions
//! of positions (about 600 bytes a line), each position changed four times.
#![allow(missing_docs, reason = "a benchmark is no library")]
#![allow(clippy::disallowed_methods, reason = "it measures the real disk, and itself as another process")]
#![allow(clippy::print_stdout, reason = "that is what it is for")]
#![allow(clippy::expect_used, reason = "a benchmark that cannot be set up has nothing to measure")]

use std::{
    fmt::Write,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
    time::{Duration, Instant},
};

use divan::Bencher;
use goodoffices::{
    edit::Edit,
    model::{
        Actor, CaseKind, Disclosure, Id, Issue, Position, Record, RecordRef, RecordType, RevisionId, Stance,
        StanceOn, Words,
    },
    revision::{
        StepPart, body_of,
        line::{self, Header},
    },
    store::{Access, Disk, NewCase, OpenCase, RealDisk, create},
};
use jiff::Timestamp;

/// Which case the process that is to be weighed opens.
const WEIGH: &str = "GOODOFFICES_WEIGH";

fn main() {
    if let Some(folder) = std::env::var_os(WEIGH) {
        return weigh(Path::new(&folder));
    }
    divan::main();
    memory(100_000);
    for (words, root) in
        [("on this disk", std::env::temp_dir()), ("in memory (/dev/shm)", PathBuf::from("/dev/shm"))]
    {
        appends(words, &root);
    }
}

#[divan::bench(args = [10_000, 100_000], sample_count = 10, sample_size = 1)]
fn open(bencher: Bencher<'_, '_>, revisions: usize) {
    let root = tempfile::tempdir().expect("a folder");
    let folder = case_of(root.path(), revisions);
    bencher.bench(|| read(&folder).document().history().len());
}

#[divan::bench(args = [10_000, 100_000], sample_count = 5, sample_size = 1)]
fn shareable_view(bencher: Bencher<'_, '_>, revisions: usize) {
    let root = tempfile::tempdir().expect("a folder");
    let case = read(&case_of(root.path(), revisions));
    bencher.bench_local(|| case.case().seen_by(&goodoffices::audience::Audience::Shareable).case().count());
}

/// A look when nothing has changed: what an idle program does once a second.
#[divan::bench(args = [100_000], sample_count = 100, sample_size = 10)]
fn look(bencher: Bencher<'_, '_>, revisions: usize) {
    let root = tempfile::tempdir().expect("a folder");
    let mut case = read(&case_of(root.path(), revisions));
    bencher.bench_local(|| case.look().map(|news| news.deeds.len()).unwrap_or_default());
}

fn now() -> Timestamp {
    Timestamp::UNIX_EPOCH + Duration::from_secs(1_800_000_000)
}

fn id<T>(text: &str) -> Id<T> {
    Id::new(text).expect("an id")
}

fn read(folder: &Path) -> OpenCase {
    OpenCase::open(Arc::new(RealDisk), folder, &Access::Read).expect("it opens")
}

/// A case with so many revisions in one log.
fn case_of(root: &Path, revisions: usize) -> PathBuf {
    let folder = root.join("case");
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let new = NewCase { id: "c".into(), kind: CaseKind::Exercise, edit: None, by: "rosa".into(), at: now() };
    create(&disk, &folder, &new).expect("a case");
    let mut text = String::new();
    let mut heads: Vec<RevisionId> = Vec::new();
    for n in 0..revisions {
        let (record, body) = match n {
            0..10 => (
                format!("a{n}"),
                Actor { name: format!("Actor {n}"), disclosure: Disclosure::Public, ..Actor::default() }
                    .into_record(),
            ),
            10..20 => (
                format!("i{n}"),
                Issue { title: format!("Issue {n}"), disclosure: Disclosure::Public, ..Issue::default() }
                    .into_record(),
            ),
            _ => (format!("p{}", n % (revisions / 5).max(1)), position(n)),
        };
        let record = RecordRef { kind: body.kind(), id: id(&record) };
        let before =
            n.checked_sub((revisions / 5).max(1)).filter(|before| *before >= 20).map(|before| heads[before]);
        let header = Header {
            record: &record,
            step: StepPart { id: id(&format!("01M7YRRT80{n:016}")), n: 1, of: 1 },
            by: "rosa",
            at: now(),
            parents: before.into_iter().collect(),
            undoes: None,
        };
        let (revision, line) = line::write(header, &body_of(&body).expect("a body")).expect("a line");
        heads.push(revision.id);
        let _ = write!(text, "{}", line.text(n as u64 + 1));
    }
    std::fs::write(folder.join("log/rosa@srv1-aaaa.ronl"), text).expect("a log");
    folder
}

fn position(n: usize) -> Record {
    let stance =
        StanceOn { option: id("o1"), stance: Stance::AcceptsIf, condition: "a seat".into(), inferred: false };
    Position {
        party: id(&format!("a{}", n % 10)),
        issue: id(&format!("i{}", 10 + n % 10)),
        statement: Words::new(format!(
            "Statement {n}: a joint command would do, if the others hear us out first."
        )),
        disclosure: if n.is_multiple_of(3) { Disclosure::Public } else { Disclosure::Team },
        stances: vec![stance],
        code: format!("P-{n}"),
        interest: "To keep its people safe".into(),
        ..Position::default()
    }
    .into_record()
}

/// How much memory a process needs that has a case open, told by the system.
fn memory(revisions: usize) {
    let root = tempfile::tempdir().expect("a folder");
    let folder = case_of(root.path(), revisions);
    let bytes = std::fs::metadata(folder.join("log/rosa@srv1-aaaa.ronl")).map_or(0, |meta| meta.len());
    println!("\nmemory with {revisions} revisions open ({} MB of log):", bytes >> 20);
    let program = std::env::current_exe().expect("this program");
    let weighed = Command::new(program).env(WEIGH, &folder).output().expect("a process");
    println!("{}", String::from_utf8_lossy(&weighed.stdout));
}

fn weigh(folder: &Path) {
    let case = read(folder);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    for (name, words) in [("VmRSS", "while it is open"), ("VmHWM", "at most while it was opened")] {
        let found = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or(": not known here");
        println!("  {words}{}", found.replace(char::is_whitespace, " "));
    }
    assert!(!case.document().history().is_empty());
}

/// The spread of the time that a save takes, on a case of 10,000 revisions.
fn appends(words: &str, root: &Path) {
    const SAVES: usize = 2000;
    let Ok(root) = tempfile::tempdir_in(root) else { return };
    let folder = case_of(root.path(), 10_000);
    let access = Access::Write { by: "rosa".into(), host: "bench".into(), since: now() };
    let mut case = OpenCase::open(Arc::new(RealDisk), &folder, &access).expect("it opens");
    let mut times: Vec<Duration> = (0..SAVES)
        .map(|n| {
            let edit = Edit::Add(
                RecordRef::of::<Position>(&id(&format!("new{n}"))),
                Box::new(position_without_option(n)),
            );
            let begun = Instant::now();
            case.save(&edit, now()).expect("it saves");
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    let at = |share: usize| times[(SAVES * share / 100).min(SAVES - 1)];
    println!("{SAVES} saves {words}: median {:?}, p99 {:?}, longest {:?}", at(50), at(99), at(100));
}

fn position_without_option(n: usize) -> Record {
    let Record::Position(position) = position(n) else { unreachable!("it is one") };
    Position { stances: Vec::new(), ..position }.into_record()
}
