//! Reports: which one, for whom, about what, as it will read; then a file. What is seen here is what goes out.

use ratatui::layout::Rect;

use super::{View, audiences::audiences};
use crate::{
    audience::{Audience, Seen},
    model::{Actor, Event, EventKind, Id, Issue},
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
    made: Kept<(u64, usize, usize, usize), Made>,
}

/// The report as it will read, and what the team is told beside it.
#[derive(Debug, Default)]
struct Made {
    text: String,
    withheld: String,
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

/// The report, built from what its reader may see.
#[must_use]
pub fn build(kind: Kind, subject: &Subject, seen: &Seen<'_>, cx: &Context<'_>) -> report::Report {
    let comparisons: Vec<_> =
        cx.comparisons.iter().filter_map(|file| file.content.as_ref().ok()).map(|c| (**c).clone()).collect();
    let mut asked = Asked::on(cx.today).with_comparisons(&comparisons);
    match subject.clone() {
        Subject::All => {}
        Subject::Party(id) => asked.party = Some(id),
        Subject::Issue(id) => asked.issue = Some(id),
        Subject::Session(id) => asked.session = Some(id),
    }
    report::build(seen, kind, &asked)
}

impl Reports {
    fn kind(&self) -> Kind {
        report::kinds().get(self.split.selected(report::kinds().len())).copied().unwrap_or(Kind::Brief)
    }

    fn reader(&self, cx: &Context<'_>) -> (String, Audience) {
        let here = || (String::new(), Audience::Team);
        if cx.seen.is_team() {
            readers(cx).into_iter().nth(self.audience).unwrap_or_else(here)
        } else {
            here()
        }
    }

    fn subject(&self, cx: &Context<'_>) -> (String, Subject) {
        let kind = self.kind();
        let subjects = subjects(kind, &cx.seen.narrowed(&self.reader(cx).1));
        subjects.into_iter().nth(self.subject).unwrap_or_default()
    }

    fn write(&self, cx: &Context<'_>) -> Vec<Effect> {
        let (kind, reader, subject) = (self.kind(), self.reader(cx), self.subject(cx));
        let page = build(kind, &subject.1, &cx.seen.narrowed(&reader.1), cx);
        let name = report::file_name(&page, Format::Docx, false);
        Effect::form(export::form(export::About { kind, audience: reader.1, subject: subject.1 }, &name))
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
                return vec![Effect::hint(
                    "A report from this view is for this audience; x comes back first",
                )];
            }
            Command::Reader => {
                self.audience = (self.audience + 1) % readers(cx).len();
                self.subject = 0;
            }
            Command::NextIssue => {
                let kind = self.kind();
                let len = subjects(kind, &cx.seen.narrowed(&self.reader(cx).1)).len();
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
        let (kind, (reader, audience), (about, subject)) = (self.kind(), self.reader(cx), self.subject(cx));
        let key = (cx.stamp, self.split.selected(report::kinds().len()), self.audience, self.subject);
        let made = self.made.of(key, || Made {
            text: {
                let report = build(kind, &subject, &cx.seen.narrowed(&audience), cx);
                String::from_utf8_lossy(&report::write(&report, Format::Text)).into_owned()
            },
            withheld: if cx.seen.is_team() && audience != Audience::Team {
                report::withheld_words(cx.seen.case(), &audience)
            } else {
                String::new()
            },
        });
        let words = if reader.is_empty() { "For this audience".to_owned() } else { format!("For {reader}") };
        let words = if about.is_empty() { words } else { format!("{words}, about {about}") };
        canvas.put(x, area.y, width, &words, Meaning::Heading);
        let mut page = Page::default();
        if !made.withheld.is_empty() {
            page.line(Meaning::Attention, made.withheld.as_str()).gap();
        }
        for line in made.text.lines() {
            page.line(Meaning::Text, line);
        }
        let inside = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        self.split.draw(canvas, inside, report::kinds().len(), &page, &mut |canvas, n, row| {
            let kind = report::kinds()[n];
            canvas.put(row.x, row.y, 12, kind.word(), Meaning::Text);
            canvas.put(row.x + 13, row.y, row.width.saturating_sub(13), kind.holds(), Meaning::Quiet);
        });
    }

    fn reset(&mut self) {
        *self = Self::default();
    }
}
