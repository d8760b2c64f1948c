//! Lenses laid over an assessment or an option: short checklists from the sister notes, to read beside what we have.
//! Nothing is ticked here: what a check brings to light is written where it belongs.

use ratatui::layout::Rect;

use super::View;
use crate::{
    analysis::assessed,
    model::{Id, IssueOption},
    ui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        keys::{Binding, Command, Key, row},
        theme::Meaning,
        widgets::page::{Page, PageState},
    },
};

/// What a lens is laid over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Over {
    /// An assessment, by its letter.
    Assessment(String),
    /// An option.
    Option(Id<IssueOption>),
}

/// Which lens, over what.
#[derive(Debug)]
pub struct Lenses {
    over: Over,
    lens: usize,
    page: PageState,
}

/// The keys of this screen.
pub const KEYS: &[Binding] =
    &[row(&[Key::Tab], Command::NextPane, "next lens", "Lay the next lens over it", 1)];

impl Lenses {
    /// The lenses over something.
    #[must_use]
    pub fn over(over: Over) -> Self {
        Self { over, lens: 0, page: PageState::default() }
    }

    /// What it is laid over, in a line and some words.
    fn beneath(&self, cx: &Context<'_>) -> (String, String) {
        match &self.over {
            Over::Assessment(id) => {
                let Some(assessment) = cx.catalogue.assessment(id) else {
                    return (id.clone(), String::new());
                };
                let tally = assessed::tally(cx.seen, assessment, cx.today);
                let words = format!("{} of {} questions answered", tally.answered, tally.questions);
                (format!("{} {}", id, assessment.title.as_str()), words)
            }
            Over::Option(id) => match cx.seen.case().options.first(id) {
                Some(option) => (format!("{} {}", option.letter, option.title), option.text.clone()),
                None => ("an option that is not here any more".to_owned(), String::new()),
            },
        }
    }
}

impl View for Lenses {
    fn title(&self, cx: &Context<'_>) -> String {
        format!("Lens over {}", self.beneath(cx).0)
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let len = cx.catalogue.lenses.len().max(1);
        match command {
            Command::NextPane => (self.lens, self.page) = ((self.lens + 1) % len, PageState::default()),
            Command::PreviousPane => {
                (self.lens, self.page) = ((self.lens + len - 1) % len, PageState::default());
            }
            other => {
                self.page.on(other);
            }
        }
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let Some(lens) = cx.catalogue.lenses.get(self.lens) else { return };
        let (name, words) = self.beneath(cx);
        let mut page = Page::default();
        page.line(Meaning::Heading, format!("{} over {name}", lens.title.as_str()));
        if !words.is_empty() {
            page.text(words);
        }
        page.quiet(format!(
            "lens {} of {}: {}",
            self.lens + 1,
            cx.catalogue.lenses.len(),
            lens.source.as_str()
        ));
        page.gap().text(lens.text.as_str()).gap();
        for check in &lens.checks {
            page.item(format!("{} ({})", check.ask.as_str(), check.section.as_str()));
        }
        self.page.draw(canvas, inside, &page);
    }
}
