//! Answers, guidance notes and readings of confidence as fields.

use serde_json::{Value, json};

use super::{Fields, Shown, called};
use crate::{
    guidance::catalogue,
    model::{Answer, Case, ConfidenceReading, Consulted, Date, Evidence, GuidanceNote},
};

impl Shown for Answer {
    fn title(&self, _: &Case) -> String {
        match catalogue().question(&self.question) {
            Some(question) => format!("{}  {}", self.question, question.ask),
            None => self.question.clone(),
        }
    }

    fn fields(&self, case: &Case, fields: &mut Fields) {
        fields.text("question", &self.question).quiet();
        fields.word("state", self.state.word());
        fields.text("author", &self.author);
        fields.words("text", &self.text);
        let team = fields.is_team();
        fields
            .parts("evidence", self.evidence.iter().map(|evidence| rests_on(case, evidence, team)).collect());
        fields.word("confidence", self.confidence.word());
        fields.parts("consulted", self.consulted.iter().map(asked).collect());
        fields.date("date", self.date.as_ref());
        fields.date("review", self.review.as_ref());
        fields.text("finds_out", &self.finds_out);
        fields.date("due", self.due.as_ref());
        fields.text("why_not", &self.why_not);
        fields.text("note", &self.note);
    }
}

impl Shown for GuidanceNote {
    fn title(&self, _: &Case) -> String {
        let title = catalogue().entry(&self.entry).map(|entry| entry.title);
        title.map_or_else(|| self.entry.clone(), |title| format!("{}  {title}", self.entry))
    }

    fn fields(&self, _: &Case, fields: &mut Fields) {
        fields.text("entry", &self.entry).quiet();
        fields.word("state", self.state.word());
        fields.text("text", &self.text);
        fields.date("review", self.review.as_ref());
    }
}

impl Shown for ConfidenceReading {
    fn title(&self, _: &Case) -> String {
        format!("Confidence between the parties: {}", self.level)
    }

    fn fields(&self, case: &Case, fields: &mut Fields) {
        fields.word("level", self.level.word()).quiet();
        fields.date("date", self.date.as_ref());
        fields.text("text", &self.text);
        fields.sources(case, &self.sources);
    }
}

fn rests_on(case: &Case, evidence: &Evidence, team: bool) -> (Value, String) {
    let source = called(case, &evidence.source);
    let mut value = json!({ "source": source, "quote": evidence.quote.text });
    let mut said = source;
    if !evidence.quote.text.is_empty() {
        said = format!("{said}: \"{}\"", evidence.quote.text);
    }
    for (key, text) in [
        ("quote_language", &evidence.quote.language),
        ("quote_original", &evidence.quote.original),
        ("quote_original_language", &evidence.quote.original_language),
        ("quote_translator", &evidence.quote.translator),
    ] {
        if let Some(text) = text {
            value[key] = json!(text);
        }
    }
    if team {
        value["note"] = json!(evidence.note);
        if !evidence.note.is_empty() {
            said = format!("{said} ({})", evidence.note);
        }
    }
    (value, said)
}

fn asked(consulted: &Consulted) -> (Value, String) {
    let date = consulted.date.as_ref();
    let value = json!({
        "group": consulted.group, "number": consulted.number, "sex": consulted.sex, "age": consulted.age,
        "ethnic": consulted.ethnic, "religious": consulted.religious, "other": consulted.other,
        "date": date.map(Date::written),
    });
    let number = consulted.number.map(|n| n.to_string()).unwrap_or_default();
    let when = date.map(Date::spoken).unwrap_or_default();
    let parts = [
        consulted.group.as_str(),
        &number,
        &consulted.sex,
        &consulted.age,
        &consulted.ethnic,
        &consulted.religious,
        &consulted.other,
        &when,
    ];
    (value, parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "))
}
