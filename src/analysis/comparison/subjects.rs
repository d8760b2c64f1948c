//! What an agreement ought to deal with, as the assessments of a case found it: threats, violations, institutions, groups.

use crate::audience::Seen;
use crate::model::{Coverage, CoverageKind};

/// Everything that the assessments found, as rows of a coverage that nobody has looked at yet.
#[must_use]
pub fn subjects(seen: &Seen<'_>) -> Vec<Coverage> {
    let case = seen.case();
    let mut rows = Vec::new();
    let mut add = |kind, id: String, title: &str| {
        rows.push(Coverage { kind, title: title.to_owned(), id, options: Vec::new() });
    };
    case.threats.shown().for_each(|(id, found)| add(CoverageKind::Threat, id.to_string(), &found.title));
    case.violations
        .shown()
        .for_each(|(id, found)| add(CoverageKind::Violation, id.to_string(), &found.title));
    case.institutions
        .shown()
        .for_each(|(id, found)| add(CoverageKind::Institution, id.to_string(), &found.title));
    case.stakeholders.shown().for_each(|(id, found)| add(CoverageKind::Group, id.to_string(), &found.title));
    rows
}
