//! A few journeys in a real terminal: what is typed reaches the disk, and the terminal is given back.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails where it is; it looks at what was written"
)]

mod terminal;

use std::fs;

use terminal::Terminal;

/// The text of every log in a case.
fn logs(terminal: &Terminal) -> String {
    let folder = terminal.home().join("cases/el-salvador-1989-1992/log");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let logs = entries.filter(|path| path.extension().is_some_and(|ending| ending == "ronl"));
    logs.map(|path| fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn the_goal_in_a_real_terminal_leaves_a_revision_in_the_log() {
    let mut terminal = Terminal::start(&["sample"]);
    terminal.sees("What shall the team call you?").types("rosa\r");
    terminal.sees("El Salvador 1989-92 > Overview");
    terminal.types("2").sees("Conflict analysis").types("\r").sees("a1");
    terminal.types("4").sees("Positions").types("\x1b[B\x1b[C").types("r").sees("Record: FMLN");
    terminal
        .types("A smaller army would do")
        .types("\r")
        .types("d")
        .types("\r")
        .sees("Saved: added position");
    terminal.types("6").sees("Scenarios").types("\r").sees("How should the old police forces end");
    terminal.types("0").sees("Your cases").types("q");
    assert_eq!(terminal.ends(), 0);
    assert!(logs(&terminal).contains("A smaller army would do"));

    let mut again = terminal.start_again(&["open", "el-salvador-1989-1992"]);
    again.sees("Overview").types("4").sees("Positions").types("\x1b[B\x1b[C").sees("A smaller army would do");
    again.types("q");
    assert_eq!(again.ends(), 0);
}

#[test]
fn an_arrow_whose_bytes_arrive_apart_is_one_arrow_and_esc_alone_goes_back() {
    let mut terminal = Terminal::named("rosa", &["sample"]);
    terminal.sees("Overview").types("3").sees("> Actors");
    terminal.types("\x1b").pauses().types("[").pauses().types("B").types("\r");
    terminal.sees("> FMLN");
    terminal.types("\x1b").sees("> Actors").types("0").sees("Your cases").types("q");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn the_terminal_is_asked_nothing_and_given_back_as_it_was() {
    let mut terminal = Terminal::named("rosa", &["sample"]);
    terminal.sees("Overview").types("q");
    assert_eq!(terminal.ends(), 0);
    let written = String::from_utf8_lossy(terminal.written()).into_owned();
    for question in ["\x1b[c", "\x1b[>c", "\x1b[6n", "\x1b]11;?", "\x1b[?u"] {
        assert!(!written.contains(question), "it asks {question:?}");
    }
    assert!(written.ends_with("\x1b[?1049l") || written.contains("\x1b[?1049l"));
    assert!(written.rfind("\x1b[?25h") > written.rfind("\x1b[?25l"));
}

#[test]
fn without_colour_no_colour_is_sent_and_the_selected_row_is_reversed() {
    let mut terminal = Terminal::with("rosa", &["sample"], &[("NO_COLOR", "1")]);
    terminal.sees("Overview").types("3").sees("> Actors");
    assert!(terminal.has_reversed_row());
    let written = String::from_utf8_lossy(terminal.written()).into_owned();
    for part in written.split("\x1b[").skip(1) {
        let Some((numbers, _)) =
            part.split_once('m').filter(|(n, _)| n.chars().all(|c| c.is_ascii_digit() || c == ';'))
        else {
            continue;
        };
        for number in numbers.split(';').filter_map(|n| n.parse::<u8>().ok()) {
            assert!(
                !(30..=49).contains(&number) && !(90..=107).contains(&number),
                "colour {number} was sent"
            );
        }
    }
    terminal.types("q");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn when_the_line_is_cut_in_mid_sentence_the_program_goes_and_offers_the_text_at_the_next_start() {
    let mut terminal = Terminal::named("rosa", &["sample"]);
    terminal
        .sees("Overview")
        .types("4")
        .sees("Positions")
        .types("\x1b[B\x1b[C")
        .types("r")
        .sees("Record: FMLN");
    terminal.types("Half the army wou").sees("Half the army wou");
    terminal.hangs_up();
    assert_eq!(terminal.ends(), 128 + 1);
    let mut again = terminal.start_again(&["open", "el-salvador-1989-1992"]);
    again.sees("There is unsaved text").sees("Half the army wou").types("\r").sees("Record: FMLN");
    // Cutting the line typed one key more, which was kept as well.
    again.types("\x7fld do").sees("Half the army would do");
    again.signals(15);
    assert_eq!(again.ends(), 128 + 15);
    let mut third = again.start_again(&["open", "el-salvador-1989-1992"]);
    third.sees("Half the army would do").types("\x1bq");
    assert_eq!(third.ends(), 0);
}

#[test]
fn a_request_to_end_gives_the_terminal_back() {
    let mut terminal = Terminal::named("rosa", &["sample"]);
    terminal.sees("Overview");
    terminal.signals(15);
    assert_eq!(terminal.ends(), 128 + 15);
    assert!(String::from_utf8_lossy(terminal.written()).contains("\x1b[?1049l"));
}
