//! A package model laid out for counting: options by number, each party's points or standing for each of them.

use super::found::Count;
use super::{MOST_POINTS, Missing, Opening, Package, PartyOn, StanceToMove, Standing};
use crate::model::{PackageModel, PackageParty, RuleOfAgreement, Stance};

/// A package model laid out for counting.
pub(super) struct Board<'a> {
    model: &'a PackageModel,
    /// The options of each issue, as numbers.
    pub issues: Vec<Vec<usize>>,
    /// The id of each option.
    options: Vec<&'a str>,
    pub parties: Vec<Judge<'a>>,
    /// For each option and party: what the option adds to a package.
    pub adds: Vec<Vec<Part>>,
    /// For each option: sets of other options with which it cannot stand, all of earlier issues.
    pub clashes: Vec<Vec<Vec<usize>>>,
    /// Trades: party, what it gives, what it gets; in this order, so that all that a party wants for one thing stands
    /// together.
    pub linkages: Vec<(usize, usize, usize)>,
    /// How many parties must agree, and who among them in any case.
    pub needed: usize,
    pub vetoes: Vec<bool>,
}

/// A party as a judge of packages.
pub(super) struct Judge<'a> {
    pub name: &'a str,
    /// In units of points; with it, it judges by points.
    pub threshold: Option<i64>,
    /// The points of each option, in units.
    points: Vec<i64>,
    /// The standing of each option, if it judges by stances.
    pub standing: Vec<Standing>,
    stances: Vec<Stance>,
}

/// What options come to for one party.
#[derive(Clone, Copy, Default)]
pub(super) struct Part {
    /// In units.
    pub points: i64,
    /// The worst standing.
    pub standing: Standing,
    /// How many stances are not acceptable.
    pub unwilling: u32,
}

impl Part {
    pub fn with(self, more: Self) -> Self {
        Self {
            points: self.points + more.points,
            standing: self.standing.max(more.standing),
            unwilling: self.unwilling + more.unwilling,
        }
    }
}

/// How many packages a model has before those that cannot be are left out.
pub(super) fn combinations(model: &PackageModel) -> u128 {
    model.issues.iter().fold(1, |product: u128, issue| product.saturating_mul(issue.options.len() as u128))
}

impl<'a> Board<'a> {
    pub fn new(model: &'a PackageModel) -> Self {
        let mut options = Vec::new();
        let mut issues = Vec::new();
        for issue in &model.issues {
            issues.push((options.len()..options.len() + issue.options.len()).collect());
            options.extend(issue.options.iter().map(|option| option.id.as_str()));
        }
        let number = |id: &str| options.iter().position(|option| *option == id);
        let parties: Vec<Judge<'_>> = model.parties.iter().map(|party| judge(party, &options)).collect();
        let judge_of = |id: &str| parties.iter().position(|judge| judge.name == id);
        let mut clashes = vec![Vec::new(); options.len()];
        for infeasible in &model.infeasible {
            let known: Option<Vec<usize>> = infeasible.options.iter().map(|id| number(id.as_str())).collect();
            let mut set = known.unwrap_or_default();
            set.sort_unstable();
            set.dedup();
            if let Some(last) = set.pop() {
                clashes[last].push(set);
            }
        }
        let linkages = model.linkages.iter().filter_map(|l| {
            Some((judge_of(l.party.as_str())?, number(l.gives.as_str())?, number(l.gets.as_str())?))
        });
        let mut linkages: Vec<_> = linkages.collect();
        linkages.sort_unstable();
        let (needed, vetoes) = match &model.rule {
            RuleOfAgreement::All => (parties.len(), vec![true; parties.len()]),
            RuleOfAgreement::AtLeast { parties: least, vetoes } => {
                let has_veto = |judge: &Judge<'_>| vetoes.iter().any(|veto| veto.as_str() == judge.name);
                (*least as usize, parties.iter().map(has_veto).collect())
            }
        };
        let part = |option| parties.iter().map(|judge| judge.part(option)).collect();
        let adds = (0..options.len()).map(part).collect();
        Self { model, issues, options, parties, adds, clashes, linkages, needed, vetoes }
    }

    /// The package as people read it.
    pub fn package(&self, chosen: &[usize]) -> Package {
        let on = |(at, judge): (usize, &Judge<'_>)| PartyOn {
            party: judge.name.to_owned(),
            standing: self.standing(at, chosen),
            surplus: judge.surplus(chosen).map(|surplus| points(surplus.into())),
        };
        let is_marked = |id: &&str| self.model.principles.iter().any(|mark| mark.option.as_str() == *id);
        Package {
            options: chosen.iter().map(|option| self.options[*option].to_owned()).collect(),
            parties: self.parties.iter().enumerate().map(on).collect(),
            breaches: chosen
                .iter()
                .map(|option| self.options[*option])
                .filter(is_marked)
                .map(str::to_owned)
                .collect(),
        }
    }

    /// How a party stands to a package.
    pub fn standing(&self, party: usize, chosen: &[usize]) -> Standing {
        let judge = &self.parties[party];
        if let Some(surplus) = judge.surplus(chosen) {
            return by_points(surplus);
        }
        let worst = chosen.iter().map(|option| judge.standing[*option]).max().unwrap_or_default();
        match self.unmet(party, chosen).next() {
            Some(_) => worst.max(Standing::Conditional),
            None => worst,
        }
    }

    /// What a party gives in a package without getting what it wanted for it.
    fn unmet<'b>(&'b self, party: usize, chosen: &'b [usize]) -> impl Iterator<Item = usize> + 'b {
        let own = self.linkages.iter().filter(move |(who, ..)| *who == party);
        own.filter(|(_, gives, gets)| chosen.contains(gives) && !chosen.contains(gets))
            .map(|(_, gives, _)| *gives)
    }

    /// The stances of some parties that would have to become "accepts" for them to find a package acceptable.
    pub fn to_move(&self, chosen: &[usize], parties: &[usize]) -> Vec<StanceToMove> {
        let mut moves = Vec::new();
        for party in parties {
            let judge = &self.parties[*party];
            if judge.threshold.is_some() {
                continue;
            }
            let unmet: Vec<usize> = self.unmet(*party, chosen).collect();
            for option in chosen {
                let now = match judge.standing[*option] {
                    Standing::Acceptable if unmet.contains(option) => {
                        "gives it for something that is not in the package"
                    }
                    Standing::Acceptable => continue,
                    _ => judge.stances[*option].label(),
                };
                moves.push(self.stance_to_move(*party, *option, now));
            }
        }
        moves
    }

    fn stance_to_move(&self, party: usize, option: usize, now: &str) -> StanceToMove {
        let (party, option) = (self.parties[party].name.to_owned(), self.options[option].to_owned());
        StanceToMove { party, option, now: now.to_owned() }
    }

    /// What would have to change for a package to be acceptable under the rule of agreement: the cheapest parties.
    pub fn opening(&self, chosen: &[usize]) -> Opening {
        let price = |party: usize| {
            let stances = self.to_move(chosen, &[party]).len();
            (stances, self.parties[party].surplus(chosen).map_or(0, |surplus| (-surplus).max(0)))
        };
        let mut parties: Vec<usize> = (0..self.parties.len()).collect();
        parties.sort_by(|a, b| {
            let (x, y) = (price(*a), price(*b));
            self.vetoes[*b].cmp(&self.vetoes[*a]).then(x.cmp(&y)).then(a.cmp(b))
        });
        let vetoes = self.vetoes.iter().filter(|veto| **veto).count();
        parties.truncate(self.needed.max(vetoes));
        parties.sort_unstable();
        let short = parties.iter().map(|party| (*party, price(*party).1)).filter(|(_, short)| *short > 0);
        Opening {
            stances: self.to_move(chosen, &parties),
            points: points(short.clone().map(|(_, short)| i128::from(short)).sum()),
            short: short
                .map(|(party, short)| (self.parties[party].name.to_owned(), points(short.into())))
                .collect(),
            package: self.package(chosen),
        }
    }

    /// What is not known, and what to ask first: what could open most, then where fewest others stand in the way.
    pub fn missing(&self, count: &Count) -> Missing {
        let mut unknown = Vec::new();
        for (party, judge) in self.parties.iter().enumerate().filter(|(_, judge)| judge.threshold.is_none()) {
            for option in 0..self.options.len() {
                if judge.standing[option] == Standing::NotKnown {
                    let others = self.parties.iter().filter(|judge| judge.threshold.is_none());
                    let unwilling =
                        others.filter(|other| other.standing[option] > Standing::Conditional).count();
                    let opens = count.only_missing[party * self.options.len() + option];
                    unknown.push((std::cmp::Reverse(opens), unwilling, party, option));
                }
            }
        }
        unknown.sort_unstable();
        let first = unknown.first();
        Missing {
            count: unknown.len() as u64,
            ask_first: first
                .map(|(_, _, party, option)| self.stance_to_move(*party, *option, Stance::Unknown.label())),
            could_open: first.map_or(0, |(opens, ..)| opens.0),
        }
    }

    /// How many options there are on all issues together.
    pub fn size(&self) -> usize {
        self.options.len()
    }
}

impl Judge<'_> {
    fn part(&self, option: usize) -> Part {
        let standing = self.standing[option];
        let unwilling = u32::from(standing != Standing::Acceptable);
        Part { points: self.points[option], standing, unwilling }
    }

    /// Units above the threshold, if this party judges by points.
    pub fn surplus(&self, chosen: &[usize]) -> Option<i64> {
        Some(chosen.iter().map(|option| self.points[*option]).sum::<i64>() - self.threshold?)
    }
}

/// How many units a point has. Points are counted in whole units, so that those with decimals add up as people add
/// them: as many packages tie as ought to.
const UNITS: f64 = 1e6;

#[expect(
    clippy::cast_possible_truncation,
    reason = "no more than 10^15 in size, and 10^18 in a sum of all issues"
)]
fn units(points: f64) -> i64 {
    (points.clamp(-MOST_POINTS, MOST_POINTS) * UNITS).round() as i64
}

/// Units as points again; those of many parties together need the wider number.
#[expect(clippy::cast_precision_loss, reason = "points are shown to a millionth")]
pub(super) fn points(units: i128) -> f64 {
    units as f64 / UNITS
}

/// How a party that judges by points stands to a package with this surplus.
pub(super) fn by_points(surplus: i64) -> Standing {
    if surplus < 0 { Standing::Resisted } else { Standing::Acceptable }
}

fn judge<'a>(party: &'a PackageParty, options: &[&str]) -> Judge<'a> {
    let points = |option: &&str| {
        party.points.iter().find(|p| p.option.as_str() == *option).map_or(0, |p| units(p.points))
    };
    let stance = |option: &&str| {
        let said = party.stances.iter().find(|s| s.option.as_str() == *option);
        said.map_or(Stance::Unknown, |said| said.stance)
    };
    let stances: Vec<Stance> = options.iter().map(stance).collect();
    Judge {
        name: party.party.as_str(),
        threshold: party.threshold.map(units),
        points: options.iter().map(points).collect(),
        standing: stances.iter().map(|stance| standing(*stance)).collect(),
        stances,
    }
}

fn standing(stance: Stance) -> Standing {
    match stance {
        Stance::Demands | Stance::Accepts | Stance::Neutral => Standing::Acceptable,
        Stance::AcceptsIf => Standing::Conditional,
        Stance::Unknown => Standing::NotKnown,
        Stance::Opposes => Standing::Resisted,
        Stance::RedLine => Standing::Blocked,
    }
}
