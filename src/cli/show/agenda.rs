//! The agenda: a suggested order with its reasons, what is parked and settled, and how often parties agree.

use jiff::civil;
use serde_json::{Value, json};

use super::Part;
use crate::{
    analysis::{
        agenda::{Parked, Reading, Suggestion, agenda},
        convergence::{Pair, pairs},
        naming::Named,
        standing::{AsOf, IssueSheet, Standings},
    },
    audience::Seen,
    cli::page::Page,
    model::{Date, Issue},
};

/// All of it.
pub fn part(seen: &Seen, today: civil::Date) -> Part {
    let today = Date::day(today);
    let standings = Standings::new(seen);
    let as_of = now(seen);
    let agenda = agenda(seen, &standings, &as_of, None, &today);
    let pairs = pairs(&standings, &as_of, None);
    let mut page = Page::default();
    page.wrapped("", &agenda.words_for(seen));
    section(&mut page, "Suggested order", agenda.suggested.iter().map(Suggestion::words));
    section(&mut page, "Parked", agenda.parked.iter().map(Parked::words));
    section(&mut page, "Agreed", agenda.agreed.iter().map(name));
    section(&mut page, "Kept off the agenda", agenda.kept_off.iter().map(name));
    section(&mut page, "Not clear", agenda.unclear.iter().map(name));
    section(&mut page, "Two by two", pairs.iter().map(Pair::words));
    let suggested = agenda.suggested.iter().map(|suggestion| {
        json!({
            "issue": suggestion.issue.issue.name,
            "convergence": suggestion.convergence.nearness.word(),
            "conditional": suggestion.convergence.is_conditional,
            "words": suggestion.convergence.words(),
            "reasons": suggestion.reasons,
        })
    });
    let parked = agenda.parked.iter().map(|parked| {
        let revisit = parked.issue.revisit.as_ref().map(Date::written);
        json!({ "issue": parked.issue.issue.name, "revisit": revisit, "due": parked.is_due })
    });
    let names = |issues: &[IssueSheet]| issues.iter().map(name).collect::<Vec<String>>();
    let json = json!({
        "suggested": suggested.collect::<Vec<Value>>(),
        "parked": parked.collect::<Vec<Value>>(),
        "agreed": names(&agenda.agreed),
        "kept_off": names(&agenda.kept_off),
        "unclear": names(&agenda.unclear),
        "confidence": agenda.confidence.iter().map(Reading::words).collect::<Vec<String>>(),
        "pairs": pairs.iter().map(two_by_two).collect::<Vec<Value>>(),
    });
    Part { json, page }
}

/// Up to when positions count: the phase in which the process is, if the audience may know it.
pub fn now(seen: &Seen) -> AsOf {
    let sheet = seen.case().sheet().filter(|sheet| !sheet.title.is_empty());
    sheet.map_or(AsOf::Now, |sheet| AsOf::Phase(sheet.phase))
}

fn two_by_two(pair: &Pair) -> Value {
    let names =
        |issues: &[Named<Issue>]| issues.iter().map(|issue| issue.name.clone()).collect::<Vec<String>>();
    json!({
        "one": pair.one.name, "other": pair.other.name,
        "agree": names(&pair.agree), "conflict": names(&pair.conflict), "not_known": names(&pair.not_known),
    })
}

fn name(issue: &IssueSheet) -> String {
    issue.issue.name.clone()
}

/// A heading with a list under it, unless the list is empty.
pub fn section(page: &mut Page, title: &str, lines: impl Iterator<Item = String>) {
    let mut lines = lines.peekable();
    if lines.peek().is_none() {
        return;
    }
    page.gap();
    page.line(title);
    for line in lines {
        page.wrapped("  ", &line);
    }
}
