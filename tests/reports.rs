//! Every kind of report in every format on the sample, word for word.
//!
//! `GOODOFFICES_GOLDEN=write cargo test --test reports` writes the golden files anew; read the difference before you
//! commit it. With `GOODOFFICES_LOOK=FOLDER` the files themselves are put there, to be looked at in a browser and a
//! word processor.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "these are tests, and read and write the golden files themselves"
)]

use std::{
    fs,
    io::{Cursor, Read},
    path::PathBuf,
};

use goodoffices::{
    analysis::capacity::Draws,
    audience::Audience,
    document::{Document, Pen},
    model::{About, Case, Comparison, Id},
    notation,
    report::{self, Asked, Format, Kind, Report},
    seeds,
    store::CaseDocument,
};
use jiff::civil::{Date, date};

const ISLAND: &str = include_str!("fixtures/exercise-island.ron");

fn day() -> Date {
    date(2026, 11, 21)
}

fn case_of(text: &str) -> Case {
    let read = CaseDocument::read(text).unwrap();
    let mut document = Document::new(About { ..read.about.clone() }, []);
    let pen = Pen { by: "sample".to_owned(), at: "2026-11-21T00:00:00Z".parse().unwrap(), seed: [0; 16] };
    let step = document.prepare(&read.edit(), &pen).unwrap();
    document.commit(step);
    document.case().clone()
}

fn comparisons() -> Vec<Comparison> {
    seeds::SCENARIOS.iter().map(|(_, text)| notation::read(text).unwrap()).collect()
}

fn built(case: &Case, audience: &Audience, kind: Kind) -> Report {
    let comparisons = comparisons();
    let draws = Some(Draws { runs: 100, seed: 1, threads: 1 });
    let asked = Asked { draws, ..Asked::on(day()) }.with_comparisons(&comparisons);
    report::build(&case.seen_by(audience), kind, &asked)
}

/// The part of a .docx file with this name.
fn part_of(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// What is compared: the file, or for a document its text with each paragraph and row on a line of its own.
fn readable(file: &[u8], format: Format) -> String {
    if format == Format::Docx {
        let xml = part_of(file, "word/document.xml");
        return xml.replace("<w:p ", "\n<w:p ").replace("<w:tr>", "\n<w:tr>");
    }
    String::from_utf8(file.to_vec()).unwrap()
}

fn golden(name: &str, text: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("GOODOFFICES_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let differs = expected.lines().zip(text.lines()).position(|(one, other)| one != other);
    let line = differs.unwrap_or(expected.lines().count().min(text.lines().count()));
    assert!(
        expected == text,
        "{name} differs from line {}: {:?} became {:?}",
        line + 1,
        expected.lines().nth(line),
        text.lines().nth(line)
    );
}

#[test]
fn every_kind_in_every_format_is_as_it_was() {
    let case = case_of(seeds::SAMPLE);
    for kind in report::kinds() {
        let report = built(&case, &Audience::Team, *kind);
        for format in Format::ALL {
            let file = report::write(&report, *format);
            if let Some(folder) = std::env::var_os("GOODOFFICES_LOOK") {
                let name = format!("{}.{}", kind.word(), format.ending());
                fs::write(PathBuf::from(folder).join(name), &file).unwrap();
            }
            let ending = if *format == Format::Docx { "document.xml" } else { format.ending() };
            golden(&format!("{}.{ending}", kind.word()), &readable(&file, *format));
        }
    }
}

#[test]
fn the_brief_for_all_parties_is_as_it_was() {
    let (sample, island) = (case_of(seeds::SAMPLE), case_of(ISLAND));
    let north = Audience::Party(Id::new("northern-council").unwrap());
    for (name, case, audience) in [
        ("brief-for-all-parties.md", &sample, Audience::Shareable),
        ("island-brief-for-all-parties.md", &island, Audience::Shareable),
        ("island-brief-for-one-party.md", &island, north),
    ] {
        let report = built(case, &audience, Kind::Brief);
        golden(name, &readable(&report::write(&report, Format::Markdown), Format::Markdown));
    }
}

#[test]
fn a_brief_fits_two_pages_of_paper_and_its_lines_fit_a_screen() {
    let case = case_of(seeds::SAMPLE);
    for kind in report::kinds() {
        let text =
            String::from_utf8(report::write(&built(&case, &Audience::Team, *kind), Format::Text)).unwrap();
        let too_wide = text.lines().find(|line| unicode_width::UnicodeWidthStr::width(*line) > 76);
        assert_eq!(too_wide, None, "{}", kind.word());
        assert!(*kind != Kind::Brief || text.lines().count() <= 120, "{} lines", text.lines().count());
    }
}

#[test]
fn html_and_every_part_of_a_document_are_well_formed() {
    for text in [seeds::SAMPLE, ISLAND] {
        let case = case_of(text);
        for kind in report::kinds() {
            let report = built(&case, &Audience::Team, *kind);
            well_formed(&String::from_utf8(report::write(&report, Format::Html)).unwrap());
            let file = report::write(&report, Format::Docx);
            let mut archive = zip::ZipArchive::new(Cursor::new(&file)).unwrap();
            for number in 0..archive.len() {
                let mut part = archive.by_index(number).unwrap();
                assert_eq!(part.last_modified().unwrap(), zip::DateTime::default(), "{:?}", part.name());
                let mut text = String::new();
                part.read_to_string(&mut text).unwrap();
                well_formed(&text);
            }
        }
    }
}

/// Reads a text as XML: every element is closed in order, every attribute is quoted and there once, every entity known.
fn well_formed(text: &str) {
    use quick_xml::{Reader, events::Event};
    let text = text.strip_prefix("<!DOCTYPE html>\n").unwrap_or(text);
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let (mut open, mut ids) = (0_usize, std::collections::BTreeSet::new());
    loop {
        let event =
            reader.read_event().unwrap_or_else(|error| panic!("{error} at {}", reader.buffer_position()));
        match event {
            Event::Start(ref element) | Event::Empty(ref element) => {
                open += usize::from(matches!(event, Event::Start(_)));
                for attribute in element.attributes() {
                    let attribute = attribute.unwrap();
                    if attribute.key.as_ref() == "id" {
                        assert!(
                            ids.insert(attribute.value.to_string()),
                            "an id is there twice: {attribute:?}"
                        );
                    }
                }
            }
            Event::End(_) => open -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open, 0);
}

#[test]
fn html_asks_no_network_and_runs_nothing() {
    let case = case_of(seeds::SAMPLE);
    let html =
        String::from_utf8(report::write(&built(&case, &Audience::Team, Kind::Full), Format::Html)).unwrap();
    for bad in ["<script", "src=", "url(", "@import", "<link", "<iframe", "javascript:", "href=\"http"] {
        assert!(!html.contains(bad), "{bad}");
    }
    let targets: std::collections::BTreeSet<&str> =
        html.split("id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    for target in html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(targets.contains(target), "nothing is called {target}");
    }
}

#[test]
fn the_marking_stands_in_header_and_footer_of_every_format() {
    let island = case_of(ISLAND);
    let report = built(&island, &Audience::Shareable, Kind::Brief);
    assert_eq!(report.marking, "EXERCISE");
    let docx = report::write(&report, Format::Docx);
    for part in ["word/header1.xml", "word/footer1.xml"] {
        assert!(part_of(&docx, part).contains("EXERCISE"), "{part}");
    }
    assert!(part_of(&docx, "word/footer1.xml").contains("PAGE"));
    let text = String::from_utf8(report::write(&report, Format::Text)).unwrap();
    let (first, last) = (text.lines().next().unwrap(), text.lines().last().unwrap());
    assert_eq!((first.trim(), last.trim()), ("EXERCISE", "EXERCISE"));
    let html = String::from_utf8(report::write(&report, Format::Html)).unwrap();
    assert_eq!(html.matches("class=\"marking\"").count(), 2);
}

#[test]
fn documents_have_headings_repeated_header_rows_and_no_name_of_a_person_or_place() {
    let case = case_of(seeds::SAMPLE);
    let docx = report::write(&built(&case, &Audience::Team, Kind::Issue), Format::Docx);
    let xml = part_of(&docx, "word/document.xml");
    assert!(xml.contains("<w:pStyle w:val=\"Heading1\" />") && xml.contains("<w:tblHeader />"));
    let core = part_of(&docx, "docProps/core.xml");
    assert!(
        core.contains("<dc:creator>Good Offices</dc:creator>") && core.contains("2026-11-21T00:00:00Z"),
        "{core}"
    );
    assert!(!core.contains("unknown"), "{core}");
}
