//! Copying: what is selected, whole, for the present audience; to the clipboard only where that was allowed.

use std::path::Path;

use crate::session::Session;

fn copied(session: &Session) -> String {
    String::from_utf8(session.disk.bytes(Path::new("/copied.txt")).unwrap_or_default()).unwrap()
}

fn clipboard(session: &mut Session) -> Option<String> {
    let bytes = String::from_utf8(session.app.take_for_terminal()).unwrap();
    let coded = bytes.strip_prefix("\u{1b}]52;c;")?.strip_suffix('\u{7}')?;
    assert!(coded.chars().all(|c| c.is_ascii_alphanumeric() || "+/=".contains(c)), "{coded}");
    Some(coded.to_owned())
}

#[test]
fn a_copy_goes_to_a_file_that_is_named_and_to_the_clipboard_only_after_a_yes() {
    let mut session = Session::in_sample();
    session.keys("4<right>C").sees("Copied to /copied.txt").sees("clipboard of your own terminal, too?");
    assert!(copied(&session).contains("total demilitarisation"), "{}", copied(&session));
    session.keys("n");
    assert_eq!(clipboard(&mut session), None);
    session.keys("C").keys("y").sees("Copied to the clipboard");
    assert!(clipboard(&mut session).is_some());
    session
        .keys("C")
        .sees("Copied, also to /copied.txt until you leave")
        .sees_nothing_of("your own terminal, too?");
    assert!(clipboard(&mut session).is_some_and(|coded| coded.len() > 100));
    let mut session = session.again();
    session.keys("<enter>3C").sees("Copied, also to");
    assert!(clipboard(&mut session).is_some(), "the answer is remembered");
}

#[test]
fn what_was_copied_is_gone_when_the_program_is_and_what_another_program_copied_is_neither_sent_nor_taken() {
    let mut session = Session::in_sample();
    session.keys("4<right>C").sees("until you leave").keys("nC");
    assert!(copied(&session).contains("total demilitarisation"));
    let mut session = session.again();
    assert_eq!(copied(&session), "");
    session.keys("<enter>4<right>C");
    session.disk.overwrite(Path::new("/copied.txt"), b"theirs");
    session.keys("y").sees("Copied to the clipboard");
    assert!(clipboard(&mut session).is_some_and(|coded| coded.len() > 100), "it is what was asked about");
    assert_eq!(copied(&session.again()), "theirs");
}

#[test]
fn a_row_of_a_list_is_copied_uncut_and_in_its_own_letters() {
    let mut session = Session::in_sample();
    session.keys("3a").paste("Разминирование и 和平 ".repeat(6).trim()).keys("<f2><end>C");
    assert!(copied(&session).contains("Разминирование и 和平 Разминирование и 和平"), "{}", copied(&session));
    assert!(!copied(&session).contains('…'), "{}", copied(&session));
}

#[test]
fn behind_the_shield_only_what_is_shown_there_is_copied() {
    let mut session = Session::in_sample();
    session.keys("2<enter>ySECRET-finder<f2>C");
    assert!(copied(&session).contains("SECRET-finder"));
    session.keys("nx2<enter>C");
    assert!(!copied(&session).is_empty() && !copied(&session).contains("SECRET"), "{}", copied(&session));
}

#[test]
fn the_wheel_is_off_until_it_is_turned_on_and_that_is_remembered() {
    let mut session = Session::in_sample();
    assert!(session.app.take_for_terminal().is_empty());
    session.keys("K").sees("The wheel moves now");
    assert_eq!(session.app.take_for_terminal(), b"\x1b[?1000h\x1b[?1006h");
    let mut session = session.again();
    assert_eq!(session.app.take_for_terminal(), b"\x1b[?1000h\x1b[?1006h");
    session.keys("K").sees("the terminal's own again");
    assert_eq!(session.app.take_for_terminal(), b"\x1b[?1006l\x1b[?1000l");
}
