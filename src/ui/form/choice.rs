//! Fields that are chosen rather than typed: one of several words, any of several records, a stance on each option.

use crate::{
    model::{Id, IssueOption, Stance},
    ui::keys::Key,
};

/// One of several words. Left and Right go round; a letter goes to the next word that begins with it.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The words.
    pub words: Vec<String>,
    /// Which one.
    pub at: usize,
    first: usize,
    /// Whether Left and Right stop at the ends.
    has_ends: bool,
    /// The ids of the records that the words name; none where the words are only words.
    ids: Vec<String>,
}

/// Any of several records, each marked with the space bar.
#[derive(Clone, Debug)]
pub struct Many {
    /// Id and name of each.
    pub items: Vec<(String, String)>,
    /// Which are marked.
    pub marked: Vec<bool>,
    /// Where the cursor is.
    pub at: usize,
    first: Vec<bool>,
}

/// A stance on each option of an issue, one key each.
#[derive(Clone, Debug)]
pub struct Stances {
    /// The options with their stances.
    pub rows: Vec<StanceRow>,
    /// Where the cursor is.
    pub at: usize,
    first: Vec<Option<Stance>>,
}

/// One option in a [`Stances`] field.
#[derive(Clone, Debug)]
pub struct StanceRow {
    /// The option.
    pub option: Id<IssueOption>,
    /// Its letter and title.
    pub words: String,
    /// How the party stands to it; nothing if the position does not name it.
    pub stance: Option<Stance>,
}

/// The key for each stance.
pub const STANCE_KEYS: [(char, Stance); 7] = [
    ('d', Stance::Demands),
    ('a', Stance::Accepts),
    ('i', Stance::AcceptsIf),
    ('n', Stance::Neutral),
    ('o', Stance::Opposes),
    ('r', Stance::RedLine),
    ('u', Stance::Unknown),
];

impl Choice {
    /// A choice that stands on one of its words.
    #[must_use]
    pub fn new(words: Vec<String>, at: usize) -> Self {
        Self { words, at, first: at, has_ends: false, ids: Vec::new() }
    }

    /// A choice between records, on one of them. What it stands on is known by its id, whatever happens to the case
    /// while the form is open; a record that is not here any more keeps its place.
    #[must_use]
    pub fn of_records(mut records: Vec<(String, String)>, on: Option<&str>) -> Self {
        let at = on.and_then(|on| records.iter().position(|(id, _)| id == on));
        let at = match (at, on) {
            (None, Some(missing)) if !missing.is_empty() => {
                records.push((missing.to_owned(), format!("not here: {missing}")));
                records.len() - 1
            }
            (at, _) => at.unwrap_or(0),
        };
        let (ids, words) = records.into_iter().unzip();
        Self { words, at, first: at, has_ends: false, ids }
    }

    /// The same, with Left and Right that stop at the ends.
    #[must_use]
    pub fn with_ends(self) -> Self {
        Self { has_ends: true, ..self }
    }

    /// The id of the record it stands on; nothing where the words are only words.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.ids.get(self.at).map(String::as_str)
    }

    /// Stands on the record with this id, if there is one; says whether there is.
    pub fn stand_on(&mut self, id: &str) -> bool {
        let at = self.ids.iter().position(|known| known == id);
        self.at = at.unwrap_or(self.at);
        at.is_some()
    }

    /// Where it stood at first.
    #[must_use]
    pub const fn was(&self) -> usize {
        self.first
    }

    /// Whether it stands elsewhere than at first.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.at != self.first
    }

    /// Takes a key; says whether it meant something here.
    pub fn on(&mut self, key: Key) -> bool {
        let len = self.words.len();
        if len == 0 {
            return false;
        }
        self.at = match key {
            Key::Right | Key::Char(' ') if self.has_ends => (self.at + 1).min(len - 1),
            Key::Left if self.has_ends => self.at.saturating_sub(1),
            Key::Right | Key::Char(' ') => (self.at + 1) % len,
            Key::Left => (self.at + len - 1) % len,
            Key::Char(letter) => {
                let begins =
                    |n: &usize| self.words[*n].to_lowercase().starts_with(letter.to_ascii_lowercase());
                let Some(next) = (1..=len).map(|step| (self.at + step) % len).find(begins) else {
                    return false;
                };
                next
            }
            _ => return false,
        };
        true
    }
}

impl Many {
    /// A list of which some are marked.
    #[must_use]
    pub fn new(mut items: Vec<(String, String)>, marked: &[String]) -> Self {
        for missing in
            marked.iter().filter(|id| !items.iter().any(|(known, _)| known == *id)).collect::<Vec<_>>()
        {
            items.push((missing.clone(), format!("not here: {missing}")));
        }
        let marks: Vec<bool> = items.iter().map(|(id, _)| marked.contains(id)).collect();
        Self { items, first: marks.clone(), marked: marks, at: 0 }
    }

    /// Whether the marks are others than at first.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.marked != self.first
    }

    /// The ids that are marked.
    pub fn chosen(&self) -> impl Iterator<Item = &str> {
        self.items.iter().zip(&self.marked).filter(|(_, marked)| **marked).map(|((id, _), _)| id.as_str())
    }

    /// What is marked, in words.
    #[must_use]
    pub fn words(&self) -> String {
        let names = self
            .items
            .iter()
            .zip(&self.marked)
            .filter(|(_, marked)| **marked)
            .map(|((_, name), _)| name.as_str());
        names.collect::<Vec<_>>().join(", ")
    }

    /// Takes a key; says whether it meant something here.
    pub fn on(&mut self, key: Key) -> bool {
        match key {
            Key::Right if self.at + 1 < self.items.len() => self.at += 1,
            Key::Left if self.at > 0 => self.at -= 1,
            Key::Char(' ') => {
                if let Some(mark) = self.marked.get_mut(self.at) {
                    *mark = !*mark;
                }
            }
            _ => return false,
        }
        true
    }
}

impl Stances {
    /// The options with the stances that a position names.
    #[must_use]
    pub fn new(rows: Vec<StanceRow>) -> Self {
        let first = rows.iter().map(|row| row.stance).collect();
        Self { rows, at: 0, first }
    }

    /// Whether a stance is another than at first.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.rows.iter().map(|row| row.stance).ne(self.first.iter().copied())
    }

    /// Takes a key; says whether it meant something here. A stance key goes on to the next option.
    pub fn on(&mut self, key: Key) -> bool {
        let last = self.rows.len().saturating_sub(1);
        match key {
            Key::Down if self.at < last => self.at += 1,
            Key::Up if self.at > 0 => self.at -= 1,
            Key::Char(' ') => self.set(None),
            Key::Char(letter) => {
                let Some((_, stance)) = STANCE_KEYS.iter().find(|(key, _)| *key == letter) else {
                    return false;
                };
                self.set(Some(*stance));
                self.at = (self.at + 1).min(last);
            }
            _ => return false,
        }
        true
    }

    fn set(&mut self, stance: Option<Stance>) {
        if let Some(row) = self.rows.get_mut(self.at) {
            row.stance = stance;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_goes_to_the_next_word_that_begins_with_it() {
        let mut choice = Choice::new(vec!["open".into(), "leaning".into(), "firm".into(), "fixed".into()], 0);
        assert!(choice.on(Key::Char('f')) && choice.at == 2);
        assert!(choice.on(Key::Char('f')) && choice.at == 3);
        assert!(choice.on(Key::Right) && choice.at == 0 && !choice.is_changed());
        assert!(!choice.on(Key::Char('z')));
    }

    #[test]
    fn one_key_sets_a_stance_and_goes_on() {
        let row =
            |letter: &str| StanceRow { option: Id::new(letter).unwrap(), words: letter.into(), stance: None };
        let mut stances = Stances::new(vec![row("a"), row("b")]);
        assert!(stances.on(Key::Char('d')) && stances.on(Key::Char('o')));
        let set: Vec<_> = stances.rows.iter().map(|row| row.stance).collect();
        assert_eq!(set, [Some(Stance::Demands), Some(Stance::Opposes)]);
        assert!(stances.on(Key::Char(' ')) && stances.rows[1].stance.is_none());
        assert!(!stances.on(Key::Down), "at the end the form goes on to its next field");
    }
}
