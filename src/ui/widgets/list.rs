//! Which row of a list is selected, and which rows are in view.

use crate::ui::keys::Command;

/// Selection and scrolling of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListState {
    /// The selected row, from 0.
    pub selected: usize,
    offset: usize,
    height: usize,
}

impl ListState {
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

    /// The rows in view when `height` of `len` rows fit; keeps the selection inside and scrolls as little as needed.
    pub fn view(&mut self, len: usize, height: u16) -> std::ops::Range<usize> {
        self.height = usize::from(height);
        self.selected = self.selected.min(len.saturating_sub(1));
        if self.selected < self.offset {
            self.offset = self.selected;
        } else if self.height > 0 && self.selected >= self.offset + self.height {
            self.offset = self.selected + 1 - self.height;
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
        for _ in 0..12 {
            list.on(Command::Down, 30);
        }
        assert_eq!((list.selected, list.view(30, 10)), (12, 3..13));
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
