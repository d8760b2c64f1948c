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
pub mod unsaved;
pub mod versions;
pub mod ways;

use ratatui::layout::Rect;

use super::{
    canvas::Canvas,
    context::Context,
    effect::{Effect, Setting},
    keys::{Binding, Command, GLOBAL, MOVEMENT},
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

/// A screen.
#[derive(Debug)]
pub enum Screen {
    /// The list of cases.
    Cases(cases::Cases),
    /// Where do we stand.
    Overview(overview::Overview),
    /// The seven assessments.
    Assessments(assessments::Assessments),
    /// The key questions of one assessment.
    Question(question::Question),
    /// The register of one assessment.
    Register(assessments::RegisterList),
    /// Parties and actors.
    Actors(actors::Actors),
    /// One actor.
    Actor(actors::ActorCard),
    /// The matrix.
    Positions(positions::Positions),
    /// One cell through all phases.
    Cell(positions::CellHistory),
    /// Issues and trades.
    Agenda(agenda::Agenda),
    /// The list of comparisons.
    Scenarios(scenarios::Scenarios),
    /// One comparison, side by side.
    SideBySide(scenarios::SideBySide),
    /// Why a row of a comparison is as it is.
    Why(scenarios::Why),
    /// The gap chart of a comparison.
    Gap(scenarios::Gap),
    /// What matters most to the gap.
    Matters(scenarios::Matters),
    /// Futures, indicators and assumptions of a comparison.
    Futures(scenarios::Futures),
    /// The decision rules over a comparison.
    Rules(scenarios::RulesScreen),
    /// The packages of a comparison.
    Packages(scenarios::PackageScreen),
    /// A comparison being built.
    Build(scenarios::Build),
    /// One party, or one issue, through all phases.
    Along(positions::Along),
    /// What moved between two moments.
    Moved(movement::Moved),
    /// What changed since the user last looked.
    Since(since::Since),
    /// What was told to whom.
    Conveyed(told::Conveyed),
    /// How often two parties agree.
    Pairs(pairs::Pairs),
    /// The trades.
    Trades(trades::Trades),
    /// Options that cross a red line or a principle.
    RedLines(redlines::RedLines),
    /// Events in their order.
    Timeline(timeline::Timeline),
    /// The provisions of agreements.
    Provisions(provisions::Provisions),
    /// Who or what says so.
    Sources(sources::Sources),
    /// Influence by stance.
    Map(map::Map),
    /// Who may see how much.
    Audiences(audiences::Audiences),
    /// Records that stand in two versions.
    Contested(versions::Contested),
    /// The versions of one record.
    Versions(versions::Versions),
    /// Positions from a spreadsheet.
    Import(import::Import),
    /// Reports, read and written.
    Reports(reports::Reports),
    /// Text that was typed and not saved.
    Unsaved(unsaved::Unsaved),
    /// What is missing.
    Gaps(gaps::Gaps),
    /// What the note asks now.
    Now(now::WhatNow),
    /// What was found everywhere.
    Search(search::Search),
    /// One record in full.
    Record(record::RecordPage),
    /// What an answer rests on.
    Basis(basis::Basis),
    /// The readings of a question side by side.
    Readings(readings::Readings),
    /// What a record, or the answers to a question, said before.
    History(history::History),
    /// Lenses over an assessment or an option.
    Lenses(lenses::Lenses),
    /// The principles beside an option.
    Principles(principles::Principles),
    /// The guidance.
    Guidance(guidance::Guidance),
    /// One entry of it.
    Entry(guidance::EntryPage),
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

    /// What it does, to change it.
    pub fn view_mut(&mut self) -> &mut dyn View {
        match self {
            Self::Cases(view) => view,
            Self::Overview(view) => view,
            Self::Assessments(view) => view,
            Self::Question(view) => view,
            Self::Register(view) => view,
            Self::Actors(view) => view,
            Self::Actor(view) => view,
            Self::Positions(view) => view,
            Self::Cell(view) => view,
            Self::Agenda(view) => view,
            Self::Scenarios(view) => view,
            Self::SideBySide(view) => view,
            Self::Gap(view) => view,
            Self::Why(view) => view,
            Self::Matters(view) => view,
            Self::Futures(view) => view,
            Self::Rules(view) => view,
            Self::Packages(view) => view,
            Self::Build(view) => view,
            Self::Along(view) => view,
            Self::Moved(view) => view,
            Self::Since(view) => view,
            Self::Conveyed(view) => view,
            Self::Pairs(view) => view,
            Self::Trades(view) => view,
            Self::RedLines(view) => view,
            Self::Timeline(view) => view,
            Self::Provisions(view) => view,
            Self::Sources(view) => view,
            Self::Map(view) => view,
            Self::Audiences(view) => view,
            Self::Contested(view) => view,
            Self::Versions(view) => view,
            Self::Import(view) => view,
            Self::Reports(view) => view,
            Self::Unsaved(view) => view,
            Self::Gaps(view) => view,
            Self::Now(view) => view,
            Self::Search(view) => view,
            Self::Record(view) => view,
            Self::Basis(view) => view,
            Self::Readings(view) => view,
            Self::History(view) => view,
            Self::Lenses(view) => view,
            Self::Principles(view) => view,
            Self::Guidance(view) => view,
            Self::Entry(view) => view,
        }
    }

    /// What it does.
    #[must_use]
    pub fn view(&self) -> &dyn View {
        match self {
            Self::Cases(view) => view,
            Self::Overview(view) => view,
            Self::Assessments(view) => view,
            Self::Question(view) => view,
            Self::Register(view) => view,
            Self::Actors(view) => view,
            Self::Actor(view) => view,
            Self::Positions(view) => view,
            Self::Cell(view) => view,
            Self::Agenda(view) => view,
            Self::Scenarios(view) => view,
            Self::SideBySide(view) => view,
            Self::Gap(view) => view,
            Self::Why(view) => view,
            Self::Matters(view) => view,
            Self::Futures(view) => view,
            Self::Rules(view) => view,
            Self::Packages(view) => view,
            Self::Build(view) => view,
            Self::Along(view) => view,
            Self::Moved(view) => view,
            Self::Since(view) => view,
            Self::Conveyed(view) => view,
            Self::Pairs(view) => view,
            Self::Trades(view) => view,
            Self::RedLines(view) => view,
            Self::Timeline(view) => view,
            Self::Provisions(view) => view,
            Self::Sources(view) => view,
            Self::Map(view) => view,
            Self::Audiences(view) => view,
            Self::Contested(view) => view,
            Self::Versions(view) => view,
            Self::Import(view) => view,
            Self::Reports(view) => view,
            Self::Unsaved(view) => view,
            Self::Gaps(view) => view,
            Self::Now(view) => view,
            Self::Search(view) => view,
            Self::Record(view) => view,
            Self::Basis(view) => view,
            Self::Readings(view) => view,
            Self::History(view) => view,
            Self::Lenses(view) => view,
            Self::Principles(view) => view,
            Self::Guidance(view) => view,
            Self::Entry(view) => view,
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

/// Every table of keys, with the name of the screen that it belongs to.
pub const ALL_TABLES: &[(&str, &[Binding])] = &[
    ("everywhere", GLOBAL),
    ("on every list", MOVEMENT),
    ("Cases", cases::KEYS),
    ("Overview", overview::KEYS),
    ("Assessments", assessments::KEYS),
    ("Key question", question::KEYS),
    ("Register", assessments::REGISTER_KEYS),
    ("Actors", actors::KEYS),
    ("Actor", actors::CARD_KEYS),
    ("Positions", positions::KEYS),
    ("Cell", positions::CELL_KEYS),
    ("Agenda", agenda::KEYS),
    ("Scenarios", scenarios::KEYS),
    ("Side by side", scenarios::SIDE_KEYS),
    ("Gap chart", scenarios::GAP_KEYS),
    ("What matters most", scenarios::MATTER_KEYS),
    ("Futures", scenarios::FUTURE_KEYS),
    ("Rules", scenarios::RULE_KEYS),
    ("Packages", scenarios::PACKAGE_KEYS),
    ("Editing a comparison", scenarios::BUILD_KEYS),
    ("Through the phases", positions::ALONG_KEYS),
    ("What moved", movement::KEYS),
    ("What changed", since::KEYS),
    ("Told", told::KEYS),
    ("Pairs", pairs::KEYS),
    ("Trades", trades::KEYS),
    ("Red lines", redlines::KEYS),
    ("Timeline", timeline::KEYS),
    ("Provisions", provisions::KEYS),
    ("Sources", sources::KEYS),
    ("Map", map::KEYS),
    ("Audiences", audiences::KEYS),
    ("Two versions", versions::KEYS),
    ("Side by side: versions", versions::SIDE_KEYS),
    ("Import", import::KEYS),
    ("Reports", reports::KEYS),
    ("Unsaved text", unsaved::KEYS),
    ("Gaps", gaps::KEYS),
    ("What now", now::KEYS),
    ("Search everything", search::KEYS),
    ("Record", record::KEYS),
    ("Evidence", basis::KEYS),
    ("Readings", readings::KEYS),
    ("History", history::KEYS),
    ("Lenses", lenses::KEYS),
    ("Principles", principles::KEYS),
    ("Guidance", guidance::KEYS),
    ("Guidance entry", guidance::ENTRY_KEYS),
];
