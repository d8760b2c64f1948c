//! Recording a position: what was said first, then one key for each option; everything else is there and optional.

use serde::{Deserialize, Serialize};

use super::{
    Context, Edit, Form, Wanting, Which, begun, chosen, date, disclosure, maybe, needed, one, place, unread,
    words,
};
use crate::{
    analysis::redlines,
    model::{
        Actor, Date, Faction, Firmness, Id, Issue, IssueOption, Phase, Position, RecordRef, RecordType,
        RevisionId, Source, Stance, StanceOn, Words,
    },
    ui::{
        form::{
            Field, Value, choice,
            choice::{Choice, StanceRow, Stances},
            line, lines,
        },
        forms::FormKind,
    },
};

/// What a position is recorded about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct About {
    /// Who was heard.
    pub party: Id<Actor>,
    /// The faction that was heard for itself.
    pub faction: Option<Id<Faction>>,
    /// On what.
    pub issue: Id<Issue>,
    /// In which phase.
    pub phase: Phase,
    /// How it stands to what was recorded before.
    pub how: How,
}

/// How a position stands to what was recorded before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum How {
    /// Something new was said: it takes the place of what stood on screen, for the options it names.
    New {
        /// What stood on screen.
        after: Vec<Id<Position>>,
    },
    /// It was written down wrongly.
    Correct(Id<Position>, Vec<RevisionId>),
    /// Another reading of the same moment.
    Beside(Id<Position>),
}

impl How {
    /// A correction of a position as the user has it before them.
    #[must_use]
    pub fn correct(id: &Id<Position>, cx: &Context<'_>) -> Self {
        let versions = cx.seen.case().heads_of(&RecordRef::of(id));
        Self::Correct(id.clone(), versions.iter().map(|version| version.revision).collect())
    }
}

/// The form that settles two versions of a position, beginning with one of them.
#[must_use]
pub fn settling(id: &Id<Position>, from: RevisionId, cx: &Context<'_>) -> Option<Form> {
    let Which::This(id, seen) = Which::settling(id, from, cx) else { return None };
    let start = begun(&id, &seen, cx)?;
    let about = About {
        party: start.party,
        faction: start.faction,
        issue: start.issue,
        phase: start.phase,
        how: How::Correct(id, seen),
    };
    Some(form(about, None, cx))
}

/// The form.
#[must_use]
pub fn form(about: About, on: Option<Date>, cx: &Context<'_>) -> Form {
    let case = cx.seen.case();
    let name =
        |id: &Id<Actor>| case.actors.first(id).map_or_else(|| id.to_string(), |actor| actor.name.clone());
    let issue =
        case.issues.first(&about.issue).map_or_else(|| about.issue.to_string(), |issue| issue.title.clone());
    let what = match about.how {
        How::New { .. } => "Record",
        How::Correct(..) => "Correct",
        How::Beside(_) => "Another reading",
    };
    let title = format!("{what}: {} on {issue}, {}", name(&about.party), about.phase);
    let start = start(&about, on, cx);
    let mut fields = vec![statement(&start), stances(&about, &start, cx)];
    fields.extend([
        line("condition", "Accepts if", &condition(&start)),
        line("date", "When", start.date.as_ref().map_or("", Date::written)),
    ]);
    fields.extend(source_fields(&start, cx));
    fields.extend(disclosure::fields(&start.disclosure, cx));
    fields.extend([
        line("spokesperson", "Who spoke", &start.spokesperson),
        one("faction", "For a faction", factions(&about.party, cx), start.faction.as_ref()),
        choice(
            "whose",
            "The stances are",
            vec!["theirs, as stated".into(), "ours to infer".into()],
            usize::from(start.stances.iter().any(|s| s.inferred)),
        ),
        line("interest", "Interest", &start.interest),
        choice(
            "firmness",
            "How movable",
            words(Firmness::ALL, Firmness::word),
            place(Firmness::ALL, &start.firmness),
        ),
        lines("original", "Original words", start.statement.original.as_deref().unwrap_or("")),
        line("original_language", "Its language", start.statement.original_language.as_deref().unwrap_or("")),
        line("translator", "Translated by", start.statement.translator.as_deref().unwrap_or("")),
        line("note", "Note", &start.note),
    ]);
    Form::new(FormKind::Position(about), title, fields)
}

/// What the form amounts to.
pub fn edit(about: &About, form: &Form, cx: &Context<'_>) -> Result<Edit, Wanting> {
    let before = start(about, None, cx);
    let confided = before.disclosure.clone();
    let mut edits = Vec::new();
    let optional = |name: &str| Some(form.text(name)).filter(|text| !text.is_empty());
    let mut position = Position {
        statement: Words {
            text: needed(form, "statement", "Say in a few words what was said")?,
            original: optional("original"),
            original_language: optional("original_language"),
            translator: optional("translator"),
            ..before.statement.clone()
        },
        date: date(form, "date")?,
        disclosure: disclosure::read(form)?,
        faction: chosen::<Faction>(form, "faction"),
        spokesperson: form.text("spokesperson"),
        stances: read_stances(form, &before),
        interest: form.text("interest"),
        firmness: Firmness::ALL.get(form.chosen("firmness")).copied().unwrap_or_default(),
        sources: before.sources.clone(),
        note: form.text("note"),
        ..before
    };
    if let How::Correct(..) = about.how {
        disclosure::refuse_to_widen(&confided, &position.disclosure)?;
    }
    let condition = form.text("condition");
    if !position.stances.iter().any(|on| on.condition == condition) {
        unread(form, "condition", "Say with i above which option they accept if, or take the words out")?;
    }
    if let Some(source) = chosen::<Source>(form, "source")
        && !position.sources.contains(&source)
    {
        position.sources.insert(0, source);
    }
    let new_source = form.text("new_source");
    if !new_source.is_empty() {
        let id = cx.pen.id::<Source>(2);
        let source = Source { name: new_source, date: position.date.clone(), ..Source::default() };
        edits.push(Edit::Add(RecordRef::of(&id), Box::new(source.into_record())));
        position.sources.push(id);
    }
    let edit = match &about.how {
        How::New { .. } | How::Beside(_) => {
            Edit::Add(RecordRef::of::<Position>(&cx.pen.id(1)), Box::new(position.into_record()))
        }
        How::Correct(id, seen) => Edit::Change {
            which: RecordRef::of(id),
            seen: seen.clone(),
            to: Box::new(position.into_record()),
        },
    };
    edits.push(edit);
    Ok(if edits.len() == 1 { edits.remove(0) } else { Edit::Together(edits) })
}

/// Asks for the condition of what is accepted under one; that it is not known can be saved all the same.
#[must_use]
pub fn wants_condition(about: &About, form: &Form, cx: &Context<'_>) -> Option<Wanting> {
    let read = read_stances(form, &start(about, None, cx));
    let is_open = |on: &StanceOn| on.stance == Stance::AcceptsIf && on.condition.is_empty();
    let words = "Under which condition? Saved again it stays as not recorded";
    read.iter().any(is_open).then(|| Wanting::new("condition", words))
}

/// One line as a rule; words that have more keep them.
fn statement(start: &Position) -> Field {
    let of = if start.statement.text.contains('\n') { lines } else { line };
    of("statement", "What was said", &start.statement.text)
}

/// The position with which the form begins.
fn start(about: &About, on: Option<Date>, cx: &Context<'_>) -> Position {
    let positions = &cx.seen.case().positions;
    let fresh = Position {
        party: about.party.clone(),
        issue: about.issue.clone(),
        faction: about.faction.clone(),
        phase: about.phase,
        date: on,
        ..Position::default()
    };
    match &about.how {
        How::New { after } => Position { after: after.clone(), ..fresh },
        How::Correct(id, seen) => begun(id, seen, cx).unwrap_or(fresh),
        How::Beside(id) => {
            let date = positions.first(id).and_then(|other| other.date.clone()).or(fresh.date);
            Position { beside: Some(id.clone()), date, ..fresh }
        }
    }
}

fn stances(about: &About, start: &Position, cx: &Context<'_>) -> Field {
    let mut options: Vec<(&Id<IssueOption>, &IssueOption)> =
        cx.seen.case().options.shown().filter(|(_, option)| option.issue == about.issue).collect();
    options.sort_by(|a, b| a.1.letter.cmp(&b.1.letter));
    let row = |(id, option): (&Id<IssueOption>, &IssueOption)| StanceRow {
        option: id.clone(),
        words: option_in_form(id, option, cx),
        stance: start.stance_on(id).map(|stance| stance.stance),
    };
    let rows = options.into_iter().map(row).collect();
    Field { name: "stances", label: "Options".into(), value: Value::Stances(Stances::new(rows)) }
}

/// An option as one chooses a stance on it; one that would breach a principle says so first.
fn option_in_form(id: &Id<IssueOption>, option: &IssueOption, cx: &Context<'_>) -> String {
    let is_breach = !redlines::breaches(cx.standings, id).is_empty();
    let mark = if is_breach { "! breaches a principle: " } else { "" };
    format!("{mark}{} {}", option.letter, option.title)
}

/// What the form says of each option. A stance that was not touched stays as it was, with its own condition and whether
/// it was stated or inferred; one field speaks for all only where the user changed it.
fn read_stances(form: &Form, before: &Position) -> Vec<StanceOn> {
    let Some(Value::Stances(stances)) = form.value("stances") else { return Vec::new() };
    let new_condition = form.text("condition");
    let condition_changed = new_condition != condition(before);
    let inferred = form.chosen("whose") == 1;
    let whose_changed = form.choice("whose").is_some_and(Choice::is_changed);
    let named = stances.rows.iter().filter_map(|row| Some((&row.option, row.stance?)));
    let mut read: Vec<StanceOn> = named
        .map(|(option, stance)| {
            let old = before.stance_on(option).filter(|old| old.stance == stance);
            let mut on = old.cloned().unwrap_or_else(|| StanceOn {
                option: option.clone(),
                stance,
                condition: new_condition.clone(),
                inferred,
            });
            if whose_changed {
                on.inferred = inferred;
            }
            if stance != Stance::AcceptsIf {
                on.condition.clear();
            } else if condition_changed && (on.condition.is_empty() || on.condition == condition(before)) {
                on.condition.clone_from(&new_condition);
            }
            on
        })
        .collect();
    // An option that is not here any more, or not yet, has no row; what was said of it is not for this form to drop.
    let has_row = |option: &Id<IssueOption>| stances.rows.iter().any(|row| row.option == *option);
    read.extend(before.stances.iter().filter(|old| !has_row(&old.option)).cloned());
    read
}

fn condition(start: &Position) -> String {
    start.stances.iter().map(|stance| stance.condition.clone()).find(|c| !c.is_empty()).unwrap_or_default()
}

fn source_fields(start: &Position, cx: &Context<'_>) -> Vec<Field> {
    vec![one("source", "Source", sources(cx), start.sources.first()), line("new_source", "or a new one", "")]
}

fn sources(cx: &Context<'_>) -> Vec<(String, String)> {
    maybe(super::sources(cx), "none recorded")
}

fn factions(party: &Id<Actor>, cx: &Context<'_>) -> Vec<(String, String)> {
    let factions = cx.seen.case().factions.shown().filter(|(_, faction)| faction.actor == *party);
    maybe(factions.map(|(id, faction)| (id.to_string(), faction.name.clone())).collect(), "no, for the party")
}
