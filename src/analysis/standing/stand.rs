//! What stands out of a line of positions, and up to when positions count.

use std::collections::HashSet;

use jiff::civil;

use super::super::naming::OptionName;
use super::{
    AsOf, Breach, Heard, OptionStanding, PhaseFacts, Row, RowStance, Said, Speaker, Standing, Standings,
    Superseded, Trade, Wants,
};
use crate::model::{Date, Id, Issue, IssueOption, Phase, Stance};

/// What stands, by number: what results are made of.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Light {
    /// The last positions.
    pub last: Vec<usize>,
    /// By option, the positions that stand on it.
    pub options: Vec<(usize, Vec<usize>)>,
    /// Positions that stand and name no option.
    pub statements: Vec<usize>,
    /// Which position lost its place on which option to which.
    pub superseded: Vec<(usize, Option<usize>, usize)>,
}

impl Standings {
    /// The numbers of a speaker and an issue.
    pub(in super::super) fn place(&self, speaker: &Speaker, issue: &Id<Issue>) -> Option<(usize, usize)> {
        Some((*self.column_of.get(speaker)?, *self.issue_of.get(issue)?))
    }

    /// The number of a speaker.
    pub(in super::super) fn column_number(&self, speaker: &Speaker) -> Option<usize> {
        self.column_of.get(speaker).copied()
    }

    /// The positions of a speaker on an issue, never a later one before an earlier one.
    pub(in super::super) fn line(&self, column: usize, issue: usize) -> &[usize] {
        self.lines.get(&(column, issue)).map_or(&[], Vec::as_slice)
    }

    pub(in super::super) fn row(&self, row: usize) -> &Row {
        &self.rows[row]
    }

    pub(in super::super) fn issue_number(&self, issue: &Id<Issue>) -> Option<usize> {
        self.issue_of.get(issue).copied()
    }

    pub(in super::super) fn options(&self) -> &[OptionName] {
        &self.options
    }

    /// What the versions of a position say on an option.
    pub(in super::super) fn stances_heard(&self, row: usize, option: usize) -> &[Stance] {
        stance_of(&self.rows[row], option).map_or(&[], |on| on.heard.as_slice())
    }

    /// The conditions that stand for an option.
    pub(in super::super) fn conditions(&self, light: &Light, option: usize) -> String {
        let rows = light.options.iter().filter(|(named, _)| *named == option).flat_map(|(_, rows)| rows);
        let conditions =
            rows.filter_map(|row| stance_of(&self.rows[*row], option)).map(|on| on.condition.clone());
        super::super::naming::either(conditions.filter(|condition| !condition.is_empty()))
    }

    /// Whether a position is an actor's own: said by it, by a faction of it, or by a group for it.
    pub(in super::super) fn spoke(&self, row: usize, actor: &Id<crate::model::Actor>) -> bool {
        let is_own = |(column, _): &(usize, usize)| self.columns[*column].party.id == *actor;
        let of_line = |issue: usize| {
            let column = self.column_number(&Speaker::party(actor));
            column.is_some_and(|column| self.line(column, issue).contains(&row))
        };
        self.rows[row].places.iter().any(|place| is_own(place) || of_line(place.1))
    }

    pub(in super::super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    pub(in super::super) fn order(&self) -> &super::Order {
        &self.order
    }

    pub(in super::super) fn facts(&self) -> &super::Facts {
        &self.facts
    }

    pub(in super::super) fn option(&self, option: usize) -> &OptionName {
        &self.options[option]
    }

    pub(in super::super) fn option_number(&self, option: &Id<IssueOption>) -> Option<usize> {
        self.option_of.get(option).copied()
    }

    /// What stands in a line as of some time.
    pub(in super::super) fn light(&self, column: usize, issue: usize, as_of: &AsOf) -> Light {
        let line = self.line(column, issue);
        if let AsOf::Phase(phase) = as_of
            && let Some((_, said)) =
                self.stretches(column, issue).into_iter().rfind(|(said_in, _)| said_in == phase)
        {
            return self.stand(line[..said.end].iter().copied());
        }
        self.stand(line.iter().copied().filter(|row| self.counts(&self.rows[*row], *row, as_of)))
    }

    /// What stands after these positions, given in order.
    pub(in super::super) fn stand(&self, rows: impl Iterator<Item = usize>) -> Light {
        let mut light = Light::default();
        for y in rows {
            light.last.retain(|x| !self.order.is_later(y, *x));
            light.last.push(y);
            let Light { statements, superseded, options, .. } = &mut light;
            self.take_place(y, None, statements, superseded);
            if self.rows[y].stances.is_empty() {
                statements.push(y);
            }
            for named in &self.rows[y].stances {
                let at =
                    options.iter().position(|(option, _)| *option == named.option).unwrap_or_else(|| {
                        options.push((named.option, Vec::new()));
                        options.len() - 1
                    });
                self.take_place(y, Some(named.option), &mut options[at].1, superseded);
                options[at].1.push(y);
            }
        }
        light.options.sort_unstable_by_key(|(option, _)| *option);
        light
    }

    fn take_place(
        &self,
        y: usize,
        option: Option<usize>,
        standing: &mut Vec<usize>,
        superseded: &mut Vec<(usize, Option<usize>, usize)>,
    ) {
        standing.retain(|x| {
            let is_later = self.order.is_later(y, *x);
            if is_later {
                superseded.push((*x, option, y));
            }
            !is_later
        });
    }

    /// The stance that holds where these positions stand; nothing where they differ.
    pub(in super::super) fn value(&self, option: usize, rows: &[usize]) -> Option<Stance> {
        let mut values = rows.iter().map(|row| stance_of(&self.rows[*row], option).and_then(|on| on.stance));
        let first = values.next()??;
        values.all(|value| value == Some(first)).then_some(first)
    }

    /// What is wanted: how, and the numbers of the options.
    pub(in super::super) fn wanted(&self, light: &Light) -> (Option<Stance>, Vec<usize>) {
        let values: Vec<(usize, Option<Stance>)> =
            light.options.iter().map(|(option, rows)| (*option, self.value(*option, rows))).collect();
        for how in [Stance::Demands, Stance::Accepts, Stance::AcceptsIf] {
            let wanted: Vec<usize> =
                values.iter().filter(|(_, stance)| *stance == Some(how)).map(|(option, _)| *option).collect();
            if !wanted.is_empty() {
                return (Some(how), wanted);
            }
        }
        (None, Vec::new())
    }

    /// The stance towards an option, unknown where nothing stands or what stands differs.
    pub(in super::super) fn stance_in(&self, light: &Light, option: usize) -> Stance {
        let rows = light.options.iter().find(|(named, _)| *named == option);
        rows.and_then(|(_, rows)| self.value(option, rows)).unwrap_or_default()
    }

    pub(in super::super) fn wants(&self, light: &Light) -> Wants {
        let (how, wanted) = self.wanted(light);
        let name = |option: &usize| self.options[*option].clone();
        let may_want = |(option, rows): &&(usize, Vec<usize>)| {
            let stance = |row: &usize| stance_of(&self.rows[*row], *option).and_then(|on| on.stance);
            self.value(*option, rows).is_none()
                && rows.iter().any(|row| stance(row).is_none_or(Stance::is_willing))
        };
        Wants {
            options: wanted.iter().map(name).collect(),
            how,
            uncertain: light.options.iter().filter(may_want).map(|(option, _)| name(option)).collect(),
        }
    }

    /// What stands, in full.
    pub(in super::super) fn standing(&self, column: usize, issue: usize, light: &Light) -> Standing {
        let saids = |rows: &[usize]| rows.iter().map(|row| self.said(*row, column)).collect();
        let heard = |option: usize, row: usize| {
            let on = stance_of(&self.rows[row], option);
            Heard {
                stance: on.and_then(|on| on.stance),
                condition: on.map_or_else(String::new, |on| on.condition.clone()),
                is_inferred: on.is_some_and(|on| on.is_inferred),
                said: self.said(row, column),
            }
        };
        let option = |(option, rows): &(usize, Vec<usize>)| OptionStanding {
            option: self.options[*option].clone(),
            stance: self.value(*option, rows),
            heard: rows.iter().map(|row| heard(*option, *row)).collect(),
        };
        Standing {
            column: self.columns[column].clone(),
            issue: self.issues[issue].issue.clone(),
            last: saids(&light.last),
            options: light.options.iter().map(option).collect(),
            statements: saids(&light.statements),
            superseded: self.superseded(column, issue, light),
            wants: self.wants(light),
        }
    }

    fn superseded(&self, column: usize, issue: usize, light: &Light) -> Vec<Superseded> {
        let mut lost: Vec<_> = light.superseded.iter().collect();
        lost.sort_unstable();
        lost.into_iter()
            .map(|(row, option, by)| Superseded {
                said: self.said(*row, column),
                option: option.map(|option| self.options[option].clone()),
                by: self.with_readings_beside(*by, *option, column, issue),
            })
            .collect()
    }

    /// A position with the other readings of its moment that say something on the same option.
    fn with_readings_beside(
        &self,
        row: usize,
        option: Option<usize>,
        column: usize,
        issue: usize,
    ) -> Vec<Said> {
        if !self.order.has_beside(row) {
            return vec![self.said(row, column)];
        }
        let names =
            |other: &usize| option.is_none_or(|option| stance_of(&self.rows[*other], option).is_some());
        let line = self.line(column, issue).iter().copied();
        line.filter(|other| *other == row || (self.order.is_beside(*other, row) && names(other)))
            .map(|other| self.said(other, column))
            .collect()
    }

    /// A position as seen from a line: with the group's name where a group spoke.
    pub(in super::super) fn said(&self, row: usize, column: usize) -> Said {
        let row = &self.rows[row];
        let is_own = row.places.iter().any(|(speaker, _)| *speaker == column);
        let group = row.places.first().filter(|_| !is_own).map(|(speaker, _)| self.columns[*speaker].words());
        Said { through: group, ..row.said.clone() }
    }

    /// The breaches of an option.
    pub(in super::super) fn breaches(&self, option: usize) -> &[Breach] {
        self.breaches_of(&self.options[option].id)
    }

    /// What a person recorded an option to breach.
    pub(in super::super) fn breaches_of(&self, option: &Id<IssueOption>) -> &[Breach] {
        self.facts.breaches.get(option).map_or(&[], Vec::as_slice)
    }

    /// Whether a position counts as of some time.
    pub(in super::super) fn counts(&self, row: &Row, number: usize, as_of: &AsOf) -> bool {
        match as_of {
            AsOf::Now => true,
            AsOf::Within(phase) => row.phases.contains(phase),
            AsOf::Phase(phase) => row.phases.iter().any(|said_in| self.is_by(*said_in, row.span, *phase)),
            AsOf::Date(date) => self.may_be_by(row, number, date),
        }
    }

    /// Whether a trade belongs to a phase or comes before its end. One that names no phase and no day does.
    pub(in super::super) fn is_trade_by(&self, trade: &Trade, phase: Phase) -> bool {
        let span = trade.date.as_ref().map(|date| (date.from(), date.to()));
        match (trade.phase, span) {
            (Some(said_in), span) => self.is_by(said_in, span, phase),
            (None, Some((from, _))) => {
                self.recorded_by(phase).and_then(|facts| facts.last_to).is_none_or(|last| from <= last)
            }
            (None, None) => true,
        }
    }

    /// What there is to know about a phase; where it has no dated record, about the latest phase before it that has.
    pub(in super::super) fn recorded_by(&self, phase: Phase) -> Option<&PhaseFacts> {
        let up_to = Phase::ALL.iter().rev().filter(|earlier| **earlier <= phase);
        up_to.map(|phase| self.facts.phase(*phase)).find(|facts| facts.last_to.is_some())
    }

    /// Whether what was said in one phase, on one of these days, comes before the end of another.
    fn is_by(&self, said_in: Phase, span: Option<(civil::Date, civil::Date)>, phase: Phase) -> bool {
        let facts = self.facts.phase(phase);
        match span {
            _ if said_in == phase => true,
            Some((from, _)) if said_in < phase => facts.last_to.is_none_or(|last| from <= last),
            Some((_, to)) => facts.last_from.is_some_and(|last| to < last),
            None => said_in < phase,
        }
    }

    fn may_be_by(&self, row: &Row, number: usize, date: &Date) -> bool {
        if let Some((from, _)) = row.span {
            return from <= date.to();
        }
        let has_begun = |phase: &Phase| self.facts.phase(*phase).first.is_none_or(|first| first <= date.to());
        self.order.not_before(number) <= date.to() && row.phases.iter().any(has_begun)
    }

    /// Who is counted: the parties at the table at some time within a date, or ever; and those on whom versions
    /// differ, by name.
    pub(in super::super) fn counted(&self, date: Option<&Date>) -> (Vec<usize>, Vec<String>) {
        let (mut counted, mut differing) = (Vec::new(), Vec::new());
        for seat in &self.facts.seats {
            let sits = seat.versions.iter().filter(|actor| actor.is_at_table(date)).count();
            match sits {
                0 => {}
                all if all == seat.versions.len() && seat.is_whole => counted.push(seat.column),
                _ => differing.push(self.columns[seat.column].words()),
            }
        }
        (counted, differing)
    }

    /// Sorts a line so that no later position comes before an earlier one, and of those that no order ties the
    /// earlier phase comes first. Near to linear where dates and phases mostly agree.
    pub(super) fn put_in_order(&self, line: &mut Vec<usize>) {
        let phase = |row: usize| self.rows[row].phases.first().copied();
        line.sort_unstable_by_key(|row| (self.order.key(*row), phase(*row), *row));
        line.dedup();
        for end in 1..line.len() {
            let mut at = end;
            while at > 0
                && phase(line[at]) < phase(line[at - 1])
                && !self.order.is_later(line[at], line[at - 1])
            {
                line.swap(at - 1, at);
                at -= 1;
            }
        }
    }

    /// The line cut where the phase changes: a process may go back to a phase.
    pub(in super::super) fn stretches(
        &self,
        column: usize,
        issue: usize,
    ) -> Vec<(Phase, std::ops::Range<usize>)> {
        let line = self.line(column, issue);
        let mut stretches: Vec<(Phase, std::ops::Range<usize>)> = Vec::new();
        for (n, row) in line.iter().enumerate() {
            // A position whose versions differ on the phase belongs to the one that is under way, if it may.
            let phases = &self.rows[*row].phases;
            match stretches.last_mut() {
                Some((phase, range)) if phases.contains(phase) => range.end = n + 1,
                _ => stretches.extend(phases.first().map(|phase| (*phase, n..n + 1))),
            }
        }
        stretches
    }

    /// The rows that stand anywhere, of all lines.
    pub(in super::super) fn all_standing(&self) -> HashSet<usize> {
        let mut standing = HashSet::new();
        for line in self.lines.values() {
            let light = self.stand(line.iter().copied());
            standing.extend(light.options.iter().flat_map(|(_, rows)| rows));
            standing.extend(light.statements);
        }
        standing
    }
}

/// What a position says on an option.
pub(in super::super) fn stance_of(row: &Row, option: usize) -> Option<&RowStance> {
    row.stances.binary_search_by_key(&option, |on| on.option).ok().map(|at| &row.stances[at])
}
