//! Telling somebody what a position says: an act of its own. It records that it was told, and lets the position be
//! told further only if the user says so. What was said in confidence is asked for twice more.

use super::{Context, Edit, Form, Wanting, chosen, date, maybe, one, records};
use crate::{
    model::{Actor, Date, Disclosure, Id, Position, RecordRef, RecordType, RevisionId, Told},
    ui::{
        dialog::{Answer, Dialog},
        effect::Effect,
        form::{choice, line},
        forms::FormKind,
    },
};

/// The form; why there is none where two versions stand.
pub fn form(id: &Id<Position>, on: Option<&Date>, cx: &Context<'_>) -> Result<Form, &'static str> {
    let entry = cx.seen.case().positions.get(id).ok_or("This position is not here any more")?;
    if entry.is_contested() {
        return Err("Two versions stand: settle them before telling anybody (v)");
    }
    let position = entry.first();
    let fields = vec![
        one::<Actor>("to", "Who was told", actors(position, cx), None),
        line("date", "When", on.map_or("", Date::written)),
        line("note", "How, what came", ""),
        choice(
            "widen",
            "May be told",
            vec!["as before: only record the telling".into(), "to them as well, from now on".into()],
            0,
        ),
    ];
    let versions = entry.versions().iter().map(|version| version.revision).collect();
    let title = format!("Share: \"{}\"", position.statement.text);
    Ok(Form::new(FormKind::Share(id.clone(), versions), title, fields))
}

/// What the form amounts to.
pub fn edit(id: &Id<Position>, seen: &[RevisionId], form: &Form, cx: &Context<'_>) -> Result<Edit, Wanting> {
    let position = cx.seen.case().positions.first(id);
    let mut position =
        position.ok_or_else(|| Wanting::new("to", "The position is not here any more"))?.clone();
    let to = chosen::<Actor>(form, "to");
    let to = to.ok_or_else(|| Wanting::new("to", "Choose who was told"))?;
    if form.chosen("widen") == 1 {
        widen(&mut position.disclosure, &to);
    }
    let told = Told { to, date: date(form, "date")?, by: cx.by.to_owned(), note: form.text("note") };
    position.told.push(told);
    Ok(Edit::Change { which: RecordRef::of(id), seen: seen.to_vec(), to: Box::new(position.into_record()) })
}

/// What happens when the form is done: a confidence is asked for twice.
pub fn answer(id: &Id<Position>, edit: Edit, form: &Form, cx: &Context<'_>) -> Result<Answer, Wanting> {
    let position = cx.seen.case().positions.first(id);
    let Some(Disclosure::Confided { by }) = position.map(|position| &position.disclosure) else {
        return Ok(Answer::Asks(vec![Effect::Save(edit)]));
    };
    let whom = form.choice("to").and_then(|to| to.words.get(to.at)).map_or("them", String::as_str);
    let further = if form.chosen("widen") == 1 {
        format!("From now on {whom} may see it, and it counts as a confidence no longer.")
    } else {
        "Nobody may see more of it than before.".to_owned()
    };
    let second = Effect::Ask(Dialog::confirm(
        format!("Record that {whom} was told what {by} confided?"),
        format!("{further} It stays recorded that it was passed on, and by whom."),
        Effect::Save(edit),
    ));
    let first = Dialog::confirm(
        format!("{by} said this in confidence. Does {by} agree that {whom} is told?"),
        "A confidence belongs to the person who gave it. If you are not sure, answer no and ask first.",
        second,
    );
    Ok(Answer::Closes(vec![Effect::Ask(first)]))
}

/// Lets one more actor know; what all may know already stays as it is.
fn widen(disclosure: &mut Disclosure, to: &Id<Actor>) {
    match disclosure {
        Disclosure::Public | Disclosure::SharedWithAll => {}
        Disclosure::Shared(with) if with.contains(to) => {}
        Disclosure::Shared(with) => with.push(to.clone()),
        Disclosure::Confided { .. } | Disclosure::Team => *disclosure = Disclosure::Shared(vec![to.clone()]),
    }
}

/// Everybody but the one who said it.
fn actors(position: &Position, cx: &Context<'_>) -> Vec<(String, String)> {
    let mut others = records::<Actor>(cx, |actor| actor.name.clone());
    others.retain(|(id, _)| id != position.party.as_str());
    maybe(others, "nobody chosen yet")
}
