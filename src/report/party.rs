//! A party: its card, where it stands and how it got there, what it wants behind that, and what it may be told.

use super::{
    brief::moved,
    charts,
    desk::Desk,
    page::{Block, Section, Table, Text, cell},
    registers,
};
use crate::{
    analysis::{
        matrix,
        movement::{self, Movement},
        standing::{OnTable, Speaker},
        told, trades,
    },
    model::{Actor, ActorStatus, AtTable, Date, Id, Level, Phase, Relation},
};

pub(super) fn sections(desk: &mut Desk) -> Vec<Section> {
    let parties: Vec<Id<Actor>> = match &desk.asked.party {
        Some(party) => vec![party.clone()],
        None => desk.parties().map(|column| column.party.id.clone()).collect(),
    };
    if parties.is_empty() {
        let mut section = Section::new(1, "No party yet");
        section.say("Record who matters as actors, and mark those who negotiate as parties, from one date to another. Then \
                     this page shows the card of each, where it stands and how it got there.");
        return vec![section];
    }
    parties.iter().flat_map(|party| of(desk, party)).collect()
}

/// The sections of one party, or of any other actor.
pub(super) fn of(desk: &mut Desk, party: &Id<Actor>) -> Vec<Section> {
    let mut card = Section::new(1, desk.actor(party));
    card.table(card_of(desk, party));
    let mut sections = vec![card, stands(desk, party)];
    sections.extend(movements(desk, party));
    let traded = trades::of_actor(desk.standings, party);
    if !traded.is_empty() {
        let mut section = Section::new(2, "Trades");
        let words = |trade: &trades::Trade| trade.words_for(party).unwrap_or_else(|| trade.words());
        section.list(
            traded.into_iter().map(|trade| super::issue::traded(desk, trade, words(trade))).collect(),
            "",
        );
        sections.push(section);
    }
    let profile = registers::profiles(desk, Some(party));
    if !profile.rows.is_empty() {
        let mut section = Section::new(2, "What drives it");
        section.table(profile);
        sections.push(section);
    }
    if desk.seen.is_team() {
        sections.push(may_be_told(desk, party));
    }
    sections
}

fn card_of(desk: &mut Desk, party: &Id<Actor>) -> Table {
    let mut table = Table::new("", &["Card", ""]);
    let case = desk.case;
    let Some(entry) = case.actors.get(party) else { return table };
    for actor in entry.heads() {
        let factions: Vec<&str> = case
            .factions
            .shown()
            .filter(|(_, faction)| faction.actor == *party)
            .map(|(_, faction)| faction.name.as_str())
            .collect();
        let influence = if actor.influence == Level::Unjudged { "" } else { actor.influence.word() };
        let seats: Vec<String> = actor.at_table.iter().map(seat).collect();
        let statuses: Vec<String> = actor.statuses.iter().map(|status| changed(desk, status)).collect();
        let relations: Vec<String> = actor.relations.iter().map(|relation| related(desk, relation)).collect();
        let lines = [
            ("Code", actor.code.clone()),
            ("Kind", actor.kind.word().to_owned()),
            ("Also called", actor.aliases.join("; ")),
            ("Members", desk.actors(&actor.members)),
            ("At the table", seats.join("; ")),
            ("Changes", statuses.join("; ")),
            ("Factions", factions.join("; ")),
            ("Delegation", actor.delegation.join("; ")),
            ("Background", actor.background.clone()),
            ("Interests, in our reading", actor.interests.clone()),
            ("What would move it, in our reading", actor.incentives.clone()),
            ("How far it can settle", actor.authority.clone()),
            ("For whom it speaks", actor.constituency.clone()),
            ("Who supports it", actor.backers.clone()),
            ("Influence, in our reading", influence.to_owned()),
            ("Relations", relations.join("; ")),
            ("Note", actor.note.clone()),
        ];
        for (label, text) in lines.into_iter().filter(|(_, text)| !text.is_empty()) {
            table.row([cell(label), cell(text)]);
        }
        let cites = desk.sources.cite(desk.seen, &actor.sources);
        if !cites.is_empty() {
            table.row([cell("Sources"), vec![Text { cites, ..Text::default() }]]);
        }
    }
    table
}

fn seat(seat: &AtTable) -> String {
    let from = seat.from.as_ref().map_or_else(|| "the start".to_owned(), Date::spoken);
    let to = seat.to.as_ref().map_or_else(|| "now".to_owned(), Date::spoken);
    format!("{from} to {to}")
}

fn changed(desk: &Desk, status: &ActorStatus) -> String {
    let date = status.date.as_ref().map_or_else(String::new, |date| format!(" {}", date.spoken()));
    let others =
        if status.others.is_empty() { String::new() } else { format!(": {}", desk.actors(&status.others)) };
    let note = if status.note.is_empty() { String::new() } else { format!(" ({})", status.note) };
    format!("{}{date}{others}{note}", status.change)
}

fn related(desk: &Desk, relation: &Relation) -> String {
    format!("{} {}", relation.kind, desk.actor(&relation.to))
}

/// Issue by issue: what it wants, and its cells through the phases.
fn stands(desk: &mut Desk, party: &Id<Actor>) -> Section {
    let mut section = Section::new(2, "Where it stands");
    let head = &[
        "Issue",
        "On the table",
        "What it wants",
        "On each option",
        "Why, in our reading",
        "Firmness",
        "Said",
        "Sources",
    ];
    let mut table = Table::new("", head);
    let (speaker, as_of) = (Speaker::party(party), desk.as_of());
    let mut silent = Vec::new();
    for sheet in desk.standings.issues() {
        let standing = desk.standings.of(&speaker, &sheet.issue.id, &as_of);
        let Some(standing) = standing.filter(|standing| !standing.last.is_empty()) else {
            silent.push(sheet.issue.name.clone());
            continue;
        };
        let on_table = if let OnTable::Option(option) = &sheet.on_table { option.short() } else { "" };
        let on_options = standing.options.iter().flat_map(|on| &on.heard).map(|stance| &stance.said);
        let sources = desk.resting_on("", on_options.chain(&standing.statements).chain(&standing.last));
        let (interests, firmness) = readings(desk, &standing.last);
        table.row([
            cell(sheet.issue.name.clone()),
            cell(on_table),
            cell(standing.wants.words()),
            standing.options.iter().map(|on| on.words().into()).collect(),
            cell(interests),
            cell(firmness),
            standing.last.iter().map(|said| said.words().into()).collect(),
            vec![sources],
        ]);
    }
    let has_rows = !table.rows.is_empty();
    section.table(table);
    if !silent.is_empty() {
        section.say(format!("Not heard on: {}.", silent.join("; ")));
    }
    if has_rows {
        section.table(trajectory(desk, &speaker));
        section.blocks.extend(charts::of_party(desk, party).map(Block::Chart));
    }
    section
}

/// Our reading of the last positions: why, and how firm.
fn readings(desk: &Desk, last: &[crate::analysis::standing::Said]) -> (String, String) {
    let heads = || {
        last.iter().filter_map(|said| desk.case.positions.get(&said.id)).flat_map(crate::model::Entry::heads)
    };
    let interests = crate::analysis::naming::either(
        heads().map(|position| position.interest.clone()).filter(|i| !i.is_empty()),
    );
    let judged = heads().map(|position| position.firmness).filter(|f| *f != crate::model::Firmness::Unjudged);
    (interests, crate::analysis::naming::either(judged.map(|firmness| firmness.word().to_owned())))
}

fn trajectory(desk: &Desk, speaker: &Speaker) -> Table {
    let phases: Vec<&str> = Phase::ALL.iter().map(|phase| phase.word()).collect();
    let mut head = vec!["Issue"];
    head.extend(&phases);
    let mut table = Table::new("Through the phases", &head);
    for line in matrix::trajectory(desk.standings, speaker) {
        if line.cells.iter().all(Option::is_none) {
            continue;
        }
        let mut row = vec![cell(line.head.issue.name.clone())];
        let said_in = |cell: &&matrix::Cell| cell.from_earlier.is_none();
        row.extend(line.cells.iter().map(|found| {
            cell(found.as_ref().filter(said_in).map_or_else(String::new, |found| found.wants.words()))
        }));
        table.rows.push(row);
    }
    table
}

fn movements(desk: &mut Desk, party: &Id<Actor>) -> Option<Section> {
    let speaker = Speaker::party(party);
    let issues = desk.standings.issues().iter();
    let found: Vec<Movement> = issues
        .flat_map(|sheet| movement::through_phases(desk.standings, &speaker, &sheet.issue.id))
        .filter(Movement::has_changed)
        .collect();
    if found.is_empty() {
        return None;
    }
    let mut section = Section::new(2, "How it moved");
    section.list(found.iter().map(|movement| moved(desk, movement)).collect(), "");
    Some(section)
}

/// What others said that it may know: told already, and not told yet.
fn may_be_told(desk: &mut Desk, party: &Id<Actor>) -> Section {
    let mut section = Section::new(2, "What it may be told");
    section.say("Beside what is public, only what stands here may be said to it.");
    let untold = told::untold(desk.seen, desk.standings, None);
    let untold = untold.iter().filter(|untold| untold.to.iter().any(|to| to.id == *party));
    let mut table = Table::new("", &["Who", "On", "What was said", "Told", "Sources"]);
    for found in untold {
        push_claim(desk, &mut table, &found.claim, "not yet".to_owned());
    }
    for found in told::told(desk.seen, desk.standings).iter().filter(|told| told.to.id == *party) {
        let on = found.date.as_ref().map_or_else(|| "yes".to_owned(), Date::spoken);
        let by = if found.by.is_empty() { String::new() } else { format!(" by {}", found.by) };
        let beyond = if found.may_know { "" } else { ", beyond its disclosure" };
        let note = if found.note.is_empty() { String::new() } else { format!(": {}", found.note) };
        push_claim(desk, &mut table, &found.claim, format!("{on}{by}{beyond}{note}"));
    }
    if table.rows.is_empty() {
        section.say("Nothing that others said is shared with it.");
    }
    section.table(table);
    section
}

fn push_claim(desk: &mut Desk, table: &mut Table, claim: &crate::analysis::attention::Claim, told: String) {
    let sources = desk.resting_on("", [&claim.said]);
    let said = claim.said.statements.iter().map(|statement| statement.as_str().into()).collect();
    table.row([cell(claim.speaker.as_str()), cell(claim.issue.as_str()), said, cell(told), vec![sources]]);
}
