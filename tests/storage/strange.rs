//! Pipes, devices, links and files beyond the limits, on the real disk: refused at once, with words, and never waited
//! for. A link that stands where a log or a document goes leads nowhere.

use std::{
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use goodoffices::store::{
    Disk, How, RealDisk, check_folder, read_document, write_document, write_outgoing, write_private,
};

use crate::process::{add, new_case, now, open, read};

/// A pipe, a link to a file, a link to nothing, a folder and a device, as far as they can be made here.
fn strange_things(in_folder: &Path) -> Vec<PathBuf> {
    let path = |name: &str| in_folder.join(name);
    fs::write(path("target"), "what a link leads to").unwrap();
    symlink(path("target"), path("link.ron")).unwrap();
    symlink(path("nothing"), path("dangling.ron")).unwrap();
    fs::create_dir(path("folder.ron")).unwrap();
    let mut all = ["link.ron", "dangling.ron", "folder.ron"].map(path).to_vec();
    if Command::new("mkfifo").arg(path("pipe.ron")).status().is_ok_and(|status| status.success()) {
        all.push(path("pipe.ron"));
    }
    all.extend(["/dev/null", "/dev/zero"].map(PathBuf::from).into_iter().filter(|path| path.exists()));
    all
}

#[test]
fn what_is_no_file_is_neither_read_nor_appended_to_nor_locked() {
    let root = tempfile::tempdir().unwrap();
    for path in strange_things(root.path()) {
        assert!(RealDisk.read(&path, 0, u64::MAX).is_err(), "{}", path.display());
        assert!(RealDisk.open(&path, How::Append, 0o600).is_err(), "{}", path.display());
        assert!(RealDisk.open(&path, How::New, 0o600).is_err(), "{}", path.display());
        assert!(RealDisk.lock(&path, "rosa", 0o600).is_err(), "{}", path.display());
        assert!(read_document(&RealDisk, &path).is_err(), "{}", path.display());
    }
    assert_eq!(fs::read(root.path().join("target")).unwrap(), b"what a link leads to");
    assert!(!root.path().join("nothing").exists(), "nothing was made through a link");
    assert!(
        RealDisk.read(&root.path().join("target"), 0, u64::MAX).is_ok(),
        "the control: a plain file is read"
    );
}

#[test]
fn writing_over_a_link_takes_the_links_place_and_leaves_what_it_led_to() {
    let root = tempfile::tempdir().unwrap();
    strange_things(root.path());
    let link = root.path().join("link.ron");
    assert!(write_outgoing(&RealDisk, &link, b"ours", false).is_err());
    assert!(write_document(&RealDisk, &link, "ours", None, 0o600).is_err());
    write_private(&RealDisk, &link, b"ours").unwrap();
    assert_eq!(fs::read(&link).unwrap(), b"ours");
    assert!(fs::symlink_metadata(&link).unwrap().is_file());
    assert_eq!(fs::read(root.path().join("target")).unwrap(), b"what a link leads to");
}

#[test]
fn strange_things_among_the_logs_are_named_and_shut_nothing() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("case");
    new_case(&folder);
    open(&folder, "rosa").save(&add("a", "Actor"), now()).unwrap();
    let log = folder.join("log");
    symlink("/etc/passwd", log.join("link@srv1-aaaa.ronl")).unwrap();
    fs::create_dir(log.join("folder@srv1-aaaa.ronl")).unwrap();
    let mut strange = 2;
    if Command::new("mkfifo").arg(log.join("pipe@srv1-aaaa.ronl")).status().is_ok_and(|s| s.success()) {
        strange += 1;
    }
    let case = read(&folder);
    assert_eq!((case.set_aside().len(), case.case().actors.len()), (strange, 1), "{:?}", case.set_aside());
    assert!(case.set_aside().iter().all(|aside| aside.what.contains("not a regular file")));
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    assert_eq!(check_folder(&disk, &folder).unwrap().len(), strange);
    open(&folder, "luis").save(&add("b", "Another"), now()).unwrap();
    assert_eq!(read(&folder).case().actors.len(), 2);
}

#[test]
fn a_document_of_more_than_16_mb_is_refused() {
    const LIMIT: usize = 16 << 20;
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("large.ron");
    fs::write(&path, vec![b' '; LIMIT + 1]).unwrap();
    let error = read_document(&RealDisk, &path).unwrap_err().to_string();
    assert!(error.contains("larger than 16 MB") && error.contains("Split it"), "{error}");
    fs::write(&path, vec![b' '; LIMIT]).unwrap();
    assert!(read_document(&RealDisk, &path).is_ok(), "the control: the limit itself is allowed");
}

#[test]
fn a_case_folder_that_goes_away_is_said_and_saving_works_again_once_it_is_back() {
    let root = tempfile::tempdir().unwrap();
    let (folder, away) = (root.path().join("case"), root.path().join("away"));
    new_case(&folder);
    let mut case = open(&folder, "rosa");
    case.save(&add("a", "Actor"), now()).unwrap();
    fs::rename(&folder, &away).unwrap();
    let error = case.save(&add("b", "Actor"), now()).unwrap_err().to_string();
    assert!(error.contains("it is not there"), "{error}");
    assert_eq!(case.case().actors.len(), 1);
    fs::rename(&away, &folder).unwrap();
    case.save(&add("b", "Actor"), now()).unwrap();
    drop(case);
    let case = read(&folder);
    assert_eq!((case.case().actors.len(), case.set_aside()), (2, &[][..]));
}

#[test]
fn a_case_and_a_folder_of_cases_named_by_a_link_keep_the_rights_of_where_it_leads() {
    use goodoffices::{
        model::CaseKind,
        store::{Access, NewCase, OpenCase, create},
    };
    use std::os::unix::fs::PermissionsExt;
    let root = tempfile::tempdir().unwrap();
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    for (name, folder_mode, file_mode) in [("team", 0o2770, 0o660), ("own", 0o700, 0o600)] {
        let cases = root.path().join(name);
        disk.create_folder(&cases, folder_mode).unwrap();
        let link = root.path().join(format!("{name}-link"));
        symlink(&cases, &link).unwrap();
        let new =
            NewCase { id: "c".into(), kind: CaseKind::Exercise, edit: None, by: "rosa".into(), at: now() };
        create(&disk, &link.join("one"), &new).unwrap();
        assert_eq!(mode(&cases.join("one")), folder_mode, "{name}");
        let to_case = root.path().join(format!("{name}-case"));
        symlink(cases.join("one"), &to_case).unwrap();
        let access = Access::Write { by: "rosa".into(), host: "srv1".into(), since: now() };
        let mut case = OpenCase::open(disk.clone(), &to_case, &access).unwrap();
        case.save(&add("a", "A"), now()).unwrap();
        for entry in fs::read_dir(cases.join("one/log")).unwrap().map(|entry| entry.unwrap().path()) {
            assert_eq!(mode(&entry), file_mode, "{}", entry.display());
        }
    }
}
