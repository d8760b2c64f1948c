//! A whole log: looked at, checked, repaired and opened again. Repairing loses nothing that was known.
#![no_main]

use std::{path::Path, sync::Arc};

use goodoffices::{
    audience::Audience,
    model::CaseKind,
    store::{Access, Disk, MemoryDisk, NewCase, OpenCase, check_folder, create, repair},
};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let memory = MemoryDisk::new();
    let disk: Arc<dyn Disk> = Arc::new(memory.clone());
    let (folder, at) = (Path::new("/one"), Timestamp::UNIX_EPOCH);
    let new = NewCase { id: "c".into(), kind: CaseKind::Exercise, edit: None, by: "rosa".into(), at };
    create(&disk, folder, &new).expect("a case on an empty disk");
    memory.overwrite(Path::new("/one/log/rosa@srv1-aaaa.ronl"), bytes);
    let open = || OpenCase::open(disk.clone(), folder, &Access::Read).expect("a damaged log shuts no case");
    let before = open();
    let _ = before.case().seen_by(&Audience::Shareable);
    check_folder(&disk, folder).expect("the check");
    repair(&disk, folder, "anna", at).expect("the repair");
    let after = open();
    assert!(!after.case().lines_lost, "{:?}", after.set_aside());
    let mut known = before.document().history().all();
    assert!(known.all(|revision| after.document().history().get(&revision.id).is_some()));
});
