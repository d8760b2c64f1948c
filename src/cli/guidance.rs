//! `guidance`: lists or searches what the program knows to advise.

use std::{collections::BTreeSet, path::PathBuf};

use clap::Args;
use serde_json::Value;

use crate::{
    guidance::{Catalogue, Entry, catalogue},
    search,
    store::read_document,
};

use super::{
    Desk,
    failure::{Failure, INPUT},
    page::Page,
    said::Said,
    show::Format,
};

#[derive(Debug, Args)]
pub struct Guidance {
    /// Words to look for, or the id of an entry such as c3; without them, everything is listed
    words: Vec<String>,
    /// A folder with your office's own guidance, added to that of the program
    #[arg(long = "guidance", value_name = "DIR")]
    own: Option<PathBuf>,
    /// text or json
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

impl Guidance {
    /// Prints.
    pub fn run(&self, desk: &Desk) -> anyhow::Result<Said> {
        let (catalogue, problems) = self.catalogue(desk)?;
        let words = self.words.join(" ");
        let found = if words.trim().is_empty() { None } else { Some(found(&catalogue, &words)) };
        if found.as_ref().is_some_and(BTreeSet::is_empty) {
            return Err(Failure::input(format!(
                "nothing in the guidance holds \"{words}\". Try fewer or other words"
            )));
        }
        let mut said = match self.format {
            Format::Json => Said::json(&json(&catalogue, found.as_ref())?)?,
            Format::Text => Said::text(text(&catalogue, found.as_ref())),
        };
        if !problems.is_empty() {
            said.err = problems;
            said.code = INPUT;
        }
        Ok(said)
    }

    /// The catalogue with the office's own entries, and what is wrong with those.
    fn catalogue(&self, desk: &Desk) -> anyhow::Result<(Catalogue, String)> {
        let Some(folder) = &self.own else { return Ok((catalogue().clone(), String::new())) };
        let io = |why| crate::store::StoreError::Io { what: "could not list", path: folder.clone(), why };
        let mut files = Vec::new();
        for name in desk.disk.list(folder).map_err(io)? {
            let path = folder.join(&name);
            if path.extension().is_some_and(|ending| ending == "ron") {
                files.push((path.display().to_string(), read_document(&*desk.disk, &path)?));
            }
        }
        let (catalogue, problems) = catalogue().with_additions(&files);
        let lines: Vec<String> = problems.iter().map(|problem| format!("{problem}\n")).collect();
        Ok((catalogue, lines.concat()))
    }
}

/// The ids of the entries that are meant: the one with this id, else all that hold every word.
fn found(catalogue: &Catalogue, words: &str) -> BTreeSet<String> {
    if let Some(entry) = catalogue.entry(words.trim()) {
        return BTreeSet::from([entry.id.as_str().to_owned()]);
    }
    let holds = |entry: &Entry| {
        let mut text =
            format!("{} {} {} {}", entry.id.as_str(), entry.kind.word(), entry.title, entry.section);
        for part in &entry.parts {
            text.push(' ');
            text.push_str(part.text);
        }
        search::holds_all(&text, words)
    };
    catalogue
        .entries()
        .iter()
        .filter(|entry| holds(entry))
        .map(|entry| entry.id.as_str().to_owned())
        .collect()
}

/// The whole catalogue, or the entries found, under the same keys.
fn json(catalogue: &Catalogue, found: Option<&BTreeSet<String>>) -> anyhow::Result<Value> {
    let mut value = serde_json::to_value(catalogue)?;
    let (Some(found), Some(lists)) = (found, value.as_object_mut()) else { return Ok(value) };
    for (_, list) in lists.iter_mut() {
        if let Some(list) = list.as_array_mut() {
            list.retain_mut(|entry| !entry.is_object() || keep(entry, found));
        }
    }
    Ok(value)
}

/// Whether an entry stays: it was found, or something under it was, and then only that.
fn keep(entry: &mut Value, found: &BTreeSet<String>) -> bool {
    let is_found = entry["id"].as_str().is_some_and(|id| found.contains(id));
    let mut has_found = false;
    for key in ["questions", "recommendations"] {
        if let Some(under) = entry.get_mut(key).and_then(Value::as_array_mut) {
            has_found |= under.iter().any(|entry| entry["id"].as_str().is_some_and(|id| found.contains(id)));
            if !is_found {
                under.retain(|entry| entry["id"].as_str().is_some_and(|id| found.contains(id)));
            }
        }
    }
    is_found || has_found
}

/// A list of titles, or the entries found in full.
fn text(catalogue: &Catalogue, found: Option<&BTreeSet<String>>) -> String {
    let mut page = Page::default();
    let mut last = "";
    for entry in catalogue.entries() {
        match found {
            None => {
                let is_under = matches!(entry.kind.word(), "key question" | "recommendation");
                if entry.kind.word() != last && !is_under {
                    page.gap();
                    page.line(entry.kind.word().to_uppercase());
                }
                if !is_under {
                    last = entry.kind.word();
                }
                let indent = if is_under { "    " } else { "  " };
                page.wrapped(
                    &format!("{indent}{}  ", entry.id.as_str()),
                    &format!("{} ({})", entry.title, entry.section),
                );
            }
            Some(found) if found.contains(entry.id.as_str()) => {
                page.gap();
                in_full(&entry, &mut page);
            }
            Some(_) => {}
        }
    }
    page.text()
}

fn in_full(entry: &Entry, page: &mut Page) {
    page.wrapped(&format!("{}  ", entry.id.as_str()), entry.title);
    page.line(format!("  {}, section {}", entry.kind.word(), entry.section));
    for part in &entry.parts {
        let label = match (part.label, part.ours) {
            ("", _) => String::new(),
            (label, false) => format!("{label}: "),
            (label, true) => format!("{label} (ours): "),
        };
        page.wrapped("  ", &format!("{label}{}", part.text));
    }
    if !entry.links.is_empty() {
        let links: Vec<&str> = entry.links.iter().map(crate::guidance::EntryId::as_str).collect();
        page.wrapped("  ", &format!("See also: {}", links.join(", ")));
    }
    if let Some(origin) = entry.added {
        page.wrapped("  ", &format!("From {}:{}:{}", origin.file, origin.line, origin.column));
    }
}
