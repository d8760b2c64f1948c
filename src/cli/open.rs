//! The verbs that end in the screens: no verb, `open` and `sample`.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::{
    model::CaseKind,
    seeds::{self, SAMPLE_NAME},
    store::{StoreError, is_case_folder, read_about, read_document},
    surroundings::Surroundings,
    ui::{
        self,
        keys::{Binding, Keymap},
        text::Glyphs,
        theme::{self, Theme},
    },
};

use super::{Colours, Desk, Look, Signs, failure::Failure, said::Said};

#[derive(Debug, Args)]
pub struct Open {
    /// The case: a folder, or a name in the cases folder
    case: PathBuf,
    #[command(flatten)]
    look: Look,
}

#[derive(Debug, Args)]
pub struct Sample {
    /// The folder to copy it into; without it, the cases folder
    dir: Option<PathBuf>,
    /// Make another copy, even if there is one
    #[arg(long)]
    fresh: bool,
    /// Only copy, and say where it is
    #[arg(long)]
    no_open: bool,
    #[command(flatten)]
    look: Look,
}

/// Opens the workbook on the cases folder.
pub fn cases(desk: &Desk, look: &Look) -> anyhow::Result<Said> {
    start(desk, None, look)
}

impl Open {
    /// Opens one case.
    pub fn run(self, desk: &Desk, outer: &Look) -> anyhow::Result<Said> {
        let folder = desk.find_case(&self.case)?;
        start(desk, Some(folder), &self.look.and(outer))
    }
}

impl Sample {
    /// Copies the sample, unless a copy is there, and opens it.
    pub fn run(self, desk: &Desk, outer: &Look) -> anyhow::Result<Said> {
        let into = match &self.dir {
            Some(dir) => dir.clone(),
            None => desk.cases()?,
        };
        let there = copy_in(desk, &into);
        let folder = match there {
            Some(folder) if !self.fresh => folder,
            _ => copy(desk, &into)?,
        };
        if !self.no_open {
            return start(desk, Some(folder), &self.look.and(outer));
        }
        let shown = folder.display();
        let words = "Change it as you like: it is yours, and the sample in the program stays as it is.";
        Ok(Said::text(format!("{shown}\n\n{words}\nOpen it with: goodoffices open {}\n", quoted(&folder))))
    }
}

impl Look {
    fn and(&self, other: &Self) -> Self {
        Self {
            shield: self.shield || other.shield,
            read_only: self.read_only || other.read_only,
            plain: self.plain || other.plain,
            theme: self.theme.or(other.theme),
            glyphs: self.glyphs.or(other.glyphs),
        }
    }

    /// Colours and signs: those asked for, else those that the terminal can take.
    fn of_screens(&self, around: &Surroundings) -> theme::Look {
        let asked = || if around.no_color { Colours::Mono } else { Colours::Plain };
        let theme = match self.theme.unwrap_or_else(asked) {
            Colours::Plain => Theme::Plain,
            Colours::Contrast => Theme::Contrast,
            Colours::Mono => Theme::Mono,
        };
        let taken = || match (around.takes_utf8(), around.term.as_str()) {
            (false, _) => Signs::Ascii,
            (true, "linux") => Signs::Box,
            (true, _) => Signs::Unicode,
        };
        let glyphs = match self.glyphs.unwrap_or_else(taken) {
            Signs::Ascii => Glyphs::Ascii,
            Signs::Box => Glyphs::Box,
            Signs::Unicode => Glyphs::Unicode,
        };
        theme::Look { theme, glyphs }
    }
}

fn start(desk: &Desk, open: Option<PathBuf>, look: &Look) -> anyhow::Result<Said> {
    let around = &desk.around;
    let start = ui::Start {
        cases: desk.cases()?,
        open,
        shield: look.shield,
        read_only: look.read_only,
        by: desk.working_name()?,
        settings: around.settings().unwrap_or_default(),
        host: around.host.clone(),
        look: look.of_screens(around),
        keys: own_keys(desk)?,
    };
    let is_plain = look.plain || around.term == "dumb";
    let code = if is_plain {
        ui::lines::run(start, around.takes_utf8(), !matches!(around.term.as_str(), "" | "dumb"))?
    } else {
        ui::run(start)?
    };
    Ok(Said { code, ..Said::default() })
}

/// The user's own keys; those that came where there is no file.
pub fn own_keys(desk: &Desk) -> Result<Keymap, StoreError> {
    match desk.around.keys().filter(|path| desk.disk.stat(path).is_ok()) {
        Some(path) => Ok(Keymap::read(&read_document(&*desk.disk, &path)?)),
        None => Ok(Keymap::default()),
    }
}

/// Every key for the man page: the place, what it does, its keys and its name in the file of keys.
pub fn key_rows() -> impl Iterator<Item = (&'static str, Vec<(String, String, &'static str)>)> {
    let row = |row: &Binding| (row.key_names(), row.command.name(), row.long);
    let rows = move |rows: &'static [Binding]| rows.iter().map(row).collect();
    ui::screens::ALL_TABLES.iter().map(move |(place, table)| (*place, rows(table)))
}

/// A copy of the sample that is there already.
fn copy_in(desk: &Desk, into: &Path) -> Option<PathBuf> {
    [into.to_owned(), into.join(SAMPLE_NAME)].into_iter().find(|folder| {
        is_case_folder(&*desk.disk, folder)
            && read_about(&*desk.disk, folder).is_ok_and(|(about, _)| about.kind == CaseKind::Sample)
    })
}

/// Makes a copy under the first name that is free.
fn copy(desk: &Desk, into: &Path) -> anyhow::Result<PathBuf> {
    if is_case_folder(&*desk.disk, into) {
        let words = format!("{} is a case itself; name a folder to copy the sample into", into.display());
        return Err(Failure::input(words));
    }
    let is_free = |folder: &PathBuf| desk.disk.stat(folder).is_err();
    let numbered = (2..1000).map(|n| format!("{SAMPLE_NAME}-{n}"));
    let names = std::iter::once(SAMPLE_NAME.to_owned()).chain(numbered);
    let Some(folder) = names.map(|name| into.join(name)).find(is_free) else {
        return Err(Failure::input(format!(
            "{} is full of copies of the sample; remove some",
            into.display()
        )));
    };
    seeds::copy_sample(&desk.disk, &folder, desk.around.now)?;
    Ok(folder)
}

/// A path as a shell takes it.
pub fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let is_plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '+'));
    if is_plain { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}
