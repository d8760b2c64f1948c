//! A word before a number, and the number with its thousands apart.

use crate::analysis::packages::thousands;

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

/// A number without needless decimals.
pub(super) fn plain(value: f64) -> String {
    let text = format!("{value:.2}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
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
        assert_eq!((plain(0.5).as_str(), plain(100.0).as_str()), ("0.5", "100"));
    }
}
