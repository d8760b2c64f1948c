//! Ids of a comparison's own parts: short words that can be written by hand.

use crate::model::Id;

/// Words as an id: lower case, with hyphens; empty if no letter of it can stand in one.
#[must_use]
pub fn slug(text: &str) -> String {
    let plain: String =
        text.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let words: String = plain.split_whitespace().collect::<Vec<_>>().join("-");
    words.chars().take(40).collect::<String>().trim_matches('-').to_owned()
}

/// An id out of words that none of the others has.
#[must_use]
pub fn free_id<'a, T>(text: &str, otherwise: &str, taken: impl Iterator<Item = &'a str>) -> Id<T> {
    let taken: Vec<&str> = taken.collect();
    let slug = Some(slug(text)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| otherwise.to_owned());
    let mut candidates = std::iter::once(slug.clone()).chain((2..).map(|n: u32| format!("{slug}-{n}")));
    let free = candidates.find(|id| !taken.contains(&id.as_str())).unwrap_or(slug);
    Id::new(free).unwrap_or_default()
}
