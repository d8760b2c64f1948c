//! `doctor`: looks at what the program depends on and says each finding in plain words, with what to do about it.

mod rights;

use std::path::Path;

use crate::{
    settings,
    store::{Access, OpenCase, StoreError, has_logs, is_case_folder, unreadable_drafts},
};

use super::{Desk, page::Page, said::Said};

/// How a finding is marked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Good,
    Look,
    Bad,
}

/// The findings so far.
struct Findings(Page);

/// Looks at everything.
pub fn run(desk: &Desk) -> Said {
    let mut findings = Findings(Page::in_window(desk.around.size.map(|(columns, _)| columns)));
    terminal(desk, &mut findings);
    letters(desk, &mut findings);
    name(desk, &mut findings);
    keys(desk, &mut findings);
    copying(desk, &mut findings);
    line(&mut findings);
    match desk.cases() {
        Ok(cases) => folder(desk, &cases, &mut findings),
        Err(error) => findings.say(Mark::Bad, "cases", &error.to_string()),
    }
    findings.0.gap();
    findings.0.wrapped(
        "",
        "Disclosure governs what the program shows and writes. Cases are not encrypted: whoever can read their folder \
         can read all that is in it, confidences too.",
    );
    Said::text(findings.0.text())
}

impl Findings {
    fn say(&mut self, mark: Mark, what: &str, words: &str) {
        let mark = match mark {
            Mark::Good => "ok  ",
            Mark::Look => "look",
            Mark::Bad => "bad ",
        };
        self.0.labelled(0, 14, &format!("{mark}  {what}"), words);
    }
}

fn terminal(desk: &Desk, findings: &mut Findings) {
    let around = &desk.around;
    match (around.output_is_terminal, around.size) {
        (false, _) => findings.say(Mark::Look, "terminal", "The output does not go to a terminal, so it was not looked at. Run this in the terminal in which you work."),
        (true, Some((columns, rows))) if columns < 60 || rows < 20 => findings.say(Mark::Bad, "size", &format!("{columns} by {rows} is too small for the screens. Make the window at least 80 by 24, or work line by line with open --plain.")),
        (true, Some((columns, rows))) if columns < 80 || rows < 24 => findings.say(Mark::Look, "size", &format!("{columns} by {rows} will do; 80 by 24 or more is better.")),
        (true, Some((columns, rows))) => findings.say(Mark::Good, "size", &format!("{columns} by {rows}.")),
        (true, None) => findings.say(Mark::Look, "size", "The terminal does not tell its size; 80 by 24 is taken.")
    }
    match around.term.as_str() {
        "" => findings.say(
            Mark::Look,
            "TERM",
            "It is not set. Set it to what your terminal is, as a rule xterm-256color.",
        ),
        "dumb" => findings.say(
            Mark::Look,
            "TERM",
            "\"dumb\": this terminal cannot draw screens, so the workbook talks line by line. If it can do more, set TERM to what it is, as a rule xterm-256color.",
        ),
        term => findings.say(Mark::Good, "TERM", &format!("{term}.")),
    }
    let colour = if around.no_color {
        "NO_COLOR is set: nothing is coloured, and nothing is lost by it."
    } else {
        "Allowed; nothing depends on it. Set NO_COLOR=1 or give --theme mono to go without."
    };
    findings.say(Mark::Good, "colour", colour);
}

fn letters(desk: &Desk, findings: &mut Findings) {
    let around = &desk.around;
    if around.takes_utf8() {
        findings.say(Mark::Good, "locale", &format!("{}.", around.locale));
        findings.say(Mark::Look, "letters", "Do these look right? é ñ | سلام (read from the right) | мир | 和平. If not, choose another font or terminal.");
        return;
    }
    let set = if around.locale.is_empty() {
        "No locale is set".to_owned()
    } else {
        format!("\"{}\" is not UTF-8", around.locale)
    };
    findings.say(Mark::Bad, "locale", &format!("{set}, so letters beyond ASCII are shown as \"?\". What is stored is not touched. Set LC_ALL=C.UTF-8 before you start, and tell your terminal to use UTF-8."));
}

fn name(desk: &Desk, findings: &mut Findings) {
    let Some(path) = desk.around.settings() else {
        return findings.say(
            Mark::Look,
            "name",
            "There is no home folder for settings; give your working name with --as NAME.",
        );
    };
    match settings::read(&*desk.disk, &path) {
        Ok(settings) => match settings.name.as_deref().and_then(settings::working_name) {
            Some(name) => findings.say(
                Mark::Good,
                "name",
                &format!("You record as \"{name}\" (in {}).", path.display()),
            ),
            None => findings.say(
                Mark::Look,
                "name",
                &format!(
                    "No working name yet. Give one with --as NAME, or write (name: \"rosa\") into {}.",
                    path.display()
                ),
            ),
        },
        Err(error) => findings.say(Mark::Bad, "settings", &error.to_string()),
    }
}

/// The user's own keys: every row that could not be used.
fn keys(desk: &Desk, findings: &mut Findings) {
    let Some(path) = desk.around.keys() else { return };
    let shown = path.display();
    match super::open::own_keys(desk) {
        Err(error) => findings.say(Mark::Bad, "keys", &error.to_string()),
        Ok(_) if desk.disk.stat(&path).is_err() => {
            findings.say(Mark::Good, "keys", &format!("As they came. Your own would stand in {shown}."));
        }
        Ok(own) if own.problems().is_empty() => {
            findings.say(Mark::Good, "keys", &format!("Your own, in {shown}."));
        }
        Ok(own) => {
            for problem in own.problems() {
                findings.say(Mark::Bad, "keys", &format!("{shown}:{problem} The other rows hold."));
            }
        }
    }
}

/// The clipboard of the terminal cannot be asked for, only tried.
fn copying(desk: &Desk, findings: &mut Findings) {
    let term = desk.around.term.as_str();
    let between = match term.split('-').next() {
        Some("tmux") => " Inside tmux it needs: set -g set-clipboard on.",
        Some("screen") => " screen keeps it to itself; inside tmux it needs: set -g set-clipboard on.",
        Some("linux") => " A console has no clipboard: use the file.",
        _ => "",
    };
    findings.say(
        Mark::Look,
        "copying",
        &format!(
            "C copies into a file, and to the clipboard of your terminal (OSC 52) where you allowed it for the case.{between} Whether your terminal takes it can only be tried: run the next line and paste. If \"goodoffices\" does not appear, allow it in the settings of your terminal, or use the file."
        ),
    );
    findings.say(Mark::Look, "  to try it", r"printf '\033]52;c;Z29vZG9mZmljZXM=\a'");
    let Some(file) = desk.around.settings().map(|path| path.with_file_name("copied.txt")) else { return };
    if desk.disk.stat(&file).is_ok() {
        let words = format!(
            "What you copied last is still in {}. Remove it when it is not needed: rm {}",
            file.display(),
            super::open::quoted(&file)
        );
        findings.say(Mark::Look, "copied", &words);
    }
}

/// What no program can mend on a bad line.
fn line(findings: &mut Findings) {
    findings.say(
        Mark::Look,
        "pasting",
        "A text that holds the sign for the end of a paste, or a line so slow that the sign for its beginning arrives in two pieces, can still reach the workbook as keys: paste in pieces and look before you save.",
    );
}

fn folder(desk: &Desk, cases: &Path, findings: &mut Findings) {
    let Ok(stat) = desk.disk.stat(cases) else {
        let words = format!(
            "{} is not there yet. It is made with the first case: try `goodoffices sample`.",
            cases.display()
        );
        return findings.say(Mark::Look, "cases", &words);
    };
    if !stat.is_folder {
        let words = format!(
            "{} is not a folder. Name another with --cases DIR or GOODOFFICES_CASES.",
            cases.display()
        );
        return findings.say(Mark::Bad, "cases", &words);
    }
    let names = desk.case_names(cases);
    findings.say(
        Mark::Good,
        "cases",
        &format!("{}: {} {}.", cases.display(), names.len(), if names.len() == 1 { "case" } else { "cases" }),
    );
    lock(desk, cases, findings);
    for name in names {
        case(desk, &cases.join(&name), &name, findings);
    }
    for name in desk.disk.list(cases).unwrap_or_default() {
        let folder = cases.join(&name);
        if !name.starts_with('.') && !is_case_folder(&*desk.disk, &folder) && has_logs(&*desk.disk, &folder) {
            findings.say(Mark::Bad, "case", &format!("{name}: {}", StoreError::NoCaseFile(folder)));
        }
    }
}

/// Whether a lock can be taken in the cases folder: some network folders have none.
fn lock(desk: &Desk, cases: &Path, findings: &mut Findings) {
    let path = cases.join(".doctor.lock");
    match desk.disk.lock(&path, "doctor", 0o600) {
        Ok(Some(_held)) => findings.say(Mark::Good, "saving", "The cases folder can be written, and locks work in it."),
        Ok(None) => findings.say(Mark::Look, "saving", "Somebody else is running doctor at this moment; try again."),
        Err(why) => findings.say(Mark::Bad, "saving", &format!("The cases folder cannot be written or locked: {why}. Ask its owner for the right to write, or name another with --cases DIR.")),
    }
    let _ = desk.disk.remove(&path);
}

fn case(desk: &Desk, folder: &Path, name: &str, findings: &mut Findings) {
    let open = match OpenCase::open(desk.disk.clone(), folder, &Access::Read) {
        Ok(open) => open,
        Err(error) => return findings.say(Mark::Bad, "case", &format!("{name}: {error}")),
    };
    let folder = open.folder();
    let mut remedies = rights::remedies(&*desk.disk, folder);
    if open.is_newer() {
        remedies.push("a newer program made it, so that it can only be read here".to_owned());
    }
    if open.needing_care() > 0 {
        remedies.push("some lines of its logs are set aside; `goodoffices check` says which".to_owned());
    }
    remedies
        .extend(unreadable_drafts(&*desk.disk, folder).iter().map(|path| super::check::unread_words(path)));
    for other in open.others() {
        let since =
            other.since.map(|at| format!(" since {} UTC", at.strftime("%Y-%m-%d %H:%M"))).unwrap_or_default();
        remedies.push(format!("open by {}{since}", other.by));
    }
    let mark = if remedies.is_empty() { Mark::Good } else { Mark::Look };
    let words = if remedies.is_empty() { "nothing to remark".to_owned() } else { remedies.join("; ") };
    findings.say(mark, "case", &format!("{name}: {words}."));
}
