//! The list of positions, in the columns and forms that the import reads.
//!
//! It does not carry the meeting in which something was said, nor to whom it was told: the JSON and RON exports do.

use std::collections::BTreeMap;

use super::Grid;
use crate::{
    analysis::naming::name_of,
    audience::Seen,
    import::{
        Field,
        cells::{self, DisclosureText, StanceText},
        names::Known,
    },
    model::{Case, Disclosure, Firmness, Id, Position, RecordType, Table, Words},
};

/// The columns that others than the team may see.
const OUTSIDE: [Field; 13] = [
    Field::Party,
    Field::Faction,
    Field::Issue,
    Field::Phase,
    Field::Date,
    Field::Statement,
    Field::Language,
    Field::Original,
    Field::OriginalLanguage,
    Field::Option,
    Field::Stance,
    Field::Condition,
    Field::Source,
];

/// The list, in the order of issue, party, phase and date.
pub(super) fn list(seen: &Seen) -> Grid {
    let case = seen.case();
    let fields: Vec<Field> = if seen.is_team() {
        let is_own = |field: &Field| !matches!(field, Field::Flexibility | Field::Marking);
        Field::ALL.into_iter().filter(is_own).collect()
    } else {
        OUTSIDE.to_vec()
    };
    let writer = Writer { case, known: Known::of(case), labels: labels(case), is_team: seen.is_team() };
    let mut heads: Vec<(&Id<Position>, &Position)> =
        case.positions.iter().flat_map(|(id, entry)| entry.heads().map(move |head| (id, head))).collect();
    heads.sort_by_cached_key(|(id, position)| {
        let issue = case.issues.first(&position.issue);
        (
            issue.map_or(u32::MAX, |issue| issue.order),
            name_of(case, &position.issue),
            name_of(case, &position.party),
            position.phase,
            position.date.clone(),
            writer.labels.get(*id).cloned(),
            (*id).clone(),
        )
    });
    let row = |(id, position): &(&Id<Position>, &Position)| {
        fields.iter().map(|field| writer.cell(*field, id, position)).collect()
    };
    Grid {
        title: "positions".to_owned(),
        header: fields.iter().map(|field| field.name().to_owned()).collect(),
        rows: heads.iter().map(row).collect(),
    }
}

/// What rows call each other by: the code where it is no other row's, else the id.
fn labels(case: &Case) -> BTreeMap<Id<Position>, String> {
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, position) in case.positions.shown() {
        *uses.entry(position.code.trim()).or_default() += 1;
    }
    let label = |(id, position): (&Id<Position>, &Position)| {
        let code = position.code.trim();
        let label = if code.is_empty() || uses.get(code) != Some(&1) { id.as_str() } else { code };
        (id.clone(), label.to_owned())
    };
    case.positions.shown().map(label).collect()
}

struct Writer<'a> {
    case: &'a Case,
    known: Known,
    labels: BTreeMap<Id<Position>, String>,
    is_team: bool,
}

impl Writer<'_> {
    fn cell(&self, field: Field, id: &Id<Position>, position: &Position) -> String {
        let Words { text, language, original, original_language, translator } = &position.statement;
        let given = |text: &Option<String>| text.clone().unwrap_or_default();
        let label = |id: &Id<Position>| self.labels.get(id).cloned();
        match field {
            Field::Code => label(id).unwrap_or_default(),
            Field::Party => self.party(&position.party),
            Field::Faction => position.faction.as_ref().map_or_else(String::new, |faction| {
                let names = self.known.factions.get(&position.party);
                self.call(&self.case.factions, faction, |id, name, code| {
                    Some(names?.call(id, name, code).to_owned())
                })
            }),
            Field::Issue => self.call(&self.case.issues, &position.issue, |id, name, code| {
                Some(self.known.issues.call(id, name, code).to_owned())
            }),
            Field::Phase => position.phase.word().to_owned(),
            Field::Date => position.date.as_ref().map_or_else(String::new, |date| date.written().to_owned()),
            Field::Statement => text.clone(),
            Field::Language => given(language),
            Field::Original => given(original),
            Field::OriginalLanguage => given(original_language),
            Field::Translator => given(translator),
            Field::Option | Field::Stance | Field::Condition => self.stance(field, position),
            Field::Firmness if position.firmness == Firmness::Unjudged => String::new(),
            Field::Firmness => position.firmness.word().to_owned(),
            Field::Interest => position.interest.clone(),
            Field::Disclosure => cells::write_disclosure(&self.disclosure(&position.disclosure)),
            Field::ConfidedBy => match &position.disclosure {
                Disclosure::Confided { by } => by.clone(),
                _ => String::new(),
            },
            Field::Source => self.sources(position),
            Field::Spokesperson => position.spokesperson.clone(),
            Field::Note => position.note.clone(),
            Field::After => cells::write_names(&position.after.iter().filter_map(label).collect::<Vec<_>>()),
            Field::Beside => position.beside.as_ref().and_then(label).unwrap_or_default(),
            Field::Flexibility | Field::Marking => String::new(),
        }
    }

    /// The name by which the import finds the record again; outside the team the name alone.
    fn call<T: RecordType>(
        &self,
        table: &Table<T>,
        id: &Id<T>,
        find: impl Fn(&Id<T>, &str, &str) -> Option<String>,
    ) -> String {
        let Some(record) = table.first(id) else { return name_of(self.case, id) };
        let found = if self.is_team { find(id, record.label(), record.code()) } else { None };
        found.unwrap_or_else(|| record.label().to_owned())
    }

    fn party(&self, id: &Id<crate::model::Actor>) -> String {
        self.call(&self.case.actors, id, |id, name, code| {
            Some(self.known.actors.call(id, name, code).to_owned())
        })
    }

    /// One stance has its three columns; several stand together in one. Options that were deleted are left out.
    fn stance(&self, field: Field, position: &Position) -> String {
        let stances: Vec<StanceText> = position
            .stances
            .iter()
            .filter_map(|stance| {
                let option = self.case.options.first(&stance.option)?;
                let names = self.known.options.get(&option.issue)?;
                let called = if self.is_team {
                    names.call(&stance.option, &option.letter, &option.title)
                } else {
                    &option.letter
                };
                let called = if called.trim().is_empty() { &option.title } else { called };
                Some(StanceText {
                    option: called.to_owned(),
                    stance: stance.stance,
                    condition: stance.condition.clone(),
                    inferred: stance.inferred,
                })
            })
            .collect();
        match (stances.as_slice(), field) {
            ([only], Field::Option) => only.option.clone(),
            ([only], Field::Stance) => cells::write_stance(only.stance, only.inferred),
            ([only], Field::Condition) => only.condition.clone(),
            (several, Field::Stance) => cells::write_stances(several),
            (_, _) => String::new(),
        }
    }

    fn disclosure(&self, disclosure: &Disclosure) -> DisclosureText {
        match disclosure {
            Disclosure::Public => DisclosureText::Public,
            Disclosure::SharedWithAll => DisclosureText::SharedWithAll,
            Disclosure::Shared(with) => {
                DisclosureText::Shared(with.iter().map(|id| self.party(id)).collect())
            }
            Disclosure::Confided { .. } => DisclosureText::Confided,
            Disclosure::Team => DisclosureText::Team,
        }
    }

    fn sources(&self, position: &Position) -> String {
        let name = |id| {
            self.case.sources.get(id).map(|_| {
                self.call(&self.case.sources, id, |id, name, code| {
                    Some(self.known.sources.call(id, name, code).to_owned())
                })
            })
        };
        cells::write_sources(&position.sources.iter().filter_map(name).collect::<Vec<_>>())
    }
}
