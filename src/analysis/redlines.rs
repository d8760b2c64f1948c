//! Which options cross whose red line, and which a person has found to breach a principle: those come first.

use serde::Serialize;

use super::naming::{Named, OptionName, list};
use super::standing::{AsOf, Breach, Column, OnTable, Said, Standings};
use crate::model::{Agenda, Id, Issue, IssueOption, Stance};

/// Whose red line an option crosses.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RedLine {
    /// Who drew it: a party, a faction, or any other actor that was heard.
    pub column: Column,
    /// The positions in which it stands.
    pub said: Vec<Said>,
    /// Whether what stands differs, so that it may have fallen.
    pub is_disputed: bool,
}

/// An option that cannot simply be taken.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Crossing {
    /// The issue, if the option belongs to one.
    pub issue: Option<Named<Issue>>,
    /// The option.
    pub option: OptionName,
    /// Whether it is on the table.
    pub is_on_table: bool,
    /// The principles that it would breach, by a person's finding.
    pub breaches: Vec<Breach>,
    /// The red lines that it crosses.
    pub red_lines: Vec<RedLine>,
}

impl RedLine {
    /// `red line of FAES`, with where it was said.
    #[must_use]
    pub fn words(&self) -> String {
        let said: Vec<String> = self.said.iter().map(Said::words).collect();
        let disputed = if self.is_disputed { ", disputed" } else { "" };
        format!("{} [{}{disputed}]", self.column.words(), said.join(" | "))
    }
}

impl Crossing {
    /// `general amnesty (C) would breach the principle …; crosses the red line of FAES [P-03 …]`.
    #[must_use]
    pub fn words(&self) -> String {
        let mut parts: Vec<String> = self.breaches.iter().map(Breach::words).collect();
        if !self.red_lines.is_empty() {
            let whose: Vec<String> = self.red_lines.iter().map(RedLine::words).collect();
            parts.push(format!("crosses the red line of {}", list(&whose)));
        }
        format!("{} {}", self.option.words(), parts.join("; "))
    }
}

/// The principles that an option would breach, by a person's finding.
#[must_use]
pub fn breaches<'a>(standings: &'a Standings, option: &Id<IssueOption>) -> &'a [Breach] {
    standings.option_number(option).map_or(&[], |number| standings.breaches(number))
}

/// Every option that breaches a principle or crosses a red line: breaches first, then what is on the table, then in
/// the order of the agenda.
#[must_use]
pub fn crossings(standings: &Standings, as_of: &AsOf) -> Vec<Crossing> {
    let lines = red_lines(standings, as_of);
    let mut crossings: Vec<(usize, Crossing)> = Vec::new();
    for (number, option) in standings.options().iter().enumerate() {
        let breaches = standings.breaches(number).to_vec();
        let of_option: Vec<&(usize, usize, RedLine)> =
            lines.iter().filter(|(named, ..)| *named == number).collect();
        if breaches.is_empty() && of_option.is_empty() {
            continue;
        }
        let issue = issue_of(standings, option).or_else(|| of_option.first().map(|(_, issue, _)| *issue));
        let is_on_table = issue.is_some_and(
            |issue| matches!(&standings.issues()[issue].on_table, OnTable::Option(on_table) if on_table.id == option.id),
        );
        crossings.push((
            issue.unwrap_or(usize::MAX),
            Crossing {
                issue: issue.map(|issue| standings.issues()[issue].issue.clone()),
                option: option.clone(),
                is_on_table,
                breaches,
                red_lines: of_option.into_iter().map(|(.., line)| line.clone()).collect(),
            },
        ));
    }
    crossings.sort_by_key(|(issue, crossing)| (crossing.breaches.is_empty(), !crossing.is_on_table, *issue));
    crossings.into_iter().map(|(_, crossing)| crossing).collect()
}

/// The crossing that stands most in the way of an open issue: of what is on the table, else on an issue of which every
/// option is crossed, else of what somebody wants. A red line on what nobody asks for is in nobody's way.
#[must_use]
pub fn blocked<'a>(crossings: &'a [Crossing], standings: &Standings, as_of: &AsOf) -> Option<&'a Crossing> {
    let crossings = || crossings.iter().filter(|crossing| !crossing.red_lines.is_empty());
    let rank = |crossing: &Crossing| {
        let of_crossing = crossing.issue.as_ref()?;
        let issue = standings.issues().iter().position(|sheet| sheet.issue.id == of_crossing.id)?;
        let sheet = &standings.issues()[issue];
        if sheet.agenda != Some(Agenda::Open) {
            return None;
        }
        let is_crossed = |option: &OptionName| crossings().any(|other| other.option.id == option.id);
        if crossing.is_on_table {
            Some(0)
        } else if sheet.options.iter().all(is_crossed) {
            Some(1)
        } else {
            is_wanted(standings, as_of, issue, &crossing.option).then_some(2)
        }
    };
    let ranked = crossings().filter_map(|crossing| Some((rank(crossing)?, crossing)));
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, crossing)| crossing)
}

/// Whether anybody would take the option rather than the others.
fn is_wanted(standings: &Standings, as_of: &AsOf, issue: usize, option: &OptionName) -> bool {
    let Some(option) = standings.option_number(&option.id) else { return false };
    (0..standings.columns().len())
        .any(|column| standings.wanted(&standings.light(column, issue, as_of)).1.contains(&option))
}

/// Every red line that stands, or may stand: option, issue, line; by speaker.
fn red_lines(standings: &Standings, as_of: &AsOf) -> Vec<(usize, usize, RedLine)> {
    let mut found = Vec::new();
    for (column, named) in standings.columns().iter().enumerate().filter(|(_, column)| column.is_shown) {
        for issue in 0..standings.issues().len() {
            let light = standings.light(column, issue, as_of);
            for (option, rows) in &light.options {
                let draws = |row: &&usize| standings.stances_heard(**row, *option).contains(&Stance::RedLine);
                let said: Vec<Said> =
                    rows.iter().filter(draws).map(|row| standings.said(*row, column)).collect();
                if !said.is_empty() {
                    let is_disputed = standings.value(*option, rows) != Some(Stance::RedLine);
                    found.push((*option, issue, RedLine { column: named.clone(), said, is_disputed }));
                }
            }
        }
    }
    found
}

/// What stands against settling an issue: against the option that is to be on the table, or against any if none is.
#[must_use]
pub fn against_settling(
    standings: &Standings,
    issue: &Id<Issue>,
    on_table: Option<&Id<IssueOption>>,
    as_of: &AsOf,
) -> Vec<Crossing> {
    let of_issue = |crossing: &Crossing| crossing.issue.as_ref().is_some_and(|named| named.id == *issue);
    let stands = |crossing: &Crossing| {
        of_issue(crossing) && on_table.is_none_or(|on_table| crossing.option.id == *on_table)
    };
    crossings(standings, as_of).into_iter().filter(stands).collect()
}

fn issue_of(standings: &Standings, option: &OptionName) -> Option<usize> {
    standings.issues().iter().position(|sheet| sheet.options.iter().any(|of_issue| of_issue.id == option.id))
}

#[cfg(test)]
mod tests;
