//! Writing to the log of this writer: one append and one sync a step.
//!
//! A log whose write or sync failed is closed for good; the same lines, with the same ids, go to a new one. A failed
//! sync is never simply tried again, because the system may have dropped what it could not write.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    Disk, DiskFile, Held, How, Stat, StoreError,
    documents::short_luck,
    logs,
    presence::{self, LockText, lock_path, lock_paths},
};
use crate::revision::line::Line;

/// The log that this writer appends to.
pub struct Writer {
    folder: PathBuf,
    /// What the names of this writer's logs begin with: `rosa@srv1`.
    stem: String,
    text: LockText,
    mode: u32,
    taken: Taken,
    /// Whether that name was left and no other could be taken yet.
    is_left: bool,
    file: Option<OpenLog>,
    /// Logs that were to be closed for good and could not be, each with whether anything was confirmed in it.
    to_close: Vec<(String, bool)>,
    /// The number of the next line.
    pub seq: u64,
}

/// A name whose lock is held.
struct Taken {
    name: String,
    lock: Box<dyn Held>,
}

struct OpenLog {
    file: Box<dyn DiskFile>,
    /// As it was after the last save that was confirmed.
    stat: Stat,
    ends_with_line_feed: bool,
}

impl Writer {
    /// Takes a log of this writer that nobody has open, or a new name. Nothing is written to it yet.
    pub fn claim(
        disk: &dyn Disk,
        folder: &Path,
        stem: &str,
        text: LockText,
        mode: u32,
    ) -> Result<Self, StoreError> {
        let own = |name: &String| is_own(name, stem) && !logs::is_closed(name);
        let names: Vec<String> = logs::log_names(disk, folder)?.into_iter().filter(own).collect();
        let taken = take(disk, folder, stem, &text, mode, names)?;
        Ok(Self {
            folder: folder.to_owned(),
            stem: stem.to_owned(),
            text,
            mode,
            taken,
            is_left: false,
            file: None,
            to_close: Vec::new(),
            seq: 1,
        })
    }

    /// The log's name.
    pub fn name(&self) -> &str {
        &self.taken.name
    }

    /// Appends the lines of a step and makes them last. Only after that may anybody say "Saved".
    pub fn append(&mut self, disk: &Arc<dyn Disk>, lines: &[Line]) -> Result<Stat, StoreError> {
        if !self.is_still_ours(disk) {
            self.start_anew(disk)?;
        }
        let first = match self.try_append(disk, lines) {
            Ok(stat) => return Ok(stat),
            Err(first) => first,
        };
        self.close(disk);
        // The error of the second attempt is told by nobody: the first names the cause.
        let again = self.start_anew(disk).and_then(|()| self.try_append(disk, lines));
        again.map_err(|_| {
            self.close(disk);
            let _ = self.start_anew(disk);
            first
        })
    }

    /// Takes up a log that is there and was read to its end; one that cannot be taken up is left alone.
    pub fn take_up(&mut self, disk: &Arc<dyn Disk>, read: Option<u64>) -> Result<(), StoreError> {
        if disk.stat(&self.path()).is_err() {
            return Ok(());
        }
        match self.opened(&**disk, read) {
            Some(open) => {
                self.file = Some(open);
                Ok(())
            }
            None => self.start_anew(disk),
        }
    }

    fn opened(&self, disk: &dyn Disk, read: Option<u64>) -> Option<OpenLog> {
        let path = self.path();
        let file = disk.open(&path, How::Append, self.mode).ok()?;
        let stat = file.stat().ok()?;
        if Some(stat.len) != read {
            return None;
        }
        let last = disk.read(&path, stat.len.saturating_sub(1), 1).ok()?;
        Some(OpenLog { file, stat, ends_with_line_feed: last.is_empty() || last == b"\n" })
    }

    /// Whether the path still names the open file, and it is as long as we left it; where none is open yet, whether
    /// the name is still free.
    fn is_still_ours(&self, disk: &Arc<dyn Disk>) -> bool {
        if self.is_left {
            return false;
        }
        match (&self.file, disk.stat(&self.path())) {
            (Some(open), Ok(now)) => now.identity == open.stat.identity && now.len == open.stat.len,
            (None, Err(_)) => true,
            _ => false,
        }
    }

    fn try_append(&mut self, disk: &Arc<dyn Disk>, lines: &[Line]) -> Result<Stat, StoreError> {
        let path = self.path();
        let failed = |what| StoreError::io(what, path.clone());
        let is_new = self.file.is_none();
        let open = if let Some(open) = &mut self.file {
            open
        } else {
            let file = disk.open(&path, How::New, self.mode).map_err(failed("could not start a log at"))?;
            let stat = file.stat().map_err(failed("could not look at"))?;
            self.file.insert(OpenLog { file, stat, ends_with_line_feed: true })
        };
        let first = if open.ends_with_line_feed { "" } else { "\n" };
        let numbered = (self.seq..).zip(lines).map(|(seq, line)| line.text(seq));
        let text: String = std::iter::once(first.to_owned()).chain(numbered).collect();
        open.file.append(text.as_bytes()).map_err(failed("could not save to"))?;
        open.file.sync().map_err(failed("could not make sure of"))?;
        let stat = open.file.stat().map_err(failed("could not look at"))?;
        if is_new {
            disk.sync_folder(&self.folder).map_err(failed("could not make sure of the folder of"))?;
        }
        (open.stat, open.ends_with_line_feed) = (stat, true);
        self.seq += lines.len() as u64;
        self.bear_witness();
        self.close_what_is_left(&**disk);
        Ok(stat)
    }

    /// Notes in the lock file how many lines of this log were confirmed, so that one that is cut off is missed.
    fn bear_witness(&mut self) {
        let seen = &mut self.text.seen;
        seen.retain(|(log, _)| *log != self.taken.name);
        seen.push((self.taken.name.clone(), self.seq - 1));
        if let Ok(text) = self.text.text() {
            let _ = self.taken.lock.note(&text);
        }
    }

    /// Closes a log for good after a failure: under its new name it is read and never claimed. One in which nothing
    /// was ever confirmed is taken away. If neither succeeds, the next save tries again, unless a later session went on
    /// in it.
    fn close(&mut self, disk: &Arc<dyn Disk>) {
        let Some(open) = self.file.take() else { return };
        let log = (self.name().to_owned(), open.stat.len > 0);
        if self.try_close(&**disk, &log).is_err() {
            self.to_close.push(log);
        }
    }

    fn try_close(&self, disk: &dyn Disk, (name, holds_something): &(String, bool)) -> std::io::Result<()> {
        let path = self.folder.join(name);
        if *holds_something {
            disk.rename(&path, &self.folder.join(logs::closed_name(name)))
        } else {
            disk.remove(&path)
        }
    }

    fn close_what_is_left(&mut self, disk: &dyn Disk) {
        for log in std::mem::take(&mut self.to_close) {
            let is_taken = presence::is_held(disk, &self.folder.join(&log.0));
            if !is_taken && self.try_close(disk, &log).is_err() {
                self.to_close.push(log);
            }
        }
    }

    /// Leaves this log and goes on under a new name. If none can be taken now, the next save tries again: the name that
    /// was left is not written to any more, for others count its lines on from where it ended.
    fn start_anew(&mut self, disk: &Arc<dyn Disk>) -> Result<(), StoreError> {
        (self.file, self.seq, self.is_left) = (None, 1, true);
        self.taken = take(&**disk, &self.folder, &self.stem, &self.text, self.mode, Vec::new())?;
        self.is_left = false;
        Ok(())
    }

    fn path(&self) -> PathBuf {
        self.folder.join(self.name())
    }
}

/// Takes the lock of the first of these logs that is free, else that of a name that was claimed once and never used,
/// else that of a new name. A lock that cannot be opened is somebody else's.
fn take(
    disk: &dyn Disk,
    folder: &Path,
    stem: &str,
    text: &LockText,
    mode: u32,
    mut names: Vec<String>,
) -> Result<Taken, StoreError> {
    super::make_inside(disk, folder)?;
    let unused = lock_paths(disk, folder).into_iter().map(|lock| lock.with_extension("ronl"));
    let unused = unused.filter(|log| disk.stat(log).is_err());
    let unused = unused.filter_map(|log| Some(log.file_name()?.to_str()?.to_owned()));
    // A log of which lines were seen and that is not there was removed: its name is not taken again.
    let unused = unused.filter(|name| text.seen.iter().all(|(log, _)| log != name));
    names.extend(
        unused.filter(|name| is_own(name, stem) && disk.stat(&folder.join(logs::closed_name(name))).is_err()),
    );
    names.push(format!("{stem}-{}.ronl", short_luck(disk)));
    let text = text.text()?;
    let mut trouble = std::io::Error::other("somebody took the name at the same moment");
    for name in names {
        match disk.lock(&lock_path(folder, &name), &text, mode) {
            Ok(Some(lock)) => return Ok(Taken { name, lock }),
            Ok(None) => {}
            Err(why) => trouble = why,
        }
    }
    Err(StoreError::Io { what: "could not take a log in", path: folder.to_owned(), why: trouble })
}

fn is_own(name: &str, stem: &str) -> bool {
    name.strip_prefix(stem).is_some_and(|rest| rest.starts_with('-'))
}
