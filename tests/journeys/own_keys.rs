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
    session.keys("<esc>4?E<enter>").sees("What was said");
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

#[test]
fn where_nothing_is_selected_a_key_says_so_and_how_something_comes_there() {
    let mut session = with(r#"Keys(rows: [(place: "Actors", command: "new", keys: ["i"])])"#);
    session.keys("aIsland<enter>").keys("3");
    for key in ["<enter>", "e", "D"] {
        session.keys(key).sees("Nothing is selected that this works on. i: Add an actor").keys("<down>");
        session.sees_nothing_of("Nothing is selected");
    }
    for place in ["4<enter>", "6<enter>", "6e", "S<enter>", "S<esc>SD", "T<enter>", "4i"] {
        session.keys("<esc>1").keys(place).sees("Nothing is selected that this works on");
    }
}

#[test]
fn help_says_what_the_signs_mean_shows_a_long_row_in_full_and_its_cursor_goes_with_the_choice() {
    let mut session = Session::in_sample();
    let row_of_cursor = |session: &mut Session| {
        let mut buffer = session.buffer();
        session.app.draw(&mut buffer).unwrap().y
    };
    session.keys("4?").sees("▲ demands").sees("✕ red line").sees("' from an earlier phase");
    assert_eq!(row_of_cursor(&mut session), 2, "what is typed goes there");
    session.keys("<down>");
    assert_eq!(row_of_cursor(&mut session), 5, "a screen reader reads the row");
    session.keys("f");
    assert_eq!(row_of_cursor(&mut session), 2);
    session.size = (60, 20);
    session.keys("<esc>?Choose which").sees("Choose which issues are shown, and in which order");
    session.keys("<esc>2?").sees_nothing_of("red line");
}

#[test]
fn f1_in_a_form_says_what_the_keys_do_in_the_field() {
    let mut session = Session::in_sample();
    session.keys("4r").sees("F1 keys").keys("<f1>").sees("Ctrl-W erase a word").sees("What was said");
    session.keys("<tab><f1>").sees("d a i n o r u say the stance on it");
    session.size = (60, 20);
    session.keys("<backtab><f1>").sees("Ctrl-Left").sees("by word");
    session.keys("<esc>2<enter>e<backtab>").sees("Enter save").sees("Esc keep for later");
}
