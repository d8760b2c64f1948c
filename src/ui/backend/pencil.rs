//! The terminal's cursor and pen as far as we know them, and the shortest sequences that move and change them. After
//! the last column, and after anything of doubtful width, the place is not known and the next move is absolute.

use super::pen::{self, Pen, number};
use super::tile::Tile;

/// What we know of the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    /// Column and line.
    At(usize, usize),
    /// The line alone: something of doubtful width was written, well away from the right margin.
    Line(usize),
    Lost,
}

/// Bytes on their way to the terminal, and the state they will leave it in.
#[derive(Clone, Debug)]
pub(super) struct Pencil {
    pub out: Vec<u8>,
    pub spot: Spot,
    pub pen: Pen,
    /// Columns of the screen.
    pub width: usize,
}

/// A state to come back to when something shorter was found.
#[derive(Clone, Copy)]
pub(super) struct Bookmark {
    pub len: usize,
    spot: Spot,
    pen: Pen,
}

impl Pencil {
    pub fn bookmark(&self) -> Bookmark {
        Bookmark { len: self.out.len(), spot: self.spot, pen: self.pen }
    }

    /// Takes back everything since the bookmark.
    pub fn rewind(&mut self, to: Bookmark) {
        self.out.truncate(to.len);
        self.resume(to);
    }

    /// Tries two ways of writing the same and keeps the shorter, the first if they are equal.
    pub fn shorter(&mut self, first: impl FnOnce(&mut Self), second: impl FnOnce(&mut Self)) {
        let start = self.bookmark();
        first(self);
        let middle = self.bookmark();
        self.resume(start);
        second(self);
        if self.out.len() - middle.len < middle.len - start.len {
            self.out.drain(start.len..middle.len);
        } else {
            self.rewind(middle);
        }
    }

    /// Moves to a column and line. No move ever scrolls: line feeds stay above the last line.
    pub fn go(&mut self, x: usize, y: usize) {
        match self.spot {
            Spot::At(column, line) if (column, line) == (x, y) => {}
            // Forwards within a line nothing is shorter.
            Spot::At(column, line) if line == y && column < x => self.control(x - column, b'C'),
            Spot::At(column, line) => self.shorter(
                |pencil| pencil.absolute(x, y),
                |pencil| {
                    pencil.change_line(line, y);
                    pencil.change_column(Some(column), x);
                },
            ),
            Spot::Line(line) => self.shorter(
                |pencil| pencil.absolute(x, y),
                |pencil| {
                    pencil.change_line(line, y);
                    pencil.change_column(None, x);
                },
            ),
            Spot::Lost => self.absolute(x, y),
        }
        self.spot = Spot::At(x, y);
    }

    pub fn set_pen(&mut self, pen: Pen) {
        pen::change(&mut self.out, self.pen, pen);
        self.pen = pen;
    }

    /// Makes the pen fit for erasing. A terminal may fill with the pen's background or may not, so it has none.
    pub fn plain(&mut self) {
        if !self.pen.erases_plainly() {
            self.set_pen(Pen::PLAIN);
        }
    }

    /// Writes a settled tile at the cursor with the pen that is set.
    pub fn ink(&mut self, tile: &Tile) {
        tile.write(&mut self.out);
        self.spot = match self.spot {
            Spot::At(x, y) if x + tile.step() < self.width => Spot::At(x + tile.step(), y),
            Spot::At(..) | Spot::Line(_) | Spot::Lost => Spot::Lost,
        };
    }

    /// Writes a tile of doubtful width. Near the right margin the terminal must not wrap, for that could scroll.
    pub fn ink_doubtful(&mut self, tile: &Tile) {
        let near_margin = match self.spot {
            Spot::At(x, _) => x + tile.at_worst() >= self.width,
            Spot::Line(_) | Spot::Lost => true,
        };
        if near_margin {
            self.out.extend_from_slice(b"\x1b[?7l");
            tile.write(&mut self.out);
            self.out.extend_from_slice(b"\x1b[?7h");
            self.spot = Spot::Lost;
        } else {
            tile.write(&mut self.out);
            if let Spot::At(_, y) = self.spot {
                self.spot = Spot::Line(y);
            }
        }
    }

    /// Erases from the cursor to the end of the line; the cursor stays.
    pub fn erase_line(&mut self) {
        self.plain();
        self.out.extend_from_slice(b"\x1b[K");
    }

    /// Erases `n` columns from the cursor on; the cursor stays.
    pub fn erase(&mut self, n: usize) {
        self.plain();
        self.control(n, b'X');
    }

    /// Erases from the start of line `y` to the end of the screen; the first line by itself, so that the whole screen
    /// goes into no scrollback.
    pub fn erase_below(&mut self, y: usize) {
        self.plain();
        self.go(0, y);
        if y == 0 {
            self.out.extend_from_slice(b"\x1b[K\n");
            // A screen of one line has no second.
            self.spot = Spot::Lost;
        }
        self.out.extend_from_slice(b"\x1b[J");
    }

    /// A control sequence with one number, which is left out where it is one.
    pub fn control(&mut self, n: usize, end: u8) {
        self.out.extend_from_slice(b"\x1b[");
        if n != 1 {
            number(&mut self.out, n);
        }
        self.out.push(end);
    }

    pub fn repeat(&mut self, n: usize, bytes: &[u8]) {
        for _ in 0..n {
            self.out.extend_from_slice(bytes);
        }
    }

    /// Goes on from a state without taking its bytes back.
    fn resume(&mut self, from: Bookmark) {
        self.spot = from.spot;
        self.pen = from.pen;
    }

    fn absolute(&mut self, x: usize, y: usize) {
        self.out.extend_from_slice(b"\x1b[");
        if y > 0 {
            number(&mut self.out, y + 1);
        }
        if x > 0 {
            self.out.push(b';');
            number(&mut self.out, x + 1);
        }
        self.out.push(b'H');
    }

    /// Moves up or down and keeps the column.
    fn change_line(&mut self, from: usize, to: usize) {
        match to.abs_diff(from) {
            0 => {}
            // A line feed is one byte and needs raw mode, reverse index is two: both only scroll at the edges.
            n if to > from && n <= 4 => self.repeat(n, b"\n"),
            n if to > from => self.control(n, b'B'),
            n @ 1..=2 => self.repeat(n, b"\x1bM"),
            n => self.control(n, b'A'),
        }
    }

    fn change_column(&mut self, from: Option<usize>, to: usize) {
        match from {
            Some(from) if from == to => {}
            _ if to == 0 => self.out.push(b'\r'),
            Some(from) if to > from => self.control(to - from, b'C'),
            Some(from) if from - to <= 3 => self.repeat(from - to, b"\x08"),
            Some(from) => self.shorter(|p| p.control(from - to, b'D'), |p| p.control(to + 1, b'G')),
            None => self.control(to + 1, b'G'),
        }
    }
}
