//! `selftest`: derives the published cases again and prints each figure beside what its source says.

use std::fmt::Write as _;

use crate::analysis::published::{Published, published};

use super::{failure::INPUT, page::Page, said::Said};

/// Derives them all; the exit code is 1 if a figure differs.
pub fn run() -> Said {
    let cases = published();
    let (figures, wrong) = count(&cases);
    let mut out = text(&cases);
    let _ = match wrong {
        0 => writeln!(out, "\n{} cases, {figures} figures: all as printed", cases.len()),
        _ => writeln!(out, "\n{} cases, {figures} figures: {wrong} DIFFER from what is printed", cases.len()),
    };
    Said { out, code: if wrong == 0 { 0 } else { INPUT }, ..Said::default() }
}

fn count(cases: &[Published]) -> (usize, usize) {
    let lines = || cases.iter().flat_map(|case| &case.lines);
    (lines().count(), lines().filter(|line| !line.agrees()).count())
}

fn text(cases: &[Published]) -> String {
    let mut page = Page::default();
    for case in cases {
        page.gap();
        page.wrapped("", case.title);
        page.wrapped("  ", &format!("Source: {}", case.source));
        for line in &case.lines {
            let mark = if line.agrees() { "as printed" } else { "DIFFERS" };
            page.wrapped("  ", &format!("{}: {mark}", line.what));
            page.wrapped("    ", &format!("expected {}", line.printed));
            page.wrapped("    ", &format!("computed {}", line.derived));
        }
    }
    page.text()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::published::Line;

    #[test]
    fn a_figure_that_differs_is_marked_and_counted() {
        let line = |derived: &str| Line { what: "a mean", printed: "2".into(), derived: derived.into() };
        let cases = [Published { title: "One", source: "A book", lines: vec![line("2"), line("3")] }];
        assert_eq!(count(&cases), (2, 1));
        let text = text(&cases);
        assert!(text.contains("a mean: as printed") && text.contains("a mean: DIFFERS"), "{text}");
        assert!(text.contains("Source: A book") && text.contains("computed 3"), "{text}");
    }
}
