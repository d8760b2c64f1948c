//! The workbook on a terminal: keys in, screens out.
//!
//! A key becomes a command by a row in a table; a screen answers it with effects; [`App`] carries them out
//! and is the only one that changes anything. A frame is drawn when something has changed, never on a timer.

pub mod app;
pub mod backend;
pub mod canvas;
pub mod context;
pub mod dialog;
pub mod effect;
pub mod event;
pub mod field;
pub mod form;
pub mod forms;
pub mod keys;
pub mod lines;
pub mod pages;
pub mod screens;
mod signals;
pub mod study;
mod term;
pub mod text;
pub mod theme;
pub mod widgets;

use std::{
    io::Write as _,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::Duration,
};

use anyhow::Context as _;

use self::{
    app::{App, World},
    backend::Palette,
    event::{Event, Events},
    keys::{Key, Keymap},
    term::Term,
    theme::{Look, Theme},
};
use crate::{guidance::catalogue, store::RealDisk};

/// How often the loop wakes to see whether the terminal is still there. Where no hang-up is sent and the terminal is
/// gone, nothing else tells.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// After so many looks in which nothing happened, only every [`SELDOM`]th is for what others have written: a screen that
/// is left open for hours costs next to nothing.
const QUIET_LOOKS: u32 = 10;

/// See [`QUIET_LOOKS`].
const SELDOM: u32 = 8;

/// More letters than these at once, where there is no text field, are a paste and no commands.
const MOST_AT_ONCE: usize = 16;

/// The exit code after an error of the program itself, as `sysexits.h` has it.
const SOFTWARE: u8 = 70;

/// With what the workbook starts.
#[derive(Clone, Debug)]
pub struct Start {
    /// The folder of cases.
    pub cases: PathBuf,
    /// The case to open at once.
    pub open: Option<PathBuf>,
    /// Whether to begin with what may be shared.
    pub shield: bool,
    /// Whether to look only.
    pub read_only: bool,
    /// The working name, if it was given.
    pub by: Option<String>,
    /// Where the working name is kept.
    pub settings: PathBuf,
    /// The name of this machine.
    pub host: String,
    /// How things look.
    pub look: Look,
    /// The user's own keys.
    pub keys: Keymap,
}

/// Runs the workbook until the user leaves it; gives the exit code.
pub fn run(start: Start) -> anyhow::Result<u8> {
    run_in(World::of_this_machine(Arc::new(RealDisk)), start)
}

/// The same with another disk or another clock.
pub fn run_in(world: World, start: Start) -> anyhow::Result<u8> {
    let palette = if start.look.theme == Theme::Mono { Palette::None } else { Palette::Full };
    // The guidance is read while the case is opened; whoever needs it first waits for it.
    thread::spawn(catalogue);
    let mut app = App::new(world, start);
    app.say_if_letters_are_replaced();
    install_panic_hook();
    let (mut events, sender) = Events::start();
    signals::watch(sender.clone()).context("could not watch for signals")?;
    app.study_in_background(sender);
    let mut term =
        Term::take(palette).context("this is not a terminal; `goodoffices show` prints without one")?;
    let turned = catch_unwind(AssertUnwindSafe(|| turn(&mut app, &mut events, &mut term)));
    drop(term);
    turned.unwrap_or_else(|_| {
        // The hook has said it already, but for a panic that came over from another thread. What was typed outlives it.
        if let Some(place) = take_beside() {
            say_panic(&place);
        }
        app.keep_typed();
        Ok(SOFTWARE)
    })
}

/// The loop: draw what has changed, wait, answer everything that came in.
fn turn(app: &mut App, events: &mut Events, term: &mut Term) -> anyhow::Result<u8> {
    let mut quiet: u32 = 0;
    loop {
        if app.take_repaint() {
            term.screen.backend_mut().repaint();
        }
        if app.take_changed()
            && let Err(error) = draw(app, term)
        {
            return if term::is_there() { Err(error.into()) } else { Ok(app.line_lost(signals::HANG_UP)) };
        }
        if term.send(&app.take_for_terminal()).is_err() && !term::is_there() {
            return Ok(app.line_lost(signals::HANG_UP));
        }
        app.make_ready();
        if let Some(place) = take_beside() {
            app.work_failed(&place);
        }
        let batch = events.wait(LOOK_EVERY);
        quiet = if batch.is_empty() { quiet.saturating_add(1) } else { 0 };
        if batch.is_empty() && !term::is_there() {
            return Ok(app.line_lost(signals::HANG_UP));
        }
        let typed: Vec<&Event> = batch.iter().filter(|event| is_letter(event)).collect();
        // One key over and over was held down while the line stood still.
        let is_held = typed.windows(2).all(|two| two[0] == two[1]);
        let is_stray_paste = typed.len() > MOST_AT_ONCE && !is_held && !app.takes_text();
        if is_stray_paste {
            app.drop_paste(typed.len());
        }
        for event in batch {
            match event {
                event if is_stray_paste && is_letter(&event) => {}
                // In raw mode the terminal makes no signal of it.
                event if event == Event::Signal(signals::STOP) || is_ctrl_z(&event) => {
                    suspend(term)?;
                    app.back_in_terminal();
                }
                Event::Signal(signal) => return Ok(app.line_lost(signal)),
                Event::Gone => return Ok(app.line_lost(signals::HANG_UP)),
                Event::Resize => {
                    term.resize()?;
                    // What was on its way to a window of another size may stand anywhere in this one.
                    term.screen.backend_mut().repaint();
                    app.handle(event);
                }
                event => app.handle(event),
            }
        }
        if quiet < QUIET_LOOKS || quiet.is_multiple_of(SELDOM) {
            app.look_around();
        }
        if app.has_left() {
            return Ok(0);
        }
    }
}

fn is_ctrl_z(event: &Event) -> bool {
    matches!(event, Event::Key(key) if Key::of(*key) == Some(Key::Ctrl('z')))
}

fn is_letter(event: &Event) -> bool {
    matches!(event, Event::Key(key) if matches!(key.code, crossterm::event::KeyCode::Char(_)))
}

fn draw(app: &mut App, term: &mut Term) -> std::io::Result<()> {
    let Term { screen, wide } = term;
    screen.draw(|frame| {
        let cursor = app.draw(frame.buffer_mut());
        if let Some(cursor) = cursor {
            frame.set_cursor_position(cursor);
        }
        wide.mend(frame.buffer_mut());
    })?;
    Ok(())
}

fn suspend(term: &mut Term) -> anyhow::Result<()> {
    term.leave()?;
    signals::stop_here()?;
    term.come_back()?;
    term.screen.clear()?;
    Ok(())
}

/// Where another thread than the loop's panicked last: the loop lives on, and says so on its own screen.
static BESIDE: Mutex<Option<String>> = Mutex::new(None);

fn take_beside() -> Option<String> {
    BESIDE.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// A panic of the loop gives the terminal back before it is reported, and reports its place, not what it held. One in
/// another thread takes the terminal from nobody.
fn install_panic_hook() {
    let loops = thread::current().id();
    std::panic::set_hook(Box::new(move |info| {
        let place = info.location().map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()));
        panicked(thread::current().id() == loops, place);
    }));
}

fn panicked(is_loop: bool, place: String) {
    if is_loop {
        term::give_back();
        say_panic(&place);
    } else {
        *BESIDE.lock().unwrap_or_else(PoisonError::into_inner) = Some(place);
    }
}

/// What is said of a panic beside the loop.
fn failed_beside(place: &str) -> String {
    format!("An error of the program{place}, in work beside this: you can go on; please report the place")
}

fn say_panic(place: &str) {
    let words = format!(
        "goodoffices: an error of the program{place}. What was saved is safe, and what was typed is offered at the next start; please report this place."
    );
    let _ = writeln!(std::io::stderr(), "{words}");
}

#[cfg(test)]
mod tests {
    use ratatui::{buffer::Buffer, layout::Rect};

    use super::*;
    use crate::store::MemoryDisk;

    #[test]
    fn a_panic_beside_the_loop_takes_no_terminal_and_is_said_on_the_screen() {
        let start = Start {
            cases: PathBuf::from("/cases"),
            open: None,
            shield: false,
            read_only: true,
            by: None,
            settings: PathBuf::from("/settings.ron"),
            host: String::new(),
            look: Look { theme: Theme::Plain, glyphs: text::Glyphs::Unicode },
            keys: Keymap::default(),
        };
        let mut app = App::new(World::of_this_machine(Arc::new(MemoryDisk::new())), start);
        panicked(false, " at src/x.rs:7".to_owned());
        app.work_failed(&take_beside().unwrap());
        assert_eq!(take_beside(), None, "it is said once");
        let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 24));
        app.draw(&mut buffer);
        let screen: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert!(screen.contains("An error of the program at src/x.rs:7"), "{screen}");
    }
}
