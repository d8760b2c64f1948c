//! Lock files: who has a case open for work, since when, and how much of each log they had seen.
//!
//! A lock file is not synced: what it says about lines seen is a witness, never a record.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Disk, StoreError, disk::LARGEST_LOCK};
use crate::notation;

/// Somebody who has the case open for work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    /// Who.
    pub by: String,
    /// Since when.
    pub since: Option<Timestamp>,
}

/// What stands in a lock file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct LockText {
    /// Who holds it.
    pub by: String,
    /// Since when.
    pub since: String,
    /// How many lines of each log they had seen.
    #[serde(default)]
    pub seen: Vec<(String, u64)>,
}

impl LockText {
    /// As one line.
    pub fn text(&self) -> Result<String, StoreError> {
        notation::line(self).map_err(|why| StoreError::Unwritable(why.to_string()))
    }
}

/// What the names of a writer's files begin with. People may call themselves anything; file names stay plain, and where
/// that drops letters a few digits stand for them, so that two people do not share a name.
pub fn stem(by: &str, host: &str) -> String {
    let plain = |text: &str, none: &str| {
        let kept: String = text.chars().filter(char::is_ascii_alphanumeric).take(24).collect();
        let told_apart = if kept.len() == text.len() {
            String::new()
        } else {
            format!(".{}", &blake3::hash(text.as_bytes()).to_hex()[..4])
        };
        format!("{}{told_apart}", if kept.is_empty() { none.to_owned() } else { kept.to_lowercase() })
    };
    format!("{}@{}", plain(by, "writer"), plain(host.split('.').next().unwrap_or(host), "here"))
}

/// Everybody who holds a lock in a log folder, but for the holder of the log named `own`.
pub fn all(disk: &dyn Disk, folder: &Path, own: Option<&str>) -> Vec<Presence> {
    let own = own.map(|log| lock_path(folder, log));
    let locks = lock_paths(disk, folder).into_iter().filter(|path| Some(path) != own.as_ref());
    let held = locks.filter_map(|path| disk.locked_by(&path).ok().flatten());
    held.map(|text| match notation::read::<LockText>(&text) {
        Ok(lock) if !lock.by.is_empty() => Presence { by: lock.by, since: lock.since.parse().ok() },
        // Who holds a lock is there, whatever the file says.
        _ => Presence { by: SOMEBODY.to_owned(), since: None },
    })
    .collect()
}

/// Whoever holds a lock whose file cannot be read.
pub const SOMEBODY: &str = "somebody";

/// How many lines of which log the holders of locks had seen, those of locks that are free now included.
pub fn seen(disk: &dyn Disk, folder: &Path) -> Vec<(String, u64)> {
    let texts =
        lock_paths(disk, folder).into_iter().filter_map(|path| disk.read(&path, 0, LARGEST_LOCK).ok());
    let texts = texts.filter_map(|bytes| String::from_utf8(bytes).ok());
    texts.filter_map(|text| notation::read::<LockText>(&text).ok()).flat_map(|lock| lock.seen).collect()
}

/// Whether somebody has this log open for writing.
pub fn is_held(disk: &dyn Disk, log: &Path) -> bool {
    disk.locked_by(&log.with_extension("lock")).is_ok_and(|holder| holder.is_some())
}

/// The lock file of a log.
pub fn lock_path(folder: &Path, log: &str) -> PathBuf {
    folder.join(log).with_extension("lock")
}

/// Every lock file of a log folder.
pub fn lock_paths(disk: &dyn Disk, folder: &Path) -> Vec<PathBuf> {
    let names = disk.list(folder).unwrap_or_default();
    let locks =
        names.into_iter().filter(|name| name.strip_suffix(".lock").is_some() && !name.starts_with('.'));
    locks.map(|name| folder.join(name)).collect()
}
