//! `new`: creates a case, empty or from a case document.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::{
    document::Pen,
    edit::Edit,
    model::{AnyId, CaseKind, CaseSheet, Id, Record, RecordRef},
    seeds::SHEET_ID,
    store::{CaseDocument, NewCase, create, read_document},
};

use super::{
    Desk,
    failure::{Failure, INPUT},
    open::quoted,
    said::Said,
};

#[derive(Debug, Args)]
pub struct New {
    /// A name for the cases folder, or the path of the folder to make
    case: PathBuf,
    /// Begin with what this case document holds
    #[arg(long, value_name = "DOC.ron")]
    from: Option<PathBuf>,
    /// The title of an empty case; without it, the name of its folder
    #[arg(long, conflicts_with = "from")]
    title: Option<String>,
    /// The classification that every screen and page shows
    #[arg(long, conflicts_with = "from")]
    marking: Option<String>,
    /// The case is a training exercise: everything shown or written is marked so
    #[arg(long, conflicts_with = "from")]
    exercise: bool,
}

impl New {
    /// Creates it.
    pub fn run(&self, desk: &Desk) -> anyhow::Result<Said> {
        let folder = self.folder(desk)?;
        let by = desk.working_name()?.unwrap_or_else(|| "unnamed".to_owned());
        let pen = Pen { by, at: desk.around.now, seed: desk.disk.luck() };
        let new = match &self.from {
            None => self.empty(&folder, pen),
            Some(path) => match from_document(desk, path, pen)? {
                Ok(new) => new,
                Err(problems) => return Ok(Said { err: problems, code: INPUT, ..Said::default() }),
            },
        };
        create(&desk.disk, &folder, &new)?;
        Ok(Said::text(format!(
            "{}\n\nOpen it with: goodoffices open {}\n",
            folder.display(),
            quoted(&folder)
        )))
    }

    /// A name goes to the cases folder, a path is taken as it is.
    fn folder(&self, desk: &Desk) -> anyhow::Result<PathBuf> {
        let text = self.case.to_string_lossy();
        let is_path = text.contains('/') || text == "." || text == "..";
        if is_path {
            return Ok(self.case.clone());
        }
        if text.starts_with(['.', '-'])
            || text.trim().is_empty()
            || text.contains(crate::notation::must_escape)
        {
            let words =
                "cannot be the name of a case: begin it with a letter or a digit, and keep it on one line";
            return Err(Failure::input(format!("\"{text}\" {words}")));
        }
        Ok(desk.cases()?.join(&self.case))
    }

    fn empty(&self, folder: &Path, pen: Pen) -> NewCase {
        let name = || folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let kind = if self.exercise { CaseKind::Exercise } else { CaseKind::Real };
        let marking = self
            .marking
            .clone()
            .unwrap_or_else(|| if self.exercise { "EXERCISE".into() } else { String::new() });
        let sheet =
            CaseSheet { title: self.title.clone().unwrap_or_else(name), marking, ..CaseSheet::default() };
        let id = Id::<CaseSheet>::new(SHEET_ID).unwrap_or_else(|_| pen.id(2));
        let edit = Edit::Add(RecordRef::of(&id), Box::new(Record::Sheet(sheet)));
        NewCase { id: pen.id::<()>(1).to_string(), kind, edit: Some(edit), by: pen.by, at: pen.at }
    }
}

/// The case that a document holds; the lines to print where it does not hold together. A real case keeps its id, so
/// that copies of it can be told to belong together; copies of a sample or an exercise get one of their own.
fn from_document(desk: &Desk, path: &Path, pen: Pen) -> anyhow::Result<Result<NewCase, String>> {
    let text = read_document(&*desk.disk, path)?;
    let document = match CaseDocument::read(&text) {
        Ok(document) => document,
        Err(problems) => {
            let lines = problems.iter().map(|problem| format!("{}:{problem}\n", path.display()));
            return Ok(Err(lines.collect::<String>() + "Nothing was made.\n"));
        }
    };
    let kind = document.about.kind;
    let keeps_id = kind == CaseKind::Real && AnyId::new(document.about.id.clone()).is_ok();
    let id = if keeps_id { document.about.id.clone() } else { pen.id::<()>(1).to_string() };
    Ok(Ok(NewCase { id, kind, edit: Some(document.edit()), by: pen.by, at: pen.at }))
}
