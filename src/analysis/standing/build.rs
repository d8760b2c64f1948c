//! Puts the positions of a case in order, once.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::super::naming::{Named, OptionName, option_name};
use super::super::order::{Link, Order};
use super::facts::{Facts, IssueSheet, Seat, issue_sheet};
use super::{Column, Row, RowStance, Said, Speaker, Standings};
use crate::model::{Actor, Case, Disclosure, Entry, Id, Issue, IssueOption, Position, Stance};

pub(super) fn build(case: &Case) -> Standings {
    let groups = members_of_groups(case);
    let (columns, column_of) = columns(case, &groups);
    let (options, option_of) = options(case);
    let (issues, issue_of) = issues(case, &options);
    let mut entries: Vec<(&Id<Position>, &Entry<Position>)> = case.positions.iter().collect();
    entries.sort_by_cached_key(|(id, entry)| content_key(id, entry));
    let numbers = Numbers { columns: &column_of, issues: &issue_of, options: &option_of };
    let row = |(id, entry): &(&Id<Position>, &Entry<Position>)| row(case, id, entry, &numbers);
    let rows: Vec<Row> = entries.iter().map(row).collect();
    let order = Order::of(&links(&entries, &rows));
    let facts = Facts::gather(case, &rows);
    let mut standings = Standings {
        rows,
        order,
        columns,
        column_of,
        issues,
        issue_of,
        options,
        option_of,
        lines: HashMap::new(),
        facts,
        trades: super::super::trades::collect(case),
    };
    standings.facts.seats = seats(case, &standings);
    standings.lines = lines(&standings, &groups);
    standings
}

/// The numbers by which the parts of a position are known from here on.
struct Numbers<'a> {
    columns: &'a HashMap<Speaker, usize>,
    issues: &'a HashMap<Id<Issue>, usize>,
    options: &'a HashMap<Id<IssueOption>, usize>,
}

/// The order of positions of which none is later: by what they say, never by when they were written down.
type ContentKey = (Option<crate::model::Date>, crate::model::Phase, Vec<String>, String);

fn content_key(id: &Id<Position>, entry: &Entry<Position>) -> ContentKey {
    let mut statements: Vec<String> = entry.heads().map(|position| position.statement.text.clone()).collect();
    statements.sort();
    let date = entry.heads().filter_map(|position| position.date.clone()).min();
    let phase = entry.heads().map(|position| position.phase).min().unwrap_or_default();
    (date, phase, statements, id.as_str().to_owned())
}

fn row(case: &Case, id: &Id<Position>, entry: &Entry<Position>, numbers: &Numbers) -> Row {
    let is_whole = entry.versions().iter().all(|version| version.here().is_some());
    let mut places: Vec<(usize, usize)> = entry
        .heads()
        .filter_map(|position| {
            Some((*numbers.columns.get(&speaker(position))?, *numbers.issues.get(&position.issue)?))
        })
        .collect();
    places.sort_unstable();
    places.dedup();
    let mut phases: Vec<_> = entry.heads().map(|position| position.phase).collect();
    phases.sort_unstable();
    phases.dedup();
    Row {
        said: said(id, entry),
        phases,
        span: span(entry),
        stances: stances(entry, is_whole && places.len() == 1, numbers.options),
        sources: entry.heads().map(|position| sources(case, position)).min().unwrap_or(0),
        places,
    }
}

/// How many different sources that stand a position names.
fn sources(case: &Case, position: &Position) -> usize {
    let stands = |id: &&Id<crate::model::Source>| case.sources.get(id).is_some();
    position.sources.iter().filter(stands).collect::<BTreeSet<_>>().len()
}

fn said(id: &Id<Position>, entry: &Entry<Position>) -> Said {
    let mut statements: Vec<String> = entry.heads().map(|position| position.statement.text.clone()).collect();
    statements.retain(|statement| !statement.is_empty());
    statements.sort();
    statements.dedup();
    Said {
        id: id.clone(),
        code: super::super::naming::either(entry.heads().map(|position| position.code.clone())),
        phase: entry.agreed(|position| &position.phase).copied(),
        date: entry.agreed(|position| &position.date).cloned().flatten(),
        statements,
        versions: entry.versions().len(),
        is_confided: entry.heads().any(|position| matches!(position.disclosure, Disclosure::Confided { .. })),
        through: None,
    }
}

fn speaker(position: &Position) -> Speaker {
    Speaker { party: position.party.clone(), faction: position.faction.clone() }
}

/// Every day that a date of any version can mean; nothing if a version has no date.
fn span(entry: &Entry<Position>) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
    let dates: Option<Vec<_>> = entry.heads().map(|position| position.date.as_ref()).collect();
    let dates = dates?;
    Some((dates.iter().map(|date| date.from()).min()?, dates.iter().map(|date| date.to()).max()?))
}

/// A stance counts only if every version says it, once, about the same speaker and issue.
fn stances(
    entry: &Entry<Position>,
    is_whole: bool,
    option_of: &HashMap<Id<IssueOption>, usize>,
) -> Vec<RowStance> {
    struct Named {
        stances: BTreeSet<Stance>,
        versions: usize,
        last: usize,
        conditions: Vec<String>,
        is_inferred: bool,
    }
    let mut named: BTreeMap<usize, Named> = BTreeMap::new();
    for (version, position) in (1..).zip(entry.heads()) {
        for on in &position.stances {
            let Some(option) = option_of.get(&on.option) else { continue };
            let named = named.entry(*option).or_insert_with(|| Named {
                stances: BTreeSet::new(),
                versions: 0,
                last: 0,
                conditions: Vec::new(),
                is_inferred: false,
            });
            named.versions += usize::from(named.last != version);
            named.last = version;
            named.stances.insert(on.stance);
            named.conditions.push(on.condition.clone());
            named.is_inferred |= on.inferred;
        }
    }
    let versions = entry.heads().count();
    let row_stance = |(option, named): (usize, Named)| RowStance {
        option,
        stance: (is_whole && named.versions == versions && named.stances.len() == 1)
            .then(|| named.stances.first().copied())
            .flatten(),
        heard: named.stances.into_iter().collect(),
        condition: super::super::naming::either(named.conditions.into_iter().filter(|text| !text.is_empty())),
        is_inferred: named.is_inferred,
    };
    named.into_iter().map(row_stance).collect()
}

/// How positions refer to each other. "Beside" joins positions on one issue only: a slip may not tie two issues.
fn links(entries: &[(&Id<Position>, &Entry<Position>)], rows: &[Row]) -> Vec<Link> {
    let number: HashMap<&Id<Position>, usize> =
        entries.iter().enumerate().map(|(n, (id, _))| (*id, n)).collect();
    let find = |id: &Id<Position>| number.get(id).copied();
    // Versions agree on what all of them come after.
    let after = |entry: &Entry<Position>| -> Vec<usize> {
        let mut heads = entry.heads();
        let first = heads.next().map(|position| position.after.clone()).unwrap_or_default();
        let rest: Vec<&Position> = heads.collect();
        let common = first.iter().filter(|id| rest.iter().all(|position| position.after.contains(id)));
        common.filter_map(find).collect()
    };
    let beside = |entry: &Entry<Position>| find(entry.agreed(|position| &position.beside)?.as_ref()?);
    let same_issue =
        |one: &Row, other: &Row| one.places.iter().any(|(_, a)| other.places.iter().any(|(_, b)| a == b));
    let link = |((_, entry), row): (&(&Id<Position>, &Entry<Position>), &Row)| Link {
        after: after(entry),
        beside: beside(entry).filter(|other| same_issue(row, &rows[*other])),
        span: row.span,
    };
    entries.iter().zip(rows).map(link).collect()
}

/// For each group, everybody it speaks for: members, members of members, and so on; circles end where they began.
pub(in super::super) fn members_of_groups(case: &Case) -> HashMap<Id<Actor>, BTreeSet<Id<Actor>>> {
    // A member counts if every version of the group has it.
    let members = |id: &Id<Actor>| -> Vec<Id<Actor>> {
        let Some(entry) = case.actors.get(id) else { return Vec::new() };
        let lists: Vec<HashSet<&Id<Actor>>> =
            entry.heads().map(|actor| actor.members.iter().collect()).collect();
        let Some((first, rest)) = lists.split_first() else { return Vec::new() };
        first.iter().filter(|id| rest.iter().all(|list| list.contains(*id))).map(|id| (*id).clone()).collect()
    };
    let mut groups = HashMap::new();
    for (id, _) in case.actors.iter() {
        let (mut all, mut open) = (BTreeSet::new(), members(id));
        while let Some(member) = open.pop() {
            if member != *id && !all.contains(&member) {
                open.extend(members(&member));
                all.insert(member);
            }
        }
        if !all.is_empty() {
            groups.insert(id.clone(), all);
        }
    }
    groups
}

type Columns = (Vec<Column>, HashMap<Speaker, usize>);

fn columns(case: &Case, groups: &HashMap<Id<Actor>, BTreeSet<Id<Actor>>>) -> Columns {
    let mut speakers: HashSet<Speaker> = HashSet::new();
    for (_, entry) in case.positions.iter() {
        for position in entry.heads() {
            speakers.insert(speaker(position));
            if let (None, Some(members)) = (&position.faction, groups.get(&position.party)) {
                speakers.extend(members.iter().map(Speaker::party));
            }
        }
    }
    let is_party =
        |id: &Id<Actor>| case.actors.get(id).is_some_and(|entry| entry.heads().any(Actor::is_party));
    speakers.extend(case.actors.iter().map(|(id, _)| id).filter(|id| is_party(id)).map(Speaker::party));
    let column = |speaker: &Speaker| {
        let is_party = is_party(&speaker.party);
        let speaks_for_others = groups.contains_key(&speaker.party) && speaker.faction.is_none();
        Column {
            party: Named::of(case, &speaker.party),
            faction: speaker.faction.as_ref().map(|faction| Named::of(case, faction)),
            is_party,
            is_shown: is_party || !speaks_for_others,
        }
    };
    let mut columns: Vec<Column> = speakers.iter().map(column).collect();
    columns.sort_by_cached_key(|column| {
        let faction = column.faction.as_ref().map(|faction| (faction.name.clone(), faction.id.clone()));
        (!column.is_party, column.party.name.clone(), column.party.id.clone(), faction)
    });
    let by_speaker = columns.iter().enumerate().map(|(n, column)| (column.speaker(), n)).collect();
    (columns, by_speaker)
}

fn options(case: &Case) -> (Vec<OptionName>, HashMap<Id<IssueOption>, usize>) {
    let mut ids: HashSet<&Id<IssueOption>> = case.options.iter().map(|(id, _)| id).collect();
    let heads = case.positions.iter().flat_map(|(_, entry)| entry.heads());
    ids.extend(heads.flat_map(|position| position.stances.iter().map(|on| &on.option)));
    ids.extend(
        case.issues.iter().flat_map(|(_, entry)| entry.heads()).filter_map(|issue| issue.on_table.as_ref()),
    );
    ids.extend(case.findings.iter().flat_map(|(_, entry)| entry.heads()).map(|finding| &finding.option));
    let mut options: Vec<OptionName> = ids.into_iter().map(|id| option_name(case, id)).collect();
    options.sort_by(|a, b| (&a.letter, &a.title, &a.id).cmp(&(&b.letter, &b.title, &b.id)));
    let by_id = options.iter().enumerate().map(|(n, option)| (option.id.clone(), n)).collect();
    (options, by_id)
}

fn issues(case: &Case, options: &[OptionName]) -> (Vec<IssueSheet>, HashMap<Id<Issue>, usize>) {
    let mut ids: HashSet<&Id<Issue>> = case.issues.iter().map(|(id, _)| id).collect();
    ids.extend(case.positions.iter().flat_map(|(_, entry)| entry.heads()).map(|position| &position.issue));
    let mut of_issue: HashMap<&Id<Issue>, Vec<OptionName>> = HashMap::new();
    for option in options {
        let mut issues: Vec<_> =
            case.options.get(&option.id).into_iter().flat_map(Entry::heads).map(|head| &head.issue).collect();
        issues.sort();
        issues.dedup();
        for issue in issues {
            of_issue.entry(issue).or_default().push(option.clone());
        }
    }
    let sheet = |id: &Id<Issue>| issue_sheet(case, id, of_issue.remove(id).unwrap_or_default());
    let mut issues: Vec<IssueSheet> = ids.into_iter().map(sheet).collect();
    issues.sort_by(|a, b| (a.place, &a.issue.name, &a.issue.id).cmp(&(b.place, &b.issue.name, &b.issue.id)));
    let by_id = issues.iter().enumerate().map(|(n, sheet)| (sheet.issue.id.clone(), n)).collect();
    (issues, by_id)
}

fn seats(case: &Case, standings: &Standings) -> Vec<Seat> {
    let seat = |(column, named): (usize, &Column)| {
        let entry = case.actors.get(&named.party.id).filter(|_| named.is_party && named.faction.is_none())?;
        let times = |actor: &Actor| Actor { at_table: actor.at_table.clone(), ..Actor::default() };
        Some(Seat {
            column,
            versions: entry.heads().map(times).collect(),
            is_whole: entry.versions().iter().all(|version| version.here().is_some()),
        })
    };
    standings.columns.iter().enumerate().filter_map(seat).collect()
}

/// The positions of each speaker on each issue, what groups said for their members among them.
fn lines(
    standings: &Standings,
    groups: &HashMap<Id<Actor>, BTreeSet<Id<Actor>>>,
) -> HashMap<(usize, usize), Vec<usize>> {
    let members: Vec<Vec<usize>> = standings
        .columns
        .iter()
        .map(|column| match (&column.faction, groups.get(&column.party.id)) {
            (None, Some(members)) => members
                .iter()
                .filter_map(|id| standings.column_of.get(&Speaker::party(id)).copied())
                .collect(),
            _ => Vec::new(),
        })
        .collect();
    let mut lines: HashMap<(usize, usize), Vec<usize>> = HashMap::new();
    for (n, row) in standings.rows.iter().enumerate() {
        for (column, issue) in &row.places {
            for column in std::iter::once(column).chain(&members[*column]) {
                let line = lines.entry((*column, *issue)).or_default();
                if line.last() != Some(&n) {
                    line.push(n);
                }
            }
        }
    }
    for line in lines.values_mut() {
        standings.put_in_order(line);
    }
    lines
}
