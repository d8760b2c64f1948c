//! One cell through all phases: every position in order, what became of it, who recorded it and when.

use ratatui::layout::Rect;

use super::{View, record_form};
use crate::{
    analysis::{
        matrix::{self, Past},
        movement,
        standing::Speaker,
    },
    model::{Firmness, Id, Issue, Phase, Position, RecordRef, Version},
    ui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        keys::{Binding, Command, Key, row},
        pages,
        screens::{Screen, history, told, versions},
        theme::Meaning,
        widgets::{
            kept::Kept,
            list::ListState,
            page::{Page, PageState},
        },
    },
};

/// Which cell, and which of its positions.
#[derive(Debug)]
pub struct CellHistory {
    issue: Id<Issue>,
    speaker: Speaker,
    phase: Phase,
    list: ListState,
    page: PageState,
    past: Kept<u64, Vec<Past>>,
    made: Kept<(u64, usize), Page>,
}

/// The keys of the history.
pub const CELL_KEYS: &[Binding] = &[
    row(&[Key::Char('r')], Command::Record, "record", "Record what the party said on this issue", 1),
    row(
        &[Key::Char('c')],
        Command::Correct,
        "correct",
        "Correct this position: it was written down wrongly",
        2,
    ),
    row(&[Key::Char('b')], Command::Beside, "another reading", "Put another reading beside this position", 3),
    row(&[Key::Char('s')], Command::Share, "share with", "Record that somebody was told this position", 4),
    row(
        &[Key::Char('v')],
        Command::Versions,
        "versions",
        "Show the versions of this position side by side",
        0,
    ),
    row(
        &[Key::Char('H')],
        Command::History,
        "changes",
        "Show who changed this position, when, and from what",
        0,
    ),
    row(&[Key::Char('D')], Command::Delete, "delete", "Delete this position", 0),
];

impl CellHistory {
    /// The history of a cell, on the position that stands in it.
    #[must_use]
    pub fn of(issue: Id<Issue>, speaker: Speaker, phase: Phase, cx: &Context<'_>) -> Self {
        let cell = matrix::cell(cx.standings, &speaker, &issue, phase);
        let said = cell.as_ref().and_then(|cell| cell.shown.last());
        let list = said.map(|said| ListState::on_record(RecordRef::of(&said.id)));
        Self::on(issue, speaker, phase, list.unwrap_or_default())
    }

    /// The history of the cell that holds a position, on that position.
    #[must_use]
    pub fn at(id: &Id<Position>, position: &Position) -> Self {
        let speaker = Speaker { party: position.party.clone(), faction: position.faction.clone() };
        let list = ListState::on_record(RecordRef::of(id));
        Self::on(position.issue.clone(), speaker, position.phase, list)
    }

    fn on(issue: Id<Issue>, speaker: Speaker, phase: Phase, list: ListState) -> Self {
        Self {
            issue,
            speaker,
            phase,
            list,
            page: PageState::default(),
            past: Kept::default(),
            made: Kept::default(),
        }
    }

    fn write(&self, cx: &Context<'_>, command: Command) -> Vec<Effect> {
        let past = matrix::history(cx.standings, &self.speaker, &self.issue);
        let selected = past.get(self.list.selected);
        let column = cx.standings.columns().iter().find(|column| column.speaker() == self.speaker);
        let (Some(sheet), Some(column)) = (cx.standings.issue(&self.issue), column) else { return vec![] };
        match (command, selected) {
            (Command::Versions, Some(past)) => versions::open(RecordRef::of(&past.said.id), cx),
            (Command::History, Some(past)) => {
                let of = history::Of::Record(RecordRef::of(&past.said.id));
                vec![Effect::Push(Screen::History(history::History::of(of)))]
            }
            (Command::Share, Some(past)) => told::share(&past.said.id, cx),
            (Command::Correct, Some(past)) if past.said.versions > 1 => {
                versions::open(RecordRef::of(&past.said.id), cx)
            }
            (Command::Delete, Some(past)) => vec![Effect::ask_delete(&RecordRef::of(&past.said.id), cx)],
            (Command::Delete | Command::Share | Command::Versions, None) => vec![],
            (command, selected) => {
                // What is new belongs to the phase that one came from, whatever is selected.
                let of = selected.filter(|_| command != Command::Record).and_then(|past| past.said.phase);
                let phase = of.unwrap_or(self.phase);
                let cell = matrix::cell(cx.standings, &self.speaker, &self.issue, phase);
                let cell = cell.map(|mut cell| {
                    if let (Command::Correct | Command::Beside, Some(past)) = (command, selected) {
                        cell.shown = vec![past.said.clone()];
                    }
                    cell
                });
                record_form(cx, sheet, column, cell.as_ref(), phase, command)
            }
        }
    }
}

impl View for CellHistory {
    fn title(&self, _: &Context<'_>) -> String {
        "Cell".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        CELL_KEYS
    }

    fn hold(&mut self, cx: &Context<'_>) {
        let Self { list, past, speaker, issue, .. } = self;
        let of = |past: &Past| RecordRef::of(&past.said.id);
        let all = || matrix::history(cx.standings, speaker, issue);
        list.hold(cx, || past.of(cx.stamp, all).iter().map(of).collect());
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        match command {
            Command::Record
            | Command::Correct
            | Command::Beside
            | Command::Delete
            | Command::Share
            | Command::History
            | Command::Versions => return self.write(cx, command),

            other => {
                let past =
                    self.past.of(cx.stamp, || matrix::history(cx.standings, &self.speaker, &self.issue));
                self.list.on(other, past.len());
            }
        }
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let past = self.past.of(cx.stamp, || matrix::history(cx.standings, &self.speaker, &self.issue));
        let x = area.x + 1;
        let width = area.width.saturating_sub(2);
        let column = cx.standings.columns().iter().find(|column| column.speaker() == self.speaker);
        if let (Some(sheet), Some(column)) = (cx.standings.issue(&self.issue), column) {
            canvas.put(x, area.y, width, &matrix::heading(&sheet.issue, column), Meaning::Heading);
        }
        if past.is_empty() {
            let words =
                cx.if_nothing(format!("Nothing recorded here yet. {} records.", cx.key(Command::Record)));
            canvas.put(x, area.y + 2, width, &words, Meaning::Quiet);
            return;
        }
        let height = (area.height / 2).saturating_sub(2).min(u16::try_from(past.len()).unwrap_or(u16::MAX));
        let list = Rect { y: area.y + 2, height, ..area };
        for (y, n) in (list.y..area.bottom()).zip(self.list.shown(past.len(), list, canvas)) {
            let said = &past[n].said;
            let stands = if past[n].superseded.is_empty() { "stands" } else { "superseded" };
            canvas.put(x, y, 11, stands, Meaning::Quiet);
            let used = 11;
            let confided = if said.is_confided { "confided " } else { "" };
            let used = used + canvas.put(x + used, y, 10, confided, Meaning::Attention);
            let used = used + canvas.put(x + used, y, 40, &said.words(), Meaning::Text) + 2;
            let words = said.statements.join(" / ");
            canvas.put(x + used, y, width.saturating_sub(used), &words, Meaning::Quiet);
            if n == self.list.selected {
                canvas.select(Rect { x: area.x, y, width: area.width, height: 1 });
            }
        }
        let from = area.y + 2 + height + 1;
        let below = Rect { x, y: from, width, height: area.bottom().saturating_sub(from) };
        let page = self.made.of((cx.stamp, self.list.selected), || {
            let mut page = Page::default();
            if let Some(past) = past.get(self.list.selected) {
                in_full(&mut page, past, cx);
            }
            for movement in movement::through_phases(cx.standings, &self.speaker, &self.issue) {
                page.gap().text(movement.words());
            }
            page
        });
        let cursor = canvas.cursor;
        self.page.draw(canvas, below, page);
        canvas.cursor = cursor;
    }
}

pub(in crate::ui) fn in_full(page: &mut Page, past: &Past, cx: &Context<'_>) {
    let Some(entry) = cx.seen.case().positions.get(&past.said.id) else { return };
    for version in entry.versions() {
        if let Some(position) = version.here() {
            one_version(page, position, version, cx);
        }
    }
    for lost in &past.superseded {
        page.quiet(lost.words());
    }
}

fn one_version(page: &mut Page, position: &Position, version: &Version<Position>, cx: &Context<'_>) {
    page.line(Meaning::Heading, pages::quoted(&position.statement.text));
    if let Some(original) = &position.statement.original {
        page.field("Original", original.as_str());
    }
    for stance in &position.stances {
        let option = pages::option_words(&stance.option, cx);
        let condition =
            if stance.condition.is_empty() { String::new() } else { format!(" {}", stance.condition) };
        let whose = if stance.inferred { " (our inference)" } else { "" };
        page.field("Option", format!("{option}: {}{condition}{whose}", stance.stance.label()));
    }
    page.field("Spoken by", &*position.spokesperson);
    for source in &position.sources {
        page.field("Source", pages::source_words(source, cx));
    }
    if position.sources.is_empty() && cx.seen.is_team() {
        page.line(Meaning::Attention, "no source recorded");
    }
    page.field("Interest", &*position.interest);
    if position.firmness != Firmness::Unjudged {
        page.field("Firmness", position.firmness.word());
    }
    page.field("Note", &*position.note);
    if cx.seen.is_team() {
        page.field("May be told", pages::disclosure_words(&position.disclosure, cx));
        for told in &position.told {
            let when = told.date.as_ref().map_or_else(String::new, |date| format!(", {}", date.spoken()));
            page.field("Told", format!("{}{when}", pages::names(std::slice::from_ref(&told.to), cx)));
        }
        page.quiet(format!("recorded by {}, {}", version.by, cx.clock(version.at)));
    }
}
