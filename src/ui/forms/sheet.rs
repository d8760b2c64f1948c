//! The case sheet: title, marking, current phase.

use super::{Context, Edit, Form, Wanting, disclosure, needed, place, words};
use crate::{
    model::{CaseSheet, Id, Phase, RecordRef, RecordType, RevisionId, Words},
    seeds::SHEET_ID,
    ui::{
        form::{choice, line, lines},
        forms::FormKind,
    },
};

/// The form.
#[must_use]
pub fn form(cx: &Context<'_>) -> Form {
    let start = cx.seen.case().sheet().cloned().unwrap_or_default();
    let seen =
        cx.seen.case().sheets.iter().next().map(|(_, e)| e.versions().iter().map(|v| v.revision).collect());
    let mut fields = vec![
        line("title", "Title", &start.title),
        line("marking", "Marking", &start.marking),
        choice("phase", "Current phase", words(Phase::ALL, Phase::word), place(Phase::ALL, &start.phase)),
        line("mediator", "Mediator", &start.mediator),
        lines("summary", "What it is about", &start.summary.text),
    ];
    fields.extend(disclosure::fields(&start.disclosure, cx));
    fields.push(line("note", "Note", &start.note));
    Form::new(FormKind::Sheet(seen.unwrap_or_default()), "Case sheet", fields)
}

/// What the form amounts to.
pub fn edit(seen: &[RevisionId], form: &Form, cx: &Context<'_>) -> Result<Edit, Wanting> {
    let start = cx.seen.case().sheet().cloned().unwrap_or_default();
    let sheet = CaseSheet {
        title: needed(form, "title", "Give the case a title")?,
        marking: form.text("marking"),
        phase: Phase::ALL.get(form.chosen("phase")).copied().unwrap_or_default(),
        mediator: form.text("mediator"),
        summary: Words { text: form.text("summary"), ..start.summary.clone() },
        disclosure: disclosure::read(form)?,
        note: form.text("note"),
    };
    let known = cx.seen.case().sheets.iter().next().map(|(id, _)| id.clone());
    let id = known.clone().or_else(|| Id::new(SHEET_ID).ok()).unwrap_or_default();
    let (which, to) = (RecordRef::of(&id), Box::new(sheet.into_record()));
    Ok(match known {
        Some(_) => Edit::Change { which, seen: seen.to_vec(), to },
        None => Edit::Add(which, to),
    })
}
