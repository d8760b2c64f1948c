//! One line of a log, as it is and with sums and ids that hold, so that what lies behind them is reached.
#![no_main]

use goodoffices::revision::line;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = line::salvage_line(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for text in [Some(text.to_owned()), signed(text)].into_iter().flatten() {
        if let Ok((revision, _)) = line::read(text.trim_end_matches('\n')) {
            let _ = (revision.state(), revision.restated(), line::Line::again(&revision));
        }
    }
});

fn signed(text: &str) -> Option<String> {
    let (head, rest) = text.split_once(", hash: ")?;
    let body = rest.split_once(", body: ")?.1.trim_end().trim_end_matches(')');
    let head = format!("{}, hash: \"{}\"", head.get(17..)?, blake3::hash(body.as_bytes()).to_hex());
    let id = blake3::hash(head.as_bytes()).to_hex();
    let rest = format!("{head}, id: \"{id}\", seq: 1, body: {body})");
    Some(format!("{} {rest}", &blake3::hash(rest.as_bytes()).to_hex()[..16]))
}
