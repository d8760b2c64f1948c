//! One piece of what an answer rests on: evidence, or a group that was asked with what sets its members apart.

use super::{Context, Edit, Form, Wanting, Which, chosen, date, maybe, needed, one};
use crate::{
    model::{Answer, Consulted, Date, Evidence, Source, Words},
    ui::{
        form::{choice, line, lines},
        forms::FormKind,
        screens::basis::Piece,
    },
};

/// Words for the two fields that gaps are counted by; anything else can be typed in the field beside.
const SEX: [&str; 4] = ["not recorded", "women", "men", "both women and men"];
const AGE: [&str; 5] = ["not recorded", "children", "youth", "adults", "elderly"];

/// The form; a piece behind the last one is a new one.
#[must_use]
pub fn form(which: Which<Answer>, piece: Piece, cx: &Context<'_>) -> Form {
    let answer = which.start(cx);
    let (title, fields) = match piece {
        Piece::Evidence(n) => {
            let start = answer.evidence.get(n).cloned().unwrap_or_default();
            let fields = vec![
                one("source", "Source", sources(cx), Some(&start.source)),
                line("note", "What it shows", &start.note),
                lines("quote", "Its own words", &start.quote.text),
            ];
            ("Evidence", fields)
        }
        Piece::Group(n) => {
            let start = answer.consulted.get(n).cloned().unwrap_or_default();
            let fields = vec![
                line("group", "Who was asked", &start.group),
                line("number", "How many", &start.number.map_or_else(String::new, |n| n.to_string())),
                of_words("sex", "Women, men", &SEX, &start.sex),
                of_words("age", "Age", &AGE, &start.age),
                line("ethnic", "Ethnic group", &start.ethnic),
                line("religious", "Religious group", &start.religious),
                line("other", "Anything else", &start.other),
                line("date", "When", start.date.as_ref().map_or("", Date::written)),
            ];
            ("A group that was asked", fields)
        }
    };
    let title = format!("{}  {title}", answer.question);
    Form::new(FormKind::Basis(which, piece), title, fields)
}

/// The whole answer with the piece in it.
pub fn edit(which: &Which<Answer>, piece: Piece, form: &Form, cx: &Context<'_>) -> Result<Edit, Wanting> {
    let mut answer = which.start(cx);
    match piece {
        Piece::Evidence(n) => {
            let start = answer.evidence.get(n).cloned().unwrap_or_default();
            let source = chosen::<Source>(form, "source").ok_or_else(|| {
                Wanting::new("source", "Choose the source; add it with record, or on a position, first")
            })?;
            let quote = Words { text: form.text("quote"), ..start.quote };
            put(&mut answer.evidence, n, Evidence { source, note: form.text("note"), quote });
        }
        Piece::Group(n) => {
            let start = answer.consulted.get(n).cloned().unwrap_or_default();
            let group = Consulted {
                group: needed(form, "group", "Say who was asked: a group, not a name")?,
                number: number(form)?,
                sex: word(form, "sex", &SEX, &start.sex),
                age: word(form, "age", &AGE, &start.age),
                ethnic: form.text("ethnic"),
                religious: form.text("religious"),
                other: form.text("other"),
                date: date(form, "date")?,
            };
            put(&mut answer.consulted, n, group);
        }
    }
    Ok(which.edit(answer, cx))
}

fn put<T>(list: &mut Vec<T>, n: usize, piece: T) {
    match list.get_mut(n) {
        Some(place) => *place = piece,
        None => list.push(piece),
    }
}

fn sources(cx: &Context<'_>) -> Vec<(String, String)> {
    maybe(super::sources(cx), "none")
}

fn number(form: &Form) -> Result<Option<u32>, Wanting> {
    match form.text("number") {
        text if text.is_empty() => Ok(None),
        text => text
            .parse()
            .map(Some)
            .map_err(|_| Wanting::new("number", "Write a whole number, or leave it empty")),
    }
}

/// A choice among known words; one recorded in other words stays at the end.
fn of_words(name: &'static str, label: &'static str, known: &[&str], now: &str) -> crate::ui::form::Field {
    let mut words: Vec<String> = known.iter().map(|word| (*word).to_owned()).collect();
    let at = if now.is_empty() { Some(0) } else { words.iter().position(|word| word == now) };
    let at = at.unwrap_or_else(|| {
        words.push(now.to_owned());
        words.len() - 1
    });
    choice(name, label, words, at)
}

fn word(form: &Form, name: &str, known: &[&str], before: &str) -> String {
    match form.chosen(name) {
        0 => String::new(),
        n => known.get(n).map_or_else(|| before.to_owned(), |word| (*word).to_owned()),
    }
}
