//! Where a key takes the caret. Left and right go by grapheme cluster and by word through the text as stored, up,
//! down, Home and End by the rows that a person sees.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::engine::Spot;
use super::layout::Layout;
use super::{Extent, TextField};

/// A movement of the caret.
#[derive(Clone, Copy, Debug)]
pub enum Motion {
    Left,
    Right,
    WordLeft,
    WordRight,
    /// So many rows up.
    Up(usize),
    /// So many rows down.
    Down(usize),
    Home,
    End,
}

/// Where a movement ends; the fields are those of [`TextField`].
pub struct Target {
    pub spot: Spot,
    pub hugs_row_end: bool,
    pub goal: Option<usize>,
}

impl From<Spot> for Target {
    fn from(spot: Spot) -> Self {
        Self { spot, hugs_row_end: false, goal: None }
    }
}

impl TextField {
    /// Where a movement would take the caret, or nothing if the movement means nothing here.
    pub(super) fn target(&self, motion: Motion) -> Option<Target> {
        let Spot { row, byte } = self.caret;
        let line = &self.engine.lines()[row];
        match motion {
            Motion::Left | Motion::WordLeft if byte == 0 => Some(self.end_of_line_before().into()),
            Motion::Right | Motion::WordRight if byte == line.len() => {
                Some(self.start_of_line_after().into())
            }
            Motion::Left => Some(Spot { row, byte: cluster_before(line, byte) }.into()),
            Motion::Right => Some(Spot { row, byte: cluster_after(line, byte) }.into()),
            Motion::WordLeft => Some(Spot { row, byte: word_before(line, byte) }.into()),
            Motion::WordRight => Some(Spot { row, byte: word_after(line, byte) }.into()),
            Motion::Home if self.extent == Extent::Line => Some(Spot { row, byte: 0 }.into()),
            Motion::End if self.extent == Extent::Line => Some(Spot { row, byte: line.len() }.into()),
            Motion::Up(_) | Motion::Down(_) if self.extent == Extent::Line => None,
            Motion::Home => Some(self.layout().home(self.caret, self.hugs_row_end).into()),
            Motion::End => {
                let layout = self.layout();
                Some(layout.end_of_row(layout.row_of(self.caret, self.hugs_row_end)))
            }
            Motion::Up(rows) => self.vertical(|row, _| row.checked_sub(1).map(|_| row.saturating_sub(rows))),
            Motion::Down(rows) => self.vertical(|row, last| (row < last).then(|| last.min(row + rows))),
        }
    }

    fn layout(&self) -> Layout<'_> {
        Layout::new(self.engine.lines(), self.view.get().wrap_width())
    }

    /// Moves to the row that `choose` names, given the caret's row and the last one.
    fn vertical(&self, choose: impl Fn(usize, usize) -> Option<usize>) -> Option<Target> {
        let layout = self.layout();
        let row = layout.row_of(self.caret, self.hugs_row_end);
        let to = choose(row, layout.len() - 1)?;
        let goal = self.goal.unwrap_or_else(|| layout.column(row, self.caret));
        Some(Target { goal: Some(goal), ..layout.at_column(to, goal) })
    }

    fn end_of_line_before(&self) -> Spot {
        let Some(row) = self.caret.row.checked_sub(1) else { return self.caret };
        Spot { row, byte: self.engine.lines()[row].len() }
    }

    fn start_of_line_after(&self) -> Spot {
        let row = self.caret.row + 1;
        if row < self.engine.lines().len() { Spot { row, byte: 0 } } else { self.caret }
    }
}

/// The last cluster boundary before a place in a line.
fn cluster_before(line: &str, byte: usize) -> usize {
    GraphemeCursor::new(byte, line.len(), true).prev_boundary(line, 0).ok().flatten().unwrap_or(0)
}

/// The first cluster boundary after a place in a line.
fn cluster_after(line: &str, byte: usize) -> usize {
    GraphemeCursor::new(byte, line.len(), true).next_boundary(line, 0).ok().flatten().unwrap_or(line.len())
}

fn is_cluster_boundary(line: &str, byte: usize) -> bool {
    GraphemeCursor::new(byte, line.len(), true).is_boundary(line, 0).unwrap_or(true)
}

/// The start of the word before a place, or of the punctuation. Where a script has no spaces this is a character
/// or a few: nobody expects a whole sentence to go at once.
fn word_before(line: &str, byte: usize) -> usize {
    let words = line.split_word_bound_indices().take_while(|(at, _)| *at < byte);
    let start = words.filter(|(_, word)| !is_blank(word)).last().map_or(0, |(at, _)| at);
    if is_cluster_boundary(line, start) { start } else { cluster_before(line, start) }
}

/// The end of the word after a place, or of the punctuation.
fn word_after(line: &str, byte: usize) -> usize {
    let mut ends = line.split_word_bound_indices().filter(|(_, word)| !is_blank(word));
    let end =
        ends.find_map(|(at, word)| Some(at + word.len()).filter(|end| *end > byte)).unwrap_or(line.len());
    if is_cluster_boundary(line, end) { end } else { cluster_after(line, end) }
}

fn is_blank(word: &str) -> bool {
    word.chars().all(char::is_whitespace)
}
