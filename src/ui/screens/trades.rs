//! The trades between positions, from both ends, and the chains that they make.

use ratatui::layout::Rect;

use super::View;
use crate::{
    analysis::trades::{self, Trade, TradeState},
    model::{Id, Linkage, LinkageStatus, RecordRef},
    search::fold,
    ui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        forms::{Which, linkage},
        keys::{Binding, Command, Key, row},
        pages,
        theme::Meaning,
        widgets::{kept::Kept, page::Page, split::Split},
    },
};

/// Which trade is selected, and whether done ones are shown.
#[derive(Debug, Default)]
pub struct Trades {
    split: Split,
    open_only: bool,
    page: Kept<(u64, Option<Id<Linkage>>), Page>,
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[
    row(&[Key::Char('a')], Command::New, "add", "Add a trade", 1),
    row(&[Key::Enter, Key::Char('e')], Command::Edit, "change", "Change the trade", 2),
    row(
        &[Key::Char('s')],
        Command::Step,
        "one step on",
        "The trade went one step on: hinted, offered, agreed, done",
        3,
    ),
    row(&[Key::Char('o')], Command::Filter, "open only", "Show only open trades; again for all", 4),
    row(&[Key::Char('v')], Command::Versions, "versions", "Show the versions of the trade side by side", 0),
    row(&[Key::Char('D')], Command::Delete, "delete", "Delete the trade", 0),
];

impl Trades {
    fn shown<'a>(&self, cx: &Context<'a>) -> Vec<&'a Trade> {
        let is_shown = |trade: &&Trade| !self.open_only || trade.state() == TradeState::Open;
        cx.standings.trades().iter().filter(is_shown).collect()
    }
}

/// One step on; what is done or withdrawn stays.
fn step_on(trade: &Trade, cx: &Context<'_>) -> Vec<Effect> {
    let key = cx.key(Command::Edit);
    let next = match trade.status {
        LinkageStatus::Hinted => LinkageStatus::Offered,
        LinkageStatus::Offered => LinkageStatus::Agreed,
        LinkageStatus::Agreed => LinkageStatus::Done,
        LinkageStatus::Done | LinkageStatus::Withdrawn => {
            return vec![Effect::hint(format!("It is done or off already; {key} changes it all the same"))];
        }
    };
    if trade.versions > 1 {
        let key = cx.key(Command::Versions);
        return vec![Effect::hint(format!("Two versions stand: settle them first ({key})"))];
    }
    let which = Which::this(&trade.id, cx);
    let linkage = Linkage { status: next, ..which.start(cx) };
    vec![Effect::Save(which.edit(linkage, cx))]
}

impl View for Trades {
    fn title(&self, _: &Context<'_>) -> String {
        "Trades".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn hold(&mut self, cx: &Context<'_>) {
        let mut split = std::mem::take(&mut self.split);
        split.hold(cx, || self.shown(cx).iter().map(|trade| RecordRef::of(&trade.id)).collect());
        self.split = split;
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let shown = self.shown(cx);
        let selected = shown.get(self.split.selected(shown.len())).copied();
        match (command, selected) {
            (Command::New, _) => Effect::form(linkage::form(Which::New, cx)),
            (Command::Edit, Some(trade)) if trade.versions == 1 => {
                Effect::form(linkage::form(Which::this(&trade.id, cx), cx))
            }
            (Command::Edit | Command::Versions, Some(trade)) => {
                super::versions::open(RecordRef::of(&trade.id), cx)
            }
            (Command::Step, Some(trade)) => step_on(trade, cx),
            (Command::Delete, Some(trade)) => vec![Effect::ask_delete(&RecordRef::of(&trade.id), cx)],
            (Command::Filter, _) => {
                self.open_only = !self.open_only;
                self.split = Split::default();
                vec![]
            }
            (other, _) => {
                self.split.on(other, shown.len());
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let shown = self.shown(cx);
        let selected = shown.get(self.split.selected(shown.len())).copied();
        let page = self.page.of((cx.stamp, selected.map(|trade| trade.id.clone())), || page_of(selected, cx));
        self.split.draw(canvas, area, shown.len(), page, &mut |canvas, n, row| {
            let trade = shown[n];
            let state = match trade.state() {
                TradeState::Open => "open",
                TradeState::Done => "done",
                TradeState::Off => "off",
            };
            canvas.put(row.x, row.y, 4, state, Meaning::Quiet);
            canvas.put(row.x + 5, row.y, 9, trade.status.word(), Meaning::Quiet);
            let words = pages::marked(&RecordRef::of(&trade.id), &trade.words(), cx);
            canvas.put(row.x + 15, row.y, row.width.saturating_sub(15), &words, Meaning::Text);
        });
    }

    fn search(&mut self, words: &str, cx: &Context<'_>) -> bool {
        let wanted = fold(words);
        let texts: Vec<String> = self.shown(cx).iter().map(|trade| fold(&trade.words())).collect();
        self.split.find(texts.len(), |n| texts[n].contains(&wanted))
    }
}

pub(in crate::ui) fn page_of(selected: Option<&Trade>, cx: &Context<'_>) -> Page {
    let mut page = Page::default();
    match selected {
        None => {
            let add = cx.key(Command::New);
            page.quiet(cx.if_nothing(format!(
                "No trade recorded. {add} adds one: who gives what, and gets what for it."
            )));
        }
        Some(trade) => in_full(&mut page, trade, cx),
    }
    page
}

fn in_full(page: &mut Page, trade: &Trade, cx: &Context<'_>) {
    if trade.versions > 1 && cx.seen.is_team() {
        page.line(
            Meaning::Attention,
            format!(
                "{} versions stand side by side; {} shows them",
                trade.versions,
                cx.key(Command::Versions)
            ),
        );
    }
    page.field("One end", trade.words()).field("Other end", trade.words_from_other_end());
    page.field("In words", trade.text.as_str());
    let when =
        [trade.phase.map(|phase| phase.to_string()), trade.date.as_ref().map(crate::model::Date::spoken)];
    page.field("When", when.into_iter().flatten().collect::<Vec<_>>().join(", "));
    if let Some(linkage) = cx.seen.case().linkages.first(&trade.id) {
        for source in &linkage.sources {
            page.field("Source", crate::ui::pages::source_words(source, cx));
        }
        page.field("Note", linkage.note.as_str());
    }
    let in_chain = |chain: &&trades::Chain| chain.trades.iter().any(|other| other.id == trade.id);
    for chain in trades::chains(cx.standings).iter().filter(in_chain) {
        page.field("Chain", chain.words());
    }
}
