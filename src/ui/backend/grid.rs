//! The picture ratatui wants on the screen, put together from the differences it hands over. Every wide character is
//! followed by its covered columns, and no column is covered by anything else.

use ratatui::layout::Size;

use super::tile::{Tile, fingerprint};

/// One line of the screen.
#[derive(Debug)]
pub(super) struct Line {
    pub tiles: Vec<Tile>,
    pub mark: u64,
}

impl Line {
    pub fn blank(width: usize) -> Self {
        let tiles = vec![Tile::BLANK; width];
        Self { mark: fingerprint(&tiles), tiles }
    }
}

impl Clone for Line {
    fn clone(&self) -> Self {
        Self { tiles: self.tiles.clone(), mark: self.mark }
    }

    /// Keeps the room it has: this is done for every changed line of every frame.
    fn clone_from(&mut self, other: &Self) {
        self.tiles.clone_from(&other.tiles);
        self.mark = other.mark;
    }
}

/// The wanted picture, and which of its lines were touched since the last frame.
#[derive(Debug)]
pub(super) struct Grid {
    pub lines: Vec<Line>,
    pub touched: Vec<bool>,
    width: usize,
}

impl Grid {
    pub fn new(size: Size) -> Self {
        let (width, height) = (usize::from(size.width), usize::from(size.height));
        Self { lines: vec![Line::blank(width); height], touched: vec![true; height], width }
    }

    pub fn height(&self) -> usize {
        self.lines.len()
    }

    pub fn width(&self) -> usize {
        self.width
    }

    /// Puts a tile where ratatui wants it. Places outside the picture are ignored: the size has just changed.
    pub fn put(&mut self, x: usize, y: usize, tile: Tile) {
        let Some(old) = self.lines.get(y).and_then(|line| line.tiles.get(x)) else { return };
        // Ratatui clears the column behind some emoji by itself; the emoji hides it all the same.
        if old.is_covered() || *old == tile {
            return;
        }
        self.uncover(x, y);
        let end = x + tile.step();
        if end > self.width {
            self.place(x, y, tile.blanked());
            return;
        }
        self.place(x, y, tile);
        for column in x + 1..end {
            self.uncover(column, y);
            self.place(column, y, Tile::COVERED);
        }
    }

    /// Empties columns `from..to` of a line. The half of a wide character that reaches into them stays.
    pub fn clear(&mut self, y: usize, from: usize, to: usize) {
        (from..to.min(self.width)).for_each(|x| self.put(x, y, Tile::BLANK));
    }

    /// Moves everything up; empty lines come in from below.
    pub fn scroll(&mut self, by: usize) {
        let by = by.min(self.height());
        self.lines.drain(..by);
        self.lines.resize_with(self.touched.len(), || Line::blank(self.width));
        self.touched.fill(true);
    }

    /// Brings the fingerprints of touched lines up to date.
    pub fn mark(&mut self) {
        for (line, touched) in self.lines.iter_mut().zip(&self.touched) {
            if *touched {
                line.mark = fingerprint(&line.tiles);
            }
        }
    }

    /// Empties the columns behind the wide character at `x`, which is about to be replaced.
    fn uncover(&mut self, x: usize, y: usize) {
        let end = x + self.lines[y].tiles[x].step();
        (x + 1..end).for_each(|column| self.place(column, y, Tile::BLANK));
    }

    fn place(&mut self, x: usize, y: usize, tile: Tile) {
        self.lines[y].tiles[x] = tile;
        self.touched[y] = true;
    }
}
