//! Noticing that the same statement was recorded before.

use crate::{
    audience::Seen,
    cli::{failure::Failure, said::Said},
    model::{Firmness, Position},
};

/// What to say if this was recorded already: all of it the same is no error, and nothing is written. The same words
/// with other stances or another disclosure are a correction, which a person makes on purpose.
pub fn noticed(seen: &Seen, new: &Position) -> anyhow::Result<Option<Said>> {
    let positions = seen.case().positions.iter().flat_map(|(_, entry)| entry.heads());
    let same: Vec<&Position> = positions.filter(|old| is_same_statement(old, new)).collect();
    if same.is_empty() || new.beside.is_some() {
        return Ok(None);
    }
    if let Some(old) = same.iter().find(|old| differences(old, new).is_empty()) {
        return Ok(Some(Said::text(format!("Recorded already as {}; nothing was written.\n", old.code))));
    }
    let (code, what) = (&same[0].code, differences(same[0], new).join(", "));
    let words =
        format!("{code} holds the same statement of the same day with another {what}; nothing was written");
    Err(Failure::input(format!(
        "{words}. Correct {code} on the screen, or record another reading with --beside {code}"
    )))
}

fn is_same_statement(old: &Position, new: &Position) -> bool {
    old.party == new.party
        && old.issue == new.issue
        && old.phase == new.phase
        && old.date == new.date
        && old.faction == new.faction
        && old.statement.text.trim() == new.statement.text.trim()
}

/// What else was given and is not as it was recorded.
fn differences(old: &Position, new: &Position) -> Vec<&'static str> {
    let mut stances = (old.stances.clone(), new.stances.clone());
    stances.0.sort_by(|a, b| a.option.cmp(&b.option));
    stances.1.sort_by(|a, b| a.option.cmp(&b.option));
    [
        ("stance", stances.0 == stances.1),
        ("disclosure", old.disclosure == new.disclosure),
        ("source", new.sources.is_empty() || old.sources == new.sources),
        ("firmness", new.firmness == Firmness::Unjudged || new.firmness == old.firmness),
        ("spokesperson", is_same_or_empty(&old.spokesperson, &new.spokesperson)),
        ("interest", is_same_or_empty(&old.interest, &new.interest)),
        ("event", new.event.is_none() || new.event == old.event),
        ("note", is_same_or_empty(&old.note, &new.note)),
    ]
    .into_iter()
    .filter(|(_, is_same)| !is_same)
    .map(|(what, _)| what)
    .collect()
}

fn is_same_or_empty(old: &str, new: &str) -> bool {
    new.is_empty() || old == new
}
