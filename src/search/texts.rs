//! What a record says, as texts to be searched: every text in it, without ids, codes of languages and the words of
//! closed lists, which would be found everywhere.

use serde_json::Value;

use crate::model::{Case, Id, Record, RecordType, Refs};

/// The fields whose values come from closed lists, or are found by other means.
const LEFT_OUT: [&str; 22] = [
    "state",
    "kind",
    "phase",
    "stance",
    "firmness",
    "sensitivity",
    "agenda",
    "component",
    "confidence",
    "influence",
    "category",
    "reliability",
    "credibility",
    "language",
    "original_language",
    "level",
    "letter",
    "change",
    "format",
    "audience",
    "question",
    "entry",
];

/// The texts of a record, in the order of its fields.
pub(super) fn texts_of(record: &Record) -> Vec<String> {
    let mut record = record.clone();
    record.refs(&mut |_, id| id.clear());
    let mut texts = Vec::new();
    if let Ok(value) = serde_json::to_value(&record) {
        gather(&value, &mut texts);
    }
    texts
}

fn gather(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) if !text.is_empty() => texts.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| gather(value, texts)),
        Value::Object(fields) => {
            // Who may be told is a word of a closed list; who confided it is not.
            for (name, value) in fields {
                let is_word = name == "disclosure" && value.is_string();
                if !is_word && !LEFT_OUT.contains(&name.as_str()) {
                    gather(value, texts);
                }
            }
        }
        _ => {}
    }
}

/// What to call a record in a list, with its code: a position by who spoke on what.
#[must_use]
pub fn name_of(case: &Case, record: &Record) -> String {
    fn called<T: RecordType>(case: &Case, id: &Id<T>) -> String {
        T::table(case).first(id).map_or_else(String::new, |record| record.label().to_owned())
    }
    let name = match record {
        Record::Position(p) => format!("{} on {}", called(case, &p.party), called(case, &p.issue)),
        Record::Profile(p) => called(case, &p.actor),
        Record::Points(p) => called(case, &p.party),
        Record::SourceName(n) => format!("real name of {}", called(case, &n.source)),
        Record::Option(o) => format!("{}: {} {}", called(case, &o.issue), o.letter, o.title),
        Record::Finding(f) => format!("{} on {}", f.principle, called(case, &f.option)),
        Record::Linkage(_) => "a trade".to_owned(),
        other => other.label().to_owned(),
    };
    if record.code().is_empty() { name } else { format!("{} {name}", record.code()) }
}
