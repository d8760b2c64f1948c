//! The promises of storage kept with real processes on a real disk, and with more hostile input than anybody would
//! write by hand. `tests/soak/run.sh` runs the same in full size and prints the figures.
#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "tests fail where they are, start processes and look at files themselves; figures and what was skipped have to be seen"
)]

mod full;
mod hostile;
mod kill;
mod mutant;
mod old;
mod order;
mod process;
mod together;

/// The first number as a rule, the second in the long run of `tests/soak/run.sh`.
fn size(usual: usize, long: usize) -> usize {
    if std::env::var_os("GOODOFFICES_SOAK").is_some() { long } else { usual }
}

/// Says a figure that was measured.
fn figure(words: &str) {
    eprintln!("figure: {words}");
}

/// Says that a test could not be done here, and why.
fn skipped(test: &str, why: &str) {
    eprintln!("skipped: {test}: {why}");
}
