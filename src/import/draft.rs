//! One row of a sheet as a position in words: everything that can be read without knowing a case.

use std::collections::BTreeMap;

use super::{
    Columns, Field,
    cells::{self, DisclosureText, StanceText},
    sheet::Row,
};
use crate::{
    model::{Date, Firmness, Phase, Stance, Words},
    notation::Problem,
    search::fold,
};

/// A position whose party, issue, options and sources are still names.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) line: usize,
    pub(super) party: String,
    pub(super) faction: String,
    pub(super) issue: String,
    pub(super) phase: Phase,
    pub(super) date: Option<Date>,
    pub(super) statement: Words,
    pub(super) stances: Vec<StanceText>,
    pub(super) firmness: Firmness,
    pub(super) interest: String,
    pub(super) disclosure: Option<DisclosureText>,
    pub(super) confided_by: String,
    pub(super) sources: Vec<String>,
    pub(super) spokesperson: String,
    pub(super) note: String,
    /// What other columns say, for the note: `bloc: insurgent`.
    pub(super) extras: Vec<String>,
    pub(super) code: String,
    pub(super) after: Vec<String>,
    pub(super) beside: String,
    places: BTreeMap<Field, usize>,
}

impl Draft {
    /// A problem with what a column says in this row.
    pub(super) fn problem(
        &self,
        field: Field,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Problem {
        let column = self.places.get(&field).copied().unwrap_or(1);
        Problem::new((self.line, column), format!("{}: {}", field.name(), what.into()), remedy)
    }
}

/// Reads a row; gives every problem of it.
pub(super) fn draft(row: &Row, columns: &Columns) -> Result<Draft, Vec<Problem>> {
    let mut reading = Reading { row, columns, draft: Draft::default(), problems: Vec::new() };
    reading.draft.line = row.line;
    reading.draft.places = Field::ALL
        .into_iter()
        .filter_map(|field| Some((field, row.cells.get(columns.of_field(field)?)?.column)))
        .collect();
    reading.identity();
    reading.words();
    reading.stances();
    reading.disclosure();
    reading.note();
    if reading.problems.is_empty() { Ok(reading.draft) } else { Err(reading.problems) }
}

struct Reading<'a> {
    row: &'a Row,
    columns: &'a Columns,
    draft: Draft,
    problems: Vec<Problem>,
}

impl<'a> Reading<'a> {
    fn text(&self, field: Field) -> &'a str {
        let cell = self.columns.of_field(field).and_then(|at| self.row.cells.get(at));
        cell.map_or("", |cell| cell.text.as_str())
    }

    fn key(&self, field: Field) -> &'a str {
        self.text(field).trim()
    }

    /// A text that is kept as it is; what holds only spaces says nothing.
    fn said(&self, field: Field) -> &'a str {
        if self.key(field).is_empty() { "" } else { self.text(field) }
    }

    fn refuse(&mut self, field: Field, what: impl Into<String>, remedy: impl Into<String>) {
        self.problems.push(self.draft.problem(field, what, remedy));
    }

    fn identity(&mut self) {
        for field in [Field::Party, Field::Issue, Field::Phase, Field::Statement] {
            if self.key(field).is_empty() {
                self.refuse(field, "nothing is written here", "Every position needs one.");
            }
        }
        self.draft.party = self.said(Field::Party).to_owned();
        self.draft.faction = self.said(Field::Faction).to_owned();
        self.draft.issue = self.said(Field::Issue).to_owned();
        let phase = self.key(Field::Phase);
        match Phase::from_word(phase) {
            Some(phase) => self.draft.phase = phase,
            None if phase.is_empty() => {}
            None => {
                let remedy = "Write pre-negotiation, negotiation, agreement or implementation (or PRE, NEG, DRAFT, IMPL).";
                self.refuse(Field::Phase, format!("\"{phase}\" is no phase"), remedy);
            }
        }
        let date = self.key(Field::Date);
        if !date.is_empty() {
            self.draft.date = date.parse().ok();
            if self.draft.date.is_none() {
                let what = format!("\"{}\" is not a date", date.chars().take(40).collect::<String>());
                let remedy = "Write 1991, 1991-04, 1991-04-27, 1991-early, 1991-mid, 1991-late, 1999-01/02, \
                              1993-1994, circa 1984, or a range such as 1990-05..1990-07.";
                self.refuse(Field::Date, what, remedy);
            }
        }
    }

    fn words(&mut self) {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        self.draft.statement = Words {
            text: self.said(Field::Statement).to_owned(),
            language: given(self.said(Field::Language)),
            original: given(self.said(Field::Original)),
            original_language: given(self.said(Field::OriginalLanguage)),
            translator: given(self.said(Field::Translator)),
        };
        self.draft.interest = self.said(Field::Interest).to_owned();
        self.draft.spokesperson = self.said(Field::Spokesperson).to_owned();
        self.draft.sources = cells::read_sources(self.text(Field::Source));
        self.draft.code = self.key(Field::Code).to_owned();
        self.draft.beside = self.key(Field::Beside).to_owned();
        match cells::read_names(self.text(Field::After)) {
            Some(after) => self.draft.after = after,
            None => {
                self.refuse(
                    Field::After,
                    "a quotation mark is not closed",
                    "Write codes such as P-01; P-02.",
                );
            }
        }
    }

    fn stances(&mut self) {
        let stance = self.text(Field::Stance);
        let (option, condition) = (self.said(Field::Option), self.said(Field::Condition));
        if stance.contains('=') {
            if !option.is_empty() || !condition.is_empty() {
                let what = "the cell names its options, and another column names one too";
                self.refuse(Field::Stance, what, "Leave the columns option and condition empty here.");
            }
            match cells::read_stances(stance) {
                Ok(stances) => self.draft.stances = stances,
                Err(part) => {
                    let what = format!("{part} is not understood");
                    self.refuse(Field::Stance, what, "Write such as B=accepts-if:condition; A=opposes.");
                }
            }
        } else {
            self.one_stance(option, condition);
        }
        let mut named: Vec<String> = self.draft.stances.iter().map(|stance| fold(&stance.option)).collect();
        named.sort();
        if named.windows(2).any(|two| two[0] == two[1]) {
            self.refuse(Field::Stance, "an option is named twice", "Keep one stance for each option.");
        }
    }

    fn one_stance(&mut self, option: &str, condition: &str) {
        let word = self.key(Field::Stance);
        let (stance, inferred) = match (word.is_empty(), cells::read_stance(word)) {
            (true, _) if option.is_empty() => {
                if !condition.is_empty() {
                    self.refuse(
                        Field::Condition,
                        "there is no stance that it belongs to",
                        "Write stance and option too.",
                    );
                }
                return;
            }
            (true, _) => (Stance::Unknown, false),
            (false, Some(read)) => read,
            (false, None) => {
                let known: Vec<&str> = Stance::ALL.iter().map(|stance| stance.word()).collect();
                let what = format!("\"{word}\" is no stance");
                return self.refuse(Field::Stance, what, format!("Write {}.", known.join(", ")));
            }
        };
        if option.is_empty() {
            let remedy = "Name the option in the column \"option\", or write such as B=accepts.";
            return self.refuse(Field::Stance, "there is no option that it is about", remedy);
        }
        let (option, condition) = (option.to_owned(), condition.to_owned());
        self.draft.stances = vec![StanceText { option, stance, condition, inferred }];
    }

    fn disclosure(&mut self) {
        let written = self.key(Field::Disclosure);
        let by = self.said(Field::ConfidedBy);
        self.draft.confided_by = by.to_owned();
        self.draft.disclosure = cells::read_disclosure(written);
        if !written.is_empty() && self.draft.disclosure.is_none() {
            let remedy = "Write public, shared, shared: A; B (the parties), confided, or team.";
            return self.refuse(Field::Disclosure, format!("\"{written}\" is not understood"), remedy);
        }
        match &self.draft.disclosure {
            _ if by.is_empty() => {}
            // What somebody confided is confided, whether or not the other column says so.
            None => self.draft.disclosure = Some(DisclosureText::Confided),
            Some(DisclosureText::Confided) => {}
            Some(_) => {
                let what = format!("it says \"{written}\", and somebody is named who confided it");
                self.refuse(Field::Disclosure, what, "Write confided, or take the name out.");
            }
        }
    }

    fn note(&mut self) {
        self.draft.note = self.said(Field::Note).to_owned();
        for field in [Field::Firmness, Field::Flexibility] {
            let text = self.key(field);
            let firmness = Firmness::from_word(text);
            match firmness {
                _ if text.is_empty() => {}
                Some(firmness) if self.draft.firmness == Firmness::Unjudged => self.draft.firmness = firmness,
                _ => self.draft.extras.push(format!("{}: {text}", field.name())),
            }
        }
        for (header, at) in self.columns.extras() {
            let text = self.row.cells.get(at).map_or("", |cell| cell.text.trim());
            if !text.is_empty() {
                self.draft.extras.push(format!("{header}: {text}"));
            }
        }
    }
}
