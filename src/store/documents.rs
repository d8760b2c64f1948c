//! Whole documents: written to a temporary file beside, synced, read back, renamed over, and the folder synced.
//!
//! If the file on disk is no longer the one that was opened, nothing is written.

use std::path::{Path, PathBuf};

use super::{Disk, How, Stat, StoreError};
use crate::notation::LARGEST_DOCUMENT;

/// Tells whether a document is still the one that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp(blake3::Hash);

/// The stamp of a text.
#[must_use]
pub fn stamp(text: &str) -> Stamp {
    Stamp(blake3::hash(text.as_bytes()))
}

/// Reads a document of at most 16 MB of UTF-8.
pub fn read_document(disk: &dyn Disk, path: &Path) -> Result<String, StoreError> {
    let most = LARGEST_DOCUMENT as u64 + 1;
    let bytes = disk.read(path, 0, most).map_err(StoreError::io("could not read", path))?;
    let bad = |place, what: &str, remedy: &str| StoreError::Bad {
        path: path.to_owned(),
        problem: crate::notation::Problem::new(place, what, remedy),
    };
    if bytes.len() > LARGEST_DOCUMENT {
        return Err(bad((1, 1), "the file is larger than 16 MB", "Split it into smaller documents."));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let place = crate::notation::place(&String::from_utf8_lossy(valid), valid.len());
        bad(place, "this is not UTF-8", "Save the file as UTF-8.")
    })
}

/// Writes a document in the place of the one that was opened (`opened`), or as a new one (nothing).
pub fn write_document(
    disk: &dyn Disk,
    path: &Path,
    text: &str,
    opened: Option<Stamp>,
    mode: u32,
) -> Result<(), StoreError> {
    match (disk.stat(path), opened) {
        (Ok(_), None) => return Err(StoreError::Exists(path.to_owned())),
        (Ok(_), Some(opened)) if stamp(&read_document(disk, path)?) != opened => {
            return Err(StoreError::ChangedOnDisk(path.to_owned()));
        }
        _ => {}
    }
    put(disk, path, text.as_bytes(), mode)
}

/// Writes bytes for this user alone, over what may be there: exports, reports, drafts.
pub fn write_private(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    put(disk, path, bytes, 0o600)
}

fn put(disk: &dyn Disk, path: &Path, bytes: &[u8], mode: u32) -> Result<(), StoreError> {
    let folder = folder_of(path);
    let temporary = temporary_beside(disk, path);
    let written = write_synced(disk, &temporary, bytes, mode)
        .and_then(|()| disk.rename(&temporary, path).map_err(StoreError::io("could not put in place", path)));
    if let Err(error) = written {
        let _ = disk.remove(&temporary);
        return Err(error);
    }
    disk.sync_folder(&folder).map_err(StoreError::io("could not make sure of", folder))
}

fn write_synced(disk: &dyn Disk, path: &Path, bytes: &[u8], mode: u32) -> Result<(), StoreError> {
    let mut file = disk.open(path, How::New, mode).map_err(StoreError::io("could not write", path))?;
    file.append(bytes).map_err(StoreError::io("could not write", path))?;
    file.sync().map_err(StoreError::io("could not make sure of", path))?;
    let Stat { len, .. } = file.stat().map_err(StoreError::io("could not look at", path))?;
    let back = disk.read(path, 0, len).map_err(StoreError::io("could not read back", path))?;
    if back == bytes {
        Ok(())
    } else {
        let why = std::io::Error::other("what was read back is not what was written");
        Err(StoreError::Io { what: "could not write", path: path.to_owned(), why })
    }
}

fn folder_of(path: &Path) -> PathBuf {
    path.parent().filter(|p| !p.as_os_str().is_empty()).map_or_else(|| PathBuf::from("."), Path::to_owned)
}

fn temporary_beside(disk: &dyn Disk, path: &Path) -> PathBuf {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    folder_of(path).join(format!(".{name}.{}", short_luck(disk)))
}

/// Four random letters and digits, for names.
pub(super) fn short_luck(disk: &dyn Disk) -> String {
    const LETTERS: &[u8] = b"abcdefghijkmnpqrstuvwxyz23456789";
    disk.luck().iter().take(4).map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()])).collect()
}
