//! What moves the context: a driver, the outcomes that it may take, and which of them each future takes.

use super::{
    free_id,
    read::{at, put},
};
use crate::{
    model::{Comparison, Driver, DriverKind, Id, Outcome, OutcomeIn},
    ui::{
        form::{Field, Form, Wanting, choice, line, lines},
        forms::{needed, place, words},
    },
};

/// The names of the fields of each future: four and a baseline at most.
const EACH: [&str; 5] = ["in 1", "in 2", "in 3", "in 4", "in 5"];

fn start(id: Option<&Id<Driver>>, base: &Comparison) -> Driver {
    id.and_then(|id| base.drivers.iter().find(|driver| driver.id == *id)).cloned().unwrap_or_default()
}

/// Heading and fields. The outcome of each future can be chosen once the outcomes are saved.
pub fn fields(id: Option<&Id<Driver>>, base: &Comparison) -> (String, Vec<Field>) {
    let driver = start(id, base);
    let outcomes: Vec<&str> = driver.outcomes.iter().map(|outcome| outcome.title.as_str()).collect();
    let mut fields = vec![
        line("title", "In a few words", &driver.title),
        choice(
            "kind",
            "It is",
            words(DriverKind::ALL, DriverKind::word),
            place(DriverKind::ALL, &driver.kind),
        ),
        lines("outcomes", "Outcomes", &outcomes.join("\n")),
    ];
    if !driver.outcomes.is_empty() {
        for (future, name) in base.futures.iter().zip(EACH) {
            let taken = future.outcomes.iter().find(|taken| taken.driver == driver.id);
            let at = driver.outcomes.iter().position(|o| Some(&o.id) == taken.map(|taken| &taken.outcome));
            let mut all = vec!["not told".to_owned()];
            all.extend(outcomes.iter().map(|outcome| (*outcome).to_owned()));
            fields.push(choice(name, format!("In {}", future.title), all, at.map_or(0, |at| at + 1)));
        }
    }
    let heading = if id.is_some() { format!("The driver {}", driver.title) } else { "New driver".to_owned() };
    (heading, fields)
}

/// What the form says. An outcome keeps its id while its words are the same, else its place in the list tells it.
pub fn read(id: Option<&Id<Driver>>, form: &Form, to: &mut Comparison) -> Result<String, Wanting> {
    let title = needed(form, "title", "Say in a few words what moves the context")?;
    let before = start(id, to);
    let typed = form.text("outcomes");
    let titles: Vec<&str> = typed.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if titles.is_empty() {
        return Err(Wanting::new("outcomes", "Write each outcome that it may take on a line of its own"));
    }
    let mut outcomes: Vec<Outcome> = Vec::new();
    for (n, title) in titles.iter().enumerate() {
        let same = before.outcomes.iter().find(|outcome| outcome.title == *title);
        let in_place = before.outcomes.get(n).filter(|old| !titles.contains(&old.title.as_str()));
        let known = same.or(in_place).map(|outcome| outcome.id.clone());
        let known = known.filter(|id| outcomes.iter().all(|outcome| outcome.id != *id));
        let taken = before.outcomes.iter().chain(&outcomes).map(|outcome| outcome.id.as_str());
        let id = known.unwrap_or_else(|| free_id(title, "outcome", taken));
        outcomes.push(Outcome { id, title: (*title).to_owned() });
    }
    let taken = to.drivers.iter().map(|driver| driver.id.as_str());
    let id = id.cloned().unwrap_or_else(|| free_id(&title, "driver", taken));
    for (future, name) in to.futures.iter_mut().zip(EACH) {
        if !before.outcomes.is_empty() {
            future.outcomes.retain(|taken| taken.driver != id);
            let chosen = form.chosen(name).checked_sub(1).and_then(|at| before.outcomes.get(at));
            future
                .outcomes
                .extend(chosen.map(|outcome| OutcomeIn { driver: id.clone(), outcome: outcome.id.clone() }));
        }
        future.outcomes.retain(|taken| taken.driver != id || outcomes.iter().any(|o| o.id == taken.outcome));
    }
    let done = format!("driver {title}");
    let driver = Driver { id, title, kind: at(DriverKind::ALL, form, "kind"), outcomes };
    put(&mut to.drivers, driver, |driver| driver.id.as_str().to_owned());
    Ok(done)
}
