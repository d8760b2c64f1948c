//! The file that is written once, when a case is made.
#![no_main]

use std::path::Path;

use goodoffices::store::{Disk, MemoryDisk, read_about};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let memory = MemoryDisk::new();
    memory.create_folder(Path::new("/case"), 0o700).expect("a folder on an empty disk");
    memory.overwrite(Path::new("/case/case.ron"), bytes);
    let _ = read_about(&memory, Path::new("/case"));
});
