//! Records whose newest version was damaged: they are named wherever one looks, and are written anew.

use std::path::Path;

use crate::session::Session;

/// Tomas, in a case of which the last line that rosa wrote was damaged in its words.
fn after_damage(keys: &str) -> Session {
    let mut rosa = Session::in_sample();
    for keys in keys.split(" / ") {
        rosa.keys(keys).sees("Saved");
    }
    let disk = rosa.disk.clone();
    drop(rosa);
    let is_hers = |path: &Path| {
        path.extension().is_some_and(|e| e == "ronl") && path.display().to_string().contains("rosa@")
    };
    let log = disk.files().into_iter().find(|path| is_hers(path)).unwrap();
    let mut bytes = disk.bytes(&log).unwrap();
    let at = bytes.len() - 12;
    bytes[at] ^= 1;
    disk.overwrite(&log, &bytes);
    Session::on(disk, Some("tomas"), |start| {
        start.open = Some("/cases/el-salvador-1989-1992".into());
        "srv2".clone_into(&mut start.host);
    })
}

const POSITION: &str =
    "4<down><right>rHalf the army would do<enter>d<enter> / c<end> and the guard<enter><enter>";

/// Goes to the line of the Overview that holds these words.
fn go_to(session: &mut Session, words: &str) {
    let lines = session.screen();
    let at = |words: &str| lines.lines().position(|line| line.contains(words)).unwrap();
    let steps = 7 + at(words) - at("At the table") - 1;
    session.keys(&"<down>".repeat(steps)).keys("<enter>");
}

#[test]
fn a_record_that_was_damaged_is_named_by_the_overview_and_written_anew_from_what_could_last_be_read() {
    let mut session = after_damage(POSITION);
    session.size = (100, 40);
    session.keys("1").sees("position P-48 Half the army would do: its words were damaged");
    go_to(&mut session, "position P-48");
    session.sees("Cannot be read").sees("When it could last be read it said").sees("Half the army would do");
    session.keys("H").sees("lost when the log was damaged").sees("added").keys("<esc>");
    session.keys("e").sees("Correct: FMLN").sees("Half the army would do").keys("<end> (again)<f2>");
    session.sees("Saved: changed position P-48").sees_nothing_of("takes it back");
    session.sees("Every record can be read");
    session.keys("4<down><right><enter>").sees("Half the army would do (again)");
}

#[test]
fn gaps_and_search_lead_to_it_and_others_are_not_told_of_it() {
    let mut session = after_damage(POSITION);
    session.size = (100, 40);
    session.keys("1M").sees("Records that cannot be read as they stand").sees("position P-48");
    session.keys("<enter>").sees("Cannot be read").sees("Half the army");
    session.keys("F").keys("half army would<enter>").sees("cannot be read as it stands");
    session.keys("<enter>").sees("When it could last be read it said");
    session
        .keys("x")
        .sees_nothing_of("Half the army")
        .sees_nothing_of("P-48")
        .keys("1")
        .sees_nothing_of("damaged");
}

#[test]
fn what_was_damaged_can_be_deleted_and_no_undo_is_promised() {
    let mut session = after_damage(POSITION);
    session.size = (100, 40);
    session.keys("1M<enter>D").sees("Delete the position \"Half the army would do\"?");
    session.sees("The deletion cannot be taken back").sees_nothing_of("u takes").keys("y");
    session.sees("deleted position").sees("Every record can be read").sees_nothing_of("takes it back");
    session.keys("u").sees("is not here any more; nothing was undone");
    // One that could never be read is called by its id.
    let mut session = after_damage("4<down><right>rHalf the army would do<enter>d<enter>");
    session.size = (100, 40);
    session.keys("1M<enter>D").sees("Delete the position \"").sees_nothing_of("\"\"");
    session.keys("y").sees("deleted position").sees_nothing_of("\"\"");
}

#[test]
fn a_case_sheet_that_was_damaged_is_written_anew_in_its_form() {
    let mut session = after_damage("1e<end> again<f2>");
    session.size = (100, 40);
    session.keys("1").sees("case sheet").keys("e").sees("El Salvador").keys("<end>, anew<f2>");
    session.sees("Saved: changed case sheet").sees(", anew").sees_nothing_of("damaged");
}
