//! The seven assessments with their key questions and the answers to them.

use serde_json::{Value, json};

use super::Part;
use crate::{
    analysis::assessed::{Standing, standing},
    audience::Seen,
    cli::{
        fields::{Fields, each},
        page::Page,
    },
    guidance::{self, catalogue},
    model::Answer,
};

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
        page.line(format!("   {}", progress(seen, assessment)));
        let mut questions = Vec::new();
        for question in &assessment.questions {
            let own = answers.iter().filter(|(_, answer, _)| answer.question == question.id.as_str());
            let own: Vec<&Fields> = own.map(|(.., fields)| fields).collect();
            let state = standing(seen, question.id.as_str()).word();
            page.gap();
            page.wrapped(&format!("{}  ", question.id), &question.ask);
            if own.is_empty() {
                page.line(format!("  {state}"));
            }
            for fields in &own {
                fields.print_under(&mut page);
            }
            let answers: Vec<Value> = own.iter().map(|fields| fields.json()).collect();
            questions.push(json!({ "id": question.id, "ask": question.ask, "section": question.section, "state": state, "answers": answers }));
        }
        json.push(json!({ "id": assessment.id, "title": assessment.title, "section": assessment.section, "questions": questions }));
    }
    Part { json: Value::Array(json), page }
}

/// How many key questions of an assessment stand how, in the order of settling.
pub fn counts(seen: &Seen, assessment: &guidance::Assessment) -> Vec<(Standing, usize)> {
    let all =
        [Standing::Answered, Standing::DoNotRecord, Standing::Partly, Standing::NotKnownYet, Standing::Open];
    let of = |wanted| {
        assessment.questions.iter().filter(|question| standing(seen, question.id.as_str()) == wanted).count()
    };
    all.into_iter().map(|standing| (standing, of(standing))).collect()
}

/// In words: `2 of 3 answered, 1 open`.
pub fn progress(seen: &Seen, assessment: &guidance::Assessment) -> String {
    let counts = counts(seen, assessment);
    let mut words = Vec::new();
    for (standing, count) in counts {
        match standing {
            Standing::Answered => words.push(format!("{count} of {} answered", assessment.questions.len())),
            _ if count == 0 => {}
            other => words.push(format!("{count} {}", other.word())),
        }
    }
    words.join(", ")
}
