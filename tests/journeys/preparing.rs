//! Preparing: registers, gaps, what the note asks, evidence, principles, and searching over everything.

use crate::session::Session;

/// The assessments with a register, by the keys that lead there, with a form's words.
const REGISTERS: [(&str, &str, &str); 6] = [
    ("2<down>r", "threat", "Looting of depots"),
    ("2<down><down>r", "violation", "Night raids"),
    ("2<down><down><down>r", "regional dynamic", "Arms across the border"),
    ("2<down><down><down><down>r", "institution", "Border guard"),
    ("2<down><down><down><down><down>r", "stakeholder", "Retired officers"),
    ("2<down><down><down><down><down><down>r", "party profile", ""),
];

/// Rosa, in a new case of her own.
pub fn in_new_case() -> Session {
    let mut session = Session::rosa();
    session
        .keys("a")
        .sees("What is the new case called?")
        .keys("Island<enter>")
        .keys("<esc>")
        .sees("Island > Overview");
    session
}

#[test]
fn every_register_takes_a_row_changes_it_links_it_and_takes_it_back() {
    for (keys, kind, words) in REGISTERS {
        let mut session = Session::in_sample();
        session.keys(keys).sees(&format!("Register: {kind}")).keys("a").sees(&format!("New {kind}"));
        if kind == "party profile" {
            // A profile is about a party, which is chosen and not typed.
            session.keys("<tab><tab><tab><right><f2>");
        } else {
            session.keys(words).keys("<f2>");
        }
        session.sees(&format!("Saved: added {kind}"));
        if kind != "party profile" {
            session.keys("/").keys(words).keys("<enter>").sees(words);
            session.keys("e<end>").keys(" again<f2>").sees(&format!("Saved: changed {kind}"));
            session.sees(&format!("{words} again"));
            session
                .keys("u")
                .sees(&format!("Undone: changed {kind}"))
                .sees_nothing_of(&format!("{words} again"));
        }
        session.keys("u").sees(&format!("Undone: added {kind}"));
    }
}

#[test]
fn a_row_is_linked_to_an_issue_and_the_issue_shows_what_links_to_it() {
    let mut session = Session::in_sample();
    session.size = (80, 40);
    session.keys("2<down>ra").keys("Looting of depots");
    session.keys("<tab><tab><tab><tab><tab><tab><tab>").keys(" ").keys("<f2>").sees("Saved: added threat");
    session.keys("/depots<enter>").sees("Looting of depots").keys("f").sees("It names").sees("issue");
    session.keys("<enter>").sees("> Agenda").sees("Looting of depots");
}

#[test]
fn a_name_in_the_perpetrator_field_is_asked_about_and_never_refused() {
    let mut session = Session::in_sample();
    session.keys("2<down><down>ra").keys("Night raids<tab>").keys("Captain Bernal Quito<f2>");
    session.sees("Is \"Captain Bernal\" a person?").keys("<f2>").sees("Saved: added violation");
    session.keys("a").keys("Raids<tab>").keys("National Guard<f2>").sees("Saved: added violation");
}

#[test]
fn from_an_empty_case_through_the_first_assessment_with_a_gap_left_behind() {
    let mut session = in_new_case();
    session
        .keys("2<enter>")
        .sees("a1")
        .keys("e")
        .paste("Two armies and a militia.")
        .keys("<f2>")
        .sees("Saved: added answer");
    session.keys("n").sees("a2").keys("n").sees("a3");
    session.keys("e").paste("Late rather than early.").keys("<f2>").sees("Saved: added answer");
    let mut session = session.again();
    session.keys("<enter>").sees("Overview").sees("2 / 3");
    session.keys("n").sees("a2").sees("No answer yet");
    session.keys("M").sees("Key questions without a full answer").sees("a2 ");
    session
        .keys("<tab><tab>")
        .sees("Said without a source")
        .sees("answer to a1")
        .sees_nothing_of("Key questions without");
    session.keys("<enter>").sees("Two armies and a militia.");
}

#[test]
fn what_the_note_asks_is_noted_and_stands_on_the_overview() {
    let mut session = in_new_case();
    session.sees("note asks").keys("W").sees("In pre-negotiation the note asks");
    session
        .keys("w")
        .keys("<f2>")
        .sees("Say why it does not apply here")
        .keys("No army here.<f2>")
        .sees("Saved: added guidance note");
    session.sees("does not apply").sees("No army here.");
    session.keys("/know your role<enter>").sees("Know your role");
    session.keys("t").paste("Ask the envoy").keys("<f2>").sees("Saved: added guidance note").sees("not yet");
    session.keys("d<f2>").sees("Saved: changed guidance note").sees("We noted  yes: Ask the envoy");
    session.keys("u").sees("We noted  not yet: Ask the envoy");
}

#[test]
fn evidence_and_who_was_asked_are_recorded_piece_by_piece() {
    let mut session = Session::in_sample();
    session.keys("2<enter>v").sees("a1 What it rests on").keys("c").sees("A group that was asked");
    session.keys("Women of the coast<tab>12<tab>w<tab>y<tab>hill people<f2>").sees("Saved: changed answer");
    session.sees("Women of the coast 12 (women; youth; hill people)");
    session
        .keys("<end>e")
        .sees("Women of the coast")
        .keys("<tab><backspace><backspace>14<f2>")
        .sees("Women of the coast 14");
    session
        .keys("D")
        .sees("Take out \"Women of the coast\"?")
        .keys("y")
        .sees_nothing_of("Women of the coast 14");
    session.keys("u").sees("Women of the coast 14");
    session
        .keys("<home>e")
        .sees("Its own words")
        .keys("<tab>shows who polices<tab>the Guard answers to us<f2>")
        .sees("Saved: changed answer");
    session.keys("<esc>H").sees("changed, stands").sees("a1 History");
}

#[test]
fn readings_that_differ_stand_in_columns() {
    let mut session = Session::in_sample();
    session.keys("2<enter>b").paste("The army alone, in my reading.").keys("<f2>").sees("2 readings");
    session.keys("s").sees("readings 1-2 of 2").sees("rosa").sees("sample team").sees("The army alone");
}

#[test]
fn a_person_marks_that_an_option_crosses_a_principle_and_the_program_only_asks() {
    let mut session = Session::in_sample();
    session.keys("5P").sees("nobody has looked").sees("Would anybody responsible");
    session
        .keys("c<f2>")
        .sees("Say why: others will ask")
        .keys("It frees the convicted.<f2>")
        .sees("Saved: added principle finding");
    session.sees("crosses").sees("It frees the convicted.");
    session.keys("o<f2>").sees("Saved: changed principle finding").sees("does not cross");
    session.keys("L").sees("Lens over A").keys("<tab>").sees("lens 2 of 4");
}

#[test]
fn an_arabic_word_is_found_however_it_is_written_and_others_do_not_find_it() {
    let mut session = Session::in_sample();
    session.keys("3a").paste("الشرطة الوطنية").keys("<f2>").sees("Saved: added actor");
    session
        .keys("1/")
        .sees("Search everything")
        .paste("شرطه")
        .keys("<enter>")
        .sees("actor  1")
        .sees("الشرطة");
    session.keys("<enter>").sees("(organisation)").keys("<esc>").sees("Search: شرطه");
    session.keys("x1/").paste("شرطه").keys("<enter>").sees("Nothing holds all these words");
}

#[test]
fn a_search_goes_to_what_it_found_in_case_and_guidance() {
    let mut session = Session::in_sample();
    session.keys("Famnesty<enter>").sees("principle").keys("<esc>").sees("Overview");
    session.keys("FSumpul<enter>").sees("answer").keys("<enter>").sees("c1");
}
