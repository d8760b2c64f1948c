//! The team's dated reading of how far the parties trust each other. It never leaves the team.

use super::{Context, Edit, Form, Wanting, Which, date, many, marked, needed, sources};
use crate::{
    model::{ConfidenceReading, Date, Level},
    ui::{
        form::{choice, line, lines},
        forms::FormKind,
    },
};

/// The levels in the words of the agenda.
const LEVELS: [(Level, &str); 3] = [(Level::Low, "low"), (Level::Medium, "some"), (Level::High, "good")];

/// The form; a new reading is dated today.
#[must_use]
pub fn form(which: Which<ConfidenceReading>, cx: &Context<'_>) -> Form {
    let start = which.start(cx);
    let today = Date::day(cx.today);
    let on = if which == Which::New { Some(&today) } else { start.date.as_ref() };
    let at = LEVELS.iter().position(|(level, _)| *level == start.level).unwrap_or(0);
    let fields = vec![
        choice("level", "Confidence is", LEVELS.iter().map(|(_, word)| (*word).to_owned()).collect(), at),
        lines("text", "It shows in", &start.text),
        line("date", "When", on.map_or("", Date::written)),
        many("sources", "Sources", sources(cx), &start.sources),
        line("note", "Note", &start.note),
    ];
    Form::new(FormKind::Confidence(which), "How far the parties trust each other and the talks", fields)
}

/// What the form amounts to.
pub fn edit(which: &Which<ConfidenceReading>, form: &Form, cx: &Context<'_>) -> Result<Edit, Wanting> {
    let reading = ConfidenceReading {
        level: LEVELS.get(form.chosen("level")).map_or(Level::Low, |(level, _)| *level),
        text: needed(form, "text", "Say in what it shows: a reading without a reason helps nobody later")?,
        date: date(form, "date")?,
        sources: marked(form, "sources"),
        note: form.text("note"),
        ..which.start(cx)
    };
    Ok(which.edit(reading, cx))
}
