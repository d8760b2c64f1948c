//! Keys are rows in tables. The same rows find the command for a key, draw the footer, and fill the help, the
//! palette and the README's key table, so that none of them can say anything else.

mod command;
mod key;
mod keymap;

use super::{screens::Main, text};
pub use command::Command;
pub use key::Key;
pub use keymap::Keymap;

/// One row: keys, what they ask for, and how that is called.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Binding {
    /// The keys, the one to show first.
    pub keys: &'static [Key],
    /// What they ask for.
    pub command: Command,
    /// In the footer: one or two words.
    pub short: &'static str,
    /// In help and palette: a sentence without its full stop.
    pub long: &'static str,
    /// Its place in the footer, 1 first; 0 keeps it out.
    pub rank: u8,
}

/// A row.
#[must_use]
pub const fn row(
    keys: &'static [Key],
    command: Command,
    short: &'static str,
    long: &'static str,
    rank: u8,
) -> Binding {
    Binding { keys, command, short, long, rank }
}

use Command as C;
use Key::{Char, Ctrl};

/// Movement: the same on every list, and nothing else.
pub const MOVEMENT: &[Binding] = &[
    row(&[Key::Up, Char('k')], C::Up, "up", "Move up", 0),
    row(&[Key::Down, Char('j')], C::Down, "down", "Move down", 0),
    row(&[Key::Left, Char('h')], C::Left, "left", "Move left", 0),
    row(&[Key::Right, Char('l')], C::Right, "right", "Move right", 0),
    row(&[Key::PageUp, Ctrl('u')], C::PageUp, "page up", "Move a page up", 0),
    row(&[Key::PageDown, Ctrl('d')], C::PageDown, "page down", "Move a page down", 0),
    row(&[Key::Home, Char('g')], C::First, "first", "Move to the beginning", 0),
    row(&[Key::End, Char('G')], C::Last, "last", "Move to the end", 0),
    row(&[Key::Tab], C::NextPane, "next part", "Move to the next part of the screen", 0),
    row(&[Key::BackTab], C::PreviousPane, "previous part", "Move to the previous part of the screen", 0),
];

/// What works everywhere.
pub const GLOBAL: &[Binding] = &[
    row(&[Char('0')], C::Go(Main::Cases), "cases", "Go to the list of cases", 0),
    row(&[Char('1')], C::Go(Main::Overview), "to 7 screens", "Go to the overview", 7),
    row(&[Char('2')], C::Go(Main::Assessments), "assessments", "Go to the seven assessments", 0),
    row(&[Char('3')], C::Go(Main::Actors), "actors", "Go to parties and actors", 0),
    row(&[Char('4')], C::Go(Main::Positions), "positions", "Go to the positions", 0),
    row(&[Char('5')], C::Go(Main::Agenda), "agenda", "Go to the agenda: issues and trades", 0),
    row(&[Char('6')], C::Go(Main::Scenarios), "scenarios", "Go to the scenario comparisons", 0),
    row(&[Char('7')], C::Go(Main::Guidance), "guidance", "Go to the guidance", 0),
    row(&[Key::Esc], C::Back, "back", "Go back one level", 0),
    row(&[Char('n')], C::NextGap, "next open question", "Go to the next open key question", 0),
    row(&[Char('M')], C::Gaps, "gaps", "List what is missing, and go where it can be closed", 0),
    row(&[Char('W')], C::WhatNow, "what now", "List what the note asks now, and note what was done", 0),
    row(&[Char('/')], C::Search, "search", "Search here", 0),
    row(&[Char('F')], C::SearchAll, "search everything", "Search everything: the case and the guidance", 0),
    row(&[Char(':')], C::Palette, "commands", "List every command and run one", 8),
    row(&[Char('u')], C::Undo, "undo", "Take back your last change", 0),
    row(&[Char('U')], C::Redo, "redo", "Do again what you took back", 0),
    row(&[Char('x'), Ctrl('x')], C::Shield, "shield", "Show only what may be shared; again to come back", 0),
    row(
        &[Char('V')],
        C::Audiences,
        "for a party",
        "Show what a party may see, and count what is withheld from it",
        0,
    ),
    row(&[Char('T')], C::Timeline, "timeline", "Go to the timeline: events, deadlines, provisions", 0),
    row(&[Char('S')], C::Sources, "sources", "Go to the sources", 0),
    row(&[Char('B')], C::Report, "report", "Read a report for somebody and write it into a file", 0),
    row(&[Char('I')], C::Import, "import", "Import positions from a spreadsheet: .csv, .xlsx, .ods", 0),
    row(&[Char('E')], C::Unsaved, "unsaved text", "Go to text that was typed and not saved", 0),
    row(&[Char('C')], C::Copy, "copy", "Copy what is selected, or the page, to a file and the clipboard", 0),
    row(&[Char('K')], C::Mouse, "mouse", "Let the wheel of the mouse move, or leave it to the terminal", 0),
    row(&[Char('Y')], C::Tour, "tour", "Begin the tour, leave it, or take it up again", 0),
    row(&[Char('X')], C::Blank, "blank", "Blank the screen until a key is pressed", 0),
    row(&[Ctrl('l'), Char('R')], C::Repaint, "repaint", "Draw the screen anew", 0),
    row(&[Char('?'), Key::F(1)], C::Help, "help", "Say what works here", 6),
    row(&[Char('q')], C::Quit, "quit", "Leave the program", 0),
];

/// Bound to nothing, so that the tail of an escape sequence that arrives in pieces does no harm.
const NEVER: [Key; 2] = [Char('['), Char('O')];

impl Binding {
    /// The keys as people call them: `Up k`.
    #[must_use]
    pub fn key_names(&self) -> String {
        self.keys.iter().map(|key| key.name()).collect::<Vec<_>>().join(" ")
    }
}

/// The command for a key, in the order of the tables: first match wins.
#[must_use]
pub fn find(tables: &[&'static [Binding]], key: Key) -> Option<Command> {
    tables.iter().flat_map(|table| table.iter()).find(|row| row.keys.contains(&key)).map(|row| row.command)
}

/// The first key of a command in these tables, for words that name it; where it has none there, that of the palette,
/// which has them all.
#[must_use]
pub fn key_of(tables: &[&'static [Binding]], command: Command) -> String {
    let rows = || tables.iter().flat_map(|table| table.iter());
    let row = rows().find(|row| row.command == command);
    let row = row.or_else(|| rows().find(|row| row.command == Command::Palette));
    row.and_then(|row| row.keys.first()).map_or_else(String::new, |key| key.name())
}

/// The rows that do something here: of two with one command the first, none whose keys an earlier table answers, and none
/// for which there is nothing to do.
#[must_use]
pub fn at_work(tables: &[&'static [Binding]], works: impl Fn(Command) -> bool) -> Vec<&'static Binding> {
    let mut rows: Vec<&'static Binding> = Vec::new();
    for row in tables.iter().flat_map(|table| table.iter()) {
        let is_answered = row.keys.iter().any(|key| find(tables, *key) == Some(row.command));
        let is_new = rows.iter().all(|other| other.command != row.command);
        if is_answered && is_new && works(row.command) {
            rows.push(row);
        }
    }
    rows
}

/// What stands in the footer: at most six actions, those of the screen first, and only those that can do something.
#[must_use]
pub fn footer(tables: &[&'static [Binding]], works: impl Fn(Command) -> bool) -> Vec<(String, &'static str)> {
    let mut rows = at_work(tables, works);
    rows.retain(|row| row.rank > 0);
    rows.sort_by_key(|row| row.rank);
    rows.truncate(6);
    let short = |row: &Binding| match row.keys[0] {
        // "1 to 7 screens" is said of the keys as they came.
        key if row.command == C::Go(Main::Overview) && key != Char('1') => "overview",
        _ => row.short,
    };
    rows.iter().map(|row| (row.keys[0].name(), short(row))).collect()
}

/// The rows that fit a width, in their order. Help always stays: from it one finds the rest.
#[must_use]
pub fn fitting(rows: Vec<(String, &'static str)>, width: usize) -> Vec<(String, &'static str)> {
    let needed = |(key, short): &(String, &str)| text::width(key) + text::width(short) + 4;
    let is_help = |row: &(String, &str)| row.1 == "help";
    let mut left = width.saturating_sub(rows.iter().filter(|row| is_help(row)).map(needed).sum());
    let mut fits = |row: &(String, &'static str)| {
        let fits = is_help(row) || needed(row) <= left + 3;
        if fits && !is_help(row) {
            left = left.saturating_sub(needed(row));
        }
        fits
    };
    rows.into_iter().filter(|row| fits(row)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::screens::ALL_TABLES;

    /// Keys that a terminal, a multiplexer or flow control may take away.
    fn is_taken_away(key: Key) -> bool {
        matches!(key, Ctrl('a' | 'b' | 's' | 'q' | 'z' | 'h' | 'j' | 'm' | 'i' | '[') | Key::F(1 | 10 | 11))
    }

    #[test]
    fn no_key_stands_twice_and_none_is_a_tail_of_an_arrow() {
        for (name, table) in ALL_TABLES {
            let help = GLOBAL.iter().filter(|row| row.command == C::Help && *name != "everywhere");
            let movement = MOVEMENT.iter().filter(|_| *name != "on every list");
            let rows = table.iter().chain(movement).chain(help);
            let mut seen: Vec<(Key, Command)> = Vec::new();
            for (key, command) in rows.flat_map(|row| row.keys.iter().map(|key| (*key, row.command))) {
                let twice = seen.iter().find(|(other, for_what)| *other == key && *for_what != command);
                assert!(twice.is_none(), "{key:?} stands for {command:?} and {twice:?} on {name}");
                assert!(!NEVER.contains(&key), "{key:?} for {name} is the tail of an escape sequence");
                seen.push((key, command));
            }
        }
    }

    #[test]
    fn every_command_has_a_key_that_nothing_takes_away() {
        for (name, table) in ALL_TABLES {
            for row in *table {
                assert!(row.keys.iter().any(|key| !is_taken_away(*key)), "{} in {name}", row.long);
            }
        }
    }

    #[test]
    fn a_footer_holds_six_actions_at_most_and_always_help() {
        for (name, table) in ALL_TABLES {
            let footer = footer(&[table, GLOBAL], |_| true);
            assert!(footer.len() <= 6, "{name}");
            assert!(footer.iter().any(|(_, short)| *short == "help"), "{name}: {footer:?}");
        }
    }
}
