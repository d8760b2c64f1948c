//! How long a full report takes on a case of 20,000 positions, and how much memory: Markdown, text and HTML.
#![allow(missing_docs, reason = "a benchmark is no library")]

use divan::{AllocProfiler, Bencher, black_box};
use goodoffices::{
    audience::Audience,
    model::{
        Actor, AtTable, Case, CaseSheet, Entry, Id, Issue, IssueOption, Phase, Position, RecordType,
        RevisionId, Source, Stance, StanceOn, State, Version, Words,
    },
    report::{self, Asked, Format, Kind},
};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

fn id<T>(text: String) -> Id<T> {
    Id::new(text).unwrap_or_else(|problem| panic!("{problem}"))
}

fn put<T: RecordType>(case: &mut Case, name: String, value: T) {
    let version = Version {
        revision: RevisionId::of(name.as_bytes()),
        by: "rosa".to_owned(),
        at: jiff::Timestamp::UNIX_EPOCH,
        state: State::Here(value),
    };
    let Some(entry) = Entry::new(vec![version]) else { panic!("one version makes an entry") };
    T::table_mut(case).insert(id(name), entry);
}

/// Ten parties, fifty issues of four options, forty positions of each party on each issue.
fn case() -> Case {
    let mut case = Case::default();
    put(
        &mut case,
        "sheet".into(),
        CaseSheet { title: "Generated".into(), phase: Phase::Negotiation, ..CaseSheet::default() },
    );
    for n in 0..40 {
        put(&mut case, format!("s{n}"), Source { name: format!("Source {n}"), ..Source::default() });
    }
    for party in 0..10 {
        let at_table = vec![AtTable::default()];
        put(
            &mut case,
            format!("a{party}"),
            Actor { name: format!("Party {party}"), at_table, ..Actor::default() },
        );
    }
    for issue in 0..50 {
        let on_table = Some(id(format!("o{issue}-0")));
        put(
            &mut case,
            format!("i{issue}"),
            Issue { title: format!("Issue {issue}"), on_table, ..Issue::default() },
        );
        for letter in 0..4 {
            let option = IssueOption {
                issue: id(format!("i{issue}")),
                letter: ["A", "B", "C", "D"][letter].to_owned(),
                title: format!("Outcome {letter} of {issue}"),
                ..IssueOption::default()
            };
            put(&mut case, format!("o{issue}-{letter}"), option);
        }
    }
    for number in 0..20_000_usize {
        put(&mut case, format!("p{number:05}"), position(number));
    }
    case
}

fn position(number: usize) -> Position {
    let (party, issue, time) = (number % 10, number / 10 % 50, number / 500);
    let stance = Stance::ALL[(party * 3 + issue + time * 5) % 7];
    let date = format!("{}-{:02}-{:02}", 1990 + time / 12, time % 12 + 1, party + 1);
    let said = format!(
        "On issue {issue} party {party} said for the {time}th time what it would take and what not, and why."
    );
    Position {
        party: id(format!("a{party}")),
        issue: id(format!("i{issue}")),
        phase: Phase::ALL[time / 10],
        statement: Words::new(said),
        date: date.parse().ok(),
        code: format!("P-{number}"),
        stances: vec![StanceOn {
            option: id(format!("o{issue}-{}", time % 4)),
            stance,
            ..StanceOn::default()
        }],
        sources: vec![id(format!("s{}", number % 40))],
        ..Position::default()
    }
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn full_report_in_markdown_text_and_html(bencher: Bencher<'_, '_>) {
    let case = case();
    let Ok(day) = jiff::civil::Date::new(2026, 11, 21) else { panic!("that is a day") };
    bencher.bench_local(|| {
        let report = report::build(&case.seen_by(&Audience::Team), Kind::Full, &Asked::on(day));
        [Format::Markdown, Format::Text, Format::Html]
            .map(|format| black_box(report::write(&report, format)).len())
    });
}

#[divan::bench(sample_count = 2, sample_size = 1)]
fn full_report_as_a_document(bencher: Bencher<'_, '_>) {
    let case = case();
    let Ok(day) = jiff::civil::Date::new(2026, 11, 21) else { panic!("that is a day") };
    bencher.bench_local(|| {
        let report = report::build(&case.seen_by(&Audience::Team), Kind::Full, &Asked::on(day));
        black_box(report::write(&report, Format::Docx)).len()
    });
}
