//! Carrying out effects: the only place where the program changes anything.

use std::path::Path;

use super::{App, Desk, unsaved::Unsaved};
use crate::{
    analysis::standing::Standings,
    audience::Audience,
    edit::{Edit, Refusal},
    model::{CaseKind, CaseSheet, Id, Record, RecordRef},
    seeds,
    store::{self, Access, Draft, NewCase, News, OpenCase, StoreError},
    ui::{
        context::{CaseLine, ComparisonFile},
        dialog::{Asked, Dialog},
        effect::{Effect, Notice, NoticeKind},
        form::draft,
        screens::{Main, Screen, question::Question, search::Search, unsaved::Unsaved as UnsavedText},
    },
};

impl App {
    pub(super) fn perform_all(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            self.perform(effect);
        }
    }

    pub(super) fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Go(Main::Cases) => self.leave_case(),
            Effect::LeaveCase => self.close_case(),
            Effect::Go(_) | Effect::Push(_) if self.desk.is_none() => {
                self.say(NoticeKind::Hint, "Open a case first");
            }
            Effect::Go(main) => self.screens = vec![Screen::main(main)],
            Effect::Push(screen) => self.push(screen),
            Effect::Back => self.back(),
            Effect::Save(edit) => {
                self.save(&edit);
            }
            Effect::SaveThen(edit, then) => {
                if self.save(&edit) {
                    self.perform(*then);
                }
            }
            Effect::WriteFile(file) => self.write_file(*file),
            Effect::TakeUp(draft) => self.take_up(&draft),
            Effect::Discard(draft) => {
                if let Some(unsaved) = self.unsaved() {
                    unsaved.discard(&draft);
                }
            }
            Effect::Set(setting) => self.top_mut().view_mut().set(setting),
            Effect::Undo => self.undo_or_redo(OpenCase::undo, "Undone"),
            Effect::Redo => self.undo_or_redo(OpenCase::redo, "Done again"),
            Effect::Ask(dialog) => self.ask(dialog),
            Effect::Say(notice) => self.notice = Some(notice),
            Effect::OpenCase(folder) => self.open(&folder),
            Effect::NewCase(name) => self.new_case(&name),
            Effect::Sample => self.sample(),
            Effect::CallMe(name) => self.call_me(&name),
            Effect::Show(audience) => self.show(audience),
            Effect::Find(words) => self.find(words),
            Effect::FindAll(words) => self.find_all(words),
            Effect::NextGap => self.next_gap(),
            Effect::Blank => self.is_blank = true,
            Effect::Repaint => self.wants_repaint = true,
            Effect::Quit => self.has_left = true,
        }
    }

    /// Looks whether others have written; called when nothing else is to be done.
    pub fn look_around(&mut self) {
        if let Some(why) = self.unsaved().and_then(Unsaved::new_trouble).filter(|_| !self.shielded) {
            self.has_changed = true;
            self.say(NoticeKind::Error, format!("What you type cannot be kept on the disk yet: {why}"));
        }
        let Some(desk) = &mut self.desk else { return };
        match desk.case.look() {
            Ok(news) if news == News::default() => self.unseen = None,
            Ok(news) => {
                self.unseen = None;
                desk.refresh();
                self.has_changed = true;
                // Who worked on what is for the team; over a shield nothing is said.
                if self.desk.as_ref().is_some_and(|desk| desk.audience != Audience::Team) {
                    return;
                }
                if let Some(log) = news.replaced.first() {
                    let what = match news.put_back {
                        0 => "what is lost there is still open here".to_owned(),
                        1 => "1 line that it had lost is put back".to_owned(),
                        lines => format!("{lines} lines that it had lost are put back"),
                    };
                    self.say(NoticeKind::Error, format!("The log {log} was replaced; {what}"));
                } else if !news.set_aside.is_empty() {
                    self.say(NoticeKind::Error, unreadable(news.set_aside.len()));
                } else if let Some(deed) = news.deeds.last()
                    && !self.has_error()
                {
                    self.say(NoticeKind::Hint, format!("{} {}", deed.by, deed.words));
                }
            }
            Err(error) => {
                // Said once: looking goes on every second, and what was saved is safe meanwhile.
                let words = error.to_string();
                if self.unseen.as_ref() != Some(&words) {
                    self.unseen = Some(words);
                    self.has_changed = true;
                    self.fail(&error);
                }
            }
        }
    }

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

    pub(super) fn known_name(&self) -> Option<String> {
        let settings = crate::settings::read(&*self.world.disk, &self.start.settings).ok()?;
        crate::settings::working_name(&settings.name?)
    }

    pub(super) fn say(&mut self, kind: NoticeKind, words: impl Into<String>) {
        self.notice = Some(Notice { kind, words: words.into() });
    }

    fn has_error(&self) -> bool {
        self.notice.as_ref().is_some_and(|notice| notice.kind == NoticeKind::Error)
    }

    pub(super) fn fail(&mut self, error: &StoreError) {
        if self.shielded {
            // Names of files and people are the team's.
            self.say(NoticeKind::Error, "Something could not be read or written; the team's view says what");
            return;
        }
        let kind = match error {
            StoreError::Refused(Refusal::NothingTo(_) | Refusal::NothingChanges) => NoticeKind::Hint,
            _ => NoticeKind::Error,
        };
        let mut words = error.to_string();
        if let Some(first) = words.get_mut(0..1) {
            first.make_ascii_uppercase();
        }
        self.say(kind, words);
    }

    /// Puts a screen on top, in place of one of its kind that is there already.
    fn push(&mut self, screen: Screen) {
        if std::mem::discriminant(self.top()) == std::mem::discriminant(&screen) && self.screens.len() > 1 {
            self.screens.pop();
        }
        self.screens.push(screen);
    }

    fn back(&mut self) {
        if self.screens.len() > 1 {
            self.screens.pop();
        } else if self.desk.is_some() && !matches!(self.top(), Screen::Overview(_)) {
            self.screens = vec![Screen::main(Main::Overview)];
        } else if self.desk.is_some() {
            self.leave_case();
        }
    }

    /// A form that was left with text in it comes back as it was.
    fn ask(&mut self, dialog: Dialog) {
        self.dialog = Some(match dialog {
            Dialog::Form(mut form) => {
                if let Some(draft) = self.unsaved().and_then(|unsaved| unsaved.take(&form)) {
                    form.take_up(&draft);
                    self.say(NoticeKind::Hint, "This is the text that you left here");
                }
                Dialog::Form(form)
            }
            other => other,
        });
    }

    /// Opens the form of a draft with its text.
    fn take_up(&mut self, draft: &Draft) {
        let form = draft::kind(draft).and_then(|kind| self.with_context(|cx, _| kind.opened(cx)));
        let Some(mut form) = form else {
            self.say(NoticeKind::Hint, "There is no form for it any more: take the words from this page");
            return;
        };
        if let Some(draft) = self.unsaved().and_then(|unsaved| unsaved.take_this(draft)) {
            form.take_up(&draft);
            self.dialog = Some(Dialog::Form(Box::new(form)));
        }
    }

    fn unsaved(&mut self) -> Option<&mut Unsaved> {
        self.desk.as_mut()?.unsaved.as_mut()
    }

    /// Changes the case; says whether it was done.
    fn save(&mut self, edit: &Edit) -> bool {
        let now = (self.world.now)();
        let Some(desk) = &mut self.desk else { return false };
        if desk.audience != Audience::Team {
            self.say(NoticeKind::Error, "Nothing is changed while the shield is up");
            return false;
        }
        match desk.case.save(edit, now) {
            Ok(deed) => {
                desk.refresh();
                self.saved = Some(now);
                if let Some(Dialog::Form(form)) = &self.dialog {
                    if let Some(unsaved) = &mut desk.unsaved {
                        unsaved.saved(form);
                    }
                    self.dialog = None;
                } else if let (Some(form), Some(unsaved)) = (self.answered.take(), &mut desk.unsaved) {
                    unsaved.saved(&form);
                }
                self.say(NoticeKind::Done, format!("Saved: {}. u takes it back", deed.words));
                return true;
            }
            Err(StoreError::Refused(Refusal::NothingChanges)) => {
                if let (Some(Dialog::Form(form)), Some(unsaved)) = (&self.dialog, &mut desk.unsaved) {
                    unsaved.saved(form);
                }
                self.dialog = None;
                self.say(NoticeKind::Hint, "Nothing was changed");
            }
            Err(error) => {
                self.dialog = self.dialog.take().or_else(|| self.answered.take().map(Dialog::Form));
                self.fail(&error);
            }
        }
        false
    }

    fn undo_or_redo(
        &mut self,
        what: fn(&mut OpenCase, jiff::Timestamp) -> Result<crate::document::Deed, StoreError>,
        done: &str,
    ) {
        let now = (self.world.now)();
        let Some(desk) = self.desk.as_mut().filter(|desk| desk.audience == Audience::Team) else {
            self.say(NoticeKind::Hint, "There is nothing to take back here");
            return;
        };
        match what(&mut desk.case, now) {
            Ok(deed) => {
                desk.refresh();
                self.saved = Some(now);
                self.say(NoticeKind::Done, format!("{done}: {}", deed.words));
            }
            Err(error) => self.fail(&error),
        }
    }

    fn open(&mut self, folder: &Path) {
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
                let comparisons = self.read_comparisons(folder);
                let standings = Standings::new(&case.case().seen_by(&Audience::Team));
                let corpus = std::cell::OnceCell::new();
                let unsaved = (!case.is_read_only()).then(|| {
                    let by = self.by.as_deref().unwrap_or_default();
                    Unsaved::start(self.world.disk.clone(), folder, by, &self.start.host)
                });
                let mut desk =
                    Desk { case, audience, outside: None, standings, comparisons, stamp: 0, corpus, unsaved };
                desk.refresh();
                let lost = desk.case.set_aside().len();
                let others: Vec<String> = desk.case.others().into_iter().map(|other| other.by).collect();
                let barred = desk.case.barred().map(ToOwned::to_owned);
                self.desk = Some(desk);
                self.saved = None;
                self.screens = vec![Screen::main(Main::Overview)];
                self.offer_unsaved();
                if self.shielded {
                    // How the case lies on the disk, and who works on it, is the team's.
                } else if lost > 0 {
                    self.say(NoticeKind::Error, unreadable(lost));
                } else if let Some(why) = barred {
                    self.say(NoticeKind::Error, format!("This case can only be read here: {why}"));
                } else if !others.is_empty() {
                    self.say(NoticeKind::Hint, format!("Also open by {}", counted(&others)));
                }
            }
            Err(error) => self.fail(&error),
        }
    }

    /// What an earlier session left is shown before anything else, to the team.
    fn offer_unsaved(&mut self) {
        let Some(desk) = self.desk.as_ref().filter(|desk| desk.audience == Audience::Team) else { return };
        let latest = desk.unsaved.as_ref().and_then(|unsaved| unsaved.drafts().last());
        let Some(at) = latest.map(|draft| draft.at.parse::<jiff::Timestamp>()) else { return };
        let at = at.map_or_else(
            |_| String::new(),
            |at| self.with_context(|cx, _| format!(" from {}", cx.clock(at))),
        );
        self.screens.push(Screen::Unsaved(UnsavedText::default()));
        self.say(NoticeKind::Hint, format!("There is unsaved text{at}. Esc leaves it for later"));
    }

    fn read_comparisons(&self, folder: &Path) -> Vec<ComparisonFile> {
        let disk = &*self.world.disk;
        let named = |path: std::path::PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            ComparisonFile::read(disk, path, name)
        };
        store::scenario_files(disk, folder).into_iter().map(named).collect()
    }

    /// Goes to the list of cases: not under the shield, where the names of cases are not for the screen, and not
    /// without asking where typed text would be lost.
    fn leave_case(&mut self) {
        if self.shielded && self.desk.is_some() {
            self.say(NoticeKind::Hint, "x comes back to the team's view first; q leaves the program");
        } else if self.keep_typed() {
            self.close_case();
        } else {
            let detail = "Text that was typed and not saved cannot be written to the disk; it would be lost.";
            self.dialog = Some(Dialog::confirm("Leave the case all the same?", detail, Effect::LeaveCase));
        }
    }

    fn close_case(&mut self) {
        self.desk = None;
        self.list_cases();
        self.screens = vec![Screen::main(Main::Cases)];
    }

    fn new_case(&mut self, name: &str) {
        let sheet = CaseSheet { title: name.to_owned(), ..CaseSheet::default() };
        let edit = Edit::Add(sheet_ref(), Box::new(Record::Sheet(sheet)));
        let folder = self.start.cases.join(folder_name(name));
        self.create(&folder, CaseKind::Real, Some(edit));
    }

    /// The copy of the sample that is there, or a new one.
    fn sample(&mut self) {
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

    fn create(&mut self, folder: &Path, kind: CaseKind, edit: Option<Edit>) {
        let at = (self.world.now)();
        let id = seeds::new_case_id(&*self.world.disk, at);
        let new = NewCase { id, kind, edit, by: self.by.clone().unwrap_or_default(), at };
        match store::create(&self.world.disk, folder, &new) {
            Ok(()) => self.perform(Effect::OpenCase(folder.to_owned())),
            Err(error) => self.fail(&error),
        }
    }

    fn call_me(&mut self, name: &str) {
        let Some(name) = crate::settings::working_name(name) else {
            self.say(NoticeKind::Error, "A working name has 1 to 60 letters on one line");
            self.dialog = Some(Dialog::prompt(Asked::WorkingName, name));
            return;
        };
        let settings = crate::settings::Settings { name: Some(name.clone()) };
        if let Err(error) = crate::settings::write(&*self.world.disk, &self.start.settings, &settings) {
            self.fail(&error);
        }
        self.by = Some(name);
        if let Some(folder) = self.start.open.clone() {
            self.perform(Effect::OpenCase(folder));
        }
    }

    fn show(&mut self, audience: Audience) {
        let Some(desk) = &mut self.desk else { return };
        self.shielded = audience != Audience::Team;
        desk.audience = audience;
        desk.refresh();
        self.notice = None;
        if self.desk.as_ref().is_some_and(|desk| desk.audience != Audience::Team) {
            // What a form or a search holds is the team's.
            if let Some(Dialog::Form(form)) = self.dialog.take()
                && form.is_changed()
            {
                self.keep_aside(&form);
            }
            self.last_search.clear();
        }
        for screen in &mut self.screens {
            screen.view_mut().reset();
        }
        let first = self.screens.first().map(Screen::which);
        if let Some(main) = first.flatten() {
            self.screens = vec![Screen::main(main)];
        }
    }

    fn find(&mut self, words: String) {
        let found = self.with_context(|cx, screen| screen.view_mut().search(&words, cx));
        if !found {
            self.say(NoticeKind::Hint, format!("\"{words}\" does not stand on this screen"));
        }
        self.last_search = words;
    }

    /// Searching again from the results takes the place of what was found before.
    fn find_all(&mut self, words: String) {
        if self.desk.is_none() {
            self.say(NoticeKind::Hint, "Open a case first");
            return;
        }
        if matches!(self.top(), Screen::Search(_)) {
            self.screens.pop();
        }
        self.screens.push(Screen::Search(Search::of(&words)));
        self.last_search = words;
    }

    fn next_gap(&mut self) {
        let next = self.with_context(|cx, screen| {
            let here = match screen {
                Screen::Question(question) => Some(question.id().to_owned()),
                _ => None,
            };
            Question::next_open(cx, here.as_deref())
        });
        match (next, self.desk.is_some()) {
            (_, false) => self.say(NoticeKind::Hint, "Open a case first"),
            (None, true) => self.say(NoticeKind::Done, "No key question is open"),
            (Some(question), true) => {
                if matches!(self.top(), Screen::Question(_)) {
                    self.screens.pop();
                }
                self.screens.push(Screen::Question(question));
            }
        }
    }
}

fn unreadable(lines: usize) -> String {
    let lines = if lines == 1 { "1 line".to_owned() } else { format!("{lines} lines") };
    format!("{lines} could not be used; `goodoffices check` names them")
}

/// Names, each once: `rosa (3), luis`.
fn counted(names: &[String]) -> String {
    let mut each: Vec<(&String, usize)> = Vec::new();
    for name in names {
        match each.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => each.push((name, 1)),
        }
    }
    let words = each.iter().map(|(name, n)| if *n > 1 { format!("{name} ({n})") } else { (*name).clone() });
    words.collect::<Vec<_>>().join(", ")
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
