//! Gaps in the answers to the key questions.

use std::collections::BTreeSet;

use jiff::civil;

use super::{Gap, GapKind};
use crate::{
    analysis::{
        assessed::{self, Standing, last_phase_change, readings, standing},
        naming::list,
        standing::{Said, Standings},
    },
    audience::Seen,
    guidance::{Assessment, Catalogue, Question},
    model::{Answer, Consulted, Date},
    search::{Way, fold},
};

/// The groups of which every assessment should have asked somebody.
const GROUPS: [&str; 6] = ["women", "men", "youth", "children", "ethnic groups", "religious groups"];

fn questions(catalogue: &Catalogue) -> impl Iterator<Item = &Question> {
    catalogue.assessments.iter().flat_map(|assessment| &assessment.questions)
}

fn title(question: &Question) -> String {
    format!("{} {}", question.id.as_str(), question.ask.as_str())
}

fn way(question: &Question) -> Way {
    Way::Question(question.id.to_string())
}

fn answers<'a>(seen: &'a Seen<'_>, question: &str) -> Vec<&'a Answer> {
    readings(seen, question).into_iter().flat_map(|(_, entry)| entry.heads()).collect()
}

/// Questions that are open, answered in part or not known yet, with who finds out.
pub(super) fn open(seen: &Seen, catalogue: &Catalogue) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for question in questions(catalogue) {
        let state = standing(seen, &question.id);
        if state.is_settled() {
            continue;
        }
        let mut what = vec![state.word().to_owned()];
        for answer in answers(seen, &question.id).into_iter().filter(|answer| !answer.finds_out.is_empty()) {
            let due = answer.due.as_ref().map(|due| format!(" by {}", due.spoken())).unwrap_or_default();
            what.push(format!("{} finds out{due}", answer.finds_out));
        }
        gaps.push(Gap::new(GapKind::Question, title(question), what.join(", "), way(question)));
    }
    gaps
}

/// Answers past their review date, or older than the last change of phase.
pub(super) fn stale(seen: &Seen, catalogue: &Catalogue, today: civil::Date) -> Vec<Gap> {
    let change = last_phase_change(seen);
    let mut gaps = Vec::new();
    for question in questions(catalogue) {
        if standing(seen, &question.id) == Standing::Open || !assessed::is_stale(seen, &question.id, today) {
            continue;
        }
        let answers = answers(seen, &question.id);
        let passed =
            answers.iter().filter_map(|a| a.review.as_ref()).filter(|review| review.to() < today).min();
        let what = match (passed, change) {
            (Some(review), _) => format!("was to be looked at again by {}", review.spoken()),
            (None, Some(change)) => {
                let newest = answers.iter().filter_map(|a| a.date.as_ref()).max_by_key(|date| date.to());
                let given = newest.map_or_else(String::new, Date::spoken);
                format!("given {given}, before the phase changed on {}", Date::day(change).spoken())
            }
            (None, None) => continue,
        };
        gaps.push(Gap::new(GapKind::Stale, title(question), what, way(question)));
    }
    gaps
}

/// For each assessment that has been begun: the groups of which nobody is recorded to have been asked.
///
/// A group is known by the fields that set it apart; women, men, youth and children also by English words in its
/// name. Groups named in another language, with these fields left empty, are not recognised.
pub(super) fn narrow(seen: &Seen, catalogue: &Catalogue) -> Vec<Gap> {
    catalogue.assessments.iter().filter_map(|assessment| narrow_in(seen, assessment)).collect()
}

fn narrow_in(seen: &Seen, assessment: &Assessment) -> Option<Gap> {
    let begun =
        |question: &&Question| matches!(standing(seen, &question.id), Standing::Answered | Standing::Partly);
    let first = assessment.questions.iter().find(begun)?;
    let all: Vec<&Answer> =
        assessment.questions.iter().flat_map(|question| answers(seen, &question.id)).collect();
    let mut asked: BTreeSet<&str> = BTreeSet::new();
    let groups = || all.iter().flat_map(|answer| &answer.consulted);
    groups().for_each(|group| asked.extend(belongs_to(group)));
    let never: Vec<String> =
        GROUPS.iter().filter(|group| !asked.contains(*group)).map(|g| (*g).to_owned()).collect();
    if never.is_empty() {
        return None;
    }
    let what = if groups().next().is_none() {
        "nobody is recorded as consulted".to_owned()
    } else {
        format!("never asked: {}", list(&never))
    };
    let about = format!("{} {}", assessment.id.as_str(), assessment.title.as_str());
    Some(Gap::new(GapKind::Narrow, about, what, way(first)))
}

/// Which of [`GROUPS`] somebody who was asked belongs to.
pub(super) fn belongs_to(group: &Consulted) -> Vec<&'static str> {
    let text = fold(&format!("{} {} {}", group.group, group.sex, group.age));
    let words: BTreeSet<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let any = |of: &[&str]| of.iter().any(|word| words.contains(word));
    let mut found = Vec::new();
    let known: [(&'static str, &[&str]); 4] = [
        ("women", &["women", "woman", "girls", "female", "mothers", "widows", "both"]),
        ("men", &["men", "man", "boys", "male", "fathers", "both"]),
        ("youth", &["youth", "youths", "young", "students", "adolescents"]),
        ("children", &["children", "child", "girls", "boys", "minors"]),
    ];
    found.extend(known.iter().filter(|(_, of)| any(of)).map(|(name, _)| *name));
    if !group.ethnic.trim().is_empty() {
        found.push("ethnic groups");
    }
    if !group.religious.trim().is_empty() {
        found.push("religious groups");
    }
    found
}

/// Questions with several readings.
pub(super) fn readings_that_differ(seen: &Seen, catalogue: &Catalogue) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for question in questions(catalogue) {
        let readings = readings(seen, &question.id);
        if readings.len() < 2 {
            continue;
        }
        let mut by: Vec<String> = readings.iter().map(|(_, entry)| entry.first().author.clone()).collect();
        by.retain(|author| !author.is_empty());
        by.dedup();
        let by = if by.is_empty() { String::new() } else { format!(", by {}", list(&by)) };
        let what = format!("{} readings stand side by side{by}", readings.len());
        gaps.push(Gap::new(GapKind::Contested, title(question), what, way(question)));
    }
    gaps
}

/// Answers on the parties that are older than what was heard of them since.
pub(super) fn heard_since(seen: &Seen, standings: &Standings, catalogue: &Catalogue) -> Vec<Gap> {
    let Some(parties) = catalogue.assessment("g") else { return Vec::new() };
    let mut gaps = Vec::new();
    for question in parties.questions.iter().filter(|question| standing(seen, &question.id).is_settled()) {
        let newest = answers(seen, &question.id)
            .into_iter()
            .filter_map(|answer| answer.date.as_ref())
            .map(Date::to)
            .max();
        let Some(newest) = newest else { continue };
        let rows = standings.all_standing().into_iter().map(|row| &standings.row(row).said);
        let mut since: Vec<String> = rows
            .filter(|said| said.date.as_ref().is_some_and(|date| date.from() > newest))
            .map(Said::words)
            .collect();
        since.sort();
        if let Some(first) = since.first() {
            let more =
                if since.len() == 1 { String::new() } else { format!(" and {} more", since.len() - 1) };
            let what = format!("given {}, before {first}{more}", Date::day(newest).spoken());
            gaps.push(Gap::new(GapKind::Contradiction, title(question), what, way(question)));
        }
    }
    gaps
}
