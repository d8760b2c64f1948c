//! Which records name which: what a record leads to, and what leads to it.

use std::collections::BTreeSet;

use crate::{
    audience::Seen,
    model::{AnyId, Id, Issue, Kind, Record, RecordRef, Refs},
};

/// A record by its kind, code and name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// Which record.
    pub which: RecordRef,
    /// What to call it: `P-12 FMLN on Police: transition`.
    pub name: String,
}

/// The records that a record names, each once, by kind and name. One that is not here is named as such.
#[must_use]
pub fn from(seen: &Seen, which: &RecordRef) -> Vec<Link> {
    let mut found = BTreeSet::new();
    for head in seen.case().heads_of(which) {
        if let Some(record) = head.here() {
            found.extend(named_by(record));
        }
    }
    found.remove(which);
    called(seen, found)
}

/// The records that name a record, each once, by kind and name.
#[must_use]
pub fn to(seen: &Seen, which: &RecordRef) -> Vec<Link> {
    let mut found = BTreeSet::new();
    seen.case().each_record(&mut |other, record| {
        if other != *which && named_by(record).contains(which) {
            found.insert(other);
        }
    });
    called(seen, found)
}

/// The rows of the registers, the events and the clauses that bear on an issue.
#[must_use]
pub fn to_issue(seen: &Seen, issue: &Id<Issue>) -> Vec<Link> {
    let case = seen.case();
    let mut found = BTreeSet::new();
    macro_rules! bears {
        ($( $table:ident ),*) => {
            $( for (id, entry) in case.$table.iter() {
                if entry.heads().any(|row| row.issues.contains(issue)) {
                    found.insert(RecordRef::of(id));
                }
            } )*
        };
    }
    bears!(threats, violations, dynamics, institutions, stakeholders, events);
    let clauses =
        case.provisions.iter().filter(|(_, entry)| entry.heads().any(|c| c.issue.as_ref() == Some(issue)));
    found.extend(clauses.map(|(id, _)| RecordRef::of(id)));
    called(seen, found)
}

/// What to call a record of any kind, with its code.
#[must_use]
pub fn call(seen: &Seen, which: &RecordRef) -> String {
    let case = seen.case();
    let heads = case.heads_of(which);
    let unreadable = case.unreadable.get(which);
    let last = unreadable.and_then(|unreadable| unreadable.last.as_deref());
    let Some(record) = heads.iter().find_map(|head| head.here()).or(last) else {
        return match case.gone.get(which) {
            None if unreadable.is_some() => "not to be read here".to_owned(),
            Some(gone) if !gone.label.is_empty() => format!("deleted: {}", gone.label),
            Some(_) => "deleted".to_owned(),
            None => "not here yet".to_owned(),
        };
    };
    crate::search::name_of(case, record)
}

fn named_by(record: &Record) -> BTreeSet<RecordRef> {
    let mut found = BTreeSet::new();
    record.clone().refs(&mut |kind: Kind, id| {
        if let Ok(id) = AnyId::new(id.as_str()) {
            found.insert(RecordRef { kind, id });
        }
    });
    found
}

fn called(seen: &Seen, found: BTreeSet<RecordRef>) -> Vec<Link> {
    let mut links: Vec<Link> =
        found.into_iter().map(|which| Link { name: call(seen, &which), which }).collect();
    links.sort_by(|a, b| (a.which.kind, &a.name).cmp(&(b.which.kind, &b.name)));
    links
}
