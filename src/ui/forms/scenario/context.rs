//! What stands around the figures: real cases to learn from, principles that an option would breach, caveats.

use jiff::civil;

use super::{line_each, read::at_or_end, read_words};
use crate::{
    analysis::comparison::{OUR_CASE, made_for, may_be_shown},
    audience::Audience,
    model::{Analogue, ComparedOption, Comparison, Date, Id, PrincipleMark},
    ui::{
        context::Context,
        form::{Field, Form, Value, Wanting, choice::Choice, line, lines},
        forms::{listed, needed},
    },
};

/// Heading and fields of an analogue. A new one can be taken from the guidance, from the other comparisons of the case,
/// or begun with another case; what is typed goes before what is taken. A file for others takes nothing from those that
/// its audience may not see, and names no other case.
pub fn analogue_fields(n: Option<usize>, base: &Comparison, cx: &Context<'_>) -> (String, Vec<Field>) {
    let start = n.and_then(|n| base.analogues.get(n)).cloned();
    let heading =
        start.as_ref().map_or_else(|| "New analogue".to_owned(), |a| format!("Analogue: {}", a.title));
    let mut fields = Vec::new();
    if start.is_none() {
        let known = known(base, cx);
        let mut from = vec![(String::new(), "own words".to_owned())];
        from.extend(
            known
                .iter()
                .map(|(from, analogue)| (from.clone(), format!("{}: {}", from_words(from), analogue.title))),
        );
        let value = Value::Choice(Choice::of_records(from, None));
        fields.push(Field { name: "from", label: "Take it from".into(), value });
    }
    let start = start.unwrap_or_default();
    fields.extend([
        line("title", "Where and when", &start.title),
        lines("happened", "What happened", &start.happened),
        lines("may_not_fit", "May not fit", &start.may_not_fit),
        line("sources", "Who says so", &start.sources.join(", ")),
    ]);
    (heading, fields)
}

fn from_words(from: &str) -> &str {
    from.split_once(':').map_or(from, |(from, _)| from)
}

/// What an analogue can be taken from, each with a name that no other has.
fn known(base: &Comparison, cx: &Context<'_>) -> Vec<(String, Analogue)> {
    let guidance = cx.catalogue.examples.iter().map(|example| {
        let told = example.differs.as_ref().map_or_else(String::new, |differs| format!(" {differs}"));
        let analogue = Analogue {
            title: example.setting.to_string(),
            happened: format!("{}{told}", example.happened),
            may_not_fit: example.may_not_fit.to_string(),
            sources: vec![format!("UN guidance note, {}", example.section)],
        };
        (format!("guidance:{}", example.id), analogue)
    });
    let audience = made_for(base);
    let others = cx.comparisons.iter();
    let others = others.filter_map(|file| Some((&file.name, file.content.as_ref().ok()?)));
    let others = others.filter(|(_, comparison)| may_be_shown(comparison, cx.seen, &audience));
    let others = others.flat_map(|(name, comparison)| {
        let each = comparison.analogues.iter().enumerate();
        each.map(move |(n, analogue)| (format!("{name}:{n}"), analogue.clone()))
    });
    let others = others.filter(|(_, analogue)| base.analogues.iter().all(|own| own.title != analogue.title));
    let open = cx.seen.case().sheet().map_or("", |sheet| sheet.title.as_str());
    let is_for_team = audience == Audience::Team;
    let cases = cx.cases.iter().filter(|case| is_for_team && case.kind.is_some() && case.name != open);
    let cases = cases.map(|case| {
        let sources = vec![format!("{OUR_CASE}{}", case.name)];
        (
            format!("another case:{}", case.name),
            Analogue { title: case.name.clone(), sources, ..Analogue::default() },
        )
    });
    guidance.chain(others).chain(cases).collect()
}

/// What the form says of an analogue.
pub fn read_analogue(
    n: Option<usize>,
    form: &Form,
    cx: &Context<'_>,
    to: &mut Comparison,
) -> Result<String, Wanting> {
    let before = n.and_then(|n| to.analogues.get(n)).cloned().unwrap_or_default();
    let from = form.choice("from").and_then(Choice::id).unwrap_or_default();
    let taken = known(to, cx).into_iter().find(|(known, _)| known == from).map(|(_, analogue)| analogue);
    let taken = taken.unwrap_or_default();
    let typed = |name: &'static str, taken: &str, why: &str| match form.text(name) {
        text if text.is_empty() && taken.is_empty() => Err(Wanting::new(name, why)),
        text if text.is_empty() => Ok(taken.to_owned()),
        text => Ok(text),
    };
    let sources = listed(form, "sources", &before.sources);
    let analogue = Analogue {
        title: typed("title", &taken.title, "Name the real case: where and when")?,
        happened: typed("happened", &taken.happened, "Say what happened there")?,
        may_not_fit: typed("may_not_fit", &taken.may_not_fit, "Say why it may not fit here")?,
        sources: if sources.is_empty() { taken.sources } else { sources },
    };
    let done = format!("analogue {}", analogue.title);
    at_or_end(&mut to.analogues, n, analogue);
    Ok(done)
}

/// The fields of a mark that an option would breach a principle.
pub fn principle_fields(n: Option<usize>, base: &Comparison, cx: &Context<'_>) -> Vec<Field> {
    let start = n.and_then(|n| base.principles.get(n)).cloned().unwrap_or_default();
    let options = base.options.iter().map(|o| (o.id.to_string(), format!("{} {}", o.id, o.title))).collect();
    let principles =
        cx.catalogue.principles.iter().map(|p| (p.id.to_string(), p.title.to_string())).collect();
    let on = |id: &str| Some(id.to_owned()).filter(|id| !id.is_empty());
    let choice = |name, label: &'static str, known, on: Option<String>| Field {
        name,
        label: label.into(),
        value: Value::Choice(Choice::of_records(known, on.as_deref())),
    };
    vec![
        choice("option", "Option", options, on(start.option.as_str())),
        choice("principle", "would breach", principles, on(&start.principle)),
        lines("reason", "In what way", &start.reason),
    ]
}

/// What the form says of a breach. A person says so; nothing is derived from it and nothing scored. Who mends the words
/// of a mark has not made it.
pub fn read_principle(
    n: Option<usize>,
    form: &Form,
    (by, today): (&str, civil::Date),
    to: &mut Comparison,
) -> Result<String, Wanting> {
    let id = |name| form.choice(name).and_then(Choice::id).unwrap_or_default().to_owned();
    let option: Option<Id<ComparedOption>> = Id::new(id("option")).ok();
    let option = option.ok_or_else(|| Wanting::new("option", "Enter the option first"))?;
    let principle = id("principle");
    let before = n.and_then(|n| to.principles.get(n));
    let before = before.filter(|mark| mark.option == option && mark.principle == principle);
    let (by, date) = before
        .map_or_else(|| (by.to_owned(), Some(Date::day(today))), |mark| (mark.by.clone(), mark.date.clone()));
    let reason = needed(form, "reason", "Say in what way it would breach the principle")?;
    let mark = PrincipleMark { option, principle, reason, by, date, from_case: false };
    let done = format!("option {} would breach a principle", mark.option);
    at_or_end(&mut to.principles, n, mark);
    Ok(done)
}

/// The field of the caveats.
pub fn caveat_fields(base: &Comparison) -> Vec<Field> {
    vec![line_each("caveats", "Not modelled", &base.caveats, String::clone)]
}

/// What the form says was not modelled, one thing on a line.
pub fn read_caveats(form: &Form, to: &mut Comparison) -> Result<String, Wanting> {
    to.caveats = read_words(form, "caveats", &to.caveats)?;
    Ok("what was not modelled".to_owned())
}
