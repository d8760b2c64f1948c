//! csv, xlsx and ods by what they are, with the plan of an import into an empty case.
#![no_main]

use goodoffices::{
    document::Pen,
    import::{Choices, plan},
    model::Case,
};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let pen = Pen { by: "rosa".into(), at: Timestamp::UNIX_EPOCH, seed: [1; 16] };
    for name in ["positions.csv", "positions.ods"] {
        let _ = plan(bytes, name, &Case::default(), &Choices::default(), &pen);
    }
});
