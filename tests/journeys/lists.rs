//! Lists of records: the bar stays on its record, whatever comes in; options and factions are put right from a list of
//! their own; nothing is settled over a red line unasked; a form names what it would not keep.

use crate::session::Session;

/// The row of the screen on which the bar stands.
fn bar(session: &mut Session) -> String {
    let picture = session.picture();
    let rows: Vec<&str> = picture.lines().collect();
    let inside = |run: &&&str| run.contains("REVERSED") && !run.starts_with("0:");
    let run = rows.iter().skip(24).find(inside).unwrap_or_else(|| panic!("no bar:\n{picture}"));
    let row: usize = run.split(':').next().unwrap().parse().unwrap();
    rows[row].to_owned()
}

/// Rosa, and Luis in the same case.
fn two() -> (Session, Session) {
    let rosa = Session::in_sample();
    let mut luis = Session::on(rosa.disk.clone(), Some("luis"), |_| {});
    luis.keys("<enter>").sees("Also open by rosa");
    (rosa, luis)
}

#[test]
fn what_was_just_added_is_selected() {
    let mut session = Session::in_sample();
    session.keys("3aAaa<f2>").sees("added actor").keys("D").sees("Delete the actor \"Aaa\"?").keys("n");
    session.keys("5aVillage courts<f2>o").sees("Option of Village courts").keys("<esc>");
    session.keys("4aAaa customs<f2>r").sees("on Aaa customs").keys("<esc>");
    session.keys("SaAaa<f2>").sees("added source").keys("D").sees("Delete the source \"Aaa\"?");
}

#[test]
fn the_bar_stays_on_its_record_when_a_colleagues_records_come_in() {
    let (mut rosa, mut luis) = two();
    rosa.keys("4<down><down><right>");
    let form = |session: &mut Session| {
        session.keys("r");
        let words = session.screen().lines().find(|row| row.contains("Record: ")).unwrap().to_owned();
        session.keys("<esc>");
        words
    };
    let before = form(&mut rosa);
    luis.keys("5aAaa customs<f2>").sees("added issue").keys("3aAaa<tab><tab><right><f2>").sees("added actor");
    rosa.app.look_around();
    rosa.sees("Aaa");
    assert_eq!(form(&mut rosa), before);
    rosa.keys("3<down>");
    let before = bar(&mut rosa);
    luis.keys("3aAab<tab><tab><right><f2>").sees("added actor");
    rosa.app.look_around();
    rosa.sees("Aab");
    assert_eq!(bar(&mut rosa), before);
    // The news comes in with the very key that moves the bar.
    let next = bar(rosa.keys("<down>"));
    bar(rosa.keys("<up>"));
    luis.keys("3aAac<tab><tab><right><f2>").sees("added actor");
    rosa.keys("<down>").app.look_around();
    assert_eq!(bar(&mut rosa), next);
}

#[test]
fn an_option_is_put_right_and_deleted_from_the_list_of_its_issue() {
    let mut session = Session::in_sample();
    session.keys("5A").sees("Options: ").keys("a<tab>Elders sitt<f2>").sees("added option");
    assert!(bar(&mut session).contains("Elders sitt"), "{}", bar(&mut session));
    session.keys("e<tab><end><backspace><f2>").sees("changed option");
    assert!(bar(&mut session).ends_with("Elders sit"), "{}", bar(&mut session));
    session
        .keys("D")
        .sees("Delete the option \"Elders sit\"?")
        .keys("y")
        .sees("deleted option")
        .sees_nothing_of("D  Elders");
    session.keys("u").sees("Elders sit").keys("xa").sees("Nothing can be changed in this view");
}

#[test]
fn a_faction_is_put_right_and_deleted_from_the_list_of_its_actor() {
    let mut session = Session::in_sample();
    session.keys("3<enter>A").sees("Factions: ").keys("aHill wing<f2>").sees("added faction");
    session.keys("e<end>s<f2>").sees("changed faction").sees("Hill wings");
    session.keys("D").sees("Delete the faction \"Hill wings\"?").keys("y").sees_nothing_of(" Hill");
    session.keys("u").sees("Hill wings");
}

#[test]
fn search_leads_to_an_option_on_its_own_row() {
    let mut session = Session::in_sample();
    session.keys("5A<down>");
    let second = bar(&mut session);
    let words = second.trim().split_once("  ").unwrap().1.to_owned();
    session.keys("<esc>F").keys(&words).keys("<enter><enter>").sees("Options: ");
    assert_eq!(bar(&mut session), second);
}

#[test]
fn a_form_keeps_what_it_would_lose_and_asks_for_a_condition() {
    let mut session = Session::in_sample();
    session.keys("4rHeard it<tab>a<tab>only if later<f2>").sees("Say with i above").sees("only if later");
    session.keys("<up>i<f2>").sees("Saved: ");
    session.keys("rHeard more<tab>i<f2>").sees("Under which condition?").keys("<f2>").sees("Saved: ");
}

#[test]
fn settling_over_a_red_line_is_asked_about() {
    let mut session = Session::in_sample();
    session.keys("5/Armed forces: officers<enter>").sees("On the table   Civilian commission");
    session.keys("y").sees("settled").keys("u").sees_nothing_of("officers       settled");
    session.keys("4<down><down>rNever<tab>r<f2>").sees("Saved: ");
    session.keys("5y").sees("Settle it all the same?").sees("red line of");
    session.keys("n").sees_nothing_of("Saved: ");
    session.keys("e<tab><tab><tab><tab><right><right><right><f2>").sees("stand against it. Save again?");
    session.keys("<f2>").sees("Saved: ").keys("u").sees("Undone");
    session.keys("yy").sees("Saved: ");
}

#[test]
fn a_cell_opens_on_the_position_that_stands_in_it() {
    let mut session = Session::in_sample();
    session.keys("4<right><enter>").sees("superseded");
    let bar = bar(&mut session);
    assert!(
        bar.contains("negotiation, 22 Aug 1990"),
        "what the matrix shows, and not what came before: {bar}"
    );
}

#[test]
fn what_was_wrong_with_a_field_is_said_whole_and_until_it_is_changed() {
    let mut session = Session::in_sample();
    session.keys("5a<f2>").sees("Give it a wording that every party can read");
    session.keys("V").sees_nothing_of("Give it a wording").keys("<esc>");
    session.size = (60, 20);
    session
        .keys("4<right>rHalf<tab>i<f2>")
        .sees("Under which condition? Saved again it")
        .sees("not recorded");
}
