//! What is not known, what nothing stands behind, and what is due for another look.

use jiff::civil;
use serde_json::{Value, json};

use super::Part;
use crate::{
    analysis::assessed::standing,
    audience::Seen,
    cli::{fields::called, page::Page},
    guidance::catalogue,
    model::{Answer, AnswerState, Case, Date, Position},
};

/// One thing that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// What kind of gap, as JSON calls it.
    pub kind: &'static str,
    /// What it is about.
    pub about: String,
    /// What is missing.
    pub what: String,
}

/// All of them.
pub fn part(seen: &Seen, today: civil::Date) -> Part {
    let gaps = gaps(seen, today);
    let mut page = Page::default();
    let mut last = "";
    for gap in &gaps {
        if gap.kind != last {
            page.gap();
            page.line(heading(gap.kind));
            last = gap.kind;
        }
        page.wrapped("  ", &format!("{}: {}", gap.about, gap.what));
    }
    if gaps.is_empty() {
        page.line("No gaps.");
    }
    let json: Vec<Value> =
        gaps.iter().map(|gap| json!({ "kind": gap.kind, "about": gap.about, "what": gap.what })).collect();
    Part { json: Value::Array(json), page }
}

/// Every gap, those of a kind together.
pub fn gaps(seen: &Seen, today: civil::Date) -> Vec<Gap> {
    let case = seen.case();
    let mut gaps = open_questions(seen);
    gaps.extend(unsourced(case));
    gaps.extend(silent_parties(case));
    if seen.is_team() {
        gaps.extend(due(case, today));
    }
    gaps
}

fn open_questions(seen: &Seen) -> Vec<Gap> {
    let questions = catalogue().assessments.iter().flat_map(|assessment| &assessment.questions);
    let mut gaps = Vec::new();
    for question in questions {
        let state = standing(seen, question.id.as_str());
        if state.is_settled() {
            continue;
        }
        let heads = seen.case().answers.iter().flat_map(|(_, entry)| entry.heads());
        let finders: Vec<String> = heads
            .filter(|answer| answer.question == question.id.as_str() && !answer.finds_out.is_empty())
            .map(|answer| {
                let due = answer.due.as_ref().map(|due| format!(" by {}", due.spoken())).unwrap_or_default();
                format!("{} finds out{due}", answer.finds_out)
            })
            .collect();
        let mut what = vec![state.word().to_owned()];
        what.extend(finders);
        gaps.push(Gap {
            kind: "question",
            about: format!("{} {}", question.id, question.ask),
            what: what.join(", "),
        });
    }
    gaps
}

fn unsourced(case: &Case) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for (_, position) in case.positions.shown().filter(|(_, position)| position.sources.is_empty()) {
        gaps.push(Gap { kind: "unsourced", about: position_title(case, position), what: "no source".into() });
    }
    let says_something =
        |answer: &Answer| matches!(answer.state, AnswerState::Answered | AnswerState::Partly);
    for (_, answer) in case.answers.shown().filter(|(_, a)| says_something(a) && a.evidence.is_empty()) {
        gaps.push(Gap {
            kind: "unsourced",
            about: format!("answer to {}", answer.question),
            what: "no evidence".into(),
        });
    }
    gaps.sort_by(|a, b| a.about.cmp(&b.about));
    gaps
}

/// Parties of which nothing was heard on an issue that is not settled.
fn silent_parties(case: &Case) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let mut issues: Vec<_> = case.issues.shown().collect();
    issues.sort_by_key(|(_, issue)| (issue.order, issue.title.clone()));
    for (issue_id, issue) in issues {
        let heard: Vec<_> = case
            .positions
            .iter()
            .flat_map(|(_, entry)| entry.heads())
            .filter(|position| position.issue == *issue_id && position.faction.is_none())
            .collect();
        let speaks_for = |party: &crate::model::Id<crate::model::Actor>, position: &Position| {
            position.party == *party
                || case.actors.first(&position.party).is_some_and(|group| group.members.contains(party))
        };
        let mut silent: Vec<&str> = case
            .actors
            .shown()
            .filter(|(id, actor)| actor.is_party() && !heard.iter().any(|position| speaks_for(id, position)))
            .map(|(_, actor)| actor.name.as_str())
            .collect();
        if !silent.is_empty() {
            silent.sort_unstable();
            gaps.push(Gap {
                kind: "silent",
                about: issue.title.clone(),
                what: format!("nothing heard of {}", silent.join(", ")),
            });
        }
    }
    gaps
}

/// What was to be looked at again before today.
fn due(case: &Case, today: civil::Date) -> Vec<Gap> {
    let mut due: Vec<(Date, Gap)> = Vec::new();
    let mut look = |date: Option<&Date>, about: String, what: &str| {
        if let Some(date) = date.filter(|date| date.to() < today) {
            due.push((date.clone(), Gap { kind: "due", about, what: format!("{what} {}", date.spoken()) }));
        }
    };
    for (_, answer) in case.answers.shown() {
        look(answer.review.as_ref(), format!("answer to {}", answer.question), "was to be reviewed by");
        look(answer.due.as_ref(), format!("answer to {}", answer.question), "was due by");
    }
    for (_, source) in case.sources.shown() {
        look(source.review_by.as_ref(), source.name.clone(), "consent was to be asked again by");
    }
    for (_, issue) in case.issues.shown() {
        look(issue.revisit.as_ref(), issue.title.clone(), "parked until");
    }
    for (_, note) in case.notes.shown() {
        look(note.review.as_ref(), note.entry.clone(), "was to be looked at again by");
    }
    due.sort_by(|a, b| (&a.0, &a.1.about).cmp(&(&b.0, &b.1.about)));
    due.into_iter().map(|(_, gap)| gap).collect()
}

fn position_title(case: &Case, position: &Position) -> String {
    let date = position.date.as_ref().map(|date| format!(", {}", date.spoken())).unwrap_or_default();
    let code = if position.code.is_empty() { String::new() } else { format!("{} ", position.code) };
    format!("{code}{} on {}{date}", called(case, &position.party), called(case, &position.issue))
}

/// The heading above gaps of a kind.
pub fn heading(kind: &str) -> &'static str {
    match kind {
        "question" => "Key questions without a full answer",
        "unsourced" => "Said without a source",
        "silent" => "Parties not heard on an issue",
        _ => "Due",
    }
}
