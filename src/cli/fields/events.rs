//! Events and provisions as fields.

use serde_json::json;

use super::{Fields, Shown, issues::option_of_issue};
use crate::model::{Case, Date, Event, Phase, Provision};

impl Shown for Event {
    fn title(&self, _: &Case) -> String {
        self.title.clone()
    }

    fn fields(&self, case: &Case, fields: &mut Fields) {
        fields.text("title", &self.title).quiet();
        fields.word("kind", self.kind.word());
        fields.date("date", self.date.as_ref());
        fields.word("phase", self.phase.map_or("", Phase::word));
        fields.names("who", case, &self.who);
        fields.words("text", &self.text);
        fields.text("option", &self.option.as_ref().map(|id| option_of_issue(case, id)).unwrap_or_default());
        fields.sources(case, &self.sources);
        fields.text("note", &self.note);
    }
}

impl Shown for Provision {
    fn title(&self, _: &Case) -> String {
        self.title.clone()
    }

    fn fields(&self, case: &Case, fields: &mut Fields) {
        fields.text("title", &self.title).quiet();
        fields.name("agreement", "agreement_id", case, self.agreement.as_ref());
        fields.name("issue", "issue_id", case, self.issue.as_ref());
        fields.number("specificity", self.specificity.map(u32::from));
        fields.text("responsible", &self.responsible);
        fields.name("institution", "institution_id", case, self.institution.as_ref());
        fields.text("base_event", &self.base_event);
        fields.text("deadline", &self.deadline);
        let moved = self.recalendared.iter().map(|moved| {
            let date = moved.date.as_ref();
            let value =
                json!({ "deadline": moved.deadline, "date": date.map(Date::written), "why": moved.why });
            let when = date.map(|date| format!(", agreed {}", date.spoken())).unwrap_or_default();
            let why = if moved.why.is_empty() { String::new() } else { format!(": {}", moved.why) };
            (value, format!("{}{when}{why}", moved.deadline))
        });
        fields.parts("recalendared", moved.collect());
        fields.words("outcome", &self.outcome);
        fields.text("status", &self.status);
        fields.sources(case, &self.sources);
        fields.text("note", &self.note);
    }
}
