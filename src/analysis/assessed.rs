//! How far the seven assessments have come: what is answered, open, stale; which readings stand side by side.

use jiff::civil;

use crate::{
    audience::Seen,
    guidance::{Assessment, Catalogue},
    model::{Answer, AnswerState, Entry, EventKind, Id},
};

/// How one assessment stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many key questions it has.
    pub questions: usize,
    /// Answered, or on purpose not recorded.
    pub answered: usize,
    /// Not answered, answered in part, or not known yet.
    pub open: usize,
    /// Answered, but past the review date or older than the last phase change.
    pub stale: usize,
}

/// How one key question stands: its best reading decides, in the order of [`Standing`]'s values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nobody has said anything.
    #[default]
    Open,
    /// Somebody is to find out.
    NotKnownYet,
    /// Answered in part.
    Partly,
    /// On purpose not recorded.
    DoNotRecord,
    /// Answered.
    Answered,
}

impl Standing {
    /// The word for a list.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::NotKnownYet => "not known yet",
            Self::Partly => "partly",
            Self::DoNotRecord => "not recorded",
            Self::Answered => "answered",
        }
    }

    /// The word where there is little room.
    #[must_use]
    pub const fn short(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::NotKnownYet => "n.k.",
            Self::Partly => "part",
            Self::DoNotRecord => "n.r.",
            Self::Answered => "done",
        }
    }

    /// Whether there is nothing left to find out.
    #[must_use]
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::Answered | Self::DoNotRecord)
    }
}

/// All readings of a key question that can be seen, by date, then author.
#[must_use]
pub fn readings<'a>(seen: &'a Seen<'_>, question: &str) -> Vec<(&'a Id<Answer>, &'a Entry<Answer>)> {
    let answers = seen
        .case()
        .answers
        .iter()
        .filter(|(_, entry)| entry.heads().any(|answer| answer.question == question));
    let mut all: Vec<_> = answers.collect();
    all.sort_by(|a, b| {
        let key =
            |entry: &'a Entry<Answer>| (&entry.first().date, &entry.first().author, &entry.first().text.text);
        key(a.1).cmp(&key(b.1))
    });
    all
}

/// How a key question stands. Where two versions of a reading differ in state, the less settled counts.
#[must_use]
pub fn standing(seen: &Seen<'_>, question: &str) -> Standing {
    let of_reading =
        |entry: &Entry<Answer>| entry.heads().map(|answer| of_state(answer.state)).min().unwrap_or_default();
    readings(seen, question).iter().map(|(_, entry)| of_reading(entry)).max().unwrap_or_default()
}

fn of_state(state: AnswerState) -> Standing {
    match state {
        AnswerState::Open => Standing::Open,
        AnswerState::NotKnownYet => Standing::NotKnownYet,
        AnswerState::Partly => Standing::Partly,
        AnswerState::DoNotRecord => Standing::DoNotRecord,
        AnswerState::Answered => Standing::Answered,
    }
}

/// Whether a key question should be looked at again: a review date has passed, or the phase has changed since the
/// newest reading.
#[must_use]
pub fn is_stale(seen: &Seen<'_>, question: &str, today: civil::Date) -> bool {
    let readings = readings(seen, question);
    let answers = || readings.iter().flat_map(|(_, entry)| entry.heads());
    if answers().any(|answer| answer.review.as_ref().is_some_and(|review| review.to() < today)) {
        return true;
    }
    let newest = answers().filter_map(|answer| answer.date.as_ref().map(crate::model::Date::to)).max();
    matches!((newest, last_phase_change(seen)), (Some(newest), Some(change)) if newest < change)
}

/// The first day of the last phase change.
#[must_use]
pub fn last_phase_change(seen: &Seen<'_>) -> Option<civil::Date> {
    let events = seen.case().events.shown().filter(|(_, event)| event.kind == EventKind::PhaseChange);
    events.filter_map(|(_, event)| event.date.as_ref().map(crate::model::Date::from)).max()
}

/// How an assessment stands today.
#[must_use]
pub fn tally(seen: &Seen<'_>, assessment: &Assessment, today: civil::Date) -> Tally {
    let mut tally = Tally { questions: assessment.questions.len(), ..Tally::default() };
    for question in &assessment.questions {
        let standing = standing(seen, &question.id);
        tally.answered += usize::from(standing.is_settled());
        tally.open += usize::from(!standing.is_settled());
        tally.stale += usize::from(standing.is_settled() && is_stale(seen, &question.id, today));
    }
    tally
}

/// The next key question that is not settled, after one of them; from the beginning again if need be.
#[must_use]
pub fn next_open<'a>(seen: &Seen<'_>, catalogue: &'a Catalogue, after: Option<&str>) -> Option<&'a str> {
    let all: Vec<&str> = catalogue
        .assessments
        .iter()
        .flat_map(|a| &a.questions)
        .map(|question| question.id.as_str())
        .collect();
    let start = after.and_then(|id| all.iter().position(|other| *other == id)).map_or(0, |at| at + 1);
    let order = (0..all.len()).map(|step| all[(start + step) % all.len()]);
    order.into_iter().find(|id| !standing(seen, id).is_settled() && Some(*id) != after)
}
