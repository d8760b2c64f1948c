//! What the team did about something that the note asks, in a word, with why.

use super::{Context, Edit, Form, Wanting, Which, date, place};
use crate::{
    guidance::Kind,
    model::{Date, GuidanceNote, NoteState},
    ui::{
        form::{choice, line, lines},
        forms::FormKind,
    },
};

/// The form, on the state that the user asked for.
#[must_use]
pub fn form(entry: &str, which: Which<GuidanceNote>, state: NoteState, cx: &Context<'_>) -> Form {
    let start = which.start(cx);
    let asked = cx.catalogue.entry(entry);
    let is_hint = asked.as_ref().is_some_and(|asked| asked.kind == Kind::Hint);
    let words = if is_hint { ["open", "yes", "no", "not yet"] } else { ["open", "done", "no", "later"] };
    let mut words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    words.push("does not apply".to_owned());
    let fields = vec![
        lines("text", "Why, or what", &start.text),
        choice("state", "State", words, place(NoteState::ALL, &state)),
        line("review", "Look again by", start.review.as_ref().map_or("", Date::written)),
    ];
    let title = asked.map_or_else(|| entry.to_owned(), |asked| asked.title.to_owned());
    Form::new(FormKind::Note { entry: entry.to_owned(), which, state }, title, fields)
}

/// What the form amounts to.
pub fn edit(
    entry: &str,
    which: &Which<GuidanceNote>,
    form: &Form,
    cx: &Context<'_>,
) -> Result<Edit, Wanting> {
    let start = which.start(cx);
    let state = NoteState::ALL.get(form.chosen("state")).copied().unwrap_or_default();
    let text = form.text("text");
    if state == NoteState::NotApplicable && text.is_empty() {
        return Err(Wanting::new("text", "Say why it does not apply here"));
    }
    let note = GuidanceNote { entry: entry.to_owned(), state, text, review: date(form, "review")?, ..start };
    Ok(which.edit(note, cx))
}
