//! What was said in a session, as a record that both sides could sign: section 7.2.4 of the note asks for one.
//!
//! It holds statements in the speakers' own words, stated stances and agreed texts; no reading of ours, no grade.

use std::collections::HashSet;

use super::{
    desk::Desk,
    page::{Section, Table, cell},
    positions::{is_within, said, stances, who},
    sources::{of_words, original},
};
use crate::{
    analysis::naming::name_of,
    audience::Seen,
    model::{Date, Event, EventKind, Id, Position},
};

/// The positions that the team has linked to a session, as all parties see positions and sessions.
pub(super) fn linked(team: &Seen, shared: &Seen) -> Vec<(Id<Event>, Id<Position>)> {
    let mut linked = Vec::new();
    for (id, entry) in team.case().positions.iter() {
        let Some(position) = shared.locate(id) else { continue };
        let events = entry.heads().filter_map(|position| position.event.as_ref());
        linked.extend(events.filter_map(|event| shared.locate(event)).map(|event| (event, position.clone())));
    }
    linked
}

/// The page for a case without a session.
pub(super) fn no_session() -> Vec<Section> {
    let mut section = Section::new(1, "No session yet");
    section.say("Record the session as an event with its day and who took part, and what was said in it as positions of \
                 that day. Then this page is a record that both sides can read, correct and sign (7.2.4).");
    vec![section]
}

pub(super) fn sections(desk: &mut Desk, linked: &[(Id<Event>, Id<Position>)]) -> Vec<Section> {
    let session = desk.asked.session.clone().or_else(|| last_session(desk, linked));
    let Some((id, event)) = session.and_then(|id| desk.case.events.first(&id).map(|event| (id, event)))
    else {
        return no_session();
    };
    let linked: HashSet<&Id<Position>> =
        linked.iter().filter(|(session, _)| *session == id).map(|(_, position)| position).collect();
    vec![
        opening(desk, event),
        what_was_said(desk, event, &linked),
        agreed(desk, event),
        signatures(desk, event),
    ]
}

/// The last meeting or agreement in which anybody was heard; else the last one.
fn last_session(desk: &Desk, linked: &[(Id<Event>, Id<Position>)]) -> Option<Id<Event>> {
    let sessions = desk.case.events.shown().filter(|(_, event)| {
        let is_session = matches!(event.kind, EventKind::Meeting | EventKind::Agreement);
        is_session && event.date.as_ref().is_none_or(|date| date.from() <= desk.asked.on)
    });
    let rank = |(id, event): &(&Id<Event>, &Event)| {
        let is_heard = linked.iter().any(|(session, _)| session == *id)
            || event
                .date
                .as_ref()
                .is_some_and(|date| desk.case.positions.iter().any(|(_, p)| is_within(p, date)));
        (is_heard, event.date.clone(), event.title.clone(), (*id).clone())
    };
    sessions.max_by_key(rank).map(|(id, _)| id.clone())
}

fn opening(desk: &mut Desk, event: &Event) -> Section {
    let mut section = Section::new(1, event.title.clone());
    let mut table = Table::new("", &["Session", ""]);
    let mediator = desk.sheet().map(|sheet| sheet.mediator.clone()).unwrap_or_default();
    let lines = [
        ("Date", event.date.as_ref().map(Date::spoken).unwrap_or_default()),
        ("Phase", event.phase.map(|phase| phase.to_string()).unwrap_or_default()),
        ("Who took part", desk.actors(&event.who)),
        ("Mediator", mediator),
    ];
    for (label, text) in lines.into_iter().filter(|(_, text)| !text.is_empty()) {
        table.row([cell(label), cell(text)]);
    }
    section.table(table);
    if !event.text.text.is_empty() {
        let cites = desk.sources.cite(desk.seen, &event.sources);
        section.say(super::page::Text { cites, ..of_words(&event.text) });
    }
    if let Some(original) = original(&event.text) {
        section.say(original);
    }
    section.say("This record says what was said. It binds nobody until it is signed, and each side may add a correction in \
                 writing.");
    section
}

fn what_was_said(desk: &mut Desk, event: &Event, linked: &HashSet<&Id<Position>>) -> Section {
    let mut section = Section::new(1, "What was said");
    let mut table = Table::new("", &["", "Issue", "Who", "In their words", "On the options", "Sources"]);
    let belongs = |id: &Id<Position>, entry: &crate::model::Entry<Position>| {
        linked.contains(id) || event.date.as_ref().is_some_and(|date| is_within(entry, date))
    };
    let mut heard: Vec<&Position> = desk
        .case
        .positions
        .iter()
        .filter(|(id, entry)| belongs(id, entry))
        .flat_map(|(_, entry)| entry.heads())
        .collect();
    let place =
        |position: &Position| desk.case.issues.first(&position.issue).map_or(u32::MAX, |issue| issue.order);
    heard.sort_by_cached_key(|position| {
        let issue = name_of(desk.case, &position.issue);
        (place(position), issue, desk.actor(&position.party), position.statement.text.clone())
    });
    for (number, position) in (1..).zip(heard) {
        let cites = desk.sources.cite(desk.seen, &position.sources);
        let sources = super::page::Text { cites, ..Default::default() };
        table.row([
            cell(number.to_string()),
            cell(name_of(desk.case, &position.issue)),
            cell(who(desk, position)),
            said(position),
            cell(stances(desk, &position.stances)),
            vec![sources],
        ]);
    }
    if table.rows.is_empty() {
        section.say("No statement is recorded for this session.");
    }
    section.table(table);
    section
}

/// What was tabled or agreed on the same days.
fn agreed(desk: &Desk, event: &Event) -> Section {
    let mut section = Section::new(1, "What was tabled and agreed");
    let mut items = Vec::new();
    let within = |date: &Option<Date>| match (date, &event.date) {
        (Some(date), Some(session)) => date.from() >= session.from() && date.to() <= session.to(),
        _ => false,
    };
    let mut others: Vec<&Event> = desk.case.events.shown().map(|(_, event)| event).collect();
    others.retain(|other| {
        matches!(other.kind, EventKind::OptionTabled | EventKind::Agreement) && within(&other.date)
    });
    others.sort_by_key(|other| (other.date.clone(), other.title.clone()));
    for other in others {
        let option = other
            .option
            .as_ref()
            .map(|option| crate::analysis::naming::option_name(desk.case, option).words());
        let option = option.map_or_else(String::new, |option| format!(": {option}"));
        items.push(format!("{}: {}{option}", capital(other.kind.word()), other.title).into());
    }
    section.list(items, "Nothing was tabled or agreed.");
    section
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

/// Lines for signatures: the parties that took part, else all parties; then the mediator.
fn signatures(desk: &Desk, event: &Event) -> Section {
    let mut section = Section::new(1, "Read and found right");
    let mut table = Table::new("", &["For", "Name", "Signature", "Date"]);
    let mut names: Vec<String> = Vec::new();
    for actor in &event.who {
        let members = desk.case.actors.first(actor).map(|actor| actor.members.clone()).unwrap_or_default();
        let each = if members.is_empty() { vec![actor.clone()] } else { members };
        names.extend(each.iter().map(|actor| desk.actor(actor)));
    }
    if names.is_empty() {
        names = desk.parties().map(super::super::analysis::standing::Column::words).collect();
    }
    for name in names {
        table.row([cell(name), cell("\u{a0}"), cell("\u{a0}"), cell("\u{a0}")]);
    }
    section.blocks.push(super::page::Block::Table(table));
    section
}
