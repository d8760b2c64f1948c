//! The numbers of a comparison: values and rules, capacity over time, packages; then what they stand on.

use super::{blocks, chart_of_gaps, texts, with_reason};
use crate::{
    analysis::{
        capacity::Swing,
        comparison::{AssumptionFound, CapacityFound, Findings, people, same_luck, unit_word},
        packages::Names,
        plain,
        rules::Ruling,
    },
    model::Comparison,
    report::{
        charts::title_of,
        page::{Block, Table, Text, cell},
    },
};

/// How many lines a list of packages has at most.
const FEW: usize = 10;

pub(super) fn values(found: &Findings) -> Vec<Block> {
    if !found.rules_left_out.is_empty() {
        return blocks(|section| section.say(format!("The decision rules are {}.", found.rules_left_out)));
    }
    let Some(values) = &found.values else { return Vec::new() };
    let mut table = Table::new("", &["Option"]);
    table.head.extend(values.futures.iter().cloned());
    for row in &values.rows {
        let mut cells = vec![cell(title_of(found, &row.option))];
        cells.extend(row.values.iter().map(|value| cell(plain(*value))));
        table.rows.push(cells);
    }
    blocks(|section| {
        let unit = unit_word(&values.unit);
        section.say(format!("In {unit} ({}); {} is better.", values.from, values.better));
        section.table(table);
        if let Some(rules) = &found.rules {
            let mut picked = Table::new(
                "What each decision rule picks",
                &["Rule", "Picks", "Its figure for each option", "What it looks at"],
            );
            let hurwicz = format!("Hurwicz, coefficient {}", plain(rules.alpha));
            let rulings = [
                ("Maximin (Wald)", Some(&rules.maximin)),
                ("Maximax", Some(&rules.maximax)),
                ("Laplace", Some(&rules.laplace)),
                (hurwicz.as_str(), Some(&rules.hurwicz)),
                ("Minimax regret (Savage)", Some(&rules.minimax_regret)),
                ("Satisficing", rules.satisficing.as_ref()),
                ("Dominance", Some(&rules.dominance)),
            ];
            for (name, ruling) in rulings.into_iter().filter_map(|(name, ruling)| Some((name, ruling?))) {
                picked.row([
                    cell(name),
                    cell(ruling.picks.join(", ")),
                    cell(figures(found, ruling)),
                    cell(ruling.note.as_str()),
                ]);
            }
            section.table(picked);
            section.say(if rules.disagree {
                "The rules disagree. They are not added up: which of them fits is for people to say."
            } else {
                "All rules pick alike."
            });
        }
    })
}

fn figures(found: &Findings, ruling: &Ruling) -> String {
    let pairs = found.options.iter().zip(&ruling.values);
    pairs.map(|(option, value)| format!("{} {}", option.id, plain(*value))).collect::<Vec<_>>().join("; ")
}

pub(super) fn capacity(found: &Findings) -> Vec<Block> {
    if found.capacity.is_empty() {
        return Vec::new();
    }
    let head = &[
        "Option",
        "Worst gap",
        "Gap at D-day, before anything changes",
        "Shortfall, person-months",
        "When the gap closes",
        "Cost",
    ];
    let mut table = Table::new("", head);
    for option in &found.capacity {
        table.row([
            cell(title_of(found, &option.option)),
            cell(option.words.as_str()),
            cell(people(option.gap_at_month_0)),
            cell(people(option.shortfall_person_months)),
            cell(option.gap_closes.as_str()),
            cell(option.cost_words.as_str()),
        ]);
    }
    let mut by_future = Table::new(
        "Worst gap in each future, at likely values",
        &["Option", "Future", "Worst gap", "In month"],
    );
    for gap in &found.gaps_by_future {
        let month = gap.worst_gap_month.to_string();
        by_future.row([
            cell(title_of(found, &gap.option)),
            cell(gap.future.as_str()),
            cell(people(gap.worst_gap)),
            cell(month),
        ]);
    }
    let inputs: Vec<Text> = found.what_matters_most().map(|swing| swung(found, swing).into()).collect();
    let words: Vec<&str> = found.break_evens.iter().map(|found| found.words.as_str()).collect();
    let same_luck: Vec<String> = found.capacity.iter().filter_map(|option| luck(found, option)).collect();
    blocks(|section| {
        section.table(table);
        section.blocks.extend(chart_of_gaps(found));
        section.list(texts(&same_luck), "");
        section.table(by_future);
        if let Some(curve) = by_month(found) {
            section.table(curve);
        }
        section.list(texts(&words), "");
        if !inputs.is_empty() {
            section.say("What matters most for the worst gap, one input moved at a time:");
            section.list(inputs, "");
        }
    })
}

/// In how many runs an option does worse than each other one.
fn luck(found: &Findings, option: &CapacityFound) -> Option<String> {
    let words = same_luck(&option.option, &found.same_luck, found.runs);
    (!words.is_empty()).then(|| format!("{}: under the same luck {words}.", title_of(found, &option.option)))
}

/// The gap every third month, for those who cannot see the chart.
fn by_month(found: &Findings) -> Option<Table> {
    let months = found.capacity.iter().map(|option| option.months.len()).max()?;
    let mut table = Table::new(
        "Posts not filled by month: likely, and between which figures eight of ten runs lie",
        &["Month"],
    );
    table.head.extend(found.capacity.iter().map(|option| option.option.clone()));
    for month in (0..months).filter(|month| month % 3 == 0 || month + 1 == months) {
        let mut row = vec![cell(month.to_string())];
        row.extend(found.capacity.iter().map(|option| cell(in_month(option, month))));
        table.rows.push(row);
    }
    Some(table)
}

fn in_month(option: &CapacityFound, month: usize) -> String {
    let likely = option.months.get(month).map_or_else(String::new, |month| people(month.gap));
    match option.bands.as_ref().and_then(|bands| bands.gap.get(month)) {
        Some(band) => format!("{likely} ({} to {})", people(band.low), people(band.high)),
        None => likely,
    }
}

fn swung(found: &Findings, swing: &Swing) -> String {
    format!(
        "{}: {} at {} gives a gap of {}, at {} of {}",
        title_of(found, &swing.option),
        swing.title,
        plain(swing.low.0),
        people(swing.low.1),
        plain(swing.high.0),
        people(swing.high.1)
    )
}

pub(super) fn packages(comparison: &Comparison, found: &Findings) -> Vec<Block> {
    let Some((packages, names)) = found.packages.as_ref().zip(Names::of(comparison)) else {
        return Vec::new();
    };
    blocks(|section| {
        section.list(names.lines(packages).into_iter().map(Text::from).collect(), "");
        let mut table = Table::new("The best few", &["Package", "How each party stands to it"]);
        for package in packages.best.iter().take(FEW) {
            table.row([cell(names.package(package)), cell(names.parties(package))]);
        }
        section.table(table);
    })
}

pub(super) fn assumptions(found: &Findings) -> Vec<Block> {
    let words: Vec<String> = found.assumptions.iter().map(AssumptionFound::told).collect();
    blocks(|section| {
        section.list(texts(&found.flips), "");
        section.list(texts(&words), "");
    })
}

pub(super) fn indicators(found: &Findings) -> Vec<Block> {
    let words: Vec<&str> = found.indicators.iter().map(|indicator| indicator.words.as_str()).collect();
    blocks(|section| {
        if let Some(pointing) = &found.pointing {
            section.say(format!("{}.", pointing.words.trim_end_matches('.')));
        }
        section.list(texts(&words), "");
    })
}

pub(super) fn analogues(found: &Findings) -> Vec<Block> {
    let mut table = Table::new("", &["Where", "What happened", "Why it may not fit", "Source"]);
    for analogue in &found.analogues {
        table.row([
            cell(analogue.title.as_str()),
            cell(analogue.happened.as_str()),
            cell(analogue.may_not_fit.as_str()),
            cell(analogue.sources.join("; ")),
        ]);
    }
    blocks(|section| section.table(table))
}

pub(super) fn accounts(found: &Findings) -> Vec<Block> {
    let mut table = Table::new("", &["On", "Account", "Source"]);
    for account in &found.accounts {
        for by in &account.told {
            table.row([cell(account.about.as_str()), with_reason(&by.says, ""), cell(by.source.as_str())]);
        }
    }
    blocks(|section| section.table(table))
}
