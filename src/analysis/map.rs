//! Influence by stance: where everybody stands towards one option, or over all that is on the table, beside how much
//! weight each has. A faction is a point of its own only where it differs from its party.

use serde::Serialize;

use super::naming::{Named, OptionName, either};
use super::standing::{AsOf, Column, OnTable, Speaker, Standings};
use crate::{
    audience::Seen,
    model::{Actor, Id, Issue, IssueOption, Level, Stance},
};

/// Towards what people stand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum About {
    /// Every option that is on the table.
    Overall,
    /// One option of an issue.
    Option(Named<Issue>, OptionName),
}

/// Where somebody stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Point {
    /// Who.
    pub column: Column,
    /// How much weight it has, in the team's reading; not judged where versions differ.
    pub influence: Level,
    /// From 0, against, to 100, for; nothing if it is not known.
    pub place: Option<u8>,
    /// The same in words.
    pub words: String,
    /// For a faction: where its party stands instead.
    pub differs: Option<String>,
    /// Why it could be a champion of change, or its friend be one.
    pub champion: String,
    /// Why it could be a spoiler.
    pub spoiler: String,
}

/// How often somebody would take what is on the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    willing: usize,
    neutral: usize,
    opposes: usize,
    red_lines: usize,
    not_known: usize,
}

/// Where a stance stands from 0 to 100. Only the order means anything.
#[must_use]
pub const fn place(stance: Stance) -> Option<u8> {
    match stance {
        Stance::RedLine => Some(0),
        Stance::Opposes => Some(20),
        Stance::Neutral => Some(40),
        Stance::AcceptsIf => Some(60),
        Stance::Accepts => Some(80),
        Stance::Demands => Some(100),
        Stance::Unknown => None,
    }
}

/// What an issue can be mapped by: its options, the one on the table first.
#[must_use]
pub fn options(standings: &Standings, issue: &Id<Issue>) -> Vec<OptionName> {
    let Some(sheet) = standings.issue(issue) else { return Vec::new() };
    let mut options = sheet.options.clone();
    if let OnTable::Option(on_table) = &sheet.on_table {
        options.sort_by_key(|option| option.id != on_table.id);
    }
    options
}

/// A point for everybody in the matrix: parties first, each with those of its factions that differ after it.
#[must_use]
pub fn points(seen: &Seen, standings: &Standings, about: &About, as_of: &AsOf) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for column in standings.columns().iter().filter(|column| column.is_shown) {
        let (place, words) = stand(standings, column, about, as_of);
        let mut differs = None;
        if column.faction.is_some() {
            let whole = Speaker::party(&column.party.id);
            let party = standings.columns().iter().find(|other| other.speaker() == whole);
            let of_party = party.map(|party| stand(standings, party, about, as_of));
            match of_party {
                Some((party_place, _)) if place.is_none() || party_place == place => continue,
                Some((_, party_words)) => differs = Some(format!("{}: {party_words}", column.party.name)),
                None if place.is_none() => continue,
                None => {}
            }
        }
        let (champion, spoiler) = judged(seen, &column.party.id, column.faction.is_some());
        let influence = seen.case().actors.get(&column.party.id);
        let influence = influence.and_then(|entry| entry.agreed(|actor| &actor.influence)).copied();
        let influence = influence.unwrap_or_default();
        points.push(Point { column: column.clone(), influence, place, words, differs, champion, spoiler });
    }
    points
}

fn stand(standings: &Standings, column: &Column, about: &About, as_of: &AsOf) -> (Option<u8>, String) {
    let stance_on = |issue: &Id<Issue>, option: &Id<IssueOption>| {
        let (column, issue) = standings.place(&column.speaker(), issue)?;
        let option = standings.option_number(option)?;
        Some(standings.stance_in(&standings.light(column, issue, as_of), option))
    };
    match about {
        About::Option(issue, option) => {
            let stance = stance_on(&issue.id, &option.id).unwrap_or_default();
            (place(stance), stance.label().to_owned())
        }
        About::Overall => {
            let mut tally = Tally::default();
            for sheet in standings.issues() {
                let OnTable::Option(option) = &sheet.on_table else { continue };
                tally.add(stance_on(&sheet.issue.id, &option.id).unwrap_or_default());
            }
            (tally.place(), tally.words())
        }
    }
}

impl Tally {
    fn add(&mut self, stance: Stance) {
        match stance {
            stance if stance.is_willing() => self.willing += 1,
            Stance::Neutral => self.neutral += 1,
            Stance::Opposes => self.opposes += 1,
            Stance::RedLine => self.red_lines += 1,
            _ => self.not_known += 1,
        }
    }

    /// How much of what is known of it is willing; what is neutral counts half.
    fn place(self) -> Option<u8> {
        let known = self.willing + self.neutral + self.opposes + self.red_lines;
        (known > 0).then(|| u8::try_from((self.willing * 100 + self.neutral * 50) / known).unwrap_or(100))
    }

    fn words(self) -> String {
        let known = self.willing + self.neutral + self.opposes + self.red_lines;
        if known == 0 {
            return "not known on anything on the table".to_owned();
        }
        let mut parts = vec![format!("would take {} of {known}", self.willing)];
        let mut part = |count: usize, word: &str| {
            if count > 0 {
                parts.push(format!("{word} {count}"));
            }
        };
        part(self.opposes, "opposes");
        part(self.red_lines, "red line on");
        part(self.neutral, "neutral on");
        part(self.not_known, "not known on");
        parts.join(", ")
    }
}

/// Why an actor could be a champion and why a spoiler, by the register of stakeholders.
fn judged(seen: &Seen, actor: &Id<Actor>, is_faction: bool) -> (String, String) {
    if is_faction {
        return (String::new(), String::new());
    }
    let of_actor = || {
        let heads = seen.case().stakeholders.iter().flat_map(|(_, entry)| entry.heads());
        heads.filter(|row| row.actor.as_ref() == Some(actor))
    };
    let said = |text: &str, title: &str| (!text.is_empty()).then(|| format!("{title}: {text}"));
    (
        either(of_actor().filter_map(|row| said(&row.champion, &row.title))),
        either(of_actor().filter_map(|row| said(&row.spoiler, &row.title))),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overall_words_and_place_come_from_the_same_counts() {
        let mut tally = Tally::default();
        assert_eq!((tally.place(), tally.words().as_str()), (None, "not known on anything on the table"));
        for stance in [Stance::Demands, Stance::AcceptsIf, Stance::RedLine, Stance::Neutral, Stance::Unknown]
        {
            tally.add(stance);
        }
        assert_eq!(tally.place(), Some(62));
        assert_eq!(tally.words(), "would take 2 of 4, red line on 1, neutral on 1, not known on 1");
    }

    #[test]
    fn places_rise_with_the_stance() {
        let order = [
            Stance::RedLine,
            Stance::Opposes,
            Stance::Neutral,
            Stance::AcceptsIf,
            Stance::Accepts,
            Stance::Demands,
        ];
        assert!(order.map(place).is_sorted() && order.iter().all(|stance| place(*stance).is_some()));
        assert_eq!(place(Stance::Unknown), None);
    }
}
