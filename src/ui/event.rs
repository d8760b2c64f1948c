//! What comes in: keys, pastes, sizes, signals. Input is read in one thread and signals in another, so that the loop
//! can see that the terminal is gone even while the reader hangs in it.
//!
//! On a slow line the bytes of an arrow arrive apart and are reported as Esc, `[`, `A`. [`Rejoin`] holds a lone Esc
//! for a moment and puts such sequences together again; whatever does not fit is dropped, never taken for commands.

use std::{
    panic::catch_unwind,
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    thread,
    time::{Duration, Instant},
};

use crossterm::event::{self as terminal, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseEventKind};

/// How long a lone Esc is held back.
pub const ESC_HELD: Duration = Duration::from_millis(60);

/// Something that came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A key.
    Key(KeyEvent),
    /// Pasted text, as the terminal marked it.
    Paste(String),
    /// The terminal has another size.
    Resize,
    /// Work in another thread has something to show.
    Wake,
    /// A signal.
    Signal(i32),
    /// The reader cannot read any more: the terminal is gone.
    Gone,
}

/// Where events come from.
pub struct Events {
    queue: Receiver<Event>,
    rejoin: Rejoin,
}

impl Events {
    /// Starts the thread that reads keys; the sender takes what other threads report.
    #[must_use]
    pub fn start() -> (Self, Sender<Event>) {
        let (sender, queue) = channel();
        let keys = sender.clone();
        thread::spawn(move || {
            // However reading ends, the loop must know: it hears of no key any more.
            let _ = catch_unwind(|| read_keys(&keys));
            let _ = keys.send(Event::Gone);
        });
        (Self { queue, rejoin: Rejoin::default() }, sender)
    }

    /// Waits for events, at most until `until`; gives everything that is there by then.
    pub fn wait(&mut self, longest: Duration) -> Vec<Event> {
        let mut events = Vec::new();
        let patience = if self.rejoin.is_holding() { ESC_HELD } else { longest };
        match self.queue.recv_timeout(patience) {
            Ok(first) => self.rejoin.take(first, Instant::now(), &mut events),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => events.push(Event::Gone),
        }
        while let Ok(next) = self.queue.try_recv() {
            self.rejoin.take(next, Instant::now(), &mut events);
        }
        self.rejoin.let_go(Instant::now(), &mut events);
        events
    }
}

/// Hands on what is typed until the terminal is gone, or nobody listens.
fn read_keys(keys: &Sender<Event>) {
    while let Ok(event) = terminal::read() {
        let event = match event {
            terminal::Event::Key(key) if key.kind != KeyEventKind::Release => Event::Key(key),
            terminal::Event::Paste(text) => Event::Paste(text),
            terminal::Event::Mouse(mouse) => match wheel(mouse.kind) {
                Some(code) => Event::Key(KeyEvent::new(code, KeyModifiers::NONE)),
                None => continue,
            },
            // Sizes are watched with the other signals: this reader loses one that comes together with keys.
            _ => continue,
        };
        if keys.send(event).is_err() {
            return;
        }
    }
}

/// The arrow for a turn of the wheel, where the user has turned the mouse on.
fn wheel(kind: MouseEventKind) -> Option<KeyCode> {
    match kind {
        MouseEventKind::ScrollUp => Some(KeyCode::Up),
        MouseEventKind::ScrollDown => Some(KeyCode::Down),
        _ => None,
    }
}

/// Puts escape sequences together that arrived in pieces.
#[derive(Debug, Default)]
pub struct Rejoin {
    held: Option<(Instant, String)>,
}

impl Rejoin {
    fn is_holding(&self) -> bool {
        self.held.is_some()
    }

    /// Takes an event in; passes on what is whole.
    pub fn take(&mut self, event: Event, now: Instant, out: &mut Vec<Event>) {
        let Event::Key(key) = &event else {
            if event == Event::Wake {
                // It comes from inside and says nothing about the keys.
                out.push(event);
                return;
            }
            self.flush(out);
            out.push(event);
            return;
        };
        if let (KeyCode::Char(_), true) = (key.code, key.modifiers.contains(KeyModifiers::ALT)) {
            // An Esc and what was typed next, which arrived together: no key here goes with Alt.
            let esc = KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE);
            let next = KeyEvent::new(key.code, key.modifiers - KeyModifiers::ALT);
            self.take(Event::Key(esc), now, out);
            self.take(Event::Key(next), now, out);
            return;
        }
        match (&mut self.held, key.code) {
            (None, KeyCode::Esc) if key.modifiers.is_empty() => self.held = Some((now, String::new())),
            (None, _) => out.push(event),
            (Some((_, tail)), KeyCode::Char(c)) if tail.is_empty() && !matches!(c, '[' | 'O') => {
                self.flush(out);
                out.push(event);
            }
            (Some((since, tail)), KeyCode::Char(c)) => {
                *since = now;
                tail.push(c);
                let is_final = tail.len() > 1 && (c.is_ascii_alphabetic() || c == '~');
                if (is_final || tail.len() > 16)
                    && let Some((_, tail)) = self.held.take()
                {
                    out.extend(key_of(&tail).map(|code| Event::Key(KeyEvent::new(code, KeyModifiers::NONE))));
                }
            }
            (Some(_), KeyCode::Esc) => {
                self.flush(out);
                self.held = Some((now, String::new()));
            }
            (Some(_), _) => {
                self.flush(out);
                out.push(event);
            }
        }
    }

    /// Lets a lone Esc go once it has been held long enough.
    pub fn let_go(&mut self, now: Instant, out: &mut Vec<Event>) {
        if self.held.as_ref().is_some_and(|(since, _)| now.duration_since(*since) >= ESC_HELD) {
            self.flush(out);
        }
    }

    /// A lone Esc is an Esc; the beginning of a sequence whose end never came is nothing.
    fn flush(&mut self, out: &mut Vec<Event>) {
        if let Some((_, tail)) = self.held.take()
            && tail.is_empty()
        {
            out.push(Event::Key(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE)));
        }
    }
}

/// The key that the rest of an escape sequence stands for. Paste markers and what is unknown stand for nothing.
fn key_of(tail: &str) -> Option<KeyCode> {
    Some(match tail {
        "[A" | "OA" => KeyCode::Up,
        "[B" | "OB" => KeyCode::Down,
        "[C" | "OC" => KeyCode::Right,
        "[D" | "OD" => KeyCode::Left,
        "[H" | "OH" | "[1~" | "[7~" => KeyCode::Home,
        "[F" | "OF" | "[4~" | "[8~" => KeyCode::End,
        "[2~" => KeyCode::Insert,
        "[3~" => KeyCode::Delete,
        "[5~" => KeyCode::PageUp,
        "[6~" => KeyCode::PageDown,
        "[Z" => KeyCode::BackTab,
        "OP" | "[11~" => KeyCode::F(1),
        "OQ" | "[12~" => KeyCode::F(2),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(c: char) -> Event {
        Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))
    }

    fn esc() -> Event {
        Event::Key(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE))
    }

    fn run(events: &[Event], gap: Duration) -> Vec<KeyCode> {
        let (mut rejoin, mut out, mut now) = (Rejoin::default(), Vec::new(), Instant::now());
        for event in events {
            now += gap;
            rejoin.let_go(now, &mut out);
            rejoin.take(event.clone(), now, &mut out);
        }
        rejoin.let_go(now + ESC_HELD, &mut out);
        out.into_iter()
            .filter_map(|event| if let Event::Key(key) = event { Some(key.code) } else { None })
            .collect()
    }

    #[test]
    fn an_arrow_in_pieces_is_one_arrow() {
        let slow = Duration::from_millis(50);
        assert_eq!(run(&[esc(), typed('['), typed('A')], slow), [KeyCode::Up]);
        assert_eq!(run(&[esc(), typed('['), typed('6'), typed('~')], slow), [KeyCode::PageDown]);
        assert_eq!(
            run(&[esc(), typed('O'), typed('B'), typed('x')], slow),
            [KeyCode::Down, KeyCode::Char('x')]
        );
    }

    #[test]
    fn a_lone_esc_is_an_esc_and_what_follows_is_itself() {
        let slow = Duration::from_millis(200);
        assert_eq!(run(&[esc()], slow), [KeyCode::Esc]);
        assert_eq!(run(&[esc(), typed('q')], Duration::from_millis(1)), [KeyCode::Esc, KeyCode::Char('q')]);
        assert_eq!(run(&[esc(), esc()], Duration::from_millis(1)), [KeyCode::Esc, KeyCode::Esc]);
    }

    #[test]
    fn an_esc_that_arrives_together_with_the_next_key_is_both() {
        let together = Event::Key(KeyEvent::new(KeyCode::Char('3'), KeyModifiers::ALT));
        assert_eq!(run(&[together], Duration::ZERO), [KeyCode::Esc, KeyCode::Char('3')]);
        let head = Event::Key(KeyEvent::new(KeyCode::Char('['), KeyModifiers::ALT));
        assert_eq!(run(&[head, typed('B')], Duration::ZERO), [KeyCode::Down]);
    }

    #[test]
    fn paste_markers_and_unknown_sequences_are_swallowed() {
        let marker: Vec<Event> =
            std::iter::once(esc()).chain("[200~".chars().map(typed)).chain([typed('x')]).collect();
        assert_eq!(run(&marker, Duration::from_millis(5)), [KeyCode::Char('x')]);
        assert_eq!(
            run(&[esc(), typed('['), typed('1'), typed(';'), typed('5'), typed('R')], Duration::ZERO),
            []
        );
    }
}
