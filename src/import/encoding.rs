//! Bytes to text: UTF-8, UTF-16 and the old encodings of one region. A guess is always reported.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::notation::Problem;

/// A text and how it was read.
pub(super) struct Decoded {
    /// The text, without a byte-order mark.
    pub(super) text: String,
    /// What to check, if the encoding was guessed.
    pub(super) notice: Option<Problem>,
}

/// Decodes a file in the encoding that was asked for, else in the one that it is most likely in.
pub(super) fn decode(bytes: &[u8], asked: Option<&str>) -> Result<Decoded, Problem> {
    let asked = asked.map(named).transpose()?;
    let marked = Encoding::for_bom(bytes);
    let (encoding, is_guess) = match (asked, marked) {
        (Some(encoding), _) | (None, Some((encoding, _))) => (encoding, false),
        (None, None) => match (utf16(bytes), std::str::from_utf8(bytes)) {
            (Some(encoding), _) => (encoding, true),
            (None, Ok(_)) => (UTF_8, false),
            (None, Err(_)) => (guess(bytes)?, true),
        },
    };
    let (text, has_errors) = encoding.decode_with_bom_removal(bytes);
    if has_errors {
        return Err(undecodable(&text, encoding));
    }
    let notice = is_guess.then(|| guessed(&text, encoding));
    Ok(Decoded { text: text.into_owned(), notice })
}

fn named(label: &str) -> Result<&'static Encoding, Problem> {
    Encoding::for_label(label.as_bytes()).ok_or_else(|| {
        let remedy = "Write utf-8, utf-16, windows-1251, windows-1252, windows-1256 or gb18030.";
        Problem::new((1, 1), format!("the encoding \"{label}\" is unknown"), remedy)
    })
}

/// UTF-16 without a mark: the header begins with letters of which every other byte is zero.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => Some(UTF_16LE),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding of one region that fits best. A text that is UTF-8 but for a few bytes is damaged, not old.
fn guess(bytes: &[u8]) -> Result<&'static Encoding, Problem> {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    if good > 4 * bad {
        return Err(undecodable(&String::from_utf8_lossy(bytes), UTF_8));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Ok(detector.guess(None, Utf8Detection::Deny))
}

fn undecodable(text: &str, encoding: &'static Encoding) -> Problem {
    let place = text.find('\u{FFFD}').map_or((1, 1), |at| crate::notation::place(text, at));
    let what = format!("this is not {}, in which the rest is written", encoding.name());
    Problem::new(place, what, "Save the file again as UTF-8 where it was made, or name its encoding.")
}

fn guessed(text: &str, encoding: &'static Encoding) -> Problem {
    let at = text.find(|c: char| !c.is_ascii()).unwrap_or(0);
    let sample: String = text[at..].chars().take_while(|c| !matches!(c, '\n' | '\r')).take(20).collect();
    let what = format!("the file was taken for {}: here \"{sample}\"", encoding.name());
    let remedy = "If that reads wrongly, save the file as UTF-8 where it was made, or name its encoding.";
    Problem::new(crate::notation::place(text, at), what, remedy)
}
