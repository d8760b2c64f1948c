//! Completions for shells and the man page, both out of the one definition of the command line.

use std::fmt::Write as _;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Cli, said::Said};

#[derive(Debug, Args)]
pub struct Completions {
    /// Which shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    /// Prints them.
    pub fn run(&self) -> Said {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "goodoffices", &mut script);
        for_machines(&script)
    }
}

/// Prints the man page: the program, then every verb.
pub fn man() -> anyhow::Result<Said> {
    let mut page = Vec::new();
    let mut command = Cli::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for verb in command.get_subcommands() {
        let man = clap_mangen::Man::new(verb.clone());
        page.extend_from_slice(format!(".SH \"{}\"\n", verb.get_name().to_uppercase()).as_bytes());
        man.render_synopsis_section(&mut page)?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    page.extend_from_slice(keys().as_bytes());
    Ok(for_machines(&page))
}

/// The keys of every screen, out of the tables that the screens work with.
fn keys() -> String {
    let mut page = String::from(
        ".SH KEYS\nEach key with the name of its command and the place, as the file of your own keys spells them.\n",
    );
    // A hyphen is a minus where it is typed; a backslash, and a dot or quote at the beginning, would be commands.
    let plain = |text: &str| text.replace('\\', "\\e").replace('-', "\\-");
    for (place, rows) in super::open::key_rows().filter(|(_, rows)| !rows.is_empty()) {
        let _ = writeln!(page, ".SS \"{}\"", plain(place));
        for (keys, command, words) in rows {
            let (keys, command) = (plain(&keys), plain(&command));
            let _ = writeln!(page, ".TP\n\\fB\\&{keys}\\fR  {command}\n\\&{}", plain(words));
        }
    }
    page
}

fn for_machines(bytes: &[u8]) -> Said {
    Said { out: String::from_utf8_lossy(bytes).into_owned(), is_for_machines: true, ..Said::default() }
}
