//! Sources, real names and exports made as fields.

use super::{Fields, Shown, called};
use crate::model::{Case, ExportMade, Source, SourceName};

impl Shown for Source {
    fn title(&self, _: &Case) -> String {
        self.name.clone()
    }

    fn fields(&self, _: &Case, fields: &mut Fields) {
        fields.text("name", &self.name).quiet();
        fields.word("kind", self.kind.word());
        fields.date("date", self.date.as_ref());
        fields.text("reference", &self.reference);
        fields.grade("reliability", self.reliability.word());
        fields.grade("credibility", self.credibility.word());
        if fields.is_team() {
            fields.aside("grades", self.grades());
        }
        fields.yes_or_no("may_be_used", self.consent.may_be_used);
        fields.yes_or_no("may_be_quoted", self.consent.may_be_quoted);
        fields.yes_or_no("may_be_attributed", self.consent.may_be_attributed);
        fields.date("review_by", self.review_by.as_ref());
        fields.text("note", &self.note);
    }
}

impl Shown for SourceName {
    fn title(&self, case: &Case) -> String {
        format!("Real name of {}", called(case, &self.source))
    }

    fn fields(&self, case: &Case, fields: &mut Fields) {
        fields.name("source", "source_id", case, Some(&self.source)).quiet();
        fields.text("name", &self.name);
        fields.text("contact", &self.contact);
        fields.text("note", &self.note);
    }
}

impl Shown for ExportMade {
    fn title(&self, _: &Case) -> String {
        format!("{} for {}", self.what, self.audience)
    }

    fn fields(&self, _: &Case, fields: &mut Fields) {
        fields.text("what", &self.what).quiet();
        fields.text("audience", &self.audience).quiet();
        fields.text("format", &self.format);
        fields.date("date", self.date.as_ref());
        fields.text("note", &self.note);
    }
}
