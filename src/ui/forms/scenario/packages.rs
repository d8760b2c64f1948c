//! Packages of a comparison: which issues, who judges, by which rule; and how a party judges, by points or stances.

use super::{free_id, many};
use crate::{
    analysis::comparison::{Chosen, of_case},
    model::{
        ComparedParty, Comparison, Id, Infeasible, Issue, PackageIssue, PackageModel, PackageOption,
        PackageParty, Points, RuleOfAgreement, Stance, StanceFor,
    },
    search::fold,
    ui::{
        context::Context,
        form::{
            Field, Form, Value, Wanting, choice,
            choice::{StanceRow, Stances},
            line, lines,
        },
        forms::marked,
    },
};

/// Whether an issue of the packages follows the case.
fn follows(issue: &PackageIssue) -> bool {
    issue.options.iter().any(|option| !option.stands_for.is_empty())
}

/// The fields of the packages as a whole.
pub fn fields(base: &Comparison, cx: &Context<'_>) -> Vec<Field> {
    let model = base.packages.clone().unwrap_or_default();
    let known = of_case(cx.seen, cx.standings, &Chosen::default()).issues;
    let taken: Vec<Id<Issue>> =
        model.issues.iter().filter(|issue| follows(issue)).map(|issue| issue.id.cast()).collect();
    let known = known.into_iter().map(|issue| (issue.id.to_string(), issue.title)).collect();
    let own = model.issues.iter().filter(|issue| !follows(issue)).map(|issue| {
        let options: Vec<&str> = issue.options.iter().map(|option| option.title.as_str()).collect();
        format!("{}: {}", issue.title, options.join(" / "))
    });
    let judges: Vec<Id<ComparedParty>> = if base.packages.is_none() {
        base.parties.iter().map(|party| party.id.clone()).collect()
    } else {
        model.parties.iter().map(|party| party.party.clone()).collect()
    };
    let parties: Vec<(String, String)> =
        base.parties.iter().map(|party| (party.id.to_string(), party.name.clone())).collect();
    let mut rules = vec!["all of them".to_owned()];
    rules.extend((1..=parties.len()).map(|n| format!("at least {n} of them")));
    let (rule, vetoes) = match &model.rule {
        RuleOfAgreement::All => (0, Vec::new()),
        RuleOfAgreement::AtLeast { parties, vetoes } => (*parties as usize, vetoes.clone()),
    };
    let excluded = model.infeasible.iter().map(|set| {
        let titles: Vec<String> = set.options.iter().map(|id| option_words(&model, id)).collect();
        let why = if set.why.is_empty() { String::new() } else { format!(" = {}", set.why) };
        format!("{}{why}", titles.join(" + "))
    });
    vec![
        many("case", "Of the case", known, &taken),
        lines("own", "Own issues", &own.collect::<Vec<_>>().join("\n")),
        many("parties", "Who judges", parties.clone(), &judges),
        choice("rule", "Who must agree", rules, rule),
        many("vetoes", "in any case", parties, &vetoes),
        lines("excluded", "Not together", &excluded.collect::<Vec<_>>().join("\n")),
        line("source", "Where from", &model.source),
    ]
}

/// `Police: over a year`.
fn option_words(model: &PackageModel, id: &Id<PackageOption>) -> String {
    let mut all = model.issues.iter().flat_map(|issue| issue.options.iter().map(move |o| (issue, o)));
    let found = all.find(|(_, option)| option.id == *id);
    found.map_or_else(|| id.to_string(), |(issue, option)| format!("{}: {}", issue.title, option.title))
}

/// The option that is meant: by issue and title, else by the title alone where no other has it.
fn option_named(model: &PackageModel, words: &str) -> Option<Id<PackageOption>> {
    let wanted = fold(words.trim());
    let all = || model.issues.iter().flat_map(|issue| issue.options.iter().map(move |o| (issue, o)));
    let whole = all().find(|(issue, o)| fold(&format!("{}: {}", issue.title, o.title)) == wanted);
    let mut short = all().filter(|(_, option)| fold(&option.title) == wanted);
    let short = short.next().filter(|_| short.next().is_none());
    whole.or(short).map(|(_, option)| option.id.clone())
}

/// Puts what the form says into the comparison. Points and stances on options that stay are kept.
pub fn read(form: &Form, cx: &Context<'_>, to: &mut Comparison) -> Result<String, Wanting> {
    let before = to.packages.clone().unwrap_or_default();
    let mut model = before.clone();
    model.issues = of_the_case(form, cx, &before);
    own_issues(form, &before, &mut model.issues)?;
    if model.issues.is_empty() {
        return Err(Wanting::new("case", "Mark issues of the case, or write some below"));
    }
    let judges: Vec<Id<ComparedParty>> = marked(form, "parties");
    if judges.is_empty() {
        return Err(Wanting::new("parties", "Mark who judges the packages"));
    }
    let known: Vec<Id<PackageOption>> =
        model.issues.iter().flat_map(|issue| issue.options.iter().map(|option| option.id.clone())).collect();
    let judge = |party: &Id<ComparedParty>| {
        let own = before.parties.iter().find(|judge| judge.party == *party).cloned();
        let mut judge =
            own.unwrap_or_else(|| PackageParty { party: party.clone(), ..PackageParty::default() });
        judge.points.retain(|points| known.contains(&points.option));
        judge.stances.retain(|stance| known.contains(&stance.option));
        judge
    };
    model.parties = judges.iter().map(judge).collect();
    model
        .linkages
        .retain(|l| judges.contains(&l.party) && known.contains(&l.gives) && known.contains(&l.gets));
    model.rule = rule(form, &judges)?;
    model.infeasible = excluded(form, &before, &model)?;
    model.source = form.text("source");
    let done = format!("packages over {} issues", model.issues.len());
    to.packages = Some(model);
    Ok(done)
}

/// The issues of the case that are marked, as the case has them now.
fn of_the_case(form: &Form, cx: &Context<'_>, before: &PackageModel) -> Vec<PackageIssue> {
    let issues: Vec<Id<Issue>> = marked(form, "case");
    if issues.is_empty() {
        return Vec::new();
    }
    let chosen = Chosen { issues: Some(issues.clone()), phase: None };
    let now = of_case(cx.seen, cx.standings, &chosen).comparison.packages.unwrap_or_default().issues;
    // One that the case holds no longer stays as the file has it.
    let gone = before
        .issues
        .iter()
        .filter(|issue| issues.contains(&issue.id.cast()) && now.iter().all(|there| there.id != issue.id));
    gone.cloned().chain(now.clone()).filter(|issue| issues.contains(&issue.id.cast())).collect()
}

/// The issues of the file alone: `Land: later / some now`, one on a line.
fn own_issues(form: &Form, before: &PackageModel, to: &mut Vec<PackageIssue>) -> Result<(), Wanting> {
    let old: Vec<&PackageIssue> = before.issues.iter().filter(|issue| !follows(issue)).collect();
    let typed = form.text("own");
    for (n, text) in typed.lines().map(str::trim).filter(|text| !text.is_empty()).enumerate() {
        let wanting = || Wanting::new("own", "Write each on a line as Land: later / some now");
        let (title, options) = text.split_once(": ").ok_or_else(wanting)?;
        let titles: Vec<&str> = options.split(" / ").map(str::trim).filter(|o| !o.is_empty()).collect();
        let known = old.iter().find(|issue| issue.title == title).or_else(|| old.get(n)).copied();
        let mut issue = PackageIssue { title: title.to_owned(), ..PackageIssue::default() };
        let free = |id: &Id<PackageIssue>| to.iter().all(|other| other.id != *id);
        let taken = to.iter().chain(&before.issues).map(|issue| issue.id.as_str());
        issue.id = known
            .map(|known| known.id.clone())
            .filter(free)
            .unwrap_or_else(|| free_id(title, "issue", taken));
        for (n, title) in titles.iter().enumerate() {
            let of = |known: &&PackageIssue| {
                let same = known.options.iter().find(|option| option.title == *title);
                let in_place = known.options.get(n).filter(|old| !titles.contains(&old.title.as_str()));
                same.or(in_place).map(|option| option.id.clone())
            };
            let all = to.iter().chain(&before.issues).chain([&issue]).flat_map(|issue| &issue.options);
            let taken = all.map(|option| option.id.as_str());
            let id = known.as_ref().and_then(of).filter(|id| issue.options.iter().all(|o| o.id != *id));
            let id = id.unwrap_or_else(|| free_id(title, "option", taken));
            issue.options.push(PackageOption { id, title: (*title).to_owned(), stands_for: Vec::new() });
        }
        if issue.options.is_empty() {
            return Err(wanting());
        }
        to.push(issue);
    }
    Ok(())
}

fn rule(form: &Form, judges: &[Id<ComparedParty>]) -> Result<RuleOfAgreement, Wanting> {
    let vetoes: Vec<Id<ComparedParty>> = marked(form, "vetoes");
    if let Some(other) = vetoes.iter().find(|veto| !judges.contains(veto)) {
        return Err(Wanting::new("vetoes", format!("{other} does not judge these packages")));
    }
    match form.chosen("rule") {
        0 => Ok(RuleOfAgreement::All),
        n if n > judges.len() => Err(Wanting::new("rule", "So many parties do not judge these packages")),
        n => Ok(RuleOfAgreement::AtLeast { parties: u32::try_from(n).unwrap_or(u32::MAX), vetoes }),
    }
}

/// Options that cannot stand together: `Police: at once + Land: later = why`, one set on a line.
fn excluded(form: &Form, before: &PackageModel, model: &PackageModel) -> Result<Vec<Infeasible>, Wanting> {
    let mut all = Vec::new();
    let typed = form.text("excluded");
    for text in typed.lines().map(str::trim).filter(|text| !text.is_empty()) {
        let (options, why) = text.split_once(" = ").unwrap_or((text, ""));
        let mut set = Infeasible { why: why.trim().to_owned(), ..Infeasible::default() };
        for words in options.split(" + ") {
            let known = option_named(model, words).or_else(|| option_named(before, words));
            let wanting = || Wanting::new("excluded", format!("There is no option \"{}\"", words.trim()));
            set.options.push(known.ok_or_else(wanting)?);
        }
        if set.options.len() < 2 {
            let words = "Write each as Police: at once + Land: later";
            return Err(Wanting::new("excluded", words));
        }
        let is_left = |id: &Id<PackageOption>| {
            model.issues.iter().any(|issue| issue.options.iter().any(|o| o.id == *id))
        };
        if set.options.iter().all(is_left) {
            all.push(set);
        }
    }
    Ok(all)
}

/// Heading and fields of a party as a judge: its points, and its stances on options that do not follow the case.
pub fn judge_fields(party: &Id<ComparedParty>, base: &Comparison) -> (String, Vec<Field>) {
    let name = base.parties.iter().find(|p| p.id == *party).map_or(party.as_str(), |p| p.name.as_str());
    let model = base.packages.clone().unwrap_or_default();
    let judge = model.parties.iter().find(|judge| judge.party == *party).cloned().unwrap_or_default();
    let points = judge.points.iter().map(|p| format!("{} = {}", option_words(&model, &p.option), p.points));
    let mut fields = vec![
        line("threshold", "Must reach", &judge.threshold.map_or_else(String::new, |t| t.to_string())),
        lines("points", "Points", &points.collect::<Vec<_>>().join("\n")),
    ];
    let own = own_options(party, base);
    if !own.is_empty() {
        let row = |(option, words): (Id<PackageOption>, String)| StanceRow {
            stance: judge.stances.iter().find(|s| s.option == option).map(|s| s.stance),
            option: option.cast(),
            words,
        };
        let stances = Stances::new(own.into_iter().map(row).collect());
        fields.insert(0, Field { name: "stances", label: "Stances".into(), value: Value::Stances(stances) });
    }
    (format!("{name} on the packages"), fields)
}

/// The options on which the file, and not the case, says how a party stands.
fn own_options(party: &Id<ComparedParty>, base: &Comparison) -> Vec<(Id<PackageOption>, String)> {
    let is_linked = base.parties.iter().any(|p| p.id == *party && p.actor.is_some());
    let Some(model) = &base.packages else { return Vec::new() };
    let options = model.issues.iter().flat_map(|issue| &issue.options);
    let own = options.filter(|option| !is_linked || option.stands_for.is_empty());
    own.map(|option| (option.id.clone(), option_words(model, &option.id))).collect()
}

/// What the form says of a party as a judge.
pub fn read_judge(party: &Id<ComparedParty>, form: &Form, to: &mut Comparison) -> Result<String, Wanting> {
    let own = own_options(party, to);
    let threshold = super::read::number(form, "threshold")?;
    let model = to.packages.get_or_insert_default();
    let mut points = Vec::new();
    let typed = form.text("points");
    for text in typed.lines().map(str::trim).filter(|text| !text.is_empty()) {
        let wanting = || Wanting::new("points", "Write each on a line as Land: some now = 3");
        let (words, value) = text.rsplit_once('=').ok_or_else(wanting)?;
        let value = value.trim().parse::<f64>().ok().filter(|value| value.is_finite() && value.abs() < 1e12);
        let value = value.ok_or_else(wanting)?;
        let option = option_named(model, words).ok_or_else(|| {
            Wanting::new("points", format!("There is no option \"{}\" in the packages", words.trim()))
        })?;
        points.push(Points { option, points: value });
    }
    if threshold.is_none() && !points.is_empty() {
        return Err(Wanting::new("threshold", "Which score must a package reach for it?"));
    }
    let Some(judge) = model.parties.iter_mut().find(|judge| judge.party == *party) else {
        return Err(Wanting::new("threshold", "It does not judge these packages"));
    };
    (judge.threshold, judge.points) = (threshold, points);
    if let Some(Value::Stances(stances)) = form.value("stances") {
        let conditions: Vec<StanceFor> = judge.stances.clone();
        judge.stances.retain(|stance| own.iter().all(|(option, _)| *option != stance.option));
        for row in &stances.rows {
            let option: Id<PackageOption> = row.option.cast();
            let before = conditions.iter().find(|stance| stance.option == option);
            let stance = row.stance.filter(|stance| *stance != Stance::Unknown);
            judge.stances.extend(stance.map(|stance| StanceFor {
                condition: before.map_or_else(String::new, |before| before.condition.clone()),
                option: option.clone(),
                stance,
            }));
        }
    }
    Ok(format!("how {party} judges packages"))
}
