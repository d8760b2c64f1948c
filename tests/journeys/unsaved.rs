//! Text that was typed and not saved: it outlives the line, and goes only when it is saved or thrown away on purpose.

use std::{path::Path, sync::Arc};

use goodoffices::{
    edit::Edit,
    model::{RecordRef, Source},
    store::{Access, Disk, OpenCase},
};

use crate::session::Session;

const HANG_UP: i32 = 1;

/// The line is lost in the middle of a sentence.
fn lost_in_mid_sentence() -> Session {
    let mut session = Session::in_sample();
    session.keys("4<down><right>rHalf the army would <tab>a");
    assert_eq!(session.app.line_lost(HANG_UP), 129);
    session.again()
}

#[test]
fn what_was_typed_when_the_line_was_lost_is_offered_and_gone_on_with() {
    let mut session = lost_in_mid_sentence();
    session.keys("<enter>").sees("There is unsaved text from 14:02").sees("Half the army would");
    session.sees("Not saved yet").keys("<enter>").sees("Record: FMLN").sees("Half the army would");
    session.keys("<end>do<f2>").sees("Saved: added position").keys("E").sees("all that was typed is saved");
    session.keys("4<down><right>").sees("Half the army would do");
    session.app.line_lost(HANG_UP);
    let mut again = session.again();
    again.keys("<enter>").sees("> Overview").sees_nothing_of("unsaved text");
}

#[test]
fn an_error_at_opening_stays_said_beside_the_offer() {
    let session = lost_in_mid_sentence();
    let is_log = |path: &&std::path::PathBuf| path.extension().is_some_and(|ending| ending == "ronl");
    let log = session.disk.files().iter().find(is_log).unwrap().clone();
    let mut bytes = session.disk.bytes(&log).unwrap();
    bytes[40] ^= 1;
    session.disk.overwrite(&log, &bytes);
    let mut session = session.again();
    session.keys("<enter>").sees("Half the army would").sees("1 line could not be used");
}

#[test]
fn an_offer_that_is_left_stands_at_the_next_start_too_and_opens_in_its_own_form() {
    let mut session = lost_in_mid_sentence();
    session.keys("<enter><esc>").sees("> Overview");
    session.app.line_lost(HANG_UP);
    let mut session = session.again();
    session.keys("<enter>").sees("Half the army would").keys("<esc>4<down><right>r");
    session.sees("This is the text that you left here").sees("Half the army would");
}

#[test]
fn a_form_that_is_left_waits_and_is_thrown_away_only_on_purpose() {
    let mut session = Session::in_sample();
    session.keys("3aA new party<esc>").sees("Your text is kept").sees("Not saved yet");
    session.keys("3a").sees("This is the text that you left here").keys("<esc>E").sees("A new party");
    session.keys("Dn").sees("A new party").keys("Dy").sees("all that was typed is saved");
    session.app.line_lost(HANG_UP);
    session.again().keys("<enter>").sees("> Overview");
}

#[test]
fn unsaved_text_is_the_teams_and_not_for_a_shielded_screen() {
    let mut session = lost_in_mid_sentence();
    session.keys("<enter><esc>x").sees("SHAREABLE").keys("E").sees_nothing_of("Half the army");
    session.app.line_lost(HANG_UP);
    let disk = session.disk.clone();
    drop(session);
    let mut shielded = Session::on(disk, Some("rosa"), |start| start.shield = true);
    shielded.keys("<enter>").sees("SHAREABLE").sees_nothing_of("unsaved").keys("E").sees_nothing_of("Half");
}

#[test]
fn leaving_does_not_ask_when_the_text_is_on_the_disk() {
    let mut session = Session::in_sample();
    session.keys("3aA new party<esc>q");
    assert!(session.app.has_left());
    session.again().keys("<enter>").sees("There is unsaved text").sees("A new party");
}

#[test]
fn two_texts_for_one_form_both_last_whichever_is_gone_on_with() {
    let mut first = Session::in_sample();
    first.keys("3aThe first of two");
    assert!(first.app.keep_typed());
    let mut second = Session::on(first.disk.clone(), Some("rosa"), |_| {});
    second.keys("<enter>3aThe second of two");
    second.app.line_lost(HANG_UP);
    drop(second);
    first.app.line_lost(HANG_UP);
    let mut third = first.again();
    third.keys("<enter>").sees("The second of two").keys("<down>").sees("The first of two");
    third.keys("<enter>").sees("New actor").sees("The first of two").keys("<esc>");
    third.keys("E").sees("The first of two").keys("<down>").sees("The second of two");
    third.keys("<enter>").sees("New actor").sees("The second of two").keys("<esc>");
    third.keys("E").sees("The second of two").keys("<down>").sees("The first of two");
    third.keys("<enter>").sees("New actor").sees("The first of two").keys("<esc>E");
    third.app.line_lost(HANG_UP);
    let mut fourth = third.again();
    let both = [fourth.keys("<enter>").screen(), fourth.keys("<down>").screen()].concat();
    assert!(both.contains("The first of two") && both.contains("The second of two"), "{both}");
}

/// The draft on the disk with other words in it.
fn change_the_draft(session: &Session, from: &str, to: &str) {
    let is_draft = |path: &&std::path::PathBuf| path.to_string_lossy().contains("/drafts/");
    let files = session.disk.files();
    let path =
        files.iter().filter(is_draft).find(|path| path.extension().is_some_and(|e| e == "ron")).unwrap();
    let text = String::from_utf8(session.disk.bytes(path).unwrap()).unwrap();
    let newer = text.replace(from, to);
    assert_ne!(newer, text);
    session.disk.overwrite(path, newer.as_bytes());
}

#[test]
fn what_a_form_cannot_take_any_more_is_kept_beside_it_until_it_is_thrown_away() {
    let session = lost_in_mid_sentence();
    // As a newer program would have left it: with a field that no form has here.
    change_the_draft(&session, "fields: [", "fields: [(\"tone\", \"Spoken coldly\"),");
    let mut session = session.again();
    session
        .keys("<enter>")
        .sees("Spoken coldly")
        .keys("<enter>")
        .sees("waits under E")
        .sees("Half the army would");
    session.keys("<end>do");
    session.app.line_lost(HANG_UP);
    let mut session = session.again();
    session.keys("<enter>").sees("No place in the form any more").sees("Half the army would");
    session
        .keys("<esc>4<down><right>r")
        .sees("Half the army would do")
        .keys("<f2>")
        .sees("Saved: added position");
    session.keys("E").sees("Spoken coldly").sees_nothing_of("Half the army").keys("<enter>");
    session.sees("take the words from this page").keys("C").sees("Copied to");
    session.keys("n");
    session.app.line_lost(HANG_UP);
    let mut session = session.again();
    session.keys("<enter>").sees("Spoken coldly").keys("Dn").sees("Spoken coldly").keys("Dy");
    session.sees("all that was typed is saved");
    session.app.line_lost(HANG_UP);
    session.again().keys("<enter>").sees("> Overview");
}

/// A source is chosen, the line is lost, and a colleague deletes the source: what is left of the choice has its name.
#[test]
fn a_record_that_was_chosen_and_is_gone_since_is_named_and_not_only_its_id() {
    let mut session = Session::in_sample();
    session.keys("SaA rumour<f2>").sees("Saved: added source");
    session.keys("Ta<tab>A meeting");
    assert_eq!(session.app.line_lost(HANG_UP), 129);
    let disk: Arc<dyn Disk> = Arc::new(session.disk.clone());
    let since = "2026-11-21T14:00:00Z".parse().unwrap();
    let access = Access::Write { by: "luis".into(), host: "srv2".into(), since };
    let mut case = OpenCase::open(disk, Path::new("/cases/el-salvador-1989-1992"), &access).unwrap();
    let (id, _) = case.case().sources.shown().find(|(_, source)| source.name == "A rumour").unwrap();
    let which = RecordRef::of::<Source>(id);
    change_the_draft(&session, "(\"sources\", \"", &format!("(\"sources\", \"{id}\\n"));
    let seen = case.case().heads_of(&which).iter().map(|head| head.revision).collect();
    case.save(&Edit::Delete { which, seen }, since).unwrap();
    drop(case);
    let mut session = session.again();
    session.keys("<enter><enter>").sees("waits under E").keys("<esc>E<down>").sees("No place in the form");
    session.sees("source \"A rumour\"");
}
