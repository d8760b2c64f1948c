//! The options of an issue, the factions of an actor: parts that have no list of their own elsewhere, put right and
//! deleted here.

use ratatui::layout::Rect;

use super::{Screen, View, history, versions};
use crate::{
    analysis::links,
    model::{Actor, Id, Issue, Record, RecordRef},
    search::fold,
    ui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        forms::{Which, faction, issue},
        keys::{Binding, Command, Key, row},
        pages,
        theme::Meaning,
        widgets::{kept::Kept, page::Page, split::Split},
    },
};

/// Whose parts they are.
#[derive(Clone, Debug)]
pub enum Of {
    /// The options of an issue.
    Options(Id<Issue>),
    /// The factions of an actor.
    Factions(Id<Actor>),
}

/// Which of them is selected.
#[derive(Debug)]
pub struct Parts {
    of: Of,
    split: Split,
    all: Kept<u64, Vec<Part>>,
}

/// A part, and what it is called.
#[derive(Debug)]
struct Part {
    which: RecordRef,
    words: String,
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[
    row(&[Key::Enter, Key::Char('e')], Command::Edit, "change", "Change the option or faction", 1),
    row(&[Key::Char('a')], Command::New, "add", "Add an option to the issue, a faction to the actor", 2),
    row(&[Key::Char('v')], Command::Versions, "versions", "Show its versions side by side", 0),
    row(&[Key::Char('H')], Command::History, "history", "Show who changed it, when, and from what", 4),
    row(&[Key::Char('D')], Command::Delete, "delete", "Delete the option or faction", 3),
];

impl Parts {
    /// The parts of an issue or an actor.
    #[must_use]
    pub fn of(of: Of) -> Self {
        Self { of, split: Split::default(), all: Kept::default() }
    }

    /// The list that holds a record, on that record; nothing if it is no such part.
    #[must_use]
    pub fn at(which: &RecordRef, record: &Record) -> Option<Self> {
        let of = match record {
            Record::Option(option) => Of::Options(option.issue.clone()),
            Record::Faction(faction) => Of::Factions(faction.actor.clone()),
            _ => return None,
        };
        Some(Self { split: Split::on_record(which.clone()), ..Self::of(of) })
    }

    fn form(&self, cx: &Context<'_>) -> Vec<Effect> {
        Effect::form(match &self.of {
            Of::Options(issue) => issue::option_form(issue, Which::New, cx),
            Of::Factions(actor) => faction::form(actor, Which::New, cx),
        })
    }
}

impl Of {
    fn parts(&self, cx: &Context<'_>) -> Vec<Part> {
        let case = cx.seen.case();
        let part = |which: RecordRef, words: &str| Part { words: pages::marked(&which, words, cx), which };
        let mut parts: Vec<Part> = match self {
            Self::Options(issue) => {
                let of_issue = case.options.shown().filter(|(_, option)| option.issue == *issue);
                of_issue
                    .map(|(id, o)| part(RecordRef::of(id), &format!("{}  {}", o.letter, o.title)))
                    .collect()
            }
            Self::Factions(actor) => {
                let of_actor = case.factions.shown().filter(|(_, faction)| faction.actor == *actor);
                of_actor.map(|(id, faction)| part(RecordRef::of(id), &faction.name)).collect()
            }
        };
        parts.sort_by(|a, b| (&a.words, &a.which.id).cmp(&(&b.words, &b.which.id)));
        parts
    }
}

/// The form that changes a part; the versions, where two stand.
pub(in crate::ui) fn change(which: &RecordRef, cx: &Context<'_>) -> Vec<Effect> {
    match cx.seen.case().heads_of(which).as_slice() {
        [only] => versions::form(which, only.revision, cx).map(Effect::form).unwrap_or_default(),
        _ => versions::open(which.clone(), cx),
    }
}

impl View for Parts {
    fn title(&self, cx: &Context<'_>) -> String {
        let case = cx.seen.case();
        match &self.of {
            Of::Options(issue) => {
                format!("Options: {}", case.issues.first(issue).map_or("", |issue| issue.title.as_str()))
            }
            Of::Factions(actor) => {
                format!("Factions: {}", case.actors.first(actor).map_or("", |actor| actor.name.as_str()))
            }
        }
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn hold(&mut self, cx: &Context<'_>) {
        let Self { of, split, all } = self;
        split.hold(cx, || all.of(cx.stamp, || of.parts(cx)).iter().map(|part| part.which.clone()).collect());
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let parts = self.all.of(cx.stamp, || self.of.parts(cx));
        let selected = parts.get(self.split.selected(parts.len())).map(|part| part.which.clone());
        match (command, selected) {
            (Command::New, _) => self.form(cx),
            (Command::Edit, Some(which)) => change(&which, cx),
            (Command::Versions, Some(which)) => versions::open(which, cx),
            (Command::History, Some(which)) => {
                vec![Effect::Push(Screen::History(history::History::of(history::Of::Record(which))))]
            }
            (Command::Delete, Some(which)) => vec![Effect::ask_delete(&which, cx)],
            (other, _) => {
                self.split.on(other, parts.len());
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let parts = self.all.of(cx.stamp, || self.of.parts(cx));
        let mut page = Page::default();
        match parts.get(self.split.selected(parts.len())) {
            None if cx.can_write => {
                page.quiet(format!("None yet. {} adds one.", cx.key(Command::New)));
            }
            None => {
                page.quiet("None here.");
            }
            Some(part) => in_full(&mut page, &part.which, cx),
        }
        self.split.draw(canvas, area, parts.len(), &page, &mut |canvas, n, row| {
            canvas.put(row.x, row.y, row.width, &parts[n].words, Meaning::Text);
        });
    }

    fn search(&mut self, words: &str, cx: &Context<'_>) -> bool {
        let wanted = fold(words);
        let parts = self.all.of(cx.stamp, || self.of.parts(cx));
        self.split.find(parts.len(), |n| fold(&parts[n].words).contains(&wanted))
    }
}

fn in_full(page: &mut Page, which: &RecordRef, cx: &Context<'_>) {
    pages::two_versions(page, which, cx);
    for head in cx.seen.case().heads_of(which) {
        let Some(record) = head.here() else { continue };
        let disclosure = match record {
            Record::Option(option) => {
                page.line(Meaning::Heading, pages::option_words(&which.id.cast(), cx));
                page.text(option.text.as_str()).field("Note", option.note.as_str());
                &option.disclosure
            }
            Record::Faction(faction) => {
                page.line(Meaning::Heading, faction.name.as_str());
                page.field("Also called", faction.aliases.join(", "));
                page.field("Led by", faction.leaders.as_str()).field("Note", faction.note.as_str());
                &faction.disclosure
            }
            _ => continue,
        };
        if cx.seen.is_team() {
            page.field("May be told", pages::disclosure_words(disclosure, cx));
        }
    }
    for link in links::to(cx.seen, which) {
        page.field(link.which.kind.word(), link.name);
    }
}
