//! Search over everything that may be seen and the guidance: what was found, kind by kind, with the words around it.

use ratatui::layout::Rect;

use super::{View, ways};
use crate::ui::{
    canvas::Canvas,
    context::Context,
    dialog::{Asked, Dialog},
    effect::Effect,
    keys::{Binding, Command, Key, row},
    theme::Meaning,
    widgets::grouped::Grouped,
};

/// More than these are not listed: whoever finds so many narrows the search.
const MOST: usize = 500;

/// What is searched for, and which hit is selected.
#[derive(Debug, Default)]
pub struct Search {
    words: String,
    list: Grouped,
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[
    row(&[Key::Enter], Command::Open, "go there", "Go to where it stands", 1),
    row(&[Key::Char('/')], Command::SearchAll, "search again", "Search everything for other words", 2),
];

impl Search {
    /// What holds these words.
    #[must_use]
    pub fn of(words: &str) -> Self {
        Self { words: words.to_owned(), list: Grouped::default() }
    }
}

impl View for Search {
    fn title(&self, _: &Context<'_>) -> String {
        format!("Search: {}", self.words)
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let found = cx.corpus().find(&self.words);
        match command {
            Command::Open => {
                found.get(self.list.selected()).map(|hit| ways::go(hit.way, cx)).into_iter().collect()
            }
            Command::SearchAll => vec![Effect::Ask(Dialog::prompt(Asked::Everything, &self.words))],
            other => {
                self.list.on(other, found.len().min(MOST));
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let mut found = cx.corpus().find(&self.words);
        let x = area.x + 1;
        let width = area.width.saturating_sub(2);
        if found.is_empty() {
            let key = cx.key(Command::SearchAll);
            let words = if self.words.is_empty() {
                format!("{key} asks what to look for.")
            } else {
                format!("Nothing holds all these words. {key} asks again.")
            };
            canvas.put(x, area.y, width, &words, Meaning::Quiet);
            return;
        }
        let all = found.len();
        let count = |group: &str| found.iter().filter(|hit| hit.group == group).count();
        let mut groups: Vec<String> = Vec::new();
        let mut group = ("", 0);
        for hit in found.iter().take(MOST) {
            if group.0 != hit.group {
                group = (hit.group, count(hit.group));
            }
            groups.push(format!("{}  {}", group.0, group.1));
        }
        found.truncate(MOST);
        let names: Vec<&str> = groups.iter().map(String::as_str).collect();
        let detail = 5.min(area.height / 4);
        let list = Rect { height: area.height.saturating_sub(detail + 1), ..area };
        self.list.draw(canvas, list, &names, |canvas, n, row| {
            let hit = &found[n];
            let half = row.width * 2 / 5;
            canvas.put(row.x, row.y, half, hit.name, Meaning::Text);
            let context = hit.context(&self.words, 2, 12);
            canvas.put(row.x + half + 1, row.y, row.width.saturating_sub(half + 1), &context, Meaning::Quiet);
        });
        if all > MOST {
            let more = format!("{MOST} of {all} are listed; more words find less");
            canvas.put(x, list.bottom(), width, &more, Meaning::Attention);
        }
        if let Some(hit) = found.get(self.list.selected()) {
            let below = Rect { x, y: list.bottom() + 1, width, height: detail };
            let used = canvas.wrapped(Rect { height: 2.min(detail), ..below }, hit.name, Meaning::Heading);
            let rest = Rect { y: below.y + used, height: detail.saturating_sub(used), ..below };
            canvas.wrapped(rest, &hit.context(&self.words, 12, 24), Meaning::Text);
        }
    }

    fn reset(&mut self) {
        *self = Self::default();
    }
}
