//! The screens: a closed list, one file each. A screen draws what is seen and answers commands with effects.

pub mod actors;
pub mod agenda;
pub mod assessments;
pub mod audiences;
pub mod basis;
pub mod cases;
pub mod gaps;
pub mod guidance;
pub mod history;
pub mod import;
pub mod lenses;
pub mod map;
pub mod movement;
pub mod now;
pub mod overview;
pub mod pairs;
pub mod parts;
pub mod positions;
pub mod principles;
pub mod provisions;
pub mod question;
pub mod readings;
pub mod record;
pub mod redlines;
pub mod reports;
pub mod scenarios;
pub mod search;
pub mod since;
pub mod sources;
pub mod timeline;
pub mod told;
pub mod trades;
pub mod unreadable;
pub mod unsaved;
pub mod versions;
pub mod ways;

use ratatui::layout::Rect;

use super::{
    canvas::Canvas,
    context::Context,
    effect::{Effect, Setting},
    keys::{Binding, Command, GLOBAL, MOVEMENT},
    theme::Look,
};

/// The main screens, each with a digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Main {
    /// The list of cases.
    Cases,
    /// Where do we stand.
    Overview,
    /// The seven assessments.
    Assessments,
    /// Parties and actors.
    Actors,
    /// The matrix.
    Positions,
    /// Issues and trades.
    Agenda,
    /// Comparisons.
    Scenarios,
    /// The note in our words.
    Guidance,
}

/// What every screen does.
pub trait View {
    /// Where this is, for the breadcrumb.
    fn title(&self, cx: &Context<'_>) -> String;
    /// The rows of this screen's key table.
    fn keys(&self) -> &'static [Binding];
    /// What its signs mean; empty where words stand beside them all.
    fn signs(&self, look: Look) -> String {
        let _ = look;
        String::new()
    }
    /// Keeps the selection of a list of records on its record, and goes to what was just added.
    fn hold(&mut self, cx: &Context<'_>) {
        let _ = cx;
    }
    /// Answers a command.
    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect>;
    /// Draws itself; scrolling follows the selection.
    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>);
    /// Finds a text from the selection on, and goes there; says whether it was found.
    fn search(&mut self, words: &str, cx: &Context<'_>) -> bool {
        let _ = (words, cx);
        false
    }
    /// The audience changed: whatever names records by id starts afresh.
    fn reset(&mut self) {}
    /// Looks at things in another way, as it was chosen in a form.
    fn set(&mut self, setting: Setting) {
        let _ = setting;
    }
}

/// Declares the screens: the variant and its view, then the name under which the help lists its table of keys, and that
/// table. A view that borrows another's table names none.
macro_rules! screens {
    ($($(#[$doc:meta])* $name:ident($view:ty) $($table:literal: $keys:expr)?,)*) => {
        /// A screen.
        #[derive(Debug)]
        pub enum Screen {
            $($(#[$doc])* $name($view),)*
        }

        impl Screen {
            /// What it does, to change it.
            pub fn view_mut(&mut self) -> &mut dyn View {
                match self {
                    $(Self::$name(view) => view,)*
                }
            }

            /// What it does.
            #[must_use]
            pub fn view(&self) -> &dyn View {
                match self {
                    $(Self::$name(view) => view,)*
                }
            }
        }

        /// Every table of keys, with the name of the screen that it belongs to.
        pub const ALL_TABLES: &[(&str, &[Binding])] =
            &[("everywhere", GLOBAL), ("on every list", MOVEMENT), $($(($table, $keys),)?)*];
    };
}

screens! {
    /// The list of cases.
    Cases(cases::Cases) "Cases": cases::KEYS,
    /// Where do we stand.
    Overview(overview::Overview) "Overview": overview::KEYS,
    /// The seven assessments.
    Assessments(assessments::Assessments) "Assessments": assessments::KEYS,
    /// The key questions of one assessment.
    Question(question::Question) "Key question": question::KEYS,
    /// The register of one assessment.
    Register(assessments::RegisterList) "Register": assessments::REGISTER_KEYS,
    /// Parties and actors.
    Actors(actors::Actors) "Actors": actors::KEYS,
    /// One actor.
    Actor(actors::ActorCard) "Actor": actors::CARD_KEYS,
    /// The matrix.
    Positions(positions::Positions) "Positions": positions::KEYS,
    /// One cell through all phases.
    Cell(positions::CellHistory) "Cell": positions::CELL_KEYS,
    /// Issues and trades.
    Agenda(agenda::Agenda) "Agenda": agenda::KEYS,
    /// The list of comparisons.
    Scenarios(scenarios::Scenarios) "Scenarios": scenarios::KEYS,
    /// One comparison, side by side.
    SideBySide(scenarios::SideBySide) "Side by side": scenarios::SIDE_KEYS,
    /// Why a row of a comparison is as it is.
    Why(scenarios::Why),
    /// The gap chart of a comparison.
    Gap(scenarios::Gap) "Gap chart": scenarios::GAP_KEYS,
    /// What matters most to the gap.
    Matters(scenarios::Matters) "What matters most": scenarios::MATTER_KEYS,
    /// Futures, indicators and assumptions of a comparison.
    Futures(scenarios::Futures) "Futures": scenarios::FUTURE_KEYS,
    /// The decision rules over a comparison.
    Rules(scenarios::RulesScreen) "Rules": scenarios::RULE_KEYS,
    /// The packages of a comparison.
    Packages(scenarios::PackageScreen) "Packages": scenarios::PACKAGE_KEYS,
    /// A comparison being built.
    Build(scenarios::Build) "Editing a comparison": scenarios::BUILD_KEYS,
    /// One party, or one issue, through all phases.
    Along(positions::Along) "Through the phases": positions::ALONG_KEYS,
    /// What moved between two moments.
    Moved(movement::Moved) "What moved": movement::KEYS,
    /// What changed since the user last looked.
    Since(since::Since) "What changed": since::KEYS,
    /// What was told to whom.
    Conveyed(told::Conveyed) "Told": told::KEYS,
    /// How often two parties agree.
    Pairs(pairs::Pairs) "Pairs": pairs::KEYS,
    /// The trades.
    Trades(trades::Trades) "Trades": trades::KEYS,
    /// Options that cross a red line or a principle.
    RedLines(redlines::RedLines) "Red lines": redlines::KEYS,
    /// Events in their order.
    Timeline(timeline::Timeline) "Timeline": timeline::KEYS,
    /// The provisions of agreements.
    Provisions(provisions::Provisions) "Provisions": provisions::KEYS,
    /// Who or what says so.
    Sources(sources::Sources) "Sources": sources::KEYS,
    /// The options of an issue, the factions of an actor.
    Parts(parts::Parts) "Options, factions": parts::KEYS,
    /// Influence by stance.
    Map(map::Map) "Map": map::KEYS,
    /// Who may see how much.
    Audiences(audiences::Audiences) "Audiences": audiences::KEYS,
    /// Records that stand in two versions.
    Contested(versions::Contested) "Two versions": versions::KEYS,
    /// Records that cannot be read as they stand.
    Unreadable(unreadable::Unreadable) "Cannot be read": unreadable::KEYS,
    /// The versions of one record.
    Versions(versions::Versions) "Side by side: versions": versions::SIDE_KEYS,
    /// Positions from a spreadsheet.
    Import(import::Import) "Import": import::KEYS,
    /// Reports, read and written.
    Reports(reports::Reports) "Reports": reports::KEYS,
    /// Text that was typed and not saved.
    Unsaved(unsaved::Unsaved) "Unsaved text": unsaved::KEYS,
    /// What is missing.
    Gaps(gaps::Gaps) "Gaps": gaps::KEYS,
    /// What the note asks now.
    Now(now::WhatNow) "What now": now::KEYS,
    /// What was found everywhere.
    Search(search::Search) "Search everything": search::KEYS,
    /// One record in full.
    Record(record::RecordPage) "Record": record::KEYS,
    /// What an answer rests on.
    Basis(basis::Basis) "Evidence": basis::KEYS,
    /// The readings of a question side by side.
    Readings(readings::Readings) "Readings": readings::KEYS,
    /// What a record, or the answers to a question, said before.
    History(history::History) "History": history::KEYS,
    /// Lenses over an assessment or an option.
    Lenses(lenses::Lenses) "Lenses": lenses::KEYS,
    /// The principles beside an option.
    Principles(principles::Principles) "Principles": principles::KEYS,
    /// The guidance.
    Guidance(guidance::Guidance) "Guidance": guidance::KEYS,
    /// One entry of it.
    Entry(guidance::EntryPage) "Guidance entry": guidance::ENTRY_KEYS,
}

impl Screen {
    /// The main screen with this name, as it starts.
    #[must_use]
    pub fn main(which: Main) -> Self {
        match which {
            Main::Cases => Self::Cases(cases::Cases::default()),
            Main::Overview => Self::Overview(overview::Overview::default()),
            Main::Assessments => Self::Assessments(assessments::Assessments::default()),
            Main::Actors => Self::Actors(actors::Actors::default()),
            Main::Positions => Self::Positions(positions::Positions::default()),
            Main::Agenda => Self::Agenda(agenda::Agenda::default()),
            Main::Scenarios => Self::Scenarios(scenarios::Scenarios::default()),
            Main::Guidance => Self::Guidance(guidance::Guidance::default()),
        }
    }

    /// Which main screen it is, if it is one.
    #[must_use]
    pub const fn which(&self) -> Option<Main> {
        Some(match self {
            Self::Cases(_) => Main::Cases,
            Self::Overview(_) => Main::Overview,
            Self::Assessments(_) => Main::Assessments,
            Self::Actors(_) => Main::Actors,
            Self::Positions(_) => Main::Positions,
            Self::Agenda(_) => Main::Agenda,
            Self::Scenarios(_) => Main::Scenarios,
            Self::Guidance(_) => Main::Guidance,
            _ => return None,
        })
    }

    /// The tables in which a key is looked up, in order.
    #[must_use]
    pub fn tables(&self) -> [&'static [Binding]; 3] {
        [self.view().keys(), MOVEMENT, GLOBAL]
    }
}
