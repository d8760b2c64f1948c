//! A million mutated inputs for the readers of everything that comes from a file, without a panic: a few thousand as a
//! rule, a tenth in CI, all of them in `tests/soak/run.sh`. A reader says what is wrong; it never falls over.

use std::{
    io::{Cursor, Read as _, Write as _},
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::Arc,
};

use goodoffices::{
    analysis::comparison,
    audience::Audience,
    document::{Document, Pen},
    guidance,
    import::{Choices, plan},
    model::{Case, Date},
    revision::line,
    settings,
    store::{
        Access, CaseDocument, Disk, Drafts, MemoryDisk, NewCase, OpenCase, check_folder, create, repair,
    },
    ui::keys::Keymap,
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::{
    figure,
    mutant::{Luck, mutated},
    process::{add, now},
    size,
};

/// A reader with texts that it can read, and how many of all the inputs it gets.
struct Reader {
    name: &'static str,
    seeds: Vec<Vec<u8>>,
    share: usize,
    read: fn(&[u8]),
}

const EXERCISE: &str = include_str!("../fixtures/exercise-island.ron");
const SCENARIO: &str = include_str!("../../scenarios/guinea-bissau-ceasefire-monitoring.ron");
const SMALL_CASE: &str = "Case(format: 1, about: (id: \"c\", kind: Exercise), records: [\n\
    Sheet(\"s\", (title: \"T\", marking: \"M\")),\n\
    Actor(\"a\", (name: \"North\", members: [\"b\"], at_table: [(from: \"1990\")])),\n\
    Version(\"rosa\", \"2026-11-21T10:00:00Z\", Actor(\"b\", (name: \"South\"))),\n\
    Issue(\"i\", (title: \"Police\")), Option(\"o\", (issue: \"i\", letter: \"A\", title: \"Yes\")),\n\
    Position(\"p\", (party: \"a\", issue: \"i\", phase: Negotiation, statement: (text: \"قال \\\"نعم\\\"\"), date: \"circa 1984-05\",\n\
    stances: [(option: \"o\", stance: AcceptsIf, condition: \"x\")], disclosure: Shared([\"b\"]))),\n])\n";
const ADDITIONS: &str = "Additions(language: \"en\", entries: [\n\
    Hint(id: \"hint-office-1\", title: \"Ask\", section: \"office\", ask: \"Who drives?\", why: \"Roads.\", watch_for: \"Names.\",\n\
    phases: [\"negotiation\"], links: [\"b2\"], places: [Overview]),\n])\n";
const DRAFTS: &str = "Drafts(format: 1, by: \"rosa\", drafts: [(form: \"f\", title: \"t\", at: \"x\", fields: [(\"a\", \"b\")])])";
const CASE_FILE: &str =
    "CaseFile(format: 1, about: (id: \"c\", kind: Exercise, created: \"2026-11-21T10:00:00Z\"))";
const KEYS: &str = "Keys(preset: vim, rows: [(command: \"search\", keys: [\"ctrl-f\"]), (place: \"Positions\", command: \"add\", keys: [\"n\"])])";
const CSV: &str = "party,issue,phase,statement,date,stances,disclosure\n\
    North,Police,Negotiation,\"One force, two \"\"languages\"\"\",1990-08,A: accepts if (a vote),public\nSouth,Police,,Two forces,circa 1990,,\n";
const XLSX: &[u8] = include_bytes!("../fixtures/positions.xlsx");
const ODS: &[u8] = include_bytes!("../fixtures/positions.ods");
const LOCK: &str = "(by: \"rosa\", since: \"2026-11-21T10:00:00Z\", seen: [(\"rosa@srv1-aaaa.ronl\", 3)])";

const FOLDER: &str = "/cases/one";
const LOG: &str = "/cases/one/log/rosa@srv1-aaaa.ronl";

/// A disk with a case of a few lines.
fn disk() -> (MemoryDisk, Arc<dyn Disk>) {
    let memory = MemoryDisk::new();
    let disk: Arc<dyn Disk> = Arc::new(memory.clone());
    let new = NewCase {
        id: "c".into(),
        kind: goodoffices::model::CaseKind::Exercise,
        edit: None,
        by: "rosa".into(),
        at: now(),
    };
    create(&disk, Path::new(FOLDER), &new).unwrap();
    (memory, disk)
}

/// The log of a case with every kind of line: added, changed, undone, deleted, in two versions.
fn log() -> Vec<u8> {
    let (memory, disk) = disk();
    let access = |by: &str| Access::Write { by: by.into(), host: "srv1".into(), since: now() };
    let open = |by| OpenCase::open(disk.clone(), Path::new(FOLDER), &access(by)).unwrap();
    let (mut rosa, mut luis) = (open("rosa"), open("luis"));
    let document = CaseDocument::read(SMALL_CASE).unwrap();
    rosa.save(&document.edit(), now()).unwrap();
    luis.look().unwrap();
    rosa.save(&add("x", "one"), now()).unwrap();
    rosa.undo(now()).unwrap();
    luis.save(&add("y", "two"), now()).unwrap();
    let logs =
        memory.files().into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "ronl"));
    logs.flat_map(|path| memory.bytes(&path).unwrap()).collect()
}

fn read_log(bytes: &[u8]) {
    let (memory, disk) = disk();
    memory.overwrite(Path::new(LOG), bytes);
    let mut case = OpenCase::open(disk.clone(), Path::new(FOLDER), &Access::Read).unwrap();
    case.look().unwrap();
    let _ = case.case().seen_by(&Audience::Shareable);
    let found = check_folder(&disk, Path::new(FOLDER)).unwrap();
    assert!(found.iter().all(|finding| finding.to_string().contains(": ")));
    repair(&disk, Path::new(FOLDER), "anna", now()).unwrap();
    let again = OpenCase::open(disk, Path::new(FOLDER), &Access::Read).unwrap();
    assert!(!again.case().lines_lost, "a repaired case is whole: {:?}", again.set_aside());
    let mut known = case.document().history().all();
    assert!(
        known.all(|revision| again.document().history().get(&revision.id).is_some()),
        "repairing lost what was known"
    );
}

/// The same line with sums and ids that hold, so that what lies behind them is reached.
fn read_line(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let whole = text
        .split_once(", hash: ")
        .and_then(|(head, rest)| Some((head.get(17..)?, rest.split_once(", body: ")?.1)));
    let signed = whole.map(|(head, body)| {
        let body = body.trim_end().trim_end_matches(')');
        let head = format!("{head}, hash: \"{}\"", blake3::hash(body.as_bytes()).to_hex());
        let rest =
            format!("{head}, id: \"{}\", seq: 1, body: {body})", blake3::hash(head.as_bytes()).to_hex());
        format!("{} {rest}", &blake3::hash(rest.as_bytes()).to_hex()[..16])
    });
    for line in [Some(text.to_owned()), signed].into_iter().flatten() {
        if let Ok((revision, _)) = line::read(line.trim_end_matches('\n')) {
            let _ = revision.state();
            let _ = line::Line::again(&revision);
        }
        let _ = line::salvage(line.as_bytes());
    }
}

fn read_case(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(document) = CaseDocument::read(&text) {
        let _ = Document::default().prepare(&document.edit(), &pen());
    }
}

fn pen() -> Pen {
    Pen { by: "rosa".into(), at: now(), seed: [1; 16] }
}

fn read_scenario(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(scenario) = comparison::read(&text) {
        let _ = comparison::check(&scenario, &text);
    }
}

fn read_additions(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let _ = guidance::catalogue().with_additions(&[("office.ron".to_owned(), text)]);
}

fn read_drafts(bytes: &[u8]) {
    let (memory, disk) = disk();
    memory.overwrite(Path::new("/cases/one/drafts/rosa@srv1-aaaa.ron"), bytes);
    let _ = Drafts::new(disk, Path::new(FOLDER), "rosa", "srv1").take_over();
}

fn read_case_file(bytes: &[u8]) {
    let (memory, disk) = disk();
    memory.overwrite(Path::new("/cases/one/case.ron"), bytes);
    let _ = OpenCase::open(disk, Path::new(FOLDER), &Access::Read).map(|case| case.is_newer());
}

fn read_lock(bytes: &[u8]) {
    let (memory, disk) = disk();
    memory.overwrite(Path::new("/cases/one/log/rosa@srv1-aaaa.lock"), bytes);
    let case = OpenCase::open(disk, Path::new(FOLDER), &Access::Read).unwrap();
    let _ = case.others();
}

fn read_settings(bytes: &[u8]) {
    let memory = MemoryDisk::new();
    memory.overwrite(Path::new("/settings.ron"), bytes);
    let _ = settings::read(&memory, Path::new("/settings.ron"));
}

fn read_keys(bytes: &[u8]) {
    let _ = Keymap::read(&String::from_utf8_lossy(bytes)).problems();
}

/// A spreadsheet, by what it is.
fn read_sheet(bytes: &[u8]) {
    if let Ok(plan) = plan(bytes, "positions.csv", &Case::default(), &Choices::default(), &pen()) {
        let _ = (plan.edit(), plan.summary(), plan.lines("positions.csv"));
    }
}

/// A sheet within a workbook that is whole: behind the sums of its parts.
fn read_xlsx_sheet(bytes: &[u8]) {
    read_sheet(&with_part(XLSX, XLSX_SHEET, bytes));
}

fn read_ods_sheet(bytes: &[u8]) {
    read_sheet(&with_part(ODS, ODS_SHEET, bytes));
}

const XLSX_SHEET: &str = "xl/worksheets/sheet1.xml";
const ODS_SHEET: &str = "content.xml";

/// The parts of a workbook, by name.
fn parts(workbook: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let count = archive.len();
    let part = |at| {
        let mut file = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), bytes)
    };
    (0..count).map(part).collect()
}

fn part(workbook: &[u8], name: &str) -> Vec<u8> {
    parts(workbook).into_iter().find(|(part, _)| part == name).unwrap().1
}

fn with_part(workbook: &[u8], changed: &str, to: &[u8]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let plainly = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts(workbook) {
        out.start_file(name.as_str(), plainly).unwrap();
        out.write_all(if name == changed { to } else { &bytes }).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn read_words(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(date) = text.parse::<Date>() {
        assert!(date.from() <= date.to() && !date.spoken().is_empty() && !date.is_after(&date), "{date}");
    }
    let _ = text.parse::<Audience>();
    let _ = settings::working_name(&text);
}

fn readers() -> Vec<Reader> {
    let log = log();
    let lines: Vec<Vec<u8>> = log.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    let of = |texts: &[&str]| texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    let reader = |name, share, seeds, read| Reader { name, seeds, share, read };
    vec![
        reader("lines", 26, lines, read_line),
        reader("logs", 8, vec![log], read_log),
        reader("case documents", 18, of(&[SMALL_CASE]), read_case),
        reader("a large case document", 1, of(&[EXERCISE]), read_case),
        reader("scenarios", 3, of(&[SCENARIO]), read_scenario),
        reader("guidance additions", 4, of(&[ADDITIONS]), read_additions),
        reader("drafts", 6, of(&[DRAFTS]), read_drafts),
        reader("case files", 6, of(&[CASE_FILE]), read_case_file),
        reader("lock files", 5, of(&[LOCK]), read_lock),
        reader("settings", 4, of(&["(name: Some(\"rosa\"))"]), read_settings),
        reader("keys", 2, of(&[KEYS]), read_keys),
        reader("csv", 3, of(&[CSV]), read_sheet),
        reader("workbooks", 1, vec![XLSX.to_vec(), ODS.to_vec()], read_sheet),
        reader("sheets of xlsx", 1, vec![part(XLSX, XLSX_SHEET)], read_xlsx_sheet),
        reader("sheets of ods", 1, vec![part(ODS, ODS_SHEET)], read_ods_sheet),
        reader(
            "dates, audiences, names",
            11,
            of(&["circa 1984-05-06", "1990-05..1990-07-03", "1991-mid", "party:fmln", "rosa"]),
            read_words,
        ),
    ]
}

#[test]
fn no_reader_falls_over_whatever_it_is_given() {
    let total = size(4_000, 1_000_000);
    let mut luck = Luck::new(7);
    let mut given = 0;
    let readers = readers();
    let all = readers.len();
    for Reader { name, seeds, share, read } in readers {
        for seed in &seeds {
            read(seed);
        }
        for number in 0..total * share / 100 {
            let (seed, other) = (&seeds[luck.below(seeds.len())], &seeds[luck.below(seeds.len())]);
            let input = mutated(seed, other, &mut luck);
            given += 1;
            let stands = catch_unwind(AssertUnwindSafe(|| read(&input))).is_ok();
            assert!(stands, "{name} fell over at input {number}: {:?}", String::from_utf8_lossy(&input));
        }
    }
    assert_eq!(given, total);
    figure(&format!("{given} mutated inputs over {all} readers, no panic"));
}
