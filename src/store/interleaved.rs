//! A disk for tests on which somebody else does something just before one of our calls, whichever that is.

use std::{
    io,
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use super::{Disk, DiskFile, Held, How, MemoryDisk, Stat};

type Deed = Box<dyn FnOnce(&MemoryDisk) + Send>;

/// A disk in memory as one program sees it while another works on the same; clones share the count of calls.
#[derive(Clone)]
pub struct Interleaved {
    disk: MemoryDisk,
    left: Arc<AtomicUsize>,
    deed: Arc<Mutex<Option<Deed>>>,
}

impl Interleaved {
    /// Before the call with this number, from 0, of all that look or change, the other does this on the disk.
    pub fn new(disk: &MemoryDisk, before: usize, deed: impl FnOnce(&MemoryDisk) + Send + 'static) -> Self {
        let (left, deed) = (AtomicUsize::new(before), Mutex::new(Some(Box::new(deed) as Deed)));
        Self { disk: disk.clone(), left: Arc::new(left), deed: Arc::new(deed) }
    }

    /// Whether so many calls were made that the other came to it.
    pub fn has_met(&self) -> bool {
        self.deed.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    fn meet(&self) -> &MemoryDisk {
        let count = |left: usize| left.checked_sub(1);
        if self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, count).is_err() {
            let deed = self.deed.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(deed) = deed {
                deed(&self.disk);
            }
        }
        &self.disk
    }
}

impl Disk for Interleaved {
    fn stat(&self, path: &Path) -> io::Result<Stat> {
        self.meet().stat(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        self.meet().list(folder)
    }

    fn read(&self, path: &Path, from: u64, most: u64) -> io::Result<Vec<u8>> {
        self.meet().read(path, from, most)
    }

    fn create_folder(&self, path: &Path, mode: u32) -> io::Result<()> {
        self.meet().create_folder(path, mode)
    }

    fn open(&self, path: &Path, how: How, mode: u32) -> io::Result<Box<dyn DiskFile>> {
        let file = self.meet().open(path, how, mode)?;
        Ok(Box::new(InterleavedFile { file, disk: self.clone() }))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.meet().rename(from, to)
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.meet().rename_new(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.meet().remove(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.meet().remove_folder(path)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.meet().sync_folder(path)
    }

    fn lock(&self, path: &Path, text: &str, mode: u32) -> io::Result<Option<Box<dyn Held>>> {
        self.meet().lock(path, text, mode)
    }

    fn locked_by(&self, path: &Path) -> io::Result<Option<String>> {
        self.meet().locked_by(path)
    }

    fn luck(&self) -> [u8; 16] {
        self.disk.luck()
    }
}

struct InterleavedFile {
    file: Box<dyn DiskFile>,
    disk: Interleaved,
}

impl DiskFile for InterleavedFile {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.disk.meet();
        self.file.append(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.disk.meet();
        self.file.sync()
    }

    fn stat(&self) -> io::Result<Stat> {
        self.disk.meet();
        self.file.stat()
    }
}
