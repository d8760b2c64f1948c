//! The case sheet: title, marking, current phase.

use super::{Context, Edit, Form, Wanting, Which, disclosure, event, needed, place, words};
use crate::{
    model::{CaseSheet, Id, Kind, Phase, RecordRef, RecordType, RevisionId, Words},
    seeds::SHEET_ID,
    ui::{
        dialog::Dialog,
        effect::Effect,
        form::{choice, line, lines},
        forms::FormKind,
    },
};

/// The form.
#[must_use]
pub fn form(cx: &Context<'_>) -> Form {
    let which = known(cx).map_or(Which::New, |id| Which::this(&id, cx));
    let start = which.start(cx);
    let seen = if let Which::This(_, seen) = which { seen } else { Vec::new() };
    of(&start, seen, cx)
}

/// The sheet of the case, be it that it cannot be read.
fn known(cx: &Context<'_>) -> Option<Id<CaseSheet>> {
    let case = cx.seen.case();
    let unreadable = case.unreadable.keys().find(|which| which.kind == Kind::Sheet);
    case.sheets.iter().next().map(|(id, _)| id.clone()).or_else(|| unreadable.map(|which| which.id.cast()))
}

fn of(start: &CaseSheet, seen: Vec<RevisionId>, cx: &Context<'_>) -> Form {
    let mut fields = vec![
        line("title", "Title", &start.title),
        line("marking", "Marking", &start.marking),
        choice("phase", "Current phase", words(Phase::ALL, Phase::word), place(Phase::ALL, &start.phase)),
        line("mediator", "Mediator", &start.mediator),
        lines("summary", "What it is about", &start.summary.text),
    ];
    fields.extend(disclosure::fields(&start.disclosure, cx));
    fields.push(line("note", "Note", &start.note));
    Form::new(FormKind::Sheet(seen), "Case sheet", fields)
}

/// Saves the sheet; a change of phase offers to go on the timeline as well.
#[must_use]
pub fn save(edit: Edit, form: &Form, cx: &Context<'_>) -> Effect {
    let before = cx.seen.case().sheet().map(|sheet| sheet.phase);
    let now = Phase::ALL.get(form.chosen("phase")).copied().unwrap_or_default();
    if before.is_none_or(|before| before == now) {
        return Effect::Save(edit);
    }
    let event = Effect::Ask(Dialog::Form(Box::new(event::of_phase_change(now, cx))));
    let question = format!("The process is in {now} now. Put that on the timeline?");
    let detail =
        "What was said before the change counts as older. You can set the day, who was there and the source.";
    Effect::SaveThen(edit, Box::new(Effect::Ask(Dialog::confirm(question, detail, event))))
}

/// What the form amounts to.
pub fn edit(seen: &[RevisionId], form: &Form, cx: &Context<'_>) -> Result<Edit, Wanting> {
    let known = known(cx);
    let start = known.as_ref().map_or_else(CaseSheet::default, |id| Which::this(id, cx).start(cx));
    let sheet = CaseSheet {
        title: needed(form, "title", "Give the case a title")?,
        marking: form.text("marking"),
        phase: Phase::ALL.get(form.chosen("phase")).copied().unwrap_or_default(),
        mediator: form.text("mediator"),
        summary: Words { text: form.text("summary"), ..start.summary.clone() },
        disclosure: disclosure::read(form)?,
        note: form.text("note"),
    };
    let id = known.clone().or_else(|| Id::new(SHEET_ID).ok()).unwrap_or_default();
    let (which, to) = (RecordRef::of(&id), Box::new(sheet.into_record()));
    Ok(match known {
        Some(_) => Edit::Change { which, seen: seen.to_vec(), to },
        None => Edit::Add(which, to),
    })
}
