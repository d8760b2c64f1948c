//! Uncertain dates: kept as written, and as the span of days that they can mean.

use std::{cmp::Ordering, fmt, str::FromStr};

use jiff::civil;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A date as a source gives it: a day, a month, a year, part of a year, or a range.
///
/// Equality and order are those of the span, then of the writing, so that sorting is total.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    written: String,
    from: civil::Date,
    to: civil::Date,
}

/// A date that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is not a date: write 1991, 1991-04, 1991-04-27, 1991-early, 1991-mid, 1991-late, 1999-01/02, \
     1993-1994, circa 1984, or a range such as 1990-05..1990-07"
)]
pub struct DateError(String);

impl Date {
    /// One certain day.
    #[must_use]
    pub fn day(day: civil::Date) -> Self {
        Self { written: day.to_string(), from: day, to: day }
    }

    /// As it was written.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    /// The first day it can mean.
    #[must_use]
    pub fn from(&self) -> civil::Date {
        self.from
    }

    /// The last day it can mean.
    #[must_use]
    pub fn to(&self) -> civil::Date {
        self.to
    }

    /// Whether it is given as approximate.
    #[must_use]
    pub fn is_approximate(&self) -> bool {
        without_about(&self.written).is_some()
    }

    /// Whether this is later than `other` beyond doubt: it begins after the other ends. An approximate date may miss
    /// by as much as its own span, and by a month at least.
    #[must_use]
    pub fn is_after(&self, other: &Self) -> bool {
        self.widened().0 > other.widened().1
    }

    /// For people: `27 Apr 1991`, `Apr 1991`, else as written.
    #[must_use]
    pub fn spoken(&self) -> String {
        let plain = without_about(&self.written).unwrap_or(&self.written);
        let spoken = match plain.split('-').count() {
            3 if self.from == self.to => self.from.strftime("%-d %b %Y").to_string(),
            2 if plain.len() == 7 => self.from.strftime("%b %Y").to_string(),
            _ => return self.written.clone(),
        };
        if self.is_approximate() { format!("circa {spoken}") } else { spoken }
    }

    fn widened(&self) -> (civil::Date, civil::Date) {
        if !self.is_approximate() {
            return (self.from, self.to);
        }
        let days = (self.to - self.from).get_days().max(31);
        let slack = jiff::Span::new().days(days);
        (self.from.saturating_sub(slack), self.to.saturating_add(slack))
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let written = text.trim();
        let plain = without_about(written).unwrap_or(written);
        let (from, to) = span(plain).ok_or_else(|| DateError(written.chars().take(40).collect()))?;
        Ok(Self { written: written.to_owned(), from, to })
    }
}

/// The rest of a date that is given as approximate.
fn without_about(text: &str) -> Option<&str> {
    ["circa ", "c. ", "about "].iter().find_map(|about| text.strip_prefix(about))
}

fn span(text: &str) -> Option<(civil::Date, civil::Date)> {
    if let Some((a, b)) = text.split_once("..") {
        let (from, to) = (single(a)?.0, single(b)?.1);
        return (from <= to).then_some((from, to));
    }
    single(text)
}

fn single(text: &str) -> Option<(civil::Date, civil::Date)> {
    let (year, rest) = match text.split_once('-') {
        Some((year, rest)) => (year, Some(rest)),
        None => (text, None),
    };
    let year = number(year, 4)?;
    let months =
        |a, b| Some((civil::Date::new(year, a, 1).ok()?, civil::Date::new(year, b, 1).ok()?.last_of_month()));
    match rest {
        None => months(1, 12),
        Some("early") => months(1, 4),
        Some("mid") => months(5, 8),
        Some("late") => months(9, 12),
        Some(rest) if rest.len() == 4 && !rest.contains(['/', '-']) => {
            let last = civil::Date::new(number(rest, 4)?, 12, 31).ok()?;
            let first = civil::Date::new(year, 1, 1).ok()?;
            (first <= last).then_some((first, last))
        }
        Some(rest) => match (rest.split_once('/'), rest.split_once('-')) {
            (Some((a, b)), None) => {
                let (a, b) = (month(a)?, month(b)?);
                (a <= b).then(|| months(a, b))?
            }
            (None, Some((m, d))) => {
                let day = civil::Date::new(year, month(m)?, i8::try_from(number(d, 2)?).ok()?).ok()?;
                Some((day, day))
            }
            (None, None) => months(month(rest)?, month(rest)?),
            (Some(_), Some(_)) => None,
        },
    }
}

fn number(text: &str, digits: usize) -> Option<i16> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

fn month(text: &str) -> Option<i8> {
    number(text, 2).and_then(|m| i8::try_from(m).ok()).filter(|m| (1..=12).contains(m))
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Date {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.from, self.to, &self.written).cmp(&(other.from, other.to, &other.written))
    }
}
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.written)
    }
}
impl super::Refs for Date {}
impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.written)
    }
}
impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spanned(text: &str) -> String {
        let date: Date = text.parse().unwrap();
        assert_eq!(date.written(), text);
        format!("{}..{}", date.from(), date.to())
    }

    #[test]
    fn every_way_of_writing_a_date_has_its_span() {
        for (written, span) in [
            ("1984", "1984-01-01..1984-12-31"),
            ("1989-09", "1989-09-01..1989-09-30"),
            ("1990-08-22", "1990-08-22..1990-08-22"),
            ("1991-mid", "1991-05-01..1991-08-31"),
            ("1991-late", "1991-09-01..1991-12-31"),
            ("1999-01/02", "1999-01-01..1999-02-28"),
            ("1993-1994", "1993-01-01..1994-12-31"),
            ("1990-05..1990-07-03", "1990-05-01..1990-07-03"),
            ("circa 1984", "1984-01-01..1984-12-31"),
        ] {
            assert_eq!(spanned(written), span);
        }
    }

    #[test]
    fn what_is_no_date_is_refused_in_words() {
        for bad in
            ["", "yesterday", "1991-13", "1991-02-30", "1994-1993", "1999-02/01", "91", "1991-4-1", "٢٠٢٠"]
        {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_span_is_later_only_when_it_begins_after_the_other_ends() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        assert!(date("1991-09-25").is_after(&date("1991-mid")));
        assert!(!date("1991-07").is_after(&date("1991-mid")));
        assert!(!date("1991").is_after(&date("1991")));
    }

    #[test]
    fn an_approximate_date_is_spoken_as_one_and_is_later_only_beyond_its_slack() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(date("circa 1984-05-06").spoken(), "circa 6 May 1984");
        assert_eq!(date("about 1984-05").spoken(), "circa May 1984");
        assert_eq!(date("circa 1984").spoken(), "circa 1984");
        assert!(!date("circa 1984-05-06").is_after(&date("1984-04")));
        assert!(date("circa 1984-05-06").is_after(&date("1984-02")));
        assert!(
            !date("1985-06").is_after(&date("circa 1984")) && date("1986-01").is_after(&date("circa 1984"))
        );
    }

    #[test]
    fn a_date_of_many_ranges_is_refused_without_going_deep() {
        assert!(("1990..".repeat(170_000) + "1990").parse::<Date>().is_err());
    }

    #[test]
    fn dates_are_spoken_as_people_write_them() {
        for (written, spoken) in
            [("1991-04-27", "27 Apr 1991"), ("1991-04", "Apr 1991"), ("1991-mid", "1991-mid")]
        {
            assert_eq!(written.parse::<Date>().unwrap().spoken(), spoken);
        }
    }
}
