//! Positions and linkages as fields. The keys of a position are promised, in this order.

use serde_json::{Value, json};

use super::{
    Fields, Shown, called,
    issues::{letter_and_title, option_of_issue},
};
use crate::model::{Case, Date, Item, Linkage, PartyPoints, Phase, Position, Source, StanceOn, Told};

impl Shown for Position {
    fn title(&self, case: &Case) -> String {
        let faction = self.faction.as_ref().map(|id| format!(" ({})", called(case, id))).unwrap_or_default();
        format!("{}{faction} on {}", called(case, &self.party), called(case, &self.issue))
    }

    fn fields(&self, case: &Case, fields: &mut Fields) {
        fields.name("party", "party_id", case, Some(&self.party)).quiet();
        fields.name("faction", "faction_id", case, self.faction.as_ref()).quiet();
        fields.text("spokesperson", &self.spokesperson);
        fields.name("issue", "issue_id", case, Some(&self.issue)).quiet();
        fields.word("phase", self.phase.word());
        fields.date("date", self.date.as_ref());
        fields.words("statement", &self.statement);
        let team = fields.is_team();
        fields.parts("stances", self.stances.iter().map(|on| stance(case, on, team)).collect());
        fields.text("interest", &self.interest);
        fields.word("firmness", self.firmness.word());
        fields.sources(case, &self.sources);
        if team {
            let sources: Vec<_> = self.sources.iter().filter_map(|id| case.sources.first(id)).collect();
            let only = if let [only] = sources.as_slice() { Some(only) } else { None };
            fields.grade("reliability", only.map_or("not judged", |source| source.reliability.word()));
            fields.grade("credibility", only.map_or("not judged", |source| source.credibility.word()));
            let grades: Vec<String> = sources.iter().map(|source| source.grades()).collect();
            let unjudged = Source::default().grades();
            let judged = grades.iter().any(|grades| *grades != unjudged);
            if judged {
                fields.aside("grades", grades.join("; "));
            }
        }
        fields.name("event", "event_id", case, self.event.as_ref());
        if team {
            let after: Vec<&str> = self.after.iter().map(crate::model::Id::as_str).collect();
            fields.value("after", json!(after), None).quiet();
        }
        fields.name("beside", "beside_id", case, self.beside.as_ref());
        fields.parts("told", self.told.iter().map(|told| conveyed(case, told)).collect());
        fields.text("note", &self.note);
    }
}

impl Shown for Linkage {
    fn title(&self, case: &Case) -> String {
        let from = self.from.as_ref().map(|id| format!(" from {}", called(case, id))).unwrap_or_default();
        let things =
            |items: &[Item]| items.iter().map(|item| thing(case, item).1).collect::<Vec<_>>().join(" and ");
        format!(
            "{} gives {} for {}{from}",
            called(case, &self.party),
            things(&self.gives),
            things(&self.gets)
        )
    }

    fn fields(&self, case: &Case, fields: &mut Fields) {
        fields.name("party", "party_id", case, Some(&self.party)).quiet();
        fields.parts("gives", self.gives.iter().map(|item| thing(case, item)).collect());
        fields.parts("gets", self.gets.iter().map(|item| thing(case, item)).collect());
        fields.name("from", "from_id", case, self.from.as_ref());
        fields.word("status", self.status.word());
        fields.words("text", &self.text);
        fields.date("date", self.date.as_ref());
        fields.word("phase", self.phase.map_or("", Phase::word));
        fields.sources(case, &self.sources);
        fields.text("note", &self.note);
    }
}

impl Shown for PartyPoints {
    fn title(&self, case: &Case) -> String {
        format!("What options are worth to {}", called(case, &self.party))
    }

    fn fields(&self, case: &Case, fields: &mut Fields) {
        fields.name("party", "party_id", case, Some(&self.party)).quiet();
        let points = self.points.iter().map(|on| {
            let option = option_of_issue(case, &on.option);
            let said = if on.note.is_empty() {
                format!("{option}: {}", on.points)
            } else {
                format!("{option}: {} ({})", on.points, on.note)
            };
            (json!({ "option": option, "points": on.points, "note": on.note }), said)
        });
        fields.parts("points", points.collect());
        fields.value("threshold", json!(self.threshold), self.threshold.map(|n| n.to_string()));
        fields.text("note", &self.note);
    }
}

fn stance(case: &Case, on: &StanceOn, team: bool) -> (Value, String) {
    let option = case.options.first(&on.option);
    let letter = option.map_or_else(|| called(case, &on.option), |option| option.letter.clone());
    let mut value = json!({ "option": letter, "option_title": option.map(|option| &option.title) });
    value["stance"] = json!(on.stance.word());
    value["condition"] = if on.condition.is_empty() { Value::Null } else { json!(on.condition) };
    let mut said = format!("{} {}", on.stance.label(), letter_and_title(case, &on.option));
    if !on.condition.is_empty() {
        said = format!("{said}: if {}", on.condition);
    }
    if team {
        value["inferred"] = json!(on.inferred);
        if on.inferred {
            said = format!("{said} (inferred)");
        }
    }
    (value, said)
}

fn conveyed(case: &Case, told: &Told) -> (Value, String) {
    let to = called(case, &told.to);
    let date = told.date.as_ref();
    let value = json!({ "to": to, "date": date.map(Date::written), "by": told.by, "note": told.note });
    let mut said = to;
    if let Some(date) = date {
        said = format!("{said}, {}", date.spoken());
    }
    if !told.by.is_empty() {
        said = format!("{said}, by {}", told.by);
    }
    if !told.note.is_empty() {
        said = format!("{said}: {}", told.note);
    }
    (value, said)
}

fn thing(case: &Case, item: &Item) -> (Value, String) {
    let issue = called(case, &item.issue);
    let option = item.option.as_ref().map(|id| letter_and_title(case, id));
    let said = match &option {
        Some(option) => format!("{issue} {option}"),
        None => issue.clone(),
    };
    (json!({ "issue": issue, "option": option }), said)
}
