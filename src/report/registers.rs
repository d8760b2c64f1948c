//! The registers of the assessments as tables, one record a row. Columns in which nothing stands are left out.

use super::{
    desk::Desk,
    page::{Cell, Section, Table, cell},
    sources::of_words,
};
use crate::{
    guidance::Register,
    model::{Actor, Confidence, Date, Entry, Id, Issue, Level, RecordType, Source},
};

/// The register of an assessment, if anything stands in it.
pub(super) fn section(desk: &mut Desk, register: Register) -> Option<Section> {
    let (title, table) = match register {
        Register::Threats => ("Threats", threats(desk)),
        Register::Violations => ("Violations", violations(desk)),
        Register::Dynamics => ("Regional dynamics", dynamics(desk)),
        Register::Institutions => ("Institutions", institutions(desk)),
        Register::Stakeholders => ("Stakeholders", stakeholders(desk)),
        Register::Profiles => ("Party profiles", profiles(desk, None)),
    };
    if table.rows.is_empty() {
        return None;
    }
    let mut section = Section::new(2, format!("Register: {}", title.to_lowercase()));
    section.table(table);
    Some(section)
}

/// Every version of every record of a kind, by code, then by name.
fn all<'a, T: RecordType>(desk: &Desk<'a>) -> Vec<&'a T> {
    let mut entries: Vec<(&Id<T>, &'a Entry<T>)> = T::table(desk.case).iter().collect();
    entries
        .sort_by_cached_key(|(_, entry)| (entry.first().code().to_owned(), entry.first().label().to_owned()));
    entries.into_iter().flat_map(|(_, entry)| entry.heads()).collect()
}

fn sources(desk: &mut Desk, sources: &[Id<Source>]) -> Cell {
    vec![desk.sourced("", sources)]
}

fn issues(desk: &Desk, issues: &[Id<Issue>]) -> Cell {
    issues.iter().map(|issue| crate::analysis::naming::name_of(desk.case, issue).into()).collect()
}

/// Date and confidence.
fn judged(date: Option<&Date>, confidence: Confidence) -> Cell {
    let confidence = (confidence != Level::Unjudged).then(|| format!("confidence: {confidence}"));
    date.map(Date::spoken).into_iter().chain(confidence).map(Into::into).collect()
}

fn threats(desk: &mut Desk) -> Table {
    let head = &[
        "Code",
        "Threat",
        "Who",
        "How",
        "When",
        "Where",
        "To whom",
        "What can be done",
        "Issues",
        "Looked at",
        "Sources",
    ];
    let mut table = Table::new("", head);
    for threat in all::<crate::model::Threat>(desk) {
        let cells = [
            &threat.code,
            &threat.title,
            &threat.who,
            &threat.how,
            &threat.when,
            &threat.place,
            &threat.whom,
        ];
        let [code, title, who, how, when, place, whom] = cells.map(|text| cell(text.as_str()));
        let sources = sources(desk, &threat.sources);
        table.row([
            code,
            title,
            who,
            how,
            when,
            place,
            whom,
            cell(threat.mitigation.as_str()),
            issues(desk, &threat.issues),
            judged(threat.date.as_ref(), threat.confidence),
            sources,
        ]);
    }
    table
}

fn violations(desk: &mut Desk) -> Table {
    let head = &[
        "Code",
        "Violation",
        "Kind",
        "Alleged to have done it",
        "Scope",
        "Accountability",
        "Issues",
        "Looked at",
        "Sources",
    ];
    let mut table = Table::new("", head);
    for violation in all::<crate::model::Violation>(desk) {
        let sources = sources(desk, &violation.sources);
        table.row([
            cell(violation.code.as_str()),
            cell(violation.title.as_str()),
            cell(violation.category.word()),
            cell(violation.perpetrator.as_str()),
            cell(violation.scope.as_str()),
            cell(violation.accountability.as_str()),
            issues(desk, &violation.issues),
            judged(violation.date.as_ref(), violation.confidence),
            sources,
        ]);
    }
    table
}

fn dynamics(desk: &mut Desk) -> Table {
    let head =
        &["Code", "Dynamic", "Kind", "Who drives it", "Motives", "Effect", "Issues", "Looked at", "Sources"];
    let mut table = Table::new("", head);
    for dynamic in all::<crate::model::Dynamic>(desk) {
        let sources = sources(desk, &dynamic.sources);
        table.row([
            cell(dynamic.code.as_str()),
            cell(dynamic.title.as_str()),
            cell(dynamic.kind.word()),
            cell(desk.actors(&dynamic.actors)),
            cell(dynamic.motives.as_str()),
            cell(dynamic.effect.as_str()),
            issues(desk, &dynamic.issues),
            judged(dynamic.date.as_ref(), dynamic.confidence),
            sources,
        ]);
    }
    table
}

fn institutions(desk: &mut Desk) -> Table {
    let head = &[
        "Code",
        "Institution",
        "Task",
        "Figures",
        "Equipment",
        "Who controls it",
        "Strengths",
        "Gaps",
        "Entry point",
        "Issues",
        "Looked at",
        "Sources",
    ];
    let mut table = Table::new("", head);
    for institution in all::<crate::model::Institution>(desk) {
        let mut figures = Vec::new();
        for figure in &institution.personnel {
            let note = if figure.note.is_empty() { String::new() } else { format!(" ({})", figure.note) };
            figures.push(desk.sourced(format!("{}: {}{note}", figure.what, figure.value), &figure.source));
        }
        let sources = sources(desk, &institution.sources);
        table.row([
            cell(institution.code.as_str()),
            cell(institution.title.as_str()),
            cell(institution.role.as_str()),
            figures,
            cell(institution.equipment.as_str()),
            cell(institution.oversight.as_str()),
            cell(institution.strengths.as_str()),
            cell(institution.gaps.as_str()),
            cell(institution.entry_point.as_str()),
            issues(desk, &institution.issues),
            judged(institution.date.as_ref(), institution.confidence),
            sources,
        ]);
    }
    table
}

fn stakeholders(desk: &mut Desk) -> Table {
    let head = &[
        "Code",
        "Stakeholder",
        "How it is affected",
        "Interests",
        "Influence",
        "Likely reaction",
        "Champion because",
        "Spoiler because",
        "Issues",
        "Looked at",
        "Sources",
    ];
    let mut table = Table::new("", head);
    for stakeholder in all::<crate::model::Stakeholder>(desk) {
        let influence =
            if stakeholder.influence == Level::Unjudged { "" } else { stakeholder.influence.word() };
        let sources = sources(desk, &stakeholder.sources);
        table.row([
            cell(stakeholder.code.as_str()),
            cell(stakeholder.title.as_str()),
            cell(stakeholder.affected.as_str()),
            cell(stakeholder.interests.as_str()),
            cell(influence),
            cell(stakeholder.reaction.as_str()),
            cell(stakeholder.champion.as_str()),
            cell(stakeholder.spoiler.as_str()),
            issues(desk, &stakeholder.issues),
            judged(stakeholder.date.as_ref(), stakeholder.confidence),
            sources,
        ]);
    }
    table
}

/// The profiles of all parties, or of one.
pub(super) fn profiles(desk: &mut Desk, only: Option<&Id<Actor>>) -> Table {
    let head =
        &["Code", "Party", "Background", "Motivations", "Incentives", "Commitment", "Looked at", "Sources"];
    let mut table = Table::new("", head);
    for profile in all::<crate::model::PartyProfile>(desk) {
        if only.is_some_and(|party| profile.actor != *party) {
            continue;
        }
        let party = if only.is_some() { String::new() } else { desk.actor(&profile.actor) };
        let sources = sources(desk, &profile.sources);
        table.row([
            cell(profile.code.as_str()),
            cell(party),
            cell(profile.background.as_str()),
            cell(profile.motivations.as_str()),
            cell(profile.incentives.as_str()),
            vec![of_words(&profile.commitment)],
            judged(profile.date.as_ref(), profile.confidence),
            sources,
        ]);
    }
    table
}
