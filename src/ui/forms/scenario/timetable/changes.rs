//! What a future, or an assumption that breaks, does to shared numbers, a change on a line as one types it:
//! `Months late = 4`, `Posts x 1.2 from 1 until 12`, `Months late + 3`. And how far a number may go before the gap
//! passes a share of the need: `Months late | 10 %`, `Months late | 10 % | B | 0 / 3 / 6`.

use super::numbers::{Inputs, amount_text, plain_number};
use crate::{
    analysis::plain,
    model::{Amount, BreakEven, Change, Comparison, Id, Input},
};

/// What stands before a value, in the order in which it is applied.
const BEFORE: [&str; 6] = ["=", "x", "+", "-", "from", "until"];

fn input_name(id: &Id<Input>, base: &Comparison) -> String {
    let inputs = || base.capacity.iter().flat_map(|capacity| &capacity.inputs);
    let title = inputs().find(|input| input.id == *id).map_or("", |input| input.title.as_str());
    let is_only = inputs().filter(|input| input.title == title).count() == 1;
    if is_only && !title.is_empty() { title.to_owned() } else { id.to_string() }
}

/// A break-even that is asked for, as one types it.
pub fn asked_text(asked: &BreakEven, base: &Comparison) -> String {
    let option = asked.option.as_ref().map_or("", Id::as_str);
    let mut text = format!("{} | {} %", input_name(&asked.input, base), plain(asked.gap_share * 100.0));
    if !option.is_empty() || asked.search != Amount::Absent {
        text = format!("{text} | {option}");
    }
    if asked.search != Amount::Absent {
        text = format!("{text} | {}", amount_text(&asked.search));
    }
    text
}

/// A break-even as it was typed.
pub fn read_asked(line: &str, base: &Comparison) -> Result<BreakEven, String> {
    let inputs = Inputs::of(base);
    let mut parts = line.splitn(4, '|').map(str::trim);
    let (name, share) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let (option, search) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let Amount::Of(input) = inputs.named(name)? else { return Err(inputs.names()) };
    let share = share.strip_suffix('%').and_then(plain_number).filter(|share| (0.0..=100.0).contains(share));
    let share = share.ok_or("Write which share of the need the gap must not pass: Months late | 10 %")?;
    let known = base.options.iter().find(|known| known.id.as_str().eq_ignore_ascii_case(option));
    if !option.is_empty() && known.is_none() {
        return Err(format!("There is no option \"{option}\""));
    }
    let option = known.map(|option| option.id.clone());
    Ok(BreakEven { input, gap_share: share / 100.0, option, search: inputs.parse(search)? })
}

/// A change as one types it.
pub fn text(change: &Change, base: &Comparison) -> String {
    let mut words = input_name(&change.input, base);
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
            r#"(question: "?", options: [(id: "A", title: "")], capacity: (inputs: [(id: "late", title: "Months late", value: 1), (id: "posts", title: "", value: 900)], plans: []))"#,
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
        for (typed, ron) in [
            ("Months late | 10 %", r#"(input: "late", gap_share: 0.1)"#),
            ("posts | 7 % | A", r#"(input: "posts", gap_share: 0.07, option: "A")"#),
            ("Months late | 10 % |  | 0 / 3 / 6", r#"(input: "late", gap_share: 0.1, search: (0, 3, 6))"#),
        ] {
            let asked: BreakEven = notation::read(ron).unwrap();
            assert_eq!(read_asked(typed, &base).as_ref(), Ok(&asked), "{typed}");
            assert_eq!(asked_text(&asked, &base), typed);
        }
        assert!(read_asked("late | 10", &base).unwrap_err().contains("share of the need"));
        assert!(read_asked("late | 10 % | Z", &base).unwrap_err().contains("no option \"Z\""));
        assert!(read("Months late", &base).unwrap_err().contains("Numbers: late, posts"));
        assert!(read("months = 4", &base).is_err() && read("late =", &base).is_err());
        assert!(read("late = 4 from may", &base).unwrap_err().contains("a month behind from"));
    }
}
