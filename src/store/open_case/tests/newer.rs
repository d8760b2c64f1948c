//! What a newer program, or nobody's program, wrote.

use super::*;

#[test]
fn what_a_newer_program_wrote_locks_its_own_record_and_nothing_else() {
    let (disk, shared, path, whole) = written(&["a", "b"]);
    let case = read(&shared);
    let parent = case.case().actors.get(&Id::new("a").unwrap()).unwrap().versions()[0].revision;
    let line = newer_line("Actor(\"a\")", &format!("[\"{parent}\"]"), 3);
    disk.overwrite(
        &path,
        &[&whole[..], line.as_bytes(), newer_line("Mission(\"m\")", "[]", 4).as_bytes()].concat(),
    );
    let mut case = open(&shared, "rosa");
    assert_eq!(whys(&case), [Why::Newer], "a kind that only a newer program knows");
    let which = RecordRef::of::<Actor>(&Id::new("a").unwrap());
    assert!(case.case().has(&which) && case.case().actors.len() == 1 && !case.case().lines_lost);
    let to = Box::new(Actor { name: "x".into(), ..Actor::default() }.into_record());
    let seen = vec![case.case().heads_of(&which)[0].revision];
    for edit in [
        Edit::Change { which: which.clone(), seen: seen.clone(), to: to.clone() },
        Edit::Change { which: which.clone(), seen: vec![parent], to },
        Edit::Delete { which: which.clone(), seen },
    ] {
        let refusal = case.save(&edit, now()).unwrap_err().to_string();
        assert!(refusal.contains("newer program"), "{refusal}");
    }
    assert!(matches!(case.save(&add("a"), now()), Err(StoreError::Refused(crate::edit::Refusal::Exists(_)))));
    let findings = crate::store::check_folder(&shared, Path::new("/cases/one")).unwrap();
    let what = "actor A-01 Actor a: written by a newer program";
    assert!(findings.iter().any(|finding| finding.what == what), "{findings:?}");
    let group = Actor { name: "Both".into(), members: vec![Id::new("a").unwrap()], ..Actor::default() };
    let group = Edit::Add(RecordRef::of::<Actor>(&Id::new("g").unwrap()), Box::new(group.into_record()));
    assert_eq!(case.save(&group, now()).unwrap().words, "added actor A-03", "its code is not given again");
}

/// A line of a format to come: its header and its step have a shape that this program does not know.
fn newer_line(rec: &str, parents: &str, seq: u64) -> String {
    let body = "Actor(shape: Round)";
    let hash = blake3::hash(body.as_bytes()).to_hex();
    let head = format!(
        "(v: 2, rec: {rec}, step: (\"n\", 1, 1, Import), by: (\"luis\", Adviser), at: Tomorrow, parents: {parents}, mood: Calm, hash: \"{hash}\""
    );
    let rest = format!("{head}, id: \"{}\", seq: {seq}, body: {body})", RevisionId::of(head.as_bytes()));
    format!("{} {rest}\n", &blake3::hash(rest.as_bytes()).to_hex()[..16])
}

#[test]
fn a_case_of_a_newer_program_opens_for_reading() {
    let (disk, shared, _, _) = written(&["a"]);
    let newer = b"CaseFile(format: 2, mood: Calm, about: (id: \"c\", kind: Simulation, created: \"x\", mission: \"y\"))";
    disk.overwrite(Path::new("/cases/one/case.ron"), newer);
    let mut case = open(&shared, "rosa");
    assert!(case.is_newer() && case.is_read_only());
    assert_eq!((case.case().about.kind, case.case().actors.len()), (CaseKind::Real, 1));
    assert!(matches!(case.save(&add("b"), now()), Err(StoreError::Newer)));
    assert!(case.barred().unwrap().contains("a newer program made this case"), "{:?}", case.barred());
    assert!(case.join(Path::new("/cases/one"), Erasures::Refused).unwrap_err().to_string().contains("newer"));
    let before = disk.files().iter().map(|file| disk.bytes(file)).collect::<Vec<_>>();
    let repaired = crate::store::repair(&shared, Path::new("/cases/one"), "rosa", now());
    assert!(matches!(repaired, Err(StoreError::Newer)));
    assert_eq!(disk.files().iter().map(|file| disk.bytes(file)).collect::<Vec<_>>(), before);
}

#[test]
fn a_log_without_line_feeds_is_passed_over_in_little_memory() {
    let (disk, shared, path, whole) = written(&["a", "b"]);
    let long = vec![b'x'; 40 << 20];
    disk.overwrite(&path, &[&whole[..], &long].concat());
    let case = read(&shared);
    assert_eq!((whys(&case), case.case().actors.len()), (vec![Why::Damaged], 2));
    disk.overwrite(&path, &[lines(&whole)[0], &long, b"\n", lines(&whole)[1]].concat());
    let case = read(&shared);
    assert_eq!((whys(&case), case.case().actors.len()), (vec![Why::Unconfirmed], 2));
}

#[test]
fn a_hostile_number_does_no_harm() {
    let (disk, shared, path, whole) = written(&["a", "b"]);
    let numbered = |line: &[u8], seq| line_of(line).text(seq).into_bytes();
    let lines = lines(&whole);
    disk.overwrite(&path, &[numbered(lines[0], u64::MAX), numbered(lines[1], 5)].concat());
    let mut case = open(&shared, "rosa");
    assert_eq!(case.case().actors.len(), 2);
    case.save(&add("c"), now()).unwrap();
    assert_eq!(count(&disk), 3);
}

fn line_of(line: &[u8]) -> Line {
    Line::of(std::str::from_utf8(line).unwrap().trim_end()).unwrap()
}
