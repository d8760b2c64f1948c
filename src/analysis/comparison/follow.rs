//! Lets the reactions in a comparison follow the case that it belongs to.
//!
//! Only what the comparison's own audience may see is used, and never more than whoever looks at it may see. A pair of
//! option and party is linked when the option stands for options of the case and the party is an actor of it. For such a
//! pair the case decides, unless somebody has set another stance in the file; all other pairs stay as the file has them.
//! What the file has of its own on a linked pair stays in it: it stands where the case knows nothing. In a comparison for
//! others the case decides alone, also when it knows nothing: whatever was once taken from it is taken anew or goes, and
//! no working name of the team stays.

use super::packages;
use super::pairs::{Link, is_own, on_pair};
use super::withheld::{made_for, without_names};
use crate::analysis::standing::{AsOf, Breach, Heard, OptionStanding, Said, Speaker, Standings};
use crate::audience::Seen;
use crate::model::{
    Actor, ComparedOption, ComparedParty, Comparison, Date, Id, IssueOption, Override, Phase, PrincipleMark,
    Reaction, RecordType, Stance, StoodBefore,
};

/// A comparison whose reactions are those of the case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Followed {
    /// The comparison, with the reactions of the chosen phase.
    pub comparison: Comparison,
    /// How many pairs of option and party the case decides.
    pub linked: usize,
    /// How many of these it has no position on.
    pub silent: usize,
    /// How many of these somebody has set by hand.
    pub set_by_hand: usize,
    /// How many stances on options of packages the case decides, known or not.
    pub in_packages: usize,
    /// Options and parties that are linked to something that the case, as its audience sees it, does not hold.
    pub missing: Vec<String>,
}

/// The same comparison with the reactions that the case gives it, up to a phase if one is chosen. `standings` are those
/// of `seen`, if they are at hand.
#[must_use]
pub fn follow(
    comparison: &Comparison,
    seen: &Seen<'_>,
    standings: Option<&Standings>,
    phase: Option<Phase>,
) -> Followed {
    let theirs = seen.narrowed(&made_for(comparison));
    let made;
    let standings = if let Some(own) = standings.filter(|_| theirs.audience() == seen.audience()) {
        own
    } else {
        made = Standings::new(&theirs);
        &made
    };
    let case = Followable { seen: &theirs, standings, phase, ids: Ids::OfTheCase };
    let mut found = Followed { comparison: comparison.clone(), ..Followed::default() };
    found.comparison.reactions.clear();
    if !theirs.is_team() {
        without_names(&mut found.comparison);
    }
    for option in &comparison.options {
        for party in &comparison.parties {
            let filed = on_pair(comparison, &option.id, &party.id, phase);
            if let Some(link) = Link::of(option, party) {
                case.pair(&link, option, party, &filed, &mut found);
            } else {
                // What was taken while there was a link may have been withdrawn since.
                let stays = |filed: &&Reaction| theirs.is_team() || is_own(filed);
                found.comparison.reactions.extend(filed.into_iter().filter(stays).cloned());
            }
        }
    }
    case.breaches(&mut found.comparison);
    found.missing = case.missing(comparison);
    found.in_packages = packages::take(&case, &mut found.comparison);
    found
}

/// The case as the comparison's audience sees it.
pub(super) struct Followable<'a> {
    pub seen: &'a Seen<'a>,
    pub standings: &'a Standings,
    pub phase: Option<Phase>,
    pub ids: Ids,
}

/// What the ids in a comparison are ids of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ids {
    /// Of the case, as in every file.
    OfTheCase,
    /// Of what is seen of it, for a comparison that is made for a look and never written.
    OfWhatIsSeen,
}

/// How a party stands to one option of the case.
pub(super) struct Stood {
    pub stance: Stance,
    pub standing: OptionStanding,
}

impl Followable<'_> {
    fn pair(
        &self,
        link: &Link<'_>,
        option: &ComparedOption,
        party: &ComparedParty,
        filed: &[&Reaction],
        found: &mut Followed,
    ) {
        let as_of = self.phase.map_or(AsOf::Now, AsOf::Phase);
        let stood = self.worst(link, &as_of);
        found.linked += 1;
        let filed = if self.seen.is_team() { filed } else { &[] };
        let mut own: Vec<Reaction> =
            filed.iter().filter(|filed| is_own(filed)).map(|own| (*own).clone()).collect();
        let last = filed.last();
        if let Some((reaction, set_by)) = last.and_then(|last| last.set_by.as_ref().map(|set| (last, set))) {
            found.set_by_hand += 1;
            let instead_of = stood.as_ref().map_or(Stance::Unknown, |stood| stood.stance);
            let set_by = Some(Override { instead_of, ..set_by.clone() });
            found.comparison.reactions.push(Reaction { set_by, ..(*reaction).clone() });
            found.comparison.reactions.append(&mut own);
            return;
        }
        let judged = last.copied().cloned().unwrap_or_default();
        let kept = Reaction {
            option: option.id.clone(),
            party: party.id.clone(),
            red_line: red_line_beside(&judged).to_owned(),
            trade: judged.trade,
            spoiler: judged.spoiler,
            spoiler_reason: judged.spoiler_reason,
            from_case: true,
            ..Reaction::default()
        };
        found.silent += usize::from(stood.is_none());
        match (stood, own.last_mut()) {
            (Some(stood), _) => found.comparison.reactions.push(self.reaction(&stood, link, kept)),
            (None, Some(last)) => {
                let Reaction { trade, spoiler, spoiler_reason, .. } = kept;
                *last = Reaction { trade, spoiler, spoiler_reason, ..last.clone() };
            }
            (None, None) => {
                let source = "the case has no position on it".to_owned();
                found.comparison.reactions.push(Reaction { source, ..kept });
            }
        }
        found.comparison.reactions.append(&mut own);
    }

    fn reaction(&self, stood: &Stood, link: &Link<'_>, kept: Reaction) -> Reaction {
        let heard = &stood.standing.heard;
        let Some(last) = heard.last() else { return kept };
        let is_red = stood.stance == Stance::RedLine;
        let text = if stood.standing.stance.is_some() { said(heard) } else { stood.standing.words() };
        Reaction {
            stance: stood.stance,
            condition: crate::analysis::naming::either(heard.iter().map(|heard| heard.condition.clone())),
            date: last.said.date.clone(),
            phase: last.said.phase,
            position: Some(last.said.id.clone()),
            source: self.source(heard),
            red_line: if is_red && kept.red_line.is_empty() { text.clone() } else { kept.red_line.clone() },
            text,
            before: self.before(&last.said, link),
            ..kept
        }
    }

    /// The positions, as people name them, with the sources that each rests on.
    fn source(&self, heard: &[Heard]) -> String {
        let case = self.seen.case();
        let each = heard.iter().map(|heard| {
            let inferred = if heard.is_inferred { ", inferred" } else { "" };
            let position = case.positions.first(&heard.said.id);
            let named = position.into_iter().flat_map(|position| &position.sources);
            let named: Vec<&str> =
                named.filter_map(|id| case.sources.first(id)).map(|source| source.name.as_str()).collect();
            let named = if named.is_empty() { String::new() } else { format!(" ({})", named.join("; ")) };
            format!("{}{inferred}{named}", heard.said.words())
        });
        each.collect::<Vec<_>>().join(" and ")
    }

    /// How the party stood when it was last heard in another phase before: by the usual order of phases, or, since
    /// processes go back, by a later date.
    fn before(&self, now: &Said, link: &Link<'_>) -> Option<StoodBefore> {
        let by_phase = self.before_by_phase(now, link);
        let by_date = self.before_by_date(now, link);
        match (&by_phase, &by_date) {
            (Some(phase), Some(date)) if phase.date.is_some() && phase.date < date.date => by_date,
            (Some(_), _) => by_phase,
            (None, _) => by_date,
        }
    }

    fn before_by_phase(&self, now: &Said, link: &Link<'_>) -> Option<StoodBefore> {
        let now_phase = now.phase?;
        let earlier = Phase::ALL.iter().rev().filter(|phase| **phase < now_phase);
        let is_later = |said: &Said| {
            said.date.as_ref().zip(now.date.as_ref()).is_some_and(|(said, now)| said.is_after(now))
        };
        earlier.copied().find_map(|phase| {
            let stood = self.worst(link, &AsOf::Phase(phase))?;
            let last = &stood.standing.heard.last()?.said;
            (last.id != now.id && !is_later(last)).then(|| stood_before(&stood, last))
        })
    }

    /// Goes back day by day on which the party was heard, until it was in another phase.
    fn before_by_date(&self, now: &Said, link: &Link<'_>) -> Option<StoodBefore> {
        let mut day = now.date.as_ref()?.from();
        loop {
            let stood = self.worst(link, &AsOf::Date(Date::day(day.yesterday().ok()?)))?;
            let last = &stood.standing.heard.last()?.said;
            let heard = last.date.as_ref()?.from();
            if last.phase != now.phase {
                return Some(stood_before(&stood, last));
            }
            day = heard.min(day.yesterday().ok()?);
        }
    }

    /// Which of the options a person recorded in the case to breach a principle.
    fn breaches(&self, comparison: &mut Comparison) {
        comparison.principles.retain(|mark| !mark.from_case);
        for option in &comparison.options {
            for breach in self.breaches_of(&option.stands_for) {
                let of_it =
                    |mark: &PrincipleMark| mark.option == option.id && mark.principle == breach.principle;
                if !comparison.principles.iter().any(of_it) {
                    let (principle, reason) = (breach.principle.clone(), breach.reason());
                    let (option, from_case) = (option.id.clone(), true);
                    let mark =
                        PrincipleMark { option, principle, reason, from_case, ..PrincipleMark::default() };
                    comparison.principles.push(mark);
                }
            }
        }
    }

    /// What the options of the case would breach that one of ours stands for.
    pub fn breaches_of(&self, stands_for: &[Id<IssueOption>]) -> impl Iterator<Item = &Breach> {
        let options = stands_for.iter().filter_map(|id| self.locate(id));
        options.flat_map(|option| self.standings.breaches_of(&option))
    }

    /// The id of a record in what is seen; nothing if it is not seen.
    pub fn locate<T: RecordType>(&self, id: &Id<T>) -> Option<Id<T>> {
        match self.ids {
            Ids::OfTheCase => self.seen.locate(id),
            Ids::OfWhatIsSeen => Some(id.clone()),
        }
    }

    fn worst(&self, link: &Link<'_>, as_of: &AsOf) -> Option<Stood> {
        self.least_willing(&self.locate(link.actor)?, link.options, as_of)
    }

    /// The least willing of the stances on the options that one of ours stands for; nothing if none was ever recorded.
    pub fn least_willing(
        &self,
        actor: &Id<Actor>,
        options: &[Id<IssueOption>],
        as_of: &AsOf,
    ) -> Option<Stood> {
        let speaker = Speaker::party(actor);
        let each: Vec<Option<Stood>> = options
            .iter()
            .map(|option| {
                let option = self.locate(option)?;
                let issue = self.seen.case().options.get(&option)?.agreed(|option| &option.issue)?.clone();
                let standing = self.standings.of(&speaker, &issue, as_of)?.on(&option)?.clone();
                Some(Stood { stance: standing.stance.unwrap_or(Stance::Unknown), standing })
            })
            .collect();
        let is_part_unknown = each.iter().any(Option::is_none);
        let mut worst = each.into_iter().flatten().min_by_key(|stood| willingness(stood.stance))?;
        if is_part_unknown && willingness(worst.stance) > willingness(Stance::Unknown) {
            worst.stance = Stance::Unknown;
        }
        Some(worst)
    }

    fn missing(&self, comparison: &Comparison) -> Vec<String> {
        let has = |id: &Id<IssueOption>| self.seen.locate(id).is_some();
        let options = comparison
            .options
            .iter()
            .filter(|option| !option.stands_for.iter().all(has))
            .map(|option| format!("what option {} stands for", option.id));
        let unknown =
            |party: &&ComparedParty| party.actor.as_ref().is_some_and(|id| self.seen.locate(id).is_none());
        let parties = comparison.parties.iter().filter(unknown).map(|party| party.name.clone());
        options.chain(parties).collect()
    }
}

fn stood_before(stood: &Stood, last: &Said) -> StoodBefore {
    StoodBefore { stance: stood.stance, phase: last.phase, date: last.date.clone() }
}

/// The red line that a person wrote beside what was taken from the case. One in the words of the position came with it.
#[must_use]
pub fn red_line_beside(judged: &Reaction) -> &str {
    if is_own(judged) || judged.red_line == judged.text { "" } else { &judged.red_line }
}

/// The order of the packages: blocked, resisted, not known, conditional, acceptable.
fn willingness(stance: Stance) -> u8 {
    match stance {
        Stance::RedLine => 0,
        Stance::Opposes => 1,
        Stance::Unknown => 2,
        Stance::AcceptsIf => 3,
        Stance::Neutral => 4,
        Stance::Accepts => 5,
        Stance::Demands => 6,
    }
}

fn said(heard: &[Heard]) -> String {
    let mut statements: Vec<&str> = Vec::new();
    for statement in heard.iter().flat_map(|heard| &heard.said.statements) {
        if !statements.contains(&statement.as_str()) {
            statements.push(statement);
        }
    }
    statements.join(" / ")
}

#[cfg(test)]
mod tests;
