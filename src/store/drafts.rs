//! Text that was typed and is not saved yet, in a file of its own for each session, offered at the next start.
//!
//! A draft leaves the disk only when its text stands somewhere else: saved, or in the file of the session that took it
//! over. A file is replaced whole and is readable by its owner alone.
//!
//! For the screens: [`DraftKeeper::start`] when a case is opened for work gives the keeper and what is to be offered;
//! [`DraftKeeper::typed`] after every change of a form's text; [`DraftKeeper::saved`] once the save has returned;
//! [`DraftKeeper::let_go`] when an offer was taken into a form or turned down; [`DraftKeeper::flush`] at a hang-up, a
//! signal or a panic, and before leaving.

mod timing;
mod worker;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{Disk, Held, StoreError, documents::short_luck, presence::stem, read_document, write_private};
use crate::notation;

pub use worker::DraftKeeper;

/// The fields of one form as they were typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// What the form is and what it is about, in words of the screens' own; the same form has the same.
    pub form: String,
    /// What the form is called for people: `Position of the FMLN on the police`.
    pub title: String,
    /// When the last letter was typed, as a time stamp in UTC.
    pub at: String,
    /// Every field that holds text, by its name.
    pub fields: Vec<(String, String)>,
}

/// What a file of drafts holds.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename = "Drafts", deny_unknown_fields)]
struct DraftFile {
    format: u32,
    by: String,
    drafts: Vec<Draft>,
}

/// The drafts of one session. Nothing here waits or watches a clock: see [`DraftKeeper`].
pub struct Drafts {
    disk: Arc<dyn Disk>,
    folder: PathBuf,
    by: String,
    stem: String,
    /// What earlier sessions left.
    offered: Vec<Draft>,
    /// What is being typed in this one.
    typed: Vec<Draft>,
    own: Option<OwnFile>,
}

/// The file of this session, with the lock that tells others that somebody still types into it.
struct OwnFile {
    path: PathBuf,
    lock_path: PathBuf,
    /// Nothing where another file of the same session stands beside it with the lock.
    _lock: Option<Box<dyn Held>>,
}

impl Drafts {
    /// The drafts of a session of this person on this machine. Nothing is read or written yet.
    #[must_use]
    pub fn new(disk: Arc<dyn Disk>, case: &Path, by: &str, host: &str) -> Self {
        let (folder, by, stem) = (case.join("drafts"), by.to_owned(), stem(by, host));
        Self { disk, folder, by, stem, offered: Vec::new(), typed: Vec::new(), own: None }
    }

    /// Takes over what sessions of the same person left that are no more, on whichever machine they were. Their files go
    /// once it stands in ours. What cannot be read, and what others left, stays where it is.
    pub fn take_over(&mut self) -> Result<(), StoreError> {
        let mut left = Vec::new();
        for name in draft_files(&*self.disk, &self.folder) {
            let path = self.folder.join(&name);
            // Another's lock is not even tried.
            if self.read(&path).is_none() {
                continue;
            }
            let Some((lock_path, lock)) = self.lock_of(&name) else { continue };
            if let Some(drafts) = self.read(&path) {
                self.offered.extend(drafts);
                left.push(OwnFile { path, lock_path, _lock: Some(lock) });
            }
        }
        self.take_over_unfinished(&mut left);
        let mut seen = Vec::new();
        self.offered.retain(|draft| {
            let is_new = !seen.contains(draft);
            seen.push(draft.clone());
            is_new
        });
        if !left.is_empty() {
            self.write()?;
        }
        left.iter().try_for_each(|file| self.remove(file))
    }

    /// Temporary files of sessions that ended while they wrote; one that is whole is taken over like any other.
    fn take_over_unfinished(&mut self, left: &mut Vec<OwnFile>) {
        let begins = format!(".{}", own_part(&self.stem));
        for hidden in self.disk.list(&self.folder).unwrap_or_default() {
            let Some((name, _)) = hidden.rsplit_once('.') else { continue };
            if !name.starts_with(&begins) || name.strip_suffix(".ron").is_none() {
                continue;
            }
            let path = self.folder.join(&hidden);
            let lock_path = self.folder.join(&name[1..]).with_extension("lock");
            let lock = if left.iter().any(|file| file.lock_path == lock_path) {
                None
            } else {
                match self.lock_of(&name[1..]) {
                    Some((_, lock)) => Some(lock),
                    None => continue,
                }
            };
            self.offered.extend(self.read(&path).unwrap_or_default());
            left.push(OwnFile { path, lock_path, _lock: lock });
        }
    }

    /// The lock of a file of drafts, if no session holds it.
    fn lock_of(&self, name: &str) -> Option<(PathBuf, Box<dyn Held>)> {
        let path = self.folder.join(name).with_extension("lock");
        let lock = self.disk.lock(&path, "", 0o600).ok().flatten()?;
        Some((path, lock))
    }

    /// What earlier sessions left, the latest last.
    #[must_use]
    pub fn offered(&self) -> &[Draft] {
        &self.offered
    }

    /// Notes what a form holds now; a form without any text has no draft.
    pub fn put(&mut self, draft: Draft) {
        self.saved(&draft.form);
        if draft.fields.iter().any(|(_, text)| !text.is_empty()) {
            self.typed.push(draft);
        }
    }

    /// Forgets what was typed into a form in this session: it is saved.
    pub fn saved(&mut self, form: &str) {
        self.typed.retain(|draft| draft.form != form);
    }

    /// Forgets what an earlier session left.
    pub fn let_go(&mut self, draft: &Draft) {
        self.offered.retain(|offered| offered != draft);
    }

    /// Writes all drafts, or takes the file away if there is none any more.
    pub fn write(&mut self) -> Result<(), StoreError> {
        if self.offered.is_empty() && self.typed.is_empty() {
            return self.own.take().map_or(Ok(()), |own| self.remove(&own));
        }
        let drafts = self.offered.iter().chain(&self.typed).cloned().collect();
        let file = DraftFile { format: 1, by: self.by.clone(), drafts };
        let text =
            notation::pretty("Drafts", &file).map_err(|why| StoreError::Unwritable(why.to_string()))?;
        let own = match self.own.take() {
            Some(own) => own,
            None => self.claim()?,
        };
        let written = write_private(&*self.disk, &own.path, text.as_bytes());
        self.own = Some(own);
        written
    }

    fn claim(&self) -> Result<OwnFile, StoreError> {
        super::make_inside(&*self.disk, &self.folder)?;
        let path = self.folder.join(format!("{}-{}.ron", self.stem, short_luck(&*self.disk)));
        let lock_path = path.with_extension("lock");
        let lock =
            self.disk.lock(&lock_path, "", 0o600).map_err(StoreError::io("could not lock", &lock_path))?;
        match lock {
            Some(lock) => Ok(OwnFile { path, lock_path, _lock: Some(lock) }),
            None => Err(StoreError::BeingSaved(path)),
        }
    }

    fn read(&self, path: &Path) -> Option<Vec<Draft>> {
        let file = read_drafts(&*self.disk, path).ok()??;
        (file.by == self.by).then_some(file.drafts)
    }

    /// Takes a file away, and its lock while it is held.
    fn remove(&self, file: &OwnFile) -> Result<(), StoreError> {
        let removed = match self.disk.remove(&file.path) {
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => Ok(()),
            other => other.map_err(StoreError::io("could not take away", &file.path)),
        };
        let _ = self.disk.remove(&file.lock_path);
        removed
    }
}

/// The files of drafts in their folder. A hidden one is being written.
fn draft_files(disk: &dyn Disk, folder: &Path) -> Vec<String> {
    let names = disk.list(folder).unwrap_or_default().into_iter();
    names.filter(|name| name.strip_suffix(".ron").is_some() && !name.starts_with('.')).collect()
}

/// What a file of drafts holds; nothing if that is no such file.
fn read_drafts(disk: &dyn Disk, path: &Path) -> Result<Option<DraftFile>, StoreError> {
    let text = match read_document(disk, path) {
        Err(StoreError::Bad { .. }) => return Ok(None),
        other => other?,
    };
    Ok(notation::read::<DraftFile>(&text).ok().filter(|file| file.format == 1))
}

/// The files with text that was typed and not saved in a case, and that cannot be offered to anybody, because they are
/// damaged or a newer program wrote them. What others may read alone is not looked at.
#[must_use]
pub fn unreadable_drafts(disk: &dyn Disk, case: &Path) -> Vec<PathBuf> {
    let folder = case.join("drafts");
    let paths = draft_files(disk, &folder).into_iter().map(|name| folder.join(name));
    let cannot_be_read = |path: &PathBuf| match read_drafts(disk, path) {
        Ok(file) => file.is_none(),
        Err(StoreError::Io { why, .. }) => {
            !matches!(why.kind(), std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::NotFound)
        }
        Err(_) => true,
    };
    paths.filter(cannot_be_read).collect()
}

/// What the names of a person's files begin with on every machine.
fn own_part(stem: &str) -> &str {
    stem.split_inclusive('@').next().unwrap_or(stem)
}

#[cfg(test)]
mod tests;
