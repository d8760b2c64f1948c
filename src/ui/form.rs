//! Forms: named fields, one with the focus, and what they amount to.
//!
//! Leaving a form keeps its text; it is offered again when the same form is opened. Enter goes on to the next field
//! and saves from the last one and from every choice; in a field of several lines it begins a new line.

pub mod choice;
pub mod draft;
pub mod draw;

use std::borrow::Cow;

use crossterm::event::KeyEvent;

use super::{
    context::Context,
    dialog::Answer,
    effect::Effect,
    field::{Extent, Outcome, TextField},
    forms::FormKind,
    keys::Key,
};
use choice::{Choice, Many, Stances};

/// A form.
#[derive(Debug)]
pub struct Form {
    /// Which one, and about what.
    pub kind: FormKind,
    /// Its heading.
    pub title: String,
    /// Its fields.
    pub fields: Vec<Field>,
    focus: usize,
    /// The first field in view.
    top: usize,
    /// What stood in the way of saving, and in which field.
    problem: Option<(usize, String)>,
    /// What was asked about before saving; saving again answers it.
    asked: Vec<Wanting>,
}

/// A field.
#[derive(Debug)]
pub struct Field {
    /// What the form calls it.
    pub name: &'static str,
    /// What the user reads.
    pub label: Cow<'static, str>,
    /// What it holds.
    pub value: Value,
}

/// What a field holds.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "a form has a score of fields at most")]
pub enum Value {
    /// Text.
    Text(TextField, Extent),
    /// One of several words.
    Choice(Choice),
    /// Any of several records.
    Many(Many),
    /// A stance on each of an issue's options.
    Stances(Stances),
}

/// Why a form cannot be saved yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanting {
    /// The field.
    pub field: &'static str,
    /// What is to be done.
    pub words: String,
}

impl Wanting {
    /// What is wanting, in which field.
    #[must_use]
    pub fn new(field: &'static str, words: impl Into<String>) -> Self {
        Self { field, words: words.into() }
    }
}

impl Field {
    /// The same, showing this, dimmed, while no text is in it.
    #[must_use]
    pub fn with_placeholder(self, words: &str) -> Self {
        let value = match self.value {
            Value::Text(text, extent) => Value::Text(text.with_placeholder(words), extent),
            other => other,
        };
        Self { value, ..self }
    }
}

impl Form {
    /// A form with these fields.
    #[must_use]
    pub fn new(kind: FormKind, title: impl Into<String>, fields: Vec<Field>) -> Self {
        Self { kind, title: title.into(), fields, focus: 0, top: 0, problem: None, asked: Vec::new() }
    }

    /// The same form with the focus on a field.
    #[must_use]
    pub fn focused_on(mut self, name: &str) -> Self {
        self.focus = self.fields.iter().position(|field| field.name == name).unwrap_or(self.focus);
        self
    }

    /// The text of a field, trimmed; empty if there is no such field.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        match self.value(name) {
            Some(Value::Text(field, _)) => field.text().trim().to_owned(),
            _ => String::new(),
        }
    }

    /// Which of its words a choice stands on; 0 if there is no such field.
    #[must_use]
    pub fn chosen(&self, name: &str) -> usize {
        self.choice(name).map_or(0, |choice| choice.at)
    }

    /// The choice in a field, if it is one.
    #[must_use]
    pub fn choice(&self, name: &str) -> Option<&Choice> {
        match self.value(name) {
            Some(Value::Choice(choice)) => Some(choice),
            _ => None,
        }
    }

    /// What a field holds.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.fields.iter().find(|field| field.name == name).map(|field| &field.value)
    }

    /// Whether something was typed or marked in a field since the form was opened, and stands there.
    #[must_use]
    pub fn has_new(&self, name: &str) -> bool {
        match self.value(name) {
            Some(Value::Text(text, _)) => text.is_changed() && !self.text(name).is_empty(),
            Some(Value::Many(many)) => many.is_changed() && many.chosen().next().is_some(),
            _ => false,
        }
    }

    /// Whether it holds work: anything typed or chosen since it was opened that is to be saved.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        let is_work = !self.kind.is_of_view();
        is_work
            && self.fields.iter().any(|field| match &field.value {
                Value::Text(text, _) => text.is_changed(),
                Value::Choice(choice) => choice.is_changed(),
                Value::Many(many) => many.is_changed(),
                Value::Stances(stances) => stances.is_changed(),
            })
    }

    /// Answers a key.
    pub fn on(&mut self, event: KeyEvent, cx: &Context<'_>) -> Answer {
        let Some(key) = Key::of(event) else {
            self.type_into(event);
            return Answer::Stays;
        };
        match key {
            Key::Esc => return if self.is_changed() { Answer::Aside } else { Answer::Closes(vec![]) },
            Key::Ctrl('s') | Key::F(2) => return self.save(cx),
            Key::Tab => self.step(1),
            Key::BackTab => self.step(-1),
            Key::F(1) => return Answer::Asks(vec![Effect::hint(self.keys())]),
            _ => return self.in_field(event, key, cx),
        }
        Answer::Stays
    }

    /// Takes in pasted text; says whether there was a field for it.
    pub fn paste(&mut self, words: &str) -> bool {
        match self.fields.get_mut(self.focus).map(|field| &mut field.value) {
            Some(Value::Text(field, _)) => {
                let outcome = field.paste(words);
                if matches!(outcome, Outcome::Changed) {
                    self.put_right();
                }
                !matches!(outcome, Outcome::Ignored)
            }
            _ => false,
        }
    }

    /// Whether the field with the focus is a text.
    #[must_use]
    pub fn takes_text(&self) -> bool {
        matches!(self.fields.get(self.focus).map(|field| &field.value), Some(Value::Text(..)))
    }

    /// What the footer says.
    #[must_use]
    pub fn footer(&self) -> Vec<(String, &'static str)> {
        let row = |key: &str, short| (key.to_owned(), short);
        let mut rows = match self.fields.get(self.focus).map(|field| &field.value) {
            Some(Value::Text(_, Extent::Line)) if self.focus + 1 == self.fields.len() => {
                vec![row("Enter", "save")]
            }
            Some(Value::Text(_, Extent::Line)) => vec![row("Enter", "next field")],
            Some(Value::Text(_, Extent::Lines)) => vec![row("Enter", "new line")],
            Some(Value::Choice(_)) => vec![row("Left Right", "choose"), row("Enter", "save")],
            Some(Value::Many(_)) => {
                vec![row("Left Right", "next one"), row("Space", "mark"), row("Enter", "save")]
            }
            Some(Value::Stances(_)) => vec![row("d a i n o r u", "stance"), row("Enter", "save")],
            None => vec![],
        };
        let (save, leave) = match &self.kind {
            FormKind::View(_) => ("show", "leave"),
            FormKind::Export(_) => ("write", "leave"),
            _ => ("save", "keep for later"),
        };
        rows.iter_mut().filter(|(_, short)| *short == "save").for_each(|(_, short)| *short = save);
        let (next, save) = (row("Tab", "next field"), row("F2", save));
        let (leave, keys) = (row("Esc", leave), row("F1", "keys"));
        // What Enter does already comes last.
        let is_said = rows.iter().any(|(_, short)| *short == save.1);
        rows.extend(if is_said { [leave, next, keys, save] } else { [next, save, leave, keys] });
        rows.dedup_by_key(|(_, short)| *short);
        rows.retain(|(_, short)| *short != "next field" || self.fields.len() > 1);
        rows
    }

    /// What the keys do in the field with the focus.
    fn keys(&self) -> &'static str {
        match self.fields.get(self.focus).map(|field| &field.value) {
            Some(Value::Text(..)) => {
                "Ctrl-U undo, Ctrl-R redo, Ctrl-W erase a word, Ctrl-Left Ctrl-Right by word"
            }
            Some(Value::Choice(_)) => "Left Right choose; a letter goes to the next that begins with it",
            Some(Value::Many(_)) => "Left Right go to the next, Space marks it",
            Some(Value::Stances(_)) => "Up Down go to the next option; d a i n o r u say the stance on it",
            None => "",
        }
    }

    fn in_field(&mut self, event: KeyEvent, key: Key, cx: &Context<'_>) -> Answer {
        let is_last = self.focus + 1 == self.fields.len();
        let (is_line, is_text) = match self.fields.get(self.focus).map(|field| &field.value) {
            Some(Value::Text(_, extent)) => (*extent == Extent::Line, true),
            _ => (false, false),
        };
        let taken = match self.fields.get_mut(self.focus).map(|field| &mut field.value) {
            None => return Answer::Stays,
            Some(Value::Text(..)) => self.type_into(event),
            Some(Value::Choice(choice)) => choice.on(key),
            Some(Value::Many(many)) => many.on(key),
            Some(Value::Stances(stances)) => stances.on(key),
        };
        match key {
            _ if taken && !is_text => self.put_right(),
            _ if taken => {}
            Key::Enter if is_line && !is_last => self.step(1),
            Key::Enter => return self.save(cx),
            Key::Down => self.step(1),
            Key::Up => self.step(-1),
            _ => {}
        }
        Answer::Stays
    }

    /// Lets the text field with the focus have a key; says whether it meant something there.
    fn type_into(&mut self, event: KeyEvent) -> bool {
        let Some(Value::Text(text, _)) = self.fields.get_mut(self.focus).map(|field| &mut field.value) else {
            return false;
        };
        match text.on(event) {
            Outcome::Ignored => false,
            Outcome::Refused(why) => {
                self.problem = Some((self.focus, why.to_string()));
                true
            }
            Outcome::Changed => {
                self.put_right();
                true
            }
            Outcome::Moved => true,
        }
    }

    /// What was wrong with a field is no longer said once it is changed.
    fn put_right(&mut self) {
        self.problem.take_if(|(at, _)| *at == self.focus);
    }

    fn step(&mut self, by: isize) {
        let len = self.fields.len().max(1);
        self.focus = self.focus.checked_add_signed(by).map_or(len - 1, |focus| focus % len);
    }

    /// Which field has the focus.
    #[must_use]
    pub fn focus(&self) -> usize {
        self.focus
    }

    /// Gives the focus to a field, the last one at most.
    pub fn focus_on(&mut self, field: usize) {
        self.focus = field.min(self.fields.len().saturating_sub(1));
    }

    /// What stood in the way of saving; said once.
    pub fn take_problem(&mut self) -> Option<String> {
        self.problem.take().map(|(_, words)| words)
    }

    /// What the form amounts to; if something is wanting, or to be asked about first, the focus goes there.
    pub fn save(&mut self, cx: &Context<'_>) -> Answer {
        let answer = self.kind.answer(self, cx);
        let doubt = self.kind.doubts(self, cx).into_iter().find(|doubt| !self.asked.contains(doubt));
        let wanting = match (answer, doubt) {
            (Ok(answer), None) => return answer,
            (Ok(_), Some(doubt)) => {
                self.asked.push(doubt.clone());
                doubt
            }
            (Err(wanting), _) => wanting,
        };
        let at = self.fields.iter().position(|field| field.name == wanting.field).unwrap_or(self.focus);
        self.focus = at;
        self.problem = Some((at, wanting.words));
        Answer::Stays
    }
}

/// A field of one line.
#[must_use]
pub fn line(name: &'static str, label: impl Into<Cow<'static, str>>, text: &str) -> Field {
    let value = Value::Text(TextField::new(Extent::Line).with_text(text), Extent::Line);
    Field { name, label: label.into(), value }
}

/// A field of several lines.
#[must_use]
pub fn lines(name: &'static str, label: impl Into<Cow<'static, str>>, text: &str) -> Field {
    let value = Value::Text(TextField::new(Extent::Lines).with_text(text), Extent::Lines);
    Field { name, label: label.into(), value }
}

/// A choice between words.
#[must_use]
pub fn choice(
    name: &'static str,
    label: impl Into<Cow<'static, str>>,
    words: Vec<String>,
    at: usize,
) -> Field {
    Field { name, label: label.into(), value: Value::Choice(Choice::new(words, at)) }
}
