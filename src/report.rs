//! Pages that leave the program: built once from what an audience sees, then written in one of four formats.
//!
//! A report holds nothing that its audience may not see, never says that anything was left out, and names no user,
//! host or path. The clock is not read: the date on the page is handed in.

mod assessments;
mod brief;
mod charts;
mod comparison;
mod desk;
mod direction;
mod docx;
mod full;
mod gaps;
mod html;
mod issue;
mod lines;
mod markdown;
mod minutes;
mod page;
mod party;
mod positions;
mod registers;
mod sources;
mod spoken;
mod svg;
mod text;
mod withheld;

use std::path::Path;

use jiff::civil;

pub use self::page::{
    Block, Cell, Chart, Curve, Drawn, Line, Mark, Numbered, Quote, Report, Section, Table, Text,
};
pub use self::withheld::withheld_words;
use crate::{
    analysis::{capacity::Draws, standing::Standings},
    audience::{Audience, Seen},
    model::{Actor, Comparison, Event, Id, Issue, Phase},
};

/// What a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// One page: where we stand, what moved, what could move next, red lines, three things to ask.
    Brief,
    /// A party, or each of them: its card, where it stands and how it got there, what it may be told.
    Party,
    /// An issue, or each of them: wording, options, who stands where, positions by phase, trades.
    Issue,
    /// What is not known, and who finds out.
    Gaps,
    /// Scenario comparisons, side by side.
    Comparison,
    /// The seven assessments with evidence and with whom was asked.
    Assessments,
    /// What was said in a session, as a record that both sides could sign.
    Minutes,
    /// All of it.
    Full,
}

/// In which format a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Markdown.
    Markdown,
    /// HTML in one file, with charts.
    Html,
    /// A document for Word and `LibreOffice`.
    Docx,
    /// Plain text, 76 columns wide.
    Text,
}

/// What is asked of a report beside its kind.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// The date on the page; what is overdue or stale is so on this day.
    pub on: civil::Date,
    /// The party of a party report, as it is called in what is seen; nothing means each party.
    pub party: Option<Id<Actor>>,
    /// The issue of an issue report, as it is called in what is seen; nothing means each issue.
    pub issue: Option<Id<Issue>>,
    /// The session of the minutes, as it is called in what is seen; nothing means the last one.
    pub session: Option<Id<Event>>,
    /// The phase at whose end positions are looked at; nothing means the one in which the case is.
    pub phase: Option<Phase>,
    /// The comparisons that go with the case and may be shown to whom it is for.
    pub comparisons: &'a [Comparison],
    /// How many runs with luck the curves of comparisons rest on; nothing means likely values only.
    pub draws: Option<Draws>,
}

impl<'a> Asked<'a> {
    /// A report as of a day, about everything, without comparisons.
    #[must_use]
    pub fn on(day: civil::Date) -> Self {
        let draws = Some(Draws { runs: 2_000, seed: 1, threads: 2 });
        Self { on: day, party: None, issue: None, session: None, phase: None, comparisons: &[], draws }
    }

    /// The same with comparisons.
    #[must_use]
    pub fn with_comparisons(self, comparisons: &'a [Comparison]) -> Self {
        Self { comparisons, ..self }
    }
}

impl Kind {
    /// Whether comparisons stand in it.
    #[must_use]
    pub const fn has_comparisons(self) -> bool {
        matches!(self, Self::Comparison | Self::Full)
    }

    /// Every kind, in the order of lists.
    pub const ALL: &[Self] = &[
        Self::Brief,
        Self::Party,
        Self::Issue,
        Self::Gaps,
        Self::Comparison,
        Self::Assessments,
        Self::Minutes,
        Self::Full,
    ];

    /// The word that people read and type.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Brief => "brief",
            Self::Party => "party",
            Self::Issue => "issue",
            Self::Gaps => "gaps",
            Self::Comparison => "comparison",
            Self::Assessments => "assessments",
            Self::Minutes => "minutes",
            Self::Full => "full",
        }
    }

    /// The kind for a word, without regard to case.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.word().eq_ignore_ascii_case(word.trim()))
    }

    /// What it holds, in a line.
    #[must_use]
    pub const fn holds(self) -> &'static str {
        match self {
            Self::Brief => "where we stand, what moved, what could move next, red lines, what to ask",
            Self::Party => "a party, or each: its card, where it stands, how it moved, what it may be told",
            Self::Issue => "an issue, or each: wording, options, positions by phase, convergence, trades",
            Self::Gaps => "what is not known, and who finds out by when",
            Self::Comparison => "scenario comparisons side by side, with their curves",
            Self::Assessments => "the seven assessments with evidence and consulted groups",
            Self::Minutes => "what was said in a session, as a record that both sides could sign",
            Self::Full => "all of it",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Brief => "Brief",
            Self::Party => "Parties",
            Self::Issue => "Issues",
            Self::Gaps => "What is not known",
            Self::Comparison => "Comparison of options",
            Self::Assessments => "Assessments",
            Self::Minutes => "Minutes of a session",
            Self::Full => "Full report",
        }
    }
}

impl Format {
    /// Every format.
    pub const ALL: &[Self] = &[Self::Markdown, Self::Html, Self::Docx, Self::Text];

    /// The ending of its files, without the dot.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Text => "txt",
        }
    }

    /// The format that a file name asks for by its ending.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        match ending.as_str() {
            "htm" => Some(Self::Html),
            "markdown" => Some(Self::Markdown),
            other => Self::ALL.iter().copied().find(|format| format.ending() == other),
        }
    }
}

/// Every kind of report, in the order of lists.
#[must_use]
pub const fn kinds() -> &'static [Kind] {
    Kind::ALL
}

/// Builds a report of what is seen. An empty case gives a page that says what to record first.
#[must_use]
pub fn build(seen: &Seen, kind: Kind, asked: &Asked) -> Report {
    if kind == Kind::Minutes && seen.is_team() {
        return build_minutes_for_all(seen, asked);
    }
    let standings = Standings::new(seen);
    let mut desk = desk::Desk::new(seen, &standings, asked);
    let sections = match kind {
        Kind::Brief => brief::sections(&mut desk),
        Kind::Party => party::sections(&mut desk),
        Kind::Issue => issue::sections(&mut desk),
        Kind::Gaps => gaps::sections(&mut desk),
        Kind::Comparison => comparison::sections(&desk),
        Kind::Assessments => assessments::sections(&mut desk),
        Kind::Minutes => minutes::sections(&mut desk, &[]),
        Kind::Full => full::sections(&mut desk),
    };
    desk.report(kind, sections)
}

/// Minutes are for all who were there, so they hold what all parties may know, whoever asks for them. The team's
/// own links from positions to the session choose among that.
fn build_minutes_for_all(seen: &Seen, asked: &Asked) -> Report {
    let shared = seen.case().seen_by(&Audience::Shareable);
    let session = asked.session.as_ref().and_then(|session| shared.locate(session));
    if asked.session.is_some() && session.is_none() {
        let standings = Standings::new(&shared);
        return desk::Desk::new(&shared, &standings, asked).report(Kind::Minutes, minutes::no_session());
    }
    let asked = Asked { session, party: None, issue: None, ..asked.clone() };
    let linked = minutes::linked(seen, &shared);
    let standings = Standings::new(&shared);
    let mut desk = desk::Desk::new(&shared, &standings, &asked);
    let sections = minutes::sections(&mut desk, &linked);
    desk.report(Kind::Minutes, sections)
}

/// Writes a report in a format.
#[must_use]
pub fn write(report: &Report, format: Format) -> Vec<u8> {
    match format {
        Format::Markdown => markdown::write(report).into_bytes(),
        Format::Html => html::write(report).into_bytes(),
        Format::Docx => docx::write(report),
        Format::Text => text::write(report).into_bytes(),
    }
}

/// A report as it is read out: one thing a line, however long.
#[must_use]
pub fn spoken(report: &Report) -> Vec<String> {
    spoken::lines(report)
}

/// A name for the file: kind, audience and date; the party or the issue only if `named`.
///
/// A folder listing is read by others: "party-fmln" in it tells whom we write about.
#[must_use]
pub fn file_name(report: &Report, format: Format, named: bool) -> String {
    let subject = if named { slug(&report.subject) } else { String::new() };
    let parts = [report.kind.word(), subject.as_str(), report.reach, report.day.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}.{}", parts.join("-"), format.ending())
}

/// Letters and digits in lower case, everything else as single hyphens; at most 40 letters.
fn slug(text: &str) -> String {
    let letters: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words: Vec<String> = letters.split_whitespace().map(str::to_lowercase).collect();
    words.join("-").chars().take(40).collect::<String>().trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests;
