//! A person's settings, and the working name in them.
#![no_main]

use std::path::Path;

use goodoffices::{settings, store::MemoryDisk};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (memory, path) = (MemoryDisk::new(), Path::new("/settings.ron"));
    memory.overwrite(path, bytes);
    if let Ok(settings) = settings::read(&memory, path) {
        let _ = settings.name.as_deref().map(settings::working_name);
    }
});
