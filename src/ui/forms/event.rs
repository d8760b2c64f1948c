//! Something on the timeline: a meeting, an agreement, a change of phase, an option tabled, an incident, a deadline.

use super::{
    Context, Edit, Form, Wanting, Which, chosen, date, disclosure, many, marked, maybe, maybe_phase, needed,
    one, phase_chosen, place, records, sources, words,
};
use crate::{
    model::{Actor, Date, Event, EventKind, Issue, Phase, Words},
    ui::{
        form::{choice, line, lines},
        forms::FormKind,
    },
};

/// The form.
#[must_use]
pub fn form(which: Which<Event>, cx: &Context<'_>) -> Form {
    let start = match which {
        Which::New => Event { phase: cx.seen.case().sheet().map(|sheet| sheet.phase), ..Event::default() },
        Which::This(..) => which.start(cx),
    };
    of(which, &start, cx)
}

/// The form for a change of phase that was just made on the case sheet.
#[must_use]
pub fn of_phase_change(to: Phase, cx: &Context<'_>) -> Form {
    let start = Event {
        kind: EventKind::PhaseChange,
        title: format!("The process goes on to {to}"),
        date: Some(Date::day(cx.today)),
        phase: Some(to),
        ..Event::default()
    };
    of(Which::New, &start, cx)
}

fn of(which: Which<Event>, start: &Event, cx: &Context<'_>) -> Form {
    let mut fields = vec![
        choice(
            "kind",
            "What it is",
            words(EventKind::ALL, EventKind::word),
            place(EventKind::ALL, &start.kind),
        ),
        line("title", "In a few words", &start.title),
        line("date", "When", start.date.as_ref().map_or("", Date::written)),
        maybe_phase(start.phase),
        many("who", "Who", records::<Actor>(cx, |actor| actor.name.clone()), &start.who),
        lines("text", "What happened", &start.text.text),
        many("issues", "Issues", records::<Issue>(cx, |issue| issue.title.clone()), &start.issues),
        one("option", "Option tabled", options(cx), start.option.as_ref()),
        many("sources", "Sources", sources(cx), &start.sources),
    ];
    fields.extend(disclosure::fields(&start.disclosure, cx));
    fields.push(line("note", "Note", &start.note));
    let title = if which == Which::New { "New event".to_owned() } else { format!("Event: {}", start.title) };
    Form::new(FormKind::Event(which), title, fields)
}

/// What the form amounts to.
pub fn edit(which: &Which<Event>, form: &Form, cx: &Context<'_>) -> Result<Edit, Wanting> {
    let start = which.start(cx);
    let kind = EventKind::ALL.get(form.chosen("kind")).copied().unwrap_or_default();
    let on = date(form, "date")?;
    if kind == EventKind::Deadline && on.is_none() {
        return Err(Wanting::new("date", "A deadline needs its day, or the span in which it falls"));
    }
    let event = Event {
        kind,
        title: needed(form, "title", "Say in a few words what it is")?,
        date: on,
        phase: phase_chosen(form),
        who: marked(form, "who"),
        text: Words { text: form.text("text"), ..start.text.clone() },
        issues: marked(form, "issues"),
        option: chosen(form, "option"),
        sources: marked(form, "sources"),
        disclosure: disclosure::read(form)?,
        note: form.text("note"),
        ..start
    };
    Ok(which.edit(event, cx))
}

fn options(cx: &Context<'_>) -> Vec<(String, String)> {
    maybe(super::options_of_issues(cx), "none")
}
