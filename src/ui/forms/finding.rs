//! That an option crosses a principle, or that somebody looked and it does not: a person says so, with a reason.

use super::{Context, Edit, Form, Wanting, Which, disclosure, many, marked, needed, sources};
use crate::{
    model::{Finding, Id, IssueOption},
    ui::{
        form::{choice, line, lines},
        forms::FormKind,
    },
};

/// The form, on what the user asked for.
#[must_use]
pub fn form(
    option: &Id<IssueOption>,
    principle: &str,
    which: Which<Finding>,
    crosses: bool,
    cx: &Context<'_>,
) -> Form {
    let start = which.start(cx);
    let mut fields = vec![
        lines("why", "Why", &start.why),
        choice("crosses", "It crosses", vec!["no".into(), "yes".into()], usize::from(crosses)),
        many("sources", "Sources", sources(cx), &start.sources),
    ];
    fields.extend(disclosure::fields(&start.disclosure, cx));
    fields.push(line("note", "Note", &start.note));
    let name = cx.seen.case().options.first(option).map_or("", |option| option.title.as_str());
    let title = cx.catalogue.principle(principle).map_or(principle, |principle| principle.title.as_str());
    let kind = FormKind::Finding { option: option.clone(), principle: principle.to_owned(), which, crosses };
    Form::new(kind, format!("{title}: {name}"), fields)
}

/// What the form amounts to.
pub fn edit(
    option: &Id<IssueOption>,
    principle: &str,
    which: &Which<Finding>,
    form: &Form,
    cx: &Context<'_>,
) -> Result<Edit, Wanting> {
    let finding = Finding {
        option: option.clone(),
        principle: principle.to_owned(),
        crosses: form.chosen("crosses") == 1,
        why: needed(form, "why", "Say why: others will ask")?,
        sources: marked(form, "sources"),
        disclosure: disclosure::read(form)?,
        note: form.text("note"),
    };
    Ok(which.edit(finding, cx))
}
