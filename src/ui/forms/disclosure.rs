//! The fields that say who may be told. Every form has them, always in the same words and from the fewest to the most,
//! so that a key too many goes one step and never round to everybody. What was confided is not widened in passing.

use super::{Context, Form, Wanting, many, marked, records, unread};
use crate::{
    model::{Actor, Disclosure},
    ui::form::{Field, Value, choice::Choice, line},
};

const WORDS: [&str; 5] = ["team", "confided", "shared with some", "shared with all parties", "public"];

/// The place of "confided" among them.
const CONFIDED: usize = 1;
/// The place of "shared with some".
const SHARED: usize = 2;

/// The fields, set to what a record says now.
#[must_use]
pub fn fields(disclosure: &Disclosure, cx: &Context<'_>) -> Vec<Field> {
    let (at, by, with) = match disclosure {
        Disclosure::Team => (0, "", &[][..]),
        Disclosure::Public => (4, "", &[][..]),
        Disclosure::SharedWithAll => (3, "", &[][..]),
        Disclosure::Shared(with) => (SHARED, "", &with[..]),
        Disclosure::Confided { by } => (CONFIDED, by.as_str(), &[][..]),
    };
    let parties = records::<Actor>(cx, |actor| actor.name.clone());
    let words = Choice::new(WORDS.iter().map(|word| (*word).to_owned()).collect(), at).with_ends();
    vec![
        Field { name: "disclosure", label: "Who may be told".into(), value: Value::Choice(words) },
        line("confided_by", "Confided by", by),
        many("shared_with", "Shared with", parties, with),
    ]
}

/// What the fields say. A name or marks that do not go with the choice are refused: a confidence that is written down
/// as one may not become a plain record.
pub fn read(form: &Form) -> Result<Disclosure, Wanting> {
    if form.chosen("disclosure") != CONFIDED {
        unread(form, "confided_by", "Choose \"confided\" above, or take the name out")?;
    }
    if form.chosen("disclosure") != SHARED {
        unread(form, "shared_with", "Choose \"shared with some\" above, or take the marks out")?;
    }
    Ok(match form.chosen("disclosure") {
        4 => Disclosure::Public,
        3 => Disclosure::SharedWithAll,
        SHARED => {
            let with = marked(form, "shared_with");
            if with.is_empty() {
                return Err(Wanting::new(
                    "shared_with",
                    "Mark with whom it is shared, or choose another disclosure",
                ));
            }
            Disclosure::Shared(with)
        }
        CONFIDED => match form.text("confided_by") {
            by if by.is_empty() => {
                return Err(Wanting::new("confided_by", "Say who confided it: a code name will do"));
            }
            by => Disclosure::Confided { by },
        },
        _ => Disclosure::Team,
    })
}

/// What has to be asked before a confidence becomes anything else: it belongs to the person who gave it.
#[must_use]
pub fn doubt(form: &Form) -> Option<Wanting> {
    let choice = form.choice("disclosure")?;
    (choice.was() == CONFIDED && choice.at != CONFIDED).then(|| {
        let words = "This was confided. Save again only if whoever confided it agrees to the change";
        Wanting::new("disclosure", words)
    })
}

/// Refuses to widen a confided statement in passing: telling it further is an act of its own, and is recorded.
pub fn refuse_to_widen(before: &Disclosure, now: &Disclosure) -> Result<(), Wanting> {
    let is_wider = matches!(now, Disclosure::Shared(_) | Disclosure::SharedWithAll | Disclosure::Public);
    if matches!(before, Disclosure::Confided { .. }) && is_wider {
        let words =
            "It was confided: share it further from the position itself, so that who was told is recorded";
        return Err(Wanting::new("disclosure", words));
    }
    Ok(())
}
