//! The seven assessments, and the register kept beside each.

use ratatui::layout::Rect;

use super::{
    Screen, View,
    lenses::{Lenses, Over},
    question::Question,
    record::RecordPage,
};
use crate::{
    analysis::assessed,
    guidance::Register,
    model::{Case, Kind, RecordRef},
    search::fold,
    ui::{
        canvas::Canvas,
        context::Context,
        dialog::Dialog,
        effect::Effect,
        forms,
        keys::{Binding, Command, Key, row},
        pages,
        theme::Meaning,
        widgets::{
            list::ListState,
            page::{Page, PageState},
        },
    },
};

/// Which assessment is selected.
#[derive(Debug, Default)]
pub struct Assessments {
    list: ListState,
}

/// The keys of the list.
pub const KEYS: &[Binding] = &[
    row(&[Key::Enter], Command::Open, "questions", "Open the key questions of the assessment", 1),
    row(&[Key::Char('r')], Command::Register, "register", "Open the register kept beside the assessment", 2),
    row(&[Key::Char('L')], Command::Lenses, "lenses", "Lay the lenses over the assessment", 3),
];

/// The rows of one register.
#[derive(Debug)]
pub struct RegisterList {
    kind: Kind,
    list: ListState,
    page: PageState,
}

/// The keys of a register.
pub const REGISTER_KEYS: &[Binding] = &[
    row(&[Key::Enter, Key::Char('e')], Command::Edit, "change", "Change the row", 1),
    row(&[Key::Char('a')], Command::New, "add", "Add a row", 2),
    row(&[Key::Char('f')], Command::Full, "in full", "Show the row in full, with what it is linked to", 3),
    row(&[Key::Char('D')], Command::Delete, "delete", "Delete the row", 4),
];

impl View for Assessments {
    fn title(&self, _: &Context<'_>) -> String {
        "Assessments".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let assessments = &cx.catalogue.assessments;
        let Some(selected) = assessments.get(self.list.selected) else { return vec![] };
        match command {
            Command::Open => {
                let first = selected.questions.first().map(|question| Question::at(&question.id));
                first.map(|question| Effect::Push(Screen::Question(question))).into_iter().collect()
            }
            Command::Register => match selected.register {
                Some(register) => vec![Effect::Push(Screen::Register(RegisterList::of(register)))],
                None => {
                    vec![Effect::hint("This assessment has no register; its answers stand by themselves")]
                }
            },
            Command::Lenses => {
                let over = Over::Assessment(selected.id.to_string());
                vec![Effect::Push(Screen::Lenses(Lenses::over(over)))]
            }
            other => {
                self.list.on(other, assessments.len());
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let x = area.x + 1;
        let counts = area.right().saturating_sub(33);
        canvas.put(x, area.y, 30, "Assessment", Meaning::Quiet);
        canvas.put(counts, area.y, 33, "answered  open  stale  register", Meaning::Quiet);
        let assessments = &cx.catalogue.assessments;
        for (n, assessment) in assessments.iter().enumerate() {
            let y = area.y + 1 + u16::try_from(n).unwrap_or(0);
            let tally = assessed::tally(cx.seen, assessment, cx.today);
            canvas.put(x, y, 2, &assessment.id, Meaning::Heading);
            canvas.put(x + 3, y, counts.saturating_sub(x + 4), &assessment.title, Meaning::Text);
            canvas.put_right(
                counts,
                y,
                8,
                &format!("{} / {}", tally.answered, tally.questions),
                Meaning::Text,
            );
            canvas.put_right(counts + 9, y, 5, &count(tally.open), Meaning::Text);
            canvas.put_right(counts + 15, y, 6, &count(tally.stale), Meaning::Text);
            let rows = assessment.register.map(|register| cx.seen.case().count_of(kind_of(register)));
            canvas.put_right(counts + 22, y, 9, &rows.map_or_else(|| "-".to_owned(), count), Meaning::Text);
            if n == self.list.selected {
                canvas.select(Rect { x: area.x, y, width: area.width, height: 1 });
            }
        }
        self.list.view(assessments.len(), 7);
        let Some(selected) = assessments.get(self.list.selected) else { return };
        let below = Rect {
            x,
            y: area.y + 10,
            width: area.width.saturating_sub(2),
            height: area.height.saturating_sub(10),
        };
        let mut page = Page::default();
        page.line(Meaning::Heading, selected.title.as_str()).text(selected.purpose.as_str());
        page.gap().field(
            "Consult",
            selected.consult.iter().map(crate::guidance::Text::as_str).collect::<Vec<_>>().join("; "),
        );
        page.quiet(format!("section {}", selected.section.as_str()));
        PageState::default().draw(canvas, below, &page);
    }
}

fn count(number: usize) -> String {
    if number == 0 { "-".to_owned() } else { number.to_string() }
}

/// The kind of record that a register holds.
#[must_use]
pub fn kind_of(register: Register) -> Kind {
    match register {
        Register::Threats => Kind::Threat,
        Register::Violations => Kind::Violation,
        Register::Dynamics => Kind::Dynamic,
        Register::Institutions => Kind::Institution,
        Register::Stakeholders => Kind::Stakeholder,
        Register::Profiles => Kind::Profile,
    }
}

impl RegisterList {
    /// The list of a register.
    #[must_use]
    pub fn of(register: Register) -> Self {
        Self { kind: kind_of(register), list: ListState::default(), page: PageState::default() }
    }

    /// The list of the register that holds a record, on that record.
    #[must_use]
    pub fn at(which: &RecordRef) -> Self {
        Self { kind: which.kind, list: ListState::on_record(which.clone()), page: PageState::default() }
    }

    fn rows(&self, case: &Case) -> Vec<(RecordRef, String, String)> {
        rows(self.kind, case)
    }
}

/// Every record of a kind, with its code and what it is called, in their order.
pub(in crate::ui) fn rows(kind: Kind, case: &Case) -> Vec<(RecordRef, String, String)> {
    let mut rows: Vec<(RecordRef, String, String)> = Vec::new();
    case.each_record(&mut |which, record| {
        if which.kind == kind && !rows.iter().any(|(other, ..)| *other == which) {
            let label = match record {
                crate::model::Record::Profile(profile) => {
                    case.actors.first(&profile.actor).map_or_else(String::new, |actor| actor.name.clone())
                }
                other => other.label().to_owned(),
            };
            rows.push((which, record.code().to_owned(), label));
        }
    });
    rows.sort_by(|a, b| (&a.1, &a.2).cmp(&(&b.1, &b.2)));
    rows
}

impl View for RegisterList {
    fn title(&self, _: &Context<'_>) -> String {
        format!("Register: {}", self.kind)
    }

    fn keys(&self) -> &'static [Binding] {
        REGISTER_KEYS
    }

    fn hold(&mut self, cx: &Context<'_>) {
        let kind = self.kind;
        self.list.hold(cx, || rows(kind, cx.seen.case()).into_iter().map(|(which, ..)| which).collect());
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let rows = self.rows(cx.seen.case());
        let selected = rows.get(self.list.selected).map(|(which, ..)| which.clone());
        let form =
            |which| vec![Effect::Ask(Dialog::Form(Box::new(forms::register::form(self.kind, which, cx))))];
        match (command, selected) {
            (Command::New, _) => form(None),
            (Command::Edit, Some(which)) => form(Some(which)),
            (Command::Full, Some(which)) => vec![Effect::Push(Screen::Record(RecordPage::of(which)))],
            (Command::Delete, Some(which)) => vec![Effect::ask_delete(&which, cx)],
            (other, _) => {
                self.list.on(other, rows.len());
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let rows = self.rows(cx.seen.case());
        let x = area.x + 1;
        let width = area.width.saturating_sub(2);
        if rows.is_empty() {
            let words = cx.if_nothing(format!("Nothing recorded yet. {} adds a row.", cx.key(Command::New)));
            canvas.put(x, area.y, width, &words, Meaning::Quiet);
            return;
        }
        let height = (area.height / 2).min(u16::try_from(rows.len()).unwrap_or(u16::MAX));
        for (y, n) in (area.y..).zip(self.list.shown(rows.len(), Rect { height, ..area }, canvas)) {
            let (which, code, label) = &rows[n];
            canvas.put(x, y, 6, code, Meaning::Quiet);
            canvas.put(x + 7, y, width.saturating_sub(7), &pages::marked(which, label, cx), Meaning::Text);
            if n == self.list.selected {
                canvas.select(Rect { x: area.x, y, width: area.width, height: 1 });
            }
        }
        let Some((which, ..)) = rows.get(self.list.selected) else { return };
        let below = Rect { x, y: area.y + height + 1, width, height: area.height.saturating_sub(height + 1) };
        let mut page = Page::default();
        pages::two_versions(&mut page, which, cx);
        for head in cx.seen.case().heads_of(which) {
            if let Some(record) = head.here() {
                pages::record(&mut page, record, cx);
            }
        }
        self.page.draw(canvas, below, &page);
    }

    fn search(&mut self, words: &str, cx: &Context<'_>) -> bool {
        let wanted = fold(words);
        let rows = self.rows(cx.seen.case());
        let order = (1..=rows.len()).map(|step| (self.list.selected + step) % rows.len().max(1));
        let found = order.into_iter().find(|n| fold(&rows[*n].2).contains(&wanted));
        self.list.selected = found.unwrap_or(self.list.selected);
        found.is_some()
    }

    fn reset(&mut self) {
        self.list = ListState::default();
    }
}
