//! The seven assessments with their key questions and the answers to them.

use serde_json::{Value, json};

use super::Part;
use crate::{
    audience::Seen,
    cli::{
        fields::{Fields, each},
        page::Page,
    },
    guidance::{self, catalogue},
    model::{Answer, AnswerState},
};

/// How far an assessment has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub questions: usize,
    pub answered: usize,
    pub partly: usize,
    pub not_known_yet: usize,
    pub do_not_record: usize,
    pub open: usize,
}

/// All of it.
pub fn part(seen: &Seen) -> Part {
    let answers: Vec<_> = each::<Answer>(seen);
    let mut json = Vec::new();
    let mut page = Page::default();
    for assessment in &catalogue().assessments {
        page.gap();
        page.wrapped(
            &format!("{}  ", assessment.id),
            &format!("{} ({})", assessment.title, assessment.section),
        );
        page.line(format!("   {}", progress(seen, assessment).in_words()));
        let mut questions = Vec::new();
        for question in &assessment.questions {
            let own = answers.iter().filter(|(_, answer, _)| answer.question == question.id.as_str());
            let own: Vec<&Fields> = own.map(|(.., fields)| fields).collect();
            let state = state_of(seen, question.id.as_str()).word();
            page.gap();
            page.wrapped(&format!("{}  ", question.id), &question.ask);
            if own.is_empty() {
                page.line(format!("  {state}"));
            }
            own.iter().for_each(|fields| fields.print_under(&mut page));
            let answers: Vec<Value> = own.iter().map(|fields| fields.json()).collect();
            questions.push(json!({ "id": question.id, "ask": question.ask, "section": question.section, "state": state, "answers": answers }));
        }
        json.push(json!({ "id": assessment.id, "title": assessment.title, "section": assessment.section, "questions": questions }));
    }
    Part { json: Value::Array(json), page }
}

/// How far a question has come, by the furthest of its readings.
pub fn state_of(seen: &Seen, question: &str) -> AnswerState {
    let heads = seen.case().answers.iter().flat_map(|(_, entry)| entry.heads());
    let states: Vec<AnswerState> = heads.filter(|a| a.question == question).map(|a| a.state).collect();
    let order =
        [AnswerState::Answered, AnswerState::Partly, AnswerState::DoNotRecord, AnswerState::NotKnownYet];
    order.into_iter().find(|state| states.contains(state)).unwrap_or(AnswerState::Open)
}

/// How far an assessment has come.
pub fn progress(seen: &Seen, assessment: &guidance::Assessment) -> Progress {
    let mut progress = Progress { questions: assessment.questions.len(), ..Progress::default() };
    for question in &assessment.questions {
        match state_of(seen, question.id.as_str()) {
            AnswerState::Answered => progress.answered += 1,
            AnswerState::Partly => progress.partly += 1,
            AnswerState::NotKnownYet => progress.not_known_yet += 1,
            AnswerState::DoNotRecord => progress.do_not_record += 1,
            AnswerState::Open => progress.open += 1,
        }
    }
    progress
}

impl Progress {
    /// In words: `2 of 3 answered, 1 open`.
    pub fn in_words(self) -> String {
        let mut words = vec![format!("{} of {} answered", self.answered, self.questions)];
        for (count, word) in [
            (self.partly, "partly"),
            (self.not_known_yet, "not known yet"),
            (self.do_not_record, "not recorded on purpose"),
            (self.open, "open"),
        ] {
            if count > 0 {
                words.push(format!("{count} {word}"));
            }
        }
        words.join(", ")
    }
}
