//! The command line: one definition feeds the help, the man page and the completions; every verb gives back what it
//! has to say, and one place prints it and picks the exit code.
//!
//! Exit codes: 0 done, 1 the input is wrong, 2 wrong usage, 74 could not read or write, 128 + n ended by signal n.

mod cases;
mod check;
mod compare;
mod doctor;
mod export;
mod failure;
mod fields;
mod guidance;
mod import;
mod join;

mod naming;
mod new;
mod open;
mod page;
mod record;
mod report;
mod said;
mod selftest;
mod shell;
mod show;

use std::{ffi::OsString, path::PathBuf, process::ExitCode, sync::Arc};

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::{
    settings,
    store::{Disk, RealDisk},
    surroundings::Surroundings,
};

use failure::Failure;
use said::Said;

/// A workbook for people who support peace talks: assessments, positions and scenario comparisons in the terminal.
///
/// Without a verb the workbook opens on the cases folder. A CASE is the path of a case folder, or the name of one in
/// the cases folder.
#[derive(Debug, Parser)]
#[command(name = "goodoffices", version, term_width = 80, color = clap::ColorChoice::Never)]
#[command(disable_help_subcommand = true)]
#[command(after_help = "Exit codes: 0 done; 1 the input is wrong; 2 wrong usage;\n\
    74 could not read or write; 128 + n ended by signal n.\n\n\
    Arguments of a running command can be seen by others on the same machine. Use\n\
    \"--statement -\" with record to keep words out of them.")]
struct Cli {
    /// Where the cases are. Without it: `GOODOFFICES_CASES`, else the data folder
    #[arg(long, global = true, value_name = "DIR")]
    cases: Option<PathBuf>,
    /// The working name under which things are recorded; a code name is welcome
    #[arg(long = "as", global = true, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    look: Look,
    #[command(subcommand)]
    verb: Option<Verb>,
}

/// How the screens open.
#[derive(Clone, Debug, Default, PartialEq, Args)]
struct Look {
    /// Start in the shareable view: nothing of a case is shown that not every
    /// party may see. Name the case: without one the names of all are listed
    #[arg(long)]
    shield: bool,
    /// Nothing can be changed, whatever key is pressed
    #[arg(long)]
    read_only: bool,
    /// Line by line, with numbered choices: for screen readers and very bad
    /// lines. Chosen by itself where TERM is dumb
    #[arg(long)]
    plain: bool,
    /// Colours; without it as the terminal asks, `NO_COLOR` included
    #[arg(long, value_enum)]
    theme: Option<Colours>,
    /// Which signs the terminal can show; without it as the locale says
    #[arg(long, value_enum)]
    glyphs: Option<Signs>,
}

/// The colours of the screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Colours {
    /// The terminal's own, with few accents
    Plain,
    /// Bright accents
    Contrast,
    /// None; nothing is lost without them
    Mono,
}

/// The signs of the screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Signs {
    /// Letters a to z and what is on an old keyboard
    Ascii,
    /// Every script, and lines for boxes
    Box,
    /// Every sign
    Unicode,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Open the workbook in one case
    Open(open::Open),
    /// Copy the sample case, El Salvador 1989-92, and open it
    Sample(open::Sample),
    /// Create a case, empty or from a case document
    New(new::New),
    /// Check case folders, case documents and scenario files
    Check(check::Check),
    /// Join what another copy of a case has and this one has not; nothing that stands is touched
    Join(join::Join),
    /// Print what a case holds, as text or JSON
    Show(show::Show),
    /// Record what a party was heard to want
    Record(Box<record::Record>),
    /// Positions out of a spreadsheet: .csv, .xlsx, .ods
    Import(import::Import),
    /// Write what an audience may see of a case into a file
    Export(export::Export),
    /// Write a page about a case for one audience: Markdown, HTML, Word or text
    Report(Box<report::Report>),
    /// Compare the options of a scenario file: stances, rules, capacity, packages
    Compare(compare::Compare),
    /// Search or list the guidance
    Guidance(guidance::Guidance),
    /// Look at terminal, locale, folders and permissions, and say what to do about them
    Doctor,
    /// Derive the published cases again and print each beside its source
    Selftest,
    /// Print the completions for a shell
    Completions(shell::Completions),
    /// Print the man page
    Man,
}

/// What every verb is handed.
struct Desk {
    disk: Arc<dyn Disk>,
    around: Surroundings,
    /// The cases folder given with `--cases`.
    cases: Option<PathBuf>,
    /// The name given with `--as`.
    name: Option<String>,
}

/// Does what the arguments ask for and gives the exit code.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let around = Surroundings::of_this_process();
    let utf8 = around.takes_utf8();
    let said = match Cli::try_parse_from(arguments) {
        Ok(cli) => carry_out(cli, around).unwrap_or_else(|error| failure::said(&error)),
        Err(refusal) => failure::usage(&refusal),
    };
    said.print(utf8)
}

fn carry_out(cli: Cli, around: Surroundings) -> anyhow::Result<Said> {
    let Cli { cases, name, look, verb } = cli;
    let desk = Desk { disk: Arc::new(RealDisk), around, cases, name };
    let Some(verb) = verb else { return open::cases(&desk, &look) };
    if look != Look::default() && !matches!(verb, Verb::Open(_) | Verb::Sample(_)) {
        let words = "--shield, --read-only, --plain, --theme and --glyphs are about the screens: write them after `open`";
        return Err(Failure::Usage(words.to_owned()).into());
    }
    match verb {
        Verb::Open(open) => open.run(&desk, &look),
        Verb::Sample(sample) => sample.run(&desk, &look),
        Verb::New(new) => new.run(&desk),
        Verb::Check(check) => Ok(check.run(&desk)),
        Verb::Join(join) => join.run(&desk),
        Verb::Show(show) => show.run(&desk),
        Verb::Record(record) => record.run(&desk),
        Verb::Import(import) => import.run(&desk),
        Verb::Export(export) => export.run(&desk),
        Verb::Report(report) => report.run(&desk),
        Verb::Compare(compare) => compare.run(&desk),
        Verb::Guidance(guidance) => guidance.run(&desk),
        Verb::Doctor => Ok(doctor::run(&desk)),
        Verb::Selftest => Ok(selftest::run()),
        Verb::Completions(completions) => Ok(completions.run()),
        Verb::Man => shell::man(),
    }
}

impl Desk {
    /// The cases folder.
    fn cases(&self) -> anyhow::Result<PathBuf> {
        self.around.cases(self.cases.clone()).map(|cases| self.disk.real_folder(&cases)).ok_or_else(|| {
            let words = "there is no home folder to keep cases in. Name a folder with --cases DIR or GOODOFFICES_CASES";
            Failure::Input(words.to_owned()).into()
        })
    }

    /// The working name: the one given, else the one remembered.
    fn working_name(&self) -> anyhow::Result<Option<String>> {
        if let Some(given) = &self.name {
            let words = || format!("\"{given}\" cannot be a working name: use 1 to 60 letters on one line");
            return settings::working_name(given).map(Some).ok_or_else(|| Failure::Usage(words()).into());
        }
        let Some(path) = self.around.settings() else { return Ok(None) };
        let remembered = settings::read(&*self.disk, &path)?;
        Ok(remembered.name.as_deref().and_then(settings::working_name))
    }

    /// The working name, for a verb that writes in it.
    fn author(&self) -> anyhow::Result<String> {
        self.working_name()?.ok_or_else(|| {
            let settings =
                self.around.settings().map(|path| format!(", or write (name: \"rosa\") into {}", path.display()));
            let otherwise = settings.unwrap_or_default();
            failure::Failure::input(format!(
                "who is recording? Give your working name with --as NAME{otherwise}. A code name is welcome; nothing was written"
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_definition_of_the_command_line_holds_together() {
        super::Cli::command().debug_assert();
    }
}
