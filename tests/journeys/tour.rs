//! The first run and the tour: it goes on when the user does the thing, can be left, and is taken up again.

use goodoffices::ui::keys::Keymap;

use crate::session::Session;

#[test]
fn the_tour_goes_on_when_the_thing_is_done() {
    let mut session = Session::first();
    session.keys("rosa<enter>").sees("Begin with one of these").sees("Sample case").sees("New case");
    session.sees("Tour 1/8 (Y leaves it): open a case; s opens the sample");
    session.keys("s").sees("Tour 2/8 (Y leaves it): n goes to the next open key question");
    session
        .keys("4")
        .sees("Tour 2/8")
        .keys("n")
        .sees("Tour 3/8 (Y leaves it): on a question e answers, y: not known yet");
    session.keys("y").sees("Who finds out").keys("Luis<f2>").sees("Saved");
    session.keys("<down>").sees("Tour 4/8 (Y leaves it): 4 shows who stands where");
    session
        .keys("4")
        .sees("Tour 5/8")
        .keys("<enter>")
        .sees("Tour 6/8 (Y leaves it): x hides")
        .keys("x")
        .sees("Tour 7/8 (Y leaves it): x again");
    session
        .keys("xy")
        .sees("Tour 8/8 (Y leaves it): ? says")
        .keys("?")
        .sees("That was the tour; Y begins it again");
    session.keys("<esc><down>").sees_nothing_of("Tour");
    session.again().sees_nothing_of("Tour").keys("Y").sees("Tour 1/8");
}

#[test]
fn the_tour_is_left_with_one_key_and_taken_up_after_a_restart() {
    let mut session = Session::first();
    session
        .keys("rosa<enter>sY")
        .sees("The tour waits; Y takes it up again")
        .keys("<down>")
        .sees_nothing_of("Tour 2");
    let mut session = session.again();
    session
        .sees_nothing_of("Tour")
        .keys("<enter>Y")
        .sees("Tour 2/8")
        .keys("Y<down>")
        .sees_nothing_of("Tour 2");
}

#[test]
fn the_tour_names_the_keys_as_the_user_has_them() {
    let disk = Session::first().keys("rosa<enter>").disk.clone();
    let own = r#"Keys(rows: [(command: "next-gap", keys: ["N"]), (place: "Overview", command: "next-gap", keys: ["N"])])"#;
    let mut session = Session::on(disk, Some("rosa"), |start| start.keys = Keymap::read(own));
    session.keys("s").sees("Tour 2/8 (Y leaves it): N goes to the next open key question");
}

#[test]
fn who_has_a_name_already_is_not_shown_around_unasked() {
    let mut session = Session::rosa();
    session.sees_nothing_of("Tour").keys("Y").sees("Tour 1/8");
}

#[test]
fn a_new_case_leads_into_the_first_assessment() {
    let mut session = Session::rosa();
    session
        .keys("aRiver valley<enter>")
        .sees("River valley > a Conflict analysis")
        .sees("a1")
        .sees("No answer yet");
    session.keys("<esc>").sees("River valley > Overview");
}
