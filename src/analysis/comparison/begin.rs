//! Begins a comparison with what a case already holds: an issue, its options, the parties and how they stand.

use super::{follow, ids::free_id, made_for, subjects};
use crate::analysis::standing::Standings;
use crate::audience::{Audience, Seen};
use crate::model::{Actor, ComparedOption, ComparedParty, Comparison, Id, Issue, IssueOption};

/// The most options that can be set side by side.
const MOST_OPTIONS: usize = 4;
/// How far a new comparison looks ahead, in months, until somebody says otherwise.
const HORIZON: u32 = 24;

/// A comparison of the options of an issue, made for the team, with what the assessments found to be looked at.
/// Futures, values and assumptions are still wanting.
#[must_use]
pub fn from_issue(seen: &Seen<'_>, standings: &Standings, issue: &Id<Issue>, by: &str) -> Comparison {
    let case = seen.case();
    let title = case.issues.first(issue).map_or("", |issue| issue.title.as_str()).to_owned();
    let mut options: Vec<(&Id<IssueOption>, &IssueOption)> =
        case.options.shown().filter(|(_, option)| option.issue == *issue).collect();
    options.sort_by(|a, b| (&a.1.letter, &a.1.title).cmp(&(&b.1.letter, &b.1.title)));
    let left: Vec<String> =
        options.iter().skip(MOST_OPTIONS).map(|(_, o)| format!("{} {}", o.letter, o.title)).collect();
    let about = if left.is_empty() {
        String::new()
    } else {
        format!("The issue has more options than can be set side by side; left out: {}.", left.join("; "))
    };
    let begun = Comparison {
        question: format!("Which option should the table take: {}?", title.trim_end_matches('?')),
        title,
        marking: case.marking(),
        audience: "team".to_owned(),
        authors: if by.is_empty() { Vec::new() } else { vec![by.to_owned()] },
        case: case.about.id.clone(),
        horizon: HORIZON,
        about,
        parties: parties(seen),
        coverage: subjects(seen),
        options: compared(options.into_iter().take(MOST_OPTIONS)),
        ..Comparison::default()
    };
    follow(&begun, seen, Some(standings), None).comparison
}

/// Every option by its letter; where it has none, or another option has it already, by the next that is free.
fn compared<'a>(
    options: impl Iterator<Item = (&'a Id<IssueOption>, &'a IssueOption)>,
) -> Vec<ComparedOption> {
    let options: Vec<_> = options.collect();
    let mut found: Vec<ComparedOption> = Vec::new();
    for (id, option) in &options {
        let of_another = |letter: &str| options.iter().any(|(other, o)| other != id && o.letter == letter);
        let spare = ["A", "B", "C", "D", "E", "F", "G", "H"].into_iter().filter(|letter| !of_another(letter));
        let letters = std::iter::once(option.letter.as_str()).chain(spare);
        let is_free = |letter: &Id<ComparedOption>| found.iter().all(|taken| taken.id != *letter);
        found.push(ComparedOption {
            id: letters.filter_map(|letter| Id::new(letter).ok()).find(is_free).unwrap_or_default(),
            title: option.title.clone(),
            text: option.text.clone(),
            stands_for: vec![(*id).clone()],
            ..ComparedOption::default()
        });
    }
    found
}

/// Every actor that a person has marked as a party, by name, each under an id that can be written by hand.
fn parties(seen: &Seen<'_>) -> Vec<ComparedParty> {
    let mut parties: Vec<(&Id<Actor>, &Actor)> =
        seen.case().actors.shown().filter(|(_, actor)| actor.is_party()).collect();
    parties.sort_by(|a, b| a.1.name.cmp(&b.1.name));
    let mut compared: Vec<ComparedParty> = Vec::new();
    for (actor, of_case) in parties {
        let id = free_id(&of_case.name, "party", compared.iter().map(|party| party.id.as_str()));
        compared.push(ComparedParty { id, name: of_case.name.clone(), actor: Some(actor.clone()) });
    }
    compared
}

/// The same comparison with its reactions taken from the case for its own audience, as it is written into its file.
/// Ids of positions stay with the team.
#[must_use]
pub fn as_taken(comparison: &Comparison, seen: &Seen<'_>, standings: &Standings) -> Comparison {
    let mut taken = follow(comparison, seen, Some(standings), None).comparison;
    if made_for(&taken) != Audience::Team {
        taken.reactions.iter_mut().for_each(|reaction| reaction.position = None);
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tests_case::{TestCase, id};
    use crate::model::{CoverageKind, Disclosure, Stakeholder, Stance, Threat};

    #[test]
    fn an_issue_brings_its_options_the_parties_and_their_stances() {
        let mut case = TestCase::default();
        case.parties("Hill Coast");
        case.change::<Actor>("coast", |actor| actor.name = "Coast Guard".into());
        case.actor("Press", "");
        case.issue("police", "A");
        case.says("p1", "Hill", "police", "negotiation 1991", "B X");
        case.put("raids", Threat { title: "Night raids".into(), ..Threat::default() });
        case.put("officers", Stakeholder { title: "Officers".into(), ..Stakeholder::default() });
        let seen = case.0.seen_by(&Audience::Team);
        let begun = from_issue(&seen, &case.standings(), &id("police"), "rosa");
        let rows: Vec<_> = begun.coverage.iter().map(|row| (row.kind, row.title.as_str())).collect();
        assert_eq!(rows, [(CoverageKind::Threat, "Night raids"), (CoverageKind::Group, "Officers")]);
        assert_eq!(begun.question, "Which option should the table take: police?");
        let options: Vec<&str> = begun.options.iter().map(|o| o.id.as_str()).collect();
        assert_eq!(options, ["A", "B", "C", "D"]);
        let named = begun.parties.iter().map(|p| (p.id.as_str(), p.name.as_str())).collect::<Vec<_>>();
        assert_eq!(named, [("coast-guard", "Coast Guard"), ("hill", "Hill")]);
        let hill =
            begun.reactions.iter().find(|r| r.option.as_str() == "B" && r.party.as_str() == "hill").unwrap();
        assert_eq!((hill.stance, hill.position.as_ref()), (Stance::RedLine, Some(&id("p1"))));
        let text = crate::notation::pretty("Comparison", &begun).unwrap();
        assert_eq!(super::super::check(&begun, &text), [], "{text}");
    }

    #[test]
    fn two_options_of_one_letter_get_a_letter_each() {
        let mut case = TestCase::default();
        case.issue("police", "A");
        case.change::<IssueOption>("police-b", |option| option.letter = "A".into());
        case.change::<IssueOption>("police-d", |option| option.letter = String::new());
        let seen = case.0.seen_by(&Audience::Team);
        let begun = from_issue(&seen, &case.standings(), &id("police"), "rosa");
        let options: Vec<&str> = begun.options.iter().map(|o| o.id.as_str()).collect();
        assert_eq!(options, ["B", "A", "D", "C"]);
        let text = crate::notation::pretty("Comparison", &begun).unwrap();
        assert_eq!(super::super::check(&begun, &text), []);
    }

    #[test]
    fn a_file_for_others_carries_no_ids_of_positions_and_nothing_that_they_may_not_see() {
        let mut case = TestCase::default();
        case.parties("Hill");
        case.issue("police", "A");
        case.says("p1", "Hill", "police", "negotiation 1991", "B X");
        let seen = case.0.seen_by(&Audience::Team);
        let mut begun = from_issue(&seen, &case.standings(), &id("police"), "rosa");
        begun.audience = "shareable".into();
        let taken = as_taken(&begun, &seen, &case.standings());
        let all_unknown =
            |c: &Comparison| c.reactions.iter().all(|r| r.stance == Stance::Unknown && r.text.is_empty());
        assert!(all_unknown(&taken), "{:?}", taken.reactions);
        case.change::<Actor>("hill", |actor| actor.disclosure = Disclosure::Public);
        case.change::<Issue>("police", |issue| issue.disclosure = Disclosure::Public);
        case.change::<IssueOption>("police-b", |option| option.disclosure = Disclosure::Public);
        case.change::<crate::model::Position>("p1", |position| position.disclosure = Disclosure::Public);
        let seen = case.0.seen_by(&Audience::Team);
        let taken = as_taken(&begun, &seen, &case.standings());
        assert!(!all_unknown(&taken) && taken.reactions.iter().all(|r| r.position.is_none()));
    }
}
