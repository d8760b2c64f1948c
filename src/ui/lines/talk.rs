//! The thin loop around [`Lines`]: standard input in, standard output out, one write a turn. Lines are read in one thread
//! and signals in another, so that a lost line, a request to end or Ctrl-C finds the program ready to keep what was
//! typed.

use std::{
    io::{self, BufRead as _, Write as _},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::{Receiver, Sender, channel},
    thread,
};

use anyhow::Context as _;

use super::{Lines, names};
use crate::{
    store::RealDisk,
    ui::{
        SOFTWARE, Start,
        app::{App, World},
        event::Event,
        failed_beside, install_panic_hook, signals, take_beside, term,
    },
};

/// The longest line that is taken, in bytes.
const LONGEST: u64 = 1 << 20;

/// The rows of a terminal that does not say how many it has.
const ROWS: u16 = 60;

/// What a turn can begin with.
enum Heard {
    /// A line; nothing at the end of the input.
    Line(io::Result<Vec<u8>>),
    /// A signal.
    Event(Event),
}

impl From<Event> for Heard {
    fn from(event: Event) -> Self {
        Self::Event(event)
    }
}

/// Talks until the user leaves, the input ends or a signal comes; gives the exit code. `erases` says whether the terminal,
/// if there is one, knows how to erase its screen.
pub fn run(start: Start, utf8: bool, erases: bool) -> anyhow::Result<u8> {
    run_in(World::of_this_machine(std::sync::Arc::new(RealDisk)), start, utf8, erases)
}

/// The same with another disk or another clock.
pub fn run_in(world: World, start: Start, utf8: bool, erases: bool) -> anyhow::Result<u8> {
    install_panic_hook();
    let (sender, heard) = channel();
    signals::watch(sender.clone()).context("could not watch for signals")?;
    let next = read_when_asked(sender);
    let mut lines = Lines::new(App::new(world, Start { keys: names(), ..start }), utf8);
    let turned = catch_unwind(AssertUnwindSafe(|| turns(&mut lines, &next, &heard, erases)));
    // However it ended, what was typed outlives it. The hook has said what a panic is to say.
    lines.keep_typed();
    turned.unwrap_or(Ok(SOFTWARE))
}

/// The loop: say, ask for a line, answer it.
fn turns(lines: &mut Lines, next: &Sender<()>, heard: &Receiver<Heard>, erases: bool) -> anyhow::Result<u8> {
    let has_terminal = term::is_there();
    let is_lost = || has_terminal && !term::is_there();
    let mut said = lines.begin();
    loop {
        // What is asked stays last.
        let asked = said.len().saturating_sub(1);
        said.splice(asked..asked, take_beside().map(|place| failed_beside(&place)));
        let before = if lines.take_cover() { cover(erases && has_terminal) } else { String::new() };
        match print(before, &said) {
            Err(_) if is_lost() => return Ok(lines.line_lost(signals::HANG_UP)),
            // Whoever reads what is said has heard enough.
            Err(why) if why.kind() == io::ErrorKind::BrokenPipe => return Ok(0),
            printed => printed?,
        }
        if lines.has_left() {
            return Ok(0);
        }
        let line = match line_or_signal(next, heard, &is_lost)? {
            Ok(line) => line,
            Err(signal) => return Ok(lines.line_lost(signal)),
        };
        said = match String::from_utf8(line) {
            Ok(line) if line.is_empty() => lines.input_ended(),
            Ok(line) => lines.answer(&line),
            Err(_) => vec!["That line is not UTF-8, so it was not taken. Type it again:".to_owned()],
        };
    }
}

/// Asks for a line; gives it, nothing at the end of the input, or the signal that came instead.
fn line_or_signal(
    next: &Sender<()>,
    heard: &Receiver<Heard>,
    is_lost: &dyn Fn() -> bool,
) -> anyhow::Result<Result<Vec<u8>, i32>> {
    next.send(())?;
    loop {
        match heard.recv()? {
            Heard::Line(Ok(line)) if !line.is_empty() || !is_lost() => return Ok(Ok(line)),
            Heard::Line(Err(why)) if !is_lost() => return Err(why.into()),
            Heard::Line(_) => return Ok(Err(signals::HANG_UP)),
            Heard::Event(Event::Signal(signals::STOP)) => signals::stop_here()?,
            Heard::Event(Event::Signal(signal)) => return Ok(Err(signal)),
            Heard::Event(_) => {}
        }
    }
}

/// Starts the thread that reads: a line each time it is asked for one, so that no input is taken in ahead.
fn read_when_asked(sender: Sender<Heard>) -> Sender<()> {
    let (next, asked) = channel();
    thread::spawn(move || {
        let mut input = io::stdin().lock();
        while asked.recv().is_ok() {
            let mut line = Vec::new();
            let read = io::Read::take(&mut input, LONGEST).read_until(b'\n', &mut line);
            if sender.send(Heard::Line(read.map(|_| line))).is_err() {
                return;
            }
        }
    });
    next
}

/// What takes everything off the terminal: it erases the screen, its first line by itself so that not all of it goes
/// into the scrollback, and that; where nothing can be erased, empty lines push it off.
fn cover(erases: bool) -> String {
    if erases {
        return "\x1b[H\x1b[K\n\x1b[J\x1b[3J\x1b[H".to_owned();
    }
    let rows = term::rows().filter(|rows| *rows > 0).unwrap_or(ROWS);
    "\n".repeat(rows.into())
}

fn print(before: String, lines: &[String]) -> io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let mut text = before + &lines.join("\n");
    text.push('\n');
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}
