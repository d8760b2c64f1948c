//! The findings of a comparison as headings with lines under them, in the order in which they matter.

use super::Section;
use crate::{
    analysis::{
        capacity::Swing,
        comparison::{
            AssumptionFound, Findings, FutureFound, OptionFound, ReactionFound, people, same_luck, unit_word,
        },
        packages::{Names, Packages},
        rules::Ruling,
    },
    model::{Account, Comparison},
};

/// Every part that there is something to say about; `packages` is the comparison that carries the packages.
pub fn sections(found: &Findings, packages: &Comparison) -> Vec<Section> {
    let title = if found.title.is_empty() { &found.question } else { &found.title };
    let mut sections = vec![Section { title: title.clone(), lines: head(found) }];
    let mut add = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            sections.push(Section { title: title.to_owned(), lines });
        }
    };
    add("Options that would breach a principle", found.principles.iter().map(|p| p.words.clone()).collect());
    add("Options", found.options.iter().flat_map(option).collect());
    add(
        "Futures",
        found
            .futures
            .iter()
            .map(|future| {
                format!(
                    "{}  {}{}",
                    future.id,
                    future.words(),
                    if future.baseline { " (the others are read against it)" } else { "" }
                )
            })
            .collect(),
    );
    add(
        "Where parties stand",
        found.standing.iter().map(|s| format!("{}: {}; {}", s.option, s.words, s.opened)).collect(),
    );
    add("Where each reaction comes from", found.reactions.iter().map(reaction).collect());
    add("Values", values(found));
    add("Decision rules, side by side", rules(found));
    add("Capacity over time, at likely values", capacity(found));
    add("Worst gap in each future, at likely values", gaps_by_future(found));
    add("What matters most to the worst gap", found.what_matters_most().map(swing).collect());
    add("How far inputs may go", found.break_evens.iter().map(|found| found.words.clone()).collect());
    let packages = found.packages.as_ref().zip(Names::of(packages));
    add(
        "Packages: one option for each issue",
        packages.map(|(packages, names)| package_lines(packages, names)).unwrap_or_default(),
    );
    add("What the options do to each criterion", effects(found));
    add("What the options leave open", coverage(found));
    add("What would have to be true for another option to come first", found.flips.clone());
    add("Assumptions", found.assumptions.iter().map(AssumptionFound::told).collect());
    add(
        "Indicators",
        found
            .indicators
            .iter()
            .map(|indicator| indicator.words.clone())
            .chain(found.pointing.iter().map(|p| p.words.clone()))
            .collect(),
    );
    add(
        "Real cases",
        found
            .analogues
            .iter()
            .map(|analogue| {
                format!(
                    "{}: {} Why it may not fit: {}",
                    analogue.title, analogue.happened, analogue.may_not_fit
                )
            })
            .collect(),
    );
    add("Told differently", found.accounts.iter().map(account).collect());
    add("Not modelled", found.caveats.clone());
    add("What could not be said", found.gaps.clone());
    sections
}

fn head(found: &Findings) -> Vec<String> {
    let mut lines = vec![found.question.clone()];
    let for_whom = format!("for: {}", found.audience);
    lines.push(if found.marking.is_empty() { for_whom } else { format!("{}  {for_whom}", found.marking) });
    if found.horizon > 0 {
        lines.push(format!("Horizon: {} months", found.horizon));
    }
    if !found.packages_from.is_empty() {
        lines.push(format!("Packages from: {}", found.packages_from));
    }
    lines
}

/// An option, and under it what it is.
fn option(found: &OptionFound) -> Vec<String> {
    let parts = found.parts().into_iter().filter(|(_, words)| !words.is_empty());
    let parts = parts.map(|(label, words)| format!("    {label}: {}", words.join("; ")));
    std::iter::once(format!("{}  {}", found.id, found.title)).chain(parts).collect()
}

/// A reaction with where it comes from: a position of a case with its phase and date, a person, or the file.
fn reaction(found: &ReactionFound) -> String {
    let condition = if found.condition.is_empty() { String::new() } else { format!(" {}", found.condition) };
    let mut words =
        format!("{}, {}: {}{condition}; {}", found.option, found.party, found.stance, found.origin);
    let mut add = |label: &str, what: &str| {
        if !what.is_empty() {
            words = format!("{words}; {label}: {}", what.trim_end_matches('.'));
        }
    };
    if let (Some(moved), Some(before)) = (found.moved, found.before) {
        add(&format!("moved {moved}, before"), before);
    }
    add("red line", &found.red_line_text);
    add("would move for", &found.trade);
    add("spoiler risk", &found.spoiler_words());
    words
}

fn values(found: &Findings) -> Vec<String> {
    let Some(values) = &found.values else { return Vec::new() };
    let mut lines =
        vec![format!("In {}, {} is better; {}", unit_word(&values.unit), values.better, values.from)];
    for row in &values.rows {
        let cells = values
            .futures
            .iter()
            .zip(&row.values)
            .map(|(future, value)| format!("{future} {}", figure(*value)));
        lines.push(format!("{}: {}", row.option, cells.collect::<Vec<_>>().join("; ")));
    }
    lines
}

/// A figure with no more places than tell something.
fn figure(value: f64) -> String {
    if value.abs() >= 100.0 {
        format!("{value:.0}")
    } else {
        format!("{value:.2}").trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

/// Every rule with its picks, its figure for each option, and what that figure is.
fn rules(found: &Findings) -> Vec<String> {
    if !found.rules_left_out.is_empty() {
        return vec![format!("They are {}.", found.rules_left_out)];
    }
    let (Some(values), Some(rules)) = (&found.values, &found.rules) else { return Vec::new() };
    let mut lines = Vec::new();
    let mut say = |name: &str, ruling: &Ruling| {
        let picks = if ruling.picks.is_empty() { "nothing".to_owned() } else { ruling.picks.join(" and ") };
        let each = values.rows.iter().zip(&ruling.values);
        let figures = each.map(|(row, value)| format!("{} {}", row.option, figure(*value)));
        let figures = figures.collect::<Vec<_>>().join(", ");
        lines.push(format!("{name}: {picks}; {figures} ({})", ruling.note));
    };
    say("Best worst value (maximin)", &rules.maximin);
    say("Best best value (maximax)", &rules.maximax);
    say("Best mean (Laplace)", &rules.laplace);
    say(&format!("Mix of best and worst (Hurwicz, alpha {})", rules.alpha), &rules.hurwicz);
    say("Smallest largest regret (Savage)", &rules.minimax_regret);
    if let Some(ruling) = &rules.satisficing {
        say("Good enough in most futures", ruling);
    }
    say("Not dominated", &rules.dominance);
    lines.extend(rules.dominated.iter().map(|pair| format!("{} is dominated by {}", pair.option, pair.by)));
    lines.extend(
        rules
            .regret_without
            .iter()
            .map(|w| format!("Smallest largest regret without {}: {}", w.left_out, w.picks.join(" and "))),
    );
    if rules.disagree {
        lines.push("The rules do not agree, and are not added up.".to_owned());
    }
    lines
}

fn capacity(found: &Findings) -> Vec<String> {
    let mut lines = Vec::new();
    for option in &found.capacity {
        lines.push(format!("{}: {}", option.option, option.words));
        if let Some(bands) = &option.bands {
            lines.push(format!("    middle of the runs: {}", people(bands.worst_gap.middle)));
            let same_luck = same_luck(&option.option, &found.same_luck, found.runs);
            if !same_luck.is_empty() {
                lines.push(format!("    under the same luck {same_luck}"));
            }
        }
        lines.push(format!("    gap closes: {}", option.gap_closes));
        if !option.cost_words.is_empty() {
            lines.push(format!("    cost: {}", option.cost_words));
        }
    }
    lines
}

/// For each future the worst gap of every option, and its month.
fn gaps_by_future(found: &Findings) -> Vec<String> {
    let of = |future: &FutureFound| {
        let own = found.gaps_by_future.iter().filter(|gap| gap.future == future.title);
        let each = own
            .map(|gap| format!("{} {} in month {}", gap.option, people(gap.worst_gap), gap.worst_gap_month));
        let each: Vec<String> = each.collect();
        (!each.is_empty()).then(|| format!("{}: {}", future.title, each.join("; ")))
    };
    found.futures.iter().filter_map(of).collect()
}

/// What the count came to, and the best few packages.
fn package_lines(packages: &Packages, names: Names<'_>) -> Vec<String> {
    let best = packages.best.iter().map(|package| names.package_with_parties(package));
    names.lines(packages).into_iter().chain(best.map(|best| format!("Among the best: {best}"))).collect()
}

fn swing(swing: &Swing) -> String {
    let Swing { option, title, low, high, .. } = swing;
    let (at_low, at_high) = (people(low.1), people(high.1));
    format!("{option}, {title}: worst gap {at_low} at {}, {at_high} at {}", low.0, high.0)
}

fn account(account: &Account) -> String {
    let told: Vec<String> = account.told.iter().map(|by| format!("{}: {}", by.source, by.says)).collect();
    format!("{}: {}", account.about, told.join(" / "))
}

fn effects(found: &Findings) -> Vec<String> {
    let options: Vec<&str> = found.options.iter().map(|option| option.id.as_str()).collect();
    let row = |row: &crate::analysis::comparison::EffectRow| {
        let future = row.future.as_ref().map(|future| format!(" in {future}")).unwrap_or_default();
        let cells = options.iter().zip(&row.cells).map(|(option, cell)| format!("{option} {cell}"));
        format!("{}{future}: {}", row.criterion, cells.collect::<Vec<_>>().join("; "))
    };
    found.effects.iter().map(row).collect()
}

fn coverage(found: &Findings) -> Vec<String> {
    let mut lines = Vec::new();
    let untouched: Vec<String> = found
        .coverage_rows
        .iter()
        .filter(|row| row.is_untouched)
        .map(|row| format!("{}: {}", row.kind, row.title))
        .collect();
    if !untouched.is_empty() {
        lines.push(format!("not looked at for any option: {}", untouched.join("; ")));
    }
    for option in &found.coverage {
        let not_looked_at: Vec<String> =
            option.not_looked_at.iter().filter(|what| !untouched.contains(what)).cloned().collect();
        for (verb, what) in [
            ("makes worse", &option.worsens),
            ("leaves open", &option.leaves),
            ("addresses", &option.addresses),
            ("not looked at", &not_looked_at),
            ("linked issues left unlinked", &option.linked_issues_left),
        ] {
            if !what.is_empty() {
                lines.push(format!("{} {verb}: {}", option.option, what.join("; ")));
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::{
            comparison::{Asked, findings},
            watch::Watch,
        },
        notation,
    };

    fn said(text: &str) -> String {
        let comparison: Comparison = notation::read(text).unwrap_or_else(|problem| panic!("{problem}"));
        let found = findings(&comparison, &Asked::default(), &Watch::none());
        let sections = sections(&found, &comparison);
        sections.into_iter().flat_map(|section| section.lines).collect::<Vec<_>>().join("\n")
    }

    fn says(said: &str, each: &[&str]) {
        for words in each {
            assert!(said.contains(words), "{words}\n{said}");
        }
    }

    #[test]
    fn every_rule_stands_with_its_figures_and_regret_again_without_each_option() {
        let said = said(
            r#"(question: "?", futures: [(id: "s", title: "dry"), (id: "t", title: "wet")],
                options: [(id: "A", title: ""), (id: "B", title: ""), (id: "C", title: "")],
                values: (better: Higher, cells: [
                    (option: "A", future: "s", value: 4), (option: "A", future: "t", value: 1.5),
                    (option: "B", future: "s", value: 2), (option: "B", future: "t", value: 2),
                    (option: "C", future: "s", value: 1), (option: "C", future: "t", value: 1)]))"#,
        );
        says(&said, &["(maximin): B; A 1.5, B 2, C 1 (worst value", "(Laplace): A; A 2.75, B 2, C 1 (mean"]);
        says(
            &said,
            &[
                "In values, higher is better; given",
                "regret without A: B",
                "regret without B: A",
                "regret without C: A",
            ],
        );
    }

    #[test]
    fn red_lines_what_would_move_a_party_and_who_opens_an_option_are_said() {
        let said = said(include_str!("../../../scenarios/template.ron"));
        says(&said, &["red line: no day without police; would move for: a year instead of a month"]);
        says(
            &said,
            &[
                "spoiler risk: medium, officers would lose their rank",
                "B: accepted by Government; under a condition by Front",
            ],
        );
        says(&said, &["opened by Front, if dates are public"]);
        says(&said, &["Muddling through: A ", "Money comes late: A "]);
    }

    #[test]
    fn what_an_option_is_stands_under_its_title() {
        let said = said(include_str!("../../../scenarios/template.ron"));
        says(&said, &["A  At once\n    In full: The old force ends", "Legal form: decree"]);
        says(&said, &["Steps: D+30: Old force ends (ministry); 3 months or on completion of the building"]);
        says(&said, &["Who must agree: Government; Front", "first: pay for those who leave"]);
        says(&said, &["Guarantees wanted: verification", "back: cannot be taken back; Nobody comes back."]);
        says(&said, &["Cost: pay-off for 900", "People: 900 leave", "Taken from: talks, second session"]);
    }

    #[test]
    fn the_packages_that_are_acceptable_are_named_with_each_partys_zone() {
        let said = said(
            r#"(question: "?", parties: [(id: "x", name: "Army"), (id: "y", name: "Union")], packages: (
                issues: [(id: "i", title: "Pay", options: [(id: "a1", title: "now"), (id: "a2", title: "later")])],
                parties: [(party: "x", stances: [(option: "a1", stance: Accepts), (option: "a2", stance: Opposes)]),
                    (party: "y", stances: [(option: "a1", stance: Demands), (option: "a2", stance: RedLine)])],
                rule: AtLeast(parties: 1, vetoes: ["y"])))"#,
        );
        says(
            &said,
            &[
                "2 packages exist; 1 is acceptable to all",
                "1 is acceptable to at least 1 party, among them Union",
            ],
        );
        says(&said, &["Zone of agreement, Army: 1 acceptable, 1 resisted"]);
        says(
            &said,
            &[
                "Efficient and acceptable by the rule: now (Army acceptable, Union acceptable)",
                "Among the best: now (",
            ],
        );
    }
}
