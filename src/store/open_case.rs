//! An open case: the document, its logs, and the one way to save: prepare, append, commit.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::Timestamp;

use super::{
    Disk, StoreError,
    case_folder::read_about,
    logs::{Logs, SetAside},
    writer::Writer,
};
use crate::{
    document::{Deed, Document, Pen, Step},
    edit::{Edit, Refusal},
    model::{Case, StepId},
    notation,
    revision::FORMAT,
};

/// What a case is opened for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// To look only. No lock is taken and nothing can be written.
    Read,
    /// To work on it, under this name, on this machine.
    Write {
        /// The working name of the person.
        by: String,
        /// The machine's name.
        host: String,
        /// When it was opened.
        since: Timestamp,
    },
}

/// A case that is open.
pub struct OpenCase {
    disk: Arc<dyn Disk>,
    folder: PathBuf,
    document: Document,
    logs: Logs,
    writer: Option<Writer>,
    by: String,
    set_aside: Vec<SetAside>,
    format: u32,
}

/// What a look at the folder brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// What others did since.
    pub deeds: Vec<Deed>,
    /// Lines that could not be used.
    pub set_aside: Vec<SetAside>,
    /// Logs that became shorter or were replaced.
    pub replaced: Vec<String>,
}

/// Somebody who has the case open for work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    /// Who.
    pub by: String,
    /// Since when.
    pub since: Option<Timestamp>,
}

#[derive(serde::Serialize, serde::Deserialize)]
struct LockText {
    by: String,
    since: String,
}

impl OpenCase {
    /// Opens a case folder.
    pub fn open(disk: Arc<dyn Disk>, folder: &Path, access: &Access) -> Result<Self, StoreError> {
        let (about, format) = read_about(&*disk, folder)?;
        let log_folder = folder.join("log");
        let (mut writer, by) = match access {
            Access::Write { by, host, since } if format <= FORMAT => {
                let text = LockText { by: by.clone(), since: since.to_string() };
                let text = notation::line(&text).map_err(|why| StoreError::Unwritable(why.to_string()))?;
                let writer =
                    Writer::claim(&disk, &log_folder, &stem(by, host), &text, file_mode(&*disk, folder))?;
                (Some(writer), by.clone())
            }
            Access::Write { by, .. } => (None, by.clone()),
            Access::Read => (None, String::new()),
        };
        let mut logs = Logs::default();
        let kept = logs.look(&*disk, &log_folder)?;
        if let Some(writer) = &mut writer {
            let (seq, read) = logs.end_of(writer.name());
            writer.seq = seq;
            writer.take_up(&disk, read)?;
        }
        let document = Document::new(about, kept.revisions);
        Ok(Self {
            disk,
            folder: folder.to_owned(),
            document,
            logs,
            writer,
            by,
            set_aside: kept.set_aside,
            format,
        })
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The case as it stands.
    #[must_use]
    pub fn case(&self) -> &Case {
        self.document.case()
    }

    /// The working name under which this case is open; empty if it is open for reading.
    #[must_use]
    pub fn by(&self) -> &str {
        &self.by
    }

    /// Whether nothing can be written, and why.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.writer.is_none()
    }

    /// Whether a newer program made this case.
    #[must_use]
    pub fn is_newer(&self) -> bool {
        self.format > FORMAT
    }

    /// The lines that could not be used, so far.
    #[must_use]
    pub fn set_aside(&self) -> &[SetAside] {
        &self.set_aside
    }

    /// The pen with which the next step would be written.
    pub fn pen(&self, at: Timestamp) -> Result<Pen, StoreError> {
        if self.writer.is_none() {
            return Err(StoreError::ReadOnly);
        }
        Ok(Pen { by: self.by.clone(), at, seed: self.disk.luck() })
    }

    /// Carries out an edit. When this returns, it is saved; else nothing has changed.
    pub fn save(&mut self, edit: &Edit, at: Timestamp) -> Result<Deed, StoreError> {
        let step = self.document.prepare(edit, &self.pen(at)?)?;
        self.write(step)
    }

    /// Takes back the last step of this author.
    pub fn undo(&mut self, at: Timestamp) -> Result<Deed, StoreError> {
        let step = self.document.undo(&self.pen(at)?)?;
        self.write_back(step)
    }

    /// Does again what this author took back last.
    pub fn redo(&mut self, at: Timestamp) -> Result<Deed, StoreError> {
        let step = self.document.redo(&self.pen(at)?)?;
        self.write_back(step)
    }

    /// Looks whether others have written, and takes it in.
    pub fn look(&mut self) -> Result<News, StoreError> {
        let kept = self.logs.look(&*self.disk, &self.folder.join("log"))?;
        self.set_aside.extend(kept.set_aside.iter().cloned());
        let steps = self.document.take_in(kept.revisions);
        let deeds = steps.iter().map(|step| self.document.deed(step)).collect();
        Ok(News { deeds, set_aside: kept.set_aside, replaced: kept.replaced })
    }

    /// Who else has the case open for work.
    #[must_use]
    pub fn others(&self) -> Vec<Presence> {
        let folder = self.folder.join("log");
        let names = self.disk.list(&folder).unwrap_or_default();
        let own = self.writer.as_ref().map(|writer| writer.name().trim_end_matches(".ronl").to_owned());
        let locks = names.iter().filter_map(|name| Some((name, name.strip_suffix(".lock")?)));
        let others = locks.filter(|(_, log)| own.as_deref() != Some(*log));
        let held = others.filter_map(|(name, _)| self.disk.locked_by(&folder.join(name)).ok().flatten());
        held.filter_map(|text| notation::read::<LockText>(&text).ok())
            .map(|lock| Presence { by: lock.by, since: lock.since.parse().ok() })
            .collect()
    }

    fn write(&mut self, step: Step) -> Result<Deed, StoreError> {
        let writer = self.writer.as_mut().ok_or(StoreError::ReadOnly)?;
        let stat = writer.append(&self.disk, &step.lines)?;
        self.logs.wrote(writer.name(), stat, writer.seq - 1);
        Ok(self.document.commit(step))
    }

    /// Writes an undo or redo and says what it took back or did again. Doing again takes back an undo: what counts for
    /// people is what that had taken back.
    fn write_back(&mut self, step: Step) -> Result<Deed, StoreError> {
        let undone_by = |case: &Self, step: &StepId| {
            case.document.history().step(step).next().and_then(|r| r.undoes.clone())
        };
        let Some(back) = step.revisions.first().and_then(|revision| revision.undoes.clone()) else {
            return Err(Refusal::NothingTo("undo").into());
        };
        let before = self.document.deed(&back);
        let deed = self.write(step)?;
        let words = undone_by(self, &back).map_or(before.words, |first| self.document.deed(&first).words);
        Ok(Deed { words, ..deed })
    }
}

/// What the names of a writer's logs begin with. People may call themselves anything; file names stay plain.
fn stem(by: &str, host: &str) -> String {
    let plain = |text: &str, none: &str| {
        let kept: String =
            text.chars().filter(|c| c.is_ascii_alphanumeric()).take(24).collect::<String>().to_lowercase();
        if kept.is_empty() { none.to_owned() } else { kept }
    };
    format!("{}@{}", plain(by, "writer"), plain(host, "here"))
}

/// Files of a team folder may be read and written by the group, those of a personal one only by their owner.
fn file_mode(disk: &dyn Disk, folder: &Path) -> u32 {
    if disk.stat(folder).is_ok_and(|stat| stat.mode & 0o020 != 0) { 0o660 } else { 0o600 }
}

#[cfg(test)]
mod tests;
