//! The promises of storage kept with real processes on a real disk, and with more hostile input than anybody would
//! write by hand. `tests/soak/run.sh` runs the same in full size and prints the figures.
#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "tests fail where they are, start processes and look at files themselves; figures and what was skipped have to be seen"
)]

mod copies;
mod corpus;
mod full;
mod hostile;
mod kill;
mod mutant;
mod old;
mod order;
mod process;
mod strange;
mod together;

/// The first number as a rule, the second in the long run of `tests/soak/run.sh`, or a tenth of it.
fn size(usual: usize, long: usize) -> usize {
    match std::env::var("GOODOFFICES_SOAK").as_deref() {
        Err(_) => usual,
        Ok("tenth") => usual.max(long / 10),
        Ok(_) => long,
    }
}

/// Says a figure that was measured.
fn figure(words: &str) {
    eprintln!("figure: {words}");
}

/// Says that a test could not be done here, and why.
fn skipped(test: &str, why: &str) {
    eprintln!("skipped: {test}: {why}");
}
