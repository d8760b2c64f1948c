//! Where do we stand, on one page.

use jiff::civil;
use serde_json::{Value, json};

use super::{Part, assessments::progress, gaps};
use crate::{
    audience::Seen,
    cli::{
        fields::{Shown, called},
        page::{Page, padded},
    },
    guidance::catalogue,
    model::{Kind, RecordType},
};

/// All of it.
pub fn part(seen: &Seen, today: civil::Date) -> Part {
    let mut page = Page::default();
    let mut json = json!({});
    sheet(seen, &mut json, &mut page);
    assessments(seen, &mut json, &mut page);
    principles(seen, &mut json, &mut page);
    missing(seen, today, &mut json, &mut page);
    counts(seen, &mut json, &mut page);
    Part { json, page }
}

fn sheet(seen: &Seen, json: &mut Value, page: &mut Page) {
    let case = seen.case();
    json["kind"] = json!(case.about.kind.word());
    let Some(sheet) = case.sheet() else { return };
    json["marking"] = json!(sheet.marking);
    if sheet.title.is_empty() {
        return;
    }
    json["title"] = json!(sheet.title);
    json["phase"] = json!(sheet.phase.word());
    json["mediator"] = json!(sheet.mediator);
    json["summary"] = json!(sheet.summary.text);
    for (label, text) in
        [("phase", sheet.phase.word()), ("mediator", &sheet.mediator), ("summary", &sheet.summary.text)]
    {
        if !text.is_empty() {
            page.labelled(0, 8, label, text);
        }
    }
    let Some(phase) = catalogue().phase(sheet.phase.word()) else { return };
    let asked: Vec<String> =
        phase.recommendations.iter().map(|r| format!("{} ({})", r.title, r.section)).collect();
    json["recommendations"] = phase
        .recommendations
        .iter()
        .map(|r| json!({ "id": r.id, "title": r.title, "section": r.section }))
        .collect();
    page.gap();
    page.line(format!("What the note asks for in {}", sheet.phase));
    asked.iter().for_each(|line| page.wrapped("  ", line));
}

fn assessments(seen: &Seen, json: &mut Value, page: &mut Page) {
    page.gap();
    page.line("Assessments");
    let mut list = Vec::new();
    let width = catalogue().assessments.iter().map(|a| a.title.chars().count()).max().unwrap_or(0).min(44);
    for assessment in &catalogue().assessments {
        let progress = progress(seen, assessment);
        page.wrapped(
            &format!("  {}  {}  ", assessment.id, padded(&assessment.title, width)),
            &progress.in_words(),
        );
        list.push(json!({
            "id": assessment.id, "title": assessment.title, "questions": progress.questions,
            "answered": progress.answered, "partly": progress.partly, "not_known_yet": progress.not_known_yet,
            "do_not_record": progress.do_not_record, "open": progress.open,
        }));
    }
    json["assessments"] = Value::Array(list);
}

/// Options that a person has marked as crossing a principle, first of all things about them.
fn principles(seen: &Seen, json: &mut Value, page: &mut Page) {
    let case = seen.case();
    let crossed: Vec<_> = case.findings.shown().filter(|(_, finding)| finding.crosses).collect();
    json["principles"] = crossed
        .iter()
        .map(|(_, finding)| {
            let issue = case.options.first(&finding.option).map(|option| called(case, &option.issue));
            json!({ "issue": issue, "option": called(case, &finding.option), "principle": finding.principle, "why": finding.why })
        })
        .collect();
    if crossed.is_empty() {
        return;
    }
    page.gap();
    page.line("Options that cross a principle");
    for (_, finding) in crossed {
        page.wrapped("  ", &format!("{}: {}", finding.title(case), finding.why));
    }
}

fn missing(seen: &Seen, today: civil::Date, json: &mut Value, page: &mut Page) {
    let gaps = gaps::gaps(seen, today);
    page.gap();
    page.line("Gaps (`show CASE gaps` lists them)");
    let mut counts = json!({});
    for kind in ["question", "unsourced", "silent", "due"] {
        let count = gaps.iter().filter(|gap| gap.kind == kind).count();
        counts[kind] = json!(count);
        page.line(format!("  {}  {count}", padded(gaps::heading(kind), 36)));
    }
    json["gaps"] = counts;
}

fn counts(seen: &Seen, json: &mut Value, page: &mut Page) {
    let case = seen.case();
    let mut counts = json!({});
    page.gap();
    page.line("Recorded");
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Sheet && case.count_of(**kind) > 0) {
        let count = case.count_of(*kind);
        counts[kind.word().replace(' ', "_")] = json!(count);
        page.line(format!("  {}  {count}", padded(kind.word(), 36)));
    }
    json["records"] = counts;
    let contested = contested(seen);
    if !contested.is_empty() {
        page.gap();
        page.line("Two versions side by side, for a person to settle");
        contested.iter().for_each(|title| page.wrapped("  ", title));
    }
    json["contested"] = json!(contested);
}

fn contested(seen: &Seen) -> Vec<String> {
    let case = seen.case();
    let mut found = Vec::new();
    macro_rules! look {
        ($( $kind:ident $type:ident $table:ident $word:literal $code:tt $shown:ident $label:tt; )+) => {
            $(
                for (_, entry) in case.$table.iter().filter(|(_, entry)| entry.is_contested()) {
                    found.push(format!("{} {}", $word, entry.first().label()));
                }
            )+
        };
    }
    crate::model::each_kind!(look);
    found
}
