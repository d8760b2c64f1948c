//! Positions out of spreadsheets: bytes become a sheet of text, the sheet a plan against a case, the plan one edit.
//!
//! Nothing is guessed and nothing is half done: what is not understood is named with its line, and while anything is,
//! nothing is imported unless the person says that those lines are to be left out. No file is opened here.

pub(crate) mod cells;
mod columns;
mod delimited;
mod draft;
mod encoding;
pub(crate) mod names;
mod open_document;
mod plan;
mod sheet;
mod standing;
mod workbook;

pub use columns::{Columns, Field};
pub use plan::{NewRecord, Plan, Row as PlannedRow};
pub use sheet::{Cell, Row, Sheet};

use crate::{document::Pen, model::Case, notation::Problem};

/// The largest file that is read, in bytes; also the most text that a workbook may unpack to in cells.
pub const LARGEST_IMPORT: usize = 64 << 20;

/// What a person chose for an import.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choices {
    /// Columns that mean a field although their header does not say so: header, then the name of the field.
    pub map: Vec<(String, String)>,
    /// The sheet of a workbook; nothing takes the first whose header looks like positions.
    pub sheet: Option<String>,
    /// The encoding of a text file; nothing recognises it and says which one it took.
    pub encoding: Option<String>,
    /// Whether actors, factions, issues and options must be in the case already. Sources may always be new.
    pub existing_only: bool,
    /// Who may be told what has no disclosure of its own in the file: `team` if nothing is given.
    pub disclosure: Option<String>,
    /// Whether lines that are not understood are left out, rather than holding back the whole import.
    pub leave_out: bool,
}

/// Works out what importing a file would do. An error concerns the file as a whole; what is wrong in single lines
/// stands in the plan.
pub fn plan(
    bytes: &[u8],
    name: &str,
    case: &Case,
    choices: &Choices,
    pen: &Pen,
) -> Result<Plan, Vec<Problem>> {
    let sheet = read(bytes, name, choices)?;
    let columns = Columns::of(&sheet, &choices.map)?;
    plan::plan(&sheet, &columns, case, choices, pen)
}

/// Reads a file as one sheet of text, by what it is rather than by what it is called.
pub fn read(bytes: &[u8], name: &str, choices: &Choices) -> Result<Sheet, Vec<Problem>> {
    let refuse = |what: &str, remedy: &str| Err(vec![Problem::new((1, 1), what, remedy)]);
    if bytes.len() > LARGEST_IMPORT {
        return refuse("the file is larger than 64 MB", "Split it into smaller files.");
    }
    let ending = name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_lowercase());
    if bytes.starts_with(b"PK\x03\x04") {
        return workbook::read(bytes, choices).map_err(|problem| vec![problem]);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        let what = "this is an old or an encrypted workbook";
        return refuse(
            what,
            "Open it in a spreadsheet program and save it as .xlsx without a password, or as .csv.",
        );
    }
    if ["xlsx", "ods"].contains(&ending.as_str()) {
        return refuse(
            "this is no workbook, although its name says so",
            "Save it again as .xlsx, .ods or .csv.",
        );
    }
    delimited::read(bytes, choices)
}

#[cfg(test)]
mod tests;
