//! Good Offices on the command line: reads what was asked, does it, and ends with the exit code that fits.

use std::process::ExitCode;

fn main() -> ExitCode {
    goodoffices::cli::run(std::env::args_os())
}
