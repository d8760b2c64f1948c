//! The files from which fuzzing starts are good ones: each is read by the reader that it is for.

use std::path::{Path, PathBuf};

use goodoffices::{
    analysis::comparison,
    guidance, import,
    revision::line,
    settings,
    store::{CaseDocument, RealDisk},
};

use crate::skipped;

fn files(of: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(of);
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.map(|path| (path.clone(), std::fs::read(&path).unwrap())).collect()
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
        _ => settings::read(&RealDisk, path).is_ok(),
    };
    let mut read = 0;
    for of in ["lines", "logs", "cases", "comparisons", "guidance", "spreadsheets", "settings"] {
        for (path, bytes) in files(of) {
            assert!(is_good(of, &path, &bytes), "{} is not good", path.display());
            read += 1;
        }
    }
    assert!(read >= 17, "{read} files");
}
