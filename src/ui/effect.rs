//! What screens ask for. They are returned, so that they can be compared in a test, and carried out in one place.

use std::path::PathBuf;

use jiff::{Timestamp, civil};

use super::{
    context::Context,
    dialog::Dialog,
    form::Form,
    forms::{self, FormKind},
    keys::Command,
    screens::{Main, Screen, scenarios::Build},
    study::Work,
};
use crate::{
    analysis::{
        comparison::{Chosen, Tried},
        matrix::{Filter, Sort},
        standing::AsOf,
    },
    audience::Audience,
    edit::{self, Edit},
    model::{ExportMade, RecordRef, Version},
    store::{Draft, Stamp},
};

/// Something for the program to do.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "an effect is made, carried out and dropped; never kept in numbers"
)]
pub enum Effect {
    /// Go to a main screen.
    Go(Main),
    /// Open a screen on top of this one.
    Push(Screen),
    /// Go back one level.
    Back,
    /// Change the case.
    Save(Edit),
    /// Change the case, and do this if it was saved.
    SaveThen(Edit, Box<Effect>),
    /// Look at things on this screen in another way.
    Set(Setting),
    /// Try something with a comparison, by its file name; nothing of it is saved.
    Try(String, Tried),
    /// Begin long work, unless it is done or under way.
    Study(Work),
    /// Stop long work.
    StopStudy,
    /// Write a comparison into the case's folder.
    WriteComparison(Box<Written>),
    /// Write the comparison that was written last as it was before.
    TakeBackComparison,
    /// Write a file that leaves the program.
    WriteFile(Box<OutFile>),
    /// Open the form of a draft with its text.
    TakeUp(Draft),
    /// Throw a draft away.
    Discard(Draft),
    /// Take back the last change.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Put a dialog on top.
    Ask(Dialog),
    /// Say something in one line.
    Say(Notice),
    /// Open a case.
    OpenCase(PathBuf),
    /// Make a case of this name and open it.
    NewCase(String),
    /// Make a copy of the sample case, or open the one that is there.
    Sample,
    /// Leave the open case for the list of cases.
    LeaveCase,
    /// This, and what is copied in this case from now on, may go to the clipboard.
    AllowClipboard(String),
    /// Show what importing this file into the open case would do.
    Import(PathBuf),
    /// Make a case of this file's name and show what importing the file into it would do.
    ImportNew(PathBuf),
    /// Take this working name.
    CallMe(String),
    /// Show what this audience may see.
    Show(Audience),
    /// Search on this screen.
    Find(String),
    /// Search everything.
    FindAll(String),
    /// Go to the next open key question.
    NextGap,
    /// Blank the screen until a key is pressed.
    Blank,
    /// Draw everything anew.
    Repaint,
    /// Leave the program.
    Quit,
}

/// A comparison to be written.
#[derive(Debug)]
pub struct Written {
    /// The file's name.
    pub name: String,
    /// The file that it takes the place of; nothing for a new one.
    pub opened: Option<Stamp>,
    /// What is to stand in it.
    pub text: String,
    /// What was done, for the notice.
    pub words: String,
    /// The form that it comes from, where that was put aside for a question.
    pub form: Option<Box<FormKind>>,
    /// Whether the user has agreed that comments are lost.
    pub without_comments: bool,
    /// What to do once it is written.
    pub then: Option<Box<Effect>>,
}

/// How a screen is to look at things, as it was chosen in a form.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    /// Which issues the matrix shows, and in which order.
    Rows(Filter, Sort),
    /// Between which two moments movement is looked at.
    Between(AsOf, AsOf),
    /// What the columns of a spreadsheet mean, and who may be told what says nothing of it.
    Columns(Vec<(String, String)>, Option<String>),
    /// Since when changes are looked at.
    Since(Timestamp),
    /// Over which issues of the case packages are counted, and with the stances of which phase.
    Packages(Chosen),
    /// The case is looked at as it was known at the end of this day.
    AsKnown(civil::Date),
}

/// A file that leaves the program.
#[derive(Clone, Debug, PartialEq)]
pub struct OutFile {
    /// Where it goes.
    pub path: PathBuf,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// How the case notes it.
    pub made: ExportMade,
    /// Whether it may take the place of a file that is there.
    pub replaces: bool,
}

/// One line for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub kind: NoticeKind,
    /// What it says.
    pub words: String,
}

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// It worked.
    Done,
    /// Worth knowing.
    Hint,
    /// It failed. It stays until another takes its place.
    Error,
}

impl Effect {
    /// Says that something worked.
    #[must_use]
    pub fn done(words: impl Into<String>) -> Self {
        Self::Say(Notice { kind: NoticeKind::Done, words: words.into() })
    }

    /// Says why nothing can be changed here.
    #[must_use]
    pub fn read_only() -> Self {
        Self::hint("Nothing can be changed in this view")
    }

    /// Opens a form.
    #[must_use]
    pub fn form(form: Form) -> Vec<Self> {
        vec![Self::Ask(Dialog::Form(Box::new(form)))]
    }

    /// Asks before a record is deleted, names what refers to it, and says whether that can be taken back.
    #[must_use]
    pub fn ask_delete(which: &RecordRef, cx: &Context<'_>) -> Self {
        let case = cx.seen.case();
        let label = case.label_of(which);
        let back = if case.heads_of(which).iter().any(Version::is_unreadable) {
            "The deletion cannot be taken back, for its words cannot be read.".to_owned()
        } else {
            format!("{} takes the deletion back.", cx.key(Command::Undo))
        };
        let detail = match edit::referrers(case, which).as_slice() {
            [] => format!("Nothing else refers to it. {back}"),
            [(first, name)] => format!("The {} \"{name}\" refers to it. {back}", first.kind),
            [(first, name), rest @ ..] => format!(
                "{} records refer to it, the {} \"{name}\" among them. {back}",
                rest.len() + 1,
                first.kind
            ),
        };
        let question = format!("Delete the {} \"{label}\"?", which.kind);
        Self::Ask(Dialog::confirm(question, detail, Self::Save(forms::delete(which, cx))))
    }

    /// Writes a comparison into a file of its own, and opens it in the editor.
    #[must_use]
    pub fn new_comparison(name: String, text: String, how: &str) -> Self {
        Self::WriteComparison(Box::new(Written {
            words: format!("new comparison {name}{how}"),
            then: Some(Box::new(Self::Push(Screen::Build(Build::of(&name))))),
            name,
            opened: None,
            text,
            form: None,
            without_comments: false,
        }))
    }

    /// Says something worth knowing.
    #[must_use]
    pub fn hint(words: impl Into<String>) -> Self {
        Self::Say(Notice { kind: NoticeKind::Hint, words: words.into() })
    }
}
