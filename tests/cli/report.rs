//! Pages about a case: what is written, what is refused, and what the person who writes one is told.

use crate::room::{Room, SAMPLE, repository};

#[test]
fn a_report_is_written_in_the_format_of_its_ending_and_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let room = Room::with_sample();
    for (file, begins) in [
        ("brief.md", "**UNCLASSIFIED**"),
        ("brief.html", "<!DOCTYPE html>"),
        ("brief.txt", "                                UNCLASSIFIED"),
    ] {
        room.done(&["report", SAMPLE, "brief", file, "--audience", "team"]);
        assert!(room.read(file).starts_with(begins), "{file}");
        let mode = std::fs::metadata(room.path(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
    room.done(&["report", SAMPLE, "full", "full.docx", "--audience", "shareable"]);
    assert!(std::fs::read(room.path("full.docx")).unwrap().starts_with(b"PK"));
}

#[test]
fn the_comparison_that_is_kept_with_the_case_is_in_it() {
    let room = Room::with_sample();
    room.done(&["report", SAMPLE, "comparison", "c.md", "--audience", "team"]);
    assert!(room.read("c.md").contains("How should the old police forces end"));
    room.done(&["report", SAMPLE, "comparison", "all.md", "--audience", "shareable"]);
    assert!(!room.read("all.md").contains("police forces"));
}

#[test]
fn the_person_who_writes_is_told_what_is_withheld_and_the_page_is_not() {
    let room = Room::with_case(&repository("tests/fixtures/exercise-island.ron"));
    let said = room.run(&["report", "case", "full", "x.html", "--audience", "party:Northern Council"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.err.contains("entries are left out for this audience: "), "{}", said.err);
    assert!(said.err.contains("told in confidence") && !said.err.contains("SECRET"), "{}", said.err);
    let page = room.read("x.html");
    assert!(!page.contains("withheld") && !page.contains("SECRET-") && page.contains("ONLY-NORTH-03"));
}

/// A comparison for all parties of one option that they may see, and one that they may not: as it stands after the second
/// was withdrawn.
fn with_withheld(audience: &str) -> String {
    format!(
        r#"(question: "Which?", title: "Ports", audience: "{audience}", authors: ["ROSA"], horizon: 12,
            parties: [(id: "n", name: "Northern Council", actor: "northern-council")],
            options: [(id: "A", title: "Joint ports"), (id: "B", title: "SECRETOPTION", stands_for: ["o-SECRET-91"])],
            assumptions: [(id: "x", text: "Peace holds", by: "ROSA")])"#
    )
}

#[test]
fn a_comparison_with_what_was_withdrawn_is_shown_to_nobody_and_its_writer_is_told() {
    let room = Room::with_case(&repository("tests/fixtures/exercise-island.ron"));
    let shown = |audience: &str| {
        let said = room.run(&["report", "case", "comparison", "c.md", "--replace", "--audience", audience]);
        assert_eq!(said.code, 0, "{}", said.err);
        let listed = room.done(&["show", "case", "comparisons", "--audience", audience]);
        (room.read("c.md"), listed, said.err)
    };
    room.write("cases/case/scenarios/ports.ron", &with_withheld("shareable"));
    for audience in ["shareable", "party:Northern Council"] {
        let (page, listed, told) = shown(audience);
        assert!(!page.contains("SECRETOPTION") && !listed.contains("SECRETOPTION"), "{page}{listed}");
        assert!(told.contains("\"Ports\" is left out. Option B stands for one that is withheld"), "{told}");
    }
    assert!(shown("team").0.contains("SECRETOPTION"));
    let compared = room.run(&["compare", "cases/case/scenarios/ports.ron", "--case", "case"]);
    assert!(
        compared.code == 1 && compared.out.is_empty() && compared.err.contains("Option B"),
        "{}",
        compared.err
    );
    let open = with_withheld("shareable")
        .replace("stands_for: [\"o-SECRET-91\"]", "")
        .replace("SECRETOPTION", "Apart");
    room.write("cases/case/scenarios/ports.ron", &open);
    let (page, listed, told) = shown("shareable");
    assert!(
        page.contains("Joint ports") && listed.contains("Joint ports") && !told.contains("Ports"),
        "{told}"
    );
    assert!(!page.contains("ROSA") && !listed.contains("ROSA"), "{page}");
}

#[test]
fn what_cannot_be_done_is_refused_and_nothing_is_written() {
    let room = Room::with_sample();
    room.write("there.md", "mine");
    let before = room.files();
    let inside = room.path(&format!("cases/{SAMPLE}/brief.md"));
    for (arguments, code, words) in [
        (vec!["brief", "x.md"], 2, "--audience"),
        (vec!["brief", "x.pdf", "--audience", "team"], 2, ".md, .html, .docx or .txt"),
        (vec!["novel", "x.md", "--audience", "team"], 2, "possible values"),
        (vec!["brief", "x.md", "--audience", "team", "--party", "FMLN"], 2, "--party works with"),
        (vec!["party", "x.md", "--audience", "team", "--party", "FMNL"], 1, "Did you mean \"FMLN\"?"),
        (vec!["brief", "there.md", "--audience", "team"], 1, "is there already"),
        (vec!["brief", "no/such/folder/x.md", "--audience", "team"], 74, "could not"),
        (vec!["brief", inside.as_str(), "--audience", "team"], 1, "is in a case folder"),
    ] {
        let said = room.run(&[&["report", SAMPLE], arguments.as_slice()].concat());
        assert_eq!(said.code, code, "{arguments:?}: {}", said.err);
        assert!(said.err.contains(words), "{arguments:?}: {}", said.err);
    }
    assert_eq!(room.files(), before);
    room.done(&["report", SAMPLE, "brief", "there.md", "--audience", "team", "--replace"]);
    assert!(room.read("there.md").contains("El Salvador"));
}

#[test]
fn one_party_and_one_issue_are_found_by_name() {
    let room = Room::with_sample();
    room.done(&["report", SAMPLE, "party", "p.txt", "--audience", "shareable", "--party", "fmln"]);
    let page = room.read("p.txt");
    assert!(page.contains("\nFMLN\n====") && !page.contains("\nGOES\n===="), "{page}");
    room.done(&["report", SAMPLE, "issue", "i.txt", "--audience", "team", "--issue", "land"]);
    assert!(room.read("i.txt").contains("\nLand\n===="));
}
