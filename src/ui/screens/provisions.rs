//! What agreements hold: each provision with its deadline, how often that was moved, and what became of it.

use ratatui::layout::Rect;

use super::{Screen, View, history};
use crate::{
    model::{Id, Provision, RecordRef},
    search::fold,
    ui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        forms::{
            Which,
            provision::{self, SPECIFICITY},
        },
        keys::{Binding, Command, Key, row},
        pages,
        theme::Meaning,
        widgets::{page::Page, split::Split},
    },
};

/// Which provision is selected.
#[derive(Debug, Default)]
pub struct Provisions {
    split: Split,
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[
    row(&[Key::Char('a')], Command::New, "add", "Add a provision of an agreement", 1),
    row(
        &[Key::Enter, Key::Char('e')],
        Command::Edit,
        "change",
        "Change the provision: move its deadline, say what became of it",
        2,
    ),
    row(
        &[Key::Char('H')],
        Command::History,
        "history",
        "Show who changed the provision, when, and from what",
        4,
    ),
    row(
        &[Key::Char('v')],
        Command::Versions,
        "versions",
        "Show the versions of the provision side by side",
        0,
    ),
    row(&[Key::Char('D')], Command::Delete, "delete", "Delete the provision", 3),
];

/// Every provision: by the agreement that holds it, then by code and by what is to be done.
fn provisions<'a>(cx: &Context<'a>) -> Vec<(&'a Id<Provision>, &'a Provision)> {
    let mut all: Vec<_> = cx.seen.case().provisions.shown().collect();
    let signed = |provision: &Provision| {
        let agreement = provision.agreement.as_ref().and_then(|id| cx.seen.case().events.first(id));
        agreement.map(|event| (event.date.clone(), event.title.clone()))
    };
    all.sort_by_cached_key(|(id, p)| (signed(p), p.code.clone(), p.title.clone(), (*id).clone()));
    all
}

impl View for Provisions {
    fn title(&self, _: &Context<'_>) -> String {
        "Provisions".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn hold(&mut self, cx: &Context<'_>) {
        self.split.hold(cx, || provisions(cx).into_iter().map(|(id, _)| RecordRef::of(id)).collect());
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let all = provisions(cx);
        let selected = all.get(self.split.selected(all.len())).map(|(id, _)| (*id).clone());
        match (command, selected) {
            (Command::New, _) => Effect::form(provision::form(Which::New, cx)),
            (Command::Edit, Some(id)) if pages::is_contested(&id, cx) => {
                super::versions::open(RecordRef::of(&id), cx)
            }
            (Command::Edit, Some(id)) => Effect::form(provision::form(Which::this(&id, cx), cx)),
            (Command::Versions, Some(id)) => super::versions::open(RecordRef::of(&id), cx),
            (Command::Delete, Some(id)) => vec![Effect::ask_delete(&RecordRef::of(&id), cx)],
            (Command::History, Some(id)) => {
                let of = history::Of::Record(RecordRef::of(&id));
                vec![Effect::Push(Screen::History(history::History::of(of)))]
            }
            (other, _) => {
                self.split.on(other, all.len());
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let all = provisions(cx);
        let mut page = Page::default();
        match all.get(self.split.selected(all.len())) {
            None => {
                page.quiet(
                    cx.if_nothing(format!("No provision recorded yet. {} adds one.", cx.key(Command::New))),
                );
            }
            Some((id, _)) => {
                pages::two_versions(&mut page, &RecordRef::of(id), cx);
                let heads = cx.seen.case().provisions.get(id);
                for provision in heads.into_iter().flat_map(crate::model::Entry::heads) {
                    in_full(&mut page, provision, cx);
                }
            }
        }
        self.split.draw(canvas, area, all.len(), &page, &mut |canvas, n, row| {
            let (id, provision) = all[n];
            let deadline = provision.recalendared.last().map_or(&provision.deadline, |moved| &moved.deadline);
            let moved = if provision.recalendared.is_empty() {
                String::new()
            } else {
                format!(" (moved {})", provision.recalendared.len())
            };
            let words = format!("{deadline}{moved}");
            let title = pages::marked(&RecordRef::of(id), &provision.title, cx);
            let room = row.width * 2 / 5;
            canvas.put(row.x, row.y, row.width.saturating_sub(room + 12), &title, Meaning::Text);
            canvas.put(row.right().saturating_sub(room + 11), row.y, room, &words, Meaning::Quiet);
            canvas.put_right(row.right().saturating_sub(10), row.y, 10, &provision.status, Meaning::Quiet);
        });
    }

    fn search(&mut self, words: &str, cx: &Context<'_>) -> bool {
        let wanted = fold(words);
        let all = provisions(cx);
        self.split.find(all.len(), |n| fold(&all[n].1.title).contains(&wanted))
    }
}

fn in_full(page: &mut Page, provision: &Provision, cx: &Context<'_>) {
    let case = cx.seen.case();
    page.line(Meaning::Heading, provision.title.as_str());
    let agreement = provision.agreement.as_ref().and_then(|id| case.events.first(id));
    page.field("In", agreement.map_or("", |event| event.title.as_str()));
    let issue = provision.issue.as_ref().and_then(|id| case.issues.first(id));
    page.field("Issue", issue.map_or("", |issue| issue.title.as_str()));
    page.field("Responsible", provision.responsible.as_str());
    let base = provision.base.as_ref().and_then(|id| case.events.first(id));
    let base = base.map_or(provision.base_event.as_str(), |event| event.title.as_str());
    let counted = if base.is_empty() { String::new() } else { format!(", counted from {base}") };
    page.field("Due", format!("{}{counted}", provision.deadline));
    for moved in &provision.recalendared {
        let on = moved.date.as_ref().map_or_else(String::new, |date| format!(" (agreed {})", date.spoken()));
        let why = if moved.why.is_empty() { String::new() } else { format!(": {}", moved.why) };
        page.field("Moved to", format!("{}{on}{why}", moved.deadline));
    }
    page.field("What became", provision.outcome.text.as_str()).field("In a word", provision.status.as_str());
    if let Some(specificity) = provision.specificity {
        page.field(
            "How specific",
            format!("{specificity} of 3, {}", SPECIFICITY.get(usize::from(specificity)).unwrap_or(&"")),
        );
    }
    if let Some(option) = &provision.option {
        page.field("Option", pages::option_words(option, cx));
    }
    pages::end(page, &provision.sources, &provision.note, cx);
}
