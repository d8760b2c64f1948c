//! Every screen: what it looks like at three sizes, and that no size and no text makes it panic.

use goodoffices::ui::{text::Glyphs, theme::Theme};
use proptest::prelude::*;

use crate::session::Session;

/// Every screen, and the keys that lead to it in the sample case.
pub const SCREENS: [(&str, &str); 69] = [
    ("cases", "0"),
    ("overview", "1"),
    ("assessments", "2"),
    ("question", "2<enter>"),
    ("answer", "2<enter>e"),
    ("register", "2<down>r"),
    ("actors", "3"),
    ("actor", "3<enter>"),
    ("positions", "4"),
    ("cell", "4<right><enter>"),
    ("record", "4r"),
    ("agenda", "5"),
    ("scenarios", "6"),
    ("side-by-side", "6<enter>"),
    ("gap", "6<enter>c"),
    ("gap-bands", "6<enter>cb<tab>"),
    ("gap-table", "6<enter>ct"),
    ("what-matters", "6<enter>so"),
    ("futures", "6<enter>f"),
    ("assumption-broken", "6<enter>f<down><down><down><down><down>b"),
    ("rules", "6<enter>r"),
    ("why-reaction", "6<enter><down><down>w"),
    ("building", "6e"),
    ("new-comparison", "6a"),
    ("packages", "6a<left><left><enter>vP"),
    ("packages-of-the-case", "6P"),
    ("packages-chosen", "6Pi"),
    ("effects-form", "6e/Effects Public<enter><enter>"),
    ("timetable-form", "6e/Begins in A<enter><enter>"),
    ("analogue-form", "6e/New analogue<enter><enter><right>"),
    ("through-party", "4<right>t"),
    ("through-issue", "4i"),
    ("filter", "4f"),
    ("moved", "4dp"),
    ("since", "4w"),
    ("as-known", "4wd"),
    ("told", "4y"),
    ("share", "4<right>s"),
    ("pairs", "5w"),
    ("trades", "5t"),
    ("trade", "5t<enter>"),
    ("red-lines", "5b"),
    ("timeline", "T"),
    ("event", "T<enter>"),
    ("provisions", "Tp"),
    ("sources", "S"),
    ("map", "3m"),
    ("map-issue", "3mi"),
    ("map-list", "3mv"),
    ("audiences", "V"),
    ("principles-beside", "5b<enter>"),
    ("confidence", "5c"),
    ("guidance", "7"),
    ("import", "I/in/positions.csv<enter>"),
    ("reports", "Ba<down>"),
    ("unsaved", "3aA new party<esc>E"),
    ("gaps", "M"),
    ("what-now", "W"),
    ("noting", "Ww"),
    ("search", "Fpolice<enter>"),
    ("record-page", "2<down>rf"),
    ("basis", "2<enter>v"),
    ("consulted", "2<enter>vc"),
    ("readings", "2<enter>s"),
    ("history", "2<enter>H"),
    ("lenses", "2L"),
    ("principles", "5P"),
    ("asking-everything", "1/"),
    ("help", "4?"),
];

#[test]
fn every_screen_at_three_sizes() {
    for (name, keys) in SCREENS {
        let mut session = Session::in_sample();
        session.keys(keys);
        for size in [(80, 24), (60, 20), (140, 45)] {
            session.size = size;
            insta::assert_snapshot!(format!("{name}-{}x{}", size.0, size.1), session.picture());
        }
    }
}

#[test]
fn every_screen_without_colour_and_in_ascii_says_the_same() {
    for (name, keys) in SCREENS {
        let disk = Session::in_sample().disk;
        let mut session = Session::on(disk, Some("rosa"), |start| {
            start.look.theme = Theme::Mono;
            start.look.glyphs = Glyphs::Ascii;
        });
        session.keys("<enter>").keys(keys);
        let picture = session.screen();
        assert!(picture.is_ascii(), "{name}:\n{picture}");
        insta::assert_snapshot!(format!("{name}-mono-ascii"), session.picture());
    }
}

#[test]
fn below_the_smallest_size_one_line_says_what_is_needed() {
    let mut session = Session::in_sample();
    session.size = (40, 10);
    session.sees("Needs 60x20, has 40x10");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_size_and_no_text_makes_a_screen_panic(
        which in 0..SCREENS.len(),
        width in 1_u16..160,
        height in 1_u16..50,
        text in "\\PC{0,60}",
        keys in proptest::collection::vec(0_usize..10, 0..12),
    ) {
        const KEYS: [&str; 10] = ["<up>", "<down>", "<left>", "<right>", "<tab>", "<pgdn>", "<end>", "<enter>", "<esc>", "/"];
        let mut session = Session::in_sample();
        session.keys("5a").paste(&text).keys("<f2>3a").paste(&text).keys("<tab><tab>y<f2>");
        session.keys("<esc>").keys(SCREENS[which].1);
        session.size = (width, height);
        session.screen();
        for key in keys {
            session.keys(KEYS[key]).paste(&text);
            session.screen();
        }
    }
}
