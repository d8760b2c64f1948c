//! What a record, or the answers to a key question, said before: who changed what, when, and from what.

use jiff::Timestamp;
use ratatui::layout::Rect;

use super::View;
use crate::{
    analysis::links,
    document::Past,
    model::{RecordRef, State},
    ui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        forms::view,
        keys::{Binding, Command, Key, row},
        theme::Meaning,
        widgets::{kept::Kept, page::Page, split::Split},
    },
};

/// Whose history.
#[derive(Clone, Debug, PartialEq)]
pub enum Of {
    /// All answers to a key question.
    Question(String),
    /// One record.
    Record(RecordRef),
}

/// Whose history, and which version is selected.
#[derive(Debug)]
pub struct History {
    of: Of,
    split: Split,
    past: Kept<u64, Vec<Past>>,
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[
    row(&[Key::Tab], Command::NextPane, "read it", "Go to what the version says and back, to scroll it", 1),
    AS_KNOWN,
];

/// The key that shows the whole case as it was known on a day.
pub(super) const AS_KNOWN: Binding = row(
    &[Key::Char('d')],
    Command::AsKnown,
    "as of a day",
    "Show the whole case as it was known on a day, to be read only",
    2,
);

/// Asks for the day, beginning with that of a moment, or with yesterday where that is no earlier day.
pub(super) fn ask_day(at: Option<Timestamp>, cx: &Context<'_>) -> Vec<Effect> {
    if !cx.seen.is_team() {
        return vec![Effect::hint("What was known when is for the team alone")];
    }
    let day = at.map(|at| at.to_zoned(cx.zone.clone()).date()).filter(|day| *day < cx.today);
    Effect::form(view::as_known(day.or_else(|| cx.today.yesterday().ok()).unwrap_or(cx.today)))
}

impl History {
    /// The history of something.
    #[must_use]
    pub fn of(of: Of) -> Self {
        Self { of, split: Split::default(), past: Kept::default() }
    }

    fn past(&mut self, cx: &Context<'_>) -> &[Past] {
        self.past.of(cx.stamp, || past_of(&self.of, cx))
    }
}

fn past_of(of: &Of, cx: &Context<'_>) -> Vec<Past> {
    match of {
        Of::Question(question) => cx.seen.past_answers(question),
        Of::Record(which) => cx.seen.past(which),
    }
}

impl View for History {
    fn title(&self, cx: &Context<'_>) -> String {
        match &self.of {
            Of::Question(question) => format!("{question} History"),
            Of::Record(which) => format!("History: {}", links::call(cx.seen, which)),
        }
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let times: Vec<Timestamp> = self.past(cx).iter().map(|past| past.at).collect();
        let len = times.len();
        if command == Command::AsKnown {
            return ask_day(times.get(self.split.selected(len)).copied(), cx);
        }
        self.split.on(command, len);
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let past = self.past.of(cx.stamp, || past_of(&self.of, cx));
        if past.is_empty() {
            let words = if cx.seen.is_team() {
                "Nothing was written here yet."
            } else {
                "Who wrote what, and when, is for the team."
            };
            canvas.put(area.x + 1, area.y, area.width.saturating_sub(2), words, Meaning::Quiet);
            return;
        }
        let page =
            past.get(self.split.selected(past.len())).map_or_else(Page::default, |past| page(past, cx));
        self.split.draw(canvas, area, past.len(), &page, &mut |canvas, n, row| {
            let past = &past[n];
            canvas.put(row.x, row.y, 18, &cx.clock(past.at), Meaning::Quiet);
            canvas.put(row.x + 19, row.y, 14, &past.by, Meaning::Heading);
            let stands = if past.stands { ", stands" } else { "" };
            let words = format!("{}{stands}", deed(past));
            canvas.put(row.x + 34, row.y, row.width.saturating_sub(34), &words, Meaning::Text);
        });
    }
}

fn deed(past: &Past) -> String {
    if past.takes_back {
        format!("{}, taking a step back or doing it again", past.verb)
    } else {
        past.verb.to_owned()
    }
}

/// What is different from each version before, then what this one says.
fn page(past: &Past, cx: &Context<'_>) -> Page {
    let mut page = Page::default();
    for against in &past.against {
        let from = if past.against.len() > 1 {
            format!("Against the version of {}", against.by)
        } else {
            "Changed".to_owned()
        };
        page.line(Meaning::Heading, from);
        for change in &against.changes {
            page.item(change.to_string());
        }
        if against.changes.is_empty() {
            page.quiet("nothing: both said the same");
        }
    }
    match &past.state {
        State::Here(_) => {
            page.heading("What it says");
            for field in &past.says {
                page.field(&field.field, field.after.trim_matches('"'));
            }
        }
        State::Gone => {
            page.quiet(format!(
                "It was deleted. {} takes back your own last change; the versions before are listed here.",
                cx.key(Command::Undo)
            ));
        }
        State::Erased { by, at, why } => {
            page.quiet(format!("The words were erased for good by {by} on {at}: {why}"));
        }
        State::Locked { why, .. } => {
            page.quiet(format!("These words cannot be read here: {why}."));
        }
        State::Lost { .. } => {
            page.quiet("These words were lost when the log was damaged.");
        }
    }
    page
}
