//! Packages: one option for each issue, and who would accept which. Every package is looked at, so counts are exact.
//!
//! A party judges by its points, or by its stances, worst first. "Acceptable to all" never counts what is not known.
//! Too many packages are refused in words; long counts report progress and can be stopped.

mod board;
mod count;
mod efficient;
mod found;
mod names;

use serde::Serialize;

use crate::analysis::watch::Watch;
use crate::model::PackageModel;

use board::combinations;
pub use names::Names;

/// The most packages that are looked at one by one.
const MOST_PACKAGES: u64 = 100_000_000;
/// The most packages among all of which the efficient ones are looked for.
pub const MOST_COMPARED: usize = 20_000;
/// The most issues of a package: counting goes as deep as there are issues.
const MOST_ISSUES: usize = 1_000;
/// The most options on all issues together.
const MOST_OPTIONS: usize = 65_535;
/// The largest points or threshold that can be counted with.
pub const MOST_POINTS: f64 = 1e9;
/// How many packages are shown of each sort: the best few, not a wall.
const SHOWN: usize = 5;

/// How a party stands to a whole package, best first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It demands or accepts every part, or is neutral; or its score reaches the threshold.
    #[default]
    Acceptable,
    /// It accepts a part under a condition, or gives something and does not get what it wanted for it.
    Conditional,
    /// Nobody knows how it stands to a part.
    NotKnown,
    /// It opposes a part; or its score stays below the threshold.
    Resisted,
    /// A part crosses a red line.
    Blocked,
}

impl Standing {
    /// Every standing, best first.
    pub const ALL: [Self; 5] =
        [Self::Acceptable, Self::Conditional, Self::NotKnown, Self::Resisted, Self::Blocked];

    /// The word that people read.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Acceptable => "acceptable",
            Self::Conditional => "conditional",
            Self::NotKnown => "not known",
            Self::Resisted => "resisted",
            Self::Blocked => "blocked",
        }
    }
}

/// What there is to say about the packages of a model.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Packages {
    /// Why nothing was counted: "too many: …".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
    /// Whether somebody stopped the count; the figures then cover what was looked at.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub stopped: bool,
    /// How many packages there are, without those that cannot be.
    pub total: u64,
    /// How many cannot be.
    pub infeasible: u64,
    /// How many are acceptable to every party.
    pub acceptable_to_all: u64,
    /// How many more would be, were every condition met.
    pub conditional_to_all: u64,
    /// How many are acceptable to as many parties as must agree, vetoes included.
    pub acceptable_to_rule: u64,
    /// For each party, how many packages all others find acceptable and it does not.
    pub all_but_one: Vec<AllButOne>,
    /// How each party stands to the packages.
    pub standings: Vec<PartyStandings>,
    /// The packages whose smallest surplus of points is the largest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best_smallest_surplus: Option<BestSurplus>,
    /// The packages that no other one betters for somebody without worsening anybody.
    pub pareto_efficient: Efficient,
    /// For each party that stands in the way of a package: the nearest such package, with the fewest others in its way.
    pub closest: Vec<Closest>,
    /// The smallest change that would make a package acceptable; nothing if one is already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opening: Option<Opening>,
    /// Stances that nobody knows.
    pub missing: Missing,
    /// The best few packages: most willing first, then by smallest surplus.
    pub best: Vec<Package>,
}

/// A package, and how each party stands to it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Package {
    /// The option taken on each issue, in the order of the issues.
    pub options: Vec<String>,
    /// How each party stands to it.
    pub parties: Vec<PartyOn>,
    /// Those of its options that would breach a principle.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub breaches: Vec<String>,
}

/// How a party stands to a package.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PartyOn {
    /// Who.
    pub party: String,
    /// How.
    pub standing: Standing,
    /// Its points above the threshold; below it if negative; nothing for one that judges by stances.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surplus: Option<f64>,
}

/// A party that alone stands in the way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AllButOne {
    /// Who.
    pub party: String,
    /// Of how many packages.
    pub packages: u64,
}

/// How a party stands to the packages, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PartyStandings {
    /// Who.
    pub party: String,
    /// How many packages it finds acceptable.
    pub acceptable: u64,
    /// How many it accepts under a condition.
    pub conditional: u64,
    /// For how many its stance is not known.
    pub not_known: u64,
    /// How many it resists.
    pub resisted: u64,
    /// How many it blocks.
    pub blocked: u64,
}

/// The packages with the largest smallest surplus.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct BestSurplus {
    /// The smallest surplus of points that any party has in them.
    pub surplus: f64,
    /// How many packages tie.
    pub packages: u64,
    /// The first of them.
    pub first: Package,
}

/// What is known about efficiency.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Efficient {
    /// Among which packages they were looked for, in words.
    pub among: String,
    /// How many there are; nothing if that was not worked out.
    pub count: Option<u64>,
    /// How many of them are acceptable under the rule of agreement.
    pub acceptable: Option<u64>,
    /// The best few that are acceptable under the rule of agreement.
    pub packages: Vec<Package>,
}

/// The nearest package that a party stands in the way of.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Closest {
    /// Who.
    pub party: String,
    /// Points short of its threshold; nothing for a party that judges by stances.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short: Option<f64>,
    /// Its stances that would have to become "accepts".
    pub stances: Vec<StanceToMove>,
    /// Who else stands in its way.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
    /// The package.
    pub package: Package,
}

/// A stance that would have to become "accepts".
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct StanceToMove {
    /// Whose.
    pub party: String,
    /// On which option.
    pub option: String,
    /// What it is now, in a word.
    pub now: String,
}

/// The smallest change that opens a package.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Opening {
    /// The stances that would have to become "accepts".
    pub stances: Vec<StanceToMove>,
    /// Points off thresholds, in all.
    pub points: f64,
    /// Points off the threshold of each party that is short.
    pub short: Vec<(String, f64)>,
    /// The package that it opens.
    pub package: Package,
}

/// What is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// How many (party, option) stances.
    pub count: u64,
    /// Which one to ask for first: the one whose answer could open the most packages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ask_first: Option<StanceToMove>,
    /// How many packages only that answer keeps from being acceptable to all.
    pub could_open: u64,
}

/// Looks at every package of a model.
#[must_use]
pub fn packages(model: &PackageModel, watch: &Watch<'_>) -> Packages {
    if let Some(refused) = too_many(model) {
        return Packages { refused: Some(refused), ..Packages::default() };
    }
    counted(model, watch, count::ALONE)
}

fn counted(model: &PackageModel, watch: &Watch<'_>, alone: u64) -> Packages {
    let board = board::Board::new(model);
    let count = count::count(&board, watch, alone);
    report(&board, &count, watch)
}

/// Why the packages of a model are not counted, in a sentence; nothing if they can be.
#[must_use]
pub fn too_many(model: &PackageModel) -> Option<String> {
    let (issues, packages) = (model.issues.len(), combinations(model));
    let options: usize = model.issues.iter().map(|issue| issue.options.len()).sum();
    let each = [
        (issues as u128, "issues", MOST_ISSUES as u128, "can be part of a package"),
        (options as u128, "options", MOST_OPTIONS as u128, "can be chosen from"),
        (packages, "packages", u128::from(MOST_PACKAGES), "can be looked at one by one"),
    ];
    let (number, what, most, can) = each.into_iter().find(|(number, _, most, _)| number > most)?;
    Some(format!(
        "too many: {} {what}, and no more than {} {can}; settle or leave out an issue, or drop options that nobody \
         would take",
        thousands(number),
        thousands(most)
    ))
}

/// A count with commas between thousands.
#[must_use]
pub fn thousands(count: u128) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn report(board: &board::Board<'_>, count: &found::Count, watch: &Watch<'_>) -> Packages {
    let name = |party: usize| board.parties[party].name.to_owned();
    let each = || 0..board.parties.len();
    let alone = each().filter(|p| count.alone[*p] > 0);
    let standings = each().map(|p| {
        let [acceptable, conditional, not_known, resisted, blocked] = count.standings[p];
        PartyStandings { party: name(p), acceptable, conditional, not_known, resisted, blocked }
    });
    let closest = each().filter_map(|p| {
        let near = count.closest[p].as_ref()?;
        let package = board.package(&near.chosen);
        let in_the_way = package.parties.iter().filter(|on| on.standing != Standing::Acceptable);
        Some(Closest {
            party: name(p),
            short: board.parties[p].surplus(&near.chosen).map(|surplus| board::points((-surplus).into())),
            stances: board.to_move(&near.chosen, &[p]),
            others: in_the_way.map(|on| on.party.clone()).filter(|party| *party != name(p)).collect(),
            package,
        })
    });
    let best_surplus = count.best_surplus.as_ref().map(|best| BestSurplus {
        surplus: board::points(best.surplus.into()),
        packages: best.ties,
        first: board.package(&best.chosen),
    });
    Packages {
        refused: None,
        stopped: count.stopped,
        total: count.total,
        infeasible: count.infeasible,
        acceptable_to_all: count.to_all,
        conditional_to_all: count.conditional,
        acceptable_to_rule: count.to_rule,
        all_but_one: alone.map(|p| AllButOne { party: name(p), packages: count.alone[p] }).collect(),
        standings: standings.collect(),
        best_smallest_surplus: best_surplus,
        pareto_efficient: efficient::efficient(board, count, watch),
        closest: closest.collect(),
        opening: count
            .opening
            .as_ref()
            .filter(|_| count.to_rule == 0)
            .map(|near| board.opening(&near.chosen)),
        missing: board.missing(count),
        best: count.best.iter().map(|best| board.package(&best.chosen)).collect(),
    }
}

#[cfg(test)]
mod tests;
