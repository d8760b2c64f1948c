//! The matrix: issue by party in one phase, frozen headers, the selected cell in full below.

mod cell;
mod table;

use ratatui::layout::Rect;

use super::{Screen, View};
use crate::{
    analysis::{
        matrix::{self, Cell},
        movement::Direction,
        standing::{Column, IssueSheet},
    },
    model::{CaseKind, Date, Phase},
    search::fold,
    ui::{
        canvas::Canvas,
        context::Context,
        dialog::Dialog,
        effect::Effect,
        forms::{
            Which, issue,
            position::{self, About, How},
        },
        keys::{Binding, Command, Key, row},
        widgets::list::ListState,
    },
};

pub use cell::{CELL_KEYS, CellHistory};

/// Which phase, which cell, which rows.
#[derive(Debug, Default)]
pub struct Positions {
    /// The phase that was chosen; nothing means the current one.
    phase: Option<Phase>,
    rows: ListState,
    column: usize,
    first_column: usize,
    moved_only: bool,
}

/// The keys of the matrix.
pub const KEYS: &[Binding] = &[
    row(
        &[Key::Char('r')],
        Command::Record,
        "record",
        "Record what the party said on this issue in this phase",
        1,
    ),
    row(&[Key::Enter], Command::Open, "history", "Open the cell: every position through all phases", 2),
    row(&[Key::Char('p')], Command::Phase, "phase", "Go to the next phase", 3),
    row(
        &[Key::Char('m')],
        Command::MovedOnly,
        "moved only",
        "Show only issues on which somebody moved; again for all",
        4,
    ),
    row(
        &[Key::Char('c')],
        Command::Correct,
        "correct",
        "Correct the last position: it was written down wrongly",
        0,
    ),
    row(
        &[Key::Char('b')],
        Command::Beside,
        "another reading",
        "Put another reading beside the last position",
        0,
    ),
    row(&[Key::Char('a')], Command::New, "add issue", "Add an issue", 0),
    row(&[Key::Char('x')], Command::Shield, "shield", "Show only what may be shared; again to come back", 5),
];

impl Positions {
    fn phase(&self, cx: &Context<'_>) -> Phase {
        self.phase.or_else(|| cx.seen.case().sheet().map(|sheet| sheet.phase)).unwrap_or(Phase::Negotiation)
    }

    fn columns<'a>(cx: &Context<'a>) -> Vec<&'a Column> {
        cx.standings.columns().iter().filter(|column| column.is_shown).collect()
    }

    fn issues<'a>(&self, cx: &Context<'a>) -> Vec<&'a IssueSheet> {
        let phase = self.phase(cx);
        let has_moved = |sheet: &&IssueSheet| {
            Self::columns(cx).iter().any(|column| {
                let cell = matrix::cell(cx.standings, &column.speaker(), &sheet.issue.id, phase);
                matches!(cell.and_then(|cell| cell.movement), Some(Direction::Towards | Direction::Away))
            })
        };
        cx.standings.issues().iter().filter(|sheet| !self.moved_only || has_moved(sheet)).collect()
    }

    /// The selected issue and party, with the cell if anything was ever said there.
    fn selected<'a>(&self, cx: &Context<'a>) -> Option<(&'a IssueSheet, &'a Column, Option<Cell>)> {
        let issue = *self.issues(cx).get(self.rows.selected)?;
        let column = *Self::columns(cx).get(self.column)?;
        Some((issue, column, matrix::cell(cx.standings, &column.speaker(), &issue.issue.id, self.phase(cx))))
    }

    fn record(&self, cx: &Context<'_>, command: Command) -> Vec<Effect> {
        if !cx.can_write {
            return vec![Effect::read_only()];
        }
        let Some((sheet, column, cell)) = self.selected(cx) else {
            return vec![Effect::hint(
                "Add an issue with a, and parties on the screen of actors (3), before recording",
            )];
        };
        record_form(cx, sheet, column, cell.as_ref(), self.phase(cx), command)
    }

    fn go_sideways(&mut self, by: isize, cx: &Context<'_>) {
        let last = Self::columns(cx).len().saturating_sub(1);
        self.column = self.column.saturating_add_signed(by).min(last);
    }
}

/// The form for recording, correcting or putting a reading beside, from a cell.
fn record_form(
    cx: &Context<'_>,
    sheet: &IssueSheet,
    column: &Column,
    cell: Option<&Cell>,
    phase: Phase,
    command: Command,
) -> Vec<Effect> {
    let last = cell.and_then(|cell| cell.shown.last());
    let how = match (command, last) {
        (Command::Record, _) => How::New {
            after: cell.map_or_else(Vec::new, |cell| cell.shown.iter().map(|said| said.id.clone()).collect()),
        },
        (_, None) => return vec![Effect::hint("Nothing is recorded here yet; r records")],
        (Command::Correct, Some(said)) => How::correct(&said.id, cx),
        (_, Some(said)) => How::Beside(said.id.clone()),
    };
    let about = About { party: column.party.id.clone(), issue: sheet.issue.id.clone(), phase, how };
    let form = position::form(about, usual_date(cx, phase), cx);
    vec![Effect::Ask(Dialog::Form(Box::new(form)))]
}

/// Today in a real case; in a sample or an exercise the last day known of the phase.
fn usual_date(cx: &Context<'_>, phase: Phase) -> Option<Date> {
    let today = Date::day(cx.today);
    if cx.seen.case().about.kind == CaseKind::Real {
        return Some(today);
    }
    let positions = cx.seen.case().positions.shown().map(|(_, position)| position);
    positions
        .filter(|position| position.phase == phase)
        .filter_map(|position| position.date.clone())
        .max()
        .or(Some(today))
}

impl View for Positions {
    fn title(&self, _: &Context<'_>) -> String {
        "Positions".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        match command {
            Command::Record | Command::Correct | Command::Beside => return self.record(cx, command),
            Command::New if cx.can_write => {
                return vec![Effect::Ask(Dialog::Form(Box::new(issue::form(Which::New, cx))))];
            }
            Command::New => return vec![Effect::read_only()],
            Command::Open => {
                let Some((sheet, column, _)) = self.selected(cx) else { return vec![] };
                let cell = CellHistory::of(sheet.issue.id.clone(), column.speaker(), self.phase(cx));
                return vec![Effect::Push(Screen::Cell(cell))];
            }
            Command::Phase => {
                let at = Phase::ALL.iter().position(|phase| *phase == self.phase(cx)).unwrap_or(0);
                self.phase = Some(Phase::ALL[(at + 1) % Phase::ALL.len()]);
            }
            Command::MovedOnly => self.moved_only = !self.moved_only,
            Command::Left => self.go_sideways(-1, cx),
            Command::Right => self.go_sideways(1, cx),
            other => {
                let rows = self.issues(cx).len();
                self.rows.on(other, rows);
            }
        }
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        table::draw(self, cx, area, canvas);
    }

    fn search(&mut self, words: &str, cx: &Context<'_>) -> bool {
        let wanted = fold(words);
        let issues = self.issues(cx);
        let order = (1..=issues.len()).map(|step| (self.rows.selected + step) % issues.len().max(1));
        let found = order.into_iter().find(|n| {
            fold(&issues[*n].issue.name).contains(&wanted) || fold(&issues[*n].plain).contains(&wanted)
        });
        if let Some(row) = found {
            self.rows.selected = row;
            return true;
        }
        let column = Self::columns(cx).iter().position(|column| fold(&column.words()).contains(&wanted));
        self.column = column.unwrap_or(self.column);
        column.is_some()
    }
}
