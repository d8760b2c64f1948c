//! How the context may go: futures and drivers, indicators with what was read of them, assumptions and what falls with
//! each. An assumption can be broken or restored for a trial; what is tried shows on every screen of the comparison.

use ratatui::layout::Rect;

use super::opened::Opened;
use crate::{
    analysis::comparison::FutureFound,
    model::{Comparison, Date, DriverKind},
    ui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        forms::scenario::Part,
        keys::{Binding, Command, Key, row},
        screens::View,
        theme::Meaning,
        widgets::{page::Page, split::Split},
    },
};

/// Futures, drivers, indicators and assumptions of one comparison.
#[derive(Debug)]
pub struct Futures {
    opened: Opened,
    split: Split,
}

/// The keys of this screen.
pub const FUTURE_KEYS: &[Binding] = &[
    row(&[Key::Char('b')], Command::Break, "break", "Try out that the assumption breaks, or holds again", 1),
    row(&[Key::Char('a')], Command::New, "new reading", "Note a new reading of the indicator", 2),
    row(
        &[Key::Char('e')],
        Command::Edit,
        "edit",
        "Edit the future, the indicator, the assumption or the driver",
        3,
    ),
    row(&[Key::Char('u')], Command::TakeBack, "take back", "Take back the last change of a comparison", 0),
];

/// A row of the list: which thing, by its place in the comparison.
#[derive(Clone, Copy, Debug)]
enum Thing {
    Future(usize),
    Driver(usize),
    Indicator(usize),
    Assumption(usize),
}

impl Futures {
    /// Of the comparison in a file.
    #[must_use]
    pub fn of(file: &str) -> Self {
        Self { opened: Opened::of(file), split: Split::default() }
    }

    fn things(&self) -> Vec<Thing> {
        let it = &self.opened.comparison;
        let futures = (0..it.futures.len()).map(Thing::Future);
        let assumptions = (0..it.assumptions.len()).map(Thing::Assumption);
        let indicators = (0..it.indicators.len()).map(Thing::Indicator);
        futures.chain(assumptions).chain(indicators).chain((0..it.drivers.len()).map(Thing::Driver)).collect()
    }

    fn selected(&self) -> Option<Thing> {
        let things = self.things();
        things.get(self.split.selected(things.len())).copied()
    }

    /// Label and words of a row.
    fn row(&self, thing: Thing) -> (&'static str, String, Meaning) {
        let (it, found) = (&self.opened.comparison, &self.opened.found);
        match thing {
            Thing::Future(n) => {
                let future = &it.futures[n];
                let baseline = if future.baseline { " (baseline)" } else { "" };
                let name = found.futures.get(n).map_or_else(String::new, FutureFound::words);
                let fell = found.futures.get(n).is_some_and(|found| !found.fallen.is_empty());
                let meaning = if fell { Meaning::Attention } else { Meaning::Text };
                ("Future", format!("{name}{baseline}"), meaning)
            }
            Thing::Driver(n) => ("Driver", it.drivers[n].title.clone(), Meaning::Text),
            Thing::Indicator(n) => {
                let read = found.indicators.get(n);
                let words = match read.and_then(|read| Some((read, read.latest.as_ref()?))) {
                    None => format!("{}: no reading yet", it.indicators[n].title),
                    Some((read, _)) if read.points_to.is_empty() => format!("{}: points nowhere", read.title),
                    Some((read, _)) => format!("{}: {}", read.points_to.join(", "), read.title),
                };
                ("Indicator", words, Meaning::Text)
            }
            Thing::Assumption(n) => {
                let assumption = &it.assumptions[n];
                let is_well = assumption.status == crate::model::AssumptionStatus::Holds;
                let meaning = if is_well { Meaning::Text } else { Meaning::Attention };
                ("Assumed", format!("{}: {}", assumption.status, assumption.text), meaning)
            }
        }
    }

    fn page(&self, thing: Thing) -> Page {
        let it = &self.opened.comparison;
        match thing {
            Thing::Future(n) => self.future(n),
            Thing::Driver(n) => driver(it, n),
            Thing::Indicator(n) => self.indicator(n),
            Thing::Assumption(n) => self.assumption(n),
        }
    }

    fn future(&self, n: usize) -> Page {
        let (it, found) = (&self.opened.comparison, &self.opened.found);
        let future = &it.futures[n];
        let mut page = Page::default();
        page.line(Meaning::Heading, future.title.as_str()).text(future.story.as_str());
        for outcome in found.futures.get(n).into_iter().flat_map(|future| &future.outcomes) {
            page.item(outcome.as_str());
        }
        let signs = it.indicators.iter().filter(|indicator| future.signs.contains(&indicator.id));
        let signs: Vec<&str> = signs.map(|indicator| indicator.title.as_str()).collect();
        page.inline("Would show early:", signs.join("; "));
        let stands = it.assumptions.iter().filter(|assumption| future.assumptions.contains(&assumption.id));
        let stands: Vec<String> =
            stands.map(|a| format!("{} ({})", a.text.trim_end_matches('.'), a.status)).collect();
        page.inline("Stands on:", stands.join("; "));
        page
    }

    fn indicator(&self, n: usize) -> Page {
        let indicator = &self.opened.comparison.indicators[n];
        let mut page = Page::default();
        page.line(Meaning::Heading, indicator.title.as_str());
        if let Some(found) = self.opened.found.indicators.get(n) {
            page.text(format!("{}.", found.words));
        }
        let mut readings: Vec<_> = indicator.readings.iter().collect();
        readings.sort_by(|a, b| b.date.cmp(&a.date));
        for reading in readings {
            let date = reading.date.as_ref().map_or_else(|| "no date".to_owned(), Date::spoken);
            let rest =
                [reading.source.as_str(), reading.note.as_str()].into_iter().filter(|text| !text.is_empty());
            let rest: Vec<&str> = rest.collect();
            page.item(format!("{date}: {} {} {}", reading.value, indicator.unit, rest.join("; ")));
        }
        page.inline("Read at:", indicator.source.as_str());
        let who = [indicator.owner.as_str(), indicator.frequency.as_str()]
            .into_iter()
            .filter(|text| !text.is_empty());
        page.inline("By:", who.collect::<Vec<_>>().join(", "));
        page
    }

    fn assumption(&self, n: usize) -> Page {
        let assumption = &self.opened.comparison.assumptions[n];
        let mut page = Page::default();
        page.line(Meaning::Heading, assumption.text.as_str());
        if let Some(found) = self.opened.found.assumptions.get(n) {
            page.text(format!("{}.", found.words)).inline("", found.when_broken());
        }
        let since = assumption.since.as_ref().map_or_else(String::new, Date::spoken);
        page.inline("Since:", since);
        page.inline("Judged by:", assumption.by.as_str());
        page.inline("Rests on:", assumption.source.as_str());
        page
    }
}

fn driver(it: &Comparison, n: usize) -> Page {
    let driver = &it.drivers[n];
    let mut page = Page::default();
    let kind = if driver.kind == DriverKind::Given { ", the same in every future" } else { "" };
    page.line(Meaning::Heading, format!("{}{kind}", driver.title));
    for outcome in &driver.outcomes {
        let takes = |future: &&crate::model::Future| {
            future.outcomes.iter().any(|taken| taken.driver == driver.id && taken.outcome == outcome.id)
        };
        let futures: Vec<&str> =
            it.futures.iter().filter(takes).map(|future| future.title.as_str()).collect();
        let futures = if futures.is_empty() { "no future".to_owned() } else { futures.join("; ") };
        page.item(format!("{}: {futures}", outcome.title));
    }
    page
}

impl View for Futures {
    fn title(&self, cx: &Context<'_>) -> String {
        format!("Futures: {}", self.opened.title(cx))
    }

    fn keys(&self) -> &'static [Binding] {
        FUTURE_KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        self.opened.refresh(cx);
        let it = &self.opened.comparison;
        match (command, self.selected()) {
            (Command::Break, Some(Thing::Assumption(n))) => {
                let id = it.assumptions[n].id.clone();
                self.opened.try_out(cx, |tried, _| tried.turn(&id))
            }
            (Command::Break, _) => vec![Effect::hint("Only an assumption can be broken: choose one")],
            (Command::New, Some(Thing::Indicator(n))) => {
                self.opened.form(Part::Reading(it.indicators[n].id.clone()), cx)
            }
            (Command::New, _) => vec![Effect::hint("Readings belong to an indicator: choose one")],
            (Command::Edit, Some(thing)) => match thing {
                Thing::Future(n) => self.opened.form(Part::Future(Some(it.futures[n].id.clone())), cx),
                Thing::Indicator(n) => {
                    self.opened.form(Part::Indicator(Some(it.indicators[n].id.clone())), cx)
                }
                Thing::Assumption(n) => {
                    self.opened.form(Part::Assumption(Some(it.assumptions[n].id.clone())), cx)
                }
                Thing::Driver(n) => self.opened.form(Part::Driver(Some(it.drivers[n].id.clone())), cx),
            },
            (Command::TakeBack, _) => vec![Effect::TakeBackComparison],
            (other, _) => {
                let len = self.things().len();
                self.split.on(other, len);
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        if self.opened.draw_gone(cx, area, canvas) {
            return;
        }
        let (x, width) = (area.x + 1, area.width.saturating_sub(2));
        let pointing = self.opened.found.pointing.as_ref();
        let words =
            pointing.map_or("No indicators: nothing tells yet which future is coming", |p| p.words.as_str());
        let head = Rect { x, width, height: 2, ..area };
        let used = canvas.wrapped(head, words, Meaning::Heading).clamp(1, 2);
        self.opened.draw_state(cx, x, area.y + used, width, canvas);
        let things = self.things();
        let below = Rect { y: area.y + used + 1, height: area.height.saturating_sub(used + 1), ..area };
        if things.is_empty() {
            let words = format!("No futures yet. {} on the comparison adds them.", cx.key(Command::Edit));
            canvas.put(x, below.y, width, &words, Meaning::Quiet);
            return;
        }
        let page = self.selected().map(|thing| self.page(thing)).unwrap_or_default();
        let rows: Vec<_> = things.iter().map(|thing| self.row(*thing)).collect();
        self.split.draw(canvas, below, rows.len(), &page, &mut |canvas, n, row| {
            let (label, words, meaning) = &rows[n];
            canvas.put(row.x, row.y, 10, label, Meaning::Quiet);
            canvas.put(row.x + 11, row.y, row.width.saturating_sub(11), words, *meaning);
        });
    }
}
