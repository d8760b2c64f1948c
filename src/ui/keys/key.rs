//! A key as tables and people name it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use Key::{Char, Ctrl};

/// A key as tables name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A letter, digit or sign.
    Char(char),
    /// A letter with Ctrl.
    Ctrl(char),
    /// Enter.
    Enter,
    /// Esc.
    Esc,
    /// Tab.
    Tab,
    /// Shift-Tab.
    BackTab,
    /// An arrow.
    Up,
    /// An arrow.
    Down,
    /// An arrow.
    Left,
    /// An arrow.
    Right,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Home.
    Home,
    /// End.
    End,
    /// A function key.
    F(u8),
}

impl Key {
    /// The key of an event, if tables can name it.
    #[must_use]
    pub fn of(event: KeyEvent) -> Option<Self> {
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        if event.modifiers.contains(KeyModifiers::ALT) {
            return None;
        }
        Some(match event.code {
            KeyCode::Char(c) if ctrl => Self::Ctrl(c.to_ascii_lowercase()),
            KeyCode::Char(c) => Self::Char(c),
            KeyCode::Enter => Self::Enter,
            KeyCode::Esc => Self::Esc,
            KeyCode::Tab => Self::Tab,
            KeyCode::BackTab => Self::BackTab,
            KeyCode::Up => Self::Up,
            KeyCode::Down => Self::Down,
            KeyCode::Left => Self::Left,
            KeyCode::Right => Self::Right,
            KeyCode::PageUp => Self::PageUp,
            KeyCode::PageDown => Self::PageDown,
            KeyCode::Home => Self::Home,
            KeyCode::End => Self::End,
            KeyCode::F(n) => Self::F(n),
            _ => return None,
        })
    }

    /// How people call it.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Char(' ') => "Space".to_owned(),
            Self::Char(c) => c.to_string(),
            Self::Ctrl(c) => format!("Ctrl-{}", c.to_ascii_uppercase()),
            Self::BackTab => "Shift-Tab".to_owned(),
            Self::PageUp => "PgUp".to_owned(),
            Self::PageDown => "PgDn".to_owned(),
            Self::F(n) => format!("F{n}"),
            other => format!("{other:?}"),
        }
    }

    /// The key that people call so.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        const NAMED: [Key; 13] = [
            Key::Enter,
            Key::Esc,
            Key::Tab,
            Key::BackTab,
            Key::Up,
            Key::Down,
            Key::Left,
            Key::Right,
            Key::PageUp,
            Key::PageDown,
            Key::Home,
            Key::End,
            Char(' '),
        ];
        let mut letters = name.chars();
        if let (Some(only), None) = (letters.next(), letters.next()) {
            return (!only.is_control() && only != ' ').then_some(Char(only));
        }
        if let Some(letter) = name.strip_prefix("Ctrl-").filter(|rest| rest.chars().count() == 1) {
            return letter
                .chars()
                .next()
                .filter(char::is_ascii_graphic)
                .map(|c| Ctrl(c.to_ascii_lowercase()));
        }
        let function = name.strip_prefix('F').and_then(|number| number.parse().ok());
        function
            .filter(|n| (1..=12).contains(n))
            .map(Self::F)
            .or_else(|| NAMED.into_iter().find(|key| key.name().eq_ignore_ascii_case(name)))
    }
}
