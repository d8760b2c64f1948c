//! A table with a column for each option: labels at the left, as many options as fit, the others a key to the right.

use ratatui::layout::Rect;

use super::rows::Row;
use crate::{
    analysis::comparison::OptionFound,
    search::fold,
    ui::{
        canvas::Canvas,
        keys::{Binding, Command, Key, row},
        theme::Meaning,
        widgets::list::ListState,
    },
};

/// Columns for the names of rows, where there is room.
const LABELS: u16 = 25;
/// Columns for them on a narrow screen.
const NARROW_LABELS: u16 = 18;
/// The fewest columns for an option.
const OPTION: u16 = 17;

/// The key that leaves options out, where rows about options are shown; `place` is its place in the footer.
pub const fn leave_out(place: u8) -> Binding {
    let says = "Leave one option out, then the next, then none";
    row(&[Key::Char('o')], Command::LeaveOut, "leave out", says, place)
}

/// The key that takes back what was written last.
pub const fn take_back(place: u8) -> Binding {
    let says = "Take back the last change of a comparison";
    row(&[Key::Char('u')], Command::TakeBack, "take back", says, place)
}

/// Which row is selected and which options are in view.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The rows.
    pub rows: ListState,
    first: usize,
}

impl Sheet {
    /// Moves; says whether the command was a movement.
    pub fn on(&mut self, command: Command, rows: usize, options: usize) -> bool {
        match command {
            Command::Right => self.first = (self.first + 1).min(options.saturating_sub(1)),
            Command::Left => self.first = self.first.saturating_sub(1),
            other => return self.rows.on(other, rows),
        }
        true
    }

    /// Goes to the next row that holds a text.
    pub fn search(&mut self, words: &str, rows: &[Row]) -> bool {
        let wanted = fold(words);
        let order = (1..=rows.len()).map(|step| (self.rows.selected + step) % rows.len().max(1));
        let found = order.into_iter().find(|n| {
            let row = &rows[*n];
            let across = row.across.iter().chain(&row.cells);
            fold(&row.label).contains(&wanted) || across.into_iter().any(|cell| fold(cell).contains(&wanted))
        });
        self.rows.selected = found.unwrap_or(self.rows.selected);
        found.is_some()
    }

    /// Draws heads and rows.
    pub fn draw(&mut self, options: &[OptionFound], rows: &[Row], area: Rect, canvas: &mut Canvas<'_>) {
        let x = area.x + 1;
        let width = area.width.saturating_sub(2);
        let labels = if width < LABELS + 3 * OPTION { NARROW_LABELS } else { LABELS };
        let room = width.saturating_sub(labels);
        let fitting = usize::from(room / OPTION).clamp(1, options.len().max(1));
        self.first = self.first.min(options.len().saturating_sub(fitting));
        let each = room / u16::try_from(fitting).unwrap_or(1);
        let column = |n: usize| x + labels + u16::try_from(n).unwrap_or(0) * each;
        if fitting < options.len() {
            let words = format!("{}-{} of {}", self.first + 1, self.first + fitting, options.len());
            canvas.put(x, area.y, labels - 1, &words, Meaning::Quiet);
            let left = if self.first > 0 { "<" } else { " " };
            let right = if self.first + fitting < options.len() { ">" } else { " " };
            canvas.put(x, area.y + 1, labels - 1, &format!("{left}{right} more options"), Meaning::Quiet);
        }
        for (n, option) in options.iter().skip(self.first).take(fitting).enumerate() {
            let head = Rect { x: column(n), y: area.y, width: each.saturating_sub(1), height: 2 };
            canvas.wrapped(head, &format!("{} {}", option.id.to_uppercase(), option.title), Meaning::Heading);
        }
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        for (y, n) in (list.y..).zip(self.rows.shown(rows.len(), list, canvas)) {
            let row = &rows[n];
            let meaning = if row.is_heading { Meaning::Heading } else { row.meaning };
            canvas.put(x, y, labels - 1, &row.label, meaning);
            if let Some(across) = &row.across {
                canvas.put(x + labels, y, room, across, row.meaning);
            }
            for (at, cell) in row.cells.iter().skip(self.first).take(fitting).enumerate() {
                canvas.put(column(at), y, each.saturating_sub(1), cell, row.meaning);
            }
            if n == self.rows.selected {
                canvas.select(Rect { x: area.x, y, width: area.width, height: 1 });
            }
        }
    }
}
