//! A case as it would be had nobody ever recorded what an audience may not see: worked out from the full records, and
//! not by the code that is under test.

use std::collections::BTreeSet;

use goodoffices::{
    audience::Audience,
    edit::{Edit, names},
    model::{Disclosure, Record, RecordRef, RecordType, Refs},
    store::CaseDocument,
};

macro_rules! each_variant {
    ($record:expr, $name:ident => $do:expr) => {
        match $record {
            Record::Sheet($name) => $do,
            Record::Actor($name) => $do,
            Record::Faction($name) => $do,
            Record::Issue($name) => $do,
            Record::Option($name) => $do,
            Record::Source($name) => $do,
            Record::SourceName($name) => $do,
            Record::Event($name) => $do,
            Record::Position($name) => $do,
            Record::Linkage($name) => $do,
            Record::Provision($name) => $do,
            Record::Answer($name) => $do,
            Record::Threat($name) => $do,
            Record::Violation($name) => $do,
            Record::Dynamic($name) => $do,
            Record::Institution($name) => $do,
            Record::Stakeholder($name) => $do,
            Record::Profile($name) => $do,
            Record::Finding($name) => $do,
            Record::Note($name) => $do,
            Record::Confidence($name) => $do,
            Record::Export($name) => $do,
            Record::Points($name) => $do,
        }
    };
}

/// The first step of a case that holds only what an audience may know of a document.
pub fn step_without_what_is_withheld(document: &str, audience: &Audience) -> Edit {
    let Edit::Together(edits) = CaseDocument::read(document).unwrap().edit() else { panic!("one step") };
    let mut records: Vec<(RecordRef, Record)> = Vec::new();
    for edit in edits {
        let Edit::Add(which, record) = edit else { panic!("only additions") };
        if let Some(record) = stripped(&record, audience) {
            records.push((which, record));
        }
    }
    loop {
        let there: BTreeSet<RecordRef> = records.iter().map(|(which, _)| which.clone()).collect();
        let before = records.len();
        records.retain_mut(|(_, record)| stands(record, &there));
        if records.len() == before {
            break;
        }
    }
    Edit::Together(records.into_iter().map(|(which, record)| Edit::Add(which, Box::new(record))).collect())
}

/// The record as the audience may know it; nothing if it may not.
fn stripped(record: &Record, audience: &Audience) -> Option<Record> {
    let may_see = match (record.disclosure(), audience) {
        (Disclosure::Public | Disclosure::SharedWithAll, _) => true,
        (Disclosure::Shared(with), Audience::Party(party)) => with.contains(party),
        _ => false,
    };
    if !may_see {
        return None;
    }
    each_variant!(record, inner => {
        let mut outside = inner.seen_outside()?;
        outside.disclosure = inner.disclosure.clone();
        // A list of parties says who else was told. What all may see stays what it is: a comparison for all follows it.
        if let (Disclosure::Shared(with), Audience::Party(party)) = (&mut outside.disclosure, audience) {
            *with = vec![party.clone()];
        }
        Some(outside.into_record())
    })
}

/// Takes out what names nothing any more; says whether the record can still stand.
fn stands(record: &mut Record, there: &BTreeSet<RecordRef>) -> bool {
    let mut names_missing = false;
    names(record, &mut |named| {
        let is_carried =
            matches!(record, Record::Linkage(_)) && named.kind != goodoffices::model::Kind::Source;
        let is_faction =
            matches!(record, Record::Position(_)) && named.kind == goodoffices::model::Kind::Faction;
        names_missing |= (is_carried || is_faction) && !there.contains(&named);
    });
    record.refs(&mut |kind, id| {
        let named = goodoffices::model::AnyId::new(id.clone()).map(|id| RecordRef { kind, id });
        if named.is_ok_and(|named| !there.contains(&named)) {
            id.clear();
        }
    });
    !names_missing && each_variant!(record, inner => inner.prune())
}
