//! Finding what a position names, and making what is not there if that was asked for. A new actor is not a party:
//! only a person makes it one.

use std::collections::BTreeMap;

use crate::{
    analysis::standing::{AsOf, Speaker, Standings},
    audience::Seen,
    cli::{failure::Failure, naming},
    document::Pen,
    edit::Edit,
    model::{
        Actor, Credibility, Faction, Id, Issue, IssueOption, Position, RecordRef, RecordType, Reliability,
        Source, SourceKind, StanceOn,
    },
    search,
};

use super::words::OptionStance;

/// What is made on the way.
pub struct Making<'a> {
    /// What is there.
    pub seen: &'a Seen<'a>,
    pen: &'a Pen,
    may_create: bool,
    edits: Vec<Edit>,
    made: Vec<String>,
    new_options: BTreeMap<String, Id<IssueOption>>,
}

impl<'a> Making<'a> {
    /// Nothing yet.
    pub fn new(seen: &'a Seen<'a>, pen: &'a Pen, may_create: bool) -> Self {
        Self { seen, pen, may_create, edits: Vec::new(), made: Vec::new(), new_options: BTreeMap::new() }
    }

    /// The edits that make it, and each in words.
    pub fn done(self) -> (Vec<Edit>, Vec<String>) {
        (self.edits, self.made)
    }

    /// The actor that is meant.
    pub fn actor(&mut self, given: &str) -> anyhow::Result<Id<Actor>> {
        self.found_or(given, |making, name| {
            let words =
                format!("the actor \"{name}\". It is not marked as a party, and known to the team only.");
            making.add(Actor { name, ..Actor::default() }, words)
        })
    }

    /// The issue that is meant.
    pub fn issue(&mut self, given: &str) -> anyhow::Result<Id<Issue>> {
        self.found_or(given, |making, title| {
            let words = format!("the issue \"{title}\", known to the team only.");
            making.add(Issue { title, ..Issue::default() }, words)
        })
    }

    /// The stance that is meant, on an option of this issue.
    pub fn stance(
        &mut self,
        issue: &Id<Issue>,
        given: &OptionStance,
        inferred: bool,
    ) -> anyhow::Result<StanceOn> {
        let option = self.option(issue, &given.option)?;
        Ok(StanceOn { option, stance: given.stance, condition: given.condition.clone(), inferred })
    }

    /// The source that is meant; words that name none make one.
    pub fn source(
        &mut self,
        given: &str,
        kind: Option<SourceKind>,
        reliability: Option<Reliability>,
        credibility: Option<Credibility>,
    ) -> anyhow::Result<Id<Source>> {
        match naming::look_for(self.seen, given, &|_: &Source| true).as_slice() {
            [] => {
                let source = Source {
                    name: given.to_owned(),
                    kind: kind.unwrap_or_default(),
                    reliability: reliability.unwrap_or_default(),
                    credibility: credibility.unwrap_or_default(),
                    ..Source::default()
                };
                Ok(self.add(source, format!("the source \"{given}\", known to the team only.")))
            }
            [only] if kind.is_none() && reliability.is_none() && credibility.is_none() => Ok(only.clone()),
            [_] => {
                let words = "--source-kind, --reliability and --credibility are for new sources";
                Err(Failure::usage(format!("\"{given}\" is known already; {words}")))
            }
            _ => naming::find(self.seen, given),
        }
    }

    /// The positions that stand last for this speaker on this issue: what a person would have on screen.
    pub fn standing(
        &self,
        party: &Id<Actor>,
        faction: Option<&Id<Faction>>,
        issue: &Id<Issue>,
    ) -> Vec<Id<Position>> {
        let speaker = Speaker { party: party.clone(), faction: faction.cloned() };
        let standing = Standings::new(self.seen).of(&speaker, issue, &AsOf::Now);
        standing.map_or_else(Vec::new, |standing| standing.last.into_iter().map(|said| said.id).collect())
    }

    fn option(&mut self, issue: &Id<Issue>, given: &str) -> anyhow::Result<Id<IssueOption>> {
        if let Some(id) = self.new_options.get(&search::fold(given)) {
            return Ok(id.clone());
        }
        let found = naming::find_among(self.seen, given, |option: &IssueOption| option.issue == *issue);
        if found.is_ok() || !self.may_create || is_several(self.seen, issue, given) {
            return found;
        }
        if given.chars().count() == 1 {
            let words =
                "has no title yet: write the title in place of the letter, and the next free letter is given";
            return Err(Failure::input(format!("the new option \"{given}\" {words}")));
        }
        let letter = self.next_letter(issue)?;
        let words = format!("option {letter}, \"{given}\", known to the team only.");
        let option =
            IssueOption { issue: issue.clone(), letter, title: given.to_owned(), ..IssueOption::default() };
        let id = self.add(option, words);
        self.new_options.insert(search::fold(given), id.clone());
        Ok(id)
    }

    fn next_letter(&self, issue: &Id<Issue>) -> anyhow::Result<String> {
        let options = self.seen.case().options.iter().flat_map(|(_, entry)| entry.heads());
        let mut taken: Vec<String> =
            options.filter(|o| o.issue == *issue).map(|o| o.letter.to_uppercase()).collect();
        taken.extend((0..self.new_options.len()).map(|_| String::new()));
        let next = u8::try_from(self.new_options.len()).unwrap_or(u8::MAX);
        let free: Vec<String> =
            ('A'..='Z').map(String::from).filter(|letter| !taken.contains(letter)).collect();
        free.into_iter()
            .nth(usize::from(next))
            .ok_or_else(|| Failure::input("all letters from A to Z are taken on this issue"))
    }

    fn found_or<T: naming::Named>(
        &mut self,
        given: &str,
        make: impl FnOnce(&mut Self, String) -> Id<T>,
    ) -> anyhow::Result<Id<T>> {
        let is_there = !naming::look_for(self.seen, given, &|_: &T| true).is_empty();
        if is_there || !self.may_create || given.trim().is_empty() {
            return naming::find(self.seen, given);
        }
        Ok(make(self, given.trim().to_owned()))
    }

    fn add<T: RecordType>(&mut self, record: T, words: String) -> Id<T> {
        // The first numbers of this pen are those of the step and of the position.
        let number = u32::try_from(self.edits.len()).unwrap_or(u32::MAX - 2) + 2;
        let id: Id<T> = self.pen.id(number);
        self.edits.push(Edit::Add(RecordRef::of(&id), Box::new(record.into_record())));
        self.made.push(words);
        id
    }
}

fn is_several(seen: &Seen, issue: &Id<Issue>, given: &str) -> bool {
    naming::look_for(seen, given, &|option: &IssueOption| option.issue == *issue).len() > 1
}
