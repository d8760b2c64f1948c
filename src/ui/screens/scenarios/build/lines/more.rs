//! The parts that make a comparison full: effects, coverage, drivers, timetables, packages, analogues. Few of them are
//! ever wanting; a comparison is one without them.

use super::Line;
use crate::{
    model::{Comparison, Does, Plan},
    ui::forms::scenario::{
        Part, Timetable,
        effects::{criteria, told, word},
    },
};

/// Effects on each criterion, what stays open, and what moves the context.
pub(super) fn effects(draft: &Comparison, lines: &mut Vec<Line>) {
    // Without options there is nothing to set side by side.
    let compared = if draft.options.is_empty() { Vec::new() } else { criteria(draft) };
    for (criterion, title) in compared {
        let futures = draft.futures.iter().map(|future| Some(&future.id));
        for future in std::iter::once(None).chain(futures) {
            let each =
                draft.options.iter().map(|option| (option, told(draft, &option.id, &criterion, future)));
            let is_told = each.clone().any(|(_, effect)| effect.is_some());
            if future.is_some() && !is_told {
                continue;
            }
            let words: Vec<String> =
                each.map(|(option, effect)| format!("{} {}", option.id, word(effect))).collect();
            let words = if is_told { words.join(", ") } else { "not looked at".to_owned() };
            let title = match future.and_then(|id| draft.futures.iter().find(|future| future.id == *id)) {
                Some(future) => format!("{title}, {}", future.title),
                None => title.clone(),
            };
            let part = Part::Effects(criterion.clone(), future.cloned());
            // Once one effect is told, the others are asked for; before that a table may do without.
            lines.push(Line::new(
                "Effects",
                format!("{title}: {words}"),
                !is_told && !draft.effects.is_empty(),
                part,
            ));
        }
    }
    for criterion in &draft.criteria {
        lines.push(Line::new(
            "Criterion",
            &criterion.title,
            false,
            Part::Criterion(Some(criterion.id.clone())),
        ));
    }
    lines.push(Line::new("New criterion", "add another", false, Part::Criterion(None)));
    // What nobody has begun with is wanting once: a case with full registers brings dozens of rows.
    let mut is_first = true;
    for (n, row) in draft.coverage.iter().enumerate() {
        let is_looked_at = |cell: &&crate::model::CoverageOf| cell.does != Does::NotLooked;
        let looked = row.options.iter().filter(is_looked_at).count();
        let state = format!("{}: {looked} of {} options looked at", row.title, draft.options.len());
        let wants = looked < draft.options.len() && (looked > 0 || std::mem::take(&mut is_first));
        lines.push(Line::new("Deals with", state, wants, Part::Coverage(Some(n))));
    }
    lines.push(Line::new(
        "New thing",
        "a threat, a group, a linked issue to be dealt with",
        false,
        Part::Coverage(None),
    ));
    for driver in &draft.drivers {
        let taken =
            |future: &&crate::model::Future| future.outcomes.iter().any(|taken| taken.driver == driver.id);
        let told = draft.futures.iter().filter(taken).count();
        let state = format!("{}: told in {told} of {} futures", driver.title, draft.futures.len());
        let wants = told < draft.futures.len();
        lines.push(Line::new("Driver", state, wants, Part::Driver(Some(driver.id.clone()))));
    }
    lines.push(Line::new("New driver", "what moves the context", false, Part::Driver(None)));
}

/// Posts, money, shared numbers, and the forces of each option.
pub(super) fn timetables(draft: &Comparison, lines: &mut Vec<Line>) {
    let Some(capacity) = &draft.capacity else {
        let words = "none yet: how many posts must be filled?";
        lines.push(Line::new("Timetables", words, false, Part::Timetable(Timetable::Whole)));
        return;
    };
    let need =
        if capacity.need.is_empty() { "no posts to be filled yet" } else { "posts to be filled, money" };
    lines.push(Line::new("Timetables", need, capacity.need.is_empty(), Part::Timetable(Timetable::Whole)));
    for input in &capacity.inputs {
        let state = format!("{}, {}", input.title, input.status);
        lines.push(Line::new(
            "Number",
            state,
            false,
            Part::Timetable(Timetable::Input(Some(input.id.clone()))),
        ));
    }
    lines.push(Line::new(
        "New number",
        "one that several forces share",
        false,
        Part::Timetable(Timetable::Input(None)),
    ));
    for option in &draft.options {
        let empty = Plan::default();
        let plan = capacity.plans.iter().find(|plan| plan.option == option.id);
        let wants = plan.is_none();
        let plan = plan.unwrap_or(&empty);
        let mut add = |what: &str, state: &str, wants: bool, part: Timetable| {
            lines.push(Line::new(format!("{what} {}", option.id), state, wants, Part::Timetable(part)));
        };
        for force in &plan.outgoing {
            add(
                "Ends in",
                &force.title,
                false,
                Timetable::Outgoing(option.id.clone(), Some(force.id.clone())),
            );
        }
        for force in &plan.incoming {
            add(
                "Begins in",
                &force.title,
                false,
                Timetable::Incoming(option.id.clone(), Some(force.id.clone())),
            );
        }
        for (n, help) in plan.interim.iter().enumerate() {
            add("Help in", &help.title, false, Timetable::Interim(option.id.clone(), Some(n)));
        }
        for (n, moved) in plan.transfers.iter().enumerate() {
            add("Transfer in", &moved.title, false, Timetable::Transfer(option.id.clone(), Some(n)));
        }
        add("New in", "a force that ends", wants, Timetable::Outgoing(option.id.clone(), None));
        add("New in", "a force that begins", false, Timetable::Incoming(option.id.clone(), None));
        add("New in", "help for a time", false, Timetable::Interim(option.id.clone(), None));
        if !plan.outgoing.is_empty() {
            add(
                "New in",
                "members who serve on elsewhere",
                false,
                Timetable::Transfer(option.id.clone(), None),
            );
        }
    }
}

/// The packages, and each party as their judge.
pub(super) fn packages(draft: &Comparison, shown: &Comparison, lines: &mut Vec<Line>) {
    let Some(model) = &draft.packages else {
        lines.push(Line::new(
            "Packages",
            "none; the list of comparisons counts those of the case",
            false,
            Part::Packages,
        ));
        return;
    };
    let issues: Vec<&str> = model.issues.iter().map(|issue| issue.title.as_str()).collect();
    let wants = model.issues.is_empty() || model.parties.is_empty();
    lines.push(Line::new(
        "Packages",
        format!("{} issues: {}", issues.len(), issues.join(", ")),
        wants,
        Part::Packages,
    ));
    let options: usize = model.issues.iter().map(|issue| issue.options.len()).sum();
    let judges = shown.packages.as_ref().map_or(&model.parties, |shown| &shown.parties);
    for judge in judges {
        let name = draft.parties.iter().find(|party| party.id == judge.party);
        let name = name.map_or(judge.party.as_str(), |party| party.name.as_str());
        let (words, wants) = match judge.threshold {
            Some(threshold) => {
                (format!("must reach {threshold}, {} options scored", judge.points.len()), false)
            }
            None => (format!("{} of {options} stances known", judge.stances.len()), judge.stances.is_empty()),
        };
        lines.push(Line::new("Judge", format!("{name}: {words}"), wants, Part::Judge(judge.party.clone())));
    }
}

/// Principles, analogues, caveats.
pub(super) fn context(draft: &Comparison, lines: &mut Vec<Line>) {
    for (n, mark) in draft.principles.iter().enumerate() {
        let state = format!("{} would breach it: {}", mark.option, mark.reason);
        lines.push(Line::new("Principle", state, false, Part::Principle(Some(n))));
    }
    lines.push(Line::new("New principle", "does an option breach one?", false, Part::Principle(None)));
    for (n, analogue) in draft.analogues.iter().enumerate() {
        let wants = analogue.may_not_fit.is_empty();
        let state = format!("{}{}", analogue.title, if wants { ": why may it not fit?" } else { "" });
        lines.push(Line::new("Analogue", state, wants, Part::Analogue(Some(n))));
    }
    lines.push(Line::new("New analogue", "where was it tried?", false, Part::Analogue(None)));
    let caveats = match draft.caveats.len() {
        0 => "nothing yet that was not modelled".to_owned(),
        1 => "1 thing was not modelled".to_owned(),
        many => format!("{many} things were not modelled"),
    };
    lines.push(Line::new("Caveats", caveats, false, Part::Caveats));
}
