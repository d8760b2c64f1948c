//! The rows of a comparison, in the order in which they should be read: breaches first, then where parties stand,
//! what is left open, effects, futures and rules, capacity, cost.

use crate::{
    analysis::{
        comparison::{Findings, GapInFuture, ReactionFound, people, unit_word},
        matrix::mark,
    },
    model::Stance,
    ui::{theme::Meaning, widgets::page::Page},
};

/// A row: a cell for each option, or words across all of them.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is about.
    pub label: String,
    /// One cell for each option.
    pub cells: Vec<String>,
    /// Words across all columns, in place of cells.
    pub across: Option<String>,
    /// Whether it heads a group.
    pub is_heading: bool,
    /// Whether the options differ in it.
    pub differs: bool,
    /// How it is shown.
    pub meaning: Meaning,
    /// What there is to say about it: one text an option, or for the row as a whole.
    pub reasons: Vec<String>,
}

impl Row {
    pub(super) fn cells(label: impl Into<String>, cells: Vec<String>) -> Self {
        let differs = cells.windows(2).any(|pair| pair[0] != pair[1]);
        Self {
            label: label.into(),
            cells,
            across: None,
            is_heading: false,
            differs,
            meaning: Meaning::Text,
            reasons: vec![],
        }
    }

    pub(super) fn heading(label: &str) -> Self {
        Self { is_heading: true, ..Self::cells(label, vec![]) }
    }

    pub(super) fn across(label: impl Into<String>, words: impl Into<String>) -> Self {
        Self { across: Some(words.into()), differs: true, ..Self::cells(label, vec![]) }
    }

    pub(super) fn because(mut self, reasons: Vec<String>) -> Self {
        self.reasons = reasons;
        self
    }

    /// The page that says why.
    pub fn why(&self, found: &Findings) -> Page {
        let mut page = Page::default();
        page.line(Meaning::Heading, self.label.trim());
        if let Some(across) = &self.across {
            page.text(across.as_str());
        }
        for (n, option) in found.options.iter().enumerate().filter(|_| self.across.is_none()) {
            page.heading(format!("{} {}", option.id.to_uppercase(), option.title));
            page.text(self.cells.get(n).map_or("-", String::as_str));
            if let Some(reason) = self.reasons.get(n).filter(|reason| !reason.is_empty()) {
                page.text(reason.as_str());
            }
        }
        if self.across.is_some() {
            self.reasons.iter().for_each(|reason| {
                page.inline("", reason.as_str());
            });
        }
        page
    }
}

/// All rows.
#[must_use]
pub fn rows(found: &Findings) -> Vec<Row> {
    let mut rows = Vec::new();
    principles(found, &mut rows);
    parties(found, &mut rows);
    coverage(found, &mut rows);
    effects(found, &mut rows);
    capacity(found, &mut rows);
    values_and_rules(found, &mut rows);
    options(found, &mut rows);
    context(found, &mut rows);
    rows
}

fn principles(found: &Findings, rows: &mut Vec<Row>) {
    let of = |id: &str| {
        found.principles.iter().filter(|p| p.option == id).map(|p| p.title.clone()).collect::<Vec<_>>()
    };
    let cells: Vec<String> = found
        .options
        .iter()
        .map(|option| match of(&option.id) {
            breached if breached.is_empty() => "-".to_owned(),
            breached => format!("! breaches {}", breached.join(", ")),
        })
        .collect();
    let words = |option: &str| {
        found
            .principles
            .iter()
            .filter(|p| p.option == option)
            .map(|p| p.words.clone())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let reasons = found.options.iter().map(|option| words(&option.id)).collect();
    let meaning = if found.principles.is_empty() { Meaning::Text } else { Meaning::Attention };
    rows.push(Row { meaning, ..Row::cells("Principles", cells).because(reasons) });
}

fn parties(found: &Findings, rows: &mut Vec<Row>) {
    if found.reactions.is_empty() {
        return;
    }
    rows.push(Row::heading("Parties"));
    let mut names: Vec<&str> = Vec::new();
    for reaction in &found.reactions {
        if !names.contains(&reaction.party.as_str()) {
            names.push(&reaction.party);
        }
    }
    for name in names {
        let reaction = |option: &str| found.reactions.iter().find(|r| r.party == name && r.option == option);
        let cell = |option: &str| match reaction(option) {
            None => "? unknown".to_owned(),
            Some(r) => {
                let stance = Stance::from_word(r.stance).unwrap_or_default();
                format!("{} {} {}", mark(stance), stance.label(), r.condition).trim_end().to_owned()
            }
        };
        let reason = |option: &str| reaction(option).map_or_else(String::new, why_reaction);
        let cells = found.options.iter().map(|option| cell(&option.id)).collect();
        let reasons = found.options.iter().map(|option| reason(&option.id)).collect();
        rows.push(Row::cells(format!("  {name}"), cells).because(reasons));
    }
    let opened = found.options.iter().map(|option| {
        let standing = found.standing.iter().find(|standing| standing.option == option.id);
        standing
            .map_or_else(String::new, |s| s.opened_by.clone().unwrap_or_else(|| "nobody alone".to_owned()))
    });
    let words = found.options.iter().map(|option| {
        let standing = found.standing.iter().find(|standing| standing.option == option.id);
        standing.map_or_else(String::new, |s| format!("{} {}", s.words, s.opened))
    });
    rows.push(Row::cells("  Opened by", opened.collect()).because(words.collect()));
}

/// What was heard, from where it is taken, how it moved, and what would move the party.
fn why_reaction(found: &ReactionFound) -> String {
    let mut parts = vec![found.text.trim_end_matches('.').to_owned(), format!("From: {}", found.origin)];
    let when = [found.phase.map(str::to_owned), found.date.clone()].into_iter().flatten().collect::<Vec<_>>();
    if !when.is_empty() && found.from != "case" {
        parts.push(format!("Heard: {}", when.join(", ")));
    }
    if let (Some(moved), Some(before)) = (found.moved, found.before) {
        parts.push(format!("Moved {moved}; before: {before}"));
    }
    if !found.red_line_text.is_empty() {
        parts.push(format!("Red line: {}", found.red_line_text.trim_end_matches('.')));
    }
    if !found.trade.is_empty() {
        parts.push(format!("Would move for: {}", found.trade.trim_end_matches('.')));
    }
    let spoiler = found.spoiler_words();
    if !spoiler.is_empty() {
        parts.push(format!("Spoiler risk: {spoiler}"));
    }
    parts.retain(|part| !part.is_empty());
    format!("{}.", parts.join(". "))
}

fn coverage(found: &Findings, rows: &mut Vec<Row>) {
    let left = found.coverage.iter().map(|option| option.linked_issues_left.join(", "));
    let left: Vec<String> = left.map(|left| if left.is_empty() { "none".to_owned() } else { left }).collect();
    if left.is_empty() {
        return;
    }
    rows.push(Row::heading("Coverage"));
    let (untouched, looked): (Vec<_>, Vec<_>) = found.coverage_rows.iter().partition(|row| row.is_untouched);
    for row in looked {
        rows.push(Row {
            differs: row.differs,
            ..Row::cells(
                format!("  {}", row.title),
                row.cells.iter().map(|cell| (*cell).to_owned()).collect(),
            )
            .because(row.reasons.clone())
        });
    }
    if !untouched.is_empty() {
        let titles: Vec<&str> = untouched.iter().map(|row| row.title.as_str()).collect();
        let words = format!("{}: {}", titles.len(), titles.join("; "));
        rows.push(Row { differs: false, ..Row::across("  Not looked at", words) });
    }
    rows.push(Row::cells("  Linked issues left", left));
}

fn effects(found: &Findings, rows: &mut Vec<Row>) {
    if found.effects.is_empty() {
        return;
    }
    rows.push(Row::heading("Effects"));
    for row in &found.effects {
        let reasons = row.reasons.iter().zip(&row.evidence).map(|(why, evidence)| match why.as_str() {
            "" => evidence.clone(),
            why => format!("{}. Evidence: {evidence}.", why.trim_end_matches('.')),
        });
        let reasons = reasons.collect();
        let label = match &row.future {
            Some(future) => format!("  {} if {future}", row.criterion),
            None => format!("  {}", row.criterion),
        };
        rows.push(Row { differs: row.differs, ..Row::cells(label, row.cells.clone()).because(reasons) });
    }
}

fn capacity(found: &Findings, rows: &mut Vec<Row>) {
    if found.capacity.is_empty() {
        return;
    }
    rows.push(Row::heading("Capacity over time"));
    let of = |option: &str| found.capacity.iter().find(|capacity| capacity.option == option);
    let each = |say: &dyn Fn(&crate::analysis::comparison::CapacityFound) -> String| {
        found
            .options
            .iter()
            .map(|option| of(&option.id).map_or_else(|| "-".to_owned(), say))
            .collect::<Vec<String>>()
    };
    let words = || each(&|c| c.words.clone());
    rows.push(
        Row::cells(
            "  Worst gap, people",
            each(&|c| format!("{} month {}", people(c.worst_gap), c.worst_gap_month)),
        )
        .because(words()),
    );
    rows.push(Row::cells("  Short at D-day", each(&|c| people(c.gap_at_month_0))).because(words()));
    rows.push(
        Row::cells("  Person-months short", each(&|c| people(c.shortfall_person_months))).because(words()),
    );
    rows.push(Row::cells("  Gap closes", each(&|c| c.gap_closes.clone())).because(words()));
    rows.push(Row::cells("  Cost, budget", each(&|c| c.cost_words.clone())));
    if !found.gaps_by_future.is_empty() {
        rows.push(Row::heading("Worst gap by future"));
    }
    for future in &found.futures {
        let gap = |option: &str| {
            let own = |gap: &&GapInFuture| gap.option == option && gap.future_id == future.id;
            let gap = found.gaps_by_future.iter().find(own);
            gap.map_or_else(
                || "-".to_owned(),
                |gap| format!("{} month {}", people(gap.worst_gap), gap.worst_gap_month),
            )
        };
        let outcomes = vec![future.outcomes.join("; "); found.options.len()];
        let cells = found.options.iter().map(|option| gap(&option.id)).collect();
        rows.push(Row::cells(format!("  {}", future.words()), cells).because(outcomes));
    }
}

fn values_and_rules(found: &Findings, rows: &mut Vec<Row>) {
    if !found.rules_left_out.is_empty() {
        rows.push(
            Row::across("Rules", found.rules_left_out.as_str()).because(vec![found.rules_left_out.clone()]),
        );
    }
    let (Some(values), Some(rules)) = (&found.values, &found.rules) else { return };
    let about = format!("{}, {}; {} is better", unit_word(&values.unit), values.from, values.better);
    rows.push(Row { is_heading: true, ..Row::across("Rules", about) });
    let ruling = |label: &str, picks: &[String], note: &str| {
        let names = picks.iter().map(|pick| short_name(found, pick)).collect::<Vec<_>>().join(" and ");
        let words = match picks.len() {
            0 => "nothing: none reaches the floor".to_owned(),
            1 => names,
            _ => format!("{names}, a tie"),
        };
        Row::across(format!("  {label}"), words).because(vec![note.to_owned()])
    };
    rows.push(ruling("Maximin", &rules.maximin.picks, &rules.maximin.note));
    rows.push(ruling("Maximax", &rules.maximax.picks, &rules.maximax.note));
    rows.push(ruling("Laplace", &rules.laplace.picks, &rules.laplace.note));
    rows.push(ruling(&format!("Hurwicz {}", rules.alpha), &rules.hurwicz.picks, &rules.hurwicz.note));
    rows.push(ruling("Minimax regret", &rules.minimax_regret.picks, &rules.minimax_regret.note));
    if let Some(satisficing) = &rules.satisficing {
        rows.push(ruling("Satisficing", &satisficing.picks, &satisficing.note));
    }
    let verdict = if rules.disagree { "they disagree: no rule decides for you" } else { "they agree" };
    rows.push(Row::across("  Together", verdict));
    for without in rules.regret_without.iter().filter(|without| without.changes) {
        let picks =
            without.picks.iter().map(|pick| short_name(found, pick)).collect::<Vec<_>>().join(" and ");
        let left_out = short_name(found, &without.left_out);
        rows.push(Row::across("  Regret depends", format!("without {left_out} it picks {picks}")));
    }
}

/// What the options are: steps, who must agree, what must be there first, cost.
fn options(found: &Findings, rows: &mut Vec<Row>) {
    let parts = found.by_part();
    if !parts.is_empty() {
        rows.push(Row::heading("The option"));
    }
    for (label, told) in parts {
        let cell = |words: &Vec<String>| if words.is_empty() { "-".to_owned() } else { words.join("; ") };
        rows.push(Row::cells(format!("  {label}"), told.iter().map(cell).collect()));
    }
}

fn context(found: &Findings, rows: &mut Vec<Row>) {
    for flip in &found.flips {
        rows.push(Row::across("Flips if", flip.as_str()));
    }
    for assumption in &found.assumptions {
        let why = vec![format!("{}.", assumption.words), assumption.when_broken()];
        let label = format!("Assumed: {}", assumption.status);
        rows.push(Row::across(label, assumption.text.as_str()).because(why));
    }
    if let Some(pointing) = &found.pointing {
        rows.push(Row::across("Readings point to", pointing.words.as_str()));
    }
    for analogue in &found.analogues {
        let words = format!("{}: {}", analogue.title, analogue.happened);
        let reasons = vec![format!("May not fit: {}", analogue.may_not_fit), analogue.sources.join("; ")];
        rows.push(Row::across("History", words).because(reasons));
    }
    for account in &found.accounts {
        let said = account.told.iter().map(|by| format!("{}: {}", by.source, by.says)).collect();
        rows.push(Row::across("Sources differ", account.about.as_str()).because(said));
    }
    for caveat in &found.caveats {
        rows.push(Row::across("Not modelled", caveat.as_str()));
    }
    for gap in &found.gaps {
        rows.push(Row::across("Not known", gap.as_str()));
    }
}

/// The letter of an option that a rule names by its title or id.
fn short_name(found: &Findings, name: &str) -> String {
    let option = found.options.iter().find(|option| option.id == name || option.title == name);
    option.map_or_else(|| name.to_owned(), |option| option.id.to_uppercase())
}
