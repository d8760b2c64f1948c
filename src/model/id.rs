//! Names that never change: ids of records, revisions and steps.
//!
//! A record's id is a ULID when the program made it and a short word when a person wrote the document by hand.

use std::{fmt, marker::PhantomData};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The id of a record of type `T`: 1 to 64 characters out of letters, digits, `-`, `_` and `.`.
pub struct Id<T>(String, PhantomData<fn() -> T>);

/// An id that is empty, too long, or holds a character that ids may not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" cannot be an id: use 1 to 64 letters a-z, digits, \"-\", \"_\" or \".\"")]
pub struct IdError(String);

impl<T> Id<T> {
    /// Checks and takes an id.
    pub fn new(id: impl Into<String>) -> Result<Self, IdError> {
        let id = id.into();
        if is_id(&id) { Ok(Self(id, PhantomData)) } else { Err(IdError(id.chars().take(64).collect())) }
    }

    /// The id as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same id, of a record whose type is known from elsewhere.
    #[must_use]
    pub fn cast<U>(&self) -> Id<U> {
        Id(self.0.clone(), PhantomData)
    }

    /// Whether no id was given: only a value that is still being built has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn raw(&mut self) -> &mut String {
        &mut self.0
    }

    pub(crate) fn trusted(id: String) -> Self {
        Self(id, PhantomData)
    }
}

/// Whether a text can be an id.
pub(crate) fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}
impl<T> Default for Id<T> {
    fn default() -> Self {
        Self(String::new(), PhantomData)
    }
}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> std::hash::Hash for Id<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> std::borrow::Borrow<str> for Id<T> {
    fn borrow(&self) -> &str {
        &self.0
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// Names one revision: 64 hexadecimal digits, the BLAKE3 hash of its header.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RevisionId([u8; 32]);

impl RevisionId {
    /// The name of the revision whose header has these bytes.
    #[must_use]
    pub fn of(header: &[u8]) -> Self {
        Self(*blake3::hash(header).as_bytes())
    }

    /// The id of the header that has this hash.
    pub(crate) fn of_hash(header: blake3::Hash) -> Self {
        Self(*header.as_bytes())
    }

    /// Reads 64 hexadecimal digits.
    #[must_use]
    pub fn from_hex(hex: &str) -> Option<Self> {
        blake3::Hash::from_hex(hex).ok().map(|hash| Self(*hash.as_bytes()))
    }

    /// The first 8 digits, enough for a person to tell two apart.
    #[must_use]
    pub fn short(&self) -> String {
        self.to_string().chars().take(8).collect()
    }
}

impl From<RevisionId> for String {
    fn from(id: RevisionId) -> Self {
        id.to_string()
    }
}
impl TryFrom<String> for RevisionId {
    type Error = &'static str;

    fn try_from(hex: String) -> Result<Self, Self::Error> {
        Self::from_hex(&hex).ok_or("a revision is named by 64 hexadecimal digits")
    }
}
impl fmt::Display for RevisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(blake3::Hash::from_bytes(self.0).to_hex().as_str())
    }
}
impl fmt::Debug for RevisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.short())
    }
}

/// What a step is filed under: the marker type of [`StepId`].
#[derive(Clone, Copy, Debug)]
pub enum StepMark {}

/// Names one step: all revisions of one user action.
pub type StepId = Id<StepMark>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_short_and_plain() {
        for good in ["fmln", "P-03", "01J9ZQ3V6W7X8Y9Z0ABCDEFGHJ", "a.b_c"] {
            assert!(Id::<()>::new(good).is_ok(), "{good}");
        }
        for bad in ["", "two words", "é", "a/b", &"x".repeat(65)] {
            assert!(Id::<()>::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_revision_id_reads_back_what_it_prints() {
        let id = RevisionId::of(b"header");
        assert_eq!(RevisionId::from_hex(&id.to_string()), Some(id));
        assert_eq!(RevisionId::from_hex("xyz"), None);
    }
}
