//! The note *Peace Processes and Security Sector Reform* and its sister notes as data, in our own words: what to
//! assess, ask, compare and check. The catalogue is compiled in, read once and never changes; every entry names
//! the section it stands on, every link names an entry that exists, and what is our own advice is marked so.

mod additions;
mod assessing;
mod craft;
mod entry;
mod process;
mod reference;
mod words;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

pub use additions::Problem;
pub use assessing::{Assessment, Question, Register};
pub use craft::{Approach, Hint, Level, LinkedIssue, Principle, Standing, Strategy};
pub use entry::{Entry, Kind, Origin, Part, Place};
pub use process::{FirstStep, Phase, Reason, Recommendation, Side, Synchronisation};
pub use reference::{Check, Example, Expert, GlossaryTerm, Lens};
pub use words::{BadWords, EntryId, Text};

use entry::Describe;

/// Everything the program knows to advise, each kind in the order of the note. Written out, it is the JSON of
/// `guidance --format json`.
#[derive(Clone, Debug, Serialize)]
pub struct Catalogue {
    /// Section 8, a to g, with their key questions.
    pub assessments: Vec<Assessment>,
    /// Section 7.2, with their recommendations.
    pub phases: Vec<Phase>,
    /// Section 7.1.
    pub first_steps: Vec<FirstStep>,
    /// Section 9.
    pub strategies: Vec<Strategy>,
    /// Section 10.
    pub approaches: Vec<Approach>,
    /// Section 10.
    pub linked_issues: Vec<LinkedIssue>,
    /// The annex.
    pub hints: Vec<Hint>,
    /// Lines that an option may cross.
    pub principles: Vec<Principle>,
    /// The boxes.
    pub examples: Vec<Example>,
    /// The volume's glossary.
    pub glossary: Vec<GlossaryTerm>,
    /// Section 5.
    pub reasons: Vec<Reason>,
    /// Section 6.
    pub synchronisation: Vec<Synchronisation>,
    /// Whom to ask.
    pub experts: Vec<Expert>,
    /// Checklists from the sister notes.
    pub lenses: Vec<Lens>,
    /// The fields, as `list.field`, that are our own advice and not the section's.
    pub ours: &'static [&'static str],
    #[serde(skip)]
    added: BTreeMap<EntryId, Origin>,
    #[serde(skip)]
    index: BTreeMap<EntryId, usize>,
}

const OURS: &[&str] = &[
    "assessments.also_ask",
    "assessments.feeds",
    "assessments.watch_for",
    "questions.why",
    "questions.good_answer",
    "questions.watch_for",
    "phases.text",
    "recommendations.watch_for",
    "first_steps.watch_for",
    "strategies.steps",
    "strategies.watch_for",
    "approaches.in_the_text",
    "approaches.watch_for",
    "linked_issues.watch_for",
    "hints.why",
    "hints.watch_for",
    "hints.phases",
    "principles.crossed_by",
    "principles.asked",
    "examples.may_not_fit",
    "examples.differs",
    "experts.ask_for",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProcessFile {
    first_steps: Vec<FirstStep>,
    phases: Vec<Phase>,
    reasons: Vec<Reason>,
    synchronisation: Vec<Synchronisation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgreementsFile {
    approaches: Vec<Approach>,
    linked_issues: Vec<LinkedIssue>,
}

static EMBEDDED: LazyLock<Catalogue> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the files are compiled in, and a test reads every one of them")]
    embedded().expect("the guidance that is compiled in can be read")
});

/// The catalogue that is compiled in, without any office's additions.
#[must_use]
pub fn catalogue() -> &'static Catalogue {
    &EMBEDDED
}

/// Every entry of the catalogue that is compiled in, flat, in the order of the note.
#[must_use]
pub fn entries() -> Vec<Entry<'static>> {
    EMBEDDED.entries()
}

impl Catalogue {
    /// Every entry, flat: assessments and phases are followed by their own.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry<'_>> {
        self.all().into_iter().map(|described| self.shown(described)).collect()
    }

    /// The entry with this id, of whatever kind.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<Entry<'_>> {
        let position = *self.index.get(id)?;
        self.all().get(position).map(|described| self.shown(*described))
    }

    /// The assessment with this id, `a` to `g`.
    #[must_use]
    pub fn assessment(&self, id: &str) -> Option<&Assessment> {
        self.assessments.iter().find(|a| &a.id == id)
    }

    /// The key question with this id, such as `c3`.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.assessments.iter().flat_map(|a| &a.questions).find(|q| &q.id == id)
    }

    /// The phase with this written name.
    #[must_use]
    pub fn phase(&self, id: &str) -> Option<&Phase> {
        self.phases.iter().find(|p| &p.id == id)
    }

    /// The principle with this id.
    #[must_use]
    pub fn principle(&self, id: &str) -> Option<&Principle> {
        self.principles.iter().find(|p| &p.id == id)
    }

    /// The hints that are shown in the phase with this written name.
    pub fn hints_in<'a>(&'a self, phase: &'a str) -> impl Iterator<Item = &'a Hint> {
        self.hints.iter().filter(move |hint| hint.phases.iter().any(|p| p == phase))
    }

    /// The entries that help on a screen.
    #[must_use]
    pub fn helping(&self, place: Place) -> Vec<Entry<'_>> {
        self.entries().into_iter().filter(|entry| entry.places.contains(&place)).collect()
    }

    /// This catalogue with an office's own entries and translations, given as file names and contents in the order
    /// in which they count. What cannot be used is named and left out; all else stays as it was.
    ///
    /// A file holds `Additions(language: "…", entries: […])`, each entry written as in the program's own files with
    /// its kind in front, such as `Hint(id: "hint-office-1", …)`. An entry whose id exists translates it: its texts
    /// are shown instead, while section, links, screens and the like stay. The seven assessments and the four
    /// phases can be translated, not added to; key questions and recommendations can be added.
    #[must_use]
    pub fn with_additions(&self, files: &[(String, String)]) -> (Self, Vec<Problem>) {
        additions::add(self.clone(), files)
    }

    fn shown<'a>(&'a self, described: &'a dyn Describe) -> Entry<'a> {
        Entry { added: self.added.get(described.id()), ..described.entry() }
    }

    /// Everything that can be described, in a fixed order; `index` holds places in it.
    fn all(&self) -> Vec<&dyn Describe> {
        let mut all: Vec<&dyn Describe> = Vec::with_capacity(self.index.len());
        for assessment in &self.assessments {
            all.push(assessment);
            push(&mut all, &assessment.questions);
        }
        push(&mut all, &self.first_steps);
        for phase in &self.phases {
            all.push(phase);
            push(&mut all, &phase.recommendations);
        }
        push(&mut all, &self.reasons);
        push(&mut all, &self.synchronisation);
        push(&mut all, &self.strategies);
        push(&mut all, &self.approaches);
        push(&mut all, &self.linked_issues);
        push(&mut all, &self.hints);
        push(&mut all, &self.principles);
        push(&mut all, &self.examples);
        push(&mut all, &self.glossary);
        push(&mut all, &self.experts);
        push(&mut all, &self.lenses);
        all
    }

    fn indexed(mut self) -> Self {
        self.index = self.all().iter().enumerate().map(|(i, e)| (e.id().clone(), i)).collect();
        self
    }
}

fn push<'a, T: Describe>(all: &mut Vec<&'a dyn Describe>, list: &'a [T]) {
    all.extend(list.iter().map(|item| item as &dyn Describe));
}

fn embedded() -> Result<Catalogue, ron::error::SpannedError> {
    let process: ProcessFile = ron::from_str(include_str!("../seeds/guidance/process.ron"))?;
    let agreements: AgreementsFile = ron::from_str(include_str!("../seeds/guidance/agreements.ron"))?;
    let catalogue = Catalogue {
        assessments: ron::from_str(include_str!("../seeds/guidance/assessments.ron"))?,
        phases: process.phases,
        first_steps: process.first_steps,
        strategies: ron::from_str(include_str!("../seeds/guidance/strategies.ron"))?,
        approaches: agreements.approaches,
        linked_issues: agreements.linked_issues,
        hints: ron::from_str(include_str!("../seeds/guidance/hints.ron"))?,
        principles: ron::from_str(include_str!("../seeds/guidance/principles.ron"))?,
        examples: ron::from_str(include_str!("../seeds/guidance/examples.ron"))?,
        glossary: ron::from_str(include_str!("../seeds/guidance/glossary.ron"))?,
        reasons: process.reasons,
        synchronisation: process.synchronisation,
        experts: ron::from_str(include_str!("../seeds/guidance/experts.ron"))?,
        lenses: ron::from_str(include_str!("../seeds/guidance/lenses.ron"))?,
        ours: OURS,
        added: BTreeMap::new(),
        index: BTreeMap::new(),
    };
    Ok(catalogue.indexed())
}

#[cfg(test)]
mod tests;
