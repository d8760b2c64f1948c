//! The field against a model: whatever is pressed, typed, pasted or drawn, it is a string with a caret.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::{drawn, lines, offset, press, type_in};
use crate::ui::field::{Extent, Outcome, TextField, clean};
use crate::ui::text::tests::any_text;

/// A field as simple as can be: a string, the caret's byte, and every text there ever was.
struct Model {
    text: String,
    caret: usize,
}

impl Model {
    fn before(&self) -> usize {
        self.text
            .grapheme_indices(true)
            .map(|(at, _)| at)
            .take_while(|at| *at < self.caret)
            .last()
            .unwrap_or(0)
    }

    fn after(&self) -> usize {
        let ends = self.text.grapheme_indices(true).map(|(at, cluster)| at + cluster.len());
        ends.into_iter().find(|end| *end > self.caret).unwrap_or(self.text.len())
    }

    fn insert(&mut self, text: &str) {
        self.text.insert_str(self.caret, text);
        self.caret += text.len();
    }

    fn erase(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.caret = from;
    }
}

#[derive(Clone, Debug)]
enum Action {
    Type(char),
    Paste(String),
    Press(char),
    Draw(u16, u16),
}

fn any_action() -> impl Strategy<Value = Action> {
    let letter =
        prop::sample::select("ab c de\u{301}\u{300}لا和平。क्षि🇸🇻👨\u{200d}👩\n".chars().collect::<Vec<_>>());
    prop_oneof![
        8 => letter.prop_map(Action::Type),
        1 => any_text().prop_map(Action::Paste),
        8 => prop::sample::select("<><>^vbbbddhe[]wurPN".chars().collect::<Vec<_>>()).prop_map(Action::Press),
        2 => (0u16..14, 0u16..5).prop_map(|(width, height)| Action::Draw(width, height)),
    ]
}

fn check_step(
    field: &mut TextField,
    model: &mut Model,
    seen: &[String],
    act: &Action,
) -> Result<(), TestCaseError> {
    match act {
        Action::Type(c) => {
            type_in(field, &c.to_string());
            model.insert(&c.to_string());
        }
        Action::Paste(text) => {
            let clean = clean::pasted(text, Extent::Lines);
            prop_assert!(!clean.contains(|c: char| c.is_control() && c != '\n'));
            field.paste(text);
            model.insert(&clean);
        }
        Action::Press(key) => {
            let (before, after) = (model.before(), model.after());
            press(field, &key.to_string());
            match key {
                '<' => model.caret = before,
                '>' => model.caret = after,
                'b' => model.erase(before, model.caret),
                'd' => model.erase(model.caret, after),
                'w' => model.erase(offset(field), model.caret),
                'u' | 'r' => {
                    model.text = field.text();
                    model.caret = offset(field);
                    prop_assert!(seen.contains(&model.text));
                }
                _ => model.caret = offset(field),
            }
        }
        Action::Draw(width, height) => {
            let caret = drawn(field, *width, *height).1;
            prop_assert_eq!(caret.is_some(), *width > 0 && *height > 0);
            prop_assert!(caret.is_none_or(|at| at.x < *width && at.y < *height));
        }
    }
    prop_assert_eq!(field.text(), model.text.as_str());
    prop_assert_eq!(offset(field), model.caret);
    Ok(())
}

proptest! {
    #[test]
    fn a_field_is_a_string_with_a_caret(start in any_text(), acts in prop::collection::vec(any_action(), 0..60)) {
        let start = clean::pasted(&start, Extent::Lines);
        let mut field = lines(&start);
        let mut model = Model { caret: start.len(), text: start.clone() };
        let mut seen = vec![start.clone()];
        for act in &acts {
            check_step(&mut field, &mut model, &seen, act)?;
            prop_assert_eq!(field.is_changed(), model.text != start);
            seen.push(model.text.clone());
        }
        while press(&mut field, "r") == Outcome::Changed {}
        let end = field.text();
        while press(&mut field, "u") == Outcome::Changed {}
        prop_assert_eq!(field.text(), start);
        while press(&mut field, "r") == Outcome::Changed {}
        prop_assert_eq!(field.text(), end);
    }
}
