//! `join`: brings what another copy of a case has and this one has not. The other copy is only read.

use std::{fmt::Write as _, path::PathBuf};

use clap::Args;

use crate::store::{Joined, StoreError};

use super::{Desk, said::Said};

#[derive(Debug, Args)]
pub struct Join {
    /// The case that is to have everything
    case: PathBuf,
    /// The folder of the other copy: from a backup, another server, a colleague
    #[arg(value_name = "OTHER")]
    other: PathBuf,
}

impl Join {
    /// Joins it and says what came, and what a person has to look at.
    pub fn run(&self, desk: &Desk) -> anyhow::Result<Said> {
        let by = desk.author()?;
        let mut open = desk.write_case(&self.case, by)?;
        if open.is_read_only() {
            return Err(StoreError::ReadOnly.into());
        }
        let joined = open.join(&self.other)?;
        Ok(Said::text(words(&joined, |record| open.document().call(record))))
    }
}

fn words(joined: &Joined, call: impl Fn(&crate::model::RecordRef) -> String) -> String {
    let mut out = String::new();
    if joined.came.is_empty() && joined.scenarios.is_empty() {
        out.push_str("Nothing was missing here.\n");
    }
    for (by, versions) in &joined.came {
        let _ =
            writeln!(out, "{versions} {} by {by} came.", if *versions == 1 { "version" } else { "versions" });
    }
    for name in &joined.scenarios {
        let _ = writeln!(out, "The scenario file {name} came.");
    }
    if joined.only_here > 0 {
        let _ = writeln!(out, "{} versions are in this copy only.", joined.only_here);
    }
    for log in &joined.diverged {
        let _ = writeln!(out, "The log {log} went different ways in the two copies; both ways are kept.");
    }
    if joined.damaged > 0 {
        let _ = writeln!(
            out,
            "{} lines of the other copy are damaged; what is certain of them came. `goodoffices check` on it says which.",
            joined.damaged
        );
    }
    for record in &joined.contested {
        let _ = writeln!(
            out,
            "Two versions of {} stand side by side now: open it and settle them.",
            call(record)
        );
    }
    for name in &joined.differing {
        let _ = writeln!(out, "The scenario file {name} differs in the two copies; each was left as it is.");
    }
    out
}
