//! Drawing the matrix.

use ratatui::layout::Rect;

use super::Positions;
use crate::{
    analysis::{
        matrix::{self, Cell, Filter, Sort},
        movement::Direction,
        redlines,
        standing::{AsOf, Column, IssueSheet, OnTable},
    },
    model::{Phase, Stance},
    ui::{
        canvas::Canvas,
        context::Context,
        keys::Command,
        pages,
        text::Glyphs,
        theme::{Look, Meaning},
        widgets::page::{Page, PageState},
    },
};

/// Columns for the titles of issues.
const TITLES: u16 = 27;
/// Columns for the option on the table.
const TABLE: u16 = 6;
/// Columns for a cell.
const CELL: u16 = 9;
/// Columns from cell to cell at most, where few actors leave room for their names.
const WIDEST: u16 = 17;
/// Rows for the selected cell in full.
const DETAIL: u16 = 8;

/// Draws the whole screen.
pub fn draw(view: &mut Positions, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let phase = view.phase(cx);
    let issues = view.issues(cx);
    let columns = Positions::columns(cx);
    headline(view, cx, (issues.len(), columns.len()), Rect { height: 1, ..area }, canvas);
    let room = area.width.saturating_sub(1 + TITLES + TABLE);
    let fitting = usize::from(room / CELL).max(1);
    let every = room / u16::try_from(columns.len().clamp(1, fitting)).unwrap_or(1);
    let every = if columns.len() > fitting { CELL } else { every.clamp(CELL, WIDEST) };
    view.column = view.column.min(columns.len().saturating_sub(1));
    view.first_column = view.first_column.clamp(view.column.saturating_sub(fitting - 1), view.column);
    let shown =
        &columns[view.first_column.min(columns.len())..(view.first_column + fitting).min(columns.len())];
    heads(view, shown, (columns.len(), every), Rect { y: area.y + 1, height: 1, ..area }, canvas);

    let height = area.height.saturating_sub(2 + DETAIL + 1).max(4);
    let below = area.y + 2 + height + 1;
    let detail =
        Rect { y: below, height: area.bottom().saturating_sub(below), x: area.x + 1, width: area.width - 2 };
    let mut selected = None;
    let rows = Rect { y: area.y + 2, height, ..area };
    for (y, n) in (rows.y..area.bottom()).zip(view.rows.shown(issues.len(), rows, canvas)) {
        let is_selected = n == view.rows.selected;
        let row = Rect { y, height: 1, ..area };
        issue_row(issues[n], cx, row, canvas);
        if is_selected && shown.is_empty() {
            canvas.select(Rect { x: row.x + 1, width: TITLES - 1, ..row });
        }
        let cells = matrix::row(cx.standings, issues[n], shown, phase);
        for (at, cell) in cells.into_iter().enumerate() {
            let place = Rect { x: cell_x(area, at, every), y, width: CELL - 1, height: 1 };
            draw_cell(cell.as_ref(), place, canvas);
            if is_selected && at + view.first_column == view.column {
                canvas.select(place);
                selected = Some((issues[n], shown[at], cell));
            }
        }
    }
    let cursor = canvas.cursor;
    match selected {
        Some((sheet, column, cell)) => in_full(sheet, column, cell.as_ref(), phase, cx, detail, canvas),
        None => empty(view, cx, detail, canvas),
    }
    canvas.cursor = cursor;
}

fn headline(
    view: &Positions,
    cx: &Context<'_>,
    (issues, parties): (usize, usize),
    row: Rect,
    canvas: &mut Canvas<'_>,
) {
    let phase = view.phase(cx);
    let latest = cx.standings.phase_facts(phase).last_to;
    let latest = latest.map_or_else(String::new, |day| format!(", until {}", day.strftime("%-d %b %Y")));
    let used = canvas.put(row.x + 1, row.y, row.width - 2, &format!("{phase}{latest}"), Meaning::Text);
    let order = if view.sort == Sort::Agenda { String::new() } else { format!(", {}", view.sort.word()) };
    let count = if issues == 1 { "1 issue".to_owned() } else { format!("{issues} issues") };
    let actors = if parties == 1 { "1 actor".to_owned() } else { format!("{parties} actors") };
    let words = format!("{}{order}  {count}  {actors}", view.filter.words());
    let from = row.x + used + 3;
    canvas.put_right(from, row.y, (row.right() - 1).saturating_sub(from), &words, Meaning::Quiet);
}

fn heads(
    view: &Positions,
    shown: &[&Column],
    (all, every): (usize, u16),
    row: Rect,
    canvas: &mut Canvas<'_>,
) {
    canvas.put(row.x + 1 + TITLES, row.y, TABLE - 1, "table", Meaning::Quiet);
    for (at, column) in shown.iter().enumerate() {
        // A faction stands right of its party: its own name tells the two apart.
        let head = column.faction.as_ref().map_or(&column.party.name, |faction| &faction.name);
        canvas.put(cell_x(row, at, every), row.y, every - 1, head, Meaning::Heading);
    }
    let more_left = view.first_column > 0;
    let more_right = view.first_column + shown.len() < all;
    if more_left || more_right {
        let marks = format!("{}{}", if more_left { "<" } else { " " }, if more_right { ">" } else { " " });
        canvas.put(row.x + 1, row.y, TITLES, &format!("{marks} more actors"), Meaning::Quiet);
    }
}

fn issue_row(sheet: &IssueSheet, cx: &Context<'_>, row: Rect, canvas: &mut Canvas<'_>) {
    canvas.put(row.x + 1, row.y, TITLES - 1, &sheet.issue.name, Meaning::Text);
    let table = match &sheet.on_table {
        OnTable::Nothing => "-",
        OnTable::Option(option) => option.short(),
        OnTable::Differs => "2",
    };
    let is_breach = matches!(&sheet.on_table, OnTable::Option(option) if !redlines::breaches(cx.standings, &option.id).is_empty());
    let (table, table_meaning) = if is_breach {
        (format!("!{table}"), Meaning::Attention)
    } else {
        (table.to_owned(), Meaning::Quiet)
    };
    canvas.put(row.x + 1 + TITLES, row.y, TABLE - 1, &table, table_meaning);
}

/// Where a cell begins, if there is one every so many columns.
fn cell_x(area: Rect, at: usize, every: u16) -> u16 {
    area.x + 1 + TITLES + TABLE + u16::try_from(at).unwrap_or(0) * every
}

/// The option it wants, its stance, movement, and what else there is to know, each in a column of its own.
pub(super) fn draw_cell(cell: Option<&Cell>, place: Rect, canvas: &mut Canvas<'_>) {
    let Some(cell) = cell else {
        canvas.put(place.x, place.y, place.width, ".", Meaning::Quiet);
        return;
    };
    let meaning = if cell.breaches.is_empty() { Meaning::Text } else { Meaning::Attention };
    canvas.put(place.x, place.y, 2, &cell.letters(), meaning);
    let stance = canvas.look.stance(cell.stance);
    canvas.put(place.x + 2, place.y, 2, stance, meaning);
    let movement = cell.movement.map_or("", |movement| movement_mark(movement, canvas.look.glyphs));
    canvas.put(place.x + 5, place.y, 1, movement, Meaning::Text);
    // The first flags are those that a person must not miss; the lines below the table say all of them.
    let room = place.width.saturating_sub(6);
    let flags: String = flags(cell).chars().take(usize::from(room)).collect();
    canvas.put(place.x + 6, place.y, room, &flags, Meaning::Quiet);
}

fn movement_mark(movement: Direction, glyphs: Glyphs) -> &'static str {
    match (glyphs, movement) {
        (Glyphs::Unicode, Direction::Towards) => "→",
        (Glyphs::Unicode, Direction::Away) => "←",
        _ => movement.mark(),
    }
}

/// What the signs in a cell mean.
pub(super) fn signs(look: Look) -> String {
    let stance = |stance: &Stance| format!("{} {}", look.stance(*stance), stance.label());
    let stances: Vec<String> = Stance::ALL.iter().map(stance).collect();
    let moved =
        [Direction::Towards, Direction::Away, Direction::Sideways, Direction::Unchanged, Direction::Unknown];
    let moved = moved.map(|movement| format!("{} {}", movement_mark(movement, look.glyphs), movement.word()));
    let flags = "c confided, ! breach of a principle, 2 two versions, ' from an earlier phase";
    format!("{}, . nothing recorded; {}; {flags}", stances.join(", "), moved.join(", "))
}

fn flags(cell: &Cell) -> String {
    let flags = [
        (cell.is_confided, 'c'),
        (!cell.breaches.is_empty(), '!'),
        (cell.contested.is_any(), '2'),
        (cell.from_earlier.is_some(), '\''),
    ];
    flags.iter().filter(|(holds, _)| *holds).map(|(_, flag)| *flag).collect()
}

/// The selected cell in words.
fn in_full(
    sheet: &IssueSheet,
    column: &Column,
    cell: Option<&Cell>,
    phase: Phase,
    cx: &Context<'_>,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let mut page = Page::default();
    page.line(Meaning::Heading, matrix::heading(&sheet.issue, column));
    let Some(cell) = cell else {
        page.quiet(format!("nothing recorded; {} records what was said", cx.key(Command::Record)));
        PageState::default().draw(canvas, area, &page);
        return;
    };
    for breach in &cell.breaches {
        page.line(Meaning::Attention, breach.words());
    }
    page.text(cell.words());
    for said in &cell.shown {
        let source =
            cx.seen.case().positions.first(&said.id).and_then(|position| position.sources.first().cloned());
        let source = source.map_or_else(|| "no source".to_owned(), |id| pages::source_words(&id, cx));
        for statement in &said.statements {
            page.text(format!("\"{statement}\""));
        }
        page.quiet(format!("{}; {source}", said.words()));
    }
    if let Some(standing) = cx.standings.of(&column.speaker(), &sheet.issue.id, &AsOf::Phase(phase)) {
        for option in &standing.options {
            page.field("Option", option.words());
        }
    }
    PageState::default().draw(canvas, area, &page);
}

fn empty(view: &Positions, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let words = if cx.seen.case().issues.is_empty() {
        let new = cx.key(Command::New);
        cx.if_nothing(format!("No issues yet. {new} adds one; parties are made on the screen of actors."))
    } else if cx.standings.columns().is_empty() {
        cx.if_nothing("No parties yet. The screen of actors makes them.")
    } else if view.filter == (Filter { moved: true, ..Filter::default() }) {
        format!(
            "Nobody moved on any issue in this phase. {} shows all issues again.",
            cx.key(Command::MovedOnly)
        )
    } else {
        format!("No issue is left by this filter. {} changes it.", cx.key(Command::Filter))
    };
    canvas.wrapped(area, &words, Meaning::Quiet);
}
