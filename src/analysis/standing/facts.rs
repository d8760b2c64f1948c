//! What the other records of a case say about issues, options and phases, gathered once.

use std::collections::HashMap;

use serde::Serialize;

use super::super::naming::{Named, OptionName, either, name_of, option_name};
use super::Row;
use crate::guidance::catalogue;
use crate::model::{Agenda, Case, Component, Date, Entry, EventKind, Id, Issue, IssueOption, Level, Phase};

/// Which option of an issue is now on the table.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub enum OnTable {
    /// None.
    #[default]
    Nothing,
    /// This one.
    Option(OptionName),
    /// The versions of the issue differ.
    Differs,
}

/// An issue with its options.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IssueSheet {
    /// The issue, in neutral wording.
    pub issue: Named<Issue>,
    /// Our own plain wording, for the team.
    pub plain: String,
    /// The part of the security sector that it is about, if all versions agree.
    pub component: Option<Component>,
    /// How delicate it is, in our reading; not judged where versions differ.
    pub sensitivity: Level,
    /// What is on the table.
    pub on_table: OnTable,
    /// Open, parked or agreed; nothing where versions differ or the issue does not stand.
    pub agenda: Option<Agenda>,
    /// When to come back to it, if it is parked.
    pub revisit: Option<Date>,
    /// Its options, by letter.
    pub options: Vec<OptionName>,
    /// Its place in lists.
    pub(crate) place: u32,
}

/// That an option was found to cross a principle.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Breach {
    /// The guidance entry of the principle.
    pub principle: String,
    /// What the guidance calls it; the entry's id where the guidance has none of this id.
    pub title: String,
    /// Why, as it was recorded.
    pub why: String,
    /// Whether a version, or another finding on the same principle, says that it does not cross.
    pub is_disputed: bool,
}

/// What the records of a phase tell about its time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PhaseFacts {
    /// The first day that its first dated record can mean.
    pub first: Option<jiff::civil::Date>,
    /// The first day of its last dated record.
    pub last_from: Option<jiff::civil::Date>,
    /// The last day that a dated record of it can mean.
    pub last_to: Option<jiff::civil::Date>,
    /// The last change to this phase.
    pub entered: Option<Date>,
}

/// What the other records say.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Facts {
    phases: [PhaseFacts; 4],
    pub last_change: Option<Date>,
    pub current: Option<Phase>,
    /// The findings on an option, by principle.
    pub breaches: HashMap<Id<IssueOption>, Vec<Breach>>,
    /// The seats of all parties, by column.
    pub seats: Vec<Seat>,
}

/// A party with its times at the table, one list for each version.
#[derive(Clone, Debug)]
pub(in super::super) struct Seat {
    pub column: usize,
    pub versions: Vec<crate::model::Actor>,
    /// Whether every version can be read.
    pub is_whole: bool,
}

impl Facts {
    /// What there is to know about a phase.
    pub fn phase(&self, phase: Phase) -> &PhaseFacts {
        &self.phases[phase as usize]
    }

    /// Gathers what does not depend on columns.
    pub fn gather(case: &Case, rows: &[Row]) -> Self {
        let mut facts = Self { current: current_phase(case), breaches: breaches(case), ..Self::default() };
        for row in rows {
            if let ([phase], Some((from, to))) = (row.phases.as_slice(), row.span) {
                facts.widen(*phase, from, to);
            }
        }
        for (_, entry) in case.events.iter() {
            let phase = entry.agreed(|event| &event.phase).copied().flatten();
            let date = entry.agreed(|event| &event.date).and_then(Option::as_ref);
            let Some(date) = date else { continue };
            if let Some(phase) = phase {
                facts.widen(phase, date.from(), date.to());
            }
            if entry.agreed(|event| &event.kind) == Some(&EventKind::PhaseChange) {
                facts.changed(phase, date);
            }
        }
        facts
    }

    fn widen(&mut self, phase: Phase, from: jiff::civil::Date, to: jiff::civil::Date) {
        let facts = &mut self.phases[phase as usize];
        facts.first = Some(facts.first.map_or(from, |first| first.min(from)));
        facts.last_from = facts.last_from.max(Some(from));
        facts.last_to = facts.last_to.max(Some(to));
    }

    fn changed(&mut self, phase: Option<Phase>, date: &Date) {
        self.last_change = self.last_change.take().max(Some(date.clone()));
        if let Some(phase) = phase {
            let entered = &mut self.phases[phase as usize].entered;
            *entered = entered.take().max(Some(date.clone()));
        }
    }
}

/// An issue as it stands.
pub(super) fn issue_sheet(case: &Case, id: &Id<Issue>, options: Vec<OptionName>) -> IssueSheet {
    let issue = Named { id: id.clone(), name: name_of(case, id) };
    let Some(entry) = case.issues.get(id) else {
        return IssueSheet {
            issue,
            plain: String::new(),
            component: None,
            sensitivity: Level::Unjudged,
            on_table: OnTable::Nothing,
            agenda: None,
            revisit: None,
            options,
            place: u32::MAX,
        };
    };
    IssueSheet {
        issue,
        plain: either(entry.heads().map(|issue| issue.plain.clone())),
        component: entry.agreed(|issue| &issue.component).copied(),
        sensitivity: entry.agreed(|issue| &issue.sensitivity).copied().unwrap_or_default(),
        on_table: on_table(case, entry),
        agenda: entry.agreed(|issue| &issue.agenda).copied(),
        revisit: entry.agreed(|issue| &issue.revisit).cloned().flatten(),
        options,
        place: entry.heads().map(|issue| issue.order).min().unwrap_or(0),
    }
}

fn on_table(case: &Case, entry: &Entry<Issue>) -> OnTable {
    match entry.agreed(|issue| &issue.on_table) {
        None => OnTable::Differs,
        Some(None) => OnTable::Nothing,
        Some(Some(option)) => OnTable::Option(option_name(case, option)),
    }
}

/// The phase of the case sheet, if all sheets and versions agree.
fn current_phase(case: &Case) -> Option<Phase> {
    let mut sheets = case.sheets.iter().map(|(_, entry)| entry.agreed(|sheet| &sheet.phase).copied());
    let first = sheets.next()??;
    sheets.all(|phase| phase == Some(first)).then_some(first)
}

/// The findings by option and principle. A person says that an option crosses; nobody else does.
fn breaches(case: &Case) -> HashMap<Id<IssueOption>, Vec<Breach>> {
    struct Both {
        crosses: bool,
        clears: bool,
        why: Vec<String>,
    }
    let mut found: HashMap<Id<IssueOption>, std::collections::BTreeMap<String, Both>> = HashMap::new();
    for (_, entry) in case.findings.iter() {
        let is_whole = entry.versions().iter().all(|version| version.here().is_some());
        for finding in entry.heads() {
            let both = found
                .entry(finding.option.clone())
                .or_default()
                .entry(finding.principle.clone())
                .or_insert(Both { crosses: false, clears: false, why: Vec::new() });
            both.crosses |= finding.crosses;
            both.clears |= !finding.crosses || !is_whole;
            if finding.crosses && !finding.why.is_empty() {
                both.why.push(finding.why.clone());
            }
        }
    }
    let crossing = |(principle, both): (String, Both)| {
        let title = catalogue().principle(&principle).map(|entry| entry.title.to_string());
        both.crosses.then(|| Breach {
            title: title.unwrap_or_else(|| principle.clone()),
            principle,
            why: either(both.why.into_iter()),
            is_disputed: both.clears,
        })
    };
    let of_option = |(option, by_principle): (Id<IssueOption>, std::collections::BTreeMap<_, _>)| {
        (option, by_principle.into_iter().filter_map(crossing).collect::<Vec<_>>())
    };
    found.into_iter().map(of_option).filter(|(_, breaches)| !breaches.is_empty()).collect()
}

impl Breach {
    /// `would breach the principle "No amnesty for the gravest crimes": …`.
    #[must_use]
    pub fn words(&self) -> String {
        format!("would breach the principle {}", self.reason())
    }

    /// `"No amnesty for the gravest crimes" (disputed): …`.
    #[must_use]
    pub fn reason(&self) -> String {
        let why = if self.why.is_empty() { String::new() } else { format!(": {}", self.why) };
        let disputed = if self.is_disputed { " (disputed)" } else { "" };
        format!("\"{}\"{disputed}{why}", self.title)
    }
}
