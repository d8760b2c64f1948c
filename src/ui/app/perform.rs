//! Carrying out effects: the only place where the program changes anything.

use super::{App, opening::unreadable};
use crate::{
    analysis::since::in_words,
    audience::Audience,
    document::Deed,
    edit::{Edit, Refusal},
    model::Case,
    settings::{self, Settings, Tour},
    store::{News, OpenCase, StoreError},
    ui::{
        dialog::{Asked, Dialog},
        effect::{Effect, Notice, NoticeKind, Setting},
        keys::Command,
        screens::{Main, Screen, question::Question, search::Search},
    },
};

impl App {
    pub(in crate::ui) fn perform_all(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            self.perform(effect);
        }
    }

    pub(super) fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Go(Main::Cases) => self.leave_case(),
            Effect::LeaveCase => self.close_case(),
            // Nothing is recorded by nobody.
            case @ (Effect::OpenCase(_) | Effect::NewCase(_) | Effect::Sample | Effect::ImportNew(_))
                if self.is_nameless() =>
            {
                self.once_named = Some(Box::new(case));
                self.dialog = Some(Dialog::prompt(Asked::WorkingName, ""));
            }
            Effect::Go(_) | Effect::Push(_) if self.desk.is_none() => {
                self.say(NoticeKind::Hint, "Open a case first");
            }
            Effect::Go(Main::Scenarios) | Effect::WriteFile(_) if self.is_then() => {
                self.perform(self.only_of_now());
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
            Effect::Import(path) => self.import(&path),
            Effect::ImportNew(path) => self.import_new(&path),
            Effect::TakeUp(draft) => self.take_up(&draft),
            Effect::Discard(draft) => {
                if let Some(unsaved) = self.unsaved() {
                    unsaved.discard(&draft);
                }
            }
            Effect::Set(Setting::AsKnown(day)) => self.look_back(day),
            Effect::Set(setting) => self.top_mut().view_mut().set(setting),
            Effect::Try(file, tried) => self.try_out(file, tried),
            Effect::Study(work) => self.studies.begin(work),
            Effect::StopStudy => self.studies.stop(),
            Effect::WriteComparison(written) => self.write_comparison(*written),
            Effect::TakeBackComparison => self.take_back_comparison(),
            Effect::Undo => self.undo_or_redo(OpenCase::undo, "Undone"),
            Effect::Redo => self.undo_or_redo(OpenCase::redo, "Done again"),
            Effect::Ask(dialog) => self.ask(dialog),
            Effect::Say(notice) => self.notice = Some(notice),
            Effect::OpenCase(folder) => self.open(&folder),
            Effect::NewCase(name) => self.new_case(&name),
            Effect::Sample => self.sample(),
            Effect::AllowClipboard(text) => self.allow_clipboard(&text),
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
        // Work that failed wakes nobody.
        self.has_changed |= self.studies.take_in();
        self.look_at_comparisons();
        self.say_trouble();
        self.name_who_came();
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
                    self.say_too(&format!("The log {log} was replaced; {what}"));
                } else if !news.set_aside.is_empty() {
                    self.say_too(&unreadable(news.set_aside.len()));
                } else if self.has_error() {
                    // What went wrong stays to be read.
                } else if news.own > 0 {
                    self.say(
                        NoticeKind::Done,
                        "What could not be saved before has arrived on the disk after all",
                    );
                } else if let Some(deed) = news.deeds.last() {
                    let words = self.desk.as_ref().map(|desk| said(desk.case.case(), deed));
                    self.say(NoticeKind::Hint, format!("{} {}", deed.by, words.unwrap_or_default()));
                }
            }
            Err(error) => {
                // Said once: looking goes on, and what was saved is safe meanwhile.
                let words = error.to_string();
                if self.unseen.as_ref() != Some(&words) {
                    self.has_changed = true;
                    if self.has_error() && !self.shielded {
                        self.say_too(&words);
                    } else {
                        self.fail(&error);
                    }
                    self.unseen = Some(words);
                }
            }
        }
    }

    /// Says that another thread came to an error of the program, at a place.
    pub(in crate::ui) fn work_failed(&mut self, place: &str) {
        self.has_changed = true;
        self.say(NoticeKind::Error, super::super::failed_beside(place));
    }

    /// What is remembered of the user; nothing where it cannot be read.
    pub(super) fn settings(&self) -> Settings {
        settings::read(&*self.world.disk, &self.start.settings).unwrap_or_default()
    }

    /// Remembers how far the tour has come.
    pub(super) fn remember_tour(&mut self, tour: Tour) {
        self.tour = tour;
        self.remember(|settings| settings.tour = tour);
    }

    /// Remembers something more of the user. Settings that cannot be read are said and left as they are.
    pub(super) fn remember(&mut self, change: impl FnOnce(&mut Settings)) {
        let (disk, path) = (&*self.world.disk, &self.start.settings);
        let written = settings::read(disk, path).and_then(|mut settings| {
            change(&mut settings);
            settings::write(disk, path, &settings)
        });
        if let Err(error) = written {
            self.fail(&error);
        }
    }

    pub(super) fn say(&mut self, kind: NoticeKind, words: impl Into<String>) {
        self.notice = Some(Notice { kind, words: words.into() });
    }

    /// Says an error beside the one that stands there, if any: none takes the place of another that nobody may have
    /// read yet.
    pub(super) fn say_too(&mut self, words: &str) {
        let words = match self.notice.take().filter(|notice| notice.kind == NoticeKind::Error) {
            Some(before) if before.words.contains(words) => before.words,
            Some(before) => format!("{}. {}", before.words.trim_end_matches('.'), capital(words)),
            None => words.to_owned(),
        };
        self.say(NoticeKind::Error, words);
    }

    pub(super) fn has_error(&self) -> bool {
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
        self.say(kind, capital(&error.to_string()));
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
        } else if self.is_then() {
            self.back_to_now();
        } else if self.desk.is_some() && !matches!(self.top(), Screen::Overview(_)) {
            self.screens = vec![Screen::main(Main::Overview)];
        } else if self.desk.is_some() {
            self.leave_case();
        }
    }

    /// Changes the case; says whether it was done.
    fn save(&mut self, edit: &Edit) -> bool {
        let now = (self.world.now)();
        let undo = self.key_for(Command::Undo);
        let Some(desk) = &mut self.desk else { return false };
        if desk.audience != Audience::Team {
            self.say(NoticeKind::Error, "Nothing is changed while the shield is up");
            return false;
        }
        if desk.then.is_some() {
            self.perform(Effect::read_only());
            return false;
        }
        match desk.case.save(edit, now) {
            Ok(deed) => {
                desk.added = edit.added().cloned().or(desk.added.take());
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
                let can_undo = desk.case.document().can_take_back(&deed);
                let back = if can_undo { format!(". {undo} takes it back") } else { String::new() };
                let words = format!("Saved: {}{back}", said(desk.case.case(), &deed));
                self.say(NoticeKind::Done, words);
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
        // Who went on from it since is heard first; what was said before the key is read.
        self.notice = None;
        self.look_around();
        let Some(desk) =
            self.desk.as_mut().filter(|desk| desk.audience == Audience::Team && desk.then.is_none())
        else {
            self.say(NoticeKind::Hint, "There is nothing to take back here");
            return;
        };
        let done_now = what(&mut desk.case, now);
        desk.refresh();
        // What the look found is told only once.
        let found = self.notice.take().filter(|notice| notice.kind == NoticeKind::Error);
        match done_now {
            Ok(deed) => {
                self.saved = Some(now);
                let words = format!("{done}: {}", said(desk.case.case(), &deed));
                self.say(NoticeKind::Done, words);
            }
            Err(error) => self.fail(&error),
        }
        if let Some(found) = found {
            let done = self.notice.replace(found);
            self.say_too(&done.map_or_else(String::new, |done| done.words));
        }
    }

    fn call_me(&mut self, name: &str) {
        let Some(name) = crate::settings::working_name(name) else {
            self.say(NoticeKind::Error, "A working name has 1 to 60 letters on one line");
            self.dialog = Some(Dialog::prompt(Asked::WorkingName, name));
            return;
        };
        // Who gives a name for the first time is shown around.
        if self.settings().tour == Tour::NotBegun {
            self.tour = Tour::At(0);
        }
        self.by = Some(name.clone());
        let tour = self.tour;
        self.remember(|settings| (settings.name, settings.tour) = (Some(name), tour));
        if let Some(effect) = self.once_named.take() {
            self.perform(*effect);
        }
    }

    /// Whether somebody is to say who they are before a case is opened to be written to.
    pub(super) fn is_nameless(&self) -> bool {
        self.by.is_none() && !self.start.read_only
    }

    fn show(&mut self, audience: Audience) {
        let Some(desk) = &mut self.desk else { return };
        self.shielded = audience != Audience::Team;
        desk.audience = audience;
        // What was shared then may be withheld now.
        desk.then = None;
        desk.tried.clear();
        desk.refresh();
        self.notice = None;
        self.put_answered_aside();
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
        if !self.shielded {
            self.keep_typed();
            self.say_trouble_again();
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

    pub(super) fn next_gap(&mut self) {
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

/// The same with a capital letter.
fn capital(words: &str) -> String {
    let mut words = words.to_owned();
    if let Some(first) = words.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    words
}

/// What was done, and whether a record of it stands in two versions now.
fn said(case: &Case, deed: &Deed) -> String {
    let words = in_words(case, &deed.words, &deed.records);
    let is_contested = deed.records.iter().any(|which| case.heads_of(which).len() > 1);
    if is_contested { format!("{words}, which now stands in two versions") } else { words }
}
