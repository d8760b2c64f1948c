//! Parts of documents that are made from the program: they must be what the program says today.
//!
//! `UPDATE_GENERATED=1 cargo test --test generated` writes them anew.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "it reads and writes the project's own documents"
)]

use std::{fmt::Write as _, fs};

use goodoffices::ui::screens::ALL_TABLES;

#[test]
fn the_key_table_of_the_readme_is_that_of_the_program() {
    let mut table = String::from("| where | keys | command | what it does |\n|---|---|---|---|\n");
    for (place, rows) in ALL_TABLES {
        for row in *rows {
            let keys = row.key_names().replace('|', "\\|");
            writeln!(table, "| {place} | `{keys}` | {} | {} |", row.command.name(), row.long).unwrap();
        }
    }
    keep_current("README.md", "keys", &table);
}

/// Compares a part between `<!-- name -->` and `<!-- end of name -->`, or writes it anew.
fn keep_current(path: &str, name: &str, wanted: &str) {
    let text = fs::read_to_string(path).unwrap();
    let (start, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let from = text.find(&start).unwrap_or_else(|| panic!("{path} has no {start}")) + start.len();
    let to = from + text[from..].find(&end).unwrap();
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        fs::write(path, format!("{}{wanted}{}", &text[..from], &text[to..])).unwrap();
        return;
    }
    assert_eq!(&text[from..to], wanted, "run UPDATE_GENERATED=1 cargo test --test generated");
}

#[test]
fn the_man_page_holds_every_key() {
    let output = assert_cmd::Command::cargo_bin("goodoffices").unwrap().arg("man").output().unwrap();
    let page = String::from_utf8(output.stdout).unwrap();
    for row in ALL_TABLES.iter().flat_map(|(_, rows)| *rows) {
        let plain = |text: &str| text.replace('-', "\\-");
        let words = format!("\\fR  {}\n\\&{}\n", plain(&row.command.name()), plain(row.long));
        assert!(page.contains(&words), "{words}");
    }
}
