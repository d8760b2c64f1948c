//! A report from the screens: read first, for the audience that was chosen, then written, and on record.

use std::path::Path;

use goodoffices::store::Disk;

use crate::session::Session;

fn written(session: &Session, path: &str) -> Option<String> {
    session.disk.bytes(Path::new(path)).map(|bytes| String::from_utf8(bytes).unwrap())
}

#[test]
fn a_report_is_read_before_it_is_written_and_the_case_knows_that_it_was() {
    let mut session = Session::in_sample();
    session.disk.create_folder(Path::new("/out"), 0o700).unwrap();
    session.keys("B").sees("> Reports").sees("For the team").sees("where we stand");
    session.keys("a").sees("For all parties").sees("left out for this audience");
    session.keys("<enter>").sees("Write it where?").sees("brief-");
    session.keys("<backspace>".repeat(60).as_str()).keys("/out/brief.pages<enter>").sees("End the name in");
    session.keys("<backspace>".repeat(5).as_str()).keys("md<enter>").sees("Written: brief.md in /out");
    let page = written(&session, "/out/brief.md").unwrap();
    assert!(page.contains("UNCLASSIFIED") && !page.contains("left out"));
    session.keys("4w<end>").sees("export");
}

#[test]
fn nothing_is_written_over_without_asking_or_into_a_case() {
    let mut session = Session::in_sample();
    let clear = "<backspace>".repeat(60);
    session.disk.create_folder(Path::new("/out"), 0o700).unwrap();
    session.disk.overwrite(Path::new("/out/brief.md"), b"mine");
    session.keys("B<enter>").keys(&clear).keys("/out/brief.md<enter>").sees("Write over it?").keys("n");
    assert_eq!(written(&session, "/out/brief.md").unwrap(), "mine");
    session.keys("<enter>").keys(&clear).keys("/out/brief.md<enter>y").sees("Written: brief.md");
    assert!(written(&session, "/out/brief.md").unwrap().contains("El Salvador"));
    session.keys("<enter>").keys(&clear).keys("/cases/el-salvador-1989-1992/log/x.md<enter>");
    session.sees("is in a case folder");
    assert_eq!(written(&session, "/cases/el-salvador-1989-1992/log/x.md"), None);
}

#[test]
fn a_report_is_about_one_party_and_from_a_shielded_view_for_that_audience_alone() {
    let mut session = Session::in_sample();
    session.keys("B<down>").sees("about each party").keys("i").sees("about FAES").keys("<up>i");
    session.sees("This report is about the whole case");
    session.keys("xB").sees("For this audience").keys("a").sees("is for this audience");
}
