//! Drawing the frame around a screen: header, rule, the screen, notice, footer.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::App;
use crate::{
    audience::Audience,
    model::CaseKind,
    ui::{
        Start,
        canvas::Canvas,
        dialog::Dialog,
        effect::{Effect, Notice, NoticeKind},
        keys::{self, Binding, Command},
        screens::{Main, Screen},
        text::{self, Glyphs},
        theme::Meaning,
    },
};

/// The smallest size at which everything can be used.
const SMALLEST: (u16, u16) = (60, 20);

/// Between the case and the screen in the header.
const BETWEEN: &str = " > ";

/// The most rows of what is said above the footer.
const MOST_SAID: usize = 4;

/// How many rows what is said takes of the screen, beside the one that is always there.
fn rows_above(said: &[String]) -> u16 {
    u16::try_from(said.len().saturating_sub(1)).unwrap_or_default()
}

/// The most columns of a party's name in the header.
const NAME: usize = 20;

impl App {
    /// The tables of the screen on top, with the user's own keys.
    pub(super) fn tables(&self) -> [&'static [Binding]; 3] {
        tables_of(&self.screens, &self.start)
    }

    /// The rows of these tables that do something now.
    pub(super) fn at_work(&self) -> Vec<&'static Binding> {
        keys::at_work(&self.tables(), |command| self.works(command))
    }

    /// Whether a command has anything to work on: the screens of a case in a case, changes where they can be made.
    fn works(&self, command: Command) -> bool {
        match &self.desk {
            None => !matches!(command, Command::Go(main) if main != Main::Cases),
            Some(desk) => desk.can_write() || !command.changes_a_case(),
        }
    }

    /// What is done where a screen had nothing to do for a command: one that works on what is selected says why, and
    /// how something comes to stand there.
    pub(super) fn unanswered(&self, command: Command) -> Vec<Effect> {
        if command == Command::Back {
            return vec![Effect::Back];
        }
        if !command.is_about_selected() {
            return vec![];
        }
        let at_work = self.at_work();
        let new = at_work.iter().find(|row| row.command == Command::New);
        let how = new.map_or_else(String::new, |row| format!(". {}: {}", row.keys[0].name(), row.long));
        vec![Effect::hint(format!("Nothing is selected that this works on{how}"))]
    }

    /// Draws everything; gives the place for the terminal's own cursor.
    pub fn draw(&mut self, buf: &mut Buffer) -> Option<Position> {
        let area = buf.area;
        let look = self.start.look;
        let mut canvas = Canvas { buf, look, cursor: None, taken: None, more: Vec::new() };
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            let (width, height) = SMALLEST;
            let words = format!("Needs {width}x{height}, has {}x{}", area.width, area.height);
            canvas.wrapped(area, &words, Meaning::Text);
            return None;
        }
        if self.is_blank {
            canvas.put(area.x, area.y, area.width, "Any key brings the screen back", Meaning::Quiet);
            return Some(area.as_position());
        }
        self.header(Rect { height: 1, ..area }, &mut canvas);
        canvas.rule(area.x, area.y + 1, area.width);
        let said = self.said(area.width);
        let inside = Rect { y: area.y + 2, height: area.height - 4 - rows_above(&said.0), ..area };
        canvas.cursor = Some(inside.as_position());
        self.with_context(|cx, screen| screen.view_mut().draw(cx, inside, &mut canvas));
        if let Some(dialog) = &mut self.dialog {
            canvas.more.clear();
            dialog.draw(inside, &mut canvas);
        }
        Self::notice(Rect { y: area.bottom() - 2, height: 1, ..area }, &said, &mut canvas);
        self.footer(Rect { y: area.bottom() - 1, height: 1, ..area }, &mut canvas);
        canvas.draw_more();
        canvas.cursor
    }

    /// Where I am, the marking, the audience, whether my work is saved.
    fn header(&mut self, row: Rect, canvas: &mut Canvas<'_>) {
        let glyphs = canvas.look.glyphs;
        let most = usize::from(row.width * 3 / 4);
        let status = text::cut(&self.status(most), most, glyphs);
        let used = u16::try_from(text::width(&status)).unwrap_or(row.width);
        let room = row.width.saturating_sub(used + 2);
        let place = self.breadcrumb(usize::from(room), glyphs);
        canvas.put(row.x, row.y, room, &place, Meaning::Heading);
        canvas.put_right(row.x, row.y, row.width, &status, Meaning::Marking);
    }

    /// The case and the screen. Where there is no room for both, both are cut, the screen keeping more.
    fn breadcrumb(&mut self, room: usize, glyphs: Glyphs) -> String {
        let title = self.with_context(|cx, screen| screen.view().title(cx));
        let Some(case) = self.case_title().filter(|case| !case.is_empty()) else { return title };
        let room = room.saturating_sub(text::width(BETWEEN));
        let rest = room.saturating_sub(text::width(&case));
        let title = text::cut(&title, rest.max(room * 3 / 5), glyphs);
        let case = text::cut(&case, room.saturating_sub(text::width(&title)), glyphs);
        format!("{case}{BETWEEN}{title}")
    }

    fn case_title(&self) -> Option<String> {
        let desk = self.desk.as_ref()?;
        Some(desk.seen().case().sheet().map_or_else(String::new, |sheet| sheet.title.clone()))
    }

    /// What of the case is always in sight, in so many columns if it can be: it is the marking that is cut, never for
    /// whom the screen is or whether the work is saved.
    pub(in crate::ui) fn status(&self, most: usize) -> String {
        let Some(desk) = &self.desk else { return String::new() };
        let glyphs = self.start.look.glyphs;
        let seen = desk.seen();
        let case = seen.case();
        let mut parts = Vec::new();
        // An earlier day is marked as the case is now, and says so first: what comes last may be cut.
        let marked = if let Some(then) = &desk.then {
            parts.push(format!("AS KNOWN ON {}", then.spoken()));
            desk.case.case()
        } else {
            case
        };
        if case.about.kind == CaseKind::Exercise {
            parts.push("EXERCISE".to_owned());
        }
        let marking = marked.marking();
        let marking_at = (!marking.is_empty() && !parts.contains(&marking)).then_some(parts.len());
        parts.push(match &desk.audience {
            Audience::Team => "team".to_owned(),
            Audience::Shareable => "SHAREABLE".to_owned(),
            Audience::Party(id) => {
                let name =
                    seen.locate(id).and_then(|id| case.actors.first(&id)).map(|actor| actor.name.as_str());
                format!("FOR {}", text::cut(name.unwrap_or("a party"), NAME, glyphs))
            }
        });
        // When and what the team records is not for others.
        if desk.audience == Audience::Team && desk.then.is_none() {
            parts.push(self.save_state(desk.case.is_read_only()));
        }
        if let Some(at) = marking_at {
            let others: usize = parts.iter().map(|part| text::width(part) + 2).sum();
            parts.insert(at, text::cut(&marking, most.saturating_sub(others), glyphs));
        }
        parts.join("  ")
    }

    fn save_state(&self, is_read_only: bool) -> String {
        let is_typing = matches!(&self.dialog, Some(Dialog::Form(form)) if form.is_changed());
        if is_read_only {
            "Read only".to_owned()
        } else if is_typing || self.has_text_aside() {
            "Not saved yet".to_owned()
        } else {
            match self.saved {
                Some(at) => format!("Saved {}", at.to_zoned(self.world.zone.clone()).strftime("%H:%M")),
                None => "Saved".to_owned(),
            }
        }
    }

    /// Where only ASCII can be shown the user is told so once, at the start, unless something else is to be said then.
    pub fn say_if_letters_are_replaced(&mut self) {
        if self.start.look.glyphs == Glyphs::Ascii && self.notice.is_none() {
            let words = "Letters outside ASCII show as \"?\", unchanged on the disk".to_owned();
            self.notice = Some(Notice { kind: NoticeKind::Hint, words });
        }
    }

    /// What is said above the footer, in rows; none where nothing is. It is read in full, on as many rows as it takes up
    /// to four; only the tour, which stays, keeps to one.
    fn said(&self, width: u16) -> (Vec<String>, Meaning) {
        let glyphs = self.start.look.glyphs;
        let room = usize::from(width.saturating_sub(4));
        let Some(notice) = &self.notice else {
            let tour = self.tour_line().map(|words| text::cut(&words, room, glyphs));
            return (tour.into_iter().collect(), Meaning::Quiet);
        };
        let meaning = match notice.kind {
            NoticeKind::Done => Meaning::Good,
            NoticeKind::Hint => Meaning::Attention,
            NoticeKind::Error => Meaning::Error,
        };
        let mut rows = text::wrap(&notice.words, room, glyphs);
        if rows.len() > MOST_SAID {
            let rest = rows.split_off(MOST_SAID - 1).join(" ");
            rows.push(text::cut(&rest, room, glyphs));
        }
        (rows, meaning)
    }

    fn notice(last: Rect, (rows, meaning): &(Vec<String>, Meaning), canvas: &mut Canvas<'_>) {
        canvas.rule(last.x, last.y, last.width);
        for (y, words) in (last.y - rows_above(rows)..=last.y).zip(rows) {
            canvas.rule(last.x, y, last.width);
            canvas.put(last.x + 1, y, last.width.saturating_sub(2), &format!(" {words} "), *meaning);
        }
    }

    fn footer(&self, row: Rect, canvas: &mut Canvas<'_>) {
        let rows = if let Some(dialog) = &self.dialog {
            dialog.footer()
        } else {
            keys::footer(&self.tables(), |command| self.works(command))
        };
        let room = usize::from(row.width.saturating_sub(1));
        let mut x = row.x + 1;
        for (key, short) in keys::fitting(rows, room) {
            x += canvas.put(x, row.y, row.right().saturating_sub(x), &key, Meaning::Heading) + 1;
            x += canvas.put(x, row.y, row.right().saturating_sub(x), short, Meaning::Text) + 3;
        }
    }
}

/// The tables of the screen on top, with the user's own keys.
pub(super) fn tables_of(screens: &[Screen], start: &Start) -> [&'static [Binding]; 3] {
    let top = screens.last().unwrap_or_else(|| unreachable!("there is always a screen"));
    top.tables().map(|table| start.keys.of(table))
}
