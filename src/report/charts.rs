//! Charts as data: what there is to draw, and the same in words.

use super::{
    desk::Desk,
    page::{Chart, Curve, Drawn, Line, Mark},
};
use crate::{
    analysis::{
        comparison::{CapacityFound, Findings, people},
        matrix::{self, Cell},
        movement::rank,
        standing::{IssueSheet, OnTable, Speaker},
    },
    model::{Actor, Id, Level, Phase, Stance},
};

/// More lines than this nobody can follow; the tables hold them all.
const MOST_LINES: usize = 8;

/// The ranks of stances to the option on the table, lowest first, as charts and movement count them.
const RANKS: [&str; 5] = ["red line", "opposes", "neutral", "accepts if", "accepts"];

fn phases() -> Vec<String> {
    Phase::ALL.iter().map(|phase| phase.word().to_owned()).collect()
}

fn ranks() -> Vec<String> {
    RANKS.iter().map(|word| (*word).to_owned()).collect()
}

/// The rank of a cell in which something was said.
fn rank_of(cell: Option<&Cell>) -> Option<usize> {
    cell.filter(|cell| cell.from_earlier.is_none()).and_then(|cell| rank(cell.stance)).map(usize::from)
}

fn lines_chart(title: String, lines: Vec<Line>) -> Option<Chart> {
    let lines: Vec<Line> = lines.into_iter().filter(|line| line.at.iter().flatten().count() > 0).collect();
    let moves = lines.iter().any(|line| line.at.iter().flatten().count() > 1);
    if !moves || lines.len() > MOST_LINES {
        return None;
    }
    let path = |line: &Line| {
        let steps = Phase::ALL
            .iter()
            .zip(&line.at)
            .filter_map(|(phase, at)| at.map(|at| format!("{} in {phase}", RANKS[at])));
        format!("{}: {}", line.label, steps.collect::<Vec<_>>().join(", "))
    };
    let says = lines.iter().map(path).collect::<Vec<_>>().join(". ");
    Some(Chart {
        title,
        says: format!("{says}."),
        drawn: Drawn::Lines { across: phases(), up: ranks(), lines },
    })
}

/// How a party came to where it is towards the option on the table, issue by issue.
pub(super) fn of_party(desk: &Desk, party: &Id<Actor>) -> Option<Chart> {
    let lines = matrix::trajectory(desk.standings, &Speaker::party(party)).into_iter();
    let on_table = lines.filter(|line| matches!(line.head.on_table, OnTable::Option(_)));
    let line = |line: matrix::Line<IssueSheet>| Line {
        label: line.head.issue.name.clone(),
        at: line.cells.iter().map(|cell| rank_of(cell.as_ref())).collect(),
    };
    // Only issues on which it was heard more than once tell of a way; the few that are left fit a drawing.
    let ways: Vec<Line> =
        on_table.map(line).filter(|line| line.at.iter().flatten().count() > 1).take(MOST_LINES).collect();
    lines_chart(format!("{} towards the options now on the table, by phase", desk.actor(party)), ways)
}

/// Trajectories of the parties on an issue, and who of which influence stands where.
pub(super) fn of_issue(desk: &Desk, sheet: &IssueSheet) -> Vec<Chart> {
    let OnTable::Option(option) = &sheet.on_table else { return Vec::new() };
    let by_party = matrix::of_issue(desk.standings, &sheet.issue.id);
    let parties = by_party.iter().filter(|line| line.head.is_party && line.head.faction.is_none());
    let line = |line: &matrix::Line<crate::analysis::standing::Column>| Line {
        label: line.head.words(),
        at: line.cells.iter().map(|cell| rank_of(cell.as_ref())).collect(),
    };
    let title = format!("Towards {}, which is on the table, by phase", option.words());
    lines_chart(title, parties.map(line).collect()).into_iter().chain(influence(desk, sheet)).collect()
}

/// Influence against stance to the option on the table. Influence is our reading, so others never have this one.
fn influence(desk: &Desk, sheet: &IssueSheet) -> Option<Chart> {
    let OnTable::Option(option) = &sheet.on_table else { return None };
    let up = [Level::Unjudged, Level::Low, Level::Medium, Level::High];
    let stances = [
        Stance::RedLine,
        Stance::Opposes,
        Stance::Neutral,
        Stance::Unknown,
        Stance::AcceptsIf,
        Stance::Accepts,
        Stance::Demands,
    ];
    let as_of = desk.as_of();
    let mut marks = Vec::new();
    let mut is_judged = false;
    for column in desk.standings.columns().iter().filter(|column| column.is_shown && column.faction.is_none())
    {
        let level =
            desk.case.actors.get(&column.party.id).and_then(|entry| entry.agreed(|actor| &actor.influence));
        let standing = desk.standings.of(&column.speaker(), &sheet.issue.id, &as_of);
        let heard = standing.filter(|standing| !standing.last.is_empty());
        if heard.is_none() && !column.is_party {
            continue;
        }
        let stance =
            heard.and_then(|standing| standing.on(&option.id).and_then(|on| on.stance)).unwrap_or_default();
        let level = level.copied().unwrap_or_default();
        is_judged |= level != Level::Unjudged;
        let place = |of: usize, at: Option<usize>| at.unwrap_or(of);
        marks.push(Mark {
            label: column.words(),
            across: place(3, stances.iter().position(|other| *other == stance)),
            up: place(0, up.iter().position(|other| *other == level)),
        });
    }
    if !is_judged || marks.len() > 30 {
        return None;
    }
    let says: Vec<String> = marks
        .iter()
        .map(|mark| {
            format!("{}: influence {}, {}", mark.label, up[mark.up].word(), stances[mark.across].label())
        })
        .collect();
    Some(Chart {
        title: format!("Influence and stance towards {}", option.words()),
        says: format!("{}.", says.join(". ")),
        drawn: Drawn::Map {
            across: stances.iter().map(|stance| stance.label().to_owned()).collect(),
            up: up.iter().map(|level| level.word().to_owned()).collect(),
            marks,
        },
    })
}

/// The gap by month of every option of a comparison.
pub(super) fn gaps(found: &Findings) -> Option<Chart> {
    let curve = |option: &CapacityFound| Curve {
        label: title_of(found, &option.option),
        likely: option.months.iter().map(|month| month.gap).collect(),
        band: option.bands.iter().flat_map(|bands| &bands.gap).map(|band| (band.low, band.high)).collect(),
    };
    if found.capacity.is_empty() {
        return None;
    }
    let says = |option: &CapacityFound| {
        let title = title_of(found, &option.option);
        let (worst, month) = (people(option.worst_gap), option.worst_gap_month);
        format!(
            "{title}: the gap is largest in month {month}, at {worst} posts; when it closes: {}",
            option.gap_closes
        )
    };
    let says: Vec<String> = found.capacity.iter().map(says).collect();
    Some(Chart {
        title: "Posts that are not filled, month by month".to_owned(),
        says: format!("{}.", says.join(". ")),
        drawn: Drawn::Curves {
            across: "months from D-day".to_owned(),
            up: "posts not filled".to_owned(),
            curves: found.capacity.iter().map(curve).collect(),
        },
    })
}

/// `A: at once, by civilians`.
pub(super) fn title_of(found: &Findings, option: &str) -> String {
    let title = found.options.iter().find(|other| other.id == option).map(|other| other.title.as_str());
    title.map_or_else(|| option.to_owned(), |title| format!("{option}: {title}"))
}
