use super::*;
use crate::model::{Id, PackageIssue, PackageOption};
use crate::notation;
use proptest::prelude::*;

fn found(text: &str) -> Packages {
    let model: PackageModel = notation::read(text).unwrap_or_else(|problem| panic!("{problem}"));
    packages(&model, &Watch::none())
}

const ISSUES: &str = r#"issues: [(id: "army", title: "Army", options: [(id: "a1", title: ""), (id: "a2", title: "")]),
    (id: "police", title: "Police", options: [(id: "p1", title: ""), (id: "p2", title: "")])]"#;

#[test]
fn points_are_counted_with_the_best_smallest_surplus_and_the_efficient_ones() {
    // Scores of (x, y): a1p1 (3, 1), a1p2 (1, 4), a2p1 (4, 2), a2p2 (2, 5); thresholds 2 and 2.
    let found = found(&format!(
        r#"({ISSUES}, parties: [
            (party: "x", threshold: 2, points: [(option: "a1", points: 1), (option: "a2", points: 2), (option: "p1", points: 2)]),
            (party: "y", threshold: 2, points: [(option: "a2", points: 1), (option: "p1", points: 1), (option: "p2", points: 4)])])"#
    ));
    assert_eq!((found.total, found.acceptable_to_all, found.acceptable_to_rule), (4, 2, 2));
    assert_eq!(
        found.all_but_one,
        [AllButOne { party: "x".into(), packages: 1 }, AllButOne { party: "y".into(), packages: 1 }]
    );
    let best = found.best_smallest_surplus.unwrap();
    assert_eq!((best.surplus, best.packages), (0.0, 2));
    assert_eq!(found.pareto_efficient.count, Some(2));
    assert_eq!(found.pareto_efficient.packages[0].options, ["a2", "p1"]);
    let y = &found.closest[1];
    assert_eq!(
        (y.party.as_str(), y.short, &y.package.options[..]),
        ("y", Some(1.0), &["a1".to_owned(), "p1".into()][..])
    );
    assert_eq!(found.opening, None);
}

#[test]
fn stances_are_read_worst_first_and_what_is_not_known_is_never_counted_as_acceptable() {
    let found = found(&format!(
        r#"({ISSUES}, parties: [
            (party: "x", stances: [(option: "a1", stance: Demands), (option: "a2", stance: RedLine), (option: "p1", stance: Accepts), (option: "p2", stance: Opposes)]),
            (party: "y", stances: [(option: "a1", stance: Neutral), (option: "a2", stance: Accepts), (option: "p2", stance: AcceptsIf)])])"#
    ));
    assert_eq!((found.acceptable_to_all, found.conditional_to_all), (0, 0));
    let [x, y] = &found.standings[..] else { panic!() };
    assert_eq!((x.acceptable, x.resisted, x.blocked), (1, 1, 2));
    assert_eq!((y.not_known, y.conditional), (2, 2));
    assert_eq!((found.missing.count, found.missing.could_open), (1, 1));
    let ask = found.missing.ask_first.unwrap();
    assert_eq!((ask.party.as_str(), ask.option.as_str()), ("y", "p1"));
    let opening = found.opening.unwrap();
    assert_eq!(opening.package.options, ["a1", "p1"]);
    assert_eq!(
        opening.stances,
        [StanceToMove { party: "y".into(), option: "p1".into(), now: "unknown".into() }]
    );
}

#[test]
fn a_linkage_that_is_not_met_makes_a_package_conditional() {
    let all_accept = r#"stances: [(option: "a1", stance: Accepts), (option: "a2", stance: Accepts), (option: "p1", stance: Accepts), (option: "p2", stance: Accepts)]"#;
    let found = found(&format!(
        r#"({ISSUES}, parties: [(party: "x", {all_accept}), (party: "y", {all_accept})],
            linkages: [(party: "x", gives: "a2", gets: "p1")])"#
    ));
    assert_eq!((found.acceptable_to_all, found.conditional_to_all), (3, 1));
    assert_eq!(found.all_but_one, [AllButOne { party: "x".into(), packages: 1 }]);
    assert_eq!(found.closest[0].stances[0].now, "gives it for something that is not in the package");
}

#[test]
fn what_is_given_for_two_things_is_one_stance_to_move() {
    let found = found(
        r#"(issues: [(id: "army", title: "", options: [(id: "a1", title: "")]),
            (id: "police", title: "", options: [(id: "p1", title: ""), (id: "p2", title: "")]),
            (id: "land", title: "", options: [(id: "l1", title: ""), (id: "l2", title: "")])],
            parties: [(party: "x", stances: [(option: "a1", stance: Accepts), (option: "p2", stance: Accepts),
            (option: "l2", stance: Accepts), (option: "p1", stance: Opposes), (option: "l1", stance: Opposes)])],
            linkages: [(party: "x", gives: "a1", gets: "p1"), (party: "x", gives: "a1", gets: "l1")])"#,
    );
    let opening = found.opening.unwrap();
    assert_eq!(
        (opening.package.options, opening.stances.len()),
        (vec!["a1".into(), "p2".into(), "l2".into()], 1)
    );
}

#[test]
fn more_issues_or_options_than_can_be_counted_are_refused_in_a_sentence() {
    let issue = |issue: usize, options: usize| {
        let option =
            |n| PackageOption { id: Id::new(format!("i{issue}o{n}")).unwrap(), ..PackageOption::default() };
        PackageIssue { options: (0..options).map(option).collect(), ..PackageIssue::default() }
    };
    let refused = |issues| {
        packages(&PackageModel { issues, ..PackageModel::default() }, &Watch::none())
            .refused
            .unwrap_or_default()
    };
    let many = refused((0..1_001).map(|n| issue(n, 1)).collect());
    assert!(many.starts_with("too many: 1,001 issues, and no more than 1,000 can"), "{many}");
    let many = refused(vec![issue(0, 65_536)]);
    assert!(many.starts_with("too many: 65,536 options"), "{many}");
    assert_eq!(refused((0..1_000).map(|n| issue(n, 1)).collect()), "");
}

#[test]
fn too_many_packages_are_refused_in_a_sentence() {
    let issue = |n| {
        let options: Vec<String> = (0..10).map(|o| format!("(id: \"i{n}o{o}\", title: \"\")")).collect();
        format!("(id: \"i{n}\", title: \"\", options: [{}])", options.join(", "))
    };
    let issues: Vec<String> = (0..12).map(issue).collect();
    let found = found(&format!("(issues: [{}], parties: [(party: \"x\", threshold: 1)])", issues.join(", ")));
    assert!(found.refused.unwrap().starts_with("too many: 1,000,000,000,000 packages"), "says how many");
}

#[test]
fn a_count_that_is_stopped_says_so() {
    let issue = |n| {
        let options: Vec<String> = (0..4).map(|o| format!("(id: \"i{n}o{o}\", title: \"\")")).collect();
        format!("(id: \"i{n}\", title: \"\", options: [{}])", options.join(", "))
    };
    let issues: Vec<String> = (0..9).map(issue).collect();
    let text = format!("(issues: [{}], parties: [(party: \"x\", threshold: 1)])", issues.join(", "));
    let model: PackageModel = notation::read(&text).unwrap();
    let stop = std::sync::atomic::AtomicBool::new(true);
    let found = packages(&model, &Watch::new(&stop, &|_, _| ()));
    assert!(found.stopped && found.total < 1 << 18);
}

#[derive(Clone, Debug)]
struct Small {
    sizes: Vec<usize>,
    points: Vec<Vec<i32>>,
    stances: Vec<Vec<usize>>,
    thresholds: Vec<i32>,
    clash: (usize, usize),
    links: Vec<(usize, usize)>,
    least: usize,
}

const STANCES: [&str; 7] = ["Demands", "Accepts", "AcceptsIf", "Neutral", "Opposes", "RedLine", "Unknown"];

fn small() -> impl Strategy<Value = Small> {
    let cells = || prop::collection::vec(prop::collection::vec(0i32..9, 9), 2);
    let stances = prop::collection::vec(prop::collection::vec(0usize..7, 9), 2);
    let links = prop::collection::vec((0usize..9, 0usize..9), 1..4);
    let parts = (prop::collection::vec(1usize..4, 3), cells(), stances, prop::collection::vec(3i32..16, 2));
    (parts, (0usize..9, 0usize..9), links, 1usize..5).prop_map(
        |((sizes, points, stances, thresholds), clash, links, least)| Small {
            sizes,
            points,
            stances,
            thresholds,
            clash,
            links,
            least,
        },
    )
}

impl Small {
    fn size(&self) -> usize {
        self.sizes.iter().sum()
    }

    /// What the first judge by stances gives in a package without getting what it wants for it.
    fn unmet(&self, chosen: &[usize]) -> std::collections::BTreeSet<usize> {
        let links = self.links.iter().map(|(gives, gets)| (gives % self.size(), gets % self.size()));
        links
            .filter(|(gives, gets)| chosen.contains(gives) && !chosen.contains(gets))
            .map(|link| link.0)
            .collect()
    }

    fn text(&self) -> String {
        let mut number = 0;
        let mut issues = Vec::new();
        for (issue, size) in self.sizes.iter().enumerate() {
            let options: Vec<String> =
                (number..number + size).map(|o| format!("(id: \"o{o}\", title: \"\")")).collect();
            issues.push(format!("(id: \"i{issue}\", title: \"\", options: [{}])", options.join(", ")));
            number += size;
        }
        let points = |p: usize| -> String {
            let cell = |o: usize| format!("(option: \"o{o}\", points: {})", self.points[p][o]);
            let cells: Vec<String> = (0..number).map(cell).collect();
            format!("(party: \"p{p}\", threshold: {}, points: [{}])", self.thresholds[p], cells.join(", "))
        };
        let stances = |p: usize| -> String {
            let cell = |o: usize| format!("(option: \"o{o}\", stance: {})", STANCES[self.stances[p][o]]);
            let cells: Vec<String> = (0..number).map(cell).collect();
            format!("(party: \"s{p}\", stances: [{}])", cells.join(", "))
        };
        let (a, b) = (self.clash.0 % number, self.clash.1 % number);
        let link = |(gives, gets): &(usize, usize)| {
            format!("(party: \"s0\", gives: \"o{}\", gets: \"o{}\")", gives % number, gets % number)
        };
        let links: Vec<String> = self.links.iter().map(link).collect();
        format!(
            "(issues: [{}], parties: [{}, {}, {}, {}], infeasible: [(options: [\"o{a}\", \"o{b}\"])],
            linkages: [{}],
            rule: AtLeast(parties: {}, vetoes: [\"p0\"]))",
            issues.join(", "),
            points(0),
            points(1),
            stances(0),
            stances(1),
            links.join(", "),
            self.least
        )
    }

    /// Every package that can be, by three plain loops: its options, and for each party its worth and standing (0 to 4).
    fn brute(&self) -> Vec<(Vec<usize>, [i32; 4], [usize; 4])> {
        let starts = [0, self.sizes[0], self.sizes[0] + self.sizes[1]];
        let clash = (self.clash.0 % self.size(), self.clash.1 % self.size());
        let mut packages = Vec::new();
        for a in 0..self.sizes[0] {
            for b in 0..self.sizes[1] {
                for c in 0..self.sizes[2] {
                    let chosen = vec![a, starts[1] + b, starts[2] + c];
                    if chosen.contains(&clash.0) && chosen.contains(&clash.1) {
                        continue;
                    }
                    let score = |p: usize| {
                        chosen.iter().map(|o| self.points[p][*o]).sum::<i32>() - self.thresholds[p]
                    };
                    let worst = |p: usize| {
                        chosen.iter().map(|o| [0, 0, 1, 0, 3, 4, 2][self.stances[p][*o]]).max().unwrap()
                    };
                    let s0 = if self.unmet(&chosen).is_empty() { worst(0) } else { worst(0).max(1) };
                    let standing = |score: i32| if score >= 0 { 0 } else { 3 };
                    let ranks = [standing(score(0)), standing(score(1)), s0, worst(1)];
                    let worth =
                        [score(0), score(1), -i32::try_from(s0).unwrap(), -i32::try_from(worst(1)).unwrap()];
                    packages.push((chosen, worth, ranks));
                }
            }
        }
        packages
    }
}

proptest! {
    #[test]
    fn counts_agree_with_plain_loops(small in small()) {
        let found = found(&small.text());
        let brute = small.brute();
        let many = |holds: &dyn Fn(&[usize; 4]) -> bool| brute.iter().filter(|(_, _, ranks)| holds(ranks)).count() as u64;
        let fails = |ranks: &[usize; 4]| ranks.iter().filter(|rank| **rank > 0).count();
        let agreed = |ranks: &[usize; 4]| ranks[0] == 0 && 4 - fails(ranks) >= small.least;
        prop_assert_eq!(found.total, brute.len() as u64);
        prop_assert_eq!(found.total + found.infeasible, small.sizes.iter().product::<usize>() as u64);
        prop_assert_eq!(found.acceptable_to_all, many(&|ranks| fails(ranks) == 0));
        prop_assert_eq!(found.conditional_to_all, many(&|ranks| ranks.iter().max() == Some(&1)));
        prop_assert_eq!(found.acceptable_to_rule, many(&agreed));
        let by_rule = |package: &Package| {
            let chosen: Vec<String> = package.options.iter().map(|option| option[1..].to_owned()).collect();
            let same = |of: &Vec<usize>| of.iter().map(ToString::to_string).eq(chosen.iter().cloned());
            brute.iter().find(|(of, ..)| same(of)).is_some_and(|(_, _, ranks)| agreed(ranks))
        };
        let best: Vec<bool> = found.best.iter().map(by_rule).collect();
        let first = usize::try_from(found.acceptable_to_rule).unwrap().min(best.len());
        prop_assert!(best.iter().enumerate().all(|(at, accepted)| *accepted == (at < first)), "{:?}", best);
        for (party, name) in ["p0", "p1", "s0", "s1"].iter().enumerate() {
            let alone = found.all_but_one.iter().find(|a| a.party == *name).map_or(0, |a| a.packages);
            prop_assert_eq!(alone, many(&|ranks| fails(ranks) == 1 && ranks[party] > 0));
            let standings = &found.standings[party];
            let counted = [standings.acceptable, standings.conditional, standings.not_known, standings.resisted, standings.blocked];
            for (rank, counted) in counted.iter().enumerate() {
                prop_assert_eq!(*counted, many(&|ranks| ranks[party] == rank));
            }
            let near = found.closest.iter().find(|c| c.party == *name);
            let fewest = brute.iter().filter(|(_, _, ranks)| ranks[party] > 0).map(|(_, _, ranks)| fails(ranks) - 1).min();
            prop_assert_eq!(near.map(|near| near.others.len()), fewest, "one for each party in the way");
            let short = brute.iter().filter(|(_, _, ranks)| fails(ranks) == 1 && ranks[party] > 0).map(|(_, worth, _)| -worth[party]);
            if party < 2 && fewest == Some(0) {
                prop_assert_eq!(near.and_then(|near| near.short), short.min().map(f64::from));
            }
        }
        let dominated = |worth: &[i32; 4]| brute.iter().any(|(_, other, _)| {
            other.iter().zip(worth).all(|(a, b)| a >= b) && other != worth
        });
        let front: Vec<_> = brute.iter().filter(|(_, worth, _)| !dominated(worth)).collect();
        prop_assert_eq!(found.pareto_efficient.count, Some(front.len() as u64));
        let accepted = front.iter().filter(|(_, _, ranks)| agreed(ranks)).count() as u64;
        prop_assert_eq!(found.pareto_efficient.acceptable, Some(accepted));
        let smallest = brute.iter().map(|(_, worth, _)| worth[0].min(worth[1])).max();
        prop_assert_eq!(found.best_smallest_surplus.as_ref().map(|best| best.surplus), smallest.map(f64::from));
        let ties = brute.iter().filter(|(_, worth, _)| Some(worth[0].min(worth[1])) == smallest).count() as u64;
        prop_assert_eq!(found.best_smallest_surplus.map_or(0, |best| best.packages), ties);
        prop_assert_eq!(found.opening.is_none(), found.acceptable_to_rule > 0 || brute.is_empty());
    }

    #[test]
    fn two_threads_find_what_one_does(small in small()) {
        let model: PackageModel = notation::read(&small.text()).unwrap();
        prop_assert_eq!(counted(&model, &Watch::none(), 0), counted(&model, &Watch::none(), u64::MAX));
    }

    #[test]
    fn the_opening_is_the_fewest_stances_or_points_under_the_rule_of_all(small in small()) {
        let text = small.text().replace(&format!("AtLeast(parties: {}, vetoes: [\"p0\"])", small.least), "All");
        let found = found(&text);
        let price = |(chosen, worth, _): &(Vec<usize>, [i32; 4], [usize; 4])| {
            let bad = |p: usize, o: usize| ![0, 1, 3].contains(&small.stances[p][o]);
            let unmet = small.unmet(chosen).into_iter().filter(|gives| !bad(0, *gives)).count();
            let stances = (0..2).map(|p| chosen.iter().filter(|o| bad(p, **o)).count()).sum::<usize>() + unmet;
            (stances, worth[..2].iter().map(|surplus| (-surplus).max(0)).sum::<i32>())
        };
        if let Some(opening) = &found.opening {
            let cheapest = small.brute().iter().map(price).min().unwrap();
            prop_assert_eq!((opening.stances.len(), opening.points), (cheapest.0, f64::from(cheapest.1)));
        }
    }
}

#[test]
fn points_with_decimals_add_up_as_people_add_them() {
    let found = found(
        r#"(issues: [(id: "a", title: "A", options: [(id: "a1", title: ""), (id: "a2", title: "")]),
                (id: "b", title: "B", options: [(id: "b1", title: ""), (id: "b2", title: "")])],
            parties: [(party: "x", threshold: 0.3, points: [(option: "a1", points: 0.1), (option: "a2", points: 0.3),
                (option: "b1", points: 0.2), (option: "b2", points: 0)])],
            infeasible: [(options: ["a2", "b1"])])"#,
    );
    let best = found.best_smallest_surplus.unwrap();
    assert_eq!((best.surplus.to_string().as_str(), best.packages), ("0", 2));
    assert_eq!(found.pareto_efficient.count, Some(2), "0.1 and 0.2 is as good as 0.3");
    assert_eq!(found.closest[0].short, Some(0.2));
}

#[test]
fn every_party_that_blocks_has_a_nearest_package_though_others_block_it_too() {
    let found = found(&format!(
        r#"({ISSUES}, parties: [
            (party: "x", stances: [(option: "a1", stance: RedLine), (option: "a2", stance: Opposes), (option: "p1", stance: Accepts), (option: "p2", stance: Accepts)]),
            (party: "y", stances: [(option: "a1", stance: Accepts), (option: "a2", stance: Accepts), (option: "p1", stance: Opposes), (option: "p2", stance: RedLine)])])"#
    ));
    let near: Vec<_> = found
        .closest
        .iter()
        .map(|near| (near.party.as_str(), near.stances.len(), near.others.len()))
        .collect();
    assert_eq!(near, [("x", 1, 1), ("y", 1, 1)]);
    assert_eq!(found.closest[0].package.options, ["a1", "p1"]);
}
