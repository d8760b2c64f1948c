//! Journeys: a string of keys in, a screen out. No terminal, no disk, no clock.

#![expect(clippy::unwrap_used, reason = "a test fails where it is")]

mod as_known;
mod assessments;
mod bytes;
mod copying;
mod faults;
mod goal;
mod ideal;
mod import;
mod kept;
mod leaks;
mod lines;
mod lists;
mod looks;
mod own_keys;
mod positions;
mod preparing;
mod provisions;
mod reports;
mod scenarios;
mod screens;
mod session;
mod table;
mod tour;
mod undoing;
mod unreadable;
mod unsaved;
mod versions;
#[path = "../shared/withheld.rs"]
mod withheld;
