//! What a comparison holds on one option and one party, and which of it stands.
//!
//! Three kinds of reactions may stand beside each other: the file's own, what was taken from the case, and what somebody
//! set in the place of that. On a pair that follows the case the last kind goes before the second, and that before the
//! first; within a kind the later one stands.

use crate::model::{Actor, ComparedOption, ComparedParty, Comparison, Id, IssueOption, Phase, Reaction};

/// What links a pair to the case.
pub(super) struct Link<'a> {
    pub actor: &'a Id<Actor>,
    pub options: &'a [Id<IssueOption>],
}

impl<'a> Link<'a> {
    pub fn of(option: &'a ComparedOption, party: &'a ComparedParty) -> Option<Self> {
        let actor = party.actor.as_ref()?;
        (!option.stands_for.is_empty()).then_some(Self { actor, options: &option.stands_for })
    }
}

/// Whether the case decides how a party stands to an option, as far as it knows.
#[must_use]
pub fn is_linked(comparison: &Comparison, option: &Id<ComparedOption>, party: &Id<ComparedParty>) -> bool {
    let option = comparison.options.iter().find(|known| known.id == *option);
    let party = comparison.parties.iter().find(|known| known.id == *party);
    option.zip(party).is_some_and(|(option, party)| Link::of(option, party).is_some())
}

/// Whether a reaction was written into the file, and neither taken from a case nor set in the place of one.
#[must_use]
pub fn is_own(reaction: &Reaction) -> bool {
    reaction.set_by.is_none() && reaction.position.is_none() && !reaction.from_case
}

/// What there is on a pair up to a phase; what stands is last.
#[must_use]
pub fn on_pair<'a>(
    comparison: &'a Comparison,
    option: &Id<ComparedOption>,
    party: &Id<ComparedParty>,
    until: Option<Phase>,
) -> Vec<&'a Reaction> {
    let is_there = |r: &&Reaction| r.option == *option && r.party == *party && is_in_time(r, until);
    let mut found = in_order(comparison.reactions.iter().filter(is_there).collect());
    if is_linked(comparison, option, party) {
        found.sort_by_key(|reaction| (!is_own(reaction), reaction.set_by.is_some()));
    }
    found
}

/// The reaction of a pair that stands.
#[must_use]
pub fn standing_on<'a>(
    comparison: &'a Comparison,
    option: &Id<ComparedOption>,
    party: &Id<ComparedParty>,
) -> Option<&'a Reaction> {
    on_pair(comparison, option, party, None).pop()
}

fn is_in_time(reaction: &Reaction, until: Option<Phase>) -> bool {
    until.is_none_or(|until| reaction.phase.is_none_or(|phase| phase <= until))
}

/// By date, for processes go back; an undated one comes after all that was heard in its phase or before it.
fn in_order(reactions: Vec<&Reaction>) -> Vec<&Reaction> {
    let (mut dated, mut undated): (Vec<_>, Vec<_>) = reactions.into_iter().partition(|r| r.date.is_some());
    dated.sort_by(|a, b| (&a.date, a.phase).cmp(&(&b.date, b.phase)));
    undated.sort_by_key(|reaction| reaction.phase);
    for reaction in undated {
        let after = dated.iter().rposition(|earlier| earlier.phase <= reaction.phase);
        dated.insert(after.map_or(0, |at| at + 1), reaction);
    }
    dated
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tests_case::id;
    use crate::model::Stance;

    fn stands(reactions: &str, is_linked: bool) -> Stance {
        let (actor, stands_for) =
            if is_linked { (", actor: \"hill\"", ", stands_for: [\"police-a\"]") } else { ("", "") };
        let text = format!(
            r#"(question: "?", parties: [(id: "x", name: "X"{actor})], options: [(id: "a", title: ""{stands_for})],
            reactions: [{reactions}])"#
        )
        .replace("(A", r#"(option: "a", party: "x", stance: A"#)
        .replace("(R", r#"(option: "a", party: "x", stance: R"#);
        let comparison: Comparison = crate::notation::read(&text).unwrap();
        standing_on(&comparison, &id("a"), &id("x")).unwrap().stance
    }

    #[test]
    fn the_later_one_stands_though_the_process_went_back() {
        let cases = [
            (r#"(Accepts, date: "1993", phase: Implementation), (RedLine, date: "1998", phase: Negotiation)"#),
            (r#"(RedLine, date: "1999"), (Accepts, date: "1991", phase: Negotiation)"#),
            (r#"(RedLine, phase: Agreement), (Accepts, date: "1991", phase: Negotiation)"#),
            (r#"(RedLine, date: "1991", phase: Negotiation), (Accepts, phase: PreNegotiation)"#),
            (r#"(RedLine, date: "1991", phase: Negotiation), (Accepts, date: "1991", phase: PreNegotiation)"#),
        ];
        for reactions in cases {
            assert_eq!(stands(reactions, false), Stance::RedLine, "{reactions}");
        }
    }

    #[test]
    fn what_the_case_gives_stands_before_the_files_own_and_what_is_set_before_both() {
        let own = r#"(RedLine, date: "1999")"#;
        let taken = r#"(Accepts, date: "1991", from_case: true)"#;
        let set = r#"(RedLine, set_by: (by: "rosa"))"#;
        assert_eq!(stands(&format!("{taken}, {own}"), true), Stance::Accepts);
        assert_eq!(stands(&format!("{taken}, {own}"), false), Stance::RedLine);
        assert_eq!(stands(&format!("{set}, {taken}"), true), Stance::RedLine);
    }

    #[test]
    fn what_stands_as_it_did_has_not_moved() {
        let moved = |first: &str, second: &str| {
            let text = format!(
                r#"(question: "?", parties: [(id: "x", name: "X")], options: [(id: "a", title: "")],
                reactions: [(option: "a", party: "x", date: "1991", {first}), (option: "a", party: "x", date: "1992", {second})])"#
            );
            let comparison: Comparison = crate::notation::read(&text).unwrap();
            super::super::standing::reactions(&comparison, None).remove(0).moved
        };
        assert_eq!(moved("stance: Opposes", "stance: Opposes"), None);
        assert_eq!(moved("stance: Accepts", "stance: Demands"), Some("sideways"));
        let (land, police) =
            (r#"stance: AcceptsIf, condition: "land""#, r#"stance: AcceptsIf, condition: "police""#);
        assert_eq!((moved(land, police), moved(land, land)), (Some("sideways"), None));
    }
}
