//! What the note asks now: recommendations of the phase, first steps, hints, each with what the team did about it.

use ratatui::layout::Rect;

use super::{Main, Screen, View, guidance::EntryPage, ways};
use crate::{
    analysis::now::{Asked, asked},
    guidance::Place,
    model::{Date, NoteState},
    search::fold,
    ui::{
        canvas::Canvas,
        context::Context,
        dialog::Dialog,
        effect::Effect,
        forms::{Which, note},
        keys::{Binding, Command, Key, row},
        theme::Meaning,
        widgets::{
            kept::Kept,
            list::ListState,
            page::{Page, PageState},
        },
    },
};

/// Which entry is selected. Rows keep their place while one works through them: what is noted moves down at the
/// next visit only.
#[derive(Debug, Default)]
pub struct WhatNow {
    list: ListState,
    page: PageState,
    asks: Asks,
}

/// Everything that is asked, in the order in which it stood when the screen was opened.
#[derive(Debug, Default)]
struct Asks {
    order: Vec<String>,
    all: Kept<u64, Vec<Asked>>,
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[
    row(&[Key::Char('d')], Command::Done, "done", "Note that it is done, or answer a hint with yes", 1),
    row(&[Key::Char('t')], Command::NotKnown, "not yet", "Put it off: later, or not yet", 2),
    row(&[Key::Char('o')], Command::Refuse, "no", "Answer with no", 3),
    row(
        &[Key::Char('w')],
        Command::DoNotRecord,
        "does not apply",
        "Note that it does not apply here, and why",
        4,
    ),
    row(&[Key::Enter], Command::Open, "go there", "Go where it can be acted on", 5),
    row(&[Key::Char('i')], Command::Read, "read", "Read the guidance entry", 0),
];

impl Asks {
    fn all(&mut self, cx: &Context<'_>) -> &[Asked] {
        let Self { order, all } = self;
        all.of(cx.stamp, || {
            let mut all = asked(cx.seen, cx.catalogue, ways::phase(cx));
            if order.len() != all.len() || all.iter().any(|asked| !order.contains(&asked.entry)) {
                *order = all.iter().map(|asked| asked.entry.clone()).collect();
            }
            all.sort_by_key(|asked| order.iter().position(|entry| *entry == asked.entry));
            all
        })
    }
}

impl WhatNow {
    /// The screen, on one entry.
    #[must_use]
    pub fn at(entry: &str, cx: &Context<'_>) -> Self {
        let mut now = Self::default();
        now.list.selected = now.asks.all(cx).iter().position(|asked| asked.entry == entry).unwrap_or(0);
        now
    }

    fn note(selected: &Asked, state: NoteState, cx: &Context<'_>) -> Vec<Effect> {
        let which = selected.note.as_ref().map_or(Which::New, |(id, _)| Which::this(id, cx));
        vec![Effect::Ask(Dialog::Form(Box::new(note::form(&selected.entry, which, state, cx))))]
    }
}

/// The main screen on which an entry can be acted on; nothing where only reading helps.
fn main_of(places: &[Place]) -> Option<Main> {
    places.iter().find_map(|place| match place {
        Place::Assessments => Some(Main::Assessments),
        Place::Actors => Some(Main::Actors),
        Place::Positions => Some(Main::Positions),
        Place::Agenda => Some(Main::Agenda),
        Place::Scenarios => Some(Main::Scenarios),
        Place::Overview | Place::Guidance | Place::Reports => None,
    })
}

impl View for WhatNow {
    fn title(&self, _: &Context<'_>) -> String {
        "What now".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let all = self.asks.all(cx);
        let Some(selected) = all.get(self.list.selected) else { return vec![] };
        match command {
            Command::Done => Self::note(selected, NoteState::Done, cx),
            Command::NotKnown => Self::note(selected, NoteState::Later, cx),
            Command::Refuse => Self::note(selected, NoteState::No, cx),
            Command::DoNotRecord => Self::note(selected, NoteState::NotApplicable, cx),
            Command::Read => vec![Effect::Push(Screen::Entry(EntryPage::at(&selected.entry)))],
            Command::Open => match main_of(&selected.places) {
                Some(main) => vec![Effect::Push(Screen::main(main))],
                None => vec![Effect::Push(Screen::Entry(EntryPage::at(&selected.entry)))],
            },
            other => {
                self.list.on(other, all.len());
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let all = self.asks.all(cx);
        let x = area.x + 1;
        let width = area.width.saturating_sub(2);
        let open = all.iter().filter(|asked| asked.is_open()).count();
        let open = if cx.seen.is_team() { format!("; {open} are open") } else { String::new() };
        let words = format!("In {} the note asks {} things{open}", ways::phase(cx), all.len());
        canvas.put(x, area.y, width, &words, Meaning::Quiet);
        let height = area.height.saturating_sub(2) / 2;
        let list = Rect { y: area.y + 1, height, ..area };
        for (y, n) in (list.y..).zip(self.list.shown(all.len(), list, canvas)) {
            let asked = &all[n];
            canvas.put(x, y, 14, asked.kind.word(), Meaning::Quiet);
            canvas.put(x + 15, y, width.saturating_sub(31), &asked.title, Meaning::Text);
            if cx.seen.is_team() {
                let meaning = if asked.is_open() { Meaning::Heading } else { Meaning::Quiet };
                canvas.put_right(x, y, width, asked.word(), meaning);
            }
            if n == self.list.selected {
                canvas.select(Rect { x: area.x, y, width: area.width, height: 1 });
            }
        }
        let Some(asked) = all.get(self.list.selected) else { return };
        let y = area.y + height + 2;
        let below = Rect { x, y, width, height: area.bottom().saturating_sub(y) };
        let cursor = canvas.cursor;
        self.page.draw(canvas, below, &page_of(asked));
        canvas.cursor = cursor;
    }

    fn search(&mut self, words: &str, cx: &Context<'_>) -> bool {
        let wanted = fold(words);
        let all = self.asks.all(cx);
        let order = (1..=all.len()).map(|step| (self.list.selected + step) % all.len().max(1));
        let holds = |asked: &Asked| fold(&format!("{} {}", asked.title, asked.asks)).contains(&wanted);
        let found = order.into_iter().find(|n| holds(&all[*n]));
        self.list.selected = found.unwrap_or(self.list.selected);
        found.is_some()
    }

    fn reset(&mut self) {
        *self = Self::default();
    }
}

fn page_of(asked: &Asked) -> Page {
    let mut page = Page::default();
    page.line(Meaning::Heading, format!("{}  ({})", asked.title, asked.section));
    if let Some((_, note)) = &asked.note {
        let again =
            asked.review().map_or_else(String::new, |date| format!(", again by {}", Date::spoken(date)));
        let text = if note.text.is_empty() { String::new() } else { format!(": {}", note.text) };
        page.inline("We noted", format!("{}{text}{again}", asked.word()));
    }
    page.text(asked.asks.as_str());
    for (label, text) in &asked.why {
        page.inline(label, text.as_str());
    }
    page
}
