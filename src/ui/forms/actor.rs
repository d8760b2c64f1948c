//! An actor, and whether it sits at the table.

use super::{
    Context, Edit, Form, Wanting, Which, date, disclosure, listed, many, marked, needed, place, records,
    unread, words,
};
use crate::{
    model::{Actor, ActorKind, AtTable, Date, Level},
    ui::{
        form::{choice, line, lines},
        forms::FormKind,
    },
};

/// The form.
#[must_use]
pub fn form(which: Which<Actor>, cx: &Context<'_>) -> Form {
    let start = which.start(cx);
    let seat = start.at_table.last();
    let written = |date: Option<&Date>| date.map_or("", Date::written).to_owned();
    let others = records::<Actor>(cx, |actor| actor.name.clone());
    let mut fields = vec![
        line("name", "Name", &start.name),
        choice(
            "kind",
            "What it is",
            words(ActorKind::ALL, ActorKind::word),
            place(ActorKind::ALL, &start.kind),
        ),
        choice(
            "party",
            "Negotiates",
            vec!["no".into(), "yes, a party".into()],
            usize::from(start.is_party()),
        ),
        line("from", "At table since", &written(seat.and_then(|seat| seat.from.as_ref()))),
        line("to", "until", &written(seat.and_then(|seat| seat.to.as_ref()))),
        line("aliases", "Also called", &start.aliases.join(", ")),
        many("members", "Members", others, &start.members),
        lines("background", "Background", &start.background),
        lines("interests", "Interests", &start.interests),
        lines("incentives", "Incentives", &start.incentives),
        line("authority", "May settle", &start.authority),
        line("constituency", "Speaks for", &start.constituency),
        line("backers", "Backers", &start.backers),
        line("delegation", "Delegation", &start.delegation.join(", ")),
        choice("influence", "Influence", words(Level::ALL, Level::word), place(Level::ALL, &start.influence)),
    ];
    fields.extend(disclosure::fields(&start.disclosure, cx));
    fields.push(line("note", "Note", &start.note));
    let title = if start.name.is_empty() { "New actor".to_owned() } else { format!("Actor: {}", start.name) };
    Form::new(FormKind::Actor(which), title, fields)
}

/// What the form amounts to.
pub fn edit(which: &Which<Actor>, form: &Form, cx: &Context<'_>) -> Result<Edit, Wanting> {
    let start = which.start(cx);
    let mut at_table = start.at_table.clone();
    if form.chosen("party") == 0 {
        let why = "Choose \"yes, a party\" above, or take the date out";
        unread(form, "from", why)?;
        unread(form, "to", why)?;
        at_table.clear();
    } else {
        let seat = AtTable { from: date(form, "from")?, to: date(form, "to")? };
        match at_table.last_mut() {
            Some(last) => *last = seat,
            None => at_table.push(seat),
        }
    }
    let actor = Actor {
        name: needed(form, "name", "Give it a name")?,
        kind: ActorKind::ALL.get(form.chosen("kind")).copied().unwrap_or_default(),
        at_table,
        aliases: listed(form, "aliases", &start.aliases),
        members: marked(form, "members"),
        background: form.text("background"),
        interests: form.text("interests"),
        incentives: form.text("incentives"),
        authority: form.text("authority"),
        constituency: form.text("constituency"),
        backers: form.text("backers"),
        delegation: listed(form, "delegation", &start.delegation),
        influence: Level::ALL.get(form.chosen("influence")).copied().unwrap_or_default(),
        disclosure: disclosure::read(form)?,
        note: form.text("note"),
        ..start
    };
    Ok(which.edit(actor, cx))
}
