//! What a screen may look at: read only, made anew for every command and every frame.

use std::{cell::OnceCell, path::PathBuf};

use jiff::{Timestamp, civil, tz::TimeZone};

use super::theme::Look;
use crate::{
    analysis::{comparison::check, standing::Standings},
    audience::Seen,
    document::Pen,
    guidance::Catalogue,
    model::{CaseKind, Comparison},
    notation,
    search::Corpus,
    store::{self, Disk, Draft},
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
}

/// What a screen may look at.
pub struct Context<'a> {
    /// What the audience may see of the open case; an empty case if none is open.
    pub seen: &'a Seen<'a>,
    /// What stands in the positions of that case.
    pub standings: &'a Standings,
    /// With what ids of new records are made.
    pub pen: Pen,
    /// Another number each time that the case, or who looks at it, has changed.
    pub stamp: u64,
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
    /// What was typed and not saved; nothing of it for others than the team.
    pub unsaved: &'a [Draft],
    /// What can be searched, made when it is first needed.
    pub corpus: &'a OnceCell<Corpus>,
    /// The guidance.
    pub catalogue: &'a Catalogue,
}

impl ComparisonFile {
    /// Reads a comparison; what is wrong with it is said in its place.
    #[must_use]
    pub fn read(disk: &dyn Disk, path: PathBuf, name: String) -> Self {
        let content = match store::read_document(disk, &path) {
            Err(error) => Err(error.to_string()),
            Ok(text) => match notation::read::<Comparison>(&text) {
                Err(problem) => Err(problem.to_string()),
                Ok(comparison) => match check(&comparison, &text).first() {
                    Some(problem) => Err(problem.to_string()),
                    None => Ok(Box::new(comparison)),
                },
            },
        };
        Self { path, name, content }
    }
}

impl Context<'_> {
    /// Everything that can be searched by this audience.
    #[must_use]
    pub fn corpus(&self) -> &Corpus {
        self.corpus.get_or_init(|| Corpus::of(self.seen, self.catalogue))
    }

    /// A time as the user's clock shows it: `14:02`, with the day if that is not today.
    #[must_use]
    pub fn clock(&self, at: Timestamp) -> String {
        let local = at.to_zoned(self.zone.clone());
        let form = if local.date() == self.today { "%H:%M" } else { "%-d %b %Y %H:%M" };
        local.strftime(form).to_string()
    }
}
