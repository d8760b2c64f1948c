//! Reports as plain text, 76 columns wide: what a mail, a printer or a screen reader takes.

use super::{
    lines::{pad, width, wrap},
    page::{Block, Cell, Report, Section, Table, Text},
};

/// The width of a page.
const COLUMNS: usize = 76;
/// A column that is narrower than this cannot be read; the table is then written row by row.
const NARROWEST: usize = 9;

/// The whole report.
pub(super) fn write(report: &Report) -> String {
    let mut out = Lines::default();
    out.centred(&report.marking);
    out.put("", &report.case, "");
    out.put("", &report.title, "");
    out.push(&"=".repeat(COLUMNS));
    out.put("", &report.about(), "");
    out.put("", &report.key, "");
    for section in &report.sections {
        write_section(&mut out, section);
    }
    if !report.sources.is_empty() {
        heading(&mut out, 1, "Sources");
        for source in &report.sources {
            let grades =
                if source.grades.is_empty() { String::new() } else { format!(" ({})", source.grades) };
            out.put(&format!("[{}] ", source.number), &format!("{}{grades}", source.words), "     ");
        }
    }
    if !report.marking.is_empty() {
        out.push("");
        out.centred(&report.marking);
    }
    out.0
}

/// Lines written so far, none longer than a page is wide.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn push(&mut self, line: &str) {
        self.0.push_str(line.trim_end_matches(' '));
        self.0.push('\n');
    }

    /// A text after `first`, its further lines after `more`; nothing if it is empty.
    fn put(&mut self, first: &str, text: &str, more: &str) {
        if text.trim().is_empty() {
            return;
        }
        let indent = width(first).max(width(more));
        for (number, line) in wrap(text.trim(), COLUMNS - indent).iter().enumerate() {
            self.push(&format!("{}{line}", if number == 0 { first } else { more }));
        }
    }

    fn centred(&mut self, text: &str) {
        for line in wrap(text, COLUMNS).iter().filter(|line| !line.is_empty()) {
            self.push(&format!("{}{line}", " ".repeat((COLUMNS - width(line).min(COLUMNS)) / 2)));
        }
    }
}

fn heading(out: &mut Lines, level: usize, text: &str) {
    out.push("");
    if level == 1 {
        out.push("");
    }
    out.put("", text, "");
    let mark = match level {
        1 => "=",
        2 => "-",
        _ => ".",
    };
    let long = wrap(text, COLUMNS).iter().map(|line| width(line)).max().unwrap_or(0);
    out.push(&mark.repeat(long));
}

fn write_section(out: &mut Lines, section: &Section) {
    heading(out, section.level, &section.heading);
    for block in &section.blocks {
        match block {
            Block::Paragraph(text) => out.put("", &text.full(), ""),
            Block::Quote(quote) => {
                out.put("    \"", &format!("{}\"{}", quote.text.words, quote.text.tail()), "     ");
                if let Some(original) = &quote.original {
                    out.put("    \"", &format!("{}\"", original.words), "     ");
                }
                out.put("     ", &quote.by, "     ");
            }
            Block::List(items) => items.iter().for_each(|item| out.put("- ", &item.full(), "  ")),
            Block::Table(table) => write_table(out, table),
            Block::Chart(chart) => out.put("", &format!("{}. {}", chart.title, chart.says), "  "),
        }
    }
}

fn write_table(out: &mut Lines, table: &Table) {
    out.push("");
    out.put("", &table.title, "");
    match columns(table) {
        Some(columns) => grid(out, table, &columns),
        None => row_by_row(out, table),
    }
    out.push("");
}

fn lines_of(cell: &Cell, columns: usize) -> Vec<String> {
    let texts = cell.iter().map(Text::full).filter(|text| !text.trim().is_empty());
    texts.flat_map(|text| wrap(text.trim(), columns)).collect()
}

/// How wide each column may be; nothing if they do not fit side by side.
fn columns(table: &Table) -> Option<Vec<usize>> {
    let gaps = 2 * table.head.len().saturating_sub(1);
    let natural = |column: usize| {
        let cells = table.rows.iter().flat_map(|row| &row[column]).map(|text| width(text.full().trim()));
        cells.chain([width(&table.head[column])]).max().unwrap_or(0).clamp(1, COLUMNS)
    };
    let mut columns: Vec<usize> = (0..table.head.len()).map(natural).collect();
    let longest = columns.clone();
    while columns.iter().sum::<usize>() + gaps > COLUMNS {
        let widest = (0..columns.len()).max_by_key(|column| columns[*column])?;
        columns[widest] -= 1;
        if columns[widest] < NARROWEST || columns[widest] < longest_word(table, widest) {
            return None;
        }
    }
    // What needs many lines in a narrow column reads better one below the other.
    let is_long = |column: usize| longest[column] == COLUMNS && columns[column] < COLUMNS / 3;
    (!(0..columns.len()).any(is_long)).then_some(columns)
}

/// The longest word of a column, up to a length at which it may as well be cut.
fn longest_word(table: &Table, column: usize) -> usize {
    let texts = table.rows.iter().flat_map(|row| &row[column]).map(|text| text.words.as_str());
    let words = texts.chain([table.head[column].as_str()]).flat_map(|text| text.split([' ', '\n']));
    words.map(width).filter(|width| *width <= 24).max().unwrap_or(0)
}

fn grid(out: &mut Lines, table: &Table, columns: &[usize]) {
    let print = |out: &mut Lines, cells: Vec<Vec<String>>| {
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            let parts = cells
                .iter()
                .zip(columns)
                .map(|(cell, columns)| pad(cell.get(line).map_or("", String::as_str), *columns));
            out.push(&parts.collect::<Vec<_>>().join("  "));
        }
    };
    let rule: Vec<String> = columns.iter().map(|columns| "-".repeat(*columns)).collect();
    if table.head.iter().skip(1).any(|head| !head.is_empty()) {
        print(out, table.head.iter().zip(columns).map(|(head, columns)| wrap(head, *columns)).collect());
    }
    out.push(&rule.join("  "));
    for row in &table.rows {
        print(out, row.iter().zip(columns).map(|(cell, columns)| lines_of(cell, *columns)).collect());
    }
}

/// Each row as a small list, with the head of the column before what stands in it.
fn row_by_row(out: &mut Lines, table: &Table) {
    for (number, row) in table.rows.iter().enumerate() {
        if number > 0 {
            out.push("");
        }
        for (at, (head, cell)) in table.head.iter().zip(row).enumerate() {
            let mark = if at == 0 { "* " } else { "  " };
            let label = if head.is_empty() { mark.to_owned() } else { format!("{mark}{head}: ") };
            let texts: Vec<String> =
                cell.iter().map(Text::full).filter(|text| !text.trim().is_empty()).collect();
            for (nth, text) in texts.iter().enumerate() {
                out.put(if nth == 0 { &label } else { "      " }, text, "      ");
            }
        }
    }
}
