//! `check`: reads case folders, case documents and scenario files, and says of each that it is ok, or what is wrong,
//! where, and what to do. It writes nothing unless it is asked to repair, and then it deletes nothing.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

use clap::Args;

use crate::{
    analysis,
    model::{Comparison, Record, RecordRef},
    notation::{self, Problem},
    store::{
        Access, OpenCase, Repaired, StoreError, Weight, check_case_document, check_folder, is_case_folder,
        read_about, read_document, repair, scenario_files, unreadable_drafts,
    },
};

use super::{Desk, failure::INPUT, said::Said};

#[derive(Debug, Args)]
pub struct Check {
    /// Write damaged logs anew without their damaged lines, which move to `log/damaged`; nobody may have the case open
    #[arg(long)]
    repair: bool,
    /// Case folders, case documents, scenario files
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

/// What was found at one path.
#[derive(Default)]
struct Found {
    /// `file:line:column: what is wrong and what to do`.
    wrong: Vec<String>,
    /// What a person should know although it is no error.
    notes: Vec<String>,
}

impl Check {
    /// Checks every path; one that is wrong does not keep the others from being checked.
    pub fn run(&self, desk: &Desk) -> Said {
        let mut said = Said::default();
        for path in &self.paths {
            let path = &desk.disk.real_folder(path);
            if self.repair && is_case_folder(&*desk.disk, path) {
                // The name tells others who holds the locks meanwhile.
                let by = desk.working_name().ok().flatten().unwrap_or_else(|| "a repair".to_owned());
                match repair(&desk.disk, path, &by, desk.around.now) {
                    Ok(repaired) => said.out.push_str(&repair_words(path, &repaired)),
                    Err(error) => {
                        said.append(&super::failure::said(&error.into()));
                        let _ = writeln!(said.err, "{}: nothing was repaired", path.display());
                        continue;
                    }
                }
            }
            let found = look_at(desk, path);
            let Found { wrong, notes } = match found {
                Ok(found) => found,
                Err(StoreError::Bad { path, problem }) => {
                    Found { wrong: vec![format!("{}:{problem}", path.display())], notes: Vec::new() }
                }
                Err(error) if error.is_about_input() => {
                    Found { wrong: vec![error.to_string()], notes: Vec::new() }
                }
                Err(error) => {
                    said.append(&super::failure::said(&error.into()));
                    continue;
                }
            };
            let shown = path.display();
            if wrong.is_empty() {
                let _ = writeln!(said.out, "{shown}: ok");
            } else {
                said.code = said.code.max(INPUT);
            }
            for note in notes {
                let _ = writeln!(said.out, "{shown}: note: {note}");
            }
            for line in wrong {
                let _ = writeln!(said.err, "{line}");
            }
        }
        said
    }
}

/// What a repair did, a line for each thing that a person has to know.
fn repair_words(folder: &Path, repaired: &Repaired) -> String {
    let folder = folder.display();
    let mut out = String::new();
    if repaired.logs.is_empty() && repaired.left_alone.is_empty() && !repaired.any_record {
        let _ = writeln!(out, "{folder}: nothing had to be repaired");
    }
    for log in &repaired.logs {
        let _ = match &log.to {
            Some(to) => writeln!(
                out,
                "{folder}: {} written anew; {} damaged lines moved to {}",
                log.log,
                log.moved,
                to.display()
            ),
            None => writeln!(out, "{folder}: {} written anew; nothing had to leave it", log.log),
        };
    }
    for record in &repaired.lost {
        let _ = writeln!(
            out,
            "{folder}: a version of the {} \"{}\" was lost. Look at it, and at who may be told, before it is shown outside the team.",
            record.kind, record.id
        );
    }
    if repaired.any_record {
        let _ = writeln!(
            out,
            "{folder}: lines were lost of which nobody knows what they changed. Look at what is shown outside the team before it is."
        );
    }
    for log in &repaired.left_alone {
        let _ = writeln!(out, "{folder}: {log} could not be read and was left alone");
    }
    out
}

fn look_at(desk: &Desk, path: &Path) -> Result<Found, StoreError> {
    let stat = desk.disk.stat(path).map_err(|why| StoreError::Io {
        what: "could not look at",
        path: path.to_owned(),
        why,
    })?;
    if !stat.is_folder {
        let text = read_document(&*desk.disk, path)?;
        return Ok(Found { wrong: at(path, &document(&text)), notes: Vec::new() });
    }
    if !is_case_folder(&*desk.disk, path) {
        return Err(read_about(&*desk.disk, path)
            .err()
            .unwrap_or_else(|| StoreError::NotACase(path.to_owned())));
    }
    case_folder(desk, path)
}

/// What is wrong with a document, by the type that its first word names.
fn document(text: &str) -> Vec<Problem> {
    let (word, place) = first_word(text);
    match word.as_str() {
        "Case" => check_case_document(text),
        "Comparison" => scenario(text).err().unwrap_or_default(),
        other => {
            let known = ["Case", "Comparison"];
            let remedy = match notation::nearest(other, known) {
                Some(near) => format!("Did you mean `{near}(`?"),
                None => "A case document begins with `Case(`, a scenario file with `Comparison(`.".to_owned(),
            };
            let what = if other.is_empty() {
                "the file does not begin with the name of what it holds".to_owned()
            } else {
                format!("this begins with `{other}`, which is unknown")
            };
            vec![Problem::new(place, what, remedy)]
        }
    }
}

/// Reads a scenario file and checks that it holds together; every problem with its place.
pub fn scenario(text: &str) -> Result<Comparison, Vec<Problem>> {
    let comparison = analysis::comparison::read(text).map_err(|problem| vec![problem])?;
    let problems = analysis::comparison::check(&comparison, text);
    if problems.is_empty() { Ok(comparison) } else { Err(problems) }
}

/// The first word after comments, and where it stands.
fn first_word(text: &str) -> (String, (usize, usize)) {
    let text = text.trim_start_matches('\u{feff}');
    let at = notation::value_at(text);
    let word = text[at..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (word, notation::place(text, at))
}

fn case_folder(desk: &Desk, folder: &Path) -> Result<Found, StoreError> {
    let mut found = Found::default();
    for finding in check_folder(&desk.disk, folder)? {
        match finding.weight {
            Weight::Wrong => found.wrong.push(finding.to_string()),
            Weight::Note => found.notes.push(finding.to_string()),
        }
    }
    if let Ok(open) = OpenCase::open(desk.disk.clone(), folder, &Access::Read) {
        dangling(&open, &mut found);
    }
    for path in scenario_files(&*desk.disk, folder) {
        match read_document(&*desk.disk, &path) {
            Ok(text) => found.wrong.extend(at(&path, &document(&text))),
            Err(StoreError::Bad { path, problem }) => {
                found.wrong.push(format!("{}:{problem}", path.display()));
            }
            // One that cannot be read hides nothing of what is wrong elsewhere.
            Err(error) => found.wrong.push(error.to_string()),
        }
    }
    found.notes.extend(unreadable_drafts(&*desk.disk, folder).iter().map(|path| unread_words(path)));
    Ok(found)
}

/// Records that name others which were deleted or are not here: shown as such, so a note.
fn dangling(open: &OpenCase, found: &mut Found) {
    let case = open.case();
    let mut notes = Vec::new();
    case.each_record(&mut |which: RecordRef, record: &Record| {
        crate::edit::names(record, &mut |named| {
            if !case.has(&named) {
                let state = if case.gone.contains_key(&named) { "was deleted" } else { "is not here" };
                let document = open.document();
                notes.push(format!(
                    "{} names {}, which {state}",
                    document.call(&which),
                    document.call(&named)
                ));
            }
        });
    });
    notes.dedup();
    found.notes.append(&mut notes);
}

/// A note on a file with text that was typed and not saved, and cannot be offered.
pub(super) fn unread_words(path: &Path) -> String {
    format!("unsaved text in {} cannot be read", path.display())
}

fn at(path: &Path, problems: &[Problem]) -> Vec<String> {
    problems.iter().map(|problem| format!("{}:{problem}", path.display())).collect()
}
