//! Which row of a list is selected, and which rows are in view.

use ratatui::layout::Rect;

use super::held::Held;
use crate::{
    model::RecordRef,
    ui::{canvas::Canvas, context::Context, keys::Command},
};

/// A step over the edge scrolls by one part in so many of what is in view.
const AHEAD: usize = 3;

/// Selection and scrolling of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListState {
    /// The selected row, from 0.
    pub selected: usize,
    offset: usize,
    height: usize,
    held: Held,
}

impl ListState {
    /// A list that begins on this record.
    #[must_use]
    pub fn on_record(which: RecordRef) -> Self {
        Self { held: Held::on(which), ..Self::default() }
    }

    /// Keeps the selection on its record; see [`Held`].
    pub fn hold(&mut self, cx: &Context<'_>, rows: impl FnOnce() -> Vec<RecordRef>) {
        self.selected = self.held.follow(self.selected, cx, rows);
    }

    /// The same case shows other rows, or in another order.
    pub fn rows_change(&mut self) {
        self.held.rows_change();
    }

    /// Moves the selection; says whether the command was a movement up or down.
    pub fn on(&mut self, command: Command, len: usize) -> bool {
        let page = self.height.max(2) - 1;
        let last = len.saturating_sub(1);
        self.selected = match command {
            Command::Up => self.selected.saturating_sub(1),
            Command::Down => self.selected + 1,
            Command::PageUp => self.selected.saturating_sub(page),
            Command::PageDown => self.selected + page,
            Command::First => 0,
            Command::Last => last,
            _ => return false,
        }
        .min(last);
        true
    }

    /// The rows to draw into an area, one below the other; marks that more stand above or below.
    pub fn shown(&mut self, len: usize, area: Rect, canvas: &mut Canvas<'_>) -> std::ops::Range<usize> {
        let view = self.view(len, area.height);
        canvas.mark_more(area, view.start > 0, view.end < len);
        view
    }

    /// The rows in view when `height` of `len` rows fit; keeps the selection inside. A step over the edge brings some rows
    /// beyond it as well: a reader sees what comes, and a slow line scrolls once in several steps. A jump scrolls as
    /// little as needed, so that paging passes over no row.
    pub fn view(&mut self, len: usize, height: u16) -> std::ops::Range<usize> {
        self.height = usize::from(height);
        self.selected = self.selected.min(len.saturating_sub(1));
        let ahead = self.height / AHEAD;
        if self.selected < self.offset {
            let is_step = self.selected + 1 == self.offset;
            self.offset = self.selected.saturating_sub(if is_step { ahead } else { 0 });
        } else if self.height > 0 && self.selected >= self.offset + self.height {
            let is_step = self.selected == self.offset + self.height;
            self.offset = self.selected + 1 - self.height + if is_step { ahead } else { 0 };
        }
        self.offset = self.offset.min(len.saturating_sub(self.height));
        self.offset..(self.offset + self.height).min(len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selection_stays_in_the_list_and_in_view() {
        let mut list = ListState::default();
        assert_eq!(list.view(30, 10), 0..10);
        let mut down = |steps: usize| {
            let seen = (0..steps).map(|_| (list.on(Command::Down, 30), list.view(30, 10)).1);
            seen.last().unwrap()
        };
        assert_eq!((down(9), down(1), down(3), down(1)), (0..10, 4..14, 4..14, 8..18));
        assert_eq!(list.selected, 14);
        list.on(Command::PageDown, 30);
        assert_eq!((list.selected, list.view(30, 10)), (23, 14..24), "no row is passed over");
        list.on(Command::Last, 30);
        assert_eq!(list.view(30, 10), 20..30);
        assert_eq!(list.view(4, 10), 0..4);
        assert_eq!(list.selected, 3);
        list.on(Command::PageUp, 4);
        assert_eq!(list.selected, 0);
        assert!(!list.on(Command::Open, 4));
        assert_eq!(ListState::default().view(0, 0), 0..0);
    }
}
