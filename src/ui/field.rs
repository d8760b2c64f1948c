//! The one field that people type in. `tui-textarea` holds the text and carries out and takes back each edit; the
//! caret, the keys, undo by word and the drawing are ours. A caret step or an erasure is a whole grapheme cluster,
//! and what is typed or pasted is never cut: it goes in, or it is refused with a reason.

mod clean;
mod engine;
mod layout;
mod motion;
mod steps;
#[cfg(test)]
mod tests;

use std::cell::Cell;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use thiserror::Error;
use unicode_segmentation::UnicodeSegmentation;

use engine::{Engine, Spot};
use layout::View;
use motion::Motion;
use steps::{Kind, Steps};

/// How much a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// One line, which scrolls sideways; Enter is left to the caller.
    Line,
    /// Any number of lines, wrapped; Enter begins a new one.
    Lines,
}

/// What became of a key or a paste.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The text is another one now.
    Changed,
    /// The field took it, and the text is as it was; at most the caret moved.
    Moved,
    /// It means nothing here and is the caller's.
    Ignored,
    /// It would have made the text too long, so nothing was done.
    Refused(TooLong),
}

/// Why an insertion was refused.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("at most {most} characters fit here, and this would make {would_be}")]
pub struct TooLong {
    /// The most characters the field takes, as a person counts them: grapheme clusters, line feeds included.
    pub most: usize,
    /// How many there would have been.
    pub would_be: usize,
}

/// A field with its text, its caret and its history.
#[derive(Clone, Debug)]
pub struct TextField {
    extent: Extent,
    engine: Engine,
    steps: Steps,
    caret: Spot,
    /// The caret stands at the end of the row before a break, not at the start of the row after it. The two are
    /// the same place in the text when the break falls between letters.
    hugs_row_end: bool,
    /// The column that moving up and down tries to keep.
    goal: Option<usize>,
    saved: String,
    placeholder: String,
    most: Option<usize>,
    /// What was drawn last; Up, Down, Home, End and the page keys go by the rows that a person sees.
    view: Cell<View>,
}

impl TextField {
    /// An empty field.
    #[must_use]
    pub fn new(extent: Extent) -> Self {
        Self {
            extent,
            engine: Engine::new(""),
            steps: Steps::default(),
            caret: Spot::default(),
            hugs_row_end: false,
            goal: None,
            saved: String::new(),
            placeholder: String::new(),
            most: None,
            view: Cell::default(),
        }
    }

    /// The same field, holding this text as if it had been saved.
    #[must_use]
    pub fn with_text(mut self, text: &str) -> Self {
        self.set_text(text);
        self
    }

    /// The same field, showing this, dimmed, while it is empty.
    #[must_use]
    pub fn with_placeholder(mut self, placeholder: &str) -> Self {
        placeholder.clone_into(&mut self.placeholder);
        self
    }

    /// The same field, refusing what would make its text longer than so many characters. Text that is longer
    /// already stays, and can be shortened.
    #[must_use]
    pub fn at_most(mut self, characters: usize) -> Self {
        self.most = Some(characters);
        self
    }

    /// The whole text, lines parted by line feeds.
    #[must_use]
    pub fn text(&self) -> String {
        self.engine.lines().join("\n")
    }

    /// Whether there is no text at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.engine.lines().iter().all(String::is_empty) && self.engine.lines().len() == 1
    }

    /// Replaces the text and forgets the history; the caret goes to the end. The text is taken as it is, whatever
    /// it contains, with one exception: in a field of one line, line feeds become spaces, and [`Self::is_changed`]
    /// then says so.
    pub fn set_text(&mut self, text: &str) {
        text.clone_into(&mut self.saved);
        self.engine = match self.extent {
            Extent::Line => Engine::new(&text.replace("\r\n", " ").replace('\n', " ")),
            Extent::Lines => Engine::new(text),
        };
        self.steps = Steps::default();
        self.place(self.engine.end());
        self.view.set(View::default());
    }

    /// Replaces the text by one that is not saved: what was saved before stays what [`Self::is_changed`] compares with.
    pub fn begin_with(&mut self, text: &str) {
        let saved = std::mem::take(&mut self.saved);
        self.set_text(text);
        self.saved = saved;
    }

    /// Whether the text differs from the one that was set last. Typing a letter and erasing it is no
    /// change.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        !self.saved.split('\n').eq(self.engine.lines().iter().map(String::as_str))
    }

    /// Handles a key. Letters, Enter (in a field of several lines), Backspace, Delete, the arrows, Home, End and
    /// the page keys do what they say; Ctrl-Left and Ctrl-Right move by word, Ctrl-W erases the word before the
    /// caret, Ctrl-U undoes, Ctrl-R redoes, and Ctrl-J is a line feed. Every other key is ignored: Esc, Tab, Alt, all else with Ctrl, and
    /// Up and Down where there is no row to go to. The field keeps nothing of an Esc, so the `[A` of an arrow that
    /// came apart is text to it; rejoining such keys is the input's work.
    pub fn on(&mut self, key: KeyEvent) -> Outcome {
        let beyond = KeyModifiers::ALT | KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META;
        if key.kind == KeyEventKind::Release || key.modifiers.intersects(beyond) {
            return Outcome::Ignored;
        }
        if key.modifiers.contains(KeyModifiers::CONTROL) {
            return self.on_ctrl(key.code);
        }
        match key.code {
            KeyCode::Char(c) => self.on_letter(c),
            KeyCode::Enter if self.extent == Extent::Lines => self.insert("\n", Kind::Whole),
            KeyCode::Backspace => self.erase_to(Motion::Left, Kind::Erasing),
            KeyCode::Delete => self.erase_to(Motion::Right, Kind::ErasingAhead),
            KeyCode::Left => self.go(Motion::Left),
            KeyCode::Right => self.go(Motion::Right),
            KeyCode::Up => self.go(Motion::Up(1)),
            KeyCode::Down => self.go(Motion::Down(1)),
            KeyCode::Home => self.go(Motion::Home),
            KeyCode::End => self.go(Motion::End),
            KeyCode::PageUp => self.go(Motion::Up(self.view.get().page())),
            KeyCode::PageDown => self.go(Motion::Down(self.view.get().page())),
            _ => Outcome::Ignored,
        }
    }

    /// Inserts pasted text at the caret as one step of undo. Every kind of line end becomes a line feed (in a field
    /// of one line a space, and none at the end), a tab a space, and other control characters are dropped.
    pub fn paste(&mut self, text: &str) -> Outcome {
        let text = clean::pasted(text, self.extent);
        if text.is_empty() { Outcome::Moved } else { self.insert(&text, Kind::Whole) }
    }

    /// Replaces all of the text, cleaned as [`Self::paste`] does; what was saved last stays what it was.
    pub fn replace_with(&mut self, text: &str) -> Outcome {
        let text = clean::pasted(text, self.extent);
        let would_be = text.graphemes(true).count();
        if let Some(most) = self.most.filter(|most| would_be > *most) {
            return Outcome::Refused(TooLong { most, would_be });
        }
        let saved = std::mem::take(&mut self.saved);
        self.set_text(&text);
        self.saved = saved;
        Outcome::Changed
    }

    /// Takes the last step back: a word typed or erased, a line feed, a paste.
    pub fn undo(&mut self) -> Outcome {
        let Some((edits, caret)) = self.steps.undo() else { return Outcome::Moved };
        self.engine.undo(edits);
        self.place(caret);
        Outcome::Changed
    }

    /// Does again what was undone last. Any other edit in between makes that impossible.
    pub fn redo(&mut self) -> Outcome {
        let Some((edits, caret)) = self.steps.redo() else { return Outcome::Moved };
        self.engine.redo(edits);
        self.place(caret);
        Outcome::Changed
    }

    fn on_ctrl(&mut self, code: KeyCode) -> Outcome {
        match code {
            KeyCode::Left => self.go(Motion::WordLeft),
            KeyCode::Right => self.go(Motion::WordRight),
            KeyCode::Char('w') => self.erase_to(Motion::WordLeft, Kind::Whole),
            KeyCode::Char('u') => self.undo(),
            KeyCode::Char('r') => self.redo(),
            // A line feed, as text pasted without marks brings it.
            KeyCode::Char('j') => match self.extent {
                Extent::Line => self.insert(" ", Kind::Typing),
                Extent::Lines => self.insert("\n", Kind::Whole),
            },
            _ => Outcome::Ignored,
        }
    }

    fn on_letter(&mut self, c: char) -> Outcome {
        if c.is_control() {
            return Outcome::Ignored;
        }
        self.insert(c.encode_utf8(&mut [0; 4]), Kind::Typing)
    }

    fn go(&mut self, motion: Motion) -> Outcome {
        let Some(target) = self.target(motion) else { return Outcome::Ignored };
        self.steps.seal();
        self.caret = target.spot;
        self.hugs_row_end = target.hugs_row_end;
        self.goal = target.goal;
        Outcome::Moved
    }

    fn insert(&mut self, text: &str, kind: Kind) -> Outcome {
        if let Err(too_long) = self.check_length(text) {
            return Outcome::Refused(too_long);
        }
        let before = self.caret;
        let after = self.engine.insert(before, text);
        self.steps.record(kind, text, before, after);
        self.place(after);
        Outcome::Changed
    }

    /// Erases what lies between the caret and where a motion would take it. A caret that a joining letter has left
    /// inside a cluster erases only the part on its side.
    fn erase_to(&mut self, motion: Motion, kind: Kind) -> Outcome {
        let Some(target) = self.target(motion) else { return Outcome::Ignored };
        let (from, to) = (self.caret.min(target.spot), self.caret.max(target.spot));
        if from == to {
            return Outcome::Moved;
        }
        let erased = self.engine.erase(from, to);
        self.steps.record(kind, &erased, self.caret, from);
        self.place(from);
        Outcome::Changed
    }

    fn place(&mut self, caret: Spot) {
        self.caret = caret;
        self.hugs_row_end = false;
        self.goal = None;
    }

    fn check_length(&self, text: &str) -> Result<(), TooLong> {
        let Some(most) = self.most else { return Ok(()) };
        let lines = self.engine.lines();
        let count = |text: &str| text.graphemes(true).count();
        let now = lines.iter().map(|line| count(line)).sum::<usize>() + lines.len() - 1;
        let line = &lines[self.caret.row];
        let (head, tail) = line.split_at(self.caret.byte);
        // A mark typed onto a letter joins it, so the line is counted as it would be.
        let would_be = now - count(line) + count(&format!("{head}{text}{tail}"));
        if would_be > most && would_be > now { Err(TooLong { most, would_be }) } else { Ok(()) }
    }
}
