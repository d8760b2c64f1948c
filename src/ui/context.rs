//! What a screen may look at: read only, made anew for every command and every frame.

use std::{cell::OnceCell, collections::BTreeMap, path::PathBuf};

use jiff::{Timestamp, civil, tz::TimeZone};

use super::{
    keys::{Binding, Command, key_of},
    study::Studies,
    theme::Look,
};
use crate::{
    analysis::{
        comparison::{self, Tried, check},
        standing::{AsOf, Standings},
    },
    audience::Seen,
    document::Pen,
    guidance::Catalogue,
    model::{CaseKind, Comparison, RecordRef},
    notation::{self, Problem},
    search::Corpus,
    store::{self, Disk, Draft, Presence, Stamp},
};

/// A case in the list of cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseLine {
    /// The folder.
    pub folder: PathBuf,
    /// Its name.
    pub name: String,
    /// Real, sample or exercise; nothing if it could not be read.
    pub kind: Option<CaseKind>,
    /// What is wrong with it, if anything.
    pub problem: Option<String>,
}

/// A comparison of the case, as it was read from its file.
#[derive(Clone, Debug)]
pub struct ComparisonFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its file name.
    pub name: String,
    /// What it holds, or what is wrong with it.
    pub content: Result<Box<Comparison>, String>,
    /// What it holds although something is still wrong or wanting, so that it can be worked on.
    pub draft: Option<Box<Comparison>>,
    /// What is wrong or wanting.
    pub problems: Vec<Problem>,
    /// Tells whether the file is still the one that was read; nothing if it could not be.
    pub stamp: Option<Stamp>,
    /// Whether its author has left comments, which are lost when a program writes it.
    pub has_comments: bool,
}

/// What a screen may look at.
pub struct Context<'a> {
    /// What the audience may see of the open case; an empty case if none is open.
    pub seen: &'a Seen<'a>,
    /// What stands in the positions of that case.
    pub standings: &'a Standings,
    /// With what ids of new records are made.
    pub pen: Pen,
    /// Another number each time that the case, who looks at it, or the day has changed.
    pub stamp: u64,
    /// The record that was added last, here and now.
    pub added: Option<&'a RecordRef>,
    /// How things look.
    pub look: Look,
    /// Today, where the user is.
    pub today: civil::Date,
    /// The user's time zone.
    pub zone: &'a TimeZone,
    /// The working name of the user.
    pub by: &'a str,
    /// Whether a case is open.
    pub is_open: bool,
    /// Whether anything may be changed in this view.
    pub can_write: bool,
    /// The cases there are.
    pub cases: &'a [CaseLine],
    /// The comparisons that the audience may see.
    pub comparisons: &'a [ComparisonFile],
    /// What is tried with comparisons, by file name.
    pub tried: &'a BTreeMap<String, Tried>,
    /// Long work, and what came of it.
    pub studies: &'a Studies,
    /// Who else has the case open; nobody for others than the team.
    pub others: &'a [Presence],
    /// What was typed and not saved; nothing of it for others than the team.
    pub unsaved: &'a [Draft],
    /// Whether that is on the disk, as far as is known; it is for the team to know, too.
    pub is_kept: bool,
    /// What can be searched, made when it is first needed.
    pub corpus: &'a OnceCell<Corpus>,
    /// The guidance.
    pub catalogue: &'a Catalogue,
    /// The tables of the screen on top, with the user's own keys.
    pub keys: [&'static [Binding]; 3],
}

impl ComparisonFile {
    /// Reads a comparison; what is wrong with it is said in its place.
    #[must_use]
    pub fn read(disk: &dyn Disk, path: PathBuf, name: String) -> Self {
        let text = match store::read_document(disk, &path) {
            Ok(text) => text,
            Err(error) => return Self::unread(path, name, error.to_string()),
        };
        let stamp = Some(store::stamp(&text));
        match comparison::read(&text) {
            Err(problem) => Self { stamp, ..Self::unread(path, name, problem.to_string()) },
            Ok(comparison) => {
                let problems = check(&comparison, &text);
                let draft = Box::new(comparison);
                let content = problems.first().map_or(Ok(draft.clone()), |problem| Err(problem.to_string()));
                let has_comments = notation::has_comments(&text);
                Self { path, name, content, draft: Some(draft), problems, stamp, has_comments }
            }
        }
    }

    fn unread(path: PathBuf, name: String, why: String) -> Self {
        let content = Err(why);
        Self { path, name, content, draft: None, problems: Vec::new(), stamp: None, has_comments: false }
    }
}

impl Context<'_> {
    /// The key that the user has for a command here, for words that name it.
    #[must_use]
    pub fn key(&self, command: Command) -> String {
        key_of(&self.keys, command)
    }

    /// Everything that can be searched by this audience.
    #[must_use]
    pub fn corpus(&self) -> &Corpus {
        self.corpus.get_or_init(|| Corpus::of(self.seen, self.catalogue))
    }

    /// What counts is what had been said by the end of the current phase.
    #[must_use]
    pub fn as_of(&self) -> AsOf {
        self.seen.case().sheet().map_or(AsOf::Now, |sheet| AsOf::Phase(sheet.phase))
    }

    /// What stands where there is nothing to show: for the team these words, which say how it comes there. Others are
    /// told that nothing is here for them, for there may be something that they may not see.
    #[must_use]
    pub fn if_nothing(&self, words: impl Into<String>) -> String {
        if self.seen.is_team() { words.into() } else { "Nothing here for this audience.".to_owned() }
    }

    /// A time as the user's clock shows it: `14:02`, with the day if that is not today.
    #[must_use]
    pub fn clock(&self, at: Timestamp) -> String {
        let local = at.to_zoned(self.zone.clone());
        let form = if local.date() == self.today { "%H:%M" } else { "%-d %b %Y %H:%M" };
        local.strftime(form).to_string()
    }
}
