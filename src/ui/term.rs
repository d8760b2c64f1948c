//! The terminal: taken when the program starts, given back on every way out, a panic included.

use std::{
    fs::File,
    io::{self, Write},
    os::fd::AsFd,
    sync::atomic::{AtomicBool, Ordering},
};

use ratatui::{Terminal, layout::Size};

use super::backend::{Frugal, Palette, WideLines, leave_bytes};

/// Whether the terminal is ours at the moment: only then is there anything to give back.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal while the program has it.
pub struct Term {
    /// What frames are drawn on.
    pub screen: Terminal<Frugal<File>>,
    /// Mends wide letters before each frame is sent.
    pub wide: WideLines,
}

impl Term {
    /// Takes the terminal.
    pub fn take(palette: Palette) -> io::Result<Self> {
        crossterm::terminal::enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        let mut backend = Frugal::new(standard_output()?, size(), palette);
        backend.enter();
        Ok(Self { screen: Terminal::new(backend)?, wide: WideLines::default() })
    }

    /// Gives the terminal back for a while: the user suspends the program.
    pub fn leave(&mut self) -> io::Result<()> {
        TAKEN.store(false, Ordering::SeqCst);
        self.screen.backend_mut().leave()?;
        crossterm::terminal::disable_raw_mode()
    }

    /// Takes it again.
    pub fn come_back(&mut self) -> io::Result<()> {
        crossterm::terminal::enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        self.screen.backend_mut().enter();
        self.resize()
    }

    /// Sends bytes beside the frames: the clipboard, the mouse.
    pub fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        if bytes.is_empty() { Ok(()) } else { self.screen.backend_mut().out_mut().write_all(bytes) }
    }

    /// Looks how large the terminal is now.
    pub fn resize(&mut self) -> io::Result<()> {
        self.screen.backend_mut().set_size(size());
        self.screen.autoresize()
    }
}

impl Drop for Term {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back, as far as it is still there. Safe to call at any time, more than once.
pub fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        // The terminal may be gone; then there is nobody left to tell. Nothing may stay in a buffer behind it.
        if let Ok(mut out) = standard_output() {
            let _ = out.write_all(leave_bytes());
        }
        let _ = crossterm::terminal::disable_raw_mode();
    }
}

/// Whether standard output is still a terminal that somebody has open.
#[must_use]
pub fn is_there() -> bool {
    rows().is_some()
}

/// The rows of the terminal that standard output is, if it is one; zero where it does not say.
#[must_use]
pub fn rows() -> Option<u16> {
    rustix::termios::tcgetwinsize(io::stdout()).ok().map(|size| size.ws_row)
}

/// Standard output as a file: as it is, it would break a frame at every line feed.
fn standard_output() -> io::Result<File> {
    io::stdout().as_fd().try_clone_to_owned().map(File::from)
}

fn size() -> Size {
    let (width, height) = crossterm::terminal::size().unwrap_or((80, 24));
    Size::new(width, height)
}
