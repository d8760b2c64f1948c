//! What is not known, what nothing stands behind, and what is due for another look.

use jiff::civil;
use serde_json::{Value, json};

use super::Part;
use crate::{
    analysis::{gaps::gaps, standing::Standings},
    audience::Seen,
    cli::page::Page,
    guidance::catalogue,
};

/// All of them.
pub fn part(seen: &Seen, today: civil::Date) -> Part {
    let gaps = gaps(seen, &Standings::new(seen), catalogue(), today);
    let mut page = Page::default();
    let mut last = None;
    for gap in &gaps {
        if last != Some(gap.kind) {
            page.gap();
            page.line(gap.kind.heading());
            last = Some(gap.kind);
        }
        page.wrapped("  ", &gap.words());
    }
    if gaps.is_empty() {
        page.line("No gaps.");
    }
    let json: Vec<Value> = gaps
        .iter()
        .map(|gap| json!({ "kind": gap.kind.name(), "about": gap.about, "what": gap.what }))
        .collect();
    Part { json: Value::Array(json), page }
}
