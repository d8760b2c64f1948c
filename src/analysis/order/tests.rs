use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn day(n: i8) -> Link {
    Link { span: Some((date(1991, 1, n), date(1991, 1, n))), ..Link::default() }
}

fn after(n: usize) -> Link {
    Link { after: vec![n], ..Link::default() }
}

#[test]
fn order_is_by_after_through_any_number_of_steps() {
    let order = Order::of(&[Link::default(), after(0), after(1), after(2)]);
    assert!(order.is_later(3, 0) && !order.is_later(0, 3) && !order.is_later(2, 2));
}

#[test]
fn without_after_a_span_is_later_only_if_it_begins_after_the_other_ends() {
    let span = |from, to| Link { span: Some((date(1991, from, 1), date(1991, to, 1))), ..Link::default() };
    let order = Order::of(&[span(1, 3), span(4, 5), span(3, 4), Link::default()]);
    assert!(order.is_later(1, 0));
    assert!(!order.is_later(2, 0) && !order.is_later(1, 2) && !order.is_later(3, 0) && !order.is_later(0, 3));
}

#[test]
fn a_chain_holds_against_dates_and_carries_them_on() {
    // 1 was said after 0, whatever its own date says; 2 lies between the two dates, and so before both.
    let order = Order::of(&[day(20), Link { after: vec![0], ..day(2) }, day(10)]);
    assert!(order.is_later(1, 0) && !order.is_later(0, 1));
    assert!(order.is_later(0, 2) && order.is_later(1, 2) && !order.is_later(2, 1));
    // An undated position between two dated ones is placed by them.
    let order = Order::of(&[day(1), after(0), Link { after: vec![1], ..day(9) }, day(15)]);
    assert!(order.is_later(3, 1));
}

#[test]
fn readings_beside_each_other_share_their_place() {
    let beside = Link { beside: Some(0), ..after(0) };
    let order = Order::of(&[Link::default(), beside, after(1)]);
    assert!(order.is_beside(0, 1) && !order.is_later(1, 0) && !order.is_later(0, 1));
    assert!(order.is_later(2, 0) && order.is_later(2, 1));
}

#[test]
fn positions_after_each_other_in_a_circle_have_no_order() {
    let order = Order::of(&[after(2), after(0), after(1), after(1), after(4)]);
    for (one, other) in [(0, 1), (1, 2), (2, 0), (1, 0)] {
        assert!(!order.is_later(one, other));
    }
    assert!(order.is_later(3, 0) && !order.is_later(4, 4));
}

#[test]
fn a_moment_after_two_others_is_later_than_both() {
    let order = Order::of(&[
        Link::default(),
        Link::default(),
        Link { after: vec![0, 1], ..Link::default() },
        after(2),
    ]);
    assert!(order.is_later(2, 0) && order.is_later(2, 1) && order.is_later(3, 1) && !order.is_later(1, 0));
    // 3 and 4 are readings of one moment, recorded after different positions.
    let reading = Link { beside: Some(3), ..after(2) };
    let order = Order::of(&[Link::default(), after(0), Link::default(), after(1), reading, after(4)]);
    assert!(order.is_later(5, 0) && order.is_later(5, 2) && order.is_later(3, 2) && !order.is_later(2, 0));
}

fn links() -> impl Strategy<Value = Vec<Link>> {
    let link =
        (proptest::collection::vec(0_usize..40, 0..3), proptest::option::of(0_usize..40), 0_i8..40, 0_i8..6);
    proptest::collection::vec(link, 0..12).prop_map(|links| {
        let span = |from: i8, days: i8| {
            let from = date(1991, 1, 1).checked_add(jiff::Span::new().days(from)).ok()?;
            Some((from, from.checked_add(jiff::Span::new().days(days)).ok()?))
        };
        let link = |(after, beside, from, days)| Link {
            after,
            beside,
            span: if from > 30 { None } else { span(from, days) },
        };
        links.into_iter().map(link).collect()
    })
}

proptest! {
    #[test]
    fn the_order_is_one_way_and_transitive_whatever_is_recorded(links in links()) {
        let order = Order::of(&links);
        let all = 0..links.len();
        for a in all.clone() {
            for b in all.clone() {
                prop_assert!(!(order.is_later(a, b) && order.is_later(b, a)));
                if order.is_later(a, b) {
                    prop_assert!(order.key(a) > order.key(b));
                }
                for c in all.clone() {
                    prop_assert!(!(order.is_later(a, b) && order.is_later(b, c)) || order.is_later(a, c));
                }
            }
        }
    }
}
