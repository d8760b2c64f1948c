use super::*;
use crate::model::Comparison;
use crate::{analysis::watch::Watch, notation};
use proptest::prelude::*;

/// A comparison of three months with one plan.
fn file(horizon: u32, plan: &str) -> Comparison {
    let text = format!(
        "(question: \"?\", horizon: {horizon}, options: [], capacity: (need: [(is: 100)], plans: [{plan}]))"
    );
    notation::read(&text).unwrap()
}

fn likely(comparison: &Comparison) -> Outcome {
    Model::new(comparison, None).unwrap().likely().remove(0)
}

fn series(outcome: &Outcome, of: impl Fn(&Month) -> f64) -> Vec<f64> {
    outcome.months.iter().map(of).collect()
}

fn people(m: &Month) -> f64 {
    m.outgoing + m.retained + m.waiting + m.in_training + m.recruits + m.able + m.transferred + m.left
}

#[test]
fn by_hand_a_force_that_ends_at_once_and_a_class_of_forty() {
    // Month 0: 100 x 0.8 = 80 of 100, gap 20. Month 1: all gone, gap 100. The academy opens in month 1 and trains for
    // 2 months: 40 begin, 36 graduate in month 3 at a half, 18 effective; in month 4 another 36 at a half, the
    // first at three quarters: 27 + 18 = 45, gap 55.
    let outcome = likely(&file(
        4,
        r#"(option: "A", outgoing: [(id: "old", title: "", strength: 100, starts: 1, ends: 1, effectiveness: 0.8)],
            incoming: [(id: "new", title: "", class: 40, opens: 1, training: 2, graduates: 0.9, effectiveness: 0.5,
                months_to_full: 2)])"#,
    ));
    assert_eq!(series(&outcome, |m| m.gap), [20.0, 100.0, 100.0, 82.0, 55.0]);
    assert_eq!(series(&outcome, |m| m.in_training), [0.0, 40.0, 80.0, 80.0, 80.0]);
    assert_eq!((outcome.worst_gap, outcome.worst_gap_month, outcome.gap_at_start), (100.0, 1, 20.0));
    assert!((outcome.shortfall_person_months - 357.0).abs() < 1e-9);
    assert_eq!((outcome.closes, outcome.cost), (Closes::NotWithinHorizon, None));
}

#[test]
fn by_hand_a_run_down_over_four_months_with_a_share_kept_and_attrition() {
    // A quarter of the first strength ends in each of the months 1 to 4; of those a half is kept on. Before each
    // month's run-down a tenth of the serving and of the kept leaves.
    let outcome = likely(&file(
        2,
        r#"(option: "A", outgoing: [(id: "old", title: "", strength: 80, starts: 0, ends: 4, kept: 0.5, attrition: 0.1,
            pay: 2, kept_effectiveness: 0.5)])"#,
    ));
    // Month 1: 72 serve, a quarter (18) goes, 9 kept. Month 2: 54 -> 48.6, a third (16.2) goes, 8.1 + 8.1 kept.
    let close = |got: Vec<f64>, wanted: [f64; 3]| got.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-9);
    assert!(close(series(&outcome, |m| m.outgoing), [80.0, 54.0, 32.4]));
    assert!(close(series(&outcome, |m| m.retained), [0.0, 9.0, 16.2]));
    assert!(close(series(&outcome, |m| m.gap), [20.0, 41.5, 59.5]));
    assert!(close(series(&outcome, |m| m.cost), [160.0, 126.0, 97.2]));
    assert!(close(series(&outcome, |m| m.left), [0.0, 17.0, 31.4]));
}

#[test]
fn by_hand_quotas_cantonment_transfers_and_money() {
    // 30 are released in month 0, of whom 10 go to the army. Classes of 20 from month 1, trained in a month: a fifth
    // from the released, two fifths from former fighters, of whom 5 a month are registered and 4 pass.
    let comparison = file(
        3,
        r#"(option: "A", budget: [(is: 100)],
            outgoing: [(id: "old", title: "", strength: 30, starts: 0, ends: 0)],
            transfers: [(from: "old", people: 10)],
            incoming: [(id: "new", title: "", class: 20, opens: 1, training: 1, former: 0.2, former_from: ["old"],
                civilians: 0.5, ex_combatants: (pool: 20, quota: 0.4, throughput: 5, passes: 0.8), size: 30,
                training_cost: 3, equipment_cost: 2, pay: 1)],
            interim: [(title: "", people: [(is: 6), (from: 2, is: 0)], effectiveness: 0.5)])"#,
    );
    let outcome = likely(&comparison);
    // Month 0: 4 eligible. Month 1: 8 eligible; the class takes 8 of them, 4 released, 8 civilians.
    // Month 2: those 20 are posted; room for 10 more: 4 fighters, 2 released, 4 civilians. Month 3: posted.
    assert_eq!(series(&outcome, |m| m.in_training), [0.0, 20.0, 10.0, 0.0]);
    assert_eq!(series(&outcome, |m| m.able), [0.0, 0.0, 20.0, 30.0]);
    assert_eq!(series(&outcome, |m| m.joined), [0.0, 8.0, 12.0, 12.0]);
    assert_eq!(series(&outcome, |m| m.waiting), [19.0, 10.0, 5.0, 4.0]);
    assert_eq!(series(&outcome, |m| m.left), [21.0, 18.0, 17.0, 18.0]);
    assert_eq!(series(&outcome, |m| m.gap), [97.0, 97.0, 80.0, 70.0]);
    assert_eq!(series(&outcome, |m| m.cost), [0.0, 60.0, 90.0, 50.0]);
    assert_eq!((outcome.cost, outcome.budget, outcome.over_budget_month), (Some(200.0), Some(400.0), None));
    assert_eq!(series(&outcome, |m| m.transferred), [10.0; 4]);
}

#[test]
fn a_gap_that_closes_says_when_and_one_that_never_opens_says_so() {
    let outcome = likely(&file(5, r#"(option: "A", need: [(is: 10), (from: 3, is: 0)])"#));
    assert_eq!((outcome.closes, outcome.shortfall_person_months), (Closes::Month(3), 30.0));
    assert_eq!(likely(&file(2, r#"(option: "A", need: [(is: 0)])"#)).closes, Closes::NeverOpen);
}

#[test]
fn a_future_changes_inputs_for_good_or_for_some_months() {
    let comparison: Comparison = notation::read(
        r#"(question: "?", horizon: 3, options: [], futures: [(id: "worse", title: "", changes: [
            (input: "posts", times: 1.5, from: 1, until: 2), (input: "old.strength", times: 0.5)])],
            capacity: (need: [(is: "posts")], inputs: [(id: "posts", title: "Posts", value: (90, 100, 120))],
            plans: [(option: "A", outgoing: [(id: "old", title: "", strength: 40)])]))"#,
    )
    .unwrap();
    let worse = Model::new(&comparison, comparison.futures.first()).unwrap().likely().remove(0);
    assert_eq!(series(&worse, |m| m.need), [100.0, 150.0, 150.0, 100.0]);
    assert_eq!(series(&worse, |m| m.gap), [80.0, 130.0, 130.0, 80.0]);
}

const RANGES: &str = r#"(option: "A", outgoing: [(id: "old", title: "", strength: (60, 80, 90), starts: 1, ends: (1, 6, 9),
        effectiveness: (0.4, 0.7, 0.9))],
    incoming: [(id: "new", title: "", class: (5, 10, 12), opens: 1, delay: (0, 2, 4), training: 3, months_to_full: 6,
        effectiveness: 0.5, attrition: (0, 0.01, 0.02))]),
    (option: "B", outgoing: [(id: "old", title: "", strength: (60, 80, 90), effectiveness: (0.4, 0.7, 0.9))])"#;

#[test]
fn the_same_seed_gives_the_same_bytes_on_one_thread_and_on_two() {
    let model = Model::new(&file(24, RANGES), None).unwrap();
    let with = |seed, threads| {
        let draws = Draws { runs: 1000, seed, threads };
        serde_json::to_string(&simulate(&model, &draws, &Watch::none()).unwrap()).unwrap()
    };
    assert_eq!(with(7, 1), with(7, 1));
    assert_eq!(with(7, 1), with(7, 2));
    assert_ne!(with(7, 1), with(8, 1));
}

#[test]
fn options_meet_the_same_luck_and_an_option_more_changes_nothing() {
    let both = Model::new(&file(24, RANGES), None).unwrap();
    let alone = Model::new(&file(24, RANGES.split("\n    (option: \"B\"").next().unwrap()), None).unwrap();
    let draws = Draws { runs: 500, seed: 3, threads: 1 };
    let (both, alone) =
        (simulate(&both, &draws, &Watch::none()).unwrap(), simulate(&alone, &draws, &Watch::none()).unwrap());
    assert_eq!(both.options[0], alone.options[0]);
    let a = &both.options[0];
    assert!(a.shortfall.low < a.shortfall.middle && a.shortfall.middle < a.shortfall.high);
    let later = both.pairs.iter().find(|pair| pair.larger == "A").unwrap();
    assert_eq!(later.runs, 500, "the option that keeps the force has the smaller gap under any luck");
}

#[test]
fn work_that_is_stopped_gives_nothing_and_progress_reaches_the_end() {
    let model = Model::new(&file(24, RANGES), None).unwrap();
    let stop = std::sync::atomic::AtomicBool::new(true);
    assert!(simulate(&model, &Draws::default(), &Watch::new(&stop, &|_, _| ())).is_none());
    stop.store(false, std::sync::atomic::Ordering::Relaxed);
    let seen = std::sync::Mutex::new(0);
    let note = |done: u64, of: u64| {
        assert!(done <= of);
        let mut seen = seen.lock().unwrap();
        *seen = done.max(*seen);
    };
    simulate(&model, &Draws { runs: 300, seed: 1, threads: 2 }, &Watch::new(&stop, &note)).unwrap();
    assert_eq!(*seen.lock().unwrap(), 600, "300 runs of two options");
}

#[test]
fn bands_are_nearest_ranks_and_triangles_are_inverted() {
    let ten = simulate::band((1..=10).rev().map(f64::from).collect());
    assert_eq!((ten.low, ten.middle, ten.high), (1.0, 5.0, 9.0));
    for (luck, value) in [(0.0, 2.0), (0.25, 4.0), (0.999_999_999_999_999_9, 10.0)] {
        assert!((simulate::triangular(2.0, 4.0, 10.0, luck) - value).abs() < 1e-6);
    }
    assert!((simulate::triangular(0.0, 0.0, 1.0, 0.75) - 0.5).abs() < 1e-12);
}

#[test]
fn what_matters_most_comes_first_and_a_break_even_is_found() {
    let text = r#"(question: "?", horizon: 12, options: [], capacity: (need: [(is: 100)],
        inputs: [(id: "late", title: "Months late", value: (0, 2, 6), unit: "months"),
            (id: "able", title: "Old force", value: (0.7, 0.8, 0.9))],
        break_evens: [(input: "late", gap_share: 0.61), (input: "able", gap_share: 0.25)],
        plans: [(option: "A", outgoing: [(id: "old", title: "", strength: 100, starts: 0, ends: 8, effectiveness: "able")],
            incoming: [(id: "new", title: "", class: 10, opens: 0, delay: "late")])]))"#;
    let comparison: Comparison = notation::read(text).unwrap();
    let model = Model::new(&comparison, None).unwrap();
    let swings = swings(&model);
    assert_eq!(swings.iter().map(|s| s.input.as_str()).collect::<Vec<_>>(), ["late", "able"]);
    let found = break_evens(&model, comparison.capacity.as_ref().unwrap());
    // Month m before the academy: 100 - 80 + 10 m; with a class in month 5 it is 60, so 5 months late still do.
    assert!((found[0].up_to.unwrap() - 5.0).abs() < 1e-4, "{found:?}");
    assert_eq!(
        found[0].words,
        "Option A: the worst gap stays within 61 % of the need while \"Months late\" (months) is at most 5"
    );
    assert!(found[1].words.contains("for no value"), "{}", found[1].words);
}

#[test]
fn the_value_at_which_another_option_takes_the_lead_is_found() {
    let text = r#"(question: "?", horizon: 12, options: [], capacity: (need: [(is: 100)],
        inputs: [(id: "late", title: "Months late", value: (0, 1, 6))],
        plans: [(option: "A", incoming: [(id: "new", title: "", class: 10, delay: "late")],
                outgoing: [(id: "old", title: "", strength: 80, starts: 0, ends: 8)]),
            (option: "B", outgoing: [(id: "old", title: "", strength: 45)])]))"#;
    let model = Model::new(&notation::read(text).unwrap(), None).unwrap();
    let turns = turns(&model, Lead::Smallest);
    // A's gap before its first class is 20 + 10 m, so it passes B's 55 once the class comes later than in month 4.
    assert_eq!(turns.len(), 1);
    assert_eq!((turns[0].below.as_str(), turns[0].above.as_str()), ("A", "B"));
    assert!((turns[0].at - 4.0).abs() < 1e-4, "{turns:?}");
}

proptest! {
    #[test]
    fn nobody_is_lost_or_made(n in prop::collection::vec(0.0f64..1.0, 24)) {
        let plan = format!(
            r#"(option: "A",
            outgoing: [(id: "g", title: "", strength: {}, starts: {}, ends: {}, kept: {}, attrition: {}),
                (id: "p", title: "", strength: {}, starts: {}, ends: {}, kept: {}, attrition: {})],
            transfers: [(from: "g", to: "p", people: {}, month: {}, over: {}), (from: "g", people: {}),
                (from: "p", to: "n", people: {}, month: {})],
            incoming: [(id: "n", title: "", class: {}, opens: {}, every: {}, training: {}, graduates: {}, attrition: {},
                months_to_full: {}, effectiveness: 0.4, former: 0.2, former_from: ["g", "p"], size: 900,
                ex_combatants: (pool: 700, quota: 0.3, throughput: 40, passes: 0.9))])"#,
            n[0] * 7000.0, n[1] * 9.0, n[1] * 9.0 + n[2] * 20.0, n[3], n[4] * 0.1,
            n[5] * 7000.0, n[6] * 9.0, n[6] * 9.0 + n[7] * 20.0, n[8], n[9] * 0.1,
            n[10] * 3000.0, n[11] * 9.0, n[12] * 9.0, n[13] * 5000.0, n[14] * 900.0, n[15] * 30.0,
            n[16] * 400.0, n[17] * 9.0, 1.0 + n[18] * 3.0, n[19] * 8.0, n[20], n[21] * 0.1, n[22] * 18.0,
        );
        let outcome = likely(&file(60, &plan));
        let start = n[0] * 7000.0 + n[5] * 7000.0 + 700.0;
        for month in &outcome.months {
            prop_assert!((people(month) - start - month.joined).abs() < 1e-9, "{month:?}");
            for part in [month.outgoing, month.retained, month.waiting, month.in_training, month.recruits, month.able,
                month.transferred, month.left, month.joined] {
                prop_assert!(part > -1e-9, "{month:?}");
            }
        }
    }
}

#[test]
fn what_an_input_does_is_told_for_the_values_that_it_takes_there() {
    let text = r#"(question: "?", horizon: 12, options: [],
        futures: [(id: "f", title: "Late", baseline: true, changes: [(input: "late", add: 6)])],
        capacity: (need: [(is: 100)], inputs: [(id: "late", title: "Months late", value: (0, 2, 4))],
        break_evens: [(input: "late", gap_share: 1)],
        plans: [(option: "A", outgoing: [(id: "old", title: "Old force", strength: 80, ends: 12, kept: 0)],
                incoming: [(id: "new", title: "", class: 10, delay: "late")]),
            (option: "B", outgoing: [(id: "old", title: "Old force", strength: 80, ends: 12, kept: (0.1, 0.2, 0.3))])]))"#;
    let comparison: Comparison = notation::read(text).unwrap();
    let model = Model::new(&comparison, comparison.futures.first()).unwrap();
    let swings = swings(&model);
    let of = |option: &str| swings.iter().find(|swing| swing.option == option).unwrap();
    assert_eq!((of("A").low.0, of("A").high.0), (6.0, 10.0));
    assert_eq!((of("B").title.as_str(), of("B").low.0, of("B").high.0), ("Old force: kept", 0.1, 0.3));
    assert!((of("B").low.1 - 92.0).abs() < 1e-9 && (of("B").high.1 - 76.0).abs() < 1e-9, "{swings:?}");
    assert_eq!(swings.len(), 2, "A keeps nobody, whatever B keeps");
    let asked = break_evens(&model, comparison.capacity.as_ref().unwrap());
    assert_eq!(asked[0].searched, (6.0, 10.0));
    assert!(asked[0].words.contains("every value of \"Months late\" from 6 to 10"), "{}", asked[0].words);
    assert!(
        turns(&model, Lead::Smallest).iter().all(|turn| turn.title != "Old force: kept"),
        "A stays at nobody"
    );
}
