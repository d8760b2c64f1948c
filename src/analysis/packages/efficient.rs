//! Packages that no other one betters for some party without worsening another (Pareto).

use super::board::Board;
use super::count::{Count, MOST_KEPT, Scored};
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
                format!(
                    "the {found} packages acceptable to {}, as there are too many to compare all",
                    board.rule()
                ),
                accepted,
            )
        }
        (None, None) => {
            let most = thousands(MOST_KEPT as u128);
            let among = format!(
                "not worked out: too many, more than {most} packages are acceptable to {}",
                board.rule()
            );
            return Efficient { among, ..Efficient::default() };
        }
    };
    debug_assert!(count.all.as_ref().is_none_or(|all| all.len() <= MOST_COMPARED));
    let Some(front) = front(packages, watch) else {
        let among = format!("not worked out: too many to compare, or stopped, among {among}");
        return Efficient { among, ..Efficient::default() };
    };
    let mut accepted: Vec<&&Scored> = front.iter().filter(|package| package.accepted).collect();
    let smallest = |package: &Scored| package.scores.iter().copied().fold(f64::INFINITY, f64::min);
    accepted.sort_by(|a, b| smallest(b).total_cmp(&smallest(a)).then_with(|| a.chosen.cmp(&b.chosen)));
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
    let mut sorted: Vec<(f64, &Scored)> = packages.iter().map(|p| (p.scores.iter().sum(), p)).collect();
    sorted.sort_by(|(x, a), (y, b)| {
        let by_party = || a.scores.iter().zip(&b.scores).map(|(a, b)| b.total_cmp(a)).find(|o| o.is_ne());
        y.total_cmp(x).then_with(|| by_party().unwrap_or_else(|| a.chosen.cmp(&b.chosen)))
    });
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

fn dominates(a: &[f64], b: &[f64]) -> bool {
    a.iter().zip(b).all(|(a, b)| a >= b) && a.iter().zip(b).any(|(a, b)| a > b)
}
