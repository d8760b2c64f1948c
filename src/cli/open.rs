//! The verbs that end in the screens: no verb, `open` and `sample`.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::{
    document::Pen,
    store::{CaseDocument, NewCase, create, is_case_folder, read_about},
    ui,
};

use super::{Desk, Look, failure::Failure, said::Said};

/// The name of the sample's folder.
const SAMPLE: &str = "el-salvador-1989-1992";
const SAMPLE_DOCUMENT: &str = include_str!("../../seeds/cases/el-salvador-1989-1992.ron");

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
pub fn cases(desk: &Desk, look: Look) -> anyhow::Result<Said> {
    start(desk, None, look)
}

impl Open {
    /// Opens one case.
    pub fn run(self, desk: &Desk, outer: Look) -> anyhow::Result<Said> {
        let folder = desk.find_case(&self.case)?;
        start(desk, Some(folder), self.look.and(outer))
    }
}

impl Sample {
    /// Copies the sample, unless a copy is there, and opens it.
    pub fn run(self, desk: &Desk, outer: Look) -> anyhow::Result<Said> {
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
            return start(desk, Some(folder), self.look.and(outer));
        }
        let shown = folder.display();
        let words = "Change it as you like: it is yours, and the sample in the program stays as it is.";
        Ok(Said::text(format!("{shown}\n\n{words}\nOpen it with: goodoffices open {}\n", quoted(&folder))))
    }
}

impl Look {
    fn and(self, other: Self) -> Self {
        Self {
            shield: self.shield || other.shield,
            read_only: self.read_only || other.read_only,
            plain: self.plain || other.plain,
            guidance: self.guidance.or(other.guidance),
        }
    }
}

fn start(desk: &Desk, open: Option<PathBuf>, look: Look) -> anyhow::Result<Said> {
    let Look { shield, read_only, plain, guidance } = look;
    let by = desk.working_name()?;
    ui::run(ui::Start { cases: desk.cases()?, open, shield, read_only, by, plain, guidance })?;
    Ok(Said::default())
}

/// A copy of the sample that is there already.
fn copy_in(desk: &Desk, into: &Path) -> Option<PathBuf> {
    [into.to_owned(), into.join(SAMPLE)].into_iter().find(|folder| {
        is_case_folder(&*desk.disk, folder)
            && read_about(&*desk.disk, folder)
                .is_ok_and(|(about, _)| about.kind == crate::model::CaseKind::Sample)
    })
}

/// Makes a copy, with an id of its own, under the first name that is free.
fn copy(desk: &Desk, into: &Path) -> anyhow::Result<PathBuf> {
    if is_case_folder(&*desk.disk, into) {
        let words = format!("{} is a case itself; name a folder to copy the sample into", into.display());
        return Err(Failure::input(words));
    }
    let is_free = |folder: &PathBuf| desk.disk.stat(folder).is_err();
    let names = std::iter::once(SAMPLE.to_owned()).chain((2..1000).map(|n| format!("{SAMPLE}-{n}")));
    let Some(folder) = names.map(|name| into.join(name)).find(is_free) else {
        return Err(Failure::input(format!(
            "{} is full of copies of the sample; remove some",
            into.display()
        )));
    };
    let document = CaseDocument::read(SAMPLE_DOCUMENT).map_err(|problems| {
        let problem = problems.first().map(ToString::to_string).unwrap_or_default();
        anyhow::anyhow!("the sample in this program cannot be read: {problem}")
    })?;
    let pen = Pen { by: "sample".to_owned(), at: desk.around.now, seed: desk.disk.luck() };
    let new = NewCase {
        id: pen.id::<()>(1).to_string(),
        kind: document.about.kind,
        edit: Some(document.edit()),
        by: pen.by,
        at: pen.at,
    };
    create(&desk.disk, &folder, &new)?;
    Ok(folder)
}

/// A path as a shell takes it.
pub fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let is_plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '+'));
    if is_plain { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}
