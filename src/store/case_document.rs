//! A whole case as one document: the present state of every record, without history.
//!
//! Where two versions stand, both are there, with who wrote them and when. Hand-written documents use short words as
//! ids.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    edit::{Edit, names},
    model::{
        About, Actor, Answer, Case, CaseSheet, ConfidenceReading, Dynamic, Event, ExportMade, Faction,
        Finding, GuidanceNote, Id, Institution, Issue, IssueOption, Linkage, PartyPoints, PartyProfile,
        Position, Provision, Record, RecordRef, RecordType, Source, SourceName, Stakeholder, State, Threat,
        Version, Violation, each_kind,
    },
    notation::{self, Problem},
    revision::FORMAT,
};

/// A case as a document.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename = "Case", deny_unknown_fields)]
pub struct CaseDocument {
    /// The version of the format.
    pub format: u32,
    /// What is written once.
    pub about: About,
    records: Vec<Written>,
    /// What could not be written down: versions that say "deleted", or that this program cannot read.
    #[serde(skip)]
    left_out: Vec<String>,
}

/// The one thing that is read of a document before all else.
#[derive(Deserialize)]
#[serde(rename = "Case")]
struct Versioned {
    format: u32,
}

/// After so many problems a document is not looked at any further.
const MOST_PROBLEMS: usize = 100;

macro_rules! define_written {
    ($( $kind:ident $type:ident $table:ident $word:literal $code:tt $shown:ident $label:tt; )+) => {
        /// A record as it stands in a document: `Actor("fmln", (name: …))`.
        #[derive(Clone, Debug, Serialize, Deserialize)]
        enum Written {
            $( $kind(Id<$type>, $type), )+
            /// One version of a record of which there are two or more: who wrote it, when, and what it says.
            Version(String, String, Box<Written>),
        }

        impl Written {
            fn plain(self) -> (RecordRef, Record) {
                match self {
                    $( Self::$kind(id, record) => (RecordRef::of(&id), record.into_record()), )+
                    Self::Version(_, _, inner) => inner.plain(),
                }
            }

            fn origin(&self) -> Option<(String, Timestamp)> {
                match self {
                    Self::Version(by, at, _) => Some((by.clone(), at.parse().ok()?)),
                    _ => None,
                }
            }

            fn new(which: &RecordRef, record: Record) -> Self {
                match record { $( Record::$kind(record) => Self::$kind(which.id.cast(), record), )+ }
            }
        }

        fn all_of(case: &Case) -> Vec<Written> {
            let mut all = Vec::new();
            $(
                for (id, entry) in case.$table.iter() {
                    for version in entry.versions() {
                        let Some(record) = version.here() else { continue };
                        let written = Written::new(&RecordRef::of(id), record.clone().into_record());
                        all.push(if entry.is_contested() {
                            Written::Version(version.by.clone(), version.at.to_string(), Box::new(written))
                        } else {
                            written
                        });
                    }
                }
            )+
            all
        }

        fn left_out(case: &Case) -> Vec<String> {
            let mut all = Vec::new();
            $(
                for (id, entry) in case.$table.iter() {
                    let which = RecordRef::of(id);
                    all.extend(entry.versions().iter().filter_map(|version| in_words(case, &which, version)));
                }
            )+
            for (which, unreadable) in &case.unreadable {
                all.extend(unreadable.heads.iter().filter_map(|version| in_words(case, which, version)));
            }
            all
        }
    };
}
each_kind!(define_written);

/// Why a version is left out; nothing if it is not.
fn in_words<T>(case: &Case, which: &RecordRef, version: &Version<T>) -> Option<String> {
    let why = match &version.state {
        State::Here(_) => return None,
        State::Gone => "the version that deletes it",
        State::Erased { .. } => "an erased version",
        State::Locked { .. } => "a version that a newer program wrote",
        State::Lost { .. } => "a version whose words were damaged",
    };
    let label: String = notation::line(&case.label_of(which)).unwrap_or_default();
    let by: String = notation::line(&version.by).unwrap_or_default();
    Some(format!("of {} {label}, {why}, by {by}", which.kind))
}

impl CaseDocument {
    /// The present state of a case.
    #[must_use]
    pub fn of(case: &Case) -> Self {
        Self { format: FORMAT, about: case.about.clone(), records: all_of(case), left_out: left_out(case) }
    }

    /// As text.
    pub fn text(&self) -> Result<String, ron::Error> {
        let body = notation::pretty("Case", self)?;
        let mut text = "// The present state of every record, without history.\n".to_owned();
        for what in &self.left_out {
            text.extend(["// Left out: ", what, "\n"]);
        }
        Ok(text + &body)
    }

    /// What could not be written down, each in words.
    #[must_use]
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// Reads a document and checks that it holds together; every problem with its place.
    pub fn read(text: &str) -> Result<Self, Vec<Problem>> {
        if let Ok(Versioned { format }) = notation::read(text)
            && format > FORMAT
        {
            let what = format!("this is format {format}, written by a newer program");
            return Err(vec![Problem::new((1, 1), what, "Open it with that program, or get the newer one.")]);
        }
        let document: Self = notation::read(text).map_err(|problem| vec![problem])?;
        let problems = document.problems(text);
        if problems.is_empty() { Ok(document) } else { Err(problems) }
    }

    /// The edit that makes these records in an empty case: one step. Versions keep their authors and times.
    #[must_use]
    pub fn edit(self) -> Edit {
        let add = |written: Written| {
            let origin = written.origin();
            let (which, record) = written.plain();
            let record = Box::new(record);
            match origin {
                Some((by, at)) => Edit::Bring { which, record, by, at },
                None => Edit::Add(which, record),
            }
        };
        Edit::Together(self.records.into_iter().map(add).collect())
    }

    fn problems(&self, text: &str) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut places: BTreeMap<RecordRef, usize> = BTreeMap::new();
        let mut all: Vec<(RecordRef, Record, bool)> = Vec::new();
        for written in &self.records {
            if let Written::Version(_, at, _) = written
                && at.parse::<Timestamp>().is_err()
            {
                let place = notation::find_quoted(text, at, 0);
                problems.push(Problem::new(
                    place,
                    format!("\"{at}\" is not a time"),
                    "Write it as 2026-11-21T14:02:00Z.",
                ));
            }
            let is_version = matches!(written, Written::Version(..));
            let (which, record) = written.clone().plain();
            all.push((which, record, is_version));
        }
        let there: BTreeSet<&RecordRef> = all.iter().map(|(which, ..)| which).collect();
        for (which, record, is_version) in &all {
            let nth = places.entry(which.clone()).and_modify(|n| *n += 1).or_insert(0);
            if *nth > 0 && !is_version {
                let place = place_of(text, which, *nth);
                let what = format!("the id \"{}\" is given to two records of kind {}", which.id, which.kind);
                problems.push(Problem::new(place, what, "Give one of them another id."));
            }
            if problems.len() >= MOST_PROBLEMS {
                break;
            }
            dangling(text, which, record, &there, &mut problems);
        }
        problems.sort();
        problems.dedup();
        problems
    }
}

/// Checks a case document; every problem with its place.
#[must_use]
pub fn check(text: &str) -> Vec<Problem> {
    CaseDocument::read(text).err().unwrap_or_default()
}

/// Where a record begins: `Kind("id"`.
fn place_of(text: &str, which: &RecordRef, nth: usize) -> (usize, usize) {
    let opening = format!("{}(\"{}\"", which.kind.name(), which.id);
    let at = text.match_indices(&opening).nth(nth).map_or(0, |(at, _)| at + which.kind.name().len() + 1);
    notation::place(text, at)
}

fn dangling(
    text: &str,
    which: &RecordRef,
    record: &Record,
    there: &BTreeSet<&RecordRef>,
    problems: &mut Vec<Problem>,
) {
    names(record, &mut |named| {
        if there.contains(&named) || problems.len() >= MOST_PROBLEMS {
            return;
        }
        let known = there.iter().filter(|other| other.kind == named.kind).map(|other| other.id.as_str());
        let remedy = match notation::nearest(named.id.as_str(), known) {
            Some(near) => format!("Did you mean \"{near}\"?"),
            None => format!("Add a record of kind {}, or take the reference out.", named.kind.name()),
        };
        let (line, column) = place_of(text, which, 0);
        let from = text.lines().take(line - 1).map(|l| l.len() + 1).sum::<usize>() + column;
        let quoted = format!("\"{}\"", named.id);
        let place = text
            .get(from..)
            .and_then(|rest| rest.find(&quoted))
            .map_or((line, column), |at| notation::place(text, from + at));
        let what = format!(
            "{} \"{}\" names the {} \"{}\", which is not there",
            which.kind, which.id, named.kind, named.id
        );
        problems.push(Problem::new(place, what, remedy));
    });
}

#[cfg(test)]
mod tests;
