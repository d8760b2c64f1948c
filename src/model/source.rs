//! Who or what says so. A source has a code name; the real name, if it must be kept at all, is a record of its own.

use super::macros::{record, words};
use super::{Date, Disclosure, Id};

words! {
    /// What a source is.
    pub enum SourceKind {
        /// A text: agreement, report, article, book, letter.
        #[default]
        Document = "document",
        /// A human being.
        Person = "person",
        /// Something said in a meeting.
        Meeting = "meeting",
        /// Press, radio, television, social media.
        Media = "media",
        /// A coded collection.
        DataSet = "data set",
        /// What everybody in the field is taken to know, still to be checked.
        GeneralKnowledge = "general knowledge",
        /// Our own conclusion.
        Inference = "inference",
    }

    /// How far a source can be relied on, in general.
    pub enum Reliability {
        /// Nobody has judged it yet.
        #[default]
        Unjudged = "not judged",
        /// A
        A = "a" | "completely-reliable",
        /// B
        B = "b" | "usually-reliable",
        /// C
        C = "c" | "fairly-reliable",
        /// D
        D = "d" | "not-usually-reliable",
        /// E
        E = "e" | "unreliable",
        /// F
        F = "f" | "reliability-cannot-be-judged",
    }

    /// How credible what it says is.
    pub enum Credibility {
        /// Nobody has judged it yet.
        #[default]
        Unjudged = "not judged",
        /// 1
        C1 = "1" | "confirmed-by-others",
        /// 2
        C2 = "2" | "probably-true",
        /// 3
        C3 = "3" | "possibly-true",
        /// 4
        C4 = "4" | "doubtful",
        /// 5
        C5 = "5" | "improbable",
        /// 6
        C6 = "6" | "truth-cannot-be-judged",
    }
}

impl Reliability {
    /// The grade in words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Unjudged => "reliability not judged",
            Self::A => "completely reliable",
            Self::B => "usually reliable",
            Self::C => "fairly reliable",
            Self::D => "not usually reliable",
            Self::E => "unreliable",
            Self::F => "reliability cannot be judged",
        }
    }
}

impl Credibility {
    /// The grade in words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Unjudged => "not checked",
            Self::C1 => "confirmed by others",
            Self::C2 => "probably true",
            Self::C3 => "possibly true",
            Self::C4 => "doubtful",
            Self::C5 => "improbable",
            Self::C6 => "truth cannot be judged",
        }
    }
}

record! {
    /// Who or what says so, under a code name.
    pub struct Source {
        /// What we call it: a code name for a person, a short title for a text.
        name: String,
        ..
        /// What it is.
        kind: SourceKind,
        /// The short code that people say aloud.
        code: String,
        /// Who may be told that this is the source.
        disclosure: Disclosure,
        /// When it spoke or was published.
        date: Option<Date>,
        /// Where it can be found: a reference, a page, an address.
        reference: String,
        /// How far it can be relied on.
        reliability: Reliability,
        /// How credible what it says is.
        credibility: Credibility,
        /// What it agreed to.
        consent: Consent,
        /// When to ask again whether it may be kept.
        review_by: Option<Date>,
        /// For the team.
        note: String,
    }

    /// What a source agreed to.
    pub struct Consent {
        ..
        /// What it said may be used; nothing means that nobody asked.
        may_be_used: Option<bool>,
        /// It may be quoted.
        may_be_quoted: Option<bool>,
        /// It may be named.
        may_be_attributed: Option<bool>,
    }

    /// The real name behind a code name. Never leaves the team, whatever its disclosure says.
    pub struct SourceName {
        /// Whose name it is.
        source: Id<Source>,
        /// The name.
        name: String,
        ..
        /// Always the team; kept so that every record has one.
        disclosure: Disclosure,
        /// How to reach the person.
        contact: String,
        /// For the team.
        note: String,
    }
}

impl Source {
    /// Both grades in words.
    #[must_use]
    pub fn grades(&self) -> String {
        match (self.reliability, self.credibility) {
            (Reliability::Unjudged, Credibility::Unjudged) => "not graded".to_owned(),
            (reliability, credibility) => format!("{}, {}", reliability.label(), credibility.label()),
        }
    }

    /// What others than the team may see: name, what it is, date and reference, without grades.
    #[must_use]
    pub fn outside(&self) -> Self {
        Self {
            name: self.name.clone(),
            kind: self.kind,
            date: self.date.clone(),
            reference: self.reference.clone(),
            ..Self::default()
        }
    }
}
