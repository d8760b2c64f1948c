//! One record in full, with what it names and what names it: from here one goes on along the links.

use ratatui::layout::Rect;

use super::{Screen, View, history, ways};
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
        widgets::{
            grouped::Grouped,
            kept::Kept,
            page::{Page, PageState},
        },
    },
};

/// What stands above the links of both kinds.
const NAMES: &str = "It names";
const IS_NAMED: &str = "It is named by";

/// A record.
#[derive(Debug)]
pub struct RecordPage {
    which: RecordRef,
    links: Grouped,
    page: PageState,
    made: Kept<u64, Made>,
}

/// The record in words; what it names, then what names it.
#[derive(Debug, Default)]
struct Made {
    page: Page,
    links: Vec<Link>,
    /// How many of the links are what it names.
    named: usize,
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[
    row(&[Key::Enter], Command::Open, "follow", "Go to the linked record that is selected", 1),
    row(
        &[Key::Char('H')],
        Command::History,
        "history",
        "Show who changed the record, when, and from what",
        2,
    ),
];

impl RecordPage {
    /// The page of a record.
    #[must_use]
    pub fn of(which: RecordRef) -> Self {
        Self { which, links: Grouped::default(), page: PageState::default(), made: Kept::default() }
    }
}

impl View for RecordPage {
    fn title(&self, cx: &Context<'_>) -> String {
        format!("{}: {}", self.which.kind, links::call(cx.seen, &self.which))
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn hold(&mut self, cx: &Context<'_>) {
        let Self { which, links, made: kept, .. } = self;
        let of = |link: &Link| link.which.clone();
        links.hold(cx, || kept.of(cx.stamp, || made(which, cx)).links.iter().map(of).collect());
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let all = &self.made.of(cx.stamp, || made(&self.which, cx)).links;
        match command {
            Command::PageUp | Command::PageDown => {
                self.page.on(command);
            }
            Command::History => {
                let of = history::Of::Record(self.which.clone());
                return vec![Effect::Push(Screen::History(history::History::of(of)))];
            }
            Command::Open => {
                let link = all.get(self.links.selected());
                return link.map(|link| ways::go(&Way::Record(link.which.clone()), cx)).into_iter().collect();
            }
            other => {
                self.links.on(other, all.len());
            }
        }
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let Made { page, links: all, named } = self.made.of(cx.stamp, || made(&self.which, cx));
        let groups: Vec<&str> = (0..all.len()).map(|n| if n < *named { NAMES } else { IS_NAMED }).collect();
        let wanted = u16::try_from(all.len() + 2).unwrap_or(u16::MAX);
        let height = if all.is_empty() { 0 } else { wanted.min(area.height / 2) };
        let above = Rect { height: area.height.saturating_sub(height + 1), ..inside };
        self.page.draw(canvas, above, page);
        let below = Rect { y: area.bottom() - height, height, ..area };
        self.links.draw(canvas, below, &groups, |canvas, n, row| {
            let used = canvas.put(row.x, row.y, 20, all[n].which.kind.word(), Meaning::Quiet) + 2;
            canvas.put(row.x + used, row.y, row.width.saturating_sub(used), &all[n].name, Meaning::Text);
        });
    }

    fn reset(&mut self) {
        self.links = Grouped::default();
    }
}

/// The record line by line, then what it names and what names it, each with the words for that.
pub(in crate::ui) fn told(which: &RecordRef, cx: &Context<'_>) -> (Vec<String>, Vec<(&'static str, Link)>) {
    let Made { page, links, named } = made(which, cx);
    let how = |n: usize| if n < named { NAMES } else { IS_NAMED };
    (page.told(), links.into_iter().enumerate().map(|(n, link)| (how(n), link)).collect())
}

fn made(which: &RecordRef, cx: &Context<'_>) -> Made {
    let mut page = Page::default();
    let heads = cx.seen.case().heads_of(which);
    pages::two_versions(&mut page, which, cx);
    for (n, head) in heads.iter().enumerate() {
        if heads[..n].iter().any(|other| other.state == head.state) {
            continue;
        }
        if cx.seen.is_team() && heads.len() > 1 {
            page.heading(format!("Version {}, by {}", n + 1, head.by));
        }
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
    let mut links = links::from(cx.seen, which);
    let named = links.len();
    links.extend(links::to(cx.seen, which));
    Made { page, links, named }
}
