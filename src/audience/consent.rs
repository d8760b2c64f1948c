//! What sources agreed to, where a page leaves the team. A "no" holds, whatever a disclosure says; where nobody asked,
//! the disclosure alone decides.
//!
//! Limit: whether a summary in our own words gives a person away is for the person who writes it to judge.

use std::collections::BTreeSet;

use super::entry_of;
use crate::model::{
    Answer, Case, Consent, Entry, Id, Kind, Position, RecordType, Source, Table, Version, Words, each_kind,
};

/// Leaves out what sources did not agree to: a name that may not be given, words that may not be quoted, and records
/// that rest on what may not be used.
pub(super) fn keep(case: &Case, out: &mut Case) {
    let unnamed = refusing(case, |consent| consent.may_be_attributed);
    let unquoted = refusing(case, |consent| consent.may_be_quoted);
    let unused = refusing(case, |consent| consent.may_be_used);
    macro_rules! drop_all {
        ($( $kind:ident $type:ident $table:ident $word:literal $code:tt $shown:ident $label:tt; )+) => {
            $( drop_resting_on(&mut out.$table, &unused); )+
        };
    }
    if !unused.is_empty() {
        each_kind!(drop_all);
    }
    if !unquoted.is_empty() {
        unquote(out, &unquoted);
    }
    unnamed.iter().chain(&unused).for_each(|source| out.sources.remove(source));
}

/// The sources that said no, in one version at least, or may have: one that cannot be read may be a no.
fn refusing(case: &Case, to: impl Fn(&Consent) -> Option<bool>) -> BTreeSet<Id<Source>> {
    let says_no = |source: &Source| to(&source.consent) == Some(false);
    let may_say_no = |entry: &Entry<Source>| {
        entry.heads().any(says_no) || entry.versions().iter().any(Version::is_unreadable)
    };
    let refusing = case.sources.iter().filter(|(_, entry)| may_say_no(entry)).map(|(id, _)| id.clone());
    let hidden = case.unreadable.keys().chain(&case.doubtful).filter(|which| which.kind == Kind::Source);
    refusing.chain(hidden.map(|which| which.id.cast())).collect()
}

fn drop_resting_on<T: RecordType>(table: &mut Table<T>, unused: &BTreeSet<Id<Source>>) {
    let rests = |record: &T| {
        let mut found = false;
        record.each_ref(&mut |kind, id| found |= kind == Kind::Source && unused.contains(id));
        found
    };
    let fallen: Vec<Id<T>> =
        table.iter().filter(|(_, entry)| entry.heads().any(rests)).map(|(id, _)| id.clone()).collect();
    for id in &fallen {
        table.remove(id);
    }
}

/// Takes out quotations: those given as evidence, and statements. A statement stands as what was said, in quotation
/// marks, whoever put it into these words; the stances that were heard in it stay.
fn unquote(out: &mut Case, unquoted: &BTreeSet<Id<Source>>) {
    change(&mut out.answers, |answer: &mut Answer| {
        let evidence = answer.evidence.iter_mut().filter(|evidence| unquoted.contains(&evidence.source));
        evidence.for_each(|evidence| evidence.quote = Words::default());
    });
    change(&mut out.positions, |position: &mut Position| {
        // One source that lets its words be quoted is enough: a communiqué stays public whoever else confirms it.
        if !position.sources.is_empty() && position.sources.iter().all(|source| unquoted.contains(source)) {
            position.statement = Words::default();
        }
    });
}

/// Changes every version of every record; versions that come to say the same become one.
fn change<T: RecordType>(table: &mut Table<T>, change: impl Fn(&mut T)) {
    for (_, entry) in table.iter_mut() {
        let mut heads: Vec<T> = entry.heads().cloned().collect();
        heads.iter_mut().for_each(&change);
        if let Some(changed) = entry_of(heads) {
            *entry = changed;
        }
    }
}
