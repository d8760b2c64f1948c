//! What asks for attention: standing positions that rest on one source or on none, and records that stand in two
//! versions. A source that was deleted, or has not arrived, supports nothing.

use serde::Serialize;

use super::naming::name_of;
use super::standing::{Said, Standings};
use crate::{
    audience::Seen,
    model::{AnyId, Case, Kind, RecordRef, RecordType, State, Table, UnreadableRecord, each_kind},
};

/// A standing position and what it is about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Claim {
    /// The position.
    pub said: Said,
    /// Who was heard.
    pub speaker: String,
    /// On what.
    pub issue: String,
}

/// A record that stands in two or more versions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TwoVersions {
    /// What kind of record, in a word.
    pub kind: &'static str,
    /// Which, in the case as it is seen.
    pub id: AnyId,
    /// What its versions are called.
    pub label: String,
    /// How many there are.
    pub versions: usize,
}

/// A record that stands and that nobody can read as it stands, or not as it may have stood.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unreadable {
    /// Which.
    #[serde(skip)]
    pub which: RecordRef,
    /// What kind of record, in a word.
    pub kind: &'static str,
    /// The code and the name that it had when it could last be read; its id where it never could.
    pub label: String,
    /// Why it cannot be read.
    pub why: String,
}

/// What asks for attention.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Attention {
    /// Standing positions that no source supports.
    pub unsourced: Vec<Claim>,
    /// Standing positions that rest on one source.
    pub on_one_source: Vec<Claim>,
    /// Records in two versions, by kind and name.
    pub contested: Vec<TwoVersions>,
    /// Records that cannot be read as they stand.
    pub unreadable: Vec<Unreadable>,
}

impl Unreadable {
    /// `position P-19 Immediate disbandment …: its words were damaged on disk`.
    #[must_use]
    pub fn words(&self) -> String {
        format!("{} {}: {}", self.kind, self.label, self.why)
    }
}

impl Claim {
    /// `FMLN on Police: transition [P-03, negotiation, 25 Sep 1991]`.
    #[must_use]
    pub fn words(&self) -> String {
        format!("{} on {} [{}]", self.speaker, self.issue, self.said.words())
    }
}

impl TwoVersions {
    /// `position "Immediate disbandment …": 2 versions`.
    #[must_use]
    pub fn words(&self) -> String {
        format!("{} \"{}\": {} versions", self.kind, self.label, self.versions)
    }
}

impl Attention {
    /// `4 positions rest on one source, 2 on none; 1 record in two versions`.
    #[must_use]
    pub fn words(&self) -> String {
        let positions = |count: usize| match count {
            1 => "1 position rests".to_owned(),
            more => format!("{more} positions rest"),
        };
        let records = if self.contested.len() == 1 { "record stands" } else { "records stand" };
        format!(
            "{} on one source, {} on none; {} {records} in two versions",
            positions(self.on_one_source.len()),
            self.unsourced.len(),
            self.contested.len()
        )
    }
}

/// What asks for attention.
#[must_use]
pub fn attention(seen: &Seen, standings: &Standings) -> Attention {
    let (contested, unreadable) = (contested(seen), unreadable(seen.case()));
    let mut attention = Attention { contested, unreadable, ..Attention::default() };
    let mut standing: Vec<usize> = standings.all_standing().into_iter().collect();
    standing.sort_unstable();
    for row in standing {
        match standings.row(row).sources {
            0 => attention.unsourced.extend(claim(standings, row)),
            1 => attention.on_one_source.extend(claim(standings, row)),
            _ => {}
        }
    }
    attention
}

/// The records that stand and cannot be read as they stand, by kind. Others than the team are shown none of them.
#[must_use]
pub fn unreadable(case: &Case) -> Vec<Unreadable> {
    let named = |which: &RecordRef, label: String, why: String| {
        let label = if label.is_empty() { which.id.to_string() } else { label };
        Unreadable { which: which.clone(), kind: which.kind.word(), label, why }
    };
    let of = |(which, record): (&RecordRef, &UnreadableRecord)| {
        let label = [record.code.as_str(), &record.label].map(str::trim).join(" ");
        let why = record.heads.iter().find_map(|head| match &head.state {
            State::Locked { why, .. } | State::Lost { why } => Some(why.clone()),
            _ => None,
        });
        named(which, label.trim().to_owned(), why.unwrap_or_default())
    };
    let mut found: Vec<Unreadable> = case.unreadable.iter().map(of).collect();
    let doubtful = case.doubtful.iter().filter(|which| !case.unreadable.contains_key(*which));
    let why = "a newer version of it may have been cut off, so the team alone is shown it";
    found.extend(doubtful.map(|which| named(which, case.label_of(which), why.to_owned())));
    found.sort_by(|a, b| (&a.which.kind, &a.label).cmp(&(&b.which.kind, &b.label)));
    found
}

/// A position with its own speaker and issue; of two versions that differ on these, the first in the order of lists.
pub(super) fn claim(standings: &Standings, row: usize) -> Option<Claim> {
    let (column, issue) = *standings.row(row).places.first()?;
    Some(Claim {
        said: standings.said(row, column),
        speaker: standings.columns()[column].words(),
        issue: standings.issues()[issue].issue.name.clone(),
    })
}

fn contested(seen: &Seen) -> Vec<TwoVersions> {
    let case = seen.case();
    let mut found = Vec::new();
    macro_rules! contested_of_all {
        ($( $kind:ident $type:ident $table:ident $word:literal $code:tt $shown:ident $label:tt; )+) => {
            $( found.extend(contested_in(seen, &case.$table)); )+
        };
    }
    each_kind!(contested_of_all);
    found.sort_by(|(one, a), (other, b)| (one, &a.label, &a.id).cmp(&(other, &b.label, &b.id)));
    found.into_iter().map(|(_, record)| record).collect()
}

fn contested_in<T: RecordType>(seen: &Seen, table: &Table<T>) -> Vec<(Kind, TwoVersions)> {
    let record = |(id, entry): (&crate::model::Id<T>, &crate::model::Entry<T>)| {
        let label = name_of(seen.case(), id);
        (
            T::KIND,
            TwoVersions { kind: T::KIND.word(), id: id.cast(), label, versions: entry.versions().len() },
        )
    };
    table.iter().filter(|(_, entry)| entry.is_contested()).map(record).collect()
}

#[cfg(test)]
mod tests;
