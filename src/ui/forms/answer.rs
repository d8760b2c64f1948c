//! Answering a key question. "Not known yet" and "do not record" are answers too.

use super::{Context, Edit, Form, Wanting, Which, date, disclosure, many, marked, place, sources, words};
use crate::{
    model::{Answer, AnswerState, Confidence, Consulted, Date, Evidence, Id, Source, Words},
    ui::{
        form::{choice, line, lines},
        forms::FormKind,
    },
};

/// The form; `state` is the one that the user asked for, if any.
#[must_use]
pub fn form(question: &str, which: Which<Answer>, state: Option<AnswerState>, cx: &Context<'_>) -> Form {
    let start = which.start(cx);
    let asked = cx.catalogue.question(question).map_or_else(|| question.to_owned(), |q| q.ask.to_string());
    let state =
        state.unwrap_or(if start.state == AnswerState::Open { AnswerState::Answered } else { start.state });
    let evidence: Vec<Id<Source>> = start.evidence.iter().map(|e| e.source.clone()).collect();
    let date_words =
        |date: &Option<Date>| date.as_ref().map_or_else(String::new, |date| date.written().to_owned());
    let mut fields = vec![
        choice("state", "State", words(AnswerState::ALL, AnswerState::word), place(AnswerState::ALL, &state)),
        lines("text", "Answer", &start.text.text),
        choice(
            "confidence",
            "How sure",
            words(Confidence::ALL, Confidence::word),
            place(Confidence::ALL, &start.confidence),
        ),
        many("evidence", "Evidence", sources(cx), &evidence),
        line("consulted", "Consulted", &consulted_words(&start.consulted)),
        line("review", "Look again by", &date_words(&start.review)),
        line("finds_out", "Who finds out", &start.finds_out),
        line("due", "By when", &date_words(&start.due)),
        line("why_not", "Not recorded as", &start.why_not),
    ];
    fields.extend(disclosure::fields(&start.disclosure, cx));
    fields.push(line("note", "Note", &start.note));
    let begins = if state == AnswerState::NotKnownYet { "finds_out" } else { "text" };
    let begins = if state == AnswerState::DoNotRecord { "why_not" } else { begins };
    let kind = FormKind::Answer { question: question.to_owned(), which };
    Form::new(kind, format!("{question}  {asked}"), fields).focused_on(begins)
}

/// What the form amounts to.
pub fn edit(question: &str, which: &Which<Answer>, form: &Form, cx: &Context<'_>) -> Result<Edit, Wanting> {
    let start = which.start(cx);
    let state = AnswerState::ALL.get(form.chosen("state")).copied().unwrap_or_default();
    let text = form.text("text");
    match state {
        AnswerState::Answered | AnswerState::Partly if text.is_empty() => {
            return Err(Wanting::new("text", "Write the answer, or choose \"not known yet\" as the state"));
        }
        AnswerState::NotKnownYet if form.text("finds_out").is_empty() => {
            return Err(Wanting::new("finds_out", "Say who is to find out"));
        }
        AnswerState::DoNotRecord if form.text("why_not").is_empty() => {
            return Err(Wanting::new("why_not", "Say why it is better not written down"));
        }
        _ => {}
    }
    let kept = |id: &Id<Source>| start.evidence.iter().find(|e| e.source == *id).cloned();
    let evidence = marked::<Source>(form, "evidence")
        .into_iter()
        .map(|id| kept(&id).unwrap_or(Evidence { source: id, ..Evidence::default() }))
        .collect();
    let answer = Answer {
        question: question.to_owned(),
        state,
        author: if start.author.is_empty() { cx.by.to_owned() } else { start.author.clone() },
        text: Words { text, ..start.text.clone() },
        disclosure: disclosure::read(form)?,
        evidence,
        confidence: Confidence::ALL.get(form.chosen("confidence")).copied().unwrap_or_default(),
        consulted: read_consulted(&form.text("consulted"), &start.consulted)?,
        date: Some(Date::day(cx.today)),
        review: date(form, "review")?,
        finds_out: form.text("finds_out"),
        due: date(form, "due")?,
        why_not: form.text("why_not"),
        note: form.text("note"),
    };
    Ok(which.edit(answer, cx))
}

/// `women's groups (women) 12; youth (youth)`: each group, what sets it apart, how many.
fn consulted_words(groups: &[Consulted]) -> String {
    let one = |group: &Consulted| {
        let apart = [&group.sex, &group.age, &group.ethnic, &group.religious, &group.other];
        let apart: Vec<&str> =
            apart.iter().map(|word| word.as_str()).filter(|word| !word.is_empty()).collect();
        let apart = if apart.is_empty() { String::new() } else { format!(" ({})", apart.join(", ")) };
        format!("{}{apart}{}", group.group, group.number.map_or_else(String::new, |n| format!(" {n}")))
    };
    groups.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Reads what [`consulted_words`] writes; a group that is unchanged keeps everything known of it.
fn read_consulted(text: &str, before: &[Consulted]) -> Result<Vec<Consulted>, Wanting> {
    let mut groups = Vec::new();
    for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        if let Some(same) = before.iter().find(|group| consulted_words(std::slice::from_ref(group)) == part) {
            groups.push(same.clone());
            continue;
        }
        let (rest, number) = match part.rsplit_once(' ') {
            Some((rest, n)) if n.chars().all(|c| c.is_ascii_digit()) => {
                let number =
                    n.parse().map_err(|_| Wanting::new("consulted", format!("{n} is too large a number")))?;
                (rest.trim(), Some(number))
            }
            _ => (part, None),
        };
        let (name, apart) = match rest.split_once('(') {
            Some((name, apart)) => (name.trim(), apart.trim_end_matches(')').trim()),
            None => (rest, ""),
        };
        let mut group = Consulted { group: name.to_owned(), number, ..Consulted::default() };
        for word in apart.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            let field = match word.to_lowercase().as_str() {
                "women" | "men" | "girls" | "boys" => &mut group.sex,
                "youth" | "children" | "elderly" | "young" | "old" => &mut group.age,
                _ => &mut group.other,
            };
            if !field.is_empty() {
                field.push_str(", ");
            }
            field.push_str(word);
        }
        groups.push(group);
    }
    Ok(groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn consulted_groups_read_back_as_they_are_shown() {
        let text = "women's groups (women) 12; youth clubs (youth, displaced); officers 3";
        let groups = read_consulted(text, &[]).unwrap();
        assert_eq!(consulted_words(&groups), text);
        assert_eq!((groups[0].sex.as_str(), groups[0].number), ("women", Some(12)));
        assert_eq!((groups[1].age.as_str(), groups[1].other.as_str()), ("youth", "displaced"));
        let known =
            [Consulted { group: "elders".into(), ethnic: "hill people".into(), ..Consulted::default() }];
        assert_eq!(read_consulted(&consulted_words(&known), &known).unwrap(), known);
    }
}
