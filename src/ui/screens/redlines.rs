//! Options that cannot simply be taken: those found to breach a principle first, then those that cross a red line.

use ratatui::layout::Rect;

use super::{Screen, View, principles::Principles};
use crate::{
    analysis::redlines::{self, Crossing},
    model::RecordRef,
    search::fold,
    ui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        keys::{Binding, Command, Key, row},
        theme::Meaning,
        widgets::{kept::Kept, page::Page, split::Split},
    },
};

/// Which option is selected.
#[derive(Debug, Default)]
pub struct RedLines {
    split: Split,
    crossings: Kept<u64, Vec<Crossing>>,
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[row(
    &[Key::Enter, Key::Char('P')],
    Command::Principles,
    "principles",
    "Ask whether the option crosses a principle",
    1,
)];

impl RedLines {
    fn crossings(&mut self, cx: &Context<'_>) -> &[Crossing] {
        self.crossings.of(cx.stamp, || crossings(cx))
    }
}

fn crossings(cx: &Context<'_>) -> Vec<Crossing> {
    redlines::crossings(cx.standings, &cx.as_of())
}

impl View for RedLines {
    fn title(&self, _: &Context<'_>) -> String {
        "Red lines and principles".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn hold(&mut self, cx: &Context<'_>) {
        let Self { split, crossings: kept } = self;
        let of = |crossing: &Crossing| RecordRef::of(&crossing.option.id);
        split.hold(cx, || kept.of(cx.stamp, || crossings(cx)).iter().map(of).collect());
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let len = self.crossings(cx).len();
        let selected = self.split.selected(len);
        match command {
            Command::Principles => match self.crossings(cx).get(selected) {
                Some(crossing) => match Principles::beside(&crossing.option.id, cx) {
                    Some(screen) => vec![Effect::Push(Screen::Principles(screen))],
                    None => vec![Effect::hint("The option is not here any more")],
                },
                None => vec![Effect::hint("The agenda asks about any option, crossing or not")],
            },
            other => {
                self.split.on(other, len);
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let crossings = self.crossings.of(cx.stamp, || crossings(cx));
        let mut page = Page::default();
        match crossings.get(self.split.selected(crossings.len())) {
            None => {
                page.quiet(
                    "No option crosses a red line that stands, or a principle that somebody has looked at.",
                );
            }
            Some(crossing) => {
                page.line(Meaning::Heading, crossing.option.words());
                page.field(
                    "Issue",
                    crossing.issue.as_ref().map_or_else(String::new, |issue| issue.name.clone()),
                );
                for breach in &crossing.breaches {
                    page.line(Meaning::Attention, format!("! {}", breach.words()));
                }
                for line in &crossing.red_lines {
                    page.field("Red line of", line.words());
                    for statement in line.said.iter().flat_map(|said| &said.statements) {
                        page.quiet(format!("\"{statement}\""));
                    }
                }
            }
        }
        self.split.draw(canvas, area, crossings.len(), &page, &mut |canvas, n, row| {
            let crossing = &crossings[n];
            let is_breach = !crossing.breaches.is_empty();
            let meaning = if is_breach { Meaning::Attention } else { Meaning::Text };
            canvas.put(
                row.x,
                row.y,
                2,
                if is_breach { "!" } else { canvas.look.stance(crate::model::Stance::RedLine) },
                meaning,
            );
            canvas.put(
                row.x + 3,
                row.y,
                9,
                if crossing.is_on_table { "on table" } else { "" },
                Meaning::Quiet,
            );
            let issue = crossing.issue.as_ref().map_or("", |issue| issue.name.as_str());
            let words = format!("{issue}: {}", crossing.option.words());
            let whose = if is_breach { "principle".to_owned() } else { whose(crossing) };
            canvas.put_right(row.x, row.y, row.width, &whose, Meaning::Quiet);
            let room =
                row.width.saturating_sub(14 + u16::try_from(crate::ui::text::width(&whose)).unwrap_or(0));
            canvas.put(row.x + 13, row.y, room, &words, meaning);
        });
    }

    fn search(&mut self, words: &str, cx: &Context<'_>) -> bool {
        let wanted = fold(words);
        let texts: Vec<String> = self.crossings(cx).iter().map(|crossing| fold(&crossing.words())).collect();
        self.split.find(texts.len(), |n| texts[n].contains(&wanted))
    }
}

/// Whose red lines, in a few words.
fn whose(crossing: &Crossing) -> String {
    match crossing.red_lines.as_slice() {
        [] => String::new(),
        [only] => only.column.words(),
        [first, rest @ ..] => format!("{} and {} more", first.column.words(), rest.len()),
    }
}
