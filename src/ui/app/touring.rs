//! The tour: one quiet line above the footer that names the next thing to try, and goes on when it was done. It can be
//! left at any time and taken up again; how far it has come is remembered beside the working name.

use super::App;
use crate::{
    audience::Audience,
    settings::Tour,
    ui::{
        dialog::Dialog,
        effect::NoticeKind,
        keys::{Command, GLOBAL, key_of},
        screens::{ALL_TABLES, Main, Screen, positions, question},
    },
};

/// Something to try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    OpenCase,
    Question,
    Answer,
    Positions,
    Cell,
    Shield,
    Unshield,
    Help,
}

const STEPS: [Step; 8] = [
    Step::OpenCase,
    Step::Question,
    Step::Answer,
    Step::Positions,
    Step::Cell,
    Step::Shield,
    Step::Unshield,
    Step::Help,
];

impl App {
    /// The line of the tour, if somebody is on it.
    pub(super) fn tour_line(&self) -> Option<String> {
        let Tour::At(at) = self.tour else { return None };
        let words = self.try_this(*STEPS.get(at)?);
        let leave = self.key_for(Command::Tour);
        Some(format!("Tour {}/{} ({leave} leaves it): {words}", at + 1, STEPS.len()))
    }

    /// Goes on as far as things were done. What the case gives no occasion for is passed over.
    pub(super) fn go_on_with_tour(&mut self) {
        let Tour::At(first) = self.tour else { return };
        let done = STEPS.iter().skip(first).take_while(|step| self.was_done(**step)).count();
        if done == 0 {
            return;
        }
        let at = first + done;
        if at < STEPS.len() {
            self.remember_tour(Tour::At(at));
        } else {
            self.remember_tour(Tour::Done);
            let words = format!("That was the tour; {} begins it again", self.key_for(Command::Tour));
            self.say(NoticeKind::Done, words);
        }
    }

    /// One key for leaving it, taking it up and beginning it again.
    pub(super) fn begin_or_leave_tour(&mut self) {
        match self.tour {
            Tour::At(at) => {
                self.remember_tour(Tour::Left(at));
                let words = format!("The tour waits; {} takes it up again", self.key_for(Command::Tour));
                self.say(NoticeKind::Hint, words);
            }
            Tour::Left(at) => self.remember_tour(Tour::At(at.min(STEPS.len() - 1))),
            Tour::NotBegun | Tour::Done => self.remember_tour(Tour::At(0)),
        }
    }

    fn try_this(&self, step: Step) -> String {
        let key = |command| self.key_for(command);
        // As on the screen where the step is taken, not where the user has strayed to.
        let on = |table, command| key_of(&[self.start.keys.of(table), self.start.keys.of(GLOBAL)], command);
        match step {
            Step::OpenCase => format!("open a case; {} opens the sample", key(Command::Sample)),
            Step::Question => format!("{} goes to the next open key question", key(Command::NextGap)),
            Step::Answer => {
                let (edit, not_known) =
                    (on(question::KEYS, Command::Edit), on(question::KEYS, Command::NotKnown));
                format!("on a question {edit} answers, {not_known}: not known yet; then save")
            }
            Step::Positions => format!("{} shows who stands where", key(Command::Go(Main::Positions))),
            Step::Cell => {
                format!(
                    "on Positions arrows move, {} opens what was said",
                    on(positions::KEYS, Command::Open)
                )
            }
            Step::Shield => format!("{} hides what may not be shared", key(Command::Shield)),
            Step::Unshield => format!("{} again, then y, comes back", key(Command::Shield)),
            Step::Help => format!("{} says what works here", key(Command::Help)),
        }
    }

    fn was_done(&self, step: Step) -> bool {
        let audience = self.desk.as_ref().map(|desk| &desk.audience);
        match step {
            Step::OpenCase => self.desk.is_some(),
            Step::Question => matches!(self.top(), Screen::Question(_)),
            Step::Answer => self.saved.is_some() && matches!(self.top(), Screen::Question(_)),
            Step::Positions => matches!(self.top(), Screen::Positions(_)),
            Step::Cell => {
                let has_cells = self
                    .desk
                    .as_ref()
                    .is_some_and(|desk| desk.seen().case().positions.iter().next().is_some());
                !has_cells || matches!(self.top(), Screen::Cell(_))
            }
            Step::Shield => audience.is_some_and(|audience| *audience != Audience::Team),
            Step::Unshield => audience == Some(&Audience::Team),
            Step::Help => matches!(self.dialog, Some(Dialog::Commands(_))),
        }
    }

    /// The first key of a command, as the user has it.
    pub(super) fn key_for(&self, command: Command) -> String {
        if let Some(name) = self.start.keys.name_spoken(command) {
            return name.to_owned();
        }
        let others = ALL_TABLES.iter().map(|(_, rows)| self.start.keys.of(rows));
        key_of(&self.tables().into_iter().chain(others).collect::<Vec<_>>(), command)
    }
}
