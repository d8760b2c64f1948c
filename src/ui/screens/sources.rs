//! Who or what says so: the list of sources, how far each is relied on, and what rests on it.

use ratatui::layout::Rect;

use super::View;
use crate::{
    model::{Date, Id, RecordRef, Source},
    search::fold,
    ui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        forms::{Which, source},
        keys::{Binding, Command, Key, row},
        pages,
        theme::Meaning,
        widgets::{kept::Kept, page::Page, split::Split},
    },
};

/// Which source is selected.
#[derive(Debug, Default)]
pub struct Sources {
    split: Split,
    ids: Kept<u64, Vec<Id<Source>>>,
    page: Kept<(u64, Option<Id<Source>>), Page>,
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[
    row(&[Key::Char('a')], Command::New, "add", "Add a source", 1),
    row(
        &[Key::Enter, Key::Char('e')],
        Command::Edit,
        "change",
        "Change the source: grades, consent, who may know it",
        2,
    ),
    row(&[Key::Char('v')], Command::Versions, "versions", "Show the versions of the source side by side", 0),
    row(&[Key::Char('D')], Command::Delete, "delete", "Delete the source", 3),
];

/// Every source, by its code and its name.
fn sources(cx: &Context<'_>) -> Vec<Id<Source>> {
    let mut sources: Vec<_> = cx.seen.case().sources.shown().collect();
    sources.sort_by_cached_key(|(id, source)| (source.code.clone(), fold(&source.name), (*id).clone()));
    sources.into_iter().map(|(id, _)| id.clone()).collect()
}

impl View for Sources {
    fn title(&self, _: &Context<'_>) -> String {
        "Sources".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn hold(&mut self, cx: &Context<'_>) {
        let Self { split, ids, .. } = self;
        split.hold(cx, || ids.of(cx.stamp, || sources(cx)).iter().map(RecordRef::of).collect());
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let sources = self.ids.of(cx.stamp, || sources(cx));
        let selected = sources.get(self.split.selected(sources.len())).cloned();
        match (command, selected) {
            (Command::New, _) => Effect::form(source::form(Which::New, cx)),
            (Command::Edit, Some(id)) if pages::is_contested(&id, cx) => {
                super::versions::open(RecordRef::of(&id), cx)
            }
            (Command::Edit, Some(id)) => Effect::form(source::form(Which::this(&id, cx), cx)),
            (Command::Versions, Some(id)) => super::versions::open(RecordRef::of(&id), cx),
            (Command::Delete, Some(id)) => vec![Effect::ask_delete(&RecordRef::of(&id), cx)],
            (other, _) => {
                self.split.on(other, sources.len());
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let sources = self.ids.of(cx.stamp, || sources(cx));
        let selected = sources.get(self.split.selected(sources.len()));
        let page = self.page.of((cx.stamp, selected.cloned()), || page_of(selected, cx));
        self.split.draw(canvas, area, sources.len(), page, &mut |canvas, n, row| {
            let Some(source) = cx.seen.case().sources.first(&sources[n]) else { return };
            canvas.put(row.x, row.y, 6, &source.code, Meaning::Quiet);
            let room = row.width.saturating_sub(32);
            canvas.put(
                row.x + 6,
                row.y,
                room,
                &pages::marked(&RecordRef::of(&sources[n]), &source.name, cx),
                Meaning::Text,
            );
            canvas.put(row.x + 7 + room, row.y, 10, source.kind.word(), Meaning::Quiet);
            let date = source.date.as_ref().map_or_else(String::new, Date::spoken);
            canvas.put_right(row.right().saturating_sub(13), row.y, 13, &date, Meaning::Quiet);
        });
    }

    fn search(&mut self, words: &str, cx: &Context<'_>) -> bool {
        let wanted = fold(words);
        let sources = self.ids.of(cx.stamp, || sources(cx));
        let holds = |n: usize| {
            let source = cx.seen.case().sources.first(&sources[n]);
            source.is_some_and(|s| fold(&format!("{} {}", s.name, s.reference)).contains(&wanted))
        };
        self.split.find(sources.len(), holds)
    }
}

pub(in crate::ui) fn page_of(selected: Option<&Id<Source>>, cx: &Context<'_>) -> Page {
    let mut page = Page::default();
    match selected {
        None => {
            page.quiet(cx.if_nothing(format!("No source yet. {} adds one.", cx.key(Command::New))));
        }
        Some(id) => {
            pages::two_versions(&mut page, &RecordRef::of(id), cx);
            let heads = cx.seen.case().sources.get(id);
            for source in heads.into_iter().flat_map(crate::model::Entry::heads) {
                in_full(&mut page, source, cx);
            }
            rests_on(&mut page, id, cx);
        }
    }
    page
}

fn in_full(page: &mut Page, source: &Source, cx: &Context<'_>) {
    page.line(Meaning::Heading, source.name.as_str());
    page.field("To be found", source.reference.as_str());
    if !cx.seen.is_team() {
        return;
    }
    page.field("Relied on", source.grades());
    let asked = |answer: Option<bool>| answer.map_or("nobody asked", |yes| if yes { "yes" } else { "no" });
    let consent = &source.consent;
    page.field(
        "Consent",
        format!(
            "may be used: {}; quoted: {}; named: {}",
            asked(consent.may_be_used),
            asked(consent.may_be_quoted),
            asked(consent.may_be_attributed)
        ),
    );
    page.field("Ask again by", source.review_by.as_ref().map_or_else(String::new, Date::spoken));
    page.field("May be told", pages::disclosure_words(&source.disclosure, cx));
    page.field("Note", source.note.as_str());
}

/// What names it, most of it positions.
fn rests_on(page: &mut Page, id: &Id<Source>, cx: &Context<'_>) {
    let positions = cx.seen.case().positions.shown().filter(|(_, position)| position.sources.contains(id));
    let words: Vec<String> = positions
        .map(|(_, p)| {
            format!(
                "{} {}",
                pages::names(std::slice::from_ref(&p.party), cx),
                pages::quoted(&p.statement.text)
            )
        })
        .collect();
    if !words.is_empty() {
        page.heading(format!("Positions that rest on it: {}", words.len()));
        for position in words {
            page.item(position);
        }
    }
}
