//! Writing to the log of this writer: one append and one sync a step.
//!
//! A log whose write or sync failed is closed for good; the same lines, with the same ids, go to a new one. A failed
//! sync is never simply tried again, because the system may have dropped what it could not write.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::revision::line::Line;

use super::{Disk, DiskFile, Held, How, Stat, StoreError, documents::short_luck, logs};

/// The log that this writer appends to.
pub struct Writer {
    folder: PathBuf,
    /// What the names of this writer's logs begin with: `rosa@srv1`.
    stem: String,
    lock_text: String,
    mode: u32,
    name: String,
    _lock: Box<dyn Held>,
    file: Option<OpenLog>,
    /// The number of the next line.
    pub seq: u64,
}

struct OpenLog {
    file: Box<dyn DiskFile>,
    stat: Stat,
    ends_with_line_feed: bool,
}

impl Writer {
    /// Takes a log of this writer that nobody has open, or a new name. Nothing is written to it yet.
    pub fn claim(
        disk: &Arc<dyn Disk>,
        folder: &Path,
        stem: &str,
        text: &str,
        mode: u32,
    ) -> Result<Self, StoreError> {
        let own = |name: &String| name.strip_prefix(stem).is_some_and(|rest| rest.starts_with('-'));
        let mut names: Vec<String> = logs::log_names(&**disk, folder)?.into_iter().filter(own).collect();
        names.push(new_name(&**disk, stem));
        for name in names {
            let path = lock_path(folder, &name);
            let taken =
                disk.lock(&path, text, mode).map_err(StoreError::io("could not take the lock", path))?;
            if let Some(lock) = taken {
                return Ok(Self {
                    folder: folder.to_owned(),
                    stem: stem.to_owned(),
                    lock_text: text.to_owned(),
                    mode,
                    name,
                    _lock: lock,
                    file: None,
                    seq: 1,
                });
            }
        }
        let why = std::io::Error::other("somebody took the name at the same moment");
        Err(StoreError::Io { what: "could not take a log in", path: folder.to_owned(), why })
    }

    /// The log's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Appends the lines of a step and makes them last. Only after that may anybody say "Saved".
    pub fn append(&mut self, disk: &Arc<dyn Disk>, lines: &[Line]) -> Result<Stat, StoreError> {
        if !self.is_still_ours(disk) {
            self.file = None;
            if disk.stat(&self.path()).is_ok() {
                self.start_anew(disk)?;
            }
        }
        let written = match self.try_append(disk, lines) {
            Ok(stat) => Ok(stat),
            Err(first) => {
                self.file = None;
                // The second attempt's error is the one that still holds; the first names the cause.
                self.start_anew(disk).and_then(|()| self.try_append(disk, lines)).map_err(|_| first)
            }
        };
        match written {
            Ok(stat) => {
                self.seq += lines.len() as u64;
                Ok(stat)
            }
            Err(error) => {
                self.file = None;
                let _ = self.start_anew(disk);
                Err(error)
            }
        }
    }

    /// Takes up a log that is there and was read to its end.
    pub fn take_up(&mut self, disk: &Arc<dyn Disk>, read: Option<u64>) -> Result<(), StoreError> {
        let path = self.path();
        if disk.stat(&path).is_err() {
            return Ok(());
        }
        let file =
            disk.open(&path, How::Append, self.mode).map_err(StoreError::io("could not open", &path))?;
        let stat = file.stat().map_err(StoreError::io("could not look at", &path))?;
        if Some(stat.len) != read {
            return self.start_anew(disk);
        }
        let last = disk
            .read(&path, stat.len.saturating_sub(1), 1)
            .map_err(StoreError::io("could not read", &path))?;
        let ends_with_line_feed = last.is_empty() || last == b"\n";
        self.file = Some(OpenLog { file, stat, ends_with_line_feed });
        Ok(())
    }

    /// Whether the path still names the open file, and it is as long as we left it.
    fn is_still_ours(&self, disk: &Arc<dyn Disk>) -> bool {
        self.file.as_ref().is_some_and(|open| {
            disk.stat(&self.path())
                .is_ok_and(|now| now.identity == open.stat.identity && now.len == open.stat.len)
        })
    }

    fn try_append(&mut self, disk: &Arc<dyn Disk>, lines: &[Line]) -> Result<Stat, StoreError> {
        let path = self.path();
        let failed = |what| StoreError::io(what, path.clone());
        let is_new = self.file.is_none();
        let open = match &mut self.file {
            Some(open) => open,
            None => {
                let file =
                    disk.open(&path, How::New, self.mode).map_err(failed("could not start a log at"))?;
                let stat = file.stat().map_err(failed("could not look at"))?;
                self.file.insert(OpenLog { file, stat, ends_with_line_feed: true })
            }
        };
        let first = if open.ends_with_line_feed { "" } else { "\n" };
        let numbered = (self.seq..).zip(lines).map(|(seq, line)| line.text(seq));
        let text: String = std::iter::once(first.to_owned()).chain(numbered).collect();
        open.file.append(text.as_bytes()).map_err(failed("could not save to"))?;
        open.file.sync().map_err(failed("could not make sure of"))?;
        open.stat = open.file.stat().map_err(failed("could not look at"))?;
        open.ends_with_line_feed = true;
        let stat = open.stat;
        if is_new {
            disk.sync_folder(&self.folder).map_err(failed("could not make sure of the folder of"))?;
        }
        Ok(stat)
    }

    /// Leaves this log for good and goes on under a new name.
    fn start_anew(&mut self, disk: &Arc<dyn Disk>) -> Result<(), StoreError> {
        let name = new_name(&**disk, &self.stem);
        let path = lock_path(&self.folder, &name);
        let taken =
            disk.lock(&path, &self.lock_text, self.mode).map_err(StoreError::io("could not lock", path))?;
        if let Some(lock) = taken {
            self.name = name;
            self._lock = lock;
            self.file = None;
            self.seq = 1;
        }
        Ok(())
    }

    fn path(&self) -> PathBuf {
        self.folder.join(&self.name)
    }
}

fn new_name(disk: &dyn Disk, stem: &str) -> String {
    format!("{stem}-{}.ronl", short_luck(disk))
}

fn lock_path(folder: &Path, log: &str) -> PathBuf {
    folder.join(format!("{}.lock", log.trim_end_matches(".ronl")))
}
