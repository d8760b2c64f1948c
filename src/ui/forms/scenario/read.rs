//! What a form makes of a part of a comparison. What the form does not show stays as it stands in the file.

use jiff::civil;

use super::{
    Context, Part, context, drivers, effects, fields, free_id, packages, party_name, read_each, read_words,
    timetable::{self, changes, numbers::plain_number},
};
use crate::{
    analysis::comparison::{is_linked, is_own, red_line_beside},
    audience::Audience,
    model::{
        Actor, Assumption, AssumptionStatus, Better, Change, ComparedOption, ComparedParty, Comparison, Date,
        Future, Id, Indicator, Level, OptionStep, Override, Phase, Reaction, Reading, Reversibility, Side,
        Stance, Value, ValuesFrom,
    },
    ui::{
        form::{Field, Form, Wanting, choice::Choice},
        forms::{chosen, date, marked, needed},
    },
};

/// Puts what the form says into the comparison; gives what was done in words.
pub fn into(part: &Part, form: &Form, cx: &Context<'_>, to: &mut Comparison) -> Result<String, Wanting> {
    match part {
        Part::New | Part::Head => head(form, to),
        Part::Option(id) => option(id.as_ref(), form, to),
        Part::Party(id) => party(id.as_ref(), form, cx, to),
        Part::Reaction(option, party) => reaction(option, party, form, (cx.by, cx.today), to),
        Part::Future(id) => future(id.as_ref(), form, to),
        Part::Values => values(form, to),
        Part::Value(option, future) => value(option, future, form, to),
        Part::Assumption(id) => assumption(id.as_ref(), form, cx, to),
        Part::Indicator(id) => indicator(id.as_ref(), form, to),
        Part::Reading(id) => reading(id, form, to),
        Part::Criterion(id) => effects::read_criterion(id.as_ref(), form, to),
        Part::Effects(criterion, future) => effects::read(criterion, future.as_ref(), form, to),
        Part::Coverage(row) => effects::read_coverage(*row, form, to),
        Part::Driver(id) => drivers::read(id.as_ref(), form, to),
        Part::Timetable(part) => timetable::read(part, form, to),
        Part::Packages => {
            let known = packages::known_issues(to, cx.seen, cx.standings);
            packages::read(form, known, to)
        }
        Part::Judge(party) => packages::read_judge(party, form, to),
        Part::Principle(n) => context::read_principle(*n, form, (cx.by, cx.today), to),
        Part::Analogue(n) => context::read_analogue(*n, form, cx, to),
        Part::Caveats => context::read_caveats(form, to),
    }
}

pub(super) fn at<T: Copy + Default>(all: &[T], form: &Form, name: &str) -> T {
    all.get(form.chosen(name)).copied().unwrap_or_default()
}

/// A finite number as it was typed; nothing if nothing was.
pub(super) fn number(form: &Form, name: &'static str) -> Result<Option<f64>, Wanting> {
    let text = form.text(name);
    if text.is_empty() {
        return Ok(None);
    }
    let words = "Write a number, such as 12,000 or 0.5";
    plain_number(&text).map(Some).ok_or_else(|| Wanting::new(name, words))
}

fn head(form: &Form, to: &mut Comparison) -> Result<String, Wanting> {
    to.question = needed(form, "question", "Write the one question that it answers")?;
    to.title = form.text("title");
    to.horizon = match form.text("horizon").as_str() {
        "" => 0,
        text => {
            let months = text.parse().ok().filter(|months| (1..=600).contains(months));
            months.ok_or_else(|| Wanting::new("horizon", "Write a number of months from 1 to 600"))?
        }
    };
    let audience = form.choice("audience").and_then(Choice::id).unwrap_or_default();
    if audience.parse::<Audience>().is_err() {
        return Err(Wanting::new("audience", "Choose for whom it is made"));
    }
    audience.clone_into(&mut to.audience);
    to.marking = form.text("marking");
    to.date = date(form, "date")?;
    to.about = form.text("about");
    Ok("the head of the comparison".to_owned())
}

fn option(id: Option<&Id<ComparedOption>>, form: &Form, to: &mut Comparison) -> Result<String, Wanting> {
    let title = needed(form, "title", "Say in a few words what would be agreed")?;
    let letters = ["A", "B", "C", "D", "E", "F", "G", "H"];
    let letter = letters.iter().find(|letter| to.options.iter().all(|o| o.id.as_str() != **letter));
    let start = id.and_then(|id| to.options.iter().find(|o| o.id == *id)).cloned();
    let start = start.unwrap_or_else(|| ComparedOption {
        id: letter.and_then(|letter| Id::new(*letter).ok()).unwrap_or_default(),
        ..ComparedOption::default()
    });
    let done = format!("option {} {title}", start.id);
    let option = ComparedOption {
        title,
        text: form.text("text"),
        stands_for: marked(form, "stands"),
        must_agree: marked(form, "agree"),
        legal_form: form.text("legal"),
        steps: read_each(form, "steps", &start.steps, fields::step_text, |line| Ok(step(line)))?,
        preconditions: read_words(form, "preconditions", &start.preconditions)?,
        guarantees: read_words(form, "guarantees", &start.guarantees)?,
        sources: read_words(form, "sources", &start.sources)?,
        reversibility: at(Reversibility::ALL, form, "reversible"),
        undoing: form.text("undoing"),
        cost: form.text("cost"),
        people: form.text("people"),
        assumptions: marked(form, "assumptions"),
        ..start
    };
    put(&mut to.options, option, |o| o.id.as_str().to_owned());
    Ok(done)
}

/// A step as it was typed: `D+30 | Academy opens | ministry`, or only what is done.
pub fn step(line: &str) -> OptionStep {
    let parts: Vec<&str> = line.splitn(3, '|').map(str::trim).collect();
    let (due, text, body) = match parts.as_slice() {
        [due, text, body] => (*due, *text, *body),
        [due, text] => (*due, *text, ""),
        _ => ("", line, ""),
    };
    OptionStep { text: text.to_owned(), due: due.to_owned(), body: body.to_owned() }
}

/// A reading as it was typed: `1992-03 | 41 | the observers | by telephone`.
pub fn reading_on(line: &str) -> Result<Reading, String> {
    let wanting = || "Write each on a line as 1992-03 | 41 | who says so".to_owned();
    let mut parts = line.splitn(4, '|').map(str::trim);
    let date: Date = parts.next().unwrap_or_default().parse().map_err(|_| wanting())?;
    let value = parts.next().and_then(plain_number).ok_or_else(wanting)?;
    let mut rest = || parts.next().unwrap_or_default().to_owned();
    Ok(Reading { value, date: Some(date), source: rest(), note: rest() })
}

/// What the form says a future, or an assumption that breaks, does to the shared numbers.
fn changes(form: &Form, name: &'static str, own: &[Change], to: &Comparison) -> Result<Vec<Change>, Wanting> {
    if form.value(name).is_none() {
        return Ok(own.to_vec());
    }
    read_each(form, name, own, |change| changes::text(change, to), |line| changes::read(line, to))
}

/// Puts a part without an id in its place, or at the end.
pub(super) fn at_or_end<T>(all: &mut Vec<T>, n: Option<usize>, one: T) {
    match n.and_then(|n| all.get_mut(n)) {
        Some(own) => *own = one,
        None => all.push(one),
    }
}

/// Puts a part in the place of the one with its id, or at the end.
pub(super) fn put<T>(all: &mut Vec<T>, one: T, id: impl Fn(&T) -> String) {
    match all.iter().position(|other| id(other) == id(&one)) {
        Some(at) => all[at] = one,
        None => all.push(one),
    }
}

fn party(
    id: Option<&Id<ComparedParty>>,
    form: &Form,
    cx: &Context<'_>,
    to: &mut Comparison,
) -> Result<String, Wanting> {
    let actor: Option<Id<Actor>> = chosen(form, "actor");
    let of_actor =
        actor.as_ref().and_then(|id| cx.seen.case().actors.first(id)).map(|actor| actor.name.clone());
    let name = match (form.text("name"), of_actor) {
        (name, _) if !name.is_empty() => name,
        (_, Some(name)) => name,
        (_, None) => return Err(Wanting::new("name", "Name the party, or choose it in the case")),
    };
    let is_there = |p: &ComparedParty| actor.is_some() && p.actor == actor && Some(&p.id) != id;
    if to.parties.iter().any(is_there) {
        return Err(Wanting::new("actor", "That party is in this comparison already"));
    }
    let taken = to.parties.iter().map(|party| party.id.as_str());
    let id = id.cloned().unwrap_or_else(|| free_id(&name, "party", taken));
    unlink(&id, actor.as_ref(), to)?;
    let done = format!("party {name}");
    put(&mut to.parties, ComparedParty { id, name, actor }, |p| p.id.as_str().to_owned());
    Ok(done)
}

/// What the packages have of the case about a party goes with its link: it must not stand as the file's own.
pub(super) fn unlink(
    party: &Id<ComparedParty>,
    now: Option<&Id<Actor>>,
    to: &mut Comparison,
) -> Result<(), Wanting> {
    let before = to.parties.iter().find(|known| known.id == *party).and_then(|known| known.actor.as_ref());
    let (Some(model), true) = (&mut to.packages, before.is_some() && before != now) else { return Ok(()) };
    let of_issues = model.issues.iter().flat_map(|issue| &issue.options);
    let own: Vec<_> =
        of_issues.filter(|option| option.stands_for.is_empty()).map(|option| option.id.clone()).collect();
    for judge in model.parties.iter_mut().filter(|judge| judge.party == *party) {
        if judge.threshold.is_some() || !judge.points.is_empty() {
            let words = "Its points in the packages were given for who it is now: take them out first";
            return Err(Wanting::new("actor", words));
        }
        judge.stances.retain(|stance| own.contains(&stance.option));
    }
    model.linkages.retain(|linkage| linkage.party != *party || !linkage.from_case);
    Ok(())
}

pub(super) fn reaction(
    option: &Id<ComparedOption>,
    party: &Id<ComparedParty>,
    form: &Form,
    (by, today): (&str, civil::Date),
    to: &mut Comparison,
) -> Result<String, Wanting> {
    let start = fields::last_reaction(to, option, party);
    let is_linked = is_linked(to, option, party);
    let from = if is_linked { form.chosen("from") } else { fields::FILES_OWN };
    let is_for_team = matches!(to.audience.as_str(), "" | "team");
    if is_linked && from != fields::AS_CASE && !is_for_team {
        return Err(Wanting::new(
            "from",
            "In a file for others the case decides; its audience sees no override",
        ));
    }
    if let Some(lost) = lost_in_reaction(form, from, fields::reaction(to, option, party)) {
        return Err(Wanting::new(
            lost,
            match (from, is_for_team) {
                (fields::FILES_OWN, _) => "A reason goes with a stance that is set here; take it out",
                (_, true) => "Set the stance here to keep this, or take it out",
                (_, false) => "In a file for others the case decides; take this out",
            },
        ));
    }
    let (why, source, when) = (form.text("why"), form.text("source"), date(form, "date")?);
    let set_by = (from == fields::SET_HERE).then(|| Override {
        by: by.to_owned(),
        date: Some(Date::day(today)),
        why,
        instead_of: start.set_by.as_ref().map_or(start.stance, |set| set.instead_of),
    });
    let spoiler = at(Level::ALL, form, "spoiler");
    if !is_for_team && !form.text("trade").is_empty() {
        return Err(Wanting::new(
            "trade",
            "What would move a party is the team's own, and this file is for others",
        ));
    }
    if !is_for_team && (spoiler != Level::Unjudged || !form.text("spoiler_reason").is_empty()) {
        return Err(Wanting::new("spoiler", "A spoiler risk is the team's own, and this file is for others"));
    }
    let opened = to.reactions.iter().position(|r| *r == start);
    // What the case gave does not stand beside a stance that somebody sets in its place.
    let was_set = start.set_by.is_some();
    let beside = if was_set { String::new() } else { red_line_beside(&start).to_owned() };
    let kept = if was_set || from == fields::FILES_OWN { start } else { Reaction::default() };
    let judged = Reaction {
        option: option.clone(),
        party: party.clone(),
        trade: form.text("trade"),
        spoiler,
        spoiler_reason: form.text("spoiler_reason"),
        from_case: from == fields::AS_CASE,
        red_line: beside,
        ..Reaction::default()
    };
    let reaction = if from == fields::AS_CASE {
        judged
    } else {
        let stance = at(Stance::ALL, form, "stance");
        Reaction {
            stance,
            condition: form.text("condition"),
            date: when,
            source: if source.is_empty() && kept.position.is_some() { kept.source } else { source },
            // The field begins empty where the case spoke; what a person wrote beside that stays until it is put right.
            red_line: Some(form.text("red_line"))
                .filter(|line| !line.is_empty())
                .unwrap_or(judged.red_line.clone()),
            set_by,
            phase: form.chosen("phase").checked_sub(1).and_then(|at| Phase::ALL.get(at)).copied(),
            text: form.text("text"),
            position: kept.position,
            before: kept.before,
            ..judged
        }
    };
    if from == fields::FILES_OWN {
        at_or_end(&mut to.reactions, opened, reaction);
        return Ok(format!("how {} stands to {option}", party_name(to, party)));
    }
    // What the file has of its own goes only where it stood and the case is put in its place.
    let gives_way = from == fields::AS_CASE && opened.is_some_and(|at| is_own(&to.reactions[at]));
    let is_replaced = |r: &Reaction| r.option == *option && r.party == *party && (gives_way || !is_own(r));
    to.reactions.retain(|r| !is_replaced(r));
    to.reactions.push(reaction);
    Ok(format!("how {} stands to {option}", party_name(to, party)))
}

/// The first field that was changed since the form was opened although nothing of it would be kept.
fn lost_in_reaction(form: &Form, from: usize, opened: Vec<Field>) -> Option<&'static str> {
    let lost: &[&'static str] = match from {
        fields::AS_CASE => &["stance", "condition", "date", "source", "why", "text", "phase", "red_line"],
        fields::SET_HERE => &[],
        _ => &["why"],
    };
    let opened = Form::new(form.kind.clone(), "", opened);
    let is_changed =
        |name: &&str| form.text(name) != opened.text(name) || form.chosen(name) != opened.chosen(name);
    lost.iter().copied().find(is_changed)
}

fn future(id: Option<&Id<Future>>, form: &Form, to: &mut Comparison) -> Result<String, Wanting> {
    let title = needed(form, "title", "Give the future a name")?;
    let taken = to.futures.iter().map(|future| future.id.as_str());
    let new = free_id(&title, "future", taken);
    let start = id.and_then(|id| to.futures.iter().find(|f| f.id == *id)).cloned();
    let start = start.unwrap_or_else(|| Future { id: new, ..Future::default() });
    let baseline = form.chosen("baseline") == 1;
    if baseline {
        to.futures.iter_mut().for_each(|future| future.baseline = false);
    }
    let (story, assumptions) = (form.text("story"), marked(form, "assumptions"));
    let done = format!("future {title}");
    let (signs, changes) = (marked(form, "signs"), changes(form, "changes", &start.changes, to)?);
    let future = Future { title, story, baseline, signs, changes, assumptions, ..start };
    put(&mut to.futures, future, |f| f.id.as_str().to_owned());
    Ok(done)
}

fn values(form: &Form, to: &mut Comparison) -> Result<String, Wanting> {
    let mut values = to.values.clone().unwrap_or_default();
    values.from = at(ValuesFrom::ALL, form, "from");
    values.better = at(Better::ALL, form, "better");
    if values.from != ValuesFrom::Given {
        if to.capacity.is_none() {
            return Err(Wanting::new("from", "The file has no timetable to compute them from; choose given"));
        }
        if values.better != Better::Lower {
            return Err(Wanting::new("better", "A smaller gap is better: choose lower"));
        }
        values.cells.clear();
    }
    values.unit = form.text("unit");
    values.floor = number(form, "floor")?;
    values.alpha = number(form, "alpha")?;
    if values.alpha.is_some_and(|alpha| !(0.0..=1.0).contains(&alpha)) {
        return Err(Wanting::new("alpha", "Write a number from 0 to 1, or nothing for 0.5"));
    }
    values.source = form.text("source");
    to.values = Some(values);
    Ok("what the values are".to_owned())
}

fn value(
    option: &Id<ComparedOption>,
    future: &Id<Future>,
    form: &Form,
    to: &mut Comparison,
) -> Result<String, Wanting> {
    let value = number(form, "value")?.ok_or_else(|| Wanting::new("value", "Write a number"))?;
    let values = to.values.get_or_insert_default();
    values.cells.retain(|cell| cell.option != *option || cell.future != *future);
    values.cells.push(Value { option: option.clone(), future: future.clone(), value });
    Ok(format!("the value of {option} in {future}"))
}

fn assumption(
    id: Option<&Id<Assumption>>,
    form: &Form,
    cx: &Context<'_>,
    to: &mut Comparison,
) -> Result<String, Wanting> {
    let text = needed(form, "text", "Say in a sentence what is taken for granted")?;
    let start = id.and_then(|id| to.assumptions.iter().find(|a| a.id == *id)).cloned().unwrap_or_default();
    let taken = to.assumptions.iter().map(|assumption| assumption.id.as_str());
    let id = id.cloned().unwrap_or_else(|| free_id(&text, "assumption", taken));
    let status: AssumptionStatus = at(AssumptionStatus::ALL, form, "status");
    let by = if status == start.status { start.by.clone() } else { cx.by.to_owned() };
    let (since, source) = (date(form, "since")?, form.text("source"));
    let done = format!("assumption {id}: {status}");
    let if_broken = changes(form, "if_broken", &start.if_broken, to)?;
    let assumption = Assumption { id, text, status, since, by, source, if_broken };
    put(&mut to.assumptions, assumption, |a| a.id.as_str().to_owned());
    Ok(done)
}

fn indicator(id: Option<&Id<Indicator>>, form: &Form, to: &mut Comparison) -> Result<String, Wanting> {
    let title = needed(form, "title", "Say what is observed")?;
    let threshold = number(form, "threshold")?;
    let threshold =
        threshold.ok_or_else(|| Wanting::new("threshold", "From which value on does it tell something?"))?;
    let start = id.and_then(|id| to.indicators.iter().find(|i| i.id == *id)).cloned().unwrap_or_default();
    let taken = to.indicators.iter().map(|indicator| indicator.id.as_str());
    let id = id.cloned().unwrap_or_else(|| free_id(&title, "indicator", taken));
    let done = format!("indicator {title}");
    let indicator = Indicator {
        id,
        title,
        threshold,
        points_when: at(Side::ALL, form, "side"),
        points_to: marked(form, "points"),
        otherwise: marked(form, "otherwise"),
        against: marked(form, "against"),
        unit: form.text("unit"),
        source: form.text("source"),
        frequency: form.text("frequency"),
        owner: form.text("owner"),
        readings: read_each(form, "readings", &start.readings, fields::reading_text, reading_on)?,
    };
    put(&mut to.indicators, indicator, |i| i.id.as_str().to_owned());
    Ok(done)
}

fn reading(id: &Id<Indicator>, form: &Form, to: &mut Comparison) -> Result<String, Wanting> {
    let value = number(form, "value")?.ok_or_else(|| Wanting::new("value", "Write what was read"))?;
    let when = date(form, "date")?;
    if when.is_none() {
        return Err(Wanting::new("date", "Readings are read in the order of their dates"));
    }
    let reading = Reading { value, date: when, source: form.text("source"), note: form.text("note") };
    if let Some(indicator) = to.indicators.iter_mut().find(|indicator| indicator.id == *id) {
        indicator.readings.push(reading);
    }
    Ok(format!("a reading of {id}"))
}
