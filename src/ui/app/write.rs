//! Writing a file that leaves the program: never over another without asking, never into a case, always on record.

use super::App;
use crate::{
    edit::Edit,
    model::{Id, Record, RecordRef, RecordType},
    store::{StoreError, write_outgoing},
    ui::{
        dialog::Dialog,
        effect::{Effect, NoticeKind, OutFile},
    },
};

impl App {
    pub(super) fn write_file(&mut self, file: OutFile) {
        let disk = self.world.disk.clone();
        let shown = file.path.display().to_string();
        match write_outgoing(&*disk, &file.path, &file.bytes, file.replaces) {
            Err(StoreError::Exists(_)) => {
                let replacing = Effect::WriteFile(Box::new(OutFile { replaces: true, ..file }));
                let detail = format!("{shown} is there already. What it holds would be gone.");
                self.dialog = Some(Dialog::confirm("Write over it?", detail, replacing));
            }
            Ok(()) => {
                self.dialog = None;
                let recorded = self.record_export(&file);
                let folder = file.path.parent().filter(|folder| !folder.as_os_str().is_empty());
                let folder = folder
                    .map_or_else(|| "the folder you started in".to_owned(), |f| f.display().to_string());
                let name = file
                    .path
                    .file_name()
                    .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                match recorded {
                    Ok(()) => self
                        .say(NoticeKind::Done, format!("Written: {name} in {folder}, readable by you alone")),
                    Err(error) => self.say(
                        NoticeKind::Error,
                        format!("Written: {name} in {folder}, but not noted in the case: {error}"),
                    ),
                }
            }
            Err(error) => self.fail(&error),
        }
    }

    /// Notes in the case that something left it. A view for others changes nothing, so that is noted by nobody but the
    /// team's own screens.
    fn record_export(&mut self, file: &OutFile) -> Result<(), StoreError> {
        let now = (self.world.now)();
        let Some(desk) = self.desk.as_mut().filter(|desk| desk.can_write()) else {
            return Ok(());
        };
        let id: Id<crate::model::ExportMade> = desk.case.pen(now)?.id(1);
        let record: Record = file.made.clone().into_record();
        desk.case.save(&Edit::Add(RecordRef::of(&id), Box::new(record)), now)?;
        desk.refresh();
        self.saved = Some(now);
        Ok(())
    }
}
