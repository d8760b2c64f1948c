//! The gap of each option over time, drawn with the options' letters: it reads the same in ASCII and without colour.

use ratatui::layout::Rect;

use crate::{
    analysis::comparison::{CapacityFound, people},
    ui::{canvas::Canvas, theme::Meaning},
};

/// Columns for the figures at the left.
const SCALE: u16 = 8;

/// Draws all curves into one plot: people at the left, months below.
pub fn draw(capacity: &[CapacityFound], area: Rect, canvas: &mut Canvas<'_>) {
    let most = capacity.iter().flat_map(|c| c.months.iter().map(|month| month.gap)).fold(0.0_f64, f64::max);
    let months = capacity.iter().map(|c| c.months.len()).max().unwrap_or(0);
    if area.height < 5 || area.width <= SCALE + 4 || months < 2 {
        canvas.put(area.x, area.y, area.width, "There is no gap to draw.", Meaning::Quiet);
        return;
    }
    let top = nice(most);
    canvas.put(
        area.x,
        area.y,
        area.width,
        "People short of the posts to be filled, by month, at likely values",
        Meaning::Text,
    );
    let plot = Rect { x: area.x + SCALE, y: area.y + 1, width: area.width - SCALE, height: area.height - 3 };
    axes(top, months, plot, area, canvas);
    for option in capacity {
        let letter = option.option.to_uppercase();
        let letter = letter.chars().next().map_or_else(String::new, |c| c.to_string());
        for x in 0..plot.width {
            let month = usize::from(x) * (months - 1) / usize::from(plot.width - 1);
            let Some(month) = option.months.get(month) else { continue };
            let y = row_of(month.gap, top, plot.height);
            canvas.put(plot.x + x, plot.y + y, 1, &letter, Meaning::Text);
        }
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
        canvas.put(x, plot.bottom() + 1, 3, &month.to_string(), Meaning::Quiet);
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of the height of a screen"
)]
fn row_of(value: f64, top: f64, height: u16) -> u16 {
    let share = if top > 0.0 { (value / top).clamp(0.0, 1.0) } else { 0.0 };
    (f64::from(height - 1) * (1.0 - share)).round() as u16
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
