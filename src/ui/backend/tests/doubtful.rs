//! Text whose width terminals disagree on: no letter is lost, and every other cell of the line is in its column.
//! The emulator disagrees with ratatui about joined emoji and keycaps, which is the point.

use proptest::collection::vec;
use proptest::prelude::*;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier, Style};

use super::desk::{Desk, step};
use crate::ui::backend::Palette;
use crate::ui::backend::tile::Tile;

/// Marks, right-to-left letters, conjuncts, presentation selectors, joined emoji, flags.
const CLUSTERS: [&str; 13] = [
    "e\u{301}",
    "ع",
    "ل",
    "ا",
    "ש\u{5b8}",
    "क्ष",
    "กำ",
    "1\u{fe0f}\u{20e3}",
    "☺\u{fe0f}",
    "🕊",
    "👩\u{200d}👩\u{200d}👧",
    "🇺🇳",
    "𝒳",
];

#[derive(Clone, Debug)]
enum Step {
    Text(u16, u16, String, Style),
    Roll(bool),
    Wipe(u16),
}

fn style() -> impl Strategy<Value = Style> {
    prop_oneof![
        4 => Just(Style::new()),
        1 => Just(Style::new().bg(Color::Blue)),
        1 => Just(Style::new().fg(Color::Red).add_modifier(Modifier::BOLD)),
        1 => Just(Style::new().add_modifier(Modifier::REVERSED)),
    ]
}

fn text() -> impl Strategy<Value = String> {
    let cluster = proptest::sample::select(&CLUSTERS[..]).prop_map(str::to_owned);
    vec(prop_oneof![3 => cluster, 3 => "[a-z ]{1,3}".boxed(), 1 => Just("漢".to_owned())], 0..6)
        .prop_map(|parts| parts.concat())
}

fn a_step() -> impl Strategy<Value = Step> {
    // Far enough from the right margin for the emulator, which cannot be told not to wrap.
    prop_oneof![
        6 => (0..20_u16, 0..6_u16, text(), style()).prop_map(|(x, y, t, s)| Step::Text(x, y, t, s)),
        1 => any::<bool>().prop_map(Step::Roll),
        1 => (0..6_u16).prop_map(Step::Wipe),
    ]
}

fn take(step: &Step, picture: &mut Buffer) {
    match step {
        Step::Text(x, y, text, style) => {
            picture.set_string(*x, *y, text, *style);
        }
        Step::Roll(up) => super::roll(picture, 0, 5, 1, *up),
        Step::Wipe(y) => super::roll(picture, *y, *y, 1, true),
    }
}

/// Checks a line that holds doubtful text somewhere.
fn check_line(desk: &Desk, picture: &Buffer, y: u16) -> Result<(), String> {
    let screen = desk.emulator.screen();
    let doubtful: String = (0..picture.area.width)
        .map(|x| &picture[(x, y)])
        .filter(|cell| !Tile::of(cell, Palette::Full).settled)
        .map(Cell::symbol)
        .collect();
    let mut x = 0;
    while x < picture.area.width {
        let cell = &picture[(x, y)];
        let shown = screen.cell(y, x).map_or("", vt100::Cell::contents);
        let first = cell.symbol().chars().next();
        if doubtful.is_empty() || (Tile::of(cell, Palette::Full).settled && cell.symbol() != " ") {
            desk.check_cell(x, y, cell)?;
        } else if cell.symbol() != " " && shown.chars().next() != first {
            return Err(format!("({x}, {y}) lost {:?}, shows {shown:?}", cell.symbol()));
        } else if cell.symbol() == " " && !shown.trim().is_empty() && !doubtful.contains(shown) {
            return Err(format!("({x}, {y}) should be empty, shows {shown:?}"));
        }
        x += step(cell);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_letter_is_lost_and_the_rest_stays_in_its_column(frames in vec(vec(a_step(), 0..5), 1..8)) {
        let mut picture = Buffer::empty(Rect::new(0, 0, 60, 6));
        let mut desk = Desk::new(Size::new(60, 6), Palette::Full);
        desk.caret = Some(Position::new(7, 3));
        for frame in &frames {
            for step in frame {
                take(step, &mut picture);
            }
            super::tidy(&mut picture);
            desk.show(&picture);
            for y in 0..6 {
                check_line(&desk, &picture, y).map_err(TestCaseError::fail)?;
            }
            desk.check_caret().map_err(TestCaseError::fail)?;
            prop_assert_eq!(desk.show(&picture), b"");
        }
    }
}

/// A terminal that draws a joined family as three emoji would wrap, and at the bottom scroll, if it were allowed to.
#[test]
fn near_the_right_margin_the_terminal_may_not_wrap() {
    let mut picture = Buffer::empty(Rect::new(0, 0, 20, 2));
    picture.set_string(17, 1, "👩\u{200d}👩\u{200d}👧", Style::new());
    let mut desk = Desk::new(Size::new(20, 2), Palette::Full);
    let bytes = String::from_utf8(desk.show(&picture)).unwrap();
    assert!(bytes.contains("\u{1b}[?7l👩\u{200d}👩\u{200d}👧\u{1b}[?7h"), "{bytes:?}");
}

/// The place after a doubtful glyph is not known, so the next letter gets an absolute column.
#[test]
fn after_a_doubtful_glyph_the_column_is_absolute() {
    let mut picture = Buffer::empty(Rect::new(0, 0, 40, 2));
    picture.set_string(3, 1, "عx", Style::new());
    let mut desk = Desk::new(Size::new(40, 2), Palette::Full);
    let bytes = String::from_utf8(desk.show(&picture)).unwrap();
    assert!(bytes.contains("ع\u{1b}[5Gx"), "{bytes:?}");
}

/// A change anywhere in such a line writes the doubtful part anew, so a misplaced glyph cannot stay.
#[test]
fn a_changed_line_is_written_anew_from_the_first_doubt_on() {
    let mut picture = Buffer::empty(Rect::new(0, 0, 40, 2));
    picture.set_string(0, 0, "note: e\u{301}tude end", Style::new());
    let mut desk = Desk::new(Size::new(40, 2), Palette::Full);
    desk.show(&picture);
    picture.set_string(0, 0, "N", Style::new());
    let bytes = String::from_utf8(desk.show(&picture)).unwrap();
    assert!(bytes.contains("e\u{301}") && bytes.ends_with("tude end"), "{bytes:?}");
    assert!(!bytes.contains("ote"), "what is settled and unchanged is not: {bytes:?}");
}

/// A terminal may draw such a cluster narrower than ratatui thinks; the bar behind it must have no hole.
#[test]
fn a_doubtful_wide_glyph_gets_its_background_first() {
    let mut picture = Buffer::empty(Rect::new(0, 0, 40, 1));
    picture.set_string(2, 0, "1\u{fe0f}\u{20e3}", Style::new().bg(Color::Blue));
    let mut desk = Desk::new(Size::new(40, 1), Palette::Full);
    let bytes = String::from_utf8(desk.show(&picture)).unwrap();
    assert!(bytes.contains("\u{1b}[44m  \u{8}\u{8}1\u{fe0f}\u{20e3}"), "{bytes:?}");
}

/// A family drawn as three emoji spills over the empty cells behind it, and goes with the change of the line.
#[test]
fn what_spilled_over_is_wiped_with_the_glyph() {
    let mut picture = Buffer::empty(Rect::new(0, 0, 40, 1));
    picture.set_string(2, 0, "👩\u{200d}👩\u{200d}👧", Style::new());
    let mut desk = Desk::new(Size::new(40, 1), Palette::Full);
    desk.show(&picture);
    assert!(desk.emulator.screen().contents().contains('👧'), "the emulator draws three");
    picture.set_string(2, 0, "ok", Style::new());
    desk.show(&picture);
    desk.check(&picture).unwrap();
}
