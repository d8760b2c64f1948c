//! What importing a sheet into a case would do: shown before anything is done, then done as one edit.
//!
//! A position is known again by speaker, issue, phase, date and statement. Where the rest is equal it is skipped, where
//! it differs corrected; any other statement is a new position. New records that no imported position names in the
//! end are not made.

mod matching;
mod resolve;

use std::collections::{BTreeMap, BTreeSet};

use super::{Choices, Columns, Sheet, draft};
use crate::{
    document::Pen,
    edit::{Edit, names},
    model::{Case, Disclosure, Id, Position, Record, RecordRef},
    notation::Problem,
};

/// What one line of the file does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line of the file.
    pub line: usize,
    /// Speaker, issue, phase and date.
    pub words: String,
    /// The fields that a correction changes; empty for a new position.
    pub fields: Vec<&'static str>,
}

/// A record that the import would make beside the positions.
#[derive(Clone, Debug, PartialEq)]
pub struct NewRecord {
    /// Which record.
    pub which: RecordRef,
    /// The line that first names it.
    pub line: usize,
    /// In words: `actor "GOES and FMLN", a group of GOES and FMLN`.
    pub words: String,
}

/// What an import would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Positions that are new.
    pub created: Vec<Row>,
    /// Positions that would be corrected.
    pub updated: Vec<Row>,
    /// Lines whose position stands already, as it is.
    pub skipped: Vec<usize>,
    /// Other records that would be made.
    pub added: Vec<NewRecord>,
    /// What is wrong, in the order of the file.
    pub problems: Vec<Problem>,
    /// What a person should look at.
    pub notices: Vec<Problem>,
    /// The headers of the columns whose text goes into the note.
    pub kept_in_note: Vec<String>,
    leaves_out: bool,
    edits: Vec<Edit>,
}

impl Plan {
    /// The whole import as one edit: nothing if there is nothing to do, or if there are problems and the person did
    /// not say that those lines are to be left out.
    #[must_use]
    pub fn edit(&self) -> Option<Edit> {
        let may = !self.edits.is_empty() && (self.problems.is_empty() || self.leaves_out);
        may.then(|| Edit::Together(self.edits.clone()))
    }

    /// Whether problems hold the import back.
    #[must_use]
    pub fn is_held_back(&self) -> bool {
        !self.problems.is_empty() && !self.leaves_out
    }

    /// `22 created, 0 updated, 0 skipped`, with what is wrong.
    #[must_use]
    pub fn summary(&self) -> String {
        let mut words = format!(
            "{} created, {} updated, {} skipped",
            self.created.len(),
            self.updated.len(),
            self.skipped.len()
        );
        let lines: BTreeSet<usize> = self.problems.iter().map(|problem| problem.line).collect();
        let held = match (lines.len(), self.leaves_out) {
            (0, _) => String::new(),
            (1, false) => "; 1 line is not understood: nothing is imported".to_owned(),
            (1, true) => "; 1 line is left out".to_owned(),
            (n, false) => format!("; {n} lines are not understood: nothing is imported"),
            (n, true) => format!("; {n} lines are left out"),
        };
        words.push_str(&held);
        words
    }

    /// The preview, one line for each thing that would be done; `file` goes before line numbers.
    #[must_use]
    pub fn lines(&self, file: &str) -> Vec<String> {
        let row = |verb: &str, row: &Row| {
            let fields =
                if row.fields.is_empty() { String::new() } else { format!(" ({})", row.fields.join(", ")) };
            format!("{file}:{}: {verb} {}{fields}", row.line, row.words)
        };
        let mut lines: Vec<String> =
            self.added.iter().map(|new| format!("{file}:{}: new {}", new.line, new.words)).collect();
        lines.extend(self.created.iter().map(|one| row("created", one)));
        lines.extend(self.updated.iter().map(|one| row("updated", one)));
        lines.extend(self.skipped.iter().map(|line| format!("{file}:{line}: skipped, it stands already")));
        if !self.kept_in_note.is_empty() {
            lines.push(format!("{file}: kept in the note: {}", self.kept_in_note.join(", ")));
        }
        lines
    }
}

/// Works out a plan.
pub(super) fn plan(
    sheet: &Sheet,
    columns: &Columns,
    case: &Case,
    choices: &Choices,
    pen: &Pen,
) -> Result<Plan, Vec<Problem>> {
    let mut plan = Plan {
        problems: sheet.problems.clone(),
        notices: sheet.notices.clone(),
        kept_in_note: columns.kept().map(str::to_owned).collect(),
        leaves_out: choices.leave_out,
        ..Plan::default()
    };
    let faulty: BTreeSet<usize> = sheet.problems.iter().map(|problem| problem.line).collect();
    let mut drafts = Vec::new();
    for row in sheet.rows.iter().filter(|row| !faulty.contains(&row.line)) {
        match draft::draft(row, columns) {
            Ok(draft) => drafts.push(draft),
            Err(problems) => plan.problems.extend(problems),
        }
    }
    let mut desk = resolve::Desk::new(case, choices, pen, &drafts).map_err(|problem| vec![problem])?;
    desk.take_parties(&drafts);
    let mut rows = Vec::new();
    for draft in &drafts {
        match desk.resolve(draft) {
            Ok(resolved) => rows.push((draft, resolved)),
            Err(problems) => plan.problems.extend(problems),
        }
    }
    let outcomes = matching::matched(case, &rows);
    let positions = take_outcomes(&mut plan, case, pen, &mut desk, &rows, outcomes);
    finish(&mut plan, desk, positions);
    Ok(plan)
}

/// Sorts what became of the rows into the plan; gives the edits of positions.
fn take_outcomes(
    plan: &mut Plan,
    case: &Case,
    pen: &Pen,
    desk: &mut resolve::Desk,
    rows: &[(&draft::Draft, super::standing::Resolved)],
    outcomes: Vec<matching::Outcome>,
) -> Vec<(RecordRef, Edit, Record)> {
    let mut labels: BTreeMap<&str, Id<Position>> = BTreeMap::new();
    let mut ids: Vec<Id<Position>> = Vec::new();
    for ((draft, _), outcome) in rows.iter().zip(&outcomes) {
        let id = match outcome {
            matching::Outcome::New => desk.next_id(pen),
            matching::Outcome::Stands(id) | matching::Outcome::Corrects { id, .. } => id.clone(),
            matching::Outcome::SameAs(row) => ids[*row].clone(),
            matching::Outcome::Refused(_) => Id::default(),
        };
        if !draft.code.is_empty() && !id.is_empty() {
            labels.entry(draft.code.as_str()).or_insert_with(|| id.clone());
        }
        ids.push(id);
    }
    let mut edits = Vec::new();
    for (((draft, resolved), outcome), id) in rows.iter().zip(outcomes).zip(ids) {
        let row = |fields| Row { line: draft.line, words: desk.words(&resolved.position), fields };
        match outcome {
            matching::Outcome::Refused(problem) => plan.problems.push(problem),
            matching::Outcome::Stands(_) | matching::Outcome::SameAs(_) => plan.skipped.push(draft.line),
            matching::Outcome::Corrects { to, fields, .. } => {
                plan.updated.push(row(fields));
                let which = RecordRef::of(&id);
                let seen = case.positions.get(&id).map_or_else(Vec::new, |entry| {
                    entry.versions().iter().map(|version| version.revision).collect()
                });
                let record = Record::Position(*to);
                let edit = Edit::Change { which: which.clone(), seen, to: Box::new(record.clone()) };
                edits.push((which, edit, record));
            }
            matching::Outcome::New => match placed(draft, resolved.as_new(), &labels) {
                Err(problem) => plan.problems.push(problem),
                Ok(position) => {
                    plan.created.push(row(Vec::new()));
                    let (which, record) = (RecordRef::of(&id), Record::Position(position));
                    edits.push((which.clone(), Edit::Add(which, Box::new(record.clone())), record));
                }
            },
        }
    }
    edits
}

/// A new position with its place among the others of the file.
fn placed(
    draft: &draft::Draft,
    mut position: Position,
    labels: &BTreeMap<&str, Id<Position>>,
) -> Result<Position, Problem> {
    let find = |field, code: &str| {
        labels.get(code).cloned().ok_or_else(|| {
            let what = format!("no line of the file that is understood has the code \"{code}\"");
            draft.problem(field, what, "Write a code of the column \"code\", or leave it empty.")
        })
    };
    if matches!(&position.disclosure, Disclosure::Confided { by } if by.trim().is_empty()) {
        let what = "it is confided, and nobody is named who confided it";
        return Err(draft.problem(
            super::Field::ConfidedBy,
            what,
            "Name the person in the column \"confided_by\".",
        ));
    }
    for code in &draft.after {
        position.after.push(find(super::Field::After, code)?);
    }
    if !draft.beside.is_empty() {
        position.beside = Some(find(super::Field::Beside, &draft.beside)?);
    }
    Ok(position)
}

/// Keeps of the new records those that the positions name, by way of each other too, and puts all edits in order.
fn finish(plan: &mut Plan, desk: resolve::Desk, positions: Vec<(RecordRef, Edit, Record)>) {
    let mut needed = BTreeSet::new();
    let need = |record: &Record, needed: &mut BTreeSet<RecordRef>| {
        names(record, &mut |named| {
            needed.insert(named);
        });
    };
    for (_, _, record) in &positions {
        need(record, &mut needed);
    }
    let mut kept = Vec::new();
    // A new record names only such as were made before it.
    for (new, record) in desk.made.into_iter().rev() {
        if needed.contains(&new.which) {
            need(&record, &mut needed);
            kept.push((new, record));
        }
    }
    for (new, record) in kept.into_iter().rev() {
        plan.edits.push(Edit::Add(new.which.clone(), Box::new(record)));
        plan.notices
            .extend(desk.notices.iter().filter(|(which, _)| *which == new.which).map(|(_, n)| n.clone()));
        plan.added.push(new);
    }
    plan.edits.extend(positions.into_iter().map(|(_, edit, _)| edit));
    plan.added.sort_by_key(|new| new.line);
    plan.problems.sort();
    plan.notices.sort();
    plan.problems.dedup();
}
