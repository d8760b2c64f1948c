//! Every format there ever was still opens: the fixtures under `tests/fixtures/old/` are never changed, only added to.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use goodoffices::{
    analysis::comparison,
    document::{Document, Pen},
    edit::Edit,
    model::{Actor, Comparison, Record, RecordRef, RecordType, State, Version},
    revision::FORMAT,
    store::{Access, CaseDocument, Disk, Drafts, MemoryDisk, OpenCase, RealDisk, read_document},
};

use crate::process::{named, now, read};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/old")
}

/// What every version of every record says, in an order of its own.
fn said(document: &Document) -> Vec<(RecordRef, Vec<State<Record>>)> {
    let mut records: Vec<&RecordRef> = document.history().records().collect();
    records.sort();
    let states = |record: &RecordRef| {
        let mut states: Vec<State<Record>> =
            document.case().heads_of(record).into_iter().map(|head| head.state).collect();
        states.sort_by_key(|state| format!("{state:?}"));
        states
    };
    let all = records.into_iter().map(|record| (record.clone(), states(record)));
    all.filter(|(_, states)| !states.is_empty()).collect()
}

#[test]
fn every_old_format_opens_and_says_what_it_said() {
    let mut formats = 0;
    for entry in std::fs::read_dir(fixtures()).unwrap() {
        let folder = entry.unwrap().path();
        formats += 1;
        let case = read(&folder.join("case"));
        assert_eq!(case.set_aside(), [], "{}", folder.display());
        assert!(!case.is_newer() && case.case().unreadable.is_empty());
        let text = std::fs::read_to_string(folder.join("present.ron")).unwrap();
        let document = CaseDocument::read(&text).unwrap();
        let mut present = Document::default();
        let step =
            present.prepare(&document.edit(), &Pen { by: "x".into(), at: now(), seed: [1; 16] }).unwrap();
        present.commit(step);
        for (was, is) in said(&present).iter().zip(said(case.document())) {
            assert_eq!((was.0.clone(), was.1.clone()), is);
        }
        assert_eq!(said(case.document()).len(), said(&present).len(), "{}", folder.display());
        let (gone, erased): (Vec<_>, Vec<_>) = case.case().gone.values().partition(|gone| !gone.erased);
        assert_eq!((gone.len(), erased.len()), (1, 1), "{}", folder.display());
        let contested = case.case().actors.iter().filter(|(_, entry)| entry.is_contested()).count();
        assert_eq!(contested, 1, "{}", folder.display());
        assert_eq!(drafts_in(&folder).len(), 1);
        let text = std::fs::read_to_string(folder.join("comparison.ron")).unwrap();
        let compared = comparison::read(&text).unwrap();
        assert_eq!(comparison::check(&compared, &text), [], "{}", folder.display());
        assert!(compared.options.len() > 1 && compared.version <= Comparison::FORMAT);
    }
    assert_eq!(formats, FORMAT, "today's format has a fixture, too");
}

/// The drafts of a fixture, taken over on a disk of their own.
fn drafts_in(folder: &Path) -> Vec<goodoffices::store::Draft> {
    let memory = MemoryDisk::new();
    let disk: Arc<dyn Disk> = Arc::new(memory.clone());
    for folder in ["/case", "/case/drafts"] {
        disk.create_folder(Path::new(folder), 0o700).unwrap();
    }
    let text = read_document(&RealDisk, &folder.join("case/drafts/rosa@srv1-aaaa.ron")).unwrap();
    memory.overwrite(Path::new("/case/drafts/rosa@srv1-aaaa.ron"), text.as_bytes());
    let mut drafts = Drafts::new(disk, Path::new("/case"), "rosa", "srv1");
    drafts.take_over().unwrap();
    drafts.offered().to_vec()
}

/// Writes the fixture of today's format, once, before the format changes:
/// `cargo test --test storage -- --ignored writes_the_fixture_of_todays_format`.
#[test]
#[ignore = "it writes a fixture, and does so once for each format"]
fn writes_the_fixture_of_todays_format() {
    let folder = fixtures().join(format!("format-{FORMAT}"));
    std::fs::create_dir_all(&folder).unwrap();
    let case_folder = folder.join("case");
    let island = std::fs::read_to_string(fixtures().join("../exercise-island.ron")).unwrap();
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let new = goodoffices::store::NewCase {
        id: "old".into(),
        kind: goodoffices::model::CaseKind::Exercise,
        edit: Some(CaseDocument::read(&island).unwrap().edit()),
        by: "rosa".into(),
        at: now(),
    };
    goodoffices::store::create(&disk, &case_folder, &new).unwrap();
    let open = |by: &str| {
        let access = Access::Write { by: by.into(), host: "srv1".into(), since: now() };
        OpenCase::open(disk.clone(), &case_folder, &access).unwrap()
    };
    let coded = |name: &str, code: &str| {
        Box::new(Actor { name: name.into(), code: code.into(), ..Actor::default() }.into_record())
    };
    let actor = |name: &str| coded(name, "");
    let seen = |case: &OpenCase, id: &str| {
        case.case()
            .heads_of(&named(id))
            .iter()
            .map(|head: &Version<Record>| head.revision)
            .collect::<Vec<_>>()
    };
    let (mut rosa, mut luis) = (open("rosa"), open("luis"));
    for (id, name) in [("two", "قال \"نعم\" \\ then\nleft"), ("gone", "Gone"), ("erased", "Nobody's name")]
    {
        rosa.save(&Edit::Add(named(id), actor(name)), now()).unwrap();
    }
    luis.look().unwrap();
    rosa.save(
        &Edit::Change { which: named("two"), seen: seen(&rosa, "two"), to: coded("hers", "A-80") },
        now(),
    )
    .unwrap();
    luis.save(
        &Edit::Change { which: named("two"), seen: seen(&luis, "two"), to: coded("his", "A-80") },
        now(),
    )
    .unwrap();
    rosa.save(&Edit::Delete { which: named("gone"), seen: seen(&rosa, "gone") }, now()).unwrap();
    rosa.undo(now()).unwrap();
    rosa.redo(now()).unwrap();
    drop((rosa, luis));
    erase(&case_folder);
    let text = CaseDocument::of(read(&case_folder).case()).text().unwrap();
    std::fs::write(folder.join("present.ron"), text).unwrap();
    let mut drafts = Drafts::new(disk, &case_folder, "rosa", "srv1");
    let fields = vec![("statement".to_owned(), "Half a sen".to_owned())];
    drafts.put(goodoffices::store::Draft {
        form: "position".into(),
        title: "Position".into(),
        at: now().to_string(),
        fields,
    });
    drafts.write().unwrap();
    drop(drafts);
    tidy(&case_folder);
}

/// Puts "erased" in the place of a body, as the format has it: every id still holds.
fn erase(case: &Path) {
    for path in std::fs::read_dir(case.join("log")).unwrap().map(|entry| entry.unwrap().path()) {
        let text = std::fs::read_to_string(&path).unwrap();
        let erased: String = text
            .lines()
            .map(|line| {
                if line.contains("rec: Actor(\"erased\")") {
                    let rest = &line[17..line.find(", body: ").unwrap()];
                    let rest = format!(
                        "{rest}, body: Erased(by: \"rosa\", at: \"2026-11-22\", why: \"consent withdrawn\"))"
                    );
                    format!("{} {rest}\n", &blake3::hash(rest.as_bytes()).to_hex()[..16])
                } else {
                    format!("{line}\n")
                }
            })
            .collect();
        if erased.contains("Erased(") {
            std::fs::write(&path, erased).unwrap();
        }
    }
}

/// Gives files names that stay, and takes the locks away.
fn tidy(case: &Path) {
    for folder in ["log", "drafts"] {
        for path in std::fs::read_dir(case.join(folder)).unwrap().map(|entry| entry.unwrap().path()) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            match (name.rsplit_once('.').unwrap(), name.split_once('-')) {
                ((_, "lock"), _) => std::fs::remove_file(&path).unwrap(),
                ((_, ending), Some((who, _))) => {
                    std::fs::rename(&path, case.join(folder).join(format!("{who}-aaaa.{ending}"))).unwrap();
                }
                _ => {}
            }
        }
    }
}
