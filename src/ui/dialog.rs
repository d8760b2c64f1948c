//! What can lie on top of a screen. A dialog carries the effect that it will cause.

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::{
    canvas::Canvas,
    context::Context,
    effect::Effect,
    field::{Extent, Outcome, TextField},
    form::Form,
    keys::{Binding, Command, Key, Keymap},
    screens::ALL_TABLES,
    text,
    theme::Meaning,
    widgets::list::ListState,
};
use crate::search::fold;

/// Something on top of a screen.
#[derive(Debug)]
pub enum Dialog {
    /// A question with yes and no. No is the default.
    Confirm(Confirm),
    /// One line of text.
    Prompt(Prompt),
    /// The commands of this place: help, and the palette.
    Commands(Commands),
    /// A form.
    Form(Box<Form>),
}

/// A question with yes and no.
#[derive(Debug)]
pub struct Confirm {
    /// The question.
    pub question: String,
    /// What to know before answering.
    pub detail: String,
    /// What happens on yes.
    pub yes: Option<Box<Effect>>,
}

/// What a line of text is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The working name of the user.
    WorkingName,
    /// The name of a new case.
    CaseName,
    /// What to search for on this screen.
    Search,
    /// What to search for everywhere.
    Everything,
    /// Which spreadsheet to import.
    Import,
    /// Which spreadsheet a new case begins with.
    ImportNew,
}

/// One line of text.
#[derive(Debug)]
pub struct Prompt {
    /// What for.
    pub asked: Asked,
    field: TextField,
}

/// A command, with the screen that it belongs to, if that is not the one below.
type Row = (Option<&'static str>, &'static Binding);

/// Columns for keys.
const KEYS: u16 = 15;

/// The commands of this place, searched as one types.
#[derive(Debug)]
pub struct Commands {
    title: &'static str,
    rows: Vec<Row>,
    filter: TextField,
    list: ListState,
    /// Whether the last key chose a row rather than searched.
    is_choosing: bool,
    /// What the signs on the screen mean.
    signs: String,
}

/// What a dialog did with a key.
#[derive(Debug)]
pub enum Answer {
    /// It stays.
    Stays,
    /// It is done; these things are to be done.
    Closes(Vec<Effect>),
    /// It is done, and this command is to be run on the screen.
    Runs(Command),
    /// It stays, and these things are to be done: a form stays until its text is saved.
    Asks(Vec<Effect>),
    /// It is put aside with its text kept.
    Aside,
}

impl Dialog {
    /// Asks a question.
    #[must_use]
    pub fn confirm(question: impl Into<String>, detail: impl Into<String>, yes: Effect) -> Self {
        Self::Confirm(Confirm { question: question.into(), detail: detail.into(), yes: Some(Box::new(yes)) })
    }

    /// Asks for a line of text.
    #[must_use]
    pub fn prompt(asked: Asked, text: &str) -> Self {
        Self::Prompt(Prompt { asked, field: TextField::new(Extent::Line).with_text(text).at_most(400) })
    }

    /// Lists what works here, and says what the signs on the screen mean.
    #[must_use]
    pub fn help(here: Vec<&'static Binding>, signs: String) -> Self {
        let rows = here.into_iter().map(|row| (None, row)).collect();
        Self::list("What works here. Type to search:", rows, signs)
    }

    /// Lists every command there is, those that work here first.
    #[must_use]
    pub fn palette(here: Vec<&'static Binding>, tables: &[&'static [Binding]], own: &Keymap) -> Self {
        let here = here.into_iter().map(|row| (None, row));
        let effective = ALL_TABLES.iter().map(|(screen, table)| (screen, own.of(table)));
        let elsewhere = effective.filter(|(_, table)| !tables.contains(table));
        let elsewhere =
            elsewhere.flat_map(|(screen, table)| table.iter().map(move |row| (Some(*screen), row)));
        Self::list("Commands:", here.chain(elsewhere).collect(), String::new())
    }

    fn list(title: &'static str, rows: Vec<Row>, signs: String) -> Self {
        Self::Commands(Commands {
            title,
            rows,
            filter: TextField::new(Extent::Line),
            list: ListState::default(),
            is_choosing: false,
            signs,
        })
    }

    /// Answers a key.
    pub fn on(&mut self, event: KeyEvent, cx: &Context<'_>) -> Answer {
        match self {
            Self::Confirm(confirm) => confirm.on(event),
            Self::Prompt(prompt) => prompt.on(event),
            Self::Commands(commands) => commands.on(event),
            Self::Form(form) => form.on(event, cx),
        }
    }

    /// Takes in pasted text; says whether there was a field for it.
    pub fn paste(&mut self, words: &str) -> bool {
        match self {
            Self::Confirm(_) => false,
            Self::Prompt(prompt) => !matches!(prompt.field.paste(words), Outcome::Ignored),
            Self::Commands(commands) => !matches!(commands.filter.paste(words), Outcome::Ignored),
            Self::Form(form) => form.paste(words),
        }
    }

    /// Whether there is a text field for what is typed.
    #[must_use]
    pub fn takes_text(&self) -> bool {
        match self {
            Self::Confirm(_) => false,
            Self::Prompt(_) | Self::Commands(_) => true,
            Self::Form(form) => form.takes_text(),
        }
    }

    /// Draws it.
    pub fn draw(&mut self, area: Rect, canvas: &mut Canvas<'_>) {
        match self {
            Self::Confirm(confirm) => confirm.draw(area, canvas),
            Self::Prompt(prompt) => prompt.draw(area, canvas),
            Self::Commands(commands) => commands.draw(area, canvas),
            Self::Form(form) => form.draw(area, canvas),
        }
    }

    /// What the footer says while it is on top.
    #[must_use]
    pub fn footer(&self) -> Vec<(String, &'static str)> {
        let row = |key: &str, short| (key.to_owned(), short);
        match self {
            Self::Confirm(_) => vec![row("y", "yes"), row("n", "no"), row("Esc", "no")],
            Self::Prompt(_) => vec![row("Enter", "take it"), row("Esc", "leave")],
            Self::Commands(_) => vec![row("Enter", "run"), row("Esc", "leave"), row("Up Down", "choose")],
            Self::Form(form) => form.footer(),
        }
    }
}

impl Confirm {
    fn on(&mut self, event: KeyEvent) -> Answer {
        match Key::of(event) {
            Some(Key::Char('y' | 'Y')) => {
                Answer::Closes(self.yes.take().map(|yes| *yes).into_iter().collect())
            }
            Some(Key::Char('n' | 'N') | Key::Esc | Key::Enter) => Answer::Closes(vec![]),
            _ => Answer::Stays,
        }
    }

    fn draw(&self, area: Rect, canvas: &mut Canvas<'_>) {
        let width = area.width.saturating_sub(4);
        let rows = |words| text::wrap(words, usize::from(width), canvas.look.glyphs).len();
        let rows = rows(&self.question) + rows(&self.detail);
        let height = u16::try_from(rows).unwrap_or(area.height).saturating_add(2).min(area.height);
        let inside = bottom_of(area, height, canvas);
        let used = canvas.wrapped(inside, &self.question, Meaning::Heading).min(inside.height);
        let detail = Rect { y: inside.y + used, height: inside.height - used, ..inside };
        canvas.wrapped(detail, &self.detail, Meaning::Text);
        canvas.cursor = Some(inside.as_position());
    }
}

impl Prompt {
    /// The question, and what to know before answering.
    #[must_use]
    pub fn words(&self) -> (&'static str, &'static str) {
        match self.asked {
            Asked::WorkingName => (
                "What shall the team call you?",
                "A code name is welcome. It stands beside everything you record; others on the team see it.",
            ),
            Asked::CaseName => {
                ("What is the new case called?", "Its folder gets this name. You can change the title later.")
            }
            Asked::Search => ("Search here", "Enter goes to the next place where it stands."),
            Asked::Import => (
                "Which file?",
                "A .csv, .xlsx or .ods whose first row names the columns. It is shown before anything is done.",
            ),
            Asked::ImportNew => (
                "Which file shall the new case begin with?",
                "A .csv, .xlsx or .ods of positions. The case gets the file's name; you can change it later.",
            ),
            Asked::Everything => (
                "Search everything",
                "Positions, answers, registers, sources, guidance. Accents and ways of writing do not matter.",
            ),
        }
    }

    /// Takes a whole line for the answer.
    pub fn take(&mut self, line: &str) -> Answer {
        self.field.replace_with(line);
        self.on(KeyEvent::from(crossterm::event::KeyCode::Enter))
    }

    fn on(&mut self, event: KeyEvent) -> Answer {
        match Key::of(event) {
            Some(Key::Esc) => Answer::Closes(vec![]),
            Some(Key::Enter) => {
                let text = self.field.text().trim().to_owned();
                if text.is_empty() {
                    return Answer::Stays;
                }
                Answer::Closes(vec![match self.asked {
                    Asked::WorkingName => Effect::CallMe(text),
                    Asked::CaseName => Effect::NewCase(text),
                    Asked::Search => Effect::Find(text),
                    Asked::Everything => Effect::FindAll(text),
                    Asked::Import => Effect::Import(text.into()),
                    Asked::ImportNew => Effect::ImportNew(text.into()),
                }])
            }
            _ => {
                self.field.on(event);
                Answer::Stays
            }
        }
    }

    fn draw(&self, area: Rect, canvas: &mut Canvas<'_>) {
        let (question, hint) = self.words();
        let inside = bottom_of(area, 5, canvas);
        canvas.put(inside.x, inside.y, inside.width, question, Meaning::Heading);
        let hint_area = Rect { y: inside.y + 1, height: 2, ..inside };
        canvas.wrapped(hint_area, hint, Meaning::Quiet);
        let line = Rect { y: inside.y + 3, height: 1, ..inside };
        canvas.put(line.x, line.y, 2, "> ", Meaning::Heading);
        let field = Rect { x: line.x + 2, width: line.width.saturating_sub(2), ..line };
        canvas.cursor =
            self.field.draw(canvas.buf, field, canvas.look.style(Meaning::Text), canvas.look.glyphs);
    }
}

impl Commands {
    /// What is searched for: by its words, or by its key, which then comes first.
    fn shown(&self) -> Vec<Row> {
        let typed = self.filter.text();
        let wanted = fold(&typed);
        let has_key = |row: &Binding| row.keys.iter().any(|key| key.name() == typed);
        let fits = |(screen, row): &&Row| {
            let text = fold(&format!("{} {} {}", row.long, row.short, screen.unwrap_or("")));
            has_key(row) || wanted.split(' ').all(|word| text.contains(word))
        };
        let mut shown: Vec<Row> = self.rows.iter().filter(fits).copied().collect();
        shown.sort_by_key(|(_, row)| !has_key(row));
        shown
    }

    fn on(&mut self, event: KeyEvent) -> Answer {
        let shown = self.shown();
        let moved = match Key::of(event) {
            Some(Key::Esc) => return Answer::Closes(vec![]),
            Some(Key::Enter) => {
                return match shown.get(self.list.selected) {
                    Some((None, row)) => Answer::Runs(row.command),
                    Some((Some(screen), row)) => {
                        let words = format!(
                            "{} works on the screen {screen}, with {}",
                            row.short,
                            row.keys[0].name()
                        );
                        Answer::Closes(vec![Effect::hint(words)])
                    }
                    None => Answer::Stays,
                };
            }
            Some(Key::Up) => Some(Command::Up),
            Some(Key::Down) => Some(Command::Down),
            Some(Key::PageUp) => Some(Command::PageUp),
            Some(Key::PageDown) => Some(Command::PageDown),
            _ => None,
        };
        self.is_choosing = moved.is_some();
        match moved {
            Some(command) => {
                self.list.on(command, shown.len());
            }
            None => {
                if matches!(self.filter.on(event), Outcome::Changed) {
                    self.list = ListState::default();
                }
            }
        }
        Answer::Stays
    }

    fn draw(&mut self, area: Rect, canvas: &mut Canvas<'_>) {
        canvas.clear(area);
        let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let used = canvas.put(inside.x, inside.y, inside.width, self.title, Meaning::Heading);
        let line = Rect {
            x: inside.x + used + 2,
            width: inside.width.saturating_sub(used + 2),
            height: 1,
            ..inside
        };
        let caret = self.filter.draw(canvas.buf, line, canvas.look.style(Meaning::Text), canvas.look.glyphs);
        let shown = self.shown();
        let list = self.below(
            &shown,
            Rect { y: inside.y + 2, height: inside.height.saturating_sub(2), ..inside },
            canvas,
        );
        for (y, n) in (list.y..).zip(self.list.shown(shown.len(), list, canvas)) {
            let (screen, row) = shown[n];
            canvas.put(list.x, y, 14, &row.key_names(), Meaning::Heading);
            canvas.put(
                list.x + KEYS,
                y,
                list.width.saturating_sub(KEYS),
                &words_of((screen, row)),
                Meaning::Text,
            );
            if n == self.list.selected {
                canvas.select(Rect { y, height: 1, ..list });
            }
        }
        if shown.is_empty() {
            canvas.put(list.x, list.y, list.width, "Nothing of that name here.", Meaning::Quiet);
        }
        // Where the user is: a screen reader reads out the row that was gone to.
        if !self.is_choosing || shown.is_empty() {
            canvas.cursor = caret;
        }
    }

    /// What stands below the list: the whole of a chosen row that is cut, else what the signs mean. Gives the room that
    /// is left for the list, which stays the same from row to row.
    fn below(&self, shown: &[Row], area: Rect, canvas: &mut Canvas<'_>) -> Rect {
        let room = usize::from(area.width.saturating_sub(KEYS));
        let is_cut = |row: &Row| text::width(&words_of(*row)) > room;
        let signs = text::wrap(&self.signs, usize::from(area.width), canvas.look.glyphs).len();
        let rows = signs.max(if shown.iter().any(is_cut) { 2 } else { 0 });
        let height = u16::try_from(rows).unwrap_or(0).min(area.height * 2 / 5);
        let list = Rect { height: area.height - height - u16::from(height > 0), ..area };
        let below = Rect { y: area.bottom() - height, height, ..area };
        let is_asked = self.is_choosing || !self.filter.text().is_empty();
        match shown.get(self.list.selected).filter(|row| is_asked && is_cut(row)) {
            Some(row) => canvas.wrapped(below, &words_of(*row), Meaning::Text),
            None => canvas.wrapped(below, &self.signs, Meaning::Quiet),
        };
        list
    }
}

fn words_of((screen, row): Row) -> String {
    screen.map_or_else(|| row.long.to_owned(), |screen| format!("{screen}: {}", row.long))
}

/// Clears the lowest rows of an area, draws a rule above them, and gives what is inside.
fn bottom_of(area: Rect, height: u16, canvas: &mut Canvas<'_>) -> Rect {
    let height = height.min(area.height);
    let box_area = Rect { y: area.bottom() - height, height, ..area };
    canvas.clear(box_area);
    canvas.rule(box_area.x, box_area.y, box_area.width);
    Rect {
        x: box_area.x + 1,
        y: (box_area.y + 1).min(area.bottom().saturating_sub(1)),
        width: box_area.width.saturating_sub(2),
        height: height.saturating_sub(1),
    }
}
