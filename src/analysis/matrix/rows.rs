//! Which issues a matrix shows, and in which order; and one row of it for chosen columns only, so that a screen pays
//! for what it shows and not for the whole.

use super::{Cell, Takers, cell_of, shown};
use crate::{
    analysis::{
        convergence::{self, Nearness},
        movement::Direction,
        standing::{AsOf, Column, IssueSheet, Standings},
    },
    audience::Seen,
    model::{Agenda, Component, Disclosure, Phase, Stance},
    search::fold,
};

/// Which issues are shown. The default shows all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this part of the security sector.
    pub component: Option<Component>,
    /// Only this place on the agenda.
    pub agenda: Option<Agenda>,
    /// Only where somebody moved: towards agreement, away from it, or sideways, as where a red line falls or is drawn
    /// on another option.
    pub moved: bool,
    /// Only where somebody opposes what is on the table, or the parties stand in two camps.
    pub blocked: bool,
    /// Only where something that was said may be told so far. For the team.
    pub heard: Option<Heard>,
}

/// How far what was said may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// To anybody.
    Public,
    /// To all parties, or to some.
    Shared,
    /// To the team only, for it was said in confidence.
    Confided,
    /// To the team only.
    Team,
}

/// In which order issues stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// That of the agenda.
    #[default]
    Agenda,
    /// By name.
    Name,
    /// Where the parties are nearest comes first.
    Nearest,
    /// Where most moved comes first.
    Moved,
}

impl Heard {
    /// Every value.
    pub const ALL: &[Self] = &[Self::Public, Self::Shared, Self::Confided, Self::Team];

    /// In a word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Shared => "shared",
            Self::Confided => "confided",
            Self::Team => "team",
        }
    }
}

impl Sort {
    /// Every value.
    pub const ALL: &[Self] = &[Self::Agenda, Self::Name, Self::Nearest, Self::Moved];

    /// In a few words.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Agenda => "the agenda",
            Self::Name => "name",
            Self::Nearest => "nearest first",
            Self::Moved => "most movement first",
        }
    }
}

impl Filter {
    /// What it leaves, in words.
    #[must_use]
    pub fn words(&self) -> String {
        let mut parts: Vec<&str> = Vec::new();
        parts.extend(self.component.map(Component::word));
        parts.extend(self.agenda.map(Agenda::word));
        parts.extend(self.moved.then_some("moved only"));
        parts.extend(self.blocked.then_some("blocked only"));
        parts.extend(self.heard.map(Heard::word));
        if parts.is_empty() { "all issues".to_owned() } else { parts.join(", ") }
    }

    fn looks_at_cells(self) -> bool {
        self.moved || self.blocked || self.heard.is_some()
    }

    fn takes(self, sheet: &IssueSheet) -> bool {
        self.component.is_none_or(|component| sheet.component == Some(component))
            && self.agenda.is_none_or(|agenda| sheet.agenda == Some(agenda))
    }
}

/// One row of the matrix of a phase, for chosen columns. Who would take what is counted once.
#[must_use]
pub fn row(
    standings: &Standings,
    issue: &IssueSheet,
    columns: &[&Column],
    phase: Phase,
) -> Vec<Option<Cell>> {
    let Some(number) = standings.issue_number(&issue.issue.id) else { return vec![None; columns.len()] };
    let takers = Takers::of(standings, number, &AsOf::Phase(phase));
    let cell = |column: &&Column| {
        let column = standings.column_number(&column.speaker())?;
        cell_of(standings, column, number, phase, &takers)
    };
    columns.iter().map(cell).collect()
}

/// The issues that a filter leaves, by their number in [`Standings::issues`], in an order. What is equal in that order
/// keeps the order of the agenda.
#[must_use]
pub fn rows(seen: &Seen, standings: &Standings, phase: Phase, filter: &Filter, sort: Sort) -> Vec<usize> {
    let issues = standings.issues();
    let mut numbers: Vec<usize> = (0..issues.len()).filter(|n| filter.takes(&issues[*n])).collect();
    let mut moved = vec![0_usize; issues.len()];
    if filter.looks_at_cells() || sort == Sort::Moved {
        let columns: Vec<&Column> = shown(standings).into_iter().map(|n| &standings.columns()[n]).collect();
        numbers.retain(|n| {
            let cells: Vec<Cell> =
                row(standings, &issues[*n], &columns, phase).into_iter().flatten().collect();
            moved[*n] = cells.iter().filter(|cell| has_moved(cell)).count();
            (!filter.moved || moved[*n] > 0)
                && (!filter.blocked || is_blocked(standings, &issues[*n], &cells, phase))
                && filter.heard.is_none_or(|heard| cells.iter().any(|cell| is_heard(seen, cell, heard)))
        });
    }
    match sort {
        Sort::Agenda => {}
        Sort::Name => numbers.sort_by_cached_key(|n| fold(&issues[*n].issue.name)),
        Sort::Moved => numbers.sort_by_key(|n| std::cmp::Reverse(moved[*n])),
        Sort::Nearest => {
            let nearness: Vec<(Nearness, bool)> = convergence::all(standings, &AsOf::Phase(phase), None)
                .into_iter()
                .map(|found| (found.nearness, found.is_conditional))
                .collect();
            numbers.sort_by_key(|n| nearness[*n]);
        }
    }
    numbers
}

fn has_moved(cell: &Cell) -> bool {
    matches!(cell.movement, Some(Direction::Towards | Direction::Away | Direction::Sideways))
}

fn is_blocked(standings: &Standings, sheet: &IssueSheet, cells: &[Cell], phase: Phase) -> bool {
    let against = cells.iter().any(|cell| matches!(cell.stance, Stance::Opposes | Stance::RedLine));
    let found = || convergence::of_issue(standings, &sheet.issue.id, &AsOf::Phase(phase), None);
    against || found().is_some_and(|found| found.nearness == Nearness::TwoCamps)
}

/// Whether any version of a position in a cell may be told so far.
fn is_heard(seen: &Seen, cell: &Cell, heard: Heard) -> bool {
    let fits = |disclosure: &Disclosure| match disclosure {
        Disclosure::Public => heard == Heard::Public,
        Disclosure::SharedWithAll | Disclosure::Shared(_) => heard == Heard::Shared,
        Disclosure::Confided { .. } => heard == Heard::Confided,
        Disclosure::Team => heard == Heard::Team,
    };
    let positions = cell.shown.iter().filter_map(|said| seen.case().positions.get(&said.id));
    positions.flat_map(crate::model::Entry::heads).any(|position| fits(&position.disclosure))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analysis::matrix, audience::Audience, seeds, store::CaseDocument};

    fn sample() -> crate::model::Case {
        let edit = CaseDocument::read(seeds::SAMPLE).expect("the sample is sound").edit();
        let mut document = crate::document::Document::default();
        let pen = crate::document::Pen { by: "test".into(), at: jiff::Timestamp::UNIX_EPOCH, seed: [7; 16] };
        let step = document.prepare(&edit, &pen).expect("the sample is sound");
        document.commit(step);
        document.case().clone()
    }

    #[test]
    fn a_row_for_some_columns_is_that_part_of_the_whole() {
        let case = sample();
        let standings = Standings::new(&case.seen_by(&Audience::Team));
        let whole = matrix::matrix(&standings, Phase::Negotiation);
        let some: Vec<&Column> = whole.columns.iter().step_by(2).collect();
        for line in &whole.lines {
            let part: Vec<_> = line.cells.iter().step_by(2).cloned().collect();
            assert_eq!(
                row(&standings, &line.head, &some, Phase::Negotiation),
                part,
                "{}",
                line.head.issue.name
            );
        }
    }

    #[test]
    fn a_filter_leaves_what_it_names_and_a_sort_loses_nothing() {
        let case = sample();
        let seen = case.seen_by(&Audience::Team);
        let standings = Standings::new(&seen);
        let of = |filter: Filter, sort| rows(&seen, &standings, Phase::Agreement, &filter, sort);
        let all = of(Filter::default(), Sort::Agenda);
        assert_eq!(all.len(), standings.issues().len());
        for sort in Sort::ALL {
            let mut sorted = of(Filter::default(), *sort);
            sorted.sort_unstable();
            assert_eq!(sorted, all, "{}", sort.word());
        }
        let police = of(Filter { component: Some(Component::Police), ..Filter::default() }, Sort::Agenda);
        assert!(!police.is_empty() && police.len() < all.len());
        assert!(police.iter().all(|n| standings.issues()[*n].component == Some(Component::Police)));
        let moved = of(Filter { moved: true, ..Filter::default() }, Sort::Moved);
        assert!(!moved.is_empty() && moved.len() < all.len(), "{moved:?}");
        let confided = of(Filter { heard: Some(Heard::Confided), ..Filter::default() }, Sort::Agenda);
        assert!(confided.is_empty(), "nothing in the historical sample was confided");
    }
}
