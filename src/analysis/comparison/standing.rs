//! Where parties stand on each option, what moved, what would open it; principles; effects on criteria.

use serde::Serialize;

use super::pairs::{is_linked, is_own, on_pair};
use super::words::list;
use super::{EffectRow, OptionFound, PrincipleFound};
use crate::analysis::packages::Names;
use crate::guidance::catalogue;
use crate::model::{
    ComparedOption, ComparedParty, Comparison, CriterionEffect, Level, Phase, Reaction, Stance,
    USUAL_CRITERIA, Way,
};

/// How a party stands to an option.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReactionFound {
    /// The option.
    pub option: String,
    /// The party's name.
    pub party: String,
    /// The party's id in the file.
    pub party_id: String,
    /// How it stands, as people type it: `accepts-if`.
    pub stance: &'static str,
    /// What "accepts if" depends on.
    pub condition: String,
    /// Whether the option crosses a red line of the party.
    pub red_line: bool,
    /// Which one.
    pub red_line_text: String,
    /// When it was heard, as written.
    pub date: Option<String>,
    /// In which phase.
    pub phase: Option<&'static str>,
    /// What was heard.
    pub text: String,
    /// The position of the case that it was taken from.
    pub position: Option<String>,
    /// Who or what says so.
    pub source: String,
    /// What trade would move it.
    pub trade: String,
    /// How likely it is to work against the option from outside.
    pub spoiler: &'static str,
    /// Why.
    pub spoiler_reason: String,
    /// Who set another stance than the case gives.
    pub set_by: Option<String>,
    /// Where it comes from: `case`, `override` or `file`.
    pub from: &'static str,
    /// The same in words, with the position and its phase and date, or with who set it and why.
    pub origin: String,
    /// How it moved since it was heard before: towards, away, sideways, not known; nothing if it stands as it did.
    pub moved: Option<&'static str>,
    /// How it stood before.
    pub before: Option<&'static str>,
}

impl ReactionFound {
    /// How likely it is to work against the option, and why; empty if nobody has judged it.
    #[must_use]
    pub fn spoiler_words(&self) -> String {
        match (self.spoiler == Level::Unjudged.word(), self.spoiler_reason.trim_end_matches('.')) {
            (true, why) => why.to_owned(),
            (false, "") => self.spoiler.to_owned(),
            (false, why) => format!("{}, {why}", self.spoiler),
        }
    }
}

/// Where parties stand on one option.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OptionStanding {
    /// The option.
    pub option: String,
    /// Who demands or accepts it.
    pub accepts: Vec<String>,
    /// Who accepts it under a condition.
    pub conditional: Vec<String>,
    /// Who is neutral.
    pub neutral: Vec<String>,
    /// Who opposes it.
    pub opposes: Vec<String>,
    /// Whose red line it crosses.
    pub red_lines: Vec<String>,
    /// Of whom nothing is known.
    pub not_known: Vec<String>,
    /// The one party whose movement alone would open it.
    pub opened_by: Option<String>,
    /// The same as a sentence, with what would move that party.
    pub opened: String,
    /// All of it in a sentence.
    pub words: String,
}

/// An option as it heads a column.
pub(super) fn option(comparison: &Comparison, option: &ComparedOption) -> OptionFound {
    let step = |step: &crate::model::OptionStep| {
        let due = if step.due.is_empty() { String::new() } else { format!("{}: ", step.due) };
        let body = if step.body.is_empty() { String::new() } else { format!(" ({})", step.body) };
        format!("{due}{}{body}", step.text)
    };
    OptionFound {
        id: option.id.to_string(),
        title: option.title.clone(),
        reversibility: option.reversibility.word().to_owned(),
        steps: option.steps.iter().map(step).collect(),
        must_agree: option.must_agree.iter().map(|id| party_name(comparison, id.as_str())).collect(),
        text: option.text.clone(),
        legal_form: option.legal_form.clone(),
        preconditions: option.preconditions.clone(),
        guarantees: option.guarantees.clone(),
        undoing: option.undoing.clone(),
        cost: option.cost.clone(),
        people: option.people.clone(),
        sources: option.sources.clone(),
    }
}

fn party_name(comparison: &Comparison, id: &str) -> String {
    let party = comparison.parties.iter().find(|party| party.id.as_str() == id);
    party.map_or_else(|| id.to_owned(), |party| party.name.clone())
}

/// Every option and party with the last reaction up to a phase; unknown where there is none.
pub(super) fn reactions(comparison: &Comparison, phase: Option<Phase>) -> Vec<ReactionFound> {
    let mut found = Vec::new();
    for option in &comparison.options {
        for party in &comparison.parties {
            found.push(reaction(comparison, option, party, phase));
        }
    }
    found
}

fn reaction(
    comparison: &Comparison,
    option: &ComparedOption,
    party: &ComparedParty,
    until: Option<Phase>,
) -> ReactionFound {
    let mut said = on_pair(comparison, &option.id, &party.id, until);
    let unknown = Reaction::default();
    let last = said.pop().unwrap_or(&unknown);
    let other = said.pop();
    let earlier = last.before.as_ref().map(|before| before.stance).or(other.map(|earlier| earlier.stance));
    let is_as_before = earlier == Some(last.stance)
        && (last.before.is_some() || other.is_none_or(|other| other.condition == last.condition));
    ReactionFound {
        option: option.id.to_string(),
        party: party.name.clone(),
        party_id: party.id.to_string(),
        stance: last.stance.word(),
        condition: last.condition.clone(),
        red_line: last.stance == Stance::RedLine || is_own(last) && !last.red_line.is_empty(),
        red_line_text: last.red_line.clone(),
        date: last.date.as_ref().map(|date| date.written().to_owned()),
        phase: last.phase.map(Phase::word),
        text: last.text.clone(),
        position: last.position.as_ref().map(ToString::to_string),
        source: last.source.clone(),
        trade: last.trade.clone(),
        spoiler: last.spoiler.word(),
        spoiler_reason: last.spoiler_reason.clone(),
        set_by: last.set_by.as_ref().map(|set| set.by.clone()),
        from: match last {
            Reaction { set_by: Some(_), .. } => "override",
            last if last.position.is_some() || is_heard(last) => "case",
            _ => "file",
        },
        origin: origin(last, is_linked(comparison, &option.id, &party.id)),
        moved: earlier.filter(|_| !is_as_before).map(|earlier| movement(earlier, last.stance)),
        before: earlier.map(Stance::word),
    }
}

/// Where a reaction comes from, in words.
fn origin(reaction: &Reaction, is_linked: bool) -> String {
    let source = reaction.source.as_str();
    match (&reaction.set_by, &reaction.position) {
        (Some(set), _) => {
            let date = set.date.as_ref().map_or_else(String::new, |date| format!(", {}", date.spoken()));
            let why = if set.why.is_empty() { String::new() } else { format!(": {}", set.why) };
            format!("set by {}{date}{why}; the case gives {}", set.by, set.instead_of)
        }
        (None, Some(position)) if source.is_empty() => format!("the case: {position}"),
        (None, Some(_)) => format!("the case: {source}"),
        (None, None) if is_heard(reaction) => format!("the case: {source}"),
        (None, None) if source.is_empty() => "no source".to_owned(),
        (None, None) if is_linked && reaction.stance != Stance::Unknown => {
            format!("the file's own, not the case's: {source}")
        }
        (None, None) => source.to_owned(),
    }
}

/// Whether a reaction in a file for others, which names no position, came from one all the same.
fn is_heard(reaction: &Reaction) -> bool {
    reaction.from_case && reaction.stance != Stance::Unknown
}

fn movement(before: Stance, now: Stance) -> &'static str {
    match (rank(before), rank(now)) {
        (Some(before), Some(now)) if now > before => "towards",
        (Some(before), Some(now)) if now < before => "away",
        (Some(_), Some(_)) => "sideways",
        _ => "not known",
    }
}

/// How near a stance is to an option; nothing if it is not known.
fn rank(stance: Stance) -> Option<u8> {
    match stance {
        Stance::RedLine => Some(0),
        Stance::Opposes => Some(1),
        Stance::Neutral => Some(2),
        Stance::AcceptsIf => Some(3),
        Stance::Accepts | Stance::Demands => Some(4),
        Stance::Unknown => None,
    }
}

/// Where parties stand on each option.
pub(super) fn by_option(comparison: &Comparison, reactions: &[ReactionFound]) -> Vec<OptionStanding> {
    if comparison.parties.is_empty() {
        return Vec::new();
    }
    comparison.options.iter().map(|option| standing(option.id.as_str(), reactions)).collect()
}

fn standing(option: &str, reactions: &[ReactionFound]) -> OptionStanding {
    let own: Vec<&ReactionFound> = reactions.iter().filter(|r| r.option == option).collect();
    let with = |stances: &[Stance]| -> Vec<String> {
        let one_of = |r: &&&ReactionFound| stances.iter().any(|stance| stance.word() == r.stance);
        own.iter().filter(one_of).map(|r| r.party.clone()).collect()
    };
    let mut found = OptionStanding {
        option: option.to_owned(),
        accepts: with(&[Stance::Demands, Stance::Accepts]),
        conditional: with(&[Stance::AcceptsIf]),
        neutral: with(&[Stance::Neutral]),
        opposes: with(&[Stance::Opposes]),
        red_lines: with(&[Stance::RedLine]),
        not_known: with(&[Stance::Unknown]),
        ..OptionStanding::default()
    };
    let willing = |r: &&&ReactionFound| {
        matches!(Stance::from_word(r.stance), Some(Stance::Demands | Stance::Accepts | Stance::Neutral))
    };
    let in_the_way: Vec<&&ReactionFound> = own.iter().filter(|r| !willing(r)).collect();
    found.opened = match in_the_way.as_slice() {
        [] => "open: nobody stands in its way".to_owned(),
        [one] => {
            found.opened_by = Some(one.party.clone());
            match (one.stance == Stance::Unknown.word(), one.condition.is_empty(), one.trade.is_empty()) {
                (true, ..) => format!("opened if {} were to accept; nobody knows how it stands", one.party),
                (_, false, _) => format!("opened by {}, if {}", one.party, one.condition),
                (_, _, false) => format!("opened by {}: {}", one.party, one.trade),
                _ => format!("opened by {}", one.party),
            }
        }
        _ => "opened by nobody alone".to_owned(),
    };
    let parts = [
        ("accepted by", &found.accepts),
        ("under a condition by", &found.conditional),
        ("neutral:", &found.neutral),
        ("opposed by", &found.opposes),
        ("crosses a red line of", &found.red_lines),
        ("not known of", &found.not_known),
    ];
    let parts = parts.into_iter().filter(|(_, names)| !names.is_empty());
    found.words = parts.map(|(word, names)| format!("{word} {}", list(names))).collect::<Vec<_>>().join("; ");
    found
}

/// Options that would breach a principle, as persons marked them.
pub(super) fn principles(comparison: &Comparison) -> Vec<PrincipleFound> {
    let title = |principle: &str| {
        let named = catalogue().principle(principle);
        named.map_or_else(|| principle.to_owned(), |principle| principle.title.to_string())
    };
    let found = comparison.principles.iter().map(|mark| {
        let by = if mark.by.is_empty() { String::new() } else { format!(", marked by {}", mark.by) };
        let title = title(&mark.principle);
        let reason = mark.reason.trim_end_matches('.');
        PrincipleFound {
            option: mark.option.to_string(),
            principle: mark.principle.clone(),
            words: format!("Option {} would breach a principle: {reason} ({title}{by})", mark.option),
            title,
        }
    });
    let names = Names::of(comparison);
    let in_packages = names.iter().flat_map(Names::marks).map(|(mark, words)| PrincipleFound {
        option: mark.option.to_string(),
        principle: mark.principle.clone(),
        title: title(&mark.principle),
        words,
    });
    found.chain(in_packages).collect()
}

/// What the options do to each criterion, heavier criteria first where they are weighed.
pub(super) fn effects(comparison: &Comparison) -> Vec<EffectRow> {
    if comparison.effects.is_empty() {
        return Vec::new();
    }
    let mut criteria: Vec<(&str, &str, f64)> = comparison
        .criteria
        .iter()
        .map(|c| (c.id.as_str(), c.title.as_str(), c.weight.unwrap_or(0.0)))
        .collect();
    if criteria.is_empty() {
        criteria = USUAL_CRITERIA.iter().map(|(id, title)| (*id, *title, 0.0)).collect();
    }
    criteria.sort_by(|a, b| b.2.total_cmp(&a.2));
    let mut rows = Vec::new();
    for (id, title, _) in criteria {
        rows.push(effect_row(comparison, id, title, None));
        for future in &comparison.futures {
            let here = comparison
                .effects
                .iter()
                .any(|e| e.criterion.as_str() == id && e.future.as_ref() == Some(&future.id));
            if here {
                rows.push(effect_row(comparison, id, title, Some(&future.id)));
            }
        }
    }
    rows
}

fn effect_row(
    comparison: &Comparison,
    criterion: &str,
    title: &str,
    future: Option<&crate::model::Id<crate::model::Future>>,
) -> EffectRow {
    let of = |option: &ComparedOption| {
        let own = |e: &&CriterionEffect| e.option == option.id && e.criterion.as_str() == criterion;
        let here = comparison.effects.iter().filter(own).find(|e| e.future.as_ref() == future);
        here.or_else(|| comparison.effects.iter().filter(own).find(|e| e.future.is_none()))
    };
    let told: Vec<Option<&CriterionEffect>> = comparison.options.iter().map(of).collect();
    let cells: Vec<String> =
        told.iter().map(|e| e.map_or_else(|| "not looked at".to_owned(), word)).collect();
    EffectRow {
        criterion: title.to_owned(),
        future: future.map(|id| {
            let named = comparison.futures.iter().find(|future| future.id == *id);
            named.map_or_else(|| id.to_string(), |future| future.title.clone())
        }),
        reasons: told.iter().map(|e| e.map_or_else(String::new, |e| e.reason.clone())).collect(),
        evidence: told.iter().map(|e| e.map_or_else(String::new, evidence)).collect(),
        differs: cells.windows(2).any(|pair| pair[0] != pair[1]),
        cells,
    }
}

/// What an effect rests on, and how sure its authors are.
fn evidence(effect: &CriterionEffect) -> String {
    let rests =
        if effect.evidence.is_empty() { "no evidence named".to_owned() } else { effect.evidence.join("; ") };
    format!("{rests}; confidence: {}", effect.confidence)
}

/// An effect in words: "hurts much", "helps a little", "unclear".
fn word(effect: &CriterionEffect) -> String {
    let strength = match effect.strength {
        Level::High => " much",
        Level::Low => " a little",
        Level::Medium | Level::Unjudged => "",
    };
    if effect.effect == Way::Unclear { "unclear".to_owned() } else { format!("{}{strength}", effect.effect) }
}
