//! Keys of one's own: footer, help and palette show them, and what cannot be used is said at the start.

use goodoffices::{store::MemoryDisk, ui::keys::Keymap};

use crate::session::Session;

fn with(text: &str) -> Session {
    Session::on(MemoryDisk::new(), Some("rosa"), |start| start.keys = Keymap::read(text))
}

#[test]
fn footer_help_and_palette_show_the_keys_as_the_user_has_them() {
    let mut session = with(
        r#"Keys(rows: [(place: "Positions", command: "record", keys: ["E", "r"]), (command: "palette", keys: ["!"])])"#,
    );
    session.keys("s4").sees("E record   Enter history").sees("? help");
    session.keys("?Record").sees("E r            Record what the party said");
    session.keys("<esc>1!Record what").sees("E r            Positions: Record what the party said");
    session.keys("<esc>4E").sees("What was said");
    session.keys("<esc>:").sees_nothing_of("Commands:");
}

#[test]
fn the_vim_preset_adds_keys_and_takes_none_away() {
    let mut session = with("Keys(preset: vim)");
    session.keys("s3i").sees("Actor").sees("F2 save");
    session.keys("<esc>j<enter>").sees("> F");
}

#[test]
fn a_row_that_cannot_be_used_is_named_and_the_others_hold() {
    let mut session = with(
        "Keys(rows: [\n  (command: \"undo\", keys: [\"j\"]),\n  (command: \"quit\", keys: [\"Q\"]),\n])",
    );
    session.sees("keys.ron:2:3: j is taken already by \"down\"");
    session.keys("Q");
    assert!(session.app.has_left());
}

#[test]
fn hints_name_the_keys_as_the_user_has_them() {
    let mut session = with(
        r#"Keys(rows: [(place: "Provisions", command: "new", keys: ["i"]), (command: "undo", keys: ["Z"]),
            (command: "shield", keys: ["ö"]), (command: "unsaved", keys: ["ü"])])"#,
    );
    session.keys("aIsland<enter>").keys("1Tp").sees("No provision recorded yet. i adds one.");
    session
        .keys("iA clause<f2>")
        .sees("Z takes it back")
        .keys("D")
        .sees("Z takes the deletion back")
        .keys("n");
    session.keys("iHalf a clause<esc>").sees("ü, to go on with it");
    session.keys("ö0").sees("ö comes back to the team's view first").keys("V").sees("ö comes back");
}
