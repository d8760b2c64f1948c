//! Turns the capacity model of a file into plans whose every number is a slot that a draw fills.
//!
//! A number is known by a name: the id of its input, or the path of the field that holds it, such as `pnc.class`.
//! Numbers of the same name draw the same luck in every option.

use std::ops::Range;

use crate::model::{
    Amount, Assumption, AssumptionStatus, Capacity, Change, Comparison, FromMonth, Future, Id, IncomingForce,
    OutgoingForce, Plan,
};

use super::run::{Fighters, Incoming, Interim, Monthly, Move, Outgoing, Plan as Compiled, To};

/// Every plan of a comparison in one future, ready to be run.
#[derive(Clone, Debug)]
pub struct Model {
    pub(super) plans: Vec<Compiled>,
    pub(super) slots: Vec<Slot>,
    pub(super) names: Vec<Name>,
    /// The slots of each plan.
    pub(super) of_plan: Vec<Range<usize>>,
}

/// A number that can be asked about by name.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The id of the input, or the path of the field.
    pub id: String,
    /// In a few words.
    pub title: String,
    /// What it is counted in.
    pub unit: String,
}

/// One number: its range, what a future makes of it, and its largest sensible value.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub name: Option<usize>,
    pub low: f64,
    pub likely: f64,
    pub high: f64,
    times: f64,
    add: f64,
    most: f64,
}

/// An input that is held at a value while all others are likely. The value is the one that counts, after what the future
/// makes of it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Held {
    Low(usize),
    High(usize),
    At(usize, f64),
    /// At the value, as far as the number reaches in each plan.
    Within(usize, f64),
}

impl Slot {
    /// The lowest and the highest value.
    pub fn reach(&self) -> (f64, f64) {
        (self.settle(self.low), self.settle(self.high))
    }

    /// The value after what the future makes of it.
    pub fn settle(&self, value: f64) -> f64 {
        (value * self.times + self.add).max(0.0).min(self.most)
    }
}

impl Model {
    /// The plans of a comparison, with the inputs as this future and the broken assumptions change them; nothing without
    /// a capacity model.
    #[must_use]
    pub fn new(comparison: &Comparison, future: Option<&Future>) -> Option<Self> {
        Self::with_changes(comparison, &changes_in(comparison, future, None))
    }

    /// The plans of a comparison, with the inputs as these changes leave them.
    #[must_use]
    pub fn with_changes(comparison: &Comparison, changes: &[Change]) -> Option<Self> {
        let capacity = comparison.capacity.as_ref()?;
        let mut build = Build {
            capacity,
            changes,
            months: comparison.horizon + 1,
            model: Self { plans: Vec::new(), slots: Vec::new(), names: Vec::new(), of_plan: Vec::new() },
        };
        for plan in &capacity.plans {
            let first = build.model.slots.len();
            let compiled = build.plan(plan);
            build.model.plans.push(compiled);
            build.model.of_plan.push(first..build.model.slots.len());
        }
        Some(build.model)
    }

    /// The options, in the order of their plans.
    pub fn options(&self) -> impl Iterator<Item = &str> {
        self.plans.iter().map(|plan| plan.option.as_str())
    }

    /// Every number that can be asked about by name.
    #[must_use]
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    /// The numbers whose range is more than a point, in the order of their names: those that luck decides.
    pub(super) fn drawn(&self) -> Vec<usize> {
        let wide = |name: &usize| self.slots.iter().any(|s| s.name == Some(*name) && s.low < s.high);
        let mut drawn: Vec<usize> = (0..self.names.len()).filter(wide).collect();
        drawn.sort_by(|a, b| self.names[*a].id.cmp(&self.names[*b].id));
        drawn
    }

    /// All values at their likely ones, but one that may be held.
    pub(super) fn likely_values(&self, held: Option<Held>) -> Vec<f64> {
        let value = |slot: &Slot| {
            let (low, high) = slot.reach();
            match held {
                Some(Held::Low(name)) if slot.name == Some(name) => low,
                Some(Held::High(name)) if slot.name == Some(name) => high,
                Some(Held::At(name, value)) if slot.name == Some(name) => value.max(0.0).min(slot.most),
                Some(Held::Within(name, value)) if slot.name == Some(name) => value.max(low).min(high),
                _ => slot.settle(slot.likely),
            }
        };
        self.slots.iter().map(value).collect()
    }

    /// The lowest and the highest value of a number in some slots; nothing if none of them holds it.
    pub(super) fn reach(&self, name: usize, slots: Range<usize>) -> Option<(f64, f64)> {
        let own = self.slots[slots].iter().filter(|slot| slot.name == Some(name)).map(Slot::reach);
        own.reduce(|(low, high), (other_low, other_high)| (low.min(other_low), high.max(other_high)))
    }
}

/// The largest value of a share.
const SHARE: f64 = 1.0;
/// The largest value of anything else.
const ANY: f64 = f64::MAX;

struct Build<'a> {
    capacity: &'a Capacity,
    changes: &'a [Change],
    months: u32,
    model: Model,
}

impl Build<'_> {
    fn plan(&mut self, plan: &Plan) -> Compiled {
        let outgoing: Vec<Outgoing> = plan.outgoing.iter().map(|force| self.outgoing(force)).collect();
        let place = |id: &str| plan.outgoing.iter().position(|force| force.id.as_str() == id);
        let incoming: Vec<Incoming> =
            plan.incoming.iter().map(|force| self.incoming(force, &place)).collect();
        let interim = plan.interim.iter().enumerate().map(|(n, help)| {
            let path = |field: &str| format!("interim{}.{field}", n + 1);
            Interim {
                people: self.monthly(&help.people, &path("people")),
                effectiveness: self.slot(&help.effectiveness, &path("effectiveness"), 1.0, SHARE),
                pay: self.slot(&help.pay, &path("pay"), 0.0, ANY),
            }
        });
        let interim = interim.collect();
        let mut transfers = Vec::new();
        for transfer in &plan.transfers {
            let Some(from) = place(transfer.from.as_str()) else { continue };
            let path = |field: &str| format!("{}.transfer.{field}", transfer.from);
            let to = transfer.to.as_ref().and_then(|to| {
                let joins = plan.incoming.iter().position(|force| force.id == *to).map(To::Incoming);
                place(to.as_str()).map(To::Outgoing).or(joins)
            });
            transfers.push(Move {
                from,
                to: to.unwrap_or(To::Outside),
                people: self.slot(&transfer.people, &path("people"), 0.0, ANY),
                month: self.slot(&transfer.month, &path("month"), 0.0, ANY),
                over: self.slot(&transfer.over, &path("over"), 0.0, ANY),
            });
        }
        let capacity = self.capacity;
        let need = if plan.need.is_empty() { &capacity.need } else { &plan.need };
        let budget = if plan.budget.is_empty() { &capacity.budget } else { &plan.budget };
        Compiled {
            option: plan.option.to_string(),
            outgoing,
            incoming,
            interim,
            transfers,
            need: self.monthly(need, "need"),
            budget: self.monthly(budget, "budget"),
            has_cost: costs_something(plan),
            has_budget: !budget.is_empty(),
        }
    }

    fn outgoing(&mut self, force: &OutgoingForce) -> Outgoing {
        let path = |field: &str| format!("{}.{field}", force.id);
        let effectiveness = self.slot(&force.effectiveness, &path("effectiveness"), 1.0, SHARE);
        Outgoing {
            strength: self.slot(&force.strength, &path("strength"), 0.0, ANY),
            starts: self.slot(&force.starts, &path("starts"), 0.0, ANY),
            ends: force.ends.is_given().then(|| self.slot(&force.ends, &path("ends"), 0.0, ANY)),
            effectiveness,
            kept: self.slot(&force.kept, &path("kept"), 0.0, SHARE),
            kept_effectiveness: if force.kept_effectiveness.is_given() {
                self.slot(&force.kept_effectiveness, &path("kept_effectiveness"), 1.0, SHARE)
            } else {
                effectiveness
            },
            attrition: self.slot(&force.attrition, &path("attrition"), 0.0, SHARE),
            pay: self.slot(&force.pay, &path("pay"), 0.0, ANY),
        }
    }

    fn incoming(&mut self, force: &IncomingForce, place: &dyn Fn(&str) -> Option<usize>) -> Incoming {
        let path = |field: &str| format!("{}.{field}", force.id);
        let fighters = force.ex_combatants.as_ref().map(|fighters| Fighters {
            pool: self.slot(&fighters.pool, &path("ex_combatants.pool"), 0.0, ANY),
            quota: self.slot(&fighters.quota, &path("ex_combatants.quota"), 0.0, SHARE),
            from: self.slot(&fighters.from, &path("ex_combatants.from"), 0.0, ANY),
            throughput: self.slot(&fighters.throughput, &path("ex_combatants.throughput"), f64::MAX, ANY),
            passes: self.slot(&fighters.passes, &path("ex_combatants.passes"), 1.0, SHARE),
        });
        Incoming {
            opens: self.slot(&force.opens, &path("opens"), 0.0, ANY),
            delay: self.slot(&force.delay, &path("delay"), 0.0, ANY),
            class: self.slot(&force.class, &path("class"), 0.0, ANY),
            every: self.slot(&force.every, &path("every"), 1.0, ANY),
            training: self.slot(&force.training, &path("training"), 0.0, ANY),
            graduates: self.slot(&force.graduates, &path("graduates"), 1.0, SHARE),
            attrition: self.slot(&force.attrition, &path("attrition"), 0.0, SHARE),
            effectiveness: self.slot(&force.effectiveness, &path("effectiveness"), 1.0, SHARE),
            months_to_full: self.slot(&force.months_to_full, &path("months_to_full"), 0.0, ANY),
            size: self.slot(&force.size, &path("size"), f64::MAX, ANY),
            civilians: self.slot(&force.civilians, &path("civilians"), 1.0, SHARE),
            former: self.slot(&force.former, &path("former"), 0.0, SHARE),
            former_from: force.former_from.iter().filter_map(|id| place(id.as_str())).collect(),
            fighters,
            equipped: self.slot(&force.equipped, &path("equipped"), 1.0, SHARE),
            without_equipment: self.slot(&force.without_equipment, &path("without_equipment"), 1.0, SHARE),
            pay: self.slot(&force.pay, &path("pay"), 0.0, ANY),
            training_cost: self.slot(&force.training_cost, &path("training_cost"), 0.0, ANY),
            equipment_cost: self.slot(&force.equipment_cost, &path("equipment_cost"), 0.0, ANY),
        }
    }

    /// The slot of each month, with what the future makes of it in that month.
    fn monthly(&mut self, steps: &[FromMonth], path: &str) -> Vec<Monthly> {
        let mut ordered: Vec<&FromMonth> = steps.iter().collect();
        ordered.sort_by_key(|step| step.from);
        let mut slots = Vec::new();
        for step in ordered {
            let slot_path = if step.from == 0 { path.to_owned() } else { format!("{path}.{}", step.from) };
            slots.push((step.from, self.slot(&step.is, &slot_path, 0.0, ANY)));
        }
        let of_month = |month: u32| {
            let slot = slots.iter().rev().find(|(from, _)| *from <= month).map(|(_, slot)| *slot)?;
            let name = self.model.slots[slot].name.map(|name| self.model.names[name].id.as_str());
            let mut monthly = Monthly { slot, times: 1.0, add: 0.0 };
            for change in self.changes.iter().filter(|c| by_month(c) && Some(c.input.as_str()) == name) {
                let holds =
                    change.from.unwrap_or(0) <= month && change.until.is_none_or(|until| month <= until);
                if holds {
                    apply(change, &mut monthly.times, &mut monthly.add);
                }
            }
            Some(monthly)
        };
        (0..self.months).map(|month| of_month(month).unwrap_or_default()).collect()
    }

    /// The slot for a number; made new for each range that its name has.
    fn slot(&mut self, amount: &Amount, path: &str, absent: f64, most: f64) -> usize {
        let (name, (low, likely, high)) = match amount {
            Amount::Absent => (None, (absent, absent, absent)),
            Amount::Plain(_) | Amount::Range { .. } => {
                let range = amount.range().unwrap_or_default();
                (Some(self.name(path, &self.title(path), "")), range)
            }
            Amount::Of(id) => {
                let input = self.capacity.inputs.iter().find(|input| input.id == *id);
                let range = input.and_then(|input| input.value.range()).unwrap_or_default();
                let (title, unit) = input.map_or((id.as_str(), ""), |input| (&input.title, &input.unit));
                (Some(self.name(id.as_str(), title, unit)), range)
            }
        };
        let mut slot = Slot { name, low, likely, high, times: 1.0, add: 0.0, most };
        if let Some(name) = name {
            let id = self.model.names[name].id.clone();
            for change in self.changes.iter().filter(|c| !by_month(c) && c.input.as_str() == id) {
                if let Some((low, likely, high)) = change.to.range() {
                    slot = Slot { low, likely, high, times: 1.0, add: 0.0, ..slot };
                }
                apply(change, &mut slot.times, &mut slot.add);
            }
        }
        self.model.slots.push(slot);
        self.model.slots.len() - 1
    }

    /// A number that is no input, as people read it: "National Police: kept", "need from month 12".
    fn title(&self, path: &str) -> String {
        let (path, month) = match path.rsplit_once('.') {
            Some((path, month)) if month.bytes().all(|c| c.is_ascii_digit()) => {
                (path, format!(" from month {month}"))
            }
            _ => (path, String::new()),
        };
        let Some((force, field)) = path.split_once('.') else { return format!("{path}{month}") };
        let plans = || self.capacity.plans.iter();
        let outgoing = plans().flat_map(|plan| &plan.outgoing).map(|force| (&force.id, &force.title));
        let incoming = plans().flat_map(|plan| &plan.incoming).map(|force| (&force.id, &force.title));
        let named = outgoing.chain(incoming).find(|(id, title)| id.as_str() == force && !title.is_empty());
        let force = named.map_or(force, |(_, title)| title);
        format!("{force}: {}{month}", field.replace(['.', '_'], " "))
    }

    fn name(&mut self, id: &str, title: &str, unit: &str) -> usize {
        if let Some(known) = self.model.names.iter().position(|name| name.id == id) {
            return known;
        }
        self.model.names.push(Name { id: id.to_owned(), title: title.to_owned(), unit: unit.to_owned() });
        self.model.names.len() - 1
    }
}

/// What a future does to the inputs, and what each assumption does that broke, save one that may be left out. A future
/// that stands on a broken assumption falls with it and keeps its figures, so that one sees what is lost.
#[must_use]
pub fn changes_in(
    comparison: &Comparison,
    future: Option<&Future>,
    without: Option<&Id<Assumption>>,
) -> Vec<Change> {
    let is_broken = |assumption: &&Assumption| {
        assumption.status == AssumptionStatus::Broken && without != Some(&assumption.id)
    };
    let stands_on =
        |assumption: &&Assumption| future.is_some_and(|future| future.assumptions.contains(&assumption.id));
    let broken = comparison.assumptions.iter().filter(is_broken).filter(|broken| !stands_on(broken));
    let own = future.into_iter().flat_map(|future| &future.changes);
    own.chain(broken.flat_map(|broken| &broken.if_broken)).cloned().collect()
}

/// Whether a change holds in some months only.
fn by_month(change: &Change) -> bool {
    change.from.is_some() || change.until.is_some()
}

/// What a change makes of `value * times + add`.
fn apply(change: &Change, times: &mut f64, add: &mut f64) {
    if let (Amount::Plain(to), true) = (&change.to, by_month(change)) {
        (*times, *add) = (0.0, *to);
    }
    if let Amount::Plain(factor) = change.times {
        *times *= factor;
        *add *= factor;
    }
    if let Amount::Plain(more) = change.add {
        *add += more;
    }
}

fn costs_something(plan: &Plan) -> bool {
    let outgoing = plan.outgoing.iter().map(|force| &force.pay);
    let incoming = plan.incoming.iter().flat_map(|f| [&f.pay, &f.training_cost, &f.equipment_cost]);
    let interim = plan.interim.iter().map(|help| &help.pay);
    outgoing.chain(incoming).chain(interim).any(Amount::is_given)
}
