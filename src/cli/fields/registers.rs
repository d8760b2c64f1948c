//! The rows of the registers as fields.

use serde_json::json;

use super::{Fields, Shown, called};
use crate::model::{Case, Dynamic, Figure, Institution, PartyProfile, Stakeholder, Threat, Violation};

impl Shown for Threat {
    fn title(&self, _: &Case) -> String {
        self.title.clone()
    }

    fn fields(&self, case: &Case, fields: &mut Fields) {
        fields.text("title", &self.title).quiet();
        fields.text("who", &self.who);
        fields.text("how", &self.how);
        fields.text("when", &self.when);
        fields.text("place", &self.place);
        fields.text("whom", &self.whom);
        fields.text("mitigation", &self.mitigation);
        fields.names("issues", case, &self.issues);
        fields.names("options", case, &self.options);
        fields.sources(case, &self.sources);
        fields.text("note", &self.note);
    }
}

impl Shown for Violation {
    fn title(&self, _: &Case) -> String {
        self.title.clone()
    }

    fn fields(&self, case: &Case, fields: &mut Fields) {
        fields.text("title", &self.title).quiet();
        fields.word("category", self.category.word());
        fields.text("perpetrator", &self.perpetrator);
        fields.name("institution", "institution_id", case, self.institution.as_ref());
        fields.text("scope", &self.scope);
        fields.text("accountability", &self.accountability);
        fields.names("issues", case, &self.issues);
        fields.names("options", case, &self.options);
        fields.sources(case, &self.sources);
        fields.text("note", &self.note);
    }
}

impl Shown for Dynamic {
    fn title(&self, _: &Case) -> String {
        self.title.clone()
    }

    fn fields(&self, case: &Case, fields: &mut Fields) {
        fields.text("title", &self.title).quiet();
        fields.word("kind", self.kind.word());
        fields.names("actors", case, &self.actors);
        fields.text("motives", &self.motives);
        fields.text("effect", &self.effect);
        fields.names("issues", case, &self.issues);
        fields.sources(case, &self.sources);
        fields.text("note", &self.note);
    }
}

impl Shown for Institution {
    fn title(&self, _: &Case) -> String {
        self.title.clone()
    }

    fn fields(&self, case: &Case, fields: &mut Fields) {
        fields.text("title", &self.title).quiet();
        fields.name("actor", "actor_id", case, self.actor.as_ref());
        fields.text("role", &self.role);
        fields.parts("personnel", self.personnel.iter().map(|figure| counted(case, figure)).collect());
        fields.text("equipment", &self.equipment);
        fields.text("oversight", &self.oversight);
        fields.text("strengths", &self.strengths);
        fields.text("gaps", &self.gaps);
        fields.text("entry_point", &self.entry_point);
        fields.names("issues", case, &self.issues);
        fields.names("options", case, &self.options);
        fields.sources(case, &self.sources);
        fields.text("note", &self.note);
    }
}

impl Shown for Stakeholder {
    fn title(&self, _: &Case) -> String {
        self.title.clone()
    }

    fn fields(&self, case: &Case, fields: &mut Fields) {
        fields.text("title", &self.title).quiet();
        fields.name("actor", "actor_id", case, self.actor.as_ref());
        fields.text("affected", &self.affected);
        fields.text("interests", &self.interests);
        fields.text("reaction", &self.reaction);
        fields.text("champion", &self.champion);
        fields.text("spoiler", &self.spoiler);
        fields.names("issues", case, &self.issues);
        fields.sources(case, &self.sources);
        fields.text("note", &self.note);
    }
}

impl Shown for PartyProfile {
    fn title(&self, case: &Case) -> String {
        called(case, &self.actor)
    }

    fn fields(&self, case: &Case, fields: &mut Fields) {
        fields.name("actor", "actor_id", case, Some(&self.actor)).quiet();
        fields.text("background", &self.background);
        fields.text("motivations", &self.motivations);
        fields.text("incentives", &self.incentives);
        fields.words("commitment", &self.commitment);
        fields.sources(case, &self.sources);
        fields.text("note", &self.note);
    }
}

fn counted(case: &Case, figure: &Figure) -> (serde_json::Value, String) {
    let source = figure.source.as_ref().map(|id| called(case, id));
    let mut value = json!({ "what": figure.what, "value": figure.value, "source": source });
    let mut said = format!("{}: {}", figure.what, figure.value);
    if let Some(source) = &source {
        said = format!("{said}, says {source}");
    }
    if !figure.note.is_empty() {
        value["note"] = json!(figure.note);
        said = format!("{said} ({})", figure.note);
    }
    (value, said)
}
