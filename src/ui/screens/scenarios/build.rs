//! Building a comparison: every part with its state, what is still wanting marked, one key to the next of these.
//! Parts without a form are named with what the file holds of them; they are edited in the file itself.

use ratatui::layout::Rect;

use super::{SideBySide, opened::Opened};
use crate::{
    model::{ComparedOption, ComparedParty, Comparison, Stance, ValuesFrom},
    search::fold,
    ui::{
        canvas::Canvas,
        context::{ComparisonFile, Context},
        effect::Effect,
        forms::scenario::Part,
        keys::{Binding, Command, Key, row},
        screens::{Screen, View},
        theme::Meaning,
        widgets::list::ListState,
    },
};

/// A comparison being built.
#[derive(Debug)]
pub struct Build {
    opened: Opened,
    list: ListState,
}

/// The keys of this screen.
pub const BUILD_KEYS: &[Binding] = &[
    row(&[Key::Enter, Key::Char('e')], Command::Open, "fill in", "Fill in or change this part", 1),
    row(
        &[Key::Char('n')],
        Command::NextWanting,
        "next wanting",
        "Go to the next part that is still wanting",
        2,
    ),
    row(&[Key::Char('v')], Command::SideBySide, "side by side", "Set the options side by side", 3),
    row(&[Key::Char('u')], Command::TakeBack, "take back", "Take back the last change of a comparison", 4),
];

/// A part in the list.
struct Line {
    label: String,
    state: String,
    /// What is wanting, if anything.
    wants: bool,
    /// The part that its form is about; nothing for what has no form.
    part: Option<Part>,
}

impl Line {
    fn new(label: impl Into<String>, state: impl Into<String>, wants: bool, part: Part) -> Self {
        Self { label: label.into(), state: state.into(), wants, part: Some(part) }
    }
}

impl Build {
    /// Of the comparison in a file.
    #[must_use]
    pub fn of(file: &str) -> Self {
        Self { opened: Opened::of(file), list: ListState::default() }
    }

    fn lines(&self, cx: &Context<'_>) -> Vec<Line> {
        let Some(file) = self.opened.on_file(cx) else { return Vec::new() };
        let Some(draft) = &file.draft else { return Vec::new() };
        // Until nothing is wanting the comparison cannot be followed through the case; then the file's own stand.
        let shown = if self.opened.is_gone() { draft } else { &self.opened.comparison };
        let mut lines = vec![head(draft)];
        options(draft, &mut lines);
        parties(draft, &mut lines);
        futures(draft, &mut lines);
        values(draft, &mut lines);
        reactions(draft, shown, &mut lines);
        watched(draft, &mut lines);
        in_the_file(draft, &mut lines);
        lines
    }
}

fn head(draft: &Comparison) -> Line {
    let wants = draft.question.trim().is_empty();
    Line::new("Question", if wants { "no question yet" } else { &draft.question }, wants, Part::Head)
}

fn options(draft: &Comparison, lines: &mut Vec<Line>) {
    for option in &draft.options {
        let part = Part::Option(Some(option.id.clone()));
        lines.push(Line::new(format!("Option {}", option.id), &option.title, option.title.is_empty(), part));
    }
    if draft.options.len() < 4 {
        let wants = draft.options.len() < 2 && draft.packages.is_none();
        let words = if wants { "two to four options are needed" } else { "add another" };
        lines.push(Line::new("New option", words, wants, Part::Option(None)));
    }
}

fn parties(draft: &Comparison, lines: &mut Vec<Line>) {
    for party in &draft.parties {
        let from = if party.actor.is_some() { "follows the case" } else { "the file's own" };
        let part = Part::Party(Some(party.id.clone()));
        lines.push(Line::new("Party", format!("{}, {from}", party.name), false, part));
    }
    let wants = draft.parties.is_empty();
    let words = if wants { "whose reactions count?" } else { "add another" };
    lines.push(Line::new("New party", words, wants, Part::Party(None)));
}

fn futures(draft: &Comparison, lines: &mut Vec<Line>) {
    for future in &draft.futures {
        let wants = future.story.trim().is_empty();
        let baseline = if future.baseline { ", baseline" } else { "" };
        let state = if wants {
            format!("{}{baseline}: no story yet", future.title)
        } else {
            format!("{}{baseline}", future.title)
        };
        lines.push(Line::new("Future", state, wants, Part::Future(Some(future.id.clone()))));
    }
    if draft.futures.len() < 5 {
        let wants = draft.futures.len() < 2;
        let words = if wants { "two to four stories of how it may go" } else { "add another" };
        lines.push(Line::new("New future", words, wants, Part::Future(None)));
    }
}

fn values(draft: &Comparison, lines: &mut Vec<Line>) {
    let Some(values) = &draft.values else {
        lines.push(Line::new(
            "Values",
            "for the decision rules: in what unit, from where?",
            true,
            Part::Values,
        ));
        return;
    };
    let state = format!("{}, {} is better, {}", values.unit, values.better, values.from);
    lines.push(Line::new("Values", state, values.unit.is_empty(), Part::Values));
    if values.from != ValuesFrom::Given {
        return;
    }
    for option in &draft.options {
        for future in &draft.futures {
            let cell = values.cells.iter().find(|cell| cell.option == option.id && cell.future == future.id);
            let state = cell.map_or_else(
                || format!("{}: not given", future.title),
                |c| format!("{}: {}", future.title, c.value),
            );
            let part = Part::Value(option.id.clone(), future.id.clone());
            lines.push(Line::new(format!("  Value of {}", option.id), state, cell.is_none(), part));
        }
    }
}

/// How parties stand: what the case decides, what is set here, what nobody knows.
fn reactions(draft: &Comparison, shown: &Comparison, lines: &mut Vec<Line>) {
    let stance = |option: &ComparedOption, party: &ComparedParty| {
        let own = shown.reactions.iter().filter(|r| r.option == option.id && r.party == party.id);
        own.max_by(|a, b| (a.phase, &a.date).cmp(&(b.phase, &b.date)))
    };
    for option in &draft.options {
        for party in &draft.parties {
            let found = stance(option, party);
            let is_linked = party.actor.is_some() && !option.stands_for.is_empty();
            let word = found.map_or(Stance::Unknown, |r| r.stance).label();
            let from = match (is_linked, found.and_then(|r| r.set_by.as_ref())) {
                (_, Some(set)) => format!("set by {}", set.by),
                (true, None) => "from the case".to_owned(),
                (false, None) => "the file's own".to_owned(),
            };
            let state = format!("{} {word}, {from}", party.name);
            let wants =
                !is_linked && found.is_none_or(|r| r.stance == Stance::Unknown && r.source.is_empty());
            let part = Part::Reaction(option.id.clone(), party.id.clone());
            lines.push(Line::new(format!("Reaction to {}", option.id), state, wants, part));
        }
    }
}

fn watched(draft: &Comparison, lines: &mut Vec<Line>) {
    for assumption in &draft.assumptions {
        let state = format!("{}: {}", assumption.status, assumption.text);
        lines.push(Line::new("Assumption", state, false, Part::Assumption(Some(assumption.id.clone()))));
    }
    let wants = draft.assumptions.is_empty();
    let words = if wants { "what is taken for granted?" } else { "add another" };
    lines.push(Line::new("New assumption", words, wants, Part::Assumption(None)));
    for indicator in &draft.indicators {
        let state = format!("{} readings: {}", indicator.readings.len(), indicator.title);
        lines.push(Line::new("Indicator", state, false, Part::Indicator(Some(indicator.id.clone()))));
    }
    let wants = draft.indicators.is_empty() && draft.futures.len() > 1;
    let words = if wants { "what would tell the futures apart?" } else { "add another" };
    lines.push(Line::new("New indicator", words, wants, Part::Indicator(None)));
}

/// What has no form.
fn in_the_file(draft: &Comparison, lines: &mut Vec<Line>) {
    let plans = draft.capacity.as_ref().map_or(0, |capacity| capacity.plans.len());
    let packages = draft.packages.as_ref().map_or(0, |model| model.issues.len());
    let parts = [
        ("Timetables", format!("{plans} plans")),
        ("Effects", format!("{} on {} criteria", draft.effects.len(), draft.criteria.len())),
        ("Coverage", format!("{} rows", draft.coverage.len())),
        ("Drivers", draft.drivers.len().to_string()),
        ("Packages", format!("{packages} issues")),
        ("Principles", format!("{} marks", draft.principles.len())),
        ("Analogues", draft.analogues.len().to_string()),
        ("Caveats", draft.caveats.len().to_string()),
    ];
    for (label, state) in parts {
        let state = format!("{state}; edited in the file");
        lines.push(Line { label: label.to_owned(), state, wants: false, part: None });
    }
}

impl View for Build {
    fn title(&self, cx: &Context<'_>) -> String {
        format!("Edit: {}", self.opened.title(cx))
    }

    fn keys(&self) -> &'static [Binding] {
        BUILD_KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        self.opened.refresh(cx);
        let lines = self.lines(cx);
        let name = &self.opened.file;
        match command {
            Command::Open => match lines.get(self.list.selected).map(|line| &line.part) {
                Some(Some(part)) => return self.opened.form(part.clone(), cx),
                Some(None) => {
                    return vec![Effect::hint(format!(
                        "No form for this: edit scenarios/{name} in the case's folder"
                    ))];
                }
                None => {}
            },
            Command::NextWanting => {
                let len = lines.len();
                let mut order = (1..=len).map(|step| (self.list.selected + step) % len.max(1));
                match order.find(|n| lines[*n].wants) {
                    Some(next) => self.list.selected = next,
                    None => return vec![Effect::done("Nothing that has a form is wanting")],
                }
            }
            Command::SideBySide if self.opened.is_gone() => {
                let why =
                    self.opened.on_file(cx).and_then(|file| file.problems.first()).map(|p| p.what.clone());
                return vec![Effect::hint(why.unwrap_or_else(|| "Something is still wanting".to_owned()))];
            }
            Command::SideBySide => return vec![Effect::Push(Screen::SideBySide(SideBySide::of(name)))],
            Command::TakeBack => return vec![Effect::TakeBackComparison],
            other => {
                self.list.on(other, lines.len());
            }
        }
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        self.opened.refresh(cx);
        let (x, width) = (area.x + 1, area.width.saturating_sub(2));
        let lines = self.lines(cx);
        let Some(file) = self.opened.on_file(cx).filter(|file| file.is_for(cx.seen.audience())) else {
            canvas.put(x, area.y, width, "The file is not there any more.", Meaning::Attention);
            return;
        };
        let wanting = lines.iter().filter(|line| line.wants).count();
        let words = summary(file, wanting);
        let meaning = if wanting + file.problems.len() == 0 { Meaning::Good } else { Meaning::Attention };
        let used = canvas.wrapped(Rect { x, width, height: 2, ..area }, &words, meaning).clamp(1, 2);
        let list = Rect { y: area.y + used, height: area.height.saturating_sub(used), ..area };
        for (y, n) in (list.y..).zip(self.list.view(lines.len(), list.height)) {
            let line = &lines[n];
            let (mark, meaning) = if line.wants { ("?", Meaning::Attention) } else { (" ", Meaning::Text) };
            canvas.put(x, y, 1, mark, meaning);
            let label = if line.part.is_some() { Meaning::Text } else { Meaning::Quiet };
            canvas.put(x + 2, y, 16, &line.label, label);
            canvas.put(
                x + 19,
                y,
                width.saturating_sub(19),
                &line.state,
                if line.wants { meaning } else { label },
            );
            if n == self.list.selected {
                canvas.select(Rect { x: area.x, y, width: area.width, height: 1 });
            }
        }
    }

    fn search(&mut self, words: &str, cx: &Context<'_>) -> bool {
        self.opened.refresh(cx);
        let wanted = fold(words);
        let lines = self.lines(cx);
        let mut order = (1..=lines.len()).map(|step| (self.list.selected + step) % lines.len());
        let found = order
            .find(|n| fold(&lines[*n].state).contains(&wanted) || fold(&lines[*n].label).contains(&wanted));
        self.list.selected = found.unwrap_or(self.list.selected);
        found.is_some()
    }
}

/// How much is wanting, and the first thing that keeps the file from being computed.
fn summary(file: &ComparisonFile, wanting: usize) -> String {
    match (file.problems.first(), wanting) {
        (Some(problem), _) => format!("Cannot be compared yet: {}. {}", problem.what, problem.remedy),
        (None, 0) => "Complete, as far as forms go. v sets the options side by side.".to_owned(),
        (None, 1) => "Can be compared; one thing is still wanting. n goes there.".to_owned(),
        (None, more) => format!("Can be compared; {more} things are still wanting. n goes to the next."),
    }
}
