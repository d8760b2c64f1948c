//! A user at the keyboard: the program on a disk in memory, with a clock that stands still.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use goodoffices::{
    store::{Disk, MemoryDisk},
    ui::{
        Start,
        app::{App, World},
        event::Event,
        keys::Keymap,
        text::Glyphs,
        theme::{Look, Theme},
    },
};
use jiff::{Timestamp, tz::TimeZone};
use ratatui::{buffer::Buffer, layout::Rect, style::Style};

/// The program with somebody in front of it.
pub struct Session {
    pub app: App,
    pub disk: MemoryDisk,
    pub size: (u16, u16),
}

/// The moment at which every journey takes place.
pub fn now() -> Timestamp {
    "2026-11-21T14:02:00Z".parse().unwrap()
}

impl Session {
    /// A first start: no name, no case.
    pub fn first() -> Self {
        Self::on(MemoryDisk::new(), None, |_| {})
    }

    /// Rosa, with no case yet.
    pub fn rosa() -> Self {
        Self::on(MemoryDisk::new(), Some("rosa"), |_| {})
    }

    /// Rosa, in a fresh copy of the sample case; a spreadsheet lies beside the cases.
    pub fn in_sample() -> Self {
        let mut session = Self::rosa();
        session.disk.create_folder(Path::new("/in"), 0o700).unwrap();
        session.disk.overwrite(Path::new("/in/positions.csv"), include_bytes!("../fixtures/positions.csv"));
        session.keys("s");
        session
    }

    /// The program on a disk, started in some other way.
    pub fn on(disk: MemoryDisk, by: Option<&str>, change: impl FnOnce(&mut Start)) -> Self {
        let mut start = Start {
            cases: PathBuf::from("/cases"),
            open: None,
            shield: false,
            read_only: false,
            by: by.map(ToOwned::to_owned),
            settings: PathBuf::from("/settings.ron"),
            host: "srv1".to_owned(),
            look: Look { theme: Theme::Plain, glyphs: Glyphs::Unicode },
            keys: Keymap::default(),
        };
        change(&mut start);
        let shared: Arc<dyn Disk> = Arc::new(disk.clone());
        let world = World { disk: shared, now: Box::new(now), zone: TimeZone::UTC };
        Self { app: App::new(world, start), disk, size: (80, 24) }
    }

    /// The same user after leaving the program and starting it again.
    pub fn again(self) -> Self {
        let disk = self.disk.clone();
        drop(self);
        Self::on(disk, Some("rosa"), |_| {})
    }

    /// Types keys: letters as themselves, `<enter>`, `<esc>`, `<tab>`, `<down>` … by name.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        let mut rest = keys;
        while let Some(first) = rest.chars().next() {
            let named = rest
                .strip_prefix('<')
                .and_then(|r| r.split_once('>'))
                .filter(|(name, _)| code(name).is_some());
            let (code, after) = match named {
                Some((name, after)) => (code(name).unwrap(), after),
                None => (KeyCode::Char(first), &rest[first.len_utf8()..]),
            };
            let held = if rest.starts_with("<ctrl-") { KeyModifiers::CONTROL } else { KeyModifiers::NONE };
            self.app.handle(Event::Key(KeyEvent::new(code, held)));
            rest = after;
        }
        self
    }

    /// Pastes text.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.app.handle(Event::Paste(text.to_owned()));
        self
    }

    /// What is on the screen: rows without the blanks at their ends.
    pub fn screen(&mut self) -> String {
        let buffer = self.buffer();
        let rows = (0..buffer.area.height).map(|y| row(&buffer, y));
        rows.collect::<Vec<_>>().join("\n")
    }

    /// What is on the screen, then a line for each run of cells that is not plain.
    pub fn picture(&mut self) -> String {
        let buffer = self.buffer();
        let mut picture = (0..buffer.area.height).map(|y| row(&buffer, y)).collect::<Vec<_>>().join("\n");
        picture.push_str("\n\n");
        for y in 0..buffer.area.height {
            picture.push_str(&runs(&buffer, y));
        }
        picture
    }

    /// Draws a frame.
    pub fn buffer(&mut self) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        self.app.draw(&mut buffer);
        buffer
    }

    /// Fails with the screen if a text is not on it.
    #[track_caller]
    pub fn sees(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(text), "\"{text}\" is not on the screen:\n{screen}");
        self
    }

    /// Fails with the screen if a text is on it.
    #[track_caller]
    pub fn sees_nothing_of(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(text), "\"{text}\" is on the screen:\n{screen}");
        self
    }
}

fn code(name: &str) -> Option<KeyCode> {
    Some(match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "backtab" => KeyCode::BackTab,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "pgup" => KeyCode::PageUp,
        "pgdn" => KeyCode::PageDown,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "backspace" => KeyCode::Backspace,
        "f1" => KeyCode::F(1),
        "f2" => KeyCode::F(2),
        "ctrl-x" => KeyCode::Char('x'),
        _ => return None,
    })
}

fn row(buffer: &Buffer, y: u16) -> String {
    let cells = (0..buffer.area.width).map(|x| buffer[(x, y)].symbol());
    cells.collect::<String>().trim_end().to_owned()
}

fn runs(buffer: &Buffer, y: u16) -> String {
    let style = |x: u16| {
        let cell = &buffer[(x, y)];
        Style::new().fg(cell.fg).bg(cell.bg).add_modifier(cell.modifier)
    };
    let plain = Style::new().fg(ratatui::style::Color::Reset).bg(ratatui::style::Color::Reset);
    let (mut out, mut x) = (String::new(), 0);
    while x < buffer.area.width {
        let this = style(x);
        let end = (x..buffer.area.width).find(|next| style(*next) != this).unwrap_or(buffer.area.width);
        if this != plain {
            let cell = &buffer[(x, y)];
            let colour = if cell.fg == ratatui::style::Color::Reset {
                String::new()
            } else {
                format!(" {:?}", cell.fg)
            };
            let _ = writeln!(out, "{y}:{x}-{} {:?}{colour}", end - 1, cell.modifier);
        }
        x = end;
    }
    out
}
