//! A form as a draft, and a draft back in a form. What a form cannot take any more is left in the draft's own words.

use jiff::Timestamp;

use super::{Form, Value};
use crate::{model::Stance, notation, store::Draft, ui::forms::FormKind};

impl Form {
    /// What it holds, as a draft; nothing if it is about what is shown only.
    #[must_use]
    pub fn draft(&self, at: Timestamp) -> Option<Draft> {
        if self.kind.is_of_view() {
            return None;
        }
        let form = notation::line(&self.kind).ok()?;
        let fields = self.fields.iter().map(|field| (field.name.to_owned(), written(&field.value))).collect();
        Some(Draft { form, title: self.title.clone(), at: at.to_string(), fields })
    }

    /// Puts the words of a draft into its fields.
    pub fn take_up(&mut self, draft: &Draft) {
        for (name, text) in &draft.fields {
            if let Some(field) = self.fields.iter_mut().find(|field| field.name == name) {
                read(&mut field.value, text);
            }
        }
    }
}

/// The form that a draft is of, if there is such a form still.
#[must_use]
pub fn kind(draft: &Draft) -> Option<FormKind> {
    notation::read(&draft.form).ok()
}

fn written(value: &Value) -> String {
    match value {
        Value::Text(text, _) => text.text(),
        Value::Choice(choice) => match choice.id() {
            Some(id) => id.to_owned(),
            None => choice.words.get(choice.at).cloned().unwrap_or_default(),
        },
        Value::Many(many) => many.chosen().collect::<Vec<_>>().join("\n"),
        Value::Stances(stances) => {
            let named = stances.rows.iter().filter_map(|row| Some((&row.option, row.stance?)));
            named.map(|(option, stance)| format!("{option} {}", stance.word())).collect::<Vec<_>>().join("\n")
        }
    }
}

fn read(value: &mut Value, text: &str) {
    match value {
        Value::Text(field, _) => field.begin_with(text),
        Value::Choice(choice) => {
            if !choice.stand_on(text)
                && let Some(at) = choice.words.iter().position(|word| word == text)
            {
                choice.at = at;
            }
        }
        Value::Many(many) => {
            for (mark, (id, _)) in many.marked.iter_mut().zip(&many.items) {
                *mark = text.lines().any(|line| line == id);
            }
        }
        Value::Stances(stances) => {
            for row in &mut stances.rows {
                let said = text.lines().filter_map(|line| line.split_once(' '));
                let stance = said.into_iter().find(|(option, _)| *option == row.option.as_str());
                row.stance =
                    stance.and_then(|(_, word)| Stance::ALL.iter().copied().find(|s| s.word() == word));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::Id,
        ui::{
            form::{
                Field, choice,
                choice::{Many, StanceRow, Stances},
                line, lines,
            },
            forms::Which,
        },
    };

    fn form() -> Form {
        let rows = ["a", "b"].map(|id| StanceRow {
            option: Id::new(id).unwrap(),
            words: id.to_uppercase(),
            stance: None,
        });
        let items = [("s1", "One"), ("s2", "Two")].map(|(id, name)| (id.to_owned(), name.to_owned()));
        let fields = vec![
            line("name", "Name", "before"),
            lines("text", "Text", ""),
            choice("kind", "Kind", vec!["one".into(), "two".into()], 0),
            Field {
                name: "sources",
                label: "Sources".into(),
                value: Value::Many(Many::new(items.into(), &[])),
            },
            Field {
                name: "stances",
                label: "Stances".into(),
                value: Value::Stances(Stances::new(rows.into())),
            },
        ];
        Form::new(FormKind::Issue(Which::This(Id::new("i").unwrap(), vec![])), "Issue", fields)
    }

    #[test]
    fn a_form_comes_back_from_its_draft_as_it_was_typed_and_counts_as_changed() {
        let mut typed = form();
        for (name, text) in [("name", "after"), ("text", "two\nlines \"quoted\" \\ عربي")] {
            let draft = Draft {
                form: String::new(),
                title: String::new(),
                at: String::new(),
                fields: vec![(name.into(), text.into())],
            };
            typed.take_up(&draft);
        }
        for field in &mut typed.fields {
            match &mut field.value {
                Value::Choice(choice) => choice.at = 1,
                Value::Many(many) => many.marked[1] = true,
                Value::Stances(stances) => stances.rows[1].stance = Some(Stance::RedLine),
                Value::Text(..) => {}
            }
        }
        let draft = typed.draft(Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(kind(&draft), Some(typed.kind.clone()));
        let mut again = form();
        again.take_up(&draft);
        assert_eq!(again.draft(Timestamp::UNIX_EPOCH).unwrap(), draft);
        assert!(again.is_changed());
        assert_eq!(again.text("text"), "two\nlines \"quoted\" \\ عربي");
    }
}
