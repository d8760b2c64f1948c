//! The user's own keys: a preset and a list of rows in a file, laid over the tables. What cannot be used is named with
//! its line and column, and the rest still holds; no command is ever left without a key.

use ron::value::RawValue;
use serde::Deserialize;

use super::{Binding, Command, Key, NEVER};
use crate::{
    notation::{self, Problem},
    ui::screens::ALL_TABLES,
};

/// The tables as this user has them.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    /// Each table that is not as it came, with what takes its place.
    changed: Vec<(&'static [Binding], &'static [Binding])>,
    problems: Vec<Problem>,
    /// What is named in place of a key where the program has no keys.
    spoken: &'static [(Command, &'static str)],
}

/// Keys that some people have in their fingers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Preset {
    #[default]
    Standard,
    Vim,
}

/// What the preset `vim` adds, wherever the command is and the key is free.
const VIM: &[(Command, Key)] = &[
    (Command::PageDown, Key::Ctrl('f')),
    (Command::PageUp, Key::Ctrl('b')),
    (Command::Redo, Key::Ctrl('r')),
    (Command::Edit, Key::Char('i')),
    (Command::New, Key::Char('o')),
    (Command::Quit, Key::Char('Z')),
];

/// The file.
#[derive(Deserialize)]
#[serde(rename = "Keys", deny_unknown_fields)]
struct Written<'a> {
    #[serde(default)]
    preset: Preset,
    #[serde(borrow, default)]
    rows: Vec<&'a RawValue>,
}

/// One row of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    #[serde(default = "everywhere")]
    place: String,
    command: String,
    keys: Vec<String>,
}

/// A table being changed, with the commands that the user has given keys to.
struct Table {
    name: &'static str,
    rows: Vec<Own>,
}

struct Own {
    binding: Binding,
    keys: Vec<Key>,
    is_given: bool,
}

impl Keymap {
    /// The keys that a file asks for.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let written: Written<'_> = match notation::parse(text) {
            Ok(written) => written,
            Err(error) => return Self { problems: vec![notation::explain(&error)], ..Self::default() },
        };
        let mut tables: Vec<Table> = ALL_TABLES.iter().map(|(name, rows)| Table::of(name, rows)).collect();
        if written.preset == Preset::Vim {
            add_vim(&mut tables);
        }
        let mut problems = Vec::new();
        for raw in written.rows {
            let row = raw.get_ron();
            let start = row.len() - row.trim_start().len();
            let at = notation::place(text, row.as_ptr().addr() - text.as_ptr().addr() + start);
            if let Err((what, remedy)) = lay_over(&mut tables, row) {
                problems.push(Problem::new(at, what, remedy));
            }
        }
        let changed = ALL_TABLES.iter().zip(tables).filter(|((_, rows), table)| table.differs(rows));
        let changed = changed.map(|((_, rows), table)| (*rows, table.kept())).collect();
        Self { changed, problems, spoken: &[] }
    }

    /// For a program without keys: what is named in place of them.
    #[must_use]
    pub fn spoken(spoken: &'static [(Command, &'static str)]) -> Self {
        Self { spoken, ..Self::default() }
    }

    /// What is named in place of the key of a command, if anything is.
    #[must_use]
    pub fn name_spoken(&self, command: Command) -> Option<&'static str> {
        self.spoken.iter().find(|(other, _)| *other == command).map(|(_, name)| *name)
    }

    /// A table as this user has it.
    #[must_use]
    pub fn of(&self, table: &'static [Binding]) -> &'static [Binding] {
        self.changed.iter().find(|(usual, _)| *usual == table).map_or(table, |(_, own)| own)
    }

    /// What could not be used, and where it stands.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl Table {
    fn of(name: &'static str, rows: &[Binding]) -> Self {
        let own = |row: &Binding| Own { binding: *row, keys: row.keys.to_vec(), is_given: false };
        Self { name, rows: rows.iter().map(own).collect() }
    }

    fn holder(&self, key: Key) -> Option<&Own> {
        self.rows.iter().find(|row| row.keys.contains(&key))
    }

    fn differs(&self, usual: &[Binding]) -> bool {
        self.rows.iter().zip(usual).any(|(own, row)| own.keys != row.keys)
    }

    /// The table for the life of the program: it is made once, at the start.
    fn kept(self) -> &'static [Binding] {
        let row = |own: Own| Binding { keys: Box::leak(own.keys.into_boxed_slice()), ..own.binding };
        Box::leak(self.rows.into_iter().map(row).collect())
    }
}

fn everywhere() -> String {
    "everywhere".to_owned()
}

fn add_vim(tables: &mut [Table]) {
    let (general, screens) = tables.split_at_mut(2);
    for table in general.iter_mut().chain(screens) {
        for (command, key) in VIM {
            if table.holder(*key).is_none()
                && let Some(row) = table.rows.iter_mut().find(|row| row.binding.command == *command)
            {
                row.keys.push(*key);
            }
        }
    }
}

type Refusal = (String, String);

/// Lays one row over the tables, or says why not.
fn lay_over(tables: &mut [Table], row: &str) -> Result<(), Refusal> {
    let row: Row = notation::read(row).map_err(|problem| (problem.what, problem.remedy))?;
    let at =
        tables.iter().position(|table| table.name.eq_ignore_ascii_case(&row.place)).ok_or_else(|| {
            let near = notation::nearest(&row.place, tables.iter().map(|table| table.name));
            let remedy = "Write one that the table of keys in the README names.";
            (format!("there is no place \"{}\"", row.place), did_you_mean(near, remedy))
        })?;
    let names = || tables[at].rows.iter().map(|own| own.binding.command.name()).collect::<Vec<_>>();
    let which = names().iter().position(|name| *name == row.command).ok_or_else(|| {
        let names = names();
        let near = notation::nearest(&row.command, names.iter().map(String::as_str));
        let what = format!("there is no command \"{}\" in the place \"{}\"", row.command, tables[at].name);
        (what, did_you_mean(near, "The table of keys in the README names them."))
    })?;
    let mut keys = Vec::new();
    for name in &row.keys {
        let key = Key::from_name(name).filter(|key| !NEVER.contains(key)).ok_or_else(|| {
            let remedy = "Write a letter or sign, Ctrl-X, F2, Enter, Esc, Tab, Shift-Tab, Space, Up, Down, Left, Right, PgUp, PgDn, Home or End; [ and O are left free for arrows that arrive in pieces.";
            (format!("\"{name}\" cannot be a key"), remedy.to_owned())
        })?;
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    if keys.is_empty() {
        return Err((format!("\"{}\" would have no key", row.command), "Name one at least.".to_owned()));
    }
    for key in &keys {
        refuse_taken(tables, at, which, *key)?;
    }
    for (_, own) in tables[at].rows.iter_mut().enumerate().filter(|(n, _)| *n != which) {
        own.keys.retain(|key| !keys.contains(key));
    }
    let own = &mut tables[at].rows[which];
    (own.keys, own.is_given) = (keys, true);
    Ok(())
}

/// Refuses a key that another command cannot give up: the user's own row, its only key, movement, or help.
fn refuse_taken(tables: &[Table], at: usize, which: usize, key: Key) -> Result<(), Refusal> {
    const EVERYWHERE: usize = 0;
    const MOVEMENT: usize = 1;
    let refuse = |own: &Own, table: &Table, why: &str| -> Refusal {
        let what =
            format!("{} is taken {why} by \"{}\" ({})", key.name(), own.binding.command.name(), table.name);
        (what, "Choose another key, or give that command another one first.".to_owned())
    };
    let command = tables[at].rows[which].binding.command;
    let others = |own: &&Own| own.binding.command != command && own.keys.contains(&key);
    if let Some(own) = tables[at].rows.iter().find(others)
        && (own.is_given || own.keys.len() == 1)
    {
        return Err(refuse(own, &tables[at], if own.is_given { "already" } else { "as the only one" }));
    }
    let elsewhere: Vec<&Table> = match at {
        // A screen's own meaning of a key goes before that of everywhere, as it always does.
        EVERYWHERE => vec![&tables[MOVEMENT]],
        MOVEMENT => tables.iter().filter(|table| table.name != tables[MOVEMENT].name).collect(),
        _ => vec![&tables[MOVEMENT], &tables[EVERYWHERE]],
    };
    for table in elsewhere {
        let keeps = |own: &&Own| {
            let is_needed = matches!(own.binding.command, Command::Help | Command::Back | Command::Quit);
            others(own) && (at <= MOVEMENT || table.name == tables[MOVEMENT].name || is_needed)
        };
        if let Some(own) = table.rows.iter().find(keeps) {
            return Err(refuse(own, table, "already"));
        }
    }
    Ok(())
}

fn did_you_mean(near: Option<&str>, otherwise: &str) -> String {
    near.map_or_else(|| otherwise.to_owned(), |near| format!("Did you mean \"{near}\"?"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::{
        keys::{GLOBAL, MOVEMENT, find},
        screens::positions,
    };

    #[test]
    fn no_two_tables_are_the_same_so_that_each_is_found_by_what_it_holds() {
        for (n, (name, table)) in ALL_TABLES.iter().enumerate() {
            let twin = ALL_TABLES[..n].iter().find(|(_, other)| other == table && !table.is_empty());
            assert!(twin.is_none(), "{name} and {twin:?}");
        }
    }

    #[test]
    fn a_row_gives_a_command_other_keys_and_takes_them_from_those_that_have_more() {
        let own = Keymap::read(
            r#"Keys(rows: [(place: "positions", command: "record", keys: ["Ctrl-E", "r"]), (command: "help", keys: ["!"])])"#,
        );
        assert!(own.problems().is_empty(), "{:?}", own.problems());
        let tables = [own.of(positions::KEYS), own.of(MOVEMENT), own.of(GLOBAL)];
        assert_eq!(find(&tables, Key::Ctrl('e')), Some(Command::Record));
        assert_eq!(find(&tables, Key::Char('!')), Some(Command::Help));
        assert_eq!(find(&tables, Key::Char('?')), None);
        assert_eq!(find(&tables, Key::Char('j')), Some(Command::Down));
    }

    #[test]
    fn what_cannot_be_used_is_named_with_its_place_and_the_rest_holds() {
        let text = "Keys(\n    preset: vim,\n    rows: [\n        (command: \"hlep\", keys: [\"!\"]),\n        \
                    (place: \"Positions\", command: \"record\", keys: [\"j\"]),\n        \
                    (place: \"Positions\", command: \"record\", keys: [\"[\"]),\n        \
                    (place: \"Positions\", command: \"phase\", keys: [\"?\"]),\n        \
                    (place: \"Nowhere\", command: \"phase\", keys: [\"!\"]),\n        \
                    (command: \"undo\", keys: []),\n        \
                    (command: \"undo\", keys: [\"0\"]),\n        \
                    (command: 7, keys: []),\n        \
                    (command: \"undo\", keys: [\"!\"]),\n        \
                    (command: \"redo\", keys: [\"!\"]),\n    ],\n)\n";
        let own = Keymap::read(text);
        let places: Vec<(usize, usize)> = own.problems().iter().map(|p| (p.line, p.column)).collect();
        assert_eq!(places, [4, 5, 6, 7, 8, 9, 10, 11, 13].map(|line| (line, 9)), "{:#?}", own.problems());
        assert!(own.problems()[0].to_string().contains("Did you mean \"help\"?"), "{}", own.problems()[0]);
        assert!(own.problems()[8].what.contains("taken already by \"undo\""), "{}", own.problems()[8]);
        let tables = [own.of(positions::KEYS), own.of(MOVEMENT), own.of(GLOBAL)];
        assert_eq!(find(&tables, Key::Char('!')), Some(Command::Undo));
        assert_eq!(find(&tables, Key::Ctrl('f')), Some(Command::PageDown));
        assert_eq!(find(&tables, Key::Ctrl('r')), Some(Command::Redo));
    }

    #[test]
    fn a_file_that_cannot_be_read_leaves_the_keys_as_they_came() {
        for (text, place) in [("Keys(preset: emacs)", (1, 14)), ("Keys(\n  rows: [\n", (2, 10)), ("", (1, 1))]
        {
            let own = Keymap::read(text);
            let [problem] = own.problems() else { panic!("{text}: {:?}", own.problems()) };
            assert_eq!((problem.line, problem.column), place, "{text}: {problem}");
            assert_eq!(own.of(GLOBAL), GLOBAL);
        }
    }

    #[test]
    fn with_either_preset_no_key_of_a_screen_hides_movement_or_help_and_none_is_lost() {
        for preset in ["standard", "vim"] {
            let own = Keymap::read(&format!("Keys(preset: {preset})"));
            for (name, table) in ALL_TABLES {
                let effective = own.of(table);
                for row in effective.iter().filter(|_| *name != "everywhere" && *name != "on every list") {
                    for key in row.keys {
                        assert_eq!(
                            find(&[own.of(MOVEMENT)], *key).filter(|c| *c != row.command),
                            None,
                            "{name}"
                        );
                    }
                }
                for (row, usual) in effective.iter().zip(*table) {
                    assert!(row.keys.starts_with(usual.keys), "{name}");
                }
            }
        }
    }

    #[test]
    fn a_key_is_read_by_the_name_that_it_is_shown_with() {
        for row in ALL_TABLES.iter().flat_map(|(_, table)| *table) {
            for key in row.keys {
                assert_eq!(Key::from_name(&key.name()), Some(*key));
            }
        }
        assert_eq!(Key::from_name("Space"), Some(Key::Char(' ')));
        assert_eq!(Key::from_name("nothing"), None);
    }
}
