//! A scenario file, with the checks of what holds together.
#![no_main]

use goodoffices::analysis::comparison;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(scenario) = comparison::read(text) {
        let _ = comparison::check(&scenario, text);
    }
});
