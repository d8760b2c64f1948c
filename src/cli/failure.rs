//! What went wrong, in words and as an exit code.

use crate::store::StoreError;

use super::said::Said;

/// The input is wrong.
pub const INPUT: u8 = 1;
/// The command was used wrongly.
pub const USAGE: u8 = 2;
/// Something could not be read or written.
pub const DISK: u8 = 74;

/// An error that a verb finds by itself. The words say what is wrong and what to do, without a full stop.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// What was given, or what a file holds, is wrong.
    #[error("{0}")]
    Input(String),
    /// The command was used wrongly.
    #[error("{0}")]
    Usage(String),
}

impl Failure {
    /// The input is wrong.
    pub fn input(words: impl Into<String>) -> anyhow::Error {
        Self::Input(words.into()).into()
    }

    /// The command was used wrongly.
    pub fn usage(words: impl Into<String>) -> anyhow::Error {
        Self::Usage(words.into()).into()
    }
}

/// An error, said on standard error.
pub fn said(error: &anyhow::Error) -> Said {
    let words = error.to_string();
    let end = if words.ends_with(['.', '!', '?']) { "" } else { "." };
    Said { err: format!("goodoffices: {words}{end}\n"), code: code(error), ..Said::default() }
}

/// A refusal of the parser: wrong usage, or help and version, which are no errors.
pub fn usage(refusal: &clap::Error) -> Said {
    let text = refusal.render().to_string();
    if refusal.use_stderr() {
        Said { err: text, code: USAGE, ..Said::default() }
    } else {
        Said { out: text, ..Said::default() }
    }
}

fn code(error: &anyhow::Error) -> u8 {
    if let Some(failure) = error.downcast_ref::<Failure>() {
        return match failure {
            Failure::Input(_) => INPUT,
            Failure::Usage(_) => USAGE,
        };
    }
    match error.downcast_ref::<StoreError>() {
        Some(error) if error.is_about_input() => INPUT,
        Some(_) => DISK,
        None if error.downcast_ref::<std::io::Error>().is_some() => DISK,
        None => INPUT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_its_exit_code_and_ends_in_a_full_stop() {
        let io = || std::io::Error::from(std::io::ErrorKind::StorageFull);
        for (error, code) in [
            (Failure::input("no such party"), INPUT),
            (Failure::usage("no such flag"), USAGE),
            (StoreError::ReadOnly.into(), INPUT),
            (StoreError::io("could not write", "x")(io()).into(), DISK),
            (io().into(), DISK),
        ] {
            let said = said(&error);
            assert_eq!(said.code, code, "{error}");
            assert!(said.err.ends_with(".\n") && said.out.is_empty(), "{}", said.err);
        }
    }
}
