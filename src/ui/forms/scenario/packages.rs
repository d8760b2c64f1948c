//! Packages of a comparison: which issues, who judges, by which rule; and how a party judges, by points or stances.

use super::{free_id, many, on_one_line, party_name, timetable::numbers::plain_number, typed_lines};
use crate::{
    analysis::{
        comparison::{issues_to_choose, made_for},
        standing::Standings,
    },
    audience::Seen,
    model::{
        ComparedParty, Comparison, Id, Infeasible, Issue, PackageIssue, PackageModel, PackageOption,
        PackageParty, Points, RuleOfAgreement, Stance, StanceFor,
    },
    search::fold,
    ui::{
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

/// The fields of the packages as a whole; `known` are the issues of the case that the file may name.
pub fn fields(base: &Comparison, known: &[PackageIssue]) -> Vec<Field> {
    let model = base.packages.clone().unwrap_or_default();
    let taken: Vec<Id<Issue>> =
        model.issues.iter().filter(|issue| follows(issue)).map(|issue| issue.id.cast()).collect();
    let known = known.iter().map(|issue| (issue.id.to_string(), issue.title.clone())).collect();
    let own = model.issues.iter().filter(|issue| !follows(issue)).map(issue_line);
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
    let excluded = model.infeasible.iter().map(|set| excluded_line(&model, set));
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
pub fn read(form: &Form, known: Vec<PackageIssue>, to: &mut Comparison) -> Result<String, Wanting> {
    let before = to.packages.clone().unwrap_or_default();
    let mut model = before.clone();
    model.issues = issues(form, &before, known)?;
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
    model.principles.retain(|mark| known.contains(&mark.option));
    model.rule = rule(form, &judges, to)?;
    model.infeasible = excluded(form, &before, &model)?;
    model.source = form.text("source");
    let done = format!("packages over {} issues", model.issues.len());
    to.packages = Some(model);
    Ok(done)
}

/// The issues of the case that a file may name: those that the team sees, as far as its audience sees them too.
pub fn known_issues(base: &Comparison, seen: &Seen<'_>, standings: &Standings) -> Vec<PackageIssue> {
    let mut issues = issues_to_choose(seen, standings);
    let theirs = seen.narrowed(&made_for(base));
    for issue in &mut issues {
        issue.options.retain(|option| option.stands_for.iter().all(|id| theirs.locate(id).is_some()));
    }
    issues.retain(|issue| issue.options.len() > 1 && theirs.locate(&issue.id.cast::<Issue>()).is_some());
    issues
}

/// The issues that are marked or written: those that were there stay as the file has them and in their order, whatever
/// the case has now; then come new ones of the file, and new ones of the case as it has them.
fn issues(
    form: &Form,
    before: &PackageModel,
    known: Vec<PackageIssue>,
) -> Result<Vec<PackageIssue>, Wanting> {
    let marked: Vec<Id<Issue>> = marked(form, "case");
    let is_marked = |issue: &PackageIssue| marked.contains(&issue.id.cast());
    let stays = |issue: &&PackageIssue| follows(issue) && is_marked(issue);
    let mut others: Vec<PackageIssue> = before.issues.iter().filter(stays).cloned().collect();
    let new: Vec<PackageIssue> = known
        .into_iter()
        .filter(|issue| is_marked(issue) && others.iter().all(|there| there.id != issue.id))
        .collect();
    others.extend(new.iter().cloned());
    let mut own = own_issues(form, before, &others)?.into_iter();
    let mut all = Vec::new();
    for issue in &before.issues {
        if follows(issue) {
            all.extend(Some(issue).filter(stays).cloned());
        } else {
            all.extend(own.next());
        }
    }
    all.extend(own.chain(new));
    Ok(all)
}

/// `Land: later / some now`.
fn issue_line(issue: &PackageIssue) -> String {
    let options: Vec<&str> = issue.options.iter().map(|option| option.title.as_str()).collect();
    on_one_line(&format!("{}: {}", issue.title, options.join(" / ")))
}

/// Title and options on a line that was typed. A title cannot hold what parts titles here and in the other fields.
fn parts(line: &str) -> Result<(&str, Vec<&str>), Wanting> {
    let wanting = || Wanting::new("own", "Write each on a line as Land: later / some now");
    let (title, options) = line.split_once(": ").ok_or_else(wanting)?;
    let options: Vec<&str> = options.split(" / ").map(str::trim).filter(|o| !o.is_empty()).collect();
    let holds = |words: &&&str| [": ", " / ", " + ", " = "].iter().any(|mark| words.contains(mark));
    if let Some(words) = options.iter().chain([&title]).find(holds) {
        return Err(Wanting::new("own", format!("\"{words}\": write it without : / + = between its words")));
    }
    if options.is_empty() { Err(wanting()) } else { Ok((title, options)) }
}

/// The issues of the file alone, one on a line. A line that nobody changed is the issue as it was, whatever its titles
/// hold. One that was reworded is known by its title, by its options, or, if as many lines stand there, by its place.
fn own_issues(
    form: &Form,
    before: &PackageModel,
    others: &[PackageIssue],
) -> Result<Vec<PackageIssue>, Wanting> {
    let old: Vec<&PackageIssue> = before.issues.iter().filter(|issue| !follows(issue)).collect();
    let typed = form.text("own");
    let lines = typed_lines(&typed);
    let has_title =
        |line: &str, issue: &PackageIssue| line.split_once(": ").is_some_and(|l| l.0 == issue.title);
    let is_on = |line: &str, issue: &PackageIssue| line == issue_line(issue) || has_title(line, issue);
    let gone: Vec<&PackageIssue> =
        old.iter().filter(|issue| !lines.iter().any(|line| is_on(line, issue))).copied().collect();
    let mut all = others.to_vec();
    for (n, line) in lines.iter().enumerate() {
        let is_free = |issue: &&&PackageIssue| is_free(issue, &all);
        if let Some(same) = old.iter().filter(is_free).find(|issue| issue_line(issue) == *line) {
            all.push((*same).clone());
            continue;
        }
        let (title, options) = parts(line)?;
        let shares =
            |issue: &&&PackageIssue| issue.options.iter().any(|o| options.contains(&o.title.as_str()));
        let mut sharing = gone.iter().filter(shares);
        let by_options = sharing.next().filter(|_| sharing.next().is_none());
        let at_place = old.get(n).filter(|_| lines.len() == old.len());
        let at_place = || at_place.filter(|old| gone.iter().any(|issue| issue.id == old.id));
        let known = old.iter().find(|issue| issue.title == title).or(by_options).or_else(at_place);
        let known = known.filter(is_free).copied();
        all.push(reworded(known, title, &options, before, &all));
    }
    Ok(all.split_off(others.len()))
}

/// Whether nothing that is there has an id of an issue or of its options.
fn is_free(issue: &PackageIssue, there: &[PackageIssue]) -> bool {
    let has = |option: &PackageOption| {
        there.iter().flat_map(|other| &other.options).any(|other| other.id == option.id)
    };
    there.iter().all(|other| other.id != issue.id) && !issue.options.iter().any(has)
}

/// An issue with the words that were typed, and with the ids of what it was before, if that is known.
fn reworded(
    known: Option<&PackageIssue>,
    title: &str,
    options: &[&str],
    before: &PackageModel,
    there: &[PackageIssue],
) -> PackageIssue {
    let taken = || there.iter().chain(&before.issues);
    let new = || free_id(title, "issue", taken().map(|issue| issue.id.as_str()));
    let id = known.map_or_else(new, |known| known.id.clone());
    let mut issue = PackageIssue { id, title: title.to_owned(), ..PackageIssue::default() };
    for (n, title) in options.iter().enumerate() {
        let of = |known: &PackageIssue| {
            let same = known.options.iter().find(|option| option.title == *title);
            let at_place = known.options.get(n).filter(|_| known.options.len() == options.len());
            let at_place = at_place.filter(|old| !options.contains(&old.title.as_str()));
            same.or(at_place).map(|option| option.id.clone())
        };
        let id = known.and_then(of).filter(|id| issue.options.iter().all(|option| option.id != *id));
        let all = taken().chain([&issue]).flat_map(|issue| &issue.options);
        let id = id.unwrap_or_else(|| free_id(title, "option", all.map(|option| option.id.as_str())));
        issue.options.push(PackageOption { id, title: (*title).to_owned(), stands_for: Vec::new() });
    }
    issue
}

fn rule(form: &Form, judges: &[Id<ComparedParty>], of: &Comparison) -> Result<RuleOfAgreement, Wanting> {
    let vetoes: Vec<Id<ComparedParty>> = marked(form, "vetoes");
    if let Some(other) = vetoes.iter().find(|veto| !judges.contains(veto)) {
        return Err(Wanting::new(
            "vetoes",
            format!("{} does not judge these packages", party_name(of, other)),
        ));
    }
    match form.chosen("rule") {
        0 => Ok(RuleOfAgreement::All),
        n if n > judges.len() => Err(Wanting::new("rule", "So many parties do not judge these packages")),
        n => Ok(RuleOfAgreement::AtLeast { parties: u32::try_from(n).unwrap_or(u32::MAX), vetoes }),
    }
}

/// `Police: at once + Land: later = why`.
fn excluded_line(model: &PackageModel, set: &Infeasible) -> String {
    let titles: Vec<String> = set.options.iter().map(|id| option_words(model, id)).collect();
    let why = if set.why.is_empty() { String::new() } else { format!(" = {}", set.why) };
    on_one_line(&format!("{}{why}", titles.join(" + ")))
}

/// Options that cannot stand together, one set on a line. A line that nobody changed is the set as it was.
fn excluded(form: &Form, before: &PackageModel, model: &PackageModel) -> Result<Vec<Infeasible>, Wanting> {
    let mut all = Vec::new();
    let typed = form.text("excluded");
    for text in typed_lines(&typed) {
        let same = before.infeasible.iter().find(|set| excluded_line(before, set) == text);
        let set = same.cloned().map_or_else(|| excluded_anew(text, before, model), Ok)?;
        let is_left = |id: &Id<PackageOption>| {
            model.issues.iter().any(|issue| issue.options.iter().any(|o| o.id == *id))
        };
        if set.options.iter().all(is_left) {
            all.push(set);
        }
    }
    Ok(all)
}

fn excluded_anew(text: &str, before: &PackageModel, model: &PackageModel) -> Result<Infeasible, Wanting> {
    let (options, why) = text.split_once(" = ").unwrap_or((text, ""));
    let mut set = Infeasible { why: why.trim().to_owned(), ..Infeasible::default() };
    for words in options.split(" + ") {
        let known = option_named(model, words).or_else(|| option_named(before, words));
        let wanting = || Wanting::new("excluded", format!("There is no option \"{}\"", words.trim()));
        set.options.push(known.ok_or_else(wanting)?);
    }
    if set.options.len() < 2 {
        return Err(Wanting::new("excluded", "Write each as Police: at once + Land: later"));
    }
    Ok(set)
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
    for text in typed_lines(&typed) {
        let wanting = || Wanting::new("points", "Write each on a line as Land: some now = 3");
        let (words, value) = text.rsplit_once('=').ok_or_else(wanting)?;
        let value = plain_number(value).ok_or_else(wanting)?;
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
            // Another stance leaves its condition behind.
            let holds = |was: &&StanceFor| Some(was.stance) == stance || stance == Some(Stance::AcceptsIf);
            let condition = before.filter(holds).map_or_else(String::new, |was| was.condition.clone());
            judge.stances.extend(stance.map(|stance| StanceFor { option, stance, condition }));
        }
    }
    Ok(format!("how {} judges packages", party_name(to, party)))
}
