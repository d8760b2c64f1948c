//! A suggested order of the agenda, with its reasons: nearest and least sensitive first, as section 9.2 of the note
//! has it for talks where confidence is low. It is a suggestion; the team's own reading of confidence stands beside it.

use serde::Serialize;

use super::convergence::{self, Convergence, Nearness};
use super::standing::{AsOf, IssueSheet, Standings};
use crate::{
    audience::Seen,
    model::{Agenda as Place, Date, Level},
};

/// The agenda as it could be.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Agenda {
    /// The open issues, in the order suggested.
    pub suggested: Vec<Suggestion>,
    /// Parked issues, the first to be revisited first; those without a date last.
    pub parked: Vec<Parked>,
    /// Settled issues.
    pub agreed: Vec<IssueSheet>,
    /// Issues kept off the agenda.
    pub kept_off: Vec<IssueSheet>,
    /// Issues that do not stand, or on whose place on the agenda two versions differ.
    pub unclear: Vec<IssueSheet>,
    /// The team's latest readings of confidence: more than one where none is later. None if there is no reading.
    pub confidence: Vec<Reading>,
}

/// An open issue in its suggested place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Suggestion {
    /// The issue, in neutral and in plain wording.
    pub issue: IssueSheet,
    /// How near the parties are.
    pub convergence: Convergence,
    /// Why it stands where it does.
    pub reasons: Vec<String>,
}

/// An issue that was set aside.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Parked {
    /// The issue.
    pub issue: IssueSheet,
    /// Whether its day to be revisited has come, or may have.
    pub is_due: bool,
}

/// A reading of confidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reading {
    /// Low, some, good; nothing where two versions differ.
    pub level: Option<Level>,
    /// When.
    pub date: Option<Date>,
    /// What it shows in.
    pub text: String,
}

impl Suggestion {
    /// `Human rights verification: all would take A; not sensitive`.
    #[must_use]
    pub fn words(&self) -> String {
        format!("{}: {}", self.issue.issue.name, self.reasons.join("; "))
    }
}

impl Parked {
    /// `Police: transition, to be revisited 3 Dec 1991`.
    #[must_use]
    pub fn words(&self) -> String {
        let due = if self.is_due { ", which has come" } else { "" };
        match &self.issue.revisit {
            Some(date) => format!("{}: to be revisited {}{due}", self.issue.issue.name, date.spoken()),
            None => format!("{}: no date to revisit it", self.issue.issue.name),
        }
    }
}

impl Reading {
    /// `low, May 1990`, in the words of the note.
    #[must_use]
    pub fn words(&self) -> String {
        let level = match self.level {
            None => "two versions differ",
            Some(Level::Low) => "low",
            Some(Level::Medium) => "some",
            Some(Level::High) => "good",
            Some(Level::Unjudged) => "not judged",
        };
        let date = self.date.as_ref().map_or_else(|| "not dated".to_owned(), Date::spoken);
        format!("{level}, {date}")
    }
}

impl Agenda {
    /// What the suggestion is worth; how far the parties trust each other is for the team to weigh.
    #[must_use]
    pub fn words_for(&self, seen: &Seen) -> String {
        if seen.is_team() { self.words() } else { "A suggested order: nearest first.".to_owned() }
    }

    /// What the suggestion is worth beside the team's own reading of confidence.
    #[must_use]
    pub fn words(&self) -> String {
        let meant =
            "The order is meant for talks where confidence is low: nearest and least sensitive first (9.2).";
        if self.confidence.is_empty() {
            return format!("{meant} The team has not recorded its reading of confidence.");
        }
        let readings: Vec<String> = self.confidence.iter().map(Reading::words).collect();
        format!("{meant} The team's latest reading of confidence: {}.", readings.join("; "))
    }
}

/// The agenda as it could be. `today` decides which parked issues are due.
#[must_use]
pub fn agenda(
    seen: &Seen,
    standings: &Standings,
    as_of: &AsOf,
    at_table: Option<&Date>,
    today: &Date,
) -> Agenda {
    let mut agenda = Agenda {
        suggested: Vec::new(),
        parked: Vec::new(),
        agreed: Vec::new(),
        kept_off: Vec::new(),
        unclear: Vec::new(),
        confidence: latest_readings(seen),
    };
    for (issue, convergence) in standings.issues().iter().zip(convergence::all(standings, as_of, at_table)) {
        let issue = issue.clone();
        match issue.agenda {
            Some(Place::Open) => agenda.suggested.push(suggestion(issue, convergence, seen.is_team())),
            Some(Place::Parked) => {
                let is_due = issue.revisit.as_ref().is_some_and(|revisit| !revisit.is_after(today));
                agenda.parked.push(Parked { issue, is_due });
            }
            Some(Place::Agreed) => agenda.agreed.push(issue),
            Some(Place::KeptOff) => agenda.kept_off.push(issue),
            None => agenda.unclear.push(issue),
        }
    }
    // Sorting is stable: what is equally near and sensitive keeps the order of the agenda.
    agenda.suggested.sort_by_key(|suggestion| {
        let convergence = &suggestion.convergence;
        (convergence.nearness, convergence.is_conditional, delicacy(suggestion.issue.sensitivity))
    });
    agenda.parked.sort_by_key(|parked| (parked.issue.revisit.is_none(), parked.issue.revisit.clone()));
    agenda
}

fn suggestion(issue: IssueSheet, convergence: Convergence, is_team: bool) -> Suggestion {
    let sensitivity = match issue.sensitivity {
        Level::Low => "not very sensitive",
        Level::Medium => "somewhat sensitive",
        Level::High => "very sensitive",
        // Others than the team are not told how delicate it was judged to be, nor that nobody judged.
        Level::Unjudged if !is_team => "",
        Level::Unjudged => "sensitivity not judged",
    };
    let mut reasons = vec![convergence.words(), sensitivity.to_owned()];
    reasons.retain(|reason| !reason.is_empty());
    if convergence.nearness == Nearness::NotKnown {
        reasons.push("last, until more is known".to_owned());
    }
    Suggestion { issue, convergence, reasons }
}

/// What nobody has judged may be as delicate as anything but what was judged to be.
const fn delicacy(sensitivity: Level) -> u8 {
    match sensitivity {
        Level::Low => 0,
        Level::Medium => 1,
        Level::Unjudged => 2,
        Level::High => 3,
    }
}

fn latest_readings(seen: &Seen) -> Vec<Reading> {
    let reading = |entry: &crate::model::Entry<crate::model::ConfidenceReading>| Reading {
        level: entry.agreed(|reading| &reading.level).copied(),
        date: entry.agreed(|reading| &reading.date).cloned().flatten(),
        text: super::naming::either(entry.heads().map(|reading| reading.text.clone())),
    };
    let all: Vec<Reading> = seen.case().confidence_readings.iter().map(|(_, entry)| reading(entry)).collect();
    let last_start = all.iter().filter_map(|reading| reading.date.as_ref()).map(Date::from).max();
    let is_last = |reading: &Reading| match (&reading.date, last_start) {
        (Some(date), Some(last)) => date.to() >= last,
        (None, Some(_)) => false,
        (_, None) => true,
    };
    let mut last: Vec<Reading> = all.into_iter().filter(is_last).collect();
    last.sort_by_key(|reading| (reading.date.clone(), reading.level, reading.text.clone()));
    last
}

#[cfg(test)]
mod tests;
