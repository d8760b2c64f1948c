//! Who changed what, the latest first. For the team alone: others have no history to see.

use serde_json::{Value, json};

use super::{Only, Part};
use crate::{analysis::since::in_words, audience::Seen, cli::page::Page};

/// Every step.
pub fn part(seen: &Seen, only: &Only) -> Part {
    let mut part = Part { json: json!([]), page: Page::default() };
    let Some(document) = seen.document() else { return part.or_nothing("The history is for the team.") };
    let history = document.history();
    let mut steps: Vec<_> = history
        .steps()
        .filter_map(|step| history.step(step).next().map(|first| (first.at, step, first)))
        .filter(|(at, ..)| {
            let day = at.to_zoned(jiff::tz::TimeZone::UTC).date();
            only.since.as_ref().is_none_or(|since| day >= since.from())
        })
        .collect();
    steps.sort_by_key(|(at, step, _)| (std::cmp::Reverse(*at), (*step).clone()));
    for (at, step, first) in steps {
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
