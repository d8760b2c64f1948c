//! The words that every part of the program shares: phase, stance, firmness, level, disclosure, and a text with its
//! language.

use super::macros::{record, words};
use super::{Actor, Id};

words! {
    /// Where in the peace process something was said or happened, as recorded, never derived from its date.
    pub enum Phase {
        /// Contacts before talks.
        #[default]
        PreNegotiation = "pre-negotiation" | "pre",
        /// Talks.
        Negotiation = "negotiation" | "neg",
        /// Drafting and conclusion of an agreement.
        Agreement = "agreement" | "draft",
        /// What happens after signature.
        Implementation = "implementation" | "impl",
    }

    /// How a party stands to one option.
    pub enum Stance {
        /// Asks for it.
        Demands = "demands",
        /// Takes it.
        Accepts = "accepts",
        /// Takes it under a condition.
        AcceptsIf = "accepts-if",
        /// Neither for nor against.
        Neutral = "neutral",
        /// Speaks against it.
        Opposes = "opposes",
        /// Will not sign with it.
        RedLine = "red-line" | "redline",
        /// Heard nothing that tells.
        #[default]
        Unknown = "unknown",
    }

    /// How movable a position is, in our reading.
    pub enum Firmness {
        /// Ready to move.
        Open = "open",
        /// Tends one way.
        Leaning = "leaning",
        /// Moves only for something.
        Firm = "firm",
        /// Does not move.
        Fixed = "fixed",
        /// Nobody has judged it yet.
        #[default]
        Unjudged = "not judged",
    }

    /// A rough size: of influence, sensitivity, confidence.
    pub enum Level {
        /// Nobody has judged it yet.
        #[default]
        Unjudged = "not judged",
        /// Little.
        Low = "low",
        /// Some.
        Medium = "medium" | "some",
        /// Much.
        High = "high" | "good",
    }
}

impl Phase {
    /// The word where there is little room.
    #[must_use]
    pub const fn short(self) -> &'static str {
        match self {
            Self::PreNegotiation => "pre-neg.",
            Self::Negotiation => "negotiation",
            Self::Agreement => "agreement",
            Self::Implementation => "implem.",
        }
    }
}

impl Stance {
    /// Whether a party with this stance would take the option, if need be under a condition.
    #[must_use]
    pub const fn is_willing(self) -> bool {
        matches!(self, Self::Demands | Self::Accepts | Self::AcceptsIf)
    }

    /// Whether anything is known at all.
    #[must_use]
    pub const fn is_known(self) -> bool {
        !matches!(self, Self::Unknown)
    }

    /// The word as people read it on a screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::AcceptsIf => "accepts if",
            Self::RedLine => "red line",
            other => other.word(),
        }
    }
}

/// Who may be told.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Disclosure {
    /// Anybody.
    Public,
    /// All parties.
    SharedWithAll,
    /// The parties listed, and nobody else: an empty list is nobody.
    Shared(Vec<Id<Actor>>),
    /// The team, in confidence, by a person. Nobody else, not even that person's own delegation.
    Confided {
        /// Who said it in confidence.
        by: String,
    },
    /// The team.
    #[default]
    Team,
}

impl Disclosure {
    /// The word that people read and type.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::SharedWithAll | Self::Shared(_) => "shared",
            Self::Confided { .. } => "confided",
            Self::Team => "team",
        }
    }
}

impl super::Refs for Disclosure {
    fn refs(&mut self, see: &mut dyn FnMut(super::Kind, &mut String)) {
        if let Self::Shared(with) = self {
            with.refs(see);
        }
    }

    fn each_ref(&self, see: &mut dyn FnMut(super::Kind, &str)) {
        if let Self::Shared(with) = self {
            with.each_ref(see);
        }
    }
}

record! {
    /// A text as it was said or written, in its language, with the original wording beside a translation.
    pub struct Words {
        /// What is shown.
        text: String,
        ..
        /// The language of `text`, as a tag such as `en`, `ar` or `es-SV`.
        language: Option<String>,
        /// The wording that `text` was translated from.
        original: Option<String>,
        /// The language of `original`.
        original_language: Option<String>,
        /// Who translated it.
        translator: Option<String>,
    }
}

impl Words {
    /// A text in the team's own language.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// The text and its original without the translator, who is known to the team only.
    #[must_use]
    pub fn outside(&self) -> Self {
        Self { translator: None, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back_and_imports_may_abbreviate_phases() {
        for phase in Phase::ALL {
            assert_eq!(Phase::from_word(phase.word()), Some(*phase));
        }
        assert_eq!(Phase::from_word("DRAFT"), Some(Phase::Agreement));
        assert_eq!(Stance::from_word("Red line"), Some(Stance::RedLine));
        assert_eq!(Stance::from_word("accepts_if"), Some(Stance::AcceptsIf));
        assert_eq!(Stance::from_word("likes"), None);
    }
}
