use super::*;
use proptest::prelude::*;

fn table(better: Better, rows: &[&[f64]]) -> Table {
    Table {
        options: (1..=rows.len()).map(|n| format!("a{n}")).collect(),
        futures: (1..=rows[0].len()).map(|n| format!("s{n}")).collect(),
        rows: rows.iter().map(|row| row.to_vec()).collect(),
        better,
        alpha: 0.5,
        floor: None,
    }
}

const TAHA: [&[f64]; 4] =
    [&[5.0, 10.0, 18.0, 25.0], &[8.0, 7.0, 8.0, 23.0], &[21.0, 18.0, 12.0, 21.0], &[30.0, 22.0, 19.0, 15.0]];

#[test]
fn the_textbook_table_gives_three_winners_and_a_tie() {
    let rules = rules(&table(Better::Lower, &TAHA)).unwrap();
    assert_eq!(rules.laplace.values, [14.5, 11.5, 18.0, 21.5]);
    assert_eq!(rules.laplace.picks, ["a2"]);
    assert_eq!(rules.maximin.values, [25.0, 23.0, 21.0, 30.0]);
    assert_eq!(rules.maximin.picks, ["a3"]);
    assert_eq!(rules.maximax.values, [5.0, 7.0, 12.0, 15.0]);
    assert_eq!(rules.maximax.picks, ["a1"]);
    assert_eq!(rules.minimax_regret.values, [10.0, 8.0, 16.0, 25.0]);
    assert_eq!(rules.minimax_regret.picks, ["a2"]);
    assert!(rules.minimax_regret.note.contains("a2: s4"), "{}", rules.minimax_regret.note);
    assert_eq!(rules.hurwicz.values, [15.0, 15.0, 16.5, 22.5]);
    assert_eq!(rules.hurwicz.picks, ["a1", "a2"]);
    assert_eq!(rules.hurwicz_turns, [2.0 / 7.0, 0.5]);
    assert!(rules.disagree && rules.satisficing.is_none());
}

#[test]
fn satisficing_counts_futures_at_the_floor_and_only_with_a_floor() {
    let mut costs = table(Better::Lower, &TAHA);
    costs.floor = Some(18.0);
    let ruling = rules(&costs).unwrap().satisficing.unwrap();
    assert_eq!(ruling.values, [3.0, 3.0, 2.0, 1.0]);
    assert_eq!(ruling.picks, ["a1", "a2"]);
}

#[test]
fn a_dominated_option_is_marked_with_the_one_that_beats_it() {
    let rules = rules(&table(Better::Higher, &[&[3.0, 4.0], &[3.0, 2.0], &[1.0, 5.0]])).unwrap();
    assert_eq!(rules.dominated, [Dominated { option: "a2".into(), by: "a1".into() }]);
    assert_eq!(rules.dominance.picks, ["a1", "a3"]);
}

#[test]
fn leaving_an_option_out_can_turn_minimax_regret() {
    let rules = rules(&table(Better::Higher, &[&[8.0, 2.0], &[5.0, 4.0], &[0.0, 9.0]])).unwrap();
    assert_eq!(rules.minimax_regret.picks, ["a2"]);
    let without_a3 = &rules.regret_without[2];
    assert_eq!((without_a3.picks.as_slice(), without_a3.changes), (&["a1".to_owned()][..], true));
}

proptest! {
    #[test]
    fn costs_are_benefits_turned_round(cells in prop::collection::vec(-100i32..100, 12)) {
        let rows: Vec<Vec<f64>> = cells.chunks(4).map(|row| row.iter().map(|v| f64::from(*v)).collect()).collect();
        let turned: Vec<Vec<f64>> = rows.iter().map(|row| row.iter().map(|v| -v).collect()).collect();
        let of = |rows: &[Vec<f64>], better| rules(&table(better, &rows.iter().map(Vec::as_slice).collect::<Vec<_>>())).unwrap();
        let (high, low) = (of(&rows, Better::Higher), of(&turned, Better::Lower));
        for (a, b) in [(&high.maximin, &low.maximin), (&high.maximax, &low.maximax), (&high.laplace, &low.laplace),
            (&high.hurwicz, &low.hurwicz), (&high.minimax_regret, &low.minimax_regret), (&high.dominance, &low.dominance)] {
            prop_assert_eq!(&a.picks, &b.picks);
        }
        prop_assert_eq!(&high.minimax_regret.values, &low.minimax_regret.values);
        prop_assert!(!high.maximin.picks.is_empty() && !high.dominance.picks.is_empty());
        let dominated: Vec<&String> = high.dominated.iter().map(|d| &d.option).collect();
        prop_assert!(high.laplace.picks.iter().all(|pick| !dominated.contains(&pick)));
    }
}

#[test]
fn a_floor_that_no_value_reaches_picks_nothing_and_contradicts_nothing() {
    let mut values = table(Better::Higher, &[&[1.0], &[-1.0]]);
    values.floor = Some(2.0);
    let rules = rules(&values).unwrap();
    let ruling = rules.satisficing.unwrap();
    assert!(ruling.picks.is_empty() && ruling.note.ends_with("none reaches it"), "{ruling:?}");
    assert!(!rules.disagree);
}
