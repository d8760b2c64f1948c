//! Positions from a spreadsheet: shown first, taken in as one step, taken back by one key.

use std::path::Path;

use goodoffices::store::Disk;

use crate::session::Session;

const POSITIONS: &str = include_str!("../fixtures/positions.csv");

fn with_file(name: &str, text: &str) -> Session {
    let session = Session::rosa();
    session.disk.create_folder(Path::new("/in"), 0o700).unwrap();
    session.disk.overwrite(Path::new(name), text.as_bytes());
    session
}

#[test]
fn a_new_case_begins_with_a_spreadsheet_and_taking_it_in_twice_changes_nothing() {
    let mut session = with_file("/in/talks.csv", POSITIONS);
    session.keys("I").sees("Which file shall the new case begin with?").keys("/in/talks.csv<enter>");
    session.sees("talks > Import").sees("22 created, 0 updated, 0 skipped").sees("new actor");
    session.keys("<enter>").sees("Saved:").keys("4").sees("> Positions").sees("FMLN");
    session
        .keys("I")
        .sees("Which file?")
        .keys("/in/talks.csv<enter>")
        .sees("0 created, 0 updated, 22 skipped");
    session.keys("<enter>").sees("stands in the case already").keys("<esc>u").sees("Undone:");
    session.keys("4").sees("No issues yet");
}

#[test]
fn lines_that_are_not_understood_are_named_and_hold_everything_back_until_they_are_left_out() {
    let text = "party,issue,phase,date,position\\nNorth,Police,negotiation,1991,reform it\\nNorth,Police,someday,1991,no\\n";
    let mut session = with_file("/in/two.csv", &text.replace("\\n", "\n"));
    session.keys("s").keys("I/in/two.csv<enter>").sees("line 3").sees("1 line is not understood");
    session
        .keys("<enter>")
        .sees("nothing is imported. o leaves them out")
        .keys("o")
        .sees("1 line is left out");
    session.keys("e").sees("nobody new").keys("e<enter>").sees("Saved:");
}

#[test]
fn what_cannot_be_read_is_named_and_makes_no_case() {
    let mut session = with_file("/in/empty.csv", "");
    session.keys("I/in/nothing.csv<enter>").sees("Could not read /in/nothing.csv: it is not there");
    session.keys("I/in/empty.csv<enter>").sees("nothing can be imported").keys("<enter>").sees("> Import");
}

#[test]
fn a_column_that_does_not_say_what_it_means_is_told() {
    let text = "party,issue,phase,date,Haltung\\nNorth,Police,negotiation,1991,reform it\\n";
    let mut session = with_file("/in/odd.csv", &text.replace("\\n", "\n"));
    session.keys("s").keys("I/in/odd.csv<enter>").sees("nothing can be imported");
    session.keys("mHaltung<f2>").sees("Write column=field").keys("=position<f2>").sees("1 created");
    session.sees("Haltung = position").keys("xI/in/odd.csv<enter>").sees_nothing_of("reform it");
}
