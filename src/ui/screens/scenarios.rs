//! Comparisons: the list of those in the case, one side by side, and the gap over time.

mod chart;
pub(in crate::ui) mod rows;

use ratatui::layout::Rect;

use super::{Screen, View};
use crate::{
    analysis::{
        comparison::{Asked, Findings, findings},
        watch::Watch,
    },
    search::fold,
    ui::{
        canvas::Canvas,
        context::{ComparisonFile, Context},
        effect::Effect,
        keys::{Binding, Command, Key, row},
        text,
        theme::Meaning,
        widgets::{
            list::ListState,
            page::{Page, PageState},
        },
    },
};
use rows::Row;

/// Which comparison is selected.
#[derive(Debug, Default)]
pub struct Scenarios {
    list: ListState,
}

/// The keys of the list.
pub const KEYS: &[Binding] =
    &[row(&[Key::Enter], Command::Open, "side by side", "Open the comparison, its options side by side", 1)];

/// One comparison with what follows from it.
#[derive(Debug)]
pub struct SideBySide {
    title: String,
    found: Findings,
    rows: ListState,
    first_option: usize,
    differences_only: bool,
}

/// The keys of a comparison.
pub const SIDE_KEYS: &[Binding] = &[
    row(
        &[Key::Enter, Key::Char('w')],
        Command::Open,
        "why",
        "Say why: reasons, evidence and sources of this row",
        1,
    ),
    row(
        &[Key::Char('d')],
        Command::Differences,
        "differences only",
        "Show only rows in which the options differ; again for all",
        2,
    ),
    row(&[Key::Char('c')], Command::Chart, "gap chart", "Draw the gap of each option over time", 3),
    row(&[Key::Char('o')], Command::NextOption, "next options", "Scroll to the next option", 4),
];

/// The gap over time.
#[derive(Debug)]
pub struct Gap {
    title: String,
    found: Findings,
    option: usize,
}

/// The keys of the chart.
pub const GAP_KEYS: &[Binding] =
    &[row(&[Key::Char('o')], Command::NextOption, "next option", "Show the figures of the next option", 1)];

/// Why a row of the comparison is as it is.
#[derive(Debug)]
pub struct Why {
    heading: String,
    page: Page,
    state: PageState,
}

/// The keys of the page that says why.
pub const WHY_KEYS: &[Binding] = &[];

/// Columns for the names of rows.
const LABELS: u16 = 21;
/// The fewest columns for an option.
const OPTION: u16 = 18;

impl View for Scenarios {
    fn title(&self, _: &Context<'_>) -> String {
        "Scenarios".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let shown = shown(cx);
        match (command, shown.get(self.list.selected)) {
            (Command::Open, Some(file)) => match &file.content {
                Ok(comparison) => {
                    let found = findings(comparison, &Asked::default(), &Watch::none());
                    let title = if comparison.title.is_empty() {
                        file.name.clone()
                    } else {
                        comparison.title.clone()
                    };
                    vec![Effect::Push(Screen::SideBySide(SideBySide {
                        title,
                        found,
                        rows: ListState::default(),
                        first_option: 0,
                        differences_only: false,
                    }))]
                }
                Err(why) => vec![Effect::hint(format!("{}: {why}", file.name))],
            },
            (other, _) => {
                self.list.on(other, shown.len());
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let shown = shown(cx);
        let x = area.x + 1;
        let width = area.width.saturating_sub(2);
        if shown.is_empty() {
            let words = "No comparison in this case. Put a file into its folder scenarios/; the README says how one looks.";
            canvas.wrapped(Rect { x, width, ..area }, words, Meaning::Quiet);
            return;
        }
        for (y, n) in (area.y..).step_by(2).zip(self.list.view(shown.len(), area.height / 2)) {
            let (title, below) = match &shown[n].content {
                Ok(comparison) => (comparison.title.as_str(), comparison.question.as_str()),
                Err(why) => (shown[n].name.as_str(), why.as_str()),
            };
            canvas.put(x, y, width, title, Meaning::Heading);
            canvas.put(x + 2, y + 1, width.saturating_sub(2), below, Meaning::Quiet);
            if n == self.list.selected {
                canvas.select(Rect { x: area.x, y, width: area.width, height: 1 });
            }
        }
    }
}

/// The comparisons that the audience may see: outside the team, only those that were made for all.
pub(in crate::ui) fn shown<'a>(cx: &Context<'a>) -> Vec<&'a ComparisonFile> {
    let may_see = |file: &&ComparisonFile| {
        cx.seen.is_team() || file.content.as_ref().is_ok_and(|comparison| comparison.audience == "shareable")
    };
    cx.comparisons.iter().filter(may_see).collect()
}

impl SideBySide {
    fn rows(&self) -> Vec<Row> {
        let mut rows = rows::rows(&self.found);
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
    fn title(&self, _: &Context<'_>) -> String {
        format!("{} > Side by side", self.title)
    }

    fn keys(&self) -> &'static [Binding] {
        SIDE_KEYS
    }

    fn on(&mut self, command: Command, _: &Context<'_>) -> Vec<Effect> {
        let rows = self.rows();
        match command {
            Command::Differences => self.differences_only = !self.differences_only,
            Command::Chart if self.found.capacity.is_empty() => {
                return vec![Effect::hint(
                    "This comparison carries no timetable, so there is no gap to draw",
                )];
            }
            Command::Chart => {
                let gap = Gap { title: self.title.clone(), found: self.found.clone(), option: 0 };
                return vec![Effect::Push(Screen::Gap(gap))];
            }
            Command::NextOption | Command::Right => {
                self.first_option = (self.first_option + 1) % self.found.options.len().max(1);
            }
            Command::Left => self.first_option = self.first_option.saturating_sub(1),
            Command::Open => {
                let Some(row) = rows.get(self.rows.selected) else { return vec![] };
                let why = Why {
                    heading: row.label.clone(),
                    page: row.why(&self.found),
                    state: PageState::default(),
                };
                return vec![Effect::Push(Screen::Why(why))];
            }
            other => {
                self.rows.on(other, rows.len());
            }
        }
        vec![]
    }

    fn draw(&mut self, _: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let x = area.x + 1;
        let width = area.width.saturating_sub(2);
        let horizon = format!("horizon {} months", self.found.horizon);
        canvas.put(x, area.y, width.saturating_sub(20), &self.found.question, Meaning::Text);
        canvas.put_right(x, area.y, width, &horizon, Meaning::Quiet);
        let options = self.found.options.len();
        let fitting = usize::from(width.saturating_sub(LABELS) / OPTION).clamp(1, options.max(1));
        self.first_option = self.first_option.min(options.saturating_sub(fitting));
        let each = width.saturating_sub(LABELS) / u16::try_from(fitting).unwrap_or(1);
        let column = |n: usize| x + LABELS + u16::try_from(n).unwrap_or(0) * each;
        if fitting < options {
            let words =
                format!("options {}-{} of {options}", self.first_option + 1, self.first_option + fitting);
            canvas.put(x, area.y + 2, LABELS - 1, &words, Meaning::Quiet);
        }
        for n in 0..fitting {
            let Some(option) = self.found.options.get(self.first_option + n) else { continue };
            let head = Rect { x: column(n), y: area.y + 1, width: each - 1, height: 2 };
            canvas.wrapped(head, &format!("{} {}", option.id.to_uppercase(), option.title), Meaning::Heading);
        }
        let rows = self.rows();
        let list = Rect { y: area.y + 4, height: area.height.saturating_sub(4), ..area };
        for (y, n) in (list.y..).zip(self.rows.view(rows.len(), list.height)) {
            let row = &rows[n];
            canvas.put(
                x,
                y,
                LABELS - 1,
                &row.label,
                if row.is_heading { Meaning::Heading } else { Meaning::Text },
            );
            if let Some(across) = &row.across {
                canvas.put(x + LABELS, y, width.saturating_sub(LABELS), across, row.meaning);
            }
            for at in 0..fitting {
                let cell = row.cells.get(self.first_option + at).map_or("", String::as_str);
                canvas.put(column(at), y, each - 1, cell, row.meaning);
            }
            if n == self.rows.selected {
                canvas.select(Rect { x: area.x, y, width: area.width, height: 1 });
            }
        }
    }

    fn search(&mut self, words: &str, _: &Context<'_>) -> bool {
        let wanted = fold(words);
        let rows = self.rows();
        let order = (1..=rows.len()).map(|step| (self.rows.selected + step) % rows.len().max(1));
        let found = order.into_iter().find(|n| {
            let row = &rows[*n];
            fold(&row.label).contains(&wanted) || row.cells.iter().any(|cell| fold(cell).contains(&wanted))
        });
        self.rows.selected = found.unwrap_or(self.rows.selected);
        found.is_some()
    }
}

impl View for Gap {
    fn title(&self, _: &Context<'_>) -> String {
        format!("{} > Gap", self.title)
    }

    fn keys(&self) -> &'static [Binding] {
        GAP_KEYS
    }

    fn on(&mut self, command: Command, _: &Context<'_>) -> Vec<Effect> {
        if matches!(command, Command::NextOption | Command::NextPane | Command::Down) {
            self.option = (self.option + 1) % self.found.capacity.len().max(1);
        }
        vec![]
    }

    fn draw(&mut self, _: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let below = 4.min(area.height / 3);
        let plot =
            Rect { x: area.x + 1, width: area.width.saturating_sub(2), height: area.height - below, ..area };
        chart::draw(&self.found.capacity, plot, canvas);
        let Some(option) = self.found.capacity.get(self.option) else { return };
        let name = self.found.options.get(self.option).map_or("", |option| option.title.as_str());
        let mut page = Page::default();
        page.line(Meaning::Heading, format!("{} {name}", text_upper(&option.option)));
        page.text(option.words.as_str()).text(option.cost_words.as_str());
        let area = Rect {
            y: area.bottom() - below,
            height: below,
            x: area.x + 1,
            width: area.width.saturating_sub(2),
        };
        PageState::default().draw(canvas, area, &page);
    }
}

fn text_upper(id: &str) -> String {
    text::cut(&id.to_uppercase(), 8, text::Glyphs::Ascii)
}

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
