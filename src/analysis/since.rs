//! What changed in a case since a moment, for the team: it has no meaning for anybody who may not know its history.
//!
//! The times are those of each writer's own clock. They choose what is listed and decide nothing else: a writer whose
//! clock is slow may be missing from a short list.

use jiff::Timestamp;

use crate::{
    audience::Seen,
    guidance::catalogue,
    model::{Case, Kind, Record, RecordRef},
};

/// One thing that somebody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Who.
    pub by: String,
    /// When, by that person's clock.
    pub at: Timestamp,
    /// In words: `added position P-03 and 2 more`.
    pub words: String,
    /// Every record that it touched: what it is called, and what it says now in a few words.
    pub records: Vec<String>,
    /// The first of them.
    pub first: Option<RecordRef>,
}

/// What was done since, the latest known first; nothing for others than the team.
#[must_use]
pub fn since(seen: &Seen, from: Timestamp) -> Option<Vec<Change>> {
    let document = seen.document()?;
    let record = |which: &RecordRef| {
        let heads = seen.case().heads_of(which);
        let label = heads.iter().find_map(|head| head.here()).map_or("", |record| record.label());
        let name = document.call(which);
        if label.is_empty() || name.contains(label) { name } else { format!("{name}: {label}") }
    };
    let mut changes = Vec::new();
    for (at, deed) in document.since(from).into_iter().rev() {
        let spoken = |name: String, which: &[RecordRef]| in_words(seen.case(), &name, which);
        let records =
            deed.records.iter().map(|which| spoken(record(which), std::slice::from_ref(which))).collect();
        let first = deed.records.first().cloned();
        changes.push(Change { by: deed.by, at, words: spoken(deed.words, &deed.records), records, first });
    }
    Some(changes)
}

/// What was done, with notes on the guidance called by the heading of their entry instead of its id.
#[must_use]
pub fn in_words(case: &Case, words: &str, records: &[RecordRef]) -> String {
    const MOST: usize = 40;
    let mut said = words.to_owned();
    for which in records.iter().filter(|which| which.kind == Kind::Note) {
        let heads = case.heads_of(which);
        let gone = case.gone.get(which).map(|gone| gone.label.as_str());
        let entry = heads.iter().find_map(|head| head.here()).map(Record::label).or(gone).unwrap_or_default();
        let Some(found) = catalogue().entry(entry) else { continue };
        let mut title: String = found.title.chars().take(MOST).collect();
        if title.len() < found.title.len() {
            title.push('…');
        }
        said = said.replace(&format!("\"{entry}\""), &format!("\"{title}\""));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        audience::Audience,
        document::{Document, Pen},
        edit::Edit,
        model::{Actor, GuidanceNote, Id, RecordType},
    };

    fn pen(hour: i64) -> Pen {
        let at = Timestamp::from_second(hour * 3600).expect("a time");
        Pen { by: format!("writer {hour}"), at, seed: [u8::try_from(hour).expect("a small number"); 16] }
    }

    #[test]
    fn only_what_is_later_is_listed_and_only_for_the_team() {
        let mut document = Document::default();
        for (hour, name) in [(1, "First"), (5, "Second"), (9, "Third")] {
            let actor = Actor { name: name.into(), ..Actor::default() };
            let which = RecordRef::of::<Actor>(&Id::new(name).expect("an id"));
            let edit = Edit::Add(which, Box::new(actor.into_record()));
            let step = document.prepare(&edit, &pen(hour)).expect("an addition");
            document.commit(step);
        }
        let team = Seen::of(&document, &Audience::Team);
        let changes = since(&team, pen(4).at).expect("the team has a history");
        let words: Vec<_> =
            changes.iter().map(|change| (change.by.as_str(), change.records[0].as_str())).collect();
        assert_eq!(words, [("writer 9", "actor A-03: Third"), ("writer 5", "actor A-02: Second")]);
        assert!(since(&Seen::of(&document, &Audience::Shareable), pen(0).at).is_none());
    }

    #[test]
    fn what_was_done_at_one_moment_is_listed_as_it_was_done_and_the_guidance_by_its_headings() {
        let mut document = Document::default();
        let entry = crate::guidance::entries()[3].id.to_string();
        let notes = |n: u8| {
            let text = format!("once more {n}");
            GuidanceNote { entry: entry.clone(), text, ..GuidanceNote::default() }.into_record()
        };
        let which = RecordRef::of::<GuidanceNote>(&Id::new("n").expect("an id"));
        // Step ids that fall: the order is not theirs.
        for n in 0..4_u8 {
            let heads = document.case().heads_of(&which);
            let seen = heads.iter().map(|head| head.revision).collect();
            let edit = match n {
                0 => Edit::Add(which.clone(), Box::new(notes(n))),
                3 => Edit::Delete { which: which.clone(), seen },
                _ => Edit::Change { which: which.clone(), seen, to: Box::new(notes(n)) },
            };
            let step = document.prepare(&edit, &Pen { seed: [9 - n; 16], ..pen(5) }).expect("an edit");
            document.commit(step);
        }
        let changes =
            since(&Seen::of(&document, &Audience::Team), pen(1).at).expect("the team has a history");
        let verbs: Vec<&str> = changes.iter().filter_map(|change| change.words.split(' ').next()).collect();
        assert_eq!(verbs, ["deleted", "changed", "changed", "added"]);
        for change in &changes {
            let said = format!("{} {}", change.words, change.records[0]);
            assert!(said.contains("guidance note \"") && !said.contains(&entry), "{said}");
        }
    }
}
