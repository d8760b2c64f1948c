//! Workbooks: .xlsx through `calamine`, .ods read here. What a workbook claims about its own size is not believed:
//! it is unpacked once and counted before any of it is read.

use std::io::{Cursor, Read, sink};

use calamine::{DataRef, ExcelDateTime, Reader as _, SheetVisible, Style, Xlsx, XlsxError};
use quick_xml::events::Event;
use zip::ZipArchive;

use super::{
    Choices, LARGEST_IMPORT, columns, open_document,
    sheet::{MOST_CELLS, Sheet, Sparse, too_large},
};
use crate::notation::Problem;

/// The most that the parts of a workbook may unpack to, in bytes.
const MOST_UNPACKED: u64 = 4 * LARGEST_IMPORT as u64;

/// A sheet while it is read: its cells so far, what is wrong with some of them, and how much text they hold.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) name: String,
    pub(super) cells: Sparse,
    /// Merged cells, as their first and last cell: row and column from 0.
    pub(super) merged: Vec<((u32, u32), (u32, u32))>,
    pub(super) problems: Vec<Problem>,
    bytes: usize,
}

/// Reads one sheet of a workbook.
pub(super) fn read(bytes: &[u8], choices: &Choices) -> Result<Sheet, Problem> {
    let archive = unpacked_within_limits(bytes)?;
    let is_open_document = archive.file_names().flatten().any(|name| name == "content.xml");
    let (gathered, names) = if is_open_document {
        open_document::read(archive, |found| wanted(found, choices))?
    } else {
        read_xlsx(bytes, choices)?
    };
    let Some(gathered) = gathered else { return Err(no_such_sheet(choices, &names)) };
    let mut sheet = Sheet::of(&gathered.name, gathered.cells)?;
    sheet.problems = gathered.problems;
    let merged: Vec<Problem> =
        gathered.merged.iter().filter_map(|merged| merged_cells(&sheet, *merged)).collect();
    sheet.problems.extend(merged);
    sheet.problems.sort();
    if names.len() > 1 && choices.sheet.is_none() {
        let what = format!("the sheet \"{}\" was read, out of {}", sheet.name, names.join(", "));
        sheet.notices.push(Problem::new((1, 1), what, "Name another sheet if that is the wrong one."));
    }
    sheet.note_formulas();
    Ok(sheet)
}

impl Gathered {
    /// A sheet of which nothing has been read yet.
    pub(super) fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// Takes in a cell. Empty ones are not kept.
    pub(super) fn put(&mut self, at: (u32, u32), text: String) -> Result<(), Problem> {
        if text.is_empty() {
            return Ok(());
        }
        self.bytes += text.len();
        if self.cells.len() >= MOST_CELLS || self.bytes > LARGEST_IMPORT {
            return Err(too_large());
        }
        self.cells.insert(at, text);
        Ok(())
    }
}

/// Whether a sheet is the one that was asked for, or looks like positions if none was.
fn wanted(found: &Gathered, choices: &Choices) -> bool {
    if let Some(name) = &choices.sheet {
        return found.name == *name;
    }
    let first = found.cells.keys().next().map(|(row, _)| *row);
    let header = found.cells.iter().filter(|((row, _), _)| Some(*row) == first);
    header.filter(|(_, text)| columns::is_known(text, &choices.map)).count() >= 3
}

fn no_such_sheet(choices: &Choices, names: &[String]) -> Problem {
    let known = names.join(", ");
    let what = match &choices.sheet {
        Some(name) => format!("there is no sheet \"{name}\""),
        None => "no sheet begins with the columns party, issue, phase, date and position".to_owned(),
    };
    Problem::new(
        (1, 1),
        what,
        format!("The sheets are: {known}. Name one, or write the columns' names in its first row."),
    )
}

/// Merged cells hold one text where a list needs one in each row: which rows it was meant for would be a guess.
fn merged_cells(sheet: &Sheet, (first, last): ((u32, u32), (u32, u32))) -> Option<Problem> {
    let touches =
        |row: &super::Row| (first.0..=last.0).contains(&u32::try_from(row.line - 1).unwrap_or(u32::MAX));
    let is_within =
        |cell: &super::Cell| (first.1..=last.1).contains(&u32::try_from(cell.column - 1).unwrap_or(u32::MAX));
    let in_table = std::iter::once(&sheet.header).chain(&sheet.rows).any(touches)
        && sheet.header.cells.iter().any(is_within)
        && first != last;
    in_table.then(|| {
        let what = format!("the cells {}:{} are merged", cell_name(first), cell_name(last));
        let remedy = "Take the merging back and write the text into every row that it is meant for.";
        Problem::new((first.0 as usize + 1, first.1 as usize + 1), what, remedy)
    })
}

/// `B7`, out of row and column from 0.
fn cell_name((row, column): (u32, u32)) -> String {
    let (mut letters, mut rest) = (String::new(), column + 1);
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

/// Opens the archive, having unpacked every part of it to nowhere and counted what came out.
fn unpacked_within_limits(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, Problem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut left = MOST_UNPACKED;
    for number in 0..archive.len() {
        let mut part = archive.by_index(number).map_err(|error| damaged(&error))?;
        let name = part.name().map_err(|error| damaged(&error))?.to_lowercase();
        let is_strings = name.ends_with("sharedstrings.xml");
        let is_sheet = name.starts_with("xl/worksheets/");
        let mut limited = (&mut part).take(left + 1);
        let came = if is_strings || is_sheet {
            let mut text = Vec::new();
            limited.read_to_end(&mut text).map_err(|error| damaged(&error))?;
            if is_strings {
                honest_about_strings(&text)?;
            } else {
                honest_about_cells(&text)?;
            }
            text.len() as u64
        } else {
            std::io::copy(&mut limited, &mut sink()).map_err(|error| damaged(&error))?
        };
        if came > left {
            let what = "the workbook unpacks to more than 256 MB";
            return Err(Problem::new((1, 1), what, "Copy the part that matters into a workbook of its own."));
        }
        left -= came;
    }
    Ok(archive)
}

/// The library sets memory aside for as many texts as the table of texts claims to have: a false claim ends here.
fn honest_about_strings(table: &[u8]) -> Result<(), Problem> {
    let mut reader = quick_xml::Reader::from_reader(table);
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                let claim = start.try_get_attribute("uniqueCount").ok().flatten();
                let claim: usize =
                    claim.map_or(Ok(0), |claim| claim.value.trim().parse()).unwrap_or(usize::MAX);
                return if claim <= table.len() { Ok(()) } else { Err(too_large()) };
            }
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => buffer.clear(),
        }
    }
}

/// The library reckons with the names of cells as it finds them: one that no sheet has room for ends here.
fn honest_about_cells(sheet: &[u8]) -> Result<(), Problem> {
    let mut reader = quick_xml::Reader::from_reader(sheet);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                let mut attributes = start.attributes();
                for attribute in attributes.with_checks(false).flatten() {
                    let names_cells = matches!(attribute.key.as_ref(), "r" | "ref");
                    if names_cells && !is_in_a_sheet(&attribute.value) {
                        return Err(damaged(&format!("\"{}\" is no cell of a sheet", attribute.value)));
                    }
                }
            }
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => {}
        }
        buffer.clear();
    }
}

/// Whether a name like `B7`, `7` or `A1:B7` can be one of a sheet, and a range does not end before it begins.
fn is_in_a_sheet(name: &str) -> bool {
    const LETTERS: usize = 3;
    const DIGITS: usize = 7;
    let ends: Vec<(usize, String, u32)> = name
        .split(':')
        .map(|cell| {
            let digits = cell.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            let letters = &cell[..cell.len() - digits.len()];
            let row = if digits.len() > DIGITS { u32::MAX } else { digits.parse().unwrap_or(0) };
            (letters.len(), letters.to_ascii_uppercase(), row)
        })
        .collect();
    let is_ordered = |pair: &[(usize, String, u32)]| {
        (pair[0].0, &pair[0].1) <= (pair[1].0, &pair[1].1) && pair[0].2 <= pair[1].2
    };
    ends.iter().all(|(letters, _, row)| *letters <= LETTERS && *row < u32::MAX)
        && ends.windows(2).all(is_ordered)
}

/// What is said of a workbook that cannot be read.
pub(super) fn damaged(error: &dyn std::fmt::Display) -> Problem {
    let what = format!("the workbook cannot be read ({error})");
    Problem::new((1, 1), what, "Open it in a spreadsheet program and save it again as .xlsx, or as .csv.")
}

fn read_xlsx(bytes: &[u8], choices: &Choices) -> Result<(Option<Gathered>, Vec<String>), Problem> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error: XlsxError| damaged(&error))?;
    let is_shown = |sheet: &&calamine::Sheet| {
        sheet.visible == SheetVisible::Visible || choices.sheet.as_deref() == Some(sheet.name.as_str())
    };
    let names: Vec<String> =
        book.sheets_metadata().iter().filter(is_shown).map(|sheet| sheet.name.clone()).collect();
    for name in &names {
        if choices.sheet.as_ref().is_some_and(|wanted| wanted != name) {
            continue;
        }
        let mut found = sheet_of(&mut book, name)?;
        if wanted(&found, choices) {
            let merged = book.merge_cells_by_sheet_name(name).map_err(|error| damaged(&error))?;
            found.merged = merged.iter().map(|cells| (cells.start, cells.end)).collect();
            return Ok((Some(found), names));
        }
    }
    Ok((None, names))
}

fn sheet_of(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Gathered, Problem> {
    let mut found = Gathered::named(name);
    let mut reader = match book.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        // A sheet that is a chart has no cells.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(found),
        Err(error) => return Err(damaged(&error)),
    };
    let styles = reader.styles().to_vec();
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|error| damaged(&error))? {
        let at = cell.get_position();
        let place = (at.0 as usize + 1, at.1 as usize + 1);
        let text = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::String(text) => text.clone(),
            DataRef::SharedString(text) => (*text).to_owned(),
            DataRef::Int(number) => number.to_string(),
            DataRef::Float(number) => number.to_string(),
            DataRef::Bool(truth) => truth.to_string().to_uppercase(),
            DataRef::DateTime(date) => date_text(date, styles.get(style)),
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => without_midnight(text).to_owned(),
            DataRef::Error(error) => {
                let what = format!("the cell holds the error {error}");
                found.problems.push(Problem::new(
                    place,
                    what,
                    "Mend the formula, or write its result in its place.",
                ));
                continue;
            }
        };
        found.put(at, text)?;
    }
    Ok(found)
}

/// A cell with a date, as certain as it is shown: a program that shows `Apr 1991` has stored a day nobody wrote.
fn date_text(date: &ExcelDateTime, style: Option<&Style>) -> String {
    let (year, month, day, hour, minute, ..) = date.to_ymd_hms_milli();
    if date.is_duration() || date.as_f64() < 1.0 {
        return format!("{hour:02}:{minute:02}");
    }
    let format = style.and_then(|style| style.number_format.as_ref());
    let code = format.map_or(String::new(), |format| plain_code(&format.format_code));
    match (code.contains('d') || code.is_empty(), code.contains('m'), code.contains('y')) {
        (false, true, true) => format!("{year:04}-{month:02}"),
        (false, false, true) => format!("{year:04}"),
        _ => format!("{year:04}-{month:02}-{day:02}"),
    }
}

/// A number format without its quoted text, colours and locales.
fn plain_code(code: &str) -> String {
    let (mut out, mut in_quotes, mut in_brackets) = (String::new(), false, false);
    for c in code.to_lowercase().chars() {
        match c {
            '"' => in_quotes = !in_quotes,
            '[' => in_brackets = true,
            ']' => in_brackets = false,
            _ if in_quotes || in_brackets => {}
            _ => out.push(c),
        }
    }
    out
}

/// A date without the time of day, where that is midnight.
pub(super) fn without_midnight(text: &str) -> &str {
    match text.split_once('T') {
        Some((day, time)) if time.chars().all(|c| matches!(c, '0' | ':' | '.' | 'Z')) => day,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_no_sheet_has_room_for_is_refused_before_anybody_reckons_with_it() {
        for honest in ["B7", "XFD1048576", "7", "A1:B7", "b7", ""] {
            assert!(is_in_a_sheet(honest), "{honest}");
        }
        for strange in ["inlineStr", "A99999999", "B7:A1", "A7:B1"] {
            assert!(!is_in_a_sheet(strange), "{strange}");
        }
        let sheet = |r: &str| format!("<worksheet><sheetData><c r=\"{r}\"/></sheetData></worksheet>");
        assert!(honest_about_cells(sheet("C7").as_bytes()).is_ok());
        let problem = honest_about_cells(sheet("inlineStr").as_bytes()).unwrap_err();
        assert!(problem.what.contains("\"inlineStr\" is no cell of a sheet"), "{problem}");
    }
}
