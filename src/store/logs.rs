//! Reading logs: line by line, from where we stopped, setting aside and naming what cannot be used.
//!
//! An unterminated last line that cannot be read is a save in progress while somebody holds the log. Else nobody can
//! tell a save that was never confirmed from one that was cut off since, so it counts as lost to all but the team. A
//! line that cannot be read between two whose numbers follow on each other was never confirmed; where a number is
//! missing, something was lost.
//!
//! Limit: a log that was cut at the end of a line is noticed only by the lock files, which note how many lines there
//! were: the writer's own after each save, everybody else's when they opened the case.

mod reading;

pub use reading::{LinesOf, lines_of, wrong_lines};

use std::{collections::BTreeMap, path::Path};

use super::{Disk, Stat, StoreError, documents::short_luck};
use crate::{
    model::{RecordRef, RevisionId},
    revision::{FIRST_LOG, Revision},
};

/// Something in a log that could not be used as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// The log's name; empty where it is about all of them.
    pub log: String,
    /// The line, from 1; 0 where it is about the whole log.
    pub line: usize,
    /// The column in bytes, from 1.
    pub column: usize,
    /// What it is.
    pub why: Why,
    /// In words.
    pub what: String,
    /// The record whose words were lost, where that is certain.
    pub record: Option<RecordRef>,
    /// Its revision, where that is certain of a line that was cut short.
    pub revision: Option<RevisionId>,
}

/// Why a line is set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is not as it was written.
    Damaged,
    /// It is not as it was written, but all that it says could be read.
    Mended,
    /// Its save was never confirmed to anybody.
    Unconfirmed,
    /// The log ends within it: its save was never confirmed, or it was cut off since.
    CutShort,
    /// Lines are missing before it.
    LinesMissing,
    /// A newer program wrote it.
    Newer,
    /// The log could not be read now.
    Unread,
}

impl SetAside {
    /// Whether somebody should know: a save that was never confirmed was told when it failed.
    #[must_use]
    pub fn needs_care(&self) -> bool {
        self.why != Why::Unconfirmed
    }

    /// Whether any record may be meant by what is missing here.
    #[must_use]
    pub fn may_be_any_record(&self) -> bool {
        let is_loss = matches!(self.why, Why::Damaged | Why::CutShort | Why::LinesMissing | Why::Unread);
        self.record.is_none() && is_loss
    }
}

/// What a look at the logs brought.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// Revisions not read before, in the order in which they stand.
    pub revisions: Vec<Revision>,
    /// What could not be used.
    pub set_aside: Vec<SetAside>,
    /// Logs that became shorter, were replaced or removed since the last look.
    pub replaced: Vec<String>,
}

/// Where reading stopped in one log, and what was set aside before.
#[derive(Clone, Debug, Default)]
struct Log {
    identity: (u64, u64),
    /// Bytes read, up to and with the last line feed.
    bytes: u64,
    /// The file's length at that time.
    len: u64,
    lines: usize,
    /// The number of the last good line.
    seq: Option<u64>,
    /// Lines in a row that could not be read.
    bad: u64,
    /// Whether reading stopped within a line that is too long to be one.
    is_within_long_line: bool,
    set_aside: Vec<SetAside>,
    /// What is wrong after the last line feed: it may still become a line.
    tail: Option<SetAside>,
    /// Whether what stands there was taken for a save in progress.
    is_in_progress: bool,
    unread: Option<SetAside>,
}

impl Log {
    /// Notes whether the log could be read now; says so where that is new.
    fn note_unread(&mut self, unread: Option<SetAside>, kept: &mut Kept) {
        if unread.is_some() && unread != self.unread {
            kept.set_aside.extend(unread.clone());
        }
        self.unread = unread;
    }
}

/// No log has so many lines; a higher number was not written by this program.
const HIGHEST: u64 = 1 << 48;

/// Follows all logs of a case.
#[derive(Debug, Default)]
pub struct Logs {
    known: BTreeMap<String, Log>,
    /// How many lines of each log somebody had seen.
    witnessed: BTreeMap<String, u64>,
    /// Whether we hold every writer's lock, so that no save is in progress.
    is_alone: bool,
    /// That there is no log at all: every case is made with one.
    none: Option<SetAside>,
}

impl Logs {
    /// Logs of which somebody had seen so many lines.
    pub fn witnessed(seen: impl IntoIterator<Item = (String, u64)>) -> Self {
        let mut witnessed = BTreeMap::new();
        for (log, lines) in seen {
            let most = witnessed.entry(log).or_insert(0);
            *most = lines.max(*most);
        }
        Self { witnessed, ..Self::default() }
    }

    /// The same, for one who holds every writer's lock.
    #[must_use]
    pub fn alone(self) -> Self {
        Self { is_alone: true, ..self }
    }

    /// Reads what has grown since the last look; the whole of every log at the first.
    pub fn look(&mut self, disk: &dyn Disk, folder: &Path) -> Result<Kept, StoreError> {
        let mut kept = Kept::default();
        let names = log_names(disk, folder)?;
        self.note_none(&names, &mut kept);
        let mut stats: BTreeMap<&String, Stat> = BTreeMap::new();
        let mut closed: BTreeMap<&String, String> = BTreeMap::new();
        for name in &names {
            match disk.stat(&folder.join(name)) {
                Ok(stat) => _ = stats.insert(name, stat),
                // It went between the two calls.
                Err(why) if why.kind() == std::io::ErrorKind::NotFound => {}
                Err(why) => _ = closed.insert(name, format!("it could not be looked at: {why}")),
            }
        }
        self.follow_names(&stats, &closed, &mut kept);
        for (name, what) in closed {
            let unread = Some(about_log(name, Why::Unread, what));
            self.known.entry(name.clone()).or_default().note_unread(unread, &mut kept);
        }
        let is_alone = self.is_alone;
        for (name, stat) in stats {
            let log = self.known.entry(name.clone()).or_default();
            if log.len > 0 && (log.identity != stat.identity || stat.len < log.len) {
                kept.replaced.push(name.clone());
                *log = Log::default();
            }
            log.identity = stat.identity;
            let read = match stat.is_file {
                true if stat.len > log.len || log.is_in_progress => {
                    log.read_on(disk, &folder.join(name), is_alone, &mut kept)
                }
                true => Ok(()),
                false => Err("it is not a regular file".to_owned()),
            };
            let unread = read.err().map(|what| about_log(name, Why::Unread, what));
            log.note_unread(unread, &mut kept);
        }
        Ok(kept)
    }

    /// All that is set aside at present.
    #[must_use]
    pub fn set_aside(&self) -> Vec<SetAside> {
        let mut all: Vec<SetAside> = Vec::new();
        for log in self.known.values() {
            all.extend(log.set_aside.iter().chain(&log.tail).chain(&log.unread).cloned());
        }
        all.extend(self.none.clone());
        all.extend(self.cut_at_the_end());
        all
    }

    /// The number that follows the last good line of a log, and its length as read if all of it could be.
    #[must_use]
    pub fn end_of(&self, name: &str) -> (u64, Option<u64>) {
        self.known.get(name).map_or((1, Some(0)), |log| {
            let can_be_counted_on = log.seq.is_none_or(|seq| seq < HIGHEST);
            // After a line that was cut short nobody goes on: the next one would pass it off as never confirmed.
            let ends_well =
                !log.is_in_progress && log.tail.as_ref().is_none_or(|tail| tail.why == Why::Mended);
            let is_clean = ends_well
                && log.bad == 0
                && log.unread.is_none()
                && !log.is_within_long_line
                && can_be_counted_on;
            (log.seq.map_or(1, |seq| seq.saturating_add(1)), is_clean.then_some(log.len))
        })
    }

    /// How many lines of each log have been seen, by us or by others before.
    #[must_use]
    pub fn seen(&self) -> Vec<(String, u64)> {
        let mut seen = self.witnessed.clone();
        for (name, log) in &self.known {
            let most = seen.entry(plain_name(name)).or_insert(0);
            *most = log.seq.unwrap_or(0).max(*most);
        }
        seen.into_iter().filter(|(_, lines)| *lines > 0).collect()
    }

    /// Notes that we wrote lines to a log ourselves, so that a look does not read them again.
    pub fn wrote(&mut self, name: &str, stat: Stat, last: u64, lines: usize) {
        let log = self.known.entry(name.to_owned()).or_default();
        log.lines += lines;
        (log.identity, log.bytes, log.len) = (stat.identity, stat.len, stat.len);
        (log.seq, log.bad, log.tail) = (Some(last), 0, None);
    }

    fn note_none(&mut self, names: &[String], kept: &mut Kept) {
        let was_noted = self.none.is_some();
        self.none = names.is_empty().then(|| {
            about_log("", Why::LinesMissing, "no log is there, although a case is made with one".to_owned())
        });
        if !was_noted {
            kept.set_aside.extend(self.none.clone());
        }
    }

    /// Finds logs under their new names, and tells of those that are no longer there.
    fn follow_names(
        &mut self,
        stats: &BTreeMap<&String, Stat>,
        closed: &BTreeMap<&String, String>,
        kept: &mut Kept,
    ) {
        let is_gone = |name: &&String| !stats.contains_key(name) && !closed.contains_key(name);
        let missing: Vec<String> = self.known.keys().filter(is_gone).cloned().collect();
        for name in missing {
            let Some(mut log) = self.known.remove(&name) else { continue };
            let renamed = stats
                .iter()
                .find(|(new, stat)| stat.identity == log.identity && !self.known.contains_key(**new));
            match renamed {
                Some((new, _)) => {
                    log.set_aside.iter_mut().chain(&mut log.tail).for_each(|aside| aside.log.clone_from(new));
                    self.known.insert((*new).clone(), log);
                }
                None if log.len > 0 => kept.replaced.push(name),
                None => {}
            }
        }
    }

    fn cut_at_the_end(&self) -> impl Iterator<Item = SetAside> {
        let here: BTreeMap<String, &Log> =
            self.known.iter().map(|(name, log)| (plain_name(name), log)).collect();
        self.witnessed.iter().filter_map(move |(name, seen)| {
            let log = here.get(name);
            let last = log.and_then(|log| log.seq).unwrap_or(0);
            // Lines that are there and cannot be read are named already.
            let bad = log.map_or(0, |log| log.bad + u64::from(log.tail.is_some()));
            let what = format!(
                "its last lines are missing: {seen} were there when somebody last looked, now {last}"
            );
            let aside =
                SetAside { line: log.map_or(0, |log| log.lines), ..about_log(name, Why::LinesMissing, what) };
            let is_unread = log.is_some_and(|log| log.unread.is_some());
            (last.saturating_add(bad) < *seen && !is_unread).then_some(aside)
        })
    }
}

/// The names of all logs. A case whose log folder is not there has none.
pub fn log_names(disk: &dyn Disk, folder: &Path) -> Result<Vec<String>, StoreError> {
    let names = match disk.list(folder) {
        Err(why) if why.kind() == std::io::ErrorKind::NotFound && has_parent(disk, folder) => Vec::new(),
        names => names.map_err(StoreError::io("could not list", folder))?,
    };
    Ok(names.into_iter().filter(|name| is_log(name)).collect())
}

/// A name for the log with which a case is made. It is there from the start, so that a case without any log is known to
/// have lost them.
pub fn first_name(disk: &dyn Disk) -> String {
    format!("{FIRST_LOG}{}.ronl", short_luck(disk))
}

fn has_parent(disk: &dyn Disk, folder: &Path) -> bool {
    folder.parent().is_some_and(|case| disk.stat(case).is_ok_and(|stat| stat.is_folder))
}

fn is_log(name: &str) -> bool {
    name.strip_suffix(".ronl").is_some_and(|stem| !stem.is_empty() && !name.starts_with('.'))
}

/// The name under which a log that was closed for good goes on to be read.
pub fn closed_name(name: &str) -> String {
    format!("{}{CLOSED}", name.trim_end_matches(".ronl"))
}

/// Whether a log was closed for good.
pub fn is_closed(name: &str) -> bool {
    name.ends_with(CLOSED)
}

const CLOSED: &str = ".closed.ronl";

/// The name that a log had before it was closed.
pub fn plain_name(name: &str) -> String {
    name.strip_suffix(CLOSED).map_or_else(|| name.to_owned(), |stem| format!("{stem}.ronl"))
}

fn about_log(name: &str, why: Why, what: String) -> SetAside {
    SetAside { log: name.to_owned(), line: 0, column: 1, why, what, record: None, revision: None }
}
