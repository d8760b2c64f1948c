//! Drawing a form: labels in a column, values beside them, the field with the focus always in view.

use ratatui::layout::Rect;

use super::{Field, Form, Many, Stances, Value, choice::STANCE_KEYS};
use crate::{
    model::Stance,
    ui::{canvas::Canvas, field::Extent, text, theme::Meaning},
};

/// Columns for labels.
const LABELS: u16 = 17;

/// Rows that a field of several lines takes.
const TEXT_ROWS: u16 = 6;

impl Form {
    /// Draws it over a whole area.
    pub fn draw(&mut self, area: Rect, canvas: &mut Canvas<'_>) {
        canvas.clear(area);
        let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        canvas.put(inside.x, inside.y, inside.width, &self.title, Meaning::Heading);
        let room = Rect { y: inside.y + 2, height: inside.height.saturating_sub(2), ..inside };
        let width = room.width.saturating_sub(LABELS);
        self.scroll_to_focus(room.height, width, canvas);
        let (mut y, mut is_whole) = (room.y, true);
        for (n, field) in self.fields.iter().enumerate().skip(self.top) {
            let needed = rows_of(field, width, canvas);
            let rows = needed.min(room.bottom() - y);
            is_whole = rows == needed;
            if rows == 0 {
                break;
            }
            draw_field(field, n == self.focus, Rect { y, height: rows, ..room }, canvas);
            y += rows;
            if let Some((at, problem)) = &self.problem
                && *at == n
                && y < room.bottom()
            {
                let rows = problem_rows(problem, width, canvas).min(room.bottom() - y);
                let below = Rect { x: room.x + LABELS, y, width, height: rows };
                y += canvas.wrapped(below, problem, Meaning::Error);
            }
        }
        canvas.mark_more(room, self.top > 0, !is_whole);
    }

    fn scroll_to_focus(&mut self, height: u16, width: u16, canvas: &Canvas<'_>) {
        self.top = self.top.min(self.focus);
        let problem = self.problem.as_ref().map_or(1, |(_, words)| problem_rows(words, width, canvas));
        let rows = |top: usize| -> u16 {
            self.fields[top..=self.focus].iter().map(|field| rows_of(field, width, canvas)).sum::<u16>()
                + problem
        };
        let mut top = self.top;
        while top < self.focus && rows(top) > height {
            top += 1;
        }
        self.top = top;
    }
}

/// The rows that what is wrong with a field takes; more would hide the field itself.
fn problem_rows(words: &str, width: u16, canvas: &Canvas<'_>) -> u16 {
    let rows = text::wrap(words, usize::from(width.max(1)), canvas.look.glyphs).len();
    u16::try_from(rows.clamp(1, 3)).unwrap_or(1)
}

fn rows_of(field: &Field, width: u16, canvas: &Canvas<'_>) -> u16 {
    let wrapped = |words: &str| {
        let rows = text::wrap(words, usize::from(width.saturating_sub(1).max(1)), canvas.look.glyphs).len();
        u16::try_from(rows.clamp(1, 4)).unwrap_or(1)
    };
    match &field.value {
        Value::Text(_, Extent::Lines) => TEXT_ROWS,
        Value::Text(field, Extent::Line) => wrapped(&field.text()),
        Value::Choice(_) => 1,
        Value::Many(many) => wrapped(&many.words()) + 1,
        Value::Stances(stances) => {
            u16::try_from(stances.rows.len().max(1) + stance_keys(width).len()).unwrap_or(u16::MAX)
        }
    }
}

fn draw_field(field: &Field, has_focus: bool, area: Rect, canvas: &mut Canvas<'_>) {
    let label = if has_focus { Meaning::Heading } else { Meaning::Quiet };
    canvas.put(area.x, area.y, LABELS - 1, &field.label, label);
    let inside = Rect { x: area.x + LABELS, width: area.width.saturating_sub(LABELS), ..area };
    match &field.value {
        // A field that is not being written in shows how its text begins.
        Value::Text(text, Extent::Line) if !has_focus => {
            canvas.wrapped(inside, &text.text(), Meaning::Text);
        }
        Value::Text(text, _) => {
            let caret = text.draw(canvas.buf, inside, canvas.look.style(Meaning::Text), canvas.look.glyphs);
            if has_focus {
                canvas.cursor = caret;
            }
        }
        Value::Choice(choice) => {
            let word = choice.words.get(choice.at).map_or("-", String::as_str);
            let used = canvas.put(inside.x, inside.y, inside.width, word, Meaning::Text);
            if has_focus {
                canvas.select(Rect { width: used.max(1), height: 1, ..inside });
            }
        }
        Value::Many(many) => draw_many(many, has_focus, inside, canvas),
        Value::Stances(stances) => draw_stances(stances, has_focus, inside, canvas),
    }
}

fn draw_many(many: &Many, has_focus: bool, area: Rect, canvas: &mut Canvas<'_>) {
    let words = many.words();
    // With the focus, the last row is for the one that Space marks.
    let height = if has_focus { area.height.saturating_sub(1) } else { area.height };
    canvas.wrapped(Rect { height, ..area }, if words.is_empty() { "-" } else { &words }, Meaning::Text);
    let Some((_, name)) = many.items.get(many.at).filter(|_| has_focus) else { return };
    let mark = if many.marked[many.at] { "[x]" } else { "[ ]" };
    let row = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
    canvas.put(row.x, row.y, row.width, &format!("{mark} {name}"), Meaning::Text);
    canvas.select(row);
}

/// `d demands, a accepts …`, in rows that break between the keys.
fn stance_keys(width: u16) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for (key, stance) in STANCE_KEYS {
        let words = format!("{key} {}", stance.label());
        match rows.last_mut() {
            Some(row) if row.len() + 2 + words.len() <= usize::from(width) => {
                *row = format!("{row}, {words}");
            }
            _ => rows.push(words),
        }
    }
    rows
}

fn draw_stances(stances: &Stances, has_focus: bool, area: Rect, canvas: &mut Canvas<'_>) {
    if stances.rows.is_empty() {
        canvas.put(area.x, area.y, area.width, "this issue has no options yet", Meaning::Quiet);
    }
    // What the keys mean, as long as they are what is pressed next.
    let rows = u16::try_from(stances.rows.len().max(1)).unwrap_or(u16::MAX).min(area.height);
    if has_focus {
        for (y, words) in (area.y + rows..area.bottom()).zip(stance_keys(area.width)) {
            canvas.put(area.x, y, area.width, &words, Meaning::Quiet);
        }
    }
    let area = Rect { height: rows, ..area };
    for (y, (n, row)) in (area.y..area.bottom()).zip(stances.rows.iter().enumerate()) {
        canvas.put(area.x, y, 11, row.stance.map_or("-", Stance::label), Meaning::Heading);
        canvas.put(area.x + 12, y, area.width.saturating_sub(12), &row.words, Meaning::Text);
        if has_focus && n == stances.at {
            canvas.select(Rect { y, height: 1, ..area });
        }
    }
}
