//! What a verb has to say, and the one place that prints it.
//!
//! Text goes through the filter that keeps a terminal safe. JSON must come out as the value it is, so what the filter
//! would replace is written as an escape instead, which means the same to every reader.

use std::{
    fmt::Write as _,
    io::{self, Write as _},
    process::ExitCode,
};

use serde::Serialize;

use crate::plain;

use super::failure::DISK;

/// What a verb has to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// For standard output.
    pub out: String,
    /// For standard error.
    pub err: String,
    /// The exit code.
    pub code: u8,
    /// Whether `out` is written as it is: JSON, which is escaped instead, and what shells read.
    pub is_for_machines: bool,
}

impl Said {
    /// Text for people.
    pub fn text(out: impl Into<String>) -> Self {
        Self { out: out.into(), ..Self::default() }
    }

    /// JSON on lines of its own, harmless to a terminal.
    pub fn json(value: &impl Serialize) -> anyhow::Result<Self> {
        Ok(Self { out: json(value)?, is_for_machines: true, ..Self::default() })
    }

    /// Something for standard error beside it, on a line of its own.
    #[must_use]
    pub fn and_note(mut self, line: &str) -> Self {
        self.err.push_str(line);
        self.err.push('\n');
        self
    }

    /// Prints it and gives the exit code. Without UTF-8 other letters become `?` in text and escapes in JSON.
    pub fn print(&self, utf8: bool) -> ExitCode {
        let mut lost = false;
        let shown = |text: &str| {
            let text = plain::harmless_lines(text).into_owned();
            if utf8 || text.is_ascii() { text } else { plain::ascii(&text) }
        };
        let out = match (self.is_for_machines, utf8) {
            (true, true) => self.out.clone(),
            (true, false) => escaped(&self.out, |c| !c.is_ascii()),
            (false, _) => {
                lost = !utf8 && !self.out.is_ascii();
                shown(&self.out)
            }
        };
        let mut err = shown(&self.err);
        if lost {
            err.push_str(
                "The locale is not UTF-8, so some letters are shown as \"?\"; see `goodoffices doctor`.\n",
            );
        }
        let printed = io::stdout().write_all(out.as_bytes()).and_then(|()| io::stdout().flush());
        let warned = io::stderr().write_all(err.as_bytes());
        match printed.and(warned) {
            Ok(()) => ExitCode::from(self.code),
            // The reader has gone, as when the output is piped into `head`: what signal 13 would have said.
            Err(why) if why.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(128 + 13),
            Err(_) => ExitCode::from(DISK),
        }
    }
}

/// A value as JSON on lines of its own, harmless to a terminal.
pub fn json(value: &impl Serialize) -> anyhow::Result<String> {
    let text = serde_json::to_string_pretty(value)?;
    Ok(escaped(&text, |c| c != '\n' && plain::is_harmful(c)) + "\n")
}

/// JSON text with some characters written as escapes. They can only stand inside strings.
fn escaped(json: &str, which: impl Fn(char) -> bool) -> String {
    if !json.contains(&which) {
        return json.to_owned();
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if which(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_stays_the_same_value_and_cannot_steer_a_terminal() {
        let text = "a\u{1b}[31m \u{202e}b\u{7f}\u{9b} \u{e0041} é 漢 👩‍👧 \n \"";
        let printed = json(&text).unwrap();
        assert!(!printed.trim_end().contains(plain::is_harmful), "{printed}");
        assert_eq!(serde_json::from_str::<String>(&printed).unwrap(), text);
        let ascii = escaped(&printed, |c| !c.is_ascii());
        assert!(ascii.is_ascii());
        assert_eq!(serde_json::from_str::<String>(&ascii).unwrap(), text);
    }
}
