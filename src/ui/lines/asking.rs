//! Dialogs line by line: a question with yes and no, one line of text, a form field by field.

use super::{Lines, places::Place, telling::spoken};
use crate::ui::{
    dialog::{Answer, Asked, Dialog},
    field::{Extent, Outcome},
    form::{
        Form, Value,
        choice::{Choice, Many, STANCE_KEYS, Stances},
    },
};

/// Choices with more words than these are listed when they are asked for.
const MOST_LISTED: usize = 9;

/// What became of a line in a form.
enum Filled {
    /// It was taken; the next field is next.
    Next,
    /// It was taken; the same field goes on.
    Again,
    /// It does not fit, and why.
    No(String),
}

impl Lines {
    /// Reads out a dialog that has just come up.
    pub(super) fn begin_dialog(&mut self) {
        self.rest.clear();
        self.choices.clear();
        let words = match self.app.dialog() {
            Some(Dialog::Confirm(confirm)) => vec![confirm.question.clone(), confirm.detail.clone()],
            Some(Dialog::Prompt(prompt)) => {
                let (question, hint) = prompt.words();
                vec![question.to_owned(), hint.to_owned()]
            }
            Some(Dialog::Form(form)) => {
                // Read out in order, from the first field on.
                form.focus_on(0);
                let help = "An empty line keeps what stands and goes on; s saves with the rest as it is; b goes back one field; ? helps.";
                vec![form.title.clone(), help.to_owned()]
            }
            _ => vec![],
        };
        for words in words {
            self.say(words);
        }
        self.say_field();
    }

    /// The line that asks for the next one.
    pub(super) fn question(&mut self) -> String {
        match self.app.dialog() {
            Some(Dialog::Confirm(_)) => "y or n:".to_owned(),
            Some(Dialog::Form(form)) => {
                let label = form.fields.get(form.focus()).map_or("", |field| &*field.label);
                match form.fields.get(form.focus()).map(|field| &field.value) {
                    Some(Value::Stances(stances)) => {
                        let words = stances.rows.get(stances.at).map_or("", |row| row.words.as_str());
                        format!("{}:", spoken(words))
                    }
                    _ => format!("{label}:"),
                }
            }
            _ => "Your answer, or b:".to_owned(),
        }
    }

    pub(super) fn answer_dialog(&mut self, line: &str) {
        match self.app.dialog() {
            Some(Dialog::Form(_)) => return self.answer_form(line),
            Some(Dialog::Confirm(confirm)) => {
                let yes = match line.to_lowercase().as_str() {
                    "y" | "yes" => true,
                    "" | "n" | "no" | "b" => false,
                    _ => return self.begin_dialog(),
                };
                let effects = confirm.yes.take().filter(|_| yes).map(|yes| *yes).into_iter().collect();
                self.app.with_dialog(|_, _| Answer::Closes(effects));
            }
            Some(Dialog::Prompt(prompt)) => match line {
                "?" => return self.begin_dialog(),
                "" | "b" => self.app.with_dialog(|_, _| Answer::Closes(vec![])),
                line if prompt.asked == Asked::Everything => {
                    if matches!(self.path.last(), Some(Place::Found(_))) {
                        self.path.pop();
                    }
                    self.path.push(Place::Found(literal(line).to_owned()));
                    self.app.with_dialog(|_, _| Answer::Closes(vec![]));
                }
                line => self.app.with_dialog(|dialog, _| match dialog {
                    Dialog::Prompt(prompt) => prompt.take(literal(line)),
                    _ => Answer::Stays,
                }),
            },
            _ => self.app.with_dialog(|_, _| Answer::Closes(vec![])),
        }
        self.after();
    }

    fn answer_form(&mut self, line: &str) {
        let Some(Dialog::Form(form)) = self.app.dialog() else { return };
        match line {
            "?" => return self.help_in_form(),
            "l" => return self.list_choices(),
            "s" => return self.save_form(),
            "b" => return self.field_before(),
            "" => {
                if !next(form) {
                    self.say("That was the last field. s saves; b goes back.");
                    return;
                }
            }
            line => match fill(form, line) {
                Filled::No(why) => return self.say(why),
                Filled::Again => {}
                Filled::Next => {
                    if !next(form) {
                        self.say("Taken. That was the last field. s saves; b goes back.");
                        return;
                    }
                }
            },
        }
        self.say_field();
    }

    /// Saves; what stands in the way is said, and its field is asked again.
    fn save_form(&mut self) {
        self.app.with_dialog(|dialog, cx| match dialog {
            Dialog::Form(form) => form.save(cx),
            _ => Answer::Stays,
        });
        let problem = match self.app.dialog() {
            Some(Dialog::Form(form)) => form.take_problem(),
            _ => None,
        };
        let Some(problem) = problem else { return self.after() };
        self.say(format!("Not saved yet. {problem}."));
        self.say_field();
    }

    fn field_before(&mut self) {
        let Some(Dialog::Form(form)) = self.app.dialog() else { return };
        let at = form.focus();
        if let Some(Value::Stances(stances)) = form.fields.get_mut(at).map(|field| &mut field.value)
            && stances.at > 0
        {
            stances.at -= 1;
            return self.say_field();
        }
        if let Some(to) = (0..at).rev().find(|to| can_be_asked(form, *to)) {
            form.focus_on(to);
            return self.say_field();
        }
        let answer = if form.is_changed() { Answer::Aside } else { Answer::Closes(vec![]) };
        self.app.with_dialog(|_, _| answer);
        self.after();
    }

    /// Reads out the field with the focus: where it stands among the others, what it holds, what can be chosen.
    fn say_field(&mut self) {
        let Some(Dialog::Form(form)) = self.app.dialog() else { return };
        let (at, of) = (form.focus() + 1, form.fields.len());
        let Some(field) = form.fields.get(form.focus()) else { return };
        let now = match &field.value {
            Value::Text(text, _) => text.text(),
            Value::Choice(choice) => choice.words.get(choice.at).cloned().unwrap_or_default(),
            Value::Many(many) => many.words(),
            Value::Stances(stances) => stances
                .rows
                .get(stances.at)
                .and_then(|row| row.stance)
                .map_or_else(String::new, |stance| stance.word().to_owned()),
        };
        let now = if now.is_empty() { "nothing".to_owned() } else { now };
        let is_first_stance = matches!(&field.value, Value::Stances(stances) if stances.at == 0);
        let words = format!("Field {at} of {of}, {}. Now: {now}", field.label);
        let is_long = match &field.value {
            Value::Choice(choice) => choice.words.len() > MOST_LISTED,
            Value::Many(many) => many.items.len() > MOST_LISTED,
            Value::Stances(_) => !is_first_stance,
            Value::Text(..) => false,
        };
        self.say(words);
        if is_long {
            self.say("l lists the choices.");
        } else {
            self.list_choices();
        }
    }

    fn list_choices(&mut self) {
        let Some(Dialog::Form(form)) = self.app.dialog() else { return };
        let Some(field) = form.fields.get(form.focus()) else { return };
        let numbered = |n: usize, words: &str| format!("{}. {words}", n + 1);
        let lines: Vec<String> = match &field.value {
            Value::Text(..) => vec![],
            Value::Choice(choice) => choice.words.iter().enumerate().map(|(n, w)| numbered(n, w)).collect(),
            Value::Many(many) => {
                let names = many.items.iter().zip(&many.marked).enumerate();
                let mark = |marked: &bool| if *marked { ", marked" } else { "" };
                names
                    .map(|(n, ((_, name), marked))| format!("{}{}", numbered(n, name), mark(marked)))
                    .collect()
            }
            Value::Stances(_) => {
                STANCE_KEYS.iter().enumerate().map(|(n, (_, stance))| numbered(n, stance.word())).collect()
            }
        };
        for line in lines {
            self.say(line);
        }
    }

    fn help_in_form(&mut self) {
        let Some(Dialog::Form(form)) = self.app.dialog() else { return };
        let own = match form.fields.get(form.focus()).map(|field| &field.value) {
            Some(Value::Text(_, Extent::Line)) => "Type the text; it takes the place of what stands.",
            Some(Value::Text(_, Extent::Lines)) => {
                "Type the text; it takes the place of what stands. A line that ends in a backslash goes on in the next."
            }
            Some(Value::Choice(_)) => "Give a number, or the beginning of a word.",
            Some(Value::Many(_)) => "Give the numbers of all that shall be marked, with spaces between them.",
            Some(Value::Stances(_)) => "Give a number, the word, or its letter: d a i n o r u.",
            None => "",
        };
        self.say(own);
        for words in [
            "An empty line keeps what stands and goes on to the next field. A minus alone empties the field.",
            "s saves. b goes back one field, and from the first one out of the form; its text is kept.",
            ":x keeps the text, too, and at once shows only what may be shared.",
            "l lists the choices. q leaves the program.",
            "To write one of these signs as text, put a backslash before it.",
        ] {
            self.say(words);
        }
        self.say_field();
    }
}

/// What was meant as text: a backslash before a sign takes its meaning away.
fn literal(line: &str) -> &str {
    line.strip_prefix('\\').unwrap_or(line)
}

/// Goes on to the next option, or field; says whether there was one.
fn next(form: &mut Form) -> bool {
    let at = form.focus();
    if let Some(Value::Stances(stances)) = form.fields.get_mut(at).map(|field| &mut field.value)
        && stances.at + 1 < stances.rows.len()
    {
        stances.at += 1;
        return true;
    }
    let Some(to) = (at + 1..form.fields.len()).find(|to| can_be_asked(form, *to)) else { return false };
    form.focus_on(to);
    true
}

/// Whether there is anything to choose in a field: without, whatever is answered would be lost.
fn can_be_asked(form: &Form, field: usize) -> bool {
    match form.fields.get(field).map(|field| &field.value) {
        Some(Value::Stances(stances)) => !stances.rows.is_empty(),
        Some(Value::Many(many)) => !many.items.is_empty(),
        _ => true,
    }
}

fn fill(form: &mut Form, line: &str) -> Filled {
    let at = form.focus();
    match form.fields.get_mut(at).map(|field| &mut field.value) {
        None => Filled::No("There is no field".to_owned()),
        Some(Value::Text(field, extent)) => {
            let line = if line == "-" { "" } else { literal(line) };
            let (line, goes_on) = match line.strip_suffix('\\') {
                Some(head) if *extent == Extent::Lines => (format!("{head}\n"), true),
                _ => (line.to_owned(), false),
            };
            let before = field.text();
            // A text that ends in a line feed is one that the line before said would go on.
            let whole = if before.ends_with('\n') { before + &line } else { line };
            match field.replace_with(&whole) {
                Outcome::Refused(why) => Filled::No(format!("Not taken: {why}.")),
                _ if goes_on => Filled::Again,
                _ => Filled::Next,
            }
        }
        Some(Value::Choice(choice)) => choose(choice, line),
        Some(Value::Many(many)) => mark(many, line),
        Some(Value::Stances(stances)) => stance(stances, line),
    }
}

fn choose(choice: &mut Choice, line: &str) -> Filled {
    let wanted = literal(line).to_lowercase();
    let is_at = |n: &usize| choice.words[*n].to_lowercase().starts_with(&wanted);
    let found: Vec<usize> = match wanted.parse::<usize>() {
        Ok(n) => n.checked_sub(1).filter(|n| *n < choice.words.len()).into_iter().collect(),
        Err(_) => (0..choice.words.len()).filter(is_at).collect(),
    };
    let exact = choice.words.iter().position(|word| word.to_lowercase() == wanted);
    match (exact, found.as_slice()) {
        (Some(at), _) => choice.at = at,
        (None, [at]) => choice.at = *at,
        (None, []) => return Filled::No(format!("There is no choice \"{line}\". l lists them.")),
        (None, _) => return Filled::No(format!("\"{line}\" begins more than one choice. l lists them.")),
    }
    Filled::Next
}

fn mark(many: &mut Many, line: &str) -> Filled {
    let parts = line.split([' ', ',']).filter(|part| !part.is_empty() && *part != "-");
    let mut marked = vec![false; many.items.len()];
    for part in parts {
        match part.parse::<usize>().ok().and_then(|n| marked.get_mut(n.checked_sub(1)?)) {
            Some(mark) => *mark = true,
            None => return Filled::No(format!("There is no number \"{part}\" here. l lists them.")),
        }
    }
    many.marked = marked;
    Filled::Next
}

fn stance(stances: &mut Stances, line: &str) -> Filled {
    let wanted = line.to_lowercase();
    let by_number = wanted.parse::<usize>().ok().and_then(|n| STANCE_KEYS.get(n.checked_sub(1)?));
    let by_letter = STANCE_KEYS.iter().find(|(key, _)| wanted.chars().eq([*key]));
    let by_word = STANCE_KEYS.iter().find(|(_, stance)| stance.word() == wanted);
    let Some(row) = stances.rows.get_mut(stances.at) else { return Filled::Next };
    match by_number.or(by_letter).or(by_word) {
        Some((_, stance)) => row.stance = Some(*stance),
        None if wanted == "-" => row.stance = None,
        None => return Filled::No(format!("\"{line}\" is no stance. l lists them.")),
    }
    Filled::Next
}
