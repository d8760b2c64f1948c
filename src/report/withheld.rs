//! What an audience is not given, in words for the team before a file is written. None of it ever stands in a file.

use std::collections::BTreeMap;

use super::brief::many;
use crate::{
    audience::{Audience, Seen},
    model::{Case, Disclosure, RecordType, Table, each_kind},
};

/// `12 entries are left out for this audience: 4 positions, 2 sources … Why: 9 are for the team, 2 were confided …`;
/// empty where nothing is.
#[must_use]
pub fn withheld_words(case: &Case, audience: &Audience) -> String {
    if case.is_closed_to(audience) {
        let words = "Lines of this case are missing, and one of them may have withdrawn a disclosure: others are \
                     given none of its records until it is repaired. `goodoffices check` says which.";
        return words.to_owned();
    }
    let withheld = case.withheld_from(audience);
    let count: usize = withheld.iter().map(|(_, count)| count).sum();
    if count == 0 {
        return String::new();
    }
    let kinds: Vec<String> = withheld
        .iter()
        .map(|(kind, count)| many(*count, kind.word(), &format!("{}s", plural_stem(kind.word()))))
        .collect();
    let why: Vec<String> = reasons(case, &case.seen_by(audience))
        .into_iter()
        .map(|(reason, count)| format!("{count} {}", if count == 1 { reason.one() } else { reason.more() }))
        .collect();
    let entries = many(count, "entry is", "entries are");
    format!("{entries} left out for this audience: {}. Why: {}.", kinds.join(", "), why.join(", "))
}

/// The word without what its plural drops; the kinds of record have one such word.
fn plural_stem(word: &str) -> String {
    word.strip_suffix('y').map_or_else(|| word.to_owned(), |stem| format!("{stem}ie"))
}

/// Why a record is left out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    Team,
    Confided,
    SharedWithOthers,
    SpeaksOfWithheld,
}

impl Reason {
    const fn one(self) -> &'static str {
        match self {
            Self::Team => "is for the team",
            Self::Confided => "was told in confidence",
            Self::SharedWithOthers => "is shared with others only",
            Self::SpeaksOfWithheld => "means nothing without what is left out",
        }
    }

    const fn more(self) -> &'static str {
        match self {
            Self::Team => "are for the team",
            Self::Confided => "were told in confidence",
            Self::SharedWithOthers => "are shared with others only",
            Self::SpeaksOfWithheld => "mean nothing without what is left out",
        }
    }
}

fn reasons(case: &Case, seen: &Seen) -> BTreeMap<Reason, usize> {
    let mut reasons = BTreeMap::new();
    macro_rules! count_all {
        ($( $kind:ident $type:ident $table:ident $word:literal $code:tt $shown:ident $label:tt; )+) => {
            $( count(&case.$table, seen, &mut reasons); )+
        };
    }
    each_kind!(count_all);
    reasons
}

fn count<T: RecordType>(table: &Table<T>, seen: &Seen, reasons: &mut BTreeMap<Reason, usize>) {
    // The sheet stays for its marking, even where its title may not be seen.
    let is_kept_sheet = T::KIND == crate::model::Kind::Sheet && T::table(seen.case()).len() == table.len();
    if is_kept_sheet || !T::KIND.may_leave() {
        return;
    }
    for (_, entry) in table.iter().filter(|(id, _)| seen.locate(id).is_none()) {
        let of_version = |version: &T| match version.disclosure() {
            Disclosure::Confided { .. } => Reason::Confided,
            Disclosure::Team => Reason::Team,
            Disclosure::Shared(with) if !is_among(seen.audience(), with) => Reason::SharedWithOthers,
            _ => Reason::SpeaksOfWithheld,
        };
        let reason = entry.heads().map(of_version).max_by_key(|reason| match reason {
            Reason::Confided => 3,
            Reason::Team => 2,
            Reason::SharedWithOthers => 1,
            Reason::SpeaksOfWithheld => 0,
        });
        *reasons.entry(reason.unwrap_or(Reason::SpeaksOfWithheld)).or_default() += 1;
    }
}

fn is_among(audience: &Audience, with: &[crate::model::Id<crate::model::Actor>]) -> bool {
    matches!(audience, Audience::Party(party) if with.contains(party))
}
