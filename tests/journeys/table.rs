//! What goes on at the table: filters, movement, what was told, trades, the agenda, the timeline, the map.

use crate::session::Session;

#[test]
fn the_matrix_is_filtered_and_put_in_another_order() {
    let mut session = Session::in_sample();
    session.keys("4").sees("all issues  15 issues");
    session.keys("f").sees("Which issues, and in which order").keys("p<enter>").sees("police  ");
    session.sees_nothing_of("15 issues").sees("Police");
    session.keys("f<left><left>").keys("<esc>").sees("police  ");
    session.keys("o").sees("In order of name");
    session.keys("m").sees("police, moved only, name");
    session.keys("f<tab><tab><tab><right><enter>").sees("blocked only");
}

#[test]
fn a_filter_that_leaves_nothing_says_how_to_change_it() {
    let mut session = Session::in_sample();
    session.keys("4f<tab><tab><tab><tab>c<enter>").sees("confided  ").sees("No issue is left by this filter");
}

#[test]
fn what_moved_between_two_phases_or_dates_is_said_with_its_reason() {
    let mut session = Session::in_sample();
    session.keys("4d").sees("What moved").sees("pre-negotiation to negotiation").sees("Before");
    session
        .keys("p")
        .sees("negotiation to agreement")
        .sees("towards agreement")
        .sees("which is on the table, from");
    session.keys("f<end>").keys("<backspace>".repeat(11).as_str()).keys("1990-06<enter>");
    session
        .keys("<end>")
        .keys("<backspace>".repeat(9).as_str())
        .keys("1991-10<enter>")
        .sees("1990-06 to 1991-10");
    session
        .keys("f<tab>")
        .keys("<backspace>".repeat(7).as_str())
        .keys("soon<f2>")
        .sees("Write now, pre-negotiation");
    session.keys("<esc>").sees("1990-06 to 1991-10").keys("<enter>").sees("Cell");
}

#[test]
fn what_changed_since_yesterday_is_told_to_the_team_alone() {
    let mut session = Session::in_sample();
    session.keys("4<down><right>rHalf the army would do<enter>d<enter>");
    session
        .keys("w")
        .sees("Since 20 Nov 2026 00:00")
        .sees("rosa")
        .sees("added position P-48")
        .keys("<home>")
        .sees("Half the army");
    session.keys("f").keys("<backspace>".repeat(9).as_str()).keys("never<f2>").sees("Write today, yesterday");
    session.keys("<backspace>".repeat(5).as_str()).keys("3 days<f2>").sees("Since 18 Nov 2026");
    session.keys("x4w").sees("for the team alone").sees_nothing_of("Half the army");
}

#[test]
fn telling_is_recorded_and_widens_nothing_unless_asked() {
    let mut session = Session::in_sample();
    session.keys("4<down><right>rHalf the army would do<enter>d<enter>");
    session.keys("s").sees("Share: \"Half the army would do\"").keys("<f2>").sees("Choose who was told");
    session.keys("ff<f2>").sees("changed position P-48");
    session.keys("<enter>").sees("the team only").sees("Told");
    session.keys("<esc>s").keys("f<tab><tab><tab><right><f2>").sees("changed position P-48");
    session.keys("<enter>").sees_nothing_of("the team only").keys("<esc>");
    session.keys("y").sees("told").sees("Half the army would do");
}

#[test]
fn a_confidence_is_asked_for_twice_and_no_is_no() {
    let mut session = Session::in_sample();
    session
        .keys("4<down><right>rThey would halve it<tab><tab><tab><tab><tab><tab>c<tab>Heron<f2>")
        .sees("P-48");
    session.keys("sf<f2>").sees("Does Heron agree").keys("<enter>").sees_nothing_of("Does Heron agree");
    session.sees("Share: \"They would halve it\"").keys("<esc>E").sees("Share:").keys("Dy");
    session.keys("4y").sees_nothing_of("They would halve it").keys("4<down><right>");
    session.keys("sf<tab><tab><tab><right><f2>").sees("Does Heron agree").keys("y");
    session.sees("what Heron confided?").sees("counts as a confidence no longer").keys("y");
    session.sees("changed position P-48").keys("E").sees("all that was typed is saved");
    session.keys("4y").sees("They would halve it");
}

#[test]
fn one_party_and_one_issue_are_followed_through_the_phases() {
    let mut session = Session::in_sample();
    session.keys("4<right>t").sees("FMLN through the phases").sees("implem.").sees("Armed forces");
    session.keys("i").sees("through the phases").sees("GOES").keys("<esc>").sees("Positions");
    session.keys("i<right><enter>").sees("Cell");
}

#[test]
fn a_trade_is_added_taken_a_step_on_and_seen_from_both_ends() {
    let mut session = Session::in_sample();
    session.keys("5t").sees("Trades").sees("One end").sees("Other end");
    session.keys("a").sees("New trade").keys("fff<tab> <tab><right> <tab>g<f2>").sees("added linkage");
    session.keys("/dummy<enter>").keys("<home>s").sees("changed linkage");
    session.keys("o").sees_nothing_of(" done ");
}

#[test]
fn red_lines_name_whose_and_a_breach_comes_first() {
    let mut session = Session::in_sample();
    session.keys("4<down><right>rNever<enter>r<enter>");
    session.keys("5b").sees("Red lines and principles").sees("would breach the principle");
    session.keys("<down>").sees("Red line of");
    session.keys("<enter>").sees("Principles").sees("External defence only");
    session.keys("c").keys("It covers the worst<f2>").sees("added principle finding").keys("<esc>");
    session.sees("Red lines and principles").keys("<home>").sees("the worst");
}

#[test]
fn issues_are_parked_agreed_and_reopened_by_one_key_each() {
    let mut session = Session::in_sample();
    session.keys("5p").sees("changed issue").sees("no date to come back");
    session.keys("u").sees("Undone").keys("<home>z").sees("kept off").keys("u");
    session.keys("<home>y").sees("settled").keys("r").sees("changed issue").keys("<home>");
    session.keys("w").sees("Pairs of parties").sees("conflict").keys("<end>").sees("Agree");
    session.keys("<esc>c<tab>Both sides met without us<f2>").sees("added confidence reading");
}

#[test]
fn an_event_with_an_uncertain_date_stands_in_its_place_on_the_timeline() {
    let mut session = Session::in_sample();
    session.keys("T").sees("Timeline");
    session.keys("a<tab>A quiet word<tab>1991-mid<f2>").sees("added event").keys("/quiet word<enter>");
    session.sees("~ 1991-mid").sees("some time from 1 May 1991 to 31 Aug 1991");
    session.keys("p").sees("Provisions").sees("Due");
}

#[test]
fn a_deadline_without_a_day_is_refused() {
    let mut session = Session::in_sample();
    session.keys("Tad<tab>Report is due<f2>").sees("A deadline needs its day");
}

#[test]
fn changing_the_phase_on_the_sheet_offers_to_put_it_on_the_timeline() {
    let mut session = Session::in_sample();
    session.keys("1e<tab><tab>a<enter>").sees("The process is in agreement now. Put that on the timeline?");
    session.keys("y").sees("The process goes on to agreement").keys("<f2>").sees("added event");
    session.keys("T/goes on to agreement<enter>").sees("phase change");
    session.keys("1e<tab><tab>i<enter>n").sees("[implementation]");
}

#[test]
fn the_map_places_everybody_and_says_the_same_as_a_list() {
    let mut session = Session::in_sample();
    session.keys("3m").sees("All that is on the table").sees("takes none of it").sees("FMLN");
    session.keys("v").sees("would take").keys("v");
    session.keys("i").sees_nothing_of("All that is on the table").sees("red line").sees("demands");
    session.keys("o<enter>").sees("Also called");
}

#[test]
fn a_faction_is_added_to_an_actor() {
    let mut session = Session::in_sample();
    session.keys("3<enter>f").sees("Faction of").keys("The doubtful<f2>").sees("added faction");
    session.keys("<end>").sees("The doubtful");
}

#[test]
fn sources_show_their_grades_and_what_rests_on_them() {
    let mut session = Session::in_sample();
    session.size = (80, 40);
    session.keys("S<down>").sees("Sources").sees("Relied on").sees("Positions that rest on it");
    session.keys("aA new voice<f2>").sees("added source").keys("/new voice<enter>").sees("A new voice");
}
