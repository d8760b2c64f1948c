//! The disk as the store sees it: few calls, so that a test can stand in for it, fail at any of them and look at
//! their order.
#![expect(clippy::disallowed_methods, reason = "this is the one place that touches the file system")]

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    os::unix::fs::{DirBuilderExt, FileExt, MetadataExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use rustix::{fs::OFlags, io::Errno};

/// The largest lock file that is looked into, in bytes: enough for some twenty thousand logs.
pub const LARGEST_LOCK: u64 = 1 << 20;

/// The most memory that is put by for a file before it is read.
const ONE_PIECE: u64 = 1 << 20;

/// What is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stat {
    /// Bytes.
    pub len: u64,
    /// Tells one file from another that took its name.
    pub identity: (u64, u64),
    /// Whether it is a folder.
    pub is_folder: bool,
    /// Whether it is a regular file: no folder, link, pipe or device.
    pub is_file: bool,
    /// The permission bits.
    pub mode: u32,
    /// When it was last changed, in nanoseconds.
    pub changed: i128,
}

/// How a file is opened for writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It must not be there yet.
    New,
    /// It must be there; everything goes to its end.
    Append,
}

/// The calls that the store makes. None follows a link, and files that are no regular files are refused.
pub trait Disk: Send + Sync {
    /// What is at a path.
    fn stat(&self, path: &Path) -> io::Result<Stat>;
    /// The folder that a path leads to where it is a link to one, else the path as it is. People name cases and the
    /// folder of cases as they like; what is in them is never reached through a link.
    fn real_folder(&self, path: &Path) -> PathBuf {
        path.to_owned()
    }
    /// The names in a folder, sorted.
    fn list(&self, folder: &Path) -> io::Result<Vec<String>>;
    /// The bytes of a file from an offset on, at most `most` of them.
    fn read(&self, path: &Path, from: u64, most: u64) -> io::Result<Vec<u8>>;
    /// Makes a folder with these permission bits.
    fn create_folder(&self, path: &Path, mode: u32) -> io::Result<()>;
    /// Opens a file for writing; a new one gets these permission bits.
    fn open(&self, path: &Path, how: How, mode: u32) -> io::Result<Box<dyn DiskFile>>;
    /// Gives a file or folder another name, in one go.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// The same, but fails if something has that name already.
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Removes a folder with everything in it: only ever one that was just made and could not be finished.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// Makes the names in a folder last.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
    /// Takes a lock file and writes into it who holds it; nothing if somebody else holds it. A lock lies on a file
    /// and not on its name, so one whose name went to another file meanwhile is not taken.
    fn lock(&self, path: &Path, text: &str, mode: u32) -> io::Result<Option<Box<dyn Held>>>;
    /// What the holder of a lock wrote into it, at most `LARGEST_LOCK` bytes; nothing if nobody holds it.
    fn locked_by(&self, path: &Path) -> io::Result<Option<String>>;
    /// Random bytes.
    fn luck(&self) -> [u8; 16];
}

/// A file open for writing.
pub trait DiskFile: Send {
    /// Puts bytes at the end.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Makes what was written last.
    fn sync(&mut self) -> io::Result<()>;
    /// What it is now.
    fn stat(&self) -> io::Result<Stat>;
}

/// A lock, held until it is dropped.
pub trait Held: Send {
    /// Writes over what stands in it. Nothing is synced, and nobody depends on it.
    fn note(&self, text: &str) -> io::Result<()>;
}

/// The disk of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

struct RealFile(File);
struct RealLock(File);

impl Held for RealLock {
    fn note(&self, text: &str) -> io::Result<()> {
        // Whoever is stopped between the two leaves more than a lock file holds, and not less.
        self.0.write_all_at(text.as_bytes(), 0).and_then(|()| self.0.set_len(text.len() as u64))
    }
}

impl Disk for RealDisk {
    fn stat(&self, path: &Path) -> io::Result<Stat> {
        fs::symlink_metadata(path).map(|meta| stat_of(&meta))
    }

    fn real_folder(&self, path: &Path) -> PathBuf {
        let is_link = fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink()) && path.is_dir();
        let real = if is_link { fs::canonicalize(path).ok() } else { None };
        real.unwrap_or_else(|| path.to_owned())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(folder)? {
            if let Ok(name) = entry?.file_name().into_string() {
                names.push(name);
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    fn read(&self, path: &Path, from: u64, most: u64) -> io::Result<Vec<u8>> {
        let mut file = open_regular(OpenOptions::new().read(true), path)?;
        if from > 0 {
            file.seek(SeekFrom::Start(from))?;
        }
        // Room for what is there, so that it comes in one piece; it may have changed since.
        let there = file.metadata()?.len().saturating_sub(from).min(most).min(ONE_PIECE);
        let mut bytes = Vec::with_capacity(usize::try_from(there).unwrap_or(0));
        file.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn create_folder(&self, path: &Path, mode: u32) -> io::Result<()> {
        fs::DirBuilder::new().mode(mode).create(path)?;
        fs::set_permissions(path, fs::Permissions::from_mode(mode))
    }

    fn open(&self, path: &Path, how: How, mode: u32) -> io::Result<Box<dyn DiskFile>> {
        let mut options = OpenOptions::new();
        options.append(true).create_new(how == How::New).mode(mode);
        let file = open_regular(&mut options, path)?;
        if how == How::New {
            file.set_permissions(fs::Permissions::from_mode(mode))?;
        }
        Ok(Box::new(RealFile(file)))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        match rename_noreplace(from, to) {
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => link_new(from, to),
            other => other.map_err(Into::into),
        }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir_all(path)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    fn lock(&self, path: &Path, text: &str, mode: u32) -> io::Result<Option<Box<dyn Held>>> {
        let mut options = OpenOptions::new();
        let file =
            open_regular(options.read(true).write(true).create(true).truncate(false).mode(mode), path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Ok(None),
            Err(fs::TryLockError::Error(why)) => return Err(why),
        }
        if fs::symlink_metadata(path).ok().map(|meta| stat_of(&meta).identity)
            != Some(stat_of(&file.metadata()?).identity)
        {
            return Ok(None);
        }
        // Only its owner can, and only its owner needs to: it undoes what the umask took away.
        let _ = file.set_permissions(fs::Permissions::from_mode(mode));
        let written = file.set_len(0).and_then(|()| file.write_all_at(text.as_bytes(), 0));
        if let Err(why) = written {
            // Every save on a full disk would leave another one. It goes while it is held.
            let _ = fs::remove_file(path);
            return Err(why);
        }
        Ok(Some(Box::new(RealLock(file))))
    }

    fn locked_by(&self, path: &Path) -> io::Result<Option<String>> {
        let file = open_regular(OpenOptions::new().read(true), path)?;
        match file.try_lock_shared() {
            Err(fs::TryLockError::WouldBlock) => {}
            Ok(()) | Err(fs::TryLockError::Error(_)) => return Ok(None),
        }
        let mut bytes = Vec::new();
        file.take(LARGEST_LOCK).read_to_end(&mut bytes)?;
        Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
    }

    fn luck(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        for _ in 0..8 {
            if rustix::rand::getrandom(&mut bytes, rustix::rand::GetRandomFlags::empty()) == Ok(bytes.len()) {
                return bytes;
            }
        }
        unlike_any_other()
    }
}

/// What takes the place of random bytes on a system that gives none: names need only be new, not secret.
fn unlike_any_other() -> [u8; 16] {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let mut hasher = blake3::Hasher::new();
    hasher
        .update(&std::process::id().to_le_bytes())
        .update(&COUNT.fetch_add(1, Ordering::Relaxed).to_le_bytes());
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    hasher.update(&since.map_or(0, |since| since.as_nanos()).to_le_bytes());
    let mut bytes = [0; 16];
    hasher.finalize_xof().fill(&mut bytes);
    bytes
}

/// Gives a file a name that must be free, where the system cannot rename so. A second name that is taken is refused by
/// the file system itself; where it knows none, what is left is to look first.
fn link_new(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => {
            // The file has its name; that it keeps the old one as well is no reason to call that a failure.
            let _ = fs::remove_file(from);
            Ok(())
        }
        // Only where there are no second names at all; a full disk or a broken one is told as it is.
        Err(why) if knows_no_links(&why) => match fs::symlink_metadata(to) {
            Err(looked) if looked.kind() == io::ErrorKind::NotFound => fs::rename(from, to),
            Err(looked) => Err(looked),
            Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        },
        Err(why) => Err(why),
    }
}

fn knows_no_links(why: &io::Error) -> bool {
    let unknown = [Errno::PERM, Errno::OPNOTSUPP, Errno::NOSYS].map(Errno::raw_os_error);
    why.raw_os_error().is_some_and(|code| unknown.contains(&code))
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn rename_noreplace(from: &Path, to: &Path) -> Result<(), Errno> {
    rustix::fs::renameat_with(rustix::fs::CWD, from, rustix::fs::CWD, to, rustix::fs::RenameFlags::NOREPLACE)
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn rename_noreplace(_from: &Path, _to: &Path) -> Result<(), Errno> {
    Err(Errno::NOSYS)
}

impl DiskFile for RealFile {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.sync_data()
    }

    fn stat(&self) -> io::Result<Stat> {
        self.0.metadata().map(|meta| stat_of(&meta))
    }
}

/// Opens a file without following a link and without waiting for the other end of a pipe.
fn open_regular(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = options.custom_flags(i32::try_from(flags.bits()).unwrap_or(0)).open(path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"))
    }
}

fn stat_of(meta: &fs::Metadata) -> Stat {
    Stat {
        len: meta.len(),
        identity: (meta.dev(), meta.ino()),
        is_folder: meta.is_dir(),
        is_file: meta.is_file(),
        mode: meta.mode() & 0o7777,
        changed: i128::from(meta.mtime()) * 1_000_000_000 + i128::from(meta.mtime_nsec()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_the_system_cannot_rename_so_a_name_that_is_taken_is_refused_all_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let [from, to] = ["from", "to"].map(|name| folder.path().join(name));
        fs::write(&from, "new").unwrap();
        fs::write(&to, "there").unwrap();
        assert_eq!(link_new(&from, &to).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!((fs::read(&from).unwrap(), fs::read(&to).unwrap()), (b"new".to_vec(), b"there".to_vec()));
        fs::remove_file(&to).unwrap();
        link_new(&from, &to).unwrap();
        assert_eq!((fs::read(&to).unwrap(), from.exists()), (b"new".to_vec(), false));
    }
}
