//! The only part of the program that touches the file system, and only through [`Disk`].
//!
//! What was reported as saved has been written and synced before. Logs are only ever appended to; nobody writes
//! another's; what cannot be read is set aside and named, never overwritten.

mod case_document;
mod case_folder;
mod check;
mod disk;
mod documents;
mod drafts;
#[cfg(test)]
mod interleaved;
mod logs;
mod memory;
mod open_case;
mod outgoing;
mod presence;
mod repair;
mod writer;

use std::{
    io,
    path::{Path, PathBuf},
};

pub use case_document::{CaseDocument, check as check_case_document};
pub use case_folder::{NewCase, create, has_logs, is_case_folder, make_folders, read_about, scenario_files};
pub use check::{Finding, Weight, check_folder};
pub use disk::{Disk, DiskFile, Held, How, RealDisk, Stat};
pub use documents::{
    Stamp, read_document, remove_document, stamp, write_document, write_private, write_scenario,
};
pub use drafts::{Draft, DraftKeeper, Drafts, unreadable_drafts};
pub use logs::{Kept, SetAside, Why};
pub use memory::{MemoryDisk, Op};
pub use open_case::{Access, Erasures, Joined, News, OpenCase};
pub use outgoing::{check_outgoing, write_outgoing};
pub use presence::Presence;
pub use repair::{Repaired, RepairedLog, repair};

use crate::edit::Refusal;

/// Why something could not be read or written. What was saved before is as it was.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The system said no.
    #[error("{what} {}: {}. {}", path.display(), spoken(why), remedy(why))]
    Io {
        /// What was being done.
        what: &'static str,
        /// To what.
        path: PathBuf,
        /// What the system said.
        #[source]
        why: io::Error,
    },
    /// A text of ours cannot be read.
    #[error("{}:{problem}", path.display())]
    Bad {
        /// Which file.
        path: PathBuf,
        /// What is wrong and where.
        problem: crate::notation::Problem,
    },
    /// The folder is not a case.
    #[error("{} is not a case: it holds no case.ron. Name a case folder, or make one with `goodoffices new`.", .0.display())]
    NotACase(PathBuf),
    /// The folder holds logs, and what was written when the case was made is gone.
    #[error("{} holds the logs of a case, and case.ron is gone. It is written once and is the same in every copy of the case: take it from another one. The logs are as they were.", .0.display())]
    NoCaseFile(PathBuf),
    /// Something stands where a new file or folder is to go.
    #[error("{} is there already; nothing was written. Choose another name, or say that it is to be replaced.", .0.display())]
    Exists(PathBuf),
    /// The file would go into a case folder, or make a folder look like one.
    #[error("{} is in a case folder, or would make one of its folder; nothing was written. Write the file elsewhere.", .0.display())]
    InACase(PathBuf),
    /// Somebody else has changed the file since it was opened.
    #[error("{} was changed by somebody since it was opened; nothing was written. Save under another name, or open it again.", .0.display())]
    ChangedOnDisk(PathBuf),
    /// Somebody is saving the same document at this moment.
    #[error("{} is being saved by somebody at this moment; nothing was written. Save again.", .0.display())]
    BeingSaved(PathBuf),
    /// Two cases that are not copies of one cannot be joined.
    #[error("{} is another case, not a copy of this one; nothing was done. To take over its records, export it and import that.", .0.display())]
    OtherCase(PathBuf),
    /// The case is open for work elsewhere, and what was asked for must have it alone.
    #[error("the case is open for work by {}; nothing was done. Ask them to close it, then try again.", .0.join(", "))]
    InUse(Vec<String>),
    /// The case may only be read here.
    #[error("this case is open for reading only; nothing was written")]
    ReadOnly,
    /// A newer program made the case.
    #[error(
        "a newer program made this case, so that it can only be read here; nothing was written. Use that program to change it"
    )]
    Newer,
    /// The edit makes no sense on this case.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The value cannot be written as text.
    #[error("it cannot be written down: {0}")]
    Unwritable(String),
}

impl StoreError {
    pub(crate) fn io(what: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |why| Self::Io { what, path, why }
    }

    /// Whether the input was wrong, as opposed to the disk: decides the exit code.
    #[must_use]
    pub fn is_about_input(&self) -> bool {
        !matches!(self, Self::Io { .. })
    }
}

/// Files of a team folder may be read and written by the group, those of a personal one only by their owner.
fn file_mode(disk: &dyn Disk, case: &Path) -> u32 {
    if disk.stat(case).is_ok_and(|stat| stat.mode & 0o020 != 0) { 0o660 } else { 0o600 }
}

/// Makes a folder of a case that is not there, and makes sure of it; what is made in a team's folder stays the team's.
fn make_inside(disk: &dyn Disk, folder: &Path) -> Result<(), StoreError> {
    if disk.stat(folder).is_ok() {
        return Ok(());
    }
    let case = folder.parent().unwrap_or(folder);
    let mode = if file_mode(disk, case) == 0o660 { 0o2770 } else { 0o700 };
    disk.create_folder(folder, mode).map_err(StoreError::io("could not make", folder))?;
    disk.sync_folder(case).map_err(StoreError::io("could not make sure of", case))
}

/// What the system said, in plain words.
fn spoken(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::QuotaExceeded => "your share of the disk is used up".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
        io::ErrorKind::PermissionDenied => "you are not allowed to".to_owned(),
        io::ErrorKind::NotFound => "it is not there".to_owned(),
        io::ErrorKind::NotADirectory => "it is not a folder".to_owned(),
        _ => error.to_string(),
    }
}

/// What a person can do about it.
fn remedy(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull => "Free some space, then save again: your text is kept",
        io::ErrorKind::QuotaExceeded => {
            "Remove files of yours or ask for more room, then save again: your text is kept"
        }
        io::ErrorKind::ReadOnlyFilesystem => {
            "Ask whoever runs the server to make it writable, then save again"
        }
        io::ErrorKind::PermissionDenied => {
            "Ask its owner for the right to, then try again; `goodoffices doctor` tells more"
        }
        io::ErrorKind::NotFound => "Check the name, or whether the folder was moved",
        _ if error.raw_os_error() == Some(24) => "Close other programs, then save again: your text is kept",
        _ => "What was saved before is safe; try again, and see `goodoffices doctor`",
    }
}
