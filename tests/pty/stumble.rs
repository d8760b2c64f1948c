//! An error of the program itself, in a real terminal: a clock that breaks in the middle of a word.

use std::{
    fs,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use goodoffices::{
    store::RealDisk,
    ui::{Start, app::World, keys::Keymap, lines, run_in, theme::Look},
};

use crate::terminal::Terminal;

/// What the clock says when it breaks; it is nobody's business outside.
const SECRET: &str = "the general wavers";

/// The file that breaks the clock.
fn stone(home: &std::path::Path) -> PathBuf {
    home.join("stone")
}

#[test]
fn an_error_of_the_program_gives_the_terminal_back_keeps_what_was_typed_and_tells_no_content() {
    let mut terminal = Terminal::named("rosa", &["sample"]);
    terminal.sees("Overview").types("q");
    assert_eq!(terminal.ends(), 0);
    let own = std::env::current_exe().unwrap();
    let own = own.to_str().unwrap();
    let args = ["stumble::opens_with_a_clock_that_can_break", "--exact", "--ignored", "--nocapture"];
    let mut terminal = terminal.starts(own, &args);
    terminal.sees("Overview").types("4").sees("Positions").types("\x1b[B\x1b[C").types("r");
    terminal.sees("Record: FMLN").types("Half the army wou").sees("Half the army wou");
    fs::write(stone(&terminal.home()), "").unwrap();
    terminal.types("ld");
    assert_eq!(terminal.ends(), 70);
    let written = String::from_utf8_lossy(terminal.written()).into_owned();
    let (left, said) = (written.rfind("\x1b[?1049l"), written.rfind("an error of the program at tests/pty/"));
    assert!(left.is_some() && left < said, "{written:?}");
    assert!(!written.contains(SECRET));
    let mut again = terminal.start_again(&["open", "el-salvador-1989-1992"]);
    again.sees("There is unsaved text").sees("Half the army wou").types("\x1bq");
    assert_eq!(again.ends(), 0);
}

#[test]
fn line_by_line_an_error_of_the_program_keeps_what_was_typed_as_well() {
    let mut terminal = Terminal::named("rosa", &["sample"]);
    terminal.sees("Overview").types("q");
    assert_eq!(terminal.ends(), 0);
    let own = std::env::current_exe().unwrap();
    let args = ["stumble::talks_with_a_clock_that_can_break", "--exact", "--ignored", "--nocapture"];
    let mut terminal = terminal.starts(own.to_str().unwrap(), &args);
    terminal.sees("Case: ").types("3\n").sees("Key question").types("1\n").sees("Field 1 of");
    terminal.types("\n").sees("Field 2 of");
    fs::write(stone(&terminal.home()), "").unwrap();
    terminal.types("Half the army would\n");
    assert_eq!(terminal.ends(), 70);
    let written = String::from_utf8_lossy(terminal.written()).into_owned();
    assert!(written.contains("an error of the program at tests/pty/"), "{written:?}");
    assert!(!written.contains(SECRET));
    let mut again = terminal.start_again(&["open", "el-salvador-1989-1992"]);
    again.sees("There is unsaved text").sees("Half the army would").types("\x1bq");
    assert_eq!(again.ends(), 0);
}

#[test]
#[ignore = "it is what another test starts as a program of its own"]
fn opens_with_a_clock_that_can_break() {
    let (world, start) = with_a_clock_that_can_break();
    std::process::exit(i32::from(run_in(world, start).unwrap()));
}

#[test]
#[ignore = "it is what another test starts as a program of its own"]
fn talks_with_a_clock_that_can_break() {
    let (world, start) = with_a_clock_that_can_break();
    std::process::exit(i32::from(lines::run_in(world, start, true, true).unwrap()));
}

fn with_a_clock_that_can_break() -> (World, Start) {
    let folder = |name: &str| PathBuf::from(std::env::var(name).unwrap());
    let (home, cases) = (folder("HOME"), folder("GOODOFFICES_CASES"));
    let has_broken = AtomicBool::new(false);
    let stone = stone(&home);
    let world = World {
        now: Box::new(move || {
            assert!(!stone.exists() || has_broken.swap(true, Ordering::Relaxed), "{SECRET}");
            "2026-11-21T10:00:00Z".parse().unwrap()
        }),
        ..World::of_this_machine(Arc::new(RealDisk))
    };
    let start = Start {
        open: Some(cases.join("el-salvador-1989-1992")),
        cases,
        shield: false,
        read_only: false,
        by: Some("rosa".into()),
        settings: folder("XDG_CONFIG_HOME").join("goodoffices/settings.ron"),
        host: "srv1".into(),
        look: Look::default(),
        keys: Keymap::default(),
    };
    (world, start)
}
