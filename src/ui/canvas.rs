//! A frame being drawn: the buffer with the look of things. Everything goes through `ui/text.rs`.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    text,
    theme::{Look, Meaning},
};

/// Where a frame is drawn.
pub struct Canvas<'a> {
    /// The cells.
    pub buf: &'a mut Buffer,
    /// How things look.
    pub look: Look,
    /// Where the terminal's own cursor is to stand.
    pub cursor: Option<Position>,
}

impl Canvas<'_> {
    /// Text at a place, cut to a width; the columns used.
    pub fn put(&mut self, x: u16, y: u16, width: u16, words: &str, meaning: Meaning) -> u16 {
        let style = self.look.style(meaning);
        text::put(self.buf, x, y, width, words, style, self.look.glyphs)
    }

    /// Text that ends at the right edge of a width.
    pub fn put_right(&mut self, x: u16, y: u16, width: u16, words: &str, meaning: Meaning) -> u16 {
        let style = self.look.style(meaning);
        text::put_right(self.buf, x, y, width, words, style, self.look.glyphs)
    }

    /// Text on as many rows as it takes; the rows used.
    pub fn wrapped(&mut self, area: Rect, words: &str, meaning: Meaning) -> u16 {
        let style = self.look.style(meaning);
        text::put_wrapped(self.buf, area, words, style, self.look.glyphs)
    }

    /// A row of words, each with its meaning.
    pub fn spans(&mut self, x: u16, y: u16, width: u16, spans: &[(&str, Meaning)]) -> u16 {
        let styled: Vec<_> =
            spans.iter().map(|(words, meaning)| (*words, self.look.style(*meaning))).collect();
        text::put_spans(self.buf, x, y, width, &styled, self.look.glyphs)
    }

    /// A line across.
    pub fn rule(&mut self, x: u16, y: u16, width: u16) {
        let line = self.look.rule().repeat(usize::from(width));
        self.put(x, y, width, &line, Meaning::Quiet);
    }

    /// Shows a row as selected and puts the cursor at its beginning.
    pub fn select(&mut self, row: Rect) {
        self.buf.set_style(row, self.look.style(Meaning::Selected));
        self.cursor = Some(row.as_position());
    }

    /// Empties an area.
    pub fn clear(&mut self, area: Rect) {
        text::clear(self.buf, area, self.look.style(Meaning::Text), self.look.glyphs);
    }
}
