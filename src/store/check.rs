//! What is wrong with a case folder, in words: where, what, what is safe all the same, and what to do.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Access, Disk, OpenCase, SetAside, StoreError, Why};
use crate::{
    analysis::attention,
    document::Document,
    model::{RecordRef, shared_codes},
};

/// Something that a person should know about a case folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file that it is about.
    pub path: PathBuf,
    /// The line, from 1; 0 where it is about the whole file.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// Whether anything has to be done.
    pub weight: Weight,
    /// What it is, without a full stop.
    pub what: String,
    /// What is safe all the same, as a sentence.
    pub safe: String,
    /// What to do, as a sentence.
    pub remedy: String,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Something was lost or cannot be used: the check fails.
    Wrong,
    /// Good to know.
    Note,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, column, what, safe, remedy, .. } = self;
        write!(f, "{}:{line}:{column}: {what}. {safe} {remedy}", path.display())
    }
}

/// Checks the logs of a case folder and what they add up to. Nothing is written and no lock is taken.
///
/// Scenario files and what records say to each other are not looked at here.
pub fn check_folder(disk: &Arc<dyn Disk>, folder: &Path) -> Result<Vec<Finding>, StoreError> {
    let case = match OpenCase::open(disk.clone(), folder, &Access::Read) {
        Ok(case) => case,
        Err(StoreError::Bad { path, problem }) => {
            return Ok(vec![Finding {
                path,
                line: problem.line,
                column: problem.column,
                weight: Weight::Wrong,
                what: problem.what,
                safe: "The logs are as they were.".to_owned(),
                remedy: problem.remedy,
            }]);
        }
        Err(error) => return Err(error),
    };
    let mut findings: Vec<Finding> = case.set_aside().iter().map(|aside| of_line(folder, aside)).collect();
    findings.extend(of_steps(folder, case.document()));
    findings.extend(of_records(folder, case.document()));
    findings.extend(of_unreadable(folder, &case));
    if case.is_newer() {
        let safe = "It can be read here as far as this program understands it.";
        let what = "a newer program made this case";
        findings.push(note(folder.join("case.ron"), what.to_owned(), safe, "Use that program to change it."));
    }
    Ok(findings)
}

fn of_line(folder: &Path, aside: &SetAside) -> Finding {
    let whose = aside.record.as_ref().map(|record| format!(", of the {} \"{}\"", record.kind, record.id));
    let (weight, safe, remedy) = match aside.why {
        Why::Damaged if aside.record.is_some() => (
            Weight::Wrong,
            "The record is kept from everybody but the team; everything else opens, and nothing is overwritten.",
            "Take the line from another copy of the case by joining it, or open the record and write it anew.",
        ),
        Why::CutShort if aside.record.is_some() => (
            Weight::Wrong,
            "The record is kept from everybody but the team, who see what stood before.",
            "Join another copy of the case if there is one that has it, or look at who may be told; then `goodoffices check --repair`, and write it anew.",
        ),
        Why::Damaged | Why::CutShort => (
            Weight::Wrong,
            "Everything else opens, and nothing is overwritten; others are shown none of its records, for the line may have withdrawn a disclosure.",
            "Join another copy of the case if there is one that has it, then `goodoffices check --repair`.",
        ),
        Why::LinesMissing => (
            Weight::Wrong,
            "The rest opens; others are shown none of its records, for the lines may have withdrawn a disclosure.",
            "Join a fuller copy of the case if a backup or a colleague has one, then `goodoffices check --repair`.",
        ),
        Why::Unread => (
            Weight::Wrong,
            "The rest opens; others are shown none of its records.",
            "Look at what it is and who may read it, then check again.",
        ),
        Why::Mended => (
            Weight::Note,
            "Nothing that it says is lost.",
            "`goodoffices check --repair` writes the line anew.",
        ),
        Why::Unconfirmed => (Weight::Note, "Nobody was told that it was saved.", "It needs no care."),
        Why::Newer => {
            (Weight::Note, "It is kept as it is.", "Open the case with the newer program to see it.")
        }
    };
    Finding {
        path: folder.join("log").join(&aside.log),
        line: aside.line,
        column: aside.column,
        weight,
        what: format!("{}{}", aside.what, whose.unwrap_or_default()),
        safe: safe.to_owned(),
        remedy: remedy.to_owned(),
    }
}

fn of_steps<'a>(folder: &'a Path, document: &'a Document) -> impl Iterator<Item = Finding> + 'a {
    document.unfinished().into_iter().map(move |step| {
        let (weight, remedy) = if step.is_past {
            (Weight::Note, "Its author has gone on since. If something is missing, do that again.")
        } else {
            (Weight::Wrong, "Do it again, which adds only what is missing, or undo it.")
        };
        Finding { weight, ..note(folder.join("log"), step.words, "What is there is shown.", remedy) }
    })
}

fn of_records<'a>(folder: &'a Path, document: &'a Document) -> impl Iterator<Item = Finding> + 'a {
    let gaps =
        document.history().records().filter(|record| document.history().has_gap(record)).map(move |record| {
            let what = format!("a version of {} is missing between others", document.call(record));
            let remedy = "Join a fuller copy of the case, if the older version matters.";
            note(folder.join("log"), what, "The later versions are there.", remedy)
        });
    let contested = document.history().records().filter_map(move |record| {
        let heads = document.case().heads_of(record);
        let differ = heads.iter().any(|head| head.state != heads[0].state);
        let by: Vec<&str> = heads.iter().map(|head| head.by.as_str()).collect();
        let what = format!("{} has {} versions, by {}", document.call(record), heads.len(), by.join(" and "));
        differ.then(|| note(folder.join("log"), what, "All are kept and shown.", "Open it and settle them."))
    });
    let shared = shared_codes(document.case()).into_iter().map(move |((kind, code), ids)| {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let what = format!("{} records are called {kind} {code}: {}", ids.len(), ids.join(", "));
        note(folder.join("log"), what, "All are kept and shown.", "Name them by these ids.")
    });
    gaps.chain(contested).chain(shared)
}

/// Records that cannot be read as they stand, but for those of which a line is named.
fn of_unreadable<'a>(folder: &'a Path, case: &'a OpenCase) -> impl Iterator<Item = Finding> + 'a {
    let is_named =
        |which: &RecordRef| case.set_aside().iter().any(|aside| aside.record.as_ref() == Some(which));
    let records = attention::unreadable(case.case()).into_iter();
    records.filter(move |record| !is_named(&record.which)).map(move |record| {
        let remedy = "Open it on the Overview, or join a copy of the case that has it whole.";
        note(folder.join("log"), record.words(), "It is kept, and nobody but the team is told of it.", remedy)
    })
}

fn note(path: PathBuf, what: String, safe: &str, remedy: &str) -> Finding {
    let (safe, remedy) = (safe.to_owned(), remedy.to_owned());
    Finding { path, line: 0, column: 1, weight: Weight::Note, what, safe, remedy }
}
