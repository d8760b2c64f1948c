//! How a field looks: its rows, where the caret is among them, and which part is in view. The view follows the
//! caret, and one column stays free for it at the end of every row.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::engine::Spot;
use super::motion::Target;
use super::{Extent, TextField};
use crate::ui::text::{self, Glyphs};

/// What was drawn last.
#[derive(Clone, Copy, Debug, Default)]
pub struct View {
    width: u16,
    height: u16,
    /// The first row in view, in a field of several lines.
    top: usize,
    /// The first byte in view, in a field of one line.
    left: usize,
}

impl View {
    /// The columns of a row. Before anything was drawn a line is one row.
    pub fn wrap_width(self) -> usize {
        match self.width {
            0 => usize::MAX,
            width => usize::from(width - 1).max(1),
        }
    }

    /// The rows that a page key moves by: one less than are in view, so that a line is seen twice.
    pub fn page(self) -> usize {
        usize::from(self.height.saturating_sub(1)).max(1)
    }
}

impl TextField {
    /// Draws the field and returns where its caret is, for the terminal's own cursor; nothing if there is no room.
    /// Rows hidden above and below, and text hidden at the sides, are marked at the edge.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, style: Style, glyphs: Glyphs) -> Option<Position> {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return None;
        }
        text::clear(buf, area, style, glyphs);
        self.view.set(View { width: area.width, height: area.height, ..self.view.get() });
        if self.is_empty() {
            let dim = style.add_modifier(Modifier::DIM);
            text::put_wrapped(buf, area, &self.placeholder, dim, glyphs);
        }
        let (column, row) = match self.extent {
            Extent::Line => (self.draw_line(buf, area, style, glyphs), 0),
            Extent::Lines => self.draw_lines(buf, area, style, glyphs),
        };
        let right = usize::from(area.width - 1);
        // Both are below the size of the area, so they fit into 16 bits.
        let narrow = |cells: usize| u16::try_from(cells).unwrap_or(u16::MAX);
        Some(Position::new(area.x + narrow(column.min(right)), area.y + narrow(row)))
    }

    fn draw_lines(&self, buf: &mut Buffer, area: Rect, style: Style, glyphs: Glyphs) -> (usize, usize) {
        let mut view = self.view.get();
        let layout = Layout::new(self.engine.lines(), view.wrap_width());
        let caret = layout.row_of(self.caret, self.hugs_row_end);
        let height = usize::from(area.height);
        let lowest = layout.len().saturating_sub(height);
        view.top = view.top.clamp((caret + 1).saturating_sub(height), caret).min(lowest);
        self.view.set(view);
        let room = u16::try_from(view.wrap_width()).unwrap_or(area.width);
        for (y, row) in (area.top()..area.bottom()).zip(view.top..layout.len()) {
            text::put(buf, area.x, y, room, layout.text(row), style, glyphs);
        }
        if area.width > 1 {
            let x = area.right() - 1;
            if view.top > 0 {
                text::put(buf, x, area.y, 1, glyphs.more_above(), style, glyphs);
            }
            if view.top < lowest {
                text::put(buf, x, area.bottom() - 1, 1, glyphs.more_below(), style, glyphs);
            }
        }
        (layout.column(caret, self.caret), caret - view.top)
    }

    fn draw_line(&self, buf: &mut Buffer, area: Rect, style: Style, glyphs: Glyphs) -> usize {
        let line = &self.engine.lines()[0];
        let mut view = self.view.get();
        view.left = window(line, self.caret.byte, view.left, area.width.into());
        self.view.set(view);
        let (left, mark) = (view.left, u16::from(view.left > 0));
        text::put(buf, area.x, area.y, mark, glyphs.cut(), style, glyphs);
        text::put(buf, area.x.saturating_add(mark), area.y, area.width - mark, &line[left..], style, glyphs);
        usize::from(mark) + columns_before(&line[left..], self.caret.byte - left)
    }
}

/// The first byte of a line to show in `width` columns: the one shown so far, unless the caret has left the view or
/// the view shows more blank than it must. The caret then stands at two thirds, so that the next letters do not
/// move the line again.
fn window(line: &str, caret: usize, shown: usize, width: usize) -> usize {
    if text::width(line) < width {
        return 0;
    }
    let shown = if line.is_char_boundary(shown) { shown } else { 0 };
    let rest = line.get(shown..).map_or(0, text::width);
    let is_mostly_blank = shown > 0 && rest < width / 3;
    if shown <= caret && !is_mostly_blank && shows_caret(line, caret, shown, width) {
        return shown;
    }
    if shows_caret(line, caret, 0, width) {
        return 0;
    }
    let place = width.saturating_sub(1) * 2 / 3;
    let before = columns_before(line, caret);
    let mut column = 0;
    for (range, columns) in text::clusters(line) {
        if column + place >= before || range.end > caret {
            return range.start;
        }
        column += columns;
    }
    caret
}

/// Whether the caret, and the letter it stands on, can be seen if a line is shown from its byte `left`.
fn shows_caret(line: &str, caret: usize, left: usize, width: usize) -> bool {
    let room = width.saturating_sub(usize::from(left > 0));
    let rest = &line[left..];
    let column = columns_before(rest, caret - left);
    if text::width(rest) <= room {
        return column < room;
    }
    let under = text::clusters(&line[caret..]).next().map_or(1, |(_, columns)| columns.max(1));
    column + under < room
}

/// The columns of all clusters that end at or before a byte.
fn columns_before(text: &str, byte: usize) -> usize {
    text::clusters(text).take_while(|(range, _)| range.end <= byte).map(|(_, columns)| columns).sum()
}

/// The rows of a text of several lines.
pub struct Layout<'a> {
    lines: &'a [String],
    /// Each row's line and the bytes of it that it shows.
    rows: Vec<(usize, Range<usize>)>,
}

impl<'a> Layout<'a> {
    pub fn new(lines: &'a [String], width: usize) -> Self {
        let rows_of = |(i, line): (usize, &'a String)| {
            text::wrap_ranges(line, width).into_iter().map(move |row| (i, row))
        };
        Self { lines, rows: lines.iter().enumerate().flat_map(rows_of).collect() }
    }

    /// How many rows there are, at least one.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    fn text(&self, row: usize) -> &'a str {
        let (line, range) = &self.rows[row];
        &self.lines[*line][range.clone()]
    }

    /// The row a place is in. The spaces at a break belong to the row before it.
    pub fn row_of(&self, spot: Spot, hugs_row_end: bool) -> usize {
        let after = self.rows.partition_point(|(line, range)| (*line, range.start) <= (spot.row, spot.byte));
        let first = self.rows.partition_point(|(line, _)| *line < spot.row);
        let row = after.saturating_sub(1).max(first);
        let before = row.saturating_sub(1);
        let is_at_end = row > first && self.rows[before].1.end == spot.byte;
        if hugs_row_end && is_at_end { before } else { row }
    }

    /// The column of a place in its row. In spaces beyond the last column it is that column's.
    pub fn column(&self, row: usize, spot: Spot) -> usize {
        let (line, range) = &self.rows[row];
        let bytes = spot.byte.saturating_sub(range.start);
        columns_before(&self.lines[*line][range.start..], bytes)
    }

    /// The place in a row that is at a column, or the last one before it.
    pub fn at_column(&self, row: usize, goal: usize) -> Target {
        let (line, range) = &self.rows[row];
        let mut column = 0;
        for (cluster, columns) in text::clusters(self.text(row)) {
            if column + columns > goal {
                return Spot { row: *line, byte: range.start + cluster.start }.into();
            }
            column += columns;
        }
        self.end_of_row(row)
    }

    pub fn home(&self, spot: Spot, hugs_row_end: bool) -> Spot {
        let (row, range) = &self.rows[self.row_of(spot, hugs_row_end)];
        Spot { row: *row, byte: range.start }
    }

    /// The place after the last letter of a row, and at the end of a line after the spaces too.
    pub fn end_of_row(&self, row: usize) -> Target {
        let (line, range) = &self.rows[row];
        let next = self.rows.get(row + 1).filter(|(next, _)| next == line);
        let byte = if next.is_some() { range.end } else { self.lines[*line].len() };
        Target { hugs_row_end: next.is_some(), ..Spot { row: *line, byte }.into() }
    }
}
