//! Repair while somebody begins to work at any moment of it, and beginning to work while somebody repairs.

use std::{collections::BTreeSet, sync::mpsc::channel};

use super::*;
use crate::{model::RevisionId, store::interleaved::Interleaved};

/// A case of five lines: the words of one are damaged, and a line feed.
fn damaged() -> (MemoryDisk, Vec<u8>) {
    let (disk, _, path, mut bytes) = case();
    let ends: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at] == b'\n').collect();
    bytes[30] ^= 1;
    bytes[ends[2]] ^= 1;
    disk.overwrite(&path, &bytes);
    (disk, bytes[..ends[0]].to_vec())
}

/// Opens the case and saves an actor; the case stays open.
fn begins(disk: &Arc<dyn Disk>, by: &str) -> OpenCase {
    let mut case = open(disk, by);
    add(&mut case, "e");
    case
}

fn add(case: &mut OpenCase, id: &str) {
    case.save(&Edit::Add(named(id), actor(id, Disclosure::Public)), now()).unwrap();
}

fn known(disk: &Arc<dyn Disk>) -> BTreeSet<RevisionId> {
    read(disk).document().history().all().map(|revision| revision.id).collect()
}

/// All that was known or confirmed is there, with the bytes of the damaged line, and one more repair leaves nothing wrong.
fn nothing_is_lost(disk: &MemoryDisk, first: &[u8], confirmed: &BTreeSet<RevisionId>, moment: &str) {
    let shared: Arc<dyn Disk> = Arc::new(disk.clone());
    let kept = disk.files().iter().any(|file| disk.bytes(file).unwrap().starts_with(first));
    assert!(kept, "{moment}: the damaged line is nowhere");
    assert!(known(&shared).is_superset(confirmed), "{moment}: something confirmed is gone");
    repair(&shared, Path::new(CASE), "anna", now()).unwrap();
    assert!(known(&shared).is_superset(confirmed), "{moment}: something confirmed is gone");
    assert_eq!((wrong(&shared), read(&shared).set_aside()), (0, &[][..]), "{moment}");
}

#[test]
fn whoever_begins_to_work_at_any_moment_of_a_repair_loses_nothing_and_goes_on() {
    for by in ["luis", "rosa"] {
        let mut in_use = 0;
        for moment in 0.. {
            let (disk, first) = damaged();
            let (send, begun) = channel();
            let ours = Interleaved::new(&disk, moment, move |disk| {
                let shared: Arc<dyn Disk> = Arc::new(disk.clone());
                let before = known(&shared);
                send.send((begins(&shared, by), before)).unwrap();
            });
            let shared: Arc<dyn Disk> = Arc::new(ours.clone());
            let repaired = repair(&shared, Path::new(CASE), "anna", now());
            if !ours.has_met() {
                assert!(moment > 20 && in_use > 0, "{moment} {in_use}");
                break;
            }
            let (mut other, mut confirmed) = begun.recv().unwrap();
            match repaired {
                Ok(_) => {}
                Err(StoreError::InUse(who)) => {
                    assert_eq!(who, [by]);
                    in_use += 1;
                }
                Err(other) => panic!("{by} at {moment}: {other}"),
            }
            other.look().unwrap();
            add(&mut other, "f");
            confirmed.extend(["e", "f"].map(|id| other.case().heads_of(&named(id))[0].revision));
            drop(other);
            nothing_is_lost(&disk, &first, &confirmed, &format!("{by} at {moment}"));
        }
    }
}

#[test]
fn a_repair_at_any_moment_of_beginning_to_work_loses_nothing() {
    for by in ["luis", "rosa"] {
        let (mut in_use, mut done) = (0, 0);
        for moment in 0.. {
            let (disk, first) = damaged();
            let (send, told) = channel();
            let ours = Interleaved::new(&disk, moment, move |disk| {
                let shared: Arc<dyn Disk> = Arc::new(disk.clone());
                let before = known(&shared);
                send.send((repair(&shared, Path::new(CASE), "anna", now()), before)).unwrap();
            });
            let shared: Arc<dyn Disk> = Arc::new(ours.clone());
            let mut case = begins(&shared, by);
            if !ours.has_met() {
                assert!(in_use > 0 && done > 0, "{in_use} {done}");
                break;
            }
            let (repaired, mut confirmed) = told.recv().unwrap();
            match repaired {
                Ok(_) => done += 1,
                Err(StoreError::InUse(_)) => in_use += 1,
                Err(other) => panic!("{by} at {moment}: {other}"),
            }
            case.look().unwrap();
            add(&mut case, "f");
            confirmed.extend(["e", "f"].map(|id| case.case().heads_of(&named(id))[0].revision));
            drop(case);
            nothing_is_lost(&disk, &first, &confirmed, &format!("{by} at {moment}"));
        }
    }
}

/// The control: whoever writes logs anew without their locks loses what is saved meanwhile.
#[test]
fn writing_a_log_anew_without_its_lock_loses() {
    let mut lost = 0;
    for moment in 0.. {
        let (disk, _) = damaged();
        let shared: Arc<dyn Disk> = Arc::new(disk.clone());
        let mut luis = begins(&shared, "luis");
        let (send, confirmed) = channel();
        let ours = Interleaved::new(&disk, moment, move |_| {
            add(&mut luis, "f");
            send.send(luis.case().heads_of(&named("f"))[0].revision).unwrap();
        });
        for path in disk.files().into_iter().filter(|path| path.extension().is_some_and(|e| e == "ronl")) {
            let bytes = ours.read(&path, 0, u64::MAX).unwrap();
            put_over(&ours, &path, &bytes, 0o600).unwrap();
        }
        if !ours.has_met() {
            break;
        }
        lost += usize::from(!known(&shared).contains(&confirmed.recv().unwrap()));
    }
    assert!(lost > 0);
}
