//! How long positions take: 20,000 of them, 40 parties, 60 issues, 4 phases. The matrix must scroll with under 5 ms of
//! processor time a key, and the convergence of all issues take under 50 ms.
#![allow(
    missing_docs,
    clippy::expect_used,
    reason = "a benchmark is no library, and its case is made of good words"
)]

use std::{path::PathBuf, sync::Arc};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use divan::{Bencher, black_box};
use goodoffices::{
    analysis::{
        convergence,
        matrix::{self, Filter, Sort},
        movement,
        standing::{AsOf, Column, Speaker, Standings},
    },
    audience::Audience,
    model::{
        Actor, AtTable, Case, CaseKind, Date, Disclosure, Entry, Id, Issue, IssueOption, Phase, Position,
        RecordType, RevisionId, Stance, StanceOn, State, Version, Words,
    },
    store::{CaseDocument, Disk, MemoryDisk, NewCase, create},
    ui::{
        Start,
        app::{App, World},
        event::Event,
        theme::Look,
    },
};
use jiff::{Timestamp, tz::TimeZone};
use ratatui::{buffer::Buffer, layout::Rect};

const PARTIES: usize = 40;
const ISSUES: usize = 60;
const OPTIONS: usize = 4;
const POSITIONS: usize = 20_000;

fn main() {
    divan::main();
}

#[divan::bench]
fn put_20_000_positions_in_order(bencher: Bencher) {
    let case = case();
    let seen = case.seen_by(&Audience::Team);
    bencher.bench_local(|| Standings::new(black_box(&seen)));
}

#[divan::bench]
fn one_cell(bencher: Bencher) {
    let standings = standings();
    let (speaker, issue) = (Speaker::party(&id("a7")), id("i12"));
    bencher.bench_local(|| matrix::cell(&standings, black_box(&speaker), &issue, Phase::Agreement));
}

#[divan::bench]
fn the_standing_of_one_party_on_one_issue(bencher: Bencher) {
    let standings = standings();
    let (speaker, issue) = (Speaker::party(&id("a7")), id("i12"));
    bencher.bench_local(|| standings.of(black_box(&speaker), &issue, &AsOf::Phase(Phase::Agreement)));
}

#[divan::bench]
fn every_cell_of_a_phase(bencher: Bencher) {
    let standings = standings();
    bencher.bench_local(|| matrix::matrix(black_box(&standings), Phase::Agreement));
}

#[divan::bench]
fn convergence_of_all_issues(bencher: Bencher) {
    let standings = standings();
    bencher.bench_local(|| convergence::all(black_box(&standings), &AsOf::Now, None));
}

#[divan::bench]
fn convergence_of_all_pairs(bencher: Bencher) {
    let standings = standings();
    bencher.bench_local(|| convergence::pairs(black_box(&standings), &AsOf::Now, None));
}

#[divan::bench]
fn everything_that_moved_between_two_phases(bencher: Bencher) {
    let standings = standings();
    let (from, to) = (AsOf::Phase(Phase::Negotiation), AsOf::Phase(Phase::Agreement));
    bencher.bench_local(|| movement::diff(black_box(&standings), &from, &to));
}

#[divan::bench]
fn the_part_of_the_matrix_that_is_in_view(bencher: Bencher) {
    let standings = standings();
    let columns: Vec<&Column> = standings.columns().iter().take(8).collect();
    bencher.bench_local(|| {
        let issues = black_box(&standings).issues().iter().take(30);
        issues.map(|issue| matrix::row(&standings, issue, &columns, Phase::Agreement).len()).sum::<usize>()
    });
}

#[divan::bench]
fn the_issues_on_which_somebody_moved(bencher: Bencher) {
    let case = case();
    let seen = case.seen_by(&Audience::Team);
    let standings = Standings::new(&seen);
    let moved = Filter { moved: true, ..Filter::default() };
    bencher
        .bench_local(|| matrix::rows(&seen, black_box(&standings), Phase::Agreement, &moved, Sort::Agenda));
}

/// A key on the matrix and the frame after it, as the program does them; for the team, and behind the shield.
#[divan::bench(args = ["team", "shareable"], sample_count = 50, sample_size = 4)]
fn one_key_on_the_matrix(bencher: Bencher, audience: &str) {
    let mut app = open_app();
    let mut screen = Buffer::empty(Rect::new(0, 0, 140, 45));
    let mut press = |key: KeyCode| {
        app.handle(Event::Key(KeyEvent::new(key, KeyModifiers::NONE)));
        app.draw(&mut screen);
    };
    if audience == "shareable" {
        press(KeyCode::Char('x'));
    }
    press(KeyCode::Char('4'));
    let mut down = true;
    bencher.bench_local(|| {
        down = !down;
        press(if down { KeyCode::Down } else { KeyCode::Right });
    });
}

fn open_app() -> App {
    let disk: Arc<dyn Disk> = Arc::new(MemoryDisk::new());
    let folder = PathBuf::from("/cases/large");
    let edit = CaseDocument::of(&case()).edit();
    let at = Timestamp::UNIX_EPOCH;
    let new =
        NewCase { id: "large".into(), kind: CaseKind::Exercise, edit: Some(edit), by: "rosa".into(), at };
    create(&disk, &folder, &new).expect("a folder in memory");
    let start = Start {
        cases: "/cases".into(),
        open: Some(folder),
        shield: false,
        read_only: false,
        by: Some("rosa".into()),
        settings: "/settings.ron".into(),
        host: "here".into(),
        look: Look::default(),
        keys: goodoffices::ui::keys::Keymap::default(),
    };
    let world = World { disk, now: Box::new(|| Timestamp::UNIX_EPOCH), zone: TimeZone::UTC };
    App::new(world, start)
}

fn standings() -> Standings {
    Standings::new(&case().seen_by(&Audience::Team))
}

fn id<T>(text: &str) -> Id<T> {
    Id::new(text).expect("a plain id")
}

fn put<T: RecordType>(case: &mut Case, name: &str, value: T) {
    let revision = RevisionId::of(name.as_bytes());
    let version =
        Version { revision, by: String::new(), at: Timestamp::UNIX_EPOCH, state: State::Here(value) };
    T::table_mut(case).insert(id(name), Entry::new(vec![version]).expect("a version that is here"));
}

/// Every second issue has an option on the table, every third position comes after the one recorded before it in its
/// cell, and every fifth has no date.
fn case() -> Case {
    let mut case = Case::default();
    for n in 0..PARTIES {
        let actor = Actor {
            name: format!("Party {n}"),
            at_table: vec![AtTable::default()],
            disclosure: Disclosure::Public,
            ..Actor::default()
        };
        put(&mut case, &format!("a{n}"), actor);
    }
    for n in 0..ISSUES {
        let on_table = (n % 2 == 0).then(|| id(&format!("o{n}-0")));
        put(
            &mut case,
            &format!("i{n}"),
            Issue {
                title: format!("Issue {n}"),
                on_table,
                disclosure: Disclosure::Public,
                ..Issue::default()
            },
        );
        for option in 0..OPTIONS {
            let letter = ["A", "B", "C", "D"][option].to_owned();
            let title = format!("Outcome {option} of issue {n}");
            let option_of = IssueOption {
                issue: id(&format!("i{n}")),
                letter,
                title,
                disclosure: Disclosure::Public,
                ..IssueOption::default()
            };
            put(&mut case, &format!("o{n}-{option}"), option_of);
        }
    }
    let mut luck = 1_u64;
    let mut draw = |below: usize| {
        luck = luck.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(luck >> 33).unwrap_or(0) % below
    };
    let mut last = vec![None; PARTIES * ISSUES];
    for n in 0..POSITIONS {
        let (party, issue, phase) = (draw(PARTIES), draw(ISSUES), n * 4 / POSITIONS);
        let before = last[party * ISSUES + issue].replace(n);
        let date = format!("{}-{:02}-{:02}", 1988 + 2 * phase, 1 + draw(12), 1 + draw(28));
        let stance = |(option, stance): (usize, usize)| StanceOn {
            option: id(&format!("o{issue}-{option}")),
            stance: Stance::ALL[stance],
            ..StanceOn::default()
        };
        let stances = vec![stance((draw(OPTIONS), draw(7))), stance((draw(OPTIONS), draw(7)))];
        let position = Position {
            party: id(&format!("a{party}")),
            issue: id(&format!("i{issue}")),
            phase: Phase::ALL[phase],
            statement: Words::new(format!(
                "What party {party} was heard to say on issue {issue}, number {n}."
            )),
            date: (n % 5 != 0).then(|| date.parse::<Date>().expect("a date")),
            after: before
                .filter(|_| n % 3 == 0)
                .map(|n: usize| id(&format!("p{n:05}")))
                .into_iter()
                .collect(),
            stances,
            disclosure: Disclosure::Public,
            ..Position::default()
        };
        put(&mut case, &format!("p{n:05}"), position);
    }
    case
}
