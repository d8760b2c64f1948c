//! An open case: the document, its logs, and the one way to save: prepare, append, commit.

mod join;

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::Timestamp;

use super::{
    Disk, StoreError,
    case_folder::read_about,
    logs::{Logs, SetAside, Why},
    presence::{self, LockText, Presence},
    writer::Writer,
};
use crate::{
    document::{Deed, Document, Pen, Step},
    edit::{Edit, Refusal},
    model::{Case, RevisionId, StepId},
    revision::{FORMAT, Revision, line::Line},
};

pub use join::{Erasures, Joined};

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
    set_aside: Vec<SetAside>,
    access: Access,
    writer: Option<Writer>,
    /// Why nothing can be written now, although the case was opened for work.
    barred: Option<String>,
    /// The last saves that failed.
    failed: Vec<Failed>,
    /// Lines that are known here and gone from the disk, still to be put back.
    owed: Vec<Line>,
    format: u32,
}

/// A save that failed, of which some lines may have reached the disk all the same. If the user wishes the same again,
/// the same lines are written again, so that it does not become a second version. The same is what differs in nothing
/// but the ids of new records: whoever saves again may have a new pen, and takes the ids from the [`Deed`].
struct Failed {
    wish: Wish,
    step: Step,
}

/// How many failed saves are kept in mind.
const MOST_FAILED: usize = 16;

enum Wish {
    Edit(Edit),
    Undo,
    Redo,
}

impl Wish {
    fn is_again(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Edit(one), Self::Edit(other)) => one.is_again(other),
            (Self::Undo, Self::Undo) | (Self::Redo, Self::Redo) => true,
            _ => false,
        }
    }
}

/// What a look at the folder brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// What others did since.
    pub deeds: Vec<Deed>,
    /// How many steps of this session turned up on the disk although their save had failed.
    pub own: usize,
    /// Lines that could not be used, and that need care.
    pub set_aside: Vec<SetAside>,
    /// Logs that became shorter, were replaced or removed.
    pub replaced: Vec<String>,
    /// How many lines that were gone from the disk were put back, into our own log.
    pub put_back: usize,
}

impl OpenCase {
    /// Opens a case folder. If nothing can be written there now, it opens all the same: see [`OpenCase::barred`].
    pub fn open(disk: Arc<dyn Disk>, folder: &Path, access: &Access) -> Result<Self, StoreError> {
        let folder = &disk.real_folder(folder);
        let (about, format) = read_about(&*disk, folder)?;
        let log_folder = folder.join("log");
        let mut logs = Logs::witnessed(presence::seen(&*disk, &log_folder));
        let kept = logs.look(&*disk, &log_folder)?;
        let document = Document::new(about, kept.revisions);
        let (folder, access) = (folder.to_owned(), access.clone());
        let (writer, barred, failed, owed) = (None, None, Vec::new(), Vec::new());
        let set_aside = Vec::new();
        let mut case =
            Self { disk, folder, document, logs, set_aside, access, writer, barred, failed, owed, format };
        case.note_set_aside();
        if case.access != Access::Read {
            let claimed = case.must_be_writable().and_then(|()| case.claim());
            case.barred = claimed.err().map(|error| error.to_string());
        }
        Ok(case)
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
        match &self.access {
            Access::Write { by, .. } => by,
            Access::Read => "",
        }
    }

    /// Whether the case is open for reading only, or may only be read because a newer program made it.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.access == Access::Read || self.is_newer()
    }

    /// Refuses where the case may only be read, and says why.
    pub fn must_be_writable(&self) -> Result<(), StoreError> {
        match (&self.access, self.is_newer()) {
            (_, true) => Err(StoreError::Newer),
            (Access::Read, false) => Err(StoreError::ReadOnly),
            (Access::Write { .. }, false) => Ok(()),
        }
    }

    /// Why nothing can be written now, although the case was opened for work. Each save tries again.
    #[must_use]
    pub fn barred(&self) -> Option<&str> {
        self.barred.as_deref()
    }

    /// Whether a newer program made this case.
    #[must_use]
    pub fn is_newer(&self) -> bool {
        self.format > FORMAT
    }

    /// What in the logs cannot be used as it stands, at present.
    #[must_use]
    pub fn set_aside(&self) -> &[SetAside] {
        &self.set_aside
    }

    /// How much of that needs care.
    #[must_use]
    pub fn needing_care(&self) -> usize {
        self.set_aside.iter().filter(|aside| aside.needs_care()).count()
    }

    /// The pen with which the next step would be written.
    pub fn pen(&self, at: Timestamp) -> Result<Pen, StoreError> {
        self.must_be_writable()?;
        Ok(Pen { by: self.by().to_owned(), at, seed: self.disk.luck() })
    }

    /// Carries out an edit. When this returns, it is saved; else nothing has changed.
    pub fn save(&mut self, edit: &Edit, at: Timestamp) -> Result<Deed, StoreError> {
        let pen = self.pen(at)?;
        self.carry_out(Wish::Edit(edit.clone()), |document| document.prepare(edit, &pen))
    }

    /// Takes back the last step of this author, once it has looked whether others went on from it. What that look
    /// brings is told to nobody: whoever wants to hear it calls [`OpenCase::look`] before.
    pub fn undo(&mut self, at: Timestamp) -> Result<Deed, StoreError> {
        let pen = self.pen(at)?;
        self.look()?;
        self.carry_out(Wish::Undo, |document| document.undo(&pen))
    }

    /// Does again what this author took back last, after the same look.
    pub fn redo(&mut self, at: Timestamp) -> Result<Deed, StoreError> {
        let pen = self.pen(at)?;
        self.look()?;
        self.carry_out(Wish::Redo, |document| document.redo(&pen))
    }

    /// Looks whether others have written, and takes it in. What is known here and gone from the disk is put back.
    pub fn look(&mut self) -> Result<News, StoreError> {
        let kept = self.logs.look(&*self.disk, &self.log_folder())?;
        let steps = self.document.take_in(kept.revisions);
        self.note_set_aside();
        let (own, others): (Vec<_>, Vec<_>) =
            steps.into_iter().partition(|step| self.failed.iter().any(|failed| failed.step.id == *step));
        let deeds = others.iter().map(|step| self.document.deed(step)).collect();
        if !kept.replaced.is_empty() {
            self.owed = self.gone_from_disk()?;
        }
        let put_back = self.put_back();
        let set_aside = kept.set_aside.into_iter().filter(SetAside::needs_care).collect();
        Ok(News { deeds, own: own.len(), set_aside, replaced: kept.replaced, put_back })
    }

    /// Who else has the case open for work.
    #[must_use]
    pub fn others(&self) -> Vec<Presence> {
        presence::all(&*self.disk, &self.log_folder(), self.writer.as_ref().map(Writer::name))
    }

    fn log_folder(&self) -> PathBuf {
        self.folder.join("log")
    }

    fn note_set_aside(&mut self) {
        self.set_aside = self.logs.set_aside();
        let history = self.document.history();
        let is_whole = |id: &RevisionId| history.get(id).is_some_and(|revision| !revision.is_lost());
        for aside in self.set_aside.iter_mut().filter(|aside| aside.revision.as_ref().is_some_and(is_whole)) {
            aside.why = Why::Mended;
            "the line is cut short here, and stands whole elsewhere".clone_into(&mut aside.what);
        }
        let cut_short = self.set_aside.iter().filter(|aside| aside.why == Why::CutShort);
        let doubtful = cut_short.filter_map(|aside| aside.record.clone()).collect();
        let lines_lost = self.set_aside.iter().any(SetAside::may_be_any_record);
        self.document.note_losses(lines_lost, doubtful);
    }

    /// Takes a log to write to.
    fn claim(&mut self) -> Result<(), StoreError> {
        let Access::Write { by, host, since } = &self.access else { return Err(StoreError::ReadOnly) };
        let text = LockText { by: by.clone(), since: since.to_string(), seen: self.logs.seen() };
        let mode = super::file_mode(&*self.disk, &self.folder);
        let mut writer =
            Writer::claim(&*self.disk, &self.log_folder(), &presence::stem(by, host), text, mode)?;
        let (seq, read) = self.logs.end_of(writer.name());
        writer.seq = seq;
        writer.take_up(&self.disk, read)?;
        self.writer = Some(writer);
        self.barred = None;
        Ok(())
    }

    fn carry_out(
        &mut self,
        wish: Wish,
        prepare: impl Fn(&Document) -> Result<Step, Refusal>,
    ) -> Result<Deed, StoreError> {
        let step = match self.again(&wish, &prepare) {
            Some(step) => step,
            None => prepare(&self.document)?,
        };
        if let Err(error) = self.append(&step.lines) {
            self.failed.push(Failed { wish, step });
            let too_many = self.failed.len().saturating_sub(MOST_FAILED);
            self.failed.drain(..too_many);
            return Err(error);
        }
        let back: Option<StepId> = step.revisions.first().and_then(|revision| revision.undoes.clone());
        // An undo says what it took back. Doing again takes back an undo, and says what that had taken back.
        let before = back.as_ref().map(|back| self.document.deed(back).words);
        let deed = self.document.commit(step);
        let undone = |step: &StepId| self.document.history().step(step).next().and_then(|r| r.undoes.clone());
        let words = match back.as_ref().and_then(undone) {
            Some(first) => Some(self.document.deed(&first).words),
            None => before,
        };
        Ok(Deed { words: words.unwrap_or(deed.words), ..deed })
    }

    /// The step of the last failed save of the same wish, if it would still come after the same versions. What of it was
    /// read back from the disk is left out of account.
    fn again(&mut self, wish: &Wish, prepare: &impl Fn(&Document) -> Result<Step, Refusal>) -> Option<Step> {
        let last = self.failed.iter().rposition(|failed| failed.wish.is_again(wish))?;
        let kept = self.failed.remove(last).step;
        let own: HashSet<RevisionId> = kept.revisions.iter().map(|revision| revision.id).collect();
        let history = self.document.history();
        let now = if own.iter().any(|id| history.get(id).is_some()) {
            let others = history.all().filter(|revision| !own.contains(&revision.id)).cloned();
            prepare(&Document::new(self.case().about.clone(), others))
        } else {
            prepare(&self.document)
        };
        let place = |revision: &Revision| (revision.parents.clone(), revision.undoes.clone());
        let is_same =
            now.is_ok_and(|now| now.revisions.iter().map(place).eq(kept.revisions.iter().map(place)));
        is_same.then_some(kept)
    }

    fn append(&mut self, lines: &[Line]) -> Result<(), StoreError> {
        if self.writer.is_none() {
            self.claim()?;
        }
        let writer = self.writer.as_mut().ok_or(StoreError::ReadOnly)?;
        let stat = writer.append(&self.disk, lines)?;
        self.logs.wrote(writer.name(), stat, writer.seq - 1, lines.len());
        Ok(())
    }

    /// The lines of all that is known here and stands in no log any more. What only a newer program could write again
    /// is not among them.
    fn gone_from_disk(&self) -> Result<Vec<Line>, StoreError> {
        let there = Logs::default().look(&*self.disk, &self.log_folder())?.revisions;
        let there: HashSet<RevisionId> = there.into_iter().map(|revision| revision.id).collect();
        let gone = self.document.history().all().filter(|revision| !there.contains(&revision.id));
        Ok(gone.filter_map(Line::again).collect())
    }

    /// Puts lines back; if the disk says no, the next look tries again.
    fn put_back(&mut self) -> usize {
        let owed = std::mem::take(&mut self.owed);
        if owed.is_empty() || self.is_read_only() {
            return 0;
        }
        if self.append(&owed).is_err() {
            self.owed = owed;
            return 0;
        }
        owed.len()
    }
}

#[cfg(test)]
mod tests;
