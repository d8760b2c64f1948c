//! The agenda: a suggested order with its reasons, what is parked and when to come back to it, what is agreed or kept
//! off; neutral wording beside plain wording. The order is a suggestion: the team's reading of confidence stands beside.

use ratatui::layout::Rect;

use super::{
    Screen, View,
    pairs::Pairs,
    parts::{Of, Parts},
    principles::Principles,
    record::RecordPage,
    redlines::RedLines,
    trades::Trades,
};
use crate::{
    analysis::{
        agenda::{self, Agenda as Suggested},
        convergence, links,
        naming::OptionName,
        redlines::{self, Crossing},
        standing::{IssueSheet, OnTable},
        trades,
    },
    model::{self, Date, Id, Issue, RecordRef},
    search::fold,
    ui::{
        canvas::Canvas,
        context::Context,
        dialog::Dialog,
        effect::Effect,
        forms::{Which, confidence, issue},
        keys::{Binding, Command, Key, row},
        pages,
        theme::Meaning,
        widgets::{kept::Kept, page::Page, split::Split},
    },
};

/// Which issue is selected.
#[derive(Debug, Default)]
pub struct Agenda {
    split: Split,
    made: Kept<u64, Made>,
    page: Kept<(u64, usize), Page>,
}

/// The lines of the agenda, and what stands beside it.
#[derive(Debug, Default)]
struct Made {
    lines: Vec<Line>,
    beside: String,
}

/// An issue in its place.
#[derive(Debug)]
struct Line {
    label: String,
    sheet: IssueSheet,
    words: String,
    is_due: bool,
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[
    row(
        &[Key::Enter, Key::Char('e')],
        Command::Edit,
        "change",
        "Change the issue: wording, agenda, what is on the table",
        1,
    ),
    row(&[Key::Char('a')], Command::New, "add issue", "Add an issue", 2),
    row(&[Key::Char('o')], Command::NewOption, "add option", "Add an option to the issue", 3),
    row(
        &[Key::Char('A')],
        Command::Parts,
        "options",
        "Show the options of the issue, to change or delete one, or say more of it",
        4,
    ),
    row(&[Key::Char('p')], Command::Park, "park", "Park the issue; the form says when to come back to it", 5),
    row(&[Key::Char('y')], Command::Agree, "agreed", "The issue is settled", 0),
    row(&[Key::Char('z')], Command::KeepOff, "keep off", "Keep the issue off the agenda", 0),
    row(&[Key::Char('r')], Command::Reopen, "open again", "Put the issue back among the open ones", 0),
    row(&[Key::Char('t')], Command::Trades, "trades", "Show the trades, from both ends, and their chains", 0),
    row(
        &[Key::Char('b')],
        Command::RedLines,
        "red lines",
        "Show which options cross whose red line, or a principle",
        0,
    ),
    row(&[Key::Char('w')], Command::Pairs, "pairs", "Show two by two where parties agree and conflict", 0),
    row(
        &[Key::Char('c')],
        Command::Confidence,
        "confidence",
        "Record how far the parties trust each other",
        0,
    ),
    row(&[Key::Char('v')], Command::Versions, "versions", "Show two versions of the issue side by side", 0),
    row(&[Key::Char('f')], Command::Full, "in full", "Show the issue in full, with what it is linked to", 0),
    row(
        &[Key::Char('P')],
        Command::Principles,
        "principles",
        "Ask whether an option of the issue crosses a principle",
        0,
    ),
    row(&[Key::Char('D')], Command::Delete, "delete", "Delete the issue", 0),
];

impl Agenda {
    /// The agenda, on one issue.
    #[must_use]
    pub fn at(issue: &Id<Issue>) -> Self {
        Self { split: Split::on_record(RecordRef::of(issue)), ..Self::default() }
    }

    fn made(&mut self, cx: &Context<'_>) -> &Made {
        self.made.of(cx.stamp, || made(cx))
    }

    fn selected(&mut self, cx: &Context<'_>) -> Option<Id<Issue>> {
        let len = self.made(cx).lines.len();
        let at = self.split.selected(len);
        self.made(cx).lines.get(at).map(|line| line.sheet.issue.id.clone())
    }
}

impl Agenda {
    /// Puts an issue in another place on the agenda.
    fn put(id: &Id<Issue>, place: model::Agenda, cx: &Context<'_>) -> Vec<Effect> {
        if pages::is_contested(id, cx) {
            let key = cx.key(Command::Versions);
            return vec![Effect::hint(format!("Two versions of the issue stand: settle them first ({key})"))];
        }
        let which = Which::this(id, cx);
        let issue = Issue { agenda: place, ..which.start(cx) };
        vec![Effect::Save(which.edit(issue, cx))]
    }
}

/// Settles an issue; asks first when red lines or principles stand against the option on the table.
fn settle(id: &Id<Issue>, cx: &Context<'_>) -> Vec<Effect> {
    let mut effects = Agenda::put(id, model::Agenda::Agreed, cx);
    let on_table = Which::this(id, cx).start(cx).on_table;
    let stands = redlines::against_settling(cx.standings, id, on_table.as_ref(), &cx.as_of());
    if !stands.is_empty()
        && let Some(Effect::Save(_)) = effects.first()
        && let Some(save) = effects.pop()
    {
        let words: Vec<String> = stands.iter().map(Crossing::words).collect();
        let question = "Red lines or principles stand against it. Settle it all the same?";
        effects.push(Effect::Ask(Dialog::confirm(question, format!("{}.", words.join("; ")), save)));
    }
    effects
}

fn made(cx: &Context<'_>) -> Made {
    let found = agenda::agenda(cx.seen, cx.standings, &cx.as_of(), None, &Date::day(cx.today));
    let beside = found.words_for(cx.seen);
    Made { lines: lines(found), beside }
}

/// The issues in the order suggested, then those that are not open.
fn lines(found: Suggested) -> Vec<Line> {
    let plain = |label: &str, sheet: IssueSheet, words: &str| Line {
        label: label.to_owned(),
        sheet,
        words: words.to_owned(),
        is_due: false,
    };
    let mut lines: Vec<Line> = Vec::new();
    for (n, suggestion) in (1..).zip(found.suggested) {
        let words = suggestion.reasons.join("; ");
        lines.push(Line { label: n.to_string(), sheet: suggestion.issue, words, is_due: false });
    }
    for parked in found.parked {
        let words = match &parked.issue.revisit {
            Some(date) if parked.is_due => format!("come back now: {} has come", date.spoken()),
            Some(date) => format!("come back {}", date.spoken()),
            None => "no date to come back".to_owned(),
        };
        lines.push(Line { label: "parked".to_owned(), is_due: parked.is_due, words, sheet: parked.issue });
    }
    lines.extend(found.agreed.into_iter().map(|sheet| plain("agreed", sheet, "settled")));
    lines.extend(found.kept_off.into_iter().map(|sheet| plain("kept off", sheet, "not for the table now")));
    lines.extend(
        found
            .unclear
            .into_iter()
            .map(|sheet| plain("unclear", sheet, "two versions differ, or it is not here")),
    );
    lines
}

impl View for Agenda {
    fn title(&self, _: &Context<'_>) -> String {
        "Agenda".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn hold(&mut self, cx: &Context<'_>) {
        let Self { split, made: kept, .. } = self;
        let of = |line: &Line| RecordRef::of(&line.sheet.issue.id);
        split.hold(cx, || kept.of(cx.stamp, || made(cx)).lines.iter().map(of).collect());
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        match (command, self.selected(cx)) {
            (Command::Trades, _) => return vec![Effect::Push(Screen::Trades(Trades::default()))],
            (Command::RedLines, _) => return vec![Effect::Push(Screen::RedLines(RedLines::default()))],
            (Command::Full, Some(id)) => {
                return vec![Effect::Push(Screen::Record(RecordPage::of(RecordRef::of(&id))))];
            }
            (Command::Parts, Some(id)) => {
                return vec![Effect::Push(Screen::Parts(Parts::of(Of::Options(id))))];
            }
            (Command::Principles, Some(id)) => {
                return vec![Effect::Push(Screen::Principles(Principles::of(id)))];
            }
            (Command::Pairs, _) => return vec![Effect::Push(Screen::Pairs(Pairs::default()))],
            (Command::Versions, Some(id)) => return super::versions::open(RecordRef::of(&id), cx),
            _ => {}
        }
        let selected = self.selected(cx);
        match (command, selected) {
            (Command::New, _) => Effect::form(issue::form(Which::New, cx)),
            (Command::Confidence, _) => Effect::form(confidence::form(Which::New, cx)),
            (Command::Edit, Some(id)) if pages::is_contested(&id, cx) => {
                super::versions::open(RecordRef::of(&id), cx)
            }
            (Command::Edit, Some(id)) => Effect::form(issue::form(Which::this(&id, cx), cx)),
            (Command::NewOption, Some(id)) => Effect::form(issue::option_form(&id, Which::New, cx)),
            (Command::Delete, Some(id)) => vec![Effect::ask_delete(&RecordRef::of(&id), cx)],
            (Command::Park, Some(id)) => Self::put(&id, model::Agenda::Parked, cx),
            (Command::Agree, Some(id)) => settle(&id, cx),
            (Command::KeepOff, Some(id)) => Self::put(&id, model::Agenda::KeptOff, cx),
            (Command::Reopen, Some(id)) => Self::put(&id, model::Agenda::Open, cx),
            (other, _) => {
                let len = self.made(cx).lines.len();
                self.split.on(other, len);
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let Made { lines, beside } = self.made.of(cx.stamp, || made(cx));
        let selected = self.split.selected(lines.len());
        let page = self.page.of((cx.stamp, selected), || page_of(lines.get(selected), beside, cx));
        self.split.draw(canvas, area, lines.len(), page, &mut |canvas, n, row| {
            let line = &lines[n];
            let meaning = if line.is_due { Meaning::Attention } else { Meaning::Quiet };
            canvas.put(row.x, row.y, 8, &line.label, meaning);
            let issue = &line.sheet.issue;
            canvas.put(
                row.x + 9,
                row.y,
                28,
                &pages::marked(&RecordRef::of(&issue.id), &issue.name, cx),
                Meaning::Text,
            );
            canvas.put(row.x + 38, row.y, row.width.saturating_sub(38), &line.words, Meaning::Text);
        });
    }

    fn search(&mut self, words: &str, cx: &Context<'_>) -> bool {
        let wanted = fold(words);
        let names = |line: &Line| fold(&format!("{} {}", line.sheet.issue.name, line.sheet.plain));
        let texts: Vec<String> = self.made(cx).lines.iter().map(names).collect();
        self.split.find(texts.len(), |n| texts[n].contains(&wanted))
    }
}

fn page_of(selected: Option<&Line>, beside: &str, cx: &Context<'_>) -> Page {
    let mut page = Page::default();
    match selected {
        None => {
            page.quiet(cx.if_nothing(format!("No issues yet. {} adds one.", cx.key(Command::New))));
        }
        Some(line) => in_full(&mut page, line, cx),
    }
    page.gap().quiet(beside);
    page
}

fn in_full(page: &mut Page, line: &Line, cx: &Context<'_>) {
    let sheet = &line.sheet;
    pages::two_versions(page, &RecordRef::of(&sheet.issue.id), cx);
    page.line(Meaning::Heading, sheet.issue.name.as_str());
    page.field("Plain wording", sheet.plain.as_str());
    // What would breach a principle comes before all other options.
    let mut options: Vec<(&'static str, String)> = sheet
        .options
        .iter()
        .map(|option| (label(sheet, option), pages::option_words(&option.id, cx)))
        .collect();
    options.sort_by_key(|(_, words)| !words.starts_with('!'));
    for (label, option) in options {
        page.field(label, option);
    }
    if matches!(sheet.on_table, OnTable::Differs) {
        page.field("On the table", "two versions differ");
    }
    page.field("Why here", line.words.as_str());
    if let Some(found) = convergence::of_issue(cx.standings, &sheet.issue.id, &cx.as_of(), None)
        && !line.words.starts_with(&found.words())
    {
        page.field("Parties", found.words());
    }
    for trade in trades::on_issue(cx.standings, &sheet.issue.id) {
        page.field("Trade", trade.words());
    }
    for link in links::to_issue(cx.seen, &sheet.issue.id) {
        page.field(link.which.kind.word(), link.name);
    }
}

/// What an option is called on its page: the one on the table says so.
fn label(sheet: &IssueSheet, option: &OptionName) -> &'static str {
    match &sheet.on_table {
        OnTable::Option(on_table) if on_table.id == option.id => "On the table",
        _ => "Option",
    }
}
