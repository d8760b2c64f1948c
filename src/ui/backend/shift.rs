//! Finds blocks of lines that only moved up or down, and moves them on the terminal instead of writing them again.
//! Which moves are worth their bytes is decided by the caller, by counting.

use super::pencil::Pencil;

/// Moves tried for one frame; the best one is nearly always the first.
const TRIED: usize = 3;
/// Lines within a moved block that did not move with it, such as the selected one before and after.
const STRAYS: usize = 3;

/// Lines `top..=bottom` move by `by` lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shift {
    pub top: usize,
    pub bottom: usize,
    pub by: usize,
    pub up: bool,
}

/// The most promising moves that turn lines with the fingerprints `old` into `new`, the best first.
/// `empty` is the fingerprint of an empty line: those are everywhere and say nothing.
pub(super) fn candidates(old: &[u64], new: &[u64], empty: u64) -> Vec<Shift> {
    let mut found: Vec<(usize, Shift)> = Vec::new();
    for (up, by) in distances(old, new, empty) {
        let partner = |y: usize| if up { y.checked_add(by) } else { y.checked_sub(by) };
        let moved = |y: usize| partner(y).and_then(|from| old.get(from)) == Some(&new[y]);
        let mut y = 0;
        while y < new.len() {
            if !moved(y) {
                y += 1;
                continue;
            }
            let (end, gain) = block(old, new, empty, y, &moved);
            if gain > 0 {
                let (top, bottom) = if up { (y, end + by) } else { (y - by, end) };
                found.push((gain, Shift { top, bottom, by, up }));
            }
            y = end + 1;
        }
    }
    found.sort_by_key(|(gain, _)| std::cmp::Reverse(*gain));
    found.truncate(TRIED);
    found.into_iter().map(|(_, shift)| shift).collect()
}

impl Shift {
    /// Does to a list of lines what the terminal does to its own.
    pub fn apply<T: Clone>(self, lines: &mut [T], empty: &T) {
        let block = &mut lines[self.top..=self.bottom];
        let len = block.len();
        if self.up {
            block.rotate_left(self.by);
            block[len - self.by..].fill(empty.clone());
        } else {
            block.rotate_right(self.by);
            block[..self.by].fill(empty.clone());
        }
    }

    /// Tells the terminal to do it: deletes lines at one end of the block and inserts as many at the other. What is below
    /// the block moves along and is moved back; a block at the bottom of the screen has nothing below. `height` is the
    /// number of lines of the screen.
    ///
    /// Every terminal knows this way, the Linux console included, which has no "scroll up" of its own. A scroll region
    /// would do the same, but has to be undone and leaves the cursor far from where it is needed next. A line feed at the
    /// bottom would put a line into the scrollback where there is no alternate screen.
    pub fn write(self, pencil: &mut Pencil, height: usize) {
        // Terminals differ in which background the new lines get; with none they agree.
        pencil.plain();
        let last = self.bottom + 1 - self.by;
        let (delete, insert) = if self.up { (self.top, last) } else { (last, self.top) };
        let nothing_below = self.bottom + 1 == height;
        if self.up || !nothing_below {
            pencil.go(0, delete);
            pencil.control(self.by, b'M');
        }
        if !self.up || !nothing_below {
            pencil.go(0, insert);
            pencil.control(self.by, b'L');
        }
    }
}

/// Directions and distances by which some changed line has a twin on the screen, without repeats.
fn distances(old: &[u64], new: &[u64], empty: u64) -> Vec<(bool, usize)> {
    let mut found = Vec::new();
    for (y, mark) in new.iter().enumerate() {
        if *mark == empty || old.get(y) == Some(mark) {
            continue;
        }
        for (from, _) in old.iter().enumerate().filter(|(_, other)| *other == mark) {
            let distance = (from > y, from.abs_diff(y));
            if !found.contains(&distance) {
                found.push(distance);
            }
        }
    }
    found
}

/// The last line of the moved block that begins at `start`, and how many lines it saves.
fn block(
    old: &[u64],
    new: &[u64],
    empty: u64,
    start: usize,
    moved: &impl Fn(usize) -> bool,
) -> (usize, usize) {
    let (mut end, mut gain, mut strays) = (start, 0, 0);
    for y in start..new.len() {
        if moved(y) {
            (end, strays) = (y, 0);
            gain += usize::from(old[y] != new[y] && new[y] != empty);
        } else if strays < STRAYS && old[y] != new[y] {
            strays += 1;
        } else {
            break;
        }
    }
    (end, gain)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: u64 = 0;

    #[test]
    fn a_block_moves_past_a_line_that_did_not() {
        let (old, new) = ([7, 1, 2, 3, 4, 5, 8], [7, 2, 3, 90, 5, 6, 8]);
        assert_eq!(candidates(&old, &new, EMPTY), [Shift { top: 1, bottom: 5, by: 1, up: true }]);
    }

    #[test]
    fn a_block_ends_at_a_line_that_is_in_place() {
        let (old, new) = ([1, 2, 3, 9, 4, 5, 6, 7], [2, 3, 0, 9, 5, 6, 7, 0]);
        let [first, second] = candidates(&old, &new, EMPTY)[..] else { panic!("two blocks") };
        assert_eq!(first, Shift { top: 4, bottom: 7, by: 1, up: true });
        assert_eq!(second, Shift { top: 0, bottom: 2, by: 1, up: true });
    }

    #[test]
    fn empty_lines_suggest_nothing() {
        assert_eq!(candidates(&[0, 0, 1, 0], &[0, 2, 0, 0], EMPTY), []);
    }

    #[test]
    fn a_shift_does_to_a_list_what_the_terminal_does() {
        let mut lines = [1, 2, 3, 4, 5, 6];
        Shift { top: 1, bottom: 4, by: 1, up: true }.apply(&mut lines, &0);
        assert_eq!(lines, [1, 3, 4, 5, 0, 6]);
        Shift { top: 0, bottom: 5, by: 2, up: false }.apply(&mut lines, &0);
        assert_eq!(lines, [0, 0, 1, 3, 4, 5]);
    }
}
