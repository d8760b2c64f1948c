//! Whether a case can be saved to by whoever asks, and by everybody else of a team.

use std::path::{Path, PathBuf};

use crate::{cli::open::quoted, store::Disk};

/// What everybody of a team needs on a folder: to write in it, and to hand the group on to what is made there.
const TEAM_FOLDER: u32 = 0o2070;
/// The same on a file.
const TEAM_FILE: u32 = 0o060;

/// What is wrong with the rights on a case folder and what is in it, each with the command that mends it.
pub fn remedies(disk: &dyn Disk, case: &Path) -> Vec<String> {
    let Ok(stat) = disk.stat(case) else { return Vec::new() };
    let is_team = stat.mode & 0o020 != 0;
    let mut remedies = Vec::new();
    if stat.mode & 0o007 != 0 {
        let words = "everybody on this machine can look into it; close it with";
        remedies.push(format!("{words}: chmod o-rwx {}", quoted(case)));
    }
    let inside = ["log", "scenarios", "drafts"].map(|name| case.join(name));
    let folders = inside.iter().map(PathBuf::as_path).chain([case]);
    for folder in folders.filter(|folder| disk.stat(folder).is_ok_and(|stat| stat.is_folder)) {
        remedies.extend(of_folder(disk, folder, is_team));
    }
    let log = case.join("log");
    let names = disk.list(&log).unwrap_or_default().into_iter().map(|name| log.join(name));
    remedies.extend(names.filter_map(|file| of_file(disk, &file, is_team)));
    remedies
}

fn of_folder(disk: &dyn Disk, folder: &Path, is_team: bool) -> Option<String> {
    let (shown, path) = (folder.display(), quoted(folder));
    let change = if is_team { "g+rwxs" } else { "u+rwx" };
    let probe = folder.join(".doctor.lock");
    let taken = disk.lock(&probe, "doctor", 0o600);
    let _ = disk.remove(&probe);
    if let Err(why) = taken {
        return Some(format!(
            "you cannot save in {shown} ({why}); its owner can change that with: chmod {change} {path}"
        ));
    }
    let lacks = is_team && disk.stat(folder).is_ok_and(|stat| stat.mode & TEAM_FOLDER != TEAM_FOLDER);
    lacks.then(|| {
        format!(
            "not all of the team can save in {shown}; its owner can change that with: chmod {change} {path}"
        )
    })
}

fn of_file(disk: &dyn Disk, file: &Path, is_team: bool) -> Option<String> {
    let stat = disk.stat(file).ok().filter(|stat| stat.is_file)?;
    let (shown, path) = (file.display(), quoted(file));
    let change = if is_team { "g+rw" } else { "u+rw" };
    if let Err(why) = disk.read(file, 0, 1) {
        return Some(format!(
            "you cannot read {shown} ({why}); its owner can change that with: chmod {change} {path}"
        ));
    }
    let lacks = is_team && stat.mode & TEAM_FILE != TEAM_FILE;
    lacks.then(|| {
        format!("not all of the team can use {shown}; its owner can change that with: chmod {change} {path}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{How, MemoryDisk};

    #[test]
    fn what_the_team_cannot_use_and_what_others_can_is_named_with_what_mends_it() {
        let disk = MemoryDisk::new();
        let case = Path::new("/cases/one");
        for (folder, mode) in [
            ("/cases", 0o2770),
            ("/cases/one", 0o2775),
            ("/cases/one/log", 0o750),
            ("/cases/one/drafts", 0o2770),
        ] {
            disk.create_folder(Path::new(folder), mode).unwrap();
        }
        disk.open(Path::new("/cases/one/log/rosa@srv1-aaaa.ronl"), How::New, 0o600).unwrap();
        disk.open(Path::new("/cases/one/log/luis@srv1-aaaa.ronl"), How::New, 0o660).unwrap();
        let words = remedies(&disk, case).join("\n");
        let commands: Vec<&str> =
            words.lines().filter_map(|line| line.split_once("chmod ")).map(|(_, c)| c).collect();
        assert_eq!(
            commands,
            ["o-rwx /cases/one", "g+rwxs /cases/one/log", "g+rw '/cases/one/log/rosa@srv1-aaaa.ronl'"]
        );
        assert!(!disk.files().iter().any(|file| file.ends_with(".doctor.lock")), "nothing is left behind");
        disk.fail(0, 1000, 13, 0);
        assert!(
            remedies(&disk, case).iter().any(|words| words.starts_with("you cannot save in /cases/one "))
        );
    }

    #[test]
    fn a_folder_of_ones_own_needs_nothing_of_the_group() {
        let disk = MemoryDisk::new();
        for folder in ["/cases", "/cases/one", "/cases/one/log"] {
            disk.create_folder(Path::new(folder), 0o700).unwrap();
        }
        disk.open(Path::new("/cases/one/log/rosa@srv1-aaaa.ronl"), How::New, 0o600).unwrap();
        assert_eq!(remedies(&disk, Path::new("/cases/one")), Vec::<String>::new());
    }
}
