//! What one column of the screen shows, and how sure we are of how many columns the terminal gives it. Everything that
//! is not known to be settled is unsettled: a wrong "settled" corrupts a line, a wrong "unsettled" costs a few bytes.

use std::hash::{Hash, Hasher};
use std::ops::RangeInclusive;

use ratatui::buffer::{Cell, CellWidth};

use super::Palette;
use super::pen::Pen;

/// A character, or a cluster of several.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Glyph {
    One(char),
    Many(Box<str>),
}

/// One column of the screen.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Tile {
    pub glyph: Glyph,
    pub pen: Pen,
    /// Columns ratatui gives it; 0 for a column covered by the wide character to its left.
    pub width: u8,
    /// Whether every terminal gives it `width` columns.
    pub settled: bool,
}

impl Tile {
    /// An empty cell in the terminal's own colours.
    pub const BLANK: Self = Self { glyph: Glyph::One(' '), pen: Pen::PLAIN, width: 1, settled: true };
    /// The second half of a wide character.
    pub const COVERED: Self = Self { glyph: Glyph::One(' '), pen: Pen::PLAIN, width: 0, settled: true };

    /// What a ratatui cell shows. Control characters would be obeyed, so they become question marks.
    pub fn of(cell: &Cell, palette: Palette) -> Self {
        let pen = Pen::of(cell, palette);
        let symbol = cell.symbol();
        let mut chars = symbol.chars();
        let (first, second) = (chars.next().unwrap_or(' '), chars.next());
        if symbol.contains(char::is_control) {
            return Self { glyph: Glyph::One('?'), pen, width: 1, settled: true };
        }
        if second.is_some() {
            let width = u8::try_from(symbol.cell_width()).unwrap_or(u8::MAX).max(1);
            return Self { glyph: Glyph::Many(symbol.into()), pen, width, settled: false };
        }
        match settled_width(first) {
            Some(width) if first == ' ' => {
                Self { glyph: Glyph::One(' '), pen: pen.on_blank(), width, settled: true }
            }
            Some(width) => Self { glyph: Glyph::One(first), pen, width, settled: true },
            None => {
                let width = u8::try_from(symbol.cell_width()).unwrap_or(1).max(1);
                Self { glyph: Glyph::One(first), pen, width, settled: false }
            }
        }
    }

    /// The empty cell that is shown where this one does not fit.
    pub fn blanked(&self) -> Self {
        Self { pen: self.pen.on_blank(), ..Self::BLANK }
    }

    pub fn is_blank(&self) -> bool {
        self.glyph == Glyph::One(' ') && self.width == 1
    }

    pub fn is_covered(&self) -> bool {
        self.width == 0
    }

    /// Columns from this tile to the next one; a covered tile is stepped over like any other.
    pub fn step(&self) -> usize {
        usize::from(self.width.max(1))
    }

    /// Columns that the least able terminal might take for this glyph.
    pub fn at_worst(&self) -> usize {
        match &self.glyph {
            Glyph::One(_) => 4,
            Glyph::Many(symbol) => 4 * symbol.chars().count(),
        }
    }

    /// Whether this is one byte with the pen that is set.
    pub fn is_cheap(&self, pen: Pen) -> bool {
        self.pen == pen && matches!(self.glyph, Glyph::One(c) if c.is_ascii())
    }

    pub fn write(&self, out: &mut Vec<u8>) {
        match &self.glyph {
            Glyph::One(c) if c.is_ascii() => out.push(*c as u8),
            Glyph::One(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            Glyph::Many(symbol) => out.extend_from_slice(symbol.as_bytes()),
        }
    }
}

/// The fingerprint of a line, by which moved lines are found. Equal lines have equal ones; the reverse is checked.
pub(super) fn fingerprint(line: &[Tile]) -> u64 {
    let mut mix = Mix(0);
    line.hash(&mut mix);
    mix.finish()
}

/// Characters that every terminal gives one column: letters without marks, and the signs that frames and typography
/// need and that no emoji font claims. Terminals set to "ambiguous is wide" are outside the promise: they would draw
/// Greek and Cyrillic wide as well.
const NARROW: [RangeInclusive<char>; 35] = [
    ' '..='~',
    '\u{a0}'..='\u{a8}',
    '\u{aa}'..='\u{ac}',
    '\u{af}'..='\u{2af}',
    '\u{37b}'..='\u{37f}',
    '\u{384}'..='\u{38a}',
    '\u{38c}'..='\u{38c}',
    '\u{38e}'..='\u{3a1}',
    '\u{3a3}'..='\u{482}',
    '\u{48a}'..='\u{52f}',
    '\u{531}'..='\u{556}',
    '\u{561}'..='\u{587}',
    '\u{10d0}'..='\u{10fa}',
    '\u{1e00}'..='\u{1eff}',
    '\u{2010}'..='\u{2010}',
    '\u{2012}'..='\u{2014}',
    '\u{2018}'..='\u{201e}',
    '\u{2020}'..='\u{2022}',
    '\u{2026}'..='\u{2026}',
    '\u{2030}'..='\u{2030}',
    '\u{2032}'..='\u{2033}',
    '\u{2039}'..='\u{203a}',
    '\u{20ac}'..='\u{20ac}',
    '\u{2190}'..='\u{2193}',
    '\u{2200}'..='\u{22ff}',
    '\u{2500}'..='\u{25a1}',
    '\u{25b2}'..='\u{25b3}',
    '\u{25b8}'..='\u{25b9}',
    '\u{25bc}'..='\u{25bf}',
    '\u{25c2}'..='\u{25c3}',
    '\u{25c6}'..='\u{25d1}',
    '\u{2713}'..='\u{2713}',
    '\u{2715}'..='\u{2715}',
    '\u{2717}'..='\u{2717}',
    '\u{2800}'..='\u{28ff}',
];

/// Characters that every terminal gives two columns: unified ideographs, kana, hangul syllables, full-width forms.
const WIDE: [RangeInclusive<char>; 8] = [
    '\u{3001}'..='\u{3003}',
    '\u{3008}'..='\u{3011}',
    '\u{3041}'..='\u{3096}',
    '\u{30a1}'..='\u{30fe}',
    '\u{3400}'..='\u{4dbf}',
    '\u{4e00}'..='\u{9fff}',
    '\u{ac00}'..='\u{d7a3}',
    '\u{ff01}'..='\u{ff5e}',
];

/// The columns every terminal gives this character, if there is no doubt.
fn settled_width(c: char) -> Option<u8> {
    if NARROW.iter().any(|range| range.contains(&c)) {
        Some(1)
    } else if WIDE.iter().any(|range| range.contains(&c)) {
        Some(2)
    } else {
        None
    }
}

/// A quick hasher for lines of the screen; nobody chooses them to collide.
struct Mix(u64);

impl Mix {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.add(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, n: u8) {
        self.add(n.into());
    }

    fn write_u32(&mut self, n: u32) {
        self.add(n.into());
    }

    fn write_usize(&mut self, n: usize) {
        self.add(n as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table that disagreed with ratatui would put every later cell of a line into the wrong column.
    #[test]
    fn settled_widths_agree_with_ratatui() {
        for (ranges, width) in [(&NARROW[..], 1), (&WIDE[..], 2)] {
            for c in ranges.iter().cloned().flatten() {
                assert_eq!(c.to_string().cell_width(), width, "U+{:04X}", u32::from(c));
            }
        }
    }

    #[test]
    fn marks_joiners_and_emoji_are_not_settled() {
        for c in [
            '\u{301}',
            '\u{ad}',
            '\u{200d}',
            '\u{202e}',
            'ع',
            'ש',
            'ก',
            'क',
            '✔',
            '⚠',
            '🕊',
            '\u{1f1fa}',
            '\u{fffd}',
        ] {
            assert_eq!(settled_width(c), None, "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn control_characters_become_question_marks() {
        for symbol in ["\u{1b}", "\u{9b}", "a\u{7f}", "\u{1b}]8;;x\u{7}"] {
            let mut cell = Cell::default();
            cell.set_symbol(symbol);
            assert_eq!(Tile::of(&cell, Palette::Full).glyph, Glyph::One('?'), "{symbol:?}");
        }
    }
}
