//! A form as a draft, and a draft back in a form. What a form cannot take any more is left in the draft's own words.
//! Nothing that a person typed or chose goes on the way.

use jiff::Timestamp;

use super::{Form, Value};
use crate::{model::Stance, notation, store::Draft, ui::forms::FormKind};

/// How a draft begins that holds what found no place in a form.
const LEFT_OF: &str = "left of ";

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

    /// Puts the words of a draft into its fields. What has no place in them any more, because a record has changed or
    /// a newer program had other fields, comes back as a draft of its own that belongs to no form.
    #[must_use]
    pub fn take_up(&mut self, draft: &Draft) -> Option<Draft> {
        let mut left = Vec::new();
        for (name, text) in &draft.fields {
            let field = self.fields.iter_mut().find(|field| field.name == name);
            let (label, rest) = match field {
                Some(field) => (field.label.to_string(), read(&mut field.value, text)),
                None => (name.clone(), text.clone()),
            };
            if !rest.trim().is_empty() {
                left.push((label, rest));
            }
        }
        (!left.is_empty()).then(|| Draft {
            form: format!("{LEFT_OF}{} at {}", draft.form, draft.at),
            title: format!("No place in the form any more: {}", draft.title),
            at: draft.at.clone(),
            fields: left,
        })
    }
}

/// The form that a draft is of, if there is such a form still.
#[must_use]
pub fn kind(draft: &Draft) -> Option<FormKind> {
    notation::read(&draft.form).ok()
}

/// The form that the words of a draft were left of, if it is such a draft and there is such a form still. It says what
/// its fields are; it never takes the words back.
#[must_use]
pub fn kind_left(draft: &Draft) -> Option<FormKind> {
    let (form, _) = draft.form.strip_prefix(LEFT_OF)?.rsplit_once(" at ")?;
    notation::read(form).ok()
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

/// Puts text into a value; gives the lines of it for which there is no place.
fn read(value: &mut Value, text: &str) -> String {
    let without_place = |has_place: &dyn Fn(&str) -> bool| {
        text.lines().filter(|line| !has_place(line)).collect::<Vec<_>>().join("\n")
    };
    match value {
        Value::Text(field, _) => {
            field.begin_with(text);
            String::new()
        }
        Value::Choice(choice) => {
            if choice.stand_on(text) {
                return String::new();
            }
            let Some(at) = choice.words.iter().position(|word| word == text) else { return text.to_owned() };
            choice.at = at;
            String::new()
        }
        Value::Many(many) => {
            for (mark, (id, _)) in many.marked.iter_mut().zip(&many.items) {
                *mark = text.lines().any(|line| line == id);
            }
            without_place(&|line| many.items.iter().any(|(id, _)| id == line))
        }
        Value::Stances(stances) => {
            for row in &mut stances.rows {
                let mut said = text.lines().filter_map(stance);
                row.stance =
                    said.find(|(option, _)| *option == row.option.as_str()).map(|(_, stance)| stance);
            }
            without_place(&|line| {
                stance(line).is_some_and(|(id, _)| stances.rows.iter().any(|row| row.option.as_str() == id))
            })
        }
    }
}

/// The option and the stance that a line of a draft names.
fn stance(line: &str) -> Option<(&str, Stance)> {
    let (option, word) = line.split_once(' ')?;
    Some((option, Stance::ALL.iter().copied().find(|stance| stance.word() == word)?))
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
            assert_eq!(typed.take_up(&draft), None);
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
        assert_eq!(again.take_up(&draft), None);
        assert_eq!(again.draft(Timestamp::UNIX_EPOCH).unwrap(), draft);
        assert!(again.is_changed());
        assert_eq!(again.text("text"), "two\nlines \"quoted\" \\ عربي");
    }

    #[test]
    fn what_has_no_place_in_the_form_any_more_comes_back_whole_under_the_names_that_people_read() {
        let pairs = [
            ("name", "after"),
            ("kind", "three"),
            ("sources", "s1\ns9"),
            ("stances", "a accepts\nz demands\nb shrugs"),
            ("tone", "cold\nand short"),
            ("silence", " "),
        ];
        let fields = pairs.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        let draft = Draft { form: "f".into(), title: "Issue".into(), at: "14:02".into(), fields };
        let mut form = form();
        let left = form.take_up(&draft).unwrap();
        let expected = [
            ("Kind", "three"),
            ("Sources", "s9"),
            ("Stances", "z demands\nb shrugs"),
            ("tone", "cold\nand short"),
        ];
        assert_eq!(left.fields, expected.map(|(name, text)| (name.to_owned(), text.to_owned())));
        assert_eq!(kind(&left), None, "it is no form's, so that none overwrites it");
        let of_form = Draft { form: form.draft(Timestamp::UNIX_EPOCH).unwrap().form, ..draft };
        let left = form.take_up(&of_form).unwrap();
        assert_eq!((kind(&left), kind_left(&left)), (None, Some(form.kind.clone())), "but it knows of which");
        assert_eq!((form.text("name").as_str(), form.chosen("kind")), ("after", 0));
    }
}
