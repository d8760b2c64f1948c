//! Positions, and how they moved.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::{Only, Part};
use crate::{
    analysis::{
        movement::{Direction, Moment, Movement, through_phases},
        standing::{AsOf, Standings},
    },
    audience::Seen,
    cli::{
        fields::{called, each},
        page::Page,
    },
    model::{Date, Id, Phase, Position},
};

/// Positions that stand, by issue, party and date; with `all` also those that newer ones took the place of. Asked for
/// a phase, it tells what stood in that phase, whatever came after.
pub fn positions(seen: &Seen, only: &Only, all: bool) -> Part {
    let case = seen.case();
    let as_of = only.phase.map_or(AsOf::Now, AsOf::Within);
    let standing = standing(seen, &as_of);
    let mut rows = each::<Position>(seen);
    rows.retain(|(id, position, _)| {
        (all || standing.contains(*id))
            && only.keeps_phase(Some(position.phase))
            && only.keeps_date(position.date.as_ref())
            && only.keeps_issue(&[&position.issue])
            && only.keeps_party(&[&position.party])
    });
    rows.sort_by_key(|(_, position, _)| {
        let issue = case.issues.first(&position.issue).map(|issue| (issue.order, issue.title.clone()));
        (issue, called(case, &position.party), position.date.clone(), position.phase)
    });
    let mut part = Part::list();
    for (id, _, mut fields) in rows {
        if all {
            let superseded = !standing.contains(id);
            fields.yes_or_no("superseded", Some(superseded));
            if !superseded {
                fields.quiet();
            }
        }
        part.push(&fields);
    }
    part.or_nothing("No positions.")
}

/// Every movement from one phase in which a party spoke to the next.
pub fn movement(seen: &Seen, only: &Only) -> Part {
    let standings = Standings::new(seen);
    let mut part = Part { json: json!([]), page: Page::default() };
    for issue in standings.issues().iter().filter(|issue| only.keeps_issue(&[&issue.issue.id])) {
        for column in standings
            .columns()
            .iter()
            .filter(|column| column.is_shown && only.keeps_party(&[&column.party.id]))
        {
            for movement in through_phases(&standings, &column.speaker(), &issue.issue.id) {
                if only.keeps_phase(movement.to.phase) && only.keeps_date(last_date(&movement.to)) {
                    part.push_value(as_json(&movement, seen.is_team()));
                    let phases = format!("{} to {}", phase(movement.from.phase), phase(movement.to.phase));
                    part.page.gap();
                    part.page.wrapped("", &format!("{}: {phases}", movement.issue.name));
                    part.page.wrapped("  ", &movement.words());
                }
            }
        }
    }
    part.or_nothing("No movement: nobody spoke to an issue in more than one phase.")
}

/// The positions that hold somewhere: on an option, or as a statement that names none.
fn standing(seen: &Seen, as_of: &AsOf) -> HashSet<Id<Position>> {
    let standings = Standings::new(seen);
    let mut ids = HashSet::new();
    for issue in standings.issues() {
        for column in standings.columns() {
            let Some(standing) = standings.of(&column.speaker(), &issue.issue.id, as_of) else { continue };
            let heard = standing.options.iter().flat_map(|option| &option.heard).map(|heard| &heard.said);
            ids.extend(heard.chain(&standing.statements).map(|said| said.id.clone()));
        }
    }
    ids
}

fn as_json(movement: &Movement, is_team: bool) -> Value {
    let mut value = json!({
        "party": movement.column.words(),
        "issue": movement.issue.name,
        "from_phase": movement.from.phase.map(Phase::word),
        "to_phase": movement.to.phase.map(Phase::word),
        "from": movement.from.wants.words(),
        "to": movement.to.wants.words(),
        "direction": direction(movement.direction),
        "reason": movement.reason(),
        "in_return": movement.in_return,
    });
    if is_team {
        value["party_id"] = json!(movement.column.party.id.as_str());
        value["issue_id"] = json!(movement.issue.id.as_str());
    }
    value
}

const fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Towards => "towards",
        Direction::Away => "away",
        Direction::Sideways => "sideways",
        Direction::Unknown => "unknown",
        Direction::Unchanged => "unchanged",
    }
}

fn phase(phase: Option<Phase>) -> &'static str {
    phase.map_or("phase not agreed", Phase::word)
}

fn last_date(moment: &Moment) -> Option<&Date> {
    moment.said.iter().filter_map(|said| said.date.as_ref()).max()
}
