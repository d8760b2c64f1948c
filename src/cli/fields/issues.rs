//! The case sheet, issues, options and principle findings as fields.

use super::{Fields, Shown, called};
use crate::model::{Case, CaseSheet, Finding, Id, Issue, IssueOption};

impl Shown for CaseSheet {
    fn title(&self, _: &Case) -> String {
        self.title.clone()
    }

    fn fields(&self, _: &Case, fields: &mut Fields) {
        fields.text("title", &self.title).quiet();
        fields.text("marking", &self.marking);
        // A sheet of which nobody outside may see the title stands here for its marking alone.
        if fields.is_team() || !self.title.is_empty() {
            fields.word("phase", self.phase.word());
        }
        fields.text("mediator", &self.mediator);
        fields.words("summary", &self.summary);
        fields.text("note", &self.note);
    }
}

impl Shown for Issue {
    fn title(&self, _: &Case) -> String {
        self.title.clone()
    }

    fn fields(&self, case: &Case, fields: &mut Fields) {
        fields.text("title", &self.title).quiet();
        fields.text("plain", &self.plain);
        fields.word("component", self.component.word());
        fields.word("sensitivity", self.sensitivity.word());
        fields.word("agenda", self.agenda.word());
        let on_table = self.on_table.as_ref().map(|id| letter_and_title(case, id)).unwrap_or_default();
        fields.text("on_table", &on_table);
        fields.date("revisit", self.revisit.as_ref());
        fields.number("order", Some(self.order)).quiet();
        fields.sources(case, &self.sources);
        fields.text("note", &self.note);
    }
}

impl Shown for IssueOption {
    fn title(&self, _: &Case) -> String {
        format!("{}  {}", self.letter, self.title)
    }

    fn fields(&self, case: &Case, fields: &mut Fields) {
        fields.text("letter", &self.letter).quiet();
        fields.text("title", &self.title).quiet();
        fields.name("issue", "issue_id", case, Some(&self.issue)).quiet();
        fields.text("text", &self.text);
        fields.sources(case, &self.sources);
        fields.text("note", &self.note);
    }
}

impl Shown for Finding {
    fn title(&self, case: &Case) -> String {
        let verb = if self.crosses { "crosses" } else { "does not cross" };
        format!("{} {verb} {}", option_of_issue(case, &self.option), self.principle)
    }

    fn fields(&self, case: &Case, fields: &mut Fields) {
        let issue = case.options.first(&self.option).map(|option| &option.issue);
        fields.name("issue", "issue_id", case, issue).quiet();
        fields.name("option", "option_id", case, Some(&self.option)).quiet();
        fields.text("principle", &self.principle).quiet();
        fields.yes_or_no("crosses", Some(self.crosses)).quiet();
        fields.text("why", &self.why);
        fields.sources(case, &self.sources);
        fields.text("note", &self.note);
    }
}

/// `B, wind down over 24 months`.
pub(super) fn letter_and_title(case: &Case, id: &Id<IssueOption>) -> String {
    match case.options.first(id) {
        Some(option) => format!("{}, {}", option.letter, option.title),
        None => called(case, id),
    }
}

/// `Police, option B`.
pub(super) fn option_of_issue(case: &Case, id: &Id<IssueOption>) -> String {
    match case.options.first(id) {
        Some(option) => format!("{}, option {}", called(case, &option.issue), option.letter),
        None => called(case, id),
    }
}
