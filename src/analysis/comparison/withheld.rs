//! What stands in a comparison although its audience may not see it. A file for others is not written while there is any.
//!
//! It knows what leads to records of the case, and what is always the team's own. Words that somebody typed, and what
//! was taken over from elsewhere without a link, it cannot judge.

use super::pairs::{is_linked, is_own};
use crate::audience::{Audience, Seen};
use crate::model::{
    Comparison, CoverageKind, Id, Institution, Level, Reaction, RecordRef, RecordType, Stakeholder, Stance,
    Threat, Violation,
};

/// What the source of an analogue begins with where it is another case of the team.
pub const OUR_CASE: &str = "our case ";

/// For whom a comparison was made. What cannot be read may mean anybody.
#[must_use]
pub fn made_for(comparison: &Comparison) -> Audience {
    match comparison.audience.as_str() {
        "" => Audience::Team,
        text => text.parse().unwrap_or(Audience::Shareable),
    }
}

/// The first part of a comparison that its audience may not see, in a sentence that says what to do about it.
#[must_use]
pub fn withheld(comparison: &Comparison, seen: &Seen<'_>) -> Option<String> {
    let audience = made_for(comparison);
    if audience == Audience::Team {
        return None;
    }
    let theirs = seen.narrowed(&audience);
    let case = Withheld { seen, theirs: &theirs };
    let part = case
        .parties(comparison)
        .or_else(|| case.options(comparison))
        .or_else(|| case.reactions(comparison))
        .or_else(|| case.coverage(comparison))
        .or_else(|| case.packages(comparison))
        .or_else(|| analogues(comparison))?;
    Some(format!("{part}, and this file is for {audience}. Take it out, or make the file for the team first"))
}

/// A case beside what others see of it.
struct Withheld<'a> {
    seen: &'a Seen<'a>,
    theirs: &'a Seen<'a>,
}

impl Withheld<'_> {
    /// Whether the case holds or held a record that is not for them.
    fn hides<T: RecordType>(&self, id: &Id<T>) -> bool {
        let (case, which) = (self.seen.case(), RecordRef::of(id));
        let is_ours = T::table(case).get(id).is_some()
            || case.gone.contains_key(&which)
            || case.unreadable.contains_key(&which);
        is_ours && self.theirs.locate(id).is_none()
    }

    fn parties(&self, comparison: &Comparison) -> Option<String> {
        let mut parties = comparison.parties.iter();
        let party = parties.find(|party| party.actor.as_ref().is_some_and(|actor| self.hides(actor)))?;
        Some(format!("The party {} is withheld from them", party.name))
    }

    fn options(&self, comparison: &Comparison) -> Option<String> {
        let mut options = comparison.options.iter();
        let option = options.find(|option| option.stands_for.iter().any(|id| self.hides(id)))?;
        Some(format!("Option {} stands for one that is withheld from them", option.id))
    }

    fn reactions(&self, comparison: &Comparison) -> Option<String> {
        let is_ours = |r: &&Reaction| {
            let is_judged = r.spoiler != Level::Unjudged || !r.spoiler_reason.is_empty();
            is_judged || !r.trade.is_empty() || r.set_by.is_some()
        };
        if let Some(own) = comparison.reactions.iter().find(is_ours) {
            let (party, option) = (name(comparison, own), &own.option);
            return Some(format!(
                "What would move {party} on {option}, its spoiler risk or a stance set by hand is the team's own"
            ));
        }
        // A linked pair is asked anew, and nothing else stands there for others; of any other, what once was taken from a
        // position is still there.
        let follows = |r: &Reaction| is_linked(comparison, &r.option, &r.party);
        let says = |r: &&Reaction| {
            r.stance != Stance::Unknown
                || !(r.text.is_empty() && r.condition.is_empty() && r.red_line.is_empty())
        };
        if let Some(own) = comparison.reactions.iter().filter(says).find(|r| is_own(r) && follows(r)) {
            let (party, option) = (name(comparison, own), &own.option);
            return Some(format!(
                "How {party} stands to {option} was written into the file and is not the case's"
            ));
        }
        let hidden = |r: &&Reaction| r.position.as_ref().is_some_and(|id| self.hides(id)) && !follows(r);
        let taken = comparison.reactions.iter().find(hidden)?;
        let party = name(comparison, taken);
        Some(format!("How {party} stands to {} comes from a position that is withheld", taken.option))
    }

    fn coverage(&self, comparison: &Comparison) -> Option<String> {
        fn hides<T: RecordType>(case: &Withheld<'_>, id: &str) -> bool {
            Id::<T>::new(id).is_ok_and(|id| case.hides(&id))
        }
        let mut of_records = comparison.coverage.iter().filter(|row| row.kind != CoverageKind::Linked);
        let row = of_records.find(|row| {
            let id = row.id.as_str();
            hides::<Threat>(self, id)
                || hides::<Violation>(self, id)
                || hides::<Institution>(self, id)
                || hides::<Stakeholder>(self, id)
        })?;
        Some(format!("What the options do about \"{}\" is withheld from them", row.title))
    }

    fn packages(&self, comparison: &Comparison) -> Option<String> {
        let model = comparison.packages.as_ref()?;
        for issue in &model.issues {
            let mut options = issue.options.iter();
            let hidden = options.find(|option| option.stands_for.iter().any(|id| self.hides(id)));
            if let Some(option) = hidden {
                let words = format!("{}: {}", issue.title, option.title);
                return Some(format!("In the packages, \"{words}\" is withheld from them"));
            }
        }
        let linked = |judge: &&crate::model::PackageParty| {
            let party = comparison.parties.iter().find(|party| party.id == judge.party);
            party.is_some_and(|party| party.actor.is_some())
        };
        let mut scoring = model.parties.iter().filter(linked);
        let judge = scoring.find(|judge| judge.threshold.is_some() || !judge.points.is_empty())?;
        let party = comparison.parties.iter().find(|party| party.id == judge.party)?;
        Some(format!("Points of {} are the team's own", party.name))
    }
}

/// Whose reaction it is, as people call the party.
fn name<'a>(comparison: &'a Comparison, reaction: &'a Reaction) -> &'a str {
    let party = comparison.parties.iter().find(|party| party.id == reaction.party);
    party.map_or(reaction.party.as_str(), |party| party.name.as_str())
}

/// Others learn of no other case.
fn analogues(comparison: &Comparison) -> Option<String> {
    let names = |analogue: &&crate::model::Analogue| {
        analogue.sources.iter().any(|source| source.starts_with(OUR_CASE))
    };
    let analogue = comparison.analogues.iter().find(names)?;
    Some(format!("The analogue {} is another case of the team", analogue.title))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tests_case::{TestCase, id};
    use crate::model::{
        Actor, Analogue, ComparedOption, ComparedParty, Coverage, Disclosure, Issue, IssueOption,
        PackageIssue, PackageModel, PackageOption, PackageParty, Position,
    };

    /// Hill and option A of the police are public; Coast, option B, a position and a threat are the team's.
    fn case() -> TestCase {
        let mut case = TestCase::default();
        case.parties("Hill Coast");
        case.issue("police", "A");
        case.says("p1", "Hill", "police", "negotiation 1991", "A X");
        case.put("threat", Threat::default());
        case.change::<Actor>("Hill", |actor| actor.disclosure = Disclosure::Public);
        case.change::<Issue>("police", |issue| issue.disclosure = Disclosure::Public);
        case.change::<IssueOption>("police-a", |option| option.disclosure = Disclosure::Public);
        case
    }

    fn party(actor: Option<&str>) -> ComparedParty {
        ComparedParty { id: id("x"), name: "X".into(), actor: actor.map(id) }
    }

    fn judge(stands_for: &str, threshold: Option<f64>) -> PackageModel {
        let option = PackageOption { stands_for: vec![id(stands_for)], title: "now".into(), id: id("o") };
        let issue = PackageIssue { title: "Police".into(), options: vec![option], ..PackageIssue::default() };
        let party = PackageParty { party: id("x"), threshold, ..PackageParty::default() };
        PackageModel { issues: vec![issue], parties: vec![party], ..PackageModel::default() }
    }

    #[test]
    fn every_part_that_others_may_not_see_is_named_and_the_team_may_keep_all() {
        let of_position = Reaction {
            option: id("a"),
            party: id("x"),
            position: Some(id::<Position>("p1")),
            ..Reaction::default()
        };
        let at_risk = Reaction { spoiler: Level::High, ..of_position.clone() };
        let moved = Reaction { trade: "places".into(), ..of_position.clone() };
        let told = Reaction { position: None, text: "told us".into(), ..of_position.clone() };
        let option =
            |of: &str| ComparedOption { id: id("a"), stands_for: vec![id(of)], ..ComparedOption::default() };
        let threat =
            |kind, id: &str| Coverage { kind, title: "Raids".into(), id: id.into(), ..Coverage::default() };
        let analogue = |source: &str| Analogue { sources: vec![source.into()], ..Analogue::default() };
        let none = Comparison::default;
        let all = [
            (Comparison { parties: vec![party(Some("hill"))], ..none() }, ""),
            (Comparison { parties: vec![party(Some("coast"))], ..none() }, "The party X"),
            (Comparison { options: vec![option("police-a"), option("elsewhere")], ..none() }, ""),
            (Comparison { options: vec![option("police-b")], ..none() }, "Option a"),
            (Comparison { reactions: vec![at_risk], ..none() }, "What would move x on a"),
            (Comparison { reactions: vec![moved], ..none() }, "What would move x on a"),
            (Comparison { reactions: vec![of_position.clone()], ..none() }, "How x stands to a"),
            (
                Comparison {
                    reactions: vec![of_position],
                    options: vec![option("police-a")],
                    parties: vec![party(Some("hill"))],
                    ..none()
                },
                "",
            ),
            (
                Comparison {
                    reactions: vec![told],
                    options: vec![option("police-a")],
                    parties: vec![party(Some("hill"))],
                    ..none()
                },
                "How X stands to a was written",
            ),
            (
                Comparison { coverage: vec![threat(CoverageKind::Threat, "threat")], ..none() },
                "What the options do",
            ),
            (Comparison { coverage: vec![threat(CoverageKind::Linked, "ddr")], ..none() }, ""),
            (
                Comparison { packages: Some(judge("police-b", None)), ..none() },
                "In the packages, \"Police: now\"",
            ),
            (
                Comparison {
                    packages: Some(judge("police-a", Some(3.0))),
                    parties: vec![party(None)],
                    ..none()
                },
                "",
            ),
            (
                Comparison {
                    packages: Some(judge("police-a", Some(3.0))),
                    parties: vec![party(Some("hill"))],
                    ..none()
                },
                "Points of X",
            ),
            (Comparison { analogues: vec![analogue("our case Elsewhere")], ..none() }, "The analogue"),
            (Comparison { analogues: vec![analogue("a book")], ..none() }, ""),
        ];
        let case = case();
        let seen = case.0.seen_by(&Audience::Team);
        for (comparison, named) in all {
            let shared = Comparison { audience: "shareable".into(), ..comparison.clone() };
            let said = withheld(&shared, &seen).unwrap_or_default();
            assert!(said.starts_with(named) && said.is_empty() == named.is_empty(), "{named}: {said}");
            assert_eq!(withheld(&comparison, &seen), None, "{named}");
        }
    }
}
