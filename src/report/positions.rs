//! Positions as rows: one for each version of each position, in the order of time.

use std::collections::HashSet;

use super::{
    desk::Desk,
    page::{Cell, Table, Text, cell},
    sources::{of_words, original},
};
use crate::{
    analysis::standing::{AsOf, Standing},
    model::{Date, Disclosure, Entry, Firmness, Id, Issue, Phase, Position, StanceOn},
};

/// All positions on an issue, the earliest first.
pub(super) fn table(desk: &mut Desk, issue: &Id<Issue>) -> Table {
    let head = &[
        "Code",
        "Phase",
        "Date",
        "Who",
        "What was said",
        "On the options",
        "Why, in our reading",
        "Firmness",
        "Stands",
        "May be told",
        "Sources",
    ];
    let mut table = Table::new("Positions by phase", head);
    let standing = standing_on(desk, issue);
    let mut entries: Vec<_> = desk.positions_on(issue);
    let dated = |phase: Phase, date: Option<&Date>| {
        let first = desk.standings.phase_facts(phase).first;
        date.map(Date::from).or(first).unwrap_or(jiff::civil::Date::MAX)
    };
    entries.sort_by_cached_key(|(id, entry)| {
        let first = entry.first();
        let when = dated(first.phase, first.date.as_ref());
        (when, first.phase, desk.actor(&first.party), first.statement.text.clone(), (*id).clone())
    });
    for (id, entry) in entries {
        let stands = if standing.contains(id) { "yes" } else { "superseded" };
        let heads: Vec<&Position> = entry.heads().filter(|position| position.issue == *issue).collect();
        for (number, position) in (1..).zip(&heads) {
            let versions = entry.versions().len();
            let stands = if versions > 1 {
                format!("{stands}, version {number} of {versions}")
            } else {
                stands.to_owned()
            };
            table.row(row(desk, position, stands));
        }
    }
    table
}

fn row(desk: &mut Desk, position: &Position, stands: String) -> [Cell; 11] {
    let sources = desk.sourced("", &position.sources);
    let firmness = if position.firmness == Firmness::Unjudged { "" } else { position.firmness.word() };
    [
        cell(position.code.as_str()),
        cell(position.phase.word()),
        cell(position.date.as_ref().map(Date::spoken).unwrap_or_default()),
        cell(who(desk, position)),
        said(position),
        cell(stances(desk, &position.stances)),
        cell(position.interest.as_str()),
        cell(firmness),
        cell(stands),
        cell(if desk.seen.is_team() { told_to(desk, &position.disclosure) } else { String::new() }),
        vec![sources],
    ]
}

/// The statement, and under it the wording that it was translated from.
pub(super) fn said(position: &Position) -> Vec<Text> {
    let mut said = vec![of_words(&position.statement)];
    said.extend(original(&position.statement));
    said
}

/// The party, its faction, who spoke.
pub(super) fn who(desk: &Desk, position: &Position) -> String {
    let mut who = desk.actor(&position.party);
    if let Some(faction) = &position.faction {
        who = format!("{who}: {}", crate::analysis::naming::name_of(desk.case, faction));
    }
    if position.spokesperson.is_empty() { who } else { format!("{who} ({})", position.spokesperson) }
}

/// `A demands; B accepts if a seat for the lagoon`.
pub(super) fn stances(desk: &Desk, stances: &[StanceOn]) -> String {
    let one = |on: &StanceOn| {
        let inferred = if on.inferred { " (inferred)" } else { "" };
        let condition = if on.condition.is_empty() { String::new() } else { format!(" {}", on.condition) };
        format!("{} {}{condition}{inferred}", desk.letter(&on.option), on.stance.label())
    };
    stances.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Who may be told, for the team.
fn told_to(desk: &Desk, disclosure: &Disclosure) -> String {
    match disclosure {
        Disclosure::Public => "anybody".to_owned(),
        Disclosure::SharedWithAll => "all parties".to_owned(),
        Disclosure::Shared(with) if with.is_empty() => "nobody".to_owned(),
        Disclosure::Shared(with) => format!("{} only", desk.actors(with)),
        Disclosure::Confided { by } => format!("nobody: confided by {by}"),
        Disclosure::Team => "nobody: for the team".to_owned(),
    }
}

/// The positions that stand for somebody on an issue today.
fn standing_on(desk: &Desk, issue: &Id<Issue>) -> HashSet<Id<Position>> {
    let columns = desk.standings.columns().iter();
    let of =
        |column: &crate::analysis::standing::Column| desk.standings.of(&column.speaker(), issue, &AsOf::Now);
    columns.filter_map(of).flat_map(|standing| resting(&standing)).collect()
}

fn resting(standing: &Standing) -> Vec<Id<Position>> {
    let on_options = standing.options.iter().flat_map(|option| &option.heard).map(|heard| &heard.said);
    on_options.chain(&standing.statements).map(|said| said.id.clone()).collect()
}

/// Whether any version of a position falls within a session: on its day, or in its days.
pub(super) fn is_within(entry: &Entry<Position>, session: &Date) -> bool {
    entry.heads().any(|position| {
        position.date.as_ref().is_some_and(|date| date.from() >= session.from() && date.to() <= session.to())
    })
}
