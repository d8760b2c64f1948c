//! What is missing, kind by kind; Enter goes to where it can be closed.

use ratatui::layout::Rect;

use super::{View, ways};
use crate::{
    analysis::gaps::{Gap, GapKind, gaps},
    search::fold,
    ui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        keys::{Binding, Command, Key, row},
        theme::Meaning,
        widgets::{grouped::Grouped, kept::Kept},
    },
};

/// Which gap is selected.
#[derive(Debug, Default)]
pub struct Gaps {
    list: Grouped,
    /// The one kind that is shown; nothing for all.
    only: Option<GapKind>,
    made: Kept<(u64, Option<GapKind>), Made>,
}

/// The gaps that are shown, each with the heading of its kind.
#[derive(Debug, Default)]
struct Made {
    gaps: Vec<Gap>,
    headings: Vec<String>,
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[
    row(&[Key::Enter], Command::Open, "go there", "Go where the gap can be closed", 1),
    row(&[Key::Tab], Command::NextPane, "one kind", "Show only the next kind of gap, then all again", 2),
];

impl Gaps {
    fn made(&mut self, cx: &Context<'_>) -> &Made {
        let only = self.only;
        self.made.of((cx.stamp, only), || made(only, cx))
    }

    /// The next kind of which there is a gap; after the last one all of them.
    fn next_kind(&self, cx: &Context<'_>) -> Option<GapKind> {
        let all = gaps(cx.seen, cx.standings, cx.catalogue, cx.today);
        let from = self
            .only
            .map_or(0, |only| GapKind::ALL.iter().position(|kind| *kind == only).map_or(0, |at| at + 1));
        GapKind::ALL[from..].iter().find(|kind| all.iter().any(|gap| gap.kind == **kind)).copied()
    }
}

impl View for Gaps {
    fn title(&self, _: &Context<'_>) -> String {
        "Gaps".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        match command {
            Command::Open => {
                let selected = self.list.selected();
                let gap = self.made(cx).gaps.get(selected);
                gap.map(|gap| ways::go(&gap.way, cx)).into_iter().collect()
            }
            Command::NextPane => {
                *self = Self { only: self.next_kind(cx), ..Self::default() };
                vec![]
            }
            other => {
                let len = self.made(cx).gaps.len();
                self.list.on(other, len);
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let only = self.only;
        let Made { gaps, headings } = self.made.of((cx.stamp, only), || made(only, cx));
        if gaps.is_empty() {
            canvas.put(
                area.x + 1,
                area.y,
                area.width.saturating_sub(2),
                "Nothing is missing.",
                Meaning::Good,
            );
            return;
        }
        let groups: Vec<&str> = headings.iter().map(String::as_str).collect();
        let detail = 4.min(area.height / 4);
        let list = Rect { height: area.height.saturating_sub(detail + 1), ..area };
        self.list.draw(canvas, list, &groups, |canvas, n, row| {
            let gap = &gaps[n];
            let half = row.width * 3 / 5;
            canvas.put(row.x, row.y, half, &gap.about, Meaning::Text);
            canvas.put(
                row.x + half + 1,
                row.y,
                row.width.saturating_sub(half + 1),
                &gap.what,
                Meaning::Quiet,
            );
        });
        if let Some(gap) = gaps.get(self.list.selected()) {
            let below = Rect {
                x: area.x + 1,
                y: list.bottom() + 1,
                width: area.width.saturating_sub(2),
                height: detail,
            };
            canvas.wrapped(below, &gap.words(), Meaning::Text);
        }
    }

    fn search(&mut self, words: &str, cx: &Context<'_>) -> bool {
        let wanted = fold(words);
        let selected = self.list.selected();
        let all = &self.made(cx).gaps;
        let order = (1..=all.len()).map(|step| (selected + step) % all.len().max(1));
        let found = order.into_iter().find(|n| fold(&all[*n].words()).contains(&wanted));
        if let Some(found) = found {
            self.list.select(found);
        }
        found.is_some()
    }

    fn reset(&mut self) {
        *self = Self::default();
    }
}

fn made(only: Option<GapKind>, cx: &Context<'_>) -> Made {
    let mut gaps = gaps(cx.seen, cx.standings, cx.catalogue, cx.today);
    gaps.retain(|gap| only.is_none_or(|only| gap.kind == only));
    let heading = |kind: GapKind| {
        let count = gaps.iter().filter(|gap| gap.kind == kind).count();
        (kind, format!("{}  {count}", kind.heading()))
    };
    let headings: Vec<_> = GapKind::ALL.into_iter().map(heading).collect();
    let of = |gap: &Gap| headings.iter().find(|(kind, _)| *kind == gap.kind).map(|(_, words)| words.clone());
    Made { headings: gaps.iter().map(|gap| of(gap).unwrap_or_default()).collect(), gaps }
}
