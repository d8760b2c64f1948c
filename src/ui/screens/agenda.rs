//! The agenda: issues in neutral wording, what each party would take, and the trades between them.

use ratatui::layout::Rect;

use super::View;
use crate::{
    analysis::{convergence, standing::AsOf, trades},
    model::{Agenda as OnAgenda, Id, Issue, RecordRef},
    search::fold,
    ui::{
        canvas::Canvas,
        context::Context,
        dialog::Dialog,
        effect::Effect,
        forms::{Which, issue},
        keys::{Binding, Command, Key, row},
        theme::Meaning,
        widgets::{
            list::ListState,
            page::{Page, PageState},
        },
    },
};

/// Which issue is selected.
#[derive(Debug, Default)]
pub struct Agenda {
    list: ListState,
    page: PageState,
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
    row(&[Key::Char('o')], Command::NextOption, "add option", "Add an option to the issue", 3),
    row(&[Key::Char('D')], Command::Delete, "delete", "Delete the issue", 0),
];

impl Agenda {
    fn selected(&self, cx: &Context<'_>) -> Option<Id<Issue>> {
        cx.standings.issues().get(self.list.selected).map(|sheet| sheet.issue.id.clone())
    }
}

/// What counts is what had been said by the end of the current phase.
fn as_of(cx: &Context<'_>) -> AsOf {
    cx.seen.case().sheet().map_or(AsOf::Now, |sheet| AsOf::Phase(sheet.phase))
}

impl View for Agenda {
    fn title(&self, _: &Context<'_>) -> String {
        "Agenda".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let form = |form| vec![Effect::Ask(Dialog::Form(Box::new(form)))];
        match (command, self.selected(cx)) {
            (Command::New | Command::Edit | Command::NextOption | Command::Delete, _) if !cx.can_write => {
                vec![Effect::read_only()]
            }
            (Command::New, _) => form(issue::form(Which::New, cx)),
            (Command::Edit, Some(id)) => form(issue::form(Which::this(&id, cx), cx)),
            (Command::NextOption, Some(id)) => form(issue::option_form(&id, Which::New, cx)),
            (Command::Delete, Some(id)) => vec![Effect::ask_delete(&RecordRef::of(&id), cx)],
            (other, _) => {
                self.list.on(other, cx.standings.issues().len());
                vec![]
            }
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let issues = cx.standings.issues();
        let x = area.x + 1;
        let width = area.width.saturating_sub(2);
        if issues.is_empty() {
            canvas.put(x, area.y, width, "No issues yet. a adds one.", Meaning::Quiet);
            return;
        }
        let height = (area.height * 3 / 5).min(u16::try_from(issues.len()).unwrap_or(u16::MAX));
        for (y, n) in (area.y..).zip(self.list.view(issues.len(), height)) {
            let sheet = &issues[n];
            let agenda = sheet.agenda.map_or("versions differ", OnAgenda::word);
            canvas.put(x, y, 9, agenda, Meaning::Quiet);
            canvas.put(x + 10, y, 34, &sheet.issue.name, Meaning::Text);
            let found = convergence::of_issue(cx.standings, &sheet.issue.id, &as_of(cx), None)
                .map(|found| found.words());
            canvas.put(x + 45, y, width.saturating_sub(45), &found.unwrap_or_default(), Meaning::Text);
            if n == self.list.selected {
                canvas.select(Rect { x: area.x, y, width: area.width, height: 1 });
            }
        }
        let from = area.y + height + 1;
        let below = Rect { x, y: from, width, height: area.bottom().saturating_sub(from) };
        let mut page = Page::default();
        if let Some(sheet) = issues.get(self.list.selected) {
            page.line(Meaning::Heading, sheet.issue.name.as_str());
            page.field("Plain wording", sheet.plain.as_str());
            for option in &sheet.options {
                page.field("Option", format!("{} {}", option.letter, option.title));
            }
            if let Some(found) = convergence::of_issue(cx.standings, &sheet.issue.id, &as_of(cx), None) {
                page.text(found.words());
            }
            for trade in trades::on_issue(cx.standings, &sheet.issue.id) {
                page.field("Trade", trade.words());
            }
        }
        let cursor = canvas.cursor;
        self.page.draw(canvas, below, &page);
        canvas.cursor = cursor;
    }

    fn search(&mut self, words: &str, cx: &Context<'_>) -> bool {
        let wanted = fold(words);
        let issues = cx.standings.issues();
        let order = (1..=issues.len()).map(|step| (self.list.selected + step) % issues.len().max(1));
        let found = order.into_iter().find(|n| fold(&issues[*n].issue.name).contains(&wanted));
        self.list.selected = found.unwrap_or(self.list.selected);
        found.is_some()
    }
}
