//! The case as it was known on an earlier day, for the team: to be read on every screen, and never changed or handed on.
//!
//! What was shared then may be withheld now, so whoever looks for others sees the present case again.

use jiff::{Timestamp, civil, tz::TimeZone};

use super::App;
use crate::{
    audience::Audience,
    document::{Document, end_of},
    model::Date,
    ui::{
        effect::{Effect, NoticeKind},
        keys::Command,
        screens::{Main, Screen},
    },
};

/// A case as it was known at the end of a day, by the clocks of those who wrote.
pub(super) struct AsKnown {
    day: civil::Date,
    /// The last moment of that day where the user is.
    until: Timestamp,
    document: Document,
    /// What was on the screen before.
    screens: Vec<Screen>,
}

impl AsKnown {
    fn of(document: &Document, day: civil::Date, zone: &TimeZone) -> Option<Self> {
        let until = end_of(day, zone)?;
        Some(Self { day, until, document: document.as_of(until), screens: Vec::new() })
    }

    pub(super) fn document(&self) -> &Document {
        &self.document
    }

    pub(super) fn day(&self) -> civil::Date {
        self.day
    }

    /// The day in words.
    pub(super) fn spoken(&self) -> String {
        Date::day(self.day).spoken()
    }

    /// Takes in what has become known of that time since.
    pub(super) fn made_anew(&mut self, document: &Document) {
        self.document = document.as_of(self.until);
    }
}

impl App {
    /// Whether an earlier day is looked at.
    pub(super) fn is_then(&self) -> bool {
        self.desk.as_ref().is_some_and(|desk| desk.then.is_some())
    }

    /// Shows the case as it was known at the end of a day.
    pub(super) fn look_back(&mut self, day: civil::Date) {
        let back = self.key_for(Command::Back);
        let Some(desk) = self.desk.as_mut().filter(|desk| desk.audience == Audience::Team) else { return };
        let Some(mut then) = AsKnown::of(desk.case.document(), day, &self.world.zone) else { return };
        if then.document.case().count() == 0 {
            let words = format!("Nothing had been recorded by the end of {}", then.spoken());
            return self.say(NoticeKind::Hint, words);
        }
        let words = format!("Read only, as known on {}; {back} comes back to now", then.spoken());
        let screens = std::mem::replace(&mut self.screens, vec![Screen::main(Main::Overview)]);
        // From one earlier day to another, Esc still leads back to where it began.
        then.screens = desk.then.take().map_or(screens, |before| before.screens);
        desk.then = Some(then);
        desk.refresh();
        self.say(NoticeKind::Hint, words);
    }

    /// Goes on with the case as it is, where it was left.
    pub(super) fn back_to_now(&mut self) {
        let Some(desk) = &mut self.desk else { return };
        let Some(then) = desk.then.take() else { return };
        desk.refresh();
        self.screens = then.screens;
        self.say(NoticeKind::Hint, "This is the case as it is known now");
    }

    /// Says why something cannot be had of an earlier day.
    pub(super) fn only_of_now(&self) -> Effect {
        let back = self.key_for(Command::Back);
        Effect::hint(format!("That is of the case as it is: {back} comes back to now first"))
    }
}
