//! New ids for others than the team, given in the order of what can be seen.
//!
//! Records are told apart by their words, then by what they name, what that names, and so on. Those that remain alike
//! are told apart by their old ids, one kind at a time, so that alike records of one kind keep company with the same
//! records of the next.

use std::collections::BTreeMap;

use super::in_words;
use crate::model::{AnyId, Case, Kind, RecordRef, RecordType, Table, each_kind};

/// What can be seen of a record: for each version, a number for its words without ids, and the records it names.
struct Sight {
    which: RecordRef,
    heads: Vec<(usize, Vec<RecordRef>)>,
    rank: usize,
}

/// What each record of a case is called outside the team.
pub(super) fn of(case: &Case) -> BTreeMap<RecordRef, RecordRef> {
    let mut sights = sights(case);
    refine(&mut sights);
    for kind in Kind::ALL {
        if part(&mut sights, *kind) {
            refine(&mut sights);
        }
    }
    let mut names = BTreeMap::new();
    let mut numbers: BTreeMap<Kind, u32> = BTreeMap::new();
    sights.sort_by(|a, b| (a.rank, &a.which).cmp(&(b.rank, &b.which)));
    for Sight { which, .. } in sights {
        let number = numbers.entry(which.kind).and_modify(|number| *number += 1).or_insert(1);
        let id = AnyId::trusted(format!("{}-{number:05}", which.kind.name().to_lowercase()));
        names.insert(which.clone(), RecordRef { kind: which.kind, id });
    }
    names
}

fn sights(case: &Case) -> Vec<Sight> {
    let mut raw = Vec::new();
    macro_rules! look_at_all {
        ($( $kind:ident $type:ident $table:ident $word:literal $code:tt $shown:ident $label:tt; )+) => {
            $( look_at(&case.$table, &mut raw); )+
        };
    }
    each_kind!(look_at_all);
    let mut words: Vec<&(Kind, String)> =
        raw.iter().flat_map(|(_, heads)| heads.iter().map(|(words, _)| words)).collect();
    words.sort_unstable();
    words.dedup();
    let number = |text: &(Kind, String)| words.binary_search(&text).unwrap_or_default();
    let numbered: Vec<Vec<usize>> =
        raw.iter().map(|(_, heads)| heads.iter().map(|(words, _)| number(words)).collect()).collect();
    let with_number = |(heads, numbers): (Vec<Head>, Vec<usize>)| {
        heads.into_iter().zip(numbers).map(|((_, named), number)| (number, named)).collect()
    };
    let sight = |((which, heads), numbers)| Sight { which, heads: with_number((heads, numbers)), rank: 0 };
    raw.into_iter().zip(numbered).map(sight).collect()
}

/// The words of a version without ids, and the records that it names.
type Head = ((Kind, String), Vec<RecordRef>);

fn look_at<T: RecordType>(table: &Table<T>, out: &mut Vec<(RecordRef, Vec<Head>)>) {
    for (id, entry) in table.iter() {
        let heads = entry.heads().map(|head| {
            let (mut named, mut bare) = (Vec::new(), head.clone());
            bare.refs(&mut |kind, id| {
                named.extend(AnyId::new(id.clone()).map(|id| RecordRef { kind, id }));
                id.clear();
            });
            ((T::KIND, in_words(&bare)), named)
        });
        out.push((RecordRef::of(id), heads.collect()));
    }
}

/// Ranks records by what can be seen of them, then by the ranks of what they name, until nothing more is told apart.
fn refine(sights: &mut [Sight]) {
    let mut classes = 0;
    loop {
        let ranks: BTreeMap<&RecordRef, usize> =
            sights.iter().map(|sight| (&sight.which, sight.rank)).collect();
        let key = |sight: &Sight| {
            let mut heads: Vec<(usize, Vec<usize>)> = sight
                .heads
                .iter()
                .map(|(words, named)| {
                    (*words, named.iter().map(|named| ranks.get(named).copied().unwrap_or(0)).collect())
                })
                .collect();
            heads.sort_unstable();
            (sight.rank, heads)
        };
        let keys: Vec<_> = sights.iter().map(key).collect();
        let mut all: Vec<_> = keys.iter().collect();
        all.sort_unstable();
        all.dedup();
        let found: Vec<usize> =
            keys.iter().map(|key| all.binary_search(&key).unwrap_or_default() + 1).collect();
        let count = all.len();
        sights.iter_mut().zip(found).for_each(|(sight, rank)| sight.rank = rank);
        if count == classes {
            return;
        }
        classes = count;
    }
}

/// Tells alike records of one kind apart by their old ids; says whether there were any.
fn part(sights: &mut [Sight], kind: Kind) -> bool {
    let mut order: Vec<usize> = (0..sights.len()).collect();
    order.sort_by(|a, b| {
        let (a, b) = (&sights[*a], &sights[*b]);
        (a.rank, a.which.kind == kind, &a.which).cmp(&(b.rank, b.which.kind == kind, &b.which))
    });
    let (mut rank, mut before, mut parted) = (0, None, false);
    for at in order {
        let is_alike = before == Some(sights[at].rank);
        before = Some(sights[at].rank);
        if !is_alike || sights[at].which.kind == kind {
            parted |= is_alike;
            rank += 1;
        }
        sights[at].rank = rank;
    }
    parted
}
