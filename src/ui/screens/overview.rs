//! Where do we stand: phase, assessments, what happens at the table, what needs attention.

use ratatui::layout::Rect;

use super::{
    Main, Screen, View, gaps::Gaps, now::WhatNow, question::Question, unreadable::Unreadable,
    versions::Contested,
};
use crate::{
    analysis::{
        agenda,
        assessed::{self, Tally},
        attention,
        convergence::{Convergence, Nearness},
        movement::{self, Direction},
        now, redlines,
        standing::AsOf,
    },
    guidance::{Assessment, Question as KeyQuestion},
    model::{Date, Phase},
    ui::{
        canvas::Canvas,
        context::Context,
        dialog::Dialog,
        effect::Effect,
        forms::sheet,
        keys::{Binding, Command, Key, row},
        theme::Meaning,
        widgets::{kept::Kept, list::ListState},
    },
};

/// Which line is selected: the seven assessments, then what is at the table. The bar stands over what a line is called:
/// over the whole of it, each move would cost a slow line twice the bytes.
#[derive(Debug, Default)]
pub struct Overview {
    list: ListState,
    made: Kept<u64, Made>,
}

/// What is said here, worked out once for each state of the case.
#[derive(Debug, Default)]
struct Made {
    assessments: Vec<Row>,
    below: Vec<Line>,
}

/// How far an assessment is answered, and the first of its key questions that is not settled.
#[derive(Debug)]
struct Row {
    tally: Tally,
    next: String,
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[
    row(&[Key::Enter], Command::Open, "open", "Open what is selected", 1),
    row(&[Key::Char('e')], Command::Edit, "case sheet", "Change title, marking and current phase", 0),
    row(&[Key::Char('n')], Command::NextGap, "next open", "Go to the next open key question", 4),
    row(
        &[Key::Char('W')],
        Command::WhatNow,
        "what now",
        "List what the note asks now, and note what was done",
        2,
    ),
    row(&[Key::Char('M')], Command::Gaps, "gaps", "List what is missing, and go where it can be closed", 5),
    row(
        &[Key::Char('/'), Key::Char('F')],
        Command::SearchAll,
        "search",
        "Search everything: the case and the guidance",
        3,
    ),
];

/// A line that can be selected, and where it leads.
#[derive(Debug)]
struct Line {
    label: String,
    words: String,
    meaning: Meaning,
    leads: Lead,
}

/// Where a line leads.
#[derive(Debug)]
enum Lead {
    Question(String),
    To(Main),
    Contested,
    Unreadable,
    Now,
    Gaps,
}

impl View for Overview {
    fn title(&self, _: &Context<'_>) -> String {
        "Overview".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        match command {
            Command::Edit => vec![Effect::Ask(Dialog::Form(Box::new(sheet::form(cx))))],
            Command::Open => self.open(cx),
            other => {
                let lines = cx.catalogue.assessments.len() + made(&mut self.made, cx).below.len();
                self.list.on(other, lines);
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let x = area.x + 1;
        let width = area.width.saturating_sub(2);
        phases(cx, Rect { x, width, height: 1, ..area }, canvas);
        let numbers = x + 30.min(width / 2);
        canvas.put(x, area.y + 2, 20, "Assessments", Meaning::Heading);
        canvas.put(numbers, area.y + 2, 24, "answered   open  stale", Meaning::Quiet);
        let mut y = area.y + 3;
        let made = made(&mut self.made, cx);
        let first = made.assessments.len();
        self.list.selected = self.list.selected.min(first + made.below.len().max(1) - 1);
        for (n, (assessment, Row { tally, next })) in
            cx.catalogue.assessments.iter().zip(&made.assessments).enumerate()
        {
            canvas.put(x + 1, y, 1, &assessment.id, Meaning::Heading);
            canvas.put(x + 3, y, numbers.saturating_sub(x + 4), &assessment.title, Meaning::Text);
            canvas.put_right(
                numbers,
                y,
                8,
                &format!("{} / {}", tally.answered, tally.questions),
                Meaning::Text,
            );
            canvas.put_right(numbers + 9, y, 6, &dash(tally.open), Meaning::Text);
            canvas.put_right(numbers + 16, y, 6, &dash(tally.stale), Meaning::Text);
            let room = width.saturating_sub(numbers + 25 - x);
            // A question of which only a letter fits says nothing beyond its id.
            let next = if room < 12 { next.split(' ').next().unwrap_or(next) } else { next };
            canvas.put(numbers + 25, y, room, next, Meaning::Quiet);
            if n == self.list.selected {
                canvas.select(Rect { x: area.x, y, width: (numbers - area.x).saturating_sub(1), height: 1 });
            }
            y += 1;
        }
        canvas.put(x, y + 1, 30, "At the table", Meaning::Heading);
        y += 2;
        let Some((asked, rest)) = made.below.split_last() else { return };
        // What the note asks is always in view; where the rest does not fit, it scrolls with the selection.
        let room = usize::from(area.bottom().saturating_sub(y + 1)).min(rest.len());
        let at = self.list.selected.saturating_sub(first).min(rest.len().saturating_sub(1));
        let from = (at + 1).saturating_sub(room);
        let list = Rect { y, height: u16::try_from(room).unwrap_or(area.height), ..area };
        canvas.mark_more(list, from > 0, from + room < rest.len());
        let shown = rest.iter().enumerate().skip(from).take(room).chain([(rest.len(), asked)]);
        for (n, line) in shown {
            canvas.put(x + 1, y, 9, &line.label, Meaning::Quiet);
            canvas.put(x + 11, y, width.saturating_sub(11), &line.words, line.meaning);
            if first + n == self.list.selected {
                canvas.select(Rect { x: area.x, y, width: 11, height: 1 });
            }
            y += 1;
        }
    }
}

impl Overview {
    fn open(&mut self, cx: &Context<'_>) -> Vec<Effect> {
        let assessments = &cx.catalogue.assessments;
        let question = |id: &str| vec![Effect::Push(Screen::Question(Question::at(id)))];
        if let Some(assessment) = assessments.get(self.list.selected) {
            let open = assessment.questions.iter().find(|q| !assessed::standing(cx.seen, &q.id).is_settled());
            return open.or(assessment.questions.first()).map(|q| question(&q.id)).unwrap_or_default();
        }
        match made(&mut self.made, cx)
            .below
            .get(self.list.selected - assessments.len())
            .map(|line| &line.leads)
        {
            Some(Lead::Question(id)) => question(id),
            Some(Lead::To(main)) => vec![Effect::Go(*main)],
            Some(Lead::Contested) => vec![Effect::Push(Screen::Contested(Contested::default()))],
            Some(Lead::Unreadable) => vec![Effect::Push(Screen::Unreadable(Unreadable::default()))],
            Some(Lead::Now) => vec![Effect::Push(Screen::Now(WhatNow::default()))],
            Some(Lead::Gaps) => vec![Effect::Push(Screen::Gaps(Gaps::default()))],
            None => vec![],
        }
    }
}

fn made<'a>(kept: &'a mut Kept<u64, Made>, cx: &Context<'_>) -> &'a Made {
    kept.of(cx.stamp, || {
        let row = |assessment: &Assessment| Row {
            tally: assessed::tally(cx.seen, assessment, cx.today),
            next: first_open(cx, &assessment.questions),
        };
        Made { assessments: cx.catalogue.assessments.iter().map(row).collect(), below: below(cx) }
    })
}

/// The lines below the assessments, each with its label, for whoever reads them one by one.
pub(in crate::ui) fn told(cx: &Context<'_>) -> Vec<(String, String)> {
    below(cx).into_iter().map(|line| (line.label, line.words)).collect()
}

fn dash(number: usize) -> String {
    if number == 0 { "-".to_owned() } else { number.to_string() }
}

/// The four phases in a row, the current one in brackets.
fn phases(cx: &Context<'_>, row: Rect, canvas: &mut Canvas<'_>) {
    let current = cx.seen.case().sheet().map(|sheet| sheet.phase);
    let mut x = row.x + canvas.put(row.x, row.y, 9, "Phase", Meaning::Quiet).max(9);
    let whole: usize = Phase::ALL.iter().map(|phase| phase.word().len() + 2).sum();
    let is_narrow = usize::from(row.right().saturating_sub(x)) < whole;
    for phase in Phase::ALL {
        let phase_words = if is_narrow { phase.short() } else { phase.word() };
        let is_current =
            current == Some(*phase) && cx.seen.case().sheet().is_some_and(|s| !s.title.is_empty());
        let words = if is_current { format!("[{phase_words}]") } else { phase_words.to_owned() };
        let meaning = if is_current { Meaning::Heading } else { Meaning::Quiet };
        x += canvas.put(x, row.y, row.right().saturating_sub(x), &words, meaning) + 2;
    }
}

/// The first question of an assessment that is not settled, in a few words.
fn first_open(cx: &Context<'_>, questions: &[KeyQuestion]) -> String {
    let open = questions.iter().find(|question| !assessed::standing(cx.seen, &question.id).is_settled());
    open.map_or_else(String::new, |question| format!("{} {}", question.id.as_str(), question.ask.as_str()))
}

/// What happens at the table, what needs attention, what the note asks for now.
fn below(cx: &Context<'_>) -> Vec<Line> {
    let line = |label: &str, words: String, meaning: Meaning, leads: Lead| Line {
        label: label.into(),
        words,
        meaning,
        leads,
    };
    let phase = cx.seen.case().sheet().map_or(Phase::Negotiation, |sheet| sheet.phase);
    let as_of = AsOf::Phase(phase);
    let mut lines = Vec::new();
    let agenda = agenda::agenda(cx.seen, cx.standings, &as_of, None, &Date::day(cx.today));
    let open: Vec<&Convergence> = agenda.suggested.iter().map(|suggestion| &suggestion.convergence).collect();
    let on = |found: &Convergence| format!("{}: {}", found.issue.name, found.words());
    if let Some(found) =
        open.first().filter(|found| matches!(found.nearness, Nearness::All | Nearness::AllButOne))
    {
        lines.push(line("nearest", on(found), Meaning::Text, Lead::To(Main::Agenda)));
    }
    if let Some(moved) = last_movement(cx, phase) {
        lines.push(line("moved", moved, Meaning::Text, Lead::To(Main::Positions)));
    }
    let crossings = redlines::crossings(cx.standings, &as_of);
    if let Some(crossing) = redlines::blocked(&crossings, cx.standings, &as_of) {
        lines.push(line("blocked", of_issue(crossing), Meaning::Text, Lead::To(Main::Positions)));
    } else if let Some(found) = open.iter().find(|found| found.nearness == Nearness::TwoCamps) {
        lines.push(line("apart", on(found), Meaning::Text, Lead::To(Main::Agenda)));
    }
    if lines.is_empty() {
        lines.push(line(
            "",
            cx.if_nothing("nothing yet: record positions on their screen"),
            Meaning::Quiet,
            Lead::To(Main::Positions),
        ));
    }
    for crossing in crossings.iter().filter(|crossing| !crossing.breaches.is_empty()).take(2) {
        lines.push(line("!", of_issue(crossing), Meaning::Attention, Lead::To(Main::Agenda)));
    }
    if cx.seen.is_team() {
        let attention = attention::attention(cx.seen, cx.standings);
        let (one, none) = (attention.on_one_source.len(), attention.unsourced.len());
        if one + none > 0 {
            let positions = if one == 1 { "position rests" } else { "positions rest" };
            let words = format!("{one} {positions} on one source, {none} on none");
            lines.push(line("?", words, Meaning::Text, Lead::Gaps));
        }
        if !attention.contested.is_empty() {
            let words = match attention.contested.as_slice() {
                [only] => format!("two versions of {} \"{}\"", only.kind, only.label),
                more => format!("{} records stand in two versions", more.len()),
            };
            lines.push(line("2", words, Meaning::Attention, Lead::Contested));
        }
        if !attention.unreadable.is_empty() {
            let words = match attention.unreadable.as_slice() {
                [only] => only.words(),
                more => format!("{} records cannot be read as they stand", more.len()),
            };
            lines.push(line("!", words, Meaning::Attention, Lead::Unreadable));
        }
    }
    if let Some(id) = assessed::next_open(cx.seen, cx.catalogue, None) {
        let ask = cx.catalogue.question(id).map_or("", |question| question.ask.as_str());
        lines.push(line("next", format!("{id} {ask}"), Meaning::Text, Lead::Question(id.to_owned())));
    }
    let asked = now::asked(cx.seen, cx.catalogue, phase);
    let (words, meaning) = match asked.first().filter(|asked| asked.is_open()) {
        Some(first) => {
            let state = if cx.seen.is_team() { format!(", {}", first.word()) } else { String::new() };
            (format!("{} ({}){state}", first.title, first.section), Meaning::Text)
        }
        None => ("nothing that is still open in this phase".to_owned(), Meaning::Quiet),
    };
    lines.push(line("note asks", words, meaning, Lead::Now));
    lines
}

/// The movement worth telling: towards agreement first.
fn last_movement(cx: &Context<'_>, phase: Phase) -> Option<String> {
    let mut found: Option<(String, movement::Movement)> = None;
    for sheet in cx.standings.issues() {
        for column in cx.standings.columns().iter().filter(|column| column.is_shown) {
            let moved = movement::into_phase(cx.standings, &column.speaker(), &sheet.issue.id, phase);
            let Some(moved) = moved.filter(|m| matches!(m.direction, Direction::Towards | Direction::Away))
            else {
                continue;
            };
            if found.as_ref().is_none_or(|(_, best)| moved.direction < best.direction) {
                found = Some((sheet.issue.name.clone(), moved));
            }
        }
    }
    found.map(|(issue, movement)| format!("{issue}: {}", movement.words()))
}

/// A crossing with the issue that its option belongs to.
fn of_issue(crossing: &redlines::Crossing) -> String {
    let issue = crossing.issue.as_ref().map_or(String::new(), |issue| format!("{}: ", issue.name));
    format!("{issue}{}", crossing.words())
}
