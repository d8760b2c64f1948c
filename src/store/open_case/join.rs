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
    revision::line::Line,
    store::{
        StoreError, Why,
        case_folder::read_about,
        documents::{read_document, write_document},
        file_mode,
        logs::{Logs, lines_of, log_names},
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
    /// Scenario files that came.
    pub scenarios: Vec<String>,
    /// Scenario files that differ. They were left as they are in both copies.
    pub differing: Vec<String>,
}

/// What one log of the other copy holds.
struct Other {
    name: String,
    lines: Vec<Line>,
}

impl OpenCase {
    /// Joins another copy of this case, which is only read. When this returns, what came is saved.
    pub fn join(&mut self, from: &Path) -> Result<Joined, StoreError> {
        if self.is_read_only() {
            return Err(StoreError::ReadOnly);
        }
        let (about, _) = read_about(&*self.disk, from)?;
        if about.id != self.case().about.id {
            return Err(StoreError::OtherCase(from.to_owned()));
        }
        self.look()?;
        let contested = self.contested();
        let (others, damaged) = self.others_lines(&from.join("log"))?;
        let mut joined = Joined { damaged, diverged: self.diverged(&others)?, ..Joined::default() };
        let lines = self.missing_here(&others, &mut joined);
        if !lines.is_empty() {
            let revisions = lines.iter().filter_map(Line::revision).collect();
            self.append(&lines)?;
            self.document.take_in(revisions);
        }
        joined.contested = self.contested().difference(&contested).cloned().collect();
        self.join_scenarios(from, &mut joined)?;
        Ok(joined)
    }

    /// The lines that this copy lacks, and a count of those that only it has.
    fn missing_here(&self, others: &[Other], joined: &mut Joined) -> Vec<Line> {
        let mut history = self.document.history().clone();
        let mut lines = Vec::new();
        let mut there = BTreeSet::new();
        for line in others.iter().flat_map(|other| &other.lines) {
            let Some(revision) = line.revision() else { continue };
            let by = revision.by.to_string();
            there.insert(revision.id);
            if history.insert(revision) {
                *joined.came.entry(by).or_insert(0) += 1;
                lines.push(line.clone());
            }
        }
        joined.only_here =
            self.document.history().all().filter(|revision| !there.contains(&revision.id)).count();
        lines
    }

    fn others_lines(&self, folder: &Path) -> Result<(Vec<Other>, usize), StoreError> {
        let mut logs = Logs::default();
        logs.look(&*self.disk, folder)?;
        let set_aside = logs.set_aside();
        let is_loss = |why: Why| matches!(why, Why::Damaged | Why::LinesMissing | Why::Unread);
        let damaged = set_aside.iter().filter(|aside| is_loss(aside.why)).count();
        let mut others = Vec::new();
        for name in log_names(&*self.disk, folder)? {
            let wrong = set_aside.iter().filter(|aside| aside.log == name);
            if wrong.clone().any(|aside| aside.why == Why::Unread) {
                continue;
            }
            let path = folder.join(&name);
            let bytes = self.disk.read(&path, 0, u64::MAX).map_err(StoreError::io("could not read", path))?;
            let lines = lines_of(&bytes, &wrong.map(|aside| (aside.line, aside.why)).collect()).kept;
            others.push(Other { name, lines });
        }
        Ok((others, damaged))
    }

    /// Logs that both copies have and of which each has lines that the other has not.
    fn diverged(&self, others: &[Other]) -> Result<Vec<String>, StoreError> {
        let mut diverged = Vec::new();
        let ids = |lines: &[Line]| lines.iter().map(Line::id).collect::<BTreeSet<RevisionId>>();
        let names = log_names(&*self.disk, &self.log_folder())?;
        for other in others.iter().filter(|other| names.contains(&other.name)) {
            let path = self.log_folder().join(&other.name);
            let bytes = self.disk.read(&path, 0, u64::MAX).map_err(StoreError::io("could not read", path))?;
            let (here, there) = (ids(&lines_of(&bytes, &BTreeMap::new()).kept), ids(&other.lines));
            if !here.is_subset(&there) && !there.is_subset(&here) {
                diverged.push(other.name.clone());
            }
        }
        Ok(diverged)
    }

    fn contested(&self) -> BTreeSet<RecordRef> {
        let differ = |record: &&RecordRef| {
            let heads = self.case().heads_of(record);
            heads.iter().any(|head| head.state != heads[0].state)
        };
        self.document.history().records().filter(differ).cloned().collect()
    }

    /// Scenario files that are not here come; those that differ are named.
    fn join_scenarios(&self, from: &Path, joined: &mut Joined) -> Result<(), StoreError> {
        let (from, to) = (from.join("scenarios"), self.folder.join("scenarios"));
        let names = self.disk.list(&from).unwrap_or_default();
        for name in
            names.into_iter().filter(|name| name.strip_suffix(".ron").is_some() && !name.starts_with('.'))
        {
            let text = read_document(&*self.disk, &from.join(&name))?;
            let path = to.join(&name);
            if self.disk.stat(&path).is_err() {
                make_inside(&*self.disk, &to)?;
                write_document(&*self.disk, &path, &text, None, file_mode(&*self.disk, &self.folder))?;
                joined.scenarios.push(name);
            } else if read_document(&*self.disk, &path)? != text {
                joined.differing.push(name);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
