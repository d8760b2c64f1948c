//! Small cases for tests, written in a few words.

use jiff::Timestamp;

use super::standing::{AsOf, Speaker, Standing, Standings};
use crate::{
    audience::Audience,
    model::{
        Actor, AtTable, Case, CaseSheet, Date, Entry, Event, EventKind, Faction, Finding, Id, Issue,
        IssueOption, Item, Linkage, LinkageStatus, Phase, Position, RecordType, RevisionId, Stance, StanceOn,
        State, Version, Words,
    },
};

/// A case being written. Ids are the lower-case names; options are `issue-a`, `issue-b` …
#[derive(Clone, Default)]
pub struct TestCase(pub Case);

pub fn id<T>(text: &str) -> Id<T> {
    Id::new(text.to_lowercase()).unwrap()
}

pub fn date(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn version<T>(number: u8, value: T) -> Version<T> {
    Version {
        revision: RevisionId::of(&[number]),
        by: format!("author {number}"),
        at: Timestamp::UNIX_EPOCH,
        state: State::Here(value),
    }
}

impl TestCase {
    pub fn put<T: RecordType>(&mut self, name: &str, value: T) {
        let entry = Entry::new(vec![version(0, value)]).unwrap();
        T::table_mut(&mut self.0).insert(id(name), entry);
    }

    /// A second version beside the first, which differs in what `change` does.
    pub fn also<T: RecordType>(&mut self, name: &str, change: impl FnOnce(&mut T)) {
        let first = T::table(&self.0).first(&id(name)).unwrap().clone();
        let mut second = first.clone();
        change(&mut second);
        let entry = Entry::new(vec![version(0, first), version(1, second)]).unwrap();
        T::table_mut(&mut self.0).insert(id(name), entry);
    }

    pub fn change<T: RecordType>(&mut self, name: &str, change: impl FnOnce(&mut T)) {
        let mut value = T::table(&self.0).first(&id(name)).unwrap().clone();
        change(&mut value);
        self.put(name, value);
    }

    /// Parties at the table from the start.
    pub fn parties(&mut self, names: &str) {
        for name in names.split_whitespace() {
            self.put(
                name,
                Actor { name: name.into(), at_table: vec![AtTable::default()], ..Actor::default() },
            );
        }
    }

    pub fn actor(&mut self, name: &str, members: &str) {
        let members = members.split_whitespace().map(id).collect();
        self.put(name, Actor { name: name.into(), members, ..Actor::default() });
    }

    pub fn faction(&mut self, name: &str, party: &str) {
        self.put(name, Faction { name: name.into(), actor: id(party), ..Faction::default() });
    }

    /// An issue with options A to D; `table` is the letter of the one on the table, or empty.
    pub fn issue(&mut self, name: &str, table: &str) {
        let on_table = (!table.is_empty()).then(|| id(&format!("{name}-{table}")));
        self.put(name, Issue { title: name.into(), on_table, ..Issue::default() });
        for letter in ["A", "B", "C", "D"] {
            let title = format!("{name} option {letter}");
            let option =
                IssueOption { issue: id(name), letter: letter.into(), title, ..IssueOption::default() };
            self.put(&format!("{name}-{letter}"), option);
        }
    }

    /// A position: `when` is a phase and a date (`neg 1991-04`), `stances` are letters and marks (`A ++, B X`).
    pub fn says(&mut self, name: &str, party: &str, issue: &str, when: &str, stances: &str) {
        self.says_with(name, party, issue, when, stances, |_| ());
    }

    pub fn says_with(
        &mut self,
        name: &str,
        party: &str,
        issue: &str,
        when: &str,
        stances: &str,
        change: impl FnOnce(&mut Position),
    ) {
        let (phase, day) = when.split_once(' ').map_or((when, None), |(phase, day)| (phase, Some(date(day))));
        let mut position = Position {
            party: id(party),
            issue: id(issue),
            phase: Phase::from_word(phase).unwrap(),
            statement: Words::new(format!("statement {name}")),
            date: day,
            code: name.to_uppercase(),
            stances: stances
                .split(',')
                .filter(|on| !on.trim().is_empty())
                .map(|on| stance_on(issue, on))
                .collect(),
            ..Position::default()
        };
        change(&mut position);
        self.put(name, position);
    }

    pub fn phase_change(&mut self, name: &str, phase: Phase, day: &str) {
        let kind = EventKind::PhaseChange;
        let event =
            Event { kind, title: name.into(), phase: Some(phase), date: Some(date(day)), ..Event::default() };
        self.put(name, event);
    }

    pub fn sheet(&mut self, phase: Phase) {
        self.put("sheet", CaseSheet { title: "Island".into(), phase, ..CaseSheet::default() });
    }

    pub fn finding(&mut self, name: &str, option: &str, crosses: bool) {
        let finding = Finding {
            option: id(option),
            principle: "principle-no-amnesty".into(),
            crosses,
            ..Finding::default()
        };
        self.put(name, finding);
    }

    /// A trade: `gives` and `gets` name an issue, or an issue and a letter (`police/B`), more than one apart by blanks.
    pub fn trade(
        &mut self,
        name: &str,
        party: &str,
        gives: &str,
        gets: &str,
        from: &str,
        status: LinkageStatus,
    ) {
        let from = (!from.is_empty()).then(|| id(from));
        let linkage = Linkage {
            party: id(party),
            gives: items(gives),
            gets: items(gets),
            from,
            status,
            ..Linkage::default()
        };
        self.put(name, linkage);
    }

    pub fn standings(&self) -> Standings {
        Standings::new(&self.0.seen_by(&Audience::Team))
    }

    pub fn standing(&self, party: &str, issue: &str) -> Standing {
        self.standing_as_of(party, issue, &AsOf::Now)
    }

    pub fn standing_as_of(&self, party: &str, issue: &str, as_of: &AsOf) -> Standing {
        self.standings().of(&speaker(party), &id(issue), as_of).unwrap()
    }

    /// What stands, in short: `A ++ p1, B ? p2 p3; statement p4`, with the codes of the positions.
    pub fn stands(&self, party: &str, issue: &str) -> String {
        in_short(&self.standing(party, issue))
    }
}

pub fn speaker(party: &str) -> Speaker {
    Speaker::party(&id(party))
}

pub fn in_short(standing: &Standing) -> String {
    let codes = |codes: Vec<&str>| codes.join(" ").to_lowercase();
    let options = standing.options.iter().map(|on| {
        let stance = on.stance.map_or("differs", super::matrix::mark);
        let saids = codes(on.heard.iter().map(|heard| heard.said.code.as_str()).collect());
        format!("{} {stance} {saids}", on.option.short())
    });
    let statements = standing.statements.iter().map(|said| format!("statement {}", said.code.to_lowercase()));
    options.chain(statements).collect::<Vec<_>>().join(", ")
}

fn stance_on(issue: &str, text: &str) -> StanceOn {
    let (letter, mark) = text.trim().split_once(' ').unwrap();
    let stance = Stance::ALL.iter().find(|stance| super::matrix::mark(**stance) == mark).unwrap();
    StanceOn { option: id(&format!("{issue}-{letter}")), stance: *stance, ..StanceOn::default() }
}

fn items(text: &str) -> Vec<Item> {
    let item = |item: &str| match item.split_once('/') {
        Some((issue, letter)) => Item { issue: id(issue), option: Some(id(&format!("{issue}-{letter}"))) },
        None => Item { issue: id(item), option: None },
    };
    text.split_whitespace().map(item).collect()
}
