//! Reports as one HTML file: no network, no script, a print style with the marking on every page, charts as SVG.
//!
//! Whatever comes out of a case goes through [`escaped`]. The file is well-formed XML as well, so that a strict parser
//! can check it.

use std::{borrow::Cow, fmt::Write};

use super::{
    Kind,
    direction::{self, Direction},
    page::{Block, Cell, Chart, Quote, Report, Section, Table, Text},
    svg,
};

/// How the page looks, on a screen and on paper.
const STYLE: &str = include_str!("page.css");

/// From how many sections on a page begins with a list of them.
const LONG: usize = 16;

/// The whole report.
pub(super) fn write(report: &Report) -> String {
    let mut out = String::with_capacity(64 * 1024);
    let title = if report.case.is_empty() {
        report.title.clone()
    } else {
        format!("{}: {}", report.case, report.title)
    };
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n\
         <meta charset=\"utf-8\" />\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n\
         <meta name=\"referrer\" content=\"no-referrer\" />\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\" />\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        escaped(&title)
    );
    let marking = escaped(&report.marking);
    if !report.marking.is_empty() {
        let _ = writeln!(out, "<header class=\"marking\" dir=\"auto\">{marking}</header>");
    }
    out.push_str("<main>\n");
    opening(&mut out, report);
    contents(&mut out, report);
    let mut charts = 0;
    for (number, section) in report.sections.iter().enumerate() {
        write_section(&mut out, section, number, &mut charts);
    }
    sources(&mut out, report);
    out.push_str("</main>\n");
    if !report.marking.is_empty() {
        let _ = writeln!(out, "<footer class=\"marking\" dir=\"auto\">{marking}</footer>");
    }
    out.push_str("</body>\n</html>\n");
    out
}

/// Text that cannot end an element, an attribute or an entity.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    Cow::Owned(out)
}

/// The attributes that say which way a text runs and in which language it is, as far as that is known.
fn run(text: &Text) -> String {
    if let Some(language) = text.language.as_deref().filter(|tag| is_tag(tag)) {
        let dir = match direction::of_language(language) {
            Some(Direction::Rtl) => "rtl",
            Some(Direction::Ltr) => "ltr",
            None => "auto",
        };
        return format!(" lang=\"{language}\" dir=\"{dir}\"");
    }
    // What is all ASCII runs from left to right anyhow.
    if text.words.is_ascii() { String::new() } else { " dir=\"auto\"".to_owned() }
}

/// Whether a language tag is one that may stand in an attribute.
fn is_tag(tag: &str) -> bool {
    !tag.is_empty() && tag.len() <= 35 && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

fn auto(text: &str) -> &'static str {
    if text.is_ascii() { "" } else { " dir=\"auto\"" }
}

/// The words, with line breaks kept, and the links to the sources.
fn inner(out: &mut String, text: &Text) {
    let mut lines = text.words.trim().lines();
    out.push_str(&escaped(lines.next().unwrap_or_default()));
    for line in lines {
        out.push_str("<br />");
        out.push_str(&escaped(line));
    }
    if !text.cites.is_empty() {
        let link = |number: &usize| format!("<a href=\"#s{number}\">{number}</a>");
        let cited: Vec<String> = text.cites.iter().map(link).collect();
        let _ = write!(out, " <bdi class=\"cites\">[{}]</bdi>", cited.join(", "));
    } else if text.is_unsourced {
        out.push_str(" <bdi class=\"cites none\">[no source]</bdi>");
    }
}

fn element(out: &mut String, name: &str, text: &Text) {
    let _ = write!(out, "<{name}{}>", run(text));
    inner(out, text);
    let _ = writeln!(out, "</{name}>");
}

fn opening(out: &mut String, report: &Report) {
    if !report.case.is_empty() {
        let _ = writeln!(out, "<p class=\"case\"{}>{}</p>", auto(&report.case), escaped(&report.case));
    }
    let _ = writeln!(out, "<h1{}>{}</h1>", auto(&report.title), escaped(&report.title));
    let (audience, date) = (escaped(&report.audience), escaped(&report.date));
    let _ = writeln!(out, "<p class=\"about\"><bdi>{audience}</bdi>. {date}. {}</p>", escaped(&report.as_of));
    if !report.key.is_empty() {
        let _ = writeln!(out, "<p class=\"about\">{}</p>", escaped(&report.key));
    }
}

fn contents(out: &mut String, report: &Report) {
    if report.sections.len() < LONG {
        return;
    }
    out.push_str("<nav aria-label=\"Contents\">\n<ul>\n");
    // Only the full report has different headings on its second level.
    let deep = if report.kind == Kind::Full { 2 } else { 1 };
    for (number, section) in report.sections.iter().enumerate().filter(|(_, section)| section.level <= deep) {
        let (level, heading) = (section.level, escaped(&section.heading));
        let _ = writeln!(
            out,
            "<li class=\"level{level}\"><a href=\"#h{number}\"{}>{heading}</a></li>",
            auto(&section.heading)
        );
    }
    out.push_str("</ul>\n</nav>\n");
}

fn write_section(out: &mut String, section: &Section, number: usize, charts: &mut usize) {
    let (level, dir) = (section.level + 1, auto(&section.heading));
    let _ = writeln!(out, "<h{level} id=\"h{number}\"{dir}>{}</h{level}>", escaped(&section.heading));
    for block in &section.blocks {
        match block {
            Block::Paragraph(text) => element(out, "p", text),
            Block::Quote(quote) => write_quote(out, quote),
            Block::List(items) => {
                out.push_str("<ul>\n");
                for item in items {
                    element(out, "li", item);
                }
                out.push_str("</ul>\n");
            }
            Block::Table(table) => write_table(out, table),
            Block::Chart(chart) => {
                *charts += 1;
                write_chart(out, chart, *charts);
            }
        }
    }
}

fn write_quote(out: &mut String, quote: &Quote) {
    out.push_str("<blockquote>\n");
    element(out, "p", &quote.text);
    if let Some(original) = &quote.original {
        element(out, "p", original);
    }
    if !quote.by.is_empty() {
        let _ = writeln!(out, "<p class=\"by\"{}>{}</p>", auto(&quote.by), escaped(&quote.by));
    }
    out.push_str("</blockquote>\n");
}

fn write_table(out: &mut String, table: &Table) {
    out.push_str("<div class=\"wide\"><table>\n");
    if !table.title.is_empty() {
        let _ = writeln!(out, "<caption{}>{}</caption>", auto(&table.title), escaped(&table.title));
    }
    if table.head.iter().skip(1).any(|head| !head.is_empty()) {
        out.push_str("<thead><tr>");
        for head in &table.head {
            let _ = write!(out, "<th scope=\"col\"{}>{}</th>", auto(head), escaped(head));
        }
        out.push_str("</tr></thead>\n");
    }
    out.push_str("<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for cell in row {
            write_cell(out, cell);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
}

fn write_cell(out: &mut String, cell: &Cell) {
    let mut texts = cell.iter().filter(|text| !text.words.is_empty() || !text.tail().is_empty());
    match (texts.next(), texts.next()) {
        (None, _) => out.push_str("<td></td>"),
        (Some(only), None) => {
            let _ = write!(out, "<td{}>", run(only));
            inner(out, only);
            out.push_str("</td>");
        }
        (Some(first), Some(second)) => {
            out.push_str("<td>");
            for text in [first, second].into_iter().chain(texts) {
                let _ = write!(out, "<p{}>", run(text));
                inner(out, text);
                out.push_str("</p>");
            }
            out.push_str("</td>");
        }
    }
}

fn write_chart(out: &mut String, chart: &Chart, number: usize) {
    let _ =
        writeln!(out, "<figure>\n<figcaption{}>{}</figcaption>", auto(&chart.title), escaped(&chart.title));
    svg::draw(out, chart, number);
    let _ = writeln!(
        out,
        "<details><summary>The same in words</summary><p{}>{}</p></details>\n</figure>",
        auto(&chart.says),
        escaped(&chart.says)
    );
}

fn sources(out: &mut String, report: &Report) {
    if report.sources.is_empty() {
        return;
    }
    out.push_str("<h2 id=\"sources\">Sources</h2>\n<ol class=\"sources\">\n");
    for source in &report.sources {
        let (number, words) = (source.number, escaped(&source.words));
        let grades = if source.grades.is_empty() {
            String::new()
        } else {
            format!(" <bdi class=\"grades\">({})</bdi>", escaped(&source.grades))
        };
        let _ = writeln!(
            out,
            "<li id=\"s{number}\" value=\"{number}\"{}>{words}{grades}</li>",
            auto(&source.words)
        );
    }
    out.push_str("</ol>\n");
}
