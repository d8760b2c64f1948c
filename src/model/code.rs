//! The short codes that people say aloud: P-03, I-12.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{AnyId, Case, Kind, RecordRef, RecordType as _, each_kind};

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
    let mut first: HashMap<&str, &str> = HashMap::new();
    let mut shared: BTreeSet<&str> = BTreeSet::new();
    each_of(case, &mut |_, id, code| {
        if *first.entry(code).or_insert(id) != id {
            shared.insert(code);
        }
    });
    let mut codes: BTreeMap<(Kind, String), BTreeSet<AnyId>> = BTreeMap::new();
    each_of(case, &mut |kind, id, code| {
        if shared.contains(code) {
            codes.entry((kind, code.to_owned())).or_default().extend(AnyId::new(id));
        }
    });
    codes.retain(|_, ids| ids.len() > 1);
    codes
}

/// The case as people are shown it where several records carry one code: `P-20a` and `P-20b` in the place of `P-20` and
/// `P-20`, in the order of their ids, which is the one in which they were made. Nothing where no two carry the same.
#[must_use]
pub fn told_apart(case: &Case) -> Option<Case> {
    let shared = shared_codes(case);
    if shared.is_empty() {
        return None;
    }
    let mut codes: BTreeMap<RecordRef, String> = BTreeMap::new();
    for ((kind, code), ids) in shared {
        for (n, id) in (0..).zip(ids) {
            codes.insert(RecordRef { kind, id }, format!("{code}{}", letter(n)));
        }
    }
    let mut shown = case.clone();
    for (which, record) in &mut shown.unreadable {
        if let Some(code) = codes.get(which) {
            record.code.clone_from(code);
            record.last.iter_mut().for_each(|last| last.set_code(code.clone()));
        }
    }
    macro_rules! put {
        ($( $kind:ident $type:ident $table:ident $word:literal $code:tt $shown:ident $label:tt; )+) => {
            $(
                for (id, entry) in shown.$table.iter_mut() {
                    if let Some(code) = codes.get(&RecordRef::of(id)) {
                        entry.heads_mut().for_each(|head| head.set_code(code.clone()));
                    }
                }
            )+
        };
    }
    each_kind!(put);
    Some(shown)
}

/// What follows a code that others carry too: `a` to `z`, then `-27` and so on.
fn letter(n: u32) -> String {
    let letter = u8::try_from(n).ok().and_then(|n| (b'a'..=b'z').nth(usize::from(n)));
    letter.map_or_else(|| format!("-{}", n + 1), |letter| char::from(letter).to_string())
}

/// Calls `see` with kind, id and code of every record that stands and has one.
fn each_of<'a>(case: &'a Case, see: &mut dyn FnMut(Kind, &'a str, &'a str)) {
    for (which, record) in case.unreadable.iter().filter(|(_, record)| !record.code.is_empty()) {
        see(which.kind, which.id.as_str(), &record.code);
    }
    macro_rules! look {
        ($( $kind:ident $type:ident $table:ident $word:literal $code:tt $shown:ident $label:tt; )+) => {
            $(
                for (id, entry) in case.$table.iter() {
                    for head in entry.heads().filter(|head| !head.code().is_empty()) {
                        see(Kind::$kind, id.as_str(), head.code());
                    }
                }
            )+
        };
    }
    each_kind!(look);
}

/// The code with this number; empty for a kind without codes.
#[must_use]
pub fn code(kind: Kind, number: u32) -> String {
    match kind.code_prefix() {
        "" => String::new(),
        prefix => format!("{prefix}-{number:02}"),
    }
}
