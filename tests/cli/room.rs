//! A folder with nothing of the machine's in it, and the program run there.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use assert_cmd::Command;
use tempfile::TempDir;

/// The name of the sample's copy.
pub const SAMPLE: &str = "el-salvador-1989-1992";

/// An empty home.
pub struct Room {
    folder: TempDir,
    locale: &'static str,
}

/// What the program said.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Room {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), locale: "C.UTF-8" }
    }

    /// The same, on a terminal that knows only ASCII.
    pub fn ascii() -> Self {
        Self { locale: "C", ..Self::new() }
    }

    /// A room with a copy of the sample.
    pub fn with_sample() -> Self {
        let room = Self::new();
        room.done(&["sample", "--no-open"]);
        room
    }

    /// A room with a case made of a document, called `case`.
    pub fn with_case(document: &str) -> Self {
        let room = Self::new();
        room.write("document.ron", document);
        let from = room.path("document.ron");
        room.done(&["new", "case", "--from", &from, "--as", "tester"]);
        room
    }

    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap()
    }

    pub fn cases(&self) -> PathBuf {
        self.folder.path().join("cases")
    }

    pub fn run(&self, arguments: &[&str]) -> Said {
        self.run_with(arguments, "")
    }

    pub fn run_with(&self, arguments: &[&str], input: &str) -> Said {
        let home = self.folder.path();
        let output = Command::new(env!("CARGO_BIN_EXE_goodoffices"))
            .args(arguments)
            .env_clear()
            .env("HOME", home)
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("GOODOFFICES_CASES", self.cases())
            .env("LC_ALL", self.locale)
            .current_dir(home)
            .write_stdin(input)
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Said { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Runs what must be done; gives what it printed.
    pub fn done(&self, arguments: &[&str]) -> String {
        let said = self.run(arguments);
        assert_eq!(said.code, 0, "{arguments:?}: {}", said.err);
        said.out
    }

    /// Runs what must print JSON.
    pub fn json(&self, arguments: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.done(arguments)).unwrap()
    }

    /// Every file under the cases folder with its bytes.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.cases(), &mut files);
        files
    }
}

fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
}

/// A file of the repository.
pub fn repository(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}
