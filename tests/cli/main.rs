//! The command line as a script sees it: arguments in; text, JSON, files and exit codes out.
#![allow(clippy::disallowed_methods, reason = "tests look at files themselves")]

mod check;
mod codes;
mod export;
mod guidance;
mod leaks;
mod making;
mod record;
mod room;
mod show;
