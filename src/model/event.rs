//! What happened and what was agreed: events, provisions, and the team's own notes on guidance and principles.

use super::macros::{record, words};
use super::{Actor, Date, Disclosure, Id, Institution, Issue, IssueOption, Phase, Source, Words};

words! {
    /// What an event is.
    pub enum EventKind {
        /// People met.
        #[default]
        Meeting = "meeting",
        /// A text was agreed.
        Agreement = "agreement",
        /// The process went on to, or back to, a phase.
        PhaseChange = "phase change",
        /// Somebody put an option on the table.
        OptionTabled = "option tabled",
        /// Something happened.
        Incident = "incident",
        /// Something is due.
        Deadline = "deadline",
    }

    /// What the team did about a recommendation, or answered to a hint.
    pub enum NoteState {
        /// Not dealt with.
        #[default]
        Open = "open",
        /// Done, or yes.
        Done = "done" | "yes",
        /// No.
        No = "no",
        /// Not yet, or later.
        Later = "later" | "not-yet",
        /// It does not apply here.
        NotApplicable = "not applicable",
    }
}

record! {
    /// Something on the timeline.
    pub struct Event {
        /// What it is.
        kind: EventKind,
        /// In a few words.
        title: String,
        ..
        /// When.
        date: Option<Date>,
        /// In which phase, as recorded.
        phase: Option<Phase>,
        /// The short code that people say aloud.
        code: String,
        /// Who may be told.
        disclosure: Disclosure,
        /// Who took part, or who tabled the option.
        who: Vec<Id<Actor>>,
        /// What happened.
        text: Words,
        /// The issues that it bears on.
        issues: Vec<Id<Issue>>,
        /// The option that was tabled.
        option: Option<Id<IssueOption>>,
        /// Who or what says so.
        sources: Vec<Id<Source>>,
        /// For the team.
        note: String,
    }

    /// A clause of an agreement.
    pub struct Provision {
        /// What is to be done.
        title: String,
        ..
        /// The short code that people say aloud.
        code: String,
        /// Who may be told.
        disclosure: Disclosure,
        /// The agreement that holds it.
        agreement: Option<Id<Event>>,
        /// The issue that it settles.
        issue: Option<Id<Issue>>,
        /// How specific it is, 0 to 3 on the scale of the PA-X data: 1 mentioned, 2 with mechanisms, 3 in detail.
        #[serde(deserialize_with = "specificity")]
        specificity: Option<u8>,
        /// Who is to do it.
        responsible: String,
        /// The institution that it is about.
        institution: Option<Id<Institution>>,
        /// The option that it puts into words.
        option: Option<Id<IssueOption>>,
        /// What the deadline counts from.
        base_event: String,
        /// The event of the timeline that the deadline counts from.
        base: Option<Id<Event>>,
        /// When it is due, relative to the base event: `D+30`, `about 24 months`.
        deadline: String,
        /// The deadline moved by agreement.
        recalendared: Vec<Recalendared>,
        /// What became of it.
        outcome: Words,
        /// In a word: early, late, breached …
        status: String,
        /// Who or what says so.
        sources: Vec<Id<Source>>,
        /// For the team.
        note: String,
    }

    /// A deadline that was moved.
    pub struct Recalendared {
        /// To when.
        deadline: String,
        ..
        /// When that was agreed.
        date: Option<Date>,
        /// Why.
        why: String,
    }

    /// That an option crosses a principle, or that somebody looked and it does not. A person says so, never the program.
    pub struct Finding {
        /// The option.
        option: Id<IssueOption>,
        /// The guidance entry of the principle.
        principle: String,
        /// Whether it crosses.
        crosses: bool,
        ..
        /// Who may be told.
        disclosure: Disclosure,
        /// Why.
        why: String,
        /// Who or what says so.
        sources: Vec<Id<Source>>,
        /// For the team.
        note: String,
    }

    /// What the team did about a recommendation, or answered to a hint, of the guidance.
    pub struct GuidanceNote {
        /// The guidance entry.
        entry: String,
        /// Done, not yet, does not apply …
        state: NoteState,
        ..
        /// Who may be told.
        disclosure: Disclosure,
        /// Why, or what was done.
        text: String,
        /// When to look again.
        review: Option<Date>,
    }

    /// That a report or an export left the program.
    pub struct ExportMade {
        /// What was written.
        what: String,
        /// For whom.
        audience: String,
        ..
        /// Always the team; kept so that every record has one.
        disclosure: Disclosure,
        /// In which format.
        format: String,
        /// When.
        date: Option<Date>,
        /// For the team.
        note: String,
    }
}

/// Reads a specificity and refuses what is not on the scale.
fn specificity<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    let given = <Option<u8> as serde::Deserialize>::deserialize(deserializer)?;
    match given {
        Some(beyond @ 4..) => Err(serde::de::Error::custom(format!("specificity is 0 to 3, not {beyond}"))),
        on_scale => Ok(on_scale),
    }
}

impl Event {
    /// What others than the team may see.
    #[must_use]
    pub fn outside(&self) -> Self {
        Self {
            kind: self.kind,
            title: self.title.clone(),
            date: self.date.clone(),
            phase: self.phase,
            who: self.who.clone(),
            text: self.text.outside(),
            issues: self.issues.clone(),
            option: self.option.clone(),
            sources: self.sources.clone(),
            ..Self::default()
        }
    }
}

impl Provision {
    /// What others than the team may see.
    #[must_use]
    pub fn outside(&self) -> Self {
        Self {
            title: self.title.clone(),
            agreement: self.agreement.clone(),
            issue: self.issue.clone(),
            responsible: self.responsible.clone(),
            option: self.option.clone(),
            base_event: self.base_event.clone(),
            base: self.base.clone(),
            deadline: self.deadline.clone(),
            recalendared: self.recalendared.clone(),
            outcome: self.outcome.outside(),
            status: self.status.clone(),
            sources: self.sources.clone(),
            ..Self::default()
        }
    }
}

impl Finding {
    /// What others than the team may see.
    #[must_use]
    pub fn outside(&self) -> Self {
        Self {
            option: self.option.clone(),
            principle: self.principle.clone(),
            crosses: self.crosses,
            why: self.why.clone(),
            sources: self.sources.clone(),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation;

    #[test]
    fn a_specificity_beyond_the_scale_is_refused() {
        let read = |text: &str| notation::read::<Provision>(text).map(|provision| provision.specificity);
        assert_eq!(read("(title: \"x\", specificity: 3)"), Ok(Some(3)));
        assert_eq!(read("(title: \"x\")"), Ok(None));
        assert!(read("(title: \"x\", specificity: 4)").unwrap_err().what.contains("0 to 3, not 4"));
    }
}
