//! Gaps in positions, registers, sources and issues.

use std::collections::BTreeSet;

use jiff::civil;

use super::{Gap, GapKind};
use crate::{
    analysis::{
        attention::{Claim, Unreadable, attention},
        naming::{list, name_of},
        redlines,
        standing::{AsOf, OnTable, Speaker, Standings},
    },
    audience::Seen,
    model::{
        Agenda, Answer, AnswerState, Case, Date, Id, Position, RecordRef, RecordType, Source, Stance, Table,
    },
    search::Way,
};

/// What a register row or an answer rests on: who it is, what to call it, how many sources that stand.
struct Basis {
    which: RecordRef,
    about: String,
    sources: usize,
}

/// Standing positions, answers and rows of registers without a source.
pub(super) fn unsourced(seen: &Seen, standings: &Standings) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = attention(seen, standings)
        .unsourced
        .into_iter()
        .map(|c| claimed(GapKind::Unsourced, &c, "no source"))
        .collect();
    let rows = bases(seen.case()).into_iter().filter(|basis| basis.sources == 0);
    gaps.extend(
        rows.map(|basis| Gap::new(GapKind::Unsourced, basis.about, "no source", Way::Record(basis.which))),
    );
    gaps
}

/// The same with one source.
pub(super) fn single_sourced(seen: &Seen, standings: &Standings) -> Vec<Gap> {
    let claims = attention(seen, standings).on_one_source;
    let mut gaps: Vec<Gap> =
        claims.into_iter().map(|c| claimed(GapKind::SingleSourced, &c, "one source")).collect();
    let rows = bases(seen.case()).into_iter().filter(|basis| basis.sources == 1);
    gaps.extend(
        rows.map(|basis| {
            Gap::new(GapKind::SingleSourced, basis.about, "one source", Way::Record(basis.which))
        }),
    );
    gaps
}

fn claimed(kind: GapKind, claim: &Claim, what: &str) -> Gap {
    Gap::new(kind, claim.words(), what, Way::Record(RecordRef::of::<Position>(&claim.said.id)))
}

/// Answers that say something, and every row of the registers; by kind, then code and name.
fn bases(case: &Case) -> Vec<Basis> {
    let mut found = Vec::new();
    let says_something =
        |answer: &Answer| matches!(answer.state, AnswerState::Answered | AnswerState::Partly);
    for (id, answer) in case.answers.shown().filter(|(_, answer)| says_something(answer)) {
        let sources: Vec<Id<Source>> =
            answer.evidence.iter().map(|evidence| evidence.source.clone()).collect();
        let about = format!("answer to {}", answer.question);
        found.push(Basis { which: RecordRef::of(id), about, sources: standing(case, &sources) });
    }
    macro_rules! register {
        ($( $table:ident ),*) => {
            $( for (id, row) in case.$table.shown() {
                found.push(basis(case, id, row, &row.sources));
            } )*
        };
    }
    register!(threats, violations, dynamics, institutions, stakeholders, profiles);
    found.sort_by(|a, b| (a.which.kind, &a.about).cmp(&(b.which.kind, &b.about)));
    found
}

fn basis<T: RecordType>(case: &Case, id: &Id<T>, row: &T, sources: &[Id<Source>]) -> Basis {
    let label = match case.profiles.first(&id.cast()).filter(|_| T::KIND == crate::model::Kind::Profile) {
        Some(profile) => name_of(case, &profile.actor),
        None => row.label().to_owned(),
    };
    let code = if row.code().is_empty() { String::new() } else { format!("{} ", row.code()) };
    let about = format!("{} {code}{label}", T::KIND);
    Basis { which: RecordRef::of(id), about, sources: standing(case, sources) }
}

/// How many different sources stand; one that was deleted, or has not arrived, supports nothing.
fn standing(case: &Case, sources: &[Id<Source>]) -> usize {
    let here: BTreeSet<&Id<Source>> = sources.iter().filter(|id| case.sources.get(id).is_some()).collect();
    here.len()
}

/// Records that cannot be read as they stand.
pub(super) fn unreadable(seen: &Seen) -> Vec<Gap> {
    let gap = |record: Unreadable| {
        let about = format!("{} {}", record.kind, record.label);
        Gap::new(GapKind::Unreadable, about, record.why, Way::Record(record.which))
    };
    crate::analysis::attention::unreadable(seen.case()).into_iter().map(gap).collect()
}

/// Records in two or more versions.
pub(super) fn contested(seen: &Seen, standings: &Standings) -> Vec<Gap> {
    let found = attention(seen, standings).contested;
    let kind_of = |word: &str| crate::model::Kind::ALL.iter().find(|kind| kind.word() == word).copied();
    let gap = |record: crate::analysis::attention::TwoVersions| {
        let which = RecordRef { kind: kind_of(record.kind)?, id: record.id };
        let about = format!("{} {}", record.kind, record.label);
        Some(Gap::new(GapKind::Contested, about, format!("{} versions", record.versions), Way::Record(which)))
    };
    found.into_iter().filter_map(gap).collect()
}

/// Parties of which nothing was heard on an issue.
pub(super) fn silent_parties(seen: &Seen) -> Vec<Gap> {
    let case = seen.case();
    let mut issues: Vec<_> = case.issues.shown().collect();
    issues.sort_by_key(|(_, issue)| (issue.order, issue.title.clone()));
    let mut gaps = Vec::new();
    for (id, issue) in issues {
        let heads = case.positions.iter().flat_map(|(_, entry)| entry.heads());
        let heard: Vec<&Position> = heads.filter(|p| p.issue == *id && p.faction.is_none()).collect();
        let speaks_for = |party: &Id<crate::model::Actor>, position: &Position| {
            position.party == *party
                || case.actors.first(&position.party).is_some_and(|group| group.members.contains(party))
        };
        let parties = case.actors.shown().filter(|(_, actor)| actor.is_party());
        let mut silent: Vec<String> = parties
            .filter(|(party, _)| !heard.iter().any(|position| speaks_for(party, position)))
            .map(|(_, actor)| actor.name.clone())
            .collect();
        if !silent.is_empty() {
            silent.sort_unstable();
            let what = format!("nothing heard of {}", list(&silent));
            gaps.push(Gap::new(GapKind::Silent, issue.title.clone(), what, Way::Record(RecordRef::of(id))));
        }
    }
    gaps
}

/// Issues that are marked as agreed while a party stands against what was agreed.
pub(super) fn agreed_and_opposed(seen: &Seen, standings: &Standings) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for sheet in standings.issues().iter().filter(|sheet| sheet.agenda == Some(Agenda::Agreed)) {
        let OnTable::Option(option) = &sheet.on_table else { continue };
        let mut against = Vec::new();
        for column in standings.columns().iter().filter(|column| column.is_party) {
            let stands = standings.of(&column.speaker(), &sheet.issue.id, &AsOf::Now);
            let stance = stands.and_then(|stands| stands.on(&option.id).and_then(|on| on.stance));
            if let Some(stance @ (Stance::Opposes | Stance::RedLine)) = stance {
                against.push(format!("{} ({})", column.words(), stance.label()));
            }
        }
        if !against.is_empty() {
            let what = format!("marked as agreed on {}, against {}", option.words(), list(&against));
            let which = RecordRef::of(&sheet.issue.id);
            if seen.case().has(&which) {
                gaps.push(Gap::new(
                    GapKind::Contradiction,
                    sheet.issue.name.clone(),
                    what,
                    Way::Record(which),
                ));
            }
        }
    }
    gaps
}

/// Stakeholders called champions whose actor draws a red line on an issue that the entry names.
pub(super) fn champions_with_red_lines(seen: &Seen, standings: &Standings) -> Vec<Gap> {
    let crossings = redlines::crossings(standings, &AsOf::Now);
    let mut gaps = Vec::new();
    for (id, row) in seen.case().stakeholders.shown().filter(|(_, row)| !row.champion.is_empty()) {
        let Some(actor) = &row.actor else { continue };
        let party = Speaker::party(actor);
        let crossed = crossings.iter().find(|crossing| {
            let named = crossing.issue.as_ref().is_some_and(|issue| row.issues.contains(&issue.id));
            named && crossing.red_lines.iter().any(|line| line.column.speaker() == party)
        });
        if let Some(crossing) = crossed {
            let about = format!("stakeholder {} {}", row.code, row.title);
            let what = format!("called a champion, and draws a red line at {}", crossing.option.words());
            gaps.push(Gap::new(GapKind::Contradiction, about, what, Way::Record(RecordRef::of(id))));
        }
    }
    gaps.sort_by(|a, b| a.about.cmp(&b.about));
    gaps
}

/// What was to be done before today.
pub(super) fn due(seen: &Seen, today: civil::Date) -> Vec<Gap> {
    let case = seen.case();
    let mut found: Vec<(Date, Gap)> = Vec::new();
    look(&case.answers, today, &mut found, |a| {
        (a.due.as_ref(), format!("answer to {}", a.question), "was due by")
    });
    look(&case.sources, today, &mut found, |s| {
        (s.review_by.as_ref(), s.name.clone(), "consent was to be asked again by")
    });
    look(&case.issues, today, &mut found, |i| (i.revisit.as_ref(), i.title.clone(), "parked until"));
    look(&case.notes, today, &mut found, |n| {
        (n.review.as_ref(), n.entry.clone(), "was to be looked at again by")
    });
    found.sort_by(|a, b| (&a.0, &a.1.about).cmp(&(&b.0, &b.1.about)));
    found.into_iter().map(|(_, gap)| gap).collect()
}

fn look<T: RecordType>(
    table: &Table<T>,
    today: civil::Date,
    found: &mut Vec<(Date, Gap)>,
    of: impl Fn(&T) -> (Option<&Date>, String, &'static str),
) {
    for (id, record) in table.shown() {
        let (date, about, what) = of(record);
        if let Some(date) = date.filter(|date| date.to() < today) {
            let what = format!("{what} {}", date.spoken());
            found.push((date.clone(), Gap::new(GapKind::Due, about, what, Way::Record(RecordRef::of(id)))));
        }
    }
}
