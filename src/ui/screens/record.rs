//! One record in full, with what it names and what names it: from here one goes on along the links.

use ratatui::layout::Rect;

use super::{View, ways};
use crate::{
    analysis::links::{self, Link},
    model::RecordRef,
    search::Way,
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

/// A record.
#[derive(Debug)]
pub struct RecordPage {
    which: RecordRef,
    link: usize,
    page: PageState,
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[
    row(&[Key::Tab], Command::NextPane, "next link", "Choose the next record that it is linked to", 1),
    row(&[Key::Enter], Command::Open, "follow", "Go to the linked record that is chosen", 2),
];

impl RecordPage {
    /// The page of a record.
    #[must_use]
    pub fn of(which: RecordRef) -> Self {
        Self { which, link: 0, page: PageState::default() }
    }

    /// What it names, then what names it.
    fn links(&self, cx: &Context<'_>) -> (Vec<Link>, Vec<Link>) {
        (links::from(cx.seen, &self.which), links::to(cx.seen, &self.which))
    }
}

impl View for RecordPage {
    fn title(&self, cx: &Context<'_>) -> String {
        format!("{}: {}", self.which.kind, links::call(cx.seen, &self.which))
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let (from, to) = self.links(cx);
        let all: Vec<Link> = from.into_iter().chain(to).collect();
        let len = all.len().max(1);
        match command {
            Command::NextPane => self.link = (self.link + 1) % len,
            Command::PreviousPane => self.link = (self.link + len - 1) % len,
            Command::Open => {
                let link = all.get(self.link % len);
                return link.map(|link| ways::go(&Way::Record(link.which.clone()), cx)).into_iter().collect();
            }
            other => {
                self.page.on(other);
            }
        }
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let mut page = Page::default();
        let heads = cx.seen.case().heads_of(&self.which);
        if heads.len() > 1 {
            page.line(Meaning::Attention, "Two versions stand side by side: both are shown");
        }
        for head in &heads {
            match head.here() {
                Some(record) => pages::record(&mut page, record, cx),
                None => {
                    page.line(Meaning::Attention, "one version is deleted, or cannot be read here");
                }
            }
        }
        if heads.is_empty() {
            page.quiet("This record is not here any more.");
        }
        let (from, to) = self.links(cx);
        let parts = [("It names", &from, 0), ("It is named by", &to, from.len())];
        for (heading, list, first) in parts.iter().filter(|(_, list, _)| !list.is_empty()) {
            page.heading(*heading);
            for (n, link) in list.iter().enumerate() {
                let meaning = if first + n == self.link { Meaning::Selected } else { Meaning::Text };
                page.line(meaning, format!("{}  {}", link.which.kind, link.name));
            }
        }
        self.page.draw(canvas, inside, &page);
    }

    fn reset(&mut self) {
        self.link = 0;
    }
}
