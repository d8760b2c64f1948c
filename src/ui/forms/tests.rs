//! Nothing that is typed into a form is thrown away when it is saved.

use std::{path::PathBuf, sync::Arc};

use crossterm::event::{KeyCode, KeyEvent};
use jiff::tz::TimeZone;

use super::*;
use crate::{
    model::Stance,
    store::MemoryDisk,
    ui::{
        Start,
        app::{App, World},
        event::Event as Arrived,
        field::Extent,
        form::{Field, Value},
        keys::Keymap,
        text::Glyphs,
        theme::{Look, Theme},
    },
};

/// The program in the sample case.
fn in_sample() -> App {
    let start = Start {
        cases: PathBuf::from("/cases"),
        open: None,
        shield: false,
        read_only: false,
        by: Some("rosa".to_owned()),
        settings: PathBuf::from("/settings.ron"),
        host: "srv1".to_owned(),
        look: Look { theme: Theme::Plain, glyphs: Glyphs::Unicode },
        keys: Keymap::default(),
    };
    let now = || "2026-11-21T14:02:00Z".parse().unwrap();
    let world = World { disk: Arc::new(MemoryDisk::new()), now: Box::new(now), zone: TimeZone::UTC };
    let mut app = App::new(world, start);
    app.handle(Arrived::Key(KeyEvent::from(KeyCode::Char('s'))));
    app
}

fn first<T: RecordType>(cx: &Context<'_>) -> Id<T> {
    T::table(cx.seen.case()).shown().next().unwrap().0.clone()
}

fn both<T: RecordType>(cx: &Context<'_>) -> Vec<Which<T>> {
    let known = T::table(cx.seen.case()).shown().next();
    [Which::New].into_iter().chain(known.map(|(id, _)| Which::this(id, cx))).collect()
}

/// A new one and a changed one of every kind of form.
fn every_kind(cx: &Context<'_>) -> Vec<FormKind> {
    let case = cx.seen.case();
    let (position, said) = case.positions.shown().next().unwrap();
    let about = |how| position::About {
        party: said.party.clone(),
        faction: None,
        issue: said.issue.clone(),
        phase: said.phase,
        how,
    };
    let mut kinds = vec![
        FormKind::Position(about(position::How::New { after: vec![position.clone()] })),
        FormKind::Position(about(position::How::Beside(position.clone()))),
        FormKind::Position(about(position::How::correct(position, cx))),
        FormKind::Sheet(Vec::new()),
        FormKind::Share(position.clone(), Vec::new()),
    ];
    let (principle, entry) = (cx.catalogue.principles[0].id.to_string(), "b1".to_owned());
    for which in both::<model::Answer>(cx) {
        kinds.push(FormKind::Basis(which.clone(), Piece::Evidence(0)));
        kinds.push(FormKind::Basis(which.clone(), Piece::Group(0)));
        kinds.push(FormKind::Answer { question: entry.clone(), which });
    }
    kinds.extend(both(cx).into_iter().map(|which| FormKind::Finding {
        option: first(cx),
        principle: principle.clone(),
        which,
        crosses: true,
    }));
    kinds.extend(both(cx).into_iter().map(|which| FormKind::Note {
        entry: entry.clone(),
        which,
        state: NoteState::Done,
    }));
    kinds.extend(both(cx).into_iter().map(FormKind::Actor));
    kinds.extend(both(cx).into_iter().map(FormKind::Issue));
    kinds.extend(both(cx).into_iter().map(|which| FormKind::Option(first(cx), which)));
    kinds.extend(both(cx).into_iter().map(FormKind::Source));
    kinds.extend(both(cx).into_iter().map(FormKind::Event));
    kinds.extend(both(cx).into_iter().map(FormKind::Provision));
    kinds.extend(both(cx).into_iter().map(FormKind::Linkage));
    kinds.extend(both(cx).into_iter().map(|which| FormKind::Faction(first(cx), which)));
    kinds.extend(both(cx).into_iter().map(FormKind::Confidence));
    let registers =
        [Kind::Threat, Kind::Violation, Kind::Dynamic, Kind::Institution, Kind::Stakeholder, Kind::Profile];
    kinds.extend(registers.map(|kind| FormKind::Register(kind, None)));
    kinds
}

/// Where a kind stands in [`every_kind`]. One that is new does not compile without a place here.
fn is_saved_as_an_edit(kind: &FormKind) -> bool {
    match kind {
        FormKind::Position(_)
        | FormKind::Answer { .. }
        | FormKind::Basis(..)
        | FormKind::Finding { .. }
        | FormKind::Note { .. }
        | FormKind::Actor(_)
        | FormKind::Issue(_)
        | FormKind::Option(..)
        | FormKind::Source(_)
        | FormKind::Register(..)
        | FormKind::Sheet(_)
        | FormKind::Event(_)
        | FormKind::Provision(_)
        | FormKind::Linkage(_)
        | FormKind::Faction(..)
        | FormKind::Confidence(_)
        | FormKind::Share(..) => true,
        // A comparison is written as a whole file; of the others nothing is saved.
        FormKind::Scenario(_) | FormKind::Export(_) | FormKind::View(_) => false,
    }
}

/// Fills in every text, marks everything that can be marked, and takes up one more choice if there is one to take up.
fn fill(form: &mut Form, choice: Option<(usize, usize)>) {
    let stance = if choice.is_some() { Stance::AcceptsIf } else { Stance::Opposes };
    for (n, field) in form.fields.iter_mut().enumerate() {
        match &mut field.value {
            Value::Text(text, _) => {
                text.replace_with(&format!("word{n}"));
            }
            Value::Many(many) => many.marked.fill(true),
            Value::Stances(stances) => stances.rows.iter_mut().for_each(|row| row.stance = Some(stance)),
            Value::Choice(chosen) => {
                if let Some((_, at)) = choice.filter(|(field, _)| *field == n) {
                    chosen.at = at;
                }
            }
        }
    }
}

/// What stands in a field that was filled in and has to be in what is saved.
fn held(field: &Field) -> Vec<String> {
    match &field.value {
        Value::Text(text, _) => vec![text.text()],
        Value::Many(many) => many.chosen().flat_map(|id| id.split('/').map(ToOwned::to_owned)).collect(),
        Value::Choice(_) | Value::Stances(_) => vec![],
    }
}

/// Saves until nothing is refused any more: what a refusal names is emptied. Every word left is in what is saved.
fn saves_or_names(kind: &FormKind, choice: Option<(usize, usize)>, cx: &Context<'_>) {
    let mut form = kind.opened(cx).unwrap();
    fill(&mut form, choice);
    loop {
        let wanting = match kind.edit(&form, cx) {
            Ok(edit) => {
                // A letter is made a capital; what is said is the same.
                let edit = format!("{edit:?}").to_lowercase();
                for field in &form.fields {
                    for word in held(field) {
                        assert!(
                            edit.contains(&word.to_lowercase()),
                            "{kind:?} {choice:?}: {} is lost",
                            field.name
                        );
                    }
                }
                return;
            }
            Err(wanting) => wanting,
        };
        let field = form.fields.iter_mut().find(|field| field.name == wanting.field);
        let field = field.unwrap_or_else(|| panic!("{kind:?}: {wanting:?} names no field"));
        match &mut field.value {
            Value::Text(text, Extent::Line | Extent::Lines) if !text.text().is_empty() => {
                text.replace_with("");
            }
            Value::Many(many) if many.chosen().next().is_some() => many.marked.fill(false),
            // A choice is refused, or something is asked for.
            _ => return,
        }
    }
}

#[test]
fn every_word_of_every_form_is_saved_or_its_field_is_named() {
    in_sample().with_context(|cx, _| {
        for kind in every_kind(cx) {
            assert!(is_saved_as_an_edit(&kind));
            saves_or_names(&kind, None, cx);
            for (n, field) in kind.opened(cx).unwrap().fields.iter().enumerate() {
                let Value::Choice(choice) = &field.value else { continue };
                (0..choice.words.len().min(9)).for_each(|at| saves_or_names(&kind, Some((n, at)), cx));
            }
        }
    });
}
