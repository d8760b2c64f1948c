//! A list with what is selected in full below it. Tab goes from one to the other, so that both can be scrolled.

use ratatui::layout::Rect;

use super::{
    list::ListState,
    page::{Page, PageState},
};
use crate::{
    model::RecordRef,
    ui::{canvas::Canvas, context::Context, keys::Command},
};

/// Selection in the list, scrolling of the page, and which of the two has the keys.
#[derive(Clone, Debug, Default)]
pub struct Split {
    list: ListState,
    page: PageState,
    reads: bool,
}

impl Split {
    /// A list that begins on this record.
    #[must_use]
    pub fn on_record(which: RecordRef) -> Self {
        Self { list: ListState::on_record(which), ..Self::default() }
    }

    /// Keeps the selection on its record.
    pub fn hold(&mut self, cx: &Context<'_>, rows: impl FnOnce() -> Vec<RecordRef>) {
        self.list.hold(cx, rows);
    }

    /// The selected row of a list of this length.
    #[must_use]
    pub fn selected(&self, len: usize) -> usize {
        self.list.selected.min(len.saturating_sub(1))
    }

    /// Selects a row.
    pub fn select(&mut self, row: usize) {
        self.list.selected = row;
        self.page = PageState::default();
    }

    /// Moves in the list or in the page; says whether the command was a movement.
    pub fn on(&mut self, command: Command, len: usize) -> bool {
        if matches!(command, Command::NextPane | Command::PreviousPane) {
            self.reads = !self.reads;
            return true;
        }
        if self.reads {
            return self.page.on(command);
        }
        let before = self.list.selected;
        let is_movement = self.list.on(command, len);
        if self.list.selected != before {
            self.page = PageState::default();
        }
        is_movement
    }

    /// Goes to the next row, after the selected one and round, for which something holds; says whether there is one.
    pub fn find(&mut self, len: usize, holds: impl Fn(usize) -> bool) -> bool {
        let order = (1..=len).map(|step| (self.list.selected + step) % len);
        let found = order.into_iter().find(|row| holds(*row));
        if let Some(row) = found {
            self.select(row);
        }
        found.is_some()
    }

    /// Draws the list above and the page below; the list takes three fifths of the rows at most.
    pub fn draw(
        &mut self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        len: usize,
        page: &Page,
        draw_row: &mut dyn FnMut(&mut Canvas<'_>, usize, Rect),
    ) {
        let height = (area.height * 3 / 5).min(u16::try_from(len).unwrap_or(u16::MAX)).max(1);
        let list = Rect { height, ..area };
        for (y, n) in (list.y..).zip(self.list.shown(len, list, canvas)) {
            let row = Rect { x: area.x + 1, y, width: area.width.saturating_sub(2), height: 1 };
            draw_row(canvas, n, row);
            if n == self.list.selected {
                canvas.select(Rect { x: area.x, width: area.width, ..row });
            }
        }
        let from = area.y + height + 1;
        let height = area.bottom().saturating_sub(from);
        let below = Rect { x: area.x + 1, y: from, width: area.width.saturating_sub(2), height };
        self.page.draw(canvas, below, page);
        if self.reads && height > 0 {
            canvas.cursor = Some(below.as_position());
        }
    }
}
