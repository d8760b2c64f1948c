//! Reports in Markdown. Marks of the format inside a text are escaped, so that it reads as it was written.

use std::fmt::Write;

use super::page::{Block, Quote, Report, Section, Table, Text};

/// The whole report.
pub(super) fn write(report: &Report) -> String {
    let mut out = String::new();
    marked(&mut out, report);
    let title = if report.case.is_empty() {
        report.title.clone()
    } else {
        format!("{}: {}", report.case, report.title)
    };
    let _ = writeln!(out, "# {}\n", line(&title));
    let _ = writeln!(out, "{}\n", line(&report.about()));
    if !report.key.is_empty() {
        let _ = writeln!(out, "{}\n", line(&report.key));
    }
    for section in &report.sections {
        write_section(&mut out, section);
    }
    if !report.sources.is_empty() {
        out.push_str("## Sources\n\n");
        for source in &report.sources {
            let grades =
                if source.grades.is_empty() { String::new() } else { format!(" ({})", line(&source.grades)) };
            let _ = writeln!(out, "{}. {}{grades}", source.number, line(&source.words));
        }
        out.push('\n');
    }
    marked(&mut out, report);
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn marked(out: &mut String, report: &Report) {
    if !report.marking.is_empty() {
        let _ = writeln!(out, "**{}**\n", line(&report.marking));
    }
}

fn write_section(out: &mut String, section: &Section) {
    let _ = writeln!(out, "{} {}\n", "#".repeat(section.level + 1), line(&section.heading));
    for block in &section.blocks {
        match block {
            Block::Paragraph(text) => {
                paragraph(out, text, "");
                out.push('\n');
            }
            Block::Quote(quote) => write_quote(out, quote),
            Block::List(items) => {
                for item in items {
                    let _ = writeln!(out, "- {}", line(&item.full()));
                }
                out.push('\n');
            }
            Block::Table(table) => write_table(out, table),
            Block::Chart(chart) => {
                let _ = writeln!(out, "*{}.* {}\n", line(&chart.title), line(&chart.says));
            }
        }
    }
}

/// Lines of a text, each after `mark`, with hard breaks between them.
fn paragraph(out: &mut String, text: &Text, mark: &str) {
    let full = text.full();
    let mut lines = full.split('\n').filter(|line| !line.trim().is_empty()).peekable();
    while let Some(one) = lines.next() {
        let end = if lines.peek().is_some() { "\\" } else { "" };
        let _ = writeln!(out, "{mark}{}{end}", line(one));
    }
}

fn write_quote(out: &mut String, quote: &Quote) {
    paragraph(out, &quote.text, "> ");
    if let Some(original) = &quote.original {
        out.push_str(">\n");
        paragraph(out, original, "> ");
    }
    if !quote.by.is_empty() {
        let _ = writeln!(out, ">\n> ({})", line(&quote.by));
    }
    out.push('\n');
}

fn write_table(out: &mut String, table: &Table) {
    if !table.title.is_empty() {
        let _ = writeln!(out, "**{}**\n", line(&table.title));
    }
    out.push('|');
    for head in &table.head {
        let _ = write!(out, " {} |", line(head));
    }
    let _ = writeln!(out, "\n|{}", " --- |".repeat(table.head.len()));
    for row in &table.rows {
        out.push('|');
        for cell in row {
            out.push(' ');
            let texts = cell.iter().map(Text::full);
            let texts: Vec<String> = texts.filter(|text| !text.trim_matches(' ').is_empty()).collect();
            for (number, text) in texts.iter().enumerate() {
                out.push_str(if number > 0 { "<br>" } else { "" });
                let lines: Vec<String> = text.trim().lines().map(line).collect();
                out.push_str(&lines.join("<br>"));
            }
            out.push_str(" |");
        }
        out.push('\n');
    }
    out.push('\n');
}

/// A text on one line with the marks of the format escaped.
fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let letters: Vec<char> =
        text.trim_matches(' ').chars().map(|c| if c == '\n' { ' ' } else { c }).collect();
    for (at, c) in letters.iter().enumerate() {
        let around =
            |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|c| c.is_alphanumeric());
        let is_mark = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' => true,
            // Between letters an underline is no mark, and addresses are full of them.
            '_' => !(around(at.checked_sub(1)) && around(Some(at + 1))),
            '&' => letters[at + 1..].iter().take(32).any(|c| *c == ';'),
            '#' | '+' | '-' | '=' => at == 0,
            '.' | ')' => at > 0 && at < 10 && letters[..at].iter().all(char::is_ascii_digit),
            _ => false,
        };
        if is_mark {
            out.push('\\');
        }
        out.push(*c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_the_format_are_escaped_and_addresses_stay_whole() {
        for (text, written) in [
            ("a | b", "a \\| b"),
            ("*not* [this](x)", "\\*not\\* \\[this\\](x)"),
            ("# no heading", "\\# no heading"),
            ("1991. A year", "1991\\. A year"),
            ("https://a.org/one_two", "https://a.org/one_two"),
            ("_no_", "\\_no\\_"),
            ("R&D &amp; x", "R\\&D \\&amp; x"),
            ("<script>", "\\<script\\>"),
            ("two\nlines", "two lines"),
            ("لا نقبل", "لا نقبل"),
        ] {
            assert_eq!(line(text), written);
        }
    }
}
