//! Files that leave the program: for their writer alone, never into a case, never over another unless asked to.

use std::path::Path;

use super::{Disk, StoreError, documents::put_new, is_case_folder, write_private};

/// Writes a file that leaves the program. Where something stands already it is written over only if `replaces`.
pub fn write_outgoing(disk: &dyn Disk, path: &Path, bytes: &[u8], replaces: bool) -> Result<(), StoreError> {
    check_outgoing(disk, path, replaces)?;
    if replaces { write_private(disk, path, bytes) } else { put_new(disk, path, bytes, 0o600) }
}

/// What stands against writing a file there; asked before long work as well.
pub fn check_outgoing(disk: &dyn Disk, path: &Path, replaces: bool) -> Result<(), StoreError> {
    // A file in a case folder, or one that makes a folder look like a case, could take the place of what a case is
    // made of.
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let is_inside = folder.ancestors().take(2).chain([folder.join("..").as_path()]).any(|folder| {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        is_case_folder(disk, folder)
    });
    if is_inside || path.file_name().is_some_and(|name| name == "case.ron") {
        return Err(StoreError::InACase(path.to_owned()));
    }
    if !replaces && disk.stat(path).is_ok() {
        return Err(StoreError::Exists(path.to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::MemoryDisk;

    #[test]
    fn a_file_goes_neither_into_a_case_nor_over_another_unless_asked() {
        let disk = MemoryDisk::new();
        disk.overwrite(Path::new("/cases/one/case.ron"), b"Case()");
        for inside in ["/cases/one/brief.md", "/cases/one/log/brief.md", "/elsewhere/case.ron"] {
            let error = write_outgoing(&disk, Path::new(inside), b"x", true).unwrap_err();
            assert!(matches!(error, StoreError::InACase(_)), "{inside}: {error}");
        }
        disk.create_folder(Path::new("/elsewhere"), 0o700).unwrap();
        let path = Path::new("/elsewhere/brief.md");
        write_outgoing(&disk, path, b"one", false).unwrap();
        assert!(matches!(write_outgoing(&disk, path, b"two", false), Err(StoreError::Exists(_))));
        assert_eq!(disk.bytes(path).unwrap(), b"one");
        write_outgoing(&disk, path, b"two", true).unwrap();
        assert_eq!(disk.bytes(path).unwrap(), b"two");
    }
}
