//! What changed since the user last looked: who did what, from the history that only the team may see.

use jiff::Timestamp;
use ratatui::layout::Rect;

use super::{
    Screen, View,
    history::{self, AS_KNOWN, History, ask_day},
};
use crate::{
    analysis::since::{self, Change},
    ui::{
        canvas::Canvas,
        context::Context,
        effect::{Effect, Setting},
        forms::view,
        keys::{Binding, Command, Key, row},
        pages,
        theme::Meaning,
        widgets::{kept::Kept, page::Page, split::Split},
    },
};

/// Since when, and which change is selected.
#[derive(Debug, Default)]
pub struct Since {
    from: Option<Timestamp>,
    split: Split,
    changes: Kept<(u64, Timestamp), Option<Vec<Change>>>,
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[
    row(
        &[Key::Enter, Key::Char('H')],
        Command::History,
        "history",
        "Show the history of the record, of several the first; of one that is deleted, too",
        2,
    ),
    row(&[Key::Char('f')], Command::Filter, "since when", "Choose since when: yesterday, 3 days, a date", 1),
    AS_KNOWN,
];

impl Since {
    /// The beginning of yesterday, unless the user chose.
    fn from(&self, cx: &Context<'_>) -> Timestamp {
        let yesterday = || cx.today.yesterday().ok()?.to_zoned(cx.zone.clone()).ok();
        self.from.or_else(|| yesterday().map(|at| at.timestamp())).unwrap_or(cx.pen.at)
    }

    fn changes(&mut self, cx: &Context<'_>) -> &[Change] {
        let from = self.from(cx);
        self.changes.of((cx.stamp, from), || since::since(cx.seen, from)).as_deref().unwrap_or_default()
    }
}

impl View for Since {
    fn title(&self, _: &Context<'_>) -> String {
        "What changed".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        if command == Command::Filter {
            return Effect::form(view::since());
        }
        let len = self.changes(cx).len();
        let selected = self.split.selected(len);
        let change = self.changes(cx).get(selected);
        match (command, change.and_then(|change| change.first.clone())) {
            (Command::AsKnown, _) => ask_day(change.map(|change| change.at), cx),
            (Command::History, Some(which)) => {
                vec![Effect::Push(Screen::History(History::of(history::Of::Record(which))))]
            }
            (command, _) => {
                self.split.on(command, len);
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let width = area.width.saturating_sub(2);
        if !cx.seen.is_team() {
            canvas.put(
                area.x + 1,
                area.y,
                width,
                "What was done when is for the team alone.",
                Meaning::Quiet,
            );
            return;
        }
        let words = format!("Since {}, by the clocks of those who wrote", cx.clock(self.from(cx)));
        canvas.put(area.x + 1, area.y, width, &words, Meaning::Heading);
        if !cx.others.is_empty() {
            let words = format!("The case is open by {} too", pages::open_by(cx.others, cx));
            canvas.put(area.x + 1, area.y + 1, width, &words, Meaning::Text);
        }
        let from = self.from(cx);
        let changes =
            self.changes.of((cx.stamp, from), || since::since(cx.seen, from)).as_deref().unwrap_or_default();
        let mut page = Page::default();
        match changes.get(self.split.selected(changes.len())) {
            None => {
                page.quiet(format!(
                    "Nothing was changed since. {} looks further back.",
                    cx.key(Command::Filter)
                ));
            }
            Some(change) => {
                page.line(
                    Meaning::Heading,
                    format!("{} {}, {}", change.by, change.words, cx.clock(change.at)),
                );
                for record in &change.records {
                    page.item(record.as_str());
                }
            }
        }
        let inside = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        self.split.draw(canvas, inside, changes.len(), &page, &mut |canvas, n, row| {
            let change = &changes[n];
            canvas.put(row.x, row.y, 18, &cx.clock(change.at), Meaning::Quiet);
            canvas.put(row.x + 19, row.y, 12, &change.by, Meaning::Heading);
            canvas.put(row.x + 32, row.y, row.width.saturating_sub(32), &change.words, Meaning::Text);
        });
    }

    fn set(&mut self, setting: Setting) {
        if let Setting::Since(from) = setting {
            self.from = Some(from);
            self.split = Split::default();
        }
    }
}
