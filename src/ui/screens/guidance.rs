//! The note in our own words: a list that narrows as one searches, and one entry in full.

use ratatui::layout::Rect;

use super::{Screen, View};
use crate::{
    guidance::Entry,
    search::holds_all,
    ui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        keys::{Binding, Command, Key, row},
        theme::Meaning,
        widgets::{
            kept::Kept,
            list::ListState,
            page::{Page, PageState},
        },
    },
};

/// The list.
#[derive(Debug, Default)]
pub struct Guidance {
    list: ListState,
    words: String,
    rows: Kept<String, Vec<Row>>,
}

/// An entry as it stands in the list.
#[derive(Debug)]
struct Row {
    id: String,
    kind: &'static str,
    title: String,
    section: String,
}

/// The keys of the list.
pub const KEYS: &[Binding] = &[
    row(&[Key::Enter], Command::Open, "read", "Read the entry", 1),
    row(&[Key::Char('/')], Command::Search, "search", "Show only entries that hold these words", 2),
    row(&[Key::Char('c')], Command::AllAgain, "all again", "Show every entry again", 3),
];

/// One entry.
#[derive(Debug)]
pub struct EntryPage {
    id: String,
    link: usize,
    page: PageState,
    made: Kept<usize, Page>,
}

/// The keys of an entry.
pub const ENTRY_KEYS: &[Binding] = &[
    row(&[Key::Tab], Command::NextPane, "next link", "Choose the next related entry", 1),
    row(&[Key::Enter], Command::Open, "follow", "Read the related entry that is chosen", 2),
];

impl Guidance {
    /// The entries that hold the words which were searched for.
    fn rows(&mut self, cx: &Context<'_>) -> &[Row] {
        let words = self.words.clone();
        let holds = |entry: &Entry<'_>| words.is_empty() || holds_all(&text_of(entry), &words);
        let row = |entry: Entry<'_>| Row {
            id: entry.id.to_string(),
            kind: entry.kind.word(),
            title: entry.title.to_owned(),
            section: entry.section.to_owned(),
        };
        self.rows.of(words.clone(), || cx.catalogue.entries().into_iter().filter(holds).map(row).collect())
    }
}

/// Everything an entry says.
fn text_of(entry: &Entry<'_>) -> String {
    let parts = entry.parts.iter().map(|part| part.text);
    std::iter::once(entry.title).chain(parts).collect::<Vec<_>>().join(" ")
}

impl View for Guidance {
    fn title(&self, _: &Context<'_>) -> String {
        if self.words.is_empty() { "Guidance".to_owned() } else { format!("Guidance: {}", self.words) }
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        match command {
            Command::Open => {
                let selected = self.list.selected;
                let entry = self.rows(cx).get(selected);
                entry.map(|entry| Effect::Push(Screen::Entry(EntryPage::at(&entry.id)))).into_iter().collect()
            }
            Command::AllAgain => {
                *self = Self::default();
                vec![]
            }
            other => {
                let len = self.rows(cx).len();
                self.list.on(other, len);
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let x = area.x + 1;
        let width = area.width.saturating_sub(2);
        let len = self.rows(cx).len();
        let view = self.list.shown(len, area, canvas);
        let selected = self.list.selected;
        let rows = self.rows(cx);
        if rows.is_empty() {
            let words = format!("No entry holds these words. {} shows all again.", cx.key(Command::AllAgain));
            canvas.put(x, area.y, width, &words, Meaning::Quiet);
        }
        for (y, n) in (area.y..).zip(view) {
            let row = &rows[n];
            canvas.put(x, y, 15, row.kind, Meaning::Quiet);
            canvas.put(x + 16, y, width.saturating_sub(28), &row.title, Meaning::Text);
            canvas.put_right(x + width.saturating_sub(11), y, 11, &row.section, Meaning::Quiet);
            if n == selected {
                // What tells one row from the others: a bar over all of it costs a slow line half as much again.
                canvas.select(Rect { x: x + 15, y, width: width.saturating_sub(26), height: 1 });
            }
        }
    }

    fn search(&mut self, words: &str, cx: &Context<'_>) -> bool {
        let before = std::mem::replace(&mut self.words, words.to_owned());
        self.list = ListState::default();
        let found = !self.rows(cx).is_empty();
        if !found {
            self.words = before;
        }
        found
    }
}

impl EntryPage {
    /// The page of an entry.
    #[must_use]
    pub fn at(id: &str) -> Self {
        Self { id: id.to_owned(), link: 0, page: PageState::default(), made: Kept::default() }
    }
}

impl View for EntryPage {
    fn title(&self, _: &Context<'_>) -> String {
        "Guidance".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        ENTRY_KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let Some(entry) = cx.catalogue.entry(&self.id) else { return vec![] };
        let links = entry.links.len().max(1);
        match command {
            Command::NextPane => self.link = (self.link + 1) % links,
            Command::PreviousPane => self.link = (self.link + links - 1) % links,
            Command::Open => {
                let link = entry.links.get(self.link);
                return link.map(|id| Effect::Push(Screen::Entry(Self::at(id)))).into_iter().collect();
            }
            other => {
                self.page.on(other);
            }
        }
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let page = self.made.of(self.link, || page_of(&self.id, self.link, cx));
        self.page.draw(canvas, inside, page);
    }
}

/// An entry in full, with the related entry that is chosen.
pub(in crate::ui) fn page_of(id: &str, chosen: usize, cx: &Context<'_>) -> Page {
    let mut page = Page::default();
    let Some(entry) = cx.catalogue.entry(id) else { return page };
    page.line(Meaning::Heading, entry.title);
    page.quiet(format!("{}, section {}", entry.kind.word(), entry.section)).gap();
    let mut before = "";
    for part in &entry.parts {
        let label = if part.label == before { "" } else { part.label };
        before = part.label;
        if label.is_empty() {
            page.field(" ", part.text)
        } else {
            page.field(label, part.text)
        };
    }
    if !entry.links.is_empty() {
        page.heading("Related");
    }
    for (n, id) in entry.links.iter().enumerate() {
        let title = cx.catalogue.entry(id).map_or("", |other| other.title);
        let meaning = if n == chosen { Meaning::Selected } else { Meaning::Text };
        page.line(meaning, title);
    }
    page
}
