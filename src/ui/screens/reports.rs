//! Reports: which one, for whom, about what, as it will read; then a file. What is seen here is what goes out.

use ratatui::layout::Rect;

use super::{View, audiences::audiences};
use crate::{
    analysis::comparison::{kept_back, may_be_shown},
    audience::{Audience, Seen},
    model::{Actor, Comparison, Event, EventKind, Id, Issue},
    report::{self, Asked, Format, Kind},
    ui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        forms::export,
        keys::{Binding, Command, Key, row},
        theme::Meaning,
        widgets::{kept::Kept, page::Page, split::Split},
    },
};

/// Which report is selected, for whom, and about what.
#[derive(Debug, Default)]
pub struct Reports {
    split: Split,
    /// The place of the audience among those that can be chosen here.
    audience: usize,
    /// The place of the subject among those of the kind.
    subject: usize,
    choices: Kept<Reading, Choices>,
    page: Kept<(Reading, usize), Page>,
}

/// What was looked at: the state of the case, the place of the kind, and that of the audience.
type Reading = (u64, usize, usize);

/// For whom the report is, and what it can be about in what they see.
#[derive(Debug, Default)]
struct Choices {
    reader: String,
    audience: Audience,
    subjects: Vec<(String, Subject)>,
}

/// What a report is about, as it is called in what its audience sees.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Subject {
    /// Everything of its kind.
    #[default]
    All,
    /// One party.
    Party(Id<Actor>),
    /// One issue.
    Issue(Id<Issue>),
    /// One session.
    Session(Id<Event>),
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[
    row(&[Key::Enter], Command::Open, "write", "Write the report into a file", 1),
    row(&[Key::Char('a')], Command::Reader, "for whom", "Choose the next audience", 2),
    row(&[Key::Char('i')], Command::NextIssue, "about", "Choose the next party, issue or session", 3),
    row(&[Key::Tab], Command::NextPane, "read it", "Go to the page and back, to scroll it", 4),
];

/// For whom it can be written: from the team's view for everybody, from any other for that audience only.
fn readers(cx: &Context<'_>) -> Vec<(String, Audience)> {
    let mut readers = vec![("the team".to_owned(), Audience::Team)];
    readers.extend(audiences(cx).into_iter().map(|(name, audience)| match audience {
        Audience::Party(_) => (name, audience),
        _ => ("all parties".to_owned(), audience),
    }));
    readers
}

/// What a report of this kind can be about, with names.
fn subjects(kind: Kind, seen: &Seen<'_>) -> Vec<(String, Subject)> {
    let case = seen.case();
    let mut found: Vec<(String, Subject)> = match kind {
        Kind::Party => {
            let parties = case.actors.shown().filter(|(_, actor)| actor.is_party());
            parties.map(|(id, actor)| (actor.name.clone(), Subject::Party(Id::clone(id)))).collect()
        }
        Kind::Issue => {
            let name = |issue: &Issue| {
                if seen.is_team() && issue.title.is_empty() { &issue.plain } else { &issue.title }.clone()
            };
            case.issues.shown().map(|(id, issue)| (name(issue), Subject::Issue(Id::clone(id)))).collect()
        }
        Kind::Minutes => {
            let sessions = case
                .events
                .shown()
                .filter(|(_, event)| matches!(event.kind, EventKind::Meeting | EventKind::Agreement));
            sessions.map(|(id, event)| (event.title.clone(), Subject::Session(Id::clone(id)))).collect()
        }
        _ => Vec::new(),
    };
    found.sort_by(|a, b| a.0.cmp(&b.0));
    let all = match kind {
        Kind::Party => "each party",
        Kind::Issue => "each issue",
        Kind::Minutes => "the last session",
        _ => "",
    };
    found.insert(0, (all.to_owned(), Subject::All));
    found
}

/// The comparisons that can be computed.
fn all<'a>(cx: &Context<'a>) -> impl Iterator<Item = &'a Comparison> {
    cx.comparisons.iter().filter_map(|file| file.content.as_deref().ok())
}

/// The report, built from what its reader may see.
#[must_use]
pub fn build(kind: Kind, subject: &Subject, seen: &Seen<'_>, cx: &Context<'_>) -> report::Report {
    let comparisons: Vec<_> =
        all(cx).filter(|comparison| may_be_shown(comparison, cx.seen, seen.audience())).cloned().collect();
    let mut asked = Asked::on(cx.today).with_comparisons(&comparisons);
    match subject.clone() {
        Subject::All => {}
        Subject::Party(id) => asked.party = Some(id),
        Subject::Issue(id) => asked.issue = Some(id),
        Subject::Session(id) => asked.session = Some(id),
    }
    report::build(seen, kind, &asked)
}

impl Choices {
    /// What can be chosen for a kind of report, for the audience at this place.
    fn of(kind: Kind, place: usize, cx: &Context<'_>) -> Self {
        let chosen = if cx.seen.is_team() { readers(cx).into_iter().nth(place) } else { None };
        let (reader, audience) = chosen.unwrap_or_default();
        let subjects = subjects(kind, &cx.seen.narrowed(&audience));
        Self { reader, audience, subjects }
    }

    fn subject(&self, place: usize) -> (&str, Subject) {
        self.subjects.get(place).map_or_else(Default::default, |(name, of)| (name.as_str(), of.clone()))
    }
}

/// The report as it will read, under what the team is told beside it.
fn page_of(kind: Kind, subject: &Subject, audience: &Audience, cx: &Context<'_>) -> Page {
    let mut page = Page::default();
    if cx.seen.is_team() && *audience != Audience::Team {
        let withheld = report::withheld_words(cx.seen.case(), audience);
        if !withheld.is_empty() {
            page.line(Meaning::Attention, withheld).gap();
        }
        if kind.has_comparisons() {
            let comparisons: Vec<Comparison> = all(cx).cloned().collect();
            for why in kept_back(&comparisons, cx.seen, audience) {
                page.line(Meaning::Attention, why).gap();
            }
        }
    }
    let report = build(kind, subject, &cx.seen.narrowed(audience), cx);
    for line in String::from_utf8_lossy(&report::write(&report, Format::Text)).lines() {
        page.line(Meaning::Text, line);
    }
    page
}

impl Reports {
    fn kind(&self) -> Kind {
        report::kinds().get(self.split.selected(report::kinds().len())).copied().unwrap_or(Kind::Brief)
    }

    fn reading(&self, cx: &Context<'_>) -> Reading {
        (cx.stamp, self.split.selected(report::kinds().len()), self.audience)
    }

    fn choices(&mut self, cx: &Context<'_>) -> &Choices {
        let (kind, reading) = (self.kind(), self.reading(cx));
        self.choices.of(reading, || Choices::of(kind, reading.2, cx))
    }

    fn write(&mut self, cx: &Context<'_>) -> Vec<Effect> {
        let (kind, place) = (self.kind(), self.subject);
        let choices = self.choices(cx);
        let (audience, subject) = (choices.audience.clone(), choices.subject(place).1);
        let page = build(kind, &subject, &cx.seen.narrowed(&audience), cx);
        let name = report::file_name(&page, Format::Docx, false);
        Effect::form(export::form(export::About { kind, audience, subject }, &name))
    }
}

impl View for Reports {
    fn title(&self, _: &Context<'_>) -> String {
        "Reports".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        match command {
            Command::Open => return self.write(cx),
            Command::Reader if !cx.seen.is_team() => {
                return vec![Effect::hint(format!(
                    "A report from this view is for this audience; {} comes back first",
                    cx.key(Command::Shield)
                ))];
            }
            Command::Reader => {
                self.audience = (self.audience + 1) % readers(cx).len();
                self.subject = 0;
            }
            Command::NextIssue => {
                let len = self.choices(cx).subjects.len();
                if len == 1 {
                    return vec![Effect::hint("This report is about the whole case")];
                }
                self.subject = (self.subject + 1) % len;
            }
            other => {
                let before = self.kind();
                self.split.on(other, report::kinds().len());
                if self.kind() != before {
                    self.subject = 0;
                }
            }
        }
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let (x, width) = (area.x + 1, area.width.saturating_sub(2));
        let (kind, reading, place) = (self.kind(), self.reading(cx), self.subject);
        let choices = self.choices.of(reading, || Choices::of(kind, reading.2, cx));
        let (about, subject) = choices.subject(place);
        let reader = choices.reader.as_str();
        let words = if reader.is_empty() { "For this audience".to_owned() } else { format!("For {reader}") };
        let words = if about.is_empty() { words } else { format!("{words}, about {about}") };
        canvas.put(x, area.y, width, &words, Meaning::Heading);
        let page = self.page.of((reading, place), || page_of(kind, &subject, &choices.audience, cx));
        let inside = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        self.split.draw(canvas, inside, report::kinds().len(), page, &mut |canvas, n, row| {
            let kind = report::kinds()[n];
            canvas.put(row.x, row.y, 12, kind.word(), Meaning::Text);
            canvas.put(row.x + 13, row.y, row.width.saturating_sub(13), kind.holds(), Meaning::Quiet);
        });
    }

    fn reset(&mut self) {
        *self = Self::default();
    }
}
