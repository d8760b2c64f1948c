//! The parts that are plain lists of records.

use serde_json::{Map, Value, json};

use super::{Only, Part};
use crate::{
    audience::Seen,
    cli::{
        fields::{Fields, Shown, each},
        page::Page,
    },
    model::{
        Actor, Dynamic, Event, Faction, Id, Institution, Issue, IssueOption, Item, Linkage, PartyProfile,
        Provision, RecordType, Source, Stakeholder, Threat, Violation,
    },
};

/// Actors, each with its factions: parties first, then by name.
pub fn actors(seen: &Seen, only: &Only) -> Part {
    let factions = each::<Faction>(seen);
    let mut rows = each::<Actor>(seen);
    rows.retain(|(id, ..)| only.keeps_party(&[*id]));
    rows.sort_by_key(|(_, actor, _)| (!actor.is_party(), actor.name.clone()));
    let mut part = Part::list();
    for (id, _, fields) in rows {
        let own = factions.iter().filter(|(_, faction, _)| faction.actor == *id).map(|(.., fields)| fields);
        part.push_with(&fields, "factions", own);
    }
    part.or_nothing("No actors.")
}

/// Issues in the order of the agenda, each with its options.
pub fn issues(seen: &Seen, only: &Only) -> Part {
    let mut options = each::<IssueOption>(seen);
    options.sort_by_key(|(_, option, _)| option.letter.clone());
    let mut rows = each::<Issue>(seen);
    rows.retain(|(id, ..)| only.keeps_issue(&[*id]));
    rows.sort_by_key(|(_, issue, _)| (issue.order, issue.title.clone()));
    let mut part = Part::list();
    for (id, _, fields) in rows {
        let own = options.iter().filter(|(_, option, _)| option.issue == *id).map(|(.., fields)| fields);
        part.push_with(&fields, "options", own);
    }
    part.or_nothing("No issues.")
}

/// Trades, by date.
pub fn linkages(seen: &Seen, only: &Only) -> Part {
    let mut rows = each::<Linkage>(seen);
    rows.retain(|(_, linkage, _)| {
        let items = linkage.gives.iter().chain(&linkage.gets);
        let issues: Vec<&Id<Issue>> = items.map(|item: &Item| &item.issue).collect();
        let parties: Vec<&Id<Actor>> = std::iter::once(&linkage.party).chain(&linkage.from).collect();
        only.keeps_phase(linkage.phase)
            && only.keeps_date(linkage.date.as_ref())
            && only.keeps_issue(&issues)
            && only.keeps_party(&parties)
    });
    rows.sort_by_key(|(_, linkage, _)| linkage.date.clone());
    part_of(rows.iter().map(|(.., fields)| fields), "No linkages.")
}

/// Sources, by name. Real names are not among them.
pub fn sources(seen: &Seen, only: &Only) -> Part {
    let mut rows = each::<Source>(seen);
    rows.retain(|(_, source, _)| only.keeps_date(source.date.as_ref()));
    rows.sort_by_key(|(_, source, _)| (source.code.clone(), source.name.clone()));
    part_of(rows.iter().map(|(.., fields)| fields), "No sources.")
}

/// The timeline; a provision stands under the agreement that holds it, or at the end.
pub fn events(seen: &Seen, only: &Only) -> Part {
    let provisions = each::<Provision>(seen);
    let mut rows = each::<Event>(seen);
    rows.retain(|(_, event, _)| {
        let who: Vec<&Id<Actor>> = event.who.iter().collect();
        only.keeps_phase(event.phase) && only.keeps_date(event.date.as_ref()) && only.keeps_party(&who)
    });
    rows.sort_by_key(|(_, event, _)| event.date.clone());
    let mut part = Part::list();
    for (id, _, fields) in rows {
        let own = provisions.iter().filter(|(_, provision, _)| provision.agreement.as_ref() == Some(id));
        part.push_with(&fields, "provisions", own.map(|(.., fields)| fields));
    }
    let is_whole = only.phase.is_none() && only.since.is_none() && only.party.is_none();
    for (_, _, fields) in
        provisions.iter().filter(|(_, provision, _)| is_whole && provision.agreement.is_none())
    {
        part.push(fields);
    }
    part.or_nothing("No events.")
}

/// Every register under its name.
pub fn registers(seen: &Seen) -> Part {
    let mut json = Map::new();
    let mut page = Page::default();
    register::<Threat>(seen, "threats", "b  Threats", &mut json, &mut page);
    register::<Violation>(seen, "violations", "c  Violations", &mut json, &mut page);
    register::<Dynamic>(seen, "dynamics", "d  Regional dynamics", &mut json, &mut page);
    register::<Institution>(seen, "institutions", "e  Institutions", &mut json, &mut page);
    register::<Stakeholder>(seen, "stakeholders", "f  Stakeholders", &mut json, &mut page);
    register::<PartyProfile>(seen, "profiles", "g  Party profiles", &mut json, &mut page);
    Part { json: Value::Object(json), page }
}

fn register<T: Shown + RecordType>(
    seen: &Seen,
    key: &str,
    title: &str,
    json: &mut Map<String, Value>,
    page: &mut Page,
) {
    let rows = each::<T>(seen);
    page.gap();
    page.line(format!("{title}: {}", rows.len()));
    for (.., fields) in &rows {
        page.gap();
        fields.print(page);
    }
    json.insert(key.to_owned(), rows.iter().map(|(.., fields)| fields.json()).collect());
}

/// A list of these records.
pub fn part_of<'a>(rows: impl Iterator<Item = &'a Fields>, nothing: &str) -> Part {
    let mut part = Part::list();
    rows.for_each(|fields| part.push(fields));
    part.or_nothing(nothing)
}

impl Part {
    /// A list with nothing in it.
    pub fn list() -> Self {
        Self { json: json!([]), page: Page::default() }
    }

    /// One more record.
    pub fn push(&mut self, fields: &Fields) {
        self.push_value(fields.json());
        self.page.gap();
        fields.print(&mut self.page);
    }

    /// One more record, with others under it.
    pub fn push_with<'a>(&mut self, fields: &Fields, key: &str, under: impl Iterator<Item = &'a Fields>) {
        let under: Vec<&Fields> = under.collect();
        let mut json = fields.json();
        json[key] = under.iter().map(|fields| fields.json()).collect();
        self.push_value(json);
        self.page.gap();
        fields.print(&mut self.page);
        for fields in under {
            self.page.indented(4, |page| fields.print(page));
        }
    }

    /// One more value, without text.
    pub fn push_value(&mut self, value: Value) {
        if let Value::Array(list) = &mut self.json {
            list.push(value);
        }
    }

    /// Says so if nothing is in the list.
    pub fn or_nothing(mut self, nothing: &str) -> Self {
        if self.json.as_array().is_some_and(Vec::is_empty) {
            self.page.line(nothing);
        }
        self
    }
}
