//! Charts as SVG. Lines differ in dash and mark and not only in colour; every drawing carries its own words.

use std::fmt::Write;

use super::{
    html::escaped,
    lines::width,
    page::{Chart, Curve, Drawn, Line, Mark},
};
use crate::analysis::comparison::people;

/// Colours that people with any colour vision tell apart, after Okabe and Ito (2008).
const COLOURS: [&str; 8] =
    ["#0072b2", "#d55e00", "#009e73", "#a3487a", "#000000", "#b07800", "#2f7fb0", "#666666"];
const DASHES: [&str; 8] = ["none", "7 3", "2 3", "9 3 2 3", "12 4", "4 2", "1 2", "10 3 2 3 2 3"];
const WIDTH: f64 = 720.0;

/// Draws a chart; `number` keeps the names of its parts apart from those of others on the page.
pub(super) fn draw(out: &mut String, chart: &Chart, number: usize) {
    let (height, body) = match &chart.drawn {
        Drawn::Curves { across, up, curves } => curves_body(across, up, curves),
        Drawn::Map { across, up, marks } => map_body(across, up, marks),
        Drawn::Lines { across, up, lines } => lines_body(across, up, lines),
    };
    let (title, says) = (escaped(&chart.title), escaped(&chart.says));
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH:.0} {height:.0}\" width=\"{WIDTH:.0}\" \
         height=\"{height:.0}\" role=\"img\" aria-labelledby=\"t{number} d{number}\" font-size=\"12\">\n\
         <title id=\"t{number}\">{title}</title>\n<desc id=\"d{number}\">{says}</desc>\n{body}</svg>"
    );
}

/// Where a drawing lies in its frame.
struct Plot {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

impl Plot {
    /// The place of a share of the width and of the height, from the lower left.
    fn at(&self, across: f64, up: f64) -> (f64, f64) {
        (self.left + across * self.width, self.top + (1.0 - up) * self.height)
    }
}

fn text(out: &mut String, (x, y): (f64, f64), anchor: &str, words: &str) {
    let _ =
        writeln!(out, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{}</text>", escaped(words));
}

fn rule(out: &mut String, from: (f64, f64), to: (f64, f64)) {
    let _ = writeln!(
        out,
        "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"#ccc\" />",
        from.0, from.1, to.0, to.1
    );
}

fn path(out: &mut String, points: &[(f64, f64)], style: usize) {
    let points: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let (colour, dash) = (COLOURS[style % 8], DASHES[style % 8]);
    let _ = writeln!(
        out,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dash}\" />",
        points.join(" ")
    );
}

/// A mark of its own for each line.
fn mark(out: &mut String, (x, y): (f64, f64), style: usize) {
    let colour = COLOURS[style % 8];
    let _ = match style % 4 {
        0 => writeln!(out, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"{colour}\" />"),
        1 => writeln!(
            out,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"8\" height=\"8\" fill=\"{colour}\" />",
            x - 4.0,
            y - 4.0
        ),
        2 => writeln!(
            out,
            "<polygon points=\"{x:.1},{:.1} {:.1},{:.1} {:.1},{:.1}\" fill=\"{colour}\" />",
            y - 5.0,
            x + 5.0,
            y + 4.0,
            x - 5.0,
            y + 4.0
        ),
        _ => writeln!(
            out,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"#fff\" stroke=\"{colour}\" stroke-width=\"2\" />"
        ),
    };
}

/// A row for each line under the drawing; gives the height of all.
fn legend(out: &mut String, labels: &[&str], top: f64) -> f64 {
    let mut y = top + 14.0;
    for (style, label) in labels.iter().enumerate() {
        path(out, &[(20.0, y - 4.0), (60.0, y - 4.0)], style);
        mark(out, (40.0, y - 4.0), style);
        text(out, (70.0, y), "start", &cut(label, 95));
        y += 18.0;
    }
    y
}

/// At most so many columns of a label; the rest is told in words beside the drawing.
fn cut(label: &str, columns: usize) -> String {
    if width(label) <= columns {
        return label.to_owned();
    }
    let first = super::lines::wrap(label, columns - 1).into_iter().next().unwrap_or_default();
    format!("{first}\u{2026}")
}

#[expect(clippy::cast_precision_loss, reason = "months and options are few")]
fn curves_body(across: &str, up: &str, curves: &[Curve]) -> (f64, String) {
    let mut out = String::new();
    let plot = Plot { left: 66.0, top: 24.0, width: WIDTH - 90.0, height: 260.0 };
    let highest =
        curves.iter().flat_map(|c| c.likely.iter().copied().chain(c.band.iter().map(|band| band.1)));
    let step = nice_step(highest.fold(0.0, f64::max));
    let top = (curves
        .iter()
        .flat_map(|c| c.likely.iter().copied().chain(c.band.iter().map(|band| band.1)))
        .fold(0.0, f64::max)
        / step)
        .ceil()
        .max(1.0);
    let months = curves.iter().map(|curve| curve.likely.len()).max().unwrap_or(1).max(2) - 1;
    let place = |month: usize, value: f64| plot.at(month as f64 / months as f64, value / (top * step));
    text(&mut out, (8.0, 14.0), "start", up);
    let mut level = 0.0;
    while level <= top {
        let (x, y) = place(0, level * step);
        rule(&mut out, (x, y), (plot.left + plot.width, y));
        text(&mut out, (x - 6.0, y + 4.0), "end", &people(level * step));
        level += 1.0;
    }
    for month in (0..=months).step_by((months / 12).max(1)) {
        let (x, y) = place(month, 0.0);
        text(&mut out, (x, y + 16.0), "middle", &month.to_string());
    }
    let below = plot.top + plot.height + 34.0;
    text(&mut out, (plot.left + plot.width / 2.0, below), "middle", across);
    for (style, curve) in curves.iter().enumerate() {
        band(&mut out, curve, style, &place);
    }
    for (style, curve) in curves.iter().enumerate() {
        let points: Vec<(f64, f64)> =
            curve.likely.iter().enumerate().map(|(month, gap)| place(month, *gap)).collect();
        path(&mut out, &points, style);
        points.iter().step_by(6).for_each(|point| mark(&mut out, *point, style));
    }
    let labels: Vec<&str> = curves.iter().map(|curve| curve.label.as_str()).collect();
    let mut height = legend(&mut out, &labels, below + 6.0);
    if curves.iter().any(|curve| !curve.band.is_empty()) {
        text(&mut out, (20.0, height + 2.0), "start", "Shaded: between these figures lie eight of ten runs.");
        height += 20.0;
    }
    (height, out)
}

fn band(out: &mut String, curve: &Curve, style: usize, place: &dyn Fn(usize, f64) -> (f64, f64)) {
    if curve.band.is_empty() {
        return;
    }
    let upper = curve.band.iter().enumerate().map(|(month, band)| place(month, band.1));
    let lower = curve.band.iter().enumerate().rev().map(|(month, band)| place(month, band.0));
    let points: Vec<String> = upper.chain(lower).map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let _ = writeln!(
        out,
        "<polygon points=\"{}\" fill=\"{}\" fill-opacity=\"0.13\" />",
        points.join(" "),
        COLOURS[style % 8]
    );
}

/// A step of 1, 2 or 5 times a power of ten that takes at most six of them to the highest value.
fn nice_step(highest: f64) -> f64 {
    let mut step = 1.0;
    loop {
        for times in [1.0, 2.0, 5.0] {
            if step * times * 6.0 >= highest {
                return step * times;
            }
        }
        step *= 10.0;
        if step > 1e12 {
            return step;
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a handful of columns")]
fn map_body(across: &[String], up: &[String], marks: &[Mark]) -> (f64, String) {
    let mut out = String::new();
    let (left, top, line) = (90.0, 24.0, 15.0);
    let column = (WIDTH - left - 10.0) / across.len().max(1) as f64;
    let in_cell = |row: usize, column: usize| marks.iter().filter(move |m| m.up == row && m.across == column);
    let mut y = top;
    text(&mut out, (8.0, 14.0), "start", "influence");
    for row in (0..up.len()).rev() {
        let most = (0..across.len()).map(|column| in_cell(row, column).count()).max().unwrap_or(0).max(1);
        let height = most as f64 * line + 14.0;
        rule(&mut out, (left, y), (WIDTH - 10.0, y));
        text(&mut out, (left - 8.0, y + height / 2.0 + 4.0), "end", &up[row]);
        for at in 0..across.len() {
            for (nth, mark) in in_cell(row, at).enumerate() {
                let place = (left + (at as f64 + 0.5) * column, y + 18.0 + nth as f64 * line);
                text(&mut out, place, "middle", &cut(&mark.label, 15));
            }
        }
        y += height;
    }
    rule(&mut out, (left, y), (WIDTH - 10.0, y));
    for (at, name) in across.iter().enumerate() {
        let x = left + at as f64 * column;
        rule(&mut out, (x, top), (x, y));
        text(&mut out, (x + column / 2.0, y + 16.0), "middle", name);
    }
    rule(&mut out, (WIDTH - 10.0, top), (WIDTH - 10.0, y));
    text(&mut out, (left + (WIDTH - left) / 2.0, y + 34.0), "middle", "stance");
    (y + 44.0, out)
}

#[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
fn lines_body(across: &[String], up: &[String], lines: &[Line]) -> (f64, String) {
    let mut out = String::new();
    let plot = Plot { left: 90.0, top: 24.0, width: WIDTH - 150.0, height: 190.0 };
    let steps = |count: usize| (count.max(2) - 1) as f64;
    for (row, name) in up.iter().enumerate() {
        let (x, y) = plot.at(0.0, row as f64 / steps(up.len()));
        rule(&mut out, (x, y), (x + plot.width, y));
        text(&mut out, (x - 12.0, y + 4.0), "end", name);
    }
    for (column, name) in across.iter().enumerate() {
        let (x, y) = plot.at(column as f64 / steps(across.len()), 0.0);
        text(&mut out, (x, y + 28.0), "middle", name);
    }
    for (style, line) in lines.iter().enumerate() {
        // Lines that lie on each other are moved apart by a little.
        let apart = (style as f64 - (lines.len() as f64 - 1.0) / 2.0) * 3.5;
        let place = |(column, row): (usize, usize)| {
            let (x, y) = plot.at(column as f64 / steps(across.len()), row as f64 / steps(up.len()));
            (x + apart, y + apart)
        };
        let known = line.at.iter().enumerate().filter_map(|(column, row)| row.map(|row| (column, row)));
        let points: Vec<(f64, f64)> = known.map(place).collect();
        path(&mut out, &points, style);
        for point in points {
            mark(&mut out, point, style);
        }
    }
    let labels: Vec<&str> = lines.iter().map(|line| line.label.as_str()).collect();
    let height = legend(&mut out, &labels, plot.top + plot.height + 40.0);
    (height, out)
}
