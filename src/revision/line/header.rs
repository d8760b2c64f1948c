//! The header of a line, read. One that stands exactly as this program writes it is taken apart in that order, for most of
//! the time of opening a case goes into headers. Whatever is not so (an
//! escaped letter in a name, another order of fields, a newer program) is read as RON; tests hold both to one meaning.

use ron::value::RawValue;
use serde::{Deserialize, Deserializer};

use super::{Damage, Parts, SUM_DIGITS};
use crate::{
    model::{Id, Kind, RecordRef, RevisionId},
    notation,
    revision::{FORMAT, Revision, StepPart},
};

/// The header as a file holds it.
#[derive(Debug, PartialEq, Deserialize)]
struct Written<'a> {
    v: u32,
    #[serde(borrow, deserialize_with = "raw")]
    rec: &'a str,
    step: (String, u32, u32),
    by: String,
    at: String,
    parents: Vec<String>,
    #[serde(default)]
    undoes: Option<String>,
    #[serde(borrow)]
    hash: &'a str,
}

/// What every version of the format keeps, so that a line of a newer one locks its own record and no other.
#[derive(Deserialize)]
struct Least<'a> {
    v: u32,
    #[serde(borrow, deserialize_with = "raw")]
    rec: &'a str,
    parents: Vec<String>,
    #[serde(borrow)]
    hash: &'a str,
}

fn raw<'de, D: Deserializer<'de>>(text: D) -> Result<&'de str, D::Error> {
    <&RawValue>::deserialize(text).map(RawValue::get_ron)
}

/// The revision that a header speaks of, and the hash that it gives for the body.
pub(super) fn revision(parts: &Parts<'_>, body: &str) -> Result<(Revision, String), Damage> {
    if let Some(written) = in_order(parts.header)
        && let Some(revision) = known(&written, parts.id, body)
    {
        return Ok((revision, written.hash.to_owned()));
    }
    let unknown = |newer: bool, what: &str| Damage { column: SUM_DIGITS + 2, what: what.to_owned(), newer };
    let text = format!("{})", parts.header);
    let strange = "the header holds something that this program does not know";
    match notation::parse::<Written<'_>>(&text) {
        Ok(written) => match known(&written, parts.id, body) {
            Some(revision) => return Ok((revision, written.hash.to_owned())),
            None if written.v <= FORMAT => return Err(unknown(false, strange)),
            None => {}
        },
        Err(error) => {
            let is_newer = notation::parse::<Least<'_>>(&text).is_ok_and(|least| least.v > FORMAT);
            if !is_newer {
                let problem = notation::explain(&error);
                return Err(Damage {
                    column: problem.column + SUM_DIGITS + 1,
                    what: problem.what,
                    newer: false,
                });
            }
        }
    }
    let least: Least<'_> = notation::parse(&text).map_err(|_| unknown(true, strange))?;
    let revision = newer(&least, parts.id, body).ok_or_else(|| unknown(true, "a newer program wrote it"))?;
    Ok((revision, least.hash.to_owned()))
}

/// Takes a header apart that stands as [`super::write`] leaves it; nothing if it stands in any other way.
fn in_order(header: &str) -> Option<Written<'_>> {
    let rest = &mut &*header;
    let written = Written {
        v: number(upto(rest, "(v: ", ", rec: ")?)?,
        rec: upto(rest, "", ", step: (\"")?,
        step: (
            plain(upto(rest, "", "\", ")?)?.to_owned(),
            number(upto(rest, "", ", ")?)?,
            number(upto(rest, "", "), by: \"")?)?,
        ),
        by: plain(upto(rest, "", "\", at: \"")?)?.to_owned(),
        at: plain(upto(rest, "", "\", parents: [")?)?.to_owned(),
        parents: list(upto(rest, "", "], undoes: ")?)?,
        undoes: match upto(rest, "", ", hash: \"")? {
            "None" => None,
            step => Some(quoted(step)?.to_owned()),
        },
        hash: plain(upto(rest, "", "\"")?)?,
    };
    rest.is_empty().then_some(written)
}

/// What stands between two marks at the beginning of the rest, which then begins after the second.
fn upto<'a>(rest: &mut &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (piece, left) = rest.strip_prefix(before)?.split_once(after)?;
    *rest = left;
    Some(piece)
}

/// A text between quotes in which every letter stands for itself.
fn plain(text: &str) -> Option<&str> {
    (!text.contains(['"', '\\'])).then_some(text)
}

fn quoted(text: &str) -> Option<&str> {
    plain(text.strip_prefix('"')?.strip_suffix('"')?)
}

/// A number as this program writes it: digits alone, none too many.
fn number(text: &str) -> Option<u32> {
    let is_as_written =
        text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|_| is_as_written)
}

fn list(text: &str) -> Option<Vec<String>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    text.split(", ").map(|item| quoted(item).map(str::to_owned)).collect()
}

fn known(written: &Written<'_>, id: RevisionId, body: &str) -> Option<Revision> {
    Some(Revision {
        id,
        format: written.v,
        record: named(written.rec)?,
        step: StepPart { id: Id::new(written.step.0.clone()).ok()?, n: written.step.1, of: written.step.2 },
        by: written.by.as_str().into(),
        at: written.at.parse().ok()?,
        parents: parents(&written.parents)?,
        undoes: written.undoes.as_ref().map(Id::new).transpose().ok()?,
        body: body.into(),
        log: None,
    })
}

/// A revision of which only the least is known; it stands as a step of its own.
fn newer(least: &Least<'_>, id: RevisionId, body: &str) -> Option<Revision> {
    Some(Revision {
        id,
        format: least.v,
        record: named(least.rec)?,
        step: StepPart { id: Id::trusted(id.to_string()), n: 1, of: 1 },
        by: "a newer program".into(),
        at: jiff::Timestamp::UNIX_EPOCH,
        parents: parents(&least.parents)?,
        undoes: None,
        body: body.into(),
        log: None,
    })
}

fn named(rec: &str) -> Option<RecordRef> {
    let (kind, record) = rec.trim().strip_suffix("\")")?.split_once("(\"")?;
    Some(RecordRef { kind: Kind::from_name(kind)?, id: Id::new(record).ok()? })
}

fn parents(hex: &[String]) -> Option<Vec<RevisionId>> {
    hex.iter().map(|parent| RevisionId::from_hex(parent)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::revision::line::{Header, write};

    /// What a header says, read in order and read as RON.
    fn both(header: &str) -> (Option<Revision>, Option<Revision>) {
        let text = format!("{header})");
        let as_ron = notation::parse::<Written<'_>>(&text).ok();
        let said = |written: Option<Written<'_>>| {
            written.and_then(|written| known(&written, RevisionId::of(b""), ""))
        };
        (said(in_order(header)), said(as_ron))
    }

    fn header(by: &str, parents: usize, undoes: bool) -> String {
        let record = RecordRef { kind: Kind::Position, id: Id::new("p-1").unwrap() };
        let header = Header {
            record: &record,
            step: StepPart { id: Id::new("s-1").unwrap(), n: 12, of: 340 },
            by,
            at: "2026-11-21T10:00:00.123Z".parse().unwrap(),
            parents: (0..parents).map(|n| RevisionId::of(&n.to_le_bytes())).collect(),
            undoes: undoes.then(|| Id::new("s-0").unwrap()),
        };
        let (_, line) = write(header, "Gone").unwrap();
        line.head.split_once(", id: \"").unwrap().0.to_owned()
    }

    #[test]
    fn what_is_written_here_is_read_in_order() {
        for (by, parents, undoes) in [("rosa", 0, false), ("Ана 张 قال", 1, true), ("", 3, false)] {
            let (in_order, as_ron) = both(&header(by, parents, undoes));
            assert!(in_order.is_some() && in_order == as_ron, "{by}");
        }
        let (in_order, as_ron) = both(&header("a \"quote\" \\", 1, true));
        assert!(in_order.is_none() && as_ron.is_some());
    }

    proptest! {
        /// Whatever is put into a header or taken out of it: read in order, it never says what it does not say as RON.
        #[test]
        fn in_order_never_says_other_than_ron(
            by in "[a-z\\p{L}\"\\\\, :]{0,8}",
            parents in 0_usize..3,
            undoes: bool,
            at in 0.0_f64..1.0,
            cut in 0_usize..4,
            put in "[\"\\\\, :()\\[\\]0-9a-zN_+.-]{0,3}",
        ) {
            let whole: Vec<char> = header(&by, parents, undoes).chars().collect();
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
            let at = (at * whole.len() as f64) as usize;
            let mangled: String =
                whole[..at].iter().copied().chain(put.chars()).chain(whole[at..].iter().skip(cut).copied()).collect();
            let (in_order, as_ron) = both(&mangled);
            prop_assert!(in_order.is_none() || in_order == as_ron, "{mangled}");
        }
    }
}
