//! Influence by stance, drawn: who has weight, and where they stand. The same as a list is a key away.

mod place;

use ratatui::layout::Rect;

use super::{Screen, View, actors::ActorCard};
use crate::{
    analysis::{
        map::{self, About, Point},
        naming::OptionName,
        standing::IssueSheet,
    },
    model::Level,
    search::fold,
    ui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        keys::{Binding, Command, Key, row},
        text::{self, Glyphs},
        theme::Meaning,
        widgets::{
            kept::Kept,
            page::{Page, PageState},
            split::Split,
        },
    },
};
use place::{Placed, Wish};

/// What is mapped, and who is selected.
#[derive(Debug, Default)]
pub struct Map {
    /// 0 for all that is on the table, else the number of the issue from 1.
    issue: usize,
    /// Which of the issue's options.
    option: usize,
    is_list: bool,
    split: Split,
    points: Kept<(u64, usize, usize), Vec<Point>>,
}

/// The keys of this screen.
pub const KEYS: &[Binding] = &[
    row(
        &[Key::Char('i')],
        Command::NextIssue,
        "next issue",
        "Map the next issue; after the last one all together",
        1,
    ),
    row(&[Key::Char('o')], Command::NextOption, "next option", "Map the next option of the issue", 2),
    row(&[Key::Char('v')], Command::Swap, "list", "Show the same as a list; again for the map", 3),
    row(&[Key::Enter], Command::Open, "card", "Open the card of the actor", 4),
];

/// The bands of the map, from the top.
const BANDS: [(Level, &str); 4] =
    [(Level::High, "high"), (Level::Medium, "medium"), (Level::Low, "low"), (Level::Unjudged, "not judged")];

/// Columns for the names of the bands.
const LABELS: u16 = 11;

impl Map {
    /// The issues that have an option to be mapped by.
    fn issues<'a>(cx: &Context<'a>) -> Vec<&'a IssueSheet> {
        cx.standings.issues().iter().filter(|sheet| !sheet.options.is_empty()).collect()
    }

    fn options(&self, cx: &Context<'_>) -> Vec<OptionName> {
        let sheet = self.issue.checked_sub(1).and_then(|n| Self::issues(cx).get(n).copied());
        sheet.map_or_else(Vec::new, |sheet| map::options(cx.standings, &sheet.issue.id))
    }

    fn about(&self, cx: &Context<'_>) -> About {
        let sheet = self.issue.checked_sub(1).and_then(|n| Self::issues(cx).get(n).copied());
        match (sheet, self.options(cx).into_iter().nth(self.option)) {
            (Some(sheet), Some(option)) => About::Option(sheet.issue.clone(), option),
            _ => About::Overall,
        }
    }

    /// Everybody, those with most influence first and then from against to for: the order of the map.
    fn points(&mut self, cx: &Context<'_>) -> Vec<Point> {
        let about = self.about(cx);
        let make = || {
            let mut points = map::points(cx.seen, cx.standings, &about, &cx.as_of());
            points.sort_by_key(|point| (band(point.influence), point.place.is_none(), point.place));
            points
        };
        self.points.of((cx.stamp, self.issue, self.option), make).clone()
    }

    fn heading(&self, cx: &Context<'_>) -> String {
        match self.about(cx) {
            About::Overall => "All that is on the table".to_owned(),
            About::Option(issue, option) => format!("{}: {}", issue.name, option.words()),
        }
    }
}

/// The row of a level in [`BANDS`].
fn band(level: Level) -> usize {
    BANDS.iter().position(|(known, _)| *known == level).unwrap_or(BANDS.len() - 1)
}

/// The mark at the point, then the name, then whether it could be a champion or a spoiler.
fn label(point: &Point, glyphs: Glyphs, mark_last: bool) -> String {
    let mark = match (glyphs, point.column.faction.is_some()) {
        (Glyphs::Unicode, false) => "●",
        (Glyphs::Unicode, true) => "○",
        (_, false) => "*",
        (_, true) => "o",
    };
    let champion = if point.champion.is_empty() { "" } else { "+" };
    let spoiler = if point.spoiler.is_empty() { "" } else { "!" };
    let name = text::cut(&point.column.words(), 24, glyphs);
    let judged = format!("{champion}{spoiler}");
    let judged = if judged.is_empty() { judged } else { format!(" {judged}") };
    if mark_last { format!("{name}{judged} {mark}") } else { format!("{mark} {name}{judged}") }
}

/// One point in words.
fn in_words(page: &mut Page, point: &Point, cx: &Context<'_>) {
    page.line(Meaning::Heading, format!("{}: {}", point.column.words(), point.words));
    if let Some(party) = &point.differs {
        page.text(format!("differs from its party: {party}"));
    }
    if cx.seen.is_team() {
        page.field("Influence", point.influence.word());
        page.field("Champion", point.champion.as_str()).field("Spoiler", point.spoiler.as_str());
    }
}

impl View for Map {
    fn title(&self, _: &Context<'_>) -> String {
        "Map".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let points = self.points(cx);
        let selected = points.get(self.split.selected(points.len()));
        match (command, selected) {
            (Command::NextIssue, _) => {
                self.issue = (self.issue + 1) % (Self::issues(cx).len() + 1);
                self.option = 0;
            }
            (Command::NextOption, _) if self.issue == 0 => {
                return vec![Effect::hint(format!("{} chooses an issue first", cx.key(Command::NextIssue)))];
            }
            (Command::NextOption, _) => self.option = (self.option + 1) % self.options(cx).len().max(1),
            (Command::Swap, _) => self.is_list = !self.is_list,
            (Command::Open, Some(point)) => {
                return vec![Effect::Push(Screen::Actor(ActorCard::of(point.column.party.id.clone())))];
            }
            (other, _) => {
                self.split.on(other, points.len());
            }
        }
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let points = self.points(cx);
        let width = area.width.saturating_sub(2);
        canvas.put(area.x + 1, area.y, width, &self.heading(cx), Meaning::Heading);
        let inside = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        if points.is_empty() {
            canvas.put(
                area.x + 1,
                inside.y + 1,
                width,
                &cx.if_nothing("Nobody was heard yet. The screen of actors makes them."),
                Meaning::Quiet,
            );
        } else if self.is_list {
            self.list(&points, cx, inside, canvas);
        } else {
            self.plot(&points, cx, inside, canvas);
        }
    }

    fn search(&mut self, words: &str, cx: &Context<'_>) -> bool {
        let wanted = fold(words);
        let names: Vec<String> = self.points(cx).iter().map(|point| fold(&point.column.words())).collect();
        self.split.find(names.len(), |n| names[n].contains(&wanted))
    }
}

impl Map {
    fn list(&mut self, points: &[Point], cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let mut page = Page::default();
        if let Some(point) = points.get(self.split.selected(points.len())) {
            in_words(&mut page, point, cx);
        }
        self.split.draw(canvas, area, points.len(), &page, &mut |canvas, n, row| {
            let point = &points[n];
            let influence = if cx.seen.is_team() { point.influence.word() } else { "" };
            canvas.put(row.x, row.y, 10, influence, Meaning::Quiet);
            canvas.put(row.x + 11, row.y, 24, &point.column.words(), Meaning::Heading);
            let judged = [(&point.champion, "champion? "), (&point.spoiler, "spoiler? ")];
            let judged =
                judged.iter().filter(|(why, _)| !why.is_empty()).map(|(_, word)| *word).collect::<String>();
            let differs = if point.differs.is_some() { "differs; " } else { "" };
            let words = format!("{judged}{differs}{}", point.words);
            canvas.put(row.x + 36, row.y, row.width.saturating_sub(36), &words, Meaning::Text);
        });
    }

    fn plot(&mut self, points: &[Point], cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let selected = self.split.selected(points.len());
        let mut page = Page::default();
        in_words(&mut page, &points[selected], cx);
        let not_known: Vec<&Point> = points.iter().filter(|point| point.place.is_none()).collect();
        let used: Vec<usize> = (0..BANDS.len())
            .filter(|b| points.iter().any(|p| p.place.is_some() && band(p.influence) == *b))
            .collect();
        let plot = Rect { x: area.x + 1 + LABELS, width: area.width.saturating_sub(LABELS + 3), ..area };
        axis(&self.about(cx), Rect { height: 1, ..plot }, canvas);
        let below = 8.min(area.height / 2);
        let rows = area.height.saturating_sub(below + 1);
        let in_band = |b: usize| {
            points.iter().enumerate().filter(move |(_, p)| p.place.is_some() && band(p.influence) == b)
        };
        let counts: Vec<usize> = used.iter().map(|b| in_band(*b).count()).collect();
        let mut y = area.y + 1;
        let mut left_out = 0;
        for (b, height) in used.iter().zip(place::share(&counts, rows)) {
            let name = if cx.seen.is_team() { BANDS[*b].1 } else { "" };
            canvas.put(area.x + 1, y, LABELS - 1, name, Meaning::Quiet);
            let members: Vec<(usize, &Point)> = in_band(*b).collect();
            let band_area = Rect { y, height: height.min((area.y + 1 + rows).saturating_sub(y)), ..plot };
            left_out += draw_band(&members, selected, band_area, canvas);
            y += height;
        }
        let mut notes: Vec<String> = Vec::new();
        if !not_known.is_empty() {
            let names: Vec<String> = not_known.iter().map(|point| point.column.words()).collect();
            notes.push(format!("not known: {}", names.join(", ")));
        }
        if left_out > 0 {
            notes.push(format!("{left_out} more have no room here: {} lists all", cx.key(Command::Swap)));
        }
        let mark = if canvas.look.glyphs == Glyphs::Unicode { "○" } else { "o" };
        let judged = if cx.seen.is_team() { "   + champion?   ! spoiler?" } else { "" };
        notes.push(format!("{mark} faction that differs{judged}"));
        for note in notes {
            page.quiet(note);
        }
        let from = area.bottom().saturating_sub(below.saturating_sub(1));
        let place = Rect {
            x: area.x + 1,
            y: from,
            width: area.width.saturating_sub(2),
            height: below.saturating_sub(1),
        };
        let cursor = canvas.cursor;
        PageState::default().draw(canvas, place, &page);
        canvas.cursor = cursor;
    }
}

/// The words along the top, from against to for.
fn axis(about: &About, area: Rect, canvas: &mut Canvas<'_>) {
    let words: &[&str] = match about {
        About::Overall => &["takes none of it", "half", "takes all of it"],
        About::Option(..) if area.width >= 62 => {
            &["red line", "opposes", "neutral", "accepts if", "accepts", "demands"]
        }
        About::Option(..) => &["red line", "neutral", "demands"],
    };
    let last = u16::try_from(words.len().saturating_sub(1)).unwrap_or(1).max(1);
    for (n, word) in (0..).zip(words) {
        let width = u16::try_from(text::width(word)).unwrap_or(0);
        let at = column(
            if words.len() == 3 && n == 1 && matches!(about, About::Option(..)) {
                40
            } else {
                100 * n / last
            },
            area.width,
        );
        let from = at.min(area.width.saturating_sub(width));
        canvas.put(area.x + from, area.y, width, word, Meaning::Quiet);
    }
}

/// The column of a place from 0 to 100.
fn column(place: u16, width: u16) -> u16 {
    let last = u32::from(width.saturating_sub(1));
    u16::try_from(u32::from(place.min(100)) * last / 100).unwrap_or(0)
}

/// Draws the names of a band; how many had no room.
fn draw_band(members: &[(usize, &Point)], selected: usize, area: Rect, canvas: &mut Canvas<'_>) -> usize {
    let glyphs = canvas.look.glyphs;
    let wish = |(_, point): &(usize, &Point)| {
        let width = u16::try_from(text::width(&label(point, glyphs, false))).unwrap_or(u16::MAX);
        Wish { at: column(u16::from(point.place.unwrap_or(0)), area.width), width }
    };
    let wishes: Vec<Wish> = members.iter().map(wish).collect();
    let placed = place::place(&wishes, area.height, area.width);
    for (((n, point), wish), placed) in members.iter().zip(&wishes).zip(&placed) {
        let Some(Placed { row, from, mark_last }) = *placed else { continue };
        let cell = Rect { x: area.x + from, y: area.y + row, width: wish.width, height: 1 };
        canvas.put(cell.x, cell.y, cell.width, &label(point, glyphs, mark_last), Meaning::Text);
        if *n == selected {
            canvas.select(cell);
        }
    }
    placed.iter().filter(|placed| placed.is_none()).count()
}
