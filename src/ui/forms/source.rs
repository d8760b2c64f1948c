//! A source under a code name.

use super::{Context, Edit, Form, Wanting, Which, date, disclosure, needed, place, words};
use crate::{
    model::{Consent, Credibility, Date, Reliability, Source, SourceKind},
    ui::{
        form::{Field, choice, line},
        forms::FormKind,
    },
};

/// The form.
#[must_use]
pub fn form(which: Which<Source>, cx: &Context<'_>) -> Form {
    let start = which.start(cx);
    let mut fields = vec![
        line("name", "Code name", &start.name),
        choice(
            "kind",
            "What it is",
            words(SourceKind::ALL, SourceKind::word),
            place(SourceKind::ALL, &start.kind),
        ),
        line("date", "When", start.date.as_ref().map_or("", Date::written)),
        line("reference", "Where to find it", &start.reference),
        choice(
            "reliability",
            "Reliability",
            words(Reliability::ALL, Reliability::label),
            place(Reliability::ALL, &start.reliability),
        ),
        choice(
            "credibility",
            "This is",
            words(Credibility::ALL, Credibility::label),
            place(Credibility::ALL, &start.credibility),
        ),
        asked("used", "May be used", start.consent.may_be_used),
        asked("quoted", "May be quoted", start.consent.may_be_quoted),
        asked("attributed", "May be named", start.consent.may_be_attributed),
        line("review_by", "Ask again by", start.review_by.as_ref().map_or("", Date::written)),
    ];
    fields.extend(disclosure::fields(&start.disclosure, cx));
    fields.push(line("note", "Note", &start.note));
    let title =
        if start.name.is_empty() { "New source".to_owned() } else { format!("Source: {}", start.name) };
    Form::new(FormKind::Source(which), title, fields)
}

/// What the form amounts to.
pub fn edit(which: &Which<Source>, form: &Form, cx: &Context<'_>) -> Result<Edit, Wanting> {
    let start = which.start(cx);
    let source = Source {
        name: needed(form, "name", "Give it a code name, or the short title of a text")?,
        kind: SourceKind::ALL.get(form.chosen("kind")).copied().unwrap_or_default(),
        date: date(form, "date")?,
        reference: form.text("reference"),
        reliability: Reliability::ALL.get(form.chosen("reliability")).copied().unwrap_or_default(),
        credibility: Credibility::ALL.get(form.chosen("credibility")).copied().unwrap_or_default(),
        consent: Consent {
            may_be_used: read_asked(form, "used"),
            may_be_quoted: read_asked(form, "quoted"),
            may_be_attributed: read_asked(form, "attributed"),
        },
        review_by: date(form, "review_by")?,
        disclosure: disclosure::read(form)?,
        note: form.text("note"),
        ..start
    };
    Ok(which.edit(source, cx))
}

fn asked(name: &'static str, label: &'static str, answer: Option<bool>) -> Field {
    let at = answer.map_or(0, |yes| if yes { 1 } else { 2 });
    choice(name, label, vec!["nobody asked".into(), "yes".into(), "no".into()], at)
}

fn read_asked(form: &Form, name: &str) -> Option<bool> {
    match form.chosen(name) {
        1 => Some(true),
        2 => Some(false),
        _ => None,
    }
}
