//! Parties and actors: the list, and a card for each.

use ratatui::layout::Rect;

use super::{Screen, View};
use crate::{
    analysis::{matrix, standing::Speaker},
    model::{Actor, Id, Level, Phase, RecordRef},
    search::fold,
    ui::{
        canvas::Canvas,
        context::Context,
        dialog::Dialog,
        effect::Effect,
        forms::{Which, actor},
        keys::{Binding, Command, Key, row},
        pages,
        theme::Meaning,
        widgets::{
            list::ListState,
            page::{Page, PageState},
        },
    },
};

/// Which actor is selected.
#[derive(Debug, Default)]
pub struct Actors {
    list: ListState,
}

/// The keys of the list.
pub const KEYS: &[Binding] = &[
    row(&[Key::Enter], Command::Open, "card", "Open the card of the actor", 1),
    row(&[Key::Char('a')], Command::New, "add", "Add an actor", 2),
    row(&[Key::Char('e')], Command::Edit, "change", "Change the actor; say whether it negotiates", 3),
    row(&[Key::Char('D')], Command::Delete, "delete", "Delete the actor", 4),
];

/// One actor in full.
#[derive(Debug)]
pub struct ActorCard {
    id: Id<Actor>,
    page: PageState,
}

/// The keys of a card.
pub const CARD_KEYS: &[Binding] =
    &[row(&[Key::Char('e'), Key::Enter], Command::Edit, "change", "Change the actor", 1)];

/// Parties first, then the others, each by name.
fn listed<'a>(cx: &Context<'a>) -> Vec<(&'a Id<Actor>, &'a Actor)> {
    let mut actors: Vec<_> = cx.seen.case().actors.shown().collect();
    actors.sort_by_key(|(_, actor)| (!actor.is_party(), fold(&actor.name)));
    actors
}

impl View for Actors {
    fn title(&self, _: &Context<'_>) -> String {
        "Actors".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let actors = listed(cx);
        let selected = actors.get(self.list.selected).map(|(id, _)| (*id).clone());
        match (command, selected) {
            (Command::New | Command::Edit | Command::Delete, _) if !cx.can_write => vec![Effect::read_only()],
            (Command::New, _) => vec![Effect::Ask(Dialog::Form(Box::new(actor::form(Which::New, cx))))],
            (Command::Edit, Some(id)) => {
                vec![Effect::Ask(Dialog::Form(Box::new(actor::form(Which::this(&id, cx), cx))))]
            }
            (Command::Delete, Some(id)) => vec![Effect::ask_delete(&RecordRef::of(&id), cx)],
            (Command::Open, Some(id)) => {
                vec![Effect::Push(Screen::Actor(ActorCard { id, page: PageState::default() }))]
            }
            (other, _) => {
                self.list.on(other, actors.len());
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let actors = listed(cx);
        let x = area.x + 1;
        let width = area.width.saturating_sub(2);
        if actors.is_empty() {
            canvas.put(x, area.y, width, "Nobody yet. a adds an actor.", Meaning::Quiet);
        }
        for (y, n) in (area.y..).zip(self.list.view(actors.len(), area.height)) {
            let (_, actor) = actors[n];
            let meaning = if actor.is_party() { Meaning::Heading } else { Meaning::Text };
            canvas.put(x, y, 5, if actor.is_party() { "party" } else { "" }, Meaning::Quiet);
            canvas.put(x + 6, y, 34, &actor.name, meaning);
            canvas.put(x + 41, y, 20, actor.kind.word(), Meaning::Quiet);
            if actor.influence != Level::Unjudged {
                canvas.put_right(x, y, width, &format!("influence {}", actor.influence), Meaning::Quiet);
            }
            if n == self.list.selected {
                canvas.select(Rect { x: area.x, y, width: area.width, height: 1 });
            }
        }
    }

    fn search(&mut self, words: &str, cx: &Context<'_>) -> bool {
        let wanted = fold(words);
        let actors = listed(cx);
        let order = (1..=actors.len()).map(|step| (self.list.selected + step) % actors.len().max(1));
        let found = order.into_iter().find(|n| {
            let (_, actor) = actors[*n];
            fold(&actor.name).contains(&wanted)
                || actor.aliases.iter().any(|alias| fold(alias).contains(&wanted))
        });
        self.list.selected = found.unwrap_or(self.list.selected);
        found.is_some()
    }
}

impl View for ActorCard {
    fn title(&self, cx: &Context<'_>) -> String {
        cx.seen.case().actors.first(&self.id).map_or_else(|| "Actor".to_owned(), |actor| actor.name.clone())
    }

    fn keys(&self) -> &'static [Binding] {
        CARD_KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        match command {
            Command::Edit if cx.can_write => {
                vec![Effect::Ask(Dialog::Form(Box::new(actor::form(Which::this(&self.id, cx), cx))))]
            }
            Command::Edit => vec![Effect::read_only()],
            other => {
                self.page.on(other);
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let mut page = Page::default();
        match cx.seen.case().actors.get(&self.id) {
            None => {
                page.quiet("This actor is not here any more.");
            }
            Some(entry) => {
                if entry.is_contested() {
                    page.line(Meaning::Attention, "Two versions stand side by side: both are shown");
                }
                entry.heads().for_each(|actor| card(&mut page, actor, cx));
                factions(&mut page, &self.id, cx);
                trajectory(&mut page, &self.id, cx);
            }
        }
        self.page.draw(canvas, inside, &page);
    }
}

fn card(page: &mut Page, actor: &Actor, cx: &Context<'_>) {
    let party = if actor.is_party() { ", a party" } else { "" };
    page.heading(format!("{}  ({}{party})", actor.name, actor.kind));
    page.field("Also called", actor.aliases.join(", "));
    page.field("Members", pages::names(&actor.members, cx));
    for seat in &actor.at_table {
        let date = |date: &Option<crate::model::Date>| date.as_ref().map(crate::model::Date::spoken);
        let words = match (date(&seat.from), date(&seat.to)) {
            (Some(from), Some(to)) => format!("{from} to {to}"),
            (Some(from), None) => format!("since {from}"),
            (None, Some(to)) => format!("until {to}"),
            (None, None) => "from the beginning".to_owned(),
        };
        page.field("At the table", words);
    }
    page.field("Background", &*actor.background).field("Interests", &*actor.interests);
    page.field("Incentives", &*actor.incentives).field("May settle", &*actor.authority);
    page.field("Speaks for", &*actor.constituency).field("Backers", &*actor.backers);
    page.field("Delegation", actor.delegation.join(", "));
    if actor.influence != Level::Unjudged {
        page.field("Influence", actor.influence.word());
    }
    for source in &actor.sources {
        page.field("Source", pages::source_words(source, cx));
    }
    page.field("Note", &*actor.note);
}

fn factions(page: &mut Page, id: &Id<Actor>, cx: &Context<'_>) {
    let names: Vec<&str> = cx
        .seen
        .case()
        .factions
        .shown()
        .filter(|(_, f)| f.actor == *id)
        .map(|(_, f)| f.name.as_str())
        .collect();
    page.field("Factions", names.join(", "));
}

/// Where it stands on every issue, phase by phase.
fn trajectory(page: &mut Page, id: &Id<Actor>, cx: &Context<'_>) {
    let lines = matrix::trajectory(cx.standings, &Speaker::party(id));
    let heard: Vec<_> = lines.iter().filter(|line| line.cells.iter().any(Option::is_some)).collect();
    if heard.is_empty() {
        return;
    }
    page.heading("Through the phases");
    for line in heard {
        page.line(Meaning::Text, line.head.issue.name.as_str());
        for (phase, cell) in Phase::ALL.iter().zip(&line.cells) {
            if let Some(cell) = cell.as_ref().filter(|cell| cell.from_earlier.is_none()) {
                page.field(phase.word(), cell.words());
            }
        }
    }
}
