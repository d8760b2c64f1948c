//! Journeys: a string of keys in, a screen out. No terminal, no disk, no clock.

#![expect(clippy::unwrap_used, reason = "a test fails where it is")]

mod assessments;
mod goal;
mod kept;
mod leaks;
mod positions;
mod preparing;
mod reports;
mod scenarios;
mod screens;
mod session;
mod table;
mod unsaved;
mod versions;
#[path = "../shared/withheld.rs"]
mod withheld;
