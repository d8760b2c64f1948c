//! Makes good what ratatui's differences leave out: they skip the column behind a wide character, and so never tell
//! what stood there when the character goes. Also keeps a wide character from hiding what was drawn over its right half.

use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};

/// Remembers which lines held wide characters in the last frame.
#[derive(Clone, Debug, Default)]
pub struct WideLines {
    held: Vec<bool>,
}

impl WideLines {
    /// To be called with the frame's buffer as the last thing of every frame.
    ///
    /// Lines that hold wide characters, or held some in the last frame, are handed to the backend whole. A wide
    /// character gives way to an empty cell where something else was drawn on its right half (a dialog's frame), or
    /// where the line ends.
    pub fn mend(&mut self, buffer: &mut Buffer) {
        let (width, height) = (usize::from(buffer.area.width), usize::from(buffer.area.height));
        self.held.resize(height, false);
        for (line, held) in buffer.content.chunks_mut(width.max(1)).zip(&mut self.held) {
            let mut holds = false;
            let mut x = 0;
            while x < width {
                // Width is asked only of what is not plain: this runs over every cell of every frame.
                let step =
                    if line[x].symbol().len() == 1 { 1 } else { usize::from(line[x].symbol().cell_width()) };
                if step < 2 {
                    x += 1;
                    continue;
                }
                holds = true;
                if x + step > width || line[x + 1..x + step].iter().any(|cell| cell.symbol() != " ") {
                    line[x].set_symbol(" ");
                    x += 1;
                } else {
                    x += step;
                }
            }
            if std::mem::replace(held, holds) || holds {
                for cell in line {
                    cell.diff_option = CellDiffOption::AlwaysUpdate;
                }
            }
        }
    }
}
