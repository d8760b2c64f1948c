//! Where one can be, what is read out there, and what can be chosen.

use std::path::PathBuf;

use super::{
    records::{self, List},
    telling,
};
use crate::{
    analysis::{assessed, matrix, standing::Speaker},
    model::{Actor, AnswerState, Id, Issue, Phase, Position, RecordRef},
    report::Kind,
    store::Draft,
    ui::{
        app::opening::ask_case_name,
        context::Context,
        dialog::{Asked, Dialog},
        effect::Effect,
        form::draft,
        forms::{Which, actor, issue, sheet},
        keys::Command,
        screens::{
            assessments::kind_of,
            positions::record_form,
            question::Question,
            told,
            unsaved::{page, throw_away, where_it_is},
        },
    },
};

/// A place.
#[derive(Clone, Debug)]
pub enum Place {
    /// The list of cases.
    Cases,
    /// A case.
    Desk,
    /// What was typed and not saved.
    Unsaved,
    /// One text of it.
    Draft(Draft),
    /// Where we stand.
    Overview,
    /// The seven assessments.
    Assessments,
    /// One assessment, by its letter.
    Assessment(String),
    /// A key question.
    Question(String),
    /// The issues, with where the parties stand in a phase.
    Issues(Phase),
    /// The phases, to choose one.
    Phases,
    /// One issue in a phase.
    Issue(Id<Issue>, Phase),
    /// What one speaker said on one issue.
    Cell(Id<Issue>, Speaker, Phase),
    /// The comparisons of the case.
    Comparisons,
    /// One of them.
    Comparison(String),
    /// Why a row of it is as it is.
    Why(String, usize),
    /// Records of one kind.
    Records(List),
    /// What holds these words.
    Found(String),
    /// One record.
    Record(RecordRef),
    /// An entry of the guidance.
    Entry(String),
    /// The kinds of report.
    Reports,
    /// One of them.
    Report(Kind),
}

/// What a choice does.
#[derive(Clone, Debug)]
pub enum Step {
    /// Goes to a place.
    Into(Place),
    /// Runs a command that works everywhere.
    Run(Command),
    /// Opens a case.
    Open(PathBuf),
    /// Opens a copy of the sample case.
    Sample,
    /// Makes a case.
    NewCase,
    /// Answers a key question: which reading, and as what.
    Answer(String, Option<usize>, Option<AnswerState>),
    /// Records or corrects what a speaker said on an issue.
    Record(Id<Issue>, Speaker, Phase, Command),
    /// Records that somebody was told a position.
    Share(Id<Position>),
    /// Adds an issue.
    NewIssue,
    /// Adds an option of an issue.
    NewOption(Id<Issue>),
    /// Adds an actor.
    NewActor,
    /// Adds a record to a list.
    Add(List),
    /// Changes a record.
    Change(RecordRef),
    /// Deletes a record, once more asked.
    Delete(RecordRef),
    /// Asks what to look for.
    Search,
    /// Changes the case sheet.
    Sheet,
    /// Opens the form of a text that was not saved, with that text.
    TakeUp(Draft),
    /// Throws such a text away.
    Discard(Draft),
}

/// What is read out at a place.
#[derive(Debug, Default)]
pub struct Told {
    /// Lines.
    pub says: Vec<String>,
    /// What can be chosen.
    pub choices: Vec<(String, Step)>,
}

impl Told {
    /// Something to read out.
    pub fn say(&mut self, words: impl Into<String>) -> &mut Self {
        self.says.push(words.into());
        self
    }

    pub(super) fn choose(&mut self, words: impl Into<String>, step: Step) -> &mut Self {
        self.choices.push((words.into(), step));
        self
    }

    pub(super) fn go(&mut self, words: impl Into<String>, place: Place) -> &mut Self {
        self.choose(words, Step::Into(place))
    }
}

impl Place {
    /// What is read out here.
    pub fn tell(&self, cx: &Context<'_>, status: &str) -> Told {
        let mut told = Told::default();
        match self {
            Self::Cases => cases(&mut told, cx),
            Self::Desk => desk(&mut told, cx, status),
            Self::Unsaved => unsaved(&mut told, cx),
            Self::Draft(draft) => one_draft(&mut told, draft, cx),
            Self::Overview => telling::overview(&mut told.says, cx),
            Self::Assessments => assessments(&mut told, cx),
            Self::Assessment(letter) => questions(&mut told, letter, cx),
            Self::Question(id) => question(&mut told, id, cx),
            Self::Issues(phase) => issues(&mut told, *phase, cx),
            Self::Phases => {
                told.say("Which phase?");
                for phase in Phase::ALL {
                    told.go(phase.to_string(), Self::Issues(*phase));
                }
            }
            Self::Issue(id, phase) => one_issue(&mut told, id, *phase, cx),
            Self::Cell(issue, speaker, phase) => cell(&mut told, issue, speaker, *phase, cx),
            Self::Comparisons => comparisons(&mut told, cx),
            Self::Comparison(name) => comparison(&mut told, name, cx),
            Self::Why(name, row) => telling::why(&mut told.says, name, *row, cx),
            Self::Records(list) => records::list(&mut told, list, cx),
            Self::Found(words) => records::found(&mut told, words, cx),
            Self::Record(which) => records::record(&mut told, which, cx),
            Self::Entry(id) => records::entry(&mut told, id, cx),
            Self::Reports => {
                told.say("Reports, for whoever this view is for. Files are written by `goodoffices report`.");
                for kind in Kind::ALL {
                    told.go(format!("{}: {}", kind.word(), kind.holds()), Self::Report(*kind));
                }
            }
            Self::Report(kind) => telling::report(&mut told.says, *kind, cx),
        }
        told
    }
}

impl Step {
    /// What is to be done for it.
    pub fn effects(self, cx: &Context<'_>) -> Vec<Effect> {
        let is_change = !matches!(self, Self::Open(_) | Self::Sample | Self::NewCase | Self::Search);
        if is_change && !cx.can_write {
            return vec![Effect::read_only()];
        }
        match self {
            Self::Into(_) | Self::Run(_) => vec![],
            Self::Open(folder) => vec![Effect::OpenCase(folder)],
            Self::Sample => vec![Effect::Sample],
            Self::NewCase => vec![ask_case_name()],
            Self::Answer(id, reading, state) => {
                Question::of_reading(&id, reading.unwrap_or(0)).form(cx, state, reading.is_none())
            }
            Self::Record(issue, speaker, phase, command) => {
                let sheet = cx.standings.issue(&issue);
                let column = cx.standings.columns().iter().find(|column| column.speaker() == speaker);
                let (Some(sheet), Some(column)) = (sheet, column) else {
                    return vec![Effect::hint("The issue or the party is not there any more")];
                };
                let cell = matrix::cell(cx.standings, &speaker, &issue, phase);
                record_form(cx, sheet, column, cell.as_ref(), phase, command)
            }
            Self::Share(position) => told::share(&position, cx),
            Self::NewIssue => Effect::form(issue::form(Which::New, cx)),
            Self::NewOption(id) => Effect::form(issue::option_form(&id, Which::New, cx)),
            Self::NewActor => Effect::form(actor::form(Which::<Actor>::New, cx)),
            Self::Add(list) => Effect::form(list.form(None, cx)),
            Self::Change(which) => records::form_of(&which, cx).map(Effect::form).unwrap_or_default(),
            Self::Delete(which) => vec![Effect::ask_delete(&which, cx)],
            Self::Search => vec![Effect::Ask(Dialog::prompt(Asked::Everything, ""))],
            Self::Sheet => Effect::form(sheet::form(cx)),
            Self::TakeUp(draft) => vec![Effect::TakeUp(draft)],
            Self::Discard(draft) => vec![throw_away(&draft)],
        }
    }
}

fn cases(told: &mut Told, cx: &Context<'_>) {
    told.say(match cx.cases.len() {
        0 => "No cases yet.".to_owned(),
        1 => "One case.".to_owned(),
        n => format!("{n} cases."),
    });
    for case in cx.cases {
        let kind = case.kind.map_or_else(
            || format!("cannot be read: {}", case.problem.as_deref().unwrap_or("unknown")),
            |kind| kind.word().to_owned(),
        );
        told.choose(format!("{}, {kind}", case.name), Step::Open(case.folder.clone()));
    }
    told.choose("Sample case: El Salvador 1989-92, a copy that is yours to change", Step::Sample);
    told.choose("Make a new case", Step::NewCase);
}

fn desk(told: &mut Told, cx: &Context<'_>, status: &str) {
    let sheet = cx.seen.case().sheet();
    let title = sheet.map_or("", |sheet| sheet.title.as_str());
    told.say(if title.is_empty() { "The case".to_owned() } else { format!("Case: {title}") });
    told.say(status.split("  ").filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; "));
    let phase = sheet.map_or(Phase::Negotiation, |sheet| sheet.phase);
    told.go("Overview: where we stand", Place::Overview);
    told.go("The seven assessments", Place::Assessments);
    if let Some(id) = assessed::next_open(cx.seen, cx.catalogue, None) {
        told.go(format!("Next open key question: {id}"), Place::Question(id.to_owned()));
    }
    told.go("Positions: where the parties stand; record what was said", Place::Issues(phase));
    told.go("Scenario comparisons", Place::Comparisons);
    told.go("Reports, to read here", Place::Reports);
    if cx.can_write {
        told.choose("Change title, marking and current phase", Step::Sheet);
        told.choose("Take back your last change", Step::Run(Command::Undo));
    }
    let shield = if cx.seen.is_team() { "Show only what may be shared" } else { "Show everything again" };
    told.choose(shield, Step::Run(Command::Shield));
    told.go("Trades", Place::Records(List::Trades));
    told.go("Sources", Place::Records(List::Sources));
    told.choose("Search everything", Step::Search);
    // At the end, so that the numbers of the others are always the same.
    if !cx.unsaved.is_empty() {
        told.go(format!("Unsaved text: {}", cx.unsaved.len()), Place::Unsaved);
    }
}

fn unsaved(told: &mut Told, cx: &Context<'_>) {
    if cx.unsaved.is_empty() {
        told.say("Nothing waits: all that was typed is saved.");
    } else {
        told.say(format!("Unsaved text. {}", where_it_is(cx)));
    }
    for draft in cx.unsaved.iter().rev() {
        let at = draft.at.parse().map_or_else(|_| String::new(), |at| format!(" ({})", cx.clock(at)));
        told.go(format!("{}{at}", draft.title), Place::Draft(draft.clone()));
    }
}

fn one_draft(told: &mut Told, draft: &Draft, cx: &Context<'_>) {
    told.says.extend(page(draft, cx).told());
    if draft::kind(draft).is_some() {
        told.choose("Go on with it", Step::TakeUp(draft.clone()));
    }
    told.choose("Throw it away", Step::Discard(draft.clone()));
}

fn assessments(told: &mut Told, cx: &Context<'_>) {
    told.say("The seven assessments.");
    for assessment in &cx.catalogue.assessments {
        let tally = assessed::tally(cx.seen, assessment, cx.today);
        let stale = if tally.stale == 0 { String::new() } else { format!(", {} stale", tally.stale) };
        let words = format!(
            "{} {}: {} of {} answered, {} open{stale}",
            assessment.id.as_str(),
            assessment.title.as_str(),
            tally.answered,
            tally.questions,
            tally.open
        );
        told.go(words, Place::Assessment(assessment.id.to_string()));
    }
}

fn questions(told: &mut Told, letter: &str, cx: &Context<'_>) {
    let Some(assessment) = cx.catalogue.assessments.iter().find(|a| a.id.as_str() == letter) else { return };
    told.say(format!("Assessment {letter}, {}. {}", assessment.title.as_str(), assessment.purpose.as_str()));
    for question in &assessment.questions {
        let standing = assessed::standing(cx.seen, &question.id);
        let words = format!("{} {} ({})", question.id.as_str(), question.ask.as_str(), standing.word());
        told.go(words, Place::Question(question.id.to_string()));
    }
    if let Some(register) = assessment.register {
        let rows = cx.seen.case().count_of(kind_of(register));
        told.go(format!("Register: {}, {rows}", kind_of(register)), Place::Records(List::Register(register)));
    }
}

fn question(told: &mut Told, id: &str, cx: &Context<'_>) {
    let Some(found) = cx.catalogue.question(id) else { return };
    told.say(format!("Key question {id}: {}", found.ask.as_str()));
    let view = Question::at(id);
    let readings = view.readings(cx).len();
    telling::question(&mut told.says, &view, cx);
    let answer = |reading, state| Step::Answer(id.to_owned(), reading, state);
    match readings {
        _ if !cx.can_write => {}
        0 => {
            told.choose("Answer it", answer(None, None));
            told.choose("Say that it is not known yet", answer(None, Some(AnswerState::NotKnownYet)));
            told.choose("Say that it is not to be recorded", answer(None, Some(AnswerState::DoNotRecord)));
        }
        1 => {
            told.choose("Change the answer", answer(Some(0), None));
            told.choose("Put another reading beside it", answer(None, None));
        }
        more => {
            for n in 0..more {
                told.choose(format!("Change reading {}", n + 1), answer(Some(n), None));
            }
            told.choose("Put another reading beside them", answer(None, None));
        }
    }
    let all: Vec<_> = cx.catalogue.assessments.iter().flat_map(|a| &a.questions).collect();
    let at = all.iter().position(|other| other.id.as_str() == id);
    if let Some(next) = at.and_then(|at| all.get(at + 1)) {
        told.go(format!("Next question: {}", next.id.as_str()), Place::Question(next.id.to_string()));
    }
    if let Some(open) = assessed::next_open(cx.seen, cx.catalogue, Some(id)).filter(|open| *open != id) {
        told.go(format!("Next open question: {open}"), Place::Question(open.to_owned()));
    }
}

fn issues(told: &mut Told, phase: Phase, cx: &Context<'_>) {
    told.say(format!("Positions in {phase}. Choose an issue to hear where each party stands."));
    if cx.standings.issues().is_empty() {
        told.say("No issues yet.");
    }
    for sheet in cx.standings.issues() {
        let words = format!("{}; {}", sheet.issue.name, telling::on_table(&sheet.on_table));
        told.go(words, Place::Issue(sheet.issue.id.clone(), phase));
    }
    told.go("Another phase", Place::Phases);
    if cx.can_write {
        told.choose("Add an issue", Step::NewIssue);
        told.choose("Add a party or another actor", Step::NewActor);
    }
}

fn one_issue(told: &mut Told, id: &Id<Issue>, phase: Phase, cx: &Context<'_>) {
    let Some(sheet) = cx.standings.issue(id) else {
        told.say("The issue is not there any more.");
        return;
    };
    telling::issue(&mut told.says, sheet, phase, cx);
    let columns: Vec<_> = cx.standings.columns().iter().filter(|column| column.is_shown).collect();
    for column in &columns {
        told.go(
            format!("{}: all it said on this", column.words()),
            Place::Cell(id.clone(), column.speaker(), phase),
        );
    }
    if !cx.can_write {
        return;
    }
    for column in &columns {
        let step = Step::Record(id.clone(), column.speaker(), phase, Command::Record);
        told.choose(format!("Record what {} said", column.words()), step);
    }
    told.choose("Add an option of this issue", Step::NewOption(id.clone()));
    for option in &sheet.options {
        let words = format!("Option {}: change or delete it", option.words());
        told.go(words, Place::Record(RecordRef::of(&option.id)));
    }
}

fn cell(told: &mut Told, issue: &Id<Issue>, speaker: &Speaker, phase: Phase, cx: &Context<'_>) {
    let past = telling::cell(&mut told.says, issue, speaker, cx);
    if !cx.can_write {
        return;
    }
    let record = |command| Step::Record(issue.clone(), speaker.clone(), phase, command);
    told.choose("Record something new", record(Command::Record));
    let shown = matrix::cell(cx.standings, speaker, issue, phase);
    let last = shown.as_ref().and_then(|cell| cell.shown.last());
    if let Some(last) = last.filter(|last| past > 0 && last.versions < 2) {
        told.choose(
            format!("Correct the last position of {phase}: it was written down wrongly"),
            record(Command::Correct),
        );
        told.choose("Put another reading beside it", record(Command::Beside));
        told.choose("Record that somebody was told of it", Step::Share(last.id.clone()));
    }
}

fn comparisons(told: &mut Told, cx: &Context<'_>) {
    let files = cx.comparisons;
    told.say(if files.is_empty() {
        "No comparison in this case."
    } else {
        "Scenario comparisons. Choose one to run it."
    });
    for file in files {
        match &file.content {
            Ok(comparison) => told.go(
                format!("{}: {}", comparison.title, comparison.question),
                Place::Comparison(file.name.clone()),
            ),
            Err(why) => told.say(format!("{}: {why}", file.name)),
        };
    }
}

fn comparison(told: &mut Told, name: &str, cx: &Context<'_>) {
    for (row, words) in telling::comparison(&mut told.says, name, cx) {
        told.go(format!("Why: {words}"), Place::Why(name.to_owned(), row));
    }
}
