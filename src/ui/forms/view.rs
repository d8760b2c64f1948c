//! Forms that say how a screen looks at things. Nothing of them is saved.

use jiff::{Span, civil};

use super::{Context, Form, Wanting, many, marked, place, words};
use crate::{
    analysis::{
        comparison::{Chosen, of_case},
        matrix::{Filter, Heard, Sort},
        standing::AsOf,
    },
    import::Choices,
    model::{Agenda, Component, Date, Id, Issue, Phase},
    ui::{
        effect::{Effect, Setting},
        form::{choice, line},
        forms::FormKind,
        screens::scenarios::begin,
    },
};

/// Which of these forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewKind {
    /// Which issues the matrix shows, and in which order.
    Rows,
    /// Between which two moments movement is looked at.
    Between,
    /// Since when changes are looked at.
    Since,
    /// On which day the case is looked at as it was known.
    AsKnown,
    /// What the columns of a spreadsheet mean.
    Columns,
    /// Over which issues packages are counted, and up to which phase.
    Packages,
}

const ALL: &str = "all";

/// The form for the rows of the matrix.
#[must_use]
pub fn rows(filter: &Filter, sort: Sort, cx: &Context<'_>) -> Form {
    let with_all = |mut known: Vec<String>| {
        known.insert(0, ALL.to_owned());
        known
    };
    let component = filter.component.map_or(0, |component| place(Component::ALL, &component) + 1);
    let agenda = filter.agenda.map_or(0, |agenda| place(Agenda::ALL, &agenda) + 1);
    let only = |is_on: bool| usize::from(is_on);
    let mut fields = vec![
        choice("component", "About", with_all(words(Component::ALL, Component::word)), component),
        choice("agenda", "On the agenda", with_all(words(Agenda::ALL, Agenda::word)), agenda),
        choice(
            "moved",
            "Movement",
            vec!["any or none".into(), "only where somebody moved".into()],
            only(filter.moved),
        ),
        choice(
            "blocked",
            "Blocked",
            vec!["or not".into(), "only what is blocked".into()],
            only(filter.blocked),
        ),
    ];
    if cx.seen.is_team() {
        let heard = filter.heard.map_or(0, |heard| place(Heard::ALL, &heard) + 1);
        fields.push(choice("heard", "Heard as", with_all(words(Heard::ALL, Heard::word)), heard));
    }
    fields.push(choice("sort", "In order of", words(Sort::ALL, Sort::word), place(Sort::ALL, &sort)));
    Form::new(FormKind::View(ViewKind::Rows), "Which issues, and in which order", fields)
}

/// The form for two moments.
#[must_use]
pub fn between(from: &AsOf, to: &AsOf) -> Form {
    let fields = vec![
        line("from", "From the end of", &moment_words(from)),
        line("to", "to the end of", &moment_words(to)),
    ];
    let title = "Between which moments? A phase or a date each: negotiation, 1991-04, 1991-mid";
    Form::new(FormKind::View(ViewKind::Between), title, fields)
}

/// The form for a time since which changes are looked at.
#[must_use]
pub fn since() -> Form {
    let fields = vec![line("since", "Since", "yesterday")];
    let title = "Since when? today, yesterday, a number of days, or a date such as 2026-11-20";
    Form::new(FormKind::View(ViewKind::Since), title, fields)
}

/// The form for a day on which the case is looked at as it was known then.
#[must_use]
pub fn as_known(day: civil::Date) -> Form {
    let fields = vec![line("day", "At the end of", &day.to_string())];
    let title = "As known on which day? A date, yesterday, or 3 days";
    Form::new(FormKind::View(ViewKind::AsKnown), title, fields)
}

/// Who may be told, as a spreadsheet says it.
const DISCLOSURES: [&str; 4] = ["team", "confided", "shared", "public"];

/// The form for what columns mean.
#[must_use]
pub fn columns(choices: &Choices) -> Form {
    let map: Vec<String> = choices.map.iter().map(|(column, field)| format!("{column}={field}")).collect();
    let at = DISCLOSURES.iter().position(|word| choices.disclosure.as_deref() == Some(*word)).unwrap_or(0);
    let words = DISCLOSURES.iter().map(|word| (*word).to_owned()).collect();
    let fields =
        vec![line("columns", "Columns", &map.join("; ")), choice("disclosure", "Who may be told", words, at)];
    let title = "What columns mean that do not say so: column=field; column=field";
    Form::new(FormKind::View(ViewKind::Columns), title, fields)
}

/// The form for the packages of the case.
#[must_use]
pub fn packages(chosen: &Chosen, cx: &Context<'_>) -> Form {
    let issues = of_case(cx.seen, cx.standings, chosen, cx.today).issues;
    let taken: Vec<Id<Issue>> =
        issues.iter().filter(|issue| issue.is_taken).map(|issue| issue.id.clone()).collect();
    let items = issues.into_iter().map(|issue| (issue.id.to_string(), issue.title)).collect();
    let mut phases = words(Phase::ALL, Phase::word);
    phases.insert(0, "all phases".to_owned());
    let phase = chosen.phase.map_or(0, |phase| place(Phase::ALL, &phase) + 1);
    let fields =
        vec![many("issues", "Issues", items, &taken), choice("phase", "Stances up to", phases, phase)];
    let title = "A package takes one option for each of these issues";
    Form::new(FormKind::View(ViewKind::Packages), title, fields)
}

impl ViewKind {
    /// What happens when the form is done.
    pub fn effects(self, form: &Form, cx: &Context<'_>) -> Result<Vec<Effect>, Wanting> {
        let setting = self.read(form, cx)?;
        let mut effects = match &setting {
            Setting::Packages(chosen) => begin(&of_case(cx.seen, cx.standings, chosen, cx.today).comparison),
            _ => Vec::new(),
        };
        effects.push(Effect::Set(setting));
        Ok(effects)
    }

    /// What the form says.
    pub fn read(self, form: &Form, cx: &Context<'_>) -> Result<Setting, Wanting> {
        Ok(match self {
            Self::Rows => {
                let at = |name: &str| form.chosen(name).checked_sub(1);
                let filter = Filter {
                    component: at("component").and_then(|at| Component::ALL.get(at)).copied(),
                    agenda: at("agenda").and_then(|at| Agenda::ALL.get(at)).copied(),
                    moved: form.chosen("moved") == 1,
                    blocked: form.chosen("blocked") == 1,
                    heard: at("heard").and_then(|at| Heard::ALL.get(at)).copied(),
                };
                Setting::Rows(filter, Sort::ALL.get(form.chosen("sort")).copied().unwrap_or_default())
            }
            Self::Between => Setting::Between(moment(form, "from")?, moment(form, "to")?),
            Self::Columns => {
                let text = form.text("columns");
                let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
                let pair = |part: &str| {
                    let (column, field) = part.rsplit_once('=')?;
                    Some((column.trim().to_owned(), field.trim().to_owned()))
                };
                let map: Option<Vec<_>> = parts.map(pair).collect();
                let map = map.ok_or_else(|| {
                    Wanting::new(
                        "columns",
                        "Write column=field, parted by semicolons: Haltung=position; Datum=date",
                    )
                })?;
                let disclosure = DISCLOSURES.get(form.chosen("disclosure")).map(|word| (*word).to_owned());
                Setting::Columns(map, disclosure)
            }
            Self::Packages => {
                let issues: Vec<Id<Issue>> = marked(form, "issues");
                if issues.is_empty() {
                    return Err(Wanting::new("issues", "Mark the issues to be settled together with Space"));
                }
                let phase = form.chosen("phase").checked_sub(1).and_then(|at| Phase::ALL.get(at)).copied();
                Setting::Packages(Chosen { phase, issues: Some(issues) })
            }
            Self::Since => {
                let day = day(&form.text("since"), cx.today, Date::from).ok_or_else(|| no_day("since"))?;
                let begins = day.to_zoned(cx.zone.clone()).map_err(|_| no_day("since"))?;
                Setting::Since(begins.timestamp())
            }
            Self::AsKnown => {
                // From an earlier day, a later one may be chosen too: only the real today is no earlier day.
                let today = cx.pen.at.to_zoned(cx.zone.clone()).date();
                let day = day(&form.text("day"), today, Date::to).ok_or_else(|| no_day("day"))?;
                if day >= today {
                    return Err(Wanting::new("day", "That is no earlier day"));
                }
                Setting::AsKnown(day)
            }
        })
    }
}

/// A moment as one types it.
#[must_use]
pub fn moment_words(as_of: &AsOf) -> String {
    match as_of {
        AsOf::Now => "now".to_owned(),
        AsOf::Phase(phase) | AsOf::Within(phase) => phase.to_string(),
        AsOf::Date(date) => date.written().to_owned(),
    }
}

fn moment(form: &Form, name: &'static str) -> Result<AsOf, Wanting> {
    let text = form.text(name);
    if text == "now" {
        return Ok(AsOf::Now);
    }
    if let Some(phase) = Phase::from_word(&text) {
        return Ok(AsOf::Phase(phase));
    }
    let phases = words(Phase::ALL, Phase::word).join(", ");
    text.parse().map(AsOf::Date).map_err(|_| Wanting::new(name, format!("Write now, {phases}, or a date")))
}

/// A day as one types it, counted back from today; of a date that is a span, the day that counts.
fn day(text: &str, today: civil::Date, counts: fn(&Date) -> civil::Date) -> Option<civil::Date> {
    let back = match text {
        "today" => Some(0),
        "yesterday" => Some(1),
        number => number.trim_end_matches(" days").trim_end_matches(" day").parse::<i64>().ok(),
    };
    match back {
        Some(days @ 0..=36_500) => today.checked_sub(Span::new().days(days)).ok(),
        Some(_) => None,
        None => text.parse::<Date>().ok().map(|date| counts(&date)),
    }
}

fn no_day(field: &'static str) -> Wanting {
    Wanting::new(field, "Write today, yesterday, a number of days, or a date")
}
