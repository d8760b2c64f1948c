//! The short codes that people say aloud: P-03, I-12.

use std::collections::{BTreeMap, BTreeSet};

use super::{AnyId, Case, Kind};

/// The largest number that is taken from a code; a higher one was not given by this program.
const HIGHEST: u32 = 999_999;

/// The highest number that a code of this kind carries, those of deleted records included; 0 if there is none.
///
/// Two copies of a case may give the same code to two records: codes are for people, ids are for references.
#[must_use]
pub fn highest_code(case: &Case, kind: Kind) -> u32 {
    let mut highest = 0;
    case.each_code(kind, &mut |code| {
        let number =
            code.strip_prefix(kind.code_prefix()).and_then(|rest| rest.strip_prefix('-')?.parse().ok());
        highest = highest.max(number.filter(|number| *number <= HIGHEST).unwrap_or(0));
    });
    highest
}

/// The codes that several records carry, each with their ids: two people, or two copies, gave the same.
#[must_use]
pub fn shared_codes(case: &Case) -> BTreeMap<(Kind, String), BTreeSet<AnyId>> {
    let mut codes: BTreeMap<(Kind, String), BTreeSet<AnyId>> = BTreeMap::new();
    case.each_record(&mut |which, record| {
        if !record.code().is_empty() {
            codes.entry((which.kind, record.code().to_owned())).or_default().insert(which.id);
        }
    });
    codes.retain(|_, ids| ids.len() > 1);
    codes
}

/// The code with this number; empty for a kind without codes.
#[must_use]
pub fn code(kind: Kind, number: u32) -> String {
    match kind.code_prefix() {
        "" => String::new(),
        prefix => format!("{prefix}-{number:02}"),
    }
}
