//! A trade: who gives what, and gets what for it, from whom.

use super::{
    Context, Edit, Form, Wanting, Which, chosen, date, disclosure, many, marked, maybe, maybe_phase, one,
    phase_chosen, place, records, sources, words,
};
use crate::{
    model::{Actor, Date, Id, Issue, Item, Linkage, LinkageStatus, Words},
    ui::{
        form::{Field, Value, choice, choice::Many, line, lines},
        forms::FormKind,
    },
};

/// The form.
#[must_use]
pub fn form(which: Which<Linkage>, cx: &Context<'_>) -> Form {
    let start = match which {
        Which::New => {
            Linkage { phase: cx.seen.case().sheet().map(|sheet| sheet.phase), ..Linkage::default() }
        }
        Which::This(..) => which.start(cx),
    };
    let mut fields = vec![
        one("party", "Who gives", actors(cx), Some(&start.party)),
        items("gives", "It gives", &start.gives, cx),
        items("gets", "It gets", &start.gets, cx),
        one("from", "From whom", others(cx), start.from.as_ref()),
        choice(
            "status",
            "How far it is",
            words(LinkageStatus::ALL, LinkageStatus::word),
            place(LinkageStatus::ALL, &start.status),
        ),
        lines("text", "In a sentence", &start.text.text),
        line("date", "When", start.date.as_ref().map_or("", Date::written)),
        maybe_phase(start.phase),
        many("sources", "Sources", sources(cx), &start.sources),
    ];
    fields.extend(disclosure::fields(&start.disclosure, cx));
    fields.push(line("note", "Note", &start.note));
    let title = if which == Which::New { "New trade".to_owned() } else { format!("Trade {}", start.code) };
    Form::new(FormKind::Linkage(which), title, fields)
}

/// What the form amounts to.
pub fn edit(which: &Which<Linkage>, form: &Form, cx: &Context<'_>) -> Result<Edit, Wanting> {
    let start = which.start(cx);
    let party = chosen::<Actor>(form, "party");
    let party = party.ok_or_else(|| Wanting::new("party", "Add an actor on the screen of actors first"))?;
    let from = chosen::<Actor>(form, "from");
    if from.as_ref() == Some(&party) {
        return Err(Wanting::new(
            "from",
            "A trade has two ends: choose somebody else, or the table as a whole",
        ));
    }
    let (gives, gets) = (read_items(form, "gives"), read_items(form, "gets"));
    if gives.is_empty() && gets.is_empty() {
        return Err(Wanting::new("gives", "Mark with Space what it gives, and below what it gets"));
    }
    let linkage = Linkage {
        party,
        gives,
        gets,
        from,
        status: LinkageStatus::ALL.get(form.chosen("status")).copied().unwrap_or_default(),
        text: Words { text: form.text("text"), ..start.text.clone() },
        date: date(form, "date")?,
        phase: phase_chosen(form),
        sources: marked(form, "sources"),
        disclosure: disclosure::read(form)?,
        note: form.text("note"),
        ..start
    };
    Ok(which.edit(linkage, cx))
}

fn actors(cx: &Context<'_>) -> Vec<(String, String)> {
    records::<Actor>(cx, |actor| actor.name.clone())
}

fn others(cx: &Context<'_>) -> Vec<(String, String)> {
    maybe(actors(cx), "the table as a whole")
}

/// Every issue, and every option of it, as something that can change hands.
fn items(name: &'static str, label: &'static str, on: &[Item], cx: &Context<'_>) -> Field {
    let case = cx.seen.case();
    let mut all = Vec::new();
    for (issue, title) in records::<Issue>(cx, |issue| issue.title.clone()) {
        let of_issue = case.options.shown().filter(|(_, option)| option.issue.as_str() == issue);
        let mut options: Vec<_> = of_issue
            .map(|(id, o)| (format!("{issue}/{id}"), format!("{title}: {} {}", o.letter, o.title)))
            .collect();
        options.sort_by(|a, b| a.1.cmp(&b.1));
        all.push((issue, title));
        all.extend(options);
    }
    let marks: Vec<String> = on.iter().map(item_key).collect();
    Field { name, label: label.into(), value: Value::Many(Many::new(all, &marks)) }
}

fn item_key(item: &Item) -> String {
    match &item.option {
        Some(option) => format!("{}/{option}", item.issue),
        None => item.issue.to_string(),
    }
}

fn read_items(form: &Form, name: &str) -> Vec<Item> {
    let Some(Value::Many(many)) = form.value(name) else { return Vec::new() };
    let item = |key: &str| {
        let (issue, option) =
            key.split_once('/').map_or((key, None), |(issue, option)| (issue, Some(option)));
        Some(Item { issue: Id::new(issue).ok()?, option: option.and_then(|option| Id::new(option).ok()) })
    };
    many.chosen().filter_map(item).collect()
}
