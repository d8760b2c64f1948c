//! One run of one plan: month by month, with every person in exactly one ledger.

use super::Month;

/// A number that goes by month: a slot, and what a future makes of it in that month.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Monthly {
    pub slot: usize,
    pub times: f64,
    pub add: f64,
}

#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub option: String,
    pub outgoing: Vec<Outgoing>,
    pub incoming: Vec<Incoming>,
    pub interim: Vec<Interim>,
    pub transfers: Vec<Move>,
    pub need: Vec<Monthly>,
    pub budget: Vec<Monthly>,
    pub has_cost: bool,
    pub has_budget: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Outgoing {
    pub strength: usize,
    pub starts: usize,
    pub ends: Option<usize>,
    pub effectiveness: usize,
    pub kept: usize,
    pub kept_effectiveness: usize,
    pub attrition: usize,
    pub pay: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Incoming {
    pub opens: usize,
    pub delay: usize,
    pub class: usize,
    pub every: usize,
    pub training: usize,
    pub graduates: usize,
    pub attrition: usize,
    pub effectiveness: usize,
    pub months_to_full: usize,
    pub size: usize,
    pub civilians: usize,
    pub former: usize,
    pub former_from: Vec<usize>,
    pub fighters: Option<Fighters>,
    pub equipped: usize,
    pub without_equipment: usize,
    pub pay: usize,
    pub training_cost: usize,
    pub equipment_cost: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Fighters {
    pub pool: usize,
    pub quota: usize,
    pub from: usize,
    pub throughput: usize,
    pub passes: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Interim {
    pub people: Vec<Monthly>,
    pub effectiveness: usize,
    pub pay: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Move {
    pub from: usize,
    pub to: To,
    pub people: usize,
    pub month: usize,
    pub over: usize,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum To {
    Outgoing(usize),
    Incoming(usize),
    Outside,
}

/// What is left of an outgoing force.
#[derive(Clone, Default)]
struct Ending {
    serving: f64,
    kept: f64,
    /// Released and not taken up elsewhere; counted as having left.
    released: f64,
    lost: f64,
    share_ended: f64,
}

/// What there is of an incoming force.
#[derive(Clone, Default)]
struct Growing {
    classes: f64,
    /// Classes in training: the month of graduation and the people, oldest first.
    training: std::collections::VecDeque<(f64, f64)>,
    in_training: f64,
    /// People posted who are not fully able yet: the month of posting and how many, oldest first.
    cohorts: std::collections::VecDeque<(f64, f64)>,
    recruits: f64,
    able: f64,
    unregistered: f64,
    eligible: f64,
    joined: f64,
    lost: f64,
}

impl Growing {
    fn post(&mut self, month: f64, people: f64) {
        if people > 0.0 {
            self.cohorts.push_back((month, people));
            self.recruits += people;
        }
    }
}

/// Runs a plan from month 0 to its horizon and leaves the months in `months`.
pub(super) fn run(plan: &Plan, values: &[f64], months: &mut Vec<Month>) {
    months.clear();
    let mut state = State::at_start(plan, values);
    let (mut shortfall, mut cost_total, mut budget_total) = (0.0, 0.0, 0.0);
    for month in 0..plan.need.len() {
        #[expect(clippy::cast_precision_loss, reason = "a horizon has a few hundred months at most")]
        let now = month as f64;
        state.spent = 0.0;
        state.run_down(now);
        state.graduate(now);
        state.transfer(now);
        let mut at = state.strength(now, month);
        shortfall += at.gap;
        cost_total += at.cost;
        budget_total += by_month(&plan.budget, month, values);
        (at.shortfall, at.cost_total, at.budget_total) = (shortfall, cost_total, budget_total);
        months.push(at);
    }
}

struct State<'a> {
    plan: &'a Plan,
    values: &'a [f64],
    ending: Vec<Ending>,
    growing: Vec<Growing>,
    moved: Vec<f64>,
    outside: f64,
    /// What was spent in this month on training and equipment.
    spent: f64,
}

impl<'a> State<'a> {
    fn at_start(plan: &'a Plan, values: &'a [f64]) -> Self {
        let ending = |force: &Outgoing| Ending { serving: values[force.strength], ..Ending::default() };
        let growing = |force: &Incoming| Growing {
            unregistered: force.fighters.as_ref().map_or(0.0, |fighters| values[fighters.pool]),
            ..Growing::default()
        };
        Self {
            plan,
            values,
            ending: plan.outgoing.iter().map(ending).collect(),
            growing: plan.incoming.iter().map(growing).collect(),
            moved: vec![0.0; plan.transfers.len()],
            outside: 0.0,
            spent: 0.0,
        }
    }

    /// Run-down and attrition.
    fn run_down(&mut self, now: f64) {
        let values = self.values;
        for (force, state) in self.plan.outgoing.iter().zip(&mut self.ending) {
            if now > 0.0 {
                let stay = 1.0 - values[force.attrition];
                state.lost += (state.serving + state.kept) * (1.0 - stay);
                state.serving *= stay;
                state.kept *= stay;
            }
            let Some(ends) = force.ends else { continue };
            let ended = ramp(now, values[force.starts], values[ends] - values[force.starts]);
            let open = 1.0 - state.share_ended;
            let part = if open > 0.0 { (ended - state.share_ended) / open } else { 1.0 };
            let goes = state.serving * part;
            let kept = goes * values[force.kept];
            state.serving -= goes;
            state.kept += kept;
            state.released += goes - kept;
            state.share_ended = ended;
        }
        for (force, state) in self.plan.incoming.iter().zip(&mut self.growing) {
            let loses = values[force.attrition];
            if now <= 0.0 || loses <= 0.0 {
                continue;
            }
            state.lost += (state.recruits + state.able) * loses;
            state.able *= 1.0 - loses;
            state.recruits *= 1.0 - loses;
            for cohort in &mut state.cohorts {
                cohort.1 *= 1.0 - loses;
            }
        }
    }

    /// Registration, the beginning of classes, graduation and posting.
    fn graduate(&mut self, now: f64) {
        let values = self.values;
        for (force, state) in self.plan.incoming.iter().zip(&mut self.growing) {
            if let Some(fighters) = &force.fighters
                && now >= values[fighters.from]
            {
                let seen = state.unregistered.min(values[fighters.throughput]);
                let passed = seen * values[fighters.passes];
                state.unregistered -= seen;
                state.eligible += passed;
                state.lost += seen - passed;
            }
            let begins =
                values[force.opens] + values[force.delay] + state.classes * values[force.every].max(1.0);
            if begins <= now {
                state.classes += 1.0;
                self.spent += begin_class(force, state, &mut self.ending, values, begins);
            }
            while let Some(&(due, people)) = state.training.front()
                && due <= now
            {
                state.training.pop_front();
                state.in_training -= people;
                let posted = people * values[force.graduates];
                state.lost += people - posted;
                state.post(now, posted);
                self.spent += posted * values[force.equipped] * values[force.equipment_cost];
            }
        }
    }

    /// Members released from a force join another one.
    fn transfer(&mut self, now: f64) {
        let values = self.values;
        for (transfer, moved) in self.plan.transfers.iter().zip(&mut self.moved) {
            let due =
                values[transfer.people] * ramp(now, values[transfer.month], values[transfer.over]) - *moved;
            let people = due.min(self.ending[transfer.from].released).max(0.0);
            *moved += people;
            self.ending[transfer.from].released -= people;
            match transfer.to {
                To::Outgoing(force) => self.ending[force].serving += people,
                To::Incoming(force) => self.growing[force].post(now, people),
                To::Outside => self.outside += people,
            }
        }
    }

    /// What all this comes to at the end of the month.
    fn strength(&mut self, now: f64, month: usize) -> Month {
        let values = self.values;
        let mut at = Month { cost: self.spent, transferred: self.outside, ..Month::default() };
        for (force, state) in self.plan.outgoing.iter().zip(&self.ending) {
            at.outgoing += state.serving;
            at.retained += state.kept;
            at.left += state.released + state.lost;
            at.effective +=
                state.serving * values[force.effectiveness] + state.kept * values[force.kept_effectiveness];
            at.cost += (state.serving + state.kept) * values[force.pay];
        }
        for (force, state) in self.plan.incoming.iter().zip(&mut self.growing) {
            let able = effective(force, state, values, now);
            let equipped = values[force.equipped];
            at.effective += able * (equipped + (1.0 - equipped) * values[force.without_equipment]);
            at.recruits += state.recruits;
            at.able += state.able;
            at.in_training += state.in_training;
            at.waiting += state.unregistered + state.eligible;
            at.left += state.lost;
            at.joined += state.joined;
            at.cost += (state.recruits + state.able) * values[force.pay];
        }
        for help in &self.plan.interim {
            let people = by_month(&help.people, month, values);
            at.interim += people;
            at.effective += people * values[help.effectiveness];
            at.cost += people * values[help.pay];
        }
        at.need = by_month(&self.plan.need, month, values);
        at.gap = (at.need - at.effective).max(0.0);
        at
    }
}

/// Fills a class: former fighters and former members up to their quotas, then people from nowhere else.
///
/// Returns what the training of the class costs.
fn begin_class(
    force: &Incoming,
    state: &mut Growing,
    ending: &mut [Ending],
    values: &[f64],
    begins: f64,
) -> f64 {
    let room = values[force.size] - state.in_training - state.recruits - state.able;
    let class = values[force.class].min(room).max(0.0);
    let fighters = force.fighters.as_ref().map_or(0.0, |f| (class * values[f.quota]).min(state.eligible));
    state.eligible -= fighters;
    let mut places = (class * values[force.former]).min(class - fighters);
    let mut former = 0.0;
    for from in &force.former_from {
        let people = ending[*from].released.min(places);
        ending[*from].released -= people;
        places -= people;
        former += people;
    }
    let civilians = (class * values[force.civilians]).min(class - fighters - former).max(0.0);
    state.joined += civilians;
    let people = fighters + former + civilians;
    if people > 0.0 {
        state.training.push_back((begins + values[force.training], people));
        state.in_training += people;
    }
    people * values[force.training_cost]
}

/// The people posted, weighed by what they can do; those who became fully able change ledgers.
fn effective(force: &Incoming, state: &mut Growing, values: &[f64], now: f64) -> f64 {
    let (first, months) = (values[force.effectiveness], values[force.months_to_full]);
    while let Some(&(posted, people)) = state.cohorts.front()
        && now - posted >= months
    {
        state.cohorts.pop_front();
        state.recruits -= people;
        state.able += people;
    }
    if state.cohorts.is_empty() {
        state.recruits = 0.0;
        return state.able;
    }
    let gain = (1.0 - first) / months;
    let learning = state.cohorts.iter().map(|(posted, people)| people * (first + gain * (now - posted)));
    state.able + learning.sum::<f64>()
}

/// How much of something that begins in a month and takes some months is done: 0 to 1, at once if it takes none.
fn ramp(now: f64, begins: f64, months: f64) -> f64 {
    match months > 0.0 {
        true => ((now - begins) / months).clamp(0.0, 1.0),
        false if now >= begins => 1.0,
        false => 0.0,
    }
}

fn by_month(months: &[Monthly], month: usize, values: &[f64]) -> f64 {
    months.get(month).map_or(0.0, |m| (values.get(m.slot).copied().unwrap_or(0.0) * m.times + m.add).max(0.0))
}
