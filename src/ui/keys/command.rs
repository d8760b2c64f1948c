//! What keys ask for, and what a command does to a case or needs on the screen.

use crate::ui::screens::Main;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is said in words in the row that binds it")]
pub enum Command {
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    First,
    Last,
    Open,
    Back,
    NextPane,
    PreviousPane,
    Go(Main),
    Help,
    Palette,
    Search,
    Undo,
    Redo,
    Shield,
    Blank,
    Repaint,
    Quit,
    NextGap,
    New,
    Edit,
    Delete,
    AllAgain,
    Record,
    Correct,
    Beside,
    Phase,
    MovedOnly,
    Register,
    NotKnown,
    DoNotRecord,
    Differences,
    Chart,
    LeaveOut,
    NextOption,
    NewOption,
    Futures,
    Matters,
    Rules,
    Packages,
    Bands,
    Table,
    Stop,
    Break,
    NextWanting,
    TakeBack,
    Sample,
    Filter,
    Sort,
    Share,
    Versions,
    Take,
    Audiences,
    Timeline,
    Sources,
    Provisions,
    Moved,
    Since,
    AsKnown,
    Told,
    PartyPhases,
    IssuePhases,
    Map,
    Swap,
    NextIssue,
    Trades,
    RedLines,
    Pairs,
    Confidence,
    Park,
    Agree,
    KeepOff,
    Reopen,
    Faction,
    Parts,
    Step,
    Unsaved,
    Import,
    Report,
    Reader,
    SearchAll,
    Gaps,
    WhatNow,
    Done,
    Refuse,
    Read,
    Basis,
    SideBySide,
    History,
    Lenses,
    Principles,
    Full,
    Tour,
    Copy,
    Mouse,
}

impl Command {
    /// Whether it changes a case. In a view in which nothing can be changed no screen is asked for it, and no footer
    /// offers it.
    #[must_use]
    pub const fn changes_a_case(self) -> bool {
        matches!(
            self,
            Self::New
                | Self::Edit
                | Self::Delete
                | Self::Record
                | Self::Correct
                | Self::Beside
                | Self::NotKnown
                | Self::DoNotRecord
                | Self::Share
                | Self::Take
                | Self::NewOption
                | Self::Confidence
                | Self::Park
                | Self::Agree
                | Self::KeepOff
                | Self::Reopen
                | Self::Faction
                | Self::Step
                | Self::Done
                | Self::Refuse
        )
    }

    /// Whether it works on what is selected, and so on nothing where nothing is.
    #[must_use]
    pub const fn is_about_selected(self) -> bool {
        matches!(
            self,
            Self::Open
                | Self::Edit
                | Self::Delete
                | Self::Full
                | Self::Correct
                | Self::Share
                | Self::Versions
                | Self::History
                | Self::Step
                | Self::PartyPhases
                | Self::IssuePhases
        )
    }

    /// What the file of keys calls it: `next-gap`.
    #[must_use]
    pub fn name(self) -> String {
        let mut name = String::new();
        for c in format!("{self:?}").chars() {
            match c {
                '(' => {}
                ')' => break,
                c if c.is_uppercase() && !name.is_empty() => {
                    name.push('-');
                    name.extend(c.to_lowercase());
                }
                c => name.extend(c.to_lowercase()),
            }
        }
        name
    }
}
