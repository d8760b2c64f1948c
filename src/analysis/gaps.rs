//! What is missing: not answered, not sourced, out of date, asked of too few, or at odds with something else.
//!
//! Every gap says in a sentence what is missing and leads to the place where it can be closed. Nothing here judges
//! whether an answer is right; where positions are named beside one, they are a reason to look again.

mod answers;
mod records;

use jiff::civil;
use serde::Serialize;

use super::standing::Standings;
use crate::{audience::Seen, guidance::Catalogue, search::Way};

/// What kind of gap it is, in the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GapKind {
    /// A record that cannot be read as it stands.
    Unreadable,
    /// A key question without a full answer.
    Question,
    /// Said without a source.
    Unsourced,
    /// Said on one source only.
    SingleSourced,
    /// Answered before the last change of phase, or due for review.
    Stale,
    /// Answered without asking groups that it touches.
    Narrow,
    /// Readings or versions that differ.
    Contested,
    /// At odds with what is recorded elsewhere.
    Contradiction,
    /// Parties that were not heard on an issue.
    Silent,
    /// Something was to be done by a day that has passed.
    Due,
}

/// One thing that is missing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gap {
    /// What kind it is.
    pub kind: GapKind,
    /// What it is about.
    pub about: String,
    /// What is missing.
    pub what: String,
    /// Where it can be closed.
    #[serde(skip)]
    pub way: Way,
}

impl GapKind {
    /// Every kind, in the order in which they are listed.
    pub const ALL: [Self; 10] = [
        Self::Unreadable,
        Self::Question,
        Self::Unsourced,
        Self::SingleSourced,
        Self::Stale,
        Self::Narrow,
        Self::Contested,
        Self::Contradiction,
        Self::Silent,
        Self::Due,
    ];

    /// How programs call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Question => "question",
            Self::Unsourced => "unsourced",
            Self::SingleSourced => "single_sourced",
            Self::Stale => "stale",
            Self::Narrow => "narrow",
            Self::Contested => "contested",
            Self::Contradiction => "contradiction",
            Self::Silent => "silent",
            Self::Due => "due",
        }
    }

    /// The heading above gaps of this kind.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Unreadable => "Records that cannot be read as they stand",
            Self::Question => "Key questions without a full answer",
            Self::Unsourced => "Said without a source",
            Self::SingleSourced => "Said on one source only",
            Self::Stale => "Answers to look at again",
            Self::Narrow => "Groups that nobody is recorded to have asked",
            Self::Contested => "Readings or versions that differ",
            Self::Contradiction => "At odds with what else is recorded",
            Self::Silent => "Parties not heard on an issue",
            Self::Due => "Due",
        }
    }
}

impl Gap {
    fn new(kind: GapKind, about: impl Into<String>, what: impl Into<String>, way: Way) -> Self {
        Self { kind, about: about.into(), what: what.into(), way }
    }

    /// `a2 Are the security forces a cause …: open`.
    #[must_use]
    pub fn words(&self) -> String {
        format!("{}: {}", self.about, self.what)
    }
}

/// Every gap, those of a kind together. What rests on records that only the team has is said to the team alone.
#[must_use]
pub fn gaps(seen: &Seen, standings: &Standings, catalogue: &Catalogue, today: civil::Date) -> Vec<Gap> {
    let mut gaps = answers::open(seen, catalogue);
    gaps.extend(records::unreadable(seen));
    gaps.extend(records::unsourced(seen, standings));
    gaps.extend(records::silent_parties(seen));
    gaps.extend(records::contested(seen, standings));
    gaps.extend(answers::readings_that_differ(seen, catalogue));
    gaps.extend(records::agreed_and_opposed(seen, standings));
    if seen.is_team() {
        gaps.extend(records::single_sourced(seen, standings));
        gaps.extend(answers::stale(seen, catalogue, today));
        gaps.extend(answers::narrow(seen, catalogue));
        gaps.extend(answers::heard_since(seen, standings, catalogue));
        gaps.extend(records::champions_with_red_lines(seen, standings));
        gaps.extend(records::due(seen, today));
    }
    gaps.sort_by_key(|gap| gap.kind);
    gaps
}

#[cfg(test)]
mod tests;
