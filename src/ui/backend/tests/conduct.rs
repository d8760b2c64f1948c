//! How the backend behaves beside painting: one write a frame, clean entering and leaving, failing writers, colours off.

use std::io::{self, Write};

use ratatui::Terminal;
use ratatui::backend::{Backend, ClearType};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier, Style};

use super::desk::Desk;
use crate::ui::backend::{Frugal, Palette, WideLines, leave_bytes};

const SIZE: Size = Size::new(80, 24);

/// Counts writes, and refuses them when told to after taking a few bytes.
#[derive(Default)]
struct Pipe {
    writes: usize,
    bytes: Vec<u8>,
    broken: bool,
}

impl Write for Pipe {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        if self.broken {
            return Err(io::Error::from(io::ErrorKind::BrokenPipe));
        }
        self.writes += 1;
        self.bytes.extend_from_slice(buf);
        Ok(buf.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn draw<W: Write>(terminal: &mut Terminal<Frugal<W>>, text: &str, style: Style) -> io::Result<()> {
    terminal.draw(|frame| {
        for y in 0..frame.area().height {
            frame.buffer_mut().set_string(0, y, text, style);
        }
        frame.set_cursor_position((0, 0));
    })?;
    Ok(())
}

fn entered(palette: Palette) -> Terminal<Frugal<Pipe>> {
    let mut backend = Frugal::new(Pipe::default(), SIZE, palette);
    backend.enter();
    Terminal::new(backend).unwrap()
}

#[test]
fn a_frame_is_one_write_and_long_ones_are_synchronised() {
    let mut terminal = entered(Palette::Full);
    draw(&mut terminal, &"long line ".repeat(8), Style::new()).unwrap();
    let pipe = terminal.backend_mut().out_mut();
    assert_eq!(pipe.writes, 1);
    let text = String::from_utf8(std::mem::take(&mut pipe.bytes)).unwrap();
    assert_eq!(text.matches("\u{1b}[?2026h").count(), 1);
    assert!(text.ends_with("\u{1b}[?2026l"));

    draw(&mut terminal, "short", Style::new()).unwrap();
    let pipe = terminal.backend_mut().out_mut();
    assert_eq!(pipe.writes, 2);
    assert!(pipe.bytes.len() <= 256 && !pipe.bytes.windows(5).any(|w| w == b"?2026"), "{}", pipe.bytes.len());
}

#[test]
fn a_first_frame_sends_no_blanks() {
    let mut terminal = entered(Palette::Full);
    terminal.draw(|frame| frame.buffer_mut().set_string(4, 2, "x", Style::new())).unwrap();
    let text = String::from_utf8(terminal.backend_mut().out_mut().bytes.clone()).unwrap();
    assert_eq!(text, "\u{1b}[?1049h\u{1b}[?2004h\u{1b}[m\u{1b}[H\u{1b}[2J\u{1b}[?25l\u{1b}[3;5Hx");
}

#[test]
fn leaving_restores_everything_once() {
    let mut emulator = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0);
    emulator.process(b"$ goodoffices\r\n");
    let before = emulator.screen().contents();
    let mut terminal = entered(Palette::Full);
    draw(&mut terminal, "text", Style::new().fg(Color::Red).add_modifier(Modifier::REVERSED)).unwrap();
    emulator.process(&terminal.backend_mut().out_mut().bytes);
    let screen = emulator.screen();
    assert!(screen.alternate_screen() && screen.bracketed_paste());

    terminal.backend_mut().out_mut().bytes.clear();
    terminal.backend_mut().leave().unwrap();
    terminal.backend_mut().leave().unwrap();
    assert_eq!(terminal.backend_mut().out_mut().bytes, leave_bytes());
    emulator.process(leave_bytes());
    let screen = emulator.screen();
    assert!(!screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor());
    assert_eq!((screen.contents(), screen.cursor_position()), (before, (1, 0)));
    assert_eq!((screen.fgcolor(), screen.inverse()), (vt100::Color::Default, false));
}

/// GNU screen, tmux where it is told so, and some consoles have one screen only.
#[test]
fn where_there_is_no_alternate_screen_nothing_stays_on_it_in_or_out_of_a_frame() {
    let leaving = String::from_utf8(leave_bytes().to_vec()).unwrap().replace("\u{1b}[?1049l", "");
    for (width, height) in [(80, 24), (20, 1), (7, 3)] {
        let mut desk = Desk::new(Size::new(width, height), Palette::Full);
        let mut picture = Buffer::empty(Rect::new(0, 0, width, height));
        picture.set_style(picture.area, Style::new().bg(Color::Red).add_modifier(Modifier::REVERSED));
        (0..height).for_each(|y| picture.set_string(0, y, "confided", Style::new()));
        desk.show(&picture);
        desk.spoil_and_repaint();
        desk.show(&picture);
        for cut_short in ["", "\u{1b}[?2026h\u{1b}[1;31m\u{1b}[2;3r\u{1b}[2;2H"] {
            desk.emulator.process(cut_short.as_bytes());
            desk.read(leaving.as_bytes());
            let screen = desk.emulator.screen();
            assert_eq!((screen.contents(), screen.cursor_position()), (String::new(), (0, 0)));
        }
    }
    assert!(leave_bytes().len() <= 70, "leaving costs a slow line {} bytes", leave_bytes().len());
}

#[test]
fn leaving_before_entering_writes_nothing() {
    let mut backend = Frugal::new(Pipe::default(), SIZE, Palette::Full);
    backend.leave().unwrap();
    assert_eq!(backend.out_mut().writes, 0);
}

#[test]
fn a_failed_write_is_reported_and_made_good() {
    let mut terminal = entered(Palette::Full);
    terminal.backend_mut().out_mut().broken = true;
    assert_eq!(draw(&mut terminal, "one", Style::new()).unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    terminal.backend_mut().out_mut().broken = false;
    draw(&mut terminal, "one", Style::new()).unwrap();
    let text = String::from_utf8(std::mem::take(&mut terminal.backend_mut().out_mut().bytes)).unwrap();
    assert!(text.starts_with("\u{1b}[?1049h"), "entering is not lost with the write");
    assert_eq!(text.matches("one").count(), 24);

    terminal.backend_mut().out_mut().broken = true;
    draw(&mut terminal, "two", Style::new()).unwrap_err();
    terminal.backend_mut().out_mut().broken = false;
    draw(&mut terminal, "two", Style::new()).unwrap();
    let text = String::from_utf8(std::mem::take(&mut terminal.backend_mut().out_mut().bytes)).unwrap();
    assert!(text.contains("\u{1b}[J"), "what arrived of the failed frame is not known");
    assert_eq!(text.matches("two").count(), 24);
}

#[test]
fn without_colour_only_attributes_are_sent() {
    let mut terminal = entered(Palette::None);
    let loud = Style::new()
        .fg(Color::Rgb(1, 2, 3))
        .bg(Color::Indexed(99))
        .add_modifier(Modifier::BOLD | Modifier::REVERSED);
    draw(&mut terminal, "loud", loud).unwrap();
    draw(&mut terminal, "calm", Style::new().fg(Color::Red)).unwrap();
    let text = String::from_utf8(terminal.backend_mut().out_mut().bytes.clone()).unwrap();
    let sgr: Vec<&str> =
        text.split("\u{1b}[").filter_map(|rest| rest.split_once('m').map(|(code, _)| code)).collect();
    assert!(sgr.contains(&"1;7"), "{sgr:?}");
    assert!(sgr.iter().all(|code| code.is_empty() || *code == "1;7"), "{sgr:?}");
}

/// The emulator does not know crossed out, so its switching on and off is checked here.
#[test]
fn attributes_change_by_the_shorter_way() {
    let mut desk = Desk::new(Size::new(20, 1), Palette::Full);
    let mut picture = Buffer::empty(Rect::new(0, 0, 20, 1));
    let spans = [
        ("a", Modifier::BOLD | Modifier::DIM | Modifier::CROSSED_OUT, Color::Red),
        ("b", Modifier::DIM | Modifier::CROSSED_OUT, Color::Red),
        ("c", Modifier::DIM, Color::Red),
        ("d", Modifier::empty(), Color::Reset),
    ];
    for (x, (text, flags, colour)) in (0..).zip(spans) {
        picture.set_string(x, 0, text, Style::new().fg(colour).add_modifier(flags));
    }
    let bytes = String::from_utf8(desk.show(&picture)).unwrap();
    assert!(bytes.contains("\u{1b}[1;2;9;31ma\u{1b}[22;2mb\u{1b}[29mc\u{1b}[md"), "{bytes:?}");
}

#[test]
fn the_cursor_alone_costs_a_move() {
    let mut desk = Desk::new(SIZE, Palette::Full);
    let picture = Buffer::empty(Rect::new(0, 0, 80, 24));
    desk.caret = Some(Position::new(10, 10));
    desk.show(&picture);
    for (place, bytes) in [
        ((10, 11), "\n"),
        ((9, 11), "\u{8}"),
        ((0, 11), "\r"),
        ((0, 10), "\u{1b}M"),
        ((40, 10), "\u{1b}[40C"),
    ] {
        desk.caret = Some(place.into());
        assert_eq!(desk.show(&picture), bytes.as_bytes(), "to {place:?}");
    }
    desk.caret = None;
    assert_eq!(desk.show(&picture), b"\x1b[?25l");
}

#[test]
fn regions_are_cleared_from_the_cursor_on() {
    let filled = |backend: &mut Frugal<Vec<u8>>| {
        let cell = Cell::new("x");
        backend.draw((0..4).flat_map(|y| (0..5).map(move |x| (x, y))).map(|(x, y)| (x, y, &cell))).unwrap();
        backend.set_cursor_position((2, 1)).unwrap();
    };
    let cases = [
        (ClearType::All, ""),
        (ClearType::AfterCursor, "xxxxx\nxx"),
        (ClearType::BeforeCursor, "\n   xx\nxxxxx\nxxxxx"),
        (ClearType::CurrentLine, "xxxxx\n\nxxxxx\nxxxxx"),
        (ClearType::UntilNewLine, "xxxxx\nxx\nxxxxx\nxxxxx"),
    ];
    for (region, left) in cases {
        let mut backend = Frugal::new(Vec::new(), Size::new(5, 4), Palette::Full);
        filled(&mut backend);
        backend.flush().unwrap();
        backend.clear_region(region).unwrap();
        backend.flush().unwrap();
        let mut emulator = vt100::Parser::new(4.try_into().unwrap(), 5.try_into().unwrap(), 0);
        emulator.process(backend.out_mut());
        assert_eq!(emulator.screen().contents(), left, "{region:?}");
    }
}

#[test]
fn appended_lines_scroll_the_picture() {
    let mut backend = Frugal::new(Vec::new(), Size::new(5, 3), Palette::Full);
    let (a, b) = (Cell::new("a"), Cell::new("b"));
    backend.draw([(0, 0, &a), (0, 2, &b)].into_iter()).unwrap();
    backend.set_cursor_position((1, 1)).unwrap();
    backend.append_lines(3).unwrap();
    backend.flush().unwrap();
    let mut emulator = vt100::Parser::new(3.try_into().unwrap(), 5.try_into().unwrap(), 0);
    emulator.process(backend.out_mut());
    assert_eq!(emulator.screen().contents(), "b");
    assert_eq!(backend.get_cursor_position().unwrap(), Position::new(1, 2));
}

#[test]
fn what_is_outside_the_screen_is_ignored() {
    for size in [Size::new(0, 0), Size::new(1, 1), Size::new(0, 5), Size::new(5, 0)] {
        let mut backend = Frugal::new(Vec::new(), size, Palette::Full);
        let cell = Cell::new("漢");
        backend.draw([(0, 0, &cell), (7, 7, &cell)].into_iter()).unwrap();
        backend.set_cursor_position((9, 9)).unwrap();
        backend.show_cursor().unwrap();
        backend.append_lines(2).unwrap();
        backend.clear_region(ClearType::AfterCursor).unwrap();
        backend.flush().unwrap();
        assert_eq!(backend.size().unwrap(), size);
    }
}

#[test]
fn a_wide_character_gives_way_to_what_is_drawn_over_its_half() {
    let mut buffer = Buffer::with_lines(["漢字漢"]);
    buffer[(3, 0)].set_symbol("│");
    WideLines::default().mend(&mut buffer);
    assert_eq!(buffer.content.iter().map(Cell::symbol).collect::<String>(), "漢  │漢 ");
}

/// Ratatui's differences do not tell what comes to light when a wide character goes; mending the buffer does.
#[test]
fn what_stood_behind_a_wide_character_comes_to_light() {
    let bar = Style::new().add_modifier(Modifier::REVERSED);
    let bars = ["a かか", "か한", "한x", "x"].map(|text| {
        let mut picture = Buffer::empty(Rect::new(0, 0, 9, 1));
        picture.set_string(3 - u16::from(text.starts_with('か')), 0, text, Style::new());
        picture.set_style(picture.area, bar);
        picture
    });
    let mut desk = Desk::new(Size::new(9, 1), Palette::Full);
    for picture in &bars {
        desk.show(picture);
        desk.check(picture).unwrap();
    }

    let mut desk = Desk::new(Size::new(9, 1), Palette::Full);
    desk.show(&Buffer::with_lines(["漢字漢字 "]));
    let mut framed = Buffer::with_lines(["漢字漢字 "]);
    framed[(3, 0)].set_symbol("│");
    desk.show(&framed);
    let wanted = Buffer::with_lines(["漢 │漢字 "]);
    desk.check(&wanted).unwrap();
    desk.show(&wanted);
    desk.check(&wanted).unwrap();
}
