//! Which record the selection of a list stands on. Rows come, go and change places, by one's own hand and by others';
//! the selection stays on its record, and goes to what was just added here.

use crate::{model::RecordRef, ui::context::Context};

/// The record that is selected, and where it stood when the rows were last looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    which: Option<RecordRef>,
    /// The stamp of the case, and the row; nothing before the rows were looked at.
    at: Option<(u64, usize)>,
    /// What had been added by then.
    added: Option<RecordRef>,
}

impl Held {
    /// Begins on this record, if it is among the rows.
    #[must_use]
    pub fn on(which: RecordRef) -> Self {
        Self { which: Some(which), ..Self::default() }
    }

    /// The same case shows other rows, or in another order: the selection stays on its record all the same.
    pub fn rows_change(&mut self) {
        self.at = self.at.map(|(_, row)| (u64::MAX, row));
    }

    /// The row on which the selection belongs. The rows are asked for only where something has changed.
    pub fn follow(
        &mut self,
        selected: usize,
        cx: &Context<'_>,
        rows: impl FnOnce() -> Vec<RecordRef>,
    ) -> usize {
        self.follow_in(selected, cx.stamp, cx.added, rows)
    }

    fn follow_in(
        &mut self,
        selected: usize,
        stamp: u64,
        added: Option<&RecordRef>,
        rows: impl FnOnce() -> Vec<RecordRef>,
    ) -> usize {
        if self.at == Some((stamp, selected)) {
            return selected;
        }
        let rows = rows();
        // Of several rows of one record, the one nearest to where it stood.
        let place = |which: &RecordRef| {
            let its = rows.iter().enumerate().filter(|(_, row)| *row == which).map(|(at, _)| at);
            its.min_by_key(|at| at.abs_diff(selected))
        };
        // A user who has moved has chosen that row; a record that stands in several rows stays in its own.
        let has_moved = self.at.is_some_and(|(_, row)| row != selected);
        let is_here = self.which.is_some() && self.which.as_ref() == rows.get(selected);
        let held = self.which.as_ref().filter(|_| !has_moved && !is_here).and_then(place);
        let is_new = self.at.is_some() && self.added.as_ref() != added;
        let to = added.filter(|_| is_new).and_then(place).or(held).unwrap_or(selected);
        *self = Self { which: rows.into_iter().nth(to), at: Some((stamp, to)), added: added.cloned() };
        to
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Id, Kind};

    fn rows(ids: &str) -> Vec<RecordRef> {
        ids.chars().map(|id| RecordRef { kind: Kind::Issue, id: Id::new(id.to_string()).unwrap() }).collect()
    }

    /// What is selected after looking at these rows.
    fn row(held: &mut Held, selected: usize, stamp: u64, added: &str, ids: &str) -> usize {
        held.follow_in(selected, stamp, rows(added).first(), || rows(ids))
    }

    #[test]
    fn the_selection_stays_on_its_record_wherever_its_row_goes() {
        let mut held = Held::default();
        assert_eq!(row(&mut held, 1, 1, "", "abc"), 1);
        assert_eq!(row(&mut held, 1, 2, "", "xabc"), 2, "a row came above it");
        assert_eq!(row(&mut held, 3, 2, "", "xabc"), 3, "the user went on");
        assert_eq!(row(&mut held, 3, 3, "", "cab"), 0);
        assert_eq!(row(&mut held, 2, 4, "", "acb"), 2, "a user who moved has chosen that row");
        assert_eq!(row(&mut held, 2, 5, "", "ac"), 2, "what is gone leaves its row");
        held.rows_change();
        assert_eq!(row(&mut held, 2, 5, "", "acb"), 2);
        held.rows_change();
        assert_eq!(row(&mut held, 2, 5, "", "bac"), 0, "in another order");
    }

    #[test]
    fn what_was_just_added_is_selected_once_and_where_the_list_was_open() {
        let mut held = Held::default();
        assert_eq!(row(&mut held, 0, 1, "c", "abc"), 0, "that was long ago");
        assert_eq!(row(&mut held, 0, 2, "d", "abcd"), 3);
        assert_eq!(row(&mut held, 1, 2, "d", "abcd"), 1);
        assert_eq!(row(&mut held, 1, 3, "d", "axbcd"), 2, "b, and not d once more");
        let mut begun = Held::on(rows("c").remove(0));
        assert_eq!(row(&mut begun, 0, 3, "d", "abcd"), 2);
    }
}
