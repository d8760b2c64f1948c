use super::super::tests_case::{TestCase, id};
use super::*;
use crate::{
    audience::Audience,
    model::{Actor, Position, Source},
};

#[test]
fn standing_positions_on_one_source_or_none_are_listed_and_superseded_ones_are_not() {
    let mut case = TestCase::default();
    case.parties("FMLN GOES");
    case.issue("army", "");
    for source in ["s1", "s2"] {
        case.put(source, Source { name: source.into(), ..Source::default() });
    }
    let with = |sources: &'static [&str]| {
        move |p: &mut Position| p.sources = sources.iter().map(|s| id(s)).collect()
    };
    case.says("p0", "fmln", "army", "pre 1989", "A X");
    case.says_with("p1", "fmln", "army", "neg 1990", "A +", with(&["s1", "s2"]));
    case.says_with("p2", "fmln", "army", "neg 1991", "B +", with(&["s1", "s1", "missing"]));
    case.says_with("p3", "goes", "army", "neg 1991", "B +", with(&["missing"]));
    case.also::<Actor>("goes", |actor| actor.name = "Government".into());
    let seen = case.0.seen_by(&Audience::Team);
    let attention = attention(&seen, &Standings::new(&seen));
    let words = |claims: &[Claim]| claims.iter().map(Claim::words).collect::<Vec<_>>();
    assert_eq!(words(&attention.on_one_source), ["FMLN on army [P2, negotiation, 1991]"]);
    assert_eq!(words(&attention.unsourced), ["GOES / Government on army [P3, negotiation, 1991]"]);
    assert_eq!(attention.contested[0].words(), "actor \"GOES / Government\": 2 versions");
    assert_eq!(
        attention.words(),
        "1 position rests on one source, 1 on none; 1 record stands in two versions"
    );
}
