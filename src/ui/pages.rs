//! Records as pages of text: what a card, a cell or a register row says in full.

use super::{context::Context, theme::Meaning, widgets::page::Page};
use crate::model::{Figure, Id, Record, Source};

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
            page.line(Meaning::Heading, title).field("Role", &*r.role);
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
            page.line(Meaning::Heading, title)
                .field("Affected", &*r.affected)
                .field("Interests", &*r.interests);
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
        _ => {
            page.text(title);
        }
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

fn links(
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

fn end(page: &mut Page, sources: &[Id<Source>], note: &str, cx: &Context<'_>) {
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
