//! What stands in a comparison although its audience may not see it. A file for others is neither written nor shown to
//! them while there is any: an option or a party that the case, as they see it, does not hold may have been withdrawn.
//!
//! It knows what leads to records of the case, and what is always the team's own. Words that somebody typed, and what
//! was taken over from elsewhere without a link, it cannot judge.

use super::follow::red_line_beside;
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

/// Whether an audience may be shown a comparison: one made for all by everybody, one made for a party by that party, and
/// only while nothing stands in it that they may not see. `seen` is what the team sees of the case. The team sees all.
#[must_use]
pub fn may_be_shown(comparison: &Comparison, seen: &Seen<'_>, audience: &Audience) -> bool {
    *audience == Audience::Team || (is_for(comparison, audience) && withheld(comparison, seen).is_none())
}

/// Of those made for an audience, the ones that it is not shown, each in a sentence for the team that says why.
#[must_use]
pub fn kept_back(comparisons: &[Comparison], seen: &Seen<'_>, audience: &Audience) -> Vec<String> {
    let is_theirs = |comparison: &&Comparison| *audience != Audience::Team && is_for(comparison, audience);
    let theirs = comparisons.iter().filter(is_theirs);
    let why = theirs.filter_map(|comparison| {
        let title = if comparison.title.is_empty() { &comparison.question } else { &comparison.title };
        Some(format!("The comparison \"{title}\" is left out. {}.", withheld(comparison, seen)?))
    });
    why.collect()
}

/// Whether it was made for them, or for more. What cannot be read was made for nobody else.
fn is_for(comparison: &Comparison, audience: &Audience) -> bool {
    let made_for = comparison.audience.parse::<Audience>();
    made_for.is_ok_and(|made_for| made_for == Audience::Shareable || made_for == *audience)
}

/// Takes out the working names of the team.
pub fn without_names(comparison: &mut Comparison) {
    comparison.authors.clear();
    comparison.principles.iter_mut().for_each(|mark| mark.by.clear());
    comparison.assumptions.iter_mut().for_each(|assumption| assumption.by.clear());
    comparison.indicators.iter_mut().for_each(|indicator| indicator.owner.clear());
    let marks = comparison.packages.iter_mut().flat_map(|model| &mut model.principles);
    marks.for_each(|mark| mark.by.clear());
}

/// The first part of a comparison that its audience may not see, in a sentence that says what to do about it.
#[must_use]
pub fn withheld(comparison: &Comparison, seen: &Seen<'_>) -> Option<String> {
    part_of(comparison, |audience| {
        let theirs = seen.narrowed(audience);
        let case = Withheld { seen, theirs: &theirs };
        case.parties(comparison)
            .or_else(|| case.options(comparison))
            .or_else(|| case.reactions(comparison))
            .or_else(|| case.coverage(comparison))
            .or_else(|| case.packages(comparison))
            .or_else(|| analogues(comparison))
    })
}

/// What stands in the way of writing a comparison: what its audience may not see, or the first words of a person that
/// would be lost because the case speaks in their place.
#[must_use]
pub fn in_the_way(comparison: &Comparison, seen: &Seen<'_>) -> Option<String> {
    withheld(comparison, seen).or_else(|| part_of(comparison, |_| own_words(comparison)))
}

fn part_of(comparison: &Comparison, part: impl FnOnce(&Audience) -> Option<String>) -> Option<String> {
    let audience = made_for(comparison);
    let part = (audience != Audience::Team).then(|| part(&audience)).flatten()?;
    Some(format!("{part}, and this file is for {audience}. Take it out, or make the file for the team first"))
}

/// A case beside what others see of it.
struct Withheld<'a> {
    seen: &'a Seen<'a>,
    theirs: &'a Seen<'a>,
}

impl Withheld<'_> {
    /// Whether a record is not among those that they see: the case withholds it, or does not hold it.
    fn hides<T: RecordType>(&self, id: &Id<T>) -> bool {
        self.theirs.locate(id).is_none()
    }

    /// Whether the case holds or held a record that is not for them. Other ids may be a file's own.
    fn hides_ours<T: RecordType>(&self, id: &Id<T>) -> bool {
        let (case, which) = (self.seen.case(), RecordRef::of(id));
        let is_ours = T::table(case).get(id).is_some()
            || case.gone.contains_key(&which)
            || case.unreadable.contains_key(&which);
        is_ours && self.hides(id)
    }

    fn parties(&self, comparison: &Comparison) -> Option<String> {
        let mut parties = comparison.parties.iter();
        let party = parties.find(|party| party.actor.as_ref().is_some_and(|actor| self.hides(actor)))?;
        Some(format!("The party {} is withheld from them, or not in this case", party.name))
    }

    fn options(&self, comparison: &Comparison) -> Option<String> {
        let mut options = comparison.options.iter();
        let option = options.find(|option| option.stands_for.iter().any(|id| self.hides(id)))?;
        Some(format!("Option {} stands for one that is withheld from them, or not in this case", option.id))
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
        let hidden = |r: &&Reaction| r.position.as_ref().is_some_and(|id| self.hides(id)) && !follows(r);
        let taken = comparison.reactions.iter().find(hidden)?;
        let party = name(comparison, taken);
        Some(format!("How {party} stands to {} comes from a position that is withheld", taken.option))
    }

    fn coverage(&self, comparison: &Comparison) -> Option<String> {
        fn hides<T: RecordType>(case: &Withheld<'_>, id: &str) -> bool {
            Id::<T>::new(id).is_ok_and(|id| case.hides_ours(&id))
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
                return Some(format!(
                    "In the packages, \"{words}\" is withheld from them, or not in this case"
                ));
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

/// Words of a person that would go: who of us looks at an indicator, and what stands on a pair that follows the case,
/// where others are told only what the case gives.
fn own_words(comparison: &Comparison) -> Option<String> {
    if let Some(watched) = comparison.indicators.iter().find(|indicator| !indicator.owner.is_empty()) {
        return Some(format!("Who looks at \"{}\" is the team's own", watched.title));
    }
    let follows = |r: &&Reaction| is_linked(comparison, &r.option, &r.party);
    let is_own_word = |r: &&Reaction| {
        let says = r.stance != Stance::Unknown
            || !(r.text.is_empty() && r.condition.is_empty() && r.red_line.is_empty());
        !red_line_beside(r).is_empty() || (says && is_own(r))
    };
    let own = comparison.reactions.iter().filter(follows).find(is_own_word)?;
    let what = if is_own(own) {
        format!("How {} stands", name(comparison, own))
    } else {
        format!("The red line of {}", name(comparison, own))
    };
    Some(format!("{what} to {} was written into the file and is not the case's", own.option))
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
        Actor, Analogue, ComparedOption, ComparedParty, Coverage, Disclosure, Indicator, Issue, IssueOption,
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
        let beside = Reaction { text: "never".into(), red_line: "18 months".into(), ..of_position.clone() };
        let told = Reaction { position: None, text: "told us".into(), ..of_position.clone() };
        let option =
            |of: &str| ComparedOption { id: id("a"), stands_for: vec![id(of)], ..ComparedOption::default() };
        let threat =
            |kind, id: &str| Coverage { kind, title: "Raids".into(), id: id.into(), ..Coverage::default() };
        let analogue = |source: &str| Analogue { sources: vec![source.into()], ..Analogue::default() };
        let none = Comparison::default;
        let all = vec![
            (Comparison { parties: vec![party(Some("hill"))], ..none() }, ""),
            (Comparison { parties: vec![party(Some("coast"))], ..none() }, "The party X"),
            (Comparison { options: vec![option("police-a")], ..none() }, ""),
            (Comparison { options: vec![option("police-a"), option("elsewhere")], ..none() }, "Option a"),
            (Comparison { parties: vec![party(Some("elsewhere"))], ..none() }, "The party X"),
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
                Comparison {
                    reactions: vec![beside],
                    options: vec![option("police-a")],
                    parties: vec![party(Some("hill"))],
                    ..none()
                },
                "The red line of X to a was written",
            ),
            (
                Comparison {
                    indicators: vec![Indicator {
                        title: "Murders".into(),
                        owner: "rosa".into(),
                        ..Indicator::default()
                    }],
                    ..none()
                },
                "Who looks at \"Murders\" is the team's own",
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
            let said = in_the_way(&shared, &seen).unwrap_or_default();
            assert!(said.starts_with(named) && said.is_empty() == named.is_empty(), "{named}: {said}");
            assert_eq!(in_the_way(&comparison, &seen), None, "{named}");
        }
    }

    #[test]
    fn others_are_shown_only_what_is_made_for_them_and_may_be_seen_and_the_team_is_told_of_the_rest() {
        let mut case = case();
        let of = |audience: &str, option: &str, actor: &str| Comparison {
            title: "Police".into(),
            audience: audience.into(),
            options: vec![ComparedOption {
                id: id("a"),
                stands_for: vec![id(option)],
                ..ComparedOption::default()
            }],
            parties: vec![party(Some(actor))],
            ..Comparison::default()
        };
        let shown = |case: &TestCase, comparison: &Comparison| {
            let seen = case.0.seen_by(&Audience::Team);
            let all = [Audience::Team, Audience::Shareable, Audience::Party(id("hill"))];
            all.map(|audience| may_be_shown(comparison, &seen, &audience))
        };
        assert_eq!(shown(&case, &of("shareable", "police-a", "hill")), [true, true, true]);
        assert_eq!(shown(&case, &of("party:hill", "police-a", "hill")), [true, false, true]);
        assert_eq!(shown(&case, &of("", "police-a", "hill")), [true, false, false]);
        assert_eq!(shown(&case, &of("everybody", "police-a", "hill")), [true, false, false]);
        assert_eq!(shown(&case, &of("shareable", "police-b", "hill")), [true, false, false]);
        let told =
            Reaction { option: id("a"), party: id("x"), text: "told us".into(), ..Reaction::default() };
        let own = Comparison { reactions: vec![told], ..of("shareable", "police-a", "hill") };
        assert_eq!(shown(&case, &own), [true, true, true], "the case speaks in its place");
        assert_eq!(shown(&case, &of("shareable", "police-a", "coast")), [true, false, false]);
        let ours = of("shareable", "police-a", "coast");
        let told =
            |audience| kept_back(std::slice::from_ref(&ours), &case.0.seen_by(&Audience::Team), &audience);
        assert!(
            told(Audience::Shareable)[0].starts_with("The comparison \"Police\" is left out. The party X")
        );
        assert_eq!(told(Audience::Team), [""; 0], "nothing is kept from us");
        case.change::<Actor>("Hill", |actor| actor.disclosure = Disclosure::Team);
        assert_eq!(
            shown(&case, &of("shareable", "police-a", "hill")),
            [true, false, false],
            "withdrawn since"
        );
    }
}
