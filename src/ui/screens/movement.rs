//! What moved between two moments, each movement in words with its reason.

use ratatui::layout::Rect;

use super::{Screen, View, positions::CellHistory};
use crate::{
    analysis::{
        movement::{self, Movement},
        standing::AsOf,
    },
    model::Phase,
    search::fold,
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

/// Between which moments, and which movement is selected.
#[derive(Debug, Default)]
pub struct Moved {
    between: Option<(AsOf, AsOf)>,
    split: Split,
    all: Kept<(u64, AsOf, AsOf), Vec<Movement>>,
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[
    row(&[Key::Char('f')], Command::Filter, "from and to", "Choose the two moments: phases or dates", 1),
    row(&[Key::Char('p')], Command::Phase, "next phases", "Compare the next two phases", 2),
    row(&[Key::Enter], Command::Open, "history", "Open the cell: every position through all phases", 3),
];

impl Moved {
    fn moments(&self, cx: &Context<'_>) -> (AsOf, AsOf) {
        if let Some(between) = &self.between {
            return between.clone();
        }
        let now = cx.seen.case().sheet().map_or(Phase::Negotiation, |sheet| sheet.phase);
        let at = Phase::ALL.iter().position(|phase| *phase == now).unwrap_or(1).max(1);
        (AsOf::Phase(Phase::ALL[at - 1]), AsOf::Phase(Phase::ALL[at]))
    }

    fn all(&mut self, cx: &Context<'_>) -> &[Movement] {
        let (from, to) = self.moments(cx);
        self.all.of((cx.stamp, from.clone(), to.clone()), || movement::diff(cx.standings, &from, &to))
    }

    /// The two phases after those that are compared now; after the last ones the first again.
    fn next_phases(&self, cx: &Context<'_>) -> (AsOf, AsOf) {
        let to = match self.moments(cx).1 {
            AsOf::Phase(phase) | AsOf::Within(phase) => phase,
            AsOf::Now | AsOf::Date(_) => Phase::Implementation,
        };
        let at = Phase::ALL.iter().position(|phase| *phase == to).unwrap_or(0) % (Phase::ALL.len() - 1);
        (AsOf::Phase(Phase::ALL[at]), AsOf::Phase(Phase::ALL[at + 1]))
    }
}

impl View for Moved {
    fn title(&self, _: &Context<'_>) -> String {
        "What moved".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let len = self.all(cx).len();
        let selected = self.split.selected(len);
        match command {
            Command::Filter => {
                let (from, to) = self.moments(cx);
                return Effect::form(view::between(&from, &to));
            }
            Command::Phase => self.between = Some(self.next_phases(cx)),
            Command::Open => {
                let Some(movement) = self.all(cx).get(selected) else { return vec![] };
                let phase = movement.to.phase.unwrap_or_default();
                let cell = CellHistory::of(movement.issue.id.clone(), movement.column.speaker(), phase, cx);
                return vec![Effect::Push(Screen::Cell(cell))];
            }
            other => {
                self.split.on(other, len);
            }
        }
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let (from, to) = self.moments(cx);
        let all =
            self.all.of((cx.stamp, from.clone(), to.clone()), || movement::diff(cx.standings, &from, &to));
        let moments = format!("{} to {}", view::moment_words(&from), view::moment_words(&to));
        let width = area.width.saturating_sub(2);
        let used = canvas.put(area.x + 1, area.y, width, &moments, Meaning::Heading);
        let count = format!("{} changes", all.len());
        canvas.put_right(area.x + 2 + used, area.y, width.saturating_sub(used + 1), &count, Meaning::Quiet);
        let mut page = Page::default();
        match all.get(self.split.selected(all.len())) {
            None => {
                page.quiet("Nobody who spoke by both moments changed anything in between.");
            }
            Some(movement) => {
                page.line(Meaning::Heading, format!("{} / {}", movement.issue.name, movement.column.words()));
                page.text(movement.words());
                let said = |page: &mut Page, label: &str, moment: &movement::Moment| {
                    for said in &moment.said {
                        let statements = pages::quoted(&said.statements.join(" / "));
                        page.field(label, format!("{statements} ({})", said.words()));
                    }
                };
                said(&mut page, "Before", &movement.from);
                said(&mut page, "Then", &movement.to);
            }
        }
        let inside = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        self.split.draw(canvas, inside, all.len(), &page, &mut |canvas, n, row| {
            let movement = &all[n];
            canvas.put(row.x, row.y, 1, movement.direction.mark(), Meaning::Heading);
            canvas.put(row.x + 2, row.y, 20, movement.direction.word(), Meaning::Quiet);
            canvas.put(row.x + 23, row.y, 16, &movement.column.words(), Meaning::Heading);
            canvas.put(row.x + 40, row.y, row.width.saturating_sub(40), &movement.issue.name, Meaning::Text);
        });
    }

    fn search(&mut self, words: &str, cx: &Context<'_>) -> bool {
        let wanted = fold(words);
        let texts: Vec<String> =
            self.all(cx).iter().map(|m| fold(&format!("{} {}", m.issue.name, m.column.words()))).collect();
        self.split.find(texts.len(), |n| texts[n].contains(&wanted))
    }

    fn set(&mut self, setting: Setting) {
        if let Setting::Between(from, to) = setting {
            self.between = Some((from, to));
            self.split = Split::default();
        }
    }
}
