use super::*;
use crate::store::{MemoryDisk, Op};

const PATH: &str = "/police.ron";

fn written(disk: &MemoryDisk, text: &str, opened: Option<&str>) -> Result<(), StoreError> {
    write_document(disk, Path::new(PATH), text, opened.map(stamp), 0o600)
}

fn there(disk: &MemoryDisk) -> String {
    String::from_utf8(disk.bytes(Path::new(PATH)).unwrap()).unwrap()
}

#[test]
fn a_document_is_written_beside_synced_read_back_and_put_in_place() {
    let disk = MemoryDisk::new();
    written(&disk, "one", None).unwrap();
    let names = |op: &Op| match op {
        Op::Lock(_) => "lock",
        Op::Create(_) => "create",
        Op::Append(..) => "append",
        Op::Sync(_) => "sync",
        Op::Rename(..) => "rename",
        Op::SyncFolder(_) => "sync folder",
        Op::Remove(_) => "remove",
        Op::CreateFolder(_) => "create folder",
    };
    let ops: Vec<&str> = disk.ops().iter().map(names).collect();
    assert_eq!(ops, ["lock", "create", "append", "sync", "rename", "sync folder", "remove"]);
    assert_eq!(disk.files(), [Path::new(PATH)], "nothing is left beside it");
    assert_eq!(there(&disk.after_power_cut()), "one");
}

#[test]
fn what_somebody_else_wrote_is_not_written_over() {
    let disk = MemoryDisk::new();
    written(&disk, "one", None).unwrap();
    assert!(matches!(written(&disk, "two", None), Err(StoreError::Exists(_))));
    disk.overwrite(Path::new(PATH), b"theirs");
    assert!(matches!(written(&disk, "two", Some("one")), Err(StoreError::ChangedOnDisk(_))));
    assert_eq!(there(&disk), "theirs");
    let held = disk.lock(Path::new("/.police.ron.lock"), "", 0o600).unwrap();
    assert!(matches!(written(&disk, "two", Some("theirs")), Err(StoreError::BeingSaved(_))));
    drop(held);
    written(&disk, "two", Some("theirs")).unwrap();
}

#[test]
fn whichever_call_fails_the_old_text_or_the_new_one_stands_and_the_same_save_works_once_it_can() {
    const BROKEN: i32 = 5;
    for opened in [None, Some("one")] {
        for failing in 0..7 {
            let disk = MemoryDisk::new();
            if opened.is_some() {
                written(&disk, "one", None).unwrap();
            }
            disk.fail(failing, 1, BROKEN, 1);
            let first = written(&disk, "two", opened);
            let now = disk.bytes(Path::new(PATH)).map(|bytes| String::from_utf8(bytes).unwrap());
            assert!(now.as_deref() == opened || now.as_deref() == Some("two"), "failing {failing}: {now:?}");
            if first.is_ok() {
                assert_eq!(there(&disk.after_power_cut()), "two", "failing {failing}");
            }
            disk.heal();
            written(&disk, "two", opened).unwrap();
            assert_eq!(there(&disk.after_power_cut()), "two");
        }
    }
}
