//! What the options do: to a criterion, or about one thing that an agreement ought to deal with. One form for all
//! options, so that they are judged beside each other.

use super::{
    Context, free_id,
    read::{at, put},
};
use crate::{
    analysis::comparison,
    model::{
        ComparedOption, Comparison, Coverage, CoverageKind, CoverageOf, Criterion, CriterionEffect, Does,
        Future, Id, Level, LinkedIssue, USUAL_CRITERIA, Way,
    },
    ui::{
        form::{Field, Form, Value, Wanting, choice, choice::Choice, line},
        forms::{listed, needed, place, words},
    },
};

/// The names of the fields of each option; no more can be set side by side.
const EACH: [[&str; 4]; 4] = [
    ["effect 1", "why 1", "rests on 1", "sure 1"],
    ["effect 2", "why 2", "rests on 2", "sure 2"],
    ["effect 3", "why 3", "rests on 3", "sure 3"],
    ["effect 4", "why 4", "rests on 4", "sure 4"],
];

/// What can be said of an effect, best first.
const EFFECTS: [(&str, Option<(Way, Level)>); 8] = [
    ("not looked at", None),
    ("helps much", Some((Way::Helps, Level::High))),
    ("helps", Some((Way::Helps, Level::Medium))),
    ("helps a little", Some((Way::Helps, Level::Low))),
    ("unclear", Some((Way::Unclear, Level::Unjudged))),
    ("hurts a little", Some((Way::Hurts, Level::Low))),
    ("hurts", Some((Way::Hurts, Level::Medium))),
    ("hurts much", Some((Way::Hurts, Level::High))),
];

/// The criteria that options are looked at for: the file's own, else the usual ones.
#[must_use]
pub fn criteria(base: &Comparison) -> Vec<(Id<Criterion>, String)> {
    if base.criteria.is_empty() {
        let usual = USUAL_CRITERIA.iter();
        return usual.filter_map(|(id, title)| Some((Id::new(*id).ok()?, (*title).to_owned()))).collect();
    }
    base.criteria.iter().map(|criterion| (criterion.id.clone(), criterion.title.clone())).collect()
}

/// The effect of an option on a criterion, as it is told for a future, or for all.
#[must_use]
pub fn told<'a>(
    base: &'a Comparison,
    option: &Id<ComparedOption>,
    criterion: &Id<Criterion>,
    future: Option<&Id<Future>>,
) -> Option<&'a CriterionEffect> {
    let mut effects = base.effects.iter();
    effects.find(|e| e.option == *option && e.criterion == *criterion && e.future.as_ref() == future)
}

/// An effect in a word: `helps a little`.
#[must_use]
pub fn word(effect: Option<&CriterionEffect>) -> &'static str {
    EFFECTS[at_effect(effect)].0
}

fn at_effect(effect: Option<&CriterionEffect>) -> usize {
    let Some(effect) = effect else { return 0 };
    let strength = match (effect.effect, effect.strength) {
        (Way::Unclear, _) => Level::Unjudged,
        (_, Level::Unjudged) => Level::Medium,
        (_, strength) => strength,
    };
    EFFECTS.iter().position(|(_, told)| *told == Some((effect.effect, strength))).unwrap_or(0)
}

/// Heading and fields for a criterion.
pub fn fields(
    criterion: &Id<Criterion>,
    future: Option<&Id<Future>>,
    base: &Comparison,
) -> (String, Vec<Field>) {
    let title = criteria(base).into_iter().find(|(id, _)| id == criterion).map(|(_, title)| title);
    let heading = format!("Effects on: {}", title.unwrap_or_else(|| criterion.to_string()));
    let mut futures = vec!["all alike".to_owned()];
    futures.extend(base.futures.iter().map(|future| format!("only in: {}", future.title)));
    let at_future = base.futures.iter().position(|f| Some(&f.id) == future).map_or(0, |at| at + 1);
    let mut fields = vec![choice("future", "In the futures", futures, at_future)];
    for (option, [effect, why, rests, sure]) in base.options.iter().zip(EACH) {
        let told = told(base, &option.id, criterion, future);
        let evidence = told.map_or_else(String::new, |told| told.evidence.join(", "));
        let confidence = told.map_or(Level::Unjudged, |told| told.confidence);
        let words_of = EFFECTS.iter().map(|(word, _)| (*word).to_owned()).collect();
        fields.extend([
            choice(effect, format!("{} does", option.id), words_of, at_effect(told)),
            line(why, "  because", told.map_or("", |told| told.reason.as_str())),
            line(rests, "  rests on", &evidence),
            choice(sure, "  confidence", words(Level::ALL, Level::word), place(Level::ALL, &confidence)),
        ]);
    }
    (heading, fields)
}

/// What the form says of every option.
pub fn read(
    criterion: &Id<Criterion>,
    opened: Option<&Id<Future>>,
    form: &Form,
    to: &mut Comparison,
) -> Result<String, Wanting> {
    let future = form.chosen("future").checked_sub(1).and_then(|at| to.futures.get(at));
    let future = future.map(|future| future.id.clone());
    let stands = |effect: &CriterionEffect| effect.criterion == *criterion && effect.future == future;
    if future.as_ref() != opened && to.effects.iter().any(stands) {
        let words = "Effects for that are told already; open those, for these would take their place";
        return Err(Wanting::new("future", words));
    }
    let options: Vec<Id<ComparedOption>> = to.options.iter().map(|option| option.id.clone()).collect();
    for (option, [effect, why, rests, sure]) in options.iter().zip(EACH) {
        // What the form does not show, and how it is written where nothing was changed, stays.
        let before = told(to, option, criterion, opened).cloned().unwrap_or_default();
        to.effects.retain(|e| e.option != *option || e.criterion != *criterion || e.future != future);
        let Some((way, strength)) = EFFECTS.get(form.chosen(effect)).and_then(|(_, told)| *told) else {
            if !form.text(why).is_empty() {
                return Err(Wanting::new(effect, "A reason is given: choose the effect too"));
            }
            continue;
        };
        let is_as_before = at_effect(Some(&before)) == form.chosen(effect);
        to.effects.push(CriterionEffect {
            option: option.clone(),
            criterion: criterion.clone(),
            effect: way,
            strength: if is_as_before { before.strength } else { strength },
            future: future.clone(),
            confidence: at(Level::ALL, form, sure),
            reason: form.text(why),
            evidence: listed(form, rests, &before.evidence),
            assumptions: before.assumptions,
        });
    }
    Ok(format!("the effects on {criterion}"))
}

/// The fields of a criterion.
pub fn criterion_fields(start: &Criterion) -> Vec<Field> {
    let weight = start.weight.map_or_else(String::new, |weight| weight.to_string());
    vec![line("title", "In a few words", &start.title), line("weight", "Weight", &weight)]
}

/// What the form says of a criterion. A file with the usual ones gets these as its own, so that none is lost.
pub fn read_criterion(
    id: Option<&Id<Criterion>>,
    form: &Form,
    to: &mut Comparison,
) -> Result<String, Wanting> {
    let title = needed(form, "title", "Say in a few words what the options are looked at for")?;
    let weight = super::read::number(form, "weight")?;
    if weight.is_some_and(|weight| weight < 0.0) {
        return Err(Wanting::new("weight", "Write 0 or more; it orders rows, nothing more"));
    }
    if to.criteria.is_empty() {
        let usual = criteria(to).into_iter();
        to.criteria = usual.map(|(id, title)| Criterion { id, title, weight: None }).collect();
    }
    let taken = to.criteria.iter().map(|criterion| criterion.id.as_str());
    let id = id.cloned().unwrap_or_else(|| free_id(&title, "criterion", taken));
    let done = format!("criterion {title}");
    put(&mut to.criteria, Criterion { id, title, weight }, |c| c.id.as_str().to_owned());
    Ok(done)
}

/// The fields of a row of the coverage.
pub fn coverage_fields(row: Option<usize>, base: &Comparison, cx: &Context<'_>) -> Vec<Field> {
    let start = row.and_then(|row| base.coverage.get(row)).cloned().unwrap_or_default();
    let mut fields = vec![choice(
        "kind",
        "What it is",
        words(CoverageKind::ALL, CoverageKind::word),
        place(CoverageKind::ALL, &start.kind),
    )];
    let subject = Choice::of_records(subjects(base, cx), Some(&start.id));
    fields.push(Field { name: "of", label: "In the case".into(), value: Value::Choice(subject) });
    fields.push(line("title", "In a few words", &start.title));
    for (option, [does, how, ..]) in base.options.iter().zip(EACH) {
        let cell = start.options.iter().find(|cell| cell.option == option.id);
        let now = cell.map_or(Does::NotLooked, |cell| cell.does);
        fields.push(choice(
            does,
            format!("{} does", option.id),
            words(Does::ALL, Does::word),
            place(Does::ALL, &now),
        ));
        fields.push(line(how, "  how", cell.map_or("", |cell| cell.reason.as_str())));
    }
    fields
}

/// What options can be asked about: the linked issues, and in a file of the team's own what the assessments found.
fn subjects(base: &Comparison, cx: &Context<'_>) -> Vec<(String, String)> {
    let mut all = vec![(String::new(), "nothing; only this file speaks of it".to_owned())];
    all.extend(
        LinkedIssue::ALL.iter().map(|issue| (issue.word().to_owned(), format!("linked issue: {issue}"))),
    );
    if !matches!(base.audience.as_str(), "" | "team") {
        return all;
    }
    all.extend(
        comparison::subjects(cx.seen).into_iter().map(|row| (row.id, format!("{}: {}", row.kind, row.title))),
    );
    all
}

/// What the form says of a row of the coverage.
pub fn read_coverage(row: Option<usize>, form: &Form, to: &mut Comparison) -> Result<String, Wanting> {
    let chosen = form.choice("of");
    let id = chosen.and_then(Choice::id).unwrap_or_default().to_owned();
    let shown = chosen.and_then(|choice| choice.words.get(choice.at)).cloned().unwrap_or_default();
    let kind = at(CoverageKind::ALL, form, "kind");
    let is_linked = LinkedIssue::ALL.iter().any(|issue| issue.word() == id);
    let kind = match (id.is_empty(), CoverageKind::ALL.iter().find(|kind| shown.starts_with(kind.word()))) {
        (false, Some(of_record)) => *of_record,
        _ => kind,
    };
    if kind == CoverageKind::Linked && !is_linked {
        return Err(Wanting::new("of", "Choose which of the linked issues it is"));
    }
    let title = match (form.text("title"), shown.split_once(": ")) {
        (title, _) if !title.is_empty() => title,
        (_, Some((_, title))) if !id.is_empty() => title.to_owned(),
        _ => return Err(Wanting::new("title", "Say in a few words what an agreement ought to deal with")),
    };
    let mut options = Vec::new();
    for (option, [does, how, ..]) in to.options.iter().zip(EACH) {
        let (does, reason) = (at(Does::ALL, form, does), form.text(how));
        if does != Does::NotLooked || !reason.is_empty() {
            options.push(CoverageOf { option: option.id.clone(), does, reason });
        }
    }
    let done = format!("what the options do about {title}");
    let covered = Coverage { kind, title, id, options };
    match row.and_then(|row| to.coverage.get_mut(row)) {
        Some(own) => *own = covered,
        None => to.coverage.push(covered),
    }
    Ok(done)
}
