//! What the program remembers about the person at the keyboard: the working name under which they record.
//!
//! It is a small document of its own in the configuration folder, never part of a case.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::{
    notation,
    store::{Disk, StoreError, make_folders, read_document, write_private},
};

/// The longest working name, in characters.
pub const LONGEST_NAME: usize = 60;

/// A person's settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The working name; a code name is welcome.
    #[serde(default)]
    pub name: Option<String>,
    /// How far the tour through the program has come.
    #[serde(default)]
    pub tour: Tour,
    /// The ids of cases out of which text may be copied to the clipboard of the user's terminal.
    #[serde(default)]
    pub clipboard: Vec<String>,
    /// Whether the wheel of the mouse moves; off unless somebody turned it on.
    #[serde(default)]
    pub mouse: bool,
}

/// How far somebody has come on the tour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tour {
    /// It was never begun.
    #[default]
    NotBegun,
    /// This step is next.
    At(usize),
    /// It was left before this step and can be taken up again.
    Left(usize),
    /// It was gone through.
    Done,
}

/// Reads the settings; none are the same as empty ones.
pub fn read(disk: &dyn Disk, path: &Path) -> Result<Settings, StoreError> {
    match disk.stat(path) {
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Ok(Settings::default()),
        Err(why) if why.kind() == std::io::ErrorKind::NotADirectory => return Ok(Settings::default()),
        _ => {}
    }
    let text = read_document(disk, path)?;
    notation::read(&text).map_err(|problem| StoreError::Bad { path: path.to_owned(), problem })
}

/// Writes the settings, making their folder if need be.
pub fn write(disk: &dyn Disk, path: &Path, settings: &Settings) -> Result<(), StoreError> {
    let text =
        notation::pretty("Settings", settings).map_err(|why| StoreError::Unwritable(why.to_string()))?;
    make_folders(disk, path.parent().unwrap_or(Path::new("")))?;
    write_private(disk, path, text.as_bytes())
}

/// A working name without the spaces around it; nothing if it is empty, too long or holds control characters.
#[must_use]
pub fn working_name(given: &str) -> Option<String> {
    let name = given.trim();
    let fits =
        !name.is_empty() && name.chars().count() <= LONGEST_NAME && !name.contains(notation::must_escape);
    fits.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::MemoryDisk;

    #[test]
    fn a_name_is_written_and_comes_back() {
        let (disk, path) = (MemoryDisk::new(), Path::new("/config/goodoffices/settings.ron"));
        assert_eq!(read(&disk, path).unwrap(), Settings::default());
        let settings = Settings {
            name: Some("rosa".into()),
            tour: Tour::Left(2),
            clipboard: vec!["id".into()],
            mouse: true,
        };
        write(&disk, path, &settings).unwrap();
        assert_eq!(read(&disk, path).unwrap(), settings);
    }

    #[test]
    fn a_working_name_is_short_and_plain() {
        assert_eq!(working_name("  rosa "), Some("rosa".to_owned()));
        for bad in ["", "   ", "a\nb", "\u{202e}x", &"x".repeat(61)] {
            assert_eq!(working_name(bad), None, "{bad:?}");
        }
    }
}
