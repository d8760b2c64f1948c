//! The text of a field in the hands of `tui-textarea`: what it stores, changes and takes back. It counts columns in
//! scalars; everything above it counts bytes. Nothing of its keys, its cursor movement or its drawing is used.

use tui_textarea::{CursorMove, TextArea};

/// A place in a text: the number of its line, and the byte in that line, always between two scalars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    pub row: usize,
    pub byte: usize,
}

/// The last row and column that the engine can jump to. Tests shorten the reach, so as to see both ways.
const REACH: usize = if cfg!(test) { 4 } else { u16::MAX as usize };

/// A text that can be changed and changed back.
#[derive(Clone, Debug)]
pub struct Engine {
    area: TextArea<'static>,
}

impl Engine {
    pub fn new(text: &str) -> Self {
        let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
        // Our own steps say how far undo goes.
        area.set_max_histories(usize::MAX);
        // With a mask every scalar is one column to it, which is both faster and exact. It is never drawn.
        area.set_mask_char('x');
        Self { area }
    }

    /// The lines, at least one, without their line feeds.
    pub fn lines(&self) -> &[String] {
        self.area.lines()
    }

    pub fn end(&self) -> Spot {
        let lines = self.lines();
        Spot { row: lines.len() - 1, byte: lines.last().map_or(0, String::len) }
    }

    /// Inserts a text without carriage returns in one edit, and says where it ends.
    pub fn insert(&mut self, at: Spot, text: &str) -> Spot {
        self.jump(at);
        self.area.insert_str(text);
        match text.rsplit_once('\n') {
            None => Spot { row: at.row, byte: at.byte + text.len() },
            Some((before, last)) => Spot { row: at.row + 1 + before.matches('\n').count(), byte: last.len() },
        }
    }

    /// Erases everything from one place to a later one in one edit, and returns it.
    pub fn erase(&mut self, from: Spot, to: Spot) -> String {
        let erased = self.between(from, to);
        self.jump(from);
        self.area.delete_str(erased.chars().count());
        erased
    }

    pub fn undo(&mut self, edits: usize) {
        for _ in 0..edits {
            self.area.undo();
        }
    }

    pub fn redo(&mut self, edits: usize) {
        for _ in 0..edits {
            self.area.redo();
        }
    }

    fn between(&self, from: Spot, to: Spot) -> String {
        let lines = self.lines();
        if from.row == to.row {
            return lines[from.row][from.byte..to.byte].to_owned();
        }
        let mut out = lines[from.row][from.byte..].to_owned();
        for line in &lines[from.row + 1..to.row] {
            out.push('\n');
            out.push_str(line);
        }
        out.push('\n');
        out.push_str(&lines[to.row][..to.byte]);
        out
    }

    /// Puts the engine's cursor at a place that is about to be edited. Its jumps take 16 bits. A place further off
    /// is reached by erasing all before it and taking that back, which leaves the cursor there and the text as it
    /// was; that this forgets what could be redone does not matter before an edit, which does so too.
    fn jump(&mut self, at: Spot) {
        let column = self.lines()[at.row][..at.byte].chars().count();
        if let (Ok(row), Ok(column)) = (u16::try_from(at.row), u16::try_from(column))
            && usize::from(row.max(column)) <= REACH
        {
            return self.area.move_cursor(CursorMove::Jump(row, column));
        }
        let before = self.between(Spot::default(), at).chars().count();
        self.area.move_cursor(CursorMove::Jump(0, 0));
        self.area.delete_str(before);
        self.area.undo();
    }
}
