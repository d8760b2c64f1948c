//! Sentences out of what is seen: the overview, the matrix, a comparison, a report, each one thing a line.

use crate::{
    analysis::{
        assessed,
        comparison::{Asked, Findings, findings, follow},
        matrix, movement,
        standing::{IssueSheet, OnTable, Speaker},
        watch::Watch,
    },
    model::{Comparison, Id, Issue, Phase, Stance},
    report::{self, Kind},
    ui::{
        context::Context,
        pages,
        screens::{overview, positions::cell_in_full, question::Question, scenarios::rows},
        widgets::page::Page,
    },
};

/// Where we stand.
pub fn overview(says: &mut Vec<String>, cx: &Context<'_>) {
    if let Some(sheet) = cx.seen.case().sheet() {
        says.push(format!("The process is in {}.", sheet.phase));
    }
    for assessment in &cx.catalogue.assessments {
        let tally = assessed::tally(cx.seen, assessment, cx.today);
        says.push(format!(
            "Assessment {} {}: {} of {} answered, {} open, {} stale.",
            assessment.id.as_str(),
            assessment.title.as_str(),
            tally.answered,
            tally.questions,
            tally.open,
            tally.stale
        ));
    }
    for (label, words) in overview::told(cx) {
        says.push(match label.as_str() {
            "" => "Nothing is recorded about positions yet.".to_owned(),
            "!" => sentence(&format!("Attention: {words}")),
            "?" => sentence(&format!("Evidence: {words}")),
            "2" => sentence(&format!("To settle: {words}")),
            label => sentence(&format!("{label}: {words}")),
        });
    }
}

/// The same with a full stop, unless it ends in one.
fn sentence(words: &str) -> String {
    if words.ends_with(['.', '?', '!']) { words.to_owned() } else { format!("{words}.") }
}

/// A key question: what was answered, then what the note says about it.
pub fn question(says: &mut Vec<String>, view: &Question, cx: &Context<'_>) {
    let mut page = Page::default();
    view.readings_on(&mut page, cx);
    if view.readings(cx).is_empty() {
        page.text("No answer yet.");
    }
    view.guidance_on(&mut page, cx);
    says.extend(page.told());
}

/// What is on the table, in words.
pub fn on_table(on_table: &OnTable) -> String {
    match on_table {
        OnTable::Nothing => "nothing on the table".to_owned(),
        OnTable::Option(option) => format!("on the table: {}", option.words()),
        OnTable::Differs => "two versions differ on what is on the table".to_owned(),
    }
}

/// A row of the matrix, a sentence for each party.
pub fn issue(says: &mut Vec<String>, sheet: &IssueSheet, phase: Phase, cx: &Context<'_>) {
    says.push(format!("{}, {phase}; {}.", sheet.issue.name, on_table(&sheet.on_table)));
    if !sheet.plain.is_empty() {
        says.push(format!("In our words: {}", sheet.plain));
    }
    for option in &sheet.options {
        says.push(format!("Option {}.", option.words()));
    }
    let columns = cx.standings.columns().iter().filter(|column| column.is_shown);
    for column in columns {
        let cell = matrix::cell(cx.standings, &column.speaker(), &sheet.issue.id, phase);
        says.push(match cell {
            None => format!("{}: nothing recorded.", column.words()),
            Some(cell) => {
                let last: Vec<String> = cell.shown.iter().map(matrix_said).collect();
                format!("{}: {}. Last: {}.", column.words(), cell.words(), last.join("; and "))
            }
        });
    }
}

fn matrix_said(said: &crate::analysis::standing::Said) -> String {
    format!("{} {}", said.words(), pages::quoted(&said.statements.join("\" or \"")))
}

/// Everything that one speaker said on one issue, and how it moved; how many positions there are.
pub fn cell(says: &mut Vec<String>, issue: &Id<Issue>, speaker: &Speaker, cx: &Context<'_>) -> usize {
    let column = cx.standings.columns().iter().find(|column| column.speaker() == *speaker);
    if let (Some(sheet), Some(column)) = (cx.standings.issue(issue), column) {
        says.push(format!("{} on {}.", column.words(), sheet.issue.name));
    }
    let past = matrix::history(cx.standings, speaker, issue);
    if past.is_empty() {
        says.push("Nothing recorded here yet.".to_owned());
    }
    for one in &past {
        let state = if one.superseded.is_empty() { "stands" } else { "superseded" };
        says.push(format!("{}, {state}.", one.said.words()));
        let mut page = Page::default();
        cell_in_full(&mut page, one, cx);
        says.extend(page.told());
    }
    for movement in movement::through_phases(cx.standings, speaker, issue) {
        says.push(format!("Movement: {}.", movement.words()));
    }
    past.len()
}

/// What follows from a comparison, a sentence for each row; gives the rows of which the reasons can be read.
pub fn comparison(says: &mut Vec<String>, name: &str, cx: &Context<'_>) -> Vec<(usize, String)> {
    let Some(found) = find(name, cx) else {
        says.push("The comparison is not there any more.".to_owned());
        return Vec::new();
    };
    says.push(format!("{} Horizon {} months.", found.question, found.horizon));
    for option in &found.options {
        says.push(format!("Option {}: {}.", option.id.to_uppercase(), option.title));
    }
    let mut reasons = Vec::new();
    for (n, row) in rows::rows(&found).into_iter().enumerate() {
        if row.is_heading {
            says.push(format!("{}.", row.label));
            continue;
        }
        let cells = found.options.iter().zip(&row.cells);
        let cells: Vec<String> =
            cells.map(|(o, cell)| format!("{} {}", o.id.to_uppercase(), spoken(cell))).collect();
        let words = row.across.unwrap_or_else(|| cells.join("; "));
        let label = row.label.trim();
        says.push(sentence(&format!("{label}: {words}")));
        if row.reasons.iter().any(|reason| !reason.is_empty()) {
            reasons.push((n, label.to_owned()));
        }
    }
    reasons
}

/// Why a row of a comparison is as it is.
pub fn why(says: &mut Vec<String>, name: &str, row: usize, cx: &Context<'_>) {
    let Some(found) = find(name, cx) else { return };
    if let Some(row) = rows::rows(&found).get(row) {
        says.extend(row.why(&found).told().iter().map(|line| spoken(line).to_owned()));
    }
}

fn find(name: &str, cx: &Context<'_>) -> Option<Findings> {
    let file = cx.comparisons.iter().find(|file| file.name == name)?;
    let comparison = file.content.as_ref().ok()?;
    let followed = follow(comparison, cx.seen, Some(cx.standings), None);
    Some(findings(&followed.comparison, &Asked::default(), &Watch::none()))
}

/// A report for whoever the present view is for.
pub fn report(says: &mut Vec<String>, kind: Kind, cx: &Context<'_>) {
    let comparisons: Vec<Comparison> =
        cx.comparisons.iter().filter_map(|file| file.content.as_deref().ok().cloned()).collect();
    let asked = report::Asked::on(cx.today).with_comparisons(&comparisons);
    says.extend(report::spoken(&report::build(cx.seen, kind, &asked)));
}

/// What stands in a cell or a form as it is said: a word, and no mark before it.
pub fn spoken(cell: &str) -> &str {
    let marked = Stance::ALL.iter().map(|stance| (matrix::mark(*stance), stance.label()));
    let without = |(mark, word)| {
        cell.strip_prefix(mark)?.strip_prefix(' ').filter(|words: &&str| words.starts_with(word))
    };
    match cell {
        "-" => "nothing",
        cell => marked.chain([("!", "breaches")]).find_map(without).unwrap_or(cell),
    }
}
