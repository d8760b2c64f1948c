//! One key question: the questions of its assessment at the left, the guidance and our answer at the right.

use ratatui::layout::Rect;

use super::{
    Screen, View,
    assessments::RegisterList,
    basis::Basis,
    history::{History, Of},
    lenses::{Lenses, Over},
    readings::Readings,
};
use crate::{
    analysis::assessed,
    guidance::Assessment,
    model::{Answer, AnswerState, Confidence, Entry, Id, RecordRef},
    search::fold,
    ui::{
        canvas::Canvas,
        context::Context,
        dialog::Dialog,
        effect::Effect,
        forms::{Which, answer},
        keys::{Binding, Command, Key, row},
        pages,
        theme::Meaning,
        widgets::{
            kept::Kept,
            page::{Page, PageState},
        },
    },
};

/// A key question.
#[derive(Debug)]
pub struct Question {
    id: String,
    /// Which of its readings is the one to change.
    reading: usize,
    page: PageState,
    made: Kept<(u64, usize), Page>,
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[
    row(
        &[Key::Char('e'), Key::Enter],
        Command::Edit,
        "answer",
        "Answer the question, or change the answer",
        1,
    ),
    row(
        &[Key::Char('y')],
        Command::NotKnown,
        "not known yet",
        "Say that it is not known yet, and who finds out",
        2,
    ),
    row(
        &[Key::Char('w')],
        Command::DoNotRecord,
        "do not record",
        "Say that the answer is on purpose not recorded, and why",
        0,
    ),
    row(&[Key::Char('n')], Command::NextGap, "next open", "Go to the next open key question", 3),
    row(&[Key::Char('r')], Command::Register, "register", "Open the register kept beside the assessment", 4),
    row(&[Key::Char('b')], Command::Beside, "another reading", "Put another reading beside the answer", 0),
    row(&[Key::Char('D')], Command::Delete, "delete", "Delete the reading", 0),
    row(
        &[Key::Char('v')],
        Command::Basis,
        "evidence",
        "Open what the answer rests on: evidence, and who was asked",
        5,
    ),
    row(&[Key::Tab], Command::NextPane, "next reading", "Choose the next reading of this question", 0),
    row(
        &[Key::Char('s')],
        Command::SideBySide,
        "side by side",
        "Show the readings of this question in columns",
        0,
    ),
    row(
        &[Key::Char('H')],
        Command::History,
        "history",
        "Show what the answers said before, by whom and when",
        0,
    ),
    row(&[Key::Char('L')], Command::Lenses, "lenses", "Lay the lenses over the assessment", 0),
];

/// Columns for the list of questions.
const LIST: u16 = 30;

impl Question {
    /// The screen of a key question.
    #[must_use]
    pub fn at(id: &str) -> Self {
        Self { id: id.to_owned(), reading: 0, page: PageState::default(), made: Kept::default() }
    }

    /// The same, with one of its readings chosen.
    #[must_use]
    pub(in crate::ui) fn of_reading(id: &str, reading: usize) -> Self {
        Self { reading, ..Self::at(id) }
    }

    /// The key question's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The next open key question after another, if any is open.
    #[must_use]
    pub fn next_open(cx: &Context<'_>, after: Option<&str>) -> Option<Self> {
        assessed::next_open(cx.seen, cx.catalogue, after).map(Self::at)
    }

    fn assessment<'a>(&self, cx: &Context<'a>) -> Option<&'a Assessment> {
        cx.catalogue.assessments.iter().find(|a| a.questions.iter().any(|q| q.id.as_str() == self.id))
    }

    pub(in crate::ui) fn readings<'a>(&self, cx: &Context<'a>) -> Vec<(&'a Id<Answer>, &'a Entry<Answer>)> {
        assessed::readings(cx.seen, &self.id)
    }

    fn go(&mut self, cx: &Context<'_>, by: isize) {
        let Some(assessment) = self.assessment(cx) else { return };
        let at = assessment.questions.iter().position(|q| q.id.as_str() == self.id).unwrap_or(0);
        let next = at.saturating_add_signed(by).min(assessment.questions.len() - 1);
        if next != at {
            *self = Self::at(&assessment.questions[next].id);
        }
    }

    pub(in crate::ui) fn form(
        &self,
        cx: &Context<'_>,
        state: Option<AnswerState>,
        beside: bool,
    ) -> Vec<Effect> {
        let readings = self.readings(cx);
        let which = match readings.get(self.reading).filter(|_| !beside) {
            Some((id, _)) => Which::this(id, cx),
            None => Which::New,
        };
        vec![Effect::Ask(Dialog::Form(Box::new(answer::form(&self.id, which, state, cx))))]
    }

    fn register(&self, cx: &Context<'_>) -> Vec<Effect> {
        match self.assessment(cx).and_then(|assessment| assessment.register) {
            Some(register) => vec![Effect::Push(Screen::Register(RegisterList::of(register)))],
            None => vec![Effect::hint("This assessment has no register")],
        }
    }
}

impl View for Question {
    fn title(&self, cx: &Context<'_>) -> String {
        self.assessment(cx)
            .map_or_else(|| self.id.clone(), |a| format!("{} {}", a.id.as_str(), a.title.as_str()))
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        match command {
            Command::Edit => self.form(cx, None, false),
            Command::NotKnown => self.form(cx, Some(AnswerState::NotKnownYet), false),
            Command::DoNotRecord => self.form(cx, Some(AnswerState::DoNotRecord), false),
            Command::Beside => self.form(cx, None, true),
            Command::Register => self.register(cx),
            Command::Delete => match self.readings(cx).get(self.reading) {
                Some((id, _)) => vec![Effect::ask_delete(&RecordRef::of(id), cx)],
                None => vec![],
            },
            Command::Basis => match self.readings(cx).get(self.reading) {
                Some((id, _)) => vec![Effect::Push(Screen::Basis(Basis::of((*id).clone())))],
                None => vec![Effect::hint(format!("Answer the question first: {}", cx.key(Command::Edit)))],
            },
            Command::SideBySide => vec![Effect::Push(Screen::Readings(Readings::of(&self.id)))],
            Command::History => {
                vec![Effect::Push(Screen::History(History::of(Of::Question(self.id.clone()))))]
            }
            Command::Lenses => {
                let letter =
                    self.assessment(cx).map(|assessment| Over::Assessment(assessment.id.to_string()));
                letter.map(|over| Effect::Push(Screen::Lenses(Lenses::over(over)))).into_iter().collect()
            }
            Command::NextPane => {
                self.reading = (self.reading + 1) % self.readings(cx).len().max(1);
                vec![]
            }
            Command::Up => {
                self.go(cx, -1);
                vec![]
            }
            Command::Down => {
                self.go(cx, 1);
                vec![]
            }
            other => {
                self.page.on(other);
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let Some(assessment) = self.assessment(cx) else { return };
        let list_width = LIST.min(area.width / 3 + 4);
        draw_list(assessment, &self.id, cx, Rect { width: list_width, ..area }, canvas);
        let bar = canvas.look.bar();
        for y in area.y..area.bottom() {
            canvas.put(area.x + list_width, y, 1, bar, Meaning::Quiet);
        }
        let x = area.x + list_width + 2;
        let right = Rect { x, width: area.right().saturating_sub(x), ..area };
        let mut kept = std::mem::take(&mut self.made);
        let cursor = canvas.cursor;
        self.page.draw(canvas, right, kept.of((cx.stamp, self.reading), || self.page_of(cx)));
        self.made = kept;
        canvas.cursor = cursor;
    }

    fn search(&mut self, words: &str, cx: &Context<'_>) -> bool {
        let all: Vec<_> = cx.catalogue.assessments.iter().flat_map(|a| &a.questions).collect();
        let at = all.iter().position(|q| q.id.as_str() == self.id).unwrap_or(0);
        let wanted = fold(words);
        let order = (1..=all.len()).map(|step| all[(at + step) % all.len()]);
        let holds = |id: &str| {
            assessed::readings(cx.seen, id)
                .iter()
                .any(|(_, e)| e.heads().any(|a| fold(&a.text.text).contains(&wanted)))
        };
        let found = order.into_iter().find(|q| fold(&q.ask).contains(&wanted) || holds(&q.id));
        if let Some(question) = found {
            *self = Self::at(&question.id);
        }
        found.is_some()
    }

    fn reset(&mut self) {
        self.reading = 0;
    }
}

impl Question {
    fn page_of(&self, cx: &Context<'_>) -> Page {
        let mut page = Page::default();
        let question = cx.catalogue.question(&self.id);
        if let Some(question) = question {
            page.line(Meaning::Heading, format!("{}  {}", self.id, question.ask.as_str()));
        }
        let readings = self.readings(cx).len();
        if readings > 1 {
            page.line(
                Meaning::Attention,
                format!("{readings} readings: {} shows them side by side", cx.key(Command::SideBySide)),
            );
        }
        self.readings_on(&mut page, cx);
        if readings == 0 {
            let (answer, not_known) = (cx.key(Command::Edit), cx.key(Command::NotKnown));
            page.gap().quiet(cx.if_nothing(format!(
                "No answer yet. {answer} answers it, {not_known} says that it is not known yet."
            )));
        }
        self.guidance_on(&mut page, cx);
        page
    }

    /// Every reading of the question.
    pub(in crate::ui) fn readings_on(&self, page: &mut Page, cx: &Context<'_>) {
        let readings = self.readings(cx);
        for (n, (_, entry)) in readings.iter().enumerate() {
            let is_chosen = n == self.reading && readings.len() > 1;
            if entry.is_contested() && cx.seen.is_team() {
                page.line(Meaning::Attention, "Two versions: both are shown");
            }
            for version in entry.versions() {
                if let Some(answer) = version.here() {
                    reading(page, answer, &version.by, is_chosen, cx);
                }
            }
        }
    }

    /// Why the question matters and what makes a good answer.
    pub(in crate::ui) fn guidance_on(&self, page: &mut Page, cx: &Context<'_>) {
        if let Some(question) = cx.catalogue.question(&self.id) {
            page.gap().inline("Why it matters", question.why.as_str());
            page.inline("A good answer", question.good_answer.as_str());
            page.inline("Watch for", question.watch_for.as_str());
            page.quiet(format!("section {}", question.section.as_str()));
        }
    }
}

fn draw_list(assessment: &Assessment, here: &str, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    for (y, question) in (area.y..area.bottom()).zip(&assessment.questions) {
        let standing = assessed::standing(cx.seen, &question.id);
        let x = area.x + 1;
        canvas.put(x, y, 3, &question.id, Meaning::Heading);
        let words = area.width.saturating_sub(11);
        canvas.put(x + 3, y, words, &question.ask, Meaning::Text);
        canvas.put_right(area.right().saturating_sub(6), y, 5, standing.short(), Meaning::Quiet);
        if question.id.as_str() == here {
            canvas.select(Rect { y, height: 1, ..area });
        }
    }
    if let Some(register) = assessment.register {
        let kind = super::assessments::kind_of(register);
        let y = area.y + u16::try_from(assessment.questions.len()).unwrap_or(0) + 1;
        if y < area.bottom() {
            let words = format!("Register: {} ({})", kind.word(), cx.seen.case().count_of(kind));
            canvas.put(area.x + 1, y, area.width.saturating_sub(2), &words, Meaning::Quiet);
        }
    }
}

fn reading(page: &mut Page, answer: &Answer, by: &str, is_chosen: bool, cx: &Context<'_>) {
    let who = if answer.author.is_empty() { by } else { &answer.author };
    let mut words = vec![answer.state.word().to_owned()];
    if answer.confidence != Confidence::Unjudged {
        words.push(format!("confidence {}", answer.confidence));
    }
    if !who.is_empty() {
        words.push(format!("by {who}"));
    }
    words.extend(answer.date.as_ref().map(crate::model::Date::spoken));
    let mark = if is_chosen { "> " } else { "" };
    page.heading(format!("{mark}{}", words.join(", ")));
    if !answer.text.text.is_empty() {
        page.text(&*answer.text.text);
    }
    page.inline("Who finds out", &*answer.finds_out);
    page.inline("By when", answer.due.as_ref().map_or_else(String::new, crate::model::Date::spoken));
    page.inline("Not recorded", &*answer.why_not);
    for evidence in &answer.evidence {
        let shows = if evidence.note.is_empty() { String::new() } else { format!(": {}", evidence.note) };
        page.inline("Evidence", format!("{}{shows}", pages::source_words(&evidence.source, cx)));
    }
    if answer.evidence.is_empty() && answer.state == AnswerState::Answered {
        page.line(Meaning::Attention, "no evidence recorded");
    }
    for group in &answer.consulted {
        page.inline("Consulted", super::basis::group_words(group));
    }
    page.inline("Look again", answer.review.as_ref().map_or_else(String::new, crate::model::Date::spoken));
    page.inline("Note", &*answer.note);
}
