//! Where do we stand, on one page.

use jiff::civil;
use serde_json::{Value, json};

use super::{
    Part,
    agenda::{now, section},
    assessments::{counts, progress},
};
use crate::{
    analysis::{
        agenda::agenda,
        assessed::tally,
        attention::{TwoVersions, Unreadable, attention},
        gaps::{GapKind, gaps},
        movement::{Movement, into_phase},
        redlines::crossings,
        standing::Standings,
    },
    audience::Seen,
    cli::page::{Page, padded},
    guidance::catalogue,
    model::{Date, Kind, Phase},
};

/// All of it.
pub fn part(seen: &Seen, today: civil::Date) -> Part {
    let mut page = Page::default();
    let mut json = json!({});
    sheet(seen, &mut json, &mut page);
    assessments(seen, today, &mut json, &mut page);
    issues(seen, today, &mut json, &mut page);
    missing(seen, today, &mut json, &mut page);
    recorded(seen, &mut json, &mut page);
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
    for line in asked {
        page.wrapped("  ", &line);
    }
}

fn assessments(seen: &Seen, today: civil::Date, json: &mut Value, page: &mut Page) {
    page.gap();
    page.line("Assessments");
    let mut list = Vec::new();
    let width = catalogue().assessments.iter().map(|a| a.title.chars().count()).max().unwrap_or(0).min(44);
    for assessment in &catalogue().assessments {
        let title = padded(&assessment.title, width);
        page.wrapped(&format!("  {}  {title}  ", assessment.id), &progress(seen, assessment));
        let tally = tally(seen, assessment, today);
        let mut value = json!({ "id": assessment.id, "title": assessment.title, "questions": tally.questions, "stale": tally.stale });
        for (standing, count) in counts(seen, assessment) {
            value[standing.word().replace(' ', "_")] = json!(count);
        }
        list.push(value);
    }
    json["assessments"] = Value::Array(list);
}

/// The agenda as it could be, and what moved into the phase in which the process is.
fn issues(seen: &Seen, today: civil::Date, json: &mut Value, page: &mut Page) {
    let standings = Standings::new(seen);
    let as_of = now(seen);
    let agenda = agenda(seen, &standings, &as_of, None, &Date::day(today));
    let open: Vec<Value> = agenda
        .suggested
        .iter()
        .map(|s| {
            let near = &s.convergence;
            json!({ "issue": s.issue.issue.name, "convergence": near.nearness.word(), "conditional": near.is_conditional, "words": near.words() })
        })
        .collect();
    json["issues"] = Value::Array(open);
    section(
        page,
        "Open issues, nearest and least sensitive first",
        agenda.suggested.iter().map(|s| format!("{}: {}", s.issue.issue.name, s.convergence.words())),
    );
    let phase = seen.case().sheet().filter(|sheet| !sheet.title.is_empty()).map(|sheet| sheet.phase);
    let moved: Vec<Movement> = phase.map_or_else(Vec::new, |phase| movements_into(&standings, phase));
    json["moved"] = moved.iter().map(|m| json!({ "issue": m.issue.name, "words": m.words() })).collect();
    section(page, "Moved in this phase", moved.iter().map(|m| format!("{}: {}", m.issue.name, m.words())));
    let crossings = crossings(&standings, &as_of);
    let words = |is_breach: bool| -> Vec<String> {
        let some = crossings.iter().filter(|crossing| crossing.breaches.is_empty() != is_breach);
        some.map(|c| format!("{}: {}", c.issue.as_ref().map_or("", |issue| issue.name.as_str()), c.words()))
            .collect()
    };
    json["principles"] = json!(words(true));
    json["red_lines"] = json!(words(false));
    section(page, "Options that would breach a principle", words(true).into_iter());
    section(page, "Options that cross a red line", words(false).into_iter());
    let attention = attention(seen, &standings);
    json["on_one_source"] = json!(attention.on_one_source.len());
    json["contested"] = attention.contested.iter().map(|c| json!(c.words())).collect();
    section(
        page,
        "Two versions side by side, for a person to settle",
        attention.contested.iter().map(TwoVersions::words),
    );
    json["unreadable"] = attention.unreadable.iter().map(|record| json!(record.words())).collect();
    section(
        page,
        "Records that cannot be read as they stand",
        attention.unreadable.iter().map(Unreadable::words),
    );
}

fn movements_into(standings: &Standings, phase: Phase) -> Vec<Movement> {
    let mut moved = Vec::new();
    for issue in standings.issues() {
        let shown = standings.columns().iter().filter(|column| column.is_shown);
        moved.extend(
            shown.filter_map(|column| into_phase(standings, &column.speaker(), &issue.issue.id, phase)),
        );
    }
    moved.retain(Movement::has_changed);
    moved
}

fn missing(seen: &Seen, today: civil::Date, json: &mut Value, page: &mut Page) {
    let gaps = gaps(seen, &Standings::new(seen), catalogue(), today);
    page.gap();
    page.line("Gaps (`show CASE gaps` lists them)");
    let mut counts = json!({});
    for kind in GapKind::ALL {
        let count = gaps.iter().filter(|gap| gap.kind == kind).count();
        counts[kind.name()] = json!(count);
        page.line(format!("  {}  {count}", padded(kind.heading(), 44)));
    }
    json["gaps"] = counts;
}

fn recorded(seen: &Seen, json: &mut Value, page: &mut Page) {
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
}
