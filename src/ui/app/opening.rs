//! Cases: the list of them, opening one, leaving it, making one.

use std::path::Path;

use super::{App, Desk, unsaved::Unsaved};
use crate::{
    audience::Audience,
    edit::Edit,
    import::LARGEST_IMPORT,
    model::{CaseKind, CaseSheet, Id, Record, RecordRef},
    seeds,
    store::{self, Access, NewCase, OpenCase, Presence, StoreError},
    ui::{
        context::CaseLine,
        dialog::{Asked, Dialog},
        effect::{Effect, NoticeKind},
        keys::Command,
        pages,
        screens::{Main, Screen, import::Import, unsaved::Unsaved as UnsavedText},
    },
};

impl App {
    pub(super) fn list_cases(&mut self) {
        let disk = &*self.world.disk;
        let folder = self.start.cases.clone();
        let names = disk.list(&folder).unwrap_or_default();
        let cases =
            names.into_iter().filter(|name| !name.starts_with('.')).map(|name| (folder.join(&name), name));
        self.cases = cases
            .filter(|(folder, _)| store::is_case_folder(disk, folder))
            .map(|(folder, name)| match store::read_about(disk, &folder) {
                Ok((about, _)) => CaseLine { folder, name, kind: Some(about.kind), problem: None },
                Err(error) => CaseLine { folder, name, kind: None, problem: Some(error.to_string()) },
            })
            .collect();
    }

    pub(super) fn open(&mut self, folder: &Path) {
        let now = (self.world.now)();
        let by = self.by.clone().unwrap_or_default();
        let access = if self.start.read_only {
            Access::Read
        } else {
            Access::Write { by, host: self.start.host.clone(), since: now }
        };
        match OpenCase::open(self.world.disk.clone(), folder, &access) {
            Ok(case) => {
                let audience = if self.shielded { Audience::Shareable } else { Audience::Team };
                let unsaved = (!case.is_read_only()).then(|| {
                    let by = self.by.as_deref().unwrap_or_default();
                    Unsaved::start(self.world.disk.clone(), case.folder(), by, &self.start.host)
                });
                let desk = Desk::new(case, audience, unsaved);
                let lost = desk.case.needing_care();
                let barred = desk.case.barred().map(ToOwned::to_owned);
                let unfinished = desk.case.document().unfinished().into_iter().find(|step| !step.is_past);
                self.desk = Some(desk);
                self.saved = None;
                self.screens = vec![Screen::main(Main::Overview)];
                if self.shielded {
                    // How the case lies on the disk, and who works on it, is the team's.
                } else if lost > 0 {
                    self.say(NoticeKind::Error, unreadable(lost));
                } else if let Some(why) = barred {
                    self.say(NoticeKind::Error, format!("This case can only be read here: {why}"));
                } else if let Some(step) = unfinished {
                    self.say(NoticeKind::Error, format!("Do again or undo: {}", step.words));
                } else {
                    self.name_who_came();
                }
                self.offer_unsaved();
            }
            Err(error) => self.fail(&error),
        }
    }

    /// Names who has the case open beside the user and had not at the last look. It is for the team.
    pub(super) fn name_who_came(&mut self) {
        let Some(desk) = &mut self.desk else { return };
        let before = std::mem::replace(&mut desk.others, desk.case.others());
        if desk.others == before {
            return;
        }
        let came: Vec<Presence> =
            desk.others.iter().filter(|other| !before.contains(other)).cloned().collect();
        self.has_changed = true;
        if !came.is_empty() && !self.shielded && !self.has_error() {
            let words = self.with_context(|cx, _| pages::open_by(&came, cx));
            self.say(NoticeKind::Hint, format!("Also open by {words}"));
        }
    }

    /// What an earlier session left is shown before anything else, to the team. An error stays said.
    pub(super) fn offer_unsaved(&mut self) {
        let Some(desk) = self.desk.as_ref().filter(|desk| desk.audience == Audience::Team) else { return };
        let latest = desk.unsaved.as_ref().and_then(|unsaved| unsaved.drafts().last());
        let Some(at) = latest.map(|draft| draft.at.parse::<jiff::Timestamp>()) else { return };
        let at = at.map_or_else(
            |_| String::new(),
            |at| self.with_context(|cx, _| format!(" from {}", cx.clock(at))),
        );
        self.screens.push(Screen::Unsaved(UnsavedText::default()));
        if !self.has_error() {
            let back = self.key_for(Command::Back);
            self.say(NoticeKind::Hint, format!("There is unsaved text{at}. {back} leaves it for later"));
        }
    }

    /// Goes to the list of cases: not under the shield, where the names of cases are not for the screen, and not
    /// without asking where typed text would be lost.
    pub(super) fn leave_case(&mut self) {
        self.put_answered_aside();
        if self.shielded && self.desk.is_some() {
            let (shield, quit) = (self.key_for(Command::Shield), self.key_for(Command::Quit));
            let words = format!("{shield} comes back to the team's view first; {quit} leaves the program");
            self.say(NoticeKind::Hint, words);
        } else if self.keep_typed() {
            self.close_case();
        } else {
            let detail = "Text that was typed and not saved cannot be written to the disk; it would be lost.";
            self.dialog = Some(Dialog::confirm("Leave the case all the same?", detail, Effect::LeaveCase));
        }
    }

    pub(super) fn close_case(&mut self) {
        self.answered = None;
        self.desk = None;
        self.list_cases();
        self.screens = vec![Screen::main(Main::Cases)];
    }

    pub(super) fn new_case(&mut self, name: &str) {
        let sheet = CaseSheet { title: name.to_owned(), ..CaseSheet::default() };
        let edit = Edit::Add(sheet_ref(), Box::new(Record::Sheet(sheet)));
        let folder = self.start.cases.join(folder_name(name));
        if self.create(&folder, CaseKind::Real, Some(edit)) {
            // The first assessment leads into the case.
            self.next_gap();
            self.say(
                NoticeKind::Hint,
                "Answer, say that it is not known yet, or go on: nothing has to be done now",
            );
        }
    }

    /// Shows what importing a file would do.
    pub(super) fn import(&mut self, path: &Path) {
        if let Some(bytes) = self.read_to_import(path) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            self.perform(Effect::Push(Screen::Import(Import::of(name, bytes))));
        }
    }

    /// Makes a case for a file and shows what importing it would do. A file that cannot be read makes no case.
    pub(super) fn import_new(&mut self, path: &Path) {
        if self.read_to_import(path).is_none() {
            return;
        }
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let sheet = CaseSheet { title: name.clone(), ..CaseSheet::default() };
        let edit = Edit::Add(sheet_ref(), Box::new(Record::Sheet(sheet)));
        let folder = self.start.cases.join(folder_name(&name));
        if self.create(&folder, CaseKind::Real, Some(edit)) {
            self.import(path);
        }
    }

    fn read_to_import(&mut self, path: &Path) -> Option<Vec<u8>> {
        match self.world.disk.read(path, 0, LARGEST_IMPORT as u64 + 1) {
            Ok(bytes) => Some(bytes),
            Err(why) => {
                self.fail(&StoreError::Io { what: "could not read", path: path.to_owned(), why });
                None
            }
        }
    }

    /// The copy of the sample that is there, or a new one.
    pub(super) fn sample(&mut self) {
        let folder = self.start.cases.join(seeds::SAMPLE_NAME);
        if store::is_case_folder(&*self.world.disk, &folder) {
            self.perform(Effect::OpenCase(folder));
            return;
        }
        match seeds::copy_sample(&self.world.disk, &folder, (self.world.now)()) {
            Ok(()) => self.perform(Effect::OpenCase(folder)),
            Err(error) => self.fail(&error),
        }
    }

    /// Makes a case and opens it; says whether it is open.
    pub(super) fn create(&mut self, folder: &Path, kind: CaseKind, edit: Option<Edit>) -> bool {
        let at = (self.world.now)();
        let id = seeds::new_case_id(&*self.world.disk, at);
        let new = NewCase { id, kind, edit, by: self.by.clone().unwrap_or_default(), at };
        match store::create(&self.world.disk, folder, &new) {
            Ok(()) => self.perform(Effect::OpenCase(folder.to_owned())),
            Err(error) => self.fail(&error),
        }
        self.desk.is_some()
    }
}

pub(super) fn unreadable(lines: usize) -> String {
    let lines = if lines == 1 { "1 line".to_owned() } else { format!("{lines} lines") };
    format!("{lines} could not be used; `goodoffices check` names them")
}

/// The name under which a case's folder is made.
fn folder_name(title: &str) -> String {
    let plain: String =
        title.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect::<String>().to_lowercase();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
    let name: String = words.join("-").chars().take(60).collect();
    if name.is_empty() { "case".to_owned() } else { name }
}

/// The case sheet's reference: every case has one, under the same id.
fn sheet_ref() -> RecordRef {
    RecordRef::of::<CaseSheet>(&Id::new(seeds::SHEET_ID).unwrap_or_default())
}

/// Asks for the name of a new case.
#[must_use]
pub fn ask_case_name() -> Effect {
    Effect::Ask(Dialog::prompt(Asked::CaseName, ""))
}
