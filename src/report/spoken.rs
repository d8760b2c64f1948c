//! Reports as they are read out: one thing a line, however long, and nothing that only parts what is seen.

use super::page::{Block, Cell, Quote, Report, Table, Text};

/// The whole report.
pub(super) fn lines(report: &Report) -> Vec<String> {
    let mut out = vec![
        report.marking.clone(),
        report.case.clone(),
        report.title.clone(),
        report.about(),
        report.key.clone(),
    ];
    for section in &report.sections {
        out.push(section.heading.clone());
        section.blocks.iter().for_each(|block| put_block(&mut out, block));
    }
    if !report.sources.is_empty() {
        out.push("Sources".to_owned());
    }
    for source in &report.sources {
        let grades = if source.grades.is_empty() { String::new() } else { format!(" ({})", source.grades) };
        out.push(format!("[{}] {}{grades}", source.number, source.words));
    }
    out.retain(|line| !line.trim().is_empty());
    out
}

fn put_block(out: &mut Vec<String>, block: &Block) {
    match block {
        Block::Paragraph(text) => out.push(text.full()),
        Block::Quote(quote) => put_quote(out, quote),
        Block::List(items) => out.extend(items.iter().map(Text::full)),
        Block::Table(table) => put_table(out, table),
        Block::Chart(chart) => out.push(format!("{}. {}", chart.title, chart.says)),
    }
}

fn put_quote(out: &mut Vec<String>, quote: &Quote) {
    out.push(format!("\"{}\"{}", quote.text.words, quote.text.tail()));
    out.extend(quote.original.iter().map(|original| format!("\"{}\"", original.words)));
    out.push(quote.by.clone());
}

/// A row is a line: what it is about, then what stands in each column after the column's head, if columns have heads.
/// Where cells of several columns hold several things, each cell is a line.
fn put_table(out: &mut Vec<String>, table: &Table) {
    out.push(table.title.clone());
    let has_heads = table.head.iter().skip(1).any(|head| !head.is_empty());
    for row in &table.rows {
        let cells = table.head.iter().zip(row);
        if !has_heads {
            let mut cells = cells.filter_map(|(_, cell)| said("", cell));
            let about = cells.next().unwrap_or_default();
            let rest = cells.collect::<Vec<_>>().join("; ");
            out.push(if rest.is_empty() { about } else { format!("{about}: {rest}") });
            continue;
        }
        let cells = cells.filter_map(|(head, cell)| said(head, cell));
        if row.iter().all(|cell| cell.len() < 2) {
            out.push(cells.collect::<Vec<_>>().join("; "));
        } else {
            out.extend(cells);
        }
    }
}

fn said(head: &str, cell: &Cell) -> Option<String> {
    let texts = cell.iter().map(Text::full).filter(|text| !text.trim().is_empty());
    let texts: Vec<String> = texts.map(|text| text.trim().trim_end_matches('.').to_owned()).collect();
    let label = if head.is_empty() { String::new() } else { format!("{head}: ") };
    (!texts.is_empty()).then(|| format!("{label}{}", texts.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_a_line_unless_a_cell_holds_several_things() {
        let mut table = Table::new("", &["", "GOES", "FMLN"]);
        table.row([vec!["Armed forces".into()], vec![], vec!["opposes it.".into()]]);
        table.row([vec!["Steps".into()], vec!["first".into(), "then".into()], vec!["later".into()]]);
        let mut out = Vec::new();
        put_block(&mut out, &Block::Table(table));
        put_block(&mut out, &Block::List(vec!["long ".repeat(40).trim().into()]));
        let mut card = Table::new("", &["Card", ""]);
        card.row([vec!["Delegation".into()], vec!["Col. A.".into(), "Col. B".into()]]);
        put_block(&mut out, &Block::Table(card));
        out.retain(|line| !line.is_empty());
        let long = "long ".repeat(40);
        assert_eq!(
            out,
            [
                "Armed forces; FMLN: opposes it",
                "Steps",
                "GOES: first; then",
                "FMLN: later",
                long.trim(),
                "Delegation: Col. A; Col. B"
            ]
        );
    }
}
