//! The one place where a cell is written. A pen never leaves the columns it was given, and what a wide letter of
//! another text has left half covered is replaced.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::style::Style;

use super::piece::{MOST_SCALARS, Part, parts, pieces};
use super::{Glyphs, narrow};

/// Writes from left to right into the columns of one line that it was given, all of them inside the buffer.
pub struct Pen<'a> {
    buf: &'a mut Buffer,
    x: u16,
    y: u16,
    end: u16,
    /// The columns written so far.
    pub used: usize,
    glyphs: Glyphs,
}

impl<'a> Pen<'a> {
    pub fn new(buf: &'a mut Buffer, x: u16, y: u16, max_width: u16, glyphs: Glyphs) -> Option<Self> {
        let end = x.saturating_add(max_width).min(buf.area.right());
        let inside = x >= buf.area.left() && x < end && y >= buf.area.top() && y < buf.area.bottom();
        inside.then_some(Self { buf, x, y, end, used: 0, glyphs })
    }

    pub fn room(&self) -> usize {
        usize::from(self.end - self.x)
    }

    pub fn write(&mut self, text: &str, style: Style) {
        for piece in pieces(text) {
            parts(piece.cluster, &mut |part| match part {
                Part::Letters(letters, width) => self.set(letters, width, style),
                Part::Cut => self.mark(style),
            });
        }
    }

    pub fn mark(&mut self, style: Style) {
        self.set(self.glyphs.cut(), 1, style);
    }

    /// The cells behind a wide letter are blank in its style, so that a highlight has no holes on a terminal that
    /// draws the letter narrower.
    fn set(&mut self, letters: &str, width: usize, style: Style) {
        let at = self.x + narrow(self.used);
        if self.used == 0 {
            release(self.buf, at, self.y, self.glyphs);
        }
        self.used += width;
        let after = self.x + narrow(self.used);
        debug_assert!(after <= self.end, "a text was measured narrower than it is");
        for x in at..after.min(self.end) {
            self.buf[(x, self.y)].set_symbol(" ").set_style(style);
        }
        if after > self.end {
            return;
        }
        let shown = match letters {
            // What was left out by us, or by whoever wrote the text, is no letter that the terminal lacks.
            "…" if self.glyphs == Glyphs::Ascii => self.glyphs.cut(),
            letters if self.glyphs == Glyphs::Ascii && !letters.is_ascii() => "?",
            letters => letters,
        };
        self.buf[(at, self.y)].set_symbol(shown);
    }
}

/// Replaces a wide letter that stands left of a column and reaches into it.
pub fn release(buf: &mut Buffer, x: u16, y: u16, glyphs: Glyphs) {
    let widest = 2 * MOST_SCALARS;
    for left in (buf.area.left()..x).rev().take(widest) {
        let cell = &buf[(left, y)];
        // Measuring takes longer than a look, and most cells hold one letter of ASCII.
        let width = if cell.symbol().len() == 1 { 1 } else { cell.cell_width() };
        if width > x - left {
            buf[(left, y)].set_symbol(glyphs.cut());
            return;
        }
        if width > 1 {
            return;
        }
    }
}
