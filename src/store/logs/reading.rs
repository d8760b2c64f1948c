//! From bytes to revisions: what is read on of one log since the last look.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use super::{Kept, Log, SetAside, Why, is_closed, plain_name};
use crate::{
    revision::{
        Revision,
        line::{self, Damage, LONGEST_LINE, Line},
    },
    store::{Disk, presence},
};

/// How much of a log is read at once.
const CHUNK: u64 = 8 << 20;

/// A line that could not be read, until the next good one tells whether it was ever confirmed.
struct Bad {
    aside: SetAside,
    saved: Option<Revision>,
}

/// What one reading of one log works with.
struct Reading<'a> {
    log: &'a mut Log,
    name: &'a str,
    /// The name as revisions carry it: it stays when the log is closed.
    origin: Arc<str>,
    revisions: Vec<Revision>,
    set_aside: Vec<SetAside>,
    pending: Vec<Bad>,
}

impl Log {
    /// Reads what stands after the last line feed that was read. If the disk fails nothing has changed.
    pub fn read_on(
        &mut self,
        disk: &dyn Disk,
        path: &Path,
        is_alone: bool,
        kept: &mut Kept,
    ) -> Result<(), String> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = name.as_ref();
        let mut fresh = self.clone();
        let mut reading = Reading {
            log: &mut fresh,
            name,
            origin: plain_name(name).into(),
            revisions: Vec::new(),
            set_aside: Vec::new(),
            pending: Vec::new(),
        };
        let tail = reading.lines(disk, path).map_err(|why| format!("it could not be read: {why}"))?;
        let rest = reading.tail(&tail);
        reading.log.is_in_progress = rest.is_some() && !is_alone && presence::is_held(disk, path);
        if let Some(rest) = rest.filter(|_| !reading.log.is_in_progress) {
            reading.log.tail = Some(reading.rest(rest, || known_end(disk, path)));
        }
        reading.settle(true);
        let Reading { revisions, set_aside, .. } = reading;
        fresh.set_aside.extend(set_aside.iter().cloned());
        kept.set_aside.extend(set_aside.into_iter().chain(fresh.tail.clone()));
        kept.revisions.extend(revisions);
        *self = fresh;
        Ok(())
    }
}

impl Reading<'_> {
    /// Takes every line that ends in a line feed; gives what stands after the last one.
    fn lines(&mut self, disk: &dyn Disk, path: &Path) -> std::io::Result<Vec<u8>> {
        let mut rest: Vec<u8> = Vec::new();
        let mut at = self.log.bytes;
        loop {
            let chunk = disk.read(path, at, CHUNK)?;
            if chunk.is_empty() {
                break;
            }
            at += chunk.len() as u64;
            if rest.is_empty() {
                rest = chunk;
            } else {
                rest.extend_from_slice(&chunk);
            }
            let whole = rest.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
            for bytes in rest[..whole].split_inclusive(|byte| *byte == b'\n') {
                self.log.lines += 1;
                if std::mem::take(&mut self.log.is_within_long_line) {
                    self.bad(b"", &too_long());
                } else {
                    self.line(&bytes[..bytes.len() - 1]);
                }
            }
            rest.drain(..whole);
            self.log.is_within_long_line |= rest.len() > LONGEST_LINE;
            if self.log.is_within_long_line {
                rest.clear();
            }
            self.log.bytes = at - rest.len() as u64;
        }
        self.log.len = at;
        Ok(rest)
    }

    fn line(&mut self, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        let damage = match read(bytes) {
            Ok((revision, seq)) => return self.good(revision, seq),
            Err(damage) => damage,
        };
        if damage.newer {
            return self.bad(bytes, &damage);
        }
        // A line feed that was lost glues two lines together.
        let pieces = pieces(bytes);
        let is_one = pieces.len() == 1;
        let mut mended = false;
        for piece in pieces {
            match read(piece).or_else(|_| read(&piece[..piece.len() - 1])) {
                Ok((revision, seq)) => {
                    mended = true;
                    self.good(revision, seq);
                }
                Err(_) if is_one => self.bad(piece, &damage),
                Err(damage) => self.bad(piece, &damage),
            }
        }
        if mended {
            let what = "a line feed was damaged; the lines could be read all the same";
            self.set_aside.push(self.aside(Why::Mended, 1, what));
        }
    }

    fn good(&mut self, revision: Revision, seq: u64) {
        let expected = self.log.seq.map_or(1, |last| last.saturating_add(1));
        let lost = seq.saturating_sub(expected);
        if lost > self.log.bad {
            self.set_aside.push(self.aside(Why::LinesMissing, 1, "lines before this one are missing"));
        }
        self.settle(lost > 0);
        self.log.bad = 0;
        self.log.seq = Some(seq.max(expected - 1));
        self.revisions.push(Revision { log: Some(self.origin.clone()), ..revision });
    }

    fn bad(&mut self, bytes: &[u8], damage: &Damage) {
        let saved = if damage.newer { None } else { line::salvage(bytes) };
        let why = if damage.newer { Why::Newer } else { Why::Damaged };
        self.log.bad += 1;
        let aside = self.aside(why, damage.column, &damage.what);
        self.pending.push(Bad { aside, saved });
    }

    /// Decides about the bad lines so far: were they saves that somebody was told of?
    fn settle(&mut self, were_confirmed: bool) {
        for Bad { mut aside, saved } in std::mem::take(&mut self.pending) {
            if !were_confirmed && aside.why == Why::Damaged {
                aside.why = Why::Unconfirmed;
                "a save that was never confirmed".clone_into(&mut aside.what);
            } else if let Some(revision) = saved {
                aside.record = Some(revision.record.clone());
                if !revision.is_lost() {
                    aside.why = Why::Mended;
                }
                self.revisions.push(Revision { log: Some(self.origin.clone()), ..revision });
            }
            self.set_aside.push(aside);
        }
    }

    /// What stands after the last line feed: it counts only if it is whole. Gives what of it is not.
    fn tail<'b>(&mut self, bytes: &'b [u8]) -> Option<&'b [u8]> {
        self.log.tail = None;
        if self.log.is_within_long_line {
            self.log.tail = Some(self.tail_aside(Why::Damaged, &too_long().what));
        }
        if bytes.is_empty() {
            return None;
        }
        if let Ok((revision, seq)) = read(bytes) {
            self.good(revision, seq);
            return None;
        }
        let mut rest = None;
        for piece in pieces(bytes) {
            match read(piece).or_else(|_| read(&piece[..piece.len() - 1])) {
                Ok((revision, seq)) => self.good(revision, seq),
                Err(_) => rest = Some(piece),
            }
        }
        if rest.is_none() {
            let what = "its line feed was damaged; the line could be read all the same";
            self.log.tail = Some(self.tail_aside(Why::Mended, what));
        }
        rest
    }

    /// What is to be said of a rest that is no whole line.
    fn rest(&self, bytes: &[u8], known_end: impl FnOnce() -> Option<u64>) -> SetAside {
        let saved = line::salvage(bytes);
        let was_begun = is_begun(bytes) || (self.log.seq.is_some() && bytes.iter().all(|byte| *byte == 0));
        if saved.is_none() && !was_begun {
            return self.tail_aside(Why::Damaged, "this is no line of a log");
        }
        if known_end().is_some_and(|end| self.log.seq >= Some(end)) {
            return self.tail_aside(Why::Unconfirmed, "a save that was never confirmed");
        }
        let what = "the line is cut short: its save was never confirmed, or it was cut off since";
        let (record, revision) = saved.map(|saved| (saved.record, saved.id)).unzip();
        SetAside { record, revision, ..self.tail_aside(Why::CutShort, what) }
    }

    fn aside(&self, why: Why, column: usize, what: &str) -> SetAside {
        let log = self.name.to_owned();
        let what = what.to_owned();
        SetAside { log, line: self.log.lines, column, why, what, record: None, revision: None }
    }

    fn tail_aside(&self, why: Why, what: &str) -> SetAside {
        SetAside { line: self.log.lines + 1, ..self.aside(why, 1, what) }
    }
}

/// How many lines were confirmed of a log that was closed after a failed save: its writer has noted that, and it is
/// never written to again.
fn known_end(disk: &dyn Disk, path: &Path) -> Option<u64> {
    let name = path.file_name().and_then(|name| name.to_str()).filter(|name| is_closed(name))?;
    let seen = presence::seen(disk, path.parent()?);
    seen.into_iter().filter(|(log, _)| *log == plain_name(name)).map(|(_, lines)| lines).max()
}

/// The lines of a log, to be written elsewhere or anew.
#[derive(Debug, Default)]
pub struct LinesOf {
    /// Those that are good, and what is certain of those that are not.
    pub kept: Vec<Line>,
    /// The bytes of those that are not good, each with a line feed.
    pub damaged: Vec<u8>,
    /// How many those are.
    pub moved: usize,
}

/// Why each line of one log was set aside. Several things may be wrong with one, where lines ran together: what keeps
/// more of it counts.
pub fn wrong_lines<'a>(set_aside: impl IntoIterator<Item = &'a SetAside>) -> BTreeMap<usize, Why> {
    let weight = |why: Why| match why {
        Why::Damaged | Why::CutShort => 4,
        Why::Mended => 3,
        Why::Unconfirmed => 2,
        Why::Newer => 1,
        Why::LinesMissing | Why::Unread => 0,
    };
    let mut wrong = BTreeMap::new();
    for aside in set_aside {
        let why = wrong.entry(aside.line).or_insert(aside.why);
        if weight(aside.why) > weight(*why) {
            *why = aside.why;
        }
    }
    wrong
}

/// Takes the bytes of a log apart, of which these lines were set aside.
pub fn lines_of(bytes: &[u8], wrong: &BTreeMap<usize, Why>) -> LinesOf {
    let mut lines = LinesOf::default();
    for (number, line) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        let why = wrong.get(&number).copied().filter(|why| !matches!(why, Why::LinesMissing | Why::Newer));
        match why {
            None => lines.kept.extend(std::str::from_utf8(line).ok().and_then(Line::of)),
            Some(why) => {
                lines.kept.extend(certain_lines(line, why));
                lines.damaged.extend_from_slice(line);
                lines.damaged.push(b'\n');
                lines.moved += 1;
            }
        }
    }
    lines
}

/// What is certain of a damaged line: the lines that ran together in it, whatever else is wrong with it; and the header
/// of one that was confirmed, with its words or a body that says that they were lost.
fn certain_lines(bytes: &[u8], why: Why) -> Vec<Line> {
    let salvage = |piece: &[u8]| match why {
        Why::Unconfirmed => None,
        // Whatever was lost in it was never confirmed.
        Why::Mended => line::salvage_line(piece).filter(|line| !line.is_lost()),
        _ => line::salvage_line(piece),
    };
    let certain =
        |piece: &[u8]| whole(piece).or_else(|| whole(&piece[..piece.len() - 1])).or_else(|| salvage(piece));
    pieces(bytes).into_iter().filter(|piece| !piece.is_empty()).filter_map(certain).collect()
}

/// A line that is as it was written, be it by a newer program.
fn whole(piece: &[u8]) -> Option<Line> {
    let is_whole = match read(piece) {
        Ok(_) => true,
        Err(damage) => damage.newer,
    };
    std::str::from_utf8(piece).ok().filter(|_| is_whole).and_then(Line::of)
}

fn read(bytes: &[u8]) -> Result<(Revision, u64), Damage> {
    let text = std::str::from_utf8(bytes).map_err(|why| {
        let what = "this is not UTF-8".to_owned();
        Damage { column: why.valid_up_to() + 1, what, newer: false }
    })?;
    line::read(text)
}

fn too_long() -> Damage {
    Damage { column: 1, what: "the line is longer than 1 MB".to_owned(), newer: false }
}

/// A bad line, cut where other lines begin within it.
fn pieces(bytes: &[u8]) -> Vec<&[u8]> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for at in 1..bytes.len() {
        if bytes[at].is_ascii_hexdigit() && bytes.get(at..at + BEGINNING.len()).is_some_and(is_begun) {
            pieces.push(&bytes[from..at]);
            from = at;
        }
    }
    pieces.push(&bytes[from..]);
    pieces
}

/// The shape of a line's beginning: digits of the sum stand for themselves.
const BEGINNING: &[u8] = b"0123456789abcdef (v: ";

/// Whether the bytes begin as a line does, as far as they go.
fn is_begun(bytes: &[u8]) -> bool {
    let fits = |byte: u8, shape: u8| {
        if shape.is_ascii_hexdigit() { byte.is_ascii_hexdigit() } else { byte == shape }
    };
    bytes.iter().zip(BEGINNING).all(|(byte, shape)| fits(*byte, *shape))
}
