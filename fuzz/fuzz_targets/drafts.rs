//! Text that was typed and not saved, as an earlier session left it.
#![no_main]

use std::{path::Path, sync::Arc};

use goodoffices::store::{Disk, Drafts, MemoryDisk};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let memory = MemoryDisk::new();
    let disk: Arc<dyn Disk> = Arc::new(memory.clone());
    for folder in ["/case", "/case/drafts"] {
        disk.create_folder(Path::new(folder), 0o700).expect("a folder on an empty disk");
    }
    memory.overwrite(Path::new("/case/drafts/rosa@srv1-aaaa.ron"), bytes);
    let _ = Drafts::new(disk, Path::new("/case"), "rosa", "srv1").take_over();
});
