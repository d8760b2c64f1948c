//! What surrounds the program: clock, environment, standard folders, host and terminal. This is the only module that
//! looks at them; everybody else is handed what was found, so that tests need no clock and no home.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the one place that reads the clock and the environment"
)]

use std::{
    env,
    io::{self, IsTerminal},
    path::PathBuf,
};

use etcetera::base_strategy::{BaseStrategy, Xdg};
use jiff::{Timestamp, civil, tz::TimeZone};

/// What was found when the program started.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// The time by the clock of this machine.
    pub now: Timestamp,
    /// The day where this machine stands.
    pub today: civil::Date,
    /// The time zone of this machine, or the one that `TZ` names.
    pub zone: TimeZone,
    /// The machine's name.
    pub host: String,
    /// The cases folder named by `GOODOFFICES_CASES`.
    pub cases_variable: Option<PathBuf>,
    /// The program's folder for data, unless there is no home.
    pub data: Option<PathBuf>,
    /// The program's folder for settings, unless there is no home.
    pub config: Option<PathBuf>,
    /// The locale for letters, as it is set; empty if none is.
    pub locale: String,
    /// What `TERM` says.
    pub term: String,
    /// Whether `NO_COLOR` asks for a screen without colour.
    pub no_color: bool,
    /// Whether standard input comes from a terminal.
    pub input_is_terminal: bool,
    /// Whether standard output goes to a terminal.
    pub output_is_terminal: bool,
    /// Columns and rows of that terminal.
    pub size: Option<(u16, u16)>,
}

/// The time by the clock of this machine.
#[must_use]
pub fn now() -> Timestamp {
    Timestamp::now()
}

impl Surroundings {
    /// Looks around.
    #[must_use]
    pub fn of_this_process() -> Self {
        let (now, zone) = (Timestamp::now(), TimeZone::system());
        let folders = Xdg::new().ok();
        let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set);
        Self {
            now,
            today: now.to_zoned(zone.clone()).date(),
            zone,
            host: rustix::system::uname().nodename().to_string_lossy().into_owned(),
            cases_variable: set("GOODOFFICES_CASES").map(PathBuf::from),
            data: folders.as_ref().map(|xdg| xdg.data_dir().join("goodoffices")),
            config: folders.as_ref().map(|xdg| xdg.config_dir().join("goodoffices")),
            locale: locale.map(|value| value.to_string_lossy().into_owned()).unwrap_or_default(),
            term: set("TERM").map(|value| value.to_string_lossy().into_owned()).unwrap_or_default(),
            no_color: set("NO_COLOR").is_some(),
            input_is_terminal: io::stdin().is_terminal(),
            output_is_terminal: io::stdout().is_terminal(),
            size: rustix::termios::tcgetwinsize(io::stdout()).ok().map(|size| (size.ws_col, size.ws_row)),
        }
    }

    /// Whether the locale says that the terminal takes UTF-8.
    #[must_use]
    pub fn takes_utf8(&self) -> bool {
        let locale = self.locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    }

    /// The cases folder: the one given, else that of `GOODOFFICES_CASES`, else the one in the data folder.
    #[must_use]
    pub fn cases(&self, given: Option<PathBuf>) -> Option<PathBuf> {
        given
            .or_else(|| self.cases_variable.clone())
            .or_else(|| self.data.as_ref().map(|data| data.join("cases")))
    }

    /// Where the user's own keys stand, if there are any.
    #[must_use]
    pub fn keys(&self) -> Option<PathBuf> {
        self.config.as_ref().map(|config| config.join("keys.ron"))
    }

    /// Where the settings stand.
    #[must_use]
    pub fn settings(&self) -> Option<PathBuf> {
        self.config.as_ref().map(|config| config.join("settings.ron"))
    }
}
