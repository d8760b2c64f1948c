//! The decision rules over the table of values, side by side: figures, picks, ties, and where they disagree.

use ratatui::layout::Rect;

use super::{
    opened::Opened,
    rows::Row,
    sheet::{self, Sheet},
    side::Why,
};
use crate::{
    analysis::{
        comparison::{Findings, Tried, ValuesFound, unit_word},
        plain,
        rules::{Rules, Ruling},
    },
    ui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        keys::{Binding, Command, Key, row},
        screens::{Screen, View},
        theme::Meaning,
    },
};

/// The rules over one comparison.
#[derive(Debug)]
pub struct RulesScreen {
    opened: Opened,
    sheet: Sheet,
}

/// The keys of this screen.
pub const RULE_KEYS: &[Binding] = &[
    row(
        &[Key::Enter, Key::Char('w')],
        Command::Open,
        "why",
        "Say what the rule looks at, and what it picks",
        1,
    ),
    sheet::leave_out(2),
];

impl RulesScreen {
    /// Of the comparison in a file.
    #[must_use]
    pub fn of(file: &str) -> Self {
        Self { opened: Opened::of(file), sheet: Sheet::default() }
    }
}

impl View for RulesScreen {
    fn title(&self, cx: &Context<'_>) -> String {
        format!("Rules: {}", self.opened.title(cx))
    }

    fn keys(&self) -> &'static [Binding] {
        RULE_KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        self.opened.refresh(cx);
        let rows = rows(&self.opened.found);
        match command {
            Command::LeaveOut => return self.opened.try_out(cx, Tried::leave_out_next),
            Command::Open => {
                let Some(row) = rows.get(self.sheet.rows.selected) else { return vec![] };
                let why = Why::page(row.label.trim(), row.why(&self.opened.found));
                return vec![Effect::Push(Screen::Why(why))];
            }
            other => {
                self.sheet.on(other, rows.len(), self.opened.found.options.len());
            }
        }
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        if self.opened.draw_gone(cx, area, canvas) {
            return;
        }
        let (x, width) = (area.x + 1, area.width.saturating_sub(2));
        let verdict = match &self.opened.found.rules {
            None => "There is not a value for every option in every future: no rules.".to_owned(),
            Some(rules) if rules.disagree => {
                "The rules disagree. They are not added up: none decides for you.".to_owned()
            }
            Some(rules) => format!("The rules agree: {}.", picked(&self.opened.found, rules)),
        };
        canvas.put(x, area.y, width, &verdict, Meaning::Heading);
        if !self.opened.draw_tried(x, area.y + 1, width, canvas) {
            let words = "what a rule picks is marked behind its figure";
            canvas.put(x, area.y + 1, width, words, Meaning::Quiet);
        }
        let below = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        let rows = rows(&self.opened.found);
        self.sheet.draw(&self.opened.found.options, &rows, below, canvas);
    }

    fn search(&mut self, words: &str, cx: &Context<'_>) -> bool {
        self.opened.refresh(cx);
        let rows = rows(&self.opened.found);
        self.sheet.search(words, &rows)
    }
}

/// What all rules pick, by name: the column that it stands in may be out of sight.
fn picked(found: &Findings, rules: &Rules) -> String {
    let is_picked = |id: &String| rules.maximin.picks.contains(id);
    let options = found.options.iter().filter(|option| is_picked(&option.id));
    let names = options.map(|option| format!("{} {}", option.id.to_uppercase(), option.title));
    names.collect::<Vec<_>>().join(" and ")
}

fn rows(found: &Findings) -> Vec<Row> {
    let (Some(values), Some(rules)) = (&found.values, &found.rules) else { return Vec::new() };
    let mut rows = Vec::new();
    value_rows(values, &mut rows);
    rows.push(Row::heading("Rules"));
    let mut say = |label: &str, ruling: &Ruling| rows.push(ruled(found, label, ruling));
    say("  Maximin (worst)", &rules.maximin);
    say("  Maximax (best)", &rules.maximax);
    say("  Laplace (mean)", &rules.laplace);
    say(&format!("  Hurwicz, alpha {}", rules.alpha), &rules.hurwicz);
    say("  Largest regret", &rules.minimax_regret);
    if let Some(satisficing) = &rules.satisficing {
        say("  Good enough in", satisficing);
    }
    dominated(found, rules, &mut rows);
    for without in &rules.regret_without {
        let picks = without.picks.join(" and ");
        let is_as_before = without.picks == rules.minimax_regret.picks;
        let kept = if is_as_before { ", as before" } else { "" };
        let words = format!("least regret without {}: {picks}{kept}", without.left_out);
        rows.push(Row { differs: without.changes, ..Row::across("  Left out", words) });
    }
    let turns: Vec<String> = rules.hurwicz_turns.iter().map(|alpha| plain(*alpha)).collect();
    if !turns.is_empty() {
        rows.push(Row::across("  Hurwicz turns", format!("at alpha {}", turns.join(", "))));
    }
    rows
}

fn value_rows(values: &ValuesFound, rows: &mut Vec<Row>) {
    let about = format!("{}, {} is better; {}", unit_word(&values.unit), values.better, values.from);
    rows.push(Row { is_heading: true, ..Row::across("Values", about) });
    for (n, future) in values.futures.iter().enumerate() {
        let cells =
            values.rows.iter().map(|row| row.values.get(n).map_or_else(|| "-".to_owned(), |v| figure(*v)));
        rows.push(Row::cells(format!("  {future}"), cells.collect()));
    }
}

/// A rule: the figure of every option, and a word behind the one that is picked.
fn ruled(found: &Findings, label: &str, ruling: &Ruling) -> Row {
    let word = if ruling.picks.len() > 1 { "tied" } else { "picked" };
    let options = found.values.iter().flat_map(|values| &values.rows).map(|row| &row.option);
    let cells: Vec<String> = options
        .zip(&ruling.values)
        .map(|(option, value)| {
            let figure = figure(*value);
            if ruling.picks.contains(option) { format!("{figure} {word}") } else { figure }
        })
        .collect();
    let notes = vec![ruling.note.clone(); cells.len()];
    Row::cells(label, cells).because(notes)
}

fn dominated(found: &Findings, rules: &Rules, rows: &mut Vec<Row>) {
    let cell = |option: &str| {
        let by: Vec<&str> =
            rules.dominated.iter().filter(|d| d.option == option).map(|d| d.by.as_str()).collect();
        if by.is_empty() { "no".to_owned() } else { format!("by {}", by.join(", ")) }
    };
    let cells = found.options.iter().map(|option| cell(&option.id)).collect();
    let note = "One dominates another if it is never worse and somewhere better.".to_owned();
    rows.push(Row::cells("  Dominated", cells).because(vec![note; found.options.len()]));
}

/// A figure with no more places than tell something.
fn figure(value: f64) -> String {
    if value.abs() >= 100.0 {
        let sign = if value < 0.0 { "-" } else { "" };
        return format!("{sign}{}", crate::analysis::comparison::people(value.abs()));
    }
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::rules::Table;

    #[test]
    fn a_pick_is_as_before_only_if_it_was_picked_before() {
        let table = Table {
            options: ["A", "B", "C"].map(str::to_owned).to_vec(),
            futures: vec!["on time".to_owned()],
            rows: vec![vec![3.0], vec![2.0], vec![1.0]],
            better: crate::model::Better::Higher,
            alpha: 0.5,
            floor: None,
        };
        let found = Findings {
            values: Some(ValuesFound::default()),
            rules: crate::analysis::rules::rules(&table),
            ..Findings::default()
        };
        let said: Vec<String> = rows(&found).into_iter().filter_map(|row| row.across).collect();
        for words in ["without A: B", "without B: A, as before", "without C: A, as before"] {
            assert!(said.contains(&format!("least regret {words}")), "{said:?}");
        }
    }
}
