//! The fields that say who may be told. Every form has them, always in the same words, and the team comes first.

use super::{Context, Form, Wanting, many, marked, records};
use crate::{
    model::{Actor, Disclosure},
    ui::form::{Field, choice, line},
};

const WORDS: [&str; 5] = ["team", "public", "shared with all parties", "shared with some", "confided"];

/// The fields, set to what a record says now.
#[must_use]
pub fn fields(disclosure: &Disclosure, cx: &Context<'_>) -> Vec<Field> {
    let (at, by, with) = match disclosure {
        Disclosure::Team => (0, "", &[][..]),
        Disclosure::Public => (1, "", &[][..]),
        Disclosure::SharedWithAll => (2, "", &[][..]),
        Disclosure::Shared(with) => (3, "", &with[..]),
        Disclosure::Confided { by } => (4, by.as_str(), &[][..]),
    };
    let parties = records::<Actor>(cx, |actor| actor.name.clone());
    vec![
        choice("disclosure", "Who may be told", WORDS.iter().map(|word| (*word).to_owned()).collect(), at),
        line("confided_by", "Confided by", by),
        many("shared_with", "Shared with", parties, with),
    ]
}

/// What the fields say.
pub fn read(form: &Form) -> Result<Disclosure, Wanting> {
    Ok(match form.chosen("disclosure") {
        1 => Disclosure::Public,
        2 => Disclosure::SharedWithAll,
        3 => {
            let with = marked(form, "shared_with");
            if with.is_empty() {
                return Err(Wanting::new(
                    "shared_with",
                    "Mark with whom it is shared, or choose another disclosure",
                ));
            }
            Disclosure::Shared(with)
        }
        4 => match form.text("confided_by") {
            by if by.is_empty() => {
                return Err(Wanting::new("confided_by", "Say who confided it: a code name will do"));
            }
            by => Disclosure::Confided { by },
        },
        _ => Disclosure::Team,
    })
}
