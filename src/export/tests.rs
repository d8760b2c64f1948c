use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::{
    audience::Audience,
    document::{Document, Pen},
    edit::Edit,
    import::{self, Choices},
    model::{
        About, Actor, Case, Disclosure, Faction, Firmness, Id, Issue, IssueOption, Position, Record,
        RecordRef, RecordType, Source, Stance, StanceOn, Words,
    },
    store::CaseDocument,
};

fn pen(seed: u8) -> Pen {
    Pen { by: "adviser".into(), at: Timestamp::UNIX_EPOCH, seed: [seed; 16] }
}

fn document(edits: Vec<Edit>) -> Document {
    let mut document = Document::new(About { id: "case".into(), ..About::default() }, []);
    let step = document.prepare(&Edit::Together(edits), &pen(1)).unwrap();
    document.commit(step);
    document
}

fn add<T: RecordType>(id: &str, record: T) -> Edit {
    let id: Id<T> = Id::new(id).unwrap();
    Edit::Add(RecordRef::of(&id), Box::new(record.into_record()))
}

fn id<T>(text: &str) -> Id<T> {
    Id::new(text).unwrap()
}

/// A position with names in the place of ids, so that two cases can be compared.
fn in_names(case: &Case, position: &Position) -> String {
    let mut position = position.clone();
    position.code.clear();
    position.id_names(case);
    crate::notation::line(&position).unwrap()
}

impl Position {
    fn id_names(&mut self, case: &Case) {
        use crate::model::{Kind, Refs};
        let hex = |text: &str| {
            format!("n{}", blake3::hash(text.as_bytes()).to_hex().chars().take(20).collect::<String>())
        };
        let order = case.clone();
        self.refs(&mut |kind, id| {
            let which = RecordRef { kind, id: crate::model::AnyId::new(id.as_str()).unwrap() };
            *id = match order.heads_of(&which)[0].here().unwrap() {
                Record::Option(option) => hex(&option.letter),
                Record::Position(other) if kind == Kind::Position => hex(&other.statement.text),
                other => hex(other.label()),
            };
        });
    }
}

fn all(case: &Case) -> Vec<String> {
    let mut all: Vec<String> = case.positions.shown().map(|(_, position)| in_names(case, position)).collect();
    all.sort();
    all
}

/// Imports a file into a case with the same actors and factions; gives the case.
fn brought_over(from: &Case, bytes: &[u8]) -> Document {
    let mut edits = Vec::new();
    for (id, actor) in from.actors.shown() {
        edits.push(add(id.as_str(), actor.clone()));
    }
    for (id, faction) in from.factions.shown() {
        edits.push(add(id.as_str(), faction.clone()));
    }
    let mut to = document(edits);
    let plan = import::plan(bytes, "list", to.case(), &Choices::default(), &pen(2)).unwrap();
    assert!(plan.problems.is_empty(), "{:?}", plan.problems);
    let step = to.prepare(&plan.edit().unwrap(), &pen(2)).unwrap();
    to.commit(step);
    to
}

#[derive(Clone, Debug)]
struct Texts {
    said: Vec<String>,
    stance: usize,
    firmness: usize,
    disclosure: u8,
    flags: [bool; 3],
}

fn texts() -> impl Strategy<Value = Texts> {
    let scripts = prop_oneof![
        "[='+@a\"; :\n,-]{1,12}",
        "\\PC{1,12}",
        "[\u{1}-\u{7f}]{1,10}",
        "(السلام|_x000D_|мир|和平|नमस्ते|\u{202e}|\r\n|\t|\u{200f}|paz|\u{fffe}| |\"|')(a|ب| |\n)?(=|;|:)?",
    ];
    let text = scripts.prop_filter("says something", |text| !text.trim().is_empty());
    (
        prop::collection::vec(text, 14),
        0..Stance::ALL.len(),
        0..Firmness::ALL.len(),
        0_u8..6,
        any::<[bool; 3]>(),
    )
        .prop_map(|(said, stance, firmness, disclosure, flags)| Texts {
            said,
            stance,
            firmness,
            disclosure,
            flags,
        })
}

fn case_of(texts: &Texts) -> Document {
    let text = |n: usize| texts.said[n].clone();
    let stance = |option: &str, n: usize, inferred| StanceOn {
        option: id(option),
        stance: Stance::ALL[(texts.stance + n) % Stance::ALL.len()],
        condition: text(n),
        inferred,
    };
    let disclosure = match texts.disclosure {
        0 => Disclosure::Public,
        1 => Disclosure::SharedWithAll,
        2 => Disclosure::Shared(vec![id("a"), id("b")]),
        3 => Disclosure::Shared(Vec::new()),
        4 => Disclosure::Confided { by: text(3) },
        _ => Disclosure::Team,
    };
    let one = Position {
        party: id("a"),
        issue: id("i"),
        statement: Words {
            text: text(4),
            language: Some("ar".into()),
            original: Some(text(5)),
            original_language: Some(text(6)),
            translator: texts.flags[0].then(|| text(7)),
        },
        date: texts.flags[1].then(|| "1999-01/02".parse().unwrap()),
        disclosure,
        faction: texts.flags[2].then(|| id("f")),
        spokesperson: text(8),
        stances: vec![stance("o1", 0, texts.flags[0]), stance("o2", 1, texts.flags[1])],
        interest: text(9),
        firmness: Firmness::ALL[texts.firmness],
        sources: vec![id("s1"), id("s2")],
        note: text(10),
        ..Position::default()
    };
    let other = Position {
        party: id("b"),
        statement: Words::new(text(11)),
        faction: None,
        stances: vec![stance("o1", 2, texts.flags[2])],
        after: vec![id("p1")],
        ..one.clone()
    };
    let third = Position {
        statement: Words::new(text(11)),
        beside: Some(id("p2")),
        note: String::new(),
        ..other.clone()
    };
    document(vec![
        add("a", Actor { name: text(12), ..Actor::default() }),
        add("b", Actor { name: text(13), ..Actor::default() }),
        add("f", Faction { actor: id("a"), name: text(0), ..Faction::default() }),
        add("i", Issue { title: text(1).trim().to_owned(), ..Issue::default() }),
        add(
            "o1",
            IssueOption { issue: id("i"), letter: "A".into(), title: text(2), ..IssueOption::default() },
        ),
        add(
            "o2",
            IssueOption { issue: id("i"), letter: "B".into(), title: text(3), ..IssueOption::default() },
        ),
        add("s1", Source { name: format!("1{}", text(4)), ..Source::default() }),
        add("s2", Source { name: format!("2{}", text(5)), ..Source::default() }),
        add("p1", one),
        add("p2", other),
        add("p3", third),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_list_comes_back_as_the_same_positions(texts in texts()) {
        let from = case_of(&texts);
        let grid = positions(&from.case().seen_by(&Audience::Team));
        for bytes in [grid.to_csv(), grid.to_xlsx().unwrap()] {
            let again = import::plan(&bytes, "list", from.case(), &Choices::default(), &pen(3)).unwrap();
            prop_assert!(again.problems.is_empty(), "{:?}", again.problems);
            prop_assert_eq!(again.skipped.len(), 3, "{:?}", again);
            let to = brought_over(from.case(), &bytes);
            prop_assert_eq!(all(to.case()), all(from.case()));
        }
    }
}

#[test]
fn the_sample_case_comes_back_and_adds_nothing_to_itself() {
    let document = document(vec![CaseDocument::read(crate::seeds::SAMPLE).unwrap().edit()]);
    let grid = positions(&document.case().seen_by(&Audience::Team));
    assert_eq!(grid.rows.len(), document.case().positions.len());
    for bytes in [grid.to_csv(), grid.to_xlsx().unwrap()] {
        let plan = import::plan(&bytes, "list", document.case(), &Choices::default(), &pen(3)).unwrap();
        assert!(plan.problems.is_empty(), "{:?}", plan.problems);
        assert_eq!((plan.skipped.len(), plan.added.len()), (grid.rows.len(), 0));
    }
}

#[test]
fn formulas_stay_text_in_both_formats() {
    let grid = Grid {
        title: "t".into(),
        header: vec!["statement".into()],
        rows: ["=1+1", "+1", "-1", "@x", "'=1", "\t=1"].map(|text| vec![text.to_owned()]).into(),
    };
    let text = String::from_utf8(grid.to_csv()).unwrap();
    assert_eq!(text, "\u{feff}statement\r\n'=1+1\r\n'+1\r\n'-1\r\n'@x\r\n''=1\r\n\"'\t=1\"\r\n");
    let book = grid.to_xlsx().unwrap();
    assert_eq!(book, grid.to_xlsx().unwrap(), "two exports of one case are the same");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut sheet = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("xl/worksheets/sheet1.xml").unwrap(), &mut sheet)
        .unwrap();
    assert!(!sheet.contains("<f>") && sheet.matches("t=\"s\"").count() == 7, "{sheet}");
}

#[test]
fn a_text_that_no_cell_can_hold_is_named() {
    let rows = vec![vec!["я".repeat(32_768)]];
    let grid = Grid { title: "t".into(), header: vec!["statement".into()], rows };
    assert_eq!(grid.to_xlsx(), Err(TooLong::Cell { row: 2, column: "statement".into() }));
}

#[test]
fn others_see_only_their_columns_and_no_secret() {
    let exercise = include_str!("../../tests/fixtures/exercise-island.ron");
    let document = document(vec![CaseDocument::read(exercise).unwrap().edit()]);
    let seen = document.case().seen_by(&Audience::Shareable);
    let list = positions(&seen);
    let matrix = matrix(&seen, Phase::Negotiation);
    for grid in [&list, &matrix] {
        let text = String::from_utf8(grid.to_csv()).unwrap();
        assert!(!text.contains("SECRET") && !text.contains("ONLY-NORTH"), "{text}");
        assert!(grid.header.last().is_some_and(|name| name == "marking"));
        assert!(grid.rows.iter().all(|row| row.last().is_some_and(|mark| mark == "EXERCISE")));
    }
    assert!(!list.rows.is_empty() && !matrix.rows.is_empty());
    for name in
        ["code", "note", "firmness", "interest", "disclosure", "confided_by", "spokesperson", "translator"]
    {
        assert!(!list.header.iter().any(|header| header == name), "{name}");
    }
    let team = positions(&document.case().seen_by(&Audience::Team));
    assert!(team.header.contains(&"confided_by".to_owned()));
    assert!(String::from_utf8(team.to_csv()).unwrap().contains("SECRET"));
}

#[test]
fn what_is_withheld_leaves_no_trace_in_a_file() {
    let exercise = include_str!("../../tests/fixtures/exercise-island.ron");
    let document = document(vec![CaseDocument::read(exercise).unwrap().edit()]);
    let case = document.case();
    let mut without = case.clone();
    let is_withheld =
        |position: &Position| matches!(position.disclosure, Disclosure::Team | Disclosure::Confided { .. });
    let withheld: Vec<Id<Position>> = case
        .positions
        .iter()
        .filter(|(_, entry)| entry.heads().any(is_withheld))
        .map(|(id, _)| id.clone())
        .collect();
    assert!(!withheld.is_empty());
    for id in &withheld {
        without.positions.remove(id);
    }
    for audience in [Audience::Shareable, Audience::Party(id("northern-council"))] {
        let (seen, less) = (case.seen_by(&audience), without.seen_by(&audience));
        assert_eq!(positions(&seen).to_csv(), positions(&less).to_csv());
        for phase in Phase::ALL {
            assert_eq!(matrix(&seen, *phase).to_xlsx(), matrix(&less, *phase).to_xlsx());
        }
    }
    // The control: the team's file does tell them apart.
    let team = Audience::Team;
    assert_ne!(positions(&case.seen_by(&team)), positions(&without.seen_by(&team)));
}
