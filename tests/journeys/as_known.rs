//! The case as it was known on an earlier day: on every screen, to be read only, and never for others.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use goodoffices::{
    edit::Edit,
    model::{Actor, CaseKind, Disclosure, Id, RecordRef, RecordType},
    store::{Access, CaseDocument, Disk, MemoryDisk, NewCase, OpenCase, create},
};

use crate::session::Session;

const CASE: &str = "/cases/island";
const ISLAND: &str = include_str!("../fixtures/exercise-island.ron");
/// The keys that lead to the screens that an earlier day has.
const SCREENS: [&str; 14] =
    ["1", "2", "3", "4", "5", "7", "T", "S", "M", "W", "3m", "4w", "2<down>r", "2<down>rfH"];

fn open(disk: &Arc<dyn Disk>) -> OpenCase {
    let since = "2026-11-10T08:00:00Z".parse().unwrap();
    let access = Access::Write { by: "luis".into(), host: "srv2".into(), since };
    OpenCase::open(disk.clone(), Path::new(CASE), &access).unwrap()
}

/// A case made on 1 November; an actor known since the 5th, who is called otherwise since the 10th.
fn session() -> Session {
    let disk = MemoryDisk::new();
    let shared: Arc<dyn Disk> = Arc::new(disk.clone());
    let edit = CaseDocument::read(ISLAND).unwrap().edit();
    let at = "2026-11-01T08:00:00Z".parse().unwrap();
    let new = NewCase { id: "i".into(), kind: CaseKind::Exercise, edit: Some(edit), by: "luis".into(), at };
    create(&shared, Path::new(CASE), &new).unwrap();
    let which = RecordRef::of::<Actor>(&Id::new("aa").unwrap());
    let actor = |name: &str| Box::new(Actor { name: name.into(), ..Actor::default() }.into_record());
    let mut case = open(&shared);
    case.save(&Edit::Add(which.clone(), actor("Aa, fishers")), "2026-11-05T23:59:59Z".parse().unwrap())
        .unwrap();
    let seen = case.case().heads_of(&which).iter().map(|head| head.revision).collect();
    let change = Edit::Change { which, seen, to: actor("Aa, fleet owners") };
    case.save(&change, "2026-11-10T08:00:00Z".parse().unwrap()).unwrap();
    drop(case);
    Session::on(disk, Some("rosa"), |start| start.open = Some(CASE.into()))
}

/// Asks for the case as of a day, from what changed.
fn look_back(session: &mut Session, day: &str) {
    session.keys("4wd").sees("As known on which day?");
    session.keys(&"<backspace>".repeat(10)).keys(day).keys("<f2>");
}

#[test]
fn an_earlier_day_is_shown_on_every_screen_marked_and_esc_comes_back_to_where_one_was() {
    let mut session = session();
    session.keys("3").sees("Aa, fleet owners");
    look_back(&mut session, "2026-11-05");
    session.sees("AS KNOWN ON 5 Nov 2026").sees("> Overview").keys("3").sees("Aa, fishers");
    session.sees_nothing_of("fleet owners").sees_nothing_of("Saved").sees("AS KNOWN ON 5 Nov 2026");
    for keys in ["1", "2", "4", "5", "7", "T", "S", "M", "W", "3m", "4w"] {
        session.keys(keys).sees("AS KNOWN ON 5 Nov 2026").sees_nothing_of("fleet owners");
    }
    session.keys("<esc>").sees("AS KNOWN").keys("<esc>").sees("This is the case as it is known now");
    session.sees("What changed").sees_nothing_of("AS KNOWN").keys("3").sees("Aa, fleet owners");
}

/// What is below the title of the screen to which keys lead.
fn body(session: &mut Session, keys: &str) -> String {
    let screen = session.keys(keys).screen();
    screen.lines().skip(2).collect::<Vec<_>>().join("\n")
}

/// Every title, name and text says otherwise since the 10th: the present shows that, no screen of the 9th does.
#[test]
fn no_screen_of_an_earlier_day_shows_what_was_written_later() {
    let disk = session().disk;
    let shared: Arc<dyn Disk> = Arc::new(disk.clone());
    let mut case = open(&shared);
    let later = ISLAND
        .replace("title: \"", "title: \"LATER ")
        .replace("name: \"", "name: \"LATER ")
        .replace("text: \"", "text: \"LATER ");
    let edits = |text: &str| match CaseDocument::read(text).unwrap().edit() {
        Edit::Together(edits) => edits,
        other => vec![other],
    };
    let changes = edits(ISLAND).into_iter().zip(edits(&later)).filter_map(|pair| match pair {
        (Edit::Add(which, before), Edit::Add(_, to)) if before != to => {
            let seen = case.case().heads_of(&which).iter().map(|head| head.revision).collect();
            Some(Edit::Change { which, seen, to })
        }
        _ => None,
    });
    let changes = Edit::Together(changes.collect());
    case.save(&changes, "2026-11-10T09:00:00Z".parse().unwrap()).unwrap();
    drop(case);
    let mut session = Session::on(disk, Some("rosa"), |start| start.open = Some(CASE.into()));
    session.size = (140, 45);
    let shows_it = |keys: &&str| body(&mut session, keys).contains("LATER");
    let proving: Vec<&str> = SCREENS.into_iter().filter(shows_it).collect();
    // The others show guidance, or no record's own words.
    assert_eq!(
        proving,
        ["1", "3", "4", "5", "T", "S", "M", "3m", "2<down>r", "2<down>rfH"],
        "in the present"
    );
    look_back(&mut session, "2026-11-09");
    for keys in SCREENS {
        assert!(!body(&mut session, keys).contains("LATER"), "{keys}:\n{}", session.screen());
        session.sees("AS KNOWN ON 9 Nov 2026");
    }
}

/// What lies on the disk, but for what was copied on purpose, and the answer whether the clipboard may have it.
fn stored(session: &Session) -> Vec<(PathBuf, Option<Vec<u8>>)> {
    let files = session.disk.files().into_iter();
    let files = files.filter(|path| !path.ends_with("copied.txt") && !path.ends_with("settings.ron"));
    files.map(|path| (path.clone(), session.disk.bytes(&path))).collect()
}

#[test]
fn no_letter_on_any_screen_of_an_earlier_day_changes_a_byte_on_the_disk() {
    let mut session = session();
    let letters = || ('a'..='z').chain('A'..='Z').filter(|letter| !['x', 'q'].contains(letter));
    let press = |session: &mut Session, letter: char| {
        session.keys(&letter.to_string()).paste("Zed").keys("<f2>y<esc>");
    };
    let before = stored(&session);
    for keys in SCREENS {
        for letter in letters() {
            if !session.screen().contains("AS KNOWN ON") {
                look_back(&mut session, "2026-11-05");
            }
            session.keys(keys);
            press(&mut session, letter);
            assert!(stored(&session) == before, "{letter} on {keys} wrote:\n{}", session.screen());
        }
    }
    session.keys("<esc><esc><esc>3").sees_nothing_of("AS KNOWN");
    press(&mut session, 'a');
    assert!(stored(&session) != before, "the control: in the present the same keys write");
}

/// An older state may hold what was shared then: the shield shows the present, in which it is withheld.
#[test]
fn what_was_shared_then_and_is_withheld_now_is_not_shown_from_an_earlier_day() {
    let disk = session().disk;
    let shared: Arc<dyn Disk> = Arc::new(disk.clone());
    let which = RecordRef::of::<Actor>(&Id::new("ac").unwrap());
    let actor = |disclosure| {
        let actor = Actor { name: "Ac, ferry crew".into(), disclosure, ..Actor::default() };
        Box::new(actor.into_record())
    };
    let mut case = open(&shared);
    let at = "2026-11-05T12:00:00Z".parse().unwrap();
    case.save(&Edit::Add(which.clone(), actor(Disclosure::Public)), at).unwrap();
    let mut session = Session::on(disk.clone(), Some("rosa"), |start| start.open = Some(CASE.into()));
    session.keys("x3").sees("SHAREABLE").sees("Ac, ferry crew");
    drop(session);
    let seen = case.case().heads_of(&which).iter().map(|head| head.revision).collect();
    let change = Edit::Change { which, seen, to: actor(Disclosure::Team) };
    case.save(&change, "2026-11-10T12:00:00Z".parse().unwrap()).unwrap();
    drop(case);
    let mut session = Session::on(disk, Some("rosa"), |start| start.open = Some(CASE.into()));
    look_back(&mut session, "2026-11-05");
    session.keys("3").sees("Ac, ferry crew").keys("x").sees("SHAREABLE").sees_nothing_of("ferry crew");
    for keys in SCREENS {
        session.keys(keys).sees("SHAREABLE").sees_nothing_of("ferry crew");
    }
    session.keys("Fferry<enter>").sees_nothing_of("ferry crew");
}

#[test]
fn pictures_of_an_earlier_day() {
    let mut session = session();
    look_back(&mut session, "2026-11-05");
    for size in [(80, 24), (60, 20)] {
        session.size = size;
        insta::assert_snapshot!(format!("earlier-day-{}x{}", size.0, size.1), session.picture());
    }
}

#[test]
fn another_day_can_be_chosen_from_there_and_a_day_before_the_case_has_nothing() {
    let mut session = session();
    look_back(&mut session, "2026-11-05");
    look_back(&mut session, "2026-11-04");
    session.sees("AS KNOWN ON 4 Nov 2026").keys("3").sees_nothing_of("Aa, ");
    look_back(&mut session, "2026-10-31");
    session.sees("Nothing had been recorded by the end of 31 Oct 2026").sees("AS KNOWN ON 4 Nov 2026");
    look_back(&mut session, "2026-11-10");
    session.sees("AS KNOWN ON 10 Nov 2026").keys("3").sees("Aa, fleet owners");
    look_back(&mut session, "yesterday");
    session.sees("AS KNOWN ON 20 Nov 2026");
    look_back(&mut session, "2026-11-21");
    session.sees("That is no earlier day").keys("<esc><esc><esc>").sees_nothing_of("AS KNOWN");
}

#[test]
fn nothing_is_changed_written_or_shown_to_others_from_an_earlier_day() {
    let mut session = session();
    look_back(&mut session, "2026-11-05");
    session.keys("3").sees_nothing_of("a add").keys("a").sees("Nothing can be changed in this view");
    session.keys("u").sees("nothing to take back here");
    for keys in ["6", "B", "I", "V"] {
        session.keys(keys).sees("Esc comes back to now first").sees("AS KNOWN ON");
    }
    session.keys("x").sees("SHAREABLE").sees_nothing_of("AS KNOWN");
    session.keys("xy").sees("team").sees_nothing_of("AS KNOWN").keys("3").sees("Aa, fleet owners");
}

#[test]
fn others_are_not_offered_an_earlier_day() {
    let mut session = session();
    session.keys("x4wd").sees("for the team alone").sees_nothing_of("which day?");
}

#[test]
fn the_history_of_a_record_leads_to_the_day_of_a_version() {
    let mut session = session();
    session.keys("2<down>rfHd").sees("At the end of").sees("2026-11-01").keys("<f2>");
    session.sees("AS KNOWN ON 1 Nov 2026").keys("<esc>").sees("History: ");
}

#[test]
fn what_others_write_meanwhile_is_taken_in_and_does_not_change_the_day() {
    let mut session = session();
    look_back(&mut session, "2026-11-05");
    let disk: Arc<dyn Disk> = Arc::new(session.disk.clone());
    let other = RecordRef::of::<Actor>(&Id::new("ab").unwrap());
    let actor = Actor { name: "Ab, newcomers".into(), ..Actor::default() };
    let edit = Edit::Add(other, Box::new(actor.into_record()));
    open(&disk).save(&edit, "2026-11-12T08:00:00Z".parse().unwrap()).unwrap();
    session.app.look_around();
    session.keys("3").sees("AS KNOWN ON").sees("Aa, fishers").sees_nothing_of("Ab, newcomers");
    session.keys("<esc><esc>3").sees("Ab, newcomers");
}
