//! A revision as one line of a log: `SUM (v: 1, rec: …, …, hash: …, id: …, body: …)`.
//!
//! `hash` is over the body's bytes, `id` over the header's bytes before it, `SUM` over the rest of the line, each over
//! what stands in the file: nothing is written anew to check it. Because `id` covers the hash of the body and not the
//! body, a body can be erased and every id still holds. `seq` counts the lines of one log and stands after `id`, so
//! that a line that goes to another log keeps its id.
//!
//! No later version of the format may change this: a line is `SUM (…, id: "…", seq: N, body: …)`, its header begins
//! with `v`, and has `rec`, `parents` and `hash` as they are now. By these alone a line that is too new locks its own
//! record, and a damaged one tells whose words were lost.

mod header;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    Body, FORMAT, Revision, StepPart,
    older::{OLDER, Upgrade},
    written_ref,
};
use crate::{
    model::{Kind, Record, RecordRef, RevisionId, State, StepId},
    notation,
};

/// The longest line that is read, in bytes.
pub const LONGEST_LINE: usize = 1 << 20;

/// Digits of the sum that begins a line.
const SUM_DIGITS: usize = 16;

/// Why a line cannot be used. It is set aside and named; everything else opens.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct Damage {
    /// The column in bytes, from 1.
    pub column: usize,
    /// What is wrong.
    pub what: String,
    /// Whether a newer program wrote it: the line is whole, only not for us.
    pub newer: bool,
}

/// What goes into the header of a new revision.
#[derive(Clone, Debug)]
pub struct Header<'a> {
    /// Which record it changes.
    pub record: &'a RecordRef,
    /// Which step it is part of.
    pub step: StepPart,
    /// Who writes it.
    pub by: &'a str,
    /// When.
    pub at: Timestamp,
    /// What the writer had before them.
    pub parents: Vec<RevisionId>,
    /// The step that this one takes back.
    pub undoes: Option<StepId>,
}

/// A revision as it is to be written, but for its number in the log that will take it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    id: RevisionId,
    head: String,
    body: Box<str>,
}

impl Line {
    /// The whole line as the `seq`th of a log, with its line feed.
    #[must_use]
    pub fn text(&self, seq: u64) -> String {
        let rest = format!("{}, seq: {seq}, body: {})", self.head, self.body);
        format!("{} {rest}\n", sum(&rest))
    }
}

/// Writes a revision: what it is, and its line.
pub fn write(header: Header<'_>, body: &str) -> Result<(Revision, Line), ron::Error> {
    let hash = blake3::hash(body.as_bytes()).to_hex();
    let parents: Vec<String> = header.parents.iter().map(ToString::to_string).collect();
    let head = format!(
        "(v: {FORMAT}, rec: {}, step: (\"{}\", {}, {}), by: {}, at: \"{}\", parents: {}, undoes: {}, hash: \"{hash}\"",
        written_ref(header.record),
        header.step.id,
        header.step.n,
        header.step.of,
        notation::line(&header.by)?,
        header.at,
        notation::line(&parents)?,
        notation::line(&header.undoes)?,
    );
    let id = RevisionId::of(head.as_bytes());
    let line = Line { id, head: format!("{head}, id: \"{id}\""), body: body.into() };
    let revision = Revision {
        id,
        format: FORMAT,
        record: header.record.clone(),
        step: header.step,
        by: header.by.into(),
        at: header.at,
        parents: header.parents,
        undoes: header.undoes,
        body: body.into(),
        log: None,
    };
    Ok((revision, line))
}

/// A line taken apart at its id, the one that answers to the bytes before it.
struct Parts<'a> {
    header: &'a str,
    id: RevisionId,
    /// What stands after the id: its quote, the number and the body.
    after: &'a [u8],
}

/// Reads a line, without its line feed, and checks sum, hash and id; gives its number in its log too.
pub fn read(line: &str) -> Result<(Revision, u64), Damage> {
    let damage = |column: usize, what: &str| Damage { column, what: what.to_owned(), newer: false };
    if line.len() > LONGEST_LINE {
        return Err(damage(1, "the line is longer than 1 MB"));
    }
    let (given, rest) =
        line.split_at_checked(SUM_DIGITS).ok_or_else(|| damage(1, "the line is cut short"))?;
    let rest = rest
        .strip_prefix(' ')
        .ok_or_else(|| damage(SUM_DIGITS + 1, "the line does not begin with its sum"))?;
    if given != sum(rest) {
        return Err(damage(1, "the line is not as it was written: its sum differs"));
    }
    let parts = parts(rest.as_bytes()).ok_or_else(|| damage(1, "the id is not that of the header"))?;
    let (seq, body) =
        parts.number_and_body().ok_or_else(|| damage(1, "the line does not end in number and body"))?;
    let (revision, hash) = header::revision(&parts, body)?;
    if blake3::hash(body.as_bytes()).to_hex().as_str() != hash && !is_erased(body) && !is_lost(body) {
        return Err(damage(1, "the body is not the one that was hashed"));
    }
    Ok((revision, seq))
}

/// What is certain of a damaged line: if its header still answers to its id, the revision; its words too, if they
/// still answer to their hash, else a mark that they were lost.
#[must_use]
pub fn salvage(line: &[u8]) -> Option<Revision> {
    salvaged(line).map(|(revision, _)| revision)
}

/// What is certain of a damaged line, to be written anew.
#[must_use]
pub fn salvage_line(line: &[u8]) -> Option<Line> {
    let (revision, head) = salvaged(line)?;
    Some(Line { id: revision.id, head, body: revision.body })
}

fn salvaged(line: &[u8]) -> Option<(Revision, String)> {
    let from = line.iter().take(2 * SUM_DIGITS).position(|byte| *byte == b'(')?;
    let parts = parts(&line[from..])?;
    let whole = parts.body();
    let (revision, hash) = header::revision(&parts, whole.unwrap_or_default()).ok()?;
    let head = format!("{}, id: \"{}\"", parts.header, parts.id);
    let answers = whole.is_some_and(|body| blake3::hash(body.as_bytes()).to_hex().as_str() == hash);
    let body = if answers { revision.body } else { LOST.into() };
    Some((Revision { body, ..revision }, head))
}

impl Line {
    /// The revision that it holds.
    #[must_use]
    pub fn id(&self) -> RevisionId {
        self.id
    }

    /// Whether it says no more than that its words were damaged on disk.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        is_lost(&self.body)
    }

    /// Reads the revision that it holds; nothing if a newer program wrote it in a way that this one cannot read.
    #[must_use]
    pub fn revision(&self) -> Option<Revision> {
        read(self.text(1).trim_end_matches('\n')).ok().map(|(revision, _)| revision)
    }

    /// The line of a good text, to be given another number.
    #[must_use]
    pub fn of(line: &str) -> Option<Self> {
        let parts = parts(line.get(SUM_DIGITS + 1..)?.as_bytes())?;
        let (_, body) = parts.number_and_body()?;
        let head = format!("{}, id: \"{}\"", parts.header, parts.id);
        Some(Self { id: parts.id, head, body: body.into() })
    }

    /// The line of a revision that is known in memory; nothing if it cannot be written as it was, because a newer
    /// program wrote it or its body was erased or lost.
    #[must_use]
    pub fn again(revision: &Revision) -> Option<Self> {
        let header = Header {
            record: &revision.record,
            step: revision.step.clone(),
            by: &revision.by,
            at: revision.at,
            parents: revision.parents.clone(),
            undoes: revision.undoes.clone(),
        };
        let (again, line) = write(header, &revision.body).ok()?;
        (again.id == revision.id).then_some(line)
    }
}

/// Takes a line apart. What stands before each mark that may be the id's is hashed once and not again for the next one,
/// so that a long line full of such marks takes no longer than another.
fn parts(rest: &[u8]) -> Option<Parts<'_>> {
    const MARK: &[u8] = b", id: \"";
    const DIGITS: usize = 64;
    let mut header = blake3::Hasher::new();
    let (mut from, mut hashed) = (0, 0);
    loop {
        let at = from + rest.get(from..)?.windows(MARK.len()).position(|window| window == MARK)?;
        let after = at + MARK.len();
        from = after;
        let id = rest.get(after..after + DIGITS).and_then(|hex| std::str::from_utf8(hex).ok());
        let Some(id) = id.and_then(RevisionId::from_hex) else { continue };
        header.update(&rest[hashed..at]);
        hashed = at;
        if RevisionId::of_hash(header.finalize()) == id {
            let header = std::str::from_utf8(&rest[..at]).ok()?;
            return Some(Parts { header, id, after: &rest[after + DIGITS..] });
        }
    }
}

impl<'a> Parts<'a> {
    fn number_and_body(&self) -> Option<(u64, &'a str)> {
        let after = std::str::from_utf8(self.after).ok()?;
        let (seq, _) = after.strip_prefix("\", seq: ")?.split_once(", body: ")?;
        Some((seq.parse().ok()?, self.body()?))
    }

    fn body(&self) -> Option<&'a str> {
        const MARK: &[u8] = b", body: ";
        let at = self.after.windows(MARK.len()).position(|window| window == MARK)?;
        std::str::from_utf8(&self.after[at + MARK.len()..]).ok()?.strip_suffix(')')
    }
}

/// The body of an erased revision.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Erased {
    by: String,
    at: String,
    why: String,
    /// The revisions that are to be erased; none means all of the record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    revisions: Vec<String>,
}

pub(super) fn is_erased(body: &str) -> bool {
    body.starts_with("Erased(")
}

/// The body of a revision whose words were damaged on disk. It takes nobody's place: a whole copy of the same line
/// does away with it.
const LOST: &str = "Lost(why: \"its words were damaged on disk\")";

/// What a lost body holds.
#[derive(Debug, Deserialize)]
#[serde(rename = "Lost", deny_unknown_fields)]
struct Lost {
    why: String,
}

pub(super) fn is_lost(body: &str) -> bool {
    body.starts_with("Lost(")
}

/// Reads a body: `Gone`, `Erased(…)`, `Lost(…)`, or the kind's name and fields. What cannot be read is locked, never
/// dropped.
#[must_use]
pub fn read_body(kind: Kind, format: u32, body: &str) -> Body {
    read_body_with(kind, format, body, OLDER)
}

/// The same, with the readers of older formats that are given.
pub(super) fn read_body_with(kind: Kind, format: u32, body: &str, older: &[(u32, Upgrade)]) -> Body {
    let locked = |why: String| State::Locked { raw: body.to_owned(), why };
    if is_lost(body) {
        let why = notation::parse::<Lost>(body).map_or_else(|_| String::new(), |lost| lost.why);
        return State::Lost { why };
    }
    if format > FORMAT {
        return locked("written by a newer program".to_owned());
    }
    if body == "Gone" {
        return State::Gone;
    }
    if is_erased(body) {
        return match notation::parse::<Erased>(body) {
            Ok(Erased { by, at, why, .. }) => State::Erased { by, at, why },
            Err(error) => locked(notation::explain(&error).what),
        };
    }
    let Some(fields) = body.strip_prefix(kind.name()) else {
        return locked(format!("this is not a {kind}"));
    };
    if notation::attribute(fields).is_some() {
        return locked("it switches on extensions of its notation".to_owned());
    }
    let read = match older.iter().find(|(version, _)| *version == format) {
        Some((_, upgrade)) => upgrade(kind, fields),
        None if format == FORMAT => Record::from_ron(kind, fields, notation::options()),
        None => return locked(format!("written in format {format}, which this program does not know")),
    };
    match read {
        Ok(record) => State::Here(record),
        Err(error) => locked(notation::explain(&error).what),
    }
}

fn sum(rest: &str) -> String {
    blake3::hash(rest.as_bytes()).to_hex()[..SUM_DIGITS].to_owned()
}

#[cfg(test)]
mod tests;
