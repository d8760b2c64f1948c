//! The folder of a case: `case.ron`, `log/`, `scenarios/`, `drafts/`.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Disk, How, StoreError, documents::short_luck, logs, read_document};
use crate::{
    document::{Document, Pen},
    edit::Edit,
    model::{About, CaseKind},
    notation::{self, Problem},
    revision::FORMAT,
};

/// What `case.ron` holds. It is written once.
#[derive(Debug, Serialize, Deserialize)]
struct CaseFile {
    format: u32,
    about: About,
}

/// A case to be made.
#[derive(Clone, Debug)]
pub struct NewCase {
    /// Its id; copies of a sample get one of their own.
    pub id: String,
    /// Real, sample or exercise.
    pub kind: CaseKind,
    /// What it begins with, as one step.
    pub edit: Option<Edit>,
    /// Whose step that is.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Whether a folder is a case.
#[must_use]
pub fn is_case_folder(disk: &dyn Disk, folder: &Path) -> bool {
    disk.stat(&folder.join("case.ron")).is_ok_and(|stat| !stat.is_folder)
}

/// Whether a folder holds logs, as a case does, be it that its `case.ron` is gone.
#[must_use]
pub fn has_logs(disk: &dyn Disk, folder: &Path) -> bool {
    logs::log_names(disk, &folder.join("log")).is_ok_and(|names| !names.is_empty())
}

/// The scenario files of a case, in the order of their names. A hidden file is one that is being written.
#[must_use]
pub fn scenario_files(disk: &dyn Disk, case: &Path) -> Vec<PathBuf> {
    let folder = case.join("scenarios");
    let is_one = |name: &String| !name.starts_with('.') && name.to_lowercase().ends_with(".ron");
    let mut names: Vec<String> = disk.list(&folder).unwrap_or_default().into_iter().filter(is_one).collect();
    names.sort();
    names.into_iter().map(|name| folder.join(name)).collect()
}

/// Reads what was written when a case was created. A newer format is read as far as it can be, and is never written.
pub fn read_about(disk: &dyn Disk, folder: &Path) -> Result<(About, u32), StoreError> {
    if !is_case_folder(disk, folder) {
        let is_case = has_logs(disk, folder);
        return Err(if is_case { StoreError::NoCaseFile } else { StoreError::NotACase }(folder.to_owned()));
    }
    let path = folder.join("case.ron");
    let bad = |problem: Problem| {
        let remedy =
            "Take case.ron from another copy of the case: it is written once and is the same in all.";
        StoreError::Bad { path: path.clone(), problem: Problem { remedy: remedy.to_owned(), ..problem } }
    };
    let text = read_document(disk, &path).map_err(|error| match error {
        StoreError::Bad { problem, .. } => bad(problem),
        other => other,
    })?;
    let newer: Result<NewerCaseFile, _> = notation::read(&text);
    if let Ok(NewerCaseFile { format, about }) = newer
        && format > FORMAT
    {
        let about = About { id: about.id, created: about.created, kind: kind_of(&about.kind) };
        return Ok((about, format));
    }
    let file: CaseFile = notation::read(&text).map_err(bad)?;
    Ok((file.about, file.format))
}

/// What can be told of the `case.ron` of a newer program: that has these fields and may have others.
#[derive(Deserialize)]
#[serde(rename = "CaseFile")]
struct NewerCaseFile {
    format: u32,
    about: NewerAbout,
}

#[derive(Deserialize)]
#[serde(rename = "About")]
struct NewerAbout {
    #[serde(default)]
    id: String,
    #[serde(default)]
    created: String,
    kind: Box<ron::value::RawValue>,
}

/// The kind by its name; one that only a newer program knows is taken for a real case, the one to be most careful with.
fn kind_of(raw: &ron::value::RawValue) -> CaseKind {
    notation::parse(raw.get_ron()).unwrap_or(CaseKind::Real)
}

/// Makes a case folder. It appears whole or not at all.
pub fn create(disk: &Arc<dyn Disk>, folder: &Path, new: &NewCase) -> Result<(), StoreError> {
    if disk.stat(folder).is_ok() {
        return Err(StoreError::Exists(folder.to_owned()));
    }
    let name =
        folder.file_name().map_or_else(|| "case".to_owned(), |name| name.to_string_lossy().into_owned());
    let parent = folder.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make_folders(&**disk, parent)?;
    let parent = disk.real_folder(parent);
    let unfinished = parent.join(format!(".{name}.{}", short_luck(&**disk)));
    let modes = Modes::inside(&**disk, &parent);
    disk.create_folder(&unfinished, modes.folder).map_err(StoreError::io("could not make", &unfinished))?;
    let made = fill(&**disk, &unfinished, new, modes).and_then(|()| {
        disk.rename_new(&unfinished, folder).map_err(StoreError::io("could not put in place", folder))
    });
    if let Err(error) = made {
        let _ = disk.remove_folder(&unfinished);
        return Err(error);
    }
    disk.sync_folder(&parent).map_err(StoreError::io("could not make sure of", parent))
}

/// The permission bits of what is made: a folder that a group writes in, and hands on to what is made in it, is a
/// team's; any other is its owner's alone.
#[derive(Clone, Copy)]
struct Modes {
    folder: u32,
    file: u32,
}

impl Modes {
    const OWN: Self = Self { folder: 0o700, file: 0o600 };
    const TEAM: Self = Self { folder: 0o2770, file: 0o660 };

    fn inside(disk: &dyn Disk, parent: &Path) -> Self {
        let is_team = disk.stat(parent).is_ok_and(|stat| stat.mode & 0o2020 == 0o2020);
        if is_team { Self::TEAM } else { Self::OWN }
    }
}

fn fill(disk: &dyn Disk, folder: &Path, new: &NewCase, modes: Modes) -> Result<(), StoreError> {
    for inside in ["log", "scenarios", "drafts"] {
        let path = folder.join(inside);
        disk.create_folder(&path, modes.folder).map_err(StoreError::io("could not make", path))?;
    }
    let about = About { id: new.id.clone(), kind: new.kind, created: new.at.to_string() };
    let text = notation::pretty("CaseFile", &CaseFile { format: FORMAT, about: about.clone() })
        .map_err(|why| StoreError::Unwritable(why.to_string()))?;
    write_new(disk, &folder.join("case.ron"), text.as_bytes(), modes.file)?;
    let text = match &new.edit {
        Some(edit) => {
            let pen = Pen { by: new.by.clone(), at: new.at, seed: disk.luck() };
            let step = Document::new(about, []).prepare(edit, &pen)?;
            (1..).zip(&step.lines).map(|(seq, line)| line.text(seq)).collect()
        }
        None => String::new(),
    };
    write_new(disk, &folder.join("log").join(logs::first_name(disk)), text.as_bytes(), modes.file)?;
    for path in [folder.join("log"), folder.to_owned()] {
        disk.sync_folder(&path).map_err(StoreError::io("could not make sure of", path))?;
    }
    Ok(())
}

fn write_new(disk: &dyn Disk, path: &PathBuf, bytes: &[u8], mode: u32) -> Result<(), StoreError> {
    let mut file = disk.open(path, How::New, mode).map_err(StoreError::io("could not write", path))?;
    file.append(bytes).map_err(StoreError::io("could not write", path))?;
    file.sync().map_err(StoreError::io("could not make sure of", path))
}

/// Makes a folder and those above it that are not there yet, and makes sure of each.
pub fn make_folders(disk: &dyn Disk, folder: &Path) -> Result<(), StoreError> {
    let is_end = folder.as_os_str().is_empty() || folder == Path::new(".");
    let Some(parent) = folder.parent().filter(|_| !is_end && disk.stat(folder).is_err()) else {
        return Ok(());
    };
    let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
    make_folders(disk, parent)?;
    let mode = Modes::inside(disk, parent).folder;
    disk.create_folder(folder, mode).map_err(StoreError::io("could not make", folder))?;
    disk.sync_folder(parent).map_err(StoreError::io("could not make sure of", parent))
}

#[cfg(test)]
mod tests;
