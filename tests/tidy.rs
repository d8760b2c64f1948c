//! Our rules, as tests: who may know whom, what may stand where, how long a file may be.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "it reads the project's own files and fails where it is"
)]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The layers, each with the layers of this crate that it may name. What is not listed here fails.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("notation", &[]),
    ("plain", &[]),
    ("guidance", &["model", "notation"]),
    ("revision", &["model", "notation"]),
    ("edit", &["model", "revision"]),
    ("document", &["model", "revision", "edit"]),
    ("audience", &["model", "revision", "document", "notation"]),
    ("search", &["model", "guidance", "audience", "notation", "plain"]),
    ("analysis", &["model", "guidance", "audience", "notation", "search"]),
    (
        "store",
        &["model", "guidance", "revision", "edit", "document", "audience", "analysis", "search", "notation"],
    ),
    ("settings", &["store", "notation", "model"]),
    ("seeds", &["store", "model", "document", "notation", "edit"]),
    ("report", &["model", "guidance", "audience", "analysis", "search", "notation", "plain", "store"]),
    ("import", &["model", "edit", "document", "search", "notation", "store", "audience"]),
    ("export", &["model", "audience", "search", "notation", "import", "analysis", "plain"]),
    ("surroundings", &[]),
];

/// `cli` and `ui` know everything below them and not each other; only `cli` starts the screens.
const ABOVE: [&str; 2] = ["cli", "ui"];

struct Source {
    path: PathBuf,
    layer: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let inside = path.strip_prefix(&root).unwrap().to_owned();
                let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
                let layer = first.trim_end_matches(".rs").to_owned();
                found.push(Source { text: fs::read_to_string(&path).unwrap(), layer, path: inside });
            }
        }
    }
    found
}

/// The code of a file without comments and without its tests.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    text.lines().map(|line| line.split("//").next().unwrap()).collect::<Vec<_>>().join("\n")
}

fn is_test(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str().to_string_lossy().starts_with("tests"))
}

/// The layers that a file names: `crate::x::…`, and the first names in `use crate::{…}`.
fn named(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => names.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()),
            Some(group) => {
                let mut depth = 0;
                let mut word = String::new();
                let mut is_first = true;
                for c in group.chars() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => {
                            names.push(std::mem::take(&mut word));
                            is_first = true;
                        }
                        ':' if depth == 0 => is_first = false,
                        c if depth == 0 && is_first && (c.is_alphanumeric() || c == '_') => word.push(c),
                        _ => {}
                    }
                }
                names.push(word);
            }
        }
    }
    names.retain(|name| !name.is_empty() && name.chars().next().is_some_and(char::is_lowercase));
    names
}

#[test]
fn every_layer_names_only_those_below_it() {
    for source in sources().iter().filter(|source| !is_test(&source.path)) {
        if ["lib", "main"].contains(&source.layer.as_str()) {
            continue;
        }
        for name in named(&code(&source.text)) {
            if name == source.layer {
                continue;
            }
            let place = format!("{} names {name}", source.path.display());
            match source.layer.as_str() {
                "ui" => assert!(name != "cli", "{place}"),
                "cli" => assert!(
                    name != "ui"
                        || source.path.ends_with("cli/open.rs")
                        || source.path.ends_with("cli/doctor.rs"),
                    "{place}"
                ),
                layer => {
                    let (_, below) =
                        MAY_KNOW.iter().find(|(known, _)| *known == layer).unwrap_or_else(|| {
                            panic!("{layer} is a new layer: say in tests/tidy.rs whom it may know");
                        });
                    assert!(below.contains(&name.as_str()) && !ABOVE.contains(&name.as_str()), "{place}");
                }
            }
        }
    }
}

#[test]
fn the_rule_about_layers_catches_a_breach_without_a_use_line() {
    assert_eq!(named("let x = crate::ui::theme::Look::default();"), ["ui"]);
    assert_eq!(named("use crate::{\n    model::{Case, Id},\n    store,\n};"), ["model", "store"]);
}

#[test]
fn nothing_below_the_screens_knows_a_terminal() {
    for source in sources().iter().filter(|source| source.layer != "ui") {
        for word in ["ratatui", "crossterm", "tui_textarea"] {
            assert!(!code(&source.text).contains(word), "{} names {word}", source.path.display());
        }
    }
}

#[test]
fn a_case_reaches_screens_and_results_through_seen_only() {
    for source in sources().iter().filter(|source| !is_test(&source.path)) {
        let is_view = source.path.starts_with("ui/screens") || source.path.starts_with("ui/forms");
        if is_view || source.layer == "report" || source.layer == "export" {
            let code = code(&source.text);
            for word in ["store::OpenCase", ".document()", "document::Document"] {
                assert!(!code.contains(word), "{} goes round Seen: {word}", source.path.display());
            }
        }
    }
}

#[test]
fn files_stay_short_and_explain_themselves() {
    for source in sources() {
        let lines = code(&source.text).lines().count();
        assert!(lines <= 500 || is_test(&source.path), "{} has {lines} lines", source.path.display());
        let begins = source.text.starts_with("//!") || is_test(&source.path);
        assert!(begins, "{} does not say what it is for", source.path.display());
    }
}

#[test]
fn every_screen_has_a_journey() {
    let screens = fs::read_to_string("tests/journeys/screens.rs").unwrap();
    let declared = fs::read_to_string("src/ui/screens.rs").unwrap();
    let variants = declared
        .lines()
        .filter(|line| line.trim_start().starts_with("Self::") && line.contains("(view) => view"));
    let count = variants.count() / 2;
    let listed = screens.lines().filter(|line| line.trim_start().starts_with("(\"")).count();
    assert!(listed >= count, "{count} screens, {listed} journeys to them in tests/journeys/screens.rs");
}

#[test]
fn no_modules_called_mod_and_no_leftovers() {
    for source in sources() {
        assert!(!source.path.ends_with("mod.rs"), "{}", source.path.display());
        for word in ["TODO", "FIXME", "unimplemented!", "todo!("] {
            assert!(!source.text.contains(word), "{} holds {word}", source.path.display());
        }
    }
}

/// Words that tell what a key does.
const DOES: [&str; 25] = [
    "adds", "answers", "asks", "begins", "brings", "changes", "closes", "comes", "counts", "draws", "goes",
    "leads", "leaves", "lists", "makes", "marks", "opens", "reads", "records", "runs", "sets", "shows",
    "switches", "takes", "writes",
];

/// A key of a table, as it would stand in a sentence, or a screen by its number.
fn names_a_key(word: &str, next: &str) -> bool {
    let is_key = (word.len() == 1 && word.chars().all(|c| c.is_ascii_alphabetic() || "/:?".contains(c)))
        || ["Esc", "Enter", "Tab", "Space", "Right"].contains(&word);
    (is_key && DOES.contains(&next)) || (word.eq_ignore_ascii_case("screen") && next.parse::<u8>().is_ok())
}

#[test]
fn no_sentence_of_a_screen_names_a_key_that_a_user_may_have_changed() {
    for sentence in
        ["Complete. v sets the options", "Fewer than two. Screen 3 marks", "is done; Enter changes it"]
    {
        let words: Vec<&str> = sentence.split_whitespace().collect();
        assert!(words.windows(2).any(|two| names_a_key(two[0], two[1])), "{sentence}");
    }
    let folders = ["ui/screens", "ui/forms", "ui/app"];
    for source in
        sources().iter().filter(|source| folders.iter().any(|folder| source.path.starts_with(folder)))
    {
        let code = code(&source.text);
        let trimmed = |word: &'_ str| word.trim_matches(|c| "\"(;.".contains(c)).to_owned();
        let words: Vec<String> = code.split_whitespace().map(trimmed).collect();
        for two in words.windows(2) {
            let place = source.path.display();
            assert!(!names_a_key(&two[0], &two[1]), "{place} says \"{} {}\"", two[0], two[1]);
        }
    }
}
