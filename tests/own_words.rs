//! No running text of ours repeats ten words in a row of the guidance note. The note itself is not in this
//! repository: it is here as hashes of every run of ten words, made by `fixtures/hash-note.py`. Names, titles and
//! figures shorter than ten words are free. The test cannot see a sentence whose order was kept and whose words
//! were exchanged; that remains a reviewer's task.

#![expect(clippy::unwrap_used, reason = "a file that cannot be read ends the test")]
#![expect(clippy::disallowed_methods, reason = "it reads the project's own files")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const RUN: usize = 10;
const BYTES_PER_HASH: usize = 6;
const APOSTROPHES: [char; 4] = ['\'', '\u{2018}', '\u{2019}', '\u{2bc}'];

#[test]
fn no_text_of_ours_repeats_ten_words_of_the_note() {
    let note = note();
    let files = texts_of_ours();
    assert!(
        files.iter().filter(|path| path.to_string_lossy().contains("guidance")).count() >= 10,
        "{files:?}"
    );
    for path in files {
        let source = fs::read_to_string(&path).unwrap();
        let found = repeated(&source, &note);
        assert!(found.is_empty(), "{} repeats the note: {found:#?}", path.display());
    }
}

#[test]
fn the_hashes_are_sorted_and_many() {
    let bytes = fs::read(fixture()).unwrap();
    let hashes: Vec<&[u8]> = bytes.chunks(BYTES_PER_HASH).collect();
    assert!(hashes.len() > 9_000, "the note has about ten thousand words, not {}", hashes.len());
    assert!(hashes.windows(2).all(|pair| pair[0] < pair[1]));
    assert_eq!(bytes.len() % BYTES_PER_HASH, 0);
}

#[test]
fn a_repeated_run_is_found_wherever_it_hides() {
    let planted = "The quick mediator's fox, in 1992, jumps over the lazy delegate's dog.";
    let note: BTreeSet<u64> = hashed_runs(&words(planted)).map(|(_, hash)| hash).collect();
    assert_eq!(note.len(), 3);

    let as_string = r#"[(text: "THE QUICK MEDIATOR’S FOX in 1992 jumps over the Lazy")]"#;
    assert_eq!(repeated(as_string, &note), ["the quick mediators fox in 1992 jumps over the lazy"]);
    let broken_over_lines =
        "(text: \"A quick\n   mediator's fox in\n   1992: jumps over the \\\"lazy\\\" delegate's cat\")";
    assert_eq!(repeated(broken_over_lines, &note).len(), 1);
    let over_two_strings = r#"[(a: "quick mediator's fox in 1992", b: "jumps over the lazy delegate's")]"#;
    assert_eq!(repeated(over_two_strings, &note).len(), 1);
    let in_a_comment = "// the quick mediator's fox, in 1992,\n// jumps over the lazy\n[]";
    assert_eq!(repeated(in_a_comment, &note).len(), 1);
    let raw = "[r#\"the quick \\ mediator's fox in 1992 jumps over the lazy\"#]";
    assert_eq!(repeated(raw, &note).len(), 1);

    let nine_words = r#"["quick mediator's fox in 1992 jumps over the lazy cat"]"#;
    assert!(repeated(nine_words, &note).is_empty());
}

/// The reference values of the hash, so that the script and this test cannot drift apart unseen.
#[test]
fn the_hash_is_fnv_1a_cut_to_48_bits() {
    assert_eq!(hash(""), 0xcbf2_9ce4_8422_2325 & 0xffff_ffff_ffff);
    assert_eq!(hash("a"), 0xaf63_dc4c_8601_ec8c & 0xffff_ffff_ffff);
    assert_eq!(hash("foobar"), 0x8594_4171_f739_67e8 & 0xffff_ffff_ffff);
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn fixture() -> PathBuf {
    root().join("tests/fixtures/note-ten-word-hashes.bin")
}

fn note() -> BTreeSet<u64> {
    let bytes = fs::read(fixture()).unwrap();
    let number = |chunk: &[u8]| chunk.iter().fold(0, |value, byte| value << 8 | u64::from(*byte));
    bytes.chunks(BYTES_PER_HASH).map(number).collect()
}

fn texts_of_ours() -> Vec<PathBuf> {
    ["seeds/guidance", "seeds/cases", "scenarios"]
        .iter()
        .flat_map(|folder| ron_files(&root().join(folder)))
        .collect()
}

fn ron_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(listing) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = listing.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "ron"));
    files.sort();
    files
}

/// The runs of ten words that are in `note`, once through all strings of the file and once through all else, so
/// that neither a new string nor a comment hides one.
fn repeated(source: &str, note: &BTreeSet<u64>) -> Vec<String> {
    let (strings, rest) = strings_and_rest(source);
    let mut found = Vec::new();
    for text in [strings, rest] {
        let words = words(&text);
        let hits = hashed_runs(&words).filter(|(_, hash)| note.contains(hash));
        found.extend(hits.map(|(run, _)| run));
    }
    found
}

fn hashed_runs(words: &[String]) -> impl Iterator<Item = (String, u64)> {
    words.windows(RUN).map(|run| {
        let run = run.join(" ");
        let hash = hash(&run);
        (run, hash)
    })
}

fn words(text: &str) -> Vec<String> {
    let plain: String = text.to_lowercase().chars().filter(|c| !APOSTROPHES.contains(c)).collect();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn hash(run: &str) -> u64 {
    let step = |value: u64, byte: u8| (value ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    run.bytes().fold(0xcbf2_9ce4_8422_2325, step) & 0xffff_ffff_ffff
}

/// What stands in the string literals of a RON text, and what stands outside them. In a literal an escape parts
/// words, except that an escaped quote or apostrophe is dropped.
fn strings_and_rest(source: &str) -> (String, String) {
    let (mut strings, mut rest) = (String::new(), String::new());
    let mut left = source;
    while let Some(next) = left.chars().next() {
        if let Some((inside, after)) = raw_string(left) {
            strings.push_str(inside);
            strings.push(' ');
            left = after;
        } else if next == '"' {
            left = quoted(&left[1..], &mut strings);
        } else if left.starts_with("//") {
            let end = left.find('\n').unwrap_or(left.len());
            rest.push_str(&left[..end]);
            left = &left[end..];
        } else {
            rest.push(next);
            left = &left[next.len_utf8()..];
        }
    }
    (strings, rest)
}

fn quoted<'a>(mut left: &'a str, strings: &mut String) -> &'a str {
    while let Some(next) = left.chars().next() {
        left = &left[next.len_utf8()..];
        match next {
            '"' => break,
            '\\' => {
                let escaped = left.chars().next().unwrap_or(' ');
                left = &left[escaped.len_utf8()..];
                strings.push(if matches!(escaped, '\'' | '"') { escaped } else { ' ' });
            }
            plain => strings.push(plain),
        }
    }
    strings.push(' ');
    left
}

fn raw_string(source: &str) -> Option<(&str, &str)> {
    let after_r = source.strip_prefix('r')?;
    let opened = after_r.trim_start_matches('#');
    let hashes = &after_r[..after_r.len() - opened.len()];
    let body = opened.strip_prefix('"')?;
    let closing = format!("\"{hashes}");
    let end = body.find(&closing)?;
    Some((&body[..end], &body[end + closing.len()..]))
}
