//! `show`: what a case holds, as text or JSON, for one audience. It reads and never writes, and takes no lock.
//!
//! Every part is made from `Seen` alone; scenario files carry their own audience and are left out by it.

mod agenda;
mod assessments;
mod comparisons;
mod gaps;
mod history;
mod lists;
mod overview;
mod positions;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil;
use serde_json::Value;

use crate::{
    audience::{Audience, Seen},
    document::{Document, end_of},
    model::{Actor, CaseKind, Date, Id, Issue, Phase},
};

use super::{Desk, cases, failure::Failure, fields, naming, page::Page, said::Said};

#[derive(Debug, Args)]
pub struct Show {
    /// The case: a folder, or a name in the cases folder
    case: PathBuf,
    /// What to print
    #[arg(value_enum)]
    what: What,
    /// Only this phase, as it stood then: pre-negotiation, negotiation,
    /// agreement, implementation
    #[arg(long, value_parser = phase)]
    phase: Option<Phase>,
    /// Only this party or actor, by id, code or name
    #[arg(long)]
    party: Option<String>,
    /// Only this issue, by id, code or title
    #[arg(long)]
    issue: Option<String>,
    /// Only what is dated from this date on
    #[arg(long, value_name = "DATE", value_parser = date)]
    since: Option<Date>,
    /// The case as it was known at the end of this day where you are, by the
    /// clocks of those who wrote; for the team
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
    /// Positions: also those that newer ones have taken the place of
    #[arg(long)]
    all: bool,
    /// For whom: team, shareable, or party:ID
    #[arg(long, default_value = "team")]
    audience: String,
    /// text or json
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// The parts of a case that can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    /// Where we stand: phase, assessments, issues, what is due
    Overview,
    /// The seven assessments with their key questions and our answers
    Assessments,
    /// Threats, violations, regional dynamics, institutions, stakeholders, party profiles
    Registers,
    /// What is not known, not sourced or due for review
    Gaps,
    /// Actors with their factions
    Actors,
    /// Issues with their options
    Issues,
    /// What each party was heard to want
    Positions,
    /// How positions moved from phase to phase, and why it is called so
    Movement,
    /// A suggested order of the issues, with its reasons; who agrees with whom
    Agenda,
    /// Trades between positions
    Linkages,
    /// Sources, without real names
    Sources,
    /// The timeline, and the clauses of agreements
    Events,
    /// The scenario comparisons kept with the case
    Comparisons,
    /// Who changed what, the latest first; for the team
    History,
}

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Text for people
    Text,
    /// JSON for programs
    Json,
}

/// What to leave out.
#[derive(Clone, Debug, Default)]
struct Only {
    phase: Option<Phase>,
    party: Option<Id<Actor>>,
    issue: Option<Id<Issue>>,
    since: Option<Date>,
}

/// A part of a case, ready to be printed.
struct Part {
    json: Value,
    page: Page,
}

impl Show {
    /// Prints.
    pub fn run(&self, desk: &Desk) -> anyhow::Result<Said> {
        self.refuse_what_does_not_fit()?;
        let open = desk.read_case(&self.case)?;
        let audience = cases::audience(&open, &self.audience)?;
        let then = self.as_known(open.document(), desk)?;
        if then.is_some() && audience != Audience::Team {
            // What was shared once may be withheld now: an older state must not bring it back.
            return Err(Failure::usage("--as-of is for the team: what was shared then may be withheld now"));
        }
        let seen = Seen::of(then.as_ref().unwrap_or(open.document()), &audience);
        let only = self.only(&seen)?;
        let today = self.judged_on(desk.around.today);
        let part = match self.what {
            What::Overview => overview::part(&seen, today),
            What::Assessments => assessments::part(&seen),
            What::Registers => lists::registers(&seen),
            What::Gaps => gaps::part(&seen, today),
            What::Actors => lists::actors(&seen, &only),
            What::Issues => lists::issues(&seen, &only),
            What::Positions => positions::positions(&seen, &only, self.all),
            What::Movement => positions::movement(&seen, &only),
            What::Agenda => agenda::part(&seen, today),
            What::Linkages => lists::linkages(&seen, &only),
            What::Sources => lists::sources(&seen, &only),
            What::Events => lists::events(&seen, &only),
            What::Comparisons => comparisons::part(desk, &open, &audience),
            What::History => history::part(&seen, &only),
        };
        let said = match self.format {
            Format::Json => Said::json(&part.json)?,
            Format::Text => Said::text(heading(&seen) + &part.page.text()),
        };
        let aside = open.needing_care();
        if aside == 0 || !seen.is_team() {
            return Ok(said);
        }
        let lines = if aside == 1 { "1 line of its logs" } else { &format!("{aside} lines of its logs") };
        Ok(said
            .and_note(&format!("This case has {lines} set aside; `goodoffices check` says which and why.")))
    }

    /// The case as it was known at the end of a day, if one is asked for.
    fn as_known(&self, document: &Document, desk: &Desk) -> anyhow::Result<Option<Document>> {
        let Some(day) = &self.as_of else { return Ok(None) };
        let end = end_of(day.to(), &desk.around.zone)
            .ok_or_else(|| Failure::usage("--as-of is a day after which no other comes"))?;
        Ok(Some(document.as_of(end)))
    }

    /// The day that says what is due or out of date: the one asked for, but none that has not come yet.
    fn judged_on(&self, today: civil::Date) -> civil::Date {
        self.as_of.as_ref().map_or(today, |day| day.to().min(today))
    }

    /// A filter that would be passed over in silence is wrong usage.
    fn refuse_what_does_not_fit(&self) -> anyhow::Result<()> {
        use What::{Actors, Events, History, Issues, Linkages, Movement, Positions, Sources};
        let given = [
            ("--phase", self.phase.is_some(), &[Positions, Movement, Linkages, Events][..]),
            ("--party", self.party.is_some(), &[Positions, Movement, Linkages, Events, Actors]),
            ("--issue", self.issue.is_some(), &[Positions, Movement, Linkages, Issues]),
            ("--since", self.since.is_some(), &[Positions, Movement, Linkages, Events, Sources, History]),
            ("--all", self.all, &[Positions]),
        ];
        for (name, is_given, fits) in given {
            if is_given && !fits.contains(&self.what) {
                let names: Vec<String> = fits.iter().map(|what| what.name()).collect();
                return Err(Failure::usage(format!(
                    "{name} works with {}, not with {}",
                    names.join(", "),
                    self.what.name()
                )));
            }
        }
        Ok(())
    }

    fn only(&self, seen: &Seen) -> anyhow::Result<Only> {
        Ok(Only {
            phase: self.phase,
            party: self.party.as_deref().map(|party| naming::find(seen, party)).transpose()?,
            issue: self.issue.as_deref().map(|issue| naming::find(seen, issue)).transpose()?,
            since: self.since.clone(),
        })
    }
}

impl What {
    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

impl Only {
    fn keeps_phase(&self, phase: Option<Phase>) -> bool {
        self.phase.is_none_or(|only| phase == Some(only))
    }

    fn keeps_date(&self, date: Option<&Date>) -> bool {
        self.since.as_ref().is_none_or(|since| date.is_some_and(|date| date.to() >= since.from()))
    }

    fn keeps_party(&self, parties: &[&Id<Actor>]) -> bool {
        self.party.as_ref().is_none_or(|only| parties.contains(&only))
    }

    fn keeps_issue(&self, issues: &[&Id<Issue>]) -> bool {
        self.issue.as_ref().is_none_or(|only| issues.contains(&only))
    }
}

/// Reads a phase; for the command line.
pub fn phase(word: &str) -> Result<Phase, String> {
    Phase::from_word(word).ok_or_else(|| {
        let known: Vec<&str> = Phase::ALL.iter().map(|phase| phase.word()).collect();
        format!("write one of {}", known.join(", "))
    })
}

/// Reads a date; for the command line.
pub fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|why: crate::model::DateError| why.to_string())
}

/// The lines above every text: what it is, its marking, and for whom.
fn heading(seen: &Seen) -> String {
    let sheet = seen.case().sheet();
    let title =
        sheet.map(|sheet| sheet.title.as_str()).filter(|title| !title.is_empty()).unwrap_or("Untitled case");
    let marking = seen.case().marking();
    let kind = match seen.case().about.kind {
        CaseKind::Exercise => "EXERCISE",
        CaseKind::Sample => "sample",
        CaseKind::Real => "",
    };
    let mut head = vec![title, marking.as_str()];
    if !marking.contains(kind) {
        head.push(kind);
    }
    head.retain(|part| !part.is_empty());
    let audience = match seen.audience() {
        Audience::Party(party) => match seen.locate(party) {
            Some(party) => fields::called(seen.case(), &party),
            None => "one party".to_owned(),
        },
        other => other.to_string(),
    };
    format!("{}  for: {audience}\n\n", head.join("  "))
}
