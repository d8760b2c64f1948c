//! `import`: positions out of a spreadsheet, all of them as one step or none.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::{
    document::Pen,
    import::{self, Choices, LARGEST_IMPORT, Plan},
    model::Case,
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
        let by = desk.working_name()?.unwrap_or_default();
        if by.is_empty() && !self.dry_run {
            let words = "who is importing? Give your working name with --as NAME; nothing was written";
            return Err(Failure::input(words));
        }
        // First only looked at: a file that gives nothing to write leaves no trace in the case's folder.
        let pen = Pen { by: by.clone(), at: desk.around.now, seed: desk.disk.luck() };
        let planned = self.planned(&bytes, desk.read_case(&self.case)?.case(), &pen);
        let has_edit = planned.as_ref().is_ok_and(|plan| plan.edit().is_some());
        if self.dry_run || !has_edit {
            return Ok(self.said(&planned));
        }
        let mut open = desk.write_case(&self.case, by)?;
        let pen = open.pen(desk.around.now)?;
        // Somebody may have written since: what is saved is planned against the case as it is now.
        let planned = self.planned(&bytes, open.case(), &pen);
        if let Some(edit) = planned.as_ref().ok().and_then(Plan::edit) {
            open.save(&edit, desk.around.now)?;
        }
        Ok(self.said(&planned))
    }

    fn planned(&self, bytes: &[u8], case: &Case, pen: &Pen) -> Result<Plan, Vec<Problem>> {
        import::plan(bytes, &self.file.to_string_lossy(), case, &self.choices(), pen)
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

    fn said(&self, planned: &Result<Plan, Vec<Problem>>) -> Said {
        let plan = match planned {
            Ok(plan) => plan,
            Err(problems) => {
                let said = Said { code: INPUT, ..Said::text("Nothing was imported.\n") };
                return with_problems(said, &self.file, problems);
            }
        };
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
