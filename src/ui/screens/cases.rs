//! The list of cases, and the doors in: the sample, a new case.

use ratatui::layout::Rect;

use super::View;
use crate::ui::{
    app::opening::ask_case_name,
    canvas::Canvas,
    context::Context,
    dialog::{Asked, Dialog},
    effect::Effect,
    keys::{Binding, Command, Key, row},
    theme::Meaning,
    widgets::list::ListState,
};

/// Which case is selected.
#[derive(Debug, Default)]
pub struct Cases {
    list: ListState,
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[
    row(&[Key::Enter], Command::Open, "open", "Open the case, or go through the door", 1),
    row(
        &[Key::Char('s')],
        Command::Sample,
        "sample case",
        "Open a copy of the sample case: El Salvador 1989-92",
        2,
    ),
    row(&[Key::Char('a')], Command::New, "new case", "Make a new case", 3),
    row(&[Key::Char('I')], Command::Import, "import", "Make a new case from a spreadsheet of positions", 4),
];

/// What stands below the cases: each opens a way in.
const DOORS: &[(Command, &str, &str)] = &[
    (Command::Sample, "Sample case", "El Salvador 1989-92, a copy that is yours to change"),
    (Command::New, "New case", "begins empty, and the first assessment leads into it"),
    (Command::Import, "Spreadsheet", "a new case from positions in .csv, .xlsx or .ods"),
];

impl View for Cases {
    fn title(&self, _: &Context<'_>) -> String {
        "Good Offices".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let rows = cx.cases.len() + DOORS.len();
        let selected = match command {
            Command::Open => {
                let door = |n: usize| DOORS.get(n - cx.cases.len()).map(|(command, ..)| *command);
                match cx.cases.get(self.list.selected) {
                    Some(case) => return vec![Effect::OpenCase(case.folder.clone())],
                    None => door(self.list.selected).unwrap_or(Command::Back),
                }
            }
            other => other,
        };
        match selected {
            Command::Sample => vec![Effect::Sample],
            Command::New => vec![ask_case_name()],
            Command::Import => vec![Effect::Ask(Dialog::prompt(Asked::ImportNew, ""))],
            other => {
                self.list.on(other, rows);
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let intro = if cx.cases.is_empty() {
            "A workbook for peace support. Begin with one of these:"
        } else {
            "Your cases"
        };
        canvas.put(inside.x, inside.y, inside.width, intro, Meaning::Heading);
        let rows = cx.cases.len() + DOORS.len();
        let list = Rect { y: inside.y + 2, height: inside.height.saturating_sub(2), ..inside };
        for (y, n) in (list.y..).zip(self.list.shown(rows, list, canvas)) {
            let called = if let Some(case) = cx.cases.get(n) {
                canvas.put(list.x, y, 40, &case.name, Meaning::Text);
                let kind = case.kind.map_or("cannot be read", |kind| kind.word());
                canvas.put(list.x + 42, y, 14, kind, Meaning::Quiet);
                40
            } else {
                let (_, name, what) = DOORS[n - cx.cases.len()];
                canvas.put(list.x, y, 14, name, Meaning::Heading);
                canvas.put(list.x + 15, y, list.width.saturating_sub(15), what, Meaning::Quiet);
                14
            };
            if n == self.list.selected {
                canvas.select(Rect { y, width: called, height: 1, ..list });
            }
        }
    }
}
