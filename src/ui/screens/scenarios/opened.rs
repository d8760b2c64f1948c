//! An open comparison as every screen about it has it: the file, the case's reactions, what is tried, what follows.
//! It is worked out anew when the case, the file or what is tried has changed, and not on every frame.

use std::cell::OnceCell;

use ratatui::layout::Rect;

use crate::{
    analysis::{
        comparison::{Asked, Findings, Followed, Tried, findings, follow},
        watch::Watch,
    },
    model::Comparison,
    ui::{
        canvas::Canvas,
        context::{ComparisonFile, Context},
        effect::Effect,
        forms::scenario::{About, Part, taking_out},
        keys::Command,
        study::Work,
        theme::Meaning,
    },
};

/// An open comparison.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    /// The file's name.
    pub file: String,
    /// The comparison with the case's reactions and with what is tried.
    pub comparison: Comparison,
    /// What follows from it; packages are counted apart, for that may take long.
    pub found: Findings,
    /// What the case gave.
    followed: Followed,
    /// What is tried, in words.
    tried: String,
    runs: OnceCell<Work>,
    packages: OnceCell<Option<Work>>,
    made_for: Option<u64>,
}

impl Opened {
    /// The comparison in a file.
    #[must_use]
    pub fn of(file: &str) -> Self {
        Self { file: file.to_owned(), ..Self::default() }
    }

    /// Works it out anew if anything has changed since.
    pub fn refresh(&mut self, cx: &Context<'_>) {
        if self.made_for == Some(cx.stamp) {
            return;
        }
        self.made_for = Some(cx.stamp);
        (self.runs, self.packages) = (OnceCell::new(), OnceCell::new());
        let Some(comparison) = self.on_file(cx).and_then(|file| file.content.as_ref().ok()) else {
            *self = Self { made_for: self.made_for, ..Self::of(&self.file) };
            return;
        };
        let tried = self.tried(cx);
        self.followed = follow(comparison, cx.seen, Some(cx.standings), tried.phase);
        self.tried = tried.words(comparison);
        self.comparison = tried.on(&self.followed.comparison);
        let shown = Comparison { packages: None, ..self.comparison.clone() };
        self.found = findings(&shown, &Asked::default(), &Watch::none());
    }

    /// Whether the file is not there any more, cannot be computed, or is not for whom looks.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.made_for.is_some() && self.comparison.options.is_empty() && self.comparison.packages.is_none()
    }

    /// Works it out anew where it must be; says that there is nothing to show, if that is so.
    pub fn draw_gone(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) -> bool {
        self.refresh(cx);
        if self.is_gone() {
            let back = cx.key(Command::Back);
            let words = format!(
                "This comparison is not complete, or not there any more. {back} goes back to the list."
            );
            let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
            canvas.wrapped(inside, &words, Meaning::Attention);
        }
        self.is_gone()
    }

    /// What is tried with it.
    #[must_use]
    pub fn tried(&self, cx: &Context<'_>) -> Tried {
        cx.tried.get(&self.file).cloned().unwrap_or_default()
    }

    /// Tries something else.
    #[must_use]
    pub fn try_out(&self, cx: &Context<'_>, change: impl FnOnce(&mut Tried, &Comparison)) -> Vec<Effect> {
        let mut tried = self.tried(cx);
        let file = self.on_file(cx).and_then(|file| file.content.as_ref().ok());
        let Some(comparison) = file else { return vec![] };
        change(&mut tried, comparison);
        vec![Effect::Try(self.file.clone(), tried)]
    }

    /// What it would be if something else were tried with it.
    #[must_use]
    pub fn with(
        &self,
        cx: &Context<'_>,
        change: impl FnOnce(&mut Tried, &Comparison),
    ) -> (Tried, Comparison) {
        let mut tried = self.tried(cx);
        let file = self.on_file(cx).and_then(|file| file.content.as_ref().ok());
        let Some(comparison) = file else { return (tried, Comparison::default()) };
        change(&mut tried, comparison);
        let followed = follow(comparison, cx.seen, Some(cx.standings), tried.phase);
        let comparison = tried.on(&followed.comparison);
        (tried, comparison)
    }

    /// The file as it was read.
    #[must_use]
    pub fn on_file<'a>(&self, cx: &Context<'a>) -> Option<&'a ComparisonFile> {
        cx.comparisons.iter().find(|file| file.name == self.file)
    }

    /// Its title, else the file's name.
    #[must_use]
    pub fn title(&self, cx: &Context<'_>) -> String {
        let draft = self.on_file(cx).and_then(|file| file.draft.as_ref());
        let title = draft.map(|draft| draft.title.clone()).filter(|title| !title.is_empty());
        title.unwrap_or_else(|| self.file.clone())
    }

    /// The form for a part of it.
    #[must_use]
    pub fn form(&self, part: Part, cx: &Context<'_>) -> Vec<Effect> {
        self.about(part, cx).map_or_else(|why| vec![*why], |about| Effect::form(about.form(cx)))
    }

    /// Asks whether a part of it is to be taken out; `words` is the part as its line names it.
    #[must_use]
    pub fn take_out(&self, part: Part, words: &str, cx: &Context<'_>) -> Vec<Effect> {
        self.about(part, cx).map_or_else(|why| vec![*why], |about| taking_out::ask(&about, words, cx))
    }

    /// A part of it as it can be changed, or why it cannot.
    fn about(&self, part: Part, cx: &Context<'_>) -> Result<About, Box<Effect>> {
        if !cx.can_write {
            return Err(Box::new(Effect::read_only()));
        }
        let file = self.on_file(cx);
        let draft = file.and_then(|file| Some((file.draft.clone()?, file.stamp)));
        let (base, opened) =
            draft.ok_or_else(|| Box::new(Effect::hint("The file cannot be read; mend it first")))?;
        Ok(About { file: self.file.clone(), opened, base, part })
    }

    /// The runs with luck of this comparison, in its baseline.
    #[must_use]
    pub fn runs(&self) -> &Work {
        self.runs.get_or_init(|| Work::runs(&self.comparison))
    }

    /// The packages of this comparison, if it carries any.
    #[must_use]
    pub fn packages(&self) -> Option<&Work> {
        self.packages.get_or_init(|| Work::packages(&self.comparison)).as_ref()
    }

    /// Says that something is tried, if it is.
    pub fn draw_tried(&self, x: u16, y: u16, width: u16, canvas: &mut Canvas<'_>) -> bool {
        if !self.tried.is_empty() {
            canvas.put(x, y, width, &format!("TRIED, not saved: {}", self.tried), Meaning::Attention);
        }
        !self.tried.is_empty()
    }

    /// Whether anything changes in its packages when the stances of another phase are tried.
    #[must_use]
    pub fn has_stances_of_the_case(&self) -> bool {
        self.followed.in_packages > 0
    }

    /// In one line: whose stances judge the packages.
    #[must_use]
    pub fn stances_of_packages(&self) -> String {
        let tried = if self.tried.is_empty() { String::new() } else { format!("; tried: {}", self.tried) };
        match self.followed.in_packages {
            0 => "Stances and points as the file has them".to_owned(),
            1 => format!("1 stance follows the case{tried}"),
            many => format!("{many} stances follow the case{tried}"),
        }
    }

    /// In one line: what is tried, else from where the reactions come.
    pub fn draw_state(&self, cx: &Context<'_>, x: u16, y: u16, width: u16, canvas: &mut Canvas<'_>) {
        if self.draw_tried(x, y, width, canvas) {
            return;
        }
        let phase = self.tried(cx).phase;
        let until = phase.map_or_else(|| " of all phases".to_owned(), |phase| format!(" up to {phase}"));
        let words = match &self.followed {
            Followed { linked: 0, .. } if phase.is_none() => "Reactions as the file has them".to_owned(),
            Followed { linked: 0, .. } => format!("Reactions{until} as the file has them"),
            Followed { linked, set_by_hand: 0, .. } => format!("{linked} reactions{until} follow the case"),
            Followed { linked, set_by_hand, .. } => {
                format!(
                    "{} reactions{until} follow the case, {set_by_hand} set by hand",
                    linked - set_by_hand
                )
            }
        };
        canvas.put(x, y, width, &words, Meaning::Quiet);
    }
}
