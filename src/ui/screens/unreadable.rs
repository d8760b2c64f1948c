//! Records that stand and cannot be read as they stand: damaged on disk, written by a newer program, or cut short. From
//! here each is written anew, beginning with what could last be read.

use ratatui::layout::Rect;

use super::{Screen, View, history, versions};
use crate::{
    analysis::attention::{self, Unreadable as Record},
    model::RecordRef,
    ui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        keys::{Binding, Command, Key, row},
        pages,
        theme::Meaning,
        widgets::{kept::Kept, page::Page, split::Split},
    },
};

/// Which record is selected.
#[derive(Debug, Default)]
pub struct Unreadable {
    split: Split,
    all: Kept<u64, Vec<Record>>,
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[
    row(
        &[Key::Enter, Key::Char('e')],
        Command::Edit,
        "write anew",
        "Write the record anew, beginning with what could last be read",
        1,
    ),
    row(
        &[Key::Char('H')],
        Command::History,
        "history",
        "Show who changed the record, when, and from what",
        2,
    ),
    row(&[Key::Char('D')], Command::Delete, "delete", "Delete the record", 3),
];

impl Unreadable {
    /// The list, on one record.
    #[must_use]
    pub fn at(which: &RecordRef) -> Self {
        Self { split: Split::on_record(which.clone()), ..Self::default() }
    }
}

impl View for Unreadable {
    fn title(&self, _: &Context<'_>) -> String {
        "Cannot be read".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn hold(&mut self, cx: &Context<'_>) {
        let Self { split, all: kept } = self;
        split.hold(cx, || all(kept, cx).iter().map(|record| record.which.clone()).collect());
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let records = all(&mut self.all, cx);
        let len = records.len();
        let selected = records.get(self.split.selected(len)).map(|record| record.which.clone());
        match (command, selected) {
            (Command::Edit, Some(which)) => write_anew(&which, cx),
            (Command::History, Some(which)) => {
                let history = history::History::of(history::Of::Record(which));
                vec![Effect::Push(Screen::History(history))]
            }
            (Command::Delete, Some(which)) => vec![Effect::ask_delete(&which, cx)],
            (other, _) => {
                self.split.on(other, len);
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let records = all(&mut self.all, cx);
        let selected = records.get(self.split.selected(records.len()));
        let page = selected.map_or_else(nothing, |record| page(record, cx));
        self.split.draw(canvas, area, records.len(), &page, &mut |canvas, n, row| {
            canvas.put(row.x, row.y, row.width, &records[n].words(), Meaning::Text);
        });
    }

    fn reset(&mut self) {
        *self = Self::default();
    }
}

fn all<'a>(kept: &'a mut Kept<u64, Vec<Record>>, cx: &Context<'_>) -> &'a [Record] {
    kept.of(cx.stamp, || attention::unreadable(cx.seen.case()))
}

fn write_anew(which: &RecordRef, cx: &Context<'_>) -> Vec<Effect> {
    let heads = cx.seen.case().heads_of(which);
    if heads.iter().any(crate::model::Version::is_locked) {
        let words = "This program does not change what it cannot understand: open the case with a newer one";
        return vec![Effect::hint(words)];
    }
    match heads.first().and_then(|head| versions::form(which, head.revision, cx)) {
        Some(form) => Effect::form(form),
        None => vec![Effect::hint("There is no form for this: join another copy of the case, or delete it")],
    }
}

fn nothing() -> Page {
    let mut page = Page::default();
    page.line(Meaning::Good, "Every record can be read as it stands.");
    page
}

/// Why it cannot be read, what that may mean, and what it said when it could be.
fn page(record: &Record, cx: &Context<'_>) -> Page {
    let mut page = Page::default();
    page.line(Meaning::Attention, record.words());
    page.text(
        "What could not be read may have been for fewer people: look at who may be told when you write it anew.",
    );
    let begins = cx.seen.case().heads_to_begin_with(&record.which);
    match begins.iter().find_map(|head| head.here()) {
        Some(last) => {
            page.heading("When it could last be read it said");
            pages::record(&mut page, last, cx);
        }
        None => {
            page.quiet("Nothing of it could ever be read here.");
        }
    }
    page
}
