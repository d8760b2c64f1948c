//! A lock file: who has a case open, and how many lines of each log they had seen.
#![no_main]

use std::{path::Path, sync::Arc};

use goodoffices::{
    model::CaseKind,
    store::{Access, Disk, MemoryDisk, NewCase, OpenCase, create},
};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let disk: Arc<dyn Disk> = Arc::new(MemoryDisk::new());
    let (folder, at) = (Path::new("/one"), Timestamp::UNIX_EPOCH);
    let new = NewCase { id: "c".into(), kind: CaseKind::Exercise, edit: None, by: "rosa".into(), at };
    create(&disk, folder, &new).expect("a case on an empty disk");
    let held = disk.lock(Path::new("/one/log/rosa@srv1-aaaa.lock"), text, 0o600).expect("the lock");
    let open = OpenCase::open(disk, folder, &Access::Read).expect("a lock shuts no case");
    assert_eq!(open.others().len(), 1);
    drop(held);
});
