//! What an ideal encoder would send to turn one screen into another: the yardstick of `benches/terminal/tuibench.py`,
//! here in Rust, so that tests measure with the same one. It knows the whole of both screens, writes what differs, bridges
//! short gaps, erases the ends of lines, and tries to scroll a block.

use std::fmt::Write as _;

use vt100::{Color, Screen};

/// Everything that a terminal shows, and where its cursor and its pen are.
#[derive(Clone)]
pub struct Snap {
    rows: Vec<Vec<Tile>>,
    x: usize,
    y: usize,
    pen: Pen,
    shown: bool,
}

#[derive(Clone, PartialEq)]
struct Tile {
    text: String,
    pen: Pen,
}

/// Colours, then bold, dim, italic, underlined, reversed.
#[derive(Clone, Copy, PartialEq)]
struct Pen {
    fg: Color,
    bg: Color,
    flags: [bool; 5],
}

const PLAIN: Pen = Pen { fg: Color::Default, bg: Color::Default, flags: [false; 5] };

/// How each flag is set, and how it is taken back.
const SET: [&str; 5] = ["1", "2", "3", "4", "7"];
const UNSET: [(&str, [usize; 2]); 4] = [("22", [0, 1]), ("23", [2, 2]), ("24", [3, 3]), ("27", [4, 4])];

/// Columns that are not worth a jump.
const BRIDGE: usize = 4;

impl Snap {
    /// What an emulator shows.
    pub fn of(screen: &Screen) -> Self {
        let (height, width) = screen.size();
        let tile = |y, x| {
            let cell = screen.cell(y, x).unwrap();
            let flags = [cell.bold(), cell.dim(), cell.italic(), cell.underline(), cell.inverse()];
            assert!(!cell.is_wide(), "the yardstick has no wide letters");
            let text = if cell.has_contents() { cell.contents().to_owned() } else { " ".to_owned() };
            Tile { text, pen: Pen { fg: cell.fgcolor(), bg: cell.bgcolor(), flags } }
        };
        let row = |y| (0..width.get()).map(|x| tile(y, x)).collect();
        let (y, x) = screen.cursor_position();
        let flags = [screen.bold(), screen.dim(), screen.italic(), screen.underline(), screen.inverse()];
        Self {
            rows: (0..height.get()).map(row).collect(),
            x: x.min(width.get() - 1).into(),
            y: y.into(),
            pen: Pen { fg: screen.fgcolor(), bg: screen.bgcolor(), flags },
            shown: !screen.hide_cursor(),
        }
    }
}

/// The bytes of an ideal update from one screen to the other.
pub fn update(old: &Snap, new: &Snap) -> String {
    let mut best = differences(old, new, Some(old.x), old.y, old.pen);
    if best.len() < 60 {
        return best;
    }
    for (k, top, bottom) in scrolls(old, new) {
        let mut moved = old.clone();
        let blank = vec![Tile { text: " ".to_owned(), pen: PLAIN }; old.rows[0].len()];
        let (block, n) = (&mut moved.rows[top..=bottom], k.unsigned_abs());
        let len = block.len();
        if k > 0 {
            block.rotate_left(n);
            block[len - n..].fill(blank);
        } else {
            block.rotate_right(n);
            block[..n].fill(blank);
        }
        let mut out = if old.pen.bg == Color::Default { String::new() } else { change(old.pen, PLAIN) };
        let pen = if out.is_empty() { old.pen } else { PLAIN };
        let is_whole = (top, bottom + 1) == (0, old.rows.len());
        if !is_whole {
            let _ = write!(out, "\x1b[{};{}r", top + 1, bottom + 1);
        }
        out += &control(n, if k > 0 { 'S' } else { 'T' });
        if !is_whole {
            out += "\x1b[r";
        }
        let (x, y) = if is_whole { (old.x, old.y) } else { (0, 0) };
        out += &differences(&moved, new, Some(x), y, pen);
        if out.len() < best.len() {
            best = out;
        }
    }
    best
}

/// The blocks that only moved: by how many lines, and from which line to which; the three that put most in place.
fn scrolls(a: &Snap, b: &Snap) -> Vec<(isize, usize, usize)> {
    let rows = a.rows.len();
    let mut found = Vec::new();
    for k in (1..rows.cast_signed()).flat_map(|n| [n, -n]) {
        let from = |y: usize| y.checked_add_signed(k).filter(|from| *from < rows);
        let has_moved = |y: usize| from(y).is_some_and(|from| b.rows[y] == a.rows[from]);
        let mut start = 0;
        while start < rows {
            let run = (start..rows).take_while(|y| has_moved(*y)).count();
            let gain = (start..start + run).filter(|y| a.rows[*y] != b.rows[*y]).count();
            if gain >= 2 {
                found.push((gain, k, start, start + run - 1));
            }
            start += run + 1;
        }
    }
    found.sort_unstable_by(|one, other| other.cmp(one));
    let block = |(_, k, start, end): (usize, isize, usize, usize)| {
        let n = k.unsigned_abs();
        if k > 0 { (k, start, end + n) } else { (k, start - n, end) }
    };
    found.into_iter().take(3).map(block).collect()
}

/// Writes all that differs, where it stands. A column of nothing is one that is not known.
fn differences(a: &Snap, b: &Snap, mut x: Option<usize>, mut y: usize, mut pen: Pen) -> String {
    let mut out = String::new();
    for (r, (old, new)) in a.rows.iter().zip(&b.rows).enumerate() {
        let changed: Vec<usize> = (0..new.len()).filter(|c| old[*c] != new[*c]).collect();
        let tail = tail(new);
        let erases = changed.iter().filter(|c| **c >= tail).count() > 3;
        let todo: Vec<usize> = changed.iter().copied().filter(|c| !erases || *c < tail).collect();
        let mut rest = todo.as_slice();
        while let [start, after @ ..] = rest {
            rest = after;
            let mut end = start + 1;
            while let [next, after @ ..] = rest {
                let same = |c: usize| new[c].pen == new[end - 1].pen && new[c].text.is_ascii();
                if *next - end > BRIDGE || !(end..*next).all(same) {
                    break;
                }
                (end, rest) = (next + 1, after);
            }
            out += &go(x, y, *start, r);
            for tile in &new[*start..end] {
                out += &change(pen, tile.pen);
                out += &tile.text;
                pen = tile.pen;
            }
            (x, y) = ((end < new.len()).then_some(end), r);
        }
        if erases {
            let first = changed.iter().copied().find(|c| *c >= tail).unwrap();
            let from = if todo.is_empty() { tail } else { first };
            out += &go(x, y, from, r);
            (x, y) = (Some(from), r);
            let last = new.last().unwrap().pen;
            out += &change(pen, last);
            out += "\x1b[K";
            pen = last;
        }
    }
    if a.shown != b.shown {
        out += if b.shown { "\x1b[?25h" } else { "\x1b[?25l" };
    }
    if b.shown {
        out += &go(x, y, b.x, b.y);
    }
    out
}

/// Where the empty end of a line begins that can be erased.
fn tail(row: &[Tile]) -> usize {
    let last = row.last().unwrap();
    if last.text != " " || last.pen.flags.contains(&true) || last.pen.fg != Color::Default {
        return row.len();
    }
    row.iter().rposition(|tile| tile != last).map_or(0, |at| at + 1)
}

/// The shortest way of the cursor.
fn go(x: Option<usize>, y: usize, to_x: usize, to_y: usize) -> String {
    if (x, y) == (Some(to_x), to_y) {
        return String::new();
    }
    let mut ways = vec![match (to_x, to_y) {
        (0, 0) => "\x1b[H".to_owned(),
        (0, _) => format!("\x1b[{}H", to_y + 1),
        _ => format!("\x1b[{};{}H", to_y + 1, to_x + 1),
    }];
    if to_x == 0 && to_y >= y {
        ways.push(format!("\r{}", "\n".repeat(to_y - y)));
    }
    if let Some(x) = x {
        if to_y == y && to_x > x {
            ways.push(control(to_x - x, 'C'));
        } else if to_y == y {
            ways.extend(["\x08".repeat(x - to_x), control(x - to_x, 'D')]);
        } else if to_x == x && to_y > y {
            ways.extend([control(to_y - y, 'B'), "\n".repeat(to_y - y)]);
        } else if to_x == x {
            ways.push(control(y - to_y, 'A'));
        }
    }
    if to_y == y {
        ways.push(format!("\x1b[{}G", to_x + 1));
    }
    ways.into_iter().min_by_key(String::len).unwrap()
}

fn control(n: usize, end: char) -> String {
    if n > 1 { format!("\x1b[{n}{end}") } else { format!("\x1b[{end}") }
}

/// The shortest change from one pen to another.
fn change(old: Pen, new: Pen) -> String {
    if old == new {
        return String::new();
    }
    if new == PLAIN {
        return "\x1b[m".to_owned();
    }
    let build = |mut from: Pen, mut codes: Vec<String>| {
        for (code, flags) in UNSET {
            if flags.iter().any(|flag| from.flags[*flag] && !new.flags[*flag]) {
                codes.push(code.to_owned());
                for flag in flags {
                    from.flags[flag] = false;
                }
            }
        }
        let set = SET.iter().enumerate().filter(|(flag, _)| new.flags[*flag] && !from.flags[*flag]);
        codes.extend(set.map(|(_, code)| (*code).to_owned()));
        codes.extend((from.fg != new.fg).then(|| colour(new.fg, 30)));
        codes.extend((from.bg != new.bg).then(|| colour(new.bg, 40)));
        format!("\x1b[{}m", codes.join(";"))
    };
    let (short, afresh) = (build(old, vec![]), build(PLAIN, vec![String::new()]));
    if afresh.len() < short.len() { afresh } else { short }
}

fn colour(colour: Color, base: u8) -> String {
    match colour {
        Color::Default => (base + 9).to_string(),
        Color::Idx(n @ 0..8) => (base + n).to_string(),
        Color::Idx(n @ 8..16) => (base + 52 + n).to_string(),
        Color::Idx(n) => format!("{};5;{n}", base + 8),
        Color::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", base + 8),
    }
}
