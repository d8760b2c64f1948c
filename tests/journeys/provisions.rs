//! The clauses of agreements: recorded, corrected and deleted like any other record.

use crate::session::Session;

fn at_provisions() -> Session {
    let mut session = Session::in_sample();
    session.keys("Tp").sees("Provisions").sees("a add");
    session
}

#[test]
fn a_provision_is_recorded_corrected_and_deleted_and_each_can_be_taken_back() {
    let mut session = at_provisions();
    session.keys("a<f2>").sees("Say in a few words what is to be done");
    session.keys("Lists are verified<tab><tab>ONUSAL<tab>D+30<f2>").sees("Saved: added provision");
    session.keys("/Lists are<enter>").sees("ONUSAL").sees("D+30");
    session.keys("e<tab><tab><tab><tab><tab><tab>D+45; soon<f2>").sees("\"soon\" is no date");
    session.keys("<backspace><backspace><backspace><backspace>1992-02-01; the lists were late<f2>");
    session.sees("Saved: changed provision").sees("moved 1").sees("D+45");
    session.keys("H").sees("History: ").sees("changed").sees("added").keys("<esc>");
    session.keys("u").sees("Undone: changed provision").sees_nothing_of("D+45");
    session.keys("/Lists are<enter>Dy").sees("Saved: deleted provision").sees_nothing_of("ONUSAL");
    session.keys("u").sees("Undone: deleted provision").sees("Lists are verified");
}

#[test]
fn half_a_provision_waits_and_a_new_one_is_the_teams_until_somebody_says_otherwise() {
    let mut session = at_provisions();
    session.keys("aHalf a clause<esc>").sees("Not saved yet");
    assert_eq!(session.app.line_lost(1), 129);
    let mut session = session.again();
    session.keys("<enter>").sees("There is unsaved text").sees("Half a clause").keys("<enter>");
    session.sees("New provision").keys("<f2>").sees("Saved: added provision");
    session.keys("Tp/Half<enter>").sees("Half a clause");
    session.keys("x").keys("Tp").sees("SHAREABLE").sees_nothing_of("Half a clause").sees_nothing_of("a add");
    session.keys("a").sees("Nothing can be changed in this view");
}
