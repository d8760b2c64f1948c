//! The workbook line by line: what is typed, what is read out, what has reached the disk.

use goodoffices::{
    store::MemoryDisk,
    ui::{
        Start,
        lines::{Lines, names},
    },
};

use crate::session::Session;

/// Somebody who types lines.
struct Talk {
    lines: Lines,
    disk: MemoryDisk,
    /// Everything that was read out, turn by turn.
    turns: Vec<Vec<String>>,
}

impl Talk {
    /// Rosa, before her cases.
    fn begun(disk: MemoryDisk, utf8: bool, change: impl FnOnce(&mut Start)) -> Self {
        let Session { app, disk, .. } = Session::on(disk, Some("rosa"), |start| {
            start.keys = names();
            change(start);
        });
        let mut talk = Self { lines: Lines::new(app, utf8), disk, turns: vec![] };
        let begun = talk.lines.begin();
        talk.turns.push(begun);
        talk
    }

    fn in_sample() -> Self {
        let mut talk = Self::begun(MemoryDisk::new(), true, |_| {});
        talk.chooses("Sample case");
        talk
    }

    /// Rosa after leaving the program and starting it again, in the sample case.
    fn again(self) -> Self {
        let disk = self.disk.clone();
        drop(self);
        let mut talk = Self::begun(disk, true, |_| {});
        talk.chooses("el-salvador");
        talk
    }

    /// Types a line.
    fn types(&mut self, line: &str) -> &mut Self {
        let said = self.lines.answer(line);
        self.turns.push(said);
        self
    }

    /// Takes the choice that begins with these words, reading on until it comes.
    #[track_caller]
    fn chooses(&mut self, words: &str) -> &mut Self {
        for _ in 0..40 {
            let last = self.turns.last().unwrap();
            let numbered = last.iter().filter_map(|line| line.split_once(". "));
            let number =
                numbered.filter(|(_, said)| said.starts_with(words)).map(|(n, _)| n.to_owned()).next_back();
            if let Some(number) = number {
                return self.types(&number);
            }
            assert!(last.last().unwrap().starts_with("m for"), "no choice \"{words}\":\n{}", last.join("\n"));
            self.types("m");
        }
        panic!("no choice \"{words}\"");
    }

    /// Keeps what stands in a form until a field is asked for.
    #[track_caller]
    fn goes_on_to(&mut self, field: &str) -> &mut Self {
        let is_asked = |talk: &Self| talk.turns.last().unwrap().last().unwrap().starts_with(field);
        (0..40).any(|_| is_asked(self.types("")));
        self.hears(field)
    }

    /// Goes back through a form until this is said.
    #[track_caller]
    fn goes_back_to(&mut self, words: &str) -> &mut Self {
        (0..40).any(|_| self.types("b").turns.last().unwrap().join("\n").contains(words));
        self.hears(words)
    }

    #[track_caller]
    fn hears(&mut self, words: &str) -> &mut Self {
        let last = self.turns.last().unwrap().join("\n");
        assert!(last.contains(words), "\"{words}\" was not read out:\n{last}");
        self
    }

    #[track_caller]
    fn hears_nothing_of(&mut self, words: &str) -> &mut Self {
        let last = self.turns.last().unwrap().join("\n");
        assert!(!last.contains(words), "\"{words}\" was read out:\n{last}");
        self
    }

    fn heard(&self) -> String {
        self.turns.concat().join("\n")
    }

    /// The logs of a case as they are on the disk now.
    fn logs(&self) -> String {
        let files = self.disk.files();
        let logs = files.iter().filter(|path| path.to_string_lossy().ends_with(".ronl"));
        logs.filter_map(|path| self.disk.bytes(path)).map(|bytes| String::from_utf8(bytes).unwrap()).collect()
    }
}

#[test]
fn a_whole_assessment_is_walked_question_by_question() {
    let mut talk = Talk::begun(MemoryDisk::new(), true, |_| {});
    talk.chooses("Make a new case").hears("What is the new case called?").types("River valley");
    talk.hears("Case: River valley").chooses("The seven assessments").chooses("a Conflict analysis");
    talk.chooses("a1");
    for (question, words, state) in
        [("a1", "They guard the mines.", "answered"), ("a2", "In part.", "partly"), ("a3", "", "not known")]
    {
        talk.hears(&format!("Key question {question}")).hears("No answer yet.").hears("Why it matters");
        talk.chooses("Answer it").hears("State").types(state);
        if words.is_empty() {
            talk.types("s").hears("Not saved yet. Say who is to find out").types("Luis");
            talk.hears("By when:").types("2026-12-01");
        } else {
            talk.types(words);
        }
        talk.types("s").hears("Saved: added answer");
        assert!(
            talk.logs().contains(if words.is_empty() { "Luis" } else { words }),
            "it is on the disk at once"
        );
        talk.chooses("Next question");
    }
    talk.types("b").hears("a1 What part do the security forces play in this conflict? (answered)");
    talk.hears("(partly)").hears("(not known yet)");
    talk.types("b").hears("a Conflict analysis: 1 of 3 answered, 2 open");
    talk.types("u").hears("Undone").hears("a Conflict analysis");
    talk.types("q");
    assert!(talk.lines.has_left());
}

#[test]
fn a_position_is_recorded_read_back_and_corrected() {
    let mut talk = Talk::in_sample();
    talk.chooses("Positions").chooses("Armed forces;").chooses("Record what FMLN said");
    talk.hears("Record: FMLN on Armed forces").types("A smaller army would do").types("x");
    talk.hears("is no stance").types("o").types("accepts").types("-").hears("Accepts if:").types("");
    talk.hears("When:").types("1991-09-25").types("s");
    talk.hears("Saved: added position");
    talk.types("l")
        .hears("FMLN: accepts One army, reformed and smaller (B)")
        .hears("\"A smaller army would do\"");
    talk.chooses("FMLN: all it said").types("a").hears("P-48, negotiation, 25 Sep 1991");
    talk.chooses("Correct the last").types("A smaller army, under a civilian").types("s");
    talk.hears("Saved: changed position").types("l").types("a");
    assert!(talk.heard().contains("\"A smaller army, under a civilian\""));
    assert!(talk.logs().contains("A smaller army, under a civilian"));
}

#[test]
fn a_comparison_is_run_and_a_report_is_read() {
    let mut talk = Talk::in_sample();
    talk.chooses("Scenario comparisons")
        .chooses("Police transition")
        .types("a")
        .hears("Worst gap, people: A 12,000");
    talk.chooses("Why: Worst gap, people").hears("month");
    talk.types("b")
        .types("b")
        .types("")
        .chooses("Reports")
        .chooses("brief")
        .types("a")
        .hears("What could move next");
    // One thing a line, and words without the marks that stand before them on the screen.
    let one = "all but FAES (unknown) would take Civilian, apart from defence (A); not known: FAES";
    assert!(talk.heard().contains(&format!("\nPolice: to whom it answers: {one}\n")), "{}", talk.heard());
    assert!(talk.heard().contains("B opposes; C unknown; D unknown."));
}

#[test]
fn behind_the_shield_nothing_is_changed_and_coming_back_asks() {
    let mut talk = Talk::in_sample();
    talk.types("x").hears("SHAREABLE").types("x");
    talk.hears("Show everything again?").hears("y or n:").types("n").hears("SHAREABLE");
    talk.chooses("The seven assessments").chooses("a Conflict analysis").chooses("a2");
    talk.hears("No answer yet").chooses("Next question");
    assert!(!talk.heard().contains(". Answer it"), "{}", talk.heard());
    let mut reader = Talk::begun(talk.disk, true, |start| start.read_only = true);
    reader.chooses("el-salvador").chooses("Next open key question").chooses("Next question");
    assert!(!reader.heard().contains(". Change the answer"), "{}", reader.heard());
}

#[test]
fn the_shield_covers_what_was_read_out_and_goes_up_in_the_middle_of_a_form() {
    let mut talk = Talk::in_sample();
    assert!(!talk.lines.take_cover());
    talk.types("x").hears("SHAREABLE").hears("What was read out before may still stand above");
    assert!(talk.lines.take_cover() && !talk.lines.take_cover(), "once");
    talk.types(":x").hears("Only what may be shared is shown already").types("x").types("y").hears("team");
    assert!(!talk.lines.take_cover());
    talk.chooses("Next open key question").chooses("Change the answer").types("").types("Half a thought");
    talk.types("?").hears(":x keeps the text").types(":x").hears("SHAREABLE").hears("may still stand above");
    assert!(talk.lines.take_cover());
    talk.hears_nothing_of("Half a thought").types("x").types("y").chooses("Unsaved text: 1").types("1");
    talk.hears("Half a thought").hears_nothing_of(":x");
    // In a question, too, and as text with a backslash.
    talk.types("b").types("b").chooses("Search everything").types(":x").hears("SHAREABLE");
    talk.types("x").types("y").chooses("Change title").types("\\:x").types("b");
    talk.hears("Now: :x");
}

#[test]
fn a_field_without_anything_to_choose_is_not_asked_so_no_answer_is_lost() {
    let mut talk = Talk::in_sample();
    talk.chooses("Positions").chooses("Add an issue").types("Harbour police").types("s").hears("Saved");
    talk.chooses("Harbour police").chooses("Record what FMLN said").types("They end the police");
    talk.hears("Field 3 of").types("").hears("When:").types("1991-09-25").types("s").hears("Saved: added");
    assert!(talk.logs().contains("1991-09-25"), "{}", talk.heard());
    talk.chooses("Record what FMLN said").types("Later").types("b").hears("Field 1 of").hears("Now: Later");
}

#[test]
fn text_that_was_not_saved_is_offered_read_gone_on_with_and_thrown_away() {
    let mut talk = Talk::in_sample();
    talk.chooses("Next open key question").chooses("Change the answer").types("").types("Half a thought");
    talk.goes_back_to("Your text is kept; open the same form again, or \"Unsaved text\", to go on with it.");
    let mut talk = talk.again();
    talk.hears("There is unsaved text from 14:02. b leaves it for later.").hears("kept here, for you alone");
    talk.types("b").hears("Case: El Salvador").chooses("Unsaved text: 1").chooses("a2 ");
    talk.hears("Half a thought").chooses("Go on with it").hears("Field 1 of").types("");
    talk.hears("Now: Half a thought").types("The whole of it").types("s").hears("Saved: changed answer");
    talk.hears("u takes it back").hears("Nothing waits");
    talk.types("b").hears_nothing_of("Unsaved text").chooses("Change title").types("Another title");
    talk.goes_back_to("Your text is kept")
        .chooses("Unsaved text: 1")
        .types("1")
        .hears("Another title")
        .chooses("Throw it away")
        .types("n");
    talk.chooses("Throw it away").hears("Throw this text away?").types("y");
    talk.hears("Nothing waits");
    talk.again().hears("Case: El Salvador").hears_nothing_of("nsaved text");
}

#[test]
fn a_confidence_is_passed_on_by_an_act_of_its_own_and_no_key_of_the_screens_is_named() {
    let mut talk = Talk::in_sample();
    talk.chooses("Positions")
        .chooses("Armed forces;")
        .chooses("Record what FMLN said")
        .types("They would halve it");
    talk.goes_on_to("Who may be told")
        .types("confided")
        .types("Heron")
        .types("s")
        .hears("Saved: added position");
    talk.chooses("FMLN: all it said").chooses("Correct the last");
    talk.goes_on_to("Who may be told")
        .types("team")
        .types("s")
        .hears("Not saved yet. This was confided. Save again only if");
    talk.types("public").types("s").hears("share it further from the position itself");
    talk.goes_back_to("Your text is kept")
        .chooses("Record that somebody was told of it")
        .types("GOES")
        .types("s");
    talk.hears("Does Heron agree that GOES is told?")
        .types("y")
        .hears("Record that GOES was told")
        .types("y");
    talk.hears("Saved: changed position");
    assert!(talk.logs().contains("told: [("), "{}", talk.heard());
    assert!(!talk.heard().contains("F2") && !talk.heard().contains("arrows"), "{}", talk.heard());
}

#[test]
fn leaving_with_an_open_form_keeps_its_text_and_says_so() {
    let mut talk = Talk::in_sample();
    talk.chooses("Next open key question").chooses("Change the answer").types("").types("half a thought");
    talk.types("q").hears("The text that is not saved is offered at the next start");
    assert!(talk.lines.has_left());
    assert!(!talk.logs().contains("half a thought"));

    let mut talk = Talk::in_sample();
    talk.chooses("Next open key question").chooses("Change the answer").types("").types("\\q");
    talk.types("s").hears("Saved");
    assert!(talk.lines.input_ended().is_empty() && talk.lines.has_left());
}

#[test]
fn without_utf8_only_printable_ascii_is_read_out_and_the_disk_keeps_the_letters() {
    let mut talk = Talk::begun(MemoryDisk::new(), false, |_| {});
    talk.chooses("Make a new case").types("Río \u{202e}\u{1b}[31m Ağrı 漢 سلام");
    talk.chooses("Change title").types("Río Ağrı 漢 سلام").types("s").types("l");
    talk.hears("Case: R?o A?r? ? ????");
    for line in talk.turns.concat() {
        assert!(line.bytes().all(|byte| (0x20..=0x7e).contains(&byte)), "{line:?}");
    }
    assert!(talk.logs().contains("Río Ağrı 漢 سلام"));
}

#[test]
fn every_line_that_cannot_be_meant_is_answered_and_changes_nothing() {
    let mut talk = Talk::in_sample();
    let before = talk.logs();
    for line in ["0", "99", "-1", "x y", "[", "\u{1b}[A", "m", "a", "?", "18446744073709551616"] {
        talk.types(line);
        assert!(!talk.turns.last().unwrap().is_empty(), "{line:?}");
    }
    assert_eq!(talk.logs(), before);
}

#[test]
fn registers_trades_and_sources_are_read_added_to_changed_and_left() {
    let mut talk = Talk::in_sample();
    talk.chooses("The seven assessments").chooses("c Human rights").chooses("Register: violation");
    talk.chooses("Add one")
        .hears("Field 1 of")
        .types("Arrests at night")
        .types("s")
        .hears("Saved: added violation");
    talk.chooses("V-08 Arrests at night")
        .hears("violation: V-08")
        .chooses("Change it")
        .types("Arrests by night");
    talk.types("s").hears("Saved: changed violation").hears("Arrests by night");
    talk.chooses("Delete it").hears("Nothing else refers to it. u takes the deletion back.").types("y");
    talk.hears("Register: violation, 7.").types("b").types("b").types("b");
    talk.chooses("Trades").hears("Trades: ").chooses("FMLN gives Ceasefire").hears("It names: ").types("b");
    talk.chooses("Add one").hears("New trade").goes_back_to("Trades: ").types("b");
    talk.chooses("Sources").chooses("S-02 Los Angeles Times");
    talk.chooses("It is named by: position, P-11").hears("setback from July").types("b");
    talk.hears("S-02").chooses("Change it").hears("Code name").goes_back_to("source: S-02");
    talk.types("x").types("b").hears("Case:").chooses("Trades").hears("Trades: 2");
    assert!(!talk.turns.last().unwrap().concat().contains("Add one"));
}

#[test]
fn a_search_over_everything_is_read_hit_by_hit() {
    let mut talk = Talk::in_sample();
    talk.chooses("Search everything").hears("Search everything").types("former fighters police");
    talk.hears("hold these words: former fighters police");
    talk.chooses("Search for other words").types("xyzzy").hears("Nothing holds all these words: xyzzy");
    talk.chooses("Search for other words")
        .types("vetting")
        .chooses("lens, Gender lens")
        .hears("section")
        .types("b");
    talk.hears("hold these words: vetting").types("b").hears("Case: El Salvador");
}
