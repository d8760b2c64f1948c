//! Undo and redo of two hundred steps across screens, with restarts between, each saying what it took back.

use std::{path::Path, sync::Arc};

use goodoffices::store::{Access, CaseDocument, Disk, OpenCase};

use crate::session::Session;

const STEPS: usize = 200;

/// What is recorded in turn, each on a screen of its own.
const KEYS: [&str; 5] =
    ["3aActor N<f2>", "Ta<tab>Event N<f2>", "SaSource N<f2>", "5aIssue N<f2>", "2<down>raThreat N<f2>"];

/// What is in the case, without its history.
fn present(session: &Session) -> String {
    let disk: Arc<dyn Disk> = Arc::new(session.disk.clone());
    let case = OpenCase::open(disk, Path::new("/cases/el-salvador-1989-1992"), &Access::Read).unwrap();
    CaseDocument::of(case.case()).text().unwrap()
}

/// What the last line says was done.
fn deed(session: &mut Session, verb: &str) -> String {
    let screen = session.screen();
    let words = screen.lines().find_map(|line| line.trim_matches(['─', ' ']).strip_prefix(verb));
    let words = words.unwrap_or_else(|| panic!("\"{verb}\" is not on the screen:\n{screen}"));
    words.split(". u takes").next().unwrap().trim().to_owned()
}

#[test]
fn two_hundred_steps_across_screens_are_taken_back_and_done_again_also_after_a_restart() {
    let mut session = Session::in_sample();
    let before = present(&session);
    let mut deeds = Vec::new();
    for n in 0..STEPS {
        session.keys(&KEYS[n % KEYS.len()].replace('N', &n.to_string()));
        deeds.push(deed(&mut session, "Saved: "));
    }
    let after = present(&session);
    let restarted = |session: Session| {
        let mut session = session.again();
        session.keys("<enter>");
        session
    };
    for (n, expected) in deeds.iter().rev().enumerate() {
        if n % (STEPS / 2) == 0 {
            session = restarted(session);
        }
        session.keys("u");
        assert_eq!(&deed(&mut session, "Undone: "), expected, "{n}");
    }
    assert_eq!(present(&session), before, "all of it is taken back");
    session.keys("u").sees_nothing_of("Undone");
    for (n, expected) in deeds.iter().enumerate() {
        if n % (STEPS / 2) == 0 {
            session = restarted(session);
        }
        session.keys("U");
        assert_eq!(&deed(&mut session, "Done again: "), expected, "{n}");
    }
    assert_eq!(present(&session), after, "all of it is there again");
    session.keys("U").sees_nothing_of("Done again");
}
