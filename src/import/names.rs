//! The names by which records of one kind are known, and what a text that should be one of them means.
//!
//! A name as it is written goes before another name, code or id, and these before spellings that differ in case or
//! accents: so whatever a case calls its records, each can be named. What means several things means none.

use std::collections::{BTreeMap, HashMap};

use crate::{
    model::{Actor, Case, Faction, Id, Issue, IssueOption, RecordType, Source, Table},
    search::fold,
};

/// What a text means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meant<T> {
    One(Id<T>),
    Several,
    Nothing,
}

/// Records by their names.
#[derive(Clone, Debug)]
pub(crate) struct Names<T> {
    tiers: [HashMap<String, Vec<Id<T>>>; 4],
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self { tiers: [HashMap::new(), HashMap::new(), HashMap::new(), HashMap::new()] }
    }
}

impl<T> Names<T> {
    /// Takes in a record; `others` are aliases, its code and its id.
    pub(crate) fn insert<'a>(
        &mut self,
        id: &'a Id<T>,
        name: &str,
        others: impl IntoIterator<Item = &'a str>,
    ) {
        self.put(0, name.to_owned(), id);
        self.put(2, fold(name), id);
        for other in others.into_iter().chain([id.as_str()]) {
            self.put(1, other.to_owned(), id);
            self.put(3, fold(other), id);
        }
    }

    fn put(&mut self, tier: usize, name: String, id: &Id<T>) {
        if name.trim().is_empty() {
            return;
        }
        let ids = self.tiers[tier].entry(name).or_default();
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }

    /// What a text means.
    pub(crate) fn find(&self, text: &str) -> Meant<T> {
        self.find_within(text, 4)
    }

    /// What a text means, written exactly so.
    pub(crate) fn find_exactly(&self, text: &str) -> Meant<T> {
        self.find_within(text, 2)
    }

    fn find_within(&self, text: &str, tiers: usize) -> Meant<T> {
        let folded = fold(text);
        for (number, tier) in self.tiers.iter().take(tiers).enumerate() {
            let ids =
                if number < 2 { tier.get(text).or_else(|| tier.get(text.trim())) } else { tier.get(&folded) };
            match ids.map(Vec::as_slice) {
                None => {}
                Some([only]) => return Meant::One(only.clone()),
                Some(_) => return Meant::Several,
            }
        }
        Meant::Nothing
    }

    /// The text by which a record is found again: its name, else its code, else its id.
    pub(crate) fn call<'a>(&self, id: &'a Id<T>, name: &'a str, code: &'a str) -> &'a str {
        let finds = |text: &&str| matches!(self.find_exactly(text), Meant::One(found) if found == *id);
        [name, code].into_iter().find(finds).unwrap_or(id.as_str())
    }

    /// Every name as it is written.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        self.tiers[0].keys().map(String::as_str)
    }
}

impl<T: RecordType> Names<T> {
    /// The records of a table; `others` gives the aliases of one.
    pub(crate) fn of<'a>(table: &'a Table<T>, others: impl Fn(&'a T) -> Vec<&'a str>) -> Self {
        let mut names = Self::default();
        for (id, entry) in table.iter() {
            for head in entry.heads() {
                names.insert(id, head.label(), others(head).into_iter().chain([head.code()]));
            }
        }
        names
    }
}

/// The records of a case that an import or an export names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    pub(crate) actors: Names<Actor>,
    pub(crate) issues: Names<Issue>,
    pub(crate) sources: Names<Source>,
    /// The factions of each actor.
    pub(crate) factions: BTreeMap<Id<Actor>, Names<Faction>>,
    /// The options of each issue, called by their letters.
    pub(crate) options: BTreeMap<Id<Issue>, Names<IssueOption>>,
}

impl Known {
    /// The names of a case.
    pub(crate) fn of(case: &Case) -> Self {
        let mut known = Self {
            actors: Names::of(&case.actors, |actor| actor.aliases.iter().map(String::as_str).collect()),
            issues: Names::of(&case.issues, |issue| vec![issue.plain.as_str()]),
            sources: Names::of(&case.sources, |source| vec![source.reference.as_str()]),
            ..Self::default()
        };
        for (id, faction) in
            case.factions.iter().flat_map(|(id, entry)| entry.heads().map(move |head| (id, head)))
        {
            let others = faction.aliases.iter().map(String::as_str).chain([faction.code.as_str()]);
            known.factions.entry(faction.actor.clone()).or_default().insert(id, &faction.name, others);
        }
        for (id, option) in
            case.options.iter().flat_map(|(id, entry)| entry.heads().map(move |head| (id, head)))
        {
            let names = known.options.entry(option.issue.clone()).or_default();
            names.insert(id, &option.letter, [option.title.as_str()]);
        }
        known
    }
}

/// Text that says "all of them at once", and what stands between the names of several.
const BOTH: [&str; 5] = ["both", "both parties", "both sides", "the parties", "the two parties"];
const JOINTS: [&str; 12] = [" and ", " & ", " + ", "/", ", ", " y ", " et ", " и ", " و ", "和", "与", "及"];

/// Whether a name means both parties without naming them.
pub(crate) fn means_both(name: &str) -> bool {
    BOTH.contains(&fold(name).as_str())
}

/// The names that a text joins: `GOES and FMLN` gives two. One name gives none.
pub(crate) fn joined(name: &str) -> Vec<&str> {
    let mut parts = vec![name];
    for joint in JOINTS {
        parts = parts.into_iter().flat_map(|part| part.split(joint)).collect();
    }
    let parts: Vec<&str> = parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.len() > 1 { parts } else { Vec::new() }
}

/// `FAES (on GOES team)` as the name before the bracket and the text in it.
pub(crate) fn bracketed(name: &str) -> Option<(&str, &str)> {
    let (before, inside) = name.split_once('(')?;
    Some((before.trim(), inside.trim().strip_suffix(')')?.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> Id<()> {
        Id::new(text).unwrap()
    }

    #[test]
    fn the_name_as_written_goes_before_aliases_and_spellings() {
        let mut names = Names::default();
        names.insert(&id("a"), "Junta", ["A-01"]);
        names.insert(&id("b"), "JUNTA", ["A-02", "the generals"]);
        assert_eq!(names.find("Junta"), Meant::One(id("a")));
        assert_eq!(names.find("JUNTA "), Meant::One(id("b")));
        assert_eq!(names.find("junta"), Meant::Several);
        assert_eq!(names.find("a-02"), Meant::One(id("b")));
        assert_eq!(names.find("The Generals"), Meant::One(id("b")));
        assert_eq!(names.find("generals"), Meant::Nothing);
        assert_eq!(names.call(&id("a"), "Junta", "A-01"), "Junta");
        names.insert(&id("c"), "Junta", ["A-03"]);
        assert_eq!(names.call(&id("c"), "Junta", "A-03"), "A-03");
    }

    #[test]
    fn joined_and_bracketed_names_are_taken_apart() {
        assert_eq!(joined("GOES and FMLN"), ["GOES", "FMLN"]);
        assert_eq!(joined("Правительство и Фронт"), ["Правительство", "Фронт"]);
        assert!(joined("Parliament commission").is_empty());
        assert_eq!(bracketed("FAES (on GOES team)"), Some(("FAES", "on GOES team")));
        assert_eq!(bracketed("FMLN"), None);
        assert!(means_both("Both"));
    }
}
