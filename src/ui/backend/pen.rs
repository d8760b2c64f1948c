//! Colours and attributes, and the shortest way from one set of them to another. A pen never holds anything that the
//! encoder cannot both switch on and switch off again.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use super::Palette;

/// The attributes we write. Blinking and hidden text are dropped: neither reaches everybody.
const KEPT: Modifier = Modifier::BOLD
    .union(Modifier::DIM)
    .union(Modifier::ITALIC)
    .union(Modifier::UNDERLINED)
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

/// The attributes that can be seen on an empty cell.
const SEEN_ON_BLANK: Modifier = Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT);

/// Attribute, the code that sets it and the code that ends it. Bold and dim end together.
const CODES: [(Modifier, u8, u8); 6] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::REVERSED, 7, 27),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// How the next character will look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Pen {
    fg: Color,
    bg: Color,
    flags: Modifier,
}

impl Pen {
    /// The terminal's own colours, no attributes.
    pub const PLAIN: Self = Self { fg: Color::Reset, bg: Color::Reset, flags: Modifier::empty() };

    /// The pen a cell asks for, as far as the palette allows it.
    pub fn of(cell: &Cell, palette: Palette) -> Self {
        let flags = cell.modifier.intersection(KEPT);
        match palette {
            Palette::Full => Self { fg: cell.fg, bg: cell.bg, flags },
            Palette::None => Self { flags, ..Self::PLAIN },
        }
    }

    /// What is left to see of this pen on an empty cell: two pens that agree here draw the same blank.
    pub fn on_blank(self) -> Self {
        if self.flags.intersects(SEEN_ON_BLANK) { self } else { Self { bg: self.bg, ..Self::PLAIN } }
    }

    /// Whether erasing with this pen leaves the terminal's own background, with and without background colour erase.
    pub fn erases_plainly(self) -> bool {
        self.on_blank() == Self::PLAIN
    }
}

/// Appends the shorter of "only what differs" and "reset, then everything".
pub(super) fn change(out: &mut Vec<u8>, from: Pen, to: Pen) {
    if from == to {
        return;
    }
    let start = out.len();
    difference(out, from, to);
    let middle = out.len();
    out.extend_from_slice(b"\x1b[");
    let mut codes = Codes { out, first: false };
    switch_on(&mut codes, Pen::PLAIN, to);
    out.push(b'm');
    if out.len() - middle < middle - start {
        out.drain(start..middle);
    } else {
        out.truncate(middle);
    }
}

/// Appends a decimal number.
pub(super) fn number(out: &mut Vec<u8>, n: usize) {
    if n >= 10 {
        number(out, n / 10);
    }
    out.push(b"0123456789"[n % 10]);
}

/// The parameters of one SGR sequence; a semicolon goes before each but the first.
struct Codes<'a> {
    out: &'a mut Vec<u8>,
    first: bool,
}

impl Codes<'_> {
    fn add(&mut self, code: u8) {
        if !std::mem::take(&mut self.first) {
            self.out.push(b';');
        }
        number(self.out, usize::from(code));
    }

    fn colour(&mut self, colour: Color, base: u8) {
        match colour {
            Color::Reset => self.add(base + 9),
            Color::Indexed(index) => [base + 8, 5, index].into_iter().for_each(|code| self.add(code)),
            Color::Rgb(r, g, b) => [base + 8, 2, r, g, b].into_iter().for_each(|code| self.add(code)),
            named => self.add(base + named_code(named)),
        }
    }
}

fn difference(out: &mut Vec<u8>, mut from: Pen, to: Pen) {
    out.extend_from_slice(b"\x1b[");
    let mut codes = Codes { out, first: true };
    let mut ended = 0;
    for (flag, _, end) in CODES {
        if from.flags.contains(flag) && !to.flags.contains(flag) && ended != end {
            codes.add(end);
            ended = end;
        }
    }
    if !to.flags.contains(from.flags.intersection(Modifier::BOLD | Modifier::DIM)) {
        // Code 22 has ended both, so the one that stays has to be set again.
        from.flags.remove(Modifier::BOLD | Modifier::DIM);
    }
    switch_on(&mut codes, from, to);
    out.push(b'm');
}

fn switch_on(codes: &mut Codes<'_>, from: Pen, to: Pen) {
    for (flag, set, _) in CODES {
        if to.flags.contains(flag) && !from.flags.contains(flag) {
            codes.add(set);
        }
    }
    if from.fg != to.fg {
        codes.colour(to.fg, 30);
    }
    if from.bg != to.bg {
        codes.colour(to.bg, 40);
    }
}

/// The sixteen names as offsets from 30 (foreground) or 40 (background).
fn named_code(colour: Color) -> u8 {
    match colour {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 60,
        Color::LightRed => 61,
        Color::LightGreen => 62,
        Color::LightYellow => 63,
        Color::LightBlue => 64,
        Color::LightMagenta => 65,
        Color::LightCyan => 66,
        Color::White => 67,
        Color::Reset | Color::Indexed(_) | Color::Rgb(..) => 9,
    }
}
