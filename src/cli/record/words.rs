//! Reading what is typed after `record`, and saying what was saved.

use crate::{
    audience::Seen,
    cli::fields::called,
    cli::page::Page,
    model::{Credibility, Disclosure, Firmness, Id, Position, RecordType, Reliability, SourceKind, Stance},
};

/// A stance on an option, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionStance {
    /// The option's letter, id or title.
    pub option: String,
    /// The stance.
    pub stance: Stance,
    /// What it depends on.
    pub condition: String,
}

/// Reads `OPTION=STANCE` or `OPTION=accepts-if:condition`. Titles and conditions may hold `=`.
pub fn option_stance(text: &str) -> Result<OptionStance, String> {
    for (at, _) in text.match_indices('=') {
        let (option, rest) = (text[..at].trim(), &text[at + 1..]);
        let (word, condition) = rest.split_once(':').unwrap_or((rest, ""));
        let Some(stance) = Stance::from_word(word) else { continue };
        let condition = condition.trim();
        if option.is_empty() {
            return Err("name the option before the \"=\"".to_owned());
        }
        if !condition.is_empty() && stance != Stance::AcceptsIf {
            return Err("only accepts-if takes a condition".to_owned());
        }
        return Ok(OptionStance { option: option.to_owned(), stance, condition: condition.to_owned() });
    }
    Err(format!(
        "write OPTION=STANCE, for example B=accepts; the stances are {}",
        known(Stance::ALL, Stance::word)
    ))
}

/// Reads a disclosure; with whom and by whom come from other arguments.
pub fn disclosure(word: &str) -> Result<Disclosure, String> {
    match word.trim().to_lowercase().as_str() {
        "public" => Ok(Disclosure::Public),
        "shared" => Ok(Disclosure::SharedWithAll),
        "confided" => Ok(Disclosure::Confided { by: String::new() }),
        "team" => Ok(Disclosure::Team),
        _ => Err("write one of public, shared, confided, team".to_owned()),
    }
}

/// Reads a firmness.
pub fn firmness(word: &str) -> Result<Firmness, String> {
    Firmness::from_word(word).ok_or_else(|| "write one of open, leaning, firm, fixed".to_owned())
}

/// Reads what a source is.
pub fn source_kind(word: &str) -> Result<SourceKind, String> {
    SourceKind::from_word(word)
        .ok_or_else(|| format!("write one of {}", known(SourceKind::ALL, SourceKind::word)))
}

/// Reads a grade A to F.
pub fn reliability(word: &str) -> Result<Reliability, String> {
    Reliability::from_word(word).ok_or_else(|| "write a letter from A to F".to_owned())
}

/// Reads a grade 1 to 6.
pub fn credibility(word: &str) -> Result<Credibility, String> {
    Credibility::from_word(word).ok_or_else(|| "write a figure from 1 to 6".to_owned())
}

/// What was saved, with its code; what was made with it; and what a person should know about who will see it.
pub fn saved(seen: &Seen, id: &Id<Position>, made: &[String]) -> String {
    let case = seen.case();
    let mut page = Page::default();
    let Some(position) = case.positions.first(id) else { return page.text() };
    let rows = crate::cli::fields::each::<Position>(seen);
    page.line(format!("Saved {}", position.code));
    if let Some((.., fields)) = rows.iter().find(|(row, ..)| *row == id) {
        fields.print(&mut page);
    }
    let after: Vec<&str> =
        position.after.iter().filter_map(|id| case.positions.first(id)).map(|p| p.code.as_str()).collect();
    if !after.is_empty() {
        page.wrapped(
            "It follows ",
            &format!("{}, which stands on for the options that this one does not name.", after.join(" and ")),
        );
    }
    for words in made {
        page.wrapped("Made ", words);
    }
    for words in warnings(seen, position) {
        page.wrapped("Note: ", &words);
    }
    page.text()
}

fn warnings(seen: &Seen, position: &Position) -> Vec<String> {
    let case = seen.case();
    let mut warnings = Vec::new();
    if position.sources.is_empty() {
        warnings.push("it has no source, and is listed among the gaps until it has one.".to_owned());
    }
    if position.stances.is_empty() {
        warnings.push("no stance was given: how it stands to any option is not known.".to_owned());
    }
    if position.stances.iter().any(|on| on.stance == Stance::AcceptsIf && on.condition.is_empty()) {
        warnings.push("\"accepts if\" says not yet on what it depends.".to_owned());
    }
    if case.actors.first(&position.party).is_some_and(|actor| !actor.is_party() && actor.members.is_empty()) {
        let party = called(case, &position.party);
        warnings.push(format!(
            "{party} is not marked as a party at the table, so it is not counted in convergence."
        ));
    }
    if !matches!(position.disclosure, Disclosure::Public | Disclosure::SharedWithAll | Disclosure::Shared(_))
    {
        return warnings;
    }
    let mut hidden = Vec::new();
    let mut look = |what: String, disclosure: Option<&Disclosure>| {
        if disclosure
            .is_some_and(|disclosure| matches!(disclosure, Disclosure::Team | Disclosure::Confided { .. }))
        {
            hidden.push(what);
        }
    };
    look(called(case, &position.party), case.actors.first(&position.party).map(RecordType::disclosure));
    look(called(case, &position.issue), case.issues.first(&position.issue).map(RecordType::disclosure));
    if let Some(faction) = &position.faction {
        look(called(case, faction), case.factions.first(faction).map(RecordType::disclosure));
    }
    if !hidden.is_empty() {
        let are = if hidden.len() == 1 { "is" } else { "are" };
        warnings.push(format!(
            "others will not see this position: {} {are} known to the team only. Share {them} first.",
            hidden.join(" and "),
            them = if hidden.len() == 1 { "that" } else { "them" },
        ));
    }
    let options: Vec<String> = position
        .stances
        .iter()
        .filter(|on| {
            case.options.first(&on.option).is_some_and(|option| option.disclosure == Disclosure::Team)
        })
        .map(|on| called(case, &on.option))
        .collect();
    if !options.is_empty() {
        let words = options.join("; ");
        warnings.push(format!("others will not see its stance on {words} until that option is shared too."));
    }
    warnings
}

fn known<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str) -> String {
    all.iter().map(|value| word(*value)).filter(|word| *word != "not judged").collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stance_is_read_with_its_condition() {
        for (text, option, stance, condition) in [
            ("B=accepts", "B", Stance::Accepts, ""),
            ("b = red line", "b", Stance::RedLine, ""),
            ("B=accepts-if:police posts = 500: now", "B", Stance::AcceptsIf, "police posts = 500: now"),
            ("posts=500=demands", "posts=500", Stance::Demands, ""),
        ] {
            let read = option_stance(text).unwrap();
            assert_eq!(
                (read.option.as_str(), read.stance, read.condition.as_str()),
                (option, stance, condition)
            );
        }
        for bad in ["B", "=accepts", "B=likes", "B=accepts:if they pay", ""] {
            assert!(option_stance(bad).is_err(), "{bad}");
        }
    }
}
