//! Packages: how many there are and who would accept them, the nearest misses, the smallest change that opens one.
//! They come out of a file, or straight out of the case: its issues, the stances standing in a phase, its trades.
//! Counting is done beside the screen; a million packages do not hold up a key.

use ratatui::layout::Rect;

use super::{Build, opened::Opened};
use crate::{
    analysis::{
        comparison::{Chosen, OfCase, of_case},
        packages::{Names, Package, Packages, thousands},
    },
    model::{Comparison, Phase},
    notation,
    ui::{
        canvas::Canvas,
        context::Context,
        effect::{Effect, Setting},
        forms::{scenario::free_file, view},
        keys::{Binding, Command, Key, row},
        screens::{Screen, View},
        study::{Found, Progress, Work},
        theme::Meaning,
        widgets::{
            kept::Kept,
            page::{Page, PageState},
        },
    },
};

/// The packages of one comparison, or of the case.
#[derive(Debug)]
pub struct PackageScreen {
    origin: Origin,
    state: PageState,
}

/// Where the packages come from.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one of it for each open screen")]
enum Origin {
    File(Opened),
    Case(Chosen, Kept<(u64, Chosen), Counted>),
}

/// The packages of the case, and the counting of them.
#[derive(Debug, Default)]
struct Counted {
    found: OfCase,
    work: Option<Work>,
}

/// The keys of this screen.
pub const PACKAGE_KEYS: &[Binding] = &[
    row(
        &[Key::Char('i')],
        Command::Filter,
        "issues",
        "Choose the issues and the phase; those of a file in its editor",
        1,
    ),
    row(
        &[Key::Char('p')],
        Command::Phase,
        "phase",
        "Count with the stances up to the next phase, then all",
        2,
    ),
    row(
        &[Key::Char('e')],
        Command::Edit,
        "edit",
        "Edit the packages of a file; those of the case are kept in a file first",
        3,
    ),
    row(&[Key::Char('z')], Command::Stop, "stop", "Stop counting; what was looked at is shown", 0),
    row(&[Key::Char('b')], Command::Bands, "count", "Count again after it was stopped", 0),
];

const NOTHING_TO_CHOOSE: &str = "Packages need parties at the table, and issues with two options";

impl PackageScreen {
    /// Begins to count the packages that a comparison carries; those of the case if it carries none.
    #[must_use]
    pub fn open(opened: &Opened, cx: &Context<'_>) -> Vec<Effect> {
        match opened.packages() {
            Some(work) => {
                let origin = Origin::File(Opened::of(&opened.file));
                let screen = Self { origin, state: PageState::default() };
                vec![Effect::Study(work.clone()), Effect::Push(Screen::Packages(screen))]
            }
            None => Self::of_case(opened.tried(cx).phase, cx),
        }
    }

    /// Begins to count the packages of the case, with the stances up to a phase; nothing means the current one.
    #[must_use]
    pub fn of_case(phase: Option<Phase>, cx: &Context<'_>) -> Vec<Effect> {
        let chosen = Chosen::by_now(cx.seen, phase);
        let found = of_case(cx.seen, cx.standings, &chosen, cx.today);
        if found.issues.is_empty() || found.comparison.parties.is_empty() {
            return vec![Effect::hint(NOTHING_TO_CHOOSE)];
        }
        let begin = begin(&found.comparison);
        let screen = Self { origin: Origin::Case(chosen, Kept::default()), state: PageState::default() };
        begin.into_iter().chain([Effect::Push(Screen::Packages(screen))]).collect()
    }

    /// The comparison that carries the packages, the counting of them, and who is not counted in it.
    fn found(&mut self, cx: &Context<'_>) -> (&Comparison, Option<&Work>, &[String]) {
        match &mut self.origin {
            Origin::File(opened) => {
                opened.refresh(cx);
                (&opened.comparison, opened.packages(), &[])
            }
            Origin::Case(chosen, kept) => {
                let counted = kept.of((cx.stamp, chosen.clone()), || {
                    let found = of_case(cx.seen, cx.standings, chosen, cx.today);
                    Counted { work: Work::packages(&found.comparison), found }
                });
                (&counted.found.comparison, counted.work.as_ref(), &counted.found.not_counted)
            }
        }
    }

    /// Counts what is shown, unless that is done or under way.
    fn begin(&mut self, cx: &Context<'_>) -> Vec<Effect> {
        self.found(cx).1.cloned().map(Effect::Study).into_iter().collect()
    }

    /// The same packages with the stances up to the next phase, then with all.
    fn next_phase(&mut self, cx: &Context<'_>) -> Vec<Effect> {
        match &mut self.origin {
            Origin::File(opened) if !opened.has_stances_of_the_case() => {
                vec![Effect::hint("No stance here follows the case, so no phase changes anything")]
            }
            Origin::File(opened) => {
                let (tried, comparison) = opened.with(cx, |tried, _| tried.next_phase());
                begin(&comparison).into_iter().chain([Effect::Try(opened.file.clone(), tried)]).collect()
            }
            Origin::Case(chosen, _) => {
                chosen.next_phase();
                self.begin(cx)
            }
        }
    }

    /// Opens the editor. Packages of the case are written into a file of their own first, where points, a rule and
    /// what excludes what are added: with the stances as they stand now, for that is what a file follows.
    fn edit(&mut self, cx: &Context<'_>) -> Vec<Effect> {
        let now = match &self.origin {
            Origin::File(opened) => return vec![Effect::Push(Screen::Build(Build::of(&opened.file)))],
            Origin::Case(chosen, _) => Chosen { phase: None, ..chosen.clone() },
        };
        let found = of_case(cx.seen, cx.standings, &now, cx.today).comparison;
        if Work::packages(&found).is_none() || found.parties.is_empty() {
            return vec![Effect::hint(NOTHING_TO_CHOOSE)];
        }
        let comparison = Comparison {
            version: Comparison::FORMAT,
            authors: vec![cx.by.to_owned()],
            date: Some(crate::model::Date::day(cx.today)),
            ..found
        };
        let Ok(text) = notation::pretty("Comparison", &comparison) else { return vec![] };
        let name = free_file("packages", cx);
        vec![Effect::new_comparison(name, text, ", with the stances as they stand now")]
    }

    /// In one line: whose stances, up to when.
    fn source(&self) -> String {
        match &self.origin {
            Origin::File(opened) => opened.stances_of_packages(),
            Origin::Case(chosen, _) => {
                let phase = chosen.phase.map_or_else(
                    || "all stances of the case".to_owned(),
                    |phase| format!("stances of the case up to {phase}"),
                );
                let issues =
                    if chosen.issues.is_some() { "chosen issues" } else { "issues open on the agenda" };
                format!("{issues}; {phase}")
            }
        }
    }
}

/// Begins to count.
pub(in crate::ui) fn begin(comparison: &Comparison) -> Vec<Effect> {
    Work::packages(comparison).map(Effect::Study).into_iter().collect()
}

impl View for PackageScreen {
    fn title(&self, cx: &Context<'_>) -> String {
        match &self.origin {
            Origin::File(opened) => format!("Packages: {}", opened.title(cx)),
            Origin::Case(..) => "Packages of the case".to_owned(),
        }
    }

    fn keys(&self) -> &'static [Binding] {
        PACKAGE_KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        match command {
            Command::Stop => return vec![Effect::StopStudy],
            Command::Bands => return self.begin(cx),
            Command::Phase => return self.next_phase(cx),
            Command::Filter => match &self.origin {
                Origin::Case(chosen, _) => return Effect::form(view::packages(chosen, cx)),
                Origin::File(_) => return self.edit(cx),
            },
            Command::Edit => return self.edit(cx),
            other => {
                self.state.on(other);
            }
        }
        vec![]
    }

    fn set(&mut self, setting: Setting) {
        if let (Setting::Packages(chosen), Origin::Case(own, _)) = (setting, &mut self.origin) {
            *own = chosen;
        }
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let (comparison, work, not_counted) = self.found(cx);
        let page = match (work, Names::of(comparison)) {
            (Some(work), Some(names)) => match cx.studies.progress(work) {
                Progress::Done(Found::Packages(packages)) => page(names, packages, not_counted, cx),
                Progress::Running(percent) => {
                    let stop = cx.key(Command::Stop);
                    said(format!("Counting: {percent} per cent done. {stop} stops."))
                }
                Progress::Done(_) | Progress::NotAsked => {
                    said(format!("Not counted. {} counts.", cx.key(Command::Bands)))
                }
            },
            _ => {
                said("No packages: no issue with two options is chosen, or the file carries none.".to_owned())
            }
        };
        canvas.put(inside.x, inside.y, inside.width, &self.source(), Meaning::Quiet);
        let below = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
        self.state.draw(canvas, below, &page);
    }
}

fn said(words: String) -> Page {
    let mut page = Page::default();
    page.text(words);
    page
}

fn count(count: u64) -> String {
    thousands(u128::from(count))
}

fn page(names: Names<'_>, found: &Packages, not_counted: &[String], cx: &Context<'_>) -> Page {
    let mut page = Page::default();
    if let Some(refused) = &found.refused {
        page.line(Meaning::Attention, refused.as_str());
        return page;
    }
    if found.stopped {
        let key = cx.key(Command::Bands);
        let words = format!("The count was stopped; figures cover what was looked at. {key} counts all.");
        page.line(Meaning::Attention, words);
    }
    for (_, words) in names.marks() {
        page.line(Meaning::Attention, format!("! {words}"));
    }
    let to_all = count(found.acceptable_to_all);
    let are = if found.acceptable_to_all == 1 { "is" } else { "are" };
    page.line(
        Meaning::Heading,
        format!("{to_all} of {} packages {are} acceptable to all", count(found.total)),
    );
    if found.conditional_to_all > 0 {
        page.text(format!("{} more would be, were every condition met", count(found.conditional_to_all)));
    }
    if let Some(rule) = names.rule() {
        let are = if found.acceptable_to_rule == 1 { "is" } else { "are" };
        page.text(format!("{} {are} acceptable by the rule: {rule}", count(found.acceptable_to_rule)));
    }
    if found.infeasible > 0 {
        page.text(format!("{} cannot be, for their parts exclude each other", count(found.infeasible)));
    }
    if let Some(missing) = names.missing(found) {
        page.text(missing);
    }
    if !not_counted.is_empty() {
        let who = not_counted.join(", ");
        page.text(format!("Not counted, for versions differ on their time at the table: {who}"));
    }
    zone(names, found, &mut page);
    misses(names, found, &mut page);
    efficient(names, found, &mut page);
    page
}

/// The zone of agreement: what each party would take.
fn zone(names: Names<'_>, found: &Packages, page: &mut Page) {
    page.heading("Zone of agreement");
    for party in &found.standings {
        page.item(names.zone(party));
    }
    if !found.best.is_empty() {
        page.heading("The best few").quiet(format!("parts in this order: {}", names.issues()));
    }
    few(names, &found.best, page);
}

fn few(names: Names<'_>, packages: &[Package], page: &mut Page) {
    for package in packages {
        page.item(names.package(package)).quiet(format!("    {}", names.parties(package)));
    }
}

fn misses(names: Names<'_>, found: &Packages, page: &mut Page) {
    if !found.closest.is_empty() {
        page.heading("Nearest misses, with the fewest parties in the way");
    }
    for closest in &found.closest {
        let alone =
            found.all_but_one.iter().find(|but| but.party == closest.party).map_or(0, |but| but.packages);
        let of = match alone {
            0 => String::new(),
            1 => ", alone in the way of 1 package".to_owned(),
            many => format!(", alone in the way of {} packages", count(many)),
        };
        let (party, package) = (names.party(&closest.party), names.package(&closest.package));
        page.item(format!("{party}{of}. Nearest: {package}"));
        page.quiet(format!("    {}", names.needs(closest)));
    }
    if let (Some(needs), Some(opening)) = (names.opening(found), &found.opening) {
        page.heading("Smallest change that opens one");
        page.item(needs).quiet(format!("    opens {}", names.package(&opening.package)));
    }
}

fn efficient(names: Names<'_>, found: &Packages, page: &mut Page) {
    page.heading("Efficient: nobody can gain without somebody losing");
    let efficient = &found.pareto_efficient;
    match (efficient.count, efficient.acceptable) {
        (Some(number), Some(acceptable)) => page.text(format!(
            "{} among {}, {} of them {}",
            count(number),
            efficient.among,
            count(acceptable),
            names.acceptable()
        )),
        _ => page.text(format!("not worked out: {}", efficient.among)),
    };
    few(names, &efficient.packages, page);
    if let Some(best) = &found.best_smallest_surplus {
        let words = format!("{} ({:+})", names.package(&best.first), best.surplus);
        page.inline("Best for whoever gains least:", words);
    }
}
