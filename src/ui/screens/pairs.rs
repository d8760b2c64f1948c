//! Parties two by two: on how many issues they agree, conflict, or are not known, and on which.

use ratatui::layout::Rect;

use super::View;
use crate::{
    analysis::convergence::{self, Pair},
    model::Issue,
    search::fold,
    ui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        keys::{Binding, Command},
        theme::Meaning,
        widgets::{kept::Kept, page::Page, split::Split},
    },
};

/// Which pair is selected.
#[derive(Debug, Default)]
pub struct Pairs {
    split: Split,
    pairs: Kept<u64, Vec<Pair>>,
}

/// This screen only shows.
pub const KEYS: &[Binding] = &[];

impl Pairs {
    fn pairs(&mut self, cx: &Context<'_>) -> &[Pair] {
        self.pairs.of(cx.stamp, || pairs(cx))
    }
}

fn pairs(cx: &Context<'_>) -> Vec<Pair> {
    convergence::pairs(cx.standings, &cx.as_of(), None)
}

impl View for Pairs {
    fn title(&self, _: &Context<'_>) -> String {
        "Pairs of parties".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let len = self.pairs(cx).len();
        self.split.on(command, len);
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let pairs = self.pairs.of(cx.stamp, || pairs(cx));
        let width = area.width.saturating_sub(2);
        if pairs.is_empty() {
            canvas.put(
                area.x + 1,
                area.y,
                width,
                "Fewer than two parties. The screen of actors marks who negotiates.",
                Meaning::Quiet,
            );
            return;
        }
        let numbers = area.width.saturating_sub(31);
        canvas.put(area.x + 1, area.y, numbers, "Two parties", Meaning::Quiet);
        for (at, word) in (0..).zip(["agree", "conflict", "not known"]) {
            canvas.put_right(area.x + numbers + at * 10, area.y, 9, word, Meaning::Quiet);
        }
        let mut page = Page::default();
        if let Some(pair) = pairs.get(self.split.selected(pairs.len())) {
            page.text(pair.words());
            let names = |issues: &[crate::analysis::naming::Named<Issue>]| {
                issues.iter().map(|issue| issue.name.clone()).collect::<Vec<_>>().join("; ")
            };
            page.field("Agree", names(&pair.agree)).field("Conflict", names(&pair.conflict));
            page.field("Not known", names(&pair.not_known));
        }
        let inside = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        self.split.draw(canvas, inside, pairs.len(), &page, &mut |canvas, n, row| {
            let pair = &pairs[n];
            let names = format!("{} and {}", pair.one.name, pair.other.name);
            canvas.put(row.x, row.y, numbers.saturating_sub(2), &names, Meaning::Text);
            let counts = [pair.agree.len(), pair.conflict.len(), pair.not_known.len()];
            for (at, count) in (0..).zip(counts) {
                canvas.put_right(area.x + numbers + at * 10, row.y, 9, &count.to_string(), Meaning::Text);
            }
        });
    }

    fn search(&mut self, words: &str, cx: &Context<'_>) -> bool {
        let wanted = fold(words);
        let texts: Vec<String> = self.pairs(cx).iter().map(|pair| fold(&pair.words())).collect();
        self.split.find(texts.len(), |n| texts[n].contains(&wanted))
    }
}
