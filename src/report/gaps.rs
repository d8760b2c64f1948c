//! What is not known, what rests on too little, and who finds out by when.

use super::{
    desk::Desk,
    page::{Section, Table, Text, cell},
};
use crate::{
    analysis::{assessed, attention, convergence, naming::list},
    guidance::Question,
    model::{Answer, AnswerState, Date, Entry},
};

pub(super) fn sections(desk: &mut Desk) -> Vec<Section> {
    let mut sections = vec![stances(desk), questions(desk)];
    if desk.seen.is_team() {
        sections.push(evidence(desk));
        sections.push(reviews(desk));
    }
    sections
}

fn stances(desk: &Desk) -> Section {
    let mut section = Section::new(1, "Stances that are not known");
    let mut table = Table::new("", &["Issue", "Not known", "What is known"]);
    let all = convergence::all(desk.standings, &desk.as_of(), None);
    for found in all.iter().filter(|found| !found.not_known.is_empty()) {
        let names: Vec<String> = found.not_known.iter().map(|party| party.name.clone()).collect();
        table.row([cell(found.issue.name.clone()), cell(list(&names)), cell(found.words())]);
    }
    match (all.is_empty(), table.rows.is_empty()) {
        (true, _) => section.say("No issue is recorded yet, so nobody can be asked how they stand on one."),
        (false, true) => section.say("A stance of every party is known on every issue."),
        (false, false) => {}
    }
    section.table(table);
    section
}

fn questions(desk: &Desk) -> Section {
    let mut section = Section::new(1, "Key questions that are open");
    let head = &["", "Question", "State", "Who finds out", "By when", "Why not recorded"];
    let mut table = Table::new("", head);
    let all = || desk.catalogue.assessments.iter().flat_map(|assessment| &assessment.questions);
    for question in all() {
        let standing = assessed::standing(desk.seen, &question.id);
        let readings = assessed::readings(desk.seen, &question.id);
        // Others than the team do not hear what we have not asked.
        if standing == assessed::Standing::Answered || (readings.is_empty() && !desk.seen.is_team()) {
            continue;
        }
        let answers: Vec<&Answer> = readings.iter().flat_map(|(_, entry)| entry.heads()).collect();
        table.row([
            cell(question.id.as_str()),
            cell(question.ask.as_str()),
            cell(standing.word()),
            answers.iter().filter(|a| !a.finds_out.is_empty()).map(|a| a.finds_out.as_str().into()).collect(),
            answers.iter().filter_map(|answer| due(desk, answer)).collect(),
            answers.iter().filter(|a| !a.why_not.is_empty()).map(|a| a.why_not.as_str().into()).collect(),
        ]);
    }
    let stale: Vec<Text> =
        all().filter(|question| is_stale(desk, question)).map(|question| stale(desk, question)).collect();
    match (table.rows.is_empty(), desk.seen.is_team()) {
        (false, _) => {}
        (true, true) => section.say("No key question is open."),
        (true, false) => section.say("Nothing is recorded here that is not known."),
    }
    section.table(table);
    if !stale.is_empty() {
        section.say("Answered, but to be looked at again:");
        section.list(stale, "");
    }
    section
}

/// When an answer is due, and whether that has passed.
fn due(desk: &Desk, answer: &Answer) -> Option<Text> {
    let due = answer.due.as_ref()?;
    let is_over = answer.state == AnswerState::NotKnownYet && due.to() < desk.asked.on;
    let over = if is_over { ", overdue" } else { "" };
    Some(format!("{}{over}", due.spoken()).into())
}

fn is_stale(desk: &Desk, question: &Question) -> bool {
    assessed::standing(desk.seen, &question.id).is_settled()
        && assessed::is_stale(desk.seen, &question.id, desk.asked.on)
}

fn stale(desk: &Desk, question: &Question) -> Text {
    let readings = assessed::readings(desk.seen, &question.id);
    let newest =
        readings.iter().flat_map(|(_, entry)| entry.heads()).filter_map(|answer| answer.date.as_ref()).max();
    let newest =
        newest.map_or_else(|| "without a date".to_owned(), |date| format!("answered {}", date.spoken()));
    format!("{} {} ({newest})", question.id.as_str(), question.ask.as_str()).into()
}

fn evidence(desk: &mut Desk) -> Section {
    let mut section = Section::new(1, "What rests on too little");
    let attention = attention::attention(desk.seen, desk.standings);
    section.say(format!("{}.", attention.words()));
    let mut table = Table::new("", &["Claim", "Rests on", "Sources"]);
    for claim in &attention.unsourced {
        table.row([cell(claim.words()), cell("no source"), vec![]]);
    }
    for claim in &attention.on_one_source {
        let sources = desk.resting_on("", [&claim.said]);
        table.row([cell(claim.words()), cell("one source"), vec![sources]]);
    }
    section.table(table);
    if !attention.contested.is_empty() {
        section.say("Records in two versions, of which somebody has to choose one:");
        section.list(attention.contested.iter().map(|record| record.words().into()).collect(), "");
    }
    if !attention.unreadable.is_empty() {
        section.say("Records that cannot be read as they stand:");
        section.list(attention.unreadable.iter().map(|record| record.words().into()).collect(), "");
    }
    section
}

/// What is to be looked at again, the earliest first.
fn reviews(desk: &Desk) -> Section {
    let mut section = Section::new(1, "What to look at again");
    let mut due: Vec<(Date, String, String)> = Vec::new();
    let case = desk.case;
    let answers = case.answers.iter().flat_map(|(_, entry): (_, &Entry<Answer>)| entry.heads());
    for answer in answers {
        due.extend(
            answer
                .review
                .clone()
                .map(|date| (date, format!("key question {}", answer.question), answer.author.clone())),
        );
    }
    for (_, source) in case.sources.shown() {
        let what = format!("whether source {} may be kept", source.name);
        due.extend(source.review_by.clone().map(|date| (date, what, String::new())));
    }
    for (_, note) in case.notes.shown() {
        due.extend(
            note.review.clone().map(|date| (date, format!("guidance: {}", note.entry), note.text.clone())),
        );
    }
    for (_, issue) in case.issues.shown() {
        due.extend(
            issue.revisit.clone().map(|date| (date, format!("parked issue: {}", issue.title), String::new())),
        );
    }
    due.sort();
    let mut table = Table::new("", &["When", "What", "Note"]);
    for (date, what, note) in due {
        let over = if date.to() < desk.asked.on { ", overdue" } else { "" };
        table.row([cell(format!("{}{over}", date.spoken())), cell(what), cell(note)]);
    }
    if table.rows.is_empty() {
        section.say("Nothing has a date at which to look at it again.");
    }
    section.table(table);
    section
}
