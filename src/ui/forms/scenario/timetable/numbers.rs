//! Numbers of the capacity model as they are typed: plain, as a range, by the name of a shared number, or by month.

use crate::{
    model::{Amount, Comparison, FromMonth, Id, Input},
    search::fold,
    ui::form::{Field, Form, Wanting, line},
};

/// A number of some part: its field, what the user reads, and where it stands in the part.
pub struct Number<T> {
    pub name: &'static str,
    pub label: &'static str,
    pub of: fn(&mut T) -> &mut Amount,
}

/// A field for each number.
pub fn fields<T: Clone>(numbers: &'static [Number<T>], start: &T) -> impl Iterator<Item = Field> {
    let mut start = start.clone();
    numbers.iter().map(move |number| line(number.name, number.label, &amount_text((number.of)(&mut start))))
}

/// A number as one types it.
pub fn amount_text(amount: &Amount) -> String {
    match amount {
        Amount::Absent => String::new(),
        Amount::Plain(value) => value.to_string(),
        Amount::Range { low, likely, high } => format!("{low} / {likely} / {high}"),
        Amount::Of(id) => id.to_string(),
    }
}

/// Numbers by month as one types them.
pub fn series_text(series: &[FromMonth]) -> String {
    let one = |part: &FromMonth| match part.from {
        0 => amount_text(&part.is),
        from => format!("from {from}: {}", amount_text(&part.is)),
    };
    series.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// The numbers that plans share, by id and title.
#[derive(Default)]
pub struct Inputs(Vec<(Id<Input>, String)>);

impl Inputs {
    /// Those of a comparison.
    pub fn of(comparison: &Comparison) -> Self {
        let inputs = comparison.capacity.iter().flat_map(|capacity| &capacity.inputs);
        Self(inputs.map(|input| (input.id.clone(), input.title.clone())).collect())
    }

    /// What the form says of every number. One whose text was not touched stays as it is, whatever ids there are.
    pub fn read<T>(&self, numbers: &'static [Number<T>], form: &Form, mut to: T) -> Result<T, Wanting> {
        for number in numbers {
            let own = (number.of)(&mut to);
            if form.text(number.name).trim() != amount_text(own) {
                *own = self.amount(form, number.name)?;
            }
        }
        Ok(to)
    }

    /// A number as it was typed.
    pub fn amount(&self, form: &Form, name: &'static str) -> Result<Amount, Wanting> {
        self.parse(&form.text(name)).map_err(|why| Wanting::new(name, why))
    }

    /// Numbers by month as they were typed; those that stood there, if the text was not touched.
    pub fn series(
        &self,
        form: &Form,
        name: &'static str,
        own: &[FromMonth],
    ) -> Result<Vec<FromMonth>, Wanting> {
        let text = form.text(name);
        if text.trim() == series_text(own) {
            return Ok(own.to_vec());
        }
        let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
        parts.map(|part| self.dated(part).map_err(|why| Wanting::new(name, why))).collect()
    }

    fn dated(&self, part: &str) -> Result<FromMonth, String> {
        let Some((from, is)) = part.split_once(':') else {
            return Ok(FromMonth { is: self.parse(part)?, from: 0 });
        };
        let month = from.trim().trim_start_matches("from").trim().trim_start_matches("month").trim();
        let from = month.parse().map_err(|_| "Write from which month: 12000; from 6: 9000".to_owned())?;
        Ok(FromMonth { is: self.parse(is)?, from })
    }

    /// One number as it was typed: plain, a range, or the name of a shared one.
    pub fn parse(&self, text: &str) -> Result<Amount, String> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Amount::Absent);
        }
        if let Some((id, _)) = self.0.iter().find(|(id, _)| id.as_str() == text) {
            return Ok(Amount::Of(id.clone()));
        }
        let parts: Vec<&str> = text.split('/').map(str::trim).collect();
        if parts.iter().any(|part| is_doubtful(part)) {
            return Err("Write a point for decimals, commas only between thousands: 1.5, 12,000".to_owned());
        }
        match parts.as_slice() {
            [one] => match number(one) {
                Some(value) => Ok(Amount::Plain(value)),
                None => self.named(text),
            },
            [low, likely, high] => match (number(low), number(likely), number(high)) {
                (Some(low), Some(likely), Some(high)) if low <= likely && likely <= high => {
                    Ok(Amount::Range { low, likely, high })
                }
                (Some(_), Some(_), Some(_)) => Err("Write low / likely / high in rising order".to_owned()),
                _ => Err("Write low / likely / high: 250 / 330 / 400".to_owned()),
            },
            _ => Err("Write 330, or low / likely / high: 250 / 330 / 400".to_owned()),
        }
    }

    /// The ids of all, in a row.
    pub fn names(&self) -> String {
        self.0.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// The shared number of this name.
    pub fn named(&self, text: &str) -> Result<Amount, String> {
        let wanted = fold(text);
        let known = self.0.iter().find(|(id, title)| fold(id.as_str()) == wanted || fold(title) == wanted);
        match known {
            Some((id, _)) => Ok(Amount::Of(id.clone())),
            None if self.0.is_empty() => Err("Write a number, such as 330, or 250 / 330 / 400".to_owned()),
            None => Err(format!("Write a number, or: {}", self.names())),
        }
    }
}

/// What may stand between thousands.
const BETWEEN: [char; 3] = [',', ' ', '_'];

/// A number as it was typed, of a size that can be counted with: `0.5`, `-3`, `12,000`.
pub fn plain_number(text: &str) -> Option<f64> {
    let (sign, size) = text.trim().strip_prefix('-').map_or((1.0, text.trim()), |size| (-1.0, size));
    number(size).map(|size| sign * size)
}

/// A number of 0 or more, of a size that can be counted with.
fn number(text: &str) -> Option<f64> {
    let plain = if is_grouped(text) { text.replace(BETWEEN, "") } else { text.to_owned() };
    plain.parse::<f64>().ok().filter(|number| number.is_finite() && (0.0..1e12).contains(number))
}

/// Whether what stands between digits stands between thousands, as in `12,000` or `1 200 000.5`.
fn is_grouped(text: &str) -> bool {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    let is_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(BETWEEN);
    groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && is_digits(first))
        && groups.all(|group| group.len() == 3 && is_digits(group))
        && !text[whole.len()..].contains(BETWEEN)
}

/// Whether a text could be read as a number in two ways, as `1,5` can.
fn is_doubtful(text: &str) -> bool {
    number(text).is_none()
        && text.starts_with(|first: char| first.is_ascii_digit())
        && text.replace(BETWEEN, "").parse::<f64>().is_ok_and(|number| number < 1e12)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::forms::{FormKind, view::ViewKind};

    fn inputs() -> Inputs {
        Inputs(vec![(Id::new("class").unwrap(), "People a class".to_owned())])
    }

    #[test]
    fn what_is_typed_reads_back_as_it_is_shown() {
        let range = Amount::Range { low: 250.0, likely: 330.0, high: 400.0 };
        let class = Amount::Of(Id::new("class").unwrap());
        for (typed, amount, shown) in [
            ("", Amount::Absent, ""),
            ("12,000", Amount::Plain(12_000.0), "12000"),
            ("0.5", Amount::Plain(0.5), "0.5"),
            ("250/330/400", range, "250 / 330 / 400"),
            ("1 200 000.5", Amount::Plain(1_200_000.5), "1200000.5"),
            ("people a class", class, "class"),
        ] {
            assert_eq!(inputs().parse(typed).as_ref(), Ok(&amount), "{typed}");
            assert_eq!(amount_text(&amount), shown);
            assert_eq!(inputs().parse(shown), Ok(amount));
        }
        let series = [
            FromMonth { is: Amount::Plain(12_000.0), from: 0 },
            FromMonth { is: Amount::Plain(9_000.0), from: 6 },
        ];
        assert_eq!(series_text(&series), "12000; from 6: 9000");
        for (part, is) in "12000; from 6: 9000".split(';').zip(&series) {
            assert_eq!(inputs().dated(part.trim()).as_ref(), Ok(is));
        }
    }

    #[test]
    fn a_number_is_read_in_one_way_wherever_it_is_typed() {
        for (typed, read) in [("12,000", Some(12_000.0)), (" -0.5", Some(-0.5)), ("1 200", Some(1_200.0))] {
            assert_eq!(plain_number(typed), read, "{typed}");
        }
        for typed in ["1,5", "1 5", "--3", "", "inf", "1e13", "3 %"] {
            assert_eq!(plain_number(typed), None, "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_says_what_to_write() {
        assert!(inputs().parse("400 / 330 / 250").unwrap_err().contains("rising"));
        assert!(inputs().parse("1 / 2").unwrap_err().contains("low / likely / high"));
        assert!(inputs().parse("clas").unwrap_err().contains("class"));
        assert!(inputs().parse("-3").is_err(), "nobody is fewer than none");
        for doubtful in ["1,5", "1,5 / 2 / 3", "12,00", "1234,567", "1.5,000", "1 5"] {
            assert!(inputs().parse(doubtful).unwrap_err().contains("point for decimals"), "{doubtful}");
        }
    }

    #[test]
    fn a_shared_number_may_have_digits_for_an_id_and_takes_no_other_ones_place() {
        let twelve = Amount::Of(Id::new("12").unwrap());
        let inputs = Inputs(vec![(Id::new("12").unwrap(), "A dozen".to_owned())]);
        assert_eq!(inputs.parse("12").as_ref(), Ok(&twelve));
        let shown = |amount| line("need", "Need", &series_text(&[FromMonth { is: amount, from: 0 }]));
        for is in [twelve, Amount::Plain(12.0)] {
            let form = Form::new(FormKind::View(ViewKind::Columns), "", vec![shown(is.clone())]);
            let own = [FromMonth { is, from: 0 }];
            assert_eq!(inputs.series(&form, "need", &own).unwrap(), own);
        }
    }
}
