//! Lines that are damaged or missing: they are named, all others open, and nothing becomes looser by it.

use super::*;

#[test]
fn a_line_that_was_cut_short_is_told_from_damage() {
    let disk = MemoryDisk::new();
    let shared = case_on(&disk);
    let mut case = open(&shared, "rosa");
    for id in ["a", "b"] {
        case.save(&add(id), now()).unwrap();
    }
    drop(case);
    let path = log_of(&disk);
    let whole = disk.bytes(&path).unwrap();
    disk.overwrite(&path, &whole[..whole.len() - 9]);
    let mut case = open(&shared, "rosa");
    case.save(&add("c"), now()).unwrap();
    drop(case);
    let case = open(&shared, "anna");
    assert_eq!(case.set_aside().iter().map(|a| (a.line, a.why)).collect::<Vec<_>>(), [(2, Why::CutShort)]);
    assert_eq!(disk.bytes(&path).unwrap(), whole[..whole.len() - 9], "nobody goes on after it");

    let mut flipped = whole.clone();
    flipped[40] ^= 1;
    disk.overwrite(&path, &flipped);
    let case = open(&shared, "luis");
    assert_eq!(case.set_aside().iter().map(|a| (a.line, a.why)).collect::<Vec<_>>(), [(1, Why::Damaged)]);
    assert_eq!(case.case().actors.len(), 2, "b, and c in another log");
}

#[test]
fn every_flipped_byte_is_named_and_every_other_record_opens() {
    let (disk, shared, path, whole) = written(&["a", "b"]);
    for at in 0..whole.len() {
        for bit in [1, 0x80] {
            let mut bytes = whole.clone();
            bytes[at] ^= bit;
            disk.overwrite(&path, &bytes);
            let case = read(&shared);
            assert_eq!(case.set_aside().len(), 1, "flipped at {at}: {:?}", case.set_aside());
            let here = case.case().actors.len() + case.case().unreadable.len();
            assert!(here == 2 || (here == 1 && case.case().lines_lost), "flipped at {at}: {here}");
            assert_eq!(disk.bytes(&path).unwrap(), bytes, "nothing is overwritten");
        }
    }
}

#[test]
fn a_flipped_line_feed_loses_neither_of_its_lines() {
    let (disk, shared, path, whole) = written(&["a", "b", "c"]);
    for at in whole.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at) {
        let mut bytes = whole.clone();
        bytes[at] = b'x';
        disk.overwrite(&path, &bytes);
        let case = read(&shared);
        assert_eq!(
            (whys(&case), case.case().actors.len(), case.case().lines_lost),
            (vec![Why::Mended], 3, false)
        );
    }
}

#[test]
fn a_zeroed_log_and_one_that_is_no_log_are_told() {
    let (disk, shared, path, whole) = written(&["a"]);
    shared.remove(&path.with_extension("lock")).unwrap();
    for bytes in [vec![0; whole.len()], b"shopping list".to_vec()] {
        disk.overwrite(&path, &bytes);
        let case = read(&shared);
        assert_eq!((whys(&case), case.case().lines_lost), (vec![Why::Damaged], true));
    }
    // Zeros after the last good line are what a power cut leaves of a save that was never confirmed, or of one that was.
    disk.overwrite(&path, &[&whole[..], &[0; 300]].concat());
    let case = read(&shared);
    assert_eq!(
        (whys(&case), case.case().actors.len(), case.case().lines_lost),
        (vec![Why::CutShort], 1, true)
    );
}

#[test]
fn a_save_in_progress_is_not_named() {
    let (disk, shared, path, whole) = written(&["a", "b"]);
    let rosa = open(&shared, "rosa");
    disk.overwrite(&path, &whole[..whole.len() - 9]);
    assert_eq!(whys(&read(&shared)).len(), 1, "its lines were seen before");
    shared.remove(&path.with_extension("lock")).unwrap();
    let mut luis = open(&shared, "luis");
    assert_eq!(whys(&luis), []);
    drop(rosa);
    luis.look().unwrap();
    for case in [luis, read(&shared)] {
        assert_eq!(
            (whys(&case), case.case().doubtful.len()),
            (vec![Why::CutShort], 1),
            "it never became a line"
        );
    }
}

#[test]
fn damage_at_the_end_stays_damage_when_others_go_on() {
    let (disk, shared, path, whole) = written(&["a", "b"]);
    let mut bytes = whole.clone();
    bytes[whole.len() - 20] ^= 1;
    disk.overwrite(&path, &bytes);
    let mut case = open(&shared, "rosa");
    case.save(&add("c"), now()).unwrap();
    drop(case);
    assert_eq!(whys(&open(&shared, "anna")), [Why::Damaged]);
}

#[test]
fn a_log_cut_at_its_beginning_or_at_its_end_is_noticed() {
    let (disk, shared, path, whole) = written(&["a", "b", "c", "d"]);
    let lines = lines(&whole);
    disk.overwrite(&path, &lines[2..].concat());
    assert_eq!(whys(&read(&shared)), [Why::LinesMissing]);
    disk.overwrite(&path, &whole);
    // Luis sees all four; his lock file says so after he is gone, and after he came again.
    drop(open(&shared, "luis"));
    disk.overwrite(&path, &lines[..2].concat());
    drop(open(&shared, "luis"));
    let case = read(&shared);
    assert_eq!(whys(&case), [Why::LinesMissing]);
    assert!(
        case.case().lines_lost && case.set_aside()[0].what.contains("4 were there"),
        "{:?}",
        case.set_aside()
    );
    shared.remove(&path).unwrap();
    assert_eq!(whys(&read(&shared)), [Why::LinesMissing], "a log that is gone");
}

#[test]
fn more_missing_than_damaged_is_told() {
    let (disk, shared, path, whole) = written(&["a", "b", "c", "d", "e"]);
    let lines = lines(&whole);
    disk.overwrite(&path, &[lines[0], b"rubbish\n", lines[4]].concat());
    assert_eq!(whys(&read(&shared)), [Why::LinesMissing, Why::Damaged]);
    disk.overwrite(&path, &[lines[0], b"rubbish\n", lines[2], lines[3], lines[4]].concat());
    assert_eq!(whys(&read(&shared)), [Why::Damaged]);
}

/// Takes away what was written beside one log.
fn others_removed(shared: &Arc<dyn Disk>, disk: &MemoryDisk, log: &Path) {
    let is_other = |file: &PathBuf| file.starts_with(log.parent().unwrap()) && file != log;
    disk.files().iter().filter(|file| is_other(file)).for_each(|file| shared.remove(file).unwrap());
}

#[test]
fn damage_does_not_bring_a_looser_disclosure_back() {
    let disk = MemoryDisk::new();
    let shared = case_on(&disk);
    let mut case = open(&shared, "rosa");
    case.save(&add("a"), now()).unwrap();
    for disclosure in [Disclosure::Public, Disclosure::Team] {
        case.save(&change(&case, "a", disclosure), now()).unwrap();
    }
    drop(case);
    let path = log_of(&disk);
    let whole = disk.bytes(&path).unwrap();
    let witness = String::from_utf8(disk.bytes(&path.with_extension("lock")).unwrap()).unwrap();
    let last = whole.len() - lines(&whole)[2].len();
    let mut words_lost = 0;
    for at in last..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        disk.overwrite(&path, &bytes);
        let case = read(&shared);
        assert_eq!(case.case().seen_by(&Audience::Shareable).case().actors.len(), 0, "flipped at {at}");
        words_lost += usize::from(!case.case().unreadable.is_empty());
    }
    assert!(words_lost > 30, "the header names whose words were lost: {words_lost}");
    let zeros = |from: usize| [&whole[..from], &vec![0; whole.len() - from]].concat();
    let mut flipped = whole[..whole.len() - 1].to_vec();
    flipped[last + 3] ^= 1;
    let mut cuts = vec![[&whole[..last], &whole[last + 30..]].concat(), flipped, zeros(last)];
    cuts.extend((last..whole.len() - 1).map(|cut| whole[..cut].to_vec()));
    cuts.extend((last + 1..whole.len() - 1).map(zeros));
    let (mut kept, lock) = (0, path.with_extension("lock"));
    for cut in cuts {
        disk.overwrite(&path, &cut);
        // A line that is gone whole is missed by its writer's lock file alone; one that is there in part, by anybody.
        if cut.len() > last {
            shared.remove(&lock).unwrap();
        }
        let case = read(&shared);
        let check = crate::store::check_folder(&shared, Path::new("/cases/one")).unwrap();
        assert!(
            check.iter().any(|finding| finding.weight == crate::store::Weight::Wrong),
            "{} bytes",
            cut.len()
        );
        assert_eq!(case.case().seen_by(&Audience::Shareable).case().actors.len(), 0, "{} bytes", cut.len());
        assert_eq!(case.case().actors.len(), 1, "the team has what stood before");
        kept += usize::from(!case.case().lines_lost);
        // Nor does it come back when somebody goes on, or by a repair that knows what was lost.
        if cut.len() % 16 == 0 {
            open(&shared, "rosa").save(&add("b"), now()).unwrap();
            assert_eq!(read(&shared).case().seen_by(&Audience::Shareable).case().actors.len(), 0);
            let repaired = crate::store::repair(&shared, Path::new("/cases/one"), "anna", now()).unwrap();
            let shown = read(&shared).case().seen_by(&Audience::Shareable).case().actors.len();
            assert!(shown == 0 || repaired.any_record, "{} bytes", cut.len());
            others_removed(&shared, &disk, &path);
        }
        drop(shared.lock(&lock, &witness, 0o600).unwrap());
    }
    assert!(kept > 60, "the header names whose words were lost: {kept}");
}

#[test]
fn a_lost_version_is_settled_by_a_person_and_opens_again() {
    let disk = MemoryDisk::new();
    let shared = case_on(&disk);
    let mut case = open(&shared, "rosa");
    case.save(&add("a"), now()).unwrap();
    case.save(&change(&case, "a", Disclosure::Team), now()).unwrap();
    drop(case);
    let path = log_of(&disk);
    let mut bytes = disk.bytes(&path).unwrap();
    let at = bytes.len() - 12;
    bytes[at] ^= 1;
    disk.overwrite(&path, &bytes);
    let mut case = open(&shared, "anna");
    let which = RecordRef::of::<Actor>(&Id::new("a").unwrap());
    assert_eq!(case.set_aside()[0].record.as_ref(), Some(&which));
    assert_eq!((case.case().has(&which), case.case().label_of(&which).as_str()), (true, "Actor a"));
    assert!(matches!(case.undo(now()), Err(StoreError::Refused(_))));
    let last = case.case().heads_to_begin_with(&which).into_iter().find_map(|head| head.here().cloned());
    assert_eq!(last.unwrap().label(), "Actor a");
    drop(case);
    crate::store::repair(&shared, Path::new("/cases/one"), "anna", now()).unwrap();
    let findings = crate::store::check_folder(&shared, Path::new("/cases/one")).unwrap();
    assert!(
        findings.iter().any(|f| f.what == "actor A-01 Actor a: its words were damaged on disk"),
        "{findings:?}"
    );
    let mut case = open(&shared, "anna");
    case.save(&change(&case, "a", Disclosure::Public), now()).unwrap();
    assert_eq!(case.case().seen_by(&Audience::Shareable).case().actors.len(), 1);
}

#[test]
fn while_any_record_may_be_meant_nobody_outside_is_shown_anything_but_the_marking() {
    let disk = MemoryDisk::new();
    let shared = case_on(&disk);
    let mut case = open(&shared, "rosa");
    case.save(&add("a"), now()).unwrap();
    case.save(&change(&case, "a", Disclosure::Public), now()).unwrap();
    case.save(&add("b"), now()).unwrap();
    drop(case);
    let (path, luis) = (log_of(&disk), open(&shared, "luis"));
    assert!(!luis.case().is_closed_to(&Audience::Shareable));
    let whole = disk.bytes(&path).unwrap();
    let lines = lines(&whole);
    for damaged in
        [lines[..2].concat(), lines[1..].concat(), [lines[0], lines[1], b"0000 (v: 1, rec\n"].concat()]
    {
        disk.overwrite(&path, &damaged);
        let case = read(&shared);
        assert!(case.case().is_closed_to(&Audience::Shareable) && !case.case().is_closed_to(&Audience::Team));
        assert_eq!(case.case().seen_by(&Audience::Shareable).case().count(), 0);
        assert!(case.case().count() > 0);
    }
}

#[test]
fn a_strange_file_among_the_logs_is_named_once_and_shuts_nothing() {
    let (disk, shared, _, _) = written(&["a"]);
    disk.put_strange(Path::new("/cases/one/log/pipe.ronl"));
    shared.create_folder(Path::new("/cases/one/log/folder.ronl"), 0o700).unwrap();
    disk.put_strange(Path::new("/cases/one/log/rosa@srv1-aaaa.ronl"));
    let mut case = open(&shared, "rosa");
    assert_eq!(whys(&case), [Why::Unread; 3]);
    assert_eq!(case.look().unwrap(), News::default());
    case.save(&add("b"), now()).unwrap();
    assert_eq!(count(&disk), 2);
}
