//! Bodies of older formats, brought up to today's in memory. Files are never rewritten for it.
//!
//! To change the format: raise `FORMAT`, copy today's fixtures to `tests/fixtures/old/`, and add a line here with a
//! function that reads the last format's bodies, through types of that time where they differ, into today's records.

use ron::error::SpannedError;

use crate::model::{Kind, Record};

/// Reads the fields of a body of one older format as a record of today.
pub type Upgrade = fn(Kind, &str) -> Result<Record, SpannedError>;

/// Every older format, with what reads its bodies.
pub const OLDER: &[(u32, Upgrade)] = &[];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{Actor, State},
        notation,
        revision::line::read_body_with,
    };

    /// As if there had been a format in which an actor's name was called its title.
    #[derive(serde::Deserialize)]
    struct ActorOfOld {
        title: String,
    }

    fn of_old(kind: Kind, fields: &str) -> Result<Record, SpannedError> {
        match kind {
            Kind::Actor => notation::options()
                .from_str(fields)
                .map(|ActorOfOld { title }| Record::Actor(Actor { name: title, ..Actor::default() })),
            other => Record::from_ron(other, fields, notation::options()),
        }
    }

    #[test]
    fn a_body_of_an_older_format_is_read_as_one_of_today_and_as_nothing_else() {
        let older: &[(u32, Upgrade)] = &[(0, of_old)];
        let State::Here(Record::Actor(actor)) =
            read_body_with(Kind::Actor, 0, "Actor(title: \"North\")", older)
        else {
            panic!("not read")
        };
        assert_eq!(actor.name, "North");
        let now = read_body_with(Kind::Actor, 1, "Actor(title: \"North\")", older);
        assert!(matches!(now, State::Locked { .. }), "today's bodies are read strictly");
        let unknown = read_body_with(Kind::Actor, 0, "Actor(name: \"North\")", OLDER);
        assert!(matches!(unknown, State::Locked { why, .. } if why.contains("format 0")));
        assert_eq!(read_body_with(Kind::Actor, 0, "Gone", older), State::Gone);
    }
}
