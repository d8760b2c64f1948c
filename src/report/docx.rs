//! Reports as a document for Word and `LibreOffice`: real headings, tables whose header row is repeated on every page,
//! the marking in header and footer, page numbers, right-to-left paragraphs marked as such.
//!
//! A table holds at most [`MOST_ROWS`] rows, for word processors stall on more; the document says how many are missing
//! and where they are. Two things that docx-rs cannot say are put into its XML afterwards: see [`finished`].

use std::io::{self, Cursor};

use docx_rs::{
    AbstractNumbering, AlignmentType, BreakType, Docx, Footer, Header, IndentLevel, Level, LevelJc,
    LevelText, LineSpacing, NumPages, NumberFormat, Numbering, NumberingId, PageMargin, PageNum,
    PageOrientationType, Paragraph, Run, RunFonts, Shading, SpecialIndentType, Start, Style, StyleType,
    Table as DocxTable, TableCell, TableCellMargins, TableLayoutType, TableRow, WidthType, XMLDocx,
};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{
    direction::{self, Direction},
    lines::width,
    page::{Block, Cell, Quote, Report, Section, Table, Text},
};

/// The most rows of a table.
pub(super) const MOST_ROWS: usize = 1_000;
/// With more columns than this a page lies on its side.
const UPRIGHT_COLUMNS: usize = 6;
/// Stands for `<w:rtl />` until the XML is finished; no text can hold it, for there `<` is escaped.
const RTL_STAND_IN: &str = "goodofficesrtl";

/// The whole report.
pub(super) fn write(report: &Report) -> Vec<u8> {
    #[expect(clippy::expect_used, reason = "writing to memory fails only for want of it")]
    packed(finished(report)).expect("a document in memory can be packed")
}

/// The file. docx-rs packs without compression, which a slow line would feel; and no part may carry the time at which
/// it was written.
fn packed(parts: XMLDocx) -> io::Result<Vec<u8>> {
    let mut plain = Cursor::new(Vec::new());
    parts.pack(&mut plain).map_err(io::Error::other)?;
    let mut plain = ZipArchive::new(plain)?;
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for number in 0..plain.len() {
        let mut part = plain.by_index(number)?;
        if part.is_file() {
            let name = part.name()?.into_owned();
            file.start_file(name, options)?;
            io::copy(&mut part, &mut file)?;
        }
    }
    Ok(file.finish()?.into_inner())
}

/// The parts of the document. Rows that may not be split over pages are the header rows: they are marked as such, so
/// that they are repeated.
pub(super) fn finished(report: &Report) -> XMLDocx {
    let mut parts = document(report).build();
    let text = String::from_utf8_lossy(&parts.document);
    let text = text.replace("<w:cantSplit />", "<w:cantSplit /><w:tblHeader />");
    parts.document =
        text.replace(&format!("<w:highlight w:val=\"{RTL_STAND_IN}\" />"), "<w:rtl />").into_bytes();
    // docx-rs calls every author unknown; ours is the program, and nobody's name.
    let core = String::from_utf8_lossy(&parts.doc_props.core).replace(">unknown<", ">Good Offices<");
    parts.doc_props.core = core.into_bytes();
    parts
}

fn document(report: &Report) -> Docx {
    let is_wide = |block: &Block| matches!(block, Block::Table(table) if table.head.len() > UPRIGHT_COLUMNS);
    let lies = report.sections.iter().flat_map(|section| &section.blocks).any(is_wide);
    let (long, short) = (16_838, 11_906);
    let day = format!("{}T00:00:00Z", report.day);
    let mut docx = styled(Docx::new())
        .created_at(&day)
        .updated_at(&day)
        .page_margin(
            PageMargin::new().top(1_100).bottom(1_100).left(1_000).right(1_000).header(500).footer(500),
        )
        .header(Header::new().add_paragraph(marking(report)))
        .footer(Footer::new().add_paragraph(marking(report)).add_paragraph(pages()));
    docx = if lies {
        docx.page_size(long, short).page_orient(PageOrientationType::Landscape)
    } else {
        docx.page_size(short, long)
    };
    let across = if lies { long - 2_000 } else { short - 2_000 } as usize;
    docx = opening(docx, report);
    for section in &report.sections {
        docx = add_section(docx, section, across);
    }
    sources(docx, report)
}

fn styled(docx: Docx) -> Docx {
    let fonts = RunFonts::new().ascii("Arial").hi_ansi("Arial").cs("Arial").east_asia("SimSun");
    let mut docx =
        docx.default_fonts(fonts).default_size(20).default_line_spacing(LineSpacing::new().after(100));
    docx = docx.add_style(Style::new("Title", StyleType::Paragraph).name("Title").size(40).bold());
    for (level, size) in [(1, 30), (2, 25), (3, 22), (4, 20)] {
        let style = Style::new(format!("Heading{level}"), StyleType::Paragraph)
            .name(format!("heading {level}"))
            .based_on("Normal")
            .next("Normal")
            .size(size)
            .bold()
            .outline_lvl(level - 1)
            .line_spacing(LineSpacing::new().before(240).after(80));
        docx = docx.add_style(style);
    }
    let bullet = Level::new(
        0,
        Start::new(1),
        NumberFormat::new("bullet"),
        LevelText::new("\u{2022}"),
        LevelJc::new("start"),
    )
    .indent(Some(360), Some(SpecialIndentType::Hanging(260)), None, None);
    docx.add_abstract_numbering(AbstractNumbering::new(2).add_level(bullet))
        .add_numbering(Numbering::new(2, 2))
}

fn marking(report: &Report) -> Paragraph {
    let text = Text::from(report.marking.as_str());
    paragraph(&text, Run::bold).align(AlignmentType::Center)
}

fn pages() -> Paragraph {
    let words = |words: &str| Run::new().add_text(words);
    Paragraph::new()
        .align(AlignmentType::Center)
        .add_run(words("page "))
        .add_page_num(PageNum::new())
        .add_run(words(" of "))
        .add_num_pages(NumPages::new())
}

/// A paragraph that runs the way its text does; `dress` gives its letters their look.
fn paragraph(text: &Text, dress: impl Fn(Run) -> Run) -> Paragraph {
    let is_rtl = direction::of(&text.words, text.language.as_deref()) == Direction::Rtl;
    let mut paragraph = Paragraph::new();
    if is_rtl {
        paragraph.property = paragraph.property.bidi(true);
    }
    let mut run = dress(Run::new());
    if is_rtl {
        run = run.highlight(RTL_STAND_IN);
    }
    for (number, line) in text.words.trim_matches('\n').split('\n').enumerate() {
        run = if number > 0 { run.add_break(BreakType::TextWrapping) } else { run };
        run = run.add_text(line);
    }
    paragraph = paragraph.add_run(run);
    let tail = text.tail();
    if tail.is_empty() { paragraph } else { paragraph.add_run(dress(Run::new()).add_text(tail)) }
}

fn plain(text: &Text) -> Paragraph {
    paragraph(text, |run| run)
}

fn headed(level: usize, heading: &str) -> Paragraph {
    plain(&heading.into()).style(&format!("Heading{level}")).keep_next(true)
}

fn opening(mut docx: Docx, report: &Report) -> Docx {
    if !report.case.is_empty() {
        docx = docx.add_paragraph(plain(&report.case.as_str().into()));
    }
    docx = docx.add_paragraph(plain(&report.title.as_str().into()).style("Title"));
    docx = docx.add_paragraph(plain(&report.about().into()));
    if report.key.is_empty() { docx } else { docx.add_paragraph(plain(&report.key.as_str().into())) }
}

fn add_section(mut docx: Docx, section: &Section, across: usize) -> Docx {
    docx = docx.add_paragraph(headed(section.level, &section.heading));
    for block in &section.blocks {
        docx = match block {
            Block::Paragraph(text) => docx.add_paragraph(plain(text)),
            Block::Quote(quote) => add_quote(docx, quote),
            Block::List(items) => items.iter().fold(docx, |docx, item| docx.add_paragraph(bullet(item))),
            Block::Table(table) => add_table(docx, table, across),
            Block::Chart(chart) => {
                let title = paragraph(&chart.title.as_str().into(), Run::bold).keep_next(true);
                docx.add_paragraph(title).add_paragraph(plain(&chart.says.as_str().into()))
            }
        };
    }
    docx
}

fn bullet(item: &Text) -> Paragraph {
    plain(item).numbering(NumberingId::new(2), IndentLevel::new(0))
}

fn add_quote(mut docx: Docx, quote: &Quote) -> Docx {
    let inset = |paragraph: Paragraph| paragraph.indent(Some(500), None, Some(500), None);
    docx = docx.add_paragraph(inset(paragraph(&quote.text, Run::italic)));
    if let Some(original) = &quote.original {
        docx = docx.add_paragraph(inset(paragraph(original, Run::italic)));
    }
    if quote.by.is_empty() { docx } else { docx.add_paragraph(inset(plain(&quote.by.as_str().into()))) }
}

fn add_table(mut docx: Docx, table: &Table, across: usize) -> Docx {
    if !table.title.is_empty() {
        docx = docx.add_paragraph(paragraph(&table.title.as_str().into(), Run::bold).keep_next(true));
    }
    let widths = widths(table, across);
    let mut rows = Vec::with_capacity(table.rows.len().min(MOST_ROWS) + 1);
    if table.head.iter().skip(1).any(|head| !head.is_empty()) {
        let cells = table.head.iter().zip(&widths).map(|(head, width)| {
            let shade = Shading::new().fill("EEEEEE");
            box_of(*width).shading(shade).add_paragraph(small(&head.as_str().into(), Run::bold))
        });
        rows.push(TableRow::new(cells.collect()).cant_split());
    }
    for row in table.rows.iter().take(MOST_ROWS) {
        let cells = row.iter().zip(&widths).map(|(cell, width)| filled(box_of(*width), cell));
        rows.push(TableRow::new(cells.collect()));
    }
    let grid = DocxTable::new(rows)
        .set_grid(widths)
        .width(across, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(30, 70, 30, 70));
    docx = docx.add_table(grid);
    let missing = table.rows.len().saturating_sub(MOST_ROWS);
    let after = if missing > 0 {
        format!(
            "{missing} more rows are not in this document. The export to a spreadsheet (.xlsx) holds them all."
        )
    } else {
        String::new()
    };
    // Two tables without a paragraph between them would become one.
    docx.add_paragraph(plain(&after.into()))
}

fn box_of(width: usize) -> TableCell {
    TableCell::new().width(width, WidthType::Dxa)
}

fn small(text: &Text, dress: impl Fn(Run) -> Run) -> Paragraph {
    paragraph(text, |run| dress(run.size(16))).line_spacing(LineSpacing::new().after(20))
}

/// A cell with its texts; a cell without a paragraph is an error in the format.
fn filled(cell: TableCell, texts: &Cell) -> TableCell {
    let shown = texts.iter().filter(|text| !text.full().trim_matches(' ').is_empty());
    let cell = shown.fold(cell, |cell, text| cell.add_paragraph(small(text, |run| run)));
    if cell.children.is_empty() { cell.add_paragraph(Paragraph::new()) } else { cell }
}

/// How wide each column is, in twentieths of a point: by how much stands in it, within reason.
fn widths(table: &Table, across: usize) -> Vec<usize> {
    let rows = table.rows.len().clamp(1, MOST_ROWS);
    let weight = |column: usize| {
        let filled: usize = table
            .rows
            .iter()
            .take(MOST_ROWS)
            .flat_map(|row| &row[column])
            .map(|text| width(&text.words) + 3)
            .sum();
        let texts =
            table.rows.iter().take(MOST_ROWS).flat_map(|row| &row[column]).map(|text| text.words.as_str());
        let words = texts.chain([table.head[column].as_str()]).flat_map(|text| text.split([' ', '\n', '-']));
        let longest_word = words.map(width).filter(|width| *width <= 16).max().unwrap_or(0);
        (filled / rows).clamp(6, 45).max(longest_word + 1)
    };
    let weights: Vec<usize> = (0..table.head.len()).map(weight).collect();
    let all: usize = weights.iter().sum::<usize>().max(1);
    weights.iter().map(|weight| across * weight / all).collect()
}

fn sources(mut docx: Docx, report: &Report) -> Docx {
    if report.sources.is_empty() {
        return docx;
    }
    docx = docx.add_paragraph(headed(1, "Sources"));
    for source in &report.sources {
        let grades = if source.grades.is_empty() { String::new() } else { format!(" ({})", source.grades) };
        docx = docx.add_paragraph(plain(&format!("[{}] {}{grades}", source.number, source.words).into()));
    }
    docx
}
