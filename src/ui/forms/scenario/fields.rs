//! The fields of every part of a comparison, filled with what stands in it.

use super::{Context, Part, context, drivers, effects, line_each, packages, timetable, words};
use crate::{
    analysis::comparison::{is_linked, is_own, standing_on},
    audience::Audience,
    model::{
        Assumption, AssumptionStatus, Better, Change, ComparedOption, ComparedParty, Comparison, Date,
        Future, Id, Indicator, Level, OptionStep, Phase, Reaction, Reading, Reversibility, Side, Stance,
        ValuesFrom,
    },
    ui::{
        form::{Field, Value, choice, choice::Choice, line, lines},
        forms::{many, maybe, one, options_of_issues, place, records},
    },
};

/// Heading and fields of a part.
pub fn of(part: &Part, base: &Comparison, cx: &Context<'_>) -> (String, Vec<Field>) {
    match part {
        Part::New | Part::Head => ("The comparison".to_owned(), head(base, cx)),
        Part::Option(id) => {
            let start = id.as_ref().and_then(|id| base.options.iter().find(|o| o.id == *id)).cloned();
            (
                title("option", start.as_ref().map(|o| o.id.as_str())),
                option(&start.unwrap_or_default(), base, cx),
            )
        }
        Part::Party(id) => {
            let start = id.as_ref().and_then(|id| base.parties.iter().find(|p| p.id == *id)).cloned();
            (title("party", start.as_ref().map(|p| p.name.as_str())), party(&start.unwrap_or_default(), cx))
        }
        Part::Reaction(option, party) => {
            let name =
                base.parties.iter().find(|p| p.id == *party).map_or(party.as_str(), |p| p.name.as_str());
            (format!("{name} on option {option}"), reaction(base, option, party))
        }
        Part::Future(id) => {
            let start = id.as_ref().and_then(|id| base.futures.iter().find(|f| f.id == *id)).cloned();
            (
                title("future", start.as_ref().map(|f| f.title.as_str())),
                future(&start.unwrap_or_default(), base),
            )
        }
        Part::Values => ("What the values are".to_owned(), values(base)),
        Part::Value(option, future) => {
            let name =
                base.futures.iter().find(|f| f.id == *future).map_or(future.as_str(), |f| f.title.as_str());
            (
                format!("Option {option} in \"{name}\""),
                vec![line("value", "Value", &value(base, option, future))],
            )
        }
        Part::Assumption(id) => {
            let start = id.as_ref().and_then(|id| base.assumptions.iter().find(|a| a.id == *id)).cloned();
            let heading = title("assumption", start.as_ref().map(|a| a.id.as_str()));
            (heading, assumption(&start.unwrap_or_default(), base))
        }
        Part::Indicator(id) => {
            let start = id.as_ref().and_then(|id| base.indicators.iter().find(|i| i.id == *id)).cloned();
            let heading = title("indicator", start.as_ref().map(|i| i.title.as_str()));
            (heading, indicator(&start.unwrap_or_default(), base))
        }
        Part::Reading(id) => {
            let name = base.indicators.iter().find(|i| i.id == *id).map_or(id.as_str(), |i| i.title.as_str());
            (format!("New reading: {name}"), reading(cx))
        }
        Part::Criterion(id) => {
            let start = id.as_ref().and_then(|id| base.criteria.iter().find(|c| c.id == *id)).cloned();
            let heading = title("criterion", start.as_ref().map(|c| c.title.as_str()));
            (heading, effects::criterion_fields(&start.unwrap_or_default()))
        }
        Part::Effects(criterion, future) => effects::fields(criterion, future.as_ref(), base),
        Part::Coverage(row) => {
            let known = row.and_then(|row| base.coverage.get(row)).map(|row| row.title.clone());
            let heading =
                known.map_or_else(|| "Left open, or dealt with".to_owned(), |name| format!("About: {name}"));
            (heading, effects::coverage_fields(*row, base, cx))
        }
        Part::Driver(id) => drivers::fields(id.as_ref(), base),
        Part::Timetable(part) => timetable::fields(part, base),
        Part::Packages => (
            "Packages: one option for each issue".to_owned(),
            packages::fields(base, &packages::known_issues(base, cx.seen, cx.standings)),
        ),
        Part::Judge(party) => packages::judge_fields(party, base),
        Part::Principle(n) => {
            ("A principle that an option would breach".to_owned(), context::principle_fields(*n, base, cx))
        }
        Part::Analogue(n) => context::analogue_fields(*n, base, cx),
        Part::Caveats => {
            ("What was not modelled, one thing on a line".to_owned(), context::caveat_fields(base))
        }
    }
}

fn title(what: &str, known: Option<&str>) -> String {
    known.map_or_else(|| format!("New {what}"), |name| format!("The {what} {name}"))
}

/// For whom a comparison can be made, under the words that stand for it in its file.
fn audiences(cx: &Context<'_>) -> Vec<(String, String)> {
    let parties = cx.seen.case().actors.shown().filter(|(_, actor)| actor.is_party());
    let mut parties: Vec<_> =
        parties.map(|(id, actor)| (Audience::Party(id.clone()).to_string(), actor.name.clone())).collect();
    parties.sort_by(|a, b| a.1.cmp(&b.1));
    let all = [(Audience::Team, "the team"), (Audience::Shareable, "shareable: what all may see")];
    all.map(|(audience, words)| (audience.to_string(), words.to_owned())).into_iter().chain(parties).collect()
}

fn head(base: &Comparison, cx: &Context<'_>) -> Vec<Field> {
    let horizon = if base.horizon == 0 { String::new() } else { base.horizon.to_string() };
    let audience = if base.audience.is_empty() { "team" } else { &base.audience };
    vec![
        line("question", "Question", &base.question),
        line("title", "Title", &base.title),
        line("horizon", "Months ahead", &horizon),
        Field {
            name: "audience",
            label: "For whom".into(),
            value: Value::Choice(Choice::of_records(audiences(cx), Some(audience))),
        },
        line("marking", "Marking", &base.marking),
        line("date", "Last worked on", base.date.as_ref().map_or("", Date::written)),
        lines("about", "How to read it", &base.about),
    ]
}

fn option(start: &ComparedOption, base: &Comparison, cx: &Context<'_>) -> Vec<Field> {
    vec![
        line("title", "In a few words", &start.title),
        lines("text", "In full", &start.text),
        many("stands", "Stands for", options_of_issues(cx), &start.stands_for),
        many("agree", "Who must agree", parties(base), &start.must_agree),
        line("legal", "Legal form", &start.legal_form),
        line_each("steps", "When | step | by", &start.steps, step_text),
        line_each("preconditions", "Must be first", &start.preconditions, String::clone),
        line_each("guarantees", "Guarantees", &start.guarantees, String::clone),
        choice(
            "reversible",
            "Can be undone",
            words(Reversibility::ALL, Reversibility::word),
            place(Reversibility::ALL, &start.reversibility),
        ),
        line("undoing", "What that means", &start.undoing),
        line("cost", "Cost, in words", &start.cost),
        line("people", "People, in words", &start.people),
        many("assumptions", "Stands on", assumptions(base), &start.assumptions),
        line_each("sources", "Taken from", &start.sources, String::clone),
    ]
}

/// A step as one types it: `D+30 | Academy opens | ministry`.
pub fn step_text(step: &OptionStep) -> String {
    match (step.due.as_str(), step.body.as_str()) {
        ("", "") => step.text.clone(),
        (due, "") => format!("{due} | {}", step.text),
        (due, body) => format!("{due} | {} | {body}", step.text),
    }
}

fn party(start: &ComparedParty, cx: &Context<'_>) -> Vec<Field> {
    let actors = records::<crate::model::Actor>(cx, |actor| actor.name.clone());
    let actors = maybe(actors, "nobody; its stances are the file's own");
    vec![one("actor", "In the case", actors, start.actor.as_ref()), line("name", "Name here", &start.name)]
}

/// The last reaction of a pair that the file holds.
pub fn last_reaction(base: &Comparison, option: &Id<ComparedOption>, party: &Id<ComparedParty>) -> Reaction {
    standing_on(base, option, party).cloned().unwrap_or_default()
}

/// Whose stance it is on a pair that follows the case.
pub const AS_CASE: usize = 0;
pub const SET_HERE: usize = 1;
pub const FILES_OWN: usize = 2;

pub(super) fn reaction(
    base: &Comparison,
    option: &Id<ComparedOption>,
    party: &Id<ComparedParty>,
) -> Vec<Field> {
    let start = last_reaction(base, option, party);
    let is_told_here = !is_linked(base, option, party) || start.set_by.is_some() || is_own(&start);
    let mut fields = Vec::new();
    if is_linked(base, option, party) {
        let mut words =
            vec!["as the case gives it".to_owned(), "as set here, in place of the case".to_owned()];
        let is_files_own = is_own(&start) && start != Reaction::default();
        let at = match (&start.set_by, is_files_own) {
            (Some(_), _) => SET_HERE,
            (None, true) => FILES_OWN,
            (None, false) => AS_CASE,
        };
        words.extend(is_files_own.then(|| "the file's own, until the case tells".to_owned()));
        fields.push(choice("from", "Stance", words, at));
    }
    fields.extend([
        choice(
            "stance",
            "How it stands",
            words(Stance::ALL, Stance::label),
            place(Stance::ALL, &start.stance),
        ),
        line("condition", "If", &start.condition),
        line("date", "When heard", start.date.as_ref().map_or("", Date::written)),
        line("source", "Source", if start.position.is_some() { "" } else { &start.source }),
    ]);
    if is_linked(base, option, party) {
        let why = start.set_by.as_ref().map_or("", |set| set.why.as_str());
        fields.push(line("why", "Why set here", why));
    }
    fields.extend([
        lines("text", "What was heard", if is_told_here { &start.text } else { "" }),
        choice("phase", "In the phase", phases(), phase_at(if is_told_here { start.phase } else { None })),
        line("red_line", "Red line", if is_told_here { &start.red_line } else { "" }),
        line("trade", "Would move for", &start.trade),
        choice("spoiler", "Spoiler risk", words(Level::ALL, Level::word), place(Level::ALL, &start.spoiler)),
        line("spoiler_reason", "Why", &start.spoiler_reason),
    ]);
    fields
}

fn phases() -> Vec<String> {
    let mut words = vec!["not recorded".to_owned()];
    words.extend(Phase::ALL.iter().map(ToString::to_string));
    words
}

fn phase_at(phase: Option<Phase>) -> usize {
    phase.and_then(|phase| Phase::ALL.iter().position(|other| *other == phase)).map_or(0, |at| at + 1)
}

fn future(start: &Future, base: &Comparison) -> Vec<Field> {
    let baseline = vec!["no".to_owned(), "yes: the others are read against it".to_owned()];
    let mut fields = vec![
        line("title", "Name", &start.title),
        lines("story", "Story", &start.story),
        choice("baseline", "Baseline", baseline, usize::from(start.baseline)),
        many("assumptions", "Stands on", assumptions(base), &start.assumptions),
        many("signs", "Early signs", indicators(base), &start.signs),
    ];
    fields.extend(changes("changes", "Number = value", &start.changes, base));
    fields
}

/// What something does to the shared numbers, a change on a line; nothing where there are no timetables.
fn changes(name: &'static str, label: &'static str, own: &[Change], base: &Comparison) -> Option<Field> {
    base.capacity.as_ref()?;
    Some(line_each(name, label, own, |change| timetable::changes::text(change, base)))
}

fn values(base: &Comparison) -> Vec<Field> {
    let start = base.values.clone().unwrap_or_default();
    vec![
        choice(
            "from",
            "They come from",
            words(ValuesFrom::ALL, ValuesFrom::word),
            place(ValuesFrom::ALL, &start.from),
        ),
        choice("better", "Better is", words(Better::ALL, Better::word), place(Better::ALL, &start.better)),
        line("unit", "In what unit", &start.unit),
        line("floor", "Just good enough", &start.floor.map_or_else(String::new, |floor| floor.to_string())),
        line("alpha", "Hurwicz weight", &start.alpha.map_or_else(String::new, |alpha| alpha.to_string())),
        line("source", "Who says so", &start.source),
    ]
}

fn value(base: &Comparison, option: &Id<ComparedOption>, future: &Id<Future>) -> String {
    let cells = base.values.iter().flat_map(|values| &values.cells);
    let cell = cells.into_iter().find(|cell| cell.option == *option && cell.future == *future);
    cell.map_or_else(String::new, |cell| cell.value.to_string())
}

fn assumption(start: &Assumption, base: &Comparison) -> Vec<Field> {
    let mut fields = vec![
        lines("text", "In a sentence", &start.text),
        choice(
            "status",
            "Status",
            words(AssumptionStatus::ALL, AssumptionStatus::word),
            place(AssumptionStatus::ALL, &start.status),
        ),
        line("since", "Since when", start.since.as_ref().map_or("", Date::written)),
        line("source", "What it rests on", &start.source),
    ];
    fields.extend(changes("if_broken", "If broken, n = v", &start.if_broken, base));
    fields
}

fn indicator(start: &Indicator, base: &Comparison) -> Vec<Field> {
    let threshold = if start.title.is_empty() { String::new() } else { start.threshold.to_string() };
    vec![
        line("title", "What is observed", &start.title),
        choice(
            "side",
            "It tells when it is",
            words(Side::ALL, Side::word),
            place(Side::ALL, &start.points_when),
        ),
        line("threshold", "this value", &threshold),
        line("unit", "Unit", &start.unit),
        many("points", "Then points to", futures(base), &start.points_to),
        many("otherwise", "Otherwise to", futures(base), &start.otherwise),
        many("against", "Speaks against", assumptions(base), &start.against),
        line("source", "Where it is read", &start.source),
        line("frequency", "How often", &start.frequency),
        line("owner", "Who looks", &start.owner),
        line_each("readings", "Date | value", &start.readings, reading_text),
    ]
}

/// A reading as one types it: `1992-03 | 41 | the observers | by telephone`.
pub fn reading_text(reading: &Reading) -> String {
    let when = reading.date.as_ref().map_or("", Date::written);
    let mut parts = vec![when.to_owned(), reading.value.to_string()];
    parts.extend([&reading.source, &reading.note].map(String::clone));
    while parts.last().is_some_and(String::is_empty) {
        parts.pop();
    }
    parts.join(" | ")
}

fn reading(cx: &Context<'_>) -> Vec<Field> {
    vec![
        line("value", "Value", ""),
        line("date", "When", &cx.today.to_string()),
        line("source", "Who says so", ""),
        line("note", "Note", ""),
    ]
}

fn parties(base: &Comparison) -> Vec<(String, String)> {
    base.parties.iter().map(|party| (party.id.to_string(), party.name.clone())).collect()
}

fn futures(base: &Comparison) -> Vec<(String, String)> {
    base.futures.iter().map(|future| (future.id.to_string(), future.title.clone())).collect()
}

fn indicators(base: &Comparison) -> Vec<(String, String)> {
    base.indicators.iter().map(|indicator| (indicator.id.to_string(), indicator.title.clone())).collect()
}

fn assumptions(base: &Comparison) -> Vec<(String, String)> {
    base.assumptions.iter().map(|assumption| (assumption.id.to_string(), assumption.text.clone())).collect()
}
