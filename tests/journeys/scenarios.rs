//! Comparisons on screen.

use std::{path::Path, sync::Arc};

use goodoffices::{
    model::CaseKind,
    store::{CaseDocument, Disk, MemoryDisk, NewCase, create},
};

use crate::session::Session;

const POLICE: &str = "/cases/el-salvador-1989-1992/scenarios/el-salvador-police-transition.ron";

/// The text of a file of the case.
fn text(session: &Session, path: &str) -> String {
    String::from_utf8(session.disk.read(Path::new(path), 0, 1 << 20).unwrap()).unwrap()
}

#[test]
fn only_the_differences_and_the_reason_for_each_row_are_a_key_away() {
    let mut session = Session::in_sample();
    session.keys("6<enter>").sees("1-3 of 4").keys("<right>").sees("2-4 of 4");
    session.keys("d").sees_nothing_of("Weapons caches");
    session.keys("d<down><down>w").sees("Why: ").sees("From: the case: P-42");
    session.keys("<esc>/Assumed<enter>").sees("The academy opens in May 1992");
    session.keys("w").sees("falls with it: options A and B").keys("<esc><down>");
    session.keys("w").sees("If it breaks: worst gap of B from 9,238").keys("<esc>");
    to(&mut session, "Steps");
    session.sees("The option").keys("w").sees("Why: Steps");
    session.sees("D+30: Guard, Treasury Police and National Police").sees("D+90: Academy opens");
}

#[test]
fn a_comparison_is_built_from_an_issue_and_asks_for_what_is_missing() {
    let mut session = Session::in_sample();
    session.keys("6a").sees("New comparison").keys("ttttt");
    while !session.screen().contains("the issue Police: transition") {
        session.keys("<right>");
    }
    session.keys("<enter>").sees("Edit: Police: transition").sees("All old forces end at once");
    session.sees("Reaction to A").sees("from the case").sees("things are still wanting");
    session
        .keys("n<enter>")
        .sees("New future")
        .keys("It holds<enter>Everybody keeps to it.<f2>")
        .sees("Saved: future");
    session.keys("n<enter>It breaks<enter>Somebody walks out.<f2>").sees("Saved: future It breaks");
    session.keys("n<enter>").sees("What the values are").keys("<tab><tab>people safe<f2>");
    session.sees("Can be compared; 9 things are still wanting").keys("v").sees("Side by side: Police");
    session.keys("<end>").sees("Rules").sees("left out until every option has a value").keys("r");
    session.sees("The rules are left out until").keys("<esc>");
    for value in ["3", "1", "2", "2", "1", "1"] {
        session.keys("n<enter>").sees("Value").keys(value).keys("<enter>").sees("Saved: the value of");
    }
    session.sees("Can be compared; 3 things are still wanting");
    session.keys("v").sees("Side by side: Police").keys("r").sees("The rules disagree");
    let path = "/cases/el-salvador-1989-1992/scenarios/police-transition.ron";
    let before = text(&session, path);
    assert!(before.contains("stands_for") && before.contains("\"o-police-a\""), "{before}");
    session.keys("<esc>u").sees("is as it was before");
    assert_ne!(text(&session, path), before, "the last value was taken back");
}

#[test]
fn a_change_of_one_partys_position_changes_the_table() {
    let mut session = Session::in_sample();
    session
        .keys("6<enter>")
        .sees("6 reactions of all phases follow the case")
        .sees("o neutral")
        .sees_nothing_of("X red line");
    session.keys("4pp");
    while !session.screen().contains("Police: transition / FMLN") {
        session.keys("<down>");
        for _ in 0..8 {
            if session.screen().contains("Police: transition / FMLN") {
                break;
            }
            session.keys("<right>");
        }
        if !session.screen().contains("Police: transition / FMLN") {
            session.keys("<left><left><left><left><left><left><left><left>");
        }
    }
    session.keys("rNever that.<enter>r<enter>").sees("Saved: ");
    session
        .keys("6<enter>")
        .sees("X red line")
        .keys("p")
        .sees("up to pre-negotiation")
        .sees_nothing_of("X red line");
}

#[test]
fn an_assumption_is_broken_for_a_trial_and_every_screen_shows_it() {
    let mut session = Session::in_sample();
    session.keys("6<enter>f").sees("readings point to");
    session.keys("<down><down><down><down><down>").sees("If it breaks: worst gap of B from 9,238 to 9,449");
    session.keys("b").sees("TRIED, not saved: broken: Donors pay").sees("falls with it");
    session
        .keys("<esc>")
        .sees("TRIED, not saved")
        .keys("c")
        .sees("TRIED, not saved")
        .keys("<tab>")
        .sees("9,449");
    session.keys("<esc>f<down><down><down><down><down>b").sees_nothing_of("TRIED");
    assert!(text(&session, POLICE).contains("status: InDoubt"), "nothing was saved");
}

#[test]
fn one_option_after_the_other_is_left_out_and_then_none() {
    let mut session = Session::in_sample();
    session.keys("6<enter>o").sees("TRIED, not saved: without A").sees_nothing_of("A All old forces");
    session
        .keys("r")
        .sees("9,238")
        .keys("o")
        .sees("without B")
        .keys("ooo")
        .sees_nothing_of("TRIED")
        .sees("Rules: Police");
}

#[test]
fn bands_come_from_many_runs_and_the_table_stands_beside_the_chart() {
    let mut session = Session::in_sample();
    session.keys("6<enter>c").sees("at likely values").keys("b").sees("middle of 200 runs, seed 1");
    session.keys("<tab>").sees("With luck").sees("Same luck:").sees_nothing_of("By month");
    session.keys("<pgdn>").sees("By month, likely: 0:").keys("<pgup>").sees("With luck");
    session.keys("t").sees("month 0").sees("  10 to 90 %").keys("bt").sees("at likely values");
    session.keys("s").sees("each input moves the worst gap").keys("o<down><down><down>").sees("at most");
}

#[test]
fn writing_asks_before_comments_are_lost_and_never_overwrites_what_somebody_else_wrote() {
    let mut session = Session::in_sample();
    session
        .keys("6e<enter>")
        .sees("The comparison")
        .keys(" again<f2>")
        .sees("without its comments?")
        .keys("n");
    assert!(text(&session, POLICE).starts_with("// El Salvador"), "nothing was written");
    session.keys("<enter><f2>").sees("without its comments?").keys("y").sees("Saved: the head");
    assert!(text(&session, POLICE).starts_with("Comparison("));
    session.keys("<enter> and again");
    let theirs = text(&session, POLICE).replacen("again", "by luis", 1);
    let mut file = session.disk.open(Path::new("/other.ron"), goodoffices::store::How::New, 0o600).unwrap();
    file.append(theirs.as_bytes()).unwrap();
    session.disk.rename(Path::new("/other.ron"), Path::new(POLICE)).unwrap();
    session.keys("<f2>").sees("was changed by somebody").sees("under E.").keys("y").sees("Saved: the head");
    assert!(text(&session, POLICE).contains("by luis"), "theirs stays");
    let beside = text(&session, &POLICE.replace(".ron", "-2.ron"));
    assert!(beside.contains("again and again"), "{beside}");
}

#[test]
fn a_reaction_set_by_hand_stands_in_place_of_the_case_and_says_so() {
    let mut session = Session::in_sample();
    session.keys("6a");
    while !session.screen().contains("the issue Police: transition") {
        session.keys("<right>");
    }
    session.keys("<enter>");
    session.keys("/FMLN neutral<enter><enter>").sees("FMLN on option A");
    session.keys("<right><tab>aa<tab><tab><tab><tab>said so in the corridor<f2>").sees("set by rosa");
    session.sees("Saved: how FMLN stands to A");
}

#[test]
fn readings_are_noted_and_packages_counted() {
    let mut session = Session::in_sample();
    session.keys("6<enter>f<end>").sees("Driver");
    session
        .keys("<up><up><up><up>")
        .sees("Reported robberies")
        .keys("a")
        .sees("New reading")
        .keys("1.5<f2>y");
    session.sees("points to Crime up by a half").keys("<esc>P").sees("Packages of the case");
    session.keys("<esc>");
    session.keys("6a").keys("<left><left><enter>").sees("Edit: Template").keys("vP");
    session.sees("packages are acceptable to all").sees("Zone of agreement");
}

/// Goes to the line of the list that a text is on.
fn to(session: &mut Session, text: &str) {
    // What was searched for last stands in the field.
    session.keys("/").keys(&"<backspace>".repeat(40)).keys(text).keys("<enter>");
}

#[test]
fn packages_come_out_of_the_case_without_any_file_and_follow_its_positions() {
    let mut session = Session::in_sample();
    session.keys("6P").sees("Packages of the case").sees("2,304 packages").sees("stances are not known");
    session
        .sees("; ask ")
        .keys("ppp")
        .sees("all stances of the case")
        .keys("p")
        .sees("up to pre-negotiation");
    session.keys("ppp").sees("up to implementation");
    session.keys("i").sees("A package takes one option").keys("<tab>");
    session.keys("<esc>").sees("issues open on the agenda");
    session.keys("i").keys(&" <right>".repeat(8)).keys("<f2>");
    session.sees("chosen issues").sees_nothing_of("2,304 packages").sees("packages are acceptable to all");
}

#[test]
fn packages_of_the_case_are_kept_in_a_file_and_change_with_a_position() {
    let mut session = Session::in_sample();
    session.keys("6Pe").sees("Edit: Packages of the case").sees("Complete.");
    let path = "/cases/el-salvador-1989-1992/scenarios/packages.ron";
    assert!(text(&session, path).contains("stands_for"));
    to(&mut session, "Packages 10");
    session.keys("<enter>").sees("Packages: one option for each issue").keys("<esc>");
    to(&mut session, "Judge FMLN");
    session
        .keys("<enter>")
        .sees("FMLN on the packages")
        .keys("12<tab>Land: Guarantees on land (A) = twelve<f2>");
    session.sees("as Land: some now = 3").keys("<backspace><backspace><backspace><backspace>");
    session.keys("<backspace><backspace>12<f2>").sees("Saved: how FMLN judges packages");
    session.sees("must reach 12, 1 options scored");
    session.keys("v").sees("44 stances follow the case").keys("e").sees("Edit: Packages of the case");
}

#[test]
fn packages_are_kept_with_the_stances_of_now_whatever_phase_is_looked_at_and_not_without_an_issue() {
    let path = "/cases/el-salvador-1989-1992/scenarios/packages.ron";
    let kept = |keys: &str| {
        let mut session = Session::in_sample();
        session.keys(keys).sees("Edit: Packages of the case");
        text(&session, path)
    };
    assert_eq!(kept("6Pppppe"), kept("6Pe"));

    let island = include_str!("../fixtures/exercise-island.ron");
    let parked = island.replacen("order: 10,", "order: 10, agenda: Parked,", 1);
    let parked = parked.replacen("order: 20,", "order: 20, agenda: Parked,", 1);
    let disk = MemoryDisk::new();
    let shared: Arc<dyn Disk> = Arc::new(disk.clone());
    let edit = CaseDocument::read(&parked).unwrap().edit();
    let at = "2026-11-01T08:00:00Z".parse().unwrap();
    let new = NewCase { id: "i".into(), kind: CaseKind::Exercise, edit: Some(edit), by: "luis".into(), at };
    create(&shared, Path::new("/cases/i"), &new).unwrap();
    let mut session = Session::on(disk, Some("rosa"), |start| start.open = Some("/cases/i".into()));
    session.keys("6P").sees("No packages").keys("e").sees("and issues with two options ─");
}

#[test]
fn a_file_for_others_is_not_written_with_what_is_the_teams_own_whichever_part_is_edited() {
    let mut session = Session::in_sample();
    session.keys("6Pe").sees("Edit: Packages of the case");
    let path = "/cases/el-salvador-1989-1992/scenarios/packages.ron";
    to(&mut session, "Question");
    session.keys("<enter>").sees("The comparison").keys("<tab><tab><tab><right>");
    session.sees("shareable: what all may see").keys("<f2>").sees("Saved: the head of the comparison");
    to(&mut session, "Judge FMLN");
    session
        .keys("<enter>12<tab>Land: Guarantees on land (A) = 12<f2>")
        .sees("Points of FMLN are the team's own");
    session.keys("<esc>y");
    to(&mut session, "Question");
    session.keys("<enter><tab><tab><tab><right>").sees("FAES").keys("<f2>");
    assert!(text(&session, path).contains("audience: \"party:faes\""), "{}", text(&session, path));
    assert!(!text(&session, path).contains("threshold: 12"));
}

#[test]
fn effects_coverage_and_drivers_are_judged_in_forms() {
    let mut session = Session::in_sample();
    session.keys("6a");
    while !session.screen().contains("the issue Police: transition") {
        session.keys("<right>");
    }
    session.keys("<enter>");
    to(&mut session, "Effects Human rights");
    session.keys("<enter>").sees("Effects on: Human rights").sees("A does");
    session
        .keys("<tab><right><tab>old units go<tab>S-17<tab><right><right><f2>")
        .sees("Saved: the effects on rights");
    session.sees("Human rights: A helps much, B not looked at");
    to(&mut session, "New thing");
    session
        .keys("<enter><right><right><right><right>")
        .sees("linked issue")
        .keys("<f2>")
        .sees("Choose which");
    session.keys("<right><tab><tab><right><right><f2>").sees("Saved: what the options do about ddr");
    to(&mut session, "New driver");
    session.keys("<enter>Donors<tab><tab>pay<enter>wait<f2>").sees("Saved: driver Donors");
    for story in ["It holds", "It breaks"] {
        to(&mut session, "New future");
        session.keys("<enter>").keys(story).keys("<enter>So it goes.<f2>").sees("Saved: future");
    }
    to(&mut session, "Driver Donors");
    session.keys("<enter>").sees("In It holds").keys("<tab><tab><tab><right><tab><right><right><f2>");
    session.sees("told in 2 of 2 futures");
    session.keys("v");
    let police = text(&session, "/cases/el-salvador-1989-1992/scenarios/police-transition.ron");
    for part in [
        "reason: \"old units go\"",
        "confidence: Medium",
        "kind: Linked",
        "driver: \"donors\", outcome: \"wait\"",
    ] {
        assert!(police.contains(part), "{part} in {police}");
    }
}

#[test]
fn a_timetable_is_entered_with_ranges_and_its_gap_is_drawn() {
    let mut session = Session::in_sample();
    session.keys("6a");
    while !session.screen().contains("the issue Police: transition") {
        session.keys("<right>");
    }
    session.keys("<enter>");
    for story in ["It holds", "It breaks"] {
        to(&mut session, "New future");
        session.keys("<enter>").keys(story).keys("<enter>So it goes.<f2>").sees("Saved: future");
    }
    to(&mut session, "Timetables");
    session.keys("<enter>").keys("1000; from 6: 800<f2>").sees("Saved: the posts to be filled");
    to(&mut session, "New number");
    session.keys("<enter>Class<tab>90 / 50 / 20<f2>").sees("rising order");
    for _ in 0.."90 / 50 / 20".len() {
        session.keys("<backspace>");
    }
    session.keys("20 / 50 / 90<f2>").sees("Saved: the number Class");
    to(&mut session, "New in A a force that ends");
    session.keys("<enter>Old police<tab>900<tab>0<tab>3<f2>").sees("Saved: Old police in option A");
    to(&mut session, "New in A a force that begins");
    session.keys("<enter>New police<tab>class<tab>1 / 2 / 4<f2>").sees("Saved: New police in option A");
    for option in ["B", "C"] {
        to(&mut session, &format!("New in {option} a force that ends"));
        session.keys("<enter>Old police<tab>900<f2>").sees("Saved: Old police");
    }
    to(&mut session, "Values for the");
    session.keys("<enter><right><tab><right><tab>people<f2>").sees("Saved: what the values are");
    session.keys("v");
    to(&mut session, "Worst gap, people");
    session.sees("Worst gap, people").keys("c").sees("Gap: Police").sees("short of the posts");
    let police = text(&session, "/cases/el-salvador-1989-1992/scenarios/police-transition.ron");
    for part in ["value: (20.0, 50.0, 90.0)", "class: \"class\"", "opens: (1.0, 2.0, 4.0)"] {
        assert!(police.contains(part), "{part} in {police}");
    }
}

#[test]
fn an_analogue_is_taken_from_the_guidance_and_from_another_case_and_says_why_it_may_not_fit() {
    let mut session = Session::in_sample();
    session.keys("6a<left><left><enter>").sees("Edit: Template");
    to(&mut session, "New analogue");
    session.keys("<enter>").sees("own words").keys("<f2>").sees("Name the real case");
    session.keys("<backtab><right>").sees("guidance: El Salvador").keys("<f2>").sees("without its comments?");
    session.keys("y").sees("Saved: analogue El Salvador");
    let template = text(&session, "/cases/el-salvador-1989-1992/scenarios/template.ron");
    assert!(template.contains("UN guidance note, box 1") && template.contains("That was a whole new police"));
}

#[test]
fn what_space_marks_stands_in_a_row_of_its_own_however_much_is_marked() {
    let mut session = Session::in_sample();
    session.size = (60, 20);
    let screen = session.keys("6Pi").screen();
    let row = screen.lines().find(|row| row.contains("[ ]")).unwrap();
    assert_eq!(row.trim(), "[ ] Armed forces");
}

#[test]
fn what_a_future_changes_what_breaks_and_the_steps_of_an_option_are_lines_of_a_form() {
    let mut session = Session::in_sample();
    session.keys("6a").keys("<left><left><enter>").sees("Edit: Template");
    to(&mut session, "comes late");
    session.keys("<enter>").sees("Months by which the academy opens late + 3");
    session
        .sees("Posts to be filled x 1.2 from 1 until 12")
        .keys("<f2>y")
        .sees("Saved: future Money comes late");
    to(&mut session, "Donors");
    session.keys("<enter>").sees("Share of new posts that is equipped = 0.4");
    session
        .keys("<tab><tab><tab><tab>")
        .keys(&"<backspace>".repeat(60))
        .keys("delay = 6<f2>")
        .sees("Saved: assumption");
    to(&mut session, "Option A");
    session.keys("<enter>").sees("D+30 | Old force ends | ministry").keys("<f2>").sees("Saved: option A");
    let file = text(&session, "/cases/el-salvador-1989-1992/scenarios/template.ron");
    for kept in
        ["times: 1.2", "until: 12", "to: 6", "due: \"D+30\"", "body: \"ministry\"", "\"verification\""]
    {
        assert!(file.contains(kept), "{kept}\n{file}");
    }
}

#[test]
fn a_part_is_taken_out_after_a_question_that_names_what_goes_with_it() {
    let mut session = Session::in_sample();
    session.keys("6a").keys("<left><left><enter>").sees("Edit: Template");
    session.keys("D").sees("nothing here that could be taken out");
    to(&mut session, "Option B");
    session.keys("D").sees("Take out: Option B Over a year?").sees("1 option, 2 reactions, 2 effects");
    session.sees("It can then not be compared").keys("n").sees("Option B");
    to(&mut session, "Principle");
    session.keys("D").sees("What goes: 1 mark of a principle.").keys("yy").sees("Saved: without Principle");
    let path = "/cases/el-salvador-1989-1992/scenarios/template.ron";
    assert!(!text(&session, path).contains("principle-vetting"));
    session.keys("u");
    assert!(text(&session, path).contains("principle-vetting"));
}

#[test]
fn the_shipped_examples_are_begun_from_like_the_template() {
    for (left, title, file) in [
        (3, "Edit: Ceasefire monitorin", "guinea-bissau-ceasefire-monitoring"),
        (4, "Edit: Integration of", "ex-combatant-integration"),
    ] {
        let mut session = Session::in_sample();
        session.keys("6a").sees("New comparison").keys(&"<left>".repeat(left)).sees("the example of");
        session.keys("<enter>").sees(title);
        let file = text(&session, &format!("/cases/el-salvador-1989-1992/scenarios/{file}.ron"));
        assert!(file.starts_with("// "), "comments stay: {file}");
    }
}

#[test]
fn a_comparison_of_a_newer_program_says_so_and_is_never_written_over() {
    let mut session = Session::in_sample();
    let as_is = text(&session, POLICE);
    for head in ["Comparison(\n    version: 2,", "Comparison(\n    version: 2,\n    mood: \"calm\","] {
        let newer = as_is.replacen("Comparison(", head, 1);
        session.disk.overwrite(Path::new(POLICE), newer.as_bytes());
        session.app.look_around();
        session.keys("6").sees("written by a newer program");
        session.keys("e").sees("written by a newer program").keys("<enter>vDy<esc>");
        assert_eq!(text(&session, POLICE), newer);
    }
}
