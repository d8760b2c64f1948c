//! The assessments: states, registers, the next open question.

use crate::session::Session;

#[test]
fn not_known_yet_and_do_not_record_are_answers_that_say_who_and_why() {
    let mut session = Session::in_sample();
    session.keys("2<down><down><down><down><down><enter><down><down><down><down>").sees("f5");
    session.keys("y").sees("not known yet").keys("<f2>").sees("Say who is to find out");
    session.keys("Luis<f2>").sees("Saved: added answer").sees("Who finds out  Luis");
}

#[test]
fn the_next_open_question_is_one_key_away_from_anywhere() {
    let mut session = Session::in_sample();
    session.keys("4n").sees("a2").keys("n").sees("b1").keys("n").sees("b2");
}

#[test]
fn a_threat_is_added_changed_deleted_and_brought_back() {
    let mut session = Session::in_sample();
    session.keys("2<down>r").sees("Register: threat").keys("a").sees("New threat");
    session.keys("Looting of depots<f2>").sees("Saved: added threat").sees("Looting of depots");
    session
        .keys("<end>")
        .sees("Looting of depots")
        .keys("D")
        .sees("Delete the threat")
        .keys("y")
        .sees("deleted threat");
    session.keys("u").sees("Undone: deleted threat");
}
