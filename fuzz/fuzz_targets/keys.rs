//! A person's own keys. The tables that they make are kept for the life of the program: run it with `-detect_leaks=0`.
#![no_main]

use goodoffices::ui::keys::Keymap;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = Keymap::read(text).problems();
});
