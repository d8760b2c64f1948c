//! Who changed what, the latest first. For the team alone: others have no history to see.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Only, Part};
use crate::{analysis::since::in_words, audience::Seen, cli::page::Page};

/// Every step.
pub fn part(seen: &Seen, only: &Only) -> Part {
    let mut part = Part { json: json!([]), page: Page::default() };
    let Some(document) = seen.document() else { return part.or_nothing("The history is for the team.") };
    let history = document.history();
    let is_wanted = |at: &Timestamp| {
        let day = at.to_zoned(jiff::tz::TimeZone::UTC).date();
        only.since.as_ref().is_none_or(|since| day >= since.from())
    };
    for (at, step) in document.steps_by_time().into_iter().rev().filter(|(at, _)| is_wanted(at)) {
        let Some(first) = history.step(step).next() else { continue };
        let deed = document.deed(step);
        let said = in_words(seen.case(), &deed.words, &deed.records);
        let here = deed.records.len();
        let verb = if first.undoes.is_some() { "took back or did again: " } else { "" };
        let records: Vec<Value> = deed
            .records
            .iter()
            .map(|record| json!({ "kind": record.kind.word(), "id": record.id.as_str(), "called": document.call(record) }))
            .collect();
        part.push_value(json!({
            "step": step.as_str(), "at": at.to_string(), "by": deed.by, "what": format!("{verb}{said}"),
            "undoes": first.undoes.as_ref().map(crate::model::Id::as_str), "lines": here, "of": first.step.of,
            "records": records,
        }));
        let missing = if (here as u64) < u64::from(first.step.of) { " (unfinished)" } else { "" };
        let when = at.strftime("%Y-%m-%d %H:%M UTC");
        part.page.wrapped(&format!("{when}  "), &format!("{}: {verb}{said}{missing}", deed.by));
    }
    part.or_nothing("Nothing was changed.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        audience::Audience,
        document::{Document, Pen},
        edit::Edit,
        model::{Actor, Id, RecordRef, RecordType, StepId},
    };

    #[test]
    fn what_was_done_at_one_moment_stands_in_the_order_in_which_it_was_done() {
        let mut document = Document::default();
        for seed in 1..=6 {
            let which = RecordRef::of::<Actor>(&Id::new(format!("a{seed}")).unwrap());
            let actor = Actor { name: format!("Actor {seed}"), ..Actor::default() };
            let edit = Edit::Add(which, Box::new(actor.into_record()));
            let at = "2026-11-21T08:00:00Z".parse().unwrap();
            let step = document.prepare(&edit, &Pen { by: "rosa".into(), at, seed: [seed; 16] }).unwrap();
            document.commit(step);
        }
        let done: Vec<&StepId> = document.history().steps().collect();
        assert!(!done.is_sorted() && !done.iter().rev().is_sorted(), "their ids would give another order");
        let part = part(&Seen::of(&document, &Audience::Team), &Only::default());
        let told: Vec<&str> =
            part.json.as_array().unwrap().iter().filter_map(|line| line["step"].as_str()).collect();
        assert_eq!(told, done.iter().rev().map(|step| step.as_str()).collect::<Vec<_>>());
    }
}
