//! What has to hold whatever a hand slips to: a shield that stays, a confidence that is not widened in passing, and a
//! form that saves what it showed.

use std::{path::Path, sync::Arc};

use goodoffices::{
    edit::Edit,
    model::{Actor, Id, RecordRef, RecordType},
    store::{Access, Disk, OpenCase},
};

use crate::session::{Session, now};

const CASE: &str = "/cases/el-salvador-1989-1992";

/// Luis adds an actor meanwhile, whose name comes before all others.
fn somebody_adds_an_actor(session: &Session) {
    let disk: Arc<dyn Disk> = Arc::new(session.disk.clone());
    let access = Access::Write { by: "luis".into(), host: "srv2".into(), since: now() };
    let mut case = OpenCase::open(disk, Path::new(CASE), &access).unwrap();
    let actor = Actor { name: "Aaa, spoilers".into(), ..Actor::default() };
    let which = RecordRef::of::<Actor>(&Id::new("aaa").unwrap());
    case.save(&Edit::Add(which, Box::new(actor.into_record())), now()).unwrap();
}

#[test]
fn the_shield_stays_up_until_somebody_takes_it_down_on_purpose() {
    let mut session = Session::in_sample();
    session.keys("x0").sees("x comes back to the team's view first").sees("SHAREABLE");
    session.keys("1<esc><esc><esc>").sees("SHAREABLE").sees_nothing_of("Your cases");
    session.keys("xy").sees("team").keys("V<down><enter>").sees("FOR FAES");
    session.keys("x").sees("SHAREABLE").keys("x").sees("Show everything again?").keys("n").sees("SHAREABLE");
}

#[test]
fn where_everything_is_withheld_the_shield_does_not_say_that_there_is_nothing() {
    let mut session = super::preparing::in_new_case();
    for (screen, the_teams) in [("3", "Nobody yet"), ("4", "No issues yet"), ("5", "No issues yet")] {
        session
            .keys(screen)
            .sees(the_teams)
            .keys("x")
            .sees("Nothing here for this audience")
            .sees_nothing_of("yet");
        session.keys("xy").sees(the_teams);
    }
}

#[test]
fn hiding_comes_before_an_open_form_whose_text_is_kept() {
    let mut session = Session::in_sample();
    session.keys("4<down><right>rHalf the army<ctrl-x>").sees("SHAREABLE").sees_nothing_of("Half the army");
    session
        .keys("<ctrl-x>")
        .sees("SHAREABLE")
        .keys("xy")
        .sees("Not saved yet")
        .keys("E")
        .sees("Half the army");
}

#[test]
fn what_others_see_does_not_tell_when_the_team_saved_or_that_it_types() {
    let mut session = Session::in_sample();
    session.keys("3aHalf a name<esc>x").sees("SHAREABLE").sees_nothing_of("aved");
}

#[test]
fn a_view_in_which_nothing_can_be_changed_offers_no_key_that_would() {
    let mut session = Session::in_sample();
    session.keys("4").sees("r record").keys("x4").sees_nothing_of("r record").sees("Enter history");
    session.keys("3").sees_nothing_of("a add").sees("Enter card");
}

#[test]
fn a_confidence_is_not_made_public_by_a_correction() {
    let mut session = Session::in_sample();
    session.keys("4<down><right>rThey would halve it").keys("<tab><tab><tab><tab><tab><tab>c<tab>Heron<f2>");
    session
        .sees("Saved: added position")
        .keys("<enter>c<tab><tab><tab><tab><tab><tab><right><right><right><f2>");
    session
        .sees("It was confided: share it further from the position itself")
        .keys("<left><left><left><left><f2>");
    session.sees("Save again only if").keys("<esc><esc>x4<down><right>").sees_nothing_of("halve");
}

#[test]
fn who_may_be_told_stops_at_its_ends() {
    let mut session = Session::in_sample();
    session.keys("4<down><right>rA word<tab>d<tab><tab><tab><tab><tab><left>").sees("Who may be told  team");
    session.keys("<right><right><right><right><right><right>").sees("Who may be told  public");
}

#[test]
fn a_choice_saves_the_record_that_it_showed_whatever_others_add_meanwhile() {
    let mut session = Session::in_sample();
    session
        .keys("4<down><right>rHalf the army would do<enter>d<enter>")
        .keys("sg")
        .sees("Who was told     GOES");
    somebody_adds_an_actor(&session);
    session.app.look_around();
    session.keys("<f2>").sees("Saved: changed position").keys("4y").sees("GOES").sees_nothing_of("Aaa");
}

#[test]
fn a_correction_elsewhere_leaves_stances_as_they_were_stated_or_inferred() {
    let mut session = Session::in_sample();
    session
        .keys("4<enter>")
        .sees("our inference")
        .keys("c<end> and more")
        .keys("<f2>")
        .sees("Saved: changed position");
    session.keys("H").sees("statement: ").sees("and more").sees_nothing_of("stances: ");
}

#[test]
fn a_form_that_waits_for_an_answer_comes_up_neither_over_the_shield_nor_in_another_view() {
    let mut session = Session::in_sample();
    session.keys("4<down><right>rThey would halve it").keys("<tab><tab><tab><tab><tab><tab>c<tab>Heron<f2>");
    session.sees("Saved: added position").keys("<enter>sg").sees("Who was told     GOES").keys("<f2>");
    session.sees("in confidence").keys("<ctrl-x>").sees("SHAREABLE").sees_nothing_of("halve");
    session.keys("x").sees("Show everything again?").keys("n").sees("SHAREABLE").sees_nothing_of("halve");
    session
        .keys("x")
        .keys("<esc>")
        .sees_nothing_of("halve")
        .keys("xyE")
        .sees("Share: ")
        .sees("They would halve it");
}
