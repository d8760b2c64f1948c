//! How meaning looks: few styles, the terminal's own colours, a mark beside every colour.

use ratatui::style::{Color, Modifier, Style};

use super::text::Glyphs;
use crate::model::Stance;

/// Which colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// The terminal's own foreground and background, with few accents.
    #[default]
    Plain,
    /// Bright accents.
    Contrast,
    /// No colour at all.
    Mono,
}

/// What something means, for its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Ordinary text.
    Text,
    /// A heading.
    Heading,
    /// Said more quietly: labels, hints.
    Quiet,
    /// Where the selection is.
    Selected,
    /// Something to look at.
    Attention,
    /// Something that failed.
    Error,
    /// Good news.
    Good,
    /// The marking and the audience.
    Marking,
}

/// Theme and glyphs: how everything on a screen looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The colours.
    pub theme: Theme,
    /// The signs.
    pub glyphs: Glyphs,
}

impl Look {
    /// The style for a meaning.
    #[must_use]
    pub fn style(self, meaning: Meaning) -> Style {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let coloured = |style: Style, plain: Color, contrast: Color| match self.theme {
            Theme::Plain => style.fg(plain),
            Theme::Contrast => style.fg(contrast).add_modifier(Modifier::BOLD),
            Theme::Mono => style,
        };
        match meaning {
            Meaning::Quiet if self.theme == Theme::Plain => Style::new().add_modifier(Modifier::DIM),
            Meaning::Text | Meaning::Quiet => Style::new(),
            Meaning::Heading | Meaning::Marking => bold,
            Meaning::Selected => Style::new().add_modifier(Modifier::REVERSED),
            Meaning::Attention => coloured(Style::new(), Color::Yellow, Color::LightYellow),
            Meaning::Error => coloured(bold, Color::Red, Color::LightRed),
            Meaning::Good => coloured(Style::new(), Color::Green, Color::LightGreen),
        }
    }

    /// The mark of a stance, two columns at most.
    #[must_use]
    pub fn stance(self, stance: Stance) -> &'static str {
        match (self.glyphs, stance) {
            (Glyphs::Unicode, Stance::Demands) => "▲",
            (Glyphs::Unicode, Stance::Accepts) => "●",
            (Glyphs::Unicode, Stance::AcceptsIf) => "◐",
            (Glyphs::Unicode, Stance::Neutral) => "○",
            (Glyphs::Unicode, Stance::Opposes) => "▽",
            (Glyphs::Unicode, Stance::RedLine) => "✕",
            (_, Stance::Demands) => "++",
            (_, Stance::Accepts) => "+",
            (_, Stance::AcceptsIf) => "~",
            (_, Stance::Neutral) => "o",
            (_, Stance::Opposes) => "-",
            (_, Stance::RedLine) => "X",
            (_, Stance::Unknown) => "?",
        }
    }

    /// The line under the header and above the footer.
    #[must_use]
    pub fn rule(self) -> &'static str {
        if self.glyphs == Glyphs::Ascii { "-" } else { "─" }
    }

    /// What stands between two columns of a screen.
    #[must_use]
    pub fn bar(self) -> &'static str {
        if self.glyphs == Glyphs::Ascii { "|" } else { "│" }
    }
}
