//! An issue in neutral and plain wording, and its options.

use super::{
    Context, Edit, Form, Wanting, Which, chosen, date, disclosure, maybe, needed, one, place, words,
};
use crate::{
    analysis::redlines,
    model::{Agenda, Component, Date, Id, Issue, IssueOption, Level},
    ui::{
        form::{choice, line, lines},
        forms::FormKind,
    },
};

/// The form for an issue.
#[must_use]
pub fn form(which: Which<Issue>, cx: &Context<'_>) -> Form {
    let start = which.start(cx);
    let mut fields = vec![
        line("title", "Neutral wording", &start.title),
        line("plain", "Plain wording", &start.plain),
        choice(
            "component",
            "About",
            words(Component::ALL, Component::word),
            place(Component::ALL, &start.component),
        ),
        choice(
            "sensitivity",
            "How delicate",
            words(Level::ALL, Level::word),
            place(Level::ALL, &start.sensitivity),
        ),
        choice(
            "agenda",
            "On the agenda",
            words(Agenda::ALL, Agenda::word),
            place(Agenda::ALL, &start.agenda),
        ),
        one("on_table", "On the table", options(&which, cx), start.on_table.as_ref()),
        line("revisit", "Come back by", start.revisit.as_ref().map_or("", Date::written)),
    ];
    fields.extend(disclosure::fields(&start.disclosure, cx));
    fields.push(line("note", "Note", &start.note));
    let title =
        if start.title.is_empty() { "New issue".to_owned() } else { format!("Issue: {}", start.title) };
    Form::new(FormKind::Issue(which), title, fields)
}

/// What it amounts to.
pub fn edit(which: &Which<Issue>, form: &Form, cx: &Context<'_>) -> Result<Edit, Wanting> {
    let start = which.start(cx);
    let issue = Issue {
        title: needed(form, "title", "Give it a wording that every party can read")?,
        plain: form.text("plain"),
        component: Component::ALL.get(form.chosen("component")).copied().unwrap_or_default(),
        sensitivity: Level::ALL.get(form.chosen("sensitivity")).copied().unwrap_or_default(),
        agenda: Agenda::ALL.get(form.chosen("agenda")).copied().unwrap_or_default(),
        on_table: chosen(form, "on_table"),
        revisit: date(form, "revisit")?,
        disclosure: disclosure::read(form)?,
        note: form.text("note"),
        ..start
    };
    Ok(which.edit(issue, cx))
}

/// Asks before an issue is settled over a red line or a principle.
#[must_use]
pub fn settles_against(which: &Which<Issue>, form: &Form, cx: &Context<'_>) -> Option<Wanting> {
    let Which::This(id, _) = which else { return None };
    let becomes = Agenda::ALL.get(form.chosen("agenda")).copied();
    if becomes != Some(Agenda::Agreed) || which.start(cx).agenda == Agenda::Agreed {
        return None;
    }
    let on_table = chosen(form, "on_table");
    let stands = redlines::against_settling(cx.standings, id, on_table.as_ref(), &cx.as_of());
    let words = "Red lines or principles stand against it. Save again?";
    (!stands.is_empty()).then(|| Wanting::new("agenda", words))
}

/// The form for an option.
#[must_use]
pub fn option_form(issue: &Id<Issue>, which: Which<IssueOption>, cx: &Context<'_>) -> Form {
    let mut start = which.start(cx);
    if start.letter.is_empty() {
        start.letter = next_letter(issue, cx);
    }
    let mut fields = vec![
        line("letter", "Letter", &start.letter),
        line("title", "In a few words", &start.title),
        lines("text", "In full", &start.text),
    ];
    fields.extend(disclosure::fields(&start.disclosure, cx));
    fields.push(line("note", "Note", &start.note));
    let of = cx.seen.case().issues.first(issue).map_or("", |issue| issue.title.as_str());
    Form::new(FormKind::Option(issue.clone(), which), format!("Option of {of}"), fields)
}

/// What it amounts to.
pub fn edit_option(
    issue: &Id<Issue>,
    which: &Which<IssueOption>,
    form: &Form,
    cx: &Context<'_>,
) -> Result<Edit, Wanting> {
    let start = which.start(cx);
    let letter = needed(form, "letter", "Give it a letter")?.to_uppercase();
    let own = if let Which::This(id, _) = which { Some(id) } else { None };
    let taken = cx
        .seen
        .case()
        .options
        .shown()
        .any(|(id, other)| other.issue == *issue && other.letter == letter && Some(id) != own);
    if taken {
        return Err(Wanting::new("letter", format!("{letter} is taken; {} is free", next_letter(issue, cx))));
    }
    let option = IssueOption {
        issue: issue.clone(),
        letter,
        title: needed(form, "title", "Say in a few words what would be agreed")?,
        text: form.text("text"),
        disclosure: disclosure::read(form)?,
        note: form.text("note"),
        ..start
    };
    Ok(which.edit(option, cx))
}

fn options(which: &Which<Issue>, cx: &Context<'_>) -> Vec<(String, String)> {
    let Which::This(issue, _) = which else { return maybe(vec![], "nothing") };
    let options = cx.seen.case().options.shown().filter(|(_, option)| option.issue == *issue);
    let mut named: Vec<_> =
        options.map(|(id, o)| (id.to_string(), format!("{} {}", o.letter, o.title))).collect();
    named.sort_by(|a, b| a.1.cmp(&b.1));
    maybe(named, "nothing")
}

fn next_letter(issue: &Id<Issue>, cx: &Context<'_>) -> String {
    let taken: Vec<&str> = cx
        .seen
        .case()
        .options
        .shown()
        .filter(|(_, o)| o.issue == *issue)
        .map(|(_, o)| o.letter.as_str())
        .collect();
    let free = ('A'..='Z').map(String::from).find(|letter| !taken.contains(&letter.as_str()));
    free.unwrap_or_else(|| format!("Z{}", taken.len()))
}
