//! What an answer rests on: its evidence, piece by piece, and the groups that were asked, with what sets them apart.

use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

use super::View;
use crate::edit::Edit;
use crate::model::RecordType as _;
use crate::{
    model::{Answer, Consulted, Date, Evidence, Id, RecordRef},
    ui::{
        canvas::Canvas,
        context::Context,
        dialog::Dialog,
        effect::Effect,
        forms::{Which, basis},
        keys::{Binding, Command, Key, row},
        pages,
        theme::Meaning,
        widgets::grouped::Grouped,
    },
};

/// An answer, and which of its pieces is selected.
#[derive(Debug)]
pub struct Basis {
    answer: Id<Answer>,
    list: Grouped,
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[
    row(
        &[Key::Enter, Key::Char('e')],
        Command::Edit,
        "change",
        "Change the piece of evidence, or the group",
        1,
    ),
    row(&[Key::Char('a')], Command::New, "add evidence", "Add a source, what it shows, and its words", 2),
    row(&[Key::Char('c')], Command::Record, "add group", "Add a group that was asked", 3),
    row(&[Key::Char('D')], Command::Delete, "take out", "Take the piece out of the answer", 4),
];

/// A piece of what an answer rests on, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// A piece of evidence.
    Evidence(usize),
    /// A group that was asked.
    Group(usize),
}

impl Basis {
    /// The basis of an answer.
    #[must_use]
    pub fn of(answer: Id<Answer>) -> Self {
        Self { answer, list: Grouped::default() }
    }

    fn answer<'a>(&self, cx: &Context<'a>) -> Option<&'a Answer> {
        cx.seen.case().answers.first(&self.answer)
    }

    fn selected(&self, answer: &Answer) -> Option<Piece> {
        let n = self.list.selected();
        match n.checked_sub(answer.evidence.len()) {
            None => Some(Piece::Evidence(n)),
            Some(group) => (group < answer.consulted.len()).then_some(Piece::Group(group)),
        }
    }

    fn form(&self, piece: Piece, cx: &Context<'_>) -> Vec<Effect> {
        let which = Which::this(&self.answer, cx);
        vec![Effect::Ask(Dialog::Form(Box::new(basis::form(which, piece, cx))))]
    }

    /// The answer without a piece, after a question.
    fn take_out(&self, piece: Piece, answer: &Answer, cx: &Context<'_>) -> Effect {
        let mut to = answer.clone();
        let name = match piece {
            Piece::Evidence(n) => pages::source_words(&to.evidence.remove(n).source, cx),
            Piece::Group(n) => to.consulted.remove(n).group,
        };
        let Which::This(id, seen) = Which::this(&self.answer, cx) else {
            return Effect::hint("It is not here any more");
        };
        let edit = Edit::Change { which: RecordRef::of(&id), seen, to: Box::new(to.into_record()) };
        Effect::Ask(Dialog::confirm(
            format!("Take out \"{name}\"?"),
            format!("{} puts it back.", cx.key(Command::Undo)),
            Effect::Save(edit),
        ))
    }
}

impl View for Basis {
    fn title(&self, cx: &Context<'_>) -> String {
        format!("{} What it rests on", self.answer(cx).map_or("", |answer| answer.question.as_str()))
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let Some(answer) = self.answer(cx) else { return vec![] };
        let selected = self.selected(answer);
        match (command, selected) {
            (Command::New, _) => self.form(Piece::Evidence(answer.evidence.len()), cx),
            (Command::Record, _) => self.form(Piece::Group(answer.consulted.len()), cx),
            (Command::Edit, Some(piece)) => self.form(piece, cx),
            (Command::Delete, Some(piece)) => vec![self.take_out(piece, answer, cx)],
            (other, _) => {
                self.list.on(other, answer.evidence.len() + answer.consulted.len());
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let width = area.width.saturating_sub(2);
        let Some(answer) = self.answer(cx) else {
            canvas.put(area.x + 1, area.y, width, "This answer is not here any more.", Meaning::Quiet);
            return;
        };
        let evidence = answer.evidence.iter().map(|piece| ("Evidence", evidence_words(piece, cx)));
        let rows: Vec<_> =
            evidence.chain(answer.consulted.iter().map(|group| ("Consulted", group_words(group)))).collect();
        if rows.is_empty() {
            let (add, ask) = (cx.key(Command::New), cx.key(Command::Record));
            let words =
                cx.if_nothing(format!("Nothing yet. {add} adds evidence, {ask} a group that was asked."));
            canvas.put(area.x + 1, area.y, width, &words, Meaning::Quiet);
            return;
        }
        let groups: Vec<&str> = rows.iter().map(|(group, _)| *group).collect();
        let detail = 6.min(area.height / 3);
        let list = Rect { height: area.height.saturating_sub(detail + 1), ..area };
        self.list.draw(canvas, list, &groups, |canvas, n, row| {
            canvas.put(row.x, row.y, row.width, &rows[n].1, Meaning::Text);
        });
        let below = Rect { x: area.x + 1, y: list.bottom() + 1, width, height: detail };
        let words = match self.selected(answer) {
            Some(Piece::Evidence(n)) => {
                let quote = &answer.evidence[n].quote.text;
                if quote.is_empty() { rows[n].1.clone() } else { format!("{}\n\"{quote}\"", rows[n].1) }
            }
            _ => rows.get(self.list.selected()).map(|(_, words)| words.clone()).unwrap_or_default(),
        };
        canvas.wrapped(below, &words, Meaning::Text);
    }
}

fn evidence_words(piece: &Evidence, cx: &Context<'_>) -> String {
    let shows = if piece.note.is_empty() { String::new() } else { format!(": {}", piece.note) };
    format!("{}{shows}", pages::source_words(&piece.source, cx))
}

/// `women's groups 12 (women; rural), Mar 1991`.
#[must_use]
pub fn group_words(group: &Consulted) -> String {
    let apart = [&group.sex, &group.age, &group.ethnic, &group.religious, &group.other];
    let apart: Vec<&str> = apart.iter().map(|word| word.as_str()).filter(|word| !word.is_empty()).collect();
    let number = group.number.map_or_else(String::new, |n| format!(" {n}"));
    let apart = if apart.is_empty() { String::new() } else { format!(" ({})", apart.join("; ")) };
    let date = group.date.as_ref().map_or_else(String::new, |date| format!(", {}", Date::spoken(date)));
    format!("{}{number}{apart}{date}", group.group)
}
