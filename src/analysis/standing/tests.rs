use super::super::tests_case::{TestCase, date, id, in_short, speaker};
use super::*;

fn talks() -> TestCase {
    let mut case = TestCase::default();
    case.parties("FMLN GOES");
    case.issue("police", "B");
    case
}

#[test]
fn a_new_position_takes_the_place_of_the_standing_one_only_for_the_options_it_names() {
    let mut case = talks();
    case.says("p1", "fmln", "police", "pre 1989", "A ++, C X");
    case.says("p2", "fmln", "police", "neg 1991", "A o, B ~");
    assert_eq!(case.stands("fmln", "police"), "A o p2, B ~ p2, C X p1");
    let standing = case.standing("fmln", "police");
    let lost: Vec<String> = standing.superseded.iter().map(Superseded::words).collect();
    assert_eq!(
        lost,
        ["P1, pre-negotiation, 1989: superseded on police option A (A) by P2, negotiation, 1991"]
    );
}

#[test]
fn a_red_line_stands_until_somebody_records_that_it_fell() {
    let mut case = talks();
    case.says("p1", "fmln", "police", "pre 1984", "C X");
    case.says("p2", "fmln", "police", "neg 1990", "B ~");
    case.says("p3", "fmln", "police", "draft 1992", "A +");
    assert_eq!(case.stands("fmln", "police"), "A + p3, B ~ p2, C X p1");
    case.says("p4", "fmln", "police", "impl 1993", "C -");
    assert_eq!(case.stands("fmln", "police"), "A + p3, B ~ p2, C - p4");
}

#[test]
fn a_position_that_names_no_option_stands_until_a_later_one_by_the_same_speaker() {
    let mut case = talks();
    case.says("p1", "fmln", "police", "pre 1989", "A ++");
    case.says("p2", "fmln", "police", "neg 1990", "");
    assert_eq!(case.stands("fmln", "police"), "A ++ p1, statement p2");
    case.says("p3", "goes", "police", "neg 1991", "");
    assert_eq!(case.stands("fmln", "police"), "A ++ p1, statement p2");
    case.says("p4", "fmln", "police", "neg 1991", "B ~");
    assert_eq!(case.stands("fmln", "police"), "A ++ p1, B ~ p4");
    assert!(case.standing("fmln", "police").superseded.iter().any(|lost| lost.option.is_none()));
}

#[test]
fn order_is_by_after_and_clocks_of_recording_never_decide() {
    let mut case = talks();
    case.says("p2", "fmln", "police", "neg", "A +");
    case.says_with("p1", "fmln", "police", "neg", "A -", |p| p.after = vec![id("p2")]);
    assert_eq!(case.stands("fmln", "police"), "A - p1");
}

#[test]
fn without_order_both_stand_and_the_stance_is_unknown_and_named() {
    let mut case = talks();
    case.says("p1", "fmln", "police", "neg 1991", "A +");
    case.says("p2", "fmln", "police", "neg 1991-04", "A -");
    assert_eq!(case.stands("fmln", "police"), "A differs p1 p2");
    let standing = case.standing("fmln", "police");
    assert!(standing.is_contested());
    assert!(
        standing.options[0].words().starts_with("police option A (A): not known, for what stands differs: ")
    );
    assert_eq!(standing.wants.uncertain.len(), 1);
    // Two that say the same leave it known.
    case.change::<Position>("p2", |p| p.stances[0].stance = Stance::Accepts);
    assert_eq!(case.stands("fmln", "police"), "A + p1 p2");
}

#[test]
fn another_reading_of_the_same_moment_never_takes_its_place() {
    let mut case = talks();
    case.says("p1", "fmln", "police", "neg 1991-04-27", "A +");
    case.says_with("p2", "fmln", "police", "neg 1991-05-01", "A ~", |p| {
        p.beside = Some(id("p1"));
        p.after = vec![id("p1")];
    });
    assert_eq!(case.stands("fmln", "police"), "A differs p1 p2");
    case.says("p3", "fmln", "police", "neg 1991-06", "A ++");
    assert_eq!(case.stands("fmln", "police"), "A ++ p3");
    case.change::<Position>("p3", |p| p.beside = None);
    let mut before = talks();
    before.says("p0", "fmln", "police", "neg 1990", "A X");
    before.says("p1", "fmln", "police", "neg 1991-04-27", "A +");
    before.says_with("p2", "fmln", "police", "neg", "A ~", |p| p.beside = Some(id("p1")));
    let by = &before.standing("fmln", "police").superseded[0].by;
    assert_eq!(by.len(), 2, "both readings took its place");
}

#[test]
fn what_a_group_says_counts_for_each_member_also_through_other_groups() {
    let mut case = talks();
    case.actor("CD", "fmln");
    case.actor("Opposition", "cd goes");
    case.says("p1", "opposition", "police", "neg 1990", "A +");
    case.says("p2", "fmln", "police", "neg 1991", "B ~");
    case.says("p3", "cd", "police", "neg 1992", "A -");
    assert_eq!(case.stands("fmln", "police"), "A - p3, B ~ p2");
    assert_eq!(case.stands("goes", "police"), "A + p1");
    assert_eq!(case.standing("fmln", "police").options[0].heard[0].said.through.as_deref(), Some("CD"));
    let shown: Vec<String> =
        case.standings().columns().iter().filter(|c| c.is_shown).map(Column::words).collect();
    assert_eq!(shown, ["FMLN", "GOES"]);
}

#[test]
fn groups_in_a_circle_end_where_they_began() {
    let mut case = talks();
    case.actor("North", "south fmln");
    case.actor("South", "north");
    case.says("p1", "south", "police", "neg 1990", "A +");
    assert_eq!(case.stands("fmln", "police"), "A + p1");
    assert_eq!(case.stands("south", "police"), "A + p1");
}

#[test]
fn a_factions_position_never_takes_its_partys_place() {
    let mut case = talks();
    case.faction("ERP", "fmln");
    case.says("p1", "fmln", "police", "neg 1990", "A +");
    case.says_with("p2", "fmln", "police", "neg 1991", "A X", |p| p.faction = Some(id("erp")));
    assert_eq!(case.stands("fmln", "police"), "A + p1");
    let own = Speaker { party: id("fmln"), faction: Some(id("erp")) };
    assert_eq!(in_short(&case.standings().of(&own, &id("police"), &AsOf::Now).unwrap()), "A X p2");
    let lines: Vec<String> = case.standings().columns().iter().map(Column::words).collect();
    assert_eq!(lines, ["FMLN", "FMLN: ERP", "GOES"]);
}

#[test]
fn what_a_party_wants_is_what_it_demands_else_accepts_else_accepts_if_and_several_are_all_named() {
    let mut case = talks();
    case.says("p1", "fmln", "police", "neg 1990", "A ~, B +, C ++, D ++");
    assert_eq!(
        case.standing("fmln", "police").wants.words(),
        "demands police option C (C) and police option D (D)"
    );
    case.says("p2", "fmln", "police", "neg 1991", "C o, D -");
    assert_eq!(case.standing("fmln", "police").wants.words(), "accepts police option B (B)");
    case.says("p3", "fmln", "police", "neg 1992", "B ?");
    assert_eq!(case.standing("fmln", "police").wants.words(), "accepts if police option A (A)");
    case.says("p4", "fmln", "police", "neg 1993", "A X");
    assert_eq!(case.standing("fmln", "police").wants.words(), "not known what it wants");
}

#[test]
fn two_versions_of_a_position_count_only_where_they_agree() {
    let mut case = talks();
    case.says("p1", "fmln", "police", "neg 1990", "A +, B -");
    case.also::<Position>("p1", |p| p.stances[1].stance = Stance::RedLine);
    assert_eq!(case.stands("fmln", "police"), "A + p1, B differs p1");
    assert_eq!(case.standing("fmln", "police").last[0].versions, 2);
    case.also::<Position>("p1", |p| p.party = id("goes"));
    assert_eq!(case.stands("fmln", "police"), "A differs p1, B differs p1");
    assert_eq!(case.stands("goes", "police"), "A differs p1, B differs p1");
}

#[test]
fn what_refers_to_a_deleted_or_missing_record_stays_visible() {
    let mut case = talks();
    case.says("p1", "ghost", "nowhere", "neg 1990", "A +");
    let standing = case.standing("ghost", "nowhere");
    assert_eq!(
        (standing.column.words().as_str(), standing.issue.name.as_str()),
        ("not here yet", "not here yet")
    );
    assert_eq!(standing.options[0].option.words(), "not here yet");
    let gone = crate::model::GoneRecord {
        label: "Land".into(),
        code: String::new(),
        heads: Vec::new(),
        by: "rosa".into(),
        at: jiff::Timestamp::UNIX_EPOCH,
        erased: false,
    };
    case.0.gone.insert(crate::model::RecordRef::of(&id::<Issue>("nowhere")), gone);
    assert_eq!(case.standing("ghost", "nowhere").issue.name, "deleted: Land");
}

#[test]
fn as_of_a_phase_counts_what_was_said_in_it_or_before_it() {
    let mut case = talks();
    case.says("p1", "fmln", "police", "pre 1989", "A ++");
    case.says("p2", "fmln", "police", "neg 1990", "B ~");
    case.says("p3", "fmln", "police", "draft 1991", "A -");
    let as_of = |phase| in_short(&case.standing_as_of("fmln", "police", &AsOf::Phase(phase)));
    assert_eq!(as_of(Phase::PreNegotiation), "A ++ p1");
    assert_eq!(as_of(Phase::Negotiation), "A ++ p1, B ~ p2");
    assert_eq!(as_of(Phase::Agreement), "A - p3, B ~ p2");
    assert_eq!(as_of(Phase::Implementation), "A - p3, B ~ p2");
    assert_eq!(in_short(&case.standing_as_of("fmln", "police", &AsOf::Within(Phase::Negotiation))), "B ~ p2");
}

#[test]
fn a_process_that_goes_back_is_followed_by_its_dates() {
    let mut case = talks();
    case.says("p1", "fmln", "police", "neg 1990", "A +");
    case.says("p2", "fmln", "police", "draft 1991", "A -");
    case.says("p3", "goes", "police", "neg 1993", "A +");
    // By the end of the second negotiation the draft of 1991 lies behind, also for who said nothing since.
    case.says("p4", "goes", "police", "draft 1991", "B +");
    let as_of = |party, phase| in_short(&case.standing_as_of(party, "police", &AsOf::Phase(phase)));
    assert_eq!(as_of("goes", Phase::Negotiation), "A + p3, B + p4");
    assert_eq!(as_of("goes", Phase::Agreement), "B + p4");
    assert_eq!(as_of("fmln", Phase::Negotiation), "A + p1");
}

#[test]
fn as_of_a_date_counts_what_may_have_been_said_by_then() {
    let mut case = talks();
    case.says("p1", "fmln", "police", "pre 1989", "A ++");
    case.says("p2", "fmln", "police", "neg 1991-mid", "A +");
    case.says("p3", "goes", "police", "neg", "A X");
    let as_of = |party, day| in_short(&case.standing_as_of(party, "police", &AsOf::Date(date(day))));
    assert_eq!(as_of("fmln", "1988"), "");
    assert_eq!(as_of("fmln", "1990-12-31"), "A ++ p1");
    assert_eq!(as_of("fmln", "1991-05-01"), "A + p2");
    assert_eq!(as_of("goes", "1989"), "");
    assert_eq!(as_of("goes", "1991"), "A X p3");
}

#[test]
fn a_speaker_or_issue_of_which_nobody_heard_has_no_standing() {
    let case = talks();
    assert!(case.standings().of(&speaker("nobody"), &id("police"), &AsOf::Now).is_none());
    assert_eq!(case.stands("fmln", "police"), "");
}
