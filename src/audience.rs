//! What an audience may see of a case. `Seen` is the only way from a case to anything shown, derived or written.
//!
//! For others than the team a new, smaller case is made before anything is derived: withheld records and fields are
//! left out, records that cannot stand without them fall too, ids are given anew in the order of what can be seen,
//! and nothing is left of history, deleted records, codes, authors and times. So whatever is computed from it is
//! what it would be had the withheld never been recorded.

mod consent;
mod history;
mod names;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
    sync::Arc,
};

use jiff::Timestamp;

use crate::{
    document::Document,
    model::{
        About, Actor, Case, CaseSheet, Disclosure, Entry, Event, EventKind, Id, IdError, Kind, Linkage,
        Position, RecordRef, RecordType, Refs, RevisionId, State, Table, Version, each_kind,
    },
    notation,
};

/// For whom a screen or a page is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// Ourselves: everything.
    #[default]
    Team,
    /// What is public and what is shared with all parties.
    Shareable,
    /// That, and what is shared with this party.
    Party(Id<Actor>),
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Team => f.pad("team"),
            Self::Shareable => f.pad("shareable"),
            Self::Party(party) => f.pad(&format!("party:{party}")),
        }
    }
}

impl FromStr for Audience {
    type Err = AudienceError;

    fn from_str(text: &str) -> Result<Self, AudienceError> {
        match text.split_once(':') {
            None if text == "team" => Ok(Self::Team),
            None if text == "shareable" => Ok(Self::Shareable),
            Some(("party", id)) => Id::new(id).map(Self::Party).map_err(AudienceError::Id),
            _ => Err(AudienceError::Unknown(text.to_owned())),
        }
    }
}

/// An audience that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AudienceError {
    /// The word is unknown.
    #[error("\"{0}\" is no audience: write team, shareable, or party:ID")]
    Unknown(String),
    /// The id cannot be one.
    #[error(transparent)]
    Id(IdError),
}

/// A case as an audience may see it.
#[derive(Clone, Debug)]
pub struct Seen<'a> {
    audience: Audience,
    case: Cow<'a, Case>,
    document: Option<&'a Document>,
    /// For others than the team: what each visible record was called in the case.
    names: Arc<BTreeMap<RecordRef, RecordRef>>,
    /// For a party: what all may see. It cannot be told from what is seen here, which says of no record who else sees it.
    for_all: Option<Arc<Seen<'static>>>,
}

impl Case {
    /// Whether an audience is shown nothing but the marking, because lines are missing of which nobody knows what
    /// record they changed: one of them may have withdrawn what would else be shown. Repairing the case opens it.
    #[must_use]
    pub fn is_closed_to(&self, audience: &Audience) -> bool {
        self.lines_lost && *audience != Audience::Team
    }

    /// What an audience may see of this case. For the team it is the case itself.
    #[must_use]
    pub fn seen_by(&self, audience: &Audience) -> Seen<'_> {
        let (case, names) = match audience {
            Audience::Team => (Cow::Borrowed(self), BTreeMap::new()),
            outside => {
                let (case, names) = renamed(&reduced(self, outside));
                (Cow::Owned(case), names)
            }
        };
        let for_all = matches!(audience, Audience::Party(_))
            .then(|| Arc::new(self.seen_by(&Audience::Shareable).into_owned()));
        Seen { audience: audience.clone(), case, document: None, names: Arc::new(names), for_all }
    }

    /// How many records of each kind an audience may not see. Kinds that never leave the team, such as the notes of
    /// exports, are not counted: they would drown the others. For the team's eyes only.
    #[must_use]
    pub fn withheld_from(&self, audience: &Audience) -> Vec<(Kind, usize)> {
        if *audience == Audience::Team {
            return Vec::new();
        }
        let seen = reduced(self, audience);
        Kind::ALL
            .iter()
            .filter(|kind| kind.may_leave())
            .map(|kind| (*kind, self.count_of(*kind).saturating_sub(seen.count_of(*kind))))
            .filter(|(_, withheld)| *withheld > 0)
            .collect()
    }
}

impl<'a> Seen<'a> {
    /// What an audience may see of a document; the team also sees its history.
    #[must_use]
    pub fn of(document: &'a Document, audience: &Audience) -> Self {
        let seen = document.case().seen_by(audience);
        Self { document: (*audience == Audience::Team).then_some(document), ..seen }
    }

    /// The same, borrowing.
    #[must_use]
    pub fn borrowed(&self) -> Seen<'_> {
        Seen {
            audience: self.audience.clone(),
            case: Cow::Borrowed(&self.case),
            document: self.document,
            names: self.names.clone(),
            for_all: self.for_all.clone(),
        }
    }

    /// What another audience may see, out of the team's view, and what all may see, out of a party's. Out of any other
    /// view it is that view: nobody sees more for asking.
    #[must_use]
    pub fn narrowed(&self, audience: &Audience) -> Seen<'_> {
        match (&self.audience, audience) {
            (Audience::Team, Audience::Shareable | Audience::Party(_)) => self.case.seen_by(audience),
            (Audience::Party(_), Audience::Shareable) => {
                self.for_all.as_deref().map_or_else(|| self.borrowed(), Seen::borrowed)
            }
            _ => self.borrowed(),
        }
    }

    /// The same, standing on its own: without the history.
    #[must_use]
    pub fn into_owned(self) -> Seen<'static> {
        Seen {
            audience: self.audience,
            case: Cow::Owned(self.case.into_owned()),
            document: None,
            names: self.names,
            for_all: self.for_all,
        }
    }

    /// For whom.
    #[must_use]
    pub fn audience(&self) -> &Audience {
        &self.audience
    }

    /// Whether it is for the team.
    #[must_use]
    pub fn is_team(&self) -> bool {
        self.audience == Audience::Team
    }

    /// What can be seen of the case.
    #[must_use]
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// The document with its history, for the team.
    #[must_use]
    pub fn document(&self) -> Option<&'a Document> {
        self.document
    }

    /// The id, in what is seen, of a record of the case; nothing if it is not seen.
    #[must_use]
    pub fn locate<T: RecordType>(&self, id: &Id<T>) -> Option<Id<T>> {
        if self.is_team() {
            return T::table(&self.case).get(id).map(|_| id.clone());
        }
        self.names.get(&RecordRef::of(id)).map(|new| new.id.cast())
    }
}

/// Whether an audience may be told.
fn may_see(disclosure: &Disclosure, audience: &Audience) -> bool {
    match (disclosure, audience) {
        (_, Audience::Team) | (Disclosure::Public | Disclosure::SharedWithAll, _) => true,
        (Disclosure::Shared(with), Audience::Party(party)) => with.contains(party),
        (Disclosure::Shared(_) | Disclosure::Confided { .. } | Disclosure::Team, _) => false,
    }
}

/// The case without what an audience may not see; ids are still those of the case.
fn reduced(case: &Case, audience: &Audience) -> Case {
    let about = About { id: String::new(), kind: case.about.kind, created: String::new() };
    let mut out = Case { about, ..Case::default() };
    if !case.is_closed_to(audience) {
        macro_rules! take_all {
            ($( $kind:ident $type:ident $table:ident $word:literal $code:tt $shown:ident $label:tt; )+) => {
                $( out.$table = visible(&case.$table, &case.doubtful, audience); )+
            };
        }
        each_kind!(take_all);
        consent::keep(case, &mut out);
        drop_what_cannot_stand(case, &mut out);
        close_ranks(&mut out);
    }
    keep_marking(case, &mut out);
    out
}

/// The records of one kind that an audience may see, as it may see them.
fn visible<T: RecordType>(table: &Table<T>, doubtful: &BTreeSet<RecordRef>, audience: &Audience) -> Table<T> {
    let mut out = Table::default();
    for (id, entry) in table.iter() {
        // The stricter disclosure of two versions holds; one that cannot be read may be the strictest.
        let all_visible = entry
            .versions()
            .iter()
            .all(|v| v.here().is_some_and(|value| may_see(value.disclosure(), audience)));
        if !all_visible || doubtful.contains(&RecordRef::of(id)) {
            continue;
        }
        let mut heads: Vec<T> = Vec::new();
        for head in entry.heads().filter_map(RecordType::seen_outside) {
            if !heads.contains(&head) {
                heads.push(head);
            }
        }
        if let Some(entry) = entry_of(heads) {
            out.insert(id.clone(), entry);
        }
    }
    out
}

/// The marking stands on every page, whoever it is for; that of a withheld sheet, too.
fn keep_marking(case: &Case, out: &mut Case) {
    let marking = case.marking();
    for (_, entry) in out.sheets.iter_mut() {
        entry.heads_mut().for_each(|sheet| sheet.marking.clone_from(&marking));
    }
    if out.sheets.is_empty() && !marking.is_empty() {
        let sheet = CaseSheet { marking, ..CaseSheet::default() };
        if let Some(entry) = entry_of(vec![sheet]) {
            out.sheets.insert(Id::trusted("sheet".to_owned()), entry);
        }
    }
}

/// Places of issues become first, second, third: a gap would tell of an issue that is withheld.
fn close_ranks(out: &mut Case) {
    let mut places: Vec<u32> =
        out.issues.iter().flat_map(|(_, e)| e.heads()).map(|issue| issue.order).collect();
    places.sort_unstable();
    places.dedup();
    for issue in out.issues.iter_mut().flat_map(|(_, entry)| entry.heads_mut()) {
        let rank = places.partition_point(|place| *place < issue.order) + 1;
        issue.order = u32::try_from(rank).unwrap_or(u32::MAX);
    }
}

/// Empties references to what is not seen, and drops records that mean something else without them.
fn drop_what_cannot_stand(case: &Case, out: &mut Case) {
    loop {
        let before = out.count();
        let snapshot = out.clone();
        let hidden = |kind: Kind, id: &str| {
            crate::model::AnyId::new(id).is_ok_and(|id| !snapshot.has(&RecordRef { kind, id }))
        };
        macro_rules! prune_all {
            ($( $kind:ident $type:ident $table:ident $word:literal $code:tt $shown:ident $label:tt; )+) => {
                $( prune(&mut out.$table, &hidden); )+
            };
        }
        each_kind!(prune_all);
        drop_entries(&mut out.positions, &case.positions, |position: &Position| {
            position.faction.as_ref().is_some_and(|faction| hidden(Kind::Faction, faction.as_str()))
        });
        // Half a trade, or one of two who tabled an option together, would say something that nobody said.
        let names_hidden = |record: &dyn Refs| {
            let mut found = false;
            record.each_ref(&mut |kind, id| found |= kind != Kind::Source && hidden(kind, id));
            found
        };
        drop_entries(&mut out.linkages, &case.linkages, |linkage: &Linkage| names_hidden(&linkage.outside()));
        drop_entries(&mut out.events, &case.events, |event: &Event| {
            event.kind == EventKind::OptionTabled && names_hidden(&event.outside())
        });
        if out.count() == before {
            return;
        }
    }
}

fn prune<T: RecordType>(table: &mut Table<T>, hidden: &dyn Fn(Kind, &str) -> bool) {
    let mut fallen = Vec::new();
    for (id, entry) in table.iter_mut() {
        let mut stands = true;
        for head in entry.heads_mut() {
            head.refs(&mut |kind, id| {
                if hidden(kind, id) {
                    id.clear();
                }
            });
            stands &= head.prune();
        }
        if !stands {
            fallen.push(id.clone());
        }
    }
    for id in &fallen {
        table.remove(id);
    }
}

/// Drops what falls by what its full record says.
fn drop_entries<T: RecordType>(out: &mut Table<T>, full: &Table<T>, falls: impl Fn(&T) -> bool) {
    let fallen: Vec<Id<T>> = out
        .iter()
        .filter(|(id, _)| full.get(id).is_some_and(|entry| entry.heads().any(&falls)))
        .map(|(id, _)| id.clone())
        .collect();
    for id in &fallen {
        out.remove(id);
    }
}

/// Gives every record a new id in the order of what can be seen of it; the old ids tell when records were made.
fn renamed(case: &Case) -> (Case, BTreeMap<RecordRef, RecordRef>) {
    let names = names::of(case);
    let mut out = Case { about: case.about.clone(), ..Case::default() };
    macro_rules! rename_all {
        ($( $kind:ident $type:ident $table:ident $word:literal $code:tt $shown:ident $label:tt; )+) => {
            $(
                for (id, entry) in case.$table.iter() {
                    let heads = entry.heads().map(|head| with_names(head, &names)).collect();
                    let new = names.get(&RecordRef::of(id)).map_or_else(|| id.clone(), |new| new.id.cast());
                    if let Some(entry) = entry_of(heads) {
                        out.$table.insert(new, entry);
                    }
                }
            )+
        };
    }
    each_kind!(rename_all);
    (out, names)
}

/// The record with new ids; an id that has no new one is emptied.
fn with_names<T: RecordType>(record: &T, names: &BTreeMap<RecordRef, RecordRef>) -> T {
    let mut record = record.clone();
    record.refs(&mut |kind, id| {
        let old = crate::model::AnyId::new(id.as_str()).map(|id| RecordRef { kind, id });
        match old.ok().and_then(|old| names.get(&old)) {
            Some(new) => new.id.as_str().clone_into(id),
            None => id.clear(),
        }
    });
    record
}

fn in_words<T: RecordType>(record: &T) -> String {
    notation::line(record).unwrap_or_default()
}

/// An entry without authors and times. Its versions are in the order of their words.
fn entry_of<T: RecordType>(mut heads: Vec<T>) -> Option<Entry<T>> {
    heads.sort_by_cached_key(in_words);
    heads.dedup();
    let version = |(number, value): (u32, T)| Version {
        revision: RevisionId::of(&number.to_be_bytes()),
        by: String::new(),
        at: Timestamp::UNIX_EPOCH,
        state: State::Here(value),
    };
    let mut versions: Vec<_> = (0..).zip(heads).map(version).collect();
    versions.sort_by_key(|version| version.revision);
    Entry::new(versions)
}

#[cfg(test)]
mod tests;
