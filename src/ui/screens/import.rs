//! Positions from a spreadsheet: what importing the file would do, line by line, before anything is done; then one step.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::View;
use crate::{
    import::{self, Choices, Plan},
    notation::Problem,
    ui::{
        canvas::Canvas,
        context::Context,
        effect::{Effect, Setting},
        forms::view,
        keys::{Binding, Command, Key, row},
        theme::Meaning,
        widgets::{kept::Kept, page::Page, split::Split},
    },
};

/// A file, how it is to be read, and what that would do.
#[derive(Debug)]
pub struct Import {
    name: String,
    bytes: Arc<[u8]>,
    choices: Choices,
    /// How often the choices were changed.
    turn: u64,
    split: Split,
    plan: Kept<(u64, u64), Option<Planned>>,
}

/// What importing would do, or what is wrong with the file as a whole.
type Planned = Result<Plan, Vec<Problem>>;

/// The keys of this screen.
pub const KEYS: &[Binding] = &[
    row(&[Key::Enter], Command::Take, "import", "Import the file as one step; one undo takes it back", 1),
    row(&[Key::Char('m')], Command::Edit, "columns", "Say what a column means, and who may be told", 2),
    row(
        &[Key::Char('o')],
        Command::LeaveOut,
        "leave out",
        "Leave out the lines that are not understood, or not",
        3,
    ),
    row(
        &[Key::Char('e')],
        Command::Refuse,
        "existing only",
        "Make no new actors and issues, or make them",
        4,
    ),
];

/// One line of the preview.
struct Line {
    at: String,
    words: String,
    meaning: Meaning,
}

impl Import {
    /// What importing a file would do.
    #[must_use]
    pub fn of(name: String, bytes: Vec<u8>) -> Self {
        let (choices, split) = (Choices::default(), Split::default());
        Self { name, bytes: bytes.into(), choices, turn: 0, split, plan: Kept::default() }
    }

    fn plan(&mut self, cx: &Context<'_>) -> &Planned {
        let (name, bytes, choices) = (&self.name, &self.bytes, &self.choices);
        let make = || Some(import::plan(bytes, name, cx.seen.case(), choices, &cx.pen));
        self.plan
            .of((cx.stamp, self.turn), make)
            .as_ref()
            .unwrap_or_else(|| unreachable!("it was made just now"))
    }

    fn lines(&mut self, cx: &Context<'_>) -> Vec<Line> {
        let named = |problems: &[Problem], meaning| {
            let line = move |problem: &Problem| Line {
                at: format!("line {}", problem.line),
                words: format!("{}. {}", problem.what, problem.remedy),
                meaning,
            };
            problems.iter().map(line).collect::<Vec<_>>()
        };
        let plan = match self.plan(cx) {
            Ok(plan) => plan,
            Err(problems) => return named(problems, Meaning::Error),
        };
        let mut lines = named(&plan.problems, Meaning::Error);
        lines.extend(named(&plan.notices, Meaning::Attention));
        lines.extend(plan.lines("").into_iter().map(|words| {
            let words = words.trim_start_matches(':').trim_start();
            let (at, words) = match words.split_once(": ") {
                Some((line, words)) if line.bytes().all(|b| b.is_ascii_digit()) => {
                    (format!("line {line}"), words)
                }
                _ => (String::new(), words),
            };
            Line { at, words: words.to_owned(), meaning: Meaning::Text }
        }));
        lines
    }

    fn summary(&mut self, cx: &Context<'_>) -> String {
        match self.plan(cx) {
            Ok(plan) => plan.summary(),
            Err(_) => "nothing can be imported".to_owned(),
        }
    }

    fn import(&mut self, cx: &Context<'_>) -> Vec<Effect> {
        match self.plan(cx) {
            Ok(plan) if plan.is_held_back() => {
                vec![Effect::hint(format!(
                    "Some lines are not understood: nothing is imported. {} leaves them out",
                    cx.key(Command::LeaveOut)
                ))]
            }
            Ok(plan) => match plan.edit() {
                Some(edit) => vec![Effect::SaveThen(edit, Box::new(Effect::Back))],
                None => vec![Effect::hint("Everything in the file stands in the case already")],
            },
            Err(_) => vec![Effect::hint("The file cannot be imported as it is; the lines above say why")],
        }
    }
}

impl View for Import {
    fn title(&self, _: &Context<'_>) -> String {
        "Import".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        match command {
            Command::Take => return self.import(cx),
            Command::Edit => return Effect::form(view::columns(&self.choices)),
            Command::LeaveOut => {
                self.choices.leave_out = !self.choices.leave_out;
                self.turn += 1;
            }
            Command::Refuse => {
                self.choices.existing_only = !self.choices.existing_only;
                self.turn += 1;
            }
            other => {
                let len = self.lines(cx).len();
                self.split.on(other, len);
            }
        }
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let (x, width) = (area.x + 1, area.width.saturating_sub(2));
        if !cx.seen.is_team() {
            canvas.put(x, area.y, width, "Importing is for the team's view.", Meaning::Quiet);
            return;
        }
        let summary = self.summary(cx);
        let summary = format!("{}: {summary}", self.name);
        canvas.put(x, area.y, width, &summary, Meaning::Heading);
        let mut said = vec![match &self.choices.disclosure {
            Some(word) => format!("may be told where the file does not say: {word}"),
            None => "may be told where the file does not say: team".to_owned(),
        }];
        said.extend(self.choices.existing_only.then(|| "nobody new".to_owned()));
        said.extend(self.choices.map.iter().map(|(column, field)| format!("{column} = {field}")));
        canvas.put(x, area.y + 1, width, &said.join("; "), Meaning::Quiet);
        let lines = self.lines(cx);
        let mut page = Page::default();
        if let Some(line) = lines.get(self.split.selected(lines.len())) {
            page.line(line.meaning, line.words.as_str());
        }
        let inside = Rect { y: area.y + 3, height: area.height.saturating_sub(3), ..area };
        self.split.draw(canvas, inside, lines.len(), &page, &mut |canvas, n, row| {
            canvas.put(row.x, row.y, 10, &lines[n].at, Meaning::Quiet);
            canvas.put(row.x + 11, row.y, row.width.saturating_sub(11), &lines[n].words, lines[n].meaning);
        });
    }

    fn set(&mut self, setting: Setting) {
        if let Setting::Columns(map, disclosure) = setting {
            self.choices.map = map;
            self.choices.disclosure = disclosure;
            self.turn += 1;
            self.split = Split::default();
        }
    }
}
