//! Which rows of a file are positions that stand already.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    import::{Field, draft::Draft, standing::Resolved},
    model::{Actor, Case, Disclosure, Entry, Faction, Id, Issue, Phase, Position},
    notation::Problem,
};

/// What becomes of a row.
pub(super) enum Outcome {
    /// It is a new position.
    New,
    /// It says what this position says.
    Stands(Id<Position>),
    /// It corrects a position.
    Corrects { id: Id<Position>, to: Box<Position>, fields: Vec<&'static str> },
    /// It says what an earlier row says.
    SameAs(usize),
    /// It cannot be told.
    Refused(Problem),
}

/// What a position is known by.
type Key = (Id<Actor>, Option<Id<Faction>>, Id<Issue>, Phase, String, String);

/// A position of the case.
type Standing<'a> = (&'a Id<Position>, &'a Entry<Position>);

type Rows<'a> = [(&'a Draft, Resolved)];

fn key(position: &Position) -> Key {
    let date = position.date.as_ref().map_or(String::new(), |date| date.written().to_owned());
    let statement = position.statement.text.clone();
    (
        position.party.clone(),
        position.faction.clone(),
        position.issue.clone(),
        position.phase,
        date,
        statement,
    )
}

/// Matches every row. Rows that say what stands are found first, so that no other row corrects their position.
pub(super) fn matched(case: &Case, rows: &Rows) -> Vec<Outcome> {
    let mut standing: BTreeMap<Key, Vec<Standing>> = BTreeMap::new();
    for (id, entry) in case.positions.iter() {
        let keys: BTreeSet<Key> = entry.heads().map(key).collect();
        for key in keys {
            standing.entry(key).or_default().push((id, entry));
        }
    }
    let mut claimed: BTreeSet<&Id<Position>> = BTreeSet::new();
    let mut outcomes: Vec<Option<Outcome>> = Vec::new();
    for (_, resolved) in rows {
        let candidates = standing.get(&key(&resolved.position)).map_or(&[][..], Vec::as_slice);
        let mut equal = candidates
            .iter()
            .filter(|(_, entry)| entry.heads().any(|head| resolved.correct(head).1.is_empty()));
        let free = equal.clone().find(|(id, _)| !claimed.contains(id));
        let found = free.or_else(|| equal.next());
        claimed.extend(found.map(|(id, _)| *id));
        outcomes.push(found.map(|(id, _)| Outcome::Stands((*id).clone())));
    }
    let mut first: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for (number, (draft, resolved)) in rows.iter().enumerate() {
        let key = key(&resolved.position);
        if outcomes[number].is_none() {
            let candidates = standing.get(&key).map_or(&[][..], Vec::as_slice);
            let free: Vec<_> = candidates.iter().filter(|(id, _)| !claimed.contains(id)).collect();
            let earlier = first.get(&key).map_or(&[][..], Vec::as_slice);
            let outcome = match free.as_slice() {
                [] => unmatched(draft, resolved, rows, earlier, !candidates.is_empty()),
                [(id, entry)] if draft.beside.is_empty() => {
                    claimed.insert(*id);
                    corrected(draft, resolved, id, entry)
                }
                [_] => Outcome::New,
                _ => Outcome::Refused(stands_twice(draft)),
            };
            outcomes[number] = Some(outcome);
        }
        first.entry(key).or_default().push(number);
    }
    outcomes.into_iter().flatten().collect()
}

/// A row for which no position is left that it could correct.
fn unmatched(draft: &Draft, resolved: &Resolved, rows: &Rows, earlier: &[usize], stands: bool) -> Outcome {
    let said = resolved.as_new();
    if let Some(row) =
        earlier.iter().find(|row| rows[**row].1.as_new() == said && draft.beside == rows[**row].0.beside)
    {
        return Outcome::SameAs(*row);
    }
    match earlier.first() {
        None if !stands => Outcome::New,
        _ if !draft.beside.is_empty() => Outcome::New,
        Some(row) => {
            let what = format!("line {} says the same otherwise, and differs in the rest", rows[*row].0.line);
            let remedy =
                "Keep one of the two; or, if it is another reading, name the other in the column \"beside\".";
            Outcome::Refused(draft.problem(Field::Statement, what, remedy))
        }
        None => Outcome::Refused(stands_twice(draft)),
    }
}

fn corrected(draft: &Draft, resolved: &Resolved, id: &Id<Position>, entry: &Entry<Position>) -> Outcome {
    if entry.is_contested() {
        let what = "two versions of this position stand in the case";
        return Outcome::Refused(draft.problem(
            Field::Statement,
            what,
            "Settle them in the case, then import again.",
        ));
    }
    let stands = entry.first();
    let (to, fields) = resolved.correct(stands);
    let is_confided = matches!(stands.disclosure, Disclosure::Confided { .. });
    if is_confided && !matches!(to.disclosure, Disclosure::Confided { .. } | Disclosure::Team) {
        let what = "this was said in confidence; an import does not share it further";
        return Outcome::Refused(draft.problem(
            Field::Disclosure,
            what,
            "Share it in the case, or write confided.",
        ));
    }
    Outcome::Corrects { id: id.clone(), to: Box::new(to), fields }
}

fn stands_twice(draft: &Draft) -> Problem {
    let what = "more than one position of the case says this, and which one is meant cannot be told";
    draft.problem(Field::Statement, what, "Correct it in the case.")
}
