//! One party over all issues, or one issue over all actors: a cell for each phase, the selected one in words below.

use ratatui::layout::Rect;

use super::{CellHistory, record_of, table};
use crate::{
    analysis::{
        matrix::{self, Cell},
        movement,
        standing::{Column, IssueSheet, Speaker},
    },
    model::{Id, Issue, Phase, RecordRef},
    search::fold,
    ui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        keys::{Binding, Command, Key, row},
        screens::{Screen, View},
        theme::{Look, Meaning},
        widgets::{
            list::ListState,
            page::{Page, PageState},
        },
    },
};

/// Columns for what a line is about.
const HEADS: u16 = 26;
/// Rows for the selected cell in words.
const DETAIL: u16 = 7;

/// Whom or what is followed.
#[derive(Debug)]
enum Subject {
    Party(Speaker),
    Issue(Id<Issue>),
}

/// One party, or one issue, through the phases.
#[derive(Debug)]
pub struct Along {
    subject: Subject,
    rows: ListState,
    phase: usize,
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[
    row(&[Key::Enter], Command::Open, "history", "Open the cell: every position through all phases", 1),
    row(&[Key::Char('t')], Command::PartyPhases, "party", "Follow the party of this line", 2),
    row(&[Key::Char('i')], Command::IssuePhases, "issue", "Follow the issue of this line", 3),
];

impl Along {
    /// A party over all issues.
    #[must_use]
    pub fn party(speaker: Speaker, phase: Phase) -> Self {
        Self::of(Subject::Party(speaker), phase)
    }

    /// An issue over all actors.
    #[must_use]
    pub fn issue(issue: Id<Issue>, phase: Phase) -> Self {
        Self::of(Subject::Issue(issue), phase)
    }

    fn of(subject: Subject, phase: Phase) -> Self {
        let phase = Phase::ALL.iter().position(|other| *other == phase).unwrap_or(0);
        Self { subject, rows: ListState::default(), phase }
    }

    /// Every line: its issue and its actor.
    fn lines<'a>(&self, cx: &Context<'a>) -> Vec<(&'a IssueSheet, &'a Column)> {
        let columns = cx.standings.columns().iter();
        match &self.subject {
            Subject::Party(speaker) => {
                let column = columns.into_iter().find(|column| column.speaker() == *speaker);
                let sheets = cx.standings.issues().iter();
                column.map_or_else(Vec::new, |column| sheets.map(|sheet| (sheet, column)).collect())
            }
            Subject::Issue(issue) => {
                let shown = columns.filter(|column| column.is_shown);
                cx.standings.issue(issue).map_or_else(Vec::new, |sheet| shown.map(|c| (sheet, c)).collect())
            }
        }
    }

    fn head(&self, (sheet, column): &(&IssueSheet, &Column)) -> String {
        match &self.subject {
            Subject::Party(_) => sheet.issue.name.clone(),
            Subject::Issue(_) => column.words(),
        }
    }

    fn phase(&self) -> Phase {
        Phase::ALL.get(self.phase).copied().unwrap_or_default()
    }

    fn in_words(&self, cx: &Context<'_>, line: (&IssueSheet, &Column), cell: Option<&Cell>) -> Page {
        let (sheet, column) = line;
        let mut page = Page::default();
        page.line(Meaning::Heading, format!("{}, {}", matrix::heading(&sheet.issue, column), self.phase()));
        match cell {
            None => {
                page.quiet("nothing recorded by the end of this phase");
            }
            Some(cell) => {
                page.text(cell.words());
                for said in &cell.shown {
                    page.quiet(format!(
                        "{}: {}",
                        said.words(),
                        crate::ui::pages::quoted(&said.statements.join(" / "))
                    ));
                }
            }
        }
        let movement = movement::into_phase(cx.standings, &column.speaker(), &sheet.issue.id, self.phase());
        if let Some(movement) = movement {
            page.text(movement.words());
        }
        page
    }
}

impl View for Along {
    fn title(&self, cx: &Context<'_>) -> String {
        let line = self.lines(cx).into_iter().next();
        let name = line.map(|(sheet, column)| match &self.subject {
            Subject::Party(_) => column.words(),
            Subject::Issue(_) => sheet.issue.name.clone(),
        });
        name.map_or_else(|| "Through the phases".to_owned(), |name| format!("{name} through the phases"))
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn signs(&self, look: Look) -> String {
        table::signs(look)
    }

    fn hold(&mut self, cx: &Context<'_>) {
        let mut rows = std::mem::take(&mut self.rows);
        let is_party = matches!(self.subject, Subject::Party(_));
        let of = |(sheet, column): (&IssueSheet, &Column)| {
            if is_party { RecordRef::of(&sheet.issue.id) } else { record_of(column) }
        };
        rows.hold(cx, || self.lines(cx).into_iter().map(of).collect());
        self.rows = rows;
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let lines = self.lines(cx);
        let selected = lines.get(self.rows.selected.min(lines.len().saturating_sub(1)));
        match (command, selected) {
            (Command::Left, _) => self.phase = self.phase.saturating_sub(1),
            (Command::Right, _) => self.phase = (self.phase + 1).min(Phase::ALL.len() - 1),
            (Command::Open, Some((sheet, column))) => {
                let cell = CellHistory::of(sheet.issue.id.clone(), column.speaker(), self.phase(), cx);
                return vec![Effect::Push(Screen::Cell(cell))];
            }
            (Command::PartyPhases, Some((_, column))) => {
                return vec![Effect::Push(Screen::Along(Self::party(column.speaker(), self.phase())))];
            }
            (Command::IssuePhases, Some((sheet, _))) => {
                return vec![Effect::Push(Screen::Along(Self::issue(sheet.issue.id.clone(), self.phase())))];
            }
            (other, _) => {
                self.rows.on(other, lines.len());
            }
        }
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let lines = self.lines(cx);
        if lines.is_empty() {
            canvas.put(area.x + 1, area.y, area.width - 2, "This is not here any more.", Meaning::Quiet);
            return;
        }
        let column = (area.width.saturating_sub(HEADS + 2) / 4).max(8);
        let x = |n: usize| area.x + 1 + HEADS + u16::try_from(n).unwrap_or(0) * column;
        for (n, phase) in Phase::ALL.iter().enumerate() {
            let words = if column > 16 { phase.word() } else { phase.short() };
            canvas.put(x(n), area.y, column.saturating_sub(1), words, Meaning::Heading);
        }
        let height = area.height.saturating_sub(1 + DETAIL + 1).max(4);
        let mut words = Page::default();
        let rows = Rect { y: area.y + 1, height, ..area };
        for (y, n) in (rows.y..area.bottom()).zip(self.rows.shown(lines.len(), rows, canvas)) {
            let line = lines[n];
            canvas.put(area.x + 1, y, HEADS - 1, &self.head(&line), Meaning::Text);
            for (at, phase) in Phase::ALL.iter().enumerate() {
                let cell = matrix::cell(cx.standings, &line.1.speaker(), &line.0.issue.id, *phase);
                let place = Rect { x: x(at), y, width: column.saturating_sub(1).min(10), height: 1 };
                table::draw_cell(cell.as_ref(), place, canvas);
                if n == self.rows.selected && at == self.phase {
                    words = self.in_words(cx, line, cell.as_ref());
                    canvas.select(place);
                }
            }
        }
        let from = area.y + 1 + height + 1;
        let below = Rect {
            x: area.x + 1,
            y: from,
            width: area.width - 2,
            height: area.bottom().saturating_sub(from),
        };
        PageState::default().draw(canvas, below, &words);
    }

    fn search(&mut self, words: &str, cx: &Context<'_>) -> bool {
        let wanted = fold(words);
        let lines = self.lines(cx);
        let order = (1..=lines.len()).map(|step| (self.rows.selected + step) % lines.len().max(1));
        let found = order.into_iter().find(|n| fold(&self.head(&lines[*n])).contains(&wanted));
        self.rows.selected = found.unwrap_or(self.rows.selected);
        found.is_some()
    }
}
