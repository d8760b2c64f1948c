//! Grids as workbooks. Every cell is written as text, so that nothing in it is ever worked out.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

use super::Grid;

/// Spreadsheet programs allow so many UTF-16 units in a cell.
const LONGEST_CELL: usize = 32_767;

/// The grid does not fit into a workbook.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TooLong {
    /// A text is longer than a cell may be.
    #[error(
        "the {column} in row {row} has more than 32,767 characters, the most that a cell can hold: \
         export as .csv or .ron"
    )]
    Cell {
        /// The row, from 1, the header being the first.
        row: usize,
        /// The name of the column.
        column: String,
    },
    /// There are more rows or columns than a sheet may have, or the library refuses for another reason.
    #[error("it cannot be written as a workbook ({0}): export as .csv or .ron")]
    Other(String),
}

pub(super) fn write(grid: &Grid) -> Result<Vec<u8>, TooLong> {
    let other = |error: XlsxError| TooLong::Other(error.to_string());
    let mut book = Workbook::new();
    // Without this the file would say when it was written, and two exports of one case would differ.
    let nobody = ExcelDateTime::from_ymd(2000, 1, 1).map_err(other)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&nobody));
    let sheet = book.add_worksheet();
    sheet.set_name(&grid.title).map_err(other)?;
    let (bold, plain) = (Format::new().set_bold(), Format::new().set_text_wrap().set_align(FormatAlign::Top));
    for (number, row) in std::iter::once(&grid.header).chain(&grid.rows).enumerate() {
        let at = u32::try_from(number).map_err(|error| TooLong::Other(error.to_string()))?;
        for (column, text) in row.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            if text.encode_utf16().count() > LONGEST_CELL {
                return Err(TooLong::Cell { row: number + 1, column: grid.header[column].clone() });
            }
            let format = if number == 0 { &bold } else { &plain };
            let column = u16::try_from(column).map_err(|error| TooLong::Other(error.to_string()))?;
            sheet.write_string_with_format(at, column, text, format).map_err(other)?;
        }
    }
    sheet.set_freeze_panes(1, 1).map_err(other)?;
    for (column, name) in (0_u16..).zip(&grid.header) {
        let width =
            if matches!(name.as_str(), "statement" | "original" | "note" | "source") { 40.0 } else { 16.0 };
        sheet.set_column_width(column, width).map_err(other)?;
    }
    book.save_to_buffer().map_err(other)
}
