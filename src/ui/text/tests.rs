use proptest::prelude::*;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use super::{
    Align, Glyphs, MOST_SCALARS, clear, cut, fit, put, put_aligned, put_right, put_spans, put_wrapped, width,
    wrap, wrap_ranges,
};
use crate::plain::{harmless_lines, is_harmful, is_silent};

const PLAIN: Style = Style::reset();
const ALL: [Glyphs; 3] = [Glyphs::Unicode, Glyphs::Box, Glyphs::Ascii];

fn buffer(width: u16, height: u16) -> Buffer {
    Buffer::empty(Rect::new(0, 0, width, height))
}

/// One line as a terminal would show it: the blank cells behind a wide letter left out.
fn line(buf: &Buffer, y: u16) -> String {
    let mut out = String::new();
    let mut x = buf.area.left();
    while x < buf.area.right() {
        out.push_str(buf[(x, y)].symbol());
        x += buf[(x, y)].cell_width().max(1);
    }
    out
}

#[test]
fn every_script_takes_the_columns_its_letters_need() {
    for (text, columns) in [
        ("", 0),
        ("peace", 5),
        ("لا", 2),
        ("لا سلام بلا عدالة", 17),
        ("می\u{200c}خواهم", 7),
        ("क्षत्रिय", 6),
        ("हिन्दी", 5),
        ("ငြိမ်းချမ်းရေး", 11),
        ("สันติภาพ", 6),
        ("和平进程", 8),
        ("été", 3),
        ("e\u{301}te\u{301}", 3),
        ("👨‍👩‍👧‍👦", 2),
        ("👩🏻‍❤️‍💋‍👨🏿", 4),
        ("🇸🇻🇨🇴", 4),
        ("각", 2),
        ("\u{301}", 1),
        ("\u{200d}", 1),
        ("\u{fe0f}", 1),
        ("\u{200e}\u{200f}\u{61c}\u{200b}\u{2060}", 0),
        ("a\tb\nc\r\nd", 7),
        ("\x1b[31m", 6),
        ("\u{202e}", 8),
    ] {
        let mut buf = buffer(40, 1);
        let used = put(&mut buf, 0, 0, 40, text, PLAIN, Glyphs::Unicode);
        assert_eq!((width(text), usize::from(used)), (columns, columns), "{text:?}");
        // What stands after it begins in its own column.
        put(&mut buf, used, 0, 1, "|", PLAIN, Glyphs::Unicode);
        assert_eq!(buf[(used, 0)].symbol(), "|", "{text:?}");
        let drawn: usize =
            line(&buf, 0).trim_end().graphemes(true).map(|g| usize::from(g.cell_width())).sum();
        assert!(drawn <= columns + 1, "{text:?}");
    }
}

#[test]
fn every_letter_of_every_script_is_drawn() {
    for text in [
        "لا إله",
        "سلام بر شما",
        "क्षत्रिय हिन्दी",
        "ငြိမ်းချမ်းရေး",
        "สันติภาพ",
        "和平进程",
        "été e\u{301}",
        "र्त्स्न्य",
        "Việt",
        "👨🏻‍👩🏻‍👧🏻‍👦🏻",
        "🇸🇻",
    ] {
        let mut buf = buffer(40, 1);
        put(&mut buf, 0, 0, 40, text, PLAIN, Glyphs::Unicode);
        assert_eq!(line(&buf, 0).trim_end(), text);
    }
}

#[test]
fn marks_without_a_letter_are_seen() {
    for (text, shown) in [
        ("\u{301}a", "◌\u{301}a"),
        ("\u{200d}", "◌\u{200d}"),
        ("\u{fe0f}", "◌\u{fe0f}"),
        ("🏿", "◌🏿"),
        ("\u{1161}", "<U+1161>"),
        ("\u{2062}", "<U+2062>"),
        ("a\u{200f}b", "a\u{200f}b"),
    ] {
        assert_eq!(cut(text, 20, Glyphs::Unicode), shown, "{text:?}");
    }
}

#[test]
fn a_flood_of_marks_is_cut_and_marked() {
    let flood = format!("a{}b", "\u{301}".repeat(500));
    assert_eq!(cut(&flood, 9, Glyphs::Unicode), format!("a{}…b", "\u{301}".repeat(7)));
    assert_eq!(cut(&"\u{301}".repeat(50), 9, Glyphs::Box), format!("◌{}~", "\u{301}".repeat(7)));
    // A chain of joined emoji is split, not cut: nothing of it is lost.
    let chain = format!("{}👦", "👨\u{200d}".repeat(20));
    assert_eq!(cut(&chain, 80, Glyphs::Unicode), chain);
    assert_eq!(width(&chain), 12);
}

#[test]
fn cutting_marks_what_is_gone() {
    for (text, columns, shown) in [
        ("agreement", 9, "agreement"),
        ("agreement", 8, "agreeme…"),
        ("agreement", 1, "…"),
        ("agreement", 0, ""),
        ("和平", 4, "和平"),
        ("和平", 3, "和…"),
        ("和平", 2, "…"),
        ("和", 1, "…"),
        ("\u{202e}x", 9, "<U+202E>x"),
        ("\u{202e}x", 8, "…"),
        ("two\nlines", 9, "two lines"),
    ] {
        assert_eq!(cut(text, columns, Glyphs::Unicode), shown, "{text:?} in {columns}");
        assert_eq!(cut(text, columns, Glyphs::Ascii), shown.replace('…', "~"), "{text:?} in {columns}");
    }
    assert_eq!(fit("和平", 7, Align::Centre, Glyphs::Unicode), " 和平  ");
    assert_eq!(fit("12", 5, Align::Right, Glyphs::Unicode), "   12");
    assert_eq!(fit("和平", 3, Align::Right, Glyphs::Unicode), "和…");
    assert_eq!(fit("和平", 2, Align::Left, Glyphs::Unicode), "… ");
}

#[test]
fn wrapping_breaks_where_a_reader_would() {
    let cases: [(&str, usize, &[&str]); 17] = [
        ("the old police end", 8, &["the old", "police", "end"]),
        ("one  two", 4, &["one", "two"]),
        ("  indent stays", 8, &["  indent", "stays"]),
        ("     indent", 8, &["indent"]),
        ("a\n\nb\n", 8, &["a", "", "b", ""]),
        ("", 8, &[""]),
        ("   ", 2, &[""]),
        ("uncompromising no", 6, &["uncomp", "romisi", "ng no"]),
        ("a longestword", 6, &["a long", "estwor", "d"]),
        ("power-sharing", 8, &["power-", "sharing"]),
        ("和平进程。很长", 8, &["和平进", "程。很长"]),
        ("用「和平」来", 6, &["用「和", "平」来"]),
        ("用「和平」来", 5, &["用", "「和", "平」", "来"]),
        ("a漢a", 2, &["a", "漢", "a"]),
        ("漢字", 1, &["…", "…"]),
        ("สันติ\u{200b}ภาพ", 4, &["สันติ", "ภาพ"]),
        ("x\ty", 9, &["x    y"]),
    ];
    for (text, columns, rows) in cases {
        assert_eq!(wrap(text, columns, Glyphs::Unicode), rows, "{text:?} in {columns}");
    }
    assert!(wrap("anything", 0, Glyphs::Unicode).is_empty());
    assert_eq!(wrap_ranges("one  two", 4), [0..3, 5..8]);
}

#[test]
fn text_stands_on_the_side_it_was_given() {
    let mut buf = buffer(10, 3);
    put_right(&mut buf, 0, 0, 10, "لا 12", PLAIN, Glyphs::Unicode);
    put_aligned(&mut buf, Rect::new(0, 1, 10, 1), Align::Centre, "和平", PLAIN, Glyphs::Unicode);
    put_right(&mut buf, 0, 2, 4, "longer", PLAIN, Glyphs::Unicode);
    let lines = [0, 1, 2].map(|y| line(&buf, y));
    assert_eq!(lines, ["     لا 12", "   和平   ", "lon…      "]);
}

#[test]
fn spans_share_one_line_and_one_mark() {
    let bold = Style::new().add_modifier(Modifier::BOLD);
    let spans = [("FMLN ", PLAIN), ("demands", bold), (" B", PLAIN)];
    let mut buf = buffer(14, 2);
    assert_eq!(put_spans(&mut buf, 0, 0, 14, &spans, Glyphs::Unicode), 14);
    assert_eq!(put_spans(&mut buf, 0, 1, 9, &spans, Glyphs::Ascii), 9);
    assert_eq!([line(&buf, 0), line(&buf, 1)], ["FMLN demands B", "FMLN dem~     "]);
    assert_eq!(buf[(5, 0)].modifier, Modifier::BOLD);
    assert_eq!(buf[(12, 0)].modifier, Modifier::empty());
    assert_eq!(buf[(8, 1)].modifier, Modifier::BOLD);
}

#[test]
fn ascii_keeps_every_column() {
    let mut buf = buffer(12, 1);
    let used = put(&mut buf, 0, 0, 12, "和平 é لا", PLAIN, Glyphs::Ascii);
    assert_eq!((line(&buf, 0).as_str(), used), ("? ?  ? ??   ", 9));
}

#[test]
fn a_text_longer_than_its_area_ends_with_a_mark() {
    let mut buf = buffer(6, 2);
    let area = buf.area;
    assert_eq!(put_wrapped(&mut buf, area, "one\ntwo\nthree", PLAIN, Glyphs::Unicode), 2);
    assert_eq!([line(&buf, 0), line(&buf, 1)], ["one   ", "two…  "]);
    let mut buf = buffer(1, 2);
    let area = buf.area;
    assert_eq!(put_wrapped(&mut buf, area, "abc", PLAIN, Glyphs::Ascii), 2);
    assert_eq!([line(&buf, 0), line(&buf, 1)], ["a", "~"]);
}

#[test]
fn a_dialog_does_not_halve_what_is_under_it() {
    let mut buf = buffer(6, 1);
    put(&mut buf, 0, 0, 6, "和平进", PLAIN, Glyphs::Unicode);
    clear(&mut buf, Rect::new(3, 0, 2, 1), PLAIN, Glyphs::Unicode);
    assert_eq!(line(&buf, 0), "和…   ");
    put(&mut buf, 1, 0, 2, "|", PLAIN, Glyphs::Unicode);
    assert_eq!(line(&buf, 0), "…|…   ");
}

#[test]
fn a_wide_letter_is_highlighted_whole() {
    let mut buf = buffer(4, 1);
    let reversed = Style::new().add_modifier(Modifier::REVERSED);
    put(&mut buf, 0, 0, 4, "和", reversed, Glyphs::Unicode);
    assert_eq!([0, 1, 2].map(|x| buf[(x, 0)].modifier == Modifier::REVERSED), [true, true, false]);
}

/// Text of every script, with everything that has ever broken a terminal program mixed in.
pub(in crate::ui) fn any_text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[a-zA-Z0-9,.-]{1,12}",
        2 => "[\u{620}-\u{64a}\u{64b}-\u{652}]{1,9}",
        1 => "[\u{600}\u{67e}\u{686}\u{6cc}\u{200c}]{1,6}",
        1 => "[\u{905}-\u{939}\u{93e}-\u{94d}]{1,12}",
        1 => "[\u{1000}-\u{103e}\u{200b}]{1,9}",
        1 => "[\u{e01}-\u{e3a}\u{e40}-\u{e4e}]{1,12}",
        2 => "[\u{4e00}-\u{4e40}、。「」]{1,9}",
        1 => "[\u{ac00}-\u{ac20}\u{1100}-\u{11ff}]{1,6}",
        1 => "[\u{c0}-\u{17f}\u{ad}]{1,9}",
        1 => "([aeiou和][\u{300}-\u{320}]{0,3}){1,5}",
        1 => "([a和]?[\u{300}-\u{36f}]{6,30})",
        1 => "([👨👩👧❤🏻🏿🏴\u{200d}\u{fe0f}]){1,14}",
        1 => "[\u{1f1e6}-\u{1f1ff}]{1,5}",
        1 => "[\u{ff66}-\u{ff9f}]{1,5}",
        1 => "[\0-\x1f\x7f-\u{9f}]{1,3}",
        1 => "[\u{200b}-\u{200f}\u{2028}-\u{202e}\u{2060}-\u{206f}\u{feff}\u{e0041}-\u{e0045}]{1,3}",
        1 => any::<String>(),
    ];
    let glue = prop_oneof![4 => Just(" "), 2 => Just(""), 1 => Just("\n"), 1 => Just("  "), 1 => Just("\t")];
    prop::collection::vec((word, glue), 0..12)
        .prop_map(|words| words.iter().flat_map(|(word, glue)| [word.as_str(), glue]).collect())
}

fn any_glyphs() -> impl Strategy<Value = Glyphs> {
    (0..ALL.len()).prop_map(|i| ALL[i])
}

/// The letters of a text in order, for asking whether any was lost.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !is_silent(*c)).collect()
}

/// No cell holds what it must not, none outside `inside` was touched, and no wide letter is cut by the edge.
fn check_cells(buf: &Buffer, inside: Rect, glyphs: Glyphs) -> Result<(), TestCaseError> {
    for y in buf.area.top()..buf.area.bottom() {
        for x in buf.area.left()..buf.area.right() {
            let cell = &buf[(x, y)];
            let symbol = cell.symbol();
            if !inside.contains((x, y).into()) {
                prop_assert_eq!(cell.fg, UNTOUCHED, "cell {},{} lies outside", x, y);
                continue;
            }
            prop_assert!(!symbol.contains(|c| is_harmful(c) || is_silent(c)), "{:?}", symbol);
            prop_assert!(symbol.chars().count() <= MOST_SCALARS, "{:?}", symbol);
            prop_assert!(glyphs != Glyphs::Ascii || symbol.is_ascii(), "{:?}", symbol);
            let columns = cell.cell_width();
            let first: String = symbol.chars().take(1).collect();
            prop_assert!(first.cell_width() > 0, "{:?} would join the cell before it", symbol);
            prop_assert!(columns > 0 && x + columns <= inside.right(), "{:?} at {}", symbol, x);
            for behind in x + 1..x + columns {
                prop_assert_eq!(buf[(behind, y)].symbol(), " ");
            }
        }
    }
    Ok(())
}

/// The colour of cells that nothing was written to.
const UNTOUCHED: Color = Color::Red;

fn untouched(width: u16, height: u16) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(3, 2, width, height));
    let area = buf.area;
    buf.set_style(area, UNTOUCHED);
    buf
}

proptest! {
    #[test]
    fn a_line_stays_in_its_columns(
        text in any_text(), at in (0u16..24, 0u16..6), room in 0u16..40, glyphs in any_glyphs()
    ) {
        let mut buf = untouched(20, 3);
        let used = put(&mut buf, at.0, at.1, room, &text, PLAIN, glyphs);
        let inside = Rect::new(at.0, at.1, used, 1);
        prop_assert!(used <= room);
        check_cells(&buf, inside, glyphs)?;
        if inside.intersection(buf.area).is_empty() {
            return Ok(());
        }
        let columns = width(&text);
        prop_assert_eq!(inside.intersection(buf.area), inside);
        let room = usize::from(room.min(buf.area.right() - at.0));
        if columns <= room {
            prop_assert_eq!(columns, usize::from(used));
        } else {
            let drawn: Vec<_> = (0..used).map(|i| buf[(at.0 + i, at.1)].symbol()).collect();
            prop_assert_eq!(drawn.last(), Some(&glyphs.cut()));
        }
    }

    #[test]
    fn later_columns_stay_where_they_are(
        texts in prop::collection::vec(any_text(), 1..5), columns in 1u16..9, glyphs in any_glyphs()
    ) {
        let mut buf = buffer(60, 1);
        for (text, i) in texts.iter().zip(0..) {
            put(&mut buf, i * (columns + 1), 0, columns, text, PLAIN, glyphs);
            put(&mut buf, i * (columns + 1) + columns, 0, 1, "|", PLAIN, glyphs);
        }
        // What ratatui sends to the terminal, and where.
        let before = Buffer::empty(buf.area);
        let sent = before.diff(&buf);
        for i in 0..u16::try_from(texts.len()).unwrap() {
            let edge = i * (columns + 1) + columns;
            prop_assert!(sent.iter().any(|(x, _, cell)| *x == edge && cell.symbol() == "|"));
        }
        for pair in sent.windows(2) {
            prop_assert!(pair[0].0 + pair[0].2.cell_width() <= pair[1].0);
        }
    }

    #[test]
    fn cutting_keeps_to_the_width(text in any_text(), columns in 0usize..30, glyphs in any_glyphs()) {
        let shown = cut(&text, columns, glyphs);
        prop_assert!(width(&shown) <= columns, "{:?} is {}", shown, width(&shown));
        prop_assert!(!shown.contains(is_harmful));
        if columns == 0 {
            prop_assert_eq!(width(&shown), 0);
        } else if width(&text) > columns {
            prop_assert!(shown.ends_with(glyphs.cut()));
        } else {
            prop_assert_eq!(width(&shown), width(&text));
        }
        // What is shown is shown again as it is.
        prop_assert_eq!(cut(&shown, columns, glyphs), shown.clone());
        prop_assert_eq!(width(&fit(&text, columns, Align::Centre, glyphs)), columns);
    }

    #[test]
    fn wrapping_loses_no_letter(text in any_text(), columns in 0usize..30) {
        let rows = wrap(&text, columns, Glyphs::Unicode);
        for row in &rows {
            prop_assert!(width(row) <= columns, "{:?} is {}", row, width(row));
            prop_assert!(!row.contains(is_harmful));
        }
        if columns > 20 {
            // Wide enough for the widest letter: all is there.
            let whole = cut(&harmless_lines(&text), usize::MAX, Glyphs::Unicode);
            if !rows.concat().contains('…') {
                prop_assert_eq!(letters(&rows.concat()), letters(&whole));
            }
        }
        let ranges = wrap_ranges(&text, columns);
        for pair in ranges.windows(2) {
            prop_assert!(pair[0].start < pair[1].start && pair[0].end <= pair[1].start);
        }
        if columns > 0 {
            let kept: String = ranges.iter().map(|row| &text[row.clone()]).collect();
            prop_assert_eq!(letters(&kept), letters(&text));
        }
    }

    #[test]
    fn wrapped_text_stays_in_its_area(
        text in any_text(), size in (0u16..24, 0u16..6), glyphs in any_glyphs()
    ) {
        let mut buf = untouched(30, 8);
        let area = Rect::new(5, 3, size.0, size.1);
        let used = put_wrapped(&mut buf, area, &text, PLAIN, glyphs);
        prop_assert!(used <= size.1);
        check_cells(&buf, Rect { height: used, ..area }, glyphs)?;
        let needed = wrap(&text, size.0.into(), glyphs).len();
        prop_assert_eq!(usize::from(used), needed.min(size.1.into()));
        if needed > usize::from(size.1) && size.1 > 0 {
            let last: String = (area.left()..area.right()).map(|x| buf[(x, area.bottom() - 1)].symbol()).collect();
            prop_assert!(last.trim_end().ends_with(glyphs.cut()), "{:?}", last);
        }
    }

    #[test]
    fn a_cleared_area_is_drawn_whole(text in any_text(), x in 0u16..20, room in 0u16..9) {
        let mut buf = buffer(20, 1);
        put(&mut buf, 0, 0, 20, &text, PLAIN, Glyphs::Unicode);
        let area = Rect::new(x, 0, room, 1);
        clear(&mut buf, area, PLAIN, Glyphs::Unicode);
        put(&mut buf, x, 0, room, "#########", PLAIN, Glyphs::Unicode);
        let before = Buffer::empty(buf.area);
        let sent = before.diff(&buf);
        let hashes =
            sent.iter().filter(|(at, _, cell)| area.contains((*at, 0).into()) && cell.symbol() == "#").count();
        let clipped = usize::from(room.min(20 - x));
        // Nine of them fill the widest area exactly; a narrower one ends with the mark.
        prop_assert_eq!(hashes, if clipped == 9 { 9 } else { clipped.saturating_sub(1) });
    }
}
