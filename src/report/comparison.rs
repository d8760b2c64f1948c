//! Scenario comparisons: options side by side, what is known of each, and what is not. Nothing is added up to a score.

mod outlook;

use super::{
    charts::{self, title_of},
    desk::Desk,
    page::{Block, Cell, Section, Table, Text, cell},
};
use crate::{
    analysis::{
        comparison::{Asked, EffectRow, Findings, findings, follow, may_be_shown},
        watch::Watch,
    },
    model::Comparison,
};

pub(super) fn sections(desk: &Desk) -> Vec<Section> {
    let sections = found(desk);
    if sections.is_empty() {
        let mut section = Section::new(1, "No comparison yet");
        section.say("A comparison is a file of its own: options of one question, tested against two to four futures. Copy \
                     the template among the scenarios, fill in a question and two options, and hand it in with the case.");
        return vec![section];
    }
    sections
}

/// The sections of every comparison that may be seen; none if there is none.
pub(super) fn found(desk: &Desk) -> Vec<Section> {
    let shown = |comparison: &&Comparison| may_be_shown(comparison, desk.seen, desk.seen.audience());
    desk.asked.comparisons.iter().filter(shown).flat_map(|comparison| of(desk, comparison)).collect()
}

fn of(desk: &Desk, comparison: &Comparison) -> Vec<Section> {
    let asked = Asked { phase: desk.asked.phase, draws: desk.asked.draws };
    // As on the screens: reactions follow the case, as far as the comparison's own audience may see it.
    let comparison = &follow(comparison, desk.seen, None, desk.asked.phase).comparison;
    let found = findings(comparison, &asked, &Watch::none());
    let title = if found.title.is_empty() { &found.question } else { &found.title };
    let mut head = Section::new(1, title.clone());
    opening(comparison, &found, &mut head);
    let parts = [
        ("Principles", principles(&found)),
        ("The options", options(&found)),
        ("The futures", futures(comparison, &found)),
        ("Where parties stand", reactions(&found)),
        ("What each option does", effects(&found)),
        ("What each option deals with", coverage(&found)),
        ("How the options do in each future", outlook::values(&found)),
        ("Security on the ground over time", outlook::capacity(&found)),
        ("Packages", outlook::packages(comparison, &found)),
        ("What would have to be true", outlook::assumptions(&found)),
        ("What to watch", outlook::indicators(&found)),
        ("What happened elsewhere", outlook::analogues(&found)),
        ("Where sources differ", outlook::accounts(&found)),
        ("What was not modelled, and what is missing", caveats(&found)),
    ];
    let section = |(heading, blocks): (&str, Vec<Block>)| {
        (!blocks.is_empty()).then(|| Section { heading: heading.to_owned(), level: 2, blocks })
    };
    std::iter::once(head).chain(parts.into_iter().filter_map(section)).collect()
}

fn opening(comparison: &Comparison, found: &Findings, section: &mut Section) {
    section.say(format!("Question: {}", found.question));
    if !comparison.about.is_empty() {
        section.say(comparison.about.as_str());
    }
    let marking = if found.marking.is_empty() {
        String::new()
    } else {
        format!(" Marking of the file: {}.", found.marking)
    };
    let date = comparison
        .date
        .as_ref()
        .map_or_else(String::new, |date| format!(" Last worked on: {}.", date.spoken()));
    section.say(format!("It looks {} months ahead.{date}{marking}", found.horizon));
}

/// The blocks of a section that is built like one.
fn blocks(fill: impl FnOnce(&mut Section)) -> Vec<Block> {
    let mut section = Section::default();
    fill(&mut section);
    section.blocks
}

fn texts<S: AsRef<str>>(items: &[S]) -> Vec<Text> {
    items.iter().map(|item| item.as_ref().into()).collect()
}

/// A table with a column for each option.
fn by_option(found: &Findings, first: &[&str]) -> Table {
    let mut table = Table::new("", first);
    table.head.extend(found.options.iter().map(|option| title_of(found, &option.id)));
    table
}

fn principles(found: &Findings) -> Vec<Block> {
    let words: Vec<&str> = found.principles.iter().map(|principle| principle.words.as_str()).collect();
    blocks(|section| section.list(texts(&words), ""))
}

fn options(found: &Findings) -> Vec<Block> {
    let mut table = by_option(found, &[""]);
    for (label, told) in found.by_part() {
        let mut row = vec![cell(label)];
        row.extend(told.iter().map(|words| texts(words)));
        table.rows.push(row);
    }
    blocks(|section| section.table(table))
}

fn futures(comparison: &Comparison, found: &Findings) -> Vec<Block> {
    let mut table = Table::new("", &["Future", "Story", "What it takes"]);
    for (future, full) in found.futures.iter().zip(&comparison.futures) {
        let baseline = if future.baseline { " (the others are read against it)" } else { "" };
        table.row([
            cell(format!("{}{baseline}", future.words())),
            cell(full.story.as_str()),
            texts(&future.outcomes),
        ]);
    }
    blocks(|section| {
        if !found.futures.is_empty() {
            section.say("Stories of how the context may go. None of them is a forecast.");
        }
        section.table(table);
    })
}

fn reactions(found: &Findings) -> Vec<Block> {
    let mut table = Table::new(
        "",
        &["Option", "Party", "Stance", "Condition", "Heard", "What would move it", "Spoiler risk", "Source"],
    );
    for reaction in &found.reactions {
        let phase = reaction.phase.map(str::to_owned);
        let heard = [phase, reaction.date.clone(), reaction.moved.map(|moved| format!("moved: {moved}"))];
        let heard: Vec<String> = heard.into_iter().flatten().collect();
        let red_line = if reaction.red_line_text.is_empty() {
            String::new()
        } else {
            format!(": {}", reaction.red_line_text)
        };
        let set_by = reaction.set_by.as_ref().map_or_else(String::new, |by| format!(" (set by {by})"));
        table.row([
            cell(reaction.option.as_str()),
            cell(reaction.party.as_str()),
            cell(format!("{}{red_line}{set_by}", reaction.stance.replace('-', " "))),
            cell(reaction.condition.as_str()),
            cell(heard.join(", ")),
            cell(reaction.trade.as_str()),
            cell(reaction.spoiler_words()),
            cell(reaction.source.as_str()),
        ]);
    }
    let standing = found.standing.iter().map(|standing| {
        format!("{}: {}; {}", title_of(found, &standing.option), standing.words, standing.opened)
    });
    let standing: Vec<String> = standing.collect();
    blocks(|section| {
        section.list(texts(&standing), "");
        section.table(table);
    })
}

fn effects(found: &Findings) -> Vec<Block> {
    let mut table = by_option(found, &["Criterion"]);
    for EffectRow { criterion, future, cells, reasons, .. } in &found.effects {
        let in_future = future.as_ref().map_or_else(String::new, |future| format!(" (in: {future})"));
        let mut row = vec![cell(format!("{criterion}{in_future}"))];
        row.extend(cells.iter().zip(reasons).map(|(effect, reason)| with_reason(effect, reason)));
        table.rows.push(row);
    }
    blocks(|section| section.table(table))
}

fn with_reason(word: &str, reason: &str) -> Cell {
    if reason.is_empty() { cell(word) } else { vec![word.into(), reason.into()] }
}

fn coverage(found: &Findings) -> Vec<Block> {
    let mut table = by_option(found, &["Kind", "What"]);
    for row in &found.coverage_rows {
        let mut cells = vec![cell(row.kind), cell(row.title.as_str())];
        cells.extend(row.cells.iter().zip(&row.reasons).map(|(does, reason)| with_reason(does, reason)));
        table.rows.push(cells);
    }
    let left = found.coverage.iter().filter(|option| !option.linked_issues_left.is_empty());
    let left = left.map(|option| {
        format!(
            "{} leaves unlinked: {}",
            title_of(found, &option.option),
            option.linked_issues_left.join(", ")
        )
    });
    let left: Vec<String> = left.collect();
    blocks(|section| {
        section.table(table);
        section.list(texts(&left), "");
    })
}

fn caveats(found: &Findings) -> Vec<Block> {
    let all: Vec<&String> = found.caveats.iter().chain(&found.gaps).collect();
    blocks(|section| section.list(texts(&all), ""))
}

fn chart_of_gaps(found: &Findings) -> Option<Block> {
    charts::gaps(found).map(Block::Chart)
}
