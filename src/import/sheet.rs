//! A sheet as text: a header and rows of cells, each with the place where it stands in the file.

use std::collections::{BTreeMap, BTreeSet};

use crate::notation::Problem;

/// The most cells that a sheet may have, empty ones within its rows included.
pub(super) const MOST_CELLS: usize = 2_000_000;

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Where it begins: the character of its line, or the column of a workbook, from 1.
    pub column: usize,
    /// What it says.
    pub text: String,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The line of the file, or the row of the workbook, from 1.
    pub line: usize,
    /// One cell for each column of the header.
    pub cells: Vec<Cell>,
}

/// A sheet with a header. Rows without any text are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name in a workbook; empty for a text file.
    pub name: String,
    /// The first row that holds any text.
    pub header: Row,
    /// The rows below it.
    pub rows: Vec<Row>,
    /// What is wrong with single rows or cells, in order.
    pub problems: Vec<Problem>,
    /// What a person should look at, although it could be read.
    pub notices: Vec<Problem>,
}

/// The cells of a workbook's sheet that hold text, by row and column from 0.
pub(super) type Sparse = BTreeMap<(u32, u32), String>;

impl Sheet {
    /// A sheet out of the cells of a workbook; rows and columns keep their numbers.
    pub(super) fn of(name: &str, cells: Sparse) -> Result<Self, Problem> {
        let columns: BTreeSet<u32> = cells.keys().map(|(_, column)| *column).collect();
        let rows: BTreeSet<u32> = cells.keys().map(|(row, _)| *row).collect();
        if columns.len().saturating_mul(rows.len()) > MOST_CELLS {
            return Err(too_large());
        }
        let mut cells = cells;
        let mut take = |row: u32| Row {
            line: row as usize + 1,
            cells: columns
                .iter()
                .map(|column| Cell {
                    column: *column as usize + 1,
                    text: cells.remove(&(row, *column)).unwrap_or_default(),
                })
                .collect(),
        };
        let mut rows = rows.into_iter().map(&mut take);
        let header = rows.next().unwrap_or_default();
        Ok(Self { name: name.to_owned(), header, rows: rows.collect(), ..Self::default() })
    }

    /// Reports every cell that a spreadsheet program would take for a formula.
    pub(super) fn note_formulas(&mut self) {
        for row in &self.rows {
            for cell in row.cells.iter().filter(|cell| super::cells::looks_like_formula(&cell.text)) {
                let start: String = cell.text.chars().take(20).collect();
                self.notices.push(Problem::new(
                    (row.line, cell.column),
                    format!("\"{start}\" begins like a formula and is kept as text"),
                    "Look whether a formula was meant; if so, put its result in its place.",
                ));
            }
        }
    }
}

/// What is said of a sheet beyond all measure.
pub(super) fn too_large() -> Problem {
    let what = "the sheet has more cells or text than a list of positions can have";
    Problem::new((1, 1), what, "Copy the part that matters into a workbook of its own.")
}
