//! A few journeys in a real terminal: what is typed reaches the disk, and the terminal is given back.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails where it is; it looks at what was written"
)]

mod stumble;
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
    // What it leaves is empty: not every terminal has another screen to go back to.
    assert!(written.contains("\x1b[H\x1b[K\n\x1b[J\x1b[H\x1b[?1049l"), "{written:?}");
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
    assert_eq!(terminal.ends_soon(), 128 + 1);
    let mut again = terminal.start_again(&["open", "el-salvador-1989-1992"]);
    again.sees("There is unsaved text").sees("Half the army wou").types("\r").sees("Record: FMLN");
    // Cutting the line typed one key more and a line break, which were kept as well.
    again.types("\x7f\x7fld do").sees("Half the army would do");
    again.signals(15);
    assert_eq!(again.ends(), 128 + 15);
    let mut third = again.start_again(&["open", "el-salvador-1989-1992"]);
    third.sees("Half the army would do").types("\x1bq");
    assert_eq!(third.ends(), 0);
}

#[test]
fn line_by_line_a_line_that_is_cut_and_ctrl_c_keep_what_was_typed() {
    let mut terminal = Terminal::named("rosa", &["sample", "--plain"]);
    terminal.sees("Case: ").types("3\n").sees("Key question").types("1\n").sees("Field 1 of");
    terminal.types("\n").sees("Field 2 of").types("Half the army\n").sees("Field 3 of");
    terminal.hangs_up();
    // The emulated terminal ends its input before it goes, so either may be noticed first.
    assert!([0, 128 + 1].contains(&terminal.ends_soon()));
    let mut again = terminal.start_again(&["open", "el-salvador-1989-1992", "--plain"]);
    again.sees("There is unsaved text").types("b\n").sees("Case: ").types("3\n").sees("Key question");
    again.types("1\n").sees("This is the text that you left here").types("\n").sees("Now: Half the army");
    again.types("Half the army would\n").sees("Field 3 of").types("\x03");
    assert_eq!(again.ends_soon(), 128 + 2);
    let mut third = again.start_again(&["open", "el-salvador-1989-1992"]);
    third.sees("Half the army would").types("\x1bq");
    assert_eq!(third.ends(), 0);
}

#[test]
fn line_by_line_the_shield_takes_what_was_read_out_off_the_terminal() {
    for (term, erased) in [("xterm", true), ("dumb", false)] {
        let mut terminal = Terminal::with("rosa", &["sample", "--plain"], &[("TERM", term)]);
        terminal.sees("Case: El Salvador").types("3\n").sees("Key question").types("x\n").sees("SHAREABLE");
        terminal.settles().sees_nothing_of("Key question").sees("may still stand above");
        assert_eq!(String::from_utf8_lossy(terminal.written()).contains("\x1b[3J"), erased);
        assert!(erased || !terminal.written().contains(&0x1b));
        terminal.types("q\n");
        assert_eq!(terminal.ends(), 0);
    }
}

#[test]
fn when_the_parent_ignores_the_hang_up_the_program_goes_all_the_same_and_does_not_spin() {
    let mut terminal = Terminal::with_hang_up_ignored("rosa", &["sample"]);
    terminal.sees("Overview").types("2").sees("> Assessments");
    let before = terminal.processor_seconds();
    terminal.hangs_up();
    let worked = terminal.worked_until_its_end() - before;
    assert_eq!(terminal.ends_soon(), 128 + 1);
    // A reader that spins at the end of its input would use all the time that there is until somebody looks.
    assert!(worked < 1.5, "{worked} seconds of work after the line was cut");
    assert!(logs(&terminal).contains("El Salvador"));
}

#[test]
fn a_request_to_end_gives_the_terminal_back() {
    let mut terminal = Terminal::named("rosa", &["sample"]);
    terminal.sees("Overview");
    terminal.signals(15);
    assert_eq!(terminal.ends_soon(), 128 + 15);
    assert!(String::from_utf8_lossy(terminal.written()).contains("\x1b[?1049l"));
}

#[test]
fn suspended_it_gives_the_terminal_back_and_continued_it_is_where_it_was() {
    let mut terminal = Terminal::named("rosa", &["sample"]);
    terminal.sees("Overview").types("3").sees("> Actors").types("K").sees("The wheel moves now");
    let before = terminal.written().len();
    terminal.signals(20);
    terminal.is_stopped(true);
    let left = String::from_utf8_lossy(&terminal.written()[before..]).into_owned();
    assert!(left.contains("\x1b[?1049l") && left.contains("\x1b[?1000l"), "{left:?}");
    let before = terminal.written().len();
    terminal.signals(18);
    terminal.is_stopped(false).types("j").sees("> Actors").sees("FMLN");
    terminal.types("2").sees("> Assessments");
    let back = String::from_utf8_lossy(&terminal.written()[before..]).into_owned();
    assert!(back.contains("\x1b[?1049h") && back.contains("\x1b[?1000h"), "{back:?}");
    terminal.types("\x1b[<65;10;10M\r").sees("Security and threat");
    // Ctrl-Z does the same, in the middle of a form too.
    terminal.types("3").sees("> Actors").types("aHalf a na").sees("Half a na").types("\x1a");
    terminal.is_stopped(true);
    terminal.signals(18);
    terminal.is_stopped(false).types("me").sees("Half a name").types("\x1b");
    terminal.types("q");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn nothing_is_written_and_hardly_anything_worked_while_nobody_types() {
    let mut terminal = Terminal::named("rosa", &["sample"]);
    terminal.sees("Overview").settles();
    let (written, worked) = (terminal.written().len(), terminal.processor_seconds());
    for _ in 0..75 {
        terminal.pauses();
    }
    assert_eq!(terminal.written().len(), written);
    assert!(terminal.processor_seconds() - worked < 0.2);
    terminal.types("q");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn in_the_c_locale_only_ascii_is_sent_and_the_letters_stay_on_disk() {
    let mut terminal = Terminal::with("rosa", &["sample"], &[("LC_ALL", "C")]);
    terminal.sees("Letters outside ASCII show as \"?\", unchanged on the disk");
    terminal.sees("Overview").types("4").sees("Positions").types("r").sees("What was said");
    terminal
        .types("\x1b[200~Ejército: سلام 和平\x1b[201~\r")
        .types("d")
        .types("\r")
        .sees("Saved: added position");
    terminal.sees("Ej?rcito: ????").types("5").sees("> Agenda").types("7").sees("> Guidance");
    terminal.types("q");
    assert_eq!(terminal.ends(), 0);
    assert!(terminal.written().iter().all(u8::is_ascii), "a byte above 0x7f was sent");
    assert!(logs(&terminal).contains("Ejército: سلام 和平"));
}

#[test]
fn a_storm_of_sizes_and_a_burst_of_keys_end_on_the_right_picture() {
    let mut terminal = Terminal::named("rosa", &["sample"]);
    terminal.sees("Overview").types("4").sees("> Positions");
    for step in 0..60_u16 {
        terminal.resizes(1 + step * 37 % 170, 1 + step * 23 % 60).types("j");
    }
    terminal.resizes(60, 20).sees("> Positions").sees("r record   Enter history");
    terminal.resizes(30, 5).sees("Needs 60x20, has 30x5");
    terminal.resizes(80, 24).sees("r record   Enter history   p phase");
    terminal.types("q");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn a_long_paste_is_text_in_a_field_and_no_commands_outside_of_one() {
    let mut terminal = Terminal::named("rosa", &["sample"]);
    terminal.sees("Overview");
    terminal
        .types(&format!("\x1b[200~{}\x1b[201~", "q".repeat(20_000)))
        .sees("20000 pasted characters were dropped");
    terminal.types("2").sees("> Assessments").types("\r").sees("a1").types("e").sees("Answer");
    terminal.types(&format!("\x1b[200~{}end of it\x1b[201~", "word\r\n".repeat(3_000))).sees("end of it");
    terminal.types("\x1bOQ").sees("Saved: changed answer").types("q");
    assert_eq!(terminal.ends(), 0);
    assert!(logs(&terminal).contains("word\\nword"));
}
