//! Signals, watched in a thread of their own: hang-up and termination end the program, a stop suspends it, and a
//! window of another size is drawn anew.

use std::{io, sync::mpsc::Sender, thread};

use signal_hook::{consts::signal, iterator::Signals, low_level};

use super::event::Event;

/// The line was lost.
pub const HANG_UP: i32 = signal::SIGHUP;
/// The user suspends the program from its terminal.
pub const STOP: i32 = signal::SIGTSTP;

/// Reports signals as events from now on, to a loop that hears nothing else or one that hears more.
pub fn watch<Heard: From<Event> + Send + 'static>(sender: Sender<Heard>) -> io::Result<()> {
    let ends = [signal::SIGHUP, signal::SIGTERM, signal::SIGINT, signal::SIGQUIT];
    let mut signals = Signals::new(ends.into_iter().chain([STOP, signal::SIGWINCH]))?;
    thread::spawn(move || {
        for signal in signals.forever() {
            let event = match signal {
                signal::SIGWINCH => Event::Resize,
                signal => Event::Signal(signal),
            };
            if sender.send(event.into()).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// Stops this process until it is continued.
pub fn stop_here() -> io::Result<()> {
    low_level::raise(signal::SIGSTOP)
}
