//! The numbers of the capacity model: in range, in order, and leading somewhere.

use std::collections::BTreeSet;

use super::Found;
use crate::analysis::capacity::Model;
use crate::model::{Amount, Capacity, Change, Comparison, FromMonth, IncomingForce, OutgoingForce, Plan};

/// The largest number that a file may hold.
const LARGEST: f64 = 1e12;

/// What kind of number is expected.
#[derive(Clone, Copy)]
enum Kind {
    /// 0 to 1.
    Share,
    /// 0 or more.
    Count,
    /// Any.
    Signed,
}

pub(super) fn check(comparison: &Comparison, found: &mut Found<'_>) {
    let Some(capacity) = &comparison.capacity else {
        changes_without_a_model(comparison, found);
        return;
    };
    let inputs = found.once("inputs", "inputs", capacity.inputs.iter().map(|input| input.id.as_str()));
    let mut look = Look { capacity, inputs, found, at: Vec::new() };
    look.inputs();
    look.months(&capacity.need, "need");
    look.months(&capacity.budget, "budget");
    if capacity.need.is_empty() && capacity.plans.iter().any(|plan| plan.need.is_empty()) {
        let place = look.found.places.key("", "capacity");
        look.found.add(place, "the posts to be filled are not given", "Add `need: [(is: …)]`.");
    }
    let options = super::options(comparison);
    let mut planned = BTreeSet::new();
    for plan in &capacity.plans {
        look.found.known("plans", "option", plan.option.as_str(), "option", &options);
        if !planned.insert(plan.option.as_str()) {
            let place = look.found.places.value("plans", "option", plan.option.as_str());
            look.found.add(
                place,
                format!("two plans for the option \"{}\"", plan.option),
                "Keep one of them.",
            );
        }
        look.plan(plan);
    }
    break_evens(comparison, capacity, found);
    let model = Model::new(comparison, None);
    let known: BTreeSet<&str> = model
        .iter()
        .flat_map(Model::names)
        .map(|name| name.id.as_str())
        .chain(capacity.inputs.iter().map(|i| i.id.as_str()))
        .collect();
    let by_month = by_month(capacity);
    let futures = comparison.futures.iter().map(|f| ("futures", &f.changes));
    let broken = comparison.assumptions.iter().map(|a| ("assumptions", &a.if_broken));
    for (section, changes) in futures.chain(broken) {
        for change in changes {
            look_at_change(section, change, &known, &by_month, found);
        }
    }
}

fn changes_without_a_model(comparison: &Comparison, found: &mut Found<'_>) {
    let futures = comparison.futures.iter().flat_map(|f| f.changes.iter().map(|c| ("futures", c)));
    let broken = comparison.assumptions.iter().flat_map(|a| a.if_broken.iter().map(|c| ("assumptions", c)));
    for (section, change) in futures.chain(broken) {
        let place = found.places.value(section, "input", change.input.as_str());
        found.add(
            place,
            "this changes an input, but there is no capacity model",
            "Add `capacity`, or take this out.",
        );
    }
}

/// The names of the numbers that go by month.
fn by_month(capacity: &Capacity) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut add = |steps: &[FromMonth], path: &str| {
        for step in steps {
            names.insert(match (&step.is, step.from) {
                (Amount::Of(id), _) => id.to_string(),
                (_, 0) => path.to_owned(),
                (_, from) => format!("{path}.{from}"),
            });
        }
    };
    add(&capacity.need, "need");
    add(&capacity.budget, "budget");
    for plan in &capacity.plans {
        add(&plan.need, "need");
        add(&plan.budget, "budget");
        for (number, help) in plan.interim.iter().enumerate() {
            add(&help.people, &format!("interim{}.people", number + 1));
        }
    }
    names
}

fn look_at_change(
    section: &str,
    change: &Change,
    known: &BTreeSet<&str>,
    by_month: &BTreeSet<String>,
    found: &mut Found<'_>,
) {
    let id = change.input.as_str();
    if !found.known(section, "input", id, "input", known) {
        return;
    }
    let place = found.places.value(section, "input", id);
    let in_months = change.from.is_some() || change.until.is_some();
    if in_months && !by_month.contains(id) {
        let remedy = "Only posts, help and money go by month; change this one for good.";
        found.add(place, format!("\"{id}\" cannot be changed for some months only"), remedy);
    }
    if change.from.unwrap_or(0) > change.until.unwrap_or(u32::MAX) {
        found.add(
            place,
            format!("the change of \"{id}\" ends before it begins"),
            "Put `from` before `until`.",
        );
    }
    if !change.to.is_given() && !change.times.is_given() && !change.add.is_given() {
        found.add(place, format!("the change of \"{id}\" changes nothing"), "Give `to`, `times` or `add`.");
    }
    let plain = |amount: &Amount| matches!(amount, Amount::Absent | Amount::Plain(_));
    let range_for_good = matches!(change.to, Amount::Range { .. }) && !in_months;
    if !plain(&change.times) || !plain(&change.add) || !(plain(&change.to) || range_for_good) {
        let remedy = "Write a number; only `to` may be a range, and only for good.";
        found.add(place, format!("the change of \"{id}\" is no plain number"), remedy);
    }
    for (key, amount, kind) in [
        ("to", &change.to, Kind::Count),
        ("times", &change.times, Kind::Count),
        ("add", &change.add, Kind::Signed),
    ] {
        if let Some(wrong) = amount.range().and_then(|range| wrong(range, kind)) {
            found.add(place, format!("`{key}` of the change of \"{id}\" {}", wrong.0), wrong.1);
        }
    }
}

fn break_evens(comparison: &Comparison, capacity: &Capacity, found: &mut Found<'_>) {
    let options = super::options(comparison);
    let model = Model::new(comparison, None);
    let known: BTreeSet<&str> = model.iter().flat_map(Model::names).map(|name| name.id.as_str()).collect();
    for asked in &capacity.break_evens {
        found.known("break_evens", "input", asked.input.as_str(), "input in use", &known);
        if let Some(option) = &asked.option {
            found.known("break_evens", "option", option.as_str(), "option", &options);
        }
        if !(0.0..=1.0).contains(&asked.gap_share) {
            let place = found.places.key("break_evens", "gap_share");
            found.add(place, "`gap_share` lies outside 0 to 1", "Write the share of the need, such as 0.5.");
        }
        let searchable = match asked.search {
            Amount::Absent => true,
            Amount::Range { low, likely, high } => wrong((low, likely, high), Kind::Count).is_none(),
            _ => false,
        };
        if !searchable {
            let place = found.places.key("break_evens", "search");
            found.add(place, "`search` is not a range", "Write (low, likely, high), or leave it out.");
        }
    }
}

struct Look<'a, 'b, 'c> {
    capacity: &'a Capacity,
    inputs: BTreeSet<&'a str>,
    found: &'b mut Found<'c>,
    /// The option and force that is looked at: keys and values that stand before the number in the text.
    at: Vec<(&'static str, String)>,
}

impl Look<'_, '_, '_> {
    fn inputs(&mut self) {
        for input in &self.capacity.inputs {
            let chain = [("id", input.id.as_str())];
            match input.value.range() {
                None => {
                    let place = self.found.places.under("inputs", &chain, "value");
                    let what = format!("the input \"{}\" has no number of its own", input.id);
                    self.found.add(place, what, "Write a number or a range (low, likely, high).");
                }
                Some(range) => {
                    if let Some((what, remedy)) = wrong(range, Kind::Count) {
                        let place = self.found.places.under("inputs", &chain, "value");
                        self.found.add(place, format!("the input \"{}\" {what}", input.id), remedy);
                    }
                }
            }
            if input.status == crate::model::Status::Sourced && input.source.trim().is_empty() {
                let place = self.found.places.under("inputs", &chain, "status");
                let what = format!("the input \"{}\" is called sourced and names no source", input.id);
                self.found.add(place, what, "Name the source, or call it an assumption.");
            }
        }
    }

    fn plan(&mut self, plan: &Plan) {
        self.at = vec![("option", plan.option.to_string())];
        self.months(&plan.need, "need");
        self.months(&plan.budget, "budget");
        let forces =
            plan.outgoing.iter().map(|f| f.id.as_str()).chain(plan.incoming.iter().map(|f| f.id.as_str()));
        let mut known = BTreeSet::new();
        for force in forces {
            if !known.insert(force) {
                let what = format!("two forces of the option \"{}\" share the id \"{force}\"", plan.option);
                let place = self.place("");
                self.found.add(place, what, "Give each one an id of its own.");
            }
        }
        let outgoing: BTreeSet<&str> = plan.outgoing.iter().map(|force| force.id.as_str()).collect();
        for force in &plan.outgoing {
            self.at.push(("id", force.id.to_string()));
            self.outgoing(force);
            self.at.pop();
        }
        for force in &plan.incoming {
            self.at.push(("id", force.id.to_string()));
            self.incoming(force);
            for from in &force.former_from {
                self.found.known("plans", "", from.as_str(), "outgoing force", &outgoing);
            }
            self.at.pop();
        }
        for help in &plan.interim {
            self.at.push(("title", help.title.clone()));
            self.months(&help.people, "people");
            self.amount(&help.effectiveness, "effectiveness", Kind::Share);
            self.amount(&help.pay, "pay", Kind::Count);
            self.at.pop();
        }
        for transfer in &plan.transfers {
            self.found.known("transfers", "from", transfer.from.as_str(), "outgoing force", &outgoing);
            if let Some(to) = &transfer.to {
                self.found.known("transfers", "to", to.as_str(), "force of this plan", &known);
            }
            self.amount(&transfer.people, "people", Kind::Count);
            self.amount(&transfer.month, "month", Kind::Count);
            self.amount(&transfer.over, "over", Kind::Count);
        }
        self.at.clear();
    }

    fn outgoing(&mut self, force: &OutgoingForce) {
        self.amount(&force.strength, "strength", Kind::Count);
        self.amount(&force.starts, "starts", Kind::Count);
        self.amount(&force.ends, "ends", Kind::Count);
        self.amount(&force.effectiveness, "effectiveness", Kind::Share);
        self.amount(&force.kept, "kept", Kind::Share);
        self.amount(&force.kept_effectiveness, "kept_effectiveness", Kind::Share);
        self.amount(&force.attrition, "attrition", Kind::Share);
        self.amount(&force.pay, "pay", Kind::Count);
        let likely = |amount: &Amount| self.resolve(amount).map(|range| range.1);
        if let (Some(starts), Some(ends)) = (likely(&force.starts).or(Some(0.0)), likely(&force.ends))
            && ends < starts
        {
            let place = self.place("ends");
            let what = format!(
                "the run-down of \"{}\" ends in month {ends}, before it starts in month {starts}",
                force.id
            );
            self.found.add(place, what, "Let it end in the month in which it starts, or later.");
        }
    }

    fn incoming(&mut self, force: &IncomingForce) {
        for (amount, key) in [
            (&force.class, "class"),
            (&force.opens, "opens"),
            (&force.delay, "delay"),
            (&force.every, "every"),
            (&force.training, "training"),
            (&force.months_to_full, "months_to_full"),
            (&force.size, "size"),
            (&force.pay, "pay"),
            (&force.training_cost, "training_cost"),
            (&force.equipment_cost, "equipment_cost"),
        ] {
            self.amount(amount, key, Kind::Count);
        }
        for (amount, key) in [
            (&force.graduates, "graduates"),
            (&force.attrition, "attrition"),
            (&force.effectiveness, "effectiveness"),
            (&force.civilians, "civilians"),
            (&force.former, "former"),
            (&force.equipped, "equipped"),
            (&force.without_equipment, "without_equipment"),
        ] {
            self.amount(amount, key, Kind::Share);
        }
        if self.resolve(&force.every).is_some_and(|range| range.0 < 1.0) {
            let place = self.place("every");
            let what = format!("the classes of \"{}\" are less than a month apart", force.id);
            self.found.add(place, what, "Write 1 or more, and a larger class instead.");
        }
        if let Some(fighters) = &force.ex_combatants {
            self.amount(&fighters.pool, "pool", Kind::Count);
            self.amount(&fighters.quota, "quota", Kind::Share);
            self.amount(&fighters.from, "from", Kind::Count);
            self.amount(&fighters.throughput, "throughput", Kind::Count);
            self.amount(&fighters.passes, "passes", Kind::Share);
        }
    }

    fn months(&mut self, steps: &[FromMonth], key: &str) {
        for step in steps {
            self.amount(&step.is, key, Kind::Count);
            if !step.is.is_given() {
                let place = self.place(key);
                self.found.add(place, format!("a step of `{key}` has no number"), "Write `is: …`.");
            }
        }
    }

    fn amount(&mut self, amount: &Amount, key: &str, kind: Kind) {
        if let Amount::Of(id) = amount
            && !self.inputs.contains(id.as_str())
        {
            let inputs = self.inputs.clone();
            self.found.known("capacity", key, id.as_str(), "input", &inputs);
            return;
        }
        let Some(range) = self.resolve(amount) else { return };
        let Some((what, remedy)) = wrong(range, kind) else { return };
        if matches!(amount, Amount::Of(_)) && wrong(range, Kind::Count).is_some() {
            return; // Said once already, at the input.
        }
        let place = self.place(key);
        let whose = self.at.iter().map(|(_, value)| format!(" of \"{value}\"")).rev().collect::<String>();
        self.found.add(place, format!("`{key}`{whose} {what}"), remedy);
    }

    /// The range of an amount, through its input if it names one.
    fn resolve(&self, amount: &Amount) -> Option<(f64, f64, f64)> {
        match amount {
            Amount::Of(id) => self.capacity.inputs.iter().find(|input| input.id == *id)?.value.range(),
            other => other.range(),
        }
    }

    fn place(&self, key: &str) -> (usize, usize) {
        let chain: Vec<(&str, &str)> = self.at.iter().map(|(key, value)| (*key, value.as_str())).collect();
        let section = if chain.is_empty() { "capacity" } else { "plans" };
        self.found.places.under(section, &chain, key)
    }
}

/// What is wrong with a range, and what to do.
fn wrong((low, likely, high): (f64, f64, f64), kind: Kind) -> Option<(String, &'static str)> {
    let all = [low, likely, high];
    if all.iter().any(|value| !value.is_finite() || value.abs() > LARGEST) {
        return Some((
            "is not a number that can be counted with".into(),
            "Write a finite number below 10^12.",
        ));
    }
    if low > likely || likely > high {
        let what = format!("has its range out of order: {low}, {likely}, {high}");
        return Some((what, "Write low, likely and high in this order."));
    }
    match kind {
        Kind::Count if low < 0.0 => Some((format!("is negative: {low}"), "Write 0 or more.")),
        Kind::Share if low < 0.0 || high > 1.0 => {
            Some((format!("lies outside 0 to 1: {low} to {high}"), "Write a share: a quarter is 0.25."))
        }
        _ => None,
    }
}
