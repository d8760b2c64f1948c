//! A word before a number, and the number with its thousands apart.

use crate::analysis::{capacity::Pair, packages::thousands};

/// A count of people with commas between thousands, to the nearest person.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be finite and below 10^12"
)]
pub fn people(count: f64) -> String {
    thousands(count.max(0.0).round() as u128)
}

/// How large a gap is against the posts to be filled, in a word.
#[must_use]
pub fn size_word(gap: f64, need: f64) -> &'static str {
    match gap / need {
        _ if gap < 0.5 => "none",
        share if share < 0.1 => "small",
        share if share < 0.25 => "considerable",
        share if share < 0.5 => "large",
        share if share < 0.75 => "very large",
        _ => "nearly all posts",
    }
}

/// In how many runs the worst gap of an option is larger than that of each other one, all of them meeting the same luck;
/// empty where there are no runs or no other option.
#[must_use]
pub fn same_luck(option: &str, pairs: &[Pair], runs: u32) -> String {
    let own = pairs.iter().filter(|pair| pair.larger == option);
    let each = own.map(|pair| format!("that of {} in {}", pair.than, people(f64::from(pair.runs))));
    let each: Vec<String> = each.collect();
    if each.is_empty() || runs == 0 {
        return String::new();
    }
    let runs = people(f64::from(runs));
    format!("its worst gap is larger than {} of {runs} runs", list(&each))
}

/// Names in a sentence: "A", "A and B", "A, B and C".
pub(super) fn list<S: AsRef<str>>(names: &[S]) -> String {
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// What values are counted in; where nobody said, they are values.
#[must_use]
pub fn unit_word(unit: &str) -> &str {
    if unit.trim().is_empty() { "values" } else { unit }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_aloud_with_a_word() {
        assert_eq!((people(9238.4).as_str(), people(-1.0).as_str()), ("9,238", "0"));
        assert_eq!(
            (size_word(0.2, 100.0), size_word(9.0, 100.0), size_word(60.0, 100.0)),
            ("none", "small", "very large")
        );
        assert_eq!(
            (list::<&str>(&[]).as_str(), list(&["A"]).as_str(), list(&["A", "B", "C"]).as_str()),
            ("", "A", "A, B and C")
        );
        let pair = |than: &str, runs| Pair { larger: "A".to_owned(), than: than.to_owned(), runs };
        let pairs = [pair("B", 1000), pair("C", 7)];
        let words = "its worst gap is larger than that of B in 1,000 and that of C in 7 of 1,000 runs";
        assert_eq!(same_luck("A", &pairs, 1000), words);
        assert_eq!((same_luck("B", &pairs, 1000).as_str(), same_luck("A", &pairs, 0).as_str()), ("", ""));
    }
}
