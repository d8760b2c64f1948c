//! The capacity model as a file holds it: forces that end, forces that begin, the posts to be filled, and money.
//!
//! Months count from D-day, which is month 0. Shares and effectiveness lie between 0 and 1.

use super::{Amount, ComparedOption, FromMonth, Status};
use crate::model::Id;
use crate::model::macros::record;

/// What the ids of forces stand for: an outgoing or an incoming force of a plan.
#[derive(Clone, Copy, Debug)]
pub enum Force {}

record! {
    /// What a timetable does to security on the ground: one plan for each option, over shared inputs.
    pub struct Capacity {
        /// One plan for each option.
        plans: Vec<Plan>,
        ..
        /// What is counted and how to read it.
        about: String,
        /// The unit of money.
        money: String,
        /// Numbers that plans share. An input draws the same luck in every option.
        inputs: Vec<Input>,
        /// Posts that must be filled, by month.
        need: Vec<FromMonth>,
        /// Money there is in each month, by month; nothing means that the budget is not known.
        budget: Vec<FromMonth>,
        /// Questions of the kind: how far may this input go before the gap passes a share of the need?
        break_evens: Vec<BreakEven>,
    }

    /// A number with a name, shared by plans.
    pub struct Input {
        /// Its id.
        id: Id<Input>,
        /// In a few words.
        title: String,
        /// The number or range.
        value: Amount,
        ..
        /// What it is counted in.
        unit: String,
        /// Whether a source gives it or we assumed it.
        status: Status,
        /// Who says so.
        source: String,
        /// What sets it apart.
        note: String,
    }

    /// What a future, or a broken assumption, does to an input: `to`, then `times`, then `add`.
    pub struct Change {
        /// Which input.
        input: Id<Input>,
        ..
        /// Another value in its place.
        to: Amount,
        /// A factor.
        times: Amount,
        /// What is added.
        add: Amount,
        /// The first month in which the change holds; only for posts, help and money, which go by month.
        from: Option<u32>,
        /// The last month in which the change holds.
        until: Option<u32>,
    }

    /// How far an input may go before the worst gap passes a share of the need.
    pub struct BreakEven {
        /// Which input.
        input: Id<Input>,
        /// The share of the need, between 0 and 1, that the gap must not pass.
        gap_share: f64,
        ..
        /// The option asked about; nothing means every option.
        option: Option<Id<ComparedOption>>,
        /// The values to search, instead of the input's own range: from, to.
        search: Amount,
    }

    /// The forces of one option.
    pub struct Plan {
        /// Which option.
        option: Id<ComparedOption>,
        ..
        /// Forces that are run down.
        outgoing: Vec<OutgoingForce>,
        /// Forces that are built up.
        incoming: Vec<IncomingForce>,
        /// International police, army in support and the like.
        interim: Vec<Interim>,
        /// Members of a force that ended who serve on elsewhere.
        transfers: Vec<Transfer>,
        /// Posts to be filled, where this option needs others than the comparison as a whole.
        need: Vec<FromMonth>,
        /// Money, where this option has other money than the comparison as a whole.
        budget: Vec<FromMonth>,
        /// What was not modelled in this plan.
        note: String,
    }

    /// A force that is run down, or kept on in part.
    pub struct OutgoingForce {
        /// Its id.
        id: Id<Force>,
        /// As people call it.
        title: String,
        /// People at D-day.
        strength: Amount,
        ..
        /// The month in which the run-down starts.
        starts: Amount,
        /// The month in which it ends; the same month means at once, nothing means that the force stays.
        ends: Amount,
        /// What one of its members does, as a share of what a fully able officer does; nothing means 1.
        effectiveness: Amount,
        /// The share kept on after vetting; nothing means 0.
        kept: Amount,
        /// What one who is kept on does; nothing means the same as before.
        kept_effectiveness: Amount,
        /// The share that leaves by itself each month.
        attrition: Amount,
        /// What a member costs each month.
        pay: Amount,
    }

    /// A force that is built up through an academy.
    pub struct IncomingForce {
        /// Its id.
        id: Id<Force>,
        /// As people call it.
        title: String,
        /// People who begin with each class.
        class: Amount,
        ..
        /// The month in which the academy opens.
        opens: Amount,
        /// By how many months it opens late.
        delay: Amount,
        /// Months from one class to the next, at least 1; nothing means 1.
        every: Amount,
        /// Months of training.
        training: Amount,
        /// The share of a class that graduates; nothing means 1.
        graduates: Amount,
        /// The share of those posted that leaves each month.
        attrition: Amount,
        /// What a recruit does on posting; nothing means 1.
        effectiveness: Amount,
        /// Months from posting until a recruit is fully able; nothing means at once.
        months_to_full: Amount,
        /// The strength at which training stops: posted and in training; nothing means that it never stops.
        size: Amount,
        /// The largest share of a class that comes from nowhere else; nothing means 1.
        civilians: Amount,
        /// The largest share of a class that comes from the outgoing forces named below.
        former: Amount,
        /// The outgoing forces whose released members may join a class.
        former_from: Vec<Id<Force>>,
        /// Former fighters who may join a class.
        ex_combatants: Option<ExCombatants>,
        /// The share of those posted for whom there is equipment; nothing means 1.
        equipped: Amount,
        /// What one without equipment does, as a share of one with; nothing means 1.
        without_equipment: Amount,
        /// What one who is posted costs each month.
        pay: Amount,
        /// What a trainee costs, once.
        training_cost: Amount,
        /// What the equipment of a post costs, once.
        equipment_cost: Amount,
    }

    /// Former fighters on their way into a force.
    pub struct ExCombatants {
        /// How many there are.
        pool: Amount,
        /// The largest share of a class that they may make up.
        quota: Amount,
        ..
        /// The month in which cantonment begins to take them in.
        from: Amount,
        /// How many cantonment takes through registration each month; nothing means all at once.
        throughput: Amount,
        /// The share that passes vetting; nothing means 1.
        passes: Amount,
    }

    /// Help that comes for a time.
    pub struct Interim {
        /// As people call it.
        title: String,
        /// How many, by month.
        people: Vec<FromMonth>,
        ..
        /// What one of them does; nothing means 1.
        effectiveness: Amount,
        /// What one of them costs each month.
        pay: Amount,
    }

    /// Members released from a force who serve on elsewhere.
    pub struct Transfer {
        /// The outgoing force that they leave.
        from: Id<Force>,
        /// How many.
        people: Amount,
        ..
        /// The force of this plan that they join; nothing means one outside it, such as the army.
        to: Option<Id<Force>>,
        /// Where they go, in words.
        title: String,
        /// The month in which the transfers begin.
        month: Amount,
        /// Over how many months they are spread; nothing means at once.
        over: Amount,
    }
}
