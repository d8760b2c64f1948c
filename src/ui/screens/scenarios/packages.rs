//! Packages: how many there are and who would accept them, the nearest misses, the smallest change that opens one.
//! Counting is done beside the screen; a million packages do not hold up a key.

use ratatui::layout::Rect;

use super::opened::Opened;
use crate::{
    analysis::packages::{Package, Packages, StanceToMove, thousands},
    model::{Comparison, PackageModel},
    ui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        keys::{Binding, Command, Key, row},
        screens::{Screen, View},
        study::{Found, Progress, Work},
        theme::Meaning,
        widgets::page::{Page, PageState},
    },
};

/// The packages of one comparison.
#[derive(Debug)]
pub struct PackageScreen {
    opened: Opened,
    state: PageState,
}

/// The keys of this screen.
pub const PACKAGE_KEYS: &[Binding] = &[
    row(&[Key::Char('z')], Command::Stop, "stop", "Stop counting; what was looked at is shown", 1),
    row(&[Key::Char('b')], Command::Bands, "count", "Count again after it was stopped", 0),
];

impl PackageScreen {
    /// Begins to count and opens the screen, if the comparison carries packages.
    #[must_use]
    pub fn open(opened: &Opened) -> Vec<Effect> {
        match work(&opened.comparison) {
            Some(work) => {
                let screen = Self { opened: Opened::of(&opened.file), state: PageState::default() };
                vec![Effect::Study(work), Effect::Push(Screen::Packages(screen))]
            }
            None => vec![Effect::hint(
                "This file carries no packages; they are written in it, as the template shows",
            )],
        }
    }
}

fn work(comparison: &Comparison) -> Option<Work> {
    comparison.packages.clone().map(|model| Work::Packages(Box::new(model)))
}

impl View for PackageScreen {
    fn title(&self, cx: &Context<'_>) -> String {
        format!("Packages: {}", self.opened.title(cx))
    }

    fn keys(&self) -> &'static [Binding] {
        PACKAGE_KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        self.opened.refresh(cx);
        match command {
            Command::Stop => return vec![Effect::StopStudy],
            Command::Bands => return work(&self.opened.comparison).map(Effect::Study).into_iter().collect(),
            other => {
                self.state.on(other);
            }
        }
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        self.opened.refresh(cx);
        let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let page = match (work(&self.opened.comparison), &self.opened.comparison.packages) {
            (Some(work), Some(model)) => match cx.studies.progress(&work) {
                Progress::Done(Found::Packages(packages)) => {
                    Names { comparison: &self.opened.comparison, model }.page(packages)
                }
                Progress::Running(percent) => said(format!("Counting: {percent} per cent done. z stops.")),
                Progress::Done(_) | Progress::NotAsked => said("Not counted. b counts.".to_owned()),
            },
            _ => said("This comparison carries no packages any more.".to_owned()),
        };
        self.state.draw(canvas, inside, &page);
    }
}

fn said(words: String) -> Page {
    let mut page = Page::default();
    page.text(words);
    page
}

/// What ids are called.
struct Names<'a> {
    comparison: &'a Comparison,
    model: &'a PackageModel,
}

impl Names<'_> {
    fn party(&self, id: &str) -> String {
        let known = self.comparison.parties.iter().find(|party| party.id.as_str() == id);
        known.map_or_else(|| id.to_owned(), |party| party.name.clone())
    }

    /// `Police: over a year`.
    fn option(&self, id: &str) -> String {
        for issue in &self.model.issues {
            if let Some(option) = issue.options.iter().find(|option| option.id.as_str() == id) {
                return format!("{}: {}", issue.title, option.title);
            }
        }
        id.to_owned()
    }

    /// The options of a package, in the order of the issues.
    fn package(&self, package: &Package) -> String {
        let known: Vec<_> = self.model.issues.iter().flat_map(|issue| &issue.options).collect();
        let title = |id: &String| {
            let option = known.iter().find(|option| option.id.as_str() == id);
            option.map_or_else(|| id.clone(), |option| option.title.clone())
        };
        package.options.iter().map(title).collect::<Vec<_>>().join("; ")
    }

    /// How parties stand to a package, those first who find it acceptable.
    fn parties(&self, package: &Package) -> String {
        let each = package.parties.iter().map(|on| {
            let surplus = on.surplus.map_or_else(String::new, |surplus| format!(" {surplus:+}"));
            format!("{} {}{surplus}", self.party(&on.party), on.standing.word())
        });
        each.collect::<Vec<_>>().join(", ")
    }

    fn moves(&self, stances: &[StanceToMove]) -> String {
        let each = stances
            .iter()
            .map(|s| format!("{} accepts {} (now: {})", self.party(&s.party), self.option(&s.option), s.now));
        each.collect::<Vec<_>>().join(" and ")
    }

    fn page(&self, found: &Packages) -> Page {
        let mut page = Page::default();
        if let Some(refused) = &found.refused {
            page.line(Meaning::Attention, refused.as_str());
            return page;
        }
        let count = |count: u64| thousands(u128::from(count));
        if found.stopped {
            page.line(
                Meaning::Attention,
                "The count was stopped; figures cover what was looked at. b counts all.",
            );
        }
        page.line(
            Meaning::Heading,
            format!(
                "{} of {} packages are acceptable to all",
                count(found.acceptable_to_all),
                count(found.total)
            ),
        );
        if found.conditional_to_all > 0 {
            page.text(format!("{} more would be, were every condition met", count(found.conditional_to_all)));
        }
        if found.acceptable_to_rule != found.acceptable_to_all {
            page.text(format!("{} are acceptable to as many as must agree", count(found.acceptable_to_rule)));
        }
        if found.infeasible > 0 {
            page.text(format!("{} cannot be, for their parts exclude each other", count(found.infeasible)));
        }
        if found.missing.count > 0 {
            let ask = found.missing.ask_first.as_ref().map_or_else(String::new, |ask| {
                format!("; ask {} about {} first", self.party(&ask.party), self.option(&ask.option))
            });
            page.text(format!(
                "{} stances are not known, and never count as acceptable{ask}",
                found.missing.count
            ));
        }
        self.zone(found, &mut page);
        self.misses(found, &mut page);
        self.efficient(found, &mut page);
        page
    }

    /// The zone of agreement: what each party would take.
    fn zone(&self, found: &Packages, page: &mut Page) {
        page.heading("Zone of agreement");
        for party in &found.standings {
            let parts = [
                ("acceptable", party.acceptable),
                ("conditional", party.conditional),
                ("not known", party.not_known),
                ("resisted", party.resisted),
                ("blocked", party.blocked),
            ];
            let parts = parts.into_iter().filter(|(_, count)| *count > 0);
            let words: Vec<String> =
                parts.map(|(word, count)| format!("{} {word}", thousands(u128::from(count)))).collect();
            page.item(format!("{}: {}", self.party(&party.party), words.join(", ")));
        }
        if !found.best.is_empty() {
            let issues: Vec<&str> = self.model.issues.iter().map(|issue| issue.title.as_str()).collect();
            page.heading("The best few").quiet(format!("parts in this order: {}", issues.join("; ")));
        }
        for package in &found.best {
            page.item(self.package(package)).quiet(format!("    {}", self.parties(package)));
        }
    }

    fn misses(&self, found: &Packages, page: &mut Page) {
        if !found.closest.is_empty() {
            page.heading("Nearest misses: one party alone stands in the way");
        }
        for closest in &found.closest {
            let alone =
                found.all_but_one.iter().find(|but| but.party == closest.party).map_or(0, |but| but.packages);
            let needs = match closest.short {
                Some(short) => format!("{short} points short"),
                None => self.moves(&closest.stances),
            };
            let party = self.party(&closest.party);
            let packages = if alone == 1 { "package" } else { "packages" };
            page.item(format!(
                "{party}, of {} {packages}. Nearest: {}",
                thousands(u128::from(alone)),
                self.package(&closest.package)
            ));
            page.quiet(format!("    {needs}"));
        }
        if let Some(opening) = &found.opening {
            page.heading("Smallest change that opens one");
            let mut parts: Vec<String> = opening
                .short
                .iter()
                .map(|(party, points)| format!("{points} points off what {} must reach", self.party(party)))
                .collect();
            if !opening.stances.is_empty() {
                parts.push(self.moves(&opening.stances));
            }
            page.item(parts.join(" and ")).quiet(format!("    opens {}", self.package(&opening.package)));
        }
    }

    fn efficient(&self, found: &Packages, page: &mut Page) {
        page.heading("Efficient: nobody can gain without somebody losing");
        let efficient = &found.pareto_efficient;
        match (efficient.count, efficient.acceptable) {
            (Some(count), Some(acceptable)) => page.text(format!(
                "{} among {}, {} of them acceptable",
                thousands(u128::from(count)),
                efficient.among,
                thousands(u128::from(acceptable))
            )),
            _ => page.text(format!("not worked out: {}", efficient.among)),
        };
        for package in &efficient.packages {
            page.item(self.package(package)).quiet(format!("    {}", self.parties(package)));
        }
        if let Some(best) = &found.best_smallest_surplus {
            page.inline(
                "Best for whoever gains least:",
                format!("{} ({:+})", self.package(&best.first), best.surplus),
            );
        }
    }
}
