//! Actors and factions as fields.

use serde_json::json;

use super::{Fields, Shown, called};
use crate::model::{Actor, ActorStatus, AtTable, Case, Date, Faction};

impl Shown for Actor {
    fn title(&self, _: &Case) -> String {
        self.name.clone()
    }

    fn fields(&self, case: &Case, fields: &mut Fields) {
        fields.text("name", &self.name).quiet();
        fields.word("kind", self.kind.word());
        fields.yes_or_no("party", Some(self.is_party()));
        fields.parts("at_table", self.at_table.iter().map(seat).collect());
        fields.list("aliases", &self.aliases);
        fields.names("members", case, &self.members);
        fields.parts("statuses", self.statuses.iter().map(|status| change(case, status)).collect());
        fields.text("background", &self.background);
        fields.text("interests", &self.interests);
        fields.text("incentives", &self.incentives);
        fields.text("authority", &self.authority);
        fields.text("constituency", &self.constituency);
        fields.text("backers", &self.backers);
        fields.word("influence", self.influence.word());
        fields.list("delegation", &self.delegation);
        fields.sources(case, &self.sources);
        fields.text("note", &self.note);
    }
}

impl Shown for Faction {
    fn title(&self, case: &Case) -> String {
        format!("{} of {}", self.name, called(case, &self.actor))
    }

    fn fields(&self, case: &Case, fields: &mut Fields) {
        fields.text("name", &self.name).quiet();
        fields.name("actor", "actor_id", case, Some(&self.actor)).quiet();
        fields.list("aliases", &self.aliases);
        fields.text("leaders", &self.leaders);
        fields.text("note", &self.note);
    }
}

fn seat(seat: &AtTable) -> (serde_json::Value, String) {
    let written = |date: &Option<Date>| date.as_ref().map(|date| date.written().to_owned());
    let spoken =
        |date: &Option<Date>, none: &str| date.as_ref().map_or_else(|| none.to_owned(), Date::spoken);
    let value = json!({ "from": written(&seat.from), "to": written(&seat.to) });
    (value, format!("from {} until {}", spoken(&seat.from, "the start"), spoken(&seat.to, "now")))
}

fn change(case: &Case, status: &ActorStatus) -> (serde_json::Value, String) {
    let others: Vec<String> = status.others.iter().map(|id| called(case, id)).collect();
    let mut value = json!({ "change": status.change.word() });
    let mut said = status.change.word().to_owned();
    if let Some(date) = &status.date {
        value["date"] = json!(date.written());
        said = format!("{said} {}", date.spoken());
    }
    if !others.is_empty() {
        value["others"] = json!(others);
        said = format!("{said}: {}", others.join(", "));
    }
    if !status.note.is_empty() {
        value["note"] = json!(status.note);
        said = format!("{said} ({})", status.note);
    }
    (value, said)
}
