//! How one cell holds more than one thing, and how it is kept from being taken for a formula. The export writes these
//! forms and the import reads them, so each pair of functions here is the other's inverse.

use crate::model::Stance;

/// One stance out of a cell with several: the option's name, the stance, its condition, whether it is inferred.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StanceText {
    pub(crate) option: String,
    pub(crate) stance: Stance,
    pub(crate) condition: String,
    pub(crate) inferred: bool,
}

/// Disclosure as a cell says it; actors are still names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DisclosureText {
    Public,
    SharedWithAll,
    Shared(Vec<String>),
    Confided,
    Team,
}

const FORMULA_STARTS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Whether a spreadsheet program would work the text out rather than show it. A lone dash is only a dash.
pub(crate) fn looks_like_formula(text: &str) -> bool {
    text.starts_with(FORMULA_STARTS) && text.trim() != "-"
}

/// A text as it may stand in a delimited file: an apostrophe keeps it from being taken for a formula.
pub(crate) fn guarded(text: &str) -> String {
    let needs = text.trim_start_matches('\'').starts_with(FORMULA_STARTS);
    if needs { format!("'{text}") } else { text.to_owned() }
}

/// The text that [`guarded`] was given.
pub(crate) fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(FORMULA_STARTS) => rest,
        _ => text,
    }
}

/// Splits at a separator that stands outside quotation marks; nothing if one is left open.
fn split(text: &str, separator: char) -> Option<Vec<&str>> {
    let (mut parts, mut begin, mut is_open) = (Vec::new(), 0, false);
    for (at, c) in text.char_indices() {
        if c == '"' {
            is_open = !is_open;
        } else if c == separator && !is_open {
            parts.push(&text[begin..at]);
            begin = at + c.len_utf8();
        }
    }
    parts.push(&text[begin..]);
    (!is_open).then_some(parts)
}

/// Splits once at a separator outside quotation marks.
fn split_once(text: &str, separator: char) -> (&str, Option<&str>) {
    match split(text, separator) {
        Some(parts) if parts.len() > 1 => (parts[0], Some(&text[parts[0].len() + separator.len_utf8()..])),
        _ => (text, None),
    }
}

fn quoted(text: &str) -> String {
    let is_plain =
        !text.is_empty() && text.trim() == text && !text.contains(['"', ';', '=', ':', '\n', '\r']);
    if is_plain { text.to_owned() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

fn unquoted(text: &str) -> String {
    let text = text.trim();
    match text.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => text.to_owned(),
    }
}

/// `FMLN; GOES`.
pub(crate) fn write_names(names: &[String]) -> String {
    names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join("; ")
}

/// The names that a cell lists.
pub(crate) fn read_names(text: &str) -> Option<Vec<String>> {
    let names = split(text, ';')?.into_iter().filter(|name| !name.trim().is_empty());
    Some(names.map(unquoted).collect())
}

/// `B=accepts-if:places in the police; A=opposes (inferred)`.
pub(crate) fn write_stances(stances: &[StanceText]) -> String {
    let one = |stance: &StanceText| {
        let condition = match stance.condition.as_str() {
            "" => String::new(),
            condition => format!(":{}", quoted(condition)),
        };
        format!("{}={}{condition}", quoted(&stance.option), write_stance(stance.stance, stance.inferred))
    };
    stances.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// The stances that a cell lists, or the part that is not understood.
pub(crate) fn read_stances(text: &str) -> Result<Vec<StanceText>, String> {
    let parts = split(text, ';').ok_or_else(|| "a quotation mark that is not closed".to_owned())?;
    let one = |part: &str| {
        let (option, rest) = split_once(part, '=');
        let (word, condition) = split_once(rest?, ':');
        let (stance, inferred) = read_stance(word)?;
        let condition = condition.map(unquoted).unwrap_or_default();
        Some(StanceText { option: unquoted(option), stance, condition, inferred })
    };
    parts
        .into_iter()
        .filter(|part| !part.trim().is_empty())
        .map(|part| one(part).ok_or_else(|| format!("\"{}\"", part.trim())))
        .collect()
}

/// `accepts-if (inferred)`.
pub(crate) fn write_stance(stance: Stance, inferred: bool) -> String {
    if inferred { format!("{stance} (inferred)") } else { stance.word().to_owned() }
}

/// A stance, and whether it is inferred.
pub(crate) fn read_stance(text: &str) -> Option<(Stance, bool)> {
    let text = text.trim();
    match text.strip_suffix("(inferred)") {
        Some(word) => Some((Stance::from_word(word)?, true)),
        None => Some((Stance::from_word(text)?, false)),
    }
}

/// `public`, `shared`, `shared: FMLN; GOES`, `confided`, `team`; `shared:` alone is shared with nobody yet.
pub(crate) fn write_disclosure(disclosure: &DisclosureText) -> String {
    match disclosure {
        DisclosureText::Public => "public".to_owned(),
        DisclosureText::SharedWithAll => "shared".to_owned(),
        DisclosureText::Shared(names) => format!("shared: {}", write_names(names)),
        DisclosureText::Confided => "confided".to_owned(),
        DisclosureText::Team => "team".to_owned(),
    }
}

/// What a cell says about disclosure.
pub(crate) fn read_disclosure(text: &str) -> Option<DisclosureText> {
    let (word, names) = match text.split_once(':') {
        Some((word, names)) => (word, Some(names)),
        None => (text, None),
    };
    match (word.trim().to_lowercase().as_str(), names) {
        ("public", None) => Some(DisclosureText::Public),
        ("shared", None) => Some(DisclosureText::SharedWithAll),
        ("shared", Some(names)) => Some(DisclosureText::Shared(read_names(names)?)),
        ("confided", None) => Some(DisclosureText::Confided),
        ("team", None) => Some(DisclosureText::Team),
        _ => None,
    }
}

/// One source a line, each as it is called; only what a line cannot hold stands in quotation marks.
pub(crate) fn write_sources(names: &[String]) -> String {
    let one = |name: &String| {
        if stands_on_a_line(name) { name.clone() } else { format!("\"{}\"", name.replace('"', "\"\"")) }
    };
    names.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// The sources that a cell lists, one a line.
pub(crate) fn read_sources(text: &str) -> Vec<String> {
    let lines = split(text, '\n').unwrap_or_else(|| text.split('\n').collect());
    let one = |line: &str| {
        let line = line.trim();
        let inner = line.strip_prefix('"').and_then(|inner| inner.strip_suffix('"'));
        match inner.map(|inner| inner.replace("\"\"", "\"")) {
            Some(inner) if !stands_on_a_line(&inner) => inner,
            _ => line.to_owned(),
        }
    };
    lines.into_iter().map(one).filter(|name| !name.trim().is_empty()).collect()
}

/// Whether [`read_sources`] would read the name back from a line of its own.
fn stands_on_a_line(name: &str) -> bool {
    let is_one_line = !name.contains(['\n', '\r']) && name.trim() == name && !name.is_empty();
    let is_balanced = name.matches('"').count().is_multiple_of(2);
    let looks_quoted = name.len() > 1 && name.starts_with('"') && name.ends_with('"');
    let reads_as_inner = looks_quoted && !stands_on_a_line(&name[1..name.len() - 1].replace("\"\"", "\""));
    is_one_line && is_balanced && !reads_as_inner
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn guarding_is_undone(text in "['=+@-]{0,3}\\PC{0,8}") {
            let written = guarded(&text);
            prop_assert_eq!(unguarded(&written), text.as_str());
            prop_assert!(!written.starts_with(FORMULA_STARTS));
        }

        #[test]
        fn lists_come_back(names in prop::collection::vec("[\";:= \n\\PC]{0,8}", 0..4)) {
            let names: Vec<String> = names.into_iter().filter(|name| !name.trim().is_empty()).collect();
            prop_assert_eq!(read_names(&write_names(&names)), Some(names.clone()));
            prop_assert_eq!(read_sources(&write_sources(&names)), names);
        }

        #[test]
        fn stances_come_back(
            stances in prop::collection::vec(
                ("[\";:=\n\\PC]{1,8}", 0..Stance::ALL.len(), "[\";:=\n \\PC]{0,8}", any::<bool>()),
                0..4,
            ),
        ) {
            let stances: Vec<StanceText> = stances
                .into_iter()
                .map(|(option, stance, condition, inferred)| StanceText {
                    option, stance: Stance::ALL[stance], condition, inferred,
                })
                .collect();
            prop_assert_eq!(read_stances(&write_stances(&stances)), Ok(stances));
        }
    }

    #[test]
    fn cells_as_people_write_them_are_understood() {
        let read = read_stances(" B = accepts if : police places ;A=Red line").unwrap();
        assert_eq!(read[0].condition, "police places");
        assert_eq!((read[1].option.as_str(), read[1].stance), ("A", Stance::RedLine));
        assert_eq!(read_stances("B=likes").unwrap_err(), "\"B=likes\"");
        assert_eq!(
            read_disclosure("Shared: A; B"),
            Some(DisclosureText::Shared(vec!["A".into(), "B".into()]))
        );
        assert_eq!(read_disclosure("secret"), None);
        assert_eq!(read_sources("\"Captured Peace\", Wade\nPA-X"), ["\"Captured Peace\", Wade", "PA-X"]);
    }
}
