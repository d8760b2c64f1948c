//! Laws that hold for any case: nothing is lost, nothing panics, ids and the order of recording change nothing, and
//! what an audience may not see leaves no trace.

use proptest::prelude::*;

use super::{
    agenda::{self, Suggestion},
    attention::{self, Claim, TwoVersions},
    convergence::{self, Convergence, Pair},
    matrix::{self, Cell},
    movement::{self, Movement},
    redlines::{self, Crossing},
    standing::{AsOf, Column, OptionStanding, Said, Standings, Superseded},
    tests_case::{TestCase, date, id},
    told::{self, Conveyed, Untold},
    trades::{self, Chain, Trade},
};
use crate::{
    audience::{Audience, Seen},
    model::{
        Actor, AnyId, Case, Disclosure, Faction, Issue, IssueOption, Linkage, LinkageStatus, Phase, Position,
        RecordRef, RecordType, Refs, State, Told,
    },
};

/// One random position, by numbers.
#[derive(Clone, Debug)]
struct Draw {
    who: usize,
    issue: usize,
    phase: usize,
    date: Option<usize>,
    stances: Vec<(usize, usize)>,
    after: Vec<usize>,
    beside: Option<usize>,
    second: Option<usize>,
    disclosure: usize,
}

const SPEAKERS: [&str; 6] = ["north", "south", "east", "bloc", "ghost", "north"];
const ISSUES: [&str; 3] = ["army", "police", "nowhere"];
const DATES: [&str; 6] = ["1989", "1990-05", "1990-05-12", "1990-mid", "1991", "1992-01-16"];
const MARKS: [&str; 7] = ["++", "+", "~", "o", "-", "X", "?"];

fn draws() -> impl Strategy<Value = Vec<Draw>> {
    let place = (0..SPEAKERS.len(), 0..ISSUES.len(), 0_usize..4, proptest::option::of(0..DATES.len()));
    let stances = proptest::collection::vec((0_usize..4, 0..MARKS.len()), 0..3);
    let links = (proptest::collection::vec(0_usize..14, 0..3), proptest::option::weighted(0.2, 0_usize..14));
    let rest = (proptest::option::weighted(0.2, 0_usize..5), 0_usize..4);
    let draw =
        (place, stances, links, rest).prop_map(|(place, stances, (after, beside), (second, disclosure))| {
            let (who, issue, phase, date) = place;
            Draw { who, issue, phase, date, stances, after, beside, second, disclosure }
        });
    proptest::collection::vec(draw, 0..14)
}

fn case_of(draws: &[Draw]) -> TestCase {
    let mut case = TestCase::default();
    case.parties("North South East");
    case.actor("Bloc", "south east ring");
    case.actor("Ring", "bloc");
    case.faction("Hill", "north");
    case.issue("army", "B");
    case.issue("police", "");
    // Its options are here and it is not: records that are missing are told apart by nothing but their ids.
    case.issue("nowhere", "");
    case.0.issues.remove(&id("nowhere"));
    case.finding("f1", "police-c", true);
    case.trade("l1", "north", "army/A", "police/B", "south", LinkageStatus::Agreed);
    case.trade("l2", "south", "police", "army/C", "", LinkageStatus::Hinted);
    case.phase_change("e1", Phase::Negotiation, "1990-05-01");
    case.sheet(Phase::Agreement);
    for (n, draw) in draws.iter().enumerate() {
        let marks = draw
            .stances
            .iter()
            .map(|(option, mark)| format!("{} {}", ["A", "B", "C", "D"][*option], MARKS[*mark]));
        let (who, issue) = (SPEAKERS[draw.who], ISSUES[draw.issue]);
        let when = format!("{} {}", Phase::ALL[draw.phase], draw.date.map_or("", |date| DATES[date]));
        case.says_with(
            &format!("p{n}"),
            who,
            issue,
            when.trim(),
            &marks.collect::<Vec<_>>().join(","),
            |p| {
                p.faction = (draw.who == 5).then(|| id("hill"));
                p.after = draw.after.iter().map(|n| id(&format!("p{n}"))).collect();
                p.beside = draw.beside.map(|n| id(&format!("p{n}")));
                p.disclosure = match draw.disclosure {
                    0 => Disclosure::Public,
                    1 => Disclosure::SharedWithAll,
                    2 => Disclosure::Confided { by: "a delegate".into() },
                    _ => Disclosure::Team,
                };
                p.told = vec![Told { to: id("south"), by: "rosa".into(), ..Told::default() }];
            },
        );
        match draw.second {
            Some(0) => case.also::<Position>(&format!("p{n}"), |p| p.stances.clear()),
            Some(1) => case.also::<Position>(&format!("p{n}"), |p| p.phase = Phase::Implementation),
            Some(2) => case.also::<Position>(&format!("p{n}"), |p| p.party = id("south")),
            Some(3) => case.also::<Position>(&format!("p{n}"), |p| p.date = None),
            Some(_) => case.also::<Position>(&format!("p{n}"), |p| p.after.clear()),
            None => {}
        }
    }
    open_to_all(&mut case);
    case
}

/// Everything but positions is public, so that outside the team it is the positions that count.
fn open_to_all(case: &mut TestCase) {
    for name in ["north", "south", "east", "bloc", "ring"] {
        case.change::<Actor>(name, |actor| actor.disclosure = Disclosure::Public);
    }
    case.change::<Faction>("hill", |faction| faction.disclosure = Disclosure::Public);
    for name in ["army", "police"] {
        case.change::<Issue>(name, |issue| issue.disclosure = Disclosure::Public);
    }
    for name in ISSUES {
        for letter in ["a", "b", "c", "d"] {
            case.change::<IssueOption>(&format!("{name}-{letter}"), |option| {
                option.disclosure = Disclosure::Public;
            });
        }
    }
    for name in ["l1", "l2"] {
        case.change::<Linkage>(name, |linkage| linkage.disclosure = Disclosure::Public);
    }
}

/// Everything that the analyses say, without ids.
fn picture(seen: &Seen) -> String {
    let standings = Standings::new(seen);
    let mut out: Vec<String> = Vec::new();
    let times = [
        AsOf::Now,
        AsOf::Date(date("1990")),
        AsOf::Within(Phase::Negotiation),
        AsOf::Phase(Phase::Agreement),
    ];
    for column in standings.columns() {
        out.push(format!("{} {} {}", column.words(), column.is_party, column.is_shown));
        for issue in standings.issues() {
            out.push(issue.issue.name.clone());
            for as_of in &times {
                let standing = standings.of(&column.speaker(), &issue.issue.id, as_of).unwrap();
                out.push(standing.wants.words());
                out.extend(standing.last.iter().chain(&standing.statements).map(Said::words));
                out.extend(standing.options.iter().map(OptionStanding::words));
                out.extend(standing.superseded.iter().map(Superseded::words));
            }
            let history = matrix::history(&standings, &column.speaker(), &issue.issue.id);
            out.extend(
                history.iter().map(|past| format!("{:?} {}", past.said.statements, past.said.words())),
            );
            let moves = movement::through_phases(&standings, &column.speaker(), &issue.issue.id);
            out.extend(moves.iter().map(Movement::words));
        }
    }
    for phase in Phase::ALL {
        for line in matrix::matrix(&standings, *phase).lines {
            let words = |cell: &Cell| format!("{} = {} {:?}", cell.text(), cell.words(), cell.contested);
            out.extend(line.cells.iter().flatten().map(words));
        }
    }
    let diff = movement::diff(&standings, &AsOf::Phase(Phase::PreNegotiation), &AsOf::Now);
    out.extend(diff.iter().map(Movement::words));
    for as_of in &times {
        out.extend(convergence::all(&standings, as_of, None).iter().map(Convergence::words));
        out.extend(convergence::pairs(&standings, as_of, Some(&date("1990"))).iter().map(Pair::words));
        out.extend(redlines::crossings(&standings, as_of).iter().map(Crossing::words));
    }
    let agenda = agenda::agenda(seen, &standings, &AsOf::Now, None, &date("1991"));
    out.extend(agenda.suggested.iter().map(Suggestion::words));
    out.extend(standings.trades().iter().map(Trade::words_from_other_end));
    out.extend(trades::chains(&standings).iter().map(Chain::words));
    let attention = attention::attention(seen, &standings);
    out.extend(attention.unsourced.iter().chain(&attention.on_one_source).map(Claim::words));
    out.extend(attention.contested.iter().map(TwoVersions::words));
    out.extend(told::told(seen, &standings).iter().map(Conveyed::words));
    out.extend(told::untold(seen, &standings, None).iter().map(Untold::words));
    out.join("\n")
}

/// The same case with every id replaced, so that records stand in another order.
fn renamed(case: &Case, salt: &str) -> Case {
    let new = |id: &str| blake3::hash(format!("{salt}{id}").as_bytes()).to_hex()[..20].to_owned();
    let mut out = Case { about: case.about.clone(), ..Case::default() };
    case.each_record(&mut |which, _| {
        let mut heads = case.heads_of(&which);
        for head in &mut heads {
            if let State::Here(record) = &mut head.state {
                record.refs(&mut |_, id| *id = new(id));
            }
        }
        out.put(&RecordRef { kind: which.kind, id: AnyId::new(new(which.id.as_str())).unwrap() }, heads);
    });
    out
}

proptest! {
    #[test]
    fn nothing_panics_and_ids_and_the_order_of_recording_change_nothing(draws in draws(), salt in "[a-z]{4}") {
        let case = case_of(&draws).0;
        let one = picture(&case.seen_by(&Audience::Team));
        prop_assert_eq!(&one, &picture(&case.seen_by(&Audience::Team)));
        let other = renamed(&case, &salt);
        prop_assert_eq!(&one, &picture(&other.seen_by(&Audience::Team)));
    }

    #[test]
    fn no_position_is_ever_lost_each_stands_or_is_superseded_by_named_ones(draws in draws()) {
        let case = case_of(&draws);
        let standings = case.standings();
        for column in standings.columns() {
            for issue in standings.issues() {
                check_line(&standings, column, &issue.issue.id)?;
            }
        }
        for (id, entry) in case.0.positions.iter() {
            let own = entry.heads().all(|p| {
                let speaker = super::standing::Speaker { party: p.party.clone(), faction: p.faction.clone() };
                matrix::history(&standings, &speaker, &p.issue).iter().any(|past| past.said.id == *id)
            });
            prop_assert!(own);
        }
    }

    #[test]
    fn results_for_others_are_those_of_the_case_in_which_the_withheld_was_never_recorded(draws in draws()) {
        let case = case_of(&draws).0;
        let seen = case.seen_by(&Audience::Shareable);
        let mut never = case.clone();
        for (id, entry) in case.positions.iter() {
            let is_open = |p: &Position| matches!(p.disclosure, Disclosure::Public | Disclosure::SharedWithAll);
            if !entry.heads().all(is_open) {
                Position::table_mut(&mut never).remove(id);
            }
        }
        prop_assert_eq!(picture(&seen), picture(&never.seen_by(&Audience::Shareable)));
    }
}

fn check_line(
    standings: &Standings,
    column: &Column,
    issue: &crate::model::Id<Issue>,
) -> Result<(), TestCaseError> {
    for past in matrix::history(standings, &column.speaker(), issue) {
        let stands = past.stands_as_statement || !past.stands_on.is_empty();
        prop_assert!(stands || !past.superseded.is_empty(), "{} is lost", past.said.words());
        prop_assert!(past.superseded.iter().all(|lost| !lost.by.is_empty()));
    }
    Ok(())
}
