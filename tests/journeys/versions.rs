//! Two people change one record without knowing of each other: both versions stand until somebody settles them.

use crate::session::Session;

/// Rosa's session after she and Tomas corrected the same position at once.
fn contested() -> Session {
    let mut rosa = Session::in_sample();
    rosa.keys("4<down><right>rHalf the army would do<enter>d<enter>").sees("added position P-48");
    let mut tomas = Session::on(rosa.disk.clone(), Some("tomas"), |start| {
        start.open = Some("/cases/el-salvador-1989-1992".into());
        "srv2".clone_into(&mut start.host);
    });
    tomas.keys("4<down><right>").sees("Half the army would do");
    rosa.keys("c").keys("<end> and the guard<enter><enter>").sees("changed position P-48");
    tomas.keys("c").keys("<end>, she said<enter><enter>").sees("changed position P-48");
    rosa.app.look_around();
    rosa.sees("tomas changed position P-48, which now stands in two versions");
    rosa
}

#[test]
fn two_versions_are_flagged_shown_side_by_side_and_settled_in_a_form_that_begins_with_one() {
    let mut session = contested();
    session.sees("two versions of one record");
    session.keys("v").sees("Side by side").sees("by rosa").sees("by tomas");
    session.sees("guard").sees("said");
    session.keys("<right>e").sees("Correct: FMLN").keys("<end> (both heard)<f2>");
    session.sees("settled position P-48").sees("One version stands").keys("<esc>").sees("(both heard)");
    session.sees_nothing_of("two versions of one record");
    session.keys("u").sees("Undone").sees("two versions of one record");
}

#[test]
fn a_version_is_taken_as_it_is_and_a_correction_asks_to_settle_first() {
    let mut session = contested();
    session.keys("c").sees("Side by side").keys("<esc>");
    session.keys("4<down><right>v").sees("t take as it is").keys("t").sees("settled position P-48");
    session.keys("<esc>v").sees("There is one version of this position only");
}

#[test]
fn the_overview_leads_to_the_records_in_two_versions() {
    let mut session = contested();
    session.size = (80, 40);
    session.keys("1").sees("two versions of position");
    let lines = session.screen();
    let at = lines.lines().position(|line| line.contains("two versions of position")).unwrap();
    let first = lines.lines().position(|line| line.contains("At the table")).unwrap();
    let steps = 7 + at - first - 1;
    session.keys(&"<down>".repeat(steps)).keys("<enter>").sees("Two versions").sees("Half the army");
    session.keys("<enter>").sees("Side by side").sees("by tomas");
}

#[test]
fn pictures_of_two_versions() {
    for size in [(80, 24), (60, 20)] {
        let mut session = contested();
        session.size = size;
        session.keys("v");
        insta::assert_snapshot!(format!("versions-{}x{}", size.0, size.1), session.picture());
    }
}

#[test]
fn a_records_history_says_who_changed_it_when_and_from_what() {
    let mut session = Session::in_sample();
    session.keys("4<down><right>rHalf the army would do<enter>d<enter>").sees("Saved: added position");
    session.keys("<enter>c<end> at most<f2>").sees("Saved: changed position");
    session.keys("H").sees("History").sees("rosa").sees("changed, stands").sees("Changed");
    session.sees("\"Half the army would do\" -> \"Half the army would do at most\"");
    session.keys("<down>").sees("added").keys("x4<enter>H").sees_nothing_of("rosa");
}

#[test]
fn each_sees_who_else_is_in() {
    let mut rosa = Session::in_sample();
    let mut luis = Session::on(rosa.disk.clone(), Some("luis"), |_| {});
    luis.keys("<enter>").sees("Also open by rosa since");
    rosa.app.look_around();
    rosa.sees("Also open by luis since").keys("4w").sees("The case is open by luis since");
    drop(luis);
    rosa.app.look_around();
    rosa.sees_nothing_of("luis");
}

#[test]
fn what_changed_and_the_card_lead_to_the_history_of_a_record_also_of_one_that_is_deleted() {
    let mut rosa = Session::in_sample();
    rosa.keys("3aSalt Workers<f2>").sees("added actor").keys("/Salt Workers<enter><enter>");
    rosa.sees("> Salt Workers").keys("H").sees("History").sees("added, stands").keys("<esc><esc>");
    rosa.keys("Dy").sees("deleted actor").keys("4w").sees("deleted actor").keys("<enter>");
    rosa.sees("History").sees("deleted, stands").keys("<down>").sees("Salt Workers");
}

#[test]
fn a_row_is_marked_while_its_record_stands_in_two_versions_and_for_the_team_alone() {
    let mut rosa = Session::in_sample();
    rosa.keys("3");
    let mut tomas = Session::on(rosa.disk.clone(), Some("tomas"), |start| {
        start.open = Some("/cases/el-salvador-1989-1992".into());
        "srv2".clone_into(&mut start.host);
    });
    rosa.sees_nothing_of("2 FAES").keys("e<end> (her words)<f2>").sees("changed actor");
    tomas.keys("3e<end> (his words)<f2>").sees("changed actor");
    rosa.app.look_around();
    rosa.sees("2 FAES (h").keys("<enter>").sees("Two versions stand side by side");
    rosa.keys("x3").sees("FAES (h").sees_nothing_of("2 FAES").keys("<enter>").sees_nothing_of("Two versions");
}
