//! The parts of a comparison as a list: what each holds, and whether anything is wanting in it.

mod more;

use crate::{
    analysis::comparison::{is_linked, is_own, standing_on},
    model::{Comparison, Stance, ValuesFrom},
    ui::forms::scenario::Part,
};

/// A part in the list.
pub(super) struct Line {
    pub label: String,
    pub state: String,
    /// What is wanting, if anything.
    pub wants: bool,
    /// The part that its form is about.
    pub part: Part,
}

impl Line {
    fn new(label: impl Into<String>, state: impl Into<String>, wants: bool, part: Part) -> Self {
        Self { label: label.into(), state: state.into(), wants, part }
    }
}

/// Every part of a draft; `shown` is the same with what the case gives it.
pub(super) fn of(draft: &Comparison, shown: &Comparison) -> Vec<Line> {
    let mut lines = vec![head(draft)];
    options(draft, &mut lines);
    parties(draft, &mut lines);
    futures(draft, &mut lines);
    values(draft, &mut lines);
    reactions(draft, shown, &mut lines);
    watched(draft, &mut lines);
    more::effects(draft, &mut lines);
    more::timetables(draft, &mut lines);
    more::packages(draft, shown, &mut lines);
    more::context(draft, &mut lines);
    lines
}

/// Whether it carries packages and no options: then nothing is compared, and nothing of that is wanting.
fn is_packages_alone(draft: &Comparison) -> bool {
    draft.options.is_empty() && draft.packages.is_some()
}

fn head(draft: &Comparison) -> Line {
    let wants = draft.question.trim().is_empty();
    Line::new("Question", if wants { "no question yet" } else { &draft.question }, wants, Part::Head)
}

fn options(draft: &Comparison, lines: &mut Vec<Line>) {
    for option in &draft.options {
        let part = Part::Option(Some(option.id.clone()));
        lines.push(Line::new(format!("Option {}", option.id), &option.title, option.title.is_empty(), part));
    }
    if draft.options.len() < 4 {
        let wants = draft.options.len() < 2 && draft.packages.is_none();
        let words = if wants { "two to four options are needed" } else { "add another" };
        lines.push(Line::new("New option", words, wants, Part::Option(None)));
    }
}

fn parties(draft: &Comparison, lines: &mut Vec<Line>) {
    for party in &draft.parties {
        let from = if party.actor.is_some() { "follows the case" } else { "the file's own" };
        let part = Part::Party(Some(party.id.clone()));
        lines.push(Line::new("Party", format!("{}, {from}", party.name), false, part));
    }
    let wants = draft.parties.is_empty();
    let words = if wants { "whose reactions count?" } else { "add another" };
    lines.push(Line::new("New party", words, wants, Part::Party(None)));
}

fn futures(draft: &Comparison, lines: &mut Vec<Line>) {
    for future in &draft.futures {
        let wants = future.story.trim().is_empty();
        let baseline = if future.baseline { ", baseline" } else { "" };
        let state = if wants {
            format!("{}{baseline}: no story yet", future.title)
        } else {
            format!("{}{baseline}", future.title)
        };
        lines.push(Line::new("Future", state, wants, Part::Future(Some(future.id.clone()))));
    }
    if draft.futures.len() < 5 {
        let wants = draft.futures.len() < 2 && !is_packages_alone(draft);
        let words = if wants { "two to four stories of how it may go" } else { "add another" };
        lines.push(Line::new("New future", words, wants, Part::Future(None)));
    }
}

fn values(draft: &Comparison, lines: &mut Vec<Line>) {
    let Some(values) = &draft.values else {
        lines.push(Line::new(
            "Values",
            "for the decision rules: in what unit, from where?",
            !is_packages_alone(draft),
            Part::Values,
        ));
        return;
    };
    let state = format!("{}, {} is better, {}", values.unit, values.better, values.from);
    lines.push(Line::new("Values", state, values.unit.is_empty(), Part::Values));
    if values.from != ValuesFrom::Given {
        return;
    }
    for option in &draft.options {
        for future in &draft.futures {
            let cell = values.cells.iter().find(|cell| cell.option == option.id && cell.future == future.id);
            let state = cell.map_or_else(
                || format!("{}: not given", future.title),
                |c| format!("{}: {}", future.title, c.value),
            );
            let part = Part::Value(option.id.clone(), future.id.clone());
            lines.push(Line::new(format!("  Value of {}", option.id), state, cell.is_none(), part));
        }
    }
}

/// How parties stand: what the case decides, what is set here, what nobody knows.
fn reactions(draft: &Comparison, shown: &Comparison, lines: &mut Vec<Line>) {
    for option in &draft.options {
        for party in &draft.parties {
            let found = standing_on(shown, &option.id, &party.id);
            let is_linked = is_linked(shown, &option.id, &party.id);
            let word = found.map_or(Stance::Unknown, |r| r.stance).label();
            let from = match found.and_then(|r| r.set_by.as_ref()) {
                Some(set) => format!("set by {}", set.by),
                None if is_linked && !found.is_some_and(is_own) => "from the case".to_owned(),
                None => "the file's own".to_owned(),
            };
            let state = format!("{} {word}, {from}", party.name);
            let wants =
                !is_linked && found.is_none_or(|r| r.stance == Stance::Unknown && r.source.is_empty());
            let part = Part::Reaction(option.id.clone(), party.id.clone());
            lines.push(Line::new(format!("Reaction to {}", option.id), state, wants, part));
        }
    }
}

fn watched(draft: &Comparison, lines: &mut Vec<Line>) {
    for assumption in &draft.assumptions {
        let state = format!("{}: {}", assumption.status, assumption.text);
        lines.push(Line::new("Assumption", state, false, Part::Assumption(Some(assumption.id.clone()))));
    }
    let wants = draft.assumptions.is_empty() && !is_packages_alone(draft);
    let words = if wants { "what is taken for granted?" } else { "add another" };
    lines.push(Line::new("New assumption", words, wants, Part::Assumption(None)));
    for indicator in &draft.indicators {
        let read = match indicator.readings.len() {
            0 => "not read yet".to_owned(),
            1 => "1 reading".to_owned(),
            n => format!("{n} readings"),
        };
        let state = format!("{read}: {}", indicator.title);
        lines.push(Line::new("Indicator", state, false, Part::Indicator(Some(indicator.id.clone()))));
    }
    let wants = draft.indicators.is_empty() && draft.futures.len() > 1;
    let words = if wants { "what would tell the futures apart?" } else { "add another" };
    lines.push(Line::new("New indicator", words, wants, Part::Indicator(None)));
}
