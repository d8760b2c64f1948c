mod model;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use proptest::prelude::*;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::{Extent, Outcome, TextField, TooLong};
use crate::plain::is_silent;
use crate::ui::text::tests::any_text;
use crate::ui::text::{self, Glyphs};

fn plain(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

fn ctrl(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::CONTROL)
}

/// Types a string, letter by letter; a line feed is Enter.
fn type_in(field: &mut TextField, text: &str) {
    for c in text.chars() {
        let code = if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) };
        assert_eq!(field.on(plain(code)), Outcome::Changed);
    }
}

/// Sends keys written as: `<` `>` left and right, `^` `v` up and down, `b` Backspace, `d` Delete, `h` Home, `e` End,
/// `u` undo, `r` redo, `w` erase a word, `[` `]` left and right by word, `P` `N` page up and down.
fn press(field: &mut TextField, keys: &str) -> Outcome {
    let mut last = Outcome::Ignored;
    for key in keys.chars() {
        last = field.on(match key {
            '<' => plain(KeyCode::Left),
            '>' => plain(KeyCode::Right),
            '^' => plain(KeyCode::Up),
            'v' => plain(KeyCode::Down),
            'b' => plain(KeyCode::Backspace),
            'd' => plain(KeyCode::Delete),
            'h' => plain(KeyCode::Home),
            'e' => plain(KeyCode::End),
            'P' => plain(KeyCode::PageUp),
            'N' => plain(KeyCode::PageDown),
            '[' => ctrl(KeyCode::Left),
            ']' => ctrl(KeyCode::Right),
            _ => ctrl(KeyCode::Char(key)),
        });
    }
    last
}

/// The text with `|` at the caret.
fn at_caret(field: &TextField) -> String {
    let mut text = field.text();
    text.insert(offset(field), '|');
    text
}

fn offset(field: &TextField) -> usize {
    let before: usize = field.engine.lines()[..field.caret.row].iter().map(|line| line.len() + 1).sum();
    before + field.caret.byte
}

/// What is drawn, row by row without spaces at the end, and where the caret is.
fn drawn(field: &TextField, width: u16, height: u16) -> (Vec<String>, Option<Position>) {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    let area = buf.area;
    let caret = field.draw(&mut buf, area, Style::new(), Glyphs::Unicode);
    let mut rows = Vec::new();
    for y in 0..height {
        let (mut row, mut x) = (String::new(), 0);
        while x < width {
            row.push_str(buf[(x, y)].symbol());
            x += buf[(x, y)].cell_width();
        }
        rows.push(row.trim_end().to_owned());
    }
    (rows, caret)
}

fn lines(text: &str) -> TextField {
    TextField::new(Extent::Lines).with_text(text)
}

fn line(text: &str) -> TextField {
    TextField::new(Extent::Line).with_text(text)
}

#[test]
fn a_cluster_is_one_step_and_one_erasure() {
    for cluster in ["e\u{301}", "👨‍👩‍👧‍👦", "🇸🇻", "क्ष", "ချ", "ลี", "ی\u{200c}", "和", "각"]
    {
        let mut field = lines(&format!("a{cluster}z"));
        press(&mut field, "<<");
        assert_eq!(at_caret(&field), format!("a|{cluster}z"));
        press(&mut field, ">");
        assert_eq!(at_caret(&field), format!("a{cluster}|z"));
        press(&mut field, "b");
        assert_eq!(at_caret(&field), "a|z");
        press(&mut field, "u<d");
        assert_eq!(at_caret(&field), "a|z");
    }
}

#[test]
fn a_flag_typed_before_a_flag_stays_whole() {
    let mut field = line("🇨🇴");
    press(&mut field, "h");
    type_in(&mut field, "🇸🇻");
    assert_eq!(at_caret(&field), "🇸🇻|🇨🇴");
}

#[test]
fn words_are_what_a_reader_calls_words() {
    let mut field = lines("the old police, reformed\nالشرطة الجديدة");
    press(&mut field, "[");
    assert_eq!(at_caret(&field), "the old police, reformed\nالشرطة |الجديدة");
    press(&mut field, "[[");
    assert_eq!(at_caret(&field), "the old police, reformed|\nالشرطة الجديدة");
    press(&mut field, "[[[");
    assert_eq!(at_caret(&field), "the old |police, reformed\nالشرطة الجديدة");
    press(&mut field, "]]");
    assert_eq!(at_caret(&field), "the old police,| reformed\nالشرطة الجديدة");
    press(&mut field, "ww");
    assert_eq!(at_caret(&field), "the old | reformed\nالشرطة الجديدة");
    press(&mut field, "uu");
    assert_eq!(at_caret(&field), "the old police,| reformed\nالشرطة الجديدة");
    press(&mut field, "]]");
    assert_eq!(at_caret(&field), "the old police, reformed\n|الشرطة الجديدة");
    press(&mut field, "w");
    assert_eq!(at_caret(&field), "the old police, reformed|الشرطة الجديدة");
}

#[test]
fn undo_takes_back_a_word_at_a_time() {
    let mut field = lines("");
    type_in(&mut field, "all old forces\nend");
    for text in ["all old forces\n|", "all old forces|", "all old |", "all |", "|"] {
        assert_eq!(press(&mut field, "u"), Outcome::Changed);
        assert_eq!(at_caret(&field), text);
    }
    assert_eq!(press(&mut field, "u"), Outcome::Moved);
    press(&mut field, "rr");
    assert_eq!(at_caret(&field), "all old |");
    press(&mut field, "bbb");
    assert_eq!(at_caret(&field), "all o|");
    assert_eq!(press(&mut field, "r"), Outcome::Moved);
    // The space was one step, the two letters another.
    press(&mut field, "u");
    assert_eq!(at_caret(&field), "all old|");
    press(&mut field, "u");
    assert_eq!(at_caret(&field), "all old |");
    // A caret that moved away and back begins a new step.
    type_in(&mut field, "ar");
    press(&mut field, "<>");
    type_in(&mut field, "my");
    press(&mut field, "u");
    assert_eq!(at_caret(&field), "all old ar|");
}

#[test]
fn a_paste_is_cleaned_and_one_step() {
    for (pasted, in_lines, in_line) in [
        ("a\r\nb\rc\n", "a\nb\nc\n", "a b c"),
        ("a\tb\0\x1b[31mc\x7f\u{9b}", "a b[31mc", "a b[31mc"),
        ("a\u{2028}b\u{85}c", "a\nb\nc", "a b c"),
        ("لا\u{200f} \u{202e}x", "لا\u{200f} \u{202e}x", "لا\u{200f} \u{202e}x"),
    ] {
        let (mut many, mut one) = (lines("<>"), line("<>"));
        press(&mut many, "<");
        press(&mut one, "<");
        assert_eq!((many.paste(pasted), one.paste(pasted)), (Outcome::Changed, Outcome::Changed));
        assert_eq!((many.text(), one.text()), (format!("<{in_lines}>"), format!("<{in_line}>")));
        press(&mut many, "u");
        press(&mut one, "u");
        assert_eq!((at_caret(&many), at_caret(&one)), ("<|>".to_owned(), "<|>".to_owned()));
    }
    assert_eq!(lines("").paste("\0\x07"), Outcome::Moved);
}

#[test]
fn line_feeds_that_come_as_keys_part_lines_or_words() {
    let (mut many, mut one) = (lines(""), line(""));
    for field in [&mut many, &mut one] {
        for part in ["one", "two", "three"] {
            type_in(field, part);
            press(field, "j");
        }
    }
    assert_eq!((many.text(), one.text()), ("one\ntwo\nthree\n".to_owned(), "one two three ".to_owned()));
}

#[test]
fn a_large_paste_is_one_step() {
    let text = "Armed forces: existence, size, doctrine. لا سلام 和平\n".repeat(400);
    assert!(text.len() > 20_000);
    let mut field = lines("before after");
    press(&mut field, "[");
    assert_eq!(field.paste(&text), Outcome::Changed);
    assert_eq!(field.text(), format!("before {text}after"));
    press(&mut field, "u");
    assert_eq!(at_caret(&field), "before |after");
    press(&mut field, "r");
    assert_eq!(field.text(), format!("before {text}after"));
}

#[test]
fn the_length_is_limited_without_cutting() {
    let mut field = TextField::new(Extent::Line).at_most(5);
    type_in(&mut field, "和平e");
    let refused = Outcome::Refused(TooLong { most: 5, would_be: 6 });
    assert_eq!(field.paste("abc"), refused);
    assert_eq!(at_caret(&field), "和平e|");
    type_in(&mut field, "\u{301}bc");
    assert_eq!(field.on(plain(KeyCode::Char('d'))), refused);
    // A mark joins its letter, so there is room for it.
    type_in(&mut field, "\u{301}");
    field.set_text("too long from a file");
    assert_eq!(press(&mut field, "b"), Outcome::Changed);
    assert_eq!(field.text(), "too long from a fil");
    assert!(matches!(field.paste("x"), Outcome::Refused(_)));
    let reason = TooLong { most: 5, would_be: 6 }.to_string();
    assert_eq!(reason, "at most 5 characters fit here, and this would make 6");
}

#[test]
fn changed_means_other_than_saved() {
    let mut field = lines("a\nb");
    assert!(!field.is_changed());
    type_in(&mut field, "c");
    assert!(field.is_changed());
    press(&mut field, "b");
    assert!(!field.is_changed());
    // Line feeds cannot stay in one line, and it says so.
    let one = line("a\nb");
    assert_eq!((one.text().as_str(), one.is_changed()), ("a b", true));
    // What a file holds is kept, whatever it is.
    let odd = "x\r\n\u{1b}\u{202e}\t\u{301}";
    assert_eq!((lines(odd).text().as_str(), lines(odd).is_changed()), (odd, false));
}

#[test]
fn keys_that_mean_nothing_here_are_the_callers() {
    let mut one = line("text");
    let mut many = lines("text");
    for code in [KeyCode::Esc, KeyCode::Tab, KeyCode::BackTab, KeyCode::F(1), KeyCode::Insert, KeyCode::Null]
    {
        assert_eq!(one.on(plain(code)), Outcome::Ignored, "{code:?}");
        assert_eq!(many.on(plain(code)), Outcome::Ignored, "{code:?}");
    }
    for c in ('a'..='z').filter(|c| !"jwur".contains(*c)) {
        assert_eq!(many.on(ctrl(KeyCode::Char(c))), Outcome::Ignored, "Ctrl-{c}");
    }
    for c in 'a'..='z' {
        let alt = KeyEvent::new(KeyCode::Char(c), KeyModifiers::ALT);
        assert_eq!(many.on(alt), Outcome::Ignored, "Alt-{c}");
    }
    let release = KeyEvent::new_with_kind(KeyCode::Char('a'), KeyModifiers::NONE, KeyEventKind::Release);
    assert_eq!(many.on(release), Outcome::Ignored);
    assert_eq!(many.on(plain(KeyCode::Char('\u{1}'))), Outcome::Ignored);
    for code in [KeyCode::Enter, KeyCode::Up, KeyCode::Down, KeyCode::PageUp, KeyCode::PageDown] {
        assert_eq!(one.on(plain(code)), Outcome::Ignored, "{code:?}");
    }
    for code in [KeyCode::Up, KeyCode::Down, KeyCode::PageUp, KeyCode::PageDown] {
        assert_eq!(many.on(plain(code)), Outcome::Ignored, "{code:?} where there is no row to go to");
    }
    assert_eq!((at_caret(&one), at_caret(&many)), ("text|".to_owned(), "text|".to_owned()));
    // After an Esc the tail of a broken arrow is still text, every letter of it.
    one.on(plain(KeyCode::Esc));
    type_in(&mut one, "[A");
    assert_eq!(at_caret(&one), "text[A|");
    let capital = KeyEvent::new(KeyCode::Char('O'), KeyModifiers::SHIFT);
    assert_eq!(one.on(capital), Outcome::Changed);
}

#[test]
fn up_and_down_go_by_the_rows_one_sees() {
    let mut field = lines("the old police end here\nlast");
    drawn(&field, 11, 4);
    // Rows: "the old", "police end", "here", "last".
    press(&mut field, "^");
    assert_eq!(at_caret(&field), "the old police end here|\nlast");
    press(&mut field, "^");
    assert_eq!(at_caret(&field), "the old poli|ce end here\nlast");
    press(&mut field, "e");
    assert_eq!(at_caret(&field), "the old police end| here\nlast");
    // The column is kept across the shorter row.
    press(&mut field, "^v");
    assert_eq!(at_caret(&field), "the old police end| here\nlast");
    press(&mut field, "h");
    assert_eq!(at_caret(&field), "the old |police end here\nlast");
    press(&mut field, "P");
    assert_eq!(at_caret(&field), "|the old police end here\nlast");
    press(&mut field, "N");
    assert_eq!(at_caret(&field), "the old police end here\n|last");
}

#[test]
fn end_of_a_broken_word_stays_in_its_row() {
    let mut field = lines("和平进程和平");
    let (rows, caret) = drawn(&field, 7, 3);
    assert_eq!((rows, caret), (["和平进", "程和平", ""].map(String::from).to_vec(), Some((6, 1).into())));
    press(&mut field, "^");
    assert_eq!(drawn(&field, 7, 3).1, Some((6, 0).into()));
    press(&mut field, "h");
    assert_eq!(drawn(&field, 7, 3).1, Some((0, 0).into()));
    press(&mut field, "e");
    assert_eq!(drawn(&field, 7, 3).1, Some((6, 0).into()));
    press(&mut field, ">");
    assert_eq!(drawn(&field, 7, 3).1, Some((2, 1).into()));
}

#[test]
fn a_full_row_leaves_a_column_for_the_caret() {
    let rows = |text: &[&str]| text.iter().map(|row| (*row).to_owned()).collect::<Vec<_>>();
    assert_eq!(drawn(&lines("abcd"), 5, 2), (rows(&["abcd", ""]), Some((4, 0).into())));
    assert_eq!(drawn(&lines("abcde"), 5, 2), (rows(&["abcd", "e"]), Some((1, 1).into())));
    assert_eq!(drawn(&line("abcd"), 5, 1), (rows(&["abcd"]), Some((4, 0).into())));
    assert_eq!(drawn(&lines("abcd    "), 5, 1).1, Some((4, 0).into()));
    assert_eq!(drawn(&lines("ab"), 1, 2), (rows(&["a", "b"]), Some((0, 1).into())));
    assert_eq!(drawn(&lines("ab"), 0, 2).1, None);
    assert_eq!(drawn(&line("ab"), 2, 0).1, None);
}

#[test]
fn the_view_follows_the_caret_and_marks_what_is_hidden() {
    let mut field = lines("one\ntwo\nthree\nfour");
    assert_eq!(drawn(&field, 8, 2), (vec!["three  ↑".to_owned(), "four".to_owned()], Some((4, 1).into())));
    press(&mut field, "^^");
    assert_eq!(
        drawn(&field, 8, 2),
        (vec!["two    ↑".to_owned(), "three  ↓".to_owned()], Some((3, 0).into()))
    );
    press(&mut field, "^");
    assert_eq!(drawn(&field, 8, 2), (vec!["one".to_owned(), "two    ↓".to_owned()], Some((3, 0).into())));
}

#[test]
fn one_line_scrolls_sideways() {
    let mut field = line("abcdefghij");
    assert_eq!(drawn(&field, 11, 1).0, ["abcdefghij"]);
    assert_eq!(drawn(&field, 8, 1), (vec!["…ghij".to_owned()], Some((5, 0).into())));
    press(&mut field, "<<<<");
    assert_eq!(drawn(&field, 8, 1), (vec!["…ghij".to_owned()], Some((1, 0).into())));
    press(&mut field, "<");
    assert_eq!(drawn(&field, 8, 1), (vec!["abcdefg…".to_owned()], Some((5, 0).into())));
    press(&mut field, "h");
    assert_eq!(drawn(&field, 8, 1), (vec!["abcdefg…".to_owned()], Some((0, 0).into())));
    assert_eq!(drawn(&field, 10, 1).0, ["abcdefghij"]);
}

proptest! {
    #[test]
    fn one_line_is_drawn_at_any_size(
        text in any_text(), keys in "[<>\\[\\]bdhe]{0,20}", size in (0u16..16, 0u16..3), ascii in any::<bool>()
    ) {
        let mut field = line(&text);
        for key in keys.chars() {
            press(&mut field, &key.to_string());
            let mut buf = Buffer::empty(Rect::new(0, 0, size.0, size.1));
            let area = buf.area;
            let glyphs = if ascii { Glyphs::Ascii } else { Glyphs::Unicode };
            let caret = field.draw(&mut buf, area, Style::new(), glyphs);
            prop_assert_eq!(caret.is_some(), !area.is_empty());
            if let Some(at) = caret {
                prop_assert!(at.x < size.0 && at.y == 0);
            }
        }
    }

    #[test]
    fn rows_in_view_show_the_whole_text(content in any_text(), width in 9u16..30) {
        let field = lines(&content);
        let (rows, _) = drawn(&field, width, 400);
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let expected: String = content.split('\n').map(|line| text::cut(line, usize::MAX, Glyphs::Unicode)).collect();
        let silent = |text: &str| text.chars().filter(|c| !is_silent(*c)).collect::<String>();
        if !rows.concat().contains('…') {
            prop_assert_eq!(bare(&rows.concat()), bare(&silent(&expected)));
        }
    }
}
