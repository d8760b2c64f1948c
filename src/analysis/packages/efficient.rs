//! Packages that no other one betters for some party without worsening another (Pareto).

use super::board::Board;
use super::found::{Count, MOST_KEPT, Scored};
use super::{Efficient, MOST_COMPARED, SHOWN, thousands};
use crate::analysis::watch::Watch;

/// The most comparisons of two packages before the search gives up and says so.
const MOST_COMPARISONS: u64 = 400_000_000;

/// The efficient packages among all, or among the acceptable ones where there are more than 20,000.
pub(super) fn efficient(board: &Board<'_>, count: &Count, watch: &Watch<'_>) -> Efficient {
    let (among, packages) = match (&count.all, &count.accepted) {
        (Some(all), _) => (format!("all {} packages", thousands(all.len() as u128)), all),
        (None, Some(accepted)) => {
            let found = thousands(accepted.len() as u128);
            (
                format!("the {found} packages that the rule accepts, as there are too many to compare all"),
                accepted,
            )
        }
        (None, None) => {
            let most = thousands(MOST_KEPT as u128);
            let among = format!("not worked out: too many, the rule accepts more than {most} packages");
            return Efficient { among, ..Efficient::default() };
        }
    };
    debug_assert!(count.all.as_ref().is_none_or(|all| all.len() <= MOST_COMPARED));
    let Some(front) = front(packages, watch) else {
        let among = format!("not worked out: too many to compare, or stopped, among {among}");
        return Efficient { among, ..Efficient::default() };
    };
    let mut accepted: Vec<&&Scored> = front.iter().filter(|package| package.accepted).collect();
    accepted.sort_by(|a, b| (a.rank, &a.chosen).cmp(&(b.rank, &b.chosen)));
    let shown = accepted.iter().take(SHOWN).map(|package| {
        let chosen: Vec<usize> = package.chosen.iter().map(|option| usize::from(*option)).collect();
        board.package(&chosen)
    });
    Efficient {
        among,
        count: Some(front.len() as u64),
        acceptable: Some(accepted.len() as u64),
        packages: shown.collect(),
    }
}

/// The packages that none dominates; nothing if that takes too long.
///
/// Sorted by sum and then party by party, a package stands after everything that dominates it, so each one need
/// only be compared with the front so far.
fn front<'a>(packages: &'a [Scored], watch: &Watch<'_>) -> Option<Vec<&'a Scored>> {
    let sum = |package: &Scored| package.scores.iter().map(|score| i128::from(*score)).sum();
    let mut sorted: Vec<(i128, &Scored)> = packages.iter().map(|p| (sum(p), p)).collect();
    sorted
        .sort_by(|(x, a), (y, b)| (y, &b.scores).cmp(&(x, &a.scores)).then_with(|| a.chosen.cmp(&b.chosen)));
    let mut front: Vec<&Scored> = Vec::new();
    let mut compared = 0;
    for (_, package) in sorted {
        if !front.iter().any(|better| dominates(&better.scores, &package.scores)) {
            front.push(package);
        }
        compared += front.len() as u64;
        if compared > MOST_COMPARISONS || watch.is_stopped() {
            return None;
        }
    }
    Some(front)
}

fn dominates(a: &[i64], b: &[i64]) -> bool {
    a.iter().zip(b).all(|(a, b)| a >= b) && a.iter().zip(b).any(|(a, b)| a > b)
}
