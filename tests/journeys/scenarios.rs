//! Comparisons on screen.

use crate::session::Session;

#[test]
fn only_the_differences_and_the_reason_for_each_row_are_a_key_away() {
    let mut session = Session::in_sample();
    session.keys("6<enter>").sees("options 1-3 of 4").keys("o").sees("options 2-4 of 4");
    session.keys("d").sees_nothing_of("Weapons caches");
    session.keys("d<down><down><enter>").sees("Why: ");
}
