//! Everything that can be searched, folded once: what an audience may see of a case, and the guidance.
//!
//! It is made anew when the case or the audience changes, so that a search is nothing but looking for a text in
//! texts. A hit holds every word that was asked for, anywhere in the record.

use super::{
    fold,
    texts::{name_of, texts_of},
};
use crate::{
    audience::Seen,
    guidance::Catalogue,
    model::{Record, RecordRef},
};

/// Where something leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// To a key question.
    Question(String),
    /// To a record.
    Record(RecordRef),
    /// To an entry of the guidance.
    Entry(String),
}

/// Texts that can be searched.
#[derive(Clone, Debug, Default)]
pub struct Corpus(Vec<Item>);

#[derive(Clone, Debug)]
struct Item {
    group: &'static str,
    name: String,
    text: String,
    folded: Box<str>,
    /// How many bytes of `folded` are the name.
    head: usize,
    way: Way,
}

/// Something that holds all the words.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<'a> {
    /// What kind of thing it is.
    pub group: &'static str,
    /// What it is called.
    pub name: &'a str,
    /// Where it leads.
    pub way: &'a Way,
    text: &'a str,
}

impl Corpus {
    /// What an audience may see, and the guidance.
    #[must_use]
    pub fn of(seen: &Seen<'_>, catalogue: &Catalogue) -> Self {
        let mut corpus = Self::default();
        seen.case().each_record(&mut |which, record| corpus.take(seen, catalogue, which, record));
        for (which, unreadable) in &seen.case().unreadable {
            let texts = unreadable.last.as_deref().map(texts_of).unwrap_or_default();
            let name = format!("{} {} (cannot be read as it stands)", unreadable.code, unreadable.label);
            let way = Way::Record(which.clone());
            corpus.put(which.kind.word(), name.trim().to_owned(), &texts.join(" · "), way);
        }
        corpus.0.sort_by(|a, b| (kind_of(&a.way), &a.name).cmp(&(kind_of(&b.way), &b.name)));
        for entry in catalogue.entries() {
            let texts: Vec<&str> = entry.parts.iter().map(|part| part.text).collect();
            let way = Way::Entry(entry.id.to_string());
            corpus.put(entry.kind.word(), entry.title.to_owned(), &texts.join(" · "), way);
        }
        corpus
    }

    fn take(&mut self, seen: &Seen<'_>, catalogue: &Catalogue, which: RecordRef, record: &Record) {
        let name = match record {
            Record::Answer(answer) => match catalogue.question(&answer.question) {
                Some(question) => format!("{} {}", answer.question, question.ask.as_str()),
                None => answer.question.clone(),
            },
            other => name_of(seen.case(), other),
        };
        let mut texts = texts_of(record);
        texts.retain(|text| !name.contains(text.as_str()));
        self.put(which.kind.word(), name, &texts.join(" · "), Way::Record(which));
    }

    /// Adds a text.
    pub fn put(&mut self, group: &'static str, name: String, text: &str, way: Way) {
        let mut folded = fold(&name);
        let head = folded.len();
        folded.push('\n');
        folded.push_str(&fold(text));
        self.0.push(Item { group, name, text: text.to_owned(), folded: folded.into_boxed_str(), head, way });
    }

    /// How many texts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Everything that holds all the words, those of a kind together, the case before the guidance; within a kind
    /// what has them in its name comes first.
    #[must_use]
    pub fn find(&self, words: &str) -> Vec<Found<'_>> {
        let folded = fold(words);
        let wanted: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let holds = |text: &str| wanted.iter().all(|word| text.contains(word));
        let mut hits: Vec<&Item> = self.0.iter().filter(|item| holds(&item.folded)).collect();
        let mut groups: Vec<&str> = Vec::new();
        for hit in &hits {
            if !groups.contains(&hit.group) {
                groups.push(hit.group);
            }
        }
        let place = |item: &Item| groups.iter().position(|group| *group == item.group);
        hits.sort_by_cached_key(|hit| (place(hit), !holds(&hit.folded[..hit.head])));
        hits.into_iter()
            .map(|hit| Found { group: hit.group, name: &hit.name, way: &hit.way, text: &hit.text })
            .collect()
    }
}

impl Found<'_> {
    /// Some words around the first place where one of the words stands; the beginning of the text if they stand in
    /// the name alone.
    #[must_use]
    pub fn context(&self, words: &str, before: usize, after: usize) -> String {
        let folded = fold(words);
        let wanted: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let all: Vec<&str> = self.text.split_whitespace().collect();
        let holds = |written: &&str| wanted.iter().any(|word| fold(written).contains(word));
        let hit = all.iter().position(holds);
        let from = hit.unwrap_or(0).saturating_sub(before);
        let to = (hit.unwrap_or(0) + 1 + after).min(all.len());
        let mut context = all[from..to].join(" ");
        if from > 0 {
            context.insert_str(0, "… ");
        }
        if to < all.len() {
            context.push_str(" …");
        }
        context
    }
}

fn kind_of(way: &Way) -> Option<crate::model::Kind> {
    if let Way::Record(which) = way { Some(which.kind) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        audience::Audience,
        guidance::catalogue,
        model::{Actor, Case, Disclosure, Entry, Id, RecordType, RevisionId, State, Table, Version},
    };

    fn put<T: RecordType>(table: &mut Table<T>, id: &str, value: T) {
        let version = Version {
            revision: RevisionId::of(id.as_bytes()),
            by: "rosa".into(),
            at: jiff::Timestamp::UNIX_EPOCH,
            state: State::Here(value),
        };
        table.insert(Id::new(id).unwrap(), Entry::new(vec![version]).unwrap());
    }

    fn actor(name: &str, background: &str, disclosure: Disclosure) -> Actor {
        Actor { name: name.into(), background: background.into(), disclosure, ..Actor::default() }
    }

    fn names(case: &Case, audience: &Audience, words: &str) -> Vec<String> {
        let seen = case.seen_by(audience);
        let corpus = Corpus::of(&seen, catalogue());
        let found = corpus.find(words);
        found.iter().filter(|found| found.group == "actor").map(|found| found.name.to_owned()).collect()
    }

    #[test]
    fn a_word_is_found_however_it_is_written() {
        for (written, asked) in [
            ("الشرطة الوطنية", "شرطه"),
            ("أحمد الإدريسي", "احمد ادريسي"),
            ("على مصطفى", "علي"),
            ("ایران", "ايران"),
            ("مُحَمَّد", "محمد"),
            ("اتفاق ١٩٩١", "1991"),
            ("Фёдор", "федор"),
            ("МИРОТВОРЦЫ", "миротворцы"),
            ("Óscar Santamaría", "santamaria"),
            ("Comité d’Éthique", "comite d'ethique"),
            ("Straße", "strasse"),
            ("和平协议", "和平"),
        ] {
            let mut case = Case::default();
            put(&mut case.actors, "one", actor(written, "", Disclosure::Team));
            put(&mut case.actors, "two", actor("somebody else", "", Disclosure::Team));
            assert_eq!(names(&case, &Audience::Team, asked), [written], "{asked} in {written}");
        }
    }

    #[test]
    fn others_than_the_team_find_only_what_they_may_see() {
        let mut case = Case::default();
        put(&mut case.actors, "one", actor("Guard", "kept the caches", Disclosure::Public));
        put(&mut case.actors, "two", actor("Informant on caches", "", Disclosure::Team));
        assert_eq!(names(&case, &Audience::Team, "caches"), ["Informant on caches", "Guard"]);
        assert!(names(&case, &Audience::Shareable, "caches").iter().all(|name| name == "Guard"));
        assert!(names(&case, &Audience::Shareable, "informant").is_empty());
    }

    #[test]
    fn ids_and_closed_lists_are_not_found_and_all_words_must_stand() {
        let mut case = Case::default();
        put(
            &mut case.actors,
            "zzz-id",
            actor("Guard", "old force, new name", Disclosure::Confided { by: "Heron".into() }),
        );
        assert!(names(&case, &Audience::Team, "zzz").is_empty());
        assert!(names(&case, &Audience::Team, "old missing").is_empty());
        assert_eq!(names(&case, &Audience::Team, "name OLD guard"), ["Guard"]);
        assert_eq!(names(&case, &Audience::Team, "heron"), ["Guard"]);
        assert!(Corpus::default().find(" ").is_empty());
    }

    #[test]
    fn the_words_around_a_hit_are_shown() {
        let mut corpus = Corpus::default();
        corpus.put("x", "name".into(), "one two three Éthique five six seven", Way::Question("a1".into()));
        let found = corpus.find("ethique");
        assert_eq!(found[0].context("ethique", 1, 2), "… three Éthique five six …");
        assert_eq!(found[0].context("name", 1, 2), "one two three …");
    }
}
