//! An office's own entries and translations. Pure: the caller reads the folder. Whatever is wrong with one entry
//! is said with file, line and column and touches no other; nothing compiled in can be removed or moved.

use std::collections::BTreeMap;

use ron::Options;
use ron::error::{Position, SpannedError};
use ron::extensions::Extensions;
use ron::value::RawValue;
use serde::Deserialize;

use super::assessing::{Assessment, Question};
use super::craft::{Approach, Hint, LinkedIssue, Principle, Strategy};
use super::entry::{Describe, Origin};
use super::process::{FirstStep, Phase, Reason, Recommendation, Synchronisation};
use super::reference::{Example, Expert, GlossaryTerm, Lens};
use super::words::{EntryId, Text};
use super::{Catalogue, Kind};
use crate::notation;

/// Why a file or an entry in it was not used, where, and what is safe all the same.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{file}:{line}:{column}: {reason}; {safe}")]
pub struct Problem {
    /// The file's name as the caller gave it.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1.
    pub column: usize,
    /// What is wrong.
    pub reason: String,
    /// What stays usable.
    pub safe: &'static str,
}

/// What is known while files are taken in.
struct Intake {
    catalogue: Catalogue,
    known: Known,
    problems: Vec<Problem>,
}

/// Which ids exist, and which of them an office gave.
struct Known {
    kinds: BTreeMap<EntryId, Kind>,
    added: BTreeMap<EntryId, Origin>,
}

/// Larger files are not read: guidance is written by hand.
const LARGEST_FILE: usize = 1 << 20;

const FILE_LEFT_OUT: &str = "nothing in this file is used, everything else is";
const ENTRY_LEFT_OUT: &str = "this entry is left out, all others are kept";
const LINK_LEFT_OUT: &str = "the entry is kept without this link";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Additions<'a> {
    language: Text,
    #[serde(borrow)]
    entries: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
enum Addition {
    Assessment(Assessment),
    Question(Question),
    Phase(Phase),
    Recommendation(Recommendation),
    FirstStep(FirstStep),
    Reason(Reason),
    Synchronisation(Synchronisation),
    Strategy(Strategy),
    Approach(Approach),
    LinkedIssue(LinkedIssue),
    Hint(Hint),
    Principle(Principle),
    Example(Example),
    GlossaryTerm(GlossaryTerm),
    Expert(Expert),
    Lens(Lens),
}

pub(super) fn add(catalogue: Catalogue, files: &[(String, String)]) -> (Catalogue, Vec<Problem>) {
    let kinds = catalogue.all().iter().map(|e| (e.id().clone(), e.kind())).collect();
    let known = Known { kinds, added: catalogue.added.clone() };
    let mut intake = Intake { catalogue, known, problems: Vec::new() };
    for (name, text) in files {
        intake.add_file(name, text);
    }
    intake.finish()
}

impl Intake {
    fn add_file(&mut self, name: &str, text: &str) {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.len() > LARGEST_FILE {
            let reason = format!("the file is larger than {LARGEST_FILE} bytes");
            return self.name(name, (1, 1), reason, FILE_LEFT_OUT);
        }
        let additions: Additions<'_> = match notation::parse(text) {
            Ok(additions) => additions,
            Err(error) => {
                let at = (error.span.start.line, error.span.start.col);
                return self.name(name, at, notation::explain(&error).what, FILE_LEFT_OUT);
            }
        };
        for raw in additions.entries {
            let entry = raw.trim().get_ron();
            // The entry is a slice of the text, so their addresses tell where it begins.
            let at = place(&text[..entry.as_ptr().addr() - text.as_ptr().addr()]);
            match read(entry) {
                Ok(addition) => {
                    let (line, column) = at;
                    let language = additions.language.clone();
                    self.add_entry(addition, &Origin { file: name.to_owned(), line, column, language });
                }
                Err(error) => {
                    self.name(name, within(at, error.span.start), error.code.to_string(), ENTRY_LEFT_OUT);
                }
            }
        }
    }

    fn add_entry(&mut self, addition: Addition, origin: &Origin) {
        for single in addition.spread() {
            if let Err(reason) = single.take_into(&mut self.catalogue, &mut self.known, origin) {
                self.name(&origin.file, (origin.line, origin.column), reason, ENTRY_LEFT_OUT);
            }
        }
    }

    fn name(&mut self, file: &str, (line, column): (usize, usize), reason: String, safe: &'static str) {
        self.problems.push(Problem { file: file.to_owned(), line, column, reason, safe });
    }

    /// Links are looked at last, since an entry may refer to one that comes later or from another file.
    fn finish(mut self) -> (Catalogue, Vec<Problem>) {
        let Known { kinds, added } = self.known;
        let mut dangling = Vec::new();
        each(&mut self.catalogue, &mut |entry| {
            let Some(Origin { file, line, column, .. }) = added.get(entry.id()) else { return };
            for link in entry.links_mut().extract_if(.., |link| !kinds.contains_key(link)) {
                let reason = format!("the link `{link}` names no entry");
                let (file, line, column) = (file.clone(), *line, *column);
                dangling.push(Problem { file, line, column, reason, safe: LINK_LEFT_OUT });
            }
        });
        self.problems.extend(dangling);
        self.catalogue.added = added;
        (self.catalogue.indexed(), self.problems)
    }
}

impl Addition {
    /// An assessment or a phase brings its own entries along; each of them is then judged alone.
    fn spread(self) -> Vec<Self> {
        match self {
            Self::Assessment(mut assessment) => {
                let questions = std::mem::take(&mut assessment.questions);
                let rest = questions.into_iter().map(Self::Question);
                std::iter::once(Self::Assessment(assessment)).chain(rest).collect()
            }
            Self::Phase(mut phase) => {
                let recommendations = std::mem::take(&mut phase.recommendations);
                let rest = recommendations.into_iter().map(Self::Recommendation);
                std::iter::once(Self::Phase(phase)).chain(rest).collect()
            }
            single => vec![single],
        }
    }

    fn take_into(self, into: &mut Catalogue, known: &mut Known, origin: &Origin) -> Result<(), String> {
        match self {
            Self::Assessment(entry) => known.translate(&mut into.assessments, entry, origin),
            Self::Phase(entry) => known.translate(&mut into.phases, entry, origin),
            Self::Question(entry) => {
                let list = into.assessments.iter_mut().find(|a| a.id == entry.assessment);
                let list = list.ok_or_else(|| format!("`{}` is not an assessment", entry.assessment))?;
                known.take(&mut list.questions, entry, origin)
            }
            Self::Recommendation(entry) => {
                let list = into.phases.iter_mut().find(|p| p.id == entry.phase);
                let list = list.ok_or_else(|| format!("`{}` is not a phase", entry.phase))?;
                known.take(&mut list.recommendations, entry, origin)
            }
            Self::Hint(entry) => match entry.phases.iter().find(|p| into.phase(p.as_str()).is_none()) {
                Some(phase) => Err(format!("`{phase}` is not a phase")),
                None => known.take(&mut into.hints, entry, origin),
            },
            Self::FirstStep(entry) => known.take(&mut into.first_steps, entry, origin),
            Self::Reason(entry) => known.take(&mut into.reasons, entry, origin),
            Self::Synchronisation(entry) => known.take(&mut into.synchronisation, entry, origin),
            Self::Strategy(entry) => known.take(&mut into.strategies, entry, origin),
            Self::Approach(entry) => known.take(&mut into.approaches, entry, origin),
            Self::LinkedIssue(entry) => known.take(&mut into.linked_issues, entry, origin),
            Self::Principle(entry) => known.take(&mut into.principles, entry, origin),
            Self::Example(entry) => known.take(&mut into.examples, entry, origin),
            Self::GlossaryTerm(entry) => known.take(&mut into.glossary, entry, origin),
            Self::Expert(entry) => known.take(&mut into.experts, entry, origin),
            Self::Lens(entry) => known.take(&mut into.lenses, entry, origin),
        }
    }
}

impl Known {
    /// Add a new entry, or let it translate the one that has its id.
    fn take<T: Describe>(&mut self, list: &mut Vec<T>, entry: T, origin: &Origin) -> Result<(), String> {
        if self.kinds.contains_key(entry.id()) {
            return self.translate(list, entry, origin);
        }
        self.kinds.insert(entry.id().clone(), entry.kind());
        self.added.insert(entry.id().clone(), origin.clone());
        list.push(entry);
        Ok(())
    }

    fn translate<T: Describe>(&mut self, list: &mut [T], words: T, origin: &Origin) -> Result<(), String> {
        let id = words.id().clone();
        let Some(kind) = self.kinds.get(&id) else {
            let kind = words.kind().word();
            return Err(format!("there is no {kind} `{id}` to translate, and none can be added"));
        };
        if *kind != words.kind() {
            return Err(format!("`{id}` is taken by another kind of entry ({})", kind.word()));
        }
        if let Some(first) = self.added.get(&id) {
            let Origin { file, line, column, .. } = first;
            return Err(format!("`{id}` is given twice, first at {file}:{line}:{column}"));
        }
        let Some(present) = list.iter_mut().find(|present| *present.id() == id) else {
            return Err(format!("`{id}` belongs elsewhere"));
        };
        present.translate(words);
        self.added.insert(id, origin.clone());
        Ok(())
    }
}

/// Visit every entry of the catalogue, each once.
fn each(catalogue: &mut Catalogue, visit: &mut dyn FnMut(&mut dyn Describe)) {
    fn list<T: Describe>(list: &mut [T], visit: &mut dyn FnMut(&mut dyn Describe)) {
        for entry in list {
            visit(entry);
        }
    }
    for assessment in &mut catalogue.assessments {
        visit(assessment);
        list(&mut assessment.questions, visit);
    }
    for phase in &mut catalogue.phases {
        visit(phase);
        list(&mut phase.recommendations, visit);
    }
    list(&mut catalogue.first_steps, visit);
    list(&mut catalogue.reasons, visit);
    list(&mut catalogue.synchronisation, visit);
    list(&mut catalogue.strategies, visit);
    list(&mut catalogue.approaches, visit);
    list(&mut catalogue.linked_issues, visit);
    list(&mut catalogue.hints, visit);
    list(&mut catalogue.principles, visit);
    list(&mut catalogue.examples, visit);
    list(&mut catalogue.glossary, visit);
    list(&mut catalogue.experts, visit);
    list(&mut catalogue.lenses, visit);
}

fn read(entry: &str) -> Result<Addition, SpannedError> {
    Options::default().with_default_extension(Extensions::UNWRAP_VARIANT_NEWTYPES).from_str(entry)
}

/// Line and column, from 1, just after `before`.
fn place(before: &str) -> (usize, usize) {
    let line = 1 + before.matches('\n').count();
    let column = 1 + before.rsplit('\n').next().map_or(0, |last| last.chars().count());
    (line, column)
}

/// A position within an entry, as one in the file.
fn within(start: (usize, usize), inner: Position) -> (usize, usize) {
    if inner.line <= 1 { (start.0, start.1 + inner.col - 1) } else { (start.0 + inner.line - 1, inner.col) }
}
