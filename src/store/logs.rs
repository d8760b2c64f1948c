//! Reading logs: line by line, from where we stopped, setting aside and naming what cannot be used.
//!
//! An unterminated last line is a save in progress or one never confirmed. A line that cannot be read between two
//! whose numbers follow on each other was never confirmed either; where a number is missing, something was lost.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{Disk, Stat, StoreError};
use crate::revision::{Revision, line};

/// How much of a log is read at once.
const CHUNK: u64 = 8 << 20;

/// Something in a log that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// The log's name.
    pub log: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in bytes, from 1.
    pub column: usize,
    /// What it is.
    pub why: Why,
    /// In words.
    pub what: String,
}

/// Why a line is set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is not as it was written.
    Damaged,
    /// Its save was never confirmed to anybody.
    Unconfirmed,
    /// Lines are missing before it.
    LinesMissing,
    /// A newer program wrote it.
    Newer,
    /// The log could not be read now.
    Unread,
}

/// What a look at the logs brought.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// Revisions not read before, in the order in which they stand.
    pub revisions: Vec<Revision>,
    /// What could not be used.
    pub set_aside: Vec<SetAside>,
    /// Logs that became shorter or were replaced since the last look.
    pub replaced: Vec<String>,
}

/// Where reading stopped in one log.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    identity: (u64, u64),
    /// Bytes read, up to and with the last line feed.
    bytes: u64,
    /// The file's length at that time.
    len: u64,
    lines: usize,
    /// The number of the last good line.
    seq: Option<u64>,
    /// Lines in a row that could not be read.
    bad: usize,
}

/// Follows all logs of a case.
#[derive(Debug, Default)]
pub struct Logs {
    places: BTreeMap<String, Place>,
}

impl Logs {
    /// Reads what has grown since the last look; the whole of every log at the first.
    pub fn look(&mut self, disk: &dyn Disk, folder: &Path) -> Result<Kept, StoreError> {
        let mut kept = Kept::default();
        for name in log_names(disk, folder)? {
            let path = folder.join(&name);
            let Ok(stat) = disk.stat(&path) else { continue };
            let place = self.places.entry(name.clone()).or_default();
            if place.len > 0 && (place.identity != stat.identity || stat.len < place.len) {
                kept.replaced.push(name.clone());
                *place = Place::default();
            }
            if stat.len > place.len {
                let mut fresh = *place;
                if let Err(error) = read_on(disk, &path, &name, &mut fresh, &mut kept) {
                    let what = error.to_string();
                    kept.set_aside.push(SetAside {
                        log: name.clone(),
                        line: 0,
                        column: 0,
                        why: Why::Unread,
                        what,
                    });
                    continue;
                }
                *place = fresh;
            }
            place.identity = stat.identity;
        }
        Ok(kept)
    }

    /// The number that follows the last good line of a log, and its length as read; both as of the last look.
    pub fn end_of(&self, name: &str) -> (u64, Option<u64>) {
        self.places.get(name).map_or((1, Some(0)), |place| {
            (place.seq.map_or(1, |seq| seq.saturating_add(1)), (place.bad == 0).then_some(place.len))
        })
    }

    /// Notes that we wrote to a log ourselves, so that a look does not read it again.
    pub fn wrote(&mut self, name: &str, stat: Stat, last: u64) {
        let place = self.places.entry(name.to_owned()).or_default();
        *place = Place {
            identity: stat.identity,
            bytes: stat.len,
            len: stat.len,
            seq: Some(last),
            bad: 0,
            ..*place
        };
    }
}

/// The names of all logs.
pub fn log_names(disk: &dyn Disk, folder: &Path) -> Result<Vec<String>, StoreError> {
    let names = disk.list(folder).map_err(StoreError::io("could not list", folder))?;
    Ok(names.into_iter().filter(|name| is_log(name)).collect())
}

fn is_log(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "ronl") && !name.starts_with('.')
}

fn read_on(
    disk: &dyn Disk,
    path: &PathBuf,
    name: &str,
    place: &mut Place,
    kept: &mut Kept,
) -> Result<(), StoreError> {
    let mut pending: Vec<u8> = Vec::new();
    let mut at = place.bytes;
    loop {
        let chunk = disk.read(path, at, CHUNK).map_err(StoreError::io("could not read", path))?;
        if chunk.is_empty() {
            break;
        }
        at += chunk.len() as u64;
        pending.extend_from_slice(&chunk);
        let Some(last) = pending.iter().rposition(|byte| *byte == b'\n') else { continue };
        let rest = pending.split_off(last + 1);
        for bytes in pending.split_last().map_or(&[][..], |(_, lines)| lines).split(|byte| *byte == b'\n') {
            place.lines += 1;
            take_line(bytes, name, place, kept);
        }
        place.bytes += pending.len() as u64;
        pending = rest;
    }
    place.len = at;
    // A last line without its line feed may be a save in progress: it counts only if it is whole.
    if let Some((revision, seq)) = std::str::from_utf8(&pending).ok().and_then(|text| line::read(text).ok()) {
        place.seq = Some(seq);
        kept.revisions.push(revision);
    }
    Ok(())
}

fn take_line(bytes: &[u8], name: &str, place: &mut Place, kept: &mut Kept) {
    if bytes.is_empty() {
        return;
    }
    let at_line = place.lines;
    let mut aside = |why, column, what: String| {
        kept.set_aside.push(SetAside { log: name.to_owned(), line: at_line, column, why, what });
    };
    let read = std::str::from_utf8(bytes)
        .map_err(|why| line::Damage {
            column: why.valid_up_to() + 1,
            what: "this is not UTF-8".into(),
            newer: false,
        })
        .and_then(line::read);
    match read {
        Ok((revision, seq)) => {
            let expected = Some(place.seq.map_or(1, |last| last.saturating_add(1)));
            if expected.is_some_and(|expected| seq > expected) && place.bad == 0 {
                aside(Why::LinesMissing, 1, "lines before this one are missing".to_owned());
            }
            if place.bad > 0 && expected == Some(seq) {
                confirm_nothing_lost(kept, name, place.bad);
            }
            if expected.is_none_or(|expected| seq >= expected) {
                place.seq = Some(seq);
            }
            place.bad = 0;
            kept.revisions.push(revision);
        }
        Err(damage) => {
            place.bad += 1;
            aside(if damage.newer { Why::Newer } else { Why::Damaged }, damage.column, damage.what);
        }
    }
}

/// The last lines set aside turned out to be saves that were never confirmed: no number is missing.
fn confirm_nothing_lost(kept: &mut Kept, name: &str, lines: usize) {
    let damaged =
        kept.set_aside.iter_mut().rev().filter(|aside| aside.log == name && aside.why == Why::Damaged);
    for aside in damaged.take(lines) {
        aside.why = Why::Unconfirmed;
        "a save that was never confirmed".clone_into(&mut aside.what);
    }
}
