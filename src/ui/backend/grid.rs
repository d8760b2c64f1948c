//! The picture ratatui wants on the screen, put together from the differences it hands over. Every wide character is
//! followed by its covered columns, and no column is covered by anything else.

use std::collections::BTreeMap;

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
    /// What ratatui put into covered columns, by line and column: it comes to light when the wide character goes.
    under: BTreeMap<(usize, usize), Tile>,
}

impl Grid {
    pub fn new(size: Size) -> Self {
        let (width, height) = (usize::from(size.width), usize::from(size.height));
        Self {
            lines: vec![Line::blank(width); height],
            touched: vec![true; height],
            width,
            under: BTreeMap::new(),
        }
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
        if old.is_covered() {
            // Ratatui clears the column behind some emoji by itself; the emoji hides it all the same.
            self.under.insert((y, x), tile);
            return;
        }
        if *old == tile {
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
            self.under.remove(&(y, column));
            self.place(column, y, Tile::COVERED);
        }
    }

    /// Empties columns `from..to` of a line.
    pub fn clear(&mut self, y: usize, from: usize, to: usize) {
        for x in from..to.min(self.width) {
            if self.lines.get(y).is_some_and(|line| line.tiles[x].is_covered()) {
                self.under.remove(&(y, x));
            } else {
                self.put(x, y, Tile::BLANK);
            }
        }
    }

    /// Moves everything up; empty lines come in from below.
    pub fn scroll(&mut self, by: usize) {
        let by = by.min(self.height());
        self.lines.drain(..by);
        self.lines.resize_with(self.touched.len(), || Line::blank(self.width));
        self.touched.fill(true);
        let under = std::mem::take(&mut self.under);
        self.under =
            under.into_iter().filter(|((y, _), _)| *y >= by).map(|((y, x), t)| ((y - by, x), t)).collect();
    }

    /// Brings the fingerprints of touched lines up to date.
    pub fn mark(&mut self) {
        for (line, touched) in self.lines.iter_mut().zip(&self.touched) {
            if *touched {
                line.mark = fingerprint(&line.tiles);
            }
        }
    }

    /// Brings the columns behind the wide character at `x` to light; `x` itself is about to be replaced.
    fn uncover(&mut self, x: usize, y: usize) {
        let end = x + self.lines[y].tiles[x].step();
        for column in x + 1..end {
            let tile = self.under.remove(&(y, column)).unwrap_or(Tile::BLANK);
            // What comes to light might be wide itself, and then has no room.
            self.place(column, y, if tile.step() > 1 { tile.blanked() } else { tile });
        }
    }

    fn place(&mut self, x: usize, y: usize, tile: Tile) {
        self.lines[y].tiles[x] = tile;
        self.touched[y] = true;
    }
}
