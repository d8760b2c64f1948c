//! How the main screens look in every theme with every set of signs, letters and styles; and that no text that a case
//! may hold steers a terminal, spills out of its cells or makes a screen fail, at any size and through storms of sizes.

use std::{fmt::Write as _, path::Path, sync::Arc};

use goodoffices::{
    plain,
    store::{CaseDocument, Disk, MemoryDisk, NewCase, create},
    ui::{
        text::{Glyphs, MOST_SCALARS, width},
        theme::Theme,
    },
};
use proptest::prelude::*;

use crate::session::Session;

const ISLAND: &str = include_str!("../fixtures/exercise-island.ron");

/// The main screens, and the keys that lead to them.
pub const MAIN: [(&str, &str); 8] = [
    ("cases", "0"),
    ("overview", "1"),
    ("assessments", "2"),
    ("actors", "3"),
    ("positions", "4"),
    ("agenda", "5"),
    ("scenarios", "6"),
    ("guidance", "7"),
];
const THEMES: [Theme; 3] = [Theme::Plain, Theme::Contrast, Theme::Mono];
const GLYPHS: [Glyphs; 3] = [Glyphs::Unicode, Glyphs::Box, Glyphs::Ascii];

/// Letters and styles of a picture.
fn parts(picture: &str) -> (&str, &str) {
    picture.split_once("\n\n").map_or((picture, ""), |_| {
        let styles = picture.rfind("\n\n").unwrap();
        (&picture[..styles], &picture[styles + 2..])
    })
}

#[test]
fn every_main_screen_in_every_theme_with_every_set_of_signs() {
    let disk = Session::in_sample().disk;
    for (name, keys) in MAIN {
        let look = |theme, glyphs| {
            let mut session = Session::on(disk.clone(), Some("rosa"), |start| {
                (start.look.theme, start.look.glyphs) = (theme, glyphs);
            });
            session.keys("<enter>").keys(keys).picture()
        };
        let mut all = String::new();
        for glyphs in GLYPHS {
            let pictures = THEMES.map(|theme| look(theme, glyphs));
            let (letters, _) = parts(&pictures[0]);
            let _ = writeln!(all, "== {glyphs:?}\n{letters}");
            for (theme, picture) in THEMES.iter().zip(&pictures) {
                let (these, styles) = parts(picture);
                assert_eq!(letters, these, "{name}: what is said depends on the colours");
                let _ = writeln!(all, "-- {theme:?}\n{styles}");
                let has_selection = styles.lines().any(|run| run.contains("REVERSED"));
                assert!(has_selection, "{name} in {theme:?}: no selection is seen");
                let has_colour =
                    ["Red", "Green", "Yellow", "Light"].iter().any(|colour| styles.contains(colour));
                assert!(*theme != Theme::Mono || !has_colour, "{name}: a colour in {styles}");
            }
        }
        insta::assert_snapshot!(format!("{name}-looks"), all);
    }
}

/// The rows at whose right edge a sign stands, with the signs.
fn signs(session: &mut Session) -> Vec<(u16, char)> {
    let buffer = session.buffer();
    let (right, height) = (buffer.area.width - 1, buffer.area.height);
    let at = |y| (y, buffer[(right, y)].symbol().chars().next().unwrap());
    (1..height).map(at).filter(|(_, sign)| !" ─-".contains(*sign)).collect()
}

#[test]
fn a_form_or_a_list_that_goes_on_says_so_and_a_screen_over_it_does_not() {
    for (glyphs, up, down) in
        [(Glyphs::Unicode, '↑', '↓'), (Glyphs::Box, '^', '+'), (Glyphs::Ascii, '^', '+')]
    {
        let disk = Session::in_sample().disk;
        let mut session = Session::on(disk, Some("rosa"), |start| start.look.glyphs = glyphs);
        session.keys("<enter>4");
        assert_eq!(signs(&mut session), [(13, down)], "nine of fifteen issues are seen");
        session.keys("<end>");
        assert_eq!(signs(&mut session), [(3, up)]);
        session.keys("3");
        assert_eq!(signs(&mut session), [], "all actors are seen");
        session.size = (60, 20);
        assert_eq!(signs(&mut session), [(18, down)]);
        session.keys("4r");
        assert_eq!(signs(&mut session), [(18, down)], "the form goes on below, whatever is under it");
        session.keys("<backtab>");
        assert_eq!(signs(&mut session), [(3, up)], "{}", session.screen());
        session.keys("<esc>?");
        assert!(matches!(signs(&mut session)[..], [(_, sign)] if sign == down), "the list of keys goes on");
    }
}

/// Everything that is typed into records of the island becomes this text.
fn island_of(text: &str) -> MemoryDisk {
    let quoted = ron::ser::to_string(text).unwrap();
    let mut document = String::new();
    let mut rest = ISLAND;
    let fields = [
        "title: \"",
        "name: \"",
        "text: \"",
        "note: \"",
        "plain: \"",
        "interest: \"",
        "why: \"",
        "condition: \"",
    ];
    while let Some((at, field)) =
        fields.iter().filter_map(|field| rest.find(field).map(|at| (at, field))).min()
    {
        let from = at + field.len() - 1;
        document.push_str(&rest[..from]);
        document.push_str(&quoted);
        let inside = &rest[from + 1..];
        let end = inside.match_indices('"').find(|(at, _)| !inside[..*at].ends_with('\\')).unwrap().0;
        rest = &inside[end + 1..];
    }
    document.push_str(rest);
    let edit = CaseDocument::read(&document).unwrap().edit();
    let disk = MemoryDisk::new();
    let shared: Arc<dyn Disk> = Arc::new(disk.clone());
    let at = "2020-01-01T00:00:00Z".parse().unwrap();
    let new = NewCase {
        id: "i".into(),
        kind: goodoffices::model::CaseKind::Exercise,
        edit: Some(edit),
        by: "t".into(),
        at,
    };
    create(&shared, Path::new("/cases/island"), &new).unwrap();
    disk
}

/// Words of every script, controls, overrides, floods of marks, faces of several scalars, and long words.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Ejército ".to_owned()),
        Just("разминирование ".to_owned()),
        Just("السلام ﻻ لا ".to_owned()),
        Just("शांति क्षि ".to_owned()),
        Just("สันติภาพ".to_owned()),
        Just("和平協定".to_owned()),
        Just("평화 협정 ".to_owned()),
        Just("👩‍👩‍👧‍👦🇸🇻".to_owned()),
        Just(format!("a{}", "\u{301}".repeat(300))),
        Just("\u{1b}[2J\u{1b}]52;c;QQ==\u{7}".to_owned()),
        Just("\r\n\t\0\u{7f}\u{9b}31m".to_owned()),
        Just("\u{202e}\u{2066}\u{2069}\u{feff}\u{2028}\u{e0041}".to_owned()),
        Just("\u{300}\u{200d}\u{fe0f}".to_owned()),
        Just("x".repeat(90)),
        "\\PC{1,8}",
    ];
    proptest::collection::vec(piece, 1..5).prop_map(|pieces| pieces.concat())
}

fn check(session: &mut Session, glyphs: Glyphs) -> Result<(), TestCaseError> {
    let buffer = session.buffer();
    let area = buffer.area;
    for (x, y) in (0..area.height).flat_map(|y| (0..area.width).map(move |x| (x, y))) {
        let symbol = buffer[(x, y)].symbol();
        prop_assert!(!symbol.contains(plain::is_harmful), "{symbol:?} in a cell");
        prop_assert!(symbol.chars().count() <= MOST_SCALARS, "{symbol:?} in a cell");
        prop_assert!(glyphs != Glyphs::Ascii || symbol.is_ascii(), "{symbol:?} in a cell");
        let columns = u16::try_from(width(symbol)).unwrap();
        prop_assert!(columns > 0 && x + columns <= area.width, "{symbol:?} at {x}");
        for behind in x + 1..x + columns {
            prop_assert_eq!(buffer[(behind, y)].symbol(), " ", "behind {:?}", symbol);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn no_text_in_any_field_of_a_case_leaves_its_cells(
        text in any_text(),
        sizes in proptest::collection::vec((1_u16..150, 1_u16..50), 1..5),
        glyphs in prop_oneof![Just(Glyphs::Unicode), Just(Glyphs::Box), Just(Glyphs::Ascii)],
    ) {
        const PLACES: [&str; 17] = ["1", "2<enter>", "2<enter>e", "2<down>r", "3", "3<enter>", "3m", "4", "4<enter>", "4t", "4r", "5", "5t", "T", "S", "M", "Fa<enter>"];
        let disk = island_of(&text);
        for place in PLACES {
            let mut session = Session::on(disk.clone(), Some("rosa"), |start| start.look.glyphs = glyphs);
            session.keys("<enter>").keys(place);
            for size in [(80, 24), (60, 20)].iter().chain(&sizes) {
                session.size = *size;
                check(&mut session, glyphs)?;
                session.keys("<down>").paste(&text);
                check(&mut session, glyphs)?;
            }
        }
    }
}

#[test]
fn at_a_usual_size_a_text_is_whole_or_marked_as_cut() {
    for (text, lost) in
        [("Короткое", false), ("和平協定".repeat(40).as_str(), true), ("a\u{301}\u{302}b", false)]
            .map(|(text, lost)| (text.to_owned(), lost))
    {
        let mut session = Session::on(island_of(&text), Some("rosa"), |_| {});
        let screen = session.keys("<enter>3").screen();
        let row = screen.lines().nth(2).unwrap();
        assert_eq!(row.contains('…'), lost, "{row}");
        assert!(lost || row.contains(&text), "{row}");
    }
}
