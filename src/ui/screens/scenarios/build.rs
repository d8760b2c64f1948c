//! Building a comparison: every part with its state, what is still wanting marked, one key to the next of these.

mod lines;

use ratatui::layout::Rect;

use self::lines::Line;
use super::{PackageScreen, SideBySide, opened::Opened, sheet};
use crate::{
    search::fold,
    ui::{
        canvas::Canvas,
        context::{ComparisonFile, Context},
        effect::Effect,
        keys::{Binding, Command, Key, row},
        screens::{Screen, View},
        theme::Meaning,
        widgets::list::ListState,
    },
};

/// A comparison being built.
#[derive(Debug)]
pub struct Build {
    opened: Opened,
    list: ListState,
}

/// The keys of this screen.
pub const BUILD_KEYS: &[Binding] = &[
    row(&[Key::Enter, Key::Char('e')], Command::Open, "fill in", "Fill in or change this part", 1),
    row(
        &[Key::Char('n')],
        Command::NextWanting,
        "next wanting",
        "Go to the next part that is still wanting",
        2,
    ),
    row(&[Key::Char('v')], Command::SideBySide, "side by side", "Set the options side by side", 3),
    sheet::take_back(4),
    row(&[Key::Char('D')], Command::Delete, "take out", "Take this part out, with what stands on it", 5),
];

impl Build {
    /// Of the comparison in a file.
    #[must_use]
    pub fn of(file: &str) -> Self {
        Self { opened: Opened::of(file), list: ListState::default() }
    }

    fn lines(&self, cx: &Context<'_>) -> Vec<Line> {
        let Some(draft) = self.opened.on_file(cx).and_then(|file| file.draft.as_ref()) else {
            return Vec::new();
        };
        // Until nothing is wanting the comparison cannot be followed through the case; then the file's own stand.
        lines::of(draft, if self.opened.is_gone() { draft } else { &self.opened.comparison })
    }
}

impl View for Build {
    fn title(&self, cx: &Context<'_>) -> String {
        format!("Edit: {}", self.opened.title(cx))
    }

    fn keys(&self) -> &'static [Binding] {
        BUILD_KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        self.opened.refresh(cx);
        let lines = self.lines(cx);
        let name = &self.opened.file;
        match command {
            Command::Open => {
                let part = lines.get(self.list.selected).map(|line| line.part.clone());
                return part.map(|part| self.opened.form(part, cx)).unwrap_or_default();
            }
            Command::Delete => {
                let Some(line) = lines.get(self.list.selected) else { return vec![] };
                let words = format!("{} {}", line.label.trim(), line.state);
                return self.opened.take_out(line.part.clone(), &words, cx);
            }
            Command::NextWanting => {
                let len = lines.len();
                let mut order = (1..=len).map(|step| (self.list.selected + step) % len.max(1));
                match order.find(|n| lines[*n].wants) {
                    Some(next) => self.list.selected = next,
                    None => return vec![Effect::done("Nothing is wanting")],
                }
            }
            Command::SideBySide if self.opened.is_gone() => {
                let why =
                    self.opened.on_file(cx).and_then(|file| file.problems.first()).map(|p| p.what.clone());
                return vec![Effect::hint(why.unwrap_or_else(|| "Something is still wanting".to_owned()))];
            }
            Command::SideBySide if self.opened.comparison.options.is_empty() => {
                return PackageScreen::open(&self.opened, cx);
            }
            Command::SideBySide => return vec![Effect::Push(Screen::SideBySide(SideBySide::of(name)))],
            Command::TakeBack => return vec![Effect::TakeBackComparison],
            other => {
                self.list.on(other, lines.len());
            }
        }
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        self.opened.refresh(cx);
        let (x, width) = (area.x + 1, area.width.saturating_sub(2));
        let lines = self.lines(cx);
        let Some(file) = self.opened.on_file(cx) else {
            canvas.put(x, area.y, width, "The file is not there any more.", Meaning::Attention);
            return;
        };
        let wanting = lines.iter().filter(|line| line.wants).count();
        let words = summary(file, wanting, cx);
        let meaning = if wanting + file.problems.len() == 0 { Meaning::Good } else { Meaning::Attention };
        let used = canvas.wrapped(Rect { x, width, height: 2, ..area }, &words, meaning).clamp(1, 2);
        let list = Rect { y: area.y + used, height: area.height.saturating_sub(used), ..area };
        for (y, n) in (list.y..).zip(self.list.shown(lines.len(), list, canvas)) {
            let line = &lines[n];
            let (mark, meaning) = if line.wants { ("?", Meaning::Attention) } else { (" ", Meaning::Text) };
            canvas.put(x, y, 1, mark, meaning);
            canvas.put(x + 2, y, 16, &line.label, Meaning::Text);
            canvas.put(x + 19, y, width.saturating_sub(19), &line.state, meaning);
            if n == self.list.selected {
                canvas.select(Rect { x: area.x, y, width: area.width, height: 1 });
            }
        }
    }

    fn search(&mut self, words: &str, cx: &Context<'_>) -> bool {
        self.opened.refresh(cx);
        let wanted = fold(words);
        let lines = self.lines(cx);
        let mut order = (1..=lines.len()).map(|step| (self.list.selected + step) % lines.len());
        let is_meant =
            |n: &usize| fold(&format!("{} {}", lines[*n].label, lines[*n].state)).contains(&wanted);
        let found = order.find(is_meant);
        self.list.selected = found.unwrap_or(self.list.selected);
        found.is_some()
    }
}

/// How much is wanting, and the first thing that keeps the file from being computed.
fn summary(file: &ComparisonFile, wanting: usize, cx: &Context<'_>) -> String {
    let next = cx.key(Command::NextWanting);
    match (file.problems.first(), wanting) {
        (Some(problem), _) => format!("Cannot be compared yet: {}. {}", problem.what, problem.remedy),
        (None, 0) => {
            format!("Complete. {} sets the options side by side.", cx.key(Command::SideBySide))
        }
        (None, 1) => format!("Can be compared; one thing is still wanting. {next} goes there."),
        (None, more) => {
            format!("Can be compared; {more} things are still wanting. {next} goes to the next.")
        }
    }
}
