//! Matching what somebody types to a record: by id, short code, title or alias, without regard to case and accents.
//!
//! It looks only at what the audience may see, so that a guess cannot tell whether something withheld exists.

use crate::{
    audience::Seen,
    model::{Actor, Case, Event, Faction, Id, Issue, IssueOption, Position, RecordType, Source},
    search,
};

use super::failure::Failure;

/// A record that people name.
pub trait Named: RecordType {
    /// Every name it goes by beside id and code.
    fn names(&self) -> Vec<&str>;
}

impl Named for Actor {
    fn names(&self) -> Vec<&str> {
        with_aliases(&self.name, &self.aliases)
    }
}

impl Named for Faction {
    fn names(&self) -> Vec<&str> {
        with_aliases(&self.name, &self.aliases)
    }
}

impl Named for Issue {
    fn names(&self) -> Vec<&str> {
        vec![&self.title, &self.plain]
    }
}

impl Named for IssueOption {
    fn names(&self) -> Vec<&str> {
        vec![&self.letter, &self.title]
    }
}

impl Named for Event {
    fn names(&self) -> Vec<&str> {
        vec![&self.title]
    }
}

impl Named for Source {
    fn names(&self) -> Vec<&str> {
        vec![&self.name]
    }
}

impl Named for Position {
    fn names(&self) -> Vec<&str> {
        Vec::new()
    }
}

/// The record that is meant.
pub fn find<T: Named>(seen: &Seen, given: &str) -> anyhow::Result<Id<T>> {
    find_among(seen, given, |_| true)
}

/// The record that is meant, among some.
pub fn find_among<T: Named>(seen: &Seen, given: &str, of: impl Fn(&T) -> bool) -> anyhow::Result<Id<T>> {
    match look_for(seen, given, &of).as_slice() {
        [only] => Ok(only.clone()),
        [] => Err(Failure::input(unknown(seen.case(), given, &of))),
        several => {
            let codes = |id: &Id<T>| T::table(seen.case()).first(id).map(|record| record.code().to_owned());
            let is_shared =
                |id: &&Id<T>| several.iter().filter(|other| codes(other) == codes(id)).count() > 1;
            let shown = |id: &Id<T>| match written(seen, id) {
                words if seen.is_team() && is_shared(&id) && !words.ends_with(&format!("({id})")) => {
                    format!("{words} ({id})")
                }
                words => words,
            };
            let names: Vec<String> = several.iter().map(shown).collect();
            let words = format!("\"{given}\" can mean {}: {}", several.len(), names.join("; "));
            Err(Failure::input(format!("{words}. Use the code or the id")))
        }
    }
}

/// Every record that can be meant: one found by id or code goes before those found by name.
pub fn look_for<T: Named>(seen: &Seen, given: &str, of: &impl Fn(&T) -> bool) -> Vec<Id<T>> {
    let table = T::table(seen.case());
    let by_id = Id::<T>::new(given.trim()).ok().and_then(|id| seen.locate(&id));
    if let Some(id) = by_id.filter(|id| table.get(id).is_some_and(|entry| entry.heads().any(of))) {
        return vec![id];
    }
    let wanted = search::fold(given);
    if wanted.is_empty() {
        return Vec::new();
    }
    let among = |matches: &dyn Fn(&Id<T>, &T) -> bool| -> Vec<Id<T>> {
        let found =
            table.iter().filter(|(id, entry)| entry.heads().any(|head| of(head) && matches(id, head)));
        found.map(|(id, _)| id.clone()).collect()
    };
    let by_code = among(&|id, head| {
        seen.is_team() && (search::fold(head.code()) == wanted || search::fold(id.as_str()) == wanted)
    });
    if by_code.is_empty() {
        among(&|_, head| head.names().iter().any(|name| search::fold(name) == wanted))
    } else {
        by_code
    }
}

fn unknown<T: Named>(case: &Case, given: &str, of: &impl Fn(&T) -> bool) -> String {
    let heads = || T::table(case).iter().flat_map(|(_, entry)| entry.heads()).filter(|head| of(head));
    let known: Vec<&str> = heads().flat_map(|head| head.names()).filter(|name| !name.is_empty()).collect();
    let what = T::KIND.word();
    match search::nearest(given, known.iter().copied()) {
        Some(near) => format!("there is no {what} \"{given}\". Did you mean \"{near}\"?"),
        None if known.is_empty() => format!("there is no {what} \"{given}\", nor any other"),
        None => {
            let mut some: Vec<&str> = heads().map(RecordType::label).collect();
            some.truncate(12);
            format!("there is no {what} \"{given}\". Known are {}", some.join(", "))
        }
    }
}

fn written<T: Named>(seen: &Seen, id: &Id<T>) -> String {
    let Some(record) = T::table(seen.case()).first(id) else { return id.to_string() };
    match (seen.is_team(), record.code()) {
        (true, "") => format!("{} ({id})", record.label()),
        (true, code) => format!("{code} {}", record.label()),
        (false, _) => record.label().to_owned(),
    }
}

fn with_aliases<'a>(name: &'a str, aliases: &'a [String]) -> Vec<&'a str> {
    std::iter::once(name).chain(aliases.iter().map(String::as_str)).collect()
}
