//! The files from which fuzzing starts are good ones: each is read by the reader that it is for.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use goodoffices::{
    analysis::comparison,
    guidance, import,
    model::CaseKind,
    revision::line,
    settings,
    store::{
        Access, CaseDocument, Disk, Draft, Drafts, MemoryDisk, NewCase, OpenCase, RealDisk, create,
        read_about,
    },
    ui::keys::Keymap,
};

use crate::{process::now, skipped};

fn files(of: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(of);
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.map(|path| (path.clone(), std::fs::read(&path).unwrap())).collect()
}

/// The drafts that a session finds in a file of that name.
fn drafts_of(bytes: &[u8]) -> Vec<Draft> {
    let memory = MemoryDisk::new();
    let disk: Arc<dyn Disk> = Arc::new(memory.clone());
    for folder in ["/case", "/case/drafts"] {
        disk.create_folder(Path::new(folder), 0o700).unwrap();
    }
    memory.overwrite(Path::new("/case/drafts/rosa@srv1-aaaa.ron"), bytes);
    let mut drafts = Drafts::new(disk, Path::new("/case"), "rosa", "srv1");
    drafts.take_over().unwrap();
    drafts.offered().to_vec()
}

/// Who has a case open, by a lock file with this text.
fn others_of(lock: &str) -> Vec<String> {
    let disk: Arc<dyn Disk> = Arc::new(MemoryDisk::new());
    let (folder, by) = (Path::new("/one"), "rosa".to_owned());
    let new = NewCase { id: "c".into(), kind: CaseKind::Exercise, edit: None, by, at: now() };
    create(&disk, folder, &new).unwrap();
    let _held = disk.lock(Path::new("/one/log/rosa@srv1-aaaa.lock"), lock, 0o600).unwrap().unwrap();
    let open = OpenCase::open(disk, folder, &Access::Read).unwrap();
    open.others().into_iter().map(|other| other.by).collect()
}

#[test]
fn every_file_that_fuzzing_starts_from_is_read() {
    const NAME: &str = "the files that fuzzing starts from";
    if !Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").exists() {
        return skipped(NAME, "they are not part of the package");
    }
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let lines = |bytes: &[u8]| text(bytes).lines().all(|line| line::read(line).is_ok());
    let is_good = |of: &str, path: &Path, bytes: &[u8]| match of {
        "lines" | "logs" => lines(bytes),
        "cases" => CaseDocument::read(&text(bytes)).is_ok(),
        "comparisons" => {
            let read = comparison::read(&text(bytes));
            read.is_ok_and(|read| comparison::check(&read, &text(bytes)).is_empty())
        }
        "guidance" => {
            let (_, problems) = guidance::catalogue().with_additions(&[("office.ron".into(), text(bytes))]);
            assert_eq!(problems, []);
            true
        }
        "spreadsheets" => {
            let name = path.file_name().unwrap().to_string_lossy();
            import::read(bytes, &name, &import::Choices::default()).is_ok()
        }
        "settings" => settings::read(&RealDisk, path).is_ok(),
        "keys" => Keymap::read(&text(bytes)).problems().is_empty(),
        "casefile" => read_about(&RealDisk, path.parent().unwrap()).is_ok(),
        "drafts" => !drafts_of(bytes).is_empty(),
        "locks" => others_of(&text(bytes)) == ["rosa"],
        other => panic!("{other}"),
    };
    let mut read = 0;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    for target in std::fs::read_dir(root.join("fuzz_targets")).unwrap() {
        let of = target.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned();
        let before = read;
        for (path, bytes) in files(&of) {
            assert!(is_good(&of, &path, &bytes), "{} is not good", path.display());
            read += 1;
        }
        assert!(read > before, "{of} has a file to start from");
    }
    assert!(read >= 21, "{read} files");
}
