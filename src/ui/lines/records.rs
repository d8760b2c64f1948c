//! Records in lists, read one by one: registers, trades, sources, and what a search found; from a record one goes on to
//! what it names and what names it.

use super::places::{Place, Step, Told};
use crate::{
    analysis::{attention, links, standing::Speaker},
    guidance::Register,
    model::{Kind, Record, RecordRef},
    search::Way,
    ui::{
        context::Context,
        form::Form,
        forms::{Which, linkage, register, source},
        screens::{actors, assessments, guidance, record, sources, timeline, trades, versions, ways},
        widgets::page::Page,
    },
};

/// More than these are not read out: whoever finds so many searches for more words.
const MOST: usize = 60;

/// Words of what was found that are read out with its name.
const WORDS: usize = 12;

/// A list of records.
#[derive(Clone, Debug)]
pub enum List {
    /// The rows of a register.
    Register(Register),
    /// The trades.
    Trades,
    /// The sources.
    Sources,
}

impl List {
    fn kind(&self) -> Kind {
        match self {
            Self::Register(register) => assessments::kind_of(*register),
            Self::Trades => Kind::Linkage,
            Self::Sources => Kind::Source,
        }
    }

    fn rows(&self, cx: &Context<'_>) -> Vec<(RecordRef, String)> {
        if let Self::Trades = self {
            let trades = cx.standings.trades().iter();
            return trades.map(|trade| (RecordRef::of(&trade.id), trade.words())).collect();
        }
        let rows = assessments::rows(self.kind(), cx.seen.case());
        let words = |code: &str, label: &str| format!("{code} {label}").trim_start().to_owned();
        rows.into_iter().map(|(which, code, label)| (which, words(&code, &label))).collect()
    }

    /// The form for one of its records, or for a new one.
    pub fn form(&self, which: Option<&RecordRef>, cx: &Context<'_>) -> Form {
        match (self, which) {
            (Self::Register(_), _) => register::form(self.kind(), which.cloned(), cx),
            (Self::Trades, None) => linkage::form(Which::New, cx),
            (Self::Trades, Some(which)) => linkage::form(Which::this(&which.id.cast(), cx), cx),
            (Self::Sources, None) => source::form(Which::New, cx),
            (Self::Sources, Some(which)) => source::form(Which::this(&which.id.cast(), cx), cx),
        }
    }
}

/// The form for a record of these lists, an option or a faction, that stands in one version.
pub fn form_of(which: &RecordRef, cx: &Context<'_>) -> Option<Form> {
    if matches!(which.kind, Kind::Option | Kind::Faction) {
        let heads = cx.seen.case().heads_of(which);
        return if heads.len() == 1 { versions::form(which, heads[0].revision, cx) } else { None };
    }
    let registers = cx.catalogue.assessments.iter().filter_map(|assessment| assessment.register);
    let lists = registers.map(List::Register).chain([List::Trades, List::Sources]);
    let heads = cx.seen.case().heads_of(which);
    let is_one = heads.len() == 1 && !heads[0].is_locked();
    lists.filter(|_| is_one).find(|list| list.kind() == which.kind).map(|list| list.form(Some(which), cx))
}

/// The records of a list, each to be chosen.
pub fn list(told: &mut Told, list: &List, cx: &Context<'_>) {
    let rows = list.rows(cx);
    told.say(match (list, rows.len()) {
        (List::Register(_), 0) => format!("Register: {}. Nothing is recorded yet.", list.kind()),
        (List::Register(_), n) => format!("Register: {}, {n}.", list.kind()),
        (List::Trades, 0) => "No trade is recorded.".to_owned(),
        (List::Trades, n) => format!("Trades: {n}. Each: who gives what, and gets what for it."),
        (List::Sources, 0) => "No source yet.".to_owned(),
        (List::Sources, n) => format!("Sources: {n}."),
    });
    for (which, words) in rows {
        told.go(words, Place::Record(which));
    }
    if cx.can_write {
        told.choose("Add one", Step::Add(list.clone()));
    }
}

/// One record: all that may be seen of it, then what it names and what names it.
pub fn record(told: &mut Told, which: &RecordRef, cx: &Context<'_>) {
    let name = links::call(cx.seen, which);
    told.say(format!("{}: {name}", which.kind));
    let (says, links) = record::told(which, cx);
    let heads = cx.seen.case().heads_of(which);
    let unreadable = attention::unreadable(cx.seen.case()).into_iter().find(|record| record.which == *which);
    let own_page = if unreadable.is_some() || heads.len() > 1 { None } else { page(which, cx) };
    told.says.extend(unreadable.map(|record| record.words()));
    let says = own_page.map_or(says, |page| page.told());
    // A page begins with what it is called, and that was said.
    let is_said = says.first().is_some_and(|line| name.ends_with(line.as_str()));
    told.says.extend(says.into_iter().skip(usize::from(is_said)));
    if cx.can_write && heads.len() > 1 {
        told.say("Two versions stand: they are settled on the screens, where they stand side by side.");
    }
    for (how, link) in links {
        told.go(format!("{how}: {}, {}", link.which.kind, link.name), place_of(&Way::Record(link.which), cx));
    }
    if cx.can_write && form_of(which, cx).is_some() {
        told.choose("Change it", Step::Change(which.clone()));
        told.choose("Delete it", Step::Delete(which.clone()));
    }
}

/// The page that a screen has for a record of this kind, if one has.
fn page(which: &RecordRef, cx: &Context<'_>) -> Option<Page> {
    Some(match which.kind {
        Kind::Actor => actors::page_of(&which.id.cast(), cx),
        Kind::Event => timeline::page_of(Some(&which.id.cast()), cx),
        Kind::Source => sources::page_of(Some(&which.id.cast()), cx),
        Kind::Linkage => {
            let id = which.id.cast();
            trades::page_of(Some(cx.standings.trades().iter().find(|trade| trade.id == id)?), cx)
        }
        _ => return None,
    })
}

/// What holds these words, each with some of the words around them.
pub fn found(told: &mut Told, words: &str, cx: &Context<'_>) {
    let hits = cx.corpus().find(words);
    told.say(match hits.len() {
        0 => format!("Nothing holds all these words: {words}"),
        n if n > MOST => {
            format!("{n} hold these words; the first {MOST} are listed, more words find less: {words}")
        }
        1 => format!("One holds these words: {words}"),
        n => format!("{n} hold these words: {words}"),
    });
    for hit in hits.iter().take(MOST) {
        let context = hit.context(words, 2, WORDS);
        told.go(format!("{}, {}: {context}", hit.group, hit.name), place_of(hit.way, cx));
    }
    told.choose("Search for other words", Step::Search);
}

/// An entry of the guidance, and those related to it.
pub fn entry(told: &mut Told, id: &str, cx: &Context<'_>) {
    told.says.extend(guidance::page_of(id, usize::MAX, cx).told());
    let links = cx.catalogue.entry(id).map_or(&[][..], |entry| entry.links);
    for id in links {
        let title = cx.catalogue.entry(id).map_or("", |other| other.title);
        told.go(format!("Related: {title}"), place_of(&Way::Entry(id.to_string()), cx));
    }
}

fn place_of(way: &Way, cx: &Context<'_>) -> Place {
    match way {
        Way::Question(id) => Place::Question(id.clone()),
        Way::Entry(id) if cx.catalogue.question(id).is_some() => Place::Question(id.clone()),
        Way::Entry(id) => Place::Entry(id.clone()),
        Way::Record(which) => place_of_record(which, cx),
    }
}

/// Where a record is read with what belongs to it.
fn place_of_record(which: &RecordRef, cx: &Context<'_>) -> Place {
    let heads = cx.seen.case().heads_of(which);
    match heads.iter().find_map(|head| head.here()) {
        Some(Record::Issue(_)) => Place::Issue(which.id.cast(), ways::phase(cx)),
        Some(Record::Option(option)) => Place::Issue(option.issue.clone(), ways::phase(cx)),
        Some(Record::Answer(answer)) => Place::Question(answer.question.clone()),
        Some(Record::Position(p)) => {
            let speaker = Speaker { party: p.party.clone(), faction: p.faction.clone() };
            Place::Cell(p.issue.clone(), speaker, p.phase)
        }
        _ => Place::Record(which.clone()),
    }
}
