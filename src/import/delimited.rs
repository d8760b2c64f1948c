//! Text files with delimited cells. Read here and not by a library, because libraries forgive a quotation mark that
//! is never closed: a file cut short would come in as one long cell, and nobody would be told.

use std::cmp::Ordering;

use super::{
    Choices, cells, columns,
    encoding::decode,
    sheet::{Cell, MOST_CELLS, Row, Sheet, too_large},
};
use crate::notation::Problem;

const DELIMITERS: [char; 3] = [',', ';', '\t'];

/// Reads a file whose cells are separated by comma, semicolon or tab.
pub(super) fn read(bytes: &[u8], choices: &Choices) -> Result<Sheet, Vec<Problem>> {
    let decoded = decode(bytes, choices.encoding.as_deref()).map_err(|problem| vec![problem])?;
    let (text, first_line) = without_hint(&decoded.text);
    let delimiter = delimiter(text, &choices.map);
    let mut rows = rows(text, delimiter, first_line).map_err(|problem| vec![problem])?;
    rows.retain(|row| row.cells.iter().any(|cell| !cell.text.trim().is_empty()));
    let mut rows = rows.into_iter();
    let header = rows.next().unwrap_or_default();
    let width = header.cells.len();
    let mut sheet = Sheet { header, notices: decoded.notice.into_iter().collect(), ..Sheet::default() };
    for row in rows {
        match wrong_width(&row, width) {
            Some(problem) => sheet.problems.push(problem),
            None => sheet.rows.push(row),
        }
    }
    sheet.note_formulas();
    for cell in sheet.header.cells.iter_mut().chain(sheet.rows.iter_mut().flat_map(|row| &mut row.cells)) {
        cell.text = cells::unguarded(&cell.text).to_owned();
    }
    Ok(sheet)
}

/// The text after the line `sep=;` that some spreadsheet programs write first, and the number of its first line.
fn without_hint(text: &str) -> (&str, usize) {
    match text.split_once('\n') {
        Some((first, rest)) if first.trim_end().len() == 5 && first.starts_with("sep=") => (rest, 2),
        _ => (text, 1),
    }
}

/// The delimiter that gives the most known headers, else the most cells.
fn delimiter(text: &str, map: &[(String, String)]) -> char {
    let header = |delimiter| Reader::new(text, delimiter, 1).next().and_then(Result::ok).unwrap_or_default();
    let worth = |delimiter: &char| {
        let row = header(*delimiter);
        let known = row.cells.iter().filter(|cell| columns::is_known(&cell.text, map)).count();
        (known, row.cells.len())
    };
    DELIMITERS.into_iter().rev().max_by_key(worth).unwrap_or(',')
}

fn rows(text: &str, delimiter: char, first_line: usize) -> Result<Vec<Row>, Problem> {
    let mut rows = Vec::new();
    let mut cells = 0;
    for row in Reader::new(text, delimiter, first_line) {
        let row = row?;
        cells += row.cells.len();
        if cells > MOST_CELLS {
            return Err(too_large());
        }
        rows.push(row);
    }
    Ok(rows)
}

fn wrong_width(row: &Row, width: usize) -> Option<Problem> {
    let has = row.cells.len();
    let (at, what, remedy) = match has.cmp(&width) {
        Ordering::Equal => return None,
        Ordering::Greater => (
            row.cells[width].column,
            format!("the row has {has} cells, the header {width}"),
            "Put quotation marks around text that holds the delimiter.",
        ),
        Ordering::Less => (
            1,
            format!("the row has only {has} cells, the header {width}"),
            "Put quotation marks around text that holds a line break, or add the cells that are missing.",
        ),
    };
    Some(Problem::new((row.line, at), what, remedy))
}

/// Walks the rows of a text. It ends after the first problem.
struct Reader<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    delimiter: char,
    line: usize,
    column: usize,
    is_done: bool,
}

/// How a cell ended.
enum End {
    Cell,
    Row,
    Text,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, delimiter: char, line: usize) -> Self {
        let mut rest = text.chars().peekable();
        let is_done = rest.peek().is_none();
        Self { rest, delimiter, line, column: 1, is_done }
    }

    fn take(&mut self) -> Option<char> {
        let c = self.rest.next()?;
        let ends_line = c == '\n' || (c == '\r' && self.rest.peek() != Some(&'\n'));
        if ends_line {
            self.line += 1;
            self.column = 1;
        } else {
            self.column += 1;
        }
        Some(c)
    }

    fn cell(&mut self) -> Result<(Cell, End), Problem> {
        let mut cell = Cell { column: self.column, text: String::new() };
        if self.rest.peek() == Some(&'"') {
            self.quoted(&mut cell.text)?;
        }
        let is_quoted = self.column > cell.column || !cell.text.is_empty();
        loop {
            let place = (self.line, self.column);
            match self.take() {
                None => return Ok((cell, End::Text)),
                Some('\r') if self.rest.peek() == Some(&'\n') => {}
                Some('\n' | '\r') => return Ok((cell, End::Row)),
                Some(c) if c == self.delimiter => return Ok((cell, End::Cell)),
                Some(' ') if is_quoted => {}
                Some(_) if is_quoted => {
                    let what = "there is text after the closing quotation mark";
                    return Err(Problem::new(
                        place,
                        what,
                        "Double the quotation marks that stand within a text.",
                    ));
                }
                Some(c) => cell.text.push(c),
            }
        }
    }

    fn quoted(&mut self, text: &mut String) -> Result<(), Problem> {
        let opened = (self.line, self.column);
        self.take();
        loop {
            match self.take() {
                Some('"') if self.rest.peek() == Some(&'"') => {
                    self.take();
                    text.push('"');
                }
                Some('"') => return Ok(()),
                Some(c) => text.push(c),
                None => {
                    let what = "a quotation mark is opened here and never closed";
                    return Err(Problem::new(
                        opened,
                        what,
                        "Close it, or look whether the file was cut short.",
                    ));
                }
            }
        }
    }
}

impl Iterator for Reader<'_> {
    type Item = Result<Row, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let mut row = Row { line: self.line, cells: Vec::new() };
        loop {
            match self.cell() {
                Err(problem) => {
                    self.is_done = true;
                    return Some(Err(problem));
                }
                Ok((cell, end)) => {
                    row.cells.push(cell);
                    if matches!(end, End::Cell) {
                        continue;
                    }
                    self.is_done = matches!(end, End::Text) || self.rest.peek().is_none();
                    return Some(Ok(row));
                }
            }
        }
    }
}
