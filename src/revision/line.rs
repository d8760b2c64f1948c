//! A revision as one line of a log: `SUM (v: 1, rec: …, …, hash: …, id: …, body: …)`.
//!
//! `hash` is over the body's bytes, `id` over the header's bytes before it, `SUM` over the rest of the line, each over
//! what stands in the file: nothing is written anew to check it. Because `id` covers the hash of the body and not the
//! body, a body can be erased and every id still holds. `seq` counts the lines of one log and stands after `id`, so
//! that a line that goes to another log keeps its id.

use std::sync::Arc;

use jiff::Timestamp;
use ron::value::RawValue;
use serde::{Deserialize, Serialize};

use super::{Body, FORMAT, Revision, StepPart, written_ref};
use crate::{
    model::{Id, Kind, Record, RecordRef, RevisionId, State, StepId},
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
    let line = Line { head: format!("{head}, id: \"{id}\""), body: body.into() };
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
    };
    Ok((revision, line))
}

/// The header as a file holds it. Fields that a newer program adds are passed over: its lines lock their own record.
#[derive(Deserialize)]
struct Written<'a> {
    v: u32,
    #[serde(borrow)]
    rec: &'a RawValue,
    step: (String, u32, u32),
    seq: u64,
    by: String,
    at: String,
    parents: Vec<String>,
    #[serde(default)]
    undoes: Option<String>,
    #[serde(borrow)]
    hash: &'a str,
    #[serde(borrow)]
    id: &'a str,
    #[serde(borrow)]
    body: &'a RawValue,
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
    let written: Written<'_> = notation::options().from_str(rest).map_err(|error| {
        let problem = notation::explain(&error);
        damage(problem.column + SUM_DIGITS + 1, &problem.what)
    })?;
    let body = written.body.get_ron().trim();
    if blake3::hash(body.as_bytes()).to_hex().as_str() != written.hash && !is_erased(body) {
        return Err(damage(1, "the body is not the one that was hashed"));
    }
    let id = RevisionId::from_hex(written.id).ok_or_else(|| damage(1, "the id is not a hash"))?;
    let before = offset(rest, written.id).and_then(|at| rest[..at].strip_suffix(", id: \""));
    if before.map(|head| RevisionId::of(head.as_bytes())) != Some(id) {
        return Err(damage(1, "the id is not that of the header"));
    }
    revision(&written, id, body).map(|revision| (revision, written.seq)).ok_or_else(|| Damage {
        newer: written.v > FORMAT,
        ..damage(1, "the header holds something that this program does not know")
    })
}

fn revision(written: &Written<'_>, id: RevisionId, body: &str) -> Option<Revision> {
    let (kind, record) = written.rec.get_ron().trim().strip_suffix("\")")?.split_once("(\"")?;
    Some(Revision {
        id,
        format: written.v,
        record: RecordRef { kind: Kind::from_name(kind)?, id: Id::new(record).ok()? },
        step: StepPart { id: Id::new(written.step.0.clone()).ok()?, n: written.step.1, of: written.step.2 },
        by: Arc::from(written.by.as_str()),
        at: written.at.parse().ok()?,
        parents: written.parents.iter().map(|p| RevisionId::from_hex(p)).collect::<Option<_>>()?,
        undoes: written.undoes.as_ref().map(Id::new).transpose().ok()?,
        body: body.into(),
    })
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

/// Reads a body: `Gone`, `Erased(…)`, or the kind's name and fields. What cannot be read is locked, never dropped.
#[must_use]
pub fn read_body(kind: Kind, format: u32, body: &str) -> Body {
    let locked = |why: String| State::Locked { raw: body.to_owned(), why };
    if format > FORMAT {
        return locked("written by a newer program".to_owned());
    }
    if body == "Gone" {
        return State::Gone;
    }
    if is_erased(body) {
        return match notation::options().from_str::<Erased>(body) {
            Ok(Erased { by, at, why, .. }) => State::Erased { by, at, why },
            Err(error) => locked(notation::explain(&error).what),
        };
    }
    let Some(fields) = body.strip_prefix(kind.name()) else {
        return locked(format!("this is not a {kind}"));
    };
    match Record::from_ron(kind, fields, notation::options()) {
        Ok(record) => State::Here(record),
        Err(error) => locked(notation::explain(&error).what),
    }
}

fn sum(rest: &str) -> String {
    blake3::hash(rest.as_bytes()).to_hex()[..SUM_DIGITS].to_owned()
}

/// Where `part`, a slice of `whole`, begins in it.
fn offset(whole: &str, part: &str) -> Option<usize> {
    let at = (part.as_ptr() as usize).checked_sub(whole.as_ptr() as usize)?;
    (at + part.len() <= whole.len()).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Position, Words};

    fn written(text: &str) -> (Revision, String) {
        let record = RecordRef { kind: Kind::Position, id: Id::new("p-1").unwrap() };
        let position = Position {
            party: Id::new("fmln").unwrap(),
            issue: Id::new("i-1").unwrap(),
            statement: Words::new(text),
            ..Position::default()
        };
        let body = super::super::body_of(&Record::Position(position)).unwrap();
        let header = Header {
            record: &record,
            step: StepPart { id: Id::new("s-1").unwrap(), n: 1, of: 1 },
            by: "rosa, id: ",
            at: "2026-11-21T10:00:00Z".parse().unwrap(),
            parents: vec![RevisionId::of(b"before")],
            undoes: None,
        };
        let (revision, line) = write(header, &body).unwrap();
        (revision, line.text(7).trim_end_matches('\n').to_owned())
    }

    #[test]
    fn a_line_comes_back_byte_for_byte_and_stays_readable() {
        let text = "قال \"نعم\" \\ then\nleft";
        let (revision, line) = written(text);
        assert!(!line.contains('\n') && line.contains("قال"), "{line}");
        let (back, seq) = read(&line).unwrap();
        assert_eq!((&back, seq), (&revision, 7));
        let State::Here(Record::Position(position)) = back.state() else { panic!("not a position") };
        assert_eq!(position.statement.text, text);
    }

    #[test]
    fn any_flipped_or_cut_byte_is_noticed() {
        let (_, line) = written("plain");
        for at in 0..line.len() {
            assert!(read(&line[..at]).is_err(), "cut at {at}");
            let mut bytes = line.clone().into_bytes();
            bytes[at] ^= 1;
            let Ok(flipped) = String::from_utf8(bytes) else { continue };
            assert!(read(&flipped).is_err(), "flipped at {at}");
        }
    }

    #[test]
    fn an_erased_body_leaves_every_id_as_it_was() {
        let (revision, line) = written("secret");
        let head = line[SUM_DIGITS + 1..].split(", body: ").next().unwrap();
        let rest =
            format!("{head}, body: Erased(by: \"rosa\", at: \"2026-11-22\", why: \"consent withdrawn\"))");
        let (erased, _) = read(&format!("{} {rest}", sum(&rest))).unwrap();
        assert_eq!(erased.id, revision.id);
        assert!(matches!(erased.state(), State::Erased { .. }));
    }

    #[test]
    fn a_body_of_another_format_is_kept_as_it_stands() {
        let State::Locked { raw, why } = read_body(Kind::Actor, 2, "Actor(shape: Round)") else {
            panic!("read it")
        };
        assert_eq!((raw.as_str(), why.as_str()), ("Actor(shape: Round)", "written by a newer program"));
        assert!(matches!(read_body(Kind::Actor, 1, "Actor(shape: Round)"), State::Locked { .. }));
    }
}
