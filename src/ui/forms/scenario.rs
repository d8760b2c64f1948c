//! Forms for a comparison: a new one, and every part of one that has a form. What comes of them is the whole file,
//! written in the place of the one that was opened.

mod context;
mod drivers;
pub mod effects;
mod fields;
mod packages;
mod read;
pub mod taking_out;
mod timetable;

use serde::{Deserialize, Serialize};

use super::{Context, Form, Wanting, many, marked, maybe, needed, one, words};
use crate::{
    analysis::comparison::{as_taken, free_id, from_issue, in_the_way, made_for, slug, without_names},
    audience::Audience,
    model::{
        Assumption, ComparedOption, ComparedParty, Comparison, Criterion, Driver, Future, Id, Indicator,
        Issue,
    },
    notation, seeds,
    store::Stamp,
    ui::{
        dialog::Answer,
        effect::{Effect, Written},
        form::{Field, choice::Choice, line, lines},
        forms::FormKind,
    },
};

pub use timetable::Timetable;

/// A form about a comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct About {
    /// The file's name; empty for a new one.
    pub file: String,
    /// The file as it was when the form was opened.
    pub opened: Option<Stamp>,
    /// What stood in it.
    pub base: Box<Comparison>,
    /// Which part.
    pub part: Part,
}

/// A part of a comparison that has a form. Nothing in place of an id means a new one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Part {
    /// A whole new comparison.
    New,
    /// Question, title, for whom, how far ahead.
    Head,
    /// An option.
    Option(Option<Id<ComparedOption>>),
    /// A party.
    Party(Option<Id<ComparedParty>>),
    /// How a party stands to an option.
    Reaction(Id<ComparedOption>, Id<ComparedParty>),
    /// A future.
    Future(Option<Id<Future>>),
    /// What the values are and where they come from.
    Values,
    /// The value of an option in a future.
    Value(Id<ComparedOption>, Id<Future>),
    /// An assumption.
    Assumption(Option<Id<Assumption>>),
    /// An indicator.
    Indicator(Option<Id<Indicator>>),
    /// A new reading of an indicator.
    Reading(Id<Indicator>),
    /// Something that the options are looked at for.
    Criterion(Option<Id<Criterion>>),
    /// What every option does to a criterion, in one future if it differs there.
    Effects(Id<Criterion>, Option<Id<Future>>),
    /// What every option does about one thing, by its place in the file.
    Coverage(Option<usize>),
    /// What moves the context.
    Driver(Option<Id<Driver>>),
    /// A part of the timetables.
    Timetable(Timetable),
    /// The packages as a whole.
    Packages,
    /// A party as a judge of packages.
    Judge(Id<ComparedParty>),
    /// That an option would breach a principle, by its place in the file.
    Principle(Option<usize>),
    /// A real case to learn from, by its place in the file.
    Analogue(Option<usize>),
    /// What was not modelled.
    Caveats,
}

impl About {
    /// The form.
    #[must_use]
    pub fn form(self, cx: &Context<'_>) -> Form {
        let (title, fields) = match &self.part {
            Part::New => (
                "New comparison".to_owned(),
                vec![
                    one::<Issue>("from", "From", sources(cx), None),
                    line("question", "Question", ""),
                    line("name", "File name", ""),
                ],
            ),
            part => fields::of(part, &self.base, cx),
        };
        Form::new(FormKind::Scenario(self), title, fields)
    }

    /// What happens when the form is done: the file is written. One for others is not while anything stands in it that
    /// they may not see, whichever part was edited.
    pub fn answer(&self, form: &Form, cx: &Context<'_>) -> Result<Answer, Wanting> {
        if self.part == Part::New {
            return begin(form, cx);
        }
        let mut changed = (*self.base).clone();
        let done = read::into(&self.part, form, cx, &mut changed)?;
        Ok(Answer::Asks(vec![Effect::WriteComparison(Box::new(self.written(changed, done, cx)?))]))
    }

    /// The file with what was changed in it; a file for others only without what they may not see.
    fn written(&self, mut changed: Comparison, done: String, cx: &Context<'_>) -> Result<Written, Wanting> {
        changed.version = Comparison::FORMAT;
        if let Some(why) = in_the_way(&changed, cx.seen) {
            return Err(Wanting::new(if self.part == Part::Head { "audience" } else { "" }, why));
        }
        let written = as_taken(&changed, cx.seen, cx.standings);
        let mut nameless = changed.clone();
        without_names(&mut nameless);
        let loses_names = made_for(&changed) != Audience::Team && nameless != changed;
        let done = if loses_names {
            format!("{done}; names of the team are not in a file for others")
        } else {
            done
        };
        let text = pretty(&written)?;
        Ok(Written {
            name: self.file.clone(),
            opened: self.opened,
            text,
            words: done,
            form: None,
            without_comments: false,
            then: None,
        })
    }
}

fn pretty(comparison: &Comparison) -> Result<String, Wanting> {
    notation::pretty("Comparison", comparison)
        .map_err(|why| Wanting::new("", format!("It cannot be written: {why}")))
}

/// Stands before the file that is copied among what a comparison can be begun from. No id holds a colon.
const COPY: &str = "copy:";
/// Stands for nothing there.
const NOTHING: &str = "nothing:";

/// From what a comparison can be begun: the issues of the case, what is built in, nothing.
fn sources(cx: &Context<'_>) -> Vec<(String, String)> {
    let case = cx.seen.case();
    let mut issues: Vec<(u32, &Id<Issue>, &Issue)> =
        case.issues.shown().map(|(id, issue)| (issue.order, id, issue)).collect();
    issues.sort_by(|a, b| (a.0, &a.2.title).cmp(&(b.0, &b.2.title)));
    let has_options = |id: &Id<Issue>| case.options.shown().any(|(_, option)| option.issue == *id);
    let mut all: Vec<(String, String)> = issues
        .into_iter()
        .filter(|(_, id, _)| has_options(id))
        .map(|(_, id, issue)| (id.to_string(), format!("the issue {}", issue.title)))
        .collect();
    all.extend(seeds::COPIES.iter().map(|(name, words, _)| (format!("{COPY}{name}"), (*words).to_owned())));
    all.push((NOTHING.to_owned(), "nothing".to_owned()));
    all
}

/// From what a comparison is begun.
enum Source {
    Issue(Id<Issue>),
    /// Title and text of a file that is built in.
    Copy(&'static str, &'static str),
    Nothing,
}

impl Source {
    /// What the form shows as chosen, whatever has come into the case since.
    fn of(form: &Form) -> Self {
        match form.choice("from").and_then(Choice::id) {
            Some(id) => match seeds::COPIES.iter().find(|(name, ..)| id.strip_prefix(COPY) == Some(name)) {
                Some((name, _, text)) => Self::Copy(name.trim_end_matches(".ron"), text),
                None => Id::new(id).map_or(Self::Nothing, Self::Issue),
            },
            None => Self::Nothing,
        }
    }
}

fn begin(form: &Form, cx: &Context<'_>) -> Result<Answer, Wanting> {
    let source = &Source::of(form);
    let question = form.text("question");
    let mut begun = match source {
        Source::Issue(issue) => from_issue(cx.seen, cx.standings, issue, cx.by),
        Source::Copy(title, _) => Comparison { title: (*title).to_owned(), ..Comparison::default() },
        Source::Nothing => {
            let question = needed(form, "question", "Write the one question that it is to answer")?;
            let marking = cx.seen.case().marking();
            let (authors, audience) = (vec![cx.by.to_owned()], "team".to_owned());
            let case = cx.seen.case().about.id.clone();
            Comparison { question, marking, authors, audience, case, horizon: 24, ..Comparison::default() }
        }
    };
    if !question.is_empty() {
        begun.question = question;
    }
    let name = file_name(&form.text("name"), &begun);
    if cx.comparisons.iter().any(|file| file.name == name) {
        return Err(Wanting::new("name", format!("{name} is there already; give it another name")));
    }
    let text = match source {
        Source::Copy(_, text) => (*text).to_owned(),
        Source::Issue(_) | Source::Nothing => pretty(&Comparison { version: Comparison::FORMAT, ..begun })?,
    };
    Ok(Answer::Asks(vec![Effect::new_comparison(name, text, "")]))
}

/// A name that no comparison of the case has.
#[must_use]
pub fn free_file(stem: &str, cx: &Context<'_>) -> String {
    let names = std::iter::once(format!("{stem}.ron")).chain((2..).map(|n: u32| format!("{stem}-{n}.ron")));
    let is_free = |name: &String| cx.comparisons.iter().all(|file| file.name != *name);
    names.into_iter().find(is_free).unwrap_or_default()
}

/// A file name out of what was typed, else out of title or question.
fn file_name(given: &str, begun: &Comparison) -> String {
    let from = [given.strip_suffix(".ron").unwrap_or(given), &begun.title, &begun.question];
    let slug = from.iter().map(|text| slug(text)).find(|slug| !slug.is_empty());
    format!("{}.ron", slug.unwrap_or_else(|| "comparison".to_owned()))
}

/// Text as it stands on a line of a field that lists several.
fn on_one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A field with a value on each line, as one types it.
fn line_each<T>(name: &'static str, label: &'static str, all: &[T], text: impl Fn(&T) -> String) -> Field {
    lines(name, label, &all.iter().map(|one| on_one_line(&text(one))).collect::<Vec<_>>().join("\n"))
}

/// What was typed, a value on each line. A line that nobody changed is the value as it was.
fn read_each<T: Clone>(
    form: &Form,
    name: &'static str,
    before: &[T],
    text: impl Fn(&T) -> String,
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<Vec<T>, Wanting> {
    let typed = form.text(name);
    // Of several that read alike each stands for itself.
    let mut left: Vec<&T> = before.iter().collect();
    let one = |line: &str| match left.iter().position(|one| on_one_line(&text(one)) == line) {
        Some(at) => Ok(left.remove(at).clone()),
        None => read(line).map_err(|why| Wanting::new(name, why)),
    };
    typed_lines(&typed).into_iter().map(one).collect()
}

/// What was typed, words on each line.
fn read_words(form: &Form, name: &'static str, before: &[String]) -> Result<Vec<String>, Wanting> {
    read_each(form, name, before, String::clone, |line| Ok(line.to_owned()))
}

/// What was typed on each line of a field.
fn typed_lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// A party of a comparison as people call it.
fn party_name<'a>(comparison: &'a Comparison, id: &'a Id<ComparedParty>) -> &'a str {
    let known = comparison.parties.iter().find(|party| party.id == *id);
    known.map_or(id.as_str(), |party| party.name.as_str())
}

#[cfg(test)]
mod tests;
