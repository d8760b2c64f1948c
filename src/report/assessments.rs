//! The seven assessments: every key question with its readings, their evidence and who was asked, then the register.

use super::{
    desk::Desk,
    page::{Block, Quote, Section, Table, Text, cell},
    registers,
    sources::{of_words, original},
};
use crate::{
    analysis::assessed,
    guidance::{Assessment, Question},
    model::{Answer, AnswerState, Consulted, Date, Id, Level, Source},
};

pub(super) fn sections(desk: &mut Desk) -> Vec<Section> {
    let mut sections = Vec::new();
    if desk.seen.is_team() {
        sections.push(tallies(desk));
    }
    for assessment in &desk.catalogue.assessments {
        let parts = of(desk, assessment);
        // Others than the team see only what was answered for them.
        if desk.seen.is_team() || parts.iter().any(|part| !part.blocks.is_empty()) {
            let title = format!("{}. {}", assessment.id.as_str(), assessment.title.as_str());
            let mut head = Section::new(1, title);
            head.say(format!(
                "{} (section {} of the note)",
                assessment.purpose.as_str(),
                assessment.section.as_str()
            ));
            sections.push(head);
            sections.extend(parts);
        }
    }
    if sections.is_empty() {
        let mut section = Section::new(1, "No assessment yet");
        section.say("No key question is answered on this page.");
        sections.push(section);
    }
    sections
}

fn tallies(desk: &Desk) -> Section {
    let mut section = Section::new(1, "How far the assessments have come");
    let mut table = Table::new("", &["", "Assessment", "Questions", "Answered", "Open", "To look at again"]);
    for assessment in &desk.catalogue.assessments {
        let tally = assessed::tally(desk.seen, assessment, desk.asked.on);
        table.row([
            cell(assessment.id.as_str()),
            cell(assessment.title.as_str()),
            cell(tally.questions.to_string()),
            cell(tally.answered.to_string()),
            cell(tally.open.to_string()),
            cell(tally.stale.to_string()),
        ]);
    }
    section.table(table);
    section
}

fn of(desk: &mut Desk, assessment: &Assessment) -> Vec<Section> {
    let mut sections: Vec<Section> =
        assessment.questions.iter().filter_map(|question| answered(desk, question)).collect();
    sections.extend(assessment.register.and_then(|register| registers::section(desk, register)));
    sections
}

/// A key question with its readings; to others than the team only if there is any.
fn answered(desk: &mut Desk, question: &Question) -> Option<Section> {
    let mut section = Section::new(2, format!("{} {}", question.id.as_str(), question.ask.as_str()));
    let seen = desk.seen;
    let readings = assessed::readings(seen, &question.id);
    if readings.is_empty() && !seen.is_team() {
        return None;
    }
    if readings.is_empty() {
        section.say("Open: nobody has answered this yet.");
    }
    for answer in readings.iter().flat_map(|(_, entry)| entry.heads()) {
        reading(desk, answer, &mut section);
    }
    Some(section)
}

fn reading(desk: &mut Desk, answer: &Answer, section: &mut Section) {
    let sources: Vec<&Id<Source>> = answer.evidence.iter().map(|evidence| &evidence.source).collect();
    if answer.text.text.is_empty() {
        section.say(format!("{}.", capital(answer.state.word())));
    } else {
        let claims = matches!(answer.state, AnswerState::Answered | AnswerState::Partly);
        let text = of_words(&answer.text);
        section.say(if claims { desk.sourced(text, sources) } else { text });
    }
    if let Some(original) = original(&answer.text) {
        section.say(original);
    }
    let about = about(answer);
    if !about.is_empty() {
        section.say(about);
    }
    for evidence in &answer.evidence {
        let cites = desk.sources.cite(desk.seen, [&evidence.source]);
        let by = evidence.note.clone();
        if evidence.quote.text.is_empty() {
            if !by.is_empty() {
                section.say(Text { cites, ..format!("Evidence: {by}").into() });
            }
            continue;
        }
        let text = Text { cites, ..of_words(&evidence.quote) };
        section.blocks.push(Block::Quote(Quote { text, original: original(&evidence.quote), by }));
    }
    section.table(consulted(&answer.consulted));
    if !answer.note.is_empty() {
        section.say(format!("Note: {}", answer.note));
    }
}

/// State, author, confidence, dates, and who finds out, in a line. Outside the team only the state is left of it.
fn about(answer: &Answer) -> String {
    let date =
        |label: &str, date: &Option<Date>| date.as_ref().map(|date| format!("{label} {}", date.spoken()));
    let named = |label: &str, text: &str| (!text.is_empty()).then(|| format!("{label} {text}"));
    let confidence =
        (answer.confidence != Level::Unjudged).then(|| format!("confidence: {}", answer.confidence));
    let state = (!answer.text.text.is_empty()).then(|| capital(answer.state.word()));
    let parts = [
        state,
        named("by", &answer.author),
        date("on", &answer.date),
        confidence,
        date("to be looked at again", &answer.review),
        named("finds out:", &answer.finds_out),
        date("due", &answer.due),
        named("why not recorded:", &answer.why_not),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("{}.", parts.join("; ")) }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn consulted(groups: &[Consulted]) -> Table {
    let head =
        &["Who was asked", "How many", "Sex", "Age", "Ethnic group", "Religious group", "Other", "When"];
    let mut table = Table::new("", head);
    for group in groups {
        table.row([
            cell(group.group.as_str()),
            cell(group.number.map(|number| number.to_string()).unwrap_or_default()),
            cell(group.sex.as_str()),
            cell(group.age.as_str()),
            cell(group.ethnic.as_str()),
            cell(group.religious.as_str()),
            cell(group.other.as_str()),
            cell(group.date.as_ref().map(Date::spoken).unwrap_or_default()),
        ]);
    }
    table
}
