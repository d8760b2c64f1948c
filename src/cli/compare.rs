//! `compare`: what can be said about the options of a scenario file, as text, Markdown or JSON. Nothing is added up to
//! a total; an option that would breach a principle comes first.

mod findings;

use std::{fmt::Write as _, path::PathBuf};

use clap::{Args, ValueEnum};

use crate::{
    analysis::{
        capacity::Draws,
        comparison::{
            Asked, Chosen, Findings, OfCase, findings, follow, made_for, of_case, withheld, without_names,
        },
        standing::Standings,
        watch::Watch,
    },
    audience::{Audience, Seen},
    model::{Comparison, Id, Issue, Phase},
    store::read_document,
};

use super::{
    Desk, cases, check,
    failure::{Failure, INPUT},
    naming,
    page::Page,
    said::Said,
    show,
};

#[derive(Debug, Args)]
pub struct Compare {
    /// The scenario file
    #[arg(value_name = "SCENARIO.ron", required_unless_present = "case")]
    scenario: Option<PathBuf>,
    /// Take the reactions of the parties from this case, as far as the file's
    /// own audience may see it; without a file, count the packages of the case
    #[arg(long, value_name = "CASE")]
    case: Option<PathBuf>,
    /// Count packages over these issues of the case, by id, code or title;
    /// without it, and without a file, over those open on its agenda
    #[arg(long = "issue", value_name = "ISSUE", requires = "case")]
    issues: Vec<String>,
    /// Without a file, for whom: team, shareable, or party:ID
    #[arg(long, requires = "case", conflicts_with = "scenario", default_value = "team")]
    audience: String,
    /// Reactions of the parties up to this phase only; without it all count, but
    /// without a file those up to the phase that the case is in
    #[arg(long, value_parser = show::phase)]
    phase: Option<Phase>,
    /// How often to run the capacity model with luck; without it, likely values
    /// only
    #[arg(long, requires = "scenario", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    runs: Option<u32>,
    /// The seed of the luck: the same seed gives the same figures everywhere
    #[arg(long, requires = "scenario", default_value_t = 1)]
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
        let Some(scenario) = &self.scenario else { return self.of_case(desk) };
        let text = read_document(&*desk.disk, scenario)?;
        let comparison = match check::scenario(&text) {
            Ok(comparison) => comparison,
            Err(problems) => {
                let lines: Vec<String> =
                    problems.iter().map(|problem| format!("{}:{problem}\n", scenario.display())).collect();
                return Ok(Said { err: lines.concat(), code: INPUT, ..Said::default() });
            }
        };
        let WithCase { comparison, of_case, note } = self.with_case(desk, comparison)?;
        let draws = self.runs.map(|runs| Draws { runs, seed: self.seed, threads: 2 });
        let found = findings(&comparison, &Asked { phase: self.phase, draws }, &Watch::none());
        self.say(&found, of_case.as_ref().unwrap_or(&comparison), &note)
    }

    /// Over some issues of a case alone, or those on its agenda: its packages.
    fn of_case(&self, desk: &Desk) -> anyhow::Result<Said> {
        let Some(case) = &self.case else { return Err(Failure::usage("name a scenario file or --case")) };
        let open = desk.read_case(case)?;
        let audience = cases::audience(&open, &self.audience)?;
        let found = self.packages(desk, &Seen::of(open.document(), &audience))?;
        let comparison = &found.comparison;
        self.say(&findings(comparison, &Asked::default(), &Watch::none()), comparison, &left_out(&found))
    }

    /// The packages of the case, over the issues that were named or else those on the agenda. Beside a file they are of
    /// the same phase as its reactions.
    fn packages(&self, desk: &Desk, seen: &Seen) -> anyhow::Result<OfCase> {
        let named: Vec<Id<Issue>> =
            self.issues.iter().map(|issue| naming::find(seen, issue)).collect::<Result<_, _>>()?;
        let issues = (!named.is_empty()).then_some(named);
        let phase = if self.scenario.is_some() { self.phase } else { Chosen::by_now(seen, self.phase).phase };
        let found = of_case(seen, &Standings::new(seen), &Chosen { phase, issues }, desk.around.today);
        let has_issues = found.comparison.packages.as_ref().is_some_and(|model| !model.issues.is_empty());
        if !has_issues || found.comparison.parties.is_empty() {
            let words = "packages need parties at the table, and issues with two options to choose from";
            return Err(Failure::input(words.to_owned()));
        }
        Ok(found)
    }

    /// Prints what was found. `packages` is the comparison that carries the packages.
    fn say(&self, found: &Findings, packages: &Comparison, note: &str) -> anyhow::Result<Said> {
        let said = match self.format {
            Form::Json => Said::json(found)?,
            Form::Text => Said::text(as_text(&findings::sections(found, packages))),
            Form::Md => Said::text(as_markdown(&findings::sections(found, packages))),
        };
        Ok(if note.is_empty() { said } else { said.and_note(note) })
    }

    /// The comparison with the reactions of the case, and what a person should know about that. The packages of the
    /// case come with the comparison that names their parties.
    fn with_case(&self, desk: &Desk, comparison: Comparison) -> anyhow::Result<WithCase> {
        let Some(case) = &self.case else { return Ok(as_filed(comparison)) };
        let open = desk.read_case(case)?;
        let file = self.scenario.as_deref().unwrap_or(case).display();
        if let Some(why) = withheld(&comparison, &Seen::of(open.document(), &Audience::Team)) {
            return Err(Failure::input(format!("{file}: {why}")));
        }
        let audience = if comparison.audience.is_empty() { "team" } else { &comparison.audience };
        let audience = cases::audience(&open, audience)?;
        let seen = Seen::of(open.document(), &audience);
        let mut followed = follow(&comparison, &seen, None, self.phase);
        let of_case = (!self.issues.is_empty()).then(|| self.packages(desk, &seen)).transpose()?;
        if followed.linked + followed.in_packages == 0 && of_case.is_none() {
            let words = "names no option and party of a case, so nothing can be taken from one. Add `stands_for` to \
                         options and `actor` to parties";
            return Err(Failure::input(format!("{file} {words}")));
        }
        let mut notes = Vec::new();
        if !followed.missing.is_empty() {
            notes.push(format!(
                "Not in this case, as {audience} sees it: {}. Reactions that need them are unknown.",
                followed.missing.join(", ")
            ));
        }
        notes.extend(of_case.as_ref().map(left_out).filter(|note| !note.is_empty()));
        let of_case = of_case.map(|of_case| of_case.comparison);
        if let Some(of_case) = &of_case {
            followed.comparison.packages.clone_from(&of_case.packages);
        }
        let note = notes.join(" ");
        Ok(WithCase { comparison: followed.comparison, of_case, note })
    }
}

/// A file alone, of which nobody but its case can say what others may see now.
fn as_filed(mut comparison: Comparison) -> WithCase {
    let is_linked = comparison.parties.iter().any(|party| party.actor.is_some())
        || comparison.options.iter().any(|option| !option.stands_for.is_empty());
    let mut note = String::new();
    if made_for(&comparison) != Audience::Team {
        without_names(&mut comparison);
        if is_linked {
            let audience = &comparison.audience;
            note = format!(
                "This file is for {audience} and follows a case: --case takes what they may see of it now."
            );
        }
    }
    WithCase { comparison, of_case: None, note }
}

/// Who and what is no part of the packages of a case, in sentences; empty if nobody and nothing.
fn left_out(found: &OfCase) -> String {
    let each = [
        ("Not counted, for versions differ on their time at the table", &found.not_counted),
        ("No part of the packages, for want of two options to choose from", &found.without_choice),
    ];
    let each = each.iter().filter(|(_, which)| !which.is_empty());
    each.map(|(why, which)| format!("{why}: {}.", which.join(", "))).collect::<Vec<_>>().join(" ")
}

/// A comparison with what the case gives it.
#[derive(Default)]
struct WithCase {
    comparison: Comparison,
    /// The packages of the case, where those are asked for.
    of_case: Option<Comparison>,
    /// What a person should know about it.
    note: String,
}

fn as_text(sections: &[Section]) -> String {
    let mut page = Page::default();
    for section in sections {
        page.gap();
        page.wrapped("", &section.title);
        for (lead, line) in section.lines.iter().map(|line| parted(line)) {
            page.wrapped(&format!("  {lead}"), line);
        }
    }
    page.text()
}

/// A line with the spaces before it apart: what says more of the line above stands a step to the right.
fn parted(line: &str) -> (&str, &str) {
    let body = line.trim_start();
    (&line[..line.len() - body.len()], body)
}

fn as_markdown(sections: &[Section]) -> String {
    let mut out = String::new();
    for (n, section) in sections.iter().enumerate() {
        let mark = if n == 0 { "#" } else { "##" };
        let _ = write!(out, "{mark} {}\n\n", escaped(&section.title));
        for (lead, line) in section.lines.iter().map(|line| parted(line)) {
            let _ = writeln!(out, "{lead}- {}", escaped(line.replace('\n', " ").trim()));
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
