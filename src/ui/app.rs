//! The program while it runs: what is open, what is on top, and the only place where effects are carried out.

mod as_known;
mod comparisons;
mod copying;
mod desk;
pub mod opening;
mod perform;
mod render;
mod touring;
mod unsaved;
mod write;

use std::{
    cell::OnceCell,
    collections::BTreeMap,
    sync::{Arc, mpsc::Sender},
};

use jiff::{Timestamp, tz::TimeZone};

use self::{as_known::AsKnown, desk::Desk, unsaved::Unsaved};
use super::{
    Start,
    context::{CaseLine, ComparisonFile, Context},
    dialog::{Answer, Asked, Dialog},
    effect::{Effect, Notice, NoticeKind},
    event::Event,
    form::Form,
    keys::{Command, Key, find},
    screens::{
        Main, Screen, audiences::Audiences, gaps::Gaps, now::WhatNow, reports::Reports, sources::Sources,
        timeline::Timeline,
    },
    study::Studies,
};
use crate::{
    analysis::{comparison::Tried, standing::Standings},
    audience::{Audience, Seen},
    document::Pen,
    guidance::catalogue,
    model::Case,
    settings::Tour,
    store::Disk,
};

/// How often options are run with luck where that is done at once, as in tests.
const FEW_RUNS: u32 = 200;

/// What the program needs from outside. Tests put their own in.
pub struct World {
    /// The disk.
    pub disk: Arc<dyn Disk>,
    /// The clock.
    pub now: Box<dyn Fn() -> Timestamp>,
    /// Where the user is.
    pub zone: TimeZone,
}

impl World {
    /// The clock and the time zone of this machine.
    #[must_use]
    pub fn of_this_machine(disk: Arc<dyn Disk>) -> Self {
        Self { disk, now: Box::new(crate::surroundings::now), zone: TimeZone::system() }
    }
}

/// The program.
#[expect(clippy::struct_excessive_bools, reason = "four independent facts, none a state of another")]
pub struct App {
    world: World,
    start: Start,
    by: Option<String>,
    /// What waits until the user has said who they are.
    once_named: Option<Box<Effect>>,
    /// Nothing but what may be shared is on the screen, whichever case is opened, until the user says otherwise.
    shielded: bool,
    desk: Option<Desk>,
    cases: Vec<CaseLine>,
    screens: Vec<Screen>,
    dialog: Option<Dialog>,
    /// A form that is done and asks something before it is saved: it comes back if the answer is no.
    answered: Option<Box<Form>>,
    notice: Option<Notice>,
    /// Why the last look at the case failed, as long as it does.
    unseen: Option<String>,
    saved: Option<Timestamp>,
    last_search: String,
    tour: Tour,
    copied: Option<copying::Copied>,
    /// Bytes for the terminal beside the frames.
    for_terminal: Vec<u8>,
    is_blank: bool,
    has_changed: bool,
    wants_repaint: bool,
    has_left: bool,
    studies: Studies,
    /// Stand for a case where none is open.
    nothing: (Case, Standings, BTreeMap<String, Tried>),
}

impl App {
    /// The program as it starts: on the cases, or in a case.
    #[must_use]
    pub fn new(world: World, start: Start) -> Self {
        let mut app = Self {
            world,
            by: start.by.clone(),
            once_named: None,
            shielded: start.shield,
            answered: None,
            desk: None,
            cases: Vec::new(),
            screens: vec![Screen::main(Main::Cases)],
            dialog: None,
            notice: None,
            unseen: None,
            saved: None,
            last_search: String::new(),
            tour: Tour::NotBegun,
            copied: None,
            for_terminal: Vec::new(),
            is_blank: false,
            has_changed: true,
            wants_repaint: false,
            has_left: false,
            studies: Studies::at_once(FEW_RUNS),
            nothing: (Case::default(), Standings::default(), BTreeMap::new()),
            start,
        };
        let settings = app.settings();
        app.tour = settings.tour;
        app.by = app.by.take().or(settings.name);
        app.back_in_terminal();
        app.name_unused_keys();
        if let Some(folder) = app.start.open.take() {
            app.perform(Effect::OpenCase(folder));
        } else if app.is_nameless() {
            app.dialog = Some(Dialog::prompt(Asked::WorkingName, ""));
        }
        // In a case, the list waits until somebody goes to it.
        if app.desk.is_none() {
            app.list_cases();
        }
        app
    }

    /// Keys of the user that cannot be used are named at the start; `doctor` names each.
    fn name_unused_keys(&mut self) {
        let [first, rest @ ..] = self.start.keys.problems() else { return };
        let more =
            if rest.is_empty() { String::new() } else { format!(" ({} more: see doctor)", rest.len()) };
        let words = format!("keys.ron:{}:{}: {}{more}", first.line, first.column, first.what);
        self.notice = Some(Notice { kind: NoticeKind::Error, words });
    }

    /// Long work is done in a thread from now on, which wakes the loop through this sender.
    pub fn study_in_background(&mut self, sender: Sender<Event>) {
        self.studies.in_background(sender);
    }

    /// Whether a frame is to be drawn; asked once a frame.
    pub fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.has_changed)
    }

    /// Whether everything is to be drawn anew; asked once a frame.
    pub fn take_repaint(&mut self) -> bool {
        std::mem::take(&mut self.wants_repaint)
    }

    /// Whether the user has left.
    #[must_use]
    pub fn has_left(&self) -> bool {
        self.has_left
    }

    /// The line was lost or somebody ended the program: what was typed is kept; the exit code.
    pub fn line_lost(&mut self, signal: i32) -> u8 {
        self.keep_typed();
        self.desk = None;
        128_u8.saturating_add(u8::try_from(signal).unwrap_or(0))
    }

    /// Answers something that came in.
    pub fn handle(&mut self, event: Event) {
        self.make_ready();
        if event == Event::Wake {
            // How far work is, is worth a frame; it is no key, so a blank screen stays blank.
            self.studies.take_in();
            self.has_changed |= !self.is_blank;
            return;
        }
        self.has_changed = true;
        if self.is_blank {
            self.is_blank = !matches!(event, Event::Key(_));
            return;
        }
        match event {
            Event::Key(key) => {
                if self.notice.as_ref().is_some_and(|notice| notice.kind != NoticeKind::Error) {
                    self.notice = None;
                }
                self.key(key);
            }
            Event::Paste(text) => self.paste(&text),
            Event::Resize | Event::Wake | Event::Signal(_) | Event::Gone => {}
        }
        self.note_typed();
        self.go_on_with_tour();
        // The bar is on what the key brought it to, before others' records move the rows.
        self.with_context(|_, _| ());
    }

    /// Order for a key: the dialog on top, then the screen's table, then those for all.
    fn key(&mut self, key: crossterm::event::KeyEvent) {
        if Key::of(key) == Some(Key::Ctrl('x')) && self.desk.is_some() && !self.shielded {
            // Hiding comes before whatever is open; coming back never does.
            self.perform(Effect::Show(Audience::Shareable));
            return;
        }
        if self.dialog.is_some() {
            self.with_dialog(|dialog, cx| dialog.on(key, cx));
            return;
        }
        let command = Key::of(key).and_then(|key| find(&self.tables(), key));
        if let Some(command) = command {
            self.run(command);
        }
    }

    /// Lets the dialog on top answer, if there is one, and does what it answers.
    pub(super) fn with_dialog(&mut self, act: impl FnOnce(&mut Dialog, &Context<'_>) -> Answer) {
        let Some(mut dialog) = self.dialog.take() else { return };
        let answer = self.with_context(|cx, _| act(&mut dialog, cx));
        match answer {
            Answer::Stays => self.dialog = Some(dialog),
            Answer::Closes(effects) => self.close(dialog, effects),
            Answer::Runs(command) => self.run(command),
            Answer::Asks(effects) => {
                self.dialog = Some(dialog);
                self.perform_all(effects);
            }
            Answer::Aside => self.put_aside(dialog),
        }
        self.note_typed();
    }

    fn paste(&mut self, text: &str) {
        let taken = self.dialog.as_mut().is_some_and(|dialog| dialog.paste(text));
        if !taken {
            self.drop_paste(text.chars().count());
        }
    }

    /// Whether there is a text field for what is typed.
    #[must_use]
    pub fn takes_text(&self) -> bool {
        self.dialog.as_ref().is_some_and(Dialog::takes_text)
    }

    /// The dialog on top.
    pub(super) fn dialog(&mut self) -> Option<&mut Dialog> {
        self.dialog.as_mut()
    }

    /// What is to be said in one line; said once.
    pub(super) fn take_notice(&mut self) -> Option<Notice> {
        self.notice.take()
    }

    /// Who the present view is for; nothing if no case is open.
    pub(super) fn audience(&self) -> Option<&Audience> {
        self.desk.as_ref().map(|desk| &desk.audience)
    }

    /// Says that pasted text was not taken for commands.
    pub fn drop_paste(&mut self, characters: usize) {
        self.has_changed = true;
        self.perform(Effect::hint(format!(
            "{characters} pasted characters were dropped: there is no text field here"
        )));
    }

    /// Runs a command: those for everywhere here, the rest on the screen.
    pub(super) fn run(&mut self, command: Command) {
        let effects = match command {
            Command::Go(main) => vec![Effect::Go(main)],
            Command::Help => {
                vec![Effect::Ask(Dialog::help(self.at_work(), self.top().view().signs(self.start.look)))]
            }
            Command::Palette => {
                vec![Effect::Ask(Dialog::palette(self.at_work(), &self.tables(), &self.start.keys))]
            }
            Command::Search => vec![Effect::Ask(Dialog::prompt(Asked::Search, &self.last_search))],
            Command::SearchAll => vec![Effect::Ask(Dialog::prompt(Asked::Everything, ""))],
            Command::Report | Command::Import | Command::Audiences if self.is_then() => {
                vec![self.only_of_now()]
            }
            Command::Report => vec![Effect::Push(Screen::Reports(Reports::default()))],
            Command::Import if self.desk.is_some() => vec![Effect::Ask(Dialog::prompt(Asked::Import, ""))],
            Command::Unsaved => vec![self.look_at_unsaved()],
            Command::Gaps => vec![Effect::Push(Screen::Gaps(Gaps::default()))],
            Command::WhatNow => vec![Effect::Push(Screen::Now(WhatNow::default()))],
            Command::Undo => vec![Effect::Undo],
            Command::Redo => vec![Effect::Redo],
            Command::Shield => self.shield(),
            Command::Copy => {
                self.copy();
                vec![]
            }
            Command::Mouse => {
                self.switch_mouse();
                vec![]
            }
            Command::Tour => {
                self.begin_or_leave_tour();
                vec![]
            }
            Command::Blank => vec![Effect::Blank],
            Command::Repaint => vec![Effect::Repaint],
            Command::Quit => vec![self.quit()],
            Command::NextGap => vec![Effect::NextGap],
            Command::Audiences => self.audiences(),
            Command::Timeline => vec![Effect::Push(Screen::Timeline(Timeline::default()))],
            Command::Sources => vec![Effect::Push(Screen::Sources(Sources::default()))],
            command if command.changes_a_case() && !self.desk.as_ref().is_none_or(Desk::can_write) => {
                vec![Effect::read_only()]
            }
            command => {
                let effects = self.with_context(|cx, screen| screen.view_mut().on(command, cx));
                if effects.is_empty() { self.unanswered(command) } else { effects }
            }
        };
        self.perform_all(effects);
    }

    /// One key hides at once; coming back asks.
    fn shield(&self) -> Vec<Effect> {
        match self.desk.as_ref().map(|desk| &desk.audience) {
            None => vec![Effect::hint("Open a case first")],
            Some(Audience::Team | Audience::Party(_)) => vec![Effect::Show(Audience::Shareable)],
            Some(Audience::Shareable) => vec![Effect::Ask(Dialog::confirm(
                "Show everything again?",
                "What was confided and what is ours alone will be on the screen.",
                Effect::Show(Audience::Team),
            ))],
        }
    }

    /// Who may see what is the team's to know: a view for others neither counts nor names what it leaves out.
    fn audiences(&self) -> Vec<Effect> {
        match self.desk.as_ref().map(|desk| &desk.audience) {
            Some(Audience::Team) => vec![Effect::Push(Screen::Audiences(Audiences::default()))],
            Some(_) => {
                let words = format!("{} comes back to the team's view first", self.key_for(Command::Shield));
                vec![Effect::hint(words)]
            }
            None => vec![Effect::hint("Open a case first")],
        }
    }

    /// Asks only when something would be lost: what was typed is offered again at the next start.
    fn quit(&mut self) -> Effect {
        if self.keep_typed() {
            return Effect::Quit;
        }
        let detail = "Text that was typed and not saved cannot be written to the disk; it would be lost.";
        Effect::Ask(Dialog::confirm("Leave all the same?", detail, Effect::Quit))
    }

    fn top(&self) -> &Screen {
        self.screens.last().unwrap_or_else(|| unreachable!("there is always a screen"))
    }

    fn top_mut(&mut self) -> &mut Screen {
        self.screens.last_mut().unwrap_or_else(|| unreachable!("there is always a screen"))
    }

    /// Lets the top screen look at things while it does something.
    pub(super) fn with_context<T>(&mut self, act: impl FnOnce(&Context<'_>, &mut Screen) -> T) -> T {
        let Self { world, start, by, desk, cases, screens, nothing, studies, .. } = self;
        let now = (world.now)();
        let then = desk.as_ref().and_then(|desk| desk.then.as_ref()).map(AsKnown::day);
        let today = then.unwrap_or_else(|| now.to_zoned(world.zone.clone()).date());
        if let Some(desk) = desk {
            desk.stamp += u64::from(desk.day != today);
            desk.day = today;
        }
        let desk = desk.as_ref();
        let (empty, owned);
        let (keys, unused) = (render::tables_of(screens, start), OnceCell::new());
        let (seen, standings, comparisons): (&Seen<'_>, &Standings, &[ComparisonFile]) =
            if let Some(desk) = desk {
                owned = desk.seen();
                (&owned, &desk.standings, desk.comparisons_now())
            } else {
                empty = nothing.0.seen_by(&Audience::Team);
                (&empty, &nothing.1, &[])
            };
        let teams = desk.filter(|desk| desk.audience == Audience::Team);
        let cx = Context {
            seen,
            standings,
            pen: Pen { by: by.clone().unwrap_or_default(), at: now, seed: world.disk.luck() },
            stamp: desk.map_or(0, |desk| desk.stamp),
            added: desk.and_then(|desk| desk.added.as_ref()),
            look: start.look,
            today,
            zone: &world.zone,
            by: by.as_deref().unwrap_or(""),
            is_open: desk.is_some(),
            can_write: desk.is_some_and(Desk::can_write),
            cases,
            comparisons,
            tried: desk.map_or(&nothing.2, |desk| &desk.tried),
            studies,
            others: teams.map_or(&[], |desk| &desk.others),
            unsaved: teams.and_then(|desk| desk.unsaved.as_ref()).map_or(&[], Unsaved::drafts),
            is_kept: teams.and_then(|desk| desk.unsaved.as_ref()).is_none_or(Unsaved::is_kept),
            corpus: desk.map_or(&unused, |desk| &desk.corpus),
            catalogue: catalogue(),
            keys,
        };
        let screen = screens.last_mut().unwrap_or_else(|| unreachable!("there is always a screen"));
        screen.view_mut().hold(&cx);
        act(&cx, screen)
    }
}
