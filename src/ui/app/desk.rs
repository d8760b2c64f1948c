//! The open case with what is made from it: derived once after every change, and looked at by every screen.

use std::{cell::OnceCell, collections::BTreeMap};

use super::{as_known::AsKnown, comparisons, unsaved::Unsaved};
use crate::{
    analysis::{comparison::Tried, standing::Standings},
    audience::{Audience, Seen},
    model::RecordRef,
    search::Corpus,
    store::{OpenCase, Presence},
    ui::context::ComparisonFile,
};

/// The open case with what is made from it for the present audience.
pub(super) struct Desk {
    pub case: OpenCase,
    pub audience: Audience,
    /// The case as it was known on an earlier day, while that is looked at instead of the present one.
    pub then: Option<AsKnown>,
    /// For others than the team: made anew when the case changes.
    pub outside: Option<Seen<'static>>,
    pub standings: Standings,
    pub comparisons: comparisons::Comparisons,
    /// Who else has the case open, as of the last look.
    pub others: Vec<Presence>,
    /// What is tried with them, by file name.
    pub tried: BTreeMap<String, Tried>,
    /// Which comparisons were written here, the last one last, so that it can be taken back.
    pub written: Vec<comparisons::Change>,
    /// What the folder of comparisons looked like when it was read; nothing while it was not.
    pub looks: Option<comparisons::Looks>,
    /// The record that was added here last: lists go to it.
    pub added: Option<RecordRef>,
    /// How often it was made anew, or another day began.
    pub stamp: u64,
    /// The day on which it was last looked at.
    pub day: jiff::civil::Date,
    /// Made at the first search after a change.
    pub corpus: OnceCell<Corpus>,
    /// What was typed into forms; nothing where nothing can be changed.
    pub unsaved: Option<Unsaved>,
}

impl Desk {
    /// A case as it is opened; its comparisons are still to be read.
    pub fn new(case: OpenCase, audience: Audience, unsaved: Option<Unsaved>) -> Self {
        let mut desk = Self {
            case,
            audience,
            then: None,
            outside: None,
            standings: Standings::default(),
            comparisons: comparisons::Comparisons::default(),
            others: Vec::new(),
            tried: BTreeMap::new(),
            written: Vec::new(),
            looks: None,
            added: None,
            stamp: 0,
            day: jiff::civil::Date::ZERO,
            corpus: OnceCell::new(),
            unsaved,
        };
        desk.refresh();
        desk
    }

    /// What the present audience may see.
    pub fn seen(&self) -> Seen<'_> {
        match (&self.outside, &self.then) {
            (Some(seen), _) => seen.borrowed(),
            (None, Some(then)) => Seen::of(then.document(), &Audience::Team),
            (None, None) => Seen::of(self.case.document(), &Audience::Team),
        }
    }

    /// Makes anew what is derived from the case.
    pub fn refresh(&mut self) {
        if let Some(then) = &mut self.then {
            then.made_anew(self.case.document());
        }
        self.outside = (self.audience != Audience::Team)
            .then(|| Seen::of(self.case.document(), &self.audience).into_owned());
        self.standings = Standings::new(&self.seen());
        self.sift_comparisons();
        self.stamp += 1;
        self.corpus = OnceCell::new();
    }

    /// Whether anything may be changed in the present view.
    pub fn can_write(&self) -> bool {
        self.audience == Audience::Team && self.then.is_none() && !self.case.is_read_only()
    }

    /// The comparisons as they are, for whoever looks. Nobody keeps what they were, so there are none for an earlier day.
    pub fn comparisons_now(&self) -> &[ComparisonFile] {
        match (&self.then, &self.outside) {
            (Some(_), _) => &[],
            (None, Some(_)) => &self.comparisons.for_outside,
            (None, None) => &self.comparisons.all,
        }
    }
}
