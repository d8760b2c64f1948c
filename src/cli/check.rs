//! `check`: reads case folders, case documents and scenario files, and says of each that it is ok, or what is wrong,
//! where, and what to do. It writes nothing.

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
        Access, OpenCase, SetAside, StoreError, Why, check_case_document, is_case_folder, read_document,
    },
};

use super::{Desk, failure::INPUT, said::Said};

#[derive(Debug, Args)]
pub struct Check {
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
                    let failed = super::failure::said(&error.into());
                    said.err.push_str(&failed.err);
                    said.code = said.code.max(failed.code);
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
        return Err(StoreError::NotACase(path.to_owned()));
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
    let comparison: Comparison = notation::read(text).map_err(|problem| vec![problem])?;
    let problems = analysis::comparison::check(&comparison, text);
    if problems.is_empty() { Ok(comparison) } else { Err(problems) }
}

/// The first word after comments, and where it stands.
fn first_word(text: &str) -> (String, (usize, usize)) {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let after = if let Some(comment) = rest.strip_prefix("//") {
            comment.split_once('\n').map(|(_, after)| after)
        } else if let Some(comment) = rest.strip_prefix("/*") {
            comment.split_once("*/").map(|(_, after)| after)
        } else {
            break;
        };
        rest = after.unwrap_or_default().trim_start();
    }
    let word = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (word, notation::place(text, text.len() - rest.len()))
}

fn case_folder(desk: &Desk, folder: &Path) -> Result<Found, StoreError> {
    let open = OpenCase::open(desk.disk.clone(), folder, &Access::Read)?;
    let mut found = Found::default();
    if open.is_newer() {
        found.notes.push("a newer program made this case; this one only reads it".to_owned());
    }
    for aside in open.set_aside() {
        let line = log_line(folder, &aside);
        match aside.why {
            Why::Damaged | Why::LinesMissing | Why::Unread => found.wrong.push(line),
            Why::Unconfirmed | Why::Newer | Why::Mended => found.notes.push(line),
        }
    }
    history(&open, folder, &mut found);
    dangling(&open, &mut found);
    for name in desk.disk.list(&folder.join("scenarios")).unwrap_or_default() {
        let path = folder.join("scenarios").join(&name);
        if path.extension().is_some_and(|ending| ending == "ron") && !name.starts_with('.') {
            match read_document(&*desk.disk, &path) {
                Ok(text) => found.wrong.extend(at(&path, &document(&text))),
                Err(StoreError::Bad { path, problem }) => {
                    found.wrong.push(format!("{}:{problem}", path.display()));
                }
                Err(error) => return Err(error),
            }
        }
    }
    Ok(found)
}

fn log_line(folder: &Path, aside: &SetAside) -> String {
    let remedy = match aside.why {
        Why::Damaged => {
            "It is set aside and everything else opens; nothing is overwritten. Take the line from another copy of the case if there is one"
        }
        Why::LinesMissing => {
            "Look for a fuller copy of this log, in a backup or at a colleague's; the rest opens"
        }
        Why::Unconfirmed => "Nobody was told that it was saved; it needs no care",
        Why::Unread => "Look at its permissions, then check again; the rest opens",
        Why::Mended => "It needs no care",
        Why::Newer => "It is kept as it is and shown by the newer program",
    };
    let path = folder.join("log").join(&aside.log);
    format!("{}:{}:{}: {}. {remedy}.", path.display(), aside.line, aside.column, aside.what)
}

/// Steps of which lines are missing, versions that are missing between others, and two versions.
fn history(open: &OpenCase, folder: &Path, found: &mut Found) {
    let document = open.document();
    let history = document.history();
    for (step, here, of) in history.unfinished() {
        let deed = document.deed(step);
        let words = format!("the step \"{}\" of {} has {here} of its {of} lines", deed.words, deed.by);
        found.wrong.push(format!(
            "{}: {words}. Do it again, which adds only what is missing, or undo it.",
            folder.display()
        ));
    }
    for record in history.records() {
        if history.has_gap(record) {
            let words = format!("a version of {} is missing between others", document.call(record));
            found.wrong.push(format!("{}: {words}. Look for a fuller copy of the logs.", folder.display()));
        }
        let heads = open.case().heads_of(record);
        if heads.len() > 1 {
            let by: Vec<&str> = heads.iter().map(|head| head.by.as_str()).collect();
            let words =
                format!("{} has {} versions, by {}", document.call(record), heads.len(), by.join(" and "));
            found.notes.push(format!("{words}; open it and settle them"));
        }
    }
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

fn at(path: &Path, problems: &[Problem]) -> Vec<String> {
    problems.iter().map(|problem| format!("{}:{problem}", path.display())).collect()
}
