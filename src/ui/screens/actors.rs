//! Parties and actors: the list, and a card for each.

use ratatui::layout::Rect;

use super::{
    Screen, View, history,
    map::Map,
    parts::{Of, Parts},
};
use crate::{
    analysis::{
        links, matrix,
        standing::{AsOf, Speaker},
    },
    model::{Actor, Faction, Id, Kind, Level, Phase, RecordRef},
    search::fold,
    ui::{
        canvas::Canvas,
        context::Context,
        dialog::Dialog,
        effect::Effect,
        forms::{Which, actor, faction},
        keys::{Binding, Command, Key, row},
        pages,
        theme::Meaning,
        widgets::{
            kept::Kept,
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
    row(&[Key::Char('m')], Command::Map, "map", "Draw influence by stance, for an issue or overall", 4),
    row(&[Key::Char('v')], Command::Versions, "versions", "Show two versions of the actor side by side", 0),
    row(&[Key::Char('D')], Command::Delete, "delete", "Delete the actor", 5),
];

/// One actor in full.
#[derive(Debug)]
pub struct ActorCard {
    id: Id<Actor>,
    page: PageState,
    made: Kept<u64, Page>,
}

/// The keys of a card.
pub const CARD_KEYS: &[Binding] = &[
    row(&[Key::Char('e'), Key::Enter], Command::Edit, "change", "Change the actor", 1),
    row(&[Key::Char('f')], Command::Faction, "add faction", "Add a faction of the actor", 2),
    row(&[Key::Char('A')], Command::Parts, "factions", "Show the factions, to change or delete one", 3),
    row(&[Key::Char('H')], Command::History, "history", "Show who changed the actor, when, and from what", 4),
    row(&[Key::Char('v')], Command::Versions, "versions", "Show two versions of the actor side by side", 0),
];

impl ActorCard {
    /// The card of an actor.
    #[must_use]
    pub fn of(id: Id<Actor>) -> Self {
        Self { id, page: PageState::default(), made: Kept::default() }
    }
}

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

    fn hold(&mut self, cx: &Context<'_>) {
        self.list.hold(cx, || listed(cx).into_iter().map(|(id, _)| RecordRef::of(id)).collect());
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let actors = listed(cx);
        let selected = actors.get(self.list.selected).map(|(id, _)| (*id).clone());
        match (command, selected) {
            (Command::New, _) => vec![Effect::Ask(Dialog::Form(Box::new(actor::form(Which::New, cx))))],
            (Command::Edit, Some(id)) if pages::is_contested(&id, cx) => {
                super::versions::open(RecordRef::of(&id), cx)
            }
            (Command::Edit, Some(id)) => {
                vec![Effect::Ask(Dialog::Form(Box::new(actor::form(Which::this(&id, cx), cx))))]
            }
            (Command::Delete, Some(id)) => vec![Effect::ask_delete(&RecordRef::of(&id), cx)],
            (Command::Open, Some(id)) => {
                vec![Effect::Push(Screen::Actor(ActorCard::of(id)))]
            }
            (Command::Map, _) => vec![Effect::Push(Screen::Map(Map::default()))],
            (Command::Versions, Some(id)) => super::versions::open(RecordRef::of(&id), cx),
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
            let words = cx.if_nothing(format!("Nobody yet. {} adds an actor.", cx.key(Command::New)));
            canvas.put(x, area.y, width, &words, Meaning::Quiet);
        }
        for (y, n) in (area.y..).zip(self.list.shown(actors.len(), area, canvas)) {
            let (id, actor) = actors[n];
            let meaning = if actor.is_party() { Meaning::Heading } else { Meaning::Text };
            canvas.put(x, y, 5, if actor.is_party() { "party" } else { "" }, Meaning::Quiet);
            canvas.put(x + 6, y, 34, &pages::marked(&RecordRef::of(id), &actor.name, cx), meaning);
            canvas.put(x + 41, y, width.saturating_sub(41 + 7).min(20), actor.kind.word(), Meaning::Quiet);
            if actor.influence != Level::Unjudged {
                let word = if width < 76 { String::new() } else { "influence ".to_owned() };
                canvas.put_right(x, y, width, &format!("{word}{}", actor.influence), Meaning::Quiet);
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
            Command::Versions => super::versions::open(RecordRef::of(&self.id), cx),
            Command::Faction => Effect::form(faction::form(&self.id, Which::New, cx)),
            Command::Parts => {
                vec![Effect::Push(Screen::Parts(Parts::of(Of::Factions(self.id.clone()))))]
            }
            Command::History => {
                let of = history::Of::Record(RecordRef::of(&self.id));
                vec![Effect::Push(Screen::History(history::History::of(of)))]
            }
            Command::Edit if pages::is_contested(&self.id, cx) => {
                super::versions::open(RecordRef::of(&self.id), cx)
            }
            Command::Edit => {
                vec![Effect::Ask(Dialog::Form(Box::new(actor::form(Which::this(&self.id, cx), cx))))]
            }
            other => {
                self.page.on(other);
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let page = self.made.of(cx.stamp, || page_of(&self.id, cx));
        self.page.draw(canvas, inside, page);
    }
}

pub(in crate::ui) fn page_of(id: &Id<Actor>, cx: &Context<'_>) -> Page {
    let mut page = Page::default();
    match cx.seen.case().actors.get(id) {
        None => {
            page.quiet("This actor is not here any more.");
        }
        Some(entry) => {
            pages::two_versions(&mut page, &RecordRef::of(id), cx);
            entry.heads().for_each(|actor| card(&mut page, actor, cx));
            factions(&mut page, id, cx);
            registers(&mut page, id, cx);
            trajectory(&mut page, id, cx);
        }
    }
    page
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

/// The factions, each with where it stands otherwise than the whole.
fn factions(page: &mut Page, id: &Id<Actor>, cx: &Context<'_>) {
    let mut factions: Vec<_> =
        cx.seen.case().factions.shown().filter(|(_, faction)| faction.actor == *id).collect();
    factions.sort_by(|a, b| (&a.1.name, a.0).cmp(&(&b.1.name, b.0)));
    if factions.is_empty() {
        return;
    }
    page.heading("Factions");
    for (faction_id, faction) in factions {
        let led =
            if faction.leaders.is_empty() { String::new() } else { format!(", led by {}", faction.leaders) };
        page.text(format!("{}{led}", faction.name));
        for words in differences(id, faction_id, cx) {
            page.field("  differs", words);
        }
    }
}

/// On which options a faction stands otherwise than its party, in words.
fn differences(party: &Id<Actor>, faction: &Id<Faction>, cx: &Context<'_>) -> Vec<String> {
    let whole = Speaker::party(party);
    let part = Speaker { party: party.clone(), faction: Some(faction.clone()) };
    let mut found = Vec::new();
    for sheet in cx.standings.issues() {
        let of = |speaker: &Speaker| cx.standings.of(speaker, &sheet.issue.id, &AsOf::Now);
        let (Some(part), whole) = (of(&part), of(&whole)) else { continue };
        for option in &part.options {
            let other = whole.as_ref().and_then(|whole| whole.on(&option.option.id));
            let same = other.is_some_and(|other| other.stance == option.stance);
            if !same {
                let other =
                    other.and_then(|other| other.stance).map_or("is not known", crate::model::Stance::label);
                found.push(format!("{}: {}; the whole: {other}", sheet.issue.name, option.words()));
            }
        }
    }
    found
}

/// The rows of the registers that are about it.
fn registers(page: &mut Page, id: &Id<Actor>, cx: &Context<'_>) {
    let about = [Kind::Institution, Kind::Stakeholder, Kind::Dynamic, Kind::Profile];
    for link in
        links::to(cx.seen, &RecordRef::of(id)).into_iter().filter(|link| about.contains(&link.which.kind))
    {
        page.field("Register", format!("{} {}", link.which.kind, link.name));
    }
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
