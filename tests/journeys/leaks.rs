//! What an audience may not see leaves no trace on any screen: every one is byte for byte that of the case in which
//! the withheld records and fields were never recorded.

use std::{path::Path, sync::Arc};

use goodoffices::{
    audience::Audience,
    edit::Edit,
    model::{CaseKind, Id},
    store::{CaseDocument, Disk, MemoryDisk, NewCase, create, write_scenario},
    ui::lines::Lines,
};

use crate::{session::Session, withheld::step_without_what_is_withheld};

const ISLAND: &str = include_str!("../fixtures/exercise-island.ron");

/// A comparison that follows the case: the same file beside every case.
const COMPARISON: &str = r#"Comparison(question: "Who guards the harbour? NOTE", title: "Guard", audience: "AUDIENCE", horizon: 3,
    parties: [(id: "n", name: "North", actor: "northern-council"), (id: "h", name: "Harbour", actor: "harbour-front")],
    options: [(id: "A", title: "One", stands_for: ["o-guard-a"]), (id: "B", title: "Two", stands_for: ["o-guard-b"]),
        (id: "C", title: "Three", stands_for: ["o-guard-c", "o-patrols-a"])],
    futures: [(id: "f", title: "Calm", baseline: true, story: "Calm."), (id: "g", title: "Storm", story: "Storm.")],
    values: (better: Lower, from: WorstGap, unit: "people"),
    capacity: (need: [(is: 100)], plans: [(option: "A", outgoing: [(id: "o", title: "Old", strength: (50, 60, 70), ends: 2)]),
        (option: "B"), (option: "C")]))"#;

/// The keys that lead to every screen that a case has.
const SCREENS: [&str; 48] = [
    "1",
    "2",
    "2<enter>",
    "2<down>r",
    "3",
    "3<enter>",
    "3m",
    "3mv",
    "3mi",
    "3mii",
    "4",
    "4<enter>",
    "4t",
    "4i",
    "4d",
    "4w",
    "4wd",
    "4y",
    "5",
    "5t",
    "5b",
    "5w",
    "T",
    "Tp",
    "S",
    "6",
    "6<enter>",
    "6<enter>c",
    "6<enter>s",
    "6<enter>f",
    "6<enter>r",
    "6<enter>P",
    "6P",
    "6Pi",
    "6e",
    "2<enter>v",
    "2<enter>s",
    "2<enter>H",
    "2<enter>L",
    "2<down>rf",
    "5f",
    "5P",
    "M",
    "W",
    "F",
    "Fthe<enter>",
    "B",
    "B<end>",
];

/// Keys pressed on each of them, with a look after each.
const STEPS: [&str; 13] = [
    "<down>", "<right>", "<down>", "p", "<down>", "m", "<tab>", "<pgdn>", "<end>", "?", "<esc>", "f", "<esc>",
];

/// A case as it lies on disk, with the keys that show it to an audience.
struct Case {
    disk: MemoryDisk,
    shown_by: &'static str,
}

impl Case {
    fn of(edit: Edit, id: &str, by: &str, audience: &Audience) -> Self {
        let disk = MemoryDisk::new();
        let shared: Arc<dyn Disk> = Arc::new(disk.clone());
        let at = "2020-01-01T00:00:00Z".parse().unwrap();
        let new = NewCase { id: id.into(), kind: CaseKind::Exercise, edit: Some(edit), by: by.into(), at };
        create(&shared, Path::new("/cases/island"), &new).unwrap();
        for (name, audience, secret) in [
            ("a-for-all.ron", "shareable", ""),
            ("b-for-the-team.ron", "team", "SECRET-99"),
            ("c-for-the-north.ron", "party:northern-council", "ONLY-NORTH-99"),
        ] {
            let text = COMPARISON.replace("AUDIENCE", audience).replace("NOTE", secret);
            write_scenario(&*shared, Path::new("/cases/island"), name, &text, None).unwrap();
        }
        // One that is for all, and has an option that they may not see: as it stands when that is withdrawn.
        let text = COMPARISON.replace("AUDIENCE", "shareable").replace("\"Two\"", "\"SECRET-98\"");
        let text = text.replace("o-guard-b", "o-SECRET-91");
        write_scenario(&*shared, Path::new("/cases/island"), "d-withdrawn.ron", &text, None).unwrap();
        Self { disk, shown_by: shown_to(audience) }
    }

    fn full(audience: &Audience) -> Self {
        Self::of(CaseDocument::read(ISLAND).unwrap().edit(), "island", "trainer", audience)
    }

    fn open(&self) -> Session {
        let mut session = Session::on(self.disk.clone(), Some("rosa"), |start| {
            start.open = Some("/cases/island".into());
        });
        session.keys(self.shown_by);
        session
    }

    /// Everything that is seen on the way through all screens, each opened afresh.
    fn everything(&self) -> Vec<(String, String)> {
        let mut all = Vec::new();
        for size in [(80, 24), (140, 60)] {
            for keys in SCREENS {
                let mut session = self.open();
                session.size = size;
                session.keys(keys);
                all.push((format!("{keys} at {size:?}"), session.picture()));
                for step in STEPS {
                    session.keys(step);
                    all.push((format!("{keys} and then {step} at {size:?}"), session.picture()));
                }
            }
        }
        all
    }
}

/// The keys that show the case to an audience.
fn shown_to(audience: &Audience) -> &'static str {
    match audience {
        Audience::Team => "",
        Audience::Shareable => "x",
        // By name: Harbour Front, Lagoon League, Lower Lagoon, Northern Council.
        Audience::Party(id) if id.as_str() == "harbour-front" => "V<down><enter>",
        Audience::Party(_) => "V<down><down><down><down><enter>",
    }
}

fn party(id: &str) -> Audience {
    Audience::Party(Id::new(id).unwrap())
}

#[test]
fn no_screen_for_others_shows_or_depends_on_what_is_withheld() {
    for audience in [Audience::Shareable, party("northern-council"), party("harbour-front")] {
        let edit = step_without_what_is_withheld(ISLAND, &audience);
        let without = Case::of(edit, "other", "somebody else", &audience).everything();
        let with = Case::full(&audience).everything();
        for ((place, with), (_, without)) in with.into_iter().zip(without) {
            assert!(!with.contains("SECRET-"), "{place} for {audience}:\n{with}");
            let is_north = audience == party("northern-council");
            assert!(is_north || !with.contains("ONLY-NORTH-"), "{place} for {audience}:\n{with}");
            assert_eq!(with, without, "{place} for {audience}");
        }
    }
}

/// Everything that is read out line by line, from every choice to the next, so many deep.
fn read_out(lines: &mut Lines, said: Vec<String>, deep: usize, all: &mut Vec<String>) {
    let mut said = said;
    said.extend(lines.answer("a"));
    all.push(said.join("\n"));
    // What leads on instead of in, and what asks for something, is no way down.
    let acts = ["Answer", "Change", "Next", "Put", "Say", "Show"];
    let number = |line: &String| {
        let (number, words) = line.split_once(". ")?;
        (!acts.iter().any(|act| words.starts_with(act))).then_some(())?;
        number.parse::<usize>().ok().map(|n| n.to_string())
    };
    let numbers: Vec<String> = said.iter().filter_map(number).collect();
    for number in numbers.iter().filter(|_| deep > 0) {
        let next = lines.answer(number);
        read_out(lines, next, deep - 1, all);
        lines.answer("b");
    }
}

#[test]
fn nothing_read_out_line_by_line_for_others_depends_on_what_is_withheld() {
    let everything = |case: &Case| {
        let mut lines = Lines::new(case.open().app, true);
        let (begun, mut all) = (lines.begin(), Vec::new());
        read_out(&mut lines, begun, 3, &mut all);
        all
    };
    for audience in [Audience::Shareable, party("northern-council")] {
        let edit = step_without_what_is_withheld(ISLAND, &audience);
        let without = everything(&Case::of(edit, "other", "somebody else", &audience));
        let with = everything(&Case::full(&audience));
        assert!(with.len() > 60 && !with.concat().contains("SECRET-"), "{} places", with.len());
        for (with, without) in with.iter().zip(&without) {
            assert_eq!(with, without, "for {audience}");
        }
        assert_eq!(with.len(), without.len());
    }
    assert!(everything(&Case::full(&Audience::Team)).concat().contains("SECRET-"));
}

#[test]
fn the_control_the_team_sees_the_secrets_and_one_party_what_is_for_it_alone() {
    let seen = |audience: &Audience| -> String {
        Case::full(audience).everything().into_iter().map(|(_, screen)| screen).collect()
    };
    let team = seen(&Audience::Team);
    let secrets = (1..100).filter(|n| team.contains(&format!("SECRET-{n:02}"))).count();
    assert!(secrets > 40, "{secrets} of the secrets stand on a screen of the team");
    assert!(seen(&party("northern-council")).contains("ONLY-NORTH-"));
}

#[test]
fn the_team_is_told_how_much_a_view_leaves_out_and_the_view_never_says() {
    let mut session = Case::full(&Audience::Team).open();
    session.keys("V").sees("This view leaves out").sees("position").sees("Harbour Front");
    session.keys("<down><enter>").sees("FOR Harbour Front").sees_nothing_of("leaves out");
    session.keys("V").sees("x comes back to the team's view first").sees_nothing_of("leaves out");
    session.keys("x").sees("SHAREABLE").keys("x").sees("Show everything again?").keys("n").sees("SHAREABLE");
    session.keys("xy").sees("team");
}
