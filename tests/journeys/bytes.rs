//! What the program's own screens cost on a slow line: bytes for the start, a move, a page, another screen and a letter,
//! and how much of that an ideal encoder would have saved.

use std::{fmt::Write as _, num::NonZeroU16, path::PathBuf};

use goodoffices::ui::backend::{Frugal, Palette, WideLines};
use ratatui::{Terminal, layout::Size};

use crate::{
    ideal::{self, Snap},
    looks::MAIN,
    screens::SCREENS,
    session::Session,
};

/// The most bytes of the first frame.
const START: usize = 2_500;
/// The most bytes of half the moves in a list.
const MOVE: usize = 150;
/// The same where the selected thing stands in full below the list: those words are another thing's after each move.
const MOVE_IN_FULL: usize = 850;
const IN_FULL: [&str; 2] = ["assessments", "agenda"];
/// The most bytes of a letter, over a sentence: a word that no longer fits its row is sent again with one letter.
const LETTER: usize = 40;
/// The most bytes sent for each that an ideal encoder would have sent.
const WASTE: f64 = 1.3;

/// A user at the far end of a slow line.
struct Far {
    session: Session,
    terminal: Terminal<Frugal<Vec<u8>>>,
    wide: WideLines,
    emulator: vt100::Parser,
}

/// What was sent, and what an ideal encoder would have sent.
#[derive(Clone, Copy, Default)]
struct Cost {
    sent: usize,
    ideal: usize,
}

impl Far {
    fn new(session: Session) -> Self {
        let (width, height) = session.size;
        let mut backend = Frugal::new(Vec::new(), Size::new(width, height), Palette::Full);
        backend.enter();
        let cells = |n| NonZeroU16::new(n).unwrap();
        let emulator = vt100::Parser::new(cells(height), cells(width), 0);
        Self { session, terminal: Terminal::new(backend).unwrap(), wide: WideLines::default(), emulator }
    }

    /// In the sample case, which was opened at the start.
    fn in_sample() -> Self {
        let disk = Session::in_sample().disk;
        let open = PathBuf::from("/cases/el-salvador-1989-1992");
        Self::new(Session::on(disk, Some("rosa"), |start| start.open = Some(open)))
    }

    /// Draws a frame, as the loop of the program does.
    fn frame(&mut self) -> Cost {
        let Self { session, terminal, wide, emulator } = self;
        terminal
            .draw(|frame| {
                if let Some(cursor) = session.app.draw(frame.buffer_mut()) {
                    frame.set_cursor_position(cursor);
                }
                wide.mend(frame.buffer_mut());
            })
            .unwrap();
        let bytes = std::mem::take(terminal.backend_mut().out_mut());
        let before = Snap::of(emulator.screen());
        emulator.process(&bytes);
        Cost { sent: bytes.len(), ideal: ideal::update(&before, &Snap::of(emulator.screen())).len() }
    }

    /// Types keys that come in at once, and draws a frame.
    fn press(&mut self, keys: &str) -> Cost {
        self.session.keys(keys);
        self.frame()
    }

    /// The cost of each of these keys in turn.
    fn each(&mut self, keys: &[&str]) -> Vec<Cost> {
        keys.iter().map(|key| self.press(key)).collect()
    }
}

/// The median of what was sent; of two in the middle the larger.
fn median(costs: &[Cost]) -> usize {
    let mut sent: Vec<usize> = costs.iter().map(|cost| cost.sent).collect();
    sent.sort_unstable();
    sent[sent.len() / 2]
}

fn sum(costs: &[Cost]) -> Cost {
    let add = |all: Cost, one: &Cost| Cost { sent: all.sent + one.sent, ideal: all.ideal + one.ideal };
    costs.iter().fold(Cost::default(), add)
}

/// Says what is wasteful.
fn judge(what: &str, costs: &[Cost], faults: &mut String) {
    let Cost { sent, ideal } = sum(costs);
    #[expect(clippy::cast_precision_loss, reason = "some thousands of bytes")]
    let waste = sent as f64 / ideal.max(1) as f64;
    if sent > 0 && waste > WASTE {
        let _ = writeln!(faults, "{what}: {sent} bytes where {ideal} would do");
    }
}

const MOVES: [&str; 12] = ["<down>"; 12];
const BACK: [&str; 12] = ["<up>"; 12];
const PAGES: [&str; 4] = ["<pgdn>", "<pgdn>", "<pgup>", "<pgup>"];

#[test]
fn the_first_frame_of_the_sample_case_is_short() {
    let mut far = Far::in_sample();
    let start = far.frame();
    far.session.sees("Overview");
    println!("the first frame: {} bytes", start.sent);
    assert!(start.sent <= START, "{} bytes", start.sent);
    assert_eq!(far.frame().sent, 0, "a frame without a change");
}

#[test]
fn a_move_on_every_main_screen_is_cheap() {
    let mut faults = String::new();
    for (name, keys) in MAIN {
        let mut far = Far::in_sample();
        far.press(keys);
        let mut costs = far.each(&MOVES);
        // At the end of a list nothing moves.
        costs.retain(|cost| cost.sent > 0);
        let most = if IN_FULL.contains(&name) { MOVE_IN_FULL } else { MOVE };
        let cost = if costs.is_empty() { 0 } else { median(&costs) };
        let mean = sum(&costs).sent / costs.len().max(1);
        println!("{name}: {cost} bytes a move, {mean} on average");
        if cost > most {
            let _ = writeln!(faults, "{name}: {cost} bytes a move");
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn a_letter_in_a_field_is_cheap() {
    const SENTENCE: &str = "The army keeps its own police in the east. ";
    for (name, keys) in [("answer", "2<enter>b"), ("record", "4r"), ("everything", "F"), ("here", "4/")] {
        let mut far = Far::in_sample();
        far.press(keys);
        let costs: Vec<Cost> = SENTENCE.chars().map(|letter| far.press(&letter.to_string())).collect();
        let cost = sum(&costs).sent.div_ceil(costs.len());
        println!("{name}: {cost} bytes a letter");
        assert!(cost <= LETTER, "{name}: {cost} bytes a letter");
        far.session.sees("police in the east.");
    }
}

#[test]
fn on_no_screen_is_moving_paging_or_coming_to_it_wasteful() {
    let mut faults = String::new();
    let (mut moves, mut pages, mut coming) = (vec![], vec![], vec![]);
    for (name, keys) in SCREENS {
        let mut far = Far::in_sample();
        far.frame();
        let come = [far.press(keys)];
        let (there, leafed, back) = (far.each(&MOVES), far.each(&PAGES), far.each(&BACK));
        judge(&format!("{name}, coming to it"), &come, &mut faults);
        judge(&format!("{name}, moving"), &there, &mut faults);
        judge(&format!("{name}, paging"), &leafed, &mut faults);
        judge(&format!("{name}, moving back"), &back, &mut faults);
        coming.extend(come);
        moves.extend(there.into_iter().chain(back));
        pages.extend(leafed);
    }
    let mut far = Far::in_sample();
    far.frame();
    // Going to the list of cases leaves the case.
    let next: Vec<&str> =
        MAIN.iter().map(|(_, keys)| *keys).filter(|keys| *keys != "0").cycle().take(14).collect();
    let next = far.each(&next);
    judge("from screen to screen", &next, &mut faults);
    for (what, costs) in
        [("moving", moves), ("paging", pages), ("coming to a screen", coming), ("next", next)]
    {
        let Cost { sent, ideal } = sum(&costs);
        println!("{what}: {} frames, {sent} bytes, ideal {ideal}", costs.len());
    }
    assert!(faults.is_empty(), "{faults}");
}
