//! A list under headings: the selection goes from row to row, a heading stands above the first row of its group.

use ratatui::layout::Rect;

use super::list::ListState;
use crate::{
    model::RecordRef,
    ui::{canvas::Canvas, context::Context, keys::Command, theme::Meaning},
};

/// Selection and scrolling of a list under headings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grouped {
    rows: ListState,
    /// Scrolling counts headings too.
    lines: ListState,
}

impl Grouped {
    /// The selected row, from 0, headings not counted.
    #[must_use]
    pub fn selected(&self) -> usize {
        self.rows.selected
    }

    /// Keeps the selection on its record.
    pub fn hold(&mut self, cx: &Context<'_>, rows: impl FnOnce() -> Vec<RecordRef>) {
        self.rows.hold(cx, rows);
    }

    /// Selects a row.
    pub fn select(&mut self, row: usize) {
        self.rows.selected = row;
    }

    /// Moves the selection; says whether the command was a movement up or down.
    pub fn on(&mut self, command: Command, len: usize) -> bool {
        self.rows.on(command, len)
    }

    /// Draws the rows in view. `groups` names the heading of each row; `draw` puts a row in its place.
    pub fn draw(
        &mut self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        groups: &[&str],
        draw: impl Fn(&mut Canvas<'_>, usize, Rect),
    ) {
        self.rows.view(groups.len(), area.height);
        let mut lines: Vec<Option<usize>> = Vec::new();
        for (n, group) in groups.iter().enumerate() {
            if n == 0 || groups[n - 1] != *group {
                lines.push(None);
            }
            lines.push(Some(n));
        }
        let at = |n: usize| lines.iter().position(|line| *line == Some(n)).unwrap_or(0);
        let here = at(self.rows.selected);
        // The heading of the first row in view is seen with it.
        let with_heading = if here > 0 && lines[here - 1].is_none() { here - 1 } else { here };
        self.lines.selected = with_heading;
        self.lines.view(lines.len(), area.height);
        self.lines.selected = here;
        for (y, line) in (area.y..).zip(self.lines.shown(lines.len(), area, canvas)) {
            match lines[line] {
                None => {
                    let group = lines.get(line + 1).copied().flatten().map_or("", |n| groups[n]);
                    canvas.put(area.x + 1, y, area.width.saturating_sub(2), group, Meaning::Heading);
                }
                Some(n) => {
                    draw(
                        canvas,
                        n,
                        Rect { x: area.x + 3, y, width: area.width.saturating_sub(4), height: 1 },
                    );
                    if n == self.rows.selected {
                        canvas.select(Rect { y, height: 1, ..area });
                    }
                }
            }
        }
    }
}
