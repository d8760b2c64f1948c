//! What follows from a case as an audience sees it: pure functions, plain results, words for people.
//!
//! Nothing here knows the disk, the clock or a screen: dates are passed in. Analysis does not fail; where records
//! differ, are deleted or have not arrived, the value is unknown and the result names it. Lists are ordered by what
//! their entries say, so that the same content gives the same result whatever ids its records carry;
//! records that say the same, or are missing, are told apart by their ids alone.

pub mod agenda;
pub mod assessed;
pub mod attention;
pub mod capacity;
pub mod comparison;
pub mod convergence;
pub mod gaps;
pub mod links;
pub mod map;
pub mod matrix;
pub mod movement;
pub mod naming;
pub mod now;
pub mod order;
pub mod packages;
pub mod published;
pub mod redlines;
pub mod rules;
pub mod since;
pub mod standing;
pub mod told;
pub mod trades;
pub mod watch;

/// A number as people read it: no more than two decimals, and none that says nothing.
#[must_use]
pub fn plain(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) mod tests_case;
