//! Whether an option crosses a principle. A person says so and why; the program never does.

use super::{
    Context, Edit, Form, Wanting, Which, disclosure, many, marked, needed, options_of_issues, records,
};
use crate::{
    model::{Finding, Id, IssueOption, Source},
    ui::{
        form::{choice, line, lines},
        forms::FormKind,
    },
};

/// The form; a new finding may begin with an option.
#[must_use]
pub fn form(which: Which<Finding>, option: Option<&Id<IssueOption>>, cx: &Context<'_>) -> Form {
    let start = which.start(cx);
    let about = option.unwrap_or(&start.option);
    let options = options_of_issues(cx);
    let at = options.iter().position(|(id, _)| id == about.as_str()).unwrap_or(0);
    let principles = principles(cx);
    let principle = principles.iter().position(|(id, _)| *id == start.principle).unwrap_or(0);
    let sources = records::<Source>(cx, |source| format!("{} {}", source.code, source.name));
    let mut fields = vec![
        choice("option", "Option", options.into_iter().map(|(_, name)| name).collect(), at),
        choice("principle", "Principle", principles.into_iter().map(|(_, name)| name).collect(), principle),
        choice(
            "crosses",
            "The option",
            vec!["crosses it".into(), "does not cross it".into()],
            usize::from(which != Which::New && !start.crosses),
        ),
        lines("why", "Because", &start.why),
        many("sources", "Sources", sources, &start.sources),
    ];
    fields.extend(disclosure::fields(&start.disclosure, cx));
    fields.push(line("note", "Note", &start.note));
    Form::new(FormKind::Finding(which), "Does an option cross a principle?", fields)
}

/// What the form amounts to.
pub fn edit(which: &Which<Finding>, form: &Form, cx: &Context<'_>) -> Result<Edit, Wanting> {
    let option = super::chosen(form, "option", &options_of_issues(cx));
    let finding = Finding {
        option: option.ok_or_else(|| Wanting::new("option", "Add an option to an issue first"))?,
        principle: principles(cx)
            .into_iter()
            .nth(form.chosen("principle"))
            .map(|(id, _)| id)
            .unwrap_or_default(),
        crosses: form.chosen("crosses") == 0,
        why: needed(form, "why", "Say why: others will have to weigh it")?,
        sources: marked(form, "sources"),
        disclosure: disclosure::read(form)?,
        note: form.text("note"),
        ..which.start(cx)
    };
    Ok(which.edit(finding, cx))
}

/// The principles of the guidance: id and title.
fn principles(cx: &Context<'_>) -> Vec<(String, String)> {
    cx.catalogue.principles.iter().map(|entry| (entry.id.to_string(), entry.title.to_string())).collect()
}
