//! Records as pages of text: what a card, a cell or a register row says in full.

use super::{context::Context, theme::Meaning, widgets::page::Page};
use crate::{
    analysis::{
        naming::{self, name_of},
        redlines,
        standing::Breach,
    },
    model::{
        CaseKind, Date, Disclosure, Figure, Id, IssueOption, Level, Phase, Record, RecordRef, RecordType,
        Source,
    },
    store::Presence,
};

/// Any record whose fields are mostly text.
pub fn record(page: &mut Page, record: &Record, cx: &Context<'_>) {
    let title = record.label().to_owned();
    match record {
        Record::Threat(r) => {
            page.line(Meaning::Heading, title)
                .field("Who", &*r.who)
                .field("How", &*r.how)
                .field("When", &*r.when);
            page.field("Where", &*r.place).field("To whom", &*r.whom).field("What to do", &*r.mitigation);
            links(page, &r.issues, &r.options, cx);
            end(page, &r.sources, &r.note, cx);
        }
        Record::Violation(r) => {
            page.line(Meaning::Heading, title)
                .field("Category", r.category.word())
                .field("Alleged", &*r.perpetrator);
            page.field(
                "Institution",
                r.institution.as_ref().map_or_else(String::new, |id| name_of(cx.seen.case(), id)),
            );
            page.field("Scope", &*r.scope).field("Accountability", &*r.accountability);
            links(page, &r.issues, &r.options, cx);
            end(page, &r.sources, &r.note, cx);
        }
        Record::Dynamic(r) => {
            page.line(Meaning::Heading, title)
                .field("Kind", r.kind.word())
                .field("Who", names(&r.actors, cx));
            page.field("Motives", &*r.motives).field("Effect", &*r.effect);
            links(page, &r.issues, &[], cx);
            end(page, &r.sources, &r.note, cx);
        }
        Record::Institution(r) => {
            page.line(Meaning::Heading, title)
                .field("Actor", names(r.actor.as_slice(), cx))
                .field("Role", &*r.role);
            r.personnel.iter().for_each(|figure| {
                page.field("Figure", figure_words(figure, cx));
            });
            page.field("Equipment", &*r.equipment).field("Oversight", &*r.oversight);
            page.field("Strengths", &*r.strengths)
                .field("Gaps", &*r.gaps)
                .field("Entry point", &*r.entry_point);
            links(page, &r.issues, &r.options, cx);
            end(page, &r.sources, &r.note, cx);
        }
        Record::Stakeholder(r) => {
            page.line(Meaning::Heading, title).field("Actor", names(r.actor.as_slice(), cx));
            page.field("Affected", &*r.affected).field("Interests", &*r.interests);
            page.field("Influence", if r.influence == Level::Unjudged { "" } else { r.influence.word() });
            page.field("Reaction", &*r.reaction)
                .field("Champion", &*r.champion)
                .field("Spoiler", &*r.spoiler);
            links(page, &r.issues, &[], cx);
            end(page, &r.sources, &r.note, cx);
        }
        Record::Profile(r) => {
            page.line(Meaning::Heading, names(std::slice::from_ref(&r.actor), cx));
            page.field("Background", &*r.background).field("Motivations", &*r.motivations);
            page.field("Incentives", &*r.incentives).field("Commitment", &*r.commitment.text);
            end(page, &r.sources, &r.note, cx);
        }
        other => other_record(page, other, cx),
    }
}

/// What stands on the timeline, in an agreement, or behind a claim.
fn other_record(page: &mut Page, record: &Record, cx: &Context<'_>) {
    page.line(Meaning::Heading, crate::search::name_of(cx.seen.case(), record));
    let date = |date: &Option<Date>| date.as_ref().map_or_else(String::new, Date::spoken);
    match record {
        Record::Issue(r) => {
            page.field("Plain wording", &*r.plain)
                .field("About", r.component.word())
                .field("Agenda", r.agenda.word());
            page.field("Come back by", date(&r.revisit)).field("Note", &*r.note);
        }
        Record::Source(r) => {
            page.field("What it is", r.kind.word())
                .field("When", date(&r.date))
                .field("Where", &*r.reference);
            if cx.seen.is_team() {
                page.field("Grades", r.grades()).field("Ask again by", date(&r.review_by));
            }
            page.field("Note", &*r.note);
        }
        Record::Event(r) => {
            page.field("What it is", r.kind.word())
                .field("When", date(&r.date))
                .field("Who", names(&r.who, cx));
            page.text(&*r.text.text);
            end(page, &r.sources, &r.note, cx);
        }
        Record::Provision(r) => {
            page.field("Who does it", &*r.responsible)
                .field("By", &*r.deadline)
                .field("Counted from", &*r.base_event);
            page.field("Status", &*r.status).field("Outcome", &*r.outcome.text);
            end(page, &r.sources, &r.note, cx);
        }
        Record::Finding(r) => {
            page.field("It crosses", if r.crosses { "yes" } else { "no" }).field("Why", &*r.why);
            end(page, &r.sources, &r.note, cx);
        }
        Record::Linkage(r) => {
            page.text(&*r.text.text);
            page.field("Note", &*r.note);
        }
        _ => {}
    }
}

/// A source as people cite it: code, name, grades for the team.
#[must_use]
pub fn source_words(id: &Id<Source>, cx: &Context<'_>) -> String {
    let Some(source) = cx.seen.case().sources.first(id) else {
        return "a source that is not here".to_owned();
    };
    let code = if source.code.is_empty() { String::new() } else { format!("{} ", source.code) };
    if cx.seen.is_team() {
        format!("{code}{} ({})", source.name, source.grades())
    } else {
        format!("{code}{}", source.name)
    }
}

/// The names of actors, in a row.
#[must_use]
pub fn names(ids: &[Id<crate::model::Actor>], cx: &Context<'_>) -> String {
    let name = |id| cx.seen.case().actors.first(id).map_or("not here yet", |actor| actor.name.as_str());
    ids.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// An option with its letter; one that would breach a principle says so before anything else.
#[must_use]
pub fn option_words(id: &Id<IssueOption>, cx: &Context<'_>) -> String {
    let name = naming::option_name(cx.seen.case(), id).words();
    match redlines::breaches(cx.standings, id) {
        [] => name,
        breaches => {
            let words: Vec<String> = breaches.iter().map(Breach::words).collect();
            format!("! {} - {name}", words.join("; "))
        }
    }
}

/// Who may be told, in words.
#[must_use]
pub fn disclosure_words(disclosure: &Disclosure, cx: &Context<'_>) -> String {
    match disclosure {
        Disclosure::Public => "anybody: it is public".to_owned(),
        Disclosure::SharedWithAll => "all parties".to_owned(),
        Disclosure::Shared(with) => names(with, cx),
        Disclosure::Confided { by } => format!("the team only: confided by {by}"),
        Disclosure::Team => "the team only".to_owned(),
    }
}

/// What was said, in quotation marks; where its source may not be quoted there are no words.
#[must_use]
pub fn quoted(statement: &str) -> String {
    if statement.is_empty() { "(not in words)".to_owned() } else { format!("\"{statement}\"") }
}

/// Who has the case open beside the user, each name once with the time since when: `luis since 13:40, anna (2)`.
#[must_use]
pub fn open_by(others: &[Presence], cx: &Context<'_>) -> String {
    let mut names: Vec<&str> = others.iter().map(|other| other.by.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let words = names.into_iter().map(|name| {
        let sessions: Vec<&Presence> = others.iter().filter(|other| other.by == name).collect();
        match (sessions.len(), sessions[0].since) {
            (1, Some(since)) => format!("{name} since {}", cx.clock(since)),
            (1, None) => name.to_owned(),
            (n, _) => format!("{name} ({n})"),
        }
    });
    words.collect::<Vec<_>>().join(", ")
}

/// Whether two versions of a record stand side by side. It is for the team to settle, and to know.
#[must_use]
pub fn is_contested<T: RecordType>(id: &Id<T>, cx: &Context<'_>) -> bool {
    in_two_versions(&RecordRef::of(id), cx)
}

fn in_two_versions(which: &RecordRef, cx: &Context<'_>) -> bool {
    let heads = cx.seen.case().heads_of(which);
    cx.seen.is_team() && heads.iter().any(|head| head.state != heads[0].state)
}

/// A name in a list, with a mark where two versions of the record stand side by side.
#[must_use]
pub fn marked(which: &RecordRef, name: &str, cx: &Context<'_>) -> String {
    if in_two_versions(which, cx) { format!("2 {name}") } else { name.to_owned() }
}

/// The line above what is said of a record, where two versions of it stand side by side.
pub fn two_versions(page: &mut Page, which: &RecordRef, cx: &Context<'_>) {
    if in_two_versions(which, cx) {
        page.line(Meaning::Attention, "Two versions stand side by side: both are shown");
    }
}

/// Today in a real case; in a sample or an exercise the last day known of a phase, if one is given and known.
#[must_use]
pub fn usual_date(cx: &Context<'_>, phase: Option<Phase>) -> Option<Date> {
    let today = Date::day(cx.today);
    if cx.seen.case().about.kind == CaseKind::Real {
        return Some(today);
    }
    let positions = cx.seen.case().positions.shown().map(|(_, position)| position);
    let in_phase = positions.filter(|position| phase.is_none_or(|phase| position.phase == phase));
    in_phase.filter_map(|position| position.date.clone()).max().or(Some(today))
}

/// Which issues it is about, and which options address it.
pub fn links(
    page: &mut Page,
    issues: &[Id<crate::model::Issue>],
    options: &[Id<crate::model::IssueOption>],
    cx: &Context<'_>,
) {
    let case = cx.seen.case();
    let titles = issues.iter().filter_map(|id| case.issues.first(id)).map(|issue| issue.title.clone());
    page.field("Issues", titles.collect::<Vec<_>>().join("; "));
    let titles =
        options.iter().filter_map(|id| case.options.first(id)).map(|o| format!("{} {}", o.letter, o.title));
    page.field("Addressed by", titles.collect::<Vec<_>>().join("; "));
}

/// What a record ends with: its sources and the team's note.
pub fn end(page: &mut Page, sources: &[Id<Source>], note: &str, cx: &Context<'_>) {
    for source in sources {
        page.field("Source", source_words(source, cx));
    }
    if sources.is_empty() {
        page.quiet("no source recorded");
    }
    page.field("Note", note);
}

fn figure_words(figure: &Figure, cx: &Context<'_>) -> String {
    let source = figure.source.as_ref().map_or_else(String::new, |id| format!(" - {}", source_words(id, cx)));
    let note = if figure.note.is_empty() { String::new() } else { format!(" ({})", figure.note) };
    format!("{}: {}{note}{source}", figure.what, figure.value)
}
