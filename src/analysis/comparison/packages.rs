//! Packages out of a case: its issues with their options, the parties that are counted, the stances that stand in a
//! phase, and the trades that wait to be carried out. Where a trade gets something that lies outside the package, what
//! is given for it is accepted under a condition at most.

use std::collections::{BTreeSet, HashMap};

use jiff::civil;

use super::follow::{Followable, Ids};
use super::tried::phase_after;
use crate::analysis::standing::{AsOf, IssueSheet, Standings, members_of_groups};
use crate::analysis::trades::{Trade, TradeState};
use crate::audience::Seen;
use crate::model::{
    Actor, Agenda, ComparedParty, Comparison, Date, Id, Issue, IssueOption, PackageIssue, PackageLinkage,
    PackageMark, PackageModel, PackageOption, PackageParty, Phase, Points, Stance, StanceFor,
};

/// Over what packages are counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The stances standing at the end of this phase; nothing means all that there are.
    pub phase: Option<Phase>,
    /// These issues; nothing means those that are open on the agenda.
    pub issues: Option<Vec<Id<Issue>>>,
}

impl Chosen {
    /// The issues on the agenda, up to a phase; nothing means the current one, if the audience may know it.
    #[must_use]
    pub fn by_now(seen: &Seen<'_>, phase: Option<Phase>) -> Self {
        Self { phase: phase.or_else(|| current(seen)), issues: None }
    }

    /// The phase after the chosen one; after the last, all of them.
    pub fn next_phase(&mut self) {
        self.phase = phase_after(self.phase);
    }
}

/// The packages of a case, ready to be counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OfCase {
    /// A comparison that carries them and nothing else. Its ids are those of what is seen.
    pub comparison: Comparison,
    /// The issues that have options to choose between, in the order of the agenda.
    pub issues: Vec<OnTheTable>,
    /// Who is not counted, because versions differ on whether they are at the table.
    pub not_counted: Vec<String>,
    /// Chosen issues that are no part of it, because there are not two options to choose from.
    pub without_choice: Vec<String>,
}

/// An issue that could be part of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnTheTable {
    /// Which.
    pub id: Id<Issue>,
    /// In neutral wording.
    pub title: String,
    /// Whether it is part of the packages.
    pub is_taken: bool,
}

/// The phase that the case is in, if the audience may know it.
fn current(seen: &Seen<'_>) -> Option<Phase> {
    seen.case().sheet().filter(|sheet| !sheet.title.is_empty()).map(|sheet| sheet.phase)
}

/// The packages of a case as it is on a day, for whom it is seen by. Issues with fewer than two options leave nothing to
/// choose. Records of days to come, such as deadlines, do not move who is counted beyond it.
#[must_use]
pub fn of_case(seen: &Seen<'_>, standings: &Standings, chosen: &Chosen, today: civil::Date) -> OfCase {
    let on_agenda = |sheet: &&IssueSheet| match &chosen.issues {
        Some(issues) => issues.contains(&sheet.issue.id),
        None => sheet.agenda == Some(Agenda::Open),
    };
    let sheets = || sheets(seen, standings);
    let (columns, not_counted) = standings.counted(counted_on(seen, standings, chosen, today).as_ref());
    let actors = columns.iter().map(|column| &standings.columns()[*column].party);
    let parties: Vec<ComparedParty> = actors
        .map(|party| ComparedParty {
            id: party.id.cast(),
            name: party.name.clone(),
            actor: Some(party.id.clone()),
        })
        .collect();
    let judge = |party: &ComparedParty| judge(seen, party);
    let model = PackageModel {
        issues: sheets().filter(on_agenda).map(issue).collect(),
        parties: parties.iter().map(judge).collect(),
        source: source(chosen.phase, today),
        ..PackageModel::default()
    };
    let mut comparison = Comparison {
        question: "What could be agreed on these issues together?".to_owned(),
        title: "Packages of the case".to_owned(),
        marking: seen.case().marking(),
        audience: seen.audience().to_string(),
        case: seen.case().about.id.clone(),
        parties,
        packages: Some(model),
        ..Comparison::default()
    };
    take(&Followable { seen, standings, phase: chosen.phase, ids: Ids::OfWhatIsSeen }, &mut comparison);
    let on_table = |sheet: &IssueSheet| OnTheTable {
        id: sheet.issue.id.clone(),
        title: sheet.issue.name.clone(),
        is_taken: on_agenda(&sheet),
    };
    let issues: Vec<OnTheTable> = sheets().map(on_table).collect();
    let without_choice = chosen.issues.iter().flatten().filter(|id| issues.iter().all(|on| on.id != **id));
    let without_choice =
        without_choice.filter_map(|id| Some(standings.issue(id)?.issue.name.clone())).collect();
    OfCase { comparison, issues, not_counted, without_choice }
}

/// Every issue of a case that leaves something to choose, as a package takes it.
#[must_use]
pub fn issues_to_choose(seen: &Seen<'_>, standings: &Standings) -> Vec<PackageIssue> {
    sheets(seen, standings).map(issue).collect()
}

fn sheets<'a>(seen: &Seen<'_>, standings: &'a Standings) -> impl Iterator<Item = &'a IssueSheet> {
    let is_there = |sheet: &&IssueSheet| seen.case().issues.get(&sheet.issue.id).is_some();
    standings.issues().iter().filter(is_there).filter(|sheet| sheet.options.len() > 1)
}

/// Up to when the stances and linkages are those of the case.
fn source(phase: Option<Phase>, today: civil::Date) -> String {
    let until = phase.map_or_else(String::new, |phase| format!(" up to {phase}"));
    format!("the positions and linkages of the case{until}, as of {}", Date::day(today).spoken())
}

/// A party as a judge: by its points where the case holds them, else by its stances.
fn judge(seen: &Seen<'_>, party: &ComparedParty) -> PackageParty {
    let own = seen.case().points.shown().map(|(_, points)| points);
    let mut own =
        own.filter(|points| Some(&points.party) == party.actor.as_ref() && points.threshold.is_some());
    let own = own.next().filter(|_| own.next().is_none());
    let points = own.into_iter().flat_map(|own| &own.points);
    let points = points.map(|on| Points { option: on.option.cast(), points: f64::from(on.points) });
    PackageParty {
        party: party.id.clone(),
        threshold: own.and_then(|own| own.threshold).map(f64::from),
        points: points.collect(),
        stances: Vec::new(),
    }
}

/// The last day that anything is recorded of up to the chosen phase, else up to the current one, and today at the
/// latest; who sits at the table then is counted. Nothing if no day is recorded: then whoever ever sat there.
fn counted_on(seen: &Seen<'_>, standings: &Standings, chosen: &Chosen, today: civil::Date) -> Option<Date> {
    let phase = chosen.phase.or_else(|| current(seen))?;
    let recorded = standings.recorded_by(phase)?;
    let last = recorded.last_to?;
    // An exercise may be set in years to come; then the clock says nothing.
    let has_begun = recorded.first.is_some_and(|first| first <= today);
    Some(Date::day(if has_begun { last.min(today) } else { last }))
}

fn issue(sheet: &IssueSheet) -> PackageIssue {
    let option = |option: &crate::analysis::naming::OptionName| PackageOption {
        id: option.id.cast(),
        title: option.words(),
        stands_for: vec![option.id.clone()],
    };
    PackageIssue {
        id: sheet.issue.id.cast(),
        title: sheet.issue.name.clone(),
        options: sheet.options.iter().map(option).collect(),
    }
}

/// Takes the stances and trades of the case into the packages of a comparison, as far as its options stand for options
/// of the case and its parties are actors of it and judge by stances. Gives how many stances the case decides.
pub(super) fn take(case: &Followable<'_>, comparison: &mut Comparison) -> usize {
    let Some(model) = &mut comparison.packages else { return 0 };
    let as_of = case.phase.map_or(AsOf::Now, AsOf::Phase);
    let options: Vec<PackageOption> = model.issues.iter().flat_map(|issue| &issue.options).cloned().collect();
    let linked = |party: &PackageParty| {
        comparison.parties.iter().find(|compared| compared.id == party.party)?.actor.as_ref()
    };
    mark(case, &options, &mut model.principles);
    let is_any_linked = model.parties.iter().any(|party| linked(party).is_some());
    let mut decided = 0;
    let mut actors = HashMap::new();
    for party in model.parties.iter_mut().filter(|party| party.threshold.is_none()) {
        let Some(actor) = linked(party) else { continue };
        // For its audience, a party that is withheld has said nothing; what the file holds of it must not stay.
        let actor = case.locate(actor);
        for option in options.iter().filter(|option| !option.stands_for.is_empty()) {
            decided += 1;
            party.stances.retain(|stance| stance.option != option.id);
            let stood =
                actor.as_ref().and_then(|actor| case.least_willing(actor, &option.stands_for, &as_of));
            party.stances.extend(stood.filter(|stood| stood.stance != Stance::Unknown).map(|stood| {
                let conditions = stood.standing.heard.iter().map(|heard| heard.condition.clone());
                let condition = crate::analysis::naming::either(conditions);
                StanceFor { option: option.id.clone(), stance: stood.stance, condition }
            }));
        }
        actors.extend(actor.map(|actor| (actor, party.party.clone())));
    }
    // A trade that the case gave while a party was linked may have been withdrawn since.
    if is_any_linked || !case.seen.is_team() {
        model.linkages.retain(|linkage| !linkage.from_case);
        Trades { case, options: &options, actors }.add_to(model);
    }
    decided
}

/// Which options a person recorded in the case to breach a principle.
fn mark(case: &Followable<'_>, options: &[PackageOption], marks: &mut Vec<PackageMark>) {
    marks.retain(|mark| !mark.from_case);
    for option in options {
        for breach in case.breaches_of(&option.stands_for) {
            let of_it = |mark: &PackageMark| mark.option == option.id && mark.principle == breach.principle;
            if !marks.iter().any(of_it) {
                let (principle, reason) = (breach.principle.clone(), breach.reason());
                let (option, from_case) = (option.id.clone(), true);
                marks.push(PackageMark { option, principle, reason, from_case, ..PackageMark::default() });
            }
        }
    }
}

/// The trades of the case, in terms of a model.
struct Trades<'a> {
    case: &'a Followable<'a>,
    options: &'a [PackageOption],
    actors: HashMap<Id<Actor>, Id<ComparedParty>>,
}

impl Trades<'_> {
    /// Adds the open ones that stand in the phase. What a group trades, each of its members does.
    fn add_to(&self, model: &mut PackageModel) {
        let issues: BTreeSet<Id<Issue>> = self
            .options
            .iter()
            .flat_map(|option| &option.stands_for)
            .filter_map(|id| self.issue(id))
            .collect();
        let groups = members_of_groups(self.case.seen.case());
        let standings = self.case.standings;
        let stands = |trade: &&Trade| self.case.phase.is_none_or(|phase| standings.is_trade_by(trade, phase));
        let open = standings.trades().iter().filter(|trade| trade.state() == TradeState::Open);
        for trade in open.filter(stands) {
            let members = groups.get(&trade.party.id).into_iter().flatten();
            for party in members.chain([&trade.party.id]).filter_map(|actor| self.actors.get(actor)) {
                for gives in trade.gives.iter().filter_map(|item| self.option(&item.option.as_ref()?.id)) {
                    self.add_for(trade, party, gives, &issues, model);
                }
            }
        }
    }

    /// Adds what a party gets for one of the things that it gives.
    fn add_for(
        &self,
        trade: &Trade,
        party: &Id<ComparedParty>,
        gives: &PackageOption,
        issues: &BTreeSet<Id<Issue>>,
        model: &mut PackageModel,
    ) {
        for gets in &trade.gets {
            let in_package = gets.option.as_ref().and_then(|option| self.option(&option.id));
            match in_package {
                Some(gets) => {
                    let (gives, gets) = (gives.id.clone(), gets.id.clone());
                    let linkage = PackageLinkage { party: party.clone(), gives, gets, from_case: true };
                    if !model.linkages.contains(&linkage) {
                        model.linkages.push(linkage);
                    }
                }
                // Every package settles the issue, and which way was never said.
                None if gets.option.is_none() && issues.contains(&gets.issue.id) => {}
                None => outside(party, gives, &gets.words(), model),
            }
        }
    }

    /// The option of the model that stands for one of the case.
    fn option(&self, id: &Id<IssueOption>) -> Option<&PackageOption> {
        self.options
            .iter()
            .find(|option| option.stands_for.iter().any(|own| self.case.locate(own).as_ref() == Some(id)))
    }

    fn issue(&self, option: &Id<IssueOption>) -> Option<Id<Issue>> {
        let option = self.case.locate(option)?;
        self.case.seen.case().options.get(&option)?.agreed(|option| &option.issue).cloned()
    }
}

/// What is given for something outside the package is accepted under a condition at most.
fn outside(party: &Id<ComparedParty>, gives: &PackageOption, gets: &str, model: &mut PackageModel) {
    let judges = model.parties.iter_mut().filter(|judge| judge.party == *party);
    let stances = judges.flat_map(|judge| &mut judge.stances);
    for stance in stances.filter(|stance| stance.option == gives.id) {
        let condition = format!("it gets {gets}, which is no part of the package");
        if matches!(stance.stance, Stance::Demands | Stance::Accepts | Stance::Neutral) {
            stance.stance = Stance::AcceptsIf;
        }
        if stance.stance == Stance::AcceptsIf && !stance.condition.contains(&condition) {
            let and = if stance.condition.is_empty() { "" } else { ", and " };
            stance.condition = format!("{}{and}{condition}", stance.condition);
        }
    }
}

#[cfg(test)]
mod tests;
