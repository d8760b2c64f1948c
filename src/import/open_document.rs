//! Sheets of an .ods file. Read here, because the library expands repeated cells before it counts them and does not
//! tell which cells are merged.

use std::io::{BufReader, Cursor, Read};

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};
use zip::ZipArchive;

use super::{
    sheet::{MOST_CELLS, too_large},
    workbook::{Gathered, damaged, without_midnight},
};
use crate::notation::Problem;

/// The most columns that a sheet of any program has.
const MOST_COLUMNS: usize = 16_384;

/// Reads the sheets until one is wanted; gives it and the names of those read.
pub(super) fn read(
    mut archive: ZipArchive<Cursor<&[u8]>>,
    wanted: impl Fn(&Gathered) -> bool,
) -> Result<(Option<Gathered>, Vec<String>), Problem> {
    let part = archive.by_name("content.xml").map_err(|error| damaged(&error))?;
    let mut walk = Walk { reader: Reader::from_reader(BufReader::new(part)), buffer: Vec::new() };
    walk.reader.config_mut().expand_empty_elements = true;
    let (mut chosen, mut names) = (None, Vec::new());
    while let Some(event) = walk.next()? {
        if let Event::Start(start) = &event
            && start.name().as_ref() == "table:table"
        {
            let name = attribute(start, "table:name").unwrap_or_default();
            let found = walk.table(&name)?;
            names.push(name);
            if chosen.is_none() && wanted(&found) {
                chosen = Some(found);
            }
        }
    }
    Ok((chosen, names))
}

struct Walk<R: Read> {
    reader: Reader<BufReader<R>>,
    buffer: Vec<u8>,
}

/// A cell as it was read, to stand so many times side by side.
struct Piece {
    text: String,
    times: u32,
    rows: u32,
    columns: u32,
    error: Option<String>,
}

impl<R: Read> Walk<R> {
    fn next(&mut self) -> Result<Option<Event<'static>>, Problem> {
        self.buffer.clear();
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::Eof) => Ok(None),
            Ok(event) => Ok(Some(event.into_owned())),
            Err(error) => Err(damaged(&error)),
        }
    }

    fn inside(&mut self) -> Result<Event<'static>, Problem> {
        self.next()?.ok_or_else(|| damaged(&"it ends too early"))
    }

    fn table(&mut self, name: &str) -> Result<Gathered, Problem> {
        let mut found = Gathered::named(name);
        let mut row = 0_u32;
        loop {
            match self.inside()? {
                Event::Start(start) if start.name().as_ref() == "table:table-row" => {
                    let times = number(&start, "table:number-rows-repeated");
                    let cells = self.row()?;
                    // Rows at the end of a sheet are repeated a million times and hold nothing.
                    if cells.iter().any(Piece::matters) {
                        would_fit(&found, &cells, times)?;
                        for n in 0..times {
                            place(&mut found, row.saturating_add(n), &cells)?;
                        }
                    }
                    row = row.saturating_add(times);
                }
                Event::End(end) if end.name().as_ref() == "table:table" => return Ok(found),
                _ => {}
            }
        }
    }

    fn row(&mut self) -> Result<Vec<Piece>, Problem> {
        let mut cells = Vec::new();
        loop {
            match self.inside()? {
                Event::Start(start)
                    if matches!(start.name().as_ref(), "table:table-cell" | "table:covered-table-cell") =>
                {
                    let piece = self.cell(&start)?;
                    if cells.len() >= MOST_COLUMNS {
                        return Err(too_large());
                    }
                    cells.push(piece);
                }
                Event::End(end) if end.name().as_ref() == "table:table-row" => return Ok(cells),
                _ => {}
            }
        }
    }

    fn cell(&mut self, start: &BytesStart) -> Result<Piece, Problem> {
        let written = self.paragraphs(start.name().as_ref())?;
        let is_error = attribute(start, "calcext:value-type").as_deref() == Some("error");
        let text = match attribute(start, "office:value-type").as_deref() {
            Some("date") => {
                let date = attribute(start, "office:date-value").unwrap_or_default();
                as_shown(without_midnight(&date), &written)
            }
            Some("float" | "currency" | "percentage") => {
                let value = attribute(start, "office:value").unwrap_or_default();
                value.parse::<f64>().map_or(value, |number| number.to_string())
            }
            _ => written.clone(),
        };
        Ok(Piece {
            text: if is_error { String::new() } else { text },
            times: number(start, "table:number-columns-repeated"),
            rows: number(start, "table:number-rows-spanned"),
            columns: number(start, "table:number-columns-spanned"),
            error: is_error.then_some(written),
        })
    }

    /// The text of a cell: its paragraphs, without annotations and drawings.
    fn paragraphs(&mut self, cell: &str) -> Result<String, Problem> {
        let (mut text, mut paragraphs, mut is_text, mut beside) = (String::new(), 0, false, 0_u32);
        loop {
            match self.inside()? {
                Event::Start(start) => match start.name().as_ref() {
                    "office:annotation" | "draw:frame" | "draw:custom-shape" => beside += 1,
                    _ if beside > 0 => {}
                    "text:p" => {
                        if paragraphs > 0 {
                            text.push('\n');
                        }
                        paragraphs += 1;
                        is_text = true;
                    }
                    "text:s" => (0..number(&start, "text:c").min(1000)).for_each(|_| text.push(' ')),
                    "text:tab" => text.push('\t'),
                    "text:line-break" => text.push('\n'),
                    _ => {}
                },
                Event::End(end) => match end.name().as_ref() {
                    "office:annotation" | "draw:frame" | "draw:custom-shape" => {
                        beside = beside.saturating_sub(1);
                    }
                    "text:p" if beside == 0 => is_text = false,
                    name if name == cell => return Ok(text),
                    _ => {}
                },
                Event::Text(more) if is_text && beside == 0 => text.push_str(&more.xml10_content()),
                Event::CData(more) if is_text && beside == 0 => text.push_str(&more.xml10_content()),
                Event::GeneralRef(name) if is_text && beside == 0 => {
                    let letter = name.resolve_char_ref().map_err(|error| damaged(&error))?;
                    match letter {
                        Some(letter) => text.push(letter),
                        None => text.push_str(
                            quick_xml::escape::resolve_predefined_entity(name.as_ref())
                                .ok_or_else(|| damaged(&"it uses an entity that it does not explain"))?,
                        ),
                    }
                }
                _ => {}
            }
        }
    }
}

impl Piece {
    fn is_merged(&self) -> bool {
        self.rows > 1 || self.columns > 1
    }

    fn matters(&self) -> bool {
        !self.text.is_empty() || self.error.is_some() || self.is_merged()
    }
}

/// Refuses a row that would be repeated beyond all measure, before it is.
fn would_fit(found: &Gathered, cells: &[Piece], times: u32) -> Result<(), Problem> {
    let width = |cell: &Piece| if cell.text.is_empty() { 1 } else { cell.times as usize };
    let more: usize = cells.iter().filter(|cell| cell.matters()).map(width).sum();
    let held = found.cells.len() + found.merged.len() + found.problems.len();
    let fits = more.saturating_mul(times as usize).saturating_add(held) <= MOST_CELLS;
    if fits { Ok(()) } else { Err(too_large()) }
}

/// Puts the cells of a row where they stand.
fn place(found: &mut Gathered, row: u32, cells: &[Piece]) -> Result<(), Problem> {
    let mut column = 0_u32;
    for cell in cells {
        if cell.is_merged() {
            let last = (row.saturating_add(cell.rows - 1), column.saturating_add(cell.columns - 1));
            found.merged.push(((row, column), last));
        }
        if let Some(error) = &cell.error {
            let what = format!("the cell holds the error {error}");
            let remedy = "Mend the formula, or write its result in its place.";
            found.problems.push(Problem::new((row as usize + 1, column as usize + 1), what, remedy));
        }
        if !cell.text.is_empty() {
            for n in 0..cell.times {
                found.put((row, column.saturating_add(n)), cell.text.clone())?;
            }
        }
        column = column.saturating_add(cell.times);
    }
    Ok(())
}

/// A date, as certain as it is shown: the stored day of a cell that shows `1991-04` or `1991` was written by nobody.
fn as_shown(date: &str, written: &str) -> String {
    let is_less = (written.len() == 7 || written.len() == 4) && date.starts_with(written);
    if is_less { written.to_owned() } else { date.to_owned() }
}

fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let found = start.try_get_attribute(name).ok()??;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// A count that an attribute gives, from 1 to what the largest sheet can have.
fn number(start: &BytesStart, name: &str) -> u32 {
    attribute(start, name).and_then(|count| count.parse().ok()).unwrap_or(1).clamp(1, 1 << 20)
}
