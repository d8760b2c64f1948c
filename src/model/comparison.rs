//! A comparison: options of one question side by side, tested against futures. One document that stands alone.
//!
//! Its own parts are named by ids of its own; ids of a case's records may be given beside them, so that a case can
//! refresh it. It carries only what its audience may see, and holds no total score anywhere.

mod amount;
mod capacity;
mod packages;
mod reaction;
mod watch;

pub use amount::{Amount, FromMonth, Status};
pub use capacity::{
    BreakEven, Capacity, Change, ExCombatants, Force, IncomingForce, Input, Interim, OutgoingForce, Plan,
    Transfer,
};
pub use packages::{
    Infeasible, PackageIssue, PackageLinkage, PackageMark, PackageModel, PackageOption, PackageParty, Points,
    RuleOfAgreement, StanceFor,
};
pub use reaction::{
    ComparedParty, Coverage, CoverageKind, CoverageOf, Does, LinkedIssue, Override, PrincipleMark, Reaction,
    StoodBefore,
};
pub use watch::{Account, AccountBy, Analogue, Indicator, Reading, Side};

use super::macros::{record, words};
use super::{Date, Id, IssueOption, Level};

impl Comparison {
    /// The version of the format that this program writes.
    pub const FORMAT: u32 = 1;
}

record! {
    /// Options of one question side by side, tested against futures.
    pub struct Comparison {
        /// The one focal question.
        question: String,
        ..
        /// The version of this format, at most [`Comparison::FORMAT`]; nothing means 1.
        version: u32,
        /// A short title.
        title: String,
        /// The classification that every screen and page shows.
        marking: String,
        /// For whom it was made: `team`, `shareable` or `party:ID`; nothing means `team`.
        audience: String,
        /// Who made it.
        authors: Vec<String>,
        /// When it was last worked on.
        date: Option<Date>,
        /// The id of the case that it belongs to, if any.
        case: String,
        /// How far it looks ahead, in months from D-day.
        horizon: u32,
        /// What it is about and how to read it.
        about: String,
        /// The parties whose reactions it shows.
        parties: Vec<ComparedParty>,
        /// What is taken for granted.
        assumptions: Vec<Assumption>,
        /// What moves the context.
        drivers: Vec<Driver>,
        /// How the context may go.
        futures: Vec<Future>,
        /// The outcomes that the table could agree on.
        options: Vec<ComparedOption>,
        /// What the options are looked at for.
        criteria: Vec<Criterion>,
        /// What each option does to each criterion.
        effects: Vec<CriterionEffect>,
        /// Where parties stand on each option.
        reactions: Vec<Reaction>,
        /// Options that would breach a principle, as a person marked them.
        principles: Vec<PrincipleMark>,
        /// What the options do about threats, violations, institutions, groups and linked issues.
        coverage: Vec<Coverage>,
        /// What a timetable does to security on the ground.
        capacity: Option<Capacity>,
        /// Numbers or ranks for the decision rules.
        values: Option<Values>,
        /// One option for each issue on the table.
        packages: Option<PackageModel>,
        /// What is observed to learn which future is coming.
        indicators: Vec<Indicator>,
        /// Real cases to learn from, and why they may not fit.
        analogues: Vec<Analogue>,
        /// Where sources tell the same thing differently.
        accounts: Vec<Account>,
        /// What was not modelled.
        caveats: Vec<String>,
    }

    /// Something that is taken for granted.
    pub struct Assumption {
        /// Its id.
        id: Id<Assumption>,
        /// In a sentence.
        text: String,
        ..
        /// Whether it still holds.
        status: AssumptionStatus,
        /// Since when that is its status.
        since: Option<Date>,
        /// Who judged that.
        by: String,
        /// What it rests on.
        source: String,
        /// What it does to the numbers if it breaks.
        if_broken: Vec<Change>,
    }

    /// Something that moves the context.
    pub struct Driver {
        /// Its id.
        id: Id<Driver>,
        /// In a few words.
        title: String,
        ..
        /// A given or an uncertainty.
        kind: DriverKind,
        /// The outcomes that it may take.
        outcomes: Vec<Outcome>,
    }

    /// One outcome of a driver.
    pub struct Outcome {
        /// Its id.
        id: Id<Outcome>,
        /// In a few words.
        title: String,
        ..
    }

    /// A story of how the context may go, outside anyone's single control. None is marked as the forecast.
    pub struct Future {
        /// Its id.
        id: Id<Future>,
        /// Its name.
        title: String,
        ..
        /// The story, one page at most.
        story: String,
        /// Whether the other futures are read against this one; it is no forecast.
        baseline: bool,
        /// The outcome that each driver takes in it.
        outcomes: Vec<OutcomeIn>,
        /// The indicators that would warn of it early.
        signs: Vec<Id<Indicator>>,
        /// What it does to the inputs of the capacity model.
        changes: Vec<Change>,
        /// The assumptions that it stands on.
        assumptions: Vec<Id<Assumption>>,
    }

    /// The outcome that a driver takes in a future.
    pub struct OutcomeIn {
        /// Which driver.
        driver: Id<Driver>,
        /// Which of its outcomes.
        outcome: Id<Outcome>,
        ..
    }

    /// An outcome that the table could agree on.
    pub struct ComparedOption {
        /// Its id, best a letter.
        id: Id<ComparedOption>,
        /// In a few words.
        title: String,
        ..
        /// In full.
        text: String,
        /// The options of the case that it stands for.
        stands_for: Vec<Id<IssueOption>>,
        /// How it would be put into law.
        legal_form: String,
        /// What is done when, in order.
        steps: Vec<OptionStep>,
        /// Who must agree.
        must_agree: Vec<Id<ComparedParty>>,
        /// What must be there first.
        preconditions: Vec<String>,
        /// What the parties would want guaranteed.
        guarantees: Vec<String>,
        /// Whether it can be taken back.
        reversibility: Reversibility,
        /// What taking it back would mean.
        undoing: String,
        /// What it costs, in words.
        cost: String,
        /// Whom it needs, in words.
        people: String,
        /// The assumptions that it stands on.
        assumptions: Vec<Id<Assumption>>,
        /// Where this is taken from.
        sources: Vec<String>,
    }

    /// One step of an option.
    pub struct OptionStep {
        /// What is done.
        text: String,
        ..
        /// When, relative to a base event: "D+30", "8 months or on completion, whichever first".
        due: String,
        /// Who does it.
        body: String,
    }

    /// Something that the options are looked at for.
    pub struct Criterion {
        /// Its id.
        id: Id<Criterion>,
        /// In a few words.
        title: String,
        ..
        /// How much it matters to the authors. It orders rows; nothing is ever added up with it.
        weight: Option<f64>,
    }

    /// What an option does to a criterion, in one future if it differs there.
    pub struct CriterionEffect {
        /// Which option.
        option: Id<ComparedOption>,
        /// Which criterion.
        criterion: Id<Criterion>,
        /// Which way.
        effect: Way,
        ..
        /// In which future; nothing means in all of them.
        future: Option<Id<Future>>,
        /// How strongly.
        strength: Level,
        /// How sure the authors are.
        confidence: Level,
        /// Why.
        reason: String,
        /// What it rests on.
        evidence: Vec<String>,
        /// The assumptions that it stands on.
        assumptions: Vec<Id<Assumption>>,
    }

    /// A table of values, option by future, for the decision rules.
    pub struct Values {
        /// Whether more is better or less.
        better: Better,
        ..
        /// Where the values come from.
        from: ValuesFrom,
        /// What is counted, in the users' own unit.
        unit: String,
        /// The value that is just good enough.
        floor: Option<f64>,
        /// The coefficient of the Hurwicz rule, the weight of the best value; 0.5 unless given.
        alpha: Option<f64>,
        /// The values, if they are given here.
        cells: Vec<Value>,
        /// Who says so.
        source: String,
    }

    /// The value of an option in a future.
    pub struct Value {
        /// Which option.
        option: Id<ComparedOption>,
        /// Which future.
        future: Id<Future>,
        /// The number or rank.
        value: f64,
        ..
    }
}

words! {
    /// Whether an assumption still stands.
    pub enum AssumptionStatus {
        /// As far as we can see.
        #[default]
        Holds = "holds",
        /// There are signs against it.
        InDoubt = "in doubt",
        /// It fell.
        Broken = "broken",
    }

    /// What a driver is.
    pub enum DriverKind {
        /// It may go one way or another.
        #[default]
        Uncertain = "uncertain",
        /// It is the same in every future.
        Given = "given",
    }

    /// Whether an option can be taken back once it is carried out.
    pub enum Reversibility {
        /// Nobody has judged it yet.
        #[default]
        Unjudged = "not judged",
        /// With little loss.
        Easy = "easy to take back",
        /// At a price.
        Hard = "hard to take back",
        /// Not at all.
        Final = "cannot be taken back",
    }

    /// Which way an option moves a criterion.
    pub enum Way {
        /// Nobody can tell yet.
        #[default]
        Unclear = "unclear",
        /// For the better.
        Helps = "helps",
        /// For the worse.
        Hurts = "hurts",
    }

    /// Which values are preferred.
    pub enum Better {
        /// The larger, as for benefits.
        #[default]
        Higher = "higher",
        /// The smaller, as for costs.
        Lower = "lower",
    }

    /// Where the values for the decision rules come from.
    pub enum ValuesFrom {
        /// They stand in the table.
        #[default]
        Given = "given",
        /// The worst gap of the capacity model at likely values; lower is better.
        WorstGap = "worst gap",
        /// The cumulative shortfall of the capacity model at likely values; lower is better.
        Shortfall = "shortfall",
    }
}

/// The criteria that practice looks at, for a comparison that names none of its own.
pub const USUAL_CRITERIA: [(&str, &str); 10] = [
    ("safety", "Public-safety gap"),
    ("rights", "Human rights"),
    ("acceptability", "Acceptability by party"),
    ("capacity", "Capacity to build the replacement"),
    ("cost", "Cost"),
    ("reversibility", "Reversibility"),
    ("spoilers", "Effect on spoilers"),
    ("time", "Time to effect"),
    ("verifiability", "Verifiability"),
    ("people", "Effect on women, men, girls, boys and minorities"),
];

/// Ids of a comparison's own parts name no record of a case, so there is nothing for a case to follow.
macro_rules! own_ids {
    ($($part:ty),* $(,)?) => { $( impl super::Refs for Id<$part> {} )* };
}
own_ids!(
    Assumption,
    Driver,
    Outcome,
    Future,
    ComparedOption,
    Criterion,
    ComparedParty,
    Indicator,
    Input,
    Force,
    PackageIssue,
    PackageOption,
);
impl super::Refs for f64 {}
