//! Turns one line of the screen into another with few bytes: write, skip, erase, or erase and write anew, whichever is
//! shortest. A line with anything of doubtful width is written anew from there on, so that no doubt outlives a change.

use std::ops::Range;

use super::pen::Pen;
use super::pencil::{Pencil, Spot};
use super::tile::Tile;

/// Columns that are worth writing again rather than jumping over; further than this a jump is always shorter.
const BRIDGE: usize = 10;

/// Writes line `y`, which shows `old`, so that it shows `new`. `blank` is an empty line of the same length.
pub(super) fn update(pencil: &mut Pencil, y: usize, old: &[Tile], new: &[Tile], blank: &[Tile]) {
    let Some(first) = old.iter().zip(new).position(|(a, b)| a != b) else { return };
    let all = 0..new.len();
    if let Some(doubt) = first_doubt(old, new) {
        patch(pencil, y, old, new, 0..doubt);
        renew(pencil, y, old, new, doubt);
        return;
    }
    if gains_blanks(&old[first..], &new[first..]) {
        // `first` may be the covered half of a character that begins before it; erasing must not cut that.
        let first = start_of(old, new, first);
        pencil.shorter(
            |p| patch(p, y, old, new, all.clone()),
            |p| {
                p.plain();
                p.go(first, y);
                p.erase_line();
                patch(p, y, blank, new, first..new.len());
            },
        );
    } else {
        patch(pencil, y, old, new, all);
    }
}

/// The column from which a line has to be written anew, if there is any doubt in what it shows or will show.
fn first_doubt(old: &[Tile], new: &[Tile]) -> Option<usize> {
    let doubt = old.iter().zip(new).position(|(a, b)| !a.settled || !b.settled)?;
    Some(start_of(old, new, doubt))
}

/// The nearest column at or before `x` that cuts no wide character in either line.
fn start_of(old: &[Tile], new: &[Tile], mut x: usize) -> usize {
    while x > 0 && (old[x].is_covered() || new[x].is_covered()) {
        x -= 1;
    }
    x
}

/// Whether enough becomes empty for erasing the whole rest of the line to be worth a try.
fn gains_blanks(old: &[Tile], new: &[Tile]) -> bool {
    old.iter().zip(new).filter(|(a, b)| **b == Tile::BLANK && *a != *b).count() > 3
}

/// Writes what differs within `span`. Erasing to the end of the line is tried only where the span ends there.
fn patch(pencil: &mut Pencil, y: usize, old: &[Tile], new: &[Tile], span: Range<usize>) {
    let to_margin = span.end == new.len();
    let tail = if to_margin { tail_start(new, span.start) } else { span.end };
    let mut x = span.start;
    while x < tail {
        let next = x + new[x].step();
        if old[x..next] == new[x..next] {
            x = next;
            continue;
        }
        let run = empty_run(old, new, x, tail);
        if run > 0 {
            pencil.plain();
            pencil.go(x, y);
            pencil.erase(run);
            x += run;
            continue;
        }
        approach(pencil, x, y, new);
        write(pencil, x, new);
        x = next;
    }
    if to_margin {
        empty_tail(pencil, y, old, tail);
    }
}

/// Where the empty end of a line begins.
fn tail_start(line: &[Tile], from: usize) -> usize {
    line.iter().rposition(|tile| *tile != Tile::BLANK).map_or(from, |x| (x + 1).max(from))
}

/// The number of columns from `x` on that one erase empties more cheaply than blanks do; none if there are too few.
fn empty_run(old: &[Tile], new: &[Tile], x: usize, tail: usize) -> usize {
    let blanks = new[x..tail].iter().take_while(|tile| **tile == Tile::BLANK).count();
    let Some(last) = old[x..x + blanks].iter().rposition(|tile| *tile != Tile::BLANK) else { return 0 };
    let run = last + 1;
    // Erasing leaves the cursor behind; if writing goes on right after the run, a jump is needed as well.
    let after = x + run;
    let goes_on = run == blanks && after < tail && old[after] != new[after];
    let price = if goes_on { 10 } else { 5 };
    if run > price { run } else { 0 }
}

/// Empties what the old line shows from `tail` on, with blanks or by erasing.
fn empty_tail(pencil: &mut Pencil, y: usize, old: &[Tile], tail: usize) {
    let Some(last) = old[tail..].iter().rposition(|tile| *tile != Tile::BLANK) else { return };
    let end = tail + last + 1;
    let first = old[tail..].iter().position(|tile| *tile != Tile::BLANK).map_or(tail, |x| tail + x);
    // The columns between are empty already, so the erase may begin on any of them: here, if the cursor is there.
    let from = match pencil.spot {
        Spot::At(x, line) if line == y && (tail..=first).contains(&x) => x,
        _ => first,
    };
    let erase = |p: &mut Pencil| {
        p.plain();
        p.go(from, y);
        p.erase_line();
    };
    if end - first > 8 {
        erase(pencil);
        return;
    }
    pencil.shorter(erase, |p| {
        p.go(first, y);
        if p.pen.on_blank() != Pen::PLAIN {
            p.set_pen(Pen::PLAIN);
        }
        (first..end).for_each(|_| p.ink(&Tile::BLANK));
    });
}

/// Brings the cursor to column `x`, by a jump or by writing again what stands between.
fn approach(pencil: &mut Pencil, x: usize, y: usize, line: &[Tile]) {
    let Spot::At(at, row) = pencil.spot else { return pencil.go(x, y) };
    if row != y || at >= x || x - at > BRIDGE || !can_bridge(&line[at..x]) {
        return pencil.go(x, y);
    }
    if line[at..x].iter().all(|tile| tile.is_cheap(pencil.pen)) {
        // One byte a column against three for a jump of one and four for any other.
        return if x - at <= 4 { write_span(pencil, at..x, line) } else { pencil.go(x, y) };
    }
    pencil.shorter(
        |p| {
            write_span(p, at..x, line);
            pen_for(p, x, line);
        },
        |p| {
            p.go(x, y);
            pen_for(p, x, line);
        },
    );
}

fn can_bridge(between: &[Tile]) -> bool {
    between.first().is_some_and(|tile| !tile.is_covered()) && between.iter().all(|tile| tile.settled)
}

fn write_span(pencil: &mut Pencil, span: Range<usize>, line: &[Tile]) {
    let mut x = span.start;
    while x < span.end {
        write(pencil, x, line);
        x += line[x].step();
    }
}

/// Writes the tile at `x`, where the cursor is.
fn write(pencil: &mut Pencil, x: usize, line: &[Tile]) {
    pen_for(pencil, x, line);
    pencil.ink(&line[x]);
}

/// Sets the pen for the tile at `x`. A blank is content with any pen that looks the same on it; if a change is due,
/// it is the one that the next visible tile needs as well.
fn pen_for(pencil: &mut Pencil, x: usize, line: &[Tile]) {
    let tile = &line[x];
    if !tile.is_blank() {
        pencil.set_pen(tile.pen);
        return;
    }
    if pencil.pen.on_blank() == tile.pen {
        return;
    }
    let next = line[x..].iter().find(|tile| !tile.is_blank()).filter(|next| next.pen.on_blank() == tile.pen);
    pencil.set_pen(next.map_or(tile.pen, |next| next.pen));
}

/// Writes a line anew from column `from` on. Each doubtful glyph is followed by an absolute move, so that every other
/// one is in its column. An empty cell after a doubtful glyph is not written: it might cut the glyph in half.
fn renew(pencil: &mut Pencil, y: usize, old: &[Tile], new: &[Tile], from: usize) {
    if old[from..].iter().any(|tile| *tile != Tile::BLANK) {
        pencil.plain();
        pencil.go(from, y);
        pencil.erase_line();
    }
    let mut x = from;
    while x < new.len() {
        let tile = &new[x];
        if *tile == Tile::BLANK || tile.is_covered() {
            x += 1;
            continue;
        }
        approach(pencil, x, y, new);
        if tile.settled {
            write(pencil, x, new);
        } else {
            write_doubtful(pencil, x, y, tile);
        }
        x += tile.step();
    }
}

/// Writes a glyph that might turn out narrower than its place; what it leaves open gets its background beforehand.
fn write_doubtful(pencil: &mut Pencil, x: usize, y: usize, tile: &Tile) {
    pencil.set_pen(tile.pen);
    if tile.step() > 1 && !tile.pen.erases_plainly() {
        (0..tile.step()).for_each(|_| pencil.ink(&Tile::BLANK));
        pencil.go(x, y);
    }
    pencil.ink_doubtful(tile);
}
