//! Taking a part out of a comparison, with what cannot stand without it. What goes is counted before it goes.

use super::{About, Part, Timetable, pretty};
use crate::{
    analysis::comparison::{check, leave_out},
    model::{ComparedOption, ComparedParty, Comparison, Id, Plan, RuleOfAgreement},
    ui::{context::Context, dialog::Dialog, effect::Effect},
};

/// Asks before a part is taken out, and names what goes with it; `words` is the part as its line names it.
#[must_use]
pub fn ask(about: &About, words: &str, cx: &Context<'_>) -> Vec<Effect> {
    let mut after = (*about.base).clone();
    without(&about.part, &mut after);
    if after == *about.base {
        return vec![Effect::hint("There is nothing here that could be taken out")];
    }
    let mut detail = format!("What goes: {}.", gone(&about.base, &after));
    if let Some(problem) = new_problem(&about.base, &after) {
        detail = format!("{detail} It can then not be compared, for {problem}.");
    }
    match about.written(after, format!("without {words}"), cx) {
        Ok(written) => {
            let yes = Effect::WriteComparison(Box::new(written));
            vec![Effect::Ask(Dialog::confirm(format!("Take out: {words}?"), detail, yes))]
        }
        Err(why) => vec![Effect::hint(why.words)],
    }
}

/// Takes a part out, and every mention of it. What would still name it says so when the file is checked.
fn without(part: &Part, of: &mut Comparison) {
    match part {
        Part::Option(Some(id)) => leave_out(of, id),
        Part::Party(Some(id)) => {
            of.parties.retain(|party| party.id != *id);
            of.reactions.retain(|reaction| reaction.party != *id);
            of.options.iter_mut().for_each(|option| drop_id(&mut option.must_agree, id));
            judge(of, id);
        }
        Part::Reaction(option, party) => of.reactions.retain(|r| r.option != *option || r.party != *party),
        Part::Future(Some(id)) => {
            of.futures.retain(|future| future.id != *id);
            of.effects.retain(|effect| effect.future.as_ref() != Some(id));
            of.values.iter_mut().for_each(|values| values.cells.retain(|cell| cell.future != *id));
            for indicator in &mut of.indicators {
                drop_id(&mut indicator.points_to, id);
                drop_id(&mut indicator.otherwise, id);
            }
        }
        Part::Values => of.values = None,
        Part::Value(option, future) => of
            .values
            .iter_mut()
            .for_each(|values| values.cells.retain(|cell| cell.option != *option || cell.future != *future)),
        Part::Assumption(Some(id)) => {
            of.assumptions.retain(|assumption| assumption.id != *id);
            of.options.iter_mut().for_each(|option| drop_id(&mut option.assumptions, id));
            of.futures.iter_mut().for_each(|future| drop_id(&mut future.assumptions, id));
            of.effects.iter_mut().for_each(|effect| drop_id(&mut effect.assumptions, id));
            of.indicators.iter_mut().for_each(|indicator| drop_id(&mut indicator.against, id));
        }
        Part::Indicator(Some(id)) => {
            of.indicators.retain(|indicator| indicator.id != *id);
            of.futures.iter_mut().for_each(|future| drop_id(&mut future.signs, id));
        }
        Part::Criterion(Some(id)) => {
            of.criteria.retain(|criterion| criterion.id != *id);
            of.effects.retain(|effect| effect.criterion != *id);
        }
        Part::Effects(criterion, future) => {
            of.effects.retain(|effect| effect.criterion != *criterion || effect.future != *future);
        }
        Part::Driver(Some(id)) => {
            of.drivers.retain(|driver| driver.id != *id);
            of.futures.iter_mut().for_each(|future| future.outcomes.retain(|taken| taken.driver != *id));
        }
        Part::Coverage(Some(n)) => drop_at(&mut of.coverage, *n),
        Part::Principle(Some(n)) => drop_at(&mut of.principles, *n),
        Part::Analogue(Some(n)) => drop_at(&mut of.analogues, *n),
        Part::Timetable(part) => timetable(part, of),
        Part::Packages => of.packages = None,
        Part::Judge(party) => judge(of, party),
        Part::Caveats => of.caveats.clear(),
        _ => {}
    }
}

fn timetable(part: &Timetable, of: &mut Comparison) {
    if *part == Timetable::Whole {
        of.capacity = None;
        return;
    }
    let Some(capacity) = &mut of.capacity else { return };
    let mut in_plan = |option: &Id<ComparedOption>, change: &dyn Fn(&mut Plan)| {
        capacity.plans.iter_mut().filter(|plan| plan.option == *option).for_each(change);
    };
    match part {
        Timetable::Input(Some(id)) => {
            capacity.inputs.retain(|input| input.id != *id);
            capacity.break_evens.retain(|asked| asked.input != *id);
            of.futures.iter_mut().for_each(|future| future.changes.retain(|change| change.input != *id));
            of.assumptions.iter_mut().for_each(|a| a.if_broken.retain(|change| change.input != *id));
        }
        Timetable::Outgoing(option, Some(id)) => in_plan(option, &|plan| {
            plan.outgoing.retain(|force| force.id != *id);
            plan.incoming.iter_mut().for_each(|force| drop_id(&mut force.former_from, id));
        }),
        Timetable::Incoming(option, Some(id)) => {
            in_plan(option, &|plan| plan.incoming.retain(|force| force.id != *id));
        }
        Timetable::Interim(option, Some(n)) => in_plan(option, &|plan| drop_at(&mut plan.interim, *n)),
        Timetable::Transfer(option, Some(n)) => in_plan(option, &|plan| drop_at(&mut plan.transfers, *n)),
        _ => {}
    }
}

/// Takes a party out of the packages.
fn judge(of: &mut Comparison, party: &Id<ComparedParty>) {
    let Some(model) = &mut of.packages else { return };
    model.parties.retain(|judge| judge.party != *party);
    model.linkages.retain(|linkage| linkage.party != *party);
    if let RuleOfAgreement::AtLeast { vetoes, .. } = &mut model.rule {
        drop_id(vetoes, party);
    }
}

fn drop_id<T>(ids: &mut Vec<Id<T>>, id: &Id<T>) {
    ids.retain(|own| own != id);
}

fn drop_at<T>(all: &mut Vec<T>, n: usize) {
    if n < all.len() {
        all.remove(n);
    }
}

/// What the second lacks of the first, counted: "1 option, 3 reactions and 2 effects".
fn gone(before: &Comparison, after: &Comparison) -> String {
    let sizes = sizes(before).into_iter().zip(sizes(after));
    let gone = sizes.filter_map(|((one, many, before), (.., after))| {
        let number = before.saturating_sub(after);
        let word = if number == 1 { one } else { many };
        (number > 0).then(|| format!("{number} {word}"))
    });
    gone.collect::<Vec<_>>().join(", ")
}

fn sizes(of: &Comparison) -> Vec<(&'static str, &'static str, usize)> {
    let capacity = of.capacity.iter();
    let plans = || of.capacity.iter().flat_map(|capacity| &capacity.plans);
    let packages = || of.packages.iter();
    let links_of_futures = |f: &crate::model::Future| f.assumptions.len() + f.signs.len() + f.outcomes.len();
    let links_of_indicators =
        |i: &crate::model::Indicator| i.points_to.len() + i.otherwise.len() + i.against.len();
    vec![
        ("option", "options", of.options.len()),
        ("party", "parties", of.parties.len()),
        ("future", "futures", of.futures.len()),
        ("assumption", "assumptions", of.assumptions.len()),
        ("indicator", "indicators", of.indicators.len()),
        ("reading", "readings", of.indicators.iter().map(|indicator| indicator.readings.len()).sum()),
        ("driver", "drivers", of.drivers.len()),
        ("criterion", "criteria", of.criteria.len()),
        ("reaction", "reactions", of.reactions.len()),
        ("effect", "effects", of.effects.len()),
        ("value", "values", of.values.iter().map(|values| values.cells.len()).sum()),
        ("table of values", "tables of values", of.values.iter().count()),
        ("thing to be dealt with", "things to be dealt with", of.coverage.len()),
        (
            "judgement of such a thing",
            "judgements of such things",
            of.coverage.iter().map(|row| row.options.len()).sum(),
        ),
        ("mark of a principle", "marks of principles", of.principles.len()),
        ("analogue", "analogues", of.analogues.len()),
        ("caveat", "caveats", of.caveats.len()),
        ("shared number", "shared numbers", capacity.clone().map(|capacity| capacity.inputs.len()).sum()),
        ("break-even", "break-evens", capacity.map(|capacity| capacity.break_evens.len()).sum()),
        ("timetable", "timetables", plans().count()),
        ("force", "forces", plans().map(|plan| plan.outgoing.len() + plan.incoming.len()).sum()),
        ("help for a time", "helps for a time", plans().map(|plan| plan.interim.len()).sum()),
        ("transfer", "transfers", plans().map(|plan| plan.transfers.len()).sum()),
        (
            "change of a number",
            "changes of numbers",
            of.futures.iter().map(|future| future.changes.len()).sum(),
        ),
        (
            "change by breaking",
            "changes by breaking",
            of.assumptions.iter().map(|assumption| assumption.if_broken.len()).sum(),
        ),
        ("issue of the packages", "issues of the packages", packages().map(|model| model.issues.len()).sum()),
        ("judge of packages", "judges of packages", packages().map(|model| model.parties.len()).sum()),
        ("trade in packages", "trades in packages", packages().map(|model| model.linkages.len()).sum()),
        (
            "link",
            "links",
            of.options.iter().map(|option| option.must_agree.len() + option.assumptions.len()).sum::<usize>()
                + of.futures.iter().map(links_of_futures).sum::<usize>()
                + of.effects.iter().map(|effect| effect.assumptions.len()).sum::<usize>()
                + of.indicators.iter().map(links_of_indicators).sum::<usize>(),
        ),
    ]
}

/// The first thing that keeps the second from being compared and not the first.
fn new_problem(before: &Comparison, after: &Comparison) -> Option<String> {
    let problems = |of: &Comparison| -> Vec<String> {
        let text = pretty(of).unwrap_or_default();
        check(of, &text).into_iter().map(|problem| problem.what).collect()
    };
    let before = problems(before);
    problems(after).into_iter().find(|problem| !before.contains(problem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation;

    #[test]
    fn every_part_of_the_template_goes_and_nothing_is_left_that_names_it() {
        let base: Comparison = notation::read(crate::seeds::TEMPLATE).unwrap();
        let goes = |part: Part| {
            let mut after = base.clone();
            without(&part, &mut after);
            (gone(&base, &after), new_problem(&base, &after))
        };
        let (said, problem) = goes(Part::Party(Some(Id::new("front").unwrap())));
        assert!(said.starts_with("1 party, 2 reactions"), "{said}");
        assert_eq!(problem, None);
        for (part, starts) in [
            (Part::Assumption(Some(Id::new("donors").unwrap())), "1 assumption"),
            (Part::Indicator(Some(Id::new("opening").unwrap())), "1 indicator"),
            (Part::Driver(Some(Id::new("money").unwrap())), "1 driver"),
            (Part::Criterion(Some(Id::new("safety").unwrap())), "1 criterion, 3 effects"),
            (Part::Principle(Some(0)), "1 mark of a principle"),
            (Part::Coverage(Some(0)), "1 thing to be dealt with, 2 judgements"),
        ] {
            let (said, problem) = goes(part.clone());
            assert!(said.starts_with(starts), "{part:?}: {said}");
            assert_eq!(problem, None, "{part:?}");
        }
        let (said, problem) = goes(Part::Timetable(Timetable::Input(Some(Id::new("delay").unwrap()))));
        assert!(said.starts_with("1 shared number, 1 break-even"), "{said}");
        assert!(problem.unwrap().contains("delay"), "a force still names it");
        assert!(goes(Part::Head).0.is_empty());
    }
}
