//! What may be told and was not yet, and what was told to whom.

use ratatui::layout::Rect;

use super::View;
use crate::{
    analysis::told::{self, Conveyed as WasTold, Untold},
    model::{Id, Position, RecordRef},
    search::fold,
    ui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        forms::share,
        keys::{Binding, Command, Key, row},
        pages,
        theme::Meaning,
        widgets::{kept::Kept, page::Page, split::Split},
    },
};

/// Which line is selected.
#[derive(Debug, Default)]
pub struct Conveyed {
    split: Split,
    lines: Kept<u64, Vec<Line>>,
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[row(
    &[Key::Char('s'), Key::Enter],
    Command::Share,
    "share with",
    "Record that somebody was told this position",
    1,
)];

/// Something told, or still to be told.
#[derive(Debug)]
enum Line {
    Told(WasTold),
    Untold(Untold),
}

impl Line {
    fn words(&self) -> String {
        match self {
            Self::Told(told) => told.words(),
            Self::Untold(untold) => untold.words(),
        }
    }

    fn position(&self) -> &Id<Position> {
        match self {
            Self::Told(told) => &told.claim.said.id,
            Self::Untold(untold) => &untold.claim.said.id,
        }
    }
}

impl Conveyed {
    fn lines(&mut self, cx: &Context<'_>) -> &[Line] {
        self.lines.of(cx.stamp, || lines(cx))
    }
}

/// What is still to be told, then what was.
fn lines(cx: &Context<'_>) -> Vec<Line> {
    let untold = told::untold(cx.seen, cx.standings, None).into_iter().map(Line::Untold);
    untold.chain(told::told(cx.seen, cx.standings).into_iter().map(Line::Told)).collect()
}

/// The form for telling somebody, or why there is none.
#[must_use]
pub fn share(id: &Id<Position>, cx: &Context<'_>) -> Vec<Effect> {
    match share::form(id, pages::usual_date(cx, None).as_ref(), cx) {
        Ok(form) => Effect::form(form),
        Err(why) => vec![Effect::hint(why)],
    }
}

impl View for Conveyed {
    fn title(&self, _: &Context<'_>) -> String {
        "Told".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn hold(&mut self, cx: &Context<'_>) {
        let Self { split, lines: kept } = self;
        let of = |line: &Line| RecordRef::of(line.position());
        split.hold(cx, || kept.of(cx.stamp, || lines(cx)).iter().map(of).collect());
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let len = self.lines(cx).len();
        let selected = self.split.selected(len);
        if command == Command::Share {
            let id = self.lines(cx).get(selected).map(|line| line.position().clone());
            return id.map_or_else(Vec::new, |id| share(&id, cx));
        }
        self.split.on(command, len);
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        if !cx.seen.is_team() {
            let words = "Who was told what is for the team alone.";
            canvas.put(area.x + 1, area.y, area.width.saturating_sub(2), words, Meaning::Quiet);
            return;
        }
        let lines = self.lines.of(cx.stamp, || lines(cx));
        let mut page = Page::default();
        match lines.get(self.split.selected(lines.len())) {
            None => {
                page.quiet("Nothing was told to anybody, and nothing that is shared waits to be told.");
                let key = cx.key(Command::Share);
                page.quiet(format!("{key} on a position records that somebody was told it."));
            }
            Some(line) => {
                page.text(line.words());
                if let Some(position) = cx.seen.case().positions.first(line.position()) {
                    page.text(format!("\"{}\"", position.statement.text));
                    page.field("May be told", pages::disclosure_words(&position.disclosure, cx));
                }
                if let Line::Told(told) = line {
                    page.field("Note", told.note.as_str());
                }
            }
        }
        self.split.draw(canvas, area, lines.len(), &page, &mut |canvas, n, row| {
            let (label, who, claim, meaning) = match &lines[n] {
                Line::Untold(untold) => {
                    let names: Vec<&str> = untold.to.iter().map(|to| to.name.as_str()).collect();
                    ("not yet", names.join(", "), &untold.claim, Meaning::Attention)
                }
                Line::Told(told) if told.may_know => {
                    ("told", told.to.name.clone(), &told.claim, Meaning::Quiet)
                }
                Line::Told(told) => ("beyond", told.to.name.clone(), &told.claim, Meaning::Attention),
            };
            canvas.put(row.x, row.y, 8, label, meaning);
            canvas.put(row.x + 9, row.y, 18, &who, Meaning::Heading);
            canvas.put(row.x + 28, row.y, row.width.saturating_sub(28), &claim.words(), Meaning::Text);
        });
    }

    fn search(&mut self, words: &str, cx: &Context<'_>) -> bool {
        let wanted = fold(words);
        let texts: Vec<String> = self.lines(cx).iter().map(|line| fold(&line.words())).collect();
        self.split.find(texts.len(), |n| texts[n].contains(&wanted))
    }
}
