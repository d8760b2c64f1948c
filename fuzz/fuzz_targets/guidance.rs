//! Additions to the guidance.
#![no_main]

use goodoffices::guidance;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: String| {
    let _ = guidance::catalogue().with_additions(&[("office.ron".to_owned(), text)]);
});
