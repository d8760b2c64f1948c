//! The workbook line by line, for screen readers, terminals without a cursor, scripts and very bad lines: numbered
//! choices, one thing a line, no colour. A line goes in, lines come out; what they say and do comes from the same
//! program, forms and analyses as the screens, so it can neither know nor save anything else.

mod asking;
mod places;
mod records;
mod talk;
mod telling;

use std::collections::VecDeque;

use super::{
    app::App,
    context::Context,
    effect::{Effect, NoticeKind},
    keys::{Command, Keymap},
};
use crate::{audience::Audience, plain};
use places::{Place, Step};
pub use talk::{run, run_in};

/// Puts the shield up wherever one is, in the middle of a form too.
const HIDE: &str = ":x";

/// So many rows of 80 columns are read out at once; `m` goes on.
const PORTION: usize = 20;

/// What stands here for keys of the screens, in words that name one.
#[must_use]
pub fn names() -> Keymap {
    Keymap::spoken(&[
        (Command::Back, "b"),
        (Command::Undo, "u"),
        (Command::Redo, "U"),
        (Command::Shield, "x"),
        (Command::Quit, "q"),
        (Command::Unsaved, "\"Unsaved text\""),
    ])
}

/// A talk with the program.
#[expect(clippy::struct_excessive_bools, reason = "four independent facts, none a state of another")]
pub struct Lines {
    app: App,
    /// Where the user is, from the list of cases on.
    path: Vec<Place>,
    /// The choices that were read out last. Their numbers hold even if others write meanwhile.
    choices: Vec<Step>,
    out: Vec<String>,
    /// What was not read out yet.
    rest: VecDeque<String>,
    /// Whether the terminal shows more than ASCII.
    utf8: bool,
    /// For whom the last line was: another audience starts at the beginning.
    audience: Option<Audience>,
    /// Whether what was read out before is to be taken off the terminal.
    covers: bool,
    /// Whether the user was told that leaving loses text.
    was_warned: bool,
    has_left: bool,
}

impl Lines {
    /// A talk with a program that has just started with [`names`]. Without UTF-8 other letters are shown as `?`.
    #[must_use]
    pub fn new(app: App, utf8: bool) -> Self {
        Self {
            app,
            path: vec![Place::Cases],
            choices: Vec::new(),
            out: Vec::new(),
            rest: VecDeque::new(),
            utf8,
            audience: None,
            covers: false,
            was_warned: false,
            has_left: false,
        }
    }

    /// The first lines.
    pub fn begin(&mut self) -> Vec<String> {
        self.say("Good Offices, line by line. Answer with a number.");
        self.say("? says what else works, b or an empty line goes back, q leaves.");
        if !self.utf8 {
            self.say(
                "Letters that this terminal cannot show are read as \"?\"; what is stored is not changed.",
            );
        }
        self.arrive();
        self.end_of_turn()
    }

    /// Answers a line; the last of the lines that come back asks for the next one.
    pub fn answer(&mut self, line: &str) -> Vec<String> {
        self.app.look_around();
        self.app.make_ready();
        let line = line.trim();
        if line != "q" {
            self.was_warned = false;
        }
        if line == "q" {
            self.leave();
        } else if line == HIDE {
            self.hide();
        } else if self.app.dialog().is_some() {
            self.answer_dialog(line);
        } else {
            self.answer_menu(line);
        }
        self.app.note_typed();
        self.end_of_turn()
    }

    /// Whether the user has left.
    #[must_use]
    pub fn has_left(&self) -> bool {
        self.has_left
    }

    /// Whether what stands on the terminal is to be taken off before these lines are shown; asked once a turn.
    pub fn take_cover(&mut self) -> bool {
        std::mem::take(&mut self.covers)
    }

    /// Nobody can be asked any more: what was typed and not saved is kept. Says whether it is on the disk.
    pub fn keep_typed(&mut self) -> bool {
        self.app.keep_typed()
    }

    /// The line was lost or somebody ended the program: what was typed is kept; the exit code.
    pub fn line_lost(&mut self, signal: i32) -> u8 {
        self.app.line_lost(signal)
    }

    /// The input ended: what was confirmed is saved, and what was not is named.
    pub fn input_ended(&mut self) -> Vec<String> {
        if self.holds_text() {
            let is_kept = self.app.keep_typed();
            self.say(if is_kept {
                "The input ended; the text that is not saved is kept, and offered at the next start."
            } else {
                "The input ended; the text that is not saved could not be kept on the disk."
            });
        }
        self.has_left = true;
        self.taken()
    }

    fn answer_menu(&mut self, line: &str) {
        match line {
            "" | "b" => self.back(),
            "?" => self.help(),
            "l" => self.read(true),
            "m" | "a" if self.rest.is_empty() => self.say("That was all."),
            "m" => {}
            "a" => self.out.extend(self.rest.drain(..)),
            "u" => self.run(Command::Undo),
            "U" => self.run(Command::Redo),
            "x" => self.run(Command::Shield),
            number => match number.parse::<usize>().ok().and_then(|n| self.choices.get(n.checked_sub(1)?)) {
                Some(step) => self.take(step.clone()),
                None => self.say(format!("There is no choice \"{number}\" here. ? says what works.")),
            },
        }
    }

    fn take(&mut self, step: Step) {
        self.rest.clear();
        match step {
            Step::Into(place) => {
                // From question to question, back leads to the list and not through all of them.
                if matches!((&place, self.path.last()), (Place::Question(_), Some(Place::Question(_)))) {
                    self.path.pop();
                }
                self.path.push(place);
                self.arrive();
            }
            Step::Run(command) => self.run(command),
            step => {
                let effects = self.app.with_context(|cx, _| step.effects(cx));
                self.app.perform_all(effects);
                self.after();
            }
        }
    }

    fn run(&mut self, command: Command) {
        self.app.run(command);
        self.after();
    }

    /// Shows only what may be shared, whatever is open; the text of a form is kept.
    fn hide(&mut self) {
        match self.app.audience() {
            None => self.say("Open a case first."),
            Some(Audience::Shareable) => self.say("Only what may be shared is shown already."),
            Some(_) => {
                self.app.perform_all(vec![Effect::Show(Audience::Shareable)]);
                self.after();
            }
        }
    }

    fn back(&mut self) {
        self.rest.clear();
        match self.path.last() {
            Some(Place::Cases) => self.say("This is the beginning. q leaves."),
            Some(Place::Desk) => self.run(Command::Go(super::screens::Main::Cases)),
            _ => {
                self.path.pop();
                self.read(false);
            }
        }
    }

    fn leave(&mut self) {
        if self.holds_text() && !self.app.keep_typed() && !self.was_warned {
            self.was_warned = true;
            self.say("Text that is not saved cannot be kept on the disk. q again leaves without it; s saves an open form.");
            return;
        }
        let kept =
            if self.holds_text() { " The text that is not saved is offered at the next start." } else { "" };
        self.say(format!("Left. All that was confirmed is saved.{kept}"));
        self.has_left = true;
    }

    fn holds_text(&mut self) -> bool {
        self.app.has_text_aside()
            || matches!(self.app.dialog(), Some(super::dialog::Dialog::Form(form)) if form.is_changed())
    }

    /// After something was done: what is to be said about it, and where the user is now.
    fn after(&mut self) {
        self.say_notice();
        let audience = self.app.audience().cloned();
        let is_same = audience == self.audience;
        if !is_same && self.audience.is_some() && audience.as_ref().is_some_and(|now| *now != Audience::Team)
        {
            self.covers = true;
            self.say(
                "What was read out before may still stand above, or in a record that your terminal keeps.",
            );
        }
        if audience.is_none() {
            self.path.truncate(1);
        } else if self.path.len() < 2 || !is_same {
            // Another audience, other records: nothing that was open is certain to be there.
            self.path = vec![Place::Cases, Place::Desk];
            self.path.extend(self.app.offers_unsaved().then_some(Place::Unsaved));
        }
        // What was thrown away or deleted is left with it.
        let is_gone = |cx: &Context<'_>| match self.path.last() {
            Some(Place::Draft(draft)) => !cx.unsaved.contains(draft),
            Some(Place::Record(which)) => cx.seen.case().heads_of(which).is_empty(),
            _ => false,
        };
        if self.app.with_context(|cx, _| is_gone(cx)) {
            self.path.pop();
        }
        self.audience = audience;
        self.read(!is_same);
    }

    fn say_notice(&mut self) {
        if let Some(notice) = self.app.take_notice() {
            let lead = if notice.kind == NoticeKind::Error { "Not done: " } else { "" };
            let end = if notice.words.ends_with(['.', '?', '!']) { "" } else { "." };
            self.say(format!("{lead}{}{end}", notice.words));
        }
    }

    /// Reads out where the user has come to.
    fn arrive(&mut self) {
        if self.app.audience() != self.audience.as_ref() {
            return self.after();
        }
        self.read(true);
    }

    /// Reads out where the user is and what can be chosen; to somebody who comes back, not all of it again.
    fn read(&mut self, in_full: bool) {
        if self.app.dialog().is_some() {
            return self.begin_dialog();
        }
        let place = self.path.last().cloned().unwrap_or(Place::Cases);
        let status = self.app.status(usize::MAX);
        let told = self.app.with_context(|cx, _| place.tell(cx, &status));
        self.rest.clear();
        let mut says = told.says;
        if !in_full && says.len() > 3 {
            says.truncate(1);
            says.push("l reads this place in full again.".to_owned());
        }
        let choices = told.choices.iter().enumerate();
        let choices = choices.map(|(n, (words, _))| format!("{}. {}", n + 1, words.replace('\n', " ")));
        let all: Vec<String> = says.into_iter().chain(choices).collect();
        self.rest = all.iter().flat_map(|words| self.shown(words)).collect();
        self.choices = told.choices.into_iter().map(|(_, step)| step).collect();
    }

    fn help(&mut self) {
        for words in [
            "A number takes the choice with that number.",
            "b, or an empty line, goes back one level. q leaves the program.",
            "l reads this place again. m reads on where there is more, a reads all of it.",
            "u takes back your last change, U does it again.",
            "x shows only what may be shared with all parties; again, it asks and comes back. :x does so in a form, too.",
            "In a form, ? says what works in each field.",
            "The timeline is read out by `goodoffices show`, and a spreadsheet comes in with `goodoffices import`.",
        ] {
            self.say(words);
        }
    }

    /// The lines of this turn, with the next portion of what is read out and the question.
    fn end_of_turn(&mut self) -> Vec<String> {
        if self.has_left {
            return self.taken();
        }
        let mut room = PORTION.saturating_sub(self.out.len()).max(PORTION / 2);
        while let Some(line) = self.rest.front() {
            let rows = line.chars().count().div_ceil(80).max(1);
            if rows > room && room < PORTION {
                break;
            }
            room = room.saturating_sub(rows);
            self.out.extend(self.rest.pop_front());
        }
        let asked = if self.app.dialog().is_some() {
            self.question()
        } else {
            match self.rest.len() {
                0 if self.choices.is_empty() => "b goes back:".to_owned(),
                0 if self.choices.len() == 1 => "1, ?, b or q:".to_owned(),
                0 => format!("1 to {}, ?, b or q:", self.choices.len()),
                1 => "m for one more line, a number, ?, b or q:".to_owned(),
                more => format!("m for {more} more lines, a number, ?, b or q:"),
            }
        };
        self.say(asked);
        self.taken()
    }

    fn taken(&mut self) -> Vec<String> {
        std::mem::take(&mut self.out)
    }

    fn say(&mut self, words: impl AsRef<str>) {
        let lines = self.shown(words.as_ref());
        self.out.extend(lines);
    }

    /// The only way out for words: filtered, in lines, and in ASCII where the terminal shows nothing else.
    fn shown(&self, words: &str) -> Vec<String> {
        let words = plain::harmless_lines(words);
        let words = if self.utf8 { words.into_owned() } else { plain::ascii(&words) };
        words.lines().map(|line| line.trim_end().to_owned()).collect()
    }
}
