//! The principles laid beside an option. The program asks its question; a person says whether the option crosses.

use ratatui::layout::Rect;

use super::View;
use crate::{
    guidance::{Principle, Standing},
    model::{Entry, Finding, Id, Issue, IssueOption},
    ui::{
        canvas::Canvas,
        context::Context,
        dialog::Dialog,
        effect::Effect,
        forms::{Which, finding},
        keys::{Binding, Command, Key, row},
        theme::Meaning,
        widgets::{
            list::ListState,
            page::{Page, PageState},
        },
    },
};

/// Which option of an issue, and which principle.
#[derive(Debug)]
pub struct Principles {
    issue: Id<Issue>,
    option: usize,
    list: ListState,
    page: PageState,
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[
    row(&[Key::Tab], Command::NextPane, "next option", "Choose the next option of the issue", 1),
    row(
        &[Key::Char('c')],
        Command::Record,
        "it crosses",
        "Mark that the option crosses the principle, and why",
        2,
    ),
    row(
        &[Key::Char('o')],
        Command::Refuse,
        "it does not",
        "Mark that somebody looked and it does not cross",
        3,
    ),
    row(&[Key::Char('L')], Command::Lenses, "lenses", "Lay the lenses over the option", 4),
];

impl Principles {
    /// Those beside the options of an issue.
    #[must_use]
    pub fn of(issue: Id<Issue>) -> Self {
        Self { issue, option: 0, list: ListState::default(), page: PageState::default() }
    }

    /// Those beside one option, if it is here.
    #[must_use]
    pub fn beside(option: &Id<IssueOption>, cx: &Context<'_>) -> Option<Self> {
        let mut screen = Self::of(cx.seen.case().options.first(option)?.issue.clone());
        screen.option = screen.options(cx).iter().position(|(id, _)| *id == option)?;
        Some(screen)
    }

    fn options<'a>(&self, cx: &Context<'a>) -> Vec<(&'a Id<IssueOption>, &'a IssueOption)> {
        let all = cx.seen.case().options.shown().filter(|(_, option)| option.issue == self.issue);
        let mut all: Vec<_> = all.collect();
        all.sort_by(|a, b| (&a.1.letter, &a.1.title).cmp(&(&b.1.letter, &b.1.title)));
        all
    }

    fn form(&self, crosses: bool, cx: &Context<'_>) -> Vec<Effect> {
        let options = self.options(cx);
        let (Some((option, _)), Some(principle)) =
            (options.get(self.option), cx.catalogue.principles.get(self.list.selected))
        else {
            return vec![Effect::hint("The issue has no options yet")];
        };
        let which = found(option, principle, cx).first().map_or(Which::New, |(id, _)| Which::this(id, cx));
        vec![Effect::Ask(Dialog::Form(Box::new(finding::form(option, &principle.id, which, crosses, cx))))]
    }
}

/// The findings on an option and a principle.
fn found<'a>(
    option: &Id<IssueOption>,
    principle: &Principle,
    cx: &Context<'a>,
) -> Vec<(&'a Id<Finding>, &'a Entry<Finding>)> {
    let about = |finding: &Finding| finding.option == *option && finding.principle == principle.id.as_str();
    cx.seen.case().findings.iter().filter(|(_, entry)| entry.heads().any(about)).collect()
}

/// What was found: where two findings differ, that is said.
fn word(option: &Id<IssueOption>, principle: &Principle, cx: &Context<'_>) -> &'static str {
    let found = found(option, principle, cx);
    let mut says = found.iter().flat_map(|(_, entry)| entry.heads()).map(|finding| finding.crosses);
    match says.next() {
        None => "nobody has looked",
        Some(first) if says.any(|other| other != first) => "findings differ",
        Some(true) => "crosses",
        Some(false) => "does not cross",
    }
}

impl View for Principles {
    fn title(&self, _: &Context<'_>) -> String {
        "Principles".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let options = self.options(cx);
        let len = options.len().max(1);
        match command {
            Command::Record => return self.form(true, cx),
            Command::Refuse => return self.form(false, cx),
            Command::Lenses => {
                let over = options.get(self.option).map(|(id, _)| super::lenses::Over::Option((*id).clone()));
                return over
                    .map(|o| Effect::Push(super::Screen::Lenses(super::lenses::Lenses::over(o))))
                    .into_iter()
                    .collect();
            }
            Command::NextPane => self.option = (self.option + 1) % len,
            Command::PreviousPane => self.option = (self.option + len - 1) % len,
            other => {
                self.list.on(other, cx.catalogue.principles.len());
            }
        }
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let x = area.x + 1;
        let width = area.width.saturating_sub(2);
        let options = self.options(cx);
        let Some((id, option)) = options.get(self.option) else {
            canvas.put(x, area.y, width, "The issue has no options yet.", Meaning::Quiet);
            return;
        };
        let words =
            format!("Option {} of {}: {} {}", self.option + 1, options.len(), option.letter, option.title);
        canvas.put(x, area.y, width, &words, Meaning::Heading);
        let principles = &cx.catalogue.principles;
        let list = Rect { y: area.y + 2, height: (area.height / 2).saturating_sub(2), ..area };
        for (y, n) in (list.y..).zip(self.list.shown(principles.len(), list, canvas)) {
            let word = word(id, &principles[n], cx);
            let meaning = if word == "crosses" || word == "findings differ" {
                Meaning::Attention
            } else {
                Meaning::Quiet
            };
            canvas.put(x, y, width.saturating_sub(20), &principles[n].title, Meaning::Text);
            canvas.put_right(x, y, width, word, meaning);
            if n == self.list.selected {
                canvas.select(Rect { x: area.x, y, width: area.width, height: 1 });
            }
        }
        let Some(principle) = principles.get(self.list.selected) else { return };
        let y = area.y + area.height / 2 + 1;
        let below = Rect { x, y, width, height: area.bottom().saturating_sub(y) };
        let cursor = canvas.cursor;
        self.page.draw(canvas, below, &page_of(principle, &found(id, principle, cx)));
        canvas.cursor = cursor;
    }

    fn reset(&mut self) {
        self.option = 0;
    }
}

fn page_of(principle: &Principle, found: &[(&Id<Finding>, &Entry<Finding>)]) -> Page {
    let mut page = Page::default();
    page.line(Meaning::Heading, principle.asked.as_str());
    for finding in found.iter().flat_map(|(_, entry)| entry.heads()) {
        let word = if finding.crosses { "It crosses" } else { "It does not" };
        page.inline(word, if finding.why.is_empty() { "(no reason recorded)" } else { &finding.why });
    }
    for crossed in &principle.crossed_by {
        page.inline("Crossed by", crossed.as_str());
    }
    let firm = match principle.standing {
        Standing::NeverEndorsed => "The United Nations does not endorse an agreement that crosses it",
        Standing::Upheld => "Mediators are asked to uphold it",
    };
    page.quiet(format!("{firm}; section {}", principle.section.as_str()));
    page
}
