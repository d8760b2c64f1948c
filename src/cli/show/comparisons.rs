//! The scenario comparisons kept with a case, as far as they may be shown to an audience.

use serde_json::{Value, json};

use super::Part;
use crate::{
    analysis::comparison::{self, may_be_shown},
    audience::{Audience, Seen},
    cli::{Desk, page::Page},
    model::{Comparison, Date},
    store::{OpenCase, read_document, scenario_files},
};

/// All that the audience may see.
pub fn part(desk: &Desk, open: &OpenCase, audience: &Audience) -> Part {
    let mut part = Part { json: json!([]), page: Page::default() };
    let team = Seen::of(open.document(), &Audience::Team);
    for path in scenario_files(&*desk.disk, open.folder()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let read = read_document(&*desk.disk, &path).map_err(|error| error.to_string());
        let read =
            read.and_then(|text| comparison::read(&text).map_err(|problem| format!("{name}:{problem}")));
        match read {
            Ok(comparison) if may_be_shown(&comparison, &team, audience) => {
                push(&mut part, &name, &comparison, audience);
            }
            Err(problem) if *audience == Audience::Team => {
                part.push_value(json!({ "file": name, "problem": problem }));
                part.page.gap();
                part.page.wrapped("", &problem);
            }
            Ok(_) | Err(_) => {}
        }
    }
    part.or_nothing("No comparisons.")
}

fn push(part: &mut Part, name: &str, comparison: &Comparison, audience: &Audience) {
    let is_team = *audience == Audience::Team;
    let options: Vec<Value> = comparison
        .options
        .iter()
        .map(|option| json!({ "id": option.id.as_str(), "title": option.title }))
        .collect();
    let futures: Vec<Value> = comparison
        .futures
        .iter()
        .map(|future| json!({ "id": future.id.as_str(), "title": future.title }))
        .collect();
    let mut value = json!({
        "question": comparison.question, "title": comparison.title, "marking": comparison.marking,
        "date": comparison.date.as_ref().map(Date::written), "options": options, "futures": futures,
    });
    if is_team {
        value["file"] = json!(name);
        value["audience"] = json!(if comparison.audience.is_empty() { "team" } else { &comparison.audience });
        value["authors"] = json!(comparison.authors);
    }
    part.push_value(value);
    let page = &mut part.page;
    page.gap();
    page.wrapped("", if comparison.title.is_empty() { &comparison.question } else { &comparison.title });
    let listed = |items: Vec<String>| items.join("\n");
    for (label, text) in [
        ("question", comparison.question.clone()),
        ("marking", comparison.marking.clone()),
        ("options", listed(comparison.options.iter().map(|o| format!("{}  {}", o.id, o.title)).collect())),
        ("futures", listed(comparison.futures.iter().map(|f| format!("{}  {}", f.id, f.title)).collect())),
        ("file", if is_team { name.to_owned() } else { String::new() }),
    ] {
        if !text.is_empty() {
            page.labelled(2, 8, label, &text);
        }
    }
}
