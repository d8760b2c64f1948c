//! What a future, or an assumption that breaks, does to shared numbers, a change on a line as one types it:
//! `Months late = 4`, `Posts x 1.2 from 1 until 12`, `Months late + 3`.

use super::numbers::{Inputs, amount_text};
use crate::model::{Amount, Change, Comparison};

/// What stands before a value, in the order in which it is applied.
const BEFORE: [&str; 6] = ["=", "x", "+", "-", "from", "until"];

/// A change as one types it.
pub fn text(change: &Change, base: &Comparison) -> String {
    let inputs = base.capacity.iter().flat_map(|capacity| &capacity.inputs);
    let known = inputs.into_iter().find(|input| input.id == change.input && !input.title.is_empty());
    let mut words = known.map_or_else(|| change.input.to_string(), |input| input.title.clone());
    let (sign, add) = match &change.add {
        Amount::Plain(value) if *value < 0.0 => ("-", Amount::Plain(-value)),
        add => ("+", add.clone()),
    };
    let month = |month: Option<u32>| month.map_or_else(String::new, |month| month.to_string());
    for (before, value) in [
        ("=", amount_text(&change.to)),
        ("x", amount_text(&change.times)),
        (sign, amount_text(&add)),
        ("from", month(change.from)),
        ("until", month(change.until)),
    ] {
        if !value.is_empty() {
            words = format!("{words} {before} {value}");
        }
    }
    words
}

/// A change as it was typed.
pub fn read(line: &str, base: &Comparison) -> Result<Change, String> {
    let inputs = Inputs::of(base);
    let tokens: Vec<&str> = line.split_whitespace().collect();
    let named = |at: usize| match inputs.named(&tokens[..at].join(" ")) {
        Ok(Amount::Of(input)) if BEFORE.contains(&tokens[at]) => Some((at, input)),
        _ => None,
    };
    let Some((at, input)) = (1..tokens.len()).find_map(named) else {
        let known = inputs.names();
        return Err(format!("Write one on a line: a number, then = 4, x 1.2, + 3 or - 3. Numbers: {known}"));
    };
    let mut change = Change { input, ..Change::default() };
    let mut rest = &tokens[at..];
    while let [before, after @ ..] = rest {
        let end = after.iter().position(|token| BEFORE.contains(token)).unwrap_or(after.len());
        let value = after[..end].join(" ");
        rest = &after[end..];
        let amount = || match inputs.parse(&value)? {
            Amount::Absent => Err(format!("Write a number behind {before}")),
            amount => Ok(amount),
        };
        let month = || value.parse().map_err(|_| format!("Write a month behind {before}, such as 6"));
        match *before {
            "=" => change.to = amount()?,
            "x" => change.times = amount()?,
            "+" => change.add = amount()?,
            "-" => match amount()? {
                Amount::Plain(value) => change.add = Amount::Plain(-value),
                _ => return Err("Write one number behind -, such as 3".to_owned()),
            },
            "from" => change.from = Some(month()?),
            _ => change.until = Some(month()?),
        }
    }
    Ok(change)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation;

    #[test]
    fn a_change_reads_back_as_it_is_shown_and_says_what_to_write() {
        let base: Comparison = notation::read(
            r#"(question: "?", capacity: (inputs: [(id: "late", title: "Months late", value: 1), (id: "posts", title: "", value: 900)], plans: []))"#,
        )
        .unwrap();
        for (typed, ron, shown) in [
            ("months late = 4", r#"(input: "late", to: 4)"#, "Months late = 4"),
            ("late = 1/2/3", r#"(input: "late", to: (1, 2, 3))"#, "Months late = 1 / 2 / 3"),
            (
                "posts x 1.2 from 1 until 12",
                r#"(input: "posts", times: 1.2, from: 1, until: 12)"#,
                "posts x 1.2 from 1 until 12",
            ),
            ("Months late - 3", r#"(input: "late", add: -3)"#, "Months late - 3"),
            (
                "Months late = posts x 2 + 1",
                r#"(input: "late", to: "posts", times: 2, add: 1)"#,
                "Months late = posts x 2 + 1",
            ),
        ] {
            let change: Change = notation::read(ron).unwrap();
            assert_eq!(read(typed, &base).as_ref(), Ok(&change), "{typed}");
            assert_eq!(text(&change, &base), shown);
            assert_eq!(read(shown, &base), Ok(change));
        }
        assert!(read("Months late", &base).unwrap_err().contains("Numbers: late, posts"));
        assert!(read("months = 4", &base).is_err() && read("late =", &base).is_err());
        assert!(read("late = 4 from may", &base).unwrap_err().contains("a month behind from"));
    }
}
