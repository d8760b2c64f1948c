//! One comparison, its options side by side, and why a row of it is as it is.

use ratatui::layout::Rect;

use super::{
    Build, Futures, Gap, Matters, PackageScreen, RulesScreen,
    opened::Opened,
    rows::{self, Row},
    sheet::{self, Sheet},
};
use crate::analysis::comparison::Tried;
use crate::ui::{
    canvas::Canvas,
    context::Context,
    effect::Effect,
    keys::{Binding, Command, Key, row},
    screens::{Screen, View},
    theme::Meaning,
    widgets::page::{Page, PageState},
};

/// One comparison with what follows from it.
#[derive(Debug)]
pub struct SideBySide {
    opened: Opened,
    sheet: Sheet,
    differences_only: bool,
}

/// The keys of a comparison.
pub const SIDE_KEYS: &[Binding] = &[
    row(
        &[Key::Enter, Key::Char('w')],
        Command::Open,
        "why",
        "Say why: reasons, evidence and sources of this row",
        3,
    ),
    row(
        &[Key::Char('d')],
        Command::Differences,
        "differences",
        "Show only rows in which the options differ; again for all",
        1,
    ),
    row(&[Key::Char('c')], Command::Chart, "gap chart", "Draw the gap of each option over time", 2),
    row(&[Key::Char('f')], Command::Futures, "futures", "Stories, indicators with readings, assumptions", 4),
    sheet::leave_out(5),
    row(&[Key::Char('s')], Command::Matters, "what matters", "Say which input moves the worst gap most", 0),
    row(&[Key::Char('r')], Command::Rules, "rules", "Set the decision rules side by side", 0),
    row(&[Key::Char('P')], Command::Packages, "packages", "Count the packages: one option for each issue", 0),
    row(
        &[Key::Char('p')],
        Command::Phase,
        "phase",
        "Take the case's positions up to the next phase, then all",
        0,
    ),
    row(&[Key::Char('e')], Command::Edit, "edit", "Edit the comparison, and see what it still wants", 0),
    sheet::take_back(0),
];

impl SideBySide {
    /// The comparison in a file.
    #[must_use]
    pub fn of(file: &str) -> Self {
        Self { opened: Opened::of(file), sheet: Sheet::default(), differences_only: false }
    }

    fn rows(&self) -> Vec<Row> {
        let mut rows = rows::rows(&self.opened.found);
        if self.differences_only {
            rows.retain(|row| row.is_heading || row.differs);
            let keep: Vec<bool> = (0..rows.len())
                .map(|n| !rows[n].is_heading || rows.get(n + 1).is_some_and(|next| !next.is_heading))
                .collect();
            let mut keep = keep.into_iter();
            rows.retain(|_| keep.next().unwrap_or(true));
        }
        rows
    }
}

impl View for SideBySide {
    fn title(&self, cx: &Context<'_>) -> String {
        format!("Side by side: {}", self.opened.title(cx))
    }

    fn keys(&self) -> &'static [Binding] {
        SIDE_KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        self.opened.refresh(cx);
        let rows = self.rows();
        let file = self.opened.file.as_str();
        match command {
            Command::Differences => self.differences_only = !self.differences_only,
            Command::Chart | Command::Matters if self.opened.found.capacity.is_empty() => {
                return vec![Effect::hint(
                    "This comparison carries no timetable, so there is no gap to draw",
                )];
            }
            Command::Chart => return vec![Effect::Push(Screen::Gap(Gap::of(file)))],
            Command::Matters => return vec![Effect::Push(Screen::Matters(Matters::of(file)))],
            Command::Futures => return vec![Effect::Push(Screen::Futures(Futures::of(file)))],
            Command::Rules if self.opened.found.rules.is_none() => {
                let edit = cx.key(Command::Edit);
                let words = match self.opened.found.rules_left_out.as_str() {
                    "" => format!("There are no values yet, so no rule can be applied; {edit} adds them"),
                    why => format!("The rules are {why}; {edit} adds them"),
                };
                return vec![Effect::hint(words)];
            }
            Command::Rules => return vec![Effect::Push(Screen::Rules(RulesScreen::of(file)))],
            Command::Packages => return PackageScreen::open(&self.opened, cx),
            Command::LeaveOut
                if self.opened.tried(cx).left_out.is_none() && self.opened.comparison.options.len() < 3 =>
            {
                return vec![Effect::hint("With two options there is nothing left to compare without one")];
            }
            Command::LeaveOut => return self.opened.try_out(cx, Tried::leave_out_next),
            Command::Phase => return self.opened.try_out(cx, |tried, _| tried.next_phase()),
            Command::Edit => return vec![Effect::Push(Screen::Build(Build::of(file)))],
            Command::TakeBack => return vec![Effect::TakeBackComparison],
            Command::Open => {
                let Some(row) = rows.get(self.sheet.rows.selected) else { return vec![] };
                let page = row.why(&self.opened.found);
                let why = Why { heading: row.label.trim().to_owned(), page, state: PageState::default() };
                return vec![Effect::Push(Screen::Why(why))];
            }
            other => {
                self.sheet.on(other, rows.len(), self.opened.found.options.len());
            }
        }
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        if self.opened.draw_gone(cx, area, canvas) {
            return;
        }
        let x = area.x + 1;
        let width = area.width.saturating_sub(2);
        let horizon = format!("{} months", self.opened.found.horizon);
        canvas.put(x, area.y, width.saturating_sub(12), &self.opened.found.question, Meaning::Text);
        canvas.put_right(x, area.y, width, &horizon, Meaning::Quiet);
        self.opened.draw_state(cx, x, area.y + 1, width, canvas);
        let rows = self.rows();
        let below = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        self.sheet.draw(&self.opened.found.options, &rows, below, canvas);
    }

    fn search(&mut self, words: &str, cx: &Context<'_>) -> bool {
        self.opened.refresh(cx);
        let rows = self.rows();
        self.sheet.search(words, &rows)
    }
}

/// Why a row of the comparison is as it is.
#[derive(Debug)]
pub struct Why {
    heading: String,
    page: Page,
    state: PageState,
}

impl Why {
    /// A page with its heading.
    #[must_use]
    pub fn page(heading: &str, page: Page) -> Self {
        Self { heading: heading.to_owned(), page, state: PageState::default() }
    }
}

/// The keys of the page that says why.
pub const WHY_KEYS: &[Binding] = &[];

impl View for Why {
    fn title(&self, _: &Context<'_>) -> String {
        format!("Why: {}", self.heading)
    }

    fn keys(&self) -> &'static [Binding] {
        WHY_KEYS
    }

    fn on(&mut self, command: Command, _: &Context<'_>) -> Vec<Effect> {
        self.state.on(command);
        vec![]
    }

    fn draw(&mut self, _: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        self.state.draw(canvas, inside, &self.page);
    }
}
