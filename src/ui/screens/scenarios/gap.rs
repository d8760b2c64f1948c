//! The gap of every option over time: as curves with a band, or as a table, with the figures always beside.

use ratatui::layout::Rect;

use super::{
    Matters,
    chart::{Curve, Plot},
    opened::Opened,
    rows::Row,
    sheet::Sheet,
};
use crate::{
    analysis::{
        capacity::{OptionBands, Simulated},
        comparison::{CapacityFound, people, same_luck},
    },
    ui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        keys::{Binding, Command, Key, row},
        screens::{Screen, View},
        study::{Found, Progress},
        theme::Meaning,
        widgets::page::{Page, PageState},
    },
};

/// The gap over time.
#[derive(Debug)]
pub struct Gap {
    opened: Opened,
    option: usize,
    shows_band: bool,
    shows_table: bool,
    sheet: Sheet,
    figures: PageState,
}

/// The keys of the chart.
pub const GAP_KEYS: &[Binding] = &[
    row(&[Key::Tab], Command::NextPane, "next option", "Show the figures of the next option", 1),
    row(
        &[Key::Char('b')],
        Command::Bands,
        "bands",
        "Run all options 10,000 times with luck, and show the bands",
        2,
    ),
    row(&[Key::Char('s')], Command::Matters, "what matters", "Say which input moves the worst gap most", 3),
    row(
        &[Key::Char('t')],
        Command::Table,
        "table",
        "Show the figures of every month in place of the curves",
        4,
    ),
    row(&[Key::Char('z')], Command::Stop, "stop", "Stop the runs", 0),
];

impl Gap {
    /// Of the comparison in a file.
    #[must_use]
    pub fn of(file: &str) -> Self {
        let opened = Opened::of(file);
        let (sheet, figures) = (Sheet::default(), PageState::default());
        Self { opened, option: 0, shows_band: false, shows_table: false, sheet, figures }
    }

    fn bands_key(&mut self, cx: &Context<'_>) -> Vec<Effect> {
        let is_asked = !matches!(cx.studies.progress(self.opened.runs()), Progress::NotAsked);
        self.shows_band = !self.shows_band || !is_asked;
        if self.shows_band { vec![Effect::Study(self.opened.runs().clone())] } else { vec![] }
    }

    fn step(&mut self, by: usize) {
        self.option = (self.option + by) % self.opened.found.capacity.len().max(1);
        self.figures = PageState::default();
    }
}

impl View for Gap {
    fn title(&self, cx: &Context<'_>) -> String {
        format!("Gap: {}", self.opened.title(cx))
    }

    fn keys(&self) -> &'static [Binding] {
        GAP_KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        self.opened.refresh(cx);
        match command {
            Command::NextPane => self.step(1),
            Command::PreviousPane => self.step(self.opened.found.capacity.len().max(1) - 1),
            Command::Bands => return self.bands_key(cx),
            Command::Stop => return vec![Effect::StopStudy],
            Command::Matters => return vec![Effect::Push(Screen::Matters(Matters::of(&self.opened.file)))],
            Command::Table => self.shows_table = !self.shows_table,
            other if self.shows_table => {
                let rows = table(&self.opened.found.capacity, self.runs(cx)).len();
                self.sheet.on(other, rows, self.opened.found.options.len());
            }
            Command::Down | Command::Right => self.step(1),
            Command::Up | Command::Left => self.step(self.opened.found.capacity.len().max(1) - 1),
            other => {
                self.figures.on(other);
            }
        }
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        if self.opened.draw_gone(cx, area, canvas) {
            return;
        }
        let (x, width) = (area.x + 1, area.width.saturating_sub(2));
        let progress = self.shows_band.then(|| cx.studies.progress(self.opened.runs()));
        let runs = self.runs(cx);
        if !self.opened.draw_tried(x, area.y, width, canvas) {
            canvas.put(x, area.y, width, "People short of the posts to be filled, by month", Meaning::Text);
        }
        canvas.put(x, area.y + 1, width, &state(progress, runs, cx), Meaning::Quiet);
        let inside = Rect { x, width, y: area.y + 2, height: area.height.saturating_sub(2) };
        if self.shows_table {
            let rows = table(&self.opened.found.capacity, runs);
            let across = Rect { x: area.x, width: area.width, ..inside };
            self.sheet.draw(&self.opened.found.options, &rows, across, canvas);
            return;
        }
        let below = 6.min(inside.height / 3);
        let plot = Rect { height: inside.height - below, ..inside };
        self.plot(runs).draw(plot, canvas);
        let figures = Rect { y: plot.bottom(), height: below, ..inside };
        let page = self.figures(runs);
        self.figures.draw(canvas, figures, &page);
    }
}

impl Gap {
    /// The runs with luck, once they are done and as long as they are shown.
    fn runs<'a>(&self, cx: &Context<'a>) -> Option<&'a Simulated> {
        let progress = self.shows_band.then(|| cx.studies.progress(self.opened.runs()));
        match progress {
            Some(Progress::Done(Found::Runs(simulated))) => Some(simulated),
            _ => None,
        }
    }

    fn plot(&self, runs: Option<&Simulated>) -> Plot {
        let mut plot = Plot::default();
        for (n, option) in self.opened.found.capacity.iter().enumerate() {
            let bands = runs.and_then(|runs| of_option(runs, &option.option));
            let months = match bands {
                Some(bands) => bands.gap.iter().map(|band| band.middle).collect(),
                None => option.months.iter().map(|month| month.gap).collect(),
            };
            let is_selected = n == self.option;
            if let Some(bands) = bands.filter(|_| is_selected) {
                plot.band = bands.gap.iter().map(|band| (band.low, band.high)).collect();
            }
            plot.curves.push(Curve { letter: letter(&option.option), months, is_selected });
        }
        plot
    }

    /// The selected option in words and figures.
    fn figures(&self, runs: Option<&Simulated>) -> Page {
        let mut page = Page::default();
        let Some(option) = self.opened.found.capacity.get(self.option) else { return page };
        let title =
            self.opened.found.options.iter().find(|o| o.id == option.option).map_or("", |o| o.title.as_str());
        page.line(Meaning::Heading, format!("{} {title}", letter(&option.option)));
        page.text(format!("Worst gap {}", option.words));
        if let Some(bands) = runs.and_then(|runs| of_option(runs, &option.option)) {
            let (low, middle, high) =
                (people(bands.worst_gap.low), people(bands.worst_gap.middle), people(bands.worst_gap.high));
            page.text(format!("With luck {middle}, and {low} to {high} in 10 to 90 per cent of the runs"));
        }
        if let Some(runs) = runs {
            page.inline("Same luck:", same_luck(&option.option, &runs.pairs, runs.runs));
        }
        page.quiet(format!("Gap closes: {}. Cost: {}", option.gap_closes, option.cost_words));
        let step = (option.months.len() / 6).max(1);
        let each = option
            .months
            .iter()
            .enumerate()
            .step_by(step)
            .map(|(n, month)| format!("{n}: {}", people(month.gap)));
        page.quiet(format!("By month, likely: {}", each.collect::<Vec<_>>().join("  ")));
        page
    }
}

/// Whether the curves are likely values or the middle of many runs, and how far the runs are.
fn state(progress: Option<Progress<'_>>, runs: Option<&Simulated>, cx: &Context<'_>) -> String {
    match (progress, runs) {
        (_, Some(runs)) => {
            let count = people(f64::from(runs.runs));
            format!("middle of {count} runs, seed {}; band: 10 to 90 per cent", runs.seed)
        }
        (None, _) => format!("at likely values; {} shows bands", cx.key(Command::Bands)),
        (Some(Progress::Running(percent)), _) => {
            let stop = cx.key(Command::Stop);
            format!("at likely values; runs with luck: {percent} per cent done, {stop} stops them")
        }
        (Some(Progress::NotAsked), _) => {
            let begin = cx.key(Command::Bands);
            format!("at likely values; the runs were stopped or are out of date, {begin} begins them")
        }
        (Some(Progress::Done(_)), _) => "at likely values; there is nothing to run".to_owned(),
    }
}

fn of_option<'a>(runs: &'a Simulated, option: &str) -> Option<&'a OptionBands> {
    runs.options.iter().find(|bands| bands.option == option)
}

fn letter(option: &str) -> String {
    option
        .to_uppercase()
        .chars()
        .next()
        .filter(char::is_ascii_graphic)
        .map_or_else(|| "*".to_owned(), |c| c.to_string())
}

/// The gap of every month; where there are bands, low and high stand in a row of their own.
fn table(capacity: &[CapacityFound], runs: Option<&Simulated>) -> Vec<Row> {
    let months = capacity.iter().map(|option| option.months.len()).max().unwrap_or(0);
    let band = |option: &CapacityFound, month: usize| {
        runs.and_then(|runs| of_option(runs, &option.option)).and_then(|bands| bands.gap.get(month))
    };
    let gap = |option: &CapacityFound, month: usize| match (band(option, month), option.months.get(month)) {
        (Some(band), _) => people(band.middle),
        (None, Some(month)) => people(month.gap),
        (None, None) => "-".to_owned(),
    };
    let ends = |option: &CapacityFound, month: usize| {
        band(option, month)
            .map_or_else(|| "-".to_owned(), |band| format!("{}-{}", people(band.low), people(band.high)))
    };
    let mut rows = Vec::new();
    for month in 0..months {
        rows.push(Row::cells(format!("month {month}"), capacity.iter().map(|o| gap(o, month)).collect()));
        if runs.is_some() {
            rows.push(Row::cells("  10 to 90 %", capacity.iter().map(|o| ends(o, month)).collect()));
        }
    }
    rows
}
