//! The way to the terminal: a ratatui backend that remembers what is shown and sends only what turns it into what is
//! wanted, in one write a frame. It never asks the terminal anything, and a frame without a change writes nothing.
//! What other programs write over the screen it cannot know: see [`Frugal::repaint`].

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use frame::{Caret, Frame};
use grid::{Grid, Line};
use pen::Pen;
use pencil::{Pencil, Spot};
use tile::Tile;

pub use wide::WideLines;

mod frame;
mod grid;
mod line;
mod pen;
mod pencil;
mod shift;
mod tile;
mod wide;

#[cfg(test)]
mod tests;

/// Room for a frame; a full repaint of a large screen in many colours fits.
const BUFFER: usize = 32 * 1024;
/// Frames longer than this many bytes are shown at once by terminals that know synchronised updates.
const SYNCHRONISED_ABOVE: usize = 256;
const SYNC_ON: &[u8] = b"\x1b[?2026h";
const SYNC_OFF: &[u8] = b"\x1b[?2026l";
/// Alternate screen, bracketed paste, plain pen, empty screen (not every terminal has an alternate one).
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[m\x1b[H\x1b[2J";
/// Plain pen, no scroll region, wrapping, empty screen, whatever the terminal went through.
///
/// The first line is erased by itself and the rest from the second on: where there is no alternate screen, many
/// terminals put what is erased as a whole, or from the upper left corner on, into their scrollback.
const START_AFRESH: &[u8] = b"\x1b[m\x1b[r\x1b[?7h\x1b[H\x1b[K\n\x1b[J\x1b[H";
/// Undoes everything that may be in force, in the middle of a frame too, and erases as [`START_AFRESH`] does, for not
/// every terminal has an alternate screen to leave.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[m\x1b[r\x1b[?7h\x1b[?25h\x1b[?2004l\x1b[?1006l\x1b[?1000l\x1b[H\x1b[K\n\x1b[J\x1b[H\x1b[?1049l";

/// Which colours may be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Palette {
    /// Colours as the cells ask for them.
    #[default]
    Full,
    /// No colour sequence is ever sent; attributes such as bold and reverse are.
    None,
}

/// A ratatui backend for slow lines.
///
/// `W` should not buffer: a frame is one `write_all`, and a line-buffering writer such as [`io::Stdout`] would cut it
/// in two. The terminal must be in raw mode (line feeds are sent to move down), and its size comes from outside.
///
/// After [`leave`](Self::leave), a failed write, [`repaint`](Self::repaint) or [`set_size`](Self::set_size) the next
/// flush writes the whole picture.
///
/// Ratatui's differences leave out what stands behind a wide character; [`WideLines`] hands it over, and without it such
/// cells are taken for empty. Cells with a forced width are taken by their text, and control characters are replaced.
#[derive(Debug)]
pub struct Frugal<W: Write> {
    out: W,
    palette: Palette,
    size: Size,
    wanted: Grid,
    caret: Caret,
    blank: Line,
    shown: Option<Shown>,
    /// Whether the bytes that take over the screen still have to be sent.
    entering: bool,
    /// Whether there is anything for `leave` to undo.
    inside: bool,
    buffer: Vec<u8>,
}

/// What the terminal shows, as far as we know.
#[derive(Debug)]
struct Shown {
    lines: Vec<Line>,
    spot: Spot,
    pen: Pen,
    caret: Option<bool>,
}

/// The bytes that give the terminal back as it was: main screen, cursor shown, no attributes, paste marks off; and
/// nothing of the last screen left where there is no other.
///
/// For a panic hook or a signal path that cannot reach the backend. They are to be written once: the second time they
/// erase the screen that was given back, and move its cursor to where it was before [`Frugal::enter`].
#[must_use]
pub const fn leave_bytes() -> &'static [u8] {
    LEAVE
}

impl<W: Write> Frugal<W> {
    /// A backend for a terminal of `size` cells. Nothing is written before the first flush.
    pub fn new(out: W, size: Size, palette: Palette) -> Self {
        Self {
            out,
            palette,
            size,
            wanted: Grid::new(size),
            caret: Caret { x: 0, y: 0, shown: false },
            blank: Line::blank(usize::from(size.width)),
            shown: None,
            entering: false,
            inside: false,
            buffer: Vec::with_capacity(BUFFER),
        }
    }

    /// Takes over the screen with the next flush, in the same write as the first frame.
    pub fn enter(&mut self) {
        self.entering = true;
        self.inside = true;
        self.repaint();
    }

    /// Gives the screen back at once. Does nothing if [`enter`](Self::enter) did not come before.
    ///
    /// # Errors
    ///
    /// What the writer reports; a second call tries again.
    pub fn leave(&mut self) -> io::Result<()> {
        if !self.inside {
            return Ok(());
        }
        self.repaint();
        self.out.write_all(LEAVE)?;
        self.out.flush()?;
        self.entering = false;
        self.inside = false;
        Ok(())
    }

    /// Forgets what the terminal shows, so that the next flush writes everything.
    pub fn repaint(&mut self) {
        self.shown = None;
    }

    /// Tells the size of the terminal. Another size than before empties the picture, as ratatui expects.
    pub fn set_size(&mut self, size: Size) {
        if size == self.size {
            return;
        }
        self.size = size;
        self.wanted = Grid::new(size);
        self.blank = Line::blank(usize::from(size.width));
        self.repaint();
    }

    /// The writer, for what goes to the terminal beside the picture and leaves it as it is (the clipboard, a bell).
    pub fn out_mut(&mut self) -> &mut W {
        &mut self.out
    }

    /// Encodes the frame into the buffer and returns what the terminal will show when it has arrived.
    fn compose(&mut self) -> Shown {
        self.buffer.clear();
        self.wanted.mark();
        if std::mem::take(&mut self.entering) {
            self.buffer.extend_from_slice(ENTER);
        } else if self.shown.is_none() {
            self.buffer.extend_from_slice(START_AFRESH);
        }
        let mut shown = self.shown.take().unwrap_or_else(|| {
            self.wanted.touched.fill(true);
            let lines = vec![self.blank.clone(); self.wanted.height()];
            Shown { lines, spot: Spot::At(0, 0), pen: Pen::PLAIN, caret: None }
        });
        let frame = Frame {
            old: &shown.lines,
            new: &self.wanted.lines,
            touched: &self.wanted.touched,
            blank: &self.blank,
            shown: shown.caret,
            wanted: self.reachable_caret(),
        };
        if frame.is_shown(shown.spot) {
            return shown;
        }
        let pencil = Pencil { out: Vec::new(), spot: shown.spot, pen: shown.pen, width: self.wanted.width() };
        let done = frame.encode(pencil);
        let long = self.buffer.len() + done.out.len() > SYNCHRONISED_ABOVE;
        self.buffer.extend_from_slice(if long { SYNC_ON } else { b"" });
        self.buffer.extend_from_slice(&done.out);
        self.buffer.extend_from_slice(if long { SYNC_OFF } else { b"" });
        (shown.spot, shown.pen, shown.caret) = (done.spot, done.pen, Some(self.caret.shown));
        shown
    }

    /// The wanted cursor, within the screen.
    fn reachable_caret(&self) -> Caret {
        let (right, bottom) = (self.size.width.saturating_sub(1), self.size.height.saturating_sub(1));
        Caret { x: self.caret.x.min(right.into()), y: self.caret.y.min(bottom.into()), ..self.caret }
    }
}

impl<W: Write> Backend for Frugal<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        for (x, y, cell) in content {
            self.wanted.put(x.into(), y.into(), Tile::of(cell, self.palette));
        }
        Ok(())
    }

    fn append_lines(&mut self, n: u16) -> io::Result<()> {
        let bottom = self.wanted.height().saturating_sub(1);
        let y = self.caret.y + usize::from(n);
        if y > bottom {
            self.wanted.scroll(y - bottom);
        }
        self.caret.y = y.min(bottom);
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.caret.shown = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.caret.shown = true;
        Ok(())
    }

    /// Where the cursor was last put; the terminal is not asked.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        let Caret { x, y, .. } = self.reachable_caret();
        let near = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        Ok(Position::new(near(x), near(y)))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        self.caret = Caret { x: x.into(), y: y.into(), ..self.caret };
        Ok(())
    }

    /// Empties the wanted picture. What the terminal shows is not forgotten: see [`Frugal::repaint`].
    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        let Caret { x, y, .. } = self.reachable_caret();
        let (width, height) = (self.wanted.width(), self.wanted.height());
        let (lines, here) = match clear_type {
            ClearType::All => (0..height, 0..0),
            ClearType::AfterCursor => (y + 1..height, x..width),
            ClearType::BeforeCursor => (0..y, 0..x + 1),
            ClearType::CurrentLine => (0..0, 0..width),
            ClearType::UntilNewLine => (0..0, x..width),
        };
        lines.for_each(|line| self.wanted.clear(line, 0, width));
        self.wanted.clear(y, here.start, here.end);
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    /// The size in cells; in pixels it is not known.
    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::default() })
    }

    fn flush(&mut self) -> io::Result<()> {
        let entering = self.entering;
        let mut shown = self.compose();
        if !self.buffer.is_empty()
            && let Err(error) = self.out.write_all(&self.buffer).and_then(|()| self.out.flush())
        {
            self.entering = entering;
            return Err(error);
        }
        // Lines that only moved are equal to the wanted ones now, so the untouched are as they were.
        for ((line, wanted), touched) in
            shown.lines.iter_mut().zip(&self.wanted.lines).zip(&self.wanted.touched)
        {
            if *touched {
                line.clone_from(wanted);
            }
        }
        self.wanted.touched.fill(false);
        self.shown = Some(shown);
        Ok(())
    }
}
