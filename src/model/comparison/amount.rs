//! A number of the capacity model: plain, a range, or the name of an input that several plans share.

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeTuple, Serializer};

use crate::model::macros::{record, words};
use crate::model::{Id, Input, Refs};

/// A number as a file gives it: `330`, `(250, 330, 400)` for low, likely and high, or `"class"` for an input.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Amount {
    /// Not given; what that means stands with each field.
    #[default]
    Absent,
    /// One number that nobody doubts, or a planning value without a range.
    Plain(f64),
    /// Low, likely and high.
    Range {
        /// The lowest value that is thought possible.
        low: f64,
        /// The value that is thought most likely.
        likely: f64,
        /// The highest value that is thought possible.
        high: f64,
    },
    /// The value of an input of the capacity model, by its id.
    Of(Id<Input>),
}

impl Amount {
    /// Low, likely and high; a plain number is all three. Nothing for one that is absent or names an input.
    #[must_use]
    pub fn range(&self) -> Option<(f64, f64, f64)> {
        match *self {
            Self::Plain(value) => Some((value, value, value)),
            Self::Range { low, likely, high } => Some((low, likely, high)),
            Self::Absent | Self::Of(_) => None,
        }
    }

    /// Whether it was given.
    #[must_use]
    pub fn is_given(&self) -> bool {
        *self != Self::Absent
    }
}

record! {
    /// A number that holds from a month on, until the next one takes its place.
    pub struct FromMonth {
        /// The number.
        is: Amount,
        ..
        /// The first month in which it holds; nothing means from D-day.
        from: u32,
    }
}

words! {
    /// How well a number is founded.
    pub enum Status {
        /// A planning value of ours.
        #[default]
        Assumption = "assumption",
        /// A source says so.
        Sourced = "sourced",
    }
}

impl Refs for Amount {}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => serializer.serialize_unit(),
            Self::Plain(value) => serializer.serialize_f64(*value),
            Self::Range { low, likely, high } => {
                let mut tuple = serializer.serialize_tuple(3)?;
                for value in [low, likely, high] {
                    tuple.serialize_element(value)?;
                }
                tuple.end()
            }
            Self::Of(id) => id.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AmountVisitor)
    }
}

struct AmountVisitor;

impl<'de> Visitor<'de> for AmountVisitor {
    type Value = Amount;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a number, a range (low, likely, high) or the id of an input in quotes")
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Amount, E> {
        Ok(Amount::Plain(value))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "people and money stay far below 2^53; check refuses more"
    )]
    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Amount, E> {
        Ok(Amount::Plain(value as f64))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "people and money stay far below 2^53; check refuses more"
    )]
    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Amount, E> {
        Ok(Amount::Plain(value as f64))
    }

    fn visit_str<E: de::Error>(self, id: &str) -> Result<Amount, E> {
        Id::new(id).map(Amount::Of).map_err(E::custom)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Amount, E> {
        Ok(Amount::Absent)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Amount, A::Error> {
        let mut next = || seq.next_element::<f64>();
        let (Some(low), Some(likely), Some(high), None) = (next()?, next()?, next()?, next()?) else {
            return Err(de::Error::custom("a range has three numbers: (low, likely, high)"));
        };
        Ok(Amount::Range { low, likely, high })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Amount, A::Error> {
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Named {
            low: f64,
            likely: f64,
            high: f64,
        }
        let Named { low, likely, high } = Named::deserialize(de::value::MapAccessDeserializer::new(map))?;
        Ok(Amount::Range { low, likely, high })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation;

    #[test]
    fn every_way_of_writing_a_number_reads_back() {
        let range = Amount::Range { low: 0.9, likely: 0.95, high: 0.98 };
        for (written, amount) in [
            ("12_000", Amount::Plain(12_000.0)),
            ("0.95", Amount::Plain(0.95)),
            ("-3", Amount::Plain(-3.0)),
            ("(0.9, 0.95, 0.98)", range.clone()),
            ("(low: 0.9, likely: 0.95, high: 0.98)", range),
            ("\"class\"", Amount::Of(Id::new("class").unwrap())),
        ] {
            let read: Amount = notation::read(written).unwrap();
            assert_eq!(read, amount, "{written}");
            assert_eq!(notation::read::<Amount>(&notation::line(&amount).unwrap()).unwrap(), amount);
        }
    }

    #[test]
    fn a_range_of_two_numbers_or_with_another_field_is_refused() {
        for bad in ["(1, 2)", "(1, 2, 3, 4)", "(low: 1, likely: 2, hihg: 3)", "\"two words\"", "true"] {
            assert!(notation::read::<Amount>(bad).is_err(), "{bad}");
        }
    }
}
