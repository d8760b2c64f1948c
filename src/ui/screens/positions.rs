//! The matrix: issue by party in one phase, frozen headers, the selected cell in full below.

mod along;
mod cell;
mod table;

use ratatui::layout::Rect;

use super::{Screen, View, movement::Moved, since::Since, told, versions};
use crate::{
    analysis::{
        matrix::{self, Cell, Filter, Sort},
        standing::{Column, IssueSheet, Speaker},
    },
    model::{Id, Phase, Position, RecordRef},
    search::fold,
    ui::{
        canvas::Canvas,
        context::Context,
        dialog::Dialog,
        effect::{Effect, Setting},
        forms::{
            Which, issue,
            position::{self, About, How},
            view,
        },
        keys::{Binding, Command, Key, row},
        pages,
        theme::Look,
        widgets::{held::Held, kept::Kept, list::ListState},
    },
};

pub use along::{Along, KEYS as ALONG_KEYS};
pub(in crate::ui) use cell::in_full as cell_in_full;
pub use cell::{CELL_KEYS, CellHistory};

/// Which phase, which cell, which rows.
#[derive(Debug, Default)]
pub struct Positions {
    /// The phase that was chosen; nothing means the current one.
    phase: Option<Phase>,
    rows: ListState,
    column: usize,
    /// The party of that column.
    held: Held,
    first_column: usize,
    filter: Filter,
    sort: Sort,
    /// Which issues are shown, and of what that was made.
    shown: Kept<(u64, Phase, Filter, Sort), Vec<usize>>,
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
    row(&[Key::Char('f')], Command::Filter, "filter", "Choose which issues are shown, and in which order", 0),
    row(&[Key::Char('o')], Command::Sort, "order", "Put the issues in the next order", 0),
    row(&[Key::Char('s')], Command::Share, "share with", "Record that somebody was told this position", 0),
    row(
        &[Key::Char('v')],
        Command::Versions,
        "versions",
        "Show two versions of this position side by side",
        0,
    ),
    row(&[Key::Char('t')], Command::PartyPhases, "party", "Follow this party through the phases", 0),
    row(&[Key::Char('i')], Command::IssuePhases, "issue", "Follow this issue through the phases", 0),
    row(&[Key::Char('d')], Command::Moved, "what moved", "Show what moved between two phases or dates", 0),
    row(&[Key::Char('w')], Command::Since, "what changed", "Show what changed since you last looked", 0),
    row(&[Key::Char('y')], Command::Told, "told", "Show what was told to whom, and what was not yet", 0),
    row(&[Key::Char('x')], Command::Shield, "shield", "Show only what may be shared; again to come back", 5),
];

impl Positions {
    fn phase(&self, cx: &Context<'_>) -> Phase {
        self.phase.or_else(|| cx.seen.case().sheet().map(|sheet| sheet.phase)).unwrap_or(Phase::Negotiation)
    }

    fn columns<'a>(cx: &Context<'a>) -> Vec<&'a Column> {
        cx.standings.columns().iter().filter(|column| column.is_shown).collect()
    }

    fn issues<'a>(&mut self, cx: &Context<'a>) -> Vec<&'a IssueSheet> {
        let key = (cx.stamp, self.phase(cx), self.filter, self.sort);
        let rows = || matrix::rows(cx.seen, cx.standings, key.1, &key.2, key.3);
        self.shown.of(key, rows).iter().map(|n| &cx.standings.issues()[*n]).collect()
    }

    /// The selected issue and party, with the cell if anything was ever said there.
    fn selected<'a>(&mut self, cx: &Context<'a>) -> Option<(&'a IssueSheet, &'a Column, Option<Cell>)> {
        let issue = *self.issues(cx).get(self.rows.selected)?;
        let column = *Self::columns(cx).get(self.column)?;
        Some((issue, column, matrix::cell(cx.standings, &column.speaker(), &issue.issue.id, self.phase(cx))))
    }

    fn record(&mut self, cx: &Context<'_>, command: Command) -> Vec<Effect> {
        let Some((sheet, column, cell)) = self.selected(cx) else {
            let words = format!(
                "Add an issue with {}, and parties on the screen of actors, before recording",
                cx.key(Command::New)
            );
            return vec![Effect::hint(words)];
        };
        record_form(cx, sheet, column, cell.as_ref(), self.phase(cx), command)
    }

    /// The last position of the selected cell.
    fn last(&mut self, cx: &Context<'_>) -> Option<Id<Position>> {
        let cell = self.selected(cx)?.2?;
        // Of several, one that stands in two versions asks for a hand first.
        let said = cell.shown.iter().find(|said| said.versions > 1).or(cell.shown.last());
        said.map(|said| said.id.clone())
    }

    /// Opens another screen about what is selected.
    fn open(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let phase = self.phase(cx);
        let selected = self.selected(cx).map(|(sheet, column, _)| (sheet.issue.id.clone(), column.speaker()));
        let screen = match (command, selected) {
            (Command::Moved, _) => Screen::Moved(Moved::default()),
            (Command::Since, _) => Screen::Since(Since::default()),
            (Command::Told, _) => Screen::Conveyed(told::Conveyed::default()),
            (_, None) => return vec![],
            (Command::PartyPhases, Some((_, speaker))) => Screen::Along(Along::party(speaker, phase)),
            (Command::IssuePhases, Some((issue, _))) => Screen::Along(Along::issue(issue, phase)),
            (_, Some((issue, speaker))) => Screen::Cell(CellHistory::of(issue, speaker, phase, cx)),
        };
        vec![Effect::Push(screen)]
    }

    fn next_order(&mut self) -> Vec<Effect> {
        let at = Sort::ALL.iter().position(|sort| *sort == self.sort).unwrap_or(0);
        self.sort = Sort::ALL[(at + 1) % Sort::ALL.len()];
        self.rows.rows_change();
        vec![Effect::hint(format!("In order of {}", self.sort.word()))]
    }

    fn go_sideways(&mut self, by: isize, cx: &Context<'_>) {
        let last = Self::columns(cx).len().saturating_sub(1);
        self.column = self.column.saturating_add_signed(by).min(last);
    }
}

/// Whose column it is.
fn record_of(column: &Column) -> RecordRef {
    let party = || RecordRef::of(&column.party.id);
    column.faction.as_ref().map_or_else(party, |faction| RecordRef::of(&faction.id))
}

/// The form for recording, correcting or putting a reading beside, from a cell.
pub(in crate::ui) fn record_form(
    cx: &Context<'_>,
    sheet: &IssueSheet,
    column: &Column,
    cell: Option<&Cell>,
    phase: Phase,
    command: Command,
) -> Vec<Effect> {
    let last = cell.and_then(|cell| cell.shown.last());
    if let (Command::Correct, Some(said)) = (command, last)
        && said.versions > 1
    {
        return versions::open(RecordRef::of(&said.id), cx);
    }
    let how = match (command, last) {
        (Command::Record, _) => How::New {
            after: cell.map_or_else(Vec::new, |cell| cell.shown.iter().map(|said| said.id.clone()).collect()),
        },
        (_, None) => {
            return vec![Effect::hint(format!(
                "Nothing is recorded here yet; {} records",
                cx.key(Command::Record)
            ))];
        }
        (Command::Correct, Some(said)) => How::correct(&said.id, cx),
        (_, Some(said)) => How::Beside(said.id.clone()),
    };
    let Speaker { party, faction } = column.speaker();
    let about = About { party, faction, issue: sheet.issue.id.clone(), phase, how };
    let form = position::form(about, pages::usual_date(cx, Some(phase)), cx);
    vec![Effect::Ask(Dialog::Form(Box::new(form)))]
}

impl View for Positions {
    fn title(&self, _: &Context<'_>) -> String {
        "Positions".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn signs(&self, look: Look) -> String {
        table::signs(look)
    }

    fn hold(&mut self, cx: &Context<'_>) {
        let mut rows = std::mem::take(&mut self.rows);
        rows.hold(cx, || self.issues(cx).into_iter().map(|sheet| RecordRef::of(&sheet.issue.id)).collect());
        self.rows = rows;
        self.column =
            self.held.follow(self.column, cx, || Self::columns(cx).into_iter().map(record_of).collect());
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        match command {
            Command::Record | Command::Correct | Command::Beside => return self.record(cx, command),
            Command::New => {
                return vec![Effect::Ask(Dialog::Form(Box::new(issue::form(Which::New, cx))))];
            }
            Command::Open
            | Command::PartyPhases
            | Command::IssuePhases
            | Command::Moved
            | Command::Since
            | Command::Told => return self.open(command, cx),
            Command::Share | Command::Versions => {
                let Some(id) = self.last(cx) else {
                    return vec![Effect::hint(format!(
                        "Nothing is recorded here yet; {} records",
                        cx.key(Command::Record)
                    ))];
                };
                let is_share = command == Command::Share;
                return if is_share { told::share(&id, cx) } else { versions::open(RecordRef::of(&id), cx) };
            }
            Command::Filter => return Effect::form(view::rows(&self.filter, self.sort, cx)),
            Command::Sort => return self.next_order(),
            Command::Phase => {
                let at = Phase::ALL.iter().position(|phase| *phase == self.phase(cx)).unwrap_or(0);
                self.phase = Some(Phase::ALL[(at + 1) % Phase::ALL.len()]);
                self.rows.rows_change();
            }
            Command::MovedOnly => {
                self.filter.moved = !self.filter.moved;
                self.rows.rows_change();
            }
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

    fn set(&mut self, setting: Setting) {
        if let Setting::Rows(filter, sort) = setting {
            self.filter = filter;
            self.sort = sort;
            self.rows = ListState::default();
        }
    }
}
