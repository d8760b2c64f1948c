//! The comparisons of the open case: read with it and again when somebody has changed them; written whole, never over
//! what somebody else has written meanwhile, and the last ones can be taken back.

use super::{App, Desk};
use crate::{
    analysis::comparison::{Tried, may_be_shown},
    audience::Audience,
    store::{Disk, Stamp, StoreError, read_document, remove_document, scenario_files, stamp, write_scenario},
    ui::{
        context::ComparisonFile,
        dialog::Dialog,
        effect::{Effect, NoticeKind, Written},
        form::Form,
        forms::FormKind,
        keys::Command,
    },
};

/// A comparison that was written here.
#[derive(Clone, Debug)]
pub(super) struct Change {
    name: String,
    /// What stood there; nothing if the file is new.
    before: Option<String>,
    after: Stamp,
}

/// The comparisons of a case.
#[derive(Default)]
pub(super) struct Comparisons {
    pub all: Vec<ComparisonFile>,
    /// Those that others may be shown; none while the team looks.
    pub for_outside: Vec<ComparisonFile>,
}

/// Name, size and time of every file in the folder.
pub(super) type Looks = Vec<(String, u64, i128)>;

impl Desk {
    /// Reads the comparisons of the case.
    pub(super) fn read_comparisons(&mut self, disk: &dyn Disk) {
        let folder = self.case.folder().join("scenarios");
        let looks = self.looks(disk);
        let names = looks.iter().map(|(name, ..)| name.clone());
        self.comparisons.all =
            names.map(|name| ComparisonFile::read(disk, folder.join(&name), name)).collect();
        self.sift_comparisons();
        // The first screen of a case shows nothing of its comparisons: it is not worked out anew for their first reading.
        self.stamp += u64::from(self.looks.is_some());
        self.looks = Some(looks);
    }

    /// Sets those apart that the present audience may be shown. The team sees all.
    pub(super) fn sift_comparisons(&mut self) {
        let team = self.case.document().case().seen_by(&Audience::Team);
        let is_shown = |file: &&ComparisonFile| {
            let content = file.content.as_deref();
            content.is_ok_and(|comparison| may_be_shown(comparison, &team, &self.audience))
        };
        let all = if self.audience == Audience::Team { &[][..] } else { &self.comparisons.all };
        self.comparisons.for_outside = all.iter().filter(is_shown).cloned().collect();
    }

    fn looks(&self, disk: &dyn Disk) -> Looks {
        let look = |path: std::path::PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let stat = disk.stat(&path).ok();
            stat.map_or((name.clone(), 0, 0), |stat| (name, stat.len, stat.changed))
        };
        scenario_files(disk, self.case.folder()).into_iter().map(look).collect()
    }
}

impl App {
    /// Reads what the first screen of a case does not show and all else needs: after the first frame, and before
    /// anything is answered.
    pub(in crate::ui) fn make_ready(&mut self) {
        if let Some(desk) = self.desk.as_mut().filter(|desk| desk.looks.is_none()) {
            desk.read_comparisons(&*self.world.disk);
        }
    }

    /// Looks whether somebody has changed a comparison.
    pub(super) fn look_at_comparisons(&mut self) {
        let Some(desk) = &mut self.desk else { return };
        if desk.looks.as_ref() != Some(&desk.looks(&*self.world.disk)) {
            desk.read_comparisons(&*self.world.disk);
            self.has_changed = true;
        }
    }

    pub(super) fn try_out(&mut self, file: String, tried: Tried) {
        let Some(desk) = &mut self.desk else { return };
        desk.tried.insert(file, tried);
        desk.stamp += 1;
    }

    /// Writes a comparison; asks first where comments would be lost, or where somebody else was quicker.
    pub(super) fn write_comparison(&mut self, written: Written) {
        let Some(open) = &mut self.desk else { return };
        if !open.can_write() {
            self.say(NoticeKind::Error, "Nothing can be changed in this view");
            return;
        }
        let file = open.comparisons.all.iter().find(|file| file.name == written.name);
        let loses_comments = written.opened.is_some() && file.is_some_and(|file| file.has_comments);
        if loses_comments && !written.without_comments {
            self.ask_about_comments(written);
            return;
        }
        let disk = &*self.world.disk;
        let folder = open.case.folder().to_owned();
        let before = written
            .opened
            .and_then(|_| read_document(disk, &folder.join("scenarios").join(&written.name)).ok());
        match write_scenario(disk, &folder, &written.name, &written.text, written.opened) {
            Ok(()) => {
                let change = Change { name: written.name.clone(), before, after: stamp(&written.text) };
                open.written.push(change);
                open.read_comparisons(disk);
                self.saved = Some((self.world.now)());
                self.settle(written.form.as_deref());
                let undo = self.key_for(Command::Undo);
                self.say(NoticeKind::Done, format!("Saved: {}. {undo} takes it back", written.words));
                if let Some(then) = written.then {
                    self.perform(*then);
                }
            }
            Err(StoreError::ChangedOnDisk(_)) => self.offer_both(written),
            Err(error) => self.fail(&error),
        }
    }

    fn ask_about_comments(&mut self, written: Written) {
        let form = self.put_form_aside();
        let question = format!("Write {} without its comments?", written.name);
        let detail = "Lines that begin with // or stand in /* */ are the author's notes. Written from here the file \
                      keeps every field and loses these. To keep them, edit the file itself.";
        let yes = Effect::WriteComparison(Box::new(Written { without_comments: true, form, ..written }));
        self.ask(Dialog::confirm(question, detail, yes));
    }

    /// Somebody else has written the file since it was opened: theirs stays, ours can go beside it.
    fn offer_both(&mut self, written: Written) {
        let form = self.put_form_aside().or(written.form);
        self.look_at_comparisons();
        let key = self.key_for(Command::Unsaved);
        let Some(desk) = &self.desk else { return };
        let name = free_name(&written.name, desk.looks.as_deref().unwrap_or_default());
        let question = format!("{} was changed by somebody. Write yours beside it?", written.name);
        let detail = format!(
            "Theirs stays as it is. Yours would be {name}, so that both can be compared. With no, nothing is written and \
             your text waits under {key}."
        );
        let yes = Effect::WriteComparison(Box::new(Written { name, opened: None, form, ..written }));
        self.ask(Dialog::confirm(question, detail, yes));
    }

    /// Keeps what was typed until the question is answered.
    fn put_form_aside(&mut self) -> Option<Box<FormKind>> {
        let Some(Dialog::Form(form)) = self.dialog.take() else { return None };
        self.keep_aside(&form);
        Some(Box::new(form.kind))
    }

    /// What was typed is in the file: it need not be kept any more.
    fn settle(&mut self, aside: Option<&FormKind>) {
        let open = self.dialog.take().or_else(|| self.answered.take().map(Dialog::Form));
        let Some(unsaved) = self.desk.as_mut().and_then(|open| open.unsaved.as_mut()) else { return };
        if let Some(Dialog::Form(form)) = &open {
            unsaved.saved(form);
        }
        if let Some(kind) = aside {
            let form = Form::new(kind.clone(), "", Vec::new());
            unsaved.take(&form);
            unsaved.saved(&form);
        }
    }

    /// Writes the comparison that was written last as it was before, unless somebody has changed it since.
    pub(super) fn take_back_comparison(&mut self) {
        let Some(open) = &mut self.desk else { return };
        if !open.can_write() {
            self.say(NoticeKind::Error, "Nothing can be changed in this view");
            return;
        }
        let Some(change) = open.written.pop() else {
            self.say(NoticeKind::Hint, "No comparison was written since the case was opened");
            return;
        };
        let (disk, folder) = (&*self.world.disk, open.case.folder().to_owned());
        let done = match &change.before {
            Some(text) => write_scenario(disk, &folder, &change.name, text, Some(change.after)),
            None => remove_document(disk, &folder.join("scenarios").join(&change.name), change.after),
        };
        open.read_comparisons(disk);
        match done {
            Ok(()) => self.say(NoticeKind::Done, format!("{} is as it was before", change.name)),
            Err(error) => {
                if let Some(open) = &mut self.desk {
                    open.written.push(change);
                }
                self.fail(&error);
            }
        }
    }
}

/// A name that no file has: `police-2.ron`.
fn free_name(name: &str, taken: &[(String, u64, i128)]) -> String {
    let stem = name.strip_suffix(".ron").unwrap_or(name);
    let candidates = (2..).map(|n: u32| format!("{stem}-{n}.ron"));
    let is_free = |name: &String| taken.iter().all(|(taken, ..)| taken != name);
    candidates.into_iter().find(is_free).unwrap_or_else(|| name.to_owned())
}
