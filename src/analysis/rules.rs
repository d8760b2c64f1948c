//! Decision rules over a table of values, option by future. Each rule names its own picks, ties included.
//!
//! Rules are never added up: where they disagree, that is the finding. Values keep the unit and sign of the table.

use serde::Serialize;

use crate::model::Better;

/// Values of options (rows) in futures (columns), every cell finite.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The names of the options.
    pub options: Vec<String>,
    /// The names of the futures.
    pub futures: Vec<String>,
    /// One row for each option, one value in it for each future.
    pub rows: Vec<Vec<f64>>,
    /// Whether more is better or less.
    pub better: Better,
    /// The weight of the best value in the Hurwicz rule, from 0 to 1.
    pub alpha: f64,
    /// The value that is just good enough, if one is stated.
    pub floor: Option<f64>,
}

/// What one rule makes of the table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ruling {
    /// The figure of each option, in the order of the options, in the unit of the table.
    pub values: Vec<f64>,
    /// Every option that the rule picks; more than one is a tie.
    pub picks: Vec<String>,
    /// What the figure is, and what else a reader must know.
    pub note: String,
}

/// Every rule, side by side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rules {
    /// Wald: the best worst value.
    pub maximin: Ruling,
    /// The best best value.
    pub maximax: Ruling,
    /// The best mean.
    pub laplace: Ruling,
    /// The best mix of best and worst value.
    pub hurwicz: Ruling,
    /// Savage: the smallest largest regret.
    pub minimax_regret: Ruling,
    /// The most futures that are good enough; only where a floor is stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub satisficing: Option<Ruling>,
    /// Options that no other one dominates.
    pub dominance: Ruling,
    /// Which option dominates which: the second is never better and somewhere worse.
    pub dominated: Vec<Dominated>,
    /// The weight of the best value in the Hurwicz rule.
    pub alpha: f64,
    /// Minimax regret again, each option left out in turn.
    pub regret_without: Vec<RegretWithout>,
    /// The weights at which the Hurwicz rule changes its pick, lowest first.
    pub hurwicz_turns: Vec<f64>,
    /// Whether any two rules pick differently.
    pub disagree: bool,
}

/// An option that another one dominates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dominated {
    /// The one that is never better and somewhere worse.
    pub option: String,
    /// The one that dominates it.
    pub by: String,
}

/// What minimax regret picks when an option is not in the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RegretWithout {
    /// The option left out.
    pub left_out: String,
    /// What it picks then.
    pub picks: Vec<String>,
    /// Whether an option that is still there gained or lost by that.
    pub changes: bool,
}

impl Table {
    /// The same table without one of its options.
    #[must_use]
    pub fn without(&self, option: usize) -> Self {
        let mut less = self.clone();
        less.options.remove(option);
        less.rows.remove(option);
        less
    }

    /// A value turned so that more is better.
    fn turned(&self, value: f64) -> f64 {
        match self.better {
            Better::Higher => value,
            Better::Lower => 0.0 - value,
        }
    }

    fn best_of(&self, values: impl Iterator<Item = f64>) -> f64 {
        self.turned(values.map(|v| self.turned(v)).fold(f64::NEG_INFINITY, f64::max))
    }

    fn worst_of(&self, values: impl Iterator<Item = f64>) -> f64 {
        self.turned(values.map(|v| self.turned(v)).fold(f64::INFINITY, f64::min))
    }

    fn each(&self, figure: impl Fn(&[f64]) -> f64) -> Vec<f64> {
        self.rows.iter().map(|row| figure(row)).collect()
    }

    /// A ruling that picks the options with the best figure.
    fn ruling(&self, values: Vec<f64>, note: String) -> Ruling {
        let turned: Vec<f64> = values.iter().map(|v| self.turned(*v)).collect();
        Ruling { picks: self.highest(&turned), values, note }
    }

    /// The options whose figure is the highest, ties included.
    fn highest(&self, figures: &[f64]) -> Vec<String> {
        let best = figures.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let picks = figures.iter().zip(&self.options).filter(|(f, _)| is_tied(**f, best));
        picks.map(|(_, option)| option.clone()).collect()
    }
}

/// Applies every rule; nothing if the table has no option or no future.
#[must_use]
pub fn rules(table: &Table) -> Option<Rules> {
    if table.rows.is_empty() || table.futures.is_empty() {
        return None;
    }
    let worst = table.each(|row| table.worst_of(row.iter().copied()));
    let best = table.each(|row| table.best_of(row.iter().copied()));
    let maximin = table.ruling(worst, "worst value of each option".to_owned());
    let maximax = table.ruling(best, "best value of each option".to_owned());
    let laplace = table.ruling(table.each(mean), "mean over the futures, each counted alike".to_owned());
    let hurwicz = hurwicz(table, table.alpha);
    let minimax_regret = regret(table);
    let satisficing = table.floor.map(|floor| satisficing(table, floor));
    let (dominance, dominated) = dominance(table);
    let regret_without = regret_without(table, &minimax_regret.picks);
    let first = [&maximin, &maximax, &laplace, &hurwicz, &minimax_regret];
    let picking = first.iter().copied().chain(&satisficing).filter(|ruling| !ruling.picks.is_empty());
    let disagree = picking.into_iter().any(|ruling| ruling.picks != maximin.picks);
    Some(Rules {
        hurwicz_turns: hurwicz_turns(table),
        alpha: table.alpha,
        maximin,
        maximax,
        laplace,
        hurwicz,
        minimax_regret,
        satisficing,
        dominance,
        dominated,
        regret_without,
        disagree,
    })
}

fn hurwicz(table: &Table, alpha: f64) -> Ruling {
    let values = table.each(|row| {
        let (best, worst) = (table.best_of(row.iter().copied()), table.worst_of(row.iter().copied()));
        alpha * best + (1.0 - alpha) * worst
    });
    table.ruling(values, format!("alpha {alpha}: alpha x best + (1 - alpha) x worst"))
}

/// The regret of an option in a future: how far it stays behind the best option there.
fn regrets(table: &Table) -> Vec<Vec<f64>> {
    let best: Vec<f64> =
        (0..table.futures.len()).map(|s| table.best_of(table.rows.iter().map(|row| row[s]))).collect();
    let own =
        |row: &Vec<f64>| row.iter().zip(&best).map(|(v, b)| table.turned(*b) - table.turned(*v)).collect();
    table.rows.iter().map(own).collect()
}

fn regret(table: &Table) -> Ruling {
    let all = regrets(table);
    let largest: Vec<f64> = all.iter().map(|row| row.iter().copied().fold(0.0, f64::max)).collect();
    let turned: Vec<f64> = largest.iter().map(|v| -v).collect();
    let picks = table.highest(&turned);
    let drives = |option: usize| -> String {
        if is_tied(largest[option], 0.0) {
            return format!("{}: none", table.options[option]);
        }
        let futures = all[option].iter().zip(&table.futures).filter(|(r, _)| is_tied(**r, largest[option]));
        let futures: Vec<&str> = futures.map(|(_, name)| name.as_str()).collect();
        format!("{}: {}", table.options[option], futures.join(" and "))
    };
    let named: Vec<String> = (0..table.options.len()).map(drives).collect();
    let note = format!("largest regret of each option, and the future that drives it: {}", named.join("; "));
    Ruling { values: largest, picks, note }
}

fn regret_without(table: &Table, picks: &[String]) -> Vec<RegretWithout> {
    if table.options.len() < 3 {
        return Vec::new();
    }
    let again = |(left, name): (usize, &String)| {
        let now = regret(&table.without(left)).picks;
        let before: Vec<&String> = picks.iter().filter(|pick| *pick != name).collect();
        let changes = !before.is_empty() && now.iter().ne(before.iter().copied());
        RegretWithout { left_out: name.clone(), picks: now, changes }
    };
    table.options.iter().enumerate().map(again).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a handful of futures")]
fn satisficing(table: &Table, floor: f64) -> Ruling {
    let good = |v: f64| table.turned(v) >= table.turned(floor);
    let values = table.each(|row| row.iter().filter(|v| good(**v)).count() as f64);
    let side = match table.better {
        Better::Higher => "at or above",
        Better::Lower => "at or below",
    };
    let is_reached = values.iter().any(|count| *count > 0.0);
    let (picks, none) = if is_reached { (table.highest(&values), "") } else { (vec![], ": none reaches it") };
    Ruling { picks, values, note: format!("number of futures {side} the floor of {floor}{none}") }
}

#[expect(clippy::cast_precision_loss, reason = "a handful of options")]
fn dominance(table: &Table) -> (Ruling, Vec<Dominated>) {
    let beats = |a: &[f64], b: &[f64]| {
        let pairs = || a.iter().zip(b).map(|(a, b)| (table.turned(*a), table.turned(*b)));
        pairs().all(|(a, b)| a >= b) && pairs().any(|(a, b)| a > b)
    };
    let mut dominated = Vec::new();
    for (option, row) in table.options.iter().zip(&table.rows) {
        for (by, _) in table.options.iter().zip(&table.rows).filter(|(_, other)| beats(other, row)) {
            dominated.push(Dominated { option: option.clone(), by: by.clone() });
        }
    }
    let times = |option: &String| dominated.iter().filter(|d| d.option == *option).count();
    let values = table.options.iter().map(|option| times(option) as f64).collect();
    let picks = table.options.iter().filter(|option| times(option) == 0).cloned().collect();
    let note =
        "number of options that are never worse and somewhere better; picked are those with none".to_owned();
    (Ruling { values, picks, note }, dominated)
}

/// The weights between 0 and 1 at which the set of Hurwicz picks changes: crossings of the options' lines.
fn hurwicz_turns(table: &Table) -> Vec<f64> {
    let line = |row: &Vec<f64>| {
        let worst = table.turned(table.worst_of(row.iter().copied()));
        (worst, table.turned(table.best_of(row.iter().copied())) - worst)
    };
    let lines: Vec<(f64, f64)> = table.rows.iter().map(line).collect();
    let mut turns = Vec::new();
    for (i, a) in lines.iter().enumerate() {
        for b in &lines[i + 1..] {
            let at = (b.0 - a.0) / (a.1 - b.1);
            if at.is_finite() && at > 0.0 && at < 1.0 {
                let top = lines.iter().map(|l| l.0 + at * l.1).fold(f64::NEG_INFINITY, f64::max);
                if is_tied(a.0 + at * a.1, top) {
                    turns.push(at);
                }
            }
        }
    }
    turns.sort_by(f64::total_cmp);
    turns.dedup_by(|a, b| is_tied(*a, *b));
    turns
}

#[expect(clippy::cast_precision_loss, reason = "a handful of futures")]
fn mean(row: &[f64]) -> f64 {
    row.iter().sum::<f64>() / row.len() as f64
}

/// Whether two figures are the same but for the last bits of the arithmetic.
pub(crate) fn is_tied(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

#[cfg(test)]
mod tests;
