//! `import`: positions out of a spreadsheet, all of them as one step or none.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::{
    import::{self, Choices, LARGEST_IMPORT, Plan},
    notation::Problem,
    store::StoreError,
};

use super::{
    Desk,
    failure::{Failure, INPUT},
    said::Said,
};

#[derive(Debug, Args)]
pub struct Import {
    /// The case: a folder, or a name in the cases folder
    case: PathBuf,
    /// The file to read: .csv, .xlsx or .ods; its first row names the columns
    file: PathBuf,
    /// What a column means, such as "Haltung=position"; may be given again
    #[arg(long, value_name = "COLUMN=FIELD", value_parser = column)]
    map: Vec<(String, String)>,
    /// The sheet of a workbook; without it the first that looks like positions
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The encoding of a text file; without it the one that fits best
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// Show what would be done and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Make no actors, factions, issues or options: they must be in the case
    #[arg(long)]
    existing_only: bool,
    /// Leave out the lines that are not understood and import the others
    #[arg(long)]
    leave_out: bool,
    /// Who may be told what says nothing of it: team, confided, shared, public
    #[arg(long, value_name = "D")]
    disclosure: Option<String>,
}

impl Import {
    /// Imports the file, or shows what that would do.
    pub fn run(self, desk: &Desk) -> anyhow::Result<Said> {
        let bytes = desk
            .disk
            .read(&self.file, 0, LARGEST_IMPORT as u64 + 1)
            .map_err(StoreError::io("could not read", &self.file))?;
        let by = match (self.dry_run, desk.working_name()?) {
            (true, _) => None,
            (false, Some(name)) => Some(name),
            (false, None) => {
                let words = "who is importing? Give your working name with --as NAME; nothing was written";
                return Err(Failure::input(words));
            }
        };
        let mut open = match by {
            Some(by) => desk.write_case(&self.case, by)?,
            None => desk.read_case(&self.case)?,
        };
        if !self.dry_run && open.is_read_only() {
            return Err(StoreError::ReadOnly.into());
        }
        let pen = open.pen(desk.around.now)?;
        let choices = self.choices();
        let plan = match import::plan(&bytes, &self.file.to_string_lossy(), open.case(), &choices, &pen) {
            Ok(plan) => plan,
            Err(problems) => {
                let said = Said { code: INPUT, ..Said::text("Nothing was imported.\n") };
                return Ok(with_problems(said, &self.file, &problems));
            }
        };
        if let Some(edit) = plan.edit().filter(|_| !self.dry_run) {
            open.save(&edit, desk.around.now)?;
        }
        Ok(self.said(&plan))
    }

    fn choices(&self) -> Choices {
        Choices {
            map: self.map.clone(),
            sheet: self.sheet.clone(),
            encoding: self.encoding.clone(),
            existing_only: self.existing_only,
            disclosure: self.disclosure.clone(),
            leave_out: self.leave_out,
        }
    }

    fn said(&self, plan: &Plan) -> Said {
        let file = self.file.display().to_string();
        let mut out = plan.lines(&file).join("\n");
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&plan.summary());
        out.push_str(if self.dry_run { "; nothing was written.\n" } else { ".\n" });
        let code = if plan.is_held_back() { INPUT } else { 0 };
        let said = Said { code, ..Said::text(out) };
        with_problems(with_problems(said, &self.file, &plan.notices), &self.file, &plan.problems)
    }
}

fn with_problems(said: Said, file: &Path, problems: &[Problem]) -> Said {
    problems.iter().fold(said, |said, problem| said.and_note(&format!("{}:{problem}", file.display())))
}

fn column(text: &str) -> Result<(String, String), String> {
    let (column, field) = text.rsplit_once('=').ok_or("write COLUMN=FIELD, such as Haltung=position")?;
    Ok((column.trim().to_owned(), field.trim().to_owned()))
}
