//! Positions into spreadsheets: the list that the import reads back unchanged, and the matrix of a phase in words.
//!
//! Both are made of what an audience may see. Outside the team a list has only the columns that may ever be shown,
//! whatever they hold, and no codes and ids.

mod delimited;
mod positions;
mod workbook;

pub use workbook::TooLong;

use crate::{
    analysis::{
        matrix::{Cell, Line, matrix as cells_of},
        standing::{Column, IssueSheet, Standings},
    },
    audience::Seen,
    model::{CaseKind, Phase},
};

/// A table of text, ready to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// What it is called: the name of the sheet.
    pub title: String,
    /// The names of the columns.
    pub header: Vec<String>,
    /// The rows, each with one text for each column.
    pub rows: Vec<Vec<String>>,
}

/// The list of positions: one row for each position, and for each version of a position that has two.
#[must_use]
pub fn positions(seen: &Seen) -> Grid {
    marked(seen, positions::list(seen))
}

/// Issue by speaker in a phase, in words.
#[must_use]
pub fn matrix(seen: &Seen, phase: Phase) -> Grid {
    let matrix = cells_of(&Standings::new(seen), phase);
    let mut header = vec!["issue".to_owned()];
    header.extend(matrix.columns.iter().map(Column::words));
    let row = |line: &Line<IssueSheet>| {
        let cells = line.cells.iter().map(|cell| cell.as_ref().map_or_else(String::new, Cell::words));
        std::iter::once(line.head.issue.name.clone()).chain(cells).collect()
    };
    let rows = matrix.lines.iter().map(row).collect();
    marked(seen, Grid { title: phase.word().to_owned(), header, rows })
}

impl Grid {
    /// As a file with commas: UTF-8 with the byte-order mark by which spreadsheet programs know it. What looks like a
    /// formula stands behind an apostrophe, which the import takes away again.
    #[must_use]
    pub fn to_csv(&self) -> Vec<u8> {
        delimited::write(self)
    }

    /// As a workbook in which every cell is text. It does not say who wrote it, when, or where.
    pub fn to_xlsx(&self) -> Result<Vec<u8>, TooLong> {
        workbook::write(self)
    }
}

/// Every page bears the marking of its case: here in a column of its own, which the import reads past.
fn marked(seen: &Seen, mut grid: Grid) -> Grid {
    let case = seen.case();
    let mut marks = Vec::new();
    if case.about.kind == CaseKind::Exercise {
        marks.push("EXERCISE".to_owned());
    }
    marks.extend(Some(case.marking()).filter(|marking| !marking.is_empty()));
    marks.dedup();
    if !marks.is_empty() {
        grid.header.push("marking".to_owned());
        grid.rows.iter_mut().for_each(|row| row.push(marks.join(" / ")));
    }
    grid
}

#[cfg(test)]
mod tests;
