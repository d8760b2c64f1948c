//! A scenario file, with the checks of what holds together.
#![no_main]

use goodoffices::{analysis::comparison, model::Comparison, notation};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(scenario) = notation::read::<Comparison>(text) {
        let _ = comparison::check(&scenario, text);
    }
});
