//! A disk in memory, for tests: it can be told to fail at any call, writes down what it was asked to do, and knows
//! what a power cut would leave.

use std::{
    collections::BTreeMap,
    io,
    ops::Range,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::disk::{Disk, DiskFile, Held, How, Stat};

/// A call that changes something, as it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// A folder was made.
    CreateFolder(PathBuf),
    /// A file was made.
    Create(PathBuf),
    /// Bytes went to the end of a file.
    Append(PathBuf, usize),
    /// A file was synced.
    Sync(PathBuf),
    /// A name was changed.
    Rename(PathBuf, PathBuf),
    /// A file or folder was removed.
    Remove(PathBuf),
    /// A folder was synced.
    SyncFolder(PathBuf),
    /// A lock was taken.
    Lock(PathBuf),
}

#[derive(Clone, Debug)]
struct Node {
    /// Nothing for a folder.
    bytes: Option<Vec<u8>>,
    /// What of it would survive a power cut.
    synced: usize,
    /// What a failed sync has let go: it reads as written, and no later sync brings it to the disk.
    dropped: Vec<Range<usize>>,
    /// Whether it is neither file nor folder.
    is_strange: bool,
    /// Under which name it would be found then.
    lasting_name: Option<PathBuf>,
    identity: u64,
    mode: u32,
    changed: i128,
}

#[derive(Default)]
struct Inner {
    nodes: BTreeMap<PathBuf, Node>,
    locks: BTreeMap<PathBuf, String>,
    /// What was removed or replaced, and would be back after a power cut.
    ghosts: Vec<Node>,
    ops: Vec<Op>,
    next: u64,
    fail: Option<Fault>,
    /// How many more bytes there is room for.
    room: Option<usize>,
    /// What may be neither looked at nor read.
    forbidden: Option<PathBuf>,
    /// Whether no more files can be opened.
    is_exhausted: bool,
}

#[derive(Clone, Copy)]
struct Fault {
    /// Which changing call fails, from 0.
    at: usize,
    /// How many calls fail from there on.
    times: usize,
    error: i32,
    /// How many bytes of a failing append arrive all the same.
    partial: usize,
}

/// A disk in memory; clones share it.
#[derive(Clone, Default)]
pub struct MemoryDisk(Arc<Mutex<Inner>>);

impl MemoryDisk {
    /// An empty disk with a root folder.
    #[must_use]
    pub fn new() -> Self {
        let disk = Self::default();
        disk.inner().add(Path::new("/"), None, 0o755);
        disk
    }

    /// Every changing call so far.
    #[must_use]
    pub fn ops(&self) -> Vec<Op> {
        self.inner().ops.clone()
    }

    /// Lets `times` changing calls fail, from the `at`th from now on, with an error number of the system; `partial`
    /// bytes of a failing append arrive.
    pub fn fail(&self, at: usize, times: usize, error: i32, partial: usize) {
        let mut inner = self.inner();
        let at = inner.ops.len() + at;
        inner.fail = Some(Fault { at, times, error, partial });
    }

    /// Leaves room for so many more bytes, and for as many names as anybody likes.
    pub fn fill(&self, room: usize) {
        self.inner().room = Some(room);
    }

    /// Lets no more files be opened; those that are open can be written on.
    pub fn exhaust(&self) {
        self.inner().is_exhausted = true;
    }

    /// Lets nobody look at a file or read it.
    pub fn forbid(&self, path: &Path) {
        self.inner().forbidden = Some(path.to_owned());
    }

    /// Takes the cause of failures away.
    pub fn heal(&self) {
        let mut inner = self.inner();
        (inner.fail, inner.room, inner.forbidden, inner.is_exhausted) = (None, None, None, false);
    }

    /// What a power cut now would leave: synced bytes of files whose names are synced.
    #[must_use]
    pub fn after_power_cut(&self) -> Self {
        let inner = self.inner();
        let mut left = Inner { next: inner.next, ..Inner::default() };
        for node in inner.ghosts.iter().chain(inner.nodes.values()) {
            let Some(path) = &node.lasting_name else { continue };
            let bytes = node.bytes.as_ref().map(|bytes| {
                let mut bytes = bytes[..node.synced].to_vec();
                for lost in &node.dropped {
                    bytes.iter_mut().take(lost.end).skip(lost.start).for_each(|byte| *byte = 0);
                }
                bytes
            });
            left.nodes.insert(path.clone(), Node { bytes, ..node.clone() });
        }
        let there: Vec<PathBuf> = left.nodes.keys().cloned().collect();
        left.nodes.retain(|path, _| path.ancestors().all(|above| there.iter().any(|there| there == above)));
        Self(Arc::new(Mutex::new(left)))
    }

    /// The bytes of a file.
    #[must_use]
    pub fn bytes(&self, path: &Path) -> Option<Vec<u8>> {
        self.inner().nodes.get(path).and_then(|node| node.bytes.clone())
    }

    /// Puts bytes in the place of a file, as another program would.
    pub fn overwrite(&self, path: &Path, bytes: &[u8]) {
        self.inner().add(path, Some(bytes.to_vec()), 0o600);
    }

    /// Puts a pipe there, or anything else that is neither file nor folder.
    pub fn put_strange(&self, path: &Path) {
        let mut inner = self.inner();
        inner.add(path, None, 0o600);
        if let Some(node) = inner.nodes.get_mut(path) {
            node.is_strange = true;
        }
    }

    /// Every file there is.
    #[must_use]
    pub fn files(&self) -> Vec<PathBuf> {
        let inner = self.inner();
        inner.nodes.iter().filter(|(_, node)| node.bytes.is_some()).map(|(path, _)| path.clone()).collect()
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn add(&mut self, path: &Path, bytes: Option<Vec<u8>>, mode: u32) -> u64 {
        self.next += 1;
        let lasting_name = (path == Path::new("/")).then(|| path.to_owned());
        let changed = i128::from(self.next);
        let (dropped, is_strange) = (Vec::new(), false);
        let node =
            Node { synced: 0, dropped, is_strange, bytes, lasting_name, identity: self.next, mode, changed };
        let replaced = self.nodes.insert(path.to_owned(), node);
        self.ghosts.extend(replaced);
        self.next
    }

    /// Notes a changing call, and fails it if it is the one that is to fail.
    fn note(&mut self, op: Op) -> Result<(), (io::Error, usize)> {
        let number = self.ops.len();
        self.ops.push(op);
        match self.fail {
            Some(fault) if (fault.at..fault.at + fault.times).contains(&number) => {
                Err((io::Error::from_raw_os_error(fault.error), fault.partial))
            }
            _ => Ok(()),
        }
    }

    fn plain(&mut self, op: Op) -> io::Result<()> {
        self.note(op).map_err(|(error, _)| error)
    }

    fn node(&self, path: &Path) -> io::Result<&Node> {
        if self.forbidden.as_deref() == Some(path) {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        self.nodes.get(path).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn can_open(&self) -> io::Result<()> {
        const TOO_MANY: i32 = 24;
        if self.is_exhausted { Err(io::Error::from_raw_os_error(TOO_MANY)) } else { Ok(()) }
    }

    fn parent_is_there(&self, path: &Path) -> io::Result<()> {
        path.parent().map_or(Ok(()), |parent| self.node(parent).map(|_| ()))
    }
}

impl Disk for MemoryDisk {
    fn stat(&self, path: &Path) -> io::Result<Stat> {
        self.inner().node(path).map(stat_of)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        let inner = self.inner();
        inner.node(folder)?;
        let inside = inner.nodes.keys().filter(|path| path.parent() == Some(folder));
        Ok(inside.filter_map(|path| path.file_name()?.to_str().map(str::to_owned)).collect())
    }

    fn read(&self, path: &Path, from: u64, most: u64) -> io::Result<Vec<u8>> {
        let inner = self.inner();
        inner.can_open()?;
        let bytes = inner.node(path)?.bytes.as_ref().ok_or(io::ErrorKind::IsADirectory)?;
        let from = usize::try_from(from).unwrap_or(usize::MAX).min(bytes.len());
        let to = from.saturating_add(usize::try_from(most).unwrap_or(usize::MAX)).min(bytes.len());
        Ok(bytes[from..to].to_vec())
    }

    fn create_folder(&self, path: &Path, mode: u32) -> io::Result<()> {
        let mut inner = self.inner();
        inner.parent_is_there(path)?;
        if inner.nodes.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        inner.plain(Op::CreateFolder(path.to_owned()))?;
        inner.add(path, None, mode);
        Ok(())
    }

    fn open(&self, path: &Path, how: How, mode: u32) -> io::Result<Box<dyn DiskFile>> {
        let mut inner = self.inner();
        inner.can_open()?;
        inner.parent_is_there(path)?;
        let identity = match how {
            How::New if inner.nodes.contains_key(path) => return Err(io::ErrorKind::AlreadyExists.into()),
            How::New => {
                inner.plain(Op::Create(path.to_owned()))?;
                inner.add(path, Some(Vec::new()), mode)
            }
            How::Append => inner.node(path)?.identity,
        };
        Ok(Box::new(MemoryFile { disk: self.clone(), path: path.to_owned(), identity }))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut inner = self.inner();
        inner.plain(Op::Rename(from.to_owned(), to.to_owned()))?;
        let moved: Vec<PathBuf> = inner.nodes.keys().filter(|path| path.starts_with(from)).cloned().collect();
        if moved.is_empty() {
            return Err(io::ErrorKind::NotFound.into());
        }
        for path in moved {
            let Some(mut node) = inner.nodes.remove(&path) else { continue };
            let rest = path.strip_prefix(from).unwrap_or(Path::new(""));
            let new = if rest.as_os_str().is_empty() { to.to_owned() } else { to.join(rest) };
            if !rest.as_os_str().is_empty() {
                node.lasting_name = node.lasting_name.map(|_| new.clone());
            }
            let replaced = inner.nodes.insert(new, node);
            inner.ghosts.extend(replaced);
        }
        Ok(())
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.inner().nodes.contains_key(to) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        self.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut inner = self.inner();
        inner.plain(Op::Remove(path.to_owned()))?;
        let removed = inner.nodes.remove(path).ok_or(io::ErrorKind::NotFound)?;
        inner.ghosts.push(removed);
        Ok(())
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        let mut inner = self.inner();
        inner.plain(Op::Remove(path.to_owned()))?;
        inner.nodes.retain(|inside, _| !inside.starts_with(path));
        Ok(())
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        let mut inner = self.inner();
        inner.plain(Op::SyncFolder(path.to_owned()))?;
        inner.node(path)?;
        inner.ghosts.retain(|ghost| ghost.lasting_name.as_ref().and_then(|name| name.parent()) != Some(path));
        for (inside, node) in &mut inner.nodes {
            if inside.parent() == Some(path) {
                node.lasting_name = Some(inside.clone());
            }
        }
        Ok(())
    }

    fn lock(&self, path: &Path, text: &str, mode: u32) -> io::Result<Option<Box<dyn Held>>> {
        let mut inner = self.inner();
        inner.can_open()?;
        inner.parent_is_there(path)?;
        if inner.locks.contains_key(path) {
            return Ok(None);
        }
        if inner.nodes.get(path).is_some_and(|node| node.bytes.is_none()) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        inner.plain(Op::Lock(path.to_owned()))?;
        if inner.room.is_some_and(|room| room < text.len()) {
            inner.nodes.remove(path);
            return Err(io::ErrorKind::StorageFull.into());
        }
        inner.locks.insert(path.to_owned(), text.to_owned());
        inner.add(path, Some(text.as_bytes().to_vec()), mode);
        Ok(Some(Box::new(MemoryLock { disk: self.clone(), path: path.to_owned() })))
    }

    fn locked_by(&self, path: &Path) -> io::Result<Option<String>> {
        Ok(self.inner().locks.get(path).cloned())
    }

    fn luck(&self) -> [u8; 16] {
        let mut inner = self.inner();
        inner.next += 1;
        blake3::hash(&inner.next.to_le_bytes()).as_bytes()[..16].try_into().unwrap_or_default()
    }
}

struct MemoryFile {
    disk: MemoryDisk,
    path: PathBuf,
    identity: u64,
}

impl DiskFile for MemoryFile {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut inner = self.disk.inner();
        let noted = inner.note(Op::Append(self.path.clone(), bytes.len()));
        let arriving = noted.as_ref().map_or_else(|(_, partial)| bytes.len().min(*partial), |()| bytes.len());
        let fitting = inner.room.map_or(arriving, |room| arriving.min(room));
        let noted =
            noted.and(if fitting < arriving { Err((io::ErrorKind::StorageFull.into(), 0)) } else { Ok(()) });
        let arriving = fitting;
        inner.room = inner.room.map(|room| room - fitting);
        inner.next += 1;
        let changed = i128::from(inner.next);
        if let Some(node) = inner.nodes.values_mut().find(|node| node.identity == self.identity) {
            node.changed = changed;
            if let Some(content) = &mut node.bytes {
                content.extend_from_slice(&bytes[..arriving]);
            }
        }
        noted.map_err(|(error, _)| error)
    }

    fn sync(&mut self) -> io::Result<()> {
        let mut inner = self.disk.inner();
        let noted = inner.plain(Op::Sync(self.path.clone()));
        if let Some(node) = inner.nodes.values_mut().find(|node| node.identity == self.identity) {
            let written = node.bytes.as_ref().map_or(0, Vec::len);
            match noted {
                Ok(()) => node.synced = written,
                Err(_) => node.dropped.push(node.synced..written),
            }
        }
        noted
    }

    fn stat(&self) -> io::Result<Stat> {
        let inner = self.disk.inner();
        let node = inner.nodes.values().find(|node| node.identity == self.identity);
        node.map(stat_of).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

struct MemoryLock {
    disk: MemoryDisk,
    path: PathBuf,
}
impl Held for MemoryLock {
    fn note(&self, text: &str) -> io::Result<()> {
        let mut inner = self.disk.inner();
        if let Some(bytes) = inner.nodes.get_mut(&self.path).and_then(|node| node.bytes.as_mut()) {
            *bytes = text.as_bytes().to_vec();
        }
        inner.locks.insert(self.path.clone(), text.to_owned());
        Ok(())
    }
}
impl Drop for MemoryLock {
    fn drop(&mut self) {
        self.disk.inner().locks.remove(&self.path);
    }
}

fn stat_of(node: &Node) -> Stat {
    Stat {
        len: node.bytes.as_ref().map_or(0, |bytes| bytes.len() as u64),
        identity: (0, node.identity),
        is_folder: node.bytes.is_none() && !node.is_strange,
        is_file: node.bytes.is_some(),
        mode: node.mode,
        changed: node.changed,
    }
}
