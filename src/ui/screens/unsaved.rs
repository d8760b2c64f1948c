//! Text that was typed and not saved: read in full, taken up in its form again, or thrown away on purpose.

use jiff::Timestamp;
use ratatui::layout::Rect;

use super::View;
use crate::{
    store::Draft,
    ui::{
        canvas::Canvas,
        context::Context,
        dialog::Dialog,
        effect::Effect,
        form::{Field, Value, draft},
        keys::{Binding, Command, Key, row},
        theme::Meaning,
        widgets::{page::Page, split::Split},
    },
};

/// Which text is selected.
#[derive(Debug, Default)]
pub struct Unsaved {
    split: Split,
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[
    row(&[Key::Enter], Command::Open, "go on with it", "Open the form with this text in it", 1),
    row(&[Key::Char('D')], Command::Delete, "throw away", "Throw the text away", 2),
];

/// The latest first.
fn listed<'a>(cx: &Context<'a>) -> Vec<&'a Draft> {
    cx.unsaved.iter().rev().collect()
}

impl View for Unsaved {
    fn title(&self, _: &Context<'_>) -> String {
        "Unsaved text".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let drafts = listed(cx);
        let selected = drafts.get(self.split.selected(drafts.len())).copied();
        match (command, selected) {
            (Command::Open, _) if !cx.can_write => vec![Effect::read_only()],
            (Command::Open, Some(draft)) => vec![Effect::TakeUp(draft.clone())],
            (Command::Delete, Some(draft)) => vec![throw_away(draft)],
            (other, _) => {
                self.split.on(other, drafts.len());
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let drafts = listed(cx);
        let (x, width) = (area.x + 1, area.width.saturating_sub(2));
        if !cx.seen.is_team() {
            canvas.put(
                x,
                area.y,
                width,
                &format!(
                    "What was typed is for the team's view; {} comes back to it.",
                    cx.key(Command::Shield)
                ),
                Meaning::Quiet,
            );
            return;
        }
        if drafts.is_empty() {
            canvas.put(x, area.y, width, "Nothing waits: all that was typed is saved.", Meaning::Quiet);
            return;
        }
        let meaning = if cx.is_kept { Meaning::Quiet } else { Meaning::Text };
        canvas.put(x, area.y, width, where_it_is(cx), meaning);
        let page = drafts.get(self.split.selected(drafts.len())).map_or_else(Page::default, |d| page(d, cx));
        let inside = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        self.split.draw(canvas, inside, drafts.len(), &page, &mut |canvas, n, row| {
            let at = drafts[n].at.parse::<Timestamp>().map_or_else(|_| String::new(), |at| cx.clock(at));
            canvas.put(row.x, row.y, 18, &at, Meaning::Quiet);
            canvas.put(row.x + 19, row.y, row.width.saturating_sub(19), &drafts[n].title, Meaning::Text);
        });
    }
}

/// Where unsaved text is.
pub(in crate::ui) fn where_it_is(cx: &Context<'_>) -> &'static str {
    if cx.is_kept {
        "Typed and not saved. It is kept here, for you alone."
    } else {
        "Typed, not saved, and not all of it is on the disk yet: do not leave before."
    }
}

/// Throws a draft away, once the user has said so twice.
pub(in crate::ui) fn throw_away(draft: &Draft) -> Effect {
    Effect::Ask(Dialog::confirm(
        "Throw this text away?",
        format!("{}. It was never saved, so nothing brings it back.", draft.title),
        Effect::Discard(draft.clone()),
    ))
}

/// What was typed, under the names that the form gives its fields.
pub(in crate::ui) fn page(draft: &Draft, cx: &Context<'_>) -> Page {
    let form = draft::kind(draft).or_else(|| draft::kind_left(draft)).and_then(|kind| kind.opened(cx));
    let mut page = Page::default();
    page.line(Meaning::Heading, draft.title.as_str());
    for (name, text) in draft.fields.iter().filter(|(_, text)| !text.is_empty()) {
        let is_it = |field: &&Field| field.name == name || *field.label == **name;
        let field = form.as_ref().and_then(|form| form.fields.iter().find(is_it));
        page.field(field.map_or(name.as_str(), |field| &*field.label), spoken(field, text, cx));
    }
    if form.is_none() || draft::kind(draft).is_none() {
        page.quiet("There is no form for it here any more: take the words from this page.");
    }
    page
}

/// What a field holds; ids that it keeps come with the names of their records, those that are gone included.
fn spoken(field: Option<&Field>, text: &str, cx: &Context<'_>) -> String {
    let keeps_ids = match field.map(|field| &field.value) {
        Some(Value::Choice(choice)) => !choice.words.iter().any(|word| word == text),
        Some(Value::Many(_) | Value::Stances(_)) => true,
        _ => false,
    };
    if !keeps_ids {
        return text.to_owned();
    }
    let with_name = |line: &str| named(line, cx).unwrap_or_else(|| line.to_owned());
    text.lines().map(with_name).collect::<Vec<_>>().join("\n")
}

/// A line that begins with the id of a record, by what people call that.
fn named(line: &str, cx: &Context<'_>) -> Option<String> {
    let (id, rest) = line.split_once(' ').unwrap_or((line, ""));
    let called = cx.seen.called(id)?;
    let rest = if rest.is_empty() { String::new() } else { format!(": {rest}") };
    Some(format!("{called}{rest} ({id})"))
}
