//! The only way from data to a cell. Text is filtered by `plain`, measured by grapheme cluster with one function,
//! wrapped, cut with a visible mark and aligned here; what does not fit is always marked, no wide letter is ever
//! half drawn, and whatever comes later stands in exactly its column.

mod pen;
mod piece;
#[cfg(test)]
pub(super) mod tests;
mod wrap;

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::plain;
use pen::{Pen, release};
pub use piece::MOST_SCALARS;
use piece::{Part, parts, pieces};

/// Which signs the terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Glyphs {
    /// Every sign of Unicode.
    #[default]
    Unicode,
    /// Letters of every script and lines for boxes, but no signs beyond that, as in a console font.
    Box,
    /// ASCII only: every other letter of the data is shown as `?`, in as many columns as it would have taken, so
    /// that nothing is laid out differently; three dots in one sign are shown as the mark of a cut.
    Ascii,
}

impl Glyphs {
    /// The mark, one column wide, for text that was cut off.
    #[must_use]
    pub fn cut(self) -> &'static str {
        if self == Self::Unicode { "…" } else { "~" }
    }

    /// The mark, one column wide, for rows hidden above.
    #[must_use]
    pub fn more_above(self) -> &'static str {
        if self == Self::Unicode { "↑" } else { "^" }
    }

    /// The mark, one column wide, for rows hidden below. A `v` would be read as a letter.
    #[must_use]
    pub fn more_below(self) -> &'static str {
        if self == Self::Unicode { "↓" } else { "+" }
    }
}

/// On which side of its columns a text stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At the left; the rest stays blank.
    #[default]
    Left,
    /// At the right, as numbers stand.
    Right,
    /// In the middle; an odd column goes to the right.
    Centre,
}

impl Align {
    /// The blank columns before text of `used` columns among `room`.
    fn before(self, used: usize, room: usize) -> usize {
        let spare = room.saturating_sub(used);
        match self {
            Self::Left => 0,
            Self::Right => spare,
            Self::Centre => spare / 2,
        }
    }
}

/// The columns that a text takes in one line, in every function here and on every screen. It is counted by
/// grapheme cluster as it will be shown: a lam and its alef are two, a stand-in such as `<U+202E>` is eight.
#[must_use]
pub fn width(text: &str) -> usize {
    pieces(text).map(|piece| piece.width).sum()
}

/// The text, filtered, in at most `width` columns; what was cut off is marked in the last of them.
#[must_use]
pub fn cut(text: &str, width: usize, glyphs: Glyphs) -> String {
    let head = head(text, width);
    let mut out = shown(&text[..head.end], glyphs);
    if head.is_cut {
        out.push_str(glyphs.cut());
    }
    out
}

/// The text, filtered, in exactly `width` columns: cut if it is longer, filled with spaces if it is shorter.
#[must_use]
pub fn fit(text: &str, width: usize, align: Align, glyphs: Glyphs) -> String {
    let text = cut(text, width, glyphs);
    let used = self::width(&text);
    let before = align.before(used, width);
    let after = width.saturating_sub(used + before);
    format!("{}{text}{}", " ".repeat(before), " ".repeat(after))
}

/// The rows, filtered, that a text of several lines takes in `width` columns; none if that is 0. Lines are broken
/// at spaces, after hyphens and beside ideographs, and inside a word only where it is longer than a row (so also
/// in Thai and Burmese, whose words no space parts). Line feeds, blank lines and indents are kept; spaces at a
/// break are not. A letter wider than a whole row is a row with nothing but the cut mark.
#[must_use]
pub fn wrap(text: &str, width: usize, glyphs: Glyphs) -> Vec<String> {
    let text = plain::harmless_lines(text);
    wrap::rows(&text, width).map(|row| cut(&text[row], width, glyphs)).collect()
}

/// The rows of one line as ranges of its bytes, for a text that is edited in place. It is not filtered first, so
/// the ranges are those of the text as stored. The spaces at a break lie between two ranges.
#[must_use]
pub fn wrap_ranges(line: &str, width: usize) -> Vec<Range<usize>> {
    wrap::line_rows(line, width)
}

/// The byte ranges of the grapheme clusters of a text with the columns that each takes. Only marks that nobody
/// sees take none.
pub fn clusters(text: &str) -> impl Iterator<Item = (Range<usize>, usize)> {
    pieces(text).map(|piece| (piece.at..piece.end(), piece.width))
}

/// Writes a text into one line, in at most `max_width` columns and never beyond the buffer; returns the columns it
/// took. What does not fit is marked in the last column.
pub fn put(
    buf: &mut Buffer,
    x: u16,
    y: u16,
    max_width: u16,
    text: &str,
    style: Style,
    glyphs: Glyphs,
) -> u16 {
    put_spans(buf, x, y, max_width, &[(text, style)], glyphs)
}

/// Writes a text at the right end of `width` columns; returns the columns it took.
pub fn put_right(
    buf: &mut Buffer,
    x: u16,
    y: u16,
    width: u16,
    text: &str,
    style: Style,
    glyphs: Glyphs,
) -> u16 {
    put_aligned(buf, Rect::new(x, y, width, 1), Align::Right, text, style, glyphs)
}

/// Writes a text into the first line of `area`, on the side that `align` says; returns the columns it took.
pub fn put_aligned(
    buf: &mut Buffer,
    area: Rect,
    align: Align,
    text: &str,
    style: Style,
    glyphs: Glyphs,
) -> u16 {
    if area.height == 0 {
        return 0;
    }
    let used = head(text, area.width.into()).columns();
    let before = narrow(align.before(used, area.width.into()));
    put(buf, area.x.saturating_add(before), area.y, area.width - before, text, style, glyphs)
}

/// Writes several texts, each in its own style, one after the other into one line as [`put`] does; returns the
/// columns that they took together. If they do not all fit, one mark in the last column says so.
pub fn put_spans(
    buf: &mut Buffer,
    x: u16,
    y: u16,
    max_width: u16,
    spans: &[(&str, Style)],
    glyphs: Glyphs,
) -> u16 {
    let Some(mut pen) = Pen::new(buf, x, y, max_width, glyphs) else { return 0 };
    let all_fit = fit_into(spans, pen.room());
    let limit = if all_fit { pen.room() } else { pen.room() - 1 };
    let mut last = Style::default();
    for (text, style) in spans {
        last = *style;
        let end = if all_fit { text.len() } else { prefix(text, limit - pen.used).end };
        pen.write(&text[..end], *style);
        if end < text.len() {
            break;
        }
    }
    if !all_fit {
        pen.mark(last);
    }
    narrow(pen.used)
}

/// Writes a text of several lines into `area`, wrapped; returns the rows it took. If it has more rows than the
/// area, the last one ends with the cut mark.
pub fn put_wrapped(buf: &mut Buffer, area: Rect, text: &str, style: Style, glyphs: Glyphs) -> u16 {
    let text = plain::harmless_lines(text);
    let mut rows = wrap::rows(&text, area.width.into()).peekable();
    let mut used = 0;
    while used < area.height {
        let Some(row) = rows.next() else { break };
        let y = area.y.saturating_add(used);
        used += 1;
        if used < area.height || rows.peek().is_none() {
            put(buf, area.x, y, area.width, &text[row], style, glyphs);
            continue;
        }
        let room = usize::from(area.width) - 1;
        let end = row.start + prefix(&text[row.clone()], room).end;
        let spans = [(&text[row.start..end], style), (glyphs.cut(), style)];
        put_spans(buf, area.x, y, area.width, &spans, glyphs);
    }
    used
}

/// Makes an area blank in one style, before a dialog is drawn over a screen. A wide letter that reaches into the
/// area from the left is replaced by the cut mark: ratatui would otherwise draw it and skip the dialog's edge.
pub fn clear(buf: &mut Buffer, area: Rect, style: Style, glyphs: Glyphs) {
    let area = area.intersection(buf.area);
    for y in area.top()..area.bottom() {
        release(buf, area.x, y, glyphs);
        for x in area.left()..area.right() {
            buf[(x, y)].reset();
            buf[(x, y)].set_style(style);
        }
    }
}

/// The beginning of a text that a line has room for.
struct Head {
    /// The byte after it.
    end: usize,
    /// Its columns, without the mark.
    used: usize,
    /// Whether a mark must follow it; there is room for one, unless there is room for nothing.
    is_cut: bool,
}

impl Head {
    fn columns(&self) -> usize {
        self.used + usize::from(self.is_cut)
    }
}

fn head(text: &str, room: usize) -> Head {
    let whole = prefix(text, room);
    if whole.end == text.len() || room == 0 {
        return whole;
    }
    Head { is_cut: true, ..prefix(text, room - 1) }
}

/// As much of a text as takes at most `room` columns, reading no further than that.
fn prefix(text: &str, room: usize) -> Head {
    let mut head = Head { end: 0, used: 0, is_cut: false };
    for piece in pieces(text) {
        if head.used + piece.width > room {
            break;
        }
        head.used += piece.width;
        head.end = piece.end();
    }
    head
}

fn fit_into(spans: &[(&str, Style)], mut room: usize) -> bool {
    spans.iter().all(|(text, _)| {
        let prefix = prefix(text, room);
        room -= prefix.used;
        prefix.end == text.len()
    })
}

/// A text as a cell would hold it.
fn shown(text: &str, glyphs: Glyphs) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in pieces(text) {
        if piece.width == 0 {
            // Marks that nobody sees part letters from each other, and must go on doing so.
            out.push_str(piece.cluster);
        }
        parts(piece.cluster, &mut |part| match part {
            Part::Letters(letters, _) => out.push_str(letters),
            Part::Cut => out.push_str(glyphs.cut()),
        });
    }
    out
}

/// Columns as ratatui counts them. Nothing here is ever wider than a buffer, so nothing is lost.
fn narrow(columns: usize) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX)
}
