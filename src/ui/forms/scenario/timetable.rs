//! Timetables: the forces of each option, the numbers that they share, the posts to be filled and the money.
//!
//! A number is typed as `330`, as `250 / 330 / 400` for low, likely and high, or as the name of a shared number. What
//! changes over time is typed as `12000; from 6: 9000`.

pub mod changes;
pub mod numbers;

use super::{
    free_id, line_each,
    read::{at, at_or_end, put},
    read_each,
};
use crate::{
    model::{
        Amount, Capacity, ComparedOption, Comparison, ExCombatants, Force, Id, IncomingForce, Input, Interim,
        OutgoingForce, Plan, Status, Transfer,
    },
    ui::{
        form::{Field, Form, Wanting, choice, line, lines},
        forms::{needed, place, words},
    },
};
use numbers::{Inputs, Number, amount_text, series_text};
use serde::{Deserialize, Serialize};

/// A part of the timetables. Nothing in place of an id or number means a new one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Timetable {
    /// The posts to be filled and the money, for all options.
    Whole,
    /// A number that plans share.
    Input(Option<Id<Input>>),
    /// A force of an option that is run down.
    Outgoing(Id<ComparedOption>, Option<Id<Force>>),
    /// A force of an option that is built up.
    Incoming(Id<ComparedOption>, Option<Id<Force>>),
    /// Help that comes for a time.
    Interim(Id<ComparedOption>, Option<usize>),
    /// Members of a force that ended who serve on elsewhere.
    Transfer(Id<ComparedOption>, Option<usize>),
}

const OUTGOING: &[Number<OutgoingForce>] = &[
    Number { name: "strength", label: "People at D-day", of: |f| &mut f.strength },
    Number { name: "starts", label: "Run-down from", of: |f| &mut f.starts },
    Number { name: "ends", label: "ends in month", of: |f| &mut f.ends },
    Number { name: "effectiveness", label: "Does 0 to 1", of: |f| &mut f.effectiveness },
    Number { name: "kept", label: "Share kept on", of: |f| &mut f.kept },
    Number { name: "kept does", label: "Kept, does", of: |f| &mut f.kept_effectiveness },
    Number { name: "attrition", label: "Leave a month", of: |f| &mut f.attrition },
    Number { name: "pay", label: "Pay a month", of: |f| &mut f.pay },
];

const INCOMING: &[Number<IncomingForce>] = &[
    Number { name: "class", label: "People a class", of: |f| &mut f.class },
    Number { name: "opens", label: "Opens in month", of: |f| &mut f.opens },
    Number { name: "delay", label: "late by months", of: |f| &mut f.delay },
    Number { name: "every", label: "Class every", of: |f| &mut f.every },
    Number { name: "training", label: "Months to train", of: |f| &mut f.training },
    Number { name: "graduates", label: "Share passing", of: |f| &mut f.graduates },
    Number { name: "attrition", label: "Leave a month", of: |f| &mut f.attrition },
    Number { name: "effectiveness", label: "New, does 0-1", of: |f| &mut f.effectiveness },
    Number { name: "to full", label: "Months to able", of: |f| &mut f.months_to_full },
    Number { name: "size", label: "Full strength", of: |f| &mut f.size },
    Number { name: "civilians", label: "Civilian share", of: |f| &mut f.civilians },
    Number { name: "former", label: "Former share", of: |f| &mut f.former },
    Number { name: "equipped", label: "Equipped share", of: |f| &mut f.equipped },
    Number { name: "without", label: "Without, does", of: |f| &mut f.without_equipment },
    Number { name: "pay", label: "Pay a month", of: |f| &mut f.pay },
    Number { name: "training cost", label: "Cost to train", of: |f| &mut f.training_cost },
    Number { name: "equipment", label: "Cost to equip", of: |f| &mut f.equipment_cost },
];

const EX_COMBATANTS: &[Number<ExCombatants>] = &[
    Number { name: "pool", label: "Ex-fighters", of: |f| &mut f.pool },
    Number { name: "quota", label: "  share of class", of: |f| &mut f.quota },
    Number { name: "from", label: "  from month", of: |f| &mut f.from },
    Number { name: "throughput", label: "  in a month", of: |f| &mut f.throughput },
    Number { name: "passes", label: "  share vetted", of: |f| &mut f.passes },
];

const INTERIM: &[Number<Interim>] = &[
    Number { name: "effectiveness", label: "Does 0 to 1", of: |f| &mut f.effectiveness },
    Number { name: "pay", label: "Pay a month", of: |f| &mut f.pay },
];

const TRANSFER: &[Number<Transfer>] = &[
    Number { name: "people", label: "How many", of: |f| &mut f.people },
    Number { name: "month", label: "from month", of: |f| &mut f.month },
    Number { name: "over", label: "over months", of: |f| &mut f.over },
];

fn plan<'a>(base: &'a Comparison, option: &Id<ComparedOption>) -> Option<&'a Plan> {
    base.capacity.as_ref()?.plans.iter().find(|plan| plan.option == *option)
}

/// The plan of an option, made if there is none yet.
fn plan_of<'a>(to: &'a mut Comparison, option: &Id<ComparedOption>) -> &'a mut Plan {
    let plans = &mut to.capacity.get_or_insert_default().plans;
    let at = plans.iter().position(|plan| plan.option == *option).unwrap_or_else(|| {
        plans.push(Plan { option: option.clone(), ..Plan::default() });
        plans.len() - 1
    });
    &mut plans[at]
}

/// Heading and fields.
pub fn fields(part: &Timetable, base: &Comparison) -> (String, Vec<Field>) {
    match part {
        Timetable::Whole => ("Posts to be filled, and money".to_owned(), whole(base)),
        Timetable::Input(id) => {
            let inputs = base.capacity.iter().flat_map(|capacity| &capacity.inputs);
            let start = inputs.clone().find(|input| Some(&input.id) == id.as_ref()).cloned();
            let heading =
                heading("number that plans share", start.as_ref().map(|input| input.title.as_str()));
            (heading, input(&start.unwrap_or_default()))
        }
        Timetable::Outgoing(option, id) => {
            let start = outgoing(base, option, id.as_ref());
            let known = id.as_ref().map(|_| start.title.as_str());
            let mut fields = vec![line("title", "Called", &start.title)];
            fields.extend(numbers::fields(OUTGOING, &start));
            (format!("{}, option {option}", heading("force that ends", known)), fields)
        }
        Timetable::Incoming(option, id) => {
            let start = incoming(base, option, id.as_ref());
            let known = id.as_ref().map(|_| start.title.as_str());
            let mut fields = vec![line("title", "Called", &start.title)];
            fields.extend(numbers::fields(INCOMING, &start));
            let forces = plan(base, option).into_iter().flat_map(|plan| &plan.outgoing);
            let forces = forces.map(|force| (force.id.to_string(), force.title.clone())).collect();
            fields.push(super::many("former from", "Former ones from", forces, &start.former_from));
            fields.extend(numbers::fields(EX_COMBATANTS, &start.ex_combatants.clone().unwrap_or_default()));
            (format!("{}, option {option}", heading("force that begins", known)), fields)
        }
        Timetable::Interim(option, n) => {
            let start = n.and_then(|n| plan(base, option)?.interim.get(n).cloned());
            let known = start.as_ref().map(|help| help.title.as_str());
            let heading = format!("{}, option {option}", heading("help for a time", known));
            let start = start.unwrap_or_default();
            let mut fields = vec![
                line("title", "Called", &start.title),
                line("people", "How many", &series_text(&start.people)),
            ];
            fields.extend(numbers::fields(INTERIM, &start));
            (heading, fields)
        }
        Timetable::Transfer(option, n) => {
            let start = n.and_then(|n| plan(base, option)?.transfers.get(n).cloned());
            let known = start.as_ref().map(|transfer| transfer.title.as_str());
            let heading = format!("{}, option {option}", heading("transfer", known));
            (heading, transfer(&start.unwrap_or_default(), plan(base, option)))
        }
    }
}

fn heading(what: &str, known: Option<&str>) -> String {
    known.map_or_else(|| format!("New {what}"), |name| format!("The {what} {name}"))
}

fn whole(base: &Comparison) -> Vec<Field> {
    let capacity = base.capacity.clone().unwrap_or_default();
    vec![
        line("need", "Posts to fill", &series_text(&capacity.need)),
        line("budget", "Money a month", &series_text(&capacity.budget)),
        line("money", "Unit of money", &capacity.money),
        line_each("break evens", "Number | gap %", &capacity.break_evens, |asked| {
            changes::asked_text(asked, base)
        }),
        lines("about", "What is counted", &capacity.about),
    ]
}

fn input(start: &Input) -> Vec<Field> {
    vec![
        line("title", "In a few words", &start.title),
        line("value", "Number or range", &amount_text(&start.value)),
        line("unit", "Unit", &start.unit),
        choice("status", "It is", words(Status::ALL, Status::word), place(Status::ALL, &start.status)),
        line("source", "Who says so", &start.source),
        line("note", "Note", &start.note),
    ]
}

fn outgoing(base: &Comparison, option: &Id<ComparedOption>, id: Option<&Id<Force>>) -> OutgoingForce {
    let forces = plan(base, option).into_iter().flat_map(|plan| &plan.outgoing);
    forces.into_iter().find(|force| Some(&force.id) == id).cloned().unwrap_or_default()
}

fn incoming(base: &Comparison, option: &Id<ComparedOption>, id: Option<&Id<Force>>) -> IncomingForce {
    let forces = plan(base, option).into_iter().flat_map(|plan| &plan.incoming);
    forces.into_iter().find(|force| Some(&force.id) == id).cloned().unwrap_or_default()
}

fn transfer(start: &Transfer, plan: Option<&Plan>) -> Vec<Field> {
    let ended = plan.into_iter().flat_map(|plan| &plan.outgoing);
    let ended: Vec<_> = ended.map(|force| (force.id.to_string(), force.title.clone())).collect();
    let begun = plan.into_iter().flat_map(|plan| &plan.incoming);
    let begun = begun.map(|force| (force.id.to_string(), force.title.clone())).chain(ended.clone()).collect();
    let from = Some(&start.from).filter(|id| !id.as_str().is_empty());
    let mut fields = vec![
        line("title", "In a few words", &start.title),
        super::one("leaves", "They leave", ended, from),
        super::one("joins", "They join", super::maybe(begun, "a force outside this plan"), start.to.as_ref()),
    ];
    fields.extend(numbers::fields(TRANSFER, start));
    fields
}

/// Puts what the form says into the comparison; gives what was done in words.
pub fn read(part: &Timetable, form: &Form, to: &mut Comparison) -> Result<String, Wanting> {
    let inputs = &Inputs::of(to);
    match part {
        Timetable::Whole => {
            let own = to.capacity.clone().unwrap_or_default();
            let capacity = Capacity {
                need: inputs.series(form, "need", &own.need)?,
                budget: inputs.series(form, "budget", &own.budget)?,
                money: form.text("money"),
                break_evens: read_each(
                    form,
                    "break evens",
                    &own.break_evens,
                    |asked| changes::asked_text(asked, to),
                    |line| changes::read_asked(line, to),
                )?,
                about: form.text("about"),
                ..own
            };
            if capacity.need.is_empty() {
                return Err(Wanting::new("need", "How many posts? 12000, or 12000; from 6: 9000"));
            }
            to.capacity = Some(capacity);
            Ok("the posts to be filled, and the money".to_owned())
        }
        Timetable::Input(id) => read_input(id.as_ref(), form, to),
        Timetable::Outgoing(option, id) => {
            let title = needed(form, "title", "What do people call the force?")?;
            let id = id.clone().unwrap_or_else(|| free_force(&title, plan(to, option)));
            let start = OutgoingForce { id: id.clone(), title, ..outgoing(to, option, Some(&id)) };
            let force = inputs.read(OUTGOING, form, start)?;
            must(&force.strength, "strength", "How many people does it have at D-day?")?;
            let done = format!("{} in option {option}", force.title);
            put(&mut plan_of(to, option).outgoing, force, |force| force.id.as_str().to_owned());
            Ok(done)
        }
        Timetable::Incoming(option, id) => {
            let title = needed(form, "title", "What do people call the force?")?;
            let id = id.clone().unwrap_or_else(|| free_force(&title, plan(to, option)));
            let start = IncomingForce { id: id.clone(), title, ..incoming(to, option, Some(&id)) };
            let mut force = inputs.read(INCOMING, form, start)?;
            must(&force.class, "class", "How many people begin with each class?")?;
            force.former_from = super::marked(form, "former from");
            let fighters = force.ex_combatants.clone().unwrap_or_default();
            let fighters = inputs.read(EX_COMBATANTS, form, fighters)?;
            if fighters != ExCombatants::default() {
                must(&fighters.pool, "pool", "How many former fighters are there?")?;
                must(&fighters.quota, "quota", "What share of a class may they make up?")?;
            }
            force.ex_combatants = (fighters != ExCombatants::default()).then_some(fighters);
            let done = format!("{} in option {option}", force.title);
            put(&mut plan_of(to, option).incoming, force, |force| force.id.as_str().to_owned());
            Ok(done)
        }
        Timetable::Interim(option, n) => {
            let start = n.and_then(|n| plan(to, option)?.interim.get(n).cloned()).unwrap_or_default();
            let mut help = inputs.read(INTERIM, form, start)?;
            help.title = needed(form, "title", "Who helps?")?;
            help.people = inputs.series(form, "people", &help.people)?;
            let done = format!("{} in option {option}", help.title);
            at_or_end(&mut plan_of(to, option).interim, *n, help);
            Ok(done)
        }
        Timetable::Transfer(option, n) => {
            let start = n.and_then(|n| plan(to, option)?.transfers.get(n).cloned()).unwrap_or_default();
            let mut moved = inputs.read(TRANSFER, form, start)?;
            must(&moved.people, "people", "How many serve on elsewhere?")?;
            moved.title = form.text("title");
            let id = |name| form.choice(name).and_then(crate::ui::form::choice::Choice::id);
            moved.from = id("leaves")
                .and_then(|id| Id::new(id).ok())
                .ok_or_else(|| Wanting::new("leaves", "Enter the force that they leave first"))?;
            moved.to = id("joins").and_then(|id| Id::new(id).ok());
            at_or_end(&mut plan_of(to, option).transfers, *n, moved);
            Ok(format!("a transfer in option {option}"))
        }
    }
}

fn must(amount: &Amount, field: &'static str, why: &str) -> Result<(), Wanting> {
    if amount.is_given() { Ok(()) } else { Err(Wanting::new(field, why)) }
}

fn free_force(title: &str, plan: Option<&Plan>) -> Id<Force> {
    let outgoing = plan.into_iter().flat_map(|plan| &plan.outgoing).map(|force| force.id.as_str());
    let incoming = plan.into_iter().flat_map(|plan| &plan.incoming).map(|force| force.id.as_str());
    free_id(title, "force", outgoing.chain(incoming))
}

fn read_input(id: Option<&Id<Input>>, form: &Form, to: &mut Comparison) -> Result<String, Wanting> {
    let title = needed(form, "title", "Say in a few words what the number is")?;
    // No other shared number stands for one: digits are always its value.
    let value = Inputs::default().amount(form, "value")?;
    must(&value, "value", "Write a number, or low / likely / high")?;
    let own = &mut to.capacity.get_or_insert_default().inputs;
    let id =
        id.cloned().unwrap_or_else(|| free_id(&title, "number", own.iter().map(|input| input.id.as_str())));
    let done = format!("the number {title}");
    let input = Input {
        id,
        title,
        value,
        unit: form.text("unit"),
        status: at(Status::ALL, form, "status"),
        source: form.text("source"),
        note: form.text("note"),
    };
    put(own, input, |input| input.id.as_str().to_owned());
    Ok(done)
}
