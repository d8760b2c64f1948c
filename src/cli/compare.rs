//! `compare`: what can be said about the options of a scenario file, as text, Markdown or JSON. Nothing is added up to
//! a total; an option that would breach a principle comes first.

mod findings;

use std::{fmt::Write as _, path::PathBuf};

use clap::{Args, ValueEnum};

use crate::{
    analysis::{
        capacity::Draws,
        comparison::{Asked, findings, follow},
        watch::Watch,
    },
    audience::Seen,
    model::{Comparison, Phase},
    store::read_document,
};

use super::{
    Desk, cases, check,
    failure::{Failure, INPUT},
    page::Page,
    said::Said,
    show,
};

#[derive(Debug, Args)]
pub struct Compare {
    /// The scenario file
    #[arg(value_name = "SCENARIO.ron")]
    scenario: PathBuf,
    /// Take the reactions of the parties from this case, as far as the file's
    /// own audience may see it
    #[arg(long, value_name = "CASE")]
    case: Option<PathBuf>,
    /// Reactions of the parties up to this phase only
    #[arg(long, value_parser = show::phase)]
    phase: Option<Phase>,
    /// How often to run the capacity model with luck; without it, likely values
    /// only
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    runs: Option<u32>,
    /// The seed of the luck: the same seed gives the same figures everywhere
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// text, json or md
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Text for people
    Text,
    /// JSON for programs
    Json,
    /// Markdown
    Md,
}

/// A heading with what stands under it.
struct Section {
    title: String,
    lines: Vec<String>,
}

impl Compare {
    /// Compares.
    pub fn run(&self, desk: &Desk) -> anyhow::Result<Said> {
        let text = read_document(&*desk.disk, &self.scenario)?;
        let comparison = match check::scenario(&text) {
            Ok(comparison) => comparison,
            Err(problems) => {
                let lines: Vec<String> = problems
                    .iter()
                    .map(|problem| format!("{}:{problem}\n", self.scenario.display()))
                    .collect();
                return Ok(Said { err: lines.concat(), code: INPUT, ..Said::default() });
            }
        };
        let (comparison, note) = self.with_case(desk, comparison)?;
        let draws = self.runs.map(|runs| Draws { runs, seed: self.seed, threads: 2 });
        let found = findings(&comparison, &Asked { phase: self.phase, draws }, &Watch::none());
        let said = match self.format {
            Form::Json => Said::json(&found)?,
            Form::Text => Said::text(as_text(&findings::sections(&found))),
            Form::Md => Said::text(as_markdown(&findings::sections(&found))),
        };
        Ok(if note.is_empty() { said } else { said.and_note(&note) })
    }

    /// The comparison with the reactions of the case, and what a person should know about that.
    fn with_case(&self, desk: &Desk, comparison: Comparison) -> anyhow::Result<(Comparison, String)> {
        let Some(case) = &self.case else { return Ok((comparison, String::new())) };
        let open = desk.read_case(case)?;
        let audience = if comparison.audience.is_empty() { "team" } else { &comparison.audience };
        let audience = cases::audience(&open, audience)?;
        let followed = follow(&comparison, &Seen::of(open.document(), &audience), None, self.phase);
        if followed.linked == 0 {
            let words = "names no option and party of a case, so nothing can be taken from one. Add `stands_for` to \
                         options and `actor` to parties";
            return Err(Failure::input(format!("{} {words}", self.scenario.display())));
        }
        if followed.missing.is_empty() {
            return Ok((followed.comparison, String::new()));
        }
        let note = format!(
            "Not in this case, as {audience} sees it: {}. Reactions that need them are unknown.",
            followed.missing.join(", ")
        );
        Ok((followed.comparison, note))
    }
}

fn as_text(sections: &[Section]) -> String {
    let mut page = Page::default();
    for section in sections {
        page.gap();
        page.wrapped("", &section.title);
        for line in &section.lines {
            page.wrapped("  ", line);
        }
    }
    page.text()
}

fn as_markdown(sections: &[Section]) -> String {
    let mut out = String::new();
    for (n, section) in sections.iter().enumerate() {
        let mark = if n == 0 { "#" } else { "##" };
        let _ = write!(out, "{mark} {}\n\n", escaped(&section.title));
        for line in &section.lines {
            let _ = writeln!(out, "- {}", escaped(line.replace('\n', " ").trim()));
        }
        out.push('\n');
    }
    out
}

/// Text that Markdown leaves as it is.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
