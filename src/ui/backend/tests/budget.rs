//! What a frame may cost, in bytes, against what careful writing by hand needs.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Modifier, Style};

use super::desk::Desk;
use crate::ui::backend::Palette;

const SIZE: Size = Size::new(80, 24);
/// The list stands between a head line and a foot line.
const TOP: u16 = 2;
const ROWS: u16 = 20;

fn row(n: u16) -> String {
    const WHAT: [&str; 4] =
        ["asks about the well", "offers to repair the fence", "declines", "confirms access"];
    format!(" {n:03}  2024-{:02}-{:02}  Amara Haddad {}", 1 + n % 12, 1 + n % 28, WHAT[usize::from(n % 4)])
}

/// The list from entry `top` on, with entry `selected` reversed, in a desk whose cursor is on it.
fn list(desk: &mut Desk, top: u16, selected: u16) -> Vec<u8> {
    let mut picture = Buffer::empty(Rect::new(0, 0, SIZE.width, SIZE.height));
    picture.set_string(0, 0, " Case 2024-117   Parties  Issues", Style::new());
    picture.set_string(0, 23, " 350 entries   Parties ready", Style::new());
    for n in top..top + ROWS {
        let reversed = Style::new().add_modifier(Modifier::REVERSED);
        let style = if n == selected { reversed } else { Style::new() };
        picture.set_string(0, TOP + n - top, row(n), style);
    }
    desk.caret = Some(Position::new(0, TOP + selected - top));
    let bytes = desk.show(&picture);
    desk.check(&picture).unwrap();
    bytes
}

fn text(n: u16) -> usize {
    row(n).len()
}

#[test]
fn moving_the_selection_costs_two_lines() {
    let mut desk = Desk::new(SIZE, Palette::Full);
    list(&mut desk, 0, 0);
    for n in 1..ROWS {
        // Plain, the old line, down and to the left, reversed, the new line, to the left.
        let by_hand = "\x1b[m".len() + text(n - 1) + "\r\n".len() + "\x1b[7m".len() + text(n) + "\r".len();
        let cost = list(&mut desk, 0, n).len();
        assert!(cost <= by_hand, "down to {n}: {cost} > {by_hand}");
    }
    for n in (0..ROWS - 1).rev() {
        let by_hand = "\x1b[m".len() + text(n + 1) + "\r\x1bM".len() + "\x1b[7m".len() + text(n) + "\r".len();
        let cost = list(&mut desk, 0, n).len();
        assert!(cost <= by_hand, "up to {n}: {cost} > {by_hand}");
    }
}

#[test]
fn scrolling_by_one_moves_the_block() {
    let mut desk = Desk::new(SIZE, Palette::Full);
    list(&mut desk, 0, ROWS - 1);
    for top in 1..40 {
        let (old, new) = (top + ROWS - 2, top + ROWS - 1);
        // Plain, delete a line above, insert one below; then the old selection above the new one.
        let moved = "\x1b[m\x1b[3H\x1b[M\x1b[22H\x1b[L".len() + "\x1bM".len();
        let by_hand = moved + text(old) + "\r\n\x1b[7m".len() + text(new) + "\r".len();
        let cost = list(&mut desk, top, new).len();
        assert!(cost <= by_hand && cost < 200, "down: {cost} > {by_hand}");
    }
    list(&mut desk, 39, 39);
    for top in (0..39).rev() {
        let moved = "\x1b[m\x1b[22H\x1b[M\x1b[3H\x1b[L".len();
        let by_hand =
            moved + "\x1b[7m".len() + text(top) + "\x1b[m\r\n".len() + text(top + 1) + "\x1b[3H".len();
        let cost = list(&mut desk, top, top).len();
        assert!(cost <= by_hand && cost < 200, "up: {cost} > {by_hand}");
    }
}

#[test]
fn a_page_costs_no_more_than_its_text() {
    let mut desk = Desk::new(SIZE, Palette::Full);
    list(&mut desk, 0, 0);
    // Per line at most: to its start, the text, erase the rest.
    let by_hand: usize = (100..100 + ROWS).map(|n| "\r\n".len() + text(n) + "\x1b[K".len()).sum();
    let cost = list(&mut desk, 100, 100).len();
    assert!(cost <= by_hand, "{cost} > {by_hand}");
}

#[test]
fn inserting_and_deleting_a_line_moves_the_rest() {
    let mut desk = Desk::new(SIZE, Palette::Full);
    let mut picture = Buffer::empty(Rect::new(0, 0, SIZE.width, SIZE.height));
    for y in 0..SIZE.height {
        picture.set_string(0, y, row(y), Style::new());
    }
    desk.show(&picture);
    let before = picture.clone();
    super::roll(&mut picture, 9, 20, 1, false);
    picture.set_string(0, 9, "a new line", Style::new());
    let cost = desk.show(&picture).len();
    desk.check(&picture).unwrap();
    assert!(cost <= "\x1b[21H\x1b[M\x1b[10H\x1b[La new line\x1b[?25l".len(), "insert: {cost}");
    let cost = desk.show(&before).len();
    desk.check(&before).unwrap();
    assert!(cost <= "\x1b[10H\x1b[M\x1b[21H\x1b[L".len() + text(20), "delete: {cost}");
}

#[test]
fn a_letter_costs_a_letter_and_rest_costs_nothing() {
    let mut desk = Desk::new(SIZE, Palette::Full);
    let mut picture = Buffer::empty(Rect::new(0, 0, SIZE.width, SIZE.height));
    picture.set_string(0, 5, "Note:", Style::new());
    desk.caret = Some(Position::new(6, 5));
    desk.show(&picture);
    for (x, letter) in (6..).zip("the boundary stones".chars()) {
        picture[(x, 5)].set_char(letter);
        desk.caret = Some(Position::new(x + 1, 5));
        // After a blank that was skipped the cursor is moved with it.
        assert!(desk.show(&picture).len() <= 3, "{letter:?}");
        assert_eq!(desk.show(&picture), b"");
    }
    // In the middle of a line the rest of it moves along, and the cursor comes back.
    picture.set_string(6, 5, "xthe boundary stones", Style::new());
    desk.caret = Some(Position::new(7, 5));
    assert!(desk.show(&picture).len() <= "\x1b[7Gxthe boundary stones\x1b[8G".len());
    assert!(desk.show(&picture).is_empty());
}

#[test]
fn emptying_the_middle_of_a_line_costs_an_erase() {
    let mut desk = Desk::new(SIZE, Palette::Full);
    let mut picture = Buffer::empty(Rect::new(0, 0, SIZE.width, SIZE.height));
    picture.set_string(0, 5, "from the first to the last word of this line", Style::new());
    desk.show(&picture);
    picture.set_string(5, 5, " ".repeat(30), Style::new());
    let cost = desk.show(&picture).len();
    desk.check(&picture).unwrap();
    assert!(cost <= "\x1b[6;6H\x1b[30X".len(), "{cost}");
}

#[test]
fn another_screen_costs_no_more_than_its_text() {
    let mut desk = Desk::new(SIZE, Palette::Full);
    list(&mut desk, 0, 0);
    let mut picture = Buffer::empty(Rect::new(0, 0, SIZE.width, SIZE.height));
    let mut by_hand = "\x1b[m\x1b[H\x1b[J".len();
    for y in (1..SIZE.height).step_by(3) {
        let text = format!("Issue {y} has options");
        picture.set_string(4, y, &text, Style::new());
        by_hand += "\x1b[12;5H".len() + text.len();
    }
    desk.caret = None;
    let cost = desk.show(&picture).len();
    desk.check(&picture).unwrap();
    assert!(cost <= by_hand + "\x1b[?25l".len(), "{cost} > {by_hand}");
}
