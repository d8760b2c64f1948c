//! The matrix: recording, correcting, superseding, going through phases.

use crate::session::Session;

#[test]
fn a_usual_entry_takes_under_ten_keys_beside_its_text() {
    let mut session = Session::in_sample();
    session.keys("4<down><right>");
    let keys = ["r", "<enter>", "d", "o", "<enter>"];
    session.keys(keys[0]).paste("Half the army would do").keys(&keys[1..].concat());
    session.sees("Saved: added position").sees("demands External defence only, reduced (A)");
    assert!(keys.len() < 10);
}

#[test]
fn a_new_position_takes_the_place_of_the_last_only_for_the_options_it_names() {
    let mut session = Session::in_sample();
    session.keys("4<down><right>rFirst word<enter>dr<enter>");
    session.keys("rSecond word<enter>a<enter>");
    session.sees("accepts External defence only, reduced (A)").sees("red line");
    session.keys("<enter>").sees("First word").sees("Second word");
}

#[test]
fn a_correction_keeps_the_record_and_a_reading_stands_beside() {
    let mut session = Session::in_sample();
    session.keys("4<down><right>rWritten down worngly<enter>d<enter>");
    session
        .keys("c")
        .sees("Correct: FMLN")
        .keys("<backspace>".repeat(7).as_str())
        .keys("wrongly<enter><enter>");
    session.sees("changed position P-48").sees("Written down wrongly");
    session
        .keys("b")
        .sees("Another reading")
        .keys("She heard it otherwise<enter>o<enter>")
        .sees("added position P-49");
    session.sees("readings of one moment");
}

#[test]
fn phases_go_round_and_a_cell_shows_what_still_stands_from_earlier() {
    let mut session = Session::in_sample();
    session.keys("4").sees(" negotiation, until").keys("p").sees(" agreement, until");
    session.keys("p").sees(" implementation").keys("p").sees(" pre-negotiation");
}
