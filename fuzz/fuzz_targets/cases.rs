//! A case document, and the step that would bring it into a case.
#![no_main]

use goodoffices::{
    document::{Document, Pen},
    store::CaseDocument,
};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(document) = CaseDocument::read(text) {
        let pen = Pen { by: "rosa".into(), at: Timestamp::UNIX_EPOCH, seed: [1; 16] };
        let _ = Document::default().prepare(&document.edit(), &pen);
    }
});
