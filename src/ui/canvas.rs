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
    /// What is drawn as a page or selected, where somebody wants to copy it.
    pub taken: Option<Taken>,
    /// Where signs that more follows are to stand, on the lines around what is drawn.
    pub more: Vec<(u16, &'static str)>,
}

/// What there is to copy.
#[derive(Debug, Default)]
pub struct Taken {
    /// The lines of the pages.
    pub pages: Vec<String>,
    /// The rows that are selected.
    pub rows: Vec<u16>,
    /// Every text with its row and column, before it is cut.
    texts: Vec<(u16, u16, String)>,
}

impl Taken {
    /// The pages; where there are none the selected rows, their columns parted by two blanks.
    #[must_use]
    pub fn text(mut self) -> String {
        if !self.pages.is_empty() {
            return self.pages.join("\n") + "\n";
        }
        self.texts.sort_by_key(|(y, x, _)| (*y, *x));
        self.rows.dedup();
        let rows = self.rows.iter().map(|row| {
            let here = self.texts.iter().filter(|(y, ..)| y == row);
            here.map(|(.., words)| words.as_str()).collect::<Vec<_>>().join("  ")
        });
        rows.filter(|row| !row.is_empty()).map(|row| row + "\n").collect()
    }
}

impl Canvas<'_> {
    /// Text at a place, cut to a width; the columns used.
    pub fn put(&mut self, x: u16, y: u16, width: u16, words: &str, meaning: Meaning) -> u16 {
        self.take(x, y, words);
        let style = self.look.style(meaning);
        text::put(self.buf, x, y, width, words, style, self.look.glyphs)
    }

    /// Text that ends at the right edge of a width.
    pub fn put_right(&mut self, x: u16, y: u16, width: u16, words: &str, meaning: Meaning) -> u16 {
        self.take(x.saturating_add(width), y, words);
        let style = self.look.style(meaning);
        text::put_right(self.buf, x, y, width, words, style, self.look.glyphs)
    }

    /// Text on as many rows as it takes; the rows used.
    pub fn wrapped(&mut self, area: Rect, words: &str, meaning: Meaning) -> u16 {
        self.take(area.x, area.y, words);
        let style = self.look.style(meaning);
        text::put_wrapped(self.buf, area, words, style, self.look.glyphs)
    }

    /// A row of words, each with its meaning.
    pub fn spans(&mut self, x: u16, y: u16, width: u16, spans: &[(&str, Meaning)]) -> u16 {
        if self.taken.is_some() {
            let words: String = spans.iter().map(|(words, _)| *words).collect();
            self.take(x, y, &words);
        }
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
        if let Some(taken) = &mut self.taken {
            taken.rows.extend(row.top()..row.bottom());
        }
    }

    /// Says that what is drawn into these rows goes on above or below. The signs stand beside the row before the first
    /// and the one after the last, at the right edge: there they stay where they are while the rows scroll.
    pub fn mark_more(&mut self, rows: Rect, above: bool, below: bool) {
        let glyphs = self.look.glyphs;
        self.more.extend(above.then(|| (rows.y.saturating_sub(1), glyphs.more_above())));
        self.more.extend(below.then(|| (rows.bottom(), glyphs.more_below())));
    }

    /// Draws those signs, over the rules around a screen too.
    pub fn draw_more(&mut self) {
        let x = self.buf.area.right().saturating_sub(1);
        for (y, sign) in std::mem::take(&mut self.more) {
            self.put(x, y, 1, sign, Meaning::Quiet);
        }
    }

    fn take(&mut self, x: u16, y: u16, words: &str) {
        if let Some(taken) = self.taken.as_mut().filter(|_| !words.trim().is_empty()) {
            taken.texts.push((y, x, words.trim().to_owned()));
        }
    }

    /// Empties an area.
    pub fn clear(&mut self, area: Rect) {
        text::clear(self.buf, area, self.look.style(Meaning::Text), self.look.glyphs);
    }
}
