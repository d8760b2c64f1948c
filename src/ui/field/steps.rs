//! What one undo takes back. The engine remembers single edits; here they are gathered into steps: a word typed
//! with the spaces after it, letters erased in a run, a line feed, a paste.

use super::engine::Spot;

/// A longer run of letters is several steps, since Chinese, Thai and a key held down never come to a space.
const MOST_EDITS: usize = 64;

/// What an edit is, and so which edits it can share a step with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Typing,
    Erasing,
    ErasingAhead,
    /// A step of its own, such as a paste.
    Whole,
}

#[derive(Clone, Debug)]
struct Step {
    kind: Kind,
    edits: usize,
    before: Spot,
    after: Spot,
    ends_in_space: bool,
}

/// The steps that can be undone and redone.
#[derive(Clone, Debug, Default)]
pub struct Steps {
    all: Vec<Step>,
    done: usize,
    /// Whether the last step may still grow.
    is_open: bool,
}

impl Steps {
    /// Remembers one edit of the engine: what was inserted or erased, and the caret before and after it.
    pub fn record(&mut self, kind: Kind, text: &str, before: Spot, after: Spot) {
        self.all.truncate(self.done);
        let kind = if text.contains('\n') { Kind::Whole } else { kind };
        let is_space = text.chars().all(char::is_whitespace);
        let grows = self.is_open && kind != Kind::Whole;
        match self.all.last_mut() {
            Some(last) if grows && last.goes_on(kind, before, is_space) => {
                last.edits += 1;
                last.after = after;
                last.ends_in_space = is_space;
            }
            _ => self.all.push(Step { kind, edits: 1, before, after, ends_in_space: is_space }),
        }
        self.done = self.all.len();
        self.is_open = true;
    }

    /// Ends the last step: what comes next is another one.
    pub fn seal(&mut self) {
        self.is_open = false;
    }

    /// The edits to take back and where the caret was before them.
    pub fn undo(&mut self) -> Option<(usize, Spot)> {
        self.is_open = false;
        let step = self.all.get(self.done.checked_sub(1)?)?;
        self.done -= 1;
        Some((step.edits, step.before))
    }

    /// The edits to make again and where the caret was after them.
    pub fn redo(&mut self) -> Option<(usize, Spot)> {
        self.is_open = false;
        let step = self.all.get(self.done)?;
        self.done += 1;
        Some((step.edits, step.after))
    }
}

impl Step {
    fn goes_on(&self, kind: Kind, before: Spot, is_space: bool) -> bool {
        let same_word = match kind {
            Kind::Typing => is_space || !self.ends_in_space,
            _ => is_space == self.ends_in_space,
        };
        self.kind == kind && self.after == before && self.edits < MOST_EDITS && same_word
    }
}
