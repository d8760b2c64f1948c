use super::*;
use crate::store::{MemoryDisk, RealDisk};

fn new() -> NewCase {
    NewCase {
        id: "c".into(),
        kind: CaseKind::Exercise,
        edit: None,
        by: "rosa".into(),
        at: "2026-11-21T10:00:00Z".parse().unwrap(),
    }
}

fn mode(disk: &dyn Disk, path: &Path) -> u32 {
    disk.stat(path).unwrap().mode
}

#[test]
fn a_case_made_in_a_teams_folder_is_the_teams_and_any_other_its_owners() {
    let root = tempfile::tempdir().unwrap();
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    for (name, given, folder, file) in [("team", 0o2770, 0o2770, 0o660), ("own", 0o755, 0o700, 0o600)] {
        let parent = root.path().join(name);
        disk.create_folder(&parent, given).unwrap();
        let case = parent.join("case");
        create(&disk, &case, &new()).unwrap();
        for inside in ["", "log", "drafts", "scenarios"] {
            assert_eq!(mode(&*disk, &case.join(inside)), folder, "{name}/{inside}");
        }
        assert_eq!(mode(&*disk, &case.join("case.ron")), file, "{name}");
    }
}

#[test]
fn whichever_call_fails_the_case_is_there_whole_or_not_at_all_and_nothing_else_is_touched() {
    const NO_SPACE: i32 = 28;
    let mut failed = 0;
    for failing in 0..20 {
        let disk = MemoryDisk::new();
        let shared: Arc<dyn Disk> = Arc::new(disk.clone());
        disk.overwrite(Path::new("/theirs"), b"x");
        disk.fail(failing, 1, NO_SPACE, 3);
        let made = create(&shared, Path::new("/cases/one"), &new());
        failed += usize::from(made.is_err());
        assert_eq!(disk.bytes(Path::new("/theirs")).as_deref(), Some(&b"x"[..]));
        match disk.stat(Path::new("/cases/one")) {
            Ok(_) => assert_eq!(read_about(&disk, Path::new("/cases/one")).unwrap().0.id, "c"),
            Err(_) => assert!(made.is_err()),
        }
        let names = disk.list(Path::new("/cases")).unwrap_or_default();
        assert!(names.iter().all(|name| name == "one"), "failing {failing}: {names:?}");
    }
    assert!(failed > 8, "{failed}");
}
