//! The whole of the goal: a real case from first key to saved position, assessment and comparison.

use crate::session::Session;

#[test]
fn somebody_on_a_fresh_machine_works_in_a_real_case_and_finds_everything_again() {
    let mut session = Session::first();
    session.sees("What shall the team call you?").keys("rosa<enter>").keys("s");
    session.sees("El Salvador 1989-92 > Overview").sees("UNCLASSIFIED").sees("Conflict analysis");

    // Walk the seven assessments.
    session.keys("2");
    for letter in [
        "Conflict analysis",
        "threat",
        "Human rights",
        "Regional",
        "security sector",
        "Stakeholders",
        "parties",
    ] {
        session.sees(letter);
    }
    for _ in 0..6 {
        session.keys("<down>");
    }
    session.keys("<enter>").sees("g1");

    // Answer a key question: f5 is open in the sample.
    session.keys("2<down><down><down><down><down><enter>").sees("f1");
    session.keys("<down><down><down><down>").sees("f5").sees("No answer yet");
    session.keys("e").paste("Rural women fear the new police less than the old.").keys("<f2>");
    session.sees("Saved: added answer").sees("Rural women fear");

    // Record what a party said in a phase.
    session.keys("4<down><right>r").sees("Record: FMLN on Armed forces: size and tasks, negotiation");
    session
        .keys("A smaller army would do<enter>d<enter>")
        .sees("Saved: added position")
        .sees("A smaller army would do");

    // Run the police-transition comparison.
    session
        .keys("6<enter>")
        .sees("How should the old police forces end")
        .sees("Principles")
        .keys("c")
        .sees("People short of the posts");

    // Quit, come back, and everything is there.
    session.keys("<esc><esc><esc>q");
    assert!(session.app.has_left());
    let mut session = session.again();
    session.sees("el-salvador-1989-1992").keys("<enter>").sees("Overview");
    session.keys("4<down><right>").sees("A smaller army would do");
    session.keys("2<down><down><down><down><down><enter><down><down><down><down>").sees("Rural women fear");
}

#[test]
fn a_position_recorded_for_the_team_is_gone_in_the_shareable_view() {
    let mut session = Session::in_sample();
    session.keys("4<down><right>rOff the record they would halve it<enter>d<enter>").sees("Off the record");
    session.keys("x").sees("SHAREABLE").sees_nothing_of("Off the record");
    session.keys("r").sees("Nothing can be changed in this view");
    session.keys("x").sees("Show everything again?").keys("n").sees("SHAREABLE");
    session.keys("xy4<down><right>").sees("Off the record");
}

#[test]
fn undo_and_redo_say_what_they_did_also_after_a_restart() {
    let mut session = Session::in_sample();
    session.keys("4<down><right>rA smaller army would do<enter>d<enter>");
    let mut session = session.again();
    session
        .keys("<enter>u")
        .sees("Undone: added position P-48")
        .keys("4<down><right>")
        .sees("nothing recorded");
    session.keys("U").sees("Done again: added position P-48").sees("A smaller army would do");
    session.keys("uu").sees("There is nothing to undo");
}

#[test]
fn leaving_a_form_keeps_its_text() {
    let mut session = Session::in_sample();
    session.keys("4<down><right>rHalf a sentence<esc>").sees("Your text is kept").sees("Not saved yet");
    session.keys("r").sees("Half a sentence").keys("<esc>").sees("Not saved yet");
}

#[test]
fn nothing_is_recorded_by_nobody() {
    let mut session = Session::first();
    session.sees("What shall the team call you?").keys("<esc>").sees_nothing_of("call you");
    session.keys("aTalks<enter>").sees("What shall the team call you?").keys("<esc>");
    session.sees_nothing_of("Talks").keys("aTalks<enter>rosa<enter>").sees("Talks");
    session.keys("e<f2>");
    let by_nobody = |path: &std::path::PathBuf| {
        let text = session.disk.bytes(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        text.is_some_and(|text| text.contains("by: \"\""))
    };
    assert!(!session.disk.files().iter().any(by_nobody));
}
