//! Comparisons: the list of those in the case, and the screens about one of them, each in a file of its own.

mod build;
mod chart;
mod futures;
mod gap;
mod matters;
mod opened;
mod packages;
pub(in crate::ui) mod rows;
mod rules;
mod sheet;
mod side;

use ratatui::layout::Rect;

use self::opened::Opened;
pub(in crate::ui) use self::packages::begin;
pub use self::{
    build::{BUILD_KEYS, Build},
    futures::{FUTURE_KEYS, Futures},
    gap::{GAP_KEYS, Gap},
    matters::{MATTER_KEYS, Matters},
    packages::{PACKAGE_KEYS, PackageScreen},
    rules::{RULE_KEYS, RulesScreen},
    side::{SIDE_KEYS, SideBySide, WHY_KEYS, Why},
};
use super::{Screen, View};
use crate::ui::{
    canvas::Canvas,
    context::{ComparisonFile, Context},
    effect::Effect,
    forms::scenario::{About, Part},
    keys::{Binding, Command, Key, row},
    theme::Meaning,
    widgets::list::ListState,
};

/// Which comparison is selected.
#[derive(Debug, Default)]
pub struct Scenarios {
    list: ListState,
}

/// The keys of the list.
pub const KEYS: &[Binding] = &[
    row(&[Key::Enter], Command::Open, "side by side", "Open the comparison, its options side by side", 1),
    row(
        &[Key::Char('a')],
        Command::New,
        "new",
        "Begin a comparison from an issue of the case, the template or an example",
        2,
    ),
    row(&[Key::Char('e')], Command::Edit, "edit", "Edit the comparison, and see what it still wants", 3),
    row(
        &[Key::Char('P')],
        Command::Packages,
        "packages",
        "Count the packages of the case: one option for each issue on the agenda",
        4,
    ),
    sheet::take_back(0),
];

/// Rows that one comparison takes in the list.
const EACH: u16 = 3;

impl View for Scenarios {
    fn title(&self, _: &Context<'_>) -> String {
        "Scenarios".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let shown = cx.comparisons;
        match (command, shown.get(self.list.selected)) {
            (Command::New, _) => {
                let about =
                    About { file: String::new(), opened: None, base: Box::default(), part: Part::New };
                Effect::form(about.form(cx))
            }
            (Command::Packages, _) => PackageScreen::of_case(None, cx),
            (Command::TakeBack, _) => vec![Effect::TakeBackComparison],
            (Command::Open | Command::Edit, Some(file)) => open(command, file, cx),
            (other, _) => {
                self.list.on(other, shown.len());
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let shown = cx.comparisons;
        let x = area.x + 1;
        let width = area.width.saturating_sub(2);
        if shown.is_empty() {
            let words = if cx.can_write {
                let new = cx.key(Command::New);
                format!(
                    "No comparison in this case. {new} begins one from an issue of the case: its options, the parties \
                     and how they stand come along."
                )
            } else {
                "No comparison to be seen here.".to_owned()
            };
            canvas.wrapped(Rect { x, width, ..area }, &words, Meaning::Quiet);
            return;
        }
        let view = self.list.view(shown.len(), area.height / EACH);
        canvas.mark_more(area, view.start > 0, view.end < shown.len());
        for (y, n) in (area.y..).step_by(usize::from(EACH)).zip(view) {
            let file = &shown[n];
            let title = file.draft.as_ref().map_or("", |draft| draft.title.as_str());
            let title = if title.is_empty() { file.name.as_str() } else { title };
            canvas.put(x, y, width, title, Meaning::Heading);
            let (below, meaning) = below(file, cx);
            canvas.put(x + 2, y + 1, width.saturating_sub(2), &below, meaning);
            if n == self.list.selected {
                canvas.select(Rect { x: area.x, y, width: area.width, height: 1 });
            }
        }
    }
}

/// What stands under the title: the question, or what the file still wants.
fn below(file: &ComparisonFile, cx: &Context<'_>) -> (String, Meaning) {
    match (&file.draft, &file.content) {
        (_, Ok(comparison)) => (comparison.question.clone(), Meaning::Quiet),
        (Some(_), Err(_)) => (
            format!(
                "not complete: {} things are wanting; {} shows them",
                file.problems.len(),
                cx.key(Command::Edit)
            ),
            Meaning::Attention,
        ),
        (None, Err(why)) => (why.clone(), Meaning::Error),
    }
}

fn open(command: Command, file: &ComparisonFile, cx: &Context<'_>) -> Vec<Effect> {
    let screen = match (&file.content, &file.draft, command) {
        // Packages can stand alone; there is nothing to set side by side then.
        (Ok(comparison), _, Command::Open) if comparison.options.is_empty() => {
            let mut opened = Opened::of(&file.name);
            opened.refresh(cx);
            return PackageScreen::open(&opened, cx);
        }
        (Ok(_), _, Command::Open) => Screen::SideBySide(SideBySide::of(&file.name)),
        (_, Some(_), _) if cx.can_write => Screen::Build(Build::of(&file.name)),
        (Err(why), ..) => return vec![Effect::hint(format!("{}: {why}", file.name))],
        _ => return vec![Effect::read_only()],
    };
    vec![Effect::Push(screen)]
}
