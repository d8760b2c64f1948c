//! Repairing the logs of a case: damaged lines move to `log/damaged/`, and what is certain of them is written anew.
//!
//! It works only while it holds every writer's lock. Nothing is deleted: the bytes that leave a log stand in
//! `log/damaged/`, synced, before the log is replaced whole. A record whose newest words were lost keeps a version that
//! says so, so that no older, looser disclosure takes its place. Where nobody knows what record a lost line changed,
//! repairing is the team's word that it has looked.
//!
//! Limit: a damaged log is held in memory whole while it is repaired.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::Timestamp;

use super::{
    Disk, Held, How, SetAside, StoreError, Why,
    case_folder::read_about,
    documents::{put_over, short_luck},
    file_mode,
    logs::{self, LinesOf, Logs, lines_of, log_names, wrong_lines},
    make_inside,
    presence::{self, LockText, lock_path, lock_paths},
};
use crate::{model::RecordRef, revision::FORMAT};

/// What a repair did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repaired {
    /// Each log that was written anew, with how many of its lines moved and where to.
    pub logs: Vec<RepairedLog>,
    /// Records of which a version was lost: look at each, and at who may be told, before it is shown outside.
    pub lost: Vec<RecordRef>,
    /// Whether lines were lost of which nobody knows what record they changed.
    pub any_record: bool,
    /// Logs that could not be read and were left alone.
    pub left_alone: Vec<String>,
}

/// A log that was written anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepairedLog {
    /// Its name.
    pub log: String,
    /// How many damaged lines left it.
    pub moved: usize,
    /// Where they stand now; nothing if none had to move.
    pub to: Option<PathBuf>,
}

/// Repairs the logs of a case folder for this person. If anybody has the case open for work, nothing is done.
pub fn repair(disk: &Arc<dyn Disk>, folder: &Path, by: &str, at: Timestamp) -> Result<Repaired, StoreError> {
    let folder = &disk.real_folder(folder);
    let (_, format) = read_about(&**disk, folder)?;
    if format > FORMAT {
        return Err(StoreError::Newer);
    }
    let log_folder = folder.join("log");
    let text =
        LockText { by: by.to_owned(), since: at.to_string(), seen: presence::seen(&**disk, &log_folder) };
    let mode = file_mode(&**disk, folder);
    let (held, ours) = hold_all(&**disk, &log_folder, &text, mode)?;
    let mut logs = Logs::witnessed(text.seen).alone();
    logs.look(&**disk, &log_folder)?;
    let set_aside = logs.set_aside();
    let mut repaired = Repaired::default();
    let mut wrong: BTreeMap<&str, Vec<&SetAside>> = BTreeMap::new();
    for aside in &set_aside {
        repaired.any_record |= aside.may_be_any_record();
        if aside.log.is_empty() {
            begin_again(&**disk, &log_folder, mode)?;
            continue;
        }
        repaired
            .lost
            .extend(aside.record.clone().filter(|_| matches!(aside.why, Why::Damaged | Why::CutShort)));
        match aside.why {
            Why::Unread => repaired.left_alone.push(aside.log.clone()),
            Why::Newer => {}
            _ => wrong.entry(&aside.log).or_default().push(aside),
        }
    }
    // A log that somebody has begun since the locks were taken is theirs.
    let is_ours = |log: &str| logs::is_closed(log) || ours.contains(&lock_path(&log_folder, log));
    for (log, asides) in wrong {
        let is_left = !is_ours(log) || repaired.left_alone.iter().any(|left| left == log);
        if disk.stat(&log_folder.join(log)).is_ok() && !is_left {
            let lines = wrong_lines(asides);
            repaired.logs.push(write_anew(&**disk, &log_folder, log, &lines, mode)?);
        }
    }
    // What the locks say about lines seen is settled now. They go while they are held.
    for (path, lock) in held {
        let _ = disk.remove(&path);
        drop(lock);
    }
    Ok(repaired)
}

/// A lock file and the lock on it.
type HeldLock = (PathBuf, Box<dyn Held>);

/// Takes the lock of every log that anybody may write to; gives the paths of these locks too, those among them that are
/// no files and can be taken by nobody.
fn hold_all(
    disk: &dyn Disk,
    folder: &Path,
    text: &LockText,
    mode: u32,
) -> Result<(Vec<HeldLock>, Vec<PathBuf>), StoreError> {
    let names = log_names(disk, folder)?.into_iter().filter(|name| !logs::is_closed(name));
    let mut paths: Vec<PathBuf> = names.map(|name| lock_path(folder, &name)).collect();
    paths.extend(lock_paths(disk, folder));
    paths.sort();
    paths.dedup();
    let text = text.text()?;
    let mut held = Vec::new();
    for path in &paths {
        match disk.lock(path, &text, mode) {
            Ok(Some(lock)) => held.push((path.clone(), lock)),
            Ok(None) => {
                let mut who: Vec<String> =
                    presence::all(disk, folder, None).into_iter().map(|presence| presence.by).collect();
                // They may have gone between the two looks.
                if who.is_empty() {
                    who.push(presence::SOMEBODY.to_owned());
                }
                return Err(StoreError::InUse(who));
            }
            // What cannot be locked because it is no file is no writer's.
            Err(_) if disk.stat(path).is_ok_and(|stat| !stat.is_file) => {}
            Err(why) => return Err(StoreError::io("could not lock", path)(why)),
        }
    }
    Ok((held, paths))
}

/// Puts an empty log into a case that has none any more, as its first log was.
fn begin_again(disk: &dyn Disk, folder: &Path, mode: u32) -> Result<(), StoreError> {
    make_inside(disk, folder)?;
    let path = folder.join(logs::first_name(disk));
    disk.open(&path, How::New, mode).map_err(StoreError::io("could not write", &path))?;
    disk.sync_folder(folder).map_err(StoreError::io("could not make sure of", folder))
}

fn write_anew(
    disk: &dyn Disk,
    folder: &Path,
    log: &str,
    wrong: &BTreeMap<usize, Why>,
    mode: u32,
) -> Result<RepairedLog, StoreError> {
    let path = folder.join(log);
    let bytes = disk.read(&path, 0, u64::MAX).map_err(StoreError::io("could not read", &path))?;
    let LinesOf { kept, damaged, moved } = lines_of(&bytes, wrong);
    let to = if moved > 0 { Some(set_apart(disk, folder, log, &damaged, mode)?) } else { None };
    let text: String = (1..).zip(&kept).map(|(seq, line)| line.text(seq)).collect();
    put_over(disk, &path, text.as_bytes(), mode)?;
    Ok(RepairedLog { log: log.to_owned(), moved, to })
}

/// Writes the bytes that leave a log into a new file and makes sure of it.
fn set_apart(
    disk: &dyn Disk,
    folder: &Path,
    log: &str,
    bytes: &[u8],
    mode: u32,
) -> Result<PathBuf, StoreError> {
    let damaged = folder.join("damaged");
    make_inside(disk, &damaged)?;
    let path = damaged.join(format!("{log}.{}", short_luck(disk)));
    let mut file = disk.open(&path, How::New, mode).map_err(StoreError::io("could not write", &path))?;
    file.append(bytes).map_err(StoreError::io("could not write", &path))?;
    file.sync().map_err(StoreError::io("could not make sure of", &path))?;
    disk.sync_folder(&damaged).map_err(StoreError::io("could not make sure of", damaged))?;
    Ok(path)
}

#[cfg(test)]
mod tests;
