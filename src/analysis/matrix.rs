//! The matrix of positions: a cell for each issue and speaker in a phase, and the same cells along a party or an issue.
//!
//! A cell shows the last position said in the phase; if there is none, the one still standing from earlier; it is
//! empty only if there never was one.

use std::collections::BTreeSet;

use serde::Serialize;

use super::movement::{Comparison, Direction, Takers};
use super::naming::{Named, OptionName, either};
use super::standing::{
    AsOf, Breach, Column, IssueSheet, Light, OnTable, Said, Speaker, Standings, Superseded, Wants,
};
use crate::model::{Id, Issue, Phase, Stance};

/// How a speaker stands on an issue in a phase.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cell {
    /// The last positions said in the phase, else those that still stand from earlier; more than one where none is
    /// later than the other.
    pub shown: Vec<Said>,
    /// What it wants.
    pub wants: Wants,
    /// Towards which options the stance is: the one on the table, else what it wants.
    pub about: Vec<OptionName>,
    /// The stance; unknown where nothing stands or what stands differs.
    pub stance: Stance,
    /// Movement since the phase before in which it spoke; nothing if there is none, or it did not speak in this one.
    pub movement: Option<Direction>,
    /// The phase in which it was said, if it was said earlier.
    pub from_earlier: Option<Phase>,
    /// Whether anything in the cell was said in confidence.
    pub is_confided: bool,
    /// Why more than one version or reading stands, if so.
    pub contested: Contested,
    /// Whether all that is shown is older than the last change to this phase.
    pub is_stale: bool,
    /// The principles that the wanted options would breach.
    pub breaches: Vec<Breach>,
}

/// Why more than one thing stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Contested {
    /// A record has two versions.
    pub has_versions: bool,
    /// Of two positions none is later.
    pub is_unordered: bool,
    /// Readings of the same moment stand beside each other.
    pub has_readings: bool,
}

/// A line of a table of cells.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line<H> {
    /// What the line is about.
    pub head: H,
    /// One cell for each column of the table.
    pub cells: Vec<Option<Cell>>,
}

/// Issue by speaker, in one phase.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Matrix {
    /// Which phase.
    pub phase: Phase,
    /// The speakers, in the order of the cells.
    pub columns: Vec<Column>,
    /// One line for each issue.
    pub lines: Vec<Line<IssueSheet>>,
}

/// One of all positions of a cell, in order.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Past {
    /// The position.
    pub said: Said,
    /// What took its place, and for which options.
    pub superseded: Vec<Superseded>,
    /// The options on which it stands still.
    pub stands_on: Vec<OptionName>,
    /// Whether it names no option and stands still.
    pub stands_as_statement: bool,
}

impl Contested {
    /// Whether anything stands twice.
    #[must_use]
    pub const fn is_any(self) -> bool {
        self.has_versions || self.is_unordered || self.has_readings
    }

    /// Why, in words; empty if nothing does.
    #[must_use]
    pub fn words(self) -> String {
        let reasons = [
            (self.has_versions, "two versions of one record"),
            (self.is_unordered, "two positions of which none is later"),
            (self.has_readings, "two readings of one moment"),
        ];
        reasons.iter().filter(|(holds, _)| *holds).map(|(_, why)| *why).collect::<Vec<_>>().join(", ")
    }
}

/// The mark of a stance in a cell, in ASCII.
#[must_use]
pub const fn mark(stance: Stance) -> &'static str {
    match stance {
        Stance::Demands => "++",
        Stance::Accepts => "+",
        Stance::AcceptsIf => "~",
        Stance::Neutral => "o",
        Stance::Opposes => "-",
        Stance::RedLine => "X",
        Stance::Unknown => "?",
    }
}

impl Cell {
    /// `B`, `A/B`, or `?` where it is not known what is wanted.
    #[must_use]
    pub fn letters(&self) -> String {
        if self.wants.options.is_empty() {
            return "?".to_owned();
        }
        self.wants.options.iter().map(OptionName::short).collect::<Vec<_>>().join("/")
    }

    /// `B ~ >c2'` in ASCII: what it wants, stance, movement; then `c` confided, `2` stands twice, `'` from earlier,
    /// `!` would breach a principle.
    #[must_use]
    pub fn text(&self) -> String {
        let movement = self.movement.map_or("", Direction::mark);
        let flags = [
            (self.is_confided, 'c'),
            (self.contested.is_any(), '2'),
            (self.from_earlier.is_some(), '\''),
            (!self.breaches.is_empty(), '!'),
        ];
        let flags: String = flags.iter().filter(|(holds, _)| *holds).map(|(_, flag)| *flag).collect();
        format!("{} {} {movement}{flags}", self.letters(), mark(self.stance)).trim_end().to_owned()
    }

    /// The same in words.
    #[must_use]
    pub fn words(&self) -> String {
        let mut parts = vec![self.wants.words()];
        let about = either(self.about.iter().map(OptionName::words));
        if !about.is_empty() && self.about != self.wants.options {
            parts.push(format!("towards {about}: {}", self.stance.label()));
        }
        parts.extend(self.movement.map(|movement| movement.word().to_owned()));
        parts.extend(self.from_earlier.map(|phase| format!("still standing from {phase}")));
        if self.is_confided {
            parts.push("said in confidence".to_owned());
        }
        if self.contested.is_any() {
            parts.push(self.contested.words());
        }
        if self.is_stale {
            parts.push("older than the last change of phase".to_owned());
        }
        parts.extend(self.breaches.iter().map(Breach::words));
        parts.join("; ")
    }
}

/// The matrix of a phase, with a column for each speaker that is shown.
#[must_use]
pub fn matrix(standings: &Standings, phase: Phase) -> Matrix {
    let columns: Vec<usize> = shown(standings);
    let line = |(issue, sheet): (usize, &IssueSheet)| {
        let takers = Takers::of(standings, issue, &AsOf::Phase(phase));
        let cells = columns.iter().map(|column| cell_of(standings, *column, issue, phase, &takers)).collect();
        Line { head: sheet.clone(), cells }
    };
    Matrix {
        phase,
        lines: standings.issues().iter().enumerate().map(line).collect(),
        columns: columns.into_iter().map(|column| standings.columns()[column].clone()).collect(),
    }
}

/// One cell; nothing if the speaker had never spoken to the issue by the end of the phase.
#[must_use]
pub fn cell(standings: &Standings, speaker: &Speaker, issue: &Id<Issue>, phase: Phase) -> Option<Cell> {
    let (column, issue) = standings.place(speaker, issue)?;
    let takers = Takers::of(standings, issue, &AsOf::Phase(phase));
    cell_of(standings, column, issue, phase, &takers)
}

/// One speaker over all issues: a cell for each phase.
#[must_use]
pub fn trajectory(standings: &Standings, speaker: &Speaker) -> Vec<Line<IssueSheet>> {
    let line = |sheet: &IssueSheet| {
        let cells =
            Phase::ALL.iter().map(|phase| cell(standings, speaker, &sheet.issue.id, *phase)).collect();
        Line { head: sheet.clone(), cells }
    };
    standings.issues().iter().map(line).collect()
}

/// One issue over all speakers: a cell for each phase.
#[must_use]
pub fn of_issue(standings: &Standings, issue: &Id<Issue>) -> Vec<Line<Column>> {
    let line = |column: usize| {
        let column = &standings.columns()[column];
        let cells =
            Phase::ALL.iter().map(|phase| cell(standings, &column.speaker(), issue, *phase)).collect();
        Line { head: column.clone(), cells }
    };
    shown(standings).into_iter().map(line).collect()
}

/// All positions of a cell through all phases, in order, each with what became of it.
#[must_use]
pub fn history(standings: &Standings, speaker: &Speaker, issue: &Id<Issue>) -> Vec<Past> {
    let Some((column, issue)) = standings.place(speaker, issue) else { return Vec::new() };
    let light = standings.light(column, issue, &AsOf::Now);
    let superseded = standings.standing(column, issue, &light).superseded;
    let past = |row: &usize| {
        let said = standings.said(*row, column);
        let on = |(option, rows): &(usize, Vec<usize>)| {
            rows.contains(row).then(|| standings.option(*option).clone())
        };
        Past {
            superseded: superseded.iter().filter(|lost| lost.said.id == said.id).cloned().collect(),
            stands_on: light.options.iter().filter_map(on).collect(),
            stands_as_statement: light.statements.contains(row),
            said,
        }
    };
    standings.line(column, issue).iter().map(past).collect()
}

/// What is named of a speaker on an issue, for a heading: `Police: transition / FMLN`.
#[must_use]
pub fn heading(issue: &Named<Issue>, column: &Column) -> String {
    format!("{} / {}", issue.name, column.words())
}

fn shown(standings: &Standings) -> Vec<usize> {
    (0..standings.columns().len()).filter(|column| standings.columns()[*column].is_shown).collect()
}

fn cell_of(
    standings: &Standings,
    column: usize,
    issue: usize,
    phase: Phase,
    takers: &Takers,
) -> Option<Cell> {
    let stretches = standings.stretches(column, issue);
    let line = standings.line(column, issue);
    let at = stretches.iter().rposition(|(said_in, _)| *said_in == phase);
    let light = standings.light(column, issue, &AsOf::Phase(phase));
    let last = match at {
        Some(at) => standings.stand(line[stretches[at].1.clone()].iter().copied()).last,
        None => light.last.clone(),
    };
    let latest = last.last()?;
    let movement = at.filter(|at| *at > 0).map(|at| {
        let before = standings.stand(line[..stretches[at - 1].1.end].iter().copied());
        Comparison { standings, column, issue, before: &before, now: &light }.direction(takers).0
    });
    let (about, stance) = stance_shown(standings, issue, &light);
    let (_, wanted) = standings.wanted(&light);
    let in_cell = in_cell(&light, &last, &about, &wanted);
    Some(Cell {
        shown: last.iter().map(|row| standings.said(*row, column)).collect(),
        wants: standings.wants(&light),
        about: about.iter().map(|option| standings.option(*option).clone()).collect(),
        stance,
        movement,
        from_earlier: at.is_none().then(|| standings.row(*latest).phases.last().copied()).flatten(),
        is_confided: in_cell.iter().any(|row| standings.row(*row).said.is_confided),
        contested: contested(standings, &light, &last),
        is_stale: is_stale(standings, &last, phase),
        breaches: wanted.iter().flat_map(|option| standings.breaches(*option)).cloned().collect(),
    })
}

/// The stance towards the option on the table, else towards what is wanted.
fn stance_shown(standings: &Standings, issue: usize, light: &Light) -> (Vec<usize>, Stance) {
    match &standings.issues()[issue].on_table {
        OnTable::Option(option) => match standings.option_number(&option.id) {
            Some(number) => (vec![number], standings.stance_in(light, number)),
            None => (Vec::new(), Stance::Unknown),
        },
        OnTable::Differs => (Vec::new(), Stance::Unknown),
        OnTable::Nothing => {
            let (how, wanted) = standings.wanted(light);
            (wanted, how.unwrap_or_default())
        }
    }
}

/// The positions on which anything rests that the cell shows.
fn in_cell(light: &Light, last: &[usize], about: &[usize], wanted: &[usize]) -> Vec<usize> {
    let counts = |(option, _): &&(usize, Vec<usize>)| about.contains(option) || wanted.contains(option);
    let standing = light.options.iter().filter(counts).flat_map(|(_, rows)| rows);
    last.iter().chain(standing).copied().collect()
}

fn contested(standings: &Standings, light: &Light, last: &[usize]) -> Contested {
    let mut contested = Contested::default();
    for rows in
        light.options.iter().map(|(_, rows)| rows.as_slice()).chain([last, light.statements.as_slice()])
    {
        contested.has_versions |= rows.iter().any(|row| standings.row(*row).said.versions > 1);
        // Within a set that stands, no position is later than another: what is of another moment is without order.
        let moments: BTreeSet<usize> = rows.iter().map(|row| standings.order().moment(*row)).collect();
        contested.has_readings |= moments.len() < rows.len();
        contested.is_unordered |= moments.len() > 1;
    }
    contested
}

/// Whether every position is older than the last change to the phase beyond doubt.
fn is_stale(standings: &Standings, last: &[usize], phase: Phase) -> bool {
    let facts = standings.facts();
    let entered = facts.phase(phase).entered.as_ref();
    let change = entered.or_else(|| facts.last_change.as_ref().filter(|_| facts.current == Some(phase)));
    change.is_some_and(|change| {
        last.iter().all(|row| standings.row(*row).span.is_some_and(|(_, to)| to < change.from()))
    })
}

#[cfg(test)]
mod tests;
