//! What the note asks for now: its first steps, the recommendations of the current phase, and the hints that bite in
//! it, each with what the team has noted about it.

use crate::{
    audience::Seen,
    guidance::{Catalogue, Entry, Kind, Place},
    model::{Date, GuidanceNote, Id, NoteState, Phase},
};

/// Something that the note asks, and what the team did about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The guidance entry.
    pub entry: String,
    /// Which kind of entry it is.
    pub kind: Kind,
    /// In a few words.
    pub title: String,
    /// What it asks, in full.
    pub asks: String,
    /// Why, or what goes wrong in practice.
    pub why: Vec<(&'static str, String)>,
    /// Its section of the note.
    pub section: String,
    /// Where in the program it can be acted on.
    pub places: Vec<Place>,
    /// What the team noted; open if nothing was. Where two notes differ, the one that leaves more to do counts.
    pub state: NoteState,
    /// The note, if there is one.
    pub note: Option<(Id<GuidanceNote>, GuidanceNote)>,
}

impl Asked {
    /// Whether something is left to be done: nothing noted, or not yet.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.state, NoteState::Open | NoteState::Later)
    }

    /// The state in the word that fits what is asked: a hint is a question.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match (self.state, matches!(self.kind, Kind::Hint)) {
            (NoteState::Open, _) => "open",
            (NoteState::Done, true) => "yes",
            (NoteState::Done, false) => "done",
            (NoteState::No, _) => "no",
            (NoteState::Later, true) => "not yet",
            (NoteState::Later, false) => "later",
            (NoteState::NotApplicable, _) => "does not apply",
        }
    }

    /// When to look again, if the team said so.
    #[must_use]
    pub fn review(&self) -> Option<&Date> {
        self.note.as_ref().and_then(|(_, note)| note.review.as_ref())
    }
}

/// Everything that the note asks in a phase: what is open first, then what was put off, then the rest; within these
/// the recommendations of the phase, the first steps, the hints.
#[must_use]
pub fn asked(seen: &Seen, catalogue: &Catalogue, phase: Phase) -> Vec<Asked> {
    let of_phase = catalogue.phase(phase.word());
    let mut ids: Vec<&str> =
        of_phase.iter().flat_map(|p| &p.recommendations).map(|r| r.id.as_str()).collect();
    ids.extend(catalogue.first_steps.iter().map(|step| step.id.as_str()));
    ids.extend(catalogue.hints_in(phase.word()).map(|hint| hint.id.as_str()));
    let mut all: Vec<Asked> =
        ids.iter().filter_map(|id| catalogue.entry(id)).map(|entry| one(seen, &entry)).collect();
    all.sort_by_key(|asked| match asked.state {
        NoteState::Open => 0,
        NoteState::Later => 1,
        NoteState::No => 2,
        NoteState::Done => 3,
        NoteState::NotApplicable => 4,
    });
    all
}

fn one(seen: &Seen, entry: &Entry<'_>) -> Asked {
    let notes =
        seen.case().notes.iter().filter(|(_, note)| note.heads().any(|head| head.entry == entry.id.as_str()));
    let heads = notes.flat_map(|(id, note)| note.heads().map(move |head| (id, head)));
    let note = heads.min_by_key(|(id, head)| (left_to_do(head.state), (*id).clone()));
    let mut texts = entry.parts.iter().map(|part| (part.label, part.text.to_owned()));
    Asked {
        entry: entry.id.to_string(),
        kind: entry.kind,
        title: entry.title.to_owned(),
        asks: texts.next().map(|(_, text)| text).unwrap_or_default(),
        why: texts.collect(),
        section: entry.section.to_owned(),
        places: entry.places.to_vec(),
        state: note.map_or(NoteState::Open, |(_, note)| note.state),
        note: note.map(|(id, note)| (id.clone(), note.clone())),
    }
}

/// What leaves more to do comes first.
const fn left_to_do(state: NoteState) -> u8 {
    match state {
        NoteState::Open => 0,
        NoteState::Later => 1,
        NoteState::No => 2,
        NoteState::NotApplicable => 3,
        NoteState::Done => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analysis::tests_case::TestCase, audience::Audience, guidance::catalogue};

    #[test]
    fn what_was_noted_moves_down_and_two_notes_count_by_what_is_left_to_do() {
        let mut case = TestCase::default();
        let seen = case.0.seen_by(&Audience::Team);
        let before = asked(&seen, catalogue(), Phase::PreNegotiation);
        assert!(before.iter().all(|asked| asked.state == NoteState::Open));
        assert_eq!(before.iter().filter(|asked| asked.kind == Kind::Recommendation).count(), 3);
        assert_eq!(before.iter().filter(|asked| asked.kind == Kind::FirstStep).count(), 4);
        let first = before[0].entry.clone();
        let note = |state| GuidanceNote { entry: first.clone(), state, ..GuidanceNote::default() };
        case.put("one", note(NoteState::Done));
        case.put("two", note(NoteState::Later));
        let seen = case.0.seen_by(&Audience::Team);
        let after = asked(&seen, catalogue(), Phase::PreNegotiation);
        let last = after.last().unwrap();
        assert_eq!((last.entry.as_str(), last.word()), (first.as_str(), "later"));
        assert!(last.is_open());
    }

    #[test]
    fn a_hint_is_asked_in_the_phase_where_it_bites_and_answered_with_yes_or_no() {
        let mut case = TestCase::default();
        case.put(
            "one",
            GuidanceNote { entry: "hint-1".into(), state: NoteState::Done, ..GuidanceNote::default() },
        );
        let seen = case.0.seen_by(&Audience::Team);
        let find = |phase| asked(&seen, catalogue(), phase).into_iter().find(|asked| asked.entry == "hint-1");
        assert_eq!(find(Phase::PreNegotiation).map(|asked| asked.word()), Some("yes"));
        assert_eq!(find(Phase::Implementation), None);
    }
}
