//! Finding the case that somebody means: a folder, or a name in the cases folder.

use std::path::{Path, PathBuf};

use crate::{
    audience::Audience,
    edit::Edit,
    model::{Actor, Date, ExportMade, Id, RecordRef, RecordType},
    search,
    store::{Access, OpenCase, StoreError, has_logs, is_case_folder},
};

use super::{Desk, failure::Failure, naming};

impl Desk {
    /// The folder of a case. A folder that holds one case and no other stands for it.
    pub fn find_case(&self, given: &Path) -> anyhow::Result<PathBuf> {
        if !is_case_folder(&*self.disk, given) && has_logs(&*self.disk, given) {
            return Err(StoreError::NoCaseFile(given.to_owned()).into());
        }
        if let Some(found) = self.case_at(given)? {
            return Ok(found);
        }
        let is_name = given.components().count() == 1 && !given.is_absolute();
        if !is_name {
            let words =
                "is not a case: it holds no case.ron. Name a case folder, or make one with `goodoffices new`";
            return Err(Failure::input(format!("{} {words}", given.display())));
        }
        let cases = self.cases()?;
        if let Some(found) = self.case_at(&cases.join(given))? {
            return Ok(found);
        }
        if has_logs(&*self.disk, &cases.join(given)) {
            return Err(StoreError::NoCaseFile(cases.join(given)).into());
        }
        let names = self.case_names(&cases);
        let name = given.to_string_lossy();
        let known: Vec<&str> = names.iter().map(String::as_str).collect();
        let folded = search::fold(&name);
        if let Some(found) = known.iter().find(|known| search::fold(known) == folded) {
            return Ok(cases.join(found));
        }
        Err(Failure::input(format!(
            "there is no case \"{name}\" here or in {}{}",
            cases.display(),
            hint(&name, &known)
        )))
    }

    /// The cases in a folder, by name.
    pub fn case_names(&self, folder: &Path) -> Vec<String> {
        let names = self.disk.list(folder).unwrap_or_default();
        names
            .into_iter()
            .filter(|name| !name.starts_with('.') && is_case_folder(&*self.disk, &folder.join(name)))
            .collect()
    }

    /// Opens a case to look only.
    pub fn read_case(&self, given: &Path) -> anyhow::Result<OpenCase> {
        Ok(OpenCase::open(self.disk.clone(), &self.find_case(given)?, &Access::Read)?)
    }

    /// Opens a case to write into it.
    pub fn write_case(&self, given: &Path, by: String) -> anyhow::Result<OpenCase> {
        let folder = self.find_case(given)?;
        let access = Access::Write { by, host: self.around.host.clone(), since: self.around.now };
        Ok(OpenCase::open(self.disk.clone(), &folder, &access)?)
    }

    /// Notes in a case that something of it left the program; why it could not, if it could not.
    pub fn note_export(&self, given: &Path, what: &str, file: &Path, audience: &Audience) -> Option<String> {
        let made = ExportMade {
            what: what.to_owned(),
            audience: audience.to_string(),
            format: file.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default(),
            date: Some(Date::day(self.around.today)),
            ..ExportMade::default()
        };
        let note = || -> anyhow::Result<()> {
            let mut open = self.write_case(given, self.author()?)?;
            let id: Id<ExportMade> = open.pen(self.around.now)?.id(1);
            let edit = Edit::Add(RecordRef::of(&id), Box::new(made.into_record()));
            open.save(&edit, self.around.now)?;
            Ok(())
        };
        note().err().map(|error| format!("The case does not hold that it was written: {error}"))
    }

    fn case_at(&self, path: &Path) -> anyhow::Result<Option<PathBuf>> {
        if is_case_folder(&*self.disk, path) {
            return Ok(Some(path.to_owned()));
        }
        match self.case_names(path).as_slice() {
            [] => Ok(None),
            [only] => Ok(Some(path.join(only))),
            several => {
                let words =
                    format!("{} holds {} cases: {}", path.display(), several.len(), several.join(", "));
                Err(Failure::input(format!("{words}. Name one of them")))
            }
        }
    }
}

/// Reads an audience; a party may be named in any way that people name it.
pub fn audience(case: &OpenCase, given: &str) -> anyhow::Result<Audience> {
    let Some(party) = given.strip_prefix("party:") else {
        return given.parse().map_err(|why| Failure::usage(format!("{why}")));
    };
    let team = case.case().seen_by(&Audience::Team);
    let found: Id<Actor> = naming::find(&team, party)?;
    Ok(Audience::Party(found))
}

fn hint(given: &str, known: &[&str]) -> String {
    match (search::nearest(given, known.iter().copied()), known) {
        (Some(near), _) => format!(". Did you mean \"{near}\"?"),
        (None, []) => {
            ". Make one with `goodoffices new`, or look at the sample with `goodoffices sample`".to_owned()
        }
        (None, some) => format!(". There are: {}", some.join(", ")),
    }
}
