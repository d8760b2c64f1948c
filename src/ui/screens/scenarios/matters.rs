//! What matters most: what each input does to the worst gap of an option, the strongest first, and how far it may go.

use ratatui::layout::Rect;

use super::opened::Opened;
use crate::{
    analysis::{
        capacity::Swing,
        comparison::{CapacityFound, people},
    },
    ui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        keys::{Binding, Command, Key, row},
        screens::View,
        text::Glyphs,
        theme::Meaning,
        widgets::{page::Page, split::Split},
    },
};

/// What matters most to an option.
#[derive(Debug)]
pub struct Matters {
    opened: Opened,
    option: usize,
    split: Split,
}

/// The keys of this screen.
pub const MATTER_KEYS: &[Binding] =
    &[row(&[Key::Char('o')], Command::NextOption, "next option", "Look at the next option", 1)];

/// Columns for the figures at the right.
const FIGURES: u16 = 15;

impl Matters {
    /// Of the comparison in a file.
    #[must_use]
    pub fn of(file: &str) -> Self {
        Self { opened: Opened::of(file), option: 0, split: Split::default() }
    }

    fn shown(&self) -> Option<&CapacityFound> {
        self.opened.found.capacity.get(self.option)
    }

    fn swings(&self) -> Vec<&Swing> {
        let of = |option: &CapacityFound| {
            self.opened.found.what_matters.iter().filter(|swing| swing.option == option.option).collect()
        };
        self.shown().map(of).unwrap_or_default()
    }

    /// What the selected input does, how far it may go, and what would turn the order of the options.
    fn page(&self, swing: Option<&Swing>) -> Page {
        let mut page = Page::default();
        if let Some(Swing { title, low, high, .. }) = swing {
            page.text(format!(
                "{title}: the worst gap is {} at {}, and {} at {}, all else being likely.",
                people(low.1),
                figure(low.0),
                people(high.1),
                figure(high.0)
            ));
        }
        let found = &self.opened.found;
        let option = self.shown().map_or("", |option| option.option.as_str());
        let own = found.break_evens.iter().filter(|asked| asked.option == option);
        let here = own.clone().filter(|asked| swing.is_some_and(|swing| swing.input == asked.input));
        here.clone().for_each(|asked| {
            page.text(format!("{}.", asked.words));
        });
        if here.count() == 0 && swing.is_some() {
            page.quiet("The file asks for no break-even of this input.");
        }
        if !found.flips.is_empty() {
            page.heading("What would turn the order of the options");
            found.flips.iter().for_each(|flip| {
                page.item(format!("{flip}."));
            });
        }
        if own.count() > 0 {
            page.heading("How far inputs may go");
            found.break_evens.iter().filter(|asked| asked.option == option).for_each(|asked| {
                page.item(format!("{}.", asked.words));
            });
        }
        page.gap().quiet("One input moves at a time; what two of them do together is not seen here.");
        page
    }
}

impl View for Matters {
    fn title(&self, cx: &Context<'_>) -> String {
        format!("What matters most: {}", self.opened.title(cx))
    }

    fn keys(&self) -> &'static [Binding] {
        MATTER_KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        self.opened.refresh(cx);
        let rows = self.swings().len();
        match command {
            Command::NextOption => {
                self.option = (self.option + 1) % self.opened.found.capacity.len().max(1);
                self.split.select(0);
            }
            other => {
                self.split.on(other, rows);
            }
        }
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        if self.opened.draw_gone(cx, area, canvas) {
            return;
        }
        self.option = self.option.min(self.opened.found.capacity.len().saturating_sub(1));
        let Some(option) = self.shown().cloned() else {
            canvas.put(area.x + 1, area.y, area.width - 2, "There is no timetable here.", Meaning::Quiet);
            return;
        };
        let swings: Vec<Swing> = self.swings().into_iter().cloned().collect();
        let (x, width) = (area.x + 1, area.width.saturating_sub(2));
        let head = format!("Option {}: worst gap {}", option.option, option.words);
        canvas.put(x, area.y, width, &head, Meaning::Heading);
        let words = "from its lowest to its highest value, each input moves the worst gap";
        if !self.opened.draw_tried(x, area.y + 1, width, canvas) {
            canvas.put(x, area.y + 1, width, words, Meaning::Quiet);
        }
        let page = self.page(swings.get(self.split.selected(swings.len())));
        let below = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        let ends = ends(&swings);
        self.split.draw(canvas, below, swings.len(), &page, &mut |canvas, n, row| {
            draw_swing(&swings[n], option.worst_gap, ends, row, canvas);
        });
    }
}

/// A value of an input with no more places than tell something.
fn figure(value: f64) -> String {
    if value >= 1000.0 { people(value) } else { value.to_string() }
}

/// The smallest and the largest gap of all.
fn ends(swings: &[Swing]) -> (f64, f64) {
    let gaps = || swings.iter().flat_map(|swing| [swing.low.1, swing.high.1]);
    (gaps().fold(f64::INFINITY, f64::min), gaps().fold(f64::NEG_INFINITY, f64::max))
}

fn draw_swing(swing: &Swing, likely: f64, ends: (f64, f64), row: Rect, canvas: &mut Canvas<'_>) {
    let label = (row.width * 2 / 5).max(18);
    canvas.put(row.x, row.y, label - 1, &swing.title, Meaning::Text);
    let figures =
        format!("{}-{}", people(swing.low.1.min(swing.high.1)), people(swing.low.1.max(swing.high.1)));
    canvas.put_right(row.x, row.y, row.width, &figures, Meaning::Text);
    let bar = Rect { x: row.x + label, width: row.width.saturating_sub(label + FIGURES), ..row };
    if bar.width < 4 {
        return;
    }
    let (solid, middle) = match canvas.look.glyphs {
        Glyphs::Ascii => ("#", "|"),
        Glyphs::Box | Glyphs::Unicode => ("█", "│"),
    };
    let (from, to) =
        (place(swing.low.1.min(swing.high.1), ends, bar), place(swing.low.1.max(swing.high.1), ends, bar));
    for x in from..=to {
        canvas.put(bar.x + x, bar.y, 1, solid, Meaning::Text);
    }
    canvas.put(bar.x + place(likely, ends, bar), bar.y, 1, middle, Meaning::Heading);
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of the width of a screen"
)]
fn place(gap: f64, (least, most): (f64, f64), bar: Rect) -> u16 {
    let share = if most > least { ((gap - least) / (most - least)).clamp(0.0, 1.0) } else { 0.0 };
    (f64::from(bar.width - 1) * share).round() as u16
}
