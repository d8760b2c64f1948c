//! The command line as a script sees it: arguments in; text, JSON, files and exit codes out.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "these are tests, and look at files themselves"
)]

mod check;
mod codes;
mod compare;
mod export;
mod guidance;
mod import;
mod leaks;
mod making;
mod record;
mod report;
mod room;
mod show;
#[path = "../shared/withheld.rs"]
mod withheld;
