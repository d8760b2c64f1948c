//! The law of the backend: after any frames and resizes a terminal emulator shows ratatui's buffer, cell by cell, and
//! its cursor is where it was asked for. The emulator ignores crossed out and autowrap, so those are tested by bytes.
#![expect(clippy::disallowed_methods, reason = "the pictures that are sent are made by hand")]

mod budget;
mod conduct;
mod desk;
mod doubtful;

use proptest::collection::vec;
use proptest::prelude::*;
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier, Style};

use super::Palette;
use desk::Desk;

/// What happens to the picture, or around it, between two frames.
#[derive(Clone, Debug)]
enum Step {
    Text(u16, u16, String, Style),
    Bar(u16, u16, u16, Style),
    Blank(u16, u16, u16),
    /// Lines of a block move up or down, empty lines come in.
    Roll(u16, u16, u16, bool),
    Caret(Option<(u16, u16)>),
    Resize(u16, u16),
    Clear,
    Repaint,
    ComeBack,
}

fn colour() -> impl Strategy<Value = Color> {
    prop_oneof![
        6 => Just(Color::Reset),
        1 => Just(Color::Red),
        1 => Just(Color::Gray),
        1 => Just(Color::LightBlue),
        1 => Just(Color::White),
        1 => any::<u8>().prop_map(Color::Indexed),
        1 => any::<(u8, u8, u8)>().prop_map(|(r, g, b)| Color::Rgb(r, g, b)),
    ]
}

fn style() -> impl Strategy<Value = Style> {
    let flags =
        prop_oneof![3 => Just(Modifier::empty()), 2 => any::<u16>().prop_map(Modifier::from_bits_truncate)];
    (colour(), colour(), flags).prop_map(|(fg, bg, flags)| {
        let keep = Modifier::all().difference(Modifier::HIDDEN);
        Style::new().fg(fg).bg(bg).add_modifier(flags.intersection(keep))
    })
}

fn step() -> impl Strategy<Value = Step> {
    let (x, y) = (0..90_u16, 0..30_u16);
    let text = prop_oneof!["[ab ]{1,12}", "[a-z  ]{1,40}", "[a 漢字かハ한]{1,9}", "[éßДжΩλ─│…•→ ]{1,12}"];
    prop_oneof![
        8 => (x.clone(), y.clone(), text, style()).prop_map(|(x, y, t, s)| Step::Text(x, y, t, s)),
        3 => (x.clone(), y.clone(), 0..90_u16, style()).prop_map(|(x, y, n, s)| Step::Bar(x, y, n, s)),
        2 => (x.clone(), y.clone(), 0..90_u16).prop_map(|(x, y, n)| Step::Blank(x, y, n)),
        4 => (y.clone(), y.clone(), 1..4_u16, any::<bool>()).prop_map(|(a, b, n, up)| Step::Roll(a, b, n, up)),
        3 => proptest::option::weighted(0.8, (x, y)).prop_map(Step::Caret),
        1 => (1..90_u16, 1..30_u16).prop_map(|(w, h)| Step::Resize(w, h)),
        1 => prop_oneof![Just(Step::Clear), Just(Step::Repaint), Just(Step::ComeBack)],
    ]
}

/// Carries a step out on the picture and the desk.
fn take(step: &Step, picture: &mut Buffer, desk: &mut Desk) {
    let Rect { width, height, .. } = picture.area;
    match step {
        Step::Text(x, y, text, style) => {
            picture.set_stringn(x % width, y % height, text, usize::from(width), *style);
        }
        Step::Bar(x, y, n, style) => {
            picture.set_style(Rect::new(x % width, y % height, *n, 1).intersection(picture.area), *style);
        }
        Step::Blank(x, y, n) => {
            for position in Rect::new(x % width, y % height, *n, 1).intersection(picture.area).positions() {
                picture[position].reset();
            }
        }
        Step::Roll(a, b, n, up) => roll(picture, a % height, b % height, *n, *up),
        Step::Caret(place) => desk.caret = place.map(|(x, y)| Position::new(x % width, y % height)),
        Step::Resize(w, h) => {
            *picture = Buffer::empty(Rect::new(0, 0, *w, *h));
            desk.caret = None;
            desk.resize(Size::new(*w, *h));
        }
        Step::Clear => desk.terminal.clear().unwrap(),
        Step::Repaint => desk.spoil_and_repaint(),
        Step::ComeBack => {
            desk.terminal.backend_mut().leave().unwrap();
            desk.terminal.backend_mut().enter();
        }
    }
}

fn roll(picture: &mut Buffer, a: u16, b: u16, n: u16, up: bool) {
    let width = usize::from(picture.area.width);
    let (top, bottom) = (usize::from(a.min(b)), usize::from(a.max(b)) + 1);
    let block = &mut picture.content[top * width..bottom * width];
    let cells = (usize::from(n) * width).min(block.len());
    let fresh = if up {
        block.rotate_left(cells);
        block.len() - cells..block.len()
    } else {
        block.rotate_right(cells);
        0..cells
    };
    block[fresh].fill(Cell::EMPTY);
}

/// Takes wide characters away that lost a half, to the margin or to something drawn over it.
fn tidy(picture: &mut Buffer) {
    let width = usize::from(picture.area.width);
    for line in picture.content.chunks_mut(width) {
        let mut x = 0;
        while x < width {
            let end = x + usize::from(line[x].symbol().cell_width()).max(1);
            if end > width || line[x + 1..end].iter().any(|cell| cell.symbol() != " ") {
                line[x].set_symbol(" ");
                x += 1;
            } else {
                x = end;
            }
        }
    }
}

fn run(width: u16, height: u16, palette: Palette, frames: &[Vec<Step>]) -> Result<(), TestCaseError> {
    let mut picture = Buffer::empty(Rect::new(0, 0, width, height));
    let mut desk = Desk::new(Size::new(width, height), palette);
    for frame in frames {
        for step in frame {
            take(step, &mut picture, &mut desk);
        }
        tidy(&mut picture);
        desk.show(&picture);
        desk.check(&picture).map_err(TestCaseError::fail)?;
        prop_assert_eq!(desk.show(&picture), b"", "an unchanged frame writes nothing");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_small_terminal_shows_the_buffer(w in 1..16_u16, h in 1..9_u16, frames in vec(vec(step(), 0..6), 1..9)) {
        run(w, h, Palette::Full, &frames)?;
    }

    #[test]
    fn a_usual_terminal_shows_the_buffer(frames in vec(vec(step(), 1..30), 1..5)) {
        run(80, 24, Palette::Full, &frames)?;
    }

    #[test]
    fn without_colour_everything_else_is_shown(frames in vec(vec(step(), 1..20), 1..4)) {
        run(60, 12, Palette::None, &frames)?;
    }
}
