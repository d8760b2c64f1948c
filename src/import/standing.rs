//! What an imported row means beside a position that stands: the same, or a correction of it.
//!
//! An empty cell, or a column that the file does not have, says nothing: it never empties a field. So what a person
//! added in the case since stays when the same file is read again.

use crate::model::{Disclosure, Firmness, Position};

/// A row with its names resolved.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    /// The position as it would be if it were new, but for its note.
    pub(super) position: Position,
    /// What the row itself says about disclosure.
    pub(super) disclosure: Option<Disclosure>,
    /// Lines for the note.
    pub(super) extras: Vec<String>,
}

impl Resolved {
    /// The position as a new record.
    pub(super) fn as_new(&self) -> Position {
        Position { note: self.note_beside(""), ..self.position.clone() }
    }

    /// A standing position with what this row says otherwise, and the names of the fields that differ.
    pub(super) fn correct(&self, stands: &Position) -> (Position, Vec<&'static str>) {
        let said = &self.position;
        let mut to = stands.clone();
        let mut changed = Vec::new();
        let mut put = |name: &'static str, differs: bool| {
            if differs {
                changed.push(name);
            }
        };
        macro_rules! take {
            ($name:literal, $($field:ident).+, $is_said:expr) => {
                if $is_said && to.$($field).+ != said.$($field).+ {
                    to.$($field).+ = said.$($field).+.clone();
                    put($name, true);
                }
            };
        }
        take!("language", statement.language, said.statement.language.is_some());
        take!("original", statement.original, said.statement.original.is_some());
        take!("original_language", statement.original_language, said.statement.original_language.is_some());
        take!("translator", statement.translator, said.statement.translator.is_some());
        take!("spokesperson", spokesperson, !said.spokesperson.is_empty());
        take!("interest", interest, !said.interest.is_empty());
        take!("firmness", firmness, said.firmness != Firmness::Unjudged);
        // Sources that were added in the case stay, as long as the file's are among them.
        take!("source", sources, !said.sources.iter().all(|source| stands.sources.contains(source)));
        put("stance", self.correct_stances(&mut to));
        if let Some(disclosure) = &self.disclosure
            && !is_same_disclosure(disclosure, &stands.disclosure)
        {
            to.disclosure = disclosure.clone();
            put("disclosure", true);
        }
        to.note = self.note_beside(&stands.note);
        put("note", to.note != stands.note);
        (to, changed)
    }

    fn correct_stances(&self, to: &mut Position) -> bool {
        let before = to.stances.clone();
        for stance in &self.position.stances {
            match to.stances.iter_mut().find(|stands| stands.option == stance.option) {
                Some(stands) => *stands = stance.clone(),
                None => to.stances.push(stance.clone()),
            }
        }
        to.stances != before
    }

    /// The note that stands, if it says all this already; else the note of the row and its further lines.
    fn note_beside(&self, stands: &str) -> String {
        let note = &self.position.note;
        let mut out =
            if note.is_empty() || has_lines(stands, note) { stands.to_owned() } else { note.clone() };
        for extra in self.extras.iter().filter(|extra| !extra.is_empty()) {
            if !has_lines(&out, extra) {
                if !out.is_empty() {
                    out.push('\n');
                }
                out.push_str(extra);
            }
        }
        out
    }
}

/// Whether a text holds another as whole lines.
fn has_lines(text: &str, lines: &str) -> bool {
    text.match_indices(lines).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + lines.len()..]);
        (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'))
    })
}

/// Whether two disclosures mean the same. A confidence whose row does not say by whom is the one that stands.
fn is_same_disclosure(said: &Disclosure, stands: &Disclosure) -> bool {
    match (said, stands) {
        (Disclosure::Confided { by }, Disclosure::Confided { .. }) if by.is_empty() => true,
        (Disclosure::Shared(said), Disclosure::Shared(stands)) => {
            said.iter().all(|id| stands.contains(id)) && stands.iter().all(|id| said.contains(id))
        }
        _ => said == stands,
    }
}
