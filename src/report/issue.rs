//! An issue: its wording, its options, how near the parties are, who stands where and how that came about.

use super::{
    brief::with_principles,
    charts,
    desk::Desk,
    page::{Section, Table, Text, cell},
    positions,
};
use crate::{
    analysis::{
        convergence, matrix,
        naming::option_name,
        standing::{IssueSheet, OnTable, OptionStanding},
        trades::{self, Trade},
    },
    model::{Id, Issue, Level},
};

pub(super) fn sections(desk: &mut Desk) -> Vec<Section> {
    let wanted = |sheet: &&IssueSheet| desk.asked.issue.as_ref().is_none_or(|issue| sheet.issue.id == *issue);
    let issues: Vec<IssueSheet> = desk.standings.issues().iter().filter(wanted).cloned().collect();
    if issues.is_empty() {
        let mut section = Section::new(1, "No issue yet");
        section.say("Record what is to be talked about as issues in neutral words, each with the outcomes that the table \
                     could agree on as its options. Then this page shows who stands where on each.");
        return vec![section];
    }
    issues.iter().flat_map(|sheet| of(desk, sheet)).collect()
}

/// The sections of one issue.
pub(super) fn of(desk: &mut Desk, sheet: &IssueSheet) -> Vec<Section> {
    let mut head = Section::new(1, sheet.issue.name.clone());
    wording(desk, sheet, &mut head);
    let mut stand = Section::new(2, "Who stands where");
    if let Some(found) = convergence::of_issue(desk.standings, &sheet.issue.id, &desk.as_of(), None) {
        stand.say(format!("How near the parties are: {}.", found.words()));
    }
    stand.table(who_stands_where(desk, sheet));
    stand.blocks.extend(charts::of_issue(desk, sheet).into_iter().map(super::page::Block::Chart));
    let mut history = Section::new(2, "Positions by phase");
    let table = positions::table(desk, &sheet.issue.id);
    if table.rows.is_empty() {
        history.say("Nobody was heard on this issue yet.");
    }
    history.table(Table { title: String::new(), ..table });
    let mut sections = vec![head, stand, history];
    sections.extend(linkages(desk, &sheet.issue.id));
    sections.extend(provisions(desk, &sheet.issue.id));
    sections
}

fn wording(desk: &mut Desk, sheet: &IssueSheet, section: &mut Section) {
    if !sheet.plain.is_empty() {
        section.say(format!("In our own words: {}", sheet.plain));
    }
    let component = sheet.component.map_or_else(String::new, |component| format!("About: {component}. "));
    let agenda = sheet.agenda.map_or_else(String::new, |agenda| format!("On the agenda: {agenda}"));
    let revisit = sheet
        .revisit
        .as_ref()
        .map_or_else(String::new, |date| format!(", to be revisited {}", date.spoken()));
    let sensitivity = match sheet.sensitivity {
        Level::Unjudged => String::new(),
        level => format!(" Sensitivity, in our reading: {level}."),
    };
    section.say(format!("{component}{agenda}{revisit}.{sensitivity}"));
    let on_table = match &sheet.on_table {
        OnTable::Option(option) => format!("On the table: {}.", option.words()),
        OnTable::Differs => "Two versions differ on what is on the table.".to_owned(),
        OnTable::Nothing => "No option is on the table.".to_owned(),
    };
    section.say(on_table);
    section.table(options(desk, sheet));
}

fn options(desk: &mut Desk, sheet: &IssueSheet) -> Table {
    let mut table =
        Table::new("Options", &["Letter", "Option", "In full", "Lines that it crosses", "Sources"]);
    let crossings = crate::analysis::redlines::crossings(desk.standings, &desk.as_of());
    for option in &sheet.options {
        let entry = desk.case.options.get(&option.id);
        let texts = crate::analysis::naming::either(
            entry.into_iter().flat_map(|e| e.heads().map(|o| o.text.clone())),
        );
        let crosses = crossings.iter().filter(|crossing| crossing.option.id == option.id);
        let lines: Vec<Text> = crosses
            .map(|crossing| without_name(&with_principles(desk, crossing), &option.words()).into())
            .collect();
        let sources: Vec<_> = entry.into_iter().flat_map(|e| e.heads().flat_map(|o| &o.sources)).collect();
        let cites = desk.sources.cite(desk.seen, sources);
        let sources = Text { cites, ..Text::default() };
        table.row([cell(option.short()), cell(option.title.as_str()), cell(texts), lines, vec![sources]]);
    }
    table
}

/// The sentence without the name that stands in the same row anyway.
fn without_name(words: &str, name: &str) -> String {
    words.strip_prefix(name).unwrap_or(words).trim_start().to_owned()
}

fn who_stands_where(desk: &mut Desk, sheet: &IssueSheet) -> Table {
    let mut table = Table::new("", &["Who", "What it wants", "On each option", "Said", "Sources"]);
    let as_of = desk.as_of();
    let columns: Vec<_> = desk.standings.columns().iter().filter(|column| column.is_shown).collect();
    for column in columns {
        let Some(standing) = desk.standings.of(&column.speaker(), &sheet.issue.id, &as_of) else { continue };
        if standing.last.is_empty() && !column.is_party {
            continue;
        }
        if standing.last.is_empty() {
            table.row([cell(column.words()), cell("not heard"), vec![], vec![], vec![]]);
            continue;
        }
        let options = standing.options.iter().map(|on: &OptionStanding| on.words().into()).collect();
        let said = standing.last.iter().map(|said| said.words().into()).collect();
        let heard = standing.options.iter().flat_map(|on| &on.heard).map(|heard| &heard.said);
        let sources = desk.resting_on("", heard.chain(&standing.statements).chain(&standing.last));
        table.row([cell(column.words()), cell(standing.wants.words()), options, said, vec![sources]]);
    }
    table
}

/// A trade in a sentence, with its sources.
pub(super) fn traded(desk: &mut Desk, trade: &Trade, words: String) -> Text {
    let case = desk.case;
    let entry = case.linkages.get(&trade.id);
    let sources: Vec<_> =
        entry.into_iter().flat_map(|entry| entry.heads().flat_map(|l| &l.sources)).collect();
    let said = if trade.text.is_empty() { words } else { format!("{words}. In words: {}", trade.text) };
    desk.sourced(said, sources)
}

fn linkages(desk: &mut Desk, issue: &Id<Issue>) -> Option<Section> {
    let found = trades::on_issue(desk.standings, issue);
    if found.is_empty() {
        return None;
    }
    let mut section = Section::new(2, "Trades");
    let items = found.into_iter().map(|trade| traded(desk, trade, trade.words())).collect();
    section.list(items, "");
    Some(section)
}

fn provisions(desk: &mut Desk, issue: &Id<Issue>) -> Option<Section> {
    let table = provisions_where(desk, |provision| provision.issue.as_ref() == Some(issue));
    (!table.rows.is_empty()).then(|| {
        let mut section = Section::new(2, "What was agreed");
        section.table(table);
        section
    })
}

/// The clauses of agreements that `wanted` picks.
pub(super) fn provisions_where(desk: &mut Desk, wanted: impl Fn(&crate::model::Provision) -> bool) -> Table {
    let head =
        &["Code", "Clause", "In", "Who is to do it", "Due", "Moved to", "What became of it", "Sources"];
    let mut table = Table::new("", head);
    let case = desk.case;
    let mut all: Vec<_> = case
        .provisions
        .iter()
        .flat_map(|(_, entry)| entry.heads())
        .filter(|provision| wanted(provision))
        .collect();
    all.sort_by_cached_key(|provision| (provision.code.clone(), provision.title.clone()));
    for provision in all {
        let agreement = provision.agreement.as_ref();
        let due = [provision.deadline.as_str(), provision.base_event.as_str()];
        let due = due.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" from ");
        let moved: Vec<&str> = provision.recalendared.iter().map(|moved| moved.deadline.as_str()).collect();
        let mut became = vec![super::sources::of_words(&provision.outcome)];
        if !provision.status.is_empty() {
            became.insert(0, provision.status.as_str().into());
        }
        let sources = desk.sourced("", &provision.sources);
        table.row([
            cell(provision.code.as_str()),
            cell(provision.title.as_str()),
            cell(agreement.map(|event| crate::analysis::naming::name_of(case, event)).unwrap_or_default()),
            cell(provision.responsible.as_str()),
            cell(due),
            cell(moved.join(", then ")),
            became,
            vec![sources],
        ]);
    }
    table
}

/// A matrix of a phase as a table: issue by party, in short signs.
pub(super) fn matrix_of(desk: &Desk, phase: crate::model::Phase) -> Option<Table> {
    let matrix = matrix::matrix(desk.standings, phase);
    let parties: Vec<usize> = (0..matrix.columns.len()).filter(|n| matrix.columns[*n].is_party).collect();
    if matrix.lines.is_empty() || parties.is_empty() || parties.len() > 12 {
        return None;
    }
    let mut table = Table::new(format!("Issue by party in the phase: {phase}"), &["Issue", "On the table"]);
    table.head.extend(parties.iter().map(|n| matrix.columns[*n].words()));
    for line in &matrix.lines {
        let on_table = match &line.head.on_table {
            OnTable::Option(option) => option_name(desk.case, &option.id).short().to_owned(),
            _ => String::new(),
        };
        let mut row = vec![cell(line.head.issue.name.clone()), cell(on_table)];
        let text = |n: &usize| line.cells[*n].as_ref().map_or_else(|| ".".to_owned(), matrix::Cell::text);
        row.extend(parties.iter().map(|n| cell(text(n))));
        table.rows.push(row);
    }
    Some(table)
}
