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
        Position, Provision, Record, RecordRef, RecordType, Source, SourceName, Stakeholder, Threat,
        Violation, each_kind,
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
}

macro_rules! define_written {
    ($( $kind:ident $type:ident $table:ident $word:literal $code:tt $shown:ident $label:tt; )+) => {
        /// A record as it stands in a document: `Actor("fmln", (name: …))`.
        #[derive(Clone, Debug, Serialize, Deserialize)]
        #[expect(clippy::large_enum_variant, reason = "read or written once, record by record")]
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
    };
}
each_kind!(define_written);

impl CaseDocument {
    /// The present state of a case.
    #[must_use]
    pub fn of(case: &Case) -> Self {
        Self { format: FORMAT, about: case.about.clone(), records: all_of(case) }
    }

    /// As text.
    pub fn text(&self) -> Result<String, ron::Error> {
        let body = notation::pretty("Case", self)?;
        Ok(format!("// The present state of every record, without history.\n{body}"))
    }

    /// Reads a document and checks that it holds together; every problem with its place.
    pub fn read(text: &str) -> Result<Self, Vec<Problem>> {
        let document: Self = notation::read(text).map_err(|problem| vec![problem])?;
        if document.format > FORMAT {
            let place = (1, 1);
            let what = format!("this is format {}, written by a newer program", document.format);
            return Err(vec![Problem::new(place, what, "Open it with that program, or get the newer one.")]);
        }
        let problems = document.problems(text);
        if problems.is_empty() { Ok(document) } else { Err(problems) }
    }

    /// The edit that makes these records in an empty case: one step.
    #[must_use]
    pub fn edit(self) -> Edit {
        let add = |written: Written| {
            let (which, record) = written.plain();
            Edit::Add(which, Box::new(record))
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
    names(&mut record.clone(), &mut |named| {
        if there.contains(&named) {
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
