//! The two kinds of string that guidance is made of. A `Text` never holds a tab, a line break or another
//! control character, and is never empty; an `EntryId` is safe in a file name, a link and a command line.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

/// Running text on one line. In a file it may be broken over lines and indented: runs of white space become
/// one space. How it is wrapped is up to whoever shows it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Text(String);

/// The short readable name of an entry, such as `c3` or `hint-7`: lower-case letters, digits and hyphens.
#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct EntryId(String);

/// Why a string is not a text or not an id.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum BadWords {
    /// There is nothing but white space.
    #[error("a text is empty")]
    Empty,
    /// There is a character that cannot be shown.
    #[error("a text holds the control character U+{0:04X}")]
    Control(u32),
    /// An id is empty, too long or has other characters than a-z, 0-9 and hyphen.
    #[error("`{0}` is not an id: use up to 60 of a-z, 0-9 and hyphen")]
    Id(String),
}

const LONGEST_ID: usize = 60;

impl Text {
    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl EntryId {
    /// The id itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Text {
    type Error = BadWords;

    fn try_from(raw: String) -> Result<Self, BadWords> {
        let folded = raw.split_whitespace().collect::<Vec<_>>().join(" ");
        if folded.is_empty() {
            return Err(BadWords::Empty);
        }
        match folded.chars().find(|c| c.is_control()) {
            Some(c) => Err(BadWords::Control(u32::from(c))),
            None => Ok(Self(folded)),
        }
    }
}

impl TryFrom<String> for EntryId {
    type Error = BadWords;

    fn try_from(raw: String) -> Result<Self, BadWords> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if raw.is_empty() || raw.len() > LONGEST_ID || !raw.chars().all(plain) {
            return Err(BadWords::Id(raw.escape_debug().take(LONGEST_ID).collect()));
        }
        Ok(Self(raw))
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0
    }
}

impl From<EntryId> for String {
    fn from(id: EntryId) -> Self {
        id.0
    }
}

/// So that a map keyed by ids can be asked with a plain string.
impl std::borrow::Borrow<str> for EntryId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Deref for EntryId {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl PartialEq<str> for EntryId {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}
