//! Who else could be shown the case, and how much would be left out: for the team's eyes, and on the way to a view
//! for others. That view itself never says what it leaves out.

use ratatui::layout::Rect;

use super::View;
use crate::{
    audience::Audience,
    model::{Id, Kind},
    ui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        keys::{Binding, Command, Key, row},
        theme::Meaning,
        widgets::{kept::Kept, page::Page, split::Split},
    },
};

/// Which audience is selected.
#[derive(Debug, Default)]
pub struct Audiences {
    split: Split,
    withheld: Kept<(u64, usize), Vec<(Kind, usize)>>,
}

/// The keys of this screen.
pub const KEYS: &[Binding] =
    &[row(&[Key::Enter], Command::Open, "show", "Show the screens as this audience may see them", 1)];

/// What is shareable, then each party by name.
pub(super) fn audiences(cx: &Context<'_>) -> Vec<(String, Audience)> {
    let parties = cx.seen.case().actors.shown().filter(|(_, actor)| actor.is_party());
    let mut parties: Vec<_> =
        parties.map(|(id, actor)| (actor.name.clone(), Audience::Party(Id::clone(id)))).collect();
    parties.sort_by(|a, b| a.0.cmp(&b.0));
    parties.insert(0, ("shareable: what all may see".to_owned(), Audience::Shareable));
    parties
}

impl View for Audiences {
    fn title(&self, _: &Context<'_>) -> String {
        "Who may see what".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let audiences = audiences(cx);
        if command == Command::Open {
            let chosen = audiences.into_iter().nth(self.split.selected(usize::MAX));
            return chosen.map(|(_, audience)| Effect::Show(audience)).into_iter().collect();
        }
        self.split.on(command, audiences.len());
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        if !cx.seen.is_team() {
            return;
        }
        let audiences = audiences(cx);
        let selected = self.split.selected(audiences.len());
        let audience = &audiences[selected].1;
        let withheld = self.withheld.of((cx.stamp, selected), || cx.seen.case().withheld_from(audience));
        let mut page = Page::default();
        let all: usize =
            Kind::ALL.iter().filter(|kind| kind.may_leave()).map(|kind| cx.seen.case().count_of(*kind)).sum();
        let count: usize = withheld.iter().map(|(_, count)| count).sum();
        page.line(
            Meaning::Heading,
            format!("This view leaves out {count} of {all} entries, and the team's fields of the others"),
        );
        for (kind, count) in withheld {
            page.field(kind.word(), count.to_string());
        }
        page.quiet("What never leaves the team, such as the notes of exports, is not counted.");
        page.quiet(
            "What was confided is in no view but the team's, not even in that of the confider's own party.",
        );
        let width = area.width.saturating_sub(2);
        canvas.put(area.x + 1, area.y, width, "Show the screens as they may be seen by:", Meaning::Quiet);
        let inside = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        self.split.draw(canvas, inside, audiences.len(), &page, &mut |canvas, n, row| {
            canvas.put(row.x, row.y, row.width, &audiences[n].0, Meaning::Text);
        });
    }
}
