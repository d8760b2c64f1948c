//! What every kind of report works with: what is seen, how positions stand in it, and the sources cited so far.

use std::{cell::OnceCell, collections::HashMap};

use super::{
    Asked, Kind,
    page::{Report, Section, Text},
    sources::Sources,
};
use crate::{
    analysis::{
        naming::{name_of, option_name},
        standing::{AsOf, Column, Said, Standings},
    },
    audience::{Audience, Seen},
    guidance::{Catalogue, catalogue},
    model::{Actor, Case, CaseKind, CaseSheet, Date, Entry, Id, Issue, IssueOption, Phase, Position, Source},
};

/// Positions on one issue, as they are kept.
pub(super) type OnIssue<'a> = Vec<(&'a Id<Position>, &'a Entry<Position>)>;

/// A report being built.
pub(super) struct Desk<'a> {
    pub seen: &'a Seen<'a>,
    pub case: &'a Case,
    pub standings: &'a Standings,
    pub asked: &'a Asked<'a>,
    pub catalogue: &'static Catalogue,
    pub sources: Sources,
    by_issue: OnceCell<HashMap<&'a Id<Issue>, OnIssue<'a>>>,
}

impl<'a> Desk<'a> {
    pub fn new(seen: &'a Seen<'a>, standings: &'a Standings, asked: &'a Asked<'a>) -> Self {
        let (case, catalogue, sources) = (seen.case(), catalogue(), Sources::default());
        Self { seen, case, standings, asked, catalogue, sources, by_issue: OnceCell::new() }
    }

    /// The sheet, if its audience may know the case at all.
    pub fn sheet(&self) -> Option<&'a CaseSheet> {
        self.case.sheet().filter(|sheet| !sheet.title.is_empty())
    }

    /// The phase that is looked at: the one asked for, else the one in which the case is.
    pub fn phase(&self) -> Option<Phase> {
        self.asked.phase.or_else(|| self.sheet().map(|sheet| sheet.phase))
    }

    /// Up to when positions count.
    pub fn as_of(&self) -> AsOf {
        self.phase().map_or(AsOf::Now, AsOf::Phase)
    }

    /// The date on the page, as dates of a case are.
    pub fn today(&self) -> Date {
        Date::day(self.asked.on)
    }

    /// The parties, in the order of lists.
    pub fn parties(&self) -> impl Iterator<Item = &'a Column> {
        self.standings.columns().iter().filter(|column| column.is_party && column.faction.is_none())
    }

    /// A claim with the sources that support it.
    pub fn sourced<'s>(
        &mut self,
        text: impl Into<Text>,
        sources: impl IntoIterator<Item = &'s Id<Source>>,
    ) -> Text {
        let cites = self.sources.cite(self.seen, sources);
        let is_unsourced = cites.is_empty() && self.seen.is_team();
        Text { cites, is_unsourced, ..text.into() }
    }

    /// A sentence that rests on positions: with the sources of all of them.
    pub fn resting_on<'s>(
        &mut self,
        text: impl Into<Text>,
        said: impl IntoIterator<Item = &'s Said>,
    ) -> Text {
        let case = self.case;
        let entries = said.into_iter().filter_map(|said| case.positions.get(&said.id));
        let sources: Vec<&Id<Source>> =
            entries.flat_map(Entry::heads).flat_map(|position| &position.sources).collect();
        self.sourced(text, sources)
    }

    /// Positions on an issue.
    pub fn positions_on(&self, issue: &Id<Issue>) -> OnIssue<'a> {
        let by_issue = self.by_issue.get_or_init(|| {
            let mut by_issue: HashMap<&'a Id<Issue>, OnIssue<'a>> = HashMap::new();
            for (id, entry) in self.case.positions.iter() {
                let mut issues: Vec<&'a Id<Issue>> = entry.heads().map(|position| &position.issue).collect();
                issues.dedup();
                for issue in issues {
                    by_issue.entry(issue).or_default().push((id, entry));
                }
            }
            by_issue
        });
        by_issue.get(issue).cloned().unwrap_or_default()
    }

    /// What an actor is called.
    pub fn actor(&self, id: &Id<Actor>) -> String {
        name_of(self.case, id)
    }

    /// Several actors, in a sentence.
    pub fn actors(&self, ids: &[Id<Actor>]) -> String {
        ids.iter().map(|id| self.actor(id)).collect::<Vec<_>>().join(", ")
    }

    /// `A`, or the title where an option has no letter.
    pub fn letter(&self, id: &Id<IssueOption>) -> String {
        let name = option_name(self.case, id);
        if name.letter.is_empty() { name.title } else { name.letter }
    }

    /// The report with what stands on every page.
    pub fn report(self, kind: Kind, sections: Vec<Section>) -> Report {
        let (audience, reach) = self.audience(kind);
        let case = self.sheet().map(|sheet| sheet.title.clone()).unwrap_or_default();
        let subject = self.subject(kind);
        let title = if subject.is_empty() { kind.title().to_owned() } else { subject.clone() };
        let as_of = match (kind, self.phase()) {
            (Kind::Minutes | Kind::Comparison | Kind::Assessments, _) | (_, None) => String::new(),
            (_, Some(phase)) => format!("Positions as they stood at the end of the phase: {phase}."),
        };
        let sources = self.sources.list(self.seen);
        let report = Report {
            kind,
            title,
            subject,
            case,
            marking: marking(self.case),
            audience,
            reach,
            date: self.today().spoken(),
            day: self.asked.on.to_string(),
            as_of,
            sections,
            key: self.key(!sources.is_empty()),
            sources,
        };
        report.harmless()
    }

    fn subject(&self, kind: Kind) -> String {
        match (kind, &self.asked.party, &self.asked.issue) {
            (Kind::Party, Some(party), _) => name_of(self.case, party),
            (Kind::Issue, _, Some(issue)) => name_of(self.case, issue),
            _ => String::new(),
        }
    }

    fn key(&self, has_sources: bool) -> String {
        match (has_sources, self.seen.is_team()) {
            (true, true) => {
                "Numbers in brackets are sources, listed at the end with their grades. \"No source\" marks a claim that \
                 none supports."
                    .to_owned()
            }
            (true, false) => "Numbers in brackets are sources, listed at the end.".to_owned(),
            (false, _) => String::new(),
        }
    }

    fn audience(&self, kind: Kind) -> (String, &'static str) {
        match self.seen.audience() {
            Audience::Team => ("For the team only".to_owned(), "team"),
            Audience::Shareable if kind == Kind::Minutes => {
                ("For all who took part".to_owned(), "for-all-parties")
            }
            Audience::Shareable => ("For all parties".to_owned(), "for-all-parties"),
            Audience::Party(party) => {
                let name = self.seen.locate(party).map(|party| self.actor(&party));
                let words =
                    name.map_or_else(|| "For one party only".to_owned(), |name| format!("For {name} only"));
                (words, "for-one-party")
            }
        }
    }
}

/// The classification of the case, with EXERCISE where it is one.
fn marking(case: &Case) -> String {
    let mut marking = case.marking();
    if case.about.kind == CaseKind::Exercise && !marking.to_uppercase().contains("EXERCISE") {
        marking = if marking.is_empty() { "EXERCISE".to_owned() } else { format!("EXERCISE - {marking}") };
    }
    marking
}
