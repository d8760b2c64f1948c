//! Answers to the key questions of the seven assessments, and the team's readings of confidence.

use super::macros::{record, words};
use super::{Date, Disclosure, Id, Level, Source, Words};

/// How sure we are of an answer.
pub type Confidence = Level;

words! {
    /// How far a key question has been answered. A question without an answer is open.
    pub enum AnswerState {
        /// Nothing yet.
        #[default]
        Open = "open",
        /// Answered.
        Answered = "answered",
        /// Answered in part.
        Partly = "partly",
        /// Known to be unknown; somebody is to find out.
        NotKnownYet = "not known yet",
        /// On purpose not written down.
        DoNotRecord = "do not record",
    }
}

record! {
    /// One reading of a key question, by its author. Several readings of one question stand side by side.
    pub struct Answer {
        /// The key question's id in the guidance: `a1` … `g2`.
        question: String,
        /// Answered, partly, not known yet, do not record.
        state: AnswerState,
        ..
        /// Whose reading it is.
        author: String,
        /// The answer.
        text: Words,
        /// Who may be told.
        disclosure: Disclosure,
        /// What it rests on.
        evidence: Vec<Evidence>,
        /// How sure we are.
        confidence: Confidence,
        /// Who was asked.
        consulted: Vec<Consulted>,
        /// When it was given.
        date: Option<Date>,
        /// When to look at it again.
        review: Option<Date>,
        /// Who is to find out what is not known yet.
        finds_out: String,
        /// By when.
        due: Option<Date>,
        /// Why it is not recorded.
        why_not: String,
        /// For the team.
        note: String,
    }

    /// What an answer rests on.
    pub struct Evidence {
        /// Who or what says so.
        source: Id<Source>,
        ..
        /// The words of the source.
        quote: Words,
        /// What it shows.
        note: String,
    }

    /// A group that was asked, with what sets its members apart where that is known.
    pub struct Consulted {
        /// Who.
        group: String,
        ..
        /// How many.
        number: Option<u32>,
        /// Women, men.
        sex: String,
        /// Children, youth, elderly.
        age: String,
        /// Ethnic group.
        ethnic: String,
        /// Religious group.
        religious: String,
        /// Anything else: displaced, disabled, rural.
        other: String,
        /// When.
        date: Option<Date>,
    }

    /// The team's dated reading of how far the parties trust each other and the process.
    pub struct ConfidenceReading {
        /// Low, some, good.
        level: Level,
        ..
        /// When.
        date: Option<Date>,
        /// Who may be told.
        disclosure: Disclosure,
        /// What it shows in.
        text: String,
        /// Who or what says so.
        sources: Vec<Id<Source>>,
        /// For the team.
        note: String,
    }
}

impl Answer {
    /// What others than the team may see: question, state, text, and evidence whose source they may know.
    #[must_use]
    pub fn outside(&self) -> Self {
        Self {
            question: self.question.clone(),
            state: self.state,
            text: self.text.outside(),
            evidence: self
                .evidence
                .iter()
                .map(|e| Evidence { source: e.source.clone(), quote: e.quote.outside(), note: String::new() })
                .collect(),
            ..Self::default()
        }
    }
}
