//! A faction: a part of an actor that may differ from it.

use super::{Context, Edit, Form, Wanting, Which, disclosure, listed, needed};
use crate::{
    model::{Actor, Faction, Id},
    ui::{form::line, forms::FormKind},
};

/// The form.
#[must_use]
pub fn form(actor: &Id<Actor>, which: Which<Faction>, cx: &Context<'_>) -> Form {
    let start = which.start(cx);
    let mut fields = vec![
        line("name", "Name", &start.name),
        line("aliases", "Also called", &start.aliases.join(", ")),
        line("leaders", "Led by", &start.leaders),
    ];
    fields.extend(disclosure::fields(&start.disclosure, cx));
    fields.push(line("note", "Note", &start.note));
    let of = cx.seen.case().actors.first(actor).map_or("", |actor| actor.name.as_str());
    Form::new(FormKind::Faction(actor.clone(), which), format!("Faction of {of}"), fields)
}

/// What the form amounts to.
pub fn edit(
    actor: &Id<Actor>,
    which: &Which<Faction>,
    form: &Form,
    cx: &Context<'_>,
) -> Result<Edit, Wanting> {
    let faction = Faction {
        actor: actor.clone(),
        name: needed(form, "name", "Give it a name")?,
        aliases: listed(form, "aliases", &which.start(cx).aliases),
        leaders: form.text("leaders"),
        disclosure: disclosure::read(form)?,
        note: form.text("note"),
        ..which.start(cx)
    };
    Ok(which.edit(faction, cx))
}
