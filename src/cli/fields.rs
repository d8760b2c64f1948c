//! A record as a title and named fields, from which both the text and the JSON of the command line are made, so that
//! neither can show what the other hides.
//!
//! It reads a case as it was made for an audience. For others than the team a field that holds nothing is left out,
//! and ids, codes, versions, authors and times never come in: see [`each`].

mod assessments;
mod events;
mod issues;
mod people;
mod positions;
mod registers;
mod sources;

use serde_json::{Map, Value, json};

use crate::{
    audience::Seen,
    model::{Case, Date, Disclosure, Id, RecordRef, RecordType, Source, State, Version, Words},
};

use super::page::Page;

/// A record, ready to be printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Fields {
    /// What stands above it: its code, and what it is called.
    pub title: String,
    list: Vec<Field>,
    is_team: bool,
}

#[derive(Clone, Debug, PartialEq)]
struct Field {
    key: &'static str,
    value: Value,
    /// In words, where the value does not say it by itself.
    said: Option<String>,
    /// Whether the title says it already.
    is_in_title: bool,
}

/// A record that can be printed.
pub trait Shown: RecordType {
    /// What stands above it, without the code.
    fn title(&self, case: &Case) -> String;
    /// Its fields, apart from those that every record has.
    fn fields(&self, case: &Case, fields: &mut Fields);
}

/// Every version of every record of a kind, with its id and what it says, in the order of the table.
pub fn each<'a, T: Shown>(seen: &'a Seen) -> Vec<(&'a Id<T>, &'a T, Fields)> {
    let mut all = Vec::new();
    for (id, entry) in T::table(seen.case()).iter() {
        for version in entry.versions() {
            let (head, fields) = match &version.state {
                State::Here(head) => (head, of_version(seen, id, head, version, entry.versions().len())),
                other => (entry.first(), without_words(seen, id, version, other, entry.versions().len())),
            };
            all.push((id, head, fields));
        }
    }
    all
}

/// What a record is called; one that is deleted or not here says so.
pub fn called<T: RecordType>(case: &Case, id: &Id<T>) -> String {
    if let Some(record) = T::table(case).first(id) {
        return record.label().to_owned();
    }
    match case.gone.get(&RecordRef::of(id)) {
        Some(gone) if gone.erased => "erased".to_owned(),
        Some(gone) => format!("deleted: {}", gone.label),
        None => format!("not here yet: {id}"),
    }
}

fn of_version<T: Shown>(seen: &Seen, id: &Id<T>, head: &T, version: &Version<T>, versions: usize) -> Fields {
    let case = seen.case();
    let mut fields = start(seen, id, version, versions);
    let code = if head.code().is_empty() { String::new() } else { format!("{}  ", head.code()) };
    fields.title = format!("{code}{}", head.title(case));
    if seen.is_team() {
        fields.text("code", head.code()).quiet();
    }
    head.fields(case, &mut fields);
    if seen.is_team() {
        fields.disclosure(case, head.disclosure());
        fields.text("recorded_by", &version.by).quiet();
        fields.value("recorded_at", json!(version.at.to_string()), None).quiet();
        let at = version.at.strftime("%Y-%m-%d %H:%M");
        fields.aside("recorded", format!("by {} on {at} UTC", version.by));
    }
    fields
}

/// A version that was deleted, erased or cannot be read stands beside the others, for the team.
fn without_words<T: Shown>(
    seen: &Seen,
    id: &Id<T>,
    version: &Version<T>,
    state: &State<T>,
    versions: usize,
) -> Fields {
    let mut fields = start(seen, id, version, versions);
    let (key, why) = match state {
        State::Gone => ("deleted", format!("by {}", version.by)),
        State::Erased { by, why, .. } => ("erased", format!("by {by}: {why}")),
        State::Locked { why, .. } => ("locked", why.clone()),
        State::Lost { why } => ("lost", why.clone()),
        State::Here(_) => ("", String::new()),
    };
    fields.title = format!("{} {id}", T::KIND);
    fields.text(key, &why);
    fields
}

fn start<T: Shown>(seen: &Seen, id: &Id<T>, version: &Version<T>, versions: usize) -> Fields {
    let mut fields = Fields { title: String::new(), list: Vec::new(), is_team: seen.is_team() };
    if seen.is_team() {
        fields.text("id", id.as_str()).quiet();
        fields.value("revision", json!(version.revision.to_string()), None).quiet();
        fields.value("versions", json!(versions), None).quiet();
        if versions > 1 {
            fields.aside("versions", format!("{versions} stand side by side, this one by {}", version.by));
        }
    }
    fields
}

impl Fields {
    /// A text.
    pub fn text(&mut self, key: &'static str, text: &str) -> &mut Self {
        let value = if text.is_empty() { Value::Null } else { json!(text) };
        self.value(key, value, None)
    }

    /// A text with its language and original wording. The key is that of the text.
    pub fn words(&mut self, key: &'static str, words: &Words) -> &mut Self {
        self.text(key, &words.text);
        if let Some(language) = &words.language {
            self.text("language", language);
        }
        for (key, text) in [
            ("original", &words.original),
            ("original_language", &words.original_language),
            ("translator", &words.translator),
        ] {
            if let Some(text) = text {
                self.text(key, text);
            }
        }
        self
    }

    /// A word out of a list; what nobody has judged holds nothing.
    pub fn word(&mut self, key: &'static str, word: &str) -> &mut Self {
        self.text(key, if word == "not judged" { "" } else { word })
    }

    /// A date as it was written.
    pub fn date(&mut self, key: &'static str, date: Option<&Date>) -> &mut Self {
        let value = date.map_or(Value::Null, |date| json!(date.written()));
        self.value(key, value, date.map(Date::spoken))
    }

    /// A number.
    pub fn number(&mut self, key: &'static str, number: Option<u32>) -> &mut Self {
        self.value(key, number.map_or(Value::Null, |n| json!(n)), None)
    }

    /// Yes or no, where somebody said so.
    pub fn yes_or_no(&mut self, key: &'static str, answer: Option<bool>) -> &mut Self {
        let said = answer.map(|yes| if yes { "yes" } else { "no" }.to_owned());
        self.value(key, answer.map_or(Value::Null, |yes| json!(yes)), said)
    }

    /// Several texts.
    pub fn list(&mut self, key: &'static str, texts: &[String]) -> &mut Self {
        self.value(key, json!(texts), Some(texts.join("; ")))
    }

    /// A record that this one names. The team also gets its id, under the key with `_id`.
    pub fn name<T: RecordType>(
        &mut self,
        key: &'static str,
        id_key: &'static str,
        case: &Case,
        id: Option<&Id<T>>,
    ) -> &mut Self {
        let name = id.map(|id| called(case, id)).unwrap_or_default();
        if self.is_team {
            self.text(id_key, id.map_or("", Id::as_str)).quiet();
        }
        self.text(key, &name)
    }

    /// Records that this one names.
    pub fn names<T: RecordType>(&mut self, key: &'static str, case: &Case, ids: &[Id<T>]) -> &mut Self {
        let names: Vec<String> = ids.iter().map(|id| called(case, id)).collect();
        self.list(key, &names)
    }

    /// Who or what says so: in one text, and for the team each with its id and its grades.
    pub fn sources(&mut self, case: &Case, ids: &[Id<Source>]) -> &mut Self {
        let names: Vec<String> = ids.iter().map(|id| called(case, id)).collect();
        if self.is_team {
            let each = ids.iter().zip(&names).map(|(id, name)| {
                let source = case.sources.first(id);
                json!({
                    "id": id.as_str(), "name": name,
                    "reliability": source.and_then(|source| grade(source.reliability.word())),
                    "credibility": source.and_then(|source| grade(source.credibility.word())),
                })
            });
            self.value("sources", each.collect(), None).quiet();
        }
        self.text("source", &names.join("; "))
    }

    /// A grade of a source: a letter from A to F or a figure from 1 to 6.
    pub fn grade(&mut self, key: &'static str, word: &str) -> &mut Self {
        self.text(key, grade(word).as_deref().unwrap_or_default()).quiet()
    }

    /// Several things, each with words of its own.
    pub fn parts(&mut self, key: &'static str, parts: Vec<(Value, String)>) -> &mut Self {
        let (values, said): (Vec<Value>, Vec<String>) = parts.into_iter().unzip();
        self.value(key, Value::Array(values), Some(said.join("\n")))
    }

    /// Any value, with words for it.
    pub fn value(&mut self, key: &'static str, value: Value, said: Option<String>) -> &mut Self {
        self.list.push(Field { key, value, said, is_in_title: false });
        self
    }

    /// Leaves the last field out of the text: the title says it, or it is for programs.
    pub fn quiet(&mut self) -> &mut Self {
        if let Some(last) = self.list.last_mut() {
            last.is_in_title = true;
        }
        self
    }

    /// Whether this is for the team.
    pub fn is_team(&self) -> bool {
        self.is_team
    }

    /// A field of another key to be printed as text only.
    fn aside(&mut self, key: &'static str, said: String) {
        self.value(key, Value::Null, Some(said));
    }

    fn disclosure(&mut self, case: &Case, disclosure: &Disclosure) {
        let with: Vec<String> = match disclosure {
            Disclosure::Shared(with) => with.iter().map(|id| called(case, id)).collect(),
            _ => Vec::new(),
        };
        let by = if let Disclosure::Confided { by } = disclosure { by.as_str() } else { "" };
        let said = match disclosure {
            Disclosure::Confided { by } => format!("confided by {by}"),
            Disclosure::SharedWithAll => "shared with all parties".to_owned(),
            Disclosure::Shared(_) if with.is_empty() => "shared with nobody".to_owned(),
            Disclosure::Shared(_) => format!("shared with {}", with.join(", ")),
            other => other.word().to_owned(),
        };
        self.value("disclosure", json!(disclosure.word()), Some(said));
        self.text("confided_by", by).quiet();
        if matches!(disclosure, Disclosure::Shared(_)) {
            self.list("shared_with", &with).quiet();
        }
    }

    /// As JSON. For others than the team, only what holds something.
    pub fn json(&self) -> Value {
        let mut object = Map::new();
        for field in &self.list {
            let is_empty = field.value.is_null() || field.value.as_array().is_some_and(Vec::is_empty);
            let is_only_said = field.value.is_null() && field.said.is_some();
            if !is_only_said && (self.is_team || !is_empty) {
                object.insert(field.key.to_owned(), field.value.clone());
            }
        }
        Value::Object(object)
    }

    /// As text: the title, then what holds something, each on a line with its label.
    pub fn print(&self, page: &mut Page) {
        page.wrapped("", &self.title);
        self.print_under(page);
    }

    /// The same without the title.
    pub fn print_under(&self, page: &mut Page) {
        let shown: Vec<(String, String)> = self
            .list
            .iter()
            .filter(|field| !field.is_in_title)
            .map(|field| (field.key.replace('_', " "), field.in_words()))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        let column = shown.iter().map(|(label, _)| label.len()).max().unwrap_or(0);
        for (label, text) in shown {
            page.labelled(2, column, &label, &text);
        }
    }
}

/// The code of a grade, unless nobody has judged yet.
fn grade(word: &str) -> Option<String> {
    (word != "not judged").then(|| word.to_uppercase())
}

impl Field {
    fn in_words(&self) -> String {
        match (&self.said, &self.value) {
            (Some(said), _) => said.clone(),
            (None, Value::String(text)) => text.clone(),
            (None, Value::Number(number)) => number.to_string(),
            (None, _) => String::new(),
        }
    }
}
