//! One page for somebody on the way to the room. Every list is cut to what a person can hold in mind.

use super::{
    desk::Desk,
    page::{Section, Text},
};
use crate::{
    analysis::{
        agenda, assessed, attention,
        convergence::{self, Convergence, Holdout, Nearness},
        movement::{self, Movement},
        redlines,
        trades::TradeState,
    },
    model::Phase,
};

/// How many entries a list of the brief has at most.
const FEW: usize = 4;

pub(super) fn sections(desk: &mut Desk) -> Vec<Section> {
    let all = convergence::all(desk.standings, &desk.as_of(), None);
    vec![
        where_we_stand(desk, &all),
        what_moved(desk),
        what_could_move(desk),
        red_lines(desk),
        to_ask(desk, &all),
    ]
}

fn where_we_stand(desk: &mut Desk, all: &[Convergence]) -> Section {
    let mut section = Section::new(1, "Where we stand");
    if let Some(sheet) = desk.sheet() {
        let by =
            if sheet.mediator.is_empty() { String::new() } else { format!(" Mediator: {}.", sheet.mediator) };
        section.say(format!("{}. Phase: {}.{by}", sheet.title, sheet.phase));
    }
    if all.is_empty() {
        section.say(
            "No issue is recorded yet. Record the issues, then what each party was heard to want on them.",
        );
        return section;
    }
    section.say(counted(desk, all));
    let mut nearest: Vec<&Convergence> =
        all.iter().filter(|found| matches!(found.nearness, Nearness::All | Nearness::AllButOne)).collect();
    nearest.sort_by_key(|found| (found.nearness, found.is_conditional));
    let near = nearest.into_iter().take(FEW).map(|found| on(found).into()).collect();
    section.list(near, "On no issue would all parties, or all but one, take the same option.");
    section
}

fn on(found: &Convergence) -> String {
    format!("{}: {}", found.issue.name, found.words())
}

fn counted(desk: &Desk, all: &[Convergence]) -> String {
    let agreed =
        |found: &&Convergence| found.nearness == Nearness::Scattered && !found.known_would_take.is_empty();
    let count = |nearness| {
        all.iter().filter(|found| found.nearness == nearness).filter(|found| !agreed(found)).count()
    };
    let no_conflict = (all.iter().filter(agreed).count(), "where all that are known agree");
    let parts = [
        (Nearness::All, "on which all would take one option"),
        (Nearness::AllButOne, "with all but one"),
        (Nearness::TwoCamps, "with two camps"),
        (Nearness::Scattered, "scattered"),
        (Nearness::NotKnown, "not known"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .map(|(nearness, words)| (count(*nearness), *words))
        .chain([no_conflict])
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    let (issues, parties) = (many(all.len(), "issue", "issues"), desk.parties().count());
    format!("{issues} before {}: {}.", many(parties, "party", "parties"), parts.join(", "))
}

pub(super) fn many(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

/// The movements into a phase: towards agreement first, then away, then the rest.
pub(super) fn movements(desk: &Desk, phase: Phase) -> Vec<Movement> {
    let shown = desk.standings.columns().iter().filter(|column| column.is_shown);
    let into = |column: &crate::analysis::standing::Column| {
        let speaker = column.speaker();
        let issues = desk.standings.issues().iter();
        issues
            .filter_map(|sheet| movement::into_phase(desk.standings, &speaker, &sheet.issue.id, phase))
            .collect::<Vec<_>>()
    };
    let mut moved: Vec<Movement> = shown.flat_map(into).filter(Movement::has_changed).collect();
    moved.sort_by_key(|movement| movement.direction);
    moved
}

/// A movement in a sentence, with the sources of both positions.
pub(super) fn moved(desk: &mut Desk, movement: &Movement) -> Text {
    let words = format!("{}: {}", movement.issue.name, movement.words());
    desk.resting_on(words, movement.from.said.iter().chain(&movement.to.said))
}

fn what_moved(desk: &mut Desk) -> Section {
    let mut section = Section::new(1, "What moved");
    let Some(phase) = desk.phase() else {
        section.say("The case sheet names no phase, so there is none to compare with the one before.");
        return section;
    };
    let found = movements(desk, phase);
    let more = found.len().saturating_sub(FEW);
    let few: Vec<Text> = found.iter().take(FEW).map(|movement| moved(desk, movement)).collect();
    section.list(few, &format!("Nobody who had spoken before moved in the phase: {phase}."));
    if more > 0 {
        section.say(format!("{} more in the full report.", many(more, "movement", "movements")));
    }
    section
}

fn what_could_move(desk: &mut Desk) -> Section {
    let mut section = Section::new(1, "What could move next");
    let agenda = agenda::agenda(desk.seen, desk.standings, &desk.as_of(), None, &desk.today());
    let known = agenda.suggested.iter().filter(|next| next.convergence.nearness != Nearness::NotKnown);
    let next: Vec<Text> = known.take(3).map(|next| next.words().into()).collect();
    section.list(next, "No open issue on which enough is known.");
    let due = agenda.parked.iter().filter(|parked| parked.is_due).take(FEW);
    section.list(due.map(|parked| parked.words().into()).collect(), "");
    let trades: Vec<_> =
        desk.standings.trades().iter().filter(|trade| trade.state() == TradeState::Open).collect();
    let mut items = Vec::new();
    for trade in trades.iter().take(3) {
        items.push(super::issue::traded(desk, trade, trade.words()));
    }
    if !items.is_empty() {
        section.say("Trades that wait:");
        section.list(items, "");
    }
    section
}

fn red_lines(desk: &mut Desk) -> Section {
    let mut section = Section::new(1, "Red lines");
    let crossings = redlines::crossings(desk.standings, &desk.as_of());
    let more = crossings.len().saturating_sub(FEW + 1);
    let mut items = Vec::new();
    for crossing in crossings.iter().take(FEW + 1) {
        items.push(crossed(desk, crossing));
    }
    // What the team has recorded beside this is not for others to hear, nor that it has recorded nothing.
    let none = if desk.seen.is_team() {
        "No red line is recorded, and no option is marked as breaching a principle."
    } else {
        "None stands in what is told here."
    };
    section.list(items, none);
    if more > 0 {
        section.say(format!("{} more in the full report.", many(more, "option", "options")));
    }
    section
}

/// An option that crosses a line, with the sources of the positions that draw it.
pub(super) fn crossed(desk: &mut Desk, crossing: &redlines::Crossing) -> Text {
    let issue = crossing.issue.as_ref().map_or_else(String::new, |issue| format!("{}: ", issue.name));
    let on_table = if crossing.is_on_table { ", which is on the table" } else { "" };
    let words = format!("{issue}{}{on_table}", with_principles(desk, crossing));
    let said = crossing.red_lines.iter().flat_map(|line| &line.said);
    if crossing.red_lines.is_empty() { words.into() } else { desk.resting_on(words, said) }
}

/// The sentence with each principle by its title in the guidance instead of its id.
pub(super) fn with_principles(desk: &Desk, crossing: &redlines::Crossing) -> String {
    crossing.breaches.iter().fold(crossing.words(), |words, breach| {
        let title = desk.catalogue.principle(&breach.principle).map(|principle| principle.title.as_str());
        title.map_or_else(|| words.clone(), |title| words.replace(&breach.principle, &format!("\"{title}\"")))
    })
}

/// Three things to ask, of different kinds as far as there are any.
fn to_ask(desk: &mut Desk, all: &[Convergence]) -> Section {
    let mut section = Section::new(1, "Three things to ask");
    let kinds = [conditions(all), unknown(all), key_questions(desk), unsupported(desk)];
    let mut asks = Vec::new();
    for turn in 0..3 {
        asks.extend(kinds.iter().filter_map(|kind| kind.get(turn)).cloned());
    }
    asks.truncate(3);
    section.list(asks.into_iter().map(Text::from).collect(), "Nothing stands out to be asked first.");
    section
}

/// What stands between the parties and an option that nearly all would take.
fn conditions(all: &[Convergence]) -> Vec<String> {
    let near = all.iter().filter(|found| matches!(found.nearness, Nearness::All | Nearness::AllButOne));
    let ask = |found: &Convergence| {
        let issue = &found.issue.name;
        let met =
            found.conditions.iter().map(|condition| format!("{issue}: can it be met that {condition}?"));
        let held = found.holdouts.iter().map(|holdout| format!("{issue}: {}", to_holdout(holdout)));
        held.chain(met).collect::<Vec<_>>()
    };
    near.flat_map(ask).collect()
}

fn to_holdout(holdout: &Holdout) -> String {
    let (party, option) = (&holdout.party.name, holdout.option.words());
    if holdout.stance.is_known() {
        format!("what would {party} need to take {option}?")
    } else {
        format!("would {party} take {option}, as all others would?")
    }
}

/// Who has not been heard on an issue where the others are near.
fn unknown(all: &[Convergence]) -> Vec<String> {
    let ask = |found: &Convergence| {
        let who: Vec<String> = found.not_known.iter().map(|party| party.name.clone()).collect();
        let who = crate::analysis::naming::list(&who);
        let name = &found.issue.name;
        if let Some(option) = found.known_would_take.first() {
            return format!(
                "{name}: would {who} take {}, as all others that are known would?",
                option.words()
            );
        }
        let does = if found.not_known.len() == 1 { "does" } else { "do" };
        format!("{name}: how {does} {who} stand?")
    };
    let mut open: Vec<&Convergence> = all.iter().filter(|found| !found.not_known.is_empty()).collect();
    open.sort_by_key(|found| (found.known_would_take.is_empty(), found.not_known.len()));
    open.into_iter().map(ask).collect()
}

fn key_questions(desk: &Desk) -> Vec<String> {
    if !desk.seen.is_team() {
        return Vec::new();
    }
    let questions = desk.catalogue.assessments.iter().flat_map(|assessment| &assessment.questions);
    let open = questions.filter(|question| !assessed::standing(desk.seen, &question.id).is_settled());
    open.take(3).map(|question| format!("{} ({})", question.ask.as_str(), question.id.as_str())).collect()
}

fn unsupported(desk: &Desk) -> Vec<String> {
    if !desk.seen.is_team() {
        return Vec::new();
    }
    let attention = attention::attention(desk.seen, desk.standings);
    attention.unsourced.iter().take(3).map(|claim| format!("Who can confirm: {}?", claim.words())).collect()
}
