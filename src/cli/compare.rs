//! `compare`: what can be said about the options of a scenario file, as text, Markdown or JSON. Nothing is added up to
//! a total; an option that would breach a principle comes first.

mod findings;

use std::{fmt::Write as _, path::PathBuf};

use clap::{Args, ValueEnum};

use crate::{
    analysis::{
        capacity::Draws,
        comparison::{Asked, findings},
        watch::Watch,
    },
    model::Phase,
    store::read_document,
};

use super::{Desk, check, failure::INPUT, page::Page, said::Said, show};

#[derive(Debug, Args)]
pub struct Compare {
    /// The scenario file
    #[arg(value_name = "SCENARIO.ron")]
    scenario: PathBuf,
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
        let draws = self.runs.map(|runs| Draws { runs, seed: self.seed, threads: 2 });
        let found = findings(&comparison, &Asked { phase: self.phase, draws }, &Watch::none());
        match self.format {
            Form::Json => Said::json(&found),
            Form::Text => Ok(Said::text(as_text(&findings::sections(&found)))),
            Form::Md => Ok(Said::text(as_markdown(&findings::sections(&found)))),
        }
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
