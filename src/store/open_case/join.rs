//! Joining two copies of a case: what the other copy has and this one has not is appended to our own log, line by line.
//!
//! Nothing that stands here is touched and nothing is taken from the other copy. Logs of the same name that went
//! different ways are both kept, because lines are told apart by their ids and not by where they stand.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use super::OpenCase;
use crate::{
    model::{RecordRef, RevisionId},
    revision::{History, Revision, line::Line},
    store::{
        StoreError, Why,
        case_folder::read_about,
        case_folder::scenario_files,
        documents::{read_document, write_document},
        file_mode,
        logs::{Logs, lines_of, log_names, wrong_lines},
        make_inside,
    },
};

/// What joining another copy brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// How many versions came, by their authors.
    pub came: BTreeMap<String, usize>,
    /// How many versions only this copy has.
    pub only_here: usize,
    /// Logs of the same name that went different ways in the two copies. Both ways are kept.
    pub diverged: Vec<String>,
    /// Records of which two versions stand side by side now, and did not before.
    pub contested: Vec<RecordRef>,
    /// How many lines of the other copy were damaged; what is certain of them came.
    pub damaged: usize,
    /// How many lines of the other copy only a newer program can read, and this copy lacks. They did not come.
    pub newer: usize,
    /// How many versions that can be read here are erased there.
    pub erased: usize,
    /// Scenario files that came.
    pub scenarios: Vec<String>,
    /// Scenario files that differ. They were left as they are in both copies.
    pub differing: Vec<String>,
    /// What kept a scenario file from coming.
    pub troubles: Vec<String>,
}

/// What becomes of words that can be read here and are erased in the other copy. An erased line holds no proof of who
/// erased it, so that a person has to say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erasures {
    /// They stay here.
    Refused,
    /// They are erased here too, for good.
    Accepted,
}

/// What one log of the other copy holds.
struct Other {
    name: String,
    lines: Vec<Line>,
}

impl OpenCase {
    /// Joins another copy of this case, which is only read. When this returns, what came is saved.
    pub fn join(&mut self, from: &Path, erasures: Erasures) -> Result<Joined, StoreError> {
        self.must_be_writable()?;
        let from = &self.disk.real_folder(from);
        let (about, _) = read_about(&*self.disk, from)?;
        if about.id != self.case().about.id {
            return Err(StoreError::OtherCase(from.to_owned()));
        }
        self.look()?;
        let contested = self.contested();
        let (others, damaged) = self.others_lines(&from.join("log"))?;
        let mut joined = Joined { damaged, diverged: self.diverged(&others)?, ..Joined::default() };
        let lines = self.missing_here(&others, erasures, &mut joined)?;
        if !lines.is_empty() {
            let revisions = lines.iter().filter_map(Line::revision).collect();
            self.append(&lines)?;
            self.document.take_in(revisions);
        }
        joined.contested = self.contested().difference(&contested).cloned().collect();
        self.join_scenarios(from, &mut joined);
        Ok(joined)
    }

    /// The lines that this copy lacks, and a count of those that only it has.
    fn missing_here(
        &self,
        others: &[Other],
        erasures: Erasures,
        joined: &mut Joined,
    ) -> Result<Vec<Line>, StoreError> {
        let mut history = self.document.history().clone();
        let (mut lines, mut there, mut newer) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
        let theirs = Theirs::of(others);
        for line in others.iter().flat_map(|other| &other.lines) {
            let Some(revision) = line.revision() else {
                newer.insert(line.id());
                continue;
            };
            let by = revision.by.to_string();
            let is_new = there.insert(revision.id);
            if theirs.would_erase(&revision, self.document.history()) {
                joined.erased += usize::from(is_new);
                if erasures == Erasures::Refused {
                    continue;
                }
            }
            if history.insert(revision) {
                *joined.came.entry(by).or_insert(0) += 1;
                lines.push(line.clone());
            }
        }
        joined.only_here =
            self.document.history().all().filter(|revision| !there.contains(&revision.id)).count();
        if !newer.is_empty() {
            let here = self.own_lines(&log_names(&*self.disk, &self.log_folder())?)?;
            joined.newer = newer.difference(&here).count();
        }
        Ok(lines)
    }

    fn others_lines(&self, folder: &Path) -> Result<(Vec<Other>, usize), StoreError> {
        let mut logs = Logs::default();
        logs.look(&*self.disk, folder)?;
        let set_aside = logs.set_aside();
        let is_loss =
            |why: Why| matches!(why, Why::Damaged | Why::CutShort | Why::LinesMissing | Why::Unread);
        let damaged = set_aside.iter().filter(|aside| is_loss(aside.why)).count();
        let mut others = Vec::new();
        for name in log_names(&*self.disk, folder)? {
            let wrong = set_aside.iter().filter(|aside| aside.log == name);
            if wrong.clone().any(|aside| aside.why == Why::Unread) {
                continue;
            }
            let path = folder.join(&name);
            let bytes = self.disk.read(&path, 0, u64::MAX).map_err(StoreError::io("could not read", path))?;
            let lines = lines_of(&bytes, &wrong_lines(wrong)).kept;
            others.push(Other { name, lines });
        }
        Ok((others, damaged))
    }

    /// Logs that both copies have and of which each has lines that the other has not.
    fn diverged(&self, others: &[Other]) -> Result<Vec<String>, StoreError> {
        let mut diverged = Vec::new();
        let names = log_names(&*self.disk, &self.log_folder())?;
        for other in others.iter().filter(|other| names.contains(&other.name)) {
            let here = self.own_lines(std::slice::from_ref(&other.name))?;
            let there: BTreeSet<RevisionId> = other.lines.iter().map(Line::id).collect();
            if !here.is_subset(&there) && !there.is_subset(&here) {
                diverged.push(other.name.clone());
            }
        }
        Ok(diverged)
    }

    /// The ids of all good lines in logs of this copy, those that only a newer program can read too.
    fn own_lines(&self, names: &[String]) -> Result<BTreeSet<RevisionId>, StoreError> {
        let mut ids = BTreeSet::new();
        for name in names {
            let path = self.log_folder().join(name);
            if self.disk.stat(&path).is_ok_and(|stat| !stat.is_file) {
                continue;
            }
            let bytes = self.disk.read(&path, 0, u64::MAX).map_err(StoreError::io("could not read", path))?;
            ids.extend(lines_of(&bytes, &BTreeMap::new()).kept.iter().map(Line::id));
        }
        Ok(ids)
    }

    fn contested(&self) -> BTreeSet<RecordRef> {
        let differ = |record: &&RecordRef| {
            let heads = self.case().heads_of(record);
            heads.iter().any(|head| head.state != heads[0].state)
        };
        self.document.history().records().filter(differ).cloned().collect()
    }

    /// Scenario files that are not here come; those that differ are named, and so are those that cannot come: by then
    /// what the logs brought is saved, and has to be told.
    fn join_scenarios(&self, from: &Path, joined: &mut Joined) {
        for path in scenario_files(&*self.disk, from) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            match self.join_scenario(&path, &name) {
                Ok(Came::New) => joined.scenarios.push(name),
                Ok(Came::Differing) => joined.differing.push(name),
                Ok(Came::Same) => {}
                Err(error) => joined.troubles.push(error.to_string()),
            }
        }
    }

    fn join_scenario(&self, from: &Path, name: &str) -> Result<Came, StoreError> {
        let text = read_document(&*self.disk, from)?;
        let folder = self.folder.join("scenarios");
        let path = folder.join(name);
        if self.disk.stat(&path).is_err() {
            make_inside(&*self.disk, &folder)?;
            write_document(&*self.disk, &path, &text, None, file_mode(&*self.disk, &self.folder))?;
            return Ok(Came::New);
        }
        Ok(if read_document(&*self.disk, &path)? == text { Came::Same } else { Came::Differing })
    }
}

/// What became of a scenario file of the other copy.
enum Came {
    New,
    Same,
    Differing,
}

/// What the lines of the other copy say to each other.
struct Theirs {
    /// Versions that came before others whose words are there.
    followed: BTreeSet<RevisionId>,
}

impl Theirs {
    fn of(others: &[Other]) -> Self {
        let lines = others.iter().flat_map(|other| &other.lines);
        let with_words =
            lines.filter_map(Line::revision).filter(|revision| !revision.is_erased() && !revision.is_lost());
        Self { followed: with_words.flat_map(|revision| revision.parents).collect() }
    }

    /// Whether an erased version of theirs would blank words that can be read here: its own, or those of its record,
    /// of which it would be the newest version.
    fn would_erase(&self, revision: &Revision, here: &History) -> bool {
        if !revision.is_erased() {
            return false;
        }
        if let Some(ours) = here.get(&revision.id) {
            return !ours.is_erased() && !ours.is_lost();
        }
        let has_words = here.heads(&revision.record).iter().any(|head| !head.is_erased());
        has_words && !self.followed.contains(&revision.id)
    }
}

#[cfg(test)]
mod tests;
