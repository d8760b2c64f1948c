//! The readings of one key question in columns, so that what differs is seen at once.

use ratatui::layout::Rect;

use super::{View, basis::group_words};
use crate::{
    analysis::assessed,
    model::{Answer, Confidence, Date},
    ui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        keys::{Binding, Command, Key, row},
        pages,
        theme::Meaning,
        widgets::page::{Page, PageState},
    },
};

/// A column narrower than this cannot be read.
const NARROWEST: u16 = 28;

/// The readings of a question side by side.
#[derive(Debug)]
pub struct Readings {
    question: String,
    first: usize,
    pages: Vec<PageState>,
}

/// The keys of the columns.
pub const KEYS: &[Binding] = &[row(
    &[Key::Right, Key::Char('l')],
    Command::Right,
    "next column",
    "Bring the next reading into view",
    1,
)];

impl Readings {
    /// Those of a question.
    #[must_use]
    pub fn of(question: &str) -> Self {
        Self { question: question.to_owned(), first: 0, pages: Vec::new() }
    }

    /// Every version of every reading, each as a page of its own.
    fn columns(&self, cx: &Context<'_>) -> Vec<Page> {
        let mut columns = Vec::new();
        for (_, entry) in assessed::readings(cx.seen, &self.question) {
            for version in entry.versions() {
                if let Some(answer) = version.here() {
                    let mut page = Page::default();
                    let who = if answer.author.is_empty() { version.by.as_str() } else { &answer.author };
                    page.line(Meaning::Heading, if who.is_empty() { "a reading" } else { who });
                    if entry.is_contested() {
                        page.line(Meaning::Attention, "one of two versions");
                    }
                    said(&mut page, answer, cx);
                    columns.push(page);
                }
            }
        }
        columns
    }
}

/// What an answer says, for a narrow page.
fn said(page: &mut Page, answer: &Answer, cx: &Context<'_>) {
    let mut words = vec![answer.state.word().to_owned()];
    if answer.confidence != Confidence::Unjudged {
        words.push(format!("confidence {}", answer.confidence));
    }
    words.extend(answer.date.as_ref().map(Date::spoken));
    page.quiet(words.join(", "));
    if !answer.text.text.is_empty() {
        page.text(&*answer.text.text);
    }
    page.inline("Who finds out", &*answer.finds_out).inline("Not recorded", &*answer.why_not);
    for piece in &answer.evidence {
        let shows = if piece.note.is_empty() { String::new() } else { format!(": {}", piece.note) };
        page.inline("Evidence", format!("{}{shows}", pages::source_words(&piece.source, cx)));
    }
    for group in &answer.consulted {
        page.inline("Consulted", group_words(group));
    }
}

impl View for Readings {
    fn title(&self, _: &Context<'_>) -> String {
        format!("{} Side by side", self.question)
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let len = self.columns(cx).len();
        match command {
            Command::Right => self.first = (self.first + 1).min(len.saturating_sub(1)),
            Command::Left => self.first = self.first.saturating_sub(1),
            other => self.pages.iter_mut().for_each(|page| {
                page.on(other);
            }),
        }
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let columns = self.columns(cx);
        let ask = cx.catalogue.question(&self.question).map_or("", |question| question.ask.as_str());
        let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(2), height: 2, ..area };
        let used = canvas.wrapped(inside, ask, Meaning::Heading);
        if columns.is_empty() {
            canvas.put(inside.x, area.y + used + 1, inside.width, "Nobody has answered yet.", Meaning::Quiet);
            return;
        }
        let fit = usize::from((area.width / NARROWEST).max(1)).min(columns.len());
        self.first = self.first.min(columns.len() - fit);
        self.pages.resize_with(columns.len(), PageState::default);
        let words = format!("readings {}-{} of {}", self.first + 1, self.first + fit, columns.len());
        canvas.put(inside.x, area.y + used, inside.width, &words, Meaning::Quiet);
        let y = area.y + used + 1;
        let room = u16::try_from(fit).unwrap_or(1);
        let width = area.width / room;
        for (n, (page, state)) in columns.iter().zip(&mut self.pages).skip(self.first).take(fit).enumerate() {
            let x = area.x + u16::try_from(n).unwrap_or(0) * width;
            let column =
                Rect { x: x + 1, y, width: width.saturating_sub(2), height: area.bottom().saturating_sub(y) };
            state.draw(canvas, column, page);
        }
    }
}
