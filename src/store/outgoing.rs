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
    use crate::store::{MemoryDisk, RealDisk, interleaved::Interleaved};

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

    /// What two programs that wrote the same name were told, and what stands there then, for each moment at which the
    /// second wrote while the first did.
    fn both(
        write: fn(&dyn Disk, &Path, &[u8]) -> Result<(), StoreError>,
    ) -> Vec<(bool, bool, Option<Vec<u8>>, usize)> {
        let path = Path::new("/out/brief.md");
        let mut each = Vec::new();
        for moment in 0.. {
            let disk = MemoryDisk::new();
            disk.create_folder(Path::new("/out"), 0o700).unwrap();
            let (told, second) = std::sync::mpsc::channel();
            let ours = Interleaved::new(&disk, moment, move |disk| {
                told.send(write(disk, path, b"two")).unwrap();
            });
            let first = write(&ours, path, b"one");
            if !ours.has_met() {
                break;
            }
            let is_told = |result: &Result<(), StoreError>| match result {
                Ok(()) => true,
                Err(StoreError::Exists(_)) => false,
                Err(other) => panic!("moment {moment}: {other}"),
            };
            let second = second.recv().unwrap();
            each.push((is_told(&first), is_told(&second), disk.bytes(path), disk.files().len()));
        }
        each
    }

    #[test]
    fn of_two_who_write_the_same_new_file_one_is_told_that_it_is_there() {
        let each = both(|disk, path, bytes| write_outgoing(disk, path, bytes, false));
        assert!(each.len() > 8, "{}", each.len());
        for (moment, (first, second, there, files)) in each.into_iter().enumerate() {
            assert_ne!(first, second, "moment {moment}: one of them, and only one, has written");
            let expected: &[u8] = if first { b"one" } else { b"two" };
            assert_eq!((there.as_deref(), files), (Some(expected), 1), "moment {moment}");
        }
    }

    /// The control: whoever looks first and then writes over loses what somebody was told is written.
    #[test]
    fn looking_first_and_then_writing_over_loses() {
        let each = both(|disk, path, bytes| {
            check_outgoing(disk, path, false)?;
            write_private(disk, path, bytes)
        });
        assert!(each.iter().any(|(first, second, ..)| *first && *second), "{each:?}");
    }

    /// The same on the disk of this machine, whose own calls decide: two threads that begin together, many times.
    #[test]
    fn of_two_threads_that_write_the_same_new_file_on_a_real_disk_one_is_told_that_it_is_there() {
        let folder = tempfile::tempdir().unwrap();
        for round in 0..50 {
            let path = folder.path().join(format!("brief-{round}.md"));
            let start = std::sync::Barrier::new(2);
            let write = |bytes: &'static [u8]| {
                start.wait();
                write_outgoing(&RealDisk, &path, bytes, false)
            };
            let (first, second) = std::thread::scope(|threads| {
                let other = threads.spawn(|| write(b"two"));
                (write(b"one"), other.join().unwrap())
            });
            let expected: &[u8] = match (first, second) {
                (Ok(()), Err(StoreError::Exists(_))) => b"one",
                (Err(StoreError::Exists(_)), Ok(())) => b"two",
                both => panic!("round {round}: {both:?}"),
            };
            assert_eq!(RealDisk.read(&path, 0, 100).unwrap(), expected, "round {round}");
            assert_eq!(RealDisk.list(folder.path()).unwrap().len(), round + 1, "nothing is left beside it");
        }
    }

    #[test]
    fn of_two_who_write_over_the_same_file_one_stands_there_whole() {
        let each = both(|disk, path, bytes| write_outgoing(disk, path, bytes, true));
        for (moment, (first, second, there, files)) in each.into_iter().enumerate() {
            assert!(first && second, "moment {moment}");
            let there = there.unwrap();
            assert!(there == b"one" || there == b"two", "moment {moment}: {there:?}");
            assert_eq!(files, 1, "moment {moment}: nothing is left beside it");
        }
    }
}
