//! One frame: from what the terminal shows to what is wanted, in as few bytes as we can find. Several ways are written
//! out (with and without moving blocks, with and without erasing first) and the shortest one wins.

use super::grid::Line;
use super::pencil::{Pencil, Spot};
use super::shift;

/// Blocks moved in one frame at most.
const MOVES: usize = 3;
/// A frame shorter than this is not worth a search for something better.
const SHORT: usize = 48;
/// A frame must be longer than this before the screen is erased and written anew.
const LONG: usize = 200;
/// Up to so many lines are tried from the bottom up as well.
const BOTH_WAYS: usize = 8;

/// The cursor as it is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Caret {
    pub x: usize,
    pub y: usize,
    pub shown: bool,
}

/// Everything that decides a frame.
pub(super) struct Frame<'a> {
    pub old: &'a [Line],
    pub new: &'a [Line],
    /// Which lines might differ where they stand.
    pub touched: &'a [bool],
    /// An empty line of the same length.
    pub blank: &'a Line,
    /// Whether the terminal shows its cursor, if that is known.
    pub shown: Option<bool>,
    pub wanted: Caret,
}

/// A way to begin: what was sent so far, and which old line stands where after it.
#[derive(Clone)]
struct Start {
    pencil: Pencil,
    places: Vec<Option<usize>>,
}

/// A way to begin and the whole frame that follows from it.
struct Way {
    start: Start,
    done: Pencil,
}

impl Way {
    fn len(&self) -> usize {
        self.done.out.len()
    }
}

impl Frame<'_> {
    /// Whether the terminal shows all that is wanted, so that there is nothing to send.
    pub fn is_shown(&self, spot: Spot) -> bool {
        let at_rest = !self.wanted.shown || spot == Spot::At(self.wanted.x, self.wanted.y);
        at_rest && self.shown == Some(self.wanted.shown) && !self.touched.contains(&true)
    }

    /// The bytes of the frame, and the state they leave the cursor and the pen in.
    pub fn encode(&self, pencil: Pencil) -> Pencil {
        let still = Start { pencil, places: (0..self.new.len()).map(Some).collect() };
        // Moving blocks is tried first: where it helps, the other ways are given up after a few lines.
        let mut best = self.best_move(&still, usize::MAX);
        for _ in 1..MOVES {
            let Some(way) = best.as_ref().filter(|way| way.len() > SHORT) else { break };
            let Some(shorter) = self.best_move(&way.start, way.len()) else { break };
            best = Some(shorter);
        }
        let limit = |best: &Option<Way>| best.as_ref().map_or(usize::MAX, Way::len);
        best = self.finish(still.clone(), limit(&best)).or(best);
        if limit(&best) > LONG {
            best = self.erased(still.clone()).and_then(|start| self.finish(start, limit(&best))).or(best);
        }
        best.map_or(still.pencil, |way| way.done)
    }

    /// The move of a block that makes the frame shortest, if any makes it shorter than `limit`.
    fn best_move(&self, start: &Start, mut limit: usize) -> Option<Way> {
        let changed = self.changed(start).count();
        if changed < 2 {
            return None;
        }
        let old: Vec<u64> = start.places.iter().map(|place| self.line(*place).mark).collect();
        let new: Vec<u64> = self.new.iter().map(|line| line.mark).collect();
        let mut best = None;
        for shift in shift::candidates(&old, &new, self.blank.mark) {
            let mut moved = start.clone();
            shift.write(&mut moved.pencil, self.new.len());
            shift.apply(&mut moved.places, &None);
            // A move that puts as many lines out of place as it puts right is not worth writing out.
            if self.changed(&moved).count() >= changed {
                continue;
            }
            if let Some(way) = self.finish(moved, limit) {
                limit = way.len();
                best = Some(way);
            }
        }
        best
    }

    /// Erases from the first changed line on; everything below is written anew.
    fn erased(&self, mut start: Start) -> Option<Start> {
        let first = self.changed(&start).next()?;
        start.pencil.erase_below(first);
        start.places[first..].fill(None);
        Some(start)
    }

    /// Writes all that still differs and puts the cursor where it belongs, unless that takes `limit` bytes or more.
    fn finish(&self, start: Start, limit: usize) -> Option<Way> {
        let mut pencil = start.pencil.clone();
        if self.shown != Some(false) && !self.wanted.shown {
            pencil.out.extend_from_slice(b"\x1b[?25l");
        }
        let lines: Vec<usize> = self.changed(&start).collect();
        let downwards = |p: &mut Pencil| self.write_lines(p, &start, lines.iter(), limit);
        if (2..=BOTH_WAYS).contains(&lines.len()) {
            pencil.shorter(downwards, |p| self.write_lines(p, &start, lines.iter().rev(), usize::MAX));
        } else {
            downwards(&mut pencil);
        }
        if self.shown != Some(true) && self.wanted.shown {
            pencil.out.extend_from_slice(b"\x1b[?25h");
        }
        (pencil.out.len() < limit).then_some(Way { start, done: pencil })
    }

    /// Gives up after `limit` bytes: whatever was written by then is too long to be used.
    fn write_lines<'l>(
        &self,
        pencil: &mut Pencil,
        start: &Start,
        lines: impl Iterator<Item = &'l usize>,
        limit: usize,
    ) {
        for &y in lines {
            let old = self.line(start.places[y]);
            super::line::update(pencil, y, &old.tiles, &self.new[y].tiles, &self.blank.tiles);
            if pencil.out.len() >= limit {
                return;
            }
        }
        if self.wanted.shown {
            pencil.go(self.wanted.x, self.wanted.y);
        }
    }

    fn changed(&self, start: &Start) -> impl Iterator<Item = usize> {
        (0..self.new.len()).filter(|&y| {
            let (old, new) = (self.line(start.places[y]), &self.new[y]);
            let stays = start.places[y] == Some(y) && !self.touched[y];
            !stays && (old.mark != new.mark || old.tiles != new.tiles)
        })
    }

    fn line(&self, place: Option<usize>) -> &Line {
        place.map_or(self.blank, |y| &self.old[y])
    }
}
