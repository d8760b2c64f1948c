//! The timeline: what happened and what is due, in the order of time as far as dates tell it. An uncertain date is
//! shown as it was written, with the days that it can mean.

use ratatui::layout::Rect;

use super::{Screen, View, provisions::Provisions};
use crate::{
    model::{Date, Event, EventKind, Id, RecordRef},
    search::fold,
    ui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        forms::{Which, event},
        keys::{Binding, Command, Key, row},
        pages,
        theme::Meaning,
        widgets::{kept::Kept, page::Page, split::Split},
    },
};

/// Which event is selected.
#[derive(Debug, Default)]
pub struct Timeline {
    split: Split,
    ids: Kept<u64, Vec<Id<Event>>>,
    page: Kept<(u64, Option<Id<Event>>), Page>,
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[
    row(
        &[Key::Char('a')],
        Command::New,
        "add",
        "Add an event: meeting, agreement, phase change, deadline …",
        1,
    ),
    row(&[Key::Enter, Key::Char('e')], Command::Edit, "change", "Change the event", 2),
    row(
        &[Key::Char('p')],
        Command::Provisions,
        "provisions",
        "Show the provisions of agreements, with their deadlines",
        3,
    ),
    row(&[Key::Char('v')], Command::Versions, "versions", "Show the versions of the event side by side", 0),
    row(&[Key::Char('D')], Command::Delete, "delete", "Delete the event", 0),
];

/// Every event: by the first day that it can mean, then by the last; those without a date at the end.
fn events(cx: &Context<'_>) -> Vec<Id<Event>> {
    let mut events: Vec<_> = cx.seen.case().events.shown().collect();
    events.sort_by(|(one_id, one), (other_id, other)| {
        let key =
            |event: &Event| (event.date.is_none(), event.date.as_ref().map(|date| (date.from(), date.to())));
        (key(one), &one.title, one_id).cmp(&(key(other), &other.title, other_id))
    });
    events.into_iter().map(|(id, _)| id.clone()).collect()
}

/// A date as it is spoken, marked where it is no certain day.
fn date_words(date: Option<&Date>) -> String {
    date.map_or_else(
        || "no date".to_owned(),
        |date| if date.from() == date.to() { date.spoken() } else { format!("~ {}", date.spoken()) },
    )
}

impl View for Timeline {
    fn title(&self, _: &Context<'_>) -> String {
        "Timeline".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn hold(&mut self, cx: &Context<'_>) {
        let Self { split, ids, .. } = self;
        split.hold(cx, || ids.of(cx.stamp, || events(cx)).iter().map(RecordRef::of).collect());
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let events = self.ids.of(cx.stamp, || events(cx));
        let selected = events.get(self.split.selected(events.len())).cloned();
        match (command, selected) {
            (Command::Provisions, _) => vec![Effect::Push(Screen::Provisions(Provisions::default()))],
            (Command::New, _) => Effect::form(event::form(Which::New, cx)),
            (Command::Edit, Some(id)) if pages::is_contested(&id, cx) => {
                super::versions::open(RecordRef::of(&id), cx)
            }
            (Command::Edit, Some(id)) => Effect::form(event::form(Which::this(&id, cx), cx)),
            (Command::Versions, Some(id)) => super::versions::open(RecordRef::of(&id), cx),
            (Command::Delete, Some(id)) => vec![Effect::ask_delete(&RecordRef::of(&id), cx)],
            (other, _) => {
                self.split.on(other, events.len());
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let events = self.ids.of(cx.stamp, || events(cx));
        let selected = events.get(self.split.selected(events.len()));
        let page = self.page.of((cx.stamp, selected.cloned()), || page_of(selected, cx));
        self.split.draw(canvas, area, events.len(), page, &mut |canvas, n, row| {
            let id = &events[n];
            let Some(event) = cx.seen.case().events.first(id) else { return };
            let is_due =
                event.kind == EventKind::Deadline && event.date.as_ref().is_some_and(|d| d.to() < cx.today);
            canvas.put(row.x, row.y, 17, &date_words(event.date.as_ref()), Meaning::Text);
            let kind = if is_due { Meaning::Attention } else { Meaning::Quiet };
            canvas.put(row.x + 18, row.y, 13, event.kind.word(), kind);
            let words = pages::marked(&RecordRef::of(id), &event.title, cx);
            canvas.put(row.x + 32, row.y, row.width.saturating_sub(32), &words, Meaning::Text);
        });
    }

    fn search(&mut self, words: &str, cx: &Context<'_>) -> bool {
        let wanted = fold(words);
        let events = self.ids.of(cx.stamp, || events(cx));
        let holds = |n: usize| {
            let event = cx.seen.case().events.first(&events[n]);
            event.is_some_and(|e| fold(&format!("{} {}", e.title, e.text.text)).contains(&wanted))
        };
        self.split.find(events.len(), holds)
    }
}

pub(in crate::ui) fn page_of(selected: Option<&Id<Event>>, cx: &Context<'_>) -> Page {
    let mut page = Page::default();
    match selected {
        None => {
            page.quiet(
                cx.if_nothing(format!(
                    "Nothing on the timeline yet. {} adds an event.",
                    cx.key(Command::New)
                )),
            );
        }
        Some(id) => {
            pages::two_versions(&mut page, &RecordRef::of(id), cx);
            let heads = cx.seen.case().events.get(id);
            for event in heads.into_iter().flat_map(crate::model::Entry::heads) {
                in_full(&mut page, event, cx);
            }
        }
    }
    page
}

fn in_full(page: &mut Page, event: &Event, cx: &Context<'_>) {
    let code = if event.code.is_empty() { String::new() } else { format!("{} ", event.code) };
    page.line(Meaning::Heading, format!("{code}{}", event.title));
    let phase = event.phase.map_or_else(String::new, |phase| format!(", {phase}"));
    page.field("What", format!("{}{phase}", event.kind));
    if let Some(date) = &event.date {
        let words = if date.from() == date.to() {
            date.spoken()
        } else {
            let day = |day: jiff::civil::Date| day.strftime("%-d %b %Y").to_string();
            format!("{}: some time from {} to {}", date.written(), day(date.from()), day(date.to()))
        };
        page.field("When", words);
    }
    page.field("Who", pages::names(&event.who, cx));
    page.text(event.text.text.as_str());
    pages::links(page, &event.issues, &[], cx);
    if let Some(option) = &event.option {
        page.field("Option", pages::option_words(option, cx));
    }
    pages::end(page, &event.sources, &event.note, cx);
}
