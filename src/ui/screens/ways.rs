//! Where a record, a key question or an entry of the guidance is shown: every way leads to a screen.

use super::{
    Screen, actors::ActorCard, agenda::Agenda, assessments::RegisterList, guidance::EntryPage, parts::Parts,
    positions::CellHistory, question::Question, record::RecordPage, unreadable::Unreadable,
};
use crate::{
    model::{Kind, Phase, Record, RecordRef},
    search::Way,
    ui::{context::Context, effect::Effect},
};

/// The effect that leads there.
#[must_use]
pub fn go(way: &Way, cx: &Context<'_>) -> Effect {
    match way {
        Way::Question(id) => Effect::Push(Screen::Question(Question::at(id))),
        Way::Entry(id) => match cx.catalogue.question(id) {
            Some(question) => Effect::Push(Screen::Question(Question::at(&question.id))),
            None => Effect::Push(Screen::Entry(EntryPage::at(id))),
        },
        Way::Record(which) => Effect::Push(screen_of(which, cx)),
    }
}

fn screen_of(which: &RecordRef, cx: &Context<'_>) -> Screen {
    if cx.seen.case().unreadable.contains_key(which) || cx.seen.case().doubtful.contains(which) {
        return Screen::Unreadable(Unreadable::at(which));
    }
    let heads = cx.seen.case().heads_of(which);
    let record = heads.iter().find_map(|head| head.here());
    match (which.kind, record) {
        (Kind::Actor, Some(_)) => Screen::Actor(ActorCard::of(which.id.cast())),
        (Kind::Issue, Some(_)) => Screen::Agenda(Agenda::at(&which.id.cast())),
        (Kind::Option | Kind::Faction, Some(record)) => match Parts::at(which, record) {
            Some(parts) => Screen::Parts(parts),
            None => Screen::Record(RecordPage::of(which.clone())),
        },
        (_, Some(Record::Answer(answer))) => Screen::Question(Question::at(&answer.question)),
        (_, Some(Record::Note(note))) => Screen::Now(super::now::WhatNow::at(&note.entry, cx)),
        (_, Some(Record::Position(position))) => Screen::Cell(CellHistory::at(&which.id.cast(), position)),
        (
            Kind::Threat
            | Kind::Violation
            | Kind::Dynamic
            | Kind::Institution
            | Kind::Stakeholder
            | Kind::Profile,
            Some(_),
        ) => Screen::Register(RegisterList::at(which)),
        _ => Screen::Record(RecordPage::of(which.clone())),
    }
}

/// The phase in which the case is.
#[must_use]
pub fn phase(cx: &Context<'_>) -> Phase {
    cx.seen.case().sheet().map_or(Phase::PreNegotiation, |sheet| sheet.phase)
}
