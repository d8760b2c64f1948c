//! A ratatui terminal over the frugal backend, and an emulator that reads what it writes.

use std::num::NonZeroU16;

use ratatui::Terminal;
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};

use crate::ui::backend::{Frugal, Palette, WideLines};

/// Every sequence the backend may send, by its last byte. None of them makes a terminal answer.
const FINALS: &str = "HABCDGKJXLMrmhl";

pub struct Desk {
    pub terminal: Terminal<Frugal<Vec<u8>>>,
    pub emulator: vt100::Parser,
    pub caret: Option<Position>,
    palette: Palette,
    wide: WideLines,
}

fn cells(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap()
}

impl Desk {
    /// A desk whose first frame takes over the screen.
    pub fn new(size: Size, palette: Palette) -> Self {
        let mut backend = Frugal::new(Vec::new(), size, palette);
        backend.enter();
        let mut emulator = vt100::Parser::new(cells(size.height), cells(size.width), 0);
        emulator.process(b"\x1b[7mwhat the shell left behind\x1b[3;5r");
        Self {
            terminal: Terminal::new(backend).unwrap(),
            emulator,
            caret: None,
            palette,
            wide: WideLines::default(),
        }
    }

    pub fn resize(&mut self, size: Size) {
        self.emulator.set_size(cells(size.height), cells(size.width));
        self.terminal.backend_mut().set_size(size);
    }

    /// Another program has written over the screen, and the user asks for a repaint.
    pub fn spoil_and_repaint(&mut self) {
        self.emulator.process(b"\x1b[31;7m\x1b[2;3Hmessage from root\x1b[1;2r\x1b[?25l");
        self.terminal.backend_mut().repaint();
    }

    /// Draws a picture and returns the bytes it cost.
    pub fn show(&mut self, picture: &Buffer) -> Vec<u8> {
        let (caret, wide) = (self.caret, &mut self.wide);
        self.terminal
            .draw(|frame| {
                frame.buffer_mut().content.clone_from(&picture.content);
                wide.mend(frame.buffer_mut());
                if let Some(position) = caret {
                    frame.set_cursor_position(position);
                }
            })
            .unwrap();
        let bytes = std::mem::take(self.terminal.backend_mut().out_mut());
        self.read(&bytes);
        bytes
    }

    /// Lets the emulator read, and refuses what other terminals would understand differently.
    pub fn read(&mut self, bytes: &[u8]) {
        for token in tokens(bytes) {
            let screen = self.emulator.screen();
            let end = token.chars().last();
            let sequence = token.starts_with("\u{1b}[");
            if screen.cursor_position().1 >= screen.size().1.get() {
                // After the last column only an absolute move means the same everywhere.
                let safe = sequence && matches!(end, Some('H' | 'r' | 'm' | 'h' | 'l'));
                assert!(safe, "{token:?} after the last column");
            }
            if sequence && end == Some('J') {
                // Erased like this it may go into the scrollback of a terminal without an alternate screen.
                let is_all = token != "\u{1b}[J" || screen.cursor_position() == (0, 0);
                assert!(!is_all || screen.contents().is_empty(), "{token:?} erases the whole screen");
            }
            // A line feed on the last line scrolls; on a screen of one line that one is empty by then.
            let scrolls = token == "\n" && screen.cursor_position().0 + 1 == screen.size().0.get();
            assert!(!scrolls || screen.contents().is_empty(), "a line feed scrolls");
            if sequence && matches!(end, Some('K' | 'J' | 'X' | 'L' | 'M')) {
                // Some fill with the background of the pen, some do not.
                let plain =
                    screen.bgcolor() == vt100::Color::Default && !screen.inverse() && !screen.underline();
                assert!(plain, "{token:?} with a visible background");
            }
            self.emulator.process(token.as_bytes());
        }
    }

    /// Whether the emulator shows the picture and has its cursor where it should be.
    pub fn check(&self, picture: &Buffer) -> Result<(), String> {
        for y in 0..picture.area.height {
            let mut x = 0;
            while x < picture.area.width {
                self.check_cell(x, y, &picture[(x, y)])?;
                x += step(&picture[(x, y)]);
            }
        }
        self.check_caret()
    }

    pub fn check_caret(&self) -> Result<(), String> {
        let screen = self.emulator.screen();
        let (y, x) = screen.cursor_position();
        match self.caret {
            Some(wanted) if screen.hide_cursor() || wanted != Position::new(x, y) => {
                Err(format!("cursor wanted at {wanted}, is at ({x}, {y}), hidden: {}", screen.hide_cursor()))
            }
            None if !screen.hide_cursor() => Err("the cursor should be hidden".into()),
            _ => Ok(()),
        }
    }

    /// Whether column `x` of line `y` shows this cell, its covered column included.
    pub fn check_cell(&self, x: u16, y: u16, cell: &Cell) -> Result<(), String> {
        let screen = self.emulator.screen();
        let shown = screen.cell(y, x).ok_or("outside the screen")?;
        let text = if shown.has_contents() { shown.contents() } else { " " };
        if text != cell.symbol() || shown.is_wide() != (step(cell) == 2) {
            return Err(format!(
                "({x}, {y}) shows {text:?}, wanted {:?}\n{}",
                cell.symbol(),
                screen.contents()
            ));
        }
        if step(cell) == 2 && !screen.cell(y, x + 1).is_some_and(vt100::Cell::is_wide_continuation) {
            return Err(format!("({x}, {y}) has lost its second half"));
        }
        let (is, should) = (looks(shown, text), self.look(cell));
        if is.matches(&should) {
            Ok(())
        } else {
            Err(format!("({x}, {y}) {text:?} looks {is:?}, wanted {should:?}"))
        }
    }

    fn look(&self, cell: &Cell) -> Look {
        let colour = |colour: Color| {
            if self.palette == Palette::None { vt100::Color::Default } else { emulated(colour) }
        };
        let has = |flag| cell.modifier.contains(flag);
        Look {
            fg: colour(cell.fg),
            bg: colour(cell.bg),
            weight: [Modifier::BOLD, Modifier::DIM].map(has),
            flags: [Modifier::ITALIC, Modifier::UNDERLINED, Modifier::REVERSED].map(has),
        }
        .on(cell.symbol())
    }
}

pub fn step(cell: &Cell) -> u16 {
    cell.symbol().cell_width().max(1)
}

#[derive(Debug)]
struct Look {
    fg: vt100::Color,
    bg: vt100::Color,
    /// Bold, dim.
    weight: [bool; 2],
    /// Italic, underlined, reversed.
    flags: [bool; 3],
}

impl Look {
    /// Leaves out what cannot be seen on an empty cell.
    fn on(self, symbol: &str) -> Self {
        let seen = symbol != " " || self.flags[1] || self.flags[2];
        if seen {
            self
        } else {
            Self { fg: vt100::Color::Default, weight: [false; 2], flags: [false; 3], ..self }
        }
    }

    /// The emulator has one weight at a time, so of bold and dim together it shows the one that was set last.
    fn matches(&self, wanted: &Self) -> bool {
        let weight =
            if wanted.weight == [true; 2] { self.weight != [false; 2] } else { self.weight == wanted.weight };
        weight && (self.fg, self.bg, self.flags) == (wanted.fg, wanted.bg, wanted.flags)
    }
}

fn looks(cell: &vt100::Cell, text: &str) -> Look {
    let weight = [cell.bold(), cell.dim()];
    let flags = [cell.italic(), cell.underline(), cell.inverse()];
    Look { fg: cell.fgcolor(), bg: cell.bgcolor(), weight, flags }.on(text)
}

fn emulated(colour: Color) -> vt100::Color {
    let index = match colour {
        Color::Reset => return vt100::Color::Default,
        Color::Rgb(r, g, b) => return vt100::Color::Rgb(r, g, b),
        Color::Indexed(index) => index,
        named => {
            let sixteen = [
                Color::Black,
                Color::Red,
                Color::Green,
                Color::Yellow,
                Color::Blue,
                Color::Magenta,
                Color::Cyan,
                Color::Gray,
                Color::DarkGray,
                Color::LightRed,
                Color::LightGreen,
                Color::LightYellow,
                Color::LightBlue,
                Color::LightMagenta,
                Color::LightCyan,
                Color::White,
            ];
            u8::try_from(sixteen.iter().position(|other| *other == named).unwrap()).unwrap()
        }
    };
    vt100::Color::Idx(index)
}

/// Cuts what was written into characters and sequences; fails on anything we do not mean to send.
fn tokens(bytes: &[u8]) -> Vec<String> {
    let mut rest = std::str::from_utf8(bytes).expect("whole characters").chars();
    let mut tokens = Vec::new();
    while let Some(c) = rest.next() {
        let mut token = String::from(c);
        if c == '\u{1b}' {
            let kind = rest.next().expect("a kind of sequence");
            token.push(kind);
            assert!(kind == '[' || kind == 'M', "unknown escape {kind:?}");
            while kind == '[' && !token.ends_with(|c: char| c.is_ascii_alphabetic()) {
                token.push(rest.next().expect("an end"));
            }
            assert!(kind == 'M' || FINALS.contains(&token[token.len() - 1..]), "unknown sequence {token:?}");
        } else {
            assert!(!c.is_control() || matches!(c, '\r' | '\n' | '\u{8}'), "control character {c:?}");
        }
        tokens.push(token);
    }
    tokens
}
