//! Records of which two or more versions stand: the list, and one record's versions side by side with a key to
//! settle them. Settling names every version as what its author had before them; the machine merges nothing.

use ratatui::layout::Rect;
use serde_json::Value;

use super::{Screen, View};
use crate::{
    analysis::attention,
    edit::Edit,
    model::{Kind, Record, RecordRef, Refs, RevisionId, State, Version},
    ui::{
        canvas::Canvas,
        context::Context,
        effect::Effect,
        forms::{self, Which},
        keys::{Binding, Command, Key, row},
        text,
        theme::Meaning,
        widgets::{page::Page, split::Split},
    },
};

/// The list of records in two versions.
#[derive(Debug, Default)]
pub struct Contested {
    split: Split,
}

/// One record's versions.
#[derive(Debug)]
pub struct Versions {
    which: RecordRef,
    at: usize,
    top: usize,
}

/// The keys of the list.
pub const KEYS: &[Binding] =
    &[row(&[Key::Enter], Command::Open, "side by side", "Show the versions of the record side by side", 1)];

/// The keys of the versions.
pub const SIDE_KEYS: &[Binding] = &[
    row(
        &[Key::Char('e'), Key::Enter],
        Command::Edit,
        "settle",
        "Settle the versions in a form that begins with the selected one",
        1,
    ),
    row(
        &[Key::Char('t')],
        Command::Take,
        "take as it is",
        "Settle the versions by taking the selected one as it is",
        2,
    ),
];

/// Opens the versions of a record; says so if there is only one.
#[must_use]
pub fn open(which: RecordRef, cx: &Context<'_>) -> Vec<Effect> {
    if cx.seen.case().heads_of(&which).len() < 2 {
        return vec![Effect::hint(format!("There is one version of this {} only", which.kind))];
    }
    vec![Effect::Push(Screen::Versions(Versions { which, at: 0, top: 0 }))]
}

fn contested(cx: &Context<'_>) -> Vec<attention::TwoVersions> {
    attention::attention(cx.seen, cx.standings).contested
}

impl View for Contested {
    fn title(&self, _: &Context<'_>) -> String {
        "Two versions".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let records = contested(cx);
        if command == Command::Open {
            let Some(record) = records.get(self.split.selected(records.len())) else { return vec![] };
            let kind = Kind::ALL.iter().find(|kind| kind.word() == record.kind);
            let which = kind.map(|kind| RecordRef { kind: *kind, id: record.id.clone() });
            return which.map_or_else(Vec::new, |which| open(which, cx));
        }
        self.split.on(command, records.len());
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let records = contested(cx);
        let mut page = Page::default();
        page.quiet(if records.is_empty() {
            "No record stands in two versions."
        } else {
            "Two people changed these without knowing of each other. Both versions are kept until somebody settles them."
        });
        self.split.draw(canvas, area, records.len(), &page, &mut |canvas, n, row| {
            canvas.put(row.x, row.y, row.width, &records[n].words(), Meaning::Text);
        });
    }
}

/// A field of the record: its name, and what each version says.
struct Compared {
    name: String,
    says: Vec<String>,
}

impl Compared {
    fn differs(&self) -> bool {
        self.says.windows(2).any(|pair| pair[0] != pair[1])
    }
}

impl Versions {
    fn settle(&self, heads: &[Version<Record>], command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let Some(chosen) = heads.get(self.at) else { return vec![] };
        if heads.len() < 2 {
            return vec![Effect::hint("There is one version only: nothing is to be settled")];
        }
        if command == Command::Edit {
            return match form(&self.which, chosen.revision, cx) {
                Some(form) if chosen.here().is_some() => Effect::form(form),
                _ => vec![Effect::hint(format!(
                    "There is no form for this; {} takes the selected version as it is",
                    cx.key(Command::Take)
                ))],
            };
        }
        let seen = heads.iter().map(|head| head.revision).collect();
        let which = self.which.clone();
        vec![match &chosen.state {
            State::Here(record) => Effect::Save(Edit::Change { which, seen, to: Box::new(record.clone()) }),
            State::Gone => Effect::Save(Edit::Delete { which, seen }),
            State::Erased { .. } | State::Locked { .. } | State::Lost { .. } => {
                Effect::hint("This version cannot be read here, so it cannot be taken as it is")
            }
        }]
    }
}

/// The form for a record that begins with one of its versions, if there is one for its kind.
pub(in crate::ui) fn form(
    which: &RecordRef,
    from: RevisionId,
    cx: &Context<'_>,
) -> Option<crate::ui::form::Form> {
    macro_rules! this {
        () => {
            Which::settling(&which.id.cast(), from, cx)
        };
    }
    let case = cx.seen.case();
    let mut heads = case.heads_to_begin_with(which).into_iter();
    let begun = heads.find_map(|head| head.here().cloned());
    Some(match which.kind {
        Kind::Actor => forms::actor::form(this!(), cx),
        Kind::Issue => forms::issue::form(this!(), cx),
        Kind::Option => {
            let Some(Record::Option(option)) = begun else { return None };
            forms::issue::option_form(&option.issue, this!(), cx)
        }
        Kind::Source => forms::source::form(this!(), cx),
        Kind::Event => forms::event::form(this!(), cx),
        Kind::Provision => forms::provision::form(this!(), cx),
        Kind::Linkage => forms::linkage::form(this!(), cx),
        Kind::Faction => {
            let Some(Record::Faction(faction)) = begun else { return None };
            forms::faction::form(&faction.actor, this!(), cx)
        }
        Kind::Finding => {
            let Some(Record::Finding(finding)) = begun else { return None };
            forms::finding::form(&finding.option, &finding.principle, this!(), finding.crosses, cx)
        }
        Kind::Confidence => forms::confidence::form(this!(), cx),
        Kind::Position => return forms::position::settling(&which.id.cast(), from, cx),
        Kind::Answer => {
            let Some(Record::Answer(answer)) = begun else { return None };
            forms::answer::form(&answer.question, this!(), None, cx)
        }
        Kind::Threat
        | Kind::Violation
        | Kind::Dynamic
        | Kind::Institution
        | Kind::Stakeholder
        | Kind::Profile => forms::register::settling(which.clone(), from, cx),
        Kind::Sheet if case.unreadable.contains_key(which) => forms::sheet::form(cx),
        Kind::Sheet | Kind::SourceName | Kind::Note | Kind::Points | Kind::Export => return None,
    })
}

impl View for Versions {
    fn title(&self, _: &Context<'_>) -> String {
        "Side by side".to_owned()
    }

    fn keys(&self) -> &'static [Binding] {
        SIDE_KEYS
    }

    fn on(&mut self, command: Command, cx: &Context<'_>) -> Vec<Effect> {
        let heads = cx.seen.case().heads_of(&self.which);
        match command {
            Command::Edit | Command::Take => return self.settle(&heads, command, cx),
            Command::Left | Command::PreviousPane => self.at = self.at.saturating_sub(1),
            Command::Right | Command::NextPane => self.at = (self.at + 1).min(heads.len().saturating_sub(1)),
            Command::Up => self.top = self.top.saturating_sub(1),
            Command::Down => self.top += 1,
            Command::PageUp => self.top = self.top.saturating_sub(10),
            Command::PageDown => self.top += 10,
            Command::First => self.top = 0,
            _ => {}
        }
        vec![]
    }

    fn draw(&mut self, cx: &Context<'_>, area: Rect, canvas: &mut Canvas<'_>) {
        let heads = cx.seen.case().heads_of(&self.which);
        let width = area.width.saturating_sub(2);
        self.at = self.at.min(heads.len().saturating_sub(1));
        let from = self.at.saturating_sub(1).min(heads.len().saturating_sub(2));
        let two = &heads[from..heads.len().min(from + 2)];
        if two.is_empty() {
            canvas.put(area.x + 1, area.y, width, "This record is not here any more.", Meaning::Quiet);
            return;
        }
        let names = 14.min(width / 4);
        let column = width.saturating_sub(names) / 2;
        let x = |n: usize| area.x + 1 + names + u16::try_from(n).unwrap_or(0) * column;
        let words = format!(
            "{} {}",
            self.which.kind,
            if heads.len() > 2 { format!("({} versions)", heads.len()) } else { String::new() }
        );
        canvas.put(area.x + 1, area.y, names, words.trim_end(), Meaning::Quiet);
        for (n, head) in two.iter().enumerate() {
            let place = Rect { x: x(n), y: area.y, width: column.saturating_sub(1), height: 1 };
            let words = if cx.seen.is_team() {
                format!("{} by {}, {}", from + n + 1, head.by, cx.clock(head.at))
            } else {
                format!("{}", from + n + 1)
            };
            canvas.put(place.x, place.y, place.width, &words, Meaning::Heading);
            if from + n == self.at {
                canvas.select(place);
            }
        }
        if heads.len() == 1 {
            let words = format!("One version stands now; {} goes back.", cx.key(Command::Back));
            canvas.put(x(1), area.y, column.saturating_sub(1), &words, Meaning::Good);
        }
        let rows = laid_out(&compared(two, cx), column, canvas);
        let height = usize::from(area.height.saturating_sub(2));
        self.top = self.top.min(rows.len().saturating_sub(height));
        for (y, (name, says, meaning)) in (area.y + 2..area.bottom()).zip(&rows[self.top..]) {
            canvas.put(area.x + 1, y, names.saturating_sub(1), name, Meaning::Quiet);
            for (n, words) in says.iter().enumerate() {
                canvas.put(x(n), y, column.saturating_sub(1), words, *meaning);
            }
        }
    }
}

/// Each field on as many rows as its longest text takes.
fn laid_out(fields: &[Compared], column: u16, canvas: &Canvas<'_>) -> Vec<(String, Vec<String>, Meaning)> {
    let mut rows = Vec::new();
    for field in fields {
        let meaning = if field.differs() { Meaning::Attention } else { Meaning::Text };
        let room = usize::from(column.saturating_sub(1).max(1));
        let says: Vec<Vec<String>> =
            field.says.iter().map(|words| text::wrap(words, room, canvas.look.glyphs)).collect();
        for n in 0..says.iter().map(Vec::len).max().unwrap_or(0).max(1) {
            let name = if n > 0 {
                String::new()
            } else if field.differs() {
                format!("! {}", field.name)
            } else {
                field.name.clone()
            };
            let row = says.iter().map(|rows| rows.get(n).cloned().unwrap_or_default()).collect();
            rows.push((name, row, meaning));
        }
    }
    rows
}

/// The fields of the versions: those on which they differ first, each part in the order of the record.
fn compared(heads: &[Version<Record>], cx: &Context<'_>) -> Vec<Compared> {
    let read: Vec<Vec<(String, String)>> = heads.iter().map(|head| fields(head, cx)).collect();
    let mut names: Vec<&String> = Vec::new();
    for (name, _) in read.iter().flatten() {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let says = |name: &String| {
        let of = |fields: &Vec<(String, String)>| {
            fields
                .iter()
                .find(|(known, _)| known == name)
                .map_or_else(|| "-".to_owned(), |(_, words)| words.clone())
        };
        Compared { name: name.replace('_', " "), says: read.iter().map(of).collect() }
    };
    let mut fields: Vec<Compared> = names.into_iter().map(says).collect();
    fields.sort_by_key(|field| !field.differs());
    fields
}

/// What a version says, field by field; records that it names by what they are called.
fn fields(head: &Version<Record>, cx: &Context<'_>) -> Vec<(String, String)> {
    let one = |words: String| vec![("version".to_owned(), words)];
    match &head.state {
        State::Gone => one("deleted".to_owned()),
        State::Erased { why, .. } => one(format!("erased: {why}")),
        State::Locked { why, .. } => one(format!("cannot be read here: {why}")),
        State::Lost { why } => one(format!("damaged on disk: {why}")),
        State::Here(record) => {
            let mut record = record.clone();
            record.refs(&mut |kind, id| {
                let Ok(named) = crate::model::AnyId::new(id.as_str()) else { return };
                let heads = cx.seen.case().heads_of(&RecordRef { kind, id: named });
                if let Some(other) = heads.iter().find_map(|head| head.here()) {
                    other.label().clone_into(id);
                }
            });
            match serde_json::to_value(&record) {
                Ok(Value::Object(fields)) => {
                    fields.iter().map(|(name, value)| (name.clone(), spoken(value))).collect()
                }
                _ => one(record.label().to_owned()),
            }
        }
    }
}

/// A value as people read it: texts plain, lists with semicolons, records within records with their field names.
fn spoken(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(spoken).collect::<Vec<_>>().join("; "),
        Value::Object(fields) => {
            let field = |(name, value): (&String, &Value)| match name.as_str() {
                "text" => spoken(value),
                name => format!("{} {}", name.replace('_', " "), spoken(value)),
            };
            fields.iter().map(field).collect::<Vec<_>>().join(", ")
        }
    }
}
