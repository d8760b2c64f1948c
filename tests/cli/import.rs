//! Positions out of a spreadsheet and back into one.

use crate::room::{Room, SAMPLE, repository};

fn room() -> Room {
    let room = Room::new();
    room.done(&["new", "case"]);
    room.write("positions.csv", &repository("tests/fixtures/positions.csv"));
    room
}

fn import<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["import", "case", "positions.csv", "--as", "tester"], more].concat()
}

#[test]
fn a_list_comes_in_once_and_the_second_time_adds_nothing() {
    let room = room();
    let before = room.files();
    let dry = room.run(&import(&["--dry-run"]));
    assert!(dry.out.ends_with("22 created, 0 updated, 0 skipped; nothing was written.\n"), "{}", dry.out);
    assert_eq!(room.files(), before);

    let first = room.run(&import(&[]));
    assert_eq!(first.code, 0, "{}", first.err);
    assert!(
        first.out.contains("positions.csv:9: new actor \"GOES and FMLN\", a group of GOES and FMLN\n"),
        "{}",
        first.out
    );
    assert!(
        first.out.contains("positions.csv: kept in the note: case_id, bloc, evidence\n"),
        "{}",
        first.out
    );
    assert!(first.out.ends_with("22 created, 0 updated, 0 skipped.\n"), "{}", first.out);
    assert!(
        first.err.contains("positions.csv:20:9: party: \"Both\" becomes a group without members"),
        "{}",
        first.err
    );
    assert_eq!(
        room.json(&["show", "case", "positions", "--format", "json", "--all"]).as_array().unwrap().len(),
        22
    );

    let after = room.files();
    let second = room.run(&import(&[]));
    assert!(second.out.ends_with("0 created, 0 updated, 22 skipped.\n"), "{}", second.out);
    assert_eq!(room.files(), after);
}

#[test]
fn a_line_that_is_not_understood_holds_everything_back() {
    let room = room();
    let before = room.files();
    let text = room
        .read("positions.csv")
        .replace("gw-1999,Both,both,interposition force,NEG", "gw-1999,Both,both,interposition force,TALKS");
    room.write("positions.csv", &text);
    let said = room.run(&import(&[]));
    assert_eq!(said.code, 1);
    assert!(said.err.contains("positions.csv:20:39: phase: \"TALKS\" is no phase. Write "), "{}", said.err);
    assert!(said.out.ends_with("1 line is not understood: nothing is imported.\n"), "{}", said.out);
    assert_eq!(room.files(), before);
    let said = room.run(&import(&["--leave-out"]));
    assert_eq!(said.code, 0);
    assert!(said.out.ends_with("21 created, 0 updated, 0 skipped; 1 line is left out.\n"), "{}", said.out);

    room.write("positions.csv", "party|issue\n");
    let said = room.run(&import(&[]));
    assert_eq!((said.code, said.out.as_str()), (1, "Nothing was imported.\n"));
    assert!(said.err.starts_with("positions.csv:1:1: the columns are not separated"), "{}", said.err);
    assert_eq!(room.run(&["import", "case", "nowhere.csv", "--as", "tester"]).code, 74);
    assert_eq!(room.run(&import(&["--map", "party"])).code, 2);
}

#[test]
fn the_sample_goes_into_tables_and_adds_nothing_to_itself() {
    let room = Room::with_sample();
    for file in ["list.csv", "list.xlsx"] {
        room.done(&["export", SAMPLE, file, "--audience", "team"]);
        let said = room.run(&["import", SAMPLE, file, "--as", "tester"]);
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(said.out.contains("0 created, 0 updated, "), "{}", said.out);
    }
    room.done(&["export", SAMPLE, "matrix.csv", "--audience", "shareable", "--matrix", "NEG"]);
    assert!(room.read("matrix.csv").starts_with("\u{feff}issue,"));
    assert_eq!(room.run(&["export", SAMPLE, "x.ron", "--audience", "team", "--matrix", "NEG"]).code, 2);
}
