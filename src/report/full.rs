//! All of it, in the order in which somebody new to the case would want to read it.

use super::{
    assessments, brief, comparison,
    desk::Desk,
    gaps, issue,
    page::{Block, Section, Table, Text, cell},
    party,
    sources::{of_words, original},
};
use crate::{
    analysis::{agenda, convergence, trades},
    model::{Date, Event, Phase},
};

pub(super) fn sections(desk: &mut Desk) -> Vec<Section> {
    let mut sections = vec![about(desk)];
    sections.extend(part("In brief", brief::sections(desk)));
    sections.push(agenda_of(desk));
    sections.extend(matrices(desk));
    sections.extend(part("Issues", issue::sections(desk)));
    sections.extend(part("Parties", party::sections(desk)));
    sections.extend(others(desk));
    sections.extend(all_trades(desk));
    sections.push(timeline(desk));
    sections.extend(provisions(desk));
    sections.extend(part("Assessments", assessments::sections(desk)));
    let compared = comparison::found(desk);
    if !compared.is_empty() {
        sections.extend(part("Comparisons", compared));
    }
    sections.extend(part("What is not known", gaps::sections(desk)));
    sections
}

/// A part of the report: its sections one level down.
fn part(title: &str, sections: Vec<Section>) -> Vec<Section> {
    let lower = |section: Section| Section { level: section.level + 1, ..section };
    std::iter::once(Section::new(1, title)).chain(sections.into_iter().map(lower)).collect()
}

fn about(desk: &mut Desk) -> Section {
    let mut section = Section::new(1, "The case");
    let Some(sheet) = desk.sheet() else {
        section.say("No case sheet is recorded yet. It says what the process is called, who mediates and in which phase it is.");
        return section;
    };
    if !sheet.summary.text.is_empty() {
        section.say(of_words(&sheet.summary));
    }
    section.blocks.extend(original(&sheet.summary).map(Block::Paragraph));
    section.say(format!("Phase: {}.", sheet.phase));
    if !sheet.note.is_empty() {
        section.say(format!("Note: {}", sheet.note));
    }
    section
}

fn agenda_of(desk: &Desk) -> Section {
    let mut section = Section::new(1, "Agenda");
    let agenda = agenda::agenda(desk.seen, desk.standings, &desk.as_of(), None, &desk.today());
    if desk.seen.is_team() {
        section.say(agenda.words_for(desk.seen));
    }
    let mut table = Table::new("", &["", "Issue", "How near", "Place", "Why there"]);
    for (number, next) in (1..).zip(&agenda.suggested) {
        let why = next.reasons[1..].join("; ");
        let near = next.convergence.words();
        let why = if desk.seen.is_team() { why } else { String::new() };
        table.row([
            cell(number.to_string()),
            cell(next.issue.issue.name.clone()),
            cell(near),
            cell("open"),
            cell(why),
        ]);
    }
    for parked in &agenda.parked {
        let name = parked.issue.issue.name.clone();
        table.row([
            vec![],
            cell(name.clone()),
            vec![],
            cell("parked"),
            cell(without(&parked.words(), &name)),
        ]);
    }
    for (list, place) in
        [(&agenda.agreed, "agreed"), (&agenda.kept_off, "kept off"), (&agenda.unclear, "two versions differ")]
    {
        for sheet in list {
            table.row([vec![], cell(sheet.issue.name.clone()), vec![], cell(place), vec![]]);
        }
    }
    if table.rows.is_empty() {
        section.say("No issue is recorded yet.");
    }
    section.table(table);
    section
}

fn without(words: &str, name: &str) -> String {
    words.strip_prefix(name).map_or(words, |rest| rest.trim_start_matches([':', ' '])).to_owned()
}

fn matrices(desk: &Desk) -> Option<Section> {
    let mut section = Section::new(1, "Issue by party, phase by phase");
    for phase in Phase::ALL {
        let is_spoken_in = desk.standings.phase_facts(*phase).first.is_some() || desk.phase() == Some(*phase);
        if is_spoken_in && let Some(table) = issue::matrix_of(desk, *phase) {
            section.blocks.push(Block::Table(table));
        }
    }
    if section.blocks.is_empty() {
        return None;
    }
    let team = if desk.seen.is_team() { ", c said in confidence" } else { "" };
    section.say(format!(
        "A cell reads: the option that is wanted, the stance to the option on the table (++ demands, + accepts, ~ accepts \
         if, o neutral, - opposes, X red line, ? not known), the movement since the phase before (> towards agreement, < \
         away, * sideways, = unchanged, ? not known), then ' said earlier, 2 stands twice, ! would breach a principle{team}; . was never \
         heard."
    ));
    Some(section)
}

/// Actors who are no party.
fn others(desk: &mut Desk) -> Option<Section> {
    let mut table = Table::new(
        "",
        &["Code", "Who", "Kind", "Also called", "Members", "Background", "Influence", "Sources"],
    );
    let case = desk.case;
    let mut actors: Vec<_> =
        case.actors.shown().filter(|(_, actor)| !actor.is_party()).map(|(_, actor)| actor).collect();
    actors.sort_by_key(|actor| (&actor.code, &actor.name));
    for actor in actors {
        let influence =
            if actor.influence == crate::model::Level::Unjudged { "" } else { actor.influence.word() };
        let cites = desk.sources.cite(desk.seen, &actor.sources);
        table.row([
            cell(actor.code.as_str()),
            cell(actor.name.as_str()),
            cell(actor.kind.word()),
            cell(actor.aliases.join("; ")),
            cell(desk.actors(&actor.members)),
            cell(actor.background.as_str()),
            cell(influence),
            vec![Text { cites, ..Text::default() }],
        ]);
    }
    (!table.rows.is_empty()).then(|| {
        let mut section = Section::new(1, "Others who matter");
        section.table(table);
        section
    })
}

fn all_trades(desk: &mut Desk) -> Option<Section> {
    if desk.standings.trades().is_empty() {
        return None;
    }
    let mut section = Section::new(1, "Trades");
    let items =
        desk.standings.trades().iter().map(|trade| issue::traded(desk, trade, trade.words())).collect();
    section.list(items, "");
    let chains: Vec<Text> = trades::chains(desk.standings).iter().map(|chain| chain.words().into()).collect();
    if !chains.is_empty() {
        section.say("Trades that hang together:");
        section.list(chains, "");
    }
    let pairs: Vec<Text> = convergence::pairs(desk.standings, &desk.as_of(), None)
        .iter()
        .filter(|pair| !pair.agree.is_empty() || !pair.conflict.is_empty())
        .map(|pair| pair.words().into())
        .collect();
    if !pairs.is_empty() {
        section.say("How often each two parties agree:");
        section.list(pairs, "");
    }
    Some(section)
}

fn timeline(desk: &mut Desk) -> Section {
    let mut section = Section::new(1, "Timeline");
    let mut table = Table::new("", &["Code", "Date", "Phase", "Kind", "What", "Who", "Sources"]);
    let case = desk.case;
    let mut events: Vec<&Event> = case.events.iter().flat_map(|(_, entry)| entry.heads()).collect();
    events.sort_by_cached_key(|event| (event.date.is_none(), event.date.clone(), event.title.clone()));
    for event in events {
        let mut what: Vec<Text> = vec![event.title.as_str().into()];
        if !event.text.text.is_empty() {
            what.push(of_words(&event.text));
        }
        what.extend(original(&event.text));
        let sources = desk.sourced("", &event.sources);
        table.row([
            cell(event.code.as_str()),
            cell(event.date.as_ref().map(Date::spoken).unwrap_or_default()),
            cell(event.phase.map(|phase| phase.to_string()).unwrap_or_default()),
            cell(event.kind.word()),
            what,
            cell(desk.actors(&event.who)),
            vec![sources],
        ]);
    }
    if table.rows.is_empty() {
        section.say("No event is recorded yet.");
    }
    section.table(table);
    section
}

fn provisions(desk: &mut Desk) -> Option<Section> {
    let table = issue::provisions_where(desk, |provision| provision.issue.is_none());
    (!table.rows.is_empty()).then(|| {
        let mut section = Section::new(1, "Other clauses of agreements");
        section.table(table);
        section
    })
}
