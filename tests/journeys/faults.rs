//! What the user sees when the disk says no: the text stays where it was typed, the reason and the remedy are named,
//! nothing is called saved, and saving works again once the cause is gone, without a restart.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use goodoffices::store::{Access, Disk, MemoryDisk, OpenCase};

use crate::session::Session;

const CASE: &str = "/cases/el-salvador-1989-1992";
const ELSEWHERE: &str = "/cases/.moved";

/// What goes wrong, how it is mended, and what is said about it.
struct Fault {
    comes: fn(&MemoryDisk),
    goes: fn(&MemoryDisk),
    cause: &'static str,
}

/// Every call that changes something fails with this error of the system.
fn says_no(disk: &MemoryDisk, error: i32) {
    disk.fail(0, 1_000_000, error, 0);
}

const FAULTS: [Fault; 8] = [
    Fault { comes: |disk| disk.fill(0), goes: MemoryDisk::heal, cause: "the disk is full" },
    Fault {
        comes: |disk| says_no(disk, 122),
        goes: MemoryDisk::heal,
        cause: "your share of the disk is used up",
    },
    Fault { comes: |disk| says_no(disk, 30), goes: MemoryDisk::heal, cause: "the disk can only be read" },
    Fault { comes: |disk| says_no(disk, 13), goes: MemoryDisk::heal, cause: "you are not allowed to" },
    Fault { comes: MemoryDisk::exhaust, goes: MemoryDisk::heal, cause: "oo many open files" },
    Fault { comes: |disk| says_no(disk, 5), goes: MemoryDisk::heal, cause: "nput/output error" },
    Fault { comes: |disk| says_no(disk, 116), goes: MemoryDisk::heal, cause: "tale file handle" },
    Fault {
        comes: |disk| disk.rename(Path::new(CASE), Path::new(ELSEWHERE)).unwrap(),
        goes: |disk| disk.rename(Path::new(ELSEWHERE), Path::new(CASE)).unwrap(),
        cause: "it is not there",
    },
];

/// How many actors the case on the disk has.
fn actors(disk: &MemoryDisk) -> usize {
    let shared: Arc<dyn Disk> = Arc::new(disk.clone());
    OpenCase::open(shared, Path::new(CASE), &Access::Read).unwrap().case().actors.len()
}

/// What is on the screen, in one line.
fn said(session: &mut Session) -> String {
    let screen = session.screen().replace(['─', '↓'], " ");
    screen.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn whatever_the_disk_says_the_text_stays_the_cause_is_named_and_saving_works_once_it_is_gone() {
    for Fault { comes, goes, cause } in FAULTS {
        let mut session = Session::in_sample();
        let before = actors(&session.disk);
        session.keys("3aThe women's league");
        comes(&session.disk);
        for _ in 0..2 {
            session.keys("<f2>").sees("The women's league").sees_nothing_of("Saved:");
            let said = said(&mut session);
            assert!(said.contains(cause), "\"{cause}\" is not said:\n{said}");
        }
        session
            .keys("<esc>")
            .sees("cannot be written to the disk: do not leave")
            .keys("E")
            .sees("The women's league");
        session.keys("q").sees("Leave all the same?").keys("n");
        goes(&session.disk);
        session.keys("3a").sees("This is the text that you left here").sees("The women's league");
        session.keys("<f2>").sees("Saved: added actor").keys("E").sees("all that was typed is saved");
        assert_eq!(session.app.line_lost(1), 129);
        assert_eq!(actors(&session.disk), before + 1, "{cause}: saved once, after three attempts");
        let mut again = session.again();
        again.keys("<enter>").sees_nothing_of("unsaved text").sees_nothing_of("could not be used");
        again.keys("Fwomen's league<enter>").sees("The women's league");
    }
}

/// A line that was begun stays in a log that was closed for it. It is the failed save that is said, and stays said.
#[test]
fn a_save_that_was_cut_short_is_what_is_said_of_it() {
    let mut session = Session::in_sample();
    session.keys("3aThe first league<f2>").sees("Saved: added actor");
    session.keys("3aThe women's league");
    session.disk.fill(60);
    session.keys("<f2>");
    for _ in 0..3 {
        assert!(said(&mut session).contains("the disk is full"));
        session.app.keep_typed();
        session.app.look_around();
    }
    session.sees_nothing_of("could not be used");
    session.disk.heal();
    session.keys("<f2>").sees("Saved: added actor").keys("<esc>");
    session.again().keys("<enter>").sees("> Overview").sees_nothing_of("could not be used");
}

#[test]
fn text_that_is_not_on_the_disk_is_said_to_whoever_comes_back_from_the_shield() {
    let mut session = Session::in_sample();
    session.keys("3aThe women's league");
    session.disk.fill(0);
    session.keys("<ctrl-x>").sees("SHAREABLE");
    session.app.keep_typed();
    session.app.look_around();
    session.sees_nothing_of("disk").keys("xy").sees("cannot be kept on the disk yet");
    session.app.look_around();
    session.sees("cannot be kept on the disk yet").keys("E").sees("not all of it is on the disk yet");
    session.sees_nothing_of("kept here");
    // What was said before the shield went up is said again after it.
    session.keys("xxy").sees("cannot be kept on the disk yet");
    session.disk.heal();
    session.keys("E").sees("It is kept here").sees("The women's league").sees("kept on the disk after all");
}

#[test]
fn what_somebody_went_on_from_is_not_taken_back_however_seldom_the_screen_looks() {
    let mut luis = Session::on(MemoryDisk::new(), Some("luis"), |_| {});
    luis.keys("s4<down><right>rHalf the army would do<enter>d<enter>").sees("added position P-48");
    let mut rosa = Session::on(luis.disk.clone(), Some("rosa"), |_| {});
    rosa.keys("<enter>4<down><right>c")
        .keys("<end> and the guard<enter><enter>")
        .sees("changed position P-48");
    luis.keys("u").sees_nothing_of("Undone").sees_nothing_of("two versions").sees("by rosa since");
    luis.sees("and the guard");
}

#[test]
fn what_the_look_before_an_undo_finds_stays_said() {
    let mut luis = Session::on(MemoryDisk::new(), Some("luis"), |_| {});
    luis.keys("s3aThe women's league<f2>").sees("added actor");
    let mut rosa = Session::on(luis.disk.clone(), Some("rosa"), |_| {});
    rosa.keys("<enter>3aThe council<f2>").sees("added actor");
    let log = |path: &PathBuf| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("luis@"))
            && path.extension().is_some_and(|kind| kind == "ronl")
    };
    let path = luis.disk.files().into_iter().find(log).unwrap();
    luis.disk.overwrite(&path, b"");
    rosa.keys("u").sees("was replaced").sees("Undone");
}

/// The control: where the disk says yes, the same keys save at once.
#[test]
fn where_nothing_is_wrong_the_same_keys_save() {
    let mut session = Session::in_sample();
    session.keys("3aThe women's league<f2>").sees("Saved: added actor");
}
