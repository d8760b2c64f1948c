//! `join`: brings what another copy of a case has and this one has not. The other copy is only read.

use std::{fmt::Write as _, path::PathBuf};

use clap::Args;

use crate::{
    model::shared_codes,
    store::{Erasures, Joined},
};

use super::{Desk, failure::INPUT, said::Said};

#[derive(Debug, Args)]
pub struct Join {
    /// The case that is to have everything
    case: PathBuf,
    /// The folder of the other copy: from a backup, another server, a colleague
    #[arg(value_name = "OTHER")]
    other: PathBuf,
    /// Take what the other copy has erased for erased here too, for good
    #[arg(long)]
    accept_erasures: bool,
}

impl Join {
    /// Joins it and says what came, and what a person has to look at.
    pub fn run(&self, desk: &Desk) -> anyhow::Result<Said> {
        let by = desk.author()?;
        let mut open = desk.write_case(&self.case, by)?;
        open.must_be_writable()?;
        let erasures = if self.accept_erasures { Erasures::Accepted } else { Erasures::Refused };
        let joined = open.join(&self.other, erasures)?;
        let mut out = words(&joined, |record| open.document().call(record));
        out.push_str(&left_words(&joined, erasures));
        for ((kind, code), ids) in shared_codes(open.case()) {
            let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
            let _ = writeln!(
                out,
                "{} records are called {kind} {code}; name them by their ids: {}",
                ids.len(),
                ids.join(", ")
            );
        }
        let mut said = Said::text(out);
        for trouble in &joined.troubles {
            let _ = writeln!(said.err, "error: {trouble}");
            said.code = INPUT;
        }
        Ok(said)
    }
}

/// What did not come, or only because it was asked for.
fn left_words(joined: &Joined, erasures: Erasures) -> String {
    let mut out = String::new();
    let versions = if joined.erased == 1 { "version" } else { "versions" };
    let _ = match (joined.erased, erasures) {
        (0, _) => Ok(()),
        (erased, Erasures::Accepted) => writeln!(
            out,
            "{erased} {versions} were erased in the other copy and are shown here no more. The logs of this copy still hold their words."
        ),
        (erased, Erasures::Refused) => writeln!(
            out,
            "{erased} {versions} that can be read here are erased in the other copy; the words stay here. If the erasing is right, join again with --accept-erasures: that is for good."
        ),
    };
    if joined.newer > 0 {
        let _ = writeln!(
            out,
            "{} lines of the other copy were written by a newer program and did not come; join with that program.",
            joined.newer
        );
    }
    out
}

fn words(joined: &Joined, call: impl Fn(&crate::model::RecordRef) -> String) -> String {
    let mut out = String::new();
    let is_told = joined.erased + joined.newer + joined.troubles.len() > 0;
    if joined.came.is_empty() && joined.scenarios.is_empty() && !is_told {
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
