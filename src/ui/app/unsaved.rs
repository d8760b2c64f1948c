//! Text that is typed and not saved: kept on the disk while it is typed, offered again, gone once it is saved.

use std::{path::Path, sync::Arc, time::Duration};

use jiff::Timestamp;

use crate::{
    store::{Disk, Draft, DraftKeeper},
    ui::form::Form,
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
    trouble: Option<String>,
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
        let at = self.drafts.iter().rposition(|draft| draft.form == own.form)?;
        Some(self.take_at(at))
    }

    /// One draft of those that wait.
    pub(super) fn take_this(&mut self, draft: &Draft) -> Option<Draft> {
        let at = self.drafts.iter().position(|other| other == draft)?;
        Some(self.take_at(at))
    }

    fn take_at(&mut self, at: usize) -> Draft {
        let draft = self.drafts.remove(at);
        if let Some(at) = self.offered.iter().position(|offered| *offered == draft) {
            let offered = self.offered.remove(at);
            // First in its new place, then out of the old one.
            self.keeper.typed(draft.clone());
            self.keeper.let_go(offered);
        }
        self.told = Some(draft.clone());
        draft
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
            // Another draft of the same form that was set aside in this session stays.
            for other in self.drafts.iter().filter(|other| other.form == taken.form) {
                if !self.offered.contains(other) {
                    self.keeper.typed(other.clone());
                }
            }
        }
    }

    /// Writes what is not on the disk yet; says whether all of it is there.
    pub(super) fn flush(&self) -> bool {
        self.keeper.flush(MOST)
    }

    /// Why typed text could not be kept, said once for each reason.
    pub(super) fn new_trouble(&mut self) -> Option<String> {
        let trouble = self.keeper.trouble();
        // Each attempt names another temporary file: that is no news.
        let is_new = self.trouble.is_none();
        self.trouble.clone_from(&trouble);
        trouble.filter(|_| is_new)
    }
}
