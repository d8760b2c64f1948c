//! Text that is typed and not saved: kept on the disk while it is typed, offered again, gone once it is saved.

use std::{path::Path, sync::Arc, time::Duration};

use jiff::Timestamp;

use super::App;
use crate::{
    store::{Disk, Draft, DraftKeeper},
    ui::{
        dialog::Dialog,
        effect::{Effect, NoticeKind},
        form::{Form, draft},
        keys::Command,
        screens::{Screen, unsaved::Unsaved as UnsavedText},
    },
};

/// So long a lost line, a signal or a quit waits for the disk.
const MOST: Duration = Duration::from_millis(1500);

/// What was typed into the forms of one case.
pub(super) struct Unsaved {
    keeper: DraftKeeper,
    /// Forms that were left with work in them, now or in an earlier session; the latest last.
    drafts: Vec<Draft>,
    /// What earlier sessions left, as long as nothing has become of it.
    offered: Vec<Draft>,
    /// What the keeper heard last of the form that is open.
    told: Option<Draft>,
    /// What was said last of text that cannot be kept.
    trouble: Option<String>,
}

impl App {
    /// Hands what stands in the open form to the drafts, so that it is on the disk within a second.
    pub(in crate::ui) fn note_typed(&mut self) {
        let at = (self.world.now)();
        if let (Some(Dialog::Form(form)), Some(unsaved)) =
            (&self.dialog, self.desk.as_mut().and_then(|desk| desk.unsaved.as_mut()))
        {
            unsaved.typed(form, at);
        }
    }

    /// Writes what was typed and not saved; says whether it is on the disk.
    pub fn keep_typed(&mut self) -> bool {
        self.note_typed();
        self.desk.as_ref().and_then(|desk| desk.unsaved.as_ref()).is_none_or(Unsaved::flush)
    }

    /// Whether unsaved text is what is to be looked at first.
    pub(in crate::ui) fn offers_unsaved(&self) -> bool {
        matches!(self.top(), Screen::Unsaved(_))
    }

    /// Whether forms were put aside with text that is not saved.
    pub(in crate::ui) fn has_text_aside(&self) -> bool {
        self.answered.is_some()
            || self
                .desk
                .as_ref()
                .and_then(|desk| desk.unsaved.as_ref())
                .is_some_and(|u| !u.drafts().is_empty())
    }

    /// Leads to what was typed and not saved. Whether it is on the disk is said there, so it is tried before.
    pub(super) fn look_at_unsaved(&mut self) -> Effect {
        self.keep_typed();
        self.say_trouble();
        Effect::Push(Screen::Unsaved(UnsavedText::default()))
    }

    /// Says why typed text cannot be kept, once as long as it cannot, and to the team alone.
    pub(super) fn say_trouble(&mut self) {
        if self.shielded {
            return;
        }
        let Some(unsaved) = self.unsaved() else { return };
        match (unsaved.keeper.trouble(), unsaved.trouble.take()) {
            // Each attempt names another temporary file: that is no news.
            (Some(_), Some(said)) => unsaved.trouble = Some(said),
            (Some(why), None) => {
                let words = format!("What you type cannot be kept on the disk yet: {why}");
                unsaved.trouble = Some(words.clone());
                self.has_changed = true;
                self.say_too(&words);
            }
            (None, Some(said)) => {
                self.has_changed = true;
                // Beside another error it stands until both were read.
                if self.notice.as_ref().is_some_and(|notice| notice.words == said) {
                    self.say(NoticeKind::Done, "What you typed is kept on the disk after all");
                }
            }
            (None, None) => {}
        }
    }

    /// The same to somebody who comes back from a view for others, where what was said before is gone.
    pub(super) fn say_trouble_again(&mut self) {
        if let Some(unsaved) = self.unsaved() {
            unsaved.trouble = None;
        }
        self.say_trouble();
    }

    /// A dialog is done. A form that asks something first comes back if the answer is no.
    pub(super) fn close(&mut self, dialog: Dialog, effects: Vec<Effect>) {
        match dialog {
            Dialog::Form(form) if form.is_changed() => self.answered = Some(form),
            Dialog::Confirm(_) if effects.is_empty() => self.dialog = self.answered.take().map(Dialog::Form),
            _ => {}
        }
        self.perform_all(effects);
        // Nothing more is asked: a form that was answered and not saved is no part of whatever comes next.
        if self.dialog.is_none() {
            self.put_answered_aside();
        }
    }

    /// Keeps the text of a form that waits for an answer, where that answer cannot come any more.
    pub(super) fn put_answered_aside(&mut self) {
        if let Some(form) = self.answered.take() {
            self.keep_aside(&form);
        }
    }

    pub(super) fn put_aside(&mut self, dialog: Dialog) {
        if let Dialog::Form(form) = dialog {
            self.keep_aside(&form);
            if !self.keep_typed() {
                let words =
                    "Your text is here, but cannot be written to the disk: do not leave before it is saved";
                self.say(NoticeKind::Error, words);
                return;
            }
            let key = self.key_for(Command::Unsaved);
            let words = format!("Your text is kept; open the same form again, or {key}, to go on with it");
            self.perform(Effect::hint(words));
        }
    }

    pub(super) fn keep_aside(&mut self, form: &Form) {
        let at = (self.world.now)();
        if let Some(unsaved) = self.desk.as_mut().and_then(|desk| desk.unsaved.as_mut()) {
            unsaved.aside(form, at);
        }
    }

    /// A form that was left with text in it comes back as it was.
    pub(super) fn ask(&mut self, dialog: Dialog) {
        self.dialog = Some(match dialog {
            Dialog::Form(mut form) => {
                self.put_answered_aside();
                if let Some(draft) = self.unsaved().and_then(|unsaved| unsaved.take(&form)) {
                    let words = if self.put_back(&mut form, &draft) {
                        "This is the text that you left here".to_owned()
                    } else {
                        let key = self.key_for(Command::Unsaved);
                        format!("This is the text that you left; {key} has what found no place in the form")
                    };
                    self.say(NoticeKind::Hint, words);
                }
                Dialog::Form(form)
            }
            other => other,
        });
    }

    /// Opens the form of a draft with its text.
    pub(super) fn take_up(&mut self, draft: &Draft) {
        let form = draft::kind(draft).and_then(|kind| self.with_context(|cx, _| kind.opened(cx)));
        let Some(mut form) = form else {
            self.say(NoticeKind::Hint, "There is no form for it any more: take the words from this page");
            return;
        };
        if let Some(draft) = self.unsaved().and_then(|unsaved| unsaved.take_this(draft)) {
            if !self.put_back(&mut form, &draft) {
                let key = self.key_for(Command::Unsaved);
                let words = format!("Some of it has no place in the form any more: it waits under {key}");
                self.say(NoticeKind::Hint, words);
            }
            self.dialog = Some(Dialog::Form(Box::new(form)));
        }
    }

    /// Puts a draft into its form; what has no place there stays a draft. Says whether all of it had a place.
    fn put_back(&mut self, form: &mut Form, draft: &Draft) -> bool {
        let left = form.take_up(draft);
        let is_whole = left.is_none();
        if let (Some(left), Some(unsaved)) = (left, self.unsaved()) {
            unsaved.leave(left);
        }
        is_whole
    }

    pub(super) fn unsaved(&mut self) -> Option<&mut Unsaved> {
        self.desk.as_mut()?.unsaved.as_mut()
    }
}

impl Unsaved {
    /// Begins to keep what is typed; takes over what earlier sessions of the same person left.
    pub(super) fn start(disk: Arc<dyn Disk>, case: &Path, by: &str, host: &str) -> Self {
        let (keeper, mut offered) = DraftKeeper::start(disk, case, by, host);
        offered.sort_by(|a, b| a.at.cmp(&b.at));
        Self { keeper, drafts: offered.clone(), offered, told: None, trouble: None }
    }

    /// What waits to be taken up, the latest last.
    pub(super) fn drafts(&self) -> &[Draft] {
        &self.drafts
    }

    /// Something may have been typed into the form that is open.
    pub(super) fn typed(&mut self, form: &Form, at: Timestamp) {
        let Some(draft) = form.draft(at) else { return };
        let same = |told: &Draft| told.form == draft.form && told.fields == draft.fields;
        if form.is_changed() {
            if !self.told.as_ref().is_some_and(same) {
                self.keeper.typed(draft.clone());
                self.told = Some(draft);
            }
        } else if self.told.take().is_some_and(|told| told.form == draft.form) {
            self.keeper.saved(&draft.form);
        }
    }

    /// The form was left with work in it.
    pub(super) fn aside(&mut self, form: &Form, at: Timestamp) {
        if let Some(draft) = form.draft(at) {
            self.drafts.retain(|other| other.form != draft.form || self.offered.contains(other));
            self.keeper.typed(draft.clone());
            self.drafts.push(draft);
            self.told = None;
        }
    }

    /// The draft of a form, to be gone on with. It stays on the disk until its text is saved.
    pub(super) fn take(&mut self, form: &Form) -> Option<Draft> {
        let own = form.draft(Timestamp::UNIX_EPOCH)?;
        let at = self.drafts.iter().rposition(|draft| draft.form.trim_end() == own.form)?;
        Some(self.take_at(at))
    }

    /// One draft of those that wait.
    pub(super) fn take_this(&mut self, draft: &Draft) -> Option<Draft> {
        let at = self.drafts.iter().position(|other| other == draft)?;
        Some(self.take_at(at))
    }

    fn take_at(&mut self, at: usize) -> Draft {
        let place = self.drafts[at].form.trim_end().to_owned();
        self.make_room(&place, at);
        let mut draft = self.drafts.remove(at);
        // First in its new place, then out of the old one.
        if let Some(at) = self.offered.iter().position(|offered| *offered == draft) {
            let offered = self.offered.remove(at);
            draft.form = place;
            self.keeper.typed(draft.clone());
            self.keeper.let_go(offered);
        } else if draft.form != place {
            let beside = std::mem::replace(&mut draft.form, place);
            self.keeper.typed(draft.clone());
            self.keeper.saved(&beside);
        }
        self.told = Some(draft.clone());
        draft
    }

    /// There is one place on the disk for each form. Another draft of the form that waits there goes beside it, not to
    /// where the one that takes its place still stands: a space after the form makes it another place and no other form.
    fn make_room(&mut self, place: &str, taken: usize) {
        let waits = |(at, draft): (usize, &Draft)| {
            at != taken && draft.form == place && !self.offered.contains(draft)
        };
        let Some(at) = self.drafts.iter().enumerate().position(waits) else { return };
        let mut beside = format!("{place} ");
        while self.drafts.iter().any(|draft| draft.form == beside) {
            beside.push(' ');
        }
        self.drafts[at].form = beside;
        self.keeper.typed(self.drafts[at].clone());
    }

    /// What a form had no place for waits by itself until it is thrown away on purpose. It is noted before the form
    /// that it was taken from is noted anew, so that it is on the disk without a break.
    fn leave(&mut self, mut left: Draft) {
        // A session that ended between the two has left it already.
        if self.drafts.contains(&left) {
            return;
        }
        while self.drafts.iter().any(|other| other.form == left.form) {
            left.form.push_str(" too");
        }
        self.keeper.typed(left.clone());
        self.drafts.push(left);
    }

    /// A form's text is saved, and lasting.
    pub(super) fn saved(&mut self, form: &Form) {
        if let Some(draft) = form.draft(Timestamp::UNIX_EPOCH) {
            self.keeper.saved(&draft.form);
            self.told = None;
        }
    }

    /// The user does not want the text any more.
    pub(super) fn discard(&mut self, draft: &Draft) {
        if let Some(taken) = self.take_this(draft) {
            self.keeper.saved(&taken.form);
            self.told = None;
        }
    }

    /// Writes what is not on the disk yet; says whether all of it is there.
    pub(super) fn flush(&self) -> bool {
        self.keeper.flush(MOST)
    }

    /// Whether the disk took what it was given last.
    pub(super) fn is_kept(&self) -> bool {
        self.keeper.trouble().is_none()
    }
}
