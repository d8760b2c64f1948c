//! Curves over months: in dots of braille, in half blocks, or in letters, as the terminal's glyphs allow. Every curve
//! carries its option's letter along the way, so that it reads the same without colour.

use ratatui::layout::Rect;

use crate::{
    analysis::comparison::people,
    ui::{canvas::Canvas, text::Glyphs, theme::Meaning},
};

/// One curve.
#[derive(Clone, Debug)]
pub struct Curve {
    /// One letter.
    pub letter: String,
    /// A figure for each month.
    pub months: Vec<f64>,
    /// Whether it is the one that is looked at.
    pub is_selected: bool,
}

/// Curves over the same months, and a band of low and high around one of them.
#[derive(Clone, Debug, Default)]
pub struct Plot {
    /// The curves.
    pub curves: Vec<Curve>,
    /// Low and high of each month.
    pub band: Vec<(f64, f64)>,
}

/// Columns for the figures at the left.
const SCALE: u16 = 8;
/// From letter to letter of one curve, for each curve there is.
const LETTER_EVERY: u16 = 5;

impl Plot {
    /// Draws all curves: figures at the left, months below.
    pub fn draw(&self, area: Rect, canvas: &mut Canvas<'_>) {
        let all = self.curves.iter().flat_map(|curve| curve.months.iter().copied());
        let most = all.chain(self.band.iter().map(|(_, high)| *high)).fold(0.0_f64, f64::max);
        let months = self.curves.iter().map(|curve| curve.months.len()).max().unwrap_or(0);
        if area.height < 4 || area.width <= SCALE + 4 || months < 2 {
            canvas.put(area.x, area.y, area.width, "There is no gap to draw.", Meaning::Quiet);
            return;
        }
        let top = nice(most);
        let inside = Rect { x: area.x + SCALE, width: area.width - SCALE, height: area.height - 2, ..area };
        axes(top, months, inside, area, canvas);
        let field = Field { inside, top, months, glyphs: canvas.look.glyphs };
        field.band(&self.band, canvas);
        let in_order =
            self.curves.iter().filter(|c| !c.is_selected).chain(self.curves.iter().filter(|c| c.is_selected));
        for curve in in_order.clone() {
            field.curve(curve, canvas);
        }
        let turns = u16::try_from(self.curves.len()).unwrap_or(1);
        for curve in in_order {
            let turn = self.curves.iter().position(|other| other.letter == curve.letter).unwrap_or(0);
            field.letters(curve, u16::try_from(turn).unwrap_or(0), turns, canvas);
        }
    }
}

/// Where the curves are drawn, and how finely.
struct Field {
    inside: Rect,
    top: f64,
    months: usize,
    glyphs: Glyphs,
}

impl Field {
    /// Dots in a cell: across and down.
    fn dots(&self) -> (u16, u16) {
        match self.glyphs {
            Glyphs::Unicode => (2, 4),
            Glyphs::Box => (1, 2),
            Glyphs::Ascii => (1, 1),
        }
    }

    /// The figure at a column of dots, between two months on the straight line between them.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a place among some hundred months"
    )]
    fn at(&self, months: &[f64], column: u16, columns: u16) -> Option<f64> {
        let place = f64::from(column) * (self.months - 1) as f64 / f64::from(columns.max(2) - 1);
        let (before, share) = (place.floor() as usize, place.fract());
        let first = *months.get(before)?;
        let next = months.get(before + 1).copied().unwrap_or(first);
        Some(first + (next - first) * share)
    }

    fn curve(&self, curve: &Curve, canvas: &mut Canvas<'_>) {
        let (across, down) = self.dots();
        let (columns, rows) = (self.inside.width * across, self.inside.height * down);
        let meaning = if curve.is_selected { Meaning::Heading } else { Meaning::Text };
        let mut before = None;
        let mut bits = vec![0_u8; usize::from(self.inside.height)];
        for column in 0..columns {
            if let Some(value) = self.at(&curve.months, column, columns) {
                let row = row_of(value, self.top, rows);
                let from = if self.glyphs == Glyphs::Ascii { row } else { before.unwrap_or(row) };
                for dot in from.min(row)..=from.max(row) {
                    bits[usize::from(dot / down)] |= bit(column % across, dot % down, down);
                }
                before = Some(row);
            }
            if column % across == across - 1 {
                self.put_column(column / across, &mut bits, &curve.letter, meaning, canvas);
            }
        }
    }

    fn put_column(&self, x: u16, bits: &mut [u8], letter: &str, meaning: Meaning, canvas: &mut Canvas<'_>) {
        for (y, bits) in (self.inside.y..).zip(bits) {
            let sign = match (self.glyphs, std::mem::take(bits)) {
                (_, 0) => continue,
                (Glyphs::Unicode, bits) => {
                    char::from_u32(0x2800 + u32::from(bits)).unwrap_or('*').to_string()
                }
                (Glyphs::Box, 1) => "▀".to_owned(),
                (Glyphs::Box, 2) => "▄".to_owned(),
                (Glyphs::Box, _) => "█".to_owned(),
                (Glyphs::Ascii, _) => letter.to_owned(),
            };
            canvas.put(self.inside.x + x, y, 1, &sign, meaning);
        }
    }

    /// The letters stand at other columns for every curve, so that none hides another for long.
    fn letters(&self, curve: &Curve, turn: u16, turns: u16, canvas: &mut Canvas<'_>) {
        let meaning = if curve.is_selected { Meaning::Heading } else { Meaning::Text };
        let every = usize::from(LETTER_EVERY * turns.max(1));
        for x in (2 + turn * LETTER_EVERY..self.inside.width).step_by(every) {
            let Some(value) = self.at(&curve.months, x, self.inside.width) else { continue };
            let y = row_of(value, self.top, self.inside.height);
            canvas.put(self.inside.x + x, self.inside.y + y, 1, &curve.letter, meaning);
        }
    }

    fn band(&self, band: &[(f64, f64)], canvas: &mut Canvas<'_>) {
        let low: Vec<f64> = band.iter().map(|(low, _)| *low).collect();
        let high: Vec<f64> = band.iter().map(|(_, high)| *high).collect();
        let sign = if self.glyphs == Glyphs::Ascii { "." } else { "░" };
        for x in 0..self.inside.width {
            let (Some(low), Some(high)) =
                (self.at(&low, x, self.inside.width), self.at(&high, x, self.inside.width))
            else {
                continue;
            };
            let (upper, lower) =
                (row_of(high, self.top, self.inside.height), row_of(low, self.top, self.inside.height));
            for y in upper..=lower {
                let is_edge = y == upper || y == lower;
                if is_edge || self.glyphs != Glyphs::Ascii {
                    canvas.put(self.inside.x + x, self.inside.y + y, 1, sign, Meaning::Quiet);
                }
            }
        }
    }
}

/// The bit of a dot in a cell: braille counts down the left column and then the right, its last row apart.
fn bit(x: u16, y: u16, down: u16) -> u8 {
    match (down, x, y) {
        (4, 0, 3) => 0x40,
        (4, _, 3) => 0x80,
        (4, 0, y) => 1 << y,
        (4, _, y) => 8 << y,
        (_, _, y) => 1 << y,
    }
}

fn axes(top: f64, months: usize, plot: Rect, area: Rect, canvas: &mut Canvas<'_>) {
    let bar = canvas.look.bar();
    for y in 0..plot.height {
        canvas.put(plot.x - 1, plot.y + y, 1, bar, Meaning::Quiet);
    }
    for share in [1.0, 0.75, 0.5, 0.25, 0.0] {
        let y = row_of(top * share, top, plot.height);
        canvas.put_right(area.x, plot.y + y, SCALE - 2, &people(top * share), Meaning::Quiet);
    }
    canvas.rule(plot.x, plot.bottom(), plot.width);
    let last = months - 1;
    let step = [3, 6, 12, 24].into_iter().find(|step| last / step <= 8).unwrap_or(60);
    for month in (0..=last).step_by(step) {
        let x = plot.x + u16::try_from(month * usize::from(plot.width - 1) / last).unwrap_or(0);
        let words = month.to_string();
        let width = u16::try_from(words.len()).unwrap_or(3);
        canvas.put(x.min(plot.right() - width), plot.bottom() + 1, width, &words, Meaning::Quiet);
    }
    canvas.put(area.x, plot.bottom() + 1, SCALE - 1, "month", Meaning::Quiet);
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of the height of a screen"
)]
fn row_of(value: f64, top: f64, height: u16) -> u16 {
    let share = if top > 0.0 { (value / top).clamp(0.0, 1.0) } else { 0.0 };
    (f64::from(height.max(1) - 1) * (1.0 - share)).round() as u16
}

/// A round number a little above the largest.
fn nice(most: f64) -> f64 {
    let magnitude = 10_f64.powf(most.max(1.0).log10().floor());
    [1.0, 1.2, 1.6, 2.0, 2.4, 3.2, 4.0, 5.0, 6.0, 8.0, 10.0]
        .into_iter()
        .map(|step| step * magnitude)
        .find(|top| *top >= most)
        .unwrap_or(most)
}
