//! Whole documents: written to a temporary file beside, synced, read back, renamed over, and the folder synced.
//!
//! If the file on disk is no longer the one that was opened, nothing is written. A lock file beside keeps two of our
//! programs apart; of others there is a last look just before the rename, and what they write between is lost.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Disk, How, Stat, StoreError};
use crate::notation::LARGEST_DOCUMENT;

/// Tells whether a document is still the one that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp(blake3::Hash);

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.to_hex().as_str())
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let hex = String::deserialize(deserializer)?;
        blake3::Hash::from_hex(hex).map(Self).map_err(serde::de::Error::custom)
    }
}

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
    let lock = beside(path, "lock");
    let held = disk.lock(&lock, "", mode).map_err(StoreError::io("could not lock", &lock))?;
    let Some(held) = held else { return Err(StoreError::BeingSaved(path.to_owned())) };
    let check = || is_as_opened(disk, path, text, opened);
    let written = check().and_then(|there| {
        let how = if there { Place::Over(&check) } else { Place::New };
        put(disk, path, text.as_bytes(), mode, &how)
    });
    let _ = disk.remove(&lock);
    drop(held);
    written
}

/// Writes a comparison into a case's folder `scenarios`, in the place of the one that was opened or as a new one.
pub fn write_scenario(
    disk: &dyn Disk,
    case: &Path,
    name: &str,
    text: &str,
    opened: Option<Stamp>,
) -> Result<(), StoreError> {
    let folder = case.join("scenarios");
    super::make_inside(disk, &folder)?;
    write_document(disk, &folder.join(name), text, opened, super::file_mode(disk, case))
}

/// Removes a document, if it is still the one that was written.
pub fn remove_document(disk: &dyn Disk, path: &Path, written: Stamp) -> Result<(), StoreError> {
    if stamp(&read_document(disk, path)?) != written {
        return Err(StoreError::ChangedOnDisk(path.to_owned()));
    }
    disk.remove(path).map_err(StoreError::io("could not remove", path))?;
    let folder = folder_of(path);
    disk.sync_folder(&folder).map_err(StoreError::io("could not make sure of", folder))
}

/// Whether a document stands there that may be written over: the one that was opened, or the very text that is being
/// written, which an earlier attempt brought there without making sure of it.
fn is_as_opened(disk: &dyn Disk, path: &Path, text: &str, opened: Option<Stamp>) -> Result<bool, StoreError> {
    if disk.stat(path).is_err() {
        return Ok(false);
    }
    let there = stamp(&read_document(disk, path)?);
    match opened {
        _ if there == stamp(text) => Ok(true),
        Some(opened) if there == opened => Ok(true),
        Some(_) => Err(StoreError::ChangedOnDisk(path.to_owned())),
        None => Err(StoreError::Exists(path.to_owned())),
    }
}

/// Whether a file goes where there is none, or over another, after a last look.
enum Place<'a> {
    New,
    Over(&'a dyn Fn() -> Result<bool, StoreError>),
}

/// Writes bytes for this user alone, over what may be there: exports, reports, drafts.
pub fn write_private(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    put_over(disk, path, bytes, 0o600)
}

/// Writes bytes over a file of ours that is there.
pub(super) fn put_over(disk: &dyn Disk, path: &Path, bytes: &[u8], mode: u32) -> Result<(), StoreError> {
    put(disk, path, bytes, mode, &Place::Over(&|| Ok(true)))
}

/// Writes bytes where nothing is; what somebody else puts there at the same moment stays.
pub(super) fn put_new(disk: &dyn Disk, path: &Path, bytes: &[u8], mode: u32) -> Result<(), StoreError> {
    put(disk, path, bytes, mode, &Place::New)
}

fn put(disk: &dyn Disk, path: &Path, bytes: &[u8], mode: u32, place: &Place<'_>) -> Result<(), StoreError> {
    let folder = folder_of(path);
    let temporary = temporary_beside(disk, path);
    let written = write_synced(disk, &temporary, bytes, mode).and_then(|()| {
        let renamed = match place {
            Place::New => disk.rename_new(&temporary, path),
            Place::Over(check) => check().map(|_| disk.rename(&temporary, path))?,
        };
        renamed.map_err(|why| match why.kind() {
            std::io::ErrorKind::AlreadyExists => StoreError::Exists(path.to_owned()),
            _ => StoreError::io("could not put in place", path)(why),
        })
    });
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
    beside(path, &short_luck(disk))
}

/// A hidden name beside a file.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    folder_of(path).join(format!(".{name}.{ending}"))
}

/// Four random letters and digits, for names.
pub(super) fn short_luck(disk: &dyn Disk) -> String {
    const LETTERS: &[u8] = b"abcdefghijkmnpqrstuvwxyz23456789";
    disk.luck().iter().take(4).map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()])).collect()
}

#[cfg(test)]
mod tests;
